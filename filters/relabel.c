/* SPDX-License-Identifier: MIT */
#include "relabel.h"

#include <string.h>

#include "lang/lexicon.h"

#define BEFORE 6u    /* words looked at before a number */
#define BEHIND 2u    /* and behind it */
#define FAR 12u      /* over the end of a sentence */
#define SENTENCE 16u /* words of it before a number that was scanned */

#define LIST_NOUNS                                                             \
	(LIST_ID_NOUN | LIST_DEVICE_NOUN | LIST_PHONE_NOUN | LIST_BODY_NOUN)

/* Does nothing but digits and signs stand there? */
static bool
all_digits(const struct text *t, const struct span *s)
{
	for (uint32_t i = s->begin; i < s->end; i++)
		if (t->fold[i] >= 'a' && t->fold[i] <= 'z')
			return false;
	return true;
}

static bool
ends_sentence(const struct text *t, size_t i)
{
	return (token_sign(t, i, '.') && !(i + 1 < t->token_count &&
					     !t->token[i + 1].space_before)) ||
	       token_sign(t, i, ';') || token_sign(t, i, '?') ||
	       token_sign(t, i, '!');
}

/* Whoever was read before with one of these is read again in what follows. */
static const char *const body[] = {"fingerprint", "fingerprints",
    "fingerprinted", "thumbprint", "thumbprints", "voiceprint", "voiceprints",
    "palmprint", "handprint", "footprint", "earprint", "faceprint", "iris",
    "retina", "retinal", "biometric", "biometrics", "biometri", "biometrik",
    "sidik", "telapak", "jempol", "pindai", NULL};
/* Read by a machine, if one of `read` stands behind. */
static const char *const part[] = {"thumb", "finger", "face", "facial", "palm",
    "voice", "vein", "hand", "index", "eye", "fp", NULL};
static const char *const scan[] = {"scan", "scanner", "reader", "recog",
    "recognition", "match", "id", "print", "prints", "template", "lock",
    "enrolment", "enrollment", NULL};
/* Indonesian: "cap kaki", "pola vena tangan". */
static const char *const printed[] = {
    "cap", "dicap", "vena", "absen", "rekam", NULL};
static const char *const limbs[] = {"kaki", "tangan", "jari", NULL};
/* Numbers that are somebody's whatever was scanned beside them. */
static const char *const own[] = {"mrn", "mr", "rm", "nhs", "nik", "ktp", "ssn",
    "accession", "account", "acct", "badge", "passport", "paspor", "visa",
    "npi", "licence", "license", "policy", "member", "claim", "insurance",
    "medicare", "medicaid", "bpjs", "encounter", "episode", "referral", "order",
    "ticket", "incident", "bag", "wristband", "gelang", "dob", "sep", "sip",
    "str", "nip", "nrp", "case", "hosp", "specimen", NULL};

/* Does a body's mark stand before the number in its sentence? */
static bool
is_read(const struct text *t, size_t first)
{
	size_t seen = 0;

	for (size_t i = first; i-- > 0 && seen < SENTENCE;) {
		if (i + 1 < first && ends_sentence(t, i))
			return false;
		if (t->token[i].kind == TOKEN_PUNCT)
			continue;
		seen++;
		if (token_one_of(t, i, own))
			return false;
		if (token_one_of(t, i, body) ||
		    (token_one_of(t, i, part) &&
			token_one_of(t, i + 1, scan)) ||
		    (token_one_of(t, i, printed) &&
			token_one_of(t, i + 1, limbs)))
			return true;
	}
	return false;
}

/* "FP-0-3381" after "her print", "PALM-58-0021": its letters say so. */
static bool
is_marked(const struct text *t, const struct span *s, size_t first)
{
	static const char *const mark[] = {
	    "fp-", "fpr-", "palm-", "iris-", "palm/", "fp/", "iris/", NULL};
	const uint32_t len = s->end - s->begin;

	for (size_t k = 0; mark[k]; k++) {
		const size_t n = strlen(mark[k]);

		if (len <= n || memcmp(t->fold + s->begin, mark[k], n) != 0)
			continue;
		if (n > 4)
			return true;
		for (size_t i = first, seen = 0; i-- > 0 && seen < SENTENCE;
		     seen++)
			if (t->token[i].lists & LIST_BODY_NOUN ||
			    token_is(t, &t->token[i], "print") ||
			    token_is(t, &t->token[i], "prints"))
				return true;
	}
	return false;
}

