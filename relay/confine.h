/* SPDX-License-Identifier: MIT */
#ifndef SR_CONFINE_H
#define SR_CONFINE_H

#include "proto/err.h"

/*
 * What the process gives up before it reads a secret: core dumps, new
 * privileges, files that others can read. Limits of the file system and of
 * system calls are the service manager's (scrubrelayd.service).
 */

/**
 * confine(fault):
 * Call once, before threads, keys and drafts. Raises the descriptor limit as
 * far as it may be raised.
 * SR_EINVAL: *fault says what the kernel refused; the caller must not go on.
 */
SR_MUST_USE enum sr_err confine(struct sr_fault *fault);

#endif
