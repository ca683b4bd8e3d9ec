/* SPDX-License-Identifier: MIT */
/* Limits of proto/limits.h that no request of a peer reaches: what is just
 * allowed, and one more. Those that one does are in e2e/limits.py. */
#include "proto/limits.h"

#include "audit.h"
#include "framelog.h"
#include "hub_private.h"
#include "journal_kit.h"
#include "talk.h"

#define ID "0102030405060708090a0b0c0d0e0f10"

/* ---- texts in messages of the relay ---- */

static const struct {
	const char *why, *before, *behind;
	size_t limit;
	enum sr_err err; /* of one byte more */
} texts[] = {
    {"ENTRY_TEXT_MAX",
	"{\"op\":\"entry\",\"procedure\":\"" ID "\",\"number\":1,\"t_ms\":1,"
	"\"kind\":\"update\",\"text\":\"",
	"\"}", ENTRY_TEXT_MAX, SR_ETOOLARGE},
    {"CHECKPOINT_MAX", "{\"op\":\"ok\",\"seq\":1,\"checkpoint\":\"", "\"}",
	CHECKPOINT_MAX, SR_ETOOLARGE},
    {"CHECKPOINT_MAX of a receipt", "{\"op\":\"ok\",\"seq\":1,\"receipt\":\"",
	"\"}", CHECKPOINT_MAX, SR_ETOOLARGE},
    {"QUESTION_TEXT_MAX",
	"{\"op\":\"ok\",\"seq\":1,\"questions\":[{\"question\":1,\"t_ms\":1,"
	"\"votes\":0,\"state\":\"pending\",\"text\":\"",
	"\"}]}", QUESTION_TEXT_MAX, SR_ETOOLARGE},
};

static enum sr_err
read_text(struct wire *w, size_t row, size_t len)
{
	const size_t before = strlen(texts[row].before);
	char *text = malloc(before + len + 8);
	struct sr_fault fault = {""};
	struct wire_message m;
	enum sr_err err = SR_ENOMEM;

	if (!text)
		return err;
	memcpy(text, texts[row].before, before);
	memset(text + before, 'x', len);
	strcpy(text + before + len, texts[row].behind);
	err = wire_read_message(w, text, strlen(text), &m, &fault);
	if (err != SR_OK && err != texts[row].err)
		fprintf(stderr, "%s\n", fault.what);
	wire_end(w);
	free(text);
	return err;
}

static void
test_texts(void)
{
	struct wire *w = NULL;

	check_number(wire_new(&w), SR_OK, "a wire");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		check_number(read_text(w, i, texts[i].limit), SR_OK,
		    texts[i].why);
		check_number(read_text(w, i, texts[i].limit + 1), texts[i].err,
		    texts[i].why);
	}
	wire_free(w);
}

/* ---- entries on their way to readers ---- */

/* An entry of so many bytes that are six when they are escaped, and one. */
static bool
sends(struct hub *hub, size_t escaped, size_t plain, uint64_t number,
    size_t *len)
{
	const struct entry_head head = {.kind = ENTRY_UPDATE, .t_ms = 1};
	char *text = malloc(escaped + plain + 1);
	const char *const of[AUDIENCES] = {"", text}, *message;
	const size_t lens[AUDIENCES] = {0, escaped + plain};
	struct entry *e = NULL;
	bool may = false;

	if (text) {
		memset(text, 1, escaped);
		memset(text + escaped, 'x', plain);
	}
	if (check(text && entry_restore(&e, &head, number, of, lens) == SR_OK,
		"an entry")) {
		may = hub_can_send(hub, e);
		check_number(
		    hub_entry_message(hub, e, COLLEAGUE, &message, len), SR_OK,
		    "as a message");
		wire_end(hub->wire);
	}
	entry_unref(e);
	free(text);
	return may;
}

static void
test_entries(void)
{
	struct ws_loop *loop = NULL;
	struct hub *hub = NULL;
	size_t len = 0, least = 0, escaped, plain = 0;

	if (!check(ws_loop_new(&loop) == SR_OK &&
		    hub_new(&hub, loop, NULL, 0) == SR_OK,
		"a hub"))
		return;
	check(sends(hub, 0, ENTRY_TEXT_MAX, 0, &len), "ENTRY_TEXT_MAX");
	check(!sends(hub, 0, ENTRY_TEXT_MAX + 1, 0, &len), "one byte more");
	check(sends(hub, 0, 1, 0, &least), "one byte");
	escaped = (ENTRY_MESSAGE_MAX - least) / 6 - 5;
	while (sends(hub, escaped, plain + 1, 0, &len))
		plain++;
	check(plain > 0 && plain < 64, "ENTRY_MESSAGE_MAX, about");
	(void)sends(hub, escaped, plain, SR_NUMBER_MAX, &len);
	check(len <= ENTRY_MESSAGE_MAX && len + 8 > ENTRY_MESSAGE_MAX,
	    "and not a byte more with the longest number");
	check(len + 128 <= PAGE_BYTES, "a page has room for it");
	hub_free(hub);
	ws_loop_free(loop);
}

/* ---- ready frames ---- */

static void
append(struct framelog *log, uint64_t number, size_t len)
{
	static const uint8_t frame[FRAMELOG_BYTES];

	check_number(
	    framelog_append(log, number, frame, len), SR_OK, "appended");
}

