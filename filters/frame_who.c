/* SPDX-License-Identifier: MIT */
#include "frame_who.h"

#include <string.h>

#include "context_initials.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)
#define CLINIC (WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND)

/* Two capitals that are no service, profession or machine. */
static bool
is_letters(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(services, "ab", "af", "ai", "am", "an", "bb", "bm", "bp", "ca",
	    "cn", "co", "cs", "ct", "cv", "dm", "dn", "ed", "ef", "ep", "er",
	    "et", "ga", "gi", "gp", "gs", "gu", "hb", "hd", "hf", "ho", "hr",
	    "ht", "ib", "ic", "id", "ii", "im", "ip", "ir", "it", "iv", "la",
	    "lv", "md", "mo", "mr", "ms", "na", "ng", "nm", "np", "nr", "ns",
	    "nt", "ob", "og", "ok", "om", "on", "op", "or", "os", "ot", "pa",
	    "pc", "pe", "pg", "pi", "pm", "po", "pt", "qa", "qc", "ra", "rd",
	    "rn", "rp", "rr", "rt", "rv", "sb", "sc", "sn", "st", "sw", "th",
	    "tv", "uk", "uo", "us", "ve", "vf", "vp", "vs", "vt", "we", "xr");
	const struct token *w = &t->token[i];

	return w->letter_case == CASE_UPPER && w->end - w->begin == 2 &&
	       fact[i].kind >= FACT_UNKNOWN && !fact[i].gone &&
	       !context_is_nobody(t, i) &&
	       !(t->all_caps && w->words & WORD_FREQUENT) &&
	       !token_few(t, i, &services);
}

/* A country or who is from there, which the lists have as nothing else; many a
 * person is called so. */
static bool
is_from(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(called, "asia", "dakota", "danish", "england", "english", "florida",
	    "french", "german", "holland", "india", "indiana", "ireland",
	    "israel", "jordan", "kenya", "london", "roman", "tennessee",
	    "washington", "welsh");

	return t->token[i].words & WORD_COUNTRY && fact[i].cues == 0 &&
	       token_few(t, i, &called);
}

/* May a place be called so, and is nothing else said by it? */
static bool
is_place(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(anywhere, "abroad", "downstairs", "elsewhere", "overseas", "school",
	    "upstairs");
	const struct token *w = &t->token[i];

	if (fact[i].cues & CUE_STOPS || !w->space_before ||
	    w->end - w->begin < 4)
		return false;
	if (context_tells_case(t) && w->letter_case == CASE_TITLE)
		return !(w->words & WORD_MEDICAL);
	return fact[i].kind != FACT_MADE && !fact[i].near &&
	       !(w->words & (CLINIC | WORD_FREQUENT)) &&
	       !(w->looks & LOOKS_CLINICAL) && !token_few(t, i, &anywhere) &&
	       memcmp(t->fold + w->end - 2, "ly", 2) != 0;
}

/* What its lists say of it, and how it is written. */
static uint32_t
of_both(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const unsigned words = w->words;
	uint32_t who = WHO_OPEN;

	if (fact[i].kind == FACT_EPONYM)
		who |= WHO_AN_EPONYM;
	if (fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH)
		who |= WHO_NAMED;
	if (words & WORD_FORENAME)
		who |= WHO_FORENAME;
	if (words & WORD_STRONG)
		who |= WHO_STRONG;
	if (words & CLINIC)
		who |= WHO_CLINIC;
	if (words & WORD_COUNTRY)
		who |= WHO_COUNTRY;
	if (words & WORD_BRAND && !(words & WORD_MOSTLY))
		who |= WHO_BRAND;
	if (in_list(t, i, LIST_DISEASE))
		who |= WHO_DISEASE;
	if (fact[i].cues & ~CUE_ORG)
		who |= WHO_CUED;
	if (fact[i].cues & CUE_MODAL)
		who |= WHO_MODAL;
	if (w->sentence_start)
		who |= WHO_FIRST;
	if (w->letter_case == CASE_UPPER && !t->all_caps)
		who |= WHO_CAPITALS;
	if (w->letter_case == CASE_TITLE && !t->all_caps)
		who |= WHO_TITLE;
	if (!context_tells_case(t) || context_large(t, i))
		who |= WHO_LARGE;
	if (is_place(t, fact, i))
		who |= WHO_PLACE;
	return who;
}

