/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

#define LOCAL_MAX 64u /* bytes before the @. Source: RFC 5321, 4.5.3.1 */
#define HOST_MAX 255u

/* Links to papers and trials identify nobody. */
static const char *const citations[] = {"doi.org", "pubmed", "ncbi.nlm",
    "clinicaltrials.gov", "europepmc", "cochrane", "isrctn", "crossref",
    "nejm.org", "thelancet.com", "jamanetwork", "bmj.com", "nice.org.uk",
    "who.int", "fda.gov", "cdc.gov", "uptodate", "radiopaedia", "prospero",
    "accessgudid", "sages.org", "acog.org", "biorxiv.org", "medrxiv.org",
    "arxiv.org", "trialsearch", NULL};

/* Last labels of host names, with those of networks that are not public. */
static const char *const last_label[] = {"com", "org", "net", "edu", "gov",
    "mil", "int", "info", "biz", "io", "co", "ai", "app", "dev", "example",
    "test", "invalid", "local", "lan", "home", "internal", "intra", "corp",
    "nhs", "uk", "us", "ca", "au", "nz", "ie", "za", "in", "id", "my", "sg",
    "ph", "ng", "gh", "ke", "ug", "tz", "zw", "de", "fr", "es", "it", "nl",
    "be", "ch", "at", "se", "no", "dk", "fi", "ee", "lv", "lt", "pl", "cz",
    "sk", "hu", "ro", "bg", "gr", "pt", "br", "mx", "ar", "cl", "pe", "jp",
    "kr", "cn", "tw", "hk", "th", "vn", "pk", "bd", "lk", "np", "tr", "il",
    "sa", "ae", "eg", "ma", "et", "rw", "me", "tv", "health", "hospital",
    "care", "clinic", "doctor", "med", "academy", "surgery", "ly", "gg", "link",
    "live", "video", "cloud", "online", "site", "xyz", "ws", "eu", "is", "fm",
    "to", "gl", "so", "gle", NULL};

static bool
has(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= len; i++)
		if (memcmp(s + i, word, n) == 0)
			return true;
	return false;
}

static bool
is_citation(const struct lexemes *l, uint32_t begin, uint32_t end)
{
	for (size_t i = 0; citations[i]; i++)
		if (has(l->t->fold + begin, end - begin, citations[i]))
			return true;
	return false;
}

static bool
is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == '_' || (unsigned char)c >= 0xc3;
}

static bool
is_local_char(char c)
{
	return is_host_char(c) || c == '+' || c == '%' || c == '\'';
}

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The end of a path, port or query that begins at `at`. */
static uint32_t
tail_end(const struct lexemes *l, uint32_t at)
{
	const char *s = l->t->fold;
	uint32_t end = at;

	if (s[at] != '/' && s[at] != ':' && s[at] != '?' && s[at] != '#')
		return at;
	if (s[at] == ':' && !(s[at + 1] >= '0' && s[at + 1] <= '9'))
		return at;
	for (; at < l->t->norm_len && (unsigned char)s[at] > ' ' &&
	       !strchr("\"<>()[]", s[at]);
	     at++)
		if (!strchr(",;:.!?'", s[at]))
			end = at + 1;
	return end;
}

/* Is host[begin, end) a name with a known last label? */
static bool
is_host(const char *s, uint32_t begin, uint32_t end)
{
	uint32_t dot = end;

	while (dot > begin && s[dot - 1] != '.')
		dot--;
	if (dot <= begin + 1)
		return false;
	for (size_t i = 0; last_label[i]; i++)
		if (strlen(last_label[i]) == end - dot &&
		    memcmp(s + dot, last_label[i], end - dot) == 0)
			return true;
	return false;
}

static void
trim_host(const char *s, uint32_t *begin, uint32_t *end)
{
	while (*begin < *end && !is_alnum(s[*begin]))
		++*begin;
	while (*end > *begin && !is_alnum(s[*end - 1]))
		--*end;
}

