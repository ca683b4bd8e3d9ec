/* SPDX-License-Identifier: MIT */
#include "entry_wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/citation.h"

void
entry_step_number(char step[NAME_MAX_BYTES + 1], uint64_t number)
{
	snprintf(step, NAME_MAX_BYTES + 1, "%" PRIu64, number);
}

uint64_t
entry_number_of_step(const char *step)
{
	char *end;
	unsigned long long number = strtoull(step, &end, 10);

	return *end ? 0 : number;
}

/* A count has 9 digits at most: more people than there are in a country's
 * hospitals. Six of them and the right one fit a step. */
#define TALLY_MOST 999999999u

void
entry_step_tally(
    char step[NAME_MAX_BYTES + 1], const struct wire_tally *tally, size_t count)
{
	size_t at = 0, right = 0;

	for (size_t i = 0; i < count && i < CHOICES_MAX; i++) {
		uint64_t votes = tally[i].votes;

		if (votes > TALLY_MOST)
			votes = TALLY_MOST;
		at += (size_t)snprintf(step + at, NAME_MAX_BYTES + 1 - at,
		    "%s%" PRIu64, i ? "-" : "", votes);
		if (tally[i].right)
			right = i + 1;
	}
	if (right)
		snprintf(step + at, NAME_MAX_BYTES + 1 - at, ".%zu", right);
}

size_t
entry_tally_of_step(const char *step, struct wire_tally tally[CHOICES_MAX])
{
	size_t count = 0, right;

	memset(tally, 0, CHOICES_MAX * sizeof *tally);
	while (count < CHOICES_MAX && *step >= '0' && *step <= '9') {
		char *end;

		tally[count++].votes = strtoull(step, &end, 10);
		step = end;
		if (*step != '-')
			break;
		step++;
	}
	if (*step == '.') {
		right = strtoul(step + 1, NULL, 10);
		if (right >= 1 && right <= count)
			tally[right - 1].right = true;
	}
	return count;
}

static void
add_citations(struct wire_entry *out, struct entry_rows *rows)
{
	out->citation_count =
	    citations_find(out->text, out->text_len, rows->citation);
	out->citations_given = out->citation_count > 0;
	out->citations = rows->citation;
}

void
entry_to_wire(const struct entry *e, enum audience a, struct wire_entry *out,
    struct entry_rows *rows)
{
	const struct entry_head *head = entry_head(e);

	*out = (struct wire_entry){
	    .procedure = head->procedure,
	    .number = entry_number(e),
	    .t_ms = head->t_ms,
	    .refers = head->refers,
	    .kind = head->kind,
	    .part = head->part,
	    .lang = head->lang,
	    .step = head->step[0] ? head->step : NULL,
	};
	out->text = entry_text(e, a, &out->text_len);
	if (head->kind == ENTRY_QUESTION || head->kind == ENTRY_ANSWER)
		out->question = entry_number_of_step(head->step);
	if (head->kind == ENTRY_RESULT) {
		out->tally_count = entry_tally_of_step(head->step, rows->tally);
		out->tally_given = out->tally_count > 0;
		out->tally = rows->tally;
	}
	if (head->kind >= ENTRY_QUESTION)
		out->step = NULL;
	if (out->text_len)
		add_citations(out, rows);
}
