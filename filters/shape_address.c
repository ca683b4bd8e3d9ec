/* SPDX-License-Identifier: MIT */
#include "lang/cue.h"
#include "lexeme.h"
#include "words.h"

/* What goes on behind a street, a box, an RT: the town and its code. */

#define TOWN_MAX 3u /* words of a town's name */

FEW(areas, "desa", "ds", "dusun", "kab", "kabupaten", "kec", "kecamatan", "kel",
    "kelurahan");

/* Words of people and of the operating room that begin no town. */
#define NO_TOWN                                                                \
	(CUE_TITLE | CUE_KIN | CUE_ROLE | CUE_PATIENT | CUE_TELL | CUE_I |     \
	    CUE_PLEASE | CUE_GREET | CUE_THE | CUE_WHO)

/* "AB38", "LS6": the first half of a postcode, or all that is written. */
static bool
is_outcode(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;

	return x->kind == LEX_CODE && x->gap == 1 && !x->taken &&
	       lexeme_upper(l, i) && x->end - x->begin <= 4 &&
	       x->letters <= 2 && x->digits <= 2 && s[0] >= 'a' &&
	       s[x->letters] <= '9';
}

/* "NV 89803", "89803", "AB38", "LS6 3QH" behind the town; last: none. */
static size_t
over_code(const struct lexemes *l, size_t last)
{
	static const char *const australia[] = {
	    "wa", "sa", "nt", "nsw", "vic", "qld", "tas", "act", NULL};
	const size_t at = last + 1 + lexeme_punct(l, last + 1, ',');

	if (l->at[at].kind == LEX_STATE && lexeme_upper(l, at) &&
	    l->at[at + 1].kind == LEX_INT && l->at[at + 1].digits == 5)
		return at + 1;
	/* "Kununurra WA 6743" */
	if (lexeme_in(l, at, australia) && lexeme_upper(l, at) &&
	    l->at[at].gap == 1 && l->at[at + 1].kind == LEX_INT &&
	    l->at[at + 1].digits == 4 && l->at[at + 1].gap == 1)
		return at + 1;
	if (at == last + 1 && l->at[at].kind == LEX_INT && l->at[at].gap == 1 &&
	    l->at[at].digits == 5)
		return at;
	/* "Parow 7500", "Papakura 2110": where the clause ends */
	if (at == last + 1 && lexeme_digits(l, at, 4, 4) &&
	    lexeme_ends(l, at + 1))
		return at;
	if (l->at[at].gap == 1 && !l->at[at].taken && shape_is_postcode(l, at))
		return at + 1;
	return is_outcode(l, at) ? at : last;
}

/* May these words be a town's? One that only a dictionary has may, beside
 * another one. */
static bool
is_town(const struct lexemes *l, size_t first, size_t last, bool code)
{
	const unsigned said = WORD_MEDICAL | WORD_FREQUENT | WORD_BRAND;
	const unsigned person = WORD_FORENAME | WORD_SURNAME;
	static const char *const heads[] = {"batu", "bukit", "gunung",
	    "kampung", "kota", "kuala", "lubuk", "muara", "padang", "pulau",
	    "rawa", "sungai", "tanah", "tanjung", "teluk", "ujung", NULL};
	const struct token *w = lexeme_token(l, first),
			   *z = lexeme_token(l, last);

	if (!w || !z || w->cues & NO_TOWN || z->cues & NO_TOWN)
		return false;
	if (code || w->words & WORD_PLACE ||
	    words_class(w->words) == WORD_IS_UNKNOWN ||
	    (last > first && lexeme_in(l, first, heads)))
		return true;
	return last > first && !((w->words | z->words) & said) &&
	       !(w->words & person);
}

size_t
shape_address_last(const struct lexemes *l, size_t last)
{
	const size_t first = last + 2;
	size_t at = first, code;

	if (!lexeme_punct(l, last + 1, ',') || l->t->all_caps ||
	    lexemes_small(l))
		return last;
	/* "Kirkeveien 118, 0361 Oslo" */
	if (l->at[at].kind == LEX_INT &&
	    (l->at[at].digits == 4 || l->at[at].digits == 5) &&
	    l->at[at].gap == 1 && l->at[at + 1].gap == 1 &&
	    l->at[at + 1].kind == LEX_WORD && l->at[at + 1].letters > 2 &&
	    lexeme_title(l, at + 1) && is_town(l, at + 1, at + 1, true) &&
	    (l->at[at + 2].kind == LEX_PUNCT || l->at[at + 2].kind == LEX_END))
		return at + 1;
	while (at < first + TOWN_MAX && l->at[at].gap == 1 &&
	       !l->at[at].taken && l->at[at].kind == LEX_WORD &&
	       l->at[at].letters > 2 && lexeme_title(l, at) &&
	       !lexeme_upper(l, at))
		at++;
	if (at == first)
		return last;
	code = over_code(l, at - 1);
	/* Four digits may be anything: they make no town of a word. */
	if (!is_town(l, first, at - 1,
		code > at || (code == at && l->at[code].digits != 4)))
		return last;
	if (code == at - 1 && l->at[at].kind != LEX_PUNCT &&
	    l->at[at].kind != LEX_END && l->at[at].gap < 2)
		return last;
	return code;
}

