/* SPDX-License-Identifier: MIT */
#include "load/net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load/frames.h"
#include "load/histogram.h"

#define EVENTS 1024
/* Milliseconds that a server may leave what we post unread. */
#define SEND_MS 30000

static _Noreturn void
give_up(const char *what)
{
	perror(what);
	exit(1);
}

void
net_init(
    struct net *net, uint16_t port, bool tls, const struct net_events *events)
{
	*net = (struct net){.port = port, .events = events};
	net->epoll = epoll_create1(EPOLL_CLOEXEC);
	net->buffer = malloc(NET_READ);
	if (net->epoll < 0 || !net->buffer)
		give_up("epoll");
	if (!tls)
		return;
	/* The bench's own certificate: who it is has been settled. */
	net->tls = SSL_CTX_new(TLS_client_method());
	if (!net->tls)
		give_up("TLS");
	SSL_CTX_set_mode(net->tls, SSL_MODE_RELEASE_BUFFERS);
}

void
net_wipe(struct net *net)
{
	SSL_CTX_free(net->tls);
	close(net->epoll);
	free(net->buffer);
}

static void
watch(struct client *c, uint32_t events)
{
	struct epoll_event e = {.events = events, .data.ptr = c};

	epoll_ctl(c->net->epoll, EPOLL_CTL_MOD, c->fd, &e);
}

void
client_open(
    struct client *c, struct net *net, const struct dialect *d, bool publisher)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons(net->port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct epoll_event e = {.events = EPOLLOUT, .data.ptr = c};
	int one = 1;

	*c = (struct client){.net = net, .dialect = d, .publisher = publisher};
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		give_up("socket");
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0 &&
	    errno != EINPROGRESS)
		give_up("connect");
	c->state = CLIENT_CONNECTING;
	net->opening++;
	if (epoll_ctl(net->epoll, EPOLL_CTL_ADD, c->fd, &e) != 0)
		give_up("epoll_ctl");
}

void
client_close(struct client *c)
{
	if (c->state == CLIENT_NONE || c->state == CLIENT_DEAD)
		return;
	c->net->opening -= c->state != CLIENT_READY;
	c->state = CLIENT_DEAD;
	close(c->fd);
	SSL_free(c->ssl);
	free(c->part);
	free(c->greeting);
	c->ssl = NULL;
	c->part = NULL;
	c->greeting = NULL;
}

static void
client_die(struct client *c, const char *why)
{
	client_close(c);
	c->net->events->dead(c, why);
}

void
client_ready(struct client *c)
{
	c->net->opening--;
	c->state = CLIENT_READY;
	c->net->events->ready(c);
}

void
client_pause(struct client *c, bool paused)
{
	if (c->state == CLIENT_DEAD || c->state == CLIENT_NONE)
		return;
	c->paused = paused;
	watch(c, paused ? 0 : EPOLLIN);
}

/* ---- bytes ---- */

static ssize_t
client_read(struct client *c, void *bytes, size_t room)
{
	int n, err;

	if (!c->ssl)
		return recv(c->fd, bytes, room, 0);
	n = SSL_read(c->ssl, bytes, (int)room);
	if (n > 0)
		return n;
	err = SSL_get_error(c->ssl, n);
	errno = err == SSL_ERROR_WANT_READ ? EAGAIN : EIO;
	return err == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

static ssize_t
client_write(struct client *c, const void *bytes, size_t len)
{
	int n;

	if (!c->ssl)
		return send(c->fd, bytes, len, MSG_NOSIGNAL);
	n = SSL_write(c->ssl, bytes, (int)len);
	if (n > 0)
		return n;
	errno = SSL_get_error(c->ssl, n) == SSL_ERROR_WANT_WRITE ? EAGAIN : EIO;
	return -1;
}

static bool
write_all(struct client *c, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;
	struct pollfd p = {.fd = c->fd, .events = POLLOUT};

	while (len > 0) {
		ssize_t n = client_write(c, at, len);

		if (n < 0 && (errno != EAGAIN || poll(&p, 1, SEND_MS) != 1))
			return false;
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		}
	}
	return true;
}

void
client_send(struct client *c, unsigned opcode, const void *b, size_t len)
{
	uint8_t frame[FRAME_HEAD_MAX + 4096];
	size_t n;

	if (c->state == CLIENT_DEAD || len > 4096)
		return;
	n = frame_masked(frame, opcode, b, len);
	/* The end is noticed when it is read. */
	(void)write_all(c, frame, n);
}

void
client_say(struct client *c, const char *text)
{
	client_send(c, FRAME_TEXT, text, strlen(text));
}

/* ---- what comes ---- */

static void
count_stream(struct client *c, size_t len)
{
	size_t record = c->dialect->record(c->net->payload);

	c->at += len;
	while (c->at >= record && c->state == CLIENT_READY) {
		c->at -= record;
		c->got++;
		c->net->events->message(c);
	}
}

static void
handle_frame(struct client *c, const struct frame *f)
{
	if (f->opcode == FRAME_PING) {
		client_send(c, FRAME_PONG, f->bytes, f->len);
		return;
	}
	if (f->opcode == FRAME_CLOSE) {
		if (f->len >= 2)
			c->close_code = f->bytes[0] << 8 | f->bytes[1];
		client_die(c, "closed by the server");
		return;
	}
	if (f->opcode > FRAME_CLOSE)
		return;
	if (c->state != CLIENT_READY || c->publisher)
		c->dialect->frame(c, f->bytes, f->len);
	else if (c->dialect->record)
		count_stream(c, f->len);
	else if (c->dialect->is_message(c, f->bytes, f->len)) {
		c->got++;
		c->net->events->message(c);
	} else
		c->dialect->frame(c, f->bytes, f->len);
}

