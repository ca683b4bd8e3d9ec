/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ssl.h>

#include "proto/catalogue.h"
#include "proto/ws_private.h"

struct dial {
	struct dial *next; /* of those that failed and are not told yet */
	struct ws_loop *loop;
	struct ws_handler handler;
	void *ctx;
	char *host;
	int port;
	bool tls;
	char why[256];
};

/* One vhost for each set of authorities: libwebsockets keeps them there. It
 * keeps the vhost's name, too, and by pointer. */
struct authority {
	struct authority *next;
	struct lws_vhost *vhost;
	char ca_file[]; /* empty: the system's */
};

/* What libwebsockets says, and what a person can do with it. */
static const struct {
	const char *has, *means;
} reasons[] = {
    {"no such host", "no such host"},
    {"refused", "connection refused"},
    {"closed before est", "connection refused, or ended at once"},
    {"nable to connect", "connection refused, or nobody there"},
    {"tls", "TLS failed; is this a TLS port?"},
    {"SSL", "TLS failed; is this a TLS port?"},
    {"rotocol", "the server does not speak " SR_SUBPROTOCOL},
    {"PROTOCOL", "the server does not speak " SR_SUBPROTOCOL},
    {"UPGRADE", "the server does not speak websocket"},
    {"ccept", "the server does not speak websocket"},
    {"ACCEPT", "the server does not speak websocket"},
    {"imed out", "no answer in time"},
    {"imeout", "no answer in time"},
    {"hung up", "the server ended the connection"},
    {"losed", "the server ended the connection"},
    {"read failed", "the server ended the connection"},
};

static void
dial_list(struct dial *d, const char *why)
{
	snprintf(d->why, sizeof(d->why), "%s:%d: %s", d->host, d->port, why);
	d->next = d->loop->failed;
	d->loop->failed = d;
}

static const char *
reason_means(const char *why, size_t len)
{
	char said[128];

	snprintf(said, sizeof(said), "%.*s", (int)(len < 127 ? len : 127), why);
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (strstr(said, reasons[i].has))
			return say(reasons[i].means);
	return say("connection failed");
}

void
dial_failed(struct ws_conn *c, const char *why, size_t len)
{
	struct dial *d = c->dial;
	char text[128] = "";
	SSL *tls;
	int status;

	if (!d || c->state != CONN_HANDSHAKE)
		return;
	if (c->loop->dialling == c)
		why = "refused", len = 7;
	status = c->wsi ? (int)lws_http_client_http_response(c->wsi) : 0;
	tls = c->wsi ? lws_get_ssl(c->wsi) : NULL;
	if (tls && tls_peer_refused(tls, text, sizeof(text)))
		dial_list(d, text);
	else if (status > 101 && status < 1000) {
		snprintf(text, sizeof(text),
		    "the server answered with HTTP status %d", status);
		dial_list(d, text);
	} else
		dial_list(d, reason_means(why, len));
	c->dial = NULL; /* the list has it */
}

/* RFC 6455, 4.1: the subprotocol must be ours, not none. */
int
dial_check_answer(struct lws *wsi, struct ws_conn *c)
{
	char name[64];
	static const char why[] = "protocol no match";

	if (lws_hdr_copy(wsi, name, sizeof(name), WSI_TOKEN_PROTOCOL) > 0 &&
	    strcmp(name, SR_SUBPROTOCOL) == 0)
		return 0;
	dial_failed(c, why, sizeof(why) - 1);
	return -1;
}

void
dial_free(struct dial *d)
{
	if (!d)
		return;
	free(d->host);
	free(d);
}

void
dial_tell_failures(struct ws_loop *loop)
{
	while (loop->failed) {
		struct dial *d = loop->failed;

		loop->failed = d->next;
		d->handler.on_dial_failed(d->ctx, d->why);
		dial_free(d);
	}
}

void
dial_end(struct ws_loop *loop)
{
	/* Those that were under way: each is told its end, as on_close() is. */
	dial_tell_failures(loop);
	while (loop->authorities) {
		struct authority *a = loop->authorities;

		loop->authorities = a->next;
		free(a);
	}
}

static void
stale_closed(uv_handle_t *handle)
{
	free(handle); /* from wiping_realloc(), ws.c */
}

static void
close_stale(uv_handle_t *handle, void *wsi)
{
	if (handle->type == UV_POLL && handle->data == wsi &&
	    !uv_is_closing(handle))
		uv_close(handle, stale_closed);
}

/* When a connection is refused, libwebsockets 4.1.6 closes the socket and
 * forgets the libuv handle it had for it. */
void
dial_sweep(struct ws_loop *loop, struct lws *wsi)
{
	uv_walk(&loop->uv, close_stale, wsi);
}

static struct authority *
authority_new(const char *ca_file)
{
	size_t len = strlen(ca_file) + 1;
	struct authority *a = malloc(sizeof(*a) + len);

	if (a)
		memcpy(a->ca_file, ca_file, len);
	return a;
}

