#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The pages' parts that need neither browser nor relay, in node: tests/web/
# *.test.mjs. Prints what failed.

. "$(dirname "$0")/lib.sh"

if ! command -v node >/dev/null; then
	skip 'no node'
	done_line
	exit
fi
node --test --test-reporter=tap "$ROOT"/tests/web/*.test.mjs >"$WORK/tap" 2>&1
count() {
	sed -n "s/^# $1 \([0-9]*\)\$/\1/p" "$WORK/tap" | tail -n 1
}
passed=$(count pass)
failed=$(count fail)
if [ "${failed:-1}" != 0 ] || [ "${passed:-0}" = 0 ]; then
	grep -v '^ok ' "$WORK/tap"
fi
PASSED=$((PASSED + ${passed:-0}))
FAILED=$((FAILED + ${failed:-1}))
done_line
