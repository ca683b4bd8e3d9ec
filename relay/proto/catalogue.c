/* SPDX-License-Identifier: MIT */
#include "proto/catalogue.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

static _Thread_local enum sr_lang lang_used;

/* English, Indonesian. One block for each part of the program. */
static const struct {
	const char *en, *id;
} rows[] = {
#include "proto/catalogue_rows.inc"
#include "proto/catalogue_rows_client.inc"
#include "proto/catalogue_rows_help.inc"
#include "proto/catalogue_rows_web.inc"
#include "proto/catalogue_rows_web_admin.inc"
#include "proto/catalogue_rows_web_archive.inc"
#include "proto/catalogue_rows_web_moderate.inc"
#include "proto/catalogue_rows_web_read.inc"
#include "proto/catalogue_rows_web_staff.inc"
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

enum sr_lang
sr_lang_from_tag(const char *tag)
{
	/* "in" is what Java and old systems call it (ISO 639, before 1989). */
	static const char *const names[] = {"id", "in"};

	for (size_t i = 0; tag && i < 2; i++)
		if (strncasecmp(tag, names[i], 2) == 0 &&
		    (tag[2] == '\0' || strchr("-_.@", tag[2])))
			return SR_LANG_ID;
	return SR_LANG_EN;
}

const char *
sr_lang_tag(enum sr_lang lang)
{
	return lang == SR_LANG_ID ? "id" : "en";
}

void
catalogue_use(enum sr_lang lang)
{
	lang_used = lang;
}

enum sr_lang
catalogue_used(void)
{
	return lang_used;
}

const char *
say_in(enum sr_lang lang, const char *english)
{
	if (lang == SR_LANG_EN || !english)
		return english;
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].en, english) == 0)
			return rows[i].id;
	return english;
}

const char *
say(const char *english)
{
	return say_in(lang_used, english);
}

size_t
catalogue_count(void)
{
	return ROWS;
}

const char *
catalogue_english(size_t row)
{
	return rows[row].en;
}

const char *
catalogue_indonesian(size_t row)
{
	return rows[row].id;
}
