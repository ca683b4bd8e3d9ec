/* SPDX-License-Identifier: MIT */
#include "proto/wire_rows.h"

#include "proto/hello.h"

/* PROTOCOL.md lists the same rows: change both. */

/* ---- fields ---- */

/* clang-format off */
#define HERE struct wire_request
static const struct field hello[] = {
	NAME("account", REQUIRED, u.hello.account),
	BYTES("device", REQUIRED, u.hello.device),
	BYTES("nonce", REQUIRED, u.hello.nonce),
	BYTES("signature", REQUIRED, u.hello.signature),
	WORD("lang", OPTIONAL, u.hello.lang, 2, LANG_MAX),
};
static const struct field enrol[] = {
	WORD("code", REQUIRED, u.enrol.code, INVITE_CODE_LEN, INVITE_CODE_LEN),
	STRING("label", OPTIONAL, u.enrol.label, 1, NAME_MAX_BYTES),
	BYTES("device", REQUIRED, u.enrol.device),
	BYTES("nonce", REQUIRED, u.enrol.nonce),
	BYTES("signature", REQUIRED, u.enrol.signature),
	WORD("lang", OPTIONAL, u.enrol.lang, 2, LANG_MAX),
};
static const struct field user_add[] = {
	NAME("account", REQUIRED, u.user.account),
	BITS("roles", REQUIRED, u.user.roles, 1, roles),
};
static const struct field user_list[] = {
	NAME("after", OPTIONAL, u.user.account),
};
static const struct field export_[] = {
	ID("procedure", REQUIRED, u.export.procedure),
	NAME("format", REQUIRED, u.export.format),
};
static const struct field import[] = {
	ID("source", REQUIRED, u.import.source),
	NAME("template", REQUIRED, u.import.template_id),
	STRING("code_name", REQUIRED, u.import.code_name, 1, NAME_MAX_BYTES),
	ONE("basis", REQUIRED, u.import.basis, bases),
	WORD("consent", REQUIRED, u.import.consent, 1, CONSENT_REF_MAX),
	WORD("consent_by", OPTIONAL, u.import.consent_by, 1, NAME_MAX_BYTES),
};
static const struct field import_end[] = {
	ID("procedure", REQUIRED, u.import_entry.procedure),
	NUMBER("number", REQUIRED, u.import_entry.number, 0),
	NUMBER("t_ms", REQUIRED, u.import_entry.t_ms, 0),
};
static const struct field erase[] = {
	ID("procedure", REQUIRED, u.erase.procedure),
	NUMBER("number", OPTIONAL, u.erase.number, 1),
};
static const struct field user_invite[] = {
	NAME("account", REQUIRED, u.user.account),
};
static const struct field user_grant[] = {
	NAME("account", REQUIRED, u.user.account),
	BITS("roles", REQUIRED, u.user.roles, 0, roles),
};
static const struct field user_revoke[] = {
	NAME("account", REQUIRED, u.user.account),
	BYTES_GIVEN("device", u.user.device),
};
static const struct field open_[] = {
	NAME("template", REQUIRED, u.open.template_id),
	STRING("code_name", OPTIONAL, u.open.code_name, 1, NAME_MAX_BYTES),
	ONE("basis", REQUIRED, u.open.basis, bases),
	WORD("consent", OPTIONAL, u.open.consent, 1, CONSENT_REF_MAX),
	FLAGS("audiences", OPTIONAL, u.open.audience, audiences),
	BOOL("archive", OPTIONAL, u.open.archive),
	OBJECT("roster", OPTIONAL, u.open.roster),
	WORD("consent_by", OPTIONAL, u.open.consent_by, 1, NAME_MAX_BYTES),
	NUMBER("consent_until", OPTIONAL, u.open.consent_until_s, 0),
	BOOL("images", OPTIONAL, u.open.images),
	ONE("release", OPTIONAL, u.open.release, releases),
	{.name = "delay_s", .type = FIELD_NUMBER, .presence = OPTIONAL, .at = AT(u.open.delay_s), .given = AT(u.open.delay_given), .most = DELAY_MOST_S},
	FIXED_ROWS("people", u.open.people, u.open.people_count, PEOPLE_MAX, wire_person_rows),
	STRING("check", OPTIONAL, u.open.check, 1, CHECK_CODE_MAX),
	STRING("check_again", OPTIONAL, u.open.check_again, 1, CHECK_CODE_MAX),
	NAME("specialty", OPTIONAL, u.open.specialty),
	TAGS("hashtags", u.open.hashtags),
};
static const struct field roster[] = {
	ID("procedure", REQUIRED, u.roster.procedure),
	OBJECT("roster", REQUIRED, u.roster.roster),
};
static const struct field post[] = {
	/* First, so that a refusal for any other field can name it. */
	WORD("draft", REQUIRED, u.post.draft, 1, DRAFT_ID_MAX),
	ID("procedure", REQUIRED, u.post.procedure),
	ONE("kind", ALWAYS, u.post.kind, post_kinds),
	ONE("part", OPTIONAL, u.post.part, parts),
	WORD("lang", OPTIONAL, u.post.lang, 2, LANG_MAX),
	TEXT("text", OPTIONAL, u.post.text, DRAFT_MAX),
	NAME("step", OPTIONAL, u.post.step),
	NUMBER("refers", OPTIONAL, u.post.refers, 1),
};
static const struct field undo[] = {
	WORD("draft", OPTIONAL, u.undo.draft, 1, DRAFT_ID_MAX),
	ID("procedure", REQUIRED, u.undo.procedure),
};
static const struct field decide[] = {
	ID("procedure", REQUIRED, u.decide.procedure),
	NUMBER("held", REQUIRED, u.decide.held, 1),
	ONE("decision", REQUIRED, u.decide.decision, decisions),
	WORD("lang", OPTIONAL, u.decide.lang, 2, LANG_MAX),
	TEXT("text", OPTIONAL, u.decide.text, DRAFT_MAX),
	STRING("reason", OPTIONAL, u.decide.reason, 1, REASON_MAX),
};
static const struct field subscribe[] = {
	ID("procedure", REQUIRED, u.subscribe.procedure),
	NUMBER("from", OPTIONAL, u.subscribe.from, 1),
	NUMBER("tail", OPTIONAL, u.subscribe.tail, 1),
	BOOL("live", ALWAYS, u.subscribe.live),
	ONE_GIVEN("audience", u.subscribe.audience, audiences),
};
static const struct field policy[] = {
	ID("procedure", REQUIRED, u.policy.procedure),
	ONE("audience", REQUIRED, u.policy.audience, audiences),
};
static const struct field one_procedure[] = {
	ID("procedure", REQUIRED, u.procedure),
};
static const struct field audit[] = {
	NUMBER("after", OPTIONAL, u.audit.after, 0),
};
static const struct field stop[] = {
	ID("procedure", REQUIRED, u.stop.procedure),
	ONE("reason", OPTIONAL, u.stop.reason, stop_reasons),
};
static const struct field ask[] = {
	WORD("draft", REQUIRED, u.say.draft, 1, DRAFT_ID_MAX),
	ID("procedure", REQUIRED, u.say.procedure),
	WORD("lang", OPTIONAL, u.say.lang, 2, LANG_MAX),
	TEXT("text", REQUIRED, u.say.text, QUESTION_MAX),
};
static const struct field questions[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("after", OPTIONAL, u.pick.question, 1),
};
static const struct field vote[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("question", REQUIRED, u.pick.question, 1),
};
static const struct field question_set[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("question", REQUIRED, u.pick.question, 1),
	ONE("state", REQUIRED, u.pick.state, question_states),
};
static const struct field answer[] = {
	WORD("draft", REQUIRED, u.say.draft, 1, DRAFT_ID_MAX),
	ID("procedure", REQUIRED, u.say.procedure),
	NUMBER("question", REQUIRED, u.say.question, 1),
	WORD("lang", OPTIONAL, u.say.lang, 2, LANG_MAX),
	TEXT("text", REQUIRED, u.say.text, DRAFT_MAX),
};
static const struct field poll[] = {
	WORD("draft", REQUIRED, u.say.draft, 1, DRAFT_ID_MAX),
	ID("procedure", REQUIRED, u.say.procedure),
	WORD("lang", OPTIONAL, u.say.lang, 2, LANG_MAX),
	{.name = "text", .type = FIELD_STRING, .presence = REQUIRED, .at = AT(u.say.text), .len = AT(u.say.text_len), .least = 1, .most = QUESTION_MAX},
	STRINGS("choices", REQUIRED, u.say.choice, CHOICES_LEAST, CHOICE_MAX),
	WITHIN("right", OPTIONAL, u.say.right, 1, CHOICES_MAX),
};
static const struct field poll_vote[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("number", REQUIRED, u.pick.number, 1),
	WITHIN("choice", REQUIRED, u.pick.choice, 1, CHOICES_MAX),
};
static const struct field poll_close[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("number", REQUIRED, u.pick.number, 1),
};
static const struct field react[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("number", REQUIRED, u.pick.number, 1),
	ONE("reaction", REQUIRED, u.pick.reaction, reactions),
};
static const struct field feedback[] = {
	ID("procedure", REQUIRED, u.say.procedure),
	WITHIN("stars", REQUIRED, u.say.stars, 1, STARS_MAX),
	WORD("lang", OPTIONAL, u.say.lang, 2, LANG_MAX),
	TEXT("text", OPTIONAL, u.say.text, QUESTION_MAX),
};
static const struct field feedback_list[] = {
	ID("procedure", REQUIRED, u.pick.procedure),
	NUMBER("after", OPTIONAL, u.pick.number, 0),
};
static const struct field log_[] = {
	ID("procedure", REQUIRED, u.pages.procedure),
	NUMBER("after", OPTIONAL, u.pages.after, 0),
};
static const struct field attendance[] = {
	ID("procedure", REQUIRED, u.pages.procedure),
	NAME("after", OPTIONAL, u.pages.account),
};
static const struct field one_tag[] = {
	STRING("tag", REQUIRED, u.tag, 1, HASHTAG_MAX),
};
static const struct field outcome[] = {
	WORD("draft", REQUIRED, u.say.draft, 1, DRAFT_ID_MAX),
	ID("procedure", REQUIRED, u.say.procedure),
	WORD("lang", OPTIONAL, u.say.lang, 2, LANG_MAX),
	TEXT("text", REQUIRED, u.say.text, DRAFT_MAX),
};
#undef HERE

