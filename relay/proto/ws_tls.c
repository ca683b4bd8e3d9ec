/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "proto/ws_private.h"

static bool
readable(const char *file, const char *what, struct sr_fault *fault)
{
	/* A pipe would be waited for, and all with it. */
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	bool good = fd >= 0 && fstat(fd, &st) == 0;

	if (!good)
		sr_fault_set(fault, "%s %s: %s", what, file, strerror(errno));
	else if (!S_ISREG(st.st_mode)) {
		sr_fault_set(fault, "%s %s: not a plain file", what, file);
		good = false;
	}
	if (fd >= 0)
		close(fd);
	return good;
}

enum sr_err
tls_load_files(SSL_CTX *ctx, const char *cert_file, const char *key_file,
    struct sr_fault *fault)
{
	enum sr_err err = SR_ENET;

	if (!readable(cert_file, "certificate", fault) ||
	    !readable(key_file, "key", fault))
		goto out;
	if (SSL_CTX_use_certificate_chain_file(ctx, cert_file) != 1) {
		sr_fault_set(fault,
		    "certificate %s: not a PEM certificate chain, or too weak",
		    cert_file);
		goto out;
	}
	if (SSL_CTX_use_PrivateKey_file(ctx, key_file, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_check_private_key(ctx) != 1) {
		sr_fault_set(fault,
		    "key %s: not a PEM key without passphrase that belongs "
		    "to %s",
		    key_file, cert_file);
		goto out;
	}
	err = SR_OK;
out:
	ERR_clear_error();
	return err;
}

enum sr_err
tls_check_files(
    const char *cert_file, const char *key_file, struct sr_fault *fault)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	enum sr_err err;

	if (!ctx) {
		sr_fault_set(fault, "OpenSSL has no memory");
		return SR_ENOMEM;
	}
	err = tls_load_files(ctx, cert_file, key_file, fault);
	SSL_CTX_free(ctx);
	return err;
}

enum sr_err
ws_check_tls(
    const char *cert_file, const char *key_file, struct sr_fault *fault)
{
	return tls_check_files(cert_file, key_file, fault);
}

static bool
told(const char *cert_file, const char *what, const ASN1_TIME *when,
    struct sr_fault *fault)
{
	char day[32] = "?";
	struct tm tm;

	if (ASN1_TIME_to_tm(when, &tm))
		strftime(day, sizeof day, "%Y-%m-%d %H:%M UTC", &tm);
	sr_fault_set(fault, "certificate %s: %s %s; no browser and no command "
			    "accepts it",
	    cert_file, what, day);
	return true;
}

bool
ws_tls_lapsed(const char *cert_file, struct sr_fault *fault)
{
	const X509 *own = NULL;
	bool lapsed = false;
	SSL_CTX *ctx;

	if (!readable(cert_file, "certificate", fault))
		return false;
	ctx = SSL_CTX_new(TLS_server_method());
	if (ctx && SSL_CTX_use_certificate_chain_file(ctx, cert_file) == 1)
		own = SSL_CTX_get0_certificate(ctx);
	if (own && X509_cmp_current_time(X509_get0_notAfter(own)) < 0)
		lapsed = told(
		    cert_file, "ended", X509_get0_notAfter(own), fault);
	else if (own && X509_cmp_current_time(X509_get0_notBefore(own)) > 0)
		lapsed = told(
		    cert_file, "begins", X509_get0_notBefore(own), fault);
	SSL_CTX_free(ctx);
	ERR_clear_error();
	return lapsed;
}

enum sr_err
tls_check_authorities(const char *ca_file, struct sr_fault *fault)
{
	SSL_CTX *ctx;
	int good;

	if (!readable(ca_file, "authorities", fault))
		return SR_ENET;
	ctx = SSL_CTX_new(TLS_client_method());
	good = ctx && SSL_CTX_load_verify_file(ctx, ca_file);
	SSL_CTX_free(ctx);
	ERR_clear_error();
	if (good)
		return SR_OK;
	sr_fault_set(
	    fault, "authorities %s: no PEM certificates in it", ca_file);
	return SR_ENET;
}

bool
tls_peer_refused(SSL *tls, char *text, size_t room)
{
	long e = SSL_get_verify_result(tls);

	if (e == X509_V_OK)
		return false;
	snprintf(text, room, "the server's certificate is not accepted: %s",
	    X509_verify_cert_error_string(e));
	return true;
}
