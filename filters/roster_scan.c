/* SPDX-License-Identifier: MIT */
#include "roster.h"

#include <stdlib.h>
#include <string.h>

#include "words.h"

#define GAP_TOKENS 3u /* between two names of one person: "van", "M", "." */

/* clang-format off */
/* Before these words stand no ordinary ones. */
static const char *const before[] = { "dr", "mr", "mrs", "ms", "miss", "prof",
	"sr", "sister", "nurse", "pt", "patient", "pts", "mom", "dad", "mum",
	"husband", "wife", "son", "daughter", "brother", "hi", "hey", "hello",
	"thanks", "thx", "thank", "paging", "page", "signed", "named", "ask",
	"tell", "pak", "bpk", "bapak", "bu", "ibu", "ny", "nyonya", "tn", "tuan",
	"nn", "nona", "an", "by", "sdr", "sdri", "mas", "mbak", "pasien", "ns",
	"zr", "kak", "bang", "ners", "suster", "drg", "bidan", "ko", "ci",
	"kata", "panggil", "tanya", "makasih", "dok", "kel", "suami", "istri",
	"anak", "adik", "tlg", "tolong", NULL };
/* These follow a person, not an ordinary word. */
static const char *const after[] = { "said", "says", "asked", "asks", "called",
	"calls", "wants", "wanted", "told", "thinks", "knows", "took", "agrees",
	"confirms", "confirmed", "reports", "reported", "paged", "texted", "wrote",
	"bilang", "minta", "tanya", "telp", "nelpon", "lapor", "jaga", NULL };
/* clang-format on */

static bool
one_of(const struct text *t, size_t i, const char *const *list)
{
	if (i >= t->token_count)
		return false;
	for (; *list; list++) {
		if (token_is(t, &t->token[i], *list))
			return true;
	}
	return false;
}

static bool
sign_at(const struct text *t, size_t i, char sign)
{
	return i < t->token_count && t->norm[t->token[i].begin] == sign;
}

static void
add_hit(struct roster *r, const struct roster_hit *hit)
{
	if (r->hit_count == r->hit_room) {
		size_t room = r->hit_room ? r->hit_room * 2 : 32;
		struct roster_hit *more =
		    realloc(r->hit, room * sizeof(*r->hit));

		if (!more) {
			r->failed = true;
			return;
		}
		r->hit = more;
		r->hit_room = room;
	}
	r->hit[r->hit_count++] = *hit;
}

/* May this word, which somebody is called, be an ordinary one here? */
static bool
weak_word(const struct text *t, const struct token *w)
{
	bool capital =
	    w->letter_case == CASE_TITLE || w->letter_case == CASE_UPPER;
	enum word_class class = words_class(w->words);

	if (w->end - w->begin < 3 && !capital)
		return true;
	if (class == WORD_IS_SAFE || (w->words & WORD_FREQUENT) != 0)
		return true;
	return class == WORD_IS_BOTH && !capital && !t->no_caps;
}

/* Do the neighbours, or a capital, make an ordinary word a name here? */
static bool
seen_as_name(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	bool title = w->letter_case == CASE_TITLE && !t->all_caps;
	size_t prev = i;

	while (prev > 0 && sign_at(t, prev - 1, '.'))
		prev--;
	if (prev > 0) {
		prev--;
		if (sign_at(t, prev, '@') || sign_at(t, prev, '#') ||
		    one_of(t, prev, before))
			return true;
		/* "thanks, will": addressed at the end. */
		if (sign_at(t, prev, ',') && i + 1 >= t->token_count)
			return true;
	}
	if (one_of(t, i + 1, after))
		return true;
	if (title && !w->sentence_start)
		return true;
	if (w->sentence_start && sign_at(t, i + 1, ','))
		return true;
	return title && (w->words & WORD_FREQUENT) == 0;
}

