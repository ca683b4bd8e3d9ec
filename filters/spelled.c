/* SPDX-License-Identifier: MIT */
#include "spelled.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "few.h"
#include "lang/lexicon.h"
#include "words.h"

/* Fewer letters are abbreviations, blood groups, plan A-B-C. */
#define LETTERS_MIN 4u
#define LETTERS_MAX 32u

struct spelled {
	char word[LETTERS_MAX];
	size_t len;
	uint32_t end;
	size_t next; /* the token behind */
	bool stops;
};

static bool
is_letter(const struct text *t, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       t->token[i].end - t->token[i].begin == 1;
}

/* Single letters of one case from token i on, one hyphen, stop or space
 * apart. */
static void
collect(const struct text *t, size_t i, struct spelled *s)
{
	const uint8_t letter_case = t->token[i].letter_case;
	const bool hyphens = token_sign(t, i + 1, '-');

	s->stops = token_sign(t, i + 1, '.');
	s->len = 0;
	while (is_letter(t, i) && s->len < LETTERS_MAX &&
	       t->token[i].letter_case == letter_case) {
		s->word[s->len++] = t->fold[t->token[i].begin];
		s->end = t->token[i++].end;
		if (hyphens || s->stops) {
			if (!token_sign(t, i, hyphens ? '-' : '.'))
				break;
			i++;
		}
	}
	s->next = i;
}

/* "A-B-C-D-E" is a protocol, not a person. */
static bool
alphabetical(const struct spelled *s)
{
	for (size_t i = 1; i < s->len; i++) {
		if (s->word[i] != s->word[i - 1] + 1)
			return false;
	}
	return true;
}

/* "R.E.N.A.L" is a score in every language; names are spelled with hyphens
 * or spaces. */
static bool
ordinary(const struct spelled *s)
{
	for (unsigned lang = 0; lang < SCRUB_LANGS; lang++) {
		uint16_t bits =
		    words_find((enum scrub_lang)lang, s->word, s->len);

		if (words_class(bits) == WORD_IS_SAFE ||
		    (s->stops && (bits & (WORD_COMMON | WORD_MEDICAL)) != 0))
			return true;
	}
	return false;
}

/* Written with stops, and nobody. */
static const char *const nobody[] = {
    "iv", "or", "bp", "am", "pm", "po", "im", "sc", "hr", "er", "ed", NULL};

static bool
is_nobody(const struct spelled *s)
{
	for (size_t i = 0; nobody[i]; i++) {
		if (strlen(nobody[i]) == s->len &&
		    memcmp(nobody[i], s->word, s->len) == 0)
			return true;
	}
	return false;
}

/* "pt KS": two or three capitals that the operating room has no use for. */
static bool
is_initials(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;

	return w->kind == TOKEN_WORD && w->letter_case == CASE_UPPER &&
	       (len == 2 || len == 3) && !t->all_caps &&
	       (w->words & (WORD_MEDICAL | WORD_CURATED | WORD_BRAND)) == 0;
}

/* "pasien dr Irlandia": an Indonesian "from", and no doctor. */
static bool
is_from_country(const struct text *t, enum scrub_lang lang, size_t i)
{
	return lang == SCRUB_ID_ID && token_is(t, &t->token[i - 1], "dr") &&
	       t->token[i - 1].letter_case == CASE_LOWER &&
	       t->token[i].words & WORD_COUNTRY;
}

/* "Mr. Bone", "Dr DeBakey". */
static void
scan_titled(const struct text *t, enum scrub_lang lang, struct spans *found)
{
	for (size_t i = 1; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		bool stop = token_sign(t, i - 1, '.') && i > 1;

		if (w->kind != TOKEN_WORD || w->end - w->begin < 2 ||
		    (w->letter_case != CASE_TITLE &&
			w->letter_case != CASE_MIXED) ||
		    !w->space_before ||
		    !in_list(t, stop ? i - 2 : i - 1, LIST_SPELLED_TITLE) ||
		    in_list(t, i, LIST_SPELLED_NO_NAME) ||
		    in_list(t, i, LIST_SPELLED_TITLE) ||
		    is_from_country(t, lang, i))
			continue;
		spans_add(
		    found, w->begin, w->end, SCRUB_NAME, "shape", "titled", 85);
	}
}

/* "G4P3A0", "P2A1": how often she was pregnant, and gave birth. */
static bool
is_births(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char *s;

	if (i >= t->token_count || w->end - w->begin < 4)
		return false;
	s = t->fold + w->begin;
	return (s[0] == 'g' || s[0] == 'p') && isdigit((unsigned char)s[1]) &&
	       (s[2] == 'p' || s[2] == 'a') && isdigit((unsigned char)s[3]);
}

