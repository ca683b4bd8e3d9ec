/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "about.h"
#include "args.h"
#include "output.h"
#include "proto/catalogue.h"

/* Polls, reactions and feedback: what takes one tap. */

/* ---- scrubrelay poll ---- */

struct polling {
	struct about about;
	uint64_t choose, right;
	bool close;
	const char *lang;
	char draft[ABOUT_DRAFT_ROOM];
};

static bool
wrong(const char *what)
{
	output_fail("%s", say(what));
	return false;
}

/* poll PROC N --choose C, poll PROC N --close */
static bool
fill_pick(struct polling *p, const struct args *a)
{
	struct wire_request *r = &p->about.request;

	if (p->choose && p->close)
		return wrong("poll: only one of --choose, --close");
	if (p->right || a->count != 2 ||
	    !args_number(a->word[1], &r->u.pick.number) || !r->u.pick.number)
		return wrong("poll: which one? 'scrubrelay poll PROC N "
			     "--choose C', N being the entry's number");
	if (p->choose > CHOICES_MAX)
		return wrong("poll: --choose takes the number of a choice");
	r->op = p->choose ? OP_POLL_VOTE : OP_POLL_CLOSE;
	r->u.pick.choice = (unsigned)p->choose;
	p->about.answered = about_done;
	return true;
}

/* poll PROC QUESTION CHOICE CHOICE ... */
static bool
fill_poll(struct polling *p, const struct args *a)
{
	struct wire_request *r = &p->about.request;
	struct wire_say *say = &r->u.say;

	if (a->count < 2 + CHOICES_LEAST)
		return wrong("poll: a question and two to six choices, each "
			     "in quotes");
	if (p->right > a->count - 2)
		return wrong("poll: --right takes the number of a choice");
	r->op = OP_POLL;
	about_draft(p->draft);
	say->draft = p->draft;
	say->text = a->word[1];
	say->text_len = strlen(say->text);
	for (unsigned i = 2; i < a->count; i++)
		say->choice[say->choice_count++] = a->word[i];
	say->right = (unsigned)p->right;
	say->lang = about_lang("poll", p->lang);
	p->about.answered = about_posted;
	return say->lang != NULL;
}

int
cmd_poll(int argc, char **argv)
{
	struct polling p = {0};
	const struct args_option options[] = {
	    {"right", "C", ARGS_ENTRY, &p.right,
		"a quiz: choice C is right, told when it is closed"},
	    {"choose", "C", ARGS_ENTRY, &p.choose,
		"choose C in the poll of entry N"},
	    {"close", NULL, ARGS_FLAG, &p.close,
		"close the poll of entry N, and show its result"},
	    {"lang", "en|id", ARGS_TEXT, &p.lang,
		"language of the text (default: the locale's)"},
	    {"json", NULL, ARGS_FLAG, &p.about.json, "one JSON object"},
	    ARGS_PROFILE(&p.about.profile), ARGS_END};
	struct args a = {
	    .command = "poll",
	    .synopsis = "PROC QUESTION CHOICE CHOICE ... | PROC N --choose C",
	    .purpose = "Asks readers to choose; who chose what is told to "
		       "nobody.",
	    .option = options,
	    .least = 2,
	    .most = 2 + CHOICES_MAX,
	};
	int status;

	if (!args_read(&a, argc, argv, &status) || !args_text(&a, 1, &status))
		return status;
	p.about.word = a.word[0];
	if (!(p.choose || p.close ? fill_pick(&p, &a) : fill_poll(&p, &a)))
		return CMD_USAGE;
	return (int)about_run(&p.about);
}

/* ---- scrubrelay react PROC N ---- */

