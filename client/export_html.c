/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* strchrnul */
#include <inttypes.h>
#include <string.h>

#include "export.h"
#include "timeline_talk.h"

/*
 * One page: opens offline, prints on A4 and Letter, reads on a phone, in
 * light and dark. No script and no request: all of it stands in the file.
 */

static const char style[] =
    ":root{color-scheme:light dark;--ink:#16202b;--dim:#51606f;--paper:#fff;"
    "--line:#d5dce4;--mark:#0b5cad;--tag:#e8eef6;--warn:#8a4b00}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e7edf3;--dim:#9fb0c0;"
    "--paper:#11171e;--line:#2c3742;--mark:#7db8f5;--tag:#1f2c3a;"
    "--warn:#f0b35e}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:46rem;"
    "font:1rem/1.5 system-ui,sans-serif;color:var(--ink);"
    "background:var(--paper)}"
    "h1{margin:0;font-size:1.7rem;line-height:1.2;text-transform:capitalize}"
    "h2{margin:2rem 0 .5rem;padding-bottom:.25rem;font-size:1.15rem;"
    "border-bottom:2px solid var(--line)}"
    "p{margin:.25rem 0}.dim{color:var(--dim)}"
    ".ground{display:inline-block;margin:.5rem 0;padding:.1rem .6rem;"
    "border:1px solid currentColor;border-radius:1rem;font-size:.85rem;"
    "font-weight:600;color:var(--mark)}"
    "nav ol{margin:.5rem 0;padding:0;list-style:none}"
    "nav li{display:grid;grid-template-columns:minmax(8rem,1fr) 2fr 4.5rem;"
    "gap:.75rem;align-items:center;padding:.2rem 0}"
    "nav a{color:inherit}.bar{height:.6rem;border-radius:.3rem;"
    "background:var(--mark);min-width:2px}"
    ".num{text-align:right;font-variant-numeric:tabular-nums}"
    "ol.log{margin:0;padding:0;list-style:none}"
    "ol.log>li{display:grid;grid-template-columns:6.2rem 7.5rem 1fr;"
    "gap:.75rem;padding:.35rem 0;border-bottom:1px solid var(--line);"
    "overflow-wrap:anywhere}"
    "time{color:var(--dim);font-variant-numeric:tabular-nums}"
    ".who{font-size:.85rem;font-weight:600;color:var(--dim)}"
    ".text{white-space:pre-wrap}"
    ".milestone .text{font-weight:700}.milestone .text::before{"
    "content:\"\\25CF\\00A0\";color:var(--mark)}"
    ".gone .text{color:var(--dim);font-style:italic}"
    ".prefix{color:var(--warn);font-weight:600}"
    ".tag{padding:0 .3em;border-radius:.3em;background:var(--tag);"
    "font-size:.92em;white-space:nowrap}"
    ".tally{margin:.3rem 0;padding:0;list-style:none}"
    ".tally li{display:grid;grid-template-columns:10rem 1fr 3rem;gap:.5rem;"
    "align-items:center}.cite{font-size:.85rem;color:var(--mark)}"
    "footer{margin-top:2.5rem;padding-top:1rem;border-top:2px solid "
    "var(--line);font-size:.9rem;color:var(--dim)}"
    "pre{overflow-x:auto;padding:.6rem;background:var(--tag);"
    "border-radius:.4rem;font-size:.8rem}"
    "a:focus-visible{outline:3px solid var(--mark);outline-offset:2px}"
    ".prefix a{color:inherit}"
    "@media(max-width:34rem){ol.log>li{grid-template-columns:6.2rem 1fr;"
    "gap:.1rem .75rem}"
    ".text{grid-column:1/-1}nav li{grid-template-columns:1fr 4.5rem}"
    ".track{display:none}}"
    "@media print{:root{color-scheme:light;--ink:#000;--dim:#444;"
    "--paper:#fff;--line:#bbb;--mark:#000;--tag:#eee;--warn:#000}"
    "body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}"
    "li{break-inside:avoid}.bar{print-color-adjust:exact}"
    "@page{margin:18mm 16mm}}";

