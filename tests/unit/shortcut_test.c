/* SPDX-License-Identifier: MIT */
/*
 * What is not asked because the answer is known: each shortcut beside the way
 * it cuts short.
 */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "context.h"
#include "context_feature.h"
#include "hash.h"
#include "lang/lexicon.h"
#include "lexeme.h"
#include "phrase.h"
#include "roster.h"

/* Words and phrases of the automaton, and words that are none of its own. */
static const char *const words[] = {"monday", "tuesdays", "jum'at", "april",
    "thirteenth", "sixteenth", "x-mas eve", "st stephen's day",
    "ststephens day", "new year", "good friday", "paddys", "valentine's day",
    "yom kippur", "eid al-fitr", "durga puja", "erev shabbat", "ninety",
    "puluh", "mmhg", "icd-10-cm", "ca 19-9", "pt-inr", "unit no",
    "nurse station", "w/", "y/o", "a.m", "at", "dr", "plate", "registration",
    "tail", "th", "unit", "rm", "clamp", "gallbladder", "kettering",
    "anastomosis", "suction", "retractor", "budi", "dibuka", "jaringan",
    "o'malley", "quietly", "splenic", "xqzvb"};
#define WORDS (sizeof(words) / sizeof(words[0]))

static size_t
letters_of(const char *word)
{
	size_t n = 0;

	while (word[n] >= 'a' && word[n] <= 'z')
		n++;
	return n;
}

/* The automaton of words is not started where no word of it may begin. */
static void
test_automaton(void)
{
	unsigned known = 0, skipped = 0;

	for (size_t i = 0; i < WORDS; i++) {
		const char *end;
		char text[64] = "";
		uint16_t value = 0;
		const bool may =
		    shape_may_begin(hash_word(words[i], letters_of(words[i])));

		/* It reads ahead: NULs behind the word are its end. */
		snprintf(text, sizeof(text), "%s", words[i]);
		if (shapes_word(text, &end, &value) != LEX_WORD) {
			known++;
			check(may, words[i]);
		}
		skipped += !may;
	}
	check(known > 25, "most of these are its words");
	check(skipped >= 8, "and some are not asked for");
}

/* --- random texts --------------------------------------------------------- */

static uint64_t seed;

static size_t
below(size_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % n;
}

static void
put(char *text, size_t room, const char *word)
{
	const size_t len = strlen(text);

	snprintf(text + len, room - len, "%s%s", len ? " " : "", word);
}

/* out is made of in as an output is: words stand in, go, come twice. */
static void
make(char *in, char *out, size_t room)
{
	const size_t count = 1 + below(24);

	*in = *out = '\0';
	for (size_t i = 0; i < count; i++) {
		const char *word = words[below(WORDS)];
		const size_t how = below(8);

		put(in, room, word);
		if (how == 0)
			put(out, room, "[NAME 1]");
		if (how > 1)
			put(out, room, how == 7 ? words[below(WORDS)] : word);
		if (how == 6)
			put(out, room, word);
	}
}

static bool
same_token(const struct token *a, const struct token *b)
{
	return a->words == b->words && a->cluster == b->cluster &&
	       a->lists == b->lists && a->cues == b->cues;
}

static bool
same_text(const struct text *a, const struct text *b)
{
	for (size_t i = 0; i < a->token_count; i++)
		if (!same_token(&a->token[i], &b->token[i]))
			return false;
	return a->token_count == b->token_count && a->cues == b->cues &&
	       a->lists == b->lists && a->kinds == b->kinds &&
	       memcmp(a->twice, b->twice, sizeof(a->twice)) == 0;
}

static bool
read(struct text *t, const char *text)
{
	return text_read(t, (struct raw_text){text, strlen(text)}) == SCRUB_OK;
}

/* A word that stood in the draft is not looked up again in the output. */
static void
test_known_again(void)
{
	struct text draft, output, alone;
	char in[2048], out[2048];
	unsigned wrong = 0;

	text_init(&draft);
	text_init(&output);
	text_init(&alone);
	for (unsigned i = 0; i < 4000; i++) {
		const enum scrub_lang lang = below(2) ? SCRUB_EN : SCRUB_ID_ID;

		make(in, out, sizeof(in));
		if (!read(&draft, in) || !read(&output, out) ||
		    !read(&alone, out)) {
			wrong++;
			continue;
		}
		lexicon_fill(&draft, lang);
		output.before = &draft;
		lexicon_fill(&output, lang);
		output.before = NULL;
		lexicon_fill(&alone, lang);
		wrong += !same_text(&output, &alone);
	}
	check_number(wrong, 0, "what is known of a word is what is looked up");
	text_wipe(&draft);
	text_wipe(&output);
	text_wipe(&alone);
}

/* --- the output of a draft ------------------------------------------------ */

/* What features and the roster ask of each other's neighbours. */
static const char *const said[] = {"Kim", "kim", "KIM", "Okafor", "okafr", "Dr",
    "dr", ".", "-", "'", "'s", "o", "J", "j", "/", ",", "from", "at", "the",
    "hospital", "Hospital", "ward", "Kocher", "clamp", "triangle", "is",
    "asking", "says", "for", "suction", "please", "will", "Will", "rose",
    "Budi", "bu", "pak", "72", "L4", "(", ")", "@", "#", "and", "named",
    "xqzvb", "cholecystectomi", "Maria", "maria", "gonz", "alez", "thanks"};
#define SAID (sizeof(said) / sizeof(said[0]))

