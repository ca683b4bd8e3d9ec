/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LEXEME_H
#define SCRUB_LEXEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "few.h"
#include "shapes.h"

/*
 * What the automaton (shapes.re) makes of a text, for shape_*.c only: runs of
 * characters with a kind. A lexeme begins and ends at a word boundary, and is
 * as long as it can be: "12/10/2025" is one date, never a date in a longer
 * code.
 */
enum lexeme_kind {
	LEX_END, /* behind the last and before the first; never a match */
	/* Shapes. */
	LEX_PUNCT, /* value: the first byte */
	LEX_INT,   /* digits; value: the number, at most 65535 */
	LEX_DECIMAL,
	LEX_ORDINAL,    /* "14th", "first"; value */
	LEX_FRACTION,   /* "3/14", "120/80" */
	LEX_RATIO,      /* "1:100,000" */
	LEX_TIME,       /* "07:41", "14:02:33" */
	LEX_CODE,       /* letters and digits in one run with - / . _ inside */
	LEX_DATE,       /* "14/3/2026", "2026-03-14", "17mar26" */
	LEX_MONTH_YEAR, /* "12/2018", "2028-09" */
	LEX_DAY_MONTH,  /* "07-feb", "mar3" */
	LEX_TIMES,      /* "x3", "3x" */
	LEX_SIZE,       /* "10x15" */
	LEX_MEASURE,    /* "1500ml", "BP124/78", "5-10mg": nobody's number */
	LEX_NET,        /* URL, IP, MAC */
	LEX_GS1,        /* "(01)0885..." and ISBT 128 strings */
	LEX_CITE,       /* doi, NCT, PMC: stays */
	/* Words. */
	LEX_WORD,        /* no other kind of word */
	LEX_MONTH,       /* value: 1 to 12 */
	LEX_MONTH_MAYBE, /* "may", "march", "mar", "sep", "jan", "des" */
	LEX_MONTH_OTHER, /* of another language or calendar */
	LEX_WEEKDAY,
	LEX_WEEKDAY_MAYBE, /* "sat", "sun", "mon", "minggu" */
	LEX_PASARAN,       /* Javanese five-day week */
	LEX_HOLIDAY,
	LEX_HOLIDAY_MAYBE, /* "lent", "carnival" */
	LEX_DAY_PART,      /* morning, pagi, am, pm */
	LEX_REL,           /* last, next, depan, lalu */
	LEX_NUM,       /* "ninety", "puluh"; value: the number, or LEXEME_* */
	LEX_PREP,      /* on, from, since: a date may follow */
	LEX_FUNC,      /* is, the, and: no part of a name */
	LEX_UNIT,      /* mg, mmHg, % */
	LEX_SPAN_UNIT, /* min, days, weeks: a duration */
	LEX_YEARS,     /* yo, years, tahun, th */
	LEX_OLD,       /* old, of age */
	LEX_SEX,       /* m, f, male, perempuan */
	LEX_PERSON,    /* he, she, patient, lady, nenek */
	LEX_AGE,       /* age, aged, umur, turned */
	LEX_VITAL,     /* hr, sat, map, hb: a value may follow */
	LEX_SCORE,     /* pain, gcs, power, count: a fraction may follow */
	LEX_MODEL,     /* ref, model, cat: a name of goods may follow */
	LEX_CODING,    /* cpt, icd, pmid */
	LEX_CUE_DOB,
	LEX_CUE_DATE,     /* dated, exp, seen, admitted */
	LEX_CUE_ID,       /* mrn, nhs, badge: the number follows */
	LEX_CUE_ID_MAYBE, /* specimen, case, unit: with a code only */
	LEX_CUE_NO,       /* no, number, #, code */
	LEX_CUE_DEVICE,   /* lot, serial */
	LEX_CUE_PHONE,    /* pager, phone, fax */
	LEX_CUE_CALL,     /* call, ring, text */
	LEX_CUE_EXT,
	LEX_CUE_PLATE,   /* plate, nopol */
	LEX_CUE_VEHICLE, /* van, mobil */
	LEX_CUE_VIN,
	LEX_CUE_CREW, /* medic, hems */
	LEX_CUE_BIO,
	LEX_CUE_BIO_MAYBE, /* finger, face, iris */
	LEX_CUE_NET,       /* zoom, meeting, node */
	LEX_ROOM,          /* room, bed, kamar */
	LEX_ROOM_MAYBE,    /* or, ok, level, table */
	LEX_WARD,          /* mawar, maple: what wards are called after */
	LEX_STREET,        /* street, road */
	LEX_STREET_MAYBE,  /* drive, way, st */
	LEX_STREET_FIRST,  /* jl, rue, calle */
	LEX_CUE_POST,      /* postcode, zip */
	LEX_STATE,         /* two letters before a ZIP */
	LEX_BOX,           /* p.o. box */
	LEX_RT,            /* rt, rw */
	LEX_NATO,          /* bravo, charlie in dictated codes */
	LEX_KINDS
};

