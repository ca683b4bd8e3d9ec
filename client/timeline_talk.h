/* SPDX-License-Identifier: MIT */
#ifndef SR_TIMELINE_TALK_H
#define SR_TIMELINE_TALK_H

#include <stdbool.h>

#include "output.h"
#include "proto/wire.h"

/*
 * What readers and staff talk about, as lines: the choices of a poll, its
 * result, and what an entry cites. Texts of polls are kept, so that a result
 * can name what was chosen.
 */

struct talk_polls;

/* Keeps the poll's text; false without memory. *all starts as NULL. */
bool talk_poll_keep(struct talk_polls **all, const struct wire_entry *poll);
void talk_polls_free(struct talk_polls *all);

/* Bytes of a poll's question: its first line. */
size_t talk_question_len(const struct wire_entry *poll);
/* A line for each choice, indented. */
void talk_choices(
    const struct output *o, const struct wire_entry *poll, unsigned indent);
/* A line for each choice with its votes. */
void talk_result(const struct output *o, enum output_lang lang,
    const struct talk_polls *all, const struct wire_entry *result,
    unsigned indent);
/* Links to what the entry cites; nobody looks them up here. */
void talk_citations(
    const struct output *o, const struct wire_entry *e, unsigned indent);
/* The address under which ids of this type are found; "" for others. */
const char *talk_citation_site(enum citation_type type);
/* question, tally and citations of an entry as members of its JSON. */
void talk_json(FILE *f, const struct wire_entry *e);

#endif
