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
	return lexeme_in(l, i,
	    (const char *const[]){"spo2", "sao2", "svo2", "scvo2", "sto2",
		"rso2", "eto2", "etco2", "fio2", "fico2", "pao2", "paco2",
		"pvo2", "pvco2", "tcco2", NULL});
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

/* "943 476 5919", "W0381 26 114207", "NB 20419 B": the last lexeme. */
static size_t
value_last(const struct lexemes *l, size_t first)
{
	size_t i = first;

	for (;;) {
		const struct lexeme *x = &l->at[i + 1];
		bool single =
		    l->at[i].digits == 1 && x->digits == 1 && !x->letters;

		if (x->taken || x->gap > 1 || i - first > 11)
			break;
		if (x->gap == 1 && x->kind == LEX_INT &&
		    !lexeme_unit(l, i + 2) &&
		    (x->digits > 1 || single || l->at[i + 2].kind == LEX_INT ||
			(l->at[i].digits > 2 && i > first))) {
			/* "badge 28943 82 y" */
			i++;
			continue;
		}
		if (x->gap == 1 && x->kind == LEX_CODE && x->digits >= 3 &&
		    x->letters <= 2 && l->at[i].digits <= 4) {
			i++;
			continue;
		}
		if (!x->gap && x->kind == LEX_PUNCT && !l->at[i + 2].gap &&
		    (x->value == ',' || x->value == '.' || x->value == '-' ||
			x->value == '/' || x->value == '_') &&
		    l->at[i + 2].digits && x->value != ',') {
			i += 2;
			continue;
		}
		break;
	}
	/* A check letter: "20419 B", "635 478 A". */
	if (l->at[i + 1].gap == 1 && l->at[i + 1].letters == 1 &&
	    !l->at[i + 1].digits && (lexeme_upper(l, i + 1) || l->t->no_caps) &&
	    l->at[i].digits > 2 &&
	    (l->at[i + 2].kind == LEX_PUNCT || l->at[i + 2].kind == LEX_END))
		i++;
	return i;
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

static bool
is_any_cue(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return (kind >= LEX_CUE_ID && kind <= LEX_CUE_NET) ||
	       lexeme_punct(l, i, ':') || lexeme_punct(l, i, '#') ||
	       (lexeme_punct(l, i, '.') && l->at[i - 1].kind == LEX_CUE_NO);
}

/* Letters before the number that belong to it: "SSB 771204", "PV 29920",
 * "FR.1578", "DF#06307", after a cue "rq 5571-b". */
size_t
shape_value_first(const struct lexemes *l, size_t i, size_t last)
{
	const struct lexeme *before = &l->at[i - 1];
	unsigned digits = 0;

	for (size_t k = i; k <= last; k++)
		digits += l->at[k].digits;
	if (l->at[i].gap > 1 || digits < 3)
		return i;
	if (!l->at[i].gap && before->kind == LEX_PUNCT && !before->gap &&
	    (before->value == '.' || before->value == ',' ||
		before->value == '#') &&
	    l->at[i - 2].letters && l->at[i - 2].letters <= 4 &&
	    !l->at[i - 2].digits &&
	    (lexeme_upper(l, i - 2) || before->value == '#') &&
	    l->at[i - 2].kind != LEX_CUE_NO)
		return i - 2;
	if (before->taken || !before->letters || before->letters > 5 ||
	    before->digits || !l->at[i].gap || before->kind == LEX_FUNC ||
	    before->kind == LEX_PREP || before->kind == LEX_CUE_NO)
		return i;
	if (is_any_cue(l, i - 2) && !is_any_cue(l, i - 1) &&
	    before->kind != LEX_MONTH_MAYBE && !lexeme_is(l, i - 1, "vs") &&
	    !lexeme_is(l, i - 1, "rm") &&
	    (before->letters <= 2 ||
		(lexeme_upper(l, i - 1) && !l->t->all_caps)))
		return i - 1;
	if (!lexeme_upper(l, i - 1) || l->t->all_caps)
		return i;
	if (before->kind == LEX_WORD || before->kind == LEX_SEX ||
	    (before->kind == LEX_UNIT && before->letters == 1) ||
	    before->kind == LEX_STATE || lexeme_is(l, i - 1, "fp") ||
	    lexeme_is(l, i - 1, "acc"))
		return i - 1;
	return i;
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
	size_t next =
	    i + 1 + lexeme_punct(l, i + 1, '.') + lexeme_punct(l, i + 1, ':');

	return lexeme_is(l, i, "ph") && l->at[next].kind == LEX_INT &&
	       l->at[next].digits >= 3;
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
			(const char *const[]){"saver", "salvage", NULL}))
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

static size_t
find_value(struct lexemes *l, size_t i)
{
	size_t last = value_last(l, i), first = shape_value_first(l, i, last);
	enum weight weight = value_weight(l, i, last);
	struct cue cue = cue_before(l, i);

	if (weight == WEIGHT_SOME && first < i && cue.number)
		weight = WEIGHT_HIGH; /* "no KT 5502" */
	if (weight == WEIGHT_NONE && first + 1 < i)
		weight = WEIGHT_HIGH; /* "SJ.2231.9" */
	if (enough(l, &cue, weight, i, last) &&
	    (is_strong(cue.kind) || !shape_is_goods(l, i))) {
		if (first < i && is_strong(l->at[first].kind))
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
	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].taken || !(l->at[i].may & MAY_VALUE))
			continue;
		if (l->at[i].kind == LEX_GS1)
			shape_found(l, i, i, SCRUB_DEVICE, "device-label", 98);
		else if (is_value(l, i))
			i = find_value(l, i);
	}
}
