/* SPDX-License-Identifier: MIT */
#ifndef JOURNAL_KIT_H
#define JOURNAL_KIT_H

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "journal.h"

/*
 * A journal with its loop, for tests: calls wait for their completion. Each
 * sqlite journal has a directory of its own, removed at the end.
 */

struct kit {
	struct ws_loop *loop;
	struct worker_pool *pool;
	struct journal *journal;
	struct keypair *signer;
	char dir[64], file[128], key_file[128];
	size_t waiting; /* completions to come */
};

struct kit_result {
	struct kit *kit;
	enum sr_err err;
	uint64_t number;
	bool repeated;
	unsigned completions;
};

/* A page's entries, with references of their own. */
struct kit_page {
	struct kit *kit;
	enum sr_err err;
	struct entry *entry[256];
	size_t count;
	uint64_t last;
};

static const struct procedure_id kit_procedure = {{1, 2, 3, 4, 5}};

static inline void
kit_completed(struct kit *k)
{
	if (--k->waiting == 0)
		ws_loop_stop(k->loop);
}

static inline void
kit_wait(struct kit *k)
{
	while (k->waiting > 0)
		ws_loop_run(k->loop);
}

static inline void
kit_on_appended(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct kit_result *r = ctx;

	r->err = err;
	r->number = number;
	r->repeated = repeated;
	r->completions++;
	kit_completed(r->kit);
}

static inline void
kit_on_done(void *ctx, enum sr_err err)
{
	kit_on_appended(ctx, err, 0, false);
}

static inline void
kit_on_page(void *ctx, enum sr_err err, struct entry *const *entry,
    size_t count, uint64_t last)
{
	struct kit_page *p = ctx;

	p->err = err;
	p->last = last;
	p->count = count;
	for (size_t i = 0; i < count && i < 256; i++)
		p->entry[i] = entry_ref(entry[i]);
	kit_completed(p->kit);
}

/* draft 0: none. text NULL: none for any audience; else the audience's
 * letter comes before it. */
static inline struct entry *
kit_entry(const struct procedure_id *id, enum entry_kind kind, uint64_t draft,
    uint64_t refers, const char *text)
{
	struct entry_head head = {.procedure = *id,
	    .kind = kind,
	    .part = PART_SCRUB,
	    .t_ms = 1000 + draft,
	    .refers = refers};
	char bytes[AUDIENCES][512] = {{0}};
	const char *all[AUDIENCES];
	size_t len[AUDIENCES];
	struct entry *e = NULL;

	memcpy(head.draft, &draft, sizeof(draft));
	if (kind == ENTRY_MILESTONE || kind == ENTRY_NOTICE)
		snprintf(
		    head.step, sizeof(head.step), "step-%u", (unsigned)draft);
	for (int a = 0; a < AUDIENCES; a++) {
		if (text)
			snprintf(bytes[a], sizeof(bytes[a]), "%c %s",
			    a == STUDENT ? 'S' : 'C', text);
		all[a] = bytes[a];
		len[a] = strlen(bytes[a]);
	}
	if (entry_restore(&e, &head, 0, all, len) != SR_OK)
		abort();
	return e;
}

/* Without waiting; r must live until kit_wait(). */
static inline void
kit_submit(struct kit *k, struct entry *e, struct kit_result *r)
{
	*r = (struct kit_result){.kit = k};
	k->waiting++;
	journal_append(k->journal, e, kit_on_appended, r);
	entry_unref(e);
}

static inline struct kit_result
kit_append(struct kit *k, const struct procedure_id *id, enum entry_kind kind,
    uint64_t draft, uint64_t refers, const char *text)
{
	struct kit_result r;

	kit_submit(k, kit_entry(id, kind, draft, refers, text), &r);
	kit_wait(k);
	return r;
}

static inline enum sr_err
kit_begin(struct kit *k, const struct procedure_id *id)
{
	struct kit_result r = {.kit = k};

	k->waiting++;
	journal_begin(k->journal, id, kit_on_done, &r);
	kit_wait(k);
	return r.err;
}

static inline enum sr_err
kit_put(struct kit *k, const char *kind, const char *id, const char *value)
{
	struct kit_result r = {.kit = k};

	k->waiting++;
	journal_put(
	    k->journal, kind, id, value, strlen(value), kit_on_done, &r);
	kit_wait(k);
	return r.err;
}

struct kit_erased {
	struct kit *kit;
	enum sr_err err;
	char receipt[1024]; /* empty: none */
};

static inline void
kit_on_erased(void *ctx, enum sr_err err, const char *receipt)
{
	struct kit_erased *e = ctx;

	e->err = err;
	snprintf(e->receipt, sizeof(e->receipt), "%s", receipt ? receipt : "");
	kit_completed(e->kit);
}

