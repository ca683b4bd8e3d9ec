/* SPDX-License-Identifier: MIT */
#include "lang/cue.h"

#include <string.h>

uint64_t
cue_find(enum scrub_lang lang, const char *word, size_t len)
{
	const struct cue *at = lang == SCRUB_ID_ID ? cues_id : cues_en;
	size_t count = lang == SCRUB_ID_ID ? cues_id_count : cues_en_count;

	while (count > 0) {
		const struct cue *middle = at + count / 2;
		int order = strncmp(word, middle->word, len);

		if (order == 0 && middle->word[len] != '\0')
			order = -1;
		if (order == 0)
			return middle->bits;
		if (order > 0) {
			count -= count / 2 + 1;
			at = middle + 1;
		} else {
			count /= 2;
		}
	}
	return 0;
}
