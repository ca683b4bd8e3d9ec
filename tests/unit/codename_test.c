/* SPDX-License-Identifier: MIT */
#include "codename.h"

#include "check.h"

static const struct {
	const char *why, *in, *out; /* out NULL: refused */
} cases[] = {
	{ "two words of the lists", "blue heron", "blue heron" },
	{ "a hyphen, as typed in a shell", "blue-heron", "blue heron" },
	{ "a name that starts like another", "rose rook", "rose rook" },
	{ "no name of a person gets in", "mary smith", NULL },
	{ "nor behind a colour", "blue smith", NULL },
	{ "nor behind the bird", "blue heron smith", NULL },
	{ "one word", "blue", NULL },
	{ "one word and a space", "blue ", NULL },
	{ "nothing", "", NULL },
	{ "capitals", "Blue Heron", NULL },
};

int
main(void)
{
	char name[65], again[65];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool known = codename_read(name, sizeof name, cases[i].in);

		check_text(known ? name : NULL, cases[i].out, cases[i].why);
	}
	for (uint32_t n = 0; n < 5000; n++) {
		codename_draw(name, sizeof name, n * 2654435761u);
		if (!codename_read(again, sizeof again, name) ||
		    strcmp(name, again) != 0)
			check_text(again, name, "what is drawn can be typed");
	}
	return check_done();
}
