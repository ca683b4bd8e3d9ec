/* SPDX-License-Identifier: MIT */
#include "context_house_private.h"

#define SLOT (CUE_FROM | CUE_AT | CUE_TO | CUE_BY | CUE_TELL)

/* Behind "'s", if that stands at i. */
static size_t
past_s(const struct text *t, size_t i)
{
	return context_sign(t, i, '\'') && i + 1 < t->token_count &&
		       token_is(t, &t->token[i + 1], "s")
		   ? i + 2
		   : i;
}

/* Is a house spoken of: behind what somebody comes from or is told by? */
static bool
in_slot(const struct text *t, const struct fact *fact, size_t i)
{
	if (i > 0 && token_is(t, &t->token[i - 1], "the"))
		i--;
	return i > 0 && (fact[i - 1].cues & SLOT) != 0;
}

/* "the royal," "the royal has": nothing that it would be said of follows. */
static bool
ends(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(theirs, "bed", "beds", "consultant", "ed", "icu", "itu", "labs",
	    "last", "mwf", "picu", "reg", "registrar", "shows", "team", "tts");

	return i >= t->token_count || fact[i].kind == FACT_PUNCT ||
	       fact[i].cues & HOUSE_STOPS || token_few(t, i, &theirs);
}

/* Behind "of the valley", "of lourdes" that follows at i; i: nothing does. */
static size_t
past_of(const struct text *t, const struct fact *fact, size_t i)
{
	size_t at = i + 1;

	if (i >= t->token_count || !token_is(t, &t->token[i], "of"))
		return i;
	if (at < t->token_count && token_is(t, &t->token[at], "the"))
		at++;
	if (!house_word(t, fact, at) || fact[at].cues & HOUSE_STOPS)
		return i;
	if (at == i + 1 && !fact[at].gone && t->token[at].words & WORD_MEDICAL)
		return i;
	while (house_word(t, fact, at + 1) && fact[at + 1].gone)
		at++;
	return at + 1;
}

/* Words in a row that houses are called, and what they are not behind. */
static const struct {
	const char *word[4], *no[6]; /* the latter ends with NULL */
} patrons[] = {
    {{"advent", "health"}, {0}},
    {{"aga", "khan"}, {0}},
    {{"alder", "hey"}, {0}},
    {{"all", "india", "institute"}, {0}},
    {{"beth", "israel"}, {0}},
    {{"blessed", "sacrament"}, {0}},
    {{"blue", "cross"}, {"clamp", "clamps", "match", "pin"}},
    {{"blue", "shield"}, {0}},
    {{"bon", "secours"}, {0}},
    {{"chelsea", "and", "westminster"}, {0}},
    {{"city", "of", "hope"}, {0}},
    {{"cook", "county"}, {0}},
    {{"divine", "mercy"}, {0}},
    {{"divine", "providence"}, {0}},
    {{"divine", "saviour"}, {0}},
    {{"first", "baptist"}, {0}},
    {{"first", "lutheran"}, {0}},
    {{"first", "methodist"}, {0}},
    {{"first", "presbyterian"}, {0}},
    {{"gift", "of", "life"}, {0}},
    {{"good", "sam"}, {0}},
    {{"good", "samaritan"}, {"act", "donor", "donors", "kidney", "law"}},
    {{"good", "shepherd"}, {0}},
    {{"great", "western"}, {0}},
    {{"guys", "and", "st", "thomas"}, {0}},
    {{"holy", "angels"}, {0}},
    {{"holy", "cross"}, {0}},
    {{"holy", "family"}, {0}},
    {{"holy", "ghost"}, {0}},
    {{"holy", "name"}, {0}},
    {{"holy", "redeemer"}, {0}},
    {{"holy", "rosary"}, {0}},
    {{"holy", "spirit"}, {0}},
    {{"holy", "trinity"}, {"of"}},
    {{"immaculate", "conception"}, {0}},
    {{"immaculate", "heart"}, {0}},
    {{"john", "radcliffe"}, {0}},
    {{"johns", "hopkins"}, {0}},
    {{"little", "company", "of", "mary"}, {0}},
    {{"mass", "gen"}, {0}},
    {{"mass", "general"}, {"anaesthetic", "anesthesia", "surgery"}},
    {{"mount", "carmel"}, {0}},
    {{"mount", "sinai"}, {0}},
    {{"mt", "carmel"}, {0}},
    {{"mt", "sinai"}, {0}},
    {{"norfolk", "and", "norwich"}, {0}},
    {{"one", "legacy"}, {0}},
    {{"our", "lady", "of"}, {0}},
    {{"perpetual", "help"}, {0}},
    {{"peter", "mac"}, {0}},
    {{"prince", "of", "wales"}, {0}},
    {{"princess", "of", "wales"}, {0}},
    {{"royal", "free"}, {0}},
    {{"sacred", "heart"}, {0}},
    {{"sacred", "hearts"}, {0}},
    {{"sisters", "of", "charity"}, {0}},
    {{"sisters", "of", "mercy"}, {0}},
    {{"star", "of", "the", "sea"}, {0}},
    {{"stoke", "mandeville"}, {0}},
};

