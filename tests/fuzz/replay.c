/* SPDX-License-Identifier: MIT */
/*
 * Fuzz targets as plain tests: each file of the directories given is one
 * input. A target that finds a mistake aborts; here that is a failed check of
 * its own process, so that the others still run.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Longer files are cut: a corpus is made of small inputs. */
#define INPUT_MAX (4u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));

static unsigned passed, failed;

static uint8_t *
read_all(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;

	*len = 0;
	if (!f)
		return NULL;
	data = malloc(INPUT_MAX);
	if (data)
		*len = fread(data, 1, INPUT_MAX, f);
	fclose(f);
	return data;
}

/* Runs one input in a process of its own, on a buffer of its exact size. */
static bool
survives(const uint8_t *data, size_t len)
{
	int status = 0;
	pid_t pid = fork();

	if (pid < 0)
		return false;
	if (pid == 0) {
		uint8_t *exact = malloc(len ? len : 1);

		if (!exact)
			_exit(2);
		memcpy(exact, data, len);
		LLVMFuzzerTestOneInput(exact, len);
		free(exact);
		exit(0); /* leaks are looked for at exit */
	}
	while (waitpid(pid, &status, 0) < 0)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
replay_file(const char *path)
{
	size_t len;
	uint8_t *data = read_all(path, &len);

	if (data && survives(data, len)) {
		passed++;
	} else {
		failed++;
		fprintf(stderr, "failed: %s\n", path);
	}
	free(data);
}

static void
replay_dir(const char *dir)
{
	struct dirent **list = NULL;
	int count = scandir(dir, &list, NULL, alphasort);

	if (count < 0) {
		failed++;
		perror(dir);
		return;
	}
	for (int i = 0; i < count; i++) {
		char path[4096];
		struct stat st;

		snprintf(path, sizeof(path), "%s/%s", dir, list[i]->d_name);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
			replay_file(path);
		free(list[i]);
	}
	free(list);
}

int
main(int argc, char **argv)
{
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	fflush(stdout);
	for (int i = 1; i < argc; i++)
		replay_dir(argv[i]);
	printf("%u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
