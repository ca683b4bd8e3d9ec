/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* accept4 */
#include "proto/ws.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "proto/ws_private.h"

/*
 * The listening socket is ours: its errors are told as they are, and who may
 * not come is gone before libwebsockets spends a byte.
 */

/* Connections taken in one turn, so that those that stand get theirs: a
 * handshake takes 50 us, with TLS 500. No more than prove who they are in one
 * turn (HELLOS_TURN): the rest wait in the kernel's queue, and cost nothing. */
#define ACCEPT_TURN 16
#define ACCEPT_TURN_TLS 8
/* Milliseconds without accepting when descriptors or memory are used up. */
#define ACCEPT_REST_MS 100
/* Descriptors for files, databases and the loop itself. */
#define DESCRIPTORS_KEPT 64u

struct listener {
	struct listener *next;
	uv_poll_t poll;
	uv_timer_t rest;
	struct ws_loop *loop;
	struct lws_vhost *vhost;
	struct ws_handler handler;
	void *ctx;
	int fd, port;
	char *cert_file, *key_file;
	SSL_CTX *tls; /* libwebsockets' own */
	size_t frame_max;
	bool conformance, deflate;
	unsigned connections_max, per_address_max;
	uint64_t slow_ms, ping_ms, pong_ms;
	int handles; /* of libuv that are not closed yet */
};

static void
set_number(int fd, int level, int option, int value)
{
	(void)setsockopt(fd, level, option, &value, sizeof(value));
}

