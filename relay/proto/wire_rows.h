/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_ROWS_H
#define SR_WIRE_ROWS_H

#include "proto/wire_shape.h"

/*
 * How the tables of wire*.c are written: a macro for each type of field. HERE
 * is the struct that the fields stand in.
 */

/* clang-format off */
#define AT(member) offsetof(HERE, member)

/* Each takes: name, presence, member, then what its type needs. */
#define STRING(n, p, m, lo, hi) {.name = n, .type = FIELD_STRING, .presence = p, .at = AT(m), .least = lo, .most = hi}
#define WORD(n, p, m, lo, hi)   {.name = n, .type = FIELD_WORD, .presence = p, .at = AT(m), .least = lo, .most = hi}
#define NAME(n, p, m)           {.name = n, .type = FIELD_NAME, .presence = p, .at = AT(m), .least = 1, .most = NAME_MAX_BYTES}
#define TEXT(n, p, m, hi)       {.name = n, .type = FIELD_TEXT, .presence = p, .at = AT(m), .len = AT(m##_len), .least = 1, .most = hi}
#define CHARS(n, p, m)          {.name = n, .type = FIELD_CHARS, .presence = p, .at = AT(m), .most = sizeof(((HERE *)0)->m) - 1}
#define BYTES(n, p, m)          {.name = n, .type = FIELD_BYTES, .presence = p, .at = AT(m), .most = sizeof(((HERE *)0)->m)}
#define BYTES_GIVEN(n, m)       {.name = n, .type = FIELD_BYTES, .presence = OPTIONAL, .at = AT(m), .given = AT(m##_given), .most = sizeof(((HERE *)0)->m)}
#define ID(n, p, m)             {.name = n, .type = FIELD_ID, .presence = p, .at = AT(m)}
#define ID_GIVEN(n, m)          {.name = n, .type = FIELD_ID, .presence = OPTIONAL, .at = AT(m), .given = AT(m##_given)}
#define NUMBER(n, p, m, lo)     {.name = n, .type = FIELD_NUMBER, .presence = p, .at = AT(m), .least = lo, .most = SR_NUMBER_MAX}
#define COUNT(n, p, m)          {.name = n, .type = FIELD_COUNT, .presence = p, .at = AT(m), .most = INT32_MAX}
#define BOOL(n, p, m)           {.name = n, .type = FIELD_BOOL, .presence = p, .at = AT(m)}
#define ONE(n, p, m, list)      {.name = n, .type = FIELD_ONE, .presence = p, .at = AT(m), .names = &wire_names_##list}
#define ONE_GIVEN(n, m, list)   {.name = n, .type = FIELD_ONE, .presence = OPTIONAL, .at = AT(m), .given = AT(m##_given), .names = &wire_names_##list}
#define BITS(n, p, m, lo, list) {.name = n, .type = FIELD_BITS, .presence = p, .at = AT(m), .least = lo, .names = &wire_names_##list}
#define FLAGS(n, p, m, list)    {.name = n, .type = FIELD_FLAGS, .presence = p, .at = AT(m), .names = &wire_names_##list}
#define OBJECT(n, p, m)         {.name = n, .type = FIELD_OBJECT, .presence = p, .at = AT(m), .len = AT(m##_len)}
#define ERROR(n, p, m)          {.name = n, .type = FIELD_ERROR, .presence = p, .at = AT(m)}
#define ROWS(n, m, c, g, s)     {.name = n, .type = FIELD_ROWS, .presence = OPTIONAL, .at = AT(m), .len = AT(c), .given = AT(g), .row = &s}
#define FIXED_ROWS(n, m, c, hi, s) {.name = n, .type = FIELD_FIXED_ROWS, .presence = OPTIONAL, .at = AT(m), .len = AT(c), .most = hi, .row = &s}
#define STRINGS(n, p, m, lo, bytes) {.name = n, .type = FIELD_STRINGS, .presence = p, .at = AT(m), .len = AT(m##_count), .least = lo, .most = sizeof(((HERE *)0)->m) / sizeof(char *), .each = bytes}
#define WITHIN(n, p, m, lo, hi) {.name = n, .type = FIELD_COUNT, .presence = p, .at = AT(m), .least = lo, .most = hi}
#define TAGS(n, m)              {.name = n, .type = FIELD_TAGS, .presence = OPTIONAL, .at = AT(m)}

#define SHAPE(n, type, fields) {n, sizeof(type), fields, sizeof(fields) / sizeof((fields)[0])}
/* clang-format on */

#endif
