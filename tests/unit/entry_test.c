/* SPDX-License-Identifier: MIT */
#include "entry.h"

#include "check.h"

int
main(void)
{
	struct entry_head head = {
	    .kind = ENTRY_UPDATE, .part = PART_SCRUB, .t_ms = 1234, .step = ""};
	char student[] = "drain out [DATE]", colleague[] = "drain out Tuesday";
	struct scrubbed text[AUDIENCES] = {
	    [STUDENT] = {.text = student, .len = strlen(student)},
	    [COLLEAGUE] = {.text = colleague, .len = strlen(colleague)},
	};
	const struct scrubbed none[AUDIENCES] = {{0}};
	struct entry *e;
	size_t len;

	if (!check(entry_new(&e, &head, text) == SR_OK, "an entry is made"))
		return check_done();
	student[0] = colleague[0] = '#';
	head.t_ms = 0;
	check_text(entry_text(e, STUDENT, &len), "drain out [DATE]",
	    "the texts are copies: the caller wipes his");
	check_number(len, 16, "with their length");
	check_text(entry_text(e, COLLEAGUE, &len), "drain out Tuesday",
	    "each audience has its own");
	check_number(entry_head(e)->t_ms, 1234, "the head is a copy too");
	check_number(entry_lang("id-ID"), TEXT_LANG_ID, "Indonesian");
	check_number(entry_lang(NULL), TEXT_LANG_EN, "English if not said");
	check_number(entry_lang("fr"), TEXT_LANG_NONE, "what nobody filters");
	check_number(entry_number(e), 0, "no number before the journal");
	entry_set_number(e, 7);
	entry_set_number(e, 7);
	check_number(entry_number(e), 7, "one number, then always that");
	check(entry_ref(e) == e, "a reference is the same entry");
	entry_unref(e);
	check_text(entry_text(e, STUDENT, &len), "drain out [DATE]",
	    "it lives until the last reference goes");
	entry_unref(e);
	entry_unref(NULL);
	if (check(entry_new(&e, &head, none) == SR_OK,
		"milestones have no text")) {
		check_text(entry_text(e, COLLEAGUE, &len), "",
		    "no text reads as an empty one");
		entry_unref(e);
	}
	return check_done();
}
