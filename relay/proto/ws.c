/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "proto/ws_private.h"

/*
 * What libwebsockets is told, and what it tells.
 *
 * Wiping. Of what comes in, every copy of ours and libwebsockets' receive
 * buffer are wiped as soon as the message was handed over (ws_message.c,
 * conn_event()); OpenSSL wipes its own (SSL_OP_CLEANSE_PLAINTEXT, ws_listen.c).
 * Of what goes out, our copies are wiped when written, and whatever
 * libwebsockets keeps of an unfinished write is wiped when it frees it
 * (wiping_realloc()). Out of reach: the kernel's socket buffers.
 */

static void (*log_fn)(bool error, const char *text);

void
ws_on_log(void (*fn)(bool error, const char *text))
{
	log_fn = fn;
}

/*
 * Errors and warnings only: below them libwebsockets prints bytes of frames.
 * What stands in quotes may be a peer's, and goes.
 */
static void
on_log(int level, const char *line)
{
	char text[120];
	size_t n = 0;

	/* Said of each connection that ends with bytes unread. */
	if (!log_fn || strstr(line, "LRS_DEAD_SOCKET"))
		return;
	while (n < sizeof(text) - 1 && *line >= ' ' && *line <= '~' &&
	       *line != '\'' && *line != '"')
		text[n++] = *line++;
	text[n] = '\0';
	log_fn(level == LLL_ERR, text);
}

/* All memory of libwebsockets: nothing is freed unwiped. */
static void *
wiping_realloc(void *old, size_t len, const char *reason)
{
	size_t old_len = old ? malloc_usable_size(old) : 0;
	void *bytes = NULL;

	(void)reason;
	if (len > 0) {
		bytes = malloc(len);
		if (!bytes)
			return NULL;
		if (old)
			memcpy(bytes, old, len < old_len ? len : old_len);
	}
	if (old)
		explicit_bzero(old, old_len);
	free(old);
	return bytes;
}

/* Descriptors for CONNECTIONS_MAX and files, or as many as are allowed:
 * libwebsockets sizes its tables by the limit it finds. */
static void
raise_descriptors(void)
{
	const rlim_t most = 65536;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max < most ? limit.rlim_max : most;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

enum sr_err
loop_context(struct ws_loop *loop, struct sr_fault *fault)
{
	void *foreign[1] = {&loop->uv};
	struct lws_context_creation_info info = {
	    .port = CONTEXT_PORT_NO_LISTEN,
	    .user = loop,
	    .pcontext = &loop->context,
	    .foreign_loops = foreign,
	    .options = LWS_SERVER_OPTION_LIBUV |
		       LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
		       LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
		       LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME,
	    .max_http_header_pool2 = CONNECTIONS_MAX,
	    .timeout_secs = HANDSHAKE_MS / 1000,
	    .pt_serv_buf_size = 4096,
	    .server_string = "scrubrelayd",
	};

	if (loop->context)
		return SR_OK;
	raise_descriptors();
	lws_set_allocator(wiping_realloc);
	lws_set_log_level(LLL_ERR | LLL_WARN, on_log);
	loop->context = lws_create_context(&info);
	if (loop->context)
		return SR_OK;
	sr_fault_set(fault, "libwebsockets does not start; is its libuv "
			    "plugin (libwebsockets-evlib-uv) there?");
	return SR_ENET;
}

static int
conn_event(struct ws_conn *c, struct lws *wsi, int why, void *in, size_t len)
{
	c->wsi = wsi;
	switch (why) {
	case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH:
		return dial_check_answer(wsi, c);
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		dial_failed(c, in ? in : "", in ? len : 0);
		return 0;
	case LWS_CALLBACK_ESTABLISHED:
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		return conn_opened(c);
	case LWS_CALLBACK_RECEIVE:
	case LWS_CALLBACK_CLIENT_RECEIVE:
		c->heard_ms = ws_loop_now_ms(c->loop);
		if (c->state == CONN_OPEN)
			conn_received(c, in, len);
		if (len)
			explicit_bzero(in, len); /* libwebsockets' own buffer */
		return 0;
	case LWS_CALLBACK_RECEIVE_PONG:
	case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
		c->heard_ms = ws_loop_now_ms(c->loop);
		c->marked = lws_get_reserved_bits(wsi) != 0;
		if (c->marked)
			ws_close(c, 1002, "reserved bit");
		return 0;
	case LWS_CALLBACK_SERVER_WRITEABLE:
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		if (c->state == CONN_OPEN && deflate_ping_marked(c))
			ws_close(c, 1002, "reserved bit");
		return conn_writeable(c);
	case LWS_CALLBACK_HTTP_WRITEABLE:
		return http_writeable(c);
	case LWS_CALLBACK_CONFIRM_EXTENSION_OKAY:
		return deflate_confirm(c);
	case LWS_CALLBACK_ADD_HEADERS:
		return deflate_answer(c, in);
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
		/* Nor may a close have one. */
		return lws_get_reserved_bits(wsi)
			   ? -1
			   : conn_peer_closes(c, in, len);
	case LWS_CALLBACK_CLOSED:
	case LWS_CALLBACK_CLIENT_CLOSED:
		conn_ended(c);
		return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		if (c->client) {
			dial_failed(c, "closed", 6);
			dial_sweep(c->loop, wsi);
		}
		conn_ended(c);
		lws_set_opaque_user_data(wsi, NULL);
		conn_destroyed(c);
		return 0;
	default:
		return 0;
	}
}

static int
on_event(struct lws *wsi, enum lws_callback_reasons why, void *user, void *in,
    size_t len)
{
	struct ws_conn *c;

	switch ((int)why) {
	case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS:
		listener_has_tls(user);
		return 0;
	case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
		return listener_adopted(wsi);
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
		return upgrade_check(wsi);
	case LWS_CALLBACK_HTTP:
		return upgrade_none(wsi);
	case LWS_CALLBACK_CLIENT_HTTP_REDIRECT: /* a relay stays where it is */
	case LWS_CALLBACK_RAW_ADOPT:            /* CONNECT */
	case LWS_CALLBACK_RAW_RX:
		return -1;
	default:
		break;
	case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH:
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
	case LWS_CALLBACK_ESTABLISHED:
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
	case LWS_CALLBACK_RECEIVE:
	case LWS_CALLBACK_CLIENT_RECEIVE:
	case LWS_CALLBACK_RECEIVE_PONG:
	case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
	case LWS_CALLBACK_SERVER_WRITEABLE:
	case LWS_CALLBACK_CLIENT_WRITEABLE:
	case LWS_CALLBACK_HTTP_WRITEABLE:
	case LWS_CALLBACK_CONFIRM_EXTENSION_OKAY:
	case LWS_CALLBACK_ADD_HEADERS:
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
	case LWS_CALLBACK_CLOSED:
	case LWS_CALLBACK_CLIENT_CLOSED:
	case LWS_CALLBACK_WSI_DESTROY:
		c = lws_get_opaque_user_data(wsi);
		return c ? conn_event(c, wsi, (int)why, in, len) : 0;
	}
	return 0;
}

/* One protocol: libwebsockets binds a request that names none to the first,
 * so that upgrade_check() has to look in any case. */
const struct lws_protocols ws_protocols[] = {
    {.name = SR_SUBPROTOCOL,
	.callback = on_event,
	.rx_buffer_size = RECEIVE_BYTES,
	/* Above FLUSH_MAX: libwebsockets copies what is beyond. */
	.tx_packet_size = 65536},
    {.name = NULL},
};
