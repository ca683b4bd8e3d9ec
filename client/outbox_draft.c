/* SPDX-License-Identifier: MIT */
#include "outbox_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "proto/hello.h"

#define ID_BYTES 16u

void
outbox_draft_free(struct draft *d)
{
	if (!d)
		return;
	if (d->text)
		explicit_bzero(d->text, d->text_len);
	free(d->text);
	free(d->lang);
	free(d->step);
	free(d->message);
	free(d);
}

void
outbox_draft_free_all(struct draft *d)
{
	while (d) {
		struct draft *next = d->next;

		outbox_draft_free(d);
		d = next;
	}
}

enum sr_err
outbox_draft_check(const struct outbox_draft *d, const char **why)
{
	*why = "a draft's id has 1 to 64 letters";
	if (d->id && (!*d->id || strlen(d->id) > DRAFT_ID_MAX))
		return SR_EINVAL;
	*why = "an update has at most 4096 bytes; post it in two";
	_Static_assert(DRAFT_MAX == 4096, "the sentence above says so");
	if (d->text_len > DRAFT_MAX)
		return SR_ETOOLARGE;
	*why = "the text is not UTF-8";
	if (d->text && !output_utf8_ok(d->text, d->text_len))
		return SR_EUTF8;
	*why = NULL;
	return SR_OK;
}

bool
outbox_draft_copy(struct draft *d, const struct outbox_draft *in)
{
	uint8_t random[ID_BYTES];

	if (in->id) {
		snprintf(d->id, sizeof d->id, "%s", in->id);
	} else {
		hello_random(random, sizeof random);
		for (size_t i = 0; i < ID_BYTES; i++)
			snprintf(d->id + 2 * i, 3, "%02x", random[i]);
	}
	d->lang = in->lang ? strdup(in->lang) : NULL;
	d->step = in->step ? strdup(in->step) : NULL;
	d->text = in->text ? malloc(in->text_len + 1) : NULL;
	if ((in->lang && !d->lang) || (in->step && !d->step) ||
	    (in->text && !d->text))
		return false;
	if (d->text) {
		memcpy(d->text, in->text, in->text_len);
		d->text[in->text_len] = '\0';
		d->text_len = in->text_len;
	}
	return true;
}
