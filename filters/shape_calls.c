/* SPDX-License-Identifier: MIT */
#include "shape_call.h"

/*
 * Telephones of a house: "local 2316", "x406", "ring 2-4-2", "aiphone 12",
 * "porters on 5-1-1-6", "bleep is 113, not 131". So few digits are a telephone
 * because of the word before them.
 */

#define AGAIN 14u /* lexemes to the next one of the same list */
#define WINDOW 6u /* lexemes that say what "on 305" is */

/* --- the word before ------------------------------------------------------ */

enum cue {
	CUE_NONE,
	CUE_LOOSE,  /* try, via, line: means other things, too */
	CUE_CALL,   /* ring, dial, hubungi */
	CUE_DEVICE, /* bleep, aiphone: the word means nothing else */
	CUE_LOCAL   /* as in Canada, Jamaica, the Philippines */
};

static enum cue
cue_of(const struct lexemes *l, size_t i)
{
	FEW(device, "aiphone", "cug", "pesawat", "psw", "intercom", "interkom",
	    "voip", "dect", "vocera", "spectralink", "voalte", "cisco", "ascom",
	    "bip", "bleep", "bleeps", "pager", "pagers", "beeper", "hotline",
	    "pgr", "handset", "extn", "ext", "ex", "extensi", "ekstensi",
	    "extension", "extensions", "ekst", "ekstension", "extention");
	FEW(call, "ring", "call", "dial", "phone", "fone", "telephone", "tel",
	    "telp", "bel", "hub", "hubungi", "telepon", "telpon", "tlp",
	    "ketik", "panggil", "beep", "page", "dialling", "dialing",
	    "ringing", "phoning", "dials", "calls", "sambungan", "pencet",
	    "tekan", "text");
	FEW(loose, "try", "tried", "via", "line", "reach", "contact", "kontak",
	    "lapor", "speed", "satpam", "called", "rang", "dialled", "dialed",
	    "phoned", "switchboard", "use");

	if (l->at[i].kind == LEX_END || l->at[i].digits || lexeme_standin(l, i))
		return CUE_NONE;
	if (lexeme_is(l, i, "dial") && lexeme_is(l, i - 1, "speed"))
		return CUE_DEVICE;
	if (lexeme_is(l, i, "ex"))
		return lexeme_punct(l, i + 1, '.') ? CUE_DEVICE : CUE_NONE;
	if (lexeme_is(l, i, "local"))
		return CUE_LOCAL;
	if (lexeme_few(l, i, &device))
		return CUE_DEVICE;
	if (lexeme_few(l, i, &call))
		return CUE_CALL;
	return lexeme_few(l, i, &loose) ? CUE_LOOSE : CUE_NONE;
}

/* "call me back on", "bleep is now", "pager no.": words between. */
static bool
is_joint(const struct lexemes *l, size_t i)
{
	FEW(joint, "me", "us", "him", "her", "them", "back", "on", "at", "is",
	    "the", "no", "no.", "number", "now", "again", "direct", "ke", "di",
	    "nomor", "nomer", "s", "was", "to", "only", "yes", "are",
	    "straight", "either", "sekarang", "nya", "skrg", "saya", "sy",
	    "kami", "aja", "star", "bintang");

	if (l->at[i].kind == LEX_PUNCT)
		return lexeme_punct(l, i, ':') || lexeme_punct(l, i, '#') ||
		       lexeme_punct(l, i, '*') || lexeme_punct(l, i, '=') ||
		       lexeme_punct(l, i, '\'') || lexeme_punct(l, i, '.');
	return lexeme_few(l, i, &joint);
}

/* The cue before i with small words between; *at: where it stands. */
static enum cue
cue_before(const struct lexemes *l, size_t i, size_t *at)
{
	for (unsigned far = 0; far < 4 && i-- > 0; far++) {
		enum cue cue = cue_of(l, i);

		if (l->at[i + 1].gap > 1)
			return CUE_NONE;
		if (cue == CUE_NONE) {
			if (!is_joint(l, i))
				return CUE_NONE;
			continue;
		}
		*at = i;
		return cue;
	}
	return CUE_NONE;
}

/* "please ring 313", but "Ilizarov ring 180". */
static bool
is_verb(const struct lexemes *l, size_t i)
{
	static const char *const noun[] = {"the", "a", "an", "of", "in", "for",
	    "with", "our", "my", "on", "at", NULL};
	const struct lexeme *x = &l->at[i - 1];

	return x->kind == LEX_END || l->at[i].gap > 1 ||
	       (x->kind == LEX_PUNCT && !lexeme_punct(l, i - 1, '-')) ||
	       ((x->kind == LEX_FUNC || x->kind == LEX_PREP) &&
		   l->lang != SCRUB_ID_ID && !lexeme_in(l, i - 1, noun));
}

