/* SPDX-License-Identifier: MIT */
#include "stopbook.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"
#include "log.h"

/* The book of stops on a real file and a real worker. */

static struct ws_loop *loop;
static struct worker_pool *pool;
static char file[] = "/tmp/stopbook.XXXXXX";

/* Instead of libc's: how often a folder is written. */
static unsigned folders;

int
fsync(int fd)
{
	struct stat st;

	folders += fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
	return (int)syscall(SYS_fsync, fd);
}

static struct procedure_id
id_of(unsigned n)
{
	struct procedure_id id = {{0}};

	id.byte[0] = (uint8_t)n;
	id.byte[1] = (uint8_t)(n >> 8);
	id.byte[15] = 7;
	return id;
}

static struct stopbook *
open_book(const char *why)
{
	struct stopbook *book = NULL;
	struct sr_fault fault = {""};

	if (!check(stopbook_open(&book, file, pool, &fault) == SR_OK, why))
		fprintf(stderr, "   %s\n", fault.what);
	return book;
}

struct seen {
	unsigned count, withdrawn;
	struct procedure_id last;
};

static void
see(void *ctx, const struct procedure_id *id, enum stopbook_kind kind)
{
	struct seen *seen = ctx;

	seen->count++;
	seen->withdrawn += kind == STOPBOOK_WITHDRAWN;
	seen->last = *id;
}

static struct seen
look(const struct stopbook *book)
{
	struct seen seen = {0};

	stopbook_each(book, see, &seen);
	return seen;
}

static void
on_done(void *ctx, enum sr_err err)
{
	*(enum sr_err *)ctx = err;
}

