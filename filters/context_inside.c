/* SPDX-License-Identifier: MIT */
#include "context_inside.h"

#include <string.h>

#include "context_place.h"
#include "context_token.h"
#include "lang/lexicon.h"

/* Behind a word of a name, and a blank between them. */
static bool
is_behind(const struct text *t, const struct fact *fact, size_t i)
{
	return i > 0 && i < t->token_count && fact[i - 1].gone &&
	       t->token[i].space_before;
}

/* The word behind i and, where it has one, its stop; 0: it is no name's. */
static size_t
name_behind(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t name =
	    i + 1 + (context_sign(t, i + 1, '.') && context_glued(t, i + 1));

	return name < t->token_count && fact[name].gone &&
		       t->token[name].space_before
		   ? name
		   : 0;
}

/* "Khin Than Nwe", "Mac an Bhaird", "Lie A Fung": a word of grammar between
 * two words of a name. */
static bool
is_between(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i)
{
	static const char *const english[] = {
	    "ak", "anak", "than", "thi", "ul", "ur", "uz", NULL};
	static const char *const malay[] = {"a", "ak", "kah", NULL};
	static const char *const clan[] = {"mac", "nic", NULL};
	const size_t next = i + 1;

	if (!is_behind(t, fact, i) || next >= t->token_count)
		return false;
	if (lang == SCRUB_EN && context_sign(t, next, '\'') &&
	    token_is(t, &t->token[i], "a") && token_one_of(t, i - 1, clan))
		return context_glued(t, next) && next + 1 < t->token_count &&
		       fact[next + 1].gone;
	if (!fact[next].gone || !t->token[next].space_before)
		return false;
	/* "kwame s hernandez"; no "and", no "with" */
	if (lang == SCRUB_EN && context_letter(t, i))
		return strchr("ainvwxy", t->fold[t->token[i].begin]) == NULL &&
		       context_large(t, i) == context_large(t, i - 1) &&
		       !context_letter(t, next) && !context_letter(t, i - 1);
	if (token_is(t, &t->token[i], "an"))
		return token_one_of(t, i - 1, clan);
	return token_one_of(t, i, lang == SCRUB_ID_ID ? malay : english);
}

/* Words of grammar that are names of Vietnam, China and Timor, and what
 * children are wished in Africa. */
FEW(small_names, "an", "be", "beauty", "can", "clever", "do", "fortune", "gift",
    "go", "ha", "happy", "he", "ho", "in", "le", "lovely", "lucky", "mau",
    "may", "my", "on", "precious", "so", "talent", "to", "wonder", "you");

/* Large inside a sentence, as names are and such words are not. */
static bool
is_small_name(const struct text *t, const struct fact *fact, size_t i)
{
	return context_tells_case(t) && t->token[i].letter_case == CASE_TITLE &&
	       fact[i].kind >= FACT_UNKNOWN && token_few(t, i, &small_names);
}

/* "call An Le please", "an nguyen has it": the article stands before a vowel
 * only. */
static bool
is_an(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *next = &t->token[i + 1];

	return token_is(t, &t->token[i], "an") && next->words & WORD_SURNAME &&
	       next->end - next->begin > 1 && fact[i + 1].kind != FACT_EPONYM &&
	       strchr("aeiouhyx", t->fold[next->begin]) == NULL;
}

/* "for Do Quang Hai", "call An Le please" */
static bool
is_small_first(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	if (next >= t->token_count || !fact[next].gone ||
	    !t->token[next].space_before || t->token[i].kind != TOKEN_WORD)
		return false;
	if (lang == SCRUB_EN && is_an(t, fact, i))
		return true;
	return is_small_name(t, fact, i) && !t->token[i].sentence_start &&
	       t->token[next].letter_case == CASE_TITLE && i > 0 &&
	       t->token[i - 1].letter_case != CASE_TITLE;
}

/* "Dang Thi Be is next", "Yohanes Bere Mau post op", "bere mau", "min-ho song"
 */
