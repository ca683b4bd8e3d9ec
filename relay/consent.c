/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "procedure_private.h"

/* What a procedure must have before anybody may follow it. */

static enum sr_err
check_template(const struct procedures *all, const struct wire_open *in,
    uint64_t now_ms, struct sr_fault *fault)
{
	(void)all;
	(void)now_ms;
	if (template_find(in->template_id))
		return SR_OK;
	sr_fault_set(fault, "open.template: no such template");
	return SR_EINVAL;
}

/* No active consent, no stream: it names who may read, and until when. */
static enum sr_err
check_consent(const struct procedures *all, const struct wire_open *in,
    uint64_t now_ms, struct sr_fault *fault)
{
	bool any = false;

	(void)all;
	for (int a = 0; a < AUDIENCES; a++)
		any = any || in->audience[a];
	if (!in->consent || !in->consent[0] || !any) {
		sr_fault_set(fault, "open.consent: a reference and at least "
				    "one audience");
		return SR_ECONSENT;
	}
	if (in->consent_until_s && in->consent_until_s <= now_ms / 1000) {
		sr_fault_set(fault, "open.consent_until: this consent has "
				    "ended");
		return SR_ECONSENT;
	}
	if (in->release == RELEASE_ARCHIVE && !in->archive) {
		sr_fault_set(fault, "open.release: archive, and the consent "
				    "does not allow an archive");
		return SR_ECONSENT;
	}
	if (in->delay_given && in->release != RELEASE_LIVE) {
		sr_fault_set(fault, "open.delay_s: only a live release "
				    "has a delay");
		return SR_EINVAL;
	}
	return SR_OK;
}

/* Each has, as an account, what he is to be here; nobody stands twice. */
static enum sr_err
check_person(const struct procedures *all, const struct wire_open *in,
    unsigned which, struct sr_fault *fault)
{
	const struct wire_person *who = &in->people[which];
	const struct account *a = account_find(all->opt.accounts, who->account);

	for (unsigned i = 0; i < which; i++) {
		if (strcmp(in->people[i].account, who->account) != 0)
			continue;
		sr_fault_set(fault, "open.people: each account once");
		return SR_EINVAL;
	}
	if (!a || account_revoked(a)) {
		sr_fault_set(fault,
		    "open.people: '%s': there is no such account",
		    who->account);
		return SR_ENOUSER;
	}
	if (who->roles & ~account_roles(a)) {
		sr_fault_set(fault,
		    "open.people: '%s': this account has not the role "
		    "named here; an administrator gives it",
		    who->account);
		return SR_EINVAL;
	}
	return SR_OK;
}

static enum sr_err
check_people(const struct procedures *all, const struct wire_open *in,
    uint64_t now_ms, struct sr_fault *fault)
{
	bool advocate = false;

	(void)now_ms;
	for (unsigned i = 0; i < in->people_count; i++) {
		enum sr_err err = check_person(all, in, i, fault);

		if (err != SR_OK)
			return err;
		advocate = advocate || in->people[i].roles & ROLE_ADVOCATE;
	}
	return advocate || !all->opt.config->advocate_required ? SR_OK
							       : SR_EADVOCATE;
}

/* The room's or the case's code from two looks at two things: it is compared
 * here, and stands nowhere else. */
static enum sr_err
check_code(const struct procedures *all, const struct wire_open *in,
    uint64_t now_ms, struct sr_fault *fault)
{
	(void)now_ms;
	if (!in->check && !in->check_again && !all->opt.config->check_required)
		return SR_OK;
	if (!in->check || !in->check_again) {
		sr_fault_set(fault, "open.check: the code of the room or the "
				    "case is missing, or its second time "
				    "(check_again)");
		return SR_ECHECK;
	}
	return strcmp(in->check, in->check_again) == 0 ? SR_OK : SR_ECHECK;
}

