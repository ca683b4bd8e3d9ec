/* SPDX-License-Identifier: MIT */
/*
 * Names that are ordinary words: which of the two is one here? A capital tells
 * it where the writer uses both cases. Where he does not, the word goes, unless
 * the words beside it make the ordinary one certain; and what these make
 * certain a capital does not change: so no name is lost by its case.
 */
#include "roster.h"

#include <string.h>

#include "lang/cue.h"
#include "lang/lexicon.h"
#include "words.h"

static const char *const modals[] = {
    "will", "may", "can", "might", "must", "would", "do", NULL};
/* Who may stand before a modal, and behind it in a question. */
static const char *const subjects[] = {"i", "we", "you", "u", "he", "she", "it",
    "they", "who", "which", "there", NULL};
static const char *const objects[] = {"i", "we", "you", "he", "she", "it",
    "they", "be", "have", "not", "need", "get", "also", "just", "still",
    "always", "never", "only", "probably", "the", "this", "that", "these",
    "those", "a", "an", "there", NULL};
/* "a rose", "this page": no person. */
static const char *const articles[] = {"a", "an", "the", "this", "these",
    "those", "another", "each", "every", "any", "some", "more", "less", "as",
    "very", "too", "how", NULL};
/* "mark the site", "page him". */
static const char *const done_to[] = {"the", "this", "that", "these", "those",
    "a", "an", "it", "him", "her", "them", "me", "us", "his", "my", "your",
    "our", "their", "all", "both", "each", NULL};
/* "the May family", "this Li lady" */
static const char *const people[] = {"family", "families", "case", "list",
    "baby", "twins", "twin", "kid", "child", "boy", "girl", "brothers",
    "sisters", "couple", NULL};
/* "young tissue" */
static const char *const adjectives[] = {"young", "old", "long", "short",
    "small", "little", "big", "rich", "frank", "black", "white", "brown",
    "green", "gray", "grey", "good", "best", "sharp", "bright", NULL};
/* "to is here" */
static const char *const asks[] = {"does", "did", "is", "was", "has", "can",
    "will", "should", "would", "could", NULL};
static const char *const does[] = {"is", "was", "has", "had", "needs", "wants",
    "says", "said", "can", "will", NULL};

bool
roster_caseless(const struct text *t)
{
	return t->all_caps || t->no_caps;
}

static bool
is_text(const struct text *t, size_t i)
{
	return i < t->token_count && t->token[i].kind != TOKEN_PUNCT;
}

static bool
has_cue(const struct text *t, size_t i, uint64_t cues)
{
	return i < t->token_count && (t->token[i].cues & cues) != 0;
}

/* Only persons do so: "says", "is", "asked", "please". */
static bool
person_does(const struct text *t, size_t i)
{
	return has_cue(t, i, CUE_SAYS | CUE_IS | CUE_PLEASE) ||
	       in_list(t, i, LIST_ROSTER_AFTER);
}

/* May token i be a verb as it stands behind a modal, or a noun: a word that
 * nobody is called and that says nothing else? */
static bool
ordinary(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	const size_t len = w->end - w->begin;

	if (!is_text(t, i) || w->kind != TOKEN_WORD || len < 2 ||
	    words_class(w->words) == WORD_IS_NAME ||
	    words_class(w->words) == WORD_IS_UNKNOWN || person_does(t, i) ||
	    (w->cues & (CUE_TO | CUE_AND | CUE_BUT | CUE_NOW | CUE_WITH |
			   CUE_IN | CUE_ON | CUE_AT | CUE_FOR | CUE_FROM |
			   CUE_BY | CUE_OF | CUE_WHO)) != 0)
		return false;
	return word[len - 1] != 's' || word[len - 2] == 's';
}

/* "closing", "asked": no verb behind a modal. */
static bool
inflected(const struct text *t, size_t i)
{
	const char *end = t->fold + t->token[i].end;
	const size_t len = t->token[i].end - t->token[i].begin;

	return (len > 5 && memcmp(end - 3, "ing", 3) == 0) ||
	       (len > 4 && memcmp(end - 2, "ed", 2) == 0 && end[-3] != 'e');
}

/* A noun that may be the subject: "pt", "husband", "bp", "the clip". */
static bool
subject(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const uint64_t no =
	    CUE_TITLE | CUE_TELL | CUE_GREET | CUE_NAMED | CUE_GIVE | CUE_TO |
	    CUE_AND | CUE_BUT | CUE_NOW | CUE_WITH | CUE_IN | CUE_ON | CUE_AT |
	    CUE_FOR | CUE_FROM | CUE_BY | CUE_OF | CUE_WHO | CUE_PLEASE |
	    CUE_THE | CUE_MY | CUE_IS | CUE_SAYS | CUE_DOES | CUE_NOT;

	return is_text(t, i) && w->kind == TOKEN_WORD && (w->cues & no) == 0 &&
	       words_class(w->words) == WORD_IS_SAFE;
}

