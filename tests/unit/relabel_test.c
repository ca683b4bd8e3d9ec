/* SPDX-License-Identifier: MIT */
#include "relabel.h"

#include "check.h"
#include "lang/lexicon.h"

/* The label of the number in `in`, of these characters, that the shapes gave
 * another label by this rule. */
static const char *
relabelled(const char *in, enum scrub_label label, const char *rule,
    const char *characters)
{
	struct text t;
	struct spans found;
	const char *digit = strpbrk(in, "0123456789");

	text_init(&t);
	spans_init(&found);
	if (text_read(&t, (struct raw_text){in, strlen(in)}) == SCRUB_OK) {
		lexicon_fill(&t, SCRUB_EN);
		spans_add(&found, (uint32_t)(digit - in),
		    (uint32_t)(digit - in +
			       (ptrdiff_t)strspn(digit, characters)),
		    label, "shape", rule, 80);
		relabel_numbers(&t, &found);
		label = found.at[0].label;
	}
	spans_wipe(&found);
	text_wipe(&t);
	return scrub_label_name(label);
}

static void
test_nouns(void)
{
	static const struct {
		const char *why, *in, *label;
	} cases[] = {
	    {"a device before it", "pacemaker reads 4471-0093", "DEVICE"},
	    {"a device behind it", "67-6358 lens, right eye", "DEVICE"},
	    {"the nearest noun counts", "stent for MRN 4471-0093", "ID"},
	    {"no. is no end", "lens in (hosp no. 60-14-882)", "ID"},
	    {"a sentence's end is, of who is rung", "They ring. Use 44710093",
		"ID"},
	    {"of the sentence before", "Stent in. Use 4471-0093", "DEVICE"},
	    {"a paper's is no device's", "Claim sent. Use 4471-0093", "ID"},
	    {"of what was read, far before",
		"iris scan for the drug trial kept as 2291-K", "BIOMETRIC"},
	    {"a record is a record", "thumb hurts, MRN 2291-K", "ID"},
	    {"a sheet for faces", "face sheet says 2291-K", "ID"},
	    {"Indonesian print", "cap kaki bayi no 226-0311", "BIOMETRIC"},
	    {"of a body", "thumb print kept as 90741", "BIOMETRIC"},
	    {"a phone", "ring me back on 50912", "PHONE"},
	    {"letters are no phone", "ring back on 26-K11873", "ID"},
	    {"a unit of a device", "diathermy unit 2098-1 tripped", "DEVICE"},
	    {"a unit of blood", "unit 2098-1 hung", "ID"},
	    {"nothing near", "we have 60-14-882 here", "ID"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(relabelled(cases[i].in, SCRUB_ID, "id-code",
			       "0123456789-K"),
		    cases[i].label, cases[i].why);
}

static void
test_owned(void)
{
	static const struct {
		const char *why, *in, *label;
	} cases[] = {
	    {"a card before it", "SIN card (046 454 286) found", "ID"},
	    {"its word behind it", "943 476 5911, the NHS number", "PHONE"},
	    {"what it is", "943 476 5911 is the NHS number", "ID"},
	    {"a telephone is nearer", "NHS line, ring 943 476 5911", "PHONE"},
	    {"nothing near", "we have 943 476 5911 here", "PHONE"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(relabelled(cases[i].in, SCRUB_PHONE, "phone-shape",
			       "0123456789 -"),
		    cases[i].label, cases[i].why);
}

int
main(void)
{
	test_nouns();
	test_owned();
	return check_done();
}
