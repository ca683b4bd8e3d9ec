/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdlib.h>

#include "check.h"
#include "proto/cj.h"
#include "world.h"

/*
 * Plays *.scn files: whole-relay stories, a step a line.
 *
 *   why SENTENCE           what breaks for a person if the next steps fail
 *   account NAME ROLES     an account with a device
 *   window NAME OF         another peer with OF's account and device
 *   connect NAME           connect and say hello
 *   dial NAME              connect only
 *   say NAME JSON          send; $words stand for what was captured
 *   say-drain NAME JSON    send; the relay is told to end before it is on disk
 *   flood NAME N JSON      send it N times at once
 *   hear NAME JSON         the next message has at least these members; a
 *                          string "$word" captures what it does not know yet
 *                          (a number too; known, it stands without quotes)
 *   hears NAME TEXT        the next message has TEXT in it
 *   hears-not NAME TEXT    nothing heard so far, or waiting, has TEXT in it
 *   quiet NAME             nothing more waits to be heard
 *   stall NAME, flow NAME  stops, goes on taking from its socket
 *   vanish NAME            is gone without a word
 *   closed NAME CODE       was closed with this code
 *   wait MS                time passes
 *   sleep MS               the machine slept that long: each timer that was
 *                          due comes once
 *   clock-back MS          the wall clock is set back
 *   clock-on MS            the wall clock is set forward
 *   disk full, disk well   the journal takes nothing more, or does again
 *   disk hangs             what was begun does not end; `disk well` ends it
 *   ready WHAT             what /readyz would say: ready, journal, filter
 *   config KEY VALUE       a key of scrubrelayd.json(5) from now on
 *   policy AUDIENCE JSON   the policy of student or colleague from now on
 *   filter broken, filter well   students' policy lets names through, or not
 *   restart                the relay starts again; all are cut off
 */

#define VARS 32

struct story {
	const char *file;
	unsigned line;
	char why[256];
	struct world *world;
	struct cj *heard, *wanted;
	struct {
		char name[32], value[128];
	} var[VARS];
	unsigned vars;
	/* All that was ever heard, with the peer's name, for hears-not. */
	char *log;
	size_t log_len;
	bool failed;
};

static void
fail(struct story *s, const char *what, const char *detail)
{
	char why[512];

	snprintf(why, sizeof why, "%s: %s", what, s->why);
	check_that(false, s->file, (int)s->line, detail ? detail : what, why);
	s->failed = true;
}

/* ---- captured words ---- */

static const char *
var_find(const struct story *s, const char *name, size_t len)
{
	for (unsigned i = 0; i < s->vars; i++)
		if (strlen(s->var[i].name) == len &&
		    memcmp(s->var[i].name, name, len) == 0)
			return s->var[i].value;
	return NULL;
}

static void
var_set(struct story *s, const char *name, const char *value)
{
	if (s->vars == VARS) {
		fail(s, "too many captured words", name);
		return;
	}
	snprintf(s->var[s->vars].name, sizeof s->var[0].name, "%s", name);
	snprintf(s->var[s->vars++].value, sizeof s->var[0].value, "%s", value);
}

/* The text with every known $word put in; the caller's to free. */
static char *
expand(const struct story *s, const char *text)
{
	size_t room = strlen(text) * 40 + 1, n = 0;
	char *out = malloc(room);

	while (out && *text) {
		const char *end = text + 1;
		const char *value = NULL;

		if (*text == '$') {
			while (isalnum((unsigned char)*end) || *end == '_')
				end++;
			value = var_find(s, text + 1, (size_t)(end - text) - 1);
		}
		if (value) {
			n += (size_t)snprintf(out + n, room - n, "%s", value);
			text = end;
		} else {
			out[n++] = *text++;
		}
	}
	if (out)
		out[n] = '\0';
	return out;
}

/* ---- is what was heard what was wanted? ---- */

static bool matches(
    struct story *s, const struct cj_value *want, const struct cj_value *got);

static const struct cj_value *
member(const struct cj_value *object, const char *key)
{
	const struct cj_value *v = cj_first(object);

	while (v && strcmp(cj_key(v), key) != 0)
		v = cj_next(v);
	return v;
}

static bool
matches_string(
    struct story *s, const struct cj_value *want, const struct cj_value *got)
{
	const char *w = cj_string(want);

	if (cj_kind(got) != CJ_STRING)
		return false;
	if (w[0] == '$' && !var_find(s, w + 1, strlen(w + 1))) {
		var_set(s, w + 1, cj_string(got));
		return true;
	}
	return strcmp(w, cj_string(got)) == 0;
}

static bool
matches_all(
    struct story *s, const struct cj_value *want, const struct cj_value *got)
{
	const struct cj_value *g = cj_first(got), *w = cj_first(want);

