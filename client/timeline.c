/* SPDX-License-Identifier: MIT */
#include "timeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template.h"
#include "timeline_talk.h"
#include "timeline_words.h"

#define TIME_ROOM 24u    /* "T+1000:00:00" and more */
#define NUMBER_COLUMNS 6u
#define PART_COLUMNS 13u /* the longest have 12 */
#define TEXT_COLUMN (10u + 2u + PART_COLUMNS + 1u)
/* Below this many columns for text, it goes on a line of its own. */
#define TEXT_LEAST 24u

struct kept {
	struct kept *next;
	struct wire_entry entry; /* its rows, step and text come behind */
};

struct timeline {
	struct timeline_options opt;
	struct resolved which;
	const struct template *template;
	struct kept *first, **last;
	uint64_t *t_ms; /* by number - 1 */
	size_t t_room;
	uint64_t anchor_ms, highest;
	bool anchored, live;
	unsigned before; /* columns in front of the time */
	const char *phase; /* of the heading last shown */
	struct talk_polls *polls;
};

/* ---- words ---- */

static const char *
say(const struct timeline *t, enum word word)
{
	return timeline_word(t->opt.lang, word);
}

static const char *
label_of(const struct timeline *t, const char *const label[TEMPLATE_LANGS])
{
	return label[t->opt.lang == OUTPUT_ID ? TEMPLATE_ID : TEMPLATE_EN];
}

/* ---- time ---- */

static void
time_text(const struct timeline *t, uint64_t t_ms, char out[TIME_ROOM])
{
	uint64_t from = t->anchored ? t->anchor_ms : 0;
	uint64_t s = (t_ms < from ? from - t_ms : t_ms - from) / 1000;
	bool before = t_ms < from && s;

	snprintf(out, TIME_ROOM, "T%c%02" PRIu64 ":%02u:%02u",
	    before ? '-' : '+', s / 3600, (unsigned)(s / 60 % 60),
	    (unsigned)(s % 60));
}

static bool
remember(struct timeline *t, const struct wire_entry *e)
{
	if (e->number > t->t_room) {
		size_t room = t->t_room ? 2 * t->t_room : 256;
		uint64_t *more;

		while (room < e->number)
			room *= 2;
		more = realloc(t->t_ms, room * sizeof *more);
		if (!more)
			return false;
		memset(
		    more + t->t_room, 0xFF, (room - t->t_room) * sizeof *more);
		t->t_ms = more;
		t->t_room = room;
	}
	t->t_ms[e->number - 1] = e->t_ms;
	return true;
}

/* The time of another entry, or "" when it was never seen. */
static void
time_of(const struct timeline *t, uint64_t number, char out[TIME_ROOM])
{
	*out = '\0';
	if (number && number <= t->t_room && t->t_ms[number - 1] != UINT64_MAX)
		time_text(t, t->t_ms[number - 1], out);
}

static const struct template_step *
step_of(const struct timeline *t, const struct wire_entry *e)
{
	if (e->kind != ENTRY_MILESTONE || !t->template || !e->step)
		return NULL;
	return template_step(t->template, e->step);
}

/* True when this entry starts the clock. */
static bool
anchor(struct timeline *t, const struct wire_entry *e)
{
	const struct template_step *step = step_of(t, e);

	if (t->anchored || !step || !step->anchor)
		return false;
	t->anchored = true;
	t->anchor_ms = e->t_ms;
	return true;
}

/* ---- lines ---- */

static void
put_time(const struct timeline *t, const struct wire_entry *e)
{
	char time[TIME_ROOM];

	time_text(t, e->t_ms, time);
	if (t->opt.numbers)
		output_look(t->opt.out, LOOK_DIM, "%4" PRIu64 "  ", e->number);
	output_look(t->opt.out, LOOK_DIM, "%-10s  ", time);
}

