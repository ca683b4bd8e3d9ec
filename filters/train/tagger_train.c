/* SPDX-License-Identifier: MIT */
/*
 * Weights of the tagger from marked messages; train.py runs it.
 *
 *     tagger_train OUT [OFF] < MESSAGES
 *
 * OFF is a sum of layers (layer.h) that are not asked.
 * In:  LANG TAB HOW TAB SHARE TAB BEGIN,END,MARK;... TAB TEXT, a line each;
 *      offsets are bytes of TEXT
 *      MARK   1 person, 2 place, 3 organization, 4 what other layers find,
 *             5 a description (described.h), 6 a date, 7 an age, 8 a telephone,
 *             9 a place with a number
 *      HOW    "all" words; "marked": only those of MARK 1 to 3; "drop": some
 *             words, and as if no list had them
 *      SHARE  of a sample's weight, in percent
 * OUT: struct tagger_weights; DESCRIBED_SLOTS and NUMERAL_SLOTS numbers of two
 *      bytes, little-endian; struct around_weights
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "around_fit.h"
#include "context_other.h"
#include "described_train.h"
#include "lang/lexicon.h"
#include "layer.h"
#include "learn.h"
#include "marks.h"
#include "numeral_train.h"
#include "shapes.h"
#include "tagger_fit.h"

#define SHARE_DROPPED 7 /* one word in so many */
#define SEEN_LEAST 3    /* samples with a hashed feature, else it is none */
#define SEEN_BITS 22
#define DESCRIBED_SHARE 50 /* messages that count less describe nobody */

struct set {
	struct sample *sample;
	size_t samples, sample_room;
	uint32_t *place;
	size_t places, place_room;
	uint8_t *seen; /* by hash, until SEEN_LEAST */
	struct described_set *described;
	struct numeral_set *numeral;
	struct around_set *around;
};

static int
mark_of(const struct text *t, const struct token *w, const struct mark *mark,
    size_t marks)
{
	const int kind = marks_kind(t, w, mark, marks);

	return kind > MARK_DESCRIBED ? MARK_OTHER : kind;
}

static uint32_t
seen_at(uint32_t hash)
{
	return hash >> (32 - SEEN_BITS);
}

/* First pass: count what is hashed. Second: keep what was seen enough. */
static void
put(struct set *s, struct features *f, uint8_t kind, int mark, double share,
    bool count_only)
{
	struct sample *one;
	size_t kept = 0;

	if (count_only) {
		for (size_t i = 0; i < f->hashes; i++)
			if (s->seen[seen_at(f->hash[i])] < SEEN_LEAST)
				s->seen[seen_at(f->hash[i])]++;
		return;
	}
	for (size_t i = 0; i < f->hashes; i++)
		if (s->seen[seen_at(f->hash[i])] >= SEEN_LEAST)
			f->hash[kept++] = f->hash[i];
	f->hashes = kept;
	s->sample = learn_grown(
	    s->sample, &s->sample_room, s->samples + 1, sizeof(*s->sample));
	s->place = learn_grown(s->place, &s->place_room,
	    s->places + TAGGER_PLACES, sizeof(*s->place));
	one = &s->sample[s->samples++];
	one->first = s->places;
	one->count = (uint32_t)tagger_places(f, kind, &s->place[s->places]);
	one->share = (float)share;
	one->is = mark == MARK_NAME    ? SAMPLE_PERSON
		  : mark == MARK_PLACE ? SAMPLE_PLACE
		  : mark == MARK_HOUSE ? SAMPLE_HOUSE
				       : SAMPLE_STAYS;
	s->places += one->count;
}

static bool
dropped(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return w->kind == TOKEN_WORD && w->end - w->begin > 3 &&
	       !(w->words & (WORD_FREQUENT | WORD_COUNTRY)) &&
	       (i * 2654435761u + t->norm_len * 40503u) % SHARE_DROPPED == 0;
}

static void
put_words(struct set *s, const struct text *t, enum scrub_lang lang,
    struct fact *fact, const struct mark *mark, size_t marks, const char *how,
    double share, bool count_only)
{
	struct features f;

	for (size_t i = 0; i < t->token_count; i++) {
		const int kind = mark_of(t, &t->token[i], mark, marks);

		if (kind == MARK_OTHER && fact[i].open) {
			fact[i].open = false;
			fact[i].kind = FACT_TAKEN;
		}
		fact[i].gone = kind >= MARK_NAME && kind <= MARK_HOUSE;
	}
	for (size_t i = 0; i < t->token_count; i++) {
		const int kind = mark_of(t, &t->token[i], mark, marks);

		if (!fact[i].open || kind > MARK_OTHER)
			continue;
		if (strcmp(how, "marked") == 0 && !fact[i].gone)
			continue;
		if (strcmp(how, "drop") == 0 && t->token[i].words != 0)
			continue;
		context_features(t, lang, fact, i,
		    FEATURES_STILL | FEATURES_GONE, &f);
		put(s, &f, fact[i].kind, kind, share, count_only);
	}
}

