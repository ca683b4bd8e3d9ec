/* SPDX-License-Identifier: MIT */
#include "audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_file.h"
#include "log.h"

#define PAGE_BYTES (AUDIT_PAGE_LINES * AUDIT_LINE_MAX)

struct waiting {
	struct waiting *next;
	enum audit_event event;
	enum sr_err err;
	bool procedure_given;
	struct procedure_id procedure;
	uint64_t at_ms, entry, count;
	char who[NAME_MAX_BYTES + 1], about[AUDIT_ABOUT_MAX + 1];
};

/* What the worker has for one batch; the loop keeps off it until then. */
struct write_job {
	struct worker_job link;
	struct audit *audit;
	char *text;
	size_t len;
	enum sr_err err;
};

struct read_job;

struct audit {
	struct audit_options opt;
	struct audit_file *file; /* the worker's once it runs */
	struct worker *worker;
	struct wire *wire;
	struct ws_timer *retry, *gather;
	struct audit_chain head; /* of what was given to the file */
	struct waiting *first, **end;
	size_t count;
	uint64_t lost; /* notes that there was no room for */
	struct write_job write;
	struct read_job *reads; /* they wait for what was noted before them */
	bool writing, failing, closing;
	bool gathering; /* what is there goes when its time is over */
	bool urgent;    /* or now */
};

struct read_job {
	struct worker_job link;
	struct read_job *next;
	struct audit *audit;
	uint64_t after, last;
	audit_page *page;
	void *ctx;
	enum sr_err err;
	size_t len;
	char text[];
};

static const char *const event_names[AUDIT_EVENT_COUNT] = {
#define X(id, name) [id] = name,
    AUDIT_EVENTS(X)
#undef X
};

/* ---- on the worker ---- */

/* "{"op":"ok","audit":[" lines with commas between "]}": read as one message,
 * they all live at the same time. */
#define BEFORE "{\"op\":\"ok\",\"audit\":["
#define BEHIND "]}"

static void
run_read(struct read_job *job)
{
	size_t at = sizeof(BEFORE) - 1, len;
	char *text = job->text;

	job->err = audit_file_read(job->audit->file, job->after, text + at,
	    PAGE_BYTES, &len, &job->last);
	if (job->err != SR_OK)
		return;
	memcpy(text, BEFORE, at);
	for (size_t i = at; i + 1 < at + len; i++)
		if (text[i] == '\n')
			text[i] = ',';
	if (len)
		at += len - 1; /* without the last newline */
	memcpy(text + at, BEHIND, sizeof(BEHIND));
	job->len = at + sizeof(BEHIND) - 1;
}

static void
run_batch(void *ctx, struct worker_job *first)
{
	struct audit *a = ctx;

	for (struct worker_job *job = first; job; job = job->next) {
		if (job == &a->write.link)
			a->write.err = audit_file_add(
			    a->file, a->write.text, a->write.len);
		else
			run_read((struct read_job *)(void *)job);
	}
}

/* ---- writing ---- */

static void
forget_batch(struct audit *a)
{
	free(a->write.text);
	a->write.text = NULL;
	a->write.len = 0;
}

static void write_on(struct audit *a);
static void write_soon(struct audit *a);

static void
read_on(struct audit *a)
{
	while (a->reads) {
		struct read_job *job = a->reads;

		a->reads = job->next;
		worker_submit(a->worker, &job->link);
	}
}

static void
on_written(struct worker_job *link)
{
	struct audit *a = ((struct write_job *)(void *)link)->audit;

	a->writing = false;
	if (a->write.err != SR_OK) {
		if (!a->failing)
			log_error("audit-not-written", "err=%s waiting=%zu",
			    sr_err_name(a->write.err), a->count);
		a->failing = true;
		if (!a->closing) {
			ws_timer_set(a->retry, AUDIT_RETRY_MS);
			read_on(a);
		}
		return;
	}
	if (a->failing)
		log_info(
		    "audit-written", "lost=%llu", (unsigned long long)a->lost);
	a->failing = false;
	forget_batch(a);
	if (!a->closing)
		write_soon(a);
}

