/* SPDX-License-Identifier: MIT */
#include "maintain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive_file.h"
#include "log.h"
#include "retention.h"
#include "talk.h"

/* ---- while the relay is stopped ---- */

struct waiting {
	struct ws_loop *loop;
	enum sr_err err;
	bool done;
};

static void
on_done(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	w->err = err;
	w->done = true;
	ws_loop_stop(w->loop);
}

static void
on_erased(void *ctx, enum sr_err err, const char *receipt)
{
	if (err == SR_OK && receipt)
		printf("%s", receipt);
	on_done(ctx, err);
}

static enum sr_err
wait_for(struct waiting *w, const char *what, struct sr_fault *fault)
{
	if (!w->done)
		ws_loop_run(w->loop);
	if (w->err != SR_OK)
		sr_fault_set(fault, "%s: %s", what, sr_err_sentence(w->err));
	return w->err;
}

enum sr_err
maintain_rekey(struct journal *j, struct ws_loop *loop, struct audit *audit,
    struct sr_fault *fault)
{
	struct waiting w = {.loop = loop};
	enum sr_err err;

	journal_rekey(j, on_done, &w);
	err = wait_for(&w, "--rekey", fault);
	audit_note(
	    audit, &(struct audit_note){.event = AUDIT_REKEY, .err = err});
	return err;
}

static bool
read_what(struct journal_erasure *e, const char *what)
{
	char id[33] = "";
	int end = 0;

	if (sscanf(what, "%32[0-9a-f]%n", id, &end) != 1 ||
	    !wire_id_from_text(id, &e->procedure))
		return false;
	if (what[end] == '\0')
		return true;
	what += end + 1;
	end = 0;
	return what[-1] == '/' && *what >= '1' && *what <= '9' &&
	       sscanf(what, "%15" SCNu64 "%n", &e->number, &end) == 1 &&
	       what[end] == '\0';
}

struct forgetting {
	const struct journal_erasure *what;
	struct talks *talks;
	struct ws_loop *loop;
	bool done;
};

static void
on_entry(void *ctx, enum sr_err err, struct entry *const *entry, size_t count,
    uint64_t last)
{
	struct forgetting *f = ctx;
	uint64_t number = f->what->number;
	bool found =
	    err == SR_OK && count > 0 && entry_number(entry[0]) == number;

	(void)last;
	talk_forget_entry(f->talks, &f->what->procedure, number,
	    found ? entry[0] : NULL);
	f->done = true;
	ws_loop_stop(f->loop);
}

/* What was asked and said about it goes first: of what is left after a crash
 * the journal still knows, and is asked again. */
static void
forget_talk(struct journal *j, struct ws_loop *loop,
    const struct journal_erasure *what)
{
	struct forgetting f = {.what = what, .loop = loop};
	struct sr_fault unread = {""};

	if (talks_new(&f.talks, j, &unread) != SR_OK)
		return;
	if (!what->number)
		talk_forget(f.talks, &what->procedure);
	else
		journal_read(j, &what->procedure, what->number, 1, on_entry, &f);
	while (what->number && !f.done)
		ws_loop_run(loop);
	talks_free(f.talks);
}

/* As while the relay runs: only the patient's word goes before a hold. */
static enum sr_err
check_hold(struct journal *j, const struct procedure_id *id,
    struct sr_fault *fault)
{
	bool held;
	enum sr_err err = retention_is_held(j, id, &held);

	if (err == SR_OK && held)
		err = SR_ESTATE;
	if (err != SR_OK)
		sr_fault_set(fault, "--erase: %s",
		    err == SR_ESTATE
			? "a legal hold is on this procedure: nothing of it "
			  "is erased (--retain ends it)"
			: sr_err_sentence(err));
	return err;
}

static void
note_withdrawn(struct stopbook *stops, struct ws_loop *loop,
    const struct procedure_id *id)
{
	struct waiting w = {.loop = loop};

	stopbook_note(stops, id, STOPBOOK_WITHDRAWN, on_done, &w);
	if (!w.done)
		ws_loop_run(loop);
	if (w.err != SR_OK)
		log_warn("stop-not-noted", "err=%s", sr_err_name(w.err));
}

enum sr_err
maintain_erasure_read(
    struct journal_erasure *out, const char *what, struct sr_fault *fault)
{
	if (read_what(out, what))
		return SR_OK;
	sr_fault_set(fault, "--erase: a procedure's 32 digits of hexadecimal, "
			    "or these, '/' and an entry's number");
	return SR_EINVAL;
}

enum sr_err
maintain_erase(struct journal *j, struct stopbook *stops, struct ws_loop *loop,
    struct audit *audit, const char *what, uint64_t now_s,
    struct sr_fault *fault)
{
	struct journal_erasure e = {.at_s = now_s};
	struct waiting w = {.loop = loop};
	enum sr_err err;

	err = maintain_erasure_read(&e, what, fault);
	if (err != SR_OK)
		return err;
	err = check_hold(j, &e.procedure, fault);
	if (err == SR_OK) {
		forget_talk(j, loop, &e);
		journal_erase(j, &e, on_erased, &w);
		err = wait_for(&w, "--erase", fault);
	}
	if (err == SR_OK && !e.number)
		note_withdrawn(stops, loop, &e.procedure);
	audit_note(audit, &(struct audit_note){.event = AUDIT_ERASE,
			      .procedure = &e.procedure,
			      .entry = e.number,
			      .err = err});
	return err;
}

/* ---- at start ---- */

struct maintain_check {
	struct worker_job job; /* first */
	struct worker *worker;
	char *file;
	const uint8_t *key;
	struct archive_file_check found;
	struct sr_fault fault;
	enum sr_err err;
};

static void
run(void *ctx, struct worker_job *first)
{
	struct maintain_check *c = (struct maintain_check *)first;
	struct archive_file *a = NULL;

	(void)ctx;
	c->found.key = (const uint8_t(*)[HELLO_KEY_BYTES])c->key;
	c->found.keys = 1;
	c->err = archive_file_open(&a, c->file, &c->fault);
	if (c->err == SR_OK)
		c->err = archive_file_verify(a, &c->found, &c->fault);
	archive_file_close(a);
}

static void
on_checked(struct worker_job *job)
{
	const struct maintain_check *c = (struct maintain_check *)job;

	if (c->err == SR_OK)
		log_info("archive-whole",
		    "procedures=%" PRIu64 " leaves=%" PRIu64 " records=%" PRIu64
		    " erased=%" PRIu64,
		    c->found.logs, c->found.leaves, c->found.records,
		    c->found.erased);
	else
		log_error("archive-damaged", "err=%s why=%s",
		    sr_err_name(c->err), c->fault.what);
}

enum sr_err
maintain_check_new(struct maintain_check **out, struct worker_pool *pool,
    const char *file, const uint8_t key[HELLO_KEY_BYTES])
{
	struct maintain_check *c = calloc(1, sizeof(*c));
	enum sr_err err = SR_ENOMEM;

	if (c)
		c->file = strdup(file);
	if (c && c->file)
		err = worker_new(&c->worker, pool, "archive", run, NULL);
	if (err != SR_OK) {
		maintain_check_free(c);
		return err;
	}
	c->key = key;
	c->job.done = on_checked;
	worker_submit(c->worker, &c->job);
	*out = c;
	return SR_OK;
}

void
maintain_check_free(struct maintain_check *c)
{
	if (!c)
		return;
	if (c->worker)
		worker_free(c->worker);
	free(c->file);
	free(c);
}
