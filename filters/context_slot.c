/* SPDX-License-Identifier: MIT */
#include "context_slot.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"
#include "context_token.h"

/* "si botak": a nickname, but for whoever has none. */
static void
behind_si(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const nobody[] = {"kecil", "kembar", "tukang",
	    "korban", "koas", "koass", "abang", "mbah", "kakek", "nenek",
	    "mbok", "adek", "ade", "dek", "kakak", "oppung", "opung", "stapler",
	    "dia", "itu", "ini", "anu", "bayi", "janin", "rep", "alat", "mesin",
	    "tumor", "sulung", "bungsu", "tunggal", "buyung", "upik", "jenazah",
	    "orang", "mahasiswa", "joki", "penunggu", "residen", "konsulen",
	    NULL};
	const uint64_t kinds = CUE_DOER | CUE_OFFICE | CUE_TRADE |
			       CUE_RELATIVE | CUE_UNIQUE | CUE_WEEK;
	const size_t at = i + 1;
	const struct token *w;

	if (!context_may_be_name(t, fact, at) ||
	    fact[at].cues & (CUE_NO_NAME | kinds) ||
	    t->token[i].letter_case == CASE_UPPER ||
	    token_one_of(t, at, nobody))
		return;
	w = &t->token[at];
	/* "si penunggu": whoever does it */
	if (w->words & WORD_MEDICAL || w->end - w->begin < 3 ||
	    (fact[at].kind == FACT_SAFE && t->fold[w->begin] == 'p' &&
		t->fold[w->begin + 1] == 'e'))
		return;
	context_take(fact, at, "behind-title", 75);
}

/* "mpok ati", "cak mat": of regions, and of no other use. */
static void
behind_regional(const struct text *t, struct fact *fact, size_t i)
{
	FEW(titles, "cak", "mpok", "budhe", "bude", "pakdhe", "pakde", "bulik",
	    "mamah", "neng", "nyong", "encek", "uwak", "akong", "encik", "koh",
	    "mace", "pace", "usi", "inang", "amang");
	static const char *const nobody[] = {"geulis", "ini", "itu", "aja",
	    "saja", "juga", "dong", "nya", "lagi", NULL};
	const size_t at = i + 1;

	if (!token_few(t, i, &titles) || !context_may_be_name(t, fact, at) ||
	    fact[at].cues & CUE_NO_NAME || fact[at].kind == FACT_MADE ||
	    t->token[at].words & WORD_MEDICAL || token_one_of(t, at, nobody) ||
	    (fact[at].kind == FACT_SAFE &&
		(fact[at].cues != 0 ||
		    t->token[at].words & (WORD_FREQUENT | WORD_CURATED))))
		return;
	context_take(fact, at, "behind-title", 75);
}

/* "a.n. bulan", "a/n embun": in the name of. */
static void
behind_in_name_of(const struct text *t, struct fact *fact, size_t i)
{
	const size_t at = context_sign(t, i + 1, '.') ? i + 2 : i + 1;

	if (i < 2 || !token_is(t, &t->token[i], "n") ||
	    !token_is(t, &t->token[i - 2], "a") ||
	    !(context_sign(t, i - 1, '.') || context_sign(t, i - 1, '/')) ||
	    t->token[i - 1].space_before || t->token[i].space_before ||
	    !context_may_be_name(t, fact, at) || fact[at].cues & CUE_NO_NAME ||
	    t->token[at].words & WORD_MEDICAL)
		return;
	context_take(fact, at, "behind-title", 80);
}

/* "karl the porter", "babcock the intern": what a person is, behind. */
static void
before_role(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const roles[] = {"rep", "porter", "registrar",
	    "student", "intern", "cleaner", "runner", "hca", "odp", NULL};
	const size_t at = i - 1;
	const unsigned plain = WORD_FREQUENT | WORD_CURATED | WORD_MEDICAL;

	if (i == 0 || !token_is(t, &t->token[i], "the") ||
	    !token_one_of(t, i + 1, roles) || !fact[at].open || fact[at].gone ||
	    fact[at].sure || fact[at].cues != 0)
		return;
	/* "don't hector the student" */
	if (at > 0 &&
	    (fact[at - 1].cues & (CUE_NOT | CUE_MODAL | CUE_TO | CUE_I) ||
		token_is(t, &t->token[at - 1], "t")) &&
	    !token_is(t, &t->token[at - 1], "no") &&
	    !token_is(t, &t->token[at - 1], "not"))
		return;
	if (fact[at].kind == FACT_EPONYM ||
	    (fact[at].kind == FACT_NAME && !(t->token[at].words & plain)) ||
	    (fact[at].kind == FACT_BOTH && t->token[at].words & WORD_STRONG &&
		!(t->token[at].words & plain)))
		context_take(fact, at, "behind-title", 70);
}

