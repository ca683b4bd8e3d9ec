/* SPDX-License-Identifier: MIT */
#include "standin.h"

#include <stdio.h>
#include <string.h>

#include "letter.h"

/* Words of a surrogate: trees and stones are nobody's names here. */
static const char *const surrogates[] = {"Cedar", "Amber", "Maple", "Quartz",
    "Willow", "Onyx", "Birch", "Topaz", "Alder", "Garnet", "Poplar", "Opal",
    "Larch", "Jasper", "Rowan", "Agate", "Spruce", "Beryl", "Juniper", "Basalt",
    "Linden", "Flint", "Aspen", "Slate"};
#define SURROGATES (sizeof(surrogates) / sizeof(surrogates[0]))

static const char *
surrogate_noun(enum scrub_label label)
{
	return label == SCRUB_NAME       ? "Person"
	       : label == SCRUB_LOCATION ? "Place"
					 : "Institute";
}

/*
 * ZIP3 areas with 20,000 people or fewer, of the censuses of 2000, 2010 and
 * 2020 together. Source: 45 CFR 164.514(b)(2)(i)(B).
 */
static const char zip3_small[] =
    "036 059 063 102 203 205 369 556 692 753 772 790 821 823 830 831 878 879 "
    "884 890 893";

static unsigned
write_tag(char *out, const char *what, unsigned number)
{
	char digits[10]; /* of 32 bits */
	size_t len = strlen(what) + 1, n = 0;

	/* No snprintf(): every change is written so. */
	out[0] = '[';
	memcpy(out + 1, what, len - 1);
	for (unsigned left = number; left > 0; left /= 10)
		digits[n++] = (char)('0' + left % 10);
	if (n > 0)
		out[len++] = ' ';
	while (n > 0)
		out[len++] = digits[--n];
	out[len++] = ']';
	out[len] = '\0';
	return (unsigned)len;
}

/* [PATIENT]; false when the person has no part to be shown by. */
static bool
write_role(const struct roster *roster, const struct span *span, char *out,
    unsigned *len)
{
	unsigned number, of;
	const char *role;

	if (!roster || span->person == 0 || span->person > roster->person_count)
		return false;
	role = roster_role(roster, span->person - 1u, &number, &of);
	if (role)
		*len = write_tag(out, role, of > 1 ? number : 0);
	return role != NULL;
}

static unsigned
write_mask(const struct text *t, const struct span *span, char *out)
{
	size_t n = utf8_count(t->norm + span->begin, span->end - span->begin);

	if (n > STANDIN_MAX - 1)
		n = STANDIN_MAX - 1;
	memset(out, '*', n);
	return (unsigned)n;
}

/* A number of `digits` digits in the span, NULL without one. */
static const char *
number_in(const struct text *t, const struct span *span, size_t digits)
{
	for (uint32_t i = span->begin; i < span->end;) {
		size_t n = strspn(t->norm + i, "0123456789");

		if (n == digits && i + n <= span->end)
			return t->norm + i;
		i += n ? (uint32_t)n : 1;
	}
	return NULL;
}

/* "50s", of an age that tells too much beside what was told before. */
static unsigned
write_decade(const struct text *t, const struct span *span, char *out)
{
	unsigned n = 0;

	for (uint32_t i = span->begin; i < span->end; i++) {
		char c = t->norm[i];

		if (c >= '0' && c <= '9')
			n = n * 10 + (unsigned)(c - '0');
		else if (n > 0)
			break;
	}
	if (n < 10 || n > 89)
		return write_tag(out, scrub_label_name(SCRUB_AGE), 0);
	return (unsigned)snprintf(out, STANDIN_MAX, "%u0s", n / 10);
}

