#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A short soak: readers come and go, read slowly or not at all, and the others
# get every number; tests/bench/soak is the long one.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if said=$(RELAYD=$RELAYD CLIENT=$CLIENT "$ROOT/tests/bench/soak" 24 200 50 2>&1); then
	pass 'nothing was lost'
else
	fail 'nothing was lost' "$said"
fi
# Each part of the verdict is there, so that an empty run is no success.
for text in 'every steady reader has every number' 'Nothing was lost.'; do
	case $said in
	*"$text"*) pass "said: $text" ;;
	*) fail "said: $text" "$said" ;;
	esac
done
done_line
