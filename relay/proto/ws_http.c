/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <stdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "proto/ws_private.h"

/*
 * Plain HTTP on the port of the websockets: GET and HEAD of what the relay
 * has in memory. Headers are written with the first bytes of the body, the
 * rest as the peer takes it; then the connection waits for the next request.
 */

/* Bytes of all lines of an answer's head. */
#define HEAD_MAX 2048u
/* Bytes of one write of a body: what a peer must take in HTTP_STEP_MS. */
#define HTTP_STEP 16384u
/* Milliseconds for the peer to take one step, or to ask again. */
#define HTTP_STEP_MS 30000

/* Why a request has no answer but its status. */
static const char *
status_text(int status)
{
	static const struct {
		int status;
		const char *text;
	} texts[] = {{200, "OK"}, {304, "Not Modified"}, {400, "Bad Request"},
	    {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
	    {405, "Method Not Allowed"}, {409, "Conflict"},
	    {429, "Too Many Requests"}, {503, "Service Unavailable"}};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i].status == status)
			return texts[i].text;
	return "Answer";
}

/* What was asked, each header in its own room. */
struct asked {
	char path[256], query[256], host[256], encoding[128], match[128],
	    authorization[512], event[32];
};

/* False: longer than there is room for. */
static bool
copy_header(
    struct lws *wsi, enum lws_token_indexes header, char *text, size_t room)
{
	text[0] = '\0';
	return lws_hdr_total_length(wsi, header) <= 0 ||
	       lws_hdr_copy(wsi, text, (int)room, header) >= 0;
}

static bool
copy_custom(struct lws *wsi, const char *name, char *text, size_t room)
{
	int len = lws_hdr_custom_length(wsi, name, (int)strlen(name));

	text[0] = '\0';
	return len <= 0 || lws_hdr_custom_copy(wsi, text, (int)room, name,
			       (int)strlen(name)) >= 0;
}

/* libwebsockets has taken the arguments apart, and would give them with commas
 * between. */
static bool
copy_query(struct lws *wsi, char *text, size_t room)
{
	size_t at = 0;
	int n = 0;

	text[0] = '\0';
	while (lws_hdr_fragment_length(wsi, WSI_TOKEN_HTTP_URI_ARGS, n) > 0) {
		int len;

		if (n > 0)
			text[at++] = '&';
		len = lws_hdr_copy_fragment(wsi, text + at, (int)(room - at),
		    WSI_TOKEN_HTTP_URI_ARGS, n++);
		if (len < 0 || at + (size_t)len + 2 > room)
			return false;
		at += (size_t)len;
	}
	return true;
}

static bool
read_request(struct lws *wsi, struct asked *a, bool *head)
{
	enum lws_token_indexes uri = WSI_TOKEN_GET_URI;

	*head = false;
	if (lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0) {
		*head = true;
		uri = WSI_TOKEN_HEAD_URI;
	}
	return lws_hdr_total_length(wsi, uri) > 0 &&
	       copy_header(wsi, uri, a->path, sizeof(a->path)) &&
	       copy_query(wsi, a->query, sizeof(a->query)) &&
	       copy_header(wsi, WSI_TOKEN_HOST, a->host, sizeof(a->host)) &&
	       copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, a->encoding,
		   sizeof(a->encoding)) &&
	       copy_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, a->match,
		   sizeof(a->match)) &&
	       copy_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, a->authorization,
		   sizeof(a->authorization)) &&
	       copy_custom(wsi, "last-event-id:", a->event, sizeof(a->event));
}

static void
body_done(struct ws_conn *c)
{
	if (c->http.done)
		c->http.done(c->http.ctx);
	memset(&c->http, 0, sizeof(c->http));
}

void
http_drop(struct ws_conn *c)
{
	body_done(c);
}

static void
due_in(struct ws_conn *c, uint64_t ms)
{
	c->until_ms = ws_loop_now_ms(c->loop) + ms;
	loop_look_at(c->loop, c, c->until_ms);
}

/* 0: go on; -1: the connection ends. */
static int
all_sent(struct ws_conn *c)
{
	bool last = c->http.last;

	body_done(c);
	due_in(c, HTTP_STEP_MS);
	return last || lws_http_transaction_completed(c->wsi) ? -1 : 0;
}

