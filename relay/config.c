/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

enum kind {
	KIND_TEXT,    /* a string; default NULL: may be left out */
	KIND_ADDRESS, /* a numeric address */
	KIND_CHOICE,  /* one of the words in `words` */
	KIND_NUMBER,
	KIND_BOOL /* default: number */
};

struct option {
	const char *key;
	enum kind kind;
	size_t at;
	const char *text; /* default of strings */
	const char *words;
	uint64_t number, least, most; /* default and range of numbers */
	bool live; /* read where it is used, each time: SIGHUP changes it */
};

/* clang-format off */
#define AT(member) offsetof(struct config, member)
#define TEXT(k, m, d)            {.key = k, .kind = KIND_TEXT, .at = AT(m), .text = d}
#define ADDRESS(k, m, d)         {.key = k, .kind = KIND_ADDRESS, .at = AT(m), .text = d}
#define CHOICE(k, m, d, w)       {.key = k, .kind = KIND_CHOICE, .at = AT(m), .text = d, .words = w}
#define NUMBER(k, d, lo, hi)     {.key = #k, .kind = KIND_NUMBER, .at = AT(k), .number = d, .least = lo, .most = hi}
#define BOOL(k, d)               {.key = #k, .kind = KIND_BOOL, .at = AT(k), .number = d}
#define LIVE_TEXT(k, m, d)         {.key = k, .kind = KIND_TEXT, .at = AT(m), .text = d, .live = true}
#define LIVE_NUMBER(k, d, lo, hi)  {.key = #k, .kind = KIND_NUMBER, .at = AT(k), .number = d, .least = lo, .most = hi, .live = true}
#define LIVE_BOOL(k, d)            {.key = #k, .kind = KIND_BOOL, .at = AT(k), .number = d, .live = true}

/* scrubrelayd.json(5) and scrubrelayd.json.example have the same rows. */
static const struct option options[] = {
	ADDRESS("listen_host", listen_host, "127.0.0.1"),
	NUMBER(listen_port, 7360, 0, 65535),
	TEXT("tls_certificate", tls_certificate, NULL),
	TEXT("tls_key", tls_key, NULL),
	BOOL(behind_proxy, false),
	LIVE_BOOL(web, true),
	TEXT("public_url", public_url, NULL),
	ADDRESS("metrics_host", metrics_host, NULL),
	NUMBER(metrics_port, METRICS_PORT, 0, 65535),
	TEXT("data_dir", data_dir, "/var/lib/scrubrelay"),
	TEXT("master_passphrase_file", master_passphrase_file, NULL),
	LIVE_TEXT("policy_student", policy[STUDENT], "safe-harbor"),
	LIVE_TEXT("policy_colleague", policy[COLLEAGUE], "limited-data-set"),
	CHOICE("log_format", log_format, "text", "text json"),
	CHOICE("log_level", log_level, "info", "debug info warn error"),
	NUMBER(frame_max, FRAME_MAX, 32768, FRAME_MOST),
	LIVE_NUMBER(hello_ms, HELLO_MS, 1000, 60000),
	NUMBER(hello_fails_per_min, HELLO_FAILS_PER_MIN, 1, 1000),
	NUMBER(connections_max, CONNECTIONS_MAX, 1, 1000000),
	NUMBER(connections_per_address_max, CONNECTIONS_PER_ADDRESS_MAX, 1, 1000000),
	LIVE_NUMBER(connections_per_account_max, CONNECTIONS_PER_ACCOUNT_MAX, 1, 1000000),
	LIVE_NUMBER(procedures_open_max, PROCEDURES_OPEN_MAX, 1, 1000000),
	LIVE_NUMBER(procedures_open_per_account_max, PROCEDURES_OPEN_PER_ACCOUNT_MAX, 1, 1000000),
	LIVE_NUMBER(subscriptions_max, SUBSCRIPTIONS_MAX, 1, SUBSCRIPTIONS_MOST),
	LIVE_NUMBER(drafts_waiting_max, DRAFTS_WAITING_MAX, 1, JOURNAL_QUEUE_MAX),
	NUMBER(held_max, HELD_MAX, 1, HELD_MOST),
	LIVE_NUMBER(questions_max, QUESTIONS_MAX, 1, QUESTIONS_MOST),
	LIVE_NUMBER(questions_waiting_max, QUESTIONS_WAITING_MAX, 1, QUESTIONS_MOST),
	LIVE_NUMBER(requests_per_s, REQUESTS_PER_S, 1, 100000),
	LIVE_NUMBER(requests_burst, REQUESTS_BURST, 1, 1000000),
	LIVE_NUMBER(posts_per_min, POSTS_PER_MIN, 0, 1000000),
	LIVE_NUMBER(procedure_posts_per_min, PROCEDURE_POSTS_PER_MIN, 0, 1000000),
	LIVE_NUMBER(opens_per_min, OPENS_PER_MIN, 0, 1000000),
	LIVE_NUMBER(changes_per_min, CHANGES_PER_MIN, 0, 1000000),
	LIVE_NUMBER(asks_per_min, ASKS_PER_MIN, 0, 1000000),
	LIVE_NUMBER(procedure_asks_per_min, PROCEDURE_ASKS_PER_MIN, 0, 1000000),
	LIVE_NUMBER(taps_per_min, TAPS_PER_MIN, 0, 1000000),
	LIVE_NUMBER(events_per_min, EVENTS_PER_MIN, 0, 1000000),
	NUMBER(slow_reader_ms, SLOW_READER_MS, 1000, 600000),
	NUMBER(disk_stall_ms, DISK_STALL_MS, 100, 600000),
	LIVE_BOOL(advocate_required, true),
	LIVE_BOOL(check_required, true),
	LIVE_NUMBER(advocate_s, ADVOCATE_S, 0, 86400),
	LIVE_NUMBER(autoclose_s, AUTOCLOSE_S, 0, 86400),
	LIVE_NUMBER(delay_s, DELAY_S, 0, DELAY_MOST_S),
	NUMBER(held_s, HELD_S, 0, 86400),
	NUMBER(attendance_s, ATTENDANCE_S, 0, 3600),
	LIVE_NUMBER(as_live_min_s, AS_LIVE_MIN_S, 0, AS_LIVE_MOST_S),
	LIVE_NUMBER(as_live_max_s, AS_LIVE_MAX_S, 0, AS_LIVE_MOST_S),
	LIVE_NUMBER(invite_s, INVITE_S, 60, 2592000),
	NUMBER(closed_read_s, CLOSED_READ_S, 0, 31536000),
	NUMBER(retention_days, RETENTION_DAYS, 0, 36500),
	BOOL(deflate, true),
	NUMBER(flush_window_ms, FLUSH_WINDOW_MS, 0, 1000),
	LIVE_NUMBER(drain_ms, DRAIN_MS, 0, 600000),
};
/* clang-format on */

