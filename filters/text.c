/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "hash.h"
#include "letter.h"

#define PADDING 33u      /* a NUL and 32 more */
#define ROOM_FIRST 1024u /* bytes of norm at first */
#define ROOM_KEEP 16384u /* more than this is given back after a text */
#define TOKENS_FIRST 256u

enum byte_class { B_PUNCT, B_LETTER, B_DIGIT, B_SPACE, B_HIGH };

/* What each byte counts as in a run: letters of each case and digits, 16 bits
 * each; a byte that ends an ASCII run has COUNT_STOP. */
#define COUNT_LOWER ((uint64_t)1)
#define COUNT_UPPER ((uint64_t)1 << 20)
#define COUNT_DIGIT ((uint64_t)1 << 40)
#define COUNT_STOP ((uint64_t)1 << 63)
#define COUNT_MASK 0xFFFFFu

/* What is in the text so far, to decide all_caps and no_caps at the end. */
struct letters {
	size_t upper, lower;
};

/* clang-format off */
#define P B_PUNCT
#define L B_LETTER
#define D B_DIGIT
#define S B_SPACE
#define H B_HIGH
static const uint8_t classes[256] = {
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

static enum byte_class
class_of(char byte)
{
	return (enum byte_class)classes[(uint8_t)byte];
}

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
	const enum byte_class class = class_of(byte);

	return counts[class + (class == B_LETTER && byte < 'a' ? B_HIGH : 0)];
}

#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))
#define HIGHS EACH(0x80)

/* Is every one of eight bytes printable ASCII? */
static bool
all_plain(uint64_t x)
{
	const uint64_t low = x & ~HIGHS;

	/* a high bit: 0x80 and above; below 0x20; 0x7F */
	return ((x | ~(low + EACH(0x60)) | (low + EACH(0x01))) & HIGHS) == 0;
}

/* Eight bytes of printable ASCII in small letters. */
static uint64_t
all_lower(uint64_t x)
{
	const uint64_t from_a = x + EACH(0x80 - 'A');
	const uint64_t over_z = x + EACH(0x80 - 'Z' - 1);

	return x | (from_a & ~over_z & HIGHS) >> 2;
}

void
text_init(struct text *t)
{
	memset(t, 0, sizeof(*t));
}

static void
wipe_norm(struct text *t)
{
	if (t->norm_room) {
		explicit_bzero(t->norm, t->norm_room + PADDING);
		explicit_bzero(t->fold, t->norm_room + PADDING);
		explicit_bzero(t->map, (t->norm_room + 1) * sizeof(*t->map));
	}
	free(t->norm);
	free(t->fold);
	free(t->map);
	t->norm = t->fold = NULL;
	t->map = NULL;
	t->norm_room = 0;
}

static void
wipe_tokens(struct text *t)
{
	if (t->token_room)
		explicit_bzero(t->token, t->token_room * sizeof(*t->token));
	free(t->token);
	t->token = NULL;
	t->token_room = t->token_used = 0;
}

static void
wipe_room(struct text_room *r)
{
	if (r->at)
		explicit_bzero(r->at, r->used);
	free(r->at);
	*r = (struct text_room){0};
}

void *
text_room(struct text *t, enum text_use use, size_t len)
{
	struct text_room *r = &t->rooms[use];
	size_t room = r->room ? r->room : ROOM_FIRST * sizeof(uint64_t);

	if (r->room >= len)
		return r->at;
	while (room < len)
		room *= 2;
	wipe_room(r);
	r->at = malloc(room);
	r->room = r->at ? room : 0;
	return r->at;
}

void
text_room_used(struct text *t, enum text_use use, size_t len)
{
	if (len > t->rooms[use].used)
		t->rooms[use].used = len;
}

void
text_wipe(struct text *t)
{
	wipe_norm(t);
	wipe_tokens(t);
	for (unsigned i = 0; i < TEXT_USES; i++)
		wipe_room(&t->rooms[i]);
	text_init(t);
}

