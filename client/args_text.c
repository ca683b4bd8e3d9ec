/* SPDX-License-Identifier: MIT */
#include "args.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "output.h"
#include "proto/catalogue.h"

/* Bytes of a text, or of all of a poll's: far more than the relay takes. */
#define TEXT_MAX 65536u

/* Off the command line, which every user of this computer can read for as long
 * as the program runs. What finds no room is more than the relay takes. */
static char *
moved(char *word)
{
	static char kept[TEXT_MAX];
	static size_t used;
	size_t room = strlen(word) + 1;
	char *text = kept + used;

	if (room > sizeof kept - used)
		return word;
	memcpy(text, word, room);
	explicit_bzero(word, room - 1);
	used += room;
	return text;
}

/* All of it is one text; the line end behind it is not. */
static const char *
read_text(char text[TEXT_MAX + 1])
{
	size_t len = 0;
	ssize_t n;

	if (isatty(STDIN_FILENO))
		output_hint("%s", say("Type the text; Ctrl-D on a line of its "
				      "own ends it."));
	while ((n = read(STDIN_FILENO, text + len, TEXT_MAX + 1 - len)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return strerror(errno);
		len += (size_t)n;
		if (len > TEXT_MAX)
			return say("the text is too long");
	}
	len -= len && text[len - 1] == '\n';
	len -= len && text[len - 1] == '\r';
	text[len] = '\0';
	return strlen(text) == len ? NULL : say("there is a NUL in the text");
}

bool
args_text(struct args *a, unsigned first, int *status)
{
	static char text[TEXT_MAX + 1];
	const char *why = NULL;

	for (unsigned i = first; i < a->count; i++) {
		if (i == first && strcmp(a->word[i], "-") == 0) {
			why = read_text(text);
			a->word[i] = text;
		} else {
			a->word[i] = moved(a->word[i]);
		}
	}
	if (!why)
		return true;
	output_fail("%s: %s: %s", a->command, say("standard input"), why);
	*status = CMD_REFUSED;
	return false;
}