/* LEX_NUM beyond numbers. */
#define LEXEME_TEENS_ID 1001u /* belas */
#define LEXEME_TENS_ID 1002u  /* puluh */
#define LEXEME_REPEAT 1003u   /* double, triple */

struct lexeme {
	uint32_t begin, end; /* of norm */
	uint16_t value;
	uint16_t digits, letters;
	uint8_t kind;   /* enum lexeme_kind */
	uint8_t gap;    /* white space before: 0, 1, 2 (a line end) */
	bool taken;     /* part of something found */
	bool was_taken; /* the same, when it was looked at first */
	uint16_t may;   /* MAY_*: rules that it may set going */
	uint32_t next;  /* the next that has any, or the count */
	uint64_t hash;  /* hash_word() of fold; 0 of a sign */
};

/*
 * One bit a family of rules. Most lexemes are words that set no rule going;
 * shape_read.c marks the others once, and a family looks at its own only. A
 * rule that begins at a new kind or word needs its mark in shape_read.c.
 */
#define MAY_NETWORK 0x001u
#define MAY_DATE 0x002u
#define MAY_AGE 0x004u
#define MAY_PHONE 0x008u
#define MAY_VEHICLE 0x010u
#define MAY_VALUE 0x020u
#define MAY_ROOM 0x040u
#define MAY_PLACE 0x080u
#define MAY_DICTATED 0x100u
#define MAY_LEFTOVER 0x200u
#define MAY_STAY 0x400u

struct lexemes {
	/* The first 4 and the 8 from at[count] on are LEX_END. */
	struct lexeme *at;
	size_t count;
	size_t digits; /* in the whole text */
	unsigned may;  /* MAY_* of all lexemes */
	bool cited;    /* some are LEX_CITE since a rule kept them */
	size_t clock; /* before this one none is a time alone (shape_clock.c) */
	enum { BIRTH_UNASKED, BIRTH_NONE, BIRTH_SEEN } birth; /* likewise */
	const struct text *t;
	enum scrub_lang lang;
	struct spans *found, *keep;
};

/* l->t as lexemes in the working memory of t, which is the same; false: there
 * is none. (shape_read.c) */
bool lexemes_read(struct lexemes *l, struct text *t);
/* That memory was used as far as this. */
void lexemes_used(const struct lexemes *l, struct text *t);

/* The automaton: kind and end of what begins at `at`; *value set. */
enum lexeme_kind shapes_lex(const char *at, const char **end, uint16_t *value);

/* The word or phrase that begins at `at`; LEX_WORD: none we know. */
enum lexeme_kind shapes_word(const char *at, const char **end, uint16_t *value);

/* Which words shapes_word() may begin with, and those of may_of_word: two
 * bits each, by hash_word(). */
#define SHAPE_FIRST_BITS 0x8000u
extern const uint64_t shape_first[SHAPE_FIRST_BITS / 64];

static inline bool
shape_may_begin(uint64_t hash)
{
	const uint64_t a = hash & (SHAPE_FIRST_BITS - 1);
	const uint64_t b = hash >> 32 & (SHAPE_FIRST_BITS - 1);

	return (shape_first[a / 64] >> (a & 63) & 1) != 0 &&
	       (shape_first[b / 64] >> (b & 63) & 1) != 0;
}

/* What shapes_word() makes of a word that stands by itself, when no phrase
 * begins with it; by hash_word(). */
