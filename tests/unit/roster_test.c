/* SPDX-License-Identifier: MIT */
#include "roster.h"

#include <stdlib.h>

#include "check.h"
#include "lang/lexicon.h"

static const char family[] =
    "{\"template\": \"laparoscopic-cholecystectomy\",\n"
    " \"persons\": [\n"
    "  {\"part\": \"patient\", \"name\": \"Rosalind Kettering\", "
    "\"also\": [\"Roz\", \"R.K.\"]},\n"
    "  {\"part\": \"relative\", \"name\": \"Dale Kettering\"},\n"
    "  {\"part\": \"relative\", \"name\": \"Maria Gonzalez-Reyes\"},\n"
    "  {\"part\": \"surgeon\", \"name\": \"Will Young\", \"also\": [\"JB\"]},\n"
    "  {\"part\": \"other\", \"name\": \"Wei-Ling Cho\"},\n"
    "  {\"part\": \"other\", \"name\": \"Trauma Zulu 41\"},\n"
    "  {\"part\": \"other\", \"name\": "
    "\"\xE6\x9D\x8E\xE5\xB0\x8F\xE9\xBE\x99\"}],\n"
    " \"places\": [\"OR 6\", \"Tabor Springs\", \"Rathbeg ward\", \"Banksia "
    "ward\"],\n"
    " \"organizations\": [\"Harlan Creek Medical Center\", "
    "\"St Colman's Hospital\"],\n"
    " \"ids\": [{\"kind\": \"MRN\", \"value\": \"30718846\"},\n"
    "  {\"kind\": \"specimen\", \"value\": \"HS26-04417\"},\n"
    "  {\"kind\": \"phone\", \"value\": \"(614) 555-0172\"},\n"
    "  {\"kind\": \"mesh lot\", \"value\": \"LT99X2\"},\n"
    "  {\"kind\": \"bleep\", \"value\": \"417\"}],\n"
    " \"dates\": [\"1981-09-17\"]}";

static struct text text;
static struct spans found;

static struct roster *
read_roster(const char *json, enum scrub_err want, struct scrub_fault *fault)
{
	struct roster *r = NULL;

	check_number(roster_read(&r, "case.json", json, strlen(json), fault),
	    want, json);
	return r;
}

/* The text with what was found in < >. */
static void
mark(struct roster *r, const char *in, char *out, size_t room)
{
	size_t len = 0, at = 0;

	out[0] = '\0';
	spans_clear(&found);
	if (text_read(&text, (struct raw_text){in, strlen(in)}) != SCRUB_OK)
		return;
	lexicon_fill(&text, SCRUB_EN);
	roster_scan(r, &text, &found);
	spans_flatten(&found);
	for (size_t i = 0; i < found.count; i++) {
		uint32_t begin, end;

		text_raw_range(
		    &text, found.at[i].begin, found.at[i].end, &begin, &end);
		len += (size_t)snprintf(out + len, room - len, "%.*s<%.*s>",
		    (int)(begin - at), in + at, (int)(end - begin), in + begin);
		at = end;
	}
	snprintf(out + len, room - len, "%s", in + at);
}

