/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "link.h"
#include "output.h"
#include "profile.h"
#include "proto/catalogue.h"
#include "proto/hello.h"
#include "roles.h"

struct enrol {
	struct ws_loop *loop;
	struct link *link;
	struct profile profile;
	struct keypair *device;
	bool made; /* the key file is ours, and goes when nothing comes of it */
	char code[INVITE_CODE_LEN + 1];
	unsigned roles;
	enum cmd_status status;
};

static void
on_up(void *ctx, const struct wire_welcome *welcome)
{
	struct enrol *e = ctx;

	snprintf(e->profile.account, sizeof e->profile.account, "%s",
	    welcome->account);
	e->roles = welcome->roles;
	e->status = CMD_OK;
	ws_loop_stop(e->loop);
}

static void
on_end(void *ctx, enum sr_err err, const char *why)
{
	struct enrol *e = ctx;

	if (err == SR_EAUTH) {
		output_fail("%s", why);
		output_status("An invite works once, for a day, and until "
			      "there is a newer one for the account: ask an "
			      "administrator for one ('scrubrelay user invite "
			      "NAME').");
		e->status = CMD_REFUSED;
	} else {
		e->status = ask_report(err, why);
	}
	ws_loop_stop(e->loop);
}

/* The invite as a word, or the first line of standard input. */
static enum sr_err
take_invite(struct enrol *e, const char *word, struct sr_fault *fault)
{
	char line[INVITE_MAX + 2] = "";
	enum sr_err err;

	if (!word || strcmp(word, "-") == 0) {
		ssize_t n = 0;

		if (isatty(STDIN_FILENO))
			fputs(say("Invite: "), stderr);
		n = read(STDIN_FILENO, line, sizeof line - 1);
		line[n > 0 ? n : 0] = '\0';
		line[strcspn(line, "\r\n")] = '\0';
		word = line;
	}
	err = hello_invite_read(e->profile.relay, e->code, word);
	explicit_bzero(line, sizeof line);
	if (err != SR_OK)
		sr_fault_set(fault, "the invite is not whole: it starts with "
				    "'sr1.' and has three parts with dots "
				    "between; copy all of it");
	return err;
}

/* The device's key: the file that is named, or a new one. */
static enum sr_err
take_key(struct enrol *e, const char *file, struct sr_fault *fault)
{
	enum sr_err err;

	if (file) {
		if (!realpath(file, e->profile.key_file)) {
			sr_fault_set(fault, "%.200s: cannot be read", file);
			return SR_EDISK;
		}
		return keypair_load(&e->device, e->profile.key_file, fault);
	}
	err = profile_path(e->profile.key_file, e->profile.name, ".key", fault);
	if (err == SR_OK && access(e->profile.key_file, F_OK) == 0)
		return keypair_load(&e->device, e->profile.key_file, fault);
	if (err == SR_OK)
		err = keypair_new(&e->device);
	if (err == SR_OK)
		err = keypair_save(e->device, e->profile.key_file, fault);
	e->made = err == SR_OK;
	return err;
}

static enum sr_err
take_url(
    struct enrol *e, const char *url, const char *ca, struct sr_fault *fault)
{
	struct profile_url parts;
	enum sr_err err = profile_url_read(url, &parts, fault);

	if (err != SR_OK)
		return err;
	snprintf(e->profile.url, sizeof e->profile.url, "%s", url);
	if (ca && !realpath(ca, e->profile.ca_file)) {
		sr_fault_set(fault, "%.200s: cannot be read", ca);
		return SR_EDISK;
	}
	return SR_OK;
}

static enum sr_err
run(struct enrol *e, const char *label, struct sr_fault *fault)
{
	static const struct link_handler handler = {
	    .on_up = on_up,
	    .on_end = on_end,
	};
	const struct link_options opt = {
	    .profile = &e->profile,
	    .code = e->code,
	    .label = label,
	    .device = e->device,
	};
	enum sr_err err = ws_loop_new(&e->loop);

	if (err == SR_OK)
		err = link_new(&e->link, e->loop, &opt, &handler, e, fault);
	if (err == SR_OK)
		ws_loop_run(e->loop);
	if (err == SR_OK && e->status == CMD_OK)
		err = profile_save(&e->profile, fault);
	return err;
}

static void
tell(const struct enrol *e)
{
	char roles[ROLES_TEXT];

	roles_text(roles, sizeof roles, e->roles);
	printf(say("This device is now known to %s as '%s' (%s).\n"),
	    e->profile.url,
	    e->profile.account, roles);
	if (e->roles & ROLE_ADMIN)
		output_hint("Next: scrubrelay user add NAME --role ROLE");
	else if (e->roles & ROLES_STAFF)
		output_hint("Next: scrubrelay open --template T --consent "
			    "REF --audience student, or scrubrelay "
			    "procedures");
	else
		output_hint("Next: scrubrelay watch");
}

/* scrubrelay enrol URL INVITE */
int
cmd_enrol(int argc, char **argv)
{
	const char *profile = NULL, *label = NULL, *ca = NULL, *key = NULL;
	const struct args_option options[] = {
	    {"profile", "NAME", ARGS_TEXT, &profile,
		"keep it under this name (default: default)"},
	    {"label", "TEXT", ARGS_TEXT, &label,
		"what to call this device (\"OR tablet\")"},
	    {"ca", "FILE", ARGS_TEXT, &ca,
		"trust these authorities (PEM), not the system's"},
	    {"key", "FILE", ARGS_TEXT, &key,
		"this device's key (see keygen), not a new one"},
	    ARGS_END};
	struct args a = {
	    .command = "enrol",
	    .synopsis = "URL [INVITE|-]",
	    .purpose = "Makes this device known to a relay, with the "
		       "invite an administrator gave you.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	struct enrol e = {.status = CMD_REFUSED};
	struct sr_fault fault = {""};
	enum sr_err err;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	err = profile_new(&e.profile, profile, &fault);
	if (err == SR_OK)
		err = take_url(&e, a.word[0], ca, &fault);
	if (err == SR_OK)
		err = take_invite(&e, a.count > 1 ? a.word[1] : NULL, &fault);
	if (a.count > 1) /* out of the list of processes */
		explicit_bzero(a.word[1], strlen(a.word[1]));
	if (err == SR_OK)
		err = take_key(&e, key, &fault);
	if (err == SR_OK)
		err = run(&e, label, &fault);
	if (err == SR_OK && e.status == CMD_OK) {
		tell(&e);
	} else if (err != SR_OK) {
		/* What was typed cannot be meant. */
		e.status = err == SR_EINVAL ? CMD_USAGE : CMD_REFUSED;
		output_fail(
		    "%s", *fault.what ? fault.what : sr_err_sentence(err));
	}
	if (e.status != CMD_OK && e.made)
		unlink(e.profile.key_file);
	link_free(e.link);
	ws_loop_free(e.loop);
	keypair_free(e.device);
	explicit_bzero(e.code, sizeof e.code);
	return (int)e.status;
}
