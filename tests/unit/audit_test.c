/* SPDX-License-Identifier: MIT */
#include "audit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "check.h"
#include "log.h"
#include "proto/audit_chain.h"
#include "proto/wire.h"

static struct ws_loop *loop;
static struct worker_pool *pool;
static struct keypair *key;
static char dir[64], file[128];
static uint64_t now = 1800000000000;

static uint64_t
wall_ms(void)
{
	return now++;
}

static enum sr_err
reopen(struct audit **a, struct sr_fault *fault)
{
	return audit_open(
	    a, &(struct audit_options){file, key, loop, pool, wall_ms}, fault);
}

static void
note(struct audit *a, enum audit_event event, const char *who, uint64_t count)
{
	static const struct procedure_id id = {{1, 2, 3}};

	audit_note(a, &(struct audit_note){.event = event,
			  .who = who,
			  .procedure = who ? &id : NULL,
			  .about = who ? NULL : "rafi: student",
			  .count = count,
			  .err = event == AUDIT_DENIED ? SR_EGRANT : SR_OK});
}

/* ---- what a reader of it sees ---- */

struct seen {
	struct audit_chain chain;
	size_t lines, pages;
	uint64_t lost, mended;
	char last_event[32];
	enum sr_err err;
	bool more;
};

static void
on_page(void *ctx, enum sr_err err, const struct wire_audit *line, size_t count,
    bool more)
{
	struct seen *s = ctx;
	struct sr_fault fault = {{0}};

	s->err = err;
	for (size_t i = 0; i < count && s->err == SR_OK; i++) {
		s->err = audit_chain_follow(
		    &s->chain, &line[i], keypair_public(key), &fault);
		if (strcmp(line[i].event, "lost") == 0)
			s->lost += line[i].count;
		if (strcmp(line[i].event, "mended") == 0)
			s->mended += line[i].count;
		snprintf(
		    s->last_event, sizeof s->last_event, "%s", line[i].event);
	}
	if (fault.what[0])
		fprintf(stderr, "%s\n", fault.what);
	s->lines += count;
	s->pages++;
	s->more = more;
	ws_loop_stop(loop);
}

static struct seen
read_all(struct audit *a)
{
	struct seen s = {.more = true};

	while (s.more) {
		s.more = false;
		audit_read(a, s.chain.line, on_page, &s);
		ws_loop_run(loop);
	}
	return s;
}

static void
test_pages(void)
{
	struct sr_fault fault;
	struct audit *a;
	struct seen s;

	if (!check(reopen(&a, &fault) == SR_OK, "a new log"))
		return;
	s = read_all(a);
	check(s.err == SR_OK && s.lines == 0, "is empty");
	for (uint64_t i = 0; i < 1000; i++)
		note(a, AUDIT_RELEASE, "mira", i);
	note(a, AUDIT_DENIED, NULL, 3);
	s = read_all(a);
	check(s.err == SR_OK, "every line follows from the one before, and "
			      "the signatures are the relay's");
	check_number(s.lines, 1001, "all are there");
	check_number(s.pages, 4, "256 at a time");
	check_text(s.last_event, "denied", "in order");
	check_number(s.chain.signed_line, 1001, "the last one is signed");
	audit_close(a);
	if (!check(reopen(&a, &fault) == SR_OK, "opened again"))
		return;
	note(a, AUDIT_OPEN, "mira", 0);
	s = read_all(a);
	check(s.err == SR_OK && s.lines == 1002,
	    "it goes on where it ended, in the same chain");
	audit_close(a);
}

/* ---- damage ---- */

static char *
slurp(size_t *len)
{
	FILE *f = fopen(file, "re");
	char *text = malloc(1 << 20);

	*len = f && text ? fread(text, 1, 1 << 20, f) : 0;
	if (f)
		fclose(f);
	return text;
}

