/* SPDX-License-Identifier: MIT */
#include "standin.h"

#include "scrub_kit.h"

/* One case, line by line: who is who stays so. */
static const struct {
	const char *why, *in, *out;
} lines[] = {
    {"the first", "Dr. Okonkwo scrubs in", "Dr. [NAME 1] scrubs in"},
    {"the second", "Dr. Papadopoulos too", "Dr. [NAME 2] too"},
    {"the same", "ask Dr. Okonkwo", "ask Dr. [NAME 1]"},
    {"in capitals", "DR. OKONKWO SAYS STOP", "DR. [NAME 1] SAYS STOP"},
    {"in small letters", "dr okonkwo agrees", "dr [NAME 1] agrees"},
    {"mistyped", "dr okonwko agrees", "dr [NAME 1] agrees"},
    {"mistyped otherwise", "dr papadopolous agrees", "dr [NAME 2] agrees"},
    {"with a forename", "Chidinma Okonkwo is back", "[NAME 1] is back"},
    {"the forename alone", "thanks Chidinma", "thanks [NAME 1]"},
    {"with an initial", "Dr. C. Okonkwo asks", "Dr. [NAME 1] asks"},
    {"somebody else", "Dr. Simanjuntak in", "Dr. [NAME 3] in"},
};

static void
test_same_person(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *c = kit_case(NULL, 1);

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		check_text(kit_scrub(p, c, SCRUB_EN, NULL, lines[i].in),
		    lines[i].out, lines[i].why);
	scrub_case_free(c);
	scrub_policy_free(p);
}

/* The day number of the first "[DATE YYYY-MM-DD]" in a text. */
static long
day_of(const char *text)
{
	static const int before[] = {
	    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	const char *at = strstr(text, "[DATE ");
	int y, m, d, last;

	if (!at || sscanf(at, "[DATE %d-%d-%d]", &y, &m, &d) != 3 || m < 1 ||
	    m > 12)
		return 0;
	last = y - (m < 3);
	return 365L * y + last / 4 - last / 100 + last / 400 + before[m - 1] +
	       d;
}

/* Dates of one case move together, those of another elsewhere. */
static void
test_dates(void)
{
	struct scrub_policy *p =
	    kit_policy("{\"base\": \"safe-harbor\", \"operators\": {\"DATE\": "
		       "\"shift\"}}");
	long first[8] = {0};
	unsigned same = 0;

	for (uint8_t k = 0; k < 8; k++) {
		struct scrub_case *c = kit_case(NULL, (uint8_t)kit_random(256));

		for (unsigned n = 0; n < 40; n++) {
			int y = 2020 + (int)kit_random(6);
			int m = 1 + (int)kit_random(12);
			int d = 1 + (int)kit_random(28);
			char in[64], iso[40];
			long moved;

			snprintf(
			    in, sizeof(in), "seen %04d-%02d-%02d, ok", y, m, d);
			snprintf(
			    iso, sizeof(iso), "[DATE %04d-%02d-%02d]", y, m, d);
			moved = day_of(iso) -
				day_of(kit_scrub(p, c, SCRUB_EN, NULL, in));
			if (n == 0)
				first[k] = moved;
			check(moved == first[k] && moved >= 1 && moved <= 364,
			    "intervals stay, and no date is its own");
		}
		for (uint8_t i = 0; i < k; i++)
			same += first[i] == first[k];
		scrub_case_free(c);
	}
	check(same < 4, "another case moves otherwise");
	scrub_policy_free(p);
}

/* Two procedures number the same people as they come, and nothing that a
 * stand-in shows is made from the name. */
static void
test_nothing_links(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *a = kit_case(NULL, 1), *b = kit_case(NULL, 2);
	char first[256];

	check_text(kit_scrub(p, a, SCRUB_EN, NULL, "Dr. Okonkwo in"),
	    "Dr. [NAME 1] in", "here the first");
	check_text(kit_scrub(p, b, SCRUB_EN, NULL, "Dr. Papadopoulos in"),
	    "Dr. [NAME 1] in", "there somebody else");
	check_text(kit_scrub(p, b, SCRUB_EN, NULL, "Dr. Okonkwo in"),
	    "Dr. [NAME 2] in", "and the same person second");
	scrub_policy_free(p);
	p = kit_policy("{\"base\": \"safe-harbor\", \"operators\": {\"NAME\": "
		       "\"surrogate\"}}");
	snprintf(first, sizeof(first), "%s",
	    kit_scrub(p, a, SCRUB_EN, NULL, "Dr. Simanjuntak in"));
	check(strstr(first, "Person ") != NULL, "a surrogate");
	check_text(kit_scrub(p, a, SCRUB_EN, NULL, "Dr. Simanjuntak in"), first,
	    "the same all through");
	scrub_case_free(a);
	scrub_case_free(b);
	scrub_policy_free(p);
}

int
main(void)
{
	test_same_person();
	test_dates();
	test_nothing_links();
	return check_done();
}
