/* SPDX-License-Identifier: MIT */
#include "outbox.h"

#include <stdlib.h>

#include "check.h"
#include "clock_kit.h"

/*
 * The outbox against a relay and a clock that only this file moves: what is
 * sent, when, in which order, and that every draft gets one result.
 */

/* ---- a link and a clock ---- */

#define SENT_MAX 4096

static struct {
	char draft[SENT_MAX][DRAFT_ID_MAX + 1];
	link_answer *fn[SENT_MAX];
	void *ctx[SENT_MAX];
	unsigned sent, answered, hurried;
	bool up;
} relay;

bool
link_up(const struct link *l)
{
	(void)l;
	return relay.up;
}

enum sr_err
link_request(struct link *l, struct wire_request *r, link_answer *fn, void *ctx)
{
	(void)l;
	if (!relay.up)
		return SR_ENET;
	if (relay.sent == SENT_MAX)
		return SR_ENOMEM;
	snprintf(relay.draft[relay.sent], sizeof relay.draft[0], "%s",
	    r->u.post.draft);
	relay.fn[relay.sent] = fn;
	relay.ctx[relay.sent++] = ctx;
	return SR_OK;
}

void
link_hurry(struct link *l)
{
	(void)l;
	relay.hurried++;
}

uint64_t
link_backoff_ms(unsigned tries)
{
	return 100u << tries;
}

static void
pass(uint64_t ms)
{
	uint64_t until = now_ms + ms;

	while (due_ms <= until) {
		now_ms = due_ms;
		due_ms = UINT64_MAX;
		timer_fn(timer_ctx);
	}
	now_ms = until;
}

/* ---- results ---- */

#define RESULTS_MAX 4096

static struct {
	uint64_t line[RESULTS_MAX];
	enum sr_err err[RESULTS_MAX];
	bool unknown[RESULTS_MAX], taken_back[RESULTS_MAX], sent[RESULTS_MAX];
	unsigned count, waits, asked;
} got;

static void
on_result(void *ctx, const struct outbox_result *r)
{
	(void)ctx;
	if (got.count == RESULTS_MAX)
		return;
	got.line[got.count] = r->line;
	got.err[got.count] = r->err;
	got.taken_back[got.count] = r->taken_back;
	got.sent[got.count] = r->id != NULL;
	got.unknown[got.count++] = r->unknown;
}

static void
on_wait(void *ctx, enum sr_err err, const char *message)
{
	(void)ctx;
	(void)err;
	(void)message;
	got.waits++;
}

static void
on_old(void *ctx, size_t count, uint64_t oldest_ms)
{
	(void)ctx;
	(void)count;
	(void)oldest_ms;
	got.asked++;
}

static struct outbox *
start(bool asks)
{
	const struct outbox_handler handler = {
	    .on_result = on_result,
	    .on_wait = on_wait,
	    .on_old = asks ? on_old : NULL,
	};
	struct procedure_id id = {{0}};
	struct outbox *o = NULL;

	memset(&relay, 0, sizeof relay);
	memset(&got, 0, sizeof got);
	relay.up = true;
	now_ms = 1000;
	check_number(outbox_new(&o, NULL, NULL, 120000, &handler, NULL), SR_OK,
	    "an outbox");
	outbox_aim(o, &id);
	return o;
}

static void
add(struct outbox *o, uint64_t line, const char *text)
{
	outbox_add(o, &(struct outbox_draft){
			  .line = line,
			  .kind = ENTRY_UPDATE,
			  .text = text,
			  .text_len = strlen(text),
		      });
}

/* The relay's answer to the next request, or to all that wait. */
static void
answer(enum sr_err err)
{
	struct wire_ok ok = {.number = relay.answered + 1};
	unsigned i = relay.answered++;

	relay.fn[i](relay.ctx[i], err, err == SR_OK ? &ok : NULL,
	    err == SR_OK ? NULL : "no");
}

static void
answer_all(enum sr_err err)
{
	unsigned until = relay.sent;

	while (relay.answered < until)
		answer(err);
}

static void
lose_connection(struct outbox *o)
{
	relay.up = false;
	answer_all(SR_ENET);
	outbox_down(o);
}

/* ---- the stories ---- */

