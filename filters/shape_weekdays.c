/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Weekdays and holidays by name. */

static const char *const articles[] = {"a", "an", NULL};

static bool
minggu_is_sunday(const struct lexemes *l, size_t i)
{
	static const char *const before[] = {
	    "hari", "hr", "malam", "malem", "mlm", NULL};
	static const char *const from[] = {"sejak", "dari", "sampai", NULL};
	static const char *const joint[] = {"atau", "dan", "sampai", NULL};
	enum lexeme_kind next = l->at[i + 1].kind;
	size_t other =
	    i - 1 -
	    (lexeme_in(l, i - 1, joint) || lexeme_punct(l, i - 1, '-') ||
		lexeme_punct(l, i - 1, '/'));

	if (l->at[i - 1].digits || l->at[i - 1].kind == LEX_NUM ||
	    lexeme_is(l, i + 1, "ke"))
		return false; /* weeks, "minggu ke-37" */
	if (next == LEX_REL)
		return lexeme_in(l, i - 1, before);
	if ((l->at[other].kind == LEX_WEEKDAY && l->at[other].taken) ||
	    (lexeme_is(l, i + 1, "dini") && lexeme_is(l, i + 2, "hari")) ||
	    (lexeme_in(l, i - 1, from) &&
		(next == LEX_END || next == LEX_PUNCT)))
		return true;
	return lexeme_in(l, i - 1, before) || next == LEX_DAY_PART ||
	       next == LEX_DATE || lexeme_punct(l, i + 1, ',') ||
	       (lexeme_title(l, i) && !l->t->all_caps &&
		   l->at[i - 1].kind != LEX_END &&
		   !lexeme_punct(l, i - 1, '.'));
}

/* "sat" is mostly a saturation, a satellite, or what somebody did. */
static bool
sat_is_saturday(const struct lexemes *l, size_t i)
{
	static const char *const by[] = {
	    "phone", "link", "nav", "dish", "trace", "probe", NULL};
	static const char *const before[] = {"on", "since", "last", "next",
	    "this", "by", "until", "till", "from", "every", "coming", "past",
	    "for", "before", "after", "fri", "each", NULL};
	const struct lexeme *next = &l->at[i + 1], *last = &l->at[i - 1];
	bool inside = last->kind != LEX_END && !lexeme_punct(l, i - 1, '.') &&
		      l->at[i].gap < 2;

	if (lexeme_clock(l, i + 1))
		return true; /* "sat 0900" */
	if ((l->lang == SCRUB_ID_ID && !lexeme_title(l, i) && !last->taken) ||
	    lexeme_in(l, i + 1, by) || lexeme_punct(l, i + 1, '>') ||
	    lexeme_punct(l, i + 1, '<') || lexeme_punct(l, i + 1, '='))
		return false; /* "as long as sat > 94"; Sabtu is not cut so */
	if (((lexeme_is(l, i + 1, "wk") || lexeme_is(l, i + 1, "week")) &&
		(l->at[i + 2].kind == LEX_PUNCT ||
		    l->at[i + 2].kind == LEX_END)) ||
	    ((lexeme_is(l, i - 1, "or") || lexeme_is(l, i - 1, "and")) &&
		l->at[i - 2].taken))
		return true; /* "clinic sat wk" */
	if (lexeme_title(l, i) && !l->t->all_caps && inside &&
	    ((lexeme_is(l, i + 1, "at") &&
		 (lexeme_is(l, i + 2, "noon") ||
		     l->at[i + 2].kind == LEX_TIME ||
		     l->at[i + 2].kind == LEX_DAY_PART)) ||
		(lexeme_is(l, i + 1, "is") && lexeme_is(l, i + 2, "in"))))
		return true; /* "lands Sat at noon" */
	if (next->kind == LEX_INT || next->kind == LEX_DECIMAL ||
	    next->kind == LEX_PREP || lexeme_punct(l, i + 1, '%'))
		return last->taken;
	if (lexeme_in(l, i - 1, before) || last->taken)
		return true;
	if (lexeme_title(l, i) && !l->t->all_caps && inside)
		return next->kind != LEX_FUNC || lexeme_is(l, i + 1, "if");
	return (next->kind == LEX_PUNCT || next->kind == LEX_END) && inside &&
	       last->kind == LEX_WORD;
}

