/* SPDX-License-Identifier: MIT */
#include "proto/wire.h"

#include <stdlib.h>

#include "check.h"
#include "proto/cj.h"
#include "proto/hello.h"

#define P "00112233445566778899aabbccddeeff"
#define POST "{\"op\":\"post\",\"draft\":\"d\",\"procedure\":\"" P "\","
#define OPEN "{\"op\":\"open\",\"template\":\"generic\",\"basis\":\"training\","
#define KEY "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w"
#define TEN "0123456789"

static struct wire *w;

/* out NULL: as it came in. */
static const struct {
	const char *why, *in, *out;
} accepted[] = {
    {"smallest", "{\"op\":\"ping\"}", NULL},
    {"with its number", "{\"op\":\"ping\",\"seq\":9007199254740991}", NULL},
    {"space where JSON has it", " {\r\n\t\"op\" : \"ping\" } ",
	"{\"op\":\"ping\"}"},
    {"op need not be first", "{\"seq\":4,\"op\":\"ping\"}",
	"{\"op\":\"ping\",\"seq\":4}"},
    {"escaped names are names", "{\"\\u006fp\":\"p\\u0069ng\"}",
	"{\"op\":\"ping\"}"},
    {"an integer written otherwise", "{\"op\":\"ping\",\"seq\":1e3}",
	"{\"op\":\"ping\",\"seq\":1000}"},
    {"an update is the default kind", POST "\"text\":\"knife to skin\"}",
	POST "\"kind\":\"update\",\"text\":\"knife to skin\"}"},
    {"characters beyond ASCII stay what they are",
	POST
	"\"text\":\"\\u00e9 \\ud83d\\ude00 \\\"x\\\" \\\\ \\/ \\n\\u0001\"}",
	POST
	"\"kind\":\"update\",\"text\":\"\u00e9 \U0001F600 \\\"x\\\" \\\\ / "
	"\\n\\u0001\"}"},
    {"a milestone", POST "\"kind\":\"milestone\",\"step\":\"incision\"}", NULL},
    {"a correction",
	POST "\"kind\":\"correction\",\"text\":\"left\",\"refers\":3}", NULL},
    {"a retraction", POST "\"kind\":\"retraction\",\"refers\":3}", NULL},
    {"all of a post",
	POST "\"kind\":\"update\",\"part\":\"scrub\",\"lang\":\"id\","
	     "\"text\":\"x\"}",
	NULL},
    {"reading from the first, live, is the default",
	"{\"op\":\"subscribe\",\"procedure\":\"" P "\"}",
	"{\"op\":\"subscribe\",\"procedure\":\"" P
	"\",\"from\":1,\"live\":true}"},
    {"an educator chooses",
	"{\"op\":\"subscribe\",\"procedure\":\"" P
	"\",\"from\":7,\"live\":false,\"audience\":\"student\"}",
	NULL},
    {"the end, without its number",
	"{\"op\":\"subscribe\",\"procedure\":\"" P "\",\"tail\":60}",
	"{\"op\":\"subscribe\",\"procedure\":\"" P
	"\",\"from\":1,\"tail\":60,\"live\":true}"},
    {"smallest open", OPEN "\"consent\":\"C-1\",\"audiences\":[\"student\"]}",
	NULL},
    {"largest open",
	OPEN "\"consent\":\"C-1\",\"code_name\":\"blue heron\",\"audiences\":"
	     "[\"colleague\",\"student\"],\"archive\":true,\"roster\":"
	     "{\"persons\":[{\"name\":\"A\",\"also\":[]}],\"n\":1}}",
	"{\"op\":\"open\",\"template\":\"generic\",\"code_name\":\"blue "
	"heron\","
	"\"basis\":\"training\",\"consent\":\"C-1\",\"audiences\":"
	"[\"student\",\"colleague\"],\"archive\":true,\"roster\":"
	"{\"persons\":[{\"name\":\"A\",\"also\":[]}],\"n\":1}}"},
    {"an open with its people, release and words",
	OPEN "\"consent\":\"C-1\",\"audiences\":[\"student\"],"
	     "\"consent_by\":\"mira\",\"consent_until\":1795000000,"
	     "\"images\":true,\"release\":\"as-live\",\"delay_s\":0,"
	     "\"people\":[{\"account\":\"ada\",\"roles\":[\"advocate\"]}],"
	     "\"check\":\"OR 4\",\"check_again\":\"OR 5\","
	     "\"specialty\":\"general\",\"hashtags\":[\"lap-chole\"]}",
	NULL},
    {"a stop with its reason",
	"{\"op\":\"stop\",\"procedure\":\"" P
	"\",\"reason\":\"wrong-stream\"}",
	NULL},
    {"a stop needs none", "{\"op\":\"stop\",\"procedure\":\"" P "\"}",
	NULL},
    {"an undo",
	"{\"op\":\"undo\",\"draft\":\"d-1\",\"procedure\":\"" P "\"}", NULL},
    {"what is held", "{\"op\":\"held\",\"procedure\":\"" P "\"}", NULL},
    {"a decision with another text",
	"{\"op\":\"decide\",\"procedure\":\"" P
	"\",\"held\":3,\"decision\":\"edit\",\"lang\":\"id\","
	"\"text\":\"klip\",\"reason\":\"nama\"}",
	NULL},
    {"an approval has its word",
	"{\"op\":\"decide\",\"procedure\":\"" P
	"\",\"held\":1,\"decision\":\"approve\"}",
	NULL},
    {"roles in any order",
	"{\"op\":\"user.add\",\"account\":\"a\",\"roles\":[\"admin\","
	"\"poster\"]}",
	"{\"op\":\"user.add\",\"account\":\"a\",\"roles\":[\"poster\","
	"\"admin\"]}"},
    {"all roles taken away",
	"{\"op\":\"user.grant\",\"account\":\"a\",\"roles\":[]}", NULL},
    {"one device",
	"{\"op\":\"user.revoke\",\"account\":\"a\",\"device\":\"" KEY "\"}",
	NULL},
    {"a page of accounts", "{\"op\":\"user.list\",\"after\":\"m\"}", NULL},
};

