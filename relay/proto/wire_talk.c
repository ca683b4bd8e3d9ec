/* SPDX-License-Identifier: MIT */
#include "proto/wire_talk.h"

#include <string.h>

#include "proto/wire_rows.h"

/* clang-format off */
#define HERE struct wire_doc_question
static const struct field question[] = {
	ID("procedure", REQUIRED, procedure),
	NUMBER("question", REQUIRED, question, 1),
	NUMBER("t_ms", REQUIRED, t_ms, 0),
	BYTES("who", REQUIRED, who),
	BYTES("draft", REQUIRED, draft),
	ONE("state", REQUIRED, state, question_states),
	NUMBER("entry", OPTIONAL, entry, 1),
	ONE("lang", OPTIONAL, lang, langs),
	{.name = "student", .type = FIELD_TEXT, .presence = OPTIONAL, .at = AT(text[STUDENT]), .len = AT(text_len[STUDENT]), .most = QUESTION_TEXT_MAX},
	{.name = "colleague", .type = FIELD_TEXT, .presence = OPTIONAL, .at = AT(text[COLLEAGUE]), .len = AT(text_len[COLLEAGUE]), .most = QUESTION_TEXT_MAX},
};
#undef HERE
#define HERE struct wire_doc_vote
static const struct field vote[] = {
	ID("procedure", REQUIRED, procedure),
	CHARS("about", REQUIRED, about),
	BYTES("who", REQUIRED, who),
	COUNT("choice", REQUIRED, choice),
};
#undef HERE
#define HERE struct wire_doc_poll
static const struct field poll[] = {
	ID("procedure", REQUIRED, procedure),
	NUMBER("poll", REQUIRED, poll, 1),
	BYTES("draft", REQUIRED, draft),
	COUNT("choices", REQUIRED, choices),
	COUNT("right", OPTIONAL, right),
	BOOL("closed", OPTIONAL, closed),
};
#undef HERE
#define HERE struct wire_doc_feedback
static const struct field feedback[] = {
	ID("procedure", REQUIRED, procedure),
	BYTES("who", REQUIRED, who),
	COUNT("stars", REQUIRED, stars),
	ONE("audience", REQUIRED, audience, audiences),
	ONE("lang", OPTIONAL, lang, langs),
	TEXT("text", OPTIONAL, text, QUESTION_TEXT_MAX),
};
#undef HERE
#define HERE struct wire_doc_attendance
static const struct field attendance[] = {
	ID("procedure", REQUIRED, procedure),
	CHARS("account", REQUIRED, account),
	ONE("audience", REQUIRED, audience, audiences),
	NUMBER("seconds", REQUIRED, seconds, 0),
	NUMBER("from_ms", REQUIRED, from_ms, 0),
	NUMBER("to_ms", REQUIRED, to_ms, 0),
};
#undef HERE
#define HERE struct wire_doc_follow
static const struct field follow[] = {
	CHARS("account", REQUIRED, account),
	STRINGS("tags", OPTIONAL, tag, 0, HASHTAG_MAX),
};
#undef HERE

static const struct shape docs[WIRE_DOCS] = {
	[DOC_QUESTION] = SHAPE("question", struct wire_doc_question, question),
	[DOC_VOTE] = SHAPE("vote", struct wire_doc_vote, vote),
	[DOC_POLL] = SHAPE("poll", struct wire_doc_poll, poll),
	[DOC_FEEDBACK] = SHAPE("feedback", struct wire_doc_feedback, feedback),
	[DOC_ATTENDANCE] = SHAPE("attendance", struct wire_doc_attendance, attendance),
	[DOC_FOLLOW] = SHAPE("follow", struct wire_doc_follow, follow),
};
/* clang-format on */

const char *
wire_doc_name(enum wire_doc doc)
{
	return docs[doc].name;
}

enum sr_err
wire_write_doc(struct wire *w, enum wire_doc doc, const void *in,
    const char **text, size_t *len)
{
	return wire_write_shape(w, &docs[doc], NULL, 0, in, text, len);
}

enum sr_err
wire_read_doc(struct wire *w, enum wire_doc doc, const char *text, size_t len,
    void *out)
{
	const struct cj_value *root;
	enum sr_err err = cj_read(w->memory, text, len, &root, NULL);

	if (err != SR_OK)
		return err;
	if (cj_kind(root) != CJ_OBJECT)
		return SR_EINVAL;
	memset(out, 0, docs[doc].size);
	/* A later version may have written more: left aside. */
	return wire_read_shape(w, &docs[doc], false, root, out, NULL);
}
