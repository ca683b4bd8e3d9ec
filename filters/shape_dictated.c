/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Numbers as they are spoken or spelt: "7 7 1 4 0 9 2", "oh seven seven
 * double oh", "zero nine bravo four".
 */

#define SPOKEN_MIN 5u     /* digits in a row without a word that explains */
#define SPOKEN_DIGITS 4u  /* the same, of single digits only */
#define SPOKEN_MIN_CUE 3u /* behind "pager", "MRN", "serial" */
#define MIXED_MOST 48u    /* lexemes of one that is said and written */

static bool
is_spoken(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return (x->kind == LEX_NUM &&
		   (x->value <= 90 || x->value == LEXEME_REPEAT)) ||
	       x->kind == LEX_NATO || lexeme_is(l, i, "hundred");
}

static bool
is_joint(const struct lexemes *l, size_t i)
{
	return (lexeme_punct(l, i, '-') || lexeme_punct(l, i, ',')) &&
	       is_spoken(l, i + 1);
}

static bool
is_cue(enum lexeme_kind kind)
{
	return (kind >= LEX_CUE_DOB && kind <= LEX_CUE_NET &&
		   kind != LEX_CUE_DATE && kind != LEX_CUE_VEHICLE) ||
	       kind == LEX_CUE_POST;
}

static enum lexeme_kind
cue_before(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 4 && i-- > 0; far++)
		if (is_cue(l->at[i].kind))
			return l->at[i].kind;
	return LEX_END;
}

static bool
is_phone_cue(enum lexeme_kind kind)
{
	return kind == LEX_CUE_PHONE || kind == LEX_CUE_CALL ||
	       kind == LEX_CUE_EXT;
}

static enum scrub_label
cue_label(enum lexeme_kind kind)
{
	if (is_phone_cue(kind))
		return SCRUB_PHONE;
	if (kind == LEX_CUE_DEVICE)
		return SCRUB_DEVICE;
	if (kind == LEX_CUE_DOB)
		return SCRUB_DATE;
	if (kind == LEX_CUE_PLATE || kind == LEX_CUE_VIN)
		return SCRUB_VEHICLE;
	if (kind == LEX_CUE_BIO)
		return SCRUB_BIOMETRIC;
	return SCRUB_ID;
}

/* One, two, three, four, five: somebody counts. */
static bool
counts_on(const struct lexemes *l, size_t first, size_t last)
{
	size_t before = first;

	for (size_t i = first + 1; i <= last; i++) {
		if (l->at[i].kind == LEX_PUNCT)
			continue;
		if (l->at[i].value != l->at[before].value + 1 &&
		    l->at[before].value != l->at[i].value + 1)
			return false;
		before = i;
	}
	return true;
}

/* "one six twenty-six", "nine eleven twenty-five", "oh three fourteen". */
static bool
is_spoken_date(const struct lexemes *l, size_t first, size_t last)
{
	unsigned n[4] = {0};
	size_t count = 0;

	for (size_t i = first; i <= last; i++) {
		if (l->at[i].kind != LEX_NUM)
			continue;
		if (count == 4)
			return false;
		n[count++] = l->at[i].value;
	}
	return count >= 3 && n[0] <= 12 && n[1] <= 12 && n[2] > 12 &&
	       n[2] < 100 && (count == 3 || n[3] < 10);
}

/* --- words and digits mixed ----------------------------------------------- */

struct mixed {
	size_t last;
	unsigned digits; /* that are meant: "double one" are two */
	unsigned parts, marks, repeats;
};

/* One digit, said or written. */
static bool
is_digit(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return !x->taken && ((x->kind == LEX_NUM && x->value < 10) ||
				(x->kind == LEX_INT && x->digits == 1));
}

