/* SPDX-License-Identifier: MIT */
/* What lies on the disk: nothing readable, nothing that can be changed unseen,
 * nothing of what was destroyed. */
#include "journal_kit.h"

#include <sqlite3.h>

#include "seal.h"

/* ---- the file from outside ---- */

static sqlite3 *
outside(const struct kit *k)
{
	sqlite3 *db = NULL;

	if (sqlite3_open(k->file, &db) != SQLITE_OK)
		abort();
	sqlite3_busy_timeout(db, 5000);
	return db;
}

static void
do_sql(sqlite3 *db, const char *sql)
{
	check_number(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, sql);
}

/* A column of one record; the caller frees it. */
static uint8_t *
get_blob(
    sqlite3 *db, const char *column, uint64_t number, int audience, size_t *len)
{
	sqlite3_stmt *s = NULL;
	uint8_t *bytes = NULL;
	char *sql = sqlite3_mprintf(
	    "SELECT %s FROM record WHERE number = %llu AND audience = %d"
	    " AND record IS NOT NULL",
	    column, (unsigned long long)number, audience);

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW) {
		*len = (size_t)sqlite3_column_bytes(s, 0);
		bytes = malloc(*len + 1);
		if (bytes)
			memcpy(bytes, sqlite3_column_blob(s, 0), *len);
	}
	sqlite3_finalize(s);
	sqlite3_free(sql);
	if (!bytes)
		abort();
	return bytes;
}

static void
set_blob(sqlite3 *db, const char *column, uint64_t number, int audience,
    const uint8_t *bytes, size_t len)
{
	sqlite3_stmt *s = NULL;
	char *sql = sqlite3_mprintf("UPDATE record SET %s = ?1"
				    " WHERE number = %llu AND audience = %d",
	    column, (unsigned long long)number, audience);

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK ||
	    sqlite3_bind_blob(s, 1, bytes, (int)len, SQLITE_STATIC) !=
		SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_DONE)
		abort();
	sqlite3_finalize(s);
	sqlite3_free(sql);
}

/* ---- changed records ---- */

static void
append_many(struct kit *k, uint64_t count, const char *text)
{
	struct kit_result r[512];

	for (uint64_t i = 0; i < count; i++)
		kit_submit(k,
		    kit_entry(&kit_procedure, ENTRY_UPDATE, i + 1, 0, text),
		    &r[i]);
	kit_wait(k);
	check_number(r[count - 1].number, count, "all go in");
}

static enum sr_err
read_from(struct kit *k, uint64_t from, size_t *count)
{
	struct kit_page p;

	kit_read(k, &kit_procedure, from, 10, &p);
	*count = p.count;
	kit_page_wipe(&p);
	return p.err;
}

static void
flip_column(struct kit *k, sqlite3 *db, const char *column, int audience)
{
	size_t len, count, opened = 0;
	uint8_t *bytes = get_blob(db, column, 2, audience, &len);

	for (size_t i = 0; i < len; i++) {
		bytes[i] ^= 0x10;
		set_blob(db, column, 2, audience, bytes, len);
		bytes[i] ^= 0x10;
		opened += read_from(k, 2, &count) != SR_ECRYPTO || count > 0;
	}
	check_number(opened, 0, "a changed byte opens nothing");
	set_blob(db, column, 2, audience, bytes, len - 1);
	check_number(read_from(k, 2, &count), SR_ECRYPTO, "cut");
	set_blob(db, column, 2, audience, bytes, len);
	check_number(read_from(k, 2, &count), SR_OK, "as it was");
	free(bytes);
}

static const struct {
	const char *why, *sql, *back;
} changes[] = {
    {"a missing row is no gap in the numbers",
	"UPDATE record SET number = 99 WHERE number = 2 AND audience = 1",
	"UPDATE record SET number = 2 WHERE number = 99"},
    {"two entries changed places",
	"UPDATE record SET number = -number WHERE number IN (2, 3);"
	"UPDATE record SET number = 5 + number WHERE number < 0",
	"UPDATE record SET number = -number WHERE number IN (2, 3);"
	"UPDATE record SET number = 5 + number WHERE number < 0"},
    {"a student gets the colleague's text",
	"UPDATE record SET audience = 7 - audience WHERE number = 2;"
	"UPDATE record SET audience = audience - 6 WHERE audience > 1",
	"UPDATE record SET audience = 7 - audience WHERE number = 2;"
	"UPDATE record SET audience = audience - 6 WHERE audience > 1"},
    {"an old record under its old number, in another procedure",
	"UPDATE procedure SET id = x'0102030405000000000000000000ffff'", NULL},
};

