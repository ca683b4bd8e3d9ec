/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "rules_plants.h"

/*
 * Does the walk of rules_model find what it is for? Each of these bugs is
 * planted (rules_plants.c) and must be found within STEPS steps.
 *
 *   rules_plants_model [--seed N] [PLANT]
 */

#define STEPS 30000u
/* Of a relay without a planted bug: enough to tell a broken test. */
#define SOUND_STEPS 5000u

static const char *const breaks[PLANTS] = {
    [SOUND] = "nothing is planted",
    [EARLY] = "an update waits its whole delay",
    [WALL_CLOCK] = "a clock that is set moves nothing that waits",
    [TIMER_LOST] = "what waits is released after a restart",
    [NOT_UNDONE] = "what was undone is never released",
    [NOT_DROPPED] = "a stop destroys what waits",
    [NOT_PAUSED] = "nothing is released without a sign of the advocate",
    [END_FIRST] = "the end comes behind what waits",
    [SLOW_RETRACTION] = "a retraction does not wait",
    [NOT_BLOCKED] = "while it is stopped nobody is sent even its past",
    [WRONG_AUDIENCE] = "each reads the text of his audience",
    [SKIPS] = "nothing released is lost",
    [REPEATS] = "nothing released comes twice",
    [READS_ALL] = "only who may reads",
    [KNOWS_ALL] = "for who may not read it is not there",
    [TEXT_STAYS] = "what was withdrawn cannot be fetched",
    [OTHERS_STAFF] = "staff of another procedure has no part in this one",
    [POST_QUIET] = "nobody posts while it is quiet",
    [POST_WAITING] = "nobody posts without a sign of the advocate",
    [POST_STOPPED] = "nobody posts while it is stopped",
    [POST_CLOSED] = "nobody posts after its end",
    [POST_PAUSED] = "nobody posts before the roster is there again",
    [ALL_RESUME] = "surgeon or advocate end a stop",
    [ALL_SIGN] = "only an advocate's sign is one",
    [JUST_STOPPED] = "what was withdrawn does not come back",
    [NO_ADVOCATE] = "where it is required nothing opens without an advocate",
    [CONSENT_LASTS] = "a stream ends with its consent",
    [NOT_HELD] = "what is held is not released by itself",
    [OWN_DRAFT] = "nobody decides about his own draft",
    [HELD_SHOWN] = "moderators alone see what is held",
    [HELD_LONG] = "what is held expires",
    [STOP_LOST] = "a stop outlasts a restart",
    [QUIET_LOST] = "quiet outlasts a restart",
    [WAITING_LOST] = "a restart is no sign of the advocate",
    [WITHDRAWAL_LOST] = "a withdrawal outlasts a restart",
    [NO_BOOK] = "a stop on a full disk outlasts a restart",
    [TWICE] = "a draft that is sent again is one entry",
    [QUESTION_SHOWN] = "a question is not shown before it is published",
    [VOTES_TWICE] = "each counts once",
    [ALL_MODERATE] = "moderators alone decide about questions",
};

struct found {
	bool broken;
	unsigned step;
	char rule[32], detail[200];
};

static void
walk(int to, uint64_t seed)
{
	struct found found = {0};
	const char *rule, *detail;
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	/* The relay's own complaints are no news here. */
	dup2(null, STDERR_FILENO);
	found.broken =
	    !rules_walk(seed, plant == SOUND ? SOUND_STEPS : STEPS, false);
	rule = rules_broken(&detail, &found.step);
	snprintf(found.rule, sizeof found.rule, "%s", rule ? rule : "");
	snprintf(found.detail, sizeof found.detail, "%.199s", detail);
	_exit(write(to, &found, sizeof found) != (ssize_t)sizeof found);
}

/* In a process of its own: a planted bug may well bring it down. */
static struct found
try(enum plant which, uint64_t seed)
{
	struct found found = {0};
	int ends[2], status;
	pid_t pid;

	if (pipe(ends) != 0)
		return found;
	plant = which;
	pid = fork();
	if (pid == 0)
		walk(ends[1], seed);
	close(ends[1]);
	if (read(ends[0], &found, sizeof found) != (ssize_t)sizeof found) {
		found.broken = true;
		snprintf(found.rule, sizeof found.rule, "ended");
	}
	close(ends[0]);
	waitpid(pid, &status, 0);
	return found;
}

int
main(int argc, char **argv)
{
	uint64_t seed = 20261122;
	unsigned from = SOUND, to = PLANTS - 1;

	for (int i = 1; i < argc; i++) {
		if (i + 1 < argc && strcmp(argv[i], "--seed") == 0)
			seed = strtoull(argv[++i], NULL, 10);
		else
			from = to = (unsigned)strtoul(argv[i], NULL, 10);
	}
	printf("seed %" PRIu64 ", at most %u steps each\n", seed, STEPS);
	for (unsigned i = from; i <= to && i < PLANTS; i++) {
		struct found f = try((enum plant)i, seed);

		printf("%2u %6u %-12s %s\n", i, f.step, f.rule, breaks[i]);
		if (from == to)
			printf("   %s\n", f.detail);
		fflush(stdout);
		check(f.broken == (i != SOUND), breaks[i]);
	}
	return check_done();
}