/* "good samaritan", "our lady of the lake", "sacred heart's" */
static void
patron(const struct text *t, struct fact *fact, size_t i)
{
	FEW(firsts, "advent", "aga", "alder", "all", "beth", "blessed", "blue",
	    "bon", "chelsea", "city", "cook", "divine", "first", "gift", "good",
	    "great", "guys", "holy", "immaculate", "john", "johns", "little",
	    "mass", "mount", "mt", "norfolk", "one", "our", "perpetual",
	    "peter", "prince", "princess", "royal", "sacred", "sisters", "star",
	    "stoke");
	const size_t count = sizeof(patrons) / sizeof(patrons[0]);

	/* "what a gift of life" */
	if (!token_few(t, i, &firsts) ||
	    (i > 0 && token_is(t, &t->token[i - 1], "a")))
		return;
	for (size_t k = 0; k < count; k++) {
		size_t at = i, len = 0;

		while (len < 4 && patrons[k].word[len] && at < t->token_count &&
		       token_is(t, &t->token[at], patrons[k].word[len])) {
			at++;
			len++;
		}
		if (len < 2 || (len < 4 && patrons[k].word[len]) ||
		    token_one_of(t, at, patrons[k].no))
			continue;
		/* a retractor, or one of several, too */
		if ((token_is(t, &t->token[i], "norfolk") ||
			token_is(t, &t->token[i], "one")) &&
		    !(in_slot(t, fact, i) && ends(t, fact, at)))
			return;
		/* "our lady of": which one follows */
		if (token_is(t, &t->token[at - 1], "of") &&
		    past_of(t, fact, at - 1) < at)
			return;
		if (token_is(t, &t->token[at - 1], "of"))
			at--;
		house_take(t, fact, i, past_s(t, past_of(t, fact, at)) - 1);
		return;
	}
}

/* "queen mary's", "the lady edith", "duke of cornwall's": who a house is called
 * after, by a style that no patient of ours has. */
static void
styled(const struct text *t, struct fact *fact, size_t i)
{
	FEW(styles, "duchess", "duke", "emperor", "empress", "king", "lady",
	    "maharaja", "maharani", "prince", "princess", "queen", "royal");
	const size_t at = i + 1;
	const bool known = at < t->token_count && fact[at].gone;
	size_t end;

	if (!token_few(t, i, &styles) || !house_word(t, fact, i) ||
	    at >= t->token_count)
		return;
	end = past_of(t, fact, at);
	if (end == at)
		end = at + 1;
	else if (!in_slot(t, fact, i))
		return;
	if (end == at + 1 &&
	    (!house_word(t, fact, at) || fact[at].cues & HOUSE_STOPS ||
		token_is(t, &t->token[at], "about") ||
		(token_is(t, &t->token[i], "lady")
			? !known || !(in_slot(t, fact, i) ||
					(context_tells_case(t) &&
					    context_large(t, i) &&
					    context_large(t, at)))
			: !known &&
			      (!in_slot(t, fact, i) ||
				  t->token[at].words &
				      (WORD_MEDICAL | WORD_BRAND) ||
				  fact[at].cues & (CUE_ROLE | CUE_PATIENT)))))
		return;
	house_take(t, fact, i, past_s(t, end) - 1);
}

