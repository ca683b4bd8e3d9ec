/* SPDX-License-Identifier: MIT */
#include "following.h"

#include "check.h"

static const struct {
	const char *why, *in, *out; /* out NULL: no tag */
} cases[] = {
    {"as it is", "hernia", "hernia"},
    {"with its sign", "#Hernia", "hernia"},
    {"a specialty", "General surgery", "general-surgery"},
    {"digits", "covid19", "covid19"},
    {"one letter is none", "x", NULL},
    {"nothing", "", NULL},
    {"only a sign", "#", NULL},
    {"a dash does not begin it", "-x", NULL},
    {"no path", "a/b", NULL},
    {"no other letters", "caf\xC3\xA9", NULL},
    {"as long as allowed", "abcdefghijklmnopqrstuvwxyz012345",
	"abcdefghijklmnopqrstuvwxyz012345"},
    {"longer", "abcdefghijklmnopqrstuvwxyz0123456", NULL},
};

int
main(void)
{
	char tag[HASHTAG_MAX + 1];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool good = follow_tag(tag, cases[i].in);

		check(good == (cases[i].out != NULL), cases[i].why);
		if (good)
			check_text(tag, cases[i].out, cases[i].why);
	}
	return check_done();
}
