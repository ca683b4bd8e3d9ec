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
    {SR_EGRANT, "Who has a part in a procedure is said when it is opened; "
		"an administrator gives roles: 'scrubrelay user grant NAME "
		"--role ROLE'."},
    {SR_ENOPROC, "'scrubrelay procedures' lists those you may see."},
    {SR_ENOENTRY, "'scrubrelay watch --numbers PROC' shows the "
		  "numbers."},
    {SR_ENOUSER, "'scrubrelay user list' shows all accounts."},
    {SR_ESTATE, "'scrubrelay procedures' shows the state of each."},
    {SR_EROSTER, "Who opened it gives the roster again: 'scrubrelay "
		 "roster PROC FILE'."},
    {SR_ECONSENT, "Give the reference of the patient's consent with "
		  "--consent, and who it names with --audience."},
    {SR_EADVOCATE, "Name one with --advocate: an account that has the role "
		   "'advocate'."},
    {SR_ECHECK, "Read the code on the door and on the list again, then "
		"open once more: it is asked for at a terminal, else --check "
		"and --check-again take it."},
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

/* What an error of one operation means to who asked; NULL: as for all. */
static const struct {
	enum wire_op op;
	enum sr_err err;
	const char *message, *advice;
} meanings[] = {
    {OP_RESUME, SR_ESTATE,
	"It is neither quiet nor stopped: there is nothing to resume.", NULL},
    {OP_RESUME, SR_EGRANT, NULL,
	"A stop is ended by the surgeon or the patient's advocate, a quiet "
	"time by anybody of the team."},
    {OP_SIGN, SR_EGRANT,
	"Only the patient's advocate of this procedure gives this sign.", NULL},
    {OP_WITHDRAW, SR_EGRANT, NULL,
	"The surgeon, the patient's advocate or a moderator of this "
	"procedure does it; 'scrubrelay stop PROC' stops it now."},
    {OP_CLOSE, SR_ESTATE, "It is closed already.", NULL},
    {OP_FEEDBACK, SR_ESTATE, "Feedback is given when the procedure has ended.",
	NULL},
    {OP_OUTCOME, SR_ESTATE,
	"What became of it is said when the procedure has ended.", NULL},
    {OP_POLL_CLOSE, SR_ESTATE, "This poll is closed already.", NULL},
    {OP_POLL_VOTE, SR_ESTATE, "This poll is closed.", NULL},
    {OP_VOTE, SR_ENOENTRY, NULL,
	"'scrubrelay questions PROC' shows the numbers."},
    {OP_QUESTION_SET, SR_ENOENTRY, NULL,
	"'scrubrelay questions PROC' shows the numbers."},
    {OP_ANSWER, SR_ENOENTRY, NULL,
	"'scrubrelay questions PROC' shows the numbers."},
    {OP_DECIDE, SR_ENOENTRY, NULL,
	"'scrubrelay review PROC' shows what is held."},
    {OP_UNDO, SR_ENOENTRY, NULL,
	"'scrubrelay post PROC --retract N' withdraws what was released."},
    {OP_OPEN, SR_EINVAL, NULL, "'scrubrelay open --help' says what it takes."},
};

const char *
ask_advice(enum sr_err err)
{
	for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
		if (advices[i].err == err)
			return say(advices[i].advice);
	return NULL;
}

/* "open.check: ..." names a field of the protocol: people type none. */
static const char *
without_field(const char *message)
{
	size_t len = strspn(message, "abcdefghijklmnopqrstuvwxyz_.");

	if (!memchr(message, '.', len) || strncmp(message + len, ": ", 2) != 0)
		return message;
	return message + len + 2;
}

static enum cmd_status
report(enum sr_err err, const char *message, const char *advice)
{
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

enum cmd_status
ask_report(enum sr_err err, const char *message)
{
	return report(err, message, ask_advice(err));
}

/* The same, of an answer to `op`. */
static enum cmd_status
report_answer(enum wire_op op, enum sr_err err, const char *message)
{
	const char *advice = ask_advice(err);

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		if (meanings[i].op != op || meanings[i].err != err)
			continue;
		if (meanings[i].message)
			message = say(meanings[i].message);
		advice = say(meanings[i].advice);
	}
	return report(err, message ? without_field(message) : NULL, advice);
}

enum ask_next
ask_page(bool more, bool further)
{
	if (!more)
		return ASK_DONE;
	if (further)
		return ASK_AGAIN;
	output_fail("%s", say("The relay says that its list goes on, and sends "
			      "nothing further: it is not whole."));
	return ASK_FAILED;
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
		end(a, report_answer(a->r->op, err, message));
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
