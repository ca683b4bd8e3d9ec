/* SPDX-License-Identifier: MIT */
/*
 * Disks that fail: one script is played again and again, and each time
 * another write, sync or truncation fails: once, or until somebody makes room,
 * or because the power went. What was acknowledged is there afterwards, what
 * was refused is not, nothing is twice, no number is missing.
 */
#include "faulty_vfs.h"
#include "journal_kit.h"
#include "seal.h"

enum { DRAFTS = 40 };

/* What each draft was answered, and what it may read as. */
struct model {
	uint64_t number[DRAFTS];  /* 0: not acknowledged */
	bool refused_now[DRAFTS]; /* for the disk, the last time they waited */
};

static const struct {
	enum entry_kind kind;
	uint64_t refers; /* a draft */
	bool wait;       /* for all before, and this */
} script[DRAFTS] = {
    [0] = {ENTRY_UPDATE, 0, true},
    [1] = {ENTRY_MILESTONE, 0, true},
    [2] = {ENTRY_UPDATE, 0, false},
    [3] = {ENTRY_UPDATE, 0, false},
    [4] = {ENTRY_UPDATE, 0, true},
    [5] = {ENTRY_CORRECTION, 1, true},
    [9] = {ENTRY_UPDATE, 0, true},
    [10] = {ENTRY_RETRACTION, 3, false},
    [30] = {ENTRY_UPDATE, 0, true},
    [31] = {ENTRY_CORRECTION, 6, true},
    [38] = {ENTRY_UPDATE, 0, true},
    [39] = {ENTRY_UPDATE, 0, true},
};

static struct entry *
entry_of(unsigned i, const struct model *m)
{
	char text[64];
	uint64_t refers = script[i].refers;

	snprintf(text, sizeof(text), "draft %u", i + 1);
	if (refers > 0)
		refers = m->number[refers - 1];
	return kit_entry(&kit_procedure, script[i].kind, i + 1, refers, text);
}

/* The master key of all of them; making one each time takes real syncs. */
static char shared_key[96];

static void
disk_init(struct kit *k)
{
	kit_init(k);
	strcpy(k->key_file, shared_key);
}

/* A copy of the files, as if the process ended now: none of refused is in it.
 */
static void
check_not_there(const struct kit *k, const bool refused[DRAFTS])
{
	static const char *const suffix[] = {"", "-wal"};
	struct sr_fault fault;
	struct kit_page p;
	struct kit copy;
	bool found = false;

	faulty_reset(0, false);
	disk_init(&copy);
	for (size_t i = 0; i < 2; i++) {
		char from[160], to[160];
		size_t len;
		uint8_t *bytes;

		snprintf(from, sizeof(from), "%s%s", k->file, suffix[i]);
		snprintf(to, sizeof(to), "%s%s", copy.file, suffix[i]);
		bytes = kit_slurp(from, &len);
		if (bytes)
			kit_spill(to, bytes, len);
		free(bytes);
	}
	if (check_number(kit_open(&copy, &fault), SR_OK, "the copy opens")) {
		kit_read(&copy, &kit_procedure, 1, 100, &p);
		for (size_t i = 0; i < p.count; i++)
			found |= refused[entry_head(p.entry[i])->draft[0] - 1];
		check(!found, "what was refused is not on disk");
		kit_page_wipe(&p);
	}
	kit_free(&copy);
}

/* Whether the disk refused any of them. */
static bool
take_answers(
    struct model *m, const struct kit_result *r, unsigned first, unsigned last)
{
	bool any = false;

	memset(m->refused_now, 0, sizeof(m->refused_now));
	for (unsigned i = first; i <= last; i++) {
		enum sr_err err = r[i].err;

		if (err == SR_OK) {
			m->number[i] = r[i].number;
			continue;
		}
		check(
		    err == SR_EDISK || err == SR_ENOENTRY || err == SR_ENOPROC,
		    "refused for the disk, or for what it refers to");
		m->refused_now[i] = err == SR_EDISK;
		any |= m->refused_now[i];
	}
	return any;
}

/* once: this failure does not come again, so nothing may be left of it. */
static void
play(struct kit *k, struct model *m, bool once)
{
	struct kit_result r[DRAFTS];
	unsigned begin = 0;

	for (unsigned i = 0; i < DRAFTS; i++) {
		bool wait = script[i].wait || i + 1 == DRAFTS;

		if (m->number[i])
			r[i] = (struct kit_result){.number = m->number[i]};
		else
			kit_submit(k, entry_of(i, m), &r[i]);
		if (!wait)
			continue;
		kit_wait(k);
		if (take_answers(m, r, begin, i) && once)
			check_not_there(k, m->refused_now);
		begin = i + 1;
	}
}

