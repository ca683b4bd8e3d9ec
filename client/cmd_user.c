/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "args.h"
#include "ask.h"
#include "output.h"
#include "profile.h"
#include "proto/catalogue.h"
#include "proto/hello.h"
#include "roles.h"

struct user {
	const char *profile, *device;
	struct args_list roles;
	bool json;
	struct args args;
	struct wire_request r;
	char after[NAME_MAX_BYTES + 1]; /* list: the last one shown */
	bool started;
};

/* ---- what the relay answers ---- */

/* Where the relay's pages are, with the invite where it is never sent. */
static void
link_of(char *out, size_t room, const char *url, const char *invite)
{
	const char *host = strstr(url, "://");
	bool tls = strncmp(url, "wss", 3) == 0;

	host = host ? host + 3 : url;
	snprintf(out, room, "%s://%.*s/#%s", tls ? "https" : "http",
	    (int)strcspn(host, "/"), host, invite);
}

static enum ask_next
on_invite(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct user *u = ctx;
	struct profile p;
	struct sr_fault fault;
	uint8_t relay[32];
	char code[INVITE_CODE_LEN + 1];
	char text[INVITE_MAX], link[PROFILE_URL_MAX + INVITE_MAX];

	if (profile_load(&p, u->profile, &fault) != SR_OK)
		return ASK_DONE;
	/* Somebody gives the line to a shell: nothing but an invite in it. */
	if (!ok->invite ||
	    hello_invite_read(relay, code, ok->invite) != SR_OK) {
		output_fail("the relay sent what we cannot read");
		return ASK_FAILED;
	}
	hello_invite_text(text, relay, code);
	explicit_bzero(code, sizeof code);
	output_hint("The invite for '%s' works once. Give this line to them "
		    "and to nobody else:",
	    r->u.user.account);
	printf("scrubrelay enrol %s %s\n", p.url, text);
	fflush(stdout);
	link_of(link, sizeof link, p.url, text);
	output_hint("Or, in a browser: %s", link);
	explicit_bzero(link, sizeof link);
	if (*p.ca_file)
		output_hint("Their device needs the hospital's authority too: "
			    "--ca FILE behind it.");
	explicit_bzero(text, sizeof text);
	return ASK_DONE;
}

static void
list_json(const struct wire_account *a)
{
	bool first = true;

	printf("{\"account\":\"%s\",\"roles\":[", a->account);
	for (unsigned bit = 1; bit <= ROLE_ADMIN; bit <<= 1) {
		if (!(a->roles & bit))
			continue;
		printf("%s\"%s\"", first ? "" : ",", wire_role_name(bit));
		first = false;
	}
	printf("],\"devices\":%u,\"revoked\":%s}\n", a->devices,
	    a->revoked ? "true" : "false");
}

static enum ask_next
on_list(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct user *u = ctx;
	char roles[ROLES_TEXT], last[sizeof u->after];
	struct output o;

	memcpy(last, u->after, sizeof last);
	output_init(&o, stdout);
	if (!u->json && !u->started)
		output_look(&o, LOOK_BOLD, "%-20s %-7s  %s\n", say("ACCOUNT"),
		    say("DEVICES"), say("ROLES"));
	u->started = true;
	for (size_t i = 0; i < ok->account_count; i++) {
		const struct wire_account *a = &ok->accounts[i];

		snprintf(u->after, sizeof u->after, "%s", a->account);
		if (u->json) {
			list_json(a);
			continue;
		}
		roles_text(roles, sizeof roles, a->roles);
		output_look(&o, a->revoked ? LOOK_DIM : LOOK_PLAIN,
		    "%-20s %7u  %s%s\n", a->account, a->devices,
		    a->revoked ? say("revoked; was ") : "", roles);
	}
	r->u.user.account = u->after;
	return ask_page(ok->more, strcmp(u->after, last) > 0);
}

static void
device_json(const struct wire_device *d, const char *key)
{
	printf("{\"device\":\"%s\",\"label\":", key);
	output_json_text(
	    stdout, d->label ? d->label : "", d->label ? strlen(d->label) : 0);
	printf(",\"revoked\":%s,\"connections\":%u}\n",
	    d->revoked ? "true" : "false", d->connections);
}

static enum ask_next
on_devices(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct user *u = ctx;
	struct output o;
	char key[4 * (HELLO_KEY_BYTES + 2) / 3 + 1];

	(void)r;
	output_init(&o, stdout);
	if (!u->json && ok->device_count)
		output_look(&o, LOOK_BOLD, "%-43s  %-10s  %s\n",
		    say("DEVICE"), say("NOW"), say("NAME"));
	for (size_t i = 0; i < ok->device_count; i++) {
		const struct wire_device *d = &ok->devices[i];

		hello_base64(key, sizeof key, d->device, sizeof d->device);
		if (u->json)
			device_json(d, key);
		else
			output_look(&o, d->revoked ? LOOK_DIM : LOOK_PLAIN,
			    "%s  %-10s  %s\n", key,
			    d->revoked	       ? say("revoked")
				: d->connections ? say("connected")
						 : say("away"),
			    d->label ? d->label : "");
	}
	return ASK_DONE;
}

