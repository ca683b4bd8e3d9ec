/* SPDX-License-Identifier: MIT */
/*
 * A list that is asked for often has its words and no others, from the first
 * question on, also such as its letters and lengths do not tell from its own.
 */
#include "few.h"

#include <string.h>

#include "check.h"

FEW(units, "angio", "ct", "480p", "<", "endoscopy", "cardiothoracic");

static const struct {
	const char *why, *word;
	bool in;
} cases[] = {
    {"asked first, and another of its length and letter", "angle", false},
    {"the first", "angio", true},
    {"the last, longer than lengths are told apart", "cardiothoracic", true},
    {"as long as the longest that are told apart", "endoscopy", true},
    {"its beginning", "cardio", false},
    {"longer than a word", "cts", false},
    {"two letters", "ct", true},
    {"no letter first", "480p", true},
    {"a sign", "<", true},
    {"a letter with the sign's lower bits", "|", false},
    {"another length", "a", false},
    {"no word", "", false},
};

int
main(void)
{
	FEW(own, "ok");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_number(few_has(&units, cases[i].word,
				 strlen(cases[i].word)),
		    cases[i].in, cases[i].why);
	check_number(few_has(&units, "angiogram", 5), true,
	    "a word that does not end with a NUL");
	check_number(few_has(&own, "ok", 2), true, "a function's own list");
	return check_done();
}
