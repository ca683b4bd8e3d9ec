/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <stdlib.h>

#include "check.h"

/* Writes a value back, plainly, to compare. */
static void
show(const struct json *v, char *out, size_t room)
{
	size_t len = strlen(out);

	if (v->key) {
		snprintf(out + len, room - len, "%s=", v->key);
		len = strlen(out);
	}
	switch (v->kind) {
	case JSON_NULL:
		snprintf(out + len, room - len, "null");
		break;
	case JSON_BOOL:
		snprintf(out + len, room - len, v->truth ? "yes" : "no");
		break;
	case JSON_NUMBER:
		snprintf(out + len, room - len, "%g", v->number);
		break;
	case JSON_STRING:
		snprintf(out + len, room - len, "'%s'", v->string);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		snprintf(out + len, room - len, "(");
		for (const struct json *c = v->child; c; c = c->next) {
			show(c, out, room);
			if (c->next)
				strncat(out, " ", room - strlen(out) - 1);
		}
		strncat(out, ")", room - strlen(out) - 1);
		break;
	}
}

static void
test_good(void)
{
	static const struct {
		const char *why, *in, *shown;
	} cases[] = {
	    {"an object", "{\"a\": 1, \"b\": [true, null]}",
		"(a=1 b=(yes null))"},
	    {"empty ones", " { \"a\" : {} , \"b\" : [ ] } ", "(a=() b=())"},
	    {"comments, as people explain their lists",
		"// site\n{\"a\": /* why */ 1 // so\n}\n// end", "(a=1)"},
	    {"numbers", "[-0, 1.5e2, 10, -3]", "(-0 150 10 -3)"},
	    {"escapes", "\"a\\n\\u00e9\\ud83d\\ude00\\/\"",
		"'a\n\xC3\xA9\xF0\x9F\x98\x80/'"},
	    {"a single value", "\"x\"", "'x'"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct json_doc *doc = NULL;
		const struct json *root = NULL;
		const char *why = NULL;
		unsigned line = 0;
		char shown[256] = "";

		if (check(json_read(&doc, &root, cases[i].in,
			      strlen(cases[i].in), &line, &why),
			cases[i].why))
			show(root, shown, sizeof(shown));
		check_text(shown, cases[i].shown, cases[i].why);
		json_free(doc);
	}
}

static void
test_bad(void)
{
	static const struct {
		const char *in, *why;
		unsigned line;
	} cases[] = {
	    {"", "expected a value", 1},
	    {"\n\n{\"a\": 1,}", "expected a key in quotes", 3},
	    {"{\"a\" 1}", "expected ':'", 1},
	    {"{\n\"a\": 1\n\"b\": 2}", "expected ',' or '}'", 3},
	    {"[1 2]", "expected ',' or ']'", 1},
	    {"{\"a\": 1,\n\"a\": 2}", "the key stands twice", 2},
	    {"\xEF\xBB\xBF{}",
		"begins with a byte order mark: save it as UTF-8 without one",
		1},
	    {"\xFF\xFE{",
		"begins with a byte order mark: save it as UTF-8 without one",
		1},
	    {"[1] x", "something behind the end", 1},
	    {"\"abc", "a string without an end", 1},
	    {"\"abc\\", "a string without an end", 1},
	    {"\"a\\qb\"", "an unknown escape in a string", 1},
	    {"\"a\\u00g0\"", "a \\u without four hexadecimal digits", 1},
	    {"\"\\u0000\"", "U+0000 in a string", 1},
	    {"\"\\ud800x\"", "half a surrogate pair", 1},
	    {"\"\\udc00\"", "half a surrogate pair", 1},
	    {"\"\xC0\xAF\"", "not UTF-8", 1},
	    {"\"a\nb\"", "a control character in a string", 1},
	    {"01", "expected a value", 1},
	    {"1.", "expected a value", 1},
	    {"1e999", "a number too large", 1},
	    {"nul", "expected a value", 1},
	    {"{\"a\": /* b", "a comment without an end", 1},
	    {"[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "deeper than 16", 1},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct json_doc *doc = NULL;
		const struct json *root = NULL;
		const char *why = NULL;
		unsigned line = 0;

		check(!json_read(&doc, &root, cases[i].in, strlen(cases[i].in),
			  &line, &why),
		    cases[i].why);
		check_text(why, cases[i].why, "the mistake is named");
		check_number(line, cases[i].line, cases[i].why);
	}
}

static void
test_large(void)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	const char *why = NULL;
	unsigned line = 0;
	size_t len = (1u << 20) + 1;
	char *big = malloc(len);

	if (!big)
		return;
	memset(big, ' ', len);
	check(!json_read(&doc, &root, big, len, &line, &why), "over 1 MiB");
	memset(big, ',', len);
	big[0] = '[';
	for (size_t i = 1; i + 1 < len; i += 2)
		big[i] = '1';
	big[len - 2] = ']';
	if (big[len - 3] == ',')
		big[len - 3] = ' ';
	check(json_read(&doc, &root, big, len - 1, &line, &why),
	    "half a million elements");
	json_free(doc);
	free(big);
}

static void
test_member(void)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	const char *why = NULL, *in = "{\"a\": 1, \"b\": {\"c\": 2}}";
	unsigned line = 0;

	if (!check(json_read(&doc, &root, in, strlen(in), &line, &why), in))
		return;
	check(
	    json_member(root, "b") && json_member(json_member(root, "b"), "c"),
	    "members by key");
	check(!json_member(root, "c"), "of this object only");
	check(!json_member(json_member(root, "a"), "c"), "a number has none");
	check(!json_member(NULL, "c"), "nothing has none");
	json_free(doc);
	json_free(NULL);
}

int
main(void)
{
	test_good();
	test_bad();
	test_large();
	test_member();
	return check_done();
}