#define SHAPE_WHOLE_SLOTS 8192u /* a power of two */
struct shape_whole {
	uint32_t print;
	uint16_t value;
	uint16_t kind; /* enum lexeme_kind; LEX_END: empty */
};
extern const struct shape_whole shape_whole[SHAPE_WHOLE_SLOTS];

/* A found range over lexemes first..last; marks them. */
void shape_found(struct lexemes *l, size_t first, size_t last,
    enum scrub_label label, const char *rule, unsigned certainty);
/* The same for bytes of norm; marks every lexeme it touches. */
void shape_found_bytes(struct lexemes *l, uint32_t begin, uint32_t end,
    enum scrub_label label, const char *rule, unsigned certainty);

/* Bytes that stay, whatever the rules after this one say. */
void shape_kept_bytes(struct lexemes *l, uint32_t begin, uint32_t end,
    const char *rule, unsigned certainty);

/* Is lexeme i the folded word? Inline: asked some twenty times a lexeme, and
 * mostly answered by the hash or the first letter. */
static inline bool
lexeme_is(const struct lexemes *l, size_t i, const char *word)
{
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;
	size_t len = x->end - x->begin;

	return !hash_other(x->hash, word) && s[0] == word[0] &&
	       strlen(word) == len && memcmp(s, word, len) == 0;
}

static inline bool
lexeme_punct(const struct lexemes *l, size_t i, char c)
{
	return l->at[i].kind == LEX_PUNCT && l->at[i].value == (unsigned char)c;
}

/* "1234" behind one space, of so many digits, and nobody's yet? */
static inline bool
lexeme_digits(const struct lexemes *l, size_t i, unsigned least, unsigned most)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_INT && x->gap == 1 && !x->taken &&
	       x->digits >= least && x->digits <= most;
}

/* 0730, 1955: what a clock shows. */
static inline bool
lexeme_clock(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_INT && x->digits == 4 && x->value < 2400 &&
	       x->value % 100 < 60;
}

/* Does a value end before i, as far as one sees? */
static inline bool
lexeme_ends(const struct lexemes *l, size_t i)
{
	const enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_END || kind == LEX_PUNCT || kind == LEX_FUNC ||
	       kind == LEX_PREP;
}

/* The first lexeme from i on that has this mark; the count or more: none. */
static inline size_t
lexeme_next(const struct lexemes *l, size_t i, unsigned may)
{
	while (i < l->count && !(l->at[i].may & may))
		i = l->at[i].next;
	return i;
}

bool lexeme_in(const struct lexemes *l, size_t i, const char *const *words);
/* The same, of a list that is asked for often. */
static inline bool
lexeme_few(const struct lexemes *l, size_t i, struct few *words)
{
	const struct lexeme *x = &l->at[i];

	return !few_none(words, x->hash) &&
	       few_find(
		   words, l->t->fold + x->begin, x->end - x->begin, x->hash);
}

/* Are words in small letters that others begin large? Also where a telephone
 * may have made the capitals that there are. */
static inline bool
lexemes_small(const struct lexemes *l)
{
	return l->t->no_caps || l->t->first_caps;
}

/* The token that it is, or begins with; NULL: none. */
const struct token *lexeme_token(const struct lexemes *l, size_t i);
/* Does lexeme i begin with an upper-case letter (all: of only such)? */
bool lexeme_title(const struct lexemes *l, size_t i);
bool lexeme_upper(const struct lexemes *l, size_t i);

/* "[PHONE]": a stand-in, which stands for what its word had. */
static inline bool
lexeme_standin(const struct lexemes *l, size_t i)
{
	return i > 0 && lexeme_punct(l, i - 1, '[') &&
	       lexeme_punct(l, i + 1, ']') && !l->at[i].gap &&
	       !l->at[i + 1].gap && lexeme_upper(l, i);
}

/* A unit, a duration, years or % : what stands before it was measured. */
bool lexeme_unit(const struct lexemes *l, size_t i);
/* "bed 12 K 6.6", "bay 4 h/o LSCS", "MRN 771204 L hernia": a letter by itself
 * that begins what is said next. */
