/* SPDX-License-Identifier: MIT */
#include "span.h"

#include "check.h"

static void
test_add_and_sort(void)
{
	struct spans s;

	spans_init(&s);
	spans_add(&s, 10, 14, SCRUB_NAME, "words", "b", 60);
	spans_add(&s, 2, 4, SCRUB_DATE, "shape", "a", 90);
	spans_add(&s, 2, 9, SCRUB_DATE, "shape", "longer", 50);
	spans_add(&s, 7, 7, SCRUB_ID, "shape", "nothing", 90);
	spans_add(&s, 9, 7, SCRUB_ID, "shape", "backwards", 90);
	check_number(s.count, 3, "an empty range is not kept");
	spans_sort(&s);
	check_number(s.at[0].end, 9, "the longer of two comes first");
	check_number(s.at[1].end, 4, "then the shorter");
	check_number(s.at[2].begin, 10, "then what begins later");
	spans_wipe(&s);
}

static void
test_touch(void)
{
	static const struct {
		const char *why;
		uint32_t begin, end;
		bool touch;
	} cases[] = {
	    {"before", 0, 5, false},
	    {"first byte", 0, 6, true},
	    {"inside", 6, 7, true},
	    {"between", 8, 10, false},
	    {"last byte of the second", 13, 20, true},
	    {"behind", 14, 20, false},
	};
	struct spans s;

	spans_init(&s);
	spans_add(&s, 10, 14, SCRUB_NAME, "words", "b", 60);
	spans_add(&s, 5, 8, SCRUB_NAME, "words", "a", 60);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(spans_touch(&s, cases[i].begin, cases[i].end) ==
			  cases[i].touch,
		    cases[i].why);
	spans_flatten(&s);
	check(s.disjoint, "flat lists are searched quickly");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(spans_touch(&s, cases[i].begin, cases[i].end) ==
			  cases[i].touch,
		    cases[i].why);
	spans_wipe(&s);
}

static void
test_flatten(void)
{
	struct spans s;

	spans_init(&s);
	spans_add(&s, 0, 6, SCRUB_NAME, "words", "a", 60);
	spans_add(&s, 4, 9, SCRUB_ID, "shape", "b", 80);
	spans_add(&s, 9, 12, SCRUB_DATE, "shape", "c", 70);
	spans_flatten(&s);
	check_number(s.count, 2, "what only meets stays apart");
	check_number(s.at[0].end, 9, "overlapping ranges become their union");
	check_number(s.at[0].label, SCRUB_ID, "the most certain names it");
	spans_add(&s, 0, 2, SCRUB_NAME, "words", "d", 10);
	check(!s.disjoint, "an added span has to be looked at again");
	spans_wipe(&s);
}

static void
test_many(void)
{
	struct spans s;
	bool sorted = true;

	spans_init(&s);
	for (uint32_t i = 5000; i > 0; i--)
		spans_add(&s, i * 3, i * 3 + 2, SCRUB_NAME, "words", "a", 60);
	spans_sort(&s);
	for (size_t i = 1; i < s.count; i++)
		sorted = sorted && s.at[i - 1].begin < s.at[i].begin;
	check(sorted && s.count == 5000 && !s.failed, "the list grows");
	spans_clear(&s);
	check_number(s.count, 0, "cleared for the next text");
	spans_wipe(&s);
}

int
main(void)
{
	test_add_and_sort();
	test_touch();
	test_flatten();
	test_many();
	return check_done();
}
