/* SPDX-License-Identifier: MIT */
#include "entry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	unsigned references;
	uint64_t number;
	struct entry_head head;
	size_t size; /* bytes of `bytes` */
	size_t begin[AUDIENCES], len[AUDIENCES];
	char bytes[]; /* the texts, a NUL behind each */
};

enum sr_err
entry_restore(struct entry **out, const struct entry_head *head,
    uint64_t number, const char *const text[AUDIENCES],
    const size_t len[AUDIENCES])
{
	struct entry *e;
	size_t size = 0, at = 0;

	for (int a = 0; a < AUDIENCES; a++)
		size += len[a] + 1;
	e = malloc(sizeof *e + size);
	if (!e)
		return SR_ENOMEM;
	e->references = 1;
	e->number = number;
	e->head = *head;
	e->size = size;
	for (int a = 0; a < AUDIENCES; a++) {
		e->begin[a] = at;
		e->len[a] = len[a];
		if (len[a])
			memcpy(e->bytes + at, text[a], len[a]);
		at += len[a];
		e->bytes[at++] = '\0';
	}
	*out = e;
	return SR_OK;
}

enum sr_err
entry_new(struct entry **out, const struct entry_head *head,
    const struct scrubbed text[AUDIENCES])
{
	const char *bytes[AUDIENCES];
	size_t len[AUDIENCES];

	for (int a = 0; a < AUDIENCES; a++) {
		bytes[a] = text[a].text;
		len[a] = text[a].len;
	}
	return entry_restore(out, head, 0, bytes, len);
}

enum text_lang
entry_lang(const char *tag)
{
	static const enum text_lang of[SCRUB_LANGS] = {
	    [SCRUB_EN] = TEXT_LANG_EN, [SCRUB_ID_ID] = TEXT_LANG_ID};
	enum scrub_lang known;

	return scrub_lang_from_tag(tag ? tag : "en", &known) ? of[known]
							     : TEXT_LANG_NONE;
}

bool
entry_takes_away(enum entry_kind kind)
{
	return kind == ENTRY_CORRECTION || kind == ENTRY_RETRACTION;
}

struct entry *
entry_ref(struct entry *e)
{
	e->references++;
	return e;
}

void
entry_unref(struct entry *e)
{
	if (!e || --e->references)
		return;
	explicit_bzero(e, sizeof *e + e->size);
	free(e);
}

const struct entry_head *
entry_head(const struct entry *e)
{
	return &e->head;
}

uint64_t
entry_number(const struct entry *e)
{
	return e->number;
}

const char *
entry_text(const struct entry *e, enum audience a, size_t *len)
{
	*len = e->len[a];
	return e->bytes + e->begin[a];
}

void
entry_set_number(struct entry *e, uint64_t number)
{
	assert(!e->number || e->number == number);
	e->number = number;
}
