/* SPDX-License-Identifier: MIT */
#include "held.h"

#include <stdlib.h>
#include <string.h>

#include "proto/hello.h"

/* The first number is drawn below this, so that a decision on what was held
 * before a restart does not meet another draft. */
#define NUMBER_FIRST 9000u

/* A row and its strings in one piece, wiped as one. */
struct kept {
	struct held_row row; /* first: a row is its kept */
	struct kept *next;
	size_t size; /* of bytes */
	char bytes[];
};

struct let_go {
	struct procedure_id id;
	uint8_t hash[16];
	uint64_t number;
	bool used;
};

struct held {
	struct ws_loop *loop;
	struct ws_timer *timer;
	struct kept *first; /* the oldest; of all procedures */
	uint64_t keep_ms, last;
	size_t most; /* of one procedure */
	held_ended *ended;
	void *ctx;
	struct let_go let_go[LET_GO_MAX];
	unsigned let_go_next;
};

static void on_time(void *ctx);

enum sr_err
held_new(
    struct held **out, struct ws_loop *loop, uint64_t keep_ms, size_t most)
{
	struct held *held = calloc(1, sizeof *held);
	uint32_t random;
	enum sr_err err;

	if (!held)
		return SR_ENOMEM;
	held->loop = loop;
	held->keep_ms = keep_ms;
	held->most = most;
	hello_random((uint8_t *)&random, sizeof random);
	held->last = random % NUMBER_FIRST;
	err = ws_timer_new(&held->timer, loop, on_time, held);
	if (err != SR_OK) {
		free(held);
		return err;
	}
	*out = held;
	return SR_OK;
}

static void
kept_free(struct kept *k)
{
	explicit_bzero(k, sizeof *k + k->size);
	free(k);
}

void
held_free(struct held *held)
{
	if (!held)
		return;
	while (held->first) {
		struct kept *k = held->first;

		held->first = k->next;
		kept_free(k);
	}
	ws_timer_free(held->timer);
	free(held);
}

void
held_on_end(struct held *held, held_ended *fn, void *ctx)
{
	held->ended = fn;
	held->ctx = ctx;
}

uint64_t
held_now_ms(const struct held *held)
{
	return ws_loop_now_ms(held->loop);
}

/* ---- rows ---- */

static bool
is_of(const struct held_row *row, const struct procedure_id *id)
{
	return memcmp(&row->post.procedure, id, sizeof *id) == 0;
}

struct held_row *
held_next(struct held *held, const struct procedure_id *id,
    const struct held_row *row)
{
	struct kept *k = row ? ((const struct kept *)row)->next : held->first;

	while (k && !is_of(&k->row, id))
		k = k->next;
	return k ? &k->row : NULL;
}

struct held_row *
held_find(struct held *held, const struct procedure_id *id, uint64_t number)
{
	struct held_row *row = held_next(held, id, NULL);

	while (row && row->number != number)
		row = held_next(held, id, row);
	return row;
}

struct held_row *
held_find_draft(
    struct held *held, const struct procedure_id *id, const uint8_t hash[16])
{
	struct held_row *row = held_next(held, id, NULL);

	while (row && memcmp(row->hash, hash, sizeof row->hash) != 0)
		row = held_next(held, id, row);
	return row;
}

size_t
held_count(struct held *held, const struct procedure_id *id)
{
	struct held_row *row = held_next(held, id, NULL);
	size_t count = 0;

	for (; row; row = held_next(held, id, row))
		count++;
	return count;
}

/* The oldest ends first: all wait the same time. */
static void
set_timer(struct held *held)
{
	uint64_t now = held_now_ms(held), until;
	const struct kept *k = held->first;

	while (k && k->row.decided)
		k = k->next;
	if (!k) {
		ws_timer_cancel(held->timer);
		return;
	}
	until = k->row.until_ms;
	ws_timer_set(held->timer, until > now ? until - now : 0);
}

/* Copies s into *at and moves it on; NULL stays NULL. */
static const char *
put(char **at, const char *s, size_t len)
{
	char *copy = *at;

	if (!s)
		return NULL;
	memcpy(copy, s, len);
	copy[len] = '\0';
	*at += len + 1;
	return copy;
}

static size_t
room_for(const char *s)
{
	return s ? strlen(s) + 1 : 0;
}

