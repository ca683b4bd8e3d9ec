/* SPDX-License-Identifier: MIT */
#include <stdarg.h>

#include "ws_world.h"

/* Who may come: limits, faults before anything listens, handshakes, TLS. */

static bool
until_failed(const struct world *w)
{
	return w->watched->failed || w->watched->closed;
}

static void
test_limits(bool per_address)
{
	struct ws_listen opt = world_listen_options();
	struct side client[4], *server[3];
	struct world w;

	if (per_address)
		opt.per_address_max = 3;
	else
		opt.connections_max = 3;
	world_start(&w, &opt);
	for (unsigned i = 0; i < 3; i++)
		server[i] = world_pair(&w, &client[i]);
	world_dial(&w, &client[3]);
	world_run(&w, until_failed, &client[3], 0, "one more is refused");
	check(client[3].failed, "it never stood");
	ws_close(client[1].conn, 1000, "");
	world_run(&w, until_closed, &client[1], 0, "one leaves");
	world_run(&w, until_closed, server[1], 0, "both ends");
	(void)world_pair(&w, &client[1]);
	check_number(client[1].opened, 1, "its place is free again");
	check_number(client[0].closed + client[2].closed, 0, "others stay");
	world_end(&w);
}

static void
test_stop(void)
{
	struct ws_listen opt = world_listen_options();
	struct side a, b;
	struct world w;

	world_start(&w, &opt);
	w.echo = true;
	(void)world_pair(&w, &a);
	ws_listen_stop(w.loop);
	world_dial(&w, &b);
	world_run(&w, until_failed, &b, 0, "nobody new");
	check(strstr(b.why, "refused") != NULL, b.why);
	ws_send(a.conn, "still", 5);
	world_run(&w, until_texts, &a, 1, "who stands is served");
	world_end(&w);
}

/* ---- faults ---- */

static char dir[] = "/tmp/ws_listen_test.XXXXXX";
static char ca[64], cert[64], key[64], other_key[64], garbage[64];

static void
test_faults(void)
{
	struct sockaddr_in at = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t at_len = sizeof(at);
	int taken = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char want[64];
	struct ws_listen base = world_listen_options();
	struct {
		const char *why, *host, *cert, *key, *says;
		int port;
	} cases[] = {
	    {"a port in use is named", "127.0.0.1", NULL, NULL, want, 0},
	    {"no such host", "999.1.2.3", NULL, NULL, "999.1.2.3:0", 0},
	    {"not ours to bind", "192.0.2.1", NULL, NULL, "192.0.2.1:0", 0},
	    {"no certificate", "127.0.0.1", "/nonexistent.pem", key,
		"/nonexistent.pem: No such file", 0},
	    {"no key", "127.0.0.1", cert, "/nonexistent.key",
		"/nonexistent.key: No such file", 0},
	    {"a key of another certificate", "127.0.0.1", cert, other_key,
		other_key, 0},
	    {"a certificate that is none", "127.0.0.1", garbage, key, garbage,
		0},
	    {"a key that is none", "127.0.0.1", cert, garbage, garbage, 0},
	};

	if (bind(taken, (struct sockaddr *)&at, at_len) != 0 ||
	    listen(taken, 1) != 0 ||
	    getsockname(taken, (struct sockaddr *)&at, &at_len) != 0)
		abort();
	cases[0].port = ntohs(at.sin_port);
	snprintf(want, sizeof(want), "127.0.0.1:%d: Address already in use",
	    cases[0].port);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ws_listen opt = base;
		struct ws_loop *loop = NULL;
		struct sr_fault fault = {{0}};

		opt.host = cases[i].host;
		opt.port = cases[i].port;
		opt.cert_file = cases[i].cert;
		opt.key_file = cases[i].key;
		if (ws_loop_new(&loop) != SR_OK)
			abort();
		check(ws_listen(loop, &opt, &server_handler, NULL, &fault) ==
			  SR_ENET,
		    cases[i].why);
		if (!check(strstr(fault.what, cases[i].says) != NULL,
			cases[i].why))
			fprintf(stderr, "   got <%s>\n", fault.what);
		check_number(ws_listen_port(loop), 0, "nothing listens");
		ws_loop_free(loop);
	}
	close(taken);
}

/* ---- handshakes ---- */

#define FIRST "GET / HTTP/1.1\r\nHost: x\r\n"
#define UPGRADE "Upgrade: websocket\r\nConnection: Upgrade\r\n"
#define KEY "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define VERSION "Sec-WebSocket-Version: 13\r\n"
#define SUB "Sec-WebSocket-Protocol: "

