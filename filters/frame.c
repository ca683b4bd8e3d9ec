/* SPDX-License-Identifier: MIT */
#include "frame.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"
#include "frame_table.h"
#include "frame_who.h"

#define LONG_WORD 6u /* letters */

/* A frame that is being laid over the text. */
struct laid {
	const struct text *t;
	const struct fact *fact;
	const struct frame_item *item;
	size_t count;
	size_t first, last; /* in the slot; two of "Marchetti-Doyle" */
};

static bool
has(unsigned set, uint16_t word)
{
	const uint16_t *const some = frame_table.pool + frame_table.set[set];
	size_t low = 1, high = some[0] + 1u;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (some[middle] < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low <= some[0] && some[low] == word;
}

/* "54M", "80yo", "12th": years, and more of who is so old. */
static bool
is_age(const struct text *t, const struct token *w)
{
	FEW(years, "f", "m", "p", "th", "thn", "y", "yo", "yr", "yrs");
	size_t digits = 0;

	while (digits < w->end - w->begin &&
	       t->fold[w->begin + digits] >= '0' &&
	       t->fold[w->begin + digits] <= '9')
		digits++;
	return w->kind == TOKEN_MIXED && digits > 0 && digits < 3 &&
	       few_has(&years, t->fold + w->begin + digits,
		   w->end - w->begin - digits);
}

static bool
ends_with(const struct text *t, const struct token *w, const char *end)
{
	return w->kind == TOKEN_WORD && w->end - w->begin >= LONG_WORD &&
	       memcmp(t->fold + w->end - 3, end, 3) == 0;
}

static bool
is_kind(const struct laid *l, size_t i, unsigned kind)
{
	const struct text *t = l->t;
	const struct token *w = &t->token[i];

	switch (kind) {
	case FRAME_NUMBER:
		return l->fact[i].kind == FACT_NUMBER ||
		       l->fact[i].kind == FACT_KEPT;
	case FRAME_BRAND:
		return (w->words & WORD_BRAND) != 0;
	case FRAME_LETTER:
		return context_letter(t, i);
	case FRAME_CLINIC:
		return (w->words & (WORD_MEDICAL | WORD_CURATED)) != 0;
	case FRAME_SMALL:
		return w->letter_case == CASE_LOWER;
	case FRAME_AGE:
		return is_age(t, w);
	case FRAME_LONG:
		return ends_with(t, w, "ing");
	case FRAME_THEIRS:
		return ends_with(t, w, "nya");
	default:
		return false;
	}
}

/* Does a sentence about somebody begin at i? */
static bool
begins(const struct laid *l, size_t i)
{
	FEW(roles, "anaesthetist", "anesthetist", "clerk", "coordinator",
	    "fellow", "manager", "nurse", "ok", "orderly", "porter", "reg",
	    "registrar", "rep", "resident", "student", "tech");

	return i == 0 || i >= l->t->token_count ||
	       l->t->token[i].sentence_start ||
	       (l->fact[i - 1].cues & (CUE_AND | CUE_BUT | CUE_GREET)) != 0 ||
	       token_few(l->t, i - 1, &roles) || context_closed(l->t, i - 1);
}

/* Does a clause end before i? */
static bool
ends(const struct text *t, size_t i)
{
	return (context_closed(t, i) && !context_sign(t, i, '(')) ||
	       token_is(t, &t->token[i], "who");
}

/* Or is more said of somebody: "the scrub nurse on call", not "the scrub
 * nurse's trolley"? */
static bool
goes_on(const struct laid *l, size_t i)
{
	const uint64_t more = CUE_NOT | CUE_NOW | CUE_ON | CUE_FOR | CUE_FROM |
			      CUE_IN | CUE_AT | CUE_AND | CUE_BUT | CUE_WHO |
			      CUE_IS | CUE_SAYS | CUE_MODAL;

	return context_closed(l->t, i) || (l->fact[i].cues & more) != 0;
}

/* "Marchetti-Doyle" */
static bool
is_double(const struct text *t, size_t i)
{
	return context_sign(t, i + 1, '-') && context_glued(t, i + 1) &&
	       context_glued(t, i + 2) && t->token[i + 2].kind == TOKEN_WORD;
}

/* How many tokens from i on the item takes; 0: it does not lie there. */
static size_t
takes(struct laid *l, const struct frame_item *f, size_t i)
{
	FEW(is, "is", "was");
	const struct token *w;

	if (i >= l->t->token_count)
		return 0;
	w = &l->t->token[i];
	switch (f->kind) {
	case FRAME_ONE:
		return w->said == f->value;
	case FRAME_WORD:
		return w->said != 0 && has(f->value, w->said);
	case FRAME_CUE:
		return (l->fact[i].cues & frame_table.mask[f->value]) != 0;
	case FRAME_KIND:
		return is_kind(l, i, f->value);
	case FRAME_ANY:
		return w->kind == TOKEN_WORD;
	case FRAME_SLOT:
		l->first = i;
		l->last = is_double(l->t, i) ? i + 2 : i;
		return w->kind == TOKEN_WORD ? l->last + 1 - i : 0;
	case FRAME_IS:
		if (token_few(l->t, i, &is))
			return 1;
		/* fall through */
	case FRAME_OWNS:
		return i > 0 && context_owns(l->t, i - 1) ? 2 : 0;
	default:
		return 0;
	}
}

/* Likewise of those before token i. */
static size_t
takes_before(struct laid *l, const struct frame_item *f, size_t i)
{
	if ((f->kind == FRAME_IS || f->kind == FRAME_OWNS) && i > 2 &&
	    takes(l, f, i - 2) == 2)
		return 2;
	if (f->kind == FRAME_SLOT && i > 2 && takes(l, f, i - 3) == 3)
		return 3;
	return i > 0 && takes(l, f, i - 1) == 1;
}

/* Is the item, which takes none, true between token i - 1 and token i? */
static bool
is_true(const struct laid *l, const struct frame_item *f, size_t i)
{
	const size_t count = l->t->token_count;
	const size_t at = f->kind == FRAME_NO_WORD_BEFORE ||
				  f->kind == FRAME_NO_CUE_BEFORE ||
				  f->kind == FRAME_NO_KIND_BEFORE
			      ? i - 1
			      : i;

	switch (f->kind) {
	case FRAME_BEGINS:
		return begins(l, i);
	case FRAME_FIRST:
		return i < count && l->t->token[i].sentence_start;
	case FRAME_ENDS:
		return ends(l->t, i);
	case FRAME_GOES_ON:
		return goes_on(l, i);
	case FRAME_NO_WORD_BEFORE:
	case FRAME_NO_WORD_BEHIND:
		return at >= count || l->t->token[at].said == 0 ||
		       !has(f->value, l->t->token[at].said);
	case FRAME_NO_CUE_BEFORE:
	case FRAME_NO_CUE_BEHIND:
		return at >= count ||
		       !(l->fact[at].cues & frame_table.mask[f->value]);
	default:
		return at >= count || !is_kind(l, at, f->value);
	}
}

#define TO_LEFT SIZE_MAX /* a step of -1, as sizes wrap */
#define TO_RIGHT ((size_t)1)

/* Do the items from k on lie on the tokens from i on, to the right; to the
 * left, on those before i? */
static bool
lies(struct laid *l, size_t to, size_t k, size_t i)
{
	for (; k < l->count; k += to) {
		const struct frame_item *f = &l->item[k];
		size_t n;

		if (f->kind >= FRAME_BEGINS) {
			if (!is_true(l, f, i))
				return false;
			continue;
		}
		n = to == TO_LEFT ? takes_before(l, f, i) : takes(l, f, i);
		if (!f->optional && n == 0)
			return false;
		if (f->optional && n > 0 && lies(l, to, k + to, i + n * to))
			return true;
		i += f->optional ? 0 : n * to;
	}
	return true;
}

/* May somebody told of so be called by the word at i? */
static bool
may_be(const struct laid *l, enum scrub_lang lang, const struct frame_head *h,
    size_t i)
{
	const uint16_t said = l->t->token[i].said;
	uint32_t who;

	if ((h->in > 0 && !has(h->in, said)) ||
	    (h->out > 0 && has(h->out, said)))
		return false;
	who = frame_who(l->t, lang, l->fact, i);
	return (h->any == 0 || (who & h->any) != 0) &&
	       (who & h->all) == h->all && !(who & h->none);
}

/* Or one of the two of "Marchetti-Doyle"? In Indonesian both: "wira-wiri". */
static bool
one_may_be(
    const struct laid *l, enum scrub_lang lang, const struct frame_head *h)
{
	const bool first = may_be(l, lang, h, l->first);

	if (l->first == l->last || first == (lang == SCRUB_EN))
		return first;
	return may_be(l, lang, h, l->last);
}

/* Lays the frames that are looked up by this word over token i. */
static void
lay(const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i,
    unsigned word)
{
	const uint16_t *const from = frame_table.by[lang == SCRUB_ID_ID].from;
	const uint16_t *const order = frame_table.by[lang == SCRUB_ID_ID].order;

	for (size_t n = from[word]; n < from[word + 1]; n++) {
		const struct frame *f = &frame_table.list[order[n]];
		const struct frame_head *h = &frame_table.head[f->head];
		struct laid l = {
		    t, fact, frame_table.item + f->item, f->count, 0, 0};

		/* That it is one of a set, the lookup says. */
		if ((l.item[f->anchor].kind > FRAME_WORD &&
			takes(&l, &l.item[f->anchor], i) == 0) ||
		    !lies(&l, TO_LEFT, f->anchor - (size_t)1, i) ||
		    !lies(&l, TO_RIGHT, f->anchor + (size_t)1, i + 1) ||
		    !one_may_be(&l, lang, h))
			continue;
		if (h->certainty == 0) {
			context_stay(fact, l.first);
			continue;
		}
		context_take(fact, l.first, h->rule, h->certainty);
		context_take(fact, l.last, h->rule, h->certainty);
	}
}

void
frames_scan(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++) {
		if (t->token[i].kind == TOKEN_NUMBER ||
		    t->token[i].kind == TOKEN_MIXED || context_letter(t, i))
			lay(t, lang, fact, i, 0);
		if (t->token[i].said > 0)
			lay(t, lang, fact, i, t->token[i].said);
	}
}
