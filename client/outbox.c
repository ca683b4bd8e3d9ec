/* SPDX-License-Identifier: MIT */
#include "outbox.h"

#include <stdlib.h>
#include <string.h>

#include "outbox_draft.h"
#include "pace.h"
#include "proto/catalogue.h"

struct outbox {
	struct ws_loop *loop;
	struct link *link;
	struct ws_timer *timer; /* pace, waiting to send again, age */
	struct outbox_handler handler;
	void *ctx;
	struct procedure_id procedure;
	struct draft *first, **last, *orphans;
	size_t count, under_way;
	uint64_t max_age_ms;
	uint64_t again_ms; /* not before: the relay asked us to wait */
	struct pace pace;
	unsigned tries;
	bool aimed, asking, told_wait, delivering;
};

static void pump(struct outbox *o);

/* ---- drafts ---- */

static void
set_result(struct draft *d, enum sr_err err, const char *message)
{
	if (d->state == UNDER_WAY)
		d->outbox->under_way--;
	d->state = DONE;
	d->err = err;
	d->message = message ? strdup(message) : NULL;
	if (d->text)
		explicit_bzero(d->text, d->text_len);
}

/* Results of the drafts in front that have one. */
static void
deliver(struct outbox *o)
{
	if (o->delivering)
		return;
	o->delivering = true;
	while (o->first && o->first->state == DONE) {
		struct draft *d = o->first;
		const struct outbox_result r = {
		    .line = d->line,
		    .id = d->taken_back && !d->sent ? NULL : d->id,
		    .err = d->err,
		    .message = d->message,
		    .unknown = d->unknown,
		    .number = d->number,
		    .wait_ms = d->wait_ms,
		    .held = d->held,
		    .redacted = d->redacted + d->removed,
		    .doubt = d->doubt,
		    .repeated = d->repeated,
		    .taken_back = d->taken_back,
		};

		o->first = d->next;
		if (!o->first)
			o->last = &o->first;
		o->count--;
		o->handler.on_result(o->ctx, &r);
		if (d->orphan) {
			d->next = o->orphans;
			o->orphans = d;
		} else {
			outbox_draft_free(d);
		}
	}
	o->delivering = false;
}

static struct draft *
append(struct outbox *o, uint64_t line)
{
	struct draft *d = calloc(1, sizeof *d);
	const struct outbox_result r = {
	    .line = line, .id = "", .err = SR_ENOMEM};

	if (!d) {
		o->handler.on_result(o->ctx, &r);
		return NULL;
	}
	d->outbox = o;
	d->line = line;
	*o->last = d;
	o->last = &d->next;
	o->count++;
	return d;
}

void
outbox_add(struct outbox *o, const struct outbox_draft *in)
{
	struct draft *d = append(o, in->line);
	const char *why = NULL;
	enum sr_err err = outbox_draft_check(in, &why);

	if (!d)
		return;
	d->kind = in->kind;
	d->part = in->part;
	d->refers = in->refers;
	d->typed_ms = ws_loop_now_ms(o->loop);
	if (err == SR_OK && !outbox_draft_copy(d, in))
		err = SR_ENOMEM;
	if (err != SR_OK)
		set_result(d, err, why);
	if (!link_up(o->link))
		link_hurry(o->link);
	deliver(o);
	pump(o);
}

void
outbox_refuse(
    struct outbox *o, uint64_t line, enum sr_err err, const char *message)
{
	struct draft *d = append(o, line);

	if (d)
		set_result(d, err, message);
	deliver(o);
}

/* ---- answers ---- */

/* What passes by itself: the same draft may go again. */
static bool
passes(enum sr_err err)
{
	return err == SR_EBUSY || err == SR_ELIMIT || err == SR_EROSTER ||
	       err == SR_ECLOSED;
}

