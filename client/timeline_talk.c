/* SPDX-License-Identifier: MIT */
#include "timeline_talk.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "timeline_words.h"

struct talk_polls {
	struct talk_polls *next;
	uint64_t number;
	size_t len;
	char text[];
};

bool
talk_poll_keep(struct talk_polls **all, const struct wire_entry *poll)
{
	struct talk_polls *p = malloc(sizeof *p + poll->text_len + 1);

	if (!p)
		return false;
	p->next = *all;
	p->number = poll->number;
	p->len = poll->text_len;
	if (p->len)
		memcpy(p->text, poll->text, p->len);
	*all = p;
	return true;
}

void
talk_polls_free(struct talk_polls *all)
{
	while (all) {
		struct talk_polls *p = all;

		all = p->next;
		free(p);
	}
}

/* ---- lines of a poll's text ---- */

static size_t
line_len(const char *text, size_t len)
{
	const char *end = len ? memchr(text, '\n', len) : NULL;

	return end ? (size_t)(end - text) : len;
}

/* Line `which` of the text, counted from 0: the question. */
static const char *
line_at(const char *text, size_t len, unsigned which, size_t *line)
{
	while (which--) {
		size_t skip = line_len(text, len);

		if (skip == len)
			return NULL;
		text += skip + 1;
		len -= skip + 1;
	}
	*line = line_len(text, len);
	return text;
}

size_t
talk_question_len(const struct wire_entry *poll)
{
	return line_len(poll->text, poll->text_len);
}

/* "   2  ", and where the text behind it begins. */
static unsigned
put_number(const struct output *o, unsigned number, unsigned indent)
{
	fprintf(o->file, "%*s", (int)indent, "");
	output_look(o, LOOK_BOLD, "%u  ", number);
	return indent + 3;
}

void
talk_choices(
    const struct output *o, const struct wire_entry *poll, unsigned indent)
{
	const char *choice;
	size_t len;

	for (unsigned i = 1; i <= CHOICES_MAX; i++) {
		unsigned at;

		choice = line_at(poll->text, poll->text_len, i, &len);
		if (!choice)
			return;
		at = put_number(o, i, indent);
		output_wrapped(o, LOOK_PLAIN, choice, len, at, at);
	}
}

static unsigned
percent(uint64_t part, uint64_t all)
{
	return all ? (unsigned)((100 * part + all / 2) / all) : 0;
}

void
talk_result(const struct output *o, enum output_lang lang,
    const struct talk_polls *all, const struct wire_entry *result,
    unsigned indent)
{
	uint64_t votes = 0;

	while (all && all->number != result->refers)
		all = all->next;
	for (size_t i = 0; i < result->tally_count; i++)
		votes += result->tally[i].votes;
	for (size_t i = 0; i < result->tally_count; i++) {
		const struct wire_tally *row = &result->tally[i];
		char line[CHOICE_MAX * 12 + 96];
		const char *choice = NULL;
		size_t len = 0;
		unsigned at;

		if (all)
			choice =
			    line_at(all->text, all->len, (unsigned)i + 1, &len);
		snprintf(line, sizeof line, "%.*s%s%" PRIu64 " %s (%u %%)%s%s",
		    (int)len, choice ? choice : "", choice ? ": " : "",
		    row->votes, timeline_word(lang, WORD_VOTES),
		    percent(row->votes, votes), row->right ? ", " : "",
		    row->right ? timeline_word(lang, WORD_RIGHT) : "");
		at = put_number(o, (unsigned)i + 1, indent);
		output_wrapped(o, row->right ? LOOK_GOOD : LOOK_PLAIN, line,
		    strlen(line), at, at);
	}
}

/* ---- citations ---- */

/* Sources: doi.org, pubmed.ncbi.nlm.nih.gov and clinicaltrials.gov resolve
 * their ids under these addresses. */
static const struct {
	const char *address, *name;
} places[CITATION_TYPES] = {
    [CITATION_DOI] = {"https://doi.org/", "doi:"},
    [CITATION_PMID] = {"https://pubmed.ncbi.nlm.nih.gov/", "PMID "},
    [CITATION_NCT] = {"https://clinicaltrials.gov/study/", ""},
};

const char *
talk_citation_site(enum citation_type type)
{
	return type < CITATION_TYPES ? places[type].address : "";
}

/* An id goes into an escape sequence: visible ASCII only. */
static bool
plain(const char *id)
{
	for (; *id; id++)
		if (*id <= ' ' || *id > '~')
			return false;
	return true;
}

void
talk_citations(
    const struct output *o, const struct wire_entry *e, unsigned indent)
{
	for (size_t i = 0; i < e->citation_count; i++) {
		const struct wire_citation *c = &e->citations[i];
		char line[CITATION_ID_MAX + 64];

		if (c->type >= CITATION_TYPES || !plain(c->id))
			continue;
		fprintf(o->file, "%*s", (int)indent, "");
		if (o->colour) {
			/* OSC 8: a link where the terminal knows it. */
			fprintf(o->file, "\033]8;;%s%s\033\\",
			    places[c->type].address, c->id);
			output_look(
			    o, LOOK_DIM, "↗ %s%s", places[c->type].name, c->id);
			fputs("\033]8;;\033\\\n", o->file);
			continue;
		}
		snprintf(
		    line, sizeof line, "%s%s", places[c->type].address, c->id);
		output_wrapped(o, LOOK_DIM, line, strlen(line), indent, indent);
	}
}

/* ---- JSON ---- */

void
talk_json(FILE *f, const struct wire_entry *e)
{
	if (e->question)
		fprintf(f, ",\"question\":%" PRIu64, e->question);
	for (size_t i = 0; i < e->tally_count; i++)
		fprintf(f, "%s{\"votes\":%" PRIu64 "%s}%s",
		    i ? "," : ",\"tally\":[", e->tally[i].votes,
		    e->tally[i].right ? ",\"right\":true" : "",
		    i + 1 == e->tally_count ? "]" : "");
	for (size_t i = 0; i < e->citation_count; i++) {
		fprintf(f,
		    "%s{\"type\":\"%s\",\"id\":", i ? "," : ",\"citations\":[",
		    wire_citation_name(e->citations[i].type));
		output_json_text(
		    f, e->citations[i].id, strlen(e->citations[i].id));
		fprintf(f, "}%s", i + 1 == e->citation_count ? "]" : "");
	}
}
