/* SPDX-License-Identifier: MIT */
#include "context_title.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

/* "Tan Sri", "Dato Seri": of Malaysia. */
static bool
is_tan_sri(const struct text *t, size_t i)
{
	FEW(first, "tan", "toh", "puan", "dato", "datuk", "datin");

	return token_few(t, i, &first) && i + 1 < t->token_count &&
	       (token_is(t, &t->token[i + 1], "sri") ||
		   token_is(t, &t->token[i + 1], "seri") ||
		   (token_is(t, &t->token[i], "toh") &&
		       token_is(t, &t->token[i + 1], "puan")));
}

bool
context_is_title(const struct text *t, enum scrub_lang lang, size_t i)
{
	static const char *const young[] = {"boy", "girl", NULL};
	FEW(grades, "mo", "ho", "heo", "rmo", "cmo", "pg", "gp");

	/* Forenames, too, unless they are small and the name is not. */
	if (i + 1 < t->token_count && t->token[i].letter_case == CASE_LOWER &&
	    t->token[i + 1].letter_case == CASE_TITLE &&
	    in_list(t, i, LIST_TITLE_SMALL))
		return true;
	if (lang == SCRUB_ID_ID)
		return in_list(t, i, LIST_TITLE_HERE_ID);
	if (is_tan_sri(t, i) ||
	    (i > 0 && (is_tan_sri(t, i - 1) ||
			  (token_is(t, &t->token[i - 1], "baby") &&
			      token_one_of(t, i, young)))))
		return true;
	return in_list(t, i, LIST_TITLE_HERE_EN) ||
	       (!t->all_caps && token_few(t, i, &grades) &&
		   t->token[i].letter_case == CASE_UPPER);
}

/* "H. Anwar", who was in Mecca, "p. hendra", a father: no initials. */
static bool
is_pilgrim(const struct text *t, enum scrub_lang lang, size_t i)
{
	const struct token *w = &t->token[i];

	return lang == SCRUB_ID_ID && w->end - w->begin == 1 &&
	       (t->norm[w->begin] == 'H' || t->norm[w->begin] == 'p') &&
	       context_sign(t, i + 1, '.');
}

/* The token behind i and its stop, or the mark of "Dato' Halim". */
static size_t
next_word(const struct text *t, size_t i)
{
	return context_sign(t, i + 1, '.') || context_sign(t, i + 1, '\'')
		   ? i + 2
		   : i + 1;
}

/* Our own stand-in begins behind i, which may be one of several titles. */
static bool
before_own(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i)
{
	size_t next = next_word(t, i);

	if (next + 1 < t->token_count && context_is_title(t, lang, next))
		next = next_word(t, next);
	return next < t->token_count && fact[next].kind == FACT_KEPT &&
	       t->norm[t->token[next].begin] == '[';
}

/* "SpBM", "Sp.OG", "KFER": what a doctor is, behind the name. */
bool
context_is_degree(const struct text *t, size_t i)
{
	FEW(degrees, "kfer", "kfm", "konk", "kgeh", "kgh", "kbd", "kic", "kao",
	    "kar", "kna", "kv", "khom", "kpti", "kemd", "kkv", "kap", "kmn",
	    "kakv", "kgel", "kgk", "ksp", "finasim", "fics", "fiha", "finacs",
	    "fisqua", "fapsc", "fesc", "faha", "facc", "mkes", "mbiomed",
	    "mked");
	const struct token *w = &t->token[i];
	const char *at = t->norm + w->begin;

	if (w->letter_case == CASE_MIXED && w->end - w->begin < 7 &&
	    at[0] == 'S' && at[1] == 'p' && at[2] >= 'A' && at[2] <= 'Z')
		return true;
	return (w->letter_case == CASE_UPPER || w->letter_case == CASE_MIXED) &&
	       token_few(t, i, &degrees);
}

/* "S.Kep", "M.Kes", "Amd.Keb": two tokens of a degree, from the first on. */
static bool
is_degree_dotted(const struct text *t, size_t i)
{
	static const char *const fields[] = {"kep", "keb", "ked", "kes", "kom",
	    "sos", "psi", "si", "pd", "ag", "gz", "farm", "tr", "ip", "ikom",
	    "hum", "kn", "biomed", "epid", "klin", "sc", "ftr", "ft", "kg",
	    NULL};
	const struct token *w = &t->token[i];
	const size_t field = i + 2;

	return field < t->token_count &&
	       (token_is(t, w, "amd") ||
		   (w->letter_case == CASE_UPPER &&
		       (token_is(t, w, "s") || token_is(t, w, "m") ||
			   token_is(t, w, "a")))) &&
	       context_sign(t, i + 1, '.') && !t->token[i + 1].space_before &&
	       !t->token[field].space_before && token_one_of(t, field, fields);
}

