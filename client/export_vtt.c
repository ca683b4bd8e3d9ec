/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "export.h"

/*
 * WebVTT (W3C). A cue begins where its entry stands in the video: the anchor
 * lies at the offset. What ends before the video begins has no cue.
 */

/* A caption stays as long as it takes to read: 15 characters a second, which
 * broadcasters' guidelines give adults, and no less than this. */
#define READ_CHARS_PER_S 15
#define CAPTION_LEAST_MS 1500
#define CAPTION_MOST_MS 12000
/* What has no end of its own. */
#define LAST_MS 5000

static void
put_stamp(FILE *f, int64_t ms)
{
	fprintf(f, "%02" PRId64 ":%02d:%02d.%03d", ms / 3600000,
	    (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
}

/* False: it lies before the video. */
static bool
put_times(FILE *f, uint64_t id, int64_t begin, int64_t end)
{
	if (end <= 0)
		return false;
	fprintf(f, "\n%" PRIu64 "\n", id);
	put_stamp(f, begin < 0 ? 0 : begin);
	fputs(" --> ", f);
	put_stamp(f, end);
	fputc('\n', f);
	return true;
}

/* Cue text: markup escaped, one line (an empty one would end the cue). */
static void
put_escaped(FILE *f, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n' || text[i] == '\r')
			fputc(' ', f);
		else
			export_markup(f, text[i]);
	}
}

static void
put_word(FILE *f, const char *text)
{
	put_escaped(f, text, strlen(text));
}

static void
put_head(FILE *f, const struct record *r, const struct export_about *about)
{
	fputs("WEBVTT\n\nNOTE\n", f);
	put_word(f, r->which.code_name);
	fputs(", ", f);
	put_word(f, export_operation(r, about));
	fputs(", ", f);
	put_word(f, export_ground(r, about));
	fprintf(f, "\n%s ", export_say(about, EXPORT_BY));
	put_word(f, about->exporter);
	fprintf(f, ", %s, %zu %s\n",
	    export_say(about, about->audience == STUDENT
				  ? EXPORT_AS_STUDENT
				  : EXPORT_AS_COLLEAGUE),
	    r->count, export_say(about, EXPORT_ENTRIES));
	if (about->checkpoint) {
		fputs("checkpoint: ", f);
		put_word(f, about->checkpoint);
		fputc('\n', f);
	}
	fprintf(f, "%s: " EXPORT_VERIFY_COMMAND "\n",
	    export_say(about, EXPORT_VERIFY));
}

static bool
has_caption(const struct record_item *item)
{
	return item->entry.kind != ENTRY_RESULT &&
	       item->entry.kind != ENTRY_CORRECTED &&
	       item->entry.kind != ENTRY_WITHDRAWN &&
	       item->entry.kind != ENTRY_RETRACTION;
}

void
export_captions(
    FILE *f, const struct record *r, const struct export_about *about)
{
	put_head(f, r, about);
	for (size_t i = 0; i < r->count; i++) {
		const struct record_item *item = &r->item[i];
		int64_t begin = item->t_ms + about->offset_ms, ms;
		const char *line, *who;
		size_t len;

		if (!has_caption(item))
			continue;
		line = export_line(item, about, &len);
		who = export_part(item, about);
		ms = (int64_t)len * 1000 / READ_CHARS_PER_S;
		ms = ms < CAPTION_LEAST_MS  ? CAPTION_LEAST_MS
		     : ms > CAPTION_MOST_MS ? CAPTION_MOST_MS
					    : ms;
		if (!put_times(f, item->entry.number, begin, begin + ms))
			continue;
		if (*who) {
			fputs("<v ", f);
			put_word(f, who);
			fputc('>', f);
		}
		if (*export_prefix(item, about)) {
			put_word(f, export_prefix(item, about));
			fputs(": ", f);
		}
		put_escaped(f, line, len);
		fputc('\n', f);
	}
}

void
export_chapters(
    FILE *f, const struct record *r, const struct export_about *about)
{
	uint64_t id = 0;

	put_head(f, r, about);
	for (size_t i = 0; i < r->count;) {
		const struct template_step *phase = r->item[i].phase;
		size_t next = i + 1;
		int64_t end;

		while (next < r->count && r->item[next].phase &&
		       phase && strcmp(r->item[next].phase->phase_id,
				    phase->phase_id) == 0)
			next++;
		end = next < r->count ? r->item[next].t_ms
				      : r->item[r->count - 1].t_ms + LAST_MS;
		if (phase &&
		    put_times(f, ++id, r->item[i].t_ms + about->offset_ms,
			end + about->offset_ms)) {
			put_word(f, export_label(about, phase->phase_label));
			fputc('\n', f);
		}
		i = next;
	}
}

void
export_metadata(
    FILE *f, const struct record *r, const struct export_about *about)
{
	put_head(f, r, about);
	for (size_t i = 0; i < r->count; i++) {
		const struct record_item *item = &r->item[i];
		int64_t begin = item->t_ms + about->offset_ms;
		size_t len;
		const char *line = export_line(item, about, &len);

		if (!put_times(
			f, item->entry.number, begin, begin + LAST_MS))
			continue;
		fprintf(f, "{\"number\":%" PRIu64 ",\"kind\":\"%s\"",
		    item->entry.number, wire_kind_name(item->entry.kind));
		if (item->phase)
			fprintf(
			    f, ",\"phase\":\"%s\"", item->phase->phase_id);
		if (item->step)
			fprintf(f, ",\"step\":\"%s\"", item->step->id);
		fputs(",\"text\":", f);
		/* No arrow of WebVTT in it. */
		export_json_text(f, line, len, ">");
		fputs("}\n", f);
	}
}
