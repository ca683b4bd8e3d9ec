/* SPDX-License-Identifier: MIT */
#include "quasi.h"

#include "scrub_kit.h"

#define FEED_MAX 12

/*
 * Made-up feeds of the five operations that were live-tweeted between 2009
 * and 2012: what they gave away was no name, but age, sex, place, a rare
 * diagnosis, and that the papers would have it.
 */
static const struct {
	const char *why;
	struct {
		const char *in, *out; /* out NULL: as it came */
	} row[FEED_MAX];
} feeds[] = {
    {"a robotic operation, watched by followers, 2009",
	{{"Robot docked, 58 year old man, bladder tumour", NULL},
	    {"He is a farmer, quite a character", NULL},
	    {"Clamps on at 09:40, off at 10:02", NULL},
	    {"This will be on TV tonight", "This will be [OTHER] tonight"},
	    {"As said, 58 year old, doing well", NULL}}},
    {"a patient from another state, observers tweeting",
	{{"69 year-old patient from California", NULL},
	    {"The woman is asleep now, awake craniotomy",
		"The woman is asleep now, [OTHER]"},
	    {"Former teacher, wants to paint again",
		"Former [OTHER], wants to paint again"},
	    {"From California she brought her own pillow", NULL}}},
    {"an ablation with a script, family in the waiting room, 2010",
	{{"Script for the ablation approved, live blog starts", NULL},
	    {"He is 61 years old, a lovely gentleman", NULL},
	    {"Retired firefighter, they are proud of him",
		"Retired [OTHER], they are proud of him"},
	    {"Catheter in the left atrium", NULL}}},
    {"a bypass operation, questions answered by a second doctor, 2012",
	{{"57-year-old male, three vessel disease", NULL},
	    {"Left internal mammary harvested", NULL},
	    {"Q: what does he do? A: truck driver", NULL},
	    {"Photos will be in the news tomorrow",
		"Photos will be [OTHER] tomorrow"},
	    {"Second patient, 83 year old, waits outside",
		"Second patient, 80s, waits outside"}}},
    {"brain surgery with a photo of the patient in the corridor, 2012",
	{{"21-year-old, cavernous angioma, first seizure a month ago", NULL},
	    {"Young woman, very brave", NULL},
	    {"She fell off the swing in the seizure",
		"She [OTHER] swing in the seizure"},
	    {"She is a violinist, sings in a choir",
		"She is a [OTHER], sings in a choir"},
	    {"The angioma is out, cavernous angioma in one piece", NULL}}},
};

