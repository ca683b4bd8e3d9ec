/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "output.h"
#include "scrub.h"

/* How often to look whether the procedure is still open. */
#define LOOK_MS 5000u

struct keeper {
	struct link *link;
	struct ws_timer *timer;
	struct procedure_id id;
	const char *roster;
	size_t len;
	void (*on_end)(void *ctx, enum sr_err err, const char *why);
	void *ctx;
	bool given; /* once at least */
};

enum sr_err
keeper_read(
    const char *file, char **roster, size_t *len, struct sr_fault *fault)
{
	/* Nothing is matched with this case: any secret does. */
	static const uint8_t secret[32];
	struct scrub_fault where = {""};
	struct scrub_case *c = NULL;
	enum scrub_err scrub;
	enum sr_err err = files_read(file, FRAME_MAX / 2, roster, len, fault);

	if (err != SR_OK)
		return err;
	/* Read as the relay will: here the fault has the file's own lines. */
	scrub = scrub_case_new(&c, secret);
	if (scrub == SCRUB_OK)
		scrub = scrub_case_roster(c, file, *roster, *len, &where);
	scrub_case_free(c);
	if (scrub == SCRUB_OK)
		return SR_OK;
	files_wipe(*roster, *len);
	*roster = NULL;
	sr_fault_set(
	    fault, "%s", where.what[0] ? where.what : scrub_err_name(scrub));
	return SR_EROSTER;
}

static void
end(struct keeper *k, enum sr_err err, const char *why)
{
	ws_timer_cancel(k->timer);
	if (k->on_end)
		k->on_end(k->ctx, err, why);
}

static void
on_given(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct keeper *k = ctx;

	(void)ok;
	if (err == SR_OK) {
		if (k->given)
			output_status("The relay has the roster again.");
		k->given = true;
	} else if (err == SR_ESTATE) {
		end(k, SR_OK, NULL);
	} else if (err != SR_ENET && err != SR_EBUSY && err != SR_ELIMIT) {
		end(k, err, message);
	}
}

void
keeper_up(struct keeper *k)
{
	struct wire_request r = {.op = OP_ROSTER};
	enum sr_err err;

	r.u.roster.procedure = k->id;
	r.u.roster.roster = k->roster;
	r.u.roster.roster_len = k->len;
	err = link_request(k->link, &r, on_given, k);
	if (err != SR_OK && err != SR_ENET)
		end(k, err, NULL);
	else
		ws_timer_set(k->timer, LOOK_MS);
}

static void
on_list(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct keeper *k = ctx;
	const char *state = "closed";

	(void)message;
	if (err != SR_OK)
		return;
	for (size_t i = 0; i < ok->procedure_count; i++)
		if (memcmp(&ok->procedures[i].id, &k->id, sizeof k->id) == 0)
			state = ok->procedures[i].state;
	/* As-live, its end comes before it is played. */
	if (strcmp(state, "closed") == 0 || strcmp(state, "withdrawn") == 0 ||
	    strcmp(state, "waits") == 0 || strcmp(state, "as-live") == 0)
		end(k, SR_OK, NULL);
	else if (strcmp(state, "paused") == 0)
		keeper_up(k);
}

static void
on_timer(void *ctx)
{
	struct keeper *k = ctx;
	struct wire_request r = {.op = OP_PROCEDURES};

	ws_timer_set(k->timer, LOOK_MS);
	/* Not connected: keeper_up() comes with the connection. */
	(void)!link_request(k->link, &r, on_list, k);
}

enum sr_err
keeper_new(struct keeper **out, struct ws_loop *loop, struct link *link,
    const struct procedure_id *id, const char *roster, size_t len,
    void (*on_end)(void *ctx, enum sr_err err, const char *why), void *ctx)
{
	struct keeper *k = calloc(1, sizeof *k);
	enum sr_err err = SR_ENOMEM;

	if (!k)
		return err;
	k->link = link;
	k->id = *id;
	k->roster = roster;
	k->len = len;
	k->on_end = on_end;
	k->ctx = ctx;
	err = ws_timer_new(&k->timer, loop, on_timer, k);
	if (err != SR_OK) {
		free(k);
		return err;
	}
	ws_timer_set(k->timer, LOOK_MS);
	*out = k;
	return SR_OK;
}

void
keeper_free(struct keeper *k)
{
	if (!k)
		return;
	ws_timer_free(k->timer);
	free(k);
}
