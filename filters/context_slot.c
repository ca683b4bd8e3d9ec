/* SPDX-License-Identifier: MIT */
#include "context_slot.h"

#include "context_name.h"
#include "context_place.h"

/* "si botak": a nickname, but for whoever has none. */
static void
behind_si(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const nobody[] = {"kecil", "kembar", "tukang",
	    "korban", "koas", "koass", "abang", "mbah", "kakek", "nenek",
	    "mbok", "adek", "ade", "dek", "kakak", "oppung", "opung", "stapler",
	    "dia", "itu", "ini", "anu", "bayi", "janin", "rep", "alat", "mesin",
	    "tumor", "sulung", "bungsu", "tunggal", "buyung", "upik", "jenazah",
	    "orang", "mahasiswa", "joki", "penunggu", "residen", "konsulen",
	    NULL};
	const uint64_t kinds = CUE_DOER | CUE_OFFICE | CUE_TRADE |
			       CUE_RELATIVE | CUE_UNIQUE | CUE_WEEK;
	const size_t at = i + 1;
	const struct token *w;

	if (!context_may_be_name(t, fact, at) ||
	    fact[at].cues & (CUE_NO_NAME | kinds) ||
	    t->token[i].letter_case == CASE_UPPER ||
	    token_one_of(t, at, nobody))
		return;
	w = &t->token[at];
	/* "si penunggu": whoever does it */
	if (w->words & WORD_MEDICAL || w->end - w->begin < 3 ||
	    (fact[at].kind == FACT_SAFE && t->fold[w->begin] == 'p' &&
		t->fold[w->begin + 1] == 'e'))
		return;
	context_take(fact, at, "behind-title", 75);
}

/* "mpok ati", "cak mat": of regions, and of no other use. */
static void
behind_regional(const struct text *t, struct fact *fact, size_t i)
{
	FEW(titles, "cak", "mpok", "budhe", "bude", "pakdhe", "pakde", "bulik",
	    "mamah", "neng", "nyong", "encek", "uwak", "akong", "encik", "koh");
	static const char *const nobody[] = {"geulis", "ini", "itu", "aja",
	    "saja", "juga", "dong", "nya", "lagi", NULL};
	const size_t at = i + 1;

	if (!token_few(t, i, &titles) || !context_may_be_name(t, fact, at) ||
	    fact[at].cues & CUE_NO_NAME || fact[at].kind == FACT_MADE ||
	    t->token[at].words & WORD_MEDICAL || token_one_of(t, at, nobody) ||
	    (fact[at].kind == FACT_SAFE &&
		(fact[at].cues != 0 ||
		    t->token[at].words & (WORD_FREQUENT | WORD_CURATED))))
		return;
	context_take(fact, at, "behind-title", 75);
}

/* "a.n. bulan", "a/n embun": in the name of. */
static void
behind_in_name_of(const struct text *t, struct fact *fact, size_t i)
{
	const size_t at = context_sign(t, i + 1, '.') ? i + 2 : i + 1;

	if (i < 2 || !token_is(t, &t->token[i], "n") ||
	    !token_is(t, &t->token[i - 2], "a") ||
	    !(context_sign(t, i - 1, '.') || context_sign(t, i - 1, '/')) ||
	    t->token[i - 1].space_before || t->token[i].space_before ||
	    !context_may_be_name(t, fact, at) || fact[at].cues & CUE_NO_NAME ||
	    t->token[at].words & WORD_MEDICAL)
		return;
	context_take(fact, at, "behind-title", 80);
}

/* "karl the porter", "babcock the intern": what a person is, behind. */
static void
before_role(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const roles[] = {"rep", "porter", "registrar",
	    "student", "intern", "cleaner", "runner", "hca", "odp", NULL};
	const size_t at = i - 1;
	const unsigned plain = WORD_FREQUENT | WORD_CURATED | WORD_MEDICAL;

	if (i == 0 || !token_is(t, &t->token[i], "the") ||
	    !token_one_of(t, i + 1, roles) || !fact[at].open || fact[at].gone ||
	    fact[at].sure || fact[at].cues != 0)
		return;
	/* "don't hector the student" */
	if (at > 0 &&
	    (fact[at - 1].cues & (CUE_NOT | CUE_MODAL | CUE_TO | CUE_I) ||
		token_is(t, &t->token[at - 1], "t")) &&
	    !token_is(t, &t->token[at - 1], "no") &&
	    !token_is(t, &t->token[at - 1], "not"))
		return;
	if (fact[at].kind == FACT_EPONYM ||
	    (fact[at].kind == FACT_NAME && !(t->token[at].words & plain)) ||
	    (fact[at].kind == FACT_BOTH && t->token[at].words & WORD_STRONG &&
		!(t->token[at].words & plain)))
		context_take(fact, at, "behind-title", 70);
}

