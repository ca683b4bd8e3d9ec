/* SPDX-License-Identifier: MIT */
#include "context_initials.h"

#include <string.h>

#include "context_listed.h"
#include "context_place.h"
#include "context_seat.h"
#include "context_swap.h"

#define LETTERS_MOST 3u

/* What is signed, and by whom: initials follow. */
FEW(signs, "inisial", "inisialnya", "initials", "initialled", "initialed",
    "paraf", "diparaf", "parafnya", "typed");
FEW(takes_over, "relieved", "relieving");
static const char *const between[] = {
    "by", "are", "is", "aja", "saja", "dari", "oleh", ":", NULL};
/* What each of several does in an operation. */
FEW(parts, "dpjp", "operator", "asisten", "instrumen", "sirkuler", "onloop",
    "kamera", "anestesi", "assist", "assists", "assistant", "asst", "circ",
    "circulating", "gowned");
/* Services, modes and numbers that stand there, too. */
FEW(nobody, "ent", "ob", "icu", "ed", "er", "ot", "or", "ok", "mac", "sho",
    "pa", "np", "ip", "bp", "ct", "mri", "ga", "tht", "sip", "sn", "rn", "odp",
    "it", "hr", "co", "iv", "ibs", "ugd", "igd", "gyn", "md", "crt", "tv", "hd",
    "led", "usb", "ns", "rl");
/* More of them behind who is in training or on call: "SHO BM low". */
FEW(busy, "ng", "lma", "bm", "us", "ir", "gp", "itu", "hdu", "ett", "ecg",
    "abg", "vbg", "obs", "gi", "gu", "uro", "gcs", "cxr", "hb", "rr", "ctg",
    "fbs", "arm", "ve", "am", "pm", "po", "im", "la", "ra", "ii", "gs", "hpb",
    "ugi", "lgi", "cts", "mfu", "nil", "tka", "tha", "thr", "tkr", "dhs", "nof",
    "cat", "wte", "nhs", "hse", "na", "tbc", "tba", "new", "two", "one", "any",
    "who", "and", "not", "the", "vac", "tci", "poc", "pca", "cvc", "art", "ffp",
    "prc", "txa", "abx", "wle", "sub", "max", "fax", "day");

bool
context_is_short(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	return w->kind == TOKEN_WORD && w->letter_case == CASE_UPPER &&
	       w->end - w->begin > 1 && w->end - w->begin <= LETTERS_MOST &&
	       fact[i].kind >= FACT_UNKNOWN;
}

bool
context_is_nobody(const struct text *t, size_t i)
{
	return token_few(t, i, &nobody);
}

bool
context_is_lettered(const struct text *t, size_t i)
{
	FEW(several, "blok", "botol", "grup", "hepatitis", "jalur", "kelompok",
	    "meja", "plan", "pot", "sampel", "shift", "specimen", "tabung",
	    "tim", "tipe", "twin", "type", "wadah");

	return i > 0 && t->token[i].space_before &&
	       token_few(t, i - 1, &several);
}

/* "mk" behind "typed by", which no list has; "msl", no word without a vowel. */
static bool
is_small(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	if (w->kind != TOKEN_WORD || w->end - w->begin < 2 ||
	    w->end - w->begin > LETTERS_MOST)
		return false;
	return fact[i].kind == FACT_UNKNOWN ||
	       (fact[i].kind > FACT_UNKNOWN && fact[i].cues == 0 &&
		   !(w->looks & LOOKS_VOWEL) && !context_is_nobody(t, i));
}

bool
context_ties(const struct text *t, const struct fact *fact, size_t i)
{
	if (i >= t->token_count)
		return false;
	return context_sign(t, i, ',') || context_sign(t, i, '/') ||
	       context_sign(t, i, '+') || context_sign(t, i, '&') ||
	       context_sign(t, i, '>') || (fact[i].cues & CUE_AND) != 0 ||
	       token_is(t, &t->token[i], "sama");
}

