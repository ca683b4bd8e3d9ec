/* SPDX-License-Identifier: MIT */
#include "retention.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define KIND "retention"
#define HOLD "hold"
#define DAY_MS UINT64_C(86400000)
#define LOOK_MS 3600000u
#define DAYS_MOST 36500u /* a century */
#define ID_DIGITS 32u

/* What is set for one procedure, or was seen of it. */
struct kept {
	struct kept *next;
	struct procedure_id id;
	bool hold;
	uint64_t days;      /* 0: the default */
	bool due;           /* at the look before */
	uint64_t told_days; /* the last reminder; 0: none */
};

struct retention {
	struct retention_options opt;
	struct kept *kept;
	struct ws_timer *timer;
	enum sr_err loading;
};

/* Days before the end at which it is noted. */
static const uint64_t reminders[] = {1, 7, 30};

static struct kept *
kept_of(struct retention *r, const struct procedure_id *id)
{
	struct kept *k = r->kept;

	while (k && memcmp(&k->id, id, sizeof(*id)) != 0)
		k = k->next;
	if (k)
		return k;
	k = calloc(1, sizeof(*k));
	if (!k)
		return NULL;
	k->id = *id;
	k->next = r->kept;
	r->kept = k;
	return k;
}

/* ---- looking ---- */

static void
note(const struct retention *r, enum audit_event event, const struct kept *k,
    const char *about, uint64_t count)
{
	audit_note(r->opt.audit, &(struct audit_note){.event = event,
				     .about = about,
				     .procedure = &k->id,
				     .count = count});
}

static void
remind(const struct retention *r, struct kept *k, uint64_t left_ms)
{
	uint64_t days = (left_ms + DAY_MS - 1) / DAY_MS;

	for (size_t i = 0; i < sizeof(reminders) / sizeof(reminders[0]); i++) {
		if (days > reminders[i])
			continue;
		if (k->told_days != reminders[i])
			note(r, AUDIT_RETENTION, k, "due-in-days", days);
		k->told_days = reminders[i];
		return;
	}
}

static void
on_erased(void *ctx, enum sr_err err, struct procedure *p, const char *receipt)
{
	const struct retention *r = ctx;

	(void)receipt;
	audit_note(r->opt.audit, &(struct audit_note){.event = AUDIT_ERASE,
				     .about = KIND,
				     .procedure = procedure_id(p),
				     .err = err});
}

static bool
look_at(void *ctx, struct procedure *p)
{
	struct retention *r = ctx;
	uint64_t now = r->opt.wall_ms(), closed = procedure_closed_ms(p), end;
	struct kept *k;

	if (closed == 0 || procedure_is_withdrawn(p))
		return true;
	k = kept_of(r, procedure_id(p));
	if (!k || k->hold || (k->days == 0 && r->opt.days == 0))
		return true;
	end = closed + (k->days ? k->days : r->opt.days) * DAY_MS;
	if (now < end) {
		k->due = false;
		remind(r, k, end - now);
		return true;
	}
	if (!k->due) {
		k->due = true;
		note(r, AUDIT_RETENTION, k, "due", 0);
		return true;
	}
	if (procedure_withdraw(p, now, on_erased, r) != SR_OK)
		log_error(
		    "retention-not-erased", "err=%s", sr_err_name(SR_ENOMEM));
	return true;
}

static void
look(void *ctx)
{
	struct retention *r = ctx;

	procedures_each(r->opt.procedures, look_at, r);
	ws_timer_set(r->timer, LOOK_MS);
}

/* ---- what is set ---- */

static void
on_set(void *ctx, const char *id, const char *value, size_t len)
{
	struct retention *r = ctx;
	struct procedure_id procedure;
	struct kept *k;

	(void)len;
	if (!wire_id_from_text(id, &procedure))
		return;
	k = kept_of(r, &procedure);
	/* Without it what is held would be erased. */
	if (!k) {
		r->loading = SR_ENOMEM;
		return;
	}
	k->hold = strcmp(value, HOLD) == 0;
	k->days = k->hold ? 0 : strtoull(value, NULL, 10);
}

enum sr_err
retention_new(struct retention **out, const struct retention_options *opt)
{
	struct retention *r = calloc(1, sizeof(*r));
	enum sr_err err = SR_ENOMEM;

	if (!r)
		return err;
	r->opt = *opt;
	err = journal_load(opt->journal, KIND, on_set, r);
	if (err == SR_OK)
		err = r->loading;
	if (err == SR_OK)
		err = ws_timer_new(&r->timer, opt->loop, look, r);
	if (err != SR_OK) {
		retention_free(r);
		return err;
	}
	look(r);
	*out = r;
	return SR_OK;
}

