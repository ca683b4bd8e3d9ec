/* SPDX-License-Identifier: MIT */
#include "redact.h"

#include <stdlib.h>

#include "check.h"
#include "lang/lexicon.h"

static struct text text;
static struct spans found, keep, own;
static struct standins standins;
static const uint8_t secret[32] = {1, 2, 3};

static struct scrub_policy *
policy_of(const char *json)
{
	struct scrub_policy *p = NULL;
	struct scrub_fault fault = {""};

	check_number(scrub_policy_read(&p, "test", json, strlen(json), &fault),
	    SCRUB_OK, fault.what);
	return p;
}

static enum scrub_lang said_in = SCRUB_EN;

static void
start(const char *in)
{
	spans_clear(&found);
	spans_clear(&keep);
	spans_clear(&own);
	check_number(
	    text_read(&text, (struct raw_text){in, strlen(in)}), SCRUB_OK, in);
}

/* A span over the first place where the words stand. */
static void
add(struct spans *to, const char *words, enum scrub_label label,
    const char *layer, unsigned certainty)
{
	const char *at = strstr(text.norm, words);

	if (check(at != NULL, words))
		spans_add(to, (uint32_t)(at - text.norm),
		    (uint32_t)(at - text.norm + (long)strlen(words)), label,
		    layer, "room", certainty);
}

static void
finish(const struct scrub_policy *p, const char *want, const char *why)
{
	struct redact_with with = {
	    .policy = p, .standins = &standins, .lang = said_in};
	struct scrubbed out = {0};

	redact_cut(p, &found, &keep, &own);
	lexicon_fill(&text, said_in);
	redact_join(&text, &found);
	check_number(redact_write(&with, &text, &found, &out), SCRUB_OK, why);
	check_text(out.text, want, why);
	scrubbed_wipe(&out);
}