static const struct roster_part *
joined_with_next(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i], *n = w + 1;
	char word[64];
	size_t a = w->end - w->begin, b;
	const struct roster_part *p = NULL;

	if (i + 2 < t->token_count && n->kind == TOKEN_PUNCT &&
	    (sign_at(t, i + 1, '-') || sign_at(t, i + 1, '\'')))
		n++;
	if (i + 1 >= t->token_count || n->kind == TOKEN_PUNCT)
		return NULL;
	b = n->end - n->begin;
	/* "in" and "dia" make no India of ordinary words. */
	if (a + b < 6 || a + b > sizeof(word) ||
	    (words_class(w->words) == WORD_IS_SAFE &&
		words_class(n->words) == WORD_IS_SAFE))
		return NULL;
	memcpy(word, t->fold + w->begin, a);
	memcpy(word + a, t->fold + n->begin, b);
	p = roster_part(r, word, a + b);
	explicit_bzero(word, sizeof(word));
	return p && p->persons ? p : NULL;
}

/* The part that the word is a misspelling of, or NULL. */
static const struct roster_part *
misspelt(const struct roster *r, const struct text *t, const struct token *w)
{
	size_t len = w->end - w->begin;
	const char *word = t->fold + w->begin;
	uint32_t letters = roster_letters(word, len);
	enum word_class class = words_class(w->words);

	if (len < ROSTER_FUZZY_MIN || len > 64 || class == WORD_IS_SAFE)
		return NULL;
	for (size_t i = 0; i < r->part_count; i++) {
		const struct roster_part *p = &r->part[i];
		unsigned most = p->len >= ROSTER_FUZZY_TWO ? 2 : 1;
		size_t gap = p->len > len ? p->len - len : len - p->len;

		if (p->exact || p->len < ROSTER_FUZZY_MIN || gap > most ||
		    (unsigned)__builtin_popcount(p->letters ^ letters) >
			2 * most)
			continue;
		/* Another known name, near a short one, is another person. */
		if (class != WORD_IS_UNKNOWN && p->len < 6)
			continue;
		if (roster_distance(
			roster_word(r, p), p->len, word, len, most) <= most)
			return p;
	}
	return NULL;
}

static bool
contains(const char *text, size_t len, const char *word, size_t word_len)
{
	for (size_t i = 0; i + word_len <= len; i++) {
		if (memcmp(text + i, word, word_len) == 0)
			return true;
	}
	return false;
}

/* The part that stands somewhere in "#PrayForMaria" or "drkettering". */
static const struct roster_part *
within(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	bool tag = i > 0 && (sign_at(t, i - 1, '#') || sign_at(t, i - 1, '@'));

	if (!tag && w->letter_case != CASE_MIXED &&
	    words_class(w->words) != WORD_IS_UNKNOWN)
		return NULL;
	for (size_t k = 0; k < r->part_count; k++) {
		const struct roster_part *p = &r->part[k];

		if (p->len < (tag ? 3u : 5u) || p->len >= len ||
		    (p->exact && !tag))
			continue;
		if (contains(
			t->fold + w->begin, len, roster_word(r, p), p->len))
			return p;
	}
	return NULL;
}

/* Whose initials these letters are. */
static uint64_t
initials_of(const struct roster *r, const char *letters, size_t len)
{
	uint64_t persons = 0;

	for (size_t i = 0; i < r->initial_count; i++) {
		if (strlen(r->initials[i].letters) == len &&
		    memcmp(r->initials[i].letters, letters, len) == 0)
			persons |= UINT64_C(1) << r->initials[i].person;
	}
	return persons;
}

/*
 * Single letters one after another: "R.K.", "M G R", "K-E-T-T-E-R-I-N-G".
 * Returns how many tokens, and the letters.
 */
static size_t
letters_from(const struct text *t, size_t i, char *letters, size_t room,
    size_t *count, bool *dots)
{
	size_t k = i, end = i;

	*count = 0;
	*dots = false;
	while (k < t->token_count && *count < room) {
		const struct token *w = &t->token[k];

		if (w->kind != TOKEN_WORD || w->end - w->begin != 1)
			break;
		letters[(*count)++] = t->fold[w->begin];
		end = ++k;
		if (sign_at(t, k, '.') || sign_at(t, k, '-')) {
			*dots = *dots || sign_at(t, k, '.');
			if (sign_at(t, k, '.'))
				end = k + 1;
			k++;
		}
	}
	return end - i;
}

