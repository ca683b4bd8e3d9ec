/* SPDX-License-Identifier: MIT */
/* A bundle's lines as the requests that import them. */
#include <stdlib.h>

#include "bundle_record.h"
#include "check.h"

#define HEAD(entries)                                                          \
	"{\"format\":\"scrubrelay bundle 1\","                                 \
	"\"procedure\":\"5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5\","                  \
	"\"code_name\":\"blue heron\",\"template\":\"generic\","               \
	"\"basis\":\"training\",\"exported_by\":\"prof\","                     \
	"\"entries\":" entries "}"
#define ENTRY(n, rest) "{\"number\":" n ",\"t_ms\":5," rest "}"

struct bytes {
	uint8_t byte[16384];
	size_t len;
};

static enum sr_err
keep(void *ctx, const void *bytes, size_t len)
{
	struct bytes *b = ctx;

	if (len > sizeof b->byte - b->len)
		return SR_ETOOLARGE;
	memcpy(b->byte + b->len, bytes, len);
	b->len += len;
	return SR_OK;
}

static struct secret *secret;

static enum sr_err
read_lines(struct bundle_record *out, const char *const *lines, size_t count,
    struct sr_fault *fault)
{
	static struct bytes b;
	struct bundle_writer *w = NULL;

	b.len = 0;
	if (bundle_writer_new(&w, BUNDLE_KEY, secret, NULL, keep, &b) != SR_OK)
		abort();
	for (size_t i = 0; i < count; i++)
		if (bundle_write(
			w, lines[i], strlen(lines[i]), i + 1 == count) != SR_OK)
			abort();
	bundle_writer_free(w);
	return bundle_record_read(out, b.byte, b.len, secret, fault);
}

static void
test_whole(void)
{
	static const char *const lines[] = {
	    HEAD("3"),
	    ENTRY("1", "\"kind\":\"milestone\",\"step\":\"incision\""),
	    ENTRY("2", "\"kind\":\"answer\",\"part\":\"surgeon\",\"lang\":\"id\","
		       "\"refers\":1,"
		       "\"question\":7,\"citations\":[{\"type\":\"pmid\","
		       "\"id\":\"31562232\"}],\"student\":\"two\","
		       "\"colleague\":\"three\""),
	    ENTRY("3", "\"kind\":\"result\",\"refers\":2,\"tally\":[{\"votes\":"
		       "4,\"right\":true},{\"votes\":0}]"),
	};
	struct bundle_record b;
	struct sr_fault fault = {""};
	const struct wire_import_entry *e;

	if (!check(read_lines(&b, lines, 4, &fault) == SR_OK, "it reads"))
		fprintf(stderr, "   %s\n", fault.what);
	check_number(b.count, 3, "all entries");
	if (b.count != 3)
		return;
	check_text(b.head.code_name, "blue heron", "the code name");
	check_text(b.head.template_id, "generic", "the template");
	check_number(b.head.basis, BASIS_TRAINING, "the basis");
	check_number(b.head.source.byte[0], 0x5f, "where it comes from");
	e = &b.item[0].entry;
	check_number(e->kind, ENTRY_MILESTONE, "a milestone");
	check_text(e->step, "incision", "its step");
	e = &b.item[1].entry;
	check_number(e->kind, ENTRY_ANSWER, "an answer");
	check_number(e->part, PART_SURGEON, "who speaks");
	check_text(e->lang, "id", "in which language");
	check_number(e->question, 7, "to which question");
	check_number(e->refers, 1, "and where that is");
	check_text(e->student, "two", "as students read it");
	check_text(e->colleague, "three", "as colleagues read it");
	e = &b.item[2].entry;
	check(e->tally_count == 2 && e->tally[0].votes == 4 &&
		  e->tally[0].right && !e->tally[1].right,
	    "the count of a poll");
	bundle_record_wipe(&b);
}

/* What is taken back comes as what it was, so that the entry that took it back
 * can do so again. */