static size_t
slice(const struct framelog *log, uint64_t number, uint64_t *next)
{
	const uint8_t *bytes;

	return framelog_slice(log, number, FLUSH_MAX, &bytes, next);
}

static void
test_frames(void)
{
	struct framelog *log = NULL;
	uint64_t next = 0;

	if (!check(framelog_new(&log, FRAMELOG_BYTES) == SR_OK, "a log"))
		return;
	append(log, 1, FLUSH_MAX / 2);
	append(log, 2, FLUSH_MAX / 2);
	append(log, 3, FLUSH_MAX / 2 + 1);
	check_number(slice(log, 1, &next), FLUSH_MAX, "FLUSH_MAX in one write");
	check_number(next, 3, "two frames");
	check_number(slice(log, 2, &next), FLUSH_MAX / 2, "a byte more is two");
	append(log, 4, FRAMELOG_BYTES / 8);
	check_number(slice(log, 4, &next), FRAMELOG_BYTES / 8, "a large one");
	append(log, 5, FRAMELOG_BYTES / 8 + 1);
	check_number(slice(log, 5, &next), 0, "a byte more is in no log");
	/* FRAMELOG_BYTES, to the last of them. */
	for (uint64_t n = 6; n < 14; n++)
		append(log, n, FRAMELOG_BYTES / 8);
	check(slice(log, 6, &next) != 0, "eight of an eighth are there");
	append(log, 14, 1);
	check(slice(log, 6, &next) == 0, "and a byte more takes the first");
	check(slice(log, 7, &next) != 0, "only that");
	framelog_free(log);
}

/* ---- questions as the filter leaves them ---- */

static enum sr_err
ask(struct kit *k, struct talks *all, size_t len)
{
	static char words[QUESTION_TEXT_MAX + 2];
	struct scrubbed text[AUDIENCES] = {{.text = words, .len = 1},
	    {.text = words, .len = len}};
	const struct question_ask asked = {.draft = {(uint8_t)len},
	    .text = text,
	    .most = 9,
	    .most_waiting = 9};
	struct kit_result r = {.kit = k, .err = SR_EBUSY};
	enum sr_err err;

	memset(words, 'x', sizeof words - 1);
	k->waiting++;
	err = question_ask(
	    talk_get(all, &kit_procedure), &asked, kit_on_appended, &r);
	if (err != SR_OK) {
		k->waiting--;
		return err;
	}
	kit_wait(k);
	return r.err;
}

static void
test_questions(void)
{
	struct talks *all = NULL;
	struct sr_fault fault;
	struct kit k;

	kit_open_mem(&k);
	check_number(talks_new(&all, k.journal, &fault), SR_OK, "a talk");
	check_number(
	    ask(&k, all, QUESTION_TEXT_MAX), SR_OK, "QUESTION_TEXT_MAX");
	check_number(
	    ask(&k, all, QUESTION_TEXT_MAX + 1), SR_EHELD, "one byte more");
	talks_free(all);
	/* As a restart finds it. */
	check_number(talks_new(&all, k.journal, &fault), SR_OK, "again");
	check(question_find(talk_find(all, &kit_procedure), 1) != NULL,
	    "the one is there");
	talks_free(all);
	kit_free(&k);
}

/* ---- the audit log ---- */

static uint64_t
wall_ms(void)
{
	return UINT64_C(1800000000000);
}

struct seen {
	struct ws_loop *loop;
	size_t len[4], count;
};

static void
on_page(void *ctx, enum sr_err err, const struct wire_audit *line, size_t count,
    bool more)
{
	struct seen *s = ctx;

	check(err == SR_OK && !more, "it can be read");
	s->count = count;
	for (size_t i = 0; i < count && i < 4; i++)
		s->len[i] = line[i].about ? strlen(line[i].about) : 0;
	ws_loop_stop(s->loop);
}

static void
test_audit(void)
{
	char about[AUDIT_ABOUT_MAX + 2];
	struct audit_options opt = {.wall_ms = wall_ms};
	struct worker_pool *pool = NULL;
	struct keypair *key = NULL;
	struct audit *a = NULL;
	struct sr_fault fault;
	struct seen s = {0};

	if (!check(ws_loop_new(&s.loop) == SR_OK &&
		    worker_pool_new(&pool, s.loop) == SR_OK &&
		    keypair_new(&key) == SR_OK,
		"a loop, a pool and a key"))
		return;
	opt.loop = s.loop;
	opt.pool = pool;
	opt.key = key;
	check_number(audit_open(&a, &opt, &fault), SR_OK, "a log");
	memset(about, 'x', sizeof about);
	for (size_t n = AUDIT_ABOUT_MAX; n <= AUDIT_ABOUT_MAX + 1; n++) {
		about[n] = '\0';
		audit_note(a, &(struct audit_note){
				  .event = AUDIT_USER_ADD, .about = about});
		about[n] = 'x';
	}
	audit_read(a, 0, on_page, &s);
	ws_loop_run(s.loop);
	check_number(s.count, 2, "two lines");
	check_number(s.len[0], AUDIT_ABOUT_MAX, "AUDIT_ABOUT_MAX, whole");
	check_number(s.len[1], AUDIT_ABOUT_MAX, "one byte more is cut");
	audit_close(a);
	worker_pool_free(pool);
	ws_loop_free(s.loop);
	keypair_free(key);
}

int
main(void)
{
	test_texts();
	test_entries();
	test_frames();
	test_questions();
	test_audit();
	return check_done();
}
