/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Telephone numbers by their grouping: +44 7700 900633, (303) 555-0176,
 * 0161 496 0733, 0821-6655-4410, 1-800-555-0185. Pagers and short numbers
 * need their word (shape_values.c).
 */

#define GROUPS_MAX 8u
#define DIGITS_MIN 7u
#define DIGITS_MAX 15u /* ITU-T E.164 */
#define FOUR_FOUR 60u  /* how certain two groups of four alone are */

struct grouping {
	unsigned size[GROUPS_MAX];
	unsigned count, digits;
	bool plus, bracket, zero, clocks;
	bool dashed; /* - or . between groups */
	bool spaced; /* " - " between them */
	uint32_t begin, end;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Groups of digits with one of " -./" or " - " between, from norm[at]. */
static void
read_groups(const struct lexemes *l, uint32_t at, struct grouping *g)
{
	const char *s = l->t->fold;
	bool open = false;

	*g = (struct grouping){.begin = at, .end = at, .clocks = true};
	if (s[at] == '(' && s[at + 1] == '+') {
		open = g->bracket = true;
		at++;
	}
	if (s[at] == '+') {
		g->plus = true;
		at++;
	}
	while (g->count < GROUPS_MAX) {
		unsigned size = 0, first;

		if (s[at] == '(' && !open) {
			open = g->bracket = true;
			at++;
			continue;
		}
		first = at;
		while (is_digit(s[at])) {
			size++;
			at++;
		}
		if (!size || g->digits + size > DIGITS_MAX)
			break;
		if (!g->count)
			g->zero = s[first] == '0';
		g->clocks &= size == 4 && s[first] <= '2' && s[first + 2] < '6';
		g->size[g->count++] = size;
		g->digits += size;
		g->end = at;
		if (s[at] == ')' && open) {
			g->end = ++at;
			open = false;
			if (is_digit(s[at]))
				continue;
		}
		if (memcmp(s + at, " - ", 3) == 0 && is_digit(s[at + 3])) {
			g->dashed = g->spaced = true;
			at += 3;
			continue;
		}
		if (s[at] == ' ' || s[at] == '-' || s[at] == '.' ||
		    (s[at] == '/' && g->plus)) {
			g->dashed |= s[at] != ' ';
			if (is_digit(s[at + 1]) || s[at + 1] == '(') {
				at++;
				continue;
			}
		}
		break;
	}
}

static bool
sizes_are(
    const struct grouping *g, unsigned from, unsigned a, unsigned b, unsigned c)
{
	return g->count >= from + 3 && g->size[from] == a &&
	       g->size[from + 1] == b && g->size[from + 2] == c;
}

static bool
starts_with(const struct lexemes *l, const struct grouping *g, const char *s)
{
	for (uint32_t at = g->begin; *s; at++, s++)
		if (l->t->fold[at] != *s)
			return false;
	return true;
}

static unsigned
narrowest(const struct grouping *g)
{
	unsigned least = 99;

	for (unsigned i = 0; i < g->count; i++)
		if (g->size[i] < least)
			least = g->size[i];
	return least;
}

/* Neither a clock nor an amount. */
static bool
is_four(const char *s)
{
	const bool clock = s[0] < '2' || (s[0] == '2' && s[1] < '4');
	const bool round = s[3] == '0' && (s[2] == '0' || s[2] == '5');

	return !round && (!clock || s[2] > '5');
}

static bool
is_four_four(const struct lexemes *l, const struct grouping *g)
{
	const char *s = l->t->fold + g->begin;

	return s[0] > '1' && is_four(s) && is_four(s + 5);
}

static unsigned
grouping_certainty(const struct lexemes *l, const struct grouping *g)
{
	if (g->digits < DIGITS_MIN || (g->spaced && g->count < 3))
		return 0; /* "2500 - 3100": from and to */
	if (g->plus)
		return 97;
	if (g->count >= 3 && g->digits >= 11 &&
	    (starts_with(l, g, "00") || starts_with(l, g, "62 8")) &&
	    !g->clocks)
		return starts_with(l, g, "62")
			   ? 95
			   : 88; /* "0061 4 5550 1234", "62 812 5550 1234" */
	if (l->t->fold[g->begin] == '(' && g->size[0] <= 5 && g->count > 1)
		return 95;
	if (sizes_are(g, 0, 3, 3, 4) && g->count == 3)
		return g->dashed ? 97 : 85;
	if (sizes_are(g, 1, 3, 3, 4) && g->size[0] == 1)
		return 96;
	if (l->lang == SCRUB_ID_ID && starts_with(l, g, "08") && g->dashed &&
	    g->count == 3 && g->size[0] == 4 && g->digits > 9)
		return 95; /* "0812-5550-1234" */
	if (g->zero && g->digits >= 9 && g->digits <= 13 && g->count > 1 &&
	    !g->clocks && narrowest(g) >= 2)
		return 92;
	/* "0821 99 40 11 3", "0722 555 0 44": a group of one digit. */
	if (g->zero && g->digits >= 10 && g->digits <= 13 && g->count > 2 &&
	    g->size[0] > 2 && !g->clocks)
		return 85;
	if (g->zero && g->digits >= 10 && g->count == 1)
		return 75;
	if (g->count == 3 && g->digits == 10 &&
	    (starts_with(l, g, "1300") || starts_with(l, g, "1800")))
		return 90;
	if (g->count == 2 && g->size[0] == 3 && g->size[1] == 4 && g->dashed)
		return 80;
	/* India's "98450 55501" */
	if (g->count == 2 && g->size[0] == 5 && g->size[1] == 5 && !g->dashed &&
	    l->t->fold[g->begin] > '5')
		return 80;
	if (g->count == 2 && g->size[0] == 4 && g->size[1] == 4 && !g->dashed &&
	    is_four_four(l, g))
		return FOUR_FOUR; /* "6772 4409" */
	if (g->count >= 3 && g->digits >= 10 && narrowest(g) >= 3 && !g->clocks)
		return 70; /* a phone or another long number: goes anyway */
	return 0;
}

static bool
is_cue(enum lexeme_kind kind)
{
	return kind == LEX_CUE_ID || kind == LEX_CUE_DEVICE ||
	       kind == LEX_CUE_BIO || kind == LEX_CUE_NET;
}

/* "her number", "the surgeon's number", "emergency no": one that is dialled. */
static bool
is_to_dial(const struct lexemes *l, size_t no)
{
	static const char *const whose[] = {"her", "his", "my", "their", "your",
	    "our", "emergency", "contact", "mobile", "cell", "home", "work",
	    "direct", "personal", "new", "old", "darurat", "kontak", NULL};

	return lexeme_in(l, no - 1, whose) ||
	       (lexeme_is(l, no - 1, "s") && lexeme_punct(l, no - 2, '\'') &&
		   !l->at[no - 1].gap);
}

/* "number is written 0755 501 662", "di nomor 0812 5550 3319": grouped as
 * telephones are, and no word near says of what else the number is. */
static bool
is_dialled(const struct lexemes *l, size_t no, const struct grouping *g)
{
	const char *s = l->t->fold + g->begin;

	if (!g->zero || g->digits < 9 || g->digits > 13 || g->size[0] < 3)
		return false;
	if (l->lang == SCRUB_ID_ID && s[1] != '8' &&
	    (g->dashed || g->count != 2))
		return false;
	for (size_t k = no - 1; k + 4 > no && l->at[k].kind != LEX_END; k--)
		if (l->at[k].kind == LEX_CUE_ID_MAYBE ||
		    is_cue(l->at[k].kind) || l->at[k].kind == LEX_MODEL ||
		    lexeme_is(l, k, "rm"))
			return false;
	return true;
}

/* A number that another word claims is left to shape_values(). "No" claims
 * what does not look like a telephone's: "her number is (520) 555-0133". */
static bool
is_claimed(const struct lexemes *l, size_t i, const struct grouping *g,
    unsigned certainty)
{
	for (unsigned far = 0; far < 3 && i-- > 0; far++) {
		if (l->at[i].kind == LEX_CUE_PHONE ||
		    l->at[i].kind == LEX_CUE_CALL)
			return false;
		if (is_cue(l->at[i].kind) || lexeme_is(l, i, "rm") ||
		    (l->at[i].kind == LEX_CUE_NO && certainty < 95 &&
			!(certainty > 74 &&
			    (is_to_dial(l, i) || is_dialled(l, i, g)))))
			return true;
		if (l->at[i].kind == LEX_PUNCT && l->at[i].value != ':' &&
		    l->at[i].value != '.' && l->at[i].value != '#')
			return false;
	}
	return false;
}

static bool
is_extension(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_CODE && l->t->fold[x->begin] == 'x' &&
	       x->letters == 1 && x->digits >= 3 && x->digits <= 6 &&
	       x->end - x->begin == x->digits + 1u;
}

/* "accepted on 4178.": four digits that no clock shows. */
static bool
is_short_number(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	/* "the 4470 phone": its word stands behind. */
	if (x->kind == LEX_INT && x->digits >= 3 && x->digits <= 5 &&
	    l->at[i + 1].kind == LEX_CUE_PHONE && l->at[i + 1].gap == 1 &&
	    lexeme_is(l, i - 1, "the"))
		return true;
	return x->kind == LEX_INT && x->digits == 4 &&
	       (x->value / 100 > 23 || x->value % 100 > 59) && x->value % 100 &&
	       lexeme_is(l, i - 1, "on") &&
	       (l->at[i + 1].kind == LEX_END || lexeme_punct(l, i + 1, '.') ||
		   lexeme_punct(l, i + 1, ','));
}

/* "ext 6120", "ext. 4786"; "ext 0, flex 120" is a knee. Last lexeme or i. */
static size_t
over_extension(const struct lexemes *l, size_t i)
{
	static const char *const used[] = {"use", "on", "via", "call", "dial",
	    "try", "ring", "rings", "is", "hub", "hubungi", NULL};
	static const char *const joint[] = {"knee", "flex", "flexion", "gap",
	    "rot", "elbow", "rom", "lag", "abduction", NULL};
	size_t at = i + 1;

	while (at < i + 4 &&
	       (lexeme_punct(l, at, '.') || lexeme_punct(l, at, ':') ||
		   lexeme_punct(l, at, '#') || l->at[at].kind == LEX_CUE_NO))
		at++;
	if ((l->at[at].kind != LEX_INT &&
		(l->at[at].kind != LEX_CODE || l->at[at].letters)) ||
	    l->at[at + 1].kind == LEX_UNIT || lexeme_punct(l, at + 1, '%'))
		return i;
	if (l->at[at].digits < 3)
		for (size_t k = i - 3; k < i + 5; k++)
			if (lexeme_in(l, k, joint))
				return i;
	if (l->at[at].digits >= 2 || lexeme_in(l, i - 1, used))
		return at;
	/* "ext 4 418" */
	if (l->at[at + 1].kind == LEX_INT && l->at[at + 1].gap == 1 &&
	    l->at[at + 1].digits >= 2 && l->at[at + 1].digits <= 4 &&
	    !lexeme_unit(l, at + 2))
		return at + 1;
	return i;
}

static void
find_extension(struct lexemes *l, size_t i)
{
	size_t last = l->at[i].kind == LEX_CUE_EXT ? over_extension(l, i) : i;

	if (is_extension(l, i))
		shape_found(l, i, i, SCRUB_PHONE, "phone-extension", 85);
	else if (last > i)
		shape_found(l, i, last, SCRUB_PHONE, "phone-extension", 92);
	else if (is_short_number(l, i))
		shape_found(l, i, i, SCRUB_PHONE, "phone-short", 55);
}

/* The end of the number with its "x12" or "ext 12". */
static uint32_t
with_extension(const struct lexemes *l, size_t i, uint32_t end)
{
	static const char *const also[] = {"x", "opt", "option", "pes", NULL};

	while (l->at[i].kind != LEX_END && l->at[i].begin < end)
		i++;
	if (l->at[i].kind == LEX_TIMES && l->t->fold[l->at[i].begin] == 'x')
		return l->at[i].end;
	/* "x 12", "ext 4", "opt 2": here any digits are meant. */
	if ((l->at[i].kind == LEX_CUE_EXT || lexeme_in(l, i, also)) &&
	    l->at[i].gap == 1) {
		size_t at = i + 1 + lexeme_punct(l, i + 1, '.');

		if (l->at[at].kind == LEX_INT && l->at[at].digits < 7 &&
		    l->at[at].gap < 2)
			return l->at[at].end;
	}
	return end;
}

/* "part 0100-218-000", "REF 0702-005-000": the word just before. */
static bool
is_part_number(const struct lexemes *l, size_t i)
{
	if (l->at[i - 1].kind == LEX_CUE_NO)
		i--;
	return l->at[i - 1].kind == LEX_MODEL ||
	       (lexeme_is(l, i - 1, "ref") && lexeme_upper(l, i - 1) &&
		   !l->t->all_caps);
}

/* Groups that no telephone has: "5220 7982 5014", "014-0077", a card's
 * "0001877340265", "010158 44172". */
static bool
is_other_number(const struct grouping *g, const char *s)
{
	if (g->plus || g->bracket)
		return false;
	if (s[0] == '0' && s[1] == '0' && s[2] == '0')
		return true;
	if (g->zero)
		return (g->count == 1 && g->digits == 13) ||
		       (g->count == 2 && g->size[0] == 3 && g->size[1] == 4) ||
		       (g->count == 2 && g->size[0] == 6 && g->size[1] == 5);
	return g->count > 2 && g->size[0] == 4 && g->size[1] == 4 &&
	       g->size[2] != 2;
}

/* The end of the groups that are more than a telephone's. */
static uint32_t
over_rest(const struct lexemes *l, uint32_t end)
{
	const char *s = l->t->fold;

	while ((s[end] == ' ' || s[end] == '-' || s[end] == '.') &&
	       is_digit(s[end + 1])) {
		end++;
		while (is_digit(s[end]))
			end++;
	}
	return end;
}

/* Does a word for a telephone stand right before it? */
static bool
is_called(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 3 && i-- > 0; far++)
		if (l->at[i].kind == LEX_CUE_PHONE ||
		    l->at[i].kind == LEX_CUE_CALL)
			return true;
	return false;
}

