/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "files.h"
#include "output.h"
#include "profile.h"
#include "proto/audit_chain.h"
#include "proto/catalogue.h"
#include "proto/hello.h"

/*
 * scrubrelay audit: who did what. Every line is checked, whichever are shown:
 * numbers, chain, signatures, and that the log goes on from where it was when
 * this device saw it last.
 */

/* Bytes of "LINE CHAIN", the note of what was seen last. */
#define SEEN_MOST 128u
#define CHAIN_TEXT 44u

struct audit {
	/* from the command line */
	const char *profile, *file, *key, *account, *event, *procedure;
	bool json, anew;
	/* being followed */
	uint8_t relay[HELLO_KEY_BYTES];
	struct audit_chain at, seen;
	char seen_file[PATH_MAX];
	uint64_t shown, broken; /* broken: the line that is not right */
	struct output out;
};

/* ---- showing ---- */

static bool
wanted(const struct audit *a, const struct wire_audit *l)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &l->procedure);
	if (a->event && strcmp(a->event, l->event) != 0)
		return false;
	if (a->procedure &&
	    (!l->procedure_given ||
		strncmp(a->procedure, id, strlen(a->procedure)) != 0))
		return false;
	return !a->account || (l->who && strcmp(a->account, l->who) == 0) ||
	       (l->about &&
		   strncmp(l->about, a->account, strlen(a->account)) == 0 &&
		   strchr(":", l->about[strlen(a->account)]));
}

static void
json_member(const char *name, const char *value)
{
	if (!value)
		return;
	printf(",\"%s\":", name);
	output_json_text(stdout, value, strlen(value));
}

static void
show_json(const struct wire_audit *l)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &l->procedure);
	printf("{\"line\":%" PRIu64 ",\"at_ms\":%" PRIu64, l->line, l->at_ms);
	json_member("event", l->event);
	json_member("who", l->who);
	json_member("about", l->about);
	json_member("procedure", l->procedure_given ? id : NULL);
	if (l->entry)
		printf(",\"entry\":%" PRIu64, l->entry);
	if (l->count)
		printf(",\"count\":%" PRIu64, l->count);
	json_member("err", l->err);
	puts("}");
}

/* Where the details stand, and the least room for them. */
#define DETAIL_COLUMN 60u
#define DETAIL_LEAST 20u

static void
show(const struct audit *a, const struct wire_audit *l)
{
	char when[32] = "", id[PROCEDURE_ID_TEXT + 1], detail[512];
	time_t s = (time_t)(l->at_ms / 1000);
	struct tm tm;
	size_t n = 0;
	unsigned at = DETAIL_COLUMN;

	if (localtime_r(&s, &tm))
		strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", &tm);
	wire_id_text(id, &l->procedure);
	output_look(&a->out, LOOK_DIM, "%6" PRIu64 "  %s  ", l->line, when);
	output_look(&a->out, LOOK_BOLD, "%-14s  ", l->event);
	output_look(&a->out, LOOK_PLAIN, "%-13s  ", l->who ? l->who : "-");
	if (at + DETAIL_LEAST > a->out.width ||
	    (l->who && strlen(l->who) > 13)) {
		at = 8;
		printf("\n%8s", "");
	}
	detail[0] = '\0';
	if (l->procedure_given)
		n += (size_t)snprintf(
		    detail + n, sizeof detail - n, "%.8s ", id);
	if (l->entry)
		n += (size_t)snprintf(detail + n, sizeof detail - n,
		    say("entry %llu "), (unsigned long long)l->entry);
	if (l->count)
		n += (size_t)snprintf(detail + n, sizeof detail - n, "×%llu ",
		    (unsigned long long)l->count);
	snprintf(detail + n, sizeof detail - n, "%s%s%s",
	    l->about ? l->about : "", l->about && l->err ? ": " : "",
	    l->err ? l->err : "");
	output_wrapped(&a->out, LOOK_PLAIN, detail, strlen(detail), at, at);
}

/* ---- following ---- */

static bool
fail_at(struct audit *a, const char *why)
{
	a->broken = a->at.line + 1;
	output_fail("the audit log is not whole: %s", say(why));
	return false;
}

static bool
follow(struct audit *a, const struct wire_audit *l)
{
	struct sr_fault fault = {""};

	if (audit_chain_follow(&a->at, l, a->relay, &fault) != SR_OK)
		return fail_at(a, fault.what);
	if (a->at.line == a->seen.line &&
	    memcmp(a->at.chain, a->seen.chain, sizeof a->at.chain) != 0)
		return fail_at(
		    a, "it is another one than this device saw before");
	if (!wanted(a, l))
		return true;
	if (a->json)
		show_json(l);
	else
		show(a, l);
	a->shown++;
	return true;
}

/* ---- what was seen last ---- */

/* What cannot be read is not the same as nothing: a log that was cut would pass
 * for whole. */
static enum sr_err
recall(struct audit *a, struct sr_fault *fault)
{
	char *text = NULL, chain[CHAIN_TEXT];
	unsigned long long line;
	size_t len = 0;
	enum sr_err err;

	if (a->anew || access(a->seen_file, F_OK) != 0)
		return SR_OK;
	err = files_read(a->seen_file, SEEN_MOST, &text, &len, fault);
	if (err != SR_OK)
		return err;
	if (sscanf(text, "%llu %43s", &line, chain) == 2 &&
	    hello_unbase64(a->seen.chain, sizeof a->seen.chain, chain) ==
		SR_OK) {
		a->seen.line = line;
	} else {
		sr_fault_set(fault,
		    "%s: is damaged; what was seen before is not known any "
		    "more. Remove it to begin anew",
		    a->seen_file);
		err = SR_ECRYPTO;
	}
	files_wipe(text, len);
	return err;
}

