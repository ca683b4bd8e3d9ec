/* SPDX-License-Identifier: MIT */
/* Which ranges are one thing, and where a thing ends. */
#include "redact.h"

#include <string.h>

#include "lang/lexicon.h"
#include "words.h"

#define GAP_MAX 5u /* bytes of the longest bridge */

#define ADDRESS_GAP_MAX 40u /* bytes of a town between street and postcode */

/* Between two spans of one label that are one thing. */
static const struct {
	uint8_t label;
	const char *gap;
} bridges[] = {
    {SCRUB_NAME, " "},
    {SCRUB_NAME, "-"},
    {SCRUB_NAME, "'"},
    {SCRUB_NAME, ""},
    /* son of, daughter of: Singapore, Malaysia, India */
    {SCRUB_NAME, " s/o "},
    {SCRUB_NAME, " d/o "},
    {SCRUB_NAME, " a/l "},
    {SCRUB_NAME, " a/p "},
    {SCRUB_NAME, " s/"},
    {SCRUB_NAME, " y "}, /* Gutierrez y Vega */
    {SCRUB_NAME, " d/"},
    {SCRUB_DATE, " "},
    {SCRUB_DATE, ", "},
    {SCRUB_DATE, "/"},
    {SCRUB_DATE, "-"},
    {SCRUB_DATE, ""},
    {SCRUB_LOCATION, " "},
    {SCRUB_LOCATION, ", "},
    {SCRUB_LOCATION, ""},
    {SCRUB_ORGANIZATION, " "},
    {SCRUB_ORGANIZATION, ""},
    {SCRUB_ID, ""},
    {SCRUB_ID, "-"},
    {SCRUB_PHONE, ""},
    {SCRUB_PHONE, " "},
};

/* Spaces and stops at the ends are not part of anything. */
static void
trim(const struct text *t, struct span *s)
{
	while (s->begin < s->end && strchr(" \n,;:", t->norm[s->begin]))
		s->begin++;
	while (s->begin < s->end && strchr(" \n,;:", t->norm[s->end - 1]))
		s->end--;
}

/* A word of the operating room that nobody and no place is called. */
static bool
plain_word(const struct text *t, const struct token *w)
{
	const unsigned names = WORD_FORENAME | WORD_SURNAME | WORD_PLACE |
			       WORD_MOSTLY | WORD_EPONYM;

	return w->kind == TOKEN_WORD && w->end - w->begin > 2 &&
	       (w->letter_case == CASE_LOWER || t->all_caps) &&
	       (w->words & names) == 0 &&
	       (w->words & (WORD_FREQUENT | WORD_CURATED | WORD_MEDICAL)) !=
		   0 &&
	       words_class(w->words) == WORD_IS_SAFE;
}

/* "ruth-ann airway", "kilkenny side": the plain word at an end stays. */
static void
leave_plain(const struct text *t, struct span *s)
{
	size_t first = text_token_from(t, s->begin), last = first;

	if (strcmp(s->layer, "context") != 0 || s->label != SCRUB_NAME)
		return;
	while (last < t->token_count && t->token[last].end < s->end)
		last++;
	while (first < last && plain_word(t, &t->token[first]) &&
	       t->token[first + 1].space_before)
		s->begin = t->token[++first].begin;
	while (last > first && plain_word(t, &t->token[last]) &&
	       t->token[last].space_before)
		s->end = t->token[--last].end;
}

/* "J. Smith, MD": the degree names nobody. */
static void
leave_degree(const struct text *t, struct span *s)
{
	static const char *const degrees[] = {"md", "do", "rn", "np", "pa",
	    "phd", "dnp", "crna", "rnfa", "frcs", "frca", "facs", "mrcs",
	    "mbbs", "mbchb", "msn", "bsn", "cst", NULL};
	size_t i = text_token_from(t, s->begin);

	if (s->label == SCRUB_NAME && strcmp(s->layer, "context") == 0 &&
	    i > 0 && i < t->token_count && t->token[i].end == s->end &&
	    t->token[i].letter_case == CASE_UPPER &&
	    token_sign(t, i - 1, ',') && token_one_of(t, i, degrees))
		s->end = s->begin;
}

/* Stand before a name and belong to it. */
FEW(particles, "abu", "al", "bin", "binte", "binti", "bint", "boru", "br",
    "bte", "da", "das", "de", "del", "della", "den", "der", "dos", "du", "el",
    "ibn", "la", "los", "ten", "ter", "van", "von", "zu");
static const char *const saints[] = {"st", "sta", "saint", NULL};

