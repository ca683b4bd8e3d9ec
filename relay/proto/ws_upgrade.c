/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "proto/ws_private.h"

/* The handshake: whose request becomes a websocket, and what others hear. */

static int
answer(struct lws *wsi, const char *status, const char *more)
{
	char text[LWS_PRE + 320];
	int n;

	n = snprintf(text + LWS_PRE, sizeof(text) - LWS_PRE,
	    "HTTP/1.1 %s\r\n%sConnection: close\r\nContent-Length: 0\r\n\r\n",
	    status, more);
	(void)lws_write(
	    wsi, (unsigned char *)text + LWS_PRE, (size_t)n, LWS_WRITE_RAW);
	return -1;
}

static int
refuse_http(struct lws *wsi)
{
	return answer(wsi, "426 Upgrade Required",
	    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
	    "Sec-WebSocket-Protocol: " SR_SUBPROTOCOL "\r\n");
}

int
upgrade_none(struct lws *wsi)
{
	struct ws_conn *c = lws_get_opaque_user_data(wsi);

	if (c && !c->client && c->handler->on_http)
		return http_request(wsi, c);
	return refuse_http(wsi);
}

static bool
header_is(struct lws *wsi, enum lws_token_indexes header, const char *want)
{
	char text[64];

	return lws_hdr_copy(wsi, text, sizeof(text), header) > 0 &&
	       strcasecmp(text, want) == 0;
}

static bool
serves_sockets(struct lws *wsi)
{
	const struct ws_conn *c = lws_get_opaque_user_data(wsi);

	return c && c->handler->on_open;
}

static bool
takes_anybody(struct lws *wsi)
{
	const struct ws_conn *c = lws_get_opaque_user_data(wsi);

	return c->conformance;
}

/* RFC 6455, 4.1: a list, each element a token; case counts. */
static bool
offers_subprotocol(struct lws *wsi)
{
	char text[256], *rest = text, *name;

	if (lws_hdr_copy(wsi, text, sizeof(text), WSI_TOKEN_PROTOCOL) <= 0)
		return false;
	while ((name = strsep(&rest, ", \t")))
		if (strcmp(name, SR_SUBPROTOCOL) == 0)
			return true;
	return false;
}

/*
 * A browser says whose page opens the socket: only the relay's own may (RFC
 * 6455, 10.2). Programs send none.
 */
static bool
origin_is_ours(struct lws *wsi)
{
	char origin[280], host[256], *at;

	if (lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) <= 0)
		return true;
	if (lws_hdr_copy(wsi, origin, sizeof(origin), WSI_TOKEN_ORIGIN) <= 0 ||
	    lws_hdr_copy(wsi, host, sizeof(host), WSI_TOKEN_HOST) <= 0)
		return false;
	at = strstr(origin, "://");
	return at && strcasecmp(at + 3, host) == 0;
}

/*
 * Only what the header table says now is looked at, never the callback's own
 * argument: after an Upgrade unknown to libwebsockets 4.1.6 that one points
 * to freed memory (CVE-2025-11677), and libwebsockets itself would go on
 * reading it if this let the request pass. h2c would be accepted by it.
 */
int
upgrade_check(struct lws *wsi)
{
	if (!header_is(wsi, WSI_TOKEN_UPGRADE, "websocket"))
		return lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) > 0
			   ? refuse_http(wsi)
			   : -1;
	if (!header_is(wsi, WSI_TOKEN_VERSION, "13"))
		return refuse_http(wsi);
	if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) <= 0 ||
	    lws_hdr_total_length(wsi, WSI_TOKEN_HOST) <= 0 ||
	    lws_hdr_total_length(wsi, WSI_TOKEN_KEY) != 24)
		return answer(wsi, "400 Bad Request", "");
	if (!serves_sockets(wsi))
		return answer(wsi, "403 Forbidden", "");
	if (takes_anybody(wsi)) {
		deflate_negotiate(wsi, lws_get_opaque_user_data(wsi));
		return 0;
	}
	if (!origin_is_ours(wsi))
		return answer(wsi, "403 Forbidden", "");
	if (!offers_subprotocol(wsi))
		return answer(wsi, "400 Bad Request",
		    "Sec-WebSocket-Protocol: " SR_SUBPROTOCOL "\r\n");
	deflate_negotiate(wsi, lws_get_opaque_user_data(wsi));
	return 0;
}
