/* SPDX-License-Identifier: MIT */
/*
 * 2,000 drafts that name somebody of the roster, corrupted as haste, phones
 * and evasion do it: not one letter or digit of the identifier survives.
 */
#include "scrub.h"

#include <ctype.h>

#include "scrub_kit.h"
#include "words.h"

#define DRAFTS 2000u
#define PERSONS 20u

/* Evenly over cultures; some are words, and then written with a capital. */
static const char *const forenames[] = {"Rosalind", "Maria", "Dale", "Siobhan",
    "Giovanni", "Katarzyna", "Dmitri", "Fatima", "Mohammed", "Aisha",
    "Oluwaseun", "Chidinma", "Priya", "Rajesh", "Thuy", "Minh", "Jiwoo",
    "Xiuying", "Haruto", "Siti", "Budi", "Nyoman", "Leilani", "Mateo",
    "Guadalupe", "Esperanza", "Lindsey", "Percival", "Brunhilde", "Zebulon"};
static const char *const surnames[] = {"Kettering", "Gonzalez-Reyes",
    "Abernathy", "O'Malley", "Rossi", "Kowalczyk", "Volkov", "El-Sayed",
    "Rahman", "Okonkwo", "Adeyemi", "Krishnamurthy", "Patel", "Nguyen", "Tran",
    "Chung", "Zhang", "Tanaka", "Wijaya", "Simanjuntak", "Kealoha", "Hernandez",
    "Villanueva", "Ashworth-Pike", "Featherstone", "Vandijk", "Lindqvist",
    "Papadopoulos", "Demir", "Quackenbush"};

/* %s: the identifier; nothing before or behind it says what it is. */
static const char *const drafts[] = {"%s asleep, tube in", "waiting for %s",
    "%s", "clip on, %s holds the camera", "ok so %s bleeding a bit from port 2",
    "time out done, %s, appendix", "left side. %s ready", "tell %s 20 minutes",
    "BP 120/80, %s stable", "(%s) in theatre now"};

struct draft {
	char text[512];
	size_t begin, end; /* of what identifies */
};

static bool
vowel(char c)
{
	return strchr("aeiouAEIOU", c) != NULL;
}

/* Has the word become one that a list knows ("Tan", "they" of "Thuy")? Then
 * its letters tell nobody what it was. */
static bool
is_listed(const char *word)
{
	char folded[128];
	size_t len = 0;

	for (; *word; word++) {
		if (isalpha((unsigned char)*word))
			folded[len++] = (char)tolower((unsigned char)*word);
	}
	return words_class(words_find(SCRUB_EN, folded, len)) !=
	       WORD_IS_UNKNOWN;
}

/* One typing error, not at the first letter. */
static void
mistype_once(char *word)
{
	size_t len = strlen(word), at = 1 + (size_t)kit_random(len - 2);

	switch (kit_random(4)) {
	case 0: /* another letter */
		word[at] = vowel(word[at])
			       ? 'e' + (word[at] == 'e') * ('a' - 'e')
			       : 's' + (word[at] == 's') * ('z' - 's');
		break;
	case 1: { /* two change places */
		char c = word[at];

		if (at + 1 < len) {
			word[at] = word[at + 1];
			word[at + 1] = c;
		}
		break;
	}
	case 2: /* one is left out */
		memmove(word + at, word + at + 1, len - at);
		break;
	default: /* one is doubled */
		memmove(word + at + 1, word + at, len - at + 1);
		break;
	}
}

static void
mistype(char *word)
{
	char right[128];

	strcpy(right, word);
	do {
		strcpy(word, right);
		mistype_once(word);
	} while (is_listed(word));
}

static void
lower(char *s)
{
	for (; *s; s++)
		*s = (char)tolower((unsigned char)*s);
}

static void
upper(char *s)
{
	for (; *s; s++)
		*s = (char)toupper((unsigned char)*s);
}

