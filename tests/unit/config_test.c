/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "check.h"

static const struct {
	const char *why, *in, *fault; /* fault NULL: accepted */
} cases[] = {
    {"nothing said is all defaults", "{}", NULL},
    {"comments are for people", "// a\n{ /* b */ \"listen_port\": 0 }", NULL},
    {"a whole one",
	"{\"listen_host\": \"::1\", \"listen_port\": 8443,\n"
	" \"tls_certificate\": \"c.pem\", \"tls_key\": \"k.pem\",\n"
	" \"data_dir\": \"d\", \"log_format\": \"json\",\n"
	" \"behind_proxy\": true, \"policy_student\": \"strict\"}",
	NULL},
    {"a slip of the finger is shown the way", "{\n\"listen_prot\": 1}",
	"f:2: listen_prot: there is no such key, near to it is listen_port"},
    {"a key of something else", "{\"colour\": 1}",
	"f:1: colour: there is no such key, allowed are those of "
	"scrubrelayd.json(5)"},
    {"a port is no word", "{\n\n\"listen_port\": \"http\"}",
	"f:3: listen_port: no number, allowed is 0 to 65535"},
    {"a port has 16 bits", "{\"listen_port\": 65536}",
	"f:1: listen_port: out of range, allowed is 0 to 65535"},
    {"no port below 0", "{\"listen_port\": -1}",
	"f:1: listen_port: out of range, allowed is 0 to 65535"},
    {"no half port", "{\"listen_port\": 80.5}",
	"f:1: listen_port: not a whole number, allowed is 0 to 65535"},
    {"no number is huge", "{\"hello_ms\": 1e300}",
	"f:1: hello_ms: out of range, allowed is 1000 to 60000"},
    {"a host name would need a resolver", "{\"listen_host\": \"localhost\"}",
	"f:1: listen_host: no numeric address, allowed is an address such as "
	"\"127.0.0.1\", \"0.0.0.0\" or \"::\""},
    {"an empty directory name is a mistake", "{\"data_dir\": \"\"}",
	"f:1: data_dir: an empty string, allowed is a string that is not "
	"empty"},
    {"null is no string", "{\"tls_key\": null}",
	"f:1: tls_key: no string, allowed is a string that is not empty"},
    {"yes is not true", "{\"behind_proxy\": \"yes\"}",
	"f:1: behind_proxy: neither true nor false, allowed is true or false"},
    {"a level that does not exist", "{\"log_level\": \"trace\"}",
	"f:1: log_level: another word, allowed is one of debug info warn "
	"error"},
    {"part of a word is no word", "{\"log_level\": \"info warn\"}",
	"f:1: log_level: another word, allowed is one of debug info warn "
	"error"},
    {"which key stands twice", "{\"listen_port\": 1,\n\"listen_port\": 2}",
	"f:2: listen_port: the key stands twice"},
    {"nothing is near to no key", "{\"\": 1}",
	"f:1: : there is no such key, allowed are those of "
	"scrubrelayd.json(5)"},
    {"an array is no configuration", "\n[]", "f:2: allowed is one object { }"},
};

static void
read_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config c;
		struct sr_fault fault = {""};
		enum sr_err err;

		config_init(&c);
		err = config_read(
		    &c, "f", cases[i].in, strlen(cases[i].in), &fault);
		check((err == SR_OK) == !cases[i].fault &&
			  (err == SR_OK || err == SR_ECONFIG),
		    cases[i].why);
		if (cases[i].fault)
			check_text(fault.what, cases[i].fault, cases[i].why);
		config_wipe(&c);
	}
}

/* What the JSON reader says is passed on with file and line. */
static void
not_json(void)
{
	static const char *const texts[] = {"", "{", "{\n\"a\": }",
	    "{\"listen_port\": 1, \"listen_port\": 2}", "{} {}", "\xff"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct config c;
		struct sr_fault fault = {""};

		config_init(&c);
		check(config_read(&c, "f", texts[i], strlen(texts[i]),
			  &fault) == SR_ECONFIG,
		    "not one JSON object");
		check(
		    strncmp(fault.what, "f:", 2) == 0 && strlen(fault.what) > 4,
		    "where and why");
		config_wipe(&c);
	}
}

