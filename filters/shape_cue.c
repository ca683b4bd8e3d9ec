/* SPDX-License-Identifier: MIT */
#include "shape_cue.h"

/* The word before a number that says whose it is. */

#define WINDOW 6u /* lexemes between the word and its number */

enum scrub_label
shape_cue_label(enum lexeme_kind kind)
{
	switch ((int)kind) {
	case LEX_CUE_DEVICE:
		return SCRUB_DEVICE;
	case LEX_CUE_PHONE:
	case LEX_CUE_CALL:
	case LEX_CUE_EXT:
		return SCRUB_PHONE;
	case LEX_CUE_PLATE:
	case LEX_CUE_VIN:
	case LEX_CUE_VEHICLE:
	case LEX_CUE_CREW:
		return SCRUB_VEHICLE;
	case LEX_CUE_BIO:
	case LEX_CUE_BIO_MAYBE:
		return SCRUB_BIOMETRIC;
	case LEX_CUE_NET:
		return SCRUB_NETWORK;
	default:
		return SCRUB_ID;
	}
}

const char *
shape_cue_rule(enum lexeme_kind kind)
{
	static const char *const rule[SCRUB_LABELS] = {
	    [SCRUB_DEVICE] = "device-cue",
	    [SCRUB_PHONE] = "phone-cue",
	    [SCRUB_VEHICLE] = "vehicle-cue",
	    [SCRUB_BIOMETRIC] = "biometric-cue",
	    [SCRUB_NETWORK] = "network-cue",
	    [SCRUB_ID] = "id-cue",
	};

	return rule[shape_cue_label(kind)];
}

bool
shape_cue_strong(enum lexeme_kind kind)
{
	switch ((int)kind) {
	case LEX_CUE_ID:
	case LEX_CUE_DEVICE:
	case LEX_CUE_PHONE:
	case LEX_CUE_PLATE:
	case LEX_CUE_VIN:
	case LEX_CUE_BIO:
		return true;
	default:
		return false;
	}
}

bool
shape_cue_weak(enum lexeme_kind kind)
{
	switch ((int)kind) {
	case LEX_CUE_ID_MAYBE:
	case LEX_CUE_CALL:
	case LEX_CUE_BIO_MAYBE:
	case LEX_CUE_NET:
		return true;
	default:
		return false;
	}
}

/* "MR: 00-61-93-25", "no MR 18 22 09": no regurgitation, no man. */
static bool
is_long_behind(const struct lexemes *l, size_t i)
{
	size_t at = i + 1;

	while (at < i + 4 &&
	       (l->at[at].kind == LEX_CUE_NO || lexeme_punct(l, at, ':') ||
		   lexeme_punct(l, at, '.') || lexeme_punct(l, at, '#')))
		at++;
	if (l->at[at].digits > 4)
		return true;
	return l->at[at].kind == LEX_INT && l->at[at + 1].kind == LEX_INT &&
	       l->at[at + 1].gap == 1 &&
	       l->at[at].digits + l->at[at + 1].digits > 3 &&
	       (l->at[at].digits + l->at[at + 1].digits > 5 ||
		   (l->at[at + 2].kind == LEX_INT && l->at[at + 2].gap == 1));
}

/* "rm" is a record number in Indonesian, a room in English; "ph" is a phone
 * before digits, else an acidity. */
static bool
is_record_cue(const struct lexemes *l, size_t i)
{
	if (lexeme_is(l, i, "sep"))
		return l->lang == SCRUB_ID_ID;
	if (lexeme_is(l, i, "mr"))
		return is_long_behind(l, i);
	return lexeme_is(l, i, "rm") &&
	       (l->lang == SCRUB_ID_ID || l->at[i + 1].digits > 4 ||
		   !l->at[i + 1].digits || l->at[i + 1].kind == LEX_CODE);
}

static bool
is_phone_cue(const struct lexemes *l, size_t i)
{
	size_t next = i + 1;

	if (!lexeme_is(l, i, "ph"))
		return false;
	next += lexeme_punct(l, i + 1, '.');
	next += lexeme_punct(l, i + 1, ':');
	return l->at[next].kind == LEX_INT && l->at[next].digits >= 3;
}

/* "MAC 0.9, air/O2", "Mac 4, ETT7": how deep somebody sleeps, or a blade. What
 * a machine is known by is no number so short. */
static bool
is_other_mac(const struct lexemes *l, size_t i)
{
	const struct lexeme *next = &l->at[i + 1];

	return lexeme_is(l, i, "mac") &&
	       (next->kind == LEX_DECIMAL || next->kind == LEX_INT) &&
	       next->digits < 4;
}

