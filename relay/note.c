/* SPDX-License-Identifier: MIT */
#include "note.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

/* Kinds of signature (c2sp.org/signed-note). */
#define ED25519 0x01
#define ED25519_COSIGNATURE 0x04

#define ID_BYTES 4u
#define TIME_BYTES 8u
#define SIGNATURE_MOST (ID_BYTES + TIME_BYTES + HELLO_SIGNATURE_BYTES)
#define BASE64_MAX (4 * ((SIGNATURE_MOST + 2) / 3) + 1)

/* U+2014 and a space. */
static const char dash[] = "\xE2\x80\x94 ";

/* ---- base64 ---- */

void
note_base64(char *out, size_t room, const uint8_t *bytes, size_t len)
{
	sodium_bin2base64(
	    out, room, bytes, len, sodium_base64_VARIANT_ORIGINAL);
}

enum sr_err
note_unbase64(uint8_t *out, size_t len, const char *text, size_t text_len)
{
	char again[BASE64_MAX + 64];
	size_t got = 0;

	if (text_len != 4 * ((len + 2) / 3) || text_len >= sizeof(again) ||
	    sodium_base642bin(out, len, text, text_len, NULL, &got, NULL,
		sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    got != len)
		return SR_EINVAL;
	/* One value has one spelling, whatever the library lets pass. */
	note_base64(again, sizeof(again), out, len);
	return memcmp(again, text, text_len) == 0 ? SR_OK : SR_EINVAL;
}

/* ---- keys ---- */

static void
key_id(uint8_t id[ID_BYTES], const char *name, uint8_t kind,
    const uint8_t key[HELLO_KEY_BYTES])
{
	const uint8_t between[] = {'\n', kind};
	uint8_t hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(
	    &state, (const unsigned char *)name, strlen(name));
	crypto_hash_sha256_update(&state, between, sizeof(between));
	crypto_hash_sha256_update(&state, key, HELLO_KEY_BYTES);
	crypto_hash_sha256_final(&state, hash);
	memcpy(id, hash, ID_BYTES);
}

void
note_verifier(char out[NOTE_NAME_MAX + 64], const char *name,
    const uint8_t key[HELLO_KEY_BYTES])
{
	uint8_t id[ID_BYTES], typed[1 + HELLO_KEY_BYTES] = {ED25519};
	char text[48];

	key_id(id, name, ED25519, key);
	memcpy(typed + 1, key, HELLO_KEY_BYTES);
	note_base64(text, sizeof(text), typed, sizeof(typed));
	snprintf(out, NOTE_NAME_MAX + 64, "%s+%02x%02x%02x%02x+%s", name, id[0],
	    id[1], id[2], id[3], text);
}

/* ---- parts ---- */

struct line {
	const char *at;
	size_t len; /* without the newline */
};

/* Takes the next line of *rest; false: there is none, or it has no end. */
static bool
next_line(struct line *rest, struct line *line)
{
	const char *end = memchr(rest->at, '\n', rest->len);

	if (!end)
		return false;
	*line = (struct line){rest->at, (size_t)(end - rest->at)};
	rest->len -= line->len + 1;
	rest->at = end + 1;
	return true;
}

/* The text with its last newline, and the lines behind the empty one. */
static enum sr_err
split(const char *note, size_t len, size_t *text_len, struct line *signatures)
{
	if (len > NOTE_MAX || memchr(note, '\0', len))
		return SR_EINVAL;
	for (size_t i = 1; i + 1 < len; i++) {
		if (note[i - 1] != '\n' || note[i] != '\n')
			continue;
		*text_len = i;
		*signatures = (struct line){note + i + 1, len - i - 1};
		return note[len - 1] == '\n' ? SR_OK : SR_EINVAL;
	}
	return SR_EINVAL;
}

/* The bytes of the next signature of that name and key; false: none. Every
 * line must be one, else *bad. */
static bool
next_signature(struct line *rest, const char *name, const uint8_t id[ID_BYTES],
    uint8_t *out, size_t len, bool *bad)
{
	size_t name_len = strlen(name), head = sizeof(dash) - 1;
	struct line l;

	while (rest->len > 0 && !*bad) {
		const char *space;

		*bad = !next_line(rest, &l) || l.len <= head ||
		       memcmp(l.at, dash, head) != 0;
		if (*bad)
			break;
		l.at += head;
		l.len -= head;
		space = memchr(l.at, ' ', l.len);
		*bad = !space || space == l.at;
		if (*bad || (size_t)(space - l.at) != name_len ||
		    memcmp(l.at, name, name_len) != 0 ||
		    note_unbase64(out, len, space + 1, l.len - name_len - 1) !=
			SR_OK)
			continue;
		if (memcmp(out, id, ID_BYTES) == 0)
			return true;
	}
	return false;
}

/* ---- the log's own ---- */

enum sr_err
note_sign(char *note, size_t room, const char *text, const char *name,
    const struct keypair *key)
{
	uint8_t all[ID_BYTES + HELLO_SIGNATURE_BYTES];
	char base64[BASE64_MAX];
	int n;

	key_id(all, name, ED25519, keypair_public(key));
	keypair_sign(all + ID_BYTES, text, strlen(text), key);
	note_base64(base64, sizeof(base64), all, sizeof(all));
	n = snprintf(note, room, "%s\n%s%s %s\n", text, dash, name, base64);
	return n > 0 && (size_t)n < room && (size_t)n <= NOTE_MAX
		   ? SR_OK
		   : SR_ETOOLARGE;
}

enum sr_err
note_verify(const char *note, size_t len, const char *name,
    const uint8_t key[HELLO_KEY_BYTES], size_t *text_len)
{
	uint8_t id[ID_BYTES], all[ID_BYTES + HELLO_SIGNATURE_BYTES];
	struct line rest;
	bool bad = false, good = false;
	enum sr_err err = split(note, len, text_len, &rest);

	if (err != SR_OK)
		return err;
	key_id(id, name, ED25519, key);
	while (next_signature(&rest, name, id, all, sizeof(all), &bad))
		good |= keypair_verify(all + ID_BYTES, note, *text_len, key) ==
			SR_OK;
	if (bad)
		return SR_EINVAL;
	return good ? SR_OK : SR_EAUTH;
}

/* ---- witnesses ---- */

/* What a witness signs: a header, the time, and the note's text. */
static size_t
cosigned(char out[NOTE_MAX + 64], uint64_t at_s, const char *text, size_t len)
{
	int n = snprintf(out, 64, "cosignature/v1\ntime %" PRIu64 "\n", at_s);

	memcpy(out + n, text, len);
	return (size_t)n + len;
}

enum sr_err
note_cosign(char *note, size_t room, const char *name, uint64_t at_s,
    const struct keypair *witness)
{
	uint8_t all[SIGNATURE_MOST];
	char message[NOTE_MAX + 64], base64[BASE64_MAX];
	size_t len = strlen(note), text_len;
	struct line rest;
	enum sr_err err = split(note, len, &text_len, &rest);
	int n;

	if (err != SR_OK)
		return err;
	key_id(all, name, ED25519_COSIGNATURE, keypair_public(witness));
	for (unsigned i = 0; i < TIME_BYTES; i++)
		all[ID_BYTES + i] = (uint8_t)(at_s >> (56 - 8 * i));
	keypair_sign(all + ID_BYTES + TIME_BYTES, message,
	    cosigned(message, at_s, note, text_len), witness);
	note_base64(base64, sizeof(base64), all, sizeof(all));
	n = snprintf(note + len, room - len, "%s%s %s\n", dash, name, base64);
	if (n > 0 && (size_t)n < room - len && len + (size_t)n <= NOTE_MAX)
		return SR_OK;
	note[len] = '\0';
	return SR_ETOOLARGE;
}

enum sr_err
note_cosign_verify(const char *note, size_t len, const char *name,
    const uint8_t key[HELLO_KEY_BYTES], uint64_t *at_s)
{
	uint8_t id[ID_BYTES], all[SIGNATURE_MOST];
	char message[NOTE_MAX + 64];
	size_t text_len;
	struct line rest;
	bool bad = false, good = false;
	enum sr_err err = split(note, len, &text_len, &rest);

	if (err != SR_OK)
		return err;
	key_id(id, name, ED25519_COSIGNATURE, key);
	while (
	    !good && next_signature(&rest, name, id, all, sizeof(all), &bad)) {
		uint64_t at = 0;

		for (unsigned i = 0; i < TIME_BYTES; i++)
			at = at << 8 | all[ID_BYTES + i];
		good = keypair_verify(all + ID_BYTES + TIME_BYTES, message,
			   cosigned(message, at, note, text_len), key) == SR_OK;
		if (good)
			*at_s = at;
	}
	if (bad)
		return SR_EINVAL;
	return good ? SR_OK : SR_EAUTH;
}