bool lexeme_begins_next(const struct lexemes *l, size_t i);
/* Up to `max` numbers of a lexeme's digit runs; their count. */
size_t lexeme_numbers(
    const struct lexemes *l, size_t i, unsigned *number, size_t max);

/* Do i and the next have the shape of one: UK "EH41 3PQ", Ireland "V94 T9XH",
 * Canada "K2P 9X1", NL "1012 WX"? */
bool shape_is_postcode(const struct lexemes *l, size_t i);
/* What is measured of a newborn, and its number: "PB 48", "AS 8/9". */
bool shape_is_newborn(const struct lexemes *l, size_t i);
/* A postcode, or a street in one word with its number, at i. */
void shape_postcode(struct lexemes *l, size_t i);
/* A road by its number, or coordinates, at i. (shape_roads.c) */
void shape_numbered_road(struct lexemes *l, size_t i);
void shape_called_road(struct lexemes *l, size_t i);
/* "on Chapman's Peak Drive": may these be a road that has no number? */
bool shape_is_way(const struct lexemes *l, size_t first, size_t last);
void shape_coordinates(struct lexemes *l, size_t i);
/* India's, behind "pin" and an address: found, or false. */
bool shape_pincode(struct lexemes *l, size_t i);

/* Writes norm with capitals where the writer of a text without them, or of
 * nothing else, might have had them. (shape_cased.c) */
void shape_cased(const struct lexemes *l, char *norm);

/* Families, in the order in which they run. */
void shape_network(struct lexemes *l);
void shape_values(struct lexemes *l);
void shape_phones(struct lexemes *l);
void shape_calls(struct lexemes *l);
void shape_dates(struct lexemes *l);
void shape_ages(struct lexemes *l);
void shape_told_dates(struct lexemes *l);
void shape_told_ages(struct lexemes *l);
void shape_units(struct lexemes *l);
size_t shape_ward(struct lexemes *l, size_t i);
/* "fluids 41, room 22", "ex vivo 5400, bed 120": a measure, not a place. */
bool shape_is_measured_room(const struct lexemes *l, size_t i);
/* "bay 4 w two drains": with? (shape_wards.c) */
bool shape_is_with(const struct lexemes *l, size_t i);
/* "pt from 7B": a ward by its floor and side. (shape_wards.c) */
void shape_ward_code(struct lexemes *l, size_t i);
/* "12 North bed 4", "4-West 17": the last lexeme, or i. (shape_wards.c) */
size_t shape_compass(struct lexemes *l, size_t i);
void shape_rooms(struct lexemes *l);
void shape_places(struct lexemes *l);
void shape_houses(struct lexemes *l);
void shape_spots(struct lexemes *l);
void shape_plates(struct lexemes *l);
void shape_vehicles(struct lexemes *l);
void shape_dictated(struct lexemes *l);
void shape_leftovers(struct lexemes *l);

/* Do the words around i..last make readings of it? Is lexeme i a series of
 * readings, a code of a disease or operation, or a catalogue's name for goods?
 * (shape_leftovers.c) */
bool shape_is_series_of(const struct lexemes *l, size_t i, size_t last);
bool shape_is_series(const struct lexemes *l, size_t i);
bool shape_is_clinical(const struct lexemes *l, size_t i);
/* "10.00-12.00": from when to when, on the clock. */
bool shape_is_clocks(const struct lexemes *l, size_t i);
/* "his 2000th case": which one it is. */
bool shape_is_nth(const struct lexemes *l, size_t i);
/* "21.5 D", "12/1000": of a lens, of skin. */
bool shape_is_power(const struct lexemes *l, size_t i);
bool shape_is_goods(const struct lexemes *l, size_t i);
/* "22", "5B" of a place (shape_units.c), not "3 mm", "2/3", "4 %", "2-3". */
bool shape_is_place_number(const struct lexemes *l, size_t i, unsigned digits);
/* Does a unit that calls do this: "Burns 3 |says|"? (shape_units.c) */
bool shape_is_calling(const struct lexemes *l, size_t i);

/* Numbers that show by their form that they are somebody's (shape_forms.c):
 * groups first..last, of which digits begin at i; a sign that hides digits; the
 * end of a longer number (cue: is a word for one near?); national insurance; a
 * running number with its year; a book's page, which is nobody's. */