static void
test_operators(void)
{
	static const struct {
		const char *why, *policy, *in, *what;
		enum scrub_label label;
		const char *out;
	} cases[] = {
	    {"tag", "{}", "on Tuesday at 8", "Tuesday", SCRUB_DATE,
		"on [DATE] at 8"},
	    {"all of a handle", "{}", "photo by okafor_day2 in it", "okafor",
		SCRUB_NAME, "photo by [NAME] in it"},
	    {"half of a name", "{}", "by Two-Hall NP at", "Hall", SCRUB_NAME,
		"by [NAME] NP at"},
	    {"before and no name", "{}", "a Post-Hall scan", "Hall",
		SCRUB_NAME, "a Post-[NAME] scan"},
	    {"a handle with a stop", "{}", "login k.hall_or now", "hall",
		SCRUB_NAME, "login [NAME] now"},
	    {"a stop behind the half", "{}", "post dr_hall.jogja now", "jogja",
		SCRUB_NAME, "post [NAME] now"},
	    {"no handle", "{}", "ask hall.he is late", "hall", SCRUB_NAME,
		"ask [NAME].he is late"},
	    {"a place's side", "{}", "from Okabe Baru, 18 h", "Okabe",
		SCRUB_LOCATION, "from [LOCATION], 18 h"},
	    {"a sentence behind a place", "{}", "from Okabe baru masuk",
		"Okabe", SCRUB_LOCATION, "from [LOCATION] baru masuk"},
	    {"a county's part", "{}", "from Kiptere sub county, 18 h",
		"Kiptere", SCRUB_NAME, "from [LOCATION], 18 h"},
	    {"a county's hospital", "{}", "from Kiptere sub county hospital",
		"Kiptere", SCRUB_LOCATION,
		"from [LOCATION] sub county hospital"},
	    {"mask", "{\"operators\": {\"NAME\": \"mask\"}}", "Dr Hall in",
		"Hall", SCRUB_NAME, "Dr **** in"},
	    {"drop", "{\"operators\": {\"NAME\": \"drop\"}}", "Dr Hall in",
		"Hall", SCRUB_NAME, "Dr  in"},
	    {"keep", "{\"operators\": {\"NAME\": \"keep\"}}", "Dr Hall in",
		"Hall", SCRUB_NAME, "Dr Hall in"},
	    {"an age", "{\"operators\": {\"AGE\": \"generalise\"}}",
		"93-year-old", "93", SCRUB_AGE, "90+-year-old"},
	    {"a year stays", "{\"operators\": {\"DATE\": \"generalise\"}}",
		"since 14 Mar 2026.", "14 Mar 2026", SCRUB_DATE,
		"since [DATE 2026]."},
	    {"no year", "{\"operators\": {\"DATE\": \"generalise\"}}",
		"since 14 Mar.", "14 Mar", SCRUB_DATE, "since [DATE]."},
	    {"an area of many",
		"{\"operators\": {\"LOCATION\": "
		"\"generalise\"}}",
		"of 94110 now", "94110", SCRUB_LOCATION,
		"of [LOCATION 941] now"},
	    {"an area of few",
		"{\"operators\": {\"LOCATION\": "
		"\"generalise\"}}",
		"of 05901 now", "05901", SCRUB_LOCATION,
		"of [LOCATION 000] now"},
	    {"below its threshold", "{\"thresholds\": {\"NAME\": 90}}",
		"Dr Hall in", "Hall", SCRUB_NAME, "Dr Hall in"},
	    {"a rule's own", "{\"rules\": {\"room\": \"keep\"}}", "on Tuesday",
		"Tuesday", SCRUB_DATE, "on Tuesday"},
	    {"surrogate", "{\"operators\": {\"NAME\": \"surrogate\"}}",
		"Dr Hall in", "Hall", SCRUB_NAME, "Dr Person Cedar in"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrub_policy *p = policy_of(cases[i].policy);

		start(cases[i].in);
		add(&found, cases[i].what, cases[i].label, "shape", 80);
		finish(p, cases[i].out, cases[i].why);
		scrub_policy_free(p);
	}
}

static void
test_numbers(void)
{
	struct scrub_policy *p =
	    policy_of("{\"operators\": {\"NAME\": \"number\"}}");

	standins_wipe(&standins);
	standins_init(&standins, secret);
	start("Patel, Hall, patel; Anil Patel");
	add(&found, "Patel", SCRUB_NAME, "words", 80);
	add(&found, "Hall", SCRUB_NAME, "words", 80);
	add(&found, "patel", SCRUB_NAME, "words", 80);
	add(&found, "Anil Patel", SCRUB_NAME, "words", 80);
	finish(p, "[NAME 1], [NAME 2], [NAME 1]; [NAME 1]",
	    "the same person has the same number");
	start("Anil in, Ravi Hall and Mia Hall out");
	add(&found, "Anil", SCRUB_NAME, "words", 80);
	add(&found, "Ravi Hall", SCRUB_NAME, "words", 80);
	add(&found, "Mia Hall", SCRUB_NAME, "words", 80);
	finish(p, "[NAME 1] in, [NAME 2] and [NAME 2] out",
	    "a forename once given in full");
	scrub_policy_free(p);
}

static void
test_union(void)
{
	struct scrub_policy *p = policy_of("{}");

	start("Tuesday March 3 room");
	add(&found, "Tuesday", SCRUB_DATE, "shape", 80);
	add(&found, "March 3", SCRUB_DATE, "shape", 90);
	finish(p, "[DATE] room", "neighbours that are one date");

	start("Hall Ravi, Pell");
	add(&found, "Hall", SCRUB_NAME, "words", 80);
	add(&found, "Ravi", SCRUB_NAME, "words", 80);
	add(&found, "Pell", SCRUB_NAME, "words", 80);
	finish(p, "[NAME], [NAME]", "two persons are two");

	start("Harlan Creek Center");
	add(&found, "Harlan Creek Center", SCRUB_ORGANIZATION, "context", 80);
	add(&found, "Creek", SCRUB_LOCATION, "words", 60);
	finish(p, "[ORGANIZATION]", "the most certain names it");

	start("BP 120/80 Hall");
	add(&found, "120/80 Hall", SCRUB_ID, "shape", 50);
	add(&keep, "120/80", SCRUB_ID, "shape", 90);
	finish(p, "BP 120/80 [ID]", "what is certain to stay is cut out");

	start("ring 555 120/80 Hall");
	add(&found, "555 120/80 Hall", SCRUB_ID, "shape", 50);
	add(&keep, "120/80", SCRUB_ID, "shape", 90);
	finish(p, "ring [ID] 120/80 [ID]", "from the middle too");

	start("the winner of the 1991 county final");
	add(&found, "the winner of the 1991 county final", SCRUB_OTHER,
	    "context", 60);
	add(&keep, "1991", SCRUB_ID, "shape", 80);
	finish(p, "[OTHER]", "a description goes with its numbers");

	start("at 08:42");
	add(&found, "08:42", SCRUB_ID, "shape", 90);
	add(&keep, "08:42", SCRUB_ID, "shape", 80);
	finish(p, "at [ID]", "the more certain one wins");

	start("Kocher clamp");
	add(&found, "Kocher", SCRUB_NAME, "roster", 97);
	add(&keep, "Kocher clamp", SCRUB_NAME, "shape", 100);
	finish(p, "[NAME] clamp", "the roster beats everything");

	start("[NAME 2] and [Hall]");
	standin_find(p, &text, &own);
	add(&found, "NAME 2", SCRUB_NAME, "roster", 99);
	add(&found, "Hall", SCRUB_NAME, "words", 80);
	finish(p, "[NAME 2] and [[NAME]]", "but our own stand-ins");

	start("x Hall, in");
	add(&found, " Hall, ", SCRUB_NAME, "words", 80);
	finish(p, "x [NAME], in", "stops are no part of a name");
	scrub_policy_free(p);
}

/* What a range takes with it. */
static void
test_ends(void)
{
	static const struct {
		const char *why, *in, *what;
		enum scrub_label label;
		const char *out;
	} rows[] = {
	    {"particles", "Dr de la Cruz in", "Cruz", SCRUB_NAME,
		"Dr [NAME] in"},
	    {"a word that ends like one", "side Cruz in", "Cruz", SCRUB_NAME,
		"side [NAME] in"},
	    {"a saint", "the chapel of St. Colman's now", "Colman", SCRUB_NAME,
		"the chapel of [ORGANIZATION] now"},
	    {"a house", "from Trinity Children's in", "Trinity Children",
		SCRUB_ORGANIZATION, "from [ORGANIZATION] in"},
	    {"a person's possessive", "Hall's case", "Hall", SCRUB_NAME,
		"[NAME]'s case"},
	    {"an initial behind", "Alvarez, J / 14", "Alvarez", SCRUB_NAME,
		"[NAME] / 14"},
	    {"all of one name", "sats of Noor-ul-Ain ok", "Noor", SCRUB_NAME,
		"sats of [NAME] ok"},
	    {"a number for a name", "alias Zulu 41: ok", "Zulu", SCRUB_NAME,
		"alias [NAME]: ok"},
	    {"a side behind", "Alvarez, R knee", "Alvarez", SCRUB_NAME,
		"[NAME], R knee"},
	};
	struct scrub_policy *p = policy_of("{}");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		start(rows[i].in);
		add(&found, rows[i].what, rows[i].label, "words", 80);
		finish(p, rows[i].out, rows[i].why);
	}
	start("at 22 Rowan Terrace, Leeds LS6 3QH, taxi");
	spans_add(&found, 3, 19, SCRUB_LOCATION, "shape", "street", 88);
	spans_add(
	    &found, 27, 34, SCRUB_LOCATION, "shape", "postcode-shape", 85);
	finish(p, "at [LOCATION], taxi", "the town of an address");
	start("seen by Smith, MD; then");
	add(&found, "Smith", SCRUB_NAME, "context", 80);
	add(&found, "MD", SCRUB_NAME, "context", 50);
	finish(p, "seen by [NAME], MD; then", "a degree names nobody");
	start("ask Ruthann airway now");
	lexicon_fill(&text, SCRUB_EN);
	add(&found, "Ruthann airway", SCRUB_NAME, "context", 80);
	finish(p, "ask [NAME] airway now", "a plain word at the end stays");
	start("scope at Odile Stone Centre now");
	add(&found, "Odile", SCRUB_LOCATION, "context", 80);
	add(&found, "Centre", SCRUB_ORGANIZATION, "context", 70);
	finish(p, "scope at [ORGANIZATION] now", "all of a house's name");
	start("bu Sabar br. Manurung in");
	add(&found, "Sabar", SCRUB_NAME, "words", 80);
	add(&found, "Manurung", SCRUB_NAME, "words", 80);
	finish(p, "bu [NAME] in", "a daughter of her clan");
	start("Ravi s/o Muthu in");
	add(&found, "Ravi", SCRUB_NAME, "words", 80);
	add(&found, "Muthu", SCRUB_NAME, "words", 80);
	finish(p, "[NAME] in", "his father's name is his");
	scrub_policy_free(p);
}

