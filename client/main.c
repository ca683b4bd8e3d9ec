/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "cmd.h"
#include "confine.h"
#include "output.h"
#include "proto/catalogue.h"
#include "proto/limits.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *purpose;
} commands[] = {
    {"open", cmd_open, "start a procedure's stream"},
    {"post", cmd_post, "send updates: one, or lines from standard input"},
    {"milestone", cmd_milestone, "say that a step is reached, in one word"},
    {"correct", cmd_correct, "replace the text of an entry"},
    {"retract", cmd_retract, "withdraw an entry from every screen"},
    {"undo", cmd_undo, "take back an update that still waits"},
    {"review", cmd_review, "see and decide what the filter holds"},
    {"roster", cmd_roster, "give a procedure its roster again, and stay"},
    {"quiet", cmd_quiet, "nothing is posted until somebody resumes it"},
    {"resume", cmd_resume, "end a quiet time, or a stop"},
    {"stop", cmd_stop, "stop a stream at once, for everybody"},
    {"sign", cmd_sign, "say that the patient's advocate is there"},
    {"withdraw", cmd_withdraw, "consent was taken back: stop and erase"},
    {"close", cmd_close, "end a procedure's stream"},
    {"watch", cmd_watch, "read a procedure as it happens"},
    {"procedures", cmd_procedures, "list the procedures you may see"},
    {"token", cmd_token, "the header for curl to read events with"},
    {"ask", cmd_ask, "ask a question; a moderator decides about it"},
    {"questions", cmd_questions, "list questions; vote; publish or hide"},
    {"answer", cmd_answer, "answer a question for all readers"},
    {"poll", cmd_poll, "ask readers to choose; choose; close"},
    {"react", cmd_react, "understood, or again please"},
    {"feedback", cmd_feedback, "say how it was, when it is over"},
    {"follow", cmd_follow, "be told when such a procedure opens"},
    {"unfollow", cmd_unfollow, "follow it no more"},
    {"following", cmd_following, "list what you follow; wait for it"},
    {"outcome", cmd_outcome, "say what became of it later"},
    {"archive", cmd_archive, "list and read closed procedures"},
    {"filter", cmd_filter, "try the filter on text, without a relay"},
    {"enrol", cmd_enrol, "make this device known to a relay"},
    {"keygen", cmd_keygen, "make a device key"},
    {"profiles", cmd_profiles, "list the relays this device is known to"},
    {"audit", cmd_audit, "who did what, checked (administrators)"},
    {"user", cmd_user, "accounts, roles, invites (administrators)"},
};

static void
help(void)
{
	fputs(say("usage: scrubrelay [--profile NAME] COMMAND [...]\n"
		  "Relays what happens in an operating room, without what "
		  "identifies the patient.\n\n"),
	    stdout);
	for (size_t i = 0; i < COUNT(commands); i++)
		printf("  %-12s%s\n", commands[i].name,
		    say(commands[i].purpose));
	fputs(say("\n'scrubrelay COMMAND --help' tells a command's options; "
		  "scrubrelay(1) tells all.\n"),
	    stdout);
}

static int
unknown(const char *word)
{
	const char *name[COUNT(commands)], *near;

	for (size_t i = 0; i < COUNT(commands); i++)
		name[i] = commands[i].name;
	near = args_nearest(word, name, COUNT(commands));
	if (near)
		output_fail(
		    "there is no command '%s'; did you mean '%s'?", word, near);
	else
		output_fail("there is no command '%s'; 'scrubrelay --help' "
			    "lists them",
		    word);
	return CMD_USAGE;
}

/* A result that could not be written is none: a full disk, say. */
static int
ended(int status)
{
	bool written;

	errno = 0;
	written = fflush(stdout) == 0 && !ferror(stdout);
	if (written || status != CMD_OK)
		return status;
	if (errno != EPIPE) /* as head(1) does: it has what it wanted */
		output_fail("the result could not be written: %s",
		    errno ? strerror(errno) : say("output is incomplete"));
	return CMD_REFUSED;
}

int
main(int argc, char **argv)
{
	struct sr_fault fault = {""};
	int i = 1;

	/* Drafts and rosters pass through here. */
	if (confine(&fault) != SR_OK) {
		output_fail("%s", fault.what);
		return CMD_REFUSED;
	}
	setlocale(LC_CTYPE, "");
	catalogue_use(
	    sr_lang_from_tag(output_lang_name(output_lang_default())));
	signal(SIGPIPE, SIG_IGN);
	/* A file beyond the limit is told and removed, as on a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	if (argc > 2 && strcmp(argv[1], "--profile") == 0) {
		if (setenv("SCRUBRELAY_PROFILE", argv[2], 1) != 0)
			return CMD_REFUSED;
		i = 3;
	}
	if (i >= argc) {
		help();
		return CMD_USAGE;
	}
	if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0 ||
	    strcmp(argv[i], "help") == 0) {
		help();
		return CMD_OK;
	}
	if (strcmp(argv[i], "--version") == 0) {
		printf("scrubrelay " SR_VERSION "\n");
		return CMD_OK;
	}
	for (size_t c = 0; c < COUNT(commands); c++)
		if (strcmp(argv[i], commands[c].name) == 0)
			return ended(commands[c].run(argc - i, argv + i));
	return unknown(argv[i]);
}
