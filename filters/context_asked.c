/* SPDX-License-Identifier: MIT */
#include "context_asked.h"

#include "context_called.h"
#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)
#define PLAIN (WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND)

/* Undecided, in a list of names, and no word of the operating room. */
bool
context_may_be_called(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].open && !fact[i].gone && !fact[i].sure &&
	       !(fact[i].cues & ~CUE_ORG) && /* Mercy */
	       (fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH) &&
	       t->token[i].words & PERSON && !(t->token[i].words & PLAIN);
}

static bool
ends(const struct text *t, size_t i)
{
	return i >= t->token_count || context_sign(t, i, ',') ||
	       context_sign(t, i, '.') || context_sign(t, i, ';') ||
	       context_sign(t, i, ':') || context_sign(t, i, '?');
}

/* Undecided, and what something is called after is a frequent surname. */
bool
context_may_be_eponym(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].open && !fact[i].gone && !fact[i].sure &&
	       fact[i].kind == FACT_EPONYM && fact[i].cues == 0 &&
	       t->token[i].words & WORD_STRONG &&
	       !(t->token[i].words & WORD_BRAND) &&
	       !in_list(t, i, LIST_DISEASE) &&
	       (!context_tells_case(t) || context_large(t, i));
}

/* "Surya! lampu mati", "Wahyu, kasa kurang": who is called first, by a name
 * that nobody says else. */
static void
is_called(const struct text *t, struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const bool strong = (w->words & WORD_STRONG) != 0;
	const bool rare = !(w->words & WORD_FREQUENT);

	if (i == 0 && !t->all_caps && w->letter_case == CASE_TITLE &&
	    ((context_sign(t, 1, '!') && (strong || rare)) ||
		(context_sign(t, 1, ',') && strong && rare)) &&
	    context_may_be_called(t, fact, i))
		context_take(fact, i, "word-as-name", 70);
}

/* "Blade's mum", "Bishop's bleep", "Murphy's wife": whose it is. */
static void
has_own(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const own[] = {"bleep", "badge", "phone", "pager",
	    "locker", "loupes", "wristband", "specimen", "bloods", "relatives",
	    "implants", "obs", "sats", "ecg", "car", "lanyard", "shift",
	    "family", "consent", "inr", "films", "xray", "xrays", "list",
	    "patient", "block", "spinal", "turn", "tourniquet", "bed", "behalf",
	    "chart", "notes", "wound", "label", "results", "answer", "question",
	    "idea", "headset", "logbook", "first", "gloves", "coffee", "lunch",
	    "break", "playlist", "birthday", "clogs", "handwriting", "jokes",
	    "music", "singing", NULL};
	const size_t at = i + 3;

	/* "the leader's son": no name */
	if (i > 0 && (fact[i - 1].cues & CUE_THE ||
			 (i > 1 && fact[i - 2].cues & CUE_THE)))
		return;
	if (at >= t->token_count || !context_sign(t, i + 1, '\'') ||
	    t->token[i + 1].space_before ||
	    !token_is(t, &t->token[i + 2], "s") ||
	    t->token[i + 2].space_before ||
	    !(context_may_be_called(t, fact, i) ||
		(context_may_be_eponym(t, fact, i) &&
		    !token_is(t, &t->token[at], "shift"))) ||
	    !t->token[at].space_before ||
	    !(fact[at].cues & CUE_KIN || token_one_of(t, at, own)))
		return;
	context_take(fact, i, "word-as-name", 75);
}

/* "Ask Art if he wants the 36", "tell Blade the list moved" */
static void
is_asked(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const asks[] = {"ask", "tell", "remind", "bleep",
	    "text", "asking", "telling", "told", "asked", NULL};
	static const char *const what[] = {
	    "if", "whether", "he", "she", "why", "we", "i", "that", "to", NULL};
	const size_t at = i + 1;

	if (!token_one_of(t, i, asks) || at >= t->token_count ||
	    !t->token[at].space_before || !context_may_be_called(t, fact, at) ||
	    at + 1 >= t->token_count || !t->token[at + 1].space_before ||
	    !token_one_of(t, at + 1, what) ||
	    !(t->token[at].words & WORD_STRONG))
		return;
	context_take(fact, at, "word-as-name", 70);
}

