/* SPDX-License-Identifier: MIT */
#include "shape_age.h"

#include <string.h>

/*
 * Ages of 90 and more. Source: 45 CFR 164.514(b)(2)(i)(C). Younger ages stay,
 * and so do 95 % and 92 kg: the number needs a word that makes it an age, or
 * stand where only an age stands ("Mrs Day, 92,").
 */

#define OLD 90u
#define OLDEST 125u
#define OLDEST_BARE 109u /* 110, 120 and 125 are settings */
#define WINDOW 4u        /* lexemes before a number that say what it is */

static bool
is_old(unsigned n)
{
	return n >= OLD && n <= OLDEST;
}

/* What stands behind the number: "-year-old", "yo", "th". */
static bool
years_behind(const struct lexemes *l, size_t last)
{
	static const char *const units[] = {"of", "t", "o", NULL};
	size_t i = last + 1;

	while (lexeme_punct(l, i, '-') || lexeme_punct(l, i, '/') ||
	       lexeme_punct(l, i, '.') || lexeme_punct(l, i, '('))
		i++;
	if (l->at[i].kind == LEX_YEARS)
		return !(lexeme_is(l, i, "y") && l->at[i].gap &&
			   !lexeme_upper(l, i) &&
			   l->at[i + 1].kind == LEX_WORD) ||
		       lexeme_in(l, i + 1, units);
	return l->at[i].kind == LEX_OLD;
}

static bool
unit_behind(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i + 1];

	return x->kind == LEX_UNIT || x->kind == LEX_SPAN_UNIT ||
	       lexeme_punct(l, i + 1, '%') ||
	       (lexeme_punct(l, i + 1, '-') && l->at[i + 2].digits) ||
	       (lexeme_punct(l, i + 1, '/') && l->at[i + 2].digits);
}

/* Does a line end before lexeme i? */
static bool
begins_line(const struct lexemes *l, size_t i)
{
	uint32_t from;

	if (i == 0)
		return true;
	from = l->at[i - 1].end;
	return l->at[i].gap == 2 && l->at[i].begin > from &&
	       memchr(l->t->norm + from, '\n', l->at[i].begin - from) != NULL;
}

/* Does a word before i call for a vital sign, a score or a size? */
static bool
measured_before(const struct lexemes *l, size_t i, unsigned window)
{
	enum lexeme_kind last = l->at[i - 1].kind;

	if (begins_line(l, i))
		return false;
	if (last == LEX_ROOM || last == LEX_CUE_NO || last == LEX_ROOM_MAYBE)
		return true;
	while (window-- && i-- > 0) {
		enum lexeme_kind kind = l->at[i].kind;

		if (kind == LEX_VITAL || kind == LEX_SCORE ||
		    kind == LEX_UNIT || kind == LEX_WEEKDAY_MAYBE ||
		    lexeme_is(l, i, "hr") || kind == LEX_MODEL)
			return l->at[i].letters > 1;
		if (lexeme_punct(l, i, '.') || lexeme_punct(l, i, ';') ||
		    lexeme_punct(l, i, '?') || begins_line(l, i))
			return false;
	}
	return false;
}

/* "she is 94", "aged 92", "the lady in bed 3 is 101", "umur ... 92". */
static bool
person_before(const struct lexemes *l, size_t i)
{
	static const char *const link[] = {"is", "was", "turned", "turns", "be",
	    "reached", "hit", "just", "past", "nearly", "almost", "only", "at",
	    "about", "of", "makes", "her", "him", "aged", "to", "now", "s",
	    "ll", "will", "gonna", "pushing", "still", "lived", "ternyata",
	    "sudah", "baru", "udah", "fit", "age", "usia", "umur", "re", "this",
	    "are", "the", "a", "an", "d", "would", "claims", "'", "also", NULL};

	for (unsigned window = WINDOW; window-- && i-- > 0;) {
		const struct lexeme *x = &l->at[i];

		if (x->kind == LEX_PERSON || x->kind == LEX_AGE ||
		    (x->kind == LEX_SEX &&
			(l->lang == SCRUB_ID_ID || !lexeme_is(l, i, "pr"))))
			return true;
		if (x->kind != LEX_PUNCT && !lexeme_in(l, i, link) &&
		    x->kind != LEX_REL)
			return false;
		if (x->value == '.' || x->value == ';')
			return false;
	}
	return false;
}

