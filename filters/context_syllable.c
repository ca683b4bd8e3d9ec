/* SPDX-License-Identifier: MIT */
#include "context_syllable.h"

#include "context_name.h"
#include "context_place.h"

/* Nobody says these of anything else. */
FEW(clans, "chia", "gouw", "khouw", "kho", "kwee", "lauw", "liauw", "lie",
    "liem", "lim", "njoo", "oei", "oen", "oey", "phoa", "poey", "siauw", "souw",
    "tan", "thio", "tio", "tjan", "tjia", "tjio", "tjoa", "tjong", "yap");
/* These are other words, or many a name's: two syllables must follow. */
FEW(more_clans, "ang", "be", "go", "goh", "han", "ho", "koo", "nio", "ong",
    "sie", "sim", "the", "wong");

FEW(syllables, "a", "an", "biauw", "bie", "bing", "bok", "boen", "boon", "bui",
    "bun", "djien", "eng", "fa", "fie", "fong", "giok", "goan", "hak", "han",
    "hap", "hay", "hek", "hian", "hien", "hin", "hoat", "hok", "hong", "hoo",
    "hwa", "hwat", "hwee", "hwie", "joe", "kang", "keng", "kian", "kiat",
    "kiem", "kim", "kiong", "koen", "kok", "kong", "lan", "lay", "lee", "liang",
    "liat", "lie", "liem", "lien", "lim", "lin", "ling", "liong", "loan", "mei",
    "mey", "moy", "nio", "ping", "sam", "san", "seng", "sian", "siang", "sin",
    "sing", "siok", "siong", "siu", "soen", "som", "swan", "swat", "swie",
    "tat", "tek", "thiam", "tian", "tiang", "tien", "tik", "ting", "tiong",
    "tjai", "tjay", "tjeng", "tjiang", "tjie", "tjien", "tjing", "tjiu",
    "tjoan", "tjoe", "tjong", "tjwan", "toan", "tong", "wan", "wie", "yam",
    "yauw", "yok", "yong");
/* Behind "a": what one is called at home. */
FEW(called, "bun", "fie", "fong", "giok", "hok", "hong", "kiong", "kwet",
    "liong", "moy", "nio", "seng", "siong", "sui", "tjai", "tjoan", "yong");

/* May i be part of such a name, written as the word before it? */
static bool
is_syllable(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       t->token[i].space_before && !fact[i].sure &&
	       t->token[i].letter_case == t->token[i - 1].letter_case &&
	       (token_few(t, i, &syllables) ||
		   (fact[i].gone && t->token[i].words & WORD_SURNAME));
}

/* Does somebody's name begin here? */
static bool
is_begun(const struct text *t, const struct fact *fact, size_t i)
{
	return t->token[i].sentence_start ||
	       (i > 0 && (fact[i - 1].cues & CUE_BEFORE_NAME) != 0);
}

/* The tokens of a name from i on; 0: none. */
static size_t
syllables_from(const struct text *t, const struct fact *fact, size_t i)
{
	const bool two = is_syllable(t, fact, i + 1);

	if (two && is_syllable(t, fact, i + 2) &&
	    (token_few(t, i, &clans) || token_few(t, i, &more_clans)))
		return 3;
	if (two && is_begun(t, fact, i) && token_few(t, i, &clans) &&
	    t->token[i + 1].end - t->token[i + 1].begin > 2)
		return 2;
	return is_begun(t, fact, i) && token_is(t, &t->token[i], "a") &&
		       i + 1 < t->token_count && t->token[i + 1].space_before &&
		       token_few(t, i + 1, &called)
		   ? 2
		   : 0;
}

void
context_syllables(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++) {
		size_t count;

		if (t->token[i].kind != TOKEN_WORD ||
		    fact[i].kind < FACT_UNKNOWN || fact[i].sure)
			continue;
		count = syllables_from(t, fact, i);
		for (size_t end = i + count; i < end; i++)
			if (fact[i].kind >= FACT_UNKNOWN)
				context_take(fact, i, "name-part", 80);
		i -= count > 0;
	}
}
