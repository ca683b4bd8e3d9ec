#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A mistake in a template stops the build and names file and line.

. "$(dirname "$0")/lib.sh"
gen=$ROOT/relay/templates/gen.py
good=$ROOT/relay/templates/generic.json
bad=$WORK/generic.json

# mistake WHY TEXT SED-SCRIPT: generic.json, edited, is refused with TEXT.
mistake() {
	sed "$3" "$good" >"$bad"
	rm -f "$WORK/out.c"
	refuse "$1" "$2" "$gen" "$WORK/out.c" "$bad"
	same "$1: nothing is written" "$(find "$WORK" -name out.c | wc -l)" 0
}

expect 'the templates as they are' "$gen" "$WORK/out.c" "$ROOT"/relay/templates/*.json
mistake 'not JSON' 'generic.json:4: not JSON' '4s/,$/;/'
mistake 'a step twice' '"sign-in" stands twice' 's/"id": "time-out"/"id": "sign-in"/'
mistake 'a key that is not known' 'unknown key "ancor", allowed: id, label, anchor' \
	's/"anchor"/"ancor"/'
mistake 'a key twice' 'a key stands twice' 's/"anchor": true/"id": "incision"/'
mistake 'no anchor' 'expected one step with "anchor": true, not 0' 's/"anchor": true,//'
mistake 'two anchors' 'not 2' 's/"id": "time-out",/"id": "time-out", "anchor": true,/'
mistake 'a label is missing' '"id" is missing' 's/, "id": "Insisi"//'
mistake 'an id with a space' 'expected at most 64 of a-z 0-9 -' 's/"id": "time-out"/"id": "time out"/'
mistake 'a label of nothing' 'expected 1 to 120 bytes' 's/"en": "Incision"/"en": " "/'
mistake 'a template of another name' 'expected the name of the file' '2s/generic/any/'
done_line
