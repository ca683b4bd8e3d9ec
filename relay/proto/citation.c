/* SPDX-License-Identifier: MIT */
#include "proto/citation.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static size_t
digits(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && is_digit(text[n]))
		n++;
	return n;
}

static size_t
keep(struct wire_citation *c, enum citation_type type, const char *id,
    size_t len)
{
	if (len > CITATION_ID_MAX)
		return 0;
	c->type = type;
	memcpy(c->id, id, len);
	c->id[len] = '\0';
	return len;
}

/* What a sentence puts behind a DOI, or around it, is not of it. */
static size_t
doi_end(const char *text, size_t from, size_t to)
{
	while (to > from && strchr(".,;:!?)]}'", text[to - 1])) {
		/* "10.1016/S0140-6736(05)66912-7": brackets of its own. */
		if (text[to - 1] == ')' && memchr(text + from, '(', to - from))
			break;
		to--;
	}
	return to;
}

/* Bytes of "10.NNNN/..." at text, or 0. */
static size_t
read_doi(const char *text, size_t len, struct wire_citation *c)
{
	size_t registrant, from, to;

	if (len < 8 || memcmp(text, "10.", 3) != 0)
		return 0;
	registrant = digits(text + 3, len - 3);
	from = 3 + registrant;
	if (registrant < 4 || registrant > 9 || from >= len ||
	    text[from] != '/')
		return 0;
	to = ++from;
	while (to < len && text[to] > ' ' && text[to] <= '~' &&
	       !strchr("\"<>[\\^`{|", text[to]))
		to++;
	to = doi_end(text, from, to);
	return to > from ? keep(c, CITATION_DOI, text, to) : 0;
}

/* "PMID 12345678", "PMID: 12345678". */
static size_t
read_pmid(const char *text, size_t len, struct wire_citation *c)
{
	size_t at = 4, n;

	if (len < 5 || strncasecmp(text, "PMID", 4) != 0)
		return 0;
	if (text[at] == ':')
		at++;
	while (at < len && text[at] == ' ')
		at++;
	n = digits(text + at, len - at);
	if (n < 1 || n > 8 || (at + n < len && is_word(text[at + n])))
		return 0;
	return keep(c, CITATION_PMID, text + at, n) ? at + n : 0;
}

static size_t
read_nct(const char *text, size_t len, struct wire_citation *c)
{
	if (len < 11 || strncasecmp(text, "NCT", 3) != 0 ||
	    digits(text + 3, len - 3) != 8 || (len > 11 && is_word(text[11])) ||
	    !keep(c, CITATION_NCT, text, 11))
		return 0;
	memcpy(c->id, "NCT", 3);
	return 11;
}

static size_t
read_one(const char *text, size_t len, struct wire_citation *c)
{
	size_t n = read_doi(text, len, c);

	if (!n)
		n = read_pmid(text, len, c);
	return n ? n : read_nct(text, len, c);
}

static bool
known(const struct wire_citation *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].type == all[count].type &&
		    strcmp(all[i].id, all[count].id) == 0)
			return true;
	return false;
}

size_t
citations_find(
    const char *text, size_t len, struct wire_citation out[CITATIONS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < len && count < CITATIONS_MAX;) {
		size_t n = 0;

		if (i == 0 || !is_word(text[i - 1]))
			n = read_one(text + i, len - i, &out[count]);
		if (n && !known(out, count))
			count++;
		i += n ? n : 1;
	}
	return count;
}
