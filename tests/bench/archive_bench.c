/* SPDX-License-Identifier: MIT */
/*
 * The archive at size: archive_bench [ENTRIES [FOLDER]] (1000000, /tmp).
 * A thousand entries in each procedure, 50 procedures at once; then the same
 * rows into a plain table, without sealing, trees and checkpoints. Times are
 * those of one core, not of the wall.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "archive_file.h"
#include "journal.h"
#include "output.h"
#include "proto/limits.h"

#define EACH 1000u   /* entries of a procedure */
#define AT_ONCE 50u  /* procedures */
#define WAITING 4096 /* appends that wait for the disk */
#define LONG 2000u   /* entries of the one that is read */

static const char text[] =
    "Critical view of safety obtained, two clips below and one above, "
    "cystic artery next";

struct bench {
	struct ws_loop *loop;
	struct worker_pool *pool;
	struct journal *journal;
	struct keypair *signer;
	char dir[512], file[600], key[600];
	uint64_t entries, sent, done;
	unsigned failed;
	bool waits;
};

/* Seconds of one core that this process took: other work on the machine does
 * not count. */
static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct procedure_id
id_of(uint64_t entry)
{
	struct procedure_id id = {{7}};
	uint64_t round = entry / (EACH * AT_ONCE);
	uint64_t procedure = round * AT_ONCE + entry % AT_ONCE;

	memcpy(id.byte + 8, &procedure, sizeof(procedure));
	return id;
}

static void
on_done(void *ctx, enum sr_err err)
{
	struct bench *b = ctx;

	b->failed += err != SR_OK;
}

static void submit(struct bench *b);

static void
on_appended(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct bench *b = ctx;

	b->failed += err != SR_OK || repeated || number == 0;
	b->done++;
	if (b->sent < b->entries)
		submit(b);
	else if (b->done == b->entries)
		ws_loop_stop(b->loop);
}

static void
submit(struct bench *b)
{
	struct entry_head head = {.procedure = id_of(b->sent)};
	const char *texts[AUDIENCES] = {text, text};
	const size_t len[AUDIENCES] = {strlen(text), strlen(text)};
	struct entry *e = NULL;

	if (b->sent % (EACH * AT_ONCE) < AT_ONCE)
		journal_begin(b->journal, &head.procedure, on_done, b);
	b->sent++;
	memcpy(head.draft, &b->sent, sizeof(b->sent));
	if (entry_restore(&e, &head, 0, texts, len) != SR_OK)
		abort();
	journal_append(b->journal, e, on_appended, b);
	entry_unref(e);
}

static void
must(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "archive_bench: %s\n", what);
	exit(1);
}

static double
open_it(struct bench *b)
{
	struct journal_sqlite_options opt = {
	    b->file, b->key, b->signer, NULL};
	struct sr_fault fault = {""};
	double begun = now();

	must(journal_sqlite_open(&b->journal, &opt, b->pool, &fault) == SR_OK,
	    fault.what);
	return now() - begun;
}

static double
append_all(struct bench *b)
{
	double begun = now();

	for (unsigned i = 0; i < WAITING && b->sent < b->entries; i++)
		submit(b);
	ws_loop_run(b->loop);
	return now() - begun;
}

/* ---- the same without seals and trees ---- */

static double
append_plain(struct bench *b)
{
	char file[620];
	uint8_t record[196], draft[16] = {0};
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	double begun;

	snprintf(file, sizeof(file), "%s/plain.db", b->dir);
	memset(record, 7, sizeof(record));
	must(sqlite3_open(file, &db) == SQLITE_OK &&
		 sqlite3_exec(db,
		     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		     "PRAGMA secure_delete = ON;"
		     "CREATE TABLE record (leaf INTEGER PRIMARY KEY,"
		     " procedure INTEGER, number INTEGER, audience INTEGER,"
		     " draft BLOB, record BLOB);"
		     "CREATE UNIQUE INDEX a ON record"
		     " (procedure, number, audience);"
		     "CREATE UNIQUE INDEX b ON record (procedure, draft)"
		     " WHERE audience = 0;",
		     NULL, NULL, NULL) == SQLITE_OK &&
		 sqlite3_prepare_v2(db,
		     "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6)", -1,
		     &s, NULL) == SQLITE_OK,
	    "a plain table");
	begun = now();
	for (uint64_t i = 0; i < b->entries; i++) {
		uint64_t round = i / (EACH * AT_ONCE);
		int64_t ix = (int64_t)(round * AT_ONCE + i % AT_ONCE);
		int64_t number = (int64_t)(i / AT_ONCE % EACH);

		if (i % WAITING == 0)
			sqlite3_exec(db, i ? "COMMIT; BEGIN" : "BEGIN", NULL,
			    NULL, NULL);
		memcpy(draft, &i, sizeof(i));
		for (int a = 0; a < AUDIENCES; a++) {
			sqlite3_bind_int64(
			    s, 1, ix << 32 | (number * AUDIENCES + a));
			sqlite3_bind_int64(s, 2, ix);
			sqlite3_bind_int64(s, 3, number);
			sqlite3_bind_int(s, 4, a);
			sqlite3_bind_blob(s, 5, draft, 16, SQLITE_STATIC);
			sqlite3_bind_blob(
			    s, 6, record, sizeof(record), SQLITE_STATIC);
			must(sqlite3_step(s) == SQLITE_DONE, "a plain row");
			sqlite3_reset(s);
		}
	}
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	begun = now() - begun;
	sqlite3_finalize(s);
	sqlite3_close(db);
	unlink(file);
	return begun;
}

