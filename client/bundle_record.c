/* SPDX-License-Identifier: MIT */
#include "bundle_record.h"

#include <stdlib.h>
#include <string.h>

void
bundle_record_wipe(struct bundle_record *b)
{
	for (size_t i = 0; b->item && i < b->count; i++)
		json_free(b->item[i].doc);
	free(b->item);
	json_free(b->doc);
	memset(b, 0, sizeof *b);
}

static bool
whole(const struct json *v, uint64_t *out)
{
	if (v->kind != JSON_NUMBER || !(v->number >= 0) ||
	    v->number > (double)SR_NUMBER_MAX)
		return false;
	*out = (uint64_t)v->number;
	return (double)*out >= v->number;
}

/* ---- record 0 ---- */

typedef bool take_head(struct bundle_record *b, const struct json *v);

static bool
take_format(struct bundle_record *b, const struct json *v)
{
	(void)b;
	return strcmp(v->string, "scrubrelay bundle 1") == 0;
}

static bool
take_source(struct bundle_record *b, const struct json *v)
{
	return wire_id_from_text(v->string, &b->head.source);
}

static bool
take_code_name(struct bundle_record *b, const struct json *v)
{
	b->head.code_name = v->string;
	return v->string_len <= NAME_MAX_BYTES;
}

static bool
take_template(struct bundle_record *b, const struct json *v)
{
	b->head.template_id = v->string;
	return wire_name_ok(v->string);
}

static bool
take_basis(struct bundle_record *b, const struct json *v)
{
	return wire_basis_from_name(v->string, &b->head.basis);
}

static bool
take_entries(struct bundle_record *b, const struct json *v)
{
	uint64_t count;

	/* No record is smaller than its padding. */
	if (!whole(v, &count) || count > BUNDLE_MAX / BUNDLE_PAD_BYTES)
		return false;
	b->item = calloc(count + 1, sizeof *b->item);
	b->count = b->item ? (size_t)count : 0;
	return b->item != NULL;
}

/* All are needed; others are for people. */
static const struct {
	const char *key;
	enum json_kind kind;
	take_head *fn;
} heads[] = {
    {"format", JSON_STRING, take_format},
    {"procedure", JSON_STRING, take_source},
    {"code_name", JSON_STRING, take_code_name},
    {"template", JSON_STRING, take_template},
    {"basis", JSON_STRING, take_basis},
    {"entries", JSON_NUMBER, take_entries},
};

static bool
read_head(struct bundle_record *b, const struct json *root)
{
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		const struct json *v = json_member(root, heads[i].key);

		if (!v || v->kind != heads[i].kind || !heads[i].fn(b, v))
			return false;
	}
	return true;
}

/* ---- record n ---- */

typedef bool take(struct bundle_item *item, const struct json *v);

static bool
take_number(struct bundle_item *item, const struct json *v)
{
	return whole(v, &item->entry.number);
}

static bool
take_time(struct bundle_item *item, const struct json *v)
{
	return whole(v, &item->entry.t_ms);
}

static bool
take_kind(struct bundle_item *item, const struct json *v)
{
	for (int k = 0; k < ENTRY_KINDS; k++) {
		if (strcmp(v->string, wire_kind_name((enum entry_kind)k)) ==
		    0) {
			item->entry.kind = (enum entry_kind)k;
			return true;
		}
	}
	return false;
}

static bool
take_part(struct bundle_item *item, const struct json *v)
{
	return wire_part_from_name(v->string, &item->entry.part);
}

static bool
take_lang(struct bundle_item *item, const struct json *v)
{
	enum text_lang lang;

	item->entry.lang = v->string;
	return wire_lang_from_name(v->string, &lang);
}

static bool
take_step(struct bundle_item *item, const struct json *v)
{
	item->entry.step = v->string;
	return wire_name_ok(v->string);
}

static bool
take_refers(struct bundle_item *item, const struct json *v)
{
	return whole(v, &item->entry.refers);
}

static bool
take_question(struct bundle_item *item, const struct json *v)
{
	return whole(v, &item->entry.question);
}

static bool
take_student(struct bundle_item *item, const struct json *v)
{
	item->entry.student = v->string;
	item->entry.student_len = v->string_len;
	return v->string_len > 0 && v->string_len <= ENTRY_TEXT_MAX;
}

static bool
take_colleague(struct bundle_item *item, const struct json *v)
{
	item->entry.colleague = v->string;
	item->entry.colleague_len = v->string_len;
	return v->string_len > 0 && v->string_len <= ENTRY_TEXT_MAX;
}