/* "km" in "relieving km": two letters that are no small word. */
static bool
is_pair(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(small, "me", "us", "it", "at", "in", "on", "by", "to", "of", "is",
	    "am", "pm", "or", "so", "we", "he", "my", "an", "as", "up", "if",
	    "no", "do", "go", "be");
	const struct token *w = &t->token[i];

	return i < t->token_count && w->kind == TOKEN_WORD &&
	       w->end - w->begin == 2 && fact[i].kind >= FACT_UNKNOWN &&
	       (w->letter_case == CASE_UPPER || w->letter_case == CASE_LOWER) &&
	       !token_few(t, i, &small) && !context_is_nobody(t, i);
}

/* "relieving km", "ks relieved by dp": who takes over from whom. */
static void
relieves(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const be[] = {
	    "is", "was", "got", "being", "here", "now", NULL};
	const bool by =
	    i + 1 < t->token_count && token_is(t, &t->token[i + 1], "by");
	const bool ing = token_is(t, &t->token[i], "relieving");
	size_t before = i;

	if ((ing || by) && is_pair(t, fact, i + 1 + by))
		context_take(fact, i + 1 + by, "initials", 70);
	while (before > 0 && before + 2 > i && token_one_of(t, before - 1, be))
		before--;
	if ((ing || by) && before > 0 && t->token[before - 1].sentence_start &&
	    is_pair(t, fact, before - 1))
		context_take(fact, before - 1, "initials", 70);
}

/* "EW, GP, sama OK": all of a row, from its first on. */
static void
take_row(const struct text *t, struct fact *fact, size_t i)
{
	for (;;) {
		size_t next = i + 1;

		context_take(fact, i, "initials", 75);
		while (next < i + 3 && context_ties(t, fact, next))
			next++;
		if (next == i + 1 || !context_is_short(t, fact, next))
			return;
		i = next;
	}
}

/* "paraf EW", "initials are SLW", "typed by mk" */
static void
behind_sign(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 1;

	for (unsigned k = 0; k < 2 && token_one_of(t, at, between); k++)
		at++;
	if (at >= t->token_count || token_is(t, &t->token[at], "ok"))
		return;
	if (context_is_short(t, fact, at))
		take_row(t, fact, at);
	else if (is_small(t, fact, at))
		context_take(fact, at, "initials", 70);
}

/* "operator IGN", "LS asisten", "RM first assist" */
static bool
has_part(const struct text *t, const struct fact *fact, size_t i)
{
	size_t behind = i + 1;

	if (!context_is_short(t, fact, i) || context_is_nobody(t, i))
		return false;
	if (behind < t->token_count &&
	    (token_is(t, &t->token[behind], "first") ||
		token_is(t, &t->token[behind], "second")))
		behind++;
	if (token_few(t, behind, &parts))
		return true;
	return i > 0 && t->token[i].space_before && token_few(t, i - 1, &parts);
}

/* Whose initials stand behind it only; "ENT scrub" is no two. */
FEW(before, "anaes", "anaesthetist", "cons", "fellow", "gas", "intern", "odp",
    "reg", "registrar", "resident", "rmo", "scout", "scrub", "sho", "spr",
    "str", "surg", "surgeon");

/* "surg PN / asst LB / gas: RM" */
static bool
behind_part(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t part =
	    i > 1 && context_sign(t, i - 1, ':') ? i - 2 : i - 1;

	return i > 0 && context_is_short(t, fact, i) &&
	       !context_is_nobody(t, i) && !token_few(t, i, &busy) &&
	       t->token[i].space_before &&
	       (token_few(t, part, &before) ||
		   (part < i - 1 && token_few(t, part, &parts))) &&
	       !context_sign(t, i + 1, '-') && !context_sign(t, i + 1, '&');
}

/* "SpR", "ST4", "FY1": a doctor in training, whose initials are letters that
 * mean something else, too. */
static bool
is_grade(const struct text *t, size_t i)
{
	FEW(grades, "f1", "f2", "fy1", "fy2", "st1", "st2", "st3", "st4", "st5",
	    "st6", "st7", "st8", "ct1", "ct2", "ct3", "pgy1", "pgy2", "pgy3",
	    "pgy4", "pgy5");
	FEW(trainees, "cons", "hca", "odp", "reg", "rmo", "sho", "spr", "str");

	return token_few(t, i, &grades) || token_few(t, i, &trainees);
}

