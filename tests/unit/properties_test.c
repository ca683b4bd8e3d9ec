/* SPDX-License-Identifier: MIT */
/* What holds of any text, any policy; and what becomes of what is no text. */
#include "scrub.h"

#include "scrub_kit.h"
#include "scrub_promise.h"

#define TEXTS 1500u
#define STANDIN_BYTES 64u /* scrub.h: of one stand-in at most */

static const char *const policies[] = {"safe-harbor", "limited-data-set",
    "{\"base\": \"safe-harbor\", \"operators\": {\"NAME\": \"surrogate\","
    "\"DATE\": \"shift\", \"LOCATION\": \"generalise\", \"ID\": \"mask\","
    "\"PHONE\": \"drop\"}, \"quasi\": {\"budget\": 0}}",
    "{\"base\": \"safe-harbor\", \"operators\": {\"NAME\": \"drop\","
    "\"DATE\": \"drop\", \"LOCATION\": \"drop\", \"ID\": \"drop\","
    "\"OTHER\": \"mask\"}, \"quasi\": {\"budget\": 1}}"};
#define POLICIES (sizeof(policies) / sizeof(policies[0]))

/* Pieces of drafts, and of what breaks filters. */
static const char *const pieces[] = {"Rosalind Kettering", "kettering", "roz",
    "Dr. Abernathy", "Lindsey", "MRN 30718846", "614-555-0172", "on 3/14/2026",
    "Tuesday", "57-year-old", "93 yo", "male", "from Kenya", "gunshot wound",
    "teacher", "in the news", "OR 6", "Tabor Springs", "a@b.org", "clip on",
    "BP 120/80", "Calot's triangle", "Kocher", "will", "May", "propofol 150 mg",
    "#PrayForRosalind", "@roz_k", "R*o*z", "K/e/t/t/e/r/i/n/g", "R4salind",
    "kilo echo tango", "3071 double eight 46", "three oh", "R/K", "_", "*",
    "[NAME 2]", "[DATE]", "50s", "90+", "Person", "Cedar", "\n", "\t", ".", ",",
    "-", "'s", "\xE2\x80\x8B", "\xC2\xAD", "\xCC\x81", "\xD0\xB0",
    "\xEF\xBC\x91", "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF", "\xE6\x9D\x8E",
    "\xF0\x9F\x99\x82", "\xE2\x80\xAE", "\xEF\xBB\xBF"};

static const char roster[] =
    "{\"persons\": [{\"part\": \"patient\", \"name\": \"Rosalind Kettering\","
    " \"also\": [\"Roz\"]},"
    "{\"part\": \"surgeon\", \"name\": \"Lindsey Abernathy\"}],"
    "\"places\": [\"OR 6\", \"Tabor Springs\"],"
    "\"ids\": [{\"kind\": \"MRN\", \"value\": \"30718846\"}]}";

static size_t
make_text(char *out, size_t room)
{
	size_t len = 0;

	for (uint64_t n = kit_random(12); n > 0; n--) {
		const char *piece =
		    pieces[kit_random(sizeof(pieces) / sizeof(pieces[0]))];

		len += (size_t)snprintf(out + len, room - len, "%s%s", piece,
		    kit_random(5) ? " " : "");
	}
	out[len] = '\0';
	return len;
}

static void
test_promises(void)
{
	struct scrub_policy *p[POLICIES];
	char text[1024];

	for (size_t i = 0; i < POLICIES; i++)
		p[i] = kit_policy(policies[i]);
	for (unsigned n = 0; n < TEXTS; n++) {
		struct scrub_case *c = kit_case(n % 2 ? roster : NULL, 1);
		struct raw_text raw = {text, make_text(text, sizeof(text))};
		enum scrub_lang lang = n % 3 ? SCRUB_EN : SCRUB_ID_ID;
		const char *broken =
		    promise_broken(p[n % POLICIES], c, lang, raw);
		struct scrubbed s = {0};

		if (!check(broken == NULL, broken ? broken : "promises"))
			printf("   in <%s>, policy %u\n", text,
			    (unsigned)(n % POLICIES));
		if (scrub_text(p[n % POLICIES], c, lang, raw, &s) == SCRUB_OK)
			check(s.len <= raw.len + s.change_count * STANDIN_BYTES,
			    "no longer than its stand-ins make it");
		scrubbed_wipe(&s);
		scrub_case_free(c);
	}
	for (size_t i = 0; i < POLICIES; i++)
		scrub_policy_free(p[i]);
}

/* What is no text, or in no language that we know: a named result or nothing
 * readable, never the draft. */
