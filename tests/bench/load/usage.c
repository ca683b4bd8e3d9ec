/* SPDX-License-Identifier: MIT */
#include "load/usage.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static double
cpu_of(const char *folder)
{
	unsigned long long ns = 0;
	char path[320];
	FILE *f;

	snprintf(path, sizeof path, "%s/schedstat", folder);
	f = fopen(path, "re");
	if (!f)
		return 0;
	if (fscanf(f, "%llu", &ns) != 1)
		ns = 0;
	fclose(f);
	return (double)ns / 1e9;
}

static unsigned long
rss_of(pid_t pid)
{
	unsigned long all, pages = 0;
	char path[64];
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
	f = fopen(path, "re");
	if (!f)
		return 0;
	if (fscanf(f, "%lu %lu", &all, &pages) != 2)
		pages = 0;
	fclose(f);
	return pages * (unsigned long)(sysconf(_SC_PAGESIZE) / 1024);
}

/* Calls fn for each entry of the folder but "." and "..". */
static unsigned long
each(const char *folder, double (*fn)(const char *path), double *sum)
{
	struct dirent *e;
	unsigned long n = 0;
	char path[320];
	DIR *d = opendir(folder);

	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		n++;
		if (!fn)
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		*sum += fn(path);
	}
	if (d)
		closedir(d);
	return n;
}

void
usage_read(struct usage *u, const pid_t *pid, size_t count)
{
	char path[64];

	memset(u, 0, sizeof *u);
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "/proc/%d/task", (int)pid[i]);
		each(path, cpu_of, &u->cpu_s);
		snprintf(path, sizeof path, "/proc/%d/fd", (int)pid[i]);
		u->files += each(path, NULL, NULL);
		u->rss_kb += rss_of(pid[i]);
	}
}