/* Readers see hashtags before they read anything: a word that the filter
 * would change is none. */
static enum sr_err
check_hashtags(const struct procedures *all, const struct wire_open *in,
    uint64_t now_ms, struct sr_fault *fault)
{
	static const uint8_t secret[32];
	struct scrub_case *c = NULL;
	struct scrub_fault where = {{0}};
	enum sr_err err = SR_OK;

	(void)now_ms;
	if (!in->hashtags.count)
		return SR_OK;
	if (all->hold)
		return SR_EHELD;
	if (scrub_case_new(&c, secret) != SCRUB_OK)
		return SR_ENOMEM;
	if (in->roster && scrub_case_roster(c, "roster", in->roster,
			      in->roster_len, &where) != SCRUB_OK)
		err = SR_EINVAL;
	for (unsigned i = 0; i < in->hashtags.count && err == SR_OK; i++) {
		const char *tag = in->hashtags.tag[i];
		struct scrubbed out = {0};

		if (scrub_text(all->opt.policy[STUDENT], c, SCRUB_EN,
			(struct raw_text){tag, strlen(tag)},
			&out) != SCRUB_OK ||
		    out.change_count)
			err = SR_EINVAL;
		scrubbed_wipe(&out);
	}
	if (err != SR_OK)
		sr_fault_set(fault, "open.hashtags: words of the field, and "
				    "none that could name somebody");
	scrub_case_free(c);
	return err;
}

enum sr_err
consent_check(const struct procedures *all, const struct wire_open *in,
    uint64_t now_ms, struct sr_fault *fault)
{
	static enum sr_err (*const gates[])(const struct procedures *all,
	    const struct wire_open *in, uint64_t now_ms,
	    struct sr_fault *fault) = {check_template, check_consent,
	    check_people, check_code, check_hashtags};

	for (size_t i = 0; i < sizeof gates / sizeof *gates; i++) {
		enum sr_err err = gates[i](all, in, now_ms, fault);

		if (err != SR_OK)
			return err;
	}
	return SR_OK;
}

/* Who opens has a part in it, if only to stop it; the advocate is named. */
static void
fill_people(struct wire_doc_procedure *doc, const struct wire_open *in,
    const struct account *by)
{
	struct wire_person *opener;

	memcpy(doc->people, in->people, sizeof doc->people);
	doc->people_count = in->people_count;
	for (unsigned i = 0; i < doc->people_count; i++)
		if (strcmp(doc->people[i].account, account_name(by)) == 0)
			return;
	if (!doc->people_count || doc->people_count == PEOPLE_MAX)
		return;
	opener = &doc->people[doc->people_count++];
	strncpy(opener->account, account_name(by), NAME_MAX_BYTES);
	opener->roles =
	    account_roles(by) & (ROLE_POSTER | ROLE_SURGEON | ROLE_MODERATOR);
}

void
consent_fill(struct wire_doc_procedure *doc, const struct wire_open *in,
    const struct account *by)
{
	const struct template *t = template_find(in->template_id);

	strncpy(doc->template_id, in->template_id, NAME_MAX_BYTES);
	strncpy(doc->consent, in->consent, CONSENT_REF_MAX);
	strncpy(doc->opened_by, account_name(by), NAME_MAX_BYTES);
	if (in->consent_by)
		strncpy(doc->consent_by, in->consent_by, NAME_MAX_BYTES);
	strncpy(doc->specialty, in->specialty ? in->specialty : t->specialty,
	    NAME_MAX_BYTES);
	doc->consent_until_s = in->consent_until_s;
	doc->basis = in->basis;
	memcpy(doc->audience, in->audience, sizeof doc->audience);
	doc->archive = in->archive;
	doc->images = in->images;
	doc->release = in->release;
	doc->delay_s = in->delay_s;
	doc->hashtags = in->hashtags;
	doc->roster_given = in->roster != NULL;
	fill_people(doc, in, by);
}
