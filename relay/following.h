/* SPDX-License-Identifier: MIT */
#ifndef SR_FOLLOWING_H
#define SR_FOLLOWING_H

#include <stdbool.h>

#include "journal.h"
#include "proto/err.h"
#include "proto/wire.h"

/*
 * The hashtags and specialties that accounts follow, to be told when such a
 * procedure opens. A tag is written as a hashtag: "general-surgery".
 */

struct follows;

/* Loads all; blocks; at start. */
SR_MUST_USE enum sr_err follows_new(
    struct follows **out, struct journal *journal, struct sr_fault *fault);
void follows_free(struct follows *all);

/* "General surgery", "#Hernia" as tags: "general-surgery", "hernia"; false
 * when no tag comes of it (2 to HASHTAG_MAX of a-z 0-9 -). */
bool follow_tag(char out[HASHTAG_MAX + 1], const char *text);

/* Follows a tag from now on, or (add false) no more: when it is on disk, which
 * done() tells, later, when this returns SR_OK. SR_EINVAL: no tag; SR_ELIMIT:
 * FOLLOWED_MAX already. What is not followed can be unfollowed. */
SR_MUST_USE enum sr_err follow_change(struct follows *all, const char *account,
    const char *tag, bool add, journal_done *done, void *ctx);
/* How many; out points into `all` until the next change. */
unsigned follow_list(const struct follows *all, const char *account,
    const char *out[FOLLOWED_MAX]);
/* The first tag of the account that fits; NULL: none. */
const char *follow_match(const struct follows *all, const char *account,
    const char *specialty, const struct wire_hashtags *hashtags);

#endif
