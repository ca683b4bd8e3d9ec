/* SPDX-License-Identifier: MIT */
#ifndef SR_AUDIT_H
#define SR_AUDIT_H

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
	X(AUDIT_ASK, "ask")                                                    \
	X(AUDIT_QUESTION_SET, "question.set")                                  \
	X(AUDIT_ANSWER, "answer")                                              \
	X(AUDIT_POLL, "poll")                                                  \
	X(AUDIT_POLL_CLOSE, "poll.close")                                      \
	X(AUDIT_FEEDBACK, "feedback")                                          \
	X(AUDIT_FEEDBACK_READ, "feedback.list")                                \
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
	const char *about; /* another account, an operation, a role list, a
			    * fixed word; cut at NAME_MAX_BYTES */
	const struct procedure_id *procedure;
	uint64_t entry; /* number of an entry */
	uint64_t count; /* how many; 0 is not written */
	enum sr_err err; /* why it was refused; SR_OK is not written */
};

struct audit;

/* audit NULL: nothing is noted (tests). */
void audit_note(struct audit *audit, const struct audit_note *note);

#endif
