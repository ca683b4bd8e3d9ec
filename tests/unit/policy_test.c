/* SPDX-License-Identifier: MIT */
#include "policy.h"

#include <stdlib.h>

#include "check.h"

static enum scrub_err
read_policy(
    struct scrub_policy **out, const char *json, struct scrub_fault *fault)
{
	return scrub_policy_read(
	    out, "dir/site.json", json, strlen(json), fault);
}

static void
test_builtin(void)
{
	static const struct {
		const char *name;
		enum scrub_label label;
		enum policy_operator want;
		const char *why;
	} cases[] = {
	    {"safe-harbor", SCRUB_NAME, OPERATOR_NUMBER,
		"the same person all through"},
	    {"safe-harbor", SCRUB_DATE, OPERATOR_TAG, "164.514(b)(2)(i)(C)"},
	    {"safe-harbor", SCRUB_AGE, OPERATOR_GENERALISE, "90+"},
	    {"limited-data-set", SCRUB_DATE, OPERATOR_KEEP,
		"164.514(e)(2) has no dates"},
	    {"limited-data-set", SCRUB_AGE, OPERATOR_KEEP, "nor ages"},
	    {"limited-data-set", SCRUB_NAME, OPERATOR_NUMBER, "but names"},
	    {"limited-data-set", SCRUB_LOCATION, OPERATOR_TAG,
		"and street addresses"},
	    {"strict", SCRUB_NAME, OPERATOR_TAG, "no numbers"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrub_policy *p = NULL;
		struct scrub_fault fault = {""};

		if (!check_number(
			scrub_policy_builtin(&p, cases[i].name, &fault),
			SCRUB_OK, fault.what))
			continue;
		check_text(scrub_policy_name(p), cases[i].name, "its name");
		check_number(policy_operator(p, cases[i].label, "any"),
		    cases[i].want, cases[i].why);
		scrub_policy_free(p);
	}
}

static void
test_none(void)
{
	struct scrub_policy *p = NULL;
	struct scrub_fault fault;

	check_number(scrub_policy_builtin(&p, "safe-habor", &fault),
	    SCRUB_EPOLICY, "a policy that is not there");
	check(strstr(fault.what, "allowed: safe-harbor") != NULL,
	    "the fault says which there are");
	scrub_policy_free(NULL);
}

static void
test_site(void)
{
	static const char json[] =
	    "// our hospital\n"
	    "{\"base\": \"safe-harbor\", \"doubt\": \"hold\", \"doubt_below\": "
	    "60,\n"
	    " \"parts\": false, \"filter_at_source\": true, \"operators\": {\"DATE\": \"shift\"},\n"
	    " \"rules\": {\"room\": \"mask\"}, \"thresholds\": {\"NAME\": "
	    "20},\n"
	    " \"allow\": [\"LapraTy\"], \"deny\": {\"LOCATION\": "
	    "[\"Rosewing\"]},\n"
	    " \"patterns\": [{\"label\": \"ID\", \"pattern\": "
	    "\"BDG-[0-9]{5}\", "
	    "\"why\": \"badges\"}]}";
	struct scrub_policy *p = NULL;
	struct scrub_fault fault = {""};
	size_t len = 0;

	if (!check_number(read_policy(&p, json, &fault), SCRUB_OK, fault.what))
		return;
	check_text(scrub_policy_name(p), "site.json", "named as its file");
	check(p->hold && !p->parts && p->doubt_below == 60, "changed");
	check(scrub_policy_at_source(p), "filtered where it is typed");
	check_text(scrub_policy_json(p, &len), json, "as it was read");
	check_number(len, sizeof json - 1, "all of it");
	check_number(p->op[SCRUB_DATE], OPERATOR_SHIFT, "changed");
	check_number(p->op[SCRUB_AGE], OPERATOR_GENERALISE, "from its base");
	check_number(policy_operator(p, SCRUB_LOCATION, "room"), OPERATOR_MASK,
	    "a rule's own operator");
	check_number(policy_operator(p, SCRUB_LOCATION, "street"), OPERATOR_TAG,
	    "other rules have the label's");
	check_number(p->threshold[SCRUB_NAME], 20, "threshold");
	check_number(p->allow.count, 1, "allow");
	check_number(p->deny.phrase[0].tag, SCRUB_LOCATION, "deny by label");
	scrub_policy_free(p);
}

/* The site's word on a rule is the last one. */
static void
test_base_rules(void)
{
	struct scrub_policy *p = NULL;
	struct scrub_fault fault = {""};

	if (!check_number(read_policy(&p,
			      "{\"base\": \"limited-data-set\", \"rules\": "
			      "{\"town\": \"tag\", \"site-64\": \"mask\"}}",
			      &fault),
		SCRUB_OK, fault.what))
		return;
	check_number(policy_operator(p, SCRUB_LOCATION, "town"), OPERATOR_TAG,
	    "not the base's");
	check_number(policy_operator(p, SCRUB_LOCATION, "postcode-cue"),
	    OPERATOR_KEEP, "of which the site says nothing");
	scrub_policy_free(p);
}

static void
test_mistakes(void)
{
	static const struct {
		const char *json, *what;
	} cases[] = {
	    {"{\n\"operator\": {}}",
		"dir/site.json:2: operator: unknown key, allowed: base, "
		"name, doubt, doubt_below, parts, filter_at_source, "
		"operators, rules, thresholds, allow, deny, patterns, quasi"},
	    {"[]", "dir/site.json:1: must be an object"},
	    {"{\"operators\": {\"NAMES\": \"tag\"}}",
		"dir/site.json:1: NAMES: no label, allowed: NAME, LOCATION, "
		"ORGANIZATION, DATE, AGE, PHONE, EMAIL, ID, DEVICE, VEHICLE, "
		"NETWORK, BIOMETRIC, OTHER"},
	    {"{\"operators\":\n{\"NAME\": \"hide\"}}",
		"dir/site.json:2: NAME: no operator, allowed: tag, number, "
		"mask, drop, generalise, shift, surrogate, keep"},
	    {"{\"operators\": {\"NAME\": \"shift\"}}",
		"dir/site.json:1: NAME: this operator does not suit the "
		"label, allowed: tag, number, mask, drop, keep"},
	    {"{\"doubt\": \"send\"}",
		"dir/site.json:1: doubt: must be \"redact\" or \"hold\""},
	    {"{\"doubt_below\": 101}",
		"dir/site.json:1: doubt_below: must be a whole number, 0 to "
		"100"},
	    {"{\"thresholds\": {\"NAME\": 1.5}}",
		"dir/site.json:1: NAME: must be a whole number, 0 to 100"},
	    {"{\"filter_at_source\": \"yes\"}",
		"dir/site.json:1: filter_at_source: must be true or false"},
	    {"{\"parts\": 1}", "dir/site.json:1: parts: must be true or false"},
	    {"{\"base\": \"mine\"}",
		"dir/site.json:1: base: no built-in policy, allowed: "
		"safe-harbor, limited-data-set, strict"},
	    {"{\"allow\": [\"x\"]}",
		"dir/site.json:1: allow: must be text with at least two "
		"letters or digits, at most 128 bytes"},
	    {"{\"deny\": [\"xy\"]}",
		"dir/site.json:1: deny: must be an object"},
	    {"{\"patterns\": [{\"label\": \"ID\", \"pattern\": \"(\"}]}",
		"dir/site.json:1: pattern: missing closing parenthesis"},
	    {"{\"patterns\": [{\"label\": \"ID\"}]}",
		"dir/site.json:1: pattern: must be text, 1 to 512 bytes"},
	    {"{\"patterns\": [{\"pattern\": \"a\\\\Cb\", \"label\": \"ID\"}]}",
		"dir/site.json:1: pattern: using \\C is disabled by the "
		"application"},
	    {"{\"patterns\": [{\"label\": \"ID\",\n\"pattern\": \"(a+)+$\"}]}",
		"dir/site.json:2: pattern: could run for ever: it repeats what "
		"repeats itself, as (a+)+ does"},
	    {"{\"patterns\": {}}", "dir/site.json:1: patterns: must be a list "
				   "of {\"label\", \"pattern\"}"},
	    {"{\"patterns\": [{\"label\": \"IDS\", \"pattern\": \"x\"}]}",
		"dir/site.json:1: label: no label, allowed: NAME, LOCATION, "
		"ORGANIZATION, DATE, AGE, PHONE, EMAIL, ID, DEVICE, VEHICLE, "
		"NETWORK, BIOMETRIC, OTHER"},
	    {"{\"rules\": []}", "dir/site.json:1: rules: must be an object"},
	    {"{\"rules\": {\n\"rom\": \"keep\"}}",
		"dir/site.json:2: rom: no rule; 'scrubrelay filter --explain' "
		"names each behind its layer"},
	    {"{\"rules\": {\"site-65\": \"keep\"}}",
		"dir/site.json:1: site-65: no rule; 'scrubrelay filter "
		"--explain' names each behind its layer"},
	    {"{\"rules\": {\"room\": 1}}",
		"dir/site.json:1: room: no operator, allowed: tag, number, "
		"mask, drop, generalise, shift, surrogate, keep"},
	    {"{\"deny\": {\"WARD\": [\"xy\"]}}",
		"dir/site.json:1: WARD: no label, allowed: NAME, LOCATION, "
		"ORGANIZATION, DATE, AGE, PHONE, EMAIL, ID, DEVICE, VEHICLE, "
		"NETWORK, BIOMETRIC, OTHER"},
	    {"{\"allow\": \"xy\"}",
		"dir/site.json:1: allow: must be a list of words or phrases"},
	    {"{\"quasi\": 3}", "dir/site.json:1: quasi: must be an object"},
	    {"{\"quasi\": {}}", "dir/site.json:1: quasi: needs a budget, a "
				"whole number, 0 to 100"},
	    {"{\"quasi\": {\"budget\": -1}}",
		"dir/site.json:1: budget: must be a whole number, 0 to 100"},
	    {"{\"quasi\": {\"budget\": 1, \"then\": \"send\"}}",
		"dir/site.json:1: then: must be \"generalise\" or \"hold\""},
	    {"{\"quasi\": {\"budget\": 1,\n\"weights\": {\"sexe\": 1}}}",
		"dir/site.json:2: sexe: no such detail, allowed: age, sex, "
		"place, operation, mechanism, occupation, publicity"},
	    {"{\"quasi\": {\"budget\": 1, \"weight\": {}}}",
		"dir/site.json:1: weight: unknown key, allowed: budget, then, "
		"weights"},
	    {"{\"name\": \"a\", \"name\": \"b\"}",
		"dir/site.json:1: name: the key stands twice"},
	    {"{\"operators\": {\"NAME\": \"tag\",\n\"NAME\": \"keep\"}}",
		"dir/site.json:2: NAME: the key stands twice"},
	    {"\xEF\xBB\xBF{}",
		"dir/site.json:1: begins with a byte order mark: save it as "
		"UTF-8 without one"},
	    {"{\"patterns\": [{\"pattern\": \"x9\"}]}",
		"dir/site.json:1: label: each pattern needs one"},
	    {"{\"patterns\": [{\"pattern\": \"x9\", \"label\": \"ID\",\n"
	     "\"why\": 3}]}",
		"dir/site.json:2: why: must be text"},
	    {"{\"name\": \"\"}",
		"dir/site.json:1: name: must be text, 1 to 63 bytes"},
	    {"{\"a\": 1", "dir/site.json:1: expected ',' or '}'"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scrub_policy *p = NULL;
		struct scrub_fault fault = {""};

		check_number(read_policy(&p, cases[i].json, &fault),
		    SCRUB_EPOLICY, cases[i].json);
		check_text(fault.what, cases[i].what, cases[i].json);
	}
}

/* What would run for ever is refused; what is only slow is not. */
static void
test_unsafe(void)
{
	static const struct {
		const char *pattern;
		enum site_err want;
	} cases[] = {
	    {"(a+)+$", SITE_EPATTERN},
	    {"(a+)+", SITE_EPATTERN},
	    {"(a|a)*c|b", SITE_EPATTERN},
	    {"(?:(?:ward|room) ?)+\\d", SITE_OK},
	    {"([A-Z0-9]+)[-/ ]?[A-Z0-9]+[-/ ]?\\d+", SITE_OK},
	    {"a*", SITE_EPATTERN},
	    {"x|", SITE_EPATTERN},
	    {"\\b", SITE_EPATTERN},
	    {"(?=a)", SITE_EPATTERN},
	    {"(*LIMIT_MATCH=9)a", SITE_EPATTERN},
	    {"a(*ACCEPT)b", SITE_EPATTERN},
	    {"[]](*:mark)b", SITE_EPATTERN},
	    {"a(?C1)b", SITE_EPATTERN},
	    {"[[:alpha:](*A]b\\Q(*B)\\E\\(*", SITE_OK},
	    {"(*pla:ab)a", SITE_OK},
	    {"(a|a)*b", SITE_EPATTERN},
	    {"(a|aa)+$", SITE_EPATTERN},
	    {"([a-z]+)*!", SITE_EPATTERN},
	    {"(\\w+\\s?)*x", SITE_EPATTERN},
	    {"(.*)*x", SITE_EPATTERN},
	    {"^(\\d+-?)+X", SITE_EPATTERN},
	    {"(q+z*)+#", SITE_EPATTERN},
	    {"(x+x+)+y", SITE_EPATTERN},
	    {".*.*.*.*Z9", SITE_EPATTERN},
	    {"\\bBDG-(\\d{5})\\b", SITE_OK},
	    {"ward [A-Z]\\w+", SITE_OK},
	    {"(?i)theatre (\\d+[a-z]?)", SITE_OK},
	    {"[A-Z]{2}\\d{6}[A-Z]?", SITE_OK},
	    {"\\b(?:north|south) (?:wing|block)\\b", SITE_OK},
	    {".*x", SITE_OK},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct site *s = NULL;
		char why[80];

		if (!check(site_new(&s) == SITE_OK, "room"))
			return;
		check_number(site_add(s, SCRUB_ID, cases[i].pattern,
				 strlen(cases[i].pattern), why),
		    cases[i].want, cases[i].pattern);
		site_free(s);
	}
}

/* Patterns that would run for ever end, and hold the text. */
static void
test_patterns(void)
{
	struct site *s = NULL;
	struct text t;
	struct spans found;
	char why[80], in[4096];

	text_init(&t);
	spans_init(&found);
	if (!check(site_new(&s) == SITE_OK, "room"))
		return;
	check_number(
	    site_add(s, SCRUB_ID, "bdg-(\\d{5})", 11, why), SITE_OK, why);
	check_number(site_add(s, SCRUB_NAME, "a\\K", 3, why), SITE_OK, why);
	check(text_read(&t, (struct raw_text){"a bdg-12345 \xC3\x9F", 14}) ==
		  SCRUB_OK,
	    "read");
	check_number(site_scan(s, &t, &found), SITE_OK, "empty matches end");
	check(
	    found.count == 1 && found.at[0].begin == 6 && found.at[0].end == 11,
	    "the first group goes");
	check_text(found.at[0].rule, "site-1", "rules are numbered");
	spans_clear(&found);
	check_number(
	    site_add(s, SCRUB_ID, "(bdg)-(1)(\\d)", 13, why), SITE_OK, why);
	check_number(site_add(s, SCRUB_ID, "a (x?)b", 7, why), SITE_OK, why);
	check_number(site_scan(s, &t, &found), SITE_OK, "groups behind the first");
	spans_sort(&found);
	check(found.count == 3 && found.at[1].begin == 2 && found.at[1].end == 5,
	    "only the first goes");
	check(found.at[0].begin == 0 && found.at[0].end == 3,
	    "all of it when the first group is empty");
	check_number(
	    site_add(s, SCRUB_ID, "(?:a|x)+?[bc]", 13, why), SITE_OK, "quadratic");
	memset(in, 'a', sizeof(in));
	in[sizeof(in) - 1] = 'd';
	check(text_read(&t, (struct raw_text){in, sizeof(in)}) == SCRUB_OK,
	    "read");
	check_number(site_scan(s, &t, &found), SITE_ELIMIT, "a limit ends it");
	for (unsigned i = 5; i < SITE_PATTERNS_MAX; i++)
		check_number(
		    site_add(s, SCRUB_ID, "q", 1, why), SITE_OK, "room");
	check_number(site_add(s, SCRUB_ID, "q", 1, why), SITE_EFULL, "full");
	site_free(s);
	site_free(NULL);
	text_wipe(&t);
	spans_wipe(&found);
}

int
main(void)
{
	test_builtin();
	test_none();
	test_site();
	test_base_rules();
	test_mistakes();
	test_unsafe();
	test_patterns();
	return check_done();
}
