/* SPDX-License-Identifier: MIT */
/*
 * What scrub.js calls. One result at a time: scrub_wasm_text() fills it, and
 * scrub_wasm_done() wipes it. Everything is numbers, so that the wrapper needs
 * no glue; the layouts that it reads are pinned here.
 */
#include "scrub.h"

#include <stdlib.h>
#include <string.h>

#include "wasm/site_none.h"
#include "wasm/words_unpack.h"
#include "words_table.h"

#define EXPORT(name) __attribute__((export_name(name)))

/* scrub.js reads both by these offsets. */
_Static_assert(sizeof(struct scrub_change) == 40, "scrub.js: CHANGE");
_Static_assert(offsetof(struct scrub_change, label) == 24, "scrub.js: CHANGE");
_Static_assert(offsetof(struct scrub_change, certainty) == 36, "CHANGE");
_Static_assert(offsetof(struct scrubbed, change) == 8, "scrub.js: RESULT");
_Static_assert(offsetof(struct scrubbed, doubt) == 16, "scrub.js: RESULT");

static struct scrubbed result;
static struct scrub_fault fault;
static bool has_words;

EXPORT("room") void *scrub_wasm_room(size_t len);
EXPORT("wipe") void scrub_wasm_wipe(void *room, size_t len);
EXPORT("words") int scrub_wasm_words(const uint8_t *pack, size_t len);
EXPORT("policy")
struct scrub_policy *scrub_wasm_policy(
    const char *name, const char *json, size_t len, int skip);
EXPORT("policy_skipped") unsigned scrub_wasm_policy_skipped(void);
EXPORT("policy_free") void scrub_wasm_policy_free(struct scrub_policy *p);
EXPORT("case") struct scrub_case *scrub_wasm_case(const uint8_t *secret);
EXPORT("case_free") void scrub_wasm_case_free(struct scrub_case *c);
EXPORT("roster")
int scrub_wasm_roster(
    struct scrub_case *c, const char *name, const char *json, size_t len);
EXPORT("lang") int scrub_wasm_lang(const char *tag);
EXPORT("text")
int scrub_wasm_text(const struct scrub_policy *p, struct scrub_case *c,
    int lang, const char *author, const char *text, size_t len);
EXPORT("result") const struct scrubbed *scrub_wasm_result(void);
EXPORT("done") void scrub_wasm_done(void);
EXPORT("fault") const char *scrub_wasm_fault(void);
EXPORT("err_name") const char *scrub_wasm_err_name(int err);
EXPORT("label_name") const char *scrub_wasm_label_name(int label);

void *
scrub_wasm_room(size_t len)
{
	return malloc(len ? len : 1);
}

void
scrub_wasm_wipe(void *room, size_t len)
{
	if (room)
		explicit_bzero(room, len);
	free(room);
}

/* Once, before anything else; 0 when they are not this build's words. */
int
scrub_wasm_words(const uint8_t *pack, size_t len)
{
	has_words = words_unpack(words_table, words_table_slots, pack, len);
	return has_words;
}

/* json NULL: the built-in one of that name. skip: its patterns are passed
 * over. NULL: see the fault. */
struct scrub_policy *
scrub_wasm_policy(const char *name, const char *json, size_t len, int skip)
{
	struct scrub_policy *p = NULL;
	enum scrub_err err;

	site_none_skip(skip != 0);
	err = json ? scrub_policy_read(&p, name, json, len, &fault)
		   : scrub_policy_builtin(&p, name, &fault);

	return err == SCRUB_OK ? p : NULL;
}

/* Patterns of the policy that was read last. */
unsigned
scrub_wasm_policy_skipped(void)
{
	return site_none_skipped();
}

void
scrub_wasm_policy_free(struct scrub_policy *p)
{
	scrub_policy_free(p);
}

struct scrub_case *
scrub_wasm_case(const uint8_t *secret)
{
	struct scrub_case *c = NULL;

	return scrub_case_new(&c, secret) == SCRUB_OK ? c : NULL;
}

void
scrub_wasm_case_free(struct scrub_case *c)
{
	scrub_case_free(c);
}

int
scrub_wasm_roster(
    struct scrub_case *c, const char *name, const char *json, size_t len)
{
	return (int)scrub_case_roster(c, name, json, len, &fault);
}

/* -1 for a language that nobody has cues for. */
int
scrub_wasm_lang(const char *tag)
{
	enum scrub_lang lang;

	return scrub_lang_from_tag(tag, &lang) ? (int)lang : -1;
}

/* author NULL: a text by itself. */
int
scrub_wasm_text(const struct scrub_policy *p, struct scrub_case *c, int lang,
    const char *author, const char *text, size_t len)
{
	struct raw_text raw = {text, len};

	/* Without words every word would be unknown: nothing is right then. */
	if (!has_words || lang < 0 || lang >= SCRUB_LANGS)
		return SCRUB_EHOLD;
	scrubbed_wipe(&result);
	return (int)(author ? scrub_update(p, c, (enum scrub_lang)lang, author,
				  raw, &result)
			    : scrub_text(
				  p, c, (enum scrub_lang)lang, raw, &result));
}

const struct scrubbed *
scrub_wasm_result(void)
{
	return &result;
}

void
scrub_wasm_done(void)
{
	scrubbed_wipe(&result);
}

const char *
scrub_wasm_fault(void)
{
	return fault.what;
}

const char *
scrub_wasm_err_name(int err)
{
	return scrub_err_name((enum scrub_err)err);
}

const char *
scrub_wasm_label_name(int label)
{
	return scrub_label_name((enum scrub_label)label);
}
