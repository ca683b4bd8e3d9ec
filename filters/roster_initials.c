/* SPDX-License-Identifier: MIT */
/* The roster's persons by their initials. */
#include "roster.h"

#include <string.h>

#include "hash.h"
#include "words.h"

/* clang-format off */
FEW(titles, "dr", "mr", "mrs", "ms", "miss", "prof", "sister", "nurse", "pt",
    "patient", "pak", "bpk", "bu", "ibu", "ny", "tn", "nn", "an", "by", "sdr",
    "mas", "mbak", "pasien", "ns", "mx");
/* clang-format on */

static bool
has_initials(
    const struct roster *r, const char *letters, size_t len, unsigned person)
{
	for (size_t i = 0; i < r->initial_count; i++) {
		if (r->initials[i].person == person &&
		    strlen(r->initials[i].letters) == len &&
		    memcmp(r->initials[i].letters, letters, len) == 0)
			return true;
	}
	return false;
}

static void
add_initials(struct roster *r, const char *letters, size_t len, unsigned person,
    bool turned)
{
	if (len < 2 || len >= sizeof(r->initials[0].letters) ||
	    has_initials(r, letters, len, person) ||
	    r->initial_count == sizeof(r->initials) / sizeof(r->initials[0]))
		return;
	memcpy(r->initials[r->initial_count].letters, letters, len);
	r->initials[r->initial_count].turned = turned;
	r->initials[r->initial_count++].person = (uint8_t)person;
	r->may.initials[(uint8_t)letters[0] & 31] |=
	    1u << ((uint8_t)letters[1] & 31);
	roster_set_bit(r->may.initials_hash, hash_word(letters, len));
}

/* Two of them, in either order. */
static void
add_pair(struct roster *r, char one, char two, unsigned person, bool turned)
{
	const char pair[2] = {one, two};

	add_initials(r, pair, 2, person, turned);
}

void
roster_add_initials(
    struct roster *r, const char *letters, size_t len, unsigned person)
{
	add_initials(r, letters, len, person, false);
}

void
roster_take_initials(
    struct roster *r, const char *letters, size_t len, unsigned person)
{
	char turned[8];

	add_initials(r, letters, len, person, false);
	if (len < 2)
		return;
	add_pair(r, letters[0], letters[len - 1], person, false);
	add_pair(r, letters[len - 2], letters[len - 1], person, false);
	add_pair(r, letters[0], letters[1], person, false);
	memcpy(turned, letters + 1, len - 1);
	turned[len - 1] = letters[0];
	add_initials(r, turned, len, person, true);
	turned[0] = letters[len - 1];
	memcpy(turned + 1, letters, len - 1);
	add_initials(r, turned, len, person, true);
	add_pair(r, letters[1], letters[0], person, true);
	add_pair(r, letters[len - 1], letters[0], person, true);
	explicit_bzero(turned, sizeof(turned));
}

/* Whose initials these letters are. */
static uint64_t
initials_of(
    const struct roster *r, const char *letters, size_t len, bool turned)
{
	uint64_t persons = 0;

	if (len < 2 || (r->may.initials[(uint8_t)letters[0] & 31] >>
			       ((uint8_t)letters[1] & 31) &
			   1) == 0)
		return 0;
	for (size_t i = 0; i < r->initial_count; i++) {
		if (r->initials[i].letters[0] == letters[0] &&
		    strlen(r->initials[i].letters) == len &&
		    (turned || !r->initials[i].turned) &&
		    memcmp(r->initials[i].letters, letters, len) == 0)
			persons |= UINT64_C(1) << r->initials[i].person;
	}
	return persons;
}

/* Letters one after another, and what stands between them. */
struct row {
	char letter[32];
	size_t count, tokens;
	bool dots;  /* or hyphens */
	bool signs; /* others: "M/G" */
};

