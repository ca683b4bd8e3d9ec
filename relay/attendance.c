/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "talk_private.h"

/* Who read a procedure live, and for how long: by name, for educators. */

/* "PROCEDURE.mira": no other document of this kind has a dot in it there. */
static void
attendance_id(char id[TALK_ID_ROOM], const struct talk *t, const char *account)
{
	talk_doc_id(id, t, account, NULL);
}

void
attendance_free(struct talk *t, bool drop)
{
	char id[TALK_ID_ROOM];

	while (t->attendance) {
		struct attendance *a = t->attendance;

		t->attendance = a->next;
		if (drop) {
			attendance_id(id, t, a->account);
			talk_drop(t, DOC_ATTENDANCE, id);
		}
		free(a);
	}
	t->attendance_count = 0;
}

/* The row of this account, made if there is none; NULL: no room for it. */
static struct attendance *
attendance_row(struct talk *t, const char *account)
{
	struct attendance **at = &t->attendance, *a;
	int order = -1;

	while (*at && (order = strcmp((*at)->account, account)) < 0)
		at = &(*at)->next;
	if (*at && order == 0)
		return *at;
	a = t->attendance_count < ATTENDANCE_MAX ? calloc(1, sizeof *a) : NULL;
	if (!a)
		return NULL;
	snprintf(a->account, sizeof a->account, "%s", account);
	a->next = *at;
	*at = a;
	t->attendance_count++;
	return a;
}

enum sr_err
attendance_load(struct talk *t, const struct wire_doc_attendance *doc)
{
	struct attendance *a = attendance_row(t, doc->account);

	if (!a)
		return SR_ENOMEM;
	a->audience = doc->audience;
	a->seconds = doc->seconds;
	a->from_ms = doc->from_ms;
	a->to_ms = doc->to_ms;
	return SR_OK;
}

static enum sr_err
attendance_save(struct talk *t, const struct attendance *a)
{
	struct wire_doc_attendance doc = {
	    .procedure = t->procedure,
	    .audience = a->audience,
	    .seconds = a->seconds,
	    .from_ms = a->from_ms,
	    .to_ms = a->to_ms,
	};
	char id[TALK_ID_ROOM];

	memcpy(doc.account, a->account, sizeof doc.account);
	attendance_id(id, t, a->account);
	return talk_put(t, DOC_ATTENDANCE, id, &doc, talk_saved, NULL);
}

enum sr_err
attendance_seen(struct talk *t, const char *account, enum audience audience,
    uint64_t t_ms, uint64_t seconds)
{
	const unsigned known = t->attendance_count;
	struct attendance *a;

	if (t->forgotten)
		return SR_ENOPROC;
	a = attendance_row(t, account);
	if (!a)
		return SR_ENOMEM;
	if (t->attendance_count > known)
		a->from_ms = t_ms;
	else if (!seconds)
		return SR_OK;
	/* On another device, too. */
	else if (a->seconds && t_ms >= a->to_ms &&
		 t_ms < a->to_ms + seconds * 950)
		return SR_OK;
	/* The wall clock was set back while the relay was away. */
	if (t_ms < a->from_ms)
		a->from_ms = t_ms;
	a->audience = audience;
	a->seconds += seconds;
	a->to_ms = t_ms;
	return attendance_save(t, a);
}

const struct attendance *
attendance_first(const struct talk *t)
{
	return t ? t->attendance : NULL;
}
