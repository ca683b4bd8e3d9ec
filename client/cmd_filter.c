/* SPDX-License-Identifier: MIT */
/*
 * scrubrelay filter: libscrub over lines, for trying and for measuring. No
 * relay is asked.
 */
#include "cmd.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "args.h"
#include "json.h"
#include "output.h"
#include "proto/catalogue.h"
#include "scrub.h"

#define READ_SIZE 262144u     /* bytes asked for at once */
#define LINE_MAX_LEN 1048576u /* bytes of one line of JSON */
#define WRITE_SIZE 65536u     /* bytes written at once, at most */
#define SPAN_ROOM 160u        /* bytes of a span's line without its rule */
#define FILE_MAX_LEN 1048576u /* bytes of a policy or roster: JSON's limit */

struct filter {
	struct scrub_policy *policy;
	struct scrub_case *c;
	enum scrub_lang lang;
	bool jsonl, explain;
	const char *author; /* of one procedure's updates; NULL: texts */
	struct output err;
	unsigned long line; /* from 1 */
	bool failed;        /* a line could not be filtered */
};

/* Lines of standard input. */
struct input {
	char *data;
	size_t len, at, room;
	bool end, failed;
};

static void
wipe_free(char *data, size_t len)
{
	if (data)
		explicit_bzero(data, len);
	free(data);
}

/* Reads a whole file; says what is wrong. */
static char *
read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *data = NULL;

	if (!f) {
		output_fail("%s: %s", path, strerror(errno));
		return NULL;
	}
	setvbuf(f, NULL, _IONBF, 0); /* no copy of a roster stays behind */
	data = malloc(FILE_MAX_LEN + 1);
	*len = data ? fread(data, 1, FILE_MAX_LEN + 1, f) : 0;
	if (!data || ferror(f) || *len > FILE_MAX_LEN) {
		output_fail("%s: %s", path,
		    *len > FILE_MAX_LEN ? say("larger than 1 MiB")
					: strerror(errno));
		wipe_free(data, *len);
		data = NULL;
	}
	fclose(f);
	return data;
}

static bool
take_policy(struct filter *f, const char *name)
{
	struct scrub_fault fault = {""};
	size_t len = 0;
	char *data;
	enum scrub_err err;

	if (scrub_policy_builtin(&f->policy, name, &fault) == SCRUB_OK)
		return true;
	if (!strchr(name, '/') && !strchr(name, '.') &&
	    access(name, R_OK) != 0) {
		output_fail(
		    "there is no policy '%s'; built in are safe-harbor, "
		    "limited-data-set, strict; or give a file",
		    name);
		return false;
	}
	data = read_file(name, &len);
	if (!data)
		return false;
	err = scrub_policy_read(&f->policy, name, data, len, &fault);
	wipe_free(data, len);
	if (err != SCRUB_OK)
		output_fail("%s",
		    err == SCRUB_EPOLICY ? fault.what : scrub_err_name(err));
	return err == SCRUB_OK;
}

static bool
take_roster(struct filter *f, const char *path)
{
	struct scrub_fault fault = {""};
	size_t len = 0;
	char *data = read_file(path, &len);
	enum scrub_err err;

	if (!data)
		return false;
	err = scrub_case_roster(f->c, path, data, len, &fault);
	wipe_free(data, len);
	if (err != SCRUB_OK)
		output_fail("%s",
		    err == SCRUB_EROSTER ? fault.what : scrub_err_name(err));
	return err == SCRUB_OK;
}

static bool
new_case(struct filter *f)
{
	uint8_t secret[32];
	bool good;

	if (getrandom(secret, sizeof(secret), 0) != (ssize_t)sizeof(secret)) {
		output_fail("no random numbers: %s", strerror(errno));
		return false;
	}
	good = scrub_case_new(&f->c, secret) == SCRUB_OK;
	explicit_bzero(secret, sizeof(secret));
	return good;
}

/* What changed and why, in colour; never the text that went. */
static void
explain(const struct filter *f, const struct scrubbed *s)
{
	fflush(stdout); /* under its line */
	for (size_t i = 0; i < s->change_count; i++) {
		const struct scrub_change *c = &s->change[i];
		const bool doubt = scrub_doubts(f->policy, c);

		output_look(&f->err, LOOK_DIM, "%lu:%u-%u ", f->line,
		    c->begin_cp, c->end_cp);
		output_look(
		    &f->err, LOOK_TAG, "%-12s", scrub_label_name(c->label));
		output_look(&f->err, LOOK_PLAIN, " %s/%s", c->layer, c->rule);
		output_look(&f->err, doubt ? LOOK_WARN : LOOK_GOOD,
		    " %u %%%s\n", c->certainty, doubt ? say(", in doubt") : "");
	}
}

static void
print_id(const struct json *id)
{
	if (id && id->kind == JSON_STRING)
		output_json_text(stdout, id->string, id->string_len);
	else if (id && id->kind == JSON_NUMBER)
		printf("%.17g", id->number);
	else
		fputs("null", stdout);
}