static void
kept_over_a_restart(void)
{
	enum sr_err first = SR_EBUSY, second = SR_EBUSY;
	struct procedure_id a = id_of(1), b = id_of(2);
	struct stopbook *book = open_book("a new one");
	struct stat st;

	check_number(look(book).count, 0, "it is empty");
	check_number(folders, 1, "its name is on disk before any stop is");
	stopbook_note(book, &a, STOPBOOK_STOPPED, on_done, &first);
	stopbook_note(book, &b, STOPBOOK_WITHDRAWN, on_done, &second);
	check(first == SR_EBUSY, "not answered before it is on disk");
	stopbook_finish(book);
	check(first == SR_OK && second == SR_OK, "both are");
	stopbook_note(book, &a, STOPBOOK_STOPPED, on_done, &first);
	check(first == SR_ECLOSED, "what comes too late is told so");
	stopbook_close(book);
	check(stat(file, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "nobody else reads it");
	check(st.st_blocks * 512 >= st.st_size,
	    "all its blocks are there: a full disk takes none away");

	book = open_book("again");
	check_number(look(book).count, 2, "both are there");
	check_number(look(book).withdrawn, 1, "each as it was");
	check(stopbook_has(book, &a), "the one");
	/* A stop after a withdrawal must not take it back. */
	stopbook_note(book, &b, STOPBOOK_STOPPED, on_done, &first);
	stopbook_clear(book, &a, on_done, &second);
	stopbook_close(book);
	check(first == SR_OK && second == SR_OK, "done");

	book = open_book("once more");
	check_number(look(book).count, 1, "what was cleared is gone");
	check_number(look(book).withdrawn, 1, "what was withdrawn stays so");
	stopbook_clear(book, &b, NULL, NULL);
	stopbook_close(book);
}

/* A stop, let go, and stopped again before the disk had said anything. */
static void
the_last_word_counts(void)
{
	struct procedure_id a = id_of(1);
	struct stopbook *book = open_book("open");
	enum sr_err err = SR_EBUSY;

	stopbook_note(book, &a, STOPBOOK_STOPPED, NULL, NULL);
	stopbook_clear(book, &a, NULL, NULL);
	stopbook_note(book, &a, STOPBOOK_STOPPED, on_done, &err);
	stopbook_close(book);
	check(err == SR_OK, "kept");
	book = open_book("again");
	check_number(look(book).count, 1, "stopped it is");
	stopbook_clear(book, &a, on_done, &err);
	stopbook_close(book);
	book = open_book("again");
	check_number(look(book).count, 0, "and cleared");
	err = SR_EBUSY;
	stopbook_clear(book, &a, on_done, &err);
	check(err == SR_OK, "what is not there is cleared");
	stopbook_close(book);
}

static void
full(void)
{
	struct stopbook *book = open_book("open");
	struct procedure_id more = id_of(STOPBOOK_ROWS);
	enum sr_err err = SR_OK;

	for (unsigned i = 0; i < STOPBOOK_ROWS; i++) {
		struct procedure_id id = id_of(i);

		stopbook_note(book, &id, STOPBOOK_STOPPED, NULL, NULL);
	}
	stopbook_note(book, &more, STOPBOOK_STOPPED, on_done, &err);
	check(err == SR_EBUSY, "one too many is told at once");
	more = id_of(3);
	err = SR_EBUSY;
	stopbook_note(book, &more, STOPBOOK_STOPPED, on_done, &err);
	stopbook_close(book);
	check(err == SR_OK, "who has a row needs no other");
	book = open_book("again");
	check_number(look(book).count, STOPBOOK_ROWS, "all are kept");
	for (unsigned i = 0; i < STOPBOOK_ROWS; i++) {
		struct procedure_id id = id_of(i);

		stopbook_clear(book, &id, NULL, NULL);
	}
	stopbook_close(book);
}

/* No file of this process may grow: as on a full disk. */
static void
full_disk(void)
{
	struct stopbook *book = open_book("open");
	struct procedure_id a = id_of(9);
	struct rlimit old, none;
	enum sr_err err = SR_EBUSY;

	check(getrlimit(RLIMIT_FSIZE, &old) == 0, "limit");
	none = old;
	none.rlim_cur = (STOPBOOK_ROWS + 1) * 512;
	check(setrlimit(RLIMIT_FSIZE, &none) == 0, "not a byte more");
	stopbook_note(book, &a, STOPBOOK_STOPPED, on_done, &err);
	stopbook_close(book);
	check(setrlimit(RLIMIT_FSIZE, &old) == 0, "limit");
	check(err == SR_OK, "a stop needs no room");
	book = open_book("again");
	check(stopbook_has(book, &a), "it is there");
	stopbook_clear(book, &a, NULL, NULL);
	stopbook_close(book);
}

static void
write_at(off_t at, const char *bytes, size_t len)
{
	int fd = open(file, O_WRONLY);

	check(fd >= 0 && pwrite(fd, bytes, len, at) == (ssize_t)len, "written");
	close(fd);
}

static void
damage(void)
{
	struct procedure_id a = id_of(1), b = id_of(2);
	struct stopbook *book = open_book("open");
	struct sr_fault fault = {""};

	stopbook_note(book, &a, STOPBOOK_STOPPED, NULL, NULL);
	stopbook_note(book, &b, STOPBOOK_STOPPED, NULL, NULL);
	stopbook_close(book);
	write_at(512 + 10, "x", 1);
	book = open_book("a damaged row stops nobody from starting");
	check(!stopbook_has(book, &a) && stopbook_has(book, &b),
	    "the others are read");
	stopbook_close(book);
	write_at(512 + 4, "\2", 1);
	book = open_book("one that says it was a withdrawal");
	stopbook_note(book, &a, STOPBOOK_STOPPED, NULL, NULL);
	stopbook_close(book);
	book = open_book("again");
	check(stopbook_has(book, &a), "its row has another stop now");
	check_number(look(book).withdrawn, 0, "which withdraws nothing");
	stopbook_close(book);
	write_at(0, "another file", 12);
	book = NULL;
	check(stopbook_open(&book, file, pool, &fault) == SR_EVERSION,
	    "another file is not written over");
	check(strstr(fault.what, file) != NULL, "and named");
	check(truncate(file, 0) == 0, "emptied");
	book = open_book("one whose making was cut short is made");
	check_number(look(book).count, 0, "empty");
	stopbook_close(book);
	check(truncate(file, 1024) == 0, "cut");
	check(stopbook_open(&book, file, pool, &fault) == SR_EDISK,
	    "half a book is told");
}

int
main(void)
{
	int fd = mkstemp(file);

	log_init(LOG_LEVEL_ERROR, false);
	if (fd < 0 || ws_loop_new(&loop) != SR_OK ||
	    worker_pool_new(&pool, loop) != SR_OK)
		return 1;
	close(fd);
	kept_over_a_restart();
	the_last_word_counts();
	full();
	full_disk();
	damage();
	stopbook_close(NULL);
	worker_pool_free(pool);
	ws_loop_free(loop);
	unlink(file);
	return check_done();
}
