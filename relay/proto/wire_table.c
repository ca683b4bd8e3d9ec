/* SPDX-License-Identifier: MIT */
#include "proto/wire_rows.h"

#include "proto/hello.h"

/* PROTOCOL.md lists the same rows: change both. */

/* ---- fields ---- */

/* clang-format off */
/* -- of requests, messages and documents -- */

#define HERE struct wire_person
static const struct field person_row[] = {
	{.name = "account", .type = FIELD_CHARS, .presence = REQUIRED, .at = AT(account), .least = 1, .most = NAME_MAX_BYTES},
	BITS("roles", REQUIRED, roles, 1, staff_roles),
};
#undef HERE
const struct shape wire_person_rows = SHAPE("people", struct wire_person, person_row);
#define HERE struct wire_tally
static const struct field tally_row[] = {
	NUMBER("votes", REQUIRED, votes, 0),
	BOOL("right", OPTIONAL, right),
};
#undef HERE
const struct shape wire_tally_rows = SHAPE("tally", struct wire_tally, tally_row);

/* -- messages of the relay -- */

#define HERE struct wire_procedure
static const struct field procedure_row[] = {
	ID("procedure", REQUIRED, id),
	STRING("code_name", REQUIRED, code_name, 1, NAME_MAX_BYTES),
	STRING("template", REQUIRED, template_id, 1, NAME_MAX_BYTES),
	STRING("state", REQUIRED, state, 1, NAME_MAX_BYTES),
	ONE("basis", REQUIRED, basis, bases),
	ONE("release", ALWAYS, release, releases),
	NUMBER("last", ALWAYS, last, 0),
	NUMBER("open_ms", ALWAYS, open_ms, 0),
	STRING("specialty", OPTIONAL, specialty, 1, HASHTAG_MAX),
	TAGS("hashtags", hashtags),
	STRING("phase", OPTIONAL, phase, 1, NAME_MAX_BYTES),
	{.name = "students", .type = FIELD_COUNT, .presence = OPTIONAL, .at = AT(students), .given = AT(present_given), .most = INT32_MAX},
	{.name = "colleagues", .type = FIELD_COUNT, .presence = OPTIONAL, .at = AT(colleagues), .given = AT(present_given), .most = INT32_MAX},
	BOOL("hold", OPTIONAL, hold),
};
#undef HERE
#define HERE struct wire_question
static const struct field question_row[] = {
	NUMBER("question", REQUIRED, question, 1),
	ONE("state", REQUIRED, state, question_states),
	NUMBER("t_ms", REQUIRED, t_ms, 0),
	COUNT("votes", ALWAYS, votes),
	BOOL("mine", OPTIONAL, mine),
	BOOL("voted", OPTIONAL, voted),
	NUMBER("number", OPTIONAL, number, 1),
	ONE("lang", OPTIONAL, lang, langs),
	TEXT("text", OPTIONAL, text, QUESTION_TEXT_MAX),
};
#undef HERE
#define HERE struct wire_feedback
static const struct field feedback_row[] = {
	COUNT("stars", REQUIRED, stars),
	ONE("audience", REQUIRED, audience, audiences),
	ONE("lang", OPTIONAL, lang, langs),
	TEXT("text", OPTIONAL, text, QUESTION_TEXT_MAX),
};
#undef HERE
#define HERE struct wire_leaf
static const struct field leaf_row[] = {
	NUMBER("number", REQUIRED, number, 0),
	ONE("audience", REQUIRED, audience, audiences),
	BYTES("hash", REQUIRED, hash),
	BOOL("destroyed", OPTIONAL, destroyed),
	BOOL("replaces", OPTIONAL, replaces),
};
#undef HERE
#define HERE struct wire_attendance
static const struct field attendance_row[] = {
	NAME("account", REQUIRED, account),
	ONE("audience", REQUIRED, audience, audiences),
	NUMBER("minutes", REQUIRED, minutes, 0),
	NUMBER("from_ms", REQUIRED, from_ms, 0),
	NUMBER("to_ms", REQUIRED, to_ms, 0),
};
#undef HERE
#define HERE struct wire_reminder
static const struct field reminder_row[] = {
	ID("procedure", REQUIRED, procedure),
	STRING("code_name", REQUIRED, code_name, 1, NAME_MAX_BYTES),
	STRING("template", REQUIRED, template_id, 1, NAME_MAX_BYTES),
	COUNT("days", REQUIRED, days),
	NUMBER("over_ms", REQUIRED, over_ms, 0),
};
#undef HERE
#define HERE struct wire_citation
static const struct field citation_row[] = {
	ONE("type", REQUIRED, type, citation_types),
	CHARS("id", REQUIRED, id),
};
#undef HERE
#define HERE struct wire_account
static const struct field account_row[] = {
	NAME("account", REQUIRED, account),
	BITS("roles", REQUIRED, roles, 0, roles),
	BOOL("revoked", ALWAYS, revoked),
	COUNT("devices", ALWAYS, devices),
};
#undef HERE
#define HERE struct wire_device
static const struct field device_row[] = {
	BYTES("device", REQUIRED, device),
	STRING("label", OPTIONAL, label, 1, NAME_MAX_BYTES),
	BOOL("revoked", ALWAYS, revoked),
	COUNT("connections", ALWAYS, connections),
	{.name = "seen_ms", .type = FIELD_NUMBER, .presence = OPTIONAL, .at = AT(seen_ms), .given = AT(seen_given), .most = SR_NUMBER_MAX},
};
#undef HERE
#define HERE struct wire_gauge
static const struct field gauge_row[] = {
	NAME("name", REQUIRED, name),
	NUMBER("value", REQUIRED, value, 0),
};
#undef HERE
#define HERE struct wire_audit
static const struct field audit_row[] = {
	NUMBER("line", REQUIRED, line, 1),
	NUMBER("at_ms", REQUIRED, at_ms, 0),
	STRING("event", REQUIRED, event, 1, NAME_MAX_BYTES),
	STRING("who", OPTIONAL, who, 1, NAME_MAX_BYTES),
	STRING("about", OPTIONAL, about, 1, AUDIT_ABOUT_MAX),
	ID_GIVEN("procedure", procedure),
	NUMBER("entry", OPTIONAL, entry, 1),
	NUMBER("count", OPTIONAL, count, 1),
	STRING("err", OPTIONAL, err, 1, NAME_MAX_BYTES),
	BYTES("chain", REQUIRED, chain),
	BYTES_GIVEN("signature", signature),
};
#undef HERE

