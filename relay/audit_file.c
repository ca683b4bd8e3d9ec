/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memfd_create */
#include "audit_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto/limits.h"
#include "proto/secret.h"

/* Lines between two offsets that are kept. */
#define STRIDE (AUDIT_PAGE_LINES / 2)
/* Bytes that every line has: names, numbers, chain. */
#define LINE_LEAST 64u
/* Bytes at the end whose lines are followed at start: more than any write that
 * a crash could leave unfinished, and the signed line before it. */
#define TAIL_BYTES 524288u

struct audit_file {
	int fd;
	uint64_t size;    /* of whole lines */
	uint64_t lines;   /* as many */
	uint64_t *offset; /* of lines 1, 1 + STRIDE, ... */
	size_t offsets, room;
};

/* Room for the offsets of the lines in so many bytes. */
static enum sr_err
reserve(struct audit_file *f, size_t len)
{
	size_t more = f->offsets + len / LINE_LEAST / STRIDE + 1;
	uint64_t *grown;

	if (more <= f->room)
		return SR_OK;
	more *= 2;
	grown = realloc(f->offset, more * sizeof(*grown));
	if (!grown)
		return SR_ENOMEM;
	f->offset = grown;
	f->room = more;
	return SR_OK;
}

/* Counts the whole lines of what stands at the end; SR_ECRYPTO: they are too
 * short for ours, or too long: no page would have those behind such a one. */
static enum sr_err
count_lines(struct audit_file *f, const char *text, size_t len)
{
	const char *at = text, *end = text + len, *newline;

	while (at < end && (newline = memchr(at, '\n', (size_t)(end - at)))) {
		if (newline - at < (ptrdiff_t)LINE_LEAST ||
		    newline - at >= (ptrdiff_t)AUDIT_LINE_MAX)
			return SR_ECRYPTO;
		if (f->lines++ % STRIDE == 0)
			f->offset[f->offsets++] = f->size;
		f->size += (uint64_t)(newline + 1 - at);
		at = newline + 1;
	}
	return SR_OK;
}

static enum sr_err
read_at(const struct audit_file *f, uint64_t offset, char *text, size_t room,
    size_t *len)
{
	*len = 0;
	while (*len < room) {
		ssize_t n = pread(
		    f->fd, text + *len, room - *len, (off_t)(offset + *len));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return SR_EDISK;
		if (n == 0)
			break;
		*len += (size_t)n;
	}
	return SR_OK;
}

/* No line is longer than a page of them; so each piece has a whole one. */
static enum sr_err
scan(struct audit_file *f, char *text, uint64_t *cut)
{
	enum sr_err err = SR_OK;
	size_t len = 0;
	uint64_t before;

	do {
		before = f->size;
		err = read_at(f, f->size, text, TAIL_BYTES, &len);
		if (err == SR_OK)
			err = reserve(f, len);
		if (err == SR_OK)
			err = count_lines(f, text, len);
	} while (err == SR_OK && f->size > before);
	*cut = len;
	return err;
}

/* Where the last signed line ends. */
struct vouched {
	struct audit_chain head;
	uint64_t size;
};

/* Follows the chain over the last lines. The first of them is believed: what
 * is further back is for `scrubrelay audit` to check, all of it, and so are
 * the signatures. */
static enum sr_err
follow_tail(struct audit_file *f, char *text, struct audit_chain *head,
    struct vouched *vouched, struct sr_fault *fault)
{
	uint64_t begin = f->size > TAIL_BYTES ? f->size - TAIL_BYTES : 0;
	struct wire *wire = NULL;
	struct wire_audit line;
	bool first = begin > 0;
	size_t len;
	char *at = text, *newline;
	enum sr_err err = wire_new(&wire);

	if (err == SR_OK)
		err = read_at(f, begin, text, (size_t)(f->size - begin), &len);
	if (err != SR_OK)
		goto out;
	if (first)
		at = (char *)memchr(at, '\n', len) + 1;
	while (err == SR_OK && at < text + len) {
		newline = memchr(at, '\n', (size_t)(text + len - at));
		err = wire_read_audit(wire, at, (size_t)(newline - at), &line);
		if (err != SR_OK) {
			sr_fault_set(fault, "line %llu cannot be read",
			    (unsigned long long)head->line + 1);
			err = SR_ECRYPTO;
		} else if (first) {
			head->line = line.line;
			memcpy(head->chain, line.chain, sizeof head->chain);
			first = false;
		} else {
			err = audit_chain_follow(head, &line, NULL, fault);
		}
		at = newline + 1;
		if (err == SR_OK && line.signature_given)
			*vouched = (struct vouched){
			    *head, begin + (uint64_t)(at - text)};
		wire_end(wire);
	}
	if (err == SR_OK && head->line != f->lines) {
		sr_fault_set(fault, "lines are missing in it");
		err = SR_ECRYPTO;
	}
out:
	wire_free(wire);
	return err;
}

