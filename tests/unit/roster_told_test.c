/* SPDX-License-Identifier: MIT */
/*
 * Ids of a roster that are told letter by letter, its dates with odd signs,
 * its short names with what is glued to them, and halves in two updates.
 */
#include "scrub.h"

#include <ctype.h>

#include "scrub_kit.h"

#define DRAWS 1500u

static const char roster[] =
    "{\"persons\": [{\"part\": \"patient\", \"name\": "
    "\"L\xC3\xAA Ho\xC3\xA0ng Qu\xE1\xBB\x91"
    "c\"},"
    "{\"part\": \"nurse\", \"name\": \"Kimberly Ng\"},"
    "{\"part\": \"surgeon\", \"name\": \"Ewan Mathai\"},"
    "{\"part\": \"scrub\", \"name\": \"J\xC3\xB3n Tr\xE1\xBA\xA7n "
    "\xC4\x90\xE1\xBB\xA9"
    "c\"},"
    "{\"part\": \"student\", \"name\": \"Pip James\"},"
    "{\"part\": \"relative\", \"name\": \"Dawn Oduya\"},"
    "{\"part\": \"circulator\", \"name\": \"Art Stone\"},"
    "{\"part\": \"advocate\", \"name\": \"Mary-Beth Kowalczyk\"}],"
    "\"places\": [\"4417 Larkspur Lane\", \"Theatre 4\", \"OR 2\", \"Room 7\"],"
    "\"ids\": [{\"kind\": \"plate\", \"value\": \"KX L37\"},"
    "{\"kind\": \"phone\", \"value\": \"0812-5550-1934\"},"
    "{\"kind\": \"UHID\", \"value\": \"UH26/004417\"},"
    "{\"kind\": \"unit\", \"value\": \"G0712-26-441\"},"
    "{\"kind\": \"email\", \"value\": \"rini.wk@surat.co.id\"},"
    "{\"kind\": \"MRN\", \"value\": \"30718846\"},"
    "{\"kind\": \"pager\", \"value\": \"4471\"}],"
    "\"dates\": [\"1949-02-11\", \"1974-05-08\", \"1988-03-21\"]}";

