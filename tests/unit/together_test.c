/* SPDX-License-Identifier: MIT */
/* Two messages in one: what each alone loses, both lose together. */
#include "scrub.h"

#include "scrub_kit.h"

#define MESSAGES TEST_DATA "/train/e-en-phi.txt"
#define TEXT_MOST 1024u

/* Do changes of s cover [begin, end)? */
static bool
covered(const struct scrubbed *s, uint32_t begin, uint32_t end)
{
	for (size_t i = 0; i < s->change_count && begin < end; i++)
		if (s->change[i].begin <= begin && s->change[i].end > begin)
			begin = s->change[i].end;
	return begin >= end;
}

/*
 * Names are weighed by all that stands beside them; shapes are not, but for a
 * postcode in small letters, which is one where all letters are small.
 */
static bool
stands_alone(const struct scrub_change *c)
{
	return strcmp(c->layer, "shape") == 0 && c->certainty >= 80 &&
	       strcmp(c->rule, "postcode-shape") != 0;
}

static void
check_pair(const struct scrub_policy *p, const char *first, const char *second)
{
	struct scrub_case *c = kit_case(NULL, 7);
	struct scrubbed alone = {0}, both = {0};
	char text[2 * TEXT_MOST + 2];
	const size_t shift = strlen(first) + 1;
	const char *one[2] = {first, second};

	snprintf(text, sizeof(text), "%s\n%s", first, second);
	check_number(scrub_text(p, c, SCRUB_EN,
			 (struct raw_text){text, strlen(text)}, &both),
	    SCRUB_OK, "both");
	for (size_t k = 0; k < 2; k++) {
		const uint32_t add = k == 0 ? 0 : (uint32_t)shift;

		check_number(
		    scrub_text(p, c, SCRUB_EN,
			(struct raw_text){one[k], strlen(one[k])}, &alone),
		    SCRUB_OK, "alone");
		for (size_t i = 0; i < alone.change_count; i++) {
			const struct scrub_change *at = &alone.change[i];

			if (stands_alone(at) &&
			    !check(
				covered(&both, at->begin + add, at->end + add),
				at->rule))
				printf("   <%.*s> in <%s>\n",
				    (int)(at->end - at->begin),
				    one[k] + at->begin, text);
		}
		scrubbed_wipe(&alone);
	}
	scrubbed_wipe(&both);
	scrub_case_free(c);
}

static void
test_pairs(void)
{
	/* A budget counts over messages; here each stands for itself. */
	struct scrub_policy *p = kit_policy("{\"base\": \"safe-harbor\","
					    "\"quasi\": {\"budget\": 100}}");
	FILE *f = fopen(MESSAGES, "rb");
	char line[2][TEXT_MOST] = {""};
	unsigned lines = 0;

	while (f != NULL && fgets(line[lines % 2], TEXT_MOST, f) != NULL) {
		kit_unmark(line[lines % 2]);
		if (lines > 0)
			check_pair(p, line[(lines + 1) % 2], line[lines % 2]);
		lines++;
	}
	check(lines > 500, "a whole set");
	if (f != NULL)
		fclose(f);
	scrub_policy_free(p);
}

int
main(void)
{
	test_pairs();
	return check_done();
}