/* A copy without what is no letter. */
static void
squeeze(char *to, const char *from)
{
	for (; *from; from++) {
		if (isalnum((unsigned char)*from))
			*to++ = *from;
	}
	*to = '\0';
}

static void
put_one(char *to, char c)
{
	size_t len = strlen(to);

	to[len] = c;
	to[len + 1] = '\0';
}

static void
between(char *to, const char *from, const char *sign)
{
	*to = '\0';
	for (; *from; from++) {
		put_one(to, *from);
		if (from[1])
			strcat(to, sign);
	}
}

/* Letters of UTF-8 that look like the plain ones. */
static void
disguise(char *to, const char *from)
{
	static const struct {
		char plain;
		const char *as;
	} same[] = {{'a', "\xD0\xB0"}, {'e', "\xD0\xB5"}, {'o', "\xD0\xBE"},
	    {'i', "\xD1\x96"}, {'c', "\xD1\x81"}, {'A', "\xD0\x90"},
	    {'E', "\xD0\x95"}, {'O', "\xD0\x9E"}};

	*to = '\0';
	for (; *from; from++) {
		const char *as = NULL;

		for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
			as = same[i].plain == *from ? same[i].as : as;
		if (as)
			strcat(to, as);
		else
			put_one(to, *from);
	}
}

static void
full_width(char *to, const char *from)
{
	for (; *from; from++) {
		unsigned c = (unsigned char)*from;

		if (!isalnum((int)c)) {
			*to++ = (char)c;
			continue;
		}
		c += 0xFEE0; /* U+FF01 is '!' */
		*to++ = (char)(0xE0u | c >> 12);
		*to++ = (char)(0x80u | (c >> 6 & 0x3Fu));
		*to++ = (char)(0x80u | (c & 0x3Fu));
	}
	*to = '\0';
}

/* Ways to write a person; what stays readable goes in before and behind. */
static const char *
write_person(
    const char *fore, const char *sur, char *id, char *before, char *behind)
{
	char word[128], other[128];

	*before = *behind = '\0';
	switch (kit_random(18)) {
	case 0:
		sprintf(id, "%s %s", fore, sur);
		return "whole";
	case 1:
		sprintf(id, "%s %s", fore, sur);
		lower(id);
		return "in small letters";
	case 2:
		sprintf(id, "%s %s", fore, sur);
		upper(id);
		return "in capitals";
	case 3:
		sprintf(id, "%s, %s", sur, fore);
		return "turned round";
	case 4:
		strcpy(id, sur);
		lower(id);
		return "surname";
	case 5:
		strcpy(id, fore);
		lower(id);
		return "forename";
	case 6:
		strcpy(before, "mrs ");
		strcpy(id, sur);
		lower(id);
		return "title";
	case 7:
		sprintf(word, "%s%s", fore, sur);
		squeeze(id, word);
		lower(id);
		return "run together";
	case 8:
		squeeze(id, sur);
		return "without its hyphen";
	case 9:
		strcpy(id, sur);
		mistype(id);
		return "mistyped";
	case 10:
		strcpy(id, fore);
		mistype(id);
		lower(id);
		return "mistyped, small";
	case 11:
		strcpy(before, "#PrayFor");
		squeeze(id, fore);
		return "hashtag";
	case 12:
		strcpy(id, fore);
		strcpy(behind, "'s");
		return "possessive";
	case 13:
		strcpy(id, sur);
		squeeze(word, sur);
		between(id, word, " ");
		return "spelt with spaces";
	case 14:
		squeeze(word, fore);
		upper(word);
		between(id, word, "-");
		return "spelt with hyphens";
	case 15:
		sprintf(word, "%s %s", fore, sur);
		between(id, word, "\xE2\x80\x8B");
		return "zero-width";
	case 16:
		sprintf(other, "%s %s", fore, sur);
		disguise(id, other);
		return "look-alikes";
	default:
		full_width(id, fore);
		return "full width";
	}
}

