/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/dialects.h"
#include "profile.h"
#include "proto/hello.h"

/*
 * scrubrelay.v1 without the client's library: a JSON reader for each entry
 * would be what is measured. The relay's messages begin with their operation
 * and have their fields in one order.
 */

struct greeter {
	struct profile profile[2]; /* who reads, who posts */
	struct keypair *key[2];
	char procedure[64];
	char entry[96]; /* how each entry begins */
	size_t entry_len;
	uint64_t answers, refusals, gaps;
};

static void
load_profile(struct greeter *g, int which, const char *name)
{
	struct sr_fault fault = {""};

	if (profile_load(&g->profile[which], name, &fault) != SR_OK ||
	    keypair_load(&g->key[which], g->profile[which].key_file, &fault) !=
		SR_OK) {
		fprintf(stderr, "bench: %s\n", fault.what);
		exit(1);
	}
}

void
relay_greeter(struct net *net, const char *poster, const char *reader,
    const char *procedure)
{
	struct greeter *g = calloc(1, sizeof *g);

	if (!g)
		exit(1);
	load_profile(g, 0, reader);
	load_profile(g, 1, poster);
	snprintf(g->procedure, sizeof g->procedure, "%s", procedure);
	g->entry_len = (size_t)snprintf(g->entry, sizeof g->entry,
	    "{\"op\":\"entry\",\"procedure\":\"%s\",\"number\":", procedure);
	net->greeter = g;
}

void
relay_read_from(struct client *c, uint64_t number)
{
	c->next = number;
}

uint64_t
relay_answers(const struct net *net)
{
	const struct greeter *g = net->greeter;

	return g ? g->answers : 0;
}

uint64_t
relay_refusals(const struct net *net)
{
	const struct greeter *g = net->greeter;

	return g ? g->refusals : 0;
}

uint64_t
relay_gaps(const struct net *net)
{
	const struct greeter *g = net->greeter;

	return g ? g->gaps : 0;
}

static bool
begins(const uint8_t *bytes, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && memcmp(bytes, with, n) == 0;
}

/* The text of a member that is a string; false: there is none. */
static bool
member(
    char *out, size_t room, const uint8_t *bytes, size_t len, const char *name)
{
	const uint8_t *at = memmem(bytes, len, name, strlen(name)), *end;

	if (!at)
		return false;
	at += strlen(name);
	end = memchr(at, '"', (size_t)(bytes + len - at));
	if (!end || (size_t)(end - at) >= room)
		return false;
	memcpy(out, at, (size_t)(end - at));
	out[end - at] = '\0';
	return true;
}

static void
say_hello(struct client *c, const uint8_t *bytes, size_t len)
{
	struct greeter *g = c->net->greeter;
	struct keypair *key = g->key[c->publisher];
	const struct profile *p = &g->profile[c->publisher];
	uint8_t relay_nonce[32], nonce[32], signature[64];
	char theirs[64] = "", ours[64], device[64], proof[96], text[512];
	struct hello_claim claim = {.relay = p->relay,
	    .relay_nonce = relay_nonce,
	    .device_nonce = nonce,
	    .device = keypair_public(key),
	    .account = p->account};

	if (!member(theirs, sizeof theirs, bytes, len, "\"nonce\":\"") ||
	    hello_unbase64(relay_nonce, 32, theirs) != SR_OK)
		return;
	hello_random(nonce, sizeof nonce);
	hello_sign(signature, &claim, key);
	hello_base64(ours, sizeof ours, nonce, 32);
	hello_base64(device, sizeof device, keypair_public(key), 32);
	hello_base64(proof, sizeof proof, signature, 64);
	snprintf(text, sizeof text,
	    "{\"op\":\"hello\",\"seq\":1,\"account\":\"%s\",\"device\":\"%s\","
	    "\"nonce\":\"%s\",\"signature\":\"%s\"}",
	    p->account, device, ours, proof);
	client_say(c, text);
}