/* name@host; "@name" is somebody's handle. */
static void
find_mail(struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;
	uint32_t at = l->at[i].begin, begin = at, end = at + 1;

	while (
	    begin > 0 && at - begin < LOCAL_MAX && is_local_char(s[begin - 1]))
		begin--;
	while (
	    end < l->t->norm_len && end - at < HOST_MAX && is_host_char(s[end]))
		end++;
	while (end > at + 1 && !is_alnum(s[end - 1]) &&
	       (unsigned char)s[end - 1] < 0x80)
		end--;
	while (begin < at && (s[begin] == '.' || s[begin] == '\''))
		begin++;
	if (end - at < 3)
		return;
	if (begin < at)
		shape_found_bytes(l, begin, end, SCRUB_EMAIL, "email", 99);
	else if (!token_everybody(s + at + 1, end - at - 1))
		shape_found_bytes(l, begin, end, SCRUB_NAME, "handle", 95);
}

/* As they are said in English and in Indonesian. */
static const char *const said_at[] = {"at", "et", NULL};
static const char *const said_dot[] = {"dot", "titik", NULL};

static bool
is_joint(const struct lexemes *l, size_t i, const char *const *words)
{
	if (lexeme_in(l, i, words))
		return true;
	return l->at[i].kind == LEX_PUNCT && lexeme_in(l, i + 1, words);
}

/* Steps over "at", "(at)", "{at}", "[at]"; 0: none here. */
static size_t
step_joint(const struct lexemes *l, size_t i, const char *const *words)
{
	if (lexeme_in(l, i, words))
		return i + 1;
	if (l->at[i].kind == LEX_PUNCT && lexeme_in(l, i + 1, words) &&
	    l->at[i + 2].kind == LEX_PUNCT && !l->at[i + 1].gap)
		return i + 3;
	return 0;
}

static bool
is_spelt(const struct lexemes *l, size_t i)
{
	static const char *const sign[] = {"dot", "underscore", "dash",
	    "hyphen", "point", "minus", "titik", NULL};

	return lexeme_in(l, i, sign) && l->at[i].gap == 1;
}

/* "jdoe at gmail dot com", "p.osei(at)lap(dot)org". */
static void
find_spoken_mail(struct lexemes *l, size_t i)
{
	size_t next = step_joint(l, i, said_at), end, dots = 0, behind = 0;
	bool bracket = lexeme_punct(l, i, '(') || lexeme_punct(l, i, '{') ||
		       lexeme_punct(l, i, '[');
	const char *s = l->t->fold;
	uint32_t begin = l->at[i].begin;

	if (!next)
		return;
	for (end = next; end < next + 12 && end < l->count; end++) {
		size_t over = step_joint(l, end, said_dot);

		if (over && l->at[over].letters) {
			dots++;
			behind = over;
			end = over - 1;
			continue;
		}
		if (end > next && end != behind && l->at[end].gap &&
		    !is_joint(l, end - 1, said_dot) &&
		    !(end > next && lexeme_in(l, end - 1, said_dot)))
			break;
		if (bracket && lexeme_punct(l, end, '.') && !l->at[end].gap &&
		    !l->at[end + 1].gap && l->at[end + 1].letters)
			dots++;
		else if (l->at[end].kind == LEX_PUNCT &&
			 !lexeme_punct(l, end, '-') &&
			 !lexeme_punct(l, end, '_'))
			break;
	}
	if (!dots || end == next)
		return;
	while (i > 2 && is_spelt(l, i - 2)) /* "kim dot holt at" */
		i -= 2;
	begin = l->at[i].begin;
	while (begin > 0 && s[begin - 1] == ' ')
		begin--;
	while (begin > 0 && l->at[i].begin - begin < LOCAL_MAX &&
	       is_local_char(s[begin - 1]))
		begin--;
	shape_found_bytes(
	    l, begin, l->at[end - 1].end, SCRUB_EMAIL, "email-spoken", 95);
}

