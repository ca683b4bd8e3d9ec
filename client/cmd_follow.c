/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "about.h"
#include "args.h"
#include "output.h"
#include "proto/catalogue.h"
#include "stay.h"
#include "template.h"

/* Hashtags and specialties that one follows; outcome notes. */

/* ---- scrubrelay follow TAG, unfollow TAG ---- */

static enum ask_next
on_changed(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct about *a = ctx;

	(void)ok;
	if (a->json)
		printf("{\"done\":true}\n");
	else if (r->op == OP_FOLLOW)
		printf(say("You are told when a procedure of %s opens.\n"),
		    r->u.tag);
	else
		printf(say("You are not told of %s any more.\n"), r->u.tag);
	return ASK_DONE;
}

static int
change(int argc, char **argv, enum wire_op op, const char *purpose)
{
	struct about a = {0};
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &a.json, "one JSON object"},
	    ARGS_PROFILE(&a.profile), ARGS_END};
	struct args args = {
	    .command = op == OP_FOLLOW ? "follow" : "unfollow",
	    .synopsis = "TAG",
	    .purpose = purpose,
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	struct wire_request r = {.op = op};
	int status;

	if (!args_read(&args, argc, argv, &status))
		return status;
	r.u.tag = args.word[0];
	return (int)ask_relay(a.profile, &r, on_changed, &a);
}

int
cmd_follow(int argc, char **argv)
{
	return change(argc, argv, OP_FOLLOW,
	    "Follows a hashtag or a specialty (general-surgery).");
}

int
cmd_unfollow(int argc, char **argv)
{
	return change(argc, argv, OP_UNFOLLOW, "Follows it no more.");
}

/* ---- scrubrelay following [--wait] ---- */

struct following {
	struct stay stay;
	const char *profile;
	bool json, listed;
};

static void
show_tags(const struct following *f, const struct wire_ok *ok)
{
	for (unsigned i = 0; i < ok->following_count; i++) {
		if (f->json) {
			printf("{\"tag\":");
			output_json_text(
			    stdout, ok->following[i], strlen(ok->following[i]));
			printf("}\n");
		} else {
			output_print("%s\n", ok->following[i]);
		}
	}
	if (!ok->following_count && !f->json)
		output_status("You follow nothing yet: 'scrubrelay follow "
			      "general-surgery'.");
}

static enum ask_next
on_following(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	(void)r;
	show_tags(ctx, ok);
	return ASK_DONE;
}

static void
opened_json(const struct wire_opened *o)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &o->procedure);
	printf("{\"procedure\":\"%s\",\"code_name\":", id);
	output_json_text(stdout, o->code_name, strlen(o->code_name));
	printf(",\"template\":");
	output_json_text(stdout, o->template_id, strlen(o->template_id));
	printf(",\"tag\":");
	output_json_text(stdout, o->tag, strlen(o->tag));
	printf("}\n");
}

static void
on_event(void *ctx, const struct wire_message *m)
{
	struct following *f = ctx;
	const struct wire_opened *o = &m->u.opened;
	const struct template *t;

	if (m->event != EV_OPENED)
		return;
	t = template_find(o->template_id);
	if (f->json)
		opened_json(o);
	else
		output_print("%s has opened: %s (%s)\n", o->code_name,
		    t ? t->label[output_lang_default() == OUTPUT_ID
				     ? TEMPLATE_ID
				     : TEMPLATE_EN]
		      : o->template_id,
		    o->tag);
	if (fflush(stdout) != 0)
		stay_end(&f->stay, CMD_REFUSED);
}

