/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "log.h"
#include "metrics.h"
#include "session_private.h"

/* What staff post: from the draft to the release point, and the answer. */

uint64_t
session_wait_ms(const struct ticket *t)
{
	uint64_t wait_ms = procedure_wait_ms(t->procedure, t->hash);

	return wait_ms ? wait_ms : 1;
}

static void
on_released(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (err == SR_OK)
		metrics_observe(METRIC_ACK_US, metrics_now_us() - t->began_us);
	else
		metrics_refusal(err);
	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .draft = t->draft,
				  .number = number,
				  .wait_ms = number ? 0 : session_wait_ms(t),
				  .repeated = repeated,
				  .redacted = t->redacted,
				  .doubt = t->doubt,
			      });
	else if (s)
		session_refuse(s, t->seq, t->draft, err, NULL);
	if (err != SR_OK)
		log_warn("post-refused", "err=%s", sr_err_name(err));
	ticket_free(t);
}

bool
session_blank(const char *text, size_t len)
{
	const unsigned char *b = (const unsigned char *)text;

	for (size_t i = 0; i < len; i++) {
		if (b[i] <= ' ' || b[i] == 0x7f)
			continue;
		if (b[i] == 0xc2 && i + 1 < len && b[i + 1] <= 0xa0)
			i += 1; /* C1 controls, no-break space */
		else if (i + 2 < len &&
			 ((b[i] == 0xe2 &&
			      (b[i + 1] == 0x80 || b[i + 1] == 0x81) &&
			      (b[i + 2] <= 0x8f ||
				  (b[i + 2] >= 0xa8 && b[i + 2] <= 0xaf))) ||
			     (b[i] == 0xe3 && b[i + 1] == 0x80 &&
				 b[i + 2] == 0x80) ||
			     (b[i] == 0xef && b[i + 1] == 0xbb &&
				 b[i + 2] == 0xbf)))
			i += 2; /* U+2000-200F, 2028-202F, 2060.., 3000, FEFF */
		else
			return false;
	}
	return true;
}

static enum sr_err
scrub_draft(struct procedure *p, const struct account *by,
    const struct wire_post *draft, struct scrubbed text[AUDIENCES])
{
	if (!draft->text)
		return SR_OK;
	if (session_blank(draft->text, draft->text_len))
		return SR_EEMPTY;
	return procedure_scrub(p, by, draft->lang,
	    (struct raw_text){draft->text, draft->text_len}, text);
}

/* To the release point; answered when it is on disk. */
static enum sr_err
post_scrubbed(struct session *s, struct procedure *p, uint64_t seq,
    const struct wire_post *draft, const struct scrubbed text[AUDIENCES])
{
	struct entry_head head;
	struct ticket *t = NULL;
	struct entry *e = NULL;
	enum sr_err err;

	procedure_entry_head(p, s->account, draft, &head);
	err = entry_new(&e, &head, text);
	if (err == SR_OK)
		err = ticket_new(&t, s, seq);
	if (err != SR_OK)
		goto out;
	t->is_draft = true;
	s->drafts_waiting++;
	strncpy(t->draft, draft->draft, DRAFT_ID_MAX);
	t->procedure = p;
	memcpy(t->hash, head.draft, sizeof t->hash);
	t->redacted = (unsigned)text[STUDENT].change_count;
	t->doubt = text[STUDENT].doubt || text[COLLEAGUE].doubt;
	procedure_release_draft(p, e,
	    &(struct procedure_drafted){.by = s->account, .draft = t->draft},
	    on_released, t);
out:
	entry_unref(e);
	return err;
}

/* One update in: read, allow, scrub for each audience, hand to release or
 * hold; answered in every case. */
enum sr_err
session_post(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_post *draft = &in->u.post;
	struct procedure *p = session_procedure(s, &draft->procedure);
	struct scrubbed text[AUDIENCES] = {0};
	enum sr_err err = procedure_may_post(p, s->account, draft, fault);

	if (err != SR_OK)
		return err;
	if (s->drafts_waiting >= s->relay->config->drafts_waiting_max)
		return SR_ELIMIT;
	if (session_was_let_go(s, p, in->seq, draft))
		return SR_OK;
	/* Where it is released only `text` travels; where it is held, the draft
	 * stays in memory until a moderator has decided. */
	err = scrub_draft(p, s->account, draft, text);
	if (err == SR_OK)
		session_unhold(s, p, draft);
	if (err == SR_OK)
		err = post_scrubbed(s, p, in->seq, draft, text);
	else if (err == SR_EHELD)
		err = session_hold(s, p, in->seq, draft);
	for (int a = 0; a < AUDIENCES; a++)
		scrubbed_wipe(&text[a]);
	return err;
}
