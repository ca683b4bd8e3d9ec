/* SPDX-License-Identifier: MIT */
#include "web.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "session.h"

/* What is asked: path, and the headers that matter here. */
static struct ws_http_request
asked(const char *path, const char *encoding, const char *match)
{
	return (struct ws_http_request){.path = path,
	    .query = "",
	    .host = "h",
	    .accept_encoding = encoding,
	    .if_none_match = match,
	    .authorization = "",
	    .last_event_id = ""};
}

static struct ws_http_answer
answer(const char *path, const char *encoding, const char *match, bool hsts)
{
	struct ws_http_request in = asked(path, encoding, match);
	struct ws_http_answer out = {.status = 404};

	check(web_answer(&in, hsts, &out), path);
	return out;
}

static bool
says(const struct ws_http_answer *out, const char *line)
{
	return out->headers && strstr(out->headers, line) != NULL;
}

static const struct {
	const char *why, *path;
} nowhere[] = {
    {"nothing", ""},
    {"what is no file", "/nothing"},
    {"a directory", "/web"},
    {"a page by its file's name", "/index.html"},
    {"a file is not a directory", "/relay.js/"},
    {"two slashes are not one", "//relay.js"},
    {"case counts", "/Relay.js"},
    {"up and out", "/../relay.key"},
    {"up and out, encoded", "/%2e%2e/relay.key"},
    {"backslashes", "\\relay.js"},
    {"without a slash", "relay.js"},
    {"what stands behind a file", "/relay.js.map"},
    {"a style sheet that is part of another", "/style.css"},
    {"the folder of named files", "/p/"},
    {"the relay's own files", "/relay.key"},
};

static void
test_nowhere(void)
{
	for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
		struct ws_http_request in = asked(nowhere[i].path, "gzip", "");
		struct ws_http_answer out = {.status = 404};

		check(!web_answer(&in, false, &out) && out.status == 404,
		    nowhere[i].why);
	}
}

static const struct {
	const char *why, *accept;
	bool zip;
} encodings[] = {
    {"not said", "", false},
    {"a browser's", "gzip, deflate, br, zstd", true},
    {"behind others", "br;q=1.0, gzip;q=0.8", true},
    {"capitals", "GZIP", true},
    {"refused", "gzip;q=0", false},
    {"refused to the last digit", "gzip; q=0.000", false},
    {"nearly refused", "gzip;q=0.001", true},
    {"another word that begins so", "gzipped, br", false},
    {"another word that ends so", "xgzip", false},
    {"only others", "br, identity", false},
    {"half a parameter", "gzip;", true},
};

static void
test_encodings(void)
{
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
		struct ws_http_answer out =
		    answer("/relay.js", encodings[i].accept, "", false);
		const unsigned char *body = out.body;

		check(says(&out, "Content-Encoding: gzip\r\n") ==
			  encodings[i].zip,
		    encodings[i].why);
		check((body[0] == 0x1f && body[1] == 0x8b) == encodings[i].zip,
		    "and the bytes are so");
	}
}

/* The value of ETag, quotes and all. */
static void
tag_of(const struct ws_http_answer *out, char *tag, size_t room)
{
	const char *at = strstr(out->headers, "ETag: ");

	snprintf(tag, room, "%.*s", at ? (int)strcspn(at + 6, "\r") : 0,
	    at ? at + 6 : "");
}

static void
test_tags(void)
{
	struct ws_http_answer out = answer("/relay.js", "gzip", "", false);
	char zip[64], plain[64], list[200];

	tag_of(&out, zip, sizeof zip);
	out = answer("/relay.js", "", "", false);
	tag_of(&out, plain, sizeof plain);
	check(strlen(zip) > 20 && strlen(plain) > 20, "a tag");
	check(strcmp(zip, plain) != 0, "other bytes, another tag");
	snprintf(list, sizeof list, "\"x\", W/%s", zip);
	check_number(answer("/relay.js", "gzip", zip, false).status, 304,
	    "not sent again");
	check_number(answer("/relay.js", "gzip", list, false).status, 304,
	    "one of several, weakly");
	check_number(answer("/relay.js", "gzip", "*", false).status, 304,
	    "whatever it is");
	check_number(answer("/relay.js", "gzip", plain, false).status, 200,
	    "the tag of the other encoding");
	check_number(answer("/ui.js", "gzip", zip, false).status, 200,
	    "the tag of another file");
	zip[strlen(zip) - 1] = '\0';
	check_number(
	    answer("/relay.js", "gzip", zip, false).status, 200, "half a tag");
	out = answer("/relay.js", "gzip", plain, false);
	check(out.len > 0 && says(&out, "Cache-Control: no-cache\r\n") &&
		  says(&out, "Vary: Accept-Encoding\r\n"),
	    "asked about each time");
}

