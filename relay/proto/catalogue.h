/* SPDX-License-Identifier: MIT */
#ifndef SR_CATALOGUE_H
#define SR_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Every sentence that a person reads, in English and Indonesian, in one table
 * (catalogue.c). The English sentence is the key, as it stands in the code;
 * a format keeps its conversions, in the same order. sr_err_sentence(),
 * sr_fault_set() and the client's output_*() ask here themselves.
 */

enum sr_lang { SR_LANG_EN, SR_LANG_ID, SR_LANGS };

/* By tag: "id", "id-ID", "id_ID.UTF-8"; anything else, and NULL: English. */
enum sr_lang sr_lang_from_tag(const char *tag);
/* "en", "id". */
const char *sr_lang_tag(enum sr_lang lang);

/* The language of this thread's sentences from now on; English at first. */
void catalogue_use(enum sr_lang lang);
enum sr_lang catalogue_used(void);

/* The sentence in the language in use; as given when it has no row. */
const char *say(const char *english) __attribute__((format_arg(1)));
/* The same in a given language. */
const char *say_in(enum sr_lang lang, const char *english)
    __attribute__((format_arg(2)));

/* Rows, for tests. */
size_t catalogue_count(void);
const char *catalogue_english(size_t row);
const char *catalogue_indonesian(size_t row);

#endif
