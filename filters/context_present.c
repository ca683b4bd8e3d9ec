/* SPDX-License-Identifier: MIT */
#include "context_present.h"

#include "context_asked.h"
#include "context_initials.h"
#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)

/* Undecided, and what something is called after is somebody's name, too. */
static bool
is_eponym(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned words = t->token[i].words;

	return fact[i].kind == FACT_EPONYM && fact[i].open && !fact[i].gone &&
	       !fact[i].sure && !(fact[i].cues & CUE_TITLE) && words & PERSON &&
	       (!(words & WORD_BRAND) || words & WORD_MOSTLY) &&
	       !(words & WORD_COUNTRY);
}

/* Undecided, and a country or who is from there, which the lists have as
 * nothing else; many a person is called so. */
static bool
is_country(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(called, "asia", "dakota", "danish", "england", "english", "florida",
	    "french", "german", "holland", "india", "indiana", "ireland",
	    "israel", "jordan", "kenya", "london", "roman", "tennessee",
	    "washington", "welsh");

	return t->token[i].words & WORD_COUNTRY && token_few(t, i, &called) &&
	       fact[i].kind >= FACT_UNKNOWN && fact[i].open && !fact[i].gone &&
	       !fact[i].sure && fact[i].cues == 0;
}

/* Undecided, and a frequent name or one that begins large; inside a sentence a
 * frequent forename that begins large may be a word of the clinic, too: "Iris".
 */
static bool
is_word(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned called = WORD_STRONG | WORD_FORENAME;
	const struct token *w = &t->token[i];

	if (!context_tells_case(t))
		return w->words & WORD_STRONG &&
		       context_may_be_called(t, fact, i);
	if (!context_large(t, i))
		return false;
	return context_may_be_called(t, fact, i) ||
	       (!w->sentence_start && w->letter_case == CASE_TITLE &&
		   (w->words & called) == called &&
		   !(w->words & (WORD_BRAND | WORD_EPONYM | WORD_COUNTRY)) &&
		   fact[i].open && !fact[i].gone && !fact[i].sure);
}

/* What somebody is, before the name. */
FEW(roles, "anaesthetist", "anesthetist", "clerk", "coordinator", "fellow",
    "manager", "nurse", "orderly", "porter", "reg", "registrar", "rep",
    "resident", "student", "tech");

/* Where a sentence about somebody begins. */
static bool
begins(const struct text *t, const struct fact *fact, size_t i)
{
	if (i == 0 || t->token[i].sentence_start)
		return true;
	if (fact[i - 1].cues & (CUE_AND | CUE_BUT | CUE_GREET) ||
	    token_is(t, &t->token[i - 1], "ok") || token_few(t, i - 1, &roles))
		return true;
	return context_closed(t, i - 1);
}

/* Where it ends, or goes on with what nobody says of a thing. */
static bool
ends(const struct text *t, size_t i)
{
	return (context_closed(t, i) && !context_sign(t, i, '(')) ||
	       token_is(t, &t->token[i], "who");
}

#define SAID 3u /* words, at most */

