/* SPDX-License-Identifier: MIT */
#include "codename.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const colours[] = {"amber", "azure", "beige", "black",
    "blue", "bronze", "brown", "copper", "coral", "cream", "crimson", "cyan",
    "ebony", "emerald", "fawn", "gold", "green", "grey", "indigo", "ivory",
    "jade", "lemon", "lilac", "lime", "maroon", "mauve", "navy", "ochre",
    "olive", "orange", "pearl", "pink", "plum", "purple", "red", "rose", "ruby",
    "russet", "sable", "saffron", "sage", "salmon", "sand", "scarlet", "silver",
    "tan", "teal", "umber", "violet", "white", "yellow"};

static const char *const birds[] = {"avocet", "bittern", "bulbul", "bunting",
    "condor", "cormorant", "crane", "crow", "cuckoo", "curlew", "dove",
    "drongo", "duck", "dunlin", "eagle", "egret", "falcon", "finch", "flamingo",
    "gannet", "godwit", "goose", "grebe", "grouse", "gull", "harrier", "hawk",
    "heron", "hoopoe", "hornbill", "ibis", "jackdaw", "jay", "kestrel", "kite",
    "kiwi", "lapwing", "lark", "linnet", "lory", "magpie", "myna", "nightjar",
    "oriole", "osprey", "ostrich", "ouzel", "owl", "parrot", "pelican",
    "penguin", "petrel", "pigeon", "pipit", "plover", "puffin", "quail", "rail",
    "raven", "robin", "rook", "ruff", "shrike", "siskin", "skua", "snipe",
    "sparrow", "starling", "stilt", "stork", "sunbird", "swallow", "swan",
    "swift", "tanager", "teal", "tern", "thrush", "tit", "toucan", "turnstone",
    "vireo", "wagtail", "warbler", "waxwing", "weaver", "wigeon", "wren"};

void
codename_draw(char *out, size_t room, uint32_t random)
{
	snprintf(out, room, "%s %s", colours[random % COUNT(colours)],
	    birds[random / COUNT(colours) % COUNT(birds)]);
}

/* Which word of the list the name starts with, ended by `end`; or NULL. */
static const char *
starts_with(
    const char *name, const char *const *list, size_t count, const char *ends)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(list[i]);

		if (strncmp(name, list[i], len) == 0 &&
		    memchr(ends, name[len], strlen(ends) + 1))
			return list[i];
	}
	return NULL;
}

bool
codename_read(char *out, size_t room, const char *name)
{
	const char *colour, *bird;

	colour = starts_with(name, colours, COUNT(colours), " -");
	if (!colour || !name[strlen(colour)])
		return false;
	bird = starts_with(name + strlen(colour) + 1, birds, COUNT(birds), "");
	if (!bird)
		return false;
	snprintf(out, room, "%s %s", colour, bird);
	return true;
}
