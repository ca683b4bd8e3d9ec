/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "proto/wire_shape.h"

/* What is allowed in a field, in words. */

static void
list_names(char *out, size_t room, const char *before, const struct names *list)
{
	size_t used = (size_t)snprintf(out, room, "%s", before);
	const char *comma = "";

	for (size_t i = 0; i < list->count && used < room; i++) {
		if (!list->name[i])
			continue;
		used += (size_t)snprintf(
		    out + used, room - used, "%s%s", comma, list->name[i]);
		comma = ", ";
	}
}

void
wire_describe(char *out, size_t room, const struct field *f)
{
	unsigned long long least = f->least, most = f->most;

	switch (f->type) {
	case FIELD_STRING:
	case FIELD_CHARS:
		snprintf(out, room,
		    "a string of %llu to %llu bytes without control characters",
		    least, most);
		break;
	case FIELD_WORD:
		snprintf(out, room,
		    "a string of %llu to %llu visible ASCII characters", least,
		    most);
		break;
	case FIELD_NAME:
		snprintf(out, room,
		    "a string of 1 to %u of a-z 0-9 . _ -, a letter or digit "
		    "first",
		    NAME_MAX_BYTES);
		break;
	case FIELD_TEXT:
		snprintf(
		    out, room, "a string of %llu to %llu bytes", least, most);
		break;
	case FIELD_BYTES:
		snprintf(
		    out, room, "%llu bytes as base64url without padding", most);
		break;
	case FIELD_ID:
		snprintf(out, room, "%u digits of lower-case hexadecimal",
		    PROCEDURE_ID_TEXT);
		break;
	case FIELD_NUMBER:
	case FIELD_COUNT:
		snprintf(
		    out, room, "an integer from %llu to %llu", least, most);
		break;
	case FIELD_BOOL:
		snprintf(out, room, "true or false");
		break;
	case FIELD_ONE:
		list_names(out, room, "one of ", f->names);
		break;
	case FIELD_BITS:
	case FIELD_FLAGS:
		list_names(out, room,
		    f->least ? "an array of one or more of " : "an array of ",
		    f->names);
		break;
	case FIELD_OBJECT:
		snprintf(out, room,
		    "an object, each in it of at most %u members, none twice",
		    MEMBERS_MAX);
		break;
	case FIELD_ERROR:
		snprintf(out, room, "the name of an error");
		break;
	case FIELD_ROWS:
	case FIELD_FIXED_ROWS:
		snprintf(out, room, "an array of objects");
		break;
	case FIELD_TAGS:
		snprintf(out, room,
		    "an array of at most %u strings of 2 to %u of a-z 0-9 -, "
		    "a letter or digit first, none twice",
		    HASHTAGS_MAX, HASHTAG_MAX);
		break;
	case FIELD_STRINGS:
		snprintf(out, room,
		    "an array of %llu to %llu strings of 1 to %llu bytes "
		    "without control characters",
		    least, most, (unsigned long long)f->each);
		break;
	}
}
