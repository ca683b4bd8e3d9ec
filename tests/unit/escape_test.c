/* SPDX-License-Identifier: MIT */
/* Characters that a program wrote with signs: read as what they mean, and
 * nothing that a clinic writes is taken for one. */
#include "escape.h"

#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "text.h"

static struct text text;

static const struct {
	const char *why, *in, *norm;
} rows[] = {
    {"a letter by its name", "Ren&eacute;e O&rsquo;Brien", "Renee O'Brien"},
    {"accents of all kinds",
	"&Aring;sa &Lstrok;ukasz &Ccedil;elik D&aacute;vid Nu&ntilde;ez "
	"S&oslash;ren K&ouml;nig",
	"Asa Lukasz Celik David Nunez Soren Konig"},
    {"two letters in one", "Wei&szlig; &aelig;on", "Weiss aeon"},
    {"by its number", "&#74;ohn &#233;tienne", "John etienne"},
    {"in hexadecimal digits", "J&#x6f;hn J&#X6F;hn", "John John"},
    {"a stroke above", "O&#39;Brien O&apos;Brien O&#x27;Brien",
	"O'Brien O'Brien O'Brien"},
    {"a stroke of Windows", "O&#146;Brien", "O'Brien"},
    {"escaped twice", "O&amp;#39;Brien Ren&amp;eacute;e", "O'Brien Renee"},
    {"a sign by its name", "BP &lt; 90 &amp; falling&nbsp;now",
	"BP < 90 & falling now"},
    {"an address", "jdoe&#64;x&period;org", "jdoe@x.org"},
    {"hidden", "Gon&shy;zalez Gon&#8203;zalez", "Gonzalez Gonzalez"},
    {"another script's letter", "M&#x430;ri&#x430;", "Maria"},
    {"a language's escape", "\\u004aohn \\u004Aohn \\x4aohn \\u{4a}ohn",
	"John John John John"},
    {"two halves of one", "\\ud835\\udc09o", "Jo"},
    {"of an address", "Jo%68n %4A%6F%68%6E Ren%C3%A9e Joh%6E",
	"John John Renee John"},

    {"research and development", "R&D, BP&HR; AT&T, Q&A;", NULL},
    {"no name of a character", "&foo; &; &# &#; &#x; &#xg; &e; & acute;", NULL},
    {"no character", "&#0; &#xD800; &#x110000; &#99999999; \\u0001 \\ud800",
	NULL},
    {"cut short", "&#74 &eacute \\u00 \\x4 %4", NULL},
    {"per cent", "sats 98%, FiO2 40%50, 5%20 glucose, 100%, 98%4A", NULL},
    {"values behind a word", "ef%45, hct%34 now, Hb%20", NULL},
    {"a path", "C:\\users\\new \\xray \\unit", NULL},
    {"an address's blank", "https://a.org/x%20y", NULL},
};

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *in = rows[i].in;
		const char *want = rows[i].norm ? rows[i].norm : in;

		check_number(
		    text_read(&text, (struct raw_text){in, strlen(in)}),
		    SCRUB_OK, rows[i].why);
		check_text(text.norm, want, rows[i].why);
	}
}

/* A range covers the whole escape. */
static void
test_map(void)
{
	static const char in[] = "for J&#x6f;hn&#39;s %4A%6F.";
	uint32_t begin, end;

	check_number(text_read(&text, (struct raw_text){in, strlen(in)}),
	    SCRUB_OK, "a text with escapes");
	check_text(text.norm, "for John's Jo.", "as it is meant");
	text_raw_range(&text, 4, 8, &begin, &end);
	check_number(begin, 4, "from its first letter");
	check_number(end, 13, "to its last");
	text_raw_range(&text, 5, 6, &begin, &end);
	check_number(begin, 5, "one letter of it");
	check_number(end, 11, "is all that writes it");
	text_raw_range(&text, 11, 13, &begin, &end);
	check_number(begin, 20, "an escape at the beginning");
	check_number(end, 26, "and at the end");
}

/* 64 KiB of what nearly is one: time grows with length only. */
static void
test_linear(void)
{
	static const char *const pieces[] = {"&", "&#", "&#x", "&amp;", "&amp",
	    "&eacute", "&#74;", "%", "%4", "%41", "%C3", "\\", "\\u", "\\u{",
	    "\\ud835", "&&&#x&#", "a%4a"};
	static char big[SCRUB_TEXT_MAX];

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		const size_t unit = strlen(pieces[i]);
		size_t len = 0;
		clock_t begin = clock();

		for (; len + unit <= sizeof(big); len += unit)
			memcpy(big + len, pieces[i], unit);
		check_number(text_read(&text, (struct raw_text){big, len}),
		    SCRUB_OK, pieces[i]);
		check(clock() - begin < CLOCKS_PER_SEC / 2, pieces[i]);
	}
}

/* Any bytes behind a sign: never more than there are, always a character. */
static void
test_any(void)
{
	static const char signs[] = "&#x;%\\uU{}0aF9mpac";
	uint64_t state = 20261122;
	char in[24];

	printf("seed %llu\n", (unsigned long long)state);
	for (unsigned n = 0; n < 200000; n++) {
		unsigned len;
		uint32_t cp = 0;

		for (size_t i = 0; i < sizeof(in); i++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			in[i] = signs[state % (sizeof(signs) - 1)];
		}
		if (!escape_sign(in[0]))
			continue;
		len = 1 + (unsigned)(state >> 40) % sizeof(in);
		if (escape_read(in, len, (enum escape_before)(n % 4), &cp) >
			len ||
		    cp >= 0x110000)
			check(false, "no more than there is");
	}
	check(true, "any bytes");
}

int
main(void)
{
	text_init(&text);
	test_rows();
	test_map();
	test_linear();
	test_any();
	text_wipe(&text);
	return check_done();
}