/* A frequent name, or one that begins large; inside a sentence a frequent
 * forename that begins large may be a word of the clinic, too: "Iris". */
static bool
is_word(const struct text *t, size_t i, bool called)
{
	const unsigned frequent = WORD_STRONG | WORD_FORENAME;
	const struct token *w = &t->token[i];

	if (!context_tells_case(t))
		return called && w->words & WORD_STRONG;
	return context_large(t, i) &&
	       (called || (!w->sentence_start && w->letter_case == CASE_TITLE &&
			      (w->words & frequent) == frequent &&
			      !(w->words &
				  (WORD_BRAND | WORD_EPONYM | WORD_COUNTRY))));
}

/* Large, and none of us by what it is: "Matron is on nights". */
static bool
is_one(const struct text *t, size_t i, uint32_t who)
{
	FEW(groups, "admin", "backup", "boss", "cleaning", "cover", "estates",
	    "everybody", "help", "lead", "locum", "maintenance", "management",
	    "night", "nobody", "porters", "second", "security", "somebody",
	    "team", "third");

	return who & WHO_TITLE && !(who & WHO_CUED) &&
	       !token_few(t, i, &groups);
}

/* "the Hendersons": more than one of a surname, large. */
static bool
is_family(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const uint32_t len = w->end - w->begin;
	unsigned one;

	if (len < 4 || t->fold[w->end - 1] != 's' ||
	    (w->letter_case != CASE_TITLE && context_tells_case(t)))
		return false;
	one = words_find(SCRUB_EN, t->fold + w->begin, len - 1);
	return one & WORD_SURNAME && !(one & CLINIC);
}

static uint32_t
of_english(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const unsigned words = w->words;
	const uint32_t both = of_both(t, fact, i);
	const bool person = (words & PERSON) != 0;
	const bool called = both & WHO_NAMED && person && !(words & CLINIC) &&
			    !(both & WHO_CUED);
	uint32_t who = both;

	if (both & WHO_AN_EPONYM && person &&
	    !(both & (WHO_COUNTRY | WHO_BRAND)) && !(fact[i].cues & CUE_TITLE))
		who |= WHO_EPONYM;
	if (both & WHO_AN_EPONYM && both & WHO_STRONG && both & WHO_LARGE &&
	    !(both & WHO_DISEASE) && !(words & WORD_BRAND) && fact[i].cues == 0)
		who |= WHO_SURNAME;
	if (called)
		who |= WHO_CALLED;
	if (is_word(t, i, called))
		who |= WHO_WORD;
	if (both & (WHO_NAMED | WHO_AN_EPONYM) && person && fact[i].cues == 0 &&
	    !(words & (WORD_THING | WORD_COUNTRY)) && !(both & WHO_DISEASE))
		who |= WHO_HEARD;
	if (is_from(t, fact, i))
		who |= WHO_FROM;
	if (is_family(t, i))
		who |= WHO_FAMILY;
	if (is_one(t, i, both))
		who |= WHO_ONE;
	if (both & WHO_STRONG && words & WORD_SURNAME &&
	    !(both & WHO_DISEASE) &&
	    (context_tells_case(t) ? w->letter_case == CASE_TITLE
				   : !(words & (WORD_MEDICAL | WORD_CURATED))))
		who |= WHO_OWNER;
	return who;
}

/* A forename, and no thing but one that counts or measures, of old. */
static bool
is_called(const struct text *t, size_t i, uint32_t who)
{
	FEW(numbers, "dwi", "eka", "mega", "tri");
	const unsigned thing =
	    WORD_MEDICAL | WORD_THING | WORD_BRAND | WORD_COUNTRY;

	return who & WHO_NAMED && who & WHO_FORENAME &&
	       (!(t->token[i].words & thing) || token_few(t, i, &numbers));
}

