/* SPDX-License-Identifier: MIT */
#include "proto/deflate.h"

#include <malloc.h>
#include <string.h>
#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

/* Above level 6 entries become no smaller; memory level 5 and ten bits are
 * 20 KiB, and cost an entry of 1 KiB nothing beside 15 bits and 256 KiB. */
#define LEVEL 6
#define MEMORY_LEVEL 5

/* RFC 7692, 7.2.1: what a sender takes from the end of each message. */
static const uint8_t tail[4] = {0x00, 0x00, 0xff, 0xff};

static void *
take(void *ctx, unsigned count, unsigned size)
{
	(void)ctx;
	return calloc(count, size);
}

static void
give_back(void *ctx, void *bytes)
{
	(void)ctx;
	if (bytes)
		explicit_bzero(bytes, malloc_usable_size(bytes));
	free(bytes);
}

size_t
deflate_message(const void *message, size_t len, void *out, size_t room)
{
	z_stream z = {.zalloc = take, .zfree = give_back};
	size_t made = 0;
	int e;

	if (room < sizeof(tail) || len > UINT32_MAX || room > UINT32_MAX ||
	    deflateInit2(&z, LEVEL, Z_DEFLATED, -DEFLATE_WINDOW_BITS,
		MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		return 0;
	z.next_in = message;
	z.avail_in = (unsigned)len;
	z.next_out = out;
	z.avail_out = (unsigned)room;
	e = deflate(&z, Z_SYNC_FLUSH);
	/* Room left over tells that the flush is complete. */
	if (e == Z_OK && z.avail_in == 0 && z.avail_out > 0)
		made = room - z.avail_out - sizeof(tail);
	(void)deflateEnd(&z);
	return made;
}

/* All of z's input. */
static enum sr_err
inflate_piece(z_stream *z)
{
	while (z->avail_in > 0) {
		int e = inflate(z, Z_SYNC_FLUSH);

		/* A last block: more may follow (RFC 7692, 7.2.3.4). */
		if (e == Z_STREAM_END)
			e = inflateReset(z);
		if (e == Z_BUF_ERROR || (e == Z_OK && z->avail_out == 0))
			return SR_ETOOLARGE;
		if (e != Z_OK)
			return e == Z_MEM_ERROR ? SR_ENOMEM : SR_EINVAL;
	}
	return SR_OK;
}

enum sr_err
inflate_message(
    const void *bytes, size_t len, void *out, size_t room, size_t *out_len)
{
	z_stream z = {.zalloc = take, .zfree = give_back};
	enum sr_err err;

	if (len > UINT32_MAX || room >= UINT32_MAX)
		return SR_ETOOLARGE;
	if (inflateInit2(&z, -15) != Z_OK)
		return SR_ENOMEM;
	z.next_in = bytes;
	z.avail_in = (unsigned)len;
	z.next_out = out;
	z.avail_out = (unsigned)room;
	err = inflate_piece(&z);
	if (err == SR_OK) {
		z.next_in = tail;
		z.avail_in = sizeof(tail);
		err = inflate_piece(&z);
	}
	*out_len = room - z.avail_out;
	if (err != SR_OK) {
		explicit_bzero(out, *out_len);
		*out_len = 0;
	}
	(void)inflateEnd(&z);
	return err;
}
