/* SPDX-License-Identifier: MIT */
#ifndef SR_SEEN_H
#define SR_SEEN_H

#include <stdbool.h>
#include <stdint.h>

#include "archive_file.h"
#include "archive_keys.h"

/*
 * The checkpoints this device saw last, in a file beside the profiles, one for
 * each relay (by its key): what a log must follow from. A line each: origin,
 * leaves, root, and whether it was erased.
 */

struct seen;

SR_MUST_USE enum sr_err seen_open(
    struct seen **out, const struct archive_keys *keys, struct sr_fault *fault);
/* Whether a good log begins with `size` leaves of that root. */
bool seen_follows(const struct archive_file_log *log, uint64_t size,
    const uint8_t root[TREE_HASH_BYTES]);
/* Asks `against` when this log was seen; what it says is said. Remembers it. */
typedef enum sr_err seen_against(const struct archive_file_log *log,
    uint64_t size, const uint8_t root[TREE_HASH_BYTES], const char *what,
    struct sr_fault *fault);
SR_MUST_USE enum sr_err seen_check(struct seen *s,
    const struct archive_file_log *log, seen_against *against,
    struct sr_fault *fault);
/* SR_ECRYPTO: a log that was seen was not among those checked. */
SR_MUST_USE enum sr_err seen_check_all_met(
    struct seen *s, struct sr_fault *fault);
SR_MUST_USE enum sr_err seen_save(struct seen *s, struct sr_fault *fault);
void seen_free(struct seen *s);

#endif