/* "SpR bean is taking it", "says deputy roy": a name that is a word, too, right
 * behind what only persons are. */
static void
behind_role(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const roles[] = {"spr", "sho", "odp", "deputy",
	    "physicist", "interpreter", "chaplain", "registrar", "fellow",
	    "porter", "rep", "reg", "runner", "circ", "circulator",
	    "anaesthetist", "anesthetist", "surgeon", "radiographer", "physio",
	    NULL};
	const size_t at = i + 1, next = i + 2;

	if (!token_one_of(t, i, roles) || !context_may_be_name(t, fact, at) ||
	    fact[at].cues != 0 ||
	    (fact[at].kind != FACT_BOTH && fact[at].kind != FACT_EPONYM) ||
	    !(t->token[at].words & WORD_STRONG))
		return;
	if (next == t->token_count || context_sign(t, next, ',') ||
	    context_sign(t, next, '.') ||
	    (fact[next].cues & (CUE_IS | CUE_SAYS)) != 0)
		context_take(fact, at, "behind-title", 70);
}

/* "PGY3 Stone in the groin", "MS4 lake holding retractor": likewise behind the
 * year of a trainee. */
static void
behind_grade(const struct text *t, struct fact *fact, size_t i)
{
	FEW(grades, "fy1", "fy2", "ms1", "ms2", "ms3", "ms4", "pgy1", "pgy2",
	    "pgy3", "pgy4", "pgy5", "pgy6", "pgy7", "st3", "st4", "st5", "st6",
	    "st7", "st8");
	const size_t at = i + 1, next = i + 2;
	const struct token *w = &t->token[at];

	if (!token_few(t, i, &grades) || !context_may_be_name(t, fact, at) ||
	    fact[at].cues != 0 || !(w->words & WORD_STRONG) ||
	    (fact[at].kind != FACT_BOTH && fact[at].kind != FACT_EPONYM) ||
	    w->words & WORD_BRAND)
		return;
	if (!t->all_caps && w->letter_case == CASE_TITLE) {
		context_take(fact, at, "behind-title", 70);
		return;
	}
	if (w->words & WORD_MEDICAL)
		return;
	if (next == t->token_count || fact[next].kind == FACT_PUNCT ||
	    (fact[next].cues & (CUE_IS | CUE_SAYS | CUE_DOES)) != 0 ||
	    (t->token[next].end - t->token[next].begin > 5 &&
		memcmp(t->fold + t->token[next].end - 3, "ing", 3) == 0))
		context_take(fact, at, "behind-title", 70);
}

/* Where in an operation only somebody is: the words from i on, behind "is". */
static bool
is_where_people_are(const struct text *t, size_t i)
{
	FEW(at, "console", "desk", "bedside", "head", "scope", "computer");
	FEW(on, "phone", "camera", "drips", "console", "saw");
	FEW(in, "lounge", "hallway", "corridor", "cafeteria");
	FEW(free, "break", "call", "lunch", "way");
	static const char *const whose[] = {"her", "his", NULL};
	const bool is_at = token_is(t, &t->token[i], "at");
	const bool is_on = token_is(t, &t->token[i], "on");
	const size_t what = i + 2;

	if (is_on || is_at) {
		if (token_few(t, i + 1 + token_one_of(t, i + 1, whose), &free))
			return true;
		if (token_is(t, &t->token[i + 1], "the") &&
		    token_few(t, what, is_at ? &at : &on))
			return true;
		return what + 1 < t->token_count &&
		       token_is(t, &t->token[what], "back") &&
		       token_is(t, &t->token[what + 1], "table");
	}
	return what < t->token_count && token_is(t, &t->token[i + 1], "the") &&
	       ((token_is(t, &t->token[i], "in") && token_few(t, what, &in)) ||
		   (token_is(t, &t->token[i], "with") &&
		       token_is(t, &t->token[what], "family")));
}

/* "Hope is on the phone", "Cooper is at the console", "Faith at the back
 * table": a name that is a word or an eponym, too, where things are not; those
 * of eponyms may lie there. */
