/* SPDX-License-Identifier: MIT */
#ifndef SR_LIMITS_H
#define SR_LIMITS_H

/*
 * Every limit, with unit and reason. Those marked [config] are defaults that
 * the configuration may change within the range given there.
 */

#define SR_VERSION "0.1.0"
#define SR_SUBPROTOCOL "scrubrelay.v1"

/* Bytes of one message from a peer, all fragments joined. A roster of 64
 * persons with aliases needs about 20 KiB; nothing else comes near. [config] */
#define FRAME_MAX 65536u
/* Bytes of the largest message that the configuration can allow: each
 * connection may hold one in memory. */
#define FRAME_MOST 1048576u
/* Largest number in a message: beyond it JavaScript loses units. */
#define SR_NUMBER_MAX 9007199254740991u
/* Levels of nesting in a message. The roster, the deepest, has 5. */
#define JSON_DEPTH_MAX 16
/* Bytes of a draft: a long dictated paragraph is 2 KiB. */
#define DRAFT_MAX 4096u
/* Bytes of an account, device or step name. */
#define NAME_MAX_BYTES 64u
/* Bytes of a client's own id for a draft: a UUID is 36. */
#define DRAFT_ID_MAX 64u
/* Bytes of a language tag: "id-Latn-ID" is 10. */
#define LANG_MAX 16u
/* Bytes of an entry's text: every second byte of a draft as the longest tag,
 * "[ORGANIZATION 12]", is 34 KiB. */
#define ENTRY_TEXT_MAX 65536u
/* Bytes of a whole invite: prefix, relay's key and code are 71. */
#define INVITE_MAX 96u
/* Bytes of a question or of a comment with stars, and of a poll's question: a
 * few sentences; who has more to say writes to the teacher. */
#define QUESTION_MAX 500u
/* Bytes of it when it is filtered: more of it is tags than question. */
#define QUESTION_TEXT_MAX 2000u
/* Questions of one procedure, and of one person in it that nobody has looked
 * at yet: beyond that the moderator reads no more. [config] */
#define QUESTIONS_MAX 500u
#define QUESTIONS_WAITING_MAX 5u
/* Questions that the configuration can allow at most: each takes up to 4.5 KiB
 * of memory. */
#define QUESTIONS_MOST 10000u
/* Rows of one answer to "questions" and "feedback.list": with texts of 2,000
 * bytes under half of SEND_QUEUE_MAX. */
#define QUESTIONS_LISTED_MAX 50u
/* Rows of one answer to "log": of 110 bytes, under half of SEND_QUEUE_MAX. */
#define LEAVES_LISTED_MAX 1000u
/* Rows of one answer to "attendance": of 200 bytes, under half of
 * SEND_QUEUE_MAX. */
#define ATTENDANCE_LISTED_MAX 500u
/* Accounts of one procedure whose attendance is kept: the readers that one
 * relay carries. */
#define ATTENDANCE_MAX 10000u
/* Seconds between two looks at who reads (a setting): certificates of
 * attendance count minutes. */
#define ATTENDANCE_S 60
/* Choices of a poll: more are not read on a phone; bytes of each. */
#define CHOICES_LEAST 2u
#define CHOICES_MAX 6u
#define CHOICE_MAX 100u
/* Polls of one procedure: a teacher asks one every few minutes. */
#define POLLS_MAX 64u
/* Stars of feedback: what people know from elsewhere. */
#define STARS_MAX 5u
/* Hashtags and specialties that one account follows: more is everything. */
#define FOLLOWED_MAX 32u
/* Citations told of one entry: its text names them all in any case. */
#define CITATIONS_MAX 8u
/* Bytes of a citation's id: longer DOIs are rare. */
#define CITATION_ID_MAX 128u
/* Milliseconds between two counts of who is present, and of reactions. */
#define PRESENCE_MS 1000
/* Rows of one answer to "reminders": what a surgeon can write in a day. */
#define REMINDERS_MAX 100u
/* Bytes of a policy's file: a site's lists of a few thousand words. */
#define POLICY_JSON_MAX 65536u
/* Bytes of a checkpoint with its signature, and a few witnesses'; of a receipt
 * too. */
