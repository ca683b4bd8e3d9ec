/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/* Plates and tail numbers in one run, by their form. */

/* Is lexeme i made so: 9 for a digit, a for a letter, + for one more of the
 * sort before it, or none? */
static bool
is_made(const struct lexemes *l, size_t i, const char *form)
{
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin, *end = l->t->fold + x->end;
	char sort = 0;

	for (; *form; form++) {
		bool is;

		if (*form != '+')
			sort = *form;
		is = s < end && (sort == '9'      ? *s >= '0' && *s <= '9'
				    : sort == 'a' ? *s >= 'a' && *s <= 'z'
						  : *s == sort);
		if (!is && *form != '+')
			return false;
		s += is;
	}
	return s == end;
}

/* One code that is a plate by itself: Ireland's "241-D-86184", India's
 * "KA-05-MN-7714", California's "7GKR418". */
bool
shape_is_plate(const struct lexemes *l, size_t i)
{
	static const char *const county[] = {"c", "ce", "cn", "cw", "d", "dl",
	    "g", "ke", "kk", "ky", "l", "ld", "lh", "lm", "ls", "mh", "mn",
	    "mo", "oy", "rn", "so", "t", "w", "wh", "wx", "ww", NULL};
	static const char *const india[] = {"ap", "ar", "as", "br", "cg", "ch",
	    "dl", "ga", "gj", "hp", "hr", "jh", "jk", "ka", "kl", "mh", "mp",
	    "mz", "nl", "od", "pb", "py", "rj", "sk", "tn", "tr", "ts", "uk",
	    "up", "wb", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;
	const size_t len = x->end - x->begin;

	if (x->kind != LEX_CODE || x->taken || l->t->all_caps ||
	    (!lexeme_upper(l, i) && !lexemes_small(l)))
		return false;
	if (is_made(l, i, "99+-a+-9+++++")) {
		const char *mark = memchr(s, '-', len);
		unsigned year[1];

		/* '87 to '12, then 131 to 352 */
		lexeme_numbers(l, i, year, 1);
		if (mark - s == 2
			? year[0] > 12 && year[0] < 87
			: year[0] < 131 || year[0] % 10 < 1 || year[0] % 10 > 2)
			return false;
		for (size_t k = 0; county[k]; k++)
			if (strncmp(mark + 1, county[k], strlen(county[k])) ==
				0 &&
			    mark[1 + strlen(county[k])] == '-')
				return x->digits > 4;
		return false;
	}
	if (is_made(l, i, "aa-99-a++-9999")) {
		for (size_t k = 0; india[k]; k++)
			if (s[0] == india[k][0] && s[1] == india[k][1])
				return true;
		return false;
	}
	return is_made(l, i, "9aaa999") && lexeme_upper(l, i);
}

size_t
shape_over_viet_plate(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i], *y = &l->at[i + 1];

	return x->kind == LEX_CODE && !x->taken && !y->taken &&
		       (is_made(l, i, "99-a9") || is_made(l, i, "99a9") ||
			   is_made(l, i, "99a") || is_made(l, i, "99-a")) &&
		       y->gap == 1 && y->kind == LEX_DECIMAL &&
		       is_made(l, i + 1, "999.99")
		   ? i + 1
		   : i - 1;
}

static const char *const flies[] = {"duster", "plane", "aeroplane", "airplane",
    "cessna", "helicopter", "helo", "heli", "chopper", "pilot", "tail",
    "lifeflight", "aircraft", "jet", "medevac", "landed", "lands", "flight",
    "captain", "pad", "helipad", "landing", "diverts", "pesawat", "helikopter",
    "glider", "charter", "mendarat", "pilotnya", "bird", "airmed", "strip",
    "caravan", "hangar", "airfield", "airstrip", "bandara", "heliport",
    "inbound", "wheels", "touchdown", NULL};

static bool
flies_near(const struct lexemes *l, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++)
		if (lexeme_in(l, k, flies))
			return true;
	return false;
}

/* "crop duster N4471T", "landed N911MD": what flies in the United States;
 * "helicopter 9N-ALK", "A6-EAB": where a country's mark has a digit. */
bool
shape_is_tail_number(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if (x->kind != LEX_CODE || x->taken || l->t->all_caps ||
	    !lexeme_upper(l, i) ||
	    (!is_made(l, i, "n99+++") && !is_made(l, i, "n99+++a+") &&
		!is_made(l, i, "9a-aaa") && !is_made(l, i, "a9-aaa")))
		return false;
	return flies_near(l, i - 4, i + 5);
}

/* "C-GZAQ", "ZK-HQX": a country's mark, a hyphen, letters, where something
 * flies. */
bool
shape_is_aircraft(const struct lexemes *l, size_t i)
{
	static const char *const mark[] = {"c", "d", "f", "g", "i", "zk", "zs",
	    "vh", "pk", "ei", "ph", "ln", "se", "oy", "oo", "hb", "oe", "ec",
	    "vt", "vp", "vq", "zz", "rp", "hs", "ap", "st", "su", "et", "cn",
	    "cc", "cp", "hk", "hp", "lv", "ob", "oh", "ok", "om", "tc", "tf",
	    "tg", "ti", "ts", "xa", "yv", "za", "xy", "yl", "sp", "lx", NULL};

	if (l->at[i].letters + l->at[i + 2].letters != 5 || l->at[i].digits ||
	    !lexeme_punct(l, i + 1, '-') || l->at[i + 1].gap ||
	    l->at[i + 2].gap || l->at[i + 2].digits || !lexeme_upper(l, i) ||
	    !lexeme_upper(l, i + 2) || !lexeme_in(l, i, mark) ||
	    lexeme_is(l, i + 2, "tube") || lexeme_is(l, i + 2, "arms"))
		return false;
	for (size_t k = i > 6 ? i - 6 : 0; k < i + 8; k++)
		if (l->at[k].kind == LEX_CUE_VEHICLE ||
		    l->at[k].kind == LEX_CUE_CREW)
			return true;
	return flies_near(l, i > 6 ? i - 6 : 0, i + 8);
}

/* "kapal GT 17 No. 2240/PPb": a boat's tonnage, number and letters. The last
 * lexeme; i - 1: none. */
size_t
shape_over_boat(const struct lexemes *l, size_t i)
{
	size_t at = i + 2;
	const struct lexeme *x;

	if (!lexeme_is(l, i, "gt") || l->at[i + 1].kind != LEX_INT)
		return i - 1;
	if (!lexeme_is(l, at, "no") && !lexeme_is(l, at, "no."))
		return i - 1;
	at += 1 + lexeme_punct(l, at + 1, '.');
	x = &l->at[at];
	return x->kind == LEX_CODE && x->digits && x->letters && !x->taken &&
		       memchr(l->t->fold + x->begin, '/', x->end - x->begin)
		   ? at
		   : i - 1;
}
