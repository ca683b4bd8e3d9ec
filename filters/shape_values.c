/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Numbers and codes that mean somebody or something because of the word
 * beside them: MRN, badge, lot, serial, pager, plate, fingerprint. The number
 * is found, the word stays.
 */

#define WINDOW 6u /* lexemes between the word and its number */

/* How much a value looks like an identifier by itself. */
enum weight {
	WEIGHT_NONE,
	WEIGHT_LOW,  /* up to 3 digits */
	WEIGHT_SOME, /* 4 digits, or a short code */
	WEIGHT_HIGH, /* 5 digits and more, or a long code */
	WEIGHT_SURE, /* 7 digits and more, or nothing clinical looks so */
};

/* What is measured has a number of its own: "camera in, ETCO2 35". */
static bool
is_gas(const struct lexemes *l, size_t i)
{
	static const char *const gases[] = {"spo2", "sao2", "svo2", "scvo2",
	    "sto2", "rso2", "eto2", "etco2", "fio2", "fico2", "pao2", "paco2",
	    "pvo2", "pvco2", "tcco2", NULL};

	return l->at[i].letters > 2 && lexeme_in(l, i, gases);
}

static bool
is_value(const struct lexemes *l, size_t i)
{
	switch (l->at[i].kind) {
	case LEX_CODE:
		return !is_gas(l, i);
	case LEX_INT:
	case LEX_DECIMAL:
	case LEX_DATE:
	case LEX_FRACTION:
	case LEX_MONTH_YEAR:
	case LEX_GS1:
	case LEX_RATIO:
	case LEX_SIZE:
	case LEX_TIMES:
		return true;
	default:
		return false;
	}
}

static enum weight
value_weight(const struct lexemes *l, size_t first, size_t last)
{
	unsigned digits = 0, letters = 0, signs = 0;

	for (size_t i = first; i <= last; i++) {
		const struct lexeme *x = &l->at[i];

		digits += x->digits;
		letters += x->letters;
		signs += x->end - x->begin - x->digits - x->letters;
	}
	if (first == last && l->at[first].kind == LEX_DECIMAL && digits < 6)
		return WEIGHT_NONE;
	if (l->at[first].kind == LEX_GS1 || digits >= 7)
		return WEIGHT_SURE;
	if (digits >= 5 || (digits >= 4 && letters + signs > 0))
		return WEIGHT_HIGH;
	if (digits == 4 || (digits == 3 && letters + signs > 0) ||
	    (digits == 2 && letters >= 3))
		return WEIGHT_SOME;
	return digits ? WEIGHT_LOW : WEIGHT_NONE;
}

/* --- the word before ------------------------------------------------------ */

struct cue {
	enum lexeme_kind kind; /* LEX_END: none */
	unsigned distance;     /* lexemes between */
	bool number;           /* "no", "#", "id" between or alone */
	bool passed;           /* another value stands between */
};

static enum scrub_label
cue_label(enum lexeme_kind kind)
{
	switch ((int)kind) {
	case LEX_CUE_DEVICE:
		return SCRUB_DEVICE;
	case LEX_CUE_PHONE:
	case LEX_CUE_CALL:
	case LEX_CUE_EXT:
		return SCRUB_PHONE;
	case LEX_CUE_PLATE:
	case LEX_CUE_VIN:
	case LEX_CUE_VEHICLE:
	case LEX_CUE_CREW:
		return SCRUB_VEHICLE;
	case LEX_CUE_BIO:
	case LEX_CUE_BIO_MAYBE:
		return SCRUB_BIOMETRIC;
	case LEX_CUE_NET:
		return SCRUB_NETWORK;
	default:
		return SCRUB_ID;
	}
}

static const char *
cue_rule(enum lexeme_kind kind)
{
	static const char *const rule[SCRUB_LABELS] = {
	    [SCRUB_DEVICE] = "device-cue",
	    [SCRUB_PHONE] = "phone-cue",
	    [SCRUB_VEHICLE] = "vehicle-cue",
	    [SCRUB_BIOMETRIC] = "biometric-cue",
	    [SCRUB_NETWORK] = "network-cue",
	    [SCRUB_ID] = "id-cue",
	};

	return rule[cue_label(kind)];
}

