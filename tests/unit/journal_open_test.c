/* SPDX-License-Identifier: MIT */
/* Keys and files that are not the archive's, and places that take none. */
#include "journal_kit.h"

#include <fcntl.h>
#include <sqlite3.h>

#include "seal.h"

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

static void
test_master_keys(void)
{
	struct secret *master = NULL, *changed = NULL;
	struct sr_fault fault = {""};
	char kept[160];
	struct kit k;

	kit_open_new(&k);
	kit_close(&k);
	snprintf(kept, sizeof(kept), "%s/kept.key", k.dir);
	rename(k.key_file, kept);
	check_number(kit_open(&k, &fault), SR_ECRYPTO, "the key is gone");
	check(strstr(fault.what, k.key_file) != NULL, "named");
	check(access(k.key_file, F_OK) != 0,
	    "no new key is made for an old archive");

	check_number(seal_master_create(&master, k.key_file, &fault), SR_OK,
	    "another key");
	check_number(kit_open(&k, &fault), SR_ECRYPTO, "another key");
	check(strstr(fault.what, "sealed with master key") != NULL,
	    "both ids are told");
	secret_free(master);
	unlink(k.key_file);

	check_number(seal_master_load(&master, kept, &fault), SR_OK, "loads");
	check_number(
	    secret_copy(&changed, secret_bytes(master), secret_len(master)),
	    SR_OK, "a copy");
	secret_edit(changed)[20] ^= 1;
	check_number(
	    secret_save(changed, k.key_file, &fault), SR_OK, "a damaged key");
	check_number(kit_open(&k, &fault), SR_ECRYPTO, "a damaged key");
	secret_free(master);
	secret_free(changed);

	chmod(kept, 0644);
	rename(kept, k.key_file);
	check_number(kit_open(&k, &fault), SR_ECRYPTO, "others could read it");
	check(strstr(fault.what, "0644") != NULL, "the mode is told");
	chmod(k.key_file, 0600);
	check_number(kit_open(&k, &fault), SR_OK, "the right key");
	kit_free(&k);
}

static const struct {
	const char *why, *sql, *says, *also;
	enum sr_err err;
} versions[] = {
    {"a later version", "PRAGMA user_version = 3", "version 3", "version 2",
	SR_EVERSION},
    {"an earlier one", "PRAGMA user_version = 1", "version 1", "version 2",
	SR_EVERSION},
    {"another program's", "PRAGMA application_id = 7", "0x7", "another program",
	SR_EVERSION},
};

static void
test_versions(void)
{
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		struct sr_fault fault = {""};
		size_t before_len, after_len;
		uint8_t *before, *after;
		struct kit k;
		sqlite3 *db;

		kit_open_new(&k);
		kit_close(&k);
		db = outside(&k);
		do_sql(db, versions[i].sql);
		sqlite3_close(db);
		before = kit_slurp(k.file, &before_len);
		check_number(
		    kit_open(&k, &fault), versions[i].err, versions[i].why);
		check(strstr(fault.what, k.file) != NULL, "names the file");
		check(strstr(fault.what, versions[i].says) != NULL, "found");
		check(strstr(fault.what, versions[i].also) != NULL, "expected");
		after = kit_slurp(k.file, &after_len);
		check(before_len == after_len &&
			  memcmp(before, after, before_len) == 0,
		    "and is left as it was");
		free(before);
		free(after);
		kit_free(&k);
	}
}

static const struct {
	const char *why, *bytes;
	size_t len;
} not_ours[] = {
    {"text",
	"this is a letter, not a database, and longer than a header of "
	"one hundred bytes, as letters are when they go on and on.",
	118},
    {"one byte", "x", 1},
    {"a header without pages", "SQLite format 3", 16},
};

static void
test_not_a_database(void)
{
	for (size_t i = 0; i < sizeof(not_ours) / sizeof(not_ours[0]); i++) {
		struct sr_fault fault = {""};
		struct secret *master = NULL;
		size_t len;
		uint8_t *after;
		struct kit k;

		kit_init(&k);
		check_number(seal_master_create(&master, k.key_file, &fault),
		    SR_OK, "a key");
		secret_free(master);
		kit_spill(k.file, (const uint8_t *)not_ours[i].bytes,
		    not_ours[i].len);
		check_number(kit_open(&k, &fault), SR_EDISK, not_ours[i].why);
		check(strstr(fault.what, k.file) != NULL, "names the file");
		after = kit_slurp(k.file, &len);
		check(len == not_ours[i].len &&
			  memcmp(after, not_ours[i].bytes, len) == 0,
		    "and is left as it was");
		free(after);
		kit_free(&k);
	}
}

/* Root may write anywhere: the test goes on as nobody then. */
static void
test_read_only(void)
{
	enum { NOBODY = 65534 };
	struct sr_fault fault = {""};
	struct journal *j = NULL;
	struct kit k;

	kit_open_new(&k);
	kit_close(&k);
	if (geteuid() == 0 && (chown(k.dir, NOBODY, NOBODY) != 0 ||
				  chown(k.file, NOBODY, NOBODY) != 0 ||
				  chown(k.key_file, NOBODY, NOBODY) != 0))
		abort();
	unlink(strcat(strcpy(fault.what, k.file), ".lock"));
	chmod(k.dir, 0500);
	if (getuid() == 0 && seteuid(NOBODY) != 0)
		abort();
	check_number(kit_open(&k, &fault), SR_EDISK, "a read-only directory");
	check(strstr(fault.what, k.dir) != NULL, "named");
	check(strstr(fault.what, "Permission denied") != NULL, "and why");
	if (getuid() == 0 && seteuid(0) != 0)
		abort();
	chmod(k.dir, 0700);
	check_number(journal_sqlite_open(&j,
			 &(struct journal_sqlite_options){
			     "/nonexistent/journal.db", k.key_file, k.signer, NULL},
			 k.pool, &fault),
	    SR_EDISK, "no such directory");
	check(strstr(fault.what, "/nonexistent/") != NULL, "named");
	kit_free(&k);
}

int
main(void)
{
	test_master_keys();
	test_versions();
	test_not_a_database();
	test_read_only();
	return check_done();
}
