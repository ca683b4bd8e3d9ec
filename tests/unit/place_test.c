/* SPDX-License-Identifier: MIT */
#include "place.h"

#include "check.h"
#include "lang/lexicon.h"

/* Where [ and ] stood, up to twice, in a text that was read without them. */
struct marked {
	char raw[256];
	struct text t;
	uint32_t begin[2], end[2];
};

/* The caller ends it with text_wipe(). */
static void
read_marked(struct marked *m, const char *with)
{
	size_t len = 0, ranges = 0;

	for (const char *s = with; *s && len < sizeof(m->raw); s++) {
		if (*s == '[')
			m->begin[ranges] = (uint32_t)len;
		else if (*s == ']')
			m->end[ranges++] = (uint32_t)len;
		else
			m->raw[len++] = *s;
	}
	text_init(&m->t);
	check(
	    text_read(&m->t, (struct raw_text){m->raw, len}) == SCRUB_OK, with);
	lexicon_fill(&m->t, SCRUB_EN);
}

/* The label of what [ and ] enclose, when `rule` gave it one and `mend` has
 * looked at it. */
static const char *
placed(const char *with, enum scrub_label label, const char *layer,
    const char *rule, void (*mend)(const struct text *t, struct spans *found))
{
	struct marked m;
	struct spans found;

	read_marked(&m, with);
	spans_init(&found);
	spans_add(&found, m.begin[0], m.end[0], label, layer, rule, 80);
	mend(&m.t, &found);
	label = found.at[0].label;
	spans_wipe(&found);
	text_wipe(&m.t);
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
	    {"a ward and its bed", "move her to [Orchid 14] please", "LOCATION",
		false},
	    {"who lives there", "villagers of [Krulo] carried him", "LOCATION",
		false},
	    {"what happened there", "the [Krulo] fire, six burns", "LOCATION",
		false},
	    {"a plane from there", "plane from [Krulo] is late", "LOCATION",
		false},
	    {"a flood there", "banjir [Krulo] lagi", "LOCATION", false},
	    {"a house's first word", "dari [polindes Krulo] tadi",
		"ORGANIZATION", false},
	    {"nothing near", "then [Kirkmore] says hi", "NAME", false},
	    {"a house is a house", "[Kirkmore Hospital] crew says hi",
		"ORGANIZATION", true},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(placed(cases[i].in,
			       cases[i].house ? SCRUB_ORGANIZATION : SCRUB_NAME,
			       "context", "unknown-word", place_names),
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

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(placed(cases[i].in, SCRUB_LOCATION, "shape",
			       "street", place_houses),
		    cases[i].label, cases[i].why);
}

/* "Klinik X, Uppsala," is one, "Klinik X, Sunil," is somebody. */
static void
test_behind_house(void)
{
	static const struct {
		const char *why, *in, *label;
	} cases[] = {
	    {"the town of a house", "from [Klinik Norr], [Uppsalo], wrong one",
		"LOCATION"},
	    {"no pause behind", "from [Klinik Norr], [Uppsalo] says hi",
		"NAME"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct marked m;
		struct spans names;

		read_marked(&m, cases[i].in);
		spans_init(&names);
		spans_add(&names, m.begin[0], m.end[0], SCRUB_ORGANIZATION,
		    "context", "unknown-word", 80);
		spans_add(&names, m.begin[1], m.end[1], SCRUB_NAME, "context",
		    "unknown-word", 80);
		place_names(&m.t, &names);
		check_text(scrub_label_name(names.at[1].label), cases[i].label,
		    cases[i].why);
		spans_wipe(&names);
		text_wipe(&m.t);
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
