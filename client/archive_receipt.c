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
keep(struct receipts *r, const char *note)
{
	struct receipt *more = realloc(r->row, (r->count + 1) * sizeof *r->row);
	struct receipt *row;
	enum sr_err err;

	if (!more)
		return SR_ENOMEM;
	r->row = more;
	row = &r->row[r->count];
	err = read_signed(&r->keys, note, row);
	if (err != SR_OK)
		return err;
	row->note = strdup(note);
	if (!row->note)
		return SR_ENOMEM;
	r->count++;
	return SR_OK;
}

static void
on_receipt(void *ctx, uint64_t number, const char *note)
{
	struct receipts *r = ctx;

	if (r->html) {
		if (r->err == SR_OK)
			r->err = keep(r, note);
		return;
	}
	if (r->json)
		print_json(number, note);
	else
		printf("%s", r->count > 0 ? "\f" : "");
	if (!r->json)
		print_page(note);
	r->count++;
}

static enum sr_err
from_archive(struct receipts *r, const char *name,
    const struct procedure_id *id, struct sr_fault *fault)
{
	struct archive_file *file = NULL;
	enum sr_err err = archive_file_open(&file, name, fault);

	if (err == SR_OK)
		err = archive_file_receipts(file, id, on_receipt, r);
	archive_file_close(file);
	return err == SR_OK ? r->err : err;
}

/* One that was kept in a file of its own: nobody vouches for that but its
 * signature. */
static enum sr_err
from_file(struct receipts *r, const char *name, struct sr_fault *fault)
{
	struct receipt one = {0};
	char *text = NULL;
	size_t len = 0;
	enum sr_err err = files_read(name, NOTE_MAX, &text, &len, fault);

	if (err == SR_OK)
		err = read_signed(&r->keys, text, &one);
	if (err == SR_OK)
		on_receipt(r, one.what.number, text);
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
	struct procedure_id id;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (lang && !output_lang_from_name(lang, &r.lang)) {
		output_fail("%s: --lang is en or id", a.command);
		return CMD_USAGE;
	}
	if (a.count > 1 && !wire_id_from_text(a.word[1], &id)) {
		output_fail("archive receipt: a procedure is 32 digits of "
			    "hexadecimal here");
		return CMD_USAGE;
	}
	if ((r.html || a.count == 1) &&
	    !archive_keys_read(&r.keys, &key, profile))
		return CMD_REFUSED;
	return show(&r,
	    a.count > 1 ? from_archive(&r, a.word[0], &id, &fault)
			: from_file(&r, a.word[0], &fault),
	    &fault);
}