#define OPTIONS (sizeof(options) / sizeof(options[0]))
_Static_assert(OPTIONS <= CONFIG_KEYS_MAX, "a line for each key");

/* ---- values in place ---- */

static char **
text_at(struct config *c, const struct option *o)
{
	return (char **)(void *)((char *)c + o->at);
}

static bool
is_text(const struct option *o)
{
	return o->kind == KIND_TEXT || o->kind == KIND_ADDRESS ||
	       o->kind == KIND_CHOICE;
}

static bool
set_text(struct config *c, const struct option *o, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		return false;
	free(*text_at(c, o));
	*text_at(c, o) = copy;
	return true;
}

void
config_init(struct config *c)
{
	memset(c, 0, sizeof(*c));
	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *o = &options[i];

		/* Without memory it stays NULL; config_check() tells. */
		if (is_text(o) && o->text)
			(void)set_text(c, o, o->text);
		else if (o->kind == KIND_BOOL)
			*((char *)c + o->at) = o->number != 0;
		else if (o->kind == KIND_NUMBER)
			memcpy(
			    (char *)c + o->at, &o->number, sizeof(o->number));
	}
}

void
config_wipe(struct config *c)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		if (is_text(&options[i])) {
			free(*text_at(c, &options[i]));
			*text_at(c, &options[i]) = NULL;
		}
	}
	free(c->file);
	c->file = NULL;
}

/* ---- faults ---- */

struct place {
	const char *file;
	unsigned line;
	struct sr_fault *fault;
};

static enum sr_err
refuse(const struct place *p, const struct option *o, const char *wrong)
{
	char allowed[96] = "";

	switch (o->kind) {
	case KIND_TEXT:
		snprintf(
		    allowed, sizeof(allowed), "a string that is not empty");
		break;
	case KIND_ADDRESS:
		snprintf(allowed, sizeof(allowed),
		    "an address such as \"127.0.0.1\", \"0.0.0.0\" or \"::\"");
		break;
	case KIND_CHOICE:
		snprintf(allowed, sizeof(allowed), "one of %s", o->words);
		break;
	case KIND_NUMBER:
		snprintf(allowed, sizeof(allowed), "%llu to %llu",
		    (unsigned long long)o->least, (unsigned long long)o->most);
		break;
	case KIND_BOOL:
		snprintf(allowed, sizeof(allowed), "true or false");
		break;
	}
	sr_fault_set(p->fault, "%s:%u: %s: %s, allowed is %s", p->file, p->line,
	    o->key, wrong, allowed);
	return SR_ECONFIG;
}

