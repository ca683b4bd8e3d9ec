/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "session_private.h"
#include "talk.h"

/* What answers, polls and outcome notes have in common with a post: from
 * words to the release point, and the answer of a post. */

static void
on_released(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

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
		log_warn("say-refused", "err=%s", sr_err_name(err));
	/* Unless the same one was sent before, and waits. */
	if (err != SR_OK && !procedure_wait_ms(t->procedure, t->hash))
		question_not_answered(talk_find(t->relay->talks,
					  procedure_id(t->procedure)),
		    t->hash);
	ticket_free(t);
}

static struct wire_post
as_post(const struct session_say *out)
{
	return (struct wire_post){
	    .procedure = out->say->procedure,
	    .draft = out->say->draft,
	    .kind = out->kind,
	    .lang = out->say->lang,
	    .text = out->say->text,
	    .refers = out->refers,
	    .step = out->step[0] ? out->step : NULL,
	};
}

void
session_say_head(
    struct session *s, const struct session_say *out, struct entry_head *head)
{
	struct wire_post post = as_post(out);

	procedure_entry_head(out->procedure, s->account, &post, head);
}

enum sr_err
session_say_scrub(struct session *s, struct session_say *out)
{
	const struct wire_say *say = out->say;
	struct raw_text raw = {
	    out->raw ? out->raw : say->text,
	    out->raw ? out->raw_len : say->text_len,
	};

	if (session_blank(say->text, say->text_len))
		return SR_EEMPTY;
	/* Before anything of it is done: an answer publishes its question. */
	if (s->drafts_waiting >= s->relay->config->drafts_waiting_max)
		return SR_ELIMIT;
	return out->after ? procedure_scrub_after(
				out->procedure, say->lang, raw, out->text)
			  : procedure_scrub(out->procedure, s->account,
				say->lang, raw, out->text);
}

enum sr_err
session_say_release(struct session *s, struct session_say *out)
{
	struct entry_head head;
	struct entry *e = NULL;
	struct ticket *t = NULL;
	enum sr_err err;

	session_say_head(s, out, &head);
	err = entry_new(&e, &head, out->text);
	if (err == SR_OK)
		err = ticket_new(&t, s, out->seq);
	if (err == SR_OK) {
		t->is_draft = true;
		s->drafts_waiting++;
		strncpy(t->draft, out->say->draft, DRAFT_ID_MAX);
		t->procedure = out->procedure;
		memcpy(t->hash, head.draft, sizeof t->hash);
		t->redacted = (unsigned)out->text[STUDENT].change_count;
		t->doubt =
		    out->text[STUDENT].doubt || out->text[COLLEAGUE].doubt;
		procedure_release_draft(out->procedure, e,
		    &(struct procedure_drafted){
			.by = s->account, .draft = t->draft},
		    on_released, t);
	}
	entry_unref(e);
	return err;
}

void
session_say_end(struct session_say *out)
{
	for (int a = 0; a < AUDIENCES; a++)
		scrubbed_wipe(&out->text[a]);
	if (out->raw)
		explicit_bzero(out->raw, out->raw_len);
	free(out->raw);
	out->raw = NULL;
}
