/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_H
#define SCRUB_H

/*
 * libscrub: text in, text without identifiers out.
 *
 * A policy says what happens to each kind of identifier. A case is one
 * procedure: its roster, its stand-ins ([NAME 2]), its secret date offset and
 * the working memory. A case is used by one thread at a time; policies are
 * immutable and shared.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SCRUB_MUST_USE __attribute__((warn_unused_result))

/* Bytes of one text. */
#define SCRUB_TEXT_MAX 65536u

enum scrub_err {
	SCRUB_OK,
	SCRUB_EUTF8,    /* not UTF-8, or U+0000 in it */
	SCRUB_ETOOLONG, /* more than SCRUB_TEXT_MAX bytes */
	SCRUB_ENOMEM,
	SCRUB_EHOLD,   /* the policy says hold: nothing may be sent */
	SCRUB_EPOLICY, /* a policy with a mistake; see the fault */
	SCRUB_EROSTER, /* a roster with a mistake; see the fault */
};

const char *scrub_err_name(enum scrub_err err);

/* Labels: 45 CFR 164.514(b)(2)(i)(A)-(R), named as in i2b2/n2c2 2014. */
enum scrub_label {
	SCRUB_NAME,
	SCRUB_LOCATION,
	SCRUB_ORGANIZATION,
	SCRUB_DATE,
	SCRUB_AGE,
	SCRUB_PHONE,
	SCRUB_EMAIL,
	SCRUB_ID,
	SCRUB_DEVICE,
	SCRUB_VEHICLE,
	SCRUB_NETWORK,
	SCRUB_BIOMETRIC,
	SCRUB_OTHER,
	SCRUB_LABELS
};

/* "NAME", ...; never NULL for a label below SCRUB_LABELS. */
const char *scrub_label_name(enum scrub_label label);

enum scrub_lang { SCRUB_EN, SCRUB_ID_ID, SCRUB_LANGS };

/* "en", "en-US", "id", "id-ID", ...: true and *lang set when known. */
bool scrub_lang_from_tag(const char *tag, enum scrub_lang *lang);

/* Where a policy or roster is wrong: "file:line: key: what, and what is
 * allowed". */
struct scrub_fault {
	char what[256];
};

struct scrub_policy;
struct scrub_case;

/* Text that may name a patient. Borrowed; the owner wipes it. */
struct raw_text {
	const char *text;
	size_t len; /* bytes */
};

/* One range of the input that the output does not repeat. */
struct scrub_change {
	uint32_t begin, end;         /* bytes of the input, half open */
	uint32_t begin_cp, end_cp;   /* the same in code points */
	uint32_t out_begin, out_end; /* bytes of the output */
	enum scrub_label label;
	const char *layer;  /* "shape", "roster", "context", "site", ... */
	const char *rule;   /* stable id, static storage */
	unsigned certainty; /* 0 to 100 */
};

/* What scrub_text() made; the only text that anything else may hold. */
struct scrubbed {
	char *text; /* len bytes of UTF-8 and a NUL */
	size_t len;
	struct scrub_change *change; /* sorted, disjoint */
	size_t change_count;
	bool doubt; /* something went because it could not be placed */
	size_t text_room, change_room; /* what there is room for */
};

/**
 * scrub_policy_read(out, name, json, len, fault):
 * Read a policy from len bytes of JSON (comments allowed).
 *   name   for messages: the file's name
 *   out    set on SCRUB_OK only; ends with scrub_policy_free()
 * SCRUB_EPOLICY: *fault says file, line, key, what is wrong and what is
 * allowed. SCRUB_ENOMEM.
 */
SCRUB_MUST_USE enum scrub_err scrub_policy_read(struct scrub_policy **out,
    const char *name, const char *json, size_t len, struct scrub_fault *fault);

/* A policy built in by name ("safe-harbor", "limited-data-set", "strict");
 * SCRUB_EPOLICY when there is none of that name. */
SCRUB_MUST_USE enum scrub_err scrub_policy_builtin(
    struct scrub_policy **out, const char *name, struct scrub_fault *fault);

void scrub_policy_free(struct scrub_policy *policy);
const char *scrub_policy_name(const struct scrub_policy *policy);
/* The JSON that it was read from, for whoever filters with the same policy
 * elsewhere; lives as long as the policy, NUL behind it. */
const char *scrub_policy_json(const struct scrub_policy *policy, size_t *len);
/* "filter_at_source": drafts are to be filtered before they leave the device
 * they are typed on, beside the relay's own filter. */
