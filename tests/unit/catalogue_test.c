/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "ask.h"
#include "check.h"
#include "proto/catalogue.h"
#include "proto/err.h"

static const struct {
	const char *why, *tag;
	enum sr_lang lang;
} tags[] = {
    {"not said", NULL, SR_LANG_EN},
    {"English", "en", SR_LANG_EN},
    {"Indonesian", "id", SR_LANG_ID},
    {"with a region", "id-ID", SR_LANG_ID},
    {"as a locale", "id_ID.UTF-8", SR_LANG_ID},
    {"capitals", "ID", SR_LANG_ID},
    {"its old name", "in", SR_LANG_ID},
    {"another that begins so", "ido", SR_LANG_EN},
    {"one we do not have", "nl", SR_LANG_EN},
    {"nothing", "", SR_LANG_EN},
};

static void
test_tags(void)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		check(
		    sr_lang_from_tag(tags[i].tag) == tags[i].lang, tags[i].why);
}

/* The next conversion of a format at or behind *at, with its flags and size;
 * its length, 0 at the end. "%%" is none. */
static size_t
conversion(const char **at)
{
	for (; **at; (*at)++) {
		if (**at != '%')
			continue;
		if ((*at)[1] == '%') {
			(*at)++;
			continue;
		}
		return strcspn(*at + 1, "diouxXcsfgeEGp") + 2;
	}
	return 0;
}

/* A translation that takes other arguments than its original would read what
 * is not there. */
static void
test_conversions(void)
{
	for (size_t i = 0; i < catalogue_count(); i++) {
		const char *en = catalogue_english(i);
		const char *id = catalogue_indonesian(i), *why = en;

		for (;;) {
			size_t a = conversion(&en), b = conversion(&id);

			if (!check(a == b && memcmp(en, id, a) == 0, why) || !a)
				break;
			en += a;
			id += a;
		}
	}
}

static void
test_rows(void)
{
	for (size_t i = 0; i < catalogue_count(); i++) {
		const char *en = catalogue_english(i);

		check(*catalogue_indonesian(i) != '\0', en);
		for (size_t k = 0; k < i; k++)
			if (strcmp(en, catalogue_english(k)) == 0)
				check(false, "a sentence has one row");
	}
}

/* So does every advice. */
static void
test_advice(void)
{
	for (int e = 0; strcmp(sr_err_name((enum sr_err)e), "unknown"); e++) {
		const char *en = ask_advice((enum sr_err)e), *id;

		catalogue_use(SR_LANG_ID);
		id = ask_advice((enum sr_err)e);
		catalogue_use(SR_LANG_EN);
		if (en)
			check(strcmp(en, id) != 0, en);
	}
}

/* Every error speaks both languages. */
static void
test_errors(void)
{
#define X(id, name, sentence)                                                  \
	check(strcmp(say_in(SR_LANG_ID, sentence), sentence) != 0, sentence);
	SR_ERRORS(X)
#undef X
}

static void
test_use(void)
{
	struct sr_fault fault;

	check(strcmp(sr_err_sentence(SR_EHELD), "Held, not sent.") == 0,
	    "English at first");
	catalogue_use(SR_LANG_ID);
	check(strcmp(sr_err_sentence(SR_EHELD), "Ditahan, tidak dikirim.") == 0,
	    "errors in the language in use");
	sr_fault_set(&fault, "The connection failed.");
	check(strcmp(fault.what, "Sambungan gagal.") == 0, "faults too");
	sr_fault_set(&fault, "no such row %d", 7);
	check(strcmp(fault.what, "no such row 7") == 0,
	    "what has no row stays as it is");
	catalogue_use(SR_LANG_EN);
	check(strcmp(sr_err_sentence(SR_EHELD), "Held, not sent.") == 0,
	    "and back");
}

int
main(void)
{
	test_tags();
	test_conversions();
	test_rows();
	test_errors();
	test_advice();
	test_use();
	return check_done();
}