void
retention_free(struct retention *r)
{
	if (!r)
		return;
	while (r->kept) {
		struct kept *k = r->kept;

		r->kept = k->next;
		free(k);
	}
	ws_timer_free(r->timer);
	free(r);
}

bool
retention_holds(const struct retention *r, const struct procedure_id *id)
{
	for (const struct kept *k = r ? r->kept : NULL; k; k = k->next)
		if (memcmp(&k->id, id, sizeof(*id)) == 0)
			return k->hold;
	return false;
}

struct held {
	const struct procedure_id *id;
	bool held;
};

static void
on_held(void *ctx, const char *id, const char *value, size_t len)
{
	struct held *h = ctx;
	struct procedure_id procedure;

	(void)len;
	h->held |= wire_id_from_text(id, &procedure) &&
		   memcmp(&procedure, h->id, sizeof(procedure)) == 0 &&
		   strcmp(value, HOLD) == 0;
}

enum sr_err
retention_is_held(struct journal *j, const struct procedure_id *id, bool *held)
{
	struct held h = {.id = id};
	enum sr_err err = journal_load(j, KIND, on_held, &h);

	*held = h.held;
	return err;
}

/* ---- setting ---- */

struct waiting {
	struct ws_loop *loop;
	enum sr_err err;
};

static void
on_put(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	w->err = err;
	ws_loop_stop(w->loop);
}

struct looking_for {
	const char *id;
	bool found;
};

static void
on_procedure(void *ctx, const char *id, const char *value, size_t len)
{
	struct looking_for *l = ctx;

	(void)value;
	(void)len;
	l->found = l->found || strcmp(id, l->id) == 0;
}

/* A slip in the id must not leave somebody believing in a hold that is not
 * there. */
static enum sr_err
is_there(struct journal *j, const char *id)
{
	struct looking_for l = {.id = id};
	enum sr_err err = journal_load(j, "procedure", on_procedure, &l);

	return err == SR_OK && !l.found ? SR_ENOPROC : err;
}

static bool
value_ok(const char *value)
{
	uint64_t days = strtoull(value, NULL, 10);

	return strcmp(value, HOLD) == 0 || strcmp(value, "default") == 0 ||
	       (strspn(value, "0123456789") == strlen(value) &&
		   strlen(value) <= 5 && days >= 1 && days <= DAYS_MOST);
}

/* *value: what stands behind the '='. */
static enum sr_err
read_what(const char *what, char id[ID_DIGITS + 1],
    struct procedure_id *procedure, const char **value, struct sr_fault *fault)
{
	memset(id, 0, ID_DIGITS + 1);
	*value = strchr(what, '=');
	if (*value && (*value)++ - what == ID_DIGITS)
		memcpy(id, what, ID_DIGITS);
	if (wire_id_from_text(id, procedure) && value_ok(*value))
		return SR_OK;
	sr_fault_set(fault,
	    "--retain: a procedure's 32 digits of hexadecimal, '=', and hold, "
	    "default or 1 to %u days",
	    DAYS_MOST);
	return SR_EINVAL;
}

enum sr_err
retention_check(const char *what, struct sr_fault *fault)
{
	char id[ID_DIGITS + 1];
	struct procedure_id procedure;
	const char *value;

	return read_what(what, id, &procedure, &value, fault);
}

enum sr_err
retention_set(struct journal *j, struct ws_loop *loop, struct audit *audit,
    const char *what, struct sr_fault *fault)
{
	char id[ID_DIGITS + 1];
	const char *value;
	struct waiting w = {.loop = loop};
	struct procedure_id procedure;
	bool drop;

	w.err = read_what(what, id, &procedure, &value, fault);
	if (w.err != SR_OK)
		return w.err;
	w.err = is_there(j, id);
	if (w.err != SR_OK) {
		sr_fault_set(fault, "--retain: %s", sr_err_sentence(w.err));
		return w.err;
	}
	drop = strcmp(value, "default") == 0;
	journal_put(j, KIND, id, value, drop ? 0 : strlen(value), on_put, &w);
	ws_loop_run(loop);
	audit_note(audit, &(struct audit_note){.event = AUDIT_RETENTION,
			      .about = drop ? "default" : value,
			      .procedure = &procedure,
			      .err = w.err});
	if (w.err != SR_OK)
		sr_fault_set(fault, "--retain: %s", sr_err_sentence(w.err));
	return w.err;
}
