/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/*
 * A text as lexemes, each with the rules that it may set going (MAY_*). The
 * words of may_of_word are also read by gen/shape_first.py.
 */

#define LEAD 4u    /* LEX_END before the first lexeme, so that rules may look */
#define PADDING 8u /* back and ahead without asking */
#define CODE_PART 8u /* bytes of a code before a record's word, with the 0 */

/* What a byte of fold adds to a lexeme: letters, and digits. */
static void
measure(const struct text *t, struct lexeme *x)
{
	unsigned digits = 0, letters = 0;

	for (uint32_t at = x->begin; at < x->end; at++) {
		unsigned char c = (unsigned char)t->fold[at];

		digits += c >= '0' && c <= '9';
		letters += (c >= 'a' && c <= 'z') || c >= 0xc3;
	}
	x->digits = (uint16_t)digits;
	/* An emoji is none. */
	x->letters = x->kind == LEX_PUNCT ? 0 : (uint16_t)letters;
	if ((x->kind != LEX_INT && x->kind != LEX_ORDINAL) || x->value)
		return;
	for (uint32_t at = x->begin; at < x->end; at++) {
		unsigned c = (unsigned char)t->fold[at];

		if (c < '0' || c > '9')
			return;
		x->value = x->value >= 6552
			       ? UINT16_MAX
			       : (uint16_t)(x->value * 10u + c - '0');
	}
}

/* What a lexeme sets going by its kind alone. */
#define MAY_NUMBER (MAY_AGE | MAY_VALUE | MAY_ROOM | MAY_PLACE | MAY_DATE)
static const uint16_t may_of_kind[LEX_KINDS] = {
    [LEX_INT] = MAY_NUMBER | MAY_DICTATED | MAY_LEFTOVER,
    [LEX_DECIMAL] = MAY_DATE | MAY_VALUE | MAY_PLACE | MAY_LEFTOVER,
    [LEX_ORDINAL] = MAY_DATE | MAY_AGE | MAY_PLACE,
    [LEX_FRACTION] = MAY_DATE | MAY_VALUE,
    [LEX_RATIO] = MAY_VALUE,
    [LEX_CODE] = MAY_NUMBER | MAY_VEHICLE | MAY_LEFTOVER,
    [LEX_DATE] = MAY_DATE | MAY_VALUE,
    [LEX_MONTH_YEAR] = MAY_DATE | MAY_VALUE,
    [LEX_DAY_MONTH] = MAY_DATE,
    [LEX_TIMES] = MAY_VALUE,
    [LEX_SIZE] = MAY_VALUE,
    [LEX_NET] = MAY_NETWORK,
    [LEX_GS1] = MAY_VALUE,
    [LEX_CITE] = MAY_STAY,
    [LEX_MONTH] = MAY_DATE,
    [LEX_MONTH_MAYBE] = MAY_DATE,
    [LEX_MONTH_OTHER] = MAY_DATE,
    [LEX_WEEKDAY] = MAY_DATE,
    [LEX_WEEKDAY_MAYBE] = MAY_DATE,
    [LEX_HOLIDAY] = MAY_DATE,
    [LEX_HOLIDAY_MAYBE] = MAY_DATE,
    [LEX_NUM] = MAY_AGE | MAY_DICTATED,
    [LEX_NATO] = MAY_DICTATED,
    [LEX_UNIT] = MAY_STAY,
    [LEX_VITAL] = MAY_STAY,
    [LEX_CUE_EXT] = MAY_PHONE,
    [LEX_CUE_PLATE] = MAY_VEHICLE,
    [LEX_CUE_VEHICLE] = MAY_VEHICLE,
    [LEX_CUE_CREW] = MAY_VEHICLE,
    [LEX_ROOM] = MAY_ROOM,
    [LEX_ROOM_MAYBE] = MAY_ROOM,
    [LEX_WARD] = MAY_ROOM,
    [LEX_STREET] = MAY_PLACE,
    [LEX_STREET_MAYBE] = MAY_PLACE,
    [LEX_STREET_FIRST] = MAY_PLACE,
    [LEX_CUE_POST] = MAY_PLACE,
    [LEX_STATE] = MAY_PLACE,
    [LEX_BOX] = MAY_PLACE,
    [LEX_RT] = MAY_PLACE,
};