/* "7 double 1 3", "84 double four one", "6 oh 2 oh" from i on. */
static void
read_mixed(const struct lexemes *l, size_t i, struct mixed *m)
{
	size_t at = i;

	*m = (struct mixed){.last = i};
	while (at - i < MIXED_MOST && (at == i || l->at[at].gap <= 1)) {
		const struct lexeme *x = &l->at[at];

		if (lexeme_punct(l, at, '-') && at > i && !x->gap) {
			at++;
			continue;
		}
		if (x->kind == LEX_NUM && x->value == LEXEME_REPEAT) {
			unsigned hyphen = lexeme_punct(l, at + 1, '-');

			if (!is_digit(l, at + 1 + hyphen))
				break;
			at += hyphen;
			m->digits += l->t->fold[x->begin] == 't' ? 3 : 2;
			m->marks++;
			m->repeats++;
			at++;
		} else if (is_digit(l, at)) {
			m->marks += x->kind == LEX_NUM && x->value == 0;
			m->digits++;
		} else if (x->kind == LEX_INT && x->digits == 2 && !x->taken) {
			m->digits += 2;
		} else if (lexeme_is(l, at, "o") && at > i &&
			   (is_digit(l, at - 1) || is_digit(l, at + 1))) {
			m->marks++;
			m->digits++;
		} else {
			break;
		}
		m->parts++;
		m->last = at++;
	}
}

/* Sutures are called so, too, and hours. */
static bool
is_other(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const suture[] = {"vicryl", "prolene", "silk", "pds",
	    "nylon", "ethibond", "monocryl", "suture", "sutures", "ticron",
	    "chromic", "maxon", "monosyn", "ethilon", "tie", "ties", "stitch",
	    "wire", "needle", "gut", "catgut", "tubes", "tube", NULL};
	static const char *const clock[] = {
	    "at", "jam", "pukul", "till", "until", "by", "since", NULL};

	return lexeme_in(l, last + 1, suture) ||
	       lexeme_in(l, last + 2, suture) || lexeme_in(l, i - 1, clock);
}

/* The last lexeme of such a number, or i - 1. */
static size_t
find_mixed(struct lexemes *l, size_t i)
{
	struct mixed m;
	enum lexeme_kind cue;
	bool phone, plain;

	read_mixed(l, i, &m);
	if (m.repeats == 0 && lexeme_punct(l, m.last + 1, ',') &&
	    is_joint(l, m.last + 1))
		return i - 1; /* "five five five, oh one two seven" */
	if (m.digits < 2 || m.parts < 2 || lexeme_unit(l, m.last + 1) ||
	    l->at[i - 1].kind == LEX_NUM || is_other(l, i, m.last)) {
		/* "triple two for arrest" */
		if (m.parts == 1 && m.digits == 3 && m.repeats &&
		    l->at[m.last].kind == LEX_NUM &&
		    (lexeme_is(l, m.last + 1, "for") ||
			lexeme_is(l, m.last + 1, "is"))) {
			shape_found(
			    l, i, m.last, SCRUB_PHONE, "spoken-digits", 70);
			return m.last;
		}
		return i - 1;
	}
	/* "hp 0812..., size 52 kosong": there is none left. */
	if (m.parts == 2 && lexeme_is(l, m.last, "kosong") &&
	    !is_cue(l->at[i - 1].kind))
		return i - 1;
	/* "the transplant desk (four oh four)" */
	if (m.marks && m.digits > 2 && m.digits == m.parts &&
	    lexeme_punct(l, i - 1, '(') && lexeme_punct(l, m.last + 1, ')')) {
		shape_found(l, i, m.last, SCRUB_PHONE, "spoken-digits", 70);
		return m.last;
	}
	cue = cue_before(l, i);
	phone = is_phone_cue(cue) || lexeme_is(l, i - 1, "local");
	plain = m.digits == m.parts && l->at[i].kind == LEX_NUM;
	/* "pager is two two", "I'm on six three one". */
	if (!(m.marks && (m.digits > 3 || (phone && m.digits > 2))) &&
	    !(plain && m.digits > 2 && (phone || lexeme_is(l, i - 1, "on")) &&
		lexeme_ends(l, m.last + 1) && !counts_on(l, i, m.last)) &&
	    !(plain && lexeme_ends(l, m.last + 1) && cue == LEX_CUE_PHONE &&
		!lexeme_is(l, m.last + 1, "of")) &&
	    /* "MRN eight 0 six one 7 4" */
	    !(cue != LEX_END && m.digits >= SPOKEN_MIN && m.digits == m.parts &&
		!counts_on(l, i, m.last)))
		return i - 1;
	if (cue == LEX_END && m.repeats == 0 && m.digits < 4 &&
	    !lexeme_is(l, i - 1, "on"))
		return i - 1;
	shape_found(l, i, m.last, cue == LEX_END ? SCRUB_PHONE : cue_label(cue),
	    "spoken-digits", 80);
	return m.last;
}

