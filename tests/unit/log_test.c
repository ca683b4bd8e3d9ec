/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* pipe2 */
#include "log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "proto/cj.h"
#include "proto/limits.h"

/* What was written to standard error since the last call. */
static int ends[2];
static char line[4096];

static const char *
written(void)
{
	ssize_t n = read(ends[0], line, sizeof(line) - 1);

	line[n > 0 ? n : 0] = '\0';
	return line;
}

/* Standard error goes to a pipe while body runs; the checks come after. */
static int saved;

static void
capture(bool on)
{
	if (on)
		dup2(ends[1], STDERR_FILENO);
	else
		dup2(saved, STDERR_FILENO);
}

static const char *
after_ts(const char *json)
{
	const char *at = strstr(json, "\",\"level\"");

	return at ? at + 2 : json;
}

static void
as_text(void)
{
	log_init(LOG_LEVEL_INFO, false);
	capture(true);
	log_warn("publish-refused", "peer=%u err=%s", 7u, "not-saved");
	capture(false);
	check_text(written(), "warn publish-refused peer=7 err=not-saved\n",
	    "an operator greps for it");
	capture(true);
	log_info("stopped", "%s", "");
	log_debug("never", "x=%d", 1);
	log_error("open", "file=%s", "a\nerror forged x=1\x1b[2J");
	capture(false);
	check_text(written(),
	    "info stopped\nerror open file=a?error forged x=1?[2J\n",
	    "below the level nothing; nobody makes lines of his own");
	capture(true);
	log_error("open", "file=%s", "b\xc2\x9b" "2J\xc3\xa9 \xe2\x82");
	capture(false);
	check_text(written(), "error open file=b?2J\xc3\xa9 ??\n",
	    "nor steers a terminal with C1; half a character is none");
}

static void
as_json(void)
{
	char longer[3000];

	log_init(LOG_LEVEL_DEBUG, true);
	capture(true);
	log_debug("listening", "address=%s port=%d tls=%s zero=%s", "::1", 7360,
	    "no", "007");
	capture(false);
	check_text(after_ts(written()),
	    "\"level\":\"debug\",\"id\":\"listening\",\"address\":\"::1\","
	    "\"port\":7360,\"tls\":\"no\",\"zero\":\"007\"}\n",
	    "pairs are members, numbers are numbers");
	check(strncmp(line, "{\"ts\":\"20", 9) == 0, "with its time");
	capture(true);
	log_error("stopped-short", "file=%s why=%s", "a b\"c\\",
	    "no such file or directory");
	capture(false);
	check_text(after_ts(written()),
	    "\"level\":\"error\",\"id\":\"stopped-short\",\"file\":"
	    "\"a b\\\"c\\\\\",\"why\":\"no such file or directory\"}\n",
	    "values keep their spaces and cannot end their string");
	capture(true);
	log_info("plain", "%s", "only words");
	capture(false);
	check_text(after_ts(written()),
	    "\"level\":\"info\",\"id\":\"plain\",\"text\":\"only words\"}\n",
	    "text without pairs is still JSON");
	/* Cut where the texts of faults are. */
	for (size_t i = 0; i < sizeof(longer) - 3; i += 2)
		memcpy(longer + i, "\xc3\xa9", 3);
	for (int shift = 0; shift < 2; shift++) {
		capture(true);
		log_info("long", "%.*sx=%s", shift, "ab", longer);
		capture(false);
		written();
		check(cj_utf8(line, strlen(line)) &&
			  strcmp(line + strlen(line) - 3, "\"}\n") == 0,
		    "what is cut is UTF-8 still");
	}
	memset(longer, '"', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	capture(true);
	log_info("long", "x=%s", longer);
	capture(false);
	written();
	check(strlen(line) < 2048 &&
		  strcmp(line + strlen(line) - 3, "\"}\n") == 0,
	    "a long line is cut and stays JSON");
}

/* Lines of one kind that are written of n at that time. */
static unsigned
often(uint64_t now_ms, unsigned n, const char *id)
{
	unsigned lines = 0;

	capture(true);
	for (unsigned i = 0; i < n; i++)
		log_often(LOG_LEVEL_INFO, now_ms, id, "peer=%u", i);
	capture(false);
	for (const char *at = written(); (at = strchr(at, '\n')); at++)
		lines++;
	return lines;
}

static void
at_most(void)
{
	log_init(LOG_LEVEL_INFO, false);
	check_number(often(1000, LOG_OFTEN_PER_S, "closed"), LOG_OFTEN_PER_S,
	    "as many as are written");
	check_number(often(1999, 1, "closed"), 0, "one more is not");
	check_number(often(1999, 1, "refused"), 1, "another kind is");
	check_number(often(1999, 2, "closed"), 0, "nor are others");
	check_number(often(2000, 1, "closed"), 1, "a second later");
	check_text(line, "info closed peer=0 unsaid=3\n", "and how many more");
	check_number(often(2000, 1, "closed"), 1, "the next");
	check_text(line, "info closed peer=0\n", "is one by itself");
	log_init(LOG_LEVEL_WARN, false);
	check_number(often(3000, 1, "closed"), 0, "below the level nothing");
}

/* A pipe that nobody reads: no line is waited for, and the next one that is
 * taken says how many were not. */
static void
nobody_reads(void)
{
	static const char full[4096];

	log_init(LOG_LEVEL_INFO, false);
	while (write(ends[1], full, sizeof(full)) > 0)
		;
	/* From here on a write to it would wait. */
	fcntl(ends[1], F_SETFL, fcntl(ends[1], F_GETFL) & ~O_NONBLOCK);
	capture(true);
	log_info("closed", "peer=%u", 1u);
	log_info("closed", "peer=%u", 2u);
	capture(false);
	while (read(ends[0], line, sizeof(line)) > 0)
		;
	capture(true);
	log_info("closed", "peer=%u", 3u);
	log_info("closed", "peer=%u", 4u);
	capture(false);
	check_text(written(),
	    "warn log-lost lines=2\ninfo closed peer=3\ninfo closed peer=4\n",
	    "as many as were lost, once");
}

int
main(void)
{
	saved = dup(STDERR_FILENO);
	/* What was not written is not waited for. */
	if (saved < 0 || pipe2(ends, O_NONBLOCK) != 0)
		return 1;
	as_text();
	as_json();
	at_most();
	nobody_reads();
	return check_done();
}