/* Parts of a span's line, without printf: it would cost as much as the filter.
 */
static size_t
put(char *to, const char *text)
{
	const size_t len = strlen(text);

	memcpy(to, text, len);
	return len;
}

static size_t
put_number(char *to, unsigned value)
{
	char digits[10];
	size_t len = 0, n = 0;

	do
		digits[n++] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	while (n > 0)
		to[len++] = digits[--n];
	return len;
}

static void
print_json(const struct json *id, const struct scrubbed *s)
{
	fputs("{\"id\":", stdout);
	print_id(id);
	fputs(",\"text\":", stdout);
	output_json_text(stdout, s->text, s->len);
	fputs(",\"spans\":[", stdout);
	for (size_t i = 0; i < s->change_count; i++) {
		const struct scrub_change *c = &s->change[i];
		char line[SPAN_ROOM];
		size_t len = 0;

		len += put(line + len, i ? ",{\"start\":" : "{\"start\":");
		len += put_number(line + len, c->begin_cp);
		len += put(line + len, ",\"end\":");
		len += put_number(line + len, c->end_cp);
		len += put(line + len, ",\"label\":\"");
		len += put(line + len, scrub_label_name(c->label));
		len += put(line + len, "\",\"layer\":\"");
		len += put(line + len, c->layer);
		len += put(line + len, "\",\"rule\":\"");
		fwrite(line, 1, len, stdout);
		/* A site names its rules. */
		fputs(c->rule, stdout);
		len = put(line, "\",\"certainty\":");
		len += put_number(line + len, c->certainty);
		len += put(line + len, "}");
		fwrite(line, 1, len, stdout);
	}
	fputs("]}\n", stdout);
}

/* A line that cannot be filtered: its place is kept, nothing of it shown. */
static void
refuse(
    struct filter *f, const struct json *id, const char *name, const char *why)
{
	f->failed = true;
	output_fail("line %lu: %s; not shown", f->line, say(why));
	if (f->jsonl) {
		fputs("{\"id\":", stdout);
		print_id(id);
		printf(",\"error\":\"%s\",\"line\":%lu}", name, f->line);
	}
	putchar('\n');
}

static const char *
reason(enum scrub_err err)
{
	switch (err) {
	case SCRUB_EUTF8:
		return "not UTF-8, or U+0000 in it";
	case SCRUB_ETOOLONG:
		return "longer than 65536 bytes";
	case SCRUB_EHOLD:
		return "held: the policy is in doubt";
	case SCRUB_ENOMEM:
		return "out of memory";
	case SCRUB_OK:
	case SCRUB_EPOLICY:
	case SCRUB_EROSTER:
		break;
	}
	return scrub_err_name(err);
}

/* What holds a line: what would change if somebody let it go. */
static void
explain_held(const struct filter *f, enum scrub_lang lang, struct raw_text raw)
{
	struct scrubbed s = {0};

	if (scrub_reviewed(f->policy, f->c, lang, NULL, raw, &s) == SCRUB_OK)
		explain(f, &s);
	scrubbed_wipe(&s);
}

static void
filter_text(struct filter *f, const struct json *id, enum scrub_lang lang,
    const char *text, size_t len)
{
	struct scrubbed s = {0};
	struct raw_text raw = {text, len};
	enum scrub_err err =
	    f->author ? scrub_update(f->policy, f->c, lang, f->author, raw, &s)
		      : scrub_text(f->policy, f->c, lang, raw, &s);

	if (err != SCRUB_OK) {
		refuse(f, id, scrub_err_name(err), reason(err));
		if (f->explain && err == SCRUB_EHOLD)
			explain_held(f, lang, raw);
		return;
	}
	if (f->jsonl) {
		print_json(id, &s);
	} else {
		fwrite(s.text, 1, s.len, stdout);
		putchar('\n');
	}
	if (f->explain)
		explain(f, &s);
	scrubbed_give_back(f->c, &s);
}

static void
filter_json(struct filter *f, const char *line, size_t len)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL, *text, *tag;
	const char *why = NULL;
	unsigned at = 0;
	enum scrub_lang lang = f->lang;

	if (!json_read(&doc, &root, line, len, &at, &why)) {
		refuse(f, NULL, "bad-json", why);
		return;
	}
	text = json_member(root, "text");
	tag = json_member(root, "lang");
	if (tag && tag->kind != JSON_STRING)
		refuse(f, json_member(root, "id"), "bad-json",
		    "lang must be text, as \"en\"");
	else if (tag && !scrub_lang_from_tag(tag->string, &lang))
		refuse(f, json_member(root, "id"), "held",
		    "held: nobody's names are known in this language");
	else if (!text || text->kind != JSON_STRING)
		refuse(f, json_member(root, "id"), "bad-json",
		    "needs {\"id\", \"lang\", \"text\"} with a text");
	else
		filter_text(f, json_member(root, "id"), lang, text->string,
		    text->string_len);
	json_free(doc);
}