/* What a house is called with, before and behind what tells which it is. */
static void
test_houses(void)
{
	static const struct {
		const char *why, *in, *what;
		enum scrub_label label;
		const char *out;
	} rows[] = {
	    {"its noun", "siswa SLB Tunas Manis jatuh", "Tunas Manis",
		SCRUB_NAME, "siswa [ORGANIZATION] jatuh"},
	    {"and its owner's title", "dari dapur mbok Sarni, telat", "Sarni",
		SCRUB_NAME, "dari [ORGANIZATION], telat"},
	    {"and what it is for", "ke klinik gigi drg. Hanum", "Hanum",
		SCRUB_NAME, "ke [ORGANIZATION]"},
	    {"a person's title alone", "kata mbok Sarni", "Sarni", SCRUB_NAME,
		"kata mbok [NAME]"},
	    {"which of several", "guru SDN Manggis 3, jatuh", "SDN Manggis",
		SCRUB_ORGANIZATION, "guru [ORGANIZATION], jatuh"},
	    {"its number's word", "Tolland Fire No. 2 sent", "Tolland Fire",
		SCRUB_ORGANIZATION, "[ORGANIZATION] sent"},
	    {"people counted behind", "SMA Manggis 6 orang", "SMA Manggis",
		SCRUB_ORGANIZATION, "[ORGANIZATION] 6 orang"},
	    {"a measure behind", "dari Arso 7,5 cc", "Arso", SCRUB_LOCATION,
		"dari [LOCATION] 7,5 cc"},
	};
	struct scrub_policy *p = policy_of("{}");

	said_in = SCRUB_ID_ID;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		start(rows[i].in);
		add(&found, rows[i].what, rows[i].label, "context", 80);
		finish(p, rows[i].out, rows[i].why);
	}
	said_in = SCRUB_EN;
	scrub_policy_free(p);
}

