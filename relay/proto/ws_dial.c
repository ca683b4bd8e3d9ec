/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "proto/ws_private.h"

struct dial {
	struct dial *next; /* of those that failed and are not told yet */
	struct ws_loop *loop;
	struct ws_handler handler;
	void *ctx;
	char *host;
	int port;
	bool tls, failed;
	char why[256];
};

/* What libwebsockets says, and what a person can do with it. */
static const struct {
	const char *has, *means;
} reasons[] = {
    {"onnect fail", "connection refused, or nobody there"},
    {"conn fail", "connection refused, or nobody there"},
    {"refused", "connection refused"},
    {"getaddrinfo failed", "no such host"},
    {"ddress not found", "no such host"},
    {"hostname", "the certificate is for another host"},
    {"elf signed", "the certificate is not from a known authority"},
    {"elf-signed", "the certificate is not from a known authority"},
    {"CA is not trusted", "the certificate is not from a known authority"},
    {"cert", "the certificate was not accepted"},
    {"tls", "TLS failed; is this a TLS port?"},
    {"SSL", "TLS failed; is this a TLS port?"},
    {"PROTOCOL", "the server does not speak " SR_SUBPROTOCOL},
    {"protocol", "the server does not speak " SR_SUBPROTOCOL},
    {"UPGRADE", "the server does not speak websocket"},
    {"ACCEPT", "the server does not speak websocket"},
    {"Accept", "the server does not speak websocket"},
    {"imed out", "no answer in time"},
    {"hung up", "the server ended the connection"},
    {"losed", "the server ended the connection"},
};

static void
dial_list(struct dial *d, const char *why)
{
	d->failed = true;
	snprintf(d->why, sizeof(d->why), "%s:%d: %s", d->host, d->port, why);
	d->next = d->loop->failed;
	d->loop->failed = d;
}

void
dial_failed(struct ws_conn *c, const char *why, size_t len)
{
	struct dial *d = c->dial;
	const char *means = "connection failed";
	char said[128], status_text[64];
	int status;

	if (!d || d->failed || c->state != CONN_HANDSHAKE)
		return;
	snprintf(said, sizeof(said), "%.*s", (int)(len < 100 ? len : 100), why);
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (strstr(said, reasons[i].has)) {
			means = reasons[i].means;
			break;
		}
	status = c->wsi ? (int)lws_http_client_http_response(c->wsi) : 0;
	if (status > 101) {
		snprintf(status_text, sizeof(status_text),
		    "the server answered HTTP status %d", status);
		means = status_text;
	}
	dial_list(d, means);
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
dial_drop_failures(struct ws_loop *loop)
{
	while (loop->failed) {
		struct dial *d = loop->failed;

		loop->failed = d->next;
		dial_free(d);
	}
}

/* One vhost for each set of authorities: libwebsockets keeps them there. */
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
	    .options = ca_file ? LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS : 0,
	    .connect_timeout_secs = HANDSHAKE_MS / 1000,
	    .timeout_secs = HANDSHAKE_MS / 1000,
	};
	char name[128];
	struct lws_vhost *vhost;

	snprintf(name, sizeof(name), "dial %.100s", ca_file ? ca_file : "");
	vhost = lws_get_vhost_by_name(loop->context, name);
	if (vhost)
		return vhost;
	if (ca_file && access(ca_file, R_OK) != 0) {
		sr_fault_set(fault, "%s: cannot be read", ca_file);
		return NULL;
	}
	info.vhost_name = name;
	vhost = lws_create_vhost(loop->context, &info);
	if (!vhost)
		sr_fault_set(fault, "%s: no PEM certificates of authorities",
		    ca_file ? ca_file : "system");
	return vhost;
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

enum sr_err
ws_dial(struct ws_loop *loop, const struct ws_dial *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	struct lws_client_connect_info info = {
	    .address = opt->host,
	    .host = opt->host,
	    .port = opt->port,
	    .path = opt->path ? opt->path : "/",
	    .protocol = SR_SUBPROTOCOL,
	    .local_protocol_name = SR_SUBPROTOCOL,
	    .alpn = "http/1.1",
	    .ssl_connection = opt->tls ? LCCSCF_USE_SSL : 0,
	};
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
	info.opaque_user_data = c;
	loop->dialling = c;
	errno = 0;
	if (!lws_client_connect_via_info(&info) && loop->dialling) {
		const char *why =
		    errno == ECONNREFUSED ? "refused" : "address not found";

		dial_failed(c, why, strlen(why));
		conn_unsure(c);
	}
	loop->dialling = NULL;
	/* Outside its callbacks libwebsockets' timers wait for an event. */
	lws_cancel_service(loop->context);
	return SR_OK;
}
