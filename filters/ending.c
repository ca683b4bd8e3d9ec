/* SPDX-License-Identifier: MIT */
#include "ending.h"

#include <string.h>

/* By their last letter, from a; the shorter first. */
#define ENDS_MOST 11u
/* clang-format off */
static const char *const clinical[26][ENDS_MOST] = {
	['a' - 'a'] = { "oma", "emia", "aemia" },
	['c' - 'a'] = { "scopic" },
	['d' - 'a'] = { "oid", "ized", "ised" },
	['e' - 'a'] = { "isme", "able", "azole", "caine", "prazole" },
	['g' - 'a'] = { "ing", "izing", "ising" },
	['i' - 'a'] = { "asi", "otomi", "grafi", "metri", "ectomi", "ektomi", "ostomi", "oskopi", "plasti" },
	['l' - 'a'] = { "eal", "olol", "ical" },
	['m' - 'a'] = { "gram", "kuronium", "curonium" },
	['n' - 'a'] = { "kain", "sion", "tion", "mycin", "ation", "cillin", "statin" },
	['s' - 'a'] = { "itis", "osis", "itas", "ness", "lysis" },
	['t' - 'a'] = { "ment" },
	['y' - 'a'] = { "pexy", "tomy", "otomy", "pathy", "ectomy", "ostomy", "oscopy", "plasty", "graphy", "rrhaphy" },
};
/* clang-format on */

bool
ending_clinical(const char *word, size_t len)
{
	const unsigned last =
	    len > 0 ? (unsigned)(uint8_t)word[len - 1] - 'a' : 26;

	if (last > 25)
		return false;
	for (size_t i = 0; i < ENDS_MOST && clinical[last][i]; i++) {
		const size_t n = strlen(clinical[last][i]);

		if (len < n + 3)
			return false;
		if (memcmp(word + len - n, clinical[last][i], n) == 0)
			return true;
	}
	return false;
}

static bool
ends(const char *word, size_t len, const char *end)
{
	const size_t n = strlen(end);

	return len > n + 1 && memcmp(word + len - n, end, n) == 0;
}

static bool
starts(const char *word, size_t len, const char *start)
{
	const size_t n = strlen(start);

	return len > n + 2 && memcmp(word, start, n) == 0;
}

unsigned
ending_verb(enum scrub_lang lang, const char *word, size_t len)
{
	if (lang == SCRUB_ID_ID) {
		static const char *const active[] = {
		    "me", "ng", "ny", "ber", NULL};

		for (size_t i = 0; active[i] != NULL; i++)
			if (starts(word, len, active[i]))
				return ENDING_ACTIVE;
		if (starts(word, len, "di"))
			return ENDING_PASSIVE;
		return ends(word, len, "nya") ? ENDING_S : ENDING_OTHER;
	}
	if (ends(word, len, "ing"))
		return ENDING_ACTIVE;
	if (ends(word, len, "ed"))
		return ENDING_PASSIVE;
	if (ends(word, len, "s") && !ends(word, len, "ss") &&
	    !ends(word, len, "us") && !ends(word, len, "is"))
		return ENDING_S;
	return ENDING_OTHER;
}
