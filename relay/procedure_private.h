/* SPDX-License-Identifier: MIT */
#ifndef SR_PROCEDURE_PRIVATE_H
#define SR_PROCEDURE_PRIVATE_H

#include "procedure.h"

/* What the procedure*.c files share: procedure.c (life), procedure_state.c
 * (quiet, waiting, what readers are told), procedure_stop.c (STOP, withdrawal),
 * procedure_watch.c (what time does), procedure_close.c (its end),
 * procedure_playback.c (as-live),
 * procedure_post.c, procedure_clock.c, procedure_rules.c (grants); and
 * consent.c (the gates). */

enum state { STATE_OPEN, STATE_PAUSED, STATE_CLOSING, STATE_CLOSED };

struct procedure {
	struct procedures *all;
	struct procedure *next;
	struct wire_doc_procedure doc;
	const struct template *template;
	enum state state;
	bool roster_saved;        /* the disk knows that it needs one */
	struct scrub_case *scrub; /* NULL once closed */
	struct room *room;
	uint64_t t_ms; /* of its latest entry: time does not go back */
	/* Its time by the loop's clock: at began_at it was began_ms. */
	uint64_t began_at, began_ms;
	/* Counts stops, so that a resume on its way to the disk gives way. */
	uint64_t stops;
	uint64_t saves; /* of the document that were asked for */
	bool resuming;
	uint64_t signed_ms;    /* loop's clock: an advocate's last sign */
	uint64_t autoclose_at; /* loop's clock; 0: not by itself */
	uint64_t import_ms;    /* importing: time of its latest entry */
	bool import_ending;    /* on its way to the disk */
	bool restored; /* closed before the start, and something waits yet */
	/* As-live; loop's clock: when it begins or began (or this start, and
	 * play_before what was played before it), its next entry. */
	uint64_t play_at, play_before, play_due;
	/* of its first entry; up to the latest */
	uint64_t play_t0, play_length;
	uint64_t play_begun_ms;        /* Unix time, on its way to the disk */
	bool play_starting, play_reading;
};

struct procedures {
	struct procedures_options opt;
	struct wire *wire;
	struct procedure *first;   /* newest first */
	struct procedure *opening; /* on their way to the disk */
	void (*withdrawn)(void *ctx, const struct procedure_id *id);
	void *withdrawn_ctx;
	procedure_entry_goes *entry_goes;
	void *entry_goes_ctx;
	void (*closes)(void *ctx, struct procedure *p);
	void *closes_ctx;
	void (*plays)(void *ctx, const struct procedure *p);
	void *plays_ctx;
	struct ws_timer *play_timer; /* the next entry of any playback */
	enum sr_err loading;
	struct ws_timer *timer; /* looks at all */
	bool hold; /* the filter failed its test: everything is held */
};

/* A request that waits for the disk. */
struct waiting {
	struct procedure *p;
	procedure_done *done;
	void *ctx;
	enum state before; /* closing: to go back to */
	uint64_t stops, saves; /* resuming: those when it was asked for */
};

/* From its document, not yet in the list. */
SR_MUST_USE enum sr_err procedure_new(struct procedure **out,
    struct procedures *all, const struct wire_doc_procedure *doc,
    uint64_t last);
/* Key, document, then the list. Takes p in any case. */
SR_MUST_USE enum sr_err procedure_begin(
    struct procedure *p, procedure_done *done, void *ctx);

void procedure_set_state(struct procedure *p, enum state state);
/* Its time, from the document and the wall clock; then the loop's goes on. */
void procedure_clock(struct procedure *p);
/* Milliseconds since its opening, to its end at most. */
uint64_t procedure_open_ms(const struct procedure *p);
/* Its document says that it ended just now. */
void procedure_ends(struct procedure *p, uint64_t now_ms);
/* After any change of state or flag: readers are told, or sent nothing more. */
void procedure_show(struct procedure *p);
/* Saves what was done already; only the log learns when it fails. */
void procedure_save_later(struct procedure *p);
/* A milestone or retraction is on disk as `number`: the end by itself. */
void procedure_note_entry(
    struct procedure *p, const struct entry_head *head, uint64_t number);

/* procedure_watch.c: every second. */
SR_MUST_USE enum sr_err procedures_watch(struct procedures *all);
/* From the document, when it was read. */
void procedure_watch_begin(struct procedure *p);
/* procedure_playback.c: as-live. Whether its entries are shown, and when. */
enum playback {
	PLAYBACK_NONE,  /* of another kind, not at its end, withdrawn */
	PLAYBACK_WAITS, /* for the moment that was drawn */
	PLAYBACK_RUNS,
	PLAYBACK_DONE,
	PLAYBACK_NEVER /* consent ended before it did */
};
SR_MUST_USE enum sr_err procedures_playback(struct procedures *all);
enum playback procedure_playback(const struct procedure *p);
/* Its audiences may know of it. */
bool procedure_is_out(const struct procedure *p);
/* Unix time from which closed_read_s counts; 0: it is not over. */
uint64_t procedure_over_ms(const struct procedure *p);
/* How far the playback is; 0: there is none now. */
uint64_t procedure_played_ms(const struct procedure *p);
/* At the end, into the document that is saved next; and back. */
void procedure_playback_draw(struct procedure *p);
void procedure_playback_forget(struct procedure *p);
/* From the document, once it has its room. */
void procedure_playback_load(struct procedure *p);
/* Every second. */
void procedure_playback_look(struct procedure *p);

/* procedure_stop.c: what the book of stops knows better than the documents. */
void procedures_read_stops(struct procedures *all);

/* consent.c: the gates that cannot be skipped, in order: template, consent,
 * people with an advocate, the code typed twice, words. */
SR_MUST_USE enum sr_err consent_check(const struct procedures *all,
    const struct wire_open *in, uint64_t now_ms, struct sr_fault *fault);
/* What is remembered of it. */
void consent_fill(struct wire_doc_procedure *doc, const struct wire_open *in,
    const struct account *by);
/* procedure_release.c: STOP destroys what waits, a missing advocate holds it
 * up. */
void procedure_show_waiting(struct procedure *p);
/* What waited for its release when the relay ended. */
SR_MUST_USE enum sr_err procedures_restore(struct procedures *all);
/* Behind it: the relay may have ended between the end of a procedure and its
 * notice, or the disk refused that. */
void procedures_finish_closing(struct procedures *all);
SR_MUST_USE enum sr_err procedure_save(
    struct procedure *p, journal_done *done, void *ctx);

#endif