void
context_titles_stay(
    const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		const struct token *w = &t->token[i];

		if (lang == SCRUB_ID_ID && is_degree_dotted(t, i)) {
			context_stay(fact, i);
			context_stay(fact, i + 2);
		}
		if (fact[i].gone || !(fact[i].open || is_pilgrim(t, lang, i)))
			continue;
		if (lang == SCRUB_ID_ID && context_is_degree(t, i))
			context_stay(fact, i);
		else if (before_own(t, lang, fact, i) &&
			 (context_is_title(t, lang, i) ||
			     (fact[i].cues & CUE_TITLE &&
				 !(w->words & WORD_STRONG)) ||
			     (fact[i].kind == FACT_SAFE &&
				 fact[i].cues & (CUE_KIN | CUE_ROLE))))
			context_stay(fact, i);
	}
}

/* Does a name begin here, as far as what is before it says? */
static bool
begins(const struct text *t, const struct fact *fact, size_t i)
{
	if (i == 0)
		return true;
	if (fact[i - 1].gone)
		return false;
	return !(context_sign(t, i - 1, '.') || context_sign(t, i - 1, '-')) ||
	       i < 2 || t->token[i].sentence_start || !fact[i - 2].gone;
}

/* "Imran bhai", "Fatma hanim", "Selvi akka": how one is addressed, behind the
 * name. What is large there may be a name itself: "Siti Hanim". */
static bool
is_behind_name(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(said, "abi", "abla", "akka", "anna", "apa", "apu", "baji", "bey",
	    "bhabhi", "bhai", "bhaiya", "chechi", "chetan", "chettan", "didi",
	    "efendi", "garu", "habibi", "habibti", "hanim", "hoca", "hocam",
	    "ji", "oga", "saab", "sahab", "sahib", "saheb");
	const bool own = i > 0 && fact[i - 1].kind == FACT_KEPT &&
			 t->norm[t->token[i - 1].begin] == ']';

	return i > 0 && fact[i].open && t->token[i].space_before &&
	       t->token[i].letter_case == CASE_LOWER &&
	       (own || (fact[i - 1].gone &&
			   t->token[i - 1].letter_case == CASE_TITLE &&
			   !(fact[i - 1].cues & CUE_TITLE))) &&
	       token_few(t, i, &said);
}

/* "B/O Kavitha", "S/O Abdul Karim": baby, son of. */
static bool
is_of(const struct text *t, size_t i)
{
	static const char *const whose[] = {
	    "b", "c", "d", "f", "h", "m", "s", "w", NULL};

	return i > 1 && token_is(t, &t->token[i], "o") &&
	       context_sign(t, i - 1, '/') && !t->token[i].space_before &&
	       !t->token[i - 1].space_before && token_one_of(t, i - 2, whose);
}

/* "Lovely Begum, 24", "Honey Jain 22F": a forename that is a word, of
 * Bangladesh or Africa, begins the text; behind the surname stands the age. */
bool
context_is_called(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(words, "beauty", "clever", "fortune", "gift", "happy", "honey",
	    "lovely", "lucky", "precious", "pretty", "talent", "wonder");
	const struct token *w = &t->token[i];
	size_t age = i + 1;

	if (!w->sentence_start || w->letter_case != CASE_TITLE ||
	    fact[i].sure || !token_few(t, i, &words))
		return false;
	while (age < t->token_count && fact[age].gone)
		age++;
	age += context_sign(t, age, ',');
	return age < t->token_count && t->token[age].space_before &&
	       (t->token[age].kind == TOKEN_NUMBER ||
		   t->token[age].kind == TOKEN_MIXED) &&
	       t->token[age].end - t->token[age].begin < 4;
}

void
context_titles_leave(
    const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	for (size_t i = text_word(t, 1); lang == SCRUB_EN && i < t->token_count;
	     i = text_word(t, i + 1))
		if (!fact[i].sure &&
		    (is_behind_name(t, fact, i) || is_of(t, i)))
			context_stay(fact, i);
	for (size_t i = t->token_count; i-- > 0;) {
		const size_t next = next_word(t, i);

		/* "from Lady Hardinge": no title, but of what a house is called
		 */
		if ((fact[i].gone &&
			strcmp(fact[i].rule, "organization-noun") == 0) ||
		    !(fact[i].gone || fact[i].open || is_pilgrim(t, lang, i)) ||
		    next >= t->token_count || !t->token[next].space_before ||
		    !(fact[next].gone ||
			(fact[next].sure && context_is_title(t, lang, next))))
			continue;
		if (context_is_title(t, lang, i) &&
		    (begins(t, fact, i) || context_is_title(t, lang, i - 1)))
			context_stay(fact, i);
	}
}