/* Words that report an age only beside another: "is", "of", "and", "be". */
static bool
reports_age(const struct lexemes *l, size_t word, bool listed)
{
	static const char *const beings[] = {"sisters", "brothers", "twins",
	    "couple", "man", "woman", "lady", NULL};
	static const char *const future[] = {"will", "gonna", "ll", "to", NULL};
	static const char *const machines[] = {"monitor", "screen", "probe",
	    "it", "sat", "machine", "display", "oximeter", "pump", NULL};
	const struct lexeme *before = &l->at[word - 1];

	if (lexeme_is(l, word, "is"))
		return before->kind == LEX_PERSON || before->digits ||
		       lexeme_is(l, word - 1, "and");
	if (lexeme_is(l, word, "of"))
		return listed || lexeme_in(l, word - 1, beings);
	if (lexeme_is(l, word, "and"))
		return before->value >= OLD && before->taken;
	if (lexeme_is(l, word, "now") || lexeme_is(l, word, "jadi")) {
		for (size_t k = word - 1; k + 6 > word && k > 0; k--)
			if (l->at[k].kind == LEX_CUE_DOB)
				return true;
		return false;
	}
	if (lexeme_is(l, word, "bilang") || lexeme_is(l, word, "tulisannya"))
		return before->kind == LEX_CUE_ID ||
		       lexeme_is(l, word - 1, "ktp") ||
		       before->kind == LEX_PERSON;
	if (lexeme_is(l, word, "says") || lexeme_is(l, word, "said"))
		return !lexeme_in(l, word - 1, machines);
	if (lexeme_is(l, word, "be"))
		return lexeme_in(l, word - 1, future);
	if (lexeme_is(l, word, "was"))
		return lexeme_is(l, word - 1, "oldest") ||
		       before->kind == LEX_PERSON;
	if (lexeme_is(l, word, "only"))
		return before->kind == LEX_END || before->kind == LEX_PERSON;
	return true;
}

/* Where a bare number is an age: "Mrs Day (92)", "nellie, 94, PEG fell out",
 * "96 from the lodge", "wristband says 90". */
static bool
stands_alone(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const behind[] = {"and", "from", "with", "w", "who",
	    "still", "or", "yet", "but", ",", ".", "each", "sharp", "!", "next",
	    "last", "today", "tomorrow", "...", NULL};
	static const char *const looks[] = {"elderly", "frail", "spry",
	    "sprightly", "fit", "lady", "gentleman", NULL};
	static const char *const title[] = {
	    "mrs", "mr", "ms", "miss", "ny", "tn", "bu", "pak", NULL};
	static const char *const ahead[] = {"says", "said", "exact", "so",
	    "oldest", "recipient", "donor", "re", "sisters", "brothers",
	    "twins", "year", "old", "nearly", "century", "retired", "of", "and",
	    "is", "reports", "listed", "year's", "gallery", "be", "f", "m",
	    "pushing", "now", "jadi", "tertua", "approaching", "hitting",
	    "only", "almost", "was", "bilang", "tulisannya", "persisnya", NULL};
	const struct lexeme *before = &l->at[i - 1], *next = &l->at[last + 1];
	bool ends = next->kind == LEX_PUNCT || next->kind == LEX_END ||
		    next->kind == LEX_FUNC || lexeme_is(l, last + 1, "from") ||
		    lexeme_is(l, last + 1, "exactly") ||
		    (lexeme_is(l, last + 1, "in") && l->at[last + 2].taken);
	bool listed =
	    lexeme_punct(l, i - 1, ',') || lexeme_punct(l, i - 1, ':') ||
	    lexeme_punct(l, i - 1, '?') || lexeme_punct(l, i - 1, '-');
	size_t word = listed || lexeme_punct(l, i - 1, '(') ? i - 2 : i - 1;
	const struct lexeme *name = &l->at[word];
	bool commas =
	    listed &&
	    (lexeme_punct(l, last + 1, ',') || lexeme_punct(l, last + 1, '.') ||
		(name->letters == 1 && lexeme_upper(l, word))) &&
	    (name->kind == LEX_WORD || name->kind == LEX_WARD ||
		name->kind == LEX_CUE_ID_MAYBE || name->letters == 1);
	bool named = name->kind == LEX_PERSON || commas ||
		     lexeme_in(l, word - 1, title) ||
		     (name->kind == LEX_WORD &&
			 ((lexeme_title(l, word) && !l->t->all_caps) ||
			     lexemes_small(l)) &&
			 l->at[word - 1].kind != LEX_UNIT &&
			 !shape_age_is_thing(l, word));

	if (lexeme_is(l, i - 1, "at") &&
	    (next->kind == LEX_PERSON || lexeme_is(l, i - 2, "retired")))
		return true;
	if ((lexeme_is(l, last + 1, "and") && lexeme_is(l, last + 2, "a") &&
		lexeme_is(l, last + 3, "half")) ||
	    (lexeme_is(l, last + 1, "to") && lexeme_is(l, last + 2, "be")))
		return true;
	if (shape_age_is_one_more(l, i))
		return true;
	if (before->digits || next->digits || lexeme_punct(l, last + 1, '/') ||
	    (lexeme_punct(l, last + 1, '-') && !next->gap))
		return false;
	/* "97... 94. Stop" */
	if (lexeme_punct(l, i - 1, '.') && lexeme_punct(l, i - 2, '.'))
		return false;
	if (before->kind == LEX_END ||
	    (l->at[i].gap &&
		(lexeme_punct(l, i - 1, '.') || lexeme_punct(l, i - 1, '!'))))
		return lexeme_in(l, last + 1, behind);
	if (lexeme_punct(l, i - 1, '('))
		return named && (lexeme_punct(l, last + 1, ')') ||
				    (lexeme_is(l, last + 1, "on") &&
					l->at[last + 2].taken));
	if (lexeme_in(l, word, looks) && word == i - 1)
		return ends || next->kind == LEX_PREP;
	if (lexeme_in(l, word, ahead))
		return (ends || (lexeme_is(l, word, "be") &&
				    next->kind == LEX_PREP)) &&
		       reports_age(l, word, word < i - 1);
	if (named && !listed && shape_age_does(l, last + 1) &&
	    lexeme_title(l, word) && !l->t->all_caps && name->letters > 3)
		return true;
	if (listed)
		return ends && (named || (name->taken && !name->digits));
	return ends && named && !lexemes_small(l) && !l->t->all_caps &&
	       l->at[word - 1].kind != LEX_END &&
	       (l->at[word - 1].kind != LEX_PUNCT ||
		   lexeme_punct(l, word - 1, '-')) &&
	       name->letters > 3;
}