/* Where what is said of somebody goes on, and of a thing does not. */
static bool
goes_on(const struct text *t, size_t i)
{
	FEW(on, "about", "again", "and", "at", "ext", "first", "happy", "if",
	    "now", "on", "please", "pls", "re", "she", "he", "then", "today",
	    "tomorrow", "tonight", "when", "who", "says", "said", "wants",
	    "before", "after");

	return i >= t->token_count || token_few(t, i, &on) ||
	       (t->token[i].kind == TOKEN_PUNCT && !context_sign(t, i, '\'') &&
		   !context_sign(t, i, '-'));
}

/* "d/w Kelly", "covering for Walsh", "spoke to Murphy", "sending for Hughes":
 * at i the word before; nobody does so with a clamp. */
static void
dealt_with(const struct text *t, struct fact *fact, size_t i)
{
	FEW(with, "by", "for", "seen", "to", "v", "w", "with");
	static const char *const whose[] = {"over", "relieved", "covered",
	    "consented", "seen", "reviewed", "closed", "opened", "checked",
	    "signed", "scrubbed", "performed", "assisted", "block", "consent",
	    "done", "draped", "held", "injected", "music", "scope", "scoped",
	    "supervised", NULL};
	static const char *const who[] = {
	    "anyone", "anybody", "you", "has", NULL};
	FEW(calls, "fao", "attn", "cc", "re", "ring", "rang", "phone", "phoned",
	    "bleep", "bleeped", "page", "paged", "text", "texted");
	static const char *const covers[] = {
	    "cover", "covering", "covers", "sending", "send", "sent", NULL};
	static const char *const speaks[] = {"over", "handover", "speak",
	    "speaking", "spoke", "spoken", "talk", "talked", "talking",
	    "checked", "agreed", "discussed", "confirmed", NULL};
	const size_t at = i + 1;
	bool is;

	if (at >= t->token_count || !context_may_be_eponym(t, fact, at) ||
	    !goes_on(t, at + 1))
		return;
	if (token_few(t, i, &calls)) {
		is = t->token[i].sentence_start ||
		     (i > 0 && fact[i - 1].cues &
				   (CUE_MODAL | CUE_TO | CUE_PLEASE | CUE_AND));
	} else if (t->token[i].cues & CUE_GREET) {
		is = t->token[i].sentence_start;
	} else if (i == 0 || !token_few(t, i, &with)) {
		return;
	} else if (token_is(t, &t->token[i], "by")) {
		is = token_one_of(t, i - 1, whose);
	} else if (token_is(t, &t->token[i], "seen")) {
		is = token_one_of(t, i - 1, who);
	} else if (token_is(t, &t->token[i], "for")) {
		is = token_one_of(t, i - 1, covers);
	} else if (t->token[i].end - t->token[i].begin == 1) {
		is = i > 1 && context_sign(t, i - 1, '/') &&
		     (token_is(t, &t->token[i - 2], "d") ||
			 token_is(t, &t->token[i - 2], "r"));
	} else {
		is = token_one_of(t, i - 1, speaks);
	}
	if (is)
		context_take(fact, at, "word-as-name", 70);
}

/* What somebody is, whoever it is. */
static const char *const roles_en[] = {"orderly", "porter", "reg", "registrar",
    "intern", "resident", "fellow", "student", "tech", "technician", "cleaner",
    "rep", "midwife", "odp", "hca", "runner", "physio", "radiographer", "medic",
    "interpreter", "perfusionist", "clerk", "sho", "scrub", "circulator",
    "coordinator", "chaplain", "crna", "nurse", "pa", "np", "rn", NULL};
static const char *const roles_id[] = {"residen", "koas", "coass", "mahasiswa",
    "mahasiswi", "perawat", "bidan", "satpam", "porter", "radiografer", "kurir",
    "sopir", "ob", "magang", NULL};

/* "that's the", "he's our", "our": before what somebody is, in brackets. */
static size_t
over_that_is(const struct text *t, size_t at)
{
	static const char *const is[] = {
	    "that", "thats", "he", "hes", "she", "shes", NULL};
	static const char *const the[] = {"the", "our", "my", NULL};

	if (token_one_of(t, at, is)) {
		at++;
		if (context_sign(t, at, '\''))
			at += 2;
	}
	return at + token_one_of(t, at, the);
}

/* "Sobers the orderly", "Big Red, our porter", "langenbeck our new reg",
 * "Ning (bidan)": what a person is, behind. */