/* A short line of ours in the column of who speaks. */
static void
put_note(const struct timeline *t, const struct wire_entry *e,
    enum output_look look, const char *note)
{
	put_time(t, e);
	output_wrapped(t->opt.out, look, note, strlen(note),
	    t->before + 12, t->before + 12);
}

static void
put_refers(const struct timeline *t, const struct wire_entry *e,
    enum word with_time, enum word without)
{
	char time[TIME_ROOM], note[128];

	time_of(t, e->refers, time);
	if (*time)
		snprintf(note, sizeof note, "%s %s", say(t, with_time), time);
	else
		snprintf(note, sizeof note, "%s", say(t, without));
	put_note(t, e, LOOK_DIM, note);
}

static void
put_milestone(struct timeline *t, const struct wire_entry *e, bool starts_clock)
{
	const struct template_step *step = step_of(t, e);
	const struct output *o = t->opt.out;
	const char *label = e->step ? e->step : "";
	unsigned column = t->before + 14;
	char note[64];
	bool beside;

	if (step) {
		label = label_of(t, step->label);
		if (!t->phase || strcmp(t->phase, step->phase_id) != 0)
			output_heading(o, label_of(t, step->phase_label));
		t->phase = step->phase_id;
	}
	put_time(t, e);
	output_look(o, LOOK_MILESTONE, "● ");
	snprintf(note, sizeof note, "(%s)", say(t, WORD_FROM_HERE));
	beside = column + output_columns(label, strlen(label)) + 2 +
		     output_columns(note, strlen(note)) <=
		 o->width;
	if (starts_clock && beside) {
		output_look(o, LOOK_MILESTONE, "%s", label);
		output_look(o, LOOK_DIM, "  %s\n", note);
		return;
	}
	output_wrapped(o, LOOK_MILESTONE, label, strlen(label), column, column);
	if (starts_clock) {
		fprintf(o->file, "%*s", (int)column, "");
		output_wrapped(o, LOOK_DIM, note, strlen(note), column, column);
	}
}

static void
put_text(const struct timeline *t, const struct wire_entry *e)
{
	const struct output *o = t->opt.out;
	enum part part = e->part < PARTS ? e->part : PART_OTHER;
	const struct timeline_part *p = timeline_speaker(e->kind, part);
	const char *who = p->name[t->opt.lang];
	unsigned at = t->before + TEXT_COLUMN, indent = at;
	char time[TIME_ROOM];

	put_time(t, e);
	if (o->width < t->before + TEXT_COLUMN + TEXT_LEAST) {
		at = *who ? 2 : t->before + 12;
		indent = 2;
		if (*who)
			output_look(o, p->look, "%s\n  ", who);
	} else {
		output_look(
		    o, p->look, "%-*s ", (int)PART_COLUMNS, who);
	}
	if (e->kind == ENTRY_CORRECTION) {
		time_of(t, e->refers, time);
		/* A short word behind it has to fit, too. */
		if (at + strlen(say(t, WORD_CORRECTS)) + strlen(time) + 10 >
		    o->width) {
			fputs("\n  ", o->file);
			at = indent;
		}
		output_look(
		    o, LOOK_WARN, "%s %s:", say(t, WORD_CORRECTS), time);
		fputc(' ', o->file);
		at += (unsigned)(strlen(say(t, WORD_CORRECTS)) + strlen(time) +
				 3);
	}
	output_wrapped(
	    o, LOOK_PLAIN, e->text ? e->text : "", e->text_len, at, indent);
	talk_citations(o, e, indent);
}

/* Where a poll's choices stand. */
static unsigned
choice_column(const struct timeline *t)
{
	unsigned column = t->before + TEXT_COLUMN;

	return t->opt.out->width < column + TEXT_LEAST ? 2 : column;
}

static void
put_poll(struct timeline *t, const struct wire_entry *e)
{
	struct wire_entry question = *e;

	question.text_len = talk_question_len(e);
	put_text(t, &question);
	talk_choices(t->opt.out, e, choice_column(t));
}