static const struct {
	const char *why, *in;
	enum sr_err err;
	const char *fault;
} refused[] = {
    {"nothing", "", SR_EJSON, "message: byte 0: a value is missing"},
    {"words", "hello", SR_EJSON, "message: byte 0: a value is missing"},
    {"the end is missing", "{\"op\":\"ping\"", SR_EJSON,
	"message: byte 12: ',' or '}' is missing"},
    {"a comma too many", "{\"op\":\"ping\",}", SR_EJSON,
	"message: byte 13: a string is missing"},
    {"two of them", "{\"op\":\"ping\"}{}", SR_EJSON,
	"message: byte 13: something stands behind the value"},
    {"comments are for files", "{\"op\":\"ping\"/**/}", SR_EJSON,
	"message: byte 12: ',' or '}' is missing"},
    {"a leading zero", "{\"op\":\"ping\",\"seq\":01}", SR_EJSON,
	"message: byte 20: ',' or '}' is missing"},
    {"half a number", "{\"op\":\"ping\",\"seq\":1.}", SR_EJSON,
	"message: byte 21: a digit is missing"},
    {"a number without end", "{\"op\":\"ping\",\"seq\":1" TEN TEN TEN TEN "}",
	SR_EJSON, "message: byte 60: a number of more than 32 characters"},
    {"a line break in a string", "{\"op\":\"pi\nng\"}", SR_EJSON,
	"message: byte 10: a control character in a string"},
    {"an escape that is none", "{\"op\":\"\\x41\"}", SR_EJSON,
	"message: byte 9: no such escape"},
    {"U+0000 would end the string early", "{\"op\":\"ping\\u0000x\"}", SR_EJSON,
	"message: byte 17: U+0000 is not taken"},
    {"half a surrogate pair", "{\"op\":\"\\ud800\"}", SR_EJSON,
	"message: byte 13: a lone surrogate"},
    {"the other half", "{\"op\":\"\\udc00\"}", SR_EJSON,
	"message: byte 13: a lone surrogate"},
    {"two first halves", "{\"op\":\"\\ud800\\ud800\"}", SR_EJSON,
	"message: byte 19: a lone surrogate"},
    {"deeper than 16", "[[[[[[[[[[[[[[[[[", SR_EJSON,
	"message: byte 17: nested deeper than 16 levels"},
    {"deeper than 16, in a field",
	"{\"op\":\"ping\",\"x\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}", SR_EJSON,
	"message: byte 33: nested deeper than 16 levels"},
    {"overlong UTF-8", "{\"op\":\"\xC0\xAF\"}", SR_EUTF8,
	"message: not UTF-8"},
    {"a surrogate in UTF-8", "{\"op\":\"\xED\xA0\x80\"}", SR_EUTF8,
	"message: not UTF-8"},
    {"beyond Unicode", "{\"op\":\"\xF4\x90\x80\x80\"}", SR_EUTF8,
	"message: not UTF-8"},
    {"a character cut in half", "\xE2\x82", SR_EUTF8,
	"message: not UTF-8"},
    {"no object", "[\"ping\"]", SR_EINVAL, "message: an object"},
    {"no operation", "{\"seq\":1}", SR_EINVAL,
	"op: a string that names the operation, once"},
    {"two operations", "{\"op\":\"ping\",\"op\":\"ping\"}", SR_EINVAL,
	"op: a string that names the operation, once"},
    {"an operation of another type", "{\"op\":1}", SR_EINVAL,
	"op: a string that names the operation, once"},
    {"an unknown operation", "{\"op\":\"stop the world\"}", SR_EOP,
	"op: an operation of scrubrelay.v1"},
    {"operations are of one case", "{\"op\":\"PING\"}", SR_EOP,
	"op: an operation of scrubrelay.v1"},
    {"a number of nothing", "{\"op\":\"ping\",\"seq\":0}", SR_EINVAL,
	"seq: an integer from 1 to 9007199254740991, once or not at all"},
    {"a number beyond JavaScript", "{\"op\":\"ping\",\"seq\":9007199254740992}",
	SR_EINVAL,
	"seq: an integer from 1 to 9007199254740991, once or not at all"},
    {"an unknown field", "{\"op\":\"ping\",\"tail\":1}", SR_EINVAL,
	"ping.tail: no such field"},
    {"an unknown field that could be anything is not repeated",
	"{\"op\":\"ping\",\"Mrs Kettering\":1}", SR_EINVAL,
	"ping.?: no such field"},
    {"a field of another operation",
	"{\"op\":\"close\",\"procedure\":\"" P "\",\"text\":\"x\"}", SR_EINVAL,
	"close.text: no such field"},
    {"a field twice",
	"{\"op\":\"close\",\"procedure\":\"" P "\",\"procedure\":\"" P "\"}",
	SR_EINVAL, "close.procedure: once, not twice"},
    {"a field missing", "{\"op\":\"close\"}", SR_EINVAL,
	"close.procedure: missing; 32 digits of lower-case hexadecimal"},
    {"null is not absent", "{\"op\":\"close\",\"procedure\":null}", SR_EINVAL,
	"close.procedure: 32 digits of lower-case hexadecimal"},
    {"one id has one spelling",
	"{\"op\":\"close\",\"procedure\":\"00112233445566778899AABBCCDDEEFF\"}",
	SR_EINVAL, "close.procedure: 32 digits of lower-case hexadecimal"},
    {"text of another type", POST "\"text\":7}", SR_EINVAL,
	"post.text: a string of 1 to 4096 bytes"},
    {"text of no bytes", POST "\"text\":\"\"}", SR_EINVAL,
	"post.text: a string of 1 to 4096 bytes"},
    {"an update without text", POST "\"kind\":\"update\"}", SR_EINVAL,
	"post.text: required for kind update"},
    {"a milestone carries no free text",
	POST "\"kind\":\"milestone\",\"step\":\"incision\",\"text\":\"x\"}",
	SR_EINVAL, "post.text: not allowed for kind milestone"},
    {"a correction of nothing", POST "\"kind\":\"correction\",\"text\":\"x\"}",
	SR_EINVAL, "post.refers: required for kind correction"},
    {"a retraction with text",
	POST "\"kind\":\"retraction\",\"refers\":1,\"text\":\"x\"}", SR_EINVAL,
	"post.text: not allowed for kind retraction"},
    {"an update that refers", POST "\"text\":\"x\",\"refers\":1}", SR_EINVAL,
	"post.refers: not allowed for kind update"},
    {"notices are the relay's", POST "\"kind\":\"notice\"}", SR_EINVAL,
	"post.kind: one of update, milestone, correction, retraction"},
    {"half an entry", POST "\"kind\":\"retraction\",\"refers\":1.5}", SR_EINVAL,
	"post.refers: an integer from 1 to 9007199254740991"},
    {"entries count from 1", POST "\"kind\":\"retraction\",\"refers\":0}",
	SR_EINVAL, "post.refers: an integer from 1 to 9007199254740991"},
    {"entries have no sign", POST "\"kind\":\"retraction\",\"refers\":-1}",
	SR_EINVAL, "post.refers: an integer from 1 to 9007199254740991"},
    {"a part nobody plays", POST "\"text\":\"x\",\"part\":\"none\"}", SR_EINVAL,
	"post.part: one of surgeon, anaesthetist, scrub, circulator, "
	"registrar, perfusionist, pathology, radiology, student, other"},
    {"a draft id with a space",
	"{\"op\":\"post\",\"draft\":\"a b\",\"procedure\":\"" P
	"\",\"text\":\"x\"}",
	SR_EINVAL, "post.draft: a string of 1 to 64 visible ASCII characters"},
    {"no consent, no stream", OPEN "\"audiences\":[\"student\"]}", SR_ECONSENT,
	"open.consent: a reference of 1 to 64 visible ASCII characters"},
    {"consent to nobody", OPEN "\"consent\":\"c\",\"audiences\":[]}",
	SR_ECONSENT, "open.audiences: at least one that consent names"},
    {"consent to nobody", OPEN "\"consent\":\"c\"}", SR_ECONSENT,
	"open.audiences: at least one that consent names"},
    {"an audience twice",
	OPEN "\"consent\":\"c\",\"audiences\":[\"student\",\"student\"]}",
	SR_EINVAL, "open.audiences: an array of student, colleague"},
    {"an audience nobody knows",
	OPEN "\"consent\":\"c\",\"audiences\":[\"press\"]}", SR_EINVAL,
	"open.audiences: an array of student, colleague"},
    {"a roster is an object",
	OPEN "\"consent\":\"c\",\"audiences\":[\"student\"],\"roster\":[]}",
	SR_EINVAL,
	"open.roster: an object, each in it of at most 32 members, none twice"},
    {"which of two names counts?",
	OPEN "\"consent\":\"c\",\"audiences\":[\"student\"],\"roster\":"
	     "{\"persons\":[{\"name\":\"A\",\"name\":\"B\"}]}}",
	SR_EINVAL,
	"open.roster: an object, each in it of at most 32 members, none twice"},
    {"archive is yes or no",
	OPEN "\"consent\":\"c\",\"audiences\":[\"student\"],\"archive\":1}",
	SR_EINVAL, "open.archive: true or false"},
    {"a label cannot steer a terminal",
	"{\"op\":\"enrol\",\"code\":\"abcde-fghij-klmno-pqrst\",\"label\":"
	"\"\\u001b[2J\"}",
	SR_EINVAL,
	"enrol.label: a string of 1 to 64 bytes without control characters"},
    {"nor by a control character that is not ASCII: U+009B begins a command",
	"{\"op\":\"enrol\",\"code\":\"abcde-fghij-klmno-pqrst\",\"label\":"
	"\"\\u009b2J\"}",
	SR_EINVAL,
	"enrol.label: a string of 1 to 64 bytes without control characters"},
    {"a key of 31 bytes",
	"{\"op\":\"user.revoke\",\"account\":\"a\",\"device\":\"AAAA\"}",
	SR_EINVAL, "user.revoke.device: 32 bytes as base64url without padding"},
    {"account names are plain",
	"{\"op\":\"user.invite\",\"account\":\"Dr Kettering\"}", SR_EINVAL,
	"user.invite.account: a string of 1 to 64 of a-z 0-9 . _ -, a letter "
	"or digit first"},
    {"an account without a role",
	"{\"op\":\"user.add\",\"account\":\"a\",\"roles\":[]}", SR_EINVAL,
	"user.add.roles: an array of one or more of poster, surgeon, advocate, "
	"moderator, student, colleague, educator, admin"},
};