static bool
is_strong(enum lexeme_kind kind)
{
	switch ((int)kind) {
	case LEX_CUE_ID:
	case LEX_CUE_DEVICE:
	case LEX_CUE_PHONE:
	case LEX_CUE_PLATE:
	case LEX_CUE_VIN:
	case LEX_CUE_BIO:
		return true;
	default:
		return false;
	}
}

static bool
is_weak(enum lexeme_kind kind)
{
	switch ((int)kind) {
	case LEX_CUE_ID_MAYBE:
	case LEX_CUE_CALL:
	case LEX_CUE_BIO_MAYBE:
	case LEX_CUE_NET:
		return true;
	default:
		return false;
	}
}

/* "rm" is a record number in Indonesian, a room in English; "ph" is a phone
 * before digits, else an acidity. */
static bool
is_record_cue(const struct lexemes *l, size_t i)
{
	if (lexeme_is(l, i, "sep"))
		return l->lang == SCRUB_ID_ID;
	return lexeme_is(l, i, "rm") &&
	       (l->lang == SCRUB_ID_ID || l->at[i + 1].digits > 4 ||
		   !l->at[i + 1].digits || l->at[i + 1].kind == LEX_CODE);
}

static bool
is_phone_cue(const struct lexemes *l, size_t i)
{
	size_t next = i + 1;

	if (!lexeme_is(l, i, "ph"))
		return false;
	next += lexeme_punct(l, i + 1, '.');
	next += lexeme_punct(l, i + 1, ':');
	return l->at[next].kind == LEX_INT && l->at[next].digits >= 3;
}

static struct cue
cue_before(const struct lexemes *l, size_t i)
{
	struct cue cue = {LEX_END, 0, false, false};
	unsigned words = 0;

	for (unsigned far = 0; far < WINDOW && i-- > 0; far++) {
		const struct lexeme *x = &l->at[i];

		if (l->at[i + 1].gap > 1)
			return cue; /* a new line, a new matter */
		cue.passed |= cue.kind == LEX_END && x->taken && x->digits;
		if (x->kind == LEX_CUE_PHONE && lexeme_is(l, i, "cell") &&
		    lexeme_in(l, i + 1,
			(const char *const[]){
			    "saver", "salvage", "count", NULL}))
			return cue;
		if (is_strong(x->kind) || is_weak(x->kind)) {
			if (cue.kind != LEX_END && !is_strong(x->kind))
				return cue;
			if (cue.kind != LEX_END && is_strong(cue.kind))
				return cue;
			cue.kind = x->kind;
			cue.distance = far;
			if (is_strong(x->kind))
				return cue;
			continue;
		}
		if (is_record_cue(l, i) || is_phone_cue(l, i)) {
			cue.kind =
			    is_record_cue(l, i) ? LEX_CUE_ID : LEX_CUE_PHONE;
			cue.distance = far;
			return cue;
		}
		if (x->kind == LEX_CUE_NO || lexeme_punct(l, i, '#')) {
			cue.number = true;
			continue;
		}
		if (x->kind == LEX_VITAL || x->kind == LEX_MODEL ||
		    x->kind == LEX_CODING)
			return cue;
		if (x->kind == LEX_PUNCT &&
		    (x->value == ';' || x->value == '?' || x->value == '!' ||
			(x->value == '.' && l->at[i + 1].gap &&
			    l->at[i - 1].kind < LEX_CUE_DOB &&
			    !is_phone_cue(l, i - 1) &&
			    !is_record_cue(l, i - 1)) ||
			(x->value == ',' && l->at[i + 1].gap && words)))
			return cue;
		if (x->kind == LEX_WORD || x->kind == LEX_CUE_VEHICLE)
			words++;
		if (words > 2)
			return cue;
	}
	return cue;
}

