#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The pages' protocol client (client/web/relay.js) in node, against the real
# relay and against one that lies.

. "$(dirname "$0")/lib.sh"

if ! command -v node >/dev/null; then
	skip 'no node'
	pass 'nothing to run it'
	done_line
	exit
fi
expect 'packages of the registry' npm_ready || {
	done_line
	exit
}
admin_ready || fail 'an administrator'
invite() {
	local name=$1 role roles=()

	shift
	for role; do
		roles+=(--role "$role")
	done
	as admin user add "$name" "${roles[@]}" 2>>"$WORK/enrol.out" |
		awk 'NF { word = $NF } END { print word }'
}
story=$(
	RELAY_URL=$URL RELAY_PID=$RELAY_PID CLIENT=$CLIENT NPM=$NPM \
		MIRA=$(invite mira poster moderator surgeon) STI=$(invite sti student) \
		GONE=$(invite gone student) ADA=$(invite ada admin) \
		node "$ROOT/tests/web/relay.mjs" 2>&1
)
line=$(tail -n 1 <<<"$story")
case $line in
*' passed, '*' failed')
	head -n -1 <<<"$story"
	PASSED=$((PASSED + ${line%% *}))
	line=${line##*, }
	FAILED=$((FAILED + ${line%% *}))
	;;
*) fail 'the story ends' "$story" ;;
esac
done_line