static void
subscribe(struct client *c)
{
	struct greeter *g = c->net->greeter;
	char text[160];

	if (c->next == 0)
		c->next = 1;
	snprintf(text, sizeof text,
	    "{\"op\":\"subscribe\",\"seq\":2,\"procedure\":\"%s\","
	    "\"from\":%" PRIu64 "}",
	    g->procedure, c->next);
	client_say(c, text);
}

static bool
relay_is_message(struct client *c, const uint8_t *bytes, size_t len)
{
	struct greeter *g = c->net->greeter;
	uint64_t number;

	if (len < g->entry_len + 8 ||
	    memcmp(bytes, g->entry, g->entry_len) != 0)
		return false;
	number = strtoull((const char *)bytes + g->entry_len, NULL, 10);
	if (number != c->next && g->gaps++ < 5)
		fprintf(stderr,
		    "bench: entry %" PRIu64 " came where %" PRIu64 " was due\n",
		    number, c->next);
	c->next = number + 1;
	return true;
}

static void
count_answer(struct greeter *g, const uint8_t *bytes, size_t len)
{
	g->answers++;
	if (!begins(bytes, len, "{\"op\":\"error\""))
		return;
	if (g->refusals++ == 0)
		fprintf(stderr, "bench: refused: %.*s\n", (int)len,
		    (const char *)bytes);
}

static void
relay_frame(struct client *c, const uint8_t *bytes, size_t len)
{
	struct greeter *g = c->net->greeter;

	if (begins(bytes, len, "{\"op\":\"challenge\"")) {
		say_hello(c, bytes, len);
	} else if (begins(bytes, len, "{\"op\":\"welcome\"")) {
		if (c->publisher || c->dialect == &dialect_idle)
			client_ready(c);
		else
			subscribe(c);
	} else if (begins(bytes, len, "{\"op\":\"caught-up\"")) {
		if (c->state == CLIENT_GREETING)
			client_ready(c);
	} else if (c->state == CLIENT_GREETING &&
		   relay_is_message(c, bytes, len)) {
		c->got++; /* of the past, before it has caught up */
		c->net->events->message(c);
	} else if (begins(bytes, len, "{\"op\":\"error\"") ||
		   (c->publisher && begins(bytes, len, "{\"op\":\"ok\""))) {
		count_answer(g, bytes, len);
	}
}

/* Goes through the filters as it is; long enough that the entry's frame has
 * about 260 bytes, like the other servers' payloads. */
static void
relay_publish(struct client *c, uint64_t seq, size_t payload)
{
	struct greeter *g = c->net->greeter;
	char text[512];

	(void)payload;
	snprintf(text, sizeof text,
	    "{\"op\":\"post\",\"seq\":%" PRIu64 ",\"procedure\":\"%s\","
	    "\"draft\":\"b-%" PRIu64 "\",\"text\":\"Suction, dry field, "
	    "lateral traction please; two clips on the artery, then the duct "
	    "is cut and the gallbladder comes off the bed\"}",
	    seq + 1, g->procedure, seq);
	client_say(c, text);
}

void
relay_ping(struct client *c)
{
	client_say(c, "{\"op\":\"ping\",\"seq\":7}");
}

static void
wait_for_challenge(struct client *c)
{
	(void)c;
}

const struct dialect dialect_relay = {
    .name = "relay",
    .read_path = "/",
    .post_path = "/",
    .subprotocol = SR_SUBPROTOCOL,
    .start = wait_for_challenge,
    .frame = relay_frame,
    .is_message = relay_is_message,
    .publish = relay_publish,
};

const struct dialect dialect_idle = {
    .name = "idle",
    .read_path = "/",
    .post_path = "/",
    .subprotocol = SR_SUBPROTOCOL,
    .start = wait_for_challenge,
    .frame = relay_frame,
    .is_message = relay_is_message,
    .publish = relay_publish,
};