static void
requests(void)
{
	struct wire_request r;
	struct sr_fault fault;

	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		const char *in = accepted[i].in, *text = "", *want;
		size_t len = 0;

		fault.what[0] = '\0';
		if (!check(wire_read_request(w, in, strlen(in), &r, &fault) ==
			       SR_OK,
			accepted[i].why))
			fprintf(stderr, "   %s\n", fault.what);
		else
			check(wire_write_request(w, &r, &text, &len) == SR_OK,
			    accepted[i].why);
		want = accepted[i].out ? accepted[i].out : in;
		check_text(text, want, accepted[i].why);
		check_number(len, strlen(want), accepted[i].why);
		wire_end(w);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const char *in = refused[i].in;

		fault.what[0] = '\0';
		check_text(sr_err_name(wire_read_request(
			       w, in, strlen(in), &r, &fault)),
		    sr_err_name(refused[i].err), refused[i].why);
		check_text(fault.what, refused[i].fault, refused[i].why);
		wire_end(w);
	}
	check(wire_read_request(w, "{\"op\":\"ping\"}\0", 14, &r, &fault) ==
		  SR_EJSON,
	    "U+0000 behind the object is no JSON");
	check_text(
	    fault.what, "message: byte 13: a control character", "where");
	wire_end(w);
}

