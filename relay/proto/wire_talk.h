/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_TALK_H
#define SR_WIRE_TALK_H

#include "proto/wire.h"

/*
 * Documents of state (journal_put) of what readers and staff talk about.
 * Strings of a read point into the wire's memory until wire_end().
 */

/* Who said it: a keyed hash of procedure and account, no name. */
#define WHO_BYTES 16u

struct wire_doc_question {
	struct procedure_id procedure;
	uint64_t question, t_ms;
	uint8_t who[WHO_BYTES], draft[16];
	enum question_state state;
	uint64_t entry; /* that was withdrawn; 0: it was not out */
	enum text_lang lang;
	const char *text[AUDIENCES];
	size_t text_len[AUDIENCES];
};

/* One person's say about a question ("q3") or a poll ("p2"). */
struct wire_doc_vote {
	struct procedure_id procedure;
	char about[NAME_MAX_BYTES + 1];
	uint8_t who[WHO_BYTES];
	unsigned choice; /* from 1 */
};

struct wire_doc_poll {
	struct procedure_id procedure;
	uint64_t poll;
	uint8_t draft[16];
	unsigned choices, right; /* right 0: no quiz */
	bool closed;
};

struct wire_doc_feedback {
	struct procedure_id procedure;
	uint8_t who[WHO_BYTES];
	unsigned stars;
	enum audience audience;
	enum text_lang lang;
	const char *text; /* NULL: only stars */
	size_t text_len;
};

/* Who read it live: kept by name, since certificates are made out to one. */
struct wire_doc_attendance {
	struct procedure_id procedure;
	char account[NAME_MAX_BYTES + 1];
	enum audience audience;
	uint64_t seconds, from_ms, to_ms;
};

struct wire_doc_follow {
	char account[NAME_MAX_BYTES + 1];
	const char *tag[FOLLOWED_MAX];
	unsigned tag_count;
};

enum wire_doc {
	DOC_QUESTION,
	DOC_VOTE,
	DOC_POLL,
	DOC_FEEDBACK,
	DOC_ATTENDANCE,
	DOC_FOLLOW,
	WIRE_DOCS
};

/* The kind's name for journal_put(). */
const char *wire_doc_name(enum wire_doc doc);
/* in, out: the struct of that kind. */
SR_MUST_USE enum sr_err wire_write_doc(struct wire *w, enum wire_doc doc,
    const void *in, const char **text, size_t *len);
SR_MUST_USE enum sr_err wire_read_doc(
    struct wire *w, enum wire_doc doc, const char *text, size_t len, void *out);

#endif
