/* SPDX-License-Identifier: MIT */
/* The roster's numbers, however they are written. */
#include "roster.h"

#include <string.h>

/* A number alone is an id behind one of these. */
static const char *const cues[] = {"ending", "ends", "end", "last", "digits",
    "mrn", "no", "number", "acc", "accession", "specimen", "lot", "serial",
    "sn", "bleep", "pager", "ext", "extension", "x", "dial", "page", "call",
    "rm", "nomor", "id", "four", "terakhir", "belakang", "akhiran", "digit",
    "nik", "nhs", NULL};

bool
roster_last_meant(const struct text *t, size_t i)
{
	return roster_id_cue(t, i) ||
	       (i > 1 && token_sign(t, i - 1, '.') &&
		   token_sign(t, i - 2, '.')) ||
	       (i > 0 && token_sign(t, i - 1, '*'));
}

bool
roster_id_cue(const struct text *t, size_t i)
{
	for (size_t k = i, n = 0; k > 0 && n < 3; k--, n++) {
		for (const char *const *c = cues; *c; c++) {
			if (token_is(t, &t->token[k - 1], *c))
				return true;
		}
	}
	return false;
}

/* Tokens from i on that write the id, whatever stands between; 0: not. */
static size_t
match_id(const struct roster_id *id, const struct text *t, size_t i)
{
	return text_run(t, i, id->key, id->len);
}

/* A part of the id alone, or run together with its word, or mistyped. */
static bool
match_id_part(const struct roster_id *id, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	const char *word = t->fold + w->begin;

	if (id->exact)
		return false;
	if (w->kind == TOKEN_MIXED && len > id->len && id->len > 4)
		return memcmp(word + len - id->len, id->key, id->len) == 0;
	/* "ending 82XQ" */
	if (w->kind == TOKEN_MIXED && len < id->len && len > 3 &&
	    memcmp(id->key + id->len - len, word, len) == 0)
		return roster_last_meant(t, i);
	if (w->kind != TOKEN_NUMBER)
		return false;
	if (len < id->len && len > 3 &&
	    memcmp(id->key + id->len - len, word, len) == 0)
		return len > 4 || roster_last_meant(t, i);
	return id->digits && id->len > 6 && len > 6 &&
	       roster_distance(id->key, id->len, word, len, 1) <= 1;
}

/* How many last digits two numbers share. */
static size_t
same_end(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t n = 0;

	while (n < a_len && n < b_len && a[a_len - 1 - n] == b[b_len - 1 - n])
		n++;
	return n;
}

/* A telephone number in part, or with its country's code. */
static size_t
match_phone(const struct roster_id *id, const struct text *t, size_t i)
{
	char digits[20];
	size_t count = 0, gap = 0, best = 0;

	for (size_t k = i; k < t->token_count; k++) {
		const struct token *w = &t->token[k];
		size_t len = w->end - w->begin, same;

		if (w->kind == TOKEN_PUNCT && ++gap <= 2)
			continue;
		if (w->kind != TOKEN_NUMBER || count + len > sizeof(digits))
			break;
		gap = 0;
		memcpy(digits + count, t->fold + w->begin, len);
		count += len;
		same = same_end(digits, count, id->key, id->len);
		if (same >= 6 && (same == count || same + 3 >= id->len))
			best = k - i + 1;
	}
	return best;
}

void
roster_scan_ids(
    const struct roster *r, const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		bool begins;

		if (w->kind == TOKEN_PUNCT)
			continue;
		/* Only what has digits may be a part of an id. */
		if (w->kind != TOKEN_NUMBER && w->kind != TOKEN_MIXED &&
		    !r->may.id[(uint8_t)t->fold[w->begin]])
			continue;
		begins = roster_has_bit(r->may.id_begins, w->hash);
		for (size_t k = 0; k < r->id_count; k++) {
			const struct roster_id *id;
			size_t taken = 0;

			/* Only what begins so, whole; or a part of it. */
			if (r->may.id_whole[k] &&
			    (!begins ||
				r->may.id_first[k] != t->fold[w->begin]))
				continue;
			id = &r->id[k];

			if (begins && id->key[0] == t->fold[w->begin])
				taken = match_id(id, t, i);
			if (taken > 0 && id->len < 4 && !roster_id_cue(t, i))
				taken = 0;
			if (taken == 0 && match_id_part(id, t, i))
				taken = 1;
			if (taken == 0 && id->label == SCRUB_PHONE &&
			    w->kind == TOKEN_NUMBER)
				taken = match_phone(id, t, i);
			if (taken > 0)
				spans_add(found, w->begin,
				    t->token[i + taken - 1].end,
				    (enum scrub_label)id->label, "roster",
				    id->exact ? "roster-date" : "roster-id",
				    99);
		}
	}
}
