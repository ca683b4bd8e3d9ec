/* SPDX-License-Identifier: MIT */
#include "lettered.h"

#include <string.h>

/* By their letters. L and R are sides: of what there are two. */
static const struct {
	char letter;
	const char *word[48];
} things[] = {
    {'a', {"fib", "flutter", "line", "wave"}},
    {'b', {"cell", "cells", "lynch"}},
    {'c', {"arm", "diff", "difficile", "peptide", "section", "sections",
	      "spine"}},
    {'d', {"dimer", "dimers"}},
    {'e', {"coli"}},
    {'g', {"stain", "tube"}},
    {'h', {"pylori"}},
    {'j', {"loop", "needle", "pouch", "stent", "tip", "tube", "vac", "wire"}},
    {'k', {"nail", "wire", "wires"}},
    {'l',
	{"ankle", "breast", "ectopic", "elbow", "eye", "femur", "foot", "groin",
	    "hand", "hemi", "hernia", "hip", "hydrocele", "hydrosalpinx",
	    "inguinal", "knee", "leg", "loop", "mastectomy", "neck",
	    "nephrectomy", "nof", "oophorectomy", "orchidopexy", "ovarian",
	    "ovary", "pleural", "radius", "salpingectomy", "shoulder", "testis",
	    "thigh", "thr", "tibia", "tka", "tkr", "torsion", "tubal", "tube",
	    "ureter", "ureteric", "varicocele", "wrist"}},
    {'p', {"wave", "waves"}},
    {'q', {"fever", "wave", "waves"}},
    {'t', {"bar", "cell", "cells", "piece", "plate", "tube", "wave", "waves"}},
    {'u', {"slab", "wave", "waves"}},
    {'v', {"fib", "tach", "wave"}},
    {'x', {"ray", "rays"}},
    {'y', {"connector", "graft", "piece"}},
    {'z', {"plasty"}},
};

bool
lettered_thing(char letter, const char *word, size_t len)
{
	if (letter == 'r')
		letter = 'l';
	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++) {
		if (things[i].letter != letter)
			continue;
		for (size_t k = 0; things[i].word[k] != NULL; k++)
			if (strncmp(things[i].word[k], word, len) == 0 &&
			    things[i].word[k][len] == '\0')
				return true;
	}
	return false;
}
