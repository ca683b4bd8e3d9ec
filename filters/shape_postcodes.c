/* SPDX-License-Identifier: MIT */
#include "lexeme.h"
#include "words.h"

/* Postcodes by their shape, behind their word or their state. */

/* "5cm", "2ml": not the second half of a postcode. */
static bool
is_measure(const char *s, uint32_t len)
{
	static const char *const unit[] = {"cm", "mm", "ml", "mg", "kg", "fr",
	    "hr", "cc", "in", "mu", "iu", "yo", "st", "nd", "rd", "th", "am",
	    "pm", NULL};

	for (size_t i = 0; len == 3 && unit[i]; i++)
		if (s[1] == unit[i][0] && s[2] == unit[i][1])
			return true;
	return false;
}

/* "3511 ZQ Utrecht", "2031 AB haarlem": the town behind it. */
static bool
is_dutch_town(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i + 2];
	const struct token *w = lexeme_token(l, i + 2);

	return l->at[i].kind == LEX_INT && l->at[i].digits == 4 &&
	       l->at[i + 1].letters == 2 && !l->at[i + 1].digits &&
	       x->kind == LEX_WORD && x->gap == 1 && x->letters > 2 &&
	       !x->taken && !l->t->all_caps &&
	       (lexeme_title(l, i + 2) || (w && w->words & WORD_PLACE));
}

/* "1500 RL" is a dose; "1420 IV access in" may have a time. */
static bool
is_dutch(const struct lexemes *l, size_t i)
{
	const unsigned hour = (unsigned)(l->at[i].value / 100);
	const unsigned minute = (unsigned)(l->at[i].value % 100);

	return !l->t->all_caps && minute != 0 &&
	       l->at[i + 1].kind == LEX_WORD &&
	       (hour > 23 || minute > 59 || is_dutch_town(l, i));
}

bool
shape_is_postcode(const struct lexemes *l, size_t i)
{
	const struct lexeme *a = &l->at[i], *b = &l->at[i + 1];
	const char *s = l->t->fold + a->begin, *r = l->t->fold + b->begin;
	uint32_t n = a->end - a->begin, m = b->end - b->begin;

	if (b->gap != 1 || b->taken || !b->letters)
		return false;
	if ((!lexeme_upper(l, i) && a->letters) || !lexeme_upper(l, i + 1)) {
		if (!lexemes_small(l) || a->letters < 2 || m != 3)
			return false;
	}
	if (a->kind == LEX_INT && a->digits == 4 && m == 2 && !b->digits &&
	    is_dutch(l, i))
		return true;
	if (s[0] < 'a' || !a->digits || is_measure(r, m))
		return false;
	if (n >= 2 && n <= 4 && m == 3 && b->digits == 1 && r[0] <= '9')
		return true; /* UK */
	if (n == 3 && m == 3 && a->digits == 1 && b->digits == 2 && r[1] >= 'a')
		return true; /* Canada */
	return n == 3 && m == 4 && a->digits >= 2 && r[0] >= 'a' && b->digits;
}

/* "Storgata 18", "Bahnhofstrasse 4", "Herengracht 210": one word. */
static bool
is_joined_street(const struct lexemes *l, size_t i)
{
	static const char *const tail[] = {"strasse", "straat", "gatan", "gata",
	    "gracht", "veien", "vagen", "allee", NULL};
	const struct lexeme *x = &l->at[i - 1];

	if (l->at[i].kind != LEX_INT || l->at[i].gap != 1 ||
	    l->at[i].digits > 4 || x->kind != LEX_WORD || x->letters < 7 ||
	    !lexeme_title(l, i - 1) || lexeme_unit(l, i + 1))
		return false;
	for (size_t k = 0; tail[k]; k++) {
		uint32_t n = (uint32_t)strlen(tail[k]);

		if (memcmp(l->t->fold + x->end - n, tail[k], n) == 0)
			return true;
	}
	return false;
}

static bool
is_zip4(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;

	return l->at[i].end - l->at[i].begin == 10 && l->at[i].digits == 9 &&
	       s[5] == '-';
}

