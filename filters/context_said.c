/* SPDX-License-Identifier: MIT */
#include "context_said.h"

#include "context_token.h"
#include "lang/lexicon.h"

bool
context_said_as(
    const struct text *t, size_t i, const char *const pairs[][2], size_t count)
{
	for (size_t k = 0; k < count; k++)
		if (i + 1 < t->token_count &&
		    token_is(t, &t->token[i], pairs[k][0]) &&
		    token_is(t, &t->token[i + 1], pairs[k][1]))
			return true;
	return false;
}

/* "is in the anaesthetic room", "is on his way": at i; no instrument is. */
static bool
is_where_people_are(const struct text *t, size_t i)
{
	static const char *const rooms[] = {"anaesthetic", "anesthetic",
	    "recovery", "pacu", "holding", "reception", "preop", "ed", "clinic",
	    "hdu", "itu", "icu", "resus", "labour", "waiting", NULL};
	static const char *const whose[] = {"the", "his", "her", "their", NULL};
	size_t at = i + 1;

	if (!(token_is(t, &t->token[i], "is") ||
		(token_is(t, &t->token[i], "s") && i > 0 &&
		    context_sign(t, i - 1, '\''))) ||
	    at + 1 >= t->token_count)
		return false;
	if (token_is(t, &t->token[at], "on"))
		return token_one_of(t, at + 1, whose) &&
		       token_one_of(t, at + 2,
			   (const char *const[]){"way", "phone", NULL});
	if (!token_is(t, &t->token[at], "in"))
		return false;
	at++;
	return token_one_of(t, at + token_is(t, &t->token[at], "the"), rooms);
}

size_t
context_verb_of(const struct text *t, size_t i)
{
	return context_owns(t, i) ? i + 2 : i + 1;
}

size_t
context_behind_is(const struct text *t, size_t i)
{
	const size_t verb = context_verb_of(t, i);

	return verb + (verb > i + 1 || (verb < t->token_count &&
					   token_is(t, &t->token[verb], "is")));
}

/* "is allergic to latex", "'s off sick", "on call tonight", "to recovery": at
 * i, behind who is frequently called so; `at` is behind "is", too. */
static bool
is_said_of_people(const struct text *t, size_t i, size_t at)
{
	FEW(acts, "asleep", "assisting", "ate", "awake", "bucking", "consented",
	    "coughing", "desatting", "extubated", "intubated", "sedated",
	    "shivering", "signed", "snoring", "vomiting", "weighs");
	static const char *const how[] = {"agitated", "allergic", "anxious",
	    "bleeding", "confused", "diabetic", "extubated", "happy",
	    "hypotensive", "intubated", "nauseous", "pregnant", "scrubbed",
	    "shivering", "sick", "tachycardic", "unwell", "vomiting", "worried",
	    NULL};
	static const char *const pairs[][2] = {{"on", "call"},
	    {"on", "apixaban"}, {"on", "warfarin"}, {"up", "next"},
	    {"gone", "for"}, {"allergic", "to"}, {"to", "assist"},
	    {"to", "scrub"}, {"to", "recovery"}, {"to", "hdu"}, {"to", "itu"},
	    {"to", "icu"}, {"to", "pacu"}, {"in", "clinic"}, {"in", "recovery"},
	    {"in", "pacu"}, {"in", "holding"}, {"in", "preop"}, {"in", "resus"},
	    {"off", "to"}, {"not", "consented"}, {"let", "go"}, {"says", "ok"},
	    {"says", "hold"}, {"says", "stop"}, {"says", "wait"},
	    {"says", "leave"}, {"says", "he"}, {"says", "she"}, {"says", "we"},
	    {"on", "suction"}, {"on", "camera"}, {"on", "icu"}, {"on", "itu"},
	    {"on", "hdu"}, {"in", "lab"}, {"in", "haem"}, {"in", "micro"},
	    {"in", "pharmacy"}, {"in", "radiology"}, {"from", "haem"},
	    {"from", "lab"}, {"from", "micro"}, {"from", "pharmacy"},
	    {"from", "radiology"}, {"next", "door"}, {"bleeding", "again"},
	    {"on", "ecmo"}, {"on", "bypass"}, {"on", "crrt"}, {"on", "pump"},
	    {"off", "pump"}, {"coming", "down"}, {"coming", "up"},
	    {"going", "up"}, {"going", "down"}, {"calling", "the"},
	    {"injected", "the"}, {"drilled", "the"}, {"closed", "the"},
	    {"and", "me"}};
	const bool is = at > i;

	if (token_few(t, i, &acts) || (is && token_one_of(t, at, how)))
		return true;
	/* "is on her break"; "turn her on her side" is no Turner's */
	if (is && at + 1 < t->token_count && token_is(t, &t->token[at], "on") &&
	    (token_is(t, &t->token[at + 1], "her") ||
		token_is(t, &t->token[at + 1], "his")))
		return true;
	return context_said_as(t, at, pairs, sizeof(pairs) / sizeof(pairs[0]));
}

