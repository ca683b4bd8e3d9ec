/* SPDX-License-Identifier: MIT */
#ifndef SR_FOLLOW_H
#define SR_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd.h"
#include "output.h"
#include "proto/wire.h"
#include "resolve.h"

/* Reads one procedure to standard output: what is there, then what comes,
 * with no gap and no repeat across lost connections. */

/* Takes a procedure instead of lines on standard output. */
struct follow_sink {
	/* Once; account: whose profile reads. */
	enum sr_err (*begin)(void *ctx, const struct resolved *which,
	    const char *account, enum audience audience);
	enum sr_err (*entry)(void *ctx, const struct wire_entry *e);
};

struct follow {
	const char *profile, *word; /* word: as resolve_procedure() */
	uint64_t from;              /* first number to show; 1 */
	uint64_t tail; /* show at most so many of what is there; 0: all */
	bool live;                  /* go on until it ends */
	bool json;
	bool numbers;               /* lines begin with the entry's number */
	bool presence;              /* tell who is there, and reactions */
	bool audience_given;
	enum audience audience;
	enum output_lang lang;
	const struct follow_sink *sink; /* NULL: lines */
	void *sink_ctx;
};

enum cmd_status follow_run(const struct follow *f);

#endif
