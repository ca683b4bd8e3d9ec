/* SPDX-License-Identifier: MIT */
#include "ws_world.h"

/* Plain HTTP on the port of the websockets. */

static uint8_t big[200000];
static unsigned bodies_done, asked;
static char saw[512];

static void
on_body_done(void *ctx)
{
	(void)ctx;
	bodies_done++;
}

/* An answer without end, and what its owner saw. */
static struct {
	struct ws_conn *conn;
	enum ws_form form;
	unsigned readies, slows, closed;
	bool floods;
} stream;

static void
stream_on_ready(void *peer)
{
	static const char event[] = "id: 1\nevent: entry\ndata: {}\n\n";

	(void)peer;
	if (stream.readies++ == 0) {
		stream.form = ws_form(stream.conn);
		ws_send(stream.conn, "retry: 1\n\n", 10);
		(void)ws_write_frames(
		    stream.conn, (const uint8_t *)event, sizeof(event) - 1);
	}
	while (stream.floods && ws_ready(stream.conn))
		(void)ws_write_frames(stream.conn, big, FLUSH_MAX);
}

static void
stream_on_slow(void *peer)
{
	(void)peer;
	stream.slows++;
}

static void
stream_on_close(void *peer, int code, const char *reason)
{
	(void)peer;
	(void)code;
	(void)reason;
	stream.closed++;
}

static const struct ws_handler stream_handler = {.on_ready = stream_on_ready,
    .on_slow = stream_on_slow,
    .on_close = stream_on_close};

static void
on_http(void *ctx, const struct ws_http_request *in, struct ws_http_answer *out)
{
	(void)ctx;
	asked++;
	snprintf(saw, sizeof(saw),
	    "%s?%s host=%s enc=%s match=%s auth=%s id=%s", in->path, in->query,
	    in->host, in->accept_encoding, in->if_none_match, in->authorization,
	    in->last_event_id);
	if (strcmp(in->path, "/big") == 0) {
		*out = (struct ws_http_answer){.status = 200,
		    .headers = "Content-Type: text/plain\r\nETag: \"b\"\r\n",
		    .body = big,
		    .len = sizeof(big),
		    .done = on_body_done};
	} else if (strcmp(in->path, "/same") == 0) {
		*out = (struct ws_http_answer){.status = 304,
		    .body = big,
		    .len = sizeof(big),
		    .done = on_body_done};
	} else if (strcmp(in->path, "/stream") == 0 && !in->head) {
		stream.conn = in->conn;
		stream.readies = 0;
		*out = (struct ws_http_answer){.status = 200,
		    .headers = "Content-Type: text/event-stream\r\n",
		    .stream = &stream_handler,
		    .peer = &stream};
	} else if (strcmp(in->path, "/small") == 0) {
		*out = (struct ws_http_answer){
		    .status = 200, .body = "ok\n", .len = 3};
	}
}

static const struct ws_handler with_http = {
    .on_open = server_on_open,
    .on_message = side_on_message,
    .on_close = side_on_close,
    .on_http = on_http,
};
static const struct ws_handler http_only = {.on_http = on_http};

/* What a raw client got so far. */
struct got {
	int fd;
	size_t len, want;
	const char *end; /* or until this stands at the end */
	bool over;
	char text[sizeof(big) + 4096];
};

static struct got got;

static bool
until_got(const struct world *w)
{
	ssize_t n;

	(void)w;
	while ((n = raw_read(got.fd, (uint8_t *)got.text + got.len,
		    sizeof(got.text) - 1 - got.len)) > 0)
		got.len += (size_t)n;
	got.over = got.over || n < 0;
	got.text[got.len] = '\0';
	if (got.over)
		return true;
	return got.want ? got.len >= got.want
			: got.len >= strlen(got.end) &&
			      strcmp(got.text + got.len - strlen(got.end),
				  got.end) == 0;
}

static void
ask(struct world *w, const char *request, const char *end, const char *why)
{
	got.len = 0;
	got.over = false;
	got.end = end;
	got.want = 0;
	raw_write(got.fd, request, strlen(request));
	world_run(w, until_got, NULL, 0, why);
}