static bool
is_small_last(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	FEW(korea, "an", "han", "long", "oh", "so", "song", "sun", "young");
	FEW(timor, "bau", "bere", "berek", "bria", "buik", "klau", "lau",
	    "leto", "luan", "mali", "manek", "seu", "tae", "tes");

	if (!is_behind(t, fact, i) || fact[i].kind < FACT_UNKNOWN)
		return false;
	if (lang == SCRUB_ID_ID && token_is(t, &t->token[i], "mau") &&
	    token_few(t, i - 1, &timor) &&
	    (t->token[i].letter_case == t->token[i - 1].letter_case ||
		!token_is(t, &t->token[i - 1], "bau")))
		return true;
	if (lang == SCRUB_EN && i > 2 && context_sign(t, i - 2, '-') &&
	    context_glued(t, i - 1) && fact[i - 3].gone &&
	    token_few(t, i, &korea))
		return true;
	return is_small_name(t, fact, i) && !t->token[i].sentence_start &&
	       t->token[i - 1].letter_case == CASE_TITLE &&
	       (i + 1 == t->token_count || !context_large(t, i + 1)) &&
	       ((i > 1 && fact[i - 2].gone) ||
		   token_is(t, &t->token[i], "mau"));
}

/* "kgs. fauzan", "muh yusran", "Ma. Luisa", "lie a fung": first parts of names,
 * cut short, and families; "70 kgs" are others. */
static bool
is_cut(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i)
{
	FEW(families, "go", "kho", "lie", "oey", "sie", "thio", "tjia");
	FEW(cut, "abd", "achm", "kemas", "kgs", "kiagus", "kms", "masagus",
	    "mgs", "mhd", "moch", "moh", "mohd", "muh", "muhd", "nyimas");
	const size_t name = name_behind(t, fact, i);

	if (name == 0 || fact[i].kind < FACT_UNKNOWN ||
	    (i > 0 && t->token[i - 1].kind == TOKEN_NUMBER))
		return false;
	if (lang == SCRUB_EN)
		return name > i + 1 && token_is(t, &t->token[i], "ma") &&
		       t->token[name].words & WORD_FORENAME;
	return token_few(t, i, &cut) ||
	       (token_is(t, &t->token[i], "dg") && is_behind(t, fact, i)) ||
	       (name == i + 1 && token_few(t, i, &families));
}

/* "ny. Cucu Sumiati", "a.n. Dede Yusuf": words of kin behind a title, or where
 * a name is said to stand. */
static bool
is_kin_name(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(kin, "ade", "cucu", "dede", "nona", "oom", "ujang", "uwa");
	size_t before = i - 1;

	if (i == 0 || !t->token[i].space_before || !token_few(t, i, &kin) ||
	    name_behind(t, fact, i) != i + 1)
		return false;
	if (before > 0 && context_sign(t, before, '.'))
		before--;
	return (fact[before].cues & (CUE_TITLE | CUE_NAMED)) != 0 ||
	       (before > 1 && token_is(t, &t->token[before], "n") &&
		   token_is(t, &t->token[before - 2], "a"));
}

/* "cahaya putri ramadhani", "BUNGA CITRA LESTARI": what shines or blooms,
 * before the next word of a name; nobody does it. */
static bool
is_poetic(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(words, "bintang", "bunga", "cahaya", "citra", "fajar", "frets",
	    "indah", "intan", "kartika", "mega", "mentari", "mutiara", "ones",
	    "permata", "purnama", "puspa", "surya");
	const size_t name = i + 1;

	return token_few(t, i, &words) && fact[i].kind >= FACT_UNKNOWN &&
	       name_behind(t, fact, i) == name &&
	       t->token[name].letter_case == t->token[i].letter_case &&
	       t->token[name].words & (WORD_FORENAME | WORD_SURNAME);
}

/* "jujur siahaan", "Sampe Toding", "MALAM GINTING": what parents wish, or when
 * it was, before a clan's name. */
