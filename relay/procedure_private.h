/* SPDX-License-Identifier: MIT */
#ifndef SR_PROCEDURE_PRIVATE_H
#define SR_PROCEDURE_PRIVATE_H

#include "procedure.h"

/* What procedure.c (life), procedure_close.c (its end), procedure_post.c and
 * procedure_rules.c (grants) share. */

enum state { STATE_OPEN, STATE_PAUSED, STATE_CLOSING, STATE_CLOSED };

struct procedure {
	struct procedures *all;
	struct procedure *next;
	struct wire_doc_procedure doc;
	const struct template *template;
	enum state state;
	bool roster_saved;        /* the disk knows that it needs one */
	struct scrub_case *scrub; /* NULL once closed */
	struct room *room;
	uint64_t t_ms; /* of its latest entry: time does not go back */
};

struct procedures {
	struct procedures_options opt;
	struct wire *wire;
	struct procedure *first;   /* newest first */
	struct procedure *opening; /* on their way to the disk */
	enum sr_err loading;
};

/* A request that waits for the disk. */
struct waiting {
	struct procedure *p;
	procedure_done *done;
	void *ctx;
	enum state before; /* closing: to go back to */
};

/* Readers who catch up are told. */
void procedure_set_state(struct procedure *p, enum state state);
SR_MUST_USE enum sr_err procedure_save(
    struct procedure *p, journal_done *done, void *ctx);

#endif