static const struct {
	const char *why, *request, *end, *starts, *saw;
} cases[] = {
    {"what is posted",
	"POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi",
	"Content-Length: 0\r\n\r\n",
	"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nConnection: "
	"close\r\n",
	""},
    {"what nobody has", "GET /none HTTP/1.1\r\nHost: a:1\r\n\r\n",
	"Content-Length: 0\r\n\r\n", "HTTP/1.1 404 Not Found\r\n",
	"/none? host=a:1 enc= match= auth= id="},
    {"headers come through",
	"GET /small?a=b HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, br\r\n"
	"If-None-Match: \"x\"\r\nAuthorization: K y\r\nLast-Event-ID: "
	"7\r\n\r\n",
	"\r\n\r\nok\n", "HTTP/1.1 200 OK\r\n",
	"/small?a=b host=a enc=gzip, br match=\"x\" auth=K y id=7"},
    {"a HEAD has the length and no body",
	"HEAD /small HTTP/1.1\r\nHost: a\r\n\r\n", "Content-Length: 3\r\n\r\n",
	"HTTP/1.1 200 OK\r\n", "/small? host=a"},
    {"no way up and out of the tree",
	"GET /x/../small HTTP/1.1\r\nHost: a\r\n\r\n", "ok\n",
	"HTTP/1.1 200 OK\r\n", "/small? host=a"},
};

static void
test_requests(struct world *w)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (i == 0 || got.over)
			got.fd = raw_connect(w->port);
		ask(w, cases[i].request, cases[i].end, cases[i].why);
		if (!check(strncmp(got.text, cases[i].starts,
			       strlen(cases[i].starts)) == 0,
			cases[i].why))
			fprintf(stderr, "   got <%s>\n", got.text);
		if (!check(
			strncmp(saw, cases[i].saw, strlen(cases[i].saw)) == 0,
			cases[i].why))
			fprintf(stderr, "   saw <%s>\n", saw);
		/* Behind a refusal it ends, else it stays for the next. */
		if (strncmp(cases[i].starts, "HTTP/1.1 200", 12) != 0) {
			got.want = sizeof(got.text);
			world_run(w, until_got, NULL, 0, "the end of it");
			close(got.fd);
		} else {
			check(!got.over, "the connection stays");
		}
	}
	close(got.fd);
}

#define GET_BIG "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"

/* More than the kernel takes at once, to a peer that reads when it likes. */
static void
test_big(struct world *w)
{
	const char *body;

	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = (uint8_t)('a' + i % 23);
	got.fd = raw_connect(w->port);
	bodies_done = 0;
	got.len = 0;
	got.over = false;
	got.want = sizeof(big);
	raw_write(got.fd, GET_BIG, sizeof(GET_BIG) - 1);
	world_run(w, until_got, NULL, 0, "all of a big body arrives");
	body = strstr(got.text, "\r\n\r\n");
	got.want = body ? (size_t)(body + 4 - got.text) + sizeof(big) : 0;
	world_run(w, until_got, NULL, 0, "to its last byte");
	check(body && memcmp(body + 4, big, sizeof(big)) == 0,
	    "in order and unchanged");
	ask(w, "GET /same HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n", "a 304");
	check(strncmp(got.text, "HTTP/1.1 304", 12) == 0, "nothing new");
	check_number(bodies_done, 2, "the bodies are given back");
	/* It goes in the middle of a body. */
	raw_write(got.fd, GET_BIG, sizeof(GET_BIG) - 1);
	close(got.fd);
}

static bool
until_bodies(const struct world *w)
{
	return bodies_done >= w->count;
}

#define SOCKET                                                                 \
	"GET / HTTP/1.1\r\nHost: or.example:7360\r\nUpgrade: websocket\r\n"    \
	"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"                 \
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"                      \
	"Sec-WebSocket-Protocol: scrubrelay.v1\r\n"

