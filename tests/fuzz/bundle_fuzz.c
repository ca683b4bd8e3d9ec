/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "proto/bundle.h"
#include "proto/cj.h"

/* Any bytes as a bundle, under a key that the corpus knows: what reads is a
 * whole line and ends once, and nothing ends the process. The lines of a bundle
 * that somebody else made are JSON as anything else from outside. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
must(int good)
{
	if (!good)
		abort();
}

static void
read_line(struct cj *c, const char *line, size_t len)
{
	const struct cj_value *root;
	struct sr_fault fault = {""};

	must(line[len] == '\0');
	(void)!cj_read(c, line, len, &root, &fault);
	cj_end(c);
}

static void
read_all(struct bundle_reader *r, struct cj *c, size_t most)
{
	struct sr_fault fault = {""};
	const char *line;
	size_t len, count = 0;
	bool last = false;
	enum sr_err err = SR_OK;

	while (!last && err == SR_OK) {
		err = bundle_read(r, &line, &len, &last, &fault);
		if (err == SR_OK)
			read_line(c, line, len);
		/* Each takes some of the input. */
		must(count++ <= most);
	}
	must(bundle_read(r, &line, &len, &last, &fault) != SR_OK);
	if (err == SR_ECRYPTO)
		must(fault.what[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const char key[] = "0123456789abcdef0123456789abcdef";
	static struct secret *secret;
	static struct cj *c;
	struct bundle_reader *r = NULL;
	struct sr_fault fault = {""};
	enum bundle_lock lock;
	uint8_t *copy;

	if (!secret)
		must(secret_copy(&secret, key, 32) == SR_OK &&
		     cj_new(&c) == SR_OK);
	/* Argon2id with costs that an input chooses would take all the time. */
	if (bundle_lock_of(&lock, data, len) == SR_OK &&
	    lock == BUNDLE_PASSPHRASE &&
	    (data[28] > 1 || data[31] > 0 || data[30] > 0))
		return 0;
	copy = malloc(len ? len : 1);
	must(copy != NULL);
	if (len)
		memcpy(copy, data, len);
	if (bundle_reader_new(&r, copy, len, secret, &fault) == SR_OK)
		read_all(r, c, len);
	bundle_reader_free(r);
	free(copy);
	return 0;
}
