/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Clock times with a stop for a colon, as Indonesians and many in Europe write
 * them: half of them could be a day and a month. */

/* "09.10", "21.00": two digits each, as the clock has them. */
static bool
shows_clock(const struct lexemes *l, size_t i, unsigned n[2])
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_DECIMAL && x->digits == 4 &&
	       x->end - x->begin == 5 && l->t->fold[x->begin + 2] == '.' &&
	       lexeme_numbers(l, i, n, 2) == 2 && n[0] < 24 && n[1] < 60 &&
	       !lexeme_unit(l, i + 1);
}

/* Nothing else than the clock: "07.40" has no such month. */
static bool
is_only_clock(const struct lexemes *l, size_t i)
{
	unsigned n[2];

	return shows_clock(l, i, n) && n[1] > 12 && !l->at[i].taken &&
	       !date_is_score(l, i - 1);
}

/* What happens at a minute, and is written down with it. */
static bool
is_step(const struct lexemes *l, size_t i)
{
	FEW(steps, "insisi", "incision", "knife", "kts", "kni", "skin",
	    "induksi", "induction", "intubasi", "intubation", "intubated",
	    "extubated", "extubation", "ekstubasi", "klem", "clamp", "xclamp",
	    "x-clamp", "clamped", "declamp", "unclamp", "unclamped", "timeout",
	    "reperfusi", "reperfused", "reperfusion", "pump", "cpb", "bypass",
	    "jam", "pkl", "pukul");
	FEW(what, "tourniquet", "torniket", "turniket", "tourniket", "turnikes",
	    "klem", "clamp", "pump", "cpb", "bypass", "time", "sign", "baby",
	    "bayi", "placenta", "plasenta", "anestesi", "operasi",
	    "anaesthesia", "anesthesia");
	FEW(how, "on", "off", "up", "down", "in", "out", "mulai", "selesai",
	    "lahir", "born", "delivered", "start", "end", "lepas", "pasang");

	if (lexeme_punct(l, i, ':') || lexeme_punct(l, i, '='))
		i--;
	if (lexeme_few(l, i, &how))
		return lexeme_few(l, i - 1, &what) ||
		       (l->at[i - 1].digits == 1 &&
			   lexeme_few(l, i - 2, &what)); /* "baby 2 born" */
	return lexeme_few(l, i, &steps);
}

/* What is at a minute as often as on a day: "selesai 09.10", "sent 10.12". */
static bool
is_passing(const struct lexemes *l, size_t i)
{
	FEW(passing, "antar", "arrived", "back", "baby", "bayi", "begin",
	    "buka", "close", "closed", "closure", "delivered", "done", "end",
	    "ended", "finish", "finished", "in", "jemput", "keluar", "left",
	    "lepas", "masuk", "mulai", "off", "out", "pasang", "placenta",
	    "plasenta", "sampai", "selesai", "sent", "spinal", "start", "tiba",
	    "tutup");

	if (lexeme_punct(l, i, ':') || lexeme_punct(l, i, '='))
		i--;
	return lexeme_few(l, i, &passing) || lexeme_punct(l, i, ',') ||
	       l->at[i].kind == LEX_END;
}

/* Is there another time that is no day? What is taken stays so: those passed
 * over are asked once. */
static bool
other_clock(struct lexemes *l, size_t i)
{
	size_t k;

	while (l->clock < l->count && !is_only_clock(l, l->clock))
		l->clock++;
	k = l->clock;
	if (k == i)
		do
			k++;
		while (k < l->count && !is_only_clock(l, k));
	return k < l->count;
}

bool
shape_is_clock(struct lexemes *l, size_t i)
{
	unsigned n[2];

	if (!shows_clock(l, i, n) || l->at[i].taken)
		return false;
	if (is_step(l, i - 1))
		return true;
	/* No: "USG 03.09." */
	return is_passing(l, i - 1) && other_clock(l, i);
}

/* Of a newborn, and of no card. */
static bool
is_birth(const struct lexemes *l)
{
	FEW(card, "tgl", "tanggal", "tempat", "ttl", "dob", "hari");
	FEW(cot, "bayi", "sc", "apgar", "as", "nangis", "menangis", "bb",
	    "plasenta", "ketuban", "kembar", "gemelli", "sectio", "spontan",
	    "imd");
	bool cots = false;

	for (size_t k = 0; k < l->count; k++) {
		if (lexeme_few(l, k, &card))
			return false;
		cots |= lexeme_few(l, k, &cot);
	}
	return cots;
}

