/* SPDX-License-Identifier: MIT */
#include "scrub.h"

#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "scrub_promise.h"

static const uint8_t secret[32] = {7};
static const char roster[] =
    "{\"persons\": [{\"part\": \"patient\", \"name\": \"Rosalind Kettering\"},"
    "{\"part\": \"relative\", \"name\": \"Dale Kettering\"},"
    "{\"part\": \"surgeon\", \"name\": \"Lindsey Abernathy\"}],"
    "\"places\": [\"OR 6\", \"Tabor Springs\"],"
    "\"ids\": [{\"kind\": \"MRN\", \"value\": \"30718846\"}]}";

static struct scrub_policy *
builtin(const char *name)
{
	struct scrub_policy *p = NULL;
	struct scrub_fault fault = {""};

	check_number(
	    scrub_policy_builtin(&p, name, &fault), SCRUB_OK, fault.what);
	return p;
}

static struct scrub_case *
new_case(const char *json)
{
	struct scrub_case *c = NULL;
	struct scrub_fault fault = {""};

	check_number(scrub_case_new(&c, secret), SCRUB_OK, "a case");
	if (json)
		check_number(
		    scrub_case_roster(c, "roster", json, strlen(json), &fault),
		    SCRUB_OK, fault.what);
	return c;
}