static unsigned
write_general(const struct text *t, const struct span *span, char *out)
{
	const char *label = scrub_label_name(span->label);
	const char *digits;
	char zip3[4] = "";

	if (span->label == SCRUB_AGE)
		return (unsigned)snprintf(out, STANDIN_MAX, "90+");
	if (span->label == SCRUB_DATE) {
		digits = number_in(t, span, 4);
		if (digits && (memcmp(digits, "19", 2) == 0 ||
				  memcmp(digits, "20", 2) == 0))
			return (unsigned)snprintf(
			    out, STANDIN_MAX, "[%s %.4s]", label, digits);
	}
	if (span->label == SCRUB_LOCATION) {
		digits = number_in(t, span, 5);
		if (digits) {
			memcpy(zip3, digits, 3);
			return (unsigned)snprintf(out, STANDIN_MAX, "[%s %s]",
			    label, strstr(zip3_small, zip3) ? "000" : zip3);
		}
	}
	return write_tag(out, label, 0);
}

static unsigned
write_surrogate(char *out, enum scrub_label label, unsigned number)
{
	const char *noun = surrogate_noun(label);
	const char *word = surrogates[(number - 1) % SURROGATES];
	unsigned round = (number - 1) / SURROGATES;

	if (round == 0)
		return (unsigned)snprintf(
		    out, STANDIN_MAX, "%s %s", noun, word);
	return (unsigned)snprintf(
	    out, STANDIN_MAX, "%s %s %u", noun, word, round + 1);
}

unsigned
standin_write(struct standins *s, const struct scrub_policy *policy,
    const struct roster *roster, const struct text *t, enum scrub_lang lang,
    const struct span *span, char out[STANDIN_MAX])
{
	const char *label = scrub_label_name(span->label);
	enum policy_operator op =
	    policy_operator(policy, span->label, span->rule);
	unsigned len = 0, number;
	char iso[11];

	if (strcmp(span->layer, QUASI_LAYER) == 0 && span->label == SCRUB_AGE &&
	    op != OPERATOR_MASK && op != OPERATOR_DROP)
		return write_decade(t, span, out);
	if (policy->parts && (op == OPERATOR_TAG || op == OPERATOR_NUMBER) &&
	    write_role(roster, span, out, &len))
		return len;
	switch (op) {
	case OPERATOR_NUMBER:
		return write_tag(out, label, standins_number(s, t, span));
	case OPERATOR_MASK:
		return write_mask(t, span, out);
	case OPERATOR_DROP:
		return 0;
	case OPERATOR_GENERALISE:
		return write_general(t, span, out);
	case OPERATOR_SHIFT:
		if (!date_shift(
			t, lang, span->begin, span->end, s->shift_days, iso))
			break;
		return (unsigned)snprintf(
		    out, STANDIN_MAX, "[%s %s]", label, iso);
	case OPERATOR_SURROGATE:
		number = standins_number(s, t, span);
		if (number == 0)
			break;
		return write_surrogate(out, span->label, number);
	case OPERATOR_TAG:
	case OPERATOR_KEEP: /* taken out before */
	case OPERATORS:
		break;
	}
	return write_tag(out, label, 0);
}

static bool
is_text(const struct text *t, size_t i, const char *word)
{
	const struct token *w = &t->token[i];

	/* Nearly always the first letter differs. */
	return i < t->token_count && t->norm[w->begin] == word[0] &&
	       w->end - w->begin == strlen(word) &&
	       memcmp(t->norm + w->begin, word, w->end - w->begin) == 0;
}

static bool
is_tag_word(const struct text *t, size_t i, bool *date)
{
	*date = is_text(t, i, "DATE");
	for (unsigned k = 0; k < SCRUB_LABELS; k++) {
		if (is_text(t, i, scrub_label_name((enum scrub_label)k)))
			return true;
	}
	for (unsigned k = 0; roster_role_name(k); k++) {
		if (is_text(t, i, roster_role_name(k)))
			return true;
	}
	return false;
}

static bool
is_number(const struct text *t, size_t i, size_t least, size_t most)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->kind == TOKEN_NUMBER &&
	       w->end - w->begin >= least && w->end - w->begin <= most;
}