/* Accepted sockets have the options of the listening one (tcp(7)). */
static void
set_options(int fd)
{
	set_number(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	set_number(fd, SOL_SOCKET, SO_SNDBUF, SOCKET_SEND_BYTES);
	set_number(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	set_number(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, SOCKET_UNSENT_BYTES);
}

static int
port_of(int fd)
{
	struct sockaddr_storage at = {0};
	socklen_t len = sizeof(at);
	struct sockaddr_in in;

	if (getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		return 0;
	memcpy(&in, &at, sizeof(in)); /* the port of in6 is where in's is */
	return ntohs(in.sin_port);
}

static enum sr_err
socket_open(
    struct listener *l, const struct ws_listen *opt, struct sr_fault *fault)
{
	struct addrinfo hint = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
	    .ai_socktype = SOCK_STREAM};
	struct addrinfo *at = NULL;
	char port[12];
	int e;

	snprintf(port, sizeof(port), "%d", opt->port);
	e = getaddrinfo(opt->host, port, &hint, &at);
	if (e != 0) {
		sr_fault_set(fault, "cannot listen on %s:%d: %s", opt->host,
		    opt->port, gai_strerror(e));
		return SR_ENET;
	}
	l->fd = socket(
	    at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (l->fd >= 0)
		set_options(l->fd);
	if (l->fd < 0 || bind(l->fd, at->ai_addr, at->ai_addrlen) != 0 ||
	    listen(l->fd, SOMAXCONN) != 0) {
		sr_fault_set(fault, "cannot listen on %s:%d: %s", opt->host,
		    opt->port, strerror(errno));
		freeaddrinfo(at);
		return SR_ENET;
	}
	freeaddrinfo(at);
	l->port = port_of(l->fd);
	return SR_OK;
}

/* Never so many that accept(2) fails for want of descriptors. */
static unsigned
connections_possible(unsigned wanted)
{
	struct rlimit limit;
	rlim_t most;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
	    limit.rlim_cur <= 2 * DESCRIPTORS_KEPT)
		return wanted;
	most = limit.rlim_cur - DESCRIPTORS_KEPT;
	return most < wanted ? (unsigned)most : wanted;
}

/* libwebsockets gives its SSL_CTX while it makes the vhost. */
static SSL_CTX *tls_of_new_vhost;

void
listener_has_tls(void *ssl_ctx)
{
	tls_of_new_vhost = ssl_ctx;
}

static enum sr_err
vhost_open(struct listener *l, struct sr_fault *fault)
{
	/* No timers of libwebsockets for silent peers: it keeps them in one
	 * sorted list, and each word of a peer would walk along it. The wheel
	 * looks after them. */
	static const lws_retry_bo_t unwatched = {0};
	struct lws_context_creation_info info = {
	    .retry_and_idle_policy = &unwatched,
	    .port = CONTEXT_PORT_NO_LISTEN_SERVER,
	    .vhost_name = "relay",
	    .protocols = ws_protocols,
	    .extensions = ws_extensions,
	    .ssl_cert_filepath = l->cert_file,
	    .ssl_private_key_filepath = l->key_file,
	    /* No authorities: it dials nobody. They are 700 kB. */
	    .options =
		LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS |
		(l->cert_file ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0),
	    /* HTTP/2 websockets of 4.1.6 break raw writes and flow control */
	    .alpn = "http/1.1",
	    .ssl_options_set =
		(long)(SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 |
		       SSL_OP_NO_RENEGOTIATION | SSL_OP_CLEANSE_PLAINTEXT),
	    /* Of TLS 1.2, without CBC. Source: RFC 9325, section
	     * 4.2. */
	    .ssl_cipher_list = "ECDHE+AESGCM:ECDHE+CHACHA20",
	};

	if (l->cert_file &&
	    tls_check_files(l->cert_file, l->key_file, fault) != SR_OK)
		return SR_ENET;
	tls_of_new_vhost = NULL;
	l->vhost = lws_create_vhost(l->loop->context, &info);
	if (!l->vhost || (l->cert_file && !tls_of_new_vhost)) {
		sr_fault_set(fault, "libwebsockets makes no listener");
		return SR_ENET;
	}
	l->tls = tls_of_new_vhost;
	return SR_OK;
}

static void
refuse(int fd)
{
	/* No lingering state for who may not come: a reset. */
	struct linger none = {.l_onoff = 1};

	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	close(fd);
}

static void
take(struct listener *l, int fd, const struct sockaddr *from)
{
	struct ws_loop *loop = l->loop;
	struct address *a;
	struct ws_conn *c;

	a = address_take(loop->addresses, from);
	if (!a || a->count > l->per_address_max ||
	    loop->standing >= l->connections_max ||
	    !(c = conn_new(loop, &l->handler, l->ctx))) {
		address_release(loop->addresses, a);
		refuse(fd);
		return;
	}
	c->address = a;
	c->frame_max = l->frame_max;
	c->conformance = l->conformance;
	c->deflate_allowed = l->deflate;
	c->slow_ms = l->slow_ms;
	c->ping_ms = l->ping_ms;
	c->pong_ms = l->pong_ms;
	loop->standing++;
	loop->accepting = c;
	/* Closes fd if it fails; takes c in listener_adopted() if not. */
	(void)lws_adopt_socket_vhost(l->vhost, fd);
	if (loop->accepting) {
		loop->accepting = NULL;
		conn_free(c);
	}
}

int
listener_adopted(struct lws *wsi)
{
	struct ws_loop *loop = lws_context_user(lws_get_context(wsi));
	struct ws_conn *c = loop->accepting;

	if (lws_get_opaque_user_data(wsi)) /* a client's */
		return 0;
	if (!c)
		return -1;
	loop->accepting = NULL;
	c->wsi = wsi;
	lws_set_opaque_user_data(wsi, c);
	/* The wheel has this deadline; libwebsockets' list of them is sorted
	 * by walking it. */
	lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0);
	return 0;
}

static void on_connection(uv_poll_t *poll, int status, int events);

static void
on_rested(uv_timer_t *rest)
{
	struct listener *l = rest->data;

	uv_poll_start(&l->poll, UV_READABLE, on_connection);
}

static void
on_connection(uv_poll_t *poll, int status, int events)
{
	struct listener *l = poll->data;

	(void)status;
	(void)events;
	for (int i = l->tls ? ACCEPT_TURN - ACCEPT_TURN_TLS : 0;
	     i < ACCEPT_TURN; i++) {
		struct sockaddr_storage from = {0};
		socklen_t len = sizeof(from);
		int fd = accept4(l->fd, (struct sockaddr *)&from, &len,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd >= 0) {
			take(l, fd, (struct sockaddr *)&from);
			continue;
		}
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
		    errno == ENOMEM) {
			uv_poll_stop(&l->poll);
			uv_timer_start(&l->rest, on_rested, ACCEPT_REST_MS, 0);
		}
		if (errno != EINTR && errno != ECONNABORTED)
			return;
	}
}

