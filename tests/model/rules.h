/* SPDX-License-Identifier: MIT */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/wire.h"
#include "world.h"

/*
 * A simple model of the rules of procedures, beside the real relay in a world
 * of scenario/world.h: rules_state.c is what the rules say, rules_hear.c
 * checks all that anybody is told, rules_walk.c draws steps. The first break
 * is kept, with its rule, and ends the walk.
 */

enum { NURSE, KIM, ADV, MOD, MEG, OUT, ANA, BEN, COLE, EDU, BOSS, PERSONS };

#define LIVE_MAX 3      /* procedures that are not over yet */
#define M_PROCEDURES 24 /* of one world */
#define M_DRAFTS 400    /* of one procedure */
#define M_QUESTIONS 40
#define M_TEXTS 6000 /* of one world */
#define ADVOCATE_AWAY_MS 30000u
#define HELD_MS 47000u
#define READ_AFTER_MS 90000u

enum m_life { M_OPEN, M_PAUSED, M_CLOSING, M_CLOSED };

enum m_where { NOWHERE, WAITS, IS_HELD, RELEASED, ASKED };

/* Every text has a number of its own in it, by which it is found again. */
struct m_text {
	unsigned procedure, at; /* at: entry, draft or question */
	enum m_where where;
};

enum m_fate { STANDS, CORRECTED, WITHDRAWN };

struct m_entry {
	enum entry_kind kind;
	uint64_t refers, taken_by;
	unsigned text; /* 0: none */
	enum m_fate fate;
};

/* What was posted, or the relay says itself at the end. */
struct m_draft {
	unsigned author, id, text;
	enum entry_kind kind;
	uint64_t refers, due, number, held;
	enum m_where where;
	bool foreign;    /* in a language that the filter does not know */
	bool going;      /* destroyed, and the disk does not know it yet */
	bool untold;     /* its author is to be told when it is */
	bool remembered; /* let go by a moderator since the relay started */
};

struct m_question {
	unsigned author, text;
	uint64_t number;
	bool voted[PERSONS];
	enum question_state state;
	uint64_t entry;
	bool listed; /* among the questions, not just as an entry */
};

/* What a restart leaves. */
struct m_kept {
	bool quiet, waiting, stopped, withdrawn, closed;
	uint64_t closed_ms;
};

struct m_procedure {
	char id[PROCEDURE_ID_TEXT + 1];
	unsigned named[PERSONS]; /* roles here, if people are named */
	bool people, audience[AUDIENCES], archive, roster;
	enum release_mode release;
	uint64_t delay_ms, opened_ms, until_s;
	struct m_kept now, disk;
	bool book_stop, book_withdrawn;
	enum m_life life;
	uint64_t signed_ms;
	struct m_entry entry[2 * M_DRAFTS]; /* [number - 1] */
	uint64_t last;
	struct m_draft draft[M_DRAFTS];
	unsigned drafts, oldest; /* oldest: of those that are not over */
	struct m_question question[M_QUESTIONS];
	unsigned questions;
	/* Who asked for its end and is answered when it has come. */
	unsigned closer;
	uint64_t close_seq;
};

struct m_sub {
	bool on, live, ended;
	enum audience audience;
	uint64_t next;
	char told[16];
};

struct m_person {
	const char *name, *roles_text;
	unsigned roles;
	struct peer *peer;
	bool connected;
	struct m_sub sub[M_PROCEDURES];
};

/* What somebody has to be told by the end of the step. */
struct m_told {
	unsigned person, procedure, id;
	uint64_t number; /* 0: gone */
	const char *why;
	bool heard;
};

#define TOLD_MAX 256

struct rules {
	struct world *world;
	struct m_person person[PERSONS];
	struct m_procedure procedure[M_PROCEDURES];
	unsigned procedures;
	struct m_text text[M_TEXTS];
	unsigned texts;
	struct m_told told[TOLD_MAX];
	unsigned tolds;
	uint64_t now, wall, phase; /* phase: when the relay started */
	bool full;
	bool retrying; /* what ends first in this second is not said */
	uint64_t seq;
	char answer[300000]; /* to the request that was sent last */
	unsigned steps;      /* so far */
	const char *rule;    /* the one that was broken; NULL: none */
	char detail[1024];
	uint64_t random;
	unsigned drafts_made;
	bool loud;
};

