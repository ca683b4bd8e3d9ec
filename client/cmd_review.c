/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "ask.h"
#include "output.h"
#include "proto/catalogue.h"
#include "resolve.h"

/* Marks around what is in doubt, and their bytes. */
#define MARK_BEGIN "«"
#define MARK_END "»"
#define MARK_BYTES (sizeof MARK_BEGIN - 1)

struct review {
	const char *word, *text, *lang, *reason;
	uint64_t approve, edit, reject;
	struct resolved which;
	bool json;
};

/* ---- the list ---- */

static void
row_json(const struct wire_held *h)
{
	printf("{\"held\":%" PRIu64 ",\"author\":", h->held);
	output_json_text(stdout, h->author, strlen(h->author));
	printf(",\"kind\":\"%s\"", wire_kind_name(h->kind));
	if (h->part != PART_NONE)
		printf(",\"part\":\"%s\"", wire_part_name(h->part));
	if (h->refers)
		printf(",\"refers\":%" PRIu64, h->refers);
	printf(",\"age_ms\":%" PRIu64 ",\"expires_ms\":%" PRIu64, h->age_ms,
	    h->expires_ms);
	if (h->lang) {
		fputs(",\"lang\":", stdout);
		output_json_text(stdout, h->lang, strlen(h->lang));
	}
	fputs(",\"text\":", stdout);
	output_json_text(stdout, h->text, h->text_len);
	fputs(",\"doubt\":[", stdout);
	for (size_t i = 0; i < h->doubt_count; i++) {
		const char *label = h->doubts[i].label;

		printf("%s{\"begin\":%u,\"end\":%u,\"label\":", i ? "," : "",
		    h->doubts[i].begin, h->doubts[i].end);
		output_json_text(stdout, label, strlen(label));
		putchar('}');
	}
	printf("],\"approvable\":%s}\n", h->approvable ? "true" : "false");
}

/* How often a mark stands before code point `at`: more than once where
 * ranges of two audiences meet. */
static size_t
marks_at(const struct wire_held *h, unsigned at, bool begin)
{
	size_t count = 0;

	for (size_t i = 0; i < h->doubt_count; i++)
		count +=
		    begin ? h->doubts[i].begin == at : h->doubts[i].end == at;
	return count;
}

static char *
put_marks(char *out, const char *mark, size_t count)
{
	for (; count; count--, out += MARK_BYTES)
		memcpy(out, mark, MARK_BYTES);
	return out;
}

/* The text with what is in doubt between marks; the caller's, to be wiped. */
static char *
marked(const struct wire_held *h, size_t *len)
{
	char *text = malloc(h->text_len + 2 * MARK_BYTES * h->doubt_count + 1);
	char *out = text;
	unsigned at = 0;

	if (!text)
		return NULL;
	for (size_t i = 0; i < h->text_len; i++) {
		/* Not within a code point. */
		if (((unsigned char)h->text[i] & 0xc0) != 0x80) {
			out = put_marks(out, MARK_END, marks_at(h, at, false));
			out = put_marks(out, MARK_BEGIN, marks_at(h, at, true));
			at++;
		}
		*out++ = h->text[i];
	}
	out = put_marks(out, MARK_END, marks_at(h, at, false));
	*len = (size_t)(out - text);
	return text;
}

static void
row(const struct output *o, const struct wire_held *h)
{
	size_t len;
	char *text = marked(h, &len);

	output_look(o, LOOK_BOLD, "%5" PRIu64, h->held);
	printf("  %s", h->author);
	if (h->part != PART_NONE)
		printf(", %s", wire_part_name(h->part));
	if (h->refers)
		printf(", %s %" PRIu64, wire_kind_name(h->kind), h->refers);
	output_look(o, LOOK_DIM, say(", %u min old, gone in %u min"),
	    (unsigned)(h->age_ms / 60000),
	    (unsigned)((h->expires_ms + 59999) / 60000));
	putchar('\n');
	printf("%7s", "");
	if (text) {
		output_wrapped(o, LOOK_PLAIN, text, len, 7, 7);
		explicit_bzero(text, len);
	}
	free(text);
	if (!h->approvable) {
		printf("%7s", "");
		output_look(o, LOOK_WARN, "%s\n",
		    say("The filter cannot read it: edit or reject."));
	}
}