static bool
is_wish(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(wishes, "aman", "bangkit", "bangun", "banjir", "cukup", "damai",
	    "gunung", "juara", "jujur", "lautan", "maju", "makmur", "malam",
	    "malem", "mampu", "menang", "modal", "musim", "pandai", "pantas",
	    "perang", "pesta", "pintar", "rajin", "rame", "sampe", "sampetua",
	    "semangat", "senang", "setia", "sore", "sukses", "surung",
	    "tangkas", "toga", "togap", "tuah", "tulus", "tumpak", "tuntas");
	FEW(clans, "barus", "ginting", "gulo", "gultom", "halawa", "harefa",
	    "hutabarat", "hutagalung", "hutapea", "kaban", "ketaren", "lase",
	    "limbong", "manalu", "manik", "manurung", "marpaung", "munthe",
	    "nababan", "nainggolan", "napitupulu", "padang", "panjaitan",
	    "pardede", "pasaribu", "purba", "saragih", "sembiring", "siahaan",
	    "sianturi", "sihombing", "silaban", "silalahi", "simanjuntak",
	    "simatupang", "simbolon", "sinaga", "sinulingga", "sirait",
	    "siregar", "sitepu", "sitorus", "situmorang", "surbakti",
	    "tambunan", "tampubolon", "tarigan", "toding", "zebua");

	return token_few(t, i, &wishes) && fact[i].kind >= FACT_UNKNOWN &&
	       name_behind(t, fact, i) == i + 1 &&
	       token_few(t, i + 1, &clans) &&
	       t->token[i].letter_case == t->token[i + 1].letter_case;
}

/* "desak putu ayu": of Bali, where it is no pressing. */
static void
take_desak(const struct text *t, struct fact *fact, size_t i)
{
	FEW(first, "desak", "ngakan", "sagung");
	FEW(born, "gede", "kadek", "ketut", "komang", "made", "nyoman", "putu",
	    "wayan");
	FEW(then, "agung", "ayu", "oka", "putra", "putri", "rai", "sri");
	const size_t name = i + 1;

	if (!token_few(t, i, &first) || fact[i].kind < FACT_UNKNOWN ||
	    !token_few(t, name, &born) || !t->token[name].space_before)
		return;
	context_own(fact, i);
	context_own(fact, name);
	if (token_few(t, name + 1, &then) && t->token[name + 1].space_before)
		context_own(fact, name + 1);
}

/* "big Mike", "nana akosua", "umm ayman": what somebody is called with the
 * name, who is called nothing else. */
static bool
is_called_with(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(akan, "maame", "nana", "nii", "paa");
	FEW(days, "abena", "adwoa", "afia", "afua", "akosua", "akua", "ama",
	    "araba", "efua", "ekua", "esi", "kobina", "kofi", "kojo", "kwabena",
	    "kwadwo", "kwaku", "kwame", "kwasi", "kwesi", "serwaa", "yaa",
	    "yaw");
	FEW(sons, "abdullah", "ahmad", "ahmed", "ali", "ayman", "bilal",
	    "hamza", "hassan", "ibrahim", "khaled", "khalid", "mahmoud",
	    "mohammed", "omar", "salem", "salim", "yousef", "yusuf");
	const size_t name = i + 1;

	if (name_behind(t, fact, i) != name || fact[i].kind < FACT_UNKNOWN)
		return false;
	if (token_is(t, &t->token[i], "big"))
		return t->token[name].words & WORD_FORENAME &&
		       fact[name].kind != FACT_EPONYM &&
		       (i == 0 || !(fact[i - 1].cues & CUE_THE));
	if (token_is(t, &t->token[i], "umm"))
		return token_few(t, name, &sons);
	return token_few(t, i, &akan) && token_few(t, name, &days);
}

/* "India Chalmers", "paris holt": a country or town that women are called, and
 * nobody is from it. */