static void
wait_a_while(struct outbox *o, enum sr_err err, const char *message)
{
	uint64_t wait = link_backoff_ms(o->tries > 2 ? 2 : o->tries);

	o->tries++;
	o->again_ms = ws_loop_now_ms(o->loop) + wait;
	if (!o->told_wait && o->handler.on_wait)
		o->handler.on_wait(o->ctx, err, message);
	o->told_wait = true;
}

static void
on_answer(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct draft *d = ctx;
	struct outbox *o = d->outbox;

	if (d->state != UNDER_WAY) /* given up meanwhile */
		return;
	/* What became of another one tells nothing of this: ask again. */
	if (ok && ok->draft && strcmp(ok->draft, d->id) != 0) {
		err = SR_ECLOSED;
		message = say("the relay sent what we cannot read");
	}
	/* A relay that is closing may have it on disk all the same; and a
	 * refusal says nothing of a time before that had no answer. */
	if (err == SR_ENET || err == SR_ECLOSED)
		d->unanswered = true;
	if (err == SR_ENET) { /* outbox_up() sends it again */
		d->state = WAITING;
		o->under_way--;
		return;
	}
	if (passes(err)) {
		d->state = WAITING;
		o->under_way--;
		wait_a_while(o, err, message);
		pump(o);
		return;
	}
	set_result(d, err, message);
	/* PROTOCOL.md, 6: it may be there. */
	d->unknown = err == SR_EDISK || (err != SR_OK && d->unanswered);
	if (ok) {
		o->tries = 0;
		o->told_wait = false;
		d->number = ok->number;
		d->wait_ms = ok->wait_ms;
		d->held = ok->held;
		d->redacted = ok->redacted;
		d->doubt = ok->doubt;
		d->repeated = ok->repeated;
	}
	deliver(o);
	pump(o);
}

/* ---- sending ---- */

static bool
old(const struct outbox *o, const struct draft *d)
{
	return !d->allowed && d->state == WAITING &&
	       ws_loop_now_ms(o->loop) - d->typed_ms > o->max_age_ms;
}

static void
keep_back(struct draft *d)
{
	d->unknown = d->unanswered;
	set_result(d, SR_ENET,
	    d->unanswered ? "no answer came in time; it may have been posted"
			: "it waited too long and was not sent");
}

/* Old ones ask, or get the result that they stay here. True: somebody is
 * being asked, and nothing goes until then. */
static bool
ask_for_old(struct outbox *o)
{
	uint64_t now = ws_loop_now_ms(o->loop), oldest = 0;
	size_t count = 0;

	for (struct draft *d = o->first; d; d = d->next) {
		if (!old(o, d))
			continue;
		if (!o->handler.on_old) {
			keep_back(d);
			continue;
		}
		if (now - d->typed_ms > oldest)
			oldest = now - d->typed_ms;
		count++;
	}
	if (count && link_up(o->link) && !o->asking) {
		o->asking = true;
		o->handler.on_old(o->ctx, count, oldest);
	}
	return o->asking;
}

/* False: it has its result, nothing of it leaves. */
static bool
mask(struct outbox *o, struct draft *d)
{
	enum sr_err err = SR_OK;

	if (o->handler.mask && d->text && !d->masked)
		err = o->handler.mask(
		    o->ctx, d->lang, &d->text, &d->text_len, &d->removed);
	d->masked = err == SR_OK;
	if (err != SR_OK)
		set_result(d, err, NULL);
	return d->masked;
}

static void
send(struct outbox *o, struct draft *d)
{
	struct wire_request r = {.op = OP_POST};
	enum sr_err err;

	if (!mask(o, d))
		return;
	r.u.post = (struct wire_post){
	    .procedure = o->procedure,
	    .draft = d->id,
	    .kind = d->kind,
	    .part = d->part,
	    .lang = d->lang,
	    .text = d->text,
	    .text_len = d->text_len,
	    .step = d->step,
	    .refers = d->refers,
	};
	d->state = UNDER_WAY;
	o->under_way++;
	err = link_request(o->link, &r, on_answer, d);
	d->sent = d->sent || err == SR_OK;
	if (err == SR_ENET) {
		d->state = WAITING;
		o->under_way--;
	} else if (err != SR_OK) {
		set_result(d, err, NULL);
	}
}

