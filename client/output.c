/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include "args.h"
#include "proto/catalogue.h"

#define WIDTH_DEFAULT 80u
#define WIDTH_LEAST 24u /* narrower than this no layout helps */
#define WIDTH_MOST 120u /* longer lines are hard to read */
#define TAG_MAX 40u     /* bytes of "[PERFUSIONIST 12]" with room */
#define SAY_MAX 2048u   /* bytes of one line about what goes on */

static const char *const looks[LOOKS] = {
    [LOOK_PLAIN] = "",
    [LOOK_DIM] = "2",
    [LOOK_BOLD] = "1",
    [LOOK_HEADING] = "1;36",
    [LOOK_MILESTONE] = "1;32",
    [LOOK_TAG] = "36",
    [LOOK_STAFF] = "1;34",
    [LOOK_ANAESTHESIA] = "1;35",
    [LOOK_NURSING] = "32",
    [LOOK_GUEST] = "33",
    [LOOK_WARN] = "1;33",
    [LOOK_GOOD] = "32",
};

static unsigned
width_of(FILE *file)
{
	const char *columns = getenv("COLUMNS");
	struct winsize w = {0};
	uint64_t n = 0;

	if (ioctl(fileno(file), TIOCGWINSZ, &w) == 0 && w.ws_col)
		n = w.ws_col;
	else if (columns && !args_number(columns, &n))
		n = 0;
	if (!n)
		n = WIDTH_DEFAULT;
	if (n < WIDTH_LEAST)
		n = WIDTH_LEAST;
	return n > WIDTH_MOST ? WIDTH_MOST : (unsigned)n;
}

void
output_init(struct output *o, FILE *file)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	o->file = file;
	o->colour = isatty(fileno(file)) && !(no && *no) && term &&
		    strcmp(term, "dumb") != 0;
	o->width = width_of(file);
}

/* One code point; what is not UTF-8 is one byte of U+FFFD. */
static size_t
next(const char *text, size_t len, utf8proc_int32_t *c)
{
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text,
	    len > 4 ? 4 : (utf8proc_ssize_t)len, c);

	if (n > 0)
		return (size_t)n;
	*c = 0xFFFD;
	return 1;
}

/* What could command a terminal or turn the order of what is read. */
static bool
unsafe(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
	       (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xFFFD;
}

static unsigned
columns_of(utf8proc_int32_t c)
{
	int n = unsafe(c) ? 1 : utf8proc_charwidth(c);

	return n > 0 ? (unsigned)n : 0;
}

unsigned
output_columns(const char *text, size_t len)
{
	unsigned columns = 0;
	utf8proc_int32_t c;

	for (size_t i = 0; i < len;) {
		i += next(text + i, len - i, &c);
		columns += columns_of(c);
	}
	return columns;
}

bool
output_utf8_ok(const char *text, size_t len)
{
	utf8proc_int32_t c;

	for (size_t i = 0; i < len;) {
		utf8proc_ssize_t n =
		    utf8proc_iterate((const utf8proc_uint8_t *)text + i,
			(utf8proc_ssize_t)(len - i), &c);

		if (n <= 0 || c == 0)
			return false;
		i += (size_t)n;
	}
	return true;
}

static void
begin(const struct output *o, enum output_look look)
{
	if (o->colour && *looks[look])
		fprintf(o->file, "\033[%sm", looks[look]);
}

static void
end(const struct output *o, enum output_look look)
{
	if (o->colour && *looks[look])
		fputs("\033[0m", o->file);
}

static void
put_safe(FILE *file, const char *text, size_t len)
{
	utf8proc_int32_t c;

	for (size_t i = 0; i < len;) {
		size_t n = next(text + i, len - i, &c);

		if (unsafe(c) && c != '\n')
			fputs("\xEF\xBF\xBD", file);
		else
			fwrite(text + i, 1, n, file);
		i += n;
	}
}

/* What others wrote can be among it. */
__attribute__((format(printf, 2, 0))) static void
put_format(FILE *file, const char *format, va_list list)
{
	char line[SAY_MAX], *text = line;
	va_list again;
	int len;

	va_copy(again, list);
	len = vsnprintf(line, sizeof line, format, list);
	if (len >= (int)sizeof line) {
		text = malloc((size_t)len + 1);
		if (text)
			vsnprintf(text, (size_t)len + 1, format, again);
	}
	va_end(again);
	if (text && len > 0)
		put_safe(file, text, (size_t)len);
	if (text != line)
		free(text);
}

void
output_look(
    const struct output *o, enum output_look look, const char *format, ...)
{
	va_list list;

	begin(o, look);
	va_start(list, format);
	put_format(o->file, say(format), list);
	va_end(list);
	end(o, look);
}

void
output_print(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	put_format(stdout, say(format), list);
	va_end(list);
}

/* Bytes of "[NAME 1]" at text, or 0: a label or a part in capitals, then
 * perhaps a number. */
static size_t
tag_at(const char *text, size_t len)
{
	size_t i = 1, letters;

	if (!len || *text != '[')
		return 0;
	while (i < len && i < TAG_MAX && text[i] >= 'A' && text[i] <= 'Z')
		i++;
	letters = i - 1;
	if (i < len && text[i] == ' ')
		for (i++; i < len && i < TAG_MAX && text[i] >= '0' &&
			  text[i] <= '9';)
			i++;
	return letters >= 2 && i < len && text[i] == ']' ? i + 1 : 0;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Bytes up to the next space; a tag's own space does not count. */
static size_t
word_at(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && !blank(text[i])) {
		size_t tag = tag_at(text + i, len - i);

		i += tag ? tag : 1;
	}
	return i;
}

static void
put_word(
    const struct output *o, enum output_look look, const char *text, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len;) {
		size_t tag = tag_at(text + i, len - i);

		if (!tag) {
			i++;
			continue;
		}
		put_safe(o->file, text + from, i - from);
		end(o, look);
		begin(o, LOOK_TAG);
		put_safe(o->file, text + i, tag);
		end(o, LOOK_TAG);
		begin(o, look);
		i += tag;
		from = i;
	}
	put_safe(o->file, text + from, len - from);
}

