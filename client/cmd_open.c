/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "args.h"
#include "ask.h"
#include "files.h"
#include "hold.h"
#include "keeper.h"
#include "output.h"
#include "proto/catalogue.h"
#include "template.h"

struct opening {
	const char *profile, *template_id, *consent, *basis, *roster_file;
	const char *code_name;
	const char *release, *delay, *consent_by, *consent_until, *specialty;
	const char *check, *check_again;
	struct args_list audiences, hashtags;
	struct args_list people[4]; /* poster, surgeon, advocate, moderator */
	bool archive, images, keep, json;
	char *roster;
	size_t roster_len;
	struct wire_request r;
	struct procedure_id id; /* out */
};

static enum ask_next
on_open(void *ctx, const struct wire_ok *ok, struct wire_request *r)
{
	struct opening *o = ctx;
	char id[PROCEDURE_ID_TEXT + 1];
	const char *name = ok->code_name ? ok->code_name : "";

	(void)r;
	if (!ok->procedure_given) {
		output_fail("the relay did not say which procedure it opened");
		return ASK_FAILED;
	}
	o->id = ok->procedure;
	wire_id_text(id, &ok->procedure);
	if (o->json) {
		printf("{\"procedure\":\"%s\",\"code_name\":", id);
		output_json_text(stdout, name, strlen(name));
		puts("}");
	} else {
		output_print("%s  %s\n", id, name);
	}
	fflush(stdout);
	if (!o->roster)
		output_status("No roster was given: names are found by the "
			      "word lists alone. 'scrubrelay roster %.8s "
			      "FILE' gives it.",
		    id);
	output_hint("Next: scrubrelay post %.8s", id);
	return ASK_DONE;
}

/* As PROTOCOL.md has it: visible ASCII. */
static bool
good_reference(const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len; i++)
		if (text[i] <= ' ' || text[i] > '~')
			return false;
	return len >= 1 && len <= 64;
}

static bool
add_person(struct wire_open *w, const char *account, unsigned role)
{
	struct wire_person *who;

	for (unsigned i = 0; i < w->people_count; i++) {
		if (strcmp(w->people[i].account, account) == 0) {
			w->people[i].roles |= role;
			return true;
		}
	}
	if (w->people_count == PEOPLE_MAX || !wire_name_ok(account)) {
		output_fail("open: --poster, --surgeon, --advocate and "
			    "--moderator take names of accounts, at most %u",
		    PEOPLE_MAX);
		return false;
	}
	who = &w->people[w->people_count++];
	strncpy(who->account, account, NAME_MAX_BYTES);
	who->roles = role;
	return true;
}

static bool
fill_people(struct opening *o)
{
	struct wire_open *w = &o->r.u.open;

	for (unsigned role = 0; role < 4; role++)
		for (unsigned i = 0; i < o->people[role].count; i++)
			if (!add_person(w, o->people[role].item[i], 1u << role))
				return false;
	return true;
}

static bool
fill_hashtags(struct opening *o)
{
	struct wire_hashtags *h = &o->r.u.open.hashtags;

	for (unsigned i = 0; i < o->hashtags.count; i++) {
		const char *tag = o->hashtags.item[i];

		tag += *tag == '#';
		if (h->count == HASHTAGS_MAX || strlen(tag) < 2 ||
		    strlen(tag) > HASHTAG_MAX || !wire_name_ok(tag)) {
			output_fail("open: --hashtag takes at most %u words of "
				    "2 to %u of a-z, 0-9 and -",
			    HASHTAGS_MAX, HASHTAG_MAX);
			return false;
		}
		strncpy(h->tag[h->count++], tag, HASHTAG_MAX);
	}
	return true;
}

/* The end of that day where this computer stands. */
static bool
fill_until(struct opening *o)
{
	struct tm day = {
	    .tm_hour = 23, .tm_min = 59, .tm_sec = 59, .tm_isdst = -1};
	int year, month, number;
	char rest;
	time_t at;

	if (!o->consent_until)
		return true;
	if (sscanf(o->consent_until, "%4d-%2d-%2d%c", &year, &month, &number,
		&rest) == 3) {
		day.tm_year = year - 1900;
		day.tm_mon = month - 1;
		day.tm_mday = number;
		at = mktime(&day);
		/* The 31st of June is no day; mktime() makes a later one. */
		if (at > 0 && day.tm_mon == month - 1 &&
		    day.tm_mday == number) {
			o->r.u.open.consent_until_s = (uint64_t)at;
			return true;
		}
	}
	output_fail("open: --consent-until takes a day, YYYY-MM-DD");
	return false;
}

