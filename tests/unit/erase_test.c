/* SPDX-License-Identifier: MIT */
/* After an erasure: nothing of it in any file, in a backup made afterwards, in
 * this process; an older copy does not open any more; the rest is as it was. */
#include "archive_kit.h"

#include <fcntl.h>

#include "seal.h"

/* A byte string that must be found nowhere, kept so that it is not found
 * here. */
struct hidden {
	uint8_t masked[128];
	size_t len;
};

#define MASK 0xa5u

static void
hide(struct hidden *h, const uint8_t *bytes, size_t len)
{
	h->len = len < sizeof(h->masked) ? len : sizeof(h->masked);
	for (size_t i = 0; i < h->len; i++)
		h->masked[i] = bytes[i] ^ MASK;
}

static bool
stands_at(const struct hidden *h, const uint8_t *at)
{
	for (size_t i = 0; i < h->len; i++)
		if ((at[i] ^ MASK) != h->masked[i])
			return false;
	return true;
}

struct hunt {
	const struct hidden *h;
	unsigned found;
};

/* Without stdio, whose buffers would keep what is hunted. */
static void
hunt_file(void *ctx, const char *path)
{
	struct hunt *hunt = ctx;
	int fd = open(path, O_RDONLY);
	off_t end = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
	size_t len = end > 0 ? (size_t)end : 0;
	uint8_t *all = malloc(len + 1);

	if (!all || (len > 0 && pread(fd, all, len, 0) != (ssize_t)len))
		abort();
	for (size_t i = 0; i + hunt->h->len <= len; i++)
		hunt->found += stands_at(hunt->h, all + i);
	explicit_bzero(all, len + 1);
	free(all);
	if (fd >= 0)
		close(fd);
}

static unsigned
in_files(const struct kit *k, const struct hidden *h)
{
	struct hunt hunt = {h, 0};

	kit_each_file(k, hunt_file, &hunt);
	return hunt.found;
}

/* Sanitizers reserve terabytes for themselves; nothing of ours is that large.
 */
#define REGION_MAX (UINT64_C(1) << 30)

/* Every page of this process that can be read. */
static unsigned
in_memory(const struct hidden *h)
{
	static uint8_t chunk[1 << 16];
	FILE *maps = fopen("/proc/self/maps", "r");
	int mem = open("/proc/self/mem", O_RDONLY);
	unsigned found = 0;
	char line[512];

	while (maps && mem >= 0 && fgets(line, sizeof(line), maps)) {
		unsigned long long from, to;
		char mode[8];

		if (sscanf(line, "%llx-%llx %7s", &from, &to, mode) != 3 ||
		    mode[0] != 'r' || mode[1] != 'w' || to - from > REGION_MAX)
			continue;
		for (; from < to; from += sizeof(chunk) - h->len) {
			size_t want = to - from < sizeof(chunk)
					  ? (size_t)(to - from)
					  : sizeof(chunk);
			ssize_t n = pread(mem, chunk, want, (off_t)from);

			/* This buffer itself lies among what is read. */
			if ((uintptr_t)chunk < from + want &&
			    from < (uintptr_t)chunk + sizeof(chunk))
				n = 0;
			for (ssize_t i = 0; i + (ssize_t)h->len <= n; i++)
				found += stands_at(h, chunk + i);
			explicit_bzero(chunk, sizeof(chunk));
		}
	}
	if (maps)
		fclose(maps);
	if (mem >= 0)
		close(mem);
	return found;
}

/* ---- one column of one row ---- */

