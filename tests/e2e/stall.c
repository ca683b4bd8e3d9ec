/* SPDX-License-Identifier: MIT */
/* For LD_PRELOAD: while the FIFO that $STALL names is there, whoever syncs a
 * file waits until somebody opens it for writing. While the file that
 * $KILL_AFTER names has bytes, each sync takes one; the last one is no sync,
 * but the end: SIGKILL. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void
hang(void)
{
	const char *gate = getenv("STALL");
	int fd = gate ? open(gate, O_RDONLY | O_CLOEXEC) : -1;

	if (fd >= 0)
		close(fd);
}

static void
count(void)
{
	const char *file = getenv("KILL_AFTER");
	struct stat st;

	if (!file || stat(file, &st) < 0 || st.st_size == 0)
		return;
	if (st.st_size == 1)
		kill(getpid(), SIGKILL);
	if (truncate(file, st.st_size - 1) < 0)
		abort();
}

int
fsync(int fd)
{
	hang();
	count();
	return (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	hang();
	count();
	return (int)syscall(SYS_fdatasync, fd);
}