static void
test_names(void)
{
	static const struct {
		const char *why, *marked;
	} cases[] = {
	    {"as written", "ask <Rosalind Kettering> again"},
	    {"one name of it", "<Kettering> back from PACU"},
	    {"in haste", "<kettering> back from pacu"},
	    {"shouted", "<KETTERING> BACK"},
	    {"a word behind its initial", "bed dry. <W. Young> very happy"},
	    {"surname first, run together", "<youngwill> closes"},
	    {"turned round", "<KETTERING, ROSALIND> 44F"},
	    {"nickname", "she goes by <Roz>"},
	    {"initials with dots", "bed for pt <R.K.>, no obs"},
	    {"initials with spaces", "bed for <R. K.> please"},
	    {"initials run together", "pt <RK> ready"},
	    {"initial and name", "signed <R. Kettering>"},
	    {"name and initial", "time out: <Kettering, R>. lap chole"},
	    {"a side is no initial", "<Kettering> R knee"},
	    {"possessive", "<Kettering>'s husband"},
	    {"misspelt", "<Ketering> and <Rosalidn>"},
	    {"misspelt twice, long enough", "<Roslaimd> is next"},
	    {"double name, run together", "call <gonzalezreyes>"},
	    {"double name with a space", "call <Gonzalez Reyes>"},
	    {"half of it", "call <Reyes>"},
	    {"written apart", "tell Ms <Ket tering> so"},
	    {"spelt out", "that is <K-E-T-T-E-R-I-N-G>"},
	    {"in a hashtag", "#<PrayForMaria>"},
	    {"run together with a title", "<drkettering> is here"},
	    {"accents differ", "call <Gonz\xC3\xA1lez>"},
	    {"a look-alike letter", "<M\xD0\xB0ria> called"},
	    {"a zero-width space", "<Ket\xE2\x80\x8Btering> called"},
	    {"another script",
		"<\xE6\x9D\x8E\xE5\xB0\x8F\xE9\xBE\x99> is ready"},
	    {"a middle name nobody gave", "<Rosalind Anne Kettering> in"},
	    {"hyphenated initials", "surgeon <W-L Cho>"},
	    {"alias with a number", "<Zulu 41> retired"},
	    {"the initials of a double name", "marked for <G-R>"},
	    {"initials of one's own", "<JB> wants the maryland back"},
	    {"a title and one letter", "miss <M> said so"},
	};
	struct scrub_fault fault;
	struct roster *r = read_roster(family, SCRUB_OK, &fault);

	for (size_t i = 0; r && i < sizeof(cases) / sizeof(cases[0]); i++) {
		char plain[256], out[512];
		size_t n = 0;

		for (const char *p = cases[i].marked; *p; p++) {
			if (*p != '<' && *p != '>')
				plain[n++] = *p;
		}
		plain[n] = '\0';
		mark(r, plain, out, sizeof(out));
		check_text(out, cases[i].marked, cases[i].why);
	}
	roster_free(r);
}

/* "Will Young" operates: the words go on being words. */
static void
test_words(void)
{
	static const struct {
		const char *why, *marked;
	} cases[] = {
	    {"a verb", "we will need more clips"},
	    {"a verb at the start", "Will need more clips"},
	    {"an adjective", "a young patient, 44F"},
	    {"addressed", "<Will>, hold this"},
	    {"behind a title", "Dr <Young> is scrubbed"},
	    {"both names", "<will young> takes over"},
	    {"a capital where none belongs", "tell <Will> to come"},
	    {"says something", "<will> says yes"},
	    {"thanked", "thanks <will>"},
	    {"no capitals tell it: asked", "ask <will> to come"},
	    {"no capitals tell it: does", "<will> is scrubbing"},
	    {"no capitals tell it: is given", "hand it to <will>"},
	    {"capitals tell nothing either", "HAND IT TO <WILL>"},
	    {"a verb in capitals", "WE WILL NEED MORE CLIPS"},
	    {"a question", "will you hold this"},
	    {"a verb behind its subject", "pt will bleed"},
	    {"a verb behind a comma", "drill ready, will close"},
	    {"an adjective in haste", "young tissue, old tissue"},
	    {"a man, no Young", "young man on the list"},
	    {"a Young, no man", "<young> closes"},
	    {"a room without capitals", "<or 6> is ready"},
	    {"a choice behind a number", "5 or 6 clips"},
	    {"a ward's word without capitals", "pt from <banksia> said so"},
	    {"an initial in haste", "signed <w young>"},
	    {"initials in haste", "<m g r> marked it"},
	    {"a rate is nobody", "1 g/r of it"},
	    {"short words in haste", "give her two bk plates"},
	    {"letters after a value", "5 mg/s. K 4.1"},
	    {"an ordinary place word", "medical team in the center"},
	    {"a word near a name", "the date is known, roll the cho2"},
	    {"counting is no room", "2 or 6 sponges"},
	};
	struct scrub_fault fault;
	struct roster *r = read_roster(family, SCRUB_OK, &fault);

	for (size_t i = 0; r && i < sizeof(cases) / sizeof(cases[0]); i++) {
		char plain[256], out[512];
		size_t n = 0;

		for (const char *p = cases[i].marked; *p; p++) {
			if (*p != '<' && *p != '>')
				plain[n++] = *p;
		}
		plain[n] = '\0';
		mark(r, plain, out, sizeof(out));
		check_text(out, cases[i].marked, cases[i].why);
	}
	roster_free(r);
}

