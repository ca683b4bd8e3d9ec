/* SPDX-License-Identifier: MIT */
#include "roster.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "locked.h"
#include "words.h"

/* What persons do here. The last has no stand-in of its own. */
static const char *const roles[] = {"patient", "donor", "recipient", "baby",
    "relative", "surgeon", "registrar", "assistant", "anaesthetist", "nurse",
    "scrub", "circulator", "perfusionist", "midwife", "radiologist",
    "pathologist", "technician", "physician", "student", "advocate", "other"};
static const char *const shown[] = {"PATIENT", "DONOR", "RECIPIENT", "BABY",
    "RELATIVE", "SURGEON", "REGISTRAR", "ASSISTANT", "ANAESTHETIST", "NURSE",
    "SCRUB", "CIRCULATOR", "PERFUSIONIST", "MIDWIFE", "RADIOLOGIST",
    "PATHOLOGIST", "TECHNICIAN", "PHYSICIAN", "STUDENT", "ADVOCATE", NULL};

#define ROLES (sizeof(roles) / sizeof(roles[0]))

/* Belong to names, but name nobody alone: particles, titles, degrees. */
static const char *const particles[] = {"abu", "al", "bin", "binte", "binti",
    "bint", "bte", "da", "das", "de", "del", "della", "den", "der", "di", "do",
    "dos", "dr", "drg", "du", "el", "ibn", "ii", "iii", "jr", "la", "le", "los",
    "md", "miss", "mr", "mrs", "ms", "of", "phd", "prof", "rn", "san", "santa",
    "sir", "sr", "st", "sta", "ten", "ter", "the", "van", "von", "y", "zu",
    NULL};

const char *
roster_role_name(unsigned index)
{
	return index < ROLES ? shown[index] : NULL;
}

/* The role that these len bytes name, or ROLES. */
static size_t
role_of(const char *word, size_t len)
{
	for (size_t i = 0; i < ROLES; i++) {
		if (strlen(roles[i]) == len && memcmp(word, roles[i], len) == 0)
			return i;
	}
	return ROLES;
}

uint8_t
roster_role_find(const char *part)
{
	size_t len = 0;

	for (; *part; part += len + (part[len] != '\0')) {
		size_t role;

		len = strcspn(part, " -_");
		role = role_of(part, len);
		if (role < ROLES)
			return (uint8_t)role;
	}
	return (uint8_t)role_of("other", 5);
}

const char *
roster_role(
    const struct roster *r, unsigned person, unsigned *number, unsigned *of)
{
	const struct roster_person *p = &r->person[person];

	*number = p->same_part + 1u;
	*of = r->role_count[p->part];
	return shown[p->part];
}

bool
roster_particle(const char *word, size_t len)
{
	for (size_t i = 0; particles[i]; i++) {
		if (strlen(particles[i]) == len &&
		    memcmp(particles[i], word, len) == 0)
			return true;
	}
	return false;
}

uint32_t
roster_letters(const char *word, size_t len)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < len; i++)
		bits |= 1u << ((uint8_t)word[i] & 31);
	return bits;
}

const char *
roster_word(const struct roster *r, const struct roster_part *p)
{
	return r->pool + p->at;
}

static uint64_t
len_bit(size_t len)
{
	return (uint64_t)1 << (len < 63 ? len : 63);
}

const struct roster_part *
roster_part(const struct roster *r, const char *word, size_t len)
{
	/* Of what stands in a text hardly anything is a part. */
	if (len == 0 || !roster_may_be_part(r, word[0], len))
		return NULL;
	return roster_part_hashed(r, word, len, hash_word(word, len));
}

const struct roster_part *
roster_part_hashed(
    const struct roster *r, const char *word, size_t len, uint64_t hash)
{
	for (unsigned n = r->bucket[hash & (ROSTER_BUCKETS - 1)]; n > 0;
	     n = r->part[n - 1].next) {
		const struct roster_part *p = &r->part[n - 1];

		if (p->len == len && memcmp(roster_word(r, p), word, len) == 0)
			return p;
	}
	return NULL;
}

/* Is it an ordinary word in either language? */
bool
roster_ordinary(const char *word, size_t len)
{
	for (unsigned lang = 0; lang < SCRUB_LANGS; lang++) {
		uint16_t bits = words_find((enum scrub_lang)lang, word, len);

		if (words_class(bits) == WORD_IS_SAFE ||
		    (bits & WORD_FREQUENT) != 0)
			return true;
	}
	return false;
}

