/* SPDX-License-Identifier: MIT */
#include "bench_re2.h"

#include <re2/re2.h>

static RE2 *compiled;

bool
bench_re2_set(const char *pattern)
{
	RE2::Options options;

	options.set_case_sensitive(false);
	options.set_max_mem(64 << 20);
	compiled = new RE2(pattern, options);
	return compiled->ok();
}

size_t
bench_re2_count(const char *text, size_t len)
{
	re2::StringPiece rest(text, len), match;
	size_t count = 0, at = 0;

	while (at < len &&
	       compiled->Match(rest, at, len, RE2::UNANCHORED, &match, 1)) {
		const size_t end =
		    static_cast<size_t>(match.data() - text) + match.size();

		at = end > at ? end : at + 1;
		count++;
	}
	return count;
}