static void
test_others(void)
{
	static const struct {
		const char *why, *marked;
	} cases[] = {
	    {"a room", "patient in <OR 6> now"},
	    {"run together", "patient in <OR6> now"},
	    {"a town", "home to <tabor springs> tonight"},
	    {"a town's own word", "home to <Tabor> tonight"},
	    {"a ward's own word", "off to <Rathbeg>"},
	    {"an ordinary word with a capital", "PT from <Banksia> said so"},
	    {"and without one", "a banksia in a pot"},
	    {"a hospital", "for <Harlan Creek Medical Center>, no rush"},
	    {"in short", "sent to <Harlan Creek>"},
	    {"its own word", "sent to <Harlan>"},
	    {"a saint", "the chapel of <St Colman's>"},
	    {"an id", "MRN <30718846>"},
	    {"with other separators", "MRN <307-188-46> and <307 18846>"},
	    {"run together with its word", "<MRN30718846>"},
	    {"mistyped", "MRN <30718864>"},
	    {"its last digits", "MRN ending <8846>"},
	    {"four digits alone", "gave 8846 ml"},
	    {"letters and digits", "<hs26 04417> to path"},
	    {"its number alone", "label <04417>"},
	    {"a phone", "cell <614.555.0172>"},
	    {"without its area", "cell <555-0172>"},
	    {"with its country", "cell +<1 614 555 0172>"},
	    {"a lot", "lot <LT99-X2>"},
	    {"a short one behind its word", "bleep <417>"},
	    {"and not elsewhere", "drain 417 ml"},
	    {"a date without a shape", "dob <17091981>"},
	};
	struct scrub_fault fault;
	struct roster *r = read_roster(family, SCRUB_OK, &fault);

	for (size_t i = 0; r && i < sizeof(cases) / sizeof(cases[0]); i++) {
		char plain[256], out[512];
		size_t n = 0;

		for (const char *p = cases[i].marked; *p; p++) {
			if (*p != '<' && *p != '>')
				plain[n++] = *p;
		}
		plain[n] = '\0';
		mark(r, plain, out, sizeof(out));
		check_text(out, cases[i].marked, cases[i].why);
	}
	roster_free(r);
}

static void
test_who(void)
{
	static const struct {
		const char *why, *in;
		unsigned person;
	} cases[] = {
	    {"the first of that name", "Kettering in", 1},
	    {"the forename tells", "Dale Kettering called", 2},
	    {"misspelt is still she", "Rosalnd", 1},
	    {"initials are hers", "R.K. in", 1},
	    {"places are nobody", "Tabor Springs", 0},
	};
	struct scrub_fault fault;
	struct roster *r = read_roster(family, SCRUB_OK, &fault);
	char out[256];
	unsigned number, of;

	for (size_t i = 0; r && i < sizeof(cases) / sizeof(cases[0]); i++) {
		mark(r, cases[i].in, out, sizeof(out));
		if (check(found.count > 0, cases[i].why))
			check_number(
			    found.at[0].person, cases[i].person, cases[i].why);
	}
	check_text(roster_role(r, 2, &number, &of), "RELATIVE", "its part");
	check_number(number, 2, "the second relative");
	check_number(of, 2, "of two");
	check(roster_role(r, 4, &number, &of) == NULL, "other has no word");
	roster_free(r);
}

