/* SPDX-License-Identifier: MIT */
#include "context_name.h"

#include <string.h>

#include "context_eponym.h"
#include "context_place.h"
#include "context_title.h"
#include "frame.h"
#include "lang/lexicon.h"

#define SPELT_MIN 4u /* letters, to tell a spelt name from "a b c" */

/* Who has an office, a drink: no names behind a title. */
static const char *const no_title[] = {"rt", "rw", "lurah", "kades", "camat",
    "bos", "boss", "tani", "manis", "tawar", "panas", "hangat", "anget",
    "pahit", "legi", "botol", "celup", "kotak", "susu", "jahe", "hijau", "ijo",
    "mano", NULL};
/* "dr luar", "dr subuh": from where, since when. */
FEW(whence, "atas", "bandara", "bawah", "belakang", "dalam", "depan", "farmasi",
    "gudang", "igd", "kampung", "kapal", "keluarga", "kemarin", "lab", "luar",
    "pagi", "pelabuhan", "pihak", "pulau", "puskesmas", "pustu", "ruang",
    "ruangan", "rumah", "samping", "sebelah", "semalam", "siang", "sore",
    "subuh", "tadi", "tepi", "ujung");
/* Of two letters: "dr OK", from there; behind any title. */
static const char *const from_there[] = {"ok", "hd", "rs", "rr", NULL};
static const char *const no_initials[] = {"ok", "hd", NULL};

/* "NGT", and of those with two letters one of these: nobody's initials. */
static bool
is_short_form(const struct text *t, size_t i, const char *const *two)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && !t->all_caps &&
	       w->letter_case == CASE_UPPER &&
	       (w->end - w->begin > 2 || token_one_of(t, i, two)) &&
	       (w->words & (WORD_MEDICAL | WORD_CURATED)) != 0;
}

/* "dr AMP Sp.OG", "dr. BS, SpAn": what looks like a short form is whoever has
 * the degree behind it. */
static bool
has_degree(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t at = i + 1 + context_sign(t, i + 1, ',');

	return at < t->token_count &&
	       (fact[at].cues & CUE_DEGREE || context_is_degree(t, at));
}

/* Tea, and what an image by magnetic resonance is of. */
static const char *const no_titled[] = {"manis", "legi", "anget", "hangat",
    "tawar", "panas", "botol", "pahit", "celup", "susu", "jahe", "poci",
    "tarik", "contrast", "angio", "angiogram", "angiography", "enterography",
    "brain", "recession", "conditional", "compatible", "done", "venogram",
    "arthrogram", NULL};

/* "dr onkologinya", "pak satpamnya": what somebody is to them, not who. */
static bool
is_whose(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const uint32_t len = w->end - w->begin;
	uint16_t stem;

	if (w->kind != TOKEN_WORD || len < 6 ||
	    memcmp(t->fold + w->end - 3, "nya", 3) != 0)
		return false;
	stem = words_find(SCRUB_ID_ID, t->fold + w->begin, len - 3);
	return (stem & (WORD_COMMON | WORD_MEDICAL | WORD_CURATED)) != 0 &&
	       !(stem & (WORD_FORENAME | WORD_SURNAME));
}

