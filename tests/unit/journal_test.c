/* SPDX-License-Identifier: MIT */
/* Both journals keep the same rules; then what only a file can promise. */
#include "journal_kit.h"

#include <sys/wait.h>

#include "proto/limits.h"

static const struct procedure_id other = {{9}};

/* ---- the rules, for both backends ---- */

static const struct {
	const char *why;
	enum entry_kind kind;
	uint64_t draft, refers;
	const char *text;
	enum sr_err err;
	uint64_t number;
	bool repeated;
} appends[] = {
    {"the first entry is 1", ENTRY_UPDATE, 1, 0, "one", SR_OK, 1, false},
    {"numbers go on by one", ENTRY_UPDATE, 2, 0, "two", SR_OK, 2, false},
    {"a draft sent again is not added", ENTRY_UPDATE, 1, 0, "one", SR_OK, 1,
	true},
    {"a milestone has no text", ENTRY_MILESTONE, 3, 0, NULL, SR_OK, 3, false},
    {"a correction has a number", ENTRY_CORRECTION, 4, 1, "uno", SR_OK, 4,
	false},
    {"what was corrected is gone", ENTRY_CORRECTION, 5, 1, "x", SR_ENOENTRY, 0,
	false},
    {"a correction can be corrected; the refused draft's id is free",
	ENTRY_CORRECTION, 5, 4, "unu", SR_OK, 5, false},
    {"a retraction has a number", ENTRY_RETRACTION, 6, 2, NULL, SR_OK, 6,
	false},
    {"what was retracted is gone", ENTRY_RETRACTION, 7, 2, NULL, SR_ENOENTRY, 0,
	false},
    {"a retraction sent again is done, not refused", ENTRY_RETRACTION, 6, 2,
	NULL, SR_OK, 6, true},
    {"nothing to refer to yet", ENTRY_CORRECTION, 8, 99, "x", SR_ENOENTRY, 0,
	false},
    {"a correction must refer", ENTRY_CORRECTION, 8, 0, "x", SR_ENOENTRY, 0,
	false},
    {"not to itself", ENTRY_RETRACTION, 8, 7, NULL, SR_ENOENTRY, 0, false},
    {"taking back is not taken back", ENTRY_RETRACTION, 8, 6, NULL, SR_ENOENTRY,
	0, false},
    {"refusals leave no gap", ENTRY_UPDATE, 8, 0, "eight", SR_OK, 7, false},
    {"a notice has no draft", ENTRY_NOTICE, 0, 0, NULL, SR_OK, 8, false},
    {"two notices are two", ENTRY_NOTICE, 0, 0, NULL, SR_OK, 9, false},
    {"the relay's word stays", ENTRY_CORRECTION, 9, 8, "x", SR_ENOENTRY, 0,
	false},
    {"a milestone can be taken back", ENTRY_RETRACTION, 9, 3, NULL, SR_OK, 10,
	false},
};

#define APPENDS (sizeof(appends) / sizeof(appends[0]))

static const struct {
	const char *why;
	uint64_t number;
	enum entry_kind kind;
	uint64_t refers, draft;
	const char *student, *colleague, *step;
} entries[] = {
    {"corrected: by which", 1, ENTRY_CORRECTED, 4, 1, "", "", ""},
    {"retracted: by which", 2, ENTRY_WITHDRAWN, 6, 2, "", "", ""},
    {"a milestone's step goes too", 3, ENTRY_WITHDRAWN, 10, 3, "", "", ""},
    {"a correction that was corrected", 4, ENTRY_CORRECTED, 5, 4, "", "", ""},
    {"the last correction stands", 5, ENTRY_CORRECTION, 4, 5, "S unu", "C unu",
	""},
    {"the retraction", 6, ENTRY_RETRACTION, 2, 6, "", "", ""},
    {"each audience has its own text", 7, ENTRY_UPDATE, 0, 8, "S eight",
	"C eight", ""},
    {"a notice and its step", 8, ENTRY_NOTICE, 0, 0, "", "", "step-0"},
    {"a notice and its step", 9, ENTRY_NOTICE, 0, 0, "", "", "step-0"},
    {"the second retraction", 10, ENTRY_RETRACTION, 3, 9, "", "", ""},
};

#define ENTRIES (sizeof(entries) / sizeof(entries[0]))