/* What there is of the sun. */
static const char *const shines[] = {"protection", "damage", "damaged",
    "exposure", "burn", "burns", "cream", "screen", "hat", "light", "shining",
    "shines", "setting", "sets", "rises", "glare", NULL};

bool
date_weekday_for_sure(const struct lexemes *l, size_t i)
{
	const struct lexeme *next = &l->at[i + 1];
	bool article =
	    lexeme_is(l, i - 1, "the") || lexeme_in(l, i - 1, articles);

	if (l->at[i].kind == LEX_WEEKDAY)
		return !(
		    lexeme_is(l, i, "sunday") && lexeme_is(l, i + 1, "best"));
	if (lexeme_is(l, i, "sats") ||
	    (lexeme_is(l, i, "sun") && lexeme_in(l, i + 1, shines)))
		return false;
	if (lexeme_is(l, i, "minggu"))
		return minggu_is_sunday(l, i);
	if (lexeme_is(l, i, "setu")) /* Javanese; a lake */
		return next->kind == LEX_DAY_PART ||
		       next->kind == LEX_PASARAN || next->kind == LEX_REL;
	if (date_is_month(l->at[i + 2].kind) || next->kind == LEX_FRACTION ||
	    next->kind == LEX_DAY_PART || next->kind == LEX_TIME ||
	    next->kind == LEX_ORDINAL || next->kind == LEX_DATE ||
	    next->kind == LEX_WEEKDAY || lexeme_is(l, i + 1, "list") ||
	    (lexeme_punct(l, i + 1, '.') && lexeme_title(l, i) &&
		l->at[i + 2].kind == LEX_FRACTION))
		return true; /* "Sun. 11/22" */
	if (next->kind == LEX_PUNCT || lexeme_is(l, i + 1, "to"))
		if (l->at[i + 2].kind == LEX_WEEKDAY ||
		    l->at[i + 2].kind == LEX_WEEKDAY_MAYBE)
			return true;
	if (lexeme_is(l, i, "sat"))
		return sat_is_saturday(l, i);
	if (lexeme_is(l, i - 1, "since") || lexeme_is(l, i - 1, "until"))
		return true; /* "no meds since sun." */
	return !article && !(lexeme_punct(l, i + 1, '\'') && !next->gap) &&
	       !lexeme_punct(l, i + 1, '.') && next->kind != LEX_INT;
}

/* What says which of the weekdays it is behind it: "depan", "minggu depan",
 * "pekan lalu", "dua pekan lalu", "kedua"; the last lexeme. */
static size_t
over_which(const struct lexemes *l, size_t last)
{
	static const char *const which[] = {"depan", "dpn", "lalu", "kemarin",
	    "kemaren", "kmrn", "kmaren", "ini", "besok", "lusa", "esok",
	    "mendatang", "last", NULL};
	static const char *const week[] = {"minggu", "pekan", "mgg", NULL};
	static const char *const nth[] = {"pertama", "kedua", "ketiga",
	    "keempat", "terakhir", "ke-1", "ke-2", "ke-3", "ke-4", NULL};
	const enum lexeme_kind behind = l->at[last + 2].kind;

	if (lexeme_in(l, last + 1, week) && lexeme_in(l, last + 2, which))
		return last + 2;
	if (l->at[last + 1].kind == LEX_NUM && lexeme_in(l, last + 2, week) &&
	    lexeme_in(l, last + 3, which))
		return last + 3;
	if (lexeme_is(l, last + 1, "last") && behind != LEX_PUNCT &&
	    behind != LEX_END)
		return last;
	return last +
	       (lexeme_in(l, last + 1, which) || lexeme_in(l, last + 1, nth));
}

static bool
ends(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_PUNCT || l->at[i].kind == LEX_END ||
	       lexeme_is(l, i, "for") || lexeme_is(l, i, "at") ||
	       lexeme_is(l, i, "then");
}

