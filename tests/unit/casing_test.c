/* SPDX-License-Identifier: MIT */
/* Lower- or upper-casing a draft loses no name of a roster and nothing that has
 * a form or a number. */
#include "scrub.h"

#include <ctype.h>

#include "scrub_kit.h"

#define FEEDS TEST_DATA "/train/f-feeds"
#define TEXTS 1500u

/* Is every letter and digit of [begin, end) within a change? */
static bool
covered(const struct scrubbed *s, const char *text, size_t begin, size_t end)
{
	for (size_t at = begin; at < end; at++) {
		bool in = !isalnum((unsigned char)text[at]);

		for (size_t i = 0; i < s->change_count && !in; i++)
			in = s->change[i].begin <= at && at < s->change[i].end;
		if (!in)
			return false;
	}
	return true;
}

/* Found whatever its case: what has a form or a number, and the roster. */
static bool
case_matters_not(const struct scrub_change *c)
{
	static const bool structured[SCRUB_LABELS] = {[SCRUB_DATE] = true,
	    [SCRUB_AGE] = true,
	    [SCRUB_PHONE] = true,
	    [SCRUB_EMAIL] = true,
	    [SCRUB_NETWORK] = true,
	    [SCRUB_ID] = true,
	    [SCRUB_DEVICE] = true,
	    [SCRUB_VEHICLE] = true,
	    [SCRUB_BIOMETRIC] = true};

	return strcmp(c->layer, "roster") == 0 ||
	       (strcmp(c->layer, "shape") == 0 && structured[c->label]);
}

/* ASCII, and the letters of Latin-1 in UTF-8. */
static void
change_case(char *text, bool upper)
{
	for (unsigned char *p = (unsigned char *)text; *p; p++) {
		if (*p < 0x80) {
			*p = (unsigned char)(upper ? toupper(*p) : tolower(*p));
			continue;
		}
		if (*p++ != 0xC3 || *p == 0x97 || *p == 0xB7 || *p == 0x9F ||
		    *p == 0xBF) {
			p -= *p == '\0';
			continue;
		}
		*p = (unsigned char)(upper ? *p & ~0x20 : *p | 0x20);
	}
}

struct cased {
	unsigned found, lost;
};

/* text in small letters and in capitals */
static void
check_case(const struct scrub_policy *p, struct scrub_case *c,
    enum scrub_lang lang, const char *text, struct cased *sum)
{
	struct scrubbed as_is = {0};
	char other[2048];
	struct raw_text raw = {text, strlen(text)};

	if (raw.len >= sizeof(other) ||
	    scrub_text(p, c, lang, raw, &as_is) != SCRUB_OK)
		return;
	for (unsigned upper = 0; upper < 2; upper++) {
		struct scrubbed changed = {0};

		strcpy(other, text);
		change_case(other, upper != 0);
		check_number(scrub_text(p, c, lang,
				 (struct raw_text){other, raw.len}, &changed),
		    SCRUB_OK, "the same in another case");
		for (size_t i = 0; i < as_is.change_count; i++) {
			const struct scrub_change *at = &as_is.change[i];

			if (!case_matters_not(at))
				continue;
			sum->found++;
			if (covered(&changed, text, at->begin, at->end))
				continue;
			sum->lost++;
		}
		scrubbed_wipe(&changed);
	}
	scrubbed_wipe(&as_is);
}

static char *
slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data = calloc(1, 4u << 20);

	if (f && data && fread(data, 1, (4u << 20) - 1, f) == 0)
		data[0] = '\0';
	if (f)
		fclose(f);
	return data;
}

/* Each line of a file of messages; of a feed what stands in its third column.
 */
static void
case_of_file(const char *path, const struct scrub_policy *p,
    struct scrub_case *c, enum scrub_lang lang, bool feed, struct cased *sum)
{
	char *data = slurp(path);

	for (char *line = data; line && *line;) {
		const size_t len = strcspn(line, "\n");
		const bool more = line[len] == '\n';
		char *from = line;

		line[len] = '\0';
		for (unsigned tabs = 0; feed && tabs < 2; tabs++)
			from =
			    strchr(from, '\t') ? strchr(from, '\t') + 1 : from;
		kit_unmark(from);
		check_case(p, c, lang, from, sum);
		line += len + more;
	}
	free(data);
}

/* Few enough are left, and more than a few were asked for. */
static void
check_lost(
    const struct cased *sum, unsigned least, unsigned one_of, const char *why)
{
	printf("%s: %u ranges, %u lost in another case\n", why, sum->found,
	    sum->lost);
	check(sum->found >= least, why);
	check(sum->lost * one_of <= sum->found, why);
}

