/* SPDX-License-Identifier: MIT */
/* What a moderator is shown of a text that the policy holds, and what his yes
 * lets go: scrub_reviewed(), scrub_doubts(). */
#include "scrub_kit.h"

#define HOLD "{\"base\": \"safe-harbor\", \"doubt\": \"hold\"}"
#define SURE "{\"base\": \"safe-harbor\", \"doubt\": \"redact\"}"
#define SPENT                                                                  \
	"{\"base\": \"safe-harbor\", \"quasi\": {\"budget\": 1, "              \
	"\"then\": \"hold\"}}"

/* doubt: the words in doubt, in order, each in < >. */
static const struct {
	const char *why, *policy, *text, *out, *doubt;
	bool holds;
} cases[] = {
    {"a word that no list knows is what it is held for", HOLD,
	"Kraskow has it, pump holds", "[NAME 1] has it, pump holds",
	"<Kraskow>", true},
    {"its place counts code points: letters of two bytes before it", HOLD,
	"µ 5 µg, Kraskow has it, pump holds", NULL, "<Kraskow>", true},
    {"and of four", HOLD, "\xf0\x9f\x91\x8d Kraskow has it, pump holds", NULL,
	"<Kraskow>", true},
    {"what is certain goes, and is not in doubt", HOLD,
	"call 555-013-4477. Kraskow has it, pump holds", NULL, "<Kraskow>",
	true},
    {"what is certain alone holds nothing", HOLD, "call 555-013-4477 now",
	"call [PHONE] now", "", false},
    {"nothing to say against it", HOLD, "clip is on", "clip is on", "", false},
    {"a policy that does not hold calls the same word no doubt", SURE,
	"Kraskow has it, pump holds", "[NAME 1] has it, pump holds", "", false},
    {"details that tell too much together", SPENT,
	"a 54-year-old woman, crushed by a tractor, her twins were born "
	"yesterday",
	NULL, NULL, true},
};

/* The bytes that begin_cp and end_cp stand for, counted here anew. */
static void
words_in_doubt(char *out, size_t room, const char *text,
    const struct scrub_policy *p, const struct scrubbed *s)
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < s->change_count; i++) {
		const struct scrub_change *c = &s->change[i];
		uint32_t cp = 0, begin = 0, end = 0;

		if (!scrub_doubts(p, c))
			continue;
		for (uint32_t b = 0; b <= strlen(text); b++) {
			if (((unsigned char)text[b] & 0xc0) == 0x80)
				continue;
			if (cp == c->begin_cp)
				begin = b;
			if (cp == c->end_cp)
				end = b;
			cp++;
		}
		check_number(begin, c->begin, "code points and bytes agree");
		check_number(end, c->end, "at its end too");
		at += (size_t)snprintf(out + at, room - at, "<%.*s>",
		    (int)(end - begin), text + begin);
	}
}

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scrub_policy *p = kit_policy(cases[i].policy);
		struct scrub_case *c = kit_case(NULL, 1);
		struct raw_text raw = {cases[i].text, strlen(cases[i].text)};
		struct scrubbed s = {0}, again = {0};
		char doubt[256];

		check_number(scrub_text(p, c, SCRUB_EN, raw, &s) == SCRUB_EHOLD,
		    cases[i].holds, cases[i].why);
		scrubbed_wipe(&s);
		if (!check_number(scrub_reviewed(p, c, SCRUB_EN, NULL, raw, &s),
			SCRUB_OK, cases[i].why))
			goto next;
		words_in_doubt(doubt, sizeof doubt, cases[i].text, p, &s);
		if (cases[i].out)
			check_text(s.text, cases[i].out, cases[i].why);
		if (cases[i].doubt)
			check_text(doubt, cases[i].doubt, cases[i].why);
		/* Who must decide is shown about what. */
		check(!cases[i].holds || doubt[0], cases[i].why);
		check(!cases[i].holds || s.doubt, "and told so");
		/* What a yes lets go, no policy would hold again. */
		check_number(scrub_reviewed(p, c, SCRUB_EN, NULL,
				 (struct raw_text){s.text, s.len}, &again),
		    SCRUB_OK, cases[i].why);
		check_number(again.change_count, 0, "twice changes nothing");
	next:
		scrubbed_wipe(&s);
		scrubbed_wipe(&again);
		scrub_case_free(c);
		scrub_policy_free(p);
	}
}

int
main(void)
{
	test_cases();
	return check_done();
}