static void
test_own(void)
{
	static const struct {
		const char *in;
		size_t count;
	} cases[] = {
	    {"[NAME]", 1},
	    {"[NAME 12]", 1},
	    {"[PATIENT]", 1},
	    {"[RELATIVE 2]", 1},
	    {"[DATE 2026]", 1},
	    {"[LOCATION 941]", 1},
	    {"90+", 1},
	    {"M90+", 1},
	    {"[Kettering]", 0},
	    {"[KETTERING]", 0},
	    {"[NAME Hall]", 0},
	    {"[NAME 4417]", 0},
	    {"[name 2]", 0},
	    {"[NAME", 0},
	    {"[ NAME]", 0},
	    {"[ID 30718846]", 0},
	    {"[DATE 2026-02-11]", 0},
	    {"190+", 0},
	    {"90 +", 0},
	    {"[NAM\xC3\x89]", 0},
	    {"[", 0},
	    {"Person Cedar", 0},
	};
	struct scrub_policy *p = policy_of("{}");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		start(cases[i].in);
		standin_find(p, &text, &own);
		check_number(own.count, cases[i].count, cases[i].in);
	}
	scrub_policy_free(p);
}

static void
test_dates(void)
{
	static const struct {
		const char *in;
		enum scrub_lang lang;
		int days;
		const char *out; /* NULL: not a whole date */
	} cases[] = {
	    {"2026-03-14", SCRUB_EN, -14, "2026-02-28"},
	    {"3/14/2026", SCRUB_EN, -1, "2026-03-13"},
	    {"14/3/2026", SCRUB_EN, -1, "2026-03-13"},
	    {"4/3/2026", SCRUB_ID_ID, -1, "2026-03-03"},
	    {"March 1, 2024", SCRUB_EN, -1, "2024-02-29"},
	    {"1 Agustus 2025", SCRUB_ID_ID, -1, "2025-07-31"},
	    {"14 Mar", SCRUB_EN, -1, NULL},
	    {"Tuesday", SCRUB_EN, -1, NULL},
	    {"14.3.26", SCRUB_EN, -1, NULL},
	    {"2026-13-01", SCRUB_EN, -1, NULL},
	};
	char iso[11];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool whole;

		start(cases[i].in);
		whole = date_shift(&text, cases[i].lang, 0,
		    (uint32_t)text.norm_len, cases[i].days, iso);
		check(whole == (cases[i].out != NULL), cases[i].in);
		if (whole && cases[i].out)
			check_text(iso, cases[i].out, cases[i].in);
	}
}