static bool
enough(const struct lexemes *l, const struct cue *cue, enum weight weight,
    size_t first, size_t last)
{
	const struct lexeme *x = &l->at[first];
	bool near = cue->distance <= 2;
	bool strong = is_strong(cue->kind);
	bool year = first == last && x->kind == LEX_INT && x->digits == 4 &&
		    x->value >= 1900 && x->value <= 2050;
	bool joined = x->kind == LEX_RATIO || x->kind == LEX_SIZE ||
		      x->kind == LEX_FRACTION || x->kind == LEX_DATE;

	if (lexeme_unit(l, last + 1) && weight < WEIGHT_SURE)
		return false;
	if (year && !cue->number &&
	    !(strong && cue->distance <= (cue->kind == LEX_CUE_PHONE)))
		return false;
	if (joined || x->kind == LEX_TIMES)
		return near && ((weight >= WEIGHT_HIGH && strong) ||
				   (weight == WEIGHT_SURE && cue->number));
	if (cue->passed && (weight < WEIGHT_HIGH || shape_is_series(l, first)))
		return false;
	if (cue->kind == LEX_CUE_BIO && near && x->kind == LEX_CODE &&
	    x->letters > 1 && x->digits > 1 && !shape_is_clinical(l, first))
		return true;
	if (strong)
		return weight >= WEIGHT_SOME ||
		       (weight == WEIGHT_LOW && near &&
			   (x->digits >= 3 || cue->number));
	if (cue->kind == LEX_CUE_NET)
		return near && (weight >= WEIGHT_HIGH ||
				   (x->kind == LEX_CODE && x->letters > 2));
	if (first == last && shape_is_clinical(l, first))
		return false;
	if (is_weak(cue->kind))
		return cue->number
			   ? weight >= WEIGHT_SOME
			   : weight >= WEIGHT_HIGH ||
				 (weight == WEIGHT_SOME && cue->distance == 0 &&
				     x->kind == LEX_CODE);
	if (lexeme_punct(l, first - 1, '#') && !x->gap)
		return weight >= WEIGHT_SOME;
	return cue->number && weight >= WEIGHT_HIGH;
}

/* VIN, NHS, NPI, NIK and card numbers prove themselves. */
static unsigned
surer(const struct lexemes *l, size_t first, size_t last, unsigned certainty)
{
	const char *s = l->t->fold + l->at[first].begin;
	size_t len = l->at[last].end - l->at[first].begin;

	if (shape_nhs(s, len) || shape_npi(s, len) || shape_nik(s, len) ||
	    shape_luhn(s, len) || shape_vin(s, len))
		return certainty > 98 ? certainty : 98;
	return certainty;
}

/* Groups that only an identifier has: "G0916 37 005 530 3", "QZN 771 204". */
static bool
is_grouped_id(const struct lexemes *l, size_t first, size_t i, size_t last)
{
	bool clocks = true, mark = first < i;

	if (last < i + 2 - (first < i))
		return false;
	for (size_t k = i; k <= last; k++) {
		const struct lexeme *x = &l->at[k];

		if (x->kind != LEX_INT && x->kind != LEX_CODE)
			return false;
		if (x->digits < 2 && k < last)
			return false;
		clocks &= x->digits == 4;
		mark |= x->kind == LEX_CODE ||
			(x->digits > 2 && l->t->fold[x->begin] == '0');
	}
	return mark && !clocks;
}

/* "ends in 7781", "last four 6619". */
static bool
is_ending_of(const struct lexemes *l, size_t i)
{
	static const char *const ends[] = {"ends", "ending", "end", NULL};

	if (l->at[i].kind != LEX_INT || l->at[i].digits < 3 ||
	    l->at[i].digits > 4 || lexeme_unit(l, i + 1))
		return false;
	if (lexeme_is(l, i - 1, "in"))
		return lexeme_in(l, i - 2, ends) &&
		       (l->at[i].value < 1900 || l->at[i].value > 2100);
	return (lexeme_is(l, i - 1, "four") || lexeme_is(l, i - 1, "4") ||
		   lexeme_is(l, i - 1, "digits")) &&
	       (lexeme_is(l, i - 2, "last") || lexeme_is(l, i - 3, "last"));
}

/* "QQ 12 34 56 C": the United Kingdom's national insurance. */
static bool
is_insurance(const struct lexemes *l, size_t i)
{
	if (l->at[i - 1].letters != 2 || l->at[i - 1].digits ||
	    l->at[i + 3].letters != 1 || l->at[i + 3].digits)
		return false;
	for (size_t k = i; k < i + 3; k++)
		if (l->at[k].kind != LEX_INT || l->at[k].digits != 2 ||
		    l->at[k].gap != 1)
			return false;
	return l->at[i + 3].gap == 1 && !l->at[i - 1].taken;
}

