/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <string.h>

#include "archive.h"
#include "args.h"
#include "follow.h"
#include "listing.h"
#include "output.h"

/* scrubrelay archive WHAT: each has its own options. */
static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} parts[] = {
    {"attendance", archive_attendance},
    {"backup", archive_backup},
    {"erase", archive_erase},
    {"export", archive_export},
    {"import", archive_import},
    {"proof", archive_proof},
    {"receipt", archive_receipt},
    {"rekey", archive_rekey},
    {"replay", archive_replay},
    {"search", archive_search},
    {"verify", archive_verify},
    {"witness", archive_witness},
};

static int
wrong(const char *action)
{
	if (strcmp(action, "show") == 0)
		output_fail("%s: something is missing; usage: scrubrelay %s %s",
		    "archive show", "archive show", "PROC");
	else if (strcmp(action, "list") == 0)
		output_fail("%s: too many words (a text stands in quotes); "
			    "usage: scrubrelay %s %s",
		    "archive list", "archive list", "[--json]");
	else
		output_fail("%s: there is no action '%s'; see 'scrubrelay %s "
			    "--help'",
		    "archive", action, "archive");
	return CMD_USAGE;
}

/* scrubrelay archive list | show PROC */
int
cmd_archive(int argc, char **argv)
{
	const char *audience = NULL, *lang = NULL;
	struct follow f = {.from = 1};
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &f.json, "one JSON object a line"},
	    {"numbers", NULL, ARGS_FLAG, &f.numbers,
		"the number of each entry before it"},
	    {"audience", "WHO", ARGS_TEXT, &audience,
		"as student (default) or colleague saw it"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of milestones (default: the locale's)"},
	    ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "archive",
	    .synopsis = "list | show PROC | search WORD ... | replay PROC | "
			"export PROC | attendance PROC | import FILE | erase "
			"PROC | rekey | "
			"verify FILE | proof FILE PROC | "
			"witness FILE PROC | receipt FILE [PROC] | "
			"backup FILE TO",
	    .purpose = "Lists closed procedures, or shows one whole "
		       "(educators); 'scrubrelay archive export --help' and "
		       "the like tell the options of the others. What takes a "
		       "FILE works on the archive itself, without a relay.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	int status;

	for (size_t i = 0; argc > 1 && i < sizeof parts / sizeof *parts; i++)
		if (strcmp(argv[1], parts[i].name) == 0)
			return parts[i].run(argc - 1, argv + 1);
	if (!args_read(&a, argc, argv, &status))
		return status;
	f.lang = output_lang_default();
	f.audience_given = audience != NULL;
	if (lang && !output_lang_from_name(lang, &f.lang)) {
		output_fail("%s: --lang is en or id", a.command);
		return CMD_USAGE;
	}
	if (audience && !wire_audience_from_name(audience, &f.audience)) {
		output_fail("%s: --audience is student or colleague",
		    a.command);
		return CMD_USAGE;
	}
	if (strcmp(a.word[0], "list") == 0 && a.count == 1)
		return (int)listing_show(f.profile, f.json, true);
	f.word = a.count > 1 ? a.word[1] : NULL;
	if (strcmp(a.word[0], "show") == 0 && f.word)
		return (int)follow_run(&f);
	return wrong(a.word[0]);
}
