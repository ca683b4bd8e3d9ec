/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SITE_H
#define SCRUB_SITE_H

#include "span.h"
#include "text.h"

/*
 * A site's own patterns (PCRE2 syntax), matched against text.norm. The only
 * file that knows PCRE2. What a pattern matches is redacted whole, or its
 * first group if it has one.
 */

#define SITE_PATTERNS_MAX 64u
#define SITE_PATTERN_LEN_MAX 512u /* bytes of one pattern */
#define SITE_MATCH_LIMIT 100000u  /* steps of one match, then it has failed */
#define SITE_DEPTH_LIMIT 500u     /* nested backtracking */
#define SITE_HEAP_KIB 1024u       /* memory of one match */
#define SITE_TIME_MS 200u         /* all patterns over one text */

struct site;

enum site_err {
	SITE_OK,
	SITE_ENOMEM,
	SITE_EPATTERN, /* *why says what is wrong with it */
	SITE_EFULL,    /* SITE_PATTERNS_MAX */
	SITE_ELIMIT,   /* a match went over a limit */
};

enum site_err site_new(struct site **out);
void site_free(struct site *s);

/* why: at least 80 bytes. A pattern that takes too long on short texts made to
 * that end is refused. */
enum site_err site_add(struct site *s, enum scrub_label label,
    const char *pattern, size_t len, char why[80]);

/* SITE_ELIMIT: not all was looked at, so nothing may be sent. */
enum site_err site_scan(
    const struct site *s, const struct text *t, struct spans *found);

#endif
