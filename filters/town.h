/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TOWN_H
#define SCRUB_TOWN_H

#include "span.h"
#include "text.h"

/*
 * Of what the word layers found, towns get the rule "town", so that a policy
 * may keep them (45 CFR 164.514(e)(2)(ii)), and the label LOCATION where their
 * state, country or postcode is behind them. A word that persons bear, too, is
 * a town there only, or behind "from" and "in" when it is hardly anybody's
 * name; before "hospital" it is none.
 *   names   spans over t->norm
 */
void town_name(const struct text *t, struct spans *names);

#endif
