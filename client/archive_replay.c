/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "args.h"
#include "proto/catalogue.h"
#include "record.h"
#include "timeline.h"

/* scrubrelay archive replay PROC: as it was, faster, or a step at a time */

#define SPEED_MOST 60
/* Milliseconds of the longest wait: nobody wants to sit through a pause. */
#define WAIT_MOST_MS 20000

struct replay {
	const char *phase; /* start there; NULL: at the beginning */
	uint64_t speed;
	bool step; /* wait for Enter */
};

static void
wait_ms(uint64_t ms)
{
	struct timespec t = {
	    .tv_sec = (time_t)(ms / 1000),
	    .tv_nsec = (long)(ms % 1000) * 1000000,
	};

	while (nanosleep(&t, &t) != 0 && errno == EINTR)
		;
}

/* False at the end of the input. */
static bool
wait_for_enter(void)
{
	int c;

	while ((c = getchar()) != EOF && c != '\n')
		;
	return c != EOF;
}

/* The first item of the phase; count when there is none, which is said. */
static size_t
find_phase(const struct record *r, const char *phase)
{
	char list[512] = "";
	const char *last = "";
	size_t at = 0;

	for (size_t i = 0; phase && i < r->count; i++) {
		const struct template_step *p = r->item[i].phase;

		if (!p || strcmp(p->phase_id, last) == 0)
			continue;
		if (strcmp(p->phase_id, phase) == 0)
			return i;
		last = p->phase_id;
		at += (size_t)snprintf(list + at, sizeof list - at, "%s%s",
		    at ? ", " : "", last);
		if (at >= sizeof list)
			at = sizeof list - 1;
	}
	if (!phase)
		return 0;
	output_fail("archive replay: no phase '%s' in it; it has %s", phase,
	    at ? list : say("none"));
	return r->count;
}

static enum cmd_status
play(const struct record *r, const struct replay *how, enum output_lang lang)
{
	size_t from = find_phase(r, how->phase);
	struct output out;
	struct timeline_options opt = {
	    .out = &out,
	    .lang = lang,
	    .anchored = r->anchored,
	    .anchor_ms = r->anchor_ms,
	};
	struct timeline *t = NULL;
	enum cmd_status status = CMD_OK;

	if (how->phase && from == r->count)
		return CMD_USAGE;
	output_init(&out, stdout);
	if (timeline_new(&t, &opt, &r->which) != SR_OK) {
		output_fail("out of memory");
		return CMD_REFUSED;
	}
	timeline_head(t);
	timeline_caught_up(t); /* from here on each is shown as it comes */
	for (size_t i = from; i < r->count && status == CMD_OK; i++) {
		const struct record_item *item = &r->item[i];
		uint64_t gap = i > from ? item->entry.t_ms -
					      r->item[i - 1].entry.t_ms
					: 0;

		fflush(stdout);
		if (how->step && i > from && !wait_for_enter())
			break;
		gap /= how->speed;
		if (!how->step)
			wait_ms(gap < WAIT_MOST_MS ? gap : WAIT_MOST_MS);
		if (timeline_entry(t, &item->entry) != SR_OK || ferror(stdout))
			status = CMD_REFUSED;
	}
	if (fflush(stdout) != 0)
		status = CMD_REFUSED;
	timeline_free(t);
	return status;
}

int
archive_replay(int argc, char **argv)
{
	const char *audience = NULL, *lang = NULL;
	struct follow f = {0};
	struct replay how = {.speed = 10};
	const struct args_option options[] = {
	    {"speed", "N", ARGS_NUMBER, &how.speed,
		"so many times as fast, 1 to 60 (default 10)"},
	    {"step", NULL, ARGS_FLAG, &how.step, "one entry for each Enter"},
	    {"phase", "ID", ARGS_TEXT, &how.phase, "begin with this phase"},
	    {"audience", "WHO", ARGS_TEXT, &audience,
		"as student (default) or colleague saw it"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language (default: the locale's)"},
	    ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "archive replay",
	    .synopsis = "PROC",
	    .purpose = "Plays a procedure again as it was (educators).",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	struct record r = {0};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	f.word = a.word[0];
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
	if (how.speed < 1 || how.speed > SPEED_MOST) {
		output_fail("archive replay: --speed is 1 to 60");
		return CMD_USAGE;
	}
	status = (int)record_read(&r, &f);
	if (status == CMD_OK)
		status = (int)play(&r, &how, f.lang);
	record_wipe(&r);
	return status;
}
