/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "output.h"
#include "proto/catalogue.h"
#include "receipt.h"
#include "resolve.h"
#include "signing.h"

/* What holds a stream back or lets it go: one request each, and no dialog but
 * where it cannot be undone. */

static const struct rule {
	const char *command, *purpose, *done;
	enum wire_op op;
} quiet = {"quiet", "Nobody posts until somebody resumes it.",
    "is quiet: nothing is posted until 'scrubrelay resume'.", OP_QUIET},
  resume = {"resume",
      "Ends a quiet time, or what was stopped (surgeon, advocate).", "goes on.",
      OP_RESUME},
  stop = {"stop", "Stops a procedure's stream at once, for everybody.",
      "is stopped: nobody is shown anything of it.", OP_STOP},
  withdraw = {"withdraw",
      "Stops a procedure for good and erases it; consent was taken back.",
      "is withdrawn: stopped for good, and erased.", OP_WITHDRAW},
  sign = {"sign", "Says that the patient's advocate is there.",
      "has the advocate's sign.", OP_SIGN};

struct doing {
	const struct rule *rule;
	const char *word;
	struct resolved which;
	enum stop_reason reason;
	const char *receipt; /* where it goes; NULL: a name is made */
	bool json, sure;
};

static void
show_json(const struct doing *d, const struct wire_ok *ok)
{
	char id[PROCEDURE_ID_TEXT + 1];
	const char *name = ok->code_name ? ok->code_name : "";

	wire_id_text(id, &ok->procedure);
	printf("{\"procedure\":\"%s\",\"code_name\":", id);
	output_json_text(stdout, name, strlen(name));
	if (ok->state) {
		printf(",\"state\":");
		output_json_text(stdout, ok->state, strlen(ok->state));
	}
	if (ok->receipt) {
		printf(",\"receipt\":");
		output_json_text(stdout, ok->receipt, ok->receipt_len);
	}
	if (d->rule->op == OP_SIGN)
		printf(",\"sign_ms\":%llu", (unsigned long long)ok->sign_ms);
	printf(",\"unsaved\":%s}\n", ok->unsaved ? "true" : "false");
}

static void
show(const struct doing *d, const struct wire_ok *ok)
{
	const char *name = ok->code_name ? ok->code_name : "";
	bool still = d->rule->op == OP_RESUME && ok->state &&
		     strcmp(ok->state, "quiet") == 0;

	output_print("'%s' %s\n", name,
	    say(still ? "is stopped no more, and still quiet: 'scrubrelay "
			"resume' once more ends that."
		      : d->rule->done));
	if (d->rule->op == OP_SIGN && ok->sign_ms)
		output_status("The next one is needed within %llu min.",
		    (unsigned long long)((ok->sign_ms + 59999) / 60000));
}

static void
send_rule(
    struct doing *d, struct wire_request *r, const struct procedure_id *id)
{
	*r = (struct wire_request){.op = d->rule->op};
	if (d->rule->op == OP_STOP) {
		r->u.stop.procedure = *id;
		r->u.stop.reason = d->reason;
	} else {
		r->u.procedure = *id;
	}
}

/* Erasing is the one thing that is asked about. */
static bool
make_sure(const struct doing *d)
{
	char line[128];
	struct output o;

	if (d->rule->op != OP_WITHDRAW || d->sure)
		return true;
	output_init(&o, stderr);
	output_look(&o, LOOK_PLAIN,
	    "This erases '%s' for good. Type its code name to do it: ",
	    d->which.code_name);
	if (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strcasecmp(line, d->which.code_name) == 0)
			return true;
	}
	output_fail("nothing was erased");
	return false;
}