static bool
is_country(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(women, "asia", "china", "india", "ireland", "paris", "sahara",
	    "scotland");
	const uint64_t from = CUE_FROM | CUE_IN | CUE_OF | CUE_TO | CUE_AT;

	return token_few(t, i, &women) && fact[i].kind >= FACT_UNKNOWN &&
	       name_behind(t, fact, i) == i + 1 &&
	       t->token[i + 1].words & WORD_SURNAME &&
	       (i == 0 || !(fact[i - 1].cues & from)) &&
	       (!context_tells_case(t) || context_large(t, i + 1));
}

/* The word of a name before i, over what stands between: a letter ("Peter D
 * Thompson", "Peter D. Thompson"), how somebody is called ("Wei (Priya)"). */
static size_t
name_before(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t name = i - 1;

	if (name > 0 && context_letter(t, name) && t->token[name].space_before)
		return name - 1;
	if (name > 1 && context_sign(t, name, '.') &&
	    context_letter(t, name - 1) && t->token[name - 1].space_before)
		return name - 2;
	if (name > 2 && fact[name - 1].gone &&
	    ((context_sign(t, name, ')') && context_sign(t, name - 2, '(')) ||
		(context_sign(t, name, '"') && context_sign(t, name - 2, '"'))))
		return name - 3;
	return name;
}

/* Is it no other word than a surname, or one that a thing is called after? */
static bool
may_be_surname(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned bits = t->token[i].words;

	if (!(bits & WORD_SURNAME) || fact[i].sure ||
	    t->token[i].end - t->token[i].begin < 3)
		return false;
	if (fact[i].kind == FACT_EPONYM)
		return !(bits & WORD_FREQUENT) || bits & WORD_STRONG;
	return !(bits & (WORD_FREQUENT | WORD_MEDICAL)) &&
	       (fact[i].kind == FACT_NAME ||
		   (fact[i].kind == FACT_BOTH && context_tells_case(t) &&
		       t->token[i].letter_case == CASE_TITLE));
}

/* "Megan Thompson stable", "tyrone bianchi": behind a forename the surname that
 * a thing is called after, too, where no such thing follows; "Jan Thompson":
 * behind one that is a month. */
static bool
is_surname(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(months, "april", "august", "jan", "jun", "june", "mei");
	const size_t next = i + 1;
	size_t name;
	bool month;

	if (i == 0 || !t->token[i].space_before ||
	    !may_be_surname(t, fact, i) ||
	    (next < t->token_count &&
		(t->token[next].words & WORD_THING ||
		    (fact[i].kind == FACT_EPONYM &&
			t->token[next].kind == TOKEN_NUMBER))))
		return false;
	name = name_before(t, fact, i);
	month = fact[name].kind == FACT_TAKEN && token_few(t, name, &months) &&
		(name == 0 || t->token[name - 1].kind != TOKEN_NUMBER);
	return (month || (fact[name].gone && fact[name].kind != FACT_EPONYM &&
			     t->token[name].words & WORD_FORENAME)) &&
	       t->token[name].letter_case == t->token[i].letter_case;
}

/* Mostly seen as a name of persons, and often: no "Kelly", no "Stone". */
static bool
is_often(const struct text *t, const struct fact *fact, size_t i, unsigned name)
{
	/* "Spencer Wells", "Joel Cohen", "heather brown", "terry thomas gap" */
	FEW(others, "heath", "heather", "jansen", "joel", "north", "smith",
	    "spencer", "terry", "york");
	const unsigned bits = t->token[i].words;
	const unsigned both = WORD_STRONG | name;

	if (name == WORD_FORENAME && token_few(t, i, &others))
		return false;

	return fact[i].open && !fact[i].sure && (bits & both) == both &&
	       (bits & WORD_MOSTLY ||
		   (context_tells_case(t) &&
		       (name == WORD_SURNAME ||
			   !(bits & (WORD_COMMON | WORD_PLACE))))) &&
	       !(bits & (WORD_COUNTRY | WORD_THING | WORD_FREQUENT));
}

