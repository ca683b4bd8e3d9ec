/* SPDX-License-Identifier: MIT */
#include "posting.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "output.h"
#include "proto/catalogue.h"

/* What becomes of drafts that wait, while 'scrubrelay post' is there to hear
 * it. */

static const char *const gone_sentences[GONE_WHYS] = {
    [GONE_STOPPED] = "the procedure was stopped; it was not sent",
    [GONE_EXPIRED] = "nobody decided in time; it was not sent",
    [GONE_REJECTED] = "a moderator rejected it; it was not sent",
    [GONE_UNDONE] = "undone; nobody was shown it",
    [GONE_FILTER] = "the filter failed its test; it was not sent",
    [GONE_REVOKED] = "who sent or approved it was revoked; it was not sent",
};

static void
event_json(const char *event, const char *draft)
{
	printf("{\"event\":\"%s\",\"draft\":", event);
	output_json_text(stdout, draft, strlen(draft));
}

static void
on_released(struct post *p, const struct wire_released *r)
{
	uint64_t line;
	bool ours = waits_take(&p->waits, r->draft, &line);

	if (p->jsonl) {
		event_json("released", r->draft);
		printf(",\"number\":%" PRIu64 "}\n", r->number);
	} else if (ours) {
		output_look(&p->out, LOOK_BOLD, "%4" PRIu64, r->number);
		output_look(&p->out, LOOK_GOOD, "  released");
		printf(say(", line %" PRIu64 "\n"), line);
	}
}

static void
on_gone(struct post *p, const struct wire_gone *g)
{
	uint64_t line;
	bool ours = waits_take(&p->waits, g->draft, &line);

	if (p->jsonl) {
		event_json("gone", g->draft);
		printf(",\"why\":\"%s\"", wire_gone_name(g->why));
		if (g->reason) {
			fputs(",\"reason\":", stdout);
			output_json_text(stdout, g->reason, strlen(g->reason));
		}
		puts("}");
	} else if (ours) {
		output_status("line %" PRIu64 ": %s%s%s", line,
		    say(gone_sentences[g->why]), g->reason ? ": " : "",
		    g->reason ? g->reason : "");
	}
}

void
post_on_event(void *ctx, const struct wire_message *m)
{
	struct post *p = ctx;

	if (m->event == EV_RELEASED &&
	    memcmp(&m->u.released.procedure, &p->which.id,
		sizeof p->which.id) == 0)
		on_released(p, &m->u.released);
	else if (m->event == EV_GONE &&
		 memcmp(&m->u.gone.procedure, &p->which.id,
		     sizeof p->which.id) == 0)
		on_gone(p, &m->u.gone);
	fflush(stdout);
}

static void
on_undo_answer(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct post *p = ctx;

	(void)ok;
	p->undoing--;
	if (err != SR_OK) {
		waits_not_undone(&p->waits);
		output_fail(
		    "not undone: %s", message ? message : sr_err_sentence(err));
	} else if (p->ended) { /* else the event tells */
		output_status("Undone; nobody was shown it.");
	}
	post_finish(p);
}

static void
undo(struct post *p, const char *draft)
{
	struct wire_request r = {.op = OP_UNDO};

	r.u.undo.procedure = p->which.id;
	r.u.undo.draft = draft;
	p->undoing++;
	if (link_request(p->stay.link, &r, on_undo_answer, p) != SR_OK) {
		p->undoing--;
		waits_not_undone(&p->waits);
		output_fail("not undone: there is no connection");
	}
}

void
post_taken_back(struct post *p, const struct outbox_result *r)
{
	if (!r->id)
		output_status("line %" PRIu64 ": %s%s%s", r->line,
		    say("taken back; it was not sent"), "", "");
	else if (r->number)
		output_fail(
		    "not undone: %s", say("it is out; --retract withdraws it"));
	else
		undo(p, p->ended ? r->id : waits_undo(&p->waits));
}

void
post_undo_newest(struct post *p)
{
	const char *draft;

	/* What has no answer yet was typed behind all that waits. */
	if (outbox_take_back(p->outbox))
		return;
	draft = waits_undo(&p->waits);
	if (draft)
		undo(p, draft);
	else
		output_status("Nothing of yours waits.");
}
