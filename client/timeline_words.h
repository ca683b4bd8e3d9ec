/* SPDX-License-Identifier: MIT */
#ifndef SR_TIMELINE_WORDS_H
#define SR_TIMELINE_WORDS_H

#include "output.h"
#include "proto/wire.h"

/* The words of a timeline, in the languages of readers. */

enum word {
	WORD_CORRECTS,
	WORD_CORRECTED,
	WORD_CORRECTED_LATER,
	WORD_WITHDRAWN_AT,
	WORD_WITHDRAWN,
	WORD_ENDED,
	WORD_PAUSED,
	WORD_RESUMED,
	WORD_NOTICE,
	WORD_FROM_HERE,
	WORD_TRAINING,
	WORD_AUTHORIZED,
	WORD_ARCHIVE,
	WORD_AS_LIVE,
	WORD_RESULT,
	WORD_VOTES,
	WORD_RIGHT,
	WORDS
};

const char *timeline_word(enum output_lang lang, enum word word);

/* Who speaks, and how that looks. */
struct timeline_part {
	const char *name[OUTPUT_LANGS];
	enum output_look look;
};

/* Of a question, an answer, a poll or an outcome: what it is. */
const struct timeline_part *timeline_speaker(
    enum entry_kind kind, enum part part);

#endif