/* The token that ends where byte `at` is, not behind a space; or none. */
static size_t
token_to(const struct text *t, uint32_t at)
{
	size_t low = 0, high = t->token_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->token[mid].end < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->token_count && t->token[low].end == at ? low
							       : t->token_count;
}

/* "de la [NAME]": the particles are the name's. */
static void
take_particles(const struct text *t, struct span *s)
{
	while (s->label == SCRUB_NAME && s->begin > 2 &&
	       t->norm[s->begin - 1] == ' ') {
		uint32_t at = s->begin - 1;
		size_t i = token_to(t, t->norm[at - 1] == '.' ? at - 1 : at);

		if (!token_few(t, i, &particles))
			return;
		s->begin = t->token[i].begin;
	}
}

/* "St. Cuthbert": the saint belongs to the name. */
static void
take_saint(const struct text *t, struct span *s)
{
	uint32_t at = s->begin;
	size_t i;

	if (at < 3 || (s->label != SCRUB_NAME && s->label != SCRUB_LOCATION &&
			  s->label != SCRUB_ORGANIZATION))
		return;
	if (t->norm[at - 1] == ' ')
		at--;
	if (t->norm[at - 1] == '.')
		at--;
	i = at < s->begin ? token_to(t, at) : t->token_count;
	if (token_one_of(t, i, saints))
		s->begin = t->token[i].begin;
}

/*
 * "SITI [MUNAWAROH]", "Grace [Okonkwo]": a capital forename right before a name
 * is the same person's; no title, "Colonel [Okonkwo]".
 */
static void
take_forename(const struct text *t, struct span *s)
{
	const struct token *w;
	size_t i;

	if (s->label != SCRUB_NAME || s->person || s->begin < 2 ||
	    t->norm[s->begin - 1] != ' ')
		return;
	i = token_to(t, s->begin - 1);
	if (i >= t->token_count)
		return;
	w = &t->token[i];
	if (w->kind == TOKEN_WORD && w->end - w->begin > 2 &&
	    (w->letter_case == CASE_TITLE || w->letter_case == CASE_UPPER) &&
	    (w->words & WORD_FORENAME) != 0 &&
	    (w->words & (WORD_WEAK | WORD_FREQUENT | WORD_MEDICAL)) == 0 &&
	    !(w->lists & (LIST_TITLE_HERE_EN | LIST_TITLE_HERE_ID)) &&
	    words_class(w->words) != WORD_IS_SAFE)
		s->begin = w->begin;
}

/* "118 Quarry Hill Road": a hill is a street's word, and so is a road. */
static void
take_street(const struct text *t, struct span *s)
{
	static const char *const words[] = {"road", "rd", "street", "lane",
	    "ln", "avenue", "ave", "drive", "way", "court", "close", "terrace",
	    "place", "crescent", "gardens", "boulevard", "blvd", "row",
	    "square", "walk", NULL};
	size_t i;

	if (strcmp(s->rule, "street") != 0 || t->norm[s->end] != ' ')
		return;
	i = token_to(t, s->end) + 1;
	if (i < t->token_count && token_one_of(t, i, words))
		s->end = t->token[i].end;
}

/* "Alvarez, J": a letter behind a comma that is no side. */
static void
take_initial(const struct text *t, struct span *s)
{
	const char *p = t->norm + s->end;
	bool stop;

	if (s->label != SCRUB_NAME || s->person || p[0] != ',' || p[1] != ' ' ||
	    p[2] < 'A' || p[2] > 'Z')
		return;
	stop = p[3] == '.';
	if (stop && p[4] >= 'A' && p[4] <= 'Z' &&
	    ((p[5] >= 'a' && p[5] <= 'z') || (p[5] >= 'A' && p[5] <= 'Z')))
		return; /* "Rini Astuti, S.Kep.", "RINI, S.KEP" */
	if ((p[2] == 'R' || p[2] == 'L') && !stop)
		return;
	if (stop || p[3] == '\0' || p[3] == ',' || p[3] == '\n' ||
	    p[3] == ')' || p[3] == ';' || (p[2] != 'I' && p[3] == '\'') ||
	    (p[3] == ' ' && (p[4] == '/' || p[4] == '-' ||
				(p[4] >= '1' && p[4] <= '9' && p[5] == ')'))) ||
	    (p[2] != 'I' && p[2] != 'A' && strncmp(p + 3, " and ", 5) == 0))
		s->end += 3;
}