/* "lahir 08.10 nangis kuat", "bayi kedua lahir 08.12": the birth that is being
 * watched; "tgl lahir 08.10" is on a card. */
bool
shape_is_delivery(struct lexemes *l, size_t born)
{
	if (!lexeme_is(l, born, "lahir"))
		return false;
	if (l->birth == BIRTH_UNASKED)
		l->birth = is_birth(l) ? BIRTH_SEEN : BIRTH_NONE;
	return l->birth == BIRTH_SEEN;
}

#define ROW 12u /* lexemes of a row of shifts that are looked back over */

FEW(parts, "pagi", "siang", "sore", "malam", "subuh");

/* "jam 07-14", "shift malam 21-07", "siang 08-14": whole hours; what may be a
 * day and its month only behind what says that it is the clock. */
static bool
says_hours(const struct lexemes *l, size_t i)
{
	FEW(duties, "jaga", "dinas", "buka", "operasional", "praktek",
	    "praktik");
	static const char *const clock[] = {
	    "jam", "pukul", "pkl", "shift", "shif", "sif", NULL};
	const struct lexeme *x = &l->at[i];
	size_t before = i - 1;
	unsigned n[2];

	if (i < 2 || x->letters || x->digits != 4 || x->end - x->begin != 5 ||
	    l->t->fold[x->begin + 2] != '-' ||
	    lexeme_numbers(l, i, n, 2) != 2 || n[0] > 24 || n[1] > 24)
		return false;
	if (lexeme_few(l, before, &parts))
		before--;
	return lexeme_in(l, before, clock) ||
	       (n[1] > 12 &&
		   (before < i - 1 || lexeme_few(l, before, &duties)));
}

/* "shift pagi 07-14, malam 21-07": the first says what the others are. */
static bool
is_hours(const struct lexemes *l, size_t i)
{
	if (says_hours(l, i))
		return true;
	if (i < 2 || l->at[i].letters || l->at[i].digits != 4 ||
	    !lexeme_few(l, i - 1, &parts))
		return false;
	for (size_t k = i > ROW ? i - ROW : 2; k < i; k++)
		if (lexeme_few(l, k - 1, &parts) && says_hours(l, k))
			return true;
	return false;
}

/* "10.00-12.00", "puasa 22.00-06.00": from when to when; "12.03-14.03" may be
 * days, unless it is said that it is the clock. */
bool
shape_is_clocks(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;
	unsigned n[4];

	if (is_hours(l, i))
		return true;
	if (x->kind != LEX_CODE || x->letters || x->digits != 8 ||
	    x->end - x->begin != 11 || s[2] != '.' || s[5] != '-' ||
	    s[8] != '.' || lexeme_numbers(l, i, n, 4) != 4 || n[0] > 24 ||
	    n[1] > 59 || n[2] > 24 || n[3] > 59)
		return false;
	return n[1] == 0 || n[3] == 0 || n[1] > 12 || n[3] > 12 ||
	       is_step(l, i - 1);
}

/* "spring 2011", "the fall of 2019", "winter '22": the year at i ends it. */
bool
date_season(struct lexemes *l, size_t i)
{
	FEW(seasons, "spring", "summer", "autumn", "fall", "winter");
	static const char *const falls[] = {
	    "a", "her", "his", "my", "your", "and", "to", NULL};
	const bool sign = lexeme_punct(l, i - 1, '\'') && !l->at[i].gap &&
			  l->at[i].kind == LEX_INT && l->at[i].digits == 2;
	size_t first = i - 1 - sign;

	if (l->lang == SCRUB_ID_ID || (!sign && !date_is_year(l, i)) ||
	    l->at[i - sign].gap > 1 || lexeme_unit(l, i + 1))
		return false;
	first -= lexeme_is(l, first, "of");
	if (!lexeme_few(l, first, &seasons) || l->at[first].taken ||
	    (lexeme_is(l, first, "fall") && lexeme_in(l, first - 1, falls)))
		return false;
	shape_found(l, first, i, SCRUB_DATE, "date-month", 85);
	return true;
}
