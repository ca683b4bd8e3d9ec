/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <string.h>

#include "args.h"
#include "follow.h"
#include "listing.h"
#include "output.h"

/* scrubrelay archive list | show PROC */
int
cmd_archive(int argc, char **argv)
{
	const char *audience = NULL, *lang = NULL;
	struct follow f = {.from = 1};
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &f.json, "one JSON object a line"},
	    {"audience", "WHO", ARGS_TEXT, &audience,
		"as student (default) or colleague saw it"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of milestones (default: the locale's)"},
	    ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "archive",
	    .synopsis = "list | show PROC",
	    .purpose = "Lists closed procedures, or shows one whole "
		       "(educators).",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	f.lang = output_lang_default();
	f.audience_given = audience != NULL;
	if (lang && !output_lang_from_name(lang, &f.lang)) {
		output_fail("archive: --lang is en or id");
		return CMD_USAGE;
	}
	if (audience && !wire_audience_from_name(audience, &f.audience)) {
		output_fail("archive: --audience is student or colleague");
		return CMD_USAGE;
	}
	if (strcmp(a.word[0], "list") == 0 && a.count == 1)
		return (int)listing_show(f.profile, f.json, true);
	f.word = a.count > 1 ? a.word[1] : NULL;
	if (strcmp(a.word[0], "show") == 0 && f.word)
		return (int)follow_run(&f);
	output_fail("archive: 'list', or 'show' and a procedure");
	return CMD_USAGE;
}
