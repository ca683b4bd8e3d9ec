/* SPDX-License-Identifier: MIT */
#include "proto/hello.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

/* The test vector of PROTOCOL.md, 2.1, made with another implementation
 * (python3-nacl). */
#define RELAY_KEY "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w"
#define DEVICE_KEY "gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5Q"
#define CODE "abcde-fghij-klmno-pqrst"

static char dir[] = "/tmp/hello_test.XXXXXX";
static uint8_t relay_nonce[32], device_nonce[32];

static const char *
path_of(const char *name)
{
	static char path[64];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static void
write_file(const char *path, const void *bytes, size_t len, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	check(fd >= 0 && write(fd, bytes, len) == (ssize_t)len &&
		  fchmod(fd, mode) == 0,
	    "the test can write");
	if (fd >= 0)
		close(fd);
}

static struct keypair *
key_of(uint8_t seed_byte)
{
	struct keypair *k = NULL;
	struct sr_fault fault = {""};
	uint8_t seed[32];

	memset(seed, seed_byte, sizeof(seed));
	write_file(path_of("seed"), seed, sizeof(seed), 0600);
	if (!check(keypair_load(&k, path_of("seed"), &fault) == SR_OK,
		"a file of 32 bytes is a key"))
		fprintf(stderr, "   %s\n", fault.what);
	unlink(path_of("seed"));
	return k;
}

static void
check_key(const struct keypair *k, const char *want, const char *why)
{
	char text[64];

	hello_base64(text, sizeof(text), keypair_public(k), 32);
	check_text(text, want, why);
}

static void
check_signature(const uint8_t signature[64], const char *want, const char *why)
{
	char text[96];

	hello_base64(text, sizeof(text), signature, 64);
	check_text(text, want, why);
}

static void
test_vector(struct keypair *relay, struct keypair *device)
{
	struct hello_claim claim = {keypair_public(relay), relay_nonce,
	    device_nonce, keypair_public(device), "mira"};
	struct hello_pass pass = {keypair_public(relay), relay_nonce,
	    keypair_public(device), "mira",
	    "/v1/procedures/5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5/entries"};
	uint8_t signature[64];

	check_key(relay, RELAY_KEY, "as in PROTOCOL.md");
	check_key(device, DEVICE_KEY, "as in PROTOCOL.md");
	hello_sign(signature, &claim, device);
	check_signature(signature,
	    "xEe5mBQJCvvVZssCKAmka97unOUg1TSGw0KMg5pVij4x1-5PPr_TM6zBa-6UXQtm"
	    "OybnHM6pPpBIw_--WPywDA",
	    "other implementations sign the same bytes");
	check(hello_verify(signature, &claim) == SR_OK, "accepted");
	hello_pass_sign(signature, &pass, device);
	check_signature(signature,
	    "-N86lAPpLHF76HM4sjoej-izoYO2ODF3mzxmzHLSWwTk2hqQjxcyyyDbpL9tg9pH"
	    "aHomTtL_PFRHAgdCbR7WCQ",
	    "also for a request over plain HTTP");
	check(hello_pass_verify(signature, &pass) == SR_OK, "accepted");
	pass.path = "/v1/procedures/5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e6/entries";
	check(hello_pass_verify(signature, &pass) == SR_EAUTH,
	    "but not for another path");
	hello_welcome_sign(signature, &claim, relay);
	check_signature(signature,
	    "LXlIGMol10OG_drfIC81Q2y17pkG4vFICFKNV_ILKTlKcgd5cxJItb_cuwrXSpvI"
	    "wCnsgPZnKcWQSMB8i4-2Ag",
	    "other implementations check the same bytes");
	check(hello_welcome_verify(signature, &claim) == SR_OK, "accepted");
	claim.account = CODE;
	hello_enrol_sign(signature, &claim, device);
	check_signature(signature,
	    "Xdd2UpdPSuoilpKVtzj6d-Qyb7LCXSfBNHW6IMmREHnpyFFEdU0rq7NSsGI2QmSK"
	    "PvumyIoetWbSP_jyQqVeCg",
	    "other implementations enrol the same way");
	check(hello_enrol_verify(signature, &claim) == SR_OK, "accepted");
}

/* A proof holds for exactly one purpose and one set of fields. */
static void
nothing_else_is_proved(struct keypair *relay, struct keypair *device)
{
	struct hello_claim claim = {keypair_public(relay), relay_nonce,
	    device_nonce, keypair_public(device), "mira"};
	struct hello_claim other;
	uint8_t signature[64], changed[32];

	hello_sign(signature, &claim, device);
	check(hello_enrol_verify(signature, &claim) == SR_EAUTH,
	    "a hello enrols nobody");
	check(hello_welcome_verify(signature, &claim) == SR_EAUTH,
	    "a device's signature is no relay's");
	memset(changed, 9, sizeof(changed));
	other = claim;
	other.relay = changed;
	check(hello_verify(signature, &other) == SR_EAUTH,
	    "a hello to one relay is none to another");
	other = claim;
	other.relay_nonce = changed;
	check(hello_verify(signature, &other) == SR_EAUTH,
	    "a recorded hello is worth nothing on another connection");
	other = claim;
	other.device_nonce = changed;
	check(hello_verify(signature, &other) == SR_EAUTH, "nor changed");
	other = claim;
	other.device = keypair_public(relay);
	check(hello_verify(signature, &other) == SR_EAUTH,
	    "another key has not signed this");
	other = claim;
	other.account = "mirac";
	check(hello_verify(signature, &other) == SR_EAUTH,
	    "a device speaks for its own account");
	signature[5] ^= 1;
	check(hello_verify(signature, &claim) == SR_EAUTH, "one bit is enough");
	hello_sign(signature, &claim, relay);
	check(hello_verify(signature, &claim) == SR_EAUTH,
	    "signed by another key");
}

static void
key_files(void)
{
	struct keypair *k = NULL, *again = NULL;
	struct sr_fault fault = {""};
	struct stat st;
	uint8_t bytes[40] = {7};

	check(keypair_new(&k) == SR_OK, "made");
	check(keypair_save(k, path_of("key"), &fault) == SR_OK, "saved");
	check(stat(path_of("key"), &st) == 0 && (st.st_mode & 0777) == 0600 &&
		  st.st_size == 32,
	    "nobody else reads a private key");
	check(keypair_save(k, path_of("key"), &fault) == SR_EEXISTS,
	    "a key that exists is never lost");
	check(keypair_load(&again, path_of("key"), &fault) == SR_OK &&
		  memcmp(keypair_public(k), keypair_public(again), 32) == 0,
	    "the same key comes back");
	keypair_free(again);
	chmod(path_of("key"), 0640);
	check(keypair_load(&again, path_of("key"), &fault) == SR_ECRYPTO,
	    "a key that the group can read is refused");
	check(strstr(fault.what, "key") != NULL, "the fault names the file");
	write_file(path_of("long"), bytes, 40, 0600);
	check(keypair_load(&again, path_of("long"), &fault) == SR_ECRYPTO,
	    "another length is no key");
	check(keypair_load(&again, path_of("none"), &fault) == SR_ENOENTRY,
	    "no file is told apart");
	unlink(path_of("key"));
	unlink(path_of("long"));
	keypair_free(k);
	keypair_free(NULL);
}

static void
invites(struct keypair *relay)
{
	static const struct {
		const char *why, *text;
		bool good;
	} cases[] = {
	    {"as printed", "sr1." RELAY_KEY "." CODE, true},
	    {"copied with the line", " \tsr1." RELAY_KEY "." CODE "\n", true},
	    {"a link", "https://or.example/#sr1." RELAY_KEY "." CODE, true},
	    {"a link without it", "https://or.example/#", false},
	    {"empty", "", false},
	    {"another version", "sr2." RELAY_KEY "." CODE, false},
	    {"cut", "sr1." RELAY_KEY ".abcde-fghij-klmno-pqrs", false},
	    {"longer", "sr1." RELAY_KEY "." CODE "t", false},
	    {"digits base32 has not",
		"sr1." RELAY_KEY ".abcde-fghij-klmno-pqr01", false},
	    {"hyphens elsewhere", "sr1." RELAY_KEY ".abcdef-ghij-klmno-pqrst",
		false},
	    {"two of them", "sr1." RELAY_KEY "." CODE " sr1", false},
	    {"a key with stray bits",
		"sr1.iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1x." CODE, false},
	};
	char text[INVITE_MAX], code[INVITE_CODE_LEN + 1], other[24];
	uint8_t key[32], hash[32], hash2[32];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check((hello_invite_read(key, code, cases[i].text) == SR_OK) ==
			  cases[i].good,
		    cases[i].why);
	hello_invite_code(code);
	hello_invite_code(other);
	check(strcmp(code, other) != 0, "codes are random");
	hello_invite_text(text, keypair_public(relay), code);
	check(hello_invite_read(key, other, text) == SR_OK &&
		  strcmp(code, other) == 0 &&
		  memcmp(key, keypair_public(relay), 32) == 0,
	    "what is made can be read");
	hello_invite_hash(hash, code);
	hello_invite_hash(hash2, CODE);
	check(!hello_equal(hash, hash2, 32), "each code has its own hash");
	hello_invite_hash(hash, CODE);
	check(hello_equal(hash, hash2, 32), "and always the same");
}

static void
base64(void)
{
	static const struct {
		const char *why, *text;
		bool good;
	} cases[] = {
	    {"32 bytes", RELAY_KEY, true},
	    {"one short", "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1", false},
	    {"padded", RELAY_KEY "=", false},
	    {"the other alphabet",
		"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb+w", false},
	    {"a line break", "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQP\nb1",
		false},
	    {"stray bits at the end: a second spelling of one key",
		"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1x", false},
	    {"empty", "", false},
	    {"a byte that libsodium takes for a letter",
		"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQP\xad\xb8w", false},
	};
	uint8_t out[32];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check((hello_unbase64(out, 32, cases[i].text) == SR_OK) ==
			  cases[i].good,
		    cases[i].why);
}

static void
keyed_hash(void)
{
	uint8_t key[32] = {1}, other[32] = {2}, a[16], b[16];

	hello_keyed_hash(a, key, "draft", 5);
	hello_keyed_hash(b, key, "draft", 5);
	check(memcmp(a, b, 16) == 0, "the same draft is found again");
	hello_keyed_hash(b, other, "draft", 5);
	check(memcmp(a, b, 16) != 0, "not without the key");
	hello_keyed_hash(b, key, "drafT", 5);
	check(memcmp(a, b, 16) != 0, "another draft is another");
}

int
main(void)
{
	struct keypair *relay, *device;

	memset(relay_nonce, 3, 32);
	memset(device_nonce, 4, 32);
	if (!mkdtemp(dir))
		return 1;
	relay = key_of(1);
	device = key_of(2);
	if (relay && device) {
		test_vector(relay, device);
		nothing_else_is_proved(relay, device);
		invites(relay);
	}
	key_files();
	base64();
	keyed_hash();
	keypair_free(relay);
	keypair_free(device);
	rmdir(dir);
	return check_done();
}
