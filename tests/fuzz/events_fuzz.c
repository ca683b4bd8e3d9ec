/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events_read.h"

/* Any bytes as the header with the proof, the path, the arguments and the last
 * event's id of a request for a stream: the four lines of the input. What is
 * accepted is within its bounds and means the same written anew. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
must(int good)
{
	if (!good)
		abort();
}

static void
as_proof(const char *text)
{
	struct events_proof proof, again;
	char written[512];

	if (!events_read_proof(text, &proof))
		return;
	must(*proof.account && *proof.device && *proof.nonce &&
	     *proof.signature);
	must(!strpbrk(proof.account, "\""));
	snprintf(written, sizeof(written),
	    "ScrubRelay account=\"%s\",device=\"%s\", nonce=\"%s\" "
	    "signature=\"%s\"",
	    proof.account, proof.device, proof.nonce, proof.signature);
	must(events_read_proof(written, &again));
	must(memcmp(&proof, &again, sizeof(proof)) == 0);
}

static void
as_wanted(const char *query, const char *last)
{
	struct wire_subscribe want = {0}, without = {0};

	if (!events_read_wanted(query, last, &want))
		return;
	must(want.from > 0 && want.from <= SR_NUMBER_MAX);
	must(want.tail < SR_NUMBER_MAX);
	if (!*last)
		return;
	/* The header goes before the argument. */
	must(events_read_wanted("", last, &without));
	must(want.from == without.from && want.tail == without.tail);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char *text = malloc(len + 1), *rest = text, *line[4];
	struct procedure_id id;

	must(text != NULL);
	memcpy(text, data, len);
	text[len] = '\0';
	for (int i = 0; i < 4; i++) {
		line[i] = rest ? strsep(&rest, "\n") : text + len;
		line[i] = line[i] ? line[i] : text + len;
	}
	as_proof(line[0]);
	if (events_read_path(line[1], &id)) {
		char hex[PROCEDURE_ID_TEXT + 1];

		wire_id_text(hex, &id);
		must(strstr(line[1], hex) != NULL);
	}
	as_wanted(line[2], line[3]);
	free(text);
	return 0;
}
