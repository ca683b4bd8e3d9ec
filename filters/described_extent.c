/* SPDX-License-Identifier: MIT */
/*
 * Where a range that was weighed begins and ends: its article, whose relative
 * it is and where goes with it; what is done with whom it names stays.
 */
#include "described.h"

#define MODIFIERS 3u /* words between an article and its noun */
#define LEAST 3u     /* words of a description without an article */

#define CUE_KINSHIP (CUE_RELATIVE | CUE_KIN)
#define CUE_WHOSE                                                              \
	(CUE_UNIQUE | CUE_TRADE | CUE_OFFICE | CUE_RELATIVE | CUE_KIN |        \
	    CUE_DOER)
#define CUE_TELLING                                                            \
	(CUE_UNIQUE | CUE_TRADE | CUE_OFFICE | CUE_RELATIVE | CUE_EVENT |      \
	    CUE_FEAT | CUE_WHO | CUE_DOER | CUE_KIN)

/* Does a cue stand in [from, to)? */
static bool
any(const struct described_in *in, size_t from, size_t to, uint64_t cues)
{
	for (; from < to; from++)
		if (described_has(in, from, cues))
			return true;
	return false;
}

/* Does a sentence begin with token i, behind a stop that is no short form's?
 */
static bool
begins_sentence(const struct described_in *in, size_t i)
{
	const struct token *w = &in->t->token[i];

	if (!w->sentence_start || !w->space_before || i < 2)
		return false;
	if (!token_sign(in->t, i - 1, '.'))
		return token_sign(in->t, i - 1, '?') ||
		       token_sign(in->t, i - 1, '!');
	/* "St. Kilda", "No. 4", "Kec. Poso" */
	return w[-2].kind == TOKEN_WORD && w[-2].end - w[-2].begin > 3 &&
	       !described_has(in, i - 2, CUE_TITLE);
}

/* "was man of the match. That's the goalkeeper from the final": the sentence
 * that tells. */
static void
one_sentence(const struct described_in *in, struct described_range *r)
{
	for (uint32_t i = r->begin + 1; i + 1 < r->end; i++) {
		const bool first = any(in, r->begin, i, CUE_TELLING);
		const bool behind = any(in, i, r->end, CUE_TELLING);

		if (!begins_sentence(in, i) || (first && behind))
			continue;
		if (behind)
			r->begin = i;
		else if (first)
			r->end = i - 1;
		return;
	}
}

void
described_whole_word(const struct text *t, struct described_range *r)
{
	uint32_t at = r->begin;

	if (at == 0 || t->token[at].space_before || !token_sign(t, at - 1, '-'))
		return;
	while (at < r->end && !t->token[at].space_before)
		at++;
	if (at < r->end)
		r->begin = at;
}

/* "is first violin of the orchestra": who is it. */
static void
without_being(const struct described_in *in, struct described_range *r)
{
	static const char *const being[] = {"am", "are", "be", "is", "was",
	    "were", "been", "adalah", "ialah", "eh", NULL};

	/* "our living donor is |the nun from the documentary|" */
	for (uint32_t i = r->begin + 1; i + LEAST < r->end; i++) {
		if (described_has(in, i, CUE_WHO) || described_sign(in, i))
			break;
		if (described_is(in, i, being) &&
		    described_has(in, i + 1, CUE_THE | CUE_UNIQUE) &&
		    any(in, i + 1, r->end, CUE_TELLING)) {
			r->begin = i + 1;
			break;
		}
	}
	while (r->begin + LEAST < r->end && described_is(in, r->begin, being) &&
	       described_has(in, r->begin + 1, CUE_THE | CUE_MY | CUE_UNIQUE))
		r->begin++;
}

/* Is it said in operating rooms, and not of whom somebody is? */
static bool
is_clinical(const struct described_in *in, size_t i)
{
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_BRAND;

	if (in->fact[i].kind == FACT_KEPT || in->fact[i].kind == FACT_NUMBER)
		return true;
	return (in->t->token[i].words & said) != 0 &&
	       !described_has(in, i, CUE_TELLING | CUE_PLACE | CUE_ORG);
}