/* "on call 1930", "first call 0800": a time; "annuloplasty ring 28". */
static bool
means_other(const struct lexemes *l, size_t cue, size_t i)
{
	static const char *const shift[] = {"on", "first", "last", "next",
	    "wake", "roll", "second", "oncall", NULL};
	static const char *const valve[] = {"mitral", "tricuspid", "valve",
	    "annuloplasty", "physio", "mr", "tr", "repair", "sizer", "sized",
	    "size", "carpentier", "band", "annulus", "semirigid", "leaflet",
	    "o", "pessary", "mvr", "tvr", "mv", "tv", "gastric", "abscess",
	    NULL};
	static const char *const page[] = {"on", "see", "catalogue", "manual",
	    "atlas", "guide", "of", "the", NULL};

	if (lexeme_is(l, cue, "call") || lexeme_is(l, cue, "calls"))
		return (lexeme_in(l, cue - 1, shift) ||
			   lexeme_punct(l, cue - 1, '-') ||
			   lexeme_is(l, i - 1, "at")) &&
		       (lexeme_clock(l, i) || l->at[i].digits < 3);
	if (lexeme_is(l, cue, "page"))
		return lexeme_in(l, cue - 1, page) || l->at[i].digits < 3 ||
		       l->at[cue - 1].kind == LEX_MODEL;
	if (!lexeme_is(l, cue, "ring"))
		return lexeme_clock(l, i) && lexeme_is(l, i - 1, "at");
	/* In Indonesian a ring is worn, or sewn to a valve. */
	if ((l->lang == SCRUB_ID_ID || !is_verb(l, cue)) && l->at[i].digits < 4)
		return true;
	for (size_t k = cue > 6 ? cue - 6 : 0;
	     k < cue + 8 && (k <= cue || l->at[k - 1].kind != LEX_END); k++)
		if (lexeme_in(l, k, valve))
			return true;
	return lexeme_clock(l, i) && lexeme_is(l, i - 1, "at");
}

static bool
behind_cue(const struct lexemes *l, size_t i, const struct dialled *n)
{
	static const char *const drug[] = {"lidocaine", "lignocaine",
	    "marcaine", "bupivacaine", "ropivacaine", "infiltration", "given",
	    "in", "mls", "anaesthetic", "anesthetic", "used", NULL};
	const struct lexeme *x = &l->at[i];
	size_t at = i;
	enum cue cue = cue_before(l, i, &at);
	bool round = !n->parted && x->value % 50 == 0;

	if (cue == CUE_NONE || shape_call_measures(l, n->last) ||
	    means_other(l, at, i))
		return false;
	if (n->digits < 3 && !n->parted && lexeme_is(l, i - 1, "at"))
		return false;
	switch (cue) {
	case CUE_LOCAL:
		return n->digits > 2 && at == i - 1 &&
		       !lexeme_in(l, n->last + 1, drug) &&
		       (n->digits > 3 || !round);
	case CUE_DEVICE:
		if (l->at[at].kind == LEX_CUE_EXT && n->digits < 3)
			return false; /* over_extension() knows knees */
		if (lexeme_is(l, at, "hotline") && n->digits < 3)
			return false; /* it warms fluids */
		return n->digits > 2 ||
		       (n->digits == 2 &&
			   (shape_call_ends(l, n->last) || at + 1 == i));
	case CUE_CALL:
		return n->single || n->parted || n->digits > 3 ||
		       (n->digits == 3 &&
			   (!round || shape_call_ends(l, n->last))) ||
		       (n->digits == 2 && shape_call_ends(l, n->last) &&
			   !round && !lexeme_is(l, at, "page") &&
			   !lexeme_is(l, at, "text") &&
			   !lexeme_is(l, at, "tekan") &&
			   !lexeme_is(l, i - 1, "is"));
	case CUE_LOOSE:
		if (lexeme_is(l, at, "use"))
			return n->single && x->kind == LEX_INT &&
			       shape_call_ends(l, n->last);
		return n->single ||
		       (n->digits > 3 && !round && !lexeme_clock(l, i));
	case CUE_NONE:
		break;
	}
	return false;
}

