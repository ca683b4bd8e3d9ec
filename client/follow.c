/* SPDX-License-Identifier: MIT */
#include "follow.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "proto/catalogue.h"
#include "resolve.h"
#include "stay.h"
#include "timeline.h"

struct following {
	struct stay stay;
	const struct follow *f;
	struct timeline *timeline;
	struct output out;
	struct resolved which;
	char account[NAME_MAX_BYTES + 1];
	unsigned roles;
	uint64_t next; /* number wanted */
	bool known, caught_up, closed;
	char state[NAME_MAX_BYTES + 1]; /* as the relay said last */
};

enum words { WORDS_PAUSED, WORDS_LIVE, WORDS };

/* What a person is told of a state; all others say nothing. */
static const struct {
	const char *state, *sentence;
} cards[] = {
    {"quiet", "Quiet: the team does not post for now."},
    {"waiting", "The broadcast waits for the patient's advocate."},
    {"stopped", "The broadcast was stopped. Nothing of it is shown now."},
    {"withdrawn", "The broadcast has ended. Nothing of it can be shown."},
    {"waits", "Its operation is over. Its readers get it days later, at a "
	      "moment that nobody is told."},
    {"as-live",
	"As-live: recorded days before, at the pace of the original."},
    {"open", "The broadcast goes on."},
};

static const char *const words[OUTPUT_LANGS][WORDS] = {
    [OUTPUT_EN] =
	{
	    [WORDS_PAUSED] = "The broadcast waits until the relay has its "
			     "roster again.",
	    [WORDS_LIVE] = "you are here; what comes is live (Ctrl-C ends)",
	},
    [OUTPUT_ID] =
	{
	    [WORDS_PAUSED] = "Siaran menunggu sampai relay menerima kembali "
			     "daftar identitasnya.",
	    [WORDS_LIVE] = "Anda di sini; berikutnya langsung (Ctrl-C untuk "
			   "berhenti)",
	},
};

/* Whoever reads our output has gone: so do we. */
static void
flush(struct following *w)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		stay_end(&w->stay, CMD_REFUSED);
}

static void
state_json(const struct following *w, const char *state)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &w->which.id);
	printf("{\"procedure\":\"%s\",\"state\":", id);
	output_json_text(stdout, state, strlen(state));
	puts("}");
}

static void
state_words(const struct following *w, const char *state, bool first)
{
	if (strcmp(state, "paused") == 0)
		output_status("%s", words[w->f->lang][WORDS_PAUSED]);
	for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
		if (strcmp(cards[i].state, state) == 0 &&
		    !(first && strcmp(state, "open") == 0))
			output_status("%s",
			    say_in(w->f->lang == OUTPUT_ID ? SR_LANG_ID
							   : SR_LANG_EN,
				cards[i].sentence));
}

/* In JSON each change is an object of its own; for people a sentence. */
static void
show_state(struct following *w, const char *state)
{
	bool first = !*w->state;

	if (strcmp(w->state, state) == 0)
		return;
	snprintf(w->state, sizeof w->state, "%s", state);
	if (w->f->json) {
		state_json(w, state);
		flush(w);
	} else {
		state_words(w, state, first);
	}
	/* Of what was stopped at its end there is no notice. */
	if (strcmp(state, "withdrawn") == 0 || strcmp(state, "closed") == 0)
		stay_end(&w->stay, CMD_OK);
}

static void
on_subscribed(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct following *w = ctx;

	/* The rest comes when all that was there is shown. */
	if (err == SR_OK && ok->state && strcmp(ok->state, "stopped") == 0)
		show_state(w, ok->state);
	if (err != SR_OK && err != SR_ENET)
		stay_end(&w->stay, ask_report(err, message));
}

/* Educators choose; without a choice, what shows least. */
static bool
chosen(const struct following *w)
{
	return w->roles & ROLE_EDUCATOR &&
	       !(w->roles & (ROLE_STUDENT | ROLE_COLLEAGUE));
}

static void
subscribe(struct following *w)
{
	struct wire_request r = {.op = OP_SUBSCRIBE};
	enum sr_err err;

	r.u.subscribe = (struct wire_subscribe){
	    .procedure = w->which.id,
	    .from = w->next,
	    .live = w->f->live,
	    .audience_given = w->f->audience_given,
	    .audience = w->f->audience,
	};
	r.u.subscribe.audience_given = w->f->audience_given || chosen(w);
	err = link_request(w->stay.link, &r, on_subscribed, w);
	if (err != SR_OK && err != SR_ENET)
		stay_end(&w->stay, ask_report(err, NULL));
}

/* What the account reads when nobody says. */
static enum audience
audience_of(const struct following *w)
{
	if (w->f->audience_given || chosen(w))
		return w->f->audience;
	return w->roles & ~(unsigned)(ROLE_STUDENT | ROLE_ADMIN) ? COLLEAGUE
								 : STUDENT;
}

static bool
begin_sink(struct following *w)
{
	enum sr_err err = w->f->sink->begin(
	    w->f->sink_ctx, &w->which, w->account, audience_of(w));

	if (err != SR_OK) {
		stay_end(&w->stay, ask_report(err, NULL));
		return false;
	}
	w->next = w->f->from;
	w->known = true;
	return true;
}

static uint64_t
first_shown(const struct following *w)
{
	uint64_t tail = w->f->tail, last = w->which.last;

	if (!tail || last < tail || last - tail < w->f->from)
		return w->f->from;
	return last - tail + 1;
}

