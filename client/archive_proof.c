/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "archive_file.h"
#include "archive_keys.h"
#include "args.h"
#include "cmd.h"
#include "files.h"
#include "output.h"
#include "profile.h"

#define NOTE_FILE_MAX 16384u

/* What "proof" and "witness" have in common. */
struct proving {
	struct archive_keys keys;
	struct archive_file *file;
	struct archive_file_leaves leaves;
	struct procedure_id id;
	struct sr_fault fault;
};

static enum sr_err
open_log(struct proving *p, const char *file, const char *procedure)
{
	struct archive_file_check check = {
	    .key = p->keys.key, .keys = p->keys.count};
	enum sr_err err;

	if (!wire_id_from_text(procedure, &p->id)) {
		sr_fault_set(&p->fault,
		    "a procedure is 32 digits of hexadecimal here, as 'archive "
		    "list --json' and 'archive verify --json' show them");
		return SR_EINVAL;
	}
	err = archive_file_open(&p->file, file, &p->fault);
	if (err == SR_OK)
		err = archive_file_leaves(
		    p->file, &p->id, &check, &p->leaves, &p->fault);
	return err;
}

static int
close_log(struct proving *p, const char *command, enum sr_err err)
{
	archive_file_leaves_free(&p->leaves);
	archive_file_close(p->file);
	if (err == SR_OK)
		return CMD_OK;
	output_fail("%s: %s", command,
	    *p->fault.what ? p->fault.what : sr_err_sentence(err));
	return CMD_REFUSED;
}

static void
print_hashes(const struct tree_proof *proof)
{
	char text[48];

	for (size_t i = 0; i < proof->count; i++) {
		note_base64(text, sizeof text, proof->hash[i], TREE_HASH_BYTES);
		printf("%s\n", text);
	}
}

/* ---- proof ---- */

/* c2sp.org/tlog-proof. */
static enum sr_err
print_inclusion(struct proving *p, uint64_t number, enum audience audience)
{
	struct tree_proof proof;
	uint64_t leaf = 0;
	enum sr_err err =
	    archive_file_find(p->file, &p->id, number, audience, &leaf);

	if (err == SR_OK)
		err = tree_inclusion(&proof,
		    (const uint8_t(*)[TREE_HASH_BYTES])p->leaves.leaf,
		    p->leaves.checkpoint.size, leaf);
	if (err != SR_OK)
		return err;
	printf("c2sp.org/tlog-proof@v1\nindex %" PRIu64 "\n", leaf);
	print_hashes(&proof);
	printf("\n%s", p->leaves.note);
	return SR_OK;
}

static enum sr_err
print_consistency(struct proving *p, const char *from)
{
	struct checkpoint old;
	struct tree_proof proof;
	char *text = NULL;
	size_t len = 0;
	enum sr_err err =
	    files_read(from, NOTE_FILE_MAX, &text, &len, &p->fault);

	if (err != SR_OK)
		return err;
	err = SR_EAUTH;
	for (size_t i = 0; i < p->keys.count && err == SR_EAUTH; i++)
		err = checkpoint_read(&old, text, len, p->keys.key[i]);
	files_wipe(text, len);
	if (err == SR_OK && memcmp(&old.procedure, &p->id, sizeof p->id) != 0)
		err = SR_EINVAL;
	if (err == SR_OK)
		err = tree_consistency(&proof,
		    (const uint8_t(*)[TREE_HASH_BYTES])p->leaves.leaf,
		    p->leaves.checkpoint.size, old.size);
	if (err == SR_OK)
		err = tree_consistency_verify(&proof, p->leaves.checkpoint.size,
		    old.size, old.root, p->leaves.checkpoint.root);
	if (err != SR_OK) {
		sr_fault_set(&p->fault,
		    "%s: the log does not follow from this checkpoint", from);
		return err;
	}
	printf("old %" PRIu64 "\n", old.size);
	print_hashes(&proof);
	printf("\n%s", p->leaves.note);
	return SR_OK;
}

