/* SPDX-License-Identifier: MIT */
#include "context_swap.h"

#include <string.h>

#include "context_initials.h"
#include "context_place.h"
#include "context_token.h"

/* What is changed for another, moved or measured, and no person. */
FEW(things, "abg", "al", "ao", "ap", "apd", "apr", "art", "avr", "ax", "bag",
    "bms", "bpm", "br", "cc", "cl", "cn", "cpb", "cpr", "crrt", "csf", "cvl",
    "cvp", "cvs", "cx", "des", "dl", "dpc", "ds", "ef", "epi", "esu", "ett",
    "evd", "ffp", "fr", "hd", "hdu", "hep", "hfo", "hme", "ia", "icd", "ii",
    "iii", "im", "io", "itu", "iud", "ivc", "jp", "kcl", "kg", "l", "la", "lad",
    "lax", "lca", "lgs", "lij", "lma", "lr", "lt", "lv", "lvl", "mcg", "mg",
    "min", "ml", "mm", "mmf", "mpa", "ng", "ngt", "nj", "no", "npa", "npo",
    "ns", "og", "ogt", "opa", "pa", "pacu", "pca", "pcv", "peg", "picc", "pig",
    "plt", "po", "pod", "pr", "prc", "psv", "pv", "r", "ra", "rae", "rbc",
    "rca", "rij", "rl", "rr", "rt", "rv", "sa", "sax", "sc", "sd", "simv", "sr",
    "sv", "sva", "svc", "sw", "tci", "tka", "tkr", "tpn", "vac", "vcv", "vf",
    "vp", "vt", "vv", "wsd");
/* Small words: "in to", "or so". */
FEW(small, "ada", "aja", "all", "am", "an", "and", "any", "apa", "are", "as",
    "at", "aye", "be", "big", "but", "by", "can", "di", "dia", "do", "dr",
    "end", "few", "for", "get", "go", "got", "had", "has", "he", "her", "him",
    "his", "how", "if", "in", "ini", "is", "it", "its", "itu", "jam", "ke",
    "kok", "me", "my", "new", "nih", "nil", "no", "not", "now", "of", "off",
    "ok", "old", "on", "one", "or", "our", "out", "pm", "set", "she", "si",
    "sih", "six", "sj", "so", "tdk", "ten", "the", "to", "top", "two", "up",
    "us", "was", "we", "who", "ya", "yes", "yet", "yg", "you", "yuk");

/* Two letters, or three, and no small word. */
static bool
is_letters(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->kind == TOKEN_WORD &&
	       w->end - w->begin > 1 && w->end - w->begin < 4 &&
	       fact[i].kind >= FACT_UNKNOWN &&
	       (w->letter_case == CASE_UPPER || w->letter_case == CASE_LOWER) &&
	       ((context_tells_case(t) && w->letter_case == CASE_UPPER) ||
		   !token_few(t, i, &small));
}

/* Of two that change places one is neither a thing nor a service: "RN > DW",
 * but not "BR > SR". */
static bool
are_two(const struct text *t, const struct fact *fact, size_t i, size_t other)
{
	if (!is_letters(t, fact, i) || !is_letters(t, fact, other))
		return false;
	return !(token_few(t, i, &things) || context_is_nobody(t, i)) ||
	       !(token_few(t, other, &things) || context_is_nobody(t, other));
}

/* ">", "->", "=>" or an arrow at i: the token behind it; 0: none. */
static size_t
past_arrow(const struct text *t, size_t i)
{
	static const char arrow[] = "\xE2\x86\x92";
	const struct token *w = &t->token[i];

	if (i >= t->token_count)
		return 0;
	if (context_sign(t, i, '-') || context_sign(t, i, '='))
		return context_sign(t, i + 1, '>') && context_glued(t, i + 1)
			   ? i + 2
			   : 0;
	if (context_sign(t, i, '>') ||
	    (w->end - w->begin == sizeof(arrow) - 1 &&
		memcmp(t->fold + w->begin, arrow, sizeof(arrow) - 1) == 0))
		return i + 1;
	return 0;
}

/* "PJ > CJ", "DK to LM": the second of two at i and behind it; 0: none. */
static size_t
other_of(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(ways, "and", "dan", "dengan", "dgn", "for", "ke", "sama", "to",
	    "with");
	size_t other = past_arrow(t, i + 1);

	if (other == 0 &&
	    (token_few(t, i + 1, &ways) || context_sign(t, i + 1, '/') ||
		context_sign(t, i + 1, '&')))
		other = i + 2;
	return other && are_two(t, fact, i, other) ? other : 0;
}

/* Is token i what only staff do, or a change of theirs? "relief", "scrub swap",
 * "oper jaga" */
static bool
is_change(const struct text *t, size_t i)
{
	FEW(theirs, "handing", "handoff", "handover", "relief", "relieved",
	    "relieves", "relieving");
	FEW(changes, "change", "changed", "changeover", "changes", "ganti",
	    "gantian", "oper", "operan", "swap", "swapped", "swapping", "swaps",
	    "switch", "switched", "tukar", "tukeran");
	FEW(staff, "anaes", "anaesthetist", "anestesi", "anesthesia", "asisten",
	    "asst", "break", "circ", "circs", "circulating", "circulator",
	    "dinas", "float", "instrumen", "jaga", "lunch", "nurse", "odp",
	    "omloop", "onloop", "operator", "perawat", "reg", "registrar",
	    "role", "roles", "runner", "scout", "scrub", "scrubs", "shift",
	    "sho", "sirkuler", "staff", "surgeon", "tea", "tech");

	if (token_few(t, i, &theirs))
		return true;
	if (token_few(t, i, &changes))
		return i > 0 && token_few(t, i - 1, &staff);
	if (token_few(t, i, &staff))
		return i > 0 && token_few(t, i - 1, &changes);
	return i > 0 && token_is(t, &t->token[i], "terima") &&
	       token_is(t, &t->token[i - 1], "serah");
}

