/* SPDX-License-Identifier: MIT */
#ifndef SR_ACCOUNT_H
#define SR_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "journal.h"
#include "proto/err.h"
#include "proto/hello.h"
#include "proto/wire.h"

/*
 * Accounts, their devices, invites and roles. All in memory; every change is
 * in the journal before its done() says so. A change that takes a right away
 * holds at once, whatever the disk says.
 */

struct accounts;
struct account;

/* Loads all; blocks; at start. */
SR_MUST_USE enum sr_err accounts_new(
    struct accounts **out, struct journal *journal, struct sr_fault *fault);
void accounts_free(struct accounts *all);

/* Accounts live as long as `all` does. */
struct account *account_find(struct accounts *all, const char *name);
const char *account_name(const struct account *a);
unsigned account_roles(const struct account *a);
bool account_revoked(const struct account *a);
unsigned account_devices(const struct account *a);
bool account_has_device(const struct account *a, const uint8_t device[32]);
/* A device proved who it is. now_ms: of the loop's clock, which only goes
 * forward. now_s, Unix time, goes to the disk, at most every SEEN_SAVED_S. */
void account_seen(struct accounts *all, struct account *a,
    const uint8_t device[32], uint64_t now_ms, uint64_t now_s);

struct account_device {
	const uint8_t *key; /* these live until the account is changed */
	const char *label;
	bool revoked;
	uint64_t seen_ms; /* of the loop's clock; 0: not since the start */
	uint64_t seen_s; /* Unix time, up to SEEN_SAVED_S too early; 0: never */
};
/* The device at place i, from 0; false: there is none behind the last. */
bool account_device(
    const struct account *a, unsigned i, struct account_device *out);
/* Connections that proved to be this account's; +1 or -1 when one comes or
 * goes. */
unsigned account_standing(const struct account *a);
void account_count(struct account *a, int change);
/* In order of name; fn returns false to end. */
void accounts_each(
    struct accounts *all, bool (*fn)(void *ctx, struct account *a), void *ctx);

typedef void account_done(void *ctx, enum sr_err err);

/* All of these call done() later, from the loop, when they return SR_OK, and
 * never otherwise.
 * now_s: Unix time. code: the invite's, to be shown once. */
SR_MUST_USE enum sr_err account_add(struct accounts *all, const char *name,
    unsigned roles, uint64_t now_s, uint64_t invite_s,
    char code[INVITE_CODE_LEN + 1], account_done *done, void *ctx);
SR_MUST_USE enum sr_err account_invite(struct accounts *all, struct account *a,
    uint64_t now_s, uint64_t invite_s, char code[INVITE_CODE_LEN + 1],
    account_done *done, void *ctx);
SR_MUST_USE enum sr_err account_grant(struct accounts *all, struct account *a,
    unsigned roles, account_done *done, void *ctx);
/* device NULL: the account with all its devices and its invite. */
SR_MUST_USE enum sr_err account_revoke(struct accounts *all, struct account *a,
    const uint8_t *device, account_done *done, void *ctx);
/* The account whose invite this is, used up by it; SR_EAUTH when none. */
SR_MUST_USE enum sr_err account_enrol(struct accounts *all, const char *code,
    const uint8_t device[32], const char *label, uint64_t now_s,
    struct account **out, account_done *done, void *ctx);

#endif