/* "|two time| ploughing champion", "|the old| boy who fixed the clock": where
 * what stands before a range and its article begin. */
static uint32_t
phrase_begin(const struct described_in *in, uint32_t begin)
{
	uint32_t at = begin;

	if (described_has(in, at, CUE_THE | CUE_MY))
		return at;
	for (unsigned k = 0; k < MODIFIERS && at > 0; k++, at--) {
		const struct token *w = &in->t->token[at - 1];

		if (described_has(in, at - 1, CUE_THE))
			return at - 1;
		if (w->kind != TOKEN_WORD || !w[1].space_before ||
		    !(w->words & WORD_COMMON) || is_clinical(in, at - 1) ||
		    (w->cues & ~(CUE_TELLING | CUE_PLACE | CUE_ORG)) != 0)
			break;
	}
	return begin;
}

/* "brother of |the tenor who died on stage|", "mantan |bupati yang ...|", and
 * the article. */
static void
with_head(const struct described_in *in, struct described_range *r)
{
	static const char *const article[] = {"the", NULL};
	static const char *const of[] = {"of", "to", NULL};
	static const char *const former[] = {"mantan", "bekas", "eks", "alm",
	    "almarhum", "almarhumah", "calon", "pensiunan", "satu2nya", "si",
	    NULL};
	/* Of whom more is said in front, or nothing. */
	static const char *const others[] = {"anaknya", "ayahnya", "bapaknya",
	    "dokter", "ibunya", "istrinya", "keluarga", "korban", "laki",
	    "pasien", "px", "suaminya", NULL};
	static const char *const which[] = {"angkat", "bungsu", "kandung",
	    "kedua", "ketiga", "pertama", "sulung", "tiri", "tunggal", NULL};
	uint32_t at = r->begin;

	if (in->lang == SCRUB_ID_ID) {
		at -= at > 0 && described_is(in, at - 1, former);
		if (at > 1 && described_is(in, at - 1, which) &&
		    described_has(in, at - 2, CUE_KINSHIP))
			at -= 2;
		while (at > 0 && r->begin - at < 2 &&
		       !described_is(in, at - 1, others) &&
		       described_has(in, at - 1, CUE_WHOSE))
			at--;
		r->begin = at;
		return;
	}
	at = phrase_begin(in, at);
	if (at > 1 && described_is(in, at, article) &&
	    described_is(in, at - 1, of) &&
	    described_has(in, at - 2, CUE_KINSHIP)) {
		at -= 2;
		/* "triplet sister of the girl" */
		at -= at > 0 && described_has(in, at - 1, CUE_KINSHIP);
		at -= at > 0 && described_is(in, at - 1, article);
	}
	r->begin = at;
}

/* Does the name of a place or house stand there, and no room's number? */
static bool
is_named_place(const struct described_in *in, size_t i)
{
	const struct token *w = &in->t->token[i];
	const struct fact *f = &in->fact[i];

	if (i >= in->t->token_count || w->kind != TOKEN_WORD ||
	    w->end - w->begin < (w->letter_case == CASE_TITLE ? 2u : 3u) ||
	    !(f->gone || f->kind == FACT_TAKEN) ||
	    (f->label != SCRUB_LOCATION && f->label != SCRUB_ORGANIZATION) ||
	    (f->cues & CUE_WARD) != 0)
		return false;
	return i + 1 >= in->t->token_count || w[1].kind == TOKEN_WORD ||
	       w[1].kind == TOKEN_PUNCT;
}

/* "|the first woman elected sheriff| of Harlan Pines". */
static void
with_place(const struct described_in *in, struct described_range *r)
{
	static const char *const where[] = {
	    "of", "in", "at", "from", "near", "di", "dari", "asal", "dr", NULL};
	static const char *const article[] = {"the", NULL};
	uint32_t at = r->end;

	if (described_is(in, at - 1, where)) {
		if (is_named_place(in, at))
			r->end = at + 1;
		return;
	}
	if (!described_is(in, at, where))
		return;
	at += 1 + described_is(in, at + 1, article);
	if (is_named_place(in, at))
		r->end = at + 1;
}

