/* SPDX-License-Identifier: MIT */
#include "context_stay.h"

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

static void
stay(struct fact *fact, size_t i)
{
	fact[i].gone = false;
	fact[i].sure = true;
}

/* Titles that LIST_TITLE_ID lacks: behind them may be any word. */
static const char *const more_titles[] = {"bapak", "ibu", "abang", "bude",
    "pakde", "mbok", "dek", "dik", "adek", "adik", NULL};

/* What somebody does, not who it is. */
static const char *const offices[] = {"admin", "anestesi", "artis", "atem",
    "bakso", "becak", "bendahara", "bidan", "bos", "boss", "camat", "cs",
    "cssd", "direktur", "dosen", "dukuh", "farmasi", "galon", "gizi", "guru",
    "hakim", "jaksa", "kadus", "kantin", "kasir", "katering", "kebun", "kepala",
    "ketua", "koas", "kurir", "kyai", "kiai", "lab", "laundry", "listrik",
    "lurah", "nelayan", "ojek", "ojol", "parkir", "pendeta", "penghulu",
    "perawat", "petani", "polisi", "porter", "radiografer", "radiologi",
    "residen", "sales", "satpam", "sayur", "sekretaris", "sekuriti", "siomay",
    "sopir", "supir", "tani", "teknisi", "tentara", "ustad", "ustadz", "ustaz",
    "vendor", NULL};

static bool
is_large(const struct text *t, size_t i)
{
	const char c = t->norm[t->token[i].begin];

	return c >= 'A' && c <= 'Z';
}

/* "mas parkir", "bu guru", and whose office it is: "Bu Lurah Parmi". */
static void
office(const struct text *t, struct fact *fact, size_t i)
{
	const size_t at = i + 1, name = i + 2;

	if ((!in_list(t, i, LIST_TITLE_ID) &&
		(!(fact[i].cues & (CUE_TITLE | CUE_KIN)) ||
		    !token_one_of(t, i, more_titles))) ||
	    !context_may_be_name(t, fact, at) || !token_one_of(t, at, offices))
		return;
	stay(fact, at);
	if (t->no_caps || t->all_caps || !context_may_be_name(t, fact, name) ||
	    !is_large(t, name) || t->token[name].letter_case != CASE_TITLE ||
	    fact[name].cues & CUE_NO_NAME || fact[name].kind == FACT_SAFE)
		return;
	context_take(fact, name, "behind-title", 80);
}

/* "bejo banget", "ayu tenan": how, not who. */
static const char *const very[] = {
    "banget", "bgt", "bngt", "bangett", "buanget", "pisan", "tenan", NULL};

static void
said_very(const struct text *t, struct fact *fact, size_t i)
{
	const uint64_t before =
	    CUE_TITLE | CUE_KIN | CUE_ROLE | CUE_NAMED | CUE_PATIENT;

	if (i + 1 >= t->token_count || !fact[i].open || fact[i].gone ||
	    (fact[i].kind != FACT_BOTH && fact[i].kind != FACT_NAME) ||
	    !t->token[i + 1].space_before || !token_one_of(t, i + 1, very) ||
	    (i > 0 && fact[i - 1].cues & before))
		return;
	stay(fact, i);
}

/* "moderate by Berlin", "severe by Tokyo" */
static const char *const grades[] = {"mild", "moderate", "severe", "positive",
    "negative", "low", "intermediate", "high", "resectable", "borderline",
    "graded", "staged", "scored", "classified", "defined", NULL};

static void
graded_by(const struct text *t, struct fact *fact, size_t i)
{
	if (i < 2 || fact[i].kind != FACT_EPONYM || !fact[i].open ||
	    fact[i].gone || !token_is(t, &t->token[i - 1], "by") ||
	    !token_one_of(t, i - 2, grades))
		return;
	stay(fact, i);
}

void
context_stays(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++) {
		if (t->token[i].kind != TOKEN_WORD)
			continue;
		if (lang == SCRUB_ID_ID) {
			office(t, fact, i);
			said_very(t, fact, i);
		} else if (fact[i].kind == FACT_EPONYM) {
			graded_by(t, fact, i);
		}
	}
}

/* More than this is no doubt: 3.75 logits above the line. */
#define TRIM_BELOW 120 /* in 1/TAGGER_SCALE of a logit */

/* Nouns that are part of the name of a place or house, and particles. */
#define CUE_PART_OF_NAME                                                       \
	(CUE_PARTICLE | CUE_PLACE | CUE_ORG | CUE_ORG_FIRST | CUE_WARD |       \
	    CUE_EVENT | CUE_TRADE | CUE_OFFICE | CUE_NAMED)

/* Does it go, large as names are written? */
static bool
goes_large(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && fact[i].gone &&
	       t->token[i].letter_case == CASE_TITLE;
}

void
context_trim(const struct text *t, struct fact *fact)
{
	if (t->no_caps || t->all_caps)
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const bool before =
		    goes_large(t, fact, i + 1) && w[1].space_before;
		const bool behind =
		    i > 0 && w->space_before && goes_large(t, fact, i - 1);

		if (!fact[i].open || !fact[i].gone || fact[i].sure ||
		    w->letter_case != CASE_LOWER || (!before && !behind) ||
		    fact[i].cues & CUE_PART_OF_NAME)
			continue;
		if (fact[i].kind != FACT_BOTH && fact[i].kind != FACT_UNKNOWN &&
		    !(fact[i].kind == FACT_NAME && before))
			continue;
		if (!before && w->words & WORD_FREQUENT)
			continue;
		if (fact[i].above >= TRIM_BELOW)
			continue;
		fact[i].gone = false;
	}
}
