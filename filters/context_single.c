/* SPDX-License-Identifier: MIT */
#include "context_single.h"

#include <string.h>

#include "context_initials.h"
#include "context_place.h"
#include "context_title.h"
#include "context_token.h"
#include "spelled.h"

/* What single letters are besides: of names, degrees. */
#define CUE_LETTER (CUE_PARTICLE | CUE_DEGREE | CUE_PLACE)
#define NAME_MOST 8u /* words */

/* "a.n. Budi": in the name of, no initials. */
static bool
in_name_of(const struct text *t, size_t i)
{
	const size_t first =
	    i > 1 && token_is(t, &t->token[i], "n") ? i - 2 : i;

	return token_is(t, &t->token[first], "a") &&
	       context_sign(t, first + 1, '.') && context_glued(t, first + 1) &&
	       first + 2 < t->token_count && context_glued(t, first + 2) &&
	       token_is(t, &t->token[first + 2], "n");
}

/* "dr H telat", "Dr A says", not "ibu A neg": no title, article or blood. */
static bool
stands_alone(const struct text *t, size_t i)
{
	FEW(group, "min", "neg", "negatif", "plus", "pos", "positif", "rh");
	const struct token *next = &t->token[i + 1];

	return t->token[i].letter_case == CASE_UPPER && !t->all_caps &&
	       (i + 1 == t->token_count || context_sign(t, i + 1, ',') ||
		   (next->kind == TOKEN_WORD && next->space_before &&
		       next->letter_case == CASE_LOWER &&
		       !token_few(t, i + 1, &group)));
}

/* "Ny.S G2P1", "dr.A minta": no blank behind the title's stop. */
static bool
is_glued(const struct text *t, const struct fact *fact, size_t i)
{
	return t->token[i].letter_case == CASE_UPPER && !t->all_caps &&
	       t->token[i - 2].end - t->token[i - 2].begin > 1 &&
	       !(fact[i - 2].cues & CUE_SHORT) &&
	       (i + 1 == t->token_count || t->token[i + 1].space_before ||
		   context_sign(t, i + 1, ','));
}

/* "Dr V", "mr o dalaigh", "Tn. R post TURP" */
static bool
behind_title(const struct text *t, const struct fact *fact, size_t i)
{
	const bool dot =
	    i > 1 && fact[i - 1].sign == '.' && context_glued(t, i - 1);
	const size_t title = dot ? i - 2 : i - 1;

	if (i == 0 || !(fact[title].cues & CUE_TITLE) ||
	    (!t->token[i].space_before && !(dot && is_glued(t, fact, i))) ||
	    (fact[i].cues & (dot ? CUE_THE : CUE_THE | CUE_TITLE) &&
		!stands_alone(t, i)))
		return false;
	/* "the Dr. A drain": behind a stop only a letter by itself. */
	return dot ? context_large(t, i) || t->no_caps
		   : !(fact[title].cues & CUE_SHORT) &&
			 !(i > 1 && fact[i - 2].kind == FACT_NUMBER);
}

/* "spoke to J. from CT": the stop ends no sentence, what follows says something
 * of somebody, and it is no "plan B." */
static bool
spoken_of(const struct text *t, const struct fact *fact, size_t i)
{
	const uint64_t says = CUE_FROM | CUE_IS | CUE_SAYS | CUE_MODAL;
	const uint64_t to = CUE_TO | CUE_WITH | CUE_BY | CUE_FROM | CUE_TELL |
			    CUE_AND | CUE_FOR;

	return t->token[i].letter_case == CASE_UPPER && !t->all_caps &&
	       !(fact[i].cues & CUE_THE) && i + 2 < t->token_count &&
	       context_sign(t, i + 1, '.') && context_glued(t, i + 1) &&
	       t->token[i + 2].space_before &&
	       t->token[i + 2].letter_case == CASE_LOWER &&
	       (fact[i + 2].cues & says) != 0 &&
	       (i == 0 || (t->token[i].space_before &&
			      (t->token[i].sentence_start ||
				  (fact[i - 1].cues & to) != 0)));
}

/* "tell P. that the cuff is done", "ayahnya J. sudah", "could D. from": behind
 * who is asked or whose it is, before a word in small letters or a comma. */