static bool
take_tally(struct bundle_item *item, const struct json *v)
{
	struct wire_import_entry *e = &item->entry;

	for (const struct json *row = v->child; row; row = row->next) {
		const struct json *votes, *right;

		if (row->kind != JSON_OBJECT || e->tally_count == CHOICES_MAX)
			return false;
		votes = json_member(row, "votes");
		right = json_member(row, "right");
		if (!votes || !whole(votes, &item->tally[e->tally_count].votes))
			return false;
		item->tally[e->tally_count++].right =
		    right && right->kind == JSON_BOOL && right->truth;
	}
	e->tally = item->tally;
	e->tally_given = e->tally_count > 0;
	return true;
}

static const struct {
	const char *key;
	enum json_kind kind;
	take *fn;
	bool needed;
} members[] = {
    {"number", JSON_NUMBER, take_number, true},
    {"t_ms", JSON_NUMBER, take_time, true},
    {"kind", JSON_STRING, take_kind, true},
    {"part", JSON_STRING, take_part, false},
    {"lang", JSON_STRING, take_lang, false},
    {"step", JSON_STRING, take_step, false},
    {"refers", JSON_NUMBER, take_refers, false},
    {"question", JSON_NUMBER, take_question, false},
    {"student", JSON_STRING, take_student, false},
    {"colleague", JSON_STRING, take_colleague, false},
    {"tally", JSON_ARRAY, take_tally, false},
};

static bool
read_item(struct bundle_item *item, const struct json *root, uint64_t number)
{
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const struct json *v = json_member(root, members[i].key);

		if (!v && !members[i].needed)
			continue;
		if (!v || v->kind != members[i].kind || !members[i].fn(item, v))
			return false;
	}
	return item->entry.number == number;
}

/* ---- all ---- */

static enum sr_err
read_line(struct bundle_record *b, const char *line, size_t len,
    uint64_t record, struct sr_fault *fault)
{
	struct json_doc **doc = record ? &b->item[record - 1].doc : &b->doc;
	const struct json *root = NULL;
	const char *why = "";
	unsigned at = 0;
	bool good = json_read(doc, &root, line, len, &at, &why) &&
		    root->kind == JSON_OBJECT;

	if (good)
		good = record ? read_item(&b->item[record - 1], root, record)
			      : read_head(b, root);
	if (good)
		return SR_OK;
	sr_fault_set(fault, "record %llu: %s", (unsigned long long)record,
	    "not as the format says");
	return SR_EINVAL;
}

/* An entry that was taken back: what it was before, as far as others show it.
 * One that was erased for itself stays so. */
static void
give_back(struct bundle_record *b, size_t *corrects)
{
	for (size_t i = 0; i < b->count; i++) {
		struct wire_import_entry *e = &b->item[i].entry;
		bool corrected = e->kind == ENTRY_CORRECTED;

		if (!corrected && e->kind != ENTRY_WITHDRAWN)
			continue;
		if (corrected && e->refers > e->number && e->refers <= b->count)
			corrects[e->refers - 1] = i + 1;
		if (!corrected && !e->refers && !corrects[i])
			continue;
		e->kind = corrects[i] ? ENTRY_CORRECTION : ENTRY_UPDATE;
		e->refers = corrects[i];
	}
}

static enum sr_err
read_all(
    struct bundle_record *b, struct bundle_reader *r, struct sr_fault *fault)
{
	enum sr_err err = SR_OK;
	uint64_t record = 0;
	bool last = false;

	while (err == SR_OK && !last) {
		const char *line;
		size_t len;

		err = bundle_read(r, &line, &len, &last, fault);
		if (err == SR_OK && record > b->count)
			err = SR_EINVAL;
		if (err == SR_OK)
			err = read_line(b, line, len, record++, fault);
	}
	if (err == SR_OK && record != b->count + 1)
		err = SR_EINVAL;
	return err;
}

enum sr_err
bundle_record_read(struct bundle_record *out, const void *bytes, size_t len,
    const struct secret *secret, struct sr_fault *fault)
{
	struct bundle_reader *r = NULL;
	size_t *corrects = NULL;
	enum sr_err err = bundle_reader_new(&r, bytes, len, secret, fault);

	memset(out, 0, sizeof *out);
	if (err == SR_OK)
		err = read_all(out, r, fault);
	if (err == SR_OK) {
		corrects = calloc(out->count + 1, sizeof *corrects);
		err = corrects ? SR_OK : SR_ENOMEM;
	}
	if (err == SR_OK)
		give_back(out, corrects);
	free(corrects);
	bundle_reader_free(r);
	return err;
}