static const struct {
	const char *why, *policy;
	enum scrub_lang lang;
	const char *in, *out; /* out NULL: refused, nothing comes out */
	enum scrub_err err;
} cases[] = {
    {"a weekday goes", "safe-harbor", SCRUB_EN, "back Tuesday, drain out",
	"back [DATE], drain out", SCRUB_OK},
    {"a clock time stays", "safe-harbor", SCRUB_EN, "knife to skin 08:42",
	"knife to skin 08:42", SCRUB_OK},
    {"an eponym stays", "safe-harbor", SCRUB_EN, "Kocher clamp off",
	"Kocher clamp off", SCRUB_OK},
    {"a person of that name goes", "safe-harbor", SCRUB_EN,
	"Dr Kocher is scrubbing", "Dr [NAME 1] is scrubbing", SCRUB_OK},
    {"the patient", "safe-harbor", SCRUB_EN, "Kettering asleep, tube in",
	"[PATIENT] asleep, tube in", SCRUB_OK},
    {"by her number", "safe-harbor", SCRUB_EN, "MRN 30718846 checked",
	"MRN [ID] checked", SCRUB_OK},
    {"a name with a bar", "safe-harbor", SCRUB_EN, "Okafor/67M TURP",
	"[NAME 1]/67M TURP", SCRUB_OK},
    {"a title and years", "safe-harbor", SCRUB_ID_ID, "Tn.Karto/67th/BPH",
	"Tn.[NAME 1]/67th/BPH", SCRUB_OK},
    {"letters and years", "safe-harbor", SCRUB_ID_ID, "Ny. SR/45 th/mioma",
	"Ny. [NAME 1]/45 th/mioma", SCRUB_OK},
    {"a thing with a bar", "safe-harbor", SCRUB_ID_ID, "redon/14, foley/16",
	"redon/14, foley/16", SCRUB_OK},
    {"vitals and doses", "safe-harbor", SCRUB_EN,
	"BP 120/80 HR 64, propofol 150 mg, 3-0 Vicryl, L4-L5",
	"BP 120/80 HR 64, propofol 150 mg, 3-0 Vicryl, L4-L5", SCRUB_OK},
    {"an age below 90", "safe-harbor", SCRUB_EN, "44 year old, ASA 2",
	"44 year old, ASA 2", SCRUB_OK},
    {"an age above", "safe-harbor", SCRUB_EN, "93 year old, ASA 3",
	"90+ year old, ASA 3", SCRUB_OK},
    {"colleagues read dates", "limited-data-set", SCRUB_EN,
	"back Tuesday, drain out", "back Tuesday, drain out", SCRUB_OK},
    {"ages", "limited-data-set", SCRUB_EN, "93 year old, ASA 3",
	"93 year old, ASA 3", SCRUB_OK},
    {"and towns", "limited-data-set", SCRUB_EN, "home to Tabor Springs",
	"home to Tabor Springs", SCRUB_OK},
    {"with state and postcode", "limited-data-set", SCRUB_EN,
	"referred from Dayton OH 45402", "referred from Dayton OH 45402",
	SCRUB_OK},
    {"a town that is a surname, before its state", "limited-data-set", SCRUB_EN,
	"patient from Jackson, Mississippi 39201",
	"patient from Jackson, Mississippi 39201", SCRUB_OK},
    {"the surname", "limited-data-set", SCRUB_EN, "thanks Jackson",
	"thanks [NAME 1]", SCRUB_OK},
    {"of a Filipino, too", "limited-data-set", SCRUB_EN,
	"Mr Jackson, Filipino, in now", "Mr [NAME 1], Filipino, in now",
	SCRUB_OK},
    {"not a house", "limited-data-set", SCRUB_EN, "works at Boston General",
	"works at [ORGANIZATION]", SCRUB_OK},
    {"nor its street", "limited-data-set", SCRUB_EN, "lives at 12 Boston Road",
	"lives at [LOCATION]", SCRUB_OK},
    {"not names", "limited-data-set", SCRUB_EN, "Kettering asleep",
	"[PATIENT] asleep", SCRUB_OK},
    {"nor rooms", "limited-data-set", SCRUB_EN, "patient in OR 6",
	"patient in [LOCATION]", SCRUB_OK},
    {"Indonesian", "safe-harbor", SCRUB_ID_ID, "Senin lalu kontrol, TD 120/80",
	"[DATE] kontrol, TD 120/80", SCRUB_OK},
    {"nothing", "safe-harbor", SCRUB_EN, "", "", SCRUB_OK},
    {"nothing but spaces", "safe-harbor", SCRUB_EN, " \n\t ", " \n\t ",
	SCRUB_OK},
    {"scrubbed before", "safe-harbor", SCRUB_EN,
	"[PATIENT] back [DATE], 90+ year old",
	"[PATIENT] back [DATE], 90+ year old", SCRUB_OK},
    {"a name in brackets is a name", "safe-harbor", SCRUB_EN,
	"ask [Kettering] so", "ask [[PATIENT]] so", SCRUB_OK},
    {"a title that is a forename", "safe-harbor", SCRUB_EN,
	"ask Constable Agbaje to wait", "ask Constable [NAME 1] to wait",
	SCRUB_OK},
    {"and of a sailor", "safe-harbor", SCRUB_EN,
	"Petty Officer Finch has a crush injury",
	"Petty Officer [NAME 1] has a crush injury", SCRUB_OK},
    {"of who is called so at home", "safe-harbor", SCRUB_ID_ID,
	"kata Koko Alung, darah sudah siap",
	"kata Koko [NAME 1], darah sudah siap", SCRUB_OK},
    {"a name behind a zero-width space", "safe-harbor", SCRUB_EN,
	"Ket\xE2\x80\x8Btering asleep", "[PATIENT] asleep", SCRUB_OK},
    {"strict names no part", "strict", SCRUB_EN, "Kettering asleep",
	"[NAME] asleep", SCRUB_OK},
    {"overlong UTF-8", "safe-harbor", SCRUB_EN, "\xC0\xAF", NULL, SCRUB_EUTF8},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrub_policy *p = builtin(cases[i].policy);
		struct scrub_case *c = new_case(roster);
		struct scrubbed s = {0};
		struct raw_text raw = {cases[i].in, strlen(cases[i].in)};

		if (check_number(scrub_text(p, c, cases[i].lang, raw, &s),
			cases[i].err, cases[i].why))
			check_text(s.text, cases[i].out, cases[i].why);
		scrubbed_wipe(&s);
		scrub_case_free(c);
		scrub_policy_free(p);
	}
}

static void
test_site(void)
{
	static const char json[] =
	    "{\"base\": \"safe-harbor\", \"allow\": [\"Xanthor\"],"
	    "\"deny\": {\"LOCATION\": [\"clean core\"]},"
	    "\"patterns\": [{\"label\": \"ID\", \"pattern\": \"sponge "
	    "([a-z]+)\"}]}";
	struct scrub_policy *p = NULL;
	struct scrub_case *c = new_case(
	    "{\"persons\": [{\"part\": \"patient\", \"name\": \"Xanthor\"}]}");
	struct scrub_case *nobody = new_case(NULL);
	struct scrub_fault fault = {""};
	struct scrubbed s = {0};
	const char *in = "Xanthor out, sponge count in clean core";
	struct raw_text raw = {in, strlen(in)};

	if (!check_number(
		scrub_policy_read(&p, "site", json, strlen(json), &fault),
		SCRUB_OK, fault.what))
		return;
	check_number(scrub_text(p, nobody, SCRUB_EN, raw, &s), SCRUB_OK, in);
	check_text(s.text, "Xanthor out, sponge [ID] in [LOCATION]",
	    "a site's words and patterns");
	scrubbed_wipe(&s);
	check_number(scrub_text(p, c, SCRUB_EN, raw, &s), SCRUB_OK, in);
	check_text(s.text, "[PATIENT] out, sponge [ID] in [LOCATION]",
	    "the roster beats allowed words");
	scrubbed_wipe(&s);
	scrub_policy_free(p);
	scrub_case_free(c);
	scrub_case_free(nobody);
}