static bool
fill_release(struct opening *o)
{
	struct wire_open *w = &o->r.u.open;

	if (!wire_release_from_name(o->release, &w->release)) {
		output_fail("open: --release is live, as-live or archive");
		return false;
	}
	if (!o->delay)
		return true;
	w->delay_given = true;
	if (args_number(o->delay, &w->delay_s) && w->delay_s <= DELAY_MOST_S)
		return true;
	output_fail("open: --delay takes 0 to %u seconds", DELAY_MOST_S);
	return false;
}

/* A line from the terminal, without its end. */
static bool
ask_line(const char *question, char *line, size_t room)
{
	fprintf(stderr, "%s ", say(question));
	if (!fgets(line, (int)room, stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return *line != '\0';
}

/* Whoever sits here looks twice: at the door and at the list. */
static void
ask_codes(struct opening *o, char first[CHECK_CODE_MAX + 2],
    char again[CHECK_CODE_MAX + 2])
{
	if (o->check || o->check_again || !isatty(STDIN_FILENO) ||
	    !isatty(STDERR_FILENO))
		return;
	if (ask_line("Code of the room or the case, from the door:", first,
		CHECK_CODE_MAX + 2) &&
	    ask_line(
		"The same again, from the list:", again, CHECK_CODE_MAX + 2)) {
		o->check = first;
		o->check_again = again;
	}
}

/* Last of all: who is asked for them has given all else. */
static bool
same_codes(struct opening *o, char first[CHECK_CODE_MAX + 2],
    char again[CHECK_CODE_MAX + 2])
{
	ask_codes(o, first, again);
	if (!o->check != !o->check_again) {
		output_fail("open: give the code twice, --check and "
			    "--check-again, each read from another place");
		return false;
	}
	o->r.u.open.check = o->check;
	o->r.u.open.check_again = o->check_again;
	return true;
}

/* What cannot be right is refused before anything goes to the relay. */
static bool
fill(struct opening *o)
{
	struct wire_open *w = &o->r.u.open;
	const char *ids[32];
	size_t count;
	const struct template *all = template_all(&count);
	enum audience a;

	o->r.op = OP_OPEN;
	w->template_id = o->template_id;
	if (!o->template_id || !template_find(o->template_id)) {
		size_t n = 0;

		while (n < count && n < 32) {
			ids[n] = all[n].id;
			n++;
		}
		output_fail(o->template_id
				? "open: there is no such template; "
				  "--template is one of:"
				: "open: say which operation: --template is "
				  "one of:");
		for (size_t i = 0; i < n; i++)
			fprintf(stderr, "  %-32s%s\n", ids[i],
			    all[i].label[catalogue_used() == SR_LANG_ID
					     ? TEMPLATE_ID
					     : TEMPLATE_EN]);
		return false;
	}
	if (!o->consent || !o->audiences.count) {
		output_fail("open: this stream cannot open without --consent "
			    "REF, the reference of the patient's consent, and "
			    "--audience with those it names");
		return false;
	}
	if (!good_reference(o->consent)) {
		output_fail("open: --consent takes a reference such as "
			    "FORM-0417: 1 to 64 letters and digits without "
			    "spaces, and no name");
		return false;
	}
	if (!wire_basis_from_name(o->basis, &w->basis)) {
		output_fail("open: --basis is training or authorization");
		return false;
	}
	for (unsigned i = 0; i < o->audiences.count; i++) {
		if (!wire_audience_from_name(o->audiences.item[i], &a)) {
			output_fail("open: --audience is student, colleague "
				    "or both");
			return false;
		}
		w->audience[a] = true;
	}
	if (!fill_people(o) || !fill_hashtags(o) || !fill_until(o) ||
	    !fill_release(o))
		return false;
	w->consent = o->consent;
	w->consent_by = o->consent_by;
	w->images = o->images;
	w->specialty = o->specialty;
	w->code_name = o->code_name;
	w->archive = o->archive;
	w->roster = o->roster;
	w->roster_len = o->roster_len;
	return true;
}

/* scrubrelay open */
int
cmd_open(int argc, char **argv)
{
	struct opening o = {.basis = "training", .release = "live"};
	char first[CHECK_CODE_MAX + 2] = "", again[CHECK_CODE_MAX + 2] = "";
	const struct args_option options[] = {
	    {"template", "ID", ARGS_TEXT, &o.template_id,
		"the kind of operation"},
	    {"consent", "REF", ARGS_TEXT, &o.consent,
		"reference of the consent; no name in it"},
	    {"audience", "WHO[,WHO]", ARGS_LIST, &o.audiences,
		"student, colleague: those the consent names"},
	    {"basis", "BASIS", ARGS_TEXT, &o.basis,
		"training (default) or authorization"},
	    {"consent-by", "WHO", ARGS_TEXT, &o.consent_by,
		"who took the consent: an account or a code"},
	    {"consent-until", "DAY", ARGS_TEXT, &o.consent_until,
		"its last day, YYYY-MM-DD"},
	    {"images", NULL, ARGS_FLAG, &o.images, "it allows images"},
	    {"advocate", "NAME", ARGS_LIST, &o.people[2],
		"account of the patient's advocate"},
	    {"surgeon", "NAME", ARGS_LIST, &o.people[1],
		"accounts with a part in this procedure"},
	    {"poster", "NAME", ARGS_LIST, &o.people[0], "likewise"},
	    {"moderator", "NAME", ARGS_LIST, &o.people[3], "likewise"},
	    {"check", "CODE", ARGS_TEXT, &o.check,
		"code of the room or the case"},
	    {"check-again", "CODE", ARGS_TEXT, &o.check_again,
		"the same, typed from somewhere else"},
	    {"release", "HOW", ARGS_TEXT, &o.release,
		"live (default), as-live (days later) or archive"},
	    {"delay", "SECONDS", ARGS_TEXT, &o.delay,
		"live: how long readers wait for an update"},
	    {"specialty", "ID", ARGS_TEXT, &o.specialty,
		"the default is the template's"},
	    {"hashtag", "WORD", ARGS_LIST, &o.hashtags,
		"words by which readers find it"},
	    {"archive", NULL, ARGS_FLAG, &o.archive,
		"educators may read it when it is closed"},
	    {"roster", "FILE", ARGS_TEXT, &o.roster_file,
		"this case's identifiers (JSON)"},
	    {"code-name", "NAME", ARGS_TEXT, &o.code_name,
		"a colour and a bird, as in \"blue heron\""},
	    {"keep", NULL, ARGS_FLAG, &o.keep,
		"stay, and give the roster again when needed"},
	    {"json", NULL, ARGS_FLAG, &o.json, "one JSON object"},
	    ARGS_PROFILE(&o.profile), ARGS_END};
	struct args a = {
	    .command = "open",
	    .synopsis = "--template ID --consent REF --audience WHO [...]",
	    .purpose = "Starts a procedure's stream; prints its id and its "
		       "code name.",
	    .option = options,
	};
	struct sr_fault fault = {""};
	int status;

	if (!args_read(&a, argc, argv, &status))
		return status;
	if (o.keep && !o.roster_file) {
		output_fail("open: --keep keeps a roster: give --roster FILE");
		return CMD_USAGE;
	}
	if (o.roster_file && keeper_read(o.roster_file, &o.roster,
				 &o.roster_len, &fault) != SR_OK) {
		output_fail("%s", fault.what);
		return CMD_REFUSED;
	}
	status = CMD_USAGE;
	if (fill(&o) && same_codes(&o, first, again))
		status = (int)ask_relay(o.profile, &o.r, on_open, &o);
	if (status == CMD_OK && o.keep)
		status =
		    (int)hold_roster(o.profile, &o.id, o.roster, o.roster_len);
	explicit_bzero(first, sizeof first);
	explicit_bzero(again, sizeof again);
	files_wipe(o.roster, o.roster_len);
	return status;
}