/* Bytes of a key that can be a slip of the finger for another; the longest
 * key has 31. */
#define KEY_NEAR 40u

/* Letters to change, add or drop to make one word of another. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[KEY_NEAR], before, above;
	size_t len = strlen(b);

	if (len >= KEY_NEAR)
		return KEY_NEAR;
	for (unsigned i = 0; i <= len; i++)
		row[i] = i;
	for (; *a; a++) {
		before = row[0]++;
		for (size_t i = 1; i <= len; i++) {
			unsigned least = before + (*a != b[i - 1]);

			above = row[i];
			if (above + 1 < least)
				least = above + 1;
			if (row[i - 1] + 1 < least)
				least = row[i - 1] + 1;
			row[i] = least;
			before = above;
		}
	}
	return row[len];
}

static enum sr_err
refuse_key(const struct place *p, const char *key)
{
	const char *near = NULL;
	unsigned least = 4; /* further off it is no slip of the finger */

	for (size_t i = 0; i < OPTIONS && strlen(key) < KEY_NEAR; i++) {
		unsigned d = distance(key, options[i].key);

		if (d < least && d < strlen(key)) {
			least = d;
			near = options[i].key;
		}
	}
	if (near)
		sr_fault_set(p->fault,
		    "%s:%u: %.40s: there is no such key, near to it is %s",
		    p->file, p->line, key, near);
	else
		sr_fault_set(p->fault,
		    "%s:%u: %.40s: there is no such key, allowed are those of "
		    "scrubrelayd.json(5)",
		    p->file, p->line, key);
	return SR_ECONFIG;
}

/* ---- reading ---- */

static bool
is_address(const char *text)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, text, bytes) == 1 ||
	       inet_pton(AF_INET6, text, bytes) == 1;
}