static void
check_entry_text(
    const struct entry *e, enum audience a, const char *want, const char *why)
{
	size_t len;
	const char *text = entry_text(e, a, &len);
	char got[512];

	snprintf(got, sizeof(got), "%.*s", (int)len, text);
	check_text(got, want, why);
}

static void
check_entries(struct kit *k)
{
	struct kit_page p;

	kit_read(k, &kit_procedure, 1, 100, &p);
	check_number(p.err, SR_OK, "reads");
	check_number(p.last, ENTRIES, "the highest number");
	if (!check_number(p.count, ENTRIES, "all of them, no gap"))
		return;
	for (size_t i = 0; i < ENTRIES; i++) {
		const struct entry_head *h = entry_head(p.entry[i]);
		const char *why = entries[i].why;

		check_number(entry_number(p.entry[i]), entries[i].number, why);
		check_number(h->kind, entries[i].kind, why);
		check_number(h->refers, entries[i].refers, why);
		check_number(h->t_ms, 1000 + entries[i].draft, why);
		check_number(h->part, PART_SCRUB, why);
		check_text(h->step, entries[i].step, why);
		check(memcmp(&h->procedure, &kit_procedure, 16) == 0, why);
		check_entry_text(p.entry[i], STUDENT, entries[i].student, why);
		check_entry_text(
		    p.entry[i], COLLEAGUE, entries[i].colleague, why);
	}
	kit_page_wipe(&p);
}

static void
test_appends(struct kit *k)
{
	for (size_t i = 0; i < APPENDS; i++) {
		struct kit_result r =
		    kit_append(k, &kit_procedure, appends[i].kind,
			appends[i].draft, appends[i].refers, appends[i].text);

		check_number(r.err, appends[i].err, appends[i].why);
		check_number(r.number, appends[i].number, appends[i].why);
		check_number(r.repeated, appends[i].repeated, appends[i].why);
		check_number(r.completions, 1, "completed once");
	}
	check_entries(k);
}

/* The same appends, all waiting at once: one batch or few. */
static void
test_appends_at_once(struct kit *k)
{
	struct kit_result r[APPENDS];

	for (size_t i = 0; i < APPENDS; i++)
		kit_submit(k,
		    kit_entry(&kit_procedure, appends[i].kind, appends[i].draft,
			appends[i].refers, appends[i].text),
		    &r[i]);
	check_number(journal_waiting(k->journal), APPENDS, "all wait");
	kit_wait(k);
	check_number(journal_waiting(k->journal), 0, "none waits");
	for (size_t i = 0; i < APPENDS; i++) {
		check_number(r[i].err, appends[i].err, appends[i].why);
		check_number(r[i].number, appends[i].number, appends[i].why);
		check_number(
		    r[i].repeated, appends[i].repeated, appends[i].why);
	}
	check_entries(k);
}

static void
test_numbers_are_set(struct kit *k)
{
	struct entry *e = kit_entry(&kit_procedure, ENTRY_UPDATE, 1, 0, "a");
	struct entry *again =
	    kit_entry(&kit_procedure, ENTRY_UPDATE, 1, 0, "a");
	struct kit_result r;

	kit_submit(k, entry_ref(e), &r);
	kit_wait(k);
	check_number(entry_number(e), 1, "the entry knows its number");
	kit_submit(k, entry_ref(again), &r);
	kit_wait(k);
	check_number(entry_number(again), 0, "a repeat stays without one");
	entry_unref(e);
	entry_unref(again);
}

static void
test_procedures(struct kit *k)
{
	struct kit_page p;

	check_number(kit_append(k, &other, ENTRY_UPDATE, 1, 0, "x").err,
	    SR_ENOPROC, "nothing is kept of a procedure that did not begin");
	kit_read(k, &other, 1, 10, &p);
	check_number(p.err, SR_ENOPROC, "nor read");
	check_number(kit_begin(k, &other), SR_OK, "begins");
	check_number(kit_begin(k, &other), SR_EEXISTS, "begins once");
	kit_append(k, &kit_procedure, ENTRY_UPDATE, 1, 0, "here");
	check_number(kit_append(k, &other, ENTRY_UPDATE, 1, 0, "there").number,
	    1, "each has its own numbers and drafts");
	check_number(kit_append(k, &other, ENTRY_RETRACTION, 2, 1, NULL).number,
	    2, "taken back there");
	kit_read(k, &kit_procedure, 1, 10, &p);
	if (check_number(p.count, 1, "its own only"))
		check_entry_text(p.entry[0], STUDENT, "S here", "its own");
	kit_page_wipe(&p);
}

