/* SPDX-License-Identifier: MIT */
#include "about.h"

#include <inttypes.h>
#include <stdio.h>

#include "output.h"
#include "proto/catalogue.h"
#include "proto/hello.h"

/* say and pick both begin with the procedure. */
_Static_assert(offsetof(struct wire_say, procedure) == 0 &&
		   offsetof(struct wire_pick, procedure) == 0,
    "say and pick begin with the procedure");

static enum ask_next
on_answer(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct about *a = ctx;
	struct sr_fault fault = {""};

	if (r->op != OP_PROCEDURES)
		return a->answered(a, ok, r);
	if (resolve_procedure(&a->which, ok->procedures, ok->procedure_count,
		a->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	*r = a->request;
	r->u.pick.procedure = a->which.id;
	return ASK_AGAIN;
}

enum cmd_status
about_run(struct about *a)
{
	struct wire_request r = {.op = OP_PROCEDURES};

	return ask_relay(a->profile, &r, on_answer, a);
}

void
about_draft(char out[ABOUT_DRAFT_ROOM])
{
	uint8_t random[16];

	hello_random(random, sizeof random);
	for (size_t i = 0; i < sizeof random; i++)
		snprintf(out + 2 * i, 3, "%02x", random[i]);
}

const char *
about_lang(const char *command, const char *option)
{
	enum output_lang lang = output_lang_default();

	if (option && !output_lang_from_name(option, &lang)) {
		output_fail("%s: --lang is en or id", command);
		return NULL;
	}
	return output_lang_name(lang);
}

static void
posted_json(const struct wire_ok *ok)
{
	printf("{\"number\":%" PRIu64 ",\"wait_ms\":%" PRIu64
	       ",\"redacted\":%u,\"doubt\":%s}\n",
	    ok->number, ok->wait_ms, ok->redacted,
	    ok->doubt ? "true" : "false");
}

enum ask_next
about_posted(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct about *a = ctx;
	unsigned long long wait_s = (ok->wait_ms + 999) / 1000;

	(void)r;
	if (a->json) {
		posted_json(ok);
		return ASK_DONE;
	}
	if (ok->held)
		printf("%s\n", say("Held, not sent: a moderator decides."));
	else if (ok->number)
		printf(say("Entry %llu, for all readers.\n"),
		    (unsigned long long)ok->number);
	else
		printf(say("Saved; readers get it in %llu s.\n"), wait_s);
	if (ok->redacted)
		output_status("Identifiers removed: %u", ok->redacted);
	if (ok->doubt)
		output_status("Some of it could not be placed, and went. Have "
			      "a look at how readers see it.");
	return ASK_DONE;
}

enum ask_next
about_done(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	const struct about *a = ctx;

	(void)ok;
	(void)r;
	printf("%s\n", a->json ? "{\"done\":true}" : say("Done."));
	return ASK_DONE;
}
