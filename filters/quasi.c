/* SPDX-License-Identifier: MIT */
#include "quasi.h"

#include <string.h>

#include "quasi_cues.h"
#include "words.h"

#define CERTAINTY 60u
#define ADULT_BARE 36u /* "24F" is a catheter, "57F" a woman */

/* A detail in a text. */
struct mention {
	uint32_t begin, end; /* of norm */
	enum quasi_kind kind;
	uint32_t value; /* the same detail, the same number */
	size_t tokens;
};

static const char *const kind_names[QUASI_KINDS] = {
    "age", "sex", "place", "operation", "mechanism", "occupation", "publicity"};

static const char *const kind_rules[QUASI_KINDS] = {QUASI_RULE_AGE, "quasi-sex",
    "quasi-place", "quasi-operation", "quasi-mechanism", "quasi-occupation",
    "quasi-publicity"};

const char *
quasi_kind_name(unsigned kind)
{
	return kind < QUASI_KINDS ? kind_names[kind] : NULL;
}

static enum scrub_label
label_of(enum quasi_kind kind)
{
	return kind == QUASI_AGE     ? SCRUB_AGE
	       : kind == QUASI_PLACE ? SCRUB_LOCATION
				     : SCRUB_OTHER;
}

enum scrub_err
quasi_load(struct quasi_policy *q)
{
	struct text text;
	enum scrub_err err = SCRUB_OK;

	text_init(&text);
	phrases_init(&q->cues);
	for (size_t i = 0; err == SCRUB_OK && i < QUASI_CUES; i++) {
		const char *at = quasi_cues[i].words;
		uint32_t tag = (uint32_t)quasi_cues[i].kind << 16 | (uint32_t)i;

		while (err == SCRUB_OK && *at) {
			size_t len = strcspn(at, "|");

			err = text_read(&text, (struct raw_text){at, len});
			if (err == SCRUB_OK)
				err = phrases_add(
				    &q->cues, &text, text.token_count, tag);
			at += len + (at[len] == '|');
		}
	}
	text_wipe(&text);
	return err;
}

void
quasi_wipe_policy(struct quasi_policy *q)
{
	phrases_wipe(&q->cues);
}

void
quasi_init(struct quasi *q, const uint8_t secret[32])
{
	memset(q, 0, sizeof(*q));
	memcpy(q->key, secret, HASH_KEY_LEN);
}

void
quasi_wipe(struct quasi *q)
{
	explicit_bzero(q, sizeof(*q));
}

/* Digits at the token's front, and what stands behind them. */
static const char *
number_at(
    const struct text *t, const struct token *w, uint32_t *n, size_t *rest)
{
	const char *s = t->fold + w->begin;
	size_t len = w->end - w->begin, digits = strspn(s, "0123456789");

	*n = 0;
	if (digits == 0 || digits > 2 || digits > len)
		return NULL;
	for (size_t i = 0; i < digits; i++)
		*n = *n * 10 + (uint32_t)(s[i] - '0');
	*rest = len - digits;
	return s + digits;
}

static bool
is_word(const char *s, size_t len, const char *const *list)
{
	for (; *list; list++) {
		if (strlen(*list) == len && memcmp(s, *list, len) == 0)
			return true;
	}
	return false;
}

static size_t
skip_sign(const struct text *t, size_t i, char sign)
{
	return token_sign(t, i, sign) ? i + 1 : i;
}

/* Behind a number: "-year-old", "yo", "y/o", "yr old"; the token behind all
 * that, or i. */
static size_t
years_old(const struct text *t, size_t i)
{
	FEW(short_form, "yo", "yof", "yom", "yrold");
	FEW(years, "year", "years", "yr", "yrs", "y", "month", "months", "mth",
	    "week", "weeks", "day", "days");
	static const char *const old[] = {"old", "o", NULL};
	size_t k = skip_sign(t, i, '-'), next;

	if (token_few(t, k, &short_form))
		return k + 1;
	if (!token_few(t, k, &years))
		return i;
	next = skip_sign(t, k + 1, '-');
	next = skip_sign(t, next, '/');
	next = skip_sign(t, next, '.');
	if (token_one_of(t, next, old))
		return next + 1;
	if (token_one_of(t, next, (const char *const[]){"of", NULL}) &&
	    token_one_of(t, next + 1, (const char *const[]){"age", NULL}))
		return next + 2;
	return i;
}

/* Before a number: "aged 57", "umur 57", "F/57". */
static bool
age_cue(const struct text *t, size_t i)
{
	FEW(cues, "age", "aged", "umur", "usia", "berusia", "berumur",
	    "turned");
	static const char *const sex[] = {"m", "f", NULL};

	if (i > 0 && token_few(t, i - 1, &cues))
		return true;
	return i > 1 && token_sign(t, i - 1, '/') &&
	       token_one_of(t, i - 2, sex);
}

/* "laki-laki 57 tahun": a duration has no person before it. */
static bool
years_id(const struct text *t, size_t i)
{
	static const char *const years[] = {"tahun", "thn", "th", NULL};
	static const char *const persons[] = {"laki", "pria", "perempuan",
	    "wanita", "pasien", "bapak", "ibu", "anak", "lelaki", "gadis",
	    "nenek", "kakek", "pr", "lk", NULL};

	return token_one_of(t, i + 1, years) && i > 0 &&
	       token_one_of(t, i - 1, persons);
}