static bool
is_addressed(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t left = i - 1, next = i + 2;

	if (i == 0 || t->token[i].letter_case != CASE_UPPER || t->all_caps ||
	    !t->token[i].space_before)
		return false;
	if (token_is(t, &t->token[left], "dokter") && next <= t->token_count &&
	    t->token[i + 1].letter_case == CASE_LOWER)
		return true;
	if (fact[i].cues & CUE_THE)
		return false;
	if (next >= t->token_count || !context_sign(t, i + 1, '.') ||
	    !context_glued(t, i + 1))
		return false;
	if (fact[left].cues & CUE_MODAL && t->token[left].sentence_start)
		return (fact[next].cues & (CUE_FROM | CUE_PLEASE)) != 0;
	return (fact[left].cues & (CUE_TELL | CUE_KIN)) != 0 &&
	       (context_sign(t, next, ',') ||
		   (t->token[next].space_before &&
		       t->token[next].letter_case == CASE_LOWER &&
		       t->token[next].kind == TOKEN_WORD));
}

/* "A.'s mother": a letter with its stop has somebody. */
static bool
has_some(const struct text *t, size_t i)
{
	return t->token[i].letter_case == CASE_UPPER && !t->all_caps &&
	       (i == 0 || t->token[i].space_before) && i + 3 < t->token_count &&
	       context_sign(t, i + 1, '.') && context_sign(t, i + 2, '\'') &&
	       context_glued(t, i + 1) && context_glued(t, i + 2) &&
	       context_glued(t, i + 3) && token_is(t, &t->token[i + 3], "s");
}

/* "block by Q. 0.25% 20 ml": a letter with its stop, before a number. */
static bool
done_by(const struct text *t, const struct fact *fact, size_t i)
{
	return i > 0 && t->token[i].letter_case == CASE_UPPER && !t->all_caps &&
	       !(fact[i].cues & CUE_THE) &&
	       token_is(t, &t->token[i - 1], "by") &&
	       context_sign(t, i + 1, '.') && context_glued(t, i + 1) &&
	       (i + 2 == t->token_count ||
		   (t->token[i + 2].space_before &&
		       t->token[i + 2].kind == TOKEN_NUMBER));
}

/* "Erwin T izin": a capital among words, and no "Kelly T tube". */
static bool
goes_on(const struct text *t, size_t i)
{
	const struct token *next = &t->token[i + 1];

	if (t->all_caps || !context_large(t, i) || i + 1 >= t->token_count ||
	    !next->space_before ||
	    (next[-2].letter_case != CASE_TITLE &&
		!(next[-2].words & (WORD_FORENAME | WORD_SURNAME))))
		return false;
	if (next->kind == TOKEN_NUMBER) /* "Manoj P 1430" */
		return next->end - next->begin == 4;
	return next->kind == TOKEN_WORD && next->letter_case == CASE_LOWER &&
	       next->end - next->begin > 1 &&
	       (!(next->words & WORD_THING) || (next->cues & CUE_DOES) != 0);
}

/* "Tn Ahmad K 45 th", "Ny. Rina S G2P1", "Bu Sri W BPH": before years, or
 * behind somebody's title before a short form; L and P are the sex there, and
 * "Budi K 2,8" potassium. */
static bool
before_years(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	const size_t next = i + 1;
	size_t title = i - 1;

	if (lang != SCRUB_ID_ID || t->all_caps || !context_large(t, i) ||
	    next >= t->token_count || t->token[i - 1].letter_case != CASE_TITLE)
		return false;
	while (title > 0 && title + NAME_MOST > i && fact[title].gone)
		title--;
	if (title > 0 && context_sign(t, title, '.'))
		title--;
	if (spelled_has_years(t, next))
		return strchr("lp", t->fold[t->token[i].begin]) == NULL ||
		       t->fold[t->token[next].begin] > '9';
	/* "tn Rachmat W 20 Fr": no value has this letter */
	if (fact[title].cues & CUE_TITLE &&
	    t->token[next].kind == TOKEN_NUMBER && t->token[next].space_before)
		return strchr("bhjmwyz", t->fold[t->token[i].begin]) != NULL;
	return fact[title].cues & CUE_TITLE && t->token[next].space_before &&
	       t->token[next].letter_case == CASE_UPPER &&
	       t->token[next].end - t->token[next].begin > 2 &&
	       t->token[next].words & (WORD_MEDICAL | WORD_CURATED);
}