/* "SHO LB retracting", "ODP RS, please": they do something, or that is all. */
static bool
is_trainee(const struct text *t, const struct fact *fact, size_t i)
{
	const uint64_t does = CUE_IS | CUE_SAYS | CUE_DOES | CUE_MODAL |
			      CUE_AND | CUE_TO | CUE_ON;
	const size_t next = i + 1;
	const struct token *w = &t->token[next];

	if (i == 0 || !context_is_short(t, fact, i) ||
	    !t->token[i].space_before || context_is_nobody(t, i) ||
	    token_few(t, i, &busy) || !is_grade(t, i - 1))
		return false;
	if (next >= t->token_count)
		return true;
	if (w->kind == TOKEN_PUNCT)
		return context_sign(t, next, ',') ||
		       context_sign(t, next, ';') ||
		       (context_sign(t, next, '/') && w->space_before);
	return w->kind == TOKEN_WORD && w->letter_case == CASE_LOWER &&
	       ((fact[next].cues & does) != 0 ||
		   (w->end - w->begin > 5 &&
		       memcmp(t->fold + w->end - 3, "ing", 3) == 0));
}

/* "KT sewing, TB assisting": who does what no drain and no service does. */
static bool
is_sewing(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(does, "assisting", "cannulating", "dictating", "harvesting",
	    "procuring", "retracting", "scribing", "scrubbing", "sewing",
	    "stitching", "suturing");
	FEW(may_be, "closing", "driving", "pushing");
	FEW(services, "ct", "cv", "gi", "ir", "rt");
	const size_t next = i + 1;

	return context_is_short(t, fact, i) &&
	       t->token[i].end - t->token[i].begin == 2 &&
	       !context_is_nobody(t, i) && !token_few(t, i, &services) &&
	       (i == 0 || t->token[i].sentence_start ||
		   context_sign(t, i - 1, ',') ||
		   context_sign(t, i - 1, ';')) &&
	       next < t->token_count && t->token[next].space_before &&
	       (token_few(t, next, &does) ||
		   (token_few(t, next, &may_be) && !token_few(t, i, &busy) &&
		       context_sign(t, i + 2, ',')));
}

/* "operator JK, jaringan omentum", "kolom asisten: FDL": of one alone, when
 * nothing else is said of it and no list has it. */
static bool
is_part_alone(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(alone, "operator", "asisten", "instrumen", "sirkuler", "onloop",
	    "residen", "koas", "registrar", "consultant", "surgeon",
	    "anaesthetist", "attending", "camera", "fellow", "konsulen", "dpjp",
	    "scrub");
	/* as nobody writes a unit */
	FEW(units, "cm", "dl", "kg", "km", "mg", "ml", "mm");
	const bool sign = i > 1 && (context_sign(t, i - 1, ':') ||
				       context_sign(t, i - 1, '='));
	const size_t part = sign ? i - 2 : i - 1;

	return i > 0 && context_is_short(t, fact, i) &&
	       t->token[i].space_before && token_few(t, part, &alone) &&
	       !context_is_nobody(t, i) &&
	       (!(t->token[i].words & (WORD_MEDICAL | WORD_CURATED)) ||
		   token_few(t, i, &units)) &&
	       (i + 1 == t->token_count || context_sign(t, i + 1, ',') ||
		   context_sign(t, i + 1, ';') || context_sign(t, i + 1, '/'));
}

/* "tell KW the drain is blocked", "ask KW if he wants it": letters that no list
 * has, who are told something. */
static bool
is_told(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(tell, "tell", "ask", "told", "asked", "remind", "thank");
	FEW(told, "about", "he", "how", "i", "if", "not", "she", "that", "the",
	    "to", "we", "what", "when", "where", "whether", "why");

	return i > 0 && context_is_short(t, fact, i) &&
	       t->token[i].space_before && token_few(t, i - 1, &tell) &&
	       token_few(t, i + 1, &told) && !context_is_nobody(t, i) &&
	       !(t->token[i].words &
		   (WORD_MEDICAL | WORD_CURATED | WORD_BRAND));
}