/* A refused request can still be answered to the right one. */
static void
what_an_answer_echoes(void)
{
	static const char post[] =
	    "{\"op\":\"post\",\"seq\":12,\"text\":3,\"procedure\":4,\"x\":1,"
	    "\"draft\":\"d-1\"}";
	struct wire_request r;

	check(wire_read_request(w, post, strlen(post), &r, NULL) == SR_EINVAL,
	    "refused without anybody asking why");
	check_number(r.seq, 12, "its number");
	check(r.op == OP_POST, "its operation");
	check_text(r.u.post.draft, "d-1", "its draft, though it stands last");
	wire_end(w);
}

static enum sr_err
read_post_of(size_t len, char fill)
{
	struct wire_request r;
	char *text = malloc(len + 256);
	enum sr_err err;
	int n;

	if (!text)
		return SR_ENOMEM;
	n = snprintf(text, len + 256, "%s\"text\":\"", POST);
	memset(text + n, fill, len);
	memcpy(text + n + len, "\"}", 3);
	err = wire_read_request(w, text, (size_t)n + len + 2, &r, NULL);
	if (err == SR_OK && r.u.post.text_len != len)
		err = SR_EINVAL;
	wire_end(w);
	free(text);
	return err;
}

static void
sizes(void)
{
	char *deep = malloc(100000);
	struct wire_request r;

	check(read_post_of(DRAFT_MAX, 'x') == SR_OK, "a long draft fits");
	check(read_post_of(DRAFT_MAX + 1, 'x') == SR_ETOOLARGE, "one more not");
	check(read_post_of(65536, ' ') == SR_ETOOLARGE, "64 KiB do not");
	check(read_post_of(FRAME_MOST, 'x') == SR_ETOOLARGE, "nor a megabyte");
	if (!check(deep != NULL, "memory"))
		return;
	memset(deep, '[', 100000);
	check(wire_read_request(w, deep, 100000, &r, NULL) == SR_EJSON,
	    "the stack is not the limit");
	memset(deep, ',', 100000);
	for (int i = 0; i < 50000; i++)
		deep[2 * i] = '1';
	deep[0] = '[';
	deep[99999] = ']';
	deep[99998] = '1';
	check(wire_read_request(w, deep, 100000, &r, NULL) != SR_OK,
	    "50,000 numbers are no request");
	wire_end(w);
	free(deep);
}