/* ---- checking and reading ---- */

static double
verify(struct bench *b, uint64_t *leaves)
{
	struct archive_file_check v = {
	    .key = (const uint8_t(*)[HELLO_KEY_BYTES])keypair_public(b->signer),
	    .keys = 1};
	struct archive_file *a = NULL;
	struct sr_fault fault = {""};
	double begun = now();

	must(archive_file_open(&a, b->file, &fault) == SR_OK &&
		 archive_file_verify(a, &v, &fault) == SR_OK,
	    fault.what);
	archive_file_close(a);
	*leaves = v.leaves;
	return now() - begun;
}

struct reading {
	struct bench *b;
	size_t got;
	enum sr_err err;
	size_t hits; /* of a search for a word that all have */
};

/* As the client searches: without case and accents. */
static bool
has_word(const struct entry *e, const char *word)
{
	size_t len;
	const char *text_of = entry_text(e, STUDENT, &len);
	char *folded = output_fold(text_of, len);
	bool found = folded && strstr(folded, word);

	free(folded);
	return found;
}

static void
on_page(void *ctx, enum sr_err err, struct entry *const *entry, size_t count,
    uint64_t last)
{
	struct reading *r = ctx;

	(void)last;
	for (size_t i = 0; i < count; i++)
		r->hits += has_word(entry[i], "artery");
	r->err = err;
	r->got += count;
	ws_loop_stop(r->b->loop);
}

static double
read_long(struct bench *b)
{
	const struct procedure_id id = {{99}};
	struct reading r = {.b = b};
	double begun;

	journal_begin(b->journal, &id, on_done, b);
	b->entries = b->done + LONG;
	for (unsigned i = 0; i < LONG; i++) {
		const char *texts[AUDIENCES] = {text, text};
		const size_t len[AUDIENCES] = {strlen(text), strlen(text)};
		struct entry_head head = {.procedure = id};
		struct entry *e = NULL;

		b->sent++;
		if (entry_restore(&e, &head, 0, texts, len) != SR_OK)
			abort();
		journal_append(b->journal, e, on_appended, b);
		entry_unref(e);
	}
	ws_loop_run(b->loop);
	begun = now();
	while (r.got < LONG && r.err == SR_OK) {
		journal_read(
		    b->journal, &id, r.got + 1, PAGE_ENTRIES, on_page, &r);
		ws_loop_run(b->loop);
	}
	must(r.got == LONG, "all of a long procedure is read");
	must(r.hits == LONG, "and what all have is found in all");
	return now() - begun;
}

int
main(int argc, char **argv)
{
	struct bench b = {
	    .entries = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000};
	double small, large, sealed, plain, verified, read;
	uint64_t entries = b.entries, leaves = 0;
	char command[700];

	snprintf(b.dir, sizeof(b.dir), "%s/archive-bench.XXXXXX",
	    argc > 2 ? argv[2] : "/tmp");
	must(entries > 0 && mkdtemp(b.dir) && ws_loop_new(&b.loop) == SR_OK &&
		 worker_pool_new(&b.pool, b.loop) == SR_OK &&
		 keypair_new(&b.signer) == SR_OK,
	    "a place");
	snprintf(b.file, sizeof(b.file), "%s/journal.db", b.dir);
	snprintf(b.key, sizeof(b.key), "%s/master.key", b.dir);
	open_it(&b);
	journal_close(b.journal);
	small = open_it(&b);
	sealed = append_all(&b);
	journal_close(b.journal);
	plain = append_plain(&b);
	large = open_it(&b);
	journal_close(b.journal);
	verified = verify(&b, &leaves);
	open_it(&b);
	read = read_long(&b);
	journal_close(b.journal);
	printf("| %llu entries, %llu procedures | |\n| --- | --- |\n"
	       "| append, entries/s | %.0f |\n"
	       "| the same rows, plain, entries/s | %.0f |\n"
	       "| ratio | %.2f |\n"
	       "| verify, records/s | %.0f |\n"
	       "| open, empty, ms | %.1f |\n| open, full, ms | %.1f |\n"
	       "| read, open and search %u entries, ms | %.1f |\n",
	    (unsigned long long)entries,
	    (unsigned long long)((entries + EACH - 1) / EACH),
	    (double)entries / sealed, (double)entries / plain, sealed / plain,
	    (double)leaves / verified, small * 1e3, large * 1e3, LONG,
	    read * 1e3);
	worker_pool_free(b.pool);
	ws_loop_free(b.loop);
	keypair_free(b.signer);
	for (const char *const *s =
		 (const char *const[]){"", "-wal", "-shm", ".lock", NULL};
	     *s; s++) {
		snprintf(command, sizeof(command), "%s%s", b.file, *s);
		unlink(command);
	}
	unlink(b.key);
	rmdir(b.dir);
	return b.failed > 0;
}
