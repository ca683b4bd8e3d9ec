/* SPDX-License-Identifier: MIT */
#include "stopbook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"
#include "proto/secret.h"

/* What a disk writes as a whole, or not at all. */
#define BLOCK 512u

static const char head[BLOCK] = "scrubrelay stops 1\n";

struct row {
	bool used;
	enum stopbook_kind kind;
	struct procedure_id id;
	uint64_t writes; /* of this row: which one was the last */
};

struct stopbook {
	int fd;
	struct worker *worker;
	struct row row[STOPBOOK_ROWS];
};

/* One block on its way to the disk. */
struct writing {
	struct worker_job job; /* first */
	struct stopbook *book;
	size_t row;
	uint64_t write;
	bool clears;
	uint8_t block[BLOCK];
	enum sr_err err;
	stopbook_done *done;
	void *ctx;
};

/* ---- a row as bytes ---- */

static uint64_t
fnv(const uint8_t *bytes, size_t len)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
	return hash;
}

static void
row_write(uint8_t block[BLOCK], const struct row *row)
{
	uint64_t sum;

	memset(block, 0, BLOCK);
	memcpy(block, "STOP", 4);
	block[4] = (uint8_t)row->kind;
	memcpy(block + 8, row->id.byte, sizeof row->id.byte);
	sum = fnv(block, 24);
	for (unsigned i = 0; i < 8; i++)
		block[24 + i] = (uint8_t)(sum >> 8 * i);
}

/* A row that is no row keeps nothing from being read, and is told. */
static void
row_read(struct row *row, const uint8_t block[BLOCK], size_t number)
{
	static const uint8_t zeros[BLOCK];
	uint8_t again[BLOCK];

	memset(row, 0, sizeof *row);
	if (memcmp(block, zeros, BLOCK) == 0)
		return;
	row->kind = (enum stopbook_kind)block[4];
	memcpy(row->id.byte, block + 8, sizeof row->id.byte);
	row_write(again, row);
	row->used =
	    memcmp(block, again, BLOCK) == 0 &&
	    (row->kind == STOPBOOK_STOPPED || row->kind == STOPBOOK_WITHDRAWN);
	if (row->used)
		return;
	/* Nor does it say what the next stop that stands here is. */
	memset(row, 0, sizeof *row);
	log_error("stopbook-damaged", "row=%zu", number);
}

/* ---- the file ---- */

