/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "bundle_record.h"
#include "proto/bundle.h"

/* Any bytes as a bundle, under a key that the corpus knows: what reads is whole
 * lines that end once, and nothing ends the process. Input that begins with a
 * brace is the lines of a bundle that somebody with the key made: what reads as
 * one has all its entries, each in its place. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct secret *secret;

static void
must(int good)
{
	if (!good)
		abort();
}

/* ---- any bytes ---- */

static void
read_all(struct bundle_reader *r, size_t most)
{
	struct sr_fault fault = {""};
	const char *line;
	size_t len, count = 0;
	bool last = false;
	enum sr_err err = SR_OK;

	while (!last && err == SR_OK) {
		err = bundle_read(r, &line, &len, &last, &fault);
		if (err == SR_OK)
			must(line[len] == '\0');
		/* Each takes some of the input. */
		must(count++ <= most);
	}
	must(bundle_read(r, &line, &len, &last, &fault) != SR_OK);
	if (err == SR_ECRYPTO)
		must(fault.what[0] != '\0');
}

static void
as_record(const uint8_t *bytes, size_t len)
{
	struct bundle_record b;
	struct sr_fault fault = {""};

	if (bundle_record_read(&b, bytes, len, secret, &fault) == SR_OK) {
		must(b.head.code_name && b.head.template_id);
		for (size_t i = 0; i < b.count; i++)
			must(b.item[i].entry.number == i + 1 &&
			     b.item[i].entry.tally_count <= CHOICES_MAX);
	}
	bundle_record_wipe(&b);
}

static void
as_bundle(const uint8_t *bytes, size_t len)
{
	struct bundle_reader *r = NULL;
	struct sr_fault fault = {""};

	if (bundle_reader_new(&r, bytes, len, secret, &fault) == SR_OK)
		read_all(r, len);
	bundle_reader_free(r);
	as_record(bytes, len);
}

/* ---- lines ---- */

struct bytes {
	uint8_t *byte;
	size_t len;
};

static enum sr_err
keep(void *ctx, const void *bytes, size_t len)
{
	struct bytes *b = ctx;

	b->byte = realloc(b->byte, b->len + len);
	must(b->byte != NULL);
	memcpy(b->byte + b->len, bytes, len);
	b->len += len;
	return SR_OK;
}

static void
as_lines(const char *text, size_t len)
{
	struct bytes b = {0};
	struct bundle_writer *w = NULL;
	enum sr_err err =
	    bundle_writer_new(&w, BUNDLE_KEY, secret, NULL, keep, &b);

	while (err == SR_OK && len) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;
		size_t step = end ? line + 1 : line;

		err = bundle_write(w, text, line, step == len);
		text += step;
		len -= step;
	}
	bundle_writer_free(w);
	if (err == SR_OK)
		as_record(b.byte, b.len);
	free(b.byte);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const char key[] = "0123456789abcdef0123456789abcdef";
	enum bundle_lock lock;
	uint8_t *copy;

	if (!secret)
		must(secret_copy(&secret, key, 32) == SR_OK);
	/* Argon2id with costs that an input chooses would take all the time. */
	if (bundle_lock_of(&lock, data, len) == SR_OK &&
	    lock == BUNDLE_PASSPHRASE &&
	    (data[28] > 1 || data[31] > 0 || data[30] > 0))
		return 0;
	copy = malloc(len ? len : 1);
	must(copy != NULL);
	if (len)
		memcpy(copy, data, len);
	if (len && data[0] == '{')
		as_lines((const char *)copy, len);
	else
		as_bundle(copy, len);
	free(copy);
	return 0;
}
