/* SPDX-License-Identifier: MIT */
#include "following.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "proto/wire_talk.h"

struct tags {
	char tag[FOLLOWED_MAX][HASHTAG_MAX + 1];
	unsigned count;
};

struct follower {
	char account[NAME_MAX_BYTES + 1];
	struct tags tags;       /* on disk, and acknowledged */
	struct change *changes; /* on their way there, in order */
	bool stale; /* the disk may have what it was said to have refused */
};

struct follows {
	struct journal *journal;
	struct wire *wire;
	struct follower **at; /* sorted by account */
	size_t count, room;
	enum sr_err loading;
};

struct change {
	struct follows *all;
	struct follower *follower;
	struct change *next;
	char tag[HASHTAG_MAX + 1];
	bool add;
	journal_done *done;
	void *ctx;
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
tag_at(const struct tags *t, const char *tag)
{
	unsigned i = 0;

	while (i < t->count && strcmp(t->tag[i], tag) != 0)
		i++;
	return i;
}

static enum sr_err
apply(struct tags *t, const struct change *c)
{
	unsigned i = tag_at(t, c->tag);

	if (c->add && i == t->count) {
		if (t->count == FOLLOWED_MAX)
			return SR_ELIMIT;
		memcpy(t->tag[t->count++], c->tag, sizeof c->tag);
	} else if (!c->add && i < t->count) {
		t->count--;
		memmove(t->tag[i], t->tag[i + 1],
		    (t->count - i) * sizeof t->tag[0]);
	}
	return SR_OK;
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
		f->tags.count +=
		    follow_tag(f->tags.tag[f->tags.count], doc.tag[i]);
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
save(struct follows *all, const struct follower *f, const struct tags *tags,
    journal_done *done, void *ctx)
{
	struct wire_doc_follow doc = {.tag_count = tags->count};
	const char *text;
	size_t len;
	enum sr_err err;

	memcpy(doc.account, f->account, sizeof doc.account);
	for (unsigned i = 0; i < tags->count; i++)
		doc.tag[i] = tags->tag[i];
	err = wire_write_doc(all->wire, DOC_FOLLOW, &doc, &text, &len);
	if (err == SR_OK)
		journal_put(all->journal, wire_doc_name(DOC_FOLLOW), f->account,
		    text, tags->count ? len : 0, done, ctx);
	wire_end(all->wire);
	return err;
}

/* ---- following ---- */

static void
on_saved_again(void *ctx, enum sr_err err)
{
	(void)ctx;
	if (err != SR_OK)
		log_warn("follow-not-saved", "err=%s", sr_err_name(err));
}

/* A change that the disk refused never was; those behind it were written with
 * it, and are written again without. */
static void
on_saved(void *ctx, enum sr_err err)
{
	struct change *c = ctx, **at = &c->follower->changes;
	struct follower *f = c->follower;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	if (err == SR_OK)
		err = apply(&f->tags, c);
	else if (f->changes)
		f->stale = true;
	if (f->stale && !f->changes && err != SR_ECLOSED) {
		f->stale = false;
		if (save(c->all, f, &f->tags, on_saved_again, NULL) != SR_OK)
			on_saved_again(NULL, SR_ENOMEM);
	}
	c->done(c->ctx, err);
	free(c);
}

static enum sr_err
change(struct follows *all, struct follower *f, struct change *c)
{
	struct tags tags = f->tags;
	struct change **end = &f->changes;
	enum sr_err err = SR_OK;

	for (; err == SR_OK && *end; end = &(*end)->next)
		err = apply(&tags, *end);
	if (err == SR_OK)
		err = apply(&tags, c);
	if (err != SR_OK)
		return err;
	*end = c;
	err = save(all, f, &tags, on_saved, c);
	if (err != SR_OK)
		*end = NULL;
	return err;
}

enum sr_err
follow_change(struct follows *all, const char *account, const char *text,
    bool add, journal_done *done, void *ctx)
{
	struct follower *f;
	struct change *c;
	enum sr_err err = SR_ENOMEM;
	char tag[HASHTAG_MAX + 1];

	if (!follow_tag(tag, text))
		return SR_EINVAL;
	f = get(all, account);
	c = f ? calloc(1, sizeof *c) : NULL;
	if (!c)
		return SR_ENOMEM;
	*c = (struct change){
	    .all = all, .follower = f, .add = add, .done = done, .ctx = ctx};
	memcpy(c->tag, tag, sizeof tag);
	err = change(all, f, c);
	if (err != SR_OK)
		free(c);
	return err;
}

unsigned
follow_list(const struct follows *all, const char *account,
    const char *out[FOLLOWED_MAX])
{
	const struct follower *f = find(all, account);

	for (unsigned i = 0; f && i < f->tags.count; i++)
		out[i] = f->tags.tag[i];
	return f ? f->tags.count : 0;
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
		i = tag_at(&f->tags, tag);
		if (i < f->tags.count)
			return f->tags.tag[i];
	}
	for (unsigned h = 0; h < hashtags->count; h++) {
		i = tag_at(&f->tags, hashtags->tag[h]);
		if (i < f->tags.count)
			return f->tags.tag[i];
	}
	return NULL;
}
