/* SPDX-License-Identifier: MIT */
#include "context_call.h"

#include "context_initials.h"
#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)

/* Small words that are names, too, as short as they are. */
FEW(short_names, "am", "an", "as", "be", "by", "can", "do", "he", "in", "le",
    "may", "me", "on", "or", "so", "to", "up", "will");

static bool
is_open_word(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       fact[i].kind >= FACT_UNKNOWN && !fact[i].gone && !fact[i].sure;
}

/* "tell will he is next", "ask art if she has it": a given name that is another
 * word, where a person must stand. */
static void
told_that_one(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const tells[] = {
	    "tell", "ask", "remind", "told", "asked", "text", "bleep", NULL};
	static const char *const one[] = {"he", "she", "hes", "shes", NULL};
	static const char *const if_one[] = {"if", "whether", "that", NULL};
	const size_t who = i + 1, next = i + 2;

	if (!token_one_of(t, i, tells) || !is_open_word(t, fact, who) ||
	    !(t->token[who].words & WORD_FORENAME) ||
	    (fact[who].cues != 0 && !(fact[who].cues & CUE_MODAL)) ||
	    !(token_one_of(t, next, one) ||
		(token_one_of(t, next, if_one) &&
		    token_one_of(t, next + 1, one))))
		return;
	context_take(fact, who, "word-as-name", 75);
}

/* "Rob where is the sucker?": who is asked comes first. */
static void
asked_first(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const what[] = {
	    "where", "whats", "wheres", "what", "how", "why", "who", NULL};
	static const char *const is[] = {
	    "is", "are", "did", "s", "do", "much", "many", NULL};
	const struct token *w = &t->token[i];
	const size_t next = i + 1;

	if (!w->sentence_start || w->letter_case != CASE_TITLE ||
	    !(w->words & WORD_FORENAME) || w->words & WORD_COUNTRY ||
	    fact[i].cues != 0 || !is_open_word(t, fact, i) ||
	    token_is(t, w, "mark") || token_is(t, w, "guess") ||
	    !token_one_of(t, next, what) || !t->token[next].space_before)
		return;
	if (token_one_of(t, next + 1, is) ||
	    (context_sign(t, next + 1, '\'') && token_one_of(t, next + 2, is)))
		context_take(fact, i, "word-as-name", 70);
}

/* "ok An, an Allis please", "thanks Do": a small word that is written large for
 * no other reason. */
static void
small_word_called(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const greets[] = {"ok", "okay", "thanks", "thx",
	    "cheers", "sorry", "hi", "hello", "hey", "morning", "well", NULL};
	static const char *const there[] = {"on", "in", "around", "here",
	    "back", "off", "free", "scrubbed", "coming", "there", "available",
	    NULL};
	static const char *const is[] = {"is", "was", NULL};
	const size_t next = i + 1;

	if (i == 0 || t->token[i].sentence_start || !context_tells_case(t) ||
	    t->token[i].letter_case != CASE_TITLE ||
	    !t->token[i].space_before || !is_open_word(t, fact, i) ||
	    !token_few(t, i, &short_names))
		return;
	if ((token_one_of(t, i - 1, greets) &&
		!token_is(t, &t->token[i], "so") &&
		(next == t->token_count || context_sign(t, next, ',') ||
		    context_sign(t, next, '.') ||
		    context_sign(t, next, '!'))) ||
	    (token_one_of(t, i - 1, is) && t->token[i - 1].sentence_start &&
		token_one_of(t, next, there)))
		context_take(fact, i, "word-as-name", 70);
}

/* "did ng want the gold", "has li got it", "what size did su ask for": a short
 * surname; a tube wants nothing. */
static void
inverted(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const does[] = {"did", "does", "do", NULL};
	static const char *const acts[] = {"want", "ask", "prefer", "say",
	    "mention", "order", "book", "like", "bleep", "ring", "reply", NULL};
	const size_t who = i + 1;

	/* "can may take the camera": who is asked bears a verb's name */
	if (is_open_word(t, fact, who) && fact[who].cues & CUE_MODAL &&
	    t->token[who].words & WORD_FORENAME &&
	    !(t->token[i].words & WORD_FORENAME) && who + 1 < t->token_count &&
	    t->token[who + 1].kind == TOKEN_WORD &&
	    token_one_of(t, i,
		(const char *const[]){
		    "can", "could", "should", "did", "does", "would", NULL})) {
		context_take(fact, who, "word-as-name", 70);
		return;
	}
	if (!token_one_of(t, i, does) || !is_open_word(t, fact, who) ||
	    !(t->token[who].words & WORD_SURNAME) ||
	    !(t->token[who].words & (WORD_STRONG | WORD_MOSTLY)) ||
	    fact[who].cues != 0 || !token_one_of(t, who + 1, acts))
		return;
	context_take(fact, who, "word-as-name", 75);
}