/* At i what is said of people only: "at the console", "needs a break". */
static bool
is_present(const struct text *t, size_t i)
{
	static const char *const said[][SAID] = {{"at", "the", "console"},
	    {"at", "the", "desk"}, {"at", "the", "door"},
	    {"at", "the", "microscope"}, {"at", "the", "airway"},
	    {"on", "the", "console"}, {"on", "the", "phone"},
	    {"on", "the", "rota"}, {"is", "why", "we"}, {"is", "right", "here"},
	    {"is", "on", "holiday"}, {"is", "on", "break"},
	    {"you", "are", NULL}, {"youre", NULL, NULL}, {"you", "can", NULL},
	    {"you", "have", NULL}, {"you", "need", NULL}, {"do", "you", NULL},
	    {"are", "you", NULL}, {"did", "you", NULL}, {"have", "you", NULL},
	    {"your", "turn", NULL}, {"your", "go", NULL}, {"your", "pt", NULL},
	    {"your", "patient", NULL}, {"your", "phone", NULL},
	    {"just", "called", NULL}, {"just", "rang", NULL},
	    {"just", "texted", NULL}, {"just", "walked", NULL},
	    {"just", "scrubbed", NULL}, {"just", "arrived", NULL},
	    {"needs", "relief", NULL}, {"needs", "lunch", NULL},
	    {"needs", "relieving", NULL}, {"needs", "a", "break"},
	    {"needs", "a", "coffee"}, {"needs", "a", "stool"},
	    {"needs", "a", "step"}, {"needs", "his", NULL},
	    {"needs", "her", NULL}, {"brought", "his", NULL},
	    {"brought", "her", NULL}, {"brought", "cake", NULL},
	    {"brought", "coffee", NULL}, {"brought", "biscuits", NULL},
	    {"brought", "doughnuts", NULL}, {"brought", "donuts", NULL},
	    {"brought", "lunch", NULL}, {"has", "the", "camera"},
	    {"is", "teaching", NULL}, {"knew", NULL, NULL},
	    {"sings", NULL, NULL}, {"says", "hi", NULL},
	    {"says", "hello", NULL}, {"just", "told", NULL},
	    {"bought", "coffee", NULL}, {"bought", "lunch", NULL},
	    {"bought", "us", NULL}, {"missed", "that", NULL},
	    {"has", "never", "seen"}, {"has", "never", "done"},
	    {"passed", "her", NULL}, {"passed", "his", NULL},
	    {"got", "the", "answer"}, {"gets", "to", "close"},
	    {"gets", "to", "hold"}, {"is", "our", "student"},
	    {"is", "our", "fellow"}, {"is", "our", "reg"},
	    {"is", "our", "anaesthetist"}, {"and", "i", NULL},
	    {"is", "outside", NULL}, {"is", "scrubbing", NULL},
	    {"is", "the", "dentist"}, {"is", "the", "student"},
	    {"taking", "it", NULL}, {"taking", "over", NULL},
	    {"doing", "the", NULL}};

	if (i >= t->token_count || !t->token[i].space_before)
		return false;
	for (size_t k = 0; k < sizeof(said) / sizeof(said[0]); k++) {
		size_t at = 0;

		while (at < SAID && said[k][at] && i + at < t->token_count &&
		       token_is(t, &t->token[i + at], said[k][at]))
			at++;
		if (at == SAID || said[k][at] == NULL)
			return true;
	}
	return false;
}

/* "Kelly from Stryker is here", at i behind the name: who works for a maker
 * does something; a clamp from there does not. */
static bool
is_from_maker(const struct text *t, const struct fact *fact, size_t i)
{
	const uint64_t does = CUE_IS | CUE_SAYS | CUE_MODAL;
	const size_t maker = i + 1, next = i + 2;

	return next < t->token_count && token_is(t, &t->token[i], "from") &&
	       t->token[maker].words & WORD_BRAND &&
	       (fact[next].cues & does || is_present(t, next));
}

/* "Bell at the console", "Danish wants the 30 degree": token i, first. */
static void
is_here(const struct text *t, struct fact *fact, size_t i)
{
	const bool country = is_country(t, fact, i);
	const bool word = is_word(t, fact, i);
	size_t last = i;

	if (!begins(t, fact, i))
		return;
	/* "Gartland-Smith at the console" */
	if (i + 2 < t->token_count && context_sign(t, i + 1, '-') &&
	    !t->token[i + 1].space_before && !t->token[i + 2].space_before &&
	    is_eponym(t, fact, i) && is_eponym(t, fact, i + 2) &&
	    (t->token[i].words | t->token[i + 2].words) & WORD_STRONG)
		last = i + 2;
	else if (!country && !word && !is_eponym(t, fact, i))
		return;
	if (last + 1 >= t->token_count || !t->token[last + 1].space_before ||
	    !((!word && is_present(t, last + 1)) ||
		(country && fact[last + 1].cues & CUE_SAYS) ||
		((word || t->token[i].words & WORD_STRONG) &&
		    is_from_maker(t, fact, last + 1))))
		return;
	context_take(fact, i, "verb-behind", 70);
	if (last > i)
		context_take(fact, last, "verb-behind", 70);
}

/* '"left or right?" asks Killian, who', ", says Danish.": who said it. */
static bool
is_speaker(const struct text *t, size_t i)
{
	FEW(says, "adds", "answers", "asked", "asks", "explains", "insists",
	    "replies", "said", "says", "shouts", "whispers", "wonders");

	return i > 1 && token_few(t, i - 1, &says) &&
	       (context_sign(t, i - 2, ',') || context_sign(t, i - 2, '?') ||
		   context_sign(t, i - 2, '"') || context_sign(t, i - 2, '.') ||
		   context_sign(t, i - 2, '!')) &&
	       ends(t, i + 1);
}

