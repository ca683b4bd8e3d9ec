/* SPDX-License-Identifier: MIT */
/*
 * Which numbers are weighed, and that their neighbours decide: a date without a
 * cue, an age without a word and a telephone without one go, and what looks
 * the same beside other words stays.
 */
#include "numeral.h"

#include <string.h>

#include "check.h"

static const struct {
	const char *why, *in;
	int form; /* of the first number that is weighed; -1: none is */
} forms[] = {
    {"a day and a month", "seen 11/8 in clinic", NUMERAL_DATE},
    {"with a hyphen", "seen 14-11 in clinic", NUMERAL_DATE},
    {"with a stop", "seen 10.17 in clinic", NUMERAL_DATE},
    {"in parentheses", "clinic (11/8) said", NUMERAL_DATE},
    {"no such month", "seen 13/14 in clinic", -1},
    {"no such day", "seen 0/4 in clinic", -1},
    {"three numbers are layer 2's", "seen 1/2/3 there", -1},
    {"a part of a word", "at L4-5 again", -1},
    {"a share", "MAC 1.5% now", -1},
    {"old enough", "she is 90", NUMERAL_AGE},
    {"too young", "she is 89", -1},
    {"the oldest", "she is 109", NUMERAL_AGE},
    {"older than anybody", "she is 110", NUMERAL_PHONE},
    {"at the end of a sentence", "She is 91. Hip.", NUMERAL_AGE},
    {"a decimal", "K is 91.5 there", -1},
    {"an extension", "ring 7043", NUMERAL_PHONE},
    {"too long for one", "ring 704312", -1},
    {"a code", "ring 0043", -1},
    {"nothing", "", -1},
};

static const struct {
	const char *why;
	enum scrub_lang lang;
	const char *in, *out;
} texts[] = {
    {"a date first", SCRUB_ID_ID, "kontrol luka 12/8 aff jahitan",
	"kontrol luka [DATE] aff jahitan"},
    {"a date beside another", SCRUB_ID_ID,
	"masuk 3/4, pulang 5/4, balik lagi 9/4 demam",
	"masuk [DATE], pulang [DATE], balik lagi [DATE] demam"},
    {"years of a disease", SCRUB_ID_ID, "DM 20th, stroke 3th lalu", NULL},
    {"a share beside a date", SCRUB_EN, "clinic 6/6, 3/4 of it heals",
	"clinic [DATE], 3/4 of it heals"},
    {"strength is no date", SCRUB_EN, "power 4/5 in the left leg", NULL},
    {"a score is no date", SCRUB_EN, "5/10 on the pain score", NULL},
    {"an age first", SCRUB_EN, "91 on apixaban, for burr holes",
	"90+ on apixaban, for burr holes"},
    {"saturation is no age", SCRUB_EN, "sats 91 on two litres", NULL},
    {"haemoglobin is no age", SCRUB_EN, "Hb 92 and falling", NULL},
    {"a telephone", SCRUB_EN, "ring 7043 and say we are converting",
	"ring [PHONE] and say we are converting"},
    {"a flow is no telephone", SCRUB_EN, "flow 2096 ml over the case", NULL},
    {"an amount is no telephone", SCRUB_EN, "EBL 450, urine 2100 so far", NULL},
};

static void
check_forms(void)
{
	struct text t;

	text_init(&t);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct raw_text raw = {forms[i].in, strlen(forms[i].in)};
		struct numeral n;
		int form = -1;

		if (!check(text_read(&t, raw) == SCRUB_OK, forms[i].why))
			continue;
		for (size_t k = 0; k < t.token_count && form < 0; k++)
			if (numeral_at(&t, k, &n))
				form = (int)n.form;
		check_number(form, forms[i].form, forms[i].why);
	}
	text_wipe(&t);
}

static void
check_texts(void)
{
	static const uint8_t secret[32];
	struct scrub_policy *policy = NULL;
	struct scrub_case *c = NULL;
	struct scrub_fault fault;

	if (!check(scrub_policy_builtin(&policy, "safe-harbor", &fault) ==
		       SCRUB_OK,
		"policy") ||
	    !check(scrub_case_new(&c, secret) == SCRUB_OK, "case"))
		return;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct raw_text raw = {texts[i].in, strlen(texts[i].in)};
		struct scrubbed out = {0};

		if (check(scrub_text(policy, c, texts[i].lang, raw, &out) ==
			      SCRUB_OK,
			texts[i].why))
			check_text(out.text,
			    texts[i].out ? texts[i].out : texts[i].in,
			    texts[i].why);
		scrubbed_wipe(&out);
	}
	scrub_case_free(c);
	scrub_policy_free(policy);
}

int
main(void)
{
	check_forms();
	check_texts();
	return check_done();
}