/* Signs from token k on that may stand between two initials; 0: none. */
static size_t
signs_at(const struct text *t, size_t k, struct row *row)
{
	size_t n = 0;

	for (; n < 2 && k + n < t->token_count; n++) {
		const struct token *w = &t->token[k + n];
		const char sign = t->norm[w->begin];

		if (w->kind != TOKEN_PUNCT)
			break;
		if (sign == '.' || sign == '-')
			row->dots = true;
		else if (!w->space_before &&
			 (sign == '/' || sign == '_' || sign == '*' ||
			     (sign & 0x80) != 0))
			row->signs = true;
		else
			break;
	}
	return n;
}

/* Single letters one after another: "R.K.", "M G R", "K-E-T-T-E-R-I-N-G". */
static void
read_row(const struct text *t, size_t i, struct row *row)
{
	size_t k = i, end = i;

	*row = (struct row){.count = 0};
	while (k < t->token_count && row->count < sizeof(row->letter)) {
		const struct token *w = &t->token[k];
		const struct row before = *row;
		size_t signs;

		if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
		    w->letter_case != t->token[i].letter_case)
			break;
		row->letter[row->count++] = t->fold[w->begin];
		end = ++k;
		signs = signs_at(t, k, row);
		if (token_sign(t, k, '.'))
			end = k + 1;
		/* A sign that no letter follows ends it, but for the stop. */
		if (signs > 0 && (k + signs >= t->token_count ||
				     t->token[k + signs].kind == TOKEN_PUNCT)) {
			row->signs = before.signs;
			row->dots = before.dots || token_sign(t, k, '.');
		}
		k += signs;
	}
	row->tokens = end - i;
}

/* What is written with a stroke and is nobody. */
static bool
stroke_word(const struct row *row)
{
	static const char words[][3] = {"na", "rl", "lr", "ap", "io", "wo",
	    "yo", "pe", "cs", "sp", "ho", "ro", "bl", "dc", "oe", "us", "fu",
	    "ts", "bp", "iv", "sc", "op", "ip", "tf", "mf", "fm", "co", "nv",
	    "po", "pa", "di", "ie", "eg", "xr", "vs", "ad", "bd", "ct", "kk",
	    "dd", "dt", "oa", "oc", "hb", "ph", "nk", "ca", "ud", "sd"};

	return roster_pair_in(
	    row->letter, words, sizeof(words) / sizeof(words[0]));
}

/* "5 mg/s. L renal": a letter that hangs on something is no initial. */
static bool
stands_free(const struct text *t, size_t i)
{
	return i == 0 || t->token[i].space_before ||
	       token_sign(t, i - 1, '(') || token_sign(t, i - 1, '-') ||
	       token_sign(t, i - 1, '"');
}

/* "Miss M", "pt K."; "an" and "by" are words too, but with a stop. */
static bool
titled(const struct text *t, size_t i)
{
	static const char *const words[] = {"an", "by", NULL};
	const bool stop = i > 0 && token_sign(t, i - 1, '.');

	i -= stop;
	return i > 0 && token_few(t, i - 1, &titles) &&
	       (stop || !token_one_of(t, i - 1, words));
}

/* Who has a name that begins so. */
static uint64_t
begin_with(const struct roster *r, char letter)
{
	uint64_t persons = 0;

	for (unsigned p = 0; p < r->person_count; p++) {
		if (memchr(r->person[p].initials, letter,
			r->person[p].initial_count))
			persons |= UINT64_C(1) << p;
	}
	return persons;
}

/* Behind one of these two letters are somebody's, whatever else they mean. */
static const char *const signers[] = {"signed", "sgd", "initials", "initialled",
    "initialed", "paraf", "ttd", "inisial", NULL};

static bool
signed_by(const struct text *t, size_t i)
{
	static const char *const verbs[] = {"are", "is", "adalah", NULL};

	if (i > 0 && (token_sign(t, i - 1, ':') || token_sign(t, i - 1, '-') ||
			 token_one_of(t, i - 1, verbs)))
		i--;
	return i > 0 && token_one_of(t, i - 1, signers);
}

