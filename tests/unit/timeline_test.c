/* SPDX-License-Identifier: MIT */
#include "timeline.h"

#include <stdlib.h>

#include "check.h"

/*
 * A procedure as a reader sees it, in 80 columns without colours: first what
 * a late reader gets at once, then what comes live.
 */

#define MINUTE 60000u

struct row {
	uint64_t number, t_ms, refers;
	enum entry_kind kind;
	enum part part;
	const char *step, *text;
};

static const struct {
	const char *why;
	enum output_lang lang;
	uint64_t from;
	bool live; /* all rows after catching up */
	struct row row[5];
	const char *out;
	unsigned width;
} cases[] = {
    {"time counts from the opening until there is an incision", OUTPUT_EN, 1,
	false, {{1, 61000, 0, ENTRY_UPDATE, PART_SURGEON, NULL, "ready"}},
	"T+00:01:01  SURGEON       ready\n", 80},
    {"a late reader sees all from the incision", OUTPUT_EN, 1, false,
	{{1, 3 * MINUTE, 0, ENTRY_UPDATE, PART_SCRUB, NULL, "counted"},
	    {2, 5 * MINUTE, 0, ENTRY_MILESTONE, PART_NONE, "incision", NULL},
	    {3, 66 * MINUTE, 0, ENTRY_UPDATE, PART_NONE, NULL, "dry"}},
	"T-00:02:00  SCRUB         counted\n"
	"\n─── Access "
	"────────────────────────────────────────────────────────────────"
	"─────\n"
	"T+00:00:00  ● Incision\n"
	"T+01:01:00                dry\n",
	80},
    {"who watches is told that the clock starts", OUTPUT_EN, 1, true,
	{{1, 5 * MINUTE, 0, ENTRY_MILESTONE, PART_NONE, "incision", NULL}},
	"\n─── Access "
	"────────────────────────────────────────────────────────────────"
	"─────\n"
	"T+00:00:00  ● Incision  (time counts from here)\n",
	80},
    {"one heading for a phase, in Indonesian", OUTPUT_ID, 1, false,
	{{1, 0, 0, ENTRY_MILESTONE, PART_NONE, "incision", NULL},
	    {2, 1000, 0, ENTRY_MILESTONE, PART_NONE, "ports-placed", NULL},
	    {3, 2000, 0, ENTRY_UPDATE, PART_ANAESTHETIST, NULL, "stabil"}},
	"\n─── Akses "
	"────────────────────────────────────────────────────────────────"
	"──────\n"
	"T+00:00:00  ● Insisi\n"
	"T+00:00:01  ● Trokar terpasang\n"
	"T+00:00:02  ANESTESI      stabil\n",
	80},
    {"what was corrected says where, and has no text", OUTPUT_EN, 1, false,
	{{1, 1000, 2, ENTRY_CORRECTED, PART_SURGEON, NULL, NULL},
	    {2, 9000, 1, ENTRY_CORRECTION, PART_SURGEON, NULL, "2 g"}},
	"T+00:00:01  corrected at T+00:00:09\n"
	"T+00:00:09  SURGEON       corrects T+00:00:01: 2 g\n",
	80},
    {"what was withdrawn is shown once", OUTPUT_EN, 1, false,
	{{1, 1000, 2, ENTRY_WITHDRAWN, PART_NONE, NULL, NULL},
	    {2, 9000, 1, ENTRY_RETRACTION, PART_NONE, NULL, NULL}},
	"T+00:00:01  An update was withdrawn.\n", 80},
    {"a live reader is told which one", OUTPUT_EN, 1, true,
	{{1, 1000, 0, ENTRY_UPDATE, PART_OTHER, NULL, "a"},
	    {2, 9000, 1, ENTRY_RETRACTION, PART_NONE, NULL, NULL}},
	"T+00:00:01  OTHER         a\n"
	"T+00:00:09  withdrawn: the update of T+00:00:01\n",
	80},
    {"the end says nothing of why", OUTPUT_EN, 1, true,
	{{1, 1000, 0, ENTRY_NOTICE, PART_NONE, "closed", NULL}},
	"\nT+00:00:01  The broadcast has ended.\n", 80},
    {"a step of another template is shown as it is", OUTPUT_EN, 1, false,
	{{1, 1000, 0, ENTRY_MILESTONE, PART_NONE, "bypass-on", NULL}},
	"T+00:00:01  ● bypass-on\n", 80},
    {"from a number on, and still from the incision", OUTPUT_EN, 2, false,
	{{1, MINUTE, 0, ENTRY_MILESTONE, PART_NONE, "incision", NULL},
	    {2, 2 * MINUTE, 0, ENTRY_UPDATE, PART_OTHER, NULL, "x"}},
	"T+00:01:00  OTHER         x\n", 80},
    {"on a telephone nothing is broken within a word", OUTPUT_ID, 1, true,
	{{1, MINUTE, 0, ENTRY_MILESTONE, PART_NONE, "incision", NULL},
	    {2, MINUTE, 0, ENTRY_CORRECTION, PART_NONE, NULL, "dua klip"}},
	"\n─── Akses ──────────────────\n"
	"T+00:00:00  ● Insisi\n"
	"              (waktu\n"
	"              dihitung dari\n"
	"              sini)\n"
	"T+00:00:00  \n"
	"  koreksi atas : dua klip\n",
	28},
};

