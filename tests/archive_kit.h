/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_KIT_H
#define ARCHIVE_KIT_H

#include <sqlite3.h>

#include "archive_file.h"
#include "journal_kit.h"

/*
 * A small archive with one of everything: two procedures that run, one that was
 * erased, an entry corrected, one retracted, one erased, one that waits, and
 * documents. As bytes in pages of 512, so that every one of its bits can be
 * tried.
 */

static const struct procedure_id archive_kit_second = {{22, 1}};
static const struct procedure_id archive_kit_erased = {{33, 1}};

static inline void
archive_kit_fill(struct kit *k)
{
	struct journal_staging how = {.account = "nina", .draft = "n-1"};
	struct kit_result r = {.kit = k};
	struct entry *e;

	check_number(kit_begin(k, &archive_kit_second), SR_OK, "a second");
	check_number(kit_begin(k, &archive_kit_erased), SR_OK, "a third");
	for (uint64_t i = 1; i <= 6; i++)
		kit_append(k, &kit_procedure, ENTRY_UPDATE, i, 0, "drain in");
	kit_append(k, &kit_procedure, ENTRY_CORRECTION, 7, 2, "drain out");
	kit_append(k, &kit_procedure, ENTRY_RETRACTION, 8, 3, NULL);
	kit_append(k, &kit_procedure, ENTRY_NOTICE, 0, 0, NULL);
	kit_append(k, &archive_kit_second, ENTRY_MILESTONE, 1, 0, NULL);
	kit_append(k, &archive_kit_second, ENTRY_UPDATE, 2, 0, "clip on");
	for (uint64_t i = 1; i <= 3; i++)
		kit_append(k, &archive_kit_erased, ENTRY_UPDATE, i, 0, "gone");
	check_number(
	    kit_erase(k, &kit_procedure, 5).err, SR_OK, "an entry erased");
	check_number(kit_erase(k, &archive_kit_erased, 0).err, SR_OK,
	    "a procedure erased");
	kit_append(k, &kit_procedure, ENTRY_UPDATE, 20, 0, "and on");
	kit_put(k, "account", "nina", "{\"roles\":1}");
	kit_put(k, "procedure", "0102", "{\"state\":2}");
	e = kit_entry(&archive_kit_second, ENTRY_UPDATE, 30, 0, "waits");
	k->waiting++;
	journal_stage(k->journal, e, &how, kit_on_appended, &r);
	entry_unref(e);
	kit_wait(k);
	check_number(r.err, SR_OK, "one waits");
}

static inline void
archive_kit_sql(const char *file, const char *sql)
{
	sqlite3 *db = NULL;
	char *why = NULL;

	if (sqlite3_open(file, &db) != SQLITE_OK)
		abort();
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		check(false, why);
	sqlite3_free(why);
	sqlite3_close(db);
}

/* The closed journal's file, with no log beside it, in small pages. */
static inline uint8_t *
archive_kit_bytes(const struct kit *k, size_t *len)
{
	archive_kit_sql(k->file,
	    "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM");
	return kit_slurp(k->file, len);
}

/* Against the kit's own key. */
static inline enum sr_err
archive_kit_verify(const struct kit *k, struct archive_file *a,
    struct archive_file_check *v, struct sr_fault *fault)
{
	v->key = (const uint8_t(*)[HELLO_KEY_BYTES])keypair_public(k->signer);
	v->keys = 1;
	return archive_file_verify(a, v, fault);
}

#endif