/* "i.e.", "b.d." */
static bool
shortened(const struct row *row)
{
	static const char words[][3] = {"ie", "eg", "bd", "td", "qd", "od",
	    "po", "pr", "pv", "sl", "am", "pm", "iv", "im", "sc", "dl", "nb",
	    "cf", "us", "vs", "mc", "ed", "ga", "la", "as", "dr", "sd", "an",
	    "no"};

	return roster_pair_in(
	    row->letter, words, sizeof(words) / sizeof(words[0]));
}

/* "A B": two letters without a stop that are most often something else. */
static bool
may_be_else(const struct row *row)
{
	static const char often[] = "rlabiotx";

	return strchr(often, row->letter[0]) || strchr(often, row->letter[1]);
}

/* Are there initials that begin with its first two letters? */
static bool
may_be_initials(const struct roster *r, const struct row *row)
{
	return (r->may.initials[(uint8_t)row->letter[0] & 31] >>
		       ((uint8_t)row->letter[1] & 31) &
		   1) != 0;
}

/* "5 mg i.v.": behind a number, a unit, a drug. */
static bool
behind_value(const struct text *t, size_t i)
{
	return i > 0 && (t->token[i - 1].kind == TOKEN_NUMBER ||
			    t->token[i - 1].kind == TOKEN_MIXED ||
			    (t->token[i - 1].words &
				(WORD_MEDICAL | WORD_CURATED)) != 0);
}

size_t
roster_match_letters(struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const bool upper = w->letter_case == CASE_UPPER || roster_caseless(t);
	struct row row;
	struct roster_hit hit = {
	    .first = (uint32_t)i, .certainty = 85, .rule = "roster-initials"};
	const struct roster_part *p;
	bool named;

	if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
	    !stands_free(t, i))
		return 0;
	read_row(t, i, &row);
	if (row.count == 1 ? !upper
			   : row.count < 4 && !may_be_initials(r, &row))
		return 0;
	named = titled(t, i) || signed_by(t, i);
	hit.last = (uint32_t)(i + row.tokens - 1);
	p = row.count > 3 ? roster_part(r, row.letter, row.count) : NULL;
	hit.persons = p ? p->persons
		      : row.count == 1
			  ? begin_with(r, row.letter[0])
			  : initials_of(r, row.letter, row.count,
				row.dots || row.count > 2 || named);
	if (!hit.persons || (!row.dots && !upper && !named))
		return 0;
	if (row.count == 1 && !(named && upper))
		return 0;
	if (row.count == 2 && !named && shortened(&row) &&
	    (!upper || behind_value(t, i)))
		return 0;
	/* "1 g/h" */
	if (row.count == 2 && row.signs && i > 0 &&
	    t->token[i - 1].kind == TOKEN_NUMBER)
		return 0;
	hit.letters = true;
	/* Without dots, two letters are initials behind a cue only. */
	if (row.count == 2 && !row.dots && !named)
		hit.weak = !upper || may_be_else(&row) ||
			   (row.signs && stroke_word(&row));
	if (row.signs && !named)
		hit.certainty = 75;
	roster_add_hit(r, &hit);
	return row.tokens;
}

bool
roster_match_initials(struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	enum word_class class = words_class(w->words);
	bool known, marked;
	struct roster_hit hit = {.first = (uint32_t)i,
	    .last = (uint32_t)i,
	    .certainty = 80,
	    .rule = "roster-initials",
	    .letters = true};
	const bool upper = w->letter_case == CASE_UPPER || roster_caseless(t);

	if (w->kind != TOKEN_WORD || len < 2 || len > 7)
		return false;
	hit.persons = initials_of(r, t->fold + w->begin, len, len > 2);
	if (hit.persons == 0)
		return false;
	/* What is known as something else is that. */
	marked = roster_marked(t, w);
	known = !marked && (class == WORD_IS_SAFE ||
			       (w->words & WORD_FREQUENT) != 0);
	if (!upper && known &&
	    (!titled(t, i) || (w->words & (WORD_FREQUENT | WORD_COMMON)) != 0))
		return false;
	if (w->letter_case != CASE_UPPER && w->letter_case != CASE_LOWER)
		return false;
	hit.weak = !upper || known ||
		   (class != WORD_IS_UNKNOWN && len < 3 && !marked);
	hit.weak = hit.weak && !signed_by(t, i);
	roster_add_hit(r, &hit);
	return true;
}