/* "handover: KL -> TM", "scrub change from AK to BM": who is named behind. */
static void
behind_change(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 1, other;

	at += context_sign(t, at, ':') || context_sign(t, at, ',') ||
	      (at < t->token_count && (token_is(t, &t->token[at], "from") ||
					  token_is(t, &t->token[at], "dari")));
	other = other_of(t, fact, at);
	if (other == 0)
		return;
	context_take(fact, at, "initials", 75);
	context_take(fact, other, "initials", 75);
}

/* "out PJ in CJ", "KB out, SN in 14:20": capitals that go and come. */
static void
out_and_in(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const out[] = {"out", "off", "keluar", NULL};
	static const char *const in[] = {"in", "on", "masuk", NULL};
	const bool first = token_one_of(t, i, out);
	const size_t way = first ? i + 2 : i + 1;
	const size_t next = way + (first ? 0 : 1),
		     comma = context_sign(t, next, ',');
	const size_t one = first ? i + 1 : i;
	const size_t other = next + comma + (first ? 1 : 0);
	const size_t back = first ? other - 1 : other + 1;

	if ((!first && !token_one_of(t, way, out)) ||
	    !token_one_of(t, back, in) || !are_two(t, fact, one, other) ||
	    t->token[one].end - t->token[one].begin !=
		t->token[other].end - t->token[other].begin ||
	    t->token[one].letter_case != t->token[other].letter_case ||
	    !(i == 0 || t->token[i].sentence_start))
		return;
	context_take(fact, one, "initials", 75);
	context_take(fact, other, "initials", 75);
}

/* Is what is counted when staff change told of? */
static bool
is_counted(const struct text *t)
{
	FEW(counted, "count", "counted", "counts", "gauze", "instrumen",
	    "instruments", "jarum", "kasa", "needles", "raytecs", "sharps",
	    "sponges", "swabs");

	for (size_t i = 0; i < t->token_count; i++)
		if (token_few(t, i, &counted))
			return true;
	return false;
}

/* "KL -> TM, needles 12": no more is said of who hands over. */
static void
bare(const struct text *t, struct fact *fact, size_t i)
{
	const size_t other = past_arrow(t, i + 1), next = other + 1;

	if (other == 0 || !are_two(t, fact, i, other) ||
	    !(next >= t->token_count || t->token[next].kind != TOKEN_WORD) ||
	    !is_counted(t))
		return;
	context_take(fact, i, "initials", 70);
	context_take(fact, other, "initials", 70);
}

/* "scrub RN diganti DW", "circ TL relieves RM": one for the other. */
static void
instead(const struct text *t, struct fact *fact, size_t i)
{
	FEW(verbs, "diganti", "digantiin", "digantikan", "gantiin",
	    "menggantikan", "relieves", "replaces", "replacing");
	FEW(staff, "anaes", "anestesi", "asisten", "circ", "circulator",
	    "instrumen", "omloop", "onloop", "operator", "reg", "scrub", "sho",
	    "sirkuler");

	if (i < 2 || !token_few(t, i, &verbs) || !token_few(t, i - 2, &staff) ||
	    !are_two(t, fact, i - 1, i + 1))
		return;
	context_take(fact, i - 1, "initials", 75);
	context_take(fact, i + 1, "initials", 75);
}

/* "CJ in for PJ": as two come and go. */
static void
in_for(const struct text *t, struct fact *fact, size_t i)
{
	const size_t other = i + 3;

	if (other >= t->token_count || !token_is(t, &t->token[i + 1], "in") ||
	    !token_is(t, &t->token[i + 2], "for") ||
	    t->token[i].letter_case != CASE_UPPER ||
	    t->token[other].letter_case != CASE_UPPER ||
	    !are_two(t, fact, i, other))
		return;
	context_take(fact, i, "initials", 70);
	context_take(fact, other, "initials", 70);
}

/* "circ is now TL", "anaes is RB from 2": who has the seat. */
static void
is_seat_of(const struct text *t, struct fact *fact, size_t i)
{
	FEW(seats, "anaes", "anaesthetist", "circ", "circulator", "odp", "reg",
	    "registrar", "runner", "scout", "scrub", "surgeon");
	FEW(then, "at", "from", "now", "til", "till", "until");
	size_t at = i + 2;

	if (!token_few(t, i, &seats) || at >= t->token_count ||
	    !token_is(t, &t->token[i + 1], "is"))
		return;
	at += token_is(t, &t->token[at], "now");
	if (!is_letters(t, fact, at) || token_few(t, at, &things) ||
	    context_is_nobody(t, at) || fact[at].cues & CUE_STOPS ||
	    (t->token[at].end - t->token[at].begin > 2 &&
		!(context_tells_case(t) && context_large(t, at))) ||
	    !(at + 1 == t->token_count ||
		t->token[at + 1].kind == TOKEN_PUNCT ||
		token_few(t, at + 1, &then)))
		return;
	context_take(fact, at, "initials", 70);
}

void
context_swaps(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 2 < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->kind != TOKEN_WORD)
			continue;
		if (is_change(t, i))
			behind_change(t, fact, i);
		else
			instead(t, fact, i);
		is_seat_of(t, fact, i);
		if (w->sentence_start) {
			in_for(t, fact, i);
			out_and_in(t, fact, i);
			bare(t, fact, i);
		}
	}
}
