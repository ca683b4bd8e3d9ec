/* SPDX-License-Identifier: MIT */
#ifndef SR_STAY_H
#define SR_STAY_H

#include "cmd.h"
#include "link.h"
#include "output.h"

/*
 * What commands that stay have in common: one loop, one link that dials
 * again, an end on SIGINT and SIGTERM, and lines on standard error that tell
 * when the relay is away and back.
 */

struct stay_handler {
	struct link_handler link;     /* on_down and on_end come after the line
				       * for people; on_end may be NULL */
	void (*on_signal)(void *ctx); /* NULL: ends, with status 0 */
	enum output_lang lang;        /* of those lines */
};

struct stay {
	struct ws_loop *loop;
	struct link *link;
	struct profile profile;
	struct stay_handler handler;
	void *ctx;
	enum cmd_status status; /* what stay_run() returns */
	bool away, was_up, ended;
};

/* profile as for profile_load(). False: said why, s->status is set. In every
 * case stay_wipe() ends it. */
bool stay_init(struct stay *s, const char *profile,
    const struct stay_handler *handler, void *ctx);
/* Runs until stay_end(), after which no handler is called. */
enum cmd_status stay_run(struct stay *s);
void stay_end(struct stay *s, enum cmd_status status);
void stay_wipe(struct stay *s);

#endif
