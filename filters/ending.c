/* SPDX-License-Identifier: MIT */
#include "ending.h"

#include <string.h>

bool
ending_clinical(const char *word, size_t len)
{
#define END(text)                                                              \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}
	static const struct {
		const char *text;
		size_t len;
	} ends[] = {
	    END("itis"),
	    END("ectomy"),
	    END("otomy"),
	    END("ostomy"),
	    END("oscopy"),
	    END("plasty"),
	    END("pathy"),
	    END("emia"),
	    END("aemia"),
	    END("osis"),
	    END("oma"),
	    END("gram"),
	    END("graphy"),
	    END("scopic"),
	    END("lysis"),
	    END("pexy"),
	    END("rrhaphy"),
	    END("ectomi"),
	    END("ektomi"),
	    END("otomi"),
	    END("ostomi"),
	    END("oskopi"),
	    END("plasti"),
	    END("osis"),
	    END("asi"),
	    END("itas"),
	    END("isme"),
	    END("grafi"),
	    END("metri"),
	    END("cillin"),
	    END("mycin"),
	    END("azole"),
	    END("prazole"),
	    END("olol"),
	    END("caine"),
	    END("kain"),
	    END("kuronium"),
	    END("curonium"),
	    END("statin"),
	    END("tomy"),
	    END("ation"),
	    END("sion"),
	    END("tion"),
	    END("ness"),
	    END("ment"),
	    END("able"),
	    END("ized"),
	    END("ised"),
	    END("izing"),
	    END("ising"),
	    END("ing"),
	    END("ical"),
	    END("eal"),
	    END("oid"),
	};
#undef END

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const size_t n = ends[i].len;

		if (len >= n + 3 && word[len - 1] == ends[i].text[n - 1] &&
		    memcmp(word + len - n, ends[i].text, n) == 0)
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