static void
test_hold(void)
{
	static const char json[] =
	    "{\"doubt\": \"hold\", \"doubt_below\": 100,"
	    "\"patterns\": [{\"label\": \"ID\", \"pattern\": \"(?:a|x)+?[bc]\"}]}";
	struct scrub_policy *p = NULL;
	struct scrub_case *c = new_case(NULL);
	struct scrub_fault fault = {""};
	struct scrubbed s = {0};
	char in[2048];

	if (!check_number(
		scrub_policy_read(&p, "site", json, strlen(json), &fault),
		SCRUB_OK, fault.what))
		return;
	check_number(scrub_text(p, c, SCRUB_EN,
			 (struct raw_text){"Mr. Qwyxzk in", 13}, &s),
	    SCRUB_EHOLD, "doubt holds");
	check(s.text == NULL, "and gives nothing");
	memset(in, 'a', sizeof(in));
	in[sizeof(in) - 1] = 'd';
	check_number(
	    scrub_text(p, c, SCRUB_EN, (struct raw_text){in, sizeof(in)}, &s),
	    SCRUB_EHOLD, "so does a pattern that does not end");
	check(s.text == NULL, "and gives nothing");
	scrub_policy_free(p);
	scrub_case_free(c);
}

/* Who would rather wait than guess: what may be a name does not stay. */
static void
test_strict(void)
{
	static const struct {
		const char *in;
		bool held;
		const char *why;
	} strict_cases[] = {
	    {"knife to skin 08:42", false, "nothing in doubt"},
	    {"BP 120/80, sats 98 on 2 L", false, "numbers with their units"},
	    {"clamp on zq 12", true, "an unknown word that looks like a short "
				     "form"},
	    {"MXQ at 6", true, "in capitals, too"},
	    {"give ondansetrom now", true, "like a typing error of a drug"},
	    {"costotomitis clamped", true, "like clinical Greek"},
	    {"chase is on the table", true, "a word that is a name, near the line"},
	};
	struct scrub_policy *strict = builtin("strict");
	struct scrub_policy *plain = builtin("safe-harbor");
	struct scrub_case *c = new_case(NULL);
	struct scrubbed s = {0};

	for (size_t i = 0; i < sizeof(strict_cases) / sizeof(strict_cases[0]); i++) {
		const struct raw_text raw = {strict_cases[i].in, strlen(strict_cases[i].in)};

		check_number(scrub_text(strict, c, SCRUB_EN, raw, &s),
		    strict_cases[i].held ? SCRUB_EHOLD : SCRUB_OK, strict_cases[i].why);
		scrubbed_wipe(&s);
		check_number(scrub_text(plain, c, SCRUB_EN, raw, &s), SCRUB_OK,
		    "doubt does not hold there");
		scrubbed_wipe(&s);
		/* What a moderator approves has gone without it. */
		check_number(
		    scrub_reviewed(strict, c, SCRUB_EN, NULL, raw, &s),
		    SCRUB_OK, "approved");
		check(s.doubt == strict_cases[i].held &&
			  (s.change_count > 0) == strict_cases[i].held,
		    strict_cases[i].why);
		scrubbed_wipe(&s);
	}
	scrub_policy_free(strict);
	scrub_policy_free(plain);
	scrub_case_free(c);
}