/* "St Malachy's", "Trinity Glen Children's": houses keep their possessive. */
static void
take_possessive(const struct text *t, struct span *s)
{
	const char *behind = t->fold + s->end;
	bool house = s->label == SCRUB_ORGANIZATION;

	if (s->label == SCRUB_NAME && s->person == 0) {
		for (size_t k = 0; saints[k] && !house; k++) {
			size_t len = strlen(saints[k]);

			house =
			    strncmp(t->fold + s->begin, saints[k], len) == 0 &&
			    (t->fold[s->begin + len] == ' ' ||
				t->fold[s->begin + len] == '.');
		}
		if (house)
			s->label = SCRUB_ORGANIZATION;
	}
	if (house && behind[0] == '\'' && behind[1] == 's' &&
	    !(behind[2] >= 'a' && behind[2] <= 'z'))
		s->end += 2;
}

static bool
is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (uint8_t)c >= 0xc3;
}

/* Does this sign between `left` and `right` make one name of two? */
static bool
is_glue(const struct text *t, uint32_t at)
{
	const char *p = t->norm + at;
	uint32_t before;

	if (at == 0 || !is_name_byte(t->fold[at - 1]) ||
	    !is_name_byte(t->fold[at + 1]))
		return false;
	if (p[0] == '_')
		return true;
	if (p[0] != '.')
		return false;
	/* "rini.susanti_ibs", "dr_rini.jogja", no end of a sentence. */
	for (before = at; before > 0 && is_name_byte(t->fold[before - 1]);)
		before--;
	if (before > 1 && t->norm[before - 1] == '_' &&
	    is_name_byte(t->fold[before - 2]))
		return true;
	for (at++; is_name_byte(t->fold[at]);)
		at++;
	return t->norm[at] == '_' && is_name_byte(t->fold[at + 1]);
}

/* "jbrar_anes": all that is glued to a name is a handle's. */
static void
take_glued(const struct text *t, struct span *s)
{
	if (s->label != SCRUB_NAME)
		return;
	while (is_glue(t, s->end)) {
		s->end++;
		while (is_name_byte(t->fold[s->end]))
			s->end++;
	}
	while (s->begin > 1 && is_glue(t, s->begin - 1)) {
		s->begin--;
		while (s->begin > 0 && is_name_byte(t->fold[s->begin - 1]))
			s->begin--;
	}
}

/* Before a hyphen these say when or what kind, and name nobody. */
static const char *const prefixes[] = {"anti", "co", "ex", "extra", "intra",
    "mid", "mini", "multi", "non", "post", "pre", "pro", "pseudo", "re", "semi",
    "sub", "trans", "type", "grade", NULL};

/* May this word be half of a name with a hyphen? */
static bool
is_half(const struct text *t, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	return w->kind == TOKEN_WORD && w->letter_case == CASE_TITLE &&
	       w->end - w->begin > 2 &&
	       !(w->words & (WORD_THING | WORD_BRAND)) &&
	       !token_one_of(t, i, prefixes);
}

/* "Two-[Axe]", "[Ahmed]-Stone": both halves are one name. */
static void
take_half(const struct text *t, struct span *s)
{
	const char *p = t->norm + s->end;
	size_t i;

	if (s->label != SCRUB_NAME || s->person || t->norm[s->begin] < 'A' ||
	    t->norm[s->begin] > 'Z' || t->all_caps)
		return;
	if (s->begin > 3 && t->norm[s->begin - 1] == '-') {
		i = token_to(t, s->begin - 1);
		if (is_half(t, i))
			s->begin = t->token[i].begin;
	}
	if (p[0] == '-' && p[1] >= 'A' && p[1] <= 'Z') {
		i = text_token_from(t, s->end + 1);
		if (is_half(t, i) && t->token[i].begin == s->end + 1)
			s->end = t->token[i].end;
	}
}

/* "[Nyahururu] sub county": what kind of place it is goes with its name. */
static void
take_county(const struct text *t, struct span *s)
{
	static const char *const kinds[] = {" sub county", " sub-county",
	    " subcounty", " local government", " municipality", NULL};

	if (s->label > SCRUB_ORGANIZATION || s->person)
		return;
	for (size_t i = 0; kinds[i]; i++) {
		const size_t len = strlen(kinds[i]);
		const char *behind = t->fold + s->end;

		if (strncmp(behind, kinds[i], len) != 0 ||
		    (behind[len] >= 'a' && behind[len] <= 'z') ||
		    (behind[len] == ' ' &&
			strncmp(behind + len, " hospital", 9) == 0))
			continue;
		s->end += (uint32_t)len;
		s->label = SCRUB_LOCATION;
		return;
	}
}