/* --- "on 305" ------------------------------------------------------------- */

/* "porters on 5116", "blood bank on 305", "you get CT on 305". */
static bool
is_reached_on(const struct lexemes *l, size_t i, const struct dialled *n)
{
	static const char *const who[] = {"clerk", "reg", "registrar", "desk",
	    "lab", "bank", "porter", "porters", "switch", "consultant",
	    "security", "pharmacy", "odp", "coordinator", "scrub", "nurse",
	    "matron", "haematologist", "haematology", "microbiology", "micro",
	    "biochem", "reception", "receptionist", "recovery", "pacu",
	    "radiology", "radiographer", "ct", "mri", "perfusion",
	    "perfusionist", "sho", "fellow", "intern", "resident", "attending",
	    "runner", "estates", "domestics", "bedmanager", "manager", "site",
	    "anaesthetist", "tech", "technician", "pathologist", "pathology",
	    "interpreter", "chaplain", "mortuary", "csd", "cssd", "itu", "icu",
	    "helpdesk", "it", NULL};
	static const char *const speak[] = {"answers", "answer", "answering",
	    "picks", "pick", "ring", "call", "phone", "dial", "bleep", "page",
	    "contact", "text", "hubungi", "telp", "panggil", NULL};
	/* Sats are reached on 28, too. */
	static const char *const meet[] = {"reach", "reached", "reachable",
	    "find", "get", "got", "catch", "try", "available", "shout", "ask",
	    NULL};

	if (!lexeme_is(l, i - 1, "on") || shape_call_measures(l, n->last) ||
	    !shape_call_ends(l, n->last) || lexeme_clock(l, i))
		return false;
	if (lexeme_in(l, i - 2, who) && (n->digits > 2 || n->single))
		return n->single || n->parted || n->digits > 3 ||
		       l->at[i].value % 10;
	if (lexeme_is(l, i - 2, "m") && lexeme_is(l, i - 4, "i") &&
	    n->digits > 2)
		return true;
	for (size_t k = i - 2; k + WINDOW > i && l->at[k].kind != LEX_END &&
			       l->at[k].kind != LEX_PUNCT;
	     k--)
		if (lexeme_in(l, k, speak))
			return n->digits > 2 || n->single ||
			       l->at[i].value % 10;
		else if (lexeme_in(l, k, meet))
			return n->single ||
			       (n->digits > 2 && l->at[i].value % 10);
	return false;
}

/* "the number is 6671", "nomor saya 5541", "di #118". */
static bool
is_told(const struct lexemes *l, size_t i, const struct dialled *n)
{
	static const char *const nomor[] = {"nomor", "nomer", "no", NULL};
	const struct lexeme *of = &l->at[i - 3];

	if (lexeme_is(l, i - 1, "saya") && lexeme_in(l, i - 2, nomor))
		return n->digits == 4 && !lexeme_clock(l, i);
	if (shape_call_measures(l, n->last) || !shape_call_ends(l, n->last))
		return false;
	if (lexeme_punct(l, i - 1, '#') && !l->at[i].gap && n->digits > 2)
		return lexeme_is(l, i - 2, "di") || lexeme_is(l, i - 2, "on") ||
		       lexeme_is(l, i - 2, "at");
	return lexeme_is(l, i - 1, "is") && lexeme_is(l, i - 2, "number") &&
	       n->digits == 4 && l->at[i].value % 50 != 0 &&
	       (of->kind == LEX_FUNC || lexeme_is(l, i - 3, "s") ||
		   lexeme_is(l, i - 3, "new"));
}

/* "ask for line 6", "pick up line 2, it's micro". */
static bool
is_line(const struct lexemes *l, size_t i, const struct dialled *n)
{
	return lexeme_is(l, i - 1, "line") && n->digits < 3 && n->last == i &&
	       ((lexeme_is(l, i - 2, "up") &&
		    (lexeme_is(l, i - 3, "pick") ||
			lexeme_is(l, i - 3, "picks"))) ||
		   (lexeme_is(l, i - 2, "for") &&
		       lexeme_is(l, i - 3, "ask"))) &&
	       shape_call_ends(l, i) && !shape_call_measures(l, i);
}

/* --- what stands behind --------------------------------------------------- */

