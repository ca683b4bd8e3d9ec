/* SPDX-License-Identifier: MIT */
#include "resolve.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "proto/catalogue.h"
#define ID_LEAST 4u /* digits: less is a slip of the keyboard */

/* Same but for case, and "-", "_" and " " between words. */
static bool
starts_alike(const char *name, const char *word)
{
	for (; *word; name++, word++) {
		char a = (char)tolower((unsigned char)*name);
		char b = (char)tolower((unsigned char)*word);

		if (a == '-' || a == '_')
			a = ' ';
		if (b == '-' || b == '_')
			b = ' ';
		if (a != b)
			return false;
	}
	return true;
}

enum fit { FIT_EXACT, FIT_START, FITS };

static bool
fits(const struct wire_procedure *p, const char *word, enum fit fit)
{
	char id[PROCEDURE_ID_TEXT + 1];
	size_t len = strlen(word);

	wire_id_text(id, &p->id);
	if (fit == FIT_EXACT)
		return strcmp(id, word) == 0 ||
		       (strlen(p->code_name) == len &&
			   starts_alike(p->code_name, word));
	return (len >= ID_LEAST && strncmp(id, word, len) == 0) ||
	       (len && starts_alike(p->code_name, word));
}

/* A name means the one that goes on, then one that can still be read. */
enum rank { RANK_GOES_ON, RANK_CLOSED, RANK_WITHDRAWN, RANKS };

static enum rank
rank_of(const struct wire_procedure *p)
{
	if (strcmp(p->state, "withdrawn") == 0)
		return RANK_WITHDRAWN;
	return strcmp(p->state, "closed") == 0 ? RANK_CLOSED : RANK_GOES_ON;
}

/* How many rows fit; *found is the first. */
static size_t
search(const struct wire_procedure *row, size_t count, const char *word,
    enum fit fit, enum rank rank, const struct wire_procedure **found)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (rank_of(&row[i]) != rank ||
		    (word && !fits(&row[i], word, fit)))
			continue;
		if (n++ == 0)
			*found = &row[i];
	}
	return n;
}

static enum sr_err
not_found(const struct wire_procedure *row, size_t count, const char *word,
    size_t several, struct sr_fault *fault)
{
	char list[160] = "";

	for (size_t i = 0; i < count && i < 5; i++) {
		size_t used = strlen(list);

		snprintf(list + used, sizeof list - used, "%s%s%s",
		    used ? ", " : "", row[i].code_name,
		    rank_of(&row[i]) != RANK_GOES_ON ? say(" (closed)") : "");
	}
	if (!count)
		sr_fault_set(fault, "there is no procedure for you now");
	else if (several && word)
		sr_fault_set(fault,
		    "'%.60s' means %zu procedures; give more "
		    "of the id ('scrubrelay procedures')",
		    word, several);
	else if (word)
		sr_fault_set(fault,
		    "there is no procedure '%.60s' for you; "
		    "there is %s",
		    word, list);
	else
		sr_fault_set(fault, "say which procedure: %s", list);
	return SR_ENOPROC;
}

enum sr_err
resolve_procedure(struct resolved *out, const struct wire_procedure *row,
    size_t count, const char *word, struct sr_fault *fault)
{
	const struct wire_procedure *found = NULL;
	size_t several = 0;

	for (int i = 0; i < FITS * RANKS && !several; i++)
		several = search(row, count, word, (enum fit)(i / RANKS),
		    (enum rank)(i % RANKS), &found);
	if (several != 1 || !found)
		return not_found(row, count, word, several, fault);
	memset(out, 0, sizeof *out);
	out->id = found->id;
	out->basis = found->basis;
	out->release = found->release;
	out->last = found->last;
	snprintf(out->code_name, sizeof out->code_name, "%s", found->code_name);
	snprintf(out->template_id, sizeof out->template_id, "%s",
	    found->template_id);
	snprintf(out->state, sizeof out->state, "%s", found->state);
	return SR_OK;
}