static void
before_role(
    const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i)
{
	static const char *const more[] = {"new", "night", "day", "biomed",
	    "usual", "lead", "theatre", "scrub", "junior", "senior", "agency",
	    "1st", "2nd", "3rd", "baru", "vascular", "cardiac", "echo", "cath",
	    "neuro", "transplant", "robot", "robotics", "device", "float",
	    "travel", "charge", "circulating", NULL};
	static const char *const the[] = {"the", NULL};
	const bool id = lang == SCRUB_ID_ID;
	const bool open = context_sign(t, i + 1, '(');
	bool comma = false, told = false;
	size_t at = i + 1;

	if (context_sign(t, at, ',')) {
		if (!t->token[i].sentence_start &&
		    t->token[i].letter_case != CASE_TITLE)
			return;
		at++;
		/* "Rocky, the rep, has it" */
		at += t->token[i].letter_case == CASE_TITLE && !id &&
		      token_one_of(t, at, the) &&
		      token_one_of(t, at + 1, roles_en) &&
		      context_sign(t, at + 2, ',');
		comma = at == i + 3;
	}
	if (open)
		told = (at = over_that_is(t, at + 1)) > i + 2;
	else if (comma)
		; /* past "the" */
	else if (at < t->token_count && token_is(t, &t->token[at], "our"))
		at++;
	else if (at == i + 1 && at < t->token_count && !id &&
		 token_is(t, &t->token[at], "the") &&
		 (t->token[i].letter_case == CASE_TITLE ||
		     (fact[i].kind == FACT_EPONYM &&
			 (t->token[i].sentence_start ||
			     context_sign(t, i - 1, ',')))))
		at++;
	else
		return;
	if (token_one_of(t, at, more))
		at++;
	if (!token_one_of(t, at, id ? roles_id : roles_en))
		return;
	if (open && !context_sign(t, at + 1, ')') &&
	    !context_sign(t, at + 1, ','))
		return;
	if (!context_may_be_called(t, fact, i) &&
	    !((fact[i].kind == FACT_EPONYM ||
		  (told && t->token[i].letter_case == CASE_TITLE &&
		      !(t->token[i].words & PLAIN))) &&
		fact[i].open && !fact[i].gone && !fact[i].sure &&
		fact[i].cues == 0))
		return;
	/* "don't hector the student" */
	if (i > 0 && (fact[i - 1].cues & (CUE_NOT | CUE_MODAL | CUE_TO) ||
			 token_is(t, &t->token[i - 1], "t")))
		return;
	context_take(fact, i, "behind-title", 70);
}

/* "Rosa is the mother here", "chase was my patient", "bone is the reg": what
 * only persons are, and nothing of theirs. */
static void
is_someone(const struct text *t, struct fact *fact, size_t i)
{
	FEW(who, "anaesthetist", "anesthetist", "anesthesiologist",
	    "circulator", "fellow", "intern", "midwife", "oda", "odp", "porter",
	    "reg", "registrar", "rep", "resident", "sho", "surgeon");
	static const char *const chiefs[] = {
	    "boss", "chief", "guest", "lead", "case", "day", NULL};
	const size_t what = i + 3;

	if (what >= t->token_count || !fact[i].open || fact[i].sure ||
	    !(t->token[i].words & PERSON) || !(fact[i + 1].cues & CUE_IS) ||
	    !(fact[i + 2].cues & (CUE_THE | CUE_MY)) ||
	    !(fact[what].cues & (CUE_KIN | CUE_PATIENT) ||
		(t->token[i].words & (WORD_FORENAME | WORD_STRONG) &&
		    !token_one_of(t, i, chiefs) && fact[i].cues == 0 &&
		    token_few(t, what, &who))) ||
	    context_sign(t, what + 1, '\'') || context_sign(t, what + 1, '-'))
		return;
	if (i == 0 || !(fact[i - 1].cues & (CUE_THE | CUE_MY | CUE_OF)))
		context_take(fact, i, "behind-title", 70);
}

/* "kata bagus, simpul 5": who says it. */
static void
behind_kata(const struct text *t, struct fact *fact, size_t i)
{
	/* a password, a keyword, a word */
	static const char *const words[] = {
	    "sandi", "kunci", "benda", "pengantar", "kasar", "sifat", NULL};
	const size_t at = i + 1;

	if (token_one_of(t, at, words))
		return;
	if (!token_is(t, &t->token[i], "kata") || at >= t->token_count ||
	    !t->token[at].space_before || !context_may_be_called(t, fact, at))
		return;
	context_take(fact, at, "word-as-name", 70);
}