static size_t
signatures(void)
{
	size_t len, count = 0;
	char *text = slurp(&len);

	for (size_t i = 0; text && i + 9 < len; i++)
		count += memcmp(text + i, "signature", 9) == 0;
	free(text);
	return count;
}

/* What happens all the time waits for others; anything else does not. */
static void
test_gathering(void)
{
	struct ws_timer *stop = NULL;
	struct sr_fault fault;
	struct audit *a;
	struct seen s;
	size_t before;

	if (!check(reopen(&a, &fault) == SR_OK &&
		    ws_timer_new(&stop, loop, (void (*)(void *))ws_loop_stop,
			loop) == SR_OK,
		"a log and a timer"))
		return;
	before = signatures();
	for (uint64_t i = 0; i < 10; i++) {
		/* Turns of the loop between them. */
		note(a, i % 2 ? AUDIT_POST : AUDIT_RELEASE, "mira", i);
		ws_timer_set(stop, 0);
		ws_loop_run(loop);
	}
	note(a, AUDIT_STOP, "mira", 0);
	s = read_all(a);
	check(s.err == SR_OK && s.chain.signed_line == s.lines,
	    "who reads it gets all of it, signed");
	check_number(signatures() - before, 1, "one signature for eleven");
	note(a, AUDIT_POST, "mira", 1);
	while (signatures() - before < 2) { /* one alone is written, too */
		ws_timer_set(stop, 10);
		ws_loop_run(loop);
	}
	audit_close(a);
	ws_timer_free(stop);
}

static void
spill(const char *text, size_t len)
{
	FILE *f = fopen(file, "we");

	if (f) {
		fwrite(text, 1, len, f);
		fclose(f);
	}
}

static void
test_torn(void)
{
	struct sr_fault fault;
	struct audit *a;
	struct seen s;
	size_t len;
	char *text = slurp(&len);

	spill(text, len - 10);
	free(text);
	if (!check(reopen(&a, &fault) == SR_OK,
		"a line that a crash cut off is no reason not to start"))
		return;
	s = read_all(a);
	check(s.err == SR_OK && s.lines == 1002, "it is gone");
	check(s.mended > 10, "and the log says so");
	audit_close(a);
}

static enum sr_err
opens(void)
{
	struct sr_fault fault = {{0}};
	struct audit *a = NULL;
	enum sr_err err = reopen(&a, &fault);

	if (err == SR_OK)
		audit_close(a);
	else
		check(strstr(fault.what, file) != NULL,
		    "the fault names the file");
	return err;
}

static void
test_changed(void)
{
	size_t len;
	char *text = slurp(&len), *at, *next;

	at = strstr(text, "\"count\":700");
	*(at + 8) = '8';
	spill(text, len);
	check(opens() == SR_ECRYPTO, "a changed count is found at start");
	*(at + 8) = '7';
	at = strstr(text, "\"count\":800");
	while (at[-1] != '\n')
		at--;
	next = strchr(at, '\n') + 1;
	memmove(at, next, len - (size_t)(next - text));
	spill(text, len - (size_t)(next - at));
	check(opens() == SR_ECRYPTO, "a missing line too");
	free(text);
	unlink(file);
	check(opens() == SR_OK, "without the file a new one begins");
}

/* The log again, its signatures gone from the line `from` on, and `more` lines
 * behind it that follow from it but are signed by nobody. */
static void
forge(uint64_t from, uint64_t more)
{
	struct audit_chain chain = {0};
	struct wire *wire = NULL;
	struct wire_audit line;
	const char *text;
	size_t len;
	char *all = slurp(&len), *at = all, *end = all + len;
	FILE *f = fopen(file, "we");

	if (!f || wire_new(&wire) != SR_OK)
		abort();
	while (at < end || more > 0) {
		line = (struct wire_audit){
		    .at_ms = now, .event = "stop", .who = "mallory"};
		if (at < end) {
			char *newline = memchr(at, '\n', (size_t)(end - at));

			if (wire_read_audit(wire, at, (size_t)(newline - at),
				&line) != SR_OK)
				abort();
			at = newline + 1;
		} else {
			more--;
		}
		audit_chain_add(&chain, &line);
		line.signature_given &= line.line < from;
		if (wire_write_audit(wire, &line, &text, &len) != SR_OK)
			abort();
		fprintf(f, "%.*s\n", (int)len, text);
		wire_end(wire);
	}
	fclose(f);
	wire_free(wire);
	free(all);
}

