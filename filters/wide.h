/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_WIDE_H
#define SCRUB_WIDE_H

/*
 * Of a function that does the same with many numbers: it is there twice, for
 * any processor of this kind and for those that take 32 bytes at once; which
 * one is decided when the program starts. Whole numbers: the result is the
 * same. Sanitizers are not ready by then.
 */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) &&    \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
/* Before a loop of few rounds: all at once rather than one behind another. */
#define AT_ONCE _Pragma("GCC unroll 1")
#else
#define WIDE
#define AT_ONCE
#endif

#endif