static void
put_result(struct timeline *t, const struct wire_entry *e)
{
	struct wire_entry line = *e;

	line.text = say(t, WORD_RESULT);
	line.text_len = strlen(line.text);
	put_text(t, &line);
	talk_result(t->opt.out, t->opt.lang, t->polls, e,
	    choice_column(t));
}

static void
put_notice(const struct timeline *t, const struct wire_entry *e)
{
	static const struct {
		const char *step;
		enum word word;
	} notices[] = {
	    {"closed", WORD_ENDED},
	    {"paused", WORD_PAUSED},
	    {"resumed", WORD_RESUMED},
	};
	const char *step = e->step ? e->step : "", *what = NULL;
	char line[128];

	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		if (strcmp(step, notices[i].step) == 0)
			what = say(t, notices[i].word);
	if (!what) {
		snprintf(
		    line, sizeof line, "%s: %s", say(t, WORD_NOTICE), step);
		what = line;
	}
	fputc('\n', t->opt.out->file);
	put_note(t, e, LOOK_BOLD, what);
}

static void
show(struct timeline *t, const struct wire_entry *e, bool starts_clock)
{
	switch (e->kind) {
	case ENTRY_UPDATE:
	case ENTRY_CORRECTION:
	case ENTRY_QUESTION:
	case ENTRY_ANSWER:
	case ENTRY_OUTCOME:
		put_text(t, e);
		break;
	case ENTRY_POLL:
		put_poll(t, e);
		break;
	case ENTRY_RESULT:
		put_result(t, e);
		break;
	case ENTRY_MILESTONE:
		put_milestone(t, e, starts_clock);
		break;
	case ENTRY_RETRACTION:
		/* Late joiners see it in its own place (ENTRY_WITHDRAWN). */
		if (t->live)
			put_refers(t, e, WORD_WITHDRAWN_AT, WORD_WITHDRAWN);
		break;
	case ENTRY_NOTICE:
		put_notice(t, e);
		break;
	case ENTRY_CORRECTED:
		put_refers(t, e, WORD_CORRECTED, WORD_CORRECTED_LATER);
		break;
	case ENTRY_WITHDRAWN:
		put_note(t, e, LOOK_DIM, say(t, WORD_WITHDRAWN));
		break;
	case ENTRY_KINDS:
		break;
	}
}

static void
show_json(const struct timeline *t, const struct wire_entry *e)
{
	FILE *f = t->opt.out->file;
	const struct template_step *step = step_of(t, e);
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &e->procedure);
	fprintf(f,
	    "{\"procedure\":\"%s\",\"number\":%" PRIu64 ",\"kind\":\"%s\","
	    "\"t_ms\":%" PRIu64,
	    id, e->number, wire_kind_name(e->kind), e->t_ms);
	if (e->part != PART_NONE)
		fprintf(f, ",\"part\":\"%s\"", wire_part_name(e->part));
	if (e->lang != TEXT_LANG_NONE)
		fprintf(f, ",\"lang\":\"%s\"", wire_lang_name(e->lang));
	if (e->step) {
		fputs(",\"step\":", f);
		output_json_text(f, e->step, strlen(e->step));
	}
	if (step) {
		const char *label = label_of(t, step->label);

		fputs(",\"label\":", f);
		output_json_text(f, label, strlen(label));
		fputs(",\"phase\":", f);
		output_json_text(f, step->phase_id, strlen(step->phase_id));
	}
	if (e->refers)
		fprintf(f, ",\"refers\":%" PRIu64, e->refers);
	if (e->text) {
		fputs(",\"text\":", f);
		output_json_text(f, e->text, e->text_len);
	}
	talk_json(f, e);
	fputs("}\n", f);
}

/* ---- in ---- */