static const char *const of_all[] = {
    "X-Content-Type-Options: nosniff\r\n",
    "Referrer-Policy: no-referrer\r\n",
    "Cross-Origin-Opener-Policy: same-origin\r\n",
    "Cross-Origin-Resource-Policy: same-origin\r\n",
    "ETag: \"",
};

static const char *const of_pages[] = {
    "Content-Security-Policy: default-src 'none'; script-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "X-Frame-Options: DENY\r\n",
    "Permissions-Policy: ",
};

/* A page carries no script, style or handler of its own text: the policy
 * would leave it dead, and nobody would be told. */
static void
check_markup(const struct web_file *f)
{
	static const char *const never[] = {"<script>", "<style", " style=\"",
	    " onclick=", " onload=", "javascript:", "http://", "https://"};
	static char text[65536];

	if (!check(f->plain_len < sizeof text, f->path))
		return;
	memcpy(text, f->plain, f->plain_len);
	text[f->plain_len] = '\0';
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		check(!strstr(text, never[i]), never[i]);
	check(strstr(text, "<html lang=\"en\">") != NULL, "its language");
	check(strstr(text, "<main") != NULL, "its main part");
}

static void
test_headers(void)
{
	for (size_t i = 0; i < web_file_count; i++) {
		const struct web_file *f = &web_files[i];
		struct ws_http_answer out = answer(f->path, "gzip", "", true);
		bool markup = strncmp(f->type, "text/html", 9) == 0;
		/* A worker has the rules of its own answer. */
		bool page = markup || f->wasm;

		for (size_t h = 0; h < sizeof of_all / sizeof *of_all; h++)
			check(says(&out, of_all[h]), of_all[h]);
		for (size_t h = 0; h < sizeof of_pages / sizeof *of_pages; h++)
			check(says(&out, of_pages[h]) == page, of_pages[h]);
		check(strlen(out.headers) < 1500, "fits what ws.h takes");
		check(
		    strcmp(out.headers + strlen(out.headers) - 2, "\r\n") == 0,
		    "whole lines");
		check(says(&out, "unsafe-eval") == f->wasm, f->path);
		check(f->hashed == (strncmp(f->path, "/p/", 3) == 0), f->path);
		check(
		    says(&out, "Cache-Control: max-age=31536000, immutable") ==
			f->hashed,
		    "only what has its content's name is kept unasked");
		check(!says(&out, "'unsafe-eval'") &&
			  !says(&out, "unsafe-inline") && !says(&out, "http:"),
		    "never");
		check(!says(&out, "Set-Cookie"), "no cookies");
		check(says(&out, "Strict-Transport-Security: max-age="),
		    "by TLS, for good");
		out = answer(f->path, "", "", false);
		check(!says(&out, "Strict-Transport-Security"),
		    "a loopback without TLS promises none");
		check_number(out.len, f->plain_len, "as it is");
		if (markup)
			check_markup(f);
		check(says(&out, "trusted-types preview") == f->wasm,
		    "only the filter's worker is made of a script");
	}
}

/* What a relay without pages still answers. */
static void
test_off(void)
{
	struct config config = {.web = false};
	struct relay relay = {.config = &config};
	struct ws_http_request page = asked("/", "", ""),
			       alive = asked("/healthz", "", "");
	struct ws_http_answer out = {.status = 404};

	web_on_http(&relay, &page, &out);
	check_number(out.status, 404, "no pages");
	web_on_http(&relay, &alive, &out);
	check_number(out.status, 200, "it lives");
	config.web = true;
	out.status = 404;
	web_on_http(&relay, &page, &out);
	check_number(out.status, 200, "pages");
	check(!says(&out, "Strict-Transport"), "no TLS, no promise");
	config.behind_proxy = true;
	web_on_http(&relay, &page, &out);
	check(says(&out, "Strict-Transport"), "a proxy has the TLS");
}

int
main(void)
{
	test_nowhere();
	test_encodings();
	test_tags();
	test_headers();
	test_off();
	return check_done();
}
