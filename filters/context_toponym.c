/* SPDX-License-Identifier: MIT */
#include "context_toponym.h"

#include <string.h>

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
	FEW(plain, "asal", "atas", "bawah", "besar", "curam", "juga", "kami",
	    "kecil", "kelahiran", "kita", "lain", "licin", "luar", "mana",
	    "malam", "pagi", "panas", "saya", "sebelah", "sekitar", "seberang",
	    "siang", "tempat", "terdekat", "terpencil", "tersebut", "tetangga",
	    "tinggi", "umum");

	return token_few(t, i, &plain);
}

/* How sure the first word is: "kedung" begins nothing but places, "muara" and
 * "ujung" are of a duct, too. */
enum head { HEAD_NONE, HEAD_WEAK, HEAD_PLACE, HEAD_SURE };

static enum head
head_of(const struct text *t, size_t i)
{
	FEW(sure, "dolok", "dukuh", "gampong", "huta", "kampung", "kedung",
	    "kota", "kuala", "labuhan", "lubuk", "nagari", "nusa", "pematang",
	    "pondok", "rantau", "rawa", "sei", "sungai", "talang", "tanjung",
	    "tumbang", "wae");
	FEW(place, "bandar", "banjar", "bukit", "cot", "curug", "danau",
	    "gunung", "karang", "kepulauan", "lembah", "lereng", "muara",
	    "muaro", "nanga", "padang", "pangkalan", "pantai", "parit", "pulau",
	    "simpang", "tegal", "teluk", "way");
	FEW(weak, "air", "alas", "batang", "batu", "kali", "kayu", "kebon",
	    "long", "pasar", "pasir", "sawah", "sumber", "tanah", "tebing",
	    "ujung", "watu");

	return token_few(t, i, &sure)    ? HEAD_SURE
	       : token_few(t, i, &place) ? HEAD_PLACE
	       : token_few(t, i, &weak)  ? HEAD_WEAK
					 : HEAD_NONE;
}

/* May i, behind what many places' names begin with, be the rest of one? */
static bool
is_second(
    const struct text *t, const struct fact *fact, size_t i, enum head head)
{
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_BRAND;
	const struct token *w = &t->token[i];
	const bool ends =
	    i + 1 >= t->token_count || fact[i + 1].kind == FACT_PUNCT;

	if (i >= t->token_count || w->kind != TOKEN_WORD || !w->space_before ||
	    w->end - w->begin < 3 || fact[i].kind < FACT_UNKNOWN ||
	    fact[i].sure || (fact[i].cues & ~(uint64_t)(CUE_PLACE | CUE_NOW)) ||
	    is_plain_second(t, i) ||
	    (w->words & said && !(ends && head == HEAD_SURE)))
		return false;
	if (context_tells_case(t))
		return context_large(t, i);
	return !(w->words & WORD_FREQUENT) || (head > HEAD_WEAK && ends);
}

/* "orang lereng merapi", "dari kedung halang": two words of no list, of which
 * the first is what many places are called. */
static bool
headed(const struct text *t, const struct fact *fact, size_t i)
{
	const enum head head = head_of(t, i);

	/* "dr Pulau Enggano": a doctor's, as far as these two words tell */
	return !(fact[i - 1].cues & CUE_TITLE) && head != HEAD_NONE &&
	       is_second(t, fact, i + 1, head);
}

/* "dari bantar gebang": listed as one word. */
static bool
joined(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *a = &t->token[i], *b = a + 1;
	const size_t one = a->end - a->begin;
	char word[32];
	size_t len;
	unsigned bits;

	if (i + 1 >= t->token_count || b->kind != TOKEN_WORD ||
	    !b->space_before || fact[i + 1].kind < FACT_UNKNOWN ||
	    fact[i + 1].sure || one < 3 || b->end - b->begin < 3)
		return false;
	len = one + (b->end - b->begin);
	if (len < 8 || len > sizeof(word))
		return false;
	memcpy(word, t->fold + a->begin, one);
	memcpy(word + one, t->fold + b->begin, len - one);
	bits = words_find(SCRUB_ID_ID, word, len);
	return bits & WORD_PLACE && words_class((uint16_t)bits) == WORD_IS_NAME;
}

/* "dari bantar gebang", "rumahnya di pulang pisau": is somebody from what
 * stands at i? */
static bool
is_home(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(at, "d", "di", "ing", "nang", "neng", "nok", "ring");
	FEW(from, "saka", "saking", "sangking", "seko", "soko");
	FEW(home, "alamat", "alamatnya", "kos", "kosnya", "kost", "lahir",
	    "ngontrak", "rmh", "rmhnya", "rumah", "rumahnya", "tinggalnya");

	return fact[i - 1].cues & (CUE_FROM | CUE_LIVES) ||
	       token_few(t, i - 1, &from) ||
	       (i > 1 && token_few(t, i - 1, &at) &&
		   (fact[i - 2].cues & CUE_LIVES ||
		       token_few(t, i - 2, &home)));
}