static void
test_tamper(void)
{
	struct kit k;
	size_t count;
	sqlite3 *db;

	kit_open_new(&k);
	append_many(&k, 4, "text");
	db = outside(&k);
	do_sql(db, "PRAGMA foreign_keys = OFF");
	for (int a = 0; a < AUDIENCES; a++) {
		flip_column(&k, db, "record", a);
		flip_column(&k, db, "wrap", a);
	}
	for (size_t i = 0; i < 3; i++) {
		do_sql(db, changes[i].sql);
		check_number(
		    read_from(&k, 2, &count), SR_ECRYPTO, changes[i].why);
		check_number(count, 0, changes[i].why);
		check_number(read_from(&k, 1, &count), SR_OK, "before it");
		check_number(count, 1, "the page ends before the damage");
		do_sql(db, changes[i].back);
		check_number(read_from(&k, 2, &count), SR_OK, "as it was");
		check_number(count, 3, "as it was");
	}
	do_sql(db, changes[3].sql);
	check_number(read_from(&k, 1, &count), SR_ENOPROC, changes[3].why);
	sqlite3_close(db);
	kit_free(&k);
}

/* What does not open can still be taken back. */
static void
test_damaged_retraction(void)
{
	static const uint8_t junk[200];
	struct kit_page p;
	struct kit k;
	sqlite3 *db;

	kit_open_new(&k);
	append_many(&k, 3, "text");
	db = outside(&k);
	set_blob(db, "record", 2, 0, junk, sizeof(junk));
	sqlite3_close(db);
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_RETRACTION, 9, 2, NULL).number,
	    4, "taken back");
	kit_read(&k, &kit_procedure, 1, 10, &p);
	check_number(p.count, 4, "and all reads again");
	kit_page_wipe(&p);
	kit_free(&k);
}

/* ---- canaries ---- */

static unsigned
count_text(const struct kit *k, const char *text)
{
	return kit_count(k, text, strlen(text));
}

static void
check_no_canary(const struct kit *k, const char *when)
{
	check_number(count_text(k, "CANARY-TEXT"), 0, when);
	check_number(count_text(k, "canary-step"), 0, when);
	check_number(count_text(k, "canary-account"), 0, when);
	check_number(count_text(k, "CANARY-VALUE"), 0, when);
	check_number(count_text(k, "journal"), 0, when);
}

static void
test_canaries(void)
{
	struct entry_head head = {
	    .procedure = kit_procedure, .kind = ENTRY_MILESTONE};
	static const char *const none[AUDIENCES] = {"", ""};
	static const size_t zero[AUDIENCES] = {0};
	struct entry *e = NULL;
	struct kit_result r;
	struct kit k;

	kit_open_new(&k);
	append_many(&k, 300, "CANARY-TEXT");
	strcpy(head.step, "canary-step");
	check_number(
	    entry_restore(&e, &head, 0, none, zero), SR_OK, "an entry");
	kit_submit(&k, e, &r);
	kit_wait(&k);
	for (unsigned i = 0; i < 50; i++)
		kit_put(&k, "account", "canary-account", "CANARY-VALUE");
	kit_append(&k, &kit_procedure, ENTRY_CORRECTION, 400, 7, "CANARY-TEXT");
	check_no_canary(&k, "while it is open, the WAL included");
	append_many(&k, 1, "CANARY-TEXT");
	kit_close(&k);
	check_no_canary(&k, "and after");
	check(count_text(&k, "SQLite format 3") == 1,
	    "the search finds what there is");
	kit_free(&k);
}

/* ---- destroyed ---- */

struct old {
	uint8_t *wrap, *record, *hash;
	size_t wrap_len, record_len, hash_len;
};