static size_t
match_letters(struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	char letters[32];
	size_t count, taken;
	bool dots;
	struct roster_hit hit = {
	    .first = (uint32_t)i, .certainty = 85, .rule = "roster-initials"};
	const struct roster_part *p;

	if (w->kind != TOKEN_WORD || w->end - w->begin != 1)
		return 0;
	taken = letters_from(t, i, letters, sizeof(letters), &count, &dots);
	hit.last = (uint32_t)(i + taken - 1);
	p = count > 3 ? roster_part(r, letters, count) : NULL;
	hit.persons = p ? p->persons : initials_of(r, letters, count);
	if (!hit.persons || (!dots && w->letter_case != CASE_UPPER))
		return 0;
	/* "a b": without dots, two letters are initials behind a cue only. */
	hit.weak = !dots && count < 3;
	add_hit(r, &hit);
	return taken;
}

static bool
match_initials(struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	struct roster_hit hit = {.first = (uint32_t)i,
	    .last = (uint32_t)i,
	    .certainty = 80,
	    .rule = "roster-initials"};

	if (w->kind != TOKEN_WORD || len < 2 || len > 5)
		return false;
	hit.persons = initials_of(r, t->fold + w->begin, len);
	hit.weak = w->letter_case != CASE_UPPER || t->all_caps ||
		   words_class(w->words) != WORD_IS_UNKNOWN;
	if (hit.persons)
		add_hit(r, &hit);
	return hit.persons != 0;
}

static bool
match_part(
    struct roster *r, const struct text *t, size_t i, struct spans *found)
{
	const struct token *w = &t->token[i];
	struct roster_hit hit = {.first = (uint32_t)i,
	    .last = (uint32_t)i,
	    .certainty = 97,
	    .rule = "roster-name"};
	const struct roster_part *p =
	    roster_part(r, t->fold + w->begin, w->end - w->begin);

	if (p) {
		hit.weak = weak_word(t, w);
	} else if ((p = joined_with_next(r, t, i)) != NULL) {
		hit.last =
		    (uint32_t)(i + 1 +
			       (t->token[i + 1].kind == TOKEN_PUNCT ? 1 : 0));
		hit.rule = "roster-split";
	} else if ((p = misspelt(r, t, w)) != NULL) {
		hit.certainty = 85;
		hit.rule = "roster-misspelt";
	} else if ((p = within(r, t, i)) != NULL) {
		hit.certainty = 90;
		hit.rule = "roster-within";
	}
	if (!p)
		return false;
	hit.persons = p->persons;
	if (hit.persons)
		add_hit(r, &hit);
	else
		spans_add(found, w->begin, w->end, (enum scrub_label)p->label,
		    "roster", p->town ? "roster-town" : "roster-place",
		    hit.certainty);
	return true;
}

/* "OR 6" is a room, "2 or 6" is not. */
static bool
place_is_meant(const struct text *t, size_t i, uint32_t tag)
{
	return (tag & ROSTER_TAG_WEAK) == 0 ||
	       (t->token[i].letter_case == CASE_UPPER && !t->all_caps) ||
	       (i > 0 && (token_is(t, &t->token[i - 1], "in") ||
			     token_is(t, &t->token[i - 1], "to") ||
			     token_is(t, &t->token[i - 1], "di") ||
			     token_is(t, &t->token[i - 1], "ke")));
}

/* Names and places of several words; returns how many tokens. */
static size_t
match_phrase(
    struct roster *r, const struct text *t, size_t i, struct spans *found)
{
	uint32_t tag = 0;
	size_t taken = phrases_match(&r->places, t, i, &tag);

	if (taken > 0 && place_is_meant(t, i, tag)) {
		spans_add(found, t->token[i].begin, t->token[i + taken - 1].end,
		    (enum scrub_label)(tag & ROSTER_TAG_LABEL), "roster",
		    tag & ROSTER_TAG_TOWN ? "roster-town" : "roster-place", 98);
		return taken;
	}
	taken = phrases_match(&r->names, t, i, &tag);
	if (taken > 0)
		add_hit(r, &(struct roster_hit){.first = (uint32_t)i,
			       .last = (uint32_t)(i + taken - 1),
			       .persons = UINT64_C(1) << tag,
			       .certainty = 99,
			       .rule = "roster-name"});
	return taken;
}

