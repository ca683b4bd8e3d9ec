/* SPDX-License-Identifier: MIT */
/* The names that rules have, so that a policy's exceptions name one. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const char *const names[] = {
	/* shape */
	"age-alone", "age-behind-name", "age-birthday", "age-cue", "age-glued",
	"age-person", "age-sex", "age-years", "biometric-cue", "date-birth",
	"date-cue",
	"date-day", "date-day-month", "date-dotted", "date-holiday",
	"date-month", "date-month-year", "date-numeric", "date-ordinal",
	"date-range", "date-spoken", "date-weekday", "device-cue",
	"device-label", "email", "email-spoken", "handle", "host",
	"house-factory", "house-number", "id-again", "id-code",
	"id-cue", "id-ending", "id-grouped", "id-insurance", "id-long-number",
	"id-numbered", "id-office", "meeting", "network-cue",
	"number-goes-on", "phone-cue", "phone-extension", "phone-house",
	"phone-shape", "phone-short", "post-box", "postcode-cue",
	"postcode-shape",
	"postcode-state", "postcode-zip4", "room", "room-floor", "room-glued",
	"room-name", "room-unit", "room-ward", "room-wing", "spaced-digits",
	"spoken-digits", "street", "street-corner",
	"street-route", "street-rt-rw", "url-ip-mac", "vehicle-aircraft",
	"vehicle-callsign", "vehicle-cue", "vehicle-plate", "vehicle-shape",
	"vehicle-tail", "vehicle-vin",
	/* context, spelled */
	"behind-named", "behind-title",
	"described", "described-whose", "from-town", "hyphened-name",
	"initial", "initials", "listed-name", "listed-place",
	"made-word", "name-and-name", "name-or-eponym", "name-or-word",
	"name-part", "numeral", "organization-noun", "patient-initials",
	"place-noun", "place-range", "spelled", "spelt",
	"titled", "town", "unknown-word", "verb-behind", "ward-name",
	"word-as-name",
	/* roster */
	"roster-date", "roster-id", "roster-initials", "roster-misspelt",
	"roster-name", "roster-place", "roster-split", "roster-town",
	"roster-within",
	/* site: allow words stay, they have no operator */
	"deny-word",
	/* quasi */
	"quasi-age", "quasi-mechanism", "quasi-occupation", "quasi-operation",
	"quasi-place", "quasi-publicity", "quasi-sex",
};
/* clang-format on */

/* "site-1" to "site-64": a site's patterns, as they stand. */
static bool
is_pattern(const char *name)
{
	static const char prefix[] = "site-";
	char *end;
	unsigned long n;

	if (strncmp(name, prefix, sizeof(prefix) - 1) != 0)
		return false;
	name += sizeof(prefix) - 1;
	if (*name < '1' || *name > '9')
		return false;
	n = strtoul(name, &end, 10);
	return *end == '\0' && n <= SITE_PATTERNS_MAX;
}

bool
policy_is_rule(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return is_pattern(name);
}
