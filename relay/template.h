/* SPDX-License-Identifier: MIT */
#ifndef SR_TEMPLATE_H
#define SR_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/err.h"

/*
 * Templates of operations: phases > steps (SAGES words), stable ids, labels
 * in English and Indonesian. Built into both programs from
 * relay/templates/ID.json; immutable.
 */

enum template_lang { TEMPLATE_EN, TEMPLATE_ID, TEMPLATE_LANGS };

struct template_step {
	const char *id; /* "clip-cystic-artery"; unique in the template */
	const char *label[TEMPLATE_LANGS];
	const char *phase_id, *phase_label[TEMPLATE_LANGS];
	bool anchor; /* the step from which readers count time (incision) */
};

struct template {
	const char *id;
	const char *label[TEMPLATE_LANGS];
	const char *specialty;
	const struct template_step *step;
	size_t step_count;
};

/* NULL when there is none of that id. */
const struct template *template_find(const char *id);
const struct template_step *template_step(
    const struct template *t, const char *step_id);
/* All, in order of id. */
const struct template *template_all(size_t *count);

#endif
