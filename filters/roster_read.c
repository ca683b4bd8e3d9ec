/* SPDX-License-Identifier: MIT */
#include "roster.h"

#include <string.h>

#include "fault.h"
#include "hash.h"

/* Which label an id has, by a word of its kind; the first that fits. */
static const struct {
	const char *word;
	uint8_t label;
} kinds[] = {
    {"lot", SCRUB_DEVICE},
    {"serial", SCRUB_DEVICE},
    {"udi", SCRUB_DEVICE},
    {"device", SCRUB_DEVICE},
    {"implant", SCRUB_DEVICE},
    {"batch", SCRUB_DEVICE},
    {"phone", SCRUB_PHONE},
    {"telephone", SCRUB_PHONE},
    {"mobile", SCRUB_PHONE},
    {"cell", SCRUB_PHONE},
    {"tel", SCRUB_PHONE},
    {"telp", SCRUB_PHONE},
    {"telepon", SCRUB_PHONE},
    {"ponsel", SCRUB_PHONE},
    {"handphone", SCRUB_PHONE},
    {"fax", SCRUB_PHONE},
    {"pager", SCRUB_PHONE},
    {"bleep", SCRUB_PHONE},
    {"ext", SCRUB_PHONE},
    {"extension", SCRUB_PHONE},
    {"hp", SCRUB_PHONE},
    {"wa", SCRUB_PHONE},
    {"whatsapp", SCRUB_PHONE},
    {"email", SCRUB_EMAIL},
    {"mail", SCRUB_EMAIL},
    {"surel", SCRUB_EMAIL},
    {"url", SCRUB_NETWORK},
    {"website", SCRUB_NETWORK},
    {"mac", SCRUB_NETWORK},
    {"ipv4", SCRUB_NETWORK},
    {"ipv6", SCRUB_NETWORK},
    {"plate", SCRUB_VEHICLE},
    {"plat", SCRUB_VEHICLE},
    {"nopol", SCRUB_VEHICLE},
    {"vin", SCRUB_VEHICLE},
    {"vehicle", SCRUB_VEHICLE},
    {"car", SCRUB_VEHICLE},
    {"fingerprint", SCRUB_BIOMETRIC},
    {"biometric", SCRUB_BIOMETRIC},
};

/* One roster being read. */
struct reading {
	struct roster *roster;
	struct scrub_fault *fault;
	const char *file;
	struct text text;
};

static bool
wrong(
    struct reading *rd, const struct json *v, const char *key, const char *what)
{
	fault_at(rd->fault, rd->file, v->line, key, "%s", what);
	return false;
}

/* Reads a value into rd->text; it must have a letter or digit. */
static bool
take_text(struct reading *rd, const struct json *v)
{
	if (!v || v->kind != JSON_STRING || v->string_len == 0 ||
	    v->string_len > ROSTER_TEXT_MAX)
		return false;
	if (text_read(&rd->text, (struct raw_text){v->string, v->string_len}) !=
	    SCRUB_OK)
		return false;
	for (size_t i = 0; i < rd->text.token_count; i++) {
		if (rd->text.token[i].kind != TOKEN_PUNCT)
			return true;
	}
	return false;
}

#define TEXT_RULE "must be text with a letter or digit, at most 128 bytes"

static bool
read_part(struct reading *rd, const struct json *v, struct roster_person *p)
{
	if (!v || v->kind != JSON_STRING || v->string_len == 0)
		return false;
	p->part = roster_role_find(v->string);
	p->same_part = (uint8_t)rd->roster->role_count[p->part]++;
	return true;
}

static bool
read_person(struct reading *rd, const struct json *v)
{
	static const char *const keys[] = {"part", "name", "also", NULL};
	struct roster *r = rd->roster;
	unsigned person = r->person_count;
	const struct json *also, *name;
	unsigned count = 0;

	if (v->kind != JSON_OBJECT)
		return wrong(rd, v, "persons", "must be {\"part\", \"name\"}");
	if (!fault_known_keys(rd->fault, rd->file, v, keys, false))
		return false;
	if (person == ROSTER_PERSONS_MAX)
		return wrong(rd, v, "persons", "more than 64 persons");
	r->person_count++;
	if (!read_part(rd, json_member(v, "part"), &r->person[person]))
		return wrong(rd, v, "part",
		    "must be a word: patient, relative, surgeon, registrar, "
		    "anaesthetist, scrub, circulator, student, other, ...");
	name = json_member(v, "name");
	if (!take_text(rd, name))
		return wrong(rd, name ? name : v, "name", TEXT_RULE);
	if (!roster_take_name(rd->roster, &rd->text, person, true))
		return wrong(rd, v, "name", "too many names");
	also = json_member(v, "also");
	if (also && also->kind != JSON_ARRAY)
		return wrong(rd, also, "also", "must be a list of names");
	for (const struct json *a = also ? also->child : NULL; a; a = a->next) {
		if (++count > ROSTER_ALSO_MAX)
			return wrong(rd, a, "also", "more than 16 names");
		if (!take_text(rd, a))
			return wrong(rd, a, "also", TEXT_RULE);
		if (!roster_take_name(rd->roster, &rd->text, person, false))
			return wrong(rd, a, "also", "too many names");
	}
	return true;
}

