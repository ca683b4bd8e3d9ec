/* SPDX-License-Identifier: MIT */
#include "receipt.h"

#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "files.h"

/* "receipt-blue-heron.txt", of entry 7 "receipt-blue-heron-7.txt". */
static void
name_by_code(char out[NAME_MAX], const char *code_name, const char *end)
{
	char word[NAME_MAX_BYTES + 1];

	snprintf(word, sizeof word, "%s", code_name);
	for (char *c = word; *c; c++)
		*c = isalnum((unsigned char)*c) ? *c : '-';
	snprintf(out, NAME_MAX, "receipt-%s%s.txt", word, end);
}

static void
name_by_id(
    char out[NAME_MAX], const struct procedure_id *id, const char *end)
{
	char text[PROCEDURE_ID_TEXT + 1];

	wire_id_text(text, id);
	snprintf(out, NAME_MAX, "receipt-%s%s.txt", text, end);
}

/* Nothing of that name, or this receipt, which is given again when asked. */
static bool
is_free(const char *file, const struct wire_ok *ok)
{
	struct sr_fault fault = {""};
	FILE *f = fopen(file, "re");
	char *text = NULL;
	size_t len = 0;
	bool same;

	if (!f)
		return true;
	fclose(f);
	same = files_read(file, NOTE_MAX, &text, &len, &fault) == SR_OK &&
	       len == ok->receipt_len && memcmp(text, ok->receipt, len) == 0;
	files_wipe(text, len);
	return same;
}

bool
receipt_save(const char *file, const struct wire_ok *ok)
{
	struct sr_fault fault = {""};
	char name[NAME_MAX], end[32] = "";

	if (ok->number > 0)
		snprintf(end, sizeof end, "-%" PRIu64, ok->number);
	if (!file) {
		name_by_code(name, ok->code_name ? ok->code_name : "", end);
		if (!ok->code_name || !is_free(name, ok))
			name_by_id(name, &ok->procedure, end);
		file = name;
	}
	if (files_replace(file, ok->receipt, ok->receipt_len, &fault) ==
	    SR_OK) {
		output_status(
		    "The receipt is in %s; 'scrubrelay archive receipt %s "
		    "--html' makes a page of it to print.",
		    file, file);
		return true;
	}
	output_fail(
	    "the receipt could not be kept: %s. Keep this:", fault.what);
	fputs(ok->receipt, stderr);
	return false;
}