static void
test_destroyed(void)
{
	enum { COUNT = 120, EACH = 7 };
	struct old old[COUNT + 1] = {{0}};
	uint8_t hash[SEAL_HASH_BYTES], *draft;
	size_t draft_len;
	struct kit k;
	sqlite3 *db;

	kit_open_new(&k);
	append_many(&k, COUNT, "text that will be gone");
	db = outside(&k);
	for (uint64_t i = EACH; i <= COUNT; i += EACH) {
		struct old *o = &old[i];

		o->wrap = get_blob(db, "wrap", i, 0, &o->wrap_len);
		o->record = get_blob(db, "record", i, 0, &o->record_len);
		o->hash = get_blob(db, "hash", i, 0, &o->hash_len);
		check(kit_count(&k, o->wrap, o->wrap_len) > 0, "there before");
		draft = get_blob(db, "draft", i, 0, &draft_len);
		seal_leaf(hash, &(struct seal_stored){o->record, o->wrap, draft,
				    o->record_len, o->wrap_len, draft_len});
		free(draft);
		check(o->hash_len == 32 && memcmp(hash, o->hash, 32) == 0,
		    "a leaf is the hash of the record");
	}
	sqlite3_close(db);
	for (uint64_t i = EACH; i <= COUNT; i += EACH)
		check_number(kit_append(&k, &kit_procedure,
				 i % 2 ? ENTRY_RETRACTION : ENTRY_CORRECTION,
				 1000 + i, i, "other")
				 .err,
		    SR_OK, "taken back");
	for (uint64_t i = EACH; i <= COUNT; i += EACH) {
		struct old *o = &old[i];

		check_number(kit_count(&k, o->wrap, o->wrap_len), 0,
		    "its key is in no file");
		check_number(
		    kit_count(&k, o->wrap + 30, 16), 0, "nor a part of it");
		check_number(kit_count(&k, o->record + 52, 32), 0,
		    "nor a part of the text's ciphertext");
		check(kit_count(&k, o->hash, 32) > 0, "the leaf's hash stays");
		free(o->wrap);
		free(o->record);
		free(o->hash);
	}
	kit_free(&k);
}

/* A backup is being made with other tools: the relay goes on, and what was
 * destroyed meanwhile goes from the log when it can. */
static void
test_outside_reader(void)
{
	struct sr_fault fault;
	size_t len, count;
	uint8_t *wrap;
	struct kit k;
	sqlite3 *db;

	kit_open_new(&k);
	append_many(&k, 3, "text");
	kit_close(&k);
	db = outside(&k);
	wrap = get_blob(db, "wrap", 2, 0, &len);
	do_sql(db, "BEGIN; SELECT count(*) FROM record");
	check_number(kit_open(&k, &fault), SR_OK, "starts beside a reader");
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_RETRACTION, 9, 2, NULL).err,
	    SR_OK, "takes back beside a reader");
	check_number(read_from(&k, 1, &count), SR_OK, "and reads");
	check_number(count, 4, "what there is now");
	do_sql(db, "COMMIT");
	sqlite3_close(db);
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 10, 0, "x").err, SR_OK,
	    "goes on");
	check_number(kit_count(&k, wrap, len), 0,
	    "with the next commit the destroyed key is gone");
	free(wrap);
	kit_free(&k);
}

/* A directory that somebody tidied away: nothing is acknowledged that nobody
 * would find again. */
static void
test_moved(void)
{
	char away[200];
	struct kit_result r;
	struct kit k;

	kit_open_new(&k);
	r = kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "before");
	check_number(r.err, SR_OK, "is written");
	snprintf(away, sizeof(away), "%s.away", k.file);
	check(rename(k.file, away) == 0, "the file goes elsewhere");
	r = kit_append(&k, &kit_procedure, ENTRY_UPDATE, 2, 0, "after");
	check_number(r.err, SR_EDISK, "what goes nowhere is refused");
	check(rename(away, k.file) == 0, "the file comes back");
	r = kit_append(&k, &kit_procedure, ENTRY_UPDATE, 2, 0, "after");
	check_number(r.err, SR_OK, "and is written again");
	check_number(r.number, 2, "with no number missing");
	check(unlink(k.file) == 0, "the file is removed");
	r = kit_append(&k, &kit_procedure, ENTRY_UPDATE, 3, 0, "gone");
	check_number(r.err, SR_EDISK, "nothing is acknowledged any more");
	kit_free(&k);
}

int
main(void)
{
	test_tamper();
	test_damaged_retraction();
	test_moved();
	test_canaries();
	test_destroyed();
	test_outside_reader();
	return check_done();
}
