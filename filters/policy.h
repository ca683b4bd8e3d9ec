/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_POLICY_H
#define SCRUB_POLICY_H

#include "phrase.h"
#include "quasi.h"
#include "scrub.h"
#include "site.h"

/* What is written in place of an identifier. */
enum policy_operator {
	OPERATOR_TAG,        /* [DATE] */
	OPERATOR_NUMBER,     /* [NAME 2]: the same one has the same number */
	OPERATOR_MASK,       /* **** */
	OPERATOR_DROP,       /* nothing */
	OPERATOR_GENERALISE, /* 90+, [DATE 2026], [LOCATION 941] */
	OPERATOR_SHIFT,      /* [DATE 2026-02-11]: moved by the case's offset */
	OPERATOR_SURROGATE,  /* Person Cedar */
	OPERATOR_KEEP,
	OPERATORS
};

#define POLICY_RULES_MAX                                                       \
	256u /* exceptions by rule; there are not more rules                   \
	      */
#define POLICY_WORDS_MAX                                                       \
	20000u              /* allow and deny words: a region's village list */
#define POLICY_NAME_MAX 63u /* bytes of a policy's or rule's name */

struct policy_rule {
	char rule[POLICY_NAME_MAX + 1];
	uint8_t op;
};

struct scrub_policy {
	char name[POLICY_NAME_MAX + 1];
	uint8_t op[SCRUB_LABELS];
	uint8_t threshold[SCRUB_LABELS]; /* less certain than this: stays */
	unsigned doubt_below;            /* less certain than this: doubt */
	bool hold;                       /* doubt holds the whole text */
	bool parts;                      /* [PATIENT], [SURGEON] */
	bool at_source; /* drafts leave their device filtered */
	char *json;     /* what it was read from */
	size_t json_len;
	struct policy_rule rule[POLICY_RULES_MAX];
	size_t rule_count;
	struct phrases allow, deny; /* deny: the tag is the label */
	struct site *site;          /* own patterns, or NULL */
	struct quasi_policy quasi;
};

enum policy_operator policy_operator(
    const struct scrub_policy *p, enum scrub_label label, const char *rule);

/* Is this the name of a rule of some layer, or of a site's pattern? */
bool policy_is_rule(const char *name);

/* Denied words are found, allowed ones kept. */
void policy_scan_words(const struct scrub_policy *p, const struct text *t,
    struct spans *found, struct spans *keep);

/* Built in by policies.cmake; ends with a row without a name. */
struct policy_builtin {
	const char *name;
	const unsigned char *json;
	size_t len;
};
extern const struct policy_builtin policy_builtins[];

#endif
