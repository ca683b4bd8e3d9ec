/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_ROSTER_H
#define SCRUB_ROSTER_H

#include "phrase.h"
#include "scrub.h"
#include "span.h"
#include "text.h"

/*
 * Layer 3: this case's own identifiers, found exact, in part, as initials,
 * run together, turned round and misspelt. Memory only.
 */

#define ROSTER_PERSONS_MAX 64u /* a bit each in a mask */
#define ROSTER_ALSO_MAX 16u    /* other names of one person */
#define ROSTER_PLACES_MAX 64u  /* places, and as many organisations */
#define ROSTER_IDS_MAX 128u    /* a long implant list */
#define ROSTER_DATES_MAX 64u
#define ROSTER_TEXT_MAX 128u   /* bytes of one value */
#define ROSTER_PARTS_MAX 4096u /* single names, from all of the above */

/* Words shorter than this are not looked for with a mistake in them. */
#define ROSTER_FUZZY_MIN 4u
/* From this length on two mistakes are one typist's. */
#define ROSTER_FUZZY_TWO 8u

/* A single word of a name, place or organisation. */
struct roster_part {
	uint32_t at; /* in the pool */
	uint8_t len, label;
	bool exact;       /* an ordinary word: no misspelling is looked for */
	bool town;        /* of a place that may be a town */
	bool with_s;      /* of a place: has an 's behind it */
	bool acronym;     /* of an organisation: "HCMC" */
	bool nick;        /* short for a name; weaker than the name */
	uint32_t letters; /* which letters are in it, one bit each */
	uint64_t persons; /* who is called so, one bit each; 0: a place */
	uint16_t next;    /* in the bucket, from 1 */
};

struct roster_person {
	uint8_t part;      /* index of its role's name, see roster_role() */
	uint8_t same_part; /* how many before it have the same part */
	char initials[8];  /* folded: "mgr" */
	uint8_t initial_count;
};

struct roster_id {
	char key[ROSTER_TEXT_MAX + 1]; /* folded letters and digits only */
	uint8_t len, label;
	uint8_t local, host; /* of an address: how much is before the "@", and
			      * before the stop behind it; else 0 */
	bool digits;         /* nothing but digits */
	bool exact;          /* a date: never with a mistake */
};

struct roster_date {
	uint16_t year;
	uint8_t month, day;
};

/* Parts as the search for misspellings reads them, by length: four at once. */
typedef uint32_t roster_four __attribute__((vector_size(16)));

struct roster_near {
	roster_four letters; /* all bits: there is no such part */
	uint16_t part[4];    /* their indices */
	uint8_t len[4];
	bool exact[4];
};

/* One place in the text where somebody of the roster may be named. */
struct roster_hit {
	uint32_t first, last; /* tokens, both inclusive */
	uint64_t persons;     /* who it can be */
	const char *rule;
	uint8_t certainty;
	bool weak;    /* an ordinary word too: needs more than its letters */
	bool letters; /* of initials: that is a word beside them */
};

#define ROSTER_BUCKETS 1024u /* a power of two */
#define ROSTER_NEAR_LENS 68u /* longest word with a mistake, and two more */

struct roster {
	struct roster_person person[ROSTER_PERSONS_MAX];
	unsigned person_count, role_count[32];
	struct roster_part *part;
	size_t part_count;
	struct roster_near *near; /* made by roster_settle() */
	size_t near_count;
	/* Where each length begins; those above are of the last. */
	uint16_t near_from[ROSTER_NEAR_LENS + 1];
	uint16_t bucket[ROSTER_BUCKETS];
	char *pool;
	size_t pool_len, pool_room;
	struct roster_id id[ROSTER_IDS_MAX + 6 * ROSTER_DATES_MAX];
	size_t id_count;
	uint16_t told[ROSTER_IDS_MAX]; /* the ids that are no address or date */
	size_t told_count;
	struct roster_date date[ROSTER_DATES_MAX];
	size_t date_count;
	struct phrases names, places;
	/* Initials beside the names' own, as given in also. */
	struct {
		char letters[8];
		uint8_t person;
		bool turned; /* not in the name's own order */
	} initials[ROSTER_PERSONS_MAX * 8];
	size_t initial_count;
	/* What can be here at all, by its first letters (& 31). */
	struct {
		bool id[256]; /* some id begins with this byte */
		char id_first[ROSTER_IDS_MAX + 6 * ROSTER_DATES_MAX];
		bool id_whole[ROSTER_IDS_MAX + 6 * ROSTER_DATES_MAX];
		uint64_t part_lens[32]; /* lengths of parts; 63: and more */
		uint32_t initials[32];  /* second letters of initials */
		/* Second letters of parts by the first, third ones by the
		 * second, as drawn. */
		uint32_t drawn[32], drawn_third[32];
		/* Of hash_word() of initials, and of pieces that an id may
		 * begin with, a bit. */
		uint64_t initials_hash[ROSTER_BUCKETS / 64];
		uint64_t id_begins[ROSTER_BUCKETS / 64];
	} may;
	/* Working memory of roster_scan(). */
	struct roster_hit *hit;
	size_t hit_count, hit_room;
	bool failed;
};