static void
is_there(const struct text *t, struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const bool at = token_is(t, &t->token[i + 1], "at");
	const size_t where = i + 2 - at;

	if (at && (fact[i].kind == FACT_EPONYM || fact[i].cues != 0 ||
		      !(w->words & WORD_STRONG)))
		return;
	if (!w->sentence_start || w->letter_case != CASE_TITLE || t->all_caps ||
	    !fact[i].open || fact[i].gone || fact[i].sure ||
	    where + 1 >= t->token_count ||
	    (fact[i].kind != FACT_NAME && fact[i].kind != FACT_BOTH &&
		fact[i].kind != FACT_EPONYM) ||
	    !(w->words & (WORD_STRONG | WORD_FORENAME)) ||
	    w->words & (WORD_MEDICAL | WORD_BRAND | WORD_COUNTRY) ||
	    !is_where_people_are(t, where))
		return;
	context_take(fact, i, "verb-behind", 75);
}

/* "from Methodist with a cold leg", "CABG at Baptist": a house by the faith of
 * those who built it. */
static void
house_of_faith(const struct text *t, struct fact *fact, size_t i)
{
	FEW(faiths, "methodist", "baptist", "presbyterian", "lutheran",
	    "adventist", "episcopal", "deaconess", "samaritan");
	FEW(not_house, "church", "minister", "pastor", "chaplain", "family",
	    "lady", "man", "woman");
	const uint64_t before = CUE_FROM | CUE_AT | CUE_TO;

	if (i > 0 && t->token[i].letter_case == CASE_TITLE &&
	    t->token[i].space_before && (fact[i - 1].cues & before) != 0 &&
	    token_few(t, i, &faiths) && !token_few(t, i + 1, &not_house) &&
	    fact[i].kind >= FACT_UNKNOWN && !fact[i].gone && !fact[i].sure)
		context_take(fact, i, "word-as-name", 70);
}

/* "MGH protocol", "from JGH with a dissection": a hospital by its letters,
 * which no list has as a disease. */
static void
house_letters(const struct text *t, struct fact *fact, size_t i)
{
	FEW(houses, "bidmc", "bwh", "chbah", "chla", "chum", "gosh", "gsh",
	    "gstt", "hup", "jipmer", "ktph", "mgh", "muhc", "musc", "nimhans",
	    "nuh", "nyu", "ohsu", "pgimer", "ttsh", "uab", "ucla", "uclh",
	    "ucsd", "ucsf", "uhn", "unmc", "upmc", "utsw", "vgh", "vumc");
	FEW(does, "accepted", "beds", "called", "consultant", "declined", "ed",
	    "films", "icu", "protocol", "registrar", "retrieval", "says",
	    "sent", "switchboard", "team", "took", "transfer", "wants");
	const struct token *w = &t->token[i];
	const uint32_t len = w->end - w->begin;

	if (w->letter_case != CASE_UPPER || len > 7 || fact[i].gone ||
	    fact[i].sure || fact[i].kind < FACT_UNKNOWN ||
	    w->words & (WORD_CURATED | WORD_BRAND))
		return;
	if (token_few(t, i, &houses) ||
	    (len < 5 && fact[i].kind == FACT_UNKNOWN &&
		t->fold[w->end - 1] == 'h' &&
		((i > 0 && (fact[i - 1].cues & (CUE_FROM | CUE_AT)) != 0) ||
		    token_few(t, i + 1, &does))))
		context_take(fact, i, "unknown-word", 70);
}

/* "Duke team flying in", "Mayo's team has the pump": a house by a name that is
 * a word or eponym, too, whose people come from elsewhere. */
static void
house_team(const struct text *t, struct fact *fact, size_t i)
{
	FEW(come, "accepted", "arrived", "arrives", "arriving", "coming",
	    "declined", "flies", "flying", "inbound", "landed", "landing",
	    "lands", "procuring", "retrieves", "retrieving");
	const unsigned name = WORD_STRONG | WORD_PLACE | WORD_SURNAME;
	const size_t s = i + 2;
	const bool owns = context_sign(t, i + 1, '\'') && s < t->token_count &&
			  token_is(t, &t->token[s], "s");
	const size_t team = owns ? i + 3 : i + 1;

	if (!fact[i].open || fact[i].gone || fact[i].sure || t->all_caps ||
	    t->token[i].letter_case != CASE_TITLE ||
	    (fact[i].kind != FACT_BOTH && fact[i].kind != FACT_EPONYM) ||
	    !(t->token[i].words & name) || fact[i].cues & ~CUE_OFFICE ||
	    t->token[i].words & (WORD_MEDICAL | WORD_CURATED | WORD_BRAND) ||
	    team + 1 >= t->token_count ||
	    !token_is(t, &t->token[team], "team") ||
	    !token_few(t, team + 1, &come))
		return;
	context_take(fact, i, "word-as-name", 70);
}

