/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive_file.h"
#include "archive_keys.h"
#include "args.h"
#include "cmd.h"
#include "files.h"
#include "output.h"
#include "proto/catalogue.h"
#include "seen.h"

/* Bytes of a file with a signed note. */
#define NOTE_FILE_MAX 16384u

struct verifying {
	struct seen *seen;      /* NULL: nothing is compared */
	struct checkpoint last; /* --checkpoint */
	bool last_given, last_met;
	bool json, on_terminal;
};

/* ---- one log ---- */

static enum sr_err
check_against(const struct archive_file_log *log, uint64_t size,
    const uint8_t root[TREE_HASH_BYTES], const char *what,
    struct sr_fault *fault)
{
	char origin[CHECKPOINT_ORIGIN_BYTES];

	if (seen_follows(log, size, root))
		return SR_OK;
	checkpoint_origin(origin, &log->checkpoint.procedure);
	if (log->checkpoint.size < size)
		sr_fault_set(fault,
		    "%s: has %" PRIu64 " leaves, and %s had %" PRIu64
		    ": it was cut, or an older copy was put back",
		    origin, log->checkpoint.size, what, size);
	else
		sr_fault_set(fault,
		    "%s: does not follow from %s (%" PRIu64 " leaves): what "
		    "was there is not there any more",
		    origin, what, size);
	return SR_ECRYPTO;
}

static void
print_log(const struct archive_file_log *log)
{
	char origin[CHECKPOINT_ORIGIN_BYTES], root[48];

	checkpoint_origin(origin, &log->checkpoint.procedure);
	note_base64(root, sizeof root, log->checkpoint.root, TREE_HASH_BYTES);
	printf("{\"log\":\"%s\",\"leaves\":%" PRIu64 ",\"root\":\"%s\","
	       "\"records\":%" PRIu64 ",\"erased\":%s}\n",
	    origin, log->checkpoint.size, root, log->records,
	    log->erased ? "true" : "false");
}

static enum sr_err
on_log(void *ctx, const struct archive_file_log *log, struct sr_fault *fault)
{
	struct verifying *v = ctx;
	enum sr_err err = SR_OK;

	if (v->last_given &&
	    memcmp(&v->last.procedure, &log->checkpoint.procedure,
		sizeof v->last.procedure) == 0) {
		v->last_met = true;
		err = check_against(log, v->last.size, v->last.root,
		    "the checkpoint given", fault);
	}
	if (err == SR_OK && v->seen)
		err = seen_check(v->seen, log, check_against, fault);
	if (err == SR_OK && v->json)
		print_log(log);
	return err;
}

static void
on_progress(void *ctx, uint64_t leaves)
{
	const struct verifying *v = ctx;

	if (v->on_terminal)
		fprintf(
		    stderr, say("\r%" PRIu64 " records checked"), leaves);
}

/* ---- the whole ---- */

static enum sr_err
read_last(struct verifying *v, const char *file,
    const struct archive_keys *keys, struct sr_fault *fault)
{
	char *text = NULL;
	size_t len = 0;
	enum sr_err err = files_read(file, NOTE_FILE_MAX, &text, &len, fault);

	if (err != SR_OK)
		return err;
	err = SR_EAUTH;
	for (size_t i = 0; i < keys->count && err == SR_EAUTH; i++)
		err = checkpoint_read(&v->last, text, len, keys->key[i]);
	if (err != SR_OK)
		sr_fault_set(fault, "%s: %s", file,
		    err == SR_EAUTH ? say("not signed by this relay")
				    : say("not a checkpoint of a procedure"));
	files_wipe(text, len);
	v->last_given = err == SR_OK;
	return err;
}

static enum sr_err
verify(struct verifying *v, const char *file, const struct archive_keys *keys,
    struct archive_file_check *check, struct sr_fault *fault)
{
	struct archive_file *a = NULL;
	enum sr_err err = archive_file_open(&a, file, fault);

	if (err == SR_OK)
		err = archive_file_verify(a, check, fault);
	archive_file_close(a);
	if (v->on_terminal && check->leaves > 0)
		fprintf(stderr, "\r\033[K");
	if (err == SR_OK && v->last_given && !v->last_met) {
		sr_fault_set(fault,
		    "the procedure of the checkpoint given is not in this "
		    "file");
		err = SR_ECRYPTO;
	}
	if (err == SR_OK && v->seen)
		err = seen_check_all_met(v->seen, fault);
	(void)keys;
	return err;
}

static void
print_result(const struct verifying *v, const struct archive_file_check *c,
    enum sr_err err, const struct sr_fault *fault)
{
	const char *why = *fault->what ? fault->what : sr_err_sentence(err);

	if (err != SR_OK && v->json) {
		printf("{\"verified\":false,\"why\":");
		output_json_text(stdout, why, strlen(why));
		printf("}\n");
	}
	if (err != SR_OK)
		output_fail("archive verify: %s", why);
	else if (v->json)
		printf("{\"verified\":true,\"logs\":%" PRIu64
		       ",\"leaves\":%" PRIu64 ",\"records\":%" PRIu64
		       ",\"erased\":%" PRIu64 "}\n",
		    c->logs, c->leaves, c->records, c->erased);
	else
		printf(say("Verified: %" PRIu64 " procedures, %" PRIu64
		       " records, unbroken;\n%" PRIu64
		       " of them destroyed, %" PRIu64 " procedures erased.\n"),
		    c->logs, c->leaves, c->leaves - c->records, c->erased);
}

int
archive_verify(int argc, char **argv)
{
	const char *last = NULL, *profile = NULL;
	struct args_list key = {0};
	struct verifying v = {.on_terminal = isatty(STDERR_FILENO)};
	struct archive_keys keys = {0};
	struct archive_file_check check = {
	    .log = on_log, .progress = on_progress, .ctx = &v};
	struct sr_fault fault = {""};
	bool older = false;
	const struct args_option options[] = {
	    {"key", "KEY", ARGS_LIST, &key,
		"the relay's public key, old ones too (default: the "
		"profile's)"},
	    {"checkpoint", "NOTE", ARGS_TEXT, &last,
		"a file with a checkpoint that must be a part of it"},
	    {"older", NULL, ARGS_FLAG, &older,
		"an older copy on purpose: not compared with what was seen"},
	    {"json", NULL, ARGS_FLAG, &v.json, "one JSON object a line"},
	    ARGS_PROFILE(&profile), ARGS_END};
	struct args a = {
	    .command = "archive verify",
	    .synopsis = "FILE",
	    .purpose = "Checks an archive's file, or a copy of it, without "
		       "its keys: that every record is the one that was "
		       "written, that none is missing, and that it follows "
		       "from what this device saw before.",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	enum sr_err err;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (!archive_keys_read(&keys, &key, profile))
		return CMD_USAGE;
	check.key = keys.key;
	check.keys = keys.count;
	err = last ? read_last(&v, last, &keys, &fault) : SR_OK;
	if (err == SR_OK && !older)
		err = seen_open(&v.seen, &keys, &fault);
	if (err == SR_OK)
		err = verify(&v, a.word[0], &keys, &check, &fault);
	if (err == SR_OK && v.seen)
		err = seen_save(v.seen, &fault);
	print_result(&v, &check, err, &fault);
	seen_free(v.seen);
	return err == SR_OK ? CMD_OK : CMD_REFUSED;
}