int
cmd_react(int argc, char **argv)
{
	struct about a = {.answered = about_done};
	bool again = false;
	const struct args_option options[] = {
	    {"again", NULL, ARGS_FLAG, &again,
		"\"again, please\" in place of \"understood\""},
	    {"json", NULL, ARGS_FLAG, &a.json, "one JSON object"},
	    ARGS_PROFILE(&a.profile), ARGS_END};
	struct args args = {
	    .command = "react",
	    .synopsis = "PROC N [--again]",
	    .purpose = "Says that you understood entry N; the team sees how "
		       "many did.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	struct wire_pick *pick = &a.request.u.pick;
	int status;

	if (!args_read(&args, argc, argv, &status))
		return status;
	if (!args_number(args.word[1], &pick->number) || !pick->number) {
		output_fail("react: to which entry? 'scrubrelay watch "
			    "--numbers PROC' shows them");
		return CMD_USAGE;
	}
	a.word = args.word[0];
	a.request.op = OP_REACT;
	pick->reaction = again ? REACTION_AGAIN : REACTION_UNDERSTOOD;
	return (int)about_run(&a);
}

/* ---- scrubrelay feedback PROC ---- */

static void
feedback_json(const struct wire_feedback *f)
{
	printf("{\"stars\":%u,\"audience\":\"%s\"", f->stars,
	    f->audience == STUDENT ? "student" : "colleague");
	if (f->lang != TEXT_LANG_NONE)
		printf(",\"lang\":\"%s\"", wire_lang_name(f->lang));
	if (f->text) {
		printf(",\"text\":");
		output_json_text(stdout, f->text, f->text_len);
	}
	printf("}\n");
}

static void
feedback_row(const struct output *o, const struct wire_feedback *f)
{
	for (unsigned i = 0; i < STARS_MAX; i++)
		output_look(o, LOOK_WARN, "%s", i < f->stars ? "★" : " ");
	output_look(o, LOOK_DIM, "  %-10s ",
	    say(f->audience == STUDENT ? "student" : "colleague"));
	output_wrapped(
	    o, LOOK_PLAIN, f->text ? f->text : "", f->text_len, 18, 18);
}

struct listing {
	struct about about;
	uint64_t seen;
};

static enum ask_next
on_feedback(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct listing *l = ctx;
	struct output o;

	output_init(&o, stdout);
	for (size_t i = 0; i < ok->feedback_count; i++) {
		if (l->about.json)
			feedback_json(&ok->feedback[i]);
		else
			feedback_row(&o, &ok->feedback[i]);
	}
	l->seen += ok->feedback_count;
	if (!l->seen && !l->about.json)
		output_status("No feedback yet.");
	r->u.pick.number = l->seen;
	return ask_page(
	    ok->more, ok->feedback_count && l->seen < ASK_ROWS_MOST);
}

static bool
fill_feedback(
    struct listing *l, const struct args *a, uint64_t stars, const char *lang)
{
	struct wire_request *r = &l->about.request;
	struct wire_say *say = &r->u.say;

	if (!stars && a->count == 1) {
		r->op = OP_FEEDBACK_LIST;
		l->about.answered = on_feedback;
		return true;
	}
	if (stars < 1 || stars > STARS_MAX)
		return wrong("feedback: --stars takes 1 to 5");
	r->op = OP_FEEDBACK;
	l->about.answered = about_done;
	say->stars = (unsigned)stars;
	if (a->count > 1) {
		say->text = a->word[1];
		say->text_len = strlen(say->text);
		say->lang = about_lang("feedback", lang);
	}
	return a->count == 1 || say->lang;
}

int
cmd_feedback(int argc, char **argv)
{
	struct listing l = {0};
	const char *lang = NULL;
	uint64_t stars = 0;
	const struct args_option options[] = {
	    {"stars", "1..5", ARGS_NUMBER, &stars, "how it was"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of the text (default: the locale's)"},
	    {"json", NULL, ARGS_FLAG, &l.about.json, "one JSON object a line"},
	    ARGS_PROFILE(&l.about.profile), ARGS_END};
	struct args a = {
	    .command = "feedback",
	    .synopsis = "PROC [--stars N [TEXT]]",
	    .purpose = "Tells the educator how a procedure was, when it is "
		       "over; without --stars, lists what was told "
		       "(educators).",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	int status;

	if (!args_read(&a, argc, argv, &status) || !args_text(&a, 1, &status))
		return status;
	l.about.word = a.word[0];
	if (!fill_feedback(&l, &a, stars, lang))
		return CMD_USAGE;
	return (int)about_run(&l.about);
}
