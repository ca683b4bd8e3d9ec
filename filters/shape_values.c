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

static bool
is_value(const struct lexemes *l, size_t i)
{
	switch (l->at[i].kind) {
	case LEX_INT:
	case LEX_CODE:
	case LEX_DECIMAL:
	case LEX_DATE:
	case LEX_FRACTION:
	case LEX_MONTH_YEAR:
	case LEX_GS1:
	case LEX_RATIO:
	case LEX_SIZE:
		return true;
	default:
		return false;
	}
}

static bool
is_unit(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_UNIT || kind == LEX_SPAN_UNIT || kind == LEX_YEARS ||
	       lexeme_punct(l, i, '%');
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
		if (x->gap == 1 && x->kind == LEX_INT && !is_unit(l, i + 2) &&
		    (x->digits > 1 || single || l->at[i + 2].kind == LEX_INT ||
			(l->at[i].digits > 2 && i > first))) {
			/* "badge 28943 82 y" */
			i++;
			continue;
		}
		if (x->gap == 1 && x->kind == LEX_CODE && x->digits >= 4 &&
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
	    !l->at[i + 1].digits && lexeme_upper(l, i + 1) && !l->t->all_caps &&
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
	if (l->at[first].kind == LEX_GS1 || digits >= 7)
		return WEIGHT_SURE;
	if (digits >= 5 || (digits >= 4 && letters + signs > 0))
		return WEIGHT_HIGH;
	if (digits == 4 || (digits == 3 && letters + signs > 0) ||
	    (digits == 2 && letters >= 3))
		return WEIGHT_SOME;
	return digits ? WEIGHT_LOW : WEIGHT_NONE;
}

/* Letters before the number that belong to it: "SSB 771204", "PV 29920". */
static size_t
value_first(const struct lexemes *l, size_t i)
{
	const struct lexeme *before;

	if (!i || l->at[i].gap > 1 || l->at[i].digits < 3)
		return i;
	before = &l->at[i - 1];
	if (!l->at[i].gap && before->kind == LEX_PUNCT && i > 1 &&
	    (before->value == '.' || before->value == ',' ||
		before->value == '-') &&
	    !before->gap && l->at[i - 2].letters && l->at[i - 2].letters <= 2 &&
	    l->at[i - 2].kind == LEX_WORD)
		return i - 2;
	if (before->taken || before->letters == 0 || before->letters > 5 ||
	    before->digits || !lexeme_upper(l, i - 1) || l->t->all_caps ||
	    !l->at[i].gap)
		return i;
	if (before->kind == LEX_WORD || before->kind == LEX_UNIT ||
	    before->kind == LEX_SEX || lexeme_is(l, i - 1, "fp") ||
	    lexeme_is(l, i - 1, "acc"))
		return i - 1;
	return i;
}

/* --- the word before ------------------------------------------------------ */

struct cue {
	enum lexeme_kind kind; /* LEX_END: none */
	unsigned distance;     /* lexemes between */
	bool number;           /* "no", "#", "id" between or alone */
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
	case LEX_CUE_EXT:
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

/* Indonesian record number; in English a room. */
static bool
is_record_cue(const struct lexemes *l, size_t i)
{
	return lexeme_is(l, i, "rm") || lexeme_is(l, i, "sep") ||
	       lexeme_is(l, i, "ss");
}

static struct cue
cue_before(const struct lexemes *l, size_t i)
{
	struct cue cue = {LEX_END, 0, false};
	unsigned words = 0;

	for (unsigned far = 0; far < WINDOW && i-- > 0; far++) {
		const struct lexeme *x = &l->at[i];

		if (x->gap > 1 && far)
			words++; /* a new line is far away */
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
		if (is_record_cue(l, i)) {
			cue.kind = LEX_CUE_ID;
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
			    l->at[i - 1].kind < LEX_CUE_DOB) ||
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
	bool near = cue->distance <= 2;
	bool year = first == last && l->at[first].kind == LEX_INT &&
		    l->at[first].digits == 4 && l->at[first].value >= 1900 &&
		    l->at[first].value <= 2050;
	bool unit = is_unit(l, last + 1);

	if (unit && weight < WEIGHT_SURE)
		return false;
	if (year && !(near && (cue->number || is_strong(cue->kind))))
		return false;
	if (l->at[first].kind == LEX_RATIO || l->at[first].kind == LEX_SIZE)
		return weight >= WEIGHT_HIGH && is_strong(cue->kind) && near;
	if (is_strong(cue->kind))
		return weight >= WEIGHT_SOME ||
		       (weight == WEIGHT_LOW && near &&
			   (l->at[first].digits >= 3 || cue->number ||
			       cue->kind == LEX_CUE_EXT ||
			       cue->kind == LEX_CUE_PLATE));
	if (is_weak(cue->kind))
		return cue->number
			   ? weight >= WEIGHT_SOME
			   : weight >= WEIGHT_HIGH ||
				 (weight == WEIGHT_SOME && cue->distance == 0 &&
				     l->at[first].kind == LEX_CODE);
	return cue->number && weight >= WEIGHT_HIGH;
}

static bool
is_goods(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 3 && i-- > 0; far++) {
		if (l->at[i].kind == LEX_MODEL || l->at[i].kind == LEX_CODING)
			return true;
		if (lexeme_is(l, i, "ref") && lexeme_upper(l, i) &&
		    !l->t->all_caps)
			return true;
	}
	return false;
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

void
shape_values(struct lexemes *l)
{
	for (size_t i = 0; i < l->count; i++) {
		size_t first, last;
		enum weight weight;
		struct cue cue;

		if (l->at[i].kind == LEX_GS1) {
			shape_found(l, i, i, SCRUB_DEVICE, "device-label", 98);
			continue;
		}
		if (l->at[i].taken || !is_value(l, i))
			continue;
		last = value_last(l, i);
		first = value_first(l, i);
		weight = value_weight(l, i, last);
		cue = cue_before(l, first);
		if (enough(l, &cue, weight, i, last) &&
		    !(is_goods(l, first) && cue.distance > 1)) {
			if (first < i && is_strong(l->at[first].kind))
				first = i;
			shape_found(l, first, last, cue_label(cue.kind),
			    cue_rule(cue.kind),
			    surer(l, i, last, is_strong(cue.kind) ? 95 : 80));
			i = last;
		}
	}
}

/* --- codes that nothing explains ------------------------------------------ */

static bool
counted_behind(const struct lexemes *l, size_t i)
{
	static const char *const also[] = {"in", "to", "/", NULL};

	return is_unit(l, i + 1) ||
	       (l->at[i].kind == LEX_INT && lexeme_in(l, i + 1, also) &&
		   l->at[i].digits < 6);
}

static bool
measured_before(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 3 && i-- > 0; far++) {
		if (l->at[i].kind == LEX_VITAL || l->at[i].kind == LEX_SCORE ||
		    l->at[i].kind == LEX_MODEL || l->at[i].kind == LEX_CODING)
			return true;
		if (l->at[i].kind == LEX_PUNCT && l->at[i].value != '=' &&
		    l->at[i].value != ':' && l->at[i].value != ',')
			return false;
	}
	return false;
}

/* Series and ranges that clinics write: 88-140-201, 1500-2000, C5-C7. */
static bool
is_series(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;
	unsigned run = 0, letters = 0, widest = 0, groups = 1;
	bool padded = false;
	unsigned n[2] = {0};

	for (uint32_t at = l->at[i].begin; at < l->at[i].end; at++) {
		if (s[at] >= '0' && s[at] <= '9') {
			padded |= !run && s[at] == '0' && s[at + 1] != '.';
			if (++run > widest)
				widest = run;
		} else {
			letters += s[at] >= 'a';
			groups += s[at] == '-' || s[at] == '/';
			run = 0;
		}
	}
	if (letters > groups)
		return false;
	if (letters)
		return widest <= 2;
	if (widest <= 3)
		return groups > 3 || !padded;
	lexeme_numbers(l, i, n, 2);
	return groups == 2 && n[0] < n[1] && widest == 4 && !padded &&
	       l->at[i].digits <= 8 && (n[0] % 10 == 0 || n[0] > 1900);
}

/* ICD-10 "K35.80", "M48.062"; TNM "pT3bN1M0"; scores "E4V5M6"; one digit
 * between letters each. */
static bool
is_clinical_code(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	uint32_t len = l->at[i].end - l->at[i].begin;
	unsigned run = 0, widest = 0;

	if (len >= 5 && len <= 8 && s[0] >= 'a' && s[1] <= '9' && s[3] == '.')
		return true;
	for (uint32_t k = 0; k < len; k++) {
		run = s[k] >= '0' && s[k] <= '9' ? run + 1 : 0;
		if (run > widest)
			widest = run;
	}
	return widest == 1 && l->at[i].digits < 6;
}

/*
 * Fail closed: a long number or code without a unit, a vital sign or a name
 * of goods before it belongs to somebody.
 */
void
shape_leftovers(struct lexemes *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct lexeme *x = &l->at[i];
		bool long_int = x->kind == LEX_INT && x->digits >= 5;

		if (x->taken || (x->kind != LEX_CODE && !long_int))
			continue;
		if (is_goods(l, i) || counted_behind(l, i))
			continue;
		if (x->kind == LEX_INT && x->digits < 7 &&
		    measured_before(l, i))
			continue;
		if (x->kind == LEX_INT) {
			if (x->digits >= 6 || (x->value % 100 && x->digits > 4))
				shape_found(l, i, i, SCRUB_ID, "id-long-number",
				    x->digits >= 7 ? 75 : 50);
			continue;
		}
		if (x->digits < 4 || is_series(l, i) || is_clinical_code(l, i))
			continue;
		if (x->letters == 0 && x->digits < 6 && measured_before(l, i))
			continue;
		shape_found(
		    l, i, i, SCRUB_ID, "id-code", x->digits >= 6 ? 75 : 60);
	}
}