/* What of a message is one range of a sort: its tokens. */
static void
put_range(struct described_marks *marks, size_t i, bool goes_on)
{
	if (goes_on && marks->count > 0)
		marks->range[marks->count - 1].end = (uint32_t)i + 1;
	else if (!goes_on && marks->count < DESCRIBED_MARKS)
		marks->range[marks->count++] = (struct described_range){
		    .begin = (uint32_t)i, .end = (uint32_t)i + 1};
}

/* What is marked as a description, a place or a house; who is named is taken
 * from the marks. */
static void
put_described(struct set *s, const struct text *t, enum scrub_lang lang,
    struct fact *fact, const struct mark *mark, size_t marks)
{
	static const enum scrub_label label_of[] = {[MARK_NAME] = SCRUB_NAME,
	    [MARK_PLACE] = SCRUB_LOCATION,
	    [MARK_HOUSE] = SCRUB_ORGANIZATION};
	struct described_in in = {.t = t, .lang = lang, .fact = fact};
	struct described_marks ranges[DESCRIBED_WHATS] = {0};
	struct spans rules;
	size_t before = MARKS_NONE;

	for (size_t i = 0; i < t->token_count; i++) {
		const size_t m = marks_at(t, &t->token[i], mark, marks);
		const int kind = m == MARKS_NONE ? MARK_NONE : mark[m].kind;

		fact[i].gone = kind >= MARK_NAME && kind <= MARK_HOUSE;
		if (fact[i].gone)
			fact[i].label = (uint8_t)label_of[kind];
		if (kind == MARK_DESCRIBED)
			put_range(&ranges[DESCRIBED_PERSON], i, m == before);
		else if (kind == MARK_PLACE || kind == MARK_HOUSE ||
			 kind == MARK_NUMBERED)
			put_range(&ranges[DESCRIBED_PLACE], i, m == before);
		before = m;
	}
	spans_init(&rules);
	in.persons = context_other_rules(t, lang, fact, &rules);
	in.rule = rules.at;
	in.rules = rules.count;
	described_put(s->described, &in, ranges);
	spans_wipe(&rules);
}

/* Numbers that identify, and those that do not and were not taken. */
static void
put_numerals(struct set *s, const struct text *t, enum scrub_lang lang,
    const struct fact *fact, const struct mark *mark, size_t marks,
    double share)
{
	static const int marked[NUMERAL_FORMS] = {[NUMERAL_DATE] = MARK_DATE,
	    [NUMERAL_AGE] = MARK_AGE,
	    [NUMERAL_PHONE] = MARK_PHONE,
	    [NUMERAL_DAY] = MARK_DATE,
	    [NUMERAL_SHORT] = MARK_DATE};
	struct numeral_ids f;
	struct numeral n;

	for (size_t i = 0; i < t->token_count; i++) {
		int first, last;

		if (!numeral_at(t, i, &n))
			continue;
		first = marks_kind(t, &t->token[n.first], mark, marks);
		last = marks_kind(t, &t->token[n.last], mark, marks);
		if (first != last ||
		    (first != marked[n.form] && first != MARK_NONE) ||
		    (first == MARK_NONE && !numeral_open(fact, &n)))
			continue;
		numeral_features(t, lang, fact, &n, &f);
		numeral_put(s->numeral, &f, first != MARK_NONE, share);
	}
}

/* What each token of a message is. */
static void
put_around(struct set *s, const struct text *t, enum scrub_lang lang,
    const struct fact *fact, const struct mark *mark, size_t marks, float share)
{
	static const uint8_t is_of[] = {[MARK_NAME] = AROUND_PERSON,
	    [MARK_PLACE] = AROUND_PLACE,
	    [MARK_HOUSE] = AROUND_HOUSE,
	    [MARK_OTHER] = AROUND_REST,
	    [MARK_DESCRIBED] = AROUND_DESCRIBED,
	    [MARK_DATE] = AROUND_REST,
	    [MARK_AGE] = AROUND_REST,
	    [MARK_PHONE] = AROUND_REST,
	    [MARK_NUMBERED] = AROUND_PLACE};
	uint8_t *is = calloc(t->token_count + 1, 1);

	if (is == NULL)
		exit(1);
	for (size_t i = 0; i < t->token_count; i++)
		is[i] = is_of[marks_kind(t, &t->token[i], mark, marks)];
	around_put(s->around, t, lang, fact, is, share);
	free(is);
}