static void
test_pages(struct kit *k)
{
	enum { COUNT = 100 };
	struct kit_result r[COUNT];
	struct kit_page p;
	uint64_t next = 1;

	kit_read(k, &kit_procedure, 1, 10, &p);
	check_number(p.err, SR_OK, "empty is no error");
	check_number(p.count + p.last, 0, "empty");
	for (uint64_t i = 0; i < COUNT; i++)
		kit_submit(k,
		    kit_entry(&kit_procedure, ENTRY_UPDATE, i + 1, 0, "t"),
		    &r[i]);
	kit_wait(k);
	for (uint64_t i = 0; i < COUNT; i++)
		check_number(r[i].number, i + 1, "in order of the calls");
	do {
		kit_read(k, &kit_procedure, next, 7, &p);
		check_number(p.last, COUNT, "the highest with each page");
		for (size_t i = 0; i < p.count; i++)
			check_number(entry_number(p.entry[i]), next++,
			    "pages join without gap");
		kit_page_wipe(&p);
	} while (next <= COUNT && p.last == COUNT);
	kit_read(k, &kit_procedure, COUNT + 1, 7, &p);
	check_number(p.err, SR_OK, "beyond the last is no error");
	check_number(p.count, 0, "beyond the last is nothing");
	kit_read(k, &kit_procedure, 0, 7, &p);
	check_number(p.count, 0, "there is no number 0");
	kit_read(k, &kit_procedure, 1, SIZE_MAX, &p);
	check_number(p.count, COUNT, "a page is no longer than what there is");
	kit_page_wipe(&p);
}

struct documents {
	unsigned count;
	char all[512];
};

static void
on_document(void *ctx, const char *id, const char *value, size_t len)
{
	struct documents *d = ctx;
	char one[128];

	d->count++;
	snprintf(one, sizeof(one), "%s=%.*s;", id, (int)len, value);
	strcat(d->all, one);
}

static void
check_documents(struct kit *k, const char *kind, unsigned count,
    const char *has, const char *why)
{
	struct documents d = {0};

	check_number(
	    journal_load(k->journal, kind, on_document, &d), SR_OK, why);
	check_number(d.count, count, why);
	if (has)
		check(strstr(d.all, has) != NULL, why);
}

static void
test_documents(struct kit *k)
{
	check_documents(k, "account", 0, NULL, "none yet");
	kit_put(k, "account", "dewi", "1");
	kit_put(k, "account", "budi", "2");
	kit_put(k, "procedure", "dewi", "3");
	check_documents(k, "account", 2, "dewi=1;", "by kind and id");
	kit_put(k, "account", "dewi", "changed");
	check_documents(k, "account", 2, "dewi=changed;", "replaced");
	check_documents(k, "account", 2, "budi=2;", "the other stays");
	check_documents(k, "procedure", 1, "dewi=3;", "the other kind stays");
	check_number(kit_put(k, "account", "dewi", ""), SR_OK, "removed");
	check_documents(k, "account", 1, "budi=2;", "only that one");
	check_number(kit_put(k, "account", "dewi", ""), SR_OK,
	    "removing nothing is fine");
}

/* A relay that starts loads documents while pages of its procedures are read:
 * two connections would be in each other's way, and so are two threads. */
static void
test_documents_beside_pages(struct kit *k)
{
	enum { ENTRIES_READ = 200, PAGES = 60, LOADS = 400 };
	struct kit_result r[ENTRIES_READ];
	struct kit_page *p = calloc(PAGES, sizeof(*p));
	uint64_t last = 0;

	for (uint64_t i = 0; i < ENTRIES_READ; i++)
		kit_submit(k,
		    kit_entry(&kit_procedure, ENTRY_UPDATE, i + 1, 0, "t"),
		    &r[i]);
	kit_wait(k);
	kit_put(k, "account", "dewi", "1");
	for (size_t i = 0; p && i < PAGES; i++) {
		p[i].kit = k;
		k->waiting++;
		journal_read(k->journal, &kit_procedure, 1, ENTRIES_READ,
		    kit_on_page, &p[i]);
	}
	for (int i = 0; i < LOADS; i++) {
		struct documents d = {0};
		enum sr_err err =
		    journal_load(k->journal, "account", on_document, &d);

		if (err == SR_OK)
			err = journal_last(k->journal, &kit_procedure, &last);
		if (err != SR_OK || d.count != 1 || last != ENTRIES_READ) {
			check_number(err, SR_OK, "loads beside reads");
			check_number(d.count, 1, "loads what is there");
			check_number(last, ENTRIES_READ, "and the last number");
			break;
		}
	}
	kit_wait(k);
	for (size_t i = 0; p && i < PAGES; i++) {
		check_number(p[i].err, SR_OK, "reads beside loads");
		check_number(p[i].count, ENTRIES_READ, "the whole page");
		kit_page_wipe(&p[i]);
	}
	free(p);
}