static unsigned
bars(const struct lexemes *l, size_t i)
{
	unsigned n = 0;

	for (uint32_t at = l->at[i].begin; at < l->at[i].end; at++)
		n += l->t->fold[at] == '/';
	return n;
}

/* "page 212 of the manual", "catalogue page 118". */
static bool
is_page(const struct lexemes *l, size_t i)
{
	return lexeme_is(l, i - 1, "page") &&
	       (lexeme_is(l, i + 1, "of") || l->at[i - 2].kind == LEX_MODEL);
}

/* An office's number: letters and digits between bars behind "no", capitals
 * and a fraction behind "case number", a fraction with a year. */
static bool
is_office_number(const struct lexemes *l, const struct cue *cue, size_t first,
    size_t i, size_t last)
{
	unsigned n[2] = {0};
	const struct lexeme *x = &l->at[i];

	if (i != last)
		return false;
	if (x->kind == LEX_CODE)
		return cue->number && cue->distance < 3 && x->letters > 1 &&
		       x->digits > 1 && bars(l, i) > 1;
	if (x->kind != LEX_FRACTION || lexeme_numbers(l, i, n, 2) != 2)
		return false;
	if (first < i && l->at[first].kind == LEX_WORD)
		return cue->number || is_weak(cue->kind);
	return cue->kind != LEX_END && cue->distance < 3 && n[1] > 1990 &&
	       n[1] < 2050;
}

static size_t
find_value(struct lexemes *l, size_t i)
{
	size_t last = shape_value_last(l, i),
	       first = shape_value_first(l, i, last);
	enum weight weight = value_weight(l, i, last);
	struct cue cue = cue_before(l, i);

	if (weight == WEIGHT_SOME && first < i && cue.number)
		weight = WEIGHT_HIGH; /* "no KT 5502" */
	if (weight == WEIGHT_NONE && first + 1 < i)
		weight = WEIGHT_HIGH; /* "SJ.2231.9" */
	if (is_page(l, i) || (is_weak(cue.kind) && !cue.number &&
				 !l->at[i].letters && bars(l, i) > 1))
		return i;
	if (is_ending_of(l, i)) {
		shape_found(l, i, i,
		    cue.kind == LEX_END ? SCRUB_ID : cue_label(cue.kind),
		    "id-ending", 70);
		return i;
	}
	if (is_insurance(l, i)) {
		shape_found(l, i - 1, i + 3, SCRUB_ID, "id-insurance", 90);
		return i + 3;
	}
	if (is_office_number(l, &cue, first, i, last)) {
		shape_found(l, first, last, SCRUB_ID, "id-office", 75);
		return last;
	}
	if (enough(l, &cue, weight, i, last) &&
	    (is_strong(cue.kind) || !shape_is_goods(l, i))) {
		if (first < i && is_strong(l->at[first].kind) &&
		    !lexeme_punct(l, first + 1, '.'))
			first = i;
		if (cue_label(cue.kind) == SCRUB_BIOMETRIC &&
		    lexeme_punct(l, last + 1, '.') && !l->at[last + 1].gap &&
		    !l->at[last + 2].gap && l->at[last + 2].letters)
			last += 2; /* a file's ending */
		shape_found(l, first, last, cue_label(cue.kind),
		    cue_rule(cue.kind),
		    surer(l, i, last, is_strong(cue.kind) ? 95 : 80));
		return last;
	}
	if (weight == WEIGHT_SURE && is_grouped_id(l, first, i, last) &&
	    !lexeme_unit(l, last + 1)) {
		shape_found(l, first, last, SCRUB_ID, "id-grouped", 65);
		return last;
	}
	return i;
}

void
shape_values(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_VALUE)) < l->count; i++) {
		if (l->at[i].taken)
			continue;
		if (l->at[i].kind == LEX_GS1)
			shape_found(l, i, i, SCRUB_DEVICE, "device-label", 98);
		else if (is_value(l, i))
			i = find_value(l, i);
	}
}