/* Not realloc: it would leave a copy of patient text behind. */
static bool
grow_norm(struct text *t, size_t need)
{
	struct text new = {0};
	size_t room = t->norm_room ? t->norm_room : ROOM_FIRST;

	while (room < need)
		room *= 2;
	new.norm = malloc(room + PADDING);
	new.fold = malloc(room + PADDING);
	new.map = malloc((room + 1) * sizeof(*new.map));
	if (!new.norm || !new.fold || !new.map) {
		free(new.norm);
		free(new.fold);
		free(new.map);
		return false;
	}
	if (t->norm_len > 0) {
		memcpy(new.norm, t->norm, t->norm_len);
		memcpy(new.map, t->map, t->norm_len * sizeof(*t->map));
	}
	wipe_norm(t);
	t->norm = new.norm;
	t->fold = new.fold;
	t->map = new.map;
	t->norm_room = room;
	return true;
}

static bool
grow_tokens(struct text *t)
{
	size_t room = t->token_room ? t->token_room * 2 : TOKENS_FIRST;
	struct token *token = malloc(room * sizeof(*token));

	if (!token)
		return false;
	if (t->token_count > 0)
		memcpy(token, t->token, t->token_count * sizeof(*token));
	wipe_tokens(t);
	t->token = token;
	t->token_room = room;
	return true;
}

static void
put(struct text *t, size_t raw_at, const char *bytes, unsigned len)
{
	for (unsigned i = 0; i < len; i++) {
		t->norm[t->norm_len] = bytes[i];
		t->map[t->norm_len++] = (uint32_t)raw_at;
	}
}

/* An ASCII control: line ends and tabs are space, others are not seen. */
static void
put_control(struct text *t, size_t raw_at, char c)
{
	if (c == '\n' || c == '\v' || c == '\f')
		put(t, raw_at, "\n", 1);
	else if (c == '\t' || c == '\r')
		put(t, raw_at, " ", 1);
}

/* Has one of eight bytes a sign that may begin an escape? */
static bool
has_escape(uint64_t x)
{
	const uint64_t amp = x ^ EACH('&'), percent = x ^ EACH('%'),
		       slash = x ^ EACH('\\');

	return ((((amp - EACH(1)) & ~amp) | ((percent - EACH(1)) & ~percent) |
		    ((slash - EACH(1)) & ~slash)) &
		   HIGHS) != 0;
}

/* Printable ASCII as long as it goes, eight bytes at a time: how much. There
 * is room for it. Ends before an escape where there may be any. */
static size_t
put_plain(struct text *t, size_t at, bool escapes)
{
	const size_t from = at;
	uint32_t *map = t->map + t->norm_len;
	char *norm = t->norm + t->norm_len;
	uint64_t x;

	for (; t->raw_len - at >= 8; at += 8, norm += 8, map += 8) {
		memcpy(&x, t->raw + at, 8);
		if (!all_plain(x) || (escapes && has_escape(x)))
			break;
		memcpy(norm, &x, 8);
		for (unsigned i = 0; i < 8; i++)
			map[i] = (uint32_t)at + i;
	}
	t->norm_len += at - from;
	return at - from;
}

/* What stands before byte `at`; escaped: where the last escape ended. */
static enum escape_before
before_escape(const struct text *t, size_t at, size_t escaped)
{
	enum byte_class class;

	if (at == 0)
		return ESCAPE_BEHIND_OTHER;
	if (at == escaped)
		return ESCAPE_BEHIND_ESCAPE;
	class = class_of(t->raw[at - 1]);
	return class == B_DIGIT    ? ESCAPE_BEHIND_DIGIT
	       : class == B_LETTER ? ESCAPE_BEHIND_LETTER
				   : ESCAPE_BEHIND_OTHER;
}

/* The character that an escape at `at` writes: its bytes of raw; 0: there is
 * none. */
static unsigned
put_escape(struct text *t, size_t at, size_t escaped, uint32_t *cp)
{
	char plain[LETTER_PLAIN_MAX];
	const unsigned len = escape_read(
	    t->raw + at, t->raw_len - at, before_escape(t, at, escaped), cp);

	if (len == 0)
		return 0;
	if (*cp < 0x20)
		put_control(t, at, (char)*cp);
	else if (*cp < 0x80)
		put(t, at, &(const char){(char)*cp}, 1);
	else
		put(t, at, plain, letter_plain(*cp, plain));
	return len;
}