static void
check_all(struct kit *k, const struct model *m, uint64_t least)
{
	bool seen[DRAFTS] = {false}, once = true, in_place = true, lost = false;
	struct kit_page p;

	kit_read(k, &kit_procedure, 1, 200, &p);
	if (p.err == SR_ENOPROC && least == 0)
		return;
	check_number(p.err, SR_OK, "everything reads");
	check_number(p.count, p.last, "no number is missing");
	for (size_t i = 0; i < p.count; i++) {
		unsigned draft = entry_head(p.entry[i])->draft[0] - 1u;

		once &= draft < DRAFTS && !seen[draft];
		if (draft >= DRAFTS)
			continue;
		seen[draft] = true;
		in_place &= !m->number[draft] ||
			    m->number[draft] == entry_number(p.entry[i]);
	}
	for (unsigned i = 0; i < DRAFTS; i++)
		lost |= m->number[i] && !seen[i];
	check(once, "nothing is twice");
	check(in_place, "each has the number it was told");
	check(!lost && p.last >= least, "nothing acknowledged is lost");
	kit_page_wipe(&p);
}

static uint64_t
acknowledged(const struct model *m)
{
	uint64_t most = 0;

	for (unsigned i = 0; i < DRAFTS; i++)
		most = m->number[i] > most ? m->number[i] : most;
	return most;
}

/* Opens, or says why not; a file that could not be made is made then. */
static void
open_somehow(struct kit *k)
{
	struct sr_fault fault = {""};

	if (kit_open(k, &fault) != SR_OK) {
		check(
		    atomic_load(&faulty.failed), "opens when the disk is well");
		check(fault.what[0] != '\0', "and says why it does not");
		faulty_reset(0, false);
		if (!check_number(kit_open(k, &fault), SR_OK, "opens then"))
			fprintf(stderr, "   %s\n", fault.what);
	}
	if (kit_begin(k, &kit_procedure) == SR_EDISK) {
		faulty_reset(0, false);
		check_number(
		    kit_begin(k, &kit_procedure), SR_OK, "begins then");
	}
}

/* True when the n-th change came. */
static bool
run_failing(unsigned n, bool go_on)
{
	struct model m = {0};
	struct sr_fault fault;
	struct kit k;
	bool failed;

	disk_init(&k);
	faulty_forget(NULL);
	faulty_reset(n, go_on);
	open_somehow(&k);
	play(&k, &m, !go_on);
	failed = atomic_load(&faulty.failed);
	faulty_reset(0, false);
	play(&k, &m, false);
	play(&k, &m, false); /* what referred to what came later */
	check_number(
	    acknowledged(&m), DRAFTS, "all go in on a disk that is well");
	check_all(&k, &m, DRAFTS);
	kit_close(&k);
	check_number(kit_open(&k, &fault), SR_OK, "opens again");
	check_all(&k, &m, DRAFTS);
	kit_free(&k);
	return failed;
}

static bool
run_power_cut(unsigned n)
{
	struct model m = {0};
	struct sr_fault fault = {""};
	char wal[160];
	struct kit k;
	bool failed;

	disk_init(&k);
	faulty_forget(NULL);
	snprintf(wal, sizeof(wal), "%s-wal", k.file);
	faulty_reset(n, true);
	if (kit_open(&k, &fault) == SR_OK) {
		(void)kit_begin(&k, &kit_procedure);
		play(&k, &m, false);
		kit_close(&k);
	}
	failed = atomic_load(&faulty.failed);
	if (failed)
		faulty_power_cut((const char *const[]){k.file, wal}, 2);
	faulty_reset(0, false);
	if (check_number(
		kit_open(&k, &fault), SR_OK, "opens after a power cut"))
		check_all(&k, &m, acknowledged(&m));
	else
		fprintf(stderr, "   %s\n", fault.what);
	kit_free(&k);
	return failed;
}

/* Plays it until the n-th change never comes. */
static void
test_each(const char *what, bool (*run)(unsigned n))
{
	unsigned n = 1;

	while (run(n) && n < 2000)
		n++;
	printf("%s at each of %u changes\n", what, n - 1);
	check(n > 50 && n < 2000, "the script changes files often enough");
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

int
main(void)
{
	char dir[] = "/tmp/scrubrelay-disk.XXXXXX";
	struct secret *key = NULL;
	struct sr_fault fault;

	if (!mkdtemp(dir))
		abort();
	snprintf(shared_key, sizeof(shared_key), "%s/master.key", dir);
	check_number(
	    seal_master_create(&key, shared_key, &fault), SR_OK, "a key");
	secret_free(key);
	faulty_install();
	test_each("failed once", run_once);
	test_each("full from then on", run_full);
	test_each("power cut", run_power_cut);
	faulty_forget(NULL);
	unlink(shared_key);
	rmdir(dir);
	return check_done();
}
