/* SPDX-License-Identifier: MIT */
#include "events_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCHEME "ScrubRelay "
#define BEFORE_ID "/v1/procedures/"
#define BEHIND_ID "/entries"

/* RFC 9110, 11.2: names with values, in quotes or not, between commas; each
 * once, no others. */
bool
events_read_proof(const char *text, struct events_proof *out)
{
	struct {
		const char *name;
		char *value;
		size_t room;
	} parts[] = {{"account", out->account, sizeof out->account},
	    {"device", out->device, sizeof out->device},
	    {"nonce", out->nonce, sizeof out->nonce},
	    {"signature", out->signature, sizeof out->signature}};
	const size_t count = sizeof parts / sizeof parts[0];
	size_t read = 0;

	memset(out, 0, sizeof *out);
	if (strncasecmp(text, SCHEME, sizeof SCHEME - 1) != 0)
		return false;
	text += sizeof SCHEME - 1;
	while (*(text += strspn(text, " ,"))) {
		size_t name = strcspn(text, "="), len, i = 0;
		const char *value = text + name + (text[name] == '=');
		bool quoted = *value == '"';

		while (
		    i < count && (strlen(parts[i].name) != name ||
				     strncmp(parts[i].name, text, name) != 0))
			i++;
		value += quoted;
		len = strcspn(value, quoted ? "\"" : "\", ");
		if (i == count || *parts[i].value || len == 0 ||
		    len >= parts[i].room || (quoted && value[len] != '"'))
			return false;
		memcpy(parts[i].value, value, len);
		text = value + len + quoted;
		read++;
	}
	return read == count;
}

bool
events_read_path(const char *path, struct procedure_id *id)
{
	char text[PROCEDURE_ID_TEXT + 1];

	if (strncmp(path, BEFORE_ID, sizeof BEFORE_ID - 1) != 0)
		return false;
	path += sizeof BEFORE_ID - 1;
	if (strlen(path) != PROCEDURE_ID_TEXT + sizeof BEHIND_ID - 1 ||
	    strcmp(path + PROCEDURE_ID_TEXT, BEHIND_ID) != 0)
		return false;
	memcpy(text, path, PROCEDURE_ID_TEXT);
	text[PROCEDURE_ID_TEXT] = '\0';
	return wire_id_from_text(text, id);
}

static bool
read_number(const char *text, uint64_t *out)
{
	size_t len = strlen(text);

	*out = 0;
	if (len == 0 || len > 16 || strspn(text, "0123456789") != len)
		return false;
	*out = strtoull(text, NULL, 10);
	return *out < SR_NUMBER_MAX;
}

static bool
read_one(struct wire_subscribe *want, const char *name, const char *value)
{
	if (strcmp(name, "from") == 0)
		return read_number(value, &want->from) && want->from > 0;
	if (strcmp(name, "tail") == 0)
		return read_number(value, &want->tail) && want->tail > 0;
	if (strcmp(name, "live") == 0) {
		want->live = strcmp(value, "true") == 0;
		return want->live || strcmp(value, "false") == 0;
	}
	want->audience_given = true;
	return strcmp(name, "audience") == 0 &&
	       wire_audience_from_name(value, &want->audience);
}

bool
events_read_wanted(
    const char *query, const char *last_event_id, struct wire_subscribe *want)
{
	char text[256], *rest = text, *one;
	uint64_t last;

	want->from = 1;
	want->live = true;
	snprintf(text, sizeof text, "%s", query);
	while (*query && (one = strsep(&rest, "&"))) {
		char *value = strchr(one, '=');

		if (!value)
			return false;
		*value++ = '\0';
		if (!read_one(want, one, value))
			return false;
	}
	if (!*last_event_id)
		return true;
	if (!read_number(last_event_id, &last))
		return false;
	want->from = last + 1;
	/* Who goes on wants what is missing, all of it. */
	want->tail = 0;
	return true;
}
