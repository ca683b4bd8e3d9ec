/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_BITS_H
#define ARCHIVE_BITS_H

#include "archive_kit.h"

static inline enum sr_err
archive_bits_verify(const struct kit *k, const uint8_t *bytes, size_t len,
    struct sr_fault *fault)
{
	struct archive_file *a = NULL;
	struct archive_file_check v = {0};
	enum sr_err err = archive_file_open_bytes(&a, bytes, len, fault);

	if (err == SR_OK)
		err = archive_kit_verify(k, a, &v, fault);
	archive_file_close(a);
	return err;
}

/* All that any program reads of it, as one number. */
static inline uint64_t
archive_bits_dump(const uint8_t *bytes, size_t len)
{
	static const char *const of[] = {"procedure", "record", "log",
	    "erasure", "staged", "document", "key", "sqlite_schema"};
	uint64_t hash = 14695981039346656037u;
	sqlite3 *db = NULL;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
	    sqlite3_deserialize(db, "main", (unsigned char *)(uintptr_t)bytes,
		(sqlite3_int64)len, (sqlite3_int64)len,
		SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
		abort();
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		char sql[64];
		sqlite3_stmt *s = NULL;
		int rc;

		snprintf(sql, sizeof(sql), "SELECT * FROM %s", of[i]);
		rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
		while (rc == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
			for (int c = 0; c < sqlite3_column_count(s); c++) {
				int n = sqlite3_column_bytes(s, c);
				const uint8_t *at = sqlite3_column_blob(s, c);

				hash = (hash ^ (unsigned)n) * 1099511628211u;
				for (int b = 0; b < n; b++)
					hash = (hash ^ at[b]) * 1099511628211u;
			}
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
	return hash;
}

/* Changes one bit after another, `step` apart: each is told, or changes nothing
 * that is read. */
static inline void
archive_bits_try(size_t step)
{
	unsigned told = 0, harmless = 0, unseen = 0;
	struct sr_fault fault = {""};
	size_t len = 0;
	uint64_t whole;
	uint8_t *bytes;
	struct kit k;

	kit_open_new(&k);
	archive_kit_fill(&k);
	kit_close(&k);
	bytes = archive_kit_bytes(&k, &len);
	if (!check_number(
		archive_bits_verify(&k, bytes, len, &fault), SR_OK, "whole"))
		fprintf(stderr, "   %s\n", fault.what);
	whole = archive_bits_dump(bytes, len);
	for (size_t i = 0; i < 8 * len; i += step) {
		bytes[i / 8] ^= (uint8_t)(1u << i % 8);
		fault.what[0] = '\0';
		if (archive_bits_verify(&k, bytes, len, &fault) != SR_OK)
			told += fault.what[0] != '\0';
		else if (archive_bits_dump(bytes, len) == whole)
			harmless++;
		else if (unseen++ == 0)
			fprintf(stderr, "   first unseen: byte %zu, bit %zu\n",
			    i / 8, i % 8);
		bytes[i / 8] ^= (uint8_t)(1u << i % 8);
	}
	printf("%u bits changed: %u told, %u without any effect\n",
	    told + harmless + unseen, told, harmless);
	check_number(unseen, 0, "no changed bit changes what is read unseen");
	check_number(
	    told + harmless, (8 * len + step - 1) / step, "and each tells why");
	for (size_t cut = 0; cut < len; cut += 512)
		unseen += archive_bits_verify(&k, bytes, cut, &fault) == SR_OK;
	check_number(unseen, 0, "no cut file is whole");
	free(bytes);
	kit_free(&k);
}

#endif
