/* SPDX-License-Identifier: MIT */
/*
 * Appends a second, with the journal's own commits and fsyncs:
 * journal_bench [FOLDER]. FOLDER is on the disk to measure (default: /tmp).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "journal.h"

#define SECONDS 2.0

static const struct procedure_id procedure = {{7}};
static const char text[] =
    "Critical view of safety obtained, two clips below and one above, "
    "cystic artery next";

struct bench {
	struct ws_loop *loop;
	struct journal *journal;
	uint64_t drafts, done, outstanding;
	double until;
	unsigned failed;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- counting syncs ---- */

static unsigned syncs;
static int (*real_sync)(sqlite3_file *, int);
static int (*real_open)(
    sqlite3_vfs *, const char *, sqlite3_file *, int, int *);

static int
count_sync(sqlite3_file *f, int flags)
{
	__atomic_add_fetch(&syncs, 1, __ATOMIC_RELAXED);
	return real_sync(f, flags);
}

static int
count_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	static sqlite3_io_methods methods[8];
	static unsigned used;
	int rc = real_open(vfs, name, f, flags, out);

	if (rc == SQLITE_OK && f->pMethods && used < 8) {
		methods[used] = *f->pMethods;
		real_sync = methods[used].xSync;
		methods[used].xSync = count_sync;
		f->pMethods = &methods[used++];
	}
	return rc;
}

/* ---- load ---- */

static void submit(struct bench *b);

static void
on_appended(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct bench *b = ctx;

	b->outstanding--;
	b->done++;
	b->failed += err != SR_OK || repeated || number == 0;
	if (now() < b->until)
		submit(b);
	else if (b->outstanding == 0)
		ws_loop_stop(b->loop);
}

static void
submit(struct bench *b)
{
	struct entry_head head = {.procedure = procedure, .kind = ENTRY_UPDATE};
	const char *texts[AUDIENCES] = {text, text};
	const size_t len[AUDIENCES] = {strlen(text), strlen(text)};
	struct entry *e = NULL;

	b->drafts++;
	memcpy(head.draft, &b->drafts, sizeof(b->drafts));
	if (entry_restore(&e, &head, 0, texts, len) != SR_OK)
		abort();
	b->outstanding++;
	journal_append(b->journal, e, on_appended, b);
	entry_unref(e);
}

static void
on_begun(void *ctx, enum sr_err err)
{
	struct bench *b = ctx;

	b->failed += err != SR_OK;
	ws_loop_stop(b->loop);
}

static void
run(struct bench *b, unsigned outstanding)
{
	double begun = now(), took;
	unsigned before = __atomic_load_n(&syncs, __ATOMIC_RELAXED), fsyncs;

	b->done = 0;
	b->until = begun + SECONDS;
	for (unsigned i = 0; i < outstanding; i++)
		submit(b);
	ws_loop_run(b->loop);
	took = now() - begun;
	fsyncs = __atomic_load_n(&syncs, __ATOMIC_RELAXED) - before;
	printf("| %u | %.0f | %.1f | %.2f |\n", outstanding,
	    (double)b->done / took, (double)b->done / fsyncs,
	    1000.0 * took * outstanding / (double)b->done);
}

int
main(int argc, char **argv)
{
	static const unsigned outstanding[] = {1, 16, 256, 4096};
	char dir[512], file[600], key[600], name[640];
	static const char *const suffix[] = {"", "-wal", "-shm", ".lock"};
	struct journal_sqlite_options opt = {
	    .file = file, .master_key_file = key};
	struct keypair *signer = NULL;
	struct worker_pool *pool = NULL;
	struct sr_fault fault = {""};
	struct bench b = {0};
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

	real_open = vfs->xOpen;
	vfs->xOpen = count_open;
	snprintf(dir, sizeof(dir), "%s/journal-bench.XXXXXX",
	    argc > 1 ? argv[1] : "/tmp");
	if (!mkdtemp(dir) || ws_loop_new(&b.loop) != SR_OK ||
	    worker_pool_new(&pool, b.loop) != SR_OK ||
	    keypair_new(&signer) != SR_OK)
		return 1;
	opt.signer = signer;
	snprintf(file, sizeof(file), "%s/journal.db", dir);
	snprintf(key, sizeof(key), "%s/master.key", dir);
	if (journal_sqlite_open(&b.journal, &opt, pool, &fault) != SR_OK) {
		fprintf(stderr, "%s\n", fault.what);
		return 1;
	}
	journal_begin(b.journal, &procedure, on_begun, &b);
	ws_loop_run(b.loop);
	printf("| waiting at once | appends/s | per fsync | ms each |\n"
	       "| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < sizeof(outstanding) / sizeof(outstanding[0]);
	     i++)
		run(&b, outstanding[i]);
	journal_close(b.journal);
	worker_pool_free(pool);
	ws_loop_free(b.loop);
	keypair_free(signer);
	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", file, suffix[i]);
		unlink(name);
	}
	unlink(key);
	rmdir(dir);
	return b.failed > 0;
}
