/* SPDX-License-Identifier: MIT */
/*
 * Speed of libscrub as rows of a table; tests/bench/filter runs it.
 *
 *     filter_bench MESSAGES ROSTER PATTERNS
 *
 * MESSAGES has a language ("en", "id"), a tab and a message a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#ifdef BENCH_RE2
#include "bench_re2.h"
#endif
#include "scrub.h"
#include "words_table.h"

#define ROUNDS 15u     /* the median of so many */
#define WORST_LEN 4096 /* bytes of the slowest message that is looked for */

/* --- counting allocations ------------------------------------------------ */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);

static unsigned long allocations;

void *
malloc(size_t size)
{
	allocations++;
	return __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	allocations++;
	return __libc_calloc(count, size);
}

void *
realloc(void *at, size_t size)
{
	allocations++;
	return __libc_realloc(at, size);
}

/* --- what is measured ----------------------------------------------------- */

struct message {
	enum scrub_lang lang;
	const char *text;
	size_t len;
};

struct bench {
	struct scrub_policy *policy;
	struct scrub_case *c;
	struct message *message;
	size_t count, bytes;
	uint8_t secret[32];
	char *roster, *all;
	size_t roster_len;
};

static double
cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *
read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *data = malloc(1u << 24);

	if (!f || !data) {
		fprintf(stderr, "filter_bench: %s: cannot be read\n", path);
		exit(2);
	}
	*len = fread(data, 1, (1u << 24) - 1, f);
	data[*len] = '\0';
	fclose(f);
	return data;
}

static void
split(struct bench *b, char *data)
{
	size_t room = 0;

	for (char *line = strtok(data, "\n"); line; line = strtok(NULL, "\n")) {
		char *tab = strchr(line, '\t');

		if (!tab)
			continue;
		if (b->count == room) {
			room = room * 2 + 256;
			b->message =
			    realloc(b->message, room * sizeof(*b->message));
			if (!b->message)
				exit(2);
		}
		b->message[b->count++] = (struct message){
		    .lang = line[0] == 'i' ? SCRUB_ID_ID : SCRUB_EN,
		    .text = tab + 1,
		    .len = strlen(tab + 1)};
		b->bytes += strlen(tab + 1);
	}
}

static void
new_case(struct bench *b)
{
	struct scrub_fault fault = {""};

	scrub_case_free(b->c);
	if (scrub_case_new(&b->c, b->secret) != SCRUB_OK ||
	    scrub_case_roster(
		b->c, "roster", b->roster, b->roster_len, &fault) != SCRUB_OK) {
		fprintf(stderr, "filter_bench: %s\n", fault.what);
		exit(2);
	}
}