void
shape_phones(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_PHONE)) < l->count; i++) {
		const struct lexeme *x = &l->at[i];
		struct grouping g;
		unsigned certainty;

		if (x->taken)
			continue;
		find_extension(l, i);
		if (l->at[i].taken)
			continue;
		if (!lexeme_punct(l, i, '+') && !lexeme_punct(l, i, '(') &&
		    !(x->digits && is_digit(l->t->fold[x->begin])))
			continue;
		if (i && !x->gap &&
		    (l->at[i - 1].digits || lexeme_punct(l, i - 1, '=')))
			continue;
		read_groups(l, x->begin, &g);
		certainty = grouping_certainty(l, &g);
		if (!certainty ||
		    (!g.plus && is_claimed(l, i, &g, certainty)) ||
		    (!g.plus && is_part_number(l, i)))
			continue;
		if (l->t->fold[g.end] >= 'a' && l->t->fold[g.end] <= 'z')
			continue;
		/* "sign for BX 4410 9921" */
		if (certainty == FOUR_FOUR &&
		    (l->at[i - 1].digits || lexeme_upper(l, i - 1)))
			continue;
		if (is_other_number(&g, l->t->fold + g.begin) &&
		    !is_called(l, i)) {
			shape_found_bytes(l, g.begin, over_rest(l, g.end),
			    SCRUB_ID, "id-grouped", certainty);
			continue;
		}
		shape_found_bytes(l, g.begin, with_extension(l, i, g.end),
		    SCRUB_PHONE, "phone-shape", certainty);
	}
}