/* raw to norm and map. *odd: there are letters that may only look Latin. */
static enum scrub_err
normalise(struct text *t, bool *odd)
{
	char plain[LETTER_PLAIN_MAX];
	const bool escapes = escape_may(t->raw, t->raw_len);
	size_t escaped = 0;
	uint32_t cp;

	for (size_t at = 0; at < t->raw_len;) {
		uint8_t c = (uint8_t)t->raw[at];
		unsigned len;

		/* for what is left as it is, and for one that becomes more */
		if (t->norm_room - t->norm_len <
			t->raw_len - at + LETTER_PLAIN_MAX &&
		    !grow_norm(t,
			t->norm_len + (t->raw_len - at) + 2 * LETTER_PLAIN_MAX))
			return SCRUB_ENOMEM;
		if (escapes && escape_sign((char)c) &&
		    (len = put_escape(t, at, escaped, &cp)) > 0) {
			*odd = *odd || (cp >= 0x370 && cp < 0x530);
			escaped = at += len;
			continue;
		}
		if (c >= 0x20 && c < 0x7F) {
			len = (unsigned)put_plain(t, at, escapes);
			at += len;
			if (len > 0)
				continue;
			t->norm[t->norm_len] = (char)c;
			t->map[t->norm_len++] = (uint32_t)at++;
			continue;
		}
		len = utf8_read(t->raw + at, t->raw_len - at, &cp);
		if (len == 0)
			return SCRUB_EUTF8;
		if (len == 1)
			put_control(t, at, (char)c);
		else
			put(t, at, plain, letter_plain(cp, plain));
		*odd = *odd || (cp >= 0x370 && cp < 0x530);
		at += len;
	}
	return SCRUB_OK;
}

/* A run of letters of any script in norm. */
struct run {
	size_t begin, end, letters;
	bool latin, other; /* has Latin letters; letters that look like none */
	bool cyrillic;
};

static struct run
run_from(const struct text *t, size_t at)
{
	struct run r = {.begin = at, .end = at};
	uint32_t cp;
	unsigned len;

	for (; r.end < t->norm_len; r.end += len, r.letters++) {
		len = utf8_read(t->norm + r.end, t->norm_len - r.end, &cp);
		if (len == 0 || !letter_is(cp))
			break;
		if (cp < 0x250)
			r.latin = true;
		else if (!letter_looks(cp))
			r.other = true;
		r.cyrillic = r.cyrillic || (cp >= 0x400 && cp < 0x530);
	}
	return r;
}

/*
 * Makes Latin what only looks it, in place: a plain letter is never longer.
 * A single Greek letter is itself (alpha, beta, delta).
 */
static void
unmask(struct text *t)
{
	size_t to = 0;

	for (size_t at = 0; at < t->norm_len;) {
		struct run r = run_from(t, at);
		bool masked =
		    r.latin || (!r.other && (r.letters > 1 || r.cyrillic));
		uint32_t cp;

		if (r.end == at)
			r.end =
			    at + utf8_read(t->norm + at, t->norm_len - at, &cp);
		while (at < r.end) {
			unsigned len =
			    utf8_read(t->norm + at, t->norm_len - at, &cp);
			char latin = !masked   ? 0
				     : r.latin ? letter_drawn(cp)
					       : letter_looks(cp);
			uint32_t from = t->map[at];

			if (latin)
				t->norm[to] = latin;
			else
				memmove(t->norm + to, t->norm + at, len);
			for (unsigned i = 0; i < (latin ? 1 : len); i++)
				t->map[to++] = from;
			at += len;
		}
	}
	t->norm_len = to;
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
	if (t->token_count == t->token_room && !grow_tokens(t))
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

/* ASCII in small letters; take_run() does the others. Padding is read and
 * written as well. Is there nothing else? */
static bool
fold_ascii(struct text *t)
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
    const struct text *t, size_t at, struct letters *seen, struct token *w)
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
take_run(struct text *t, size_t at, struct letters *seen, struct token *w)
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
		while (letter < at && class_of(t->norm[letter]) == B_DIGIT)
			letter++;
		if (first && letter < at)
			upper_first = upper_first || t->norm[letter] < 'a';
		lower += sum & COUNT_MASK;
		upper += sum >> 20 & COUNT_MASK;
		digits += sum >> 40;
		if (class_of(t->norm[at]) != B_HIGH)
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
	return at == 0 || class_of(t->norm[at - 1]) != B_DIGIT ||
	       class_of(t->norm[at + 1]) != B_DIGIT;
}