static void
again(void *ctx)
{
	struct audit *a = ctx;

	a->writing = true;
	worker_submit(a->worker, &a->write.link);
}

static void
line_of(struct wire_audit *line, const struct waiting *w)
{
	*line = (struct wire_audit){
	    .at_ms = w->at_ms,
	    .event = event_names[w->event],
	    .who = w->who[0] ? w->who : NULL,
	    .about = w->about[0] ? w->about : NULL,
	    .err = w->err == SR_OK ? NULL : sr_err_name(w->err),
	    .procedure_given = w->procedure_given,
	    .procedure = w->procedure,
	    .entry = w->entry,
	    .count = w->count,
	};
}

static void
add_line(struct audit *a, const struct waiting *w, bool sign)
{
	struct wire_audit line;
	const char *text;
	size_t len;

	line_of(&line, w);
	audit_chain_add(&a->head, &line);
	if (sign)
		audit_chain_sign(&a->head, &line, a->opt.key);
	/* Names and numbers of ours in a warm arena: it does not fail. Were
	 * it to, the gap in the numbers would tell. */
	if (wire_write_audit(a->wire, &line, &text, &len) == SR_OK &&
	    len < AUDIT_LINE_MAX) {
		memcpy(a->write.text + a->write.len, text, len);
		a->write.text[a->write.len + len] = '\n';
		a->write.len += len + 1;
	}
	wire_end(a->wire);
}

/* The notes that wait, or as many as a batch has, as lines. */
static enum sr_err
make_batch(struct audit *a)
{
	size_t most = a->count < AUDIT_PAGE_LINES ? a->count : AUDIT_PAGE_LINES;

	a->write.text = malloc(most * AUDIT_LINE_MAX);
	if (!a->write.text)
		return SR_ENOMEM;
	for (size_t i = 0; i < most; i++) {
		struct waiting *w = a->first;

		add_line(a, w, i + 1 == most);
		a->first = w->next;
		if (!a->first)
			a->end = &a->first;
		a->count--;
		free(w);
	}
	return SR_OK;
}

static void
write_on(struct audit *a)
{
	if (a->writing || a->failing || a->closing)
		return;
	if (!a->first || make_batch(a) != SR_OK) { /* with the next note */
		read_on(a);
		return;
	}
	a->urgent = a->urgent && a->first;
	a->writing = true;
	worker_submit(a->worker, &a->write.link);
}

static void
write_soon(struct audit *a)
{
	if (a->urgent || a->reads || a->count >= AUDIT_PAGE_LINES) {
		write_on(a);
	} else if (a->first && !a->gathering) {
		a->gathering = true;
		ws_timer_set(a->gather, AUDIT_GATHER_MS);
	}
}

static void
gathered(void *ctx)
{
	struct audit *a = ctx;

	a->gathering = false;
	a->urgent = a->first != NULL;
	write_on(a);
}

/* ---- noting ---- */

/* What comes by the hundred: one signature and one fsync for many of them. All
 * else is written at once, and what waits with it. */
static bool
routine(enum audit_event event)
{
	return event == AUDIT_POST || event == AUDIT_RELEASE ||
	       event == AUDIT_READ || event == AUDIT_HELLO ||
	       event == AUDIT_HELLO_FAILED || event == AUDIT_DENIED ||
	       event == AUDIT_ASK;
}

static bool
queue_note(struct audit *a, const struct audit_note *note)
{
	struct waiting *w;

	if (a->count >= AUDIT_WAITING_MAX)
		return false;
	w = calloc(1, sizeof *w);
	if (!w)
		return false;
	w->event = note->event;
	w->err = note->err;
	w->at_ms = a->opt.wall_ms();
	w->entry = note->entry;
	w->count = note->count;
	if (note->procedure) {
		w->procedure_given = true;
		w->procedure = *note->procedure;
	}
	snprintf(w->who, sizeof w->who, "%s", note->who ? note->who : "");
	snprintf(
	    w->about, sizeof w->about, "%s", note->about ? note->about : "");
	*a->end = w;
	a->end = &w->next;
	a->count++;
	return true;
}