static const char *
write_number(const char *number, char *id, char *before)
{
	char word[64];

	*before = '\0';
	switch (kit_random(6)) {
	case 0:
		strcpy(id, number);
		return "number";
	case 1:
		between(id, number, "-");
		return "number with hyphens";
	case 2:
		sprintf(id, "%.3s %.3s %s", number, number + 3, number + 6);
		return "number in groups";
	case 3:
		full_width(id, number);
		return "number of full width";
	case 4:
		strcpy(before, "mrn");
		strcpy(id, number);
		return "number run together with its word";
	default:
		strcpy(before, "ending ");
		strcpy(word, number + strlen(number) - 4);
		strcpy(id, word);
		return "end of a number";
	}
}

/* Is every letter and digit of the identifier within a change? */
static bool
gone(const struct scrubbed *s, const struct draft *d)
{
	for (size_t at = d->begin; at < d->end; at++) {
		unsigned char c = (unsigned char)d->text[at];
		bool covered = false;

		if (!isalnum(c) && c < 0x80)
			continue;
		for (size_t i = 0; i < s->change_count; i++)
			covered |=
			    s->change[i].begin <= at && at < s->change[i].end;
		/* Of zero-width signs nothing is read. */
		if (!covered && c < 0x80)
			return false;
	}
	return true;
}

static void
put_draft(
    struct draft *d, const char *before, const char *id, const char *behind)
{
	const char *form =
	    drafts[kit_random(sizeof(drafts) / sizeof(drafts[0]))];
	size_t slot = (size_t)(strstr(form, "%s") - form);

	snprintf(d->text, sizeof(d->text), "%.*s%s%s%s%s", (int)slot, form,
	    before, id, behind, form + slot + 2);
	d->begin = slot + strlen(before);
	d->end = d->begin + strlen(id);
}

int
main(void)
{
	char json[8192] = "{\"persons\": [", numbers[PERSONS][16];
	const char *fore[PERSONS], *sur[PERSONS];
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *c;

	for (unsigned i = 0; i < PERSONS; i++) {
		size_t len = strlen(json);

		fore[i] = forenames[kit_random(30)];
		sur[i] = surnames[kit_random(30)];
		snprintf(json + len, sizeof(json) - len,
		    "%s{\"part\": \"%s\", \"name\": \"%s %s\"}", i ? "," : "",
		    i ? "nurse" : "patient", fore[i], sur[i]);
	}
	strcat(json, "], \"ids\": [");
	for (unsigned i = 0; i < PERSONS; i++) {
		size_t len = strlen(json);

		snprintf(numbers[i], sizeof(numbers[i]), "%u%07u",
		    (unsigned)kit_random(9) + 1,
		    (unsigned)kit_random(10000000));
		snprintf(json + len, sizeof(json) - len,
		    "%s{\"kind\": \"MRN\", \"value\": \"%s\"}", i ? "," : "",
		    numbers[i]);
	}
	strcat(json, "]}");
	c = kit_case(json, 1);
	for (unsigned n = 0; n < DRAFTS; n++) {
		unsigned who = (unsigned)kit_random(PERSONS);
		char id[256], before[64], behind[64] = "";
		struct draft d;
		struct scrubbed s = {0};
		const char *how =
		    kit_random(4)
			? write_person(fore[who], sur[who], id, before, behind)
			: write_number(numbers[who], id, before);

		put_draft(&d, before, id, behind);
		if (check_number(
			scrub_text(p, c, SCRUB_EN,
			    (struct raw_text){d.text, strlen(d.text)}, &s),
			SCRUB_OK, how) &&
		    !check(gone(&s, &d), how))
			printf("   <%s> of %s %s became <%s>\n", d.text,
			    fore[who], sur[who], s.text);
		scrubbed_wipe(&s);
	}
	scrub_case_free(c);
	scrub_policy_free(p);
	return check_done();
}