static void
test_shift(void)
{
	struct scrub_policy *p =
	    policy_of("{\"operators\": {\"DATE\": \"shift\"}}");
	struct redact_with with = {
	    .policy = p, .standins = &standins, .lang = SCRUB_EN};
	struct scrubbed out = {0};

	start("seen 2026-03-14, back Tuesday");
	add(&found, "2026-03-14", SCRUB_DATE, "shape", 90);
	add(&found, "Tuesday", SCRUB_DATE, "shape", 90);
	redact_join(&text, &found);
	check_number(
	    redact_write(&with, &text, &found, &out), SCRUB_OK, "written");
	check(strstr(out.text, "2026-03-14") == NULL, "never by nothing");
	check(strncmp(out.text, "seen [DATE 202", 14) == 0, out.text);
	check(strstr(out.text, "back [DATE]") != NULL,
	    "what cannot be moved goes");
	start(out.text);
	standin_find(p, &text, &own);
	check_number(own.count, 2, "and is known again");
	scrubbed_wipe(&out);
	scrub_policy_free(p);
}

/* Changes say where, in bytes and in characters. */
static void
test_changes(void)
{
	struct scrub_policy *p = policy_of("{}");
	struct redact_with with = {.policy = p, .standins = &standins};
	struct scrubbed out = {0};

	start("\xC3\x9C Jos\xC3\xA9 \xF0\x9F\x99\x82 on 3/14");
	add(&found, "Jose", SCRUB_NAME, "words", 80);
	add(&found, "3/14", SCRUB_DATE, "shape", 90);
	redact_join(&text, &found);
	check_number(
	    redact_write(&with, &text, &found, &out), SCRUB_OK, "written");
	check_text(out.text, "\xC3\x9C [NAME] \xF0\x9F\x99\x82 on [DATE]",
	    "the writer's bytes stay");
	if (!check_number(out.change_count, 2, "two changes"))
		return;
	check_number(out.change[0].begin, 3, "bytes");
	check_number(out.change[0].end, 8, "bytes");
	check_number(out.change[0].begin_cp, 2, "characters");
	check_number(out.change[0].end_cp, 6, "characters");
	check_number(out.change[1].begin_cp, 12, "characters");
	check_number(out.change[1].end_cp, 16, "characters");
	check_number(out.change[0].out_begin, 3, "bytes of the output");
	check_number(out.change[0].out_end, 9, "bytes of the output");
	check_text(out.change[1].layer, "shape", "and why");
	scrubbed_wipe(&out);
	scrub_policy_free(p);
}

/* 64 KiB of one-letter names would become too long. */
static void
test_long(void)
{
	struct scrub_policy *p = policy_of("{}");
	struct redact_with with = {.policy = p, .standins = &standins};
	struct scrubbed out = {0};
	char *big = malloc(SCRUB_TEXT_MAX + 1);

	if (!big)
		return;
	for (size_t i = 0; i < SCRUB_TEXT_MAX; i++)
		big[i] = i % 2 ? ',' : 'a';
	big[SCRUB_TEXT_MAX] = '\0';
	start(big);
	for (uint32_t i = 0; i < SCRUB_TEXT_MAX; i += 2)
		spans_add(&found, i, i + 1, SCRUB_NAME, "words", "test", 80);
	redact_join(&text, &found);
	check_number(redact_write(&with, &text, &found, &out), SCRUB_ETOOLONG,
	    "what could not be read again is not written");
	check(out.text == NULL, "and nothing of it is left");
	scrub_policy_free(p);
	free(big);
}

int
main(void)
{
	text_init(&text);
	spans_init(&found);
	spans_init(&keep);
	spans_init(&own);
	standins_init(&standins, secret);
	test_operators();
	test_numbers();
	test_union();
	test_ends();
	test_houses();
	test_own();
	test_dates();
	test_shift();
	test_changes();
	test_long();
	text_wipe(&text);
	spans_wipe(&found);
	spans_wipe(&keep);
	spans_wipe(&own);
	standins_wipe(&standins);
	return check_done();
}