/* "GREGG R KNEE", "SMITH T TUBE": what a letter says more of. */
static bool
is_lettered_thing(const struct text *t, size_t i)
{
	FEW(things, "angle", "arm", "block", "cell", "cells", "coli", "dimer",
	    "fib", "flap", "graft", "kanan", "kiri", "left", "line", "lines",
	    "loop", "max", "min", "mode", "neg", "negatif", "negative",
	    "plasty", "plate", "plus", "pos", "positif", "positive", "pouch",
	    "right", "score", "sign", "stent", "tach", "tube", "tubes", "wave",
	    "waves", "wire", "wires");

	return ((t->token[i + 1].words & WORD_THING) != 0 &&
		   !(context_tells_case(t) && context_large(t, i))) ||
	       token_few(t, i + 1, &things) ||
	       (strchr("lr", t->fold[t->token[i].begin]) != NULL &&
		   (t->token[i + 1].words & WORD_MEDICAL) != 0);
}

/* "robin k reads it back", "IBU DEWI P POST SC", "Lucy M TKR": written as the
 * name before it is, by somebody who does not write this letter for a word
 * ("c" with, "r" are, "d" day; "A" and "I"). */
static bool
is_as_written(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	const struct token *next = &t->token[i + 1];
	const bool large = context_large(t, i);
	const char *letters =
	    lang == SCRUB_ID_ID
		? large ? "abcdefghijklmnopqrstuvwyz" : "bcfhjlmprstwz"
	    : large ? "bcdefghjkmnopqstuvwyz"
		    : "bdefghjkmqtz";

	if (i + 1 >= t->token_count ||
	    strchr(letters, t->fold[t->token[i].begin]) == NULL ||
	    !(t->token[i - 1].words & (WORD_FORENAME | WORD_SURNAME)) ||
	    t->token[i - 1].words & (WORD_MEDICAL | WORD_EPONYM))
		return false;
	if (context_tells_case(t) &&
	    t->token[i - 1].letter_case != (large ? CASE_TITLE : CASE_LOWER))
		return false;
	if (lang == SCRUB_ID_ID && spelled_has_years(t, i + 1))
		return strchr("lp", t->fold[t->token[i].begin]) == NULL;
	/* "S G3P2" */
	if (lang == SCRUB_ID_ID && next->kind == TOKEN_MIXED)
		return next->space_before && t->fold[next->begin] == 'g';
	return (next->kind == TOKEN_WORD || fact[i + 1].kind >= FACT_UNKNOWN) &&
	       next->space_before && next->end - next->begin > 1 &&
	       !is_lettered_thing(t, i);
}

/* "Van Der Berg, J knee", "o'brien, s hip": behind a surname and its comma. */
static bool
behind_comma(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	const struct token *next = &t->token[i + 1];

	return lang == SCRUB_EN && i > 1 && i + 1 < t->token_count &&
	       context_sign(t, i - 1, ',') && fact[i - 2].gone &&
	       !(fact[i + 1].cues & (CUE_TO | CUE_IN | CUE_ON | CUE_AT |
					CUE_FROM | CUE_FOR | CUE_IS)) &&
	       context_glued(t, i - 1) && t->token[i].space_before &&
	       t->token[i - 2].words & WORD_SURNAME &&
	       context_large(t, i) == context_large(t, i - 2) &&
	       strchr("bdefghjmpst", t->fold[t->token[i].begin]) != NULL &&
	       next->kind == TOKEN_WORD && next->space_before &&
	       next->end - next->begin > 1 && !is_lettered_thing(t, i);
}

/* "next: kelly r. TKR", "STATUS SARI A. BELUM ADA": a forename that is a word,
 * too, before a letter with its stop, which ends no sentence. */
static void
before_letter(const struct text *t, struct fact *fact, size_t i)
{
	const unsigned others = WORD_MEDICAL | WORD_CURATED | WORD_BRAND |
				WORD_COUNTRY | WORD_THING;
	const size_t name = i > 0 ? i - 1 : 0, next = i + 2;
	const struct token *w = &t->token[name];

	if (i == 0 || next >= t->token_count || !context_sign(t, i + 1, '.') ||
	    !context_glued(t, i + 1) || fact[name].gone || fact[name].sure ||
	    !fact[name].open || !t->token[i].space_before ||
	    context_large(t, i) != context_large(t, name) ||
	    !t->token[next].space_before || t->token[next].kind != TOKEN_WORD ||
	    context_letter(t, next) ||
	    (strchr("lr", t->fold[t->token[i].begin]) != NULL &&
		t->token[next].words & WORD_MEDICAL) ||
	    (context_tells_case(t) && w->letter_case != CASE_TITLE) ||
	    !(w->words & WORD_FORENAME) ||
	    (w->words & others &&
		!(context_tells_case(t) && !w->sentence_start)) ||
	    fact[name].cues & (CUE_TITLE | CUE_MODAL | CUE_IS | CUE_ROLE))
		return;
	context_take(fact, name, "name-or-word", 70);
	context_take(fact, i, "initial", 75);
}