static void
read_message(struct set *s, struct text *t, char *field[5], bool count_only)
{
	struct spans found, keep;
	struct mark mark[MARKS_MAX];
	struct fact *room, *fact;
	const enum scrub_lang lang =
	    strncmp(field[0], "id", 2) == 0 ? SCRUB_ID_ID : SCRUB_EN;
	const size_t marks = marks_read(field[3], mark);
	const bool drop = strcmp(field[1], "drop") == 0;

	spans_init(&found);
	spans_init(&keep);
	if (text_read(t, (struct raw_text){field[4], strlen(field[4])}) !=
	    SCRUB_OK) {
		fprintf(stderr, "tagger_train: not UTF-8\n");
		exit(1);
	}
	lexicon_fill(t, lang);
	for (size_t i = 0; drop && i < t->token_count; i++)
		if (dropped(t, i))
			t->token[i].words = 0;
	room = calloc(t->token_count + (size_t)2 * FACT_EDGES, sizeof(*room));
	if (room == NULL)
		exit(1);
	shapes_scan(t, lang, &found, &keep);
	fact = context_facts(t, lang, &keep, &found, room);
	if (!count_only && strcmp(field[1], "all") == 0 &&
	    atoi(field[2]) >= DESCRIBED_SHARE) {
		put_described(s, t, lang, fact, mark, marks);
		put_numerals(
		    s, t, lang, fact, mark, marks, atof(field[2]) / 100);
	}
	if (!count_only && !drop)
		put_around(
		    s, t, lang, fact, mark, marks, (float)atof(field[2]) / 100);
	put_words(s, t, lang, fact, mark, marks, field[1], atof(field[2]) / 100,
	    count_only);
	free(room);
	spans_wipe(&found);
	spans_wipe(&keep);
}

static void
read_all(struct set *s, char *all, bool count_only)
{
	struct text t;
	char *copy = strdup(all), *next = copy;

	text_init(&t);
	while (copy != NULL && *next != '\0') {
		char *field[5] = {next};
		char *end = strchr(next, '\n');

		if (end == NULL)
			break;
		*end = '\0';
		for (int k = 1; k < 5; k++) {
			char *tab = strchr(field[k - 1], '\t');

			if (tab == NULL) {
				fprintf(stderr, "tagger_train: five fields\n");
				exit(1);
			}
			*tab = '\0';
			field[k] = tab + 1;
		}
		read_message(s, &t, field, count_only);
		next = end + 1;
	}
	free(copy);
	text_wipe(&t);
}

static void
put_numbers(FILE *f, const int16_t *number, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fputc(number[i] & 0xFF, f);
		fputc(number[i] >> 8 & 0xFF, f);
	}
}

static bool
write_weights(const struct tagger_weights *w, const int16_t *described,
    const int16_t *numeral, const struct around_weights *around,
    const char *path)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL)
		return false;
	put_numbers(f, w->bias, TAGGER_UNITS);
	put_numbers(f, w->out, TAGGER_UNITS);
	fwrite(w->head, 1, sizeof(w->head), f);
	fwrite(w->row, 1, sizeof(w->row), f);
	put_numbers(f, described, DESCRIBED_SLOTS);
	put_numbers(f, numeral, NUMERAL_SLOTS);
	put_numbers(f, around->unit[0], (size_t)AROUND_UNITS * AROUND_INPUTS);
	put_numbers(f, around->bias, AROUND_UNITS);
	put_numbers(f, around->out[0], (size_t)AROUND_CLASSES * AROUND_UNITS);
	put_numbers(f, around->out_bias, AROUND_CLASSES);
	fwrite(around->piece, 1, sizeof(around->piece), f);
	fwrite(around->known, 1, sizeof(around->known), f);
	return fclose(f) == 0;
}

static char *
read_stdin(void)
{
	char *all = NULL;
	size_t len = 0, room = 0, got;

	do {
		all = learn_grown(all, &room, len + (1 << 15), 1);
		got = fread(all + len, 1, room - len - 1, stdin);
		len += got;
	} while (got > 0);
	all[len] = '\0';
	return all;
}

int
main(int argc, char **argv)
{
	struct set s = {.seen = calloc(1u << SEEN_BITS, 1),
	    .described = described_set_new(),
	    .numeral = numeral_set_new(),
	    .around = around_set_new()};
	static int16_t described[DESCRIBED_SLOTS], numeral[NUMERAL_SLOTS];
	struct tagger_weights *w;
	struct around_weights *around;
	char *all = read_stdin();

	if (argc == 3)
		layer_off = (unsigned)strtoul(argv[2], NULL, 10);
	if (argc < 2 || argc > 3 || s.seen == NULL || s.described == NULL ||
	    s.numeral == NULL || s.around == NULL) {
		fprintf(stderr, "usage: tagger_train OUT [OFF] < MESSAGES\n");
		return 2;
	}
	read_all(&s, all, true);
	read_all(&s, all, false);
	w = tagger_fit(s.sample, s.samples, s.place);
	if (w == NULL)
		return 1;
	described_fit(s.described, described);
	described_set_free(s.described);
	numeral_fit(s.numeral, numeral);
	numeral_set_free(s.numeral);
	around = around_fit(s.around);
	around_set_free(s.around);
	if (around == NULL)
		return 1;
	printf("%zu words\n", s.samples);
	return write_weights(w, described, numeral, around, argv[1]) ? 0 : 1;
}
