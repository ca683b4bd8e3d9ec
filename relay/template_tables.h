/* SPDX-License-Identifier: MIT */
#ifndef SR_TEMPLATE_TABLES_H
#define SR_TEMPLATE_TABLES_H

#include "template.h"

/* Made from templates/ at build time; in order of id. */
extern const struct template template_table[];
extern const size_t template_table_count;

#endif