static const struct shape procedure_rows = SHAPE("procedures", struct wire_procedure, procedure_row);
#define HERE struct wire_doubt
static const struct field doubt_row[] = {
	COUNT("begin", ALWAYS, begin),
	COUNT("end", ALWAYS, end),
	STRING("label", REQUIRED, label, 1, NAME_MAX_BYTES),
};
#undef HERE
static const struct shape doubt_rows = SHAPE("doubt", struct wire_doubt, doubt_row);
#define HERE struct wire_held
static const struct field held_row[] = {
	NUMBER("held", REQUIRED, held, 1),
	NAME("author", REQUIRED, author),
	ONE("kind", REQUIRED, kind, kinds),
	ONE("part", OPTIONAL, part, parts),
	NUMBER("refers", OPTIONAL, refers, 1),
	NUMBER("age_ms", ALWAYS, age_ms, 0),
	NUMBER("expires_ms", ALWAYS, expires_ms, 0),
	WORD("lang", OPTIONAL, lang, 2, LANG_MAX),
	TEXT("text", REQUIRED, text, DRAFT_MAX),
	ROWS("doubt", doubts, doubt_count, doubts_given, doubt_rows),
	BOOL("approvable", ALWAYS, approvable),
};
#undef HERE
static const struct shape held_rows = SHAPE("drafts", struct wire_held, held_row);
static const struct shape question_rows = SHAPE("questions", struct wire_question, question_row);
static const struct shape feedback_rows = SHAPE("feedback", struct wire_feedback, feedback_row);
static const struct shape leaf_rows = SHAPE("log", struct wire_leaf, leaf_row);
static const struct shape attendance_rows = SHAPE("attendance", struct wire_attendance, attendance_row);
static const struct shape reminder_rows = SHAPE("reminders", struct wire_reminder, reminder_row);
static const struct shape citation_rows = SHAPE("citations", struct wire_citation, citation_row);
static const struct shape account_rows = SHAPE("accounts", struct wire_account, account_row);
static const struct shape wire_device_rows = SHAPE("devices", struct wire_device, device_row);
static const struct shape gauge_rows = SHAPE("gauges", struct wire_gauge, gauge_row);
static const struct shape audit_rows = SHAPE("audit", struct wire_audit, audit_row);

