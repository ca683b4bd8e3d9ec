/* SPDX-License-Identifier: MIT */
#include "proto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

/* More than any key, certificate or table of keys here needs. */
#define SECRET_MAX 4096u

struct secret {
	size_t len;
	uint8_t *bytes; /* sodium_malloc */
};

static enum sr_err
secret_make(struct secret **out, size_t len)
{
	struct secret *s;

	if (len == 0 || len > SECRET_MAX)
		return SR_EINVAL;
	if (sodium_init() < 0)
		return SR_ECRYPTO;
	s = calloc(1, sizeof(*s));
	if (!s)
		return SR_ENOMEM;
	s->bytes = sodium_malloc(len);
	if (!s->bytes) {
		free(s);
		return SR_ENOMEM;
	}
	s->len = len;
	*out = s;
	return SR_OK;
}

enum sr_err
secret_new(struct secret **out, size_t len)
{
	enum sr_err err = secret_make(out, len);

	if (err == SR_OK)
		randombytes_buf((*out)->bytes, len);
	return err;
}

enum sr_err
secret_copy(struct secret **out, const void *bytes, size_t len)
{
	enum sr_err err = secret_make(out, len);

	if (err == SR_OK)
		memcpy((*out)->bytes, bytes, len);
	return err;
}

const uint8_t *
secret_bytes(const struct secret *s)
{
	return s->bytes;
}

uint8_t *
secret_edit(struct secret *s)
{
	return s->bytes;
}

size_t
secret_len(const struct secret *s)
{
	return s->len;
}

void
secret_free(struct secret *s)
{
	if (!s)
		return;
	sodium_free(s->bytes); /* wipes */
	free(s);
}

static enum sr_err
secret_check_file(
    const struct stat *st, const char *file, size_t len, struct sr_fault *fault)
{
	if (!S_ISREG(st->st_mode)) {
		sr_fault_set(fault, "%s: not a plain file", file);
		return SR_ECRYPTO;
	}
	if (st->st_uid != geteuid() && st->st_uid != 0) {
		sr_fault_set(fault, "%s: belongs to another user", file);
		return SR_ECRYPTO;
	}
	if (st->st_mode & (S_IRWXG | S_IRWXO)) {
		sr_fault_set(fault,
		    "%s: mode %04o lets others in; chmod 600 it, and make a "
		    "new key if somebody may have read it",
		    file, (unsigned)st->st_mode & 07777u);
		return SR_ECRYPTO;
	}
	if (st->st_size < 0 || (uintmax_t)st->st_size != len) {
		sr_fault_set(fault,
		    "%s: holds %jd bytes, a key of %zu expected", file,
		    (intmax_t)st->st_size, len);
		return SR_ECRYPTO;
	}
	return SR_OK;
}

/* 0, or -1 with errno; a file shorter than len is EIO. */
static int
read_all(int fd, uint8_t *to, size_t len)
{
	while (len > 0) {
		ssize_t n = read(fd, to, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0) {
			errno = EIO;
			return -1;
		}
		to += n;
		len -= (size_t)n;
	}
	return 0;
}

static int
write_all(int fd, const uint8_t *from, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, from, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		from += n;
		len -= (size_t)n;
	}
	return 0;
}

enum sr_err
secret_load(
    struct secret **out, const char *file, size_t len, struct sr_fault *fault)
{
	struct secret *s = NULL;
	struct stat st;
	enum sr_err err;
	/* Not blocking: a FIFO in its place must not stop the start. */
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0) {
		err = errno == ENOENT ? SR_ENOENTRY : SR_EDISK;
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		return err;
	}
	if (fstat(fd, &st) < 0) {
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		err = SR_EDISK;
		goto out;
	}
	err = secret_check_file(&st, file, len, fault);
	if (err != SR_OK)
		goto out;
	err = secret_make(&s, len);
	if (err != SR_OK) {
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
		goto out;
	}
	if (read_all(fd, s->bytes, len) < 0) {
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		err = SR_EDISK;
		goto out;
	}
	*out = s;
	s = NULL;
out:
	secret_free(s);
	close(fd);
	return err;
}

enum sr_err
secret_sync_directory(const char *file, struct sr_fault *fault)
{
	char dir[PATH_MAX];
	const char *slash = strrchr(file, '/');
	size_t len = slash ? (size_t)(slash - file) : 0;
	int fd, bad;

	if (len >= sizeof(dir)) {
		sr_fault_set(fault, "%s: the path is too long", file);
		return SR_EDISK;
	}
	memcpy(dir, file, len);
	if (len == 0)
		dir[len++] = slash ? '/' : '.';
	dir[len] = '\0';
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		sr_fault_set(fault, "%s: %s", dir, strerror(errno));
		return SR_EDISK;
	}
	/* EINVAL: a file system that has no such thing, as procfs. */
	bad = fsync(fd) < 0 && errno != EINVAL;
	if (bad)
		sr_fault_set(fault, "%s: %s", dir, strerror(errno));
	close(fd);
	return bad ? SR_EDISK : SR_OK;
}

/* Whole file under another name, then linked: link(2) never replaces. */
enum sr_err
secret_save(const struct secret *s, const char *file, struct sr_fault *fault)
{
	char temp[PATH_MAX];
	int n = snprintf(temp, sizeof(temp), "%s.XXXXXX", file), fd;
	enum sr_err err = SR_EDISK;

	if (n < 0 || (size_t)n >= sizeof(temp)) {
		sr_fault_set(fault, "%s: the path is too long", file);
		return SR_EDISK;
	}
	fd = mkstemp(temp); /* mode 0600 */
	if (fd < 0) {
		sr_fault_set(
		    fault, "%s: cannot be made: %s", file, strerror(errno));
		return SR_EDISK;
	}
	if (write_all(fd, s->bytes, s->len) < 0 || fsync(fd) < 0) {
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		goto out;
	}
	if (link(temp, file) < 0) {
		if (errno == EEXIST)
			err = SR_EEXISTS;
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		goto out;
	}
	err = secret_sync_directory(file, fault);
	if (err != SR_OK)
		unlink(file);
out:
	close(fd);
	unlink(temp);
	return err;
}

enum sr_err
secret_create(
    struct secret **out, const char *file, size_t len, struct sr_fault *fault)
{
	struct secret *s = NULL;
	enum sr_err err = secret_new(&s, len);

	if (err != SR_OK) {
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
		return err;
	}
	err = secret_save(s, file, fault);
	if (err != SR_OK) {
		secret_free(s);
		return err;
	}
	*out = s;
	return SR_OK;
}
