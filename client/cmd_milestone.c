/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <string.h>

#include "args.h"
#include "ask.h"
#include "posting.h"
#include "proto/catalogue.h"
#include "template.h"

/* Drafts that are no free text, or that are about an earlier one. */

static int
post_one(struct post *p, char *word, enum entry_kind kind, char *text)
{
	enum output_lang lang = output_lang_default();

	if (p->lang && !output_lang_from_name(p->lang, &lang)) {
		output_fail("--lang is en or id");
		return CMD_USAGE;
	}
	p->base.lang = output_lang_name(lang);
	p->base.kind = kind;
	p->base.step = p->step;
	p->base.refers = p->correct ? p->correct : p->retract;
	p->max_age_s = OUTBOX_MAX_AGE_MS / 1000;
	p->one = true;
	p->word = word;
	output_init(&p->out, stdout);
	output_init(&p->err, stderr);
	return post_run(p, text);
}

/* ---- milestones ---- */

struct steps {
	const char *word;
	enum output_lang lang;
};

/* The template's steps under their phases, to choose from. */
static enum ask_next
list_steps(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct steps *s = ctx;
	enum template_lang lang =
	    s->lang == OUTPUT_ID ? TEMPLATE_ID : TEMPLATE_EN;
	struct sr_fault fault = {""};
	const struct template *t;
	struct resolved which;
	const char *phase = "";
	struct output out;

	(void)r;
	if (resolve_procedure(&which, ok->procedures, ok->procedure_count,
		s->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	t = template_find(which.template_id);
	if (!t) {
		output_fail("template '%s' is not known to this program",
		    which.template_id);
		return ASK_FAILED;
	}
	output_init(&out, stdout);
	for (size_t i = 0; i < t->step_count; i++) {
		const struct template_step *step = &t->step[i];

		if (strcmp(phase, step->phase_id) != 0)
			output_heading(&out, step->phase_label[lang]);
		phase = step->phase_id;
		output_look(&out, LOOK_MILESTONE, "%-26s ", step->id);
		output_wrapped(&out, LOOK_PLAIN, step->label[lang],
		    strlen(step->label[lang]), 27, 27);
	}
	return ASK_DONE;
}

/* scrubrelay milestone PROC [STEP] */
int
cmd_milestone(int argc, char **argv)
{
	struct post p = {0};
	const struct args_option options[] = {
	    {"part", "PART", ARGS_TEXT, &p.part_name, "who says it"},
	    ARGS_PROFILE(&p.profile), ARGS_END};
	struct args a = {
	    .command = "milestone",
	    .synopsis = "PROC [STEP]",
	    .purpose = "Says that a step of the template is reached; without "
		       "STEP, lists the steps.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	struct wire_request r = {.op = OP_PROCEDURES};
	struct steps s = {.lang = output_lang_default()};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (a.count < 2) {
		s.word = a.word[0];
		return (int)ask_relay(p.profile, &r, list_steps, &s);
	}
	if (p.part_name && !wire_part_from_name(p.part_name, &p.base.part)) {
		output_fail("milestone: %s",
		    say("--part is surgeon, anaesthetist, scrub, circulator, "
			"registrar, perfusionist, pathology, radiology, "
			"student or other"));
		return CMD_USAGE;
	}
	p.step = a.word[1];
	return post_one(&p, a.word[0], ENTRY_MILESTONE, NULL);
}

/* ---- about an earlier one ---- */

static bool
read_number(const char *command, const char *text, uint64_t *number)
{
	if (args_number(text, number) && *number)
		return true;
	output_fail("%s: N is the number of an entry, as 'scrubrelay watch "
		    "--numbers PROC' shows it",
	    command);
	return false;
}

/* scrubrelay correct PROC N TEXT */
int
cmd_correct(int argc, char **argv)
{
	struct post p = {0};
	const struct args_option options[] = {
	    {"lang", "en|id", ARGS_TEXT, &p.lang,
		"language of the text (default: the locale's)"},
	    ARGS_PROFILE(&p.profile), ARGS_END};
	struct args a = {
	    .command = "correct",
	    .synopsis = "PROC N TEXT",
	    .purpose = "Replaces the text of entry N everywhere.",
	    .option = options,
	    .least = 3,
	    .most = 3,
	};
	int status;

	if (!args_read(&a, argc, argv, &status) || !args_text(&a, 2, &status))
		return status;
	if (!read_number("correct", a.word[1], &p.correct))
		return CMD_USAGE;
	if (!*a.word[2]) {
		output_fail("correct: the text is empty");
		return CMD_USAGE;
	}
	return post_one(&p, a.word[0], ENTRY_CORRECTION, a.word[2]);
}

/* scrubrelay retract PROC N */
int
cmd_retract(int argc, char **argv)
{
	struct post p = {0};
	const struct args_option options[] = {
	    ARGS_PROFILE(&p.profile), ARGS_END};
	struct args a = {
	    .command = "retract",
	    .synopsis = "PROC N",
	    .purpose = "Withdraws entry N from every screen and from history.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!read_number("retract", a.word[1], &p.retract))
		return CMD_USAGE;
	return post_one(&p, a.word[0], ENTRY_RETRACTION, NULL);
}
