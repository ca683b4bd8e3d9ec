/* SPDX-License-Identifier: MIT */
#include "ask.h"

#include <string.h>

#include "link.h"
#include "output.h"
#include "proto/catalogue.h"

static const struct {
	enum sr_err err;
	const char *advice;
} advices[] = {
    {SR_EAUTH, "The key of this profile is not one the relay knows: ask "
	       "an administrator for an invite ('scrubrelay user invite "
	       "NAME')."},
    {SR_EREVOKED, "Ask an administrator for a new account or invite."},
    {SR_EGRANT, "An administrator can give the role: 'scrubrelay user "
		"grant NAME --role ROLE'."},
    {SR_ENOPROC, "'scrubrelay procedures' lists those you may see."},
    {SR_ENOENTRY, "'scrubrelay watch --json' shows the numbers."},
    {SR_ENOUSER, "'scrubrelay user list' shows all accounts."},
    {SR_ESTATE, "'scrubrelay procedures' shows the state of each."},
    {SR_EROSTER, "Who opened it gives the roster again: 'scrubrelay "
		 "roster PROC FILE'."},
    {SR_ECONSENT, "Give the reference of the patient's consent with "
		  "--consent, and who it names with --audience."},
    {SR_EADVOCATE, "Name one with --advocate: an account that has the role "
		   "'advocate'."},
    {SR_ECHECK, "Give it with --check and --check-again, each read from "
		"another place."},
    {SR_EQUIET, "'scrubrelay resume PROC' ends the quiet."},
    {SR_EWAITING, "The advocate gives a sign: 'scrubrelay sign PROC'."},
    {SR_ESTOPPED, "The surgeon or the advocate can let it go on: "
		  "'scrubrelay resume PROC'."},
    {SR_EHELD, "Write it without what identifies the patient, and post "
	       "it again."},
    {SR_EDISK, "The relay's disk needs help. Nobody was shown this; when "
	       "the disk is well, see what is there before doing it "
	       "again."},
    {SR_ENET, "Is the relay running, and the address right ('scrubrelay "
	      "profiles')?"},
    {SR_EVERSION, "Bring this program to the relay's version."},
};

const char *
ask_advice(enum sr_err err)
{
	for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
		if (advices[i].err == err)
			return say(advices[i].advice);
	return NULL;
}

enum cmd_status
ask_report(enum sr_err err, const char *message)
{
	const char *advice = ask_advice(err);

	if (!message || !*message)
		message = sr_err_sentence(err);
	output_fail("%s", message);
	if (err == SR_ENET && strstr(message, "certificate"))
		advice = say("An authority of the hospital's own is named when "
			     "enrolling: 'scrubrelay enrol --ca FILE ...'.");
	if (advice)
		output_status("%s", advice);
	return err == SR_ENET || err == SR_ECLOSED ? CMD_NETWORK : CMD_REFUSED;
}

struct ask {
	struct ws_loop *loop;
	struct link *link;
	struct wire_request *r;
	ask_answer *fn;
	void *ctx;
	enum cmd_status status;
};

static void send(struct ask *a);

static void
stop(void *loop)
{
	ws_loop_stop(loop);
}

static void
end(struct ask *a, enum cmd_status status)
{
	a->status = status;
	link_end(a->link, stop, a->loop);
}

static void
on_answer(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct ask *a = ctx;

	if (err != SR_OK) {
		end(a, ask_report(err, message));
		return;
	}
	switch (a->fn(a->ctx, ok, a->r)) {
	case ASK_DONE:
		end(a, CMD_OK);
		break;
	case ASK_AGAIN:
		send(a);
		break;
	case ASK_FAILED:
		end(a, CMD_REFUSED);
		break;
	}
}

static void
send(struct ask *a)
{
	enum sr_err err = link_request(a->link, a->r, on_answer, a);

	if (err != SR_OK)
		end(a, ask_report(err, NULL));
}

static void
on_event(void *ctx, const struct wire_message *m)
{
	(void)ctx;
	if (m->event == EV_REMINDERS && m->u.reminders.count)
		output_hint("Outcome notes are due: 'scrubrelay outcome' lists "
			    "them.");
}

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	(void)welcome;
	send(ctx);
}

static void
on_end(void *ctx, enum sr_err err, const char *why)
{
	struct ask *a = ctx;

	/* Said already when it was the answer that never came. */
	if (a->status == CMD_OK)
		end(a, ask_report(err, why));
}

enum cmd_status
ask_relay(
    const char *profile, struct wire_request *r, ask_answer *fn, void *ctx)
{
	static const struct link_handler handler = {
	    .on_up = on_up,
	    .on_event = on_event,
	    .on_end = on_end,
	};
	struct ask a = {.r = r, .fn = fn, .ctx = ctx};
	struct profile p;
	const struct link_options opt = {.profile = &p};
	struct sr_fault fault = {""};
	enum sr_err err = profile_load(&p, profile, &fault);

	if (err == SR_OK)
		err = ws_loop_new(&a.loop);
	if (err == SR_OK)
		err = link_new(&a.link, a.loop, &opt, &handler, &a, &fault);
	if (err == SR_OK)
		ws_loop_run(a.loop);
	else
		a.status = ask_report(err, fault.what);
	link_free(a.link);
	ws_loop_free(a.loop);
	return a.status;
}
