/* SPDX-License-Identifier: MIT */
#ifndef ERASE_SCRIPT_H
#define ERASE_SCRIPT_H

#include "archive_kit.h"
#include "master.h"
#include "seal.h"

/*
 * A script in which entries come, go and are erased and the master key changes,
 * and what must hold whatever failed: what was acknowledged is there and
 * verifies; what was erased stays erased; the archive opens with one of the
 * keys that are on disk.
 */

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
	unsigned order[STEPS];
};

/* Failures are wanted from now on, or no longer: the test's own. */
void script_failing(bool on);

/* seed 0: as it stands there. Else what comes behind the first entries is
 * mixed, the end of a procedure behind its last entry. */
static void
state_init(struct state *s, unsigned seed)
{
	enum { FIRST = 5, LAST_OF_SECOND = 8 };
	uint32_t random = seed;

	memset(s, 0, sizeof(*s));
	for (unsigned i = 0; i < STEPS; i++)
		s->order[i] = i;
	for (unsigned i = STEPS - 1; seed > 0 && i > FIRST; i--) {
		unsigned other, was = s->order[i];

		random = random * 1664525u + 1013904223u;
		other = FIRST + (random >> 8) % (i - FIRST + 1);
		s->order[i] = s->order[other];
		s->order[other] = was;
	}
	for (unsigned i = 0, erased = STEPS; i < STEPS; i++) {
		if (s->order[i] == ERASE_ALL)
			erased = i;
		if (s->order[i] == LAST_OF_SECOND && erased < i) {
			s->order[erased] = LAST_OF_SECOND;
			s->order[i] = ERASE_ALL;
		}
	}
}

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
play_step(struct kit *k, const struct step *s, struct entry *e)
{
	enum sr_err err = SR_OK;
	struct kit_result r;

	switch (s->what) {
	case BEGIN:
		err = kit_begin(k, s->id);
		return err == SR_EEXISTS ? SR_OK : err;
	case APPEND:
	case CORRECT:
		kit_submit(k, e, &r);
		kit_wait(k);
		return r.err;
	case ERASE:
		return kit_erase(k, s->id, s->number).err;
	case REKEY:
		return kit_rekey(k);
	}
	return err;
}

/* In order, up to what fails: the next one may build on it. */
static void
play(struct kit *k, struct state *s)
{
	for (unsigned n = 0; n < STEPS; n++) {
		unsigned i = s->order[n];
		const struct step *step = &script[i];
		struct entry *e = NULL;
		enum sr_err err;

		if (s->done[i])
			continue;
		if (step->what == APPEND || step->what == CORRECT)
			e = kit_entry(step->id,
			    step->what == CORRECT ? ENTRY_CORRECTION
						  : ENTRY_UPDATE,
			    i + 1, step->number, "text");
		script_failing(true);
		err = play_step(k, step, e);
		script_failing(false);
		if (err != SR_OK)
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

#endif
