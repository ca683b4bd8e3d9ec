/* SPDX-License-Identifier: MIT */
/* What is on its way to the disk while its procedure is erased goes too. */
#include "talk.h"

#include "journal_kit.h"

static void
count(void *ctx, const char *id, const char *value, size_t len)
{
	(void)id;
	(void)value;
	(void)len;
	(*(unsigned *)ctx)++;
}

static unsigned
kept(struct kit *k, const char *kind)
{
	unsigned n = 0;

	check_number(
	    journal_load(k->journal, kind, count, &n), SR_OK, "is read");
	return n;
}

/* Behind all that was asked of the disk before. */
static void
settle(struct kit *k)
{
	check_number(kit_put(k, "other", "x", "y"), SR_OK, "is saved");
}

/* As a restart finds it. */
static void
test_feedback_again(struct kit *k)
{
	const struct feedback *f;
	struct sr_fault fault;
	struct talks *all;

	check_number(talks_new(&all, k->journal, &fault), SR_OK, "again");
	f = feedback_first(talk_find(all, &kit_procedure));
	check(f && f->stars == 5 && f->lang == TEXT_LANG_ID,
	    "with the language that it was written in");
	talks_free(all);
}

static void
test_feedback(struct kit *k, bool forget, unsigned left, const char *why)
{
	static const uint8_t who[WHO_BYTES] = {7};
	char words[] = "well explained";
	struct scrubbed text = {.text = words, .len = sizeof words - 1};
	const struct feedback_said said = {5, STUDENT, TEXT_LANG_ID, &text};
	struct kit_result given = {.kit = k};
	struct sr_fault fault;
	struct talks *all;
	struct talk *t;

	check_number(
	    talks_new(&all, k->journal, &fault), SR_OK, "nothing there yet");
	t = talk_get(all, &kit_procedure);
	k->waiting++;
	check_number(feedback_give(t, who, &said, kit_on_done, &given),
	    SR_OK, "on its way");
	if (forget)
		talk_forget(all, &kit_procedure);
	kit_wait(k);
	settle(k);
	check_number(kept(k, "feedback"), left, why);
	check_that(!feedback_first(t) == forget, __FILE__, __LINE__, why, why);
	if (!forget)
		test_feedback_again(k);
	talk_forget(all, &kit_procedure);
	settle(k);
	check_number(
	    kept(k, "feedback"), 0, "forgotten later, it goes as well");
	talks_free(all);
}

static void
test_attendance(struct kit *k)
{
	struct sr_fault fault;
	struct talks *all;
	struct talk *t;
	const struct attendance *a;

	check_number(
	    talks_new(&all, k->journal, &fault), SR_OK, "nothing there yet");
	t = talk_get(all, &kit_procedure);
	check_number(attendance_seen(t, "rafi", STUDENT, 1000, 0), SR_OK,
	    "there, for no time yet");
	check_number(attendance_first(t)->seconds, 0, "0 s");
	check_number(
	    attendance_seen(t, "rafi", STUDENT, 1500, 60), SR_OK, "first seen");
	check_number(attendance_seen(t, "rafi", STUDENT, 2000, 0), SR_OK,
	    "there again");
	check_number(attendance_first(t)->to_ms, 1500, "says nothing new");
	check_number(
	    attendance_seen(t, "rafi", STUDENT, 21000, 60), SR_OK,
	    "20 s later, on another device: not counted again");
	check_number(
	    attendance_seen(t, "rafi", STUDENT, 61500, 60), SR_OK, "again");
	check_number(
	    attendance_seen(t, "mira", COLLEAGUE, 61000, 60), SR_OK, "another");
	settle(k);
	check_number(kept(k, "attendance"), 2, "one document each");
	talks_free(all);

	check_number(talks_new(&all, k->journal, &fault), SR_OK, "read back");
	t = talk_get(all, &kit_procedure);
	a = attendance_first(t);
	check_text(a->account, "mira", "in order of name");
	check_text(a->next->account, "rafi", "then the other");
	check_number(a->next->seconds, 120, "two looks, 60 s each");
	check_number(a->next->from_ms, 1000, "since it began to read");
	check_number(a->next->to_ms, 61500, "and last");
	check_number(attendance_seen(t, "rafi", STUDENT, 500, 60), SR_OK,
	    "after a restart with a clock that was set back");
	check_number(a->next->seconds, 180, "it is counted");
	check_number(a->next->from_ms, 500, "from the first");
	check_number(attendance_seen(t, "rafi", STUDENT, 20500, 60), SR_OK,
	    "on another device");
	check_number(a->next->seconds, 180, "and once");
	talk_forget(all, &kit_procedure);
	settle(k);
	check_number(kept(k, "attendance"), 0, "it goes with the procedure");
	check_number(attendance_seen(t, "rafi", STUDENT, 121000, 60),
	    SR_ENOPROC, "and does not come back");
	talks_free(all);
}

