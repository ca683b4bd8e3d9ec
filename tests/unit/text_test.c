/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdlib.h>
#include <time.h>

#include "check.h"

static struct text text;

static enum scrub_err
read_text(const char *s)
{
	return text_read(&text, (struct raw_text){ s, strlen(s) });
}

static void
test_norm(void)
{
	static const struct {
		const char *why, *in, *norm, *fold; /* norm NULL: refused */
	} cases[] = {
		{ "plain text is itself", "BP 120/80, Dr. Hall", "BP 120/80, Dr. Hall", "bp 120/80, dr. hall" },
		{ "nothing is nothing", "", "", "" },
		{ "an accent hides no name", "Jos\xC3\xA9 N\xC3\xBA\xC3\xB1" "ez", "Jose Nunez", "jose nunez" },
		{ "nor does a combining one", "Jose\xCC\x81", "Jose", "jose" },
		{ "nor a zero-width space", "Wil\xE2\x80\x8Bson", "Wilson", "wilson" },
		{ "nor a soft hyphen", "Wil\xC2\xADson", "Wilson", "wilson" },
		{ "nor a text direction", "\xE2\x80\xAEWilson", "Wilson", "wilson" },
		{ "nor a control", "Wil\x08son", "Wilson", "wilson" },
		{ "letters without a decomposition", "S\xC3\xB8ren \xC5\x81ukasz Wei\xC3\x9F", "Soren Lukasz Weiss", "soren lukasz weiss" },
		{ "full-width letters and digits", "\xEF\xBC\xA1\xEF\xBD\x82 \xEF\xBC\x90\xEF\xBC\x91", "Ab 01", "ab 01" },
		{ "Arabic-Indic digits", "\xD9\xA0\xD9\xA1\xD9\xA2", "012", "012" },
		{ "mathematical letters", "\xF0\x9D\x90\x89\xF0\x9D\x90\xA8", "Jo", "jo" },
		{ "white on black", "\xF0\x9F\x85\xB0\xF0\x9F\x85\xB1", "AB", "ab" },
		{ "small capitals", "\xE1\xB4\x8A\xE1\xB4\x8F", "jo", "jo" },
		{ "a ligature", "o\xEF\xAC\x81" "ce", "ofice", "ofice" },
		{ "Cyrillic among Latin", "M\xD0\xB0ri\xD0\xB0", "Maria", "maria" },
		{ "a word of look-alikes only", "\xD0\xA1\xD0\xB0\xD1\x80", "Cap", "cap" },
		{ "Cyrillic stays Cyrillic", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD" },
		{ "a Greek letter is a sign", "\xCE\xB2-blocker, TNF \xCE\xB1", "\xCE\xB2-blocker, TNF \xCE\xB1", "\xCE\xB2-blocker, tnf \xCE\xB1" },
		{ "micro", "50 \xC2\xB5g", "50 ug", "50 ug" },
		{ "degrees", "37\xC2\xB0" "C, 30\xC2\xBA", "37\xC2\xB0" "C, 30\xC2\xB0", "37\xC2\xB0" "c, 30\xC2\xB0" },
		{ "quotes and dashes", "Calot\xE2\x80\x99s \xE2\x80\x9Cit\xE2\x80\x9D 5\xE2\x80\x93" "6", "Calot's \"it\" 5-6", "calot's \"it\" 5-6" },
		{ "spaces are space", "a\xC2\xA0" "b\xE2\x80\x89" "c\td", "a b c d", "a b c d" },
		{ "line ends stay", "a\nb\r\nc", "a\nb \nc", "a\nb \nc" },
		{ "a line begins with its first word", "a:\n- b\n14:20 c\n2) d", "a:\n b\n c\n d", "a:\n b\n c\n d" },
		{ "a procedure's own clock", "T+00:12:31 a", " a", " a" },
		{ "which is no telephone", "T+6145550172 a", "T+6145550172 a", "t+6145550172 a" },
		{ "an hour with its word", "pkl. 14.20 - a", " a", " a" },
		{ "and with its letter", "1420h: a", " a", " a" },
		{ "four digits may be anything", "1420 a", "1420 a", "1420 a" },
		{ "so may a number with a point", "14.20 a", "14.20 a", "14.20 a" },
		{ "initials are no half of a day", "14:20 am a", " am a", " am a" },
		{ "an item", "(3) a", " a", " a" },
		{ "an age is no item", "90. a", "90. a", "90. a" },
		{ "what a message is", "*Update:* a", " a", " a" },
		{ "and nothing else", "Update:", "Update:", "update:" },
		{ "bold is no sign", "is *Ab* in", "is Ab in", "is ab in" },
		{ "nor are italics in it", "is *_Ab_*, in", "is Ab , in", "is ab , in" },
		{ "nor what is struck out, nor code", "~a~ ```b```.", " a b .", " a b ." },
		{ "a mask is one", "***-**-7821 *", "***-**-7821 *", "***-**-7821 *" },
		{ "a product is one", "5*3 * 2_4 ~5 `a", "5*3 * 2_4 ~5 `a", "5*3 * 2_4 ~5 `a" },
		{ "nothing spans lines", "*a\nb*", "*a\nb*", "*a\nb*" },
		{ "one and a half is no eleven", "1\xC2\xBD L", "1 1/2 L", "1 1/2 l" },
		{ "a trade mark is no letter", "Vicryl\xE2\x84\xA2", "Vicryl ", "vicryl " },
		{ "Hangul stays whole", "\xEA\xB9\x80", "\xEA\xB9\x80", "\xEA\xB9\x80" },
		{ "overlong", "\xC0\xAF", NULL, NULL },
		{ "overlong in three bytes", "\xE0\x80\xAF", NULL, NULL },
		{ "surrogate", "\xED\xA0\x80", NULL, NULL },
		{ "beyond Unicode", "\xF4\x90\x80\x80", NULL, NULL },
		{ "cut short", "abc\xE2\x80", NULL, NULL },
		{ "Latin-1", "Jos\xE9 N", NULL, NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum scrub_err err = read_text(cases[i].in);

		check_number(err, cases[i].norm ? SCRUB_OK : SCRUB_EUTF8,
		    cases[i].why);
		if (!cases[i].norm || err != SCRUB_OK)
			continue;
		check_text(text.norm, cases[i].norm, cases[i].why);
		check_text(text.fold, cases[i].fold, cases[i].why);
		check_number(text.norm_len, strlen(text.norm), cases[i].why);
		check_number(text.map[text.norm_len], strlen(cases[i].in),
		    "the map ends where the text does");
	}
	check_number(text_read(&text, (struct raw_text){ "a\0b", 3 }),
	    SCRUB_EUTF8, "U+0000 is refused");
}

static void
test_raw_range(void)
{
	static const struct {
		const char *why, *in;
		uint32_t begin, end, raw_begin, raw_end;
	} cases[] = {
		{ "plain", "Dr Hall in", 3, 7, 3, 7 },
		{ "marks belong to their letter", "Jose\xCC\x81 in", 0, 4, 0, 6 },
		{ "half a ligature is the whole", "o\xEF\xAC\x81x", 1, 2, 1, 4 },
		{ "to the end", "Wei\xC3\x9F", 0, 5, 0, 5 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t begin = 0, end = 0;

		if (read_text(cases[i].in) != SCRUB_OK)
			check(false, cases[i].why);
		text_raw_range(&text, cases[i].begin, cases[i].end, &begin, &end);
		check_number(begin, cases[i].raw_begin, cases[i].why);
		check_number(end, cases[i].raw_end, cases[i].why);
	}
}

/* One letter a token: W word, N number, M mixed, P punctuation, O other. */
static void
test_tokens(void)
{
	static const struct {
		const char *why, *in, *kinds, *cases, *starts;
	} cases[] = {
		{ "words and numbers", "Dr Hall at 08:42", "WWWNPN", "TTl...", "1" },
		{ "possessives split off", "Calot's", "WPW", "T.l", "1" },
		{ "runs of both", "L4-L5 3-0 14Fr", "MPMNPNM", "U.U...T", "1" },
		{ "case", "MRI McCoy j Q", "WWWW", "UMlU", "1" },
		{ "another script", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD in", "OW", "Tl", "1" },
		{ "emoji are single", "ok \xF0\x9F\x99\x82\xF0\x9F\x99\x82", "WPP", "l..", "1" },
		{ "lines, one end between two", "\na\n \n b\n", "WPW", "l.l", "1 1" },
		{ "sentences", "Done. Next: go\nYes 2.5 L", "WPWPWPWNPNW", "T.T.l.T...U", "1 1 1 1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char kinds[64] = "", letter[64] = "", starts[64] = "";

		if (read_text(cases[i].in) != SCRUB_OK)
			check(false, cases[i].why);
		for (size_t k = 0; k < text.token_count && k < 63; k++) {
			kinds[k] = "WNMPO"[text.token[k].kind];
			letter[k] = ".lTUM"[text.token[k].letter_case];
			starts[k] = text.token[k].sentence_start ? '1' : ' ';
		}
		for (size_t k = strlen(starts); k > 0 && starts[k - 1] == ' '; k--)
			starts[k - 1] = '\0';
		check_text(kinds, cases[i].kinds, cases[i].why);
		check_text(letter, cases[i].cases, cases[i].why);
		check_text(starts, cases[i].starts, cases[i].why);
	}
}

static void
test_caps(void)
{
	check(read_text("DR HALL IS IN") == SCRUB_OK && text.all_caps,
	    "shouting says nothing about names");
	check(read_text("dr hall is in") == SCRUB_OK && text.no_caps,
	    "nor does typing in haste");
	check(read_text("Dr Hall") == SCRUB_OK && !text.all_caps && !text.no_caps,
	    "ordinary case counts");
}

/* The worst of each kind at full length, in time that grows with length. */
static void
test_full_length(void)
{
	static const struct {
		const char *why, *unit;
	} cases[] = {
		{ "letters", "a" },
		{ "combining marks", "\xCC\x81" },
		{ "one letter of many tokens", "a." },
		{ "what unfolds most", "\xE3\x8B\x8E" },
		{ "look-alikes", "\xD0\xB0" },
		{ "look-alikes, one word each", "\xD0\xB0 b" },
		{ "zero width", "\xE2\x80\x8B" },
	};
	char *big = malloc(SCRUB_TEXT_MAX + 8);

	for (size_t i = 0; big && i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t unit = strlen(cases[i].unit), len = 0;
		clock_t begin = clock();

		while (len + unit <= SCRUB_TEXT_MAX) {
			memcpy(big + len, cases[i].unit, unit);
			len += unit;
		}
		check_number(text_read(&text, (struct raw_text){ big, len }),
		    SCRUB_OK, cases[i].why);
		check(clock() - begin < CLOCKS_PER_SEC / 2, cases[i].why);
	}
	if (big) {
		memset(big, 'a', SCRUB_TEXT_MAX + 1);
		check_number(text_read(&text,
				 (struct raw_text){ big, SCRUB_TEXT_MAX + 1 }),
		    SCRUB_ETOOLONG, "one byte too many");
	}
	free(big);
}

int
main(void)
{
	text_init(&text);
	test_norm();
	test_raw_range();
	test_tokens();
	test_caps();
	test_full_length();
	text_wipe(&text);
	return check_done();
}