static void
test_window(void)
{
	struct outbox *o = start(false);

	for (unsigned i = 1; i <= 200; i++)
		add(o, i, "suction 50 ml");
	check_number(relay.sent, OUTBOX_WINDOW, "no more under way at once");
	for (unsigned i = 0; i < 200; i++)
		answer(SR_OK);
	check_number(got.count, 200, "each has its result");
	for (unsigned i = 0; i < got.count; i++)
		if (!check_number(got.line[i], i + 1, "in order"))
			break;
	check_number(outbox_count(o), 0, "nothing stays");
	check_number(due_ms, UINT64_MAX, "nothing to wait for");
	outbox_free(o);
}

static void
test_order_of_answers(void)
{
	struct outbox *o = start(false);

	add(o, 1, "a");
	add(o, 2, "b");
	relay.fn[1](relay.ctx[1], SR_EEMPTY, NULL, "empty");
	check_number(got.count, 0, "the second does not go before the first");
	relay.fn[0](relay.ctx[0], SR_OK, &(struct wire_ok){.number = 1}, NULL);
	check_number(got.count, 2, "then both");
	check_number(got.err[1], SR_EEMPTY, "each its own");
	outbox_free(o);
}

static void
test_lost_connection(void)
{
	struct outbox *o = start(false);
	char first[DRAFT_ID_MAX + 1];

	add(o, 1, "a");
	add(o, 2, "b");
	snprintf(first, sizeof first, "%s", relay.draft[0]);
	check_number(relay.hurried, 0, "with a connection nothing hurries");
	lose_connection(o);
	add(o, 3, "typed while away");
	check_number(relay.sent, 2, "nothing goes without a connection");
	check_number(relay.hurried, 1, "and one is wanted now");
	pass(5000);
	relay.up = true;
	outbox_up(o);
	check_number(relay.sent, 5, "all three go");
	check_text(relay.draft[2], first, "the first again, under its own id");
	check(
	    strcmp(relay.draft[2], relay.draft[3]) != 0, "ids are not shared");
	answer_all(SR_OK);
	check_number(got.count, 3, "one result each");
	check_number(got.line[2], 3, "in order");
	outbox_free(o);
}

static void
test_busy(void)
{
	struct outbox *o = start(false);

	add(o, 1, "a");
	add(o, 2, "b");
	answer(SR_EBUSY);
	pass(60000);
	check_number(relay.sent, 2, "waits until all that is out came back");
	answer(SR_OK);
	pass(10);
	check_number(got.waits, 1, "it is said once");
	check_number(relay.sent, 3, "then the first goes again");
	check_text(relay.draft[2], relay.draft[0], "under the same id");
	answer(SR_OK);
	check_number(got.count, 2, "both done");
	check_number(got.line[0], 1, "in order");
	outbox_free(o);
}

static void
test_old_without_a_person(void)
{
	struct outbox *o = start(false);

	add(o, 1, "sent, never answered");
	lose_connection(o);
	add(o, 2, "typed while away");
	pass(121000);
	check_number(got.count, 2, "told when two minutes are over");
	check(got.unknown[0], "the first may have arrived");
	check(!got.unknown[1], "the second has not");
	relay.up = true;
	outbox_up(o);
	check_number(relay.sent, 1, "neither goes out late by itself");
	outbox_free(o);
}

/* The first time it may have come to the disk: what is said to the second time
 * does not tell. */
static void
test_refused_after_a_lost_one(void)
{
	static const struct {
		const char *why;
		enum sr_err err;
		bool lost, unknown;
	} cases[] = {
	    {"a restart, no roster yet", SR_EROSTER, true, true},
	    {"too many come back at once", SR_ELIMIT, true, true},
	    {"stopped meanwhile", SR_ESTOPPED, true, true},
	    {"closed meanwhile", SR_ESTATE, true, true},
	    {"its answer has come: there is no roster", SR_EROSTER, false,
		false},
	    {"its answer has come: closed", SR_ESTATE, false, false},
	    {"the relay ends: it may be there", SR_ECLOSED, false, true},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outbox *o = start(false);

		add(o, 1, "drain out");
		if (cases[i].lost) {
			lose_connection(o);
			relay.up = true;
			outbox_up(o);
		}
		answer(cases[i].err);
		relay.up = false;
		outbox_down(o);
		pass(121000);
		check_number(got.count, 1, cases[i].why);
		check(got.unknown[0] == cases[i].unknown, cases[i].why);
		outbox_free(o);
	}
}

