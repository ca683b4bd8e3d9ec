/* SPDX-License-Identifier: MIT */
/* Ways to write an identifier that no list has: by accident or not. */
#include "scrub.h"

#include "scrub_kit.h"

static const char roster[] =
    "{\"persons\": [{\"part\": \"patient\", \"name\": \"Maria Gonzalez-Reyes\","
    " \"also\": [\"Mia\"]},"
    "{\"part\": \"surgeon\", \"name\": \"Lindsey Abernathy\"},"
    "{\"part\": \"relative\", \"name\": \"Fatima Zahrani\"}],"
    "\"places\": [\"Tabor Springs\"],"
    "\"organizations\": [\"Harlan Creek Medical Center\"],"
    "\"ids\": [{\"kind\": \"MRN\", \"value\": \"30718846\"},"
    "{\"kind\": \"email\", \"value\": \"m.reyes_7@gmail.com\"},"
    "{\"kind\": \"phone\", \"value\": \"(614) 555-0172\"}],"
    "\"dates\": [\"1981-09-17\"]}";

/* out: nothing of the identifier, everything else. */
static const struct {
	const char *why;
	enum scrub_lang lang;
	bool known; /* on the roster */
	const char *in, *out;
} rows[] = {
    {"misspelt", SCRUB_EN, true, "maria gonzales asleep", "[PATIENT] asleep"},
    {"initials", SCRUB_EN, true, "M.G.R. asleep", "[PATIENT] asleep"},
    {"title", SCRUB_EN, true, "mrs reyes asleep", "mrs [PATIENT] asleep"},
    {"run together", SCRUB_EN, true, "gonzalezreyes asleep",
	"[PATIENT] asleep"},
    {"hashtag", SCRUB_EN, true, "#PrayForMaria", "#[PATIENT]"},
    {"turned round", SCRUB_EN, true, "Gonzalez-Reyes, Maria asleep",
	"[PATIENT] asleep"},
    {"possessive", SCRUB_EN, true, "maria's tube is in",
	"[PATIENT]'s tube is in"},
    {"nickname", SCRUB_EN, true, "mia asleep", "[PATIENT] asleep"},
    {"spelt out with spaces", SCRUB_EN, true, "M a r i a asleep",
	"[PATIENT] asleep"},
    {"spelt out with hyphens", SCRUB_EN, true, "R-E-Y-E-S asleep",
	"[PATIENT] asleep"},
    {"zero-width space", SCRUB_EN, true, "Gon\xE2\x80\x8Bzalez asleep",
	"[PATIENT] asleep"},
    {"soft hyphen", SCRUB_EN, true, "Gon\xC2\xADzalez asleep",
	"[PATIENT] asleep"},
    {"Cyrillic a", SCRUB_EN, true, "M\xD0\xB0ri\xD0\xB0 asleep",
	"[PATIENT] asleep"},
    {"Greek capitals", SCRUB_EN, true, "\xCE\x9C\xCE\x91RI\xCE\x91 asleep",
	"[PATIENT] asleep"},
    {"full-width letters", SCRUB_EN, true,
	"\xEF\xBC\xAD\xEF\xBD\x81\xEF\xBD\x92\xEF\xBD\x89\xEF\xBD\x81 asleep",
	"[PATIENT] asleep"},
    {"mathematical letters", SCRUB_EN, true,
	"\xF0\x9D\x90\x8C\xF0\x9D\x90\x9A\xF0\x9D\x90\xAB\xF0\x9D\x90\xA2"
	"\xF0\x9D\x90\x9A asleep",
	"[PATIENT] asleep"},
    {"letters in circles", SCRUB_EN, true,
	"\xE2\x93\x9C\xE2\x93\x90\xE2\x93\xA1\xE2\x93\x98\xE2\x93\x90 asleep",
	"[PATIENT] asleep"},
    {"accents", SCRUB_EN, true,
	"Mar\xC3\xAD"
	"a Gonz\xC3\xA1lez asleep",
	"[PATIENT] asleep"},
    {"combining marks", SCRUB_EN, true,
	"Ma\xCC\x81ri\xCC\xA3"
	"a asleep",
	"[PATIENT] asleep"},
    {"emoji beside", SCRUB_EN, true, "Maria\xF0\x9F\x99\x8F asleep",
	"[PATIENT]\xF0\x9F\x99\x8F asleep"},
    {"number with other separators", SCRUB_EN, true, "mrn 3071.88-46 ok",
	"mrn [ID] ok"},
    {"number in full-width digits", SCRUB_EN, true,
	"mrn \xEF\xBC\x93\xEF\xBC\x90\xEF\xBC\x97\xEF\xBC\x91\xEF\xBC\x98\xEF"
	"\xBC\x98\xEF\xBC\x94\xEF\xBC\x96 ok",
	"mrn [ID] ok"},
    {"number in Arabic digits", SCRUB_EN, true,
	"mrn \xD9\xA3\xD9\xA0\xD9\xA7\xD9\xA1\xD9\xA8\xD9\xA8\xD9\xA4\xD9\xA6 "
	"ok",
	"mrn [ID] ok"},
    {"stars between", SCRUB_EN, true, "M*a*r*i*a asleep", "[PATIENT] asleep"},
    {"a letter covered", SCRUB_EN, true, "Gonz*lez asleep", "[PATIENT] asleep"},
    {"a letter in brackets", SCRUB_EN, true, "waiting for Aber(n)athy",
	"waiting for [SURGEON]"},
    {"commas between", SCRUB_EN, true, "m, a, r, i, a asleep",
	"[PATIENT] asleep"},
    {"stops and spaces between", SCRUB_EN, true, "M. a. r. i. a. asleep",
	"[PATIENT]. asleep"},
    {"strokes between", SCRUB_EN, true, "ask L/i/n/d/s/e/y", "ask [SURGEON]"},
    {"emoji between", SCRUB_EN, true,
	"M\xF0\x9F\x99\x8F"
	"aria asleep",
	"[PATIENT] asleep"},
    {"letters with words for them", SCRUB_EN, true,
	"M for mike, A for alfa, R for romeo, I for ice, A for alfa closes",
	"[PATIENT] closes"},
    {"hers, without the stroke", SCRUB_EN, true, "marias tube is in",
	"[PATIENT] tube is in"},
    {"in two", SCRUB_EN, true, "ma ria asleep", "[PATIENT] asleep"},
    {"spoken letters", SCRUB_EN, true, "mike alfa romeo india alfa asleep",
	"[PATIENT] asleep"},
    {"digits for letters", SCRUB_EN, true, "M4r14 asleep", "[PATIENT] asleep"},
    {"signs for letters", SCRUB_EN, true, "M@ria asleep", "[EMAIL] asleep"},
    {"initials with strokes", SCRUB_EN, true, "for M/G/R please",
	"for [PATIENT] please"},
    {"initials, surname first", SCRUB_EN, true, "G.R.M. asleep",
	"[PATIENT] asleep"},
    {"initials in small letters", SCRUB_EN, true, "pt m g asleep",
	"pt [PATIENT] asleep"},
    {"a letter behind the name", SCRUB_EN, true, "Reyes M says close",
	"[PATIENT] says close"},
    {"a side behind the name", SCRUB_EN, true, "Reyes L knee",
	"[PATIENT] L knee"},
    {"a value behind the name", SCRUB_EN, true, "Reyes: K 4.1, T 36.8",
	"[PATIENT]: K 4.1, T 36.8"},
    {"usual nickname", SCRUB_EN, true, "waiting for Molly to wake",
	"waiting for [PATIENT] to wake"},
    {"small capitals", SCRUB_EN, true,
	"\xE1\xB4\x8D\xE1\xB4\x80\xCA\x80\xC9\xAA\xE1\xB4\x80 asleep",
	"[PATIENT] asleep"},
    {"with an ending", SCRUB_ID_ID, true, "Marianya sudah tidur",
	"[PATIENT] sudah tidur"},
    {"digits and words", SCRUB_EN, true, "mrn 3 zero 7 one 8 8 four 6 ok",
	"mrn [ID] ok"},
    {"words with hyphens", SCRUB_EN, true,
	"mrn three-oh-seven-one-eight-eight-four-six ok", "mrn [ID] ok"},
    {"said twice", SCRUB_EN, true, "it is 3071 double eight 46", "it is [ID]"},
    {"Indonesian digits", SCRUB_ID_ID, true,
	"tiga nol tujuh satu 8 8 empat 6 ya", "[ID] ya"},
    {"white digits on black", SCRUB_EN, true,
	"mrn \xE2\x9D\xB8\xE2\x93\xBF\xE2\x9D\xBC\xE2\x9D\xB6\xE2\x9D"
	"\xBD\xE2\x9D\xBD\xE2\x9D\xB9\xE2\x9D\xBB ok",
	"mrn [ID] ok"},
    {"letters for digits", SCRUB_EN, true, "checked 3O7l8846, matches",
	"checked [ID], matches"},
    {"the last four", SCRUB_EN, true, "...8846 on the band",
	"...[ID] on the band"},
    {"the last four apart", SCRUB_EN, true, "last four 8 8 4 6",
	"last four [ID]"},
    {"the last four, and a number behind", SCRUB_EN, true,
	"last four 8 8 4 6, 2 clips", "last four [ID], 2 clips"},
    {"counting is no number", SCRUB_EN, true, "one two three four, correct",
	"one two three four, correct"},
    {"mail without its end", SCRUB_EN, true, "write to m.reyes_7 at gmail",
	"write to [EMAIL]"},
    {"mail told", SCRUB_EN, true,
	"write to m dot reyes underscore 7 at gmail titik com",
	"write to [EMAIL]"},
    {"a choice is no name", SCRUB_EN, true, "and/or in/out N/A, R/L ports",
	"and/or in/out N/A, R/L ports"},
    {"mixed languages", SCRUB_EN, true, "pasien maria asleep, tube ok",
	"pasien [PATIENT] asleep, tube ok"},
    {"mixed languages", SCRUB_ID_ID, true, "patient Maria asleep, siap mulai",
	"patient [PATIENT] asleep, siap mulai"},
    {"place run together", SCRUB_EN, true, "home to taborsprings",
	"home to [LOCATION]"},
    {"hospital's letters", SCRUB_EN, true, "sent from HCMC today",
	"sent from [ORGANIZATION] today"},
    {"letters in white on black", SCRUB_EN, true,
	"\xF0\x9F\x85\xA1\xF0\x9F\x85\x94\xF0\x9F\x85\xA8\xF0\x9F\x85\x94"
	"\xF0\x9F\x85\xA2 asleep",
	"[PATIENT] asleep"},
    {"a letter by its name", SCRUB_EN, true, "Mar&iacute;a asleep",
	"[PATIENT] asleep"},
    {"a letter by its number", SCRUB_EN, true, "&#77;aria asleep",
	"[PATIENT] asleep"},
    {"in hexadecimal digits", SCRUB_EN, true, "ask Lin&#x64;sey",
	"ask [SURGEON]"},
    {"escaped twice", SCRUB_EN, true, "Mar&amp;iacute;a asleep",
	"[PATIENT] asleep"},
    {"a language's escape", SCRUB_EN, true, "\\u004daria asleep",
	"[PATIENT] asleep"},
    {"an address's escapes", SCRUB_EN, true, "%4D%61%72%69%61 asleep",
	"[PATIENT] asleep"},
    {"one of them", SCRUB_EN, true, "M%61ria asleep", "[PATIENT] asleep"},
    {"a number with one", SCRUB_EN, true, "mrn 307&#49;8846 ok",
	"mrn [ID] ok"},
    {"no escapes", SCRUB_EN, true, "R&D, BP&HR, 5%20 glucose, sats 98%",
	"R&D, BP&HR, 5%20 glucose, sats 98%"},
    {"a short nickname apart", SCRUB_EN, true, "M i a asleep",
	"[PATIENT] asleep"},
    {"a short nickname with stars", SCRUB_EN, true, "m*i*a asleep",
	"[PATIENT] asleep"},
    {"a short nickname with stops", SCRUB_EN, true, "M.ia asleep",
	"[PATIENT] asleep"},
    {"a short nickname, spoken", SCRUB_EN, true, "mike india alfa asleep",
	"[PATIENT] asleep"},
    {"hospital in short", SCRUB_EN, true, "harlan creek called",
	"[ORGANIZATION] called"},

    {"an escape in a name", SCRUB_EN, false, "Dr Ren&eacute;e Okonkwo closes",
	"Dr [NAME 1] closes"},
    {"an escape in an address", SCRUB_EN, false, "mail jdoe&#64;gmail.com now",
	"mail [EMAIL] now"},
    {"an escape in a number", SCRUB_EN, false,
	"call 614&#45;555&#45;0172 please", "call [PHONE] please"},
    {"J o h n", SCRUB_EN, false, "pt J o h n asleep", "pt [NAME 1] asleep"},
    {"mail in words", SCRUB_EN, false, "mail jdoe at gmail dot com please",
	"mail [EMAIL] please"},
    {"mail with brackets", SCRUB_EN, false,
	"mail jdoe [at] gmail [dot] com please", "mail [EMAIL] please"},
    {"phone in words", SCRUB_EN, false,
	"call five five five, oh one two seven please", "call [PHONE] please"},
    {"phone in full-width digits", SCRUB_EN, false,
	"call \xEF\xBC\x96\xEF\xBC\x91\xEF\xBC\x94-\xEF\xBC\x95\xEF\xBC\x95\xEF"
	"\xBC\x95-\xEF\xBC\x90\xEF\xBC\x91\xEF\xBC\x97\xEF\xBC\x92 please",
	"call [PHONE] please"},
    {"phone in Indonesian words", SCRUB_ID_ID, false,
	"telp nol delapan satu dua tiga empat lima enam tujuh delapan ya",
	"telp [PHONE] ya"},
};

