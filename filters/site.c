/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "site.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* clang-format off */
static const char *const rules[SITE_PATTERNS_MAX] = {
	"site-1", "site-2", "site-3", "site-4", "site-5", "site-6", "site-7",
	"site-8", "site-9", "site-10", "site-11", "site-12", "site-13",
	"site-14", "site-15", "site-16", "site-17", "site-18", "site-19",
	"site-20", "site-21", "site-22", "site-23", "site-24", "site-25",
	"site-26", "site-27", "site-28", "site-29", "site-30", "site-31",
	"site-32", "site-33", "site-34", "site-35", "site-36", "site-37",
	"site-38", "site-39", "site-40", "site-41", "site-42", "site-43",
	"site-44", "site-45", "site-46", "site-47", "site-48", "site-49",
	"site-50", "site-51", "site-52", "site-53", "site-54", "site-55",
	"site-56", "site-57", "site-58", "site-59", "site-60", "site-61",
	"site-62", "site-63", "site-64",
};
/* clang-format on */

struct site {
	pcre2_code *code[SITE_PATTERNS_MAX];
	enum scrub_label label[SITE_PATTERNS_MAX];
	size_t count;
	pcre2_match_context *limits;
};

enum site_err
site_new(struct site **out)
{
	struct site *s = calloc(1, sizeof(*s));

	if (!s)
		return SITE_ENOMEM;
	s->limits = pcre2_match_context_create(NULL);
	if (!s->limits) {
		free(s);
		return SITE_ENOMEM;
	}
	pcre2_set_match_limit(s->limits, SITE_MATCH_LIMIT);
	pcre2_set_depth_limit(s->limits, SITE_DEPTH_LIMIT);
	pcre2_set_heap_limit(s->limits, SITE_HEAP_KIB);
	*out = s;
	return SITE_OK;
}

void
site_free(struct site *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->count; i++)
		pcre2_code_free(s->code[i]);
	pcre2_match_context_free(s->limits);
	free(s);
}

static const char may_be_empty[] = "may match nothing at all, as a* does";
static const char has_verb[] =
    "verbs as (*ACCEPT) and callouts as (?C1) are not allowed";
static const char runs_for_ever[] =
    "could run for ever: it repeats what repeats itself, as (a+)+ does";

/*
 * A text that brings out the worst in a pattern: what it repeats, again and
 * again, and then something that fits nowhere. Patterns whose time grows with
 * the third power or faster go over the limit with these few bytes. A shorter
 * one has to match to its end, which it cannot: so shows what grows by powers
 * of two when something is put behind it, as (a+)+.
 */
#define PROBE_LEN 64u
#define PROBE_WHOLE_LEN 24u
#define PROBE_MATCH_LIMIT 20000u

static bool
goes_over(const pcre2_code *code, const char *probe, size_t len,
    uint32_t options, pcre2_match_data *data, pcre2_match_context *limits)
{
	const int got =
	    pcre2_match(code, (PCRE2_SPTR)probe, len, 0, options, data, limits);

	return got == PCRE2_ERROR_MATCHLIMIT || got == PCRE2_ERROR_DEPTHLIMIT ||
	       got == PCRE2_ERROR_HEAPLIMIT;
}

static bool
runs_away(const pcre2_code *code, const char *unit, size_t unit_len,
    pcre2_match_data *data, pcre2_match_context *limits)
{
	static const char *const ends[] = {"\x01", "!", "\n"};
	char probe[PROBE_LEN + 2];

	for (size_t i = 0; i < PROBE_LEN; i++)
		probe[i] = unit[i % unit_len];
	for (size_t e = 0; e < sizeof(ends) / sizeof(ends[0]); e++) {
		probe[PROBE_LEN] = *ends[e];
		if (goes_over(code, probe, PROBE_LEN + 1, 0, data, limits))
			return true;
	}
	probe[PROBE_WHOLE_LEN] = *ends[0];
	return goes_over(
	    code, probe, PROBE_WHOLE_LEN + 1, PCRE2_ENDANCHORED, data, limits);
}

#define COMPILE (PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C)

/* Is there a short text that this pattern, which compiles, cannot get done
 * with? Whatever a text must have to match at all: some text will have it. */
static bool
is_unsafe(const char *pattern, size_t len)
{
	static const char *const units[] = {"a", "A", "1", " ", "-", ".", "_",
	    "a1", "a ", "1 ", "1-", "a-", "A1", ", ", "aB", "a.", "1."};
	pcre2_match_data *data = pcre2_match_data_create(2, NULL);
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	int error = 0;
	PCRE2_SIZE at = 0;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, len,
	    COMPILE | PCRE2_NO_START_OPTIMIZE, &error, &at, NULL);
	bool bad = !data || !limits || !code;

	if (!bad) {
		pcre2_set_match_limit(limits, PROBE_MATCH_LIMIT);
		pcre2_set_depth_limit(limits, SITE_DEPTH_LIMIT);
		pcre2_set_heap_limit(limits, SITE_HEAP_KIB);
	}
	for (size_t i = 0; !bad && i < sizeof(units) / sizeof(units[0]); i++)
		bad = runs_away(code, units[i], strlen(units[i]), data, limits);
	/* Its own letters, alone and in pairs. */
	for (size_t i = 0; !bad && i < len; i++) {
		if ((uint8_t)pattern[i] <= ' ' || (uint8_t)pattern[i] >= 0x7F)
			continue;
		bad = runs_away(code, pattern + i, 1, data, limits);
		if (!bad && i + 1 < len && (uint8_t)pattern[i + 1] > ' ' &&
		    (uint8_t)pattern[i + 1] < 0x7F)
			bad = runs_away(code, pattern + i, 2, data, limits);
	}
	pcre2_match_data_free(data);
	pcre2_match_context_free(limits);
	pcre2_code_free(code);
	return bad;
}