/* ---- messages of the relay ---- */

static const struct {
	const char *why, *in, *out;
} messages[] = {
    {"an entry",
	"{\"op\":\"entry\",\"procedure\":\"" P
	"\",\"number\":5,\"t_ms\":0,\"kind\":\"update\",\"part\":\"surgeon\","
	"\"text\":\"x\"}",
	NULL},
    {"a newer relay says more",
	"{\"op\":\"entry\",\"procedure\":\"" P
	"\",\"number\":5,\"t_ms\":0,\"kind\":\"notice\",\"step\":\"closed\","
	"\"colour\":[1,{}]}",
	"{\"op\":\"entry\",\"procedure\":\"" P
	"\",\"number\":5,\"t_ms\":0,\"kind\":\"notice\",\"step\":\"closed\"}"},
    {"an error a newer relay has",
	"{\"op\":\"error\",\"seq\":3,\"code\":\"too-loud\",\"message\":\"m\"}",
	"{\"op\":\"error\",\"seq\":3,\"code\":\"bad-request\","
	"\"message\":\"m\"}"},
    {"an error without words gets its sentence",
	"{\"op\":\"error\",\"code\":\"held\"}",
	"{\"op\":\"error\",\"code\":\"held\",\"message\":\"Held, not "
	"sent.\"}"},
    {"a bare ok", "{\"op\":\"ok\",\"seq\":1}", NULL},
    {"a post's answer has all its fields",
	"{\"op\":\"ok\",\"seq\":1,\"draft\":\"d\",\"number\":4}",
	"{\"op\":\"ok\",\"seq\":1,\"draft\":\"d\",\"number\":4,\"redacted\":0,"
	"\"doubt\":false,\"repeated\":false}"},
    {"no procedures is an answer too",
	"{\"op\":\"ok\",\"seq\":1,\"procedures\":[]}", NULL},
    {"procedures",
	"{\"op\":\"ok\",\"procedures\":[{\"procedure\":\"" P
	"\",\"code_name\":\"a b\",\"template\":\"generic\",\"state\":\"open\","
	"\"basis\":\"authorization\",\"release\":\"archive\",\"last\":0,\"open_ms\":17}]}",
	NULL},
    {"accounts, and more",
	"{\"op\":\"ok\",\"accounts\":[{\"account\":\"a\",\"roles\":[],"
	"\"revoked\":true,\"devices\":0},{\"account\":\"b\",\"roles\":"
	"[\"admin\"],\"revoked\":false,\"devices\":2}],\"more\":true}",
	NULL},
    {"what one subscribed to",
	"{\"op\":\"ok\",\"seq\":1,\"procedure\":\"" P
	"\",\"state\":\"quiet\",\"basis\":\"training\","
	"\"release\":\"live\"}",
	NULL},
    {"what the end one subscribed to begins with",
	"{\"op\":\"ok\",\"seq\":1,\"procedure\":\"" P
	"\",\"from\":1941,\"state\":\"open\",\"basis\":\"training\","
	"\"release\":\"live\"}",
	NULL},
    {"a change of state",
	"{\"op\":\"state\",\"procedure\":\"" P
	"\",\"state\":\"stopped\",\"basis\":\"training\","
	"\"release\":\"live\",\"since_ms\":17}",
	NULL},
    {"a post that waits has no number yet",
	"{\"op\":\"ok\",\"seq\":1,\"draft\":\"d\",\"wait_ms\":10000,"
	"\"redacted\":1,\"doubt\":false,\"repeated\":false}",
	NULL},
    {"a post that is held",
	"{\"op\":\"ok\",\"seq\":1,\"draft\":\"d\",\"held\":2,"
	"\"redacted\":0,\"doubt\":true,\"repeated\":true}",
	NULL},
    {"drafts that are held, and where they are in doubt",
	"{\"op\":\"ok\",\"drafts\":[{\"held\":2,\"author\":\"mira\","
	"\"kind\":\"update\",\"part\":\"scrub\",\"age_ms\":0,"
	"\"expires_ms\":600000,\"text\":\"ask Hebron\",\"doubt\":"
	"[{\"begin\":4,\"end\":10,\"label\":\"NAME\"}],"
	"\"approvable\":true},{\"held\":3,\"author\":\"mira\","
	"\"kind\":\"correction\",\"refers\":7,\"age_ms\":1,"
	"\"expires_ms\":2,\"text\":\"x\",\"doubt\":[],"
	"\"approvable\":false}]}",
	NULL},
    {"a draft that is out",
	"{\"op\":\"released\",\"procedure\":\"" P
	"\",\"draft\":\"d\",\"number\":9}",
	NULL},
    {"a draft that is gone",
	"{\"op\":\"gone\",\"procedure\":\"" P
	"\",\"draft\":\"d\",\"why\":\"rejected\",\"reason\":\"a name\"}",
	NULL},
    {"what waits for moderators",
	"{\"op\":\"queue\",\"procedure\":\"" P
	"\",\"held\":0,\"questions\":4}",
	NULL},
    {"caught up with nothing",
	"{\"op\":\"caught-up\",\"procedure\":\"" P
	"\",\"number\":0,\"live\":false,\"state\":\"closed\"}",
	NULL},
};