/* Words that set a rule going whatever their kind is. */
static const struct {
	char word[13];
	uint16_t may;
} may_of_word[] = {
    {"at", MAY_NETWORK},
    {"aye", MAY_PLACE},
    {"bke", MAY_PLACE},
    {"cte", MAY_PLACE},
    {"day", MAY_DATE},
    {"dhabi", MAY_VEHICLE},
    {"dot", MAY_NETWORK},
    {"dr", MAY_ROOM},
    {"dvp", MAY_PLACE},
    {"ecp", MAY_PLACE},
    {"et", MAY_NETWORK},
    {"kje", MAY_PLACE},
    {"kpe", MAY_PLACE},
    {"pabrik", MAY_PLACE},
    {"pie", MAY_PLACE},
    {"plate", MAY_VEHICLE},
    {"qew", MAY_PLACE},
    {"reg", MAY_VEHICLE},
    {"registration", MAY_VEHICLE},
    {"rm", MAY_ROOM},
    {"sle", MAY_PLACE},
    {"tag", MAY_VEHICLE},
    {"tail", MAY_VEHICLE},
    {"tanggal", MAY_DATE},
    {"tgl", MAY_DATE},
    {"th", MAY_ROOM},
    {"titik", MAY_NETWORK},
    {"tpe", MAY_PLACE},
    {"unit", MAY_ROOM | MAY_VEHICLE},
    {"x", MAY_PHONE},
};

static unsigned
may_by_word(const struct text *t, const struct lexeme *x)
{
	const uint32_t first =
	    1u << ('a' & 31) | 1u << ('b' & 31) | 1u << ('c' & 31) |
	    1u << ('d' & 31) | 1u << ('e' & 31) | 1u << ('k' & 31) |
	    1u << ('p' & 31) | 1u << ('q' & 31) | 1u << ('r' & 31) |
	    1u << ('s' & 31) | 1u << ('t' & 31) | 1u << ('u' & 31) |
	    1u << ('x' & 31);
	const char *s = t->fold + x->begin;
	const size_t len = x->end - x->begin;

	if (s[0] < 'a' || s[0] > 'z' || (first >> (s[0] & 31) & 1) == 0)
		return 0;
	for (size_t i = 0; i < sizeof(may_of_word) / sizeof(may_of_word[0]);
	     i++)
		if (may_of_word[i].word[0] == s[0] &&
		    strlen(may_of_word[i].word) == len &&
		    memcmp(s, may_of_word[i].word, len) == 0)
			return may_of_word[i].may;
	return 0;
}

static unsigned
may_by_sign(const struct lexeme *x)
{
	switch (x->value) {
	case '+':
		return MAY_PHONE;
	case '(':
		return MAY_PHONE | MAY_NETWORK;
	case '@':
	case '{':
	case '[':
		return MAY_NETWORK;
	default:
		return 0;
	}
}

/* "a.example" */
static bool
is_host_part(const struct lexeme *before, const struct lexeme *x)
{
	return x->gap == 0 && x->letters > 0 && before->kind == LEX_PUNCT &&
	       before->value == '.' && before->gap == 0;
}

/* As mark(), of a word that sets nothing going itself. */
static void
mark_word(struct lexemes *l, struct lexeme *before, const struct lexeme *x)
{
	if (!is_host_part(before, x))
		return;
	before->may |= MAY_NETWORK;
	l->may |= MAY_NETWORK;
}

/* Marks x, and the one before it for what x is; word: the token that begins
 * like it. */
