/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "few.h"
#include "numeral.h"

/* Numbers that their neighbours say to be of nobody, whatever they weigh. */

#define FAR                                                                    \
	24 /* tokens on each side in which the chest or the brain is named */

/* "block 1st", "dye 1st": before all else, not of the month. */
static bool
is_before_all(const struct text *t, const struct numeral *n)
{
	FEW(dated, "the", "on", "by", "since", "til", "till", "until", "from",
	    "before", "after", "due", "to", "and", "&", "for", "of");

	return n->form == NUMERAL_DAY && n->value == 1 && n->first > 0 &&
	       !token_few(t, n->first - 1, &dated);
}

/* "DM 20th", "stroke 3th": tahun, where nobody counts days in English. */
static bool
is_years(const struct text *t, enum scrub_lang lang, const struct numeral *n)
{
	const struct token *w = &t->token[n->first];

	return lang == SCRUB_ID_ID && n->form == NUMERAL_DAY &&
	       memcmp(t->fold + w->end - 2, "th", 2) == 0 &&
	       !(n->first > 0 && token_is(t, w - 1, "the"));
}

/* "ga nangkep sat, coba jari lain": a saturation; nobody shortens Sabtu so. */
static bool
is_saturation(
    const struct text *t, enum scrub_lang lang, const struct numeral *n)
{
	const struct token *w = &t->token[n->first];

	return lang == SCRUB_ID_ID && n->form == NUMERAL_SHORT &&
	       token_is(t, w, "sat") && w->letter_case == CASE_LOWER;
}

/* "rib plate over 5th", "VATS ports 7th, 4th and 8th": in what is counted on
 * the chest. */
static bool
is_rib(const struct text *t, const struct numeral *n)
{
	FEW(chest, "chest", "rib", "ribs", "intercostal", "interspace", "ics",
	    "icd", "vats", "rats", "thoracotomy", "thoracoscopy", "thorax",
	    "lung", "lobe", "costal", "sternum", "sternal", "trocar",
	    "thoracoport", "camera", "utility", "cryo");
	FEW(inside, "in", "into", "over", "through", "thru", "at", "between",
	    "under", "above", "below", "beneath", "entered", "enter", "port",
	    "ports", "utility", "camera", "cracked", "resected", "shingled",
	    "plated", "and", "then", "or");
	const size_t i = n->first;
	size_t before;

	if (n->form != NUMERAL_DAY || n->value < 2 || n->value > 12 || i == 0)
		return false;
	before = i - 1;
	if (before > 0 && token_is(t, &t->token[before], "the"))
		before--;
	if (!token_few(t, before, &inside) && !token_sign(t, before, ','))
		return false;
	for (size_t k = i < FAR ? 0 : i - FAR;
	     k < t->token_count && k < i + FAR; k++)
		if (token_few(t, k, &chest))
			return true;
	return false;
}

/* "was 3rd on the Friday list": of those who are operated; over a stand-in. */
static bool
is_turn(const struct text *t, const struct numeral *n)
{
	FEW(lists, "list", "board", "order", "queue");
	const size_t on = n->last + 1;

	if (n->form != NUMERAL_DAY || n->value > 20 ||
	    on + 2 >= t->token_count || !token_is(t, &t->token[on], "on") ||
	    (n->first > 0 && token_is(t, &t->token[n->first - 1], "the")))
		return false;
	for (size_t i = on + 1; i < on + 7; i++)
		if (token_few(t, i, &lists))
			return true;
	return false;
}

