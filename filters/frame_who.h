/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_FRAME_WHO_H
#define SCRUB_FRAME_WHO_H

#include "context_feature.h"

/*
 * What the word in a frame's slot may be: a head of lang/frames-en.txt names
 * these in small letters. All are undecided words, but for LETTERS and GRAMMAR,
 * of which nothing is asked otherwise.
 */
/* Of both languages. */
#define WHO_OPEN ((uint32_t)1 << 0)      /* any undecided word */
#define WHO_AN_EPONYM ((uint32_t)1 << 1) /* something is called after it */
#define WHO_NAMED ((uint32_t)1 << 2)     /* name or word, name alone */
#define WHO_FORENAME ((uint32_t)1 << 3)  /* some are called so */
#define WHO_STRONG ((uint32_t)1 << 4)    /* many are */
#define WHO_CLINIC ((uint32_t)1 << 5)    /* the clinic's, thing or brand */
#define WHO_COUNTRY ((uint32_t)1 << 6)   /* or who is from there */
#define WHO_BRAND ((uint32_t)1 << 7)     /* and seldom a name */
#define WHO_DISEASE ((uint32_t)1 << 8)   /* Parkinson */
#define WHO_CUED ((uint32_t)1 << 9)      /* tells something of others */
#define WHO_FIRST ((uint32_t)1 << 10)    /* in its sentence */
#define WHO_TITLE ((uint32_t)1 << 11)    /* "Kim" where not all are large */
#define WHO_LARGE ((uint32_t)1 << 12)    /* or its text tells no case */
#define WHO_MODAL ((uint32_t)1 << 13)    /* may, will */
#define WHO_LETTERS ((uint32_t)1 << 14)  /* "KM", no service */
#define WHO_PLACE ((uint32_t)1 << 15)    /* a place may be called so */
#define WHO_CALLED ((uint32_t)1 << 16)   /* a name, no word of the clinic */
#define WHO_CAPITALS ((uint32_t)1 << 17) /* where not all are */
/* English. */
#define WHO_EPONYM ((uint32_t)1 << 18)  /* a person's name, no maker's */
#define WHO_SURNAME ((uint32_t)1 << 19) /* and a frequent one, large */
#define WHO_WORD ((uint32_t)1 << 20)    /* a frequent or large name */
#define WHO_HEARD ((uint32_t)1 << 21)   /* a name or eponym, no thing */
#define WHO_FROM ((uint32_t)1 << 22)    /* a country that people are called */
#define WHO_ONE ((uint32_t)1 << 23)     /* large, and no role */
#define WHO_OWNER ((uint32_t)1 << 24)   /* a frequent surname, large */
#define WHO_GRAMMAR ((uint32_t)1 << 25) /* no name but "An", "Do", "May" */
#define WHO_FAMILY ((uint32_t)1 << 26)  /* more than one of a surname */
/* Indonesian. */
#define WHO_SENT ((uint32_t)1 << 27)   /* a name, no praise and no work */
#define WHO_FOLK ((uint32_t)1 << 28)   /* a forename, no thing */
#define WHO_HOME ((uint32_t)1 << 29)   /* a town */
#define WHO_THEIRS ((uint32_t)1 << 30) /* "pasiennya", "batuknya" */

/* What of these token i is. */
uint32_t frame_who(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i);

#endif
