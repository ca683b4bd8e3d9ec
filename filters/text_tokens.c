/* SPDX-License-Identifier: MIT */
/* From norm to fold and tokens. */
#include "text_private.h"

#include <string.h>

#include "hash.h"
#include "letter.h"

/* clang-format off */
#define P B_PUNCT
#define L B_LETTER
#define D B_DIGIT
#define S B_SPACE
#define H B_HIGH
const uint8_t text_classes[256] = {
	P,P,P,P,P,P,P,P,P,P,S,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,
	S,P,P,P,P,P,P,P,P,P,P,P,P,P,P,P,D,D,D,D,D,D,D,D,D,D,P,P,P,P,P,P,
	P,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,P,P,P,P,P,
	P,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L,P,P,P,P,P,
	H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
	H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
	H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
	H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
};
#undef P
#undef L
#undef D
#undef S
#undef H
/* clang-format on */

/* What each byte counts as in a run: letters of each case and digits, 16 bits
 * each; a byte that ends an ASCII run has COUNT_STOP. */
#define COUNT_LOWER ((uint64_t)1)
#define COUNT_UPPER ((uint64_t)1 << 20)
#define COUNT_DIGIT ((uint64_t)1 << 40)
#define COUNT_STOP ((uint64_t)1 << 63)
#define COUNT_MASK 0xFFFFFu

/* By class and, of a letter, its case. */
static uint64_t
count_of(char byte)
{
	static const uint64_t counts[] = {
	    [B_PUNCT] = COUNT_STOP,
	    [B_LETTER] = COUNT_LOWER,
	    [B_DIGIT] = COUNT_DIGIT,
	    [B_SPACE] = COUNT_STOP,
	    [B_HIGH] = COUNT_STOP,
	    [B_HIGH + B_LETTER] = COUNT_UPPER,
	};
	const enum byte_class class = text_class(byte);

	return counts[class + (class == B_LETTER && byte < 'a' ? B_HIGH : 0)];
}

/* Eight bytes of printable ASCII in small letters. */
static uint64_t
all_lower(uint64_t x)
{
	const uint64_t from_a = x + EACH(0x80 - 'A');
	const uint64_t over_z = x + EACH(0x80 - 'Z' - 1);

	return x | (from_a & ~over_z & HIGHS) >> 2;
}

static void
fold_high(struct text *t, size_t at, unsigned len, uint32_t cp)
{
	memcpy(t->fold + at, t->norm + at, len);
	utf8_write(letter_lower(cp), t->fold + at);
}

/* The next token, not counted yet; NULL: no room. */
static struct token *
new_token(struct text *t)
{
	if (t->token_count == t->token_room && !text_grow_tokens(t))
		return NULL;
	return &t->token[t->token_count];
}

static uint8_t
case_of(size_t upper, size_t lower, bool upper_first)
{
	if (upper + lower == 0)
		return CASE_NONE;
	if (upper == 0)
		return CASE_LOWER;
	if (lower == 0)
		return CASE_UPPER;
	return upper == 1 && upper_first ? CASE_TITLE : CASE_MIXED;
}

bool
text_fold_ascii(struct text *t)
{
	uint64_t x, all = 0;

	for (size_t at = 0; at < t->norm_len; at += 8) {
		memcpy(&x, t->norm + at, 8);
		all |= x;
		/* Bytes of other letters: one by one, theirs stay. */
		if (x & HIGHS) {
			for (size_t i = at; i < at + 8; i++) {
				const char c = t->norm[i];

				t->fold[i] =
				    c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
			}
			continue;
		}
		x = all_lower(x);
		memcpy(t->fold + at, &x, 8);
	}
	return (all & HIGHS) == 0;
}

/* How many of eight bytes have their high bit. */
static unsigned
count_high(uint64_t x)
{
	return (unsigned)((x >> 7) * EACH(1) >> 56);
}

/* Of eight bytes of ASCII, those that belong to the run that begins with the
 * first, by their high bits. */
struct eight {
	uint64_t letters, upper, digits;
	unsigned len;
};

static inline struct eight
eight_of(const char *at)
{
	uint64_t x, lower, ends;
	struct eight e;

	memcpy(&x, at, 8);
	lower = x | EACH(0x20);
	e.letters =
	    (lower + EACH(0x80 - 'a')) & ~(lower + EACH(0x7F - 'z')) & HIGHS;
	e.digits = (x + EACH(0x80 - '0')) & ~(x + EACH(0x7F - '9')) & HIGHS;
	ends = ~(e.letters | e.digits) & HIGHS;
	e.len = ends ? (unsigned)__builtin_ctzll(ends) / 8 : 8;
	if (ends) {
		/* What is below the first that ends it. */
		e.letters &= ends ^ (ends - 1);
		e.digits &= ends ^ (ends - 1);
	}
	e.upper = e.letters & ~(x << 2);
	return e;
}