void
audit_note(struct audit *a, const struct audit_note *note)
{
	if (!a)
		return;
	if (a->lost && queue_note(a, &(struct audit_note){.event = AUDIT_LOST,
					 .count = a->lost}))
		a->lost = 0;
	if (a->lost || !queue_note(a, note))
		a->lost++;
	a->urgent = a->urgent || !routine(note->event);
	write_soon(a);
}

/* ---- reading ---- */

static void
give_page(struct read_job *job)
{
	struct wire *wire = job->audit->wire;
	struct wire_message m;
	size_t skip = 0, count = 0;
	bool more = false;

	if (job->err == SR_OK)
		job->err =
		    wire_read_message(wire, job->text, job->len, &m, NULL);
	if (job->err == SR_OK) {
		while (skip < m.u.ok.audit_count &&
		       m.u.ok.audit[skip].line <= job->after)
			skip++;
		count = m.u.ok.audit_count - skip;
		if (count > AUDIT_PAGE_LINES)
			count = AUDIT_PAGE_LINES;
		more = count && m.u.ok.audit[skip + count - 1].line < job->last;
		/* Not the end: somebody changed the file under us. */
		if (!count && job->after < job->last)
			job->err = SR_ECRYPTO;
	}
	job->page(job->ctx, job->err,
	    job->err == SR_OK ? m.u.ok.audit + skip : NULL, count, more);
	wire_end(wire);
}

static void
on_read(struct worker_job *link)
{
	struct read_job *job = (struct read_job *)(void *)link;

	give_page(job);
	free(job);
}

void
audit_read(struct audit *a, uint64_t after, audit_page *page, void *ctx)
{
	struct read_job *job =
	    malloc(sizeof *job + sizeof(BEFORE) + PAGE_BYTES + sizeof(BEHIND));

	if (!job) {
		page(ctx, SR_ENOMEM, NULL, 0, false);
		return;
	}
	*job = (struct read_job){
	    .link = {.done = on_read},
	    .audit = a,
	    .after = after,
	    .page = page,
	    .ctx = ctx,
	};
	job->next = a->reads;
	a->reads = job;
	if (a->failing)
		read_on(a);
	else
		write_on(a);
}

/* ---- life ---- */

enum sr_err
audit_open(
    struct audit **out, const struct audit_options *opt, struct sr_fault *fault)
{
	struct audit *a = calloc(1, sizeof *a);
	uint64_t cut = 0;
	enum sr_err err;

	if (!a)
		return SR_ENOMEM;
	a->opt = *opt;
	a->end = &a->first;
	a->write.audit = a;
	a->write.link.done = on_written;
	err = wire_new(&a->wire);
	if (err == SR_OK)
		err = ws_timer_new(&a->retry, opt->loop, again, a);
	if (err == SR_OK)
		err = ws_timer_new(&a->gather, opt->loop, gathered, a);
	if (err == SR_OK)
		err =
		    audit_file_open(&a->file, opt->file, &a->head, &cut, fault);
	if (err == SR_OK)
		err = worker_new(&a->worker, opt->pool, "audit", run_batch, a);
	if (err != SR_OK) {
		audit_close(a);
		return err;
	}
	if (cut)
		audit_note(a,
		    &(struct audit_note){.event = AUDIT_MENDED, .count = cut});
	*out = a;
	return SR_OK;
}

void
audit_close(struct audit *a)
{
	if (!a)
		return;
	a->closing = true;
	read_on(a);
	worker_free(a->worker);
	/* What could not be written, and what waits: here and now. */
	while (a->file && (a->write.len || a->first)) {
		if (!a->write.len && make_batch(a) != SR_OK)
			break;
		if (audit_file_add(a->file, a->write.text, a->write.len) !=
		    SR_OK) {
			log_error("audit-not-written", "waiting=%zu", a->count);
			break;
		}
		forget_batch(a);
	}
	forget_batch(a);
	while (a->first) {
		struct waiting *next = a->first->next;

		free(a->first);
		a->first = next;
	}
	audit_file_close(a->file);
	ws_timer_free(a->retry);
	ws_timer_free(a->gather);
	wire_free(a->wire);
	free(a);
}
