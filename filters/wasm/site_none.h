/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SITE_NONE_H
#define SCRUB_SITE_NONE_H

#include <stdbool.h>

/* For the policy that is read next: patterns are passed over and counted, as
 * the relay looks for them; else such a policy is refused. */
void site_none_skip(bool on);
unsigned site_none_skipped(void);

#endif