/* "at the general,", "the mater has beds", "the laurels": a house by one word,
 * as who knows it says. */
static void
by_one_word(const struct text *t, struct fact *fact, size_t i)
{
	FEW(houses, "general", "infirmary", "mater", "mercy", "royal", "vic");
	FEW(homes, "beeches", "birches", "cedars", "chestnuts", "elms", "firs",
	    "hollies", "larches", "laurels", "limes", "maples", "poplars",
	    "rowans", "sycamores", "willows");
	FEW(known, "addenbrookes", "baragwanath", "barts", "bidmc", "geisinger",
	    "gleneagles", "harefield", "ochsner", "ohsu", "papworth", "scripps",
	    "tygerberg", "ucla", "uclh", "ucsd", "upmc", "vumc", "wythenshawe");
	FEW(alone, "ascension", "baptist", "baylor", "beaumont", "bellevue",
	    "bethany", "bethesda", "brompton", "bwh", "christie", "dignity",
	    "duke", "eastside", "emory", "grady", "harborview", "hillcrest",
	    "intermountain", "lakeside", "lakeview", "marsden", "memorial",
	    "mercy", "methodist", "mgh", "northside", "nyu", "parkland",
	    "presbyterian", "providence", "riverside", "shriners", "southside",
	    "stanford", "trinity", "ucsf", "vanderbilt", "westmead", "westside",
	    "whittington");
	FEW(grounds, "abbey", "infirmary", "links", "mission", "poly", "priory",
	    "royal", "uni");
	const bool large = context_tells_case(t) &&
			   t->token[i].letter_case == CASE_TITLE &&
			   !t->token[i].sentence_start;
	const size_t in = i + 1;

	if (fact[i].gone || !house_word(t, fact, i))
		return;
	if (token_few(t, i, &known))
		house_take(t, fact, i, past_s(t, i + 1) - 1);
	/* "LR per parkland" */
	if (i == 0 || token_is(t, &t->token[i - 1], "per"))
		return;
	if (token_few(t, i, &alone) && in_slot(t, fact, i) &&
	    ends(t, fact, past_s(t, i + 1)))
		house_take(t, fact, i, past_s(t, i + 1) - 1);
	if (!token_is(t, &t->token[i - 1], "the"))
		return;
	/* "the infirmary at eskdale" */
	if (token_few(t, i, &grounds) && in + 1 < t->token_count &&
	    fact[in].cues & (CUE_AT | CUE_IN) && fact[in + 1].gone)
		house_take(t, fact, i, in);
	else if (token_few(t, i, &homes) ||
		 (token_few(t, i, &houses) &&
		     (t->all_caps || t->token[i].letter_case != CASE_UPPER) &&
		     (large || in_slot(t, fact, i)) &&
		     ends(t, fact, past_s(t, i + 1))))
		house_take(t, fact, i, past_s(t, i + 1) - 1);
}

/* "the crown and anchor", "from the lamb & flag", "the red lion" */
static void
inn(const struct text *t, struct fact *fact, size_t i)
{
	FEW(signs, "anchor", "barley", "bell", "bottle", "bull", "bush",
	    "castle", "coach", "crown", "dog", "dolphin", "dragon", "duck",
	    "eagle", "elephant", "feathers", "flag", "fountain", "fox", "goat",
	    "groom", "hare", "harrow", "hounds", "horse", "horses", "keys",
	    "lamb", "lion", "partridge", "pheasant", "plough", "railway",
	    "rose", "sceptre", "star", "sun", "swan", "thistle", "unicorn",
	    "wheatsheaf", "whistle");
	FEW(sorts, "black", "blue", "flying", "golden", "green", "jolly",
	    "prancing", "red", "royal", "running", "salty", "silver", "white",
	    "yellow");
	FEW(beasts, "boar", "buck", "bull", "cow", "dolphin", "dragon", "eagle",
	    "goose", "griffin", "hart", "heron", "hind", "horse", "lagoon",
	    "lion", "pelican", "peacock", "ram", "raven", "stag", "swan",
	    "unicorn");
	FEW(drawn, "sign", "tail", "tattoo");
	const size_t and = i + 1, other = i + 2;

	if (i == 0 || !token_is(t, &t->token[i - 1], "the") ||
	    and >= t->token_count)
		return;
	if (token_few(t, i, &sorts) && token_few(t, and, &beasts) &&
	    !token_few(t, other, &drawn))
		house_take(t, fact, i, and);
	else if (token_few(t, i, &signs) && token_few(t, other, &signs) &&
		 (token_is(t, &t->token[and], "and") ||
		     context_sign(t, and, '&')))
		house_take(t, fact, i, other);
}

