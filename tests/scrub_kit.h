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

/* What was changed in a text, and why it is looked at: "ask {Kelly} when". */
struct kit_row {
	const char *why, *out;
};

/* text with what was changed in it as {text}. */
static inline void
kit_mark(const struct scrubbed *s, const char *text, char *out, size_t room)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < s->change_count; i++)
		n += (size_t)snprintf(out + n, room - n, "%.*s{%.*s}",
		    (int)(s->change[i].begin - at), text + at,
		    (int)(s->change[i].end - s->change[i].begin),
		    text + s->change[i].begin),
		    at = s->change[i].end;
	snprintf(out + n, room - n, "%s", text + at);
}

/* Rows up to one without a reason: just that is changed. */
static inline void
kit_rows(const struct kit_row *rows, enum scrub_lang lang)
{
	struct scrub_policy *p = kit_policy("{\"base\": \"safe-harbor\","
					    "\"quasi\": {\"budget\": 100}}");

	for (const struct kit_row *r = rows; r->why != NULL; r++) {
		struct scrub_case *c = kit_case(NULL, 5);
		struct scrubbed s = {0};
		char in[128], got[256];
		size_t n = 0;

		for (const char *at = r->out; *at != '\0'; at++)
			if (*at != '{' && *at != '}')
				in[n++] = *at;
		in[n] = '\0';
		check_number(
		    scrub_text(p, c, lang, (struct raw_text){in, n}, &s),
		    SCRUB_OK, r->why);
		kit_mark(&s, in, got, sizeof(got));
		check_text(got, r->out, r->why);
		scrubbed_wipe(&s);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
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