static const struct {
	const char *why, *request, *status; /* status "": ended unanswered */
} handshakes[] = {
    {"what a client sends", FIRST UPGRADE KEY VERSION SUB "scrubrelay.v1\r\n",
	"101"},
    {"ours among others",
	FIRST UPGRADE KEY VERSION SUB "chat, scrubrelay.v1\r\n", "101"},
    {"case of tokens does not count",
	FIRST
	"Upgrade: WebSocket\r\nConnection: keep-alive, UPGRADE\r\n" KEY VERSION
	    SUB "scrubrelay.v1\r\n",
	"101"},
    {"no subprotocol", FIRST UPGRADE KEY VERSION, "400"},
    {"another subprotocol", FIRST UPGRADE KEY VERSION SUB "chat\r\n", "400"},
    {"ours as a part of another",
	FIRST UPGRADE KEY VERSION SUB "scrubrelay.v10\r\n", "400"},
    {"another version of websocket",
	FIRST UPGRADE KEY "Sec-WebSocket-Version: 8\r\n" SUB
			  "scrubrelay.v1\r\n",
	"426"},
    {"no version", FIRST UPGRADE KEY SUB "scrubrelay.v1\r\n", "426"},
    {"no key", FIRST UPGRADE VERSION SUB "scrubrelay.v1\r\n", "400"},
    {"a key of another length",
	FIRST UPGRADE "Sec-WebSocket-Key: AAAA\r\n" VERSION SUB
		      "scrubrelay.v1\r\n",
	"400"},
    {"no host",
	"GET / HTTP/1.1\r\n" UPGRADE KEY VERSION SUB "scrubrelay.v1\r\n",
	"400"},
    {"HTTP/2 over clear text",
	FIRST "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"
	      "HTTP2-Settings: AAMAAABkAAQAAP__\r\n",
	"426"},
    {"an unknown upgrade", FIRST "Upgrade: foo\r\nConnection: Upgrade\r\n",
	"403"},
    {"an upgrade to nothing", FIRST "Upgrade:\r\nConnection: Upgrade\r\n",
	"426"},
    {"a browser that looks", FIRST, "426"},
    {"HEAD", "HEAD / HTTP/1.1\r\nHost: x\r\n", "426"},
    {"OPTIONS", "OPTIONS * HTTP/1.1\r\nHost: x\r\n", NULL},
    {"POST", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n", "426"},
    {"HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n", NULL},
    {"not HTTP", "\x16\x03\x01\x02\x01\x01\x01\xfc\x03\x03", NULL},
};

static int raw_fd;
static uint8_t raw_answer[2048];
static size_t raw_len;
static bool raw_end;

static bool
until_answered(const struct world *w)
{
	ssize_t n;

	(void)w;
	while ((n = raw_read(raw_fd, raw_answer + raw_len,
		    sizeof(raw_answer) - 1 - raw_len)) > 0)
		raw_len += (size_t)n;
	raw_end = n < 0;
	raw_answer[raw_len] = '\0';
	return raw_end || strstr((char *)raw_answer, "\r\n\r\n");
}

static void
test_handshakes(void)
{
	struct ws_listen opt = world_listen_options();
	struct world w;

	world_start(&w, &opt);
	for (size_t i = 0; i < sizeof(handshakes) / sizeof(*handshakes); i++) {
		char request[1024];
		int n = snprintf(
		    request, sizeof(request), "%s\r\n", handshakes[i].request);
		char want[32];

		raw_len = 0;
		raw_fd = raw_connect(w.port);
		raw_write(raw_fd, request, (size_t)n);
		/* Half-closed: who is not answered at once is at its end. */
		if (!handshakes[i].status)
			shutdown(raw_fd, SHUT_WR);
		world_run(&w, until_answered, NULL, 0, handshakes[i].why);
		close(raw_fd);
		if (!handshakes[i].status) {
			check(!strstr((char *)raw_answer, " 101 "),
			    handshakes[i].why);
			continue;
		}
		snprintf(want, sizeof(want), " %s ", handshakes[i].status);
		if (!check(strncmp(
			       (char *)raw_answer + 8, want, strlen(want)) == 0,
			handshakes[i].why))
			fprintf(stderr, "   got <%s>\n", (char *)raw_answer);
		check(!strstr((char *)raw_answer, "libwebsockets"),
		    "what it runs on is nobody's business");
	}
	world_end(&w);
}

/* ---- TLS ---- */

static void openssl(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

static void
openssl(const char *format, ...)
{
	char command[1024];
	va_list list;
	int n;

	n = snprintf(command, sizeof(command), "cd %s && openssl ", dir);
	va_start(list, format);
	vsnprintf(command + n, sizeof(command) - (size_t)n, format, list);
	va_end(list);
	strcat(command, " 2>/dev/null");
	if (system(command) != 0) {
		fprintf(stderr, "%s\n", command);
		abort();
	}
}

static void
make_certificate(const char *name)
{
	openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
		"-keyout %s.key -out %s.csr -subj /CN=localhost "
		"-addext subjectAltName=DNS:localhost",
	    name, name);
	openssl("x509 -req -in %s.csr -CA ca.pem -CAkey ca.key "
		"-CAcreateserial -copy_extensions copy -days 2 -out %s.pem",
	    name, name);
}

static void
make_files(void)
{
	FILE *f;

	if (!mkdtemp(dir))
		abort();
	openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
		"-keyout ca.key -out ca.pem -subj /CN=test-ca -days 2");
	make_certificate("relay");
	make_certificate("other");
	snprintf(ca, sizeof(ca), "%s/ca.pem", dir);
	snprintf(cert, sizeof(cert), "%s/relay.pem", dir);
	snprintf(key, sizeof(key), "%s/relay.key", dir);
	snprintf(other_key, sizeof(other_key), "%s/other.key", dir);
	snprintf(garbage, sizeof(garbage), "%s/garbage", dir);
	f = fopen(garbage, "w");
	if (!f || fputs("nothing of PEM", f) < 0)
		abort();
	fclose(f);
}