/* "Thursday week", "friday wk", "tue wk 12", "Wed fortnight", "Tuesday gone",
 * "the Monday before last", "the thurs after": the last lexeme. */
static size_t
over_week(const struct lexemes *l, size_t first, size_t last)
{
	bool the = lexeme_is(l, first, "the") || lexeme_is(l, first - 1, "the");
	size_t i = last + 1;

	if (lexeme_is(l, i, "fortnight"))
		return i;
	if (lexeme_is(l, i, "week") || lexeme_is(l, i, "wk")) {
		FEW(goes_on, "as", "because", "bc", "cos", "if", "instead",
		    "latest", "please", "pls", "since", "then", "unless",
		    "when");

		if (ends(l, i + 1) || lexeme_few(l, i + 1, &goes_on))
			return i;
		return l->at[i + 1].kind == LEX_INT && l->at[i + 1].value &&
			       l->at[i + 1].value <= 53 &&
			       !lexeme_unit(l, i + 2)
			   ? i + 1
			   : last;
	}
	if (lexeme_is(l, i, "before") && lexeme_is(l, i + 1, "last"))
		return i + 1;
	if (lexeme_is(l, i, "just"))
		i++;
	if ((lexeme_is(l, i, "gone") || lexeme_is(l, i, "past")) &&
	    (ends(l, i + 1) || l->at[i + 1].kind == LEX_PERSON ||
		l->at[i + 1].kind == LEX_FUNC))
		return i;
	return the && lexeme_is(l, last + 1, "after") && ends(l, last + 2)
		   ? last + 1
		   : last;
}

/* Is the number behind the weekday at i its day: "Sabtu 28", "friday 13 but"?
 */
static bool
is_its_day(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i + 1], *next = &l->at[i + 2];

	if (l->at[i].kind != LEX_WEEKDAY || x->kind != LEX_INT || x->gap != 1 ||
	    x->value >= 32 || lexeme_unit(l, i + 2))
		return false;
	return x->value > 24 ||
	       (x->value > 12 &&
		   (next->kind == LEX_END ||
		       (next->kind == LEX_PUNCT &&
			   (next->value == ',' || next->value == '.') &&
			   !l->at[i + 3].digits) ||
		       next->kind == LEX_PREP || next->kind == LEX_FUNC));
}

/* "2nd/4th Wed", "1st and 3rd Monday", "lusa, hari Kamis": the first lexeme. */
static size_t
over_nth_before(const struct lexemes *l, size_t first)
{
	size_t hari = first - lexeme_is(l, first - 1, "hari");
	size_t lusa = hari - 1 - lexeme_punct(l, hari - 1, ',');

	if (lexeme_is(l, lusa, "lusa"))
		return lusa;
	if (l->at[first - 1].kind == LEX_ORDINAL &&
	    (lexeme_punct(l, first - 2, '+') ||
		lexeme_punct(l, first - 2, '/') ||
		lexeme_punct(l, first - 2, '&') ||
		lexeme_is(l, first - 2, "and")) &&
	    l->at[first - 3].kind == LEX_ORDINAL)
		return first - 3;
	return first;
}

/* Indonesian "Senin dan Kamis", "Senin - Kamis": one time. The last lexeme. */
static size_t
over_joined_weekday(const struct lexemes *l, size_t last)
{
	static const char *const joint[] = {
	    "dan", "sampai", "s/d", "sd", "&", NULL};
	const bool joined = lexeme_in(l, last + 1, joint) ||
			    lexeme_punct(l, last + 1, '-') ||
			    lexeme_punct(l, last + 1, '/');

	return l->lang == SCRUB_ID_ID && joined &&
		       l->at[last + 2].kind == LEX_WEEKDAY
		   ? last + 2
		   : last;
}

