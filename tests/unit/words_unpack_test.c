/* SPDX-License-Identifier: MIT */
/* The words that travel make the table that stays at home. */
#include "wasm/words_unpack.c"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static uint8_t *
read_pack(size_t *len)
{
	FILE *f = fopen(WORDS_PACK, "rb");
	uint8_t *data = malloc(1u << 24);

	*len = f && data ? fread(data, 1, 1u << 24, f) : 0;
	if (f)
		fclose(f);
	return data;
}

static void
test_unpack(void)
{
	size_t room = words_table_slots * 8 + WORDS_TAIL + WORDS_FILTERS * 8,
	       len;
	uint64_t *table = malloc(room);
	uint8_t *pack = read_pack(&len);

	check(table && pack && len > 0, "there is a pack");
	check(words_unpack(table, words_table_slots, pack, len),
	    "this build's words are taken");
	check(memcmp(table, words_table, room) == 0, "and make its table");
	check(!words_unpack(table, words_table_slots, pack, len - 1),
	    "a pack cut short is none");
	check(!words_unpack(table, words_table_slots, pack, 3),
	    "nor are three bytes");
	check(!words_unpack(table, 4096, pack, len),
	    "nor is one with more words than there is room for");
	memset(pack, 0xFF, len);
	check(!words_unpack(table, words_table_slots, pack, len),
	    "nor are bytes of anything else");
	free(table);
	free(pack);
}

int
main(void)
{
	test_unpack();
	return check_done();
}
