#!/bin/bash
# SPDX-License-Identifier: MIT
#
# SIGHUP: what the configuration says of limits and rules counts from then on,
# other keys are named, and a file with a mistake changes nothing.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# again SETTING VALUE...: the file anew, and the relay told so.
again() {
	relay_config "$@"
	kill -HUP "$RELAY_PID"
}
open_one() {
	as nurse open --template generic --consent c-1 --audience student \
		--code-name "$1"
}
page() {
	curl -s -o "$WORK/page" -w '%{http_code}' "http://127.0.0.1:$PORT/"
}

relay_config procedures_open_per_account_max 1
admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
user_ready nurse poster
expect 'one opens' open_one 'blue heron'
refuse 'another does not' 'more than is allowed' open_one 'red kite'
same 'pages are served' "$(page)" 200

again procedures_open_per_account_max 2 web false
expect 'read again' relay_wait_log ' reloaded what=config'
expect 'another opens' open_one 'red kite'
same 'pages are not served' "$(page)" 404

again delay_s '"soon"' procedures_open_per_account_max 9
expect 'a mistake is told, and where' \
	relay_wait_log ': delay_s: no number, allowed is'
refuse 'nothing of it counts' 'more than is allowed' open_one 'green finch'
again as_live_min_s 9 as_live_max_s 8 procedures_open_per_account_max 9
expect 'so is one of two keys' relay_wait_log ': as_live_max_s: allowed is'
refuse 'nothing of it counts, either' 'more than is allowed' open_one 'green finch'
rm "$CONFIG"
kill -HUP "$RELAY_PID"
expect 'no file is one, too' relay_wait_log "$CONFIG: cannot be read"

again procedures_open_per_account_max 3 web false attendance_s 0 held_max 3
expect 'what waits for a start is named' \
	relay_wait_log 'needs-restart key=attendance_s'
expect 'each of it' relay_wait_log 'needs-restart key=held_max'
expect 'the rest counts' open_one 'green finch'
relay_stop
same 'the relay ends well' "$RELAY_STATUS" 0
done_line