static void
keep_part(struct client *c, const uint8_t *bytes, size_t len)
{
	if (c->part_len + len > c->part_room) {
		c->part_room = 2 * (c->part_len + len);
		c->part = realloc(c->part, c->part_room);
		if (!c->part)
			give_up("memory");
	}
	memcpy(c->part + c->part_len, bytes, len);
	c->part_len += len;
}

static bool
is_over(const struct client *c)
{
	return c->state == CLIENT_DEAD;
}

/* Completes the frame that had come in part; how much of bytes it took. */
static size_t
handle_part(struct client *c, const uint8_t *bytes, size_t len)
{
	struct frame f;
	size_t taken = 0, need;

	while (c->part_len > 0 && taken < len) {
		need = frame_read(&f, c->part, c->part_len) - c->part_len;
		if (need > len - taken)
			need = len - taken;
		keep_part(c, bytes + taken, need);
		taken += need;
		if (frame_read(&f, c->part, c->part_len) > c->part_len)
			continue;
		c->part_len = 0;
		handle_frame(c, &f);
		if (is_over(c))
			return len;
	}
	return taken;
}

static void
handle_bytes(struct client *c, const uint8_t *bytes, size_t len)
{
	size_t at = handle_part(c, bytes, len), whole;
	struct frame f;

	while (at < len && !is_over(c)) {
		whole = frame_read(&f, bytes + at, len - at);
		if (whole > len - at) {
			keep_part(c, bytes + at, len - at);
			return;
		}
		at += whole;
		handle_frame(c, &f);
	}
}

/* ---- the way to READY ---- */

static void
upgrade(struct client *c)
{
	const struct dialect *d = c->dialect;
	char text[1024];
	int n;

	n = snprintf(text, sizeof text,
	    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	    "Upgrade: websocket\r\nConnection: Upgrade\r\n"
	    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
	    "Sec-WebSocket-Version: 13\r\n"
	    "%s%s%s\r\n",
	    c->publisher ? d->post_path : d->read_path, c->net->port,
	    d->subprotocol ? "Sec-WebSocket-Protocol: " : "",
	    d->subprotocol ? d->subprotocol : "", d->subprotocol ? "\r\n" : "");
	c->state = CLIENT_UPGRADING;
	watch(c, EPOLLIN);
	if (!write_all(c, text, (size_t)n))
		client_die(c, "cannot ask for the upgrade");
}

static void
shake_hands(struct client *c)
{
	int n = SSL_do_handshake(c->ssl), err;

	if (n == 1) {
		upgrade(c);
		return;
	}
	err = SSL_get_error(c->ssl, n);
	if (err == SSL_ERROR_WANT_READ || err == SSL_ERROR_WANT_WRITE)
		watch(c, err == SSL_ERROR_WANT_READ ? EPOLLIN : EPOLLOUT);
	else
		client_die(c, "no TLS");
}

static void
connected(struct client *c)
{
	int err = 0;
	socklen_t len = sizeof err;

	getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &len);
	if (err) {
		client_die(c, strerror(err));
		return;
	}
	if (!c->net->tls) {
		upgrade(c);
		return;
	}
	c->ssl = SSL_new(c->net->tls);
	if (!c->ssl || !SSL_set_fd(c->ssl, c->fd))
		give_up("TLS");
	SSL_set_connect_state(c->ssl);
	c->state = CLIENT_TLS;
	shake_hands(c);
}

/* The reply comes whole over loopback. */
static void
upgraded(struct client *c, const uint8_t *bytes, size_t len)
{
	const uint8_t *end = memmem(bytes, len, "\r\n\r\n", 4);

	if (!end || len < 12 || memcmp(bytes, "HTTP/1.1 101", 12) != 0) {
		client_die(c, "not upgraded");
		return;
	}
	c->state = CLIENT_GREETING;
	c->dialect->start(c);
	end += 4;
	if (!is_over(c) && end < bytes + len)
		handle_bytes(c, end, (size_t)(bytes + len - end));
}

/* False: there is no more now. */
static bool
read_once(struct client *c, size_t room)
{
	struct net *net = c->net;
	ssize_t n = client_read(c, net->buffer, room);

	if (n < 0 && errno == EAGAIN)
		return false;
	if (n <= 0) {
		client_die(c, n < 0 ? strerror(errno) : "ended");
		return false;
	}
	net->now_ns = bench_now_ns();
	net->reads++;
	net->bytes += (uint64_t)n;
	if (c->state == CLIENT_UPGRADING)
		upgraded(c, net->buffer, (size_t)n);
	else
		handle_bytes(c, net->buffer, (size_t)n);
	return !is_over(c);
}

void
client_sip(struct client *c, size_t bytes)
{
	if (c->state == CLIENT_READY)
		read_once(c, bytes);
}

static void
handle(struct client *c)
{
	switch (c->state) {
	case CLIENT_CONNECTING:
		connected(c);
		break;
	case CLIENT_TLS:
		shake_hands(c);
		break;
	case CLIENT_UPGRADING:
	case CLIENT_GREETING:
	case CLIENT_READY:
		if (c->paused)
			break;
		/* Under TLS what was decrypted is not in the socket. */
		while (read_once(c, NET_READ) && c->ssl)
			;
		break;
	case CLIENT_NONE:
	case CLIENT_DEAD:
		break;
	}
}

void
net_run(struct net *net, int ms)
{
	struct epoll_event event[EVENTS];
	int n = epoll_wait(net->epoll, event, EVENTS, ms);

	for (int i = 0; i < n; i++)
		handle(event[i].data.ptr);
}
