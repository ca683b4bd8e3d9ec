/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "archive_file.h"

/* Any bytes as an archive, as a checkpoint and as a receipt: what nobody signed
 * is never taken, and nothing ends the process. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
must(int good)
{
	if (!good)
		abort();
}

static void
as_note(const uint8_t *data, size_t len, const uint8_t *key)
{
	struct checkpoint_erasure e;
	struct checkpoint c;
	uint64_t at_s;

	must(checkpoint_read(&c, (const char *)data, len, key) != SR_OK);
	must(
	    checkpoint_receipt_read(&e, (const char *)data, len, key) != SR_OK);
	must(note_cosign_verify(
		 (const char *)data, len, "w.example", key, &at_s) != SR_OK);
}

/* An archive without procedures has no signature to lack: it is whole. */
static void
as_archive(const uint8_t *data, size_t len, const uint8_t *key)
{
	struct archive_file_check v = {
	    .key = (const uint8_t(*)[HELLO_KEY_BYTES])key, .keys = 1};
	struct archive_file *a = NULL;
	struct sr_fault fault = {""};

	if (archive_file_open_bytes(&a, data, len, &fault) != SR_OK)
		return;
	if (archive_file_verify(a, &v, &fault) == SR_OK)
		must(v.logs == 0 && v.leaves == 0);
	archive_file_close(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct keypair *nobody;
	uint8_t *copy;

	/* A fresh key, which has signed nothing. */
	if (!nobody)
		must(keypair_new(&nobody) == SR_OK);
	copy = malloc(len + 1);
	must(copy != NULL);
	memcpy(copy, data, len);
	as_note(copy, len, keypair_public(nobody));
	as_archive(copy, len, keypair_public(nobody));
	free(copy);
	return 0;
}