/* A number that nothing in its sentence explains may be the one that the
 * sentence before speaks of: "Their old pump was ... New is NGP440956H". */
static uint64_t
noun_far(const struct text *t, size_t first)
{
	size_t seen = 0;

	for (size_t i = first; i-- > 0 && seen < FAR;) {
		if (t->token[i].lists & LIST_NOUNS)
			return t->token[i].lists & LIST_ID_NOUN
				   ? 0
				   : t->token[i].lists & LIST_DEVICE_NOUN;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	return 0;
}

/* "face sheet", "face mask": no face. */
static bool
is_sheet(const struct text *t, size_t i)
{
	static const char *const other[] = {
	    "sheet", "mask", "shield", "lift", NULL};

	return token_one_of(t, i, other);
}

/* "diathermy unit F7J-20981", "monitor nomor 5520-81": the word at i says that
 * there is a number; what has it stands before. */
static bool
is_of_device(const struct text *t, size_t i)
{
	static const char *const any[] = {"unit", "nomor", "nomer", "kode",
	    "kartu", "card", "register", NULL};

	return i > 0 && token_one_of(t, i, any) &&
	       t->token[i - 1].lists & LIST_DEVICE_NOUN;
}

/* The lists of the noun that says what the number is; 0: none does. */
static uint64_t
noun_of(const struct text *t, size_t first, const struct span *s)
{
	const bool told = strcmp(s->rule, "id-cue") == 0;

	size_t seen = 0;

	for (size_t i = first; i-- > 0 && seen < BEFORE;) {
		/* "hosp no. 4711": not the sign right before */
		if (i + 1 < first && ends_sentence(t, i))
			break;
		if (t->token[i].lists & LIST_NOUNS && !is_sheet(t, i + 1))
			return is_of_device(t, i) ? LIST_DEVICE_NOUN
						  : t->token[i].lists;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	seen = 0;
	for (size_t i = text_token_from(t, s->end);
	     i < t->token_count && seen < BEHIND; i++) {
		if (ends_sentence(t, i) || (told && token_sign(t, i, ',')))
			break;
		if (t->token[i].lists & LIST_NOUNS && !is_sheet(t, i + 1))
			return t->token[i].lists;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	return told ? 0 : noun_far(t, first);
}

/* A row of digits that is grouped as telephones are, beside a word for another
 * number: "SIN card (046 454 286)", "943 476 5919 is the NHS number". */
static bool
is_owned(const struct text *t, const struct span *s, size_t first)
{
	static const char *const cards[] = {"sin", "sim", "nhs", "aadhaar",
	    "bpjs", "rekening", "subject", "mrn", "acct", "account", "kis",
	    "jkn", "medicare", "insurance", "policy", "temporary", NULL};
	size_t seen = 0;

	if (t->norm[s->begin] == '+' || t->norm[s->begin] == '(')
		return false;
	for (size_t i = first; i-- > 0 && seen < 5;) {
		if ((i + 1 < first && ends_sentence(t, i)) ||
		    t->token[i].lists & LIST_PHONE_NOUN)
			break;
		if (token_one_of(t, i, cards))
			return true;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	seen = 0;
	for (size_t i = text_token_from(t, s->end);
	     i < t->token_count && seen < 5; i++) {
		if (token_one_of(t, i, cards))
			return true;
		if (token_sign(t, i, ',') || token_sign(t, i, ';') ||
		    t->token[i].lists & LIST_PHONE_NOUN)
			return false;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	return false;
}

static void
relabel(const struct text *t, struct span *s)
{
	const size_t first = text_token_from(t, s->begin);
	uint64_t noun;

	if (s->label == SCRUB_PHONE && strcmp(s->rule, "phone-shape") == 0 &&
	    is_owned(t, s, first))
		s->label = SCRUB_ID;
	if (s->label != SCRUB_ID || strcmp(s->rule, "phone-shape") == 0)
		return;
	if (is_read(t, first) || is_marked(t, s, first)) {
		s->label = SCRUB_BIOMETRIC;
		return;
	}
	noun = noun_of(t, first, s);
	if (noun & LIST_ID_NOUN)
		return;
	if (noun & LIST_DEVICE_NOUN)
		s->label = SCRUB_DEVICE;
	else if (noun & LIST_BODY_NOUN)
		s->label = SCRUB_BIOMETRIC;
	else if (noun & LIST_PHONE_NOUN && all_digits(t, s))
		s->label = SCRUB_PHONE;
}

void
relabel_numbers(const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < found->count; i++)
		relabel(t, &found->at[i]);
}