static const struct resolved which = {
    .code_name = "blue heron",
    .template_id = "laparoscopic-cholecystectomy",
    .state = "open",
};

static void
feed(struct timeline *t, const struct row *row, size_t count)
{
	for (size_t i = 0; i < count && row[i].number; i++) {
		const struct wire_entry e = {
		    .number = row[i].number,
		    .t_ms = row[i].t_ms,
		    .refers = row[i].refers,
		    .kind = row[i].kind,
		    .part = row[i].part,
		    .step = row[i].step,
		    .text = row[i].text,
		    .text_len = row[i].text ? strlen(row[i].text) : 0,
		};

		check_number(timeline_entry(t, &e), SR_OK, "taken");
	}
}

static void
test_lines(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text = NULL;
		size_t len = 0;
		struct output o = {.file = open_memstream(&text, &len),
		    .width = cases[i].width};
		const struct timeline_options opt = {
		    .out = &o, .lang = cases[i].lang, .from = cases[i].from};
		struct timeline *t = NULL;

		if (!check(o.file != NULL, "memory") ||
		    !check_number(timeline_new(&t, &opt, &which), SR_OK, "new"))
			return;
		if (cases[i].live)
			timeline_caught_up(t);
		feed(t, cases[i].row, 5);
		timeline_caught_up(t);
		timeline_free(t);
		fclose(o.file);
		check_text(text, cases[i].out, cases[i].why);
		free(text);
	}
}

static void
test_json(void)
{
	static const struct row rows[] = {
	    {1, 5, 0, ENTRY_MILESTONE, PART_NONE, "incision", NULL},
	    {2, 6, 1, ENTRY_CORRECTION, PART_SURGEON, NULL, "a \"b\""},
	};
	char *text = NULL;
	size_t len = 0;
	struct output o = {.file = open_memstream(&text, &len), .width = 80};
	const struct timeline_options opt = {
	    .out = &o, .json = true, .from = 1};
	struct timeline *t = NULL;

	if (!check(o.file != NULL, "memory") ||
	    !check_number(timeline_new(&t, &opt, &which), SR_OK, "new"))
		return;
	feed(t, rows, 2);
	timeline_free(t);
	fclose(o.file);
	check_text(text,
	    "{\"procedure\":\"00000000000000000000000000000000\",\"number\":1,"
	    "\"kind\":\"milestone\",\"t_ms\":5,\"step\":\"incision\","
	    "\"label\":\"Incision\",\"phase\":\"access\"}\n"
	    "{\"procedure\":\"00000000000000000000000000000000\",\"number\":2,"
	    "\"kind\":\"correction\",\"t_ms\":6,\"part\":\"surgeon\","
	    "\"refers\":1,\"text\":\"a \\\"b\\\"\"}\n",
	    "programs get one object a line, at once");
	free(text);
}

int
main(void)
{
	test_lines();
	test_json();
	return check_done();
}
