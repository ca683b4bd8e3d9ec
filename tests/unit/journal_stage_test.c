/* SPDX-License-Identifier: MIT */
/* What waits for its release: where it stands, and where it does not. */
#include "journal_kit.h"

static const struct procedure_id other = {{9}};

static const struct journal_staging by_dewi = {.account = "dewi",
    .draft = "d-1",
    .approver = "moderator-of-32-letters-in-its-n",
    .wait_ms = 10000};

static struct kit_result
stage(struct kit *k, uint64_t draft, const char *text)
{
	struct entry *e =
	    kit_entry(&kit_procedure, ENTRY_UPDATE, draft, 0, text);
	struct kit_result r = {.kit = k};

	k->waiting++;
	journal_stage(k->journal, e, &by_dewi, kit_on_appended, &r);
	entry_unref(e);
	kit_wait(k);
	return r;
}

static enum sr_err
unstage(struct kit *k, const struct procedure_id *id, uint64_t draft)
{
	struct kit_result r = {.kit = k};
	uint8_t hash[16] = {0};

	memcpy(hash, &draft, sizeof(draft));
	k->waiting++;
	journal_unstage(k->journal, id, hash, kit_on_done, &r);
	kit_wait(k);
	return r.err;
}

struct waiting {
	unsigned count;
	char all[512];
};

static void
on_staged(void *ctx, struct entry *e, const struct journal_staging *how)
{
	struct waiting *w = ctx;
	size_t len, c_len;
	const char *s = entry_text(e, STUDENT, &len);
	const char *c = entry_text(e, COLLEAGUE, &c_len);
	char one[256];

	w->count++;
	check_number(entry_number(e), 0, "it has no number yet");
	check_number(entry_head(e)->part, PART_SCRUB, "its head is whole");
	check_number(how->wait_ms, by_dewi.wait_ms, "how long it waits");
	check_text(how->approver, by_dewi.approver, "who approved it");
	snprintf(one, sizeof(one), "%s/%s %.*s, %.*s;", how->account,
	    how->draft, (int)len, s, (int)c_len, c);
	strcat(w->all, one);
}

static void
check_staged(struct kit *k, const char *all, const char *why)
{
	struct waiting w = {0};

	check_number(
	    journal_load_staged(k->journal, on_staged, &w), SR_OK, why);
	check_text(w.all, all, why);
}

static void
test_stage(struct kit *k)
{
	struct kit_result r;
	struct kit_page p;
	uint64_t last = 9;

	check_staged(k, "", "nothing waits at first");
	r = stage(k, 1, "one");
	check_number(r.err, SR_OK, "it is on disk");
	check_number(r.number, 0, "without a number");
	check_number(r.repeated, false, "for the first time");
	r = stage(k, 1, "one");
	check_number(r.repeated, true, "sent again, it waits once");
	check_number(r.number, 0, "and still has no number");
	stage(k, 2, "two");
	stage(k, 3, "three");
	check_staged(k,
	    "dewi/d-1 S one, C one;dewi/d-1 S two, C two;"
	    "dewi/d-1 S three, C three;",
	    "in their order");
	kit_read(k, &kit_procedure, 1, 10, &p);
	check_number(p.count + p.last, 0, "no reader path has it");
	check_number(journal_last(k->journal, &kit_procedure, &last), SR_OK,
	    "the last number is asked for");
	check_number(last, 0, "nor is it counted");

	r = kit_append(k, &kit_procedure, ENTRY_UPDATE, 2, 0, "two");
	check_number(r.number, 1, "released: it gets its number");
	check_staged(k, "dewi/d-1 S one, C one;dewi/d-1 S three, C three;",
	    "and waits no more");
	r = stage(k, 2, "two");
	check_number(r.repeated && r.number == 1, true,
	    "sent again after that, it is told its number");

	check_number(unstage(k, &kit_procedure, 1), SR_OK, "undone");
	check_staged(k, "dewi/d-1 S three, C three;", "it is gone");
	check_number(unstage(k, &kit_procedure, 1), SR_OK, "gone is gone");
	check_number(unstage(k, &other, 1), SR_ENOPROC, "no such procedure");
	check_number(
	    kit_erase(k, &kit_procedure, 0).err, SR_OK, "all is erased");
	check_staged(k, "", "what waited, too");
}

/* What only a file can promise. */
static void
test_file(void)
{
	struct sr_fault fault = {""};
	struct kit k;

	kit_open_new(&k);
	stage(&k, 1, "left kidney");
	stage(&k, 2, "right kidney");
	kit_close(&k);
	check_number(kit_count(&k, "kidney", 6), 0, "sealed");
	check_number(kit_open(&k, &fault), SR_OK, "opens again");
	check_staged(&k,
	    "dewi/d-1 S left kidney, C left kidney;"
	    "dewi/d-1 S right kidney, C right kidney;",
	    "both wait as before");
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "x").number, 1,
	    "one is released");
	check_number(unstage(&k, &kit_procedure, 2), SR_OK, "one is undone");
	kit_close(&k);
	check_number(kit_open(&k, &fault), SR_OK, "opens again");
	check_staged(&k, "", "neither comes back");
	kit_free(&k);
}

int
main(void)
{
	static void (*const opens[])(struct kit *) = {
	    kit_open_new, kit_open_mem};

	for (size_t i = 0; i < 2; i++) {
		struct kit k;

		opens[i](&k);
		test_stage(&k);
		kit_free(&k);
	}
	test_file();
	return check_done();
}
