/* SPDX-License-Identifier: MIT */
#ifndef SR_CITATION_H
#define SR_CITATION_H

#include <stddef.h>

#include "proto/wire.h"

/*
 * References to publications in a released text, by their shape alone: a DOI
 * ("10.1056/NEJMoa1", with or without "doi:"), "PMID 12345678", "NCT01234567".
 * Nobody looks them up. Source: doi.org's recommended pattern; PubMed's and
 * ClinicalTrials.gov's own forms.
 */

/* The first of them, in order of the text and none twice; how many. */
size_t citations_find(
    const char *text, size_t len, struct wire_citation out[CITATIONS_MAX]);

#endif
