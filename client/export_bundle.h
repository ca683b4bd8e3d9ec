/* SPDX-License-Identifier: MIT */
#ifndef SR_EXPORT_BUNDLE_H
#define SR_EXPORT_BUNDLE_H

#include "export.h"
#include "proto/bundle.h"

/*
 * A procedure for another relay: a sealed bundle (proto/bundle.h) of a line
 * about the procedure, then a line an entry with the texts of both audiences.
 * Times count from the opening; ARCHIVE.md names every member.
 */

/* record: the same procedure, read as each audience. SR_EBUSY: they are not the
 * same entries; read them again. Else as bundle_write(). */
SR_MUST_USE enum sr_err export_bundle(struct bundle_writer *w,
    const struct record record[AUDIENCES], const struct export_about *about);

#endif
