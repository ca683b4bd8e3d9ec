/* SPDX-License-Identifier: MIT */
#include "journal_store.h"

#include <stdlib.h>
#include <string.h>

#include "journal_mem_document.h"

/*
 * The journal's rules over lists in memory. It keeps copies: an entry's
 * references are counted on the loop, and this runs on a worker.
 */

struct procedure {
	struct procedure *next;
	struct procedure_id id;
	bool erased;
	struct entry **entry; /* [number - 1] */
	size_t count, room;
};

struct waiting {
	struct waiting *next;
	struct entry *entry;
	struct journal_staging how;
};

struct mem {
	struct journal_store store;
	struct procedure *procedures;
	struct document *documents;
	struct waiting *staged; /* in order */
};

/* Erased ones too. */
static struct procedure *
find_any(struct mem *m, const struct procedure_id *id)
{
	for (struct procedure *p = m->procedures; p; p = p->next) {
		if (memcmp(&p->id, id, sizeof(*id)) == 0)
			return p;
	}
	return NULL;
}

static struct procedure *
find(struct mem *m, const struct procedure_id *id)
{
	struct procedure *p = find_any(m, id);

	return p && !p->erased ? p : NULL;
}

/* Memory does not refuse a batch: journal_queue_set_full() does, before. */
static enum sr_err
mem_batch_ok(struct journal_store *store)
{
	(void)store;
	return SR_OK;
}

static void
mem_batch_rollback(struct journal_store *store)
{
	(void)store;
}

static enum sr_err
mem_begin(struct journal_store *store, const struct procedure_id *id)
{
	struct mem *m = (struct mem *)store;
	struct procedure *p;

	if (find_any(m, id))
		return SR_EEXISTS;
	p = calloc(1, sizeof(*p));
	if (!p)
		return SR_ENOMEM;
	p->id = *id;
	p->next = m->procedures;
	m->procedures = p;
	return SR_OK;
}

static enum sr_err
copy(const struct entry *e, uint64_t number, struct entry **out)
{
	const char *text[AUDIENCES];
	size_t len[AUDIENCES];

	for (int a = 0; a < AUDIENCES; a++)
		text[a] = entry_text(e, (enum audience)a, &len[a]);
	return entry_restore(out, entry_head(e), number, text, len);
}

/* The newest is the likeliest to be sent again. */
static uint64_t
draft_find(const struct procedure *p, const struct entry_head *head)
{
	if (!journal_has_draft(head))
		return 0;
	for (size_t i = p->count; i > 0; i--) {
		if (memcmp(entry_head(p->entry[i - 1])->draft, head->draft,
			sizeof(head->draft)) == 0)
			return i;
	}
	return 0;
}

static enum sr_err
tombstone(const struct procedure *p, uint64_t number, enum entry_kind left,
    uint64_t refers, struct entry **out)
{
	static const char *const nothing[AUDIENCES] = {"", ""};
	static const size_t none[AUDIENCES];
	struct entry_head head;

	if (number == 0 || number > p->count)
		return SR_ENOENTRY;
	head = *entry_head(p->entry[number - 1]);
	if (!journal_replaceable(head.kind))
		return SR_ENOENTRY;
	head.kind = left;
	head.refers = refers;
	head.lang = TEXT_LANG_NONE;
	memset(head.step, 0, sizeof(head.step));
	return entry_restore(out, &head, number, nothing, none);
}

static enum sr_err
make_room(struct procedure *p)
{
	size_t room = p->room ? 2 * p->room : 64;
	struct entry **grown;

	if (p->count < p->room)
		return SR_OK;
	grown = realloc(p->entry, room * sizeof(struct entry *));
	if (!grown)
		return SR_ENOMEM;
	p->entry = grown;
	p->room = room;
	return SR_OK;
}

/* ---- what waits ---- */

static struct waiting **
staged_find(struct mem *m, const struct procedure_id *id, const uint8_t *draft)
{
	struct waiting **at = &m->staged;

	for (; *at; at = &(*at)->next) {
		const struct entry_head *head = entry_head((*at)->entry);

		if (memcmp(&head->procedure, id, sizeof(*id)) == 0 &&
		    (!draft || memcmp(head->draft, draft, 16) == 0))
			break;
	}
	return at;
}

