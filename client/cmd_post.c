/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <string.h>

#include "args.h"
#include "files.h"
#include "posting.h"

/* A year: beyond it milliseconds might not fit. */
#define MAX_AGE_MOST_S 31536000u

static bool
wrong(const char *what)
{
	output_fail("post: %s", what);
	return false;
}

/* What the options ask for, as the draft that all others start from. */
static bool
fill(struct post *p, const struct args *a)
{
	enum output_lang lang = output_lang_default();
	bool text = a->count > 1;
	int kinds = !!p->step + !!p->correct + !!p->retract;

	if (p->part_name && !wire_part_from_name(p->part_name, &p->base.part))
		return wrong("--part is surgeon, anaesthetist, scrub, "
			     "circulator, registrar, perfusionist, "
			     "pathology, radiology, student or other");
	if (p->lang && !output_lang_from_name(p->lang, &lang))
		return wrong("--lang is en or id");
	if (p->max_age_s > MAX_AGE_MOST_S)
		return wrong("--max-age is at most 31536000 seconds, a year");
	if (kinds > 1)
		return wrong("only one of --milestone, --correct, --retract");
	if (kinds && p->jsonl)
		return wrong("with --jsonl the lines say what each is");
	if (text && p->jsonl)
		return wrong("with --jsonl drafts come on standard input");
	if (p->correct && !text)
		return wrong("--correct N needs the new text behind it");
	if (text && !*a->word[1])
		return wrong("the text is empty");
	if (text && (p->step || p->retract))
		return wrong("--milestone and --retract carry no text");
	p->base.lang = output_lang_name(lang);
	p->base.kind = p->step      ? ENTRY_MILESTONE
		       : p->correct ? ENTRY_CORRECTION
		       : p->retract ? ENTRY_RETRACTION
				    : ENTRY_UPDATE;
	p->base.step = p->step;
	p->base.refers = p->correct ? p->correct : p->retract;
	p->one = text || kinds;
	p->word = a->word[0];
	return true;
}

/* scrubrelay post PROC [TEXT] */
int
cmd_post(int argc, char **argv)
{
	struct post p = {.max_age_s = OUTBOX_MAX_AGE_MS / 1000};
	const struct args_option options[] = {
	    {"part", "PART", ARGS_TEXT, &p.part_name,
		"who speaks: surgeon, anaesthetist, scrub, ..."},
	    {"lang", "en|id", ARGS_TEXT, &p.lang,
		"language of the text (default: the locale's)"},
	    {"milestone", "STEP", ARGS_TEXT, &p.step,
		"a step of the template, in place of a text"},
	    {"correct", "N", ARGS_ENTRY, &p.correct,
		"TEXT replaces that of entry N"},
	    {"retract", "N", ARGS_ENTRY, &p.retract, "withdraw entry N"},
	    {"jsonl", NULL, ARGS_FLAG, &p.jsonl,
		"JSON objects in and out, one a line"},
	    {"roster", "FILE", ARGS_TEXT, &p.roster_file,
		"give the roster when the relay needs it"},
	    {"max-age", "SECONDS", ARGS_NUMBER, &p.max_age_s,
		"drafts that waited longer ask or stay (120)"},
	    ARGS_PROFILE(&p.profile), ARGS_END};
	struct args a = {
	    .command = "post",
	    .synopsis = "PROC [TEXT]",
	    .purpose = "Sends an update, or each line of standard input.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	struct sr_fault fault = {""};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	/* As without a text: each line is an update. */
	if (a.count > 1 && !p.correct && strcmp(a.word[1], "-") == 0)
		a.count = 1;
	if (!args_text(&a, 1, &status))
		return status;
	if (!fill(&p, &a))
		return CMD_USAGE;
	if (p.roster_file && keeper_read(p.roster_file, &p.roster,
				 &p.roster_len, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return CMD_REFUSED;
	}
	output_init(&p.out, stdout);
	output_init(&p.err, stderr);
	status = post_run(&p, a.count > 1 ? a.word[1] : NULL);
	files_wipe(p.roster, p.roster_len);
	return status;
}