/* Words in quotes from i on, the first with a capital: past their end; 0: none.
 */
static size_t
past_quoted(const struct text *t, size_t i)
{
	size_t at = i + 1;

	if (!context_sign(t, i, '"') || at >= t->token_count ||
	    t->token[at].letter_case != CASE_TITLE)
		return 0;
	while (at < t->token_count && at < i + 4 &&
	       t->token[at].kind == TOKEN_WORD)
		at++;
	return context_sign(t, at, '"') ? at + 1 : 0;
}

static void
take_quoted(const struct text *t, struct fact *fact, size_t i)
{
	for (size_t at = i + 1;
	     at < t->token_count && t->token[at].kind == TOKEN_WORD; at++)
		if (fact[at].kind >= FACT_UNKNOWN)
			context_take(fact, at, "behind-named", 75);
}

/* "they call him "Peanut"", ""Nugget" is what his mom calls him", "she goes by
 * Cookie" */
static void
nicknamed(const struct text *t, struct fact *fact, size_t i)
{
	FEW(calls, "call", "calls", "called", "calling");
	static const char *const whom[] = {"him", "her", "me", NULL};
	static const char *const goes[] = {"goes", "go", "went", NULL};
	size_t k = i;

	/* "goes by Bear" */
	if (token_is(t, &t->token[i], "by") && i > 0 &&
	    token_one_of(t, i - 1, goes) &&
	    context_may_be_name(t, fact, i + 1) &&
	    t->token[i + 1].letter_case == CASE_TITLE && context_tells_case(t))
		context_take(fact, i + 1, "behind-named", 75);
	if (!token_few(t, i, &calls))
		return;
	if (token_one_of(t, i + 1, whom) && past_quoted(t, i + 2))
		take_quoted(t, fact, i + 2);
	while (k-- > 0 && k + 8 > i) {
		const size_t end = past_quoted(t, k);

		if (end && end + 1 < t->token_count &&
		    token_is(t, &t->token[end], "is") &&
		    token_is(t, &t->token[end + 1], "what"))
			take_quoted(t, fact, k);
	}
}

/* "2nd VAN HORN lobe": a particle and a name in capitals, where not all are. */
static void
capital_particle(const struct text *t, struct fact *fact, size_t i)
{
	FEW(particles, "van", "von", "de", "del", "della", "dos");
	const size_t at = i + 1;
	const struct token *w = &t->token[at];

	if (!token_few(t, i, &particles) || at >= t->token_count ||
	    fact[i].kind < FACT_UNKNOWN || fact[at].kind < FACT_UNKNOWN ||
	    w->letter_case != CASE_UPPER || w->end - w->begin < 3 ||
	    !w->space_before || !(w->words & (WORD_FORENAME | WORD_SURNAME)) ||
	    w->words & (WORD_MEDICAL | WORD_CURATED | WORD_BRAND))
		return;
	context_take(fact, i, "word-as-name", 75);
	context_take(fact, at, "word-as-name", 75);
}

/* "An asked for light", "our resident Do": words of grammar that are names of
 * Vietnam, China and Turkey, before what only persons do; behind a role. */
static void
small_word(const struct text *t, struct fact *fact, size_t i)
{
	FEW(names, "an", "be", "can", "do", "ha", "my", "so");
	static const char *const says[] = {
	    "asked", "asks", "said", "says", "thinks", "wanted", "wants", NULL};
	const size_t next = i + 1;

	if (t->token[i].letter_case != CASE_TITLE || !token_few(t, i, &names) ||
	    fact[i].gone || next >= t->token_count)
		return;
	if (t->token[i].sentence_start
		? token_one_of(t, next, says) &&
		      !(token_is(t, &t->token[i], "so") &&
			  token_is(t, &t->token[next], "says"))
		: fact[i - 1].cues & (CUE_ROLE | CUE_KIN) &&
		      t->token[i].space_before &&
		      !(fact[next].cues & (CUE_I | CUE_THE | CUE_MY)))
		context_take(fact, i, "word-as-name", 70);
}