enum sr_err
held_add(struct held *held, struct account *author, const uint8_t hash[16],
    const struct wire_post *post, uint64_t *number)
{
	size_t size = room_for(post->draft) + room_for(post->lang) +
		      room_for(post->step) + post->text_len + 1;
	struct kept *k, **at = &held->first;
	char *bytes;

	if (!held->keep_ms ||
	    held_count(held, &post->procedure) >= held->most)
		return SR_EHELD;
	k = calloc(1, sizeof *k + size);
	if (!k)
		return SR_ENOMEM;
	k->size = size;
	k->row.number = ++held->last;
	k->row.author = author;
	memcpy(k->row.hash, hash, sizeof k->row.hash);
	k->row.since_ms = held_now_ms(held);
	k->row.until_ms = k->row.since_ms + held->keep_ms;
	k->row.post = *post;
	bytes = k->bytes;
	k->row.post.draft = put(&bytes, post->draft, strlen(post->draft));
	k->row.post.text = put(&bytes, post->text, post->text_len);
	k->row.post.lang =
	    put(&bytes, post->lang, post->lang ? strlen(post->lang) : 0);
	k->row.post.step =
	    put(&bytes, post->step, post->step ? strlen(post->step) : 0);
	while (*at)
		at = &(*at)->next;
	*at = k;
	*number = k->row.number;
	set_timer(held);
	return SR_OK;
}

void
held_decided(struct held *held, struct held_row *row, bool decided)
{
	row->decided = decided;
	set_timer(held);
}

void
held_remove(struct held *held, struct held_row *row)
{
	struct kept **at = &held->first, *k = (struct kept *)row;

	while (*at != k)
		at = &(*at)->next;
	*at = k->next;
	kept_free(k);
	set_timer(held);
}

static void
end(struct held *held, struct kept *k, enum gone_why why)
{
	struct kept **at = &held->first;

	while (*at != k)
		at = &(*at)->next;
	*at = k->next;
	if (held->ended)
		held->ended(held->ctx, &k->row, why);
	kept_free(k);
}

static void
on_time(void *ctx)
{
	struct held *held = ctx;
	uint64_t now = held_now_ms(held);

	for (struct kept *k = held->first, *next; k; k = next) {
		next = k->next;
		if (k->row.until_ms <= now && !k->row.decided)
			end(held, k, GONE_EXPIRED);
	}
	set_timer(held);
}

void
held_drop(struct held *held, const struct procedure_id *id, enum gone_why why)
{
	struct held_row *row = held_next(held, id, NULL), *next;

	for (; row; row = next) {
		next = held_next(held, id, row);
		if (!row->decided)
			end(held, (struct kept *)row, why);
	}
	set_timer(held);
}

void
held_drop_author(
    struct held *held, const struct account *author, enum gone_why why)
{
	for (struct kept *k = held->first, *next; k; k = next) {
		next = k->next;
		if (k->row.author == author && !k->row.decided)
			end(held, k, why);
	}
	set_timer(held);
}

/* ---- what was let go ---- */

static struct let_go *
let_go_find(const struct held *held, const struct procedure_id *id,
    const uint8_t hash[16])
{
	for (unsigned i = 0; i < LET_GO_MAX; i++) {
		const struct let_go *g = &held->let_go[i];

		if (g->used && memcmp(&g->id, id, sizeof *id) == 0 &&
		    memcmp(g->hash, hash, sizeof g->hash) == 0)
			return (struct let_go *)g;
	}
	return NULL;
}

void
held_let_go(struct held *held, const struct procedure_id *id,
    const uint8_t hash[16], uint64_t number)
{
	struct let_go *g = &held->let_go[held->let_go_next++ % LET_GO_MAX];

	g->used = true;
	g->id = *id;
	memcpy(g->hash, hash, sizeof g->hash);
	g->number = number;
}

void
held_released(struct held *held, const struct procedure_id *id,
    const uint8_t hash[16], uint64_t number)
{
	struct let_go *g = let_go_find(held, id, hash);

	if (g)
		g->number = number;
}

bool
held_was_let_go(const struct held *held, const struct procedure_id *id,
    const uint8_t hash[16], uint64_t *number)
{
	const struct let_go *g = let_go_find(held, id, hash);

	*number = g ? g->number : 0;
	return g != NULL;
}
