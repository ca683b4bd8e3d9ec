/* SPDX-License-Identifier: MIT */
#include "spelled.h"

#include "check.h"
#include "lang/lexicon.h"

struct spelled_case {
	const char *why, *in, *found; /* found NULL: nothing */
};

static const struct spelled_case cases[] = {
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

static const struct spelled_case indonesian[] = {
    {"letters that are a short form in small ones", "Ny. SM pro SC", "SM"},
    {"of a doctor", "dr KL minta klem", "KL"},
    {"behind what others are spoken to by", "pak MS BPH", "MS"},
    {"with years", "ibu SM 34 th mioma", "SM"},
    {"with births", "Ny S G4P3 lapor", "S"},
    {"a newborn's days", "by DD 3 hari atresia", "DD"},
    {"what her membranes did", "Ny KPD G4P3", NULL},
    {"a pressure", "Ny. TD 150/90", NULL},
    {"told to him", "pak TD turun", NULL},
    {"a number's noun", "Tn RM 123456", NULL},
    {"from the anal verge", "6 cm dr AV", NULL},
    {"in small letters", "bu sm pak sudah", NULL},
    {"in small letters with years", "tn sm 45 th bph", "sm"},
    {"a small letter with years", "an z 6 th vp shunt", "z"},
    {"so many days", "pasien x 3 hari", NULL},
};

static void
test_language(enum scrub_lang lang, const struct spelled_case *c, size_t count)
{
	struct text t;
	struct spans found;

	text_init(&t);
	spans_init(&found);
	for (; count-- > 0; c++) {
		char got[64] = "";
		struct raw_text raw = {c->in, strlen(c->in)};

		spans_clear(&found);
		if (!check(text_read(&t, raw) == SCRUB_OK, c->why))
			continue;
		lexicon_fill(&t, lang);
		spelled_scan(&t, lang, &found);
		if (!c->found) {
			check_number(found.count, 0, c->why);
			continue;
		}
		if (!check_number(found.count, 1, c->why))
			continue;
		snprintf(got, sizeof(got), "%.*s",
		    (int)(found.at[0].end - found.at[0].begin),
		    t.norm + found.at[0].begin);
		check_text(got, c->found, c->why);
	}
	text_wipe(&t);
	spans_wipe(&found);
}

int
main(void)
{
	test_language(SCRUB_EN, cases, sizeof(cases) / sizeof(cases[0]));
	test_language(SCRUB_ID_ID, indonesian,
	    sizeof(indonesian) / sizeof(indonesian[0]));
	return check_done();
}