static void
test_taken_back(void)
{
	static const char *const lines[] = {
	    HEAD("8"),
	    ENTRY("1", "\"kind\":\"corrected\",\"refers\":2"),
	    ENTRY("2", "\"kind\":\"corrected\",\"part\":\"scrub\","
		       "\"refers\":3"),
	    ENTRY("3", "\"kind\":\"correction\",\"refers\":2,"
		       "\"student\":\"the third\""),
	    ENTRY("4", "\"kind\":\"withdrawn\",\"refers\":5"),
	    ENTRY("5", "\"kind\":\"retraction\",\"refers\":4"),
	    ENTRY("6", "\"kind\":\"withdrawn\""),
	    ENTRY("7", "\"kind\":\"corrected\",\"refers\":8"),
	    ENTRY("8", "\"kind\":\"withdrawn\""),
	};
	static const struct {
		enum entry_kind kind;
		uint64_t refers;
		const char *why;
	} rows[] = {
	    {ENTRY_UPDATE, 0, "an update that was corrected"},
	    {ENTRY_CORRECTION, 1, "a correction that was corrected"},
	    {ENTRY_CORRECTION, 2, "the one that stands"},
	    {ENTRY_UPDATE, 0, "an update that was withdrawn"},
	    {ENTRY_RETRACTION, 4, "what withdrew it"},
	    {ENTRY_WITHDRAWN, 0, "one that was erased"},
	    {ENTRY_UPDATE, 0, "an update whose correction was erased"},
	    {ENTRY_CORRECTION, 7, "that correction"},
	};
	struct bundle_record b;
	struct sr_fault fault = {""};

	check(read_lines(&b, lines, 9, &fault) == SR_OK, "it reads");
	for (size_t i = 0; i < 8 && i < b.count; i++) {
		check_number(b.item[i].entry.kind, rows[i].kind, rows[i].why);
		check_number(
		    b.item[i].entry.refers, rows[i].refers, rows[i].why);
	}
	check(b.count < 2 || b.item[1].entry.part == PART_SCRUB,
	    "who spoke stays");
	bundle_record_wipe(&b);
}

static const struct {
	const char *why, *line[3], *says;
} bad[] = {
    {"no object", {"[]"}, "record 0"},
    {"no JSON", {"{"}, "record 0"},
    {"nothing", {""}, "record 0"},
    {"another format", {"{\"format\":\"scrubrelay bundle 2\"}"}, "record 0"},
    {"no id", {"{\"format\":\"scrubrelay bundle 1\",\"procedure\":\"x\"}"},
	"record 0"},
    {"more entries than a bundle can hold", {HEAD("9007199254740991")},
	"record 0"},
    {"half an entry", {HEAD("0.5")}, "record 0"},
    {"fewer entries than none", {HEAD("-1")}, "record 0"},
    {"an entry is missing", {HEAD("2"), ENTRY("1", "\"kind\":\"update\"")}, ""},
    {"one too many", {HEAD("0"), ENTRY("1", "\"kind\":\"update\"")}, ""},
    {"another number", {HEAD("1"), ENTRY("2", "\"kind\":\"update\"")},
	"record 1"},
    {"no kind", {HEAD("1"), ENTRY("1", "\"part\":\"scrub\"")}, "record 1"},
    {"an unknown kind", {HEAD("1"), ENTRY("1", "\"kind\":\"rumour\"")},
	"record 1"},
    {"an unknown part",
	{HEAD("1"), ENTRY("1", "\"kind\":\"update\",\"part\":\"patient\"")},
	"record 1"},
    {"a step that is a sentence",
	{HEAD("1"),
	    ENTRY("1", "\"kind\":\"notice\",\"step\":\"Mr Kettering\"")},
	"record 1"},
    {"a text that is a number",
	{HEAD("1"), ENTRY("1", "\"kind\":\"update\",\"student\":7")},
	"record 1"},
    {"seven choices",
	{HEAD("1"),
	    ENTRY("1", "\"kind\":\"result\",\"tally\":[{\"votes\":1},"
		       "{\"votes\":1},{\"votes\":1},{\"votes\":1},{\"votes\":"
		       "1},{\"votes\":1},{\"votes\":1}]")},
	"record 1"},
    {"a member twice",
	{HEAD("1"), ENTRY("1", "\"kind\":\"update\",\"kind\":\"poll\"")},
	"record 1"},
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct bundle_record b;
		struct sr_fault fault = {""};
		size_t count = 0;

		while (count < 3 && bad[i].line[count])
			count++;
		check(read_lines(&b, bad[i].line, count, &fault) != SR_OK,
		    bad[i].why);
		check(strstr(fault.what, bad[i].says) != NULL, bad[i].why);
		bundle_record_wipe(&b);
	}
}

int
main(void)
{
	if (secret_copy(&secret, "0123456789abcdef0123456789abcdef", 32) !=
	    SR_OK)
		abort();
	test_whole();
	test_taken_back();
	test_bad();
	secret_free(secret);
	return check_done();
}
