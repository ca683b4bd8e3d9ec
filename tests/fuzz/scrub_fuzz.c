/* SPDX-License-Identifier: MIT */
/*
 * The promises of scrub.h for any bytes. The first byte chooses policy,
 * language, roster, and whether they come as two updates of one author.
 */
#include <stdio.h>
#include <stdlib.h>

#include "scrub.h"
#include "scrub_promise.h"

static const char roster[] =
    "{\"persons\": [{\"part\": \"patient\", \"name\": \"Rosalind Kettering\","
    "\"also\": [\"Roz\"]},{\"part\": \"surgeon\", \"name\": \"Will Young\"}],"
    "\"places\": [\"OR 6\", \"Tabor Springs\"],"
    "\"organizations\": [\"Harlan Creek Medical Center\"],"
    "\"ids\": [{\"kind\": \"MRN\", \"value\": \"30718846\"},"
    "{\"kind\": \"phone\", \"value\": \"6145550172\"}],"
    "\"dates\": [\"1981-09-17\"]}";
static const char site[] =
    "{\"base\": \"safe-harbor\", \"operators\": {\"DATE\": \"shift\","
    "\"NAME\": \"surrogate\", \"LOCATION\": \"generalise\","
    "\"ID\": \"mask\", \"PHONE\": \"drop\"}, \"allow\": [\"clamp\"],"
    "\"deny\": {\"ID\": [\"retractor\"]},"
    "\"patterns\": [{\"label\": \"ID\", \"pattern\": \"b[0-9]+\"}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct scrub_policy *
read_policy(unsigned which)
{
	static const char *const names[] = {
	    "safe-harbor", "limited-data-set", "strict"};
	struct scrub_policy *p = NULL;
	struct scrub_fault fault;
	enum scrub_err err =
	    which < 3
		? scrub_policy_builtin(&p, names[which], &fault)
		: scrub_policy_read(&p, "site", site, sizeof(site) - 1, &fault);

	if (err != SCRUB_OK)
		abort();
	return p;
}

static const char *
broken_update(const struct scrub_policy *policy, struct scrub_case *c,
    enum scrub_lang lang, struct raw_text raw)
{
	struct scrubbed s = {0};
	const char *broken = NULL;

	if (scrub_update(policy, c, lang, "ann", raw, &s) == SCRUB_OK) {
		broken = promise_ranges(raw, &s);
		broken = broken ? broken : promise_utf8(&s);
	}
	scrubbed_wipe(&s);
	return broken;
}

static const char *
broken_updates(const struct scrub_policy *policy, struct scrub_case *c,
    enum scrub_lang lang, struct raw_text raw)
{
	size_t half = raw.len / 2;
	const char *broken;

	while (half > 0 && ((uint8_t)raw.text[half] & 0xC0u) == 0x80u)
		half--;
	broken =
	    broken_update(policy, c, lang, (struct raw_text){raw.text, half});
	return broken ? broken
		      : broken_update(policy, c, lang,
			    (struct raw_text){raw.text + half, raw.len - half});
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const uint8_t secret[32] = {1};
	static struct scrub_policy *policies[4];
	struct scrub_case *c = NULL;
	struct scrub_fault fault;
	const char *broken;

	if (len == 0)
		return 0;
	for (unsigned i = 0; !policies[3] && i < 4; i++)
		policies[i] = read_policy(i);
	if (scrub_case_new(&c, secret) != SCRUB_OK)
		return 0;
	if ((*data & 8) != 0 && scrub_case_roster(c, "r", roster,
				    sizeof(roster) - 1, &fault) != SCRUB_OK)
		abort();
	broken = (*data & 16 ? broken_updates : promise_broken)(
	    policies[*data & 3], c, *data & 4 ? SCRUB_ID_ID : SCRUB_EN,
	    (struct raw_text){(const char *)data + 1, len - 1});
	scrub_case_free(c);
	if (broken) {
		fprintf(stderr, "broken: %s\n", broken);
		abort();
	}
	return 0;
}