/* Where a name behind "kel" or "kec" ends: "Bogor Utara 16151", "sukamaju". In
 * small letters a second word is a side, or ends the clause. */
static size_t
over_area_name(const struct lexemes *l, size_t word)
{
	FEW(sides, "baru", "barat", "hilir", "hulu", "ilir", "indah", "jaya",
	    "kidul", "kulon", "lama", "lor", "raya", "selatan", "tengah",
	    "timur", "utara", "wetan");
	const bool large = lexeme_title(l, word) && !l->t->all_caps;
	size_t last = word;

	while (last < word + 2 && l->at[last + 1].gap == 1 &&
	       l->at[last + 1].kind == LEX_WORD &&
	       !lexeme_few(l, last + 1, &areas) &&
	       (large ? lexeme_title(l, last + 1)
		      : lexeme_few(l, last + 1, &sides) ||
			    (lexeme_ends(l, last + 2) &&
				is_town(l, last + 1, last + 1, false))))
		last++;
	if (l->at[last + 1].kind == LEX_INT && l->at[last + 1].gap == 1 &&
	    l->at[last + 1].digits == 5)
		last++;
	return last;
}

size_t
shape_area_last(const struct lexemes *l, size_t last)
{
	for (;;) {
		const size_t at = last + 1 + lexeme_punct(l, last + 1, ',');
		size_t word;

		if (!lexeme_few(l, at, &areas) || l->at[at].gap > 1)
			break;
		word = at + 1 + lexeme_punct(l, at + 1, '.');
		if (l->at[word].kind != LEX_WORD ||
		    (!lexeme_title(l, word) && !lexemes_small(l)))
			break;
		last = over_area_name(l, word);
	}
	return last;
}

bool
shape_is_home(const struct lexemes *l, size_t number)
{
	FEW(lives, "live", "lives", "living", "resides", "stay", "stays",
	    "staying");
	FEW(address, "address", "home", "house");
	const size_t before = number - 1;

	return (lexeme_is(l, before, "at") &&
		   lexeme_few(l, number - 2, &lives)) ||
	       lexeme_few(l, before, &lives) ||
	       lexeme_few(l, before, &address) ||
	       ((lexeme_is(l, before, "is") || lexeme_punct(l, before, ':')) &&
		   lexeme_few(l, number - 2, &address));
}

/* "JL 4 engaged", "JL 3.5 and JR 4": a catheter for the left artery. */
bool
shape_is_judkins(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i + 1];

	return l->lang == SCRUB_EN && lexeme_is(l, i, "jl") &&
	       (x->kind == LEX_DECIMAL || (x->kind == LEX_INT && x->value < 7));
}

/* "No. 27, 4th Cross, Lakeview Layout": as India numbers streets. */
bool
shape_cross(struct lexemes *l, size_t i)
{
	static const char *const more[] = {"layout", "nagar", "colony", "main",
	    "road", "stage", "phase", "block", "extension", NULL};
	size_t first = i - 1, last = i, at;

	if ((!lexeme_is(l, i, "cross") && !lexeme_is(l, i, "main")) ||
	    l->at[i - 1].kind != LEX_ORDINAL || l->at[i].gap != 1)
		return false;
	if (lexeme_punct(l, first - 1, ',') && l->at[first - 2].digits)
		first -= 2;
	if (first == i - 1)
		return false;
	if (lexeme_punct(l, first - 1, '.') || lexeme_punct(l, first - 1, '#'))
		first--;
	first -= l->at[first - 1].kind == LEX_CUE_NO;
	at = last + 1 + lexeme_punct(l, last + 1, ',');
	for (size_t k = at; k < at + 4 && l->at[k].letters; k++)
		if (lexeme_in(l, k, more)) {
			last = k;
			break;
		}
	shape_found(l, first, last, SCRUB_LOCATION, "street", 85);
	return true;
}
