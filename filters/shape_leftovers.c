/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/* Long numbers and codes that no word explains. */

/* "CPT 22633 + 22634, not 22630": codes of procedures and diagnoses. */
static bool
is_coding(const struct lexemes *l, size_t i)
{
	size_t code = i;

	if (l->at[code].digits == 12 && lexeme_is(l, code - 1, "eudract"))
		return true;
	if (l->at[code].digits + l->at[code].letters > 8)
		return false;
	if (l->at[code].digits > 6)
		return l->at[i - 1].kind == LEX_CODING ||
		       l->at[i - 2].kind == LEX_CODING;
	for (unsigned far = 0; far < 16 && i-- > 0; far++) {
		if (l->at[i].kind == LEX_CODING || lexeme_is(l, i, "bill") ||
		    lexeme_is(l, i, "coded") || lexeme_is(l, i, "codes") ||
		    (lexeme_is(l, i, "code") && lexeme_is(l, i + 1, "it")))
			return true;
		if (l->at[i + 1].gap > 1 || lexeme_punct(l, i, ';') ||
		    l->at[i].kind == LEX_CUE_ID)
			return false;
	}
	return false;
}

/* "adrenaline 1 in 200000", "44160, mod 22", "64483 is the code": no number of
 * somebody, a procedure's code of five digits. */
static bool
is_billed(const struct lexemes *l, size_t i)
{
	const size_t mod = i + 1 + lexeme_punct(l, i + 1, ',');

	static const char *const bills[] = {
	    "billing", "coder", "coders", "tarif", "tariff", NULL};

	/* "adrenaline 1 in 200000" */
	if (l->at[i].kind == LEX_INT && lexeme_is(l, i - 1, "in") &&
	    l->at[i - 2].kind == LEX_INT && l->at[i - 2].value == 1)
		return true;
	if (l->at[i].kind != LEX_INT || l->at[i].digits != 5)
		return false;
	for (size_t k = i + 1; k < i + 7 && l->at[k].kind != LEX_END; k++)
		if (lexeme_in(l, k, bills))
			return true;
	if (lexeme_in(l, mod, (const char *const[]){"mod", "modifier", NULL}) ||
	    (lexeme_punct(l, i + 1, '-') && !l->at[i + 1].gap &&
		l->at[i + 2].digits == 2))
		return true;
	return lexeme_is(l, i + 1, "is") && lexeme_is(l, i + 2, "the") &&
	       lexeme_is(l, i + 3, "code");
}

/* "CS-5150 PACK IS OUT, OPEN THE CV-2080": what is opened; "1080p": how fine a
 * picture is. */
static bool
is_pack(const struct lexemes *l, size_t i)
{
	static const char *const packs[] = {
	    "pack", "packs", "kit", "kits", "tray", "trays", NULL};
	FEW(fine, "480p", "720p", "1080p", "1080i", "1440p", "2160p");
	const struct lexeme *x = &l->at[i];

	if (x->kind != LEX_CODE || !x->letters || x->digits > 4)
		return false;
	if (lexeme_few(l, i, &fine))
		return true;
	return (lexeme_in(l, i + 1, packs) && l->at[i + 1].gap == 1) ||
	       (lexeme_is(l, i - 1, "the") && lexeme_is(l, i - 2, "open"));
}

/* "type 8830127 in the search" */
static bool
is_typed(const struct lexemes *l, size_t i, const struct lexeme *number)
{
	return number->kind == LEX_INT && number->digits > 6 &&
	       (lexeme_is(l, i, "type") || lexeme_is(l, i, "typed"));
}

