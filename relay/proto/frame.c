/* SPDX-License-Identifier: MIT */
#include "proto/frame.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/deflate.h"

/* Bytes of a frame's head, and of what stands around an event's text. */
#define FRAME_HEAD_MAX 10u
#define AROUND_MAX 96u
/* A shorter message is not deflated: it would hardly be smaller. */
#define DEFLATE_LEAST 64u

struct framer {
	uint8_t *bytes;
	size_t room, used;
};

enum sr_err
framer_new(struct framer **out)
{
	*out = calloc(1, sizeof(**out));
	return *out ? SR_OK : SR_ENOMEM;
}

void
framer_free(struct framer *f)
{
	if (!f)
		return;
	framer_wipe(f);
	free(f->bytes);
	free(f);
}

void
framer_wipe(struct framer *f)
{
	if (f->used)
		explicit_bzero(f->bytes, f->used);
	f->used = 0;
}

static enum sr_err
make_room(struct framer *f, size_t room)
{
	framer_wipe(f);
	if (room > f->room) {
		free(f->bytes);
		f->room = 0;
		f->bytes = malloc(room);
		if (!f->bytes)
			return SR_ENOMEM;
		f->room = room;
	}
	f->used = room;
	return SR_OK;
}

static size_t
make_frame(struct framer *f, const char *text, size_t len)
{
	size_t head = ws_frame_head(f->bytes, len);

	memcpy(f->bytes + head, text, len);
	return head + len;
}

/* 0: it would not be smaller. */
static size_t
make_deflated(struct framer *f, struct frame *out, const char *text, size_t len)
{
	uint8_t head[FRAME_HEAD_MAX];
	size_t n, head_len;

	if (len < DEFLATE_LEAST)
		return 0;
	/* Behind room for the longest head, which is then put before it. */
	n = deflate_message(text, len, f->bytes + FRAME_HEAD_MAX, len);
	if (!n)
		return 0;
	head_len = ws_frame_head(head, n);
	head[0] |= 0x40; /* RSV1 (RFC 7692, 6) */
	out->bytes = f->bytes + FRAME_HEAD_MAX - head_len;
	memcpy(f->bytes + FRAME_HEAD_MAX - head_len, head, head_len);
	return head_len + n;
}

/* HTML, 9.2: an event ends with an empty line. */
static size_t
make_event(struct framer *f, const char *event, uint64_t number,
    const char *text, size_t len)
{
	char *at = (char *)f->bytes;
	size_t n = 0;

	if (number)
		n = (size_t)snprintf(
		    at, AROUND_MAX, "id: %" PRIu64 "\n", number);
	n += (size_t)snprintf(
	    at + n, AROUND_MAX - n, "event: %.32s\ndata: ", event);
	memcpy(at + n, text, len);
	memcpy(at + n + len, "\n\n", 2);
	return n + len + 2;
}

enum sr_err
framer_make(struct framer *f, struct frame *out, enum ws_form form,
    const char *event, uint64_t number, const char *text, size_t len)
{
	enum sr_err err = make_room(f, len + AROUND_MAX + 2);

	if (err != SR_OK)
		return err;
	*out = (struct frame){f->bytes, 0};
	switch (form) {
	case WS_DEFLATED:
		out->len = make_deflated(f, out, text, len);
		if (out->len)
			break;
		/* fallthrough */
	case WS_PLAIN:
	case WS_FORMS:
		out->len = make_frame(f, text, len);
		break;
	case WS_EVENTS:
		out->len = make_event(f, event, number, text, len);
		break;
	}
	return SR_OK;
}
