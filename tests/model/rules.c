/* SPDX-License-Identifier: MIT */
#include "rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The walk: worlds one after another, each with its people and steps. */

/* Steps in one world: what was said in it is searched from end to end. */
#define WORLD_STEPS 2500u

static struct rules state;
struct rules *m = &state;

static const struct {
	const char *name, *roles;
	unsigned bits;
} persons[PERSONS] = {
    [NURSE] = {"nurse", "poster", ROLE_POSTER},
    [KIM] = {"kim", "surgeon", ROLE_SURGEON},
    [ADV] = {"adv", "advocate", ROLE_ADVOCATE},
    [MOD] = {"mod", "moderator", ROLE_MODERATOR},
    [MEG] = {"meg", "poster,moderator", ROLE_POSTER | ROLE_MODERATOR},
    [OUT] = {"out", "poster", ROLE_POSTER},
    [ANA] = {"ana", "student", ROLE_STUDENT},
    [BEN] = {"ben", "student", ROLE_STUDENT},
    [COLE] = {"cole", "colleague", ROLE_COLLEAGUE},
    [EDU] = {"edu", "educator", ROLE_EDUCATOR},
    [BOSS] = {"boss", "admin", ROLE_ADMIN},
};

/* Limits of rate are no part of this model. */
static const struct {
	const char *key, *value;
} settings[] = {
    {"requests_per_s", "100000"},
    {"requests_burst", "1000000"},
    {"posts_per_min", "0"},
    {"procedure_posts_per_min", "0"},
    {"opens_per_min", "0"},
    {"asks_per_min", "0"},
    {"procedure_asks_per_min", "0"},
    {"taps_per_min", "0"},
    {"flush_window_ms", "0"},
    {"advocate_s", "30"},
    {"held_s", "47"},
    {"closed_read_s", "90"},
    {"autoclose_s", "0"},
};

/* xorshift64*: the same walk for the same seed everywhere. */
uint64_t
rules_draw(uint64_t below)
{
	m->random ^= m->random >> 12;
	m->random ^= m->random << 25;
	m->random ^= m->random >> 27;
	return (m->random * UINT64_C(2685821657736338717) >> 33) % below;
}

void
rules_breaks(const char *rule, const char *format, ...)
{
	va_list args;

	if (m->rule)
		return;
	m->rule = rule;
	va_start(args, format);
	vsnprintf(m->detail, sizeof m->detail, format, args);
	va_end(args);
}

const char *
rules_broken(const char **detail, unsigned *step)
{
	*detail = m->detail;
	*step = m->steps;
	return m->rule;
}

/* A world, and the model as it is when nothing has happened. */
static bool
begin(void)
{
	unsigned steps = m->steps;
	uint64_t random = m->random;
	bool loud = m->loud;

	memset(m, 0, sizeof *m);
	m->steps = steps;
	m->random = random;
	m->loud = loud;
	m->wall = UINT64_C(1800000000000);
	m->world = world_new();
	if (!m->world)
		return false;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (!world_config(m->world, settings[i].key, settings[i].value))
			return false;
	/* Some settings are read at start only. */
	if (!world_restart(m->world))
		return false;
	for (unsigned i = 0; i < PERSONS; i++) {
		struct m_person *who = &m->person[i];

		who->name = persons[i].name;
		who->roles = persons[i].bits;
		who->peer =
		    world_account(m->world, who->name, persons[i].roles);
		who->connected = who->peer && peer_connect(who->peer, true);
		if (!who->connected)
			return false;
	}
	return true;
}

bool
rules_walk(uint64_t seed, unsigned steps, bool loud)
{
	m->steps = 0;
	m->random = seed ? seed : 1;
	m->loud = loud;
	m->rule = NULL;
	while (!m->rule && m->steps < steps) {
		if (!begin())
			rules_breaks("world", "a world could not be made");
		while (!m->rule && m->steps < steps) {
			step_any();
			if (++m->steps % WORLD_STEPS == 0)
				break;
		}
		world_free(m->world);
		m->world = NULL;
	}
	return m->rule == NULL;
}