/* Services and departments of an Indonesian hospital: "PPDS BS", "bidan VK". */
FEW(services, "an", "ba", "bd", "bo", "bp", "bs", "bv", "cs", "da", "gz", "ik",
    "ip", "jp", "ka", "kb", "kj", "kk", "km", "kr", "kt", "kv", "li", "lt",
    "og", "or", "pd", "pj", "pk", "pm", "ra", "rm", "rs", "sa", "sc", "ur",
    "vk");

/* "koas LM pegang kamera", "bidan SR lapor": two letters behind what somebody
 * is, who does something in small letters. */
static bool
is_staff(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(staff, "admin", "apoteker", "bidan", "coas", "coass", "koas",
	    "konsulen", "ners", "perawat", "ppds", "residen", "satpam");
	const size_t next = i + 1;

	return i > 0 && context_is_short(t, fact, i) &&
	       t->token[i].end - t->token[i].begin == 2 &&
	       t->token[i].space_before && token_few(t, i - 1, &staff) &&
	       !context_is_nobody(t, i) && !token_few(t, i, &busy) &&
	       !token_few(t, i, &services) &&
	       !(t->token[i].words & WORD_BRAND) && next < t->token_count &&
	       t->token[next].letter_case == CASE_LOWER &&
	       fact[next].kind >= FACT_UNKNOWN &&
	       !(fact[next].cues & (CUE_AT | CUE_IN | CUE_FROM | CUE_OF));
}

/* "panggil ES utk ganti", "gantian sama ES ya": two letters that no list has,
 * and no service. */
static bool
is_called(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(call, "panggil", "panggilin", "panggilkan", "cariin", "carikan",
	    "gantian", "digantiin", "digantikan", "bilangin", "tanyain");
	FEW(told, "utk", "untuk", "buat", "ya", "dong", "dulu", "aja", "saja",
	    "jam", "suruh", "biar", "kalau", "kalo", "klo", "sekarang");
	const size_t verb =
	    i > 1 && token_is(t, &t->token[i - 1], "sama") ? i - 2 : i - 1;

	return i > 0 && context_is_short(t, fact, i) &&
	       t->token[i].space_before &&
	       t->token[i].end - t->token[i].begin == 2 &&
	       token_few(t, verb, &call) && token_few(t, i + 1, &told) &&
	       !context_is_nobody(t, i) && !token_few(t, i, &services) &&
	       !(t->token[i].words &
		   (WORD_MEDICAL | WORD_CURATED | WORD_BRAND));
}

/* "can JJ come hold the camera": letters that no list has. */
static bool
is_asked(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const does[] = {"come", "please", "hold", "grab",
	    "get", "check", "bring", "scrub", "take", "help", NULL};

	return i > 0 && context_is_short(t, fact, i) &&
	       t->token[i].space_before && fact[i].kind == FACT_UNKNOWN &&
	       t->token[i - 1].sentence_start &&
	       (fact[i - 1].cues & CUE_MODAL) != 0 &&
	       token_one_of(t, i + 1, does);
}

/* "J-P says", "per J-P, flap warm": no drain, no stent. */
static bool
is_jean(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const second[] = {
	    "b", "c", "f", "g", "l", "m", "p", "y", NULL};
	const uint64_t does = CUE_SAYS | CUE_IS | CUE_DOES;
	const size_t last = i + 2, next = i + 3;

	return last < t->token_count && token_is(t, &t->token[i], "j") &&
	       context_sign(t, i + 1, '-') && token_one_of(t, last, second) &&
	       t->token[i].letter_case == CASE_UPPER &&
	       t->token[last].letter_case == CASE_UPPER &&
	       !t->token[i + 1].space_before && !t->token[last].space_before &&
	       fact[i].kind == FACT_SAFE && fact[last].kind == FACT_SAFE &&
	       next < t->token_count &&
	       (context_sign(t, next, ',') || context_sign(t, next, ':') ||
		   (fact[next].cues & does) != 0);
}

/* "A-M did the turnover", "A-M from theatre 2 says": what no view and no flap
 * does. */
