/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_KIT_H
#define SCRUB_KIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scrub.h"

/* What tests of libscrub need again and again. */

/* A built-in policy by name, or one from JSON (begins with a brace). */
static inline struct scrub_policy *
kit_policy(const char *what)
{
	struct scrub_policy *p = NULL;
	struct scrub_fault fault = {""};

	check_number(what[0] == '{' ? scrub_policy_read(&p, "p.json", what,
					  strlen(what), &fault)
				    : scrub_policy_builtin(&p, what, &fault),
	    SCRUB_OK, fault.what);
	return p;
}

/* roster: JSON or NULL; first: of the secret's 32 bytes. */
static inline struct scrub_case *
kit_case(const char *roster, uint8_t first)
{
	struct scrub_case *c = NULL;
	struct scrub_fault fault = {""};
	uint8_t secret[32] = {first, 2, 3, [16] = first};

	check_number(scrub_case_new(&c, secret), SCRUB_OK, "a case");
	if (roster)
		check_number(scrub_case_roster(
				 c, "roster", roster, strlen(roster), &fault),
		    SCRUB_OK, fault.what);
	return c;
}

/* The text as it comes out, until the next call; "held" and the like. */
static inline const char *
kit_scrub(const struct scrub_policy *p, struct scrub_case *c,
    enum scrub_lang lang, const char *author, const char *text)
{
	static char kept[4096];
	struct scrubbed s = {0};
	struct raw_text raw = {text, strlen(text)};
	enum scrub_err err = author ? scrub_update(p, c, lang, author, raw, &s)
				    : scrub_text(p, c, lang, raw, &s);

	snprintf(kept, sizeof(kept), "%s",
	    err == SCRUB_OK ? s.text : scrub_err_name(err));
	scrubbed_wipe(&s);
	return kept;
}

/* Plain text of a marked line: [[NAME:x]] is x. */
static inline void
kit_unmark(char *line)
{
	char *to = line;

	for (const char *from = line; *from && *from != '\n'; from++) {
		if (from[0] == '[' && from[1] == '[' && strchr(from, ':')) {
			from = strchr(from, ':');
			continue;
		}
		if (from[0] == ']' && from[1] == ']') {
			from++;
			continue;
		}
		*to++ = *from;
	}
	*to = '\0';
}

/* Numbers that look random, the same in every run; SCRUB_SEED for others. */
static uint64_t kit_state;

static inline uint64_t
kit_random(uint64_t below)
{
	if (kit_state == 0) {
		const char *seed = getenv("SCRUB_SEED");

		kit_state =
		    seed ? strtoull(seed, NULL, 10) : UINT64_C(20260314);
		kit_state = kit_state ? kit_state : 1;
		printf(
		    "seed %llu (SCRUB_SEED)\n", (unsigned long long)kit_state);
	}
	/* Source: Vigna, xorshift64*. */
	kit_state ^= kit_state >> 12;
	kit_state ^= kit_state << 25;
	kit_state ^= kit_state >> 27;
	return (kit_state * UINT64_C(0x2545F4914F6CDD1D) >> 11) % below;
}

#endif
