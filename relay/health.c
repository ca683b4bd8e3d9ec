/* SPDX-License-Identifier: MIT */
#include "health.h"

#include <stdlib.h>
#include <string.h>

#include "metrics.h"

#define PLAIN                                                                  \
	"Content-Type: text/plain; charset=utf-8\r\n"                          \
	"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
#define METRICS                                                                \
	"Content-Type: application/openmetrics-text; version=1.0.0; "          \
	"charset=utf-8\r\nCache-Control: no-store\r\n"                         \
	"X-Content-Type-Options: nosniff\r\n"

static void
plainly(struct ws_http_answer *out, int status, const char *text)
{
	out->status = status;
	out->headers = PLAIN;
	out->body = text;
	out->len = strlen(text);
}

const char *
health_ready(const struct relay *r)
{
	if (r->draining)
		return "draining";
	if (journal_failing(r->journal))
		return "journal";
	return procedures_holding(r->procedures) ? "filter" : "ready";
}

static void
say_ready(const struct relay *r, struct ws_http_answer *out)
{
	static const struct {
		const char *state, *sentence;
	} rows[] = {
	    {"draining", "draining\n"},
	    {"journal", "the journal does not take entries\n"},
	    {"filter", "the filter failed its test\n"},
	};
	const char *state = health_ready(r);

	plainly(out, 200, "ready\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].state, state) == 0)
			plainly(out, 503, rows[i].sentence);
}

void
health_on_http(void *ctx, const struct ws_http_request *in,
    struct ws_http_answer *out)
{
	if (strcmp(in->path, "/healthz") == 0)
		plainly(out, 200, "ok\n");
	else if (strcmp(in->path, "/readyz") == 0)
		say_ready(ctx, out);
}

static void
say_metrics(const struct relay *r, struct ws_http_answer *out)
{
	struct metrics_gauges g = {
	    .connections = r->session_count,
	    .journal_waiting = journal_waiting(r->journal),
	    .journal_failing = journal_failing(r->journal),
	    .flush_window_ms = r->config->flush_window_ms,
	};
	char *page;

	g.readers = hub_backlog(r->hub, g.backlog);
	page = metrics_page(&g, &out->len);
	if (!page) {
		plainly(out, 503, "no memory\n");
		return;
	}
	out->status = 200;
	out->headers = METRICS;
	out->body = page;
	out->done = free;
	out->ctx = page;
}

static void
on_http(void *ctx, const struct ws_http_request *in, struct ws_http_answer *out)
{
	if (strcmp(in->path, "/metrics") == 0)
		say_metrics(ctx, out);
	else
		health_on_http(ctx, in, out);
}

const struct ws_handler health_handler = {.on_http = on_http};
