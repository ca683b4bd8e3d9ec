/* SPDX-License-Identifier: MIT */
/*
 * How a writer spaces a message and what stands in front of it changes nothing
 * of what goes: two blanks for one hid rooms, plates and days, a clock time in
 * front hid the first name.
 */
#include "scrub.h"

#include "scrub_kit.h"

#define EACH 5u /* of so many messages one is asked about */
#define ROOM 4096u

static const struct {
	const char *file;
	enum scrub_lang lang;
} files[] = {
    {TEST_DATA "/train/a-en-phi.txt", SCRUB_EN},
    {TEST_DATA "/train/b-en-phi.txt", SCRUB_EN},
    {TEST_DATA "/train/b-en-clean.txt", SCRUB_EN},
    {TEST_DATA "/train/c-id-phi.txt", SCRUB_ID_ID},
    {TEST_DATA "/train/c-id-clean.txt", SCRUB_ID_ID},
    {TEST_DATA "/train/d-en-phi.txt", SCRUB_EN},
    {TEST_DATA "/train/e-en-phi.txt", SCRUB_EN},
    {TEST_DATA "/train/m-id-phi.txt", SCRUB_ID_ID},
    {TEST_DATA "/train/n-en-phi.txt", SCRUB_EN},
    {TEST_DATA "/train/v-id-phi.txt", SCRUB_ID_ID},
};

static const char *const before[] = {"14:20 ", "[09:05] ", "2:05 pm - ",
    "08:12:30, ", "- ", "* ", "\xE2\x80\xA2 ", "\xF0\x9F\x9A\xA8 ",
    "\xE2\x9C\x85 11:59 \xE2\x80\x94 ", "1420h ", "@14:20 ", "pkl. 14.20, ",
    "T+00:12:31 ", "(T+5min) ", "Update: ", "fyi - ", "> "};

static void
double_blanks(char *to, const char *from)
{
	for (; *from; from++) {
		*to++ = *from;
		if (*from == ' ')
			*to++ = ' ';
	}
	*to = '\0';
}

static void
single_blanks(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++)
		if (*from != ' ' || to == text || to[-1] != ' ')
			*to++ = *from;
	*to = '\0';
}

static void
ask(const struct scrub_policy *p, enum scrub_lang lang, const char *text)
{
	static unsigned turn;
	const char *front = before[turn++ % (sizeof(before) / sizeof(*before))];
	char plain[ROOM], other[2 * ROOM], want[2 * ROOM], got[2 * ROOM];

	struct scrub_case *c;

	if (strlen(text) >= ROOM / 4 || strstr(text, "  "))
		return;
	c = kit_case(NULL, 1);
	snprintf(plain, sizeof(plain), "%s",
	    kit_scrub(p, c, lang, NULL, text));
	double_blanks(other, text);
	snprintf(got, sizeof(got), "%s",
	    kit_scrub(p, c, lang, NULL, other));
	single_blanks(got);
	check_text(got, plain, "each blank twice");
	snprintf(other, sizeof(other), "%s%s", front, text);
	snprintf(want, sizeof(want), "%s%s", front, plain);
	check_text(
	    kit_scrub(p, c, lang, NULL, other), want, "with that in front");
	scrub_case_free(c);
}

static void
messages(const struct scrub_policy *p)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		FILE *f = fopen(files[i].file, "r");
		char line[ROOM];
		unsigned asked = 0;

		for (unsigned n = 0; f && fgets(line, sizeof(line), f); n++) {
			if (n % EACH != 0 || line[0] == '#')
				continue;
			kit_unmark(line);
			ask(p, files[i].lang, line);
			asked++;
		}
		check(asked > 10, files[i].file);
		if (f)
			fclose(f);
	}
}

/* What may hold an identifier is no front, nor what is all there is. */
static void
fronts(const struct scrub_policy *p)
{
	static const struct {
		const char *in, *out;
	} row[] = {
	    {"14:20", "14:20"},
	    {"- ", "- "},
	    {"9:20 AM closing", "9:20 AM closing"},
	    {"(614) 555-0172 is the daughter", "[PHONE] is the daughter"},
	    {"+44 20 7946 0958 rang", "[PHONE] rang"},
	    {"12/3 clinic", "[DATE] clinic"},
	    {"3 Mar clinic", "[DATE] clinic"},
	    {"1. Rosalind Kettering, 2. Joan Pritchard",
		"1. [NAME 1], 2. [NAME 2]"},
	    {"seen by Rosalind Kettering... next", "seen by [NAME 1]... next"},
	    {"Rosalind!! closing??", "[NAME 1]!! closing??"},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct scrub_case *c = kit_case(NULL, 1);

		check_text(kit_scrub(p, c, SCRUB_EN, NULL, row[i].in),
		    row[i].out, row[i].in);
		scrub_case_free(c);
	}
}

int
main(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	messages(p);
	fronts(p);
	scrub_policy_free(p);
	return check_done();
}
