/* SPDX-License-Identifier: MIT */
#ifndef SR_RESOLVE_H
#define SR_RESOLVE_H

#include "proto/err.h"
#include "proto/wire.h"

/* Which procedure a person means. */

struct resolved {
	struct procedure_id id;
	char code_name[NAME_MAX_BYTES + 1]; /* "blue heron" */
	char template_id[NAME_MAX_BYTES + 1], state[NAME_MAX_BYTES + 1];
	enum basis basis;
	enum release_mode release;
	uint64_t last; /* highest number then; 0: none, or not told */
};

/*
 * word: an id, a code name ("blue heron", "blue-heron", any case), or the
 * start of either (4 digits of the id at least) when only one fits; those
 * that are not closed come first. NULL: the only one that is not closed, else
 * the only one. SR_ENOPROC: *fault says which there are.
 */
SR_MUST_USE enum sr_err resolve_procedure(struct resolved *out,
    const struct wire_procedure *row, size_t count, const char *word,
    struct sr_fault *fault);

#endif
