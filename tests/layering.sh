#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Who may know whom: each library is included in the files that may, and the
# folders below know nothing of those above.

cd "$(dirname "$0")/.." || exit 2
passed=0
failed=0

good() {
	passed=$((passed + 1))
}

bad() {
	failed=$((failed + 1))
	printf 'layering: %s\n' "$1" >&2
}

# only WHY HEADER FOLDERS FILE...: no other file there includes it; HEADER is
# a regular expression, FILE a pattern of the shell.
only() {
	local why=$1 header=$2 folders=$3 file allowed found=0

	shift 3
	while IFS= read -r file; do
		for allowed; do
			# shellcheck disable=SC2053 # a pattern
			[[ $file == $allowed ]] && continue 2
		done
		bad "$file includes $header: $why"
		found=1
	done < <(grep -rlE --include='*.[ch]' --include='*.re' \
		"^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($header)[>\"]" $folders)
	[ "$found" -eq 0 ] && good
}

all='filters relay client'
only 'one place knows websockets' 'libwebsockets\.h' "$all" 'relay/proto/ws*'
only 'one place knows the loop' 'uv\.h' "$all" 'relay/proto/ws*'
only 'messages are read and written in one place' 'c[jJ][sS][oO][nN]/cJSON\.h|cJSON\.h' \
	"$all" relay/proto/wire.c relay/proto/cj.c relay/proto/cj.h
only 'one backend knows the database' 'sqlite3\.h' "$all" \
	relay/journal_sqlite.c 'relay/sql.*'
only 'cryptography has few files' 'sodium\.h|sodium/.*' "$all" \
	relay/proto/hello.c relay/proto/secret.c 'relay/seal*' relay/note.c \
	relay/proto/bundle.c # both programs read and write bundles
only 'one file deflates' 'zlib\.h' "$all" relay/proto/deflate.c
only 'one file has threads' 'pthread\.h|threads\.h' "$all" relay/worker.c
only 'few share with another thread' 'stdatomic\.h' "$all" relay/worker.c \
	filters/few.h filters/described.c # tables that the first to ask fills
only 'one file runs patterns of a site' 'pcre2.*' "$all" filters/site.c filters/policy.c
only 'folding is one place, and columns of a screen' 'utf8proc\.h' "$all" \
	filters/gen/letters.c client/output.c
only 'filters know no relay' \
	'(proto/|client/|relay/).*|(account|config|entry|framelog|hub|journal|log|procedure|release|session|worker|seal)\.h' \
	filters
only 'what both programs share knows no relay' \
	'(account|config|entry|framelog|hub|journal|procedure|release|session|seal)\.h' \
	relay/proto
only 'storage knows no sockets' 'proto/ws\.h|ws\.h' \
	"$(printf '%s ' relay/journal* relay/seal*)"
only 'sockets know no storage' '(journal|seal|entry|hub)\.h' \
	"$(printf '%s ' relay/proto/ws*)"
only 'the client knows the protocol, not the relay' \
	'(account|entry|framelog|hub|journal|procedure|release|session|worker|seal)\.h' client

# A scrubbed text is made in one place, an entry in one.
makers=$(grep -rlE '^(entry_new|scrub_text)\(' --include='*.c' filters relay client | sort | tr '\n' ' ')
[ "$makers" = "filters/scrub.c relay/entry.c " ] && good ||
	bad "scrub_text() and entry_new() are defined in: $makers"

# Texts and names never reach the log.
if grep -rnE 'log_(debug|info|warn|error)\(.*(text|name|title|token|roster)[a-z_]*[,)]' \
	--include='*.c' relay | grep -vE 'err_name|_name\(|"libwebsockets"' >&2; then
	bad 'a log line takes text or a name'
else
	good
fi

# Left-overs, unsafe calls, paths upward.
if grep -rnE '#include "\.\./' --include='*.[ch]' filters relay client tests >&2; then
	bad 'includes go from the folder root'
else
	good
fi
if grep -rnE '\b(strcpy|strcat|sprintf|gets|system|popen)\(' --include='*.[ch]' \
	filters relay client >&2; then
	bad 'an unbounded or shell call'
else
	good
fi
while IFS= read -r file; do
	bad "$file has no licence line first"
done < <(git ls-files -- '*.c' '*.h' '*.re' '*.sh' '*.py' |
	while IFS= read -r f; do
		[ -f "$f" ] && ! head -n 3 "$f" | grep -q 'SPDX-License-Identifier' && echo "$f"
	done)

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