/* number 0: all of it. */
static inline struct kit_erased
kit_erase(struct kit *k, const struct procedure_id *id, uint64_t number)
{
	struct journal_erasure what = {*id, number, 1700000000};
	struct kit_erased e = {.kit = k};

	k->waiting++;
	journal_erase(k->journal, &what, kit_on_erased, &e);
	kit_wait(k);
	return e;
}

static inline void
kit_read(struct kit *k, const struct procedure_id *id, uint64_t from,
    size_t max, struct kit_page *p)
{
	memset(p, 0, sizeof(*p));
	p->kit = k;
	k->waiting++;
	journal_read(k->journal, id, from, max, kit_on_page, p);
	kit_wait(k);
}

static inline void
kit_page_wipe(struct kit_page *p)
{
	for (size_t i = 0; i < p->count; i++)
		entry_unref(p->entry[i]);
	p->count = 0;
}

/* ---- opening ---- */

static inline void
kit_init(struct kit *k)
{
	memset(k, 0, sizeof(*k));
	if (ws_loop_new(&k->loop) != SR_OK ||
	    worker_pool_new(&k->pool, k->loop) != SR_OK ||
	    keypair_new(&k->signer) != SR_OK)
		abort();
	/* In memory where there is such a place: thousands of syncs. */
	snprintf(k->dir, sizeof(k->dir), "%s/scrubrelay-test.XXXXXX",
	    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(k->dir))
		abort();
	snprintf(k->file, sizeof(k->file), "%s/journal.db", k->dir);
	snprintf(k->key_file, sizeof(k->key_file), "%s/master.key", k->dir);
}

static inline enum sr_err
kit_open(struct kit *k, struct sr_fault *fault)
{
	struct journal_sqlite_options opt = {.file = k->file,
	    .master_key_file = k->key_file,
	    .signer = k->signer};

	return journal_sqlite_open(&k->journal, &opt, k->pool, fault);
}

/* An open sqlite journal in which kit_procedure has begun. */
static inline void
kit_open_new(struct kit *k)
{
	struct sr_fault fault = {""};

	kit_init(k);
	if (!check(kit_open(k, &fault) == SR_OK, "a journal opens"))
		fprintf(stderr, "   %s\n", fault.what);
	check(kit_begin(k, &kit_procedure) == SR_OK, "a procedure begins");
}

static inline void
kit_open_mem(struct kit *k)
{
	kit_init(k);
	check(journal_mem_open(&k->journal, k->pool) == SR_OK, "opens");
	check(kit_begin(k, &kit_procedure) == SR_OK, "a procedure begins");
}

static inline void
kit_close(struct kit *k)
{
	journal_close(k->journal);
	k->journal = NULL;
}

/* Calls fn for every file of the directory. */
static inline void
kit_each_file(
    const struct kit *k, void (*fn)(void *ctx, const char *path), void *ctx)
{
	DIR *dir = opendir(k->dir);
	struct dirent *d;
	char path[PATH_MAX];

	if (!dir)
		abort();
	while ((d = readdir(dir))) {
		if (d->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", k->dir, d->d_name);
		fn(ctx, path);
	}
	closedir(dir);
}

static inline void
kit_unlink(void *ctx, const char *path)
{
	(void)ctx;
	unlink(path);
}

static inline void
kit_free(struct kit *k)
{
	kit_close(k);
	worker_pool_free(k->pool);
	ws_loop_free(k->loop);
	keypair_free(k->signer);
	kit_each_file(k, kit_unlink, NULL);
	rmdir(k->dir);
}

/* ---- files ---- */

/* The whole file; the caller frees it. NULL when it is not there. */
static inline uint8_t *
kit_slurp(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes;
	long size;

	*len = 0;
	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
		abort();
	rewind(f);
	bytes = malloc((size_t)size + 1);
	if (!bytes || fread(bytes, 1, (size_t)size, f) != (size_t)size)
		abort();
	fclose(f);
	*len = (size_t)size;
	return bytes;
}

static inline void
kit_spill(const char *path, const uint8_t *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
		abort();
	chmod(path, 0600);
}

struct kit_search {
	const void *bytes;
	size_t len;
	unsigned files, found;
};

static inline void
kit_search_file(void *ctx, const char *path)
{
	struct kit_search *s = ctx;
	size_t len;
	uint8_t *all = kit_slurp(path, &len);

	if (!all)
		return;
	s->files++;
	for (size_t i = 0; len >= s->len && i <= len - s->len; i++)
		if (memcmp(all + i, s->bytes, s->len) == 0)
			s->found++;
	free(all);
}

/* How often bytes stand in any file of the directory, the WAL's included. */
static inline unsigned
kit_count(const struct kit *k, const void *bytes, size_t len)
{
	struct kit_search s = {.bytes = bytes, .len = len};

	kit_each_file(k, kit_search_file, &s);
	check(s.files > 0, "there are files to search");
	return s.found;
}

#endif