bool
context_is_person(const struct text *t, size_t i)
{
	const size_t verb = context_verb_of(t, i);

	return t->token[i].words & WORD_STRONG && verb < t->token_count &&
	       (verb > i + 1 || t->token[verb].space_before) &&
	       (is_where_people_are(t, verb) ||
		   is_said_of_people(t, verb, context_behind_is(t, i)));
}

/* What nobody but a person does, says or feels; a score says, a doppler agrees,
 * a knife takes and an approach gives. */
FEW(personal, "agreed", "answered", "answers", "apologised", "apologises",
    "apologized", "argued", "argues", "asked", "asking", "asks", "assisting",
    "bleeped", "cannulating", "chased", "complained", "disagrees", "docked",
    "examined", "explained", "explains", "extubates", "fainted", "fasted",
    "forgot", "gowned", "grateful", "grumpy", "harvesting", "hates", "hungry",
    "inked", "insists", "joked", "knows", "laughed", "laughs", "leaned",
    "loves", "nervous", "nodded", "nods", "paged", "phoned", "phoning",
    "praised", "prescribed", "procuring", "promised", "rang", "reckons",
    "refused", "refuses", "reminded", "reminds", "replied", "retrieving",
    "said", "scrubbed", "scrubbing", "scrubs", "sewing", "sharpened", "shouted",
    "shrugged", "smiled", "smiles", "sneezed", "spoke", "spotted", "swears",
    "taught", "texted", "thanked", "thinks", "tired", "told", "volunteered",
    "vomited", "wants", "warned", "warns", "wheeling", "worried", "yawned");
/* The same behind "is". */
FEW(doing, "chasing", "consenting", "counting", "documenting", "driving",
    "eating", "explaining", "harvesting", "parking", "reviewing", "ringing",
    "scribing", "talking", "teaching", "texting", "timing", "watching",
    "writing", "yawning");

bool
context_verb_of_people(const struct text *t, size_t i)
{
	return token_few(t, i, &personal);
}

bool
context_acts(const struct text *t, size_t i)
{
	static const char *const pairs[][2] = {{"on", "leave"}, {"off", "sick"},
	    {"gone", "home"}, {"happy", "with"}, {"happy", "to"},
	    {"takes", "over"}, {"took", "over"}, {"and", "i"}};
	const size_t next = i + 1, act = context_behind_is(t, i);

	const size_t count = sizeof(pairs) / sizeof(pairs[0]);

	return context_said_as(t, next, pairs, count) ||
	       context_said_as(t, act, pairs, count) ||
	       token_few(t, next, &personal) || token_few(t, act, &personal) ||
	       (act > next && token_few(t, act, &doing));
}

bool
context_has_as_people_do(const struct text *t, size_t i)
{
	FEW(theirs, "bleep", "bloods", "bp", "brother", "coffee", "crossmatch",
	    "dad", "daughter", "epidural", "family", "fiance", "gas", "glucose",
	    "handover", "hb", "husband", "insulin", "labs", "lactate", "lunch",
	    "mom", "mother", "mum", "pager", "parents", "patient", "patients",
	    "phone", "plt", "potassium", "sats", "son", "trainee", "trainees",
	    "troponin", "wife");
	const size_t s = context_verb_of(t, i);

	return s == i + 2 && !in_list(t, i, LIST_DISEASE) &&
	       s + 1 < t->token_count && t->token[s + 1].space_before &&
	       token_few(t, s + 1, &theirs);
}
