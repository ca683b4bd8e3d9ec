/* SPDX-License-Identifier: MIT */
#include "checkpoint.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ORIGIN "scrubrelay.v1/"
#define ERASURE "scrubrelay.v1/erasure"
/* Base64 of a hash, and of its end. */
#define ROOT_LETTERS 44u
/* Bytes of the longest text here: nine lines below 80. */
#define TEXT_BYTES 640u

void
checkpoint_origin(
    char out[CHECKPOINT_ORIGIN_BYTES], const struct procedure_id *id)
{
	size_t at = strlen(ORIGIN);

	memcpy(out, ORIGIN, at);
	for (size_t i = 0; i < sizeof(id->byte); i++, at += 2)
		snprintf(out + at, 3, "%02x", id->byte[i]);
}

/* ---- reading lines ---- */

static bool
take(const char **at, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*at, word, len) != 0)
		return false;
	*at += len;
	return true;
}

static bool
take_id(const char **at, struct procedure_id *id)
{
	for (size_t i = 0; i < sizeof(id->byte); i++, *at += 2) {
		char pair[3] = {0};

		if (strspn(*at, "0123456789abcdef") < 2)
			return false;
		memcpy(pair, *at, 2);
		id->byte[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
	return true;
}

/* Decimal, no leading zero, below 2^63. */
static bool
take_number(const char **at, uint64_t *value)
{
	size_t digits = strspn(*at, "0123456789");

	if (digits == 0 || digits > 18 || (**at == '0' && digits > 1))
		return false;
	*value = strtoull(*at, NULL, 10);
	*at += digits;
	return true;
}

static bool
take_hex(const char **at, uint32_t *value)
{
	char *end;

	if (strspn(*at, "0123456789abcdef") != 8)
		return false;
	*value = (uint32_t)strtoul(*at, &end, 16);
	*at = end;
	return true;
}

static bool
take_root(const char **at, uint8_t root[TREE_HASH_BYTES])
{
	if (strnlen(*at, ROOT_LETTERS) < ROOT_LETTERS ||
	    note_unbase64(root, TREE_HASH_BYTES, *at, ROOT_LETTERS) != SR_OK)
		return false;
	*at += ROOT_LETTERS;
	return true;
}

static bool
take_tree(const char **at, struct checkpoint *c, const char *between)
{
	return take_number(at, &c->size) && take(at, between) &&
	       take_root(at, c->root) && take(at, "\n");
}

/* The text of a note that `read` understands whole, signed by the log it
 * tells about. */
static enum sr_err
read_note(const char *note, size_t len, const uint8_t key[HELLO_KEY_BYTES],
    const struct procedure_id *id, const char *end)
{
	char origin[CHECKPOINT_ORIGIN_BYTES];
	size_t text_len;
	enum sr_err err;

	checkpoint_origin(origin, id);
	err = note_verify(note, len, origin, key, &text_len);
	if (err != SR_OK)
		return err;
	return note + text_len == end ? SR_OK : SR_EINVAL;
}

/* Notes are short; a copy ends with a NUL. */
static enum sr_err
copy_note(char copy[NOTE_MAX + 1], const char *note, size_t len)
{
	if (len > NOTE_MAX || memchr(note, '\0', len))
		return SR_EINVAL;
	memcpy(copy, note, len);
	copy[len] = '\0';
	return SR_OK;
}

/* ---- checkpoints ---- */

enum sr_err
checkpoint_sign(char *note, size_t room, const struct procedure_id *id,
    const struct tree *tree, const struct keypair *key)
{
	char origin[CHECKPOINT_ORIGIN_BYTES], root[ROOT_LETTERS + 1];
	char text[TEXT_BYTES];
	uint8_t hash[TREE_HASH_BYTES];

	checkpoint_origin(origin, id);
	tree_root(tree, hash);
	note_base64(root, sizeof(root), hash, sizeof(hash));
	snprintf(text, sizeof(text), "%s\n%" PRIu64 "\n%s\n", origin,
	    tree->size, root);
	return note_sign(note, room, text, origin, key);
}

enum sr_err
checkpoint_read(struct checkpoint *out, const char *note, size_t len,
    const uint8_t key[HELLO_KEY_BYTES])
{
	char copy[NOTE_MAX + 1];
	const char *at = copy;
	enum sr_err err = copy_note(copy, note, len);

	if (err != SR_OK)
		return err;
	memset(out, 0, sizeof(*out));
	if (!take(&at, ORIGIN) || !take_id(&at, &out->procedure) ||
	    !take(&at, "\n") || !take_tree(&at, out, "\n"))
		return SR_EINVAL;
	return read_note(copy, len, key, &out->procedure, at);
}

/* ---- receipts ---- */

/* "2026-02-03T04:05:06Z". */
#define TIME_LETTERS 20u

static void
time_text(char out[TIME_LETTERS + 1], uint64_t at_s)
{
	time_t t = (time_t)at_s;
	struct tm tm = {0};

	gmtime_r(&t, &tm);
	if (strftime(out, TIME_LETTERS + 1, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, TIME_LETTERS + 1, "1970-01-01T00:00:00Z");
}

static bool
take_time(const char **at, uint64_t *at_s)
{
	char again[TIME_LETTERS + 1];
	struct tm tm = {0};

	if (strnlen(*at, TIME_LETTERS) < TIME_LETTERS ||
	    sscanf(*at, "%4d-%2d-%2dT%2d:%2d:%2dZ", &tm.tm_year, &tm.tm_mon,
		&tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec) != 6)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*at_s = (uint64_t)timegm(&tm);
	time_text(again, *at_s);
	if (strncmp(again, *at, TIME_LETTERS) != 0)
		return false;
	*at += TIME_LETTERS;
	return true;
}

enum sr_err
checkpoint_receipt_sign(char *note, size_t room,
    const struct checkpoint_erasure *what, const struct keypair *key)
{
	char origin[CHECKPOINT_ORIGIN_BYTES], at[TIME_LETTERS + 1];
	char before[ROOT_LETTERS + 1], after[ROOT_LETTERS + 1], scope[32];
	char text[TEXT_BYTES];

	checkpoint_origin(origin, &what->procedure);
	time_text(at, what->at_s);
	note_base64(before, sizeof(before), what->before.root, TREE_HASH_BYTES);
	note_base64(after, sizeof(after), what->after.root, TREE_HASH_BYTES);
	snprintf(scope, sizeof(scope), "procedure");
	if (what->number > 0)
		snprintf(scope, sizeof(scope), "entry %" PRIu64, what->number);
	snprintf(text, sizeof(text),
	    ERASURE "\nlog %s\nerased %s\ntime %s\n"
		    "before %" PRIu64 " %s\nafter %" PRIu64 " %s\n"
		    "records %" PRIu64 "\nmaster %08x %08x\n",
	    origin, scope, at, what->before.size, before, what->after.size,
	    after, what->records, (unsigned)what->key_before,
	    (unsigned)what->key_after);
	return note_sign(note, room, text, origin, key);
}

static bool
take_scope(const char **at, uint64_t *number)
{
	*number = 0;
	if (take(at, "procedure\n"))
		return true;
	return take(at, "entry ") && take_number(at, number) && *number > 0 &&
	       take(at, "\n");
}

enum sr_err
checkpoint_receipt_read(struct checkpoint_erasure *out, const char *note,
    size_t len, const uint8_t key[HELLO_KEY_BYTES])
{
	char copy[NOTE_MAX + 1];
	const char *at = copy;
	enum sr_err err = copy_note(copy, note, len);

	if (err != SR_OK)
		return err;
	memset(out, 0, sizeof(*out));
	if (!take(&at, ERASURE "\nlog " ORIGIN) ||
	    !take_id(&at, &out->procedure) || !take(&at, "\nerased ") ||
	    !take_scope(&at, &out->number) || !take(&at, "time ") ||
	    !take_time(&at, &out->at_s) || !take(&at, "\nbefore ") ||
	    !take_tree(&at, &out->before, " ") || !take(&at, "after ") ||
	    !take_tree(&at, &out->after, " ") || !take(&at, "records ") ||
	    !take_number(&at, &out->records) || !take(&at, "\nmaster ") ||
	    !take_hex(&at, &out->key_before) || !take(&at, " ") ||
	    !take_hex(&at, &out->key_after) || !take(&at, "\n"))
		return SR_EINVAL;
	return read_note(copy, len, key, &out->procedure, at);
}