static void
test_bad_input(void)
{
	static const struct {
		const char *why, *in;
		size_t len; /* 0: of the string */
		enum scrub_err err;
	} cases[] = {
	    {"a lone high surrogate", "Ruiz \xED\xA0\x80 in", 0, SCRUB_EUTF8},
	    {"a lone low surrogate", "Ruiz \xED\xBF\xBF in", 0, SCRUB_EUTF8},
	    {"a pair of surrogates", "\xED\xA0\xBD\xED\xB8\x80", 0,
		SCRUB_EUTF8},
	    {"overlong", "Ruiz \xC0\xAF", 0, SCRUB_EUTF8},
	    {"beyond U+10FFFF", "Ruiz \xF4\x90\x80\x80", 0, SCRUB_EUTF8},
	    {"cut short", "Ruiz \xE2\x80", 0, SCRUB_EUTF8},
	    {"Latin-1", "Jos\xE9 in", 0, SCRUB_EUTF8},
	    {"UTF-16", "R\0u\0i\0z\0", 8, SCRUB_EUTF8},
	    {"a NUL", "Ruiz\0 in", 8, SCRUB_EUTF8},
	};
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *c = kit_case(NULL, 1);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrubbed s = {0};
		size_t len = cases[i].len ? cases[i].len : strlen(cases[i].in);

		check_number(scrub_text(p, c, SCRUB_EN,
				 (struct raw_text){cases[i].in, len}, &s),
		    cases[i].err, cases[i].why);
		check(s.text == NULL && s.change == NULL, cases[i].why);
	}
	scrub_case_free(c);
	scrub_policy_free(p);
}

/* Nobody's cues are known for these: words go one by one. */
static void
test_scripts(void)
{
	static const struct {
		const char *why, *in, *never;
	} cases[] = {
	    {"Arabic, right to left",
		"\xD8\xA7\xD9\x84\xD9\x85\xD8\xB1\xD9\x8A\xD8\xB6 "
		"\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF BP 120/80",
		"\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF"},
	    {"one Arabic word", "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF",
		"\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF"},
	    {"one Chinese letter", "\xE6\x9D\x8E", "\xE6\x9D\x8E"},
	    {"Greek",
		"\xCE\x93\xCE\xB9\xCF\x8E\xCF\x81\xCE\xB3\xCE\xBF\xCF\x82",
		"\xCE\xB3\xCE\xBF"},
	    {"Chinese", "\xE6\x9D\x8E\xE6\x98\x8E ready", "\xE6\x9D\x8E"},
	    {"Russian",
		"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD \xD1\x81\xD0\xBF\xD0\xB8\xD1"
		"\x82",
		"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD"},
	    {"Hindi", "\xE0\xA4\xB0\xE0\xA4\xBE\xE0\xA4\xAE in",
		"\xE0\xA4\xB0\xE0\xA4\xBE\xE0\xA4\xAE"},
	    {"Thai", "\xE0\xB8\xAA\xE0\xB8\xA1 in", "\xE0\xB8\xAA\xE0\xB8\xA1"},
	    {"Latin, made to run from right to left",
		"\xE2\x80\xAEziuR\xE2\x80\xAC Okonkwo", "Okonkwo"},
	};
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_policy *strict = kit_policy("strict");
	struct scrub_case *c = kit_case(NULL, 1);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *out = kit_scrub(p, c, SCRUB_EN, NULL, cases[i].in);

		if (!check(strstr(out, cases[i].never) == NULL, cases[i].why))
			printf("   got <%s>\n", out);
		if (i < 8)
			check_text(
			    kit_scrub(strict, c, SCRUB_EN, NULL, cases[i].in),
			    "held", cases[i].why);
	}
	scrub_case_free(c);
	scrub_policy_free(p);
	scrub_policy_free(strict);
}

static void
test_marks(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *c = kit_case(roster, 1);
	char *big = malloc(SCRUB_TEXT_MAX);
	const char name[] = "Kettering";
	struct scrubbed s = {0};
	size_t len = 0;

	/* "K" and 7,000 marks, "e" and 7,000 marks, ... */
	for (size_t i = 0; big && i < sizeof(name) - 1; i++) {
		big[len++] = name[i];
		while (len < (i + 1) * (SCRUB_TEXT_MAX / 9) - 2) {
			big[len++] = '\xCC';
			big[len++] = '\x81';
		}
	}
	check_number(
	    scrub_text(p, c, SCRUB_EN, (struct raw_text){big, len}, &s),
	    SCRUB_OK, "64 KiB of combining marks");
	check_text(s.text ? s.text : "", "[PATIENT]", "and the name in them");
	scrubbed_wipe(&s);
	free(big);
	scrub_case_free(c);
	scrub_policy_free(p);
}

int
main(void)
{
	test_promises();
	test_bad_input();
	test_scripts();
	test_marks();
	return check_done();
}
