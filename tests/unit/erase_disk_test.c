/* SPDX-License-Identifier: MIT */
/*
 * Disks that fail while something is erased and the master key changes: a
 * script is played again and again, and each time another write, sync,
 * truncation, rename or link of the database or of the key files fails, once
 * or from then on, or the power goes. What was acknowledged is there and
 * verifies; what was erased stays erased; the archive opens with one of the
 * keys that are on disk.
 */
#include "faulty_vfs.h"

#include <errno.h>
#include <sys/syscall.h>

#include "erase_script.h"

/* Points at which the power goes: here a few orders of the script; 2,000 in
 * power_cut_model, which is this file. */
#ifndef CUTS
#define CUTS 300u
#endif

/* ---- key files fail too ---- */

int
fsync(int fd)
{
	(void)fd;
	if (faulty_fails()) {
		errno = EIO;
		return -1;
	}
	return 0;
}

int
rename(const char *from, const char *to)
{
	if (faulty_fails()) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_rename, from, to);
}

int
link(const char *from, const char *to)
{
	if (faulty_fails()) {
		errno = ENOSPC;
		return -1;
	}
	return (int)syscall(SYS_link, from, to);
}

/* ---- each failure ---- */

void
script_failing(bool on)
{
	(void)on; /* the disk counts by itself */
}

static bool
run_failing(unsigned n, bool go_on)
{
	struct state s;
	struct kit k;
	bool failed;

	state_init(&s, 0);
	kit_init(&k);
	faulty_forget(NULL);
	faulty_reset(0, false);
	atomic_store(&faulty.failed, false);
	if (!open_again(&k)) {
		kit_free(&k);
		return false;
	}
	faulty_reset(n, go_on);
	play(&k, &s);
	play(&k, &s);
	failed = atomic_load(&faulty.failed);
	faulty_reset(0, false);
	check_all(&k, &s);
	play(&k, &s);
	for (unsigned i = 0; i < STEPS; i++)
		check(s.done[i], "all is done on a disk that is well");
	check_all(&k, &s);
	kit_close(&k);
	if (open_again(&k)) {
		check_one_key(&k);
		check_all(&k, &s);
	}
	kit_free(&k);
	return failed;
}

/* The process ends at the n-th change; the files are as at their last sync.
 * Key files are what they are: each is written once, before it counts. */
static unsigned cut_seed;

static bool
run_power_cut(unsigned n)
{
	struct state s;
	char wal[160];
	struct kit k;
	bool failed;

	state_init(&s, cut_seed);
	kit_init(&k);
	faulty_forget(NULL);
	faulty_reset(0, false);
	atomic_store(&faulty.failed, false);
	snprintf(wal, sizeof(wal), "%s-wal", k.file);
	if (!open_again(&k)) {
		kit_free(&k);
		return false;
	}
	faulty_reset(n, true);
	play(&k, &s);
	failed = atomic_load(&faulty.failed);
	kit_close(&k);
	if (failed)
		faulty_power_cut((const char *const[]){k.file, wal}, 2);
	faulty_reset(0, false);
	if (open_again(&k)) {
		check_one_key(&k);
		check_all(&k, &s);
		play(&k, &s);
		check(s.done[s.order[STEPS - 1]], "and all goes on");
		check_all(&k, &s);
	}
	kit_free(&k);
	return failed;
}

static bool
run_once(unsigned n)
{
	return run_failing(n, false);
}

static bool
run_full(unsigned n)
{
	return run_failing(n, true);
}

static unsigned
test_each(const char *what, bool (*run)(unsigned n))
{
	unsigned n = 1;

	while (run(n) && n < 1000)
		n++;
	printf("%s at each of %u changes\n", what, n - 1);
	check(n > 50 && n < 1000, "the script changes files often enough");
	return n - 1;
}

/* The script in one order after the other. */
static void
test_power_cuts(void)
{
	unsigned points = 0;

	for (cut_seed = 0; points < CUTS; cut_seed++)
		points += test_each("power cut", run_power_cut);
	printf("power cut at %u points of %u orders\n", points, cut_seed);
}

int
main(void)
{
	faulty_install();
	(void)test_each("failed once", run_once);
	(void)test_each("failing from then on", run_full);
	test_power_cuts();
	faulty_forget(NULL);
	return check_done();
}
