/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <string.h>
#include <sys/stat.h>

#include "seal_box.h"

/* Master keys under a passphrase; ARCHIVE.md is the specification of the bytes.
 */

#define MAGIC "SRMASTP1"
#define MAGIC_BYTES 8u
#define ID_BYTES 4u
#define HEAD_BYTES (MAGIC_BYTES + ID_BYTES + SEAL_LOCK_SALT_BYTES)
#define FILE_BYTES (HEAD_BYTES + SEAL_NONCE + SEAL_KEY_BYTES + SEAL_TAG)
/* A master key in memory: magic, id, key (seal_key.c). */
#define PLAIN_BYTES (MAGIC_BYTES + ID_BYTES + SEAL_KEY_BYTES)
/* A lock: salt (16), passes (4), KiB (4), then the key. */
#define LOCK_BYTES (SEAL_LOCK_SALT_BYTES + SEAL_KEY_BYTES)

/* Passes and KiB of Argon2id: libsodium's MODERATE for new files; what a file
 * may ask for at most, so that a damaged one does not take the machine. */
#define PASSES 3u
#define KIB 262144u
#define PASSES_MOST 64u
#define KIB_LEAST 8192u
#define KIB_MOST 4194304u

enum sr_err
seal_lock_new(struct secret **out, const struct secret *passphrase,
    const uint8_t salt[SEAL_LOCK_SALT_BYTES])
{
	struct secret *s = NULL;
	enum sr_err err = secret_new(&s, LOCK_BYTES);
	uint8_t *lock;
	uint64_t passes, kib;

	if (err != SR_OK)
		return err;
	lock = secret_edit(s);
	seal_box_put(lock + 16, PASSES, 4);
	seal_box_put(lock + 20, KIB, 4);
	if (salt)
		memcpy(lock, salt, SEAL_LOCK_SALT_BYTES);
	passes = seal_box_get(lock + 16, 4);
	kib = seal_box_get(lock + 20, 4);
	err = SR_ECRYPTO;
	if (passes < 1 || passes > PASSES_MOST || kib < KIB_LEAST ||
	    kib > KIB_MOST)
		goto out;
	err = SR_ENOMEM;
	if (crypto_pwhash(lock + SEAL_LOCK_SALT_BYTES, SEAL_KEY_BYTES,
		(const char *)secret_bytes(passphrase), secret_len(passphrase),
		lock, passes, (size_t)kib * 1024,
		crypto_pwhash_ALG_ARGON2ID13) != 0)
		goto out;
	*out = s;
	s = NULL;
	err = SR_OK;
out:
	secret_free(s);
	return err;
}

/* 0 where there is none. */
static size_t
size_of(const char *file)
{
	struct stat st;

	return stat(file, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;
}

static enum sr_err
load(struct secret **out, const char *file, struct sr_fault *fault)
{
	enum sr_err err = secret_load(out, file, FILE_BYTES, fault);

	if (err != SR_OK)
		return err;
	if (memcmp(secret_bytes(*out), MAGIC, MAGIC_BYTES) == 0)
		return SR_OK;
	sr_fault_set(fault,
	    "%s: not a master key of this version (\"" MAGIC
	    "\" expected at its start)",
	    file);
	secret_free(*out);
	*out = NULL;
	return SR_EVERSION;
}

enum sr_err
seal_lock_salt(uint8_t salt[SEAL_LOCK_SALT_BYTES], const char *file)
{
	struct secret *s = NULL;

	if (size_of(file) != FILE_BYTES || load(&s, file, NULL) != SR_OK)
		return SR_ENOENTRY;
	memcpy(salt, secret_bytes(s) + MAGIC_BYTES + ID_BYTES,
	    SEAL_LOCK_SALT_BYTES);
	secret_free(s);
	return SR_OK;
}

static enum sr_err
unlock(struct secret **out, const struct secret *sealed,
    const struct secret *lock, const char *file, struct sr_fault *fault)
{
	const uint8_t *from = secret_bytes(sealed);
	struct secret *s = NULL;
	enum sr_err err = SR_ECRYPTO;

	if (!lock) {
		sr_fault_set(fault,
		    "%s: is under a passphrase; master_passphrase_file names "
		    "where it stands",
		    file);
		return err;
	}
	err = seal_master_new(&s);
	if (err != SR_OK)
		return err;
	memcpy(secret_edit(s) + MAGIC_BYTES, from + MAGIC_BYTES, ID_BYTES);
	err = seal_box_open(secret_edit(s) + MAGIC_BYTES + ID_BYTES,
	    secret_bytes(lock) + SEAL_LOCK_SALT_BYTES, from + HEAD_BYTES,
	    FILE_BYTES - HEAD_BYTES, from, HEAD_BYTES);
	if (err == SR_OK) {
		*out = s;
		return SR_OK;
	}
	sr_fault_set(
	    fault, "%s: the passphrase is another one, or it is damaged", file);
	secret_free(s);
	return err;
}

enum sr_err
seal_master_read(struct secret **out, const char *file,
    const struct secret *lock, struct sr_fault *fault)
{
	struct secret *sealed = NULL;
	enum sr_err err;

	if (size_of(file) != FILE_BYTES)
		return seal_master_load(out, file, fault);
	err = load(&sealed, file, fault);
	if (err == SR_OK)
		err = unlock(out, sealed, lock, file, fault);
	secret_free(sealed);
	return err;
}

enum sr_err
seal_master_write(const struct secret *master, const char *file,
    const struct secret *lock, struct sr_fault *fault)
{
	const uint8_t *plain = secret_bytes(master);
	struct secret *sealed = NULL;
	enum sr_err err;
	uint8_t *to;

	if (!lock)
		return secret_save(master, file, fault);
	err = secret_new(&sealed, FILE_BYTES);
	if (err != SR_OK)
		return err;
	to = secret_edit(sealed);
	memcpy(to, MAGIC, MAGIC_BYTES);
	memcpy(to + MAGIC_BYTES, plain + MAGIC_BYTES, ID_BYTES);
	memcpy(to + MAGIC_BYTES + ID_BYTES, secret_bytes(lock),
	    SEAL_LOCK_SALT_BYTES);
	seal_box_close(to + HEAD_BYTES,
	    secret_bytes(lock) + SEAL_LOCK_SALT_BYTES,
	    plain + MAGIC_BYTES + ID_BYTES, SEAL_KEY_BYTES, to, HEAD_BYTES);
	err = secret_save(sealed, file, fault);
	secret_free(sealed);
	return err;
}
