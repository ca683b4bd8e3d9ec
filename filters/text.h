/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TEXT_H
#define SCRUB_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "few.h"
#include "hash.h"
#include "scrub.h"

/*
 * A text prepared for matching.
 *
 * norm is the raw text after NFKC, without zero-width characters and
 * diacritics, look-alike letters and full-width digits as ASCII, curly quotes
 * and dashes as ' " and -, other space characters as ' ' (newline stays);
 * what an escape writes as itself ("&eacute;", "\u004a": escape.h); without
 * what says nothing: text_private.h, text_tidy().
 * fold is norm in lower case: same length, same offsets. All layers work on
 * offsets into norm; map[i] is the raw byte offset at which norm[i] began,
 * map[norm_len] the raw length. Both strings end with a NUL that is not
 * counted and 32 NUL bytes of padding (re2c reads ahead).
 *
 * Look-alikes: letters of Cyrillic and Greek that look Latin become Latin
 * when their word mixes scripts or has nothing but such letters.
 */

enum token_kind {
	TOKEN_WORD,   /* letters a-z, with inner ' and . and - split off */
	TOKEN_NUMBER, /* digits */
	TOKEN_MIXED,  /* letters and digits run together: "L4"; "7-0" is 3 */
	TOKEN_PUNCT,  /* one character; emoji and symbols; line ends between */
	TOKEN_OTHER,  /* a run with letters of another script in it */
};

enum token_case { CASE_NONE, CASE_LOWER, CASE_TITLE, CASE_UPPER, CASE_MIXED };

struct token {
	uint32_t begin, end; /* of norm */
	uint8_t kind;        /* enum token_kind */
	uint8_t letter_case; /* enum token_case */
	bool space_before;
	bool sentence_start; /* first word, or after . ! ? : or newline */
	uint8_t cluster;     /* words_find_hashed(), by lexicon_fill() */
	uint8_t looks;       /* LOOKS_*, by context_facts() */
	int8_t like;         /* words_name_like(), 0 to 9, likewise */
	char sign;           /* the first byte of a TOKEN_PUNCT; else NUL */
	uint16_t words;      /* words_find() bits, likewise */
	uint16_t was;        /* from 1: this one of t->before, likewise */
	uint32_t word;       /* the first TOKEN_WORD from here on, likewise */
	uint16_t said;       /* its number in frames, or its sign; likewise */
	uint64_t lists;      /* LIST_*, likewise */
	uint64_t cues;       /* CUE_*, likewise; of words only */
	uint64_t hash;       /* hash_word() of fold; 0 of a sign */
};

/* What a token's letters alone say, once it was asked. */
#define LOOKS_KNOWN 0x01u    /* the next two, and like */
#define LOOKS_VOWEL 0x02u    /* ending_vowel() */
#define LOOKS_CLINICAL 0x04u /* ending_clinical() */
#define LOOKS_ASKED 0x08u    /* whether it is near */
#define LOOKS_NEAR 0x10u     /* words_near() */
#define LOOKS_TYPED 0x40u    /* words_typed(); asked with it */
/* Among the tokens beside it: no part of a roster begins here. */
#define LOOKS_STRANGE 0x20u

/* Who uses the memory that a text keeps for them. */
enum text_use { TEXT_LEXEMES, TEXT_FACTS, TEXT_SCORES, TEXT_CASED, TEXT_USES };

struct text_room {
	void *at;
	size_t room, used; /* bytes; used: since the last wipe */
};

struct text {
	const char *raw;
	size_t raw_len;
	char *norm, *fold;
	uint32_t *map;
	size_t norm_len;
	struct token *token;
	size_t token_count, token_used; /* now; most since the last wipe */
	bool all_caps; /* (almost) no lower-case letter: case says nothing */
	bool no_caps;  /* no upper-case letter at all: likewise */
	/* Upper-case letters at the beginning of sentences only, as a telephone
	 * writes by itself: of the other words case may say nothing. */
	uint8_t first_caps; /* 0, 1, or 2: more than one */
	/* What all tokens have together, by lexicon_fill(): a rule that needs
	 * what is not here has nothing to look for. */
	uint64_t cues;
	uint64_t lists;
	uint64_t signs;     /* of text_has() */
	unsigned kinds;     /* 1 << enum token_kind */
	bool single_letter; /* a word of one letter */
	uint64_t twice[4];  /* of words that may stand here twice: bits */
	/* NULL, or what this one is the output of: what is known of a word
	 * there is known here. */
	const struct text *before;
	/* room, kept from message to message */
	size_t norm_room, token_room;
	struct text_room rooms[TEXT_USES];
};

void text_init(struct text *t);
/* Prepare raw; SCRUB_EUTF8, SCRUB_ETOOLONG, SCRUB_ENOMEM. */
SCRUB_MUST_USE enum scrub_err text_read(struct text *t, struct raw_text raw);
/* Wipes what it says, keeps the memory for the next one. */
void text_forget(struct text *t);
void text_wipe(struct text *t);
/*
 * Working memory of at least len bytes, as it was left; NULL: there is none.
 * Kept for the next text; text_room_used() bytes of it are wiped by
 * text_forget(), all at text_wipe().
 */
void *text_room(struct text *t, enum text_use use, size_t len);
void text_room_used(struct text *t, enum text_use use, size_t len);

/*
 * The raw range of [begin, end) of norm, widened to whole characters and to
 * the marks that follow the last one.
 */
void text_raw_range(const struct text *t, uint32_t begin, uint32_t end,
    uint32_t *raw_begin, uint32_t *raw_end);

/* May the token's word stand elsewhere in the text? By lexicon_fill(). */
static inline bool
text_again(const struct text *t, const struct token *w)
{
	return (t->twice[w->hash >> 62] >> (w->hash >> 56 & 63) & 1) != 0;
}

/* May a token of it be this sign? By lexicon_fill(); some share a bit. */
static inline bool
text_has(const struct text *t, char sign)
{
	return (t->signs >> (sign & 63) & 1) != 0;
}

/* The first word from token i on; the count: none. By lexicon_fill(). What is
 * no word comes as nobody can foresee: a rule for words does not ask each
 * token. */
static inline size_t
text_word(const struct text *t, size_t i)
{
	return i < t->token_count ? t->token[i].word : t->token_count;
}

/* The first token that begins at or behind this byte of norm. */
size_t text_token_from(const struct text *t, uint32_t at);

/* Is the folded token exactly this lower-case word? */
bool token_same(const struct text *t, const struct token *w, const char *word);
static inline bool
token_is(const struct text *t, const struct token *w, const char *word)
{
	/* Nearly always it is another: no call for that. */
	return !hash_other(w->hash, word) && t->fold[w->begin] == *word &&
	       token_same(t, w, word);
}
/* The same of token i and a list that ends with NULL; false behind the end. */
bool token_one_of(const struct text *t, size_t i, const char *const *list);
/* The same, of a list that is asked for often. */
static inline bool
token_few(const struct text *t, size_t i, struct few *list)
{
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	return !few_none(list, w->hash) &&
	       few_find(list, t->fold + w->begin, w->end - w->begin, w->hash);
}

/* "@all", "@team": behind the sign, and nobody's handle. */
bool token_everybody(const char *word, size_t len);
/* Does token i, if there is one, begin with this sign? */
static inline bool
token_sign(const struct text *t, size_t i, char sign)
{
	return i < t->token_count && t->norm[t->token[i].begin] == sign;
}
/* Tokens from i on whose words, run together, are these len bytes in small
 * letters, at most two signs between each two; 0: they are not. */
size_t text_run(const struct text *t, size_t i, const char *want, size_t len);

#endif