#define HERE struct wire_message
static const struct field challenge[] = {
	BYTES("relay", REQUIRED, u.challenge.relay),
	BYTES("nonce", REQUIRED, u.challenge.nonce),
	NUMBER("hello_ms", REQUIRED, u.challenge.hello_ms, 0),
};
static const struct field welcome[] = {
	NAME("account", REQUIRED, u.welcome.account),
	BITS("roles", REQUIRED, u.welcome.roles, 0, roles),
	BYTES("signature", REQUIRED, u.welcome.signature),
};
#define OK_FIELDS(presence) \
	ID_GIVEN("procedure", u.ok.procedure), \
	STRING("code_name", OPTIONAL, u.ok.code_name, 1, NAME_MAX_BYTES), \
	STRING("draft", OPTIONAL, u.ok.draft, 1, DRAFT_ID_MAX), \
	NUMBER("number", OPTIONAL, u.ok.number, 0), \
	NUMBER("wait_ms", OPTIONAL, u.ok.wait_ms, 1), \
	NUMBER("held", OPTIONAL, u.ok.held, 1), \
	COUNT("redacted", presence, u.ok.redacted), \
	BOOL("doubt", presence, u.ok.doubt), \
	BOOL("repeated", presence, u.ok.repeated)
static const struct field ok[] = {
	OK_FIELDS(OPTIONAL),
	STRING("invite", OPTIONAL, u.ok.invite, 1, INVITE_MAX),
	TEXT("checkpoint", OPTIONAL, u.ok.checkpoint, CHECKPOINT_MAX),
	TEXT("receipt", OPTIONAL, u.ok.receipt, CHECKPOINT_MAX),
	ROWS("procedures", u.ok.procedures, u.ok.procedure_count, u.ok.procedures_given, procedure_rows),
	ROWS("accounts", u.ok.accounts, u.ok.account_count, u.ok.accounts_given, account_rows),
	ROWS("audit", u.ok.audit, u.ok.audit_count, u.ok.audit_given, audit_rows),
	BOOL("more", OPTIONAL, u.ok.more),
	BOOL("unsaved", OPTIONAL, u.ok.unsaved),
	ROWS("drafts", u.ok.drafts, u.ok.draft_count, u.ok.drafts_given, held_rows),
	NUMBER("sign_ms", OPTIONAL, u.ok.sign_ms, 0),
	NUMBER("from", OPTIONAL, u.ok.from, 1),
	STRING("state", OPTIONAL, u.ok.state, 1, NAME_MAX_BYTES),
	{.name = "basis", .type = FIELD_ONE, .presence = OPTIONAL, .at = AT(u.ok.basis), .given = AT(u.ok.rules_given), .names = &wire_names_bases},
	{.name = "release", .type = FIELD_ONE, .presence = OPTIONAL, .at = AT(u.ok.release), .given = AT(u.ok.rules_given), .names = &wire_names_releases},
	NUMBER("question", OPTIONAL, u.ok.question, 1),
	ROWS("questions", u.ok.questions, u.ok.question_count, u.ok.questions_given, question_rows),
	ROWS("feedback", u.ok.feedback, u.ok.feedback_count, u.ok.feedback_given, feedback_rows),
	ROWS("log", u.ok.log, u.ok.log_count, u.ok.log_given, leaf_rows),
	ROWS("attendance", u.ok.attendance, u.ok.attendance_count, u.ok.attendance_given, attendance_rows),
	ROWS("reminders", u.ok.reminders, u.ok.reminder_count, u.ok.reminders_given, reminder_rows),
	STRING("policy_name", OPTIONAL, u.ok.policy_name, 1, NAME_MAX_BYTES),
	TEXT("policy", OPTIONAL, u.ok.policy, POLICY_JSON_MAX),
	BOOL("at_source", OPTIONAL, u.ok.at_source),
	BOOL("roster", OPTIONAL, u.ok.roster),
	ROWS("people", u.ok.people, u.ok.people_count, u.ok.people_given, wire_person_rows),
	ROWS("devices", u.ok.devices, u.ok.device_count, u.ok.devices_given, wire_device_rows),
	STRING("version", OPTIONAL, u.ok.version, 1, NAME_MAX_BYTES),
	STRING("ready", OPTIONAL, u.ok.ready, 1, NAME_MAX_BYTES),
	ROWS("gauges", u.ok.gauges, u.ok.gauge_count, u.ok.gauges_given, gauge_rows),
	BITS("roles", OPTIONAL, u.ok.roles, 0, staff_roles),
	{.name = "following", .type = FIELD_STRINGS, .presence = OPTIONAL, .at = AT(u.ok.following), .len = AT(u.ok.following_count), .given = AT(u.ok.following_given), .most = FOLLOWED_MAX, .each = HASHTAG_MAX},
};
static const struct field posted[] = { OK_FIELDS(ALWAYS) };
static const struct field error[] = {
	ERROR("code", REQUIRED, u.error.err),
	STRING("message", OPTIONAL, u.error.message, 1, 1024),
	STRING("draft", OPTIONAL, u.error.draft, 1, DRAFT_ID_MAX),
	NUMBER("retry_ms", OPTIONAL, u.error.retry_ms, 1),
};
static const struct field entry[] = {
	ID("procedure", REQUIRED, u.entry.procedure),
	NUMBER("number", REQUIRED, u.entry.number, 1),
	NUMBER("t_ms", REQUIRED, u.entry.t_ms, 0),
	ONE("kind", REQUIRED, u.entry.kind, kinds),
	ONE("part", OPTIONAL, u.entry.part, parts),
	ONE("lang", OPTIONAL, u.entry.lang, langs),
	STRING("step", OPTIONAL, u.entry.step, 1, NAME_MAX_BYTES),
	NUMBER("refers", OPTIONAL, u.entry.refers, 1),
	NUMBER("question", OPTIONAL, u.entry.question, 1),
	ROWS("tally", u.entry.tally, u.entry.tally_count, u.entry.tally_given, wire_tally_rows),
	TEXT("text", OPTIONAL, u.entry.text, ENTRY_TEXT_MAX),
	ROWS("citations", u.entry.citations, u.entry.citation_count, u.entry.citations_given, citation_rows),
};
static const struct field opened[] = {
	ID("procedure", REQUIRED, u.opened.procedure),
	STRING("code_name", REQUIRED, u.opened.code_name, 1, NAME_MAX_BYTES),
	STRING("template", REQUIRED, u.opened.template_id, 1, NAME_MAX_BYTES),
	STRING("specialty", OPTIONAL, u.opened.specialty, 1, HASHTAG_MAX),
	TAGS("hashtags", u.opened.hashtags),
	STRING("tag", REQUIRED, u.opened.tag, 1, HASHTAG_MAX),
};
static const struct field presence[] = {
	ID("procedure", REQUIRED, u.presence.procedure),
	COUNT("students", ALWAYS, u.presence.students),
	COUNT("colleagues", ALWAYS, u.presence.colleagues),
	COUNT("educators", ALWAYS, u.presence.educators),
	COUNT("staff", ALWAYS, u.presence.staff),
};
static const struct field reaction_counts[] = {
	ID("procedure", REQUIRED, u.reactions.procedure),
	NUMBER("number", REQUIRED, u.reactions.number, 1),
	COUNT("understood", ALWAYS, u.reactions.understood),
	COUNT("again", ALWAYS, u.reactions.again),
};
static const struct field reminder_list[] = {
	ROWS("reminders", u.reminders.row, u.reminders.count, u.reminders.given, reminder_rows),
};
static const struct field caught_up[] = {
	ID("procedure", REQUIRED, u.caught_up.procedure),
	NUMBER("number", REQUIRED, u.caught_up.number, 0),
	BOOL("live", ALWAYS, u.caught_up.live),
	STRING("state", REQUIRED, u.caught_up.state, 1, NAME_MAX_BYTES),
};
static const struct field state[] = {
	ID("procedure", REQUIRED, u.state.procedure),
	STRING("state", REQUIRED, u.state.state, 1, NAME_MAX_BYTES),
	ONE("basis", REQUIRED, u.state.basis, bases),
	ONE("release", REQUIRED, u.state.release, releases),
	NUMBER("since_ms", OPTIONAL, u.state.since_ms, 0),
};
static const struct field released[] = {
	ID("procedure", REQUIRED, u.released.procedure),
	STRING("draft", REQUIRED, u.released.draft, 1, DRAFT_ID_MAX),
	NUMBER("number", REQUIRED, u.released.number, 1),
};
static const struct field gone[] = {
	ID("procedure", REQUIRED, u.gone.procedure),
	STRING("draft", REQUIRED, u.gone.draft, 1, DRAFT_ID_MAX),
	ONE("why", REQUIRED, u.gone.why, gone_whys),
	STRING("reason", OPTIONAL, u.gone.reason, 1, REASON_MAX),
};
static const struct field queue[] = {
	ID("procedure", REQUIRED, u.queue.procedure),
	NUMBER("held", ALWAYS, u.queue.held, 0),
	NUMBER("questions", ALWAYS, u.queue.questions, 0),
};
#undef HERE

