/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "talk_private.h"

/* Room for "f" and a person. */
static void
feedback_id(
    char id[TALK_ID_ROOM], const struct talk *t, const uint8_t who[WHO_BYTES])
{
	talk_doc_id(id, t, NULL, who);
}

static void
feedback_free_one(struct feedback *f)
{
	if (!f)
		return;
	if (f->text)
		explicit_bzero(f->text, f->len);
	free(f->text);
	free(f);
}

void
feedback_free(struct talk *t, bool drop)
{
	char id[TALK_ID_ROOM];

	while (t->feedback) {
		struct feedback *f = t->feedback;

		t->feedback = f->next;
		if (drop) {
			feedback_id(id, t, f->who);
			talk_drop(t, DOC_FEEDBACK, id);
		}
		feedback_free_one(f);
	}
}

/* Whoever lists them learns no order in which they came: by hash. */
static void
link_in(struct talk *t, struct feedback *f)
{
	struct feedback **at = &t->feedback;
	int order = -1;

	while (*at && (order = memcmp((*at)->who, f->who, WHO_BYTES)) < 0)
		at = &(*at)->next;
	f->next = *at;
	if (*at && order == 0) {
		f->next = (*at)->next;
		feedback_free_one(*at);
	}
	*at = f;
}

enum sr_err
feedback_load(struct talk *t, const struct wire_doc_feedback *doc)
{
	struct feedback *f = calloc(1, sizeof *f);

	if (!f)
		return SR_ENOMEM;
	memcpy(f->who, doc->who, sizeof f->who);
	f->stars = doc->stars;
	f->audience = doc->audience;
	f->lang = doc->lang;
	if (doc->text) {
		f->text = malloc(doc->text_len + 1);
		if (!f->text) {
			free(f);
			return SR_ENOMEM;
		}
		memcpy(f->text, doc->text, doc->text_len);
		f->text[doc->text_len] = '\0';
		f->len = doc->text_len;
	}
	link_in(t, f);
	return SR_OK;
}

struct giving {
	struct talk *talk;
	struct feedback *feedback; /* in the list once it is on disk */
	journal_done *done;
	void *ctx;
};

static void
on_given(void *ctx, enum sr_err err)
{
	struct giving *g = ctx;
	char id[TALK_ID_ROOM];

	/* Forgotten while it was on its way. */
	if (err == SR_OK && g->talk->forgotten) {
		feedback_id(id, g->talk, g->feedback->who);
		talk_drop(g->talk, DOC_FEEDBACK, id);
		err = SR_ENOPROC;
	}
	if (err == SR_OK)
		link_in(g->talk, g->feedback);
	else
		feedback_free_one(g->feedback);
	g->done(g->ctx, err);
	free(g);
}

static enum sr_err
feedback_new(struct feedback **out, const struct wire_doc_feedback *doc)
{
	struct talk alone = {0};
	enum sr_err err = feedback_load(&alone, doc);

	if (err == SR_OK)
		*out = alone.feedback;
	return err;
}

enum sr_err
feedback_give(struct talk *t, const uint8_t who[WHO_BYTES],
    const struct feedback_said *said, journal_done *done, void *ctx)
{
	struct wire_doc_feedback doc = {
	    .procedure = t->procedure,
	    .stars = said->stars,
	    .audience = said->audience,
	    .lang = said->lang,
	    .text = said->text ? said->text->text : NULL,
	    .text_len = said->text ? said->text->len : 0,
	};
	struct giving *g = malloc(sizeof *g);
	char id[TALK_ID_ROOM];
	enum sr_err err;

	if (!g)
		return SR_ENOMEM;
	*g = (struct giving){.talk = t, .done = done, .ctx = ctx};
	memcpy(doc.who, who, sizeof doc.who);
	err = doc.text_len > QUESTION_TEXT_MAX
		  ? SR_EHELD
		  : feedback_new(&g->feedback, &doc);
	feedback_id(id, t, who);
	if (err == SR_OK)
		err = talk_put(t, DOC_FEEDBACK, id, &doc, on_given, g);
	if (err != SR_OK) {
		feedback_free_one(g->feedback);
		free(g);
	}
	return err;
}

const struct feedback *
feedback_first(const struct talk *t)
{
	return t ? t->feedback : NULL;
}