static bool
contains(const char *word)
{
	size_t len;
	char *text = slurp(&len);
	bool found;

	text[len] = '\0';
	found = strstr(text, word) != NULL;
	free(text);
	return found;
}

/* The second line with what the chain does not cover. */
static void
lengthen(void)
{
	size_t len, head;
	char *text = slurp(&len), *end = strchr(strchr(text, '\n') + 1, '\n');
	FILE *f = fopen(file, "we");

	head = (size_t)(end - text) - 1;
	if (!f)
		abort();
	fprintf(f, "%.*s,\"more\":\"%01024d\"%s", (int)head, text, 0, end - 1);
	fclose(f);
	free(text);
}

/* Who has the file but not the key can make a chain: the relay's next signature
 * must not vouch for it. */
static void
test_unsigned(void)
{
	struct sr_fault fault = {{0}};
	struct audit *a;
	struct seen s;

	if (!check(reopen(&a, &fault) == SR_OK, "a log"))
		return;
	for (uint64_t i = 0; i < 300; i++)
		note(a, AUDIT_STOP, "mira", i + 1);
	s = read_all(a);
	check(s.err == SR_OK && s.lines == 300, "of 300 lines");
	audit_close(a);
	forge(UINT64_MAX, 3);
	check(contains("mallory"), "three more, which follow");
	if (!check(reopen(&a, &fault) == SR_OK, "a crash may leave some"))
		return;
	note(a, AUDIT_OPEN, "mira", 0);
	s = read_all(a);
	check(s.err == SR_OK && s.lines == 302, "they are gone");
	check(s.mended > 300, "and the log says so");
	check_text(s.last_event, "open", "it goes on behind");
	audit_close(a);
	check(!contains("mallory"), "nobody vouches for them");
	lengthen();
	check(opens() == SR_ECRYPTO,
	    "a line so long that no page has those behind it is refused");
	forge(1, 0);
	check(opens() == SR_ECRYPTO, "a log that nobody signed is refused");
	unlink(file);
}

/* Whatever changes in a line, or who signed it: it does not follow. */
static void
test_chain(void)
{
	struct audit_chain made = {0}, seen = {0}, before;
	struct wire_audit line = {.at_ms = 5,
	    .event = "stop",
	    .who = "mira",
	    .about = "wrong-stream",
	    .err = "held",
	    .procedure_given = true,
	    .procedure = {{7}},
	    .entry = 8,
	    .count = 9};
	struct wire_audit other;
	struct keypair *thief;

	audit_chain_add(&made, &line);
	audit_chain_sign(&made, &line, key);
	before = seen;
#define CHANGED(change, why)                                                   \
	other = line;                                                          \
	change;                                                                \
	seen = before;                                                         \
	check(audit_chain_follow(&seen, &other, keypair_public(key), NULL) ==  \
		      SR_ECRYPTO &&                                            \
		  seen.line == 0,                                              \
	    why)
	CHANGED(other.line = 2, "a number left out");
	CHANGED(other.at_ms++, "the time");
	CHANGED(other.event = "sto", "the event");
	CHANGED(other.who = NULL, "who");
	CHANGED(other.about = "wrong-strea", "what about");
	CHANGED((other.who = "mirawrong", other.about = "-stream"),
	    "letters moved from one field to the next");
	CHANGED(other.err = "ok", "the error");
	CHANGED(other.procedure.byte[15] = 1, "the procedure");
	CHANGED(other.procedure_given = false, "no procedure");
	CHANGED(other.entry++, "the entry");
	CHANGED(other.count++, "the count");
	CHANGED(other.chain[31] ^= 1, "the chain");
	CHANGED(other.signature[0] ^= 1, "the signature");
	seen = before;
	check(audit_chain_follow(&seen, &line, keypair_public(key), NULL) ==
		      SR_OK &&
		  seen.signed_line == 1,
	    "unchanged it follows");
	check(audit_chain_follow(&seen, &line, keypair_public(key), NULL) ==
		  SR_ECRYPTO,
	    "but not twice");
	if (!check(keypair_new(&thief) == SR_OK, "another key"))
		return;
	audit_chain_sign(&made, &line, thief);
	seen = before;
	check(audit_chain_follow(&seen, &line, keypair_public(key), NULL) ==
		  SR_ECRYPTO,
	    "somebody else's signature");
	keypair_free(thief);
}

