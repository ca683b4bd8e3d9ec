/* SPDX-License-Identifier: MIT */
#include "tell.h"

#include "proto/frame.h"

static enum sr_err
tell_event(
    struct ws_conn *conn, enum wire_event event, const char *text, size_t len)
{
	struct framer *framer = NULL;
	struct frame f;
	enum sr_err err = framer_new(&framer);

	if (err == SR_OK)
		err = framer_make(framer, &f, WS_EVENTS, wire_event_name(event),
		    0, text, len);
	if (err == SR_OK)
		ws_send(conn, (const char *)f.bytes, f.len);
	framer_free(framer);
	return err;
}

enum sr_err
tell(struct wire *w, struct ws_conn *conn, const struct wire_message *m)
{
	const char *text;
	size_t len;
	enum sr_err err = wire_write_message(w, m, &text, &len);

	if (err == SR_OK && ws_form(conn) == WS_EVENTS)
		err = tell_event(conn, m->event, text, len);
	else if (err == SR_OK)
		ws_send(conn, text, len);
	wire_end(w);
	return err;
}
