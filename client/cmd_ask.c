/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "about.h"
#include "args.h"
#include "output.h"
#include "proto/catalogue.h"

/* Questions: ask, look, vote; publish, hide and answer as a moderator. */

/* ---- scrubrelay ask PROC TEXT ---- */

static enum ask_next
on_asked(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct about *a = ctx;

	(void)r;
	if (a->json) {
		printf("{\"question\":%" PRIu64 ",\"repeated\":%s}\n",
		    ok->question, ok->repeated ? "true" : "false");
		return ASK_DONE;
	}
	printf(say("Question %llu was sent to the moderator.\nIt will not be "
		   "shown in the operating room.\n"),
	    (unsigned long long)ok->question);
	return ASK_DONE;
}

int
cmd_ask(int argc, char **argv)
{
	struct about a = {.answered = on_asked};
	const char *lang = NULL;
	const struct args_option options[] = {
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of the text (default: the locale's)"},
	    {"json", NULL, ARGS_FLAG, &a.json, "one JSON object"},
	    ARGS_PROFILE(&a.profile), ARGS_END};
	struct args args = {
	    .command = "ask",
	    .synopsis = "PROC TEXT",
	    .purpose = "Asks a question; a moderator decides what becomes of "
		       "it.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	char draft[ABOUT_DRAFT_ROOM];
	struct wire_say *say = &a.request.u.say;
	int status;

	if (!args_read(&args, argc, argv, &status) ||
	    !args_text(&args, 1, &status))
		return status;
	a.word = args.word[0];
	a.request.op = OP_ASK;
	about_draft(draft);
	say->draft = draft;
	say->text = args.word[1];
	say->text_len = strlen(say->text);
	say->lang = about_lang("ask", lang);
	return say->lang ? (int)about_run(&a) : CMD_USAGE;
}

/* ---- scrubrelay questions PROC ---- */

struct asked {
	uint64_t question, t_ms, number;
	enum question_state state;
	unsigned votes;
	bool mine, voted;
	enum text_lang lang;
	char *text;
};

struct questions {
	struct about about; /* first: what on_list() gets */
	struct asked *row;
	size_t count, room;
};

static bool
keep(struct questions *q, const struct wire_question *row)
{
	struct asked *kept;

	if (q->count == q->room) {
		size_t more = q->room ? 2 * q->room : 64;
		struct asked *grown = realloc(q->row, more * sizeof *grown);

		if (!grown)
			return false;
		q->row = grown;
		q->room = more;
	}
	kept = &q->row[q->count];
	*kept = (struct asked){row->question, row->t_ms, row->number,
	    row->state, row->votes, row->mine, row->voted,
	    row->lang, strndup(row->text ? row->text : "", row->text_len)};
	q->count += kept->text != NULL;
	return kept->text != NULL;
}

/* Those with most votes first; then the older. */
static int
by_votes(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	if (x->votes != y->votes)
		return x->votes < y->votes ? 1 : -1;
	return x->question < y->question ? -1 : 1;
}

static void
row_json(const struct asked *q)
{
	printf("{\"question\":%" PRIu64 ",\"state\":\"%s\",\"t_ms\":%" PRIu64
	       ",\"votes\":%u,\"mine\":%s,\"voted\":%s",
	    q->question, wire_question_state_name(q->state), q->t_ms, q->votes,
	    q->mine ? "true" : "false", q->voted ? "true" : "false");
	if (q->number)
		printf(",\"number\":%" PRIu64, q->number);
	if (q->lang != TEXT_LANG_NONE)
		printf(",\"lang\":\"%s\"", wire_lang_name(q->lang));
	printf(",\"text\":");
	output_json_text(stdout, q->text, strlen(q->text));
	printf("}\n");
}

static const char *
state_word(enum question_state state)
{
	static const char *const words[QUESTION_STATES] = {
	    "pending", "published", "answered", "hidden"};

	return say(words[state]);
}

static void
row_text(const struct output *o, const struct asked *q)
{
	bool open = q->state == QUESTION_PENDING;

	output_look(o, LOOK_BOLD, "%4llu  ", (unsigned long long)q->question);
	output_look(o, q->voted ? LOOK_GOOD : LOOK_PLAIN, "%5u  ", q->votes);
	output_look(
	    o, open ? LOOK_WARN : LOOK_DIM, "%-12s ", state_word(q->state));
	output_wrapped(o, q->mine ? LOOK_BOLD : LOOK_PLAIN, q->text,
	    strlen(q->text), 26, 26);
}

static void
show(const struct questions *q)
{
	struct output o;

	output_init(&o, stdout);
	if (q->count)
		qsort(q->row, q->count, sizeof *q->row, by_votes);
	if (!q->count && !q->about.json)
		output_status("No questions yet.");
	else if (!q->about.json)
		output_look(&o, LOOK_DIM, "%4s  %5s  %-12s %s\n", say("NO"),
		    say("UP"), say("STATE"), say("QUESTION"));
	for (size_t i = 0; i < q->count; i++) {
		if (q->about.json)
			row_json(&q->row[i]);
		else
			row_text(&o, &q->row[i]);
	}
}

static enum ask_next
on_list(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct questions *q = ctx;
	uint64_t last = 0;
	enum ask_next next;

	for (size_t i = 0; i < ok->question_count; i++)
		if (!keep(q, &ok->questions[i])) {
			output_fail("%s", sr_err_sentence(SR_ENOMEM));
			return ASK_FAILED;
		}
	if (ok->question_count)
		last = ok->questions[ok->question_count - 1].question;
	next = ask_page(ok->more, last > r->u.pick.question);
	r->u.pick.question = last;
	if (next == ASK_DONE)
		show(q);
	return next;
}

/* One of the numbers given: what is asked of the relay. */
static bool
fill_questions(struct questions *q, const uint64_t of[4])
{
	static const struct {
		enum wire_op op;
		enum question_state state;
	} what[4] = {{OP_VOTE, QUESTION_PENDING},
	    {OP_QUESTION_SET, QUESTION_PUBLISHED},
	    {OP_QUESTION_SET, QUESTION_ANSWERED},
	    {OP_QUESTION_SET, QUESTION_HIDDEN}};
	struct wire_request *r = &q->about.request;

	r->op = OP_QUESTIONS;
	q->about.answered = on_list;
	for (int i = 0; i < 4; i++) {
		if (!of[i])
			continue;
		if (r->op != OP_QUESTIONS) {
			output_fail("questions: only one of --vote, "
				    "--publish, --answered, --hide");
			return false;
		}
		r->op = what[i].op;
		r->u.pick.question = of[i];
		r->u.pick.state = what[i].state;
		q->about.answered = about_done;
	}
	return true;
}

int
cmd_questions(int argc, char **argv)
{
	struct questions q = {0};
	uint64_t of[4] = {0};
	const struct args_option options[] = {
	    {"vote", "N", ARGS_ENTRY, &of[0], "your vote for question N"},
	    {"publish", "N", ARGS_ENTRY, &of[1],
		"show question N to all (moderators)"},
	    {"answered", "N", ARGS_ENTRY, &of[2],
		"question N needs no answer any more (moderators)"},
	    {"hide", "N", ARGS_ENTRY, &of[3],
		"nobody sees question N (moderators)"},
	    {"json", NULL, ARGS_FLAG, &q.about.json, "one JSON object a line"},
	    ARGS_PROFILE(&q.about.profile), ARGS_END};
	struct args a = {
	    .command = "questions",
	    .synopsis = "PROC [--vote N | --publish N | ...]",
	    .purpose = "Lists a procedure's questions, those with most votes "
		       "first.",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	q.about.word = a.word[0];
	status = CMD_USAGE;
	if (fill_questions(&q, of))
		status = (int)about_run(&q.about);
	for (size_t i = 0; i < q.count; i++)
		free(q.row[i].text);
	free(q.row);
	return status;
}

/* ---- scrubrelay answer PROC N TEXT ---- */

int
cmd_answer(int argc, char **argv)
{
	struct about a = {.answered = about_posted};
	const char *lang = NULL;
	const struct args_option options[] = {
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of the text (default: the locale's)"},
	    {"json", NULL, ARGS_FLAG, &a.json, "one JSON object"},
	    ARGS_PROFILE(&a.profile), ARGS_END};
	struct args args = {
	    .command = "answer",
	    .synopsis = "PROC N TEXT",
	    .purpose = "Answers question N for all readers (moderators).",
	    .option = options,
	    .least = 3,
	    .most = 3,
	};
	char draft[ABOUT_DRAFT_ROOM];
	struct wire_say *say = &a.request.u.say;
	int status;

	if (!args_read(&args, argc, argv, &status) ||
	    !args_text(&args, 2, &status))
		return status;
	if (!args_number(args.word[1], &say->question) || !say->question) {
		output_fail("answer: which question? 'scrubrelay questions' "
			    "shows the numbers");
		return CMD_USAGE;
	}
	a.word = args.word[0];
	a.request.op = OP_ANSWER;
	about_draft(draft);
	say->draft = draft;
	say->text = args.word[2];
	say->text_len = strlen(say->text);
	say->lang = about_lang("answer", lang);
	return say->lang ? (int)about_run(&a) : CMD_USAGE;
}
