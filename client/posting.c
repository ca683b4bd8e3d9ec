/* SPDX-License-Identifier: MIT */
#include "posting.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "draft_json.h"
#include "output.h"
#include "proto/catalogue.h"
#include "template.h"

#define STEPS_MAX 128u /* steps of a template to choose a near one from */

/* ---- results ---- */

/* On disk, and nobody reads it yet. */
static void
tell_waits(struct post *p, const struct outbox_result *r)
{
	if (!p->ended)
		waits_add(&p->waits, r->id, r->line);
	output_look(&p->out, LOOK_BOLD, "   -");
	if (r->held)
		output_look(&p->out, LOOK_WARN,
		    "  held, not sent: a moderator decides");
	else
		output_look(&p->out, LOOK_GOOD, "  saved, goes out in %u s",
		    (unsigned)((r->wait_ms + 999) / 1000));
}

static void
tell_saved(struct post *p, const struct outbox_result *r)
{
	if (r->number) {
		output_look(&p->out, LOOK_BOLD, "%4" PRIu64, r->number);
		output_look(&p->out, LOOK_GOOD, "  saved");
	} else {
		tell_waits(p, r);
	}
	if (r->repeated)
		fputs(say(", was there already"), stdout);
	if (r->redacted)
		printf(r->redacted == 1 ? say(", %u identifier removed")
					: say(", %u identifiers removed"),
		    r->redacted);
	if (r->doubt)
		output_look(&p->out, LOOK_WARN, ", some of it in doubt");
	putchar('\n');
	if (p->one && !r->number)
		output_status("To take it back: scrubrelay undo '%s' %s",
		    p->which.code_name, r->id);
}

static void
tell_refused(const struct post *p, const struct outbox_result *r)
{
	const char *message = r->message ? r->message : sr_err_sentence(r->err);
	const char *advice = r->err == SR_ENET ? NULL : ask_advice(r->err);

	if (p->one)
		output_fail(r->unknown ? "not known whether it was sent: %s"
				       : "not sent: %s",
		    message);
	else
		output_fail(r->unknown ? "line %" PRIu64 ": not known whether "
					 "it was sent: %s"
				       : "line %" PRIu64 ": not sent: %s",
		    r->line, message);
	if (advice && !p->refused)
		output_status("%s", advice);
}

void
post_finish(struct post *p)
{
	if (!p->ended || p->finished || p->undoing || outbox_count(p->outbox))
		return;
	p->finished = true;
	if (!p->one && !p->jsonl)
		output_status(
		    "%" PRIu64 " saved, %" PRIu64 " not", p->saved, p->refused);
	stay_end(&p->stay, p->status);
}

static void
on_result(void *ctx, const struct outbox_result *r)
{
	struct post *p = ctx;

	if (p->jsonl)
		draft_json_result(stdout, r);
	else if (r->err != SR_OK)
		tell_refused(p, r);
	else if (r->id)
		tell_saved(p, r);
	fflush(stdout);
	if (r->taken_back && r->err == SR_OK)
		post_taken_back(p, r);
	if (r->err == SR_OK) {
		p->saved += r->id != NULL;
	} else {
		p->refused++;
		if (p->status == CMD_OK || r->err == SR_ENET)
			p->status =
			    r->err == SR_ENET ? CMD_NETWORK : CMD_REFUSED;
	}
	if (p->lines && outbox_count(p->outbox) < OUTBOX_FULL)
		lines_pause(p->lines, false);
	post_finish(p);
}

static void
on_wait(void *ctx, enum sr_err err, const char *message)
{
	const char *advice = err == SR_EROSTER ? ask_advice(err) : NULL;

	(void)ctx;
	output_status("%s Trying again by itself.%s%s", message,
	    advice ? " " : "", advice ? advice : "");
}

/* ---- lines ---- */

static void
on_answer_line(struct post *p, const char *text)
{
	bool yes = tolower((unsigned char)text[0]) == 'y';

	p->expecting = false;
	if (!yes)
		output_status("Not sent; type again what still holds.");
	outbox_decide(p->outbox, yes);
	post_finish(p);
}

static void
on_json_line(struct post *p, struct outbox_draft *d, char *text, size_t len)
{
	struct json_doc *doc = NULL;
	struct sr_fault fault = {""};
	enum sr_err err = draft_json_read(d, &doc, text, len, &fault);

	if (err == SR_OK)
		outbox_add(p->outbox, d);
	else
		outbox_refuse(p->outbox, d->line, err, fault.what);
	json_free(doc);
}