/*
 * Every batch ends with a signed line. What stands behind the last one is a
 * batch that a crash cut off, or was added by somebody without the key: our
 * next signature must not vouch for it.
 */
static enum sr_err
drop_unsigned(struct audit_file *f, struct audit_chain *head,
    const struct vouched *vouched, uint64_t *cut, struct sr_fault *fault)
{
	uint64_t lines = head->line - vouched->head.line;

	if (lines > AUDIT_PAGE_LINES) {
		sr_fault_set(fault,
		    "its last %llu lines are not signed, which no crash leaves",
		    (unsigned long long)lines);
		return SR_ECRYPTO;
	}
	*cut += f->size - vouched->size;
	f->size = vouched->size;
	f->lines = vouched->head.line;
	f->offsets = (size_t)((f->lines + STRIDE - 1) / STRIDE);
	*head = vouched->head;
	return SR_OK;
}

static enum sr_err
open_it(struct audit_file *f, const char *name, struct sr_fault *fault)
{
	struct stat st;

	f->fd =
	    name ? open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)
		 : memfd_create("audit", MFD_CLOEXEC);
	if (f->fd >= 0 && fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode))
		/* A new one's name is on disk before its first line is. */
		return name && !st.st_size ? secret_sync_directory(name, fault)
					   : SR_OK;
	sr_fault_set(fault, "cannot be opened: %s", strerror(errno));
	return SR_EDISK;
}

enum sr_err
audit_file_open(struct audit_file **out, const char *name,
    struct audit_chain *head, uint64_t *cut, struct sr_fault *fault)
{
	struct audit_file *f = calloc(1, sizeof *f);
	char *text = malloc(TAIL_BYTES);
	struct sr_fault what = {{0}};
	struct vouched vouched = {.size = 0};
	enum sr_err err = SR_ENOMEM;

	memset(head, 0, sizeof *head);
	*cut = 0;
	if (f)
		f->fd = -1;
	if (!f || !text)
		goto out;
	err = open_it(f, name, &what);
	if (err == SR_OK)
		err = scan(f, text, cut);
	if (err == SR_ECRYPTO)
		sr_fault_set(&what, "line %llu is not one of ours",
		    (unsigned long long)f->lines + 1);
	if (err == SR_OK)
		err = follow_tail(f, text, head, &vouched, &what);
	if (err == SR_OK)
		err = drop_unsigned(f, head, &vouched, cut, &what);
	if (err == SR_OK && *cut && ftruncate(f->fd, (off_t)f->size) != 0)
		err = SR_EDISK;
	if (err != SR_OK)
		goto out;
	*out = f;
	f = NULL;
out:
	if (err != SR_OK)
		sr_fault_set(fault, "%s: %.120s%s", name ? name : "audit",
		    what.what[0] ? what.what : sr_err_sentence(err),
		    err == SR_ECRYPTO
			? "; keep it as evidence under another name, then "
			  "start again"
			: "");
	free(text);
	audit_file_close(f);
	return err;
}

void
audit_file_close(struct audit_file *f)
{
	if (!f)
		return;
	if (f->fd >= 0)
		close(f->fd);
	free(f->offset);
	free(f);
}

enum sr_err
audit_file_add(struct audit_file *f, const char *lines, size_t len)
{
	size_t done = 0;
	enum sr_err err = reserve(f, len);

	if (err != SR_OK)
		return err;
	while (done < len) {
		ssize_t n = pwrite(
		    f->fd, lines + done, len - done, (off_t)(f->size + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return SR_EDISK;
		done += (size_t)n;
	}
	if (fdatasync(f->fd) != 0)
		return SR_EDISK;
	return count_lines(f, lines, len);
}

enum sr_err
audit_file_read(const struct audit_file *f, uint64_t after, char *text,
    size_t room, size_t *len, uint64_t *last)
{
	uint64_t at = after / STRIDE;
	enum sr_err err;

	*len = 0;
	*last = f->lines;
	if (after >= f->lines)
		return SR_OK;
	if (room > f->size - f->offset[at])
		room = (size_t)(f->size - f->offset[at]);
	err = read_at(f, f->offset[at], text, room, len);
	while (*len && text[*len - 1] != '\n')
		(*len)--;
	return err;
}