static void
relay_messages(void)
{
	struct wire_message m;
	struct sr_fault fault;

	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		const char *in = messages[i].in, *text = "";
		size_t len;

		fault.what[0] = '\0';
		if (!check(wire_read_message(w, in, strlen(in), &m, &fault) ==
			       SR_OK,
			messages[i].why))
			fprintf(stderr, "   %s\n", fault.what);
		else
			check(wire_write_message(w, &m, &text, &len) == SR_OK,
			    messages[i].why);
		check_text(text, messages[i].out ? messages[i].out : in,
		    messages[i].why);
		wire_end(w);
	}
	check(wire_read_message(w, "{\"op\":\"sing\"}", 13, &m, NULL) == SR_EOP,
	    "a message to pass over is told apart");
	check(wire_read_message(w, "{\"op\":\"entry\",\"number\":1}", 25, &m,
		  NULL) == SR_EINVAL,
	    "half an entry is shown to nobody");
	wire_end(w);
}

static void
nothing_bad_is_written(void)
{
	struct wire_request r = {.op = OP_POST};
	struct wire_message m = {.event = EV_ENTRY};
	const char *text;
	size_t len;

	r.u.post.draft = "d";
	r.u.post.text = "\xff";
	r.u.post.text_len = 1;
	check(wire_write_request(w, &r, &text, &len) == SR_EUTF8, "not UTF-8");
	r.u.post.text = "a\0b";
	r.u.post.text_len = 3;
	check(wire_write_request(w, &r, &text, &len) == SR_EUTF8, "U+0000");
	m.u.entry.kind = ENTRY_KINDS;
	check(wire_write_message(w, &m, &text, &len) == SR_EINVAL,
	    "a kind that is none");
	r = (struct wire_request){.op = OP_ROSTER};
	r.u.roster.roster = "{},\"op\":\"close\"";
	r.u.roster.roster_len = strlen(r.u.roster.roster);
	check(wire_write_request(w, &r, &text, &len) == SR_EINVAL,
	    "a roster adds no fields to the message");
	r.u.roster.roster = "[1]";
	r.u.roster.roster_len = 3;
	check(wire_write_request(w, &r, &text, &len) == SR_EINVAL,
	    "a roster is an object");
	wire_end(w);
}

