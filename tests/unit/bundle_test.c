/* SPDX-License-Identifier: MIT */
/* Sealed bundles: what is cut, changed, moved or added is told. */
#include <stdlib.h>

#include "check.h"
#include "proto/bundle.h"
#include "proto/limits.h"

/* Low costs: what a passphrase is worth is not tested here. */
static const struct bundle_cost cheap = {1, 8};

static const char *const lines[] = {
    "{\"format\":\"a bundle\"}",
    "{\"number\":1,\"student\":\"two clips\"}",
    /* 63 bytes and a newline fill one step of padding, 64 begin another. */
    "{\"number\":2,\"student\":\"0123456789012345678901234567890123456\"}",
    "{\"number\":3,\"student\":\"01234567890123456789012345678901234567\"}",
    "{\"number\":4}",
};
#define LINES (sizeof lines / sizeof *lines)

struct bytes {
	uint8_t byte[4096];
	size_t len, record[LINES + 1]; /* where each begins */
	enum sr_err refuse;
};

static enum sr_err
keep(void *ctx, const void *bytes, size_t len)
{
	struct bytes *b = ctx;

	if (b->refuse != SR_OK)
		return b->refuse;
	if (len > sizeof b->byte - b->len)
		return SR_ETOOLARGE;
	memcpy(b->byte + b->len, bytes, len);
	b->len += len;
	return SR_OK;
}

static struct secret *
secret_of(const char *text)
{
	struct secret *s = NULL;

	if (secret_copy(&s, text, strlen(text)) != SR_OK)
		abort();
	return s;
}

static void
make(struct bytes *b, enum bundle_lock lock, const struct secret *secret)
{
	struct bundle_writer *w = NULL;

	memset(b, 0, sizeof *b);
	check(bundle_writer_new(&w, lock, secret, &cheap, keep, b) == SR_OK,
	    "a bundle begins");
	check_number(b->len, BUNDLE_HEAD_BYTES, "the head has its size");
	for (size_t i = 0; w && i < LINES; i++) {
		b->record[i] = b->len;
		check(bundle_write(w, lines[i], strlen(lines[i]),
			  i + 1 == LINES) == SR_OK,
		    "a line goes in");
	}
	b->record[LINES] = b->len;
	check(w && bundle_write(w, "{}", 2, false) == SR_ESTATE,
	    "nothing goes behind the last");
	bundle_writer_free(w);
}

/* Reads all; SR_OK: every line is as it was written. */
static enum sr_err
read_all(const void *bytes, size_t len, const struct secret *secret,
    size_t *count, struct sr_fault *fault)
{
	/* A copy of its size: the sanitizer sees a byte too far. */
	uint8_t *copy = malloc(len ? len : 1);
	struct bundle_reader *r = NULL;
	const char *line;
	size_t line_len;
	bool last = false;
	enum sr_err err;

	if (!copy)
		abort();
	memcpy(copy, bytes, len);
	*count = 0;
	err = bundle_reader_new(&r, copy, len, secret, fault);
	while (err == SR_OK && !last) {
		err = bundle_read(r, &line, &line_len, &last, fault);
		if (err != SR_OK)
			break;
		if (*count >= LINES || strcmp(line, lines[*count]) != 0 ||
		    line_len != strlen(line))
			err = SR_EINVAL;
		++*count;
	}
	if (err == SR_OK)
		check(bundle_read(r, &line, &line_len, &last, fault) ==
			  SR_ENOENTRY,
		    "behind the last there is nothing to read");
	bundle_reader_free(r);
	free(copy);
	return err;
}

static void
test_whole(void)
{
	static const enum bundle_lock locks[] = {BUNDLE_KEY, BUNDLE_PASSPHRASE};

	for (size_t i = 0; i < 2; i++) {
		struct secret *s =
		    secret_of("0123456789abcdef0123456789abcdef");
		struct secret *other =
		    secret_of("0123456789abcdef0123456789abcdeg");
		struct sr_fault fault = {""};
		enum bundle_lock lock;
		struct bytes b;
		size_t count;

		make(&b, locks[i], s);
		check(bundle_lock_of(&lock, b.byte, b.len) == SR_OK &&
			  lock == locks[i],
		    "it says what opens it");
		check(read_all(b.byte, b.len, s, &count, &fault) == SR_OK,
		    "it reads as it was written");
		check_number(count, LINES, "all lines");
		check(read_all(b.byte, b.len, other, &count, &fault) ==
			      SR_ECRYPTO &&
			  strstr(fault.what, "record 0: the key is another"),
		    "another key opens nothing");
		secret_free(s);
		secret_free(other);
	}
}

static void
test_cuts(void)
{
	struct secret *s = secret_of("0123456789abcdef0123456789abcdef");
	struct bytes b;

	make(&b, BUNDLE_KEY, s);
	for (size_t len = 0, record = 0; len < b.len; len++) {
		struct sr_fault fault = {""};
		char want[32];
		size_t count;
		enum sr_err err = read_all(b.byte, len, s, &count, &fault);

		while (record < LINES && len >= b.record[record + 1])
			record++;
		snprintf(want, sizeof want, "record %zu: ", record);
		if (len < BUNDLE_HEAD_BYTES) {
			check(err == SR_EVERSION, "half a head is no bundle");
			continue;
		}
		check(err == SR_ECRYPTO && strstr(fault.what, want) &&
			  strstr(fault.what, "cut here"),
		    "a cut is told, with the record that is missing");
		check_number(count, record, "what stands before it reads");
	}
	secret_free(s);
}