static void
staged_drop(struct mem *m, const struct procedure_id *id, const uint8_t *draft)
{
	struct waiting **at = staged_find(m, id, draft), *w = *at;

	if (!w)
		return;
	*at = w->next;
	entry_unref(w->entry);
	free(w);
}

static enum sr_err
mem_stage(struct journal_store *store, const struct entry *e,
    const struct journal_staging *how, uint64_t *number, bool *repeated)
{
	struct mem *m = (struct mem *)store;
	const struct entry_head *head = entry_head(e);
	struct procedure *p = find(m, &head->procedure);
	struct waiting **at, *w;
	enum sr_err err;

	if (!p)
		return SR_ENOPROC;
	*number = draft_find(p, head);
	at = staged_find(m, &head->procedure, head->draft);
	*repeated = *number > 0 || *at;
	if (*repeated)
		return SR_OK;
	w = calloc(1, sizeof(*w));
	if (!w)
		return SR_ENOMEM;
	err = copy(e, 0, &w->entry);
	if (err != SR_OK) {
		free(w);
		return err;
	}
	w->how = *how;
	*at = w;
	return SR_OK;
}

static enum sr_err
mem_unstage(struct journal_store *store, const struct procedure_id *id,
    const uint8_t draft[16])
{
	struct mem *m = (struct mem *)store;

	if (!find(m, id))
		return SR_ENOPROC;
	staged_drop(m, id, draft);
	return SR_OK;
}

static enum sr_err
mem_load_staged(struct journal_store *store, journal_staged *fn, void *ctx)
{
	struct mem *m = (struct mem *)store;

	for (struct waiting *w = m->staged; w; w = w->next) {
		struct entry *e = NULL;
		enum sr_err err = copy(w->entry, 0, &e);

		if (err != SR_OK)
			return err;
		fn(ctx, e, &w->how);
		entry_unref(e);
	}
	return SR_OK;
}

static enum sr_err
mem_append(struct journal_store *store, const struct entry *e, uint64_t *number,
    bool *repeated)
{
	const struct entry_head *head = entry_head(e);
	struct procedure *p = find((struct mem *)store, &head->procedure);
	struct entry *kept = NULL, *grave = NULL, **old;
	enum entry_kind left;
	enum sr_err err;

	if (!p)
		return SR_ENOPROC;
	*number = draft_find(p, head);
	*repeated = *number > 0;
	if (*repeated)
		return SR_OK;
	err = make_room(p);
	if (err != SR_OK)
		goto out;
	if (journal_replaces(head->kind, &left))
		err = tombstone(p, head->refers, left, p->count + 1, &grave);
	if (err != SR_OK)
		goto out;
	*number = p->count + 1;
	err = copy(e, *number, &kept);
	if (err != SR_OK)
		goto out;
	p->entry[p->count++] = kept;
	if (journal_has_draft(head))
		staged_drop((struct mem *)store, &head->procedure, head->draft);
	if (grave) {
		old = &p->entry[head->refers - 1];
		entry_unref(*old);
		*old = grave;
		grave = NULL;
	}
out:
	entry_unref(grave);
	return err;
}

static bool
is_grave(const struct procedure *p, uint64_t number)
{
	enum entry_kind kind;

	if (number == 0 || number > p->count)
		return false;
	kind = entry_head(p->entry[number - 1])->kind;
	return kind == ENTRY_WITHDRAWN || kind == ENTRY_CORRECTED;
}

static enum sr_err
erase_entry(struct procedure *p, uint64_t number)
{
	struct entry *grave = NULL;
	enum sr_err err = tombstone(p, number, ENTRY_WITHDRAWN, 0, &grave);

	if (err != SR_OK)
		return is_grave(p, number) ? SR_OK : err;
	entry_unref(p->entry[number - 1]);
	p->entry[number - 1] = grave;
	return SR_OK;
}