/* "endoscopic 3rd", "tumour in the 4th, telovelar": of the brain's. */
static bool
is_ventricle(const struct text *t, const struct numeral *n)
{
	FEW(inside, "in", "into", "inside", "through", "thru", "of");
	FEW(brain, "aqueduct", "choroid", "colloid", "csf", "ependymoma", "etv",
	    "evd", "hydrocephalus", "medulloblastoma", "obex", "pineal",
	    "telovelar", "tectal", "vermian", "vermis", "ventricle",
	    "ventricles", "ventricular", "ivh", "foramen");
	FEW(scoped, "endoscopic", "endoscopically", "scope");
	const size_t i = n->first;

	if (n->form != NUMERAL_DAY || n->value < 3 || n->value > 4 || i == 0)
		return false;
	if (token_few(t, i - 1, &scoped))
		return true;
	if (!token_is(t, &t->token[i - 1], "the") || i < 2 ||
	    !token_few(t, i - 2, &inside))
		return false;
	for (size_t k = i < FAR ? 0 : i - FAR;
	     k < t->token_count && k < i + FAR; k++)
		if (token_few(t, k, &brain))
			return true;
	return false;
}

/* Minutes of the day, "0950"; -1: it is no time. */
static int
minutes_at(const struct text *t, size_t i)
{
	const char *d;
	int hours, minutes;

	if (i >= t->token_count || t->token[i].kind != TOKEN_NUMBER ||
	    t->token[i].end - t->token[i].begin != 4)
		return -1;
	d = t->norm + t->token[i].begin;
	hours = (d[0] - '0') * 10 + d[1] - '0';
	minutes = (d[2] - '0') * 10 + d[3] - '0';
	return hours < 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

static bool
is_later(const struct text *t, size_t i)
{
	return i > 0 && minutes_at(t, i - 1) >= 0 &&
	       minutes_at(t, i) > minutes_at(t, i - 1);
}

/* "eyes checked 0950 1050 1150": three times, each after the one before. */
static bool
is_rounds(const struct text *t, const struct numeral *n)
{
	const size_t i = n->first;

	if (n->form != NUMERAL_PHONE)
		return false;
	if (is_later(t, i))
		return is_later(t, i - 1) || is_later(t, i + 1);
	return is_later(t, i + 1) && is_later(t, i + 2);
}

/* "LAD 95 mid", "ICA 95 on the left": how narrow a vessel is. */
static bool
is_narrowing(const struct text *t, const struct numeral *n)
{
	FEW(vessels, "acc", "ba", "cca", "celiac", "cfa", "cia", "circ",
	    "circumflex", "coeliac", "cx", "d1", "d2", "diag", "diagonal",
	    "eia", "ica", "im", "lad", "lca", "lcx", "lm", "lmca", "lms",
	    "main", "mca", "om", "om1", "om2", "ostial", "pda", "plv", "pop",
	    "popliteal", "rca", "renal", "sfa", "sma", "subclavian", "svg",
	    "vertebral");
	const size_t i = n->first;

	return n->form == NUMERAL_AGE && n->value <= 100 && i > 0 &&
	       t->token[i].space_before && token_few(t, i - 1, &vessels);
}

/* "carbetocin 100 given", "CA125 1840": a dose and a value. */
static bool
is_amount(const struct text *t, const struct numeral *n)
{
	FEW(given, "given", "iv", "im", "io", "stat", "bolus", "slow", "slowly",
	    "push", "pushed");
	FEW(markers, "afp", "amylase", "bnp", "ca125", "cea", "ck", "crp",
	    "ferritin", "hcg", "ldh", "lipase", "probnp", "psa", "trop");

	unsigned words;

	if (n->first == 0)
		return false;
	words = t->token[n->first - 1].words;
	if (n->form == NUMERAL_AGE)
		return words & (WORD_MEDICAL | WORD_BRAND) &&
		       !(words & WORD_COMMON) &&
		       token_few(t, n->last + 1, &given);
	return n->form == NUMERAL_PHONE && token_few(t, n->first - 1, &markers);
}

bool
numeral_stays(
    const struct text *t, enum scrub_lang lang, const struct numeral *n)
{
	return is_before_all(t, n) || is_years(t, lang, n) ||
	       is_saturation(t, lang, n) || is_rib(t, n) || is_turn(t, n) ||
	       is_rounds(t, n) || is_ventricle(t, n) || is_narrowing(t, n) ||
	       is_amount(t, n);
}