static void
test_flips(void)
{
	struct secret *s = secret_of("0123456789abcdef0123456789abcdef");
	struct bytes b;

	make(&b, BUNDLE_KEY, s);
	for (size_t bit = 0, record = 0; bit < b.len * 8; bit++) {
		struct sr_fault fault = {""};
		char want[32];
		size_t count;
		enum sr_err err;

		while (bit / 8 >= b.record[record + 1])
			record++;
		snprintf(want, sizeof want, "record %zu: ", record);
		b.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
		err = read_all(b.byte, b.len, s, &count, &fault);
		b.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (bit / 8 < BUNDLE_HEAD_BYTES)
			check(err != SR_OK && count == 0,
			    "a flip in the head is told");
		else
			check(err == SR_ECRYPTO && strstr(fault.what, want),
			    "a flip is told, with its record");
	}
	secret_free(s);
}

/* Records that are whole, but not in their places. */
static const struct {
	const char *why;
	unsigned order[LINES + 1], count, bad;
} orders[] = {
    {"two have changed places", {0, 2, 1, 3, 4}, 5, 1},
    {"one is missing", {0, 1, 3, 4}, 4, 2},
    {"one stands twice", {0, 1, 1, 2, 3, 4}, 6, 2},
    {"the first is missing", {1, 2, 3, 4}, 4, 0},
    {"the last is missing", {0, 1, 2, 3}, 4, 4},
    {"the last stands twice", {0, 1, 2, 3, 4, 4}, 6, 4},
    {"one stands behind the last", {0, 1, 2, 3, 4, 1}, 6, 4},
};

static void
test_orders(void)
{
	struct secret *s = secret_of("0123456789abcdef0123456789abcdef");
	struct bytes b, other;

	make(&b, BUNDLE_KEY, s);
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct bytes moved = {.len = 0};
		struct sr_fault fault = {""};
		char want[32];
		size_t count;

		(void)!keep(&moved, b.byte, BUNDLE_HEAD_BYTES);
		for (unsigned k = 0; k < orders[i].count; k++) {
			unsigned n = orders[i].order[k];

			(void)!keep(&moved, b.byte + b.record[n],
			    b.record[n + 1] - b.record[n]);
		}
		snprintf(want, sizeof want, "record %u: ", orders[i].bad);
		check(read_all(moved.byte, moved.len, s, &count, &fault) ==
			      SR_ECRYPTO &&
			  strstr(fault.what, want),
		    orders[i].why);
	}
	make(&other, BUNDLE_KEY, s);
	memcpy(b.byte + b.record[2], other.byte + other.record[2],
	    b.record[3] - b.record[2]);
	{
		struct sr_fault fault = {""};
		size_t count;

		check(
		    read_all(b.byte, b.len, s, &count, &fault) == SR_ECRYPTO &&
			strstr(fault.what, "record 2: "),
		    "one of another bundle under the same key");
	}
	secret_free(s);
}

/* Costs in a head that would take the machine, or nothing. */
static void
test_costs(void)
{
	static const struct {
		const char *why;
		uint8_t at, value;
		enum sr_err err;
	} rows[] = {
	    {"2^30 passes", 25, 0x40, SR_ECRYPTO},
	    {"no pass", 28, 0, SR_ECRYPTO},
	    {"1 TiB", 29, 0x40, SR_ECRYPTO},
	    {"no memory", 32, 0, SR_ECRYPTO},
	    {"another lock", 8, 3, SR_EVERSION},
	    {"another version", 7, '2', SR_EVERSION},
	};
	struct secret *s = secret_of("correct horse");
	struct bytes b;

	make(&b, BUNDLE_PASSPHRASE, s);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes bad = b;
		struct sr_fault fault = {""};
		size_t count;

		bad.byte[rows[i].at] = rows[i].value;
		check(read_all(bad.byte, bad.len, s, &count, &fault) ==
			  rows[i].err,
		    rows[i].why);
	}
	secret_free(s);
}

static void
test_limits(void)
{
	struct secret *s = secret_of("0123456789abcdef0123456789abcdef");
	struct secret *brief = secret_of("0123456789abcdef");
	struct bundle_writer *w = NULL;
	struct bytes b = {.len = 0};
	char *line = calloc(1, BUNDLE_LINE_MAX + 1);

	check(bundle_writer_new(&w, BUNDLE_KEY, brief, NULL, keep, &b) ==
		  SR_ECRYPTO,
	    "half a key is none");
	check(bundle_writer_new(&w, BUNDLE_KEY, s, NULL, keep, &b) == SR_OK,
	    "begins");
	check(line && bundle_write(w, line, BUNDLE_LINE_MAX + 1, false) ==
			  SR_ETOOLARGE,
	    "a line that is too long is refused");
	b.refuse = SR_EDISK;
	check(line && bundle_write(w, line, BUNDLE_LINE_MAX, false) == SR_EDISK,
	    "the longest one goes to the disk");
	check(bundle_write(w, "{}", 2, true) == SR_EDISK,
	    "what the disk says is told");
	bundle_writer_free(w);
	bundle_writer_free(NULL);
	bundle_reader_free(NULL);
	free(line);
	secret_free(s);
	secret_free(brief);
}

int
main(void)
{
	test_whole();
	test_cuts();
	test_flips();
	test_orders();
	test_costs();
	test_limits();
	return check_done();
}
