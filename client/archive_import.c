/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "args.h"
#include "ask.h"
#include "bundle_key.h"
#include "bundle_record.h"
#include "files.h"
#include "output.h"
#include "proto/catalogue.h"

/* scrubrelay archive import FILE */

struct importing {
	struct bundle_record record;
	const char *lang;
	struct procedure_id procedure; /* here */
	char code_name[NAME_MAX_BYTES + 1];
	uint64_t next, changed; /* entry that is sent; texts changed here */
	bool there;
};

static enum ask_next
send_next(struct importing *i, struct wire_request *r)
{
	const struct bundle_record *b = &i->record;

	*r = (struct wire_request){.op = OP_IMPORT_ENTRY};
	if (i->next <= b->count) {
		r->u.import_entry = b->item[i->next - 1].entry;
		if (!r->u.import_entry.lang)
			r->u.import_entry.lang = i->lang;
	} else {
		r->op = OP_IMPORT_END;
		r->u.import_entry.number = b->count;
		if (b->count)
			r->u.import_entry.t_ms =
			    b->item[b->count - 1].entry.t_ms;
	}
	r->u.import_entry.procedure = i->procedure;
	return ASK_AGAIN;
}

/* Each when the one before is on disk; what is there already is not sent
 * again. */
static enum ask_next
on_answer(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct importing *i = ctx;

	if (r->op == OP_IMPORT_END)
		return ASK_DONE;
	if (r->op == OP_IMPORT) {
		i->procedure = ok->procedure;
		snprintf(i->code_name, sizeof i->code_name, "%s",
		    ok->code_name ? ok->code_name : "");
		i->there = ok->repeated;
		i->next = ok->number;
	}
	if (i->there)
		return ASK_DONE;
	i->changed += ok->redacted;
	i->next++;
	return send_next(i, r);
}

static enum cmd_status
import(struct importing *i, struct wire_request *r, const char *profile)
{
	enum cmd_status status = ask_relay(profile, r, on_answer, i);

	if (status != CMD_OK && i->next && i->next <= i->record.count)
		output_status("That was entry %llu. Nothing of it can be read; "
			      "the same command goes on there.",
		    (unsigned long long)i->next);
	if (status != CMD_OK)
		return status;
	if (i->there)
		output_print(
		    "'%s' is in the archive already.\n", i->code_name);
	else
		output_print("'%s' is in the archive: %llu entries.\n",
		    i->code_name, (unsigned long long)i->record.count);
	fflush(stdout);
	if (i->changed)
		output_status("This relay's filter changed %llu texts.",
		    (unsigned long long)i->changed);
	return CMD_OK;
}

/* All of it is read before anything is sent: half a bundle is none. */
static bool
read_bundle(struct bundle_record *out, const char *file,
    const struct bundle_key_given *key)
{
	struct secret *secret = NULL;
	struct sr_fault fault = {""};
	enum bundle_lock lock;
	struct stat st;
	char *bytes = NULL;
	size_t len = 0, most = BUNDLE_MAX;
	enum sr_err err;

	/* A pipe has no size. */
	if (stat(file, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size < (off_t)BUNDLE_MAX)
		most = (size_t)st.st_size;
	err = files_read(file, most, &bytes, &len, &fault);
	if (err != SR_OK) {
		output_fail("%s", fault.what);
		return false;
	}
	err = bundle_lock_of(&lock, bytes, len);
	if (err != SR_OK) {
		output_fail("%s: %s", file,
		    say("not a bundle, or one of another version"));
		goto out;
	}
	err = SR_EINVAL;
	if (!bundle_key_read(key, lock, &secret))
		goto out;
	err = bundle_record_read(out, bytes, len, secret, &fault);
	if (err != SR_OK)
		output_fail("%s: %s", file,
		    fault.what[0] ? fault.what : sr_err_sentence(err));
out:
	secret_free(secret);
	files_wipe(bytes, len);
	return err == SR_OK;
}

int
archive_import(int argc, char **argv)
{
	const char *profile = NULL, *consent = NULL, *by = NULL, *lang = "en";
	struct bundle_key_given key = {0};
	struct importing i = {0};
	struct wire_request r = {.op = OP_IMPORT};
	enum output_lang known;
	const struct args_option options[] = {
	    {"consent", "REF", ARGS_TEXT, &consent,
		"reference of the consent to keep it here"},
	    {"consent-by", "WHO", ARGS_TEXT, &by, "who took that consent"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of texts that do not say it, for this relay's filter "
		"(en)"},
	    BUNDLE_KEY_OPTIONS(&key), ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive import",
	    .synopsis = "FILE",
	    .purpose = "Takes a bundle of another relay into the archive, "
		       "through this relay's filter (moderators who are "
		       "educators).",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!consent) {
		output_fail("archive import: --consent REF, a reference of "
			    "this relay's own");
		return CMD_USAGE;
	}
	if (!output_lang_from_name(lang, &known)) {
		output_fail("%s: --lang is en or id", a.command);
		return CMD_USAGE;
	}
	i.lang = output_lang_name(known);
	status = CMD_REFUSED;
	if (read_bundle(&i.record, a.word[0], &key)) {
		r.u.import = i.record.head;
		r.u.import.consent = consent;
		r.u.import.consent_by = by;
		status = (int)import(&i, &r, profile);
	}
	bundle_record_wipe(&i.record);
	return status;
}
