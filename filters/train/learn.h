/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LEARN_H
#define SCRUB_LEARN_H

#include <stddef.h>
#include <stdint.h>

/*
 * What the trainers have in common. The same messages give the same bytes
 * everywhere: no number comes from the machine, and none has a last bit in
 * doubt.
 */
#define LEARN_SEED 20260315u

/* old, or a larger copy with room for `need` things of this size; ends the
 * program when there is no memory. *room is kept. */
void *learn_grown(void *old, size_t *room, size_t need, size_t size);

/* Bits at random: xorshift64. *state is not 0. */
uint64_t learn_draw(uint64_t *state);

/* The numbers below n in an order of their own; LEARN_SEED begins. The
 * caller frees it. */
size_t *learn_order(size_t n);
void learn_shuffle(size_t *order, size_t n, uint64_t *state);

/* e to the x, by halving and a series: the same bits everywhere. */
double learn_exp(double x);

/* The nearest whole number that is no farther from 0 than most. */
int learn_whole(double x, int most);

#endif