/*
 * Whole operations with their rosters, and marked messages. What is lost there
 * are letters before a number that are words elsewhere ("ED 8107 K"), and
 * months that are scans ("OCT").
 */
static void
test_case_of_letters(void)
{
	static const char *const feeds[] = {"01-lap-cholecystectomy",
	    "02-open-appendectomy-teen", "03-inguinal-hernia",
	    "04-emergency-caesarean", "05-total-knee", "06-cabg-x3",
	    "07-craniotomy-meningioma", "08-trauma-laparotomy", "09-whipple",
	    "10-kidney-transplant", "11-pyloromyotomy",
	    "12-hip-hemiarthroplasty", "13-thyroidectomy", "14-evar"};
	static const char sets[] = "abcdefghijklmnopqrtuvw";
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct scrub_case *none = kit_case(NULL, 1);
	struct cased sum = {0, 0}, marked = {0, 0};
	char path[512];

	for (size_t i = 0; i < sizeof(feeds) / sizeof(feeds[0]); i++) {
		struct scrub_case *c;
		char *json;

		snprintf(path, sizeof(path), FEEDS "/%s.roster.json", feeds[i]);
		json = slurp(path);
		c = kit_case(json, 1);
		snprintf(path, sizeof(path), FEEDS "/%s.tsv", feeds[i]);
		case_of_file(path, p, c, SCRUB_EN, true, &sum);
		scrub_case_free(c);
		free(json);
	}
	check_lost(&sum, 1000, 250, "feeds");
	for (size_t i = 0; i < sizeof(sets) - 1; i++) {
		snprintf(path, sizeof(path), TEST_DATA "/train/%c-en-phi.txt",
		    sets[i]);
		case_of_file(path, p, none, SCRUB_EN, false, &marked);
		snprintf(path, sizeof(path), TEST_DATA "/train/%c-id-phi.txt",
		    sets[i]);
		case_of_file(path, p, none, SCRUB_ID_ID, false, &marked);
	}
	check_lost(&marked, 15000, 250, "messages");
	scrub_case_free(none);
	scrub_policy_free(p);
}

/* Names that are words, and others; of every culture that has such. */
static const char *const word_names[] = {"Will", "May", "Mark", "Art", "Rose",
    "Grace", "Jack", "Bill", "Sue", "Rob", "Drew", "Chase", "Dale", "Ivy",
    "Dawn", "Frank", "Grant", "Ray", "Joy", "Hope", "Faith", "Robin", "June",
    "Summer", "Indah", "Bunga", "Agung", "Setia", "Bayu", "Long", "Young",
    "Short", "Small", "Price", "Page", "Day", "Cook", "Hunter", "Case", "Bay",
    "Hook", "Park", "Stone", "Miles", "Brown", "White", "Black", "Green",
    "Wood", "Field", "Hill", "Banks", "Rivers", "Lake", "Fox", "Wolf", "Bird",
    "Bond", "Cash", "Power", "Sharp", "Moody", "Best", "Hand", "Head", "Heart",
    "Lamb", "Rice", "Li", "Ng", "Chung", "Tanaka", "Rosalind", "Kettering",
    "O'Brien", "Gonz\xC3\xA1lez", "Siti", "Wijaya"};
#define WORD_NAMES (sizeof(word_names) / sizeof(word_names[0]))

/* %s: a name; an identifier of another sort stands beside it in some. */
static const char *const said[] = {"%s is asleep", "ask %s to close",
    "we need a 2-0, %s", "pt may bleed, tell %s", "hand it to %s",
    "Dr %s says yes", "BP 120/80, %s called", "waiting for %s",
    "%s's tube is in", "%s, please", "page %s to recovery",
    "@%s hold the camera", "thanks %s", "%s needs a clamp", "#PrayFor%s",
    "signed %s", "Mrs %s, MRN 30718846", "OR 6 is ready for %s",
    "home to Tabor Springs with %s", "%s asked for the long kelly",
    "when does %s come?", "badge INT 90336 of %s", "2 or 6 clips? %s knows",
    "%s wants the table up", "who has %s?", "sister %s has the keys",
    "passport A 0448173 is with %s", "call 614-555-0172 for %s", "%s",
    "truk DH 7126 BE, driver %s", "seen on 3/14/2026 by %s",
    "implant lot PKJ 551208 S, %s has it", "%s was here, then she left",
    "give %s the drill", "with %s", "accession ACC 26-22-041 for %s",
    "%s scrubbed at 07:45"};