/* "thanks pravin g and bogdan", "hi rosie d, second tray": small letters of
 * somebody in small letters; none that stands for a word. */
static bool
small_behind(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *before = &t->token[i - 1];
	const size_t next = i + 1;
	const uint64_t says =
	    CUE_AND | CUE_SAYS | CUE_IS | CUE_PLURAL_WE | CUE_DOES | CUE_MODAL;

	if (t->token[i].letter_case != CASE_LOWER ||
	    before->letter_case != CASE_LOWER ||
	    !(before->words & (WORD_FORENAME | WORD_SURNAME)) ||
	    before->words & (WORD_MEDICAL | WORD_EPONYM))
		return false;
	/* "tom w did it": not with, nor after */
	if (strchr("cmpw", t->fold[t->token[i].begin]) != NULL)
		return next < t->token_count && t->token[next].space_before &&
		       fact[next].cues & (CUE_IS | CUE_SAYS | CUE_DOES) &&
		       !token_is(t, &t->token[next], "block");
	return strchr("bdfghjkst", t->fold[t->token[i].begin]) != NULL &&
	       (next == t->token_count ||
		   (context_glued(t, next)
			   ? strchr(",.?!;", fact[next].sign) != NULL &&
				 fact[next].sign != '\0'
			   : (fact[next].cues & says) != 0));
}

/* "Ben R's gloves", "kate t's on lunch", "Mr P's bed" */
static bool
has_own(const struct text *t, const struct fact *fact, size_t i)
{
	if (!token_is(t, &t->token[i + 2], "s"))
		return false;
	return behind_title(t, fact, i) ||
	       (i > 0 && fact[i - 1].gone && t->token[i].space_before &&
		   t->token[i - 1].words & (WORD_FORENAME | WORD_SURNAME) &&
		   (context_large(t, i) || !context_large(t, i - 1)));
}

/* "A. B. Ramirez": a letter with its stop before this one. */
static bool
two_letters(const struct text *t, size_t i)
{
	return i > 1 && context_sign(t, i - 1, '.') &&
	       context_glued(t, i - 1) && context_letter(t, i - 2) &&
	       context_large(t, i - 2) && t->token[i + 2].words & WORD_SURNAME;
}

/* "Dr V. Lindegaard", "surgeon F. Contractor": a word that is another one too,
 * behind a letter with its stop, and what a person is before that. */
static void
behind_initial(const struct text *t, struct fact *fact, size_t i)
{
	const uint64_t before = CUE_TITLE | CUE_ROLE | CUE_BY | CUE_NAMED |
				CUE_TELL | CUE_PATIENT | CUE_KIN;
	const unsigned person = WORD_FORENAME | WORD_SURNAME;
	const size_t name = i + 2;
	const struct token *w = &t->token[name];
	size_t left = i - 1;

	if (i == 0 || name >= t->token_count || !context_large(t, i) ||
	    t->all_caps || !context_sign(t, i + 1, '.') ||
	    !context_glued(t, i + 1) || !t->token[i].space_before ||
	    w->kind != TOKEN_WORD || w->letter_case != CASE_TITLE ||
	    !w->space_before || w->end - w->begin < 3 || !fact[name].open ||
	    fact[name].gone)
		return;
	if (context_sign(t, left, '.') && left > 0)
		left--;
	if (!(fact[left].cues & before || two_letters(t, i)) ||
	    fact[name].cues & (CUE_TITLE | CUE_ROLE | CUE_DEGREE) ||
	    (w->words & (WORD_MEDICAL | WORD_BRAND) && !(w->words & person)))
		return;
	context_take(fact, i, "initial", 80);
	context_take(fact, name, "name-part", 75);
}

/* "Ngozi A, G4P3", "Bella I is asleep": letters that are words, too, but not
 * there. */
static bool
ends_name(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	return context_large(t, i) &&
	       t->token[i - 1].words & (WORD_FORENAME | WORD_SURNAME) &&
	       !(t->token[i - 1].words & (WORD_MEDICAL | WORD_EPONYM)) &&
	       (next == t->token_count || context_sign(t, next, ',') ||
		   context_sign(t, next, ';') || context_sign(t, next, ':') ||
		   context_sign(t, next, '(') ||
		   (context_sign(t, next, '-') &&
		       t->token[next].space_before) ||
		   fact[next].cues & (CUE_IS | CUE_SAYS));
}