#define CHECKPOINT_MAX 2048u
/* Bytes of one line of a bundle: two texts of an entry, every byte of them
 * escaped, are 768 KiB. */
#define BUNDLE_LINE_MAX 1048576u
/* Bytes of a bundle: a long procedure of 10,000 entries is 8 MiB. */
#define BUNDLE_MAX 268435456u
/* Members of one object in a roster: it has 6. */
#define MEMBERS_MAX 32u
/* Bytes of a consent reference: opaque, printed on a form. */
#define CONSENT_REF_MAX 64u
/* Bytes of a room or case code that is typed twice at opening: those on doors
 * and forms have 10. */
#define CHECK_CODE_MAX 64u
/* Who has a part in one procedure: a long operation with two shifts of a
 * team of ten. */
#define PEOPLE_MAX 32u
/* Hashtags of a procedure, and bytes of one: what fits one line. */
#define HASHTAGS_MAX 8u
#define HASHTAG_MAX 32u
/* Seconds that entries wait before readers get them, at most: an hour. */
#define DELAY_MOST_S 3600u

/* Seconds between a post and its release, unless its procedure says another:
 * time for a second look. [config] */
#define DELAY_S 10
/* Seconds a held draft waits for a moderator: beyond that the operation has
 * gone on and the update is stale. [config] */
#define HELD_S 600
/* Drafts of one procedure that wait for a moderator: more than anybody can
 * look at. At most 4 KiB each, in memory only. [config] */
#define HELD_MAX 64u
/* Such drafts that the configuration can allow at most: all are looked at for
 * one answer to "held". */
#define HELD_MOST 256u
/* Drafts that were let go and are remembered: what clients of one hospital
 * have under way at once. */
#define LET_GO_MAX 256u
/* Bytes of text in one answer to "held": escaped, it still fits a message. */
#define HELD_LISTED_BYTES 32768u
/* Entries of a procedure whose reactions are counted at once: what is on a
 * screen. */
#define REACTED_MAX 32u
/* Bytes of a moderator's reason: a sentence. */
#define REASON_MAX 200u

/* Milliseconds from connecting to a proved identity. [config] */
#define HELLO_MS 10000
/* Hellos looked at in one turn of the loop: 16 of about 100 us each are less
 * than the window in which entries are sent together. Requests over plain HTTP
 * with a proof likewise; who comes beyond is told to come again. */
#define HELLOS_TURN 16u
#define PASSES_TURN 64u
/* Failed hellos per address and per account in a minute that are noted and told
 * apart. A person mistypes nothing here: keys are files. [config] */
#define HELLO_FAILS_PER_MIN 10
/* Addresses and accounts whose failures are counted, in hashed places that some
 * share: 16 bytes each. */
#define FAILURES_PLACES 4096u
/* Accounts and procedures whose requests are counted: four times the
 * connections that a relay has by default, 16 bytes each. */
#define RATE_PLACES 65536u
/* Milliseconds from connecting to a finished websocket handshake: a phone on
 * a bad network needs 3,000 for TLS. */
#define HANDSHAKE_MS 10000
/* Connections at once: below Debian's usual descriptor limit. [config] */
#define CONNECTIONS_MAX 15000
/* Connections at once from one address: a hospital's or a university's
 * whole NAT. [config] */
#define CONNECTIONS_PER_ADDRESS_MAX 5000
/* Connections at once of one account: its 16 devices, several pages on each,
 * and those that went without a word and are not noticed yet. [config] */
#define CONNECTIONS_PER_ACCOUNT_MAX 100
/* Connections to the address of the metrics, beside CONNECTIONS_MAX: a few
 * collectors and a person. */
#define METRICS_CONNECTIONS 16
/* Their port, beside the peers'. [config] */
#define METRICS_PORT 7361
/* Requests of one connection in a second, sustained, and in a burst. Staff
 * type; a client that resends its queue or pipes a file bursts. Over it a
 * request is refused; a burst over it again, and the connection ends. At
 * about 50 us a draft, one connection takes at most 3 % of the loop. [config]
 */