static void
say(char *text, size_t room, const char *word)
{
	const size_t len = strlen(text);

	snprintf(
	    text + len, room - len, "%s%s", len && below(6) ? " " : "", word);
}

/* A draft, and the same with stand-ins for some of its words. */
static void
make_said(char *in, char *out, size_t room)
{
	const size_t count = 1 + below(30), often = 2 + below(12);
	const bool small = below(4) == 0;

	*in = *out = '\0';
	for (size_t i = 0; i < count; i++) {
		const char *word = said[below(SAID)];
		const uint64_t kept = seed;

		say(in, room, word);
		seed = kept; /* the same space before it */
		if (below(6) != 0 && below(often) == 0)
			say(out, room, below(3) ? "[NAME 1]" : "[DATE]");
		else {
			seed = kept;
			say(out, room, word);
		}
	}
	for (char *c = in; small && *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c | 0x20 : *c);
}

/* All that asks what was known before. */
static void
look(struct text *t, enum scrub_lang lang, struct roster *r,
    struct spans *roster, struct spans *names)
{
	struct spans none;

	spans_init(&none);
	spans_clear(roster);
	spans_clear(names);
	lexicon_fill(t, lang);
	roster_scan(r, t, roster);
	context_scan(t, lang, &none, roster, 0, names);
}

static bool
same_spans(const struct spans *a, const struct spans *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (a->at[i].begin != b->at[i].begin ||
		    a->at[i].end != b->at[i].end ||
		    a->at[i].label != b->at[i].label ||
		    a->at[i].rule != b->at[i].rule ||
		    a->at[i].certainty != b->at[i].certainty)
			return false;
	return a->count == b->count;
}

static const struct fact *
facts_of(const struct text *t)
{
	return (const struct fact *)t->rooms[TEXT_FACTS].at + FACT_EDGES;
}

static bool
same_weights(const struct text *a, const struct text *b)
{
	for (size_t i = 0; i < a->token_count; i++)
		if (memcmp(&facts_of(a)[i].still, &facts_of(b)[i].still,
			sizeof(struct tagger_sum)) != 0 ||
		    facts_of(a)[i].weight != facts_of(b)[i].weight)
			return false;
	return a->token_count == b->token_count;
}

static size_t
known(const struct text *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->token_count; i++)
		n += facts_of(t)[i].same;
	return n;
}

/* What an output has of its draft weighs the same and is nobody's again. */
static void
test_looked_at_again(void)
{
	static const char people[] =
	    "{\"persons\":[{\"name\":\"Maria Gonzalez-Reyes\","
	    "\"part\":\"patient\"},{\"name\":\"Chidi Okafor\","
	    "\"part\":\"surgeon\"}]}";
	struct text draft, output, alone;
	struct spans a, b, c, d;
	struct roster *r = NULL;
	struct scrub_fault fault;
	char in[2048], out[2048];
	size_t wrong = 0, again = 0;

	text_init(&draft);
	text_init(&output);
	text_init(&alone);
	spans_init(&a);
	spans_init(&b);
	spans_init(&c);
	spans_init(&d);
	check(roster_read(&r, "people", people, strlen(people), &fault) ==
		  SCRUB_OK,
	    "people");
	for (unsigned i = 0; r && i < 20000; i++) {
		const enum scrub_lang lang = below(3) ? SCRUB_EN : SCRUB_ID_ID;

		make_said(in, out, sizeof(in));
		if (!read(&draft, in) || !read(&output, out) ||
		    !read(&alone, out)) {
			wrong++;
			continue;
		}
		look(&draft, lang, r, &a, &b);
		output.before = &draft;
		look(&output, lang, r, &a, &b);
		output.before = NULL;
		look(&alone, lang, r, &c, &d);
		wrong += !same_spans(&a, &c) || !same_spans(&b, &d) ||
			 !same_weights(&output, &alone);
		again += known(&output);
		text_forget(&draft);
	}
	check_number((long)wrong, 0, "known before is found again");
	check(again > 20000, "and much was known");
	roster_free(r);
	spans_wipe(&a);
	spans_wipe(&b);
	spans_wipe(&c);
	spans_wipe(&d);
	text_wipe(&draft);
	text_wipe(&output);
	text_wipe(&alone);
}

/* --- phrases -------------------------------------------------------------- */

/* Where a phrase stands, however it is cut, its first piece may begin it. */
static void
test_phrase_pieces(void)
{
	static const char *const written[] = {"tabor springs", "taborsprings",
	    "tabor-springs", "t abor springs", "ta.bor springs",
	    "tabor, springs", "taborspring s", "tabors prings"};
	struct phrases p;
	struct text t;

	phrases_init(&p);
	text_init(&t);
	check(read(&t, "Tabor Springs") &&
		  phrases_add(&p, &t, t.token_count, 7) == SCRUB_OK,
	    "a phrase is taken");
	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
		uint32_t tag = 0;

		check(read(&t, written[i]) &&
			  phrases_match(&p, &t, 0, &tag) == t.token_count &&
			  tag == 7,
		    written[i]);
	}
	check(read(&t, "tabor spring") &&
		  phrases_match(&p, &t, 0, &(uint32_t){0}) == 0,
	    "less than the phrase is none");
	text_wipe(&t);
	phrases_wipe(&p);
}

int
main(void)
{
	const char *given = getenv("SCRUB_SEED");

	seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
	printf("seed %" PRIu64 " (SCRUB_SEED)\n", seed);
	test_automaton();
	test_known_again();
	test_looked_at_again();
	test_phrase_pieces();
	return check_done();
}