static enum ask_next
on_grant(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	char roles[ROLES_TEXT];

	(void)ctx;
	(void)ok;
	roles_text(roles, sizeof roles, r->u.user.roles);
	printf(say("'%s' now has: %s.\n"), r->u.user.account, roles);
	return ASK_DONE;
}

static enum ask_next
on_revoke(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	(void)ctx;
	(void)ok;
	printf(r->u.user.device_given
		   ? say("That device of '%s' is revoked; its connections "
			 "are closed.\n")
		   : say("'%s' is revoked; all its connections are closed.\n"),
	    r->u.user.account);
	return ASK_DONE;
}

/* ---- which there are ---- */

/* What an action takes behind NAME. */
#define TAKES_ROLE 1u
#define TAKES_DEVICE 2u
#define TAKES_JSON 4u

static const struct action {
	const char *name, *synopsis, *purpose;
	enum wire_op op;
	unsigned words, takes;
	ask_answer *answer;
} actions[] = {
    {"add", "NAME --role ROLE[,ROLE]",
	"Makes an account and prints the invite for its first device.",
	OP_USER_ADD, 1, TAKES_ROLE, on_invite},
    {"invite", "NAME", "Prints an invite for one more device.", OP_USER_INVITE,
	1, 0, on_invite},
    {"devices", "NAME [--json]",
	"Lists an account's devices, with the keys that revoke takes.",
	OP_USER_DEVICES, 1, TAKES_JSON, on_devices},
    {"list", "[--json]", "Lists all accounts.", OP_USER_LIST, 0, TAKES_JSON,
	on_list},
    {"grant", "NAME --role ROLE[,ROLE]",
	"Sets an account's roles: those named and no others.", OP_USER_GRANT, 1,
	TAKES_ROLE, on_grant},
    {"revoke", "NAME [--device KEY]",
	"Ends an account, or one of its devices (named by its public "
	"key), at once.",
	OP_USER_REVOKE, 1, TAKES_DEVICE, on_revoke},
};

#define ACTIONS (sizeof actions / sizeof *actions)

static int
help(int status)
{
	FILE *out = status == CMD_OK ? stdout : stderr;

	fputs(say("usage: scrubrelay user ACTION [...]\n"), out);
	for (size_t i = 0; i < ACTIONS; i++)
		fprintf(out, "  user %s %s\n      %s\n", actions[i].name,
		    actions[i].synopsis, say(actions[i].purpose));
	return status;
}

static bool
read_options(struct user *u, const struct action *act, int argc, char **argv,
    int *status)
{
	char command[16];
	struct args_option options[5] = {ARGS_PROFILE(&u->profile)};
	unsigned n = 1;

	if (act->takes & TAKES_ROLE)
		options[n++] = (struct args_option){"role", "ROLE[,ROLE]",
		    ARGS_LIST, &u->roles,
		    "poster, surgeon, advocate, "
		    "moderator, student, colleague, educator, admin"};
	if (act->takes & TAKES_DEVICE)
		options[n++] = (struct args_option){
		    "device", "KEY", ARGS_TEXT, &u->device, "this device only"};
	if (act->takes & TAKES_JSON)
		options[n++] = (struct args_option){"json", NULL, ARGS_FLAG,
		    &u->json, "one JSON object a line"};
	options[n] = (struct args_option)ARGS_END;
	snprintf(command, sizeof command, "user %s", act->name);
	u->args = (struct args){
	    .command = command,
	    .synopsis = act->synopsis,
	    .purpose = act->purpose,
	    .option = options,
	    .least = act->words,
	    .most = act->words,
	};
	return args_read(&u->args, argc, argv, status);
}

static bool
fill(struct user *u, const struct action *act)
{
	u->r.op = act->op;
	u->r.u.user.account = act->words ? u->args.word[0] : NULL;
	if (act->words && !wire_name_ok(u->r.u.user.account)) {
		output_fail("an account's name is 1 to %u of a-z 0-9 . _ -, "
			    "not '%.80s'",
		    NAME_MAX_BYTES, u->args.word[0]);
		return false;
	}
	if (act->takes & TAKES_ROLE &&
	    !roles_read(act->name, &u->roles, &u->r.u.user.roles))
		return false;
	if (!u->device)
		return true;
	u->r.u.user.device_given = true;
	if (hello_unbase64(u->r.u.user.device, HELLO_KEY_BYTES, u->device) ==
	    SR_OK)
		return true;
	output_fail("a device is named by its public key of 43 letters, as "
		    "'scrubrelay profiles' on it shows it");
	return false;
}

/* scrubrelay user ACTION ... */
int
cmd_user(int argc, char **argv)
{
	struct user u = {0};
	int status = CMD_USAGE;

	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		return help(CMD_OK);
	for (size_t i = 0; argc > 1 && i < ACTIONS; i++) {
		if (strcmp(argv[1], actions[i].name) != 0)
			continue;
		if (!read_options(&u, &actions[i], argc - 1, argv + 1, &status))
			return status;
		if (!fill(&u, &actions[i]))
			return CMD_USAGE;
		return (int)ask_relay(u.profile, &u.r, actions[i].answer, &u);
	}
	if (argc > 1) {
		output_fail("%s: there is no action '%s'; see 'scrubrelay %s "
			    "--help'",
		    "user", argv[1], "user");
		return CMD_USAGE;
	}
	return help(CMD_USAGE);
}
