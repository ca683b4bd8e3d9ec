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

#include "archive_kit.h"
#include "master.h"
#include "seal.h"

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

/* ---- the script ---- */

static const struct procedure_id second = {{2}};

enum what { BEGIN, APPEND, CORRECT, ERASE, REKEY };

static const struct step {
	enum what what;
	const struct procedure_id *id;
	uint64_t number; /* CORRECT, ERASE: of this entry; ERASE 0: all */
} script[] = {
    {BEGIN, &kit_procedure, 0},
    {BEGIN, &second, 0},
    {APPEND, &kit_procedure, 0},
    {APPEND, &kit_procedure, 0},
    {APPEND, &second, 0},
    {ERASE, &kit_procedure, 1},
    {CORRECT, &kit_procedure, 2},
    {REKEY, NULL, 0},
    {APPEND, &second, 0},
    {ERASE, &second, 0},
    {APPEND, &kit_procedure, 0},
    {REKEY, NULL, 0},
};

enum { STEPS = sizeof(script) / sizeof(script[0]), ERASE_ALL = 9 };

struct state {
	bool done[STEPS];
};

static enum sr_err
kit_rekey(struct kit *k)
{
	struct kit_result r = {.kit = k};

	k->waiting++;
	journal_rekey(k->journal, kit_on_done, &r);
	kit_wait(k);
	return r.err;
}

static enum sr_err
play_step(struct kit *k, unsigned i)
{
	const struct step *s = &script[i];
	enum sr_err err = SR_OK;

	switch (s->what) {
	case BEGIN:
		err = kit_begin(k, s->id);
		return err == SR_EEXISTS ? SR_OK : err;
	case APPEND:
		return kit_append(k, s->id, ENTRY_UPDATE, i + 1, 0, "text").err;
	case CORRECT:
		return kit_append(
		    k, s->id, ENTRY_CORRECTION, i + 1, s->number, "other")
		    .err;
	case ERASE:
		err = kit_erase(k, s->id, s->number).err;
		return err == SR_ENOENTRY ? SR_OK : err;
	case REKEY:
		return kit_rekey(k);
	}
	return err;
}

/* In order, up to what fails: the next one may build on it. */
static void
play(struct kit *k, struct state *s)
{
	for (unsigned i = 0; i < STEPS; i++) {
		if (s->done[i])
			continue;
		if (play_step(k, i) != SR_OK)
			return;
		s->done[i] = true;
	}
}

/* ---- what must hold ---- */

static void
check_read(struct kit *k, const struct state *s, const struct procedure_id *id)
{
	bool second_erased = s->done[ERASE_ALL];
	unsigned lost = 0, unerased = 0;
	struct kit_page p;

	kit_read(k, id, 1, 100, &p);
	if (id == &second && second_erased) {
		check_number(p.err, SR_ENOPROC, "what was erased stays erased");
		return;
	}
	/* An erasure that was not acknowledged may have been done. */
	if (p.err == SR_ENOPROC)
		return;
	check_number(p.err, SR_OK, "everything reads");
	check_number(p.count, p.last, "no number is missing");
	for (unsigned i = 0; i < STEPS; i++) {
		bool seen = false;

		if (!s->done[i] || script[i].id != id ||
		    script[i].what == BEGIN)
			continue;
		for (size_t e = 0; e < p.count; e++) {
			const struct entry_head *h = entry_head(p.entry[e]);

			if (script[i].what == ERASE)
				unerased += entry_number(p.entry[e]) ==
						script[i].number &&
					    h->kind != ENTRY_WITHDRAWN;
			else
				seen |= h->draft[0] == i + 1;
		}
		lost += script[i].what != ERASE && !seen;
	}
	check_number(lost, 0, "nothing acknowledged is lost");
	check_number(unerased, 0, "what was erased stays erased");
	kit_page_wipe(&p);
}

static void
check_all(struct kit *k, const struct state *s)
{
	struct archive_file_check v = {0};
	struct sr_fault fault = {""};
	struct archive_file *a = NULL;

	if (s->done[0])
		check_read(k, s, &kit_procedure);
	if (s->done[1])
		check_read(k, s, &second);
	check_number(archive_file_open(&a, k->file, &fault), SR_OK, "a file");
	if (a &&
	    !check_number(archive_kit_verify(k, a, &v, &fault), SR_OK, "whole"))
		fprintf(stderr, "   %s\n", fault.what);
	archive_file_close(a);
}

static void
check_one_key(const struct kit *k)
{
	char staged[160];

	snprintf(staged, sizeof(staged), "%s.new", k->key_file);
	check(access(k->key_file, F_OK) == 0, "the key is where it was");
	check(access(staged, F_OK) != 0, "and no other is beside it");
}

static bool
open_again(struct kit *k)
{
	struct sr_fault fault = {""};

	if (check_number(kit_open(k, &fault), SR_OK, "opens again"))
		return true;
	fprintf(stderr, "   %s\n", fault.what);
	return false;
}

/* ---- each failure ---- */

static bool
run_failing(unsigned n, bool go_on)
{
	struct state s = {{false}};
	struct kit k;
	bool failed;

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
static bool
run_power_cut(unsigned n)
{
	struct state s = {{false}};
	char wal[160];
	struct kit k;
	bool failed;

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
		check(s.done[STEPS - 1], "and all goes on");
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

static void
test_each(const char *what, bool (*run)(unsigned n))
{
	unsigned n = 1;

	while (run(n) && n < 1000)
		n++;
	printf("%s at each of %u changes\n", what, n - 1);
	check(n > 50 && n < 1000, "the script changes files often enough");
}

int
main(void)
{
	faulty_install();
	test_each("failed once", run_once);
	test_each("failing from then on", run_full);
	test_each("power cut", run_power_cut);
	faulty_forget(NULL);
	return check_done();
}
