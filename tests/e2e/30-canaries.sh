#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The demo's operation through real daemon, real sockets and real client: none
# of the roster's identifiers in a frame to a reader, in the database, its
# write-ahead log, the log, or where the kernel would show or dump memory.

. "$(dirname "$0")/lib.sh"
roster=$ROOT/relay/demo/roster.json
drafts=$ROOT/relay/demo/lap-chole.tsv

# search WHY MODE ARGS...: adds the counts of canaries.py to ours.
search() {
	local why=$1 said line

	shift
	said=$(/usr/bin/python3 "$ROOT/tests/e2e/canaries.py" "$@" 2>&1)
	line=$(tail -n 1 <<<"$said")
	case $line in
	*' passed, '*' failed')
		PASSED=$((PASSED + ${line%% *}))
		line=${line##*, }
		[ "${line%% *}" -eq 0 ] || fail "$why" "$said"
		;;
	*) fail "$why" "$said" ;;
	esac
}

search 'the search works' raw "$roster" "$drafts"

relay_config log_level '"debug"' advocate_required true check_required true \
	policy_student "\"$ROOT/relay/demo/students.json\""
if ! admin_ready; then
	fail 'the relay starts'
	done_line
	exit
fi
readers=(student colleague educator)
taps=("${readers[@]/%/.tap}")
exec {tap}< <(exec /usr/bin/python3 "$ROOT/tests/e2e/tap.py" "$PORT" \
	"${taps[@]/#/$WORK/}")
tap_pid=$!
direct=$URL
expect 'an account for the nurse' user_ready nurse poster
for role in surgeon advocate moderator; do
	expect "an account for the $role" user_ready "$role" "$role"
done
for reader in "${readers[@]}"; do
	read -r -u "$tap" port
	URL=ws://127.0.0.1:$port
	expect "an account for the $reader" user_ready "$reader" "$reader"
done
URL=$direct

expect 'the operation is played, and every reader got all of it' \
	/usr/bin/python3 "$ROOT/relay/demo/play.py" --client "$CLIENT" \
	--speed 0 --quiet --once
same 'a procedure has an id of 128 bits' "$(as nurse procedures --json |
	grep -cE '"procedure":"[0-9a-f]{32}"')" 2

search 'frames to readers' taps "$roster" "student=$WORK/student.tap" \
	"colleague=$WORK/colleague.tap" "educator=$WORK/educator.tap"

# While it runs: what the kernel tells about the process.
cat "/proc/$RELAY_PID/environ" "/proc/$RELAY_PID/cmdline" >"$WORK/kernel"
search 'environment and command line' files "$roster" "$WORK/kernel"
same 'no core dump, and nobody may raise that' \
	"$(awk '/^Max core file size/ { print $5, $6 }' "/proc/$RELAY_PID/limits")" '0 0'
same 'no new privileges' \
	"$(awk '/^NoNewPrivs/ { print $2 }' "/proc/$RELAY_PID/status")" 1

cp -r "$DATA" "$WORK/running"
same 'the write-ahead log is there to be searched' \
	"$(find "$WORK/running" -name '*-wal' | wc -l)" 1
search 'disk while running' files "$roster" \
	$(find "$WORK/running" -type f) "$LOG" "$WORK/relay.out"
same 'files are the owner'"'"'s only' "$(find "$DATA" -type f -perm /077 | wc -l)" 0

cd "$DATA" || exit 2
kill -ABRT "$RELAY_PID"
relay_wait
same 'it died of the signal' "$RELAY_STATUS" 134
same 'no core file' "$(find "$DATA" "$ROOT" -maxdepth 1 -name 'core*' | wc -l)" 0
search 'disk after a crash' files "$roster" $(find "$DATA" -type f) "$LOG"

kill "$tap_pid" 2>/dev/null
done_line
