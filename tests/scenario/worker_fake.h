/* SPDX-License-Identifier: MIT */
#ifndef SR_WORKER_FAKE_H
#define SR_WORKER_FAKE_H

#include <stdbool.h>

#include "worker.h"

/* What worker_fake.c has beyond worker.h: from now on no batch that begins
 * ends, or all go on. */
void worker_fake_hang(struct worker_pool *pool, bool hang);

#endif