static void
on_line(void *ctx, uint64_t number, char *text, size_t len)
{
	struct post *p = ctx;
	struct outbox_draft d = p->base;

	d.line = number;
	if (!text) {
		outbox_refuse(
		    p->outbox, number, SR_ETOOLARGE, "the line is too long");
	} else if (p->expecting) {
		on_answer_line(p, text);
	} else if (len == strspn(text, " \t")) {
		/* An empty line between others is no update. */
	} else if (p->jsonl) {
		on_json_line(p, &d, text, len);
	} else if (strcmp(text, "/undo") == 0) {
		post_undo_newest(p);
	} else {
		d.text = text;
		d.text_len = len;
		outbox_add(p->outbox, &d);
	}
	if (outbox_count(p->outbox) >= OUTBOX_FULL && !p->expecting)
		lines_pause(p->lines, true);
}

static void
on_lines_end(void *ctx, int error)
{
	struct post *p = ctx;

	p->ended = true;
	if (error) {
		output_fail("%s: %s", say("standard input"), strerror(error));
		p->status = CMD_REFUSED;
	}
	if (p->expecting)
		on_answer_line(p, "");
	post_finish(p);
}

static enum sr_err
read_lines(struct post *p)
{
	static const struct lines_handler handler = {
	    .on_line = on_line,
	    .on_end = on_lines_end,
	};

	return lines_new(&p->lines, p->stay.loop, STDIN_FILENO, &handler, p);
}

static void
on_old(void *ctx, size_t count, uint64_t oldest_ms)
{
	struct post *p = ctx;
	unsigned s = (unsigned)(oldest_ms / 1000);

	p->expecting = true;
	fflush(stdout);
	if (count == 1)
		output_look(&p->err, LOOK_WARN,
		    "1 update waited for %u min %u s. Send it now? [y/N] ",
		    s / 60, s % 60);
	else
		output_look(&p->err, LOOK_WARN,
		    "%zu updates waited, the oldest %u min %u s. Send them "
		    "now? [y/N] ",
		    count, s / 60, s % 60);
	fflush(stderr);
	if (p->lines)
		lines_pause(p->lines, false);
	else if (read_lines(p) != SR_OK)
		on_answer_line(p, "");
}

/* ---- the connection ---- */

/* A step that the template does not have is a slip of the keyboard. */
static bool
check_step(const struct post *p)
{
	const struct template *t = template_find(p->which.template_id);
	const char *name[STEPS_MAX], *near;

	if (!p->step || !t || template_step(t, p->step))
		return true;
	for (size_t i = 0; i < t->step_count && i < STEPS_MAX; i++)
		name[i] = t->step[i].id;
	near = args_nearest(p->step, name,
	    t->step_count < STEPS_MAX ? t->step_count : STEPS_MAX);
	if (near) {
		output_fail("'%s' has no step '%s'; did you mean '%s'?", t->id,
		    p->step, near);
		return false;
	}
	output_fail("'%s' has no step '%s'; it has:", t->id, p->step);
	for (size_t i = 0; i < t->step_count; i++)
		fprintf(stderr, "  %-28s%s\n", t->step[i].id,
		    t->step[i].label[catalogue_used() == SR_LANG_ID
					     ? TEMPLATE_ID
					     : TEMPLATE_EN]);
	return false;
}

static void
give_up(struct post *p, enum cmd_status status, const char *why)
{
	p->ended = p->finished = true;
	outbox_give_up(p->outbox, why);
	if (p->lines)
		lines_pause(p->lines, true);
	stay_end(&p->stay, status);
}

static void
on_keeper_end(void *ctx, enum sr_err err, const char *why)
{
	(void)ctx;
	if (err != SR_OK)
		(void)ask_report(err, why);
}

/* Whatever is posted now leaves as the site's policy wants it to. */
static void
send_drafts(struct post *p)
{
	/* A look at the name is what keeps updates out of the wrong room. It
	 * comes when what is typed can go: before, it would wait, and be old.
	 */
	if (!p->greeted && !p->one && !p->jsonl && isatty(STDIN_FILENO))
		output_hint("%s: one update a line; /undo takes the last one "
			    "back while it waits; Ctrl-D ends",
		    p->which.code_name);
	p->greeted = true;
	outbox_aim(p->outbox, &p->which.id);
	outbox_up(p->outbox);
	post_finish(p);
}

static void
on_source(void *ctx, enum sr_err err, const char *message)
{
	struct post *p = ctx;

	if (err == SR_ENET) /* on_up() asks again */
		return;
	if (err == SR_EROSTER) {
		output_fail(
		    "this site's texts are filtered before they leave "
		    "this device, which needs the roster: --roster FILE");
		give_up(p, CMD_REFUSED, say("see above"));
	} else if (err != SR_OK) {
		give_up(p, ask_report(err, message), say("see above"));
	} else {
		send_drafts(p);
	}
}

