/* SPDX-License-Identifier: MIT */
/* An archive, every byte of which is changed by one bit, or, with the word
 * "all", by each of its bits: archive_bits_model [all]. */
#include "archive_bits.h"

int
main(int argc, char **argv)
{
	/* 9 apart: another bit in each byte. */
	archive_bits_try(argc > 1 && strcmp(argv[1], "all") == 0 ? 1 : 9);
	return check_done();
}