/* When all names are there: what they are called for short. The last one of
 * several is the family's. */
static void
take_nicks(struct reading *rd, const struct json *v, unsigned person)
{
	const struct text *t = &rd->text;

	if (!take_text(rd, json_member(v, "name")))
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->kind == TOKEN_WORD &&
		    (i + 1 < t->token_count || t->token_count == 1))
			roster_add_nicks(rd->roster, t->fold + w->begin,
			    w->end - w->begin, person);
	}
}

static bool
read_persons(struct reading *rd, const struct json *v)
{
	unsigned person = 0;

	for (const struct json *m = v->child; m; m = m->next) {
		if (!read_person(rd, m))
			return false;
	}
	for (const struct json *m = v->child; m; m = m->next)
		take_nicks(rd, m, person++);
	return true;
}

static bool
read_places_as(struct reading *rd, const struct json *v, enum scrub_label label)
{
	unsigned count = 0;

	for (const struct json *m = v->child; m; m = m->next) {
		if (++count > ROSTER_PLACES_MAX)
			return wrong(rd, m, v->key, "more than 64");
		if (!take_text(rd, m) ||
		    !roster_take_place(rd->roster, &rd->text, label))
			return wrong(rd, m, v->key,
			    rd->roster->part_count == ROSTER_PARTS_MAX
				? "too many names"
				: "must be text with two letters or digits, "
				  "at most 128 bytes");
	}
	return true;
}

static bool
read_places(struct reading *rd, const struct json *v)
{
	return read_places_as(rd, v, SCRUB_LOCATION);
}

static bool
read_organizations(struct reading *rd, const struct json *v)
{
	return read_places_as(rd, v, SCRUB_ORGANIZATION);
}

static uint8_t
label_of_kind(const struct text *kind)
{
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		for (size_t i = 0; i < kind->token_count; i++) {
			if (token_is(kind, &kind->token[i], kinds[k].word))
				return kinds[k].label;
		}
	}
	return SCRUB_ID;
}

static bool
add_id(struct roster *r, const char *key, size_t len, uint8_t label, bool exact)
{
	struct roster_id *id = &r->id[r->id_count];

	if (r->id_count == sizeof(r->id) / sizeof(r->id[0]))
		return false;
	memcpy(id->key, key, len);
	id->len = (uint8_t)len;
	id->label = label;
	id->exact = exact;
	id->digits = strspn(id->key, "0123456789") == len;
	r->may.id_first[r->id_count] = id->key[0];
	r->may.id_whole[r->id_count] = exact;
	r->id_count++;
	r->may.id[(uint8_t)id->key[0]] = true;
	for (size_t n = 1; n <= len; n++)
		roster_set_bit(r->may.id_begins, hash_word(key, n));
	return true;
}

static bool
read_id(struct reading *rd, const struct json *v)
{
	static const char *const keys[] = {"kind", "value", NULL};
	const struct text *t = &rd->text;
	const struct json *value;
	char key[ROSTER_TEXT_MAX] = "";
	uint8_t label;
	size_t len = 0, local = 0, host = 0;
	bool good;

	if (v->kind != JSON_OBJECT)
		return wrong(rd, v, "ids", "must be {\"kind\", \"value\"}");
	if (!fault_known_keys(rd->fault, rd->file, v, keys, false))
		return false;
	if (!take_text(rd, json_member(v, "kind")))
		return wrong(rd, v, "kind", TEXT_RULE);
	label = label_of_kind(t);
	value = json_member(v, "value");
	if (!take_text(rd, value))
		return wrong(rd, value ? value : v, "value", TEXT_RULE);
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		size_t size = w->end - w->begin;

		if (label == SCRUB_EMAIL && token_sign(t, i, '@') && local == 0)
			local = len;
		if (token_sign(t, i, '.') && local > 0 && host == 0)
			host = len;
		if (w->kind == TOKEN_PUNCT || len + size > sizeof(key))
			continue;
		memcpy(key + len, t->fold + w->begin, size);
		len += size;
	}
	if (len < 2)
		return wrong(rd, value, "value", "needs two letters or digits");
	good = add_id(rd->roster, key, len, label, false);
	if (good && local == 0)
		rd->roster->told[rd->roster->told_count++] =
		    (uint16_t)(rd->roster->id_count - 1);
	if (good && local > 0) {
		struct roster_id *id =
		    &rd->roster->id[rd->roster->id_count - 1];

		id->local = (uint8_t)local;
		id->host = (uint8_t)(host > 0 ? host : len);
	}
	good = good || wrong(rd, v, "ids", "more than 128 ids");
	explicit_bzero(key, sizeof(key));
	return good;
}

