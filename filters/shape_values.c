/* SPDX-License-Identifier: MIT */
#include "shape_cue.h"

#include <string.h>

/*
 * Numbers and codes that mean somebody or something because of the word
 * beside them: MRN, badge, lot, serial, pager, plate, fingerprint. The number
 * is found, the word stays.
 */

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

/* "shows fault 23008": what a machine says; "record 1080p". */
static bool
is_shown(const struct lexemes *l, size_t i)
{
	FEW(fine, "480p", "720p", "1080p", "1080i", "1440p", "2160p");
	FEW(fault, "fault", "error", "err", "alarm");

	return lexeme_few(l, i, &fine) ||
	       (lexeme_few(l, i - 1, &fault) && l->at[i].digits < 6);
}

static bool
is_value(const struct lexemes *l, size_t i)
{
	switch (l->at[i].kind) {
	case LEX_CODE:
		return !is_gas(l, i) && !is_shown(l, i) && !shape_is_nth(l, i);
	case LEX_INT:
		return !is_shown(l, i);
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

/* "lot a9", "lots G-18", "sn 88K": letters and digits right behind. */
static bool
is_short_lot(const struct lexemes *l, const struct shape_cue *cue, size_t i)
{
	static const char *const sure[] = {
	    "lot", "lots", "batch", "sn", "s/n", NULL};
	size_t word = i - 1 - (cue->distance == 1);

	if (l->at[i].kind != LEX_CODE || !l->at[i].letters ||
	    l->at[i].letters > 4 || cue->distance > 1 ||
	    !lexeme_in(l, word, sure) || lexeme_is(l, word - 1, "a"))
		return false;
	return !cue->distance || lexeme_punct(l, i - 1, ':') ||
	       lexeme_punct(l, i - 1, '.') || cue->number;
}

static bool
enough(const struct lexemes *l, const struct shape_cue *cue, enum weight weight,
    size_t first, size_t last, bool prefixed)
{
	const struct lexeme *x = &l->at[first];
	bool near = cue->distance <= 2;
	bool strong = shape_cue_strong(cue->kind);
	bool year = first == last && x->kind == LEX_INT && x->digits == 4 &&
		    x->value >= 1900 && x->value <= 2050;
	bool joined = x->kind == LEX_RATIO || x->kind == LEX_SIZE ||
		      x->kind == LEX_FRACTION || x->kind == LEX_DATE;

	if (lexeme_unit(l, last + 1) && weight < WEIGHT_SURE)
		return false;
	/* "bleep [PHONE], 450 lost", "[PHONE], 118/60" */
	if (cue->standin &&
	    (weight == WEIGHT_LOW || joined || lexeme_clock(l, first)))
		return false;
	if (year && !cue->number &&
	    !(strong && cue->distance <= (cue->kind == LEX_CUE_PHONE)))
		return false;
	if (joined && cue->passed)
		return false;
	if (joined && cue->distance < 2 && shape_is_filed(l, first) &&
	    (strong || cue->number || cue->kind == LEX_CUE_ID_MAYBE))
		return true;
	if (joined || x->kind == LEX_TIMES)
		return near && ((weight >= WEIGHT_HIGH && strong) ||
				   (weight == WEIGHT_SURE && cue->number));
	if (cue->passed && (weight < WEIGHT_HIGH || shape_is_series(l, first)))
		return false;
	if (cue->kind == LEX_CUE_BIO && near && x->kind == LEX_CODE &&
	    x->letters > 1 && x->digits > 1 && !shape_is_clinical(l, first))
		return true;
	if (cue->kind == LEX_CUE_DEVICE && is_short_lot(l, cue, first))
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
	if (cue->kind == LEX_CUE_BIO_MAYBE && prefixed && near &&
	    weight >= WEIGHT_SOME)
		return true; /* "retina RT 44 12" */
	if (cue->kind == LEX_CUE_ID_MAYBE && prefixed && cue->distance < 2 &&
	    weight == WEIGHT_SOME && x->digits == 4 &&
	    l->at[first - 1].kind == LEX_WORD && l->at[first - 1].letters > 1)
		return true; /* "sample OH 2611" */
	if (shape_cue_weak(cue->kind))
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

static unsigned
bars(const struct lexemes *l, size_t i)
{
	unsigned n = 0;

	for (uint32_t at = l->at[i].begin; at < l->at[i].end; at++)
		n += l->t->fold[at] == '/';
	return n;
}

/* "92/50" */
static bool
is_pressure(const unsigned n[2])
{
	return n[0] >= 40 && n[0] < 300 && n[1] >= 20 && n[1] < n[0];
}

/* An office's number: letters and digits between bars behind "no", capitals
 * and a fraction behind "case number", a fraction with a year. */
static bool
is_office_number(const struct lexemes *l, const struct shape_cue *cue,
    size_t first, size_t i, size_t last)
{
	FEW(book, "ip", "op", "opd", "ipd", "anc", "pa", "acc");
	static const char *const holder[] = {"file", "folder", "card", "book",
	    "slip", "kartu", "berkas", "buku", NULL};
	unsigned n[2] = {0};
	const struct lexeme *x = &l->at[i];

	if (i != last)
		return false;
	if (x->kind == LEX_CODE)
		return cue->number && cue->distance < 3 && x->letters > 1 &&
		       x->digits > 1 && bars(l, i) > 1;
	if (lexeme_few(l, i - 1, &book) && shape_is_filed(l, i))
		return true;
	if (x->kind != LEX_FRACTION || lexeme_numbers(l, i, n, 2) != 2)
		return false;
	if ((lexeme_in(l, i - 1, holder) ||
		(cue->number && lexeme_in(l, i - 2, holder))) &&
	    x->digits > 3 && n[1] > 12)
		return true;
	if (is_pressure(n) || cue->passed ||
	    shape_cue_label(cue->kind) == SCRUB_PHONE)
		return false; /* "call 614-555-0172: BP 92/50" */
	if (first < i && (l->at[first].kind == LEX_WORD ||
			     (lexeme_upper(l, first) && !l->at[i].gap)))
		return cue->number || shape_cue_weak(cue->kind);
	return cue->kind != LEX_END && cue->distance < 3 && n[1] > 1990 &&
	       n[1] < 2050;
}

/* "LOT/44712", "sn-7120": the number is a device's. False: it is not. */
static bool
find_glued_lot(struct lexemes *l, size_t i)
{
	static const char *const cue[] = {"lot", "sn", "batch", "ser", NULL};
	const char *s = l->t->fold + l->at[i].begin;

	if (l->at[i].kind != LEX_CODE || l->at[i].digits < 3)
		return false;
	for (size_t k = 0; cue[k]; k++) {
		size_t len = strlen(cue[k]);

		if (strncmp(s, cue[k], len) != 0 ||
		    (s[len] != '/' && s[len] != '-' && s[len] != '_'))
			continue;
		shape_found(l, i, i, SCRUB_DEVICE, "device-cue", 90);
		return true;
	}
	return false;
}

/* "slip no HP-2026/8812": "no HP" is no word for a telephone there. */
static bool
find_behind_no(struct lexemes *l, size_t i, size_t last)
{
	const struct lexeme *cue = &l->at[i - 2];

	if (l->at[i].gap || !lexeme_punct(l, i - 1, '-') || l->at[i - 1].gap ||
	    (!lexeme_is(l, i - 2, "no hp") && !lexeme_is(l, i - 2, "no wa")))
		return false;
	shape_found_bytes(
	    l, cue->begin + 3, l->at[last].end, SCRUB_ID, "id-cue", 80);
	return true;
}

/* "case no CR 1182/26": letters that are a measure elsewhere, right behind a
 * word for a number that is no telephone's. */
static bool
is_named_by(const struct lexemes *l, size_t i)
{
	const enum lexeme_kind before = l->at[i - 1].kind;

	if (l->at[i].kind != LEX_VITAL && l->at[i].kind != LEX_MODEL)
		return false;
	return before == LEX_CUE_NO || lexeme_punct(l, i - 1, '#') ||
	       ((shape_cue_strong(before) || shape_cue_weak(before)) &&
		   shape_cue_label(before) != SCRUB_PHONE);
}

/* "(A 2207 16)": capitals and groups, nothing else. */
static bool
is_bracketed(const struct lexemes *l, size_t first, size_t i, size_t last)
{
	unsigned digits = 0;

	for (size_t k = i; k <= last; k++)
		digits += l->at[k].digits;
	return first < i && digits > 4 && lexeme_punct(l, first - 1, '(') &&
	       lexeme_punct(l, last + 1, ')');
}

/* "PVEIN 40-2287": capitals that say what was read, part of the number. */
static bool
find_scanned(struct lexemes *l, size_t i, size_t last)
{
	FEW(read, "pvein", "fvein", "palmvein", "fprint", "vprint", "irisid",
	    "faceid", "fpid");

	if (!lexeme_few(l, i - 1, &read) || !lexeme_upper(l, i - 1) ||
	    l->at[i].gap != 1 || l->at[i].digits < 3)
		return false;
	shape_found(l, i - 1, last, SCRUB_BIOMETRIC, "biometric-cue", 85);
	return true;
}

/* "box no OSC-551", "no. ND-114/XI": letters, a sign and digits right behind
 * "no", which denies nothing there ("no CA-125"). */
static bool
is_numbered(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	size_t no = i - 1;
	unsigned n[1] = {0};

	if (l->at[i].kind != LEX_CODE || l->at[i].digits < 3 ||
	    l->at[i].letters < 2 || shape_is_clinical(l, i) ||
	    (s[0] == 'c' && s[1] == 'a') || s[0] < 'a' ||
	    lexeme_numbers(l, i, n, 1) != 1 || n[0] < 10)
		return false;
	if (lexeme_punct(l, no, '.') || lexeme_punct(l, no, ':'))
		no--;
	if (l->at[no].kind != LEX_CUE_NO || l->at[no + 1].gap > 1)
		return false;
	return l->lang == SCRUB_ID_ID || no < i - 1 ||
	       (!lexeme_is(l, no, "no") && !lexeme_is(l, no, "code")) ||
	       ((l->at[no - 1].kind == LEX_WORD ||
		    l->at[no - 1].kind == LEX_BOX) &&
		   l->at[no].gap == 1);
}

/* "slide H26-9611 B8": the block of a specimen. The last lexeme. */
static size_t
over_block(const struct lexemes *l, size_t first, size_t last)
{
	static const char *const tissue[] = {"slide", "slides", "block", "blok",
	    "histo", "histology", "path", "pathol", "pathology", "specimen",
	    "spesimen", "cassette", "pa", "cyto", "biopsy", "sediaan", NULL};
	const struct lexeme *x = &l->at[last + 1];
	const char *s = l->t->fold + x->begin;

	if (x->gap != 1 || x->kind != LEX_CODE || x->letters != 1 ||
	    x->digits > 2 || x->end - x->begin > 3 || *s < 'a' || *s > 'h')
		return last;
	for (size_t i = first, far = 0; far < 3 && i-- > 0; far++)
		if (lexeme_in(l, i, tissue))
			return last + 1;
	return last;
}

/* Forms that need no word, or another one. The last lexeme; i: none. */
static size_t
find_form(struct lexemes *l, size_t first, size_t i, size_t last,
    const struct shape_cue *cue, struct shape_seen *seen)
{
	const enum scrub_label ending =
	    cue->kind == LEX_END ? SCRUB_ID : shape_cue_label(cue->kind);
	const enum shape_cued cued =
	    shape_cue_strong(cue->kind) ? SHAPE_CUE_STRONG
	    : shape_cue_weak(cue->kind) ? SHAPE_CUE_WEAK
					: SHAPE_CUE_NONE;

	if (shape_is_ending(l, i, cued)) {
		shape_found(l, i, i, ending, "id-ending", 70);
		shape_seen_add(seen, l, i, i, ending);
	} else if (shape_is_insurance(l, i)) {
		last = i + 3;
		shape_found(l, i - 1, last, SCRUB_ID, "id-insurance", 90);
	} else if (is_office_number(l, cue, first, i, last) ||
		   (cue->kind == LEX_END && is_numbered(l, i)))
		shape_found(l, first, last, SCRUB_ID, "id-office", 75);
	else
		return SIZE_MAX;
	return last;
}

/* "hung at 1122", "reached until 1500", "impedance <1500": a clock or a limit,
 * not "reach me at 1122". */
static bool
is_when(const struct lexemes *l, size_t i, enum lexeme_kind cue)
{
	static const char *const until[] = {
	    "until", "till", "thawed", "<", ">", NULL};

	if (!lexeme_clock(l, i))
		return false;
	return lexeme_in(l, i - 1, until) ||
	       (lexeme_is(l, i - 1, "at") &&
		   shape_cue_label(cue) != SCRUB_PHONE);
}

/* "Histo rang back on S26-11873": no telephone has letters in front. */
static bool
is_called_code(const struct lexemes *l, size_t i, enum lexeme_kind cue)
{
	const char c = l->t->fold[l->at[i].begin];

	return cue == LEX_CUE_CALL && l->at[i].kind == LEX_CODE &&
	       l->at[i].digits > 5 && l->at[i].letters < 4 && c >= 'a' &&
	       c != 'x';
}

static size_t
find_value(struct lexemes *l, size_t i, struct shape_seen *seen)
{
	size_t last = shape_value_last(l, i),
	       first = shape_value_first(l, i, last), form;
	enum weight weight = value_weight(l, i, last);
	struct shape_cue cue =
	    shape_cue_before(l, is_named_by(l, first) ? first : i);
	enum scrub_label label = SCRUB_ID;

	if (weight == WEIGHT_SOME && first < i && cue.number)
		weight = WEIGHT_HIGH; /* "no KT 5502" */
	if (weight == WEIGHT_NONE && first + 1 < i && !l->at[i].gap)
		weight = WEIGHT_HIGH; /* "SJ.2231.9" */
	if (weight == WEIGHT_NONE && l->at[i].digits == 5 &&
	    cue.kind == LEX_CUE_ID && cue.distance < 2)
		weight = WEIGHT_SOME; /* "no induk 44.712" */
	if (weight == WEIGHT_NONE && first < i && cue.kind == LEX_CUE_BIO)
		weight = WEIGHT_SOME; /* "palm ID PV 44.71" */
	if (shape_pincode(l, i) ||
	    (l->lang == SCRUB_ID_ID && l->at[i - 1].kind == LEX_RT) ||
	    is_when(l, i, cue.kind))
		return i;
	if (shape_is_power(l, i) || lexeme_is(l, last + 1, "nm"))
		return i; /* "laser KTP 532 nm" */
	if (shape_is_handset(l, i)) {
		shape_found(l, i, i, SCRUB_PHONE, "phone-cue", 75);
		return i;
	}
	if (shape_is_page(l, i) || (shape_cue_weak(cue.kind) && !cue.number &&
				       !l->at[i].letters && bars(l, i) > 1))
		return i;
	if (cue.kind != LEX_CUE_DEVICE && find_glued_lot(l, i))
		return i;
	if (find_behind_no(l, i, last) || find_scanned(l, i, last))
		return last;
	form = find_form(l, first, i, last, &cue, seen);
	if (form != SIZE_MAX)
		return form;
	if (is_called_code(l, i, cue.kind))
		cue.kind = LEX_CUE_ID_MAYBE;
	if (enough(l, &cue, weight, i, last, first < i) &&
	    (shape_cue_strong(cue.kind) || !shape_is_goods(l, i))) {
		if (first < i && shape_cue_strong(l->at[first].kind) &&
		    !lexeme_punct(l, first + 1, '.') &&
		    !shape_is_own_mark(l, first))
			first = i;
		if (shape_cue_label(cue.kind) == SCRUB_BIOMETRIC &&
		    lexeme_punct(l, last + 1, '.') && !l->at[last + 1].gap &&
		    !l->at[last + 2].gap && l->at[last + 2].letters)
			last += 2; /* a file's ending */
		last = over_block(l, first, last);
		shape_found(l, first, last, shape_cue_label(cue.kind),
		    shape_cue_rule(cue.kind),
		    surer(l, i, last, shape_cue_strong(cue.kind) ? 95 : 80));
		shape_seen_add(seen, l, first, last, shape_cue_label(cue.kind));
		return last;
	}
	if ((weight == WEIGHT_SURE || is_bracketed(l, first, i, last)) &&
	    shape_is_grouped(l, first, i, last) && !lexeme_unit(l, last + 1)) {
		shape_found(l, first, last, SCRUB_ID, "id-grouped", 65);
		shape_seen_add(seen, l, first, last, SCRUB_ID);
		return last;
	}
	if (shape_is_again(seen, l, first, last, &label)) {
		shape_found(l, first, last, label, "id-again", 65);
		shape_seen_add(seen, l, first, last, label);
		return last;
	}
	return i;
}

void
shape_values(struct lexemes *l)
{
	struct shape_seen seen = {0};

	for (size_t i = 0; (i = lexeme_next(l, i, MAY_VALUE)) < l->count; i++) {
		if (l->at[i].taken)
			continue;
		if (l->at[i].kind == LEX_GS1)
			shape_found(l, i, i, SCRUB_DEVICE, "device-label", 98);
		else if (is_value(l, i))
			i = find_value(l, i, &seen);
	}
}
