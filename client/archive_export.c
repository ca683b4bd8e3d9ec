/* SPDX-License-Identifier: MIT */
#include "archive.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "bundle_key.h"
#include "export_bundle.h"
#include "proto/catalogue.h"

/* scrubrelay archive export PROC */

struct asking {
	const char *word, *format;
	struct resolved which;
	bool resolved;
	char checkpoint[1024];
};

/* Which procedure; then leave to export it, which the relay notes. */
static enum ask_next
on_answer(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct asking *a = ctx;
	struct sr_fault fault = {""};

	if (a->resolved) {
		snprintf(a->checkpoint, sizeof a->checkpoint, "%s",
		    ok->checkpoint ? ok->checkpoint : "");
		return ASK_DONE;
	}
	if (resolve_procedure(&a->which, ok->procedures, ok->procedure_count,
		a->word, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return ASK_FAILED;
	}
	a->resolved = true;
	*r = (struct wire_request){.op = OP_EXPORT};
	r->u.export.procedure = a->which.id;
	r->u.export.format = a->format;
	return ASK_AGAIN;
}

static enum cmd_status
ask(struct asking *a, const char *profile)
{
	struct wire_request r = {.op = OP_PROCEDURES};

	return ask_relay(profile, &r, on_answer, a);
}

/* A new file, readable by its owner. With force another one is written beside
 * the old and takes its place when it is whole and on disk. */
struct target {
	FILE *f;
	char made[PATH_MAX];	 /* by us; "": it is no file, but a device */
	char replaces[PATH_MAX]; /* ""; or its place */
};

/* -1 with errno. */
static int
target_make(struct target *t, const char *name, bool force)
{
	const size_t room = sizeof t->made;
	struct stat st;

	if (!force || stat(name, &st) != 0) {
		if (snprintf(t->made, room, "%s", name) < (int)room)
			return open(name,
			    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	} else if (!S_ISREG(st.st_mode)) {
		return open(name, O_WRONLY | O_CLOEXEC);
	} else if (!realpath(name, t->replaces)) {
		return -1;
	} else if (snprintf(t->made, room, "%s.XXXXXX", t->replaces) <
		   (int)room) {
		return mkstemp(t->made); /* mode 0600 */
	}
	errno = ENAMETOOLONG;
	return -1;
}

static bool
target_open(struct target *t, const char *name, bool force)
{
	int fd;

	memset(t, 0, sizeof *t);
	fd = target_make(t, name, force);
	t->f = fd < 0 ? NULL : fdopen(fd, "w");
	if (t->f)
		return true;
	output_fail("%s: %s%s", name, strerror(errno),
	    errno == EEXIST ? say("; --force replaces it") : "");
	if (fd >= 0)
		close(fd);
	return false;
}

/* Whole, or not there; false with errno. */
static bool
target_close(struct target *t, bool good)
{
	const char *name = *t->replaces ? t->replaces : t->made;

	good = good && fflush(t->f) == 0 && !ferror(t->f) &&
	       (!*t->made || fsync(fileno(t->f)) == 0);
	good = fclose(t->f) == 0 && good;
	if (!*t->made)
		return good;
	good = good && (!*t->replaces || rename(t->made, name) == 0);
	if (good)
		(void)!secret_sync_directory(name, NULL);
	else
		unlink(t->made);
	return good;
}

static enum cmd_status
write_file(const struct export_format *format, const struct record *r,
    const struct export_about *about, const char *name, bool force)
{
	struct target t = {.f = stdout};
	bool good;

	if (name && !target_open(&t, name, force))
		return CMD_REFUSED;
	errno = 0;
	format->write(t.f, r, about);
	good = name ? target_close(&t, true)
		    : fflush(stdout) == 0 && !ferror(stdout);
	if (!good) {
		output_fail("%s: %s", name ? name : say("standard output"),
		    errno ? strerror(errno) : say("output is incomplete"));
		return CMD_REFUSED;
	}
	if (name)
		output_status("%zu entries in %s", r->count, name);
	return CMD_OK;
}

/* ---- a sealed bundle ---- */

struct sealing {
	struct bundle_key_given key;
	enum bundle_lock lock;
	struct secret *secret;
};

static enum sr_err
to_file(void *ctx, const void *bytes, size_t len)
{
	return fwrite(bytes, 1, len, ctx) == len ? SR_OK : SR_EDISK;
}

static enum cmd_status
write_bundle(const struct record record[AUDIENCES],
    const struct export_about *about, const struct sealing *seal,
    const char *name, bool force)
{
	struct bundle_writer *w = NULL;
	struct target t;
	enum sr_err err;

	if (!target_open(&t, name, force))
		return CMD_REFUSED;
	err = bundle_writer_new(
	    &w, seal->lock, seal->secret, &bundle_cost_default, to_file, t.f);
	if (err == SR_OK)
		err = export_bundle(w, record, about);
	bundle_writer_free(w);
	if (!target_close(&t, err == SR_OK) && err == SR_OK)
		err = SR_EDISK;
	if (err == SR_OK) {
		output_status("%zu entries in %s", record->count, name);
		return CMD_OK;
	}
	if (err == SR_EBUSY)
		output_fail("It changed while it was read; try again.");
	else
		output_fail("%s: %s", name, sr_err_sentence(err));
	return CMD_REFUSED;
}

/* As one audience reads it, and as the other. */
static enum cmd_status
export_sealed(struct follow *f, struct export_about *about,
    const struct sealing *seal, const char *out, bool force)
{
	struct record record[AUDIENCES] = {0};
	enum cmd_status status = CMD_OK;

	f->audience_given = true;
	for (int a = 0; a < AUDIENCES && status == CMD_OK; a++) {
		f->audience = (enum audience)a;
		status = record_read(&record[a], f);
	}
	about->exporter = record[STUDENT].account;
	if (status == CMD_OK)
		status = write_bundle(record, about, seal, out, force);
	about->exporter = NULL;
	for (int a = 0; a < AUDIENCES; a++)
		record_wipe(&record[a]);
	return status;
}

static unsigned
this_year(void)
{
	time_t now = time(NULL);
	struct tm tm;

	return gmtime_r(&now, &tm) ? (unsigned)tm.tm_year + 1900 : 0;
}

/* "90", "-12.5": seconds as milliseconds. */
static bool
read_offset(const char *text, int64_t *ms)
{
	char *end;
	double s;

	errno = 0;
	s = strtod(text, &end);
	if (errno || end == text || *end || !(s >= -86400 && s <= 86400))
		return false;
	*ms = (int64_t)(s * 1000);
	return true;
}

static bool
read_options(struct follow *f, struct export_about *about, const char *lang,
    const char *audience, const char *offset)
{
	f->lang = output_lang_default();
	f->audience_given = audience != NULL;
	if (lang && !output_lang_from_name(lang, &f->lang))
		output_fail("%s: --lang is en or id", "archive export");
	else if (audience && !wire_audience_from_name(audience, &f->audience))
		output_fail("%s: --audience is student or colleague",
		    "archive export");
	else if (offset && !read_offset(offset, &about->offset_ms))
		output_fail("archive export: --offset is seconds, at most a "
			    "day either way");
	else
		return true;
	return false;
}

/* format NULL: a bundle. */
static enum cmd_status
export_to(const struct export_format *format, const struct sealing *seal,
    struct follow *f, struct export_about *about, const char *out, bool force)
{
	struct asking a = {
	    .word = f->word, .format = format ? format->name : "bundle"};
	char id[PROCEDURE_ID_TEXT + 1];
	struct record r = {0};
	enum cmd_status status = ask(&a, f->profile);

	if (status != CMD_OK)
		return status;
	wire_id_text(id, &a.which.id);
	f->word = id;
	about->lang = f->lang;
	about->year = this_year();
	about->checkpoint = a.checkpoint[0] ? a.checkpoint : NULL;
	if (!format && strcmp(a.which.state, "closed") != 0) {
		output_fail("archive export: a bundle is made of a procedure "
			    "that is closed");
		return CMD_REFUSED;
	}
	if (!format)
		return export_sealed(f, about, seal, out, force);
	status = record_read(&r, f);
	if (status == CMD_OK) {
		about->exporter = r.account;
		about->audience = r.audience;
		status = write_file(format, &r, about, out, force);
	}
	record_wipe(&r);
	return status;
}

int
archive_export(int argc, char **argv)
{
	const char *audience = NULL, *lang = NULL, *offset = NULL,
		   *name = "html", *out = NULL;
	struct follow f = {0};
	struct export_about about = {0};
	struct sealing seal = {0};
	bool force = false, sealed;
	const struct args_option options[] = {
	    {"format", "NAME", ARGS_TEXT, &name,
		"html (default), jsonl, csv, captions, chapters, metadata, "
		"bundle"},
	    {"output", "FILE", ARGS_TEXT, &out,
		"where to (default: standard output)"},
	    {"force", NULL, ARGS_FLAG, &force, "replace the file"},
	    {"offset", "SECONDS", ARGS_TEXT, &offset,
		"WebVTT: when the incision is in the video"},
	    {"audience", "WHO", ARGS_TEXT, &audience,
		"as student (default) or colleague saw it"},
	    {"lang", "en|id", ARGS_TEXT, &lang,
		"language (default: the locale's)"},
	    BUNDLE_KEY_OPTIONS(&seal.key), ARGS_PROFILE(&f.profile), ARGS_END};
	struct args a = {
	    .command = "archive export",
	    .synopsis = "PROC",
	    .purpose = "Writes a procedure to a file (educators); the relay "
		       "notes who did.",
	    .option = options,
	    .least = 1,
	    .most = 1,
	};
	const struct export_format *format;
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	f.word = a.word[0];
	format = export_find(name);
	sealed = strcmp(name, "bundle") == 0;
	if (!format && !sealed) {
		output_fail("archive export: --format is html, jsonl, csv, "
			    "captions, chapters, metadata or bundle");
		return CMD_USAGE;
	}
	if (!read_options(&f, &about, lang, audience, offset))
		return CMD_USAGE;
	if (sealed && !out) {
		output_fail("archive export: a bundle takes --output FILE, and "
			    "--passphrase-file or --key-file");
		return CMD_USAGE;
	}
	if (sealed && !bundle_key_new(&seal.key, &seal.lock, &seal.secret))
		return CMD_REFUSED;
	status = (int)export_to(format, &seal, &f, &about, out, force);
	secret_free(seal.secret);
	return status;
}
