/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Days and months with a bar between: "11/8", and what clinics write so, too.
 */

/* Fractions that clinics use: 3/4, 6/12, 9/10, 2/7 (days), 1/52 (weeks). */
static bool
is_common_fraction(unsigned a, unsigned b)
{
	return a == 0 || a == b || ((b == 4 || b == 2) && a <= 12) ||
	       (a < b && (b == 3 || b == 5 || b == 6 || b == 7 || b == 8 ||
			     b == 10 || b == 12 || b == 24)) ||
	       (a == 6 && (b == 9 || b == 12 || b == 18 || b == 24)) ||
	       (b == 7 && a % 7 != 0 && a > 9) ||
	       (a == 20 && b >= 15 && b % 5 == 0);
}

/* "10/3, 12/3 and 14/3": one date brings the next. */
static bool
follows_date(const struct lexemes *l, size_t i)
{
	static const char *const joint[] = {"to", "and", "or", "&", ",", "-",
	    "sampai", "s/d", "dan", "atau", "until", "vs", NULL};

	return lexeme_in(l, i - 1, joint) && l->at[i - 2].taken &&
	       l->at[i - 2].kind == LEX_FRACTION;
}

/* Two days in their order, one month or one day's number after the other: no
 * shares, which are less than one, no sight, no thread. */
static bool
are_two_days(const unsigned a[2], const unsigned b[2])
{
	if (!date_day_and_month(a[0], a[1]) ||
	    !date_day_and_month(b[0], b[1]) || a[0] == 6 || a[1] == 60)
		return false;
	if (a[1] == b[1]) /* "4/4 first, 7/4 second" */
		return b[0] > a[0] && a[0] >= a[1] && b[0] > b[1];
	return a[0] == b[0] && b[1] > a[1] && (a[0] > 3 || a[1] > 4) &&
	       a[1] != 4 && b[1] != a[0]; /* "5/1 lap chole, 5/9 leak" */
}

/* "10/3, 12/3 and 14/3", "12/1, 12/3 and 12/8": the next ones tell what they
 * are. */
static bool
precedes_date(const struct lexemes *l, size_t i, const unsigned of[2])
{
	unsigned before[2] = {of[0], of[1]}, n[2];

	for (unsigned far = 0; far < 3; far++) {
		i++;
		if (lexeme_punct(l, i, ',') && lexeme_is(l, i + 1, "and"))
			i++;
		if (!lexeme_punct(l, i, ',') && !lexeme_is(l, i, "and") &&
		    !lexeme_is(l, i, "dan") && !lexeme_is(l, i, "to") &&
		    !lexeme_is(l, i, "s/d") && !lexeme_is(l, i, "sampai"))
			return false;
		i++;
		if (l->at[i].kind != LEX_FRACTION ||
		    lexeme_numbers(l, i, n, 2) != 2 ||
		    !date_day_and_month(n[0], n[1]))
			return false;
		if (n[0] > 12 && n[0] > n[1])
			return true;
		if (are_two_days(before, n))
			return true;
		before[0] = n[0];
		before[1] = n[1];
	}
	return false;
}

static bool
is_document(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"film", "ct", "mri", "scan", "note",
	    "notes", "report", "visit", "clinic", "appt", "appointment", "xray",
	    "labs", "echo", "swab", "letter", "list", "angio", "review",
	    "images", "was", "cath", "consent", "cxr", "ecg", "haemoglobin",
	    "pap", "gas", "cysto", "cystoscopy", "colonoscopy", "bronch",
	    "trauma", "laparotomy", "laparoscopy", "angiogram", "kultur",
	    "lepas", "buka", NULL};

	return lexeme_in(l, i, word);
}

/* What is done on a day: "lapsed 1/11", "digeser ke 22/7", "kontrol luka 12/8".
 * Not beside shares: "power", "nodes" (date_is_score()). */
static bool
is_event(const struct lexemes *l, size_t i)
{
	static const char *const en[] = {
	    "lapsed", "onset", "note", "scanned", "cancelled", NULL};
	static const char *const id[] = {"jadwal", "jadwalnya", "kontrol",
	    "digeser", "mundur", "kunjungan", "sidang", "dipasang", "ditutup",
	    "diganti", "onset", "paksa", "tertanggal", "insiden", "pindah",
	    "dijadwalkan", "tindakan", "relaparotomi", NULL};
	const bool to = lexeme_is(l, i, "ke") || lexeme_is(l, i, "luka");

	if (l->lang != SCRUB_ID_ID)
		return lexeme_in(l, i, en);
	return lexeme_in(l, i - to, id);
}

/* Also what is done on a day, beside what no share looks like: "last done 9/7",
 * "lepas plat 15/6", "stent 6/11". */
