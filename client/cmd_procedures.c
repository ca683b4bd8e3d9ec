/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "args.h"
#include "ask.h"
#include "listing.h"
#include "output.h"
#include "proto/catalogue.h"
#include "resolve.h"
#include "template.h"

/* ---- the list ---- */

struct listing {
	bool json, closed_only;
	enum output_lang lang;
};

static void
row_json(const struct wire_procedure *p)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &p->id);
	printf("{\"procedure\":\"%s\",\"code_name\":", id);
	output_json_text(stdout, p->code_name, strlen(p->code_name));
	printf(",\"template\":");
	output_json_text(stdout, p->template_id, strlen(p->template_id));
	printf(",\"state\":");
	output_json_text(stdout, p->state, strlen(p->state));
	printf(",\"basis\":\"%s\",\"last\":%llu,\"open_ms\":%llu",
	    wire_basis_name(p->basis), (unsigned long long)p->last,
	    (unsigned long long)p->open_ms);
	if (p->specialty) {
		printf(",\"specialty\":");
		output_json_text(stdout, p->specialty, strlen(p->specialty));
	}
	for (unsigned i = 0; i < p->hashtags.count; i++) {
		const char *tag = p->hashtags.tag[i];

		fputs(i ? "," : ",\"hashtags\":[", stdout);
		output_json_text(stdout, tag, strlen(tag));
	}
	if (p->hashtags.count)
		putchar(']');
	if (p->phase) {
		printf(",\"phase\":");
		output_json_text(stdout, p->phase, strlen(p->phase));
	}
	if (p->present_given)
		printf(",\"students\":%u,\"colleagues\":%u", p->students,
		    p->colleagues);
	printf("}\n");
}

/* "Appendectomy · Access · #teaching · 12 students, 3 colleagues" */
static void
describe(char *out, size_t room, const struct wire_procedure *p,
    enum template_lang lang)
{
	const struct template *t = template_find(p->template_id);
	const struct template_step *step = NULL;
	size_t at = (size_t)snprintf(out, room, "%s",
	    t ? t->label[lang] : p->template_id);

	for (size_t i = 0; t && p->phase && !step && i < t->step_count; i++)
		if (strcmp(t->step[i].phase_id, p->phase) == 0)
			step = &t->step[i];
	if (step && at < room)
		at += (size_t)snprintf(
		    out + at, room - at, " · %s", step->phase_label[lang]);
	for (unsigned i = 0; i < p->hashtags.count && at < room; i++)
		at += (size_t)snprintf(out + at, room - at, "%s#%s",
		    i ? " " : " · ", p->hashtags.tag[i]);
	if (p->present_given && p->students + p->colleagues && at < room)
		snprintf(out + at, room - at,
		    say(" · %u students, %u colleagues"), p->students,
		    p->colleagues);
}

/* Where the operation stands, and the least room for it. */
#define WHAT_COLUMN 54u
#define WHAT_LEAST 20u

static bool
narrow(const struct output *o)
{
	return o->width < WHAT_COLUMN + WHAT_LEAST;
}

static void
row(const struct output *o, const struct wire_procedure *p,
    enum output_lang lang)
{
	char what[512];
	char id[PROCEDURE_ID_TEXT + 1];
	unsigned minutes = (unsigned)(p->open_ms / 60000);
	bool open = strcmp(p->state, "open") == 0;
	unsigned at;

	describe(what, sizeof what, p,
	    lang == OUTPUT_ID ? TEMPLATE_ID : TEMPLATE_EN);
	wire_id_text(id, &p->id);
	output_look(o, LOOK_DIM, "%.8s  ", id);
	output_look(o, LOOK_BOLD, "%-20s  ", p->code_name);
	output_look(o, open ? LOOK_GOOD : LOOK_DIM, "%-8s",
	    say(p->state));
	if (narrow(o))
		printf("\n%8s", "");
	printf("%3u:%02u  %4llu  ", minutes / 60, minutes % 60,
	    (unsigned long long)p->last);
	at = narrow(o) ? WHAT_COLUMN - 32 : WHAT_COLUMN;
	if (at + WHAT_LEAST > o->width) {
		printf("\n%8s", "");
		at = 8;
	}
	output_wrapped(o, LOOK_PLAIN, what, strlen(what), at, at);
}

static enum ask_next
on_list(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct listing *l = ctx;
	struct output o;
	size_t shown = 0;

	(void)r;
	output_init(&o, stdout);
	for (size_t i = 0; i < ok->procedure_count; i++) {
		const struct wire_procedure *p = &ok->procedures[i];

		if (l->closed_only && strcmp(p->state, "closed") != 0)
			continue;
		if (l->json) {
			row_json(p);
			continue;
		}
		if (shown++ == 0 && !narrow(&o))
			output_look(&o, LOOK_DIM,
			    "%-8s  %-20s  %-8s%6s  "
			    "%4s  %s\n",
			    "ID", say("CODE NAME"), say("STATE"),
			    say("TIME"), say("LAST"), say("OPERATION"));
		row(&o, p, l->lang);
	}
	if (!shown && !l->json)
		output_status(l->closed_only
				  ? "No closed procedure is open to you."
				  : "There is no procedure for you now.");
	return ASK_DONE;
}

enum cmd_status
listing_show(const char *profile, bool json, bool closed_only)
{
	struct wire_request r = {.op = OP_PROCEDURES};
	struct listing l = {json, closed_only, output_lang_default()};

	return ask_relay(profile, &r, on_list, &l);
}

/* scrubrelay procedures */
int
cmd_procedures(int argc, char **argv)
{
	const char *profile = NULL;
	bool json = false;
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &json, "one JSON object a line"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "procedures",
	    .synopsis = "[--json]",
	    .purpose = "Lists the procedures you may see, newest first.",
	    .option = options,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	return (int)listing_show(profile, json, false);
}

/* ---- scrubrelay close PROC ---- */

struct closing {
	const char *word;
	struct resolved which;
};

static enum ask_next
on_close(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct closing *c = ctx;
	struct sr_fault fault = {""};

	if (r->op == OP_CLOSE) {
		printf(say("'%s' is closed; readers see that it has ended.\n"),
		    c->which.code_name);
		return ASK_DONE;
	}
	if (resolve_procedure(&c->which, ok->procedures, ok->procedure_count,
		c->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	*r = (struct wire_request){.op = OP_CLOSE};
	r->u.procedure = c->which.id;
	return ASK_AGAIN;
}

int
cmd_close(int argc, char **argv)
{
	const char *profile = NULL;
	const struct args_option options[] = {ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "close",
	    .synopsis = "PROC",
	    .purpose = "Ends a procedure's stream for good.",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	struct wire_request r = {.op = OP_PROCEDURES};
	struct closing c = {0};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	c.word = a.word[0];
	return (int)ask_relay(profile, &r, on_close, &c);
}
