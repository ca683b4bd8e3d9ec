/* SPDX-License-Identifier: MIT */
#include "framelog.h"

#include <stdlib.h>
#include <string.h>

/* Frames the index can hold; a power of two. At 64 bytes a frame, the least
 * an entry takes, the index and FRAMELOG_BYTES fill together. */
#define INDEX 16384u

struct slot {
	uint32_t begin, len; /* bytes of `ring` */
};

struct framelog {
	uint8_t *ring;
	struct slot *index; /* by number modulo INDEX */
	size_t bytes;
	uint64_t first, next; /* numbers held: first to next - 1 */
	uint32_t end;         /* where the next frame goes, if it fits */
};

enum sr_err
framelog_new(struct framelog **out, size_t bytes)
{
	struct framelog *log = calloc(1, sizeof *log);

	if (!log)
		return SR_ENOMEM;
	log->bytes = bytes;
	*out = log;
	return SR_OK;
}

void
framelog_free(struct framelog *log)
{
	if (!log)
		return;
	framelog_drop(log);
	free(log);
}

void
framelog_drop(struct framelog *log)
{
	log->first = log->next;
	log->end = 0;
	if (log->ring)
		explicit_bzero(log->ring, log->bytes);
	free(log->ring);
	free(log->index);
	log->ring = NULL;
	log->index = NULL;
}

static SR_MUST_USE enum sr_err
need_memory(struct framelog *log)
{
	if (log->ring)
		return SR_OK;
	log->index = calloc(INDEX, sizeof *log->index);
	log->ring = calloc(1, log->bytes);
	if (log->index && log->ring)
		return SR_OK;
	framelog_drop(log);
	return SR_ENOMEM;
}

/* Forget from the front what lies in [begin, begin + len) of the ring. */
static void
make_room(struct framelog *log, uint32_t begin, uint32_t len)
{
	while (log->first < log->next) {
		const struct slot *s = &log->index[log->first % INDEX];
		bool clear =
		    s->begin >= begin + len || s->begin + s->len <= begin;

		if (clear && log->next - log->first < INDEX)
			return;
		log->first++;
	}
}

enum sr_err
framelog_append(
    struct framelog *log, uint64_t number, const uint8_t *frame, size_t len)
{
	uint32_t begin;
	enum sr_err err;

	if (number != log->next || len > log->bytes / 8) {
		log->next = number;
		framelog_drop(log);
		if (len > log->bytes / 8) {
			log->first = log->next = number + 1;
			return SR_OK;
		}
	}
	err = need_memory(log);
	if (err != SR_OK)
		return err;
	begin = log->end;
	if (begin + len > log->bytes) {
		/* The rest of the ring stays empty: frames are never split.
		 * What lies there still is older than all that is in front. */
		make_room(log, begin, (uint32_t)(log->bytes - begin));
		begin = 0;
	}
	make_room(log, begin, (uint32_t)len);
	memcpy(log->ring + begin, frame, len);
	log->index[number % INDEX] = (struct slot){begin, (uint32_t)len};
	log->end = begin + (uint32_t)len;
	log->next = number + 1;
	return SR_OK;
}

size_t
framelog_slice(const struct framelog *log, uint64_t number, size_t max,
    const uint8_t **bytes, uint64_t *next)
{
	const struct slot *s;
	size_t len;

	if (number < log->first || number >= log->next)
		return 0;
	s = &log->index[number % INDEX];
	*bytes = log->ring + s->begin;
	len = s->len;
	/* One frame goes whatever its size: nothing else would ever move on. */
	for (number++; number < log->next; number++) {
		const struct slot *n = &log->index[number % INDEX];

		if (n->begin != s->begin + s->len || len + n->len > max)
			break;
		len += n->len;
		s = n;
	}
	*next = number;
	return len;
}
