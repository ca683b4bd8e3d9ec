/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "args.h"
#include "output.h"
#include "profile.h"
#include "proto/hello.h"
#include "proto/wire.h"

/* base64url of 32 and of 64 bytes, with room. */
#define KEY_TEXT 48u
#define SIGNATURE_TEXT 96u

static enum sr_err
read_words(const struct args *a, struct procedure_id *id, uint8_t nonce[32],
    struct sr_fault *fault)
{
	if (!wire_id_from_text(a->word[0], id)) {
		sr_fault_set(fault,
		    "PROC: allowed is the whole id, 32 digits; 'scrubrelay "
		    "procedures --json' has it");
		return SR_EINVAL;
	}
	if (hello_unbase64(nonce, HELLO_NONCE_BYTES, a->word[1]) != SR_OK) {
		sr_fault_set(fault,
		    "CHALLENGE: allowed is what the relay answers to "
		    "/v1/challenge");
		return SR_EINVAL;
	}
	return SR_OK;
}

static void
print_header(const struct profile *p, const struct keypair *key,
    const struct procedure_id *id, const uint8_t nonce[32])
{
	char text[PROCEDURE_ID_TEXT + 1], path[NAME_MAX_BYTES + 1];
	char device[KEY_TEXT], challenge[KEY_TEXT], proof[SIGNATURE_TEXT];
	uint8_t signature[HELLO_SIGNATURE_BYTES];
	const struct hello_pass pass = {
	    .relay = p->relay,
	    .nonce = nonce,
	    .device = keypair_public(key),
	    .account = p->account,
	    .path = path,
	};

	wire_id_text(text, id);
	snprintf(path, sizeof path, "/v1/procedures/%s/entries", text);
	hello_pass_sign(signature, &pass, key);
	hello_base64(device, sizeof device, pass.device, HELLO_KEY_BYTES);
	hello_base64(challenge, sizeof challenge, nonce, HELLO_NONCE_BYTES);
	hello_base64(proof, sizeof proof, signature, sizeof signature);
	printf("Authorization: ScrubRelay account=%s,device=%s,nonce=%s,"
	       "signature=%s\n",
	    p->account, device, challenge, proof);
}

/* scrubrelay token PROC CHALLENGE */
int
cmd_token(int argc, char **argv)
{
	const char *name = NULL;
	const struct args_option options[] = {ARGS_PROFILE(&name), ARGS_END};
	struct args a = {
	    .command = "token",
	    .synopsis = "PROC CHALLENGE",
	    .purpose =
		"Prints the header with which curl reads a procedure's events "
		"once, within a minute. CHALLENGE is what the relay answers to "
		"GET /v1/challenge. Nothing is sent.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	struct procedure_id id;
	struct profile profile;
	struct keypair *key = NULL;
	struct sr_fault fault = {""};
	uint8_t nonce[HELLO_NONCE_BYTES];
	enum sr_err err;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	err = read_words(&a, &id, nonce, &fault);
	if (err == SR_OK)
		err = profile_load(&profile, name, &fault);
	if (err == SR_OK)
		err = keypair_load(&key, profile.key_file, &fault);
	if (err == SR_OK)
		print_header(&profile, key, &id, nonce);
	else
		output_fail(
		    "%s", *fault.what ? fault.what : sr_err_sentence(err));
	keypair_free(key);
	if (err == SR_OK)
		return CMD_OK;
	return err == SR_EINVAL ? CMD_USAGE : CMD_REFUSED;
}
