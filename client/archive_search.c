/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "export.h"
#include "proto/catalogue.h"

/* scrubrelay archive search WORD...: all words in one entry, any case */

#define PROCEDURES_MOST 500

struct searching {
	char *word[ARGS_WORDS_MAX]; /* folded */
	unsigned words;
	bool json;
	struct output out;
	struct export_about about;
	size_t found;
};

struct listing {
	const char *in;
	struct resolved *which;
	size_t count, stopped;
};

static bool
is_stopped(const struct wire_procedure *p)
{
	return strcmp(p->state, "stopped") == 0 ||
	       strcmp(p->state, "withdrawn") == 0;
}

static enum ask_next
on_list(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct listing *l = ctx;
	struct sr_fault fault = {""};

	(void)r;
	l->which = calloc(ok->procedure_count + 1, sizeof *l->which);
	if (!l->which) {
		output_fail("out of memory");
		return ASK_FAILED;
	}
	for (size_t i = 0; i < (l->in ? 1 : ok->procedure_count); i++) {
		/* By its id each is found as what it is. */
		char id[PROCEDURE_ID_TEXT + 1];

		/* Nobody is shown anything of it; the others are there. */
		if (!l->in && is_stopped(&ok->procedures[i])) {
			l->stopped++;
			continue;
		}
		if (!l->in)
			wire_id_text(id, &ok->procedures[i].id);
		if (resolve_procedure(&l->which[l->count], ok->procedures,
			ok->procedure_count, l->in ? l->in : id,
			&fault) != SR_OK) {
			output_fail("%s", fault.what);
			return ASK_FAILED;
		}
		l->count++;
	}
	return ASK_DONE;
}

static bool
matches(const struct searching *s, const struct record_item *item)
{
	size_t len;
	const char *line = export_line(item, &s->about, &len);
	char *folded = output_fold(line, len);
	bool all = folded != NULL;

	for (unsigned i = 0; all && i < s->words; i++)
		all = strstr(folded, s->word[i]) != NULL;
	free(folded);
	return all;
}

static void
show(struct searching *s, const struct record *r,
    const struct record_item *item)
{
	char time[RECORD_TIME_ROOM], id[PROCEDURE_ID_TEXT + 1];
	size_t len;
	const char *line = export_line(item, &s->about, &len);

	record_time(item->t_ms, time);
	s->found++;
	if (s->json) {
		wire_id_text(id, &r->which.id);
		printf("{\"procedure\":\"%s\",\"number\":%" PRIu64
		       ",\"time\":\"%s\",\"kind\":\"%s\",\"text\":",
		    id, item->entry.number, time,
		    wire_kind_name(item->entry.kind));
		output_json_text(stdout, line, len);
		puts("}");
		return;
	}
	output_look(&s->out, LOOK_DIM, "%-10s  ", time);
	output_wrapped(&s->out, LOOK_PLAIN, line, len, 12, 12);
}

static void
look_through(struct searching *s, const struct record *r)
{
	bool headed = s->json;

	for (size_t i = 0; i < r->count; i++) {
		if (!matches(s, &r->item[i]))
			continue;
		if (!headed)
			output_heading(&s->out, r->which.code_name);
		headed = true;
		show(s, r, &r->item[i]);
	}
}

static enum cmd_status
search_all(struct searching *s, struct follow *f, const struct listing *l)
{
	bool people = isatty(STDERR_FILENO) && l->count > 1;
	enum cmd_status status = CMD_OK;

	for (size_t i = 0; i < l->count && status == CMD_OK; i++) {
		char id[PROCEDURE_ID_TEXT + 1];
		struct record r = {0};

		if (people)
			fprintf(stderr, say("\r%zu of %zu procedures\033[K"),
			    i + 1, l->count);
		wire_id_text(id, &l->which[i].id);
		f->word = id;
		status = record_read(&r, f);
		if (people)
			fputs("\r\033[K", stderr);
		if (status == CMD_OK)
			look_through(s, &r);
		record_wipe(&r);
	}
	return status;
}

static bool
fold_words(struct searching *s, const struct args *a)
{
	for (; s->words < a->count; s->words++) {
		const char *word = a->word[s->words];

		s->word[s->words] = output_fold(word, strlen(word));
		if (!s->word[s->words])
			return false;
	}
	return true;
}

static enum cmd_status
search(struct searching *s, struct follow *f, const struct args *a,
    const char *in)
{
	struct wire_request r = {.op = OP_PROCEDURES};
	struct listing l = {.in = in};
	enum cmd_status status = CMD_REFUSED;

	if (!fold_words(s, a))
		output_fail("archive search: a word is not UTF-8");
	else
		status = ask_relay(f->profile, &r, on_list, &l);
	if (status == CMD_OK)
		status = search_all(s, f, &l);
	if (status == CMD_OK && l.stopped)
		output_status(
		    "%zu are stopped and were not searched", l.stopped);
	if (status == CMD_OK && !s->found) {
		output_status("nothing found in %zu procedures", l.count);
		status = CMD_REFUSED;
	}
	for (unsigned i = 0; i < s->words; i++)
		free(s->word[i]);
	free(l.which);
	return status;
}

int
archive_search(int argc, char **argv)
{
	const char *audience = NULL, *lang = NULL, *in = NULL;
	struct searching s = {0};
	struct follow f = {0};
	const struct args_option options[] = {
	    {"in", "PROC", ARGS_TEXT, &in,
		"in this procedure only (default: all you may read)"},
	    {"json", NULL, ARGS_FLAG, &s.json, "one JSON object a line"},
	    {"audience", "WHO", ARGS_TEXT, &audience,
		"as student (default) or colleague saw it"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language (default: the locale's)"},
	    ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "archive search",
	    .synopsis = "WORD ...",
	    .purpose = "Finds entries that have all these words, in any case.",
	    .option = options,
	    .least = 1,
	    .most = ARGS_WORDS_MAX,
	};
	int status;

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
	s.about.lang = f.lang;
	output_init(&s.out, stdout);
	return (int)search(&s, &f, &a, in);
}
