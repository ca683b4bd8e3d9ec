/* SPDX-License-Identifier: MIT */
#include "relabel.h"

#include "check.h"
#include "lang/lexicon.h"

/* The label of the number in `in` that the shapes called an ID. */
static const char *
relabelled(const char *in)
{
	struct text t;
	struct spans found;
	enum scrub_label label = SCRUB_OTHER;
	const char *digit = strpbrk(in, "0123456789");

	text_init(&t);
	spans_init(&found);
	if (text_read(&t, (struct raw_text){in, strlen(in)}) == SCRUB_OK) {
		lexicon_fill(&t, SCRUB_EN);
		spans_add(&found, (uint32_t)(digit - in),
		    (uint32_t)(digit - in +
			       (ptrdiff_t)strspn(digit, "0123456789-K")),
		    SCRUB_ID, "shape", "id-code", 80);
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
	    {"a sentence's end is", "Stent in. Use 4471-0093", "ID"},
	    {"of a body", "thumb print kept as 90741", "BIOMETRIC"},
	    {"a phone", "ring me back on 50912", "PHONE"},
	    {"letters are no phone", "ring back on 26-K11873", "ID"},
	    {"nothing near", "we have 60-14-882 here", "ID"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(
		    relabelled(cases[i].in), cases[i].label, cases[i].why);
}

int
main(void)
{
	test_nouns();
	return check_done();
}