static void
test_feeds(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (size_t i = 0; i < sizeof(feeds) / sizeof(feeds[0]); i++) {
		struct scrub_case *c = kit_case(NULL, 1);

		for (size_t k = 0; k < FEED_MAX && feeds[i].row[k].in; k++) {
			const char *in = feeds[i].row[k].in;
			const char *out = feeds[i].row[k].out;

			check_text(kit_scrub(p, c, SCRUB_EN, "ann", in),
			    out ? out : in, feeds[i].why);
		}
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

/* Each detail alone is told with a budget of 1, and not with 0. */
static void
test_kinds(void)
{
	static const struct {
		const char *why;
		enum scrub_lang lang;
		const char *in, *out; /* with a budget of 0; NULL: no detail */
	} cases[] = {
	    {"age", SCRUB_EN, "57-year-old, knee", "50s, knee"},
	    {"age, short", SCRUB_EN, "57yo, knee", "50s, knee"},
	    {"age behind sex", SCRUB_EN, "F/57 knee", "F/50s knee"},
	    {"age behind its word", SCRUB_EN, "aged 57 now", "aged 50s now"},
	    {"a child's age has no decade", SCRUB_EN, "4 year old, tonsils",
		"[AGE], tonsils"},
	    {"a duration is no age", SCRUB_EN, "pain for 5 years, worse", NULL},
	    {"a catheter is no woman", SCRUB_EN, "24F catheter in", NULL},
	    {"a dose is no age", SCRUB_EN, "aspirin 81 daily", NULL},
	    {"Indonesian age", SCRUB_ID_ID, "pasien 57 tahun, lutut",
		"pasien 50s, lutut"},
	    {"age by its word", SCRUB_ID_ID, "usia 57 stabil",
		"usia 50s stabil"},
	    {"sex", SCRUB_EN, "male, fasted", "[OTHER], fasted"},
	    {"Indonesian sex", SCRUB_ID_ID, "perempuan, puasa",
		"[OTHER], puasa"},
	    {"country", SCRUB_EN, "came from Kenya today",
		"came from [LOCATION] today"},
	    {"French is a gauge", SCRUB_EN, "French catheter in", NULL},
	    {"operation", SCRUB_EN, "face transplant, now", "[OTHER], now"},
	    {"mechanism", SCRUB_EN, "gunshot wound to the thigh",
		"[OTHER] to the thigh"},
	    {"Indonesian mechanism", SCRUB_ID_ID, "kecelakaan motor, femur",
		"[OTHER], femur"},
	    {"occupation", SCRUB_EN, "he is a farmer", "he is a [OTHER]"},
	    {"a screw has a driver too", SCRUB_EN, "driver and screw please",
		NULL},
	    {"publicity", SCRUB_EN, "video went viral", "video [OTHER]"},
	};
	struct scrub_policy *none = kit_policy(
	    "{\"base\": \"safe-harbor\", \"quasi\": {\"budget\": 0}}");
	struct scrub_policy *one = kit_policy(
	    "{\"base\": \"safe-harbor\", \"quasi\": {\"budget\": 1}}");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrub_case *c = kit_case(NULL, 1);
		const char *in = cases[i].in, *out = cases[i].out;

		check_text(kit_scrub(none, c, cases[i].lang, NULL, in),
		    out ? out : in, cases[i].why);
		check_text(kit_scrub(one, c, cases[i].lang, NULL, in), in,
		    cases[i].why);
		scrub_case_free(c);
	}
	scrub_policy_free(none);
	scrub_policy_free(one);
}

static void
test_budget(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_policy *hold =
	    kit_policy("{\"base\": \"safe-harbor\", \"quasi\": {\"budget\": 2,"
		       " \"then\": \"hold\", \"weights\": {\"operation\": 2,"
		       " \"sex\": 0}}}");
	struct scrub_policy *same = kit_policy(
	    "{\"base\": \"safe-harbor\", \"quasi\": {\"budget\": 1}}");
	struct scrub_case *c = kit_case(NULL, 1);
	const char *four = "57-year-old farmer from Kenya, gunshot wound";
	const char *three = "57-year-old farmer from Kenya, [OTHER]";

	check_text(kit_scrub(p, c, SCRUB_EN, NULL, four), three, "the fourth");
	check_text(kit_scrub(p, c, SCRUB_EN, NULL, three), three,
	    "scrubbed again it stays so");
	check_text(kit_scrub(p, c, SCRUB_EN, NULL, "gunshot wound"),
	    "gunshot wound", "a text by itself remembers nothing");

	check_text(kit_scrub(hold, c, SCRUB_EN, "ann", "man, 57 years old"),
	    "man, 57 years old", "sex weighs nothing here");
	check_text(kit_scrub(hold, c, SCRUB_EN, "ann", "face transplant"),
	    "held", "a rare operation weighs two");
	check_text(kit_scrub(hold, c, SCRUB_EN, "bob", "he is a farmer"),
	    "he is a farmer", "what was held was not told");
	check_text(kit_scrub(hold, c, SCRUB_EN, "bob", "from Kenya"), "held",
	    "one budget for all authors");
	check_text(kit_scrub(hold, c, SCRUB_EN, "bob", "57 years old, farmer"),
	    "57 years old, farmer", "told before may be told again");
	check_text(kit_scrub(same, c, SCRUB_EN, "ann", "he is a farmer"),
	    "he is a farmer", "policies of one name share their readers");
	check_text(kit_scrub(p, c, SCRUB_EN, "ann", "gunshot wound"),
	    "gunshot wound", "others have their own");
	scrub_case_free(c);
	scrub_policy_free(p);
	scrub_policy_free(hold);
	scrub_policy_free(same);
}

int
main(void)
{
	test_feeds();
	test_kinds();
	test_budget();
	return check_done();
}