static void
remember(const struct audit *a)
{
	char text[SEEN_MOST], chain[CHAIN_TEXT];
	struct sr_fault fault = {""};
	int len;

	hello_base64(chain, sizeof chain, a->at.chain, sizeof a->at.chain);
	len =
	    snprintf(text, sizeof text, "%" PRIu64 " %s\n", a->at.line, chain);
	if (files_replace(a->seen_file, text, (size_t)len, &fault) != SR_OK)
		output_fail("%s", fault.what);
}

/* At the end: does it reach as far as it did, and who vouches for it? */
static bool
finish(struct audit *a)
{
	struct sr_fault fault = {""};

	if (a->broken)
		return false;
	if (a->at.line < a->seen.line)
		return fail_at(a, "lines at its end, which this device saw "
				  "before, are gone");
	if (a->at.signed_line < a->at.line) {
		sr_fault_set(&fault,
		    "nothing behind line %llu is signed: a crash cut it off, "
		    "or somebody added it",
		    (unsigned long long)a->at.signed_line);
		return fail_at(a, fault.what);
	}
	output_status("%llu lines, whole, in order, signed by this relay.",
	    (unsigned long long)a->at.line);
	/* Nothing shown looks like nothing done: it may be a slip of the
	 * finger in what was asked for. */
	if (!a->shown)
		output_status("No line is of what was asked for: see whether "
			      "it is written so.");
	return true;
}

/* ---- from the relay ---- */

static enum ask_next
on_page(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct audit *a = ctx;
	enum ask_next next;

	for (size_t i = 0; i < ok->audit_count; i++)
		if (!follow(a, &ok->audit[i]))
			return ASK_FAILED;
	next = ask_page(ok->more, a->at.line > r->u.audit.after);
	r->u.audit.after = a->at.line;
	if (next != ASK_DONE)
		return next;
	if (!finish(a))
		return ASK_FAILED;
	remember(a);
	return ASK_DONE;
}

static int
from_relay(struct audit *a)
{
	struct wire_request r = {.op = OP_AUDIT};
	struct sr_fault fault = {""};
	struct profile p;
	enum sr_err err = profile_load(&p, a->profile, &fault);

	if (err == SR_OK)
		err = profile_path(a->seen_file, p.name, ".audit", &fault);
	if (err != SR_OK)
		return (int)ask_report(err, fault.what);
	err = recall(a, &fault);
	if (err != SR_OK) {
		output_fail("%s", fault.what);
		return CMD_REFUSED;
	}
	memcpy(a->relay, p.relay, sizeof a->relay);
	return (int)ask_relay(a->profile, &r, on_page, a);
}

/* ---- from a file ---- */

static bool
follow_file(struct audit *a, struct wire *wire, FILE *f)
{
	struct wire_audit line;
	char *text = NULL;
	size_t room = 0;
	ssize_t len;
	bool good = true;
	struct sr_fault fault = {""};

	while (good && (len = getline(&text, &room, f)) > 0) {
		if (text[len - 1] != '\n')
			good = fail_at(a, "its last line is cut off");
		else if (wire_read_audit(wire, text, (size_t)len - 1, &line) ==
			 SR_OK)
			good = follow(a, &line);
		else {
			sr_fault_set(&fault, "line %llu cannot be read",
			    (unsigned long long)a->at.line + 1);
			good = fail_at(a, fault.what);
		}
		wire_end(wire);
	}
	free(text);
	if (good && ferror(f))
		good = fail_at(a, "the file cannot be read");
	return good && finish(a);
}

static int
from_file(struct audit *a)
{
	struct wire *wire = NULL;
	FILE *f = NULL;
	bool good = false;

	if (!a->key ||
	    hello_unbase64(a->relay, sizeof a->relay, a->key) != SR_OK) {
		output_fail("audit: --file needs --key with the relay's public "
			    "key, the 43 letters behind 'sr1.' in an invite");
		return CMD_USAGE;
	}
	f = fopen(a->file, "re");
	if (!f)
		output_fail("%s: %s", a->file, strerror(errno));
	else if (wire_new(&wire) == SR_OK)
		good = follow_file(a, wire, f);
	else
		output_fail("%s", sr_err_sentence(SR_ENOMEM));
	wire_free(wire);
	if (f)
		fclose(f);
	return good ? CMD_OK : CMD_REFUSED;
}

int
cmd_audit(int argc, char **argv)
{
	struct audit a = {0};
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &a.json, "one JSON object a line"},
	    {"account", "NAME", ARGS_TEXT, &a.account,
		"what NAME did, or what was done to NAME"},
	    {"event", "EVENT", ARGS_TEXT, &a.event, "one kind of line"},
	    {"procedure", "ID", ARGS_TEXT, &a.procedure,
		"one procedure, by the first digits of its id"},
	    {"anew", NULL, ARGS_FLAG, &a.anew,
		"forget what this device saw of the log before"},
	    {"file", "FILE", ARGS_TEXT, &a.file,
		"a copy of audit.log in place of the relay"},
	    {"key", "KEY", ARGS_TEXT, &a.key,
		"with --file: the relay's public key"},
	    ARGS_PROFILE(&a.profile), ARGS_END};
	struct args args = {
	    .command = "audit",
	    .synopsis = "[--account NAME] [--event EVENT] [--json]",
	    .purpose = "Shows who did what, and checks that nothing of the "
		       "audit log was changed or is missing (administrators).",
	    .option = options,
	};
	int status;

	if (!args_read(&args, argc, argv, &status))
		return status;
	output_init(&a.out, stdout);
	return a.file ? from_file(&a) : from_relay(&a);
}
