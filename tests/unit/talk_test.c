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

static void
test_feedback(struct kit *k, bool forget, unsigned left, const char *why)
{
	static const uint8_t who[WHO_BYTES] = {7};
	char words[] = "well explained";
	struct scrubbed text = {.text = words, .len = sizeof words - 1};
	struct kit_result given = {.kit = k};
	struct sr_fault fault;
	struct talks *all;
	struct talk *t;

	check_number(
	    talks_new(&all, k->journal, &fault), SR_OK, "nothing there yet");
	t = talk_get(all, &kit_procedure);
	k->waiting++;
	check_number(
	    feedback_give(t, who, STUDENT, 5, &text, kit_on_done, &given),
	    SR_OK, "on its way");
	if (forget)
		talk_forget(all, &kit_procedure);
	kit_wait(k);
	settle(k);
	check_number(kept(k, "feedback"), left, why);
	check_that(!feedback_first(t) == forget, __FILE__, __LINE__, why, why);
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
	talk_forget(all, &kit_procedure);
	settle(k);
	check_number(kept(k, "attendance"), 0, "it goes with the procedure");
	check_number(attendance_seen(t, "rafi", STUDENT, 121000, 60),
	    SR_ENOPROC, "and does not come back");
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
	kit_free(&k);
	return check_done();
}
