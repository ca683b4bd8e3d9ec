/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "talk_private.h"

void
poll_about(char about[NAME_MAX_BYTES + 1], const struct poll *p)
{
	snprintf(about, NAME_MAX_BYTES + 1, "p%" PRIu64, p->number);
}

void
poll_forget_votes(struct talk *t, struct poll *p)
{
	char about[NAME_MAX_BYTES + 1];

	poll_about(about, p);
	votes_drop(t, p->votes, about);
	ballot_free(p->votes);
	p->votes = NULL;
}

void
polls_free(struct talk *t, bool drop)
{
	char about[NAME_MAX_BYTES + 1], id[TALK_ID_ROOM];

	if (drop) {
		/* Who waits for the disk still finds them. */
		for (struct poll *p = t->polls; p; p = p->next) {
			poll_forget_votes(t, p);
			poll_about(about, p);
			talk_doc_id(id, t, about, NULL);
			talk_drop(t, DOC_POLL, id);
			p->gone = true;
		}
		return;
	}
	while (t->polls) {
		struct poll *p = t->polls;

		t->polls = p->next;
		ballot_free(p->votes);
		free(p);
	}
}

static struct poll *
poll_new(struct talk *t, uint64_t number)
{
	struct poll *p = calloc(1, sizeof *p);

	if (!p)
		return NULL;
	p->number = number;
	p->next = t->polls;
	t->polls = p;
	t->poll_count++;
	if (number > t->polls_last)
		t->polls_last = number;
	return p;
}

enum sr_err
poll_load(struct talk *t, const struct wire_doc_poll *doc)
{
	struct poll *p = poll_new(t, doc->poll);

	if (!p)
		return SR_ENOMEM;
	memcpy(p->draft, doc->draft, sizeof p->draft);
	p->choices = doc->choices;
	p->right = doc->right;
	p->closed = doc->closed;
	return SR_OK;
}

static enum sr_err
poll_put(struct talk *t, const struct poll *p)
{
	struct wire_doc_poll doc = {
	    .procedure = t->procedure,
	    .poll = p->number,
	    .choices = p->choices,
	    .right = p->right,
	    .closed = p->closed,
	};
	char about[NAME_MAX_BYTES + 1], id[TALK_ID_ROOM];

	memcpy(doc.draft, p->draft, sizeof doc.draft);
	poll_about(about, p);
	talk_doc_id(id, t, about, NULL);
	return talk_put(t, DOC_POLL, id, &doc, talk_saved, NULL);
}

enum sr_err
poll_get(struct talk *t, const uint8_t draft[16], unsigned choices,
    unsigned right, struct poll **out)
{
	struct poll *p = t->polls;

	while (p && memcmp(p->draft, draft, sizeof p->draft) != 0)
		p = p->next;
	*out = p;
	if (p)
		return SR_OK;
	if (t->poll_count >= POLLS_MAX)
		return SR_ELIMIT;
	p = poll_new(t, t->polls_last + 1);
	if (!p)
		return SR_ENOMEM;
	memcpy(p->draft, draft, sizeof p->draft);
	p->choices = choices;
	p->right = right;
	*out = p;
	return poll_put(t, p);
}

struct poll *
poll_find(struct talk *t, uint64_t entry)
{
	struct poll *p = t ? t->polls : NULL;

	while (p && (!p->entry || p->entry != entry || p->gone))
		p = p->next;
	return p;
}

/* Nobody has voted, and nobody waits for it. */
void
poll_not_opened(struct talk *t, const uint8_t draft[16])
{
	struct poll **at = t ? &t->polls : NULL, *p;
	char about[NAME_MAX_BYTES + 1], id[TALK_ID_ROOM];

	while (at && *at &&
	       memcmp((*at)->draft, draft, sizeof (*at)->draft) != 0)
		at = &(*at)->next;
	p = at ? *at : NULL;
	if (!p || p->entry || p->gone)
		return;
	poll_about(about, p);
	talk_doc_id(id, t, about, NULL);
	talk_drop(t, DOC_POLL, id);
	*at = p->next;
	t->poll_count--;
	ballot_free(p->votes);
	free(p);
}

uint64_t
poll_highest(const struct talk *t)
{
	return t ? t->polls_last : 0;
}

struct poll *
poll_open_by_number(struct talk *t, uint64_t number)
{
	struct poll *p = t ? t->polls : NULL;

	while (p && p->number != number)
		p = p->next;
	return p && p->entry && !p->closed && !p->gone ? p : NULL;
}

void
poll_not_ended(struct talk *t, uint64_t entry)
{
	struct poll *p = poll_find(t, entry);

	if (p && p->closed)
		poll_close(t, p, false);
}

enum sr_err
poll_vote(struct talk *t, struct poll *p, const uint8_t who[WHO_BYTES],
    unsigned choice, journal_done *done, void *ctx)
{
	struct wire_doc_vote doc = {
	    .procedure = t->procedure, .choice = choice};

	poll_about(doc.about, p);
	memcpy(doc.who, who, sizeof doc.who);
	return vote_cast(t, &p->votes, &doc, done, ctx);
}

void
poll_tally(const struct poll *p, struct wire_tally tally[CHOICES_MAX])
{
	for (unsigned i = 0; i < p->choices && i < CHOICES_MAX; i++)
		tally[i] = (struct wire_tally){
		    .votes = ballot_count(p->votes, i + 1),
		    .right = p->right == i + 1,
		};
}

void
poll_close(struct talk *t, struct poll *p, bool closed)
{
	p->closed = closed;
	if (poll_put(t, p) != SR_OK)
		talk_saved(NULL, SR_ENOMEM);
}
