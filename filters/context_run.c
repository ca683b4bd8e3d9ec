/* SPDX-License-Identifier: MIT */
#include "context_run.h"

#include <string.h>

#include "context_kind.h"
#include "context_label.h"
#include "context_part.h"
#include "context_place.h"
#include "context_token.h"
#include "lang/lexicon.h"
#include "layer.h"

#define LAYER "context"

/* A run of tokens, first..last, that are one name. */
struct run {
	size_t first, last;
	uint64_t left; /* cues before it */
	bool organization, place;
	uint8_t certainty;
	const char *rule;
};

/* Capitals tell: the message has both kinds, or this word is large. */
static bool
name_case(const struct text *t, size_t i)
{
	return t->no_caps || t->all_caps || context_large(t, i);
}

/* "kec. Tanimbar Selatan": a noun cut short, whose stop ends nothing. */
static bool
is_cut_noun(const struct text *t, size_t i)
{
	static const char *const nouns[] = {
	    "kec", "kab", "kel", "ds", "jl", "jln", "gg", "kp", NULL};

	return token_one_of(t, i, nouns);
}

/* The next token that is part of the run behind i, 0 when there is none. */
static size_t
next_of(const struct text *t, const struct fact *fact, size_t i)
{
	size_t at = i + 1;
	size_t signs = 0;

	while (
	    at < t->token_count && fact[at].kind == FACT_PUNCT && signs < 2) {
		const char c = t->norm[t->token[at].begin];

		if (c == '.' && context_glued(t, at) &&
		    (context_letter(t, i) || is_cut_noun(t, i))) {
			at++;
		} else if (c == '&' && at + 1 < t->token_count &&
			   fact[at + 1].sure && fact[at + 1].gone &&
			   fact[i].sure) {
			at++;
		} else if ((c == '-' || c == '\'' || c == '_') &&
			   context_glued(t, at) && context_glued(t, at + 1)) {
			at++;
		} else {
			return 0;
		}
		signs++;
	}
	return at < t->token_count && fact[at].gone ? at : 0;
}

static bool
joins(const struct text *t, const struct fact *fact, size_t i)
{
	if (context_sign(t, i, '&'))
		return true;
	return fact[i].kind >= FACT_UNKNOWN &&
	       fact[i].cues & (CUE_OF | CUE_AND | CUE_PARTICLE);
}

/* "grace long post op", "ayu lubis lab ulang": after the operation, what is
 * tested; no health post, no laboratory's name. */
static bool
is_after(const struct text *t, size_t i)
{
	FEW(tested, "aman", "belum", "blm", "dulu", "jam", "keluar", "lengkap",
	    "normal", "sudah", "udah", "ulang");
	FEW(what, "ictal", "lap", "op", "operation", "operative", "ops",
	    "partum", "surgery", "void");
	const size_t next = i + 1;

	if (token_is(t, &t->token[i], "lab"))
		return token_few(t, next, &tested);
	return token_is(t, &t->token[i], "post") && next < t->token_count &&
	       (token_few(t, next, &what) || context_sign(t, next, '-') ||
		   t->token[next].words & WORD_MEDICAL);
}

static bool
is_org_noun(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && fact[i].kind >= FACT_UNKNOWN &&
	       fact[i].cues & CUE_ORG && name_case(t, i) && !is_after(t, i);
}

/* "hasil lab budi": whose result it is, and no laboratory's name. */
static bool
is_result(const struct text *t, size_t i)
{
	FEW(whose, "ambil", "cek", "hasil", "nunggu", "ngambil", "periksa",
	    "sampel", "tunggu", "ulang");

	return i > 0 && token_is(t, &t->token[i], "lab") &&
	       token_few(t, i - 1, &whose);
}

/* "His dialysis is at queens med": a name in small letters has its noun so. */
static bool
is_noun_of(const struct text *t, const struct fact *fact, size_t i, bool small)
{
	return is_org_noun(t, fact, i) ||
	       (small && in_list(t, i, LIST_HOUSE) &&
		   !token_is(t, &t->token[i], "home"));
}

/* A word that may stand inside an organisation's name, before its noun. */
static bool
may_stand(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       fact[i].kind >= FACT_UNKNOWN &&
	       (fact[i].gone || !(fact[i].cues & CUE_STOPS)) &&
	       (!context_tells_case(t) || context_large(t, i));
}