#define REQUESTS_PER_S 500
#define REQUESTS_BURST 2000
/* Of one account in a minute, and as many at once: drafts (a resent queue, a
 * file piped in; people type 30), openings and rosters, changes of accounts (a
 * year's students), questions and comments, votes and reactions. [config] */
#define POSTS_PER_MIN 1200
#define OPENS_PER_MIN 30
#define CHANGES_PER_MIN 600
#define ASKS_PER_MIN 10
#define TAPS_PER_MIN 120
/* Drafts, and questions, of one procedure in a minute, by all: what staff can
 * type and readers can read; what one moderator can look through. [config] */
#define PROCEDURE_POSTS_PER_MIN 2400
#define PROCEDURE_ASKS_PER_MIN 300
/* Streams of events that one account begins in a minute: a browser that comes
 * back needs six, and a few of a course's devices may share the account.
 * [config] */
#define EVENTS_PER_MIN 120
/* Milliseconds in which the nonce of such a request serves, and how many may
 * serve in that time: 10,000 readers that come back at once, and some. */
#define PASS_MS 60000u
#define PASSES_MAX 16384u
/* Milliseconds after which such a reader comes back: 2,000 to 10,000. */
#define EVENTS_RETRY_MS 2000u
#define EVENTS_RETRY_SPREAD_MS 8000u
/* Procedures that are open at once, in all and opened by one account: more
 * than a hospital has operating rooms, and than one person has operations on
 * a day. Each takes 2 MiB of memory for what is on its way. [config] */
#define PROCEDURES_OPEN_MAX 500
#define PROCEDURES_OPEN_PER_ACCOUNT_MAX 50
/* What one subscribe counts as: a page from the journal takes 0.5 ms of the
 * one thread that reads for all. 32 at once stay far below the burst. */
#define SUBSCRIBE_REQUESTS 20
/* Rows of a list of procedures that count as one request more: each takes the
 * loop some microseconds. */
#define LISTED_ROWS_A_REQUEST 8u
/* Messages of one connection that are not as the protocol says, then it is
 * closed with CLOSE_GARBAGE. */
#define FAULTS_MAX 16
/* Drafts of one connection that wait for the disk: what a client that was
 * offline sends at once. [config] */
#define DRAFTS_WAITING_MAX 256
/* Drafts in the relay that wait for the disk: then posters are told "busy".
 * 65,536 of at most 4 KiB bound the memory to 256 MiB at the very worst. */
#define JOURNAL_QUEUE_MAX 65536
/* One of so many drafts is timed by layer: some 40 looks at the clock are half
 * a microsecond, of about 50. */
#define FILTER_SAMPLE 16u
/* Milliseconds in which the disk must have done what it was given, then those
 * who wait are told that it does not answer, and posting is refused: the worst
 * fsync of a busy disk takes 2,000. [config] */
#define DISK_STALL_MS 5000
/* Procedures one connection follows at once: more than fit a screen. [config]
 */
#define SUBSCRIPTIONS_MAX 32
/* Procedures that the configuration can allow at most: the operating rooms of a
 * large hospital on one wall. */
#define SUBSCRIPTIONS_MOST 256
/* Bytes of answers that wait for one peer; more, and it does not read. */
#define SEND_QUEUE_MAX 262144u
/* Bytes of an entry as a message: what clients take. A draft makes 50 KiB of
 * it at most; what is imported, each byte escaped, would be more. */
#define ENTRY_MESSAGE_MAX 262144u

/* Rows of one answer to "procedures" (newest first) and "user.list": about
 * 250 and 120 bytes each, well under SEND_QUEUE_MAX. */
#define PROCEDURES_LISTED_MAX 500
#define ACCOUNTS_LISTED_MAX 1000

/* Bytes of what an audit line is about: an account and all its roles. */
#define AUDIT_ABOUT_MAX 160u
/* Notes that wait while the audit log cannot be written; further ones are
 * counted. At about 400 bytes each they take 3 MiB. */
#define AUDIT_WAITING_MAX 8192u
/* Lines written with one signature and one fsync, and lines of one answer: at
 * most 700 bytes each, under SEND_QUEUE_MAX. */