/* "SpR bean is taking it", "says deputy roy": a name that is a word, too, right
 * behind what only persons are. */
static void
behind_role(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const roles[] = {"spr", "sho", "odp", "deputy",
	    "physicist", "interpreter", "chaplain", "registrar", "fellow",
	    "porter", "rep", NULL};
	const size_t at = i + 1, next = i + 2;

	if (!token_one_of(t, i, roles) || !context_may_be_name(t, fact, at) ||
	    fact[at].cues != 0 ||
	    (fact[at].kind != FACT_BOTH && fact[at].kind != FACT_EPONYM) ||
	    !(t->token[at].words & WORD_STRONG))
		return;
	if (next == t->token_count || context_sign(t, next, ',') ||
	    context_sign(t, next, '.') ||
	    (fact[next].cues & (CUE_IS | CUE_SAYS)) != 0)
		context_take(fact, at, "behind-title", 70);
}

/* As it was written: accents of the Romance, German, Nordic, Vietnamese; a
 * macron is Maori, which English of the south writes too. */
static bool
has_accent(const struct text *t, size_t i)
{
	const uint32_t end = t->map[t->token[i].end];

	for (uint32_t at = t->map[t->token[i].begin]; at + 1 < end; at++) {
		const uint8_t c = (uint8_t)t->raw[at];
		const uint8_t next = (uint8_t)t->raw[at + 1];

		if (c == 0xC3 || c == 0xC6 ||
		    (c == 0xC4 && (next == 0x83 || next == 0x91)) ||
		    (c == 0xE1 && (next == 0xBA || next == 0xBB)))
			return true;
	}
	return false;
}

/* "phone her partner Déan", "Tô came in": a plain word with an accent that
 * English does not write. */
static void
accented(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const loans[] = {"rose", "fiance", "fiancee", "cafe",
	    "frappe", "coude", "resume", "cliche", "deja", "naive", "facade",
	    "creme", "brulee", "saute", "puree", "touche", "senor", "senora",
	    "expose", "decor", "pate", "entree", "regime", "role", "elite",
	    "soiree", "protege", "melee", "matinee", "crepe", "jalapeno",
	    "pina", "curettage", "debridement", "manoeuvre", "oedema", "nee",
	    "vis", "la", "tete", "uber", "angstrom", "grand", "petit", "mal",
	    "bebe", "papa", "mama", "mange", "cheri", "tres", "tapotement",
	    NULL};
	const unsigned known =
	    WORD_MEDICAL | WORD_BRAND | WORD_EPONYM | WORD_COUNTRY | WORD_THING;
	const struct token *w = &t->token[i];

	if (w->end - w->begin < 2 || fact[i].gone || fact[i].sure ||
	    (fact[i].kind != FACT_SAFE && fact[i].kind != FACT_BOTH) ||
	    (fact[i].open && w->words & known) || !has_accent(t, i) ||
	    token_one_of(t, i, loans))
		return;
	context_take(fact, i, "word-as-name", 70);
}

void
context_slots(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	const bool roles = lang == SCRUB_EN && (t->cues & CUE_THE) != 0 &&
			   (t->cues & CUE_ROLE) != 0;
	const bool persons =
	    lang == SCRUB_EN && (t->cues & (CUE_ROLE | CUE_OFFICE)) != 0;
	const bool accents = lang == SCRUB_EN && t->raw_len > t->norm_len;

	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const uint32_t len = w->end - w->begin;

		if (w->kind != TOKEN_WORD)
			continue;
		if (accents)
			accented(t, fact, i);
		if (persons && len > 2 && w->cues & (CUE_ROLE | CUE_OFFICE))
			behind_role(t, fact, i);
		if (len > 6)
			continue;
		if (lang == SCRUB_ID_ID && len == 1)
			behind_in_name_of(t, fact, i);
		else if (lang == SCRUB_ID_ID && len == 2 &&
			 token_is(t, w, "si"))
			behind_si(t, fact, i);
		else if (lang == SCRUB_ID_ID && len > 2)
			behind_regional(t, fact, i);
		else if (roles && len == 3)
			before_role(t, fact, i);
	}
}
