/* SPDX-License-Identifier: MIT */
#include "following.h"

#include <stdlib.h>
#include <string.h>

#include "proto/wire_talk.h"

struct follower {
	char account[NAME_MAX_BYTES + 1];
	char tag[FOLLOWED_MAX][HASHTAG_MAX + 1];
	unsigned count;
};

struct follows {
	struct journal *journal;
	struct wire *wire;
	struct follower **at; /* sorted by account */
	size_t count, room;
	enum sr_err loading;
};

bool
follow_tag(char out[HASHTAG_MAX + 1], const char *text)
{
	size_t n = 0;

	text += *text == '#';
	for (; *text && n < HASHTAG_MAX; text++) {
		char c = *text;

		if (c == ' ')
			c = '-';
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			(c == '-' && n)))
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n >= 2 && !*text;
}

/* Where the account is, or would go. */
static size_t
place(const struct follows *all, const char *account, bool *there)
{
	size_t low = 0, high = all->count;

	*there = false;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(all->at[mid]->account, account);

		if (order == 0) {
			*there = true;
			return mid;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct follower *
find(const struct follows *all, const char *account)
{
	bool there;
	size_t i = place(all, account, &there);

	return there ? all->at[i] : NULL;
}

static struct follower *
get(struct follows *all, const char *account)
{
	bool there;
	size_t i = place(all, account, &there);
	struct follower *f;

	if (there)
		return all->at[i];
	if (all->count == all->room) {
		size_t more = all->room ? 2 * all->room : 64;
		struct follower **grown =
		    realloc(all->at, more * sizeof(*grown));

		if (!grown)
			return NULL;
		all->at = grown;
		all->room = more;
	}
	f = calloc(1, sizeof *f);
	if (!f)
		return NULL;
	strncpy(f->account, account, NAME_MAX_BYTES);
	memmove(
	    all->at + i + 1, all->at + i, (all->count - i) * sizeof(*all->at));
	all->at[i] = f;
	all->count++;
	return f;
}

static unsigned
tag_at(const struct follower *f, const char *tag)
{
	unsigned i = 0;

	while (f && i < f->count && strcmp(f->tag[i], tag) != 0)
		i++;
	return i;
}

/* ---- on disk ---- */

static void
on_loaded(void *ctx, const char *id, const char *value, size_t len)
{
	struct follows *all = ctx;
	struct wire_doc_follow doc;
	struct follower *f = NULL;
	enum sr_err err =
	    wire_read_doc(all->wire, DOC_FOLLOW, value, len, &doc);

	(void)id;
	if (err == SR_OK && !(f = get(all, doc.account)))
		err = SR_ENOMEM;
	for (unsigned i = 0; err == SR_OK && i < doc.tag_count; i++)
		f->count += follow_tag(f->tag[f->count], doc.tag[i]);
	wire_end(all->wire);
	if (err != SR_OK && all->loading == SR_OK)
		all->loading = err;
}

enum sr_err
follows_new(
    struct follows **out, struct journal *journal, struct sr_fault *fault)
{
	struct follows *all = calloc(1, sizeof *all);
	enum sr_err err;

	if (!all)
		return SR_ENOMEM;
	all->journal = journal;
	err = wire_new(&all->wire);
	if (err == SR_OK)
		err = journal_load(
		    journal, wire_doc_name(DOC_FOLLOW), on_loaded, all);
	if (err == SR_OK)
		err = all->loading;
	if (err != SR_OK) {
		sr_fault_set(fault, "who follows what, as stored: %s",
		    sr_err_sentence(err));
		follows_free(all);
		return err;
	}
	*out = all;
	return SR_OK;
}

void
follows_free(struct follows *all)
{
	if (!all)
		return;
	for (size_t i = 0; i < all->count; i++)
		free(all->at[i]);
	free(all->at);
	wire_free(all->wire);
	free(all);
}

static enum sr_err
save(struct follows *all, const struct follower *f, journal_done *done,
    void *ctx)
{
	struct wire_doc_follow doc = {.tag_count = f->count};
	const char *text;
	size_t len;
	enum sr_err err;

	memcpy(doc.account, f->account, sizeof doc.account);
	for (unsigned i = 0; i < f->count; i++)
		doc.tag[i] = f->tag[i];
	err = wire_write_doc(all->wire, DOC_FOLLOW, &doc, &text, &len);
	if (err == SR_OK)
		journal_put(all->journal, wire_doc_name(DOC_FOLLOW), f->account,
		    text, f->count ? len : 0, done, ctx);
	wire_end(all->wire);
	return err;
}

/* ---- following ---- */

enum sr_err
follow_add(struct follows *all, const char *account, const char *text,
    journal_done *done, void *ctx)
{
	char tag[HASHTAG_MAX + 1];
	struct follower *f;

	if (!follow_tag(tag, text))
		return SR_EINVAL;
	f = get(all, account);
	if (!f)
		return SR_ENOMEM;
	if (tag_at(f, tag) == f->count) {
		if (f->count == FOLLOWED_MAX)
			return SR_ELIMIT;
		memcpy(f->tag[f->count++], tag, sizeof tag);
	}
	return save(all, f, done, ctx);
}

enum sr_err
follow_remove(struct follows *all, const char *account, const char *text,
    journal_done *done, void *ctx)
{
	char tag[HASHTAG_MAX + 1];
	struct follower *f;
	unsigned i;

	if (!follow_tag(tag, text))
		return SR_EINVAL;
	f = get(all, account);
	if (!f)
		return SR_ENOMEM;
	i = tag_at(f, tag);
	if (i < f->count) {
		f->count--;
		memmove(f->tag[i], f->tag[i + 1],
		    (f->count - i) * sizeof f->tag[0]);
	}
	return save(all, f, done, ctx);
}

unsigned
follow_list(const struct follows *all, const char *account,
    const char *out[FOLLOWED_MAX])
{
	const struct follower *f = find(all, account);

	for (unsigned i = 0; f && i < f->count; i++)
		out[i] = f->tag[i];
	return f ? f->count : 0;
}

const char *
follow_match(const struct follows *all, const char *account,
    const char *specialty, const struct wire_hashtags *hashtags)
{
	const struct follower *f = find(all, account);
	char tag[HASHTAG_MAX + 1];
	unsigned i;

	if (!f)
		return NULL;
	if (specialty && follow_tag(tag, specialty)) {
		i = tag_at(f, tag);
		if (i < f->count)
			return f->tag[i];
	}
	for (unsigned h = 0; h < hashtags->count; h++) {
		i = tag_at(f, hashtags->tag[h]);
		if (i < f->count)
			return f->tag[i];
	}
	return NULL;
}