/* Where "for wisdom teeth", "on for TURP", "via interpreter" begins in the
 * range; its end: nowhere. */
static uint32_t
purpose(const struct described_in *in, const struct described_range *r)
{
	static const char *const for_what[] = {
	    "for", "via", "untuk", "utk", "needs", "wants", NULL};
	static const char *const here[] = {"here", "in", "on", "now", NULL};

	for (uint32_t i = r->end - 1; i > r->begin + 2; i--) {
		uint32_t k = i + 1;

		if (!described_is(in, i, for_what))
			continue;
		while (k < r->end && !described_has(in, k, CUE_THE | CUE_MY) &&
		       (described_sign(in, k) || is_clinical(in, k)))
			k++;
		if (k < r->end)
			return r->end;
		return described_is(in, i - 1, here) ? i - 1 : i;
	}
	return r->end;
}

/* What is done or wrong behind whom: "... di pesawat |histerektomi|". */
static bool
is_diagnosis(const struct described_in *in, size_t i)
{
	const struct token *w = &in->t->token[i];
	const unsigned other =
	    WORD_FREQUENT | WORD_PLACE | WORD_FORENAME | WORD_SURNAME;

	if ((w->words & WORD_COMMON) != 0 &&
	    !ending_clinical(in->t->fold + w->begin, w->end - w->begin))
		return false;
	return w->kind == TOKEN_WORD && w->space_before &&
	       (w->words & WORD_MEDICAL) != 0 && (w->words & other) == 0 &&
	       w->cues == 0 && w->end - w->begin > 3 &&
	       !described_has(in, i - 1,
		   CUE_OF | CUE_THE | CUE_IN | CUE_WITH | CUE_FROM | CUE_AND);
}

/* "fem-pop on |the retired driver|": what is done with whom. */
static void
without_operation(const struct described_in *in, struct described_range *r)
{
	uint32_t i = r->begin;

	while (
	    i + LEAST < r->end && (described_sign(in, i) || is_clinical(in, i)))
		i++;
	if (i > r->begin && described_has(in, i, CUE_ON | CUE_OF | CUE_FOR) &&
	    described_has(in, i + 1, CUE_THE | CUE_MY))
		r->begin = i + 1;
}

/* Ends with nothing that only leads on to what follows. */
static void
without_tail(const struct described_in *in, struct described_range *r)
{
	static const char *const leads[] = {"a", "an", "and", "at", "but", "by",
	    "for", "from", "her", "his", "in", "into", "lol", "of", "on", "or",
	    "our", "please", "so", "that", "the", "their", "to", "under", "via",
	    "w", "with", NULL};
	static const char *const leads_id[] = {"dan", "dari", "dengan", "dgn",
	    "di", "kan", "karena", "ke", "krn", "lho", "mau", "mo", "sama",
	    "untuk", "utk", NULL};
	const bool indonesian = in->lang == SCRUB_ID_ID;
	const size_t next = r->end;

	r->end = purpose(in, r);
	while (r->end > r->begin + LEAST + 1 && is_diagnosis(in, r->end - 1))
		r->end--;
	if (r->end == next && next < in->t->token_count &&
	    !described_sign(in, next) &&
	    (in->fact[next].gone || in->fact[next].kind == FACT_TAKEN))
		return; /* "who survived the collapse in" May */
	while (r->end > r->begin + LEAST &&
	       (described_sign(in, r->end - 1) ||
		   (in->t->token[r->end - 1].space_before &&
		       described_is(
			   in, r->end - 1, indonesian ? leads_id : leads))))
		r->end--;
}