/* "Mr Stone", "bu sum": a word of any kind behind a title for persons only. */
static void
behind_title(
    const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i)
{
	const bool sure = in_list(t, i, LIST_TITLE_ALWAYS);
	size_t at = i + 1;
	unsigned bits;

	if (!sure &&
	    !in_list(t, i, lang == SCRUB_ID_ID ? LIST_TITLE_ID : LIST_TITLE_EN))
		return;
	if (i > 0 &&
	    (fact[i - 1].kind == FACT_NUMBER || fact[i - 1].kind == FACT_KEPT))
		return; /* 30 ms, 2 dr */
	if (token_one_of(t, at, no_titled) &&
	    (token_is(t, &t->token[i], "teh") ||
		token_is(t, &t->token[i], "mr"))) {
		if (fact[at].open && !fact[at].gone)
			context_stay(fact, at);
		return;
	}
	if (lang == SCRUB_ID_ID && token_is(t, &t->token[i], "dr") &&
	    is_short_form(t, at, from_there) && !has_degree(t, fact, at))
		return; /* "dr NGT": from */
	if (lang == SCRUB_ID_ID && t->token[i].letter_case == CASE_LOWER &&
	    token_is(t, &t->token[i], "dr") && token_few(t, at, &whence) &&
	    t->token[at].letter_case == CASE_LOWER &&
	    (at + 1 >= t->token_count || fact[at + 1].kind < FACT_UNKNOWN ||
		fact[at + 1].kind == FACT_SAFE)) {
		if (fact[at].open && !fact[at].gone)
			context_stay(fact, at);
		return;
	}
	if (lang == SCRUB_ID_ID && at < t->token_count &&
	    (is_whose(t, at) || (token_is(t, &t->token[i], "dr") &&
				    t->token[at].words & WORD_COUNTRY))) {
		if (fact[at].open && !fact[at].gone)
			context_stay(fact, at);
		return; /* "dr Irlandia" */
	}
	if (!t->all_caps && t->token[i].letter_case == CASE_UPPER)
		return; /* MR: a valve, an image */
	if (context_sign(t, at, '.') && at + 1 < t->token_count)
		at++;
	if (!context_may_be_name(t, fact, at) || fact[at].cues & CUE_NO_NAME)
		return;
	bits = t->token[at].words;
	if (lang == SCRUB_ID_ID && token_one_of(t, at, no_title) &&
	    !(at + 1 < t->token_count && !t->all_caps &&
		context_large(t, at + 1)))
		return;
	if (lang == SCRUB_ID_ID && t->token[i].letter_case == CASE_LOWER &&
	    is_short_form(t, at, no_initials) && !has_degree(t, fact, at))
		return; /* "dr. NGT" */
	if (fact[at].kind == FACT_SAFE &&
	    bits & (WORD_MEDICAL | WORD_CURATED) &&
	    !(sure && lang == SCRUB_EN) &&
	    !(context_large(t, at) && !t->all_caps))
		return;
	if (fact[at].kind == FACT_SAFE && !sure && !context_large(t, at) &&
	    !(lang == SCRUB_ID_ID && bits & WORD_OTHER))
		return;
	context_take(fact, at, "behind-title", 90);
}

/* Said of a name; none itself. */
static const char *const of_names[] = {"keren", "dobel", "doang", "sapa",
    "siapa", "ditulis", "kebetulan", "mirip", "sama", "salah", "apa", "juga",
    "kok", "unik", "lucu", "bagus", "cantik", "panjang", "persis", "syllable",
    "apparently", "other", "segitiga", "tanda", "refleks", "sindrom", "artefak",
    "cocok", "bukan", "kembar", "cuma", "cuman", "hanya", "tertulis",
    "tertukar", "ketuker", "ketukar", "disingkat", "ganda", "dicoret", "hilang",
    NULL};

/* "named paddlefoot", "alias Zulu", "namanya subkhan" */
static void
behind_named(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 1;

	if (!in_list(t, i, LIST_NAMED) &&
	    !(i > 0 && in_list(t, i - 1, LIST_NAME_KIND) &&
		token_is(t, &t->token[i], "name")))
		return;
	if (in_list(t, at, LIST_NAME_IS))
		at++;
	if (context_may_be_name(t, fact, at) &&
	    !(fact[at].cues & CUE_NO_NAME) &&
	    !(t->token[at].words & (WORD_MEDICAL | WORD_THING)) &&
	    !token_one_of(t, at, of_names))
		context_take(fact, at, "behind-named", 85);
}

/* "Ma'mun hernia", "A'an jgn lupa": the stop in the throat of Arabic and Sunda,
 * of no contraction and no word. */
static void
glottal(const struct text *t, struct fact *fact, size_t i)
{
	FEW(english, "d", "em", "ll", "m", "re", "s", "t", "ve");
	const struct token *w = &t->token[i], *rest = &t->token[i + 2];
	char word[32];
	size_t len, more;
	uint16_t bits;

	if (i + 2 >= t->token_count || !context_sign(t, i + 1, '\'') ||
	    t->token[i + 1].space_before || rest->space_before ||
	    rest->kind != TOKEN_WORD || rest->letter_case != CASE_LOWER ||
	    t->fold[w->begin] < 'a' || token_few(t, i + 2, &english) ||
	    (w->letter_case != CASE_TITLE && w->letter_case != CASE_UPPER))
		return;
	len = w->end - w->begin;
	more = rest->end - rest->begin;
	if (len + more >= sizeof(word))
		return;
	memcpy(word, t->fold + w->begin, len);
	memcpy(word + len, t->fold + rest->begin, more);
	bits = words_find(SCRUB_ID_ID, word, len + more);
	explicit_bzero(word, sizeof(word));
	if (words_class(bits) == WORD_IS_SAFE ||
	    (bits && !(bits & (WORD_FORENAME | WORD_SURNAME))))
		return;
	context_take(fact, i, "hyphened-name", 75);
	context_take(fact, i + 2, "hyphened-name", 75);
}

