/* SPDX-License-Identifier: MIT */
#ifndef SR_ARGS_H
#define SR_ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Options of one subcommand as a table, from which its --help comes too.
 * "--name value" and "--name=value"; "--" ends the options; options and other
 * words may be mixed.
 */

enum args_kind {
	ARGS_FLAG,   /* bool * */
	ARGS_TEXT,   /* const char ** */
	ARGS_NUMBER, /* uint64_t * */
	ARGS_ENTRY,  /* uint64_t *: an entry, numbered from 1 */
	ARGS_LIST,   /* struct args_list *: "a,b", or the option again */
};

#define ARGS_LIST_MAX 16

/* Words of at most NAME_MAX_BYTES; longer ones and too many are refused. */
struct args_list {
	char item[ARGS_LIST_MAX][65];
	unsigned count;
};

struct args_option {
	const char *name, *value; /* "lang", "en|id"; value NULL: a flag */
	enum args_kind kind;
	void *out;
	const char *help;
};

#define ARGS_PROFILE(p)                                                        \
	{                                                                      \
		"profile", "NAME", ARGS_TEXT, (p),                             \
		    "use this profile ($SCRUBRELAY_PROFILE)"                   \
	}
#define ARGS_END                                                               \
	{                                                                      \
		NULL, NULL, ARGS_FLAG, NULL, NULL                              \
	}

/* A poll: procedure, question, six choices. */
#define ARGS_WORDS_MAX 8

struct args {
	const char *command, *synopsis, *purpose;
	const struct args_option *option; /* ends with ARGS_END */
	unsigned least, most;             /* words that are no options */
	char *word[ARGS_WORDS_MAX];       /* out */
	unsigned count;                   /* out */
};

/* True: go on. False: *status is what to exit with (help was printed, or
 * what is wrong and what is allowed). */
bool args_read(struct args *a, int argc, char **argv, int *status);

/* Word `first` and those behind it are texts that somebody typed: they go off
 * the command line, and "-" for the first is what is on standard input. Once;
 * false as of args_read(). */
bool args_text(struct args *a, unsigned first, int *status);

/* The one of `count` names that is nearest to a mistyped word, or NULL when
 * none is near. */
const char *args_nearest(
    const char *word, const char *const *name, size_t count);

/* Decimal digits only. */
bool args_number(const char *text, uint64_t *out);

#endif