static bool
is_double(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t last = i + 2, next = i + 3;

	return next < t->token_count && context_sign(t, i + 1, '-') &&
	       t->token[i].letter_case == CASE_UPPER &&
	       t->token[last].letter_case == CASE_UPPER &&
	       t->token[last].kind == TOKEN_WORD &&
	       t->token[last].end - t->token[last].begin == 1 &&
	       !t->token[i + 1].space_before && !t->token[last].space_before &&
	       (i == 0 || t->token[i].space_before) &&
	       fact[i].kind == FACT_SAFE && fact[last].kind == FACT_SAFE &&
	       t->token[next].space_before &&
	       ((fact[next].cues & CUE_SAYS) != 0 ||
		   token_is(t, &t->token[next], "did") ||
		   token_is(t, &t->token[next], "from"));
}

/* "DJ: "next slide is ..."": who says it. */
static bool
is_quoted(const struct text *t, const struct fact *fact, size_t i)
{
	return context_is_short(t, fact, i) && t->token[i].sentence_start &&
	       context_sign(t, i + 1, ':') && !t->token[i + 1].space_before &&
	       context_sign(t, i + 2, '"') && t->token[i + 2].space_before &&
	       !context_is_nobody(t, i);
}

/* "JM/TS closing": letters that the clinic has, too, behind two that it has
 * not, of people. */
static bool
is_second(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i], *other = &t->token[i + 2];

	return context_sign(t, i + 1, '/') && i + 2 < t->token_count &&
	       w->end - w->begin == 2 && other->end - other->begin == 2 &&
	       fact[i].kind == FACT_UNKNOWN &&
	       fact[i + 2].kind > FACT_UNKNOWN &&
	       !context_is_nobody(t, i + 2) && !token_few(t, i + 2, &busy);
}

void
context_initials(const struct text *t, struct fact *fact)
{
	size_t doers = 0, letters = 0;

	context_swaps(t, fact);
	for (size_t i = 0; t->all_caps && i < t->token_count; i++)
		if (token_few(t, i, &signs))
			behind_sign(t, fact, i);
	context_listed(t, fact);
	if (t->all_caps)
		return;
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		const struct token *w = &t->token[i];
		const uint32_t len = w->end - w->begin;

		if (len > 4 && token_few(t, i, &signs))
			behind_sign(t, fact, i);
		else if (len > 7 && token_few(t, i, &takes_over))
			relieves(t, fact, i);
		else if (len == 1 &&
			 (is_jean(t, fact, i) || is_double(t, fact, i))) {
			context_take(fact, i, "initials", 75);
			context_take(fact, i + 2, "initials", 75);
		} else if (w->letter_case == CASE_UPPER) {
			letters += len == 2 || len == 3;
			doers +=
			    has_part(t, fact, i) || behind_part(t, fact, i);
			if (is_quoted(t, fact, i) ||
			    context_is_seated(t, fact, i) ||
			    is_part_alone(t, fact, i) || is_asked(t, fact, i) ||
			    is_told(t, fact, i) || is_trainee(t, fact, i) ||
			    is_called(t, fact, i) || is_staff(t, fact, i) ||
			    is_sewing(t, fact, i))
				context_take(fact, i, "initials", 70);
		}
	}
	if (doers > 1)
		for (size_t i = 0; i < t->token_count; i++)
			if (has_part(t, fact, i) || behind_part(t, fact, i))
				context_take(fact, i, "initials", 70);
	if (letters > 0)
		context_seats(t, fact);
	/* "PJ > CJ", "HH + VN": beside one that goes, if no list has it. */
	for (size_t i = 0; i + 2 < t->token_count; i++) {
		const size_t other = i + 2;

		if (fact[i].gone == fact[other].gone ||
		    !context_is_short(t, fact, i) ||
		    !context_is_short(t, fact, other) ||
		    !context_ties(t, fact, i + 1))
			continue;
		if (fact[i].gone &&
		    (fact[other].kind == FACT_UNKNOWN || is_second(t, fact, i)))
			context_take(fact, other, "initials", 65);
		else if (fact[other].gone && fact[i].kind == FACT_UNKNOWN)
			context_take(fact, i, "initials", 65);
	}
}