extern struct rules *m;

/* ---- rules.c ---- */

/* Runs steps from the seed until one breaks a rule; true: none did. */
bool rules_walk(uint64_t seed, unsigned steps, bool loud);
/* Of the walk that broke one. */
const char *rules_broken(const char **detail, unsigned *step);
void rules_breaks(const char *rule, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
uint64_t rules_draw(uint64_t below);

/* ---- rules_state.c: what the rules say; rules_time.c: what time does ---- */

const char *m_state(const struct m_procedure *p);
bool m_blocked(const struct m_procedure *p);
unsigned m_roles(const struct m_procedure *p, unsigned who);
enum audience m_audience(unsigned who);
bool m_may_know(const struct m_procedure *p, unsigned who);
/* SR_OK, or the refusal. */
enum sr_err m_may_manage(const struct m_procedure *p, unsigned who);
enum sr_err m_may_read(const struct m_procedure *p, unsigned who);
enum sr_err m_may_post(const struct m_procedure *p, unsigned who);
enum sr_err m_may_moderate(const struct m_procedure *p, unsigned who);
/* Whether somebody may see a text now, on any path. */
bool m_may_see(unsigned who, const struct m_text *t);

void m_save(struct m_procedure *p);
/* Whatever an advocate asks is a sign. */
void m_sign(struct m_procedure *p, unsigned who);
void m_stop(struct m_procedure *p);
void m_withdraw(struct m_procedure *p);
void m_show(struct m_procedure *p);
/* true: its end has come; else it comes behind what waits. */
bool m_close(struct m_procedure *p);
void m_release(struct m_procedure *p, struct m_draft *d);
void m_run(struct m_procedure *p);
void m_gone(struct m_procedure *p, struct m_draft *d, const char *why);
/* A question of this place is out, as the last entry. */
void m_published(struct m_procedure *p, unsigned at);
uint64_t m_add_entry(struct m_procedure *p, enum entry_kind kind,
    uint64_t refers, unsigned text);
/* Drafts before this one are over. */
unsigned m_oldest(struct m_procedure *p);
bool m_replaceable(const struct m_procedure *p, uint64_t number);
struct m_draft *m_draft_new(struct m_procedure *p, unsigned author, unsigned id,
    enum entry_kind kind, uint64_t refers, unsigned text);
unsigned m_text_new(struct m_procedure *p, unsigned at, enum m_where where);
void m_advance(uint64_t ms);
void m_restart(void);

/* ---- rules_hear.c ---- */

void m_must_tell(struct m_procedure *p, const struct m_draft *d,
    uint64_t number, const char *why);
/* Takes all that was sent to anybody, and checks it. */
void hear_all(void);
uint64_t json_number(const char *json, const char *key);
/* "" when there is none. */
const char *json_word(const char *json, const char *key);
bool answer_is_ok(void);

/* ---- the steps: rules_walk.c draws, _staff.c, _post.c, _read.c, _talk.c ----
 */

void step_any(void);
void step_open(void);
void step_post(void);
void step_undo(void);
void step_decide(void);
void step_quiet(void);
void step_resume(void);
void step_stop(void);
void step_withdraw(void);
void step_close(void);
void step_sign(void);
void step_roster(void);
void step_read(void);
/* All that anybody can ask for, by everybody. */
void step_sweep(void);
void step_talk(void);
/* Whether somebody's account has a role for this operation; if so, an advocate
 * who asks gives a sign. Before the model says what it wants. */
bool m_begin(unsigned who, struct m_procedure *p, const char *op);
/* Sends the request; format: further members, each with a comma before. */
void m_request(unsigned who, const struct m_procedure *p, const char *op,
    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Hears all; the answer must be this. true: SR_OK was wanted, and it is. */
bool m_expect(enum sr_err want, const char *rule);
void m_wait(uint64_t ms);
/* Not at a moment at which the relay looks at all: what is begun now is never
 * due together with a look. */
void m_aside(void);
bool chance(unsigned percent);
struct m_procedure *draw_procedure(void);
unsigned draw_person(void);
unsigned draw_staff(void);
unsigned draw_reader(void);

#endif