static bool
begin(struct following *w)
{
	const uint64_t from = first_shown(w);
	const struct timeline_options opt = {
	    .out = &w->out,
	    .lang = w->f->lang,
	    .json = w->f->json,
	    .numbers = w->f->numbers,
	    .from = from,
	};
	enum sr_err err = timeline_new(&w->timeline, &opt, &w->which);

	if (err != SR_OK) {
		stay_end(&w->stay, ask_report(err, NULL));
		return false;
	}
	/* People see times from the incision on, so that has to be known. */
	w->next = w->f->json ? from : 1;
	w->known = true;
	timeline_head(w->timeline);
	flush(w);
	return true;
}

static void
on_list(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct following *w = ctx;
	struct sr_fault fault = {""};

	if (err == SR_ENET)
		return;
	if (err != SR_OK) {
		stay_end(&w->stay, ask_report(err, message));
		return;
	}
	err = resolve_procedure(
	    &w->which, ok->procedures, ok->procedure_count, w->f->word, &fault);
	if (err != SR_OK) {
		output_fail("%s", fault.what);
		stay_end(&w->stay, CMD_REFUSED);
	} else if (w->f->sink ? begin_sink(w) : begin(w)) {
		subscribe(w);
	}
}

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct following *w = ctx;
	struct wire_request r = {.op = OP_PROCEDURES};

	w->roles = welcome->roles;
	snprintf(w->account, sizeof w->account, "%s", welcome->account);
	if (w->known)
		subscribe(w);
	else
		(void)!link_request(w->stay.link, &r, on_list, w);
}

static void
on_entry(void *ctx, const struct wire_entry *e)
{
	struct following *w = ctx;

	if (!w->known || e->number < w->next ||
	    memcmp(&e->procedure, &w->which.id, sizeof e->procedure) != 0)
		return;
	if (e->number > w->next) {
		link_again(w->stay.link, "an update is missing");
		return;
	}
	w->next = e->number + 1;
	if ((w->f->sink ? w->f->sink->entry(w->f->sink_ctx, e)
			: timeline_entry(w->timeline, e)) != SR_OK) {
		stay_end(&w->stay, ask_report(SR_ENOMEM, NULL));
		return;
	}
	if (w->f->sink)
		return;
	if (e->kind == ENTRY_NOTICE && e->step &&
	    strcmp(e->step, "closed") == 0)
		w->closed = true;
	if (w->f->json || w->caught_up)
		flush(w);
	if (w->closed && w->caught_up)
		stay_end(&w->stay, CMD_OK);
}

static void
on_caught_up(void *ctx, const struct wire_caught_up *c)
{
	struct following *w = ctx;
	bool first = !w->caught_up;

	if (!w->known ||
	    memcmp(&c->procedure, &w->which.id, sizeof c->procedure) != 0)
		return;
	if (c->number >= w->next) {
		link_again(w->stay.link, "an update is missing");
		return;
	}
	w->caught_up = true;
	if (w->f->sink) {
		stay_end(&w->stay, CMD_OK);
		return;
	}
	timeline_caught_up(w->timeline);
	flush(w);
	if (c->live)
		show_state(w, c->state);
	if (!c->live || w->closed)
		stay_end(&w->stay, CMD_OK);
	else if (first && !w->f->json)
		output_hint("%s", words[w->f->lang][WORDS_LIVE]);
}

/* How many are there, for those who teach. */
static void
show_presence(struct following *w, const struct wire_message *m)
{
	const struct wire_presence *p = &m->u.presence;
	const struct wire_reactions *r = &m->u.reactions;

	if (m->event == EV_PRESENCE && w->f->json)
		printf("{\"students\":%u,\"colleagues\":%u,"
		       "\"educators\":%u,\"staff\":%u}\n",
		    p->students, p->colleagues, p->educators, p->staff);
	else if (m->event == EV_PRESENCE)
		output_status("reading now: %u students, %u colleagues",
		    p->students, p->colleagues);
	else if (m->event == EV_REACTIONS && w->f->json)
		printf("{\"number\":%" PRIu64 ",\"understood\":%u,"
		       "\"again\":%u}\n",
		    r->number, r->understood, r->again);
	else if (m->event == EV_REACTIONS)
		output_status("entry %llu: understood %u, again please %u",
		    (unsigned long long)r->number, r->understood, r->again);
	else
		return;
	flush(w);
}

static void
on_event(void *ctx, const struct wire_message *m)
{
	struct following *w = ctx;

	if (w->f->presence)
		show_presence(w, m);
	if (m->event == EV_STATE && w->known &&
	    memcmp(&m->u.state.procedure, &w->which.id,
		sizeof w->which.id) == 0)
		show_state(w, m->u.state.state);
}

static void
on_fault(void *ctx, const struct wire_error *e)
{
	struct following *w = ctx;

	stay_end(&w->stay, ask_report(e->err, e->message));
}

enum cmd_status
follow_run(const struct follow *f)
{
	const struct stay_handler handler = {
	    .lang = f->lang,
	    .link.on_up = on_up,
	    .link.on_entry = on_entry,
	    .link.on_caught_up = on_caught_up,
	    .link.on_event = on_event,
	    .link.on_fault = on_fault,
	};
	struct following w = {.f = f};
	enum cmd_status status;

	output_init(&w.out, stdout);
	if (stay_init(&w.stay, f->profile, &handler, &w))
		stay_run(&w.stay);
	status = w.stay.status;
	timeline_free(w.timeline);
	stay_wipe(&w.stay);
	return status;
}
