/* SPDX-License-Identifier: MIT */
#include "release.h"

#include <stdlib.h>

struct release {
	struct journal *journal;
};

/* One entry between acceptance and the disk. */
struct pending {
	struct room *room;
	struct entry *entry;
	release_done *done;
	void *ctx;
};

enum sr_err
release_new(struct release **out, struct journal *journal)
{
	struct release *release = malloc(sizeof *release);

	if (!release)
		return SR_ENOMEM;
	release->journal = journal;
	*out = release;
	return SR_OK;
}

void
release_free(struct release *release)
{
	free(release);
}

static void
on_disk(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct pending *p = ctx;

	if (err == SR_OK && !repeated)
		hub_publish(p->room, p->entry);
	p->done(p->ctx, err, number, repeated);
	entry_unref(p->entry);
	free(p);
}

void
release_accept(struct release *release, struct room *room, struct entry *e,
    release_done *done, void *ctx)
{
	struct pending *p = malloc(sizeof *p);

	if (!p) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	*p = (struct pending){room, entry_ref(e), done, ctx};
	journal_append(release->journal, e, on_disk, p);
}
