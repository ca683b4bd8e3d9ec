/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "proto/hello.h"

/* Any bytes as an invite, as base64url, and as a proof: nothing that was not
 * made here is accepted, and what is accepted has one spelling. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
must(int good)
{
	if (!good)
		abort();
}

static void
as_text(const char *text)
{
	char code[INVITE_CODE_LEN + 1], again[INVITE_MAX], base64[100];
	uint8_t key[64];

	if (hello_invite_read(key, code, text) == SR_OK) {
		hello_invite_text(again, key, code);
		must(strstr(text, again) != NULL);
	}
	if (hello_unbase64(key, 32, text) == SR_OK) {
		hello_base64(base64, sizeof(base64), key, 32);
		must(strcmp(base64, text) == 0);
	}
	if (hello_unbase64(key, 64, text) == SR_OK) {
		hello_base64(base64, sizeof(base64), key, 64);
		must(strcmp(base64, text) == 0);
	}
}

static void
as_proof(const uint8_t *data, size_t len, const char *account)
{
	uint8_t bytes[192] = {0};
	struct hello_claim claim = {
	    bytes, bytes + 32, bytes + 64, bytes + 96, account};
	/* A point of small order as a key would verify forged signatures;
	 * libsodium refuses those. */
	memcpy(bytes, data, len < sizeof(bytes) ? len : sizeof(bytes));
	must(hello_verify(bytes + 128, &claim) == SR_EAUTH);
	must(hello_enrol_verify(bytes + 128, &claim) == SR_EAUTH);
	must(hello_welcome_verify(bytes + 128, &claim) == SR_EAUTH);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char *text = malloc(len + 1);

	must(text != NULL);
	memcpy(text, data, len);
	text[len] = '\0';
	as_text(text);
	as_proof(data, len, text);
	free(text);
	return 0;
}