static void
values_arrive(void)
{
	static const char text[] =
	    "{\"listen_host\": \"::1\", \"listen_port\": 8443,"
	    "\"policy_colleague\": \"site.json\", \"log_level\": \"debug\","
	    "\"behind_proxy\": true, \"invite_s\": 60, \"frame_max\": 32768}";
	struct config c;
	struct sr_fault fault = {""};

	config_init(&c);
	check_text(c.listen_host, "127.0.0.1", "safe without a word");
	check_text(c.policy[STUDENT], "safe-harbor", "safe without a word");
	check(!c.behind_proxy && !c.tls_key, "nothing is assumed");
	check_number(c.hello_ms, HELLO_MS, "limits.h");
	check_number(c.requests_burst, REQUESTS_BURST, "limits.h");
	check(config_read(&c, "f", text, strlen(text), &fault) == SR_OK,
	    "accepted");
	check_text(c.listen_host, "::1", "taken");
	check_number(c.listen_port, 8443, "taken");
	check_text(c.policy[COLLEAGUE], "site.json", "taken");
	check_text(c.policy[STUDENT], "safe-harbor", "not touched");
	check_text(c.log_level, "debug", "taken");
	check_number(c.invite_s, 60, "taken");
	check_number(c.frame_max, 32768, "taken");
	check(c.behind_proxy, "taken");
	config_wipe(&c);
}

static const struct {
	const char *why, *in;
	bool good;
} whole[] = {
    {"loopback needs no TLS", "{}", true},
    {"all of 127/8 is loopback", "{\"listen_host\": \"127.9.9.9\"}", true},
    {"plain text leaves the machine", "{\"listen_host\": \"0.0.0.0\"}", false},
    {"plain text leaves the machine", "{\"listen_host\": \"::\"}", false},
    {"a proxy has the TLS",
	"{\"listen_host\": \"0.0.0.0\", \"behind_proxy\": true}", true},
    {"TLS of its own",
	"{\"listen_host\": \"0.0.0.0\", \"tls_certificate\": \"c\","
	"\"tls_key\": \"k\"}",
	true},
    {"half a TLS", "{\"tls_certificate\": \"c\"}", false},
    {"half a TLS", "{\"tls_key\": \"k\"}", false},
    {"pages by TLS", "{\"public_url\": \"https://or.example\"}", true},
    {"pages of this machine", "{\"public_url\": \"http://127.0.0.1:7360\"}",
	true},
    {"links that would send keys in the clear",
	"{\"public_url\": \"http://or.example\"}", false},
    {"no address at all", "{\"public_url\": \"or.example\"}", false},
};

static void
whole_cases(void)
{
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		struct config c;
		struct sr_fault fault = {""};

		config_init(&c);
		check(config_read(&c, "f", whole[i].in, strlen(whole[i].in),
			  &fault) == SR_OK,
		    "each key is right");
		check((config_check(&c, "f", &fault) == SR_OK) == whole[i].good,
		    whole[i].why);
		if (!whole[i].good)
			check(
			    strncmp(fault.what, "f:1: ", 5) == 0, "told where");
		config_wipe(&c);
	}
}

/* Of two keys that do not go together the one that stands there. */
static void
whole_places(void)
{
	static const char text[] = "{\n\"as_live_min_s\": 5,\n"
				   "\"as_live_max_s\": 1}";
	struct config c;
	struct sr_fault fault = {""};

	config_init(&c);
	check(config_read(&c, "f", text, strlen(text), &fault) == SR_OK,
	    "each key is right");
	check(config_check(&c, "f", &fault) == SR_ECONFIG, "together not");
	check_text(fault.what,
	    "f:3: as_live_max_s: allowed is as_live_min_s or more",
	    "the line of the key");
	check(config_refuse(&c, "f", "tls_key", "why", &fault) == SR_ECONFIG,
	    "refused");
	check_text(fault.what, "f: tls_key: why", "left out: no line");
	check(config_refuse(&c, NULL, "tls_key", "why", &fault) == SR_ECONFIG,
	    "refused");
	check_text(fault.what, "tls_key: why", "no file");
	config_wipe(&c);
}