/* Two words of an Indonesian place, where somebody is from. */
static void
two_words(const struct text *t, struct fact *fact, size_t i)
{
	if (fact[i].kind < FACT_UNKNOWN || fact[i].sure ||
	    !t->token[i].space_before || t->token[i].kind != TOKEN_WORD ||
	    !is_home(t, fact, i) || !(headed(t, fact, i) || joined(t, fact, i)))
		return;
	context_take(fact, i, "place-noun", 65);
	context_take(fact, i + 1, "place-noun", 65);
}

/* "pasien asal kudus", "rujukan dari serang": a town that is another word,
 * where only a town is somebody's origin. */
static bool
is_origin(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(who, "keluarga", "keluarganya", "orang", "rujukan", "warga");
	FEW(sent, "dibawa", "dikirim", "dirujuk", "kiriman", "limpahan", "oper",
	    "pindahan", "rujukan", "titipan", "transferan");
	FEW(from, "dari", "dri", "dr");
	/* Words so frequent that the lists have no town of them. */
	FEW(towns, "batang", "batu", "bima", "bone", "buru", "kijang", "lingga",
	    "malang", "medan", "metro", "mulia", "negara", "padang", "palu",
	    "pati", "puncak", "pupuan", "rantau", "seram", "serang", "solo");
	const struct token *w = &t->token[i];
	const bool town = token_few(t, i, &towns);
	const unsigned said = WORD_MEDICAL | WORD_THING | WORD_BRAND;
	const size_t left = i - 1;

	if (i < 2 || w->kind != TOKEN_WORD || !w->space_before ||
	    !(town || w->words & WORD_PLACE) || !fact[i].open || fact[i].gone ||
	    fact[i].sure || fact[i].kind < FACT_UNKNOWN ||
	    fact[i].cues & CUE_STOPS || is_plain_second(t, i))
		return false;
	if (token_is(t, &t->token[left], "asal"))
		return (town || !(w->words & said)) &&
		       (token_few(t, left - 1, &who) ||
			   (fact[left - 1].cues & (CUE_PATIENT | CUE_KIN)) !=
			       0);
	return token_few(t, left, &from) && token_few(t, left - 1, &sent) &&
	       (town || !(w->words & (said | WORD_CURATED)));
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

		if (lang == SCRUB_ID_ID) {
			two_words(t, fact, i);
			if (is_origin(t, fact, i))
				context_take(fact, i, "place-noun", 65);
		}
		if (fact[i].toponym != TOPONYM_FIRST ||
		    !t->token[i].space_before ||
		    !(fact[i - 1].cues & from || is_out_of(t, i)) ||
		    (token_few(t, i - 1, &anywhere) &&
			!is_strange(t, fact, i) &&
			!(token_is(t, &t->token[i - 1], "di") &&
			    is_home(t, fact, i))) ||
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

/* "KLL di jalan lingkar Ambarawa", "jalur lingkar utara": a road around a town;
 * a belt around a limb has no compass. */
static void
ring_road(const struct text *t, struct fact *fact, size_t i)
{
	FEW(roads, "jalan", "jalur", "jl", "jln");
	FEW(compass, "barat", "selatan", "timur", "utara");
	const size_t at = i + 1;

	if (i == 0 || !token_is(t, &t->token[i], "lingkar") ||
	    !token_few(t, i - 1, &roads) || at >= t->token_count ||
	    t->token[at].kind != TOKEN_WORD || !t->token[at].space_before ||
	    fact[at].sure ||
	    (fact[at].kind == FACT_SAFE && !token_few(t, at, &compass)))
		return;
	for (size_t k = i - 1; k <= at; k++)
		if (fact[k].open)
			context_take(fact, k, "place-noun", 70);
}

/* "KLL di pertigaan kentungan", "jatuh di waduk sermo": the name behind a word
 * that only roads and waters have, and nothing said of them. */
void
context_crossing(const struct text *t, struct fact *fact, size_t i)
{
	FEW(nouns, "bundaran", "curug", "dermaga", "flyover", "gapura", "halte",
	    "perempatan", "pertigaan", "stadion", "stasiun", "tanjakan",
	    "telaga", "tikungan", "tugu", "underpass", "waduk");
	const size_t at = i + 1;

	ring_road(t, fact, i);
	if (!token_few(t, i, &nouns) || at >= t->token_count ||
	    t->token[at].kind != TOKEN_WORD || !t->token[at].space_before ||
	    !fact[at].open || fact[at].sure || fact[at].kind < FACT_UNKNOWN ||
	    fact[at].kind == FACT_EPONYM || fact[at].cues & CUE_STOPS ||
	    (fact[at].kind == FACT_SAFE &&
		!(context_tells_case(t) &&
		    t->token[at].letter_case == CASE_TITLE)))
		return;
	context_take(fact, i, "place-noun", 70);
	context_take(fact, at, "place-noun", 70);
}