/* "waiting on Hoffmann.", "waiting for Bell to scrub" */
static bool
is_awaited(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(on, "on", "for");

	return i > 1 && token_few(t, i - 1, &on) &&
	       token_is(t, &t->token[i - 2], "waiting") &&
	       ((i + 1 < t->token_count && token_is(t, &t->token[i + 1], "to"))
		       ? fact[i].kind == FACT_EPONYM
		       : ends(t, i + 1) && t->token[i].words & WORD_STRONG &&
			     (!context_tells_case(t) || context_large(t, i)));
}

/* "that's Kelly on the phone", "can you wake Bell", "ask Danish for it" */
static bool
is_dealt_with(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const wakes[] = {
	    "relieve", "relieving", "wake", "waking", NULL};
	static const char *const behind[] = {"for", "if", "that", "we", "he",
	    "she", "his", "her", "the", "to", "please", "pls", "when", "why",
	    "about", NULL};

	FEW(greets, "cheers", "hello", "hey", "hi", "sorry", "thanks", "thx",
	    "welcome");
	FEW(bidden, "bring", "check", "close", "come", "get", "help", "hold",
	    "pass", "scrub", "take");

	if (i == 0)
		return false;
	if (token_one_of(t, i - 1, wakes))
		return ends(t, i + 1) ||
		       token_one_of(t, i + 1,
			   (const char *const[]){"for", "up", "please", NULL});
	if (fact[i].kind == FACT_EPONYM)
		return is_present(t, i + 1) &&
		       t->token[i].words & WORD_STRONG &&
		       (token_is(t, &t->token[i - 1], "s") ||
			   token_is(t, &t->token[i - 1], "thats"));
	/* "thanks Danish", "can Kenya bring the scope" */
	if (token_few(t, i - 1, &greets))
		return ends(t, i + 1);
	if (fact[i - 1].cues & CUE_MODAL)
		return t->token[i - 1].sentence_start &&
		       token_few(t, i + 1, &bidden);
	return fact[i - 1].cues & CUE_TELL && token_one_of(t, i + 1, behind) &&
	       !token_is(t, &t->token[i - 1], "call");
}

/* "show Summer how", "quiz Rose on the triangle", "swap with Bell", "question
 * from Grant": who learns; at i, what goes before stands to the left. */
static bool
is_taught(const struct text *t, size_t i)
{
	static const char *const what[] = {"how", "the", "to", "a", "this",
	    "that", "about", "where", "your", "his", "her", "it", NULL};
	static const char *const help[] = {"with", "to", "drape", "scrub",
	    "gown", "position", "turn", "close", "find", NULL};
	static const char *const act[] = {"tie", "close", "do", "throw",
	    "place", "drive", "dissect", "retract", "suture", NULL};
	FEW(teach, "teach", "teaching", "taught", "show", "showing");
	FEW(gives, "bring", "gave", "get", "give", "hand", "handed", "lend",
	    "pass", "passed", "send");
	static const char *const given[] = {
	    "the", "a", "an", "another", "your", "his", "her", "some", NULL};
	FEW(helps, "help", "helping");
	FEW(quiz, "grill", "grilling", "quiz", "quizzed", "quizzing",
	    "shadowing", "supervise", "supervised", "supervising");
	const struct token *left;

	if (i == 0 || t->token[i - 1].kind != TOKEN_WORD)
		return false;
	left = &t->token[i - 1];
	if (token_few(t, i - 1, &quiz))
		return true;
	if (token_few(t, i - 1, &teach))
		return token_one_of(t, i + 1, what);
	if (token_few(t, i - 1, &gives))
		return token_one_of(t, i + 1, given);
	if (token_few(t, i - 1, &helps))
		return token_one_of(t, i + 1, help);
	if (token_is(t, left, "watch"))
		return token_one_of(t, i + 1, act);
	if (i < 2 || !(ends(t, i + 1) ||
			 token_one_of(t, i + 1,
			     (const char *const[]){"after", "at", "before",
				 "for", "in", "now", "then", NULL})))
		return false;
	left--;
	if (token_is(t, left + 1, "off"))
		return token_is(t, left, "sign");
	if (token_is(t, left + 1, "from"))
		return token_is(t, left, "question") ||
		       token_is(t, left, "questions");
	return token_is(t, left + 1, "with") &&
	       (token_is(t, left, "swap") || token_is(t, left, "swapping") ||
		   token_is(t, left, "swapped"));
}

