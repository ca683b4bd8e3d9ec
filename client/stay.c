/* SPDX-License-Identifier: MIT */
#include "stay.h"

#include <signal.h>
#include <string.h>

#include "ask.h"
#include "output.h"

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct stay *s = ctx;

	const char *again =
	    s->handler.lang == OUTPUT_ID ? " kembali" : " again";

	if (s->away)
		output_status("%s%s",
		    s->handler.lang == OUTPUT_ID ? "tersambung" : "connected",
		    s->was_up ? again : "");
	s->away = false;
	s->was_up = true;
	if (s->handler.link.on_up)
		s->handler.link.on_up(s->ctx, welcome);
}

static void
on_entry(void *ctx, const struct wire_entry *entry)
{
	struct stay *s = ctx;

	if (s->handler.link.on_entry)
		s->handler.link.on_entry(s->ctx, entry);
}

static void
on_caught_up(void *ctx, const struct wire_caught_up *c)
{
	struct stay *s = ctx;

	if (s->handler.link.on_caught_up)
		s->handler.link.on_caught_up(s->ctx, c);
}

static void
on_event(void *ctx, const struct wire_message *m)
{
	struct stay *s = ctx;

	if (s->handler.link.on_event)
		s->handler.link.on_event(s->ctx, m);
}

static void
on_fault(void *ctx, const struct wire_error *error)
{
	struct stay *s = ctx;

	if (s->handler.link.on_fault)
		s->handler.link.on_fault(s->ctx, error);
}

static void
on_down(void *ctx, const char *why, uint64_t retry_ms)
{
	struct stay *s = ctx;

	bool lost = strncmp(why, "connection lost", 15) == 0;

	if (!s->away && s->handler.lang == OUTPUT_ID)
		output_status("%s; mencoba lagi sampai tersambung",
		    lost ? "sambungan terputus" : why);
	else if (!s->away)
		output_status("%s; trying again until it is back", why);
	s->away = true;
	if (s->handler.link.on_down)
		s->handler.link.on_down(s->ctx, why, retry_ms);
}

static void
on_end(void *ctx, enum sr_err err, const char *why)
{
	struct stay *s = ctx;

	stay_end(s, ask_report(err, why));
	if (s->handler.link.on_end)
		s->handler.link.on_end(s->ctx, err, why);
}

static void
on_signal(void *ctx, int signo)
{
	struct stay *s = ctx;

	(void)signo;
	if (s->handler.on_signal)
		s->handler.on_signal(s->ctx);
	else
		stay_end(s, CMD_OK);
}

bool
stay_init(struct stay *s, const char *profile,
    const struct stay_handler *handler, void *ctx)
{
	static const struct link_handler mine = {
	    .on_up = on_up,
	    .on_entry = on_entry,
	    .on_caught_up = on_caught_up,
	    .on_event = on_event,
	    .on_fault = on_fault,
	    .on_down = on_down,
	    .on_end = on_end,
	};
	struct link_options opt = {.retry = true};
	struct sr_fault fault = {""};
	enum sr_err err;

	memset(s, 0, sizeof *s);
	s->handler = *handler;
	s->ctx = ctx;
	opt.profile = &s->profile;
	err = profile_load(&s->profile, profile, &fault);
	if (err == SR_OK)
		err = ws_loop_new(&s->loop);
	if (err == SR_OK)
		err = ws_loop_on_signal(s->loop, SIGINT, on_signal, s);
	if (err == SR_OK)
		err = ws_loop_on_signal(s->loop, SIGTERM, on_signal, s);
	if (err == SR_OK)
		err = link_new(&s->link, s->loop, &opt, &mine, s, &fault);
	if (err != SR_OK)
		s->status = ask_report(err, fault.what);
	return err == SR_OK;
}

enum cmd_status
stay_run(struct stay *s)
{
	ws_loop_run(s->loop);
	return s->status;
}

static void
stop(void *loop)
{
	ws_loop_stop(loop);
}

void
stay_end(struct stay *s, enum cmd_status status)
{
	s->status = status;
	if (!s->ended)
		link_end(s->link, stop, s->loop);
	s->ended = true;
}

void
stay_wipe(struct stay *s)
{
	link_free(s->link);
	ws_loop_free(s->loop);
	s->link = NULL;
	s->loop = NULL;
}