/* ---- text ---- */

static void
put_escaped(FILE *f, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			fputs("&quot;", f);
		else if (text[i] == '\'')
			fputs("&#39;", f);
		else
			export_markup(f, text[i]);
	}
}

static void
put(FILE *f, const char *text)
{
	put_escaped(f, text, strlen(text));
}

/* Bytes of "[NAME 2]" at text, or 0. */
static size_t
tag_len(const char *text, size_t len)
{
	size_t n = 1;

	if (len < 3 || text[0] != '[' || text[1] < 'A' || text[1] > 'Z')
		return 0;
	while (n < len && n < 40 &&
	       ((text[n] >= 'A' && text[n] <= 'Z') || text[n] == ' ' ||
		   (text[n] >= '0' && text[n] <= '9') || text[n] == '-'))
		n++;
	return n < len && text[n] == ']' ? n + 1 : 0;
}

/* What stands for an identifier is marked. */
static void
put_text(FILE *f, const char *text, size_t len)
{
	size_t done = 0;

	for (size_t i = 0; i < len;) {
		size_t n = tag_len(text + i, len - i);

		if (!n) {
			i++;
			continue;
		}
		put_escaped(f, text + done, i - done);
		fputs("<span class=tag>", f);
		put_escaped(f, text + i, n);
		fputs("</span>", f);
		i += n;
		done = i;
	}
	put_escaped(f, text + done, len - done);
}

/* ISO 8601 duration, for machines. */
static void
put_time(FILE *f, int64_t t_ms)
{
	char text[RECORD_TIME_ROOM];
	int64_t s = (t_ms < 0 ? -t_ms : t_ms) / 1000;

	record_time(t_ms, text);
	if (t_ms < 0)
		fprintf(f, "<span class=dim>%s</span>", text);
	else
		fprintf(f, "<time datetime=\"PT%" PRId64 "S\">%s</time>", s,
		    text);
}

/* ---- phases ---- */

struct phase {
	size_t begin, end; /* items */
	int64_t ms;
};

/* The run of items of one phase that begins at `begin`. */
static struct phase
phase_at(const struct record *r, size_t begin)
{
	const struct template_step *of = r->item[begin].phase;
	struct phase p = {.begin = begin, .end = begin + 1};

	while (p.end < r->count) {
		const struct template_step *next = r->item[p.end].phase;

		if ((!of) != (!next) ||
		    (of && strcmp(of->phase_id, next->phase_id) != 0))
			break;
		p.end++;
	}
	p.ms = r->item[p.end < r->count ? p.end : p.end - 1].t_ms -
	       r->item[begin].t_ms;
	return p;
}

static const char *
phase_label(const struct record *r, const struct phase *p,
    const struct export_about *about)
{
	const struct template_step *of = r->item[p->begin].phase;

	return of ? export_label(about, of->phase_label)
		  : export_say(about, EXPORT_BEFORE);
}

static void
put_phases(FILE *f, const struct record *r, const struct export_about *about)
{
	int64_t longest = 1;

	for (size_t i = 0; i < r->count; i = phase_at(r, i).end)
		if (phase_at(r, i).ms > longest)
			longest = phase_at(r, i).ms;
	fprintf(f, "<nav aria-labelledby=phases><h2 id=phases>%s</h2><ol>\n",
	    export_say(about, EXPORT_TIME_BY_PHASE));
	for (size_t i = 0; i < r->count;) {
		struct phase p = phase_at(r, i);

		fprintf(f, "<li><a href=\"#e%" PRIu64 "\">",
		    r->item[i].entry.number);
		put(f, phase_label(r, &p, about));
		fprintf(f,
		    "</a><span class=track><span class=bar "
		    "style=\"display:block;width:%d%%\"></span></span>"
		    "<span class=num>%" PRId64 ":%02d</span></li>\n",
		    (int)(p.ms * 100 / longest), p.ms / 60000,
		    (int)(p.ms / 1000 % 60));
		i = p.end;
	}
	fputs("</ol></nav>\n", f);
}

