/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "export.h"
#include "timeline_talk.h"

/* JSON Lines: first a line about the file, then one an entry. */

static void
put(FILE *f, const char *name, const char *text)
{
	fprintf(f, ",\"%s\":", name);
	output_json_text(f, text, strlen(text));
}

static void
put_item(FILE *f, const struct record_item *item,
    const struct export_about *about)
{
	const struct wire_entry *e = &item->entry;
	char time[RECORD_TIME_ROOM];

	record_time(item->t_ms, time);
	fprintf(f, "{\"number\":%" PRIu64 ",\"t_ms\":%" PRId64, e->number,
	    item->t_ms);
	put(f, "time", time);
	put(f, "kind", wire_kind_name(e->kind));
	if (item->phase)
		put(f, "phase", item->phase->phase_id);
	if (*e->step)
		put(f, "step", e->step);
	if (item->step)
		put(f, "label", export_label(about, item->step->label));
	if (e->part != PART_NONE)
		put(f, "part", wire_part_name(e->part));
	if (e->refers)
		fprintf(f, ",\"refers\":%" PRIu64, e->refers);
	if (e->text_len) {
		fputs(",\"text\":", f);
		output_json_text(f, e->text, e->text_len);
	}
	talk_json(f, e);
	fputs("}\n", f);
}

void
export_json(
    FILE *f, const struct record *r, const struct export_about *about)
{
	fputs("{\"format\":\"scrubrelay export 1\"", f);
	put(f, "code_name", r->which.code_name);
	put(f, "template", r->which.template_id);
	put(f, "operation", export_operation(r, about));
	put(f, "basis", wire_basis_name(r->which.basis));
	put(f, "state", r->which.state);
	put(f, "audience",
	    about->audience == STUDENT ? "student" : "colleague");
	put(f, "clock", r->anchored ? "anchor" : "opening");
	put(f, "exported_by", about->exporter);
	fprintf(f, ",\"entries\":%zu", r->count);
	if (about->checkpoint)
		put(f, "checkpoint", about->checkpoint);
	put(f, "verify", EXPORT_VERIFY_COMMAND);
	fputs("}\n", f);
	for (size_t i = 0; i < r->count; i++)
		put_item(f, &r->item[i], about);
}