static void
test_old_with_a_person(void)
{
	struct outbox *o = start(true);

	relay.up = false;
	add(o, 1, "old");
	pass(121000);
	add(o, 2, "new");
	check_number(got.asked, 0, "nobody is asked while the relay is away");
	relay.up = true;
	outbox_up(o);
	check_number(got.asked, 1, "asked once it is back");
	check_number(relay.sent, 0, "nothing goes before the answer");
	pass(5000);
	check_number(got.asked, 1, "asked once");
	outbox_decide(o, true);
	check_number(relay.sent, 2, "yes: both go, in order");
	answer_all(SR_OK);
	check_number(got.line[0], 1, "the old one first");
	outbox_free(o);

	o = start(true);
	relay.up = false;
	add(o, 1, "old");
	pass(121000);
	add(o, 2, "new");
	relay.up = true;
	outbox_up(o);
	outbox_decide(o, false);
	answer_all(SR_OK);
	check_number(relay.sent, 1, "no: only the new one goes");
	check_number(got.count, 2, "and both have a result");
	check_number(got.err[0], SR_ENET, "the old one is told as not sent");
	outbox_free(o);
}

static void
test_refused_here(void)
{
	static char long_text[DRAFT_MAX + 2];
	struct outbox *o = start(false);

	memset(long_text, 'a', sizeof long_text - 1);
	relay.up = false;
	add(o, 1, "good");
	add(o, 2, long_text);
	add(o, 3, "\xC0\xAF");
	outbox_refuse(o, 4, SR_EJSON, "not JSON");
	check_number(got.count, 0, "their turn comes after the first");
	relay.up = true;
	outbox_up(o);
	check_number(relay.sent, 1, "only the good one goes");
	answer(SR_OK);
	check_number(got.count, 4, "all have results");
	check_number(got.err[1], SR_ETOOLARGE, "too long");
	check_number(got.err[2], SR_EUTF8, "not UTF-8");
	check_number(got.err[3], SR_EJSON, "not JSON");
	outbox_free(o);
}

static void
test_pace(void)
{
	struct outbox *o = start(false);
	unsigned n = REQUESTS_BURST * 2;

	for (unsigned i = 1; i <= n; i++) {
		add(o, i, "x");
		answer_all(SR_OK);
	}
	check(relay.sent <= REQUESTS_BURST, "a burst is within the limit");
	pass(1000);
	check(relay.sent <= REQUESTS_BURST + REQUESTS_PER_S,
	    "and so is what follows");
	for (unsigned i = 0; i < 60 && got.count < n; i++) {
		answer_all(SR_OK);
		pass(1000);
	}
	check_number(got.count, n, "all of it arrives");
	outbox_free(o);
}

static void
test_taken_back(void)
{
	struct outbox *o = start(false);

	add(o, 1, "has its answer");
	answer(SR_OK);
	check(!outbox_take_back(o), "what has its result is not ours");
	add(o, 2, "under way");
	check(outbox_take_back(o), "this one is");
	check_number(got.count, 1, "what becomes of it is not known yet");
	check(!outbox_take_back(o), "once");
	lose_connection(o);
	add(o, 3, "typed while away");
	add(o, 4, "and this");
	check(outbox_take_back(o), "the last of them");
	relay.up = true;
	outbox_up(o);
	check_number(relay.sent, 4, "it is never sent");
	answer_all(SR_OK);
	check_number(got.count, 4, "each has its result");
	check(got.taken_back[1] && got.sent[1], "it is there, to be undone");
	check(!got.taken_back[2] && got.sent[2], "this one is as ever");
	check(got.taken_back[3] && !got.sent[3], "and this stayed here");
	outbox_free(o);
}

static void
test_give_up(void)
{
	struct outbox *o = start(false);

	add(o, 1, "under way");
	relay.up = false;
	add(o, 2, "waiting");
	outbox_give_up(o, "revoked");
	check_number(got.count, 2, "nothing is lost in silence");
	check(got.unknown[0] && !got.unknown[1], "what is known of each");
	answer(SR_OK);
	check_number(got.count, 2, "a late answer changes nothing");
	outbox_free(o);
}

int
main(void)
{
	test_window();
	test_order_of_answers();
	test_lost_connection();
	test_busy();
	test_old_without_a_person();
	test_refused_after_a_lost_one();
	test_old_with_a_person();
	test_refused_here();
	test_pace();
	test_taken_back();
	test_give_up();
	return check_done();
}