static bool
is_octet(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_INT && l->at[i].digits < 4 &&
	       l->at[i].value < 256;
}

/* "10 dot 4 dot 17 dot 22", "10[.]4[.]17[.]22"; i: the first joint. */
static void
find_spoken_octets(struct lexemes *l, size_t i)
{
	size_t at = i;

	if (!is_octet(l, i - 1))
		return;
	for (unsigned n = 0; n < 3; n++) {
		if (lexeme_in(l, at, said_dot))
			at++;
		else if (l->at[at].kind == LEX_PUNCT &&
			 lexeme_punct(l, at + 1, '.') &&
			 l->at[at + 2].kind == LEX_PUNCT && !l->at[at].gap)
			at += 3;
		else
			return;
		if (!is_octet(l, at))
			return;
		at++;
	}
	shape_found(l, i - 1, at - 1, SCRUB_NETWORK, "url-ip-mac", 95);
}

/* "sutured.in goes": a full stop without its space, not a host; "Sp.JP": what a
 * doctor is. */
static bool
is_run_on(const char *s, uint32_t begin, uint32_t end)
{
	static const char *const words[] = {"in", "is", "it", "at", "to", "be",
	    "no", "me", "my", "so", "us", "de", "se", "test", "home", "live",
	    "care", "link", "clinic", "surgery", "hospital", "video", "health",
	    "doctor", "med", "th", "la", "ma", "pe", "id", "ie", "tr", "pt",
	    "ca", "es", "fm", "site", "ai", NULL};
	uint32_t dot = end, dots = 0;

	if (end - begin == 5 && memcmp(s + begin, "sp.", 3) == 0)
		return true;
	while (dot > begin && s[dot - 1] != '.')
		dot--;
	for (uint32_t at = begin; at < end; at++) {
		dots += s[at] == '.';
		if (s[at] == '-' || s[at] == '_')
			return false;
	}
	if (dots > 1 && end - begin > 9)
		return false;
	for (size_t i = 0; words[i]; i++)
		if (strlen(words[i]) == end - dot &&
		    memcmp(s + dot, words[i], end - dot) == 0)
			return true;
	return end - begin < 5;
}

/* "suturelab-at-uniwards.ac.uk" */
static bool
is_written_at(const char *s, uint32_t begin, uint32_t end)
{
	for (uint32_t at = begin + 2; at + 4 < end && s[at] != '.'; at++)
		if (memcmp(s + at, "-at-", 4) == 0 ||
		    memcmp(s + at, "_at_", 4) == 0)
			return true;
	return false;
}

/* "Tn.Karto/67th", "2.Smith/67M": a title or a row's number before a name, and
 * years behind it. */
static bool
is_of_list(const char *s, uint32_t begin, uint32_t end)
{
	static const char *const titles[] = {"an", "bp", "bpk", "by", "dr",
	    "mr", "mrs", "ms", "nn", "ny", "sdr", "tn", NULL};
	uint32_t dot = begin;
	bool digits = true;

	for (; dot < end && s[dot] != '.'; dot++)
		digits &= s[dot] >= '0' && s[dot] <= '9';
	if (digits)
		return true;
	for (size_t i = 0; titles[i]; i++)
		if (strlen(titles[i]) == dot - begin &&
		    memcmp(s + begin, titles[i], dot - begin) == 0)
			return true;
	return false;
}

