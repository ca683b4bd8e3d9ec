/* SPDX-License-Identifier: MIT */
/* A record opens as what it was sealed as, and as nothing else. */
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "seal.h"

static const struct procedure_id here = {{1, 2, 3}};
static const struct procedure_id elsewhere = {{1, 2, 4}};
static uint8_t key[SEAL_KEY_BYTES] = {7}, other_key[SEAL_KEY_BYTES] = {8};

struct made {
	struct seal_blob record;
	uint8_t wrap[SEAL_WRAP_BYTES];
};

static struct entry_head
head(void)
{
	struct entry_head h = {.procedure = here,
	    .kind = ENTRY_UPDATE,
	    .part = PART_OTHER,
	    .lang = TEXT_LANG_ID,
	    .t_ms = 751000,
	    .refers = 3,
	    .step = "dissection"};

	memcpy(h.draft, "0123456789abcdef", 16);
	return h;
}

static struct made
make(const char *text)
{
	struct made m = {0};
	struct entry_head h = head();

	if (seal_entry(&m.record, m.wrap, key, &h, 12, COLLEAGUE, text,
		strlen(text)) != SR_OK)
		abort();
	return m;
}

static enum sr_err
opens(const struct made *m, const uint8_t *with, const struct procedure_id *id,
    uint64_t number, enum audience a)
{
	struct seal_opened o = {0};
	enum sr_err err = seal_entry_open(&o, with, id, number, a,
	    m->record.bytes, m->record.len, m->wrap, sizeof(m->wrap));

	if (err != SR_OK)
		check(!o.text && !o.plain.bytes, "an error gives no text");
	seal_opened_wipe(&o);
	return err;
}

static void
test_there_and_back(void)
{
	static const char *const texts[] = {
	    "", "a", "Kocher clamp off", "kauter on \xE2\x9C\x93"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct made m = make(texts[i]);
		struct seal_opened o = {0};
		struct entry_head h = head();

		check_number(
		    seal_entry_open(&o, key, &here, 12, COLLEAGUE,
			m.record.bytes, m.record.len, m.wrap, sizeof(m.wrap)),
		    SR_OK, "opens");
		check(o.text_len == strlen(texts[i]) &&
			  memcmp(o.text, texts[i], o.text_len) == 0,
		    "the same text");
		check(memcmp(&o.head.procedure, &h.procedure, 16) == 0 &&
			  o.head.kind == h.kind && o.head.part == h.part &&
			  o.head.lang == h.lang &&
			  o.head.t_ms == h.t_ms && o.head.refers == h.refers &&
			  memcmp(o.head.draft, h.draft, 16) == 0,
		    "the same head");
		check_text(o.head.step, h.step, "the same step");
		seal_opened_wipe(&o);
		seal_blob_free(&m.record);
	}
}

/* Lengths say nothing finer than 64 bytes. */
static void
test_padding(void)
{
	static const struct {
		size_t text_len, record_len;
	} rows[] = {{0, 132}, {1, 132}, {16, 132}, {17, 196}, {80, 196}};
	static const char text[] = "0123456789012345678901234567890123456789"
				   "0123456789012345678901234567890123456789";

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct made m = {0};
		struct entry_head h = head();

		check_number(seal_entry(&m.record, m.wrap, key, &h, 1, STUDENT,
				 text, rows[i].text_len),
		    SR_OK, "seals");
		/* 28 + 24 + a multiple of 64 (38 + 10 + text) + 16 */
		check_number(
		    m.record.len, rows[i].record_len, "padded to 64 bytes");
		seal_blob_free(&m.record);
	}
}

static void
test_bound(void)
{
	struct made m = make("text"), n = make("text");
	struct made mixed = {m.record, {0}};

	memcpy(mixed.wrap, n.wrap, sizeof(n.wrap));
	check_number(opens(&m, key, &here, 12, COLLEAGUE), SR_OK, "as sealed");
	check_number(opens(&m, other_key, &here, 12, COLLEAGUE), SR_ECRYPTO,
	    "not with another procedure's key");
	check_number(opens(&m, key, &elsewhere, 12, COLLEAGUE), SR_ECRYPTO,
	    "not in another procedure");
	check_number(opens(&m, key, &here, 13, COLLEAGUE), SR_ECRYPTO,
	    "not as another number");
	check_number(opens(&m, key, &here, 12, STUDENT), SR_ECRYPTO,
	    "not for another audience");
	check_number(opens(&mixed, key, &here, 12, COLLEAGUE), SR_ECRYPTO,
	    "not with the key of another record");
	check(memcmp(m.record.bytes, n.record.bytes, m.record.len) != 0,
	    "the same text twice is not the same record");
	seal_blob_free(&m.record);
	seal_blob_free(&n.record);
}

