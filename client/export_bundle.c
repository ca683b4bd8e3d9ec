/* SPDX-License-Identifier: MIT */
#include "export_bundle.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "timeline_talk.h"

static void
put(FILE *f, const char *name, const char *text, size_t len)
{
	fprintf(f, ",\"%s\":", name);
	output_json_text(f, text, len);
}

static void
put_word(FILE *f, const char *name, const char *word)
{
	put(f, name, word, strlen(word));
}

static void
put_head(FILE *f, const struct record *r, const struct export_about *about)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &r->which.id);
	fputs("{\"format\":\"scrubrelay bundle 1\"", f);
	put_word(f, "procedure", id);
	put_word(f, "code_name", r->which.code_name);
	put_word(f, "template", r->which.template_id);
	put_word(f, "basis", wire_basis_name(r->which.basis));
	put_word(f, "exported_by", about->exporter);
	fprintf(f, ",\"entries\":%zu", r->count);
	if (about->checkpoint)
		put_word(f, "checkpoint", about->checkpoint);
	fputc('}', f);
}

static void
put_entry(FILE *f, const struct wire_entry *student,
    const struct wire_entry *colleague)
{
	const struct wire_entry *e = student;

	fprintf(
	    f, "{\"number\":%" PRIu64 ",\"t_ms\":%" PRIu64, e->number, e->t_ms);
	put_word(f, "kind", wire_kind_name(e->kind));
	if (e->part != PART_NONE)
		put_word(f, "part", wire_part_name(e->part));
	if (e->lang != TEXT_LANG_NONE)
		put_word(f, "lang", wire_lang_name(e->lang));
	if (*e->step)
		put_word(f, "step", e->step);
	if (e->refers)
		fprintf(f, ",\"refers\":%" PRIu64, e->refers);
	talk_json(f, e);
	if (student->text_len)
		put(f, "student", student->text, student->text_len);
	if (colleague->text_len)
		put(f, "colleague", colleague->text, colleague->text_len);
	fputc('}', f);
}

/* What was printed, as a record. */
static enum sr_err
seal(struct bundle_writer *w, FILE *f, char **line, size_t *len, bool last)
{
	bool bad = fflush(f) != 0 || ferror(f);
	enum sr_err err = bad ? SR_ENOMEM : bundle_write(w, *line, *len, last);

	if (*line)
		explicit_bzero(*line, *len);
	rewind(f);
	return err;
}

static bool
same_entries(const struct record *a, const struct record *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct wire_entry *x = &a->item[i].entry;
		const struct wire_entry *y = &b->item[i].entry;

		if (x->number != y->number || x->kind != y->kind ||
		    x->refers != y->refers || x->t_ms != y->t_ms)
			return false;
	}
	return true;
}

enum sr_err
export_bundle(struct bundle_writer *w, const struct record record[AUDIENCES],
    const struct export_about *about)
{
	const struct record *r = &record[STUDENT];
	char *line = NULL;
	size_t len = 0;
	enum sr_err err;
	FILE *f;

	if (!same_entries(r, &record[COLLEAGUE]))
		return SR_EBUSY;
	f = open_memstream(&line, &len);
	if (!f)
		return SR_ENOMEM;
	put_head(f, r, about);
	err = seal(w, f, &line, &len, r->count == 0);
	for (size_t i = 0; i < r->count && err == SR_OK; i++) {
		put_entry(
		    f, &r->item[i].entry, &record[COLLEAGUE].item[i].entry);
		err = seal(w, f, &line, &len, i + 1 == r->count);
	}
	fclose(f);
	free(line);
	return err;
}
