/* SPDX-License-Identifier: MIT */
#include "spelled.h"

#include "check.h"
#include "lang/lexicon.h"

static const struct {
	const char *why, *in, *found; /* found NULL: nothing */
} cases[] = {
    {"hyphens", "spelled S-M-Y-T-H-E, not smith", "S-M-Y-T-H-E"},
    {"spaces", "wristband d e v e r e a u x, latex", "d e v e r e a u x"},
    {"stops", "that is Q.U.R.E.S.H.I. again", "Q.U.R.E.S.H.I"},
    {"three letters are an abbreviation", "plan I-O-C now", NULL},
    {"the alphabet is a protocol", "run A-B-C-D-E again", NULL},
    {"an ordinary word, spelled", "S-T-O-P please", NULL},
    {"a score", "R.E.N.A.L of 7", NULL},
    {"a patient's initials", "pt QZ tubed", "QZ"},
    {"with stops", "Pt. J.K. back in", "J.K"},
    {"an abbreviation behind the patient", "pt NPO since 2", NULL},
    {"a way in", "pt I.V. in first stick", NULL},
    {"a word behind a title", "is Mr. Bone here", "Bone"},
    {"an eponym behind a title", "ask Dr DeBakey", "DeBakey"},
    {"the next sentence", "call the Dr. The drain is out", NULL},
    {"a title behind a title", "Dr. Prof in", NULL},
    {"a disease, not a title", "has ms since 2010", NULL},
    {"a handle", "nice one zuzka98 says", "zuzka98"},
    {"a gas", "TcPO2 40", NULL},
    {"a size", "clips10 and mesh15", NULL},
    {"nobody's", "bag QZ opened", NULL},
    {"letters among words", "a b or c d then", NULL},
    {"nothing", "", NULL},
};

int
main(void)
{
	struct text t;
	struct spans found;

	text_init(&t);
	spans_init(&found);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char got[64] = "";
		struct raw_text raw = {cases[i].in, strlen(cases[i].in)};

		spans_clear(&found);
		if (!check(text_read(&t, raw) == SCRUB_OK, cases[i].why))
			continue;
		lexicon_fill(&t, SCRUB_EN);
		spelled_scan(&t, SCRUB_EN, &found);
		if (!cases[i].found) {
			check_number(found.count, 0, cases[i].why);
			continue;
		}
		if (!check_number(found.count, 1, cases[i].why))
			continue;
		snprintf(got, sizeof(got), "%.*s",
		    (int)(found.at[0].end - found.at[0].begin),
		    t.norm + found.at[0].begin);
		check_text(got, cases[i].found, cases[i].why);
	}
	text_wipe(&t);
	spans_wipe(&found);
	return check_done();
}