bool
spelled_has_years(const struct text *t, size_t i)
{
	static const char *const units[] = {"th", "thn", "tahun", "bln",
	    "bulan", "hari", "hr", "mgg", "minggu", "yo", "yrs", NULL};
	static const char *const sex[] = {"l", "p", "lk", "pr", NULL};
	const struct token *w;
	uint32_t at;

	if (token_sign(t, i, ',') || token_sign(t, i, '/'))
		i++;
	if (token_one_of(t, i, sex))
		i += 1u + token_sign(t, i + 1, '/');
	if (i >= t->token_count)
		return false;
	if (is_births(t, i))
		return true;
	w = &t->token[i];
	at = w->begin;
	while (at < w->end && t->fold[at] >= '0' && t->fold[at] <= '9')
		at++;
	if (at == w->begin || at - w->begin > 3)
		return false;
	if (at == w->end)
		return token_one_of(t, i + 1, units);
	for (size_t k = 0; units[k]; k++)
		if (strlen(units[k]) == w->end - at &&
		    memcmp(units[k], t->fold + at, w->end - at) == 0)
			return true;
	return false;
}

/* "tn sm 45 th", "an r 5 th": in small letters, no sex and no "x 3 hari". */
static bool
is_small_initial(const struct text *t, size_t before, size_t i)
{
	FEW(adults, "ny", "tn", "nn");
	FEW(others, "an", "bpk", "by", "pasien", "sdr", "sdri");
	const struct token *w = &t->token[i];
	const size_t len = w->end - w->begin;

	if (w->letter_case != CASE_LOWER || len > 2)
		return false;
	if (len == 2)
		return token_few(t, before, &adults);
	return strchr("lpx", t->fold[w->begin]) == NULL &&
	       (token_few(t, before, &adults) || token_few(t, before, &others));
}

/* "Ny. SR/45 th", "An K 3 th", "pasien S, 45 th": letters and years. */
static void
scan_aged(const struct text *t, struct spans *found)
{
	static const char *const titles[] = {
	    "ny", "tn", "nn", "an", "by", "bpk", "sdr", "sdri", NULL};
	FEW(births, "bo", "hap", "hpp", "ket", "kpd", "mow", "peb", "ppi",
	    "sc");

	for (size_t i = 1; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const size_t before =
		    token_sign(t, i - 1, '.') && i > 1 ? i - 2 : i - 1;
		const size_t len = w->end - w->begin;

		if (w->kind != TOKEN_WORD || len > 3 ||
		    !(w->letter_case == CASE_UPPER ||
			is_small_initial(t, before, i)) ||
		    t->all_caps ||
		    (is_births(t, i + 1) && token_few(t, i, &births)) ||
		    !spelled_has_years(t, i + 1))
			continue;
		if (token_one_of(t, before, titles) ||
		    (len == 1 && in_list(t, before, LIST_SPELLED_PATIENT)))
			spans_add(found, w->begin, w->end, SCRUB_NAME, "shape",
			    "patient-initials", 95);
	}
}

/* "Ny. S/45 th", "Tn. B/L/56": a letter behind a title, and an age or a sex. */
static bool
is_aged_letter(const struct text *t, size_t before, size_t i)
{
	const size_t years = i + 2;

	return in_list(t, before, LIST_SPELLED_TITLE) && is_letter(t, i) &&
	       t->token[i].letter_case == CASE_UPPER &&
	       years < t->token_count && token_sign(t, i + 1, '/') &&
	       !t->token[years].space_before &&
	       (t->token[years].kind != TOKEN_WORD ||
		   t->token[years].end - t->token[years].begin == 1);
}

/* "Ny. SM pro SC", "dr KL minta klem", "pak MS BPH": letters that are a short
 * form in small letters only. What is large by itself ("pak TD turun") stays
 * behind a title that others are spoken to by. */
static void
scan_short(const struct text *t, struct spans *found)
{
	FEW(patients, "tn", "ny", "nn", "bpk", "sdr", "sdri");
	FEW(others, "dr", "drg", "prof", "ns", "pak", "bu", "ibu", "mas",
	    "mbak");
	FEW(words, "aa", "an", "av", "bd", "bp", "bt", "bu", "by", "ci", "cs",
	    "di", "dr", "ga", "gk", "hd", "hj", "ke", "ko", "mr", "na", "ng",
	    "nn", "ns", "ny", "od", "of", "ok", "om", "op", "os", "px", "rm",
	    "rr", "rs", "rt", "rw", "si", "td", "tn", "tp", "vs", "ya", "yg",
	    "zr");

	for (size_t i = 1; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const size_t next = i + 1;
		const size_t title =
		    token_sign(t, i - 1, '.') && i > 1 ? i - 2 : i - 1;
		bool patient;

		if (w->kind != TOKEN_WORD || w->end - w->begin != 2 ||
		    w->letter_case != CASE_UPPER || t->all_caps ||
		    token_sign(t, next, ':') ||
		    (next < t->token_count &&
			t->token[next].kind == TOKEN_NUMBER &&
			!spelled_has_years(t, next)))
			continue;
		patient = token_few(t, title, &patients);
		if (patient || (t->token[title].letter_case != CASE_UPPER &&
				   token_few(t, title, &others) &&
				   !token_few(t, i, &words)))
			spans_add(found, w->begin, w->end, SCRUB_NAME, "shape",
			    patient ? "patient-initials" : "titled", 80);
	}
}

