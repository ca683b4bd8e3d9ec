/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "export.h"

/* RFC 4180: CRLF, a header line, quotes where they are needed. */

/*
 * A spreadsheet runs a cell that begins like a formula: an apostrophe before
 * it says that it is text.
 */
static bool
is_formula(const char *text, size_t len)
{
	return len > 0 && strchr("=+-@\t\r", text[0]) != NULL;
}

static void
put(FILE *f, const char *text, size_t len, bool last)
{
	bool quote = memchr(text, ',', len) || memchr(text, '"', len) ||
		     memchr(text, '\n', len) || memchr(text, '\r', len);

	if (quote)
		fputc('"', f);
	if (is_formula(text, len))
		fputc('\'', f);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			fputc('"', f);
		fputc(text[i], f);
	}
	if (quote)
		fputc('"', f);
	fputs(last ? "\r\n" : ",", f);
}

static void
put_text(FILE *f, const char *text, bool last)
{
	put(f, text, strlen(text), last);
}

static void
put_item(FILE *f, const struct record_item *item,
    const struct export_about *about)
{
	const struct wire_entry *e = &item->entry;
	char time[RECORD_TIME_ROOM];
	size_t len;
	const char *line = export_line(item, about, &len);

	record_time(item->t_ms, time);
	fprintf(f, "%" PRIu64 ",", e->number);
	put_text(f, time, false);
	fprintf(f, "%" PRId64 ".%03d,", item->t_ms / 1000,
	    (int)(item->t_ms < 0 ? -item->t_ms % 1000 : item->t_ms % 1000));
	put_text(f, wire_kind_name(e->kind), false);
	put_text(f,
	    item->phase ? export_label(about, item->phase->phase_label) : "",
	    false);
	put_text(f, item->step ? item->step->id : "", false);
	put_text(f, export_part(item, about), false);
	if (e->refers)
		fprintf(f, "%" PRIu64, e->refers);
	fputc(',', f);
	put(f, line, len, true);
}

/* About the file itself: rows without a number. */
static void
put_about(FILE *f, const char *what, const char *text)
{
	fputs(",,,", f);
	put_text(f, what, false);
	fputs(",,,,", f);
	put_text(f, text, true);
}

void
export_csv(
    FILE *f, const struct record *r, const struct export_about *about)
{
	char count[32];

	fputs("number,time,seconds,kind,phase,step,who,refers,text\r\n", f);
	for (size_t i = 0; i < r->count; i++)
		put_item(f, &r->item[i], about);
	snprintf(count, sizeof count, "%zu", r->count);
	put_about(f, "export-procedure", r->which.code_name);
	put_about(f, "export-operation", export_operation(r, about));
	put_about(f, "export-basis", wire_basis_name(r->which.basis));
	put_about(f, "export-state", r->which.state);
	put_about(f, "export-audience",
	    about->audience == STUDENT ? "student" : "colleague");
	put_about(f, "export-by", about->exporter);
	put_about(f, "export-entries", count);
	put_about(f, "export-checkpoint",
	    about->checkpoint ? about->checkpoint : "");
	put_about(f, "export-verify", EXPORT_VERIFY_COMMAND);
}
