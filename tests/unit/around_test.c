/* SPDX-License-Identifier: MIT */
/*
 * What is heard of a token, that it does not matter which word is asked for
 * first, and that neighbours decide: the same word goes beside some and stays
 * beside others.
 */
#include "around.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "lang/lexicon.h"

struct asked {
	struct text t;
	struct fact *room, *fact;
};

static bool
ask(struct asked *a, enum scrub_lang lang, const char *text)
{
	struct spans none;

	spans_init(&none);
	text_init(&a->t);
	if (text_read(&a->t, (struct raw_text){text, strlen(text)}) != SCRUB_OK)
		return false;
	lexicon_fill(&a->t, lang);
	a->room =
	    calloc(a->t.token_count + (size_t)2 * FACT_EDGES, sizeof(*a->room));
	if (a->room == NULL)
		return false;
	a->fact = context_facts(&a->t, lang, &none, &none, a->room);
	return true;
}

static void
end(struct asked *a)
{
	free(a->room);
	text_wipe(&a->t);
}

static const struct {
	const char *why, *word;
	long pieces;
} heard[] = {
    {"a sign: only itself", ".", 1},
    {"two letters: both ends, too", "al", 3},
    {"three letters: and all of them", "kim", 6},
    {"five letters: three by three", "rossi", 10},
    {"a long word is cut", "pneumonoultramicroscopicsilicovolcanoconiosis", 29},
};

static void
test_pieces(void)
{
	for (size_t i = 0; i < sizeof(heard) / sizeof(heard[0]); i++) {
		struct around_ids f;
		struct asked a;

		if (!check(ask(&a, SCRUB_EN, heard[i].word), heard[i].why))
			continue;
		around_ids(&a.t, SCRUB_EN, a.fact, 0, &f);
		check_number((long)f.pieces, heard[i].pieces, heard[i].why);
		for (size_t k = 0; k < f.pieces; k++)
			check(f.piece[k] < AROUND_PIECES, "a row of pieces");
		for (size_t k = 0; k < f.knowns; k++)
			check(f.known[k] < A_COUNT, "a row of what is known");
		end(&a);
	}
}

static int
weigh(struct asked *a, enum scrub_lang lang, size_t i)
{
	struct around_told told;

	around_listen(&a->t, lang, a->fact, i, &told);
	return around_weigh(a->fact, i, &told);
}

/* Tokens are heard once, by whoever asks first. */
static void
test_order(void)
{
	static const char text[] =
	    "Dr. Okafor asks rossi to hold 3 trays, then Kocher clamp off";
	struct asked a, b;
	long wrong = 0;

	if (!check(ask(&a, SCRUB_EN, text) && ask(&b, SCRUB_EN, text), "text"))
		return;
	for (size_t i = 0; i < a.t.token_count; i++)
		weigh(&a, SCRUB_EN, i);
	for (size_t i = b.t.token_count; i-- > 0;)
		wrong += weigh(&b, SCRUB_EN, i) != weigh(&a, SCRUB_EN, i);
	check_number(wrong, 0, "first or last, a word weighs the same");
	end(&a);
	end(&b);
}

static const struct {
	enum scrub_lang lang;
	const char *why, *text, *word;
	bool goes;
} weighed[] = {
    {SCRUB_EN, "an unknown word that is asked", "ask Szrenkova to come",
	"szrenkova", true},
    {SCRUB_EN, "a name in small letters", "rossi says clamp off", "rossi",
	true},
    {SCRUB_EN, "a word that somebody is called", "Rose is scrubbing in now",
	"rose", true},
    {SCRUB_EN, "the same word", "the pressure rose to 140", "rose", false},
    {SCRUB_EN, "what all say", "clamp off, bleeding is under control",
	"bleeding", false},
    {SCRUB_ID_ID, "an Indonesian name", "tolong panggil pak Suhartono ya",
	"suhartono", true},
    {SCRUB_ID_ID, "an Indonesian word", "perdarahan minimal, lanjut tutup",
	"lanjut", false},
};

static void
test_weighed(void)
{
	for (size_t i = 0; i < sizeof(weighed) / sizeof(weighed[0]); i++) {
		struct asked a;
		bool goes = !weighed[i].goes;

		if (!check(ask(&a, weighed[i].lang, weighed[i].text),
			weighed[i].why))
			continue;
		for (size_t k = 0; k < a.t.token_count; k++)
			if (token_is(&a.t, &a.t.token[k], weighed[i].word))
				goes = weigh(&a, weighed[i].lang, k) > 0;
		check(goes == weighed[i].goes, weighed[i].why);
		end(&a);
	}
}

int
main(void)
{
	test_pieces();
	test_order();
	test_weighed();
	return check_done();
}