/* Services, professions, machines: two capitals that nobody is called. */
FEW(services, "ab", "an", "bb", "bp", "ca", "cn", "co", "cs", "ct", "cv", "dn",
    "ed", "ep", "er", "gi", "gp", "gs", "gu", "hd", "ho", "hr", "ib", "ic",
    "id", "im", "ip", "ir", "it", "iv", "la", "md", "mo", "mr", "ms", "nm",
    "np", "nr", "ns", "ob", "ok", "om", "on", "op", "or", "os", "ot", "pa",
    "pc", "pe", "pg", "pi", "po", "pt", "qa", "qc", "rd", "rn", "rp", "rr",
    "rt", "sn", "st", "sw", "th", "tv", "uk", "us", "vp", "vs", "we", "xr");

static bool
is_two(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->kind == TOKEN_WORD &&
	       w->letter_case == CASE_UPPER && w->end - w->begin == 2 &&
	       fact[i].kind >= FACT_UNKNOWN && !fact[i].gone &&
	       !token_few(t, i, &services);
}

/* "CK wants the knife", "TC has gone to get it": nothing else would. */
static void
letters_want(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const does[] = {"wants", "wanted", "asks", "asked",
	    "thinks", "says", "said", "reckons", "borrowed", "phoned", "rang",
	    "forgot", "promised", "swears", "insists", "hates", "prefers",
	    "scrubbed", "scrubbing", "knows", "brought", NULL};
	static const char *const has[] = {"has", "is", NULL};
	static const char *const gone[] = {
	    "gone", "scrubbed", "scrubbing", "asking", "asked", NULL};
	const size_t next = i + 1;

	if (!is_two(t, fact, i) ||
	    !(t->token[i].sentence_start ||
		(i > 0 && fact[i - 1].cues & (CUE_BUT | CUE_AND))) ||
	    next >= t->token_count || !t->token[next].space_before)
		return;
	if (token_one_of(t, next, does) ||
	    (token_one_of(t, next, has) && token_one_of(t, next + 1, gone)))
		context_take(fact, i, "initials", 75);
}

/* "d/w GB re rate", "closed by KM at 18:05", "as per JT", "signed ML" */
static void
letters_by(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const done[] = {"seen", "closed", "done", "opened",
	    "signed", "checked", "reviewed", "consented", "marked", "over",
	    "clinic", "assisted", "sited", "placed", "inserted", "op", NULL};
	static const char *const when[] = {"at", "on", "this", "today", "re",
	    "about", "in", "and", "then", NULL};
	const size_t next = i + 1;

	if (i == 0 || !is_two(t, fact, i) || !t->token[i].space_before)
		return;
	if (!ends(t, next) && !token_one_of(t, next, when))
		return;
	if ((i > 2 && token_is(t, &t->token[i - 1], "w") &&
		context_sign(t, i - 2, '/') &&
		token_is(t, &t->token[i - 3], "d")) ||
	    (i > 1 && token_is(t, &t->token[i - 1], "by") &&
		token_one_of(t, i - 2, done)) ||
	    (i > 1 && token_is(t, &t->token[i - 1], "per") &&
		token_is(t, &t->token[i - 2], "as")) ||
	    token_is(t, &t->token[i - 1], "signed") ||
	    token_is(t, &t->token[i - 1], "thanks"))
		context_take(fact, i, "initials", 70);
}

/* "The Hendersons are both in", "told the Patels": a family, where what is
 * called after somebody does nothing that only people do. */
