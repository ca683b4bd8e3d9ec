/* SPDX-License-Identifier: MIT */
/* For LD_PRELOAD: while the FIFO that $STALL names is there, whoever syncs a
 * file waits until somebody opens it for writing. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
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

int
fsync(int fd)
{
	hang();
	return (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	hang();
	return (int)syscall(SYS_fdatasync, fd);
}