/* "4-4-0-9 rings out", "1-7-7's the lab". */
static bool
before_cue(const struct lexemes *l, const struct dialled *n)
{
	static const char *const behind[] = {"rings", "answers", "is", "broken",
	    "engaged", "busy", "picks", NULL};
	size_t next = n->last + 1;

	if (!n->single || n->digits < 3)
		return false;
	if (lexeme_punct(l, next, '\'') && lexeme_is(l, next + 1, "s"))
		return true;
	return n->digits > 3 && lexeme_in(l, next, behind);
}

/* --- the next of a list --------------------------------------------------- */

struct earlier {
	size_t first, last; /* last 0: none */
	unsigned digits;
	bool x;
};

/* How many digits of two lexemes of the same length differ; sum: do they have
 * the same digits? */
static unsigned
differ(const struct lexemes *l, size_t a, size_t b, bool *same)
{
	const char *s = l->t->fold + l->at[a].begin;
	const char *z = l->t->fold + l->at[b].begin;
	unsigned count = 0;
	int of[10] = {0};

	*same = true;
	for (unsigned k = 0; k < l->at[a].digits; k++) {
		count += s[k] != z[k];
		of[s[k] - '0']++;
		of[z[k] - '0']--;
	}
	for (unsigned k = 0; k < 10; k++)
		*same &= of[k] == 0;
	return count;
}

/* "113, not 131", "ring 83 or 84", "4052 is the ODP, 4053 the reg". */
static bool
is_next(const struct lexemes *l, size_t i, const struct earlier *e)
{
	static const char *const between[] = {
	    "or", "not", "atau", "bukan", "then", "and", "dan", "on", NULL};
	static const char *const x_between[] = {"or", "not", "use", "and",
	    "then", "s", "atau", ",", "laundry", "gizi", "try", NULL};
	const struct lexeme *x = &l->at[i];
	unsigned count;
	bool same;

	if (!e->last || i > e->last + AGAIN || x->taken ||
	    shape_call_measures(l, i))
		return false;
	if (e->x)
		return x->kind == LEX_TIMES && l->t->fold[x->begin] == 'x' &&
		       (lexeme_in(l, i - 1, x_between) ||
			   lexeme_punct(l, i - 1, ',') ||
			   (shape_call_listed(l, i, i)));
	if (x->kind != LEX_INT || x->digits != e->digits || x->digits < 2 ||
	    l->at[e->first].kind != LEX_INT || e->first != e->last ||
	    l->at[i - 1].kind == LEX_VITAL || l->at[i - 1].kind == LEX_UNIT)
		return false;
	count = differ(l, e->first, i, &same);
	if (!count || lexeme_in(l, i - 1, between))
		return !lexeme_clock(l, i) &&
		       (i < e->last + 4 || x->digits > 2 ||
			   lexeme_is(l, i - 2, "not"));
	/* "bleep 1184, 7720." */
	if (x->digits > 3 && i == e->last + 2 && lexeme_punct(l, i - 1, ',') &&
	    shape_call_ends(l, i) && !lexeme_clock(l, i) && x->value % 50 != 0)
		return true;
	return x->digits > 2 && (count == 1 || same);
}

/* --- all of it ------------------------------------------------------------ */

static size_t
find_call(const struct lexemes *l, size_t i, size_t *first)
{
	struct dialled n;
	size_t last = shape_call_x(l, i);

	*first = i;
	if (last >= i && last < l->count)
		return last;
	if (!shape_call_read(l, i, &n))
		return i - 1;
	if (behind_cue(l, i, &n)) {
		if (lexeme_is(l, i - 1, "local"))
			*first = i - 1;
		return n.last;
	}
	if (is_line(l, i, &n)) {
		*first = i - 1;
		return i;
	}
	if (is_told(l, i, &n) || is_reached_on(l, i, &n) || before_cue(l, &n))
		return n.last;
	return i - 1;
}

void
shape_calls(struct lexemes *l)
{
	struct earlier e = {0};

	for (size_t i = 0; (i = lexeme_next(l, i, MAY_PHONE)) < l->count; i++) {
		size_t first = i, last;

		if (l->at[i].taken) {
			if (l->at[i].kind == LEX_INT &&
			    l->at[i - 1].kind == LEX_CUE_EXT)
				e = (struct earlier){
				    i, i, l->at[i].digits, false};
			continue;
		}
		if (is_next(l, i, &e))
			last = i;
		else
			last = find_call(l, i, &first);
		if (last + 1 == i)
			continue;
		shape_found(l, first, last, SCRUB_PHONE, "phone-house", 80);
		e = (struct earlier){i, last, l->at[i].digits,
		    l->t->fold[l->at[i].begin] == 'x'};
		i = last;
	}
}