/* -- documents of state -- */

#define HERE struct wire_doc_device
static const struct field device_doc[] = {
	BYTES("key", REQUIRED, key),
	CHARS("label", OPTIONAL, label),
	BOOL("revoked", OPTIONAL, revoked),
	NUMBER("seen_s", OPTIONAL, seen_s, 0),
};
#undef HERE
static const struct shape device_rows = SHAPE("devices", struct wire_doc_device, device_doc);
#define HERE struct wire_doc_account
static const struct field account_doc[] = {
	CHARS("account", REQUIRED, account),
	BITS("roles", REQUIRED, roles, 0, roles),
	BOOL("revoked", OPTIONAL, revoked),
	FIXED_ROWS("devices", device, device_count, DEVICES_MAX, device_rows),
	{.name = "invite_hash", .type = FIELD_BYTES, .presence = OPTIONAL, .at = AT(invite_hash), .given = AT(invite_given), .most = 32},
	NUMBER("invite_until_s", OPTIONAL, invite_until_s, 0),
};
#undef HERE
#define HERE struct wire_doc_procedure
static const struct field procedure_doc[] = {
	ID("procedure", REQUIRED, id),
	CHARS("code_name", REQUIRED, code_name),
	CHARS("template", REQUIRED, template_id),
	CHARS("consent", REQUIRED, consent),
	CHARS("opened_by", REQUIRED, opened_by),
	ONE("basis", REQUIRED, basis, bases),
	FLAGS("audiences", REQUIRED, audience, audiences),
	BOOL("archive", ALWAYS, archive),
	BOOL("closed", ALWAYS, closed),
	BOOL("roster_given", ALWAYS, roster_given),
	NUMBER("opened_ms", REQUIRED, opened_ms, 0),
	NUMBER("closed_ms", ALWAYS, closed_ms, 0),
	NUMBER("last", ALWAYS, last, 0),
	BYTES("secret", REQUIRED, secret),
	CHARS("consent_by", OPTIONAL, consent_by),
	NUMBER("consent_until", OPTIONAL, consent_until_s, 0),
	BOOL("images", OPTIONAL, images),
	ONE("release", OPTIONAL, release, releases),
	NUMBER("delay_s", OPTIONAL, delay_s, 0),
	FIXED_ROWS("people", people, people_count, PEOPLE_MAX, wire_person_rows),
	CHARS("specialty", OPTIONAL, specialty),
	TAGS("hashtags", hashtags),
	BOOL("quiet", OPTIONAL, quiet),
	BOOL("waiting", OPTIONAL, waiting),
	BOOL("stopped", OPTIONAL, stopped),
	BOOL("withdrawn", OPTIONAL, withdrawn),
	BOOL("importing", OPTIONAL, importing),
	ONE("stop_reason", OPTIONAL, stop_reason, stop_reasons),
	NUMBER("autoclose_ms", OPTIONAL, autoclose_ms, 0),
	NUMBER("play_ms", OPTIONAL, play_ms, 0),
	BOOL("playing", OPTIONAL, playing),
	BOOL("played", OPTIONAL, played),
	NUMBER("outcome_ms", OPTIONAL, outcome_ms, 0),
	NUMBER("out_of_room", OPTIONAL, out_of_room, 0),
};
#undef HERE