bool scrub_policy_at_source(const struct scrub_policy *policy);

/**
 * scrub_case_new(out, secret):
 * A case without a roster. secret: 32 random bytes from which the date
 * offset and nothing readable comes; copied, wiped by scrub_case_free().
 */
SCRUB_MUST_USE enum scrub_err scrub_case_new(
    struct scrub_case **out, const uint8_t secret[32]);

/**
 * scrub_case_roster(c, name, json, len, fault):
 * Take the roster (format: filters/README.md); replaces an earlier one.
 * Only what matching needs is kept. On error the case keeps what it had.
 * SCRUB_EROSTER: *fault names line and key, never a value.
 */
SCRUB_MUST_USE enum scrub_err scrub_case_roster(struct scrub_case *c,
    const char *name, const char *json, size_t len, struct scrub_fault *fault);

void scrub_case_free(struct scrub_case *c);

/* Where the time of a text goes. */
enum scrub_part {
	SCRUB_PART_READ,    /* UTF-8 check, normalising, tokens */
	SCRUB_PART_WORDS,   /* classes of words */
	SCRUB_PART_SHAPES,  /* the automaton */
	SCRUB_PART_ROSTER,  /* this case's own identifiers */
	SCRUB_PART_SITE,    /* the policy's lists and patterns */
	SCRUB_PART_CONTEXT, /* what decides about words, the tagger with it */
	SCRUB_PART_WRITE,   /* union, operators, text */
	SCRUB_PARTS
};

struct scrub_times {
	uint64_t (*now_ns)(void); /* of a clock that only goes forward */
	uint64_t ns[SCRUB_PARTS];
};

/* Adds up in *times, until called with NULL, what this case's texts take: some
 * twenty looks at the clock for each. */
void scrub_case_time(struct scrub_case *c, struct scrub_times *times);
const char *scrub_part_name(enum scrub_part part);

/**
 * scrub_text(policy, c, lang, raw, out):
 * Write raw to *out without its identifiers.
 *   raw   UTF-8, at most SCRUB_TEXT_MAX bytes; borrowed for the call
 *   out   set on SCRUB_OK only; the caller ends it with scrubbed_wipe()
 * SCRUB_EUTF8, SCRUB_ETOOLONG, SCRUB_ENOMEM, SCRUB_EHOLD: nothing of raw is
 * in *out. Scrubbing the output again changes nothing more.
 * Source: 45 CFR 164.514(b)(2)(i)(A)-(R).
 */
SCRUB_MUST_USE enum scrub_err scrub_text(const struct scrub_policy *policy,
    struct scrub_case *c, enum scrub_lang lang, struct raw_text raw,
    struct scrubbed *out);

/**
 * scrub_update(policy, c, lang, author, raw, out):
 * scrub_text() for the next update of a procedure, as its readers see it under
 * this policy. Remembered are, until the case ends: how each author's last
 * update ended (64 bytes of what was released), so that an identifier split
 * over two is found in the second; and, as keyed hashes, which details the
 * policy's budget ("quasi") has been spent on.
 *   author   who wrote it, any name of theirs, another one for each audience;
 *            borrowed for the call
 */
SCRUB_MUST_USE enum scrub_err scrub_update(const struct scrub_policy *policy,
    struct scrub_case *c, enum scrub_lang lang, const char *author,
    struct raw_text raw, struct scrubbed *out);

/**
 * scrub_reviewed(policy, c, lang, author, raw, out):
 * scrub_update() for a text that a person looks at: where the policy would hold
 * all of it, what is in doubt goes from it instead. author NULL: nothing was
 * said before and nothing is remembered. SCRUB_EHOLD is still what the filter
 * cannot do.
 */
SCRUB_MUST_USE enum scrub_err scrub_reviewed(const struct scrub_policy *policy,
    struct scrub_case *c, enum scrub_lang lang, const char *author,
    struct raw_text raw, struct scrubbed *out);

/* Whether this change is one of those that the policy calls doubt. */
bool scrub_doubts(
    const struct scrub_policy *policy, const struct scrub_change *change);

/* Wipes and frees what *s holds; an empty *s is fine. */
void scrubbed_wipe(struct scrubbed *s);
/* The same, but the case may keep the memory for its next text: so that a
 * program that filters many allocates none. */
void scrubbed_give_back(struct scrub_case *c, struct scrubbed *s);

#ifdef __cplusplus
}
#endif

#endif
