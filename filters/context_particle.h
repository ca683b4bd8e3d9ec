/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_PARTICLE_H
#define SCRUB_CONTEXT_PARTICLE_H

#include "context_feature.h"

/* Takes what belongs to a name that goes: "van", "de la", "bin". */
void context_particles(const struct text *t, struct fact *fact);

#endif