/* Somebody's office, "the" and a maker before it left out: "the Stryker rep".
 */
static bool
is_office(const struct text *t, const struct fact *fact, size_t i)
{
	i += i < t->token_count && (fact[i].cues & (CUE_THE | CUE_MY)) != 0;
	i += i < t->token_count && (t->token[i].words & WORD_BRAND) != 0;
	return token_few(t, i, &roles) && !context_sign(t, i + 1, '\'');
}

/* "the rep (Kelly)", "the new student is Bell", "Thompson, the Stryker rep",
 * "Watson or the fellow", "Rose/fellow": whose office stands beside. */
static bool
has_office(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(fields, "assistant", "asst", "bedside", "circulator", "console",
	    "consultant", "dentist", "endoscopist", "list", "operator", "scrub",
	    "students", "surgeon");
	const size_t next = i + 1;
	const char before = i > 1 ? fact[i - 1].sign : '\0';

	if (before == ':')
		return token_few(t, i - 2, &roles) ||
		       (token_few(t, i - 2, &fields) && ends(t, next));
	if (before == '(')
		return token_few(t, i - 2, &roles) &&
		       context_sign(t, next, ')');
	if (i > 1 && token_is(t, &t->token[i - 1], "is"))
		return token_few(t, i - 2, &roles) && ends(t, next);
	if (!begins(t, fact, i) || next + 1 >= t->token_count)
		return false;
	if (context_sign(t, next, '/') || context_sign(t, next, '+') ||
	    context_sign(t, next, '&'))
		return token_few(t, next + 1, &roles);
	if (context_sign(t, next, ','))
		return fact[next + 1].cues & CUE_THE &&
		       is_office(t, fact, next + 1);
	return (token_is(t, &t->token[next], "or") ||
		   token_is(t, &t->token[next], "and")) &&
	       fact[next + 1].cues & (CUE_THE | CUE_MY) &&
	       is_office(t, fact, next + 1);
}

/* "on behalf of Kelly", "blame Walsh for it", "has Bell eaten" */
static bool
is_minded(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(did, "arrived", "called", "consented", "eaten", "fasted", "phoned",
	    "replied", "scrubbed", "signed", "texted");

	if (i == 0)
		return false;
	/* "according to Grant"; to Weber it is a fracture */
	if (token_is(t, &t->token[i - 1], "to"))
		return i > 1 && token_is(t, &t->token[i - 2], "according") &&
		       fact[i].kind != FACT_EPONYM;
	if (token_is(t, &t->token[i - 1], "of"))
		return i > 1 && token_is(t, &t->token[i - 2], "behalf");
	if (token_is(t, &t->token[i - 1], "blame"))
		return ends(t, i + 1) || token_is(t, &t->token[i + 1], "for");
	return (token_is(t, &t->token[i - 1], "has") ||
		   token_is(t, &t->token[i - 1], "hasnt")) &&
	       token_few(t, i + 1, &did);
}

/* "Winter's patient", "Hammer's trainee": a surname that is a word of the
 * clinic, too, large, of somebody who has what only people have. */
static bool
is_owner(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(theirs, "bleep", "clogs", "husband", "loupes", "patient",
	    "patients", "registrar", "secretary", "trainee", "wife");
	const unsigned surname = WORD_STRONG | WORD_SURNAME;

	if (context_tells_case(t)
		? t->token[i].letter_case != CASE_TITLE
		: (t->token[i].words & (WORD_MEDICAL | WORD_CURATED)) != 0)
		return false;
	return (t->token[i].words & surname) == surname && fact[i].open &&
	       !fact[i].gone && !fact[i].sure && !in_list(t, i, LIST_DISEASE) &&
	       (i == 0 || !(fact[i - 1].cues & (CUE_THE | CUE_MY))) &&
	       context_owns(t, i) && token_few(t, i + 3, &theirs);
}

