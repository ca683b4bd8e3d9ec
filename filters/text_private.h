/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TEXT_PRIVATE_H
#define SCRUB_TEXT_PRIVATE_H

#include "text.h"

/* The parts of text_read(), in their order. */

enum byte_class { B_PUNCT, B_LETTER, B_DIGIT, B_SPACE, B_HIGH };

extern const uint8_t text_classes[256];

static inline enum byte_class
text_class(char byte)
{
	return (enum byte_class)text_classes[(uint8_t)byte];
}

/* A byte in each of eight places; their high bits. */
#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))
#define HIGHS EACH(0x80)

/* Room for `need` bytes of norm, for one token more; false: no memory. */
bool text_grow_norm(struct text *t, size_t need);
bool text_grow_tokens(struct text *t);

/* raw to norm and map. *odd: there are letters that may only look Latin. */
enum scrub_err text_normalise(struct text *t, bool *odd);
/* Makes Latin what only looks it. */
void text_unmask(struct text *t);
/*
 * Takes from norm how it is written (text_tidy.c). A row of blanks, dots, dashes
 * or marks is one; of dots inside a message, a comma. What begins a line and
 * says nothing is not there, nor are the signs of *bold* and _italics_.
 */
void text_tidy(struct text *t);
/* Where a line's first word begins, behind clock times, bullets, emoji and
 * "Update:" ("14:20 - "). norm ends with a NUL. (text_lead.c) */
size_t text_lead(const struct text *t, size_t line);
/* ASCII of norm in small letters to fold; text_tokenise() does the others.
 * Padding is read and written as well. Is there nothing else? */
bool text_fold_ascii(struct text *t);

/* What is in the text so far, to decide at the end what its case says. */
struct text_letters {
	size_t upper, lower;
	size_t inside; /* upper ones that do not begin a sentence */
};

/* ascii: there is nothing else. */
enum scrub_err text_tokenise(
    struct text *t, bool ascii, struct text_letters *seen);

#endif