static void
listener_closed(uv_handle_t *handle)
{
	struct listener *l = handle->data;

	if (--l->handles > 0)
		return;
	free(l->cert_file);
	free(l->key_file);
	free(l);
}

static void
stop(struct listener *l)
{
	if (l->fd < 0)
		return;
	uv_poll_stop(&l->poll);
	uv_timer_stop(&l->rest);
	close(l->fd);
	l->fd = -1;
}

void
ws_listen_stop(struct ws_loop *loop)
{
	for (struct listener *l = loop->listener; l; l = l->next)
		if (l->handler.on_open)
			stop(l);
}

void
listener_close(struct ws_loop *loop)
{
	while (loop->listener) {
		struct listener *l = loop->listener;

		stop(l);
		loop->listener = l->next;
		uv_close((uv_handle_t *)&l->poll, listener_closed);
		uv_close((uv_handle_t *)&l->rest, listener_closed);
	}
}

static struct listener *
listener_new(struct ws_loop *loop, const struct ws_listen *opt,
    const struct ws_handler *handler, void *ctx)
{
	struct listener *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	l->fd = -1;
	l->loop = loop;
	l->handler = *handler;
	l->ctx = ctx;
	l->frame_max = opt->frame_max;
	l->conformance = opt->conformance;
	l->deflate = opt->deflate;
	l->connections_max = connections_possible(opt->connections_max);
	l->per_address_max = opt->per_address_max;
	l->slow_ms = opt->slow_ms;
	l->ping_ms = opt->ping_ms ? opt->ping_ms : PING_MS;
	l->pong_ms = opt->pong_ms ? opt->pong_ms : PONG_MS;
	if (opt->cert_file) {
		l->cert_file = strdup(opt->cert_file);
		l->key_file = strdup(opt->key_file);
	}
	return l;
}

enum sr_err
ws_listen(struct ws_loop *loop, const struct ws_listen *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	struct listener *l = NULL;
	struct listener **last = &loop->listener;
	enum sr_err err;

	while (*last)
		last = &(*last)->next;
	err = loop_context(loop, fault);
	if (err != SR_OK)
		return err;
	l = listener_new(loop, opt, handler, ctx);
	if (!l)
		return SR_ENOMEM;
	err = SR_ENOMEM;
	if (opt->cert_file && (!l->cert_file || !l->key_file))
		goto out;
	err = vhost_open(l, fault);
	if (err == SR_OK)
		err = socket_open(l, opt, fault);
	if (err != SR_OK)
		goto out;
	uv_poll_init(&loop->uv, &l->poll, l->fd);
	uv_timer_init(&loop->uv, &l->rest);
	l->poll.data = l;
	l->rest.data = l;
	l->handles = 2;
	uv_poll_start(&l->poll, UV_READABLE, on_connection);
	if (opt->bound)
		*opt->bound = l->port;
	*last = l;
	l = NULL;
out:
	if (l) {
		if (l->fd >= 0)
			close(l->fd);
		free(l->cert_file);
		free(l->key_file);
		free(l);
	}
	return err;
}

int
ws_listen_port(const struct ws_loop *loop)
{
	return loop->listener ? loop->listener->port : 0;
}

enum sr_err
ws_listen_reload(struct ws_loop *loop, struct sr_fault *fault)
{
	enum sr_err err = SR_OK;

	for (struct listener *l = loop->listener; l && err == SR_OK;
	     l = l->next) {
		if (!l->tls)
			continue;
		/* Tried apart first: a half-written file must not stop the
		 * relay. */
		err = tls_check_files(l->cert_file, l->key_file, fault);
		if (err == SR_OK)
			err = tls_load_files(
			    l->tls, l->cert_file, l->key_file, fault);
	}
	return err;
}