/* "lunch cover: bee out, flo in": who goes and who comes. */
static void
relief(const struct text *t, struct fact *fact, size_t i)
{
	FEW(breaks, "break", "breaks", "cover", "lunch", "relief", "tea");
	static const char *const way[] = {"out", "in", "off", "on", NULL};
	const size_t one = i + 2, comma = i + 4, other = i + 5;

	if (!token_few(t, i, &breaks) || !context_sign(t, i + 1, ':') ||
	    other + 1 >= t->token_count || !token_one_of(t, one + 1, way) ||
	    !(context_sign(t, comma, ',') || context_sign(t, comma, '/')) ||
	    !token_one_of(t, other + 1, way) || !is_open_word(t, fact, one) ||
	    !(t->token[one].words & WORD_FORENAME))
		return;
	context_take(fact, one, "word-as-name", 75);
	if (is_open_word(t, fact, other) && t->token[other].words & PERSON)
		context_take(fact, other, "word-as-name", 75);
}

/* "64M", "44f": years and sex. */
static bool
is_aged_sex(const struct text *t, size_t i)
{
	const char *s;

	if (i >= t->token_count || t->token[i].kind != TOKEN_MIXED ||
	    t->token[i].end - t->token[i].begin != 3)
		return false;
	s = t->fold + t->token[i].begin;
	return s[0] > '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' &&
	       (s[2] == 'm' || s[2] == 'f');
}

/* "pt HJ BP 82/40", "donor AB 41M": who has a pulse, an age; a rhythm has one,
 * too. */
static void
letters_measured(const struct text *t, struct fact *fact, size_t i)
{
	FEW(grafts, "donor", "recipient");
	FEW(vitals, "bp", "hr", "map", "sat", "sats", "sbp", "spo2", "temp");
	FEW(no_one, "af", "ai", "ar", "as", "bm", "cf", "cl", "dm", "ef", "fa",
	    "ga", "gi", "hb", "hf", "ht", "la", "lv", "ms", "mv", "na", "ng",
	    "nt", "on", "pe", "pr", "ra", "rv", "sb", "sc", "sr", "st", "sv",
	    "uk", "uo", "vf", "vt");
	const size_t next = i + 1;

	if (i == 0 ||
	    !(fact[i - 1].cues & CUE_PATIENT || token_few(t, i - 1, &grafts)) ||
	    !context_is_short(t, fact, i) || fact[i].gone ||
	    t->token[i].end - t->token[i].begin != 2 ||
	    (t->all_caps && t->token[i].words & WORD_FREQUENT) ||
	    token_few(t, i, &vitals) || token_few(t, i, &no_one) ||
	    context_is_nobody(t, i))
		return;
	if (!is_aged_sex(t, next) &&
	    (!token_few(t, next, &vitals) || next + 1 >= t->token_count ||
		(t->token[next + 1].kind != TOKEN_NUMBER &&
		    t->token[next + 1].kind != TOKEN_MIXED)))
		return;
	context_take(fact, i, "initials", 70);
}

/* "Time 03:14. -KM": signed, behind all. */
static void
letters_sign(const struct text *t, struct fact *fact, size_t i)
{
	FEW(no_one, "abd", "ed", "er", "icu", "itu", "im", "iv", "ot", "or",
	    "pacu", "po", "pr", "pv", "rh", "sc", "ve");
	const uint32_t len = t->token[i].end - t->token[i].begin;

	if (i < 3 || i + 1 != t->token_count || len < 2 || len > 3 ||
	    t->token[i].letter_case != CASE_UPPER || fact[i].gone ||
	    t->token[i].kind != TOKEN_WORD || token_few(t, i, &no_one) ||
	    t->token[i].words & (WORD_MEDICAL | WORD_BRAND) ||
	    context_is_nobody(t, i))
		return;
	if ((context_sign(t, i - 1, '-') || context_sign(t, i - 1, '~')) &&
	    t->token[i - 1].space_before &&
	    (context_sign(t, i - 2, '.') || context_sign(t, i - 2, '!')))
		context_take(fact, i, "initials", 70);
}