/* A case is what ties numbers together; cases know nothing of each other. */
static void
test_case(void)
{
	struct scrub_policy *p = builtin("safe-harbor");
	struct scrub_case *c = new_case(NULL);
	struct scrub_fault fault = {""};
	struct scrubbed s = {0};
	const char *bad = "{\"persons\": 1}";

	check_number(scrub_text(p, c, SCRUB_EN,
			 (struct raw_text){"Dr. Patel, Dr. Okafor", 21}, &s),
	    SCRUB_OK, "first");
	check_text(s.text, "Dr. [NAME 1], Dr. [NAME 2]", "numbered");
	scrubbed_wipe(&s);
	check_number(scrub_text(p, c, SCRUB_EN,
			 (struct raw_text){"Dr. Okafor in", 13}, &s),
	    SCRUB_OK, "later");
	check_text(s.text, "Dr. [NAME 2] in", "the same all through");
	scrubbed_wipe(&s);
	check_number(
	    scrub_case_roster(c, "roster", roster, strlen(roster), &fault),
	    SCRUB_OK, "a roster later");
	check_number(scrub_case_roster(c, "roster", bad, strlen(bad), &fault),
	    SCRUB_EROSTER, "a bad one");
	check_number(scrub_text(p, c, SCRUB_EN,
			 (struct raw_text){"Kettering in", 12}, &s),
	    SCRUB_OK, "in force");
	check_text(s.text, "[PATIENT] in", "the case keeps what it had");
	scrubbed_wipe(&s);
	scrub_case_free(c);
	scrub_case_free(NULL);
	scrub_policy_free(p);
}

static void
test_lang(void)
{
	static const struct {
		const char *tag;
		bool known;
		enum scrub_lang lang;
	} tags[] = {
	    {"en", true, SCRUB_EN},
	    {"en-US", true, SCRUB_EN},
	    {"id", true, SCRUB_ID_ID},
	    {"ID-id", true, SCRUB_ID_ID},
	    {"en_GB", true, SCRUB_EN},
	    {"fr", false, SCRUB_EN},
	    {"", false, SCRUB_EN},
	    {"e", false, SCRUB_EN},
	    {"eng", false, SCRUB_EN},
	};

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		enum scrub_lang lang = SCRUB_EN;

		check(scrub_lang_from_tag(tags[i].tag, &lang) == tags[i].known,
		    tags[i].tag);
		check_number(lang, tags[i].lang, tags[i].tag);
	}
}

/* xorshift64*: the same texts for the same seed everywhere. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

/* What operating rooms write, and what breaks filters, in any order. */
static const char *const pieces[] = {"Kettering", "kettering", "Rosalind",
    "Dale", "Dr.", "Mr", "Smith", "Okafor-Lund", "will", "Will", "May", "R.K.",
    "RK", "MRN", "30718846", "30718864", "OR 6", "Tabor Springs", "3/14", "14",
    "Mar", "2026", "Tuesday", "93", "year", "old", "44F", "BP", "120/80", "HR",
    "64", "08:42", "150 mg", "L4-L5", "3-0", "Vicryl", "Kocher", "clamp",
    "Calot's", "(614) 555-0172", "ext", "4471", "a@b.org", "http://x.org/y",
    "10.0.0.1", "#PrayForMaria", "@roz_k", "[NAME 2]", "[PATIENT]", "[DATE]",
    "[NAME", "90+", "[", "]", ".", ",", "-", "'", "'s", "/", ":", "\n", " ",
    "  ", "\t", "Jos\xC3\xA9", "Jose\xCC\x81", "\xE2\x80\x8B", "\xC2\xAD",
    "M\xD0\xB0ria", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "\xEF\xBC\x91",
    "\xE6\x9D\x8E", "\xF0\x9F\x99\x82", "\xE2\x80\x99", "\xEF\xAC\x81", "x",
    "ICU", "bed 12", "Jl. Melati 5", "RSUD", "pasien", "Ny.", "Senin"};

