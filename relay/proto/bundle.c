/* SPDX-License-Identifier: MIT */
#include "proto/bundle.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "proto/catalogue.h"
#include "proto/limits.h"

/* ARCHIVE.md is the specification of the bytes. */

#define MAGIC "SRBUNDL1"
#define LOCK_AT 8u
#define SALT_AT 9u
#define PASSES_AT 25u
#define KIB_AT 29u
#define HEADER_AT 33u
#define LENGTH_BYTES 4u
#define SEAL_BYTES crypto_secretstream_xchacha20poly1305_ABYTES
#define PLAIN_MAX (BUNDLE_LINE_MAX + BUNDLE_PAD_BYTES)

/* What a head may ask for: one from somebody else must not take the machine. */
#define PASSES_MOST 16u
#define KIB_LEAST 8u
#define KIB_MOST 1048576u

_Static_assert(HEADER_AT + crypto_secretstream_xchacha20poly1305_HEADERBYTES ==
		   BUNDLE_HEAD_BYTES,
    "the head ends with secretstream's");
_Static_assert(
    BUNDLE_KEY_BYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES,
    "a key is secretstream's");

const struct bundle_cost bundle_cost_default = {3, 262144};

static void
put_u32(uint8_t *to, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t
get_u32(const uint8_t *from)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++)
		value = value << 8 | from[i];
	return value;
}

/* The stream's key, by what the head says. */
static enum sr_err
derive(struct secret **out, const uint8_t *head, const struct secret *secret)
{
	uint32_t passes = get_u32(head + PASSES_AT);
	uint32_t kib = get_u32(head + KIB_AT);
	struct secret *key = NULL;
	enum sr_err err;

	if (head[LOCK_AT] == BUNDLE_KEY)
		return secret_len(secret) == BUNDLE_KEY_BYTES
			   ? secret_copy(
				 out, secret_bytes(secret), BUNDLE_KEY_BYTES)
			   : SR_ECRYPTO;
	if (passes < 1 || passes > PASSES_MOST || kib < KIB_LEAST ||
	    kib > KIB_MOST)
		return SR_ECRYPTO;
	err = secret_new(&key, BUNDLE_KEY_BYTES);
	if (err != SR_OK)
		return err;
	if (crypto_pwhash(secret_edit(key), BUNDLE_KEY_BYTES,
		(const char *)secret_bytes(secret), secret_len(secret),
		head + SALT_AT, passes, (size_t)kib * 1024,
		crypto_pwhash_ALG_ARGON2ID13) != 0) {
		secret_free(key);
		return SR_ENOMEM;
	}
	*out = key;
	return SR_OK;
}

/* ---- writing ---- */

struct bundle_writer {
	crypto_secretstream_xchacha20poly1305_state stream;
	uint8_t head[BUNDLE_HEAD_BYTES];
	bundle_sink *sink;
	void *ctx;
	bool begun, ended;
};

void
bundle_writer_free(struct bundle_writer *w)
{
	if (!w)
		return;
	explicit_bzero(w, sizeof *w);
	free(w);
}

enum sr_err
bundle_writer_new(struct bundle_writer **out, enum bundle_lock lock,
    const struct secret *secret, const struct bundle_cost *cost,
    bundle_sink *sink, void *ctx)
{
	struct bundle_writer *w;
	struct secret *key = NULL;
	enum sr_err err;

	if (sodium_init() < 0)
		return SR_ECRYPTO;
	w = calloc(1, sizeof *w);
	if (!w)
		return SR_ENOMEM;
	w->sink = sink;
	w->ctx = ctx;
	memcpy(w->head, MAGIC, LOCK_AT);
	w->head[LOCK_AT] = (uint8_t)lock;
	if (lock == BUNDLE_PASSPHRASE) {
		randombytes_buf(w->head + SALT_AT, PASSES_AT - SALT_AT);
		put_u32(w->head + PASSES_AT, cost->passes);
		put_u32(w->head + KIB_AT, cost->kib);
	}
	err = derive(&key, w->head, secret);
	if (err == SR_OK) {
		crypto_secretstream_xchacha20poly1305_init_push(
		    &w->stream, w->head + HEADER_AT, secret_bytes(key));
		err = sink(ctx, w->head, sizeof w->head);
	}
	secret_free(key);
	if (err == SR_OK) {
		*out = w;
		w = NULL;
	}
	bundle_writer_free(w);
	return err;
}