bool
shape_is_goods(const struct lexemes *l, size_t i)
{
	FEW(order, "catalogue", "catalog", "cat", "katalog", "item", "tarif",
	    "tariff", "fault", "error", "faulting", "benang", "suture");
	const struct lexeme *x = &l->at[i];

	if (is_coding(l, i) || is_billed(l, i) || is_pack(l, i))
		return true;
	for (size_t k = i - 1; k + 8 > i && l->at[k].kind != LEX_END; k--)
		if (lexeme_is(l, k, "order") && lexeme_is(l, k + 1, "code"))
			return true;
	for (unsigned far = 0; far < 4 && i-- > 0; far++) {
		if (l->at[i + 1].gap > 1)
			return false; /* a new line, a new matter */
		if ((l->at[i].kind == LEX_MODEL && !is_typed(l, i, x) &&
			!(far && x->digits > 5 && lexeme_is(l, i, "lead"))) ||
		    lexeme_few(l, i, &order) ||
		    (lexeme_is(l, i, "order") && lexeme_is(l, i + 1, "code")))
			return true;
		if (lexeme_is(l, i, "ref") && lexeme_upper(l, i) &&
		    !l->t->all_caps)
			return true;
	}
	return false;
}

static bool
counted_behind(const struct lexemes *l, size_t i)
{
	static const char *const also[] = {"in", "to", "/", NULL};
	static const char *const wire[] = {"wire", "wires", NULL};

	return (lexeme_unit(l, i + 1) && !lexeme_in(l, i + 2, wire)) ||
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

/* "ACT 220-310-405", "trend 188-142-120", "give 125-250-325". */
bool
shape_is_series_of(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const of[] = {"act", "acts", "trend", "trends",
	    "trending", "serial", "plt", "plts", "give", "gave", "dose",
	    "doses", "dosis", "ratio", "ck", "ldh", "readings", "numbers",
	    "hasil", "naik", "turun", "rp", "idr", "gas", "flow", "flows",
	    "counts", "steps", "from", "dari", "step", "bsl", "bm", "bms",
	    "gds", "sugar", "sugars", "glucose", "gula", "torque", "watts",
	    "distance", "count", "pressure", "pressures", NULL};

	if (measured_before(l, i) || lexeme_unit(l, last + 1))
		return true;
	for (unsigned far = 0; far < 3 && i-- > 0; far++)
		if (lexeme_in(l, i, of) || l->at[i].kind == LEX_UNIT)
			return true;
	return false;
}

/* "118-204-663": three by three and nothing that goes up, down or round;
 * "00-61-93-25": pairs with a zero in front that no clock shows. A measure
 * before them makes a series of both. */
static bool
is_number_in_groups(const struct lexemes *l, size_t i)
{
	unsigned n[4] = {0}, late = 0, width = 0;
	const char *s = l->t->fold + l->at[i].begin;
	const uint32_t len = l->at[i].end - l->at[i].begin;
	const size_t count = lexeme_numbers(l, i, n, 4);

	while (width < len && s[width] >= '0' && s[width] <= '9')
		width++;
	if (l->at[i].letters || width < 2 || width == len ||
	    l->at[i].digits != width * count ||
	    len != l->at[i].digits + count - 1)
		return false;
	for (uint32_t at = width; at < len; at += width + 1)
		if (s[at] != s[width])
			return false;
	for (size_t k = 0; k < count; k++)
		late += n[k] > 24;
	if (count == 4 && width == 2)
		return late && *s == '0';
	return count == 3 && width == 3 && s[width] != ',' &&
	       (n[0] % 10 || n[1] % 10 || n[2] % 10) &&
	       n[1] - n[0] != n[2] - n[1];
}

/* "RM-77-20-19", "MRN61-20-94": behind the word for whose number it is. */
static bool
is_record_code(const struct lexemes *l, size_t i)
{
	FEW(records, "mrn", "norm", "nhs", "nik", "rm", "ur", "urn");
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;
	size_t len = 0;

	while (len < x->letters && s[len] >= 'a' && s[len] <= 'z')
		len++;
	return len == x->letters && len > 1 && x->digits > 5 &&
	       few_has(&records, s, len);
}

/* Series and ranges that clinics write: 88-140-201, 1500-2000, C5-C7. */
bool
shape_is_series(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;
	unsigned run = 0, letters = 0, widest = 0, groups = 1;
	bool padded = false;
	unsigned n[2] = {0};

	if ((is_number_in_groups(l, i) && !shape_is_series_of(l, i, i)) ||
	    is_record_code(l, i))
		return false;
	for (uint32_t at = l->at[i].begin; at < l->at[i].end; at++) {
		if (s[at] >= '0' && s[at] <= '9') {
			padded |= !run && s[at] == '0' && s[at + 1] >= '0' &&
				  s[at + 1] <= '9';
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
	if (groups == 2 && widest == 4 && l->at[i].digits == 8 && n[0] < 2400 &&
	    n[1] < 2400 && n[0] % 100 < 60 && n[1] % 100 < 60 && n[0] < n[1])
		return true; /* "0931-1022" on the clock */
	return groups == 2 && n[0] < n[1] && widest == 4 && !padded &&
	       l->at[i].digits <= 8 && (n[0] % 10 == 0 || n[0] > 1900);
}

/* ICD-10 "K35.80", "M48.062"; TNM "pT3bN1M0"; scores "E4V5M6"; one digit
 * between letters each. */
bool
shape_is_clinical(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	uint32_t len = l->at[i].end - l->at[i].begin;
	unsigned run = 0, widest = 0;

	if (len >= 5 && len <= 8 && s[0] >= 'a' && s[1] <= '9' &&
	    (s[3] == '.' || s[len - 2] == '/'))
		return true; /* ICD-10, ICD-O */
	if (l->at[i].digits == 4 && len > 7 && s[0] <= '2' && s[4] == '-' &&
	    s[5] >= 'a')
		return true; /* 1990-something */
	for (uint32_t k = 0; k < len; k++) {
		run = s[k] >= '0' && s[k] <= '9' ? run + 1 : 0;
		if (run > widest)
			widest = run;
	}
	return widest == 1 && l->at[i].digits < 6;
}

/* "1.200/hari", "30ml/kg": a number, a bar, a unit. */
static bool
is_rate(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;
	uint32_t at = l->at[i].begin, end = l->at[i].end;

	while (at < end && ((s[at] >= '0' && s[at] <= '9') || s[at] == '.'))
		at++;
	if (at == l->at[i].begin || at - l->at[i].begin > 6)
		return false;
	while (at < end && s[at] >= 'a')
		at++;
	if (at == end || s[at++] != '/')
		return at > end;
	while (at < end && s[at] >= 'a')
		at++;
	return at == end;
}

/*
 * Fail closed: a long number or code without a unit, a vital sign or a name
 * of goods before it belongs to somebody.
 */
/* "TBL-006", "or-cam-07": numbered with a zero in front, as things are. */
static bool
is_numbered(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;

	if (l->at[i].letters < 2 || l->at[i].digits < 2)
		return false;
	for (uint32_t at = l->at[i].begin; at + 2 < l->at[i].end; at++)
		if (s[at] == '-' && s[at + 1] == '0' && s[at + 2] >= '0' &&
		    s[at + 2] <= '9')
			return true;
	return false;
}

/* "10-03", "08-14": two digits each with a zero in front, a day and a month or
 * a month and a year, not the hours that a clinic keeps. */
static bool
is_day_code(const struct lexemes *l, size_t i)
{
	static const char *const hours[] = {
	    "hours", "hrs", "jam", "pukul", "shift", "open", NULL};
	const char *s = l->t->fold + l->at[i].begin;
	unsigned n[2] = {0};

	if (l->at[i].digits != 4 || l->at[i].letters ||
	    l->at[i].end - l->at[i].begin != 5 || s[2] != '-' ||
	    (s[0] != '0' && s[3] != '0') || lexeme_numbers(l, i, n, 2) != 2 ||
	    lexeme_in(l, i - 1, hours) || lexeme_in(l, i + 1, hours))
		return false;
	return n[0] && n[1] &&
	       ((n[0] <= 31 && n[1] <= 12) || (n[0] <= 12 && n[1] <= 35));
}

/* "BA/114/XI", "AM/22/X/26": an office's number with its month. */
static bool
is_of_office(const struct lexemes *l, size_t i)
{
	static const char *const month[] = {"i", "ii", "iii", "iv", "v", "vi",
	    "vii", "viii", "ix", "x", "xi", "xii", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin, *end = l->t->fold + x->end;
	unsigned digits = 0;

	if (x->kind != LEX_CODE || *s < 'a')
		return false;
	for (; s < end; s++) {
		if (*s >= '0' && *s <= '9') {
			digits++;
			continue;
		}
		if (*s != '/' || digits < 2)
			continue;
		for (size_t k = 0; month[k]; k++) {
			const size_t len = strlen(month[k]);

			if ((size_t)(end - s) > len &&
			    memcmp(s + 1, month[k], len) == 0 &&
			    (s + 1 + len == end || s[1 + len] == '/'))
				return true;
		}
	}
	return false;
}

/* "cord 7.02/6.94", "TEVAR 34-30x150": readings and sizes. */
static bool
is_sizes(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin,
		   *end = l->t->fold + l->at[i].end;
	unsigned run = 0, points = 0, bars = 0, by = 0;

	for (; s < end; s++) {
		if (*s >= '0' && *s <= '9') {
			if (++run > 3)
				return false;
			continue;
		}
		run = 0;
		points += *s == '.';
		bars += *s == '/';
		by += *s == 'x';
		if (*s != '.' && *s != '/' && *s != 'x' && *s != '-')
			return false;
	}
	return (points == 2 && bars == 1 && !by) || by == 1;
}

static void
find_leftover(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	size_t first;

	if (shape_is_goods(l, i) || (!x->letters && counted_behind(l, i)))
		return;
	if (x->kind == LEX_INT && x->digits < 7 && measured_before(l, i))
		return;
	first = shape_value_first(l, i, i);
	if (first < i && l->at[first].kind != LEX_WORD &&
	    !lexeme_punct(l, i - 1, '.') && !lexeme_punct(l, i - 1, '-'))
		first = i;
	if (x->kind == LEX_INT) {
		if (x->digits >= 6 || (x->value % 100 && x->digits > 4))
			shape_found(l, x->digits > 4 ? first : i, i, SCRUB_ID,
			    "id-long-number", x->digits >= 7 ? 75 : 50);
		return;
	}
	if (x->kind == LEX_CODE && is_numbered(l, i)) {
		shape_found(l, i, i, SCRUB_ID, "id-numbered", 50);
		return;
	}
	if (is_of_office(l, i)) {
		shape_found(l, i, i, SCRUB_ID, "id-office", 70);
		return;
	}
	if (shape_is_clocks(l, i))
		return;
	if (is_day_code(l, i)) {
		shape_found(l, i, i, SCRUB_DATE, "date-day-month", 60);
		return;
	}
	if (x->digits < 4 || is_sizes(l, i) || shape_is_series(l, i) ||
	    shape_is_clinical(l, i) || is_rate(l, i))
		return;
	if (x->letters == 0 && x->digits < 6 && measured_before(l, i))
		return;
	if (l->at[i + 1].kind == LEX_INT && l->at[i + 1].digits > 3 &&
	    l->at[i + 1].gap == 1 && !l->at[i + 1].taken &&
	    !lexeme_unit(l, i + 2) && x->letters)
		i++; /* "V0081 7732" */
	if (x->digits > 5 && lexeme_punct(l, i + 1, '(') && !l->at[i + 1].gap &&
	    l->at[i + 2].kind == LEX_INT && l->at[i + 2].digits == 1 &&
	    lexeme_punct(l, i + 3, ')'))
		i += 3; /* "HN26018834(2)" */
	shape_found(l, first, i, SCRUB_ID, "id-code", x->digits >= 6 ? 75 : 60);
}

/* "118.204.663": a number of three groups that is no price. */
static bool
is_dotted_number(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_DECIMAL && l->at[i].digits == 9 &&
	       is_number_in_groups(l, i) && !shape_is_series_of(l, i, i);
}

void
shape_leftovers(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_LEFTOVER)) < l->count;
	     i++) {
		const struct lexeme *x = &l->at[i];

		if (!x->taken &&
		    (x->kind == LEX_CODE || is_dotted_number(l, i) ||
			(x->kind == LEX_INT && x->digits >= 5)))
			find_leftover(l, i);
	}
}
