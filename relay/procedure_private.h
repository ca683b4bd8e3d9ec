/* SPDX-License-Identifier: MIT */
#ifndef SR_PROCEDURE_PRIVATE_H
#define SR_PROCEDURE_PRIVATE_H

#include "procedure.h"

/* What procedure.c (life) shares with procedure_rules.c (grants). */

enum state { STATE_OPEN, STATE_PAUSED, STATE_CLOSING, STATE_CLOSED };

struct procedure {
	struct procedures *all;
	struct procedure *next;
	struct wire_doc_procedure doc;
	const struct template *template;
	enum state state;
	struct scrub_case *scrub; /* NULL once closed */
	struct room *room;
};

struct procedures {
	struct procedures_options opt;
	struct wire *wire;
	struct procedure *first;   /* newest first */
	struct procedure *opening; /* on their way to the disk */
	enum sr_err loading;
};

#endif
