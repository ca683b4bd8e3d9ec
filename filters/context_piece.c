/* SPDX-License-Identifier: MIT */
#include "context_piece.h"

#include "context_inside.h"
#include "context_name.h"
#include "context_place.h"

/* First ones; those that are words of English are none at the beginning of a
 * sentence. */
FEW(firsts, "bao", "be", "bo", "chao", "chi", "cho", "da", "dee", "do", "eh",
    "ha", "hla", "ho", "hsa", "hser", "htoo", "ka", "kee", "khin", "khu", "ko",
    "kou", "ku", "le", "li", "lo", "lu", "mai", "may", "mee", "moo", "mu", "my",
    "naw", "nga", "no", "nu", "pa", "pao", "paw", "poe", "pu", "saw", "say",
    "see", "sheng", "shi", "so", "soe", "thi", "tou", "wah", "wei", "xee", "xi",
    "yee", "yer", "yi", "ying", "yu", "zaw", "zi", "zong");
FEW(words, "be", "da", "do", "ha", "ho", "may", "my", "no", "paw", "saw", "say",
    "see", "so");
/* Second ones, which nobody writes else, or not behind the first ones. */
FEW(seconds, "anh", "ba", "bao", "blia", "bo", "chao", "chee", "cher", "chia",
    "choua", "dah", "dao", "der", "doh", "eun", "gay", "ha", "hao", "her",
    "hla", "houa", "hser", "htee", "htoo", "htwe", "hua", "hui", "hyun", "jie",
    "jin", "jun", "ka", "kaw", "khin", "khu", "kou", "kpaw", "ku", "kyi", "lah",
    "lar", "lee", "ler", "lia", "lin", "ling", "linh", "lo", "lor", "lwin",
    "mai", "mee", "mei", "meng", "min", "moe", "moo", "moua", "mu", "naing",
    "ngoc", "nguyen", "nhia", "nou", "nu", "oo", "pao", "paw", "ping", "po",
    "poe", "reh", "ri", "say", "see", "shee", "sheng", "shoua", "shwe", "soe",
    "soo", "thao", "thi", "thu", "tou", "tun", "vang", "vue", "wah", "wai",
    "win", "xee", "xiong", "yan", "yang", "yee", "yeng", "yeon", "yer", "yi",
    "ying", "yu", "zaw", "zong");

FEW(second_words, "gay", "her", "min", "say", "see", "wai", "win");

static bool
is_second(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       fact[i].kind >= FACT_UNKNOWN && t->token[i].space_before &&
	       (token_few(t, i, &seconds) ||
		   (fact[i].gone && fact[i].kind == FACT_UNKNOWN &&
		       t->token[i].end - t->token[i].begin < 6));
}

/* "interpreter Pa Houa", "tell mai yer": behind whom somebody is. */
static bool
is_behind_who(const struct text *t, const struct fact *fact, size_t i)
{
	const uint64_t before =
	    CUE_TITLE | CUE_ROLE | CUE_KIN | CUE_PATIENT | CUE_TELL | CUE_BY;

	FEW(who, "caregiver", "carer", "chaplain", "doula", "interpreter",
	    "translator");

	return i > 0 && fact[i - 1].kind >= FACT_SAFE && !fact[i - 1].gone &&
	       t->token[i].space_before &&
	       (fact[i - 1].cues & before || token_few(t, i - 1, &who));
}

/* "pao lo is one person", "eh paw wants a word" */
static bool
is_subject(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(does, "arrived", "asked", "came", "counted", "counts", "did",
	    "left", "said", "took", "wanted");
	const size_t next = i + 2;

	return t->token[i].sentence_start && next < t->token_count &&
	       !token_few(t, i, &words) && t->token[next].space_before &&
	       ((t->token[next].end - t->token[next].begin > 1 &&
		    fact[next].cues & (CUE_IS | CUE_SAYS)) ||
		   context_finite(t, fact, next) || token_few(t, next, &does));
}

void
context_pieces(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 1 < t->token_count; i++) {
		const size_t second = i + 1;

		if (t->token[i].kind != TOKEN_WORD ||
		    fact[i].kind < FACT_UNKNOWN || !token_few(t, i, &firsts) ||
		    !is_second(t, fact, second) ||
		    (context_tells_case(t) &&
			context_large(t, i) != context_large(t, second)) ||
		    (token_few(t, i, &words) &&
			token_few(t, second, &second_words) &&
			!(context_tells_case(t) && context_large(t, i))) ||
		    !(is_behind_who(t, fact, i) || is_subject(t, fact, i)))
			continue;
		context_own(fact, i);
		context_own(fact, second);
	}
}