bool
described_ends_numbered(
    const struct described_in *in, const struct described_range *r)
{
	static const char *const numbered[] = {"channel", "flight", "kanal",
	    "liga", "radio", "route", "service", "studio", NULL};
	static const char *const when[] = {"in", "of", "since", NULL};
	const struct text *t = in->t;
	uint32_t len;

	if (r->end < 3 || r->end > t->token_count)
		return false;
	len = t->token[r->end - 1].end - t->token[r->end - 1].begin;
	/* "the widow of the fire in 1998", "in '98" */
	if (t->token[r->end - 1].kind == TOKEN_NUMBER &&
	    ((len == 4 && described_is(in, r->end - 2, when)) ||
		(len == 2 && token_sign(t, r->end - 2, '\'') &&
		    described_is(in, r->end - 3, when))))
		return true;
	return r->end > 1 && r->end <= t->token_count &&
	       t->token[r->end - 1].kind == TOKEN_NUMBER &&
	       t->token[r->end - 1].space_before &&
	       described_is(in, r->end - 2, numbered);
}

/* Behind the year that is said at `end`, or there: "in |2011|", "|in '98|". */
static uint32_t
year_end(const struct described_in *in, uint32_t end)
{
	static const char *const when[] = {"in", "of", "since", NULL};
	const struct text *t = in->t;
	const uint32_t year = end + described_is(in, end, when);
	const bool sign = token_sign(t, year, '\'');
	const uint32_t at = year + sign;

	if (described_is(in, year - 1, when) && at < t->token_count &&
	    t->token[at].kind == TOKEN_NUMBER &&
	    t->token[at].end - t->token[at].begin == (sign ? 2u : 4u))
		return at + 1;
	return end;
}

/* "brother| in law", "twins split| in 2011", "tahun| ini". */
static void
with_end(const struct described_in *in, struct described_range *r)
{
	static const char *const to[] = {"in", NULL};
	static const char *const law[] = {"law", NULL};
	static const char *const now[] = {"dulu", "ini", "itu", "kemaren",
	    "kemarin", "lalu", "semalam", "sini", "tadi", NULL};
	static const char *const on[] = {"on", "from", "at", "di", NULL};
	const struct text *t = in->t;
	const uint32_t at = r->end;
	const size_t n = t->token_count;
	const struct described_range sent = {
	    .begin = at, .end = at + 1 + 2u * described_is(in, at, on)};

	if (described_ends_numbered(in, &sent)) {
		r->end = sent.end;
		return;
	}
	if (in->lang == SCRUB_ID_ID) {
		r->end += described_is(in, at, now);
		r->end += r->end > at && described_is(in, r->end, now);
		return;
	}
	if (at + 3 < n && token_sign(t, at, '-') &&
	    described_is(in, at + 1, to) && described_is(in, at + 3, law))
		r->end = at + 4;
	else if (described_is(in, at, to) && described_is(in, at + 1, law))
		r->end = at + 2;
	else
		r->end = year_end(in, at);
}

/* "the oldest patient in that trial": whom the literature knows. */
static bool
is_published(const struct described_in *in, const struct described_range *r)
{
	static const char *const that[] = {"that", "this", "their", NULL};
	static const char *const paper[] = {"cohort", "paper", "series",
	    "study", "studies", "trial", "trials", NULL};

	return described_is(in, r->end - 1, paper) &&
	       described_is(in, r->end - 2, that);
}

/* "the captain's chair": nobody has a chairman. */
static bool
is_seat(const struct described_in *in, const struct described_range *r)
{
	static const char *const chair[] = {"chair", NULL};
	static const char *const s[] = {"s", NULL};

	return described_is(in, r->end - 1, chair) &&
	       described_is(in, r->end - 2, s);
}

bool
described_person(const struct described_in *in, struct described_range *r)
{
	uint32_t words = 0;

	described_whole_word(in->t, r);
	one_sentence(in, r);
	without_operation(in, r);
	without_being(in, r);
	described_in_clause(in, r);
	with_head(in, r);
	without_tail(in, r);
	with_place(in, r);
	with_end(in, r);
	described_to_clause(in, r);
	if (is_published(in, r) || is_seat(in, r))
		return false;
	for (uint32_t i = r->begin; i < r->end; i++)
		words += !described_sign(in, i) &&
			 !described_has(in, i, CUE_THE | CUE_MY);
	return words > 2 ||
	       any(in, r->begin, r->end,
		   CUE_UNIQUE | CUE_TRADE | CUE_OFFICE | CUE_RELATIVE |
		       CUE_EVENT | CUE_FEAT | CUE_DOER);
}
