/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "archive_file.h"
#include "args.h"
#include "cmd.h"
#include "output.h"

/* ---- backup ---- */

int
archive_backup(int argc, char **argv)
{
	static const struct args_option none[] = {ARGS_END};
	struct args a = {
	    .command = "archive backup",
	    .synopsis = "FILE TO",
	    .purpose = "Copies an archive's file as it is now, also while the "
		       "relay runs. No key is in\nthe copy: keep copies of "
		       "master.key and relay.key elsewhere.",
	    .option = none,
	    .least = 2,
	    .most = 2,
	};
	struct sr_fault fault = {""};
	struct archive_file *file = NULL;
	enum sr_err err;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	err = archive_file_open(&file, a.word[0], &fault);
	if (err == SR_OK)
		err = archive_file_backup(file, a.word[1], &fault);
	archive_file_close(file);
	if (err != SR_OK) {
		output_fail("archive backup: %s",
		    *fault.what ? fault.what : sr_err_sentence(err));
		return CMD_REFUSED;
	}
	output_hint("'scrubrelay archive verify %s' checks it. An erasure "
		    "makes the master keys of older copies worthless: make a "
		    "new copy after each.",
	    a.word[1]);
	return CMD_OK;
}

/* ---- receipts ---- */

struct receipts {
	bool json;
	unsigned count;
};

static void
print_page(const char *receipt)
{
	printf("RECEIPT OF AN ERASURE / TANDA TERIMA PENGHAPUSAN\n\n"
	       "The relay destroyed the keys and the sealed records that are "
	       "named below, and\nreplaced its master key. What remains are "
	       "hashes, which say nothing about the\ntext. What readers saw, "
	       "photographed or exported before cannot be recalled.\n\n"
	       "Relai telah memusnahkan kunci dan rekaman tersegel yang "
	       "disebut di bawah ini,\ndan mengganti kunci induknya. Yang "
	       "tersisa hanyalah hash, yang tidak mengungkap\nisi teks. Apa "
	       "yang sudah dilihat, difoto, atau diekspor pembaca tidak dapat\n"
	       "ditarik kembali.\n\n%s\n",
	    receipt);
}

static void
on_receipt(void *ctx, uint64_t number, const char *receipt)
{
	struct receipts *r = ctx;

	if (r->json) {
		printf("{\"erased\":");
		if (number > 0)
			printf("%" PRIu64, number);
		else
			printf("\"procedure\"");
		printf(",\"receipt\":");
		output_json_text(stdout, receipt, strlen(receipt));
		printf("}\n");
	} else {
		if (r->count > 0)
			printf("\f");
		print_page(receipt);
	}
	r->count++;
}

int
archive_receipt(int argc, char **argv)
{
	struct receipts r = {0};
	const struct args_option options[] = {
	    {"json", NULL, ARGS_FLAG, &r.json, "one JSON object a line"},
	    ARGS_END};
	struct args a = {
	    .command = "archive receipt",
	    .synopsis = "FILE PROC",
	    .purpose = "Prints the signed receipts of what was erased of a "
		       "procedure, a page each.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	struct sr_fault fault = {""};
	struct archive_file *file = NULL;
	struct procedure_id id;
	enum sr_err err = SR_EINVAL;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!wire_id_from_text(a.word[1], &id)) {
		output_fail("archive receipt: a procedure is 32 digits of "
			    "hexadecimal here");
		return CMD_USAGE;
	}
	err = archive_file_open(&file, a.word[0], &fault);
	if (err == SR_OK)
		err = archive_file_receipts(file, &id, on_receipt, &r);
	archive_file_close(file);
	if (err == SR_OK && r.count > 0)
		return CMD_OK;
	output_fail("archive receipt: %s", *fault.what ? fault.what
					   : err != SR_OK
					       ? sr_err_sentence(err)
					       : "nothing of it was erased");
	return CMD_REFUSED;
}
