/* SPDX-License-Identifier: MIT */
#include "proto/err.h"

#include "check.h"

/* Names are part of the protocol: changing one breaks clients in the field. */
static const struct {
	enum sr_err err;
	const char *name;
} names[] = {
    {SR_OK, "ok"},
    {SR_EINVAL, "bad-request"},
    {SR_EJSON, "bad-json"},
    {SR_EUTF8, "bad-utf8"},
    {SR_ETOOLARGE, "too-large"},
    {SR_EOP, "unknown-op"},
    {SR_EHELLO, "hello-first"},
    {SR_EAUTH, "not-proved"},
    {SR_EGRANT, "not-granted"},
    {SR_ENOPROC, "no-procedure"},
    {SR_EROSTER, "roster-needed"},
    {SR_EHELD, "held"},
    {SR_EDISK, "not-saved"},
};

static void
every_error_has_its_row(void)
{
#define X(id, name, sentence)                                                  \
	do {                                                                   \
		enum sr_err back = SR_ENOMEM;                                  \
                                                                               \
		check_text(sr_err_name(id), name, "a client reads the name");  \
		check_text(sr_err_sentence(id), sentence,                      \
		    "a person reads the sentence");                            \
		check(sr_err_from_name(name, &back) == SR_OK && back == id,    \
		    "a client finds the error again");                         \
	} while (0);
	SR_ERRORS(X)
#undef X
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		check_text(sr_err_name(names[i].err), names[i].name,
		    "clients in the field know this name");
}

static void
strangers(void)
{
	enum sr_err err = SR_OK;

	check(sr_err_from_name("no-such-error", &err) == SR_EINVAL,
	    "a newer relay's error is not mistaken for another");
	check(sr_err_from_name("", &err) == SR_EINVAL, "nothing is no name");
	check_text(sr_err_name((enum sr_err)10000), "unknown",
	    "a number out of range does not crash the log");
	check(sr_err_sentence((enum sr_err)10000) != NULL, "never NULL");
}

static void
faults(void)
{
	struct sr_fault fault;
	char longer[2 * sizeof(fault.what)];

	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	sr_fault_set(&fault, "%s:%d", "file", 7);
	check_text(fault.what, "file:7", "formatted");
	sr_fault_set(&fault, "%s", longer);
	check_number(
	    strlen(fault.what), sizeof(fault.what) - 1, "cut, not over");
	sr_fault_set(NULL, "nobody asks");
	check(true, "a caller may not want to know");
}

int
main(void)
{
	every_error_has_its_row();
	strangers();
	faults();
	return check_done();
}
