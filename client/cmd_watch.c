/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include "args.h"
#include "follow.h"
#include "output.h"

/* scrubrelay watch [PROC] */
int
cmd_watch(int argc, char **argv)
{
	const char *audience = NULL, *lang = NULL;
	bool once = false;
	struct follow f = {.from = 1, .live = true};
	const struct args_option options[] = {
	    {"from", "N", ARGS_ENTRY, &f.from,
		"show entry N and those after it"},
	    {"tail", "N", ARGS_NUMBER, &f.tail,
		"only the last N of what there is, then what comes"},
	    {"json", NULL, ARGS_FLAG, &f.json, "one JSON object a line"},
	    {"numbers", NULL, ARGS_FLAG, &f.numbers,
		"the number of each entry before it"},
	    {"audience", "WHO", ARGS_TEXT, &audience,
		"student or colleague (educators choose)"},
	    {"presence", NULL, ARGS_FLAG, &f.presence,
		"how many read and react (staff, educators)"},
	    {"once", NULL, ARGS_FLAG, &once, "what there is now, and end"},
	    {"no-follow", NULL, ARGS_FLAG, &once, "the same"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of milestones (default: the locale's)"},
	    ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "watch",
	    .synopsis = "[PROC]",
	    .purpose = "Shows a procedure from its beginning, then live.",
	    .option = options,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	f.word = a.count ? a.word[0] : NULL;
	f.live = !once;
	f.lang = output_lang_default();
	if (lang && !output_lang_from_name(lang, &f.lang)) {
		output_fail("%s: --lang is en or id", a.command);
		return CMD_USAGE;
	}
	if (!f.from) {
		output_fail("watch: the first entry is --from 1");
		return CMD_USAGE;
	}
	f.audience_given = audience != NULL;
	if (audience && !wire_audience_from_name(audience, &f.audience)) {
		output_fail("%s: --audience is student or colleague",
		    a.command);
		return CMD_USAGE;
	}
	return (int)follow_run(&f);
}
