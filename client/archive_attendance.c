/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "about.h"
#include "args.h"
#include "output.h"
#include "proto/catalogue.h"
#include "record.h"

/* scrubrelay archive attendance PROC: who read it live, and how long */

struct attending {
	struct about about;
	bool csv;
	size_t seen;
	char last[NAME_MAX_BYTES + 1];
};

static void
print_row(const struct attending *l, const struct output *o,
    const struct wire_attendance *a)
{
	char from[RECORD_TIME_ROOM], to[RECORD_TIME_ROOM];
	const char *audience = a->audience == STUDENT ? "student" : "colleague";

	record_time((int64_t)a->from_ms, from);
	record_time((int64_t)a->to_ms, to);
	if (l->about.json)
		printf("{\"account\":\"%s\",\"audience\":\"%s\",\"minutes\":"
		       "%" PRIu64 ",\"from_ms\":%" PRIu64 ",\"to_ms\":%" PRIu64
		       "}\n",
		    a->account, audience, a->minutes, a->from_ms, a->to_ms);
	else if (l->csv)
		printf("%s,%s,%" PRIu64 ",%s,%s\r\n", a->account, audience,
		    a->minutes, from, to);
	else {
		output_look(o, LOOK_BOLD, "%-20s ", a->account);
		output_look(o, LOOK_DIM, "%-10s ", say(audience));
		printf(say("%4" PRIu64 " min   %s to %s\n"), a->minutes, from,
		    to);
	}
}

static enum ask_next
on_attendance(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct attending *l = ctx;
	bool further = false;
	struct output o;

	output_init(&o, stdout);
	if (l->csv && !l->seen)
		printf("account,audience,minutes,from,to\r\n");
	for (size_t i = 0; i < ok->attendance_count; i++)
		print_row(l, &o, &ok->attendance[i]);
	l->seen += ok->attendance_count;
	if (!l->seen && !l->about.json && !l->csv)
		output_status("Nobody read it live.");
	if (ok->attendance_count) {
		const char *last =
		    ok->attendance[ok->attendance_count - 1].account;

		further = strcmp(last, l->last) > 0;
		snprintf(l->last, sizeof l->last, "%s", last);
	}
	r->u.pages.account = l->last;
	return ask_page(ok->more, further);
}

int
archive_attendance(int argc, char **argv)
{
	struct attending l = {.about = {.answered = on_attendance}};
	const struct args_option options[] = {
	    {"csv", NULL, ARGS_FLAG, &l.csv, "a table (RFC 4180)"},
	    {"json", NULL, ARGS_FLAG, &l.about.json, "one JSON object a line"},
	    ARGS_PROFILE(&l.about.profile), ARGS_END};
	struct args a = {
	    .command = "archive attendance",
	    .synopsis = "PROC",
	    .purpose = "Lists who read a procedure live, and for how many "
		       "minutes (educators).",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	l.about.word = a.word[0];
	l.about.request.op = OP_ATTENDANCE;
	return (int)about_run(&l.about);
}
