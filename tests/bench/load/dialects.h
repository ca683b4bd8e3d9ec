/* SPDX-License-Identifier: MIT */
#ifndef BENCH_DIALECTS_H
#define BENCH_DIALECTS_H

#include "load/net.h"

/* NULL: there is none of that name. */
const struct dialect *dialect_named(const char *name);

/* The relay: profiles of who posts and who reads, and a procedure that is
 * open. Ends the program with a sentence when they cannot be had. */
extern const struct dialect dialect_relay;
/* The same, never a subscription: connections that proved who they are. */
extern const struct dialect dialect_idle;
void relay_greeter(struct net *net, const char *poster, const char *reader,
    const char *procedure);
/* For the relay, right after client_open(): the first number it reads. */
void relay_read_from(struct client *c, uint64_t number);
/* A request that the relay answers at once. */
void relay_ping(struct client *c);
/* Answers of the relay to its poster, and how many of them refused. */
uint64_t relay_answers(const struct net *net);
uint64_t relay_refusals(const struct net *net);
/* Numbers that did not come in order. */
uint64_t relay_gaps(const struct net *net);

#endif