/* "@scrub_eirwen": all that has no space in it. */
static void
handle(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 1;

	if (!context_sign(t, i, '@') ||
	    (i > 0 && !t->token[i].space_before &&
		fact[i - 1].kind != FACT_PUNCT) ||
	    at >= t->token_count || t->token[at].space_before ||
	    t->token[at].kind == TOKEN_NUMBER ||
	    t->token[at].kind == TOKEN_PUNCT || fact[at].kind == FACT_KEPT ||
	    token_everybody(t->fold + t->token[at].begin,
		t->token[at].end - t->token[at].begin))
		return;
	for (; at < t->token_count && !t->token[at].space_before; at++) {
		if (fact[at].kind == FACT_PUNCT) {
			const bool inside =
			    at + 1 < t->token_count &&
			    !t->token[at + 1].space_before &&
			    t->token[at + 1].kind != TOKEN_PUNCT;

			if (!inside || !(context_sign(t, at, '_') ||
					   context_sign(t, at, '.') ||
					   context_sign(t, at, '-')))
				break;
		}
		if (fact[at].kind == FACT_TAKEN || fact[at].kind == FACT_NAMED)
			return;
		context_take(fact, at, "handle", 90);
	}
}

/* "H-A-D-Z-I-C", "e l l i o t t" */
static void
spelt(const struct text *t, struct fact *fact, size_t i)
{
	size_t letters = 0, at = i, last = i;
	bool rising = true;

	for (; at < t->token_count; at++) {
		const struct token *w = &t->token[at];

		if (context_sign(t, at, '-') && letters > 0)
			continue;
		if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
		    fact[at].kind != FACT_SAFE)
			break;
		if (letters > 0 &&
		    t->fold[w->begin] != t->fold[t->token[last].begin] + 1)
			rising = false;
		letters++;
		last = at;
	}
	if (letters < SPELT_MIN || rising)
		return;
	for (at = i; at <= last; at++)
		context_take(fact, at, "spelt", 80);
}

/* Words in quotes from i on, the first with a capital: past their end; 0: none.
 */
static size_t
past_quoted(const struct text *t, size_t i)
{
	size_t at = i + 1;

	if (!context_sign(t, i, '"') || at >= t->token_count ||
	    t->token[at].letter_case != CASE_TITLE)
		return 0;
	while (at < t->token_count && at < i + 4 &&
	       t->token[at].kind == TOKEN_WORD)
		at++;
	return context_sign(t, at, '"') ? at + 1 : 0;
}

static void
take_quoted(const struct text *t, struct fact *fact, size_t i)
{
	for (size_t at = i + 1;
	     at < t->token_count && t->token[at].kind == TOKEN_WORD; at++)
		if (fact[at].kind >= FACT_UNKNOWN)
			context_take(fact, at, "behind-named", 75);
}

/* "they call him "Peanut"", ""Nugget" is what his mom calls him" */
static void
nicknamed(const struct text *t, struct fact *fact, size_t i)
{
	FEW(calls, "call", "calls", "called", "calling");
	static const char *const whom[] = {"him", "her", "me", NULL};
	size_t k = i;

	if (!token_few(t, i, &calls))
		return;
	if (token_one_of(t, i + 1, whom) && past_quoted(t, i + 2))
		take_quoted(t, fact, i + 2);
	while (k-- > 0 && k + 8 > i) {
		const size_t end = past_quoted(t, k);

		if (end && end + 1 < t->token_count &&
		    token_is(t, &t->token[end], "is") &&
		    token_is(t, &t->token[end + 1], "what"))
			take_quoted(t, fact, k);
	}
}

void
context_names(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	const bool quoted = lang == SCRUB_EN && text_has(t, '"');

	frames_scan(t, lang, fact);
	context_titles_stay(t, lang, fact);
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->kind == TOKEN_PUNCT) {
			if (context_sign(t, i, '@'))
				handle(t, fact, i);
			continue;
		}
		if (w->kind != TOKEN_WORD || fact[i].kind < FACT_UNKNOWN)
			continue;
		if (w->end - w->begin == 1 && !fact[i].gone)
			spelt(t, fact, i);
		if (w->lists & LIST_THING)
			context_thing(t, fact, i);
		if (w->lists &
		    (LIST_TITLE_ALWAYS | LIST_TITLE_EN | LIST_TITLE_ID))
			behind_title(t, lang, fact, i);
		if (t->lists & (LIST_NAMED | LIST_NAME_KIND))
			behind_named(t, fact, i);
		if (quoted)
			nicknamed(t, fact, i);
		if (lang == SCRUB_ID_ID && context_sign(t, i + 1, '\''))
			glottal(t, fact, i);
		if (fact[i].kind == FACT_EPONYM)
			context_eponym(t, fact, i);
	}
}
