/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "proto/limits.h"
#include "proto/wire.h"
#include "template.h"

static const struct {
	const char *why, *template, *step; /* step NULL: only the template */
	bool there;
} cases[] = {
    {"an operation without a template of its own", "generic", NULL, true},
    {"the demo's operation", "laparoscopic-cholecystectomy", NULL, true},
    {"ids are exact", "Generic", NULL, false},
    {"no prefix is enough", "gener", NULL, false},
    {"nothing is not a template", "", NULL, false},
    {"the step that counts in this operation", "laparoscopic-cholecystectomy",
	"critical-view", true},
    {"steps belong to their template", "generic", "critical-view", false},
    {"no prefix of a step", "generic", "incisio", false},
    {"nothing is not a step", "generic", "", false},
};

static void
check_template(const struct template *t)
{
	size_t anchors = 0;

	check(wire_name_ok(t->id), "ids travel as names");
	check(t->step_count > 0, "a template has steps");
	for (size_t i = 0; i < t->step_count; i++) {
		const struct template_step *s = &t->step[i];

		anchors += s->anchor;
		check(wire_name_ok(s->id), "step ids travel as names");
		check(template_step(t, s->id) == s, "step ids are unique");
		for (int l = 0; l < TEMPLATE_LANGS; l++)
			check(s->label[l][0] != '\0' &&
				  s->phase_label[l][0] != '\0',
			    "every reader's language");
	}
	check_number(anchors, 1, "time counts from one step");
	check(template_step(t, "incision") &&
		  template_step(t, "incision")->anchor,
	    "all templates count from the incision");
	check(template_step(t, "patient-in-room") &&
		  template_step(t, "patient-out-of-room"),
	    "coming and going are steps: the stream ends after the second");
}

int
main(void)
{
	const struct template *all;
	size_t count;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct template *t = template_find(cases[i].template);
		bool there = t != NULL;

		if (cases[i].step)
			there = template_step(t, cases[i].step) != NULL;
		check(there == cases[i].there, cases[i].why);
	}
	check(!template_find(NULL), "no id is not a template");
	check(!template_step(NULL, "incision"), "no template has no steps");

	all = template_all(&count);
	check_number(count, 9, "eight operations and generic");
	for (size_t i = 0; i < count; i++) {
		check(template_find(all[i].id) == &all[i], "ids are unique");
		check(i == 0 || strcmp(all[i - 1].id, all[i].id) < 0,
		    "in order of id");
		check_template(&all[i]);
	}
	return check_done();
}
