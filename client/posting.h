/* SPDX-License-Identifier: MIT */
#ifndef SR_POSTING_H
#define SR_POSTING_H

#include <stdbool.h>
#include <stdint.h>

#include "keeper.h"
#include "lines.h"
#include "outbox.h"
#include "output.h"
#include "resolve.h"
#include "source.h"
#include "stay.h"
#include "waits.h"

/* One run of 'scrubrelay post'. */

struct post {
	struct stay stay;
	struct outbox *outbox;
	struct lines *lines;
	struct keeper *keeper;
	struct source *source; /* filters here, where the site asks */
	struct output out, err;
	/* what was asked for */
	const char *profile, *word, *part_name, *lang, *step, *roster_file;
	uint64_t correct, retract, max_age_s;
	bool jsonl, one; /* one: a draft from the command line */
	struct outbox_draft base;
	char *roster;
	size_t roster_len;
	/* how it goes */
	struct resolved which;
	bool known, greeted, ended, finished;
	bool expecting;   /* a yes or no */
	unsigned undoing; /* requests without an answer */
	uint64_t saved, refused;
	struct waits waits;
	size_t told_waiting; /* so many, as was said last */
	enum cmd_status status;
};

/* text: the one draft of the command line, wiped once it is taken; NULL: none,
 * or lines from standard input. The program's exit status. */
int post_run(struct post *p, char *text);

/* posting_event.c: what becomes of drafts that wait. */
void post_on_event(void *ctx, const struct wire_message *m);
void post_undo_newest(struct post *p);
/* Of a draft that was taken back before it had its result. */
void post_taken_back(struct post *p, const struct outbox_result *r);
/* Ends when nothing is left to be told. */
void post_finish(struct post *p);

#endif
