/* SPDX-License-Identifier: MIT */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "args.h"
#include "ask.h"
#include "files.h"
#include "hold.h"
#include "keeper.h"
#include "output.h"
#include "template.h"

struct opening {
	const char *profile, *template_id, *consent, *basis, *roster_file;
	const char *code_name;
	struct args_list audiences;
	bool archive, keep, json;
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
	if (o->json)
		printf(
		    "{\"procedure\":\"%s\",\"code_name\":\"%s\"}\n", id, name);
	else
		printf("%s  %s\n", id, name);
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
		output_fail("open: %s; --template is one of:",
		    o->template_id ? "there is no such template"
				   : "say which operation");
		for (size_t i = 0; i < n; i++)
			fprintf(stderr, "  %-32s%s\n", ids[i],
			    all[i].label[TEMPLATE_EN]);
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
	w->consent = o->consent;
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
	struct opening o = {.basis = "training"};
	const struct args_option options[] = {
	    {"template", "ID", ARGS_TEXT, &o.template_id,
		"the kind of operation"},
	    {"consent", "REF", ARGS_TEXT, &o.consent,
		"reference of the consent; no name in it"},
	    {"audience", "WHO[,WHO]", ARGS_LIST, &o.audiences,
		"student, colleague: those the consent names"},
	    {"basis", "BASIS", ARGS_TEXT, &o.basis,
		"training (default) or authorization"},
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
	if (fill(&o))
		status = (int)ask_relay(o.profile, &o.r, on_open, &o);
	if (status == CMD_OK && o.keep)
		status =
		    (int)hold_roster(o.profile, &o.id, o.roster, o.roster_len);
	files_wipe(o.roster, o.roster_len);
	return status;
}