/* "Hospital", "Path Lab", "& Sons" behind. */
static void
widen_right(const struct text *t, struct fact *fact, struct run *r)
{
	const uint64_t slot = CUE_FROM | CUE_AT | CUE_TO | CUE_BY;
	const bool small = t->token[r->last].letter_case == CASE_LOWER &&
			   r->first > 0 && (fact[r->first - 1].cues & slot) &&
			   !in_list(t, r->last, LIST_HOUSE_CARE);
	size_t at = context_past_tie(t, r->last + 1);

	for (size_t ahead = at; ahead < at + 3; ahead++) {
		if (is_noun_of(t, fact, ahead, small)) {
			r->organization = true;
			while (is_noun_of(t, fact, ahead + 1, small))
				ahead++;
			r->last = ahead;
			break;
		}
		if (!may_stand(t, fact, ahead))
			break;
	}
	if (!r->organization)
		return;
	at = r->last + 1;
	if (context_sign(t, at, '\'') && context_past_tie(t, at) == at + 2)
		r->last = at + 1;
	at = r->last + 1;
	if (at + 1 < t->token_count &&
	    ((joins(t, fact, at) && fact[at + 1].gone) ||
		(context_sign(t, at, '&') && may_stand(t, fact, at + 1))))
		r->last = at + 1;
}

/* "new horizon" before "... maternity home": back to where it begins. */
static void
widen_left(const struct text *t, struct fact *fact, struct run *r)
{
	/* "Rujukan RS Bhakti Wiyata" */
	FEW(sent, "rujukan", "transferan", "pindahan", "konsulan", "titipan",
	    "limpahan");
	/* "Green Lantern Taxis", "Two Harbors Fire" */
	FEW(firsts, "amalgamated", "big", "black", "blue", "first", "five",
	    "golden", "grand", "great", "green", "little", "lower", "north",
	    "red", "royal", "second", "seven", "silver", "sir", "south",
	    "three", "two", "united", "upper", "west", "white");
	size_t at = r->first;

	while (at > 0 && r->first - at < 3 && may_stand(t, fact, at - 1) &&
	       !token_few(t, at - 1, &sent) &&
	       !(context_tells_case(t) && t->token[at - 1].sentence_start &&
		   t->token[at - 1].words & WORD_FREQUENT &&
		   !(token_few(t, at - 1, &firsts) && context_large(t, at))))
		at--;
	if (at == r->first)
		return;
	if (context_tells_case(t) || at == 0 ||
	    fact[at - 1].cues & (CUE_FROM | CUE_AT | CUE_TO | CUE_BY | CUE_IN |
				    CUE_TELL | CUE_THE))
		r->first = at;
}

/* "RSUD dr. Soewandi": the house is called after a doctor. */
static void
past_title(const struct text *t, const struct fact *fact, struct run *r)
{
	FEW(kinds, "jantung", "jiwa", "kanker", "khusus", "mata", "ortopedi",
	    "paru", "umum");
	static const char *const titles[] = {"dr", "drg", "prof", NULL};
	size_t at = r->first;

	/* "RS Ortopedi Prof. Dr. Soeharso" */
	for (unsigned n = 0; n < 2; n++) {
		const size_t dot = at > 0 && context_sign(t, at - 1, '.');

		if (at < 2 + dot || !token_one_of(t, at - dot - 1, titles))
			break;
		at -= dot + 1;
	}
	if (at < r->first && at > 1 && token_few(t, at - 1, &kinds))
		at--;
	if (at == r->first || fact[at - 1].kind < FACT_UNKNOWN ||
	    !(fact[at - 1].cues & CUE_ORG_FIRST) ||
	    token_is(t, &t->token[at - 1], "pt") || !name_case(t, at - 1))
		return;
	r->organization = true;
	r->first = at;
}

/* "Hospital", "School of Nursing" behind; "RSUD", "St" before. */
static void
widen(const struct text *t, struct fact *fact, struct run *r)
{
	for (size_t i = r->first; i <= r->last; i++)
		if (fact[i].gone && fact[i].cues & CUE_ORG &&
		    fact[i].kind == FACT_SAFE)
			r->organization = true;
	widen_right(t, fact, r);
	if (r->organization)
		widen_left(t, fact, r);
	past_title(t, fact, r);
	while (r->first > 0 && fact[r->first - 1].kind >= FACT_UNKNOWN &&
	       fact[r->first - 1].cues & CUE_ORG_FIRST &&
	       name_case(t, r->first - 1) && !is_result(t, r->first - 1)) {
		r->organization = true;
		r->first--;
	}
}

/* "RSHS", "rscm": a hospital by its letters, "rumah sakit" first, as no word
 * begins; "mayapada", "rujukan haji": by a word, and by who is sent. */