/* out NULL: it stays as it is. */
static const struct {
	const char *why;
	enum scrub_lang lang;
	const char *in, *out;
} rows[] = {
    {"letters and words for digits", SCRUB_EN, "text K X L three seven now",
	"text [VEHICLE] now"},
    {"with commas", SCRUB_EN, "read K, X, L, three, seven back",
	"read [VEHICLE] back"},
    {"digits drawn as letters", SCRUB_EN, "sticker G07I2-26-44I on the pot",
	"sticker [ID] on the pot"},
    {"words between", SCRUB_EN, "write 30 then 71 then 88 then 46 on it",
	"write [ID] on it"},
    {"Indonesian words between", SCRUB_ID_ID, "catat 307 lalu 188 lalu 46 ya",
	"catat [ID] ya"},
    {"tens in Indonesian", SCRUB_ID_ID,
	"hub nol delapan dua belas lima puluh lima lima puluh sembilan belas "
	"tiga puluh empat kalau siap",
	"hub [PHONE] kalau siap"},
    {"tens with letters", SCRUB_ID_ID,
	"U H dua puluh enam nol nol empat puluh empat tujuh belas di pot",
	"[ID] di pot"},
    {"an ellipsis", SCRUB_EN, "read 307...188...46 back", "read [ID] back"},
    {"twice", SCRUB_EN, "mrn three oh seven one double eight four six ok",
	"mrn [ID] ok"},
    {"four digits behind their word", SCRUB_EN,
	"pager forty four seventy one", "pager [PHONE]"},
    {"colons in a date", SCRUB_EN, "scan 11:2:1949 seen", "scan [DATE] seen"},
    {"bars", SCRUB_ID_ID, "kontrol 11|02|49 ya", "kontrol [DATE] ya"},
    {"commas", SCRUB_EN, "note of 8,5,74 read", "note of [DATE] read"},
    {"the year first", SCRUB_EN, "scan 1974~5~8 seen", "scan [DATE] seen"},
    {"a month mistyped", SCRUB_EN, "scan of 11 Ferbuary 1949",
	"scan of [DATE]"},
    {"a month with a digit in it", SCRUB_EN, "scan of M4rch 21st 1988",
	"scan of [DATE]"},
    {"a day, a month and a year in words", SCRUB_EN,
	"scan of twenty one three eighty eight was clear",
	"scan of [DATE] was clear"},
    {"a day in words", SCRUB_EN, "born eight May", "born [DATE]"},
    {"a number beside a word", SCRUB_EN, "cross match 21, all good", NULL},
    {"another date's parts", SCRUB_EN, "cook 11, 2 in the room", NULL},
    {"a title without its blank", SCRUB_EN, "ask DrNg about it",
	"ask [NURSE] about it"},
    {"in small letters", SCRUB_EN, "swab buewan had it",
	"swab [SURGEON] had it"},
    {"a digit behind", SCRUB_EN, "tell Dawn2 ten minutes",
	"tell [RELATIVE] ten minutes"},
    {"a digit behind an accent", SCRUB_ID_ID, "J\xC3\xB3n2 sudah di pacu",
	"[SCRUB] sudah di pacu"},
    {"an escaped blank", SCRUB_EN, "swab count by Kimberly%20Ng",
	"swab count by [NURSE]"},
    {"initials with a mark", SCRUB_ID_ID, "operan ke T\xC4\x90 malam ini",
	"operan ke [SCRUB] malam ini"},
    {"a name that is a particle", SCRUB_ID_ID,
	"diteken L\xC3\xAA td pagi", "diteken [PATIENT] td pagi"},
    {"what a ventilator says", SCRUB_EN, "PIP22, PEEP 5", NULL},
    {"a name of two words, torn at a line", SCRUB_EN,
	"tell Ja-\nmes ten minutes", "tell [STUDENT] ten minutes"},
    {"torn by an emoji", SCRUB_EN,
	"thanks Daw\xF0\x9F\x8C\xB8n for that", "thanks [RELATIVE] for that"},
    {"half of a double name mistyped", SCRUB_EN,
	"update: Marry-Beth extubated", "update: [ADVOCATE] extubated"},
    {"a sign-in of a word", SCRUB_EN, "consent by stonea this morning",
	"consent by [CIRCULATOR] this morning"},
    {"house and street without its kind", SCRUB_EN,
	"moving to 4417 Larkspur now", "moving to [LOCATION] now"},
    {"a month of three letters", SCRUB_EN, "scan of 8 M4y 1974",
	"scan of [DATE]"},
    {"an address told in Indonesian", SCRUB_ID_ID,
	"mailnya rini.wk keong surat titik co titik id ya",
	"mailnya [EMAIL] ya"},
    {"a room with a stop", SCRUB_ID_ID, "sdh di Theatre no. 4 jam 9",
	"sdh di [LOCATION] jam 9"},
    {"a room with a nought", SCRUB_ID_ID, "sdh di theatre 04 jam 9",
	"sdh di [LOCATION] jam 9"},
    {"a room in Roman", SCRUB_ID_ID, "sdh di Theatre IV jam 9",
	"sdh di [LOCATION] jam 9"},
    {"a room in words", SCRUB_ID_ID, "sdh di theatre empat jam 9",
	"sdh di [LOCATION] jam 9"},
    {"no room", SCRUB_EN, "give it a minute or two", NULL},
    {"a room and a time", SCRUB_EN, "out in the block room, seven minutes",
	NULL},
};

