/* SPDX-License-Identifier: MIT */
#include "seen.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "profile.h"

/* Bytes of a line: origin 46, leaves 20, root 44, " erased", two spaces,
 * newline. */
#define LINE_MAX_BYTES 120u
/* Bytes of a relay's key in the file's name: enough to tell relays apart. */
#define NAME_KEY_BYTES 16u
/* Bytes of the file: 500,000 procedures. */
#define FILE_MAX (500000u * LINE_MAX_BYTES)

/* Behind the root. */
#define ERASED " erased"

struct seen {
	char file[PATH_MAX];
	struct seen_log {
		struct checkpoint checkpoint;
		bool met, erased;
	} * log;
	size_t count, room;
};

static struct seen_log *
find(struct seen *s, const struct procedure_id *id)
{
	for (size_t i = 0; i < s->count; i++)
		if (memcmp(&s->log[i].checkpoint.procedure, id, sizeof *id) ==
		    0)
			return &s->log[i];
	return NULL;
}

static struct seen_log *
add(struct seen *s)
{
	if (s->count == s->room) {
		size_t room = s->room ? 2 * s->room : 64;
		void *grown = realloc(s->log, room * sizeof *s->log);

		if (!grown)
			return NULL;
		s->log = grown;
		s->room = room;
	}
	memset(&s->log[s->count], 0, sizeof *s->log);
	return &s->log[s->count++];
}

/* ---- the file ---- */

static bool
read_line(struct seen *s, const char *line)
{
	char id[33] = "", root[45] = "";
	uint64_t size = 0;
	int end = 0;
	bool erased;
	struct seen_log *log;

	if (sscanf(line, "scrubrelay.v1/%32[0-9a-f] %" SCNu64 " %44[^\n]%n", id,
		&size, root, &end) != 3)
		return false;
	erased = strncmp(line + end, ERASED "\n", strlen(ERASED "\n")) == 0;
	if (line[end] != '\n' && !erased)
		return false;
	log = add(s);
	if (!log)
		return false;
	log->checkpoint.size = size;
	log->erased = erased;
	return wire_id_from_text(id, &log->checkpoint.procedure) &&
	       note_unbase64(log->checkpoint.root, TREE_HASH_BYTES, root,
		   strlen(root)) == SR_OK;
}

static enum sr_err
read_file(struct seen *s, struct sr_fault *fault)
{
	char *text = NULL;
	size_t len = 0;
	enum sr_err err;

	if (access(s->file, F_OK) != 0)
		return SR_OK;
	err = files_read(s->file, FILE_MAX, &text, &len, fault);
	if (err != SR_OK)
		return err;
	/* By its length: a crash can leave a file of zeros, which is not an
	 * empty one. */
	for (const char *at = text; err == SR_OK && at < text + len;
	     at = strchr(at, '\n') + 1)
		if (!strchr(at, '\n') || !read_line(s, at)) {
			sr_fault_set(fault,
			    "%s: is damaged; what was seen before is not "
			    "known any more. Remove it to begin anew",
			    s->file);
			err = SR_ECRYPTO;
		}
	files_wipe(text, len);
	return err;
}

enum sr_err
seen_open(
    struct seen **out, const struct archive_keys *keys, struct sr_fault *fault)
{
	struct seen *s = calloc(1, sizeof *s);
	char name[2 * NAME_KEY_BYTES + 1];
	enum sr_err err;

	if (!s)
		return SR_ENOMEM;
	/* By the newest key: the first that was given. */
	for (size_t i = 0; i < NAME_KEY_BYTES; i++)
		snprintf(name + 2 * i, 3, "%02x", keys->key[0][i]);
	err = profile_path(s->file, name, ".seen", fault);
	if (err == SR_OK)
		err = read_file(s, fault);
	if (err == SR_OK) {
		*out = s;
		return SR_OK;
	}
	seen_free(s);
	return err;
}

enum sr_err
seen_save(struct seen *s, struct sr_fault *fault)
{
	size_t room = s->count * LINE_MAX_BYTES + 1, len = 0;
	char *text = malloc(room), origin[CHECKPOINT_ORIGIN_BYTES], root[48];
	enum sr_err err;

	if (!text)
		return SR_ENOMEM;
	for (size_t i = 0; i < s->count; i++) {
		const struct checkpoint *c = &s->log[i].checkpoint;

		checkpoint_origin(origin, &c->procedure);
		note_base64(root, sizeof root, c->root, TREE_HASH_BYTES);
		len += (size_t)snprintf(text + len, room - len,
		    "%s %" PRIu64 " %s%s\n", origin, c->size, root,
		    s->log[i].erased ? ERASED : "");
	}
	err = files_replace(s->file, text, len, fault);
	free(text);
	return err;
}

void
seen_free(struct seen *s)
{
	if (s)
		free(s->log);
	free(s);
}

/* ---- what was seen ---- */

bool
seen_follows(const struct archive_file_log *log, uint64_t size,
    const uint8_t root[TREE_HASH_BYTES])
{
	uint8_t was[TREE_HASH_BYTES];
	struct tree t = {0};

	if (log->checkpoint.size < size)
		return false;
	for (uint64_t i = 0; i < size; i++)
		tree_add(&t, log->leaf[i]);
	tree_root(&t, was);
	return memcmp(was, root, sizeof was) == 0;
}

/* An erasure leaves the log as it was: its leaves do not tell. */
static enum sr_err
back(const struct archive_file_log *log, struct sr_fault *fault)
{
	char origin[CHECKPOINT_ORIGIN_BYTES];

	checkpoint_origin(origin, &log->checkpoint.procedure);
	sr_fault_set(fault,
	    "%s: was erased when it was seen last, and is there: an older "
	    "copy was put back",
	    origin);
	return SR_ECRYPTO;
}

enum sr_err
seen_check(struct seen *s, const struct archive_file_log *log,
    seen_against *against, struct sr_fault *fault)
{
	struct seen_log *seen = find(s, &log->checkpoint.procedure);
	enum sr_err err = SR_OK;

	if (seen && seen->erased && !log->erased)
		return back(log, fault);
	if (seen)
		err = against(log, seen->checkpoint.size, seen->checkpoint.root,
		    "what was seen last", fault);
	else
		seen = add(s);
	if (!seen)
		return SR_ENOMEM;
	if (err != SR_OK)
		return err;
	seen->checkpoint = log->checkpoint;
	seen->erased = log->erased;
	seen->met = true;
	return SR_OK;
}

enum sr_err
seen_check_all_met(struct seen *s, struct sr_fault *fault)
{
	char origin[CHECKPOINT_ORIGIN_BYTES];

	for (size_t i = 0; i < s->count; i++) {
		if (s->log[i].met)
			continue;
		checkpoint_origin(origin, &s->log[i].checkpoint.procedure);
		sr_fault_set(fault,
		    "%s: was seen before and is not in this file", origin);
		return SR_ECRYPTO;
	}
	return SR_OK;
}
