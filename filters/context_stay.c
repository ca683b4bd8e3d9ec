/* SPDX-License-Identifier: MIT */
#include "context_stay.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"
#include "context_token.h"
#include "lang/lexicon.h"

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
	context_stay(fact, at);
	if (t->no_caps || t->all_caps || !context_may_be_name(t, fact, name) ||
	    !context_large(t, name) ||
	    t->token[name].letter_case != CASE_TITLE ||
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
	context_stay(fact, i);
}

/* "menurut Robson masuk grup 5": what grades it, and no colleague. */
static void
grouped_by(const struct text *t, struct fact *fact, size_t i)
{
	FEW(grades_id, "derajat", "grade", "grup", "kelas", "kelompok", "masuk",
	    "skor", "stadium", "termasuk", "tipe");

	if (i == 0 || fact[i].kind != FACT_EPONYM || !fact[i].open ||
	    fact[i].gone || t->token[i].words & WORD_STRONG ||
	    !token_is(t, &t->token[i - 1], "menurut") ||
	    i + 1 >= t->token_count || !token_few(t, i + 1, &grades_id))
		return;
	context_stay(fact, i);
}

/* Nobody has one: it is called after who found or made it. */
static const char *const called_after[] = {"equation", "law", "triangle",
    "triad", "pentad", "criteria", "curette", "curettes", "dilator", "dilators",
    "speculum", "manoeuvre", "maneuver", "classification", "syndrome",
    "anomaly", "phenomenon", "reflex", "canal", "tubercle", "ligament",
    "murmur", "reagent", "ratio", "hypothesis", "theorem", "stain", "trephine",
    "elevator", "raspatory", "rongeur", "rongeurs", "catgut", "cubitus",
    "screw", "sulcus", "fascia", "foramen", NULL};

/* "Hank's dilator", "the large Sim's curette", "Woods' screw" */
static void
owns(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 2;

	if (!context_sign(t, i + 1, '\'') || fact[i].kind == FACT_NAME ||
	    context_letter(t, i) ||
	    (i > 0 && fact[i - 1].cues & CUE_BEFORE_NAME) ||
	    (i > 1 && context_sign(t, i - 1, '.')))
		return;
	if (at < t->token_count && !t->token[at].space_before &&
	    token_is(t, &t->token[at], "s"))
		at++;
	if (at < t->token_count && t->token[at].space_before &&
	    token_one_of(t, at, called_after))
		context_stay(fact, i);
}

/* "Belfast regime", "Swansea spacer": made or thought out there, not from
 * there. */
static void
town_thing(const struct text *t, struct fact *fact, size_t i)
{
	FEW(made, "approach", "classification", "criteria", "index",
	    "osteotomy", "protocol", "regime", "regimen", "retractor", "score",
	    "spacer", "splint", "strapping", "technique");
	const uint64_t before =
	    CUE_BEFORE_NAME | CUE_FROM | CUE_IN | CUE_AT | CUE_TO | CUE_LIVES;
	const unsigned words = t->token[i].words;

	if (!(words & WORD_PLACE) || words & WORD_STRONG ||
	    !t->token[i + 1].space_before || !token_few(t, i + 1, &made) ||
	    (i > 0 && fact[i - 1].cues & before))
		return;
	context_stay(fact, i);
}

/* "speaks Brahui", "bahasa Tetun": a language; nobody is spoken. */
static void
spoken_tongue(const struct text *t, struct fact *fact, size_t i)
{
	FEW(speak, "speak", "speaks", "bahasa", "boso", "berbahasa");
	static const char *const slightly[] = {
	    "only", "mainly", "mostly", "some", "little", "no", "cuma", NULL};
	size_t at = i - 1;

	if (i == 0 || !fact[i].open || fact[i].gone || fact[i].sure ||
	    !t->token[i].space_before || context_letter(t, i) ||
	    t->token[i].words & (WORD_STRONG | WORD_PLACE))
		return;
	if (at > 0 && token_one_of(t, at, slightly))
		at--;
	if (token_few(t, at, &speak))
		context_stay(fact, i);
}

/* "wahyu itu artinya ilham": a word that is told what it means. */
static void
told(const struct text *t, struct fact *fact, size_t i)
{
	FEW(that, "itu", "ini", "tuh", "nih");
	static const char *const means[] = {"artinya", "judul", "judulnya",
	    "istilah", "istilahnya", "merek", "merk", "singkatan",
	    "singkatannya", "bahasa", "akronim", NULL};

	if (i + 2 < t->token_count && token_few(t, i + 1, &that) &&
	    token_one_of(t, i + 2, means) && fact[i].open && !fact[i].gone &&
	    !fact[i].sure && (i == 0 || !(fact[i - 1].cues & CUE_BEFORE_NAME)))
		context_stay(fact, i);
}

/* "ganti jo", "nda usah jo": Manado's "please" at the end of a clause. */
static void
particle_jo(const struct text *t, struct fact *fact, size_t i)
{
	const uint64_t who = CUE_TELL | CUE_SAYS | CUE_GREET | CUE_WITH |
			     CUE_TO | CUE_AND | CUE_FOR | CUE_BEFORE_NAME;
	const size_t next = i + 1;

	if (i == 0 || !token_is(t, &t->token[i], "jo") || !fact[i].open ||
	    fact[i].gone || fact[i].sure || context_large(t, i) ||
	    !t->token[i].space_before || fact[i - 1].kind != FACT_SAFE ||
	    fact[i - 1].cues & who ||
	    (next < t->token_count && fact[next].kind != FACT_PUNCT))
		return;
	context_stay(fact, i);
}