/* What one follows first: from then on nothing that opens is missed. */
static void
on_tags(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct following *f = ctx;

	if (err == SR_ENET)
		return;
	if (err != SR_OK) {
		stay_end(&f->stay, ask_report(err, message));
		return;
	}
	if (!f->listed)
		show_tags(f, ok);
	if (!f->listed && !f->json)
		output_hint("waiting for what opens (Ctrl-C ends)");
	f->listed = true;
	if (fflush(stdout) != 0)
		stay_end(&f->stay, CMD_REFUSED);
}

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct following *f = ctx;
	struct wire_request r = {.op = OP_FOLLOWING};

	(void)welcome;
	(void)!link_request(f->stay.link, &r, on_tags, f);
}

static int
wait_for(struct following *f)
{
	const struct stay_handler handler = {
	    .lang = output_lang_default(),
	    .link.on_up = on_up,
	    .link.on_event = on_event,
	};
	int status;

	if (stay_init(&f->stay, f->profile, &handler, f))
		stay_run(&f->stay);
	status = (int)f->stay.status;
	stay_wipe(&f->stay);
	return status;
}

int
cmd_following(int argc, char **argv)
{
	struct following f = {0};
	bool wait = false;
	const struct args_option options[] = {
	    {"wait", NULL, ARGS_FLAG, &wait,
		"stay, and tell when one of them opens"},
	    {"json", NULL, ARGS_FLAG, &f.json, "one JSON object a line"},
	    ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "following",
	    .synopsis = "[--wait]",
	    .purpose = "Lists the hashtags and specialties you follow.",
	    .option = options,
	};
	struct wire_request r = {.op = OP_FOLLOWING};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (wait)
		return wait_for(&f);
	return (int)ask_relay(f.profile, &r, on_following, &f);
}

/* ---- scrubrelay outcome [PROC TEXT] ---- */

static void
reminder_json(const struct wire_reminder *m)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &m->procedure);
	printf("{\"procedure\":\"%s\",\"code_name\":", id);
	output_json_text(stdout, m->code_name, strlen(m->code_name));
	printf(",\"days\":%u,\"over_ms\":%llu}\n", m->days,
	    (unsigned long long)m->over_ms);
}

static enum ask_next
on_reminders(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct about *a = ctx;

	(void)r;
	for (size_t i = 0; i < ok->reminder_count; i++) {
		const struct wire_reminder *m = &ok->reminders[i];

		if (a->json)
			reminder_json(m);
		else
			printf(say("%-20s  the note of day %u is due\n"),
			    m->code_name, m->days);
	}
	if (!ok->reminder_count && !a->json)
		output_status("No outcome note is due.");
	return ASK_DONE;
}

int
cmd_outcome(int argc, char **argv)
{
	struct about a = {.answered = about_posted};
	const char *lang = NULL;
	const struct args_option options[] = {
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of the text (default: the locale's)"},
	    {"json", NULL, ARGS_FLAG, &a.json, "one JSON object a line"},
	    ARGS_PROFILE(&a.profile), ARGS_END};
	struct args args = {
	    .command = "outcome",
	    .synopsis = "[PROC TEXT]",
	    .purpose = "Says what became of it, for readers of the archive "
		       "(its surgeon); without words, lists the notes that "
		       "are due.",
	    .option = options,
	    .most = 2,
	};
	struct wire_request due = {.op = OP_REMINDERS};
	char draft[ABOUT_DRAFT_ROOM];
	struct wire_say *say = &a.request.u.say;
	int status;

	if (!args_read(&args, argc, argv, &status) ||
	    !args_text(&args, 1, &status))
		return status;
	if (!args.count)
		return (int)ask_relay(a.profile, &due, on_reminders, &a);
	if (args.count == 1) {
		output_fail("outcome: what became of it? The text goes behind "
			    "PROC, in quotes");
		return CMD_USAGE;
	}
	a.word = args.word[0];
	a.request.op = OP_OUTCOME;
	about_draft(draft);
	say->draft = draft;
	say->text = args.word[1];
	say->text_len = strlen(say->text);
	say->lang = about_lang("outcome", lang);
	return say->lang ? (int)about_run(&a) : CMD_USAGE;
}