static void
is_family(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const told[] = {"tell", "told", "ask", "asked",
	    "update", "updated", "met", "rang", "phoned", NULL};
	static const char *const act[] = {"want", "know", "asked", "ask",
	    "agree", "agreed", "called", "think", "said", "say", "decided",
	    "live", "arrived", "left", "refused", "wanted", NULL};
	static const char *const be[] = {
	    "are", "were", "have", "both", "family", NULL};
	/* no instrument does: "the Murphys are outside" */
	static const char *const where[] = {
	    "outside", "waiting", "asking", "worried", "downstairs", NULL};
	const struct token *w = &t->token[i];
	const uint32_t len = w->end - w->begin;
	/* "the O'Sheas": past the O' */
	const size_t first = i > 2 && context_sign(t, i - 1, '\'') &&
				     token_is(t, &t->token[i - 2], "o") &&
				     context_glued(t, i - 1) &&
				     context_glued(t, i)
				 ? i - 2
				 : i;
	uint16_t stem;
	bool person;

	if (first == 0 || i + 1 >= t->token_count || len < 5 || fact[i].sure ||
	    !context_large(t, i) || w->letter_case == CASE_UPPER ||
	    t->fold[w->end - 1] != 's' ||
	    !token_is(t, &t->token[first - 1], "the"))
		return;
	stem = words_find(SCRUB_EN, t->fold + w->begin, len - 1);
	person = (first > 1 && token_one_of(t, first - 2, told)) ||
		 (token_one_of(t, i + 1, be) && token_one_of(t, i + 2, where));
	if (!(stem & WORD_SURNAME) || (stem & PLAIN && !person && first == i))
		return;
	if (token_one_of(t, i + 1, act) || person ||
	    ((first < i || !((stem | w->words) & WORD_EPONYM)) &&
		token_one_of(t, i + 1, be)))
		context_take(fact, i, "word-as-name", 75);
}

/* "GI fellow Reyes": a service before who is of it. */
static void
service_stays(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const more[] = {
	    "attending", "team", "consult", "suite", "nurse", NULL};

	if (token_few(t, i, &services) && fact[i].kind >= FACT_UNKNOWN &&
	    !fact[i].gone &&
	    (token_one_of(t, i + 1, roles_en) || token_one_of(t, i + 1, more)))
		context_stay(fact, i);
}

/* "pt JT coded", "pt KL is awake": what only the patient does. */
static void
letters_of_patient(const struct text *t, struct fact *fact, size_t i)
{
	FEW(not_two, "bm", "ef", "et", "ga", "lv", "ng", "og", "rv", "uo");
	FEW(does, "arrested", "arrived", "arrives", "asks", "awake", "bled",
	    "bucked", "bucking", "came", "coded", "codes", "coding",
	    "consented", "coughed", "coughing", "coughs", "crashed", "crashing",
	    "cried", "crying", "desats", "desatted", "desatting", "extubated",
	    "intubated", "moved", "moving", "refused", "refuses", "said",
	    "says", "seized", "seizing", "shivering", "vomited", "wakes",
	    "waking", "walked", "wants", "went", "woke");
	FEW(state, "awake", "asleep", "ready", "here", "back", "next", "coding",
	    "crashing", "extubated", "intubated", "waking", "moving");
	static const char *const is[] = {"is", "was", "now", NULL};

	if (i == 0 || !is_two(t, fact, i) ||
	    !(fact[i - 1].cues & CUE_PATIENT) || token_few(t, i, &not_two))
		return;
	if (token_few(t, i + 1, &does) ||
	    (token_one_of(t, i + 1, is) && token_few(t, i + 2, &state)))
		context_take(fact, i, "initials", 75);
}

void
context_asked(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	const bool en = lang == SCRUB_EN;

	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		const struct token *w = &t->token[i];

		if (en && (&fact[i])[1].kind == FACT_EPONYM)
			dealt_with(t, fact, i);
		if (w->end - w->begin < 2)
			continue;
		if (en && w->letter_case == CASE_UPPER &&
		    w->end - w->begin == 2 &&
		    !(t->all_caps && w->words & WORD_FREQUENT))
			letters_by(t, fact, i);
		if (en && !t->all_caps && w->letter_case == CASE_UPPER &&
		    w->end - w->begin == 2) {
			letters_want(t, fact, i);
			letters_of_patient(t, fact, i);
			service_stays(t, fact, i);
		}
		if (en && w->cues & CUE_TELL)
			is_asked(t, fact, i);
		if (en && !t->all_caps)
			is_family(t, fact, i);
		if (!en && w->end - w->begin == 4)
			behind_kata(t, fact, i);
		if (fact[i].kind < FACT_NAME || fact[i].gone) {
			if (en && context_sign(t, i + 1, '('))
				before_role(t, lang, fact, i);
			continue;
		}
		if (!en)
			is_called(t, fact, i);
		if (en) {
			context_called(t, fact, i);
			has_own(t, fact, i);
			is_someone(t, fact, i);
		}
		before_role(t, lang, fact, i);
	}
}
