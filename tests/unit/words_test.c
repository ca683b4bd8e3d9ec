/* SPDX-License-Identifier: MIT */
#include "words.h"

#include "check.h"

static uint16_t
find(enum scrub_lang lang, const char *word)
{
	return words_find(lang, word, strlen(word));
}

static void
test_class(void)
{
	static const struct {
		const char *why, *word;
		enum scrub_lang lang;
		enum word_class class;
	} cases[] = {
	    {"an ordinary word stays", "table", SCRUB_EN, WORD_IS_SAFE},
	    {"British spelling", "haemorrhage", SCRUB_EN, WORD_IS_SAFE},
	    {"a contraction without its mark", "doesnt", SCRUB_EN,
		WORD_IS_SAFE},
	    {"chat", "thx", SCRUB_EN, WORD_IS_SAFE},
	    {"a drug", "sugammadex", SCRUB_EN, WORD_IS_SAFE},
	    {"a device that no dictionary has", "glidescope", SCRUB_EN,
		WORD_IS_SAFE},
	    {"British spelling of a listed term", "haemoptysis", SCRUB_EN,
		WORD_IS_SAFE},
	    {"with its ending", "haemodynamically", SCRUB_EN, WORD_IS_SAFE},
	    {"oe for e", "papilloedema", SCRUB_EN, WORD_IS_SAFE},
	    {"where another oe is no e", "haemangioendothelioma", SCRUB_EN,
		WORD_IS_SAFE},
	    {"-ise for -ize", "necrotising", SCRUB_EN, WORD_IS_SAFE},
	    {"ph for f", "sulphamethizole", SCRUB_EN, WORD_IS_SAFE},
	    {"a surname, not a welder", "waelder", SCRUB_EN, WORD_IS_UNKNOWN},
	    {"an abbreviation", "etco2", SCRUB_EN, WORD_IS_UNKNOWN},
	    {"a unit", "mmhg", SCRUB_EN, WORD_IS_SAFE},
	    {"a country", "kenya", SCRUB_EN, WORD_IS_SAFE},
	    {"a forename goes", "oluwaseun", SCRUB_EN, WORD_IS_NAME},
	    {"a surname goes", "nguyen", SCRUB_EN, WORD_IS_NAME},
	    {"a name that is a word", "grace", SCRUB_EN, WORD_IS_BOTH},
	    {"another", "hope", SCRUB_EN, WORD_IS_BOTH},
	    {"will is never only a verb", "will", SCRUB_EN, WORD_IS_BOTH},
	    {"an eponym", "kocher", SCRUB_EN, WORD_IS_EPONYM},
	    {"an eponym in the plural", "cattells", SCRUB_EN, WORD_IS_EPONYM},
	    {"no list has it", "xqzvbr", SCRUB_EN, WORD_IS_UNKNOWN},
	    {"Indonesian", "jarum", SCRUB_ID_ID, WORD_IS_SAFE},
	    {"with affixes", "menjahitkan", SCRUB_ID_ID, WORD_IS_SAFE},
	    {"with a possessive", "kasanya", SCRUB_ID_ID, WORD_IS_SAFE},
	    {"colloquial", "gak", SCRUB_ID_ID, WORD_IS_SAFE},
	    {"a term by Indonesian spelling", "sinekia", SCRUB_ID_ID,
		WORD_IS_SAFE},
	    {"Indonesian inside English", "tolong", SCRUB_EN, WORD_IS_SAFE},
	    {"English inside Indonesian", "bleeding", SCRUB_ID_ID,
		WORD_IS_SAFE},
	    {"an Indonesian name that is a word", "bulan", SCRUB_ID_ID,
		WORD_IS_BOTH},
	    {"dan is `and' in Indonesian", "dan", SCRUB_ID_ID, WORD_IS_SAFE},
	    {"and Dan in English", "dan", SCRUB_EN, WORD_IS_BOTH},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (!check(words_class(find(cases[i].lang, cases[i].word)) ==
			       cases[i].class,
			cases[i].why))
			fprintf(stderr, "   %s: bits %04x\n", cases[i].word,
			    find(cases[i].lang, cases[i].word));
}

static void
test_made(void)
{
	static const struct {
		const char *why, *word;
		enum scrub_lang lang;
	} cases[] = {
	    {"a prefix", "unclamped", SCRUB_EN},
	    {"a doubled letter", "recannulating", SCRUB_EN},
	    {"a Greek ending", "ductotomy", SCRUB_EN},
	    {"letters said longer", "pleaseee", SCRUB_EN},
	    {"me-", "menyambung", SCRUB_ID_ID},
	    {"di- -in", "diganjelin", SCRUB_ID_ID},
	    {"nge-", "ngejahit", SCRUB_ID_ID},
	    {"-keun", "longgarkeun", SCRUB_ID_ID},
	    {"-e", "pasiene", SCRUB_ID_ID},
	    {"-kno", "resikkno", SCRUB_ID_ID},
	    {"o for a", "biaso", SCRUB_ID_ID},
	    {"e for a", "keteken", SCRUB_ID_ID},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(find(cases[i].lang, cases[i].word) & WORD_COMMON,
		    cases[i].why);
	check(find(SCRUB_ID_ID, "sutano") == 0, "a stem that is no word");
	check(!(find(SCRUB_EN, "menyambung") & WORD_COMMON),
	    "Indonesian is not safe in an English message");
}

static void
test_edges(void)
{
	char long_word[200];

	memset(long_word, 'a', sizeof(long_word));
	check_number(words_find(SCRUB_EN, "", 0), 0, "nothing is no word");
	check_number(words_find(SCRUB_EN, "a", 1), 0, "nor is a letter");
	check_number(words_find(SCRUB_EN, long_word, sizeof(long_word)), 0,
	    "a word as long as a line is none");
	check_number(words_find(SCRUB_EN, "tablexyz", 5),
	    words_find(SCRUB_EN, "table", 5), "only len bytes are read");
	check_number(words_class(0), WORD_IS_UNKNOWN, "no bits: unknown");
	check(words_name_like("oduya", 5) > words_name_like("ectomy", 6),
	    "letters of names and of words differ");
	check_number((uint64_t)words_name_like("", 0), 0, "no letters");
}

static void
test_typed(void)
{
	static const struct {
		const char *why, *word;
		enum scrub_lang lang;
		bool typed;
	} cases[] = {
	    {"two letters changed places", "sicne", SCRUB_EN, true},
	    {"the first two", "otehr", SCRUB_EN, true},
	    {"in a word of four", "tset", SCRUB_EN, true},
	    {"one of two alike is missing", "nedle", SCRUB_EN, true},
	    {"one too many", "needdle", SCRUB_EN, true},
	    {"a vowel is missing", "famly", SCRUB_EN, true},
	    {"thumbs leave vowels out", "jdwal", SCRUB_ID_ID, true},
	    {"two of them", "pdhal", SCRUB_ID_ID, true},
	    {"-nya in one letter", "lukax", SCRUB_ID_ID, true},
	    {"too short to tell", "csn", SCRUB_EN, false},
	    {"two vowels are too many in English", "pdhal", SCRUB_EN, false},
	    {"what changed places makes a name", "jmaes", SCRUB_EN, false},
	    {"a name without its vowel", "brnda", SCRUB_EN, false},
	    {"a Korean name", "hyunwoo", SCRUB_EN, false},
	    {"a Nigerian one", "chidinma", SCRUB_EN, false},
	    {"a Javanese one", "sugeng", SCRUB_ID_ID, false},
	    {"a Batak one", "hutapea", SCRUB_ID_ID, false},
	    {"a Papuan one", "kogoya", SCRUB_ID_ID, false},
	    {"letters of other scripts", "\xce\xb1\xce\xb2", SCRUB_EN, false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (!check(words_typed(cases[i].lang, cases[i].word,
			       strlen(cases[i].word)) == cases[i].typed,
			cases[i].why))
			fprintf(stderr, "   %s\n", cases[i].word);
	check(!words_typed(SCRUB_EN, "aaaaaaaaaaaaaaaaaaaa", 20),
	    "longer than anybody types wrong");
}

int
main(void)
{
	test_class();
	test_made();
	test_edges();
	test_typed();
	return check_done();
}
