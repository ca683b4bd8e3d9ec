/* SPDX-License-Identifier: MIT */
#ifndef SR_ASK_H
#define SR_ASK_H

#include "cmd.h"
#include "proto/err.h"
#include "proto/wire.h"

/* One connection for a question or a few: connect, ask, answer, end. */

enum ask_next {
	ASK_DONE,
	ASK_AGAIN,  /* send *r, which fn has changed */
	ASK_FAILED, /* fn has said what is wrong */
};

typedef enum ask_next ask_answer(
    void *ctx, const struct wire_ok *ok, struct wire_request *r);

/* profile as for profile_load(). What goes wrong is said on standard error,
 * with what to do about it. */
enum cmd_status ask_relay(
    const char *profile, struct wire_request *r, ask_answer *fn, void *ctx);

/* Says what went wrong (message NULL: the sentence of err) and what to do;
 * the exit status that fits. */
enum cmd_status ask_report(enum sr_err err, const char *message);

/* Rows of a list at most, of a relay that always says that there are more. */
#define ASK_ROWS_MOST 1000000u

/* Behind a page of a list: another one, if the relay says that there are `more`
 * and this one went `further` than the one before; one that did not is told. */
enum ask_next ask_page(bool more, bool further);

/* What a person can do about it, or NULL. */
const char *ask_advice(enum sr_err err);

#endif
