/* SPDX-License-Identifier: MIT */
#include "talk_start.h"

#include <stdlib.h>

#include "log.h"
#include "poll_end.h"

/* One procedure that is being read back. */
struct reading {
	struct talks *talks;
	struct journal *journal;
	struct procedure *procedure;
	uint64_t next;
};

static void
on_page(void *ctx, enum sr_err err, struct entry *const *entry, size_t count,
    uint64_t last)
{
	struct reading *r = ctx;

	for (size_t i = 0; err == SR_OK && i < count; i++) {
		talks_note(r->talks, entry[i]);
		procedure_was_at(r->procedure, entry_head(entry[i])->t_ms);
	}
	r->next += count;
	if (err == SR_OK && count && r->next <= last) {
		journal_read(r->journal, procedure_id(r->procedure), r->next,
		    PAGE_ENTRIES, on_page, r);
		return;
	}
	/* Votes for what was not found are refused; nothing else is lost. */
	if (err != SR_OK && err != SR_ECLOSED)
		log_warn("talk-not-read", "err=%s", sr_err_name(err));
	free(r);
}

struct beginning {
	struct talks *talks;
	struct journal *journal;
};

static bool
read_back(void *ctx, struct procedure *p)
{
	const struct beginning *b = ctx;
	struct reading *r;

	if (procedure_is_withdrawn(p))
		talk_forget(b->talks, procedure_id(p));
	/* Of one that is stopped too: it may go on. */
	if (procedure_is_withdrawn(p) || procedure_is_closed(p) ||
	    !room_last(procedure_room(p)))
		return true;
	r = malloc(sizeof *r);
	if (!r)
		return true;
	*r = (struct reading){b->talks, b->journal, p, 1};
	journal_read(
	    b->journal, procedure_id(p), 1, PAGE_ENTRIES, on_page, r);
	return true;
}

static void
forget(void *ctx, const struct procedure_id *id)
{
	talk_forget(ctx, id);
}

static void
forget_entry(void *ctx, const struct procedure_id *id, uint64_t number,
    const struct entry *e)
{
	talk_forget_entry(ctx, id, number, e);
}

void
talks_begin(struct talks *all, struct journal *journal, struct hub *hub,
    struct procedures *procedures)
{
	struct beginning b = {all, journal};

	hub_on_publish(hub, talks_note, all);
	procedures_on_withdraw(procedures, forget, all);
	procedures_on_entry_goes(procedures, forget_entry, all);
	procedures_on_close(procedures, polls_end, all);
	procedures_each(procedures, read_back, &b);
}