int
archive_proof(int argc, char **argv)
{
	const char *profile = NULL, *who = "student", *from = NULL;
	struct args_list key = {0};
	struct proving p = {0};
	enum audience audience = STUDENT;
	uint64_t number = 0;
	const struct args_option options[] = {
	    {"entry", "N", ARGS_ENTRY, &number,
		"that this entry is in the log"},
	    {"audience", "WHO", ARGS_TEXT, &who,
		"as student (default) or colleague reads it"},
	    {"from", "NOTE", ARGS_TEXT, &from,
		"that the log begins as this checkpoint, in a file, said"},
	    {"key", "KEY", ARGS_LIST, &key,
		"the relay's public key (default: the profile's)"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive proof",
	    .synopsis = "FILE PROC",
	    .purpose = "Prints a procedure's checkpoint; with --entry a proof "
		       "of inclusion (c2sp.org/tlog-proof), with --from one "
		       "of consistency.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	enum sr_err err;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!wire_audience_from_name(who, &audience)) {
		output_fail("%s: --audience is student or colleague",
		    a.command);
		return CMD_USAGE;
	}
	if (!archive_keys_read(&p.keys, &key, profile))
		return CMD_USAGE;
	err = open_log(&p, a.word[0], a.word[1]);
	if (err == SR_OK && number > 0)
		err = print_inclusion(&p, number, audience);
	else if (err == SR_OK && from)
		err = print_consistency(&p, from);
	else if (err == SR_OK)
		printf("%s", p.leaves.note);
	return close_log(&p, a.command, err);
}

/* ---- witness ---- */

static enum sr_err
print_cosigned(struct proving *p, const char *name, const char *key_file)
{
	struct keypair *key = NULL;
	char note[NOTE_MAX + 1];
	enum sr_err err = keypair_load(&key, key_file, &p->fault);

	if (err != SR_OK)
		return err;
	snprintf(note, sizeof note, "%s", p->leaves.note);
	err = note_cosign(note, sizeof note, name, (uint64_t)time(NULL), key);
	if (err == SR_OK)
		printf("%s", note);
	keypair_free(key);
	return err;
}

int
archive_witness(int argc, char **argv)
{
	const char *profile = NULL, *name = NULL, *device = NULL;
	struct args_list key = {0};
	struct proving p = {0};
	struct profile own;
	const struct args_option options[] = {
	    {"name", "NAME", ARGS_TEXT, &name,
		"who witnesses, as society.example/students"},
	    {"device", "FILE", ARGS_TEXT, &device,
		"the witness's key (default: the profile's device key)"},
	    {"key", "KEY", ARGS_LIST, &key,
		"the relay's public key (default: the profile's)"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive witness",
	    .synopsis = "FILE PROC",
	    .purpose = "Checks a procedure's log and prints its checkpoint "
		       "with a cosignature (c2sp.org/tlog-cosignature) of "
		       "the witness. Run 'archive verify' before: it knows "
		       "what was seen last.",
	    .option = options,
	    .least = 2,
	    .most = 2,
	};
	enum sr_err err;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!name || !*name || strpbrk(name, " +\t\n") ||
	    strlen(name) >= NOTE_NAME_MAX) {
		output_fail("archive witness: --name is needed, without spaces "
			    "and plus signs");
		return CMD_USAGE;
	}
	if (!archive_keys_read(&p.keys, &key, profile))
		return CMD_USAGE;
	if (!device) {
		if (profile_load(&own, profile, &p.fault) != SR_OK) {
			output_fail("%s; or give --device", p.fault.what);
			return CMD_USAGE;
		}
		device = own.key_file;
	}
	err = open_log(&p, a.word[0], a.word[1]);
	if (err == SR_OK)
		err = print_cosigned(&p, name, device);
	return close_log(&p, a.command, err);
}