/* As take_run(), of a text that is all ASCII. */
static void
take_ascii(
    const struct text *t, size_t at, struct text_letters *seen, struct token *w)
{
	unsigned upper = 0, letters = 0;
	bool upper_first = false, digits = false;
	struct eight e;

	do {
		e = eight_of(t->norm + at);
		if (letters == 0)
			upper_first = (e.upper & (0 - e.upper)) ==
					  (e.letters & (0 - e.letters)) &&
				      e.upper != 0;
		letters += count_high(e.letters);
		upper += count_high(e.upper);
		digits |= e.digits != 0;
		at += e.len;
	} while (e.len == 8);
	w->end = (uint32_t)at;
	w->kind = !digits ? TOKEN_WORD : letters ? TOKEN_MIXED : TOKEN_NUMBER;
	w->letter_case = case_of(upper, letters - upper, upper_first);
	w->hash = hash_word(t->fold + w->begin, w->end - w->begin);
	seen->upper += upper;
	seen->lower += letters - upper;
}

/* The token w: letters and digits run together, from `at`; folds those that are
 * no ASCII. */
static void
take_run(struct text *t, size_t at, struct text_letters *seen, struct token *w)
{
	size_t upper = 0, lower = 0, digits = 0;
	bool high = false, upper_first = false;

	for (;;) {
		const bool first = upper + lower == 0;
		uint64_t count, sum = 0;
		size_t letter = at;
		uint32_t cp;
		unsigned len;

		/* The NUL behind the text ends it too. */
		while (!((count = count_of(t->norm[at])) & COUNT_STOP)) {
			sum += count;
			at++;
		}
		while (letter < at && text_class(t->norm[letter]) == B_DIGIT)
			letter++;
		if (first && letter < at)
			upper_first = upper_first || t->norm[letter] < 'a';
		lower += sum & COUNT_MASK;
		upper += sum >> 20 & COUNT_MASK;
		digits += sum >> 40;
		if (text_class(t->norm[at]) != B_HIGH)
			break;
		len = utf8_read(t->norm + at, t->norm_len - at, &cp);
		if (len == 0 || !letter_is(cp))
			break;
		high = true;
		upper_first =
		    upper_first || (letter_upper(cp) && at == w->begin);
		upper += letter_upper(cp);
		lower += !letter_upper(cp);
		fold_high(t, at, len, cp);
		at += len;
	}
	w->end = (uint32_t)at;
	w->kind = high            ? TOKEN_OTHER
		  : digits == 0   ? TOKEN_WORD
		  : upper + lower ? TOKEN_MIXED
				  : TOKEN_NUMBER;
	w->letter_case = case_of(upper, lower, upper_first);
	w->hash = hash_word(t->fold + w->begin, w->end - w->begin);
	seen->upper += upper;
	seen->lower += lower;
}

/* One character that is no letter, digit or space. */
static void
take_punct(struct text *t, size_t at, struct token *w)
{
	uint32_t cp;
	unsigned len = 1;

	if ((uint8_t)t->norm[at] >= 0x80)
		len = utf8_read(t->norm + at, t->norm_len - at, &cp);
	w->end = (uint32_t)(at + len);
	w->kind = TOKEN_PUNCT;
	w->sign = t->norm[at];
}

/* "08:42" and "2.5" do not end a sentence; "Dr. Hall" does, callers know. */
static bool
ends_sentence(const struct text *t, size_t at)
{
	char c = t->norm[at];

	if (c == '!' || c == '?')
		return true;
	if (c != '.' && c != ':')
		return false;
	return at == 0 || text_class(t->norm[at - 1]) != B_DIGIT ||
	       text_class(t->norm[at + 1]) != B_DIGIT;
}

/* The end of a line at `at`, when there is one before and another behind it. */
static bool
take_line_end(struct text *t, size_t at)
{
	struct token *w;

	if (t->token_count == 0)
		return true;
	w = new_token(t);
	if (!w)
		return false;
	*w = (struct token){.begin = (uint32_t)at,
	    .end = (uint32_t)at + 1,
	    .kind = TOKEN_PUNCT,
	    .sign = t->norm[at]};
	t->token_count++;
	return true;
}

enum scrub_err
text_tokenise(struct text *t, bool ascii, struct text_letters *seen)
{
	size_t line_end = SIZE_MAX; /* not taken yet */
	bool space = false, start = true;

	for (size_t at = 0; at < t->norm_len;) {
		enum byte_class class = text_class(t->norm[at]);
		const size_t upper = seen->upper;
		struct token *w;

		if (class == B_SPACE) {
			if (t->norm[at] == '\n')
				line_end = at;
			space = true;
			at++;
			continue;
		}
		if (line_end != SIZE_MAX) {
			if (!take_line_end(t, line_end))
				return SCRUB_ENOMEM;
			line_end = SIZE_MAX;
			start = true;
		}
		w = new_token(t);
		if (!w)
			return SCRUB_ENOMEM;
		*w = (struct token){.begin = (uint32_t)at,
		    .end = (uint32_t)at,
		    .space_before = space};
		if (class == B_PUNCT)
			take_punct(t, at, w);
		else if (ascii)
			take_ascii(t, at, seen, w);
		else
			take_run(t, at, seen, w);
		if (w->end == w->begin) {
			w->hash = 0;
			w->letter_case = CASE_NONE;
			take_punct(t, at, w);
		}
		if (seen->upper > upper)
			seen->inside += seen->upper - upper -
					(start && (w->letter_case == CASE_TITLE ||
						      seen->upper == upper + 1));
		w->sentence_start = start && w->kind != TOKEN_PUNCT;
		start = w->kind == TOKEN_PUNCT ? start || ends_sentence(t, at)
					       : false;
		space = false;
		t->token_count++;
		at = w->end;
	}
	return SCRUB_OK;
}
