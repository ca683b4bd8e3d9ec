/* SPDX-License-Identifier: MIT */
#ifndef SR_EXPORT_H
#define SR_EXPORT_H

#include <stdio.h>

#include "output.h"
#include "record.h"

/*
 * A record as a file for elsewhere. In every format: times relative to the
 * anchor, never a date; who exported it, how many entries, the checkpoint and
 * how to verify.
 */

struct export_about {
	const char *exporter; /* account */
	enum audience audience;
	enum output_lang lang;
	int64_t offset_ms; /* WebVTT: where the anchor lies in the video */
	const char *checkpoint; /* C2SP signed note; NULL: none yet */
	unsigned year; /* of the export, for schema.org */
};

struct export_format {
	const char *name, *extension;
	void (*write)(FILE *f, const struct record *r,
	    const struct export_about *about);
	const char *help;
};

/* Ends with a NULL name. */
extern const struct export_format export_formats[];
/* NULL: there is none of that name. */
const struct export_format *export_find(const char *name);

/* ---- what the formats share ---- */

enum export_word {
	EXPORT_TITLE,
	EXPORT_LIVE_TRAINING,
	EXPORT_LIVE_AUTHORIZED,
	EXPORT_ARCHIVE,
	EXPORT_AS_LIVE,
	EXPORT_TEACHING,
	EXPORT_BY,
	EXPORT_AS_STUDENT,
	EXPORT_AS_COLLEAGUE,
	EXPORT_ENTRIES,
	EXPORT_VERIFY,
	EXPORT_NO_CHECKPOINT,
	EXPORT_PHASES,
	EXPORT_BEFORE,
	EXPORT_CORRECTED,
	EXPORT_CORRECTS,
	EXPORT_WITHDRAWN,
	EXPORT_ENDED,
	EXPORT_NOTICE,
	EXPORT_CLOCK_ANCHOR,
	EXPORT_CLOCK_OPENING,
	EXPORT_TIME_BY_PHASE,
	EXPORT_WORDS
};

const char *export_say(const struct export_about *about, enum export_word w);
const char *export_label(const struct export_about *about,
    const char *const label[TEMPLATE_LANGS]);
/* What a reader sees of an entry in one line of words: the milestone's label,
 * the text, or what happened to it. */
const char *export_line(const struct record_item *item,
    const struct export_about *about, size_t *len);
/* "corrects": what stands before the line, or "". */
const char *export_prefix(
    const struct record_item *item, const struct export_about *about);
const char *export_operation(
    const struct record *r, const struct export_about *about);
const char *export_ground(
    const struct record *r, const struct export_about *about);
/* The part's name in the reader's language; "" for none. */
const char *export_part(
    const struct record_item *item, const struct export_about *about);
/* One character of text; & < > as entities of HTML and WebVTT. */
void export_markup(FILE *f, char c);
/* A string of JSON; the characters of `escapes` as escapes by number, too. */
void export_json_text(
    FILE *f, const char *text, size_t len, const char *escapes);
/* The command that verifies, for whoever has the relay's file. */
#define EXPORT_VERIFY_COMMAND "scrubrelay archive verify"

void export_html(FILE *, const struct record *, const struct export_about *);
void export_json(FILE *, const struct record *, const struct export_about *);
void export_csv(FILE *, const struct record *, const struct export_about *);
void export_captions(
    FILE *, const struct record *, const struct export_about *);
void export_chapters(
    FILE *, const struct record *, const struct export_about *);
void export_metadata(
    FILE *, const struct record *, const struct export_about *);

#endif
