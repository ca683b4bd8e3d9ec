/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "args.h"
#include "ask.h"
#include "output.h"
#include "proto/catalogue.h"
#include "resolve.h"

struct undoing {
	const char *word, *draft;
	struct resolved which;
	bool json;
};

static enum ask_next
on_undo(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct undoing *u = ctx;
	struct sr_fault fault = {""};

	if (r->op == OP_UNDO) {
		const char *draft = u->draft ? u->draft : ok->draft;

		if (u->json) {
			fputs("{\"undone\":", stdout);
			output_json_text(
			    stdout, draft, draft ? strlen(draft) : 0);
			fputs("}\n", stdout);
		} else {
			puts(say("Undone; nobody was shown it."));
		}
		return ASK_DONE;
	}
	if (resolve_procedure(&u->which, ok->procedures, ok->procedure_count,
		u->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	*r = (struct wire_request){.op = OP_UNDO};
	r->u.undo.procedure = u->which.id;
	r->u.undo.draft = u->draft;
	return ASK_AGAIN;
}

/* scrubrelay undo PROC [DRAFT] */
int
cmd_undo(int argc, char **argv)
{
	const char *profile = NULL;
	struct undoing u = {0};
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &u.json, "one JSON object"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "undo",
	    .synopsis = "PROC [DRAFT]",
	    .purpose =
		"Takes back an update of yours that still waits: the last "
		"one, or DRAFT.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	struct wire_request r = {.op = OP_PROCEDURES};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	u.word = a.word[0];
	u.draft = a.count > 1 ? a.word[1] : NULL;
	if (u.draft && (!*u.draft || strlen(u.draft) > DRAFT_ID_MAX)) {
		output_fail("undo: a draft's id has 1 to 64 letters");
		return CMD_USAGE;
	}
	return (int)ask_relay(profile, &r, on_undo, &u);
}
