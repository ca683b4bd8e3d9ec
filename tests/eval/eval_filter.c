/* SPDX-License-Identifier: MIT */
/*
 * The filter for tests/eval/run: other weights, layers switched off.
 *
 *     eval_filter WEIGHTS [OFF] < MESSAGES
 *
 * OFF is a sum of layers (layer.h) that are not asked.
 * In:  LANG TAB TEXT, a line each
 * Out: TEXT (filtered) TAB BEGIN,END,LABEL,LAYER,RULE;... in bytes of the input
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "around.h"
#include "described.h"
#include "layer.h"
#include "numeral.h"
#include "tagger.h"

static const uint8_t secret[32];

static bool
read_weights(const char *path)
{
	static struct tagger_weights weights;
	static struct around_weights around;
	FILE *f = fopen(path, "rb");
	static int16_t described[DESCRIBED_SLOTS], numeral[NUMERAL_SLOTS];
	size_t got = 0;

	if (f != NULL) {
		got = fread(&weights, 1, sizeof(weights), f);
		got += fread(described, 1, sizeof(described), f);
		got += fread(numeral, 1, sizeof(numeral), f);
		got += fread(&around, 1, sizeof(around), f);
		fclose(f);
	}
	tagger_other = &weights;
	described_other = described;
	numeral_other = numeral;
	around_other = &around;
	return got == sizeof(weights) + sizeof(described) + sizeof(numeral) +
			  sizeof(around);
}

static bool
filter_line(const struct scrub_policy *policy, struct scrub_case *c, char *line)
{
	struct scrubbed out = {0};
	enum scrub_lang lang;
	char *text = strchr(line, '\t');

	if (text == NULL)
		return false;
	*text++ = '\0';
	if (!scrub_lang_from_tag(line, &lang) ||
	    scrub_text(policy, c, lang, (struct raw_text){text, strlen(text)},
		&out) != SCRUB_OK)
		return false;
	printf("%s\t", out.text);
	for (size_t i = 0; i < out.change_count; i++)
		printf("%u,%u,%s,%s,%s;", out.change[i].begin,
		    out.change[i].end, scrub_label_name(out.change[i].label),
		    out.change[i].layer, out.change[i].rule);
	putchar('\n');
	scrubbed_wipe(&out);
	return true;
}

int
main(int argc, char **argv)
{
	struct scrub_policy *policy = NULL;
	struct scrub_case *c = NULL;
	struct scrub_fault fault;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	bool good;

	if (argc < 2 || !read_weights(argv[1])) {
		fprintf(stderr, "usage: eval_filter WEIGHTS [OFF]\n");
		return 2;
	}
	if (argc > 2)
		layer_off = (unsigned)strtoul(argv[2], NULL, 10);
	good =
	    scrub_policy_builtin(&policy, "safe-harbor", &fault) == SCRUB_OK &&
	    scrub_case_new(&c, secret) == SCRUB_OK;
	while (good && (len = getline(&line, &room, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		good = filter_line(policy, c, line);
	}
	free(line);
	scrub_case_free(c);
	scrub_policy_free(policy);
	return good ? 0 : 1;
}
