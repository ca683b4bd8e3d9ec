/* SPDX-License-Identifier: MIT */
#ifndef SR_CMD_H
#define SR_CMD_H

/*
 * The subcommands of scrubrelay(1), one file each. argv[0] is the
 * subcommand's name; the result is the program's exit status.
 */

enum cmd_status {
	CMD_OK = 0,
	CMD_REFUSED = 1, /* the relay said no, or something failed */
	CMD_USAGE = 2,
	CMD_NETWORK = 3, /* the relay could not be reached */
};

int cmd_answer(int argc, char **argv);
int cmd_archive(int argc, char **argv);
int cmd_ask(int argc, char **argv);
int cmd_audit(int argc, char **argv);
int cmd_close(int argc, char **argv);
int cmd_correct(int argc, char **argv);
int cmd_enrol(int argc, char **argv);
int cmd_feedback(int argc, char **argv);
int cmd_filter(int argc, char **argv);
int cmd_follow(int argc, char **argv);
int cmd_following(int argc, char **argv);
int cmd_keygen(int argc, char **argv);
int cmd_milestone(int argc, char **argv);
int cmd_open(int argc, char **argv);
int cmd_outcome(int argc, char **argv);
int cmd_poll(int argc, char **argv);
int cmd_post(int argc, char **argv);
int cmd_procedures(int argc, char **argv);
int cmd_profiles(int argc, char **argv);
int cmd_questions(int argc, char **argv);
int cmd_quiet(int argc, char **argv);
int cmd_react(int argc, char **argv);
int cmd_resume(int argc, char **argv);
int cmd_review(int argc, char **argv);
int cmd_retract(int argc, char **argv);
int cmd_roster(int argc, char **argv);
int cmd_sign(int argc, char **argv);
int cmd_stop(int argc, char **argv);
int cmd_token(int argc, char **argv);
int cmd_unfollow(int argc, char **argv);
int cmd_undo(int argc, char **argv);
int cmd_user(int argc, char **argv);
int cmd_watch(int argc, char **argv);
int cmd_withdraw(int argc, char **argv);

#endif