	for (; w; w = cj_next(w)) {
		if (cj_kind(want) == CJ_OBJECT)
			g = member(got, cj_key(w));
		if (!g || !matches(s, w, g))
			return false;
		if (cj_kind(want) == CJ_ARRAY)
			g = cj_next(g);
	}
	return cj_kind(want) == CJ_OBJECT || !g;
}

static bool
matches(
    struct story *s, const struct cj_value *want, const struct cj_value *got)
{
	uint64_t w, g;
	char digits[24];

	if (cj_kind(want) == CJ_STRING && cj_string(want)[0] == '$' &&
	    cj_kind(got) == CJ_NUMBER && cj_integer(got, &g)) {
		snprintf(digits, sizeof digits, "%llu", (unsigned long long)g);
		var_set(s, cj_string(want) + 1, digits);
		return true;
	}
	if (cj_kind(want) != cj_kind(got))
		return false;
	switch (cj_kind(want)) {
	case CJ_NULL:
		return true;
	case CJ_BOOL:
		return cj_bool(want) == cj_bool(got);
	case CJ_NUMBER:
		return cj_integer(want, &w) && cj_integer(got, &g) && w == g;
	case CJ_STRING:
		return matches_string(s, want, got);
	case CJ_ARRAY:
	case CJ_OBJECT:
		return matches_all(s, want, got);
	}
	return false;
}

/* ---- steps ---- */

static const char *
hear(struct story *s, struct peer *p, const char *name)
{
	const char *text = peer_hear(p);
	size_t more;
	char *grown;

	if (!text)
		return NULL;
	more = strlen(name) + strlen(text) + 3;
	grown = realloc(s->log, s->log_len + more);
	if (grown) {
		s->log = grown;
		s->log_len += (size_t)snprintf(
		    grown + s->log_len, more, "%s %s\n", name, text);
	}
	return text;
}

static void
step_hear(struct story *s, struct peer *p, const char *name, const char *rest)
{
	const struct cj_value *got, *want;
	struct sr_fault fault = {{0}};
	const char *text = hear(s, p, name);
	char *wanted = expand(s, rest);

	if (!wanted ||
	    cj_read(s->wanted, wanted, strlen(wanted), &want, &fault) != SR_OK)
		fail(s, "the story's JSON is wrong", fault.what);
	else if (!text)
		fail(s, "nothing was heard", wanted);
	else if (cj_read(s->heard, text, strlen(text), &got, &fault) != SR_OK)
		fail(s, "no JSON was heard", text);
	else if (matches(s, want, got))
		check_passed++;
	else {
		fprintf(stderr, "   heard  %s\n   wanted %s\n", text, wanted);
		fail(s, "something else was heard", NULL);
	}
	cj_end(s->heard);
	cj_end(s->wanted);
	free(wanted);
}

static void
step_hears_not(
    struct story *s, struct peer *p, const char *name, const char *text)
{
	size_t name_len = strlen(name);

	while (hear(s, p, name))
		;
	for (char *line = s->log; line && *line;) {
		char *end = strchr(line, '\n');

		*end = '\0';
		if (strncmp(line, name, name_len) == 0 &&
		    line[name_len] == ' ' && strstr(line, text))
			fail(s, "was heard", text);
		*end = '\n';
		line = end + 1;
	}
	check_passed++;
}

static void
step_peer(struct story *s, const char *verb, const char *name, const char *rest)
{
	struct peer *p = world_find(s->world, name);
	char *text;
	char code[16];

	if (!p) {
		fail(s, "nobody of that name", name);
	} else if (strcmp(verb, "connect") == 0) {
		if (!peer_connect(p, true))
			fail(s, "hello was refused", name);
	} else if (strcmp(verb, "dial") == 0) {
		if (!peer_connect(p, false))
			fail(s, "the connection was refused", name);
	} else if (strcmp(verb, "say") == 0) {
		text = expand(s, rest);
		if (text)
			peer_say(p, text);
		free(text);
	} else if (strcmp(verb, "flood") == 0) {
		text = expand(s, rest);
		for (long n = strtol(rest, NULL, 10); text && n > 0; n--)
			peer_say(p, strchr(text, '{'));
		free(text);
	} else if (strcmp(verb, "say-drain") == 0) {
		text = expand(s, rest);
		if (text)
			peer_say(p, text);
		free(text);
		world_drain(s->world);
	} else if (strcmp(verb, "hear") == 0) {
		step_hear(s, p, name, rest);
	} else if (strcmp(verb, "hears") == 0) {
		const char *next = hear(s, p, name);

		check_that(next && strstr(next, rest), s->file, (int)s->line,
		    rest, s->why);
	} else if (strcmp(verb, "hears-not") == 0) {
		step_hears_not(s, p, name, rest);
	} else if (strcmp(verb, "quiet") == 0) {
		const char *more = hear(s, p, name);

		if (more)
			fail(s, "there was more to hear", more);
		else
			check_passed++;
	} else if (strcmp(verb, "stall") == 0 || strcmp(verb, "flow") == 0) {
		peer_stall(p, verb[0] == 's');
	} else if (strcmp(verb, "vanish") == 0) {
		peer_vanish(p);
	} else if (strcmp(verb, "closed") == 0) {
		snprintf(code, sizeof code, "%d", peer_closed(p));
		check_same_text(code, rest, s->file, (int)s->line, s->why);
	} else {
		fail(s, "no such step", verb);
	}
}