static void
test_distance(void)
{
	static const struct {
		const char *a, *b;
		unsigned most, want;
	} cases[] = {
	    {"kettering", "kettering", 2, 0},
	    {"ketering", "kettering", 2, 1},
	    {"ketetring", "kettering", 2, 1}, /* turned round */
	    {"katterinq", "kettering", 2, 2},
	    {"smith", "kettering", 2, 3},
	    {"", "ab", 2, 2},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_number(roster_distance(cases[i].a, strlen(cases[i].a),
				 cases[i].b, strlen(cases[i].b), cases[i].most),
		    cases[i].want, cases[i].a);
}

static void
test_mistakes(void)
{
	static const struct {
		const char *json, *what;
	} cases[] = {
	    {"[]", "case.json:1: a roster is an object"},
	    {"{\"persons\": 1}", "case.json:1: persons: must be a list"},
	    {"{\n\"Maria\": []}",
		"case.json:2: unknown key, allowed: template, persons, "
		"places, organizations, ids, dates"},
	    {"{\"persons\": [{\"part\": \"patient\",\n \"name\": \"...\"}]}",
		"case.json:2: name: must be text with a letter or digit, at "
		"most 128 bytes"},
	    {"{\"persons\": [\n{\"part\": 7, \"name\": \"Ana\"}]}",
		"case.json:2: part: must be a word: patient, relative, "
		"surgeon, registrar, anaesthetist, scrub, circulator, "
		"student, other, ..."},
	    {"{\"persons\": [{\"part\": \"other\", \"name\": \"Ana\", "
	     "\"also\": \"A\"}]}",
		"case.json:1: also: must be a list of names"},
	    {"{\"ids\": [{\"kind\": \"MRN\", \"value\": \"7\"}]}",
		"case.json:1: value: needs two letters or digits"},
	    {"{\"dates\": [\"17/09/1981\"]}",
		"case.json:1: dates: must be \"YYYY-MM-DD\""},
	    {"{\"dates\": [\"1981-09-17\",\n\"1981-02-29\"]}",
		"case.json:2: dates: there is no such day"},
	    {"{\"dates\": [\"1981-13-01\"]}",
		"case.json:1: dates: there is no such day"},
	    {"{\"dates\": [\"0000-00-00\"]}",
		"case.json:1: dates: there is no such day"},
	    {"{\"places\": [1]}",
		"case.json:1: places: must be text with two letters or "
		"digits, at most 128 bytes"},
	    {"{\"places\": [\"a\"", "case.json:1: expected ',' or ']'"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrub_fault fault = {""};

		roster_free(read_roster(cases[i].json, SCRUB_EROSTER, &fault));
		check_text(fault.what, cases[i].what, cases[i].json);
		check(
		    !strstr(fault.what, "Maria") && !strstr(fault.what, "Ana"),
		    "a fault goes to logs: no value in it");
	}
}

static void
test_limits(void)
{
	char *json = malloc(65536);
	struct scrub_fault fault;
	size_t len;

	if (!json)
		return;
	len = (size_t)snprintf(json, 65536, "{\"persons\": [");
	for (unsigned i = 0; i < 65; i++)
		len += (size_t)snprintf(json + len, 65536 - len,
		    "%s{\"part\": \"other\", \"name\": \"Person Abc%u\"}",
		    i ? ",\n" : "", i);
	snprintf(json + len, 65536 - len, "]}");
	roster_free(read_roster(json, SCRUB_EROSTER, &fault));
	check_text(fault.what, "case.json:65: persons: more than 64 persons",
	    "one too many");
	free(json);
}

/* A part that no list has must not cost the name its match. */
static void
test_parts(void)
{
	static const struct {
		const char *part, *role;
	} cases[] = {{"surgeon", "SURGEON"}, {"scrub nurse", "SCRUB"},
	    {"trainee-surgeon", "SURGEON"}, {"bed manager", NULL},
	    {"other", NULL}, {" ", NULL}, {"", NULL}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(roster_role_name(roster_role_find(cases[i].part)),
		    cases[i].role, cases[i].part);
}

int
main(void)
{
	test_parts();
	text_init(&text);
	spans_init(&found);
	test_names();
	test_words();
	test_others();
	test_who();
	test_distance();
	test_mistakes();
	test_limits();
	text_wipe(&text);
	spans_wipe(&found);
	return check_done();
}