/* Bytes of the word that fit in so many columns; at least one character. */
static size_t
fitting(const char *text, size_t len, unsigned columns)
{
	unsigned used = 0;
	utf8proc_int32_t c;
	size_t i = 0;

	while (i < len) {
		size_t n = next(text + i, len - i, &c);

		used += columns_of(c);
		if (i && used > columns)
			break;
		i += n;
	}
	return i;
}

static void
new_line(const struct output *o, enum output_look look, unsigned indent)
{
	end(o, look);
	fprintf(o->file, "\n%*s", (int)indent, "");
	begin(o, look);
}

void
output_wrapped(const struct output *o, enum output_look look, const char *text,
    size_t len, unsigned at, unsigned indent)
{
	unsigned column = at;
	bool fresh = true;

	begin(o, look);
	for (size_t i = 0; i < len;) {
		size_t n = word_at(text + i, len - i);
		unsigned wide = output_columns(text + i, n);

		if (n == 0) {
			i++;
			continue;
		}
		if (!fresh && column + 1 + wide > o->width) {
			new_line(o, look, indent);
			column = indent;
			fresh = true;
		}
		if (!fresh) {
			fputc(' ', o->file);
			column++;
		}
		if (column + wide > o->width) {
			n = fitting(text + i, n, o->width - column);
			wide = output_columns(text + i, n);
			put_word(o, look, text + i, n);
			i += n;
			if (i < len && !blank(text[i])) {
				new_line(o, look, indent);
				column = indent;
				fresh = true;
				continue;
			}
		} else {
			put_word(o, look, text + i, n);
			i += n;
		}
		column += wide;
		fresh = false;
	}
	end(o, look);
	fputc('\n', o->file);
}

void
output_heading(const struct output *o, const char *text)
{
	unsigned used = output_columns(text, strlen(text)) + 5;

	begin(o, LOOK_HEADING);
	fprintf(o->file, "\n─── %s ", text);
	for (; used < o->width; used++)
		fputs("─", o->file);
	end(o, LOOK_HEADING);
	fputc('\n', o->file);
}

void
output_json_text(FILE *file, const char *text, size_t len)
{
	size_t from = 0;

	putc('"', file);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
			continue;
		fwrite(text + from, 1, i - from, file);
		from = i + 1;
		if (c == '"' || c == '\\')
			fprintf(file, "\\%c", c);
		else if (c == '\n')
			fputs("\\n", file);
		else if (c == '\t')
			fputs("\\t", file);
		else
			fprintf(file, "\\u%04x", c);
	}
	fwrite(text + from, 1, len - from, file);
	putc('"', file);
}

/* A line on standard error: wrapped for who sits there, one line for a
 * program; what the relay said in it cannot command the terminal. */
__attribute__((format(printf, 3, 0))) static void
say_line(
    enum output_look look, const char *before, const char *format, va_list list)
{
	unsigned used = output_columns(before, strlen(before));
	char text[SAY_MAX];
	struct output o;

	fflush(stdout);
	output_init(&o, stderr);
	if (!isatty(STDERR_FILENO))
		o.width = SAY_MAX + used;
	vsnprintf(text, sizeof text, say(format), list);
	output_look(&o, look, "%s", before);
	output_wrapped(&o, look, text, strlen(text), used, 2);
}

void
output_fail(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say_line(LOOK_PLAIN, "scrubrelay: ", format, list);
	va_end(list);
}

void
output_status(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say_line(LOOK_DIM, "· ", format, list);
	va_end(list);
}

void
output_hint(const char *format, ...)
{
	va_list list;

	if (!isatty(STDERR_FILENO))
		return;
	va_start(list, format);
	say_line(LOOK_DIM, "· ", format, list);
	va_end(list);
}

static const char *const lang_names[OUTPUT_LANGS] = {"en", "id"};

const char *
output_lang_name(enum output_lang lang)
{
	return lang_names[lang];
}

bool
output_lang_from_name(const char *name, enum output_lang *lang)
{
	for (int i = 0; i < OUTPUT_LANGS; i++) {
		if (strncmp(name, lang_names[i], 2) == 0 &&
		    (!name[2] || strchr("-_.@", name[2]))) {
			*lang = (enum output_lang)i;
			return true;
		}
	}
	return false;
}

enum output_lang
output_lang_default(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	enum output_lang lang = OUTPUT_EN;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value) {
			if (!output_lang_from_name(value, &lang))
				lang = OUTPUT_EN;
			break;
		}
	}
	return lang;
}

char *
output_fold(const char *text, size_t len)
{
	utf8proc_uint8_t *folded = NULL;

	if (utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len,
		&folded,
		UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
		    UTF8PROC_STRIPMARK) < 0)
		return NULL;
	return (char *)folded;
}