#define AUDIT_PAGE_LINES 256u
/* Milliseconds in which lines of what happens all the time gather for one
 * signature and one fsync: what a crash may lose of them. */
#define AUDIT_GATHER_MS 100u
/* Milliseconds until a write of the audit log that failed is tried again: a
 * disk that is full is not full of tries. */
#define AUDIT_RETRY_MS 1000u
/* What one page of the audit log counts as: it takes a millisecond. */
#define AUDIT_READ_REQUESTS 20
/* A page of a log: as many records are read and hashed. */
#define LOG_READ_REQUESTS 20

/* Lines of the log in a second, of one kind that peers can cause without end:
 * an attack is seen in them, and more would only fill the disk. */
#define LOG_OFTEN_PER_S 20u

/* Milliseconds between two tests of the filter: what it let through before one
 * finds that it is broken. A test takes about two milliseconds. */
#define SELFTEST_MS 60000u

/* Bytes of ready frames kept in memory for one procedure and audience; a
 * reader further behind is served from the journal. A power of two. */
#define FRAMELOG_BYTES 1048576u
/* Bytes of one write to one reader: lws copies what does not fit. */
#define FLUSH_MAX 32768u
/* Entries of one page read from the journal for a reader who is behind: 0.5 ms
 * of the one thread that reads for all. */
#define PAGE_ENTRIES 128
/* Milliseconds a reader may leave a write unfinished before it is closed
 * with the number to resume from. [config] */
#define SLOW_READER_MS 30000
/* Milliseconds between pings to a silent peer, and until it is closed. */
#define PING_MS 25000
#define PONG_MS 60000

/* Milliseconds for a peer to take what waits and our close frame; then the
 * connection is dropped. */
#define CLOSE_GRACE_MS 5000
/* Milliseconds and fragments in which a message must be whole; more is not
 * sent by any client, and holds memory. */
#define MESSAGE_MS 30000
#define FRAGMENTS_MAX 4096u
/* Bytes of one read: most messages are below it, and each connection has a
 * buffer of that size. */
#define RECEIVE_BYTES 2048
/* Bytes the kernel keeps for a peer that does not read, and how many of them
 * unsent: what a retraction cannot reach any more. */
#define SOCKET_SEND_BYTES 65536
#define SOCKET_UNSENT_BYTES 16384

/* Seconds without a sign of an advocate until nothing more is released: a
 * walk to the next room and back. [config] */
#define ADVOCATE_S 900
/* Seconds from "patient out of room" to the end by itself: the last words of
 * the team. [config] */
#define AUTOCLOSE_S 900
/* Seconds from a procedure's end to its playback, drawn between the two: days,
 * so that it does not tell the day of the operation. [config] */
#define AS_LIVE_MIN_S 172800
#define AS_LIVE_MAX_S 2592000
/* Seconds that either may be at most: a year. */
#define AS_LIVE_MOST_S 31536000
/* Seconds an invite lives: one working day. [config] */
#define INVITE_S 86400
/* Devices of one account: those of its person, and browsers that were used
 * once. */
#define DEVICES_MAX 16
/* Seconds: when a device was seen last is not written down more often, lest
 * each hello be a write. */
#define SEEN_SAVED_S 3600
/* Seconds after its end in which a reader can still fetch the rest. [config] */
#define CLOSED_READ_S 86400

/* Days a closed procedure is kept; then it is erased. A year's course of
 * teaching needs no more; 0: for ever. [config] */
#define RETENTION_DAYS 365

/* Milliseconds in which entries that come fast are sent together: below what
 * an eye sees, above the time one round of sends takes. [config] */
#define FLUSH_WINDOW_MS 10
/* Milliseconds over which connections are closed when the relay ends, so that
 * not all come back at once. [config] */
#define DRAIN_MS 2000

/* Close codes of ours (RFC 6455, 7.4.2: 4000-4999 are for applications). */
#define CLOSE_HELLO_LATE 4000
#define CLOSE_HELLO_FAILED 4001
#define CLOSE_REVOKED 4002
#define CLOSE_SLOW 4003
#define CLOSE_LIMIT 4004
#define CLOSE_GARBAGE 4005

#endif