/* Bytes of the entry's rows; they come first, being aligned. */
static size_t
rows_size(const struct wire_entry *e)
{
	return e->tally_count * sizeof *e->tally +
	       e->citation_count * sizeof *e->citations;
}

static void
keep_rows(struct wire_entry *e, char *data)
{
	size_t tally = e->tally_count * sizeof *e->tally;

	if (e->tally_count)
		e->tally = memcpy(data, e->tally, tally);
	if (e->citation_count)
		e->citations = memcpy(data + tally, e->citations,
		    e->citation_count * sizeof *e->citations);
}

static bool
keep(struct timeline *t, const struct wire_entry *e)
{
	size_t step = e->step ? strlen(e->step) + 1 : 0, rows = rows_size(e);
	struct kept *k = calloc(1, sizeof *k + rows + step + e->text_len + 1);
	char *data = k ? (char *)(k + 1) : NULL;

	if (!k)
		return false;
	k->entry = *e;
	keep_rows(&k->entry, data);
	data += rows;
	if (e->step)
		k->entry.step = memcpy(data, e->step, step);
	if (e->text)
		k->entry.text = memcpy(data + step, e->text, e->text_len);
	*t->last = k;
	t->last = &k->next;
	return true;
}

enum sr_err
timeline_entry(struct timeline *t, const struct wire_entry *e)
{
	bool starts_clock;

	if (e->number >= t->opt.from && t->opt.json)
		show_json(t, e);
	if (t->opt.json)
		return SR_OK;
	if (!remember(t, e))
		return SR_ENOMEM;
	if (e->kind == ENTRY_POLL && !talk_poll_keep(&t->polls, e))
		return SR_ENOMEM;
	starts_clock = anchor(t, e);
	if (!t->live)
		return keep(t, e) ? SR_OK : SR_ENOMEM;
	if (e->number >= t->opt.from)
		show(t, e, starts_clock);
	return SR_OK;
}

void
timeline_caught_up(struct timeline *t)
{
	while (t->first) {
		struct kept *k = t->first;

		t->first = k->next;
		if (k->entry.number >= t->opt.from)
			show(t, &k->entry, false);
		free(k);
	}
	t->last = &t->first;
	t->live = true;
}

void
timeline_head(const struct timeline *t)
{
	const struct output *o = t->opt.out;
	char rest[256];
	enum word ground = t->which.release == RELEASE_AS_LIVE ? WORD_AS_LIVE
			   : t->which.release == RELEASE_ARCHIVE ||
				   strcmp(t->which.state, "closed") == 0
			       ? WORD_ARCHIVE
			   : t->which.basis == BASIS_AUTHORIZATION
			       ? WORD_AUTHORIZED
			       : WORD_TRAINING;

	if (t->opt.json)
		return;
	snprintf(rest, sizeof rest, "· %s · %s",
	    t->template ? label_of(t, t->template->label)
			: t->which.template_id,
	    say(t, ground));
	output_look(o, LOOK_BOLD, "%s ", t->which.code_name);
	output_wrapped(o, LOOK_DIM, rest, strlen(rest),
	    output_columns(t->which.code_name, strlen(t->which.code_name)) + 1,
	    2);
}

enum sr_err
timeline_new(struct timeline **out, const struct timeline_options *opt,
    const struct resolved *which)
{
	struct timeline *t = calloc(1, sizeof *t);

	if (!t)
		return SR_ENOMEM;
	t->opt = *opt;
	t->before = opt->numbers ? NUMBER_COLUMNS : 0;
	t->anchored = opt->anchored;
	t->anchor_ms = opt->anchor_ms;
	t->which = *which;
	t->template = template_find(which->template_id);
	t->last = &t->first;
	*out = t;
	return SR_OK;
}

void
timeline_free(struct timeline *t)
{
	if (!t)
		return;
	while (t->first) {
		struct kept *k = t->first;

		t->first = k->next;
		free(k);
	}
	talk_polls_free(t->polls);
	free(t->t_ms);
	free(t);
}