/* "rotary of [Ullapool]", "mosque of the [Two Springs]": what is of a place
 * only there. */
static void
of_place(const struct text *t, struct fact *fact, size_t i)
{
	FEW(nouns, "abbey", "archdiocese", "cathedral", "church", "club",
	    "convent", "diocese", "hospice", "infirmary", "knights", "mills",
	    "mosque", "order", "parish", "priory", "rotary", "seminary",
	    "shrine", "synagogue", "temple", "university");
	FEW(before, "athletic", "boat", "bowls", "cricket", "football", "golf",
	    "hockey", "lions", "polo", "rotary", "rowing", "rugby", "sailing",
	    "tennis", "yacht", "jute", "cotton", "paper", "steel", "woollen");
	const size_t end = past_of(t, fact, i + 1);
	size_t first = i;

	if (end == i + 1 || !token_few(t, i, &nouns) || !fact[end - 1].gone)
		return;
	if (first > 0 && token_few(t, first - 1, &before))
		first--;
	house_take(t, fact, first, end - 1);
}

/* "texas children's called", "to women's and children's": whose house it is. */
static void
childrens(const struct text *t, struct fact *fact, size_t i)
{
	FEW(whose, "children", "childrens", "women", "womens");
	const size_t end = past_s(t, i + 1);
	size_t first = i;

	if (!token_few(t, i, &whose) || i == 0 ||
	    (end == i + 1 && t->fold[t->token[i].end - 1] != 's') ||
	    !ends(t, fact, end))
		return;
	if (token_is(t, &t->token[i - 1], "and") && i > 3 &&
	    past_s(t, i - 3) == i - 1 && token_few(t, i - 4, &whose))
		first = i - 4;
	else if (house_word(t, fact, i - 1) &&
		 !(fact[i - 1].cues & HOUSE_STOPS))
		first = i - 1;
	if ((first < i && first > 0 && in_slot(t, fact, first)) ||
	    (first == 0 && end < t->token_count &&
		fact[end].cues & (CUE_SAYS | CUE_IS | CUE_DOES)))
		house_take(t, fact, first, end - 1);
}

/* "sts peter and paul", "ss peter & paul hall" */
static void
saints(const struct text *t, struct fact *fact, size_t i)
{
	const size_t and = i + 2, other = i + 3;

	if ((token_is(t, &t->token[i], "sts") ||
		token_is(t, &t->token[i], "ss")) &&
	    other < t->token_count && house_word(t, fact, other) &&
	    (token_is(t, &t->token[and], "and") || context_sign(t, and, '&')) &&
	    t->token[i + 1].words & WORD_FORENAME &&
	    t->token[other].words & WORD_FORENAME)
		house_take(t, fact, i, other);
}

/* "fedex driver", "amazon warehouse": whose work it is. */
static void
firm(const struct text *t, struct fact *fact, size_t i)
{
	FEW(firms, "aldi", "amazon", "asda", "boeing", "costco", "fedex",
	    "greggs", "ikea", "lidl", "starbucks", "tesco", "toyota", "uber",
	    "ups", "usps", "walmart");
	FEW(jobs, "barista", "cashier", "courier", "driver", "employee",
	    "factory", "loader", "packer", "picker", "plant", "trucker",
	    "warehouse", "worker");

	if (token_few(t, i, &firms) && token_few(t, i + 1, &jobs))
		house_take(t, fact, i, i);
}

