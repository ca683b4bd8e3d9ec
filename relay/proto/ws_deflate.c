/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "proto/ws_private.h"

/*
 * permessage-deflate (RFC 7692), negotiated. To libwebsockets it is an
 * extension that changes nothing: it lets frames with RSV1 through, and what
 * they carry is inflated in ws_message.c, in memory that all connections share
 * and under frame_max. (Its own takes 44 kB for each connection that sends a
 * message, accepts parameters that it does not obey, and its limits are of
 * pieces.) What goes out was deflated once for all in frame.c.
 */

#define NAME "permessage-deflate"
/* Bytes of what a browser offers are 44, of three offers with all parameters
 * 300; more than this is nobody who means it. */
#define OFFERS_MAX 1023u

struct offer {
	bool server_no_takeover, client_no_takeover, client_bits_given;
	uint8_t server_bits; /* 0: not given */
};

/*
 * libwebsockets keeps pings to itself, and does not mind RSV1 on them where an
 * extension may have it. What it knows of the last header is told still when
 * the pong is out and the connection is writeable again. With RSV1, that header
 * is the ping's unless it is one of a message that has not come yet, or of the
 * last one that came: behind a message that was deflated this does not see it.
 */
bool
deflate_ping_marked(const struct ws_conn *c)
{
	return c->deflate && !c->client && !c->marked &&
	       lws_get_reserved_bits(c->wsi) &&
	       !lws_is_first_fragment(c->wsi);
}

static int
on_extension(struct lws_context *context, const struct lws_extension *ext,
    struct lws *wsi, enum lws_extension_callback_reasons why, void *user,
    void *in, size_t len)
{
	/* None that it would look for: deflate_answer() writes them. */
	static const struct lws_ext_options none[] = {{NULL, EXTARG_NONE}};

	(void)context;
	(void)ext;
	(void)wsi;
	(void)len;
	if (why == LWS_EXT_CB_CONSTRUCT) {
		*(void **)user = NULL;
		*(const struct lws_ext_options **)in = none;
	}
	return 0;
}

const struct lws_extension ws_extensions[] = {
    {.name = NAME, .callback = on_extension},
    {.name = NULL},
};

static char *
trim(char *text)
{
	size_t len;

	text += strspn(text, " \t");
	len = strlen(text);
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		text[--len] = '\0';
	return text;
}

/* 8 to 15, in quotes or not; 0: no such number. */
static uint8_t
read_bits(const char *text)
{
	static const char *const bits[] = {
	    "8", "9", "10", "11", "12", "13", "14", "15"};
	size_t len = strlen(text), quoted = text[0] == '"';

	if (quoted && (len < 3 || text[len - 1] != '"'))
		return 0;
	for (uint8_t i = 0; i < 8; i++)
		if (len - 2 * quoted == strlen(bits[i]) &&
		    memcmp(text + quoted, bits[i], strlen(bits[i])) == 0)
			return (uint8_t)(8 + i);
	return 0;
}

static bool
set_once(bool *given)
{
	bool first = !*given;

	*given = true;
	return first;
}

/* RFC 7692, 7.1: an offer with anything that is not as it says there is not
 * taken. */
static bool
read_parameter(struct offer *o, char *text)
{
	char *value = strchr(text, '=');
	const char *name;

	if (value)
		*value++ = '\0';
	name = trim(text);
	value = value ? trim(value) : NULL;
	if (strcasecmp(name, "server_no_context_takeover") == 0)
		return !value && set_once(&o->server_no_takeover);
	if (strcasecmp(name, "client_no_context_takeover") == 0)
		return !value && set_once(&o->client_no_takeover);
	if (strcasecmp(name, "client_max_window_bits") == 0)
		return (!value || read_bits(value)) &&
		       set_once(&o->client_bits_given);
	if (strcasecmp(name, "server_max_window_bits") != 0 || !value ||
	    o->server_bits)
		return false;
	o->server_bits = read_bits(value);
	return o->server_bits != 0;
}

static bool
read_offer(struct offer *o, char *text)
{
	char *parameter, *name = strsep(&text, ";");

	memset(o, 0, sizeof(*o));
	if (strcasecmp(trim(name), NAME) != 0)
		return false;
	while ((parameter = strsep(&text, ";")))
		if (!read_parameter(o, parameter))
			return false;
	return true;
}

void
deflate_negotiate(struct lws *wsi, struct ws_conn *c)
{
	char text[OFFERS_MAX + 1], *rest = text, *one;
	struct offer offer;
	uint8_t asked = 0;
	bool settled = false;

	if (!c->deflate_allowed ||
	    lws_hdr_copy(wsi, text, sizeof(text), WSI_TOKEN_EXTENSIONS) <= 0 ||
	    strchr(text, '\t')) /* libwebsockets takes it for a comma */
		return;
	while ((one = strsep(&rest, ","))) {
		bool named = strncmp(trim(one), NAME, sizeof(NAME) - 1) == 0;

		asked += named;
		if (named && !settled) {
			c->offers = asked;
			settled = strchr(one, ';') != NULL;
		}
		if (c->offer_taken || !named || !read_offer(&offer, one))
			continue;
		c->offer_taken = true;
		c->window_bits = offer.server_bits;
	}
}

/*
 * libwebsockets asks for each offer of that name and takes one. Behind one with
 * parameters it looks no further, otherwise it breaks the handshake off when
 * another follows, and behind 255 bytes in any case: so it is the first that
 * has parameters, or else the last. What is answered is ours in any case.
 */
int
deflate_confirm(struct ws_conn *c)
{
	return !c->offer_taken || c->offers == 0 || --c->offers > 0;
}

/* Behind the name that libwebsockets has just written. */
int
deflate_answer(struct ws_conn *c, struct lws_process_html_args *answer)
{
	static const char before[] = NAME "\r\n";
	char bits[40] = "";
	int n;

	/* What libwebsockets wrote before is longer than this. */
	if (!c->offer_taken || memcmp(answer->p - (sizeof(before) - 1), before,
				   sizeof(before) - 1) != 0)
		return 0;
	if (c->window_bits)
		snprintf(bits, sizeof(bits), "; server_max_window_bits=%u",
		    c->window_bits);
	answer->p -= 2;
	n = snprintf(answer->p, (size_t)answer->max_len,
	    "; server_no_context_takeover; client_no_context_takeover%s\r\n",
	    bits);
	if (n < 0 || n >= answer->max_len)
		return -1;
	answer->p += n;
	c->deflate = true;
	return 0;
}
