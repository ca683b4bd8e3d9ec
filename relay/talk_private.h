/* SPDX-License-Identifier: MIT */
#ifndef SR_TALK_PRIVATE_H
#define SR_TALK_PRIVATE_H

#include "talk.h"

/* What talk.c, question.c, poll.c, feedback.c and attendance.c share. */

struct reacted {
	uint64_t number; /* 0: free */
	struct ballot *says;
	bool changed;
};

struct talk {
	struct talk *next, *beside; /* of all; of its bucket */
	bool forgotten; /* what comes back from the disk goes again */
	struct talks *all;
	struct procedure_id procedure;
	struct question *questions;
	struct poll *polls;
	struct feedback *feedback;
	struct attendance *attendance;
	unsigned attendance_count;
	uint64_t questions_last, polls_last; /* highest numbers */
	unsigned question_count, poll_count;
	struct reacted reacted[REACTED_MAX];
	uint64_t milestone; /* entry of the latest one */
	char step[NAME_MAX_BYTES + 1];
};

/* A year of a large hospital is some thousand procedures. */
#define TALK_BUCKETS 4096u

struct talks {
	struct journal *journal;
	struct wire *wire;
	struct talk *first;
	struct talk *bucket[TALK_BUCKETS];
	enum sr_err loading;
};

/* Room for the id of a document of a procedure. */
#define TALK_ID_ROOM (PROCEDURE_ID_TEXT + NAME_MAX_BYTES + 40u)

/* "PROCEDURE.q3", "PROCEDURE.q3.WHO"; about and who may be NULL. */
void talk_doc_id(char out[TALK_ID_ROOM], const struct talk *t,
    const char *about, const uint8_t *who);
SR_MUST_USE enum sr_err talk_put(struct talk *t, enum wire_doc doc,
    const char *id, const void *value, journal_done *done, void *ctx);
void talk_drop(struct talk *t, enum wire_doc doc, const char *id);
/* A done() for what nobody waits for. */
void talk_saved(void *ctx, enum sr_err err);

/* From documents, at start; each file its own. */
SR_MUST_USE enum sr_err question_load(
    struct talk *t, const struct wire_doc_question *doc);
SR_MUST_USE enum sr_err poll_load(
    struct talk *t, const struct wire_doc_poll *doc);
SR_MUST_USE enum sr_err feedback_load(
    struct talk *t, const struct wire_doc_feedback *doc);
/* Finds what a vote is about; what is not there any more is passed over. */
SR_MUST_USE enum sr_err vote_load(
    struct talk *t, const struct wire_doc_vote *doc);
/* One more vote on its way to the disk, into *votes when it is there. */
SR_MUST_USE enum sr_err vote_cast(struct talk *t, struct ballot **votes,
    const struct wire_doc_vote *doc, journal_done *done, void *ctx);
/* Removes the documents of all votes about "q3" or "p2". */
void votes_drop(struct talk *t, const struct ballot *votes, const char *about);
void question_about(char about[NAME_MAX_BYTES + 1], const struct question *q);
void poll_about(char about[NAME_MAX_BYTES + 1], const struct poll *p);

void questions_free(struct talk *t, bool drop);
/* Of this number; or, number 0, which readers had as this entry. */
void question_forget(struct talk *t, uint64_t number, uint64_t entry);
void polls_free(struct talk *t, bool drop);
void feedback_free(struct talk *t, bool drop);
SR_MUST_USE enum sr_err attendance_load(
    struct talk *t, const struct wire_doc_attendance *doc);
void attendance_free(struct talk *t, bool drop);

#endif
