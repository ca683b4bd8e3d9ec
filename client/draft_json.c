/* SPDX-License-Identifier: MIT */
#include "draft_json.h"

#include <inttypes.h>
#include <string.h>

#include "output.h"

typedef bool take(struct outbox_draft *d, const struct json *v);

static bool
take_draft(struct outbox_draft *d, const struct json *v)
{
	d->id = v->string;
	return v->string_len > 0 && v->string_len <= DRAFT_ID_MAX;
}

static bool
take_part(struct outbox_draft *d, const struct json *v)
{
	return wire_part_from_name(v->string, &d->part);
}

static bool
take_lang(struct outbox_draft *d, const struct json *v)
{
	d->lang = v->string;
	return v->string_len > 0;
}

static bool
take_kind(struct outbox_draft *d, const struct json *v)
{
	static const enum entry_kind kinds[] = {
	    ENTRY_UPDATE, ENTRY_MILESTONE, ENTRY_CORRECTION, ENTRY_RETRACTION};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(v->string, wire_kind_name(kinds[i])) == 0) {
			d->kind = kinds[i];
			return true;
		}
	}
	return false;
}

static bool
take_text(struct outbox_draft *d, const struct json *v)
{
	d->text = v->string;
	d->text_len = v->string_len;
	return true;
}

static bool
take_step(struct outbox_draft *d, const struct json *v)
{
	d->step = v->string;
	return v->string_len > 0;
}

static bool
take_refers(struct outbox_draft *d, const struct json *v)
{
	if (!(v->number >= 1 && v->number <= 9007199254740991.0))
		return false;
	d->refers = (uint64_t)v->number;
	return (double)d->refers >= v->number;
}

static const struct {
	const char *key;
	enum json_kind kind;
	take *fn;
	const char *allowed;
} members[] = {
    {"draft", JSON_STRING, take_draft, "your own id, up to 64 letters"},
    {"part", JSON_STRING, take_part,
	"surgeon, anaesthetist, scrub, circulator, registrar, "
	"perfusionist, pathology, radiology, student or other"},
    {"lang", JSON_STRING, take_lang, "\"en\" or \"id\""},
    {"kind", JSON_STRING, take_kind,
	"update, milestone, correction or retraction"},
    {"text", JSON_STRING, take_text, "a string"},
    {"step", JSON_STRING, take_step, "the template's step"},
    {"refers", JSON_NUMBER, take_refers, "the number of an entry"},
};

static enum sr_err
take_member(
    struct outbox_draft *d, const struct json *v, struct sr_fault *fault)
{
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		if (strcmp(members[i].key, v->key) != 0)
			continue;
		if (v->kind == members[i].kind && members[i].fn(d, v))
			return SR_OK;
		sr_fault_set(fault, "%s: %s", v->key, members[i].allowed);
		return SR_EINVAL;
	}
	sr_fault_set(fault, "there is no key of that name; keys are draft, "
			    "part, lang, kind, text, step, refers");
	return SR_EINVAL;
}

enum sr_err
draft_json_read(struct outbox_draft *draft, struct json_doc **doc,
    const char *text, size_t len, struct sr_fault *fault)
{
	const struct json *root = NULL;
	unsigned line = 0;
	const char *why = "";
	enum sr_err err = SR_OK;

	*doc = NULL;
	if (!json_read(doc, &root, text, len, &line, &why)) {
		sr_fault_set(fault, "not JSON: %s", why);
		return SR_EJSON;
	}
	if (root->kind != JSON_OBJECT) {
		sr_fault_set(fault, "a draft is a JSON object");
		return SR_EINVAL;
	}
	for (const struct json *v = root->child; v && err == SR_OK; v = v->next)
		err = take_member(draft, v, fault);
	if (err == SR_OK && draft->step && draft->kind == ENTRY_UPDATE)
		draft->kind = ENTRY_MILESTONE;
	return err;
}

void
draft_json_result(FILE *file, const struct outbox_result *r)
{
	const char *message = r->message ? r->message : sr_err_sentence(r->err);

	fprintf(file, "{\"line\":%" PRIu64 ",\"draft\":", r->line);
	output_json_text(file, r->id, strlen(r->id));
	if (r->err == SR_OK) {
		fprintf(file,
		    ",\"%s\":%" PRIu64 ",\"redacted\":%u,\"doubt\":%s,"
		    "\"repeated\":%s}\n",
		    r->number ? "number"
		    : r->held ? "held"
			      : "wait_ms",
		    r->number ? r->number
		    : r->held ? r->held
			      : r->wait_ms,
		    r->redacted, r->doubt ? "true" : "false",
		    r->repeated ? "true" : "false");
		return;
	}
	fprintf(file, ",\"error\":\"%s\",\"unknown\":%s,\"message\":",
	    sr_err_name(r->err), r->unknown ? "true" : "false");
	output_json_text(file, message, strlen(message));
	fputs("}\n", file);
}
