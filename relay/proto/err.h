/* SPDX-License-Identifier: MIT */
#ifndef SR_ERR_H
#define SR_ERR_H

#include <stdint.h>

#define SR_MUST_USE __attribute__((warn_unused_result))

/*
 * Every way an operation can end: enumerator, name on the wire (stable, part
 * of the protocol), sentence for people. PROTOCOL.md lists the same rows.
 */
#define SR_ERRORS(X)                                                           \
	X(SR_OK, "ok", "Done.")                                                \
	X(SR_ENOMEM, "no-memory", "The relay is out of memory.")               \
	X(SR_EINVAL, "bad-request", "The message is not as the protocol says.") \
	X(SR_EJSON, "bad-json", "The message is not JSON.")                    \
	X(SR_EUTF8, "bad-utf8", "The message is not UTF-8.")                   \
	X(SR_ETOOLARGE, "too-large", "The message is larger than allowed.")    \
	X(SR_EOP, "unknown-op", "No such operation.")                          \
	X(SR_EHELLO, "hello-first", "Say hello first.")                        \
	X(SR_EAUTH, "not-proved", "The proof of identity was not accepted.")   \
	X(SR_EGRANT, "not-granted", "Your account may not do this.")           \
	X(SR_EREVOKED, "revoked", "This account or device was revoked.")       \
	X(SR_ENOPROC, "no-procedure", "There is no such procedure for you.")   \
	X(SR_ENOENTRY, "no-entry", "There is no such entry to refer to.")      \
	X(SR_ENOUSER, "no-account", "There is no such account.")               \
	X(SR_EEXISTS, "exists", "There is one of that name already.")          \
	X(SR_ESTATE, "wrong-state", "The procedure is not open for this now.") \
	X(SR_EROSTER, "roster-needed",                                         \
	    "The procedure waits for its roster after a restart.")             \
	X(SR_ECONSENT, "no-consent",                                           \
	    "This stream cannot open: no consent on record for it.")           \
	X(SR_EADVOCATE, "no-advocate",                                         \
	    "This stream cannot open: nobody is named as the patient's "       \
	    "advocate. Add one to the people of this procedure.")              \
	X(SR_ECHECK, "codes-differ",                                           \
	    "The code was not typed twice the same: see whether this is the "  \
	    "right room and the right patient.")                               \
	X(SR_EQUIET, "quiet",                                                  \
	    "Quiet: nothing is posted until somebody of this procedure "       \
	    "resumes it.")                                                     \
	X(SR_EWAITING, "advocate-away",                                        \
	    "Held: there is no sign of the patient's advocate. It goes on "    \
	    "when the advocate is back.")                                      \
	X(SR_ESTOPPED, "stopped",                                              \
	    "Stopped: nothing of this procedure is shown, nothing is posted.") \
	X(SR_EEMPTY, "empty", "There is nothing to send in this update.")      \
	X(SR_EHELD, "held", "Held, not sent.")                                 \
	X(SR_ELIMIT, "limit", "That is more than is allowed at once.")         \
	X(SR_EDISK, "not-saved", "Not saved: the disk refused it.")            \
	X(SR_EBUSY, "busy", "The relay cannot take this now; try again.")      \
	X(SR_ECLOSED, "closed", "The connection or the relay is closing.")     \
	X(SR_ENET, "network", "The connection failed.")                        \
	X(SR_ECRYPTO, "damaged", "A stored record does not open.")             \
	X(SR_EVERSION, "version", "The version is not one this program knows.") \
	X(SR_ECONFIG, "configuration", "The configuration has a mistake.")

enum sr_err {
#define X(id, name, sentence) id,
	SR_ERRORS(X)
#undef X
};

/* Both never return NULL; the sentence is in the language in use
 * (catalogue.h). */
const char *sr_err_name(enum sr_err err);
const char *sr_err_sentence(enum sr_err err);

/* SR_OK and *err set, or SR_EINVAL when no error has that name. */
SR_MUST_USE enum sr_err sr_err_from_name(const char *name, enum sr_err *err);

/* Where something is wrong and what would be right; never quotes a draft. */
struct sr_fault {
	char what[256];
};

/* Formats (in the language in use, where the catalogue has it) into fault->what (cut at its size); fault may be NULL. */
void sr_fault_set(struct sr_fault *fault, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
