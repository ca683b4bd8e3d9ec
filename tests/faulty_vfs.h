/* SPDX-License-Identifier: MIT */
#ifndef FAULTY_VFS_H
#define FAULTY_VFS_H

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

/*
 * A disk that fails where it is told to. It stands between SQLite and the
 * system, counts what changes files (write, sync, truncate), fails some of it
 * and remembers what each file held at its last sync, so that a power cut can
 * be played: faulty_power_cut() puts back what a disk is sure to have then.
 * Syncs do not reach the real disk; the tests are quick.
 */

static struct {
	atomic_uint count;    /* of changes since faulty_reset() */
	atomic_uint fail_at;  /* this one fails; 0: none */
	atomic_bool go_on;    /* all after it, too */
	atomic_bool failed;   /* it came to that */
	pthread_mutex_t lock; /* of files */
	struct faulty_kept {
		char path[PATH_MAX];
		unsigned char *bytes;
		size_t len;
	} kept[8];
} faulty = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct faulty_file {
	sqlite3_file base;
	char path[PATH_MAX];
	sqlite3_file *real; /* behind this struct */
};

static inline void
faulty_forget(const char *path)
{
	for (size_t i = 0; i < 8; i++) {
		if (path && strcmp(faulty.kept[i].path, path) != 0)
			continue;
		free(faulty.kept[i].bytes);
		memset(&faulty.kept[i], 0, sizeof(faulty.kept[i]));
	}
}

static inline void
faulty_keep(const char *path)
{
	unsigned char *bytes = NULL;
	FILE *f = fopen(path, "rb");
	size_t len = 0, i = 0;
	long size;

	if (!f)
		return;
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0) {
		rewind(f);
		bytes = malloc((size_t)size + 1);
		len = bytes ? fread(bytes, 1, (size_t)size, f) : 0;
	}
	fclose(f);
	pthread_mutex_lock(&faulty.lock);
	faulty_forget(path);
	while (i < 7 && faulty.kept[i].path[0])
		i++;
	free(faulty.kept[i].bytes);
	snprintf(faulty.kept[i].path, PATH_MAX, "%s", path);
	faulty.kept[i].bytes = bytes;
	faulty.kept[i].len = len;
	pthread_mutex_unlock(&faulty.lock);
}

static inline bool
faulty_fails(void)
{
	unsigned n = atomic_fetch_add(&faulty.count, 1) + 1;
	unsigned at = atomic_load(&faulty.fail_at);
	bool fails =
	    at > 0 && (n == at || (n > at && atomic_load(&faulty.go_on)));

	if (fails)
		atomic_store(&faulty.failed, true);
	return fails;
}

#define FAULTY_REAL(f) (((struct faulty_file *)(f))->real)

static int
faulty_close(sqlite3_file *f)
{
	return FAULTY_REAL(f)->pMethods->xClose(FAULTY_REAL(f));
}

static int
faulty_read(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
	return FAULTY_REAL(f)->pMethods->xRead(FAULTY_REAL(f), to, len, at);
}

/* A write that fails may have been done in half. */
static int
faulty_write(sqlite3_file *f, const void *from, int len, sqlite3_int64 at)
{
	if (faulty_fails()) {
		(void)FAULTY_REAL(f)->pMethods->xWrite(
		    FAULTY_REAL(f), from, len / 2, at);
		return SQLITE_FULL;
	}
	return FAULTY_REAL(f)->pMethods->xWrite(FAULTY_REAL(f), from, len, at);
}

static int
faulty_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (faulty_fails())
		return SQLITE_IOERR_TRUNCATE;
	return FAULTY_REAL(f)->pMethods->xTruncate(FAULTY_REAL(f), size);
}

static int
faulty_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	if (faulty_fails())
		return SQLITE_IOERR_FSYNC;
	faulty_keep(((struct faulty_file *)f)->path);
	return SQLITE_OK;
}

static int
faulty_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return FAULTY_REAL(f)->pMethods->xFileSize(FAULTY_REAL(f), size);
}

static int
faulty_lock(sqlite3_file *f, int level)
{
	return FAULTY_REAL(f)->pMethods->xLock(FAULTY_REAL(f), level);
}

