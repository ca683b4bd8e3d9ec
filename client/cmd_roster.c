/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>

#include "args.h"
#include "ask.h"
#include "files.h"
#include "hold.h"
#include "keeper.h"
#include "output.h"
#include "proto/catalogue.h"
#include "resolve.h"
#include "stay.h"

/* ---- staying with it ---- */

struct hold {
	struct stay stay;
	struct keeper *keeper;
};

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct hold *h = ctx;

	(void)welcome;
	keeper_up(h->keeper);
}

static void
on_end(void *ctx, enum sr_err err, const char *why)
{
	struct hold *h = ctx;

	if (err == SR_OK) {
		output_status("The procedure is closed.");
		stay_end(&h->stay, CMD_OK);
	} else {
		stay_end(&h->stay, ask_report(err, why));
	}
}

enum cmd_status
hold_roster(const char *profile, const struct procedure_id *id,
    const char *roster, size_t len)
{
	static const struct stay_handler handler = {.link.on_up = on_up};
	struct hold h = {0};
	enum cmd_status status;
	enum sr_err err = SR_OK;

	if (stay_init(&h.stay, profile, &handler, &h))
		err = keeper_new(&h.keeper, h.stay.loop, h.stay.link, id,
		    roster, len, on_end, &h);
	if (err != SR_OK)
		h.stay.status = ask_report(err, NULL);
	if (h.keeper) {
		output_status("Keeping the roster in memory; Ctrl-C ends "
			      "this, and not the procedure.");
		stay_run(&h.stay);
	}
	status = h.stay.status;
	keeper_free(h.keeper);
	stay_wipe(&h.stay);
	return status;
}

/* ---- scrubrelay roster PROC FILE ---- */

struct giving {
	const char *word, *roster;
	size_t len;
	struct resolved which;
};

static enum ask_next
on_answer(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct giving *g = ctx;
	struct sr_fault fault = {""};

	if (r->op == OP_ROSTER) {
		output_print("'%s' has its roster.\n", g->which.code_name);
		fflush(stdout);
		return ASK_DONE;
	}
	if (resolve_procedure(&g->which, ok->procedures, ok->procedure_count,
		g->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	*r = (struct wire_request){.op = OP_ROSTER};
	r->u.roster.procedure = g->which.id;
	r->u.roster.roster = g->roster;
	r->u.roster.roster_len = g->len;
	return ASK_AGAIN;
}

int
cmd_roster(int argc, char **argv)
{
	const char *profile = NULL;
	bool once = false;
	const struct args_option options[] = {
	    {"once", NULL, ARGS_FLAG, &once, "give it and end"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "roster",
	    .synopsis = "PROC FILE",
	    .purpose = "Gives a procedure its roster, stays, and gives it "
		       "again when the relay needs it.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	struct wire_request r = {.op = OP_PROCEDURES};
	struct giving g = {0};
	struct sr_fault fault = {""};
	char *roster = NULL;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (keeper_read(a.word[1], &roster, &g.len, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return CMD_REFUSED;
	}
	g.word = a.word[0];
	g.roster = roster;
	status = (int)ask_relay(profile, &r, on_answer, &g);
	if (status == CMD_OK && !once)
		status = (int)hold_roster(profile, &g.which.id, roster, g.len);
	files_wipe(roster, g.len);
	return status;
}