static bool
is_hospital(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(others, "rsbi", "rsna", "rstl", "rsvp");
	FEW(alone, "mayapada", "sanglah");
	FEW(sent, "kiriman", "limpahan", "rujukan", "transferan");
	FEW(behind, "bhayangkara", "bunda", "haji", "jih", "pelni",
	    "petrokimia", "pku", "tentara");
	const struct token *w = &t->token[i];
	const uint32_t len = w->end - w->begin;
	const char *s = t->fold + w->begin;

	if (token_few(t, i, &alone) ||
	    (i > 0 && token_few(t, i - 1, &sent) && token_few(t, i, &behind)))
		return true;
	if (s[0] != 'r' || s[1] != 's' || len < 4 || len > 7 ||
	    fact[i].kind != FACT_UNKNOWN || token_few(t, i, &others))
		return false;
	/* "rsanya" is typed wrong, "rsnya" a hospital of no name */
	if (t->all_caps || w->letter_case != CASE_UPPER)
		for (uint32_t at = 2; at < len; at++)
			if (strchr("aeiouy", s[at]))
				return false;
	return true;
}

/* "deket UNDIP", "mahasiswi UGM", and, where somebody learns, "anak ITB". */
static bool
is_university(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(alone, "ubaya", "ugm", "unair", "unand", "undip", "unej", "unesa",
	    "unhas", "unibraw", "unikom", "unila", "unisba", "unissula",
	    "unmul", "unnes", "unpad", "unpas", "unsoed", "unsri", "untan");
	FEW(behind, "ipb", "itb", "its", "ub", "ui", "uii", "uin", "uksw",
	    "umm", "ums", "umy", "unj", "uns", "uny", "upi");
	FEW(learns, "alumni", "anak", "dosen", "kampus", "kuliah", "lulusan",
	    "mahasiswa", "mahasiswi", "mhs", "mhsw");

	return token_few(t, i, &alone) ||
	       (i > 0 && t->token[i].letter_case == CASE_UPPER &&
		   !t->all_caps && fact[i].kind >= FACT_UNKNOWN &&
		   token_few(t, i - 1, &learns) && token_few(t, i, &behind));
}

static bool
lettered_house(
    const struct text *t, struct fact *fact, size_t i, struct spans *found)
{
	const struct token *w = &t->token[i];

	if (w->kind != TOKEN_WORD || fact[i].sure ||
	    !(is_hospital(t, fact, i) || is_university(t, fact, i)))
		return false;
	spans_add(found, w->begin, w->end, SCRUB_ORGANIZATION, LAYER,
	    "organization-noun", 80);
	return true;
}

/* "pulau binongko", "Kyangwali settlement": the noun is part of the name. */
static void
take_noun(const struct text *t, const struct fact *fact, struct run *r)
{
	/* Words that nobody is called, and that only a named place has. */
	FEW(before, "asrama", "bandara", "banjar", "chak", "dusun", "ds",
	    "gampong", "huta", "jembatan", "jorong", "kampung", "kebun",
	    "kecamatan", "kelurahan", "kp", "lapas", "mal", "pasar",
	    "pelabuhan", "perkebunan", "perumahan", "perumnas", "pulau",
	    "rusunawa", "rutan", "simpang", "stasiun", "terminal", "tol");
	static const char *const behind[] = {"airstrip", "block", "camp",
	    "district", "estate", "island", "jetty", "junction", "landing",
	    "roundabout", "settlement", "site", "village", NULL};
	FEW(houses, "dinas", "dinkes", "kodim", "koramil", "majelis", "pabrik",
	    "polindes", "ponpes", "posyandu", "pusk", "pustu", "rsad", "rsal",
	    "rsb", "rst", "sanatorio", "sekolah", "toko", "vihara", "warung",
	    "yayasan", "yonif", "ysgol");
	FEW(trades, "battalion", "cabs", "choir", "colliery", "crossfit",
	    "garage", "inn", "juniors", "lifeboat", "motel", "motors",
	    "nursery", "printworks", "quarry", "regiment", "rfc", "solicitors",
	    "steelworks", "tavern", "taxis");
	/* Verbs or plain words in small letters. */
	static const char *const named_trades[] = {"agency", "coaches",
	    "convent", "electrical", "garage", "heart", "mill", "mills",
	    "mines", "mining", "rail", "rescue", "scans", "service", "services",
	    "territorial", "va", "works", NULL};
	const size_t at = r->last + 1;

	if (r->first > 0 && fact[r->first - 1].kind >= FACT_UNKNOWN &&
	    t->token[r->first].space_before &&
	    token_few(t, r->first - 1, &houses)) {
		r->organization = true;
		r->first--;
	}
	if (at < t->token_count && fact[at].kind >= FACT_UNKNOWN &&
	    t->token[at].space_before &&
	    (token_few(t, at, &trades) ||
		(context_tells_case(t) && token_one_of(t, at, named_trades))) &&
	    (!context_tells_case(t) || context_large(t, at))) {
		r->organization = true;
		r->last++;
	}
	if (r->organization)
		return;
	if (r->first > 0 && fact[r->first - 1].kind >= FACT_UNKNOWN &&
	    t->token[r->first].space_before &&
	    token_few(t, r->first - 1, &before)) {
		r->place = true;
		r->first--;
	}
	if (at < t->token_count && fact[at].kind >= FACT_UNKNOWN &&
	    t->token[at].space_before && token_one_of(t, at, behind) &&
	    (!token_is(t, &t->token[at], "landing") ||
		(at + 1 < t->token_count &&
		    token_is(t, &t->token[at + 1], "site"))) &&
	    (!context_tells_case(t) || context_large(t, r->last))) {
		r->place = true;
		r->last++;
		if (token_is(t, &t->token[at], "landing"))
			r->last++;
	}
}