/* Behind "[DATE": "2026" or "2026-02-11"; how many tokens. */
static size_t
date_tokens(const struct scrub_policy *p, const struct text *t, size_t i)
{
	if (!is_number(t, i, 4, 4))
		return 0;
	if (is_text(t, i + 1, "]"))
		return 1;
	if (p->op[SCRUB_DATE] == OPERATOR_SHIFT && is_text(t, i + 1, "-") &&
	    is_number(t, i + 2, 2, 2) && is_text(t, i + 3, "-") &&
	    is_number(t, i + 4, 2, 2))
		return 5;
	return 0;
}

/* Tokens of the stand-in that begins at i, 0 when it is none. */
static size_t
tag_at(const struct scrub_policy *p, const struct text *t, size_t i)
{
	size_t k = i + 2;
	bool date;

	if (!is_text(t, i, "[") || !is_tag_word(t, i + 1, &date) ||
	    t->token[i + 1].space_before)
		return 0;
	if (is_number(t, k, 1, 3))
		k++;
	else if (date)
		k += date_tokens(p, t, k);
	return is_text(t, k, "]") ? k + 1 - i : 0;
}

static const enum scrub_label with_surrogate[] = {
    SCRUB_NAME, SCRUB_LOCATION, SCRUB_ORGANIZATION};
#define WITH_SURROGATE (sizeof(with_surrogate) / sizeof(with_surrogate[0]))

static bool
writes_surrogates(const struct scrub_policy *p)
{
	for (size_t k = 0; k < WITH_SURROGATE; k++)
		if (p->op[with_surrogate[k]] == OPERATOR_SURROGATE)
			return true;
	return false;
}

static size_t
surrogate_at(const struct scrub_policy *p, const struct text *t, size_t i)
{
	for (size_t k = 0; k < WITH_SURROGATE; k++) {
		if (p->op[with_surrogate[k]] != OPERATOR_SURROGATE ||
		    !is_text(t, i, surrogate_noun(with_surrogate[k])))
			continue;
		for (size_t n = 0; n < SURROGATES; n++) {
			if (is_text(t, i + 1, surrogates[n]))
				return is_number(t, i + 2, 1, 2) ? 3 : 2;
		}
	}
	return 0;
}

/* "90+", also in "M90+". */
static size_t
general_age_at(const struct text *t, size_t i, uint32_t *begin)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;

	if (len < 2 || !token_sign(t, i + 1, '+') ||
	    t->token[i + 1].space_before ||
	    memcmp(t->norm + w->end - 2, "90", 2) != 0 ||
	    (len > 2 && t->norm[w->end - 3] >= '0' &&
		t->norm[w->end - 3] <= '9'))
		return 0;
	*begin = w->end - 2;
	return 2;
}

void
standin_find(
    const struct scrub_policy *policy, const struct text *t, struct spans *own)
{
	const bool words = writes_surrogates(policy);
	const bool plus = memchr(t->norm, '+', t->norm_len) != NULL;

	if (!words && !plus && !memchr(t->norm, '[', t->norm_len))
		return;
	for (size_t i = 0; i < t->token_count;) {
		char first = t->norm[t->token[i].begin];
		size_t taken = first == '[' ? tag_at(policy, t, i) : 0;
		uint32_t begin = t->token[i].begin, end;

		if (taken == 0 && !words && !plus) {
			i++;
			continue;
		}
		if (first >= 'A' && first <= 'Z')
			taken = surrogate_at(policy, t, i);
		if (taken == 0 && token_sign(t, i + 1, '+'))
			taken = general_age_at(t, i, &begin);
		end = taken ? t->token[i + taken - 1].end : begin;
		/* Nothing invisible is in a stand-in of ours. */
		if (taken > 0 && t->map[end] - t->map[begin] == end - begin)
			spans_add(
			    own, begin, end, SCRUB_OTHER, "own", "own", 100);
		i += taken ? taken : 1;
	}
}