static void
test_erasing(struct kit *k)
{
	static const struct procedure_id unknown = {{77}};
	uint64_t last = 99;
	struct kit_page p;

	check_number(kit_begin(k, &other), SR_OK, "another procedure");
	for (uint64_t i = 1; i <= 8; i++)
		check_number(
		    kit_append(k, &kit_procedure, ENTRY_UPDATE, i, 0, "text")
			.number,
		    i, "there is something to erase");
	check_number(kit_erase(k, &kit_procedure, 7).err, SR_OK, "one entry");
	check_number(kit_erase(k, &kit_procedure, 7).err, SR_OK, "and again");
	check_number(
	    kit_erase(k, &kit_procedure, 99).err, SR_ENOENTRY, "no such");
	kit_read(k, &kit_procedure, 7, 1, &p);
	if (check_number(p.count, 1, "its number stays")) {
		size_t len = 1;

		check_number(entry_head(p.entry[0])->kind, ENTRY_WITHDRAWN,
		    "as withdrawn");
		check_number(entry_head(p.entry[0])->refers, 0, "by nothing");
		(void)entry_text(p.entry[0], STUDENT, &len);
		check_number(len, 0, "without its text");
	}
	kit_page_wipe(&p);
	check_number(
	    kit_erase(k, &unknown, 0).err, SR_ENOPROC, "no such procedure");
	for (int again = 0; again < 2; again++)
		check_number(kit_erase(k, &kit_procedure, 0).err, SR_OK,
		    "all of it, and again");
	check_number(kit_erase(k, &kit_procedure, 1).err, SR_ENOPROC,
	    "there are no entries any more");
	kit_read(k, &kit_procedure, 1, 10, &p);
	check_number(p.err, SR_ENOPROC, "nothing is read");
	check_number(
	    kit_append(k, &kit_procedure, ENTRY_UPDATE, 50, 0, "x").err,
	    SR_ENOPROC, "nothing is added");
	check_number(kit_begin(k, &kit_procedure), SR_EEXISTS,
	    "and it does not begin again");
	check_number(journal_last(k->journal, &kit_procedure, &last), SR_OK,
	    "the last number is asked for");
	check_number(last, 0, "and there is none");
	kit_read(k, &other, 1, 10, &p);
	check_number(p.err, SR_OK, "another procedure is there as before");
	kit_page_wipe(&p);
}

static void (*const rules[])(struct kit *) = {
    test_appends,
    test_appends_at_once,
    test_numbers_are_set,
    test_procedures,
    test_pages,
    test_documents,
    test_documents_beside_pages,
    test_erasing,
};

static void
test_rules(void)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct kit k;

		kit_open_mem(&k);
		rules[i](&k);
		kit_free(&k);
		kit_open_new(&k);
		rules[i](&k);
		kit_free(&k);
	}
}

/* ---- the queue ---- */

static void
test_queue_is_bounded(void)
{
	struct kit k;
	struct kit_result *r = calloc(JOURNAL_QUEUE_MAX + 2, sizeof(*r));
	struct entry *e = kit_entry(&kit_procedure, ENTRY_NOTICE, 0, 0, NULL);
	enum sr_err put;

	kit_open_mem(&k);
	for (size_t i = 0; i < JOURNAL_QUEUE_MAX + 2; i++)
		kit_submit(&k,
		    kit_entry(&kit_procedure, ENTRY_NOTICE, 0, 0, ""), &r[i]);
	check_number(r[JOURNAL_QUEUE_MAX].completions, 0,
	    "a refusal comes from the loop, never within the call");
	put = kit_put(&k, "procedure", "a", "stopped");
	check_number(put, SR_OK, "state can be kept while appends are refused");
	check_number(r[JOURNAL_QUEUE_MAX - 1].number, JOURNAL_QUEUE_MAX,
	    "all that fitted are kept");
	for (size_t i = 0; i < 2; i++)
		check_number(r[JOURNAL_QUEUE_MAX + i].err, SR_EBUSY,
		    "what did not fit is refused");
	kit_submit(&k, entry_ref(e), &r[0]);
	kit_wait(&k);
	check_number(r[0].number, JOURNAL_QUEUE_MAX + 1, "then it goes on");
	entry_unref(e);
	kit_free(&k);
	free(r);
}