/* ---- documents ---- */

static void
documents(void)
{
	struct wire_doc_account a = {.account = "mira",
	    .roles = ROLE_POSTER | ROLE_ADMIN,
	    .device_count = 2,
	    .invite_given = true,
	    .invite_until_s = 1795000000};
	struct wire_doc_procedure p = {.code_name = "blue heron",
	    .template_id = "generic",
	    .consent = "C-1",
	    .opened_by = "mira",
	    .basis = BASIS_AUTHORIZATION,
	    .audience = {true, false},
	    .archive = true,
	    .roster_given = true,
	    .stopped = true,
	    .stop_reason = STOP_CONSENT,
	    .release = RELEASE_ARCHIVE,
	    .delay_s = 10,
	    .people = {{"ada", ROLE_ADVOCATE}, {"mira", ROLE_POSTER}},
	    .people_count = 2,
	    .hashtags = {{"lap-chole", "teaching"}, 2},
	    .opened_ms = 1795000000123,
	    .last = 17};
	struct wire_doc_account a2;
	struct wire_doc_procedure p2;
	const char *text;
	size_t len;

	hello_random(a.device[0].key, 32);
	hello_random(a.device[1].key, 32);
	hello_random(a.invite_hash, 32);
	hello_random(p.secret, 32);
	hello_random(p.id.byte, 16);
	strcpy(a.device[1].label, "OR tablet \"2\"");
	a.device[1].revoked = true;
	a.device[1].seen_s = 1795000000;
	check(wire_write_account(w, &a, &text, &len) == SR_OK &&
		  wire_read_account(w, text, len, &a2) == SR_OK,
	    "an account comes back");
	check(memcmp(&a, &a2, sizeof(a)) == 0, "to the last byte");
	check(wire_write_procedure(w, &p, &text, &len) == SR_OK &&
		  wire_read_procedure(w, text, len, &p2) == SR_OK,
	    "a procedure comes back");
	check(memcmp(&p, &p2, sizeof(p)) == 0, "to the last byte");
	check(wire_read_account(w, "[]", 2, &a2) == SR_EINVAL, "no object");
	check(wire_read_account(w, "{", 1, &a2) == SR_EJSON, "no JSON");
	a.device_count = DEVICES_MAX;
	check(wire_write_account(w, &a, &text, &len) == SR_OK &&
		  wire_read_account(w, text, len, &a2) == SR_OK &&
		  a2.device_count == DEVICES_MAX,
	    "all the devices one may have");
	wire_end(w);
}