static bool
has_rule(const struct span *s, const char *begin)
{
	return strncmp(s->rule, begin, strlen(begin)) == 0;
}

/*
 * "22 Rowan Terrace, Leeds LS6 3QH": what stands between street and postcode
 * is a town. A number of five digits there is a postcode.
 */
static bool
one_address(const struct text *t, const struct span *a, const struct span *b)
{
	size_t gap = b->begin - a->end, words = 0;
	bool code = has_rule(b, "postcode") ||
		    (b->label == SCRUB_ID && b->end - b->begin == 5 &&
			strspn(t->norm + b->begin, "0123456789") == 5);

	if (!has_rule(a, "street") || !code || gap < 3 ||
	    gap > ADDRESS_GAP_MAX || t->norm[a->end] != ',')
		return false;
	for (size_t i = a->end + 1; i < b->begin; i++) {
		char c = t->norm[i];
		bool letter = (t->fold[i] >= 'a' && t->fold[i] <= 'z') ||
			      (uint8_t)c >= 0x80;

		words += c == ' ';
		if (!letter && c != ' ' && c != '-' && c != '\'')
			return false;
	}
	return words <= 4;
}

/* "Odile Stone Centre": a name, one or two capitals and a house are one. */
static bool
one_house(const struct text *t, const struct span *a, const struct span *b)
{
	size_t i = token_to(t, a->end) + 1, words = 0;

	if (b->label != SCRUB_ORGANIZATION || a->person ||
	    (a->label != SCRUB_NAME && a->label != SCRUB_LOCATION &&
		a->label != SCRUB_ORGANIZATION))
		return false;
	for (; i < t->token_count && t->token[i].begin < b->begin; i++) {
		const struct token *w = &t->token[i];

		if (w->kind != TOKEN_WORD || !w->space_before ||
		    w->letter_case != CASE_TITLE || ++words > 2)
			return false;
	}
	return i < t->token_count && t->token[i].begin == b->begin &&
	       words > 0 && t->token[i].space_before;
}

static bool
one_thing(const struct text *t, const struct span *a, const struct span *b)
{
	size_t gap = b->begin - a->end;

	if (a->label != b->label || gap > GAP_MAX ||
	    (a->person && b->person && a->person != b->person))
		return false;
	for (size_t i = 0; i < sizeof(bridges) / sizeof(bridges[0]); i++) {
		if (bridges[i].label == a->label &&
		    strlen(bridges[i].gap) == gap &&
		    memcmp(bridges[i].gap, t->fold + a->end, gap) == 0)
			return true;
	}
	return false;
}

void
redact_join(const struct text *t, struct spans *found)
{
	size_t n = 0;

	for (size_t i = 0; i < found->count; i++) {
		trim(t, &found->at[i]);
		leave_degree(t, &found->at[i]);
		leave_plain(t, &found->at[i]);
		redact_place_ends(t, &found->at[i]);
		take_particles(t, &found->at[i]);
		take_saint(t, &found->at[i]);
		take_forename(t, &found->at[i]);
		take_initial(t, &found->at[i]);
		take_street(t, &found->at[i]);
		take_possessive(t, &found->at[i]);
		take_county(t, &found->at[i]);
		redact_house_in(t, &found->at[i]);
		redact_house_kind(t, &found->at[i]);
		redact_house_tail(t, &found->at[i]);
		redact_house_unit(t, &found->at[i]);
		redact_house(t, &found->at[i]);
		redact_house_number(t, &found->at[i]);
		take_glued(t, &found->at[i]);
		take_half(t, &found->at[i]);
		redact_name_end(t, &found->at[i]);
	}
	redact_drop_empty(found);
	spans_flatten(found);
	redact_areas(t, found);
	for (size_t i = 0; i < found->count; i++) {
		struct span *last = n ? &found->at[n - 1] : NULL;
		struct span *s = &found->at[i];

		if (last && one_address(t, last, s))
			s->label = last->label;
		else if (last && one_house(t, last, s))
			last->label = s->label;
		else if (last && redact_one_town(t, last, s))
			last->label = SCRUB_LOCATION;
		else if (!last || (!one_thing(t, last, s) &&
				      !redact_one_place(t, last, s))) {
			found->at[n++] = *s;
			continue;
		}
		last->end = s->end;
		/* "Denise Kettering" beside a Kettering is somebody else. */
		if (last->person != s->person)
			last->person = 0;
		if (s->certainty < last->certainty)
			last->certainty = s->certainty;
	}
	found->count = n;
	found->disjoint = true;
}