static void
test_memory_full(void)
{
	struct kit k;

	kit_open_mem(&k);
	journal_mem_set_full(k.journal, true);
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "a").err,
	    SR_EDISK, "a full disk is told");
	journal_mem_set_full(k.journal, false);
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "a").number, 1,
	    "and the same draft goes in when there is room");
	kit_free(&k);
}

/* Closing ends what waits: every completion comes. */
static void
test_close_finishes(void)
{
	enum { COUNT = 50 };
	struct kit_result r[COUNT];
	struct sr_fault fault;
	struct kit_page p;
	struct kit k;

	kit_open_new(&k);
	for (uint64_t i = 0; i < COUNT; i++)
		kit_submit(&k,
		    kit_entry(&kit_procedure, ENTRY_UPDATE, i + 1, 0, "t"),
		    &r[i]);
	kit_close(&k);
	check_number(k.waiting, 0, "all were completed");
	check_number(r[COUNT - 1].number, COUNT, "and are on disk");
	check_number(kit_open(&k, &fault), SR_OK, "opens again");
	kit_read(&k, &kit_procedure, 1, 100, &p);
	check_number(p.count, COUNT, "all of them");
	kit_page_wipe(&p);
	kit_free(&k);
}

/* ---- files ---- */

static void
test_restart(void)
{
	struct sr_fault fault;
	struct kit k;
	uint64_t last;

	kit_open_new(&k);
	test_appends(&k);
	kit_put(&k, "account", "dewi", "kept");
	kit_close(&k);
	check_number(kit_open(&k, &fault), SR_OK, "opens again");
	check_number(
	    journal_last(k.journal, &kit_procedure, &last), SR_OK, "last");
	check_number(last, ENTRIES, "the highest number, at start");
	check_number(journal_last(k.journal, &other, &last), SR_OK, "last");
	check_number(last, 0, "0 of a procedure that is not there");
	check_documents(&k, "account", 1, "dewi=kept;", "documents stay");
	check_entries(&k);
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 8, 0, "eight").number,
	    7, "drafts are known after a restart");
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 77, 0, "x").number,
	    ENTRIES + 1, "numbers go on after a restart");
	kit_free(&k);
}

static void
check_mode(void *ctx, const char *path)
{
	struct stat st;

	(void)ctx;
	check(stat(path, &st) == 0 && (st.st_mode & 077) == 0,
	    "no file of the journal lets others in");
}

static void
test_modes(void)
{
	mode_t old = umask(0);
	struct sr_fault fault;
	struct kit k;

	kit_open_new(&k);
	kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "a");
	kit_each_file(&k, check_mode, NULL);
	kit_close(&k);
	chmod(k.file, 0644);
	check_number(kit_open(&k, &fault), SR_EDISK, "others could read it");
	check(strstr(fault.what, "chmod 600") != NULL, "and what to do");
	kit_free(&k);
	umask(old);
}

/* Two writers would give one number twice. */
static void
test_second_process(void)
{
	struct sr_fault fault = {""};
	struct journal *second = NULL;
	struct kit k;

	kit_open_new(&k);
	check_number(journal_sqlite_open(&second,
			 &(struct journal_sqlite_options){
			     k.file, k.key_file, k.signer, NULL},
			 k.pool, &fault),
	    SR_EDISK, "refused");
	check(strstr(fault.what, "another process") != NULL, "and why");
	kit_close(&k);
	check_number(
	    kit_open(&k, &fault), SR_OK, "free when the first is gone");
	kit_free(&k);
}

int
main(void)
{
	test_rules();
	test_queue_is_bounded();
	test_memory_full();
	test_close_finishes();
	test_restart();
	test_modes();
	test_second_process();
	return check_done();
}
