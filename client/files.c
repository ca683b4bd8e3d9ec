/* SPDX-License-Identifier: MIT */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto/secret.h"

enum sr_err
files_read(const char *file, size_t most, char **text, size_t *len,
    struct sr_fault *fault)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	char *buffer = fd >= 0 ? malloc(most + 2) : NULL;
	enum sr_err err = SR_EDISK;
	size_t used = 0;
	ssize_t n = -1;

	if (!buffer)
		goto out;
	do {
		n = read(fd, buffer + used, most + 1 - used);
		if (n > 0)
			used += (size_t)n;
	} while ((n > 0 && used <= most) || (n < 0 && errno == EINTR));
	if (n < 0)
		goto out;
	if (used > most) {
		err = SR_ETOOLARGE;
		goto out;
	}
	buffer[used] = '\0';
	*text = buffer;
	*len = used;
	buffer = NULL;
	err = SR_OK;
out:
	if (err == SR_ETOOLARGE)
		sr_fault_set(fault, "%s: larger than %zu bytes", file, most);
	else if (err != SR_OK)
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
	files_wipe(buffer, used);
	if (fd >= 0)
		close(fd);
	return err;
}

void
files_wipe(char *text, size_t len)
{
	if (text)
		explicit_bzero(text, len);
	free(text);
}

static int
write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text += n;
		len -= (size_t)n;
	}
	return fsync(fd);
}

/* Only one process at a time writes what will take the file's place; *fd is
 * empty and ours. */
static bool
open_beside(const char *beside, int *fd)
{
	struct stat ours, there;

	for (;;) {
		*fd = open(beside, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (*fd < 0 || flock(*fd, LOCK_EX) < 0 || fstat(*fd, &ours) < 0)
			return false;
		/* Who had it before us may have given it its name. */
		if (stat(beside, &there) == 0 && there.st_dev == ours.st_dev &&
		    there.st_ino == ours.st_ino)
			return ftruncate(*fd, 0) == 0;
		close(*fd);
	}
}

enum sr_err
files_replace(
    const char *file, const char *text, size_t len, struct sr_fault *fault)
{
	char beside[PATH_MAX];
	int n = snprintf(beside, sizeof beside, "%s.new", file), fd = -1;
	bool done = false;

	if (n > 0 && (size_t)n < sizeof beside)
		done = open_beside(beside, &fd) &&
		       write_all(fd, text, len) == 0 &&
		       rename(beside, file) == 0;
	if (done) {
		close(fd);
		/* A folder that may not be read cannot be told to; it is there
		 * all the same. */
		(void)!secret_sync_directory(file, NULL);
		return SR_OK;
	}
	sr_fault_set(fault, "%s: %s", file, strerror(errno));
	if (fd >= 0) {
		unlink(beside);
		close(fd);
	}
	return SR_EDISK;
}
