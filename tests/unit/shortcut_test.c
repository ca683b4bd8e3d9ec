/* SPDX-License-Identifier: MIT */
/*
 * What is not asked because the answer is known: each shortcut beside the way
 * it cuts short.
 */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "hash.h"
#include "lang/lexicon.h"
#include "lexeme.h"
#include "phrase.h"

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
	test_phrase_pieces();
	return check_done();
}
