/* SPDX-License-Identifier: MIT */
#include "hash.h"
#include "lexeme.h"

/*
 * The second of two numbers has no word of its own: "medrek 18.22.09 swapped
 * with 18.22.90", "NB 0417 here, NB 0418 there". What has the form of one that
 * a word explained is another of the sort.
 */

#define FORM_MOST 32u

/* A hash: letters as they are, a digit as any other, one letter alone at the
 * end as any other; 0: nothing that only an identifier has. */
static uint64_t
form_of(const struct lexemes *l, size_t first, size_t last)
{
	const char *s = l->t->fold;
	const uint32_t begin = l->at[first].begin, end = l->at[last].end;
	unsigned digits = 0, letters = 0, signs = 0;
	uint64_t form = end - begin;

	if (end - begin > FORM_MOST)
		return 0;
	for (uint32_t at = begin; at < end; at++) {
		const bool digit = s[at] >= '0' && s[at] <= '9';
		const bool letter = s[at] >= 'a' && s[at] <= 'z';
		const bool alone = letter && at + 1 == end && at > begin &&
				   (s[at - 1] < 'a' || s[at - 1] > 'z');

		digits += digit;
		letters += letter;
		signs += !digit && !letter;
		form = hash_word_step(
		    form, digit ? '9' : (alone ? 'a' : (uint8_t)s[at]));
	}
	if (digits < 2 || (!letters && (digits < 5 || !signs)) ||
	    (letters && digits + letters < (signs ? 3u : 4u)) ||
	    (letters && digits < 3 && !signs))
		return 0;
	return form;
}

void
shape_seen_add(struct shape_seen *seen, const struct lexemes *l, size_t first,
    size_t last, enum scrub_label label)
{
	unsigned digits = 0;
	uint64_t form = form_of(l, first, last);

	for (size_t i = first; i <= last; i++)
		digits += l->at[i].digits;
	seen->last = last;
	seen->digits =
	    first == last && l->at[first].kind == LEX_INT ? digits : 0;
	seen->form[seen->count % SHAPE_FORMS] = form;
	seen->label[seen->count % SHAPE_FORMS] = label;
	seen->count++;
}

/* "badge 4471 and 4472": right behind, as long. */
static bool
goes_on(const struct shape_seen *seen, const struct lexemes *l, size_t i)
{
	static const char *const joint[] = {
	    "and", "or", "not", "vs", "dan", "atau", "bukan", "&", NULL};

	return seen->count > 0 && seen->digits > 2 && seen->last + 2 == i &&
	       l->at[i].kind == LEX_INT && l->at[i].digits == seen->digits &&
	       lexeme_in(l, i - 1, joint) && !lexeme_unit(l, i + 1);
}

/* "SSN 6619, she said 6691": what somebody says it is. */
static bool
is_told_so(const struct shape_seen *seen, const struct lexemes *l, size_t i)
{
	static const char *const tells[] = {"gave", "gives", "says", "said",
	    "reads", "typed", "quoted", "quotes", "wrote", "bilang", "kata",
	    "tertulis", NULL};
	const enum lexeme_kind next = l->at[i + 1].kind;

	return seen->count > 0 && seen->digits > 3 && i < seen->last + 8 &&
	       l->at[i].kind == LEX_INT && l->at[i].digits == seen->digits &&
	       lexeme_in(l, i - 1, tells) && !lexeme_clock(l, i) &&
	       (next == LEX_END || next == LEX_PUNCT || next == LEX_FUNC) &&
	       !lexeme_unit(l, i + 1);
}

static bool
is_reading(const struct lexemes *l, size_t first, size_t last)
{
	for (size_t i = first; i-- > first - 3;)
		if (l->at[i].kind == LEX_VITAL || l->at[i].kind == LEX_SCORE ||
		    l->at[i].kind == LEX_CODING || l->at[i].kind == LEX_MODEL)
			return true;
	return lexeme_unit(l, last + 1);
}

/* The label of what was found that ends with lexeme i. */
static bool
label_at(const struct lexemes *l, size_t i, enum scrub_label *label)
{
	for (size_t k = l->found->count; k-- > 0;)
		if (l->found->at[k].begin <= l->at[i].begin &&
		    l->found->at[k].end == l->at[i].end) {
			*label = l->found->at[k].label;
			return true;
		}
	return false;
}

