/* SPDX-License-Identifier: MIT */
#include <libwebsockets.h>
#include <pthread.h>

#include "ws_world.h"

/* A client and servers that are not what it looks for. */

static const struct {
	const char *why;
	const char *answer; /* %s: the right Sec-WebSocket-Accept */
	const char *says;   /* NULL: it stands */
} cases[] = {
    {"a relay",
	"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	"Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n"
	"Sec-WebSocket-Protocol: scrubrelay.v1\r\n\r\n",
	NULL},
    {"a server that names no subprotocol",
	"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	"Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
	"does not speak scrubrelay.v1"},
    {"a server that names another",
	"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	"Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n"
	"Sec-WebSocket-Protocol: chat\r\n\r\n",
	"does not speak scrubrelay.v1"},
    {"an answer to another key",
	"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	"Connection: Upgrade\r\n"
	"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
	"Sec-WebSocket-Protocol: scrubrelay.v1\r\n\r\n",
	"does not speak websocket"},
    {"a web server", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
	"HTTP status 404"},
    {"a proxy without its server",
	"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nno\n",
	"HTTP status 502"},
    {"a server that sends elsewhere",
	"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
	"Content-Length: 0\r\n\r\n",
	"HTTP status 302"},
    {"another kind of server", "220 smtp.example ESMTP ready\r\n\r\n", ""},
    {"a server that hangs up", "", ""},
};

static void
answer(int fd, const char *format)
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	char request[2048], text[1024], accepted[64] = "";
	unsigned char hash[20];
	size_t n = 0;
	ssize_t got;
	char *key;

	while (n < sizeof(request) - 1 &&
	       (got = read(fd, request + n, sizeof(request) - 1 - n)) > 0) {
		n += (size_t)got;
		request[n] = '\0';
		if (strstr(request, "\r\n\r\n"))
			break;
	}
	key = strstr(request, "Sec-WebSocket-Key: ");
	if (key) {
		snprintf(text, sizeof(text), "%.24s%s", key + 19, guid);
		lws_SHA1((unsigned char *)text, strlen(text), hash);
		lws_b64_encode_string(
		    (char *)hash, 20, accepted, sizeof(accepted));
	}
	n = 0;
	for (const char *p = format; *p; p++) {
		if (p[0] == '%' && p[1] == 's') {
			memcpy(text + n, accepted, strlen(accepted));
			n += strlen(accepted);
			p++;
		} else {
			text[n++] = *p;
		}
	}
	if (n)
		raw_write(fd, text, n);
}

/* Answers one caller a case, in a thread: it may block. */
static void *
serve(void *listening)
{
	int fd = -1;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int before = fd;

		fd = accept(*(int *)listening, NULL, NULL);
		if (before >= 0)
			close(before);
		if (fd < 0)
			break;
		answer(fd, cases[i].answer);
		if (!strstr(cases[i].answer, " 101 "))
			shutdown(fd, SHUT_RDWR);
	}
	if (fd >= 0)
		close(fd);
	return NULL;
}

static int
listen_somewhere(int *port)
{
	struct sockaddr_in at = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&at, len) != 0 || listen(fd, 8) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		abort();
	*port = ntohs(at.sin_port);
	return fd;
}

static void
test_answers(void)
{
	struct world w;
	static struct side sides[sizeof(cases) / sizeof(*cases)];
	pthread_t thread;
	int fd;

	world_loop(&w);
	fd = listen_somewhere(&w.port);
	if (pthread_create(&thread, NULL, serve, &fd) != 0)
		abort();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct side *s = &sides[i];

		world_dial(&w, s);
		world_run(&w, until_opened, s, 0, cases[i].why);
		check_number(s->opened, cases[i].says ? 0 : 1, cases[i].why);
		check(s->failed == (cases[i].says != NULL), cases[i].why);
		if (cases[i].says &&
		    !check(strstr(s->why, cases[i].says) != NULL, cases[i].why))
			fprintf(stderr, "   got <%s>\n", s->why);
		check_number(s->closed, 0, cases[i].why);
	}
	pthread_join(thread, NULL);
	close(fd);
	world_end(&w);
}

static void
dial_once(
    struct world *w, struct side *s, const char *host, const char *ca_file)
{
	struct ws_dial opt = {.host = host,
	    .path = "/",
	    .port = w->port,
	    .tls = ca_file != NULL,
	    .ca_file = ca_file,
	    .frame_max = FRAME_MAX};
	struct sr_fault fault = {{0}};

	memset(s, 0, sizeof(*s));
	if (ws_dial(w->loop, &opt, &client_handler, s, &fault) == SR_OK) {
		check(!s->failed, "failures are told from the loop");
		world_run(w, until_opened, s, 0, "it comes to an end");
	} else {
		s->failed = true;
		snprintf(s->why, sizeof(s->why), "%s", fault.what);
	}
}

static void
test_nobody(void)
{
	static const struct {
		const char *why, *host, *ca_file, *says;
	} nobody[] = {
	    {"nobody listens", "127.0.0.1", NULL, "connection refused"},
	    {"by name, two addresses", "localhost", NULL, "connection refused"},
	    {"no such host", "no-such-host.invalid", NULL, "no such host"},
	    {"no such file of authorities", "localhost", "/nonexistent/ca.pem",
		"/nonexistent/ca.pem: No such file"},
	    {"a file that has none", "localhost", "/etc/passwd",
		"no PEM certificates"},
	    {"what might be waited for", "localhost", "/dev/null",
		"not a plain file"},
	};
	struct world w;
	struct side s;

	world_loop(&w);
	close(listen_somewhere(&w.port));
	for (size_t round = 0; round < 3; round++)
		for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++) {
			dial_once(&w, &s, nobody[i].host, nobody[i].ca_file);
			check(s.failed && !s.opened, nobody[i].why);
			if (!check(strstr(s.why, nobody[i].says) != NULL,
				nobody[i].why))
				fprintf(stderr, "   got <%s>\n", s.why);
		}
	world_end(&w);
}

/* The loop ends while a handshake is under way. */
static void
test_free_while_dialling(void)
{
	struct world w;
	struct side s;
	int fd;

	world_loop(&w);
	fd = listen_somewhere(&w.port);
	world_dial(&w, &s);
	world_end(&w);
	check(!s.opened && !s.closed, "it never stood");
	close(fd);
}

int
main(void)
{
	test_answers();
	test_nobody();
	test_free_while_dialling();
	return check_done();
}
