/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "session_private.h"

/* What a moderator is shown of drafts that are held. */


struct looking {
	struct wire_held *row;
	struct wire_doubt *doubt;
	size_t count, room, doubts, doubt_room, bytes;
	bool failed;
};

static void
add_doubt(struct looking *l, size_t from, const struct scrub_change *c)
{
	for (size_t i = from; i < l->doubts; i++)
		if (c->begin_cp < l->doubt[i].end &&
		    l->doubt[i].begin < c->end_cp)
			return;
	if (l->doubts == l->doubt_room) {
		void *grown = session_more_rows(
		    l->doubt, &l->doubt_room, sizeof(*l->doubt));

		l->failed = l->failed || !grown;
		if (!grown)
			return;
		l->doubt = grown;
	}
	l->doubt[l->doubts++] = (struct wire_doubt){
	    .begin = c->begin_cp,
	    .end = c->end_cp,
	    .label = scrub_label_name(c->label),
	};
}

/* Where it is in doubt, for any audience; the doubts of a row stand behind
 * each other, doubts_given by their place until all are there. */
static void
look_at(struct looking *l, struct procedure *p, const struct held_row *row,
    struct wire_held *out)
{
	struct scrubbed text[AUDIENCES] = {0};
	size_t from = l->doubts;

	out->approvable =
	    procedure_scrub_reviewed(p, NULL, row->post.lang,
		(struct raw_text){row->post.text, row->post.text_len},
		text) == SR_OK;
	for (int a = 0; a < AUDIENCES; a++) {
		for (size_t i = 0; i < text[a].change_count; i++)
			if (procedure_doubts(
				p, (enum audience)a, &text[a].change[i]))
				add_doubt(l, from, &text[a].change[i]);
		scrubbed_wipe(&text[a]);
	}
	out->doubts_given = true;
	out->doubt_count = l->doubts - from;
}

static void
list_row(struct looking *l, struct procedure *p, const struct held_row *row,
    uint64_t now)
{
	struct wire_held *out = &l->row[l->count++];

	*out = (struct wire_held){
	    .held = row->number,
	    .author = account_name(row->author),
	    .lang = row->post.lang,
	    .text = row->post.text,
	    .text_len = row->post.text_len,
	    .kind = row->post.kind,
	    .part = row->post.part,
	    .refers = row->post.refers,
	    .age_ms = now - row->since_ms,
	    .expires_ms = row->until_ms > now ? row->until_ms - now : 0,
	};
	l->bytes += row->post.text_len;
	look_at(l, p, row, out);
}

enum sr_err
session_held(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.procedure);
	struct held *held = s->relay->held;
	struct wire_ok ok = {.seq = in->seq, .drafts_given = true};
	struct wire_held rows[HELD_MOST];
	struct looking l = {.row = rows};
	struct held_row *row = NULL;
	size_t at = 0;
	enum sr_err err = session_may_decide(s, p);

	(void)fault;
	if (err != SR_OK)
		return err;
	while ((row = held_next(held, procedure_id(p), row))) {
		ok.more = l.bytes + row->post.text_len > HELD_LISTED_BYTES;
		if (ok.more)
			break;
		if (!row->decided)
			list_row(&l, p, row, held_now_ms(held));
	}
	for (size_t i = 0; i < l.count; i++) {
		rows[i].doubts = l.doubt ? l.doubt + at : NULL;
		at += rows[i].doubt_count;
	}
	/* Each went through the filter. */
	session_charge(s, (unsigned)l.count);
	ok.drafts = rows;
	ok.draft_count = l.count;
	if (!l.failed)
		session_ok(s, &ok);
	free(l.doubt);
	return l.failed ? SR_ENOMEM : SR_OK;
}