size_t
date_weekday(struct lexemes *l, size_t i)
{
	static const char *const before[] = {
	    "last", "next", "this", "coming", NULL};
	size_t first = i, last = i, which;
	bool alone = true;

	if (!date_weekday_for_sure(l, i))
		return i;
	if (lexeme_in(l, i - 1, before) || lexeme_is(l, i - 1, "market"))
		first--; /* "market Thursday" */
	else if (l->at[i - 1].kind == LEX_ORDINAL &&
		 (lexeme_is(l, i + 1, "in") || lexeme_is(l, i + 1, "of")) &&
		 date_has_weekdays(l->at[i + 2].kind)) {
		shape_found(l, i - 1, i + 2, SCRUB_DATE, "date-weekday", 92);
		return i + 2;
	}
	if ((lexeme_is(l, i + 1, "after") || lexeme_is(l, i + 1, "before")) &&
	    date_is_feast(l->at[i + 2].kind)) {
		first -= first == i && l->at[i - 1].kind == LEX_ORDINAL;
		shape_found(l, first, i + 2, SCRUB_DATE, "date-weekday", 92);
		return i + 2;
	}
	if (l->at[i + 1].kind == LEX_PASARAN)
		last++;
	which = over_which(l, last);
	if (which != last)
		last = which;
	else if (date_is_day(l, last + 1) && l->at[last + 1].gap == 1 &&
		 (l->at[last + 1].kind == LEX_ORDINAL
			 ? l->at[last + 1].digits ||
			       !date_is_counted(l, last + 1, last + 1)
			 : date_is_month(l->at[last + 2].kind))) {
		last++;
		alone = l->at[last].kind != LEX_ORDINAL;
	} else if (lexeme_is(l, last + 1, "the") &&
		   l->at[last + 2].kind == LEX_ORDINAL) {
		last += 2;
		alone = false;
	}
	if (alone && date_is_month(l->at[last + 1].kind) && last > i)
		return date_month(l, last + 1);
	if (lexeme_is(l, last + 1, "ago") && l->at[i - 1].kind == LEX_NUM) {
		first = i - 1; /* "three Fridays ago" */
		last++;
	} else if (last == i) {
		last = over_week(l, first, i);
		last += last == i && is_its_day(l, i);
	}
	if (first == i)
		first = over_nth_before(l, i);
	if (last == i)
		last = over_joined_weekday(l, i);
	shape_found(l, first, last, SCRUB_DATE, "date-weekday",
	    l->at[i].kind == LEX_WEEKDAY ? 92 : 75);
	return last;
}

/* "2nd day of Eid", "first week of Advent", "eve of Diwali", "day after Ash
 * Wednesday", "hari kedua Lebaran", "H+3 Lebaran", "awal Ramadan": the first
 * lexeme. */
static size_t
over_part_of_holiday(const struct lexemes *l, size_t i)
{
	static const char *const part[] = {"day", "night", "week", "weekend",
	    "sunday", "eve", "morning", "month", "ides", "start", "end", NULL};
	static const char *const nth[] = {
	    "pertama", "kedua", "ketiga", "terakhir", NULL};
	static const char *const when[] = {
	    "pertengahan", "awal", "akhir", "penghujung", NULL};
	bool the = lexeme_is(l, i - 1, "the");
	size_t of = i - 1 - (the && lexeme_is(l, i - 2, "of"));
	size_t nights = of - 1;

	if (lexeme_is(l, of, "of")) {
		if (date_is_day(l, nights) && !l->at[nights].taken &&
		    l->at[nights].kind != LEX_FRACTION)
			return nights; /* "the first of Ramadan" */
		if (!lexeme_in(l, nights, part))
			return i;
		if (l->at[nights - 1].kind == LEX_ORDINAL ||
		    lexeme_is(l, nights - 1, "last"))
			return l->at[nights - 1].taken ? nights : nights - 1;
		return lexeme_is(l, nights, "eve") ? nights : i;
	}
	if ((lexeme_is(l, i - 1, "after") || lexeme_is(l, i - 1, "before")) &&
	    (lexeme_is(l, i - 2, "day") || lexeme_is(l, i - 2, "night")) &&
	    !l->at[i - 3].digits && l->at[i - 3].kind != LEX_NUM)
		return i - 2;
	if (lexeme_in(l, i - 1, nth) && lexeme_is(l, i - 2, "hari"))
		return i - 2;
	if (lexeme_is(l, i - 1, "h-1") || lexeme_is(l, i - 1, "h-2") ||
	    lexeme_is(l, i - 1, "h-3") || lexeme_is(l, i - 1, "h-7") ||
	    lexeme_in(l, i - 1, when))
		return i - 1;
	if (l->at[i - 1].kind == LEX_INT &&
	    (lexeme_punct(l, i - 2, '+') || lexeme_punct(l, i - 2, '-')) &&
	    lexeme_is(l, i - 3, "h"))
		return i - 3;
	return i;
}

