/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "proto/wire_shape.h"

/* Names of values on the wire; PROTOCOL.md lists the same. */

static const char *const audience_names[AUDIENCES] = {
    [STUDENT] = "student", [COLLEAGUE] = "colleague"};
static const char *const role_names[] = {"poster", "surgeon", "advocate",
    "moderator", "student", "colleague", "educator", "admin"};
static const char *const kind_names[ENTRY_KINDS] = {"update", "milestone",
    "correction", "retraction", "notice", "corrected", "withdrawn", "question",
    "answer", "poll", "result", "outcome"};
static const char *const part_names[PARTS] = {NULL, "surgeon", "anaesthetist",
    "scrub", "circulator", "registrar", "perfusionist", "pathology",
    "radiology", "student", "other"};
static const char *const lang_names[TEXT_LANGS] = {NULL, "en", "id"};
static const char *const basis_names[BASES] = {"training", "authorization"};
static const char *const release_names[RELEASE_MODES] = {
    "live", "as-live", "archive"};
static const char *const stop_reason_names[STOP_REASONS] = {
    NULL, "wrong-stream", "identifies", "consent", "event", "other"};
static const char *const question_state_names[QUESTION_STATES] = {
    "pending", "published", "answered", "hidden"};
static const char *const reaction_names[REACTIONS] = {"understood", "again"};
static const char *const citation_names[CITATION_TYPES] = {
    "doi", "pmid", "nct"};

#define NAMES(array)                                                           \
	{                                                                      \
		(array), sizeof(array) / sizeof((array)[0])                    \
	}
const struct names wire_names_audiences = NAMES(audience_names);
const struct names wire_names_roles = NAMES(role_names);
const struct names wire_names_kinds = NAMES(kind_names);
const struct names wire_names_parts = NAMES(part_names);
const struct names wire_names_langs = NAMES(lang_names);
const struct names wire_names_bases = NAMES(basis_names);
const struct names wire_names_releases = NAMES(release_names);
const struct names wire_names_stop_reasons = NAMES(stop_reason_names);
static const char *const decision_names[DECISIONS] = {
    "approve", "edit", "reject"};
static const char *const gone_names[GONE_WHYS] = {
    "stopped", "expired", "rejected", "undone", "filter", "revoked"};
const struct names wire_names_decisions = NAMES(decision_names);
const struct names wire_names_gone_whys = NAMES(gone_names);
/* What one may be in a procedure: the first four of the roles. */
const struct names wire_names_staff_roles = {role_names, 4};
const struct names wire_names_question_states = NAMES(question_state_names);
const struct names wire_names_reactions = NAMES(reaction_names);
const struct names wire_names_citation_types = NAMES(citation_names);
const struct names wire_names_post_kinds = {kind_names, ENTRY_RETRACTION + 1};

/* ---- names, for the rest of the program ---- */

static const char *
name_of(const struct names *list, size_t value)
{
	const char *name = value < list->count ? list->name[value] : NULL;

	return name ? name : "none";
}

static bool
value_of(const struct names *list, const char *name, unsigned *value)
{
	for (unsigned i = 0; i < list->count; i++) {
		if (list->name[i] && strcmp(list->name[i], name) == 0) {
			*value = i;
			return true;
		}
	}
	return false;
}

const char *
wire_op_name(enum wire_op op)
{
	return op < WIRE_OPS ? wire_requests[op].name : "none";
}

const char *
wire_event_name(enum wire_event event)
{
	return event < WIRE_EVENTS ? wire_messages[event].name : "none";
}

const char *
wire_part_name(enum part part)
{
	return name_of(&wire_names_parts, part);
}

const char *
wire_lang_name(enum text_lang lang)
{
	return name_of(&wire_names_langs, lang);
}

const char *
wire_kind_name(enum entry_kind kind)
{
	return name_of(&wire_names_kinds, kind);
}

const char *
wire_basis_name(enum basis basis)
{
	return name_of(&wire_names_bases, basis);
}

const char *
wire_release_name(enum release_mode mode)
{
	return name_of(&wire_names_releases, mode);
}

const char *
wire_decision_name(enum decision decision)
{
	return name_of(&wire_names_decisions, decision);
}

const char *
wire_gone_name(enum gone_why why)
{
	return name_of(&wire_names_gone_whys, why);
}

const char *
wire_stop_reason_name(enum stop_reason reason)
{
	return name_of(&wire_names_stop_reasons, reason);
}

const char *
wire_question_state_name(enum question_state state)
{
	return name_of(&wire_names_question_states, state);
}

const char *
wire_citation_name(enum citation_type type)
{
	return name_of(&wire_names_citation_types, type);
}

const char *
wire_role_name(unsigned one_bit)
{
	for (unsigned i = 0; i < wire_names_roles.count; i++) {
		if (one_bit == 1u << i)
			return wire_names_roles.name[i];
	}
	return "none";
}

bool
wire_part_from_name(const char *name, enum part *out)
{
	unsigned value;

	if (!value_of(&wire_names_parts, name, &value))
		return false;
	*out = (enum part)value;
	return true;
}

bool
wire_lang_from_name(const char *name, enum text_lang *out)
{
	unsigned value;

	if (!value_of(&wire_names_langs, name, &value))
		return false;
	*out = (enum text_lang)value;
	return true;
}

bool
wire_audience_from_name(const char *name, enum audience *out)
{
	unsigned value;

	if (!value_of(&wire_names_audiences, name, &value))
		return false;
	*out = (enum audience)value;
	return true;
}

bool
wire_basis_from_name(const char *name, enum basis *out)
{
	unsigned value;

	if (!value_of(&wire_names_bases, name, &value))
		return false;
	*out = (enum basis)value;
	return true;
}

bool
wire_release_from_name(const char *name, enum release_mode *out)
{
	unsigned value;

	if (!value_of(&wire_names_releases, name, &value))
		return false;
	*out = (enum release_mode)value;
	return true;
}

bool
wire_stop_reason_from_name(const char *name, enum stop_reason *out)
{
	unsigned value;

	if (!value_of(&wire_names_stop_reasons, name, &value))
		return false;
	*out = (enum stop_reason)value;
	return true;
}

bool
wire_question_state_from_name(const char *name, enum question_state *out)
{
	unsigned value;

	if (!value_of(&wire_names_question_states, name, &value))
		return false;
	*out = (enum question_state)value;
	return true;
}

bool
wire_role_from_name(const char *name, unsigned *one_bit)
{
	unsigned value;

	if (!value_of(&wire_names_roles, name, &value))
		return false;
	*one_bit = 1u << value;
	return true;
}