static void
list(const struct review *v, const struct wire_ok *ok)
{
	struct output o;

	output_init(&o, stdout);
	for (size_t i = 0; i < ok->draft_count; i++) {
		if (v->json)
			row_json(&ok->drafts[i]);
		else
			row(&o, &ok->drafts[i]);
	}
	if (v->json)
		return;
	if (!ok->draft_count)
		output_status("%s", say("Nothing is held."));
	else
		output_hint(
		    "%s", say("Decide with --approve N, --edit N 'TEXT' or "
			      "--reject N --reason 'WHY'."));
	if (ok->more)
		output_status("%s", say("There are more behind these."));
}

/* ---- a decision ---- */

static void
decide(const struct review *v, struct wire_request *r)
{
	*r = (struct wire_request){.op = OP_DECIDE};
	r->u.decide = (struct wire_decide){
	    .procedure = v->which.id,
	    .held = v->approve ? v->approve
		    : v->edit  ? v->edit
			       : v->reject,
	    .decision = v->approve ? DECIDE_APPROVE
			: v->edit  ? DECIDE_EDIT
				   : DECIDE_REJECT,
	    .lang = v->edit ? v->lang : NULL,
	    .text = v->text,
	    .text_len = v->text ? strlen(v->text) : 0,
	    .reason = v->reason,
	};
}

static void
decided(const struct review *v, const struct wire_ok *ok)
{
	if (v->json)
		printf("{\"%s\":%" PRIu64 "}\n",
		    ok->number    ? "number"
		    : ok->wait_ms ? "wait_ms"
				  : "rejected",
		    ok->number    ? ok->number
		    : ok->wait_ms ? ok->wait_ms
				  : v->reject);
	else if (v->reject)
		puts(say("Rejected; its author is told."));
	else if (ok->number)
		printf(say("Released as entry %llu.\n"),
		    (unsigned long long)ok->number);
	else
		printf(say("Let go; it is released in %u s.\n"),
		    (unsigned)((ok->wait_ms + 999) / 1000));
}

static enum ask_next
on_review(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct review *v = ctx;
	struct sr_fault fault = {""};

	if (r->op == OP_HELD) {
		list(v, ok);
		return ASK_DONE;
	}
	if (r->op == OP_DECIDE) {
		decided(v, ok);
		return ASK_DONE;
	}
	if (resolve_procedure(&v->which, ok->procedures, ok->procedure_count,
		v->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	if (v->approve || v->edit || v->reject) {
		decide(v, r);
	} else {
		*r = (struct wire_request){.op = OP_HELD};
		r->u.procedure = v->which.id;
	}
	return ASK_AGAIN;
}

static bool
good(const struct review *v)
{
	const char *wrong = NULL;

	if (!!v->approve + !!v->edit + !!v->reject > 1)
		wrong = "only one of --approve, --edit, --reject";
	else if (!v->edit != !v->text)
		wrong = "--edit N needs the new text behind it, in quotes";
	else if (v->reason && !v->reject)
		wrong = "--reason is for --reject";
	else if (v->reason && strlen(v->reason) > REASON_MAX)
		wrong = "--reason has at most 200 bytes";
	if (wrong)
		output_fail("review: %s", say(wrong));
	return !wrong;
}

/* scrubrelay review PROC */
int
cmd_review(int argc, char **argv)
{
	const char *profile = NULL;
	struct review v = {0};
	const struct args_option options[] = {
	    {"approve", "N", ARGS_ENTRY, &v.approve,
		"let held draft N go, without what is in doubt"},
	    {"edit", "N", ARGS_ENTRY, &v.edit, "let TEXT go in its place"},
	    {"lang", "en|id", ARGS_TEXT, &v.lang, "language of TEXT"},
	    {"reject", "N", ARGS_ENTRY, &v.reject, "it is never sent"},
	    {"reason", "WHY", ARGS_TEXT, &v.reason, "for its author"},
	    {"json", NULL, ARGS_FLAG, &v.json, "one JSON object a line"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "review",
	    .synopsis = "PROC [TEXT]",
	    .purpose = "Shows what the filter holds, or decides about one.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	struct wire_request r = {.op = OP_PROCEDURES};
	int status;

	if (!args_read(&a, argc, argv, &status) || !args_text(&a, 1, &status))
		return status;
	v.word = a.word[0];
	v.text = a.count > 1 ? a.word[1] : NULL;
	if (!good(&v))
		return CMD_USAGE;
	return (int)ask_relay(profile, &r, on_review, &v);
}
