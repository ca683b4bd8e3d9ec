/* SPDX-License-Identifier: MIT */
/* Whatever is changed in an archive is told, by the name of what was changed:
 * every bit, and every row that somebody with the file, but without the key,
 * could rewrite. */
#include "archive_bits.h"

/* ---- every row ---- */

/* What somebody does who has the file, knows its format, and mends what he can
 * mend without the relay's keys. says: how the report names it. */
static const struct {
	const char *why, *sql, *says;
} forged[] = {
    {"a record changed, its hash mended",
	"UPDATE record SET record = CAST (substr(record, 1, 60) ||"
	" CASE substr(record, 61, 1) WHEN x'00' THEN x'01' ELSE x'00' END ||"
	" substr(record, 62) AS BLOB) WHERE leaf = (1 << 32) + 1",
	"leaf 1 (entry 1 for colleagues): its record is not the one"},
    {"a destroyed record's hash changed",
	"UPDATE record SET hash = zeroblob(32) WHERE leaf = (1 << 32) + 2",
	"the tree is not the one that was signed"},
    {"a record dropped", "DELETE FROM record WHERE leaf = (1 << 32) + 7",
	"leaf 7 (entry 4 for colleagues): it is missing"},
    {"the last records dropped",
	"DELETE FROM record WHERE leaf >= (1 << 32) + 20 AND leaf < 2 << 32",
	"leaf 20 and all behind it are missing"},
    {"two records in each other's place",
	"UPDATE record SET leaf = -leaf WHERE leaf IN"
	" ((1 << 32), (1 << 32) + 6);"
	"UPDATE record SET leaf = (2 << 32) + 6 + leaf WHERE leaf < 0",
	"leaf 0 (entry 4"},
    {"a record repeated at the end",
	"INSERT INTO record SELECT leaf + 100, procedure, number + 90,"
	" audience, NULL, hash, wrap, record FROM record"
	" WHERE leaf = (1 << 32) + 7",
	"behind the end"},
    {"a record repeated right behind the end",
	"INSERT INTO record SELECT (1 << 32) + (SELECT size FROM log WHERE"
	" procedure = 1), procedure, 15, audience, NULL, hash, wrap, record"
	" FROM record WHERE leaf = (1 << 32) + 7",
	"behind the end"},
    {"a record of another procedure in its place",
	"UPDATE record SET (record, wrap, hash, draft) ="
	" (SELECT record, wrap, hash, NULL FROM record"
	" WHERE leaf = (2 << 32)) WHERE leaf = (1 << 32)",
	"leaf 0 (entry 1 for students)"},
    {"a record destroyed",
	"UPDATE record SET record = NULL, wrap = NULL, draft = NULL"
	" WHERE leaf = (1 << 32) + 7",
	"leaf 7 (entry 4 for colleagues): its record is missing, and nothing "
	"says why"},
    {"a record destroyed, as if it were one that was corrected",
	"UPDATE record SET record = NULL, wrap = NULL, draft = NULL,"
	" number = 2 WHERE leaf = (1 << 32) + 7",
	"another entry belongs here"},
    {"a procedure's key destroyed",
	"UPDATE procedure SET wrap = NULL WHERE ix = 2",
	"its key is destroyed, but records are there"},
    {"a procedure destroyed without a receipt",
	"UPDATE record SET record = NULL, wrap = NULL, draft = NULL"
	" WHERE procedure = 2;"
	"UPDATE procedure SET wrap = NULL WHERE ix = 2",
	"no receipt of this relay"},
    {"a procedure destroyed with another's receipt",
	"UPDATE record SET record = NULL, wrap = NULL, draft = NULL"
	" WHERE procedure = 2;"
	"UPDATE procedure SET wrap = NULL WHERE ix = 2;"
	"INSERT INTO erasure SELECT 2, 0, receipt FROM erasure"
	" WHERE number = 0",
	"no receipt of this relay"},
    {"a whole procedure dropped, its records left",
	"DELETE FROM log WHERE procedure = 2;"
	"DELETE FROM staged WHERE procedure = 2;"
	"DELETE FROM procedure WHERE ix = 2",
	"belong to no procedure"},
    {"another log's checkpoint",
	"UPDATE log SET checkpoint = (SELECT checkpoint FROM log WHERE"
	" procedure = 2) WHERE procedure = 1",
	"its checkpoint is damaged"},
    {"a checkpoint that nobody signed",
	"UPDATE log SET checkpoint = replace(checkpoint, char(10) || '26',"
	" char(10) || '25') WHERE procedure = 1",
	"not signed by this key"},
    {"a draft's name changed, so that it could be posted again",
	"UPDATE record SET draft = zeroblob(16) WHERE leaf = (1 << 32)",
	"leaf 0 (entry 1 for students)"},
    {"an entry's key changed",
	"UPDATE record SET wrap = zeroblob(78) WHERE leaf = (1 << 32)",
	"leaf 0 (entry 1 for students)"},
    {"a procedure's key changed",
	"UPDATE procedure SET wrap = zeroblob(78) WHERE ix = 2",
	"table procedure"},
    {"a document changed", "UPDATE document SET record = zeroblob(200)",
	"table document"},
    {"what waits changed", "UPDATE staged SET record = zeroblob(200)",
	"table staged"},
    {"the document key changed", "UPDATE key SET wrap = zeroblob(78)",
	"table key"},
    {"the tree's edge changed",
	"UPDATE log SET edge = zeroblob(length(edge)) WHERE procedure = 2",
	"edge is damaged"},
    {"a receipt forged",
	"UPDATE erasure SET receipt = replace(receipt, 'entry 5', 'entry 6')"
	" WHERE number = 5",
	"a receipt"},
    {"a table too many", "CREATE TABLE roster (name TEXT)", "its tables"},
    {"a trigger that runs when it is read",
	"CREATE TRIGGER t AFTER INSERT ON record BEGIN SELECT 1; END",
	"its tables"},
};

