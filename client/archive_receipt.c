/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive_file.h"
#include "archive_keys.h"
#include "args.h"
#include "cmd.h"
#include "files.h"
#include "output.h"
#include "receipt.h"

/* scrubrelay archive receipt ARCHIVE PROC | RECEIPT */

struct receipts {
	bool json, html;
	struct procedure_id id; /* of the archive's; else it is not given */
	bool id_given;
	enum output_lang lang;
	struct archive_keys keys;
	struct receipt *row;
	size_t count;
	enum sr_err err;
};

/* ---- as text ---- */

static void
print_page(const char *receipt)
{
	printf("RECEIPT OF AN ERASURE / TANDA TERIMA PENGHAPUSAN\n\n"
	       "The relay destroyed the keys and the sealed records that are "
	       "named below, and\nreplaced its master key. What remains are "
	       "hashes, which say nothing about the\ntext. What readers saw, "
	       "photographed or exported before cannot be recalled.\n\n"
	       "Relay telah memusnahkan kunci dan rekaman tersegel yang "
	       "disebut di bawah ini,\ndan mengganti kunci induknya. Yang "
	       "tersisa hanyalah hash, yang tidak mengungkap\nisi teks. Apa "
	       "yang sudah dilihat, difoto, atau diekspor pembaca tidak dapat\n"
	       "ditarik kembali.\n\n%s\n",
	    receipt);
}

static void
print_json(uint64_t number, const char *receipt)
{
	printf("{\"erased\":");
	if (number > 0)
		printf("%" PRIu64, number);
	else
		printf("\"procedure\"");
	printf(",\"receipt\":");
	output_json_text(stdout, receipt, strlen(receipt));
	printf("}\n");
}

/* ---- reading ---- */

static enum sr_err
read_signed(
    const struct archive_keys *keys, const char *note, struct receipt *out)
{
	enum sr_err err = SR_EAUTH;

	for (size_t i = 0; i < keys->count && err != SR_OK; i++) {
		out->key = keys->key[i];
		err = checkpoint_receipt_read(
		    &out->what, note, strlen(note), out->key);
	}
	return err;
}

/* For a page all are read first. */
static enum sr_err
keep(struct receipts *r, const char *note, const struct receipt *read)
{
	struct receipt *more = realloc(r->row, (r->count + 1) * sizeof *r->row);

	if (!more)
		return SR_ENOMEM;
	r->row = more;
	r->row[r->count] = *read;
	r->row[r->count].note = strdup(note);
	return r->row[r->count].note ? SR_OK : SR_ENOMEM;
}

/* Nothing is shown of what the relay did not sign for this row. */
static void
on_receipt(void *ctx, uint64_t number, const char *note)
{
	struct receipts *r = ctx;
	struct receipt read = {0};

	if (r->err != SR_OK)
		return;
	r->err = read_signed(&r->keys, note, &read);
	if (r->err == SR_OK && r->id_given &&
	    (memcmp(&read.what.procedure, &r->id, sizeof r->id) != 0 ||
		read.what.number != number))
		r->err = SR_EAUTH;
	if (r->err == SR_OK && r->html)
		r->err = keep(r, note, &read);
	if (r->err != SR_OK)
		return;
	if (r->json)
		print_json(read.what.number, note);
	else if (!r->html) {
		printf("%s", r->count > 0 ? "\f" : "");
		print_page(note);
	}
	r->count++;
}

static enum sr_err
from_archive(struct receipts *r, const char *name, struct sr_fault *fault)
{
	struct archive_file *file = NULL;
	enum sr_err err = archive_file_open(&file, name, fault);

	if (err == SR_OK)
		err = archive_file_receipts(file, &r->id, on_receipt, r);
	archive_file_close(file);
	return err == SR_OK ? r->err : err;
}

/* One that was kept in a file of its own: nobody vouches for that but its
 * signature. */
static enum sr_err
from_file(struct receipts *r, const char *name, struct sr_fault *fault)
{
	char *text = NULL;
	size_t len = 0;
	enum sr_err err = files_read(name, NOTE_MAX, &text, &len, fault);

	if (err == SR_OK && strlen(text) != len)
		err = SR_EINVAL;
	if (err == SR_OK)
		on_receipt(r, 0, text);
	files_wipe(text, len);
	return err == SR_OK ? r->err : err;
}

static int
show(struct receipts *r, enum sr_err err, const struct sr_fault *fault)
{
	if (err == SR_EAUTH || err == SR_EINVAL)
		output_fail("archive receipt: not signed by this relay");
	else if (err != SR_OK)
		output_fail("archive receipt: %s",
		    *fault->what ? fault->what : sr_err_sentence(err));
	else if (r->count == 0)
		output_fail("archive receipt: nothing of it was erased");
	else if (r->html)
		receipt_html(stdout, r->row, r->count, r->lang);
	for (size_t i = 0; r->html && i < r->count; i++)
		free((void *)(uintptr_t)r->row[i].note);
	free(r->row);
	return err == SR_OK && r->count > 0 ? CMD_OK : CMD_REFUSED;
}

int
archive_receipt(int argc, char **argv)
{
	struct receipts r = {.lang = output_lang_default()};
	const char *profile = NULL, *lang = NULL;
	struct args_list key = {0};
	const struct args_option options[] = {
	    {"html", NULL, ARGS_FLAG, &r.html, "a page to print (HTML)"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language of that page (default: the locale's)"},
	    {"json", NULL, ARGS_FLAG, &r.json, "one JSON object a line"},
	    {"key", "KEY", ARGS_LIST, &key,
		"the relay's public key, old ones too (default: the "
		"profile's)"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive receipt",
	    .synopsis = "ARCHIVE PROC | RECEIPT",
	    .purpose = "Prints the signed receipts of what was erased of a "
		       "procedure, a page each, out of the archive's file; "
		       "or one that was kept, after a look at its signature.",
	    .option = options,
	    .least = 1,
	    .most = 2,
	};
	struct sr_fault fault = {""};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (lang && !output_lang_from_name(lang, &r.lang)) {
		output_fail("%s: --lang is en or id", a.command);
		return CMD_USAGE;
	}
	r.id_given = a.count > 1;
	if (r.id_given && !wire_id_from_text(a.word[1], &r.id)) {
		output_fail("archive receipt: a procedure is 32 digits of "
			    "hexadecimal here");
		return CMD_USAGE;
	}
	if (!archive_keys_read(&r.keys, &key, profile))
		return CMD_REFUSED;
	return show(&r,
	    r.id_given ? from_archive(&r, a.word[0], &fault)
		       : from_file(&r, a.word[0], &fault),
	    &fault);
}
