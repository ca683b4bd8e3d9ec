#!/bin/bash
# SPDX-License-Identifier: MIT
#
# As-live against a real daemon: what is posted is there for its staff only,
# until it is over and the moment drawn for its playback has come; a restart
# while it waits forgets nothing, and nobody is told when it will be.

. "$(dirname "$0")/lib.sh"
unset LC_ALL LC_MESSAGES LANG NO_COLOR

relay_config as_live_min_s 2592000 as_live_max_s 2592000
admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
for role in poster student educator; do
	user_ready "$role" "$role" || fail "an account for the $role"
done

# until_line WHY TEXT: the reader is told this, now or soon
until_line() {
	local line

	while IFS= read -r -t 30 line <&"$reader"; do
		case $line in
		*"$2"*)
			pass "$1"
			return
			;;
		esac
	done
	fail "$1" "never said: $2"
}

# open_it NAME: an as-live procedure with one update, closed
open_it() {
	as poster open --template generic --consent C-1 --audience student \
		--archive --release as-live --code-name "$1" >/dev/null
	as poster post "$1" 'clip is on' >/dev/null
	refuse 'nobody reads it while it goes on' 'no procedure' \
		as student watch "$1" --once
	refuse 'no educator either' 'no procedure' as educator watch "$1" --once
	as poster close "$1" >/dev/null
}

open_it red-kite
same 'its staff see that it waits, and not for how long' \
	"$(as poster procedures --json | grep -oE '"state":"[a-z-]*"')" \
	'"state":"waits"'
same 'its readers see nothing' "$(as student procedures --json)" ''
same 'neither does an educator' "$(as educator procedures --json)" ''
relay_stop
expect 'no log line tells' sh -c "! grep -q play_ms '$LOG'"

# The relay with another range draws at once; what was drawn before stays.
relay_config as_live_min_s 0 as_live_max_s 0
relay_starts 'it starts again'
refuse 'it still waits' 'no procedure' as student watch red-kite --once
as poster open --template generic --consent C-1 --audience student --archive \
	--release as-live --code-name blue-heron >/dev/null
as poster post blue-heron 'clip is on' >/dev/null
exec {reader}< <(exec "$CLIENT" --profile poster watch blue-heron --json 2>&1)
watcher=$!
until_line 'its staff read along' '"number":1'
as poster close blue-heron >/dev/null
exec {reader}<&-
relay_wait_log playback-begun
relay_wait_log playback-ended
kill "$watcher" 2>/dev/null
as student watch blue-heron --once >"$WORK/read"
expect 'every screen says how it is released' grep -q 'AS-LIVE' "$WORK/read"
expect 'its readers have it' grep -q 'clip is on' "$WORK/read"
refuse 'the other one waits' 'no procedure' as student watch red-kite --once
relay_stop
done_line