/* "S.Ked": the letter's word is right behind its stop. */
static bool
opens_degree(const struct text *t, size_t i)
{
	return i + 2 < t->token_count && context_sign(t, i + 1, '.') &&
	       context_glued(t, i + 1) && context_glued(t, i + 2) &&
	       !context_letter(t, i + 2) && t->token[i + 2].kind == TOKEN_WORD;
}

/* Titles before and degrees behind a name stay. */
static void
trim(const struct text *t, const struct fact *fact, struct run *r)
{
	static const char *const whose_son[] = {"jr", "sr", "junior", NULL};

	while (
	    r->first < r->last && fact[r->first + 1].gone &&
	    !fact[r->first].sure &&
	    (fact[r->first].cues & CUE_TITLE ||
		(fact[r->first].kind == FACT_SAFE &&
		    fact[r->first].cues & (CUE_KIN | CUE_ROLE | CUE_WARD))) &&
	    !(t->token[r->first].words & WORD_STRONG))
		r->first++;
	while (r->first < r->last && fact[r->last].cues & CUE_DEGREE &&
	       !(fact[r->last].cues & CUE_PARTICLE) &&
	       !token_one_of(t, r->last, whose_son) &&
	       !(context_letter(t, r->last) && !opens_degree(t, r->last)))
		r->last--;
}

/* "bere mau", "big Mike": what a rule says is of the name is a range of its
 * own, too: plain words at an end of one are left out later. */
static void
put_part(const struct text *t, const struct fact *fact, size_t i,
    struct spans *found)
{
	if (fact[i].gone && fact[i].sure &&
	    strcmp(fact[i].rule, "name-part") == 0)
		spans_add(found, t->token[i].begin, t->token[i].end, SCRUB_NAME,
		    LAYER, fact[i].rule, fact[i].certainty);
}

static size_t
put_run(const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i,
    struct spans *found)
{
	struct run r = {.first = i, .last = i};
	enum scrub_label label;
	size_t next, last;
	bool placed = true;

	while ((next = next_of(t, fact, r.last)) != 0)
		r.last = next;
	last = r.last;
	for (size_t k = r.first; k <= r.last; k++) {
		if (fact[k].gone && fact[k].certainty > r.certainty) {
			r.certainty = fact[k].certainty;
			r.rule = fact[k].rule;
		}
		placed = placed && fact[k].gone &&
			 strcmp(fact[k].rule, "place-noun") == 0;
	}
	r.place = placed && t->token[i].cues & CUE_PLACE;
	widen(t, fact, &r);
	if (!r.organization)
		trim(t, fact, &r);
	take_noun(t, fact, &r);
	if (lang == SCRUB_EN)
		r.organization |= context_kind(t, fact, &r.first, &r.last);
	r.left = r.first > 0 ? fact[r.first - 1].cues : 0;
	label = r.organization ? SCRUB_ORGANIZATION
		: r.place
		    ? SCRUB_LOCATION
		    : context_label(t, lang, fact, r.first, r.last, r.left);
	if (label == SCRUB_ORGANIZATION && lang == SCRUB_EN)
		context_whom(t, fact, &r.last);
	spans_add(found, t->token[r.first].begin, t->token[r.last].end, label,
	    LAYER, r.rule, r.certainty);
	if (label == SCRUB_NAME && r.first < r.last) {
		put_part(t, fact, r.first, found);
		put_part(t, fact, r.last, found);
	}
	for (size_t k = r.first; k <= r.last; k++)
		fact[k].label = (uint8_t)label;
	return last > r.last ? last : r.last;
}

void
context_runs(const struct text *t, enum scrub_lang lang, struct fact *fact,
    struct spans *found)
{
	if (LAYER_ON(LAYER_PLACES))
		context_places(t, lang, fact);
	if (!context_parts(t, lang, fact) && lang != SCRUB_ID_ID)
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		if (lang == SCRUB_ID_ID && lettered_house(t, fact, i, found))
			continue;
		if (fact[i].gone)
			i = put_run(t, lang, fact, i, found);
	}
}