static bool
read_ids(struct reading *rd, const struct json *v)
{
	unsigned count = 0;

	for (const struct json *m = v->child; m; m = m->next) {
		if (++count > ROSTER_IDS_MAX)
			return wrong(rd, m, "ids", "more than 128 ids");
		if (!read_id(rd, m))
			return false;
	}
	return true;
}

/* Written dates have a shape (shapes.re); these are the ones without. */
static bool
add_date(struct roster *r, const char *iso)
{
	/* Positions in "YYYY-MM-DD". */
	static const char *const orders[] = {
	    "01235689", "89560123", "56890123", "235689", "895623", "568923"};
	bool good = true;

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		char key[8];
		size_t len = strlen(orders[i]);

		for (size_t k = 0; k < len; k++)
			key[k] = iso[orders[i][k] - '0'];
		good = good && add_id(r, key, len, SCRUB_DATE, true);
		explicit_bzero(key, sizeof(key));
	}
	return good;
}

static unsigned
number_at(const char *s, size_t len)
{
	unsigned n = 0;

	while (len-- > 0)
		n = n * 10 + (unsigned)(*s++ - '0');
	return n;
}

/* Is there such a day? One that was mistyped would protect nobody. */
static bool
is_day(const struct roster_date *d)
{
	static const uint8_t days[] = {
	    31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const bool leap =
	    d->year % 4 == 0 && (d->year % 100 != 0 || d->year % 400 == 0);

	return d->year > 0 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= days[d->month - 1] &&
	       (d->month != 2 || d->day < 29 || leap);
}

static bool
read_dates(struct reading *rd, const struct json *v)
{
	static const char shape[] = "0000-00-00";
	struct roster_date day;
	unsigned count = 0;

	for (const struct json *m = v->child; m; m = m->next) {
		bool good = m->kind == JSON_STRING && m->string_len == 10;

		for (size_t i = 0; good && i < 10; i++)
			good = shape[i] == '0'
				   ? m->string[i] >= '0' && m->string[i] <= '9'
				   : m->string[i] == '-';
		if (!good)
			return wrong(rd, m, "dates", "must be \"YYYY-MM-DD\"");
		day = (struct roster_date){
		    .year = (uint16_t)number_at(m->string, 4),
		    .month = (uint8_t)number_at(m->string + 5, 2),
		    .day = (uint8_t)number_at(m->string + 8, 2)};
		if (!is_day(&day))
			return wrong(rd, m, "dates", "there is no such day");
		if (++count > ROSTER_DATES_MAX ||
		    !add_date(rd->roster, m->string))
			return wrong(rd, m, "dates", "more than 64 dates");
		rd->roster->date[rd->roster->date_count++] = day;
		explicit_bzero(&day, sizeof(day));
	}
	return true;
}

static const struct {
	const char *key;
	bool (*read)(struct reading *rd, const struct json *v);
} lists[] = {
    {"persons", read_persons},
    {"places", read_places},
    {"organizations", read_organizations},
    {"ids", read_ids},
    {"dates", read_dates},
};

static bool
read_root(struct reading *rd, const struct json *root)
{
	static const char *const keys[] = {"template", "persons", "places",
	    "organizations", "ids", "dates", NULL};
	const struct json *template;

	if (root->kind != JSON_OBJECT)
		return wrong(rd, root, NULL, "a roster is an object");
	if (!fault_known_keys(rd->fault, rd->file, root, keys, false))
		return false;
	template = json_member(root, "template");
	if (template && template->kind != JSON_STRING)
		return wrong(rd, template, "template", "must be text");
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct json *v = json_member(root, lists[i].key);

		if (!v)
			continue;
		if (v->kind != JSON_ARRAY)
			return wrong(rd, v, lists[i].key, "must be a list");
		if (!lists[i].read(rd, v))
			return false;
	}
	return true;
}

enum scrub_err
roster_read(struct roster **out, const char *name, const char *json, size_t len,
    struct scrub_fault *fault)
{
	struct reading rd = {.fault = fault, .file = name};
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	const char *why = NULL;
	unsigned line = 0;
	enum scrub_err err = SCRUB_EROSTER;

	fault->what[0] = '\0';
	text_init(&rd.text);
	if (!json_read(&doc, &root, json, len, &line, &why)) {
		fault_at(fault, name, line, NULL, "%s", why);
		return SCRUB_EROSTER;
	}
	rd.roster = roster_new(len);
	if (!rd.roster)
		err = SCRUB_ENOMEM;
	else if (read_root(&rd, root))
		err = SCRUB_OK;
	if (err == SCRUB_OK) {
		roster_settle(rd.roster);
		*out = rd.roster;
		rd.roster = NULL;
	}
	roster_free(rd.roster);
	text_wipe(&rd.text);
	json_free(doc);
	return err;
}