#define HERE struct wire_request
static const struct field import_entry[] = {
	ID("procedure", REQUIRED, u.import_entry.procedure),
	NUMBER("number", REQUIRED, u.import_entry.number, 1),
	NUMBER("t_ms", REQUIRED, u.import_entry.t_ms, 0),
	ONE("kind", REQUIRED, u.import_entry.kind, kinds),
	ONE("part", OPTIONAL, u.import_entry.part, parts),
	WORD("lang", OPTIONAL, u.import_entry.lang, 2, LANG_MAX),
	NAME("step", OPTIONAL, u.import_entry.step),
	NUMBER("refers", OPTIONAL, u.import_entry.refers, 1),
	NUMBER("question", OPTIONAL, u.import_entry.question, 1),
	ROWS("tally", u.import_entry.tally, u.import_entry.tally_count, u.import_entry.tally_given, wire_tally_rows),
	TEXT("student", OPTIONAL, u.import_entry.student, ENTRY_TEXT_MAX),
	TEXT("colleague", OPTIONAL, u.import_entry.colleague, ENTRY_TEXT_MAX),
};
#undef HERE

/* ---- shapes ---- */

#define NOTHING(n, type) {n, sizeof(type), NULL, 0}

const struct shape wire_requests[WIRE_OPS] = {
	[OP_HELLO] = SHAPE("hello", struct wire_request, hello),
	[OP_ENROL] = SHAPE("enrol", struct wire_request, enrol),
	[OP_USER_ADD] = SHAPE("user.add", struct wire_request, user_add),
	[OP_USER_LIST] = SHAPE("user.list", struct wire_request, user_list),
	[OP_USER_INVITE] = SHAPE("user.invite", struct wire_request, user_invite),
	[OP_USER_GRANT] = SHAPE("user.grant", struct wire_request, user_grant),
	[OP_USER_REVOKE] = SHAPE("user.revoke", struct wire_request, user_revoke),
	[OP_OPEN] = SHAPE("open", struct wire_request, open_),
	[OP_ROSTER] = SHAPE("roster", struct wire_request, roster),
	[OP_PROCEDURES] = NOTHING("procedures", struct wire_request),
	[OP_POST] = SHAPE("post", struct wire_request, post),
	[OP_CLOSE] = SHAPE("close", struct wire_request, one_procedure),
	[OP_QUIET] = SHAPE("quiet", struct wire_request, one_procedure),
	[OP_RESUME] = SHAPE("resume", struct wire_request, one_procedure),
	[OP_STOP] = SHAPE("stop", struct wire_request, stop),
	[OP_SIGN] = SHAPE("sign", struct wire_request, one_procedure),
	[OP_WITHDRAW] = SHAPE("withdraw", struct wire_request, one_procedure),
	[OP_UNDO] = SHAPE("undo", struct wire_request, undo),
	[OP_HELD] = SHAPE("held", struct wire_request, one_procedure),
	[OP_DECIDE] = SHAPE("decide", struct wire_request, decide),
	[OP_SUBSCRIBE] = SHAPE("subscribe", struct wire_request, subscribe),
	[OP_UNSUBSCRIBE] = SHAPE("unsubscribe", struct wire_request, one_procedure),
	[OP_PING] = NOTHING("ping", struct wire_request),
	[OP_AUDIT] = SHAPE("audit", struct wire_request, audit),
	[OP_ASK] = SHAPE("ask", struct wire_request, ask),
	[OP_QUESTIONS] = SHAPE("questions", struct wire_request, questions),
	[OP_VOTE] = SHAPE("vote", struct wire_request, vote),
	[OP_QUESTION_SET] = SHAPE("question.set", struct wire_request, question_set),
	[OP_ANSWER] = SHAPE("answer", struct wire_request, answer),
	[OP_POLL] = SHAPE("poll", struct wire_request, poll),
	[OP_POLL_VOTE] = SHAPE("poll.vote", struct wire_request, poll_vote),
	[OP_POLL_CLOSE] = SHAPE("poll.close", struct wire_request, poll_close),
	[OP_REACT] = SHAPE("react", struct wire_request, react),
	[OP_FEEDBACK] = SHAPE("feedback", struct wire_request, feedback),
	[OP_FEEDBACK_LIST] = SHAPE("feedback.list", struct wire_request, feedback_list),
	[OP_FOLLOW] = SHAPE("follow", struct wire_request, one_tag),
	[OP_UNFOLLOW] = SHAPE("unfollow", struct wire_request, one_tag),
	[OP_FOLLOWING] = NOTHING("following", struct wire_request),
	[OP_OUTCOME] = SHAPE("outcome", struct wire_request, outcome),
	[OP_REMINDERS] = NOTHING("reminders", struct wire_request),
	[OP_EXPORT] = SHAPE("export", struct wire_request, export_),
	[OP_LOG] = SHAPE("log", struct wire_request, log_),
	[OP_ATTENDANCE] = SHAPE("attendance", struct wire_request, attendance),
	[OP_IMPORT] = SHAPE("import", struct wire_request, import),
	[OP_IMPORT_ENTRY] = SHAPE("import.entry", struct wire_request, import_entry),
	[OP_IMPORT_END] = SHAPE("import.end", struct wire_request, import_end),
	[OP_ERASE] = SHAPE("erase", struct wire_request, erase),
	[OP_REKEY] = NOTHING("rekey", struct wire_request),
	[OP_POLICY] = SHAPE("policy", struct wire_request, policy),
	[OP_PEOPLE] = SHAPE("people", struct wire_request, one_procedure),
	[OP_USER_DEVICES] = SHAPE("user.devices", struct wire_request, user_invite),
	[OP_HEALTH] = NOTHING("health", struct wire_request),
};
/* clang-format on */
