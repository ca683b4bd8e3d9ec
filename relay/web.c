/* SPDX-License-Identifier: MIT */
#include "web.h"

#include <stdio.h>
#include <string.h>

#include "events.h"
#include "health.h"
#include "session.h"

/* Bytes of the header lines of one answer: below what ws.h takes. */
#define HEADERS_MAX 1600u

/*
 * A page may load what this relay serves and nothing else, run no script and
 * no style of its own text, be in nobody's frame, and give its address to
 * nobody. connect-src 'self' is the relay's websocket, too. Where the filter
 * runs, one script may become a worker, by the policy of preview.js; the
 * worker's own answer carries its rules.
 */
#define POLICY                                                                 \
	"Content-Security-Policy: default-src 'none'; script-src 'self'%s; "   \
	"style-src 'self'; connect-src 'self'; img-src 'self'; "               \
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "        \
	"require-trusted-types-for 'script'; trusted-types %s\r\n"             \
	"X-Frame-Options: DENY\r\n"
/* What a page of an operating room has no use for. */
#define PERMISSIONS                                                            \
	"Permissions-Policy: accelerometer=(), autoplay=(), camera=(), "       \
	"display-capture=(), geolocation=(), gyroscope=(), hid=(), "           \
	"magnetometer=(), microphone=(), midi=(), payment=(), serial=(), "     \
	"usb=()\r\n"
#define ALWAYS                                                                 \
	"X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"  \
	"Cross-Origin-Opener-Policy: same-origin\r\n"                          \
	"Cross-Origin-Resource-Policy: same-origin\r\n"
/* A year, in seconds. */
#define HSTS "Strict-Transport-Security: max-age=31536000\r\n"

static const struct web_file *
file_at(const char *path)
{
	for (size_t i = 0; i < web_file_count; i++)
		if (strcmp(web_files[i].path, path) == 0)
			return &web_files[i];
	return NULL;
}

/* Does the list name the word, and not with q=0? RFC 9110, 12.5.3. */
static bool
accepts(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; *at; at += strcspn(at, ",")) {
		at += strspn(at, ", \t");
		if (strncasecmp(at, word, len) != 0 ||
		    !strchr(",; \t", at[len]))
			continue;
		at += len;
		at += strspn(at, " \t");
		if (*at != ';')
			return true;
		at += 1 + strspn(at + 1, " \t");
		if (strncasecmp(at, "q=0", 3) != 0)
			return true;
		at += 3 + strspn(at + 3, ".0");
		return *at >= '1' && *at <= '9';
	}
	return false;
}

/* RFC 9110, 13.1.2: compared weakly. `tag` has its quotes. */
static bool
matches(const char *list, const char *tag)
{
	return strcmp(list, "*") == 0 || strstr(list, tag) != NULL;
}

bool
web_answer(
    const struct ws_http_request *in, bool hsts, struct ws_http_answer *out)
{
	static char headers[HEADERS_MAX]; /* for the call; one loop thread */
	const struct web_file *f = file_at(in->path);
	bool page = f && strncmp(f->type, "text/html", 9) == 0;
	bool zip = f && f->gzip_len && accepts(in->accept_encoding, "gzip");
	char tag[64];
	int n;

	if (!f)
		return false;
	snprintf(tag, sizeof(tag), "\"%s%s\"", f->tag, zip ? "-gz" : "");
	n = snprintf(headers, sizeof(headers),
	    "Content-Type: %s\r\n%sETag: %s\r\nCache-Control: %s\r\n"
	    "Vary: Accept-Encoding\r\n" ALWAYS "%s",
	    f->type, zip ? "Content-Encoding: gzip\r\n" : "", tag,
	    f->hashed ? "max-age=31536000, immutable" : "no-cache",
	    hsts ? HSTS : "");
	if (page || f->wasm)
		n += snprintf(headers + n, sizeof(headers) - (size_t)n,
		    POLICY PERMISSIONS, f->wasm ? " 'wasm-unsafe-eval'" : "",
		    f->wasm ? "preview" : "'none'");
	out->status = matches(in->if_none_match, tag) ? 304 : 200;
	out->headers = headers;
	out->body = zip ? f->gzip : f->plain;
	out->len = zip ? f->gzip_len : f->plain_len;
	return true;
}

void
web_on_http(
    void *ctx, const struct ws_http_request *in, struct ws_http_answer *out)
{
	struct relay *r = ctx;
	const struct config *c = r->config;

	if (events_on_http(r, in, out))
		return;
	if (c->web &&
	    web_answer(in, c->tls_certificate || c->behind_proxy, out))
		return;
	health_on_http(ctx, in, out);
}