static enum sr_err
mem_erase(struct journal_store *store, const struct journal_erasure *what,
    char **receipt)
{
	struct procedure *p = find_any((struct mem *)store, &what->procedure);

	(void)receipt;
	if (!p || (p->erased && what->number > 0))
		return SR_ENOPROC;
	if (what->number > 0)
		return erase_entry(p, what->number);
	while (p->count > 0)
		entry_unref(p->entry[--p->count]);
	while (*staged_find((struct mem *)store, &what->procedure, NULL))
		staged_drop((struct mem *)store, &what->procedure, NULL);
	p->erased = true;
	return SR_OK;
}

static enum sr_err
mem_read(struct journal_store *store, const struct procedure_id *id,
    uint64_t from, size_t max, struct journal_found *found)
{
	struct procedure *p = find((struct mem *)store, id);
	enum sr_err err = SR_OK;

	if (!p)
		return SR_ENOPROC;
	found->last = p->count;
	if (from == 0 || from > p->count || max == 0)
		return SR_OK;
	if (max > p->count - from + 1)
		max = (size_t)(p->count - from + 1);
	found->entry = calloc(max, sizeof(struct entry *));
	if (!found->entry)
		return SR_ENOMEM;
	while (found->count < max && err == SR_OK) {
		uint64_t number = from + found->count;

		err = copy(
		    p->entry[number - 1], number, &found->entry[found->count]);
		found->count += err == SR_OK;
	}
	if (err != SR_OK)
		journal_found_free(found);
	return err;
}

/* Nothing is signed here, and nothing hashed. */
static enum sr_err
mem_checkpoint(struct journal_store *store, const struct procedure_id *id,
    uint64_t after, size_t max, struct journal_log *log)
{
	(void)after;
	(void)max;
	*log = (struct journal_log){0};
	return find((struct mem *)store, id) ? SR_OK : SR_ENOPROC;
}

static enum sr_err
mem_last(
    struct journal_store *store, const struct procedure_id *id, uint64_t *last)
{
	const struct procedure *p = find((struct mem *)store, id);

	*last = p ? p->count : 0;
	return SR_OK;
}

static enum sr_err
mem_put(struct journal_store *store, const char *kind, const char *id,
    const void *value, size_t len)
{
	return documents_put(
	    &((struct mem *)store)->documents, kind, id, value, len);
}

static enum sr_err
mem_load(struct journal_store *store, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	documents_each(((struct mem *)store)->documents, kind, fn, ctx);
	return SR_OK;
}

static void
mem_close(struct journal_store *store)
{
	struct mem *m = (struct mem *)store;

	while (m->procedures) {
		struct procedure *p = m->procedures;

		m->procedures = p->next;
		for (size_t i = 0; i < p->count; i++)
			entry_unref(p->entry[i]);
		free(p->entry);
		free(p);
	}
	while (m->staged)
		staged_drop(m, &entry_head(m->staged->entry)->procedure, NULL);
	documents_free(&m->documents);
	free(m);
}

static const struct journal_store_ops mem_ops = {
    .batch_begin = mem_batch_ok,
    .batch_commit = mem_batch_ok,
    .batch_rollback = mem_batch_rollback,
    .begin = mem_begin,
    .append = mem_append,
    .put = mem_put,
    .erase = mem_erase,
    .rekey = mem_batch_ok,
    .forget = mem_batch_ok,
    .stage = mem_stage,
    .unstage = mem_unstage,
    .load_staged = mem_load_staged,
    .read = mem_read,
    .load = mem_load,
    .last = mem_last,
    .checkpoint = mem_checkpoint,
    .close = mem_close,
};

enum sr_err
journal_mem_open(struct journal **out, struct worker_pool *pool)
{
	struct mem *m = calloc(1, sizeof(*m));
	enum sr_err err;

	if (!m)
		return SR_ENOMEM;
	m->store.ops = &mem_ops;
	err = journal_queue_new(out, pool, &m->store, &m->store);
	if (err != SR_OK)
		free(m);
	return err;
}

void
journal_mem_set_full(struct journal *j, bool full)
{
	journal_queue_set_full(j, full);
}
