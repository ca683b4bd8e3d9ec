/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LANG_CUE_H
#define SCRUB_LANG_CUE_H

#include <stddef.h>
#include <stdint.h>

#include "scrub.h"

/*
 * What a word tells about its neighbours. One file a language (en.c, id.c),
 * one sorted table a file; a word may be several things.
 */
#define CUE_TITLE ((uint64_t)1 << 0)   /* a name follows: Dr, Mrs, Pak, Ny */
#define CUE_ROLE ((uint64_t)1 << 1)    /* surgeon, scrub, perawat */
#define CUE_PATIENT ((uint64_t)1 << 2) /* patient, pt, lady, pasien */
#define CUE_KIN ((uint64_t)1 << 3)     /* husband, mum, suami */
#define CUE_TELL ((uint64_t)1 << 4)    /* a person follows: ask, tell, page */
#define CUE_GREET ((uint64_t)1 << 5)   /* hi, thanks, welcome, makasih */
#define CUE_SAYS ((uint64_t)1 << 6)    /* only persons do: says, wants */
#define CUE_DOES ((uint64_t)1 << 7)    /* persons often do: took, closing */
#define CUE_IS ((uint64_t)1 << 8)      /* is, was, has */
#define CUE_MODAL ((uint64_t)1 << 9)   /* can, should, to do: a verb follows */
#define CUE_NAMED ((uint64_t)1 << 10)  /* named, alias, signed, bernama */
#define CUE_THE ((uint64_t)1 << 11)    /* the, a, this, another, every */
#define CUE_MY ((uint64_t)1 << 12)     /* my, her, your */
#define CUE_I ((uint64_t)1 << 13)      /* he, you, saya */
#define CUE_AND ((uint64_t)1 << 14)
#define CUE_OF ((uint64_t)1 << 15)
#define CUE_FROM ((uint64_t)1 << 16)
#define CUE_IN ((uint64_t)1 << 17)
#define CUE_AT ((uint64_t)1 << 18)
#define CUE_ON ((uint64_t)1 << 19)
#define CUE_TO ((uint64_t)1 << 20)
#define CUE_FOR ((uint64_t)1 << 21)
#define CUE_BY ((uint64_t)1 << 22)
#define CUE_WITH ((uint64_t)1 << 23)
#define CUE_NOT ((uint64_t)1 << 24)
#define CUE_PLEASE ((uint64_t)1 << 25)
#define CUE_NOW ((uint64_t)1 << 26)       /* adverbs of time and manner */
#define CUE_ORG ((uint64_t)1 << 27)       /* hospital, college, puskesmas */
#define CUE_ORG_FIRST ((uint64_t)1 << 28) /* its name follows: RSUD, PT, St */
#define CUE_PLACE ((uint64_t)1 << 29)     /* town, village, bay, creek, kota */
#define CUE_WARD ((uint64_t)1 << 30)      /* ward, ruang: a name may follow */
#define CUE_LIVES ((uint64_t)1 << 31)     /* lives, lorry driver from, born */
#define CUE_PARTICLE ((uint64_t)1 << 32)  /* van, bin, de la */
#define CUE_DEGREE ((uint64_t)1 << 33)    /* MD, RN, SpB */
#define CUE_OFFICE ((uint64_t)1 << 34)    /* mayor, bishop, bupati */
#define CUE_TRADE ((uint64_t)1 << 35)     /* goalkeeper, pilot, penyanyi */
#define CUE_UNIQUE ((uint64_t)1 << 36)    /* only, first, oldest */
#define CUE_WHO ((uint64_t)1 << 37)       /* who, whose, yang */
#define CUE_RELATIVE ((uint64_t)1 << 38)  /* widow, twin, bodyguard */
#define CUE_EVENT ((uint64_t)1 << 39)     /* crash, lottery, final, trial */
#define CUE_DOER ((uint64_t)1 << 40)      /* man, woman, guy, boy */
#define CUE_GIVE ((uint64_t)1 << 41)      /* to someone: give, pass, hand */
#define CUE_WEEK ((uint64_t)1 << 42)      /* today, tonight, shift, list */
#define CUE_BUT ((uint64_t)1 << 43)       /* but, because, so, if, when */
#define CUE_SHORT ((uint64_t)1 << 44)     /* a title that is a word: an, by */
#define CUE_PLURAL_WE ((uint64_t)1 << 45) /* guys, team, all: addressed */
#define CUE_FEAT ((uint64_t)1 << 46) /* one becomes known by it: won, shot */
#define CUE_BITS 47

/* The cues of a folded word; 0 when it is none. */
uint64_t cue_find(enum scrub_lang lang, const char *word, size_t len);

struct cue {
	const char *word;
	uint64_t bits;
};

/* Sorted by strcmp. */
extern const struct cue cues_en[], cues_id[];
extern const size_t cues_en_count, cues_id_count;

#endif