/* "start jam 8 pagi looo", "capek bgttt": a word drawn out, that is no name
 * when it is not. */
static void
drawn_out(
    const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const char *from = t->fold + w->begin;
	const size_t len = w->end - w->begin;
	char word[16];
	size_t out = 0;

	if (len < 4 || len > sizeof(word) || fact[i].kind == FACT_SAFE)
		return;
	for (size_t k = 0; k < len; k++)
		if (k == 0 || from[k] != from[k - 1])
			word[out++] = from[k];
	if (len - out > 1) {
		const uint16_t bits = words_find(lang, word, out);

		if (words_class(bits) == WORD_IS_SAFE || bits & WORD_CURATED)
			context_stay(fact, i);
	}
	explicit_bzero(word, sizeof(word));
}

/* "Call from maternity ward": what kind of ward it is, not which. */
static void
kind_of_ward(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const wards[] = {"ward", "wards", NULL};

	if (t->token[i].lists & LIST_WARD_KIND && fact[i].open &&
	    !fact[i].gone && !fact[i].sure &&
	    (fact[i].kind == FACT_SAFE || !context_large(t, i)) &&
	    token_one_of(t, i + 1, wards))
		context_stay(fact, i);
}

void
context_stays(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		if (lang == SCRUB_ID_ID) {
			office(t, fact, i);
			said_very(t, fact, i);
			told(t, fact, i);
			grouped_by(t, fact, i);
			particle_jo(t, fact, i);
			drawn_out(t, lang, fact, i);
		}
		kind_of_ward(t, fact, i);
		if (!fact[i].open || fact[i].gone || fact[i].sure ||
		    fact[i].kind == FACT_SAFE)
			continue;
		owns(t, fact, i);
		spoken_tongue(t, fact, i);
		if (lang == SCRUB_EN && i + 1 < t->token_count)
			town_thing(t, fact, i);
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

/* "tamang sir will fix the femur", "rain may need blood": behind a name, or
 * small where names are large, and what it helps to say behind it. */
static bool
is_modal(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;
	const struct token *w = &t->token[i];

	return fact[i].cues & CUE_MODAL && fact[i].open && fact[i].gone &&
	       !fact[i].sure && w->letter_case == CASE_LOWER && i > 0 &&
	       w->space_before && next < t->token_count &&
	       fact[next].kind == FACT_SAFE && !context_letter(t, next) &&
	       !context_finite(t, fact, next) &&
	       !(fact[next].cues & (CUE_TITLE | CUE_KIN | CUE_ROLE)) &&
	       (fact[i - 1].gone ||
		   (!t->no_caps && t->token[i - 1].kind == TOKEN_WORD));
}

/* "Mbak Retno lalu diganti Uda Hen": then, and no Lalu of Lombok. */
static bool
is_then(const struct text *t, const struct fact *fact, size_t i)
{
	return i > 0 && token_is(t, &t->token[i], "lalu") && fact[i].gone &&
	       t->token[i].letter_case == CASE_LOWER && fact[i - 1].gone &&
	       t->token[i].space_before &&
	       !(fact[i - 1].cues & (CUE_TITLE | CUE_KIN)) &&
	       (context_large(t, i - 1) || fact[i - 1].kind == FACT_NAME);
}

/* "Hale hung cefazolin 2 g": what somebody did, behind the name. */
static bool
is_hung(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	return i > 0 && next < t->token_count && fact[i].gone &&
	       token_is(t, &t->token[i], "hung") &&
	       (fact[i - 1].gone || fact[i - 1].cues & CUE_ROLE) &&
	       (t->all_caps || t->token[i].letter_case == CASE_LOWER) &&
	       (t->token[next].kind == TOKEN_NUMBER ||
		   fact[next].kind == FACT_KEPT || fact[next].cues & CUE_THE ||
		   t->token[next].words &
		       (WORD_MEDICAL | WORD_CURATED | WORD_BRAND));
}

/* "pt Kim foley out": what is in the patient, behind the name. */
static bool
is_foley(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(what, "balloon", "blocked", "cath", "catheter", "changed",
	    "clamped", "draining", "flushed", "in", "left", "out", "placed",
	    "pulled", "removed", "still", "to");

	return i > 0 && fact[i].gone && token_is(t, &t->token[i], "foley") &&
	       fact[i - 1].gone && t->token[i].space_before &&
	       (!context_tells_case(t) || !context_large(t, i)) &&
	       (i + 1 == t->token_count || context_sign(t, i + 1, ',') ||
		   token_few(t, i + 1, &what));
}

/* "tuan liem batu ginjal": a stone, behind a name. */
static bool
is_stone(const struct text *t, size_t i)
{
	FEW(where, "buli", "empedu", "ginjal", "saluran", "ureter", "uretra");

	return token_is(t, &t->token[i], "batu") && token_few(t, i + 1, &where);
}

void
context_trim(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++)
		if (is_then(t, fact, i))
			fact[i].gone = false;
		else if (is_hung(t, fact, i) || is_foley(t, fact, i) ||
			 is_stone(t, i))
			context_stay(fact, i);
	for (size_t i = 0; t->cues & CUE_MODAL && i < t->token_count; i++)
		if (is_modal(t, fact, i))
			fact[i].gone = false;
	if (t->no_caps || t->all_caps)
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		bool before, behind;

		if (!fact[i].open || !fact[i].gone || fact[i].sure ||
		    w->letter_case != CASE_LOWER ||
		    fact[i].cues & CUE_PART_OF_NAME)
			continue;
		before = goes_large(t, fact, i + 1) && w[1].space_before;
		behind = i > 0 && w->space_before && goes_large(t, fact, i - 1);
		if (!before && !behind)
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
