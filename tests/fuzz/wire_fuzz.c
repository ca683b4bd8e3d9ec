/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "proto/cj.h"
#include "proto/wire.h"

/*
 * Any bytes as a request, as a message of the relay and as documents. What is
 * accepted is written, and the writing read again gives the same writing.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct wire *w;

static void
must(int good)
{
	if (!good)
		abort();
}

/* Kept beyond wire_end(). */
static char *
keep(const char *text, size_t len)
{
	char *copy = malloc(len + 1);

	must(copy != NULL);
	memcpy(copy, text, len);
	copy[len] = '\0';
	must(strlen(copy) == len && cj_utf8(copy, len));
	return copy;
}

static void
as_request(const char *in, size_t len)
{
	struct wire_request r;
	struct sr_fault fault = {""};
	const char *text;
	char *first;
	size_t first_len;

	if (wire_read_request(w, in, len, &r, &fault) != SR_OK) {
		must(fault.what[0] && r.seq <= SR_NUMBER_MAX);
		wire_end(w);
		return;
	}
	must(wire_write_request(w, &r, &text, &len) == SR_OK);
	first_len = len;
	first = keep(text, len);
	wire_end(w);
	must(wire_read_request(w, first, first_len, &r, NULL) == SR_OK);
	must(wire_write_request(w, &r, &text, &len) == SR_OK);
	must(len == first_len && memcmp(first, text, len) == 0);
	free(first);
	wire_end(w);
}

static void
as_message(const char *in, size_t len)
{
	struct wire_message m;
	const char *text;
	char *first;
	size_t first_len;

	if (wire_read_message(w, in, len, &m, NULL) != SR_OK) {
		wire_end(w);
		return;
	}
	must(wire_write_message(w, &m, &text, &len) == SR_OK);
	first_len = len;
	first = keep(text, len);
	wire_end(w);
	must(wire_read_message(w, first, first_len, &m, NULL) == SR_OK);
	must(wire_write_message(w, &m, &text, &len) == SR_OK);
	must(len == first_len && memcmp(first, text, len) == 0);
	free(first);
	wire_end(w);
}

static void
as_documents(const char *in, size_t len)
{
	struct wire_doc_account account;
	struct wire_doc_procedure procedure;
	const char *text;
	size_t out_len;

	if (wire_read_account(w, in, len, &account) == SR_OK)
		must(wire_write_account(w, &account, &text, &out_len) == SR_OK);
	wire_end(w);
	if (wire_read_procedure(w, in, len, &procedure) == SR_OK)
		must(wire_write_procedure(w, &procedure, &text, &out_len) ==
		     SR_OK);
	wire_end(w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *in = (const char *)data;

	if (!w)
		must(wire_new(&w) == SR_OK);
	as_request(in, len);
	as_message(in, len);
	as_documents(in, len);
	return 0;
}
