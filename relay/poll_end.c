/* SPDX-License-Identifier: MIT */
#include "poll_end.h"

#include <stdio.h>
#include <stdlib.h>

#include "entry_wire.h"
#include "log.h"

struct counting {
	struct talk *talk;
	uint64_t entry;
	journal_done *done;
	void *ctx;
};

static void
on_result(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct counting *c = ctx;
	struct poll *poll = poll_find(c->talk, c->entry);

	(void)number;
	(void)repeated;
	if (err != SR_OK)
		log_warn("poll-not-closed", "err=%s", sr_err_name(err));
	if (poll && err != SR_OK)
		poll_close(c->talk, poll, false);
	if (c->done)
		c->done(c->ctx, err);
	free(c);
}

static enum sr_err
result_entry(struct procedure *p, const struct poll *poll, struct entry **out)
{
	struct scrubbed text[AUDIENCES] = {0};
	struct wire_tally tally[CHOICES_MAX];
	struct entry_head head;
	char what[64];

	snprintf(what, sizeof what, "poll:%llu:result",
	    (unsigned long long)poll->number);
	procedure_own_head(p, ENTRY_RESULT, what, &head);
	head.refers = poll->entry;
	poll_tally(poll, tally);
	entry_step_tally(head.step, tally, poll->choices);
	return entry_new(out, &head, text);
}

enum sr_err
poll_end(struct talks *all, struct procedure *p, struct poll *poll,
    journal_done *done, void *ctx)
{
	struct counting *c = malloc(sizeof *c);
	struct entry *e = NULL;
	enum sr_err err = SR_ENOMEM;

	if (c)
		err = result_entry(p, poll, &e);
	if (err != SR_OK) {
		free(c);
		return err;
	}
	*c = (struct counting){
	    talk_find(all, procedure_id(p)), poll->entry, done, ctx};
	poll_close(c->talk, poll, true);
	procedure_release(p, e, on_result, c);
	entry_unref(e);
	return SR_OK;
}

void
polls_end(void *ctx, struct procedure *p)
{
	struct talks *all = ctx;
	struct talk *talk = talk_find(all, procedure_id(p));

	/* In the order in which they were opened. */
	for (uint64_t n = 1; n <= poll_highest(talk); n++) {
		struct poll *poll = poll_open_by_number(talk, n);

		if (poll && poll_end(all, p, poll, NULL, NULL) != SR_OK)
			log_warn("poll-not-closed", "err=no-memory");
	}
}
