/* SPDX-License-Identifier: MIT */
#ifndef SR_AUDIT_H
#define SR_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/hello.h"
#include "proto/wire.h"
#include "worker.h"

/*
 * Who did what, when, and how often: never a text, a roster, a reason typed by
 * hand. One line each in DATA_DIR/audit.log (AUDIT.md), chained by hashes and
 * signed with the relay's key. Noting never fails and never waits: what cannot
 * be written is kept and written later; what does not fit is counted.
 */

/* Every event: enumerator, name in the log (stable). */
#define AUDIT_EVENTS(X)                                                        \
	X(AUDIT_RELAY_START, "relay-start")                                    \
	X(AUDIT_RELAY_END, "relay-end")                                        \
	X(AUDIT_RELOAD, "reload") /* configuration, policies, lists */         \
	X(AUDIT_LOST, "lost")     /* `count` lines before could not be kept */ \
	X(AUDIT_MENDED, "mended") /* the end of the file was not whole */      \
	X(AUDIT_AUDIT_READ, "audit-read")                                      \
	X(AUDIT_HELLO, "hello")                                                \
	X(AUDIT_HELLO_FAILED, "hello-failed")                                  \
	X(AUDIT_ENROL, "enrol")                                                \
	X(AUDIT_DENIED, "denied") /* `about`: the operation */                 \
	X(AUDIT_USER_ADD, "user.add")                                          \
	X(AUDIT_USER_INVITE, "user.invite")                                    \
	X(AUDIT_USER_GRANT, "user.grant")                                      \
	X(AUDIT_USER_REVOKE, "user.revoke")                                    \
	X(AUDIT_OPEN, "open")                                                  \
	X(AUDIT_ROSTER, "roster")                                              \
	X(AUDIT_CLOSE, "close")                                                \
	X(AUDIT_AUTOCLOSE, "autoclose")                                        \
	X(AUDIT_QUIET, "quiet")                                                \
	X(AUDIT_RESUME, "resume")                                              \
	X(AUDIT_STOP, "stop")                                                  \
	X(AUDIT_SIGN, "sign")                                                  \
	X(AUDIT_WAITING, "waiting") /* no sign of an advocate */               \
	X(AUDIT_CONSENT_ENDED, "consent-ended")                                \
	X(AUDIT_WITHDRAW, "withdraw")                                          \
	X(AUDIT_ERASE, "erase")                                                \
	X(AUDIT_REKEY, "rekey")                                                \
	X(AUDIT_RETENTION, "retention")                                        \
	X(AUDIT_POST, "post")       /* accepted from its author */             \
	X(AUDIT_RELEASE, "release") /* `entry`: its number */                  \
	X(AUDIT_CORRECT, "correct")                                            \
	X(AUDIT_RETRACT, "retract")                                            \
	X(AUDIT_UNDO, "undo")                                                  \
	X(AUDIT_HOLD, "hold")                                                  \
	X(AUDIT_APPROVE, "approve")                                            \
	X(AUDIT_EDIT, "edit")                                                  \
	X(AUDIT_REJECT, "reject")                                              \
	X(AUDIT_GONE, "gone") /* held or waiting, and never released */        \
	X(AUDIT_READ, "read") /* subscribe */                                  \
	X(AUDIT_EXPORT, "export")                                              \
	X(AUDIT_IMPORT, "import") /* `count` entries of another relay */       \
	X(AUDIT_ASK, "ask")                                                    \
	X(AUDIT_QUESTION_SET, "question.set")                                  \
	X(AUDIT_ANSWER, "answer")                                              \
	X(AUDIT_POLL, "poll")                                                  \
	X(AUDIT_POLL_CLOSE, "poll.close")                                      \
	X(AUDIT_FEEDBACK, "feedback")                                          \
	X(AUDIT_FEEDBACK_READ, "feedback.list")                                \
	X(AUDIT_ATTENDANCE, "attendance") /* its list was read */             \
	X(AUDIT_OUTCOME, "outcome")                                            \
	X(AUDIT_FILTER_FAILED, "filter-failed")                                \
	X(AUDIT_FILTER_WELL, "filter-well")

enum audit_event {
#define X(id, name) id,
	AUDIT_EVENTS(X)
#undef X
	    AUDIT_EVENT_COUNT
};

/* All but event may be left out. Strings are copied. */
struct audit_note {
	enum audit_event event;
	const char *who;   /* account; NULL: the relay itself */
	const char *about; /* another account, its roles, an operation, a fixed
			    * word; at most AUDIT_ABOUT_MAX bytes */
	const struct procedure_id *procedure;
	uint64_t entry;  /* number of an entry */
	uint64_t count;  /* how many; 0 is not written */
	enum sr_err err; /* why it was refused; SR_OK is not written */
};

struct audit;

struct audit_options {
	const char *file; /* made with mode 0600 when missing; NULL: in memory
			   * only, for tests */
	const struct keypair *key; /* the relay's; borrowed */
	struct ws_loop *loop;
	struct worker_pool *pool;
	uint64_t (*wall_ms)(void); /* Unix milliseconds */
};

/* Blocks; at start. SR_EDISK, SR_ECRYPTO (its last lines do not follow from
 * each other): *fault names the file and what to do. */
SR_MUST_USE enum sr_err audit_open(struct audit **out,
    const struct audit_options *opt, struct sr_fault *fault);
/* Writes what waits; before the pool is freed. NULL is fine. */
void audit_close(struct audit *audit);

/* Never fails, never waits. audit NULL: nothing is noted. */
void audit_note(struct audit *audit, const struct audit_note *note);

/* Lines in order from the one behind `after`, at most AUDIT_PAGE_LINES; they
 * live for the call. more: there are others behind them. Called once, later
 * from the loop; at once with SR_ENOMEM. */
typedef void audit_page(void *ctx, enum sr_err err,
    const struct wire_audit *line, size_t count, bool more);
void audit_read(
    struct audit *audit, uint64_t after, audit_page *page, void *ctx);

#endif