/* Is token i a single letter that one of these persons begins a name with? */
static bool
own_letter(
    const struct roster *r, const struct text *t, size_t i, uint64_t persons)
{
	const struct token *w = &t->token[i];

	if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
	    (w->letter_case != CASE_UPPER && !roster_caseless(t) &&
		!token_sign(t, i + 1, '.') && !titled(t, i)))
		return false;
	for (unsigned p = 0; p < r->person_count; p++) {
		if ((persons >> p & 1) != 0 &&
		    memchr(r->person[p].initials, t->fold[w->begin],
			r->person[p].initial_count))
			return true;
	}
	return false;
}

/* Behind the letter of a blood group, a vein, a size. */
static const char *const rhesus[] = {"pos", "neg", "positive", "negative",
    "positif", "negatif", "blood", "rh", "group", "knee", "hip", "side", "leg",
    "arm", "wave", "tube", "line", "clip", "plasty", "spine", "cell", "cells",
    "is", "was", NULL};

/* A letter after the name that is no side: "Kettering R knee". */
static bool
letter_behind(
    const struct roster *r, const struct text *t, size_t k, uint64_t persons)
{
	size_t next;
	char letter;

	if (k >= t->token_count || !own_letter(r, t, k, persons))
		return false;
	letter = t->fold[t->token[k].begin];
	if (k + 1 == t->token_count || token_sign(t, k + 1, '.'))
		return true;
	/* Sides; blood groups; temperature, potassium. */
	next = k + 1;
	if (token_sign(t, next, ':') || token_sign(t, next, '='))
		next++;
	return letter != 'r' && letter != 'l' && next < t->token_count &&
	       t->token[next].kind != TOKEN_NUMBER &&
	       !token_one_of(t, next, rhesus) && !token_sign(t, next, '+') &&
	       (!token_sign(t, next, '-') || t->token[next].space_before);
}

bool
roster_letter_before(
    const struct roster *r, const struct text *t, const struct roster_hit *hit)
{
	const size_t i = hit->first;

	if (i > 1 && token_sign(t, i - 1, '.'))
		return own_letter(r, t, i - 2, hit->persons);
	return i > 0 &&
	       (t->token[i].letter_case == CASE_TITLE || roster_caseless(t)) &&
	       !t->token[i].sentence_start &&
	       own_letter(r, t, i - 1, hit->persons);
}

/* May it stand between an initial and the name? */
static bool
between(const struct text *t, size_t i)
{
	return token_sign(t, i, '.') || token_sign(t, i, '-') ||
	       token_sign(t, i, '_') || token_sign(t, i, '*');
}

/* "R. Kettering", "W-L Cho", "Kettering, R.", "Zulu 41". */
void
roster_take_letters(
    const struct roster *r, const struct text *t, struct roster_hit *hit)
{
	size_t i = hit->first, k = hit->last + 1u;

	while (i > 0) {
		for (unsigned n = 0; n < 4 && i > 0 && between(t, i - 1); n++)
			i--;
		if (i == 0 || !own_letter(r, t, i - 1, hit->persons))
			break;
		hit->first = (uint32_t)--i;
	}
	if (k < t->token_count && t->token[k].kind == TOKEN_NUMBER) {
		const struct token *w = &t->token[k];
		const struct roster_part *p =
		    roster_part(r, t->fold + w->begin, w->end - w->begin);

		if (p && (p->persons & hit->persons) != 0)
			hit->last = (uint32_t)k;
		return;
	}
	if (token_sign(t, k, ','))
		k++;
	if (letter_behind(r, t, k, hit->persons))
		hit->last = (uint32_t)k;
}