static bool
is_sex_sign(const struct lexemes *l, size_t i)
{
	const char *s = l->t->norm + l->at[i].begin;

	return l->at[i].kind == LEX_PUNCT && memcmp(s, "\xe2\x99", 2) == 0 &&
	       ((unsigned char)s[2] == 0x80 || (unsigned char)s[2] == 0x82);
}

/* "F 97 for a nail", "yo: 92", a sign for man or woman on either side. */
static bool
sex_before(const struct lexemes *l, size_t i)
{
	static const char *const sex[] = {"f", "m", NULL};
	static const char *const years[] = {"yo", "y/o", "y.o", "yrs", NULL};
	size_t word = i - 1 - lexeme_punct(l, i - 1, ':');

	if (is_sex_sign(l, i - 1) || is_sex_sign(l, i + 1) ||
	    lexeme_in(l, word, years))
		return true;
	return lexeme_in(l, i - 1, sex) && lexeme_upper(l, i - 1) &&
	       (l->at[i - 2].kind == LEX_END ||
		   (l->at[i - 2].kind == LEX_PUNCT && l->at[i - 1].gap));
}

/* "Hale's 96, hip": a capital in a text of both cases. */
static bool
is_possessive(const struct lexemes *l, size_t first, size_t last)
{
	const struct lexeme *next = &l->at[last + 1], *name = &l->at[first - 3];

	return lexeme_is(l, first - 1, "s") && !l->at[first - 1].gap &&
	       lexeme_punct(l, first - 2, '\'') && name->kind == LEX_WORD &&
	       name->letters > 3 && lexeme_title(l, first - 3) &&
	       !lexeme_upper(l, first - 3) &&
	       l->at[first - 4].kind != LEX_END &&
	       (next->kind == LEX_PUNCT || next->kind == LEX_END ||
		   next->kind == LEX_FUNC);
}

/* "(93/L)", "(P/92)", Indonesian "93 L, fraktur". */
static bool
is_sex_id(const struct lexemes *l, size_t first, size_t last)
{
	static const char *const sex[] = {"l", "p", "lk", "pr", NULL};
	size_t at = last + 1 + lexeme_punct(l, last + 1, '/');
	bool bar = at > last + 1;

	if (!lexeme_in(l, at, sex) || (bar && l->at[at].gap))
		return false;
	if (bar &&
	    (lexeme_punct(l, first - 1, '(') || lexeme_punct(l, at + 1, ')')))
		return true;
	if (l->lang != SCRUB_ID_ID || !lexeme_upper(l, at) || l->t->all_caps)
		return false;
	return bar || lexeme_punct(l, at + 1, ',') ||
	       l->at[first - 1].kind == LEX_PERSON ||
	       lexeme_punct(l, first - 1, '(');
}

