/* SPDX-License-Identifier: MIT */
#include "proto/passphrase.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "proto/catalogue.h"

bool
passphrase_fits(size_t len, bool anew)
{
	return len >= (anew ? PASSPHRASE_MIN : 1) && len <= PASSPHRASE_MAX;
}

const char *
passphrase_sentence(bool anew)
{
	return anew ? say("a passphrase has 12 to 1024 bytes")
		    : say("a passphrase has 1 to 1024 bytes");
}

enum sr_err
passphrase_load(
    struct secret **out, const char *file, bool anew, struct sr_fault *fault)
{
	struct secret *all = NULL;
	struct stat st;
	size_t len;
	enum sr_err err;

	if (stat(file, &st) < 0) {
		sr_fault_set(fault, "%s: %s", file, strerror(errno));
		return SR_EDISK;
	}
	/* What is no plain file has no size: that is told below. */
	if (S_ISREG(st.st_mode) && !passphrase_fits((size_t)st.st_size, false))
		goto refused;
	err = secret_load(&all, file, (size_t)st.st_size, fault);
	if (err != SR_OK)
		return err;
	len = secret_len(all);
	while (len > 1 && secret_bytes(all)[len - 1] == '\n')
		len--;
	if (passphrase_fits(len, anew))
		err = secret_copy(out, secret_bytes(all), len);
	else
		err = SR_EINVAL;
	secret_free(all);
	if (err == SR_EINVAL)
		goto refused;
	if (err != SR_OK)
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
	return err;
refused:
	sr_fault_set(fault, "%s: %s", file, passphrase_sentence(anew));
	return SR_EINVAL;
}
