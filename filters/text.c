/* SPDX-License-Identifier: MIT */
#include "text_private.h"

#include <stdlib.h>
#include <string.h>

#include "letter.h"

#define PADDING 33u      /* a NUL and 32 more */
#define ROOM_FIRST 1024u /* bytes of norm at first */
#define ROOM_KEEP 16384u /* more than this is given back after a text */
#define TOKENS_FIRST 256u

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
bool
text_grow_norm(struct text *t, size_t need)
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

bool
text_grow_tokens(struct text *t)
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
	struct text_letters seen = {0, 0, 0};
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
	    !text_grow_norm(t, raw.len + LETTER_PLAIN_MAX))
		return SCRUB_ENOMEM;
	err = text_normalise(t, &odd);
	if (err != SCRUB_OK)
		return err;
	if (odd)
		text_unmask(t);
	text_tidy(t);
	memset(t->norm + t->norm_len, 0, PADDING);
	ascii = text_fold_ascii(t);
	memset(t->fold + t->norm_len, 0, PADDING);
	t->map[t->norm_len] = (uint32_t)raw.len;
	err = text_tokenise(t, ascii, &seen);
	t->all_caps = seen.upper > 0 && seen.lower * 10 <= seen.upper;
	t->no_caps = seen.upper == 0 && seen.lower > 0;
	t->first_caps = 0;
	if (seen.inside == 0 && seen.lower > 0 && !t->all_caps)
		t->first_caps = seen.upper > 1 ? 2 : (uint8_t)seen.upper;
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