static const struct {
	const char *why, *request, *starts;
} origins[] = {
    {"the relay's own page", SOCKET "Origin: https://or.example:7360\r\n\r\n",
	"HTTP/1.1 101"},
    {"case of a host does not count",
	SOCKET "Origin: https://OR.example:7360\r\n\r\n", "HTTP/1.1 101"},
    {"a page of elsewhere", SOCKET "Origin: https://evil.example\r\n\r\n",
	"HTTP/1.1 403"},
    {"another port is elsewhere", SOCKET "Origin: https://or.example\r\n\r\n",
	"HTTP/1.1 403"},
    {"a name that only ends alike",
	SOCKET "Origin: https://x.or.example:7360\r\n\r\n", "HTTP/1.1 403"},
    {"a sandboxed page", SOCKET "Origin: null\r\n\r\n", "HTTP/1.1 403"},
};

static void
test_origins(struct world *w, const char *only)
{
	for (size_t i = 0; i < sizeof(origins) / sizeof(*origins); i++) {
		const char *starts = only ? only : origins[i].starts;

		got.fd = raw_connect(w->port);
		ask(w, origins[i].request, "\r\n\r\n", origins[i].why);
		if (!check(strncmp(got.text, starts, strlen(starts)) == 0,
			origins[i].why))
			fprintf(stderr, "   got <%s>\n", got.text);
		close(got.fd);
	}
}

static bool
until_streams_closed(const struct world *w)
{
	return stream.closed >= w->count;
}

#define GET_STREAM "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"
#define STREAM_HEAD                                                            \
	"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"               \
	"Connection: close\r\n\r\n"

/* w->port: of a listener with short times. */
static void
test_stream(struct world *w)
{
	got.fd = raw_connect(w->port);
	ask(w, GET_STREAM, "data: {}\n\n", "a stream begins");
	check_text(got.text,
	    STREAM_HEAD "retry: 1\n\nid: 1\nevent: entry\ndata: {}\n\n",
	    "what is written goes out as it is, behind the head");
	check_number(stream.form, WS_EVENTS, "and it has that form");
	got.end = ":\n\n";
	world_run(w, until_got, NULL, 0, "a comment keeps it alive");
	check(!got.over && !stream.closed, "and nothing else is asked of it");
	ws_close(stream.conn, 1012, "the relay restarts");
	got.want = sizeof(got.text);
	world_run(w, until_streams_closed, NULL, 1, "its owner ends it");
	world_run(w, until_got, NULL, 0, "and the peer sees the end");
	close(got.fd);

	got.fd = raw_connect(w->port);
	ask(w, GET_STREAM, "data: {}\n\n", "another one");
	close(got.fd);
	world_run(w, until_streams_closed, NULL, 2, "its peer goes");

	stream.floods = true;
	got.fd = raw_connect(w->port);
	raw_write(got.fd, GET_STREAM, sizeof(GET_STREAM) - 1);
	world_run(w, until_streams_closed, NULL, 3,
	    "one that does not read is closed");
	check_number(stream.slows, 1, "and its owner is told why");
	close(got.fd);
}

int
main(void)
{
	struct ws_listen opt = world_listen_options();
	struct sr_fault fault = {{0}};
	struct world w;
	int second = 0, first;

	world_loop(&w);
	check(ws_listen(w.loop, &opt, &with_http, &w, &fault) == SR_OK,
	    fault.what);
	w.port = first = ws_listen_port(w.loop);
	opt.bound = &second;
	check(ws_listen(w.loop, &opt, &http_only, &w, &fault) == SR_OK,
	    "a second address");
	check(second != 0 && second != first, "has its own port");
	test_requests(&w);
	test_big(&w);
	world_run(&w, until_bodies, NULL, 3, "one who went gives back too");
	test_origins(&w, NULL);
	w.port = second;
	test_requests(&w);
	test_origins(&w, "HTTP/1.1 403");
	opt.ping_ms = 100;
	opt.slow_ms = 200;
	check(ws_listen(w.loop, &opt, &with_http, &w, &fault) == SR_OK,
	    "a third address");
	w.port = second;
	test_stream(&w);
	world_end(&w);
	return check_done();
}
