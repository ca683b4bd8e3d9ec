/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "session_private.h"

/* What admins do: accounts, invites, roles, revoking. */

static void
on_changed(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;
	struct wire_ok ok = {.seq = t->seq};
	char invite[INVITE_MAX];

	if (s && err == SR_OK) {
		if (t->code[0]) {
			hello_invite_text(
			    invite, keypair_public(s->relay->key), t->code);
			ok.invite = invite;
		}
		session_ok(s, &ok);
		explicit_bzero(invite, sizeof invite);
	} else if (s) {
		session_refuse(s, t->seq, NULL, err, NULL);
	}
	ticket_free(t);
}

enum sr_err
session_user_add(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_user *u = &in->u.user;
	struct ticket *t;
	enum sr_err err = ticket_new(&t, s, in->seq);

	(void)fault;
	if (err != SR_OK)
		return err;
	err = account_add(s->relay->accounts, u->account, u->roles,
	    session_wall_ms(s) / 1000, s->relay->config->invite_s, t->code,
	    on_changed, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

enum sr_err
session_user_invite(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct account *a =
	    account_find(s->relay->accounts, in->u.user.account);
	struct ticket *t;
	enum sr_err err;

	(void)fault;
	if (!a)
		return SR_ENOUSER;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = account_invite(s->relay->accounts, a, session_wall_ms(s) / 1000,
	    s->relay->config->invite_s, t->code, on_changed, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

enum sr_err
session_user_grant(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_user *u = &in->u.user;
	struct account *a = account_find(s->relay->accounts, u->account);
	struct ticket *t;
	unsigned before;
	enum sr_err err;

	(void)fault;
	if (!a)
		return SR_ENOUSER;
	before = account_roles(a);
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = account_grant(s->relay->accounts, a, u->roles, on_changed, t);
	if (err != SR_OK)
		ticket_free(t);
	/* What goes on under a role that was taken away ends; the peer comes
	 * back at once and is asked again what it may. */
	if (before & ~account_roles(a))
		sessions_close_account(
		    s->relay, a, NULL, 1012, "roles changed");
	return err;
}

static bool
is_of(const struct account *a, const uint8_t *device)
{
	struct account_device d;

	for (unsigned i = 0; account_device(a, i, &d); i++)
		if (hello_equal(d.key, device, HELLO_KEY_BYTES))
			return true;
	return false;
}

enum sr_err
session_user_revoke(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_user *u = &in->u.user;
	const uint8_t *device = u->device_given ? u->device : NULL;
	struct account *a = account_find(s->relay->accounts, u->account);
	struct ticket *t;
	enum sr_err err;

	(void)fault;
	if (!a || (device && !is_of(a, device)))
		return SR_ENOUSER;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	/* First: the disk must not know that it was revoked and still have what
	 * it sent. */
	procedures_drop_account(s->relay->procedures, a);
	err = account_revoke(s->relay->accounts, a, device, on_changed, t);
	/* At once, whatever the disk says. */
	sessions_close_account(s->relay, a, device, CLOSE_REVOKED, "revoked");
	log_info("revoked", "peer=%u", ws_number(s->conn));
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

static unsigned
connections_of(
    const struct relay *r, const struct account *a, const uint8_t *device)
{
	unsigned n = 0;

	for (const struct session *s = r->sessions; s; s = s->next)
		n += s->account == a && !s->closing &&
		     hello_equal(s->device, device, sizeof s->device);
	return n;
}

/* Milliseconds since a device was seen: to the moment since the start, before
 * that as it was written down. */
static uint64_t
unseen_ms(struct session *s, const struct account_device *d)
{
	uint64_t now_s = session_wall_ms(s) / 1000;

	if (d->seen_ms)
		return ws_loop_now_ms(s->relay->loop) - d->seen_ms;
	return now_s > d->seen_s ? (now_s - d->seen_s) * 1000 : 0;
}

enum sr_err
session_user_devices(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct account *a =
	    account_find(s->relay->accounts, in->u.user.account);
	struct wire_device row[DEVICES_MAX];
	struct wire_ok ok = {
	    .seq = in->seq, .devices = row, .devices_given = true};
	struct account_device d;

	(void)fault;
	if (!a)
		return SR_ENOUSER;
	for (unsigned i = 0; account_device(a, i, &d); i++) {
		struct wire_device *w = &row[ok.device_count++];

		*w = (struct wire_device){
		    .label = *d.label ? d.label : NULL,
		    .revoked = d.revoked,
		    .connections = connections_of(s->relay, a, d.key),
		    .seen_given = d.seen_ms || d.seen_s,
		    .seen_ms = unseen_ms(s, &d),
		};
		memcpy(w->device, d.key, sizeof w->device);
	}
	session_ok(s, &ok);
	return SR_OK;
}

/* ---- list ---- */

struct listing {
	const char *after; /* NULL: from the first */
	struct wire_account *row;
	size_t count, room;
	bool failed, more;
};

static bool
list_one(void *ctx, struct account *a)
{
	struct listing *l = ctx;

	if (l->after && strcmp(account_name(a), l->after) <= 0)
		return true;
	if (l->count == ACCOUNTS_LISTED_MAX) {
		l->more = true;
		return false;
	}
	if (l->count == l->room) {
		void *grown =
		    session_more_rows(l->row, &l->room, sizeof(*l->row));

		if (!grown) {
			l->failed = true;
			return false;
		}
		l->row = grown;
	}
	l->row[l->count++] = (struct wire_account){
	    .account = account_name(a),
	    .roles = account_roles(a),
	    .revoked = account_revoked(a),
	    .devices = account_devices(a),
	};
	return true;
}

enum sr_err
session_user_list(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct listing l = {.after = in->u.user.account};
	struct wire_ok ok = {.seq = in->seq, .accounts_given = true};

	(void)fault;
	accounts_each(s->relay->accounts, list_one, &l);
	if (!l.failed) {
		ok.accounts = l.row;
		ok.account_count = l.count;
		ok.more = l.more;
		session_ok(s, &ok);
	}
	free(l.row);
	return l.failed ? SR_ENOMEM : SR_OK;
}
