/* SPDX-License-Identifier: MIT */
/*
 * Memory that is refused while entries come and are erased and the master key
 * changes: a script is played again and again, and each time another
 * allocation, of ours or of SQLite's, fails. Nothing that was acknowledged is
 * lost, and with memory all of it goes on.
 */
#include "faulty_vfs.h"

#include "erase_script.h"

/* ---- allocations ---- */

static struct {
	atomic_bool on;
	atomic_uint count, fail_at;
	atomic_bool failed;
} memory;

static bool
refused(void)
{
	if (!atomic_load(&memory.on) ||
	    atomic_fetch_add(&memory.count, 1) + 1 !=
		atomic_load(&memory.fail_at))
		return false;
	atomic_store(&memory.failed, true);
	return true;
}

/* The linker puts these in the place of the C library's, for this program's
 * objects and the relay's. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

void *
__wrap_malloc(size_t size)
{
	return refused() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return refused() ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *old, size_t size)
{
	return refused() ? NULL : __real_realloc(old, size);
}

char *
__wrap_strdup(const char *text)
{
	return refused() ? NULL : __real_strdup(text);
}

static sqlite3_mem_methods sqlite;

static void *
sqlite_malloc(int size)
{
	return refused() ? NULL : sqlite.xMalloc(size);
}

static void *
sqlite_realloc(void *old, int size)
{
	return refused() ? NULL : sqlite.xRealloc(old, size);
}

static void
install(void)
{
	sqlite3_mem_methods ours;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite) != SQLITE_OK)
		abort();
	ours = sqlite;
	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK)
		abort();
	faulty_install();
}

/* ---- each failure ---- */

void
script_failing(bool on)
{
	atomic_store(&memory.on, on);
}

static bool
run(unsigned n)
{
	struct state s;
	struct kit k;
	bool failed;

	state_init(&s, 0);
	kit_init(&k);
	faulty_forget(NULL);
	if (!open_again(&k)) {
		kit_free(&k);
		return false;
	}
	atomic_store(&memory.count, 0);
	atomic_store(&memory.failed, false);
	atomic_store(&memory.fail_at, n);
	play(&k, &s);
	failed = atomic_load(&memory.failed);
	atomic_store(&memory.fail_at, 0);
	check_all(&k, &s);
	play(&k, &s);
	check(s.done[STEPS - 1], "with memory all goes on");
	kit_close(&k);
	if (open_again(&k)) {
		check_one_key(&k);
		check_all(&k, &s);
	}
	kit_free(&k);
	return failed;
}

int
main(void)
{
	unsigned n = 1;

	install();
	while (run(n) && n < 20000)
		n++;
	printf("each of %u allocations failed\n", n - 1);
	check(n > 50 && n < 20000, "the script allocates often enough");
	faulty_forget(NULL);
	return check_done();
}
