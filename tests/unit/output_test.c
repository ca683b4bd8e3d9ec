/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <stdlib.h>

#include "check.h"

/* ---- columns ---- */

static const struct {
	const char *why, *text;
	unsigned columns;
} widths[] = {
    {"plain letters", "clip on", 7},
    {"an accent of its own takes no column", "e\xCC\x81t\xC3\xA9", 3},
    {"wide characters take two", "\xE6\x89\x8B\xE6\x9C\xAF", 4},
    {"a broken byte is one sign",
	"a\xFF"
	"b",
	3},
    {"an escape is shown as one sign", "\033[2J", 4},
};

static void
test_columns(void)
{
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		check_number(
		    output_columns(widths[i].text, strlen(widths[i].text)),
		    widths[i].columns, widths[i].why);
}

/* ---- wrapping ---- */

#define U_FFFD "\xEF\xBF\xBD"

static const struct {
	const char *why;
	unsigned width, at, indent;
	bool colour;
	const char *in, *out;
} wraps[] = {
    {"a line that fits stays", 40, 0, 0, false, "drain out", "drain out\n"},
    {"nothing is a line too", 40, 4, 4, false, "", "\n"},
    {"it breaks between words, under itself", 24, 10, 10, false,
	"gallbladder in the bag", "gallbladder in\n          the bag\n"},
    {"the last column is used", 24, 10, 10, false, "12345678901234 x",
	"12345678901234\n          x\n"},
    {"a tag is not torn apart", 24, 10, 10, false, "clip by [NAME 1] now",
	"clip by\n          [NAME 1] now\n"},
    {"a word that fits nowhere is cut", 24, 20, 20, false, "haemostasis",
	"haem\n                    osta\n                    sis\n"},
    {"two spaces are one break", 40, 0, 0, false, "a  b", "a b\n"},
    {"an escape cannot command the terminal", 40, 0, 0, false, "x\033[2Jy\a",
	"x" U_FFFD "[2Jy" U_FFFD "\n"},
    {"C1 controls neither", 40, 0, 0, false,
	"x\xC2\x9B"
	"2Jy",
	"x" U_FFFD "2Jy\n"},
    {"text cannot be turned around", 40, 0, 0, false,
	"a\xE2\x80\xAE"
	"b",
	"a" U_FFFD "b\n"},
    {"a line break does not leave the column", 40, 0, 0, false, "a\nb",
	"a b\n"},
    {"wide characters count two", 24, 20, 20, false,
	"\xE6\x89\x8B\xE6\x9C\xAF\xE5\xAE\xA4",
	"\xE6\x89\x8B\xE6\x9C\xAF\n                    \xE5\xAE\xA4\n"},
    {"a tag stands out", 40, 0, 0, true, "by [NAME 1], ok",
	"by \033[36m[NAME 1]\033[0m, ok\n"},
    {"other brackets do not", 40, 0, 0, true, "[clip] [A] [3]",
	"[clip] [A] [3]\n"},
    {"a part of the roster does", 40, 0, 0, true, "[ANAESTHETIST 1]",
	"\033[36m[ANAESTHETIST 1]\033[0m\n"},
};

static void
test_wrapped(void)
{
	for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
		char *text = NULL;
		size_t len = 0;
		struct output o = {
		    .file = open_memstream(&text, &len),
		    .colour = wraps[i].colour,
		    .width = wraps[i].width,
		};

		if (!check(o.file, "memory"))
			return;
		output_wrapped(&o, LOOK_PLAIN, wraps[i].in, strlen(wraps[i].in),
		    wraps[i].at, wraps[i].indent);
		fclose(o.file);
		check_text(text, wraps[i].out, wraps[i].why);
		free(text);
	}
}

/* What others wrote stands in lines that are printed by a format, too. */
static void
test_look(void)
{
	char name[4001], *text = NULL;
	size_t len = 0;
	struct output o = {.file = open_memstream(&text, &len)};

	if (!check(o.file, "memory"))
		return;
	output_look(&o, LOOK_BOLD, "%-8s|%s\n", "a\xE2\x80\xAE"
						"b",
	    "c\xC2\x9B"
	    "d\033e");
	fclose(o.file);
	check_text(text, "a" U_FFFD "b   |c" U_FFFD "d" U_FFFD "e\n",
	    "a name commands no terminal");
	free(text);

	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	o.file = open_memstream(&text, &len);
	if (!check(o.file, "memory"))
		return;
	output_look(&o, LOOK_PLAIN, "%s|", name);
	fclose(o.file);
	check_number(len, sizeof name, "a long one is whole");
	free(text);
}

/* ---- JSON ---- */

static const struct {
	const char *why, *in, *out;
} strings[] = {
    {"plain", "clip", "\"clip\""},
    {"quotes and backslashes", "a\"b\\c", "\"a\\\"b\\\\c\""},
    {"controls", "a\nb\tc\001\x7F", "\"a\\nb\\tc\\u0001\\u007f\""},
    {"UTF-8 stays", "\xC3\xA9", "\"\xC3\xA9\""},
};

static void
test_json(void)
{
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		char *text = NULL;
		size_t len = 0;
		FILE *f = open_memstream(&text, &len);

		if (!check(f, "memory"))
			return;
		output_json_text(f, strings[i].in, strlen(strings[i].in));
		fclose(f);
		check_text(text, strings[i].out, strings[i].why);
		free(text);
	}
}

/* ---- languages, UTF-8, the terminal ---- */

static void
test_langs(void)
{
	enum output_lang lang = OUTPUT_EN;

	check(output_lang_from_name("id_ID.UTF-8", &lang) && lang == OUTPUT_ID,
	    "an Indonesian locale");
	check(
	    output_lang_from_name("en", &lang) && lang == OUTPUT_EN, "English");
	check(!output_lang_from_name("idx", &lang), "no language of ours");
	setenv("LC_ALL", "", 1);
	setenv("LC_MESSAGES", "id_ID", 1);
	setenv("LANG", "en_GB", 1);
	check_number(
	    output_lang_default(), OUTPUT_ID, "LC_MESSAGES goes before LANG");
	setenv("LC_ALL", "de_DE", 1);
	check_number(output_lang_default(), OUTPUT_EN,
	    "what we do not speak is English");
}

static void
test_utf8(void)
{
	check(output_utf8_ok("clip \xC3\xA9", 7), "good");
	check(!output_utf8_ok("\xC0\xAF", 2), "overlong");
	check(!output_utf8_ok("\xED\xA0\x80", 3), "surrogate");
	check(!output_utf8_ok("a\0b", 3), "U+0000");
	check(!output_utf8_ok("\xE2\x82", 2), "cut off");
}

static void
test_init(void)
{
	struct output o;
	FILE *f = tmpfile();

	if (!check(f, "a file"))
		return;
	setenv("TERM", "xterm-256color", 1);
	unsetenv("NO_COLOR");
	setenv("COLUMNS", "100", 1);
	output_init(&o, f);
	check(!o.colour, "no colours in a file");
	check_number(o.width, 100, "COLUMNS is respected");
	setenv("COLUMNS", "7", 1);
	output_init(&o, f);
	check(o.width >= 24, "too narrow to lay out");
	setenv("COLUMNS", "wide", 1);
	output_init(&o, f);
	check_number(o.width, 80, "nonsense is 80");
	fclose(f);
}

int
main(void)
{
	test_columns();
	test_wrapped();
	test_look();
	test_json();
	test_langs();
	test_utf8();
	test_init();
	return check_done();
}