static void
filter_line(struct filter *f, const char *line, size_t len)
{
	f->line++;
	if (len > LINE_MAX_LEN)
		refuse(f, NULL, "too-long", "longer than 1 MiB");
	else if (!f->jsonl)
		filter_text(f, NULL, f->lang, line, len);
	else if (len > 0)
		filter_json(f, line, len);
}

/* Moves what is left to the front and reads more; false at the end. */
static bool
fill(struct input *in)
{
	ssize_t got;

	if (in->at > 0) {
		memmove(in->data, in->data + in->at, in->len - in->at);
		in->len -= in->at;
		in->at = 0;
	}
	if (in->room - in->len < READ_SIZE) {
		size_t room = in->room * 2 + READ_SIZE;
		char *data = malloc(room);

		if (!data) {
			output_fail("out of memory");
			in->end = in->failed = true;
			in->at = in->len;
			return false;
		}
		if (in->data)
			memcpy(data, in->data, in->len);
		wipe_free(in->data, in->room);
		in->data = data;
		in->room = room;
	}
	/* Whoever types or pipes sees each line before the next is awaited. */
	fflush(stdout);
	do
		got = read(STDIN_FILENO, in->data + in->len, READ_SIZE);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		in->len += (size_t)got;
	else
		in->end = true;
	if (got < 0) {
		output_fail("%s: %s", say("standard input"), strerror(errno));
		in->failed = true;
	}
	return got > 0;
}

/* Ends the line that is too long, which has been refused. */
static void
skip_line(struct input *in)
{
	char *stop;

	do {
		in->len = in->at = 0;
		if (!fill(in))
			return;
		stop = memchr(in->data, '\n', in->len);
	} while (!stop);
	in->at = (size_t)(stop - in->data) + 1;
}

static void
filter_all(struct filter *f, struct input *in)
{
	for (;;) {
		char *line = in->data + in->at;
		size_t left = in->len - in->at;
		char *stop = left ? memchr(line, '\n', left) : NULL;

		if (stop) {
			filter_line(f, line, (size_t)(stop - line));
			in->at += (size_t)(stop - line) + 1;
		} else if (left > LINE_MAX_LEN) {
			filter_line(f, line, left);
			skip_line(in);
		} else if (in->end) {
			if (left > 0)
				filter_line(f, line, left);
			return;
		} else {
			fill(in);
		}
	}
}

static int
run(struct filter *f)
{
	struct input in = {.data = malloc(READ_SIZE), .room = READ_SIZE};
	bool written;

	if (!in.data)
		return CMD_REFUSED;
	setvbuf(
	    stdout, NULL, _IOFBF, WRITE_SIZE); /* flushed before each wait */
	filter_all(f, &in);
	wipe_free(in.data, in.room);
	written = fflush(stdout) == 0 && !ferror(stdout);
	/* Who reads no further, as head(1), knows that. */
	if (!written && errno != EPIPE)
		output_fail("%s: %s", say("standard output"), strerror(errno));
	return f->failed || in.failed || !written ? CMD_REFUSED : CMD_OK;
}

int
cmd_filter(int argc, char **argv)
{
	const char *policy = "safe-harbor", *lang = "en", *roster = NULL;
	struct filter f = {0};
	const struct args_option option[] = {
	    {"policy", "NAME|FILE", ARGS_TEXT, &policy,
		"safe-harbor (default), limited-data-set, strict or a file"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of the lines (default en)"},
	    {"roster", "FILE", ARGS_TEXT, &roster,
		"this case's own identifiers"},
	    {"jsonl", NULL, ARGS_FLAG, &f.jsonl,
		"lines are {\"id\", \"lang\", \"text\"}"},
	    {"author", "NAME", ARGS_TEXT, &f.author,
		"lines are one author's updates of one procedure"},
	    {"explain", NULL, ARGS_FLAG, &f.explain,
		"tell on standard error what changed and why"},
	    ARGS_END};
	struct args args = {.command = "filter",
	    .synopsis = "[--policy NAME|FILE] [--lang en|id] "
			"[--roster FILE] [--jsonl] [--author NAME] "
			"[--explain]",
	    .purpose = "Reads lines of standard input, writes them without "
		       "what identifies somebody.",
	    .option = option};
	int status = CMD_USAGE;

	if (!args_read(&args, argc, argv, &status))
		return status;
	output_init(&f.err, stderr);
	if (!scrub_lang_from_tag(lang, &f.lang)) {
		output_fail("there is no language '%s'; en or id", lang);
		return CMD_USAGE;
	}
	if (take_policy(&f, policy) && new_case(&f) &&
	    (!roster || take_roster(&f, roster)))
		status = run(&f);
	scrub_case_free(f.c);
	scrub_policy_free(f.policy);
	return status;
}
