/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>

#include "args.h"
#include "output.h"
#include "profile.h"
#include "proto/catalogue.h"
#include "proto/hello.h"

#define KEY_TEXT 48u

static void
show(void *ctx, const char *name)
{
	const struct output *o = ctx;
	struct profile p;
	struct keypair *key = NULL;
	struct sr_fault fault = {""};
	char device[KEY_TEXT] = "";
	enum sr_err err = profile_load(&p, name, &fault);

	if (err == SR_OK)
		err = keypair_load(&key, p.key_file, &fault);
	output_look(o, LOOK_BOLD, "%s\n", name);
	if (err != SR_OK) {
		output_look(o, LOOK_WARN, "  %s\n", fault.what);
		return;
	}
	hello_base64(
	    device, sizeof device, keypair_public(key), HELLO_KEY_BYTES);
	printf(say("  relay    %s\n  account  %s\n  device   %s\n"), p.url,
	    p.account, device);
	keypair_free(key);
}

/* scrubrelay profiles */
int
cmd_profiles(int argc, char **argv)
{
	static const struct args_option none[] = {ARGS_END};
	struct args a = {
	    .command = "profiles",
	    .synopsis = "",
	    .purpose = "Lists the relays this device is known to, with its "
		       "public key at each.",
	    .option = none,
	};
	struct output o;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	output_init(&o, stdout);
	(void)profile_each(show, &o);
	return CMD_OK;
}
