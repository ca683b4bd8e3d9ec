/* SPDX-License-Identifier: MIT */
#include "context_only.h"

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)
#define PLAIN (WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND)

/* "is", "was", "'s" of the word i: what is behind it; 0: none of them. */
static size_t
behind_is(const struct text *t, size_t i)
{
	static const char *const is[] = {"is", "was", NULL};

	if (context_owns(t, i))
		return i + 3;
	return token_one_of(t, i + 1, is) && t->token[i + 1].space_before
		   ? i + 2
		   : 0;
}

/* Ends there what is said of somebody, or is more said of it: "the scrub
 * nurse", not "the scrub nurse's trolley", "the locum season"? */
static bool
is_closed(const struct text *t, const struct fact *fact, size_t next)
{
	static const char *const is[] = {"is", "was", NULL};
	const uint64_t more = CUE_NOT | CUE_NOW | CUE_ON | CUE_FOR | CUE_FROM |
			      CUE_IN | CUE_AT | CUE_AND | CUE_BUT | CUE_WHO;

	if (next >= t->token_count)
		return true;
	if (t->token[next].kind == TOKEN_PUNCT)
		return !context_sign(t, next, '\'') &&
		       !context_sign(t, next, '-');
	return (fact[next].cues & more) != 0 || token_one_of(t, next, is);
}

/* "our new porter", "the scrub nurse": one of us, at `at`. */
static bool
is_one_of_us(const struct text *t, const struct fact *fact, size_t at)
{
	FEW(jobs, "cleaner", "clerk", "houseman", "interpreter", "janitor",
	    "locum", "matron", "midwife", "orderly", "porter", "rep", "student",
	    "trainee");
	static const char *const whose[] = {"the", "our", "my", "your", NULL};
	const size_t last = at + 4;
	size_t job = 0;

	if (!token_one_of(t, at, whose))
		return false;
	for (size_t k = at + 1;
	     k < last && k < t->token_count && t->token[k].kind == TOKEN_WORD;
	     k++) {
		if (fact[k].cues & CUE_ROLE || token_few(t, k, &jobs))
			job = k;
		else if (job > 0)
			break;
	}
	return job > 0 && is_closed(t, fact, job + 1);
}

/* "on nights", "scrubbing", "off sick": what only persons are, at `at`, behind
 * "is". */
static bool
is_on_duty(const struct text *t, size_t at)
{
	FEW(shift, "break", "call", "days", "duty", "earlies", "lates", "leave",
	    "lunch", "nights", "shift");
	FEW(the_line, "bleep", "pager", "phone", "rota");
	static const char *const off[] = {"sick", "duty", "shift", NULL};
	static const char *const act[] = {"gowned", "gowning", "scrubbing",
	    "scrubbed", "consenting", "yawning", NULL};
	static const char *const whose[] = {"the", "his", "her", "their", NULL};
	const size_t thing = at + 1;
	const bool the = token_one_of(t, thing, whose);

	if (token_one_of(t, at, act))
		return true;
	if (token_is(t, &t->token[at], "on"))
		return token_few(t, thing, &shift) ||
		       (the && (token_few(t, thing + 1, &the_line) ||
				   token_few(t, thing + 1, &shift)));
	return token_is(t, &t->token[at], "off") && token_one_of(t, thing, off);
}

/* "in the coffee room", of what is a name, too: a cake is there as well. */
static bool
is_in_a_room(const struct text *t, size_t at)
{
	FEW(rooms, "canteen", "changing", "coffee", "corridor", "loo", "mess",
	    "relatives", "tea", "tearoom", "toilet", "waiting");
	static const char *const the[] = {"the", NULL};

	return token_is(t, &t->token[at], "in") &&
	       token_few(t, at + 1 + token_one_of(t, at + 1, the), &rooms);
}

/* "is on nights", "is our porter", ", the new nurse": behind the word i, which
 * is one that persons have; of another only what it is to us. */
static bool
is_said_of_one(
    const struct text *t, const struct fact *fact, size_t i, bool named)
{
	const unsigned words = t->token[i].words;
	const size_t at = behind_is(t, i), next = i + 1;
	const bool known = words & WORD_COUNTRY || named;

	if (at > 0 && at < t->token_count)
		return ((known || !(words & PLAIN)) && is_on_duty(t, at)) ||
		       (named && is_in_a_room(t, at)) ||
		       is_one_of_us(t, fact, at);
	if (!known)
		return false;
	if (context_sign(t, next, ',') || context_sign(t, next, '('))
		return is_one_of_us(t, fact, next + 1);
	return fact[i].kind != FACT_EPONYM && is_one_of_us(t, fact, next);
}

