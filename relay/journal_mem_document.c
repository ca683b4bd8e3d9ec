/* SPDX-License-Identifier: MIT */
#include "journal_mem_document.h"

#include <stdlib.h>
#include <string.h>

struct document {
	struct document *next;
	char *kind, *id, *value;
	size_t len;
};

static void
document_free(struct document *d)
{
	if (!d)
		return;
	if (d->value)
		explicit_bzero(d->value, d->len);
	free(d->kind);
	free(d->id);
	free(d->value);
	free(d);
}

static struct document *
document_new(const char *kind, const char *id, const void *value, size_t len)
{
	struct document *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	d->kind = strdup(kind);
	d->id = strdup(id);
	d->value = calloc(1, len + 1);
	if (!d->kind || !d->id || !d->value) {
		document_free(d);
		return NULL;
	}
	memcpy(d->value, value, len);
	d->len = len;
	return d;
}

enum sr_err
documents_put(struct document **list, const char *kind, const char *id,
    const void *value, size_t len)
{
	struct document **at = list, *made = NULL;

	if (len > 0) {
		made = document_new(kind, id, value, len);
		if (!made)
			return SR_ENOMEM;
	}
	while (*at &&
	       (strcmp((*at)->kind, kind) != 0 || strcmp((*at)->id, id) != 0))
		at = &(*at)->next;
	if (*at) {
		struct document *old = *at;

		*at = old->next;
		document_free(old);
	}
	if (made) {
		made->next = *at;
		*at = made;
	}
	return SR_OK;
}

void
documents_each(const struct document *list, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	for (const struct document *d = list; d; d = d->next) {
		if (strcmp(d->kind, kind) == 0)
			fn(ctx, d->id, d->value, d->len);
	}
}

void
documents_free(struct document **list)
{
	while (*list) {
		struct document *d = *list;

		*list = d->next;
		document_free(d);
	}
}
