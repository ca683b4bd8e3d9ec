/* SPDX-License-Identifier: MIT */
#ifndef SR_BUNDLE_KEY_H
#define SR_BUNDLE_KEY_H

#include <stdbool.h>

#include "proto/bundle.h"

/* What opens a sealed bundle: from a file, or typed. */

/* What was given; both NULL: a passphrase that is typed. */
struct bundle_key_given {
	const char *passphrase_file, *key_file;
};

#define BUNDLE_KEY_OPTIONS(g)                                                  \
	{"passphrase-file", "FILE", ARGS_TEXT, &(g)->passphrase_file,          \
	    "bundle: its passphrase (a file of mode 0600)"},                   \
	{                                                                      \
		"key-file", "FILE", ARGS_TEXT, &(g)->key_file,                 \
		    "bundle: its key (export makes one that is not there)"     \
	}

/* For a new bundle: a key file that is not there is made, a typed passphrase is
 * asked twice. False: what is wrong has been told. */
bool bundle_key_new(const struct bundle_key_given *g, enum bundle_lock *lock,
    struct secret **out);
/* For one that is locked so. */
bool bundle_key_read(const struct bundle_key_given *g, enum bundle_lock lock,
    struct secret **out);

#endif