/* "lots of you in BT48", "the BT47 area": the first half of a British one. */
static bool
is_outcode(const struct lexemes *l, size_t i)
{
	static const char areas[] = "ab al ba bb bd bh bl bn bs bt cb cf cv dd "
				    "de dg dh dn dt dy eh en ex fk fy gl gu hd "
				    "hg hp hu hx ig iv ka kt kw ky le ll ln ls "
				    "lu mk ml ne ng nn np nr ol ox pl rg rh sa "
				    "sg sk sn so sr sw sy ta td tf tn tq tr ts "
				    "tw ub wd wf wn wr ws wv yo ze ";
	static const char *const where[] = {
	    "in", "from", "near", "around", "to", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;

	if (x->kind != LEX_CODE || x->taken || x->letters != 2 ||
	    x->digits != 2 || x->end - x->begin != 4 || s[1] < 'a' ||
	    !lexeme_upper(l, i) || l->t->all_caps || l->lang == SCRUB_ID_ID ||
	    (!lexeme_in(l, i - 1, where) && !lexeme_is(l, i + 1, "area")))
		return false;
	for (const char *a = areas; *a; a += 3)
		if (a[0] == s[0] && a[1] == s[1])
			return true;
	return false;
}

/* "BB 2900 AS 8/9", "3100 PB 48": what is measured stands at i, its number
 * behind. */
bool
shape_is_newborn(const struct lexemes *l, size_t i)
{
	FEW(measure, "as", "ld", "lk", "pb", "rr", "sb", "sp");

	return l->at[i + 1].gap == 1 && l->at[i + 1].digits > 0 &&
	       l->at[i + 1].digits < 4 && lexeme_few(l, i, &measure);
}

void
shape_postcode(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	unsigned sure;

	if ((x->kind == LEX_CODE || x->kind == LEX_INT) && !x->taken &&
	    shape_is_postcode(l, i) && !shape_is_newborn(l, i + 1)) {
		shape_found(l, i, i + 1 + is_dutch_town(l, i), SCRUB_LOCATION,
		    "postcode-shape", 85);
		return;
	}
	if (x->kind == LEX_INT && !x->taken &&
	    (sure = shape_behind_state(l, i)) > 0) {
		shape_found(l, i, i, SCRUB_LOCATION, "postcode-state", sure);
		return;
	}
	if (is_outcode(l, i)) {
		shape_found(l, i, i, SCRUB_LOCATION, "postcode-shape", 65);
		return;
	}
	if (is_joined_street(l, i)) {
		shape_found(l, i - 1, i, SCRUB_LOCATION, "street", 85);
		return;
	}
	if (x->kind == LEX_CODE && !x->taken && is_zip4(l, i)) {
		shape_found(l, i, i, SCRUB_LOCATION, "postcode-zip4", 85);
		return;
	}
	if (x->kind == LEX_CUE_POST) {
		size_t at = i + 1;
		unsigned max = 4;

		while (max-- && !l->at[at].digits && l->at[at].kind != LEX_END)
			at++;
		if (l->at[at].taken || !l->at[at].digits || l->at[at].gap > 1 ||
		    l->at[at].kind == LEX_SIZE || lexeme_unit(l, at + 1))
			return;
		/* "heparin plz, 300 a kilo": please */
		if (lexeme_is(l, i, "plz") && l->at[at].digits != 5)
			return;
		if (l->at[at + 1].gap == 1 && l->at[at + 1].digits &&
		    (l->at[at + 1].kind == LEX_CODE ||
			l->at[at + 1].kind == LEX_TIMES ||
			(l->at[at + 1].kind == LEX_INT &&
			    l->at[at].digits <= 3)))
			shape_found(
			    l, at, at + 1, SCRUB_LOCATION, "postcode-cue", 95);
		else if (l->at[at].digits + l->at[at].letters >= 3)
			shape_found(
			    l, at, at, SCRUB_LOCATION, "postcode-cue", 95);
		return;
	}
	if (x->kind == LEX_STATE && lexeme_upper(l, i) &&
	    l->at[i + 1].kind == LEX_INT && l->at[i + 1].gap == 1 &&
	    (l->at[i + 1].digits == 5 ||
		(l->at[i + 1].digits == 4 && x->letters == 3)) &&
	    !lexeme_unit(l, i + 2))
		shape_found(
		    l, i + 1, i + 1, SCRUB_LOCATION, "postcode-state", 90);
}

/* "Lakeview Layout, pin 376381": India's postcode, behind an address. */
bool
shape_pincode(struct lexemes *l, size_t i)
{
	static const char *const place[] = {"layout", "nagar", "colony",
	    "village", "dist", "district", "taluk", "post", "marg", NULL};
	const size_t pin = i - 1 - lexeme_punct(l, i - 1, '-') -
			   (l->at[i - 1].kind == LEX_CUE_NO);

	if (!lexeme_is(l, pin, "pin") || l->at[i].kind != LEX_INT ||
	    l->at[i].digits != 6)
		return false;
	for (size_t k = pin - 1; k + 9 > pin && l->at[k].kind != LEX_END; k--)
		if (lexeme_in(l, k, place) || l->at[k].kind == LEX_STREET) {
			shape_found(
			    l, i, i, SCRUB_LOCATION, "postcode-cue", 85);
			return true;
		}
	return false;
}
