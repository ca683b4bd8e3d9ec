/* SPDX-License-Identifier: MIT */
#ifndef SR_OUTBOX_DRAFT_H
#define SR_OUTBOX_DRAFT_H

#include "outbox.h"

/* For outbox*.c only: one update that waits for its answer. */

enum state { WAITING, UNDER_WAY, DONE };

struct draft {
	struct draft *next;
	struct outbox *outbox;
	enum state state;
	bool sent;
	bool unanswered; /* sent once, and what came of it is not known */
	bool masked;  /* its text is what may leave */
	bool allowed; /* old, and the person said that it goes */
	bool orphan;  /* given up while under way: its answer may still come */
	bool taken_back; /* by who wrote it: it stays here, or is undone */
	uint64_t line, typed_ms, refers;
	char id[DRAFT_ID_MAX + 1];
	enum entry_kind kind;
	enum part part;
	char *lang, *text, *step; /* text: owned; wiped when freed */
	size_t text_len;
	/* the result */
	enum sr_err err;
	char *message;
	bool unknown, doubt, repeated;
	uint64_t number, wait_ms, held;
	unsigned redacted, removed; /* by the relay; here */
};

void outbox_draft_free(struct draft *d);
/* And those behind it. */
void outbox_draft_free_all(struct draft *d);
/* What the relay would refuse; it closes on text that is not UTF-8. */
SR_MUST_USE enum sr_err outbox_draft_check(
    const struct outbox_draft *d, const char **why);
/* False: no memory. */
bool outbox_draft_copy(struct draft *d, const struct outbox_draft *in);

#endif