/* Tags of the phrases in places. */
#define ROSTER_TAG_LABEL 0xFFu
#define ROSTER_TAG_TOWN 0x100u /* a place without a number or a street */
#define ROSTER_TAG_WEAK 0x200u /* begins with an ordinary word, as "OR 6" */

/* Errors as scrub_case_roster(). */
enum scrub_err roster_read(struct roster **out, const char *name,
    const char *json, size_t len, struct scrub_fault *fault);
void roster_free(struct roster *r);

/* "PATIENT" and how many persons have this part; NULL: the part "other". */
const char *roster_role(
    const struct roster *r, unsigned person, unsigned *number, unsigned *of);
/* The name of a part on a stand-in, by number; NULL behind the last. */
const char *roster_role_name(unsigned index);
/* The role of a part: the first word in it that names one ("scrub nurse"),
 * else "other". A name is never left unmatched for what stands beside it. */
uint8_t roster_role_find(const char *part);

/* Of the text that t is the output of, it knows where it found nothing. */
void roster_scan(struct roster *r, struct text *t, struct spans *found);

/* What scrub.c and the matcher share. */
const struct roster_part *roster_part(
    const struct roster *r, const char *word, size_t len);
/* Does some part begin with this byte and have this length? */
static inline bool
roster_may_be_part(const struct roster *r, char first, size_t len)
{
	return (r->may.part_lens[(uint8_t)first & 31] >> (len < 63 ? len : 63) &
		   1) != 0;
}

/* roster_part() with the hash_word() of the word. */
const struct roster_part *roster_part_hashed(
    const struct roster *r, const char *word, size_t len, uint64_t hash);
const char *roster_word(const struct roster *r, const struct roster_part *p);
/* t holds a place or organisation; false: no room, or nothing to find. */
bool roster_take_place(
    struct roster *r, const struct text *t, enum scrub_label label);
/* Does its case say nothing of a word of this text? (roster_plain.c) */
bool roster_caseless(const struct text *t);
/* Do its neighbours make token i certainly the ordinary word that it is too; do
 * they make it a name; or they, and its case? None of the first two asks for
 * capitals. */
bool roster_plain(const struct text *t, size_t i);
bool roster_cued(const struct text *t, size_t i);
bool roster_is_name(const struct text *t, size_t i);
/* Is "a", "the", "this" before token i? */
bool roster_article(const struct text *t, size_t i);
/* As roster_cued(), of the two tokens beside it alone. */
bool roster_beside(const struct text *t, size_t i);
void roster_add_hit(struct roster *r, const struct roster_hit *hit);
static inline void
roster_set_bit(uint64_t *bits, uint64_t hash)
{
	hash &= ROSTER_BUCKETS - 1;
	bits[hash / 64] |= (uint64_t)1 << (hash & 63);
}

static inline bool
roster_has_bit(const uint64_t *bits, uint64_t hash)
{
	hash &= ROSTER_BUCKETS - 1;
	return (bits[hash / 64] >> (hash & 63) & 1) != 0;
}

/* What a digit or sign looks like between letters. Small l and i are one. */
static inline char
roster_drawn(char c)
{
	static const char digits[] = "oizeasgtbg";

	if (c >= 'a' && c <= 'z')
		return c == 'l' ? 'i' : c;
	if (c >= '0' && c <= '9')
		return digits[c - '0'];
	switch (c) {
	case '@':
		return 'a';
	case '$':
		return 's';
	case '!':
	case '|':
		return 'i';
	default:
		return c;
	}
}
/* The first part of five letters or more and no ordinary word that these
 * letters write with a mistake, or NULL; len is 40 at most. */
const struct roster_part *roster_nearly(
    const struct roster *r, const char *word, size_t len);
/* The part that the word is a misspelling of, or NULL. */
const struct roster_part *roster_misspelt(
    const struct roster *r, const struct text *t, size_t i);
