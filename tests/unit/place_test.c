/* SPDX-License-Identifier: MIT */
#include "place.h"

#include "check.h"
#include "lang/lexicon.h"

/* The label of what [ and ] enclose, which the context layer called a name
 * (house: an organisation). */
static const char *
placed(const char *marked, bool house)
{
	char in[256];
	size_t len = 0;
	uint32_t begin = 0, end = 0;
	struct text t;
	struct spans names;
	enum scrub_label label = SCRUB_OTHER;

	for (const char *s = marked; *s && len + 1 < sizeof(in); s++) {
		if (*s == '[')
			begin = (uint32_t)len;
		else if (*s == ']')
			end = (uint32_t)len;
		else
			in[len++] = *s;
	}
	in[len] = '\0';
	text_init(&t);
	spans_init(&names);
	if (text_read(&t, (struct raw_text){in, len}) == SCRUB_OK) {
		lexicon_fill(&t, SCRUB_EN);
		spans_add(&names, begin, end,
		    house ? SCRUB_ORGANIZATION : SCRUB_NAME, "context",
		    "unknown-word", 80);
		place_names(&t, &names);
		label = names.at[0].label;
	}
	spans_wipe(&names);
	text_wipe(&t);
	return scrub_label_name(label);
}

static void
test_neighbours(void)
{
	static const struct {
		const char *why, *in, *label;
		bool house;
	} cases[] = {
	    {"its last word", "burns from [Klamoth County] today", "LOCATION",
		true},
	    {"the word behind", "[St Gobnet's] wing staff called", "LOCATION",
		true},
	    {"a surname alone", "ask [Ward] about it", "NAME", false},
	    {"an area's word before", "kec. [Mantikulora], luka", "LOCATION",
		false},
	    {"an area's word in it", "di [desa Mantikulora] saja", "LOCATION",
		false},
	    {"a Dutch postcode", "lab in 1012 WX [Amstelvoort] wants it",
		"LOCATION", false},
	    {"near a crash", "the crash nr [Lonavola], first", "LOCATION",
		false},
	    {"a nurse", "ask nr [Lonavola] first", "NAME", false},
	    {"born there", "born in [Ustkut] he says", "LOCATION", false},
	    {"an address", "Address in the form [Dhanora], ok", "LOCATION",
		false},
	    {"an address that ended", "Address is wrong. [Dhanora] said so",
		"NAME", false},
	    {"its crew", "[Kirkmore] crew says hi", "LOCATION", false},
	    {"a state behind", "to [Thornhavn] NSW now", "LOCATION", false},
	    {"who came", "came by taxi from [Kirkmore] today", "LOCATION",
		false},
	    {"who has it", "the key from [Kirkmore] today", "NAME", false},
	    {"a firm's last word", "sent by [Penhallow Dairies] today",
		"ORGANIZATION", false},
	    {"a school's first word", "anak [PAUD Kuncup Melati] jatuh",
		"ORGANIZATION", false},
	    {"from there", "pasien datang dr [Krulo] tadi", "LOCATION", false},
	    {"a doctor's patient", "pasien dr [Krulo] tadi", "NAME", false},
	    {"a lad of it", "[Kirkmore] lad with a hook", "LOCATION", false},
	    {"their lad", "the [Kirkmore] lad with a hook", "NAME", false},
	    {"nothing near", "then [Kirkmore] says hi", "NAME", false},
	    {"a house is a house", "[Kirkmore Hospital] crew says hi",
		"ORGANIZATION", true},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(placed(cases[i].in, cases[i].house),
		    cases[i].label, cases[i].why);
}

/* A street is a house's when the house is called after it. */
static void
test_street_house(void)
{
	static const struct {
		const char *why, *in, *label;
	} cases[] = {
	    {"called after it", "GP at [Harbour Road] Surgery today",
		"ORGANIZATION"},
	    {"its noun is in it", "from [Wensley Road Pathology] by bike",
		"ORGANIZATION"},
	    {"two words behind", "at [Tamarind Street] Free Clinic, abscess",
		"ORGANIZATION"},
	    {"a number: an address", "to [12 Harbour Road] Surgery today",
		"LOCATION"},
	    {"surgery there", "from [Harbour Road] surgery is at two",
		"LOCATION"},
	    {"nothing behind", "fell in [Harbour Road] today", "LOCATION"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char in[128];
		size_t len = 0;
		uint32_t begin = 0, end = 0;
		struct text t;
		struct spans found;

		for (const char *s = cases[i].in; *s; s++) {
			if (*s == '[')
				begin = (uint32_t)len;
			else if (*s == ']')
				end = (uint32_t)len;
			else
				in[len++] = *s;
		}
		text_init(&t);
		spans_init(&found);
		check(text_read(&t, (struct raw_text){in, len}) == SCRUB_OK,
		    "read");
		lexicon_fill(&t, SCRUB_EN);
		spans_add(&found, begin, end, SCRUB_LOCATION, "shape", "street",
		    75);
		place_houses(&t, &found);
		check_text(scrub_label_name(found.at[0].label), cases[i].label,
		    cases[i].why);
		spans_wipe(&found);
		text_wipe(&t);
	}
}

/* "Klinik X, Uppsala," is one, "Klinik X, Sunil," is somebody. */
static void
test_behind_house(void)
{
	static const struct {
		const char *why, *in, *label;
	} cases[] = {
	    {"the town of a house", "from Klinik Norr, Uppsalo, wrong one",
		"LOCATION"},
	    {"no pause behind", "from Klinik Norr, Uppsalo says hi", "NAME"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *in = cases[i].in;
		const uint32_t house = (uint32_t)(strstr(in, "Klinik") - in),
			       town = (uint32_t)(strstr(in, "Upp") - in);
		struct text t;
		struct spans names;

		text_init(&t);
		spans_init(&names);
		check(text_read(&t, (struct raw_text){in, strlen(in)}) ==
			SCRUB_OK,
		    cases[i].why);
		lexicon_fill(&t, SCRUB_EN);
		spans_add(&names, house, house + 11, SCRUB_ORGANIZATION,
		    "context", "unknown-word", 80);
		spans_add(&names, town, town + 7, SCRUB_NAME, "context",
		    "unknown-word", 80);
		place_names(&t, &names);
		check_text(scrub_label_name(names.at[1].label), cases[i].label,
		    cases[i].why);
		spans_wipe(&names);
		text_wipe(&t);
	}
}

int
main(void)
{
	test_neighbours();
	test_behind_house();
	test_street_house();
	return check_done();
}
