/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "export.h"

/*
 * What a record becomes in each format. The texts try to break out of each:
 * markup, quotes, arrows of WebVTT, formulas of spreadsheets, line ends.
 */

static const struct wire_tally tally[] = {{3, false}, {1, true}};
static const struct wire_citation citation[] = {
    {CITATION_DOI, "10.1000/x\"<y"}};

static const struct {
	uint64_t t_ms;
	enum entry_kind kind;
	enum part part;
	const char *step, *text;
	uint64_t refers;
} items[] = {
    {0, ENTRY_UPDATE, PART_CIRCULATOR, NULL, "band and consent match", 0},
    {60000, ENTRY_MILESTONE, PART_NONE, "time-out", NULL, 0},
    {120000, ENTRY_MILESTONE, PART_NONE, "incision", NULL, 0},
    {125000, ENTRY_UPDATE, PART_SURGEON, NULL,
	"</script><script>alert(1)</script> & \"quoted\" --> [NAME 2]", 0},
    {130000, ENTRY_UPDATE, PART_SCRUB, NULL, "=HYPERLINK(\"http://x\")", 0},
    {135000, ENTRY_CORRECTED, PART_SURGEON, NULL, NULL, 7},
    {140000, ENTRY_CORRECTION, PART_SURGEON, NULL, "three clips,\r\nnot two",
	6},
    {145000, ENTRY_WITHDRAWN, PART_SURGEON, NULL, NULL, 9},
    {150000, ENTRY_RETRACTION, PART_SURGEON, NULL, NULL, 8},
    {155000, ENTRY_POLL, PART_NONE, NULL,
	"Which artery?\ncystic\nright <hepatic>", 0},
    {3725000, ENTRY_RESULT, PART_NONE, NULL, NULL, 10},
    {3730000, ENTRY_NOTICE, PART_NONE, "closed", NULL, 0},
};
#define ITEMS (sizeof items / sizeof *items)

static void
fill(struct record *r)
{
	struct resolved which = {.basis = BASIS_TRAINING,
	    .code_name = "blue <heron>",
	    .template_id = "laparoscopic-cholecystectomy",
	    .state = "closed"};

	record_init(r, &which);
	for (size_t i = 0; i < ITEMS; i++) {
		struct wire_entry e = {.number = i + 1,
		    .t_ms = items[i].t_ms,
		    .kind = items[i].kind,
		    .part = items[i].part,
		    .step = items[i].step,
		    .text = items[i].text,
		    .text_len = items[i].text ? strlen(items[i].text) : 0,
		    .refers = items[i].refers};

		if (e.kind == ENTRY_RESULT) {
			e.tally = tally;
			e.tally_count = 2;
		}
		if (i == 3) {
			e.citations = citation;
			e.citation_count = 1;
		}
		if (record_add(r, &e) != SR_OK)
			abort();
	}
	record_end(r);
}

static char *
made(const char *format, const struct record *r, enum output_lang lang,
    int64_t offset_ms)
{
	const struct export_about about = {.exporter = "prof-<b>ada</b>",
	    .audience = STUDENT,
	    .lang = lang,
	    .offset_ms = offset_ms,
	    .checkpoint = "origin\n12\nroot=\n\n\xE2\x80\x94 relay sig\n",
	    .year = 2026};
	char *text = NULL;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	if (!f)
		abort();
	export_find(format)->write(f, r, &about);
	fclose(f);
	return text;
}

