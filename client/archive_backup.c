/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include "archive_file.h"
#include "args.h"
#include "cmd.h"
#include "output.h"

int
archive_backup(int argc, char **argv)
{
	static const struct args_option none[] = {ARGS_END};
	struct args a = {
	    .command = "archive backup",
	    .synopsis = "FILE TO",
	    .purpose = "Copies an archive's file as it is now, also while the "
		       "relay runs. No key is in the copy: keep copies of "
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
