/* SPDX-License-Identifier: MIT */
#include "phrase.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "locked.h"

void
phrases_init(struct phrases *p)
{
	memset(p, 0, sizeof(*p));
}

void
phrases_wipe(struct phrases *p)
{
	locked_free(p->pool, p->pool_room);
	free(p->phrase);
	phrases_init(p);
}

static uint32_t
bucket_of(char first, char second)
{
	return ((uint32_t)(uint8_t)first * 31 + (uint8_t)second) &
	       (PHRASE_BUCKETS - 1);
}

static bool
grow(struct phrases *p, size_t len)
{
	if (p->count == p->room) {
		size_t room = p->room ? p->room * 2 : 16;
		struct phrase *phrase = calloc(room, sizeof(*phrase));

		if (!phrase)
			return false;
		if (p->count > 0)
			memcpy(phrase, p->phrase, p->count * sizeof(*phrase));
		free(p->phrase);
		p->phrase = phrase;
		p->room = room;
	}
	if (p->pool_room - p->pool_len < len) {
		size_t room = p->pool_room * 2 + len + 256;
		char *pool = locked_new(room);

		if (!pool)
			return false;
		if (p->pool)
			memcpy(pool, p->pool, p->pool_len);
		locked_free(p->pool, p->pool_room);
		p->pool = pool;
		p->pool_room = room;
	}
	return true;
}

/* Every piece that the first token of a match may be. */
static void
add_begins(struct phrases *p, const struct phrase *f)
{
	for (size_t n = 1; n <= f->len; n++) {
		const uint64_t hash = hash_word(p->pool + f->at, n);
		const uint64_t a = hash & (PHRASE_BEGINS - 1);
		const uint64_t b = hash >> 32 & (PHRASE_BEGINS - 1);

		p->begins[a / 64] |= (uint64_t)1 << (a & 63);
		p->begins[b / 64] |= (uint64_t)1 << (b & 63);
	}
}

enum scrub_err
phrases_add(
    struct phrases *p, const struct text *text, size_t tokens, uint32_t tag)
{
	return phrases_add_with(p, text, tokens, "", tag);
}

enum scrub_err
phrases_add_with(struct phrases *p, const struct text *text, size_t tokens,
    const char *more, uint32_t tag)
{
	struct phrase new = {.tag = tag};
	const uint32_t more_len = (uint32_t)strlen(more);
	uint32_t *head;

	if (!grow(p, text->norm_len + more_len))
		return SCRUB_ENOMEM;
	new.at = (uint32_t)p->pool_len;
	for (size_t i = 0; i < tokens; i++) {
		const struct token *w = &text->token[i];

		if (w->kind == TOKEN_PUNCT)
			continue;
		memcpy(p->pool + new.at + new.len, text->fold + w->begin,
		    w->end - w->begin);
		new.len += w->end - w->begin;
	}
	memcpy(p->pool + new.at + new.len, more, more_len);
	new.len += more_len;
	if (new.len < 2)
		return SCRUB_EROSTER;
	p->pool_len += new.len;
	head = &p->bucket[bucket_of(p->pool[new.at], p->pool[new.at + 1])];
	new.next = *head;
	p->phrase[p->count++] = new;
	*head = (uint32_t)p->count;
	add_begins(p, &new);
	return SCRUB_OK;
}

/* The first two bytes of what is written from token i on. */
static bool
first_two(const struct text *t, size_t i, char two[2])
{
	const struct token *w = &t->token[i];

	two[0] = t->fold[w->begin];
	if (w->end - w->begin > 1) {
		two[1] = t->fold[w->begin + 1];
		return true;
	}
	while (++i < t->token_count && t->token[i].kind == TOKEN_PUNCT)
		;
	if (i >= t->token_count)
		return false;
	two[1] = t->fold[t->token[i].begin];
	return true;
}

/* The first byte of the word behind token i, NUL when there is none. */
static char
first_behind(const struct text *t, size_t i)
{
	while (++i < t->token_count && t->token[i].kind == TOKEN_PUNCT)
		;
	return i < t->token_count ? t->fold[t->token[i].begin] : '\0';
}

/* Tokens that this phrase takes from i on, 0 when it is not there; behind: as
 * first_behind(). */
static size_t
match_one(const struct phrases *p, const struct phrase *f, const struct text *t,
    size_t i, char behind)
{
	const struct token *w = &t->token[i];
	const size_t len = w->end - w->begin;
	const char *want = p->pool + f->at;

	/* The whole first token; its last byte, or the next, nearly always
	 * tells. */
	if (len > f->len || want[len - 1] != t->fold[w->end - 1] ||
	    (len < f->len && want[len] != behind))
		return 0;
	return text_run(t, i, want, f->len);
}

size_t
phrases_match(
    const struct phrases *p, const struct text *t, size_t i, uint32_t *tag)
{
	size_t best = 0;
	char two[2], behind;

	if (p->count == 0 || t->token[i].kind == TOKEN_PUNCT ||
	    !phrases_may(p, &t->token[i]) || !first_two(t, i, two))
		return 0;
	behind = first_behind(t, i);
	for (uint32_t n = p->bucket[bucket_of(two[0], two[1])]; n > 0;
	     n = p->phrase[n - 1].next) {
		size_t len = match_one(p, &p->phrase[n - 1], t, i, behind);

		if (len > best) {
			best = len;
			*tag = p->phrase[n - 1].tag;
		}
	}
	return best;
}