static const struct {
	const char *why, *format;
	bool has;
	const char *text;
} cases[] = {
    {"markup is text", "html", true, "&lt;/script&gt;&lt;script&gt;alert(1)"},
    {"in the data block too", "html", true,
	"\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"},
    {"nothing runs", "html", false, "<script>"},
    {"a code name is text", "html", true, "blue &lt;heron&gt;"},
    {"who exported is text", "html", true, "prof-&lt;b&gt;ada&lt;/b&gt;"},
    {"a stand-in stands out", "html", true, "<span class=tag>[NAME 2]</span>"},
    {"time counts from the incision", "html", true,
	"<time datetime=\"PT0S\">T+00:00:00</time>"},
    {"before it it is negative", "html", true, ">T-00:02:00<"},
    {"an hour is one", "html", true, "T+01:00:05"},
    {"milestones in words", "html", true, ">Incision<"},
    {"a correction links to its place", "html", true,
	"corrects <a href=\"#e6\">T+00:00:15</a>"},
    {"what was withdrawn says so", "html", true, "An update was withdrawn."},
    {"once", "html", false, "id=e9"},
    {"a choice of a poll is text", "html", true, "right &lt;hepatic&gt; ✓"},
    {"a citation cannot leave its quotes", "html", true,
	"href=\"https://doi.org/10.1000/x&quot;&lt;y\""},
    {"the checkpoint is there", "html", true, "— relay sig"},
    {"only a year", "html", true, "\"dateModified\":\"2026\""},
    {"no request leaves the page", "html", true, "default-src 'none'"},
    {"a formula is text", "csv", true,
	",\"'=HYPERLINK(\"\"http://x\"\")\"\r\n"},
    {"a comma wants quotes", "csv", true, "\"three clips,\r\nnot two\"\r\n"},
    {"seconds", "csv", true, "1,T-00:02:00,-120.000,update,"},
    {"who exported", "csv", true, ",,,export-by,,,,,prof-<b>ada</b>\r\n"},
    {"how many", "csv", true, ",,,export-entries,,,,,12\r\n"},
    {"first a line about it", "jsonl", true,
	"{\"format\":\"scrubrelay export 1\",\"code_name\":\"blue <heron>\""},
    {"votes", "jsonl", true, "\"tally\":[{\"votes\":3}"},
    {"no arrow in a cue", "captions", false, "\" --> [NAME"},
    {"markup is text", "captions", true, "&lt;/script&gt;"},
    {"who speaks", "captions", true, "<v SURGEON>"},
    {"before the video: no cue", "captions", false, "\n1\n"},
    {"the anchor lies at the offset", "captions", true,
	"\n3\n00:00:30.000 --> 00:00:31.500\n"},
    {"phases", "chapters", true, "00:00:30.000 --> 01:00:45.000\nAccess\n"},
    {"no arrow in JSON", "metadata", true, "--\\u003e [NAME 2]"},
};

static void
test_record(const struct record *r)
{
	const struct record_item *seven = record_find(r, 7);

	check_number(r->count, ITEMS, "all there");
	check(r->anchored, "the incision is known");
	check(seven && seven->entry.number == 7, "found by number");
	check(!record_find(r, 0) && !record_find(r, ITEMS + 1), "or not");
	check_text(r->item[0].phase ? "phase" : "none", "none",
	    "no phase before the first milestone");
	check_text(seven && seven->phase ? seven->phase->phase_id : "",
	    "access", "the phase of the latest milestone");
}

int
main(void)
{
	struct record r;
	char *text;

	fill(&r);
	test_record(&r);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		text = made(cases[i].format, &r, OUTPUT_EN, 30000);
		if (!check(
			(strstr(text, cases[i].text) != NULL) == cases[i].has,
			cases[i].why))
			fprintf(stderr, "   %s: %s\n", cases[i].format,
			    cases[i].text);
		free(text);
	}
	for (const struct export_format *f = export_formats; f->name; f++) {
		const char *dir = getenv("EXPORT_TEST_DIR");
		char name[256];
		FILE *out;

		text = made(f->name, &r, OUTPUT_ID, 30000);
		check(!strstr(text, "Incision") || strcmp(f->name, "none") == 0,
		    "in Indonesian milestones are, too");
		if (dir) {
			snprintf(name, sizeof name, "%s/%s.%s", dir, f->name,
			    f->extension);
			out = fopen(name, "we");
			check(out && fputs(text, out) >= 0 && fclose(out) == 0,
			    "a file to look at");
		}
		free(text);
	}
	check(!export_find("pdf"), "no format of that name");
	record_wipe(&r);
	return check_done();
}
