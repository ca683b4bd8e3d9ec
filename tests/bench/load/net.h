/* SPDX-License-Identifier: MIT */
#ifndef BENCH_NET_H
#define BENCH_NET_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Many websocket clients on one epoll set, without a library, so that what a
 * bench measures is the server. They connect to 127.0.0.1; what they say to
 * get messages is their dialect's. One thread. Without memory the program ends.
 */

/* Bytes of one read. */
#define NET_READ 262144u

enum client_state {
	CLIENT_NONE,
	CLIENT_CONNECTING,
	CLIENT_TLS,
	CLIENT_UPGRADING,
	CLIENT_GREETING, /* what the dialect says until it may read */
	CLIENT_READY,
	CLIENT_DEAD
};

struct net;
struct client;

struct dialect {
	const char *name, *read_path, *post_path, *subprotocol;
	/* Server sends a stream cut into frames anywhere: bytes of one
	 * record of it with `payload` bytes in it; NULL: a message a frame. */
	size_t (*record)(size_t payload);
	/* After the upgrade; calls client_ready() at once or later. */
	void (*start)(struct client *c);
	/* A whole frame that is not counted by itself. */
	void (*frame)(struct client *c, const uint8_t *bytes, size_t len);
	/* Whether a frame is a message that was published. */
	bool (*is_message)(struct client *c, const uint8_t *bytes, size_t len);
	void (*publish)(struct client *c, uint64_t seq, size_t payload);
};

struct client {
	struct net *net;
	const struct dialect *dialect;
	int fd;
	enum client_state state;
	bool publisher, paused;
	SSL *ssl;
	uint8_t *part; /* a frame that has not come whole */
	size_t part_len, part_room;
	uint64_t got;   /* messages */
	size_t at;      /* bytes of the record that came */
	uint64_t next;  /* number expected, where the server numbers */
	int close_code; /* of the server's close frame */
	void *greeting; /* the dialect's */
};

struct net_events {
	void (*ready)(struct client *c);
	/* c->got counts it. */
	void (*message)(struct client *c);
	void (*dead)(struct client *c, const char *why);
};

struct net {
	int epoll;
	uint16_t port;
	const struct net_events *events;
	SSL_CTX *tls; /* NULL: plain */
	size_t payload;
	uint64_t now_ns; /* when the last read returned */
	uint64_t reads, bytes;
	size_t opening; /* clients that are not ready */
	void *greeter;  /* the dialect's, for all */
	uint8_t *buffer;
};

void net_init(
    struct net *net, uint16_t port, bool tls, const struct net_events *events);
/* All clients must be closed. */
void net_wipe(struct net *net);
/* Handles what comes within ms; 0: what is there. */
void net_run(struct net *net, int ms);

/* *c was never used, or is dead. */
void client_open(
    struct client *c, struct net *net, const struct dialect *d, bool publisher);
/* No more is read until it is taken back. */
void client_pause(struct client *c, bool paused);
/* Reads at most that many bytes of a paused one. */
void client_sip(struct client *c, size_t bytes);
void client_ready(struct client *c);
/* A text (1) or binary (2) frame; waits for room. */
void client_send(struct client *c, unsigned opcode, const void *b, size_t len);
void client_say(struct client *c, const char *text);
/* Ends it without a word; dead() is not called. */
void client_close(struct client *c);

#endif