int
http_writeable(struct ws_conn *c)
{
	size_t left = c->http.len - c->http.sent;
	size_t step = left < HTTP_STEP ? left : HTTP_STEP;
	/* lws_write() changes nothing of HTTP/1 bytes. */
	union {
		const uint8_t *given;
		uint8_t *taken;
	} from = {.given = c->http.body};

	if (c->stream)
		return conn_writeable(c);
	if (!c->http.busy || lws_partial_buffered(c->wsi))
		return 0;
	if (step > 0) /* an empty body is no place to count from */
		from.given += c->http.sent;
	if (step > 0 && lws_write(c->wsi, from.taken, step, LWS_WRITE_HTTP) < 0)
		return -1;
	c->http.sent += step;
	if (c->http.sent == c->http.len && !lws_partial_buffered(c->wsi))
		return all_sent(c);
	due_in(c, HTTP_STEP_MS);
	lws_callback_on_writable(c->wsi);
	return 0;
}

static int
send_head(struct ws_conn *c, const struct ws_http_answer *out)
{
	char text[HEAD_MAX];
	int n = snprintf(text, sizeof(text),
	    "HTTP/1.1 %d %s\r\n%s%sContent-Length: %zu\r\n\r\n", out->status,
	    status_text(out->status), out->headers ? out->headers : "",
	    c->http.last ? "Connection: close\r\n" : "", out->len);

	if (n < 0 || (size_t)n >= sizeof(text))
		return -1;
	return lws_write(c->wsi, (unsigned char *)text, (size_t)n,
		   LWS_WRITE_HTTP_HEADERS) < 0
		   ? -1
		   : 0;
}

/* The length is not known; the end of the connection is the end. */
static int
stream_begin(struct ws_conn *c, const struct ws_http_answer *out)
{
	unsigned dead_ms = (unsigned)c->pong_ms;
	char text[HEAD_MAX];
	int n = snprintf(text, sizeof(text),
	    "HTTP/1.1 200 OK\r\n%sConnection: close\r\n\r\n",
	    out->headers ? out->headers : "");

	c->handler = out->stream;
	c->peer = out->peer;
	c->stream = c->http.busy = true;
	c->state = CONN_OPEN;
	c->heard_ms = c->pinged_ms = ws_loop_now_ms(c->loop);
	conn_look_later(c);
	lws_set_timeout(c->wsi, NO_PENDING_TIMEOUT, 0);
	(void)setsockopt(lws_get_socket_fd(c->wsi), IPPROTO_TCP,
	    TCP_USER_TIMEOUT, &dead_ms, sizeof(dead_ms));
	if (n < 0 || (size_t)n >= sizeof(text) ||
	    !conn_write(c, (uint8_t *)text, (size_t)n, LWS_WRITE_HTTP_HEADERS))
		return -1;
	lws_callback_on_writable(c->wsi);
	return 0;
}

int
http_request(struct lws *wsi, struct ws_conn *c)
{
	struct ws_http_answer out = {.status = 404};
	struct asked a;
	bool head, read = read_request(wsi, &a, &head);

	if (c->http.busy)
		return -1; /* one at a time: libwebsockets sees to it */
	if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) <= 0 && !head)
		out = (struct ws_http_answer){
		    .status = 405, .headers = "Allow: GET, HEAD\r\n"};
	else if (!read)
		out.status = 400;
	else
		c->handler->on_http(c->ctx,
		    &(struct ws_http_request){c, head, a.path, a.query, a.host,
			a.encoding, a.match, a.authorization, a.event},
		    &out);
	explicit_bzero(&a, sizeof(a));
	if (out.stream)
		return stream_begin(c, &out);
	c->http.body = out.body;
	c->http.len = head || out.status == 304 ? 0 : out.len;
	c->http.done = out.done;
	c->http.ctx = out.ctx;
	c->http.busy = true;
	c->http.last = out.status >= 400;
	if (send_head(c, &out) != 0)
		return -1;
	due_in(c, HTTP_STEP_MS);
	return http_writeable(c);
}