/* When to look again: the pause the relay asked for, the pace, old ones. */
static void
set_timer(struct outbox *o, bool pace)
{
	uint64_t now = ws_loop_now_ms(o->loop), wait = 1000;

	if (!o->count) {
		ws_timer_cancel(o->timer);
		return;
	}
	if (pace)
		wait = PACE_WAIT_MS;
	else if (o->again_ms > now)
		wait = o->again_ms - now;
	ws_timer_set(o->timer, wait);
}

static void
pump(struct outbox *o)
{
	bool pace = false;

	if (o->delivering)
		return;
	/* After a refusal that passes, all that is under way comes back
	 * first: so the order stays. */
	if (!ask_for_old(o) && o->aimed && link_up(o->link) &&
	    !(o->again_ms && o->under_way) &&
	    ws_loop_now_ms(o->loop) >= o->again_ms) {
		o->again_ms = 0;
		for (struct draft *d = o->first;
		     d && o->under_way < OUTBOX_WINDOW; d = d->next) {
			if (d->state != WAITING)
				continue;
			pace = !pace_take(&o->pace, ws_loop_now_ms(o->loop));
			if (pace)
				break;
			send(o, d);
		}
	}
	deliver(o);
	set_timer(o, pace);
}

static void
on_timer(void *ctx)
{
	pump(ctx);
}

void
outbox_up(struct outbox *o)
{
	o->again_ms = 0;
	pump(o);
}

void
outbox_down(struct outbox *o)
{
	pump(o);
}

void
outbox_decide(struct outbox *o, bool send_them)
{
	for (struct draft *d = o->first; d; d = d->next) {
		if (!old(o, d))
			continue;
		if (send_them)
			d->allowed = true;
		else
			keep_back(d);
	}
	o->asking = false;
	deliver(o);
	pump(o);
}

void
outbox_aim(struct outbox *o, const struct procedure_id *id)
{
	o->procedure = *id;
	o->aimed = true;
	pump(o);
}

bool
outbox_take_back(struct outbox *o)
{
	struct draft *newest = NULL;

	for (struct draft *d = o->first; d; d = d->next)
		if (d->state != DONE && !d->taken_back)
			newest = d;
	if (!newest)
		return false;
	newest->taken_back = true;
	if (newest->state == WAITING && !newest->sent)
		set_result(newest, SR_OK, NULL);
	deliver(o);
	return true;
}

size_t
outbox_count(const struct outbox *o)
{
	return o->count;
}

void
outbox_give_up(struct outbox *o, const char *why)
{
	for (struct draft *d = o->first; d; d = d->next) {
		if (d->state == DONE)
			continue;
		d->orphan = d->state == UNDER_WAY;
		d->unknown = d->unanswered || d->orphan;
		set_result(d, SR_ENET, why);
	}
	deliver(o);
}

enum sr_err
outbox_new(struct outbox **out, struct ws_loop *loop, struct link *link,
    uint64_t max_age_ms, const struct outbox_handler *handler, void *ctx)
{
	struct outbox *o = calloc(1, sizeof *o);
	enum sr_err err = SR_ENOMEM;

	if (!o)
		return err;
	o->loop = loop;
	o->link = link;
	o->handler = *handler;
	o->ctx = ctx;
	o->last = &o->first;
	o->max_age_ms = max_age_ms;
	pace_init(&o->pace, ws_loop_now_ms(loop));
	err = ws_timer_new(&o->timer, loop, on_timer, o);
	if (err != SR_OK) {
		free(o);
		return err;
	}
	*out = o;
	return SR_OK;
}

void
outbox_free(struct outbox *o)
{
	if (!o)
		return;
	outbox_draft_free_all(o->first);
	outbox_draft_free_all(o->orphans);
	ws_timer_free(o->timer);
	free(o);
}