static bool
write_all(int fd, const void *bytes, size_t len, off_t at)
{
	const char *from = bytes;

	while (len) {
		ssize_t n = pwrite(fd, from, len, at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		from += n;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Zeros that were written take no new blocks later; a hole would. */
static bool
fill(int fd)
{
	static const char zeros[BLOCK];

	for (size_t i = 1; i <= STOPBOOK_ROWS; i++)
		if (!write_all(fd, zeros, BLOCK, (off_t)(i * BLOCK)))
			return false;
	return fsync(fd) == 0 && write_all(fd, head, BLOCK, 0) &&
	       fsync(fd) == 0;
}

static enum sr_err
read_rows(struct stopbook *book, const char *file, struct sr_fault *fault)
{
	uint8_t block[BLOCK];

	if (pread(book->fd, block, BLOCK, 0) != BLOCK ||
	    memcmp(block, head, BLOCK) != 0) {
		sr_fault_set(
		    fault, "%s: not a book of stops of this version", file);
		return SR_EVERSION;
	}
	for (size_t i = 0; i < STOPBOOK_ROWS; i++) {
		if (pread(book->fd, block, BLOCK, (off_t)((i + 1) * BLOCK)) !=
		    BLOCK) {
			sr_fault_set(fault, "%s: it ends too early", file);
			return SR_EDISK;
		}
		row_read(&book->row[i], block, i);
	}
	return SR_OK;
}

/* An empty file is one whose making was cut short: nothing was in it. */
static bool
is_unmade(int fd)
{
	struct stat st;
	char first;

	if (fstat(fd, &st) != 0)
		return false;
	return st.st_size == 0 || pread(fd, &first, 1, 0) != 1 || !first;
}

/* ---- the worker ---- */

static void
run(void *ctx, struct worker_job *first)
{
	struct stopbook *book = ctx;
	bool synced;

	for (struct worker_job *j = first; j; j = j->next) {
		struct writing *w = (struct writing *)j;

		w->err = write_all(book->fd, w->block, BLOCK,
			     (off_t)((w->row + 1) * BLOCK))
			     ? SR_OK
			     : SR_EDISK;
	}
	synced = fdatasync(book->fd) == 0;
	for (struct worker_job *j = first; j; j = j->next)
		if (!synced)
			((struct writing *)j)->err = SR_EDISK;
}

static void
on_written(struct worker_job *job)
{
	struct writing *w = (struct writing *)job;
	struct row *row = &w->book->row[w->row];

	if (w->err != SR_OK)
		log_error(
		    "stopbook-not-written", "err=%s", sr_err_name(w->err));
	else if (w->clears && row->writes == w->write)
		memset(row, 0, sizeof *row);
	if (w->done)
		w->done(w->ctx, w->err);
	free(w);
}

static void
finish(stopbook_done *done, void *ctx, enum sr_err err)
{
	if (done)
		done(ctx, err);
}

/* The row as it is now, or zeros. */
static void
submit(struct stopbook *book, size_t row, bool clears, stopbook_done *done,
    void *ctx)
{
	struct writing *w = book->worker ? calloc(1, sizeof *w) : NULL;

	if (!w) {
		finish(done, ctx, book->worker ? SR_ENOMEM : SR_ECLOSED);
		return;
	}
	w->job.done = on_written;
	w->book = book;
	w->row = row;
	w->write = ++book->row[row].writes;
	w->clears = clears;
	w->done = done;
	w->ctx = ctx;
	if (!clears)
		row_write(w->block, &book->row[row]);
	worker_submit(book->worker, &w->job);
}

/* ---- for the relay ---- */

enum sr_err
stopbook_open(struct stopbook **out, const char *file, struct worker_pool *pool,
    struct sr_fault *fault)
{
	struct stopbook *book = calloc(1, sizeof *book);
	enum sr_err err = SR_EDISK;
	bool made;

	if (!book)
		return SR_ENOMEM;
	book->fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	made = book->fd >= 0 && is_unmade(book->fd);
	if (book->fd < 0 || (made && !fill(book->fd))) {
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		goto out;
	}
	/* Its name is on disk before a stop is. */
	err = made ? secret_sync_directory(file, fault) : SR_OK;
	if (err == SR_OK)
		err = read_rows(book, file, fault);
	if (err == SR_OK)
		err = worker_new(&book->worker, pool, "stops", run, book);
	if (err != SR_OK)
		goto out;
	*out = book;
	book = NULL;
out:
	stopbook_close(book);
	return err;
}

void
stopbook_finish(struct stopbook *book)
{
	struct worker *worker = book->worker;

	/* What is asked from within a done() comes too late. */
	book->worker = NULL;
	worker_free(worker);
}

void
stopbook_close(struct stopbook *book)
{
	if (!book)
		return;
	stopbook_finish(book);
	if (book->fd >= 0)
		close(book->fd);
	free(book);
}

void
stopbook_each(const struct stopbook *book,
    void (*fn)(
	void *ctx, const struct procedure_id *id, enum stopbook_kind kind),
    void *ctx)
{
	for (size_t i = 0; i < STOPBOOK_ROWS; i++)
		if (book->row[i].used)
			fn(ctx, &book->row[i].id, book->row[i].kind);
}

static size_t
find(const struct stopbook *book, const struct procedure_id *id)
{
	for (size_t i = 0; i < STOPBOOK_ROWS; i++)
		if (book->row[i].used &&
		    memcmp(&book->row[i].id, id, sizeof *id) == 0)
			return i;
	return STOPBOOK_ROWS;
}

bool
stopbook_has(const struct stopbook *book, const struct procedure_id *id)
{
	return find(book, id) < STOPBOOK_ROWS;
}

void
stopbook_note(struct stopbook *book, const struct procedure_id *id,
    enum stopbook_kind kind, stopbook_done *done, void *ctx)
{
	size_t i = find(book, id);
	struct row *row;

	for (size_t k = 0; i == STOPBOOK_ROWS && k < STOPBOOK_ROWS; k++)
		if (!book->row[k].used)
			i = k;
	if (i == STOPBOOK_ROWS) {
		log_error("stopbook-full", "rows=%u", STOPBOOK_ROWS);
		finish(done, ctx, SR_EBUSY);
		return;
	}
	row = &book->row[i];
	row->used = true;
	row->id = *id;
	/* What is withdrawn stays so. */
	if (row->kind != STOPBOOK_WITHDRAWN)
		row->kind = kind;
	submit(book, i, false, done, ctx);
}

void
stopbook_clear(struct stopbook *book, const struct procedure_id *id,
    stopbook_done *done, void *ctx)
{
	size_t i = find(book, id);

	if (i == STOPBOOK_ROWS)
		finish(done, ctx, SR_OK);
	else
		submit(book, i, true, done, ctx);
}