static enum sr_err
react(struct talk *t, uint64_t number)
{
	static const uint8_t who[WHO_BYTES] = {7};

	return talk_react(t, number, who, REACTION_AGAIN);
}

static void
count_reactions(void *ctx, const struct wire_reactions *r)
{
	unsigned *n = ctx;

	n[0]++;
	n[1] += r->again == 1 && r->number > 1;
}

/* The newest entries are those on screens. */
static void
test_reactions(struct kit *k)
{
	struct sr_fault fault;
	struct talks *all;
	struct talk *t;
	unsigned n[2] = {0};

	check_number(
	    talks_new(&all, k->journal, &fault), SR_OK, "nothing there yet");
	t = talk_get(all, &kit_procedure);
	for (uint64_t i = 1; i <= REACTED_MAX; i++)
		check_number(react(t, i), SR_OK, "as many as are counted");
	check_number(react(t, 1), SR_OK, "the oldest of them again");
	check_number(react(t, REACTED_MAX + 1), SR_OK, "one more, a newer one");
	check_number(
	    react(t, 1), SR_ENOENTRY, "then the oldest is counted no more");
	check_number(react(t, 2), SR_OK, "and the next is");
	talk_reactions(t, count_reactions, n);
	check_number(n[0], REACTED_MAX, "so many are told");
	check_number(n[1], REACTED_MAX, "each of one person, once");
	talks_free(all);
}

static enum sr_err
attend(struct talk *t, unsigned i)
{
	char name[16];

	snprintf(name, sizeof name, "r%05u", i);
	return attendance_seen(t, name, STUDENT, 1000, 0);
}

static unsigned
attended(const struct talk *t)
{
	unsigned n = 0;

	for (const struct attendance *a = attendance_first(t); a; a = a->next)
		n++;
	return n;
}

static void
test_attendance_bound(struct kit *k)
{
	struct sr_fault fault;
	struct talks *all;
	struct talk *t;
	unsigned good = 0;

	check_number(
	    talks_new(&all, k->journal, &fault), SR_OK, "nothing there yet");
	t = talk_get(all, &kit_procedure);
	/* Backwards: a new one is the first of those in order. */
	for (unsigned i = ATTENDANCE_MAX; i > 0; i--)
		good += attend(t, i) == SR_OK;
	check_number(good, ATTENDANCE_MAX, "as many as are kept");
	check_number(attend(t, 0), SR_ENOMEM, "one more is not");
	check_number(attend(t, 1), SR_OK, "but who is there stays");
	check_number(attended(t), ATTENDANCE_MAX, "each once");
	settle(k);
	talk_forget(all, &kit_procedure);
	settle(k);
	check_number(kept(k, "attendance"), 0, "they go with the procedure");
	talks_free(all);
}

int
main(void)
{
	struct kit k;

	kit_open_mem(&k);
	test_feedback(&k, false, 1, "feedback is kept");
	test_feedback(&k, true, 0, "what was on its way is not kept");
	test_attendance(&k);
	test_reactions(&k);
	test_attendance_bound(&k);
	kit_free(&k);
	return check_done();
}