/* "Lebaran hari kedua", "natal tahun lalu", "Ramadan 27": the last lexeme. */
static size_t
over_day_of_holiday(const struct lexemes *l, size_t i)
{
	static const char *const nth[] = {"pertama", "kedua", "ketiga",
	    "terakhir", "ke-1", "ke-2", "ke-3", NULL};
	static const char *const which[] = {
	    "lalu", "depan", "kemarin", "kemaren", "kmrn", NULL};
	static const char *const month[] = {
	    "ramadan", "ramadhan", "ramzan", "ramazan", "muharam", NULL};
	const struct lexeme *behind = &l->at[i + 2];

	if (lexeme_is(l, i + 1, "hari") && lexeme_in(l, i + 2, nth))
		return i + 2;
	if (lexeme_is(l, i + 1, "tahun") && lexeme_in(l, i + 2, which))
		return i + 2;
	return lexeme_in(l, i, month) && date_is_day(l, i + 1) &&
		       l->at[i + 1].kind == LEX_INT && l->at[i + 1].gap == 1 &&
		       (behind->kind == LEX_PUNCT || behind->kind == LEX_END ||
			   behind->kind == LEX_FUNC || behind->kind == LEX_PREP)
		   ? i + 1
		   : i;
}

/* Does the phrase at i end with this word? */
static bool
ends_with(const struct lexemes *l, size_t i, const char *word)
{
	const struct lexeme *x = &l->at[i];
	const size_t len = strlen(word);

	return x->end - x->begin > len &&
	       memcmp(l->t->fold + x->end - len, word, len) == 0;
}

/* "Christmas disease", "natal cleft", "St Mary's day surgery": none. */
static bool
is_no_holiday(const struct lexemes *l, size_t i)
{
	static const char *const thing[] = {"egg", "eggs", "fool", "spell",
	    "spells", "disease", "tree", "cleft", "clefts", "crease", "teeth",
	    "tooth", "sinus", "sinuses", NULL};
	static const char *const house[] = {"surgery", "unit", "case", "cases",
	    "ward", "care", "centre", "center", "hospital", "clinic", "theatre",
	    "theatres", "patients", "oncology", "procedure", "procedures",
	    "treatment", "stay", NULL};
	static const char *const any[] = {"hari libur nasional",
	    "hari kerja nasional", "hari ini nasional", NULL};

	if (lexeme_in(l, i + 1, thing) || lexeme_in(l, i, any))
		return true;
	return l->t->fold[l->at[i].begin] == 's' && ends_with(l, i, " day") &&
	       lexeme_in(l, i + 1, house);
}

/* A word that is a holiday's name only beside a word that says so. */
static bool
holiday_for_sure(const struct lexemes *l, size_t i)
{
	static const char *const before[] = {"for", "since", "during", "until",
	    "before", "after", "bulan", NULL};
	/* Not beside "puasa": before and since a fast. */
	static const char *const also[] = {"of", "mid", "early", "late", "pas",
	    "saat", "sejak", "sebelum", "setelah", "sesudah", "selama", "hari",
	    "libur", "jelang", "menjelang", "masa", "habis", "till", "over",
	    NULL};
	static const char *const behind[] = {"day", "eve", "list", "weekend",
	    "holiday", "holidays", "fast", "season", "sunday", "monday",
	    "tuesday", "break", "celebrations", "festival", NULL};
	bool fast = lexeme_is(l, i, "puasa");

	if (l->at[i].kind == LEX_HOLIDAY)
		return true;
	if (lexeme_title(l, i) && !l->t->all_caps &&
	    l->at[i - 1].kind != LEX_END)
		return true;
	return lexeme_in(l, i - 1, before) ||
	       (!fast && !lexeme_is(l, i, "tet") &&
		   (lexeme_in(l, i - 1, also) || lexeme_in(l, i + 1, behind)));
}

