/* SPDX-License-Identifier: MIT */
#include "account.h"

#include <stdlib.h>

#include "check.h"
#include "log.h"

/* A journal whose disk answers when the test says so, in order. */
#define PUTS 8

static struct {
	struct journal journal;
	journal_done *done[PUTS];
	void *ctx[PUTS];
	unsigned first, count;
} disk;

static void
disk_put(struct journal *j, const char *kind, const char *id, const void *value,
    size_t len, journal_done *done, void *ctx)
{
	(void)j, (void)kind, (void)id, (void)value, (void)len;
	disk.done[disk.count % PUTS] = done;
	disk.ctx[disk.count++ % PUTS] = ctx;
}

static enum sr_err
disk_load(struct journal *j, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	(void)j, (void)kind, (void)fn, (void)ctx;
	return SR_OK;
}

static void
disk_answers(enum sr_err err)
{
	unsigned i = disk.first++ % PUTS;

	disk.done[i](disk.ctx[i], err);
}

static const struct journal_ops disk_ops = {.put = disk_put, .load = disk_load};

static unsigned answers, unasked; /* unasked: writes that nobody waits for */
static enum sr_err answer;

static void
on_done(void *ctx, enum sr_err err)
{
	(void)ctx;
	answers++;
	answer = err;
}

static struct accounts *all;
static const uint8_t device[32] = {1};

/* One with a device, on the disk. */
static struct account *
enrolled(const char *name, unsigned roles)
{
	char code[INVITE_CODE_LEN + 1];
	struct account *a = NULL;

	check(account_add(all, name, roles, 100, 60, code, on_done, NULL) ==
		  SR_OK,
	    "an account is made");
	disk_answers(SR_OK);
	check(account_enrol(all, code, device, "d", 101, &a, on_done, NULL) ==
		  SR_OK,
	    "its invite enrols a device");
	disk_answers(SR_OK);
	return a;
}

/* What a full disk refuses to add is not there; what it refuses to take away
 * is gone all the same, whatever else was on its way. */
static void
check_refused(void)
{
	struct account *a = enrolled("ana", ROLE_STUDENT);
	struct account *b = enrolled("bea", ROLE_STUDENT | ROLE_COLLEAGUE);
	struct account *c = enrolled("cid", ROLE_STUDENT);
	struct account *d = enrolled("dan", ROLE_STUDENT);

	check(account_grant(all, a, ROLE_STUDENT | ROLE_ADMIN, on_done, NULL) ==
		      SR_OK &&
		  account_revoke(all, a, NULL, on_done, NULL) == SR_OK,
	    "a role is given, and the account revoked before that is on disk");
	disk_answers(SR_EDISK);
	check(account_revoked(a) && account_roles(a) == 0,
	    "a refused grant does not bring back a revoked account");
	disk_answers(SR_EDISK);
	check(account_revoked(a), "nor does the refusal of the revoking");
	check(answer == SR_EDISK, "and each is told");

	check(account_grant(
		  all, b, ROLE_COLLEAGUE | ROLE_ADMIN, on_done, NULL) == SR_OK,
	    "one role is taken, another given");
	disk_answers(SR_EDISK);
	check(account_roles(b) == ROLE_COLLEAGUE,
	    "refused: the one is gone, the other not there");

	check(account_revoke(all, c, device, on_done, NULL) == SR_OK &&
		  account_grant(all, c, 0, on_done, NULL) == SR_OK,
	    "a device is revoked, then all roles are taken");
	disk_answers(SR_EDISK);
	disk_answers(SR_OK);
	check(!account_has_device(c, device) && account_roles(c) == 0,
	    "the later change has the earlier one in it");

	check(account_grant(all, d, ROLE_EDUCATOR, on_done, NULL) == SR_OK,
	    "a role in place of another");
	disk_answers(SR_OK);
	check(account_grant(
		  all, d, ROLE_EDUCATOR | ROLE_ADMIN, on_done, NULL) == SR_OK,
	    "and one more");
	disk_answers(SR_EDISK);
	check(
	    account_roles(d) == ROLE_EDUCATOR && account_has_device(d, device),
	    "a refusal goes back to what the disk has, not further");
}

