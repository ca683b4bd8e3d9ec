/* SPDX-License-Identifier: MIT */
#include "signing.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "lines.h"
#include "output.h"
#include "proto/catalogue.h"
#include "resolve.h"
#include "stay.h"

struct signing {
	struct stay stay;
	struct lines *lines;
	struct ws_timer *timer;
	const char *word;
	struct resolved which;
	bool known, told;
};

static void
on_signed(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct signing *s = ctx;

	if (err == SR_ENET)
		return;
	if (err != SR_OK) {
		stay_end(&s->stay, ask_report(err, message));
		return;
	}
	if (!s->told)
		output_status("Press Enter now and then while you are there; "
			      "Ctrl-D ends this.");
	s->told = true;
	output_status("The relay has your sign.");
	/* Asked in time to come back from the other end of the room. */
	if (ok->sign_ms)
		ws_timer_set(s->timer, ok->sign_ms / 3 * 2);
}

static void
give(struct signing *s)
{
	struct wire_request r = {.op = OP_SIGN, .u.procedure = s->which.id};

	if (s->known)
		(void)!link_request(s->stay.link, &r, on_signed, s);
}

static void
on_list(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct signing *s = ctx;
	struct sr_fault fault = {""};

	if (err == SR_ENET)
		return;
	if (err != SR_OK) {
		stay_end(&s->stay, ask_report(err, message));
		return;
	}
	if (resolve_procedure(&s->which, ok->procedures, ok->procedure_count,
		s->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		stay_end(&s->stay, CMD_REFUSED);
		return;
	}
	s->known = true;
	give(s);
}

/* A connection that came back by itself says nothing of who sits here. */
static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct signing *s = ctx;
	struct wire_request r = {.op = OP_PROCEDURES};

	(void)welcome;
	if (!s->known)
		(void)!link_request(s->stay.link, &r, on_list, s);
}

static void
on_due(void *ctx)
{
	(void)ctx;
	if (isatty(STDERR_FILENO))
		fputc('\a', stderr);
	output_status("Are you there? Press Enter, or the stream waits.");
}

static void
on_line(void *ctx, uint64_t number, char *text, size_t len)
{
	(void)number;
	(void)text;
	(void)len;
	give(ctx);
}

static void
on_input_end(void *ctx, int error)
{
	struct signing *s = ctx;

	if (error)
		output_fail("%s: %s", say("standard input"), strerror(error));
	stay_end(&s->stay, error ? CMD_REFUSED : CMD_OK);
}

enum cmd_status
signing_run(const char *profile, const char *word)
{
	static const struct lines_handler input = {on_line, on_input_end};
	const struct stay_handler handler = {
	    .lang = output_lang_default(), .link.on_up = on_up};
	struct signing s = {.word = word};
	enum sr_err err = SR_OK;

	if (stay_init(&s.stay, profile, &handler, &s)) {
		err = ws_timer_new(&s.timer, s.stay.loop, on_due, &s);
		if (err == SR_OK)
			err = lines_new(
			    &s.lines, s.stay.loop, STDIN_FILENO, &input, &s);
		if (err == SR_OK)
			stay_run(&s.stay);
		else
			s.stay.status = ask_report(err, NULL);
	}
	lines_free(s.lines);
	ws_timer_free(s.timer);
	stay_wipe(&s.stay);
	return s.stay.status;
}
