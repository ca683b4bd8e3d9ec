/* SPDX-License-Identifier: MIT */
/* Files of secrets: one user's, whole, never replaced. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "proto/secret.h"

static char dir[] = "/tmp/scrubrelay-secret.XXXXXX";
static char file[64];

static void
write_file(const char *bytes, size_t len, mode_t mode)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		abort();
	fchmod(fd, mode);
	close(fd);
}

static const struct {
	const char *why, *bytes;
	size_t len;
	mode_t mode;
	enum sr_err err;
	const char *says;
} rows[] = {
    {"as made", "0123456789abcdef", 16, 0600, SR_OK, ""},
    {"read-only is fine", "0123456789abcdef", 16, 0400, SR_OK, ""},
    {"zero bytes are bytes",
	"0123\0"
	"6789abcdef",
	16, 0600, SR_OK, ""},
    {"the group can read it", "0123456789abcdef", 16, 0640, SR_ECRYPTO,
	"mode 0640"},
    {"others can read it", "0123456789abcdef", 16, 0604, SR_ECRYPTO,
	"chmod 600"},
    {"others can write it", "0123456789abcdef", 16, 0602, SR_ECRYPTO,
	"chmod 600"},
    {"cut", "0123456789abcde", 15, 0600, SR_ECRYPTO, "holds 15 bytes"},
    {"an editor's newline", "0123456789abcdef\n", 17, 0600, SR_ECRYPTO,
	"holds 17 bytes"},
    {"empty", "", 0, 0600, SR_ECRYPTO, "holds 0 bytes"},
};

static void
test_load(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct secret *s = NULL;
		struct sr_fault fault = {""};

		unlink(file);
		write_file(rows[i].bytes, rows[i].len, rows[i].mode);
		check_number(secret_load(&s, file, 16, &fault), rows[i].err,
		    rows[i].why);
		check(strstr(fault.what, rows[i].says) != NULL, rows[i].why);
		if (rows[i].err == SR_OK)
			check(s && memcmp(secret_bytes(s), rows[i].bytes, 16) ==
				       0,
			    rows[i].why);
		else
			check(!s && strstr(fault.what, file) != NULL,
			    "an error names the file");
		check(strstr(fault.what, "0123") == NULL,
		    "no error quotes a secret");
		secret_free(s);
	}
	unlink(file);
}

static void
test_not_files(void)
{
	struct secret *s = NULL;
	struct sr_fault fault = {""};

	check_number(
	    secret_load(&s, file, 16, &fault), SR_ENOENTRY, "not there");
	check_number(
	    secret_load(&s, dir, 16, &fault), SR_ECRYPTO, "a directory");
	if (mkfifo(file, 0600) == 0)
		check_number(secret_load(&s, file, 16, &fault), SR_ECRYPTO,
		    "a FIFO does not stop the start");
	unlink(file);
	check_number(secret_create(&s, "/nonexistent/dir/key", 16, &fault),
	    SR_EDISK, "no such directory");
	check(strstr(fault.what, "/nonexistent/dir/key") != NULL, "named");
	check(!s, "nothing is made");
}

static void
test_create(void)
{
	struct secret *made = NULL, *loaded = NULL, *second = NULL;
	static const uint8_t zero[32];
	struct sr_fault fault = {""};
	mode_t old = umask(0);
	struct stat st;

	check_number(secret_create(&made, file, 32, &fault), SR_OK, "made");
	umask(old);
	check(stat(file, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "mode 0600 whatever the umask");
	check(st.st_nlink == 1, "no other name of it is left");
	check(memcmp(secret_bytes(made), zero, 32) != 0, "random");
	check_number(secret_load(&loaded, file, 32, &fault), SR_OK, "loads");
	check(memcmp(secret_bytes(made), secret_bytes(loaded), 32) == 0,
	    "what was made");
	check_number(secret_create(&second, file, 32, &fault), SR_EEXISTS,
	    "an existing key is never replaced");
	check(!second, "nothing is made");
	secret_free(loaded);
	loaded = NULL;
	check_number(secret_load(&loaded, file, 32, &fault), SR_OK, "loads");
	check(memcmp(secret_bytes(made), secret_bytes(loaded), 32) == 0,
	    "still the first");
	secret_free(made);
	secret_free(loaded);
	unlink(file);
	check(rmdir(dir) == 0, "no temporary file is left");
}

static void
test_memory(void)
{
	struct secret *s = NULL, *t = NULL;

	check_number(secret_new(&s, 0), SR_EINVAL, "nothing is no secret");
	check_number(secret_new(&s, 1u << 20), SR_EINVAL, "too long for a key");
	check_number(secret_copy(&t, "abcd", 4), SR_OK, "a copy");
	check(secret_len(t) == 4 && memcmp(secret_bytes(t), "abcd", 4) == 0,
	    "of the same bytes");
	secret_free(t);
	secret_free(NULL);
}

int
main(void)
{
	if (!mkdtemp(dir))
		abort();
	snprintf(file, sizeof(file), "%s/a.key", dir);
	test_load();
	test_not_files();
	test_memory();
	test_create();
	return check_done();
}