struct roster_part *
roster_add_part(struct roster *r, const char *word, size_t len)
{
	struct roster_part *p;
	uint64_t bucket = hash_word(word, len) & (ROSTER_BUCKETS - 1);

	if (r->part_count == ROSTER_PARTS_MAX || len > UINT8_MAX ||
	    r->pool_room - r->pool_len < len)
		return NULL;
	p = &r->part[r->part_count++];
	*p = (struct roster_part){.at = (uint32_t)r->pool_len,
	    .len = (uint8_t)len,
	    .label = SCRUB_NAME,
	    .exact = roster_ordinary(word, len),
	    .letters = roster_letters(word, len),
	    .next = r->bucket[bucket]};
	memcpy(r->pool + r->pool_len, word, len);
	r->pool_len += len;
	r->bucket[bucket] = (uint16_t)r->part_count;
	if (len > 0)
		r->may.part_lens[(uint8_t)word[0] & 31] |= len_bit(len);
	if (len > 1)
		r->may.drawn[(uint8_t)roster_drawn(word[0]) & 31] |=
		    1u << ((uint8_t)roster_drawn(word[1]) & 31);
	if (len > 2)
		r->may.drawn_third[(uint8_t)roster_drawn(word[1]) & 31] |=
		    1u << ((uint8_t)roster_drawn(word[2]) & 31);
	return p;
}

struct roster *
roster_new(size_t json_len)
{
	struct roster *r = locked_new(sizeof(*r));

	if (!r)
		return NULL;
	phrases_init(&r->names);
	phrases_init(&r->places);
	/* Each name at most four times over, run together; nicknames. */
	r->pool_room = json_len * 16 + 256;
	r->pool = locked_new(r->pool_room);
	r->part = locked_new(ROSTER_PARTS_MAX * sizeof(*r->part));
	r->near = locked_new(ROSTER_PARTS_MAX / 4 * sizeof(*r->near));
	if (r->pool && r->part && r->near)
		return r;
	roster_free(r);
	return NULL;
}

static size_t
near_len(const struct roster_part *p)
{
	return p->len < ROSTER_NEAR_LENS ? p->len : ROSTER_NEAR_LENS - 1;
}

void
roster_settle(struct roster *r)
{
	size_t count = 0;

	for (size_t len = 0; len < ROSTER_NEAR_LENS; len++) {
		r->near_from[len] = (uint16_t)(count / 4);
		for (size_t i = 0; i < r->part_count; i++) {
			const struct roster_part *p = &r->part[i];
			struct roster_near *near = &r->near[count / 4];
			const size_t at = count % 4;

			if (near_len(p) != len || p->nick)
				continue;
			if (at == 0)
				near->letters = (roster_four){UINT32_MAX,
				    UINT32_MAX, UINT32_MAX, UINT32_MAX};
			near->letters[at] = p->letters;
			near->part[at] = (uint16_t)i;
			near->len[at] = p->len;
			near->exact[at] = p->exact;
			count++;
		}
	}
	r->near_count = (count + 3) / 4;
	r->near_from[ROSTER_NEAR_LENS] = (uint16_t)r->near_count;
}

unsigned
roster_distance(
    const char *a, size_t a_len, const char *b, size_t b_len, unsigned most)
{
	uint8_t rows[3][66]; /* the row, the one before, the one before that */
	size_t gap = a_len > b_len ? a_len - b_len : b_len - a_len;

	if (gap > most || a_len > 64 || b_len > 64)
		return most + 1;
	for (size_t k = 0; k <= b_len; k++)
		rows[0][k] = (uint8_t)k;
	for (size_t i = 1; i <= a_len; i++) {
		uint8_t *row = rows[i % 3], *up = rows[(i + 2) % 3];
		const uint8_t *up2 = rows[(i + 1) % 3];
		unsigned least = row[0] = (uint8_t)i;

		for (size_t k = 1; k <= b_len; k++) {
			unsigned cost = a[i - 1] != b[k - 1];
			unsigned d = up[k - 1] + cost;

			if (up[k] + 1u < d)
				d = up[k] + 1u;
			if (row[k - 1] + 1u < d)
				d = row[k - 1] + 1u;
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
			    a[i - 2] == b[k - 1] && up2[k - 2] + 1u < d)
				d = up2[k - 2] + 1u;
			row[k] = (uint8_t)d;
			least = d < least ? d : least;
		}
		if (least > most)
			return most + 1;
	}
	return rows[a_len % 3][b_len];
}

void
roster_free(struct roster *r)
{
	if (!r)
		return;
	phrases_wipe(&r->names);
	phrases_wipe(&r->places);
	if (r->hit)
		explicit_bzero(r->hit, r->hit_room * sizeof(*r->hit));
	free(r->hit);
	locked_free(r->pool, r->pool_room);
	locked_free(r->part, ROSTER_PARTS_MAX * sizeof(*r->part));
	locked_free(r->near, ROSTER_PARTS_MAX / 4 * sizeof(*r->near));
	locked_free(r, sizeof(*r));
}
