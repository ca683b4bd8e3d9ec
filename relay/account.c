/* SPDX-License-Identifier: MIT */
#include "account.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

struct account {
	struct wire_doc_account doc;
	struct wire_doc_account stored; /* what the disk has, as far as known */
	unsigned saving;                /* changes on their way there */
	uint64_t seen_ms[DEVICES_MAX];  /* when each proved who it is */
	unsigned standing;              /* connections */
};

struct accounts {
	struct journal *journal;
	struct wire *wire;
	struct account **at; /* sorted by name */
	size_t count, capacity;
	enum sr_err loading;
};

/* One change on its way to the disk. */
struct change {
	struct accounts *all;
	struct account *account;
	struct wire_doc_account after;
	account_done *done;
	void *ctx;
};

/* Where name is, or would go. */
static size_t
place(const struct accounts *all, const char *name, bool *there)
{
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(all->at[mid]->doc.account, name);

		if (order == 0) {
			*there = true;
			return mid;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*there = false;
	return low;
}

static enum sr_err
insert(struct accounts *all, const struct wire_doc_account *doc,
    struct account **out)
{
	bool there;
	size_t i = place(all, doc->account, &there);
	struct account *a;

	if (there)
		return SR_EEXISTS;
	if (all->count == all->capacity) {
		size_t more = all->capacity ? 2 * all->capacity : 64;
		struct account **grown =
		    realloc(all->at, more * sizeof(*grown));

		if (!grown)
			return SR_ENOMEM;
		all->at = grown;
		all->capacity = more;
	}
	a = calloc(1, sizeof *a);
	if (!a)
		return SR_ENOMEM;
	a->doc = a->stored = *doc;
	memmove(
	    all->at + i + 1, all->at + i, (all->count - i) * sizeof(*all->at));
	all->at[i] = a;
	all->count++;
	*out = a;
	return SR_OK;
}

static void
on_loaded(void *ctx, const char *id, const char *value, size_t len)
{
	struct accounts *all = ctx;
	struct wire_doc_account doc;
	struct account *a;
	enum sr_err err;

	(void)id;
	err = wire_read_account(all->wire, value, len, &doc);
	wire_end(all->wire);
	if (err == SR_OK)
		err = insert(all, &doc, &a);
	if (err != SR_OK && all->loading == SR_OK)
		all->loading = err;
}

enum sr_err
accounts_new(
    struct accounts **out, struct journal *journal, struct sr_fault *fault)
{
	struct accounts *all = calloc(1, sizeof *all);
	enum sr_err err;

	if (!all)
		return SR_ENOMEM;
	all->journal = journal;
	err = wire_new(&all->wire);
	if (err == SR_OK)
		err = journal_load(journal, "account", on_loaded, all);
	if (err == SR_OK)
		err = all->loading;
	if (err != SR_OK) {
		sr_fault_set(
		    fault, "the stored accounts: %s", sr_err_sentence(err));
		accounts_free(all);
		return err;
	}
	*out = all;
	return SR_OK;
}

void
accounts_free(struct accounts *all)
{
	if (!all)
		return;
	for (size_t i = 0; i < all->count; i++)
		free(all->at[i]);
	free(all->at);
	wire_free(all->wire);
	free(all);
}

struct account *
account_find(struct accounts *all, const char *name)
{
	bool there;
	size_t i = place(all, name, &there);

	return there ? all->at[i] : NULL;
}

const char *
account_name(const struct account *a)
{
	return a->doc.account;
}

unsigned
account_roles(const struct account *a)
{
	return a->doc.revoked ? 0 : a->doc.roles;
}

bool
account_revoked(const struct account *a)
{
	return a->doc.revoked;
}

unsigned
account_devices(const struct account *a)
{
	unsigned n = 0;

	for (unsigned i = 0; i < a->doc.device_count; i++)
		n += !a->doc.device[i].revoked;
	return n;
}

unsigned
account_standing(const struct account *a)
{
	return a->standing;
}

void
account_count(struct account *a, int change)
{
	a->standing += (unsigned)change;
}

bool
account_has_device(const struct account *a, const uint8_t device[32])
{
	bool has = false;

	if (a->doc.revoked)
		return false;
	for (unsigned i = 0; i < a->doc.device_count; i++) {
		const struct wire_doc_device *d = &a->doc.device[i];

		if (hello_equal(d->key, device, sizeof d->key) && !d->revoked)
			has = true;
	}
	return has;
}

bool
account_device(const struct account *a, unsigned i, struct account_device *out)
{
	const struct wire_doc_device *d;

	if (i >= a->doc.device_count)
		return false;
	d = &a->doc.device[i];
	*out = (struct account_device){
	    d->key, d->label, d->revoked || a->doc.revoked, a->seen_ms[i],
	    d->seen_s};
	return true;
}

void
accounts_each(
    struct accounts *all, bool (*fn)(void *ctx, struct account *a), void *ctx)
{
	for (size_t i = 0; i < all->count; i++)
		if (!fn(ctx, all->at[i]))
			return;
}

/* ---- changes ---- */

/* Back to what the disk has. What was taken away since stays away: the narrower
 * of the two, so that no failure brings back a right. */
static void
fall_back(struct account *a)
{
	struct wire_doc_account doc = a->stored;

	doc.revoked = doc.revoked || a->doc.revoked;
	doc.roles &= a->doc.roles;
	for (unsigned i = 0; i < doc.device_count; i++) {
		const struct wire_doc_device *now = &a->doc.device[i];

		if (!hello_equal(now->key, doc.device[i].key, sizeof now->key))
			continue;
		doc.device[i].revoked = doc.device[i].revoked || now->revoked;
		/* A disk that refuses is not asked again at each hello. */
		doc.device[i].seen_s = now->seen_s;
	}
	a->doc = doc;
}

static void
on_saved(void *ctx, enum sr_err err)
{
	struct change *c = ctx;
	struct account *a = c->account;

	a->saving--;
	if (err == SR_OK)
		a->stored = c->after;
	else
		log_error("account-not-saved", "err=%s", sr_err_name(err));
	/* A later change carries this one with it, and decides. */
	if (err != SR_OK && !a->saving)
		fall_back(a);
	c->done(c->ctx, err);
	explicit_bzero(c, sizeof *c);
	free(c);
}

/* Puts the account as it is now. */
static enum sr_err
save(struct accounts *all, struct account *a, account_done *done, void *ctx)
{
	struct change *c = malloc(sizeof *c);
	const char *text;
	size_t len;
	enum sr_err err = SR_ENOMEM;

	if (!c)
		goto out;
	*c = (struct change){all, a, a->doc, done, ctx};
	err = wire_write_account(all->wire, &a->doc, &text, &len);
	if (err != SR_OK)
		goto out;
	a->saving++;
	journal_put(
	    all->journal, "account", a->doc.account, text, len, on_saved, c);
	c = NULL;
out:
	wire_end(all->wire);
	free(c);
	if (err != SR_OK && !a->saving)
		fall_back(a);
	return err;
}

/* The log has it when it failed. */
static void
on_seen_saved(void *ctx, enum sr_err err)
{
	(void)ctx;
	(void)err;
}

void
account_seen(struct accounts *all, struct account *a, const uint8_t device[32],
    uint64_t now_ms, uint64_t now_s)
{
	bool late = false;

	for (unsigned i = 0; i < a->doc.device_count; i++) {
		struct wire_doc_device *d = &a->doc.device[i];

		if (!hello_equal(d->key, device, sizeof d->key))
			continue;
		a->seen_ms[i] = now_ms;
		if (now_s < d->seen_s || now_s - d->seen_s >= SEEN_SAVED_S) {
			d->seen_s = now_s;
			late = true;
		}
	}
	if (late && save(all, a, on_seen_saved, NULL) != SR_OK)
		log_error("account-not-saved", "err=%s",
		    sr_err_name(SR_ENOMEM));
}

static void
new_invite(struct wire_doc_account *doc, uint64_t until_s,
    char code[INVITE_CODE_LEN + 1])
{
	hello_invite_code(code);
	hello_invite_hash(doc->invite_hash, code);
	doc->invite_given = true;
	doc->invite_until_s = until_s;
}

enum sr_err
account_add(struct accounts *all, const char *name, unsigned roles,
    uint64_t now_s, uint64_t invite_s, char code[INVITE_CODE_LEN + 1],
    account_done *done, void *ctx)
{
	struct wire_doc_account doc = {.roles = roles};
	struct account *a;
	enum sr_err err;

	if (!wire_name_ok(name))
		return SR_EINVAL;
	memcpy(doc.account, name, strlen(name) + 1);
	new_invite(&doc, now_s + invite_s, code);
	err = insert(all, &doc, &a);
	if (err != SR_OK)
		return err;
	/* If it cannot be saved, the name stays taken by an account that may
	 * do nothing until the relay starts again. */
	a->stored.revoked = true;
	return save(all, a, done, ctx);
}

enum sr_err
account_invite(struct accounts *all, struct account *a, uint64_t now_s,
    uint64_t invite_s, char code[INVITE_CODE_LEN + 1], account_done *done,
    void *ctx)
{
	if (a->doc.revoked)
		return SR_EREVOKED;
	new_invite(&a->doc, now_s + invite_s, code);
	return save(all, a, done, ctx);
}

enum sr_err
account_grant(struct accounts *all, struct account *a, unsigned roles,
    account_done *done, void *ctx)
{
	if (a->doc.revoked)
		return SR_EREVOKED;
	a->doc.roles = roles;
	return save(all, a, done, ctx);
}

enum sr_err
account_revoke(struct accounts *all, struct account *a, const uint8_t *device,
    account_done *done, void *ctx)
{
	bool found = !device;

	for (unsigned i = 0; device && i < a->doc.device_count; i++) {
		struct wire_doc_device *d = &a->doc.device[i];

		if (hello_equal(d->key, device, sizeof d->key))
			found = d->revoked = true;
	}
	if (!found)
		return SR_ENOUSER;
	if (!device) {
		a->doc.revoked = true;
		a->doc.invite_given = false;
	}
	return save(all, a, done, ctx);
}

/* The account with this invite; looks at all, whichever it is. */
static struct account *
find_invite(struct accounts *all, const char *code, uint64_t now_s)
{
	struct account *found = NULL;
	uint8_t hash[32];

	hello_invite_hash(hash, code);
	for (size_t i = 0; i < all->count; i++) {
		struct account *a = all->at[i];

		if (hello_equal(hash, a->doc.invite_hash, sizeof hash) &&
		    a->doc.invite_given && !a->doc.revoked &&
		    now_s <= a->doc.invite_until_s)
			found = a;
	}
	return found;
}

/* A free place for a device: the end, or that of a revoked one. */
static struct wire_doc_device *
free_device(struct wire_doc_account *doc)
{
	if (doc->device_count < DEVICES_MAX)
		return &doc->device[doc->device_count++];
	for (unsigned i = 0; i < DEVICES_MAX; i++)
		if (doc->device[i].revoked)
			return &doc->device[i];
	return NULL;
}

enum sr_err
account_enrol(struct accounts *all, const char *code, const uint8_t device[32],
    const char *label, uint64_t now_s, struct account **out, account_done *done,
    void *ctx)
{
	struct account *a = find_invite(all, code, now_s);
	struct wire_doc_device *d;

	if (!a)
		return SR_EAUTH;
	d = free_device(&a->doc);
	if (!d)
		return SR_ELIMIT;
	memset(d, 0, sizeof *d);
	a->seen_ms[d - a->doc.device] = 0; /* of who had this place before */
	memcpy(d->key, device, sizeof d->key);
	strncpy(d->label, label ? label : "", sizeof d->label - 1);
	d->seen_s = now_s;
	a->doc.invite_given = false;
	explicit_bzero(a->doc.invite_hash, sizeof a->doc.invite_hash);
	*out = a;
	return save(all, a, done, ctx);
}