static bool
is_likely_event(const struct lexemes *l, size_t i)
{
	static const char *const en[] = {"done", "given", "injury", "accident",
	    "surgery", "clinic", "stent", "discharge", "relook", "re-look",
	    "look", "mammo", "labs", "last", "change", "changed", "epidural",
	    "op", "swapped", NULL};
	static const char *const id[] = {"ganti", "lepas", "terakhir",
	    "operasi", "pulang", "masuk", "balik", "kejadian", "dirawat",
	    "pasang", "pertama", "poli", "antigen", "pcr", NULL};

	return lexeme_in(l, i, l->lang == SCRUB_ID_ID ? id : en);
}

/* "CT 12/2 showed", "OGD 5/2: ulcer", "stented 6/2": what is examined on a day,
 * beside what is no share of anything, nor so many days or months. */
static bool
is_examined(const struct lexemes *l, size_t i, const unsigned n[2])
{
	FEW(exams, "angio", "angiogram", "axr", "bloods", "colonoscopy", "ct",
	    "ctkub", "ctpa", "cxr", "cysto", "cystoscopy", "dexa", "duplex",
	    "echo", "egd", "endoskopi", "ercp", "eus", "flexi", "hsg", "kub",
	    "mammo", "mammogram", "mdm", "mdt", "mrcp", "mri", "msu", "ogd",
	    "pet", "scoped", "smear", "stented", "swab", "tee", "tte", "tvs",
	    "usg", "uss", "xray");
	FEW(says, "found", "read", "reported", "said", "showed", "shows");
	const bool weeks = n[1] == 7 && n[0] % 7 < 4 && n[0] > 7;

	/* "the CT from 4/2" */
	if ((lexeme_is(l, i - 1, "from") || lexeme_is(l, i - 1, "dated")) &&
	    lexeme_few(l, i - 2, &exams) && !lexeme_is(l, i + 1, "to"))
		return true;
	if (!lexeme_few(l, i - 1, &exams) || l->at[i].gap != 1)
		return false;
	return lexeme_few(l, i + 1, &says) || (n[0] > n[1] && !weeks);
}

/* Does what a line or a clause says begin at i? */
static bool
begins_clause(const struct lexemes *l, size_t i)
{
	return l->at[i - 1].kind == LEX_END || lexeme_punct(l, i - 1, ',') ||
	       lexeme_punct(l, i - 1, ';') ||
	       (lexeme_punct(l, i - 1, '.') && l->at[i].gap);
}

/* "5/1 lap chole, 5/9 bile leak, 5/12 stent": is the one at i of a row that
 * begins clauses? */
static bool
is_of_diary(const struct lexemes *l, size_t i, const unsigned n[2])
{
	static const char *const part[] = {"left", "right", "upper", "lower",
	    "medial", "lateral", "proximal", "distal", "kiri", "kanan", "atas",
	    "bawah", "on", "in", "at", "of", "for", "with", "dan", "and", "to",
	    NULL};
	const bool said = l->at[i + 1].letters > 1 && l->at[i + 1].gap == 1 &&
			  !lexeme_unit(l, i + 1) && !date_is_score(l, i + 1) &&
			  !lexeme_in(l, i + 1, part);
	unsigned other[2];

	if (!said || !begins_clause(l, i))
		return false;
	for (size_t k = i + 2; k < i + 12 && k < l->count; k++)
		if (l->at[k].kind == LEX_FRACTION && begins_clause(l, k) &&
		    lexeme_numbers(l, k, other, 2) == 2)
			return are_two_days(n, other);
	for (size_t k = i - 2; k + 12 > i && l->at[k].kind != LEX_END; k--)
		if (l->at[k].kind == LEX_FRACTION && l->at[k].taken &&
		    begins_clause(l, k) && lexeme_numbers(l, k, other, 2) == 2)
			return are_two_days(other, n);
	return false;
}

/* "from 12/2 to 12/9", "dari 3/6 ke 10/6": power goes from 3/5 to 4/5. */
static bool
is_moved(const struct lexemes *l, size_t i, unsigned whole)
{
	unsigned n[2];

	return (lexeme_is(l, i - 1, "from") || lexeme_is(l, i - 1, "dari")) &&
	       (lexeme_is(l, i + 1, "to") || lexeme_is(l, i + 1, "ke")) &&
	       l->at[i + 2].kind == LEX_FRACTION &&
	       lexeme_numbers(l, i + 2, n, 2) == 2 && n[1] != whole &&
	       date_day_and_month(n[0], n[1]);
}

/* "Sen 9/3", "rab 12/8": a weekday of three letters. */
static bool
is_short_weekday(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {
	    "sen", "sel", "rab", "kam", "jum", "sab", NULL};

	return l->lang == SCRUB_ID_ID && lexeme_in(l, i, word);
}

/* "PICC by Jemima 2/3,": who did it, and when. */
static bool
is_signed(const struct lexemes *l, size_t i)
{
	const enum lexeme_kind next = l->at[i + 1].kind;

	return lexeme_is(l, i - 2, l->lang == SCRUB_ID_ID ? "oleh" : "by") &&
	       l->at[i - 1].kind == LEX_WORD && l->at[i - 1].letters > 2 &&
	       lexeme_title(l, i - 1) && !lexeme_upper(l, i - 1) &&
	       l->at[i].gap == 1 && !lexemes_small(l) &&
	       (next == LEX_END || (next == LEX_PUNCT && l->at[i + 2].gap));
}

