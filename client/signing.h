/* SPDX-License-Identifier: MIT */
#ifndef SR_SIGNING_H
#define SR_SIGNING_H

#include "cmd.h"

/* An advocate who sits here: each line or Enter is a sign of life, and before
 * the next one is due the terminal asks for it. Until the input ends. word:
 * which procedure, as for resolve_procedure(). */
enum cmd_status signing_run(const char *profile, const char *word);

#endif