/* The patient's initials behind a word for the patient. */
static void
scan_initials(const struct text *t, struct spans *found)
{
	struct spelled s;

	for (size_t i = 1; i < t->token_count; i++) {
		size_t before =
		    token_sign(t, i - 1, '.') && i > 1 ? i - 2 : i - 1;

		if (!in_list(t, before, LIST_SPELLED_PATIENT))
			continue;
		if (is_initials(t, i) || is_aged_letter(t, before, i)) {
			spans_add(found, t->token[i].begin, t->token[i].end,
			    SCRUB_NAME, "shape", "patient-initials", 75);
		} else if (is_letter(t, i) &&
			   t->token[i].letter_case == CASE_UPPER) {
			collect(t, i, &s);
			if (s.stops && s.len > 1 && s.len < LETTERS_MIN &&
			    !is_nobody(&s))
				spans_add(found, t->token[i].begin, s.end,
				    SCRUB_NAME, "shape", "patient-initials",
				    80);
		}
	}
	explicit_bzero(&s, sizeof(s));
}

/* "zuzka98": a word that is nobody's but a person's, with a number. */
static void
scan_handles(const struct text *t, enum scrub_lang lang, struct spans *found)
{
	FEW(measures, "feco2", "fico2", "kdigo1", "kdigo2", "kdigo3", "peco2",
	    "ptco2", "pvco2", "sjvo2", "spco2");

	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const char *word = t->fold + w->begin;
		size_t len = w->end - w->begin, letters = 0;
		enum word_class class;

		if (w->kind != TOKEN_MIXED || (w->letter_case != CASE_LOWER &&
						  w->letter_case != CASE_TITLE))
			continue;
		while (letters < len && word[letters] >= 'a')
			letters++;
		if (letters < 4 || len - letters > 4 ||
		    token_few(t, i, &measures) ||
		    strspn(word + letters, "0123456789") < len - letters)
			continue;
		class = words_class(words_find(lang, word, letters));
		if (class == WORD_IS_UNKNOWN || class == WORD_IS_NAME)
			spans_add(found, w->begin, w->end, SCRUB_NAME, "shape",
			    "handle", 75);
	}
}

/* "Okafor, 93, MRN": a number behind a name that can only be an age. */
static void
scan_ages(const struct text *t, struct spans *found)
{
	size_t count = found->count;

	for (size_t k = 0, i = 0; k < count; k++) {
		const struct span *s = &found->at[k];
		const struct token *w;
		long age;

		if (s->label != SCRUB_NAME)
			continue;
		i = text_token_from(t, s->end);
		if (token_sign(t, i, '.'))
			i++;
		if (!token_sign(t, i, ',') || !token_sign(t, i + 2, ',') ||
		    t->token[i + 1].kind != TOKEN_NUMBER)
			continue;
		w = &t->token[i + 1];
		age = strtol(t->norm + w->begin, NULL, 10);
		if (age >= 90 && age < 120 && !t->token[i + 2].space_before)
			spans_add(found, w->begin, w->end, SCRUB_AGE, "shape",
			    "age-behind-name", 90);
	}
}

/* "H-A-D-Z-I-C" */
static void
scan_spelled(const struct text *t, struct spans *found)
{
	struct spelled s;

	for (size_t i = 0; i < t->token_count;) {
		if (!is_letter(t, i)) {
			i++;
			continue;
		}
		collect(t, i, &s);
		if (s.len >= LETTERS_MIN && !alphabetical(&s) && !ordinary(&s))
			spans_add(found, t->token[i].begin, s.end, SCRUB_NAME,
			    "shape", "spelled", 80);
		i = s.next > i ? s.next : i + 1;
	}
	explicit_bzero(&s, sizeof(s));
}

void
spelled_scan(const struct text *t, enum scrub_lang lang, struct spans *found)
{
	if (t->single_letter)
		scan_spelled(t, found);
	if (t->lists & LIST_SPELLED_PATIENT)
		scan_initials(t, found);
	if (lang == SCRUB_ID_ID) {
		scan_aged(t, found);
		scan_short(t, found);
	}
	if (t->lists & LIST_SPELLED_TITLE)
		scan_titled(t, lang, found);
	if (t->kinds & 1u << TOKEN_MIXED)
		scan_handles(t, lang, found);
	if (t->kinds & 1u << TOKEN_NUMBER)
		scan_ages(t, found);
}