/* "serial of the cup A114K": a part, right behind the word for its number. */
static bool
is_numbered_part(const struct lexemes *l, size_t i)
{
	static const char *const link[] = {"of", "for", "the", "on", NULL};
	size_t at = i - 1;

	if (i == 0 || !shape_is_part(l, i))
		return false;
	while (at > 0 && at + 4 > i &&
	       (lexeme_in(l, at, link) || lexeme_punct(l, at, ':')))
		at--;
	return l->at[at].kind == LEX_CUE_DEVICE;
}

struct shape_cue
shape_cue_before(const struct lexemes *l, size_t i)
{
	static const char *const of_scan[] = {
	    "ref", "file", "record", "template", "card", NULL};
	struct shape_cue cue = {LEX_END, 0, false, false, false};
	unsigned words = 0;
	size_t weak = 0;

	for (unsigned far = 0; far < WINDOW && i-- > 0; far++) {
		const struct lexeme *x = &l->at[i];

		if (l->at[i + 1].gap > 1)
			return cue; /* a new line, a new matter */
		cue.passed |= cue.kind == LEX_END && x->taken && x->digits;
		cue.standin |= cue.kind == LEX_END && lexeme_standin(l, i);
		if (is_other_mac(l, i))
			return cue;
		if (x->kind == LEX_CUE_PHONE && lexeme_is(l, i, "cell") &&
		    lexeme_in(l, i + 1,
			(const char *const[]){
			    "saver", "salvage", "count", NULL}))
			return cue;
		if (shape_cue_strong(x->kind) || shape_cue_weak(x->kind)) {
			if (cue.kind == LEX_CUE_ID_MAYBE && far &&
			    x->kind == LEX_CUE_BIO_MAYBE &&
			    lexeme_in(l, weak, of_scan))
				cue.kind = x->kind; /* "FP ref: 44-71" */
			if (cue.kind == LEX_CUE_BIO_MAYBE &&
			    lexeme_punct(l, i + 1, '-'))
				return cue; /* "NG-BVN-FP" */
			if (cue.kind != LEX_END && !shape_cue_strong(x->kind))
				return cue;
			if (cue.kind != LEX_END && shape_cue_strong(cue.kind))
				return cue;
			cue.kind = x->kind;
			cue.distance = far;
			if (shape_cue_strong(x->kind))
				return cue;
			weak = i;
			continue;
		}
		if (is_record_cue(l, i) || is_phone_cue(l, i)) {
			cue.kind =
			    is_record_cue(l, i) ? LEX_CUE_ID : LEX_CUE_PHONE;
			cue.distance = far;
			return cue;
		}
		if (x->kind == LEX_CUE_NO || lexeme_punct(l, i, '#')) {
			cue.number = true;
			continue;
		}
		if (is_numbered_part(l, i))
			continue;
		if (x->kind == LEX_VITAL || x->kind == LEX_MODEL ||
		    x->kind == LEX_CODING)
			return cue;
		if (x->kind == LEX_PUNCT &&
		    (x->value == ';' || x->value == '?' || x->value == '!' ||
			(x->value == '.' && l->at[i + 1].gap &&
			    l->at[i - 1].kind < LEX_CUE_DOB &&
			    !is_phone_cue(l, i - 1) &&
			    !is_record_cue(l, i - 1)) ||
			(x->value == ',' && l->at[i + 1].gap && words)))
			return cue;
		if ((x->kind == LEX_WORD && !shape_is_mask(l, i)) ||
		    x->kind == LEX_CUE_VEHICLE)
			words++;
		if (words > 2)
			return cue;
	}
	return cue;
}

/* Indonesian "lewat HT 2207": a radio; a haematocrit has two digits. "the stoma
 * nurse at 6543": no clock. */
bool
shape_is_handset(const struct lexemes *l, size_t i)
{
	static const char *const who[] = {"nurse", "registrar", "reg", "fellow",
	    "desk", "pharmacist", "pharmacy", "radiographer", "coordinator",
	    "clerk", "consultant", "resident", "intern", "rep", "porter",
	    "technician", "secretary", "reception", "switchboard", NULL};

	if (l->at[i].kind != LEX_INT || l->at[i].digits != 4 ||
	    lexeme_unit(l, i + 1))
		return false;
	if (l->lang == SCRUB_ID_ID)
		return lexeme_is(l, i - 1, "ht");
	return lexeme_is(l, i - 1, "at") && !lexeme_clock(l, i) &&
	       lexeme_in(l, i - 2, who);
}
