/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
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

/* scrubrelay archive erase PROC, archive rekey */

struct erasing {
	const char *word, *receipt;
	struct resolved which;
	uint64_t entry;
	bool json, sure;
};

static void
send_erase(const struct erasing *e, struct wire_request *r)
{
	*r = (struct wire_request){.op = OP_ERASE};
	r->u.erase.procedure = e->which.id;
	r->u.erase.number = e->entry;
}

static bool
make_sure(const struct erasing *e)
{
	char line[128];
	struct output o;

	if (e->sure)
		return true;
	output_init(&o, stderr);
	output_look(&o, LOOK_PLAIN,
	    "This erases '%s' for good. Type its code name to do it: ",
	    e->which.code_name);
	if (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strcasecmp(line, e->which.code_name) == 0)
			return true;
	}
	output_fail("nothing was erased");
	return false;
}

static void
show(const struct erasing *e, const struct wire_ok *ok)
{
	const char *name = ok->code_name ? ok->code_name : "";
	char id[PROCEDURE_ID_TEXT + 1];

	if (!e->json) {
		output_print("'%s' %s\n", name,
		    say(e->entry ? "has lost this entry for good."
				 : "is erased for good."));
		return;
	}
	wire_id_text(id, &ok->procedure);
	printf("{\"procedure\":\"%s\",\"code_name\":", id);
	output_json_text(stdout, name, strlen(name));
	if (e->entry)
		printf(",\"entry\":%" PRIu64, e->entry);
	if (ok->receipt) {
		printf(",\"receipt\":");
		output_json_text(stdout, ok->receipt, ok->receipt_len);
	}
	printf("}\n");
}

static enum ask_next
on_answer(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct erasing *e = ctx;
	struct sr_fault fault = {""};

	if (r->op == OP_PROCEDURES) {
		if (resolve_procedure(&e->which, ok->procedures,
			ok->procedure_count, e->word, &fault) != SR_OK) {
			output_fail("%s", fault.what);
			return ASK_FAILED;
		}
		if (!make_sure(e))
			return ASK_FAILED;
		send_erase(e, r);
		return ASK_AGAIN;
	}
	show(e, ok);
	if (ok->receipt && (e->receipt || !e->json) &&
	    !receipt_save(e->receipt, ok))
		return ASK_FAILED;
	return ASK_DONE;
}

int
archive_erase(int argc, char **argv)
{
	struct erasing e = {0};
	struct wire_request r = {.op = OP_PROCEDURES};
	const char *profile = NULL;
	const struct args_option options[] = {
	    {"entry", "N", ARGS_ENTRY, &e.entry, "only this entry"},
	    {"yes", NULL, ARGS_FLAG, &e.sure, "do not ask"},
	    {"receipt", "FILE", ARGS_TEXT, &e.receipt,
		"where the receipt goes (default: receipt-CODE-NAME.txt)"},
	    {"json", NULL, ARGS_FLAG, &e.json, "one JSON object"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive erase",
	    .synopsis = "PROC",
	    .purpose = "Erases a procedure that has ended (administrators, by "
		       "its 32 digits), or one\nentry of it (educators, its "
		       "surgeon, advocate and moderators).",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!e.sure && !isatty(STDIN_FILENO)) {
		output_fail("archive erase: it cannot be undone: say --yes");
		return CMD_USAGE;
	}
	e.word = a.word[0];
	/* An administrator is not shown which there are. */
	if (e.sure && wire_id_from_text(e.word, &e.which.id))
		send_erase(&e, &r);
	return (int)ask_relay(profile, &r, on_answer, &e);
}

/* ---- another master key ---- */

static enum ask_next
on_rekeyed(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	(void)ctx;
	(void)ok;
	(void)r;
	printf("%s\n",
	    say("Another master key took the place of the old one. Copies of "
		"the archive from before open no more: make a new one."));
	return ASK_DONE;
}

int
archive_rekey(int argc, char **argv)
{
	struct wire_request r = {.op = OP_REKEY};
	const char *profile = NULL;
	const struct args_option options[] = {ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive rekey",
	    .synopsis = "",
	    .purpose = "Puts another master key in the place of the old one "
		       "(administrators).",
	    .option = options,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	return (int)ask_relay(profile, &r, on_rekeyed, NULL);
}
