/* SPDX-License-Identifier: MIT */
#include "profile.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

/* ---- addresses ---- */

static const struct {
	const char *why, *url, *host, *path;
	int port;
	bool tls, loopback;
} urls[] = {
    {"encrypted, all left out", "wss://relay.example", "relay.example", "/",
	443, true, false},
    {"a port and a path", "wss://relay.example:8443/or/", "relay.example",
	"/or/", 8443, true, false},
    {"a trial on this computer", "ws://127.0.0.1:9000", "127.0.0.1", "/", 9000,
	false, true},
    {"IPv6", "ws://[::1]:9000/", "::1", "/", 9000, false, true},
    {"IPv6 without a port", "wss://[2001:db8::1]", "2001:db8::1", "/", 443,
	true, false},
    {"a web page is no relay", "https://relay.example", NULL, NULL, 0, false,
	false},
    {"no host", "wss://", NULL, NULL, 0, false, false},
    {"no host but a port", "wss://:443", NULL, NULL, 0, false, false},
    {"port 0", "ws://a:0", NULL, NULL, 0, false, false},
    {"port too large", "ws://a:65536", NULL, NULL, 0, false, false},
    {"port is no number", "ws://a:http", NULL, NULL, 0, false, false},
    {"IPv6 without its end", "ws://[::1", NULL, NULL, 0, false, false},
    {"nothing", "", NULL, NULL, 0, false, false},
};

static void
test_urls(void)
{
	struct profile_url u;
	struct sr_fault fault;

	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		enum sr_err err = profile_url_read(urls[i].url, &u, &fault);

		if (!urls[i].host) {
			check_number(err, SR_EINVAL, urls[i].why);
			continue;
		}
		if (!check_number(err, SR_OK, urls[i].why))
			continue;
		check_text(u.host, urls[i].host, urls[i].why);
		check_text(u.path, urls[i].path, urls[i].why);
		check_number(u.port, urls[i].port, urls[i].why);
		check(u.tls == urls[i].tls, urls[i].why);
		check(u.loopback == urls[i].loopback, urls[i].why);
	}
}

/* ---- files ---- */

static char base[] = "/tmp/profile-test.XXXXXX";

static void
save(const char *name)
{
	struct profile p;
	struct sr_fault fault = {""};

	if (!check_number(profile_new(&p, name, &fault), SR_OK, fault.what))
		return;
	snprintf(p.url, sizeof p.url, "ws://127.0.0.1:1");
	snprintf(p.account, sizeof p.account, "ana");
	snprintf(p.key_file, sizeof p.key_file, "/tmp/a \"key\"");
	memset(p.relay, 0xA5, sizeof p.relay);
	check_number(profile_save(&p, &fault), SR_OK, fault.what);
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (check(f, "a file") && f) {
		fputs(text, f);
		fclose(f);
	}
}

static void
test_files(void)
{
	struct profile p;
	struct sr_fault fault = {""};
	struct stat st;
	char path[PATH_MAX];

	check_number(profile_load(&p, NULL, &fault), SR_ECONFIG, "none yet");
	check(strstr(fault.what, "enrol") != NULL, "and it says what to do");
	save("nurse");
	check_number(profile_load(&p, NULL, &fault), SR_OK,
	    "the only one need not be named");
	check_text(p.name, "nurse", "it is that one");
	check_text(p.key_file, "/tmp/a \"key\"", "a path with quotes");
	check_number(p.relay[31], 0xA5, "the relay's key is kept");
	check_number(
	    profile_path(path, "nurse", ".json", &fault), SR_OK, "a path");
	check(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "nobody else may read it");
	save("student");
	check_number(
	    profile_load(&p, NULL, &fault), SR_ECONFIG, "two, and none named");
	check(strstr(fault.what, "nurse, student") != NULL, "it names them");
	setenv("SCRUBRELAY_PROFILE", "student", 1);
	check_number(profile_load(&p, NULL, &fault), SR_OK, "by environment");
	check_text(p.name, "student", "that one");
	unsetenv("SCRUBRELAY_PROFILE");
	check_number(
	    profile_new(&p, "nurse", &fault), SR_EEXISTS, "taken already");
	check_number(
	    profile_load(&p, "../x", &fault), SR_ECONFIG, "a name is no path");
	check_number(profile_load(&p, "other", &fault), SR_ECONFIG,
	    "there is none of that name");
	write_file(path, "{\"url\": 5}");
	check_number(
	    profile_load(&p, "nurse", &fault), SR_ECONFIG, "not a profile");
	write_file(path, "{\"url\"");
	check_number(profile_load(&p, "nurse", &fault), SR_ECONFIG, "not JSON");
	check(strstr(fault.what, "nurse.json:1:") != NULL, "it names the line");
}

static void
test_folder(void)
{
	struct stat st;
	char dir[PATH_MAX];

	snprintf(dir, sizeof dir, "%s/config/scrubrelay", base);
	check(stat(dir, &st) == 0 && (st.st_mode & 0777) == 0700,
	    "the folder of keys is closed to others");
}

int
main(void)
{
	char dir[PATH_MAX], command[PATH_MAX + 16];

	test_urls();
	unsetenv("SCRUBRELAY_PROFILE");
	if (!check(mkdtemp(base) != NULL, "a folder"))
		return check_done();
	snprintf(dir, sizeof dir, "%s/config", base);
	setenv("XDG_CONFIG_HOME", dir, 1);
	test_files();
	test_folder();
	snprintf(command, sizeof command, "rm -rf '%s'", base);
	check_number(system(command), 0, "cleaned up");
	return check_done();
}
