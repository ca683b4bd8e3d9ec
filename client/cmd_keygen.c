/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>

#include "args.h"
#include "output.h"
#include "profile.h"
#include "proto/hello.h"

#define KEY_TEXT 48u /* base64url of 32 bytes, with room */

/* scrubrelay keygen [FILE] */
int
cmd_keygen(int argc, char **argv)
{
	static const struct args_option none[] = {ARGS_END};
	struct args a = {
	    .command = "keygen",
	    .synopsis = "[FILE]",
	    .purpose =
		"Makes a device key and prints its public half. FILE "
		"is new; the default is device.key in the folder of the "
		"profiles.",
	    .option = none,
	    .most = 1,
	};
	char file[PATH_MAX], text[KEY_TEXT];
	struct keypair *key = NULL;
	struct sr_fault fault = {""};
	enum sr_err err = SR_OK;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (a.count)
		snprintf(file, sizeof file, "%s", a.word[0]);
	else
		err = profile_path(file, "device", ".key", &fault);
	if (err == SR_OK)
		err = keypair_new(&key);
	if (err == SR_OK)
		err = keypair_save(key, file, &fault);
	if (err != SR_OK) {
		output_fail(
		    "%s", *fault.what ? fault.what : sr_err_sentence(err));
		keypair_free(key);
		return CMD_REFUSED;
	}
	hello_base64(text, sizeof text, keypair_public(key), HELLO_KEY_BYTES);
	printf("%s\n", text);
	output_hint("The key is in %s; 'scrubrelay enrol --key %s URL "
		    "INVITE' uses it.",
	    file, file);
	keypair_free(key);
	return CMD_OK;
}
