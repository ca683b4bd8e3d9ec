/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_WORDS_UNPACK_H
#define SCRUB_WORDS_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The word table is eight megabytes of hashes that nothing compresses. Where
 * it has to travel, the words travel instead, and the table is made of them
 * on arrival: the same table, byte for byte.
 */

/*
 * Makes words_table (`slots` slots and WORDS_TAIL bytes behind them) of the
 * pack that gen/words.py wrote; false when it is no such pack.
 */
bool words_unpack(
    uint64_t *table, uint64_t slots, const uint8_t *data, size_t len);

#endif
