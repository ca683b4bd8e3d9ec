/* SPDX-License-Identifier: MIT */
/* Master keys under a passphrase, and which of two files is the key. */
#include "journal_kit.h"

#include "master.h"
#include "seal.h"

static char passphrase[160];

static enum sr_err
open_with(struct kit *k, const char *file, struct sr_fault *fault)
{
	struct journal_sqlite_options opt = {
	    k->file, k->key_file, k->signer, file};

	return journal_sqlite_open(&k->journal, &opt, k->pool, fault);
}

static void
on_rekeyed(void *ctx, enum sr_err err)
{
	kit_on_done(ctx, err);
}

static enum sr_err
rekey(struct kit *k)
{
	struct kit_result r = {.kit = k};

	k->waiting++;
	journal_rekey(k->journal, on_rekeyed, &r);
	kit_wait(k);
	return r.err;
}

static size_t
key_len(const struct kit *k)
{
	size_t len;

	free(kit_slurp(k->key_file, &len));
	return len;
}

static uint64_t
count_read(struct kit *k)
{
	struct kit_page p;
	uint64_t count;

	kit_read(k, &kit_procedure, 1, 10, &p);
	count = p.err == SR_OK ? p.count : 99;
	kit_page_wipe(&p);
	return count;
}

/* An archive that began without one is put under a passphrase. */
static void
test_passphrase(void)
{
	struct sr_fault fault = {""};
	struct kit k;

	kit_open_new(&k);
	snprintf(passphrase, sizeof(passphrase), "%s/passphrase", k.dir);
	kit_spill(passphrase, (const uint8_t *)"correct horse\n", 14);
	kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "text");
	kit_close(&k);
	check_number(key_len(&k), 44, "begins without");
	check_number(
	    open_with(&k, passphrase, &fault), SR_OK, "opens all the same");
	check_number(rekey(&k), SR_OK, "the key is replaced");
	check_number(key_len(&k), 108, "by one under the passphrase");
	check_number(count_read(&k), 1, "everything reads");
	kit_erase(&k, &kit_procedure, 1);
	kit_close(&k);

	check_number(open_with(&k, NULL, &fault), SR_ECRYPTO, "not without");
	check(strstr(fault.what, "master_passphrase_file") != NULL, "told so");
	kit_spill(passphrase, (const uint8_t *)"correct house\n", 14);
	check_number(
	    open_with(&k, passphrase, &fault), SR_ECRYPTO, "not with another");
	check(strstr(fault.what, "passphrase") != NULL, "told so");
	kit_spill(passphrase, (const uint8_t *)"correct horse", 13);
	check_number(open_with(&k, passphrase, &fault), SR_OK,
	    "with it, and no newline at its end");
	check_number(count_read(&k), 1, "everything reads");
	kit_close(&k);
	check(unlink(passphrase) == 0, "it goes away");
	check_number(open_with(&k, passphrase, &fault), SR_EDISK, "no file");
	check(strstr(fault.what, passphrase) != NULL, "named");
	check_number(open_with(&k, k.dir, &fault), SR_ECRYPTO, "a folder");
	check(strstr(fault.what, "not a plain file") != NULL, "told so");
	kit_free(&k);
}