static enum sr_err
on_mask(void *ctx, const char *lang, char **text, size_t *len,
    unsigned *removed)
{
	struct post *p = ctx;

	return source_mask(p->source, lang, text, len, removed);
}

static void
start(struct post *p)
{
	enum sr_err err = SR_OK;

	if (p->roster && !p->keeper)
		err = keeper_new(&p->keeper, p->stay.loop, p->stay.link,
		    &p->which.id, p->roster, p->roster_len, on_keeper_end, p);
	if (err == SR_OK && p->keeper)
		keeper_up(p->keeper);
	/* Milestones and retractions have no text to look at. */
	if (p->one && p->base.kind != ENTRY_UPDATE &&
	    p->base.kind != ENTRY_CORRECTION) {
		send_drafts(p);
		return;
	}
	if (!p->source)
		err = source_new(&p->source, p->stay.link, p->roster,
		    p->roster_len, on_source, p);
	if (err == SR_OK)
		err = source_ask(p->source, &p->which.id);
	if (err != SR_OK && err != SR_ENET)
		give_up(p, ask_report(err, NULL), say("see above"));
}

static void
on_list(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct post *p = ctx;
	struct sr_fault fault = {""};

	if (err == SR_ENET)
		return;
	if (err != SR_OK) {
		give_up(p, ask_report(err, message), say("see above"));
		return;
	}
	if (resolve_procedure(&p->which, ok->procedures, ok->procedure_count,
		p->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		give_up(p, CMD_REFUSED, 
		    say("there is no procedure to send it to"));
		return;
	}
	if (!check_step(p)) {
		give_up(p, CMD_USAGE, say("no such step"));
		return;
	}
	p->known = true;
	start(p);
}

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct post *p = ctx;
	struct wire_request r = {.op = OP_PROCEDURES};

	(void)welcome;
	if (p->known)
		start(p);
	else
		(void)!link_request(p->stay.link, &r, on_list, p);
}

static void
on_down(void *ctx, const char *why, uint64_t retry_ms)
{
	struct post *p = ctx;
	size_t waiting;

	(void)why;
	(void)retry_ms;
	if (p->outbox)
		outbox_down(p->outbox);
	waiting = p->outbox ? outbox_count(p->outbox) : 0;
	/* Each dial that fails comes here: once is enough. */
	if (waiting && waiting != p->told_waiting)
		output_status("updates waiting here: %zu", waiting);
	p->told_waiting = waiting;
}

static void
on_end(void *ctx, enum sr_err err, const char *why)
{
	struct post *p = ctx;

	(void)err;
	give_up(p, p->stay.status, why);
}

static void
on_signal(void *ctx)
{
	give_up(ctx, CMD_REFUSED, "interrupted");
}

/* ---- beginning and end ---- */

static enum sr_err
prepare(struct post *p, char *text)
{
	struct outbox_handler handler = {
	    .on_result = on_result,
	    .on_wait = on_wait,
	    .mask = on_mask,
	    .on_old = isatty(STDIN_FILENO) ? on_old : NULL,
	};
	struct outbox_draft d = p->base;
	enum sr_err err = outbox_new(&p->outbox, p->stay.loop, p->stay.link,
	    p->max_age_s * 1000, &handler, p);

	if (err != SR_OK)
		return err;
	if (!p->one)
		return read_lines(p);
	p->ended = true;
	d.text = text;
	d.text_len = text ? strlen(text) : 0;
	d.line = 1;
	outbox_add(p->outbox, &d);
	/* It need not stand in the list of processes any longer. */
	if (text)
		explicit_bzero(text, d.text_len);
	return SR_OK;
}

int
post_run(struct post *p, char *text)
{
	static const struct stay_handler handler = {
	    .link.on_up = on_up,
	    .link.on_down = on_down,
	    .link.on_event = post_on_event,
	    .link.on_end = on_end,
	    .on_signal = on_signal,
	};
	enum cmd_status status;
	enum sr_err err;

	if (!stay_init(&p->stay, p->profile, &handler, p)) {
		status = p->stay.status;
		stay_wipe(&p->stay);
		return (int)status;
	}
	err = prepare(p, text);
	if (err == SR_OK)
		status = stay_run(&p->stay);
	else
		status = ask_report(err, NULL);
	lines_free(p->lines);
	keeper_free(p->keeper);
	link_free(p->stay.link);
	p->stay.link = NULL;
	outbox_free(p->outbox);
	source_free(p->source);
	stay_wipe(&p->stay);
	return (int)status;
}