/* Every bit of record and wrap. */
static void
test_flips(void)
{
	struct made m = make("a text of some length");
	unsigned opened = 0;

	for (size_t bit = 0; bit < 8 * m.record.len; bit++) {
		m.record.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		opened += opens(&m, key, &here, 12, COLLEAGUE) != SR_ECRYPTO;
		m.record.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	check_number(opened, 0, "no changed record opens");
	for (size_t bit = 0; bit < 8 * sizeof(m.wrap); bit++) {
		m.wrap[bit / 8] ^= (uint8_t)(1u << bit % 8);
		opened += opens(&m, key, &here, 12, COLLEAGUE) != SR_ECRYPTO;
		m.wrap[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	check_number(opened, 0, "no changed wrap opens");
	for (size_t len = 0; len < m.record.len; len++) {
		struct made cut = m;

		cut.record.len = len;
		opened += opens(&cut, key, &here, 12, COLLEAGUE) != SR_ECRYPTO;
	}
	check_number(opened, 0, "no cut record opens");
	check_number(
	    opens(&m, key, &here, 12, COLLEAGUE), SR_OK, "unchanged opens");
	seal_blob_free(&m.record);
}

static void
test_leaf(void)
{
	/* SHA-256(00): the leaf of an empty string, RFC 6962 test vectors. */
	static const uint8_t want[4] = {0x6e, 0x34, 0x0b, 0x9c};
	uint8_t hash[SEAL_HASH_BYTES];

	seal_leaf(hash, &(struct seal_stored){0});
	check(memcmp(hash, want, sizeof(want)) == 0, "as in RFC 6962");
}

static void
test_documents(void)
{
	struct seal_blob record = {0};
	struct seal_document d = {0};
	uint8_t place[16], elsewhere_place[16];
	unsigned opened = 0;

	seal_document_place(place, key, "account", "dewi");
	seal_document_place(elsewhere_place, key, "accountdewi", "");
	check(memcmp(place, elsewhere_place, 16) != 0,
	    "kind and id do not run together");
	check_number(seal_document(&record, key, "account", "dewi", "{}", 2),
	    SR_OK, "seals");
	check_number(seal_document_open(
			 &d, key, "account", place, record.bytes, record.len),
	    SR_OK, "opens");
	check_text(d.id, "dewi", "with its id");
	check_text(d.value, "{}", "and its value, terminated");
	check_number(d.len, 2, "and its length");
	seal_document_wipe(&d);
	check_number(seal_document_open(
			 &d, key, "procedure", place, record.bytes, record.len),
	    SR_ECRYPTO, "not as another kind");
	check_number(seal_document_open(&d, other_key, "account", place,
			 record.bytes, record.len),
	    SR_ECRYPTO, "not with another key");
	for (size_t bit = 0; bit < 8 * record.len; bit++) {
		record.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		opened += seal_document_open(&d, key, "account", place,
			      record.bytes, record.len) != SR_ECRYPTO;
		record.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	check_number(opened, 0, "no changed document opens");
	seal_blob_free(&record);
}

static void
test_keys(void)
{
	char dir[] = "/tmp/scrubrelay-seal.XXXXXX", file[64], second[64];
	struct secret *master = NULL, *again = NULL, *wrong = NULL;
	uint8_t wrap[SEAL_WRAP_BYTES], made[32], got[32];
	struct sr_fault fault = {""};

	if (!mkdtemp(dir))
		abort();
	snprintf(file, sizeof(file), "%s/master.key", dir);
	snprintf(second, sizeof(second), "%s/other.key", dir);
	check_number(
	    seal_master_load(&master, file, &fault), SR_ENOENTRY, "none yet");
	check_number(seal_master_create(&master, file, &fault), SR_OK, "made");
	check_number(seal_master_load(&again, file, &fault), SR_OK, "loads");
	check_number(seal_master_id(again), seal_master_id(master), "its id");
	check_number(seal_master_create(&wrong, file, &fault), SR_EEXISTS,
	    "a master key is never written over");
	check_number(seal_master_create(&wrong, second, &fault), SR_OK, "made");

	seal_procedure_key(wrap, made, master, &here);
	check_number(seal_wrap_master(wrap, sizeof(wrap)),
	    seal_master_id(master), "a wrap says which key");
	check_number(
	    seal_procedure_key_open(got, wrap, sizeof(wrap), again, &here),
	    SR_OK, "opens with the key from the file");
	check(memcmp(made, got, 32) == 0, "the same key");
	check_number(
	    seal_procedure_key_open(got, wrap, sizeof(wrap), wrong, &here),
	    SR_ECRYPTO, "not with another master key");
	check_number(seal_procedure_key_open(
			 got, wrap, sizeof(wrap), master, &elsewhere),
	    SR_ECRYPTO, "not as another procedure's");
	check_number(seal_document_key_open(got, wrap, sizeof(wrap), master),
	    SR_ECRYPTO, "not as a key for something else");
	secret_edit(wrong)[0] ^= 1;
	unlink(second);
	check_number(secret_save(wrong, second, &fault), SR_OK, "saves");
	secret_free(wrong);
	wrong = NULL;
	check_number(seal_master_load(&wrong, second, &fault), SR_EVERSION,
	    "a key of another version is told");
	secret_free(master);
	secret_free(again);
	secret_free(wrong);
	unlink(file);
	unlink(second);
	rmdir(dir);
}

int
main(void)
{
	test_there_and_back();
	test_padding();
	test_bound();
	test_flips();
	test_leaf();
	test_documents();
	test_keys();
	return check_done();
}