/* A name, and said of no work, nor of everything. */
static bool
is_sent(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(said, "aman", "ayo", "bagus", "besar", "bulan", "cantik", "damai",
	    "elok", "gembira", "harapan", "kuat", "manis", "mulai", "pinter",
	    "puasa", "riang", "sabar", "sambil", "sayang", "sehat", "siap",
	    "sini", "suka", "syukur", "tenang", "terang", "untung", "waras");
	FEW(often, "amin", "bintang", "dahlia", "eka", "fajar", "indah", "mega",
	    "putri", "raja", "rejeki", "sari", "senja", "sultan", "tri");
	const unsigned thing =
	    WORD_MEDICAL | WORD_THING | WORD_BRAND | WORD_COUNTRY;
	const unsigned words = t->token[i].words;
	const bool large = context_large(t, i);

	if (large && token_few(t, i, &often))
		return true;
	return fact[i].cues == 0 && words & PERSON && !(words & thing) &&
	       (fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH) &&
	       (!(words & WORD_CURATED) ||
		   (words & WORD_STRONG &&
		       (large || !context_tells_case(t)))) &&
	       (!(words & WORD_FREQUENT) || large) && !token_few(t, i, &said);
}

/* A forename among else. */
static bool
is_folk(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(also, "fajar", "lintang");
	const unsigned thing =
	    WORD_BRAND | WORD_THING | WORD_COUNTRY | WORD_CURATED;
	const unsigned words = t->token[i].words;

	if (fact[i].cues & ~(uint64_t)(CUE_PLACE | CUE_TRADE) ||
	    (i > 0 && !t->token[i].space_before) ||
	    (fact[i].kind != FACT_BOTH && fact[i].kind != FACT_NAME) ||
	    !(words & WORD_FORENAME) || in_list(t, i, LIST_TITLE_HERE_ID) ||
	    context_sign(t, i + 1, '-'))
		return false;
	return (context_tells_case(t) && context_large(t, i)) ||
	       !(words & thing) || token_few(t, i, &also);
}

/* Towns that are words, and are said for no other place; or by the lists. */
static bool
is_home(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(towns, "bangka", "batang", "batu", "bima", "bone", "buru", "demak",
	    "jambi", "kijang", "kudus", "lingga", "malang", "medan", "metro",
	    "mulia", "negara", "padang", "palu", "pati", "rantau", "riau",
	    "sabang", "seram", "serang", "siak", "solo", "sumba", "tegal",
	    "tuban");
	const struct token *w = &t->token[i];

	return w->space_before && w->end - w->begin > 3 &&
	       (token_few(t, i, &towns) ||
		   (w->words & WORD_PLACE && fact[i].cues == 0 &&
		       !(w->words &
			   (WORD_MEDICAL | WORD_CURATED | WORD_FREQUENT))));
}

/* "pasiennya", "batuknya"; not "Tanya". */
static bool
is_theirs(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return w->end - w->begin > 5 &&
	       memcmp(t->fold + w->end - 3, "nya", 3) == 0;
}

uint32_t
frame_who(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i)
{
	uint32_t who = is_letters(t, fact, i) ? WHO_LETTERS : 0;

	if (fact[i].gone || fact[i].sure || fact[i].kind < FACT_UNKNOWN)
		return who;
	if (!fact[i].open)
		return who | WHO_GRAMMAR |
		       (lang == SCRUB_EN && is_family(t, i) ? WHO_FAMILY : 0) |
		       (of_both(t, fact, i) &
			   (WHO_FIRST | WHO_TITLE | WHO_FORENAME | WHO_MODAL));
	if (lang == SCRUB_EN)
		return who | of_english(t, fact, i);
	who |= of_both(t, fact, i);
	if (is_called(t, i, who))
		who |= WHO_CALLED;
	if (is_sent(t, fact, i))
		who |= WHO_SENT;
	if (is_folk(t, fact, i))
		who |= WHO_FOLK;
	if (is_home(t, fact, i))
		who |= WHO_HOME;
	if (is_theirs(t, i))
		who |= WHO_THEIRS;
	return who;
}
