/* SPDX-License-Identifier: MIT */
#include "entry_wire.h"

#include <stdio.h>

#include "check.h"

static const struct {
	const char *why;
	struct wire_tally tally[CHOICES_MAX];
	size_t count;
	const char *step;
} tallies[] = {
    {"two choices", {{3, false}, {0, false}}, 2, "3-0"},
    {"the right one is told", {{3, false}, {9, true}}, 2, "3-9.2"},
    {"six, and more people than there are",
	{{999999999, false}, {999999999, false}, {999999999, false},
	    {999999999, false}, {999999999, false}, {999999999, true}},
	6, "999999999-999999999-999999999-999999999-999999999-999999999.6"},
};

static void
tallies_come_back(void)
{
	struct wire_tally got[CHOICES_MAX];
	char step[NAME_MAX_BYTES + 1];

	for (size_t i = 0; i < sizeof tallies / sizeof *tallies; i++) {
		size_t n;

		entry_step_tally(step, tallies[i].tally, tallies[i].count);
		check_text(step, tallies[i].step, tallies[i].why);
		n = entry_tally_of_step(step, got);
		check_number(n, tallies[i].count, tallies[i].why);
		for (size_t k = 0; k < n; k++)
			check(got[k].votes == tallies[i].tally[k].votes &&
				  got[k].right == tallies[i].tally[k].right,
			    tallies[i].why);
	}
	check_number(entry_tally_of_step("closed", got), 0, "no tally");
	check_number(entry_tally_of_step("1-2.9", got), 2, "no such choice");
	check(!got[0].right && !got[1].right, "so none is right");
	check_number(entry_number_of_step("12"), 12, "a number");
	check_number(entry_number_of_step("incision"), 0, "a step is none");
}

/* Readers get the fields of a kind, and not what the relay keeps in `step`. */
static void
fields(void)
{
	static const struct {
		const char *why;
		enum entry_kind kind;
		const char *step, *text, *told_step;
		uint64_t question;
		size_t tally, citations;
	} cases[] = {
	    {"a milestone keeps its step", ENTRY_MILESTONE, "incision", "",
		"incision", 0, 0, 0},
	    {"a question has its number", ENTRY_QUESTION, "4", "Why clips?",
		NULL, 4, 0, 0},
	    {"an answer the question's", ENTRY_ANSWER, "4", "See PMID 31562232",
		NULL, 4, 0, 1},
	    {"a poll tells no number of its own", ENTRY_POLL, "2",
		"Which?\nA\nB", NULL, 0, 0, 0},
	    {"a result has votes", ENTRY_RESULT, "4-5.1", "", NULL, 0, 2, 0},
	    {"an update cites", ENTRY_UPDATE, "", "10.1000/182 and PMID 3",
		NULL, 0, 0, 2},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct entry_head head = {.kind = cases[i].kind};
		const char *text[AUDIENCES] = {cases[i].text, cases[i].text};
		size_t len[AUDIENCES] = {
		    strlen(cases[i].text), strlen(cases[i].text)};
		struct entry_rows rows;
		struct wire_entry got;
		struct entry *e;

		snprintf(head.step, sizeof head.step, "%s", cases[i].step);
		if (!check(entry_restore(&e, &head, 7, text, len) == SR_OK,
			cases[i].why))
			return;
		entry_to_wire(e, STUDENT, &got, &rows);
		check_text(got.step, cases[i].told_step, cases[i].why);
		check_number(got.question, cases[i].question, cases[i].why);
		check_number(got.tally_count, cases[i].tally, cases[i].why);
		check_number(
		    got.citation_count, cases[i].citations, cases[i].why);
		entry_unref(e);
	}
}

int
main(void)
{
	tallies_come_back();
	fields();
	return check_done();
}