/* Whoever has the file tries as many as he likes. */
static void
test_short_passphrase(void)
{
	struct secret *master = NULL, *words = NULL, *lock = NULL;
	struct sr_fault fault = {""};
	struct kit k;

	kit_open_new(&k);
	kit_append(&k, &kit_procedure, ENTRY_UPDATE, 1, 0, "text");
	kit_close(&k);
	snprintf(passphrase, sizeof(passphrase), "%s/passphrase", k.dir);
	kit_spill(passphrase, (const uint8_t *)"horse horse\n", 12);
	check_number(open_with(&k, passphrase, &fault), SR_EINVAL,
	    "11 bytes seal nothing");
	check(strstr(fault.what, "12 to 1024") != NULL, "told so");
	check_number(master_check(k.key_file, passphrase, &fault), SR_EINVAL,
	    "nor would they");
	check_number(key_len(&k), 44, "the key is as it was");

	check(master_load(&master, k.key_file, NULL, &fault) == SR_OK &&
		  secret_copy(&words, "horse horse", 11) == SR_OK &&
		  seal_lock_new(&lock, words, NULL) == SR_OK &&
		  unlink(k.key_file) == 0 &&
		  seal_master_write(master, k.key_file, lock, &fault) == SR_OK,
	    "one that was sealed by fewer before");
	check_number(
	    master_check(k.key_file, passphrase, &fault), SR_OK, "is well");
	check_number(open_with(&k, passphrase, &fault), SR_OK, "and opens");
	check_number(count_read(&k), 1, "everything reads");
	kit_close(&k);
	secret_free(master);
	secret_free(words);
	secret_free(lock);
	kit_free(&k);
}

/* What a crash at each moment of a replacement leaves. */
static void
test_two_files(void)
{
	struct secret *a = NULL, *b = NULL, *found = NULL;
	char staged[160];
	struct kit k;

	kit_init(&k);
	snprintf(staged, sizeof(staged), "%s.new", k.key_file);
	check(seal_master_create(&a, k.key_file, NULL) == SR_OK &&
		  seal_master_new(&b) == SR_OK &&
		  master_stage(b, k.key_file, NULL, NULL) == SR_OK,
	    "one, and the next beside it");
	for (int i = 0; i < 2; i++) {
		uint32_t id = seal_master_id(i ? b : a);

		check_number(master_find(&found, k.key_file, id, NULL, NULL),
		    SR_OK, "either is found by its id");
		check_number(seal_master_id(found), id, "and is that");
		secret_free(found);
	}
	check_number(master_find(&found, k.key_file, 7, NULL, NULL), SR_ECRYPTO,
	    "no other");
	check_number(master_settle(k.key_file, seal_master_id(b), NULL, NULL),
	    SR_OK, "the commit was there: the next one");
	check(access(staged, F_OK) != 0, "has the name");
	check_number(
	    master_find(&found, k.key_file, seal_master_id(a), NULL, NULL),
	    SR_ECRYPTO, "and the first is no more");
	check_number(master_stage(a, k.key_file, NULL, NULL), SR_OK, "again");
	check_number(master_settle(k.key_file, seal_master_id(b), NULL, NULL),
	    SR_OK, "the commit was not there: it stays");
	check(access(staged, F_OK) != 0, "and the other is destroyed");
	check_number(master_settle(k.key_file, 7, NULL, NULL), SR_ECRYPTO,
	    "neither: nothing is touched");
	check_number(
	    master_find(&found, k.key_file, seal_master_id(b), NULL, NULL),
	    SR_OK, "it is there");
	secret_free(found);
	secret_free(a);
	secret_free(b);
	kit_free(&k);
}

/* Behind a link the old key would outlive the erasure, and the next start find
 * neither. */
static void
test_link(void)
{
	char elsewhere[160];
	struct sr_fault fault = {""};
	struct kit k;

	kit_open_new(&k);
	kit_close(&k);
	snprintf(elsewhere, sizeof(elsewhere), "%s.elsewhere", k.key_file);
	check(rename(k.key_file, elsewhere) == 0 &&
		  symlink(elsewhere, k.key_file) == 0,
	    "its key behind a link");
	check_number(kit_open(&k, &fault), SR_EDISK,
	    "is refused before anything is erased");
	check(strstr(fault.what, "symbolic link") != NULL, "as what it is");
	check(rename(elsewhere, k.key_file) == 0, "put in its place");
	check_number(kit_open(&k, &fault), SR_OK, "it is taken");
	kit_close(&k);
	kit_free(&k);
}

int
main(void)
{
	test_passphrase();
	test_short_passphrase();
	test_two_files();
	test_link();
	return check_done();
}
