#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The pages' protocol client (client/web/relay.js) in node, against the real
# relay and against one that lies; the example of its README; the QR code of an
# invite.

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
# Adds the counts of its last line to ours.
story() {
	local said line

	said=$(NPM=$NPM node "$ROOT/tests/web/$1" 2>&1)
	line=$(tail -n 1 <<<"$said")
	case $line in
	*' passed, '*' failed')
		head -n -1 <<<"$said"
		PASSED=$((PASSED + ${line%% *}))
		line=${line##*, }
		FAILED=$((FAILED + ${line%% *}))
		;;
	*) fail "$1 comes to its end" "$said" ;;
	esac
}
RELAY_URL=$URL MIRA=$(invite mira poster moderator surgeon) STI=$(invite sti student) \
	GONE=$(invite gone student) ADA=$(invite ada admin) story relay.mjs
story qr.mjs

# The example of client/web/README.md, as it stands there.
user_ready opener surgeon poster
as opener open --template generic --consent C-2031 --audience student \
	--delay 0 --code-name 'blue heron' >>"$WORK/enrol.out" 2>&1
as opener post 'blue heron' 'Two clips on the artery' >>"$WORK/enrol.out" 2>&1
cp "$ROOT"/client/web/{relay,relay-hello,proof}.js "$WORK"
printf '{ "type": "module" }\n' >"$WORK/package.json"
{
	printf 'import ws from "%s/node_modules/ws/wrapper.mjs";\n' "$NPM"
	printf 'globalThis.WebSocket = ws;\n'
	awk '/^```js/ { on = 1; next } /^```/ { on = 0 } on' \
		"$ROOT/client/web/README.md"
} >"$WORK/example.js"
said=$(timeout 60 node "$WORK/example.js" "$URL" "$(invite reading student)" 2>&1)
expect 'the example of client/web/README.md reads' \
	grep -q '^blue heron 1 Two clips on the artery$' <<<"$said"
done_line