/* What an admin sees of an account's devices. */
static void
check_devices(void)
{
	static const uint8_t one[32] = {11}, two[32] = {12};
	char code[INVITE_CODE_LEN + 1];
	struct account_device d;
	struct account *a = NULL;
	unsigned puts;

	check(account_add(all, "dev", ROLE_STUDENT, 100, 60, code, on_done,
		  NULL) == SR_OK,
	    "an account");
	disk_answers(SR_OK);
	check(account_enrol(all, code, one, "ward tablet", 100, &a, on_done,
		  NULL) == SR_OK,
	    "a device");
	disk_answers(SR_OK);
	check(account_device(a, 0, &d) && !d.revoked && d.seen_ms == 0 &&
		  d.seen_s == 100 &&
		  strcmp(d.label, "ward tablet") == 0 &&
		  memcmp(d.key, one, sizeof one) == 0,
	    "by its key and name, seen when it was enrolled");
	check(!account_device(a, 1, &d), "and no other");
	puts = disk.count;
	account_seen(all, a, two, 5000, 9000);
	check(account_device(a, 0, &d) && d.seen_ms == 0 && d.seen_s == 100,
	    "another device was seen");
	account_seen(all, a, one, 7000, 100 + SEEN_SAVED_S - 1);
	check(account_device(a, 0, &d) && d.seen_ms == 7000 &&
		  d.seen_s == 100 && disk.count == puts,
	    "seen within the hour: in memory only");
	account_seen(all, a, one, 8000, 100 + SEEN_SAVED_S);
	check(account_device(a, 0, &d) && d.seen_ms == 8000 &&
		  d.seen_s == 100 + SEEN_SAVED_S && disk.count == puts + 1,
	    "an hour later it is written down");
	disk_answers(SR_EDISK);
	account_seen(all, a, one, 9000, 101 + SEEN_SAVED_S);
	check(account_device(a, 0, &d) && d.seen_ms == 9000 &&
		  disk.count == puts + 1,
	    "a disk that refuses is asked again in an hour");
	account_seen(all, a, one, 9500, 50);
	check(account_device(a, 0, &d) && d.seen_s == 50 &&
		  disk.count == puts + 2,
	    "a clock that was set back");
	disk_answers(SR_OK);
	unasked = disk.count - puts;
	check(account_revoke(all, a, one, on_done, NULL) == SR_OK, "revoked");
	disk_answers(SR_OK);
	check(account_device(a, 0, &d) && d.revoked, "and still listed");
}

static void
check_enrol_refused(void)
{
	char code[INVITE_CODE_LEN + 1];
	static const uint8_t other[32] = {2};
	struct account *a = NULL;

	check(account_add(all, "eva", ROLE_STUDENT, 100, 60, code, on_done,
		  NULL) == SR_OK,
	    "an account is made");
	disk_answers(SR_OK);
	check(account_enrol(all, code, other, NULL, 101, &a, on_done, NULL) ==
		  SR_OK,
	    "a device enrols");
	check(account_enrol(all, code, device, NULL, 101, &a, on_done, NULL) ==
		  SR_EAUTH,
	    "an invite is good for one device, also before the disk has it");
	disk_answers(SR_EDISK);
	check(!account_has_device(a, other) && account_devices(a) == 0,
	    "a device that is not on the disk is no device");
	check(account_enrol(all, code, other, NULL, 161, &a, on_done, NULL) ==
		  SR_EAUTH,
	    "the invite ends when it said");
	check(account_enrol(all, code, other, NULL, 160, &a, on_done, NULL) ==
		  SR_OK,
	    "until then it is good again");
	check(account_revoke(all, a, NULL, on_done, NULL) == SR_OK,
	    "the account is revoked while its device enrols");
	disk_answers(SR_OK);
	check(!account_has_device(a, other),
	    "what comes from the disk late gives no right");
	disk_answers(SR_OK);

	check(account_add(all, "fay", ROLE_ADMIN, 100, 60, code, on_done,
		  NULL) == SR_OK,
	    "another is made");
	disk_answers(SR_EDISK);
	check(account_roles(account_find(all, "fay")) == 0 &&
		  account_enrol(all, code, other, NULL, 101, &a, on_done,
		      NULL) == SR_EAUTH,
	    "an account that the disk refused can do nothing");
}

int
main(void)
{
	struct sr_fault fault;

	log_init(LOG_LEVEL_ERROR + 1, false);
	disk.journal.ops = &disk_ops;
	if (!check(accounts_new(&all, &disk.journal, &fault) == SR_OK,
		"accounts over a journal"))
		return check_done();
	check_refused();
	check_devices();
	check_enrol_refused();
	check(disk.first == disk.count && answers + unasked == disk.count,
	    "every change was answered once");
	accounts_free(all);
	return check_done();
}
