/* SPDX-License-Identifier: MIT */
#include "master.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto/passphrase.h"
#include "seal.h"

static enum sr_err
refuse(struct sr_fault *fault, const char *file, const char *why)
{
	sr_fault_set(fault, "%s: %s", file, why);
	return SR_EDISK;
}

static enum sr_err
staged_name(char out[PATH_MAX], const char *file, struct sr_fault *fault)
{
	int n = snprintf(out, PATH_MAX, "%s.new", file);

	return n > 0 && n < PATH_MAX
		   ? SR_OK
		   : refuse(fault, file, "the path is too long");
}

/* ---- finding ---- */

static bool
has_id(const char *file, uint32_t id, const struct secret *lock,
    struct secret **out)
{
	struct secret *s = NULL;

	if (seal_master_read(&s, file, lock, NULL) != SR_OK)
		return false;
	if (seal_master_id(s) != id) {
		secret_free(s);
		return false;
	}
	if (out)
		*out = s;
	else
		secret_free(s);
	return true;
}

/* The first is tried again: the second may have taken its place between. */
enum sr_err
master_find(struct secret **out, const char *file, uint32_t id,
    const struct secret *lock, struct sr_fault *fault)
{
	char staged[PATH_MAX];
	enum sr_err err = staged_name(staged, file, fault);

	if (err != SR_OK)
		return err;
	if (has_id(file, id, lock, out) || has_id(staged, id, lock, out) ||
	    has_id(file, id, lock, out))
		return SR_OK;
	sr_fault_set(
	    fault, "%s: is not the master key %08x", file, (unsigned)id);
	return SR_ECRYPTO;
}

/* A link would be replaced, not the key behind it: that would outlive every
 * erasure. */
static bool
is_link(const char *file)
{
	struct stat st;

	return lstat(file, &st) == 0 && S_ISLNK(st.st_mode);
}

enum sr_err
master_load(struct secret **out, const char *file, const struct secret *lock,
    struct sr_fault *fault)
{
	char staged[PATH_MAX];
	enum sr_err err;

	if (is_link(file))
		return refuse(fault, file,
		    "is a symbolic link; the key itself belongs there, "
		    "because an erasure replaces it");
	err = seal_master_read(out, file, lock, fault);
	if (err != SR_OK && staged_name(staged, file, NULL) == SR_OK &&
	    seal_master_read(out, staged, lock, NULL) == SR_OK)
		return SR_OK;
	return err;
}

/* ---- replacing ---- */

/* Its bytes become zeros on disk. A flash disk may keep them elsewhere; the
 * archive's format says so. */
static enum sr_err
overwrite(const char *file, struct sr_fault *fault)
{
	static const uint8_t zeros[4096];
	struct stat st;
	enum sr_err err = SR_OK;
	int fd = open(file, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 && errno == ENOENT)
		return SR_OK;
	if (fd < 0)
		return refuse(fault, file, strerror(errno));
	if (fstat(fd, &st) < 0 || st.st_size > (off_t)sizeof(zeros) ||
	    write(fd, zeros, (size_t)st.st_size) != (ssize_t)st.st_size ||
	    fsync(fd) < 0)
		err = refuse(fault, file, strerror(errno));
	close(fd);
	return err;
}

static enum sr_err
destroy(const char *file, struct sr_fault *fault)
{
	enum sr_err err;

	if (access(file, F_OK) != 0 && errno == ENOENT)
		return SR_OK;
	err = overwrite(file, fault);
	if (err == SR_OK && unlink(file) < 0)
		err = refuse(fault, file, strerror(errno));
	return err == SR_OK ? secret_sync_directory(file, fault) : err;
}

enum sr_err
master_unstage(const char *file, struct sr_fault *fault)
{
	char staged[PATH_MAX];
	enum sr_err err = staged_name(staged, file, fault);

	return err == SR_OK ? destroy(staged, fault) : err;
}

enum sr_err
master_stage(const struct secret *next, const char *file,
    const struct secret *lock, struct sr_fault *fault)
{
	char staged[PATH_MAX];
	enum sr_err err = master_unstage(file, fault);

	if (err == SR_OK)
		err = staged_name(staged, file, fault);
	return err == SR_OK ? seal_master_write(next, staged, lock, fault)
			    : err;
}

enum sr_err
master_settle(const char *file, uint32_t id, const struct secret *lock,
    struct sr_fault *fault)
{
	char staged[PATH_MAX];
	enum sr_err err = staged_name(staged, file, fault);

	if (err != SR_OK)
		return err;
	if (has_id(file, id, lock, NULL))
		return destroy(staged, fault);
	if (!has_id(staged, id, lock, NULL)) {
		sr_fault_set(fault, "%s: is not the master key %08x", file,
		    (unsigned)id);
		return SR_ECRYPTO;
	}
	err = overwrite(file, fault);
	if (err == SR_OK && rename(staged, file) < 0)
		err = refuse(fault, file, strerror(errno));
	return err == SR_OK ? secret_sync_directory(file, fault) : err;
}

/* ---- passphrases ---- */

/* *old: a file is under it already, with this salt. */
static enum sr_err
read_words(struct secret **out, bool *old, uint8_t salt[SEAL_LOCK_SALT_BYTES],
    const char *file, const char *passphrase_file, struct sr_fault *fault)
{
	char staged[PATH_MAX];
	enum sr_err err = staged_name(staged, file, fault);

	if (err != SR_OK)
		return err;
	*old = seal_lock_salt(salt, file) == SR_OK ||
	       seal_lock_salt(salt, staged) == SR_OK;
	return passphrase_load(out, passphrase_file, !*old, fault);
}

enum sr_err
master_check(
    const char *file, const char *passphrase_file, struct sr_fault *fault)
{
	uint8_t salt[SEAL_LOCK_SALT_BYTES];
	struct secret *words = NULL;
	bool old;
	enum sr_err err =
	    read_words(&words, &old, salt, file, passphrase_file, fault);

	secret_free(words);
	return err;
}

enum sr_err
master_lock(struct secret **out, const char *file, const char *passphrase_file,
    struct sr_fault *fault)
{
	uint8_t salt[SEAL_LOCK_SALT_BYTES];
	struct secret *words = NULL;
	bool old;
	enum sr_err err =
	    read_words(&words, &old, salt, file, passphrase_file, fault);

	if (err != SR_OK)
		return err;
	err = seal_lock_new(out, words, old ? salt : NULL);
	if (err != SR_OK)
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
	secret_free(words);
	return err;
}