/* "Privilege has the camera": who is scrubbed. */
static bool
holds_it(const struct text *t, size_t i)
{
	FEW(held, "camera", "retractor", "suction");

	return token_is(t, &t->token[i + 1], "has") && i + 3 < t->token_count &&
	       token_is(t, &t->token[i + 2], "the") &&
	       token_few(t, i + 3, &held);
}

/* "Foley's wife", "India's husband": no maker and no country has kin; "Bishop's
 * list", of a frequent name. */
static bool
has_kin(const struct text *t, size_t i)
{
	static const char *const theirs[] = {
	    "list", "patient", "patients", "pt", "pts", NULL};
	FEW(kin, "auntie", "aunty", "boyfriend", "brother", "cousin", "dad",
	    "daughter", "father", "fiance", "fiancee", "girlfriend", "gran",
	    "granny", "grandma", "grandson", "husband", "mam", "mama", "mom",
	    "mother", "mum", "mummy", "niece", "nephew", "parents", "partner",
	    "sister", "son", "uncle", "wife");

	return context_owns(t, i) && i + 3 < t->token_count &&
	       t->token[i + 3].space_before &&
	       (token_few(t, i + 3, &kin) ||
		   (t->token[i].words & WORD_STRONG &&
		       token_one_of(t, i + 3, theirs)));
}

/* "Mercy's torsion", "Hope's ovary": who is called after what is no body. */
static bool
has_body(const struct text *t, size_t i)
{
	FEW(virtues, "beauty", "charity", "clemency", "comfort", "constance",
	    "faith", "fortune", "glory", "honor", "honour", "hope", "innocent",
	    "justice", "liberty", "mercy", "patience", "prudence", "trinity",
	    "unity", "verity", "wisdom");
	const size_t thing = i + 3;

	return context_owns(t, i) && thing < t->token_count &&
	       t->token[thing].space_before && token_few(t, i, &virtues) &&
	       t->token[thing].letter_case == CASE_LOWER &&
	       t->token[thing].words & (WORD_MEDICAL | WORD_CURATED) &&
	       !(t->token[thing].cues & (CUE_NOT | CUE_NOW | CUE_IS));
}

/* "Loveth P2", "Pearl P4 previa", "Beauty is P3", "Joy G2P1": how often she
 * gave birth, behind no word of the clinic. */
static bool
has_births(const struct text *t, size_t i)
{
	FEW(how, "early", "fit", "late", "next", "poor", "stable", "well",
	    "young");
	const unsigned words = t->token[i].words;
	const bool is = token_is(t, &t->token[i + 1], "is");
	const size_t at = i + 1 + is;
	const struct token *w = &t->token[at];
	const char *s;

	if (at >= t->token_count || w->kind != TOKEN_MIXED ||
	    !w->space_before || token_few(t, i, &how) ||
	    t->token[i].end - t->token[i].begin < 3 ||
	    (words & PLAIN && !(words & WORD_FORENAME) &&
		(!is || words & (WORD_THING | WORD_BRAND))))
		return false;
	s = t->fold + w->begin;
	if (w->end - w->begin == 4 && s[0] == 'g')
		s += 2;
	else if (w->end - w->begin != 2)
		return false;
	return s[0] == 'p' && s[1] >= '0' && s[1] <= '9';
}

/* Undecided, begins large where that tells, and is none of us by what it is:
 * "Matron is on nights". "Mercy" is a hospital, too. */
static bool
may_be_one(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(groups, "admin", "backup", "boss", "cleaning", "cover", "estates",
	    "everybody", "help", "lead", "locum", "maintenance", "management",
	    "night", "nobody", "porters", "second", "security", "somebody",
	    "team", "third");

	return !t->all_caps && t->token[i].letter_case == CASE_TITLE &&
	       fact[i].open && !fact[i].gone && !fact[i].sure &&
	       !(fact[i].cues & ~CUE_ORG) && i + 1 < t->token_count &&
	       !token_few(t, i, &groups);
}

void
context_only(const struct text *t, struct fact *fact, size_t i)
{
	const unsigned words = t->token[i].words;
	const bool eponym = fact[i].kind == FACT_EPONYM;
	const bool named = eponym || (words & PERSON) != 0;

	if (!may_be_one(t, fact, i))
		return;
	if (is_said_of_one(t, fact, i, named) ||
	    (!(words & PLAIN) && holds_it(t, i)) || has_body(t, i) ||
	    ((named || words & WORD_COUNTRY) && !in_list(t, i, LIST_DISEASE) &&
		has_kin(t, i)) ||
	    (!eponym && !(words & WORD_COUNTRY) && has_births(t, i)))
		context_take(fact, i, "verb-behind", 70);
}