static enum ask_next
on_answer(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct doing *d = ctx;
	struct sr_fault fault = {""};

	if (r->op == OP_PROCEDURES) {
		if (resolve_procedure(&d->which, ok->procedures,
			ok->procedure_count, d->word, &fault) != SR_OK) {
			output_fail("%s", fault.what);
			return ASK_FAILED;
		}
		if (!make_sure(d))
			return ASK_FAILED;
		send_rule(d, r, &d->which.id);
		return ASK_AGAIN;
	}
	if (d->json)
		show_json(d, ok);
	else
		show(d, ok);
	if (ok->receipt && (d->receipt || !d->json) &&
	    !receipt_save(d->receipt, ok))
		return ASK_FAILED;
	if (ok->unsaved)
		output_status("It holds now, but the relay's disk did not "
			      "take it: a restart may forget it. Have the "
			      "disk seen to, then do this again.");
	return ASK_DONE;
}

static int
run(struct doing *d, const char *profile)
{
	struct wire_request r = {.op = OP_PROCEDURES};
	struct procedure_id id;

	/* With the whole id nothing has to be looked up first. */
	if (d->word && wire_id_from_text(d->word, &id) &&
	    (d->rule->op != OP_WITHDRAW || d->sure))
		send_rule(d, &r, &id);
	return (int)ask_relay(profile, &r, on_answer, d);
}

/* The options that all have, for the plain ones. */
static int
plain(const struct rule *rule, int argc, char **argv)
{
	struct doing d = {.rule = rule};
	const char *profile = NULL;
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &d.json, "one JSON object"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = rule->command,
	    .synopsis = "[PROC]",
	    .purpose = rule->purpose,
	    .option = options,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	d.word = a.count ? a.word[0] : NULL;
	return run(&d, profile);
}

int
cmd_quiet(int argc, char **argv)
{
	return plain(&quiet, argc, argv);
}

int
cmd_resume(int argc, char **argv)
{
	return plain(&resume, argc, argv);
}

int
cmd_stop(int argc, char **argv)
{
	struct doing d = {.rule = &stop};
	const char *profile = NULL, *reason = NULL;
	const struct args_option options[] = {
	    {"reason", "WORD", ARGS_TEXT, &reason,
		"wrong-stream, identifies, consent, event or other"},
	    {"json", NULL, ARGS_FLAG, &d.json, "one JSON object"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = stop.command,
	    .synopsis = "[PROC]",
	    .purpose = stop.purpose,
	    .option = options,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (reason && !wire_stop_reason_from_name(reason, &d.reason)) {
		/* A slip of the keyboard does not keep it going. */
		d.reason = STOP_OTHER;
		output_fail("stop: --reason is wrong-stream, identifies, "
			    "consent, event or other; it is stopped all the "
			    "same");
	}
	d.word = a.count ? a.word[0] : NULL;
	status = run(&d, profile);
	if (status == CMD_NETWORK)
		output_fail("NOT stopped. Do it again now; anybody of the team "
			    "can, from any device.");
	return status;
}

int
cmd_withdraw(int argc, char **argv)
{
	struct doing d = {.rule = &withdraw};
	const char *profile = NULL;
	const struct args_option options[] = {
	    {"yes", NULL, ARGS_FLAG, &d.sure, "do not ask"},
	    {"receipt", "FILE", ARGS_TEXT, &d.receipt,
		"where the receipt goes (default: receipt-CODE-NAME.txt)"},
	    {"json", NULL, ARGS_FLAG, &d.json, "one JSON object"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = withdraw.command,
	    .synopsis = "PROC",
	    .purpose = withdraw.purpose,
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!d.sure && !isatty(STDIN_FILENO)) {
		output_fail("withdraw: it cannot be undone: say --yes");
		return CMD_USAGE;
	}
	d.word = a.word[0];
	return run(&d, profile);
}

int
cmd_sign(int argc, char **argv)
{
	struct doing d = {.rule = &sign};
	const char *profile = NULL;
	bool stay = false;
	const struct args_option options[] = {
	    {"stay", NULL, ARGS_FLAG, &stay,
		"stay, and give one with each line or Enter"},
	    {"json", NULL, ARGS_FLAG, &d.json, "one JSON object"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = sign.command,
	    .synopsis = "[PROC]",
	    .purpose = sign.purpose,
	    .option = options,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	d.word = a.count ? a.word[0] : NULL;
	return stay ? (int)signing_run(profile, d.word) : run(&d, profile);
}