static void
one(struct bench *b, const struct message *m)
{
	struct scrubbed out = {0};

	if (scrub_text(b->policy, b->c, m->lang,
		(struct raw_text){m->text, m->len}, &out) == SCRUB_OK)
		scrubbed_give_back(b->c, &out);
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The median of the seconds that all messages take. */
static double
pass(struct bench *b, void (*run)(struct bench *b))
{
	double seconds[ROUNDS];

	for (unsigned i = 0; i < ROUNDS; i++) {
		const double begin = cpu_s();

		run(b);
		seconds[i] = cpu_s() - begin;
	}
	qsort(seconds, ROUNDS, sizeof(seconds[0]), by_size);
	return seconds[ROUNDS / 2];
}

static void
filter_all(struct bench *b)
{
	for (size_t i = 0; i < b->count; i++)
		one(b, &b->message[i]);
}

static void
row(const char *what, const char *figure, const char *how)
{
	printf("| %s | %s | %s |\n", what, figure, how);
	fflush(stdout);
}

static void
measure_all(struct bench *b)
{
	char figure[96], how[96];
	double seconds;
	unsigned long before;

	filter_all(b); /* warm */
	seconds = pass(b, filter_all);
	snprintf(figure, sizeof(figure), "%.1f MB/s, %.1f us a message",
	    (double)b->bytes / seconds / 1e6, seconds * 1e6 / (double)b->count);
	snprintf(how, sizeof(how), "%zu messages of %zu bytes, all layers",
	    b->count, b->bytes / b->count);
	row("filter, roster of 20 persons", figure, how);
	before = allocations;
	filter_all(b);
	snprintf(figure, sizeof(figure), "%lu", allocations - before);
	row("allocations in one more pass", figure, "");
}

/* Messages of 4 KiB made of the others: the slowest, each the best of 3. */
static void
measure_worst(struct bench *b)
{
	static char text[WORST_LEN];
	char figure[96];
	double worst = 0;
	size_t at = 0;

	for (unsigned n = 0; n < 60; n++) {
		struct message m = {b->message[at].lang, text, 0};
		double best = 1;

		while (at < b->count &&
		       m.len + b->message[at].len + 1 < sizeof(text)) {
			memcpy(text + m.len, b->message[at].text,
			    b->message[at].len);
			m.len += b->message[at++].len;
			text[m.len++] = ' ';
		}
		if (at == b->count)
			at = 0;
		for (unsigned k = 0; k < 3; k++) {
			const double begin = cpu_s();

			one(b, &m);
			if (cpu_s() - begin < best)
				best = cpu_s() - begin;
		}
		if (best > worst)
			worst = best;
	}
	snprintf(figure, sizeof(figure), "%.0f us", worst * 1e6);
	row("slowest message of 4 KiB", figure,
	    "60 of them, messages in a row");
}

/* --- any bytes -------------------------------------------------------------
 */

static const struct {
	const char *what, *bytes;
} shapes[] = {
    {"words", "clamp the left renal vein and call it "},
    {"names only", "Okafor Siti Nguyen Kettering Maria Budi "},
    {"unknown words", "Qorvath zelmanik Drubbek ploonish "},
    {"capitals", "PATIENT WAS SEEN BY THE SURGEON "},
    {"one letter", "a"},
    {"letters apart", "a b c d e f g "},
    {"letters with stops", "A.B.C.D."},
    {"digits", "7"},
    {"digits apart", "1 2 3 4 5 6 7 8 9 "},
    {"numbers", "90 91 92 1234 555-0142 "},
    {"signs", ".,-/(&'\"+@"},
    {"hyphens", "-"},
    {"apostrophes", "o'o'o'o'"},
    {"at signs", "a@b."},
    {"tags of ours", "[NAME 1] [DATE] 90+ "},
    {"opened brackets", "["},
    {"zero width", "\xE2\x80\x8B"},
    {"combining marks", "a\xCC\x81\xCC\x82\xCC\x83\xCC\x84"},
    {"Cyrillic", "\xD0\xB0\xD0\xB5\xD0\xBE"},
    {"full width", "\xEF\xBC\x91\xEF\xBC\x92"},
    {"emoji", "\xF0\x9F\x98\x80"},
    {"of and the", "the son of the son of "},
    {"organisations", "St Mary Hospital of "},
    {"dates", "12/10/2025 on Monday March 3 "},
    {"times", "done 10.12, lahir 08.10 "},
    {"a digit a line", "3\n"},
    {"ports and stops", "X314:20."},
};

static double
time_of(struct bench *b, const char *bytes, size_t len)
{
	struct message m = {SCRUB_EN, malloc(len + 64), len};
	const size_t n = strlen(bytes);
	double best = 100;

	for (size_t at = 0; at < len; at += n)
		memcpy((char *)m.text + at, bytes, n);
	m.len = len / n * n;
	for (unsigned k = 0; k < 3; k++) {
		const double begin = cpu_s();

		one(b, &m);
		if (cpu_s() - begin < best)
			best = cpu_s() - begin;
	}
	free((char *)m.text);
	return best;
}

static void
measure_shapes(struct bench *b)
{
	puts("\n| the same bytes over and over | 4 KiB | 16 KiB | 64 KiB |");
	puts("| --- | --- | --- | --- |");
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		printf("| %s |", shapes[i].what);
		for (size_t len = 4096; len <= 65536; len *= 4) {
			double seconds;

			new_case(b); /* stand-ins of the others are gone */
			seconds = time_of(b, shapes[i].bytes, len);
			printf(" %.2f ns/byte |", seconds * 1e9 / (double)len);
		}
		putchar('\n');
	}
}

/* --- memory -----------------------------------------------------------------
 */