/* "will need", "may i", "we can", "pt may bleed". */
static bool
is_modal(const struct text *t, size_t i)
{
	const bool first =
	    i == 0 || t->token[i].sentence_start || token_sign(t, i - 1, ',');

	if (!token_one_of(t, i, modals) ||
	    in_list(t, i + 1, LIST_ROSTER_AFTER) || has_cue(t, i + 1, CUE_SAYS))
		return false;
	if (token_one_of(t, i + 1, objects))
		return first || !has_cue(t, i - 1,
				    CUE_TITLE | CUE_TELL | CUE_GREET |
					CUE_NAMED | CUE_WITH | CUE_FOR |
					CUE_FROM | CUE_BY | CUE_GIVE);
	if (!first && token_one_of(t, i - 1, subjects))
		return true;
	return ordinary(t, i + 1) && !inflected(t, i + 1) &&
	       (first || subject(t, i - 1));
}

/* "to", "so", "an", "or": said in every second line. */
static bool
is_small(const struct token *w)
{
	const uint64_t small = CUE_TO | CUE_IN | CUE_ON | CUE_AT | CUE_OF |
			       CUE_FOR | CUE_FROM | CUE_BY | CUE_WITH |
			       CUE_AND | CUE_BUT | CUE_THE | CUE_MY | CUE_I |
			       CUE_NOT | CUE_IS;

	return w->end - w->begin < 4 && (w->cues & small) != 0;
}

bool
roster_article(const struct text *t, size_t i)
{
	return i > 0 && !t->token[i].sentence_start &&
	       token_one_of(t, i - 1, articles);
}

bool
roster_plain(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const bool behind = i > 0 && is_text(t, i - 1) && !w->sentence_start;
	const bool forename = (w->words & WORD_FORENAME) != 0;

	if (token_sign(t, i + 1, '\'') && !t->token[i + 1].space_before)
		return false;
	if (is_modal(t, i))
		return true;
	if (roster_article(t, i))
		return !token_one_of(t, i + 1, people) &&
		       !has_cue(t, i + 1, CUE_PATIENT | CUE_KIN | CUE_DOER);
	if (is_small(w))
		return is_text(t, i + 1) && t->token[i + 1].space_before &&
		       !in_list(t, i + 1, LIST_ROSTER_AFTER) &&
		       !token_one_of(t, i + 1, does);
	if (person_does(t, i + 1))
		return false;
	/* "young man" */
	if (has_cue(t, i + 1, CUE_DOER))
		return true;
	if (has_cue(t, i + 1, CUE_OF))
		return true;
	if (token_one_of(t, i + 1, done_to))
		return !behind ||
		       has_cue(t, i - 1,
			   CUE_TO | CUE_PLEASE | CUE_MODAL | CUE_I | CUE_BUT);
	if (forename && !token_one_of(t, i, adjectives))
		return false;
	/* "when does Small come?" */
	if (i > 0 && token_one_of(t, i - 1, asks))
		return false;
	/* "long kelly", "3 clip", "page 2" of a Mr Long, Clip, Page. */
	if ((behind && t->token[i - 1].kind == TOKEN_NUMBER &&
		!has_cue(t, i + 1, CUE_DOES)) ||
	    (i + 1 < t->token_count && t->token[i + 1].kind == TOKEN_NUMBER))
		return true;
	return ordinary(t, i + 1) && !has_cue(t, i + 1, CUE_DOES);
}

/* Do the words beside it make an ordinary word a name, in any case? */
bool
roster_cued(const struct text *t, size_t i)
{
	size_t prev = i;

	while (prev > 0 && token_sign(t, prev - 1, '.'))
		prev--;
	if (prev > 0) {
		prev--;
		if (token_sign(t, prev, '@') || token_sign(t, prev, '#') ||
		    in_list(t, prev, LIST_ROSTER_BEFORE))
			return true;
		if ((i + 1 >= t->token_count || token_sign(t, i + 1, '.') ||
			token_sign(t, i + 1, '!') ||
			token_sign(t, i + 1, '?')) &&
		    (token_sign(t, prev, ',') ||
			in_list(t, prev, LIST_ROSTER_POLITE)))
			return true;
	}
	return in_list(t, i + 1, LIST_ROSTER_AFTER) ||
	       (t->token[i].sentence_start && token_sign(t, i + 1, ','));
}

bool
roster_beside(const struct text *t, size_t i)
{
	return (i > 0 && in_list(t, i - 1, LIST_ROSTER_BEFORE)) ||
	       in_list(t, i + 1, LIST_ROSTER_AFTER);
}

/* "will asking for more": no grammar has it but that of haste. */
static bool
gerund_at(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->end - w->begin > 5 &&
	       memcmp(t->fold + w->end - 3, "ing", 3) == 0;
}

bool
roster_is_name(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const bool title = w->letter_case == CASE_TITLE && !t->all_caps;

	if (is_modal(t, i))
		return false;
	if (roster_cued(t, i))
		return true;
	if (w->sentence_start && gerund_at(t, i + 1))
		return true;
	if (roster_plain(t, i))
		return false;
	if (roster_caseless(t))
		return true;
	return title && (!w->sentence_start || (w->words & WORD_FREQUENT) == 0);
}