/* ---- shapes ---- */

const struct shape wire_messages[WIRE_EVENTS] = {
	[EV_CHALLENGE] = SHAPE("challenge", struct wire_message, challenge),
	[EV_WELCOME] = SHAPE("welcome", struct wire_message, welcome),
	[EV_OK] = SHAPE("ok", struct wire_message, ok),
	[EV_ERROR] = SHAPE("error", struct wire_message, error),
	[EV_ENTRY] = SHAPE("entry", struct wire_message, entry),
	[EV_CAUGHT_UP] = SHAPE("caught-up", struct wire_message, caught_up),
	[EV_STATE] = SHAPE("state", struct wire_message, state),
	[EV_RELEASED] = SHAPE("released", struct wire_message, released),
	[EV_GONE] = SHAPE("gone", struct wire_message, gone),
	[EV_QUEUE] = SHAPE("queue", struct wire_message, queue),
	[EV_OPENED] = SHAPE("opened", struct wire_message, opened),
	[EV_PRESENCE] = SHAPE("presence", struct wire_message, presence),
	[EV_REACTIONS] = SHAPE("reactions", struct wire_message, reaction_counts),
	[EV_REMINDERS] = SHAPE("reminders", struct wire_message, reminder_list),
};

const struct shape wire_posted = SHAPE("ok", struct wire_message, posted);
const struct shape wire_audit_shape = SHAPE("audit", struct wire_audit, audit_row);
const struct shape wire_account_shape = SHAPE("account", struct wire_doc_account, account_doc);
const struct shape wire_procedure_shape = SHAPE("procedure", struct wire_doc_procedure, procedure_doc);
/* clang-format on */