/* May what stands beside the number make it an age? By first letters. */
static bool
may_be_age(const struct text *t, size_t i)
{
	const uint32_t before = 1u << ('a' & 31) | 1u << ('u' & 31) |
				1u << ('b' & 31) | 1u << ('t' & 31);
	const uint32_t behind = 1u << ('y' & 31) | 1u << ('m' & 31) |
				1u << ('w' & 31) | 1u << ('d' & 31) |
				1u << ('t' & 31);
	const size_t k = skip_sign(t, i + 1, '-');

	if (i > 0) {
		const char c = t->fold[t->token[i - 1].begin];

		if (c == '/' || (before >> (c & 31) & 1) != 0)
			return true;
	}
	return k < t->token_count &&
	       (behind >> (t->fold[t->token[k].begin] & 31) & 1) != 0;
}

static bool
age_at(const struct text *t, size_t i, struct mention *m)
{
	static const char *const glued[] = {"yo", "yof", "yom", "yr", "yf",
	    "ym", "y", "thn", "th", "tahun", NULL};
	static const char *const sex[] = {"f", "m", NULL};
	const struct token *w = &t->token[i];
	uint32_t n;
	size_t rest, end = i;
	const char *behind;

	/* Nearly every word. */
	if (t->fold[w->begin] < '0' || t->fold[w->begin] > '9')
		return false;
	behind = number_at(t, w, &n, &rest);
	if (!behind || (i > 0 && token_sign(t, i - 1, '.')))
		return false;
	if (rest > 0) {
		if (!is_word(behind, rest, glued) &&
		    !(n >= ADULT_BARE && is_word(behind, rest, sex)))
			return false;
		end = i + 1;
	} else {
		if (!may_be_age(t, i))
			return false;
		end = years_old(t, i + 1);
		if (end == i + 1 && !age_cue(t, i) && !years_id(t, i))
			return false;
		if (years_id(t, i))
			end = i + 2;
	}
	m->kind = QUASI_AGE;
	m->value = n;
	m->tokens = end - i;
	return true;
}

/* A country or state, or who comes from there; not "French gauge". */
static bool
place_at(const struct text *t, size_t i, struct mention *m)
{
	static const char *const things[] = {"french", "english", "dutch",
	    "spanish", "latin", "roman", "swiss", "german", "japanese",
	    "finnish", "turkey", "china", "indonesian", "bahasa", "greek",
	    "american", "european", NULL};
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;

	if ((w->words & WORD_COUNTRY) == 0 || len < 4 ||
	    (w->letter_case != CASE_TITLE && !t->no_caps && !t->all_caps) ||
	    token_one_of(t, i, things))
		return false;
	m->kind = QUASI_PLACE;
	m->value = (uint32_t)(w->hash >> 32);
	m->tokens = 1;
	return true;
}

/* Nearly no word: the first of a cue, a number, a country. */
static bool
may_tell(const struct quasi_policy *q, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char first = t->fold[w->begin];

	return w->kind != TOKEN_PUNCT &&
	       (phrases_may(&q->cues, w) || (w->words & WORD_COUNTRY) != 0 ||
		   (first >= '0' && first <= '9'));
}

static bool
mention_at(const struct quasi_policy *q, const struct text *t, size_t i,
    struct mention *m)
{
	uint32_t tag = 0;

	if (phrases_may(&q->cues, &t->token[i]))
		m->tokens = phrases_match(&q->cues, t, i, &tag);
	m->kind = (enum quasi_kind)(tag >> 16);
	m->value = tag;
	if (m->tokens == 0 && !age_at(t, i, m) && !place_at(t, i, m))
		return false;
	m->begin = t->token[i].begin;
	m->end = t->token[i + m->tokens - 1].end;
	return true;
}

/* policy: the keyed hash of its name. */
static uint64_t
hash_of(const struct quasi *q, uint64_t policy, const struct mention *m)
{
	uint64_t of[3] = {(uint64_t)m->kind, m->value, policy};

	return hash_keyed(q->key, of, sizeof(of));
}

/* May it be told? What was told may be told again. */
static bool
allowed(struct quasi *q, const struct quasi_policy *policy, const char *name,
    const struct mention *m)
{
	struct quasi_row new = {.weight = policy->weight[m->kind]};
	unsigned spent = new.weight;

	if (new.weight == 0)
		return true;
	new.policy = hash_keyed(q->key, name, strlen(name));
	new.detail = hash_of(q, new.policy, m);
	for (size_t i = 0; i < q->count; i++) {
		if (q->row[i].detail == new.detail)
			return true;
		if (q->row[i].policy == new.policy)
			spent += q->row[i].weight;
	}
	if (spent > policy->budget || q->count == QUASI_ROWS_MAX)
		return false;
	q->row[q->count++] = new;
	return true;
}

void
quasi_scan(struct quasi *q, const struct quasi_policy *policy, const char *name,
    const struct text *t, const struct spans *found, struct spans *beyond)
{
	for (size_t i = 0; policy->on && i < t->token_count;) {
		struct mention m;

		if (!may_tell(policy, t, i)) {
			i++;
			continue;
		}
		m = (struct mention){0};
		if (!mention_at(policy, t, i, &m)) {
			i++;
			continue;
		}
		i += m.tokens;
		if (!spans_touch(found, m.begin, m.end) &&
		    !allowed(q, policy, name, &m))
			spans_add(beyond, m.begin, m.end, label_of(m.kind),
			    QUASI_LAYER, kind_rules[m.kind], CERTAINTY);
	}
}

void
quasi_settle(struct quasi *q, bool told)
{
	if (told) {
		q->kept = q->count;
		return;
	}
	explicit_bzero(
	    &q->row[q->kept], (q->count - q->kept) * sizeof(q->row[0]));
	q->count = q->kept;
}
