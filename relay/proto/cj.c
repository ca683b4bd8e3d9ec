/* SPDX-License-Identifier: MIT */
#include "proto/cj.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "proto/limits.h"

/* Bytes of a chunk: a message of everyday size needs a tenth of it. */
#define CHUNK_BYTES 65536u

struct chunk {
	struct chunk *next;
	size_t used, room;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct cj {
	struct chunk *first; /* newest; the last one stays for ever */
};

/* The arena cJSON's hooks draw from while this thread is inside cJSON. */
static _Thread_local struct cj *drawing;

static struct chunk *
chunk_new(size_t room)
{
	struct chunk *k = malloc(sizeof(*k) + room);

	if (k) {
		k->next = NULL;
		k->used = 0;
		k->room = room;
	}
	return k;
}

void *
cj_alloc(struct cj *c, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct chunk *k = c->first;
	void *p;

	if (size > SIZE_MAX / 4)
		return NULL;
	size = (size + align - 1) / align * align;
	if (size > k->room - k->used) {
		k = chunk_new(size > CHUNK_BYTES ? size : CHUNK_BYTES);
		if (!k)
			return NULL;
		k->next = c->first;
		c->first = k;
	}
	p = k->bytes + k->used;
	k->used += size;
	return memset(p, 0, size);
}

static void *
hook_malloc(size_t size)
{
	return drawing ? cj_alloc(drawing, size) : NULL;
}

/* What cJSON gives back stays in the arena until it is wiped as a whole. */
static void
hook_free(void *p)
{
	(void)p;
}

enum sr_err
cj_new(struct cj **out)
{
	cJSON_Hooks hooks = {hook_malloc, hook_free};
	struct cj *c = calloc(1, sizeof(*c));

	if (!c)
		return SR_ENOMEM;
	c->first = chunk_new(CHUNK_BYTES);
	if (!c->first) {
		free(c);
		return SR_ENOMEM;
	}
	cJSON_InitHooks(&hooks);
	*out = c;
	return SR_OK;
}

void
cj_end(struct cj *c)
{
	while (c->first->next) {
		struct chunk *k = c->first;

		c->first = k->next;
		explicit_bzero(k->bytes, k->used);
		free(k);
	}
	explicit_bzero(c->first->bytes, c->first->used);
	c->first->used = 0;
}

void
cj_free(struct cj *c)
{
	if (!c)
		return;
	cj_end(c);
	free(c->first);
	free(c);
}

static const cJSON *
inner(const struct cj_value *v)
{
	return (const void *)v;
}

static const struct cj_value *
outer(const cJSON *v)
{
	return (const void *)v;
}

enum sr_err
cj_read(struct cj *c, const char *text, size_t len,
    const struct cj_value **root, struct sr_fault *fault)
{
	enum sr_err err = cj_check(text, len, fault);
	const cJSON *tree;

	if (err != SR_OK)
		return err;
	drawing = c;
	tree = cJSON_ParseWithLengthOpts(text, len, NULL, 0);
	drawing = NULL;
	if (!tree)
		return SR_ENOMEM; /* it is JSON: only memory can lack */
	*root = outer(tree);
	return SR_OK;
}

enum sr_err
cj_print(struct cj *c, const struct cj_value *v, const char **text, size_t *len)
{
	char *printed;

	drawing = c;
	printed = cJSON_PrintUnformatted(inner(v));
	drawing = NULL;
	if (!printed)
		return SR_ENOMEM;
	*text = printed;
	*len = strlen(printed);
	return SR_OK;
}

enum cj_kind
cj_kind(const struct cj_value *v)
{
	switch (inner(v)->type & 0xff) {
	case cJSON_True:
	case cJSON_False:
		return CJ_BOOL;
	case cJSON_Number:
		return CJ_NUMBER;
	case cJSON_String:
		return CJ_STRING;
	case cJSON_Array:
		return CJ_ARRAY;
	case cJSON_Object:
		return CJ_OBJECT;
	default:
		return CJ_NULL;
	}
}

const char *
cj_key(const struct cj_value *v)
{
	return inner(v)->string;
}

const struct cj_value *
cj_first(const struct cj_value *v)
{
	return outer(inner(v)->child);
}

const struct cj_value *
cj_next(const struct cj_value *v)
{
	return outer(inner(v)->next);
}

const char *
cj_string(const struct cj_value *v)
{
	return inner(v)->valuestring;
}

bool
cj_bool(const struct cj_value *v)
{
	return (inner(v)->type & 0xff) == cJSON_True;
}

bool
cj_integer(const struct cj_value *v, uint64_t *out)
{
	double number = inner(v)->valuedouble;

	if (cj_kind(v) != CJ_NUMBER || !(number >= 0) ||
	    number > (double)SR_NUMBER_MAX)
		return false;
	*out = (uint64_t)number;
	return (double)*out >= number;
}