/* ---- a disk that is full ---- */

static void
limit_files(rlim_t bytes)
{
	struct rlimit l = {bytes, RLIM_INFINITY};

	setrlimit(RLIMIT_FSIZE, &l);
}

static void
test_full(void)
{
	struct sr_fault fault;
	struct audit *a;
	struct seen s;
	uint64_t notes = AUDIT_WAITING_MAX + 1000;

	signal(SIGXFSZ, SIG_IGN);
	if (!check(reopen(&a, &fault) == SR_OK, "opened"))
		return;
	limit_files(0);
	for (uint64_t i = 0; i < notes; i++)
		note(a, AUDIT_STOP, "mira", i + 1);
	s = read_all(a);
	check(s.err == SR_OK && s.lines == 0, "nothing can be written");
	limit_files(RLIM_INFINITY);
	audit_close(a);
	if (!check(reopen(&a, &fault) == SR_OK, "the disk is well again"))
		return;
	s = read_all(a);
	check(s.err == SR_OK && s.lines > AUDIT_WAITING_MAX,
	    "what there was room for was kept and is written");
	note(a, AUDIT_STOP, "mira", 1);
	audit_close(a);
	unlink(file);
	/* The same, and a note comes when there is room again. */
	if (!check(reopen(&a, &fault) == SR_OK, "opened"))
		return;
	limit_files(0);
	for (uint64_t i = 0; i < notes; i++)
		note(a, AUDIT_STOP, "mira", i + 1);
	limit_files(RLIM_INFINITY);
	/* The loop runs until the write was tried again and is done. */
	do {
		s = read_all(a);
	} while (s.lines < AUDIT_WAITING_MAX);
	note(a, AUDIT_STOP, "mira", 1);
	s = read_all(a);
	check(s.err == SR_OK, "the chain holds");
	check_number(s.lines - 1 + s.lost, notes + 1,
	    "what there was no room for is counted");
	check(s.lost > 0, "and there was some");
	audit_close(a);
}

int
main(void)
{
	log_init(LOG_LEVEL_ERROR, false);
	snprintf(dir, sizeof dir, "/tmp/audit_test.XXXXXX");
	if (!check(mkdtemp(dir) != NULL, "a directory") ||
	    !check(keypair_new(&key) == SR_OK, "a key") ||
	    !check(ws_loop_new(&loop) == SR_OK, "a loop") ||
	    !check(worker_pool_new(&pool, loop) == SR_OK, "a pool"))
		return check_done();
	snprintf(file, sizeof file, "%s/audit.log", dir);
	audit_note(NULL, &(struct audit_note){.event = AUDIT_STOP});
	test_pages();
	test_torn();
	test_changed();
	unlink(file);
	test_unsigned();
	test_chain();
	test_full();
	unlink(file);
	test_gathering();
	unlink(file);
	rmdir(dir);
	worker_pool_free(pool);
	ws_loop_free(loop);
	keypair_free(key);
	return check_done();
}