static void
hide_column(const struct kit *k, const char *sql, struct hidden *h)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;

	if (sqlite3_open(k->file, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		abort();
	hide(h, sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0));
	check(h->len > 0, sql);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

static void
hide_master(const struct kit *k, struct hidden *h)
{
	struct secret *s = NULL;

	if (seal_master_load(&s, k->key_file, NULL) != SR_OK)
		abort();
	hide(h, secret_bytes(s) + 12, 32);
	secret_free(s);
}

enum { GONE = 5 };

static const char *const columns[GONE] = {
    "SELECT wrap FROM procedure WHERE ix = 2",
    "SELECT wrap FROM record WHERE procedure = 2 AND number = 1",
    ("SELECT substr(record, 60, 60) FROM record WHERE procedure = 2"
     " AND number = 2 AND audience = 1"),
    "SELECT record FROM staged WHERE procedure = 2",
    "SELECT wrap FROM record WHERE procedure = 1 AND number = 4",
};

static void
check_gone(const struct kit *k, const struct hidden gone[GONE],
    const struct hidden *master, const char *when)
{
	for (size_t i = 0; i < GONE; i++)
		if (!check_number(in_files(k, &gone[i]), 0, when))
			fprintf(stderr, "   %s\n", columns[i]);
	check_number(in_files(k, master), 0, when);
}

static void
copy_file(const char *from, const char *to)
{
	size_t len;
	uint8_t *bytes = kit_slurp(from, &len);

	kit_spill(to, bytes, len);
	free(bytes);
}

static void
test_gone(void)
{
	char copy[160], old[160];
	struct hidden gone[GONE], master, master_now;
	struct archive_file_check v = {0};
	struct sr_fault fault = {""};
	struct archive_file *a = NULL;
	struct kit_erased e;
	struct kit_page p;
	struct kit k;

	kit_open_new(&k);
	archive_kit_fill(&k);
	hide_master(&k, &master);
	for (size_t i = 0; i < GONE; i++) {
		hide_column(&k, columns[i], &gone[i]);
		check(in_files(&k, &gone[i]) > 0, "is there before");
	}
	check(in_files(&k, &master) > 0, "the master key is there before");
	/* An older copy, somewhere else. */
	snprintf(
	    old, sizeof(old), "/tmp/scrubrelay-old-%u.db", (unsigned)getpid());
	check_number(archive_file_open(&a, k.file, &fault), SR_OK, "opens");
	check_number(archive_file_backup(a, old, &fault), SR_OK, "a copy");
	archive_file_close(a);

	check_number(kit_erase(&k, &kit_procedure, 4).err, SR_OK, "an entry");
	e = kit_erase(&k, &archive_kit_second, 0);
	check_number(e.err, SR_OK, "a procedure");
	check(strncmp(e.receipt, "scrubrelay.v1/erasure\n", 22) == 0,
	    "gives a receipt");
	check_text(kit_erase(&k, &archive_kit_second, 0).receipt, e.receipt,
	    "again: the same");
	check_gone(&k, gone, &master, "gone at once, the log included");
	hide_master(&k, &master_now);
	check(memcmp(master.masked, master_now.masked, 32) != 0,
	    "there is another master key");
	kit_read(&k, &kit_procedure, 1, 100, &p);
	check_number(p.err, SR_OK, "the rest reads");
	check_number(p.count, 10, "all of it");
	kit_page_wipe(&p);
	check_number(in_memory(&master), 0, "nor is it in this process");

	check_number(archive_file_open(&a, k.file, &fault), SR_OK, "opens");
	if (!check_number(
		archive_kit_verify(&k, a, &v, &fault), SR_OK, "verifies"))
		fprintf(stderr, "   %s\n", fault.what);
	check_number(v.erased, 2, "two procedures erased");
	snprintf(copy, sizeof(copy), "%s/copy.db", k.dir);
	check_number(archive_file_backup(a, copy, &fault), SR_OK, "a backup");
	archive_file_close(a);
	check_gone(&k, gone, &master, "nor in a backup made afterwards");
	kit_close(&k);
	check_gone(&k, gone, &master, "nor after the end");
	check_number(kit_open(&k, &fault), SR_OK, "opens again");
	kit_read(&k, &archive_kit_second, 1, 10, &p);
	check_number(p.err, SR_ENOPROC, "stays erased");
	kit_close(&k);

	/* The copy from before, put back beside today's key. */
	copy_file(old, k.file);
	check_number(kit_open(&k, &fault), SR_ECRYPTO,
	    "a copy from before the erasure does not open any more");
	unlink(old);
	kit_free(&k);
}

/* Many procedures, one erased: all others open under the new key. */
static void
test_survivors(void)
{
	enum { COUNT = 150 };
	struct procedure_id id = {{200}};
	unsigned unread = 0;
	struct sr_fault fault;
	struct kit_page p;
	struct kit k;

	kit_open_new(&k);
	for (unsigned i = 0; i < COUNT; i++) {
		id.byte[1] = (uint8_t)i;
		kit_begin(&k, &id);
		kit_append(&k, &id, ENTRY_UPDATE, 1, 0, "text");
	}
	id.byte[1] = 70;
	check_number(kit_erase(&k, &id, 0).err, SR_OK, "one of many");
	for (unsigned again = 0; again < 2; again++) {
		for (unsigned i = 0; i < COUNT; i++) {
			id.byte[1] = (uint8_t)i;
			kit_read(&k, &id, 1, 10, &p);
			unread += p.err != SR_OK || p.count != 1;
			kit_page_wipe(&p);
		}
		check_number(unread, again + 1u, "and only that one");
		kit_close(&k);
		check_number(kit_open(&k, &fault), SR_OK, "opens again");
	}
	kit_free(&k);
}

int
main(void)
{
	test_gone();
	test_survivors();
	return check_done();
}