/* "at 39 engineer regiment": behind its number, which join_house.c adds. */
static void
regiment(const struct text *t, struct fact *fact, size_t i)
{
	FEW(units, "battalion", "brigade", "regiment", "squadron");
	size_t first = i;

	if (!token_few(t, i, &units))
		return;
	while (first > 0 && i - first < 3 && house_word(t, fact, first - 1) &&
	       !(fact[first - 1].cues & HOUSE_STOPS))
		first--;
	if (first > 0 && fact[first - 1].kind == FACT_NUMBER)
		house_take(t, fact, first, i);
}

/* Is somebody employed or taught where the words from i on say? */
static bool
behind_work(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(works, "apprentice", "barista", "bartender", "bouncer", "butcher",
	    "caddies", "caretaker", "cashier", "chef", "clerk", "coaches",
	    "cook", "cooks", "driver", "employed", "foreman", "freshman",
	    "groundsman", "janitor", "job", "labourer", "lecturer", "lectures",
	    "lifeguard", "machinist", "plays", "professor", "pupil",
	    "receptionist", "student", "studies", "studying", "teacher",
	    "teaches", "teaching", "waiter", "waitress", "welder", "welds",
	    "work", "worked", "working", "works");
	FEW(for_whom, "drives", "driver", "work", "worked", "working", "works");
	const size_t before = i - 1;

	return i > 1 &&
	       ((fact[before].cues & CUE_AT && token_few(t, i - 2, &works)) ||
		   (token_is(t, &t->token[before], "for") &&
		       token_few(t, i - 2, &for_whom)));
}

/* "works at amazon", "her job at one legacy" */
static void
employer(const struct text *t, struct fact *fact, size_t i)
{
	FEW(nowhere, "all", "altitude", "bedside", "best", "camp", "church",
	    "college", "console", "first", "full", "half", "height", "heights",
	    "home", "hospital", "least", "night", "nights", "nursery", "once",
	    "our", "present", "reception", "school", "sea", "speed", "times",
	    "uni", "university", "us", "work", "years");
	size_t last = i;

	if (!house_employs(t, fact, i) || !behind_work(t, fact, i) ||
	    token_few(t, i, &nowhere))
		return;
	while (last + 1 < t->token_count && last - i < HOUSE_NAME_MAX &&
	       house_word(t, fact, last + 1) &&
	       !(fact[last + 1].cues & HOUSE_STOPS))
		last++;
	if (!ends(t, fact, last + 1))
		last = i;
	house_take(t, fact, i, last);
}

/* "transferred from Fresh Start": capitals where somebody is sent, which say
 * of no ward what kind it is. */
static void
sent(const struct text *t, struct fact *fact, size_t i)
{
	FEW(moved, "accepted", "ambulance", "came", "discharged", "flown",
	    "note", "ref", "referral", "referred", "repatriated", "retrieved",
	    "sent", "transfer", "transferred", "transfers");
	FEW(words, "sign", "step", "time");
	const unsigned said = WORD_MEDICAL | WORD_COUNTRY | WORD_BRAND;
	size_t last = i;

	if (i < 2 || !(fact[i - 1].cues & (CUE_FROM | CUE_TO | CUE_BY)) ||
	    !token_few(t, i - 2, &moved) || token_few(t, i, &words))
		return;
	for (; last < i + 3 && house_word(t, fact, last) &&
	       t->token[last].letter_case == CASE_TITLE;
	     last++)
		if (t->token[last].words & said ||
		    fact[last].cues & (HOUSE_STOPS | CUE_WARD | CUE_ROLE |
					  CUE_KIN | CUE_TITLE | CUE_PATIENT) ||
		    in_list(t, last, LIST_GENERIC | LIST_WARD_KIND))
			return;
	if (last > i + 1 && ends(t, fact, last))
		house_take(t, fact, i, last - 1);
}

void
context_houses(const struct text *t, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		patron(t, fact, i);
		styled(t, fact, i);
		by_one_word(t, fact, i);
		inn(t, fact, i);
		of_place(t, fact, i);
		regiment(t, fact, i);
		childrens(t, fact, i);
		saints(t, fact, i);
		firm(t, fact, i);
		employer(t, fact, i);
		if (context_tells_case(t) &&
		    t->token[i].letter_case == CASE_TITLE)
			sent(t, fact, i);
	}
}