static void
test_forged(void)
{
	struct sr_fault fault;
	size_t len = 0;
	uint8_t *bytes;
	struct kit k;

	kit_open_new(&k);
	archive_kit_fill(&k);
	kit_close(&k);
	bytes = archive_kit_bytes(&k, &len);
	for (size_t i = 0; i < sizeof(forged) / sizeof(forged[0]); i++) {
		struct archive_file_check v = {0};
		struct archive_file *a = NULL;
		enum sr_err err;

		kit_spill(k.file, bytes, len);
		archive_kit_sql(k.file, "PRAGMA journal_mode = DELETE");
		archive_kit_sql(k.file, forged[i].sql);
		fault.what[0] = '\0';
		err = archive_file_open(&a, k.file, &fault);
		if (err == SR_OK)
			err = archive_kit_verify(&k, a, &v, &fault);
		check_number(err, SR_ECRYPTO, forged[i].why);
		if (!check(strstr(fault.what, forged[i].says) != NULL,
			forged[i].why))
			fprintf(stderr, "   said <%s>\n", fault.what);
		archive_file_close(a);
	}
	free(bytes);
	kit_free(&k);
}

/* ---- what is whole ---- */

struct seen {
	unsigned logs, erased;
	struct archive_file_log last;
	uint8_t first_leaf[TREE_HASH_BYTES];
};

static enum sr_err
on_log(void *ctx, const struct archive_file_log *log, struct sr_fault *fault)
{
	struct seen *seen = ctx;

	(void)fault;
	seen->logs++;
	seen->erased += log->erased;
	memcpy(seen->first_leaf, log->leaf[0], TREE_HASH_BYTES);
	return SR_OK;
}

