/* SPDX-License-Identifier: MIT */
#include "selftest.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

/* Nobody has this name; no policy lets a patient's name or numbers through. */
static const char roster[] =
    "{\"persons\":[{\"part\":\"patient\",\"name\":\"Zephyrine Quillfeather\","
    "\"also\":[\"Zeph\"]}],"
    "\"ids\":[{\"kind\":\"mrn\",\"value\":\"77310942\"}]}";

static const struct {
	const char *id;
	enum scrub_lang lang;
	const char *text, *secret; /* what must not be left of it */
} canaries[] = {
    {"roster-name", SCRUB_EN, "Quillfeather is asleep, tube at 21 cm",
	"uillfeather"},
    {"roster-first-name", SCRUB_EN, "zephyrine moves her legs", "ephyrine"},
    {"roster-name-id", SCRUB_ID_ID, "Ibu Quillfeather sudah dibius",
	"uillfeather"},
    {"roster-mrn", SCRUB_EN, "blood for 77310942 is here", "77310942"},
    {"titled-name", SCRUB_EN, "Mrs. Winterbourne has pain at the port site",
	"interbourne"},
    {"titled-name-id", SCRUB_ID_ID, "Bapak Sutrisnohadi tekanan 90/50",
	"utrisnohadi"},
    {"mrn", SCRUB_EN, "MRN 55120874, suction 200 ml", "55120874"},
    {"phone", SCRUB_EN, "call the family at (415) 555-0132", "555-0132"},
    {"phone-id", SCRUB_ID_ID, "hubungi keluarga di 0812-5550-1327",
	"5550-1327"},
    {"email", SCRUB_EN, "send it to z.quill@example.org", "quill@"},
};

struct selftest {
	struct ws_timer *timer;
	struct procedures *procedures;
	struct scrub_policy *const *policy;
	struct audit *audit;
	const char *failed; /* NULL: it was well */
};

static bool
comes_through(const struct scrub_policy *policy, struct scrub_case *c, size_t i)
{
	struct scrubbed out = {0};
	struct raw_text raw = {canaries[i].text, strlen(canaries[i].text)};
	bool through;

	/* Held is well too: nothing of it goes out. */
	if (scrub_text(policy, c, canaries[i].lang, raw, &out) != SCRUB_OK)
		return false;
	through = strstr(out.text, canaries[i].secret) != NULL;
	scrubbed_wipe(&out);
	return through;
}

const char *
selftest_filter(struct scrub_policy *const policy[AUDIENCES])
{
	static const uint8_t secret[32];
	struct scrub_fault fault;
	struct scrub_case *c = NULL;
	const char *id = NULL;

	if (scrub_case_new(&c, secret) != SCRUB_OK ||
	    scrub_case_roster(
		c, "canaries", roster, sizeof(roster) - 1, &fault) != SCRUB_OK)
		id = "no-case";
	for (int a = 0; a < AUDIENCES && !id; a++)
		for (size_t i = 0;
		     i < sizeof(canaries) / sizeof(canaries[0]) && !id; i++)
			if (comes_through(policy[a], c, i))
				id = canaries[i].id;
	scrub_case_free(c);
	return id;
}

enum sr_err
selftest_policies(
    struct scrub_policy *const policy[AUDIENCES], struct sr_fault *fault)
{
	const char *id = selftest_filter(policy);

	if (!id)
		return SR_OK;
	sr_fault_set(fault,
	    "the policies let what names a made-up patient through (%s); "
	    "names, "
	    "numbers, telephones and addresses of mail must go",
	    id);
	return SR_ECONFIG;
}

static void
tell(struct selftest *t, const char *failed)
{
	if (failed)
		log_error("filter-failed", "canary=%s held=everything", failed);
	else
		log_warn("filter-well", "canaries=%zu",
		    sizeof(canaries) / sizeof(canaries[0]));
	audit_note(t->audit,
	    &(struct audit_note){
		.event = failed ? AUDIT_FILTER_FAILED : AUDIT_FILTER_WELL,
		.about = failed,
	    });
}

static void
test(void *ctx)
{
	struct selftest *t = ctx;
	const char *failed = selftest_filter(t->policy);

	procedures_hold(t->procedures, failed != NULL);
	if (!failed != !t->failed)
		tell(t, failed);
	t->failed = failed;
	ws_timer_set(t->timer, SELFTEST_MS);
}

enum sr_err
selftest_new(struct selftest **out, struct ws_loop *loop,
    struct procedures *procedures, struct scrub_policy *const *policy,
    struct audit *audit)
{
	struct selftest *t = calloc(1, sizeof *t);
	enum sr_err err;

	if (!t)
		return SR_ENOMEM;
	t->procedures = procedures;
	t->policy = policy;
	t->audit = audit;
	err = ws_timer_new(&t->timer, loop, test, t);
	if (err != SR_OK) {
		free(t);
		return err;
	}
	test(t);
	*out = t;
	return SR_OK;
}

void
selftest_now(struct selftest *t)
{
	test(t);
}

void
selftest_free(struct selftest *t)
{
	if (!t)
		return;
	ws_timer_free(t->timer);
	free(t);
}
