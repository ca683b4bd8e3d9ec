/* SPDX-License-Identifier: MIT */
#ifndef SHAPES_ROW_H
#define SHAPES_ROW_H

/* One row of shapes_test.c: `out` is `in` with found ranges as [LABEL]. */
struct row {
	const char *why, *in, *out;
};

#endif
