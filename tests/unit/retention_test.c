/* SPDX-License-Identifier: MIT */
/* What is due is erased, at the second look; what is held, or has time left, is
 * not; a clock that is wrong for a moment erases nothing. */
#include "retention.h"

#include "check.h"
#include "clock_kit.h"

#include <stdlib.h>
#include <string.h>

/* ---- in place of procedures, the audit log, the loop and the journal ---- */

#define DAY UINT64_C(86400000)
#define CLOSED (1000 * DAY)

struct procedure {
	struct procedure_id id;
	uint64_t closed_ms;
	bool withdrawn;
};

static struct procedure one;
static uint64_t clock_ms;
static unsigned erased;
static char last_about[32];
static uint64_t last_count;
static const char *stored;

static uint64_t
wall_ms(void)
{
	return clock_ms;
}

void
procedures_each(struct procedures *all,
    bool (*fn)(void *ctx, struct procedure *p), void *ctx)
{
	(void)all;
	(void)fn(ctx, &one);
}

uint64_t
procedure_closed_ms(const struct procedure *p)
{
	return p->closed_ms;
}

bool
procedure_is_withdrawn(const struct procedure *p)
{
	return p->withdrawn;
}

const struct procedure_id *
procedure_id(const struct procedure *p)
{
	return &p->id;
}

enum sr_err
procedure_withdraw(
    struct procedure *p, uint64_t at_ms, procedure_erased *done, void *ctx)
{
	(void)at_ms;
	p->withdrawn = true;
	erased++;
	done(ctx, SR_OK, p, NULL);
	return SR_OK;
}

void
audit_note(struct audit *audit, const struct audit_note *note)
{
	(void)audit;
	snprintf(last_about, sizeof(last_about), "%s", note->about);
	last_count = note->count;
}

void
ws_loop_run(struct ws_loop *loop)
{
	(void)loop;
}

void
ws_loop_stop(struct ws_loop *loop)
{
	(void)loop;
}

static char put_id[40], put_value[40];

static void
mem_put(struct journal *j, const char *kind, const char *id, const void *value,
    size_t len, journal_done *done, void *ctx)
{
	(void)j;
	check_text(kind, "retention", "its own kind of document");
	snprintf(put_id, sizeof(put_id), "%s", id);
	snprintf(put_value, sizeof(put_value), "%.*s", (int)len,
	    (const char *)value);
	done(ctx, SR_OK);
}

static enum sr_err
mem_load(struct journal *j, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	(void)j;
	if (strcmp(kind, "procedure") == 0)
		fn(ctx, "01000000000000000000000000000000", "{}", 2);
	else if (stored)
		fn(ctx, "01000000000000000000000000000000", stored,
		    strlen(stored));
	return SR_OK;
}

/* ---- looking ---- */

static const struct journal_ops ops = {.put = mem_put, .load = mem_load};
static struct journal journal = {&ops};

/* An hour between two looks. */
static const struct {
	const char *why, *stored;
	uint64_t days, closed_ms, look[3]; /* days after its end, times 24 */
	unsigned erased;
	const char *about;
	uint64_t count;
} rows[] = {
    {"just closed", NULL, 365, CLOSED, {0, 1, 2}, 0, "", 0},
    {"a month before it is told", NULL, 365, CLOSED, {335 * 24}, 0,
	"due-in-days", 30},
    {"a week before", NULL, 365, CLOSED, {358 * 24, 358 * 24 + 1}, 0,
	"due-in-days", 7},
    {"a day before", NULL, 365, CLOSED, {364 * 24}, 0, "due-in-days", 1},
    {"due: told first", NULL, 365, CLOSED, {365 * 24}, 0, "due", 0},
    {"due at two looks: erased, once", NULL, 365, CLOSED,
	{365 * 24, 365 * 24 + 1, 365 * 24 + 2}, 1, "retention", 0},
    {"a clock that was wrong at start", NULL, 365, CLOSED,
	{90 * 365 * 24, 5 * 24, 5 * 24 + 1}, 0, "due", 0},
    {"still open", NULL, 365, 0, {9000 * 24, 9001 * 24}, 0, "", 0},
    {"for ever", NULL, 0, CLOSED, {9000 * 24, 9001 * 24}, 0, "", 0},
    {"a legal hold", "hold", 365, CLOSED, {9000 * 24, 9001 * 24}, 0, "", 0},
    {"its own, shorter", "10", 365, CLOSED, {10 * 24, 10 * 24 + 1}, 1,
	"retention", 0},
    {"its own, longer", "3650", 365, CLOSED, {365 * 24, 366 * 24}, 0, "", 0},
    {"its own, where the default is for ever", "10", 0, CLOSED,
	{10 * 24, 10 * 24 + 1}, 1, "retention", 0},
};

static void
test_looks(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct retention_options opt = {.journal = &journal,
		    .wall_ms = wall_ms,
		    .days = rows[i].days};
		struct retention *r = NULL;

		one = (struct procedure){
		    .id = {{1}}, .closed_ms = rows[i].closed_ms};
		erased = 0;
		last_about[0] = '\0';
		last_count = 0;
		stored = rows[i].stored;
		clock_ms = CLOSED + rows[i].look[0] * (DAY / 24);
		check_number(retention_new(&r, &opt), SR_OK, rows[i].why);
		for (size_t l = 1; l < 3; l++) {
			if (rows[i].look[l] == 0)
				continue;
			clock_ms = CLOSED + rows[i].look[l] * (DAY / 24);
			timer_fn(timer_ctx);
		}
		check_number(erased, rows[i].erased, rows[i].why);
		check_text(last_about, rows[i].about, rows[i].why);
		check_number(last_count, rows[i].count, rows[i].why);
		retention_free(r);
	}
}

/* ---- setting ---- */

static const struct {
	const char *what, *value; /* value NULL: refused */
	enum sr_err err;
} settings[] = {
    {"01000000000000000000000000000000=hold", "hold", SR_OK},
    {"01000000000000000000000000000000=30", "30", SR_OK},
    {"01000000000000000000000000000000=default", "", SR_OK},
    {"02000000000000000000000000000000=hold", NULL, SR_ENOPROC},
    {"02000000000000000000000000000000=default", NULL, SR_ENOPROC},
    {"01000000000000000000000000000000=0", NULL, SR_EINVAL},
    {"01000000000000000000000000000000=36501", NULL, SR_EINVAL},
    {"01000000000000000000000000000000=-1", NULL, SR_EINVAL},
    {"01000000000000000000000000000000=", NULL, SR_EINVAL},
    {"01000000000000000000000000000000", NULL, SR_EINVAL},
    {"blue heron=hold", NULL, SR_EINVAL},
    {"=hold", NULL, SR_EINVAL},
    {"", NULL, SR_EINVAL},
};

static void
test_set(void)
{
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		struct sr_fault fault = {""};
		enum sr_err err;

		strcpy(put_value, "untouched");
		err = retention_set(
		    &journal, NULL, NULL, settings[i].what, &fault);
		check_number(err, settings[i].err, settings[i].what);
		check_text(put_value,
		    settings[i].value ? settings[i].value : "untouched",
		    settings[i].what);
		check(settings[i].value || fault.what[0] != '\0',
		    "what is refused tells what is right");
	}
}

int
main(void)
{
	test_looks();
	test_set();
	return check_done();
}