static void
test_whole(void)
{
	struct sr_fault fault = {""};
	struct archive_file_check v = {.log = on_log};
	struct archive_file_leaves l;
	struct archive_file *a = NULL;
	struct tree_proof p;
	struct seen seen = {0};
	uint64_t leaf = 0;
	struct kit k;

	kit_open_new(&k);
	archive_kit_fill(&k);
	v.ctx = &seen;
	/* Beside the relay that has it open. */
	check_number(archive_file_open(&a, k.file, &fault), SR_OK, "opens");
	if (!check_number(
		archive_kit_verify(&k, a, &v, &fault), SR_OK, "is whole"))
		fprintf(stderr, "   %s\n", fault.what);
	check_number(v.logs, 3, "three logs");
	check_number(seen.logs, 3, "each told");
	check_number(v.erased, 1, "one erased");
	/* 10 entries and 3 tombstones; 2 entries; 3 entries: for each of two */
	check_number(v.leaves, 2 * (13 + 2 + 3), "leaves");
	check_number(v.records, 2 * (13 - 3 + 2), "records that are there");
	check_number(archive_file_leaves(a, &kit_procedure, &v, &l, &fault),
	    SR_OK, "the leaves of one");
	check_number(archive_file_find(a, &kit_procedure, 4, COLLEAGUE, &leaf),
	    SR_OK, "an entry");
	check_number(leaf, 7, "is a leaf");
	check_number(tree_inclusion(&p, (const uint8_t(*)[32])l.leaf,
			 l.checkpoint.size, leaf),
	    SR_OK, "is proved");
	check_number(tree_inclusion_verify(&p, l.checkpoint.size, leaf,
			 l.leaf[leaf], l.checkpoint.root),
	    SR_OK, "to be in the signed tree");
	check_number(archive_file_find(a, &kit_procedure, 2, STUDENT, &leaf),
	    SR_OK, "a corrected entry");
	check_number(leaf, 14, "is what stands in its place");
	check_number(archive_file_find(a, &kit_procedure, 99, STUDENT, &leaf),
	    SR_ENOENTRY, "no such entry");
	archive_file_leaves_free(&l);
	check_number(
	    archive_file_leaves(a, &(struct procedure_id){{5}}, &v, &l, &fault),
	    SR_ENOPROC, "no such procedure");
	archive_file_close(a);
	kit_free(&k);
}

/* Two relays' files, and two states of one: not told by the file itself. */
static void
test_other_key(void)
{
	struct sr_fault fault = {""};
	struct archive_file_check v = {0};
	struct archive_file *a = NULL;
	struct keypair *own, *other = NULL;
	struct kit k;

	kit_open_new(&k);
	archive_kit_fill(&k);
	own = k.signer;
	check_number(keypair_new(&other), SR_OK, "another relay's key");
	k.signer = other;
	check_number(archive_file_open(&a, k.file, &fault), SR_OK, "opens");
	check_number(
	    archive_kit_verify(&k, a, &v, &fault), SR_ECRYPTO, "not his");
	check(strstr(fault.what, "not signed by this key") != NULL, "told so");
	archive_file_close(a);
	k.signer = own;
	keypair_free(other);
	kit_free(&k);
}

static void
test_backup(void)
{
	char copy[160];
	struct sr_fault fault = {""};
	struct archive_file_check v = {0};
	struct archive_file *a = NULL;
	struct kit_page p;
	struct kit k;

	kit_open_new(&k);
	archive_kit_fill(&k);
	snprintf(copy, sizeof(copy), "%s/copy.db", k.dir);
	check_number(archive_file_open(&a, k.file, &fault), SR_OK, "opens");
	check_number(archive_file_backup(a, copy, &fault), SR_OK, "a copy");
	check_number(
	    archive_file_backup(a, copy, &fault), SR_EEXISTS, "never replaced");
	archive_file_close(a);
	kit_append(&k, &kit_procedure, ENTRY_UPDATE, 60, 0, "after it");
	kit_close(&k);
	check_number(
	    archive_file_open(&a, copy, &fault), SR_OK, "the copy opens");
	if (!check_number(
		archive_kit_verify(&k, a, &v, &fault), SR_OK, "and is whole"))
		fprintf(stderr, "   %s\n", fault.what);
	archive_file_close(a);
	check(rename(copy, k.file) == 0, "it is put back");
	check_number(kit_open(&k, &fault), SR_OK, "the relay opens it");
	kit_read(&k, &kit_procedure, 1, 100, &p);
	check_number(p.err, SR_OK, "reads");
	check_number(p.last, 10, "what was there then");
	kit_page_wipe(&p);
	check_number(
	    kit_append(&k, &kit_procedure, ENTRY_UPDATE, 61, 0, "on").number,
	    11, "and goes on");
	kit_free(&k);
}

int
main(void)
{
	test_whole();
	test_other_key();
	test_backup();
	test_forged();
	/* A sample; tests/model/archive_bits_model.c goes through all bytes. */
	archive_bits_try(101);
	return check_done();
}
