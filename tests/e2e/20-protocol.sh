#!/bin/bash
# SPDX-License-Identifier: MIT
# PROTOCOL.md, word by word, with a client in another language.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Its own count is added to ours.
counted() {
	local out=$WORK/protocol.out line

	"$@" >"$out"
	line=$(tail -n 1 "$out")
	case $line in
	*" passed, "*" failed")
		PASSED=$((PASSED + ${line%% *}))
		line=${line#* passed, }
		FAILED=$((FAILED + ${line%% *}))
		;;
	*)
		fail "protocol.py came to its end" "$line"
		return 1
		;;
	esac
}

relay_config hello_ms 2000 hello_fails_per_min 30 opens_per_min 100000 \
	posts_per_min 1000 procedure_posts_per_min 100000
invite=$(admin_invite admin)
relay_start || exit 1
counted /usr/bin/python3 "$ROOT/tests/e2e/protocol.py" \
	"$URL" "$invite" "$WORK/state.json" "$RELAY_PID" || relay_kill9
[ -z "$RELAY_PID" ] || relay_wait
same "the relay ends well" "$RELAY_STATUS" 0
relay_config hello_ms 2000 closed_read_s 0
relay_start || exit 1
counted /usr/bin/python3 "$ROOT/tests/e2e/protocol.py" \
	--after "$URL" "$WORK/state.json"
relay_stop
same "the relay ends well" "$RELAY_STATUS" 0
done_line