bool shape_is_grouped(
    const struct lexemes *l, size_t first, size_t i, size_t last);
bool shape_is_mask(const struct lexemes *l, size_t i);
/* The second half of a name that is a month elsewhere: "Min-jun", "ji-may". */
bool shape_is_half_name(const struct lexemes *l, size_t i);
enum shape_cued { SHAPE_CUE_NONE, SHAPE_CUE_WEAK, SHAPE_CUE_STRONG };
bool shape_is_ending(const struct lexemes *l, size_t i, enum shape_cued cue);
bool shape_is_insurance(const struct lexemes *l, size_t i);
bool shape_is_filed(const struct lexemes *l, size_t i);
bool shape_is_page(const struct lexemes *l, size_t i);

/* Forms of values that were found in this text. (shape_again.c) */
#define SHAPE_FORMS 4u
struct shape_seen {
	uint64_t form[SHAPE_FORMS];
	unsigned count;  /* of all; the last SHAPE_FORMS are known */
	size_t last;     /* the lexeme that the last one ended with */
	unsigned digits; /* of the last one, if it is digits only */
	enum scrub_label label[SHAPE_FORMS];
};
void shape_seen_add(struct shape_seen *seen, const struct lexemes *l,
    size_t first, size_t last, enum scrub_label label);
/* "cup", "tibial tray": a part of an implant, which has a number of its own. */
bool shape_is_part(const struct lexemes *l, size_t i);
/* Has first..last the form of one that was seen? */
bool shape_is_again(const struct shape_seen *seen, const struct lexemes *l,
    size_t first, size_t last, enum scrub_label *label);

/* Is the code at i a plate by its form; one on what flies?
 * (shape_plate_codes.c)
 */
bool shape_is_plate(const struct lexemes *l, size_t i);
bool shape_is_tail_number(const struct lexemes *l, size_t i);
/* "C-GZAQ" from i on. */
bool shape_is_aircraft(const struct lexemes *l, size_t i);
/* The last lexeme of a boat's "GT 17 No. 2240/PPb"; i - 1: none is at i. */
size_t shape_over_boat(const struct lexemes *l, size_t i);
/* The last lexeme of Vietnam's "59-X2 318.44"; i - 1: none is at i. */
size_t shape_over_viet_plate(const struct lexemes *l, size_t i);

/* The last lexeme of the value that begins at `first`; letters before the value
 * at i..last that belong to it. (shape_extent.c) */
size_t shape_value_last(const struct lexemes *l, size_t first);
size_t shape_value_first(const struct lexemes *l, size_t i, size_t last);
/* Is i a word for numbers behind another one, and so letters of the number? */
bool shape_is_own_mark(const struct lexemes *l, size_t i);

/* The last lexeme of an address that goes on behind last: ", Siantan Hilir",
 * ", Aberlour AB38", ", Elko NV 89803". (shape_address.c) */
size_t shape_address_last(const struct lexemes *l, size_t last);
/* The same of ", Kel. Tamansari, Kec. Bogor Utara 16151", in small letters,
 * too: the village, the district and the regency. (shape_address.c) */
size_t shape_area_last(const struct lexemes *l, size_t last);
/* "lives at 14 mill race close": is what begins at the number an address?
 * (shape_address.c) */
bool shape_is_home(const struct lexemes *l, size_t number);
/* "JL 4": no street at i, but a catheter. (shape_address.c) */
bool shape_is_judkins(const struct lexemes *l, size_t i);
/* India's "No. 27, 4th Cross", by its "Cross" at i: found, or false. */
bool shape_cross(struct lexemes *l, size_t i);

/* How certain is it that the whole number at i is the postcode of the state
 * whose name is before it? 0: not at all. (shape_states.c) */
unsigned shape_behind_state(const struct lexemes *l, size_t i);
/* Does the name of a state that nobody bears begin at this token? */
bool shape_is_state(const struct text *t, size_t token);

/* Checks that raise certainty; digits only are looked at. */
bool shape_luhn(const char *s, size_t len);
bool shape_nhs(const char *s, size_t len);
bool shape_npi(const char *s, size_t len);
bool shape_nik(const char *s, size_t len);
bool shape_vin(const char *s, size_t len);

#endif