/* Names of two and three letters, which are in every other word. */
static const char short_roster[] =
    "{\"persons\": [{\"part\": \"nurse\", \"name\": \"Mei Li\"},"
    "{\"part\": \"surgeon\", \"name\": \"Rosa Kettering\","
    " \"also\": [\"Roz\"]},"
    "{\"part\": \"scrub\", \"name\": \"Jo Tanaka\"},"
    "{\"part\": \"physician\", \"name\": \"Amy Chung\"}]}";
static const struct {
	const char *why, *in, *out;
} short_rows[] = {
    {"two letters apart", "L i asleep", "[NURSE] asleep"},
    {"apart in small letters", "l i asleep", "[NURSE] asleep"},
    {"with a star", "ask l*i please", "ask [NURSE] please"},
    {"with a stop", "J.o is here", "[SCRUB] is here"},
    {"with a stroke", "who has J-o", "who has [SCRUB]"},
    {"spoken", "lima india is here", "[NURSE] is here"},
    {"spoken, of three letters", "romeo oscar zulu is here",
	"[SURGEON] is here"},
    {"three letters apart", "R o z is here", "[SURGEON] is here"},
    {"three letters with stars", "R*o*z is here", "[SURGEON] is here"},
    {"a digit for a letter", "R0z is here", "[SURGEON] is here"},
    {"an escape", "&#82;oz and L&#105;", "[SURGEON] and [NURSE]"},
    {"behind a number", "Give 5 l i think", "Give 5 l i think"},
    {"other letters", "Ports L r, l/r, i.v. 5 mg", NULL},
    {"a word that misspells a name", "chug asleep", "[PHYSICIAN] asleep"},
    {"behind a title", "Tell dr chug so", "Tell dr [PHYSICIAN] so"},
    {"before what persons are", "Ok chug scrubbed", "Ok [PHYSICIAN] scrubbed"},
    {"a word that is one", "A chug in the drain", NULL},
};