static void
measure_load(struct bench *b)
{
	char figure[96];
	struct scrub_fault fault = {""};
	const double begin = cpu_s();
	double seconds;

	if (scrub_policy_builtin(&b->policy, "safe-harbor", &fault) != SCRUB_OK)
		exit(2);
	new_case(b);
	one(b, &b->message[0]);
	seconds = cpu_s() - begin;
	snprintf(figure, sizeof(figure), "%.1f ms", seconds * 1e3);
	row("load: policy, roster, first message", figure,
	    "tables are mapped, not read");
	snprintf(figure, sizeof(figure), "%.1f MB",
	    (double)(words_table_slots * 8 + WORDS_TAIL + WORDS_FILTERS * 8) /
		1e6);
	row("word tables", figure, "read-only, shared by all processes");
}

/* --- patterns alone ----------------------------------------------------------
 */

static pcre2_code *code;
static pcre2_match_data *matches;
static size_t found;

static void
pcre2_all(struct bench *b)
{
	found = 0;
	for (size_t i = 0; i < b->count; i++) {
		const struct message *m = &b->message[i];
		size_t at = 0;

		while (at < m->len && pcre2_jit_match(code, (PCRE2_SPTR)m->text,
					  m->len, at, 0, matches, NULL) > 0) {
			const size_t *range =
			    pcre2_get_ovector_pointer(matches);

			at = range[1] > at ? range[1] : at + 1;
			found++;
		}
	}
}

#ifdef BENCH_RE2
static void
re2_all(struct bench *b)
{
	found = 0;
	for (size_t i = 0; i < b->count; i++)
		found += bench_re2_count(b->message[i].text, b->message[i].len);
}
#endif

/* All alternatives as one pattern. */
static char *
join(char *data)
{
	char *whole = calloc(1, strlen(data) * 2 + 16);

	for (char *line = strtok(data, "\n"); line; line = strtok(NULL, "\n")) {
		if (line[0] == '#')
			continue;
		strcat(whole, whole[0] ? "|(?:" : "(?:");
		strcat(whole, line);
		strcat(whole, ")");
	}
	return whole;
}

static void
measure_patterns(struct bench *b, const char *path)
{
	char figure[96], how[96];
	size_t len;
	char *whole = join(read_file(path, &len));
	int error;
	PCRE2_SIZE where;
	double seconds;

	code = pcre2_compile((PCRE2_SPTR)whole, PCRE2_ZERO_TERMINATED,
	    PCRE2_CASELESS | PCRE2_UTF, &error, &where, NULL);
	if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
		fprintf(stderr, "filter_bench: pattern at %zu\n", where);
		exit(2);
	}
	matches = pcre2_match_data_create_from_pattern(code, NULL);
	seconds = pass(b, pcre2_all);
	snprintf(figure, sizeof(figure), "%.1f MB/s",
	    (double)b->bytes / seconds / 1e6);
	snprintf(
	    how, sizeof(how), "%zu found; patterns.txt, no other layer", found);
	row("PCRE2 with JIT", figure, how);
#ifdef BENCH_RE2
	if (bench_re2_set(whole)) {
		seconds = pass(b, re2_all);
		snprintf(figure, sizeof(figure), "%.1f MB/s",
		    (double)b->bytes / seconds / 1e6);
		snprintf(how, sizeof(how),
		    "%zu found; patterns.txt, no other layer", found);
		row("RE2", figure, how);
	}
#endif
	pcre2_match_data_free(matches);
	pcre2_code_free(code);
	free(whole);
}

int
main(int argc, char **argv)
{
	struct bench b = {.secret = {1}};
	size_t len;

	if (argc != 4) {
		fputs("usage: filter_bench MESSAGES ROSTER PATTERNS\n", stderr);
		return 2;
	}
	b.all = read_file(argv[1], &len);
	b.roster = read_file(argv[2], &b.roster_len);
	split(&b, b.all);
	if (b.count == 0)
		return 2;
	measure_load(&b);
	measure_all(&b);
	measure_worst(&b);
	measure_patterns(&b, argv[3]);
	measure_shapes(&b);
	scrub_case_free(b.c);
	scrub_policy_free(b.policy);
	free(b.message);
	free(b.roster);
	free(b.all);
	return 0;
}
