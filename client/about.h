/* SPDX-License-Identifier: MIT */
#ifndef SR_ABOUT_H
#define SR_ABOUT_H

#include "ask.h"
#include "resolve.h"

/* One request about a procedure that a person names: looked up, then sent. */

struct about {
	const char *profile, *word; /* word: as resolve_procedure() */
	/* Its say.procedure or pick.procedure is filled in. */
	struct wire_request request;
	ask_answer *answered;  /* what the relay says to it; ctx: the about */
	struct resolved which; /* out */
	bool json;
};

enum cmd_status about_run(struct about *a);

#define ABOUT_DRAFT_ROOM 33u
/* A fresh id for a draft. */
void about_draft(char out[ABOUT_DRAFT_ROOM]);

/* The tag of --lang, or the locale's; NULL: wrong, and said so. */
const char *about_lang(const char *command, const char *option);

/* Answers that are like a post's: number, or that it waits. */
ask_answer about_posted;
/* Those without anything to tell but that it is done. */
ask_answer about_done;

#endif
