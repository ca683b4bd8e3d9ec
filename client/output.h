/* SPDX-License-Identifier: MIT */
#ifndef SR_OUTPUT_H
#define SR_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Lines for people: colours where a terminal shows them, text wrapped with a
 * hanging indent, and nothing that would command the terminal. JSON strings
 * for programs.
 */

enum output_look {
	LOOK_PLAIN,
	LOOK_DIM,
	LOOK_BOLD,
	LOOK_HEADING,
	LOOK_MILESTONE,
	LOOK_TAG, /* what stands for an identifier */
	LOOK_STAFF,
	LOOK_ANAESTHESIA,
	LOOK_NURSING,
	LOOK_GUEST,
	LOOK_WARN,
	LOOK_GOOD,
	LOOKS
};

enum output_lang { OUTPUT_EN, OUTPUT_ID, OUTPUT_LANGS };

struct output {
	FILE *file;
	bool colour;
	unsigned width; /* columns */
};

/* Colours when file is a terminal, NO_COLOR is not set and TERM is not
 * "dumb"; the terminal's width, or $COLUMNS, or 80. */
void output_init(struct output *o, FILE *file);

/* Columns that the text takes (East Asian wide: 2, combining: 0). */
unsigned output_columns(const char *text, size_t len);

/* printf in a look; control characters as below, line ends aside. */
void output_look(const struct output *o, enum output_look look,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Likewise without a look, on standard output. */
void output_print(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Text from column `at` on, broken between words so that no line is longer
 * than the width, later lines indented by `indent`; ends with a newline.
 * [NAME 1] and the like are never broken and stand out; control characters,
 * also those that turn the direction of text, are shown as U+FFFD.
 */
void output_wrapped(const struct output *o, enum output_look look,
    const char *text, size_t len, unsigned at, unsigned indent);

/* "─── heading ───────" over the width. */
void output_heading(const struct output *o, const char *text);

/* A string of JSON with its quotes. */
void output_json_text(FILE *file, const char *text, size_t len);

/* What went wrong, on standard error, with the program's name. */
void output_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What is going on, on standard error; dim. */
void output_status(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
/* What to do next; for people only: nothing when nobody sits there. */
void output_hint(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "en", "id", and locales such as "id_ID.UTF-8". */
bool output_lang_from_name(const char *name, enum output_lang *lang);
/* From LC_ALL, LC_MESSAGES, LANG; English when they say nothing we know. */
enum output_lang output_lang_default(void);
/* "en" or "id". */
const char *output_lang_name(enum output_lang lang);

/* The text without case and accents, to be freed: what people search by. NULL
 * without memory, or when it is not UTF-8. */
char *output_fold(const char *text, size_t len);

/* True when all bytes are well-formed UTF-8 without U+0000. */
bool output_utf8_ok(const char *text, size_t len);

#endif