static enum scrub_err
tokenise(struct text *t, bool ascii, struct letters *seen)
{
	bool space = false, start = true;

	for (size_t at = 0; at < t->norm_len;) {
		enum byte_class class = class_of(t->norm[at]);
		struct token *w;

		if (class == B_SPACE) {
			start = start || t->norm[at] == '\n';
			space = true;
			at++;
			continue;
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
		w->sentence_start = start && w->kind != TOKEN_PUNCT;
		start = w->kind == TOKEN_PUNCT ? start || ends_sentence(t, at)
					       : false;
		space = false;
		t->token_count++;
		at = w->end;
	}
	return SCRUB_OK;
}

/* A long text leaves no big buffers behind. */
static void
shrink(struct text *t)
{
	if (t->norm_room > ROOM_KEEP)
		wipe_norm(t);
	if (t->token_room > ROOM_KEEP) {
		wipe_tokens(t);
		t->token_count = 0;
	}
}

void
text_forget(struct text *t)
{
	shrink(t);
	if (t->norm_room) {
		explicit_bzero(t->norm, t->norm_room + PADDING);
		explicit_bzero(t->fold, t->norm_room + PADDING);
	}
	/* A hash tells a word to whoever tries words. */
	if (t->token_count > t->token_used)
		t->token_used = t->token_count;
	if (t->token_used > 0)
		explicit_bzero(t->token, t->token_used * sizeof(*t->token));
	for (unsigned i = 0; i < TEXT_USES; i++) {
		struct text_room *r = &t->rooms[i];

		if (r->used > 0)
			explicit_bzero(r->at, r->used);
		r->used = 0;
		if (r->room > ROOM_KEEP * sizeof(uint64_t))
			wipe_room(r);
	}
	t->raw = NULL;
	t->before = NULL;
	t->raw_len = t->norm_len = t->token_count = t->token_used = 0;
}

enum scrub_err
text_read(struct text *t, struct raw_text raw)
{
	struct letters seen = {0, 0};
	enum scrub_err err;
	bool odd = false, ascii;

	t->raw = raw.text;
	t->raw_len = raw.len;
	if (t->token_count > t->token_used)
		t->token_used = t->token_count;
	t->norm_len = t->token_count = 0;
	if (raw.len > SCRUB_TEXT_MAX)
		return SCRUB_ETOOLONG;
	shrink(t);
	if (t->norm_room < raw.len + LETTER_PLAIN_MAX &&
	    !grow_norm(t, raw.len + LETTER_PLAIN_MAX))
		return SCRUB_ENOMEM;
	err = normalise(t, &odd);
	if (err != SCRUB_OK)
		return err;
	if (odd)
		unmask(t);
	memset(t->norm + t->norm_len, 0, PADDING);
	ascii = fold_ascii(t);
	memset(t->fold + t->norm_len, 0, PADDING);
	t->map[t->norm_len] = (uint32_t)raw.len;
	err = tokenise(t, ascii, &seen);
	t->all_caps = seen.upper > 0 && seen.lower * 10 <= seen.upper;
	t->no_caps = seen.upper == 0 && seen.lower > 0;
	return err;
}

void
text_raw_range(const struct text *t, uint32_t begin, uint32_t end,
    uint32_t *raw_begin, uint32_t *raw_end)
{
	/* Within what one raw character became: to its end. */
	while (
	    end > begin && end < t->norm_len && t->map[end] == t->map[end - 1])
		end++;
	*raw_begin = t->map[begin];
	*raw_end = t->map[end];
}