static void
tls_dial(struct world *w, struct side *s, const char *host, const char *ca_file,
    bool tls)
{
	struct ws_dial opt = {.host = host,
	    .path = "/",
	    .port = w->port,
	    .tls = tls,
	    .ca_file = ca_file,
	    .frame_max = FRAME_MAX};
	struct sr_fault fault = {{0}};

	memset(s, 0, sizeof(*s));
	if (ws_dial(w->loop, &opt, &client_handler, s, &fault) != SR_OK) {
		s->failed = true;
		snprintf(s->why, sizeof(s->why), "%s", fault.what);
	}
	world_run(w, until_opened, s, 0, "TLS comes to an end");
}

static void
test_tls(void)
{
	static char text[50000];
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side old, new, refused;
	struct sr_fault fault = {{0}};
	static const struct {
		const char *why, *host, *says;
		bool ca, tls;
	} cases[] = {
	    {"an authority the system does not know", "localhost",
		"unable to get local issuer", false, true},
	    {"a certificate for another host", "127.0.0.1",
		"IP address mismatch", true, true},
	    {"no TLS to a TLS port", "localhost", "ended", true, false},
	};

	opt.cert_file = cert;
	opt.key_file = key;
	world_start(&w, &opt);
	w.echo = true;
	tls_dial(&w, &old, "localhost", ca, true);
	check(old.opened, "a known authority is enough");
	memset(text, 't', sizeof(text));
	ws_send(old.conn, text, sizeof(text));
	world_run(&w, until_texts, &old, 1, "messages of many records");
	check_number(old.len[0], sizeof(text), "whole");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		tls_dial(&w, &refused, cases[i].host, cases[i].ca ? ca : NULL,
		    cases[i].tls);
		check(!refused.opened, cases[i].why);
		if (!check(strstr(refused.why, cases[i].says) != NULL,
			cases[i].why))
			fprintf(stderr, "   got <%s>\n", refused.why);
	}

	/* A new certificate under the same names, without dropping anyone. */
	openssl("ecparam -name prime256v1 -genkey -noout -out relay.key");
	check(ws_listen_reload(w.loop, &fault) == SR_ENET,
	    "half a pair is refused");
	tls_dial(&w, &new, "localhost", ca, true);
	check(new.opened, "and the old one still serves");
	make_certificate("relay");
	check(ws_listen_reload(w.loop, &fault) == SR_OK, "a pair is taken");
	tls_dial(&w, &new, "localhost", ca, true);
	check(new.opened, "new connections get it");
	check_number(old.closed, 0, "old ones stay");
	world_end(&w);
}

int
main(void)
{
	make_files();
	test_limits(false);
	test_limits(true);
	test_stop();
	test_faults();
	test_handshakes();
	test_tls();
	openssl("version > /dev/null; rm -r %s", dir);
	return check_done();
}