/* ---- the specification ---- */

/* Every example of PROTOCOL.md, read and written again byte by byte. */
static void
examples(void)
{
	FILE *file = fopen(TEST_DATA "/../../relay/proto/PROTOCOL.md", "r");
	char line[8192];
	unsigned count = 0;

	if (!check(file != NULL, "the specification is there"))
		return;
	while (fgets(line, sizeof(line), file)) {
		const char *in = line + 2, *text = "";
		struct wire_request r;
		struct wire_message m;
		struct sr_fault fault = {""};
		enum sr_err err;
		size_t len = strcspn(line, "\n");

		line[len] = '\0';
		if (strncmp(line, "> {", 3) != 0 &&
		    strncmp(line, "< {", 3) != 0)
			continue;
		count++;
		err = line[0] == '>'
			  ? wire_read_request(w, in, strlen(in), &r, &fault)
			  : wire_read_message(w, in, strlen(in), &m, &fault);
		if (!check(err == SR_OK, line))
			fprintf(stderr, "   %s\n", fault.what);
		err = err != SR_OK     ? err
		      : line[0] == '>' ? wire_write_request(w, &r, &text, &len)
				       : wire_write_message(w, &m, &text, &len);
		/* A default may be written out. */
		check(err == SR_OK && (strcmp(in, text) == 0 ||
					  strstr(text, "\"kind\":\"update\"")),
		    line);
		wire_end(w);
	}
	fclose(file);
	check(count >= 40, "one example for each message at least");
}

static void
names(void)
{
	struct procedure_id id;
	char text[PROCEDURE_ID_TEXT + 1];
	unsigned role;
	enum part part;
	enum audience audience;
	enum basis basis;
	char longest[NAME_MAX_BYTES + 2];

	check(wire_id_from_text(P, &id), "an id");
	wire_id_text(text, &id);
	check_text(text, P, "and back");
	check(!wire_id_from_text("", &id), "nothing is no id");
	check(wire_role_from_name("educator", &role) && role == ROLE_EDUCATOR,
	    "bits are in the order of the names");
	check_text(wire_role_name(ROLE_ADMIN), "admin", "to the last");
	check(!wire_role_from_name("king", &role), "no such role");
	check(
	    wire_part_from_name("other", &part) && part == PART_OTHER, "parts");
	check(!wire_part_from_name("none", &part), "none is not said");
	check_text(wire_part_name(PART_NONE), "none", "never NULL");
	check(wire_audience_from_name("colleague", &audience) &&
		  audience == COLLEAGUE,
	    "audiences");
	check(
	    wire_basis_from_name("training", &basis) && basis == BASIS_TRAINING,
	    "bases");
	check_text(wire_kind_name(ENTRY_WITHDRAWN), "withdrawn", "kinds");
	memset(longest, 'a', sizeof(longest));
	longest[NAME_MAX_BYTES + 1] = '\0';
	check(!wire_name_ok(longest), "65 are too many");
	longest[NAME_MAX_BYTES] = '\0';
	check(wire_name_ok(longest), "64 are not");
	check(wire_name_ok("0.a_b-c"), "digits, dot, line, hyphen");
	check(!wire_name_ok("") && !wire_name_ok("-a") &&
		  !wire_name_ok("a b") && !wire_name_ok("A") &&
		  !wire_name_ok("\xc3\xa9"),
	    "nothing that looks like another name");
}

int
main(void)
{
	if (wire_new(&w) != SR_OK)
		return 1;
	requests();
	what_an_answer_echoes();
	sizes();
	relay_messages();
	nothing_bad_is_written();
	documents();
	examples();
	names();
	wire_free(w);
	wire_free(NULL);
	return check_done();
}