static void
test_promises(void)
{
	static const char *const names[] = {"safe-harbor", "limited-data-set"};
	const char *given = getenv("SCRUB_SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 20260314,
		 state = seed;
	struct scrub_case *with = new_case(roster), *without = new_case(NULL);
	struct scrub_policy *p[2] = {builtin(names[0]), builtin(names[1])};
	char in[1024];

	printf("seed %" PRIu64 " (SCRUB_SEED)\n", seed);
	for (unsigned n = 0; n < 4000; n++) {
		size_t len = 0, count = next_random(&state) % 14;
		uint64_t flip = next_random(&state);
		const char *broken;

		for (size_t i = 0; i < count; i++) {
			const char *piece =
			    pieces[next_random(&state) %
				   (sizeof(pieces) / sizeof(pieces[0]))];

			memcpy(in + len, piece, strlen(piece));
			len += strlen(piece);
			if (next_random(&state) % 4 != 0)
				in[len++] = ' ';
		}
		broken = promise_broken(p[flip & 1], flip & 2 ? with : without,
		    flip & 4 ? SCRUB_EN : SCRUB_ID_ID,
		    (struct raw_text){in, len});
		in[len] = '\0';
		if (!check(broken == NULL, broken ? broken : "promises"))
			fprintf(stderr, "   in <%s>\n", in);
	}
	scrub_policy_free(p[0]);
	scrub_policy_free(p[1]);
	scrub_case_free(with);
	scrub_case_free(without);
}

/* 64 KiB of one thing: promises hold, and time grows with length only. */
static void
test_full_length(void)
{
	static const char *const units[] = {"a", "A ", "Smith ", "1", "1 ",
	    "1-", "1/", ".", "[", "[NAME ", "Dr. ", "\xCC\x81", "\xD0\xB0",
	    "\xE2\x80\x8B", "@", "a@", "a.", "http://", "R. ", "Kettering ",
	    "K-", "30718846 ", "Tuesday ", "\n", "bed 1 ", "jl ", "&", "&#x",
	    "&amp;", "&#75;", "%", "%4B", "\\u", "l i ", "l*i", "ab 1 ",
	    "will "};
	struct scrub_policy *p = builtin("safe-harbor");
	struct scrub_case *c = new_case(roster);
	char *big = malloc(SCRUB_TEXT_MAX + 1);

	for (size_t i = 0; big && i < sizeof(units) / sizeof(units[0]); i++) {
		size_t unit = strlen(units[i]), len = 0;
		struct scrubbed s = {0};
		clock_t begin = clock();
		enum scrub_err err;

		while (len + unit <= SCRUB_TEXT_MAX) {
			memcpy(big + len, units[i], unit);
			len += unit;
		}
		err =
		    scrub_text(p, c, SCRUB_EN, (struct raw_text){big, len}, &s);
		check(err == SCRUB_OK || err == SCRUB_ETOOLONG ||
			  err == SCRUB_EHOLD,
		    units[i]);
		scrubbed_wipe(&s);
		/* A megabyte a second would do, also with sanitizers. */
		if (!check((clock() - begin) / (CLOCKS_PER_SEC / 1000) < 3000,
			units[i]))
			fprintf(stderr, "   %ld ms\n",
			    (clock() - begin) / (CLOCKS_PER_SEC / 1000));
	}
	if (big) {
		struct scrubbed s = {0};

		memset(big, 'a', SCRUB_TEXT_MAX + 1);
		check_number(
		    scrub_text(p, c, SCRUB_EN,
			(struct raw_text){big, SCRUB_TEXT_MAX + 1}, &s),
		    SCRUB_ETOOLONG, "one byte too many");
	}
	free(big);
	scrub_case_free(c);
	scrub_policy_free(p);
}

static uint64_t ticks;

static uint64_t
tick(void)
{
	return ++ticks;
}

/* A clock that goes on by one at each look: all looks but the first are some
 * part's. */
static void
test_times(void)
{
	struct scrub_policy *p = builtin("safe-harbor");
	struct scrub_case *c = new_case(roster);
	struct scrub_times times = {.now_ns = tick};
	const char *in = "Mr Kettering, drain out";
	struct raw_text raw = {in, strlen(in)};
	struct scrubbed s = {0};
	uint64_t sum = 0, before;

	scrub_case_time(c, &times);
	check_number(
	    scrub_text(p, c, SCRUB_EN, raw, &s), SCRUB_OK, "timed, it works");
	for (int i = 0; i < SCRUB_PARTS; i++) {
		check(times.ns[i] > 0, scrub_part_name((enum scrub_part)i));
		sum += times.ns[i];
	}
	check_number(sum, ticks - 1, "each look is one part's");
	check(ticks < 40, "some twenty looks, not one a word");
	scrubbed_wipe(&s);
	scrub_case_time(c, NULL);
	before = ticks;
	check_number(scrub_text(p, c, SCRUB_EN, raw, &s), SCRUB_OK, "again");
	check_number(ticks, before, "nobody asks: no look at the clock");
	scrubbed_wipe(&s);
	scrub_case_free(c);
	scrub_policy_free(p);
}

int
main(void)
{
	test_times();
	test_cases();
	test_site();
	test_hold();
	test_strict();
	test_case();
	test_lang();
	test_promises();
	test_full_length();
	return check_done();
}
