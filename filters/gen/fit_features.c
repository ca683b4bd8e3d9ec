/* SPDX-License-Identifier: MIT */
/*
 * For fit.py: the features of every word of marked messages.
 *
 * In:  LANG[+] TAB BEGIN,END,KIND;... TAB TEXT, a line each; bytes of TEXT,
 * KIND 1 what layers 4 and 5 are to find, 2 what other layers find, 3 skip;
 *      with a + only words of KIND 1 come out, and GOES is 3
 *      (or the argument "count": prints F_COUNT)
 * Out: KIND-OF-FACT GOES FEATURE FEATURE ..., a line for each word
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context_feature.h"
#include "lang/lexicon.h"
#include "shapes.h"

#define MARKS_MAX 256

struct mark {
	uint32_t begin, end;
	int kind;
};

static size_t
read_marks(char *field, struct mark *mark)
{
	size_t n = 0;

	for (char *one = strtok(field, ";"); one != NULL && n < MARKS_MAX;
	     one = strtok(NULL, ";"))
		if (sscanf(one, "%u,%u,%d", &mark[n].begin, &mark[n].end,
			&mark[n].kind) == 3)
			n++;
	return n;
}

static int
kind_at(const struct text *t, const struct token *w, const struct mark *mark,
    size_t marks)
{
	for (size_t m = 0; m < marks; m++)
		if (t->map[w->begin] < mark[m].end &&
		    t->map[w->end - 1] >= mark[m].begin)
			return mark[m].kind;
	return 0;
}

static void
print_words(const struct text *t, enum scrub_lang lang, struct fact *fact,
    const struct mark *mark, size_t marks, bool only)
{
	struct features f;

	for (size_t i = 0; i < t->token_count; i++) {
		const int kind = kind_at(t, &t->token[i], mark, marks);

		if (kind == 2 && fact[i].open) {
			fact[i].open = false;
			fact[i].kind = FACT_TAKEN;
		}
		fact[i].gone = kind == 1;
	}
	for (size_t i = 0; i < t->token_count; i++) {
		if (!fact[i].open || kind_at(t, &t->token[i], mark, marks) == 3)
			continue;
		if (only && !fact[i].gone)
			continue;
		context_features(t, lang, fact, i, &f);
		printf("%d %d", fact[i].kind, fact[i].gone ? only ? 3 : 1 : 0);
		for (size_t k = 0; k < f.count; k++)
			printf(" %u", f.id[k]);
		putchar('\n');
	}
}

int
main(int argc, char **argv)
{
	struct text t;
	struct spans found, keep;
	struct mark mark[MARKS_MAX];
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (argc > 1 && strcmp(argv[1], "count") == 0) {
		printf("%d\n", F_COUNT);
		return 0;
	}
	text_init(&t);
	spans_init(&found);
	spans_init(&keep);
	while ((len = getline(&line, &room, stdin)) > 0) {
		char *marks, *text;
		enum scrub_lang lang;
		size_t count;
		struct fact *fact;

		line[--len] = '\0';
		marks = strchr(line, '\t');
		text = marks ? strchr(marks + 1, '\t') : NULL;
		if (text == NULL)
			return 1;
		*marks++ = *text++ = '\0';
		lang = strncmp(line, "id", 2) == 0 ? SCRUB_ID_ID : SCRUB_EN;
		count = read_marks(marks, mark);
		if (text_read(&t, (struct raw_text){text, strlen(text)}) !=
		    SCRUB_OK)
			return 1;
		lexicon_fill(&t, lang);
		fact = calloc(t.token_count + 1, sizeof(*fact));
		if (fact == NULL)
			return 1;
		spans_clear(&found);
		spans_clear(&keep);
		shapes_scan(&t, lang, &found, &keep);
		context_facts(&t, lang, &keep, &found, fact);
		print_words(&t, lang, fact, mark, count, line[2] == '+');
		free(fact);
	}
	free(line);
	text_wipe(&t);
	return 0;
}
