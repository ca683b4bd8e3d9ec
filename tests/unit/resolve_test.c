/* SPDX-License-Identifier: MIT */
#include "resolve.h"

#include <stdlib.h>

#include "check.h"

#define OPEN_HERON 0
#define OPEN_CROW 1
#define PAUSED_KITE 2
#define CLOSED_HERON 3
#define CLOSED_OWL 4
#define CLOSED_OWL_TOO 5
#define CLOSED_JAY 8
#define NOBODY (-1)

static struct wire_procedure rows[] = {
    {.code_name = "blue heron", .state = "open"},
    {.code_name = "blue crow", .state = "open"},
    {.code_name = "red kite", .state = "paused"},
    {.code_name = "blue heron", .state = "closed"},
    {.code_name = "white owl", .state = "closed"},
    {.code_name = "white owl", .state = "closed"},
    {.code_name = "red kite", .state = "withdrawn"},
    {.code_name = "grey jay", .state = "withdrawn"},
    {.code_name = "grey jay", .state = "closed"},
};

static const struct {
	const char *why, *word;
	int row;
} cases[] = {
    {"a code name", "blue crow", OPEN_CROW},
    {"with a hyphen, as in a shell", "blue-crow", OPEN_CROW},
    {"in capitals, as on the wall", "RED KITE", PAUSED_KITE},
    {"the open one goes before the closed one", "blue heron", OPEN_HERON},
    {"and before a withdrawn one: stop must not ask which", "red-kite",
	PAUSED_KITE},
    {"of two that ended, the one that can be read", "grey jay", CLOSED_JAY},
    {"two closed ones of a name: which?", "white owl", NOBODY},
    {"the start of a name", "red", PAUSED_KITE},
    {"a start that two have", "blue", NOBODY},
    {"a whole id", "30303030303030303030303030303030", CLOSED_HERON},
    {"the start of an id", "4040", CLOSED_OWL},
    {"three digits are a slip", "404", NOBODY},
    {"no such thing", "green-heron", NOBODY},
    {"nothing", "", NOBODY},
};

static void
test_words(void)
{
	struct resolved found;
	struct sr_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum sr_err err = resolve_procedure(&found, rows,
		    sizeof rows / sizeof *rows, cases[i].word, &fault);

		if (cases[i].row == NOBODY)
			check_number(err, SR_ENOPROC, cases[i].why);
		else if (check_number(err, SR_OK, cases[i].why))
			check(memcmp(&found.id, &rows[cases[i].row].id,
				  sizeof found.id) == 0,
			    cases[i].why);
	}
}

static void
test_left_out(void)
{
	struct resolved found;
	struct sr_fault fault = {""};

	check_number(resolve_procedure(&found, rows, 0, NULL, &fault),
	    SR_ENOPROC, "there is none");
	check_number(resolve_procedure(&found, rows, 2, NULL, &fault),
	    SR_ENOPROC, "there are two");
	check(strstr(fault.what, "blue crow") != NULL, "and it names them");
	check_number(
	    resolve_procedure(&found, &rows[PAUSED_KITE], 3, NULL, &fault),
	    SR_OK, "one is not closed");
	check_text(found.code_name, "red kite", "that one");
	check_number(
	    resolve_procedure(&found, &rows[CLOSED_HERON], 1, NULL, &fault),
	    SR_OK, "the only one, though closed");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		memset(rows[i].id.byte, (int)(0x10 * i), 16);
		rows[i].template_id = "generic";
	}
	test_words();
	test_left_out();
	return check_done();
}
