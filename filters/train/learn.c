/* SPDX-License-Identifier: MIT */
#include "learn.h"

#include <stdio.h>
#include <stdlib.h>

static void
out_of_memory(void)
{
	fputs("tagger_train: out of memory\n", stderr);
	exit(1);
}

void *
learn_grown(void *old, size_t *room, size_t need, size_t size)
{
	void *p;

	if (need <= *room)
		return old;
	while (*room < need)
		*room = *room ? *room * 2 : 1 << 14;
	p = realloc(old, *room * size);
	if (p == NULL)
		out_of_memory();
	return p;
}

size_t *
learn_order(size_t n)
{
	size_t *order = calloc(n + 1, sizeof(*order));

	if (order == NULL)
		out_of_memory();
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	return order;
}

uint64_t
learn_draw(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

void
learn_shuffle(size_t *order, size_t n, uint64_t *state)
{
	for (size_t i = n; i > 1; i--) {
		const size_t k = learn_draw(state) % i, one = order[i - 1];

		order[i - 1] = order[k];
		order[k] = one;
	}
}

double
learn_exp(double x)
{
	double sum = 1, term = 1;

	if (x < -30)
		x = -30;
	if (x > 30)
		x = 30;
	x /= 64;
	for (int k = 1; k < 10; k++) {
		term *= x / k;
		sum += term;
	}
	for (int k = 0; k < 6; k++)
		sum *= sum;
	return sum;
}

int
learn_whole(double x, int most)
{
	x = x > most ? most : x < -most ? -most : x;
	return (int)(x < 0 ? x - 0.5 : x + 0.5);
}
