/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "rules.h"

/*
 * Random walks of eleven people through procedures beside a model of the rules
 * (rules.h): nothing reaches anybody that the model has not released, nothing
 * after a stop, nothing is lost or comes twice, and nobody can do what is not
 * his to do.
 *
 *   rules_model [--seed N] [--steps N] [--loud]
 */

/*
 * A relay that ends on the way to a procedure's end answers nobody any more:
 * who asked for it is forgotten with the process, which here goes on.
 */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

int
main(int argc, char **argv)
{
	uint64_t seed = 20261122;
	unsigned steps = RULES_STEPS, step;
	const char *detail, *rule;
	bool loud = false;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--loud") == 0)
			loud = true;
		else if (i + 1 < argc && strcmp(argv[i], "--seed") == 0)
			seed = strtoull(argv[++i], NULL, 10);
		else if (i + 1 < argc && strcmp(argv[i], "--steps") == 0)
			steps = (unsigned)strtoul(argv[++i], NULL, 10);
	}
	printf("seed %" PRIu64 ", %u steps\n", seed, steps);
	if (!rules_walk(seed, steps, loud)) {
		rule = rules_broken(&detail, &step);
		fprintf(stderr, "step %u: %s: %s\n", step, rule, detail);
		check(false, rule);
	}
	check(check_failed == 0, "the relay did what the rules say");
	return check_done();
}
