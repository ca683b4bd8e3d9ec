/* SPDX-License-Identifier: MIT */
#include "load/dialects.h"

#include <stdio.h>
#include <string.h>

#include "load/frames.h"

/* What each server wants to hear before it delivers to a channel "t". */

static void
nothing(struct client *c, const uint8_t *bytes, size_t len)
{
	(void)c;
	(void)bytes;
	(void)len;
}

/* Payloads are the letter x; notices and answers are shorter. */
static bool
is_payload(struct client *c, const uint8_t *bytes, size_t len)
{
	(void)bytes;
	return len >= c->net->payload;
}

static void
publish_payload(struct client *c, uint64_t seq, size_t payload)
{
	char text[4096];

	(void)seq;
	memset(text, 'x', sizeof text);
	client_send(c, FRAME_TEXT, text, payload);
}

/* ---- NATS ---- */

static void
nats_start(struct client *c)
{
	client_say(c, c->publisher ? "CONNECT {\"verbose\":false}\r\nPING\r\n"
				   : "CONNECT {\"verbose\":false}\r\n"
				     "SUB t 1\r\nPING\r\n");
}

static void
nats_frame(struct client *c, const uint8_t *bytes, size_t len)
{
	if (c->state == CLIENT_GREETING && memmem(bytes, len, "PONG", 4))
		client_ready(c);
}

static size_t
nats_record(size_t payload)
{
	return (size_t)snprintf(NULL, 0, "MSG t 1 %zu\r\n", payload) + payload +
	       2;
}

static void
nats_publish(struct client *c, uint64_t seq, size_t payload)
{
	char text[4096];
	size_t n;

	(void)seq;
	n = (size_t)snprintf(text, sizeof text, "PUB t %zu\r\n", payload);
	memset(text + n, 'x', payload);
	memcpy(text + n + payload, "\r\n", 2);
	client_send(c, FRAME_BINARY, text, n + payload + 2);
}

/* ---- MQTT 3.1.1, quality of service 0 ---- */

static void
mqtt_start(struct client *c)
{
	uint8_t b[64] = {0x10, 0, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0};
	int n = snprintf((char *)b + 14, sizeof b - 14, "c%d", c->fd);

	b[1] = (uint8_t)(12 + n);
	b[13] = (uint8_t)n;
	client_send(c, FRAME_BINARY, b, 14 + (size_t)n);
}

static void
mqtt_frame(struct client *c, const uint8_t *bytes, size_t len)
{
	static const uint8_t subscribe[] = {0x82, 6, 0, 1, 0, 1, 't', 0};

	if (c->state != CLIENT_GREETING || len < 4)
		return;
	if (bytes[0] == 0x90 || (bytes[0] == 0x20 && c->publisher))
		client_ready(c);
	else if (bytes[0] == 0x20)
		client_send(c, FRAME_BINARY, subscribe, sizeof subscribe);
}

static size_t
mqtt_record(size_t payload)
{
	return (payload + 3 < 128 ? 5u : 6u) + payload;
}

static void
mqtt_publish(struct client *c, uint64_t seq, size_t payload)
{
	uint8_t b[4096] = {0x30};
	size_t rest = payload + 3, n = 1;

	(void)seq;
	if (rest >= 128)
		b[n++] = (uint8_t)(rest % 128 | 128);
	b[n++] = (uint8_t)(rest < 128 ? rest : rest / 128);
	b[n++] = 0;
	b[n++] = 1;
	b[n++] = 't';
	memset(b + n, 'x', payload);
	client_send(c, FRAME_BINARY, b, n + payload);
}

/* ---- socket.io over engine.io 4 ---- */

static void
wait_for_server(struct client *c)
{
	(void)c;
}

static void
sio_frame(struct client *c, const uint8_t *bytes, size_t len)
{
	if (len > 0 && bytes[0] == '2')
		client_say(c, "3");
	else if (c->state != CLIENT_GREETING || len == 0)
		return;
	else if (bytes[0] == '0')
		client_say(c, "40");
	else if (len > 1 && memcmp(bytes, "40", 2) == 0)
		client_ready(c);
}

static void
sio_publish(struct client *c, uint64_t seq, size_t payload)
{
	static const char head[] = "42[\"m\",\"";
	char text[4096];
	size_t n = sizeof head - 1;

	(void)seq;
	memcpy(text, head, n);
	memset(text + n, 'x', payload);
	memcpy(text + n + payload, "\"]", 2);
	client_send(c, FRAME_TEXT, text, n + payload + 2);
}

#define SIO "/socket.io/?EIO=4&transport=websocket"

static const struct dialect dialects[] = {
    {.name = "plain",
	.read_path = "/sub",
	.post_path = "/pub",
	.start = client_ready,
	.frame = nothing,
	.is_message = is_payload,
	.publish = publish_payload},
    {.name = "nats",
	.read_path = "/",
	.post_path = "/",
	.record = nats_record,
	.start = nats_start,
	.frame = nats_frame,
	.publish = nats_publish},
    {.name = "mqtt",
	.read_path = "/",
	.post_path = "/",
	.subprotocol = "mqtt",
	.record = mqtt_record,
	.start = mqtt_start,
	.frame = mqtt_frame,
	.publish = mqtt_publish},
    {.name = "sio",
	.read_path = SIO,
	.post_path = SIO,
	.start = wait_for_server,
	.frame = sio_frame,
	.is_message = is_payload,
	.publish = sio_publish},
};

const struct dialect *
dialect_named(const char *name)
{
	if (strcmp(name, dialect_relay.name) == 0)
		return &dialect_relay;
	if (strcmp(name, dialect_idle.name) == 0)
		return &dialect_idle;
	for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++)
		if (strcmp(name, dialects[i].name) == 0)
			return &dialects[i];
	return NULL;
}