/* Behind the class that begins at `at`, a '['. */
static size_t
class_end(const char *pattern, size_t len, size_t at)
{
	at++;
	at += at < len && pattern[at] == '^';
	at += at < len && pattern[at] == ']';
	while (at < len && pattern[at] != ']') {
		if (pattern[at] == '[' && at + 1 < len &&
		    pattern[at + 1] == ':') {
			while (at < len && pattern[at] != ']')
				at++;
		} else if (pattern[at] == '\\') {
			at++;
		}
		at++;
	}
	return at + 1;
}

/* "(*LIMIT_MATCH=9)", "(*ACCEPT)", "(?C1)": they change how it is matched, not
 * what; "(*pla:x)" is a look ahead. */
static bool
is_verb(const char *at, size_t left)
{
	return left > 2 && at[0] == '(' &&
	       ((at[1] == '*' && !(at[2] >= 'a' && at[2] <= 'z')) ||
		   (at[1] == '?' && at[2] == 'C'));
}

/* The end of what "\Q" began. */
static const char *
find_end(const char *at, size_t left)
{
	for (; left > 1; at++, left--) {
		if (at[0] == '\\' && at[1] == 'E')
			return at;
	}
	return NULL;
}

static bool
has_verbs(const char *pattern, size_t len)
{
	for (size_t at = 0; at < len;) {
		const bool quoted = pattern[at] == '\\' && at + 1 < len &&
				    pattern[at + 1] == 'Q';

		if (quoted) {
			const char *end = find_end(pattern + at, len - at);

			at = end ? (size_t)(end - pattern) + 2 : len;
		} else if (pattern[at] == '\\') {
			at += 2;
		} else if (pattern[at] == '[') {
			at = class_end(pattern, len, at);
		} else if (is_verb(pattern + at, len - at)) {
			return true;
		} else {
			at++;
		}
	}
	return false;
}

static bool
can_be_empty(const pcre2_code *code)
{
	uint32_t empty = 0;

	return pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &empty) != 0 ||
	       empty != 0;
}

/* Why a pattern that compiles is not taken; NULL: it is. */
static const char *
what_is_wrong(const pcre2_code *code, const char *pattern, size_t len)
{
	if (has_verbs(pattern, len))
		return has_verb;
	if (can_be_empty(code))
		return may_be_empty;
	return is_unsafe(pattern, len) ? runs_for_ever : NULL;
}

enum site_err
site_add(struct site *s, enum scrub_label label, const char *pattern,
    size_t len, char why[80])
{
	int error = 0;
	PCRE2_SIZE at = 0;
	pcre2_code *code;
	const char *wrong;

	why[0] = '\0';
	if (s->count == SITE_PATTERNS_MAX)
		return SITE_EFULL;
	/* No \C (half a character) and no callouts; no JIT: it needs memory
	 * that can be written and run. */
	code =
	    pcre2_compile((PCRE2_SPTR)pattern, len, COMPILE, &error, &at, NULL);
	if (!code) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)why, 80);
		return SITE_EPATTERN;
	}
	wrong = what_is_wrong(code, pattern, len);
	if (wrong) {
		pcre2_code_free(code);
		memcpy(why, wrong, strlen(wrong) + 1);
		return SITE_EPATTERN;
	}
	s->label[s->count] = label;
	s->code[s->count++] = code;
	return SITE_OK;
}

static uint64_t
now_ms(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Every match of one pattern. */
static enum site_err
scan_one(const struct site *s, size_t i, const struct text *t,
    pcre2_match_data *data, uint64_t until_ms, struct spans *found)
{
	PCRE2_SIZE at = 0;

	while (at <= t->norm_len) {
		int got = pcre2_match(s->code[i], (PCRE2_SPTR)t->norm,
		    t->norm_len, at, PCRE2_NO_UTF_CHECK, data, s->limits);
		PCRE2_SIZE *range = pcre2_get_ovector_pointer(data);
		/* 0: it has more groups than are asked for. A group that
		 * matched nothing takes nothing: then all of it goes. */
		const size_t group = got != 1 && got >= 0 &&
					     range[2] != PCRE2_UNSET &&
					     range[2] < range[3]
					 ? 2
					 : 0;

		if (got == PCRE2_ERROR_NOMATCH)
			return SITE_OK;
		if (got < 0 || now_ms() > until_ms)
			return SITE_ELIMIT;
		spans_add(found, (uint32_t)range[group],
		    (uint32_t)range[group + 1], s->label[i], "site", rules[i],
		    100);
		/* After an empty match: on to the next character. */
		at = range[1] > at ? range[1] : at + 1;
		while (
		    at < t->norm_len && ((uint8_t)t->norm[at] & 0xC0) == 0x80)
			at++;
	}
	return SITE_OK;
}

enum site_err
site_scan(const struct site *s, const struct text *t, struct spans *found)
{
	pcre2_match_data *data;
	enum site_err err = SITE_OK;
	uint64_t until_ms;

	if (!s || s->count == 0)
		return SITE_OK;
	until_ms = now_ms() + SITE_TIME_MS;
	data = pcre2_match_data_create(2, NULL);
	if (!data)
		return SITE_ENOMEM;
	for (size_t i = 0; i < s->count && err == SITE_OK; i++)
		err = scan_one(s, i, t, data, until_ms, found);
	pcre2_match_data_free(data);
	return err;
}