/* The part that stands somewhere in "#PrayForMaria" or "drkettering". */
const struct roster_part *roster_within(
    const struct roster *r, const struct text *t, size_t i);
/* "Bonya", "Keanunya": a name with its language's ending. */
const struct roster_part *roster_with_ending(
    const struct roster *r, const struct text *t, size_t i);
/* "Ket tering", "Re-" at the end of a line and "yes": with the next word, which
 * is *last. */
const struct roster_part *roster_with_next(
    const struct roster *r, const struct text *t, size_t i, uint32_t *last);
/* "DrNg", "buEwan", "Jon2", "Wei%20Oh": a short name, or one that is a word,
 * with a title or number that nothing parts it from. */
const struct roster_part *roster_glued(
    const struct roster *r, const struct text *t, size_t i);
/* Is it written with letters that no ordinary word or short form has: "TĐ",
 * "Lê"? Then it is not the one that is spelt with their plain ones. */
bool roster_marked(const struct text *t, const struct token *w);
/* t holds one name of the person, the first of them or another; false: no
 * room. */
bool roster_take_name(
    struct roster *r, const struct text *t, unsigned person, bool first);
/* These letters, as they were given. */
void roster_add_initials(
    struct roster *r, const char *letters, size_t len, unsigned person);
/* Of "Maria Gonzalez-Reyes": MGR, MG, MR, GR; surname first, GRM, RMG, GM. */
void roster_take_initials(
    struct roster *r, const char *letters, size_t len, unsigned person);
/* Initials that begin at token i; how many tokens. */
size_t roster_match_letters(struct roster *r, const struct text *t, size_t i);
bool roster_match_initials(struct roster *r, const struct text *t, size_t i);
/* Is the letter before the hit, "G. Noble", an initial of the same person? */
bool roster_letter_before(
    const struct roster *r, const struct text *t, const struct roster_hit *hit);
/* Widens a hit to the initials and numbers beside it. */
void roster_take_letters(
    const struct roster *r, const struct text *t, struct roster_hit *hit);
void roster_scan_ids(
    const struct roster *r, const struct text *t, struct spans *found);
/* Numbers with words for digits; addresses with words for signs. */
void roster_scan_spoken(
    const struct roster *r, const struct text *t, struct spans *found);
/* Ids told letter by letter, or with letters that look like digits; dates with
 * whatever between the numbers (roster_told.c). */
void roster_scan_told(
    const struct roster *r, const struct text *t, struct spans *found);
/* Whose name the words a and b are two halves of, from 1; 0: nobody's. Two
 * words that are said all the time are some if it was broken off there. */
unsigned roster_halves(const struct roster *r, const struct text *t, size_t a,
    size_t b, bool broken);
/* Tokens from i on that are the end of some id; 0: they are none's. */
size_t roster_id_end(const struct roster *r, const struct text *t, size_t i);
/* The number that a word says, -1: none; how often "double" has the next digit
 * said: 1 without. */
int roster_said(const struct text *t, const struct token *w);
unsigned roster_said_times(const struct text *t, const struct token *w);
void roster_scan_mail(
    const struct roster *r, const struct text *t, struct spans *found);
/* Does one of the three words before token i say that a number follows? Or that
 * the digits there are somebody's last, as "..." and "*" do, too? */
bool roster_id_cue(const struct text *t, size_t i);
bool roster_last_meant(const struct text *t, size_t i);
/* Are the first two letters one of so many words of two? */
bool roster_pair_in(const char *letters, const char (*words)[3], size_t count);
/* Is "#" or "@" before token i? */
bool roster_tagged(const struct text *t, size_t i);
/* What is written in pieces: letter by letter, with signs in it. */
void roster_scan_pieces(
    struct roster *r, const struct text *t, struct spans *found);
/* Widens a hit to what emoji and the like glue to it: "Ma*ia_g". */
void roster_take_pieces(const struct text *t, struct roster_hit *hit);
bool roster_particle(const char *word, size_t len);
bool roster_ordinary(const char *word, size_t len);
struct roster *roster_new(size_t json_len);
void roster_settle(struct roster *r); /* all parts are there */
/* NULL: no room. */
struct roster_part *roster_add_part(
    struct roster *r, const char *word, size_t len);
/* What somebody of this name is also called, as far as there is room. */
void roster_add_nicks(
    struct roster *r, const char *word, size_t len, unsigned person);
/* Letters that differ, at most `most`; most + 1 when there are more. */
unsigned roster_distance(
    const char *a, size_t a_len, const char *b, size_t b_len, unsigned most);
uint32_t roster_letters(const char *word, size_t len);

#endif