static void
note_key(void *ctx, const char *key)
{
	char *keys = ctx;

	snprintf(keys + strlen(keys), 200 - strlen(keys), " %s", key);
}

/* What is read where it is used changes; the rest is named. */
static void
again(void)
{
	static const char more[] =
	    "{\"delay_s\": 5, \"web\": false, \"policy_student\": \"strict\","
	    " \"held_s\": 7, \"public_url\": \"https://or.example\","
	    " \"frame_max\": 65536, \"deflate\": false, \"attendance_s\": 0}";
	struct config c, fresh;
	struct sr_fault fault = {""};
	char keys[200] = "";

	config_init(&c);
	config_init(&fresh);
	config_take(&c, &fresh, note_key, keys);
	check_text(keys, "", "nothing changed");
	check(config_read(&fresh, "f", more, strlen(more), &fault) == SR_OK,
	    "another one");
	config_take(&c, &fresh, note_key, keys);
	config_wipe(&fresh);
	check_number(c.delay_s, 5, "a number counts");
	check(!c.web && c.deflate, "a switch, and one for the next start");
	check_text(c.policy[STUDENT], "strict", "a text, and it stays");
	check_number(c.held_s, HELD_S, "what is copied at the start does not");
	check(!c.public_url, "nor does a text of those");
	check_number(c.attendance_s, ATTENDANCE_S, "nor what a timer goes by");
	check_text(keys, " public_url held_s attendance_s deflate",
	    "each of them is named");
	config_wipe(&c);
}

static void
files(void)
{
	char path[] = "/tmp/config_test.XXXXXX";
	char *big = calloc(1, 70000);
	int fd = mkstemp(path);
	struct config c;
	struct sr_fault fault = {""};

	config_init(&c);
	check(config_load(&c, "/nonexistent/f", &fault) == SR_ECONFIG &&
		  strstr(fault.what, "/nonexistent/f") &&
		  strstr(fault.what, "No such file"),
	    "which file, and why");
	if (!check(fd >= 0 && big, "the test can write"))
		return;
	memset(big, ' ', 69999);
	check(write(fd, big, 69999) == 69999 &&
		  config_load(&c, path, &fault) == SR_ECONFIG,
	    "a file without end is no configuration");
	check(ftruncate(fd, 0) == 0 &&
		  pwrite(fd, "{\"hello_ms\":2000}", 17, 0) == 17 &&
		  config_load(&c, path, &fault) == SR_OK && c.hello_ms == 2000,
	    "a file is read");
	close(fd);
	unlink(path);
	free(big);
	config_wipe(&c);
}

/* The installed example has every key, at its default. */
static void
the_example(void)
{
	struct config c, plain;
	struct sr_fault fault = {""};
	enum sr_err err;

	config_init(&c);
	config_init(&plain);
	err = config_load(
	    &c, TEST_DATA "/../../relay/scrubrelayd.json.example", &fault);
	if (!check(err == SR_OK, "the example is right"))
		fprintf(stderr, "   %s\n", fault.what);
	check(config_check(&c, "f", &fault) == SR_OK, "and starts");
	check_text(c.data_dir, plain.data_dir, "the default");
	check_text(c.policy[COLLEAGUE], plain.policy[COLLEAGUE], "the default");
	check_text(c.listen_host, plain.listen_host, "the default");
	check(memcmp(&c.frame_max, &plain.frame_max,
		  sizeof(c) - offsetof(struct config, frame_max)) == 0 &&
		  c.listen_port == plain.listen_port,
	    "every number in the example is the default");
	config_wipe(&c);
	config_wipe(&plain);
}

int
main(void)
{
	read_cases();
	not_json();
	values_arrive();
	whole_cases();
	whole_places();
	again();
	files();
	the_example();
	return check_done();
}
