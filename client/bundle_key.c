/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* ppoll */
#include "bundle_key.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "output.h"
#include "proto/catalogue.h"
#include "proto/passphrase.h"

/* ---- from files ---- */

static bool
read_passphrase(const char *file, bool anew, struct secret **out)
{
	struct sr_fault fault = {""};
	enum sr_err err = passphrase_load(out, file, anew, &fault);

	if (err != SR_OK)
		output_fail("%s", fault.what);
	return err == SR_OK;
}

static bool
read_key(const char *file, bool make, struct secret **out)
{
	struct sr_fault fault = {""};
	enum sr_err err = secret_load(out, file, BUNDLE_KEY_BYTES, &fault);

	if (err == SR_ENOENTRY && make) {
		err = secret_create(out, file, BUNDLE_KEY_BYTES, &fault);
		if (err == SR_OK)
			output_status("%s is the bundle's key; send it another "
				      "way than the bundle.",
			    file);
	}
	if (err != SR_OK)
		output_fail("%s", fault.what);
	return err == SR_OK;
}

/* ---- typed ---- */

/* Whoever ends the program at the question gets his terminal back as it was. */
static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
#define ENDS (sizeof ends / sizeof *ends)

static volatile sig_atomic_t ended_by;

static void
on_end(int signo)
{
	ended_by = signo;
}

/* The signals of `ends` are let in only while the terminal is waited for: one
 * that came between the look at ended_by and a read would not end the read. */
static bool
next_byte(uint8_t *byte, const sigset_t *waiting)
{
	struct pollfd typed = {.fd = STDIN_FILENO, .events = POLLIN};

	if (ppoll(&typed, 1, NULL, waiting) < 0)
		return false;
	return read(STDIN_FILENO, byte, 1) == 1 && *byte != '\n';
}

/* A line without its end, by read(2): stdio keeps copies. Longer than there is
 * room for: its whole length. */
static size_t
read_line(uint8_t line[PASSPHRASE_MAX], const sigset_t *waiting)
{
	size_t len = 0;
	uint8_t byte;

	while (!ended_by && next_byte(&byte, waiting)) {
		if (len < PASSPHRASE_MAX)
			line[len] = byte;
		len++;
	}
	return ended_by ? 0 : len;
}

/* The answer, without an echo. */
static size_t
ask_silently(uint8_t line[PASSPHRASE_MAX], const char *question,
    const struct termios *before)
{
	struct sigaction mine = {.sa_handler = on_end}, old[ENDS];
	struct termios silent = *before;
	sigset_t held, mask;
	size_t len;

	sigemptyset(&mine.sa_mask);
	sigemptyset(&held);
	ended_by = 0;
	for (size_t i = 0; i < ENDS; i++)
		sigaddset(&held, ends[i]);
	pthread_sigmask(SIG_BLOCK, &held, &mask);
	for (size_t i = 0; i < ENDS; i++)
		sigaction(ends[i], &mine, &old[i]);
	silent.c_lflag &= ~(tcflag_t)ECHO;
	/* First: it forgets what was typed before, and nothing is shown. */
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	fprintf(stderr, "%s ", say(question));
	len = read_line(line, &mask);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, before);
	fputc('\n', stderr);
	for (size_t i = 0; i < ENDS; i++)
		sigaction(ends[i], &old[i], NULL);
	if (ended_by)
		raise(ended_by);
	/* Here it ends, or stops until it is called back. */
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	return len;
}

static bool
type(const char *question, bool anew, struct secret **out)
{
	uint8_t line[PASSPHRASE_MAX];
	struct termios before;
	size_t len;
	enum sr_err err;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0) {
		output_fail("bundle: --passphrase-file FILE or --key-file "
			    "FILE; nobody sits here to type a passphrase");
		return false;
	}
	do
		len = ask_silently(line, question, &before);
	while (ended_by == SIGTSTP); /* and back again */
	err = passphrase_fits(len, anew) ? secret_copy(out, line, len)
					 : SR_EINVAL;
	explicit_bzero(line, sizeof line);
	if (err != SR_OK)
		output_fail("%s", passphrase_sentence(anew));
	return err == SR_OK;
}

static bool
type_twice(struct secret **out)
{
	struct secret *first = NULL, *again = NULL;
	bool same = false;

	if (type("Passphrase of the bundle:", true, &first) &&
	    type("The same again:", true, &again)) {
		same = secret_len(first) == secret_len(again) &&
		       memcmp(secret_bytes(first), secret_bytes(again),
			   secret_len(first)) == 0;
		if (!same)
			output_fail("The passphrase was not typed twice the "
				    "same.");
	}
	if (same) {
		*out = first;
		first = NULL;
	}
	secret_free(first);
	secret_free(again);
	return same;
}

bool
bundle_key_new(const struct bundle_key_given *g, enum bundle_lock *lock,
    struct secret **out)
{
	if (g->key_file && g->passphrase_file) {
		output_fail("bundle: --passphrase-file or --key-file, not "
			    "both");
		return false;
	}
	*lock = g->key_file ? BUNDLE_KEY : BUNDLE_PASSPHRASE;
	if (g->key_file)
		return read_key(g->key_file, true, out);
	return g->passphrase_file
		   ? read_passphrase(g->passphrase_file, true, out)
		   : type_twice(out);
}

bool
bundle_key_read(const struct bundle_key_given *g, enum bundle_lock lock,
    struct secret **out)
{
	switch (lock) {
	case BUNDLE_KEY:
		if (g->key_file)
			return read_key(g->key_file, false, out);
		output_fail("This bundle opens with a key: --key-file FILE.");
		return false;
	case BUNDLE_PASSPHRASE:
		if (g->passphrase_file)
			return read_passphrase(g->passphrase_file, false, out);
		if (!g->key_file)
			return type("Passphrase of the bundle:", false, out);
		output_fail("This bundle opens with a passphrase: "
			    "--passphrase-file FILE.");
		return false;
	}
	return false;
}