static void
find_hits(struct roster *r, const struct text *t, struct spans *found)
{
	r->hit_count = 0;
	for (size_t i = 0; i < t->token_count;) {
		size_t taken;

		if (t->token[i].kind == TOKEN_PUNCT ||
		    t->token[i].kind == TOKEN_NUMBER) {
			uint32_t tag;

			/* "5 West" may be a place. */
			taken =
			    t->token[i].kind == TOKEN_NUMBER &&
				    phrases_match(&r->places, t, i, &tag) > 0
				? match_phrase(r, t, i, found)
				: 1;
			i += taken ? taken : 1;
			continue;
		}
		taken = match_phrase(r, t, i, found);
		if (taken == 0)
			taken = match_letters(r, t, i);
		if (taken == 0) {
			if (!match_part(r, t, i, found))
				match_initials(r, t, i);
			taken = 1;
		}
		i += taken;
	}
}

/* May token i stand between two names of one person? */
static bool
may_link(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;

	if (w->kind == TOKEN_PUNCT)
		return strchr(".,-'_", t->norm[w->begin]) != NULL;
	return len == 1 || roster_particle(t->fold + w->begin, len) ||
	       words_class(w->words) == WORD_IS_NAME;
}

static bool
linked(const struct text *t, const struct roster_hit *a,
    const struct roster_hit *b)
{
	if ((a->persons & b->persons) == 0 ||
	    b->first > a->last + 1 + GAP_TOKENS)
		return false;
	for (size_t i = a->last + 1; i < b->first; i++) {
		if (!may_link(t, i))
			return false;
	}
	return true;
}

/* Is token i a single letter that one of these persons begins a name with? */
static bool
own_letter(
    const struct roster *r, const struct text *t, size_t i, uint64_t persons)
{
	const struct token *w = &t->token[i];

	if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
	    w->letter_case != CASE_UPPER)
		return false;
	for (unsigned p = 0; p < r->person_count; p++) {
		if ((persons >> p & 1) != 0 &&
		    memchr(r->person[p].initials, t->fold[w->begin],
			r->person[p].initial_count))
			return true;
	}
	return false;
}

/* "R. Kettering", "Kettering, R.": the letter goes too. */
static void
take_letters(
    const struct roster *r, const struct text *t, struct roster_hit *hit)
{
	size_t i = hit->first, k = hit->last + 1u;

	if (i > 0 && sign_at(t, i - 1, '.'))
		i--;
	if (i > 0 && own_letter(r, t, i - 1, hit->persons))
		hit->first = (uint32_t)(i - 1);
	if (sign_at(t, k, ','))
		k++;
	/* "Kettering R knee": only a letter with a stop, or the last. */
	if (k < t->token_count && own_letter(r, t, k, hit->persons) &&
	    (k + 1 == t->token_count || sign_at(t, k + 1, '.')))
		hit->last = (uint32_t)k;
}

static unsigned
first_person(uint64_t persons)
{
	unsigned p = 0;

	while ((persons >> p & 1) == 0)
		p++;
	return p;
}

static void
emit(struct roster *r, const struct text *t, struct roster_hit hit,
    struct spans *found)
{
	take_letters(r, t, &hit);
	spans_add(found, t->token[hit.first].begin, t->token[hit.last].end,
	    SCRUB_NAME, "roster", hit.rule, hit.certainty);
	if (found->count > 0)
		found->at[found->count - 1].person =
		    (uint8_t)(first_person(hit.persons) + 1);
}

/* Joins neighbouring hits of one person and drops ordinary words. */
static void
settle_hits(struct roster *r, const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < r->hit_count;) {
		struct roster_hit hit = r->hit[i++];
		bool name = !hit.weak || seen_as_name(t, hit.first);

		while (i < r->hit_count && linked(t, &hit, &r->hit[i])) {
			hit.last = r->hit[i].last;
			hit.persons &= r->hit[i].persons;
			if (r->hit[i].certainty > hit.certainty)
				hit.certainty = r->hit[i].certainty;
			name = true; /* two names together are no chance */
			i++;
		}
		if (hit.weak && hit.certainty > 75)
			hit.certainty = 75;
		if (name)
			emit(r, t, hit, found);
	}
}

void
roster_scan(struct roster *r, const struct text *t, struct spans *found)
{
	find_hits(r, t, found);
	settle_hits(r, t, found);
	roster_scan_ids(r, t, found);
	if (r->failed)
		found->failed = true;
}