/* A name as people write it. */
static void
write_name(char *out, size_t room, const char *name)
{
	char letters[64];
	size_t len = 0;

	snprintf(out, room, "%s", name);
	switch (kit_random(6)) {
	case 0:
		change_case(out, true);
		break;
	case 1:
		change_case(out, false);
		break;
	case 2: /* in pieces */
		if (strchr(name, '\'') || strchr(name, '\xC3'))
			break;
		for (; *name && len < sizeof(letters) - 3; name++) {
			letters[len++] = *name;
			letters[len++] = "*._-"[kit_random(4)];
		}
		letters[len - 1] = '\0';
		snprintf(out, room, "%s", letters);
		break;
	default:
		break;
	}
}

struct named {
	char text[1024];
	size_t begin[3], end[3], count; /* of the names in it */
};

static void
write_draft(struct named *d, const char *const name[4])
{
	*d = (struct named){.count = 0};
	for (uint64_t k = 1 + kit_random(3); k > 0; k--) {
		char who[128];
		const char *form =
		    said[kit_random(sizeof(said) / sizeof(said[0]))];
		const size_t slot = (size_t)(strstr(form, "%s") - form);
		const size_t len = strlen(d->text);

		write_name(who, sizeof(who), name[kit_random(4)]);
		/* Nothing but a capital tells where a name in pieces begins
		 * behind other letters. */
		if (slot > 0 && isalpha((unsigned char)form[slot - 1]))
			snprintf(who, sizeof(who), "%s", name[kit_random(4)]);
		snprintf(d->text + len, sizeof(d->text) - len, "%.*s%s%s%s",
		    (int)slot, form, who, form + slot + 2, k > 1 ? ". " : "");
		d->begin[d->count] = len + slot;
		d->end[d->count++] = len + slot + strlen(who);
	}
}

/* Each name that goes as it was written goes in the other case, too. */
static void
check_names(const struct scrub_policy *p, struct scrub_case *c,
    enum scrub_lang lang, const struct named *d, struct cased *sum)
{
	struct scrubbed as_is = {0};
	struct raw_text raw = {d->text, strlen(d->text)};

	if (scrub_text(p, c, lang, raw, &as_is) != SCRUB_OK)
		return;
	for (unsigned upper = 0; upper < 2; upper++) {
		struct scrubbed changed = {0};
		char other[1024];

		strcpy(other, d->text);
		change_case(other, upper != 0);
		check_number(scrub_text(p, c, lang,
				 (struct raw_text){other, raw.len}, &changed),
		    SCRUB_OK, "the same in another case");
		for (size_t i = 0; i < d->count; i++) {
			if (!covered(&as_is, d->text, d->begin[i], d->end[i]))
				continue;
			sum->found++;
			if (covered(&changed, other, d->begin[i], d->end[i]))
				continue;
			sum->lost++;
			printf("   <%.*s> in <%s>\n",
			    (int)(d->end[i] - d->begin[i]),
			    d->text + d->begin[i], other);
		}
		scrubbed_wipe(&changed);
	}
	scrubbed_wipe(&as_is);
}

/* Drafts that name somebody of a roster of words. */
static void
test_case_of_words(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");
	struct cased sum = {0, 0};

	for (unsigned n = 0; n < TEXTS; n++) {
		const enum scrub_lang lang = n % 3 ? SCRUB_EN : SCRUB_ID_ID;
		char json[1024];
		const char *name[4];
		struct scrub_case *c;
		struct named d;

		for (size_t i = 0; i < 4; i++)
			name[i] = word_names[kit_random(WORD_NAMES)];
		snprintf(json, sizeof(json),
		    "{\"persons\": [{\"part\": \"nurse\", \"name\": "
		    "\"%s %s\"},"
		    "{\"part\": \"surgeon\", \"name\": \"%s %s\"}],"
		    "\"places\": [\"OR 6\", \"Tabor Springs\"],"
		    "\"ids\": [{\"kind\": \"MRN\", \"value\": \"30718846\"}]}",
		    name[0], name[1], name[2], name[3]);
		c = kit_case(json, 1);
		write_draft(&d, name);
		check_names(p, c, lang, &d, &sum);
		scrub_case_free(c);
	}
	check_number(sum.lost, 0, "no name of a roster is lost by its case");
	check(sum.found > TEXTS, "there was something to lose");
	printf(
	    "drafts: %u names, %u lost in another case\n", sum.found, sum.lost);
	scrub_policy_free(p);
}

int
main(void)
{
	test_case_of_letters();
	test_case_of_words();
	return check_done();
}
