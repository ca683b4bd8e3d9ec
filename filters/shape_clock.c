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
	    "reperfusi", "reperfused", "reperfusion", "delivered", "jam", "pkl",
	    "pukul");
	FEW(what, "tourniquet", "torniket", "turniket", "tourniket", "turnikes",
	    "klem", "clamp", "pump", "cpb", "bypass", "time", "sign", "baby",
	    "bayi", "anestesi", "operasi", "anaesthesia", "anesthesia");
	FEW(how, "on", "off", "up", "down", "in", "out", "mulai", "selesai",
	    "lahir", "born", "start", "end", "lepas", "pasang");

	if (lexeme_punct(l, i, ':') || lexeme_punct(l, i, '='))
		i--;
	if (lexeme_few(l, i, &how))
		return lexeme_few(l, i - 1, &what) ||
		       (l->at[i - 1].digits == 1 &&
			   lexeme_few(l, i - 2, &what)); /* "baby 2 born" */
	return lexeme_few(l, i, &steps);
}

/* "USG 03.09", "kontrol 08.12": a day, whatever else the text tells. */
static bool
is_visit(const struct lexemes *l, size_t i)
{
	FEW(visits, "usg", "ct", "mri", "scan", "xray", "rontgen", "ro", "echo",
	    "lab", "biopsy", "biopsi", "pa", "kontrol", "review", "clinic",
	    "poli", "seen", "visit", "rujukan", "mrs", "krs", "dob", "due",
	    "hpht", "hpl", "exp", "expiry", "ed", "dated", "since", "sejak",
	    "until");

	return lexeme_few(l, i, &visits) ||
	       date_cue_before(l, i + 1, 2, date_is_strong_cue);
}

bool
shape_is_clock(const struct lexemes *l, size_t i)
{
	unsigned n[2];

	if (!shows_clock(l, i, n) || l->at[i].taken)
		return false;
	if (is_step(l, i - 1))
		return true;
	if (is_visit(l, i - 1))
		return false;
	for (size_t k = 0; k < l->count; k++)
		if (k != i && is_only_clock(l, k))
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

	if (x->kind != LEX_CODE || x->letters || x->digits != 8 ||
	    x->end - x->begin != 11 || s[2] != '.' || s[5] != '-' ||
	    s[8] != '.' || lexeme_numbers(l, i, n, 4) != 4 || n[0] > 24 ||
	    n[1] > 59 || n[2] > 24 || n[3] > 59)
		return false;
	return n[1] == 0 || n[3] == 0 || n[1] > 12 || n[3] > 12 ||
	       is_step(l, i - 1);
}