/* "on 3/5 tissue samples": so many of them. */
static bool
is_share(const struct lexemes *l, size_t i, const unsigned n[2])
{
	FEW(some, "biopsies", "bottles", "cultures", "cores", "samples",
	    "specimens", "swabs", "tissues");

	return n[0] <= n[1] &&
	       (lexeme_few(l, i + 1, &some) ||
		   (l->at[i + 1].letters && lexeme_few(l, i + 2, &some)));
}

/* Does something beside the fraction make it a day and a month? */
static bool
fraction_is_date(const struct lexemes *l, size_t i, const unsigned n[2])
{
	static const char *const weak[] = {
	    "in", "of", "at", "to", "for", "with", "per", NULL};
	bool common = is_common_fraction(n[0], n[1]);
	bool brackets =
	    lexeme_punct(l, i - 1, '(') && lexeme_punct(l, i + 1, ')');

	if (lexeme_punct(l, i + 1, '=') || is_share(l, i, n) ||
	    (brackets && !l->at[i - 1].gap && l->at[i - 2].digits))
		return false; /* "24/2 = 12", "pN1a(2/18)" */
	if (l->at[i + 1].kind == LEX_TIME || follows_date(l, i) ||
	    is_moved(l, i, n[1]) || is_short_weekday(l, i - 1) ||
	    is_of_diary(l, i, n) || is_signed(l, i) || is_examined(l, i, n))
		return true;
	if (date_cue_before(l, i, common ? 2 : 3, date_is_strong_cue) ||
	    (is_event(l, i - 1) && n[1] > 2) || lexeme_is(l, i - 1, "sejak") ||
	    (!common && n[1] > 4 && n[1] < 13 && is_likely_event(l, i - 1)))
		return true;
	if (l->at[i - 1].kind == LEX_UNIT && l->at[i - 1].letters > 2)
		return false; /* "nodes 3/22" */
	if (!date_is_score(l, i - 1) && precedes_date(l, i, n))
		return true;
	if (date_is_score(l, i - 1))
		return l->at[i + 1].kind == LEX_DECIMAL &&
		       l->at[i - 1].kind == LEX_VITAL && n[1] <= 12;
	if (date_is_score(l, i - 2) && n[0] > 20 && n[0] > n[1])
		return true; /* "swab neg 21/12": no count, no acuity */
	if (date_is_score(l, i - 2) || date_is_score(l, i + 1))
		return false;
	if (l->at[i].digits == 4 && (l->t->fold[l->at[i].begin] == '0' ||
					l->t->fold[l->at[i].begin + 3] == '0'))
		return true;
	if (is_document(l, i + 1) || (brackets && n[0] > n[1]))
		return true;
	if (common)
		return l->at[i - 1].kind == LEX_PREP &&
		       !lexeme_in(l, i - 1, weak) && n[1] > 4;
	return n[0] > 12 || n[1] > 12 || l->at[i].digits == 4 ||
	       date_cue_before(l, i, 2, date_is_cue);
}

/* "7/8 french, then 10/12": what goes on with sizes. */
static bool
is_next_size(const struct lexemes *l, size_t i)
{
	if (!lexeme_is(l, i - 1, "then"))
		return false;
	for (size_t k = i - 2; k + 10 > i && l->at[k].kind != LEX_END; k--)
		if (l->at[k].kind == LEX_UNIT &&
		    l->at[k - 1].kind == LEX_FRACTION)
			return true;
	return false;
}

void
date_fraction(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	size_t count = lexeme_numbers(l, i, n, 4);
	bool strong = date_cue_before(l, i, 3, date_is_strong_cue);

	if (l->at[i].value == 1 && l->at[i].letters && count) {
		date_found(l, i, i, "date-day-month", 85); /* O5/O3 */
		return;
	}
	if (l->at[i].value == 2 && count == 4) {
		if (date_day_and_month(n[0], n[1]) &&
		    date_day_and_month(n[2], n[3]) && !date_is_score(l, i - 1))
			date_found(l, i, i, "date-range", 80);
		return;
	}
	if (count < 2 || !date_day_and_month(n[0], n[1]) ||
	    lexeme_unit(l, i + 1) || lexeme_punct(l, i + 1, '%') ||
	    lexeme_punct(l, i - 1, '/') ||
	    (lexeme_punct(l, i + 1, '/') && !l->at[i + 1].gap))
		return;
	if (l->at[i - 1].kind == LEX_INT && l->at[i].gap == 1 && n[0] < n[1])
		return; /* 2 1/2 */
	if (is_next_size(l, i))
		return;
	if (fraction_is_date(l, i, n))
		date_found(l, i - is_short_weekday(l, i - 1), i,
		    "date-day-month", strong ? 90 : 70);
}