static void
test_short(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *c = kit_case(short_roster, 1);

	for (size_t i = 0; i < sizeof(short_rows) / sizeof(short_rows[0]); i++)
		check_text(kit_scrub(p, c, SCRUB_EN, NULL, short_rows[i].in),
		    short_rows[i].out ? short_rows[i].out : short_rows[i].in,
		    short_rows[i].why);
	scrub_case_free(c);
	scrub_policy_free(p);
}

static void
test_rows(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scrub_case *c =
		    kit_case(rows[i].known ? roster : NULL, 1);

		check_text(kit_scrub(p, c, rows[i].lang, NULL, rows[i].in),
		    rows[i].out, rows[i].why);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

/*
 * One identifier over two updates of an author, another author's between: what
 * the second would give away goes. out NULL: as it came.
 */
static const struct {
	const char *why, *first, *first_out, *second, *second_out;
	bool known;
} splits[] = {
    {"a name", "pt is Maria", "pt is [PATIENT]", "Gonzalez, 45",
	"[PATIENT], 45", true},
    {"the end of a phone number", "call 614 555", "call [PHONE]", "0172 please",
	"[PHONE] please", false},
    {"the roster's number", "checked 3071", NULL, "8846 right?", "[ID] right?",
	true},
    {"the end of it", "mrn is 3071", "mrn is [ID]", "8846 right?",
	"[ID] right?", true},
    {"a title and its name", "surgeon is now Dr", NULL, "Brown is scrubbing",
	"[NAME 1] is scrubbing", false},
    {"the middle of a name", "the surgeon, Lind", "the surgeon, [NAME 1]",
	"sey, is scrubbing", "[NAME 2], is scrubbing", true},
    {"a name broken off", "pt is fat...", NULL, "ima, ready",
	"[RELATIVE], ready", true},
    {"a room broken off", "moving to OR...", NULL, "6 now", NULL, true},
    {"values are two values", "BP now 120", NULL, "80 over 40 on the left",
	NULL, false},
    {"a volume is no number", "mrn is 30718846", "mrn is [ID]", "1000 ml in",
	NULL, true},
    {"an update by itself", "clip on, bleeding 50", NULL, "12 mm port out",
	NULL, false},
};

static void
test_splits(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (size_t i = 0; i < sizeof(splits) / sizeof(splits[0]); i++) {
		struct scrub_case *c =
		    kit_case(splits[i].known ? roster : NULL, 1);
		const char *first = splits[i].first;
		const char *second = splits[i].second;
		const char *first_out = splits[i].first_out;
		const char *second_out = splits[i].second_out;

		check_text(kit_scrub(p, c, SCRUB_EN, "ann", first),
		    first_out ? first_out : first, splits[i].why);
		check_text(kit_scrub(p, c, SCRUB_EN, "bob", "clip on"),
		    "clip on", splits[i].why);
		check_text(kit_scrub(p, c, SCRUB_EN, "ann", second),
		    second_out ? second_out : second, splits[i].why);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

int
main(void)
{
	test_rows();
	test_short();
	test_splits();
	return check_done();
}
