/* SPDX-License-Identifier: MIT */
#include "args.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "output.h"
#include "proto/catalogue.h"

#define NEAR_MAX 2     /* edits: a slip or two, not another word */
#define NAME_LEN 32u   /* longer names are never near */
#define HELP_COLUMN 28 /* where it says what an option does */
#define USAGE_MAX 512  /* bytes of a synopsis, and the words before it */
#define HELP_LEAST 60u /* columns: room for words behind that */

static size_t
least_of(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

static size_t
edits(const char *a, const char *b)
{
	size_t row[NAME_LEN + 1], la = strlen(a), lb = strlen(b);

	if (la > NAME_LEN || lb > NAME_LEN)
		return NAME_LEN;
	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			size_t above = row[j];

			row[j] = least_of(above + 1, row[j - 1] + 1,
			    corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[lb];
}

const char *
args_nearest(const char *word, const char *const *name, size_t count)
{
	const char *best = NULL;
	size_t least = NEAR_MAX + 1;

	for (size_t i = 0; i < count; i++) {
		size_t n = edits(word, name[i]);

		if (n < least && n < strlen(name[i])) {
			least = n;
			best = name[i];
		}
	}
	return best;
}

bool
args_number(const char *text, uint64_t *out)
{
	char *end;

	if (!*text || strspn(text, "0123456789") != strlen(text))
		return false;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return errno == 0;
}

static void
help(const struct args *a)
{
	const char *purpose = say(a->purpose);
	char usage[USAGE_MAX];
	struct output out;

	output_init(&out, stdout);
	if (out.width < HELP_LEAST)
		out.width = HELP_LEAST;
	snprintf(usage, sizeof usage, say("usage: scrubrelay %s %s"),
	    a->command, a->synopsis);
	output_wrapped(&out, LOOK_PLAIN, usage, strlen(usage), 0, 4);
	output_wrapped(&out, LOOK_PLAIN, purpose, strlen(purpose), 0, 0);
	for (const struct args_option *o = a->option; o->name; o++) {
		const char *text = say(o->help);
		char left[64];

		snprintf(left, sizeof left, "--%s%s%s", o->name,
		    o->value ? " " : "", o->value ? o->value : "");
		if (strlen(left) > 24)
			printf("  %s\n%*s", left, HELP_COLUMN, "");
		else
			printf("  %-24s  ", left);
		output_wrapped(&out, LOOK_PLAIN, text, strlen(text),
		    HELP_COLUMN, HELP_COLUMN);
	}
}

static const struct args_option *
find(const struct args *a, const char *name, size_t len)
{
	for (const struct args_option *o = a->option; o->name; o++)
		if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
			return o;
	return NULL;
}

static bool
unknown(const struct args *a, const char *given, size_t len)
{
	const char *name[32], *near;
	char word[NAME_LEN + 1];
	size_t count = 0;

	for (const struct args_option *o = a->option; o->name; o++)
		if (count < 32)
			name[count++] = o->name;
	snprintf(word, sizeof word, "%.*s", (int)(len > 32 ? 32 : len), given);
	near = args_nearest(word, name, count);
	if (near)
		output_fail("%s: there is no option --%s; did you mean --%s?",
		    a->command, word, near);
	else
		output_fail("%s: there is no option --%s; see 'scrubrelay %s "
			    "--help'",
		    a->command, word, a->command);
	return false;
}

/* The parts of "a,b,c" behind those there are. */
static bool
add_items(struct args_list *list, const char *value)
{
	while (*value) {
		size_t len = strcspn(value, ",");

		if (!len || len >= sizeof list->item[0] ||
		    list->count == ARGS_LIST_MAX)
			return false;
		memcpy(list->item[list->count], value, len);
		list->item[list->count++][len] = '\0';
		value += len;
		if (*value == ',' && !*++value)
			return false;
	}
	return list->count > 0;
}

static bool
set(const struct args *a, const struct args_option *o, const char *value)
{
	switch (o->kind) {
	case ARGS_FLAG:
		*(bool *)o->out = true;
		return true;
	case ARGS_TEXT:
		*(const char **)o->out = value;
		return true;
	case ARGS_NUMBER:
		if (args_number(value, o->out))
			return true;
		output_fail("%s: --%s takes a number, not '%s'", a->command,
		    o->name, value);
		return false;
	case ARGS_ENTRY:
		/* 0 means "none" to who asks: it must not come from outside. */
		if (args_number(value, o->out) && *(uint64_t *)o->out > 0)
			return true;
		output_fail("%s: --%s takes the number of an entry, from 1, "
			    "not '%s'",
		    a->command, o->name, value);
		return false;
	case ARGS_LIST:
		if (add_items(o->out, value))
			return true;
		output_fail("%s: --%s takes %s, not '%.80s'", a->command,
		    o->name, o->value, value);
		return false;
	}
	return false;
}

/* One option at argv[*i]; *i moves on when its value is the next word. */
static bool
option(const struct args *a, int argc, char **argv, int *i)
{
	const char *given = argv[*i] + 2, *equals = strchr(given, '=');
	size_t len = equals ? (size_t)(equals - given) : strlen(given);
	const struct args_option *o = find(a, given, len);

	if (!o)
		return unknown(a, given, len);
	if (!o->value && equals) {
		output_fail("%s: --%s takes no value", a->command, o->name);
		return false;
	}
	if (!o->value)
		return set(a, o, NULL);
	if (equals)
		return set(a, o, equals + 1);
	if (*i + 1 >= argc) {
		output_fail("%s: --%s needs %s behind it", a->command, o->name,
		    o->value);
		return false;
	}
	return set(a, o, argv[++*i]);
}

static bool
enough(const struct args *a)
{
	if (a->count >= a->least && a->count <= a->most)
		return true;
	if (a->count < a->least)
		output_fail("%s: something is missing; usage: scrubrelay %s %s",
		    a->command, a->command, a->synopsis);
	else
		output_fail("%s: too many words (a text stands in quotes); "
			    "usage: scrubrelay %s %s",
		    a->command, a->command, a->synopsis);
	return false;
}

bool
args_read(struct args *a, int argc, char **argv, int *status)
{
	bool only_words = false;

	a->count = 0;
	*status = CMD_USAGE;
	for (int i = 1; i < argc; i++) {
		if (!only_words && strcmp(argv[i], "--") == 0) {
			only_words = true;
		} else if (!only_words && (strcmp(argv[i], "--help") == 0 ||
					      strcmp(argv[i], "-h") == 0)) {
			help(a);
			*status = CMD_OK;
			return false;
		} else if (!only_words && strncmp(argv[i], "--", 2) == 0) {
			if (!option(a, argc, argv, &i))
				return false;
		} else if (!only_words && argv[i][0] == '-' && argv[i][1]) {
			output_fail("%s: options are written out, as in "
				    "'--help'; a text that starts with '-' "
				    "comes after '--'",
			    a->command);
			return false;
		} else {
			if (a->count < ARGS_WORDS_MAX)
				a->word[a->count] = argv[i];
			a->count++;
		}
	}
	return enough(a);
}