/* "peter o'brien": the surname from its letter on. */
static bool
is_irish(const struct text *t, size_t i)
{
	return i + 2 < t->token_count && token_is(t, &t->token[i], "o") &&
	       context_sign(t, i + 1, '\'') && context_glued(t, i + 1) &&
	       context_glued(t, i + 2) &&
	       t->token[i + 2].end - t->token[i + 2].begin > 3;
}

/* "Peter Johnson stable", "john jones whipple": a forename and a surname that
 * things are called after, too; no "Robert Jones bandage". */
void
context_pairs(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 1 < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const size_t next = i + 1, thing = i + 2;

		if (fact[i].gone || !t->token[next].space_before ||
		    !(w->words & WORD_STRONG) ||
		    !is_often(t, fact, i, WORD_FORENAME))
			continue;
		if (is_irish(t, next)) {
			context_take(fact, i, "name-and-name", 75);
			context_take(fact, next, "name-and-name", 75);
			context_take(fact, thing + 1, "name-and-name", 75);
			continue;
		}
		if (!(t->token[next].words & WORD_STRONG) || fact[next].gone ||
		    w->letter_case != t->token[next].letter_case ||
		    w->letter_case == CASE_MIXED ||
		    (context_tells_case(t) && w->letter_case != CASE_TITLE) ||
		    !is_often(t, fact, next, WORD_SURNAME) ||
		    (thing < t->token_count &&
			(t->token[thing].words & WORD_THING ||
			    in_list(t, thing, LIST_THING))))
			continue;
		context_take(fact, i, "name-and-name", 75);
		context_take(fact, next, "name-and-name", 75);
	}
}

void
context_own(struct fact *fact, size_t i)
{
	fact[i].gone = false;
	context_take(fact, i, "name-part", 75);
}

/* "Bayu A P", "Maria K. S.", "MANJUNATHA H R": letters behind a name, two or
 * three, written as it is. */
static void
take_letters(const struct text *t, struct fact *fact)
{
	for (size_t i = 1; i < t->token_count; i++) {
		size_t at = i, last = i, letters = 0;
		bool gone = false;

		if (!fact[i - 1].gone || t->token[i - 1].kind != TOKEN_WORD ||
		    context_letter(t, i - 1) || !t->token[i].space_before)
			continue;
		while (letters < 4 && context_letter(t, at) &&
		       context_large(t, at) == context_large(t, i) &&
		       (fact[at].gone || fact[at].kind == FACT_SAFE)) {
			letters++;
			gone |= fact[at].gone;
			last = at++;
			at += context_sign(t, at, '.') && context_glued(t, at);
		}
		if (letters < 2 || letters > 3 ||
		    (!gone && context_large(t, i) != context_large(t, i - 1)) ||
		    context_sign(t, at, '/') || context_sign(t, at, '-') ||
		    (!context_large(t, i) && !gone && at == last + 1))
			continue;
		for (at = i; at <= last; at++)
			if (context_letter(t, at))
				context_take(fact, at, "initial", 75);
	}
}

void
context_inside(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	if (t->single_letter)
		take_letters(t, fact);
	/* From the right: "Ma. An Le" begins with what is before "An". */
	for (size_t i = t->token_count; i-- > 0;) {
		if (t->token[i].kind != TOKEN_WORD ||
		    (fact[i].gone && fact[i].sure))
			continue;
		if (lang == SCRUB_ID_ID)
			take_desak(t, fact, i);
		if (is_between(t, lang, fact, i) ||
		    is_small_first(t, lang, fact, i) ||
		    is_small_last(t, lang, fact, i) ||
		    (lang == SCRUB_EN && is_surname(t, fact, i)) ||
		    is_cut(t, lang, fact, i) ||
		    (lang == SCRUB_ID_ID
			    ? is_kin_name(t, fact, i) ||
				  is_poetic(t, fact, i) || is_wish(t, fact, i)
			    : is_called_with(t, fact, i) ||
				  is_country(t, fact, i)))
			context_own(fact, i);
	}
}
