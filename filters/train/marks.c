/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <stdio.h>
#include <string.h>

size_t
marks_read(char *field, struct mark *mark)
{
	size_t n = 0;

	for (char *one = strtok(field, ";"); one != NULL && n < MARKS_MAX;
	     one = strtok(NULL, ";"))
		if (sscanf(one, "%u,%u,%d", &mark[n].begin, &mark[n].end,
			&mark[n].kind) == 3)
			n++;
	return n;
}

size_t
marks_at(const struct text *t, const struct token *w, const struct mark *mark,
    size_t marks)
{
	for (size_t m = 0; m < marks; m++)
		if (t->map[w->begin] < mark[m].end &&
		    t->map[w->end - 1] >= mark[m].begin)
			return m;
	return MARKS_NONE;
}

int
marks_kind(const struct text *t, const struct token *w, const struct mark *mark,
    size_t marks)
{
	const size_t m = marks_at(t, w, mark, marks);

	return m == MARKS_NONE ? MARK_NONE : mark[m].kind;
}