/* "oh four nine one, five seven oh, one five eight"; "five five five, oh one
 * four two". */
static bool
sounds_dialled(const struct lexemes *l, size_t i, size_t last, size_t count)
{
	if (l->at[i].kind != LEX_NUM || count < 7)
		return false;
	if (l->at[i].value == 0)
		return count > 7;
	for (size_t k = i; k < last; k++)
		if (lexeme_punct(l, k, ','))
			return lexeme_punct(l, i + 3, ',');
	return false;
}

static size_t
find_spoken(struct lexemes *l, size_t i)
{
	size_t last = i, count = 0, digits = 0, at = i;
	enum lexeme_kind cue;

	while (is_spoken(l, at) || is_joint(l, at)) {
		if (is_spoken(l, at)) {
			if (at > i && l->at[at].gap > 1)
				break;
			count++;
			digits +=
			    l->at[at].kind == LEX_NUM && l->at[at].value < 10;
			last = at;
		}
		at++;
	}
	cue = cue_before(l, i);
	if (digits < 2 || l->at[last + 1].kind == LEX_UNIT ||
	    l->at[last + 1].kind == LEX_YEARS || counts_on(l, i, last))
		return last;
	if (count < SPOKEN_MIN && is_spoken_date(l, i, last) &&
	    (cue == LEX_END || cue == LEX_CUE_DOB)) {
		shape_found(l, i, last, SCRUB_DATE, "date-spoken", 70);
		return last;
	}
	if ((cue == LEX_END || cue == LEX_CUE_NO) &&
	    sounds_dialled(l, i, last, count))
		cue = LEX_CUE_PHONE;
	if (count >= SPOKEN_MIN ||
	    (count == digits && count >= SPOKEN_DIGITS) ||
	    (cue != LEX_END && count >= SPOKEN_MIN_CUE))
		shape_found(l, i, last, cue_label(cue), "spoken-digits",
		    cue == LEX_END ? 70 : 90);
	return last;
}

/* A capital that stands alone, as a digit of a number that is written apart. */
static bool
is_letter(const struct lexemes *l, size_t i)
{
	return l->at[i].letters == 1 && !l->at[i].digits && !l->at[i].taken &&
	       l->at[i].gap == 1 && lexeme_upper(l, i) && !l->t->all_caps;
}

static bool
is_single(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_INT && l->at[i].gap <= 1 &&
	       l->at[i].digits == 1 && !l->at[i].taken;
}

/* "7 7 1 4 0 9 2", and behind a cue "S N 0 3 7 5 X K 4 4 2". */
static size_t
find_spaced(struct lexemes *l, size_t i)
{
	const enum lexeme_kind cue = cue_before(l, i);
	size_t first = i, last = i;

	while (is_single(l, last + 1) ||
	       (cue != LEX_END && is_letter(l, last + 1) &&
		   (is_single(l, last + 2) || is_letter(l, last + 2) ||
		       l->at[last + 2].kind == LEX_PUNCT ||
		       l->at[last + 2].kind == LEX_END)))
		last++;
	while (cue != LEX_END && first > 1 && is_letter(l, first - 1))
		first--;
	if (last - first + 1 < SPOKEN_MIN || counts_on(l, i, last))
		return last;
	shape_found(l, first, last, cue_label(cue), "spaced-digits",
	    cue == LEX_END ? 65 : 92);
	return last;
}

void
shape_dictated(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_DICTATED)) < l->count;
	     i++) {
		size_t last;

		if (l->at[i].taken)
			continue;
		if (l->at[i].kind != LEX_NATO &&
		    (last = find_mixed(l, i)) + 1 > i)
			i = last;
		else if (l->at[i].kind == LEX_NUM || l->at[i].kind == LEX_NATO)
			i = find_spoken(l, i);
		else if (l->at[i].kind == LEX_INT && l->at[i].digits == 1)
			i = find_spaced(l, i);
	}
}