static void
find_age(struct lexemes *l, size_t first, size_t last, bool spelt)
{
	static const char *const sex[] = {"f", "m", NULL};
	static const char *const person_id[] = {"lk", "pr", NULL};
	static const char *const person[] = {"male", "female", "man", "woman",
	    "lady", "gentleman", "gent", "gentlewoman", "perempuan", "laki",
	    "pria", "wanita", "pt", "patient", "widow", "widower", "wm", "wf",
	    "bm", "bf", "hm", "hf", "aam", "aaf", "grandmother", "grandfather",
	    "nun", NULL};
	bool years = years_behind(l, last);
	bool measured = measured_before(l, first, 2);

	if (years &&
	    (!lexeme_is(l, first - 1, "in") ||
		l->at[last + 2].kind == LEX_OLD || !l->at[last + 1].gap)) {
		shape_found(l, first, last, SCRUB_AGE, "age-years", 97);
		return;
	}
	if (l->at[first - 1].kind == LEX_AGE ||
	    (l->at[first - 2].kind == LEX_AGE && !measured &&
		!unit_behind(l, last))) {
		shape_found(l, first, last, SCRUB_AGE, "age-cue", 95);
		return;
	}
	if (lexeme_in(l, last + 1, sex) ||
	    (lexeme_punct(l, last + 1, '/') && lexeme_in(l, last + 2, sex))) {
		if (!lexeme_is(l, last + 2, "temp") && !measured &&
		    !shape_age_is_heat(l, last))
			shape_found(l, first, last, SCRUB_AGE, "age-sex", 85);
		return;
	}
	if (sex_before(l, first) && !unit_behind(l, last)) {
		shape_found(l, first, last, SCRUB_AGE, "age-sex", 80);
		return;
	}
	if (first > 1 && lexeme_punct(l, first - 1, '/') &&
	    lexeme_in(l, first - 2, sex)) {
		shape_found(l, first, last, SCRUB_AGE, "age-sex", 85);
		return;
	}
	if (!measured && is_sex_id(l, first, last)) {
		shape_found(l, first, last, SCRUB_AGE, "age-sex", 80);
		return;
	}
	if (unit_behind(l, last) || shape_age_counts(l, last))
		return;
	if (!measured &&
	    (lexeme_in(l, last + 1, person) ||
		(l->lang == SCRUB_ID_ID && l->at[first].value != 100 &&
		    lexeme_in(l, last + 1, person_id)))) {
		shape_found(l, first, last, SCRUB_AGE, "age-sex", 80);
		return;
	}
	if (!measured &&
	    (person_before(l, first) || is_possessive(l, first, last) ||
		(spelt && shape_age_spelt(l, first, last))))
		shape_found(l, first, last, SCRUB_AGE, "age-person", 80);
	else if ((spelt || l->at[first].value <= OLDEST_BARE) &&
		 stands_alone(l, first, last) &&
		 !measured_before(l, first, WINDOW))
		shape_found(l, first, last, SCRUB_AGE, "age-alone", 50);
}

/* Bytes before the number: "m/", "f", "age-". */
static uint32_t
glued_prefix(const char *s, uint32_t len)
{
	static const char *const prefix[] = {"age-", "aged-", "umur-", "usia-",
	    "f/", "m/", "p/", "l/", "f", "m", "p", NULL};

	for (size_t k = 0; prefix[k]; k++) {
		uint32_t n = (uint32_t)strlen(prefix[k]);

		if (n < len && memcmp(s, prefix[k], n) == 0 && s[n] >= '0' &&
		    s[n] <= '9')
			return n;
	}
	return 0;
}

