/* SPDX-License-Identifier: MIT */
#include "proto/citation.h"

#include <stdio.h>

#include "check.h"

static const struct {
	const char *why, *in, *want; /* "type id", one behind the other */
} cases[] = {
    {"a DOI in a sentence", "As in 10.1056/NEJMoa2034577.",
	"doi 10.1056/NEJMoa2034577 "},
    {"a DOI with its word", "see doi:10.1016/j.surg.2019.05.001, table 2",
	"doi 10.1016/j.surg.2019.05.001 "},
    {"a DOI as an address", "https://doi.org/10.1000/182", "doi 10.1000/182 "},
    {"brackets of its own stay", "10.1016/S0140-6736(05)66912-7",
	"doi 10.1016/S0140-6736(05)66912-7 "},
    {"brackets around it go", "(10.1000/182)", "doi 10.1000/182 "},
    {"a registrant has four digits", "10.105/x", ""},
    {"a DOI has something behind the slash", "10.1056/ and", ""},
    {"a pressure is no DOI", "gas 10.1200 ml", ""},
    {"a PMID", "PMID 31562232 says so", "pmid 31562232 "},
    {"a PMID with a colon", "pmid:7", "pmid 7 "},
    {"a PMID too long", "PMID 123456789", ""},
    {"a PMID without number", "PMID unknown", ""},
    {"a PMID inside a word", "xPMID 12", ""},
    {"a trial", "in nct01234567 too", "nct NCT01234567 "},
    {"a trial of seven digits", "NCT0123456", ""},
    {"a trial of nine digits", "NCT012345678", ""},
    {"none twice", "PMID 5, PMID 5 and PMID 6", "pmid 5 pmid 6 "},
    {"in order of the text", "NCT01234567, 10.1000/182, PMID 5",
	"nct NCT01234567 doi 10.1000/182 pmid 5 "},
    {"no more than eight",
	"PMID 1 PMID 2 PMID 3 PMID 4 PMID 5 PMID 6 "
	"PMID 7 PMID 8 PMID 9",
	"pmid 1 pmid 2 pmid 3 pmid 4 pmid 5 pmid 6 pmid 7 pmid 8 "},
    {"a quote does not get into an id", "10.1000/a\"b", "doi 10.1000/a "},
    {"nor does what is no ASCII", "10.1000/a\xC3\xA9z", "doi 10.1000/a "},
    {"nothing in nothing", "", ""},
};

/* A DOI of so many bytes. */
static size_t
cited(size_t len)
{
	struct wire_citation found[CITATIONS_MAX];
	char text[CITATION_ID_MAX + 2];

	memset(text, 'a', sizeof text);
	memcpy(text, "10.1000/", 8);
	return citations_find(text, len, found);
}

int
main(void)
{
	struct wire_citation found[CITATIONS_MAX];
	char got[2048];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t at = 0;
		size_t n =
		    citations_find(cases[i].in, strlen(cases[i].in), found);

		got[0] = '\0';
		for (size_t k = 0; k < n; k++)
			at += (size_t)snprintf(got + at, sizeof got - at,
			    "%s %s ", wire_citation_name(found[k].type),
			    found[k].id);
		check_text(got, cases[i].want, cases[i].why);
	}
	check_number(cited(CITATION_ID_MAX), 1, "the longest id");
	check_number(cited(CITATION_ID_MAX + 1), 0, "one byte more is none");
	return check_done();
}