/* As it was written: accents of the Romance, German, Nordic, Vietnamese; a
 * macron is Maori, which English of the south writes too. */
static bool
has_accent(const struct text *t, size_t i)
{
	const uint32_t end = t->map[t->token[i].end];

	for (uint32_t at = t->map[t->token[i].begin]; at + 1 < end; at++) {
		const uint8_t c = (uint8_t)t->raw[at];
		const uint8_t next = (uint8_t)t->raw[at + 1];

		if (c == 0xC3 || c == 0xC6 ||
		    (c == 0xC4 && (next == 0x83 || next == 0x91)) ||
		    (c == 0xE1 && (next == 0xBA || next == 0xBB)))
			return true;
	}
	return false;
}

/* "phone her partner Déan", "Tô came in": a plain word with an accent that
 * English does not write. */
static void
accented(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const loans[] = {"rose", "fiance", "fiancee", "cafe",
	    "frappe", "coude", "resume", "cliche", "deja", "naive", "facade",
	    "creme", "brulee", "saute", "puree", "touche", "senor", "senora",
	    "expose", "decor", "pate", "entree", "regime", "role", "elite",
	    "soiree", "protege", "melee", "matinee", "crepe", "jalapeno",
	    "pina", "curettage", "debridement", "manoeuvre", "oedema", "nee",
	    "vis", "la", "tete", "uber", "angstrom", "grand", "petit", "mal",
	    "bebe", "papa", "mama", "mange", "cheri", "tres", "tapotement",
	    NULL};
	const unsigned known =
	    WORD_MEDICAL | WORD_BRAND | WORD_EPONYM | WORD_COUNTRY | WORD_THING;
	const struct token *w = &t->token[i];

	if (w->end - w->begin < 2 || fact[i].gone || fact[i].sure ||
	    (fact[i].kind != FACT_SAFE && fact[i].kind != FACT_BOTH) ||
	    (fact[i].open && w->words & known) || !has_accent(t, i) ||
	    token_one_of(t, i, loans))
		return;
	context_take(fact, i, "word-as-name", 70);
}

void
context_slots(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	const bool roles = lang == SCRUB_EN && (t->cues & CUE_THE) != 0 &&
			   (t->cues & CUE_ROLE) != 0;
	const bool persons =
	    lang == SCRUB_EN && (t->cues & (CUE_ROLE | CUE_OFFICE)) != 0;
	const bool accents = lang == SCRUB_EN && t->raw_len > t->norm_len;

	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		const struct token *w = &t->token[i];
		const uint32_t len = w->end - w->begin;

		if (lang == SCRUB_EN && i > 0 && w[-1].kind == TOKEN_MIXED &&
		    w[-1].end - w[-1].begin < 5)
			behind_grade(t, fact, i - 1);
		if (accents)
			accented(t, fact, i);
		if (lang == SCRUB_EN && len < 4)
			small_word(t, fact, i);
		if (persons && len > 2 && w->cues & (CUE_ROLE | CUE_OFFICE))
			behind_role(t, fact, i);
		if (lang == SCRUB_EN && len > 6 && !t->all_caps)
			house_of_faith(t, fact, i);
		if (lang == SCRUB_EN && len > 2 && !t->all_caps) {
			house_letters(t, fact, i);
			house_team(t, fact, i);
		}
		if (lang == SCRUB_EN && len < 6 && !t->all_caps &&
		    w->letter_case == CASE_UPPER)
			capital_particle(t, fact, i);
		if (lang == SCRUB_EN && len != 3 && len < 8)
			nicknamed(t, fact, i);
		if (len > 6)
			continue;
		if (lang == SCRUB_ID_ID && len == 1)
			behind_in_name_of(t, fact, i);
		else if (lang == SCRUB_ID_ID && len == 2 &&
			 token_is(t, w, "si"))
			behind_si(t, fact, i);
		else if (lang == SCRUB_ID_ID && len > 2)
			behind_regional(t, fact, i);
		else if (roles && len == 3)
			before_role(t, fact, i);
		else if (lang == SCRUB_EN && i > 0 && len == 2 &&
			 (token_is(t, w, "is") || token_is(t, w, "at")))
			is_there(t, fact, i - 1);
	}
}