/* "bleep 1344 for Haru, 1351 for Colm": said of two numbers in one way. */
static bool
is_parallel(const struct lexemes *l, size_t i, enum scrub_label *label)
{
	static const char *const way[] = {
	    "for", "from", "is", "untuk", "buat", "ke", NULL};
	static const char *const joint[] = {"and", "or", "dan", NULL};

	if (l->at[i].kind != LEX_INT || l->at[i].digits < 3 ||
	    l->at[i].digits > 6 || !lexeme_in(l, i + 1, way) ||
	    (!lexeme_punct(l, i - 1, ',') && !lexeme_punct(l, i - 1, ';') &&
		!lexeme_in(l, i - 1, joint)))
		return false;
	for (size_t k = i - 2; k + 8 > i && l->at[k].kind != LEX_END; k--)
		if (l->at[k].taken && l->at[k].kind == LEX_INT &&
		    l->at[k].digits == l->at[i].digits)
			return l->at[k + 1].end - l->at[k + 1].begin ==
				   l->at[i + 1].end - l->at[i + 1].begin &&
			       memcmp(l->t->fold + l->at[k + 1].begin,
				   l->t->fold + l->at[i + 1].begin,
				   l->at[i + 1].end - l->at[i + 1].begin) ==
				   0 &&
			       label_at(l, k, label) && *label == SCRUB_PHONE;
	return false;
}

/* "boss 7001, reg 7002, me 7003": another one's in a list. */
static bool
is_listed(const struct lexemes *l, size_t i, enum scrub_label *label)
{
	const struct lexeme *x = &l->at[i], *who = x - 1, *before = x - 3;

	return i > 3 && x->kind == LEX_INT && x->digits > 2 && x->digits < 6 &&
	       !lexeme_unit(l, i + 1) && x->gap == 1 && who->gap == 1 &&
	       who->letters > 1 && !who->digits && !who->taken &&
	       who->kind != LEX_VITAL && who->kind != LEX_SCORE &&
	       who->kind != LEX_MODEL && who->kind != LEX_UNIT &&
	       lexeme_punct(l, i - 2, ',') && before->taken &&
	       before->kind == LEX_INT && before->digits == x->digits &&
	       label_at(l, i - 3, label) && *label == SCRUB_PHONE;
}

bool
shape_is_part(const struct lexemes *l, size_t i)
{
	FEW(parts, "anchor", "baseplate", "bearing", "cage", "cement", "cup",
	    "femur", "glenoid", "graft", "head", "insert", "liner", "mesh",
	    "nail", "patella", "plate", "poly", "rod", "screw", "screws",
	    "shell", "sleeve", "stem", "tibia", "tray", "valve", "lens");

	return lexeme_few(l, i, &parts);
}

/* "lots: cup A114K, head 22B7J", "and of the head B2J77": the next part's, of
 * letters and digits, which is no size ("36E", "5B"). */
static bool
is_next_part(const struct shape_seen *seen, const struct lexemes *l, size_t i)
{
	static const char *const joint[] = {"and", "or", NULL};
	static const char *const link[] = {"is", "of", "for", "the", NULL};
	const struct lexeme *x = &l->at[i];
	size_t at = i - 1;

	if (x->kind != LEX_CODE || x->digits < 2 || !x->letters ||
	    x->digits + x->letters < 4 || lexeme_unit(l, i + 1))
		return false;
	at -= lexeme_is(l, at, "is");
	if (!shape_is_part(l, at))
		return false;
	while (at > seen->last + 1 && lexeme_in(l, at - 1, link))
		at--;
	if (at == seen->last + 1)
		return at < i;
	at--;
	if (!lexeme_punct(l, at, ',') && !lexeme_punct(l, at, '.') &&
	    !lexeme_punct(l, at, ';') && !lexeme_in(l, at, joint))
		return false;
	return at == seen->last + 1 ||
	       (at == seen->last + 2 && l->at[at - 1].kind == LEX_PUNCT);
}

bool
shape_is_again(const struct shape_seen *seen, const struct lexemes *l,
    size_t first, size_t last, enum scrub_label *label)
{
	uint64_t form;

	if (first == last &&
	    (is_parallel(l, first, label) || is_listed(l, first, label)))
		return true;
	if (seen->count == 0)
		return false;
	*label = seen->label[(seen->count - 1) % SHAPE_FORMS];
	if (first == last &&
	    (goes_on(seen, l, first) || is_told_so(seen, l, first) ||
		(*label == SCRUB_DEVICE && is_next_part(seen, l, first))))
		return true;
	form = form_of(l, first, last);
	if (form == 0 || is_reading(l, first, last))
		return false;
	for (size_t k = 0; k < SHAPE_FORMS && k < seen->count; k++)
		if (seen->form[k] == form) {
			*label = seen->label[k];
			return true;
		}
	return false;
}
