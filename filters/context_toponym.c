/* SPDX-License-Identifier: MIT */
#include "context_toponym.h"

#include "context_name.h"
#include "context_place.h"

/* Is a word of it of no other use? "dari lima puluh kasa" is from no town. */
static bool
is_strange(const struct text *t, const struct fact *fact, size_t i)
{
	size_t at = i;

	if (i + 1 < t->token_count && t->token[i].hash == t->token[i + 1].hash)
		return true; /* "toli toli" */
	do {
		if (fact[at].kind >= FACT_UNKNOWN &&
		    fact[at].kind != FACT_SAFE &&
		    !(t->token[at].words & (WORD_MEDICAL | WORD_CURATED)))
			return true;
	} while (++at < t->token_count && fact[at].toponym == TOPONYM_LATER);
	return false;
}

/* In English each place stands beside one that nobody means: "from the
 * village", "22 Fr three way". */
static bool
is_town(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_THING;
	size_t at = i;
	bool common = false;

	if (fact[i].cues & CUE_THE || token_is(t, &t->token[i - 1], "fr"))
		return false;
	if (is_strange(t, fact, i))
		return true;
	do {
		common |= (t->token[at].words & said) != 0 ||
			  fact[at].kind < FACT_UNKNOWN;
	} while (++at < t->token_count && fact[at].toponym == TOPONYM_LATER);
	/* "from medicine hat, subdural" */
	return !common || at >= t->token_count || token_sign(t, at, ',');
}

/* "logger out of grand rapids" */
static bool
is_out_of(const struct text *t, size_t i)
{
	return i > 1 && token_is(t, &t->token[i - 1], "of") &&
	       token_is(t, &t->token[i - 2], "out");
}

/* Behind the first word of such a name none of these is the second. */
static bool
is_plain_second(const struct text *t, size_t i)
{
	FEW(plain, "asal", "atas", "bawah", "curam", "juga", "kami", "kecil",
	    "kelahiran", "kita", "lain", "licin", "luar", "mana", "malam",
	    "pagi", "panas", "saya", "sebelah", "sekitar", "seberang", "siang",
	    "tempat", "terdekat", "terpencil", "tersebut", "tetangga", "tinggi",
	    "umum");

	return token_few(t, i, &plain);
}

/* May i, behind what many places' names begin with, be the rest of one? */
static bool
is_second(const struct text *t, const struct fact *fact, size_t i, bool weak)
{
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_BRAND;
	const struct token *w = &t->token[i];

	if (i >= t->token_count || w->kind != TOKEN_WORD || !w->space_before ||
	    w->end - w->begin < 3 || fact[i].kind < FACT_UNKNOWN ||
	    fact[i].sure || w->words & said ||
	    (fact[i].cues & ~(uint64_t)(CUE_PLACE | CUE_NOW)) ||
	    is_plain_second(t, i))
		return false;
	if (context_tells_case(t))
		return context_large(t, i);
	return !(w->words & WORD_FREQUENT) ||
	       (!weak &&
		   (i + 1 >= t->token_count || fact[i + 1].kind == FACT_PUNCT));
}

/* "orang lereng merapi", "dari kedung halang": two words of no list, of which
 * the first is what many places are called. */
static void
headed(const struct text *t, struct fact *fact, size_t i)
{
	FEW(heads, "bandar", "banjar", "bukit", "cot", "curug", "danau",
	    "dolok", "dukuh", "gampong", "gunung", "huta", "kampung", "karang",
	    "kedung", "kepulauan", "kota", "kuala", "labuhan", "lembah",
	    "lereng", "lubuk", "muara", "muaro", "nanga", "nusa", "padang",
	    "pangkalan", "pantai", "parit", "pematang", "pondok", "pulau",
	    "rantau", "rawa", "sei", "simpang", "sungai", "talang", "tanjung",
	    "tegal", "teluk", "tumbang", "wae", "way");
	FEW(weak, "air", "alas", "batang", "batu", "kali", "karang", "kayu",
	    "kebon", "long", "pasar", "pasir", "pondok", "sawah", "sumber",
	    "tanah", "tebing", "ujung", "watu");
	const bool is_weak = token_few(t, i, &weak);

	if ((!is_weak && !token_few(t, i, &heads)) ||
	    fact[i].kind < FACT_UNKNOWN || fact[i].sure ||
	    !t->token[i].space_before ||
	    !(fact[i - 1].cues & (CUE_FROM | CUE_LIVES)) ||
	    !is_second(t, fact, i + 1, is_weak))
		return;
	context_take(fact, i, "place-noun", 65);
	context_take(fact, i + 1, "place-noun", 65);
}

void
context_toponyms(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	FEW(anywhere, "di", "dari", "dr", "dri", "ke", "dekat", "depan",
	    "belakang", "sebelah", "samping", "sampai", "sampe");
	const uint64_t from =
	    lang == SCRUB_ID_ID
		? CUE_FROM | CUE_LIVES | CUE_AT | CUE_TO | CUE_ORG_FIRST
		: CUE_FROM | CUE_LIVES;

	for (size_t i = 1; i < t->token_count; i++) {
		size_t at = i;

		if (lang == SCRUB_ID_ID)
			headed(t, fact, i);
		if (fact[i].toponym != TOPONYM_FIRST ||
		    !t->token[i].space_before ||
		    !(fact[i - 1].cues & from || is_out_of(t, i)) ||
		    (token_few(t, i - 1, &anywhere) &&
			!is_strange(t, fact, i)) ||
		    (lang == SCRUB_EN && !is_town(t, fact, i)))
			continue;
		do {
			if (fact[at].kind >= FACT_UNKNOWN && !fact[at].sure)
				context_take(fact, at,
				    fact[i - 1].cues & CUE_ORG_FIRST
					? "organization-noun"
					: "place-noun",
				    65);
		} while (
		    ++at < t->token_count && fact[at].toponym == TOPONYM_LATER);
	}
}
