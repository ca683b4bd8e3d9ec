/* SPDX-License-Identifier: MIT */
#include "record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
record_init(struct record *r, const struct resolved *which)
{
	memset(r, 0, sizeof *r);
	r->which = *which;
	r->template = template_find(which->template_id);
}

void
record_wipe(struct record *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->item[i].data);
	free(r->item);
	memset(r, 0, sizeof *r);
}

/* len bytes to *to, which moves behind them. */
static void *
copy(char **to, const void *from, size_t len)
{
	void *at = *to;

	if (len)
		memcpy(at, from, len);
	*to += len;
	return at;
}

enum sr_err
record_add(struct record *r, const struct wire_entry *e)
{
	size_t step = e->step ? strlen(e->step) + 1 : 1;
	size_t citations = e->citation_count * sizeof *e->citations;
	size_t tally = e->tally_count * sizeof *e->tally;
	struct record_item *item;
	char *data;

	if (r->count == r->room) {
		size_t room = r->room ? 2 * r->room : 256;
		struct record_item *more =
		    realloc(r->item, room * sizeof *more);

		if (!more)
			return SR_ENOMEM;
		r->item = more;
		r->room = room;
	}
	data = malloc(tally + citations + step + e->text_len + 1);
	if (!data)
		return SR_ENOMEM;
	item = &r->item[r->count++];
	*item = (struct record_item){.entry = *e, .data = data};
	/* The rows first: malloc() aligns for them. */
	item->entry.tally = copy(&data, e->tally, tally);
	item->entry.citations = copy(&data, e->citations, citations);
	item->entry.step = copy(&data, e->step ? e->step : "", step);
	item->entry.text = copy(&data, e->text, e->text_len);
	*data = '\0';
	return SR_OK;
}

void
record_end(struct record *r)
{
	const struct template_step *phase = NULL;

	for (size_t i = 0; i < r->count; i++) {
		struct record_item *item = &r->item[i];

		if (r->template && item->entry.kind == ENTRY_MILESTONE)
			item->step =
			    template_step(r->template, item->entry.step);
		if (item->step)
			phase = item->step;
		item->phase = phase;
		if (item->step && item->step->anchor && !r->anchored) {
			r->anchored = true;
			r->anchor_ms = item->entry.t_ms;
		}
	}
	for (size_t i = 0; i < r->count; i++)
		r->item[i].t_ms =
		    (int64_t)r->item[i].entry.t_ms - (int64_t)r->anchor_ms;
}

const struct record_item *
record_find(const struct record *r, uint64_t number)
{
	/* Numbers have no gaps, but a record may begin late. */
	uint64_t first = r->count ? r->item[0].entry.number : 0;

	if (!r->count || number < first || number - first >= r->count)
		return NULL;
	return &r->item[number - first];
}

void
record_time(int64_t t_ms, char out[RECORD_TIME_ROOM])
{
	uint64_t s = (uint64_t)(t_ms < 0 ? -t_ms : t_ms) / 1000;

	snprintf(out, RECORD_TIME_ROOM, "T%c%02" PRIu64 ":%02u:%02u",
	    t_ms < 0 && s ? '-' : '+', s / 3600, (unsigned)(s / 60 % 60),
	    (unsigned)(s % 60));
}

static enum sr_err
on_begin(void *ctx, const struct resolved *which, const char *account,
    enum audience audience)
{
	struct record *r = ctx;

	record_init(r, which);
	snprintf(r->account, sizeof r->account, "%s", account);
	r->audience = audience;
	return SR_OK;
}

static enum sr_err
on_entry(void *ctx, const struct wire_entry *e)
{
	return record_add(ctx, e);
}

enum cmd_status
record_read(struct record *r, const struct follow *how)
{
	static const struct follow_sink sink = {on_begin, on_entry};
	struct follow f = *how;
	enum cmd_status status;

	memset(r, 0, sizeof *r);
	f.from = 1;
	f.live = false;
	f.sink = &sink;
	f.sink_ctx = r;
	status = follow_run(&f);
	record_end(r);
	return status;
}