static void
mark(struct lexemes *l, struct lexeme *before, struct lexeme *x,
    const struct token *word)
{
	unsigned may = may_of_kind[x->kind], more = 0;

	if (x->kind == LEX_PUNCT)
		may |= may_by_sign(x);
	else if (!word || shape_may_begin(word->hash))
		may |= may_by_word(l->t, x);
	if (x->digits > 0)
		may |= MAY_PHONE | MAY_STAY;
	x->may = (uint16_t)may;
	/* "B 1234 XYZ" */
	if (before->letters > 0 && before->letters < 4 && x->digits > 0 &&
	    x->gap == 1)
		more |= MAY_VEHICLE;
	if (is_host_part(before, x))
		more |= MAY_NETWORK;
	/* "M\xc2\xb7QZ 8812" */
	if (x->gap == 0 && x->kind == LEX_PUNCT && x->value == 0xc2 &&
	    before->letters > 0 && before->letters < 4)
		more |= MAY_VEHICLE;
	if (x->gap == 0 && x->kind == LEX_PUNCT && x->value == '-' &&
	    before->letters <= 3 && before->digits == 0)
		more |= before->letters == 3 ? MAY_NETWORK  /* "abc-defg-hij" */
					     : MAY_VEHICLE; /* "C-GZAQ" */
	before->may |= (uint16_t)more;
	l->may |= may | more;
	l->digits += x->digits;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * Is a word in small letters, which ends here, one by itself? It stands before
 * white space or a sign that no shape has inside it, where no shape can begin:
 * the automaton would find the word, too.
 */
static bool
ends_plain(const char *end)
{
	static const bool behind[256] = {[' '] = true,
	    ['\n'] = true,
	    [','] = true,
	    [';'] = true,
	    [')'] = true,
	    ['!'] = true,
	    ['?'] = true,
	    ['\0'] = true};

	if (!behind[(uint8_t)*end])
		return false;
	/* "jan '24", "doi 10.1000/1", "pmid : 123456" */
	return *end != ' ' || ((end[1] < '0' || end[1] > '9') &&
				  end[1] != '\'' && end[1] != ':');
}

/* A word that is known goes before a shape of the same length. *end is that
 * of a plain word, or at. */
static uint8_t
next_kind(const char *at, const char **end, uint16_t *value)
{
	uint16_t word_value = 0;
	const char *word_end = at;
	enum lexeme_kind word, kind = LEX_WORD;

	*value = 0;
	if (*end == at)
		kind = shapes_lex(at, end, value);
	if (kind == LEX_END || *at < 'a' || *at > 'z')
		return (uint8_t)kind;
	word = shapes_word(at, &word_end, &word_value);
	if (word == LEX_WORD || word_end < *end)
		return (uint8_t)kind;
	*end = word_end;
	*value = word_value;
	return (uint8_t)word;
}

/* The token that begins here, if it is a plain word; *next: the first that may
 * begin here or later. */
static const struct token *
plain_word(const struct text *t, uint32_t pos, size_t *next)
{
	const struct token *w;

	while (*next < t->token_count && t->token[*next].begin < pos)
		(*next)++;
	w = &t->token[*next];
	return *next < t->token_count && w->begin == pos &&
		       w->kind == TOKEN_WORD && ends_plain(t->fold + w->end)
		   ? w
		   : NULL;
}

/* Is this plain word one that is known by itself? Sets its kind and value. */
static bool
read_whole(const struct token *word, struct lexeme *x)
{
	const uint32_t print = (uint32_t)(word->hash >> 32);

	for (uint64_t at = word->hash;; at++) {
		const struct shape_whole *s =
		    &shape_whole[at & (SHAPE_WHOLE_SLOTS - 1)];

		if (s->kind == LEX_END)
			return false;
		if (s->print != print)
			continue;
		x->kind = (uint8_t)s->kind;
		x->value = s->value;
		x->end = word->end;
		x->letters = (uint16_t)(x->end - x->begin);
		x->hash = word->hash;
		return true;
	}
}

/* "45th/RM 112233": how much of a code stands before a record's word, which is
 * none of it. */
static size_t
before_record(const char *code, size_t len)
{
	static const char *const words[] = {"/rm", "/mr", "/mrn", NULL};
	const char *number = code + len + strspn(code + len, " :.#");

	if (*number < '0' || *number > '9')
		return len; /* "445/112/RM" */
	for (size_t i = 0; words[i]; i++) {
		size_t n = strlen(words[i]);

		if (len > n && memcmp(code + len - n, words[i], n) == 0)
			return len - n;
	}
	return len;
}

/* What the first bytes of a code are by themselves. */
static const char *
read_part(const char *at, size_t len, struct lexeme *x)
{
	char part[CODE_PART + PADDING] = "";
	const char *end = part;

	memcpy(part, at, len);
	x->kind = next_kind(part, &end, &x->value);
	len = (size_t)(end - part);
	explicit_bzero(part, sizeof(part));
	return at + len;
}

/* The lexeme at x->begin, by the automaton; word: it is this plain one. */
static void
read_lexeme(const struct text *t, const struct token *word, struct lexeme *x)
{
	const char *at = t->fold + x->begin;
	const char *plain = word ? t->fold + word->end : at, *end = plain;

	size_t len, part;

	x->kind = next_kind(at, &end, &x->value);
	len = (size_t)(end - at);
	if (x->kind == LEX_CODE && (part = before_record(at, len)) < len &&
	    part < CODE_PART)
		end = read_part(at, part, x);
	x->end = (uint32_t)(end - t->fold);
	x->hash = word && end == plain ? word->hash
				       : hash_word(at, (size_t)(end - at));
	if (word && end == plain && x->kind != LEX_ORDINAL)
		x->letters = (uint16_t)(x->end - x->begin);
	else
		measure(t, x);
}

/* A sign that the automaton leaves alone, since no shape begins with it. */
static bool
is_lone_sign(char c)
{
	static const bool lone[256] = {['!'] = true,
	    ['"'] = true,
	    ['%'] = true,
	    ['&'] = true,
	    ['\''] = true,
	    [')'] = true,
	    ['*'] = true,
	    ['+'] = true,
	    [','] = true,
	    ['-'] = true,
	    ['.'] = true,
	    ['/'] = true,
	    [':'] = true,
	    [';'] = true,
	    ['<'] = true,
	    ['>'] = true,
	    ['?'] = true,
	    ['['] = true,
	    [']'] = true};

	return lone[(uint8_t)c];
}

/* The lexeme at x->begin; false: there is none. */
static bool
read_one(struct lexemes *l, struct lexeme *x, size_t *token)
{
	const struct text *t = l->t;
	const struct token *word = NULL;

	if (is_lone_sign(t->fold[x->begin])) {
		x->kind = LEX_PUNCT;
		x->value = (uint8_t)t->fold[x->begin];
		x->end = x->begin + 1;
	} else if ((word = plain_word(t, x->begin, token)) != NULL &&
		   !shape_may_begin(word->hash)) {
		x->kind = LEX_WORD;
		x->end = word->end;
		x->letters = (uint16_t)(x->end - x->begin);
		x->hash = word->hash;
		mark_word(l, x - 1, x);
		return true;
	} else if (word == NULL || !read_whole(word, x)) {
		read_lexeme(t, word, x);
		if (x->kind == LEX_END)
			return false;
	}
	mark(l, x - 1, x, word);
	return true;
}

/* Where the next that sets anything going stands. */
static void
chain(struct lexemes *l)
{
	uint32_t next = (uint32_t)l->count;

	for (size_t i = l->count; i-- > 0;) {
		l->at[i].next = next;
		if (l->at[i].may != 0)
			next = (uint32_t)i;
	}
}

/* The room is for the worst case, a lexeme a byte, so that nothing moves. */
bool
lexemes_read(struct lexemes *l, struct text *t)
{
	struct lexeme *at = text_room(t, TEXT_LEXEMES,
	    (t->norm_len + LEAD + PADDING) * sizeof(struct lexeme));
	uint32_t pos = 0;
	size_t used = LEAD, token = 0;

	if (!at)
		return false;
	for (size_t i = 0; i < LEAD; i++)
		at[i] = (struct lexeme){.gap = 2};
	for (;;) {
		struct lexeme *x = &at[used];
		uint8_t gap = 0;

		for (; is_space(t->fold[pos]); pos++)
			gap = t->fold[pos] == '\n' || gap ? 2 : 1;
		if (pos >= t->norm_len)
			break;
		*x = (struct lexeme){
		    .begin = pos, .gap = used == LEAD ? 2 : gap};
		if (!read_one(l, x, &token))
			break;
		pos = x->end;
		used++;
	}
	for (size_t i = 0; i < PADDING; i++) {
		at[used + i] = (struct lexeme){.gap = 2};
		at[used + i].begin = at[used + i].end = (uint32_t)t->norm_len;
	}
	l->at = at;
	l->count = used;
	chain(l);
	return true;
}

void
lexemes_used(const struct lexemes *l, struct text *t)
{
	text_room_used(
	    t, TEXT_LEXEMES, (l->count + PADDING) * sizeof(struct lexeme));
}