/* "94f", "97yo", "m93", "90s": letters run together with the number. */
static void
find_glued(struct lexemes *l, size_t i)
{
	static const char *const behind[] = {"f", "m", "yo", "y", "yr", "yrs",
	    "yof", "yom", "th", "thn", "tahun", "year", "years", "yrold", "wm",
	    "wf", "bm", "bf", "hm", "hf", "aam", "aaf", "yf", "ym", "something",
	    "odd", "ish", "an", "plus", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;
	uint32_t len = x->end - x->begin, from = glued_prefix(s, len);
	uint32_t digits = from, sign = 0;
	unsigned n = 0;

	while (digits < len && s[digits] >= '0' && s[digits] <= '9')
		n = n * 10 + (unsigned)(s[digits++] - '0');
	if (digits < from + 2 || digits > from + 3 || !is_old(n) ||
	    lexeme_is(l, i - 1, "ends") || lexeme_is(l, i - 1, "ending") ||
	    lexeme_is(l, i + 1, "tc"))
		return;
	if (from && (digits == len || s[digits] == '/')) {
		shape_found_bytes(l, x->begin + from, x->begin + digits,
		    SCRUB_AGE, "age-glued", 75);
		return;
	}
	if (s[digits] == '-' || s[digits] == '/')
		sign = 1;
	/* "(93/L)" */
	if (!from && digits + 2 == len && s[digits] == '/' &&
	    (s[digits + 1] == 'l' || s[digits + 1] == 'p') &&
	    (lexeme_punct(l, i - 1, '(') || lexeme_punct(l, i + 1, ')'))) {
		shape_found_bytes(
		    l, x->begin, x->begin + digits, SCRUB_AGE, "age-sex", 80);
		return;
	}
	for (size_t k = 0; behind[k]; k++) {
		uint32_t m = 0, at = digits + sign;

		while (
		    behind[k][m] && at + m < len && behind[k][m] == s[at + m])
			m++;
		if (behind[k][m] ||
		    (at + m < len && s[at + m] != '/' && s[at + m] != '-'))
			continue;
		if (m == 1 && measured_before(l, i, 2))
			return;
		if (m == 1 && s[at] == 'm' && l->at[i - 1].kind == LEX_PREP)
			return; /* "in 90m" */
		shape_found_bytes(l, x->begin + from, x->begin + digits,
		    SCRUB_AGE, "age-glued", 90);
		return;
	}
}

/* "93F/92M": two people. */
static bool
is_couple(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;

	return l->at[i].end - l->at[i].begin == 7 && s[0] == '9' &&
	       (s[2] == 'f' || s[2] == 'm') && s[3] == '/' && s[4] == '9' &&
	       (s[6] == 'f' || s[6] == 'm') && l->at[i].digits == 4;
}

void
shape_ages(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_AGE)) < l->count; i++) {
		const struct lexeme *x = &l->at[i];
		size_t last = i;

		if (x->taken)
			continue;
		if (x->kind == LEX_INT && is_old(x->value) && x->digits <= 3) {
			if (i && !x->gap && lexeme_punct(l, i - 1, '-') &&
			    l->at[i - 2].digits)
				continue;
			find_age(l, i, i, false);
		} else if (x->kind == LEX_ORDINAL && is_old(x->value) &&
			   l->lang == SCRUB_ID_ID &&
			   l->at[i - 1].kind == LEX_PERSON) {
			/* "oma 93th": tahun */
			shape_found_bytes(l, x->begin, x->end - 2, SCRUB_AGE,
			    "age-years", 85);
		} else if (x->kind == LEX_CODE && is_couple(l, i)) {
			shape_found_bytes(l, x->begin, x->begin + 2, SCRUB_AGE,
			    "age-sex", 80);
			shape_found_bytes(l, x->begin + 4, x->begin + 6,
			    SCRUB_AGE, "age-sex", 80);
		} else if (shape_age_is_nth_birthday(l, i)) {
			shape_found_bytes(l, x->begin + 3, x->end, SCRUB_AGE,
			    "age-birthday", 85);
		} else if (x->kind == LEX_CODE && x->digits <= 3 &&
			   x->digits >= 2) {
			find_glued(l, i);
		} else if (x->kind == LEX_ORDINAL && is_old(x->value) &&
			   (lexeme_is(l, i + 1, "birthday") ||
			       lexeme_is(l, i + 1, "bday") ||
			       (lexeme_is(l, i + 1, "year") &&
				   l->at[i - 1].kind == LEX_PERSON))) {
			shape_found(l, i, i, SCRUB_AGE, "age-birthday", 90);
		} else if (x->kind == LEX_NUM &&
			   is_old(shape_age_number(l, i, &last))) {
			find_age(l,
			    i - (lexeme_is(l, i - 1, "a") &&
				    l->at[i].value == 100),
			    last, true);
			i = last;
		}
	}
}