/* "Papua is his name", "his name is Danish" */
static bool
is_name(const struct text *t, const struct fact *fact, size_t i)
{
	if (i + 3 < t->token_count && fact[i + 1].cues & CUE_IS &&
	    fact[i + 2].cues & CUE_MY && token_is(t, &t->token[i + 3], "name"))
		return true;
	return i > 2 && fact[i - 1].cues & CUE_IS &&
	       token_is(t, &t->token[i - 2], "name") &&
	       fact[i - 3].cues & CUE_MY;
}

/* "list coordinator Manaaki says we stop": a word of the operating room, large
 * for no other reason, between what somebody is and what only people do. */
static void
has_role(const struct text *t, struct fact *fact, size_t i)
{
	if (i == 0 || i + 1 >= t->token_count || !context_tells_case(t) ||
	    t->token[i].letter_case != CASE_TITLE || fact[i].cues != 0 ||
	    !fact[i].open || fact[i].gone || fact[i].sure ||
	    fact[i].kind < FACT_UNKNOWN || t->token[i].words & WORD_BRAND ||
	    !t->token[i].space_before || !token_few(t, i - 1, &roles) ||
	    t->token[i - 1].letter_case == CASE_UPPER ||
	    !(fact[i + 1].cues & CUE_SAYS))
		return;
	context_take(fact, i, "behind-title", 75);
}

/* "LT will inject", "ST doing the block": letters that do what people do. */
static void
letters_do(const struct text *t, struct fact *fact, size_t i)
{
	FEW(will, "assist", "call", "close", "come", "consent", "dictate", "do",
	    "explain", "finish", "harvest", "hold", "inject", "join", "mark",
	    "open", "phone", "raise", "ring", "scrub", "see", "start", "take",
	    "talk", "tie", "try", "write");
	FEW(doing, "closing", "consenting", "doing", "drawing", "harvesting",
	    "marking", "raising", "retracting", "scrubbing", "suturing",
	    "teaching", "tying");
	FEW(no_one, "ai", "ct", "ed", "er", "ir", "it", "mr", "or", "ot", "pa",
	    "us", "we");
	static const char *const what[] = {
	    "the", "his", "her", "this", "left", "right", "both", NULL};
	const size_t next = i + 1, after = i + 2;
	const struct token *w = &t->token[i];

	if (w->letter_case != CASE_UPPER || t->all_caps ||
	    w->end - w->begin != 2 || fact[i].kind < FACT_UNKNOWN ||
	    fact[i].gone || token_few(t, i, &no_one) || !begins(t, fact, i) ||
	    after >= t->token_count || !t->token[next].space_before)
		return;
	if ((token_is(t, &t->token[next], "will") &&
		token_few(t, after, &will)) ||
	    (token_few(t, next, &doing) && token_one_of(t, after, what)))
		context_take(fact, i, "initials", 70);
}

void
context_present(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->kind != TOKEN_WORD || w->end - w->begin < 2)
			continue;
		if (w->end - w->begin == 2)
			letters_do(t, fact, i);
		if ((&fact[i])[1].cues & CUE_SAYS)
			has_role(t, fact, i);
		if (fact[i].kind >= FACT_NAME &&
		    (is_word(t, fact, i) ||
			(is_eponym(t, fact, i) &&
			    (context_tells_case(t)
				    ? context_large(t, i)
				    : context_may_be_eponym(t, fact, i)))) &&
		    (is_taught(t, i) || has_office(t, fact, i) ||
			is_minded(t, fact, i)))
			context_take(fact, i, "word-as-name", 70);
		if (fact[i].kind >= FACT_NAME && is_owner(t, fact, i))
			context_take(fact, i, "word-as-name", 75);
		if (fact[i].kind >= FACT_NAME || w->words & WORD_COUNTRY)
			is_here(t, fact, i);
		if (fact[i].kind != FACT_EPONYM && !(w->words & WORD_COUNTRY))
			continue;
		if (fact[i].open && !fact[i].gone && !fact[i].sure &&
		    is_name(t, fact, i))
			context_take(fact, i, "behind-named", 75);
		if (!is_eponym(t, fact, i) && !is_country(t, fact, i))
			continue;
		if (is_speaker(t, i) || is_awaited(t, fact, i) ||
		    is_dealt_with(t, fact, i))
			context_take(fact, i, "word-as-name", 70);
	}
}