/* ---- entries ---- */

static const char *
class_of(const struct record_item *item)
{
	enum entry_kind kind = item->entry.kind;

	return kind == ENTRY_CORRECTED || kind == ENTRY_WITHDRAWN
		   ? "gone"
		   : wire_kind_name(kind);
}

static void
put_prefix(FILE *f, const struct record *r, const struct record_item *item,
    const struct export_about *about)
{
	const struct record_item *of = record_find(r, item->entry.refers);
	const char *prefix = export_prefix(item, about);
	char time[RECORD_TIME_ROOM];

	if (!*prefix)
		return;
	fputs("<span class=prefix>", f);
	put(f, prefix);
	if (of) {
		record_time(of->t_ms, time);
		fprintf(f, " <a href=\"#e%" PRIu64 "\">%s</a>",
		    of->entry.number, time);
	}
	fputs(":</span> ", f);
}

/* A poll's votes, a line each choice: the lines of its text behind the
 * first. */
static void
put_tally(FILE *f, const struct record *r, const struct record_item *item)
{
	const struct record_item *poll = record_find(r, item->entry.refers);
	const char *at = poll ? poll->entry.text : "";
	uint64_t all = 0;

	for (size_t i = 0; i < item->entry.tally_count; i++)
		all += item->entry.tally[i].votes;
	if (!item->entry.tally_count)
		return;
	fputs("<ul class=tally>", f);
	for (size_t i = 0; i < item->entry.tally_count; i++) {
		const struct wire_tally *t = &item->entry.tally[i];
		const char *end;

		at = strchr(at, '\n');
		at = at ? at + 1 : "";
		end = strchrnul(at, '\n');
		fputs("<li><span>", f);
		put_text(f, at, (size_t)(end - at));
		fprintf(f,
		    "%s</span><span class=bar style=\"display:block;"
		    "width:%d%%\"></span><span class=num>%" PRIu64
		    "</span></li>",
		    t->right ? " ✓" : "",
		    all ? (int)(t->votes * 100 / all) : 0, t->votes);
	}
	fputs("</ul>", f);
}

/* Where what is cited is found; nobody looked it up. */
static void
put_citations(FILE *f, const struct record_item *item)
{
	for (size_t i = 0; i < item->entry.citation_count; i++) {
		const struct wire_citation *c = &item->entry.citations[i];

		fputs(" <a class=cite rel=noreferrer href=\"", f);
		put(f, talk_citation_site(c->type));
		put(f, c->id);
		fputs("\">", f);
		put(f, c->id);
		fputs("</a>", f);
	}
}

static void
put_item(FILE *f, const struct record *r, const struct record_item *item,
    const struct export_about *about)
{
	size_t len;
	const char *line = export_line(item, about, &len);

	/* Shown where the text was. */
	if (item->entry.kind == ENTRY_RETRACTION)
		return;
	fprintf(f, "<li id=e%" PRIu64 " class=%s>", item->entry.number,
	    class_of(item));
	put_time(f, item->t_ms);
	fputs("<span class=who>", f);
	put(f, export_part(item, about));
	fputs("</span><span class=text>", f);
	put_prefix(f, r, item, about);
	put_text(f, line, len);
	put_citations(f, item);
	put_tally(f, r, item);
	fputs("</span></li>\n", f);
}

static void
put_entries(FILE *f, const struct record *r, const struct export_about *about)
{
	for (size_t i = 0; i < r->count;) {
		struct phase p = phase_at(r, i);

		fputs("<section><h2>", f);
		put(f, phase_label(r, &p, about));
		fputs("</h2><ol class=log>\n", f);
		for (; i < p.end; i++)
			put_item(f, r, &r->item[i], about);
		fputs("</ol></section>\n", f);
	}
}

/* ---- the page ---- */