/* "Regatta Day", "on Army Day": a feast of wherever it is, by its capitals. */
size_t
date_named_day(struct lexemes *l, size_t i)
{
	static const char *const other[] = {"same", "post", "first", "second",
	    "third", "last", "next", "one", "each", "every", "op", "surgery",
	    "operative", "pre", "half", "full", "rest", "good", "bad", "long",
	    "busy", "study", "treatment", "working", "clinic", "theatre",
	    "training", "off", "sick", "call", "ward", "pay", "mr", "mrs", "ms",
	    "miss", "dr", "prof", "sister", "nurse", "cycle", "per", "hospital",
	    "the", "this", "that", "another", "any", "all", "what", "great",
	    "nice", "beautiful", "happy", "best", "worst", "late", "early",
	    "not", "big", "snow", "rainy", "weather", "donor", "visit", "until",
	    "rotation", "hospice", NULL};
	static const char *const house[] = {"surgery", "unit", "case", "cases",
	    "ward", "care", "centre", "center", "hospital", "clinic", "theatre",
	    "theatres", "nursery", "school", "secondary", "primary", "hospice",
	    "patients", "procedure", "procedures", "oncology", "stay", "one",
	    "two", "three", "zero", "number", "shift", "team", "and", NULL};
	static const char *const whose[] = {"king", "queen", "prince",
	    "princess", "emperor", "sultan", "president", "saint", "st", "san",
	    "general", "chief", "national", "international", NULL};
	const size_t word = i - 1;
	size_t first, last = i;

	if (!lexeme_is(l, i, "day") || !lexeme_title(l, i) || l->t->all_caps ||
	    lexemes_small(l) || lexeme_upper(l, i) || l->at[i].gap != 1 ||
	    l->at[i].taken || l->at[word].taken || l->at[word].letters < 3 ||
	    l->at[word].digits || !lexeme_title(l, word) ||
	    lexeme_upper(l, word) || lexeme_in(l, word, other) ||
	    l->at[word].kind == LEX_ORDINAL || l->at[word].kind == LEX_NUM ||
	    l->at[word].kind == LEX_DAY_PART)
		return i;
	if (lexeme_in(l, i + 1, house) || l->at[i + 1].digits ||
	    lexeme_punct(l, i + 1, '-') || lexeme_punct(l, i + 1, '\'') ||
	    lexeme_in(l, word - 1, other))
		return i;
	last += lexeme_is(l, i + 1, "weekend");
	first = word - (l->at[word].gap == 1 && lexeme_in(l, word - 1, whose));
	shape_found(l, first, last, SCRUB_DATE, "date-holiday", 65);
	return last;
}

size_t
date_holiday(struct lexemes *l, size_t i)
{
	static const char *const part[] = {
	    "weekend", "wknd", "eve", "term", "day", NULL};
	size_t first = over_part_of_holiday(l, i), last = date_over_year(l, i);

	if (is_no_holiday(l, i) || !holiday_for_sure(l, i))
		return i;
	if (lexeme_is(l, i - 1, "between") && lexeme_is(l, i + 1, "and") &&
	    l->at[i + 2].kind == LEX_HOLIDAY) {
		first = i - 1; /* "between Xmas and New Year" */
		last = i + 2;
	} else if (l->at[i + 1].kind == LEX_ORDINAL && l->at[i + 1].gap == 1)
		last = i + 1;
	else if (lexeme_in(l, last + 1, part) && l->at[last + 1].gap == 1)
		last++;
	else if (last == i)
		last = over_day_of_holiday(l, i);
	if (first == i && date_is_day(l, i - 1) &&
	    l->at[i - 1].kind == LEX_INT && l->at[i].gap == 1 &&
	    !l->at[i - 1].taken)
		first--; /* "5 Ramadan" */
	shape_found(l, first, last, SCRUB_DATE, "date-holiday",
	    l->at[i].kind == LEX_HOLIDAY ? 90 : 70);
	return last;
}