static int
faulty_unlock(sqlite3_file *f, int level)
{
	return FAULTY_REAL(f)->pMethods->xUnlock(FAULTY_REAL(f), level);
}

static int
faulty_reserved(sqlite3_file *f, int *out)
{
	return FAULTY_REAL(f)->pMethods->xCheckReservedLock(
	    FAULTY_REAL(f), out);
}

static int
faulty_control(sqlite3_file *f, int op, void *arg)
{
	return FAULTY_REAL(f)->pMethods->xFileControl(FAULTY_REAL(f), op, arg);
}

static int
faulty_sector(sqlite3_file *f)
{
	return FAULTY_REAL(f)->pMethods->xSectorSize(FAULTY_REAL(f));
}

static int
faulty_device(sqlite3_file *f)
{
	return FAULTY_REAL(f)->pMethods->xDeviceCharacteristics(FAULTY_REAL(f));
}

static int
faulty_shm_map(
    sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return FAULTY_REAL(f)->pMethods->xShmMap(
	    FAULTY_REAL(f), page, size, extend, out);
}

static int
faulty_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return FAULTY_REAL(f)->pMethods->xShmLock(FAULTY_REAL(f), at, n, flags);
}

static void
faulty_shm_barrier(sqlite3_file *f)
{
	FAULTY_REAL(f)->pMethods->xShmBarrier(FAULTY_REAL(f));
}

static int
faulty_shm_unmap(sqlite3_file *f, int drop)
{
	return FAULTY_REAL(f)->pMethods->xShmUnmap(FAULTY_REAL(f), drop);
}

static const sqlite3_io_methods faulty_methods = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_reserved,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector,
    .xDeviceCharacteristics = faulty_device,
    .xShmMap = faulty_shm_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_shm_barrier,
    .xShmUnmap = faulty_shm_unmap,
};

static int
faulty_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct faulty_file *file = (struct faulty_file *)f;
	sqlite3_vfs *real = vfs->pAppData;
	int rc;

	file->real = (sqlite3_file *)(file + 1);
	snprintf(file->path, sizeof(file->path), "%s", name ? name : "");
	rc = real->xOpen(real, name, file->real, flags, out);
	file->base.pMethods = rc == SQLITE_OK ? &faulty_methods : NULL;
	return rc;
}

static int
faulty_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	sqlite3_vfs *real = vfs->pAppData;
	int rc;

	(void)sync;
	rc = real->xDelete(real, name, 0);
	pthread_mutex_lock(&faulty.lock);
	faulty_forget(name);
	pthread_mutex_unlock(&faulty.lock);
	return rc;
}

/* Becomes the default of all connections to come. */
static inline void
faulty_install(void)
{
	static sqlite3_vfs vfs;
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);

	vfs = *real;
	vfs.zName = "faulty";
	vfs.pAppData = real;
	vfs.szOsFile = (int)sizeof(struct faulty_file) + real->szOsFile;
	vfs.xOpen = faulty_open;
	vfs.xDelete = faulty_delete;
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		abort();
}

/* The n-th change from now fails; go_on: and all after it. n 0: none. */
static inline void
faulty_reset(unsigned n, bool go_on)
{
	atomic_store(&faulty.count, 0);
	atomic_store(&faulty.fail_at, n);
	atomic_store(&faulty.go_on, go_on);
	if (n > 0)
		atomic_store(&faulty.failed, false);
}

/* With no connection open: every file is as at its last sync, whatever was
 * written later is lost, and what was never synced is empty. */
static inline void
faulty_power_cut(const char *const *path, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct faulty_kept *kept = NULL;
		int fd;

		for (size_t j = 0; j < 8; j++)
			if (strcmp(faulty.kept[j].path, path[i]) == 0)
				kept = &faulty.kept[j];
		fd = open(path[i], O_WRONLY | O_TRUNC | O_CREAT, 0600);
		if (fd < 0)
			abort();
		if (kept &&
		    write(fd, kept->bytes, kept->len) != (ssize_t)kept->len)
			abort();
		close(fd);
	}
}

#endif