static bool
is_one_of(const char *words, const char *word)
{
	size_t len = strlen(word);

	while (*words) {
		size_t n = strcspn(words, " ");

		if (n == len && memcmp(words, word, n) == 0)
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

static enum sr_err
read_text(struct config *c, const struct option *o, const struct json *v,
    const struct place *p)
{
	if (v->kind != JSON_STRING)
		return refuse(p, o, "no string");
	if (v->string_len == 0)
		return refuse(p, o, "an empty string");
	if (o->kind == KIND_ADDRESS && !is_address(v->string))
		return refuse(p, o, "no numeric address");
	if (o->kind == KIND_CHOICE && !is_one_of(o->words, v->string))
		return refuse(p, o, "another word");
	return set_text(c, o, v->string) ? SR_OK : SR_ENOMEM;
}

static enum sr_err
read_number(struct config *c, const struct option *o, const struct json *v,
    const struct place *p)
{
	uint64_t number;

	if (v->kind != JSON_NUMBER)
		return refuse(p, o, "no number");
	if (!(v->number >= (double)o->least && v->number <= (double)o->most))
		return refuse(p, o, "out of range");
	number = (uint64_t)v->number;
	if ((double)number < v->number)
		return refuse(p, o, "not a whole number");
	memcpy((char *)c + o->at, &number, sizeof(number));
	return SR_OK;
}

static enum sr_err
read_option(struct config *c, const struct option *o, const struct json *v,
    const struct place *p)
{
	switch (o->kind) {
	case KIND_TEXT:
	case KIND_ADDRESS:
	case KIND_CHOICE:
		return read_text(c, o, v, p);
	case KIND_NUMBER:
		return read_number(c, o, v, p);
	case KIND_BOOL:
		if (v->kind != JSON_BOOL)
			return refuse(p, o, "neither true nor false");
		memcpy((char *)c + o->at, &v->truth, sizeof(v->truth));
		return SR_OK;
	}
	return SR_ECONFIG;
}

static enum sr_err
read_member(struct config *c, const struct json *v, const char *file_name,
    struct sr_fault *fault)
{
	struct place p = {file_name, v->line, fault};

	for (size_t i = 0; i < OPTIONS; i++) {
		if (strcmp(options[i].key, v->key) == 0) {
			c->line[i] = v->line;
			return read_option(c, &options[i], v, &p);
		}
	}
	return refuse_key(&p, v->key);
}

enum sr_err
config_read(struct config *c, const char *file_name, const char *text,
    size_t len, struct sr_fault *fault)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	const char *why = "";
	char key[JSON_KEY_SHOWN];
	unsigned line = 0;
	enum sr_err err = SR_OK;

	if (!json_read_naming(&doc, &root, text, len, &line, &why, key)) {
		sr_fault_set(fault, "%s:%u: %s%s%s", file_name, line, key,
		    key[0] ? ": " : "", why);
		return SR_ECONFIG;
	}
	if (root->kind != JSON_OBJECT) {
		sr_fault_set(fault, "%s:%u: allowed is one object { }",
		    file_name, root->line);
		err = SR_ECONFIG;
		goto out;
	}
	for (const struct json *v = root->child; v && err == SR_OK; v = v->next)
		err = read_member(c, v, file_name, fault);
out:
	json_free(doc);
	return err;
}

/* ---- what no single key can tell ---- */

static bool
is_loopback(const char *host)
{
	return strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

enum sr_err
config_refuse(const struct config *c, const char *file_name, const char *key,
    const char *why, struct sr_fault *fault)
{
	unsigned line = 0;

	for (size_t i = 0; i < OPTIONS; i++)
		if (strcmp(options[i].key, key) == 0)
			line = c->line[i];
	if (!file_name)
		sr_fault_set(fault, "%s: %s", key, why);
	else if (line)
		sr_fault_set(
		    fault, "%s:%u: %s: %s", file_name, line, key, why);
	else
		sr_fault_set(fault, "%s: %s: %s", file_name, key, why);
	return SR_ECONFIG;
}

enum sr_err
config_check(
    const struct config *c, const char *file_name, struct sr_fault *fault)
{
	const char *key = NULL, *why = NULL;

	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *o = &options[i];
		char *text = NULL;

		if (!is_text(o) || !o->text)
			continue;
		memcpy(&text, (const char *)c + o->at, sizeof(text));
		if (!text)
			return SR_ENOMEM;
	}
	if (!c->tls_certificate != !c->tls_key) {
		key = c->tls_key ? "tls_key" : "tls_certificate";
		why = "tls_certificate and tls_key go together";
	} else if (c->public_url &&
		   strncmp(c->public_url, "https://", 8) != 0 &&
		   strncmp(c->public_url, "http://127.0.0.1", 16) != 0 &&
		   strncmp(c->public_url, "http://localhost", 16) != 0) {
		key = "public_url";
		why = "allowed is https:// and the name by which browsers "
		      "find the relay";
	} else if (c->as_live_max_s < c->as_live_min_s) {
		key = "as_live_max_s";
		why = "allowed is as_live_min_s or more";
	} else if (!c->tls_certificate && !c->behind_proxy &&
		   !is_loopback(c->listen_host)) {
		key = "listen_host";
		why = "without TLS loopback only; allowed is 127.0.0.1 or "
		      "::1, tls_certificate and tls_key, or behind_proxy true";
	}
	return key ? config_refuse(c, file_name, key, why, fault) : SR_OK;
}

/* ---- again ---- */

static size_t
size_of(const struct option *o)
{
	if (is_text(o))
		return sizeof(char *);
	return o->kind == KIND_NUMBER ? sizeof(uint64_t) : sizeof(bool);
}

static bool
same(struct config *a, struct config *b, const struct option *o)
{
	const char *x, *y;

	if (!is_text(o))
		return memcmp((char *)a + o->at, (char *)b + o->at,
			   size_of(o)) == 0;
	x = *text_at(a, o);
	y = *text_at(b, o);
	return x && y ? strcmp(x, y) == 0 : x == y;
}

void
config_take(struct config *c, struct config *fresh,
    void (*waits)(void *ctx, const char *key), void *ctx)
{
	char kept[sizeof(uint64_t)];

	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *o = &options[i];
		char *old = (char *)c + o->at, *new = (char *)fresh + o->at;

		if (same(c, fresh, o))
			continue;
		if (!o->live) {
			waits(ctx, o->key);
			continue;
		}
		/* Changed, not copied: each owns its texts. */
		memcpy(kept, old, size_of(o));
		memcpy(old, new, size_of(o));
		memcpy(new, kept, size_of(o));
	}
	memcpy(c->line, fresh->line, sizeof c->line);
}