/* In a script element: no end of it, and nothing else that HTML reads. */
#define SCRIPT_ESCAPES "<>&"

/* schema.org LiveBlogPosting: a year is all that may be said of when. */
static void
put_schema(FILE *f, const struct record *r, const struct export_about *about)
{
	bool first = true;

	fputs("<script type=\"application/ld+json\">"
	      "{\"@context\":\"https://schema.org\",\"@type\":"
	      "\"LiveBlogPosting\",\"headline\":",
	    f);
	export_json_text(f, export_operation(r, about),
	    strlen(export_operation(r, about)), SCRIPT_ESCAPES);
	fprintf(f,
	    ",\"inLanguage\":\"%s\",\"dateModified\":\"%04u\","
	    "\"isAccessibleForFree\":false,\"liveBlogUpdate\":[",
	    output_lang_name(about->lang), about->year);
	for (size_t i = 0; i < r->count; i++) {
		const struct record_item *item = &r->item[i];
		size_t len;
		const char *line = export_line(item, about, &len);

		if (item->entry.kind == ENTRY_RETRACTION)
			continue;
		fprintf(f, "%s{\"@type\":\"BlogPosting\",\"@id\":\"#e%" PRIu64
			   "\",\"articleBody\":",
		    first ? "" : ",", item->entry.number);
		export_json_text(f, line, len, SCRIPT_ESCAPES);
		fputc('}', f);
		first = false;
	}
	fputs("]}</script>\n", f);
}

static void
put_head(FILE *f, const struct record *r, const struct export_about *about)
{
	fprintf(f, "<!doctype html>\n<html lang=%s>\n<head>\n"
		   "<meta charset=utf-8>\n<meta name=viewport "
		   "content=\"width=device-width,initial-scale=1\">\n"
		   "<meta name=referrer content=no-referrer>\n"
		   "<meta http-equiv=Content-Security-Policy content=\""
		   "default-src 'none'; style-src 'unsafe-inline'\">\n<title>",
	    output_lang_name(about->lang));
	put(f, r->which.code_name);
	fputs(" · ", f);
	put(f, export_operation(r, about));
	fprintf(f, "</title>\n<style>%s</style>\n", style);
	put_schema(f, r, about);
	fputs("</head>\n<body>\n<header>\n<p class=dim>", f);
	put(f, export_operation(r, about));
	fputs("</p>\n<h1>", f);
	put(f, r->which.code_name);
	fputs("</h1>\n<p class=ground>", f);
	put(f, export_ground(r, about));
	fprintf(f, "</p>\n<p class=dim>%s %s</p>\n</header>\n",
	    export_say(about, EXPORT_TEACHING),
	    export_say(about,
		r->anchored ? EXPORT_CLOCK_ANCHOR : EXPORT_CLOCK_OPENING));
}

static void
put_foot(FILE *f, const struct record *r, const struct export_about *about)
{
	fprintf(f, "<footer>\n<p>%s ", export_say(about, EXPORT_BY));
	put(f, about->exporter);
	fprintf(f, ", %s · %zu %s</p>\n",
	    export_say(about, about->audience == STUDENT
				  ? EXPORT_AS_STUDENT
				  : EXPORT_AS_COLLEAGUE),
	    r->count, export_say(about, EXPORT_ENTRIES));
	fprintf(f, "<p>%s: <code>" EXPORT_VERIFY_COMMAND "</code></p>\n<pre>",
	    export_say(about, EXPORT_VERIFY));
	put(f, about->checkpoint ? about->checkpoint
				 : export_say(about, EXPORT_NO_CHECKPOINT));
	fputs("</pre>\n</footer>\n</body>\n</html>\n", f);
}

void
export_html(
    FILE *f, const struct record *r, const struct export_about *about)
{
	put_head(f, r, about);
	put_phases(f, r, about);
	fputs("<main>\n", f);
	put_entries(f, r, about);
	fputs("</main>\n", f);
	put_foot(f, r, about);
}