/* What only somebody has. */
static bool
is_owned(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(own, "badge", "bleep", "case", "cases", "family", "headset",
	    "lanyard", "list", "locker", "loupes", "pager", "patient",
	    "patients", "phone", "pt", "relatives", "wristband");

	return i < t->token_count && t->token[i].space_before &&
	       ((fact[i].cues & CUE_KIN) != 0 || token_few(t, i, &own));
}

/* "AK's bleep", "HJ's family": letters that have something. */
static void
letters_own(const struct text *t, struct fact *fact, size_t i)
{
	FEW(services, "ct", "ed", "ep", "er", "gi", "gp", "gu", "hd", "id",
	    "ir", "it", "np", "ob", "or", "ot", "pa", "pt", "rn", "rt", "us");

	if (context_is_short(t, fact, i) && !fact[i].gone && !fact[i].sure &&
	    t->token[i].end - t->token[i].begin == 2 &&
	    !token_few(t, i, &services) && !context_is_nobody(t, i) &&
	    context_sign(t, i + 1, '\'') && context_glued(t, i + 1) &&
	    context_glued(t, i + 2) && token_is(t, &t->token[i + 2], "s") &&
	    is_owned(t, fact, i + 3))
		context_take(fact, i, "initials", 70);
}

/* "Rose's drain 40", "young's kidney made urine": a word or eponym that is
 * somebody's surname, and what is in a patient; things are called after
 * eponyms, too. */
static void
word_owns(const struct text *t, struct fact *fact, size_t i)
{
	FEW(own, "abdomen", "airway", "chart", "chest", "consent", "ecmo",
	    "evd", "heart", "icp", "impella", "kidney", "kidneys", "liver",
	    "lungs", "pupils", "sternum", "urine", "ventilator");
	FEW(made, "balloon", "drain", "drains", "flap", "graft", "grafts",
	    "leg", "line", "lines", "pump", "valve");
	const unsigned not_name = WORD_MEDICAL | WORD_BRAND | WORD_COUNTRY;
	const bool both = fact[i].kind == FACT_BOTH;
	const size_t what = i + 3;

	if ((!both && fact[i].kind != FACT_EPONYM) || !fact[i].open ||
	    fact[i].gone || fact[i].sure ||
	    !(t->token[i].words & WORD_STRONG) ||
	    t->token[i].words & not_name ||
	    !(i == 0 || t->token[i].sentence_start ||
		context_sign(t, i - 1, ',') || context_sign(t, i - 1, ';')))
		return;
	if (context_owns(t, i) && what < t->token_count &&
	    t->token[what].space_before &&
	    (token_few(t, what, &own) || (both && token_few(t, what, &made))))
		context_take(fact, i, "word-as-name", 70);
}

/* "pt is unknown Bravo 12": who has no name yet. */
static void
unknown_one(const struct text *t, struct fact *fact, size_t i)
{
	const size_t at = i + 1;

	if (!token_is(t, &t->token[i], "unknown") ||
	    !in_list(t, at, LIST_LETTER) || !t->token[at].space_before ||
	    fact[at].gone || fact[at].kind < FACT_UNKNOWN ||
	    !(at + 1 == t->token_count || fact[at + 1].kind == FACT_PUNCT ||
		fact[at + 1].kind == FACT_NUMBER ||
		fact[at + 1].kind == FACT_KEPT))
		return;
	context_take(fact, i, "behind-named", 75);
	context_take(fact, at, "behind-named", 75);
}

void
context_call(const struct text *t, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		const struct token *w = &t->token[i];

		if (w->end - w->begin < 2)
			continue;
		if (in_list(t, i + 1, LIST_LETTER))
			unknown_one(t, fact, i);
		if (w->cues & CUE_TELL)
			told_that_one(t, fact, i);
		if (w->cues & CUE_MODAL)
			inverted(t, fact, i);
		if (context_sign(t, i + 1, ':'))
			relief(t, fact, i);
		if (w->letter_case == CASE_UPPER)
			letters_measured(t, fact, i);
		if (t->all_caps)
			continue;
		asked_first(t, fact, i);
		small_word_called(t, fact, i);
		if (context_sign(t, i + 1, '\''))
			word_owns(t, fact, i);
		if (w->letter_case == CASE_UPPER) {
			letters_own(t, fact, i);
			letters_sign(t, fact, i);
		}
	}
}