/* The head belongs to the first record. */
static void
push(struct bundle_writer *w, uint8_t *to, const uint8_t *plain, size_t len,
    bool last)
{
	crypto_secretstream_xchacha20poly1305_push(&w->stream, to, NULL, plain,
	    len, w->begun ? NULL : w->head, w->begun ? 0 : sizeof w->head,
	    last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
		 : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
	w->begun = true;
	w->ended = last;
}

enum sr_err
bundle_write(struct bundle_writer *w, const char *line, size_t len, bool last)
{
	size_t padded =
	    (len / BUNDLE_PAD_BYTES + 1) * BUNDLE_PAD_BYTES; /* a newline */
	size_t sealed = padded + SEAL_BYTES;
	uint8_t *plain, *out;
	enum sr_err err = SR_ENOMEM;

	if (w->ended)
		return SR_ESTATE;
	if (len > BUNDLE_LINE_MAX)
		return SR_ETOOLARGE;
	plain = malloc(padded);
	out = malloc(LENGTH_BYTES + sealed);
	if (!plain || !out)
		goto out;
	memcpy(plain, line, len);
	memset(plain + len, ' ', padded - len);
	plain[padded - 1] = '\n';
	put_u32(out, (uint32_t)sealed);
	push(w, out + LENGTH_BYTES, plain, padded, last);
	err = w->sink(w->ctx, out, LENGTH_BYTES + sealed);
out:
	if (plain)
		explicit_bzero(plain, padded);
	free(plain);
	free(out);
	return err;
}

/* ---- reading ---- */

struct bundle_reader {
	crypto_secretstream_xchacha20poly1305_state stream;
	const uint8_t *bytes;
	size_t len, at;
	uint64_t record; /* the next */
	uint8_t *plain;
	size_t room;
	bool ended;
	const char *why; /* broken: what is wrong with `record` */
};

enum sr_err
bundle_lock_of(enum bundle_lock *lock, const void *bytes, size_t len)
{
	const uint8_t *head = bytes;

	if (len < BUNDLE_HEAD_BYTES || memcmp(head, MAGIC, LOCK_AT) != 0 ||
	    (head[LOCK_AT] != BUNDLE_KEY && head[LOCK_AT] != BUNDLE_PASSPHRASE))
		return SR_EVERSION;
	*lock = (enum bundle_lock)head[LOCK_AT];
	return SR_OK;
}

void
bundle_reader_free(struct bundle_reader *r)
{
	if (!r)
		return;
	if (r->plain)
		explicit_bzero(r->plain, r->room);
	free(r->plain);
	explicit_bzero(r, sizeof *r);
	free(r);
}

enum sr_err
bundle_reader_new(struct bundle_reader **out, const void *bytes, size_t len,
    const struct secret *secret, struct sr_fault *fault)
{
	struct bundle_reader *r = NULL;
	struct secret *key = NULL;
	enum bundle_lock lock;
	enum sr_err err = bundle_lock_of(&lock, bytes, len);

	if (err != SR_OK) {
		sr_fault_set(fault, "not a bundle, or one of another version");
		return err;
	}
	if (sodium_init() < 0)
		return SR_ECRYPTO;
	r = calloc(1, sizeof *r);
	if (!r)
		return SR_ENOMEM;
	r->bytes = bytes;
	r->len = len;
	r->at = BUNDLE_HEAD_BYTES;
	err = derive(&key, bytes, secret);
	if (err == SR_ECRYPTO)
		sr_fault_set(fault, "the bundle's head is damaged, or its key "
				    "is another one");
	if (err == SR_OK &&
	    crypto_secretstream_xchacha20poly1305_init_pull(
		&r->stream, r->bytes + HEADER_AT, secret_bytes(key)) != 0)
		err = SR_ECRYPTO;
	secret_free(key);
	if (err == SR_OK) {
		*out = r;
		r = NULL;
	}
	bundle_reader_free(r);
	return err;
}

static enum sr_err
broken(struct bundle_reader *r, const char *why, struct sr_fault *fault)
{
	r->why = why;
	sr_fault_set(
	    fault, "record %llu: %s", (unsigned long long)r->record, say(why));
	return SR_ECRYPTO;
}

static bool
make_room(struct bundle_reader *r, size_t room)
{
	uint8_t *more;

	if (room <= r->room)
		return true;
	more = malloc(room);
	if (!more)
		return false;
	if (r->plain)
		explicit_bzero(r->plain, r->room);
	free(r->plain);
	r->plain = more;
	r->room = room;
	return true;
}

/* How much of the file the next record is; 0: it is not all there. */
static size_t
next_size(const struct bundle_reader *r)
{
	size_t left = r->len - r->at, sealed;

	if (left < LENGTH_BYTES)
		return 0;
	sealed = get_u32(r->bytes + r->at);
	return sealed <= left - LENGTH_BYTES ? sealed : 0;
}

static enum sr_err
pull(struct bundle_reader *r, size_t sealed, size_t *len, bool *last,
    struct sr_fault *fault)
{
	unsigned long long plain_len = 0;
	unsigned char tag = 0;
	bool first = r->record == 0;

	if (!make_room(r, sealed))
		return SR_ENOMEM;
	if (crypto_secretstream_xchacha20poly1305_pull(&r->stream, r->plain,
		&plain_len, &tag, r->bytes + r->at + LENGTH_BYTES, sealed,
		first ? r->bytes : NULL, first ? BUNDLE_HEAD_BYTES : 0) != 0)
		return broken(r,
		    first ? "the key is another one, or the bundle is "
			    "damaged"
			  : "damaged, or not in its place",
		    fault);
	*len = (size_t)plain_len;
	*last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
	return SR_OK;
}

enum sr_err
bundle_read(struct bundle_reader *r, const char **line, size_t *len, bool *last,
    struct sr_fault *fault)
{
	size_t sealed, n = 0;
	enum sr_err err;

	if (r->why)
		return broken(r, r->why, fault);
	if (r->ended)
		return SR_ENOENTRY;
	sealed = next_size(r);
	if (!sealed)
		return broken(r, "the bundle is cut here", fault);
	if (sealed < BUNDLE_PAD_BYTES + SEAL_BYTES ||
	    sealed > PLAIN_MAX + SEAL_BYTES)
		return broken(r, "damaged, or not in its place", fault);
	err = pull(r, sealed, &n, last, fault);
	if (err != SR_OK)
		return err;
	r->at += LENGTH_BYTES + sealed;
	if (*last && r->at != r->len)
		return broken(
		    r, "is the last, and more stands behind it", fault);
	if (r->plain[n - 1] != '\n')
		return broken(r, "is no line", fault);
	while (n && (r->plain[n - 1] == '\n' || r->plain[n - 1] == ' '))
		n--;
	r->plain[n] = '\0';
	*line = (const char *)r->plain;
	*len = n;
	r->ended = *last;
	r->record++;
	return SR_OK;
}