/* A host name with dots: "stream.hospital.example/th4". */
static void
find_host(struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;
	uint32_t begin = l->at[i].begin, end = begin, tail;
	bool known;

	while (
	    begin > 0 && end - begin < HOST_MAX && is_host_char(s[begin - 1]))
		begin--;
	while (end < l->t->norm_len && end - begin < HOST_MAX &&
	       is_host_char(s[end]))
		end++;
	trim_host(s, &begin, &end);
	if (begin > 0 && (s[begin - 1] == '/' || s[begin - 1] == '@'))
		return;
	if (begin >= end || end <= l->at[i].begin + 1)
		return;
	known = is_host(s, begin, end);
	/* Else a tail without blanks is read again behind each stop in it. */
	if (!known && s[end] != '/')
		return;
	tail = tail_end(l, end);
	if (!known && (tail <= end + 3 || is_of_list(s, begin, end)))
		return;
	if (tail == end && is_run_on(s, begin, end))
		return;
	if (is_citation(l, begin, tail)) {
		shape_kept_bytes(l, begin, tail, "keep-citation", 99);
		return;
	}
	if (is_written_at(s, begin, end))
		shape_found_bytes(
		    l, begin, end, SCRUB_EMAIL, "email-spoken", 92);
	else
		shape_found_bytes(l, begin, tail, SCRUB_NETWORK, "host", 92);
}

/* "meet abc-defg-hij", "join w/ code xkq-mwpe-tnd". */
static void
find_meeting(struct lexemes *l, size_t i)
{
	static const char *const cue[] = {
	    "meet", "join", "code", "google", "link", "meeting", NULL};
	static const unsigned letters[] = {3, 0, 4, 0, 3};

	for (size_t k = 0; k < 5; k++)
		if (l->at[i + k].letters != letters[k] || l->at[i + k].digits ||
		    (k && l->at[i + k].gap) ||
		    (!letters[k] && !lexeme_punct(l, i + k, '-')))
			return;
	for (size_t k = 1; k < 4; k++)
		if (lexeme_in(l, i - k, cue)) {
			shape_found(l, i, i + 4, SCRUB_NETWORK, "meeting", 85);
			return;
		}
}

/* "0857.3340.2218" is dialled and "77.10.43.09" filed: digits only, with a zero
 * in front, as no MAC and no IP address has them. */
static bool
is_number(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	const unsigned len = l->at[i].end - l->at[i].begin;
	const unsigned digits = l->at[i].digits;

	if (l->at[i].letters)
		return false;
	if (l->at[i].value == 3) /* "0857.3340.2218" */
		return digits == 12 && len == 14 && s[0] == '0' && s[1] == '8';
	if (l->at[i].value != 2 || digits != 8 || len != 11)
		return false;
	for (unsigned k = 0; k < len; k++)
		if (k % 3 == 2 ? s[k] != '.' : s[k] == '.')
			return false;
	return s[0] == '0' || s[3] == '0' || s[6] == '0' || s[9] == '0';
}

/* It is for the rules of numbers. */
static void
give_back(struct lexemes *l, size_t i)
{
	l->at[i].kind = LEX_CODE;
	l->at[i].may |= MAY_VALUE | MAY_PHONE | MAY_LEFTOVER;
	l->may |= l->at[i].may;
}

void
shape_network(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_NETWORK)) < l->count;
	     i++) {
		const struct lexeme *x = &l->at[i];

		if (x->taken)
			continue;
		if (x->kind == LEX_NET && is_number(l, i)) {
			give_back(l, i);
		} else if (x->kind == LEX_NET) {
			uint32_t end = tail_end(l, x->end);

			if (is_citation(l, x->begin, end)) {
				shape_kept_bytes(
				    l, x->begin, end, "keep-citation", 99);
			} else {
				shape_found_bytes(l, x->begin, end,
				    SCRUB_NETWORK, "url-ip-mac", 97);
			}
		} else if (lexeme_punct(l, i, '@')) {
			find_mail(l, i);
		} else if (lexeme_punct(l, i, '.') && !x->gap &&
			   !l->at[i + 1].gap && l->at[i + 1].letters) {
			find_host(l, i);
		} else if (x->kind != LEX_PUNCT || lexeme_punct(l, i, '(') ||
			   lexeme_punct(l, i, '{') || lexeme_punct(l, i, '[')) {
			find_spoken_mail(l, i);
			find_spoken_octets(l, i);
			find_meeting(l, i);
		}
	}
}