/* "mbah e wes sadar", "kasa e kurang": Javanese for Indonesian -nya. */
static bool
is_whose(const struct text *t, enum scrub_lang lang, size_t i)
{
	return lang == SCRUB_ID_ID && i > 0 &&
	       t->token[i].letter_case == CASE_LOWER &&
	       token_is(t, &t->token[i], "e") && i + 1 < t->token_count &&
	       t->token[i + 1].space_before;
}

/* "Fransiskus X. Ngongo": between two words of a name it is no "times". */
static bool
is_xavier(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1 + context_sign(t, i + 1, '.');

	return i > 0 && next < t->token_count && context_large(t, i) &&
	       !t->all_caps && fact[i - 1].gone && fact[next].gone &&
	       t->token[i - 1].kind == TOKEN_WORD &&
	       t->token[next].letter_case == CASE_TITLE;
}

/* "R. Oduya", "A FEENEY", "Mac Giolla P.", "O'Neill", "Mr P's bed": a letter of
 * a name. */
void
context_singles(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	const size_t n = t->token_count;

	/* From the right, so that all of "A. K. M. Shafiqul" goes. */
	for (size_t i = n; i-- > 0;) {
		size_t next = i + 1;

		if (!context_letter(t, i) || fact[i].gone || fact[i].sure ||
		    fact[i].kind != FACT_SAFE ||
		    (token_is(t, &t->token[i], "x") &&
			!is_xavier(t, fact, i)) ||
		    in_name_of(t, i) || is_whose(t, lang, i) ||
		    context_is_lettered(t, i) ||
		    (i > 0 && context_sign(t, i - 1, '/') &&
			context_glued(t, i)))
			continue;
		if (next < n && context_sign(t, next, '\'') &&
		    context_glued(t, next)) {
			if (next + 1 < n && context_glued(t, next + 1) &&
			    (fact[next + 1].gone || has_own(t, fact, i)))
				context_take(fact, i, "name-part", 90);
			continue;
		}
		/* "J-P Moreau" */
		if (i + 2 < n && context_large(t, i) &&
		    context_letter(t, i + 2) && context_sign(t, i + 1, '-') &&
		    context_glued(t, i + 1) && context_glued(t, i + 2) &&
		    fact[i + 2].gone) {
			context_take(fact, i, "initial", 85);
			continue;
		}
		behind_initial(t, fact, i);
		before_letter(t, fact, i);
		if (fact[i].gone)
			continue;
		if (behind_title(t, fact, i) || spoken_of(t, fact, i) ||
		    behind_comma(t, lang, fact, i) || done_by(t, fact, i) ||
		    has_some(t, i) || is_addressed(t, fact, i)) {
			context_take(fact, i, "initial", 80);
			continue;
		}
		if (next < n && context_sign(t, next, '.') &&
		    context_glued(t, next))
			next++;
		if (next < n && fact[next].gone &&
		    (next > i + 1 || token_is(t, &t->token[i], "o"))) {
			context_take(fact, i, "initial", 85);
			continue;
		}
		if (i > 0 && next > i + 1 && fact[i - 1].gone &&
		    t->token[i].space_before) {
			context_take(fact, i, "initial", 80);
			continue;
		}
		if (i > 0 && fact[i - 1].gone && t->token[i].space_before &&
		    small_behind(t, fact, i)) {
			context_take(fact, i, "initial", 75);
			continue;
		}
		if (!context_large(t, i) && !t->no_caps)
			continue;
		if (next < n && fact[next].gone && !t->no_caps &&
		    t->token[next].space_before) {
			context_take(fact, i, "initial", 85);
			continue;
		}
		/* "sunita g and", "Mac Giolla P.", "Sutrisno A dan" */
		if (i > 0 && fact[i - 1].gone && t->token[i].space_before &&
		    (!(fact[i].cues & ~CUE_LETTER) || next > i + 1 ||
			lang == SCRUB_ID_ID || ends_name(t, fact, i) ||
			(context_tells_case(t) && context_large(t, i) &&
			    !token_is(t, &t->token[i], "i"))) &&
		    (before_years(t, lang, fact, i) ||
			!(context_sign(t, next, '/') &&
			    context_glued(t, next))) &&
		    (next > i + 1 || next == n ||
			fact[next].kind == FACT_PUNCT ||
			fact[next].cues & (CUE_AND | CUE_SAYS | CUE_IS) ||
			goes_on(t, i) || before_years(t, lang, fact, i) ||
			is_as_written(t, lang, fact, i)))
			context_take(fact, i, "initial", 80);
	}
}
