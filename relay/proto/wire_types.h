/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_TYPES_H
#define SR_WIRE_TYPES_H

#include <stdint.h>

#include "proto/limits.h"

/* For wire.h: what its messages and documents have in common. */

enum audience { STUDENT, COLLEAGUE, AUDIENCES };

/* Bits of an account's grants. */
#define ROLE_POSTER 0x01u
#define ROLE_SURGEON 0x02u
#define ROLE_ADVOCATE 0x04u
#define ROLE_MODERATOR 0x08u
#define ROLE_STUDENT 0x10u
#define ROLE_COLLEAGUE 0x20u
#define ROLE_EDUCATOR 0x40u
#define ROLE_ADMIN 0x80u
#define ROLES_STAFF (ROLE_POSTER | ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR)
#define ROLES_READER (ROLE_STUDENT | ROLE_COLLEAGUE | ROLE_EDUCATOR)

enum entry_kind {
	ENTRY_UPDATE,
	ENTRY_MILESTONE,  /* step of the template; text empty */
	ENTRY_CORRECTION, /* its text replaces that of `refers` */
	ENTRY_RETRACTION, /* `refers` is withdrawn; no text */
	ENTRY_NOTICE,     /* from the relay: step says which ("closed") */
	/* How a read shows an entry whose text is gone: */
	ENTRY_CORRECTED,  /* see the correction `refers` */
	ENTRY_WITHDRAWN,
	/* What readers and staff talk about; the numbers are on disk: append.
	 */
	ENTRY_QUESTION, /* of a reader, published by a moderator */
	ENTRY_ANSWER,   /* to a question */
	ENTRY_POLL,     /* text: the question, then a choice a line */
	ENTRY_RESULT,   /* of the poll `refers`; no text */
	ENTRY_OUTCOME,  /* days or months after the end */
	ENTRY_KINDS
};

enum part {
	PART_NONE,
	PART_SURGEON,
	PART_ANAESTHETIST,
	PART_SCRUB,
	PART_CIRCULATOR,
	PART_REGISTRAR,
	PART_PERFUSIONIST,
	PART_PATHOLOGY,
	PART_RADIOLOGY,
	PART_STUDENT,
	PART_OTHER,
	PARTS
};

/* In which language a text is written; the numbers are on disk: append. */
enum text_lang {
	TEXT_LANG_NONE, /* no text, or not said */
	TEXT_LANG_EN,
	TEXT_LANG_ID,
	TEXT_LANGS
};

struct procedure_id {
	uint8_t byte[16];
};
#define PROCEDURE_ID_TEXT 32u /* lower-case hexadecimal */

enum basis { BASIS_TRAINING, BASIS_AUTHORIZATION, BASES };

enum release_mode {
	RELEASE_LIVE,    /* after a delay of seconds */
	RELEASE_AS_LIVE, /* days later, at the pace of the original */
	RELEASE_ARCHIVE, /* to educators only */
	RELEASE_MODES
};

/* Why a procedure was stopped; never a person's own words. */
enum stop_reason {
	STOP_NONE,
	STOP_WRONG_STREAM, /* another room or patient than thought */
	STOP_IDENTIFIES,   /* something that identifies was posted */
	STOP_CONSENT,      /* consent is in doubt */
	STOP_EVENT,        /* trouble in the room */
	STOP_OTHER,
	STOP_REASONS
};

/* What a moderator makes of a draft that is held. */
enum decision {
	DECIDE_APPROVE, /* as the filter writes it, without what is in doubt */
	DECIDE_EDIT,    /* the moderator's text, through the filter */
	DECIDE_REJECT,
	DECISIONS
};

/* Why a draft that waited is gone; it was never released. */
enum gone_why {
	GONE_STOPPED,  /* the procedure was stopped, or is at its end */
	GONE_EXPIRED,  /* held, and nobody decided in time */
	GONE_REJECTED, /* by a moderator */
	GONE_UNDONE,   /* by its author */
	GONE_FILTER,   /* the filter it had passed failed its test */
	GONE_REVOKED,  /* its author's account, or a device of it, was */
	GONE_WHYS
};

enum question_state {
	QUESTION_PENDING,
	QUESTION_PUBLISHED,
	QUESTION_ANSWERED,
	QUESTION_HIDDEN,
	QUESTION_STATES
};

enum reaction { REACTION_UNDERSTOOD, REACTION_AGAIN, REACTIONS };

/* One who has a part in a procedure. */
struct wire_person {
	char account[NAME_MAX_BYTES + 1];
	unsigned roles; /* of ROLES_STAFF */
};

/* Words by which readers find a procedure, without '#'. */
struct wire_hashtags {
	char tag[HASHTAGS_MAX][HASHTAG_MAX + 1];
	unsigned count;
};

#endif