/* What an author sends one after the other. */
static const struct {
	const char *why, *first, *first_out, *second, *second_out;
} splits[] = {
    {"a hyphen behind the half", "mrn 3071-", "mrn [ID]-", "8846 ok",
	"[ID] ok"},
    {"a pause", "call 0812 5550...", "call [PHONE]...", "...1934 please",
	"...[PHONE] please"},
    {"digits apart", "mrn 3 0 7 1 8", "mrn [ID]", "8 4 6 ok", "[ID] ok"},
    {"in words", "mrn three zero seven one eight", "mrn [ID]",
	"eight four six ok", "[ID] ok"},
    {"what is measured", "mrn 30718846", "mrn [ID]", "46 ml in", NULL},
    {"two words of all days", "next is Jam...", NULL, "es and closing",
	"[STUDENT] and closing"},
    {"without a sign", "next is ew", NULL, "an, ready", "[SURGEON], ready"},
};

static void
test_rows(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scrub_case *c = kit_case(roster, 1);

		check_text(kit_scrub(p, c, rows[i].lang, NULL, rows[i].in),
		    rows[i].out ? rows[i].out : rows[i].in, rows[i].why);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

static void
test_splits(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (size_t i = 0; i < sizeof(splits) / sizeof(splits[0]); i++) {
		struct scrub_case *c = kit_case(roster, 1);
		const char *first = splits[i].first_out ? splits[i].first_out
							: splits[i].first;
		const char *second = splits[i].second_out
					 ? splits[i].second_out
					 : splits[i].second;

		check_text(kit_scrub(p, c, SCRUB_EN, "ann", splits[i].first),
		    first, splits[i].why);
		check_text(kit_scrub(p, c, SCRUB_EN, "ann", splits[i].second),
		    second, splits[i].why);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

/* --- drawn ids, told in drawn ways ------------------------------------------
 */

static const char *const said[2][10] = {
    {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
	"nine"},
    {"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan",
	"sembilan"}};
static const char *const between[] = {" ", "-", ", ", "...", " then ",
    " lalu ", "\xF0\x9F\x8C\xB8", " / ", "_", " \xE2\x80\x93 "};

/* Six to eleven letters and digits, the letters before the digits. */
static void
draw_id(char *id)
{
	const size_t letters = kit_random(4), digits = 5 + kit_random(5);
	size_t len = 0;

	while (len < letters)
		id[len++] = (char)('A' + kit_random(26));
	while (len < letters + digits)
		id[len++] = (char)('0' + kit_random(10));
	id[len] = '\0';
}

/* Each letter or digit by itself, or up to three of them. */
static void
tell(const char *id, char *out, size_t room)
{
	const char *gap =
	    between[kit_random(sizeof(between) / sizeof(between[0]))];
	const unsigned words = (unsigned)kit_random(3); /* 2: none */
	const size_t group = words == 2 ? 1 + kit_random(3) : 1;
	size_t len = 0;

	for (size_t i = 0; id[i]; i++) {
		if (i > 0 && i % group == 0)
			len += (size_t)snprintf(out + len, room - len, "%s",
			    gap);
		if (isdigit((unsigned char)id[i]) && words < 2)
			len += (size_t)snprintf(out + len, room - len, "%s",
			    said[words][id[i] - '0']);
		else
			len += (size_t)snprintf(
			    out + len, room - len, "%c", id[i]);
	}
}

static void
test_drawn(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (unsigned n = 0; n < DRAWS; n++) {
		char id[16], told[512], json[256], draft[640];
		struct scrub_case *c;

		draw_id(id);
		tell(id, told, sizeof(told));
		snprintf(json, sizeof(json),
		    "{\"ids\": [{\"kind\": \"visit\", \"value\": \"%s\"}]}",
		    id);
		snprintf(draft, sizeof(draft), "swabs ok, %s. closing", told);
		c = kit_case(json, 1);
		check_text(kit_scrub(p, c, SCRUB_EN, NULL, draft),
		    "swabs ok, [ID]. closing", draft);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

int
main(void)
{
	test_rows();
	test_splits();
	test_drawn();
	return check_done();
}
