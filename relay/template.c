/* SPDX-License-Identifier: MIT */
#include "template.h"

#include <string.h>

#include "template_tables.h"

const struct template *
template_find(const char *id)
{
	for (size_t i = 0; id && i < template_table_count; i++) {
		if (strcmp(template_table[i].id, id) == 0)
			return &template_table[i];
	}
	return NULL;
}

const struct template_step *
template_step(const struct template *t, const char *step_id)
{
	for (size_t i = 0; t && step_id && i < t->step_count; i++) {
		if (strcmp(t->step[i].id, step_id) == 0)
			return &t->step[i];
	}
	return NULL;
}

const struct template *
template_all(size_t *count)
{
	*count = template_table_count;
	return template_table;
}