static struct lws_vhost *
client_vhost(struct ws_loop *loop, const char *ca_file, struct sr_fault *fault)
{
	struct lws_context_creation_info info = {
	    .port = CONTEXT_PORT_NO_LISTEN,
	    .protocols = ws_protocols,
	    .client_ssl_ca_filepath = ca_file,
	    .alpn = "http/1.1",
	    .ssl_client_options_set =
		(long)(SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 |
		       SSL_OP_CLEANSE_PLAINTEXT),
	    .options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
		       (ca_file ? LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS : 0),
	    .connect_timeout_secs = HANDSHAKE_MS / 1000,
	    .timeout_secs = HANDSHAKE_MS / 1000,
	};
	struct authority *a;

	for (a = loop->authorities; a; a = a->next)
		if (strcmp(a->ca_file, ca_file ? ca_file : "") == 0)
			return a->vhost;
	if (ca_file && tls_check_authorities(ca_file, fault) != SR_OK)
		return NULL;
	a = authority_new(ca_file ? ca_file : "");
	if (!a)
		return NULL;
	info.vhost_name = a->ca_file;
	a->vhost = lws_create_vhost(loop->context, &info);
	if (!a->vhost) {
		sr_fault_set(fault, "libwebsockets makes no client");
		free(a);
		return NULL;
	}
	a->next = loop->authorities;
	loop->authorities = a;
	return a->vhost;
}

static struct ws_conn *
dialling(struct ws_loop *loop, const struct ws_dial *opt,
    const struct ws_handler *handler, void *ctx)
{
	struct dial *d = calloc(1, sizeof(*d));
	struct ws_conn *c;

	if (!d)
		return NULL;
	d->loop = loop;
	d->handler = *handler;
	d->ctx = ctx;
	d->host = strdup(opt->host);
	d->port = opt->port;
	d->tls = opt->tls;
	c = d->host ? conn_new(loop, &d->handler, ctx) : NULL;
	if (!c) {
		dial_free(d);
		return NULL;
	}
	c->dial = d;
	c->client = true;
	c->frame_max = opt->frame_max;
	c->slow_ms = SLOW_READER_MS;
	c->ping_ms = opt->ping_ms ? opt->ping_ms : PING_MS;
	c->pong_ms = opt->pong_ms ? opt->pong_ms : PONG_MS;
	return c;
}

/*
 * libwebsockets fails alike for an unknown host and a refusal, and does not
 * go on to the second address after the first refused: "localhost" is ::1
 * and 127.0.0.1, and a relay listens on one of them. So: IPv4 where there is
 * any.
 */
static bool
host_resolve(const char *host, char address[NI_MAXHOST])
{
	const struct addrinfo want = {
	    .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
	struct addrinfo *found = NULL, *best;
	bool good;

	if (getaddrinfo(host, NULL, &want, &found) != 0 &&
	    getaddrinfo(host, NULL, NULL, &found) != 0)
		return false;
	best = found;
	for (struct addrinfo *a = found; a; a = a->ai_next)
		if (a->ai_family == AF_INET && best->ai_family != AF_INET)
			best = a;
	good = best && getnameinfo(best->ai_addr, best->ai_addrlen, address,
			   NI_MAXHOST, NULL, 0, NI_NUMERICHOST) == 0;
	freeaddrinfo(found);
	return good;
}

enum sr_err
ws_dial(struct ws_loop *loop, const struct ws_dial *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	struct lws_client_connect_info info = {
	    .host = opt->host,
	    .port = opt->port,
	    .path = opt->path ? opt->path : "/",
	    .protocol = SR_SUBPROTOCOL,
	    .local_protocol_name = SR_SUBPROTOCOL,
	    .alpn = "http/1.1",
	    .ssl_connection = opt->tls ? LCCSCF_USE_SSL : 0,
	};
	char address[NI_MAXHOST];
	struct ws_conn *c;
	enum sr_err err;

	err = loop_context(loop, fault);
	if (err != SR_OK)
		return err;
	info.context = loop->context;
	info.vhost = client_vhost(loop, opt->ca_file, fault);
	if (!info.vhost)
		return SR_ENET;
	c = dialling(loop, opt, handler, ctx);
	if (!c)
		return SR_ENOMEM;
	if (!host_resolve(opt->host, address)) {
		dial_failed(c, "no such host", 12);
		conn_free(c);
		return SR_OK;
	}
	info.address = address;
	info.opaque_user_data = c;
	loop->dialling = c;
	/* Refused at once: then it was destroyed already, or it was not. */
	if (!lws_client_connect_via_info(&info) && loop->dialling) {
		dial_failed(c, "refused", 7);
		conn_unsure(c);
	}
	loop->dialling = NULL;
	/* Outside its callbacks libwebsockets' timers wait for an event. */
	lws_cancel_service(loop->context);
	return SR_OK;
}
