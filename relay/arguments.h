/* SPDX-License-Identifier: MIT */
#ifndef SR_ARGUMENTS_H
#define SR_ARGUMENTS_H

#include <stdbool.h>

/* What scrubrelayd is told to do (scrubrelayd(8)): to serve, or one task. */
struct arguments {
	const char *config_file, *invite_admin, *erase, *retain;
	bool check, rekey;
};

/* -1: go on; else exit with this, and it was said why. *a is zero before, and
 * points into argv afterwards. */
int arguments_read(int argc, char **argv, struct arguments *a);

#endif