static void
step(struct story *s, char *line)
{
	char *verb = strtok(line, " ");
	char *name = strtok(NULL, strcmp(verb, "why") == 0 ? "" : " ");
	char *rest = strtok(NULL, "");

	if (!name)
		name = verb + strlen(verb);
	if (!rest)
		rest = name + strlen(name);
	if (strcmp(verb, "why") == 0)
		snprintf(s->why, sizeof s->why, "%s", name);
	else if (strcmp(verb, "account") == 0) {
		if (!world_account(s->world, name, rest))
			fail(s, "no account could be made", name);
	} else if (strcmp(verb, "window") == 0) {
		struct peer *of = world_find(s->world, rest);

		if (!of || !world_window(s->world, name, of))
			fail(s, "no window could be made", name);
	} else if (strcmp(verb, "wait") == 0)
		world_wait(s->world, strtoull(name, NULL, 10));
	else if (strcmp(verb, "sleep") == 0)
		world_sleep(s->world, strtoull(name, NULL, 10));
	else if (strcmp(verb, "clock-back") == 0)
		world_clock_back(s->world, strtoull(name, NULL, 10));
	else if (strcmp(verb, "clock-on") == 0)
		world_clock_back(s->world, 0 - strtoull(name, NULL, 10));
	else if (strcmp(verb, "config") == 0) {
		if (!world_config(s->world, name, rest))
			fail(s, "no such setting", name);
	} else if (strcmp(verb, "policy") == 0) {
		enum audience a =
		    strcmp(name, "colleague") == 0 ? COLLEAGUE : STUDENT;

		if (!world_policy(s->world, a, rest))
			fail(s, "no policy", name);
	} else if (strcmp(verb, "disk") == 0) {
		world_disk_full(s->world, strcmp(name, "full") == 0);
		world_disk_hangs(s->world, strcmp(name, "hangs") == 0);
	} else if (strcmp(verb, "ready") == 0) {
		if (strcmp(world_ready(s->world), name) != 0)
			fail(s, "not so ready", world_ready(s->world));
	}
	else if (strcmp(verb, "filter") == 0)
		world_filter(s->world, strcmp(name, "broken") == 0);
	else if (strcmp(verb, "restart") == 0) {
		if (!world_restart(s->world))
			fail(s, "the relay did not start again", NULL);
	} else
		step_peer(s, verb, name, rest);
	world_settle(s->world);
}

/* A line that starts with a space goes on the line before. */
/* What does not fit is cut: the step then fails by itself. */
static void
join(char *line, size_t room, const char *more)
{
	size_t have = strlen(line), len = strlen(more);

	if (len > room - have - 1)
		len = room - have - 1;
	memcpy(line + have, more, len);
	line[have + len] = '\0';
}

static void
play_lines(struct story *s, FILE *f)
{
	static char line[65536], next[65536];
	unsigned at = 0;

	line[0] = '\0';
	for (bool more = true; more && !s->failed;) {
		more = fgets(next, sizeof next, f) != NULL;
		if (more) {
			at++;
			next[strcspn(next, "\n")] = '\0';
			if (next[0] == ' ' || next[0] == '\t') {
				join(line, sizeof line, next);
				continue;
			}
		}
		if (line[0] && line[0] != '#')
			step(s, line);
		if (more)
			memcpy(line, next, sizeof line);
		s->line = at;
	}
}

static void
play(const char *file)
{
	struct story s = {.file = file, .line = 1};
	FILE *f = fopen(file, "re");

	if (!f) {
		fail(&s, "cannot be read", NULL);
		return;
	}
	s.world = world_new();
	if (s.world && cj_new(&s.heard) == SR_OK && cj_new(&s.wanted) == SR_OK)
		play_lines(&s, f);
	else
		fail(&s, "no relay could be made", NULL);
	fclose(f);
	world_free(s.world);
	cj_free(s.heard);
	cj_free(s.wanted);
	free(s.log);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		play(argv[i]);
	return check_done();
}
