#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Many readers at once, and what a restart does to them: closes are spread,
# everybody comes back and goes on exactly where it was. By hand with more: 73-storm.sh READERS [SPREAD_MS].

. "$(dirname "$0")/lib.sh"

readers=${1:-300}
spread=${2:-500}
STORM=$BUILD/bin/storm

relay_config drain_ms 1000 metrics_host '"127.0.0.1"' metrics_port 0 \
	connections_per_address_max 20000 connections_max 20000
if ! admin_ready; then
	fail 'the relay starts'
	done_line
	exit
fi
user_ready ines poster
user_ready rafi student
PROC=$(as ines open --template generic --consent C-1 --audience student \
	--json 2>>"$WORK/enrol.out" |
	sed -nE 's/.*"procedure":"([0-9a-f]{32})".*/\1/p' | head -n 1)
profile=$XDG_CONFIG_HOME/scrubrelay/rafi.json
member() {
	sed -nE "s/.*\"$1\": *\"([^\"]*)\".*/\1/p" "$profile" | head -n 1
}
for i in 1 2 3 4 5; do
	as ines post "$PROC" "Gallbladder dissected, step $i" >/dev/null
done

mkfifo "$WORK/in" "$WORK/out"
"$STORM" "$PORT" "$(member key)" rafi "$(member relay)" "$PROC" "$readers" "$spread" \
	<"$WORK/in" >"$WORK/out" &
storm=$!
exec {to}>"$WORK/in" {from}<"$WORK/out"

# Waits until all of them read, and says how long it took.
all_read() {
	local line

	if IFS= read -r -t 120 -u "$from" line; then
		[ "$readers" -le 300 ] || printf '%s: %s\n' "$1" "$line"
		pass "$1"
	else
		fail "$1"
	fi
}

all_read 'all readers come at once'
for i in 6 7 8; do
	as ines post "$PROC" "Cystic duct clipped, step $i" >/dev/null
done

metrics=$(sed -nE 's/.*metrics address=127.0.0.1 port=([0-9]+).*/\1/p' "$LOG" | tail -n 1)
kill -TERM "$RELAY_PID"
relay_wait_log draining
same 'not ready while it drains' \
	"$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$metrics/readyz")" 503
relay_wait
same 'it ends as asked' "$RELAY_STATUS" 0
relay_starts 'it starts again'
as ines roster "$PROC" </dev/null >/dev/null 2>&1
all_read 'all come back by themselves'
as ines post "$PROC" 'Counts are right, step 10' >/dev/null
# The newest entry reaches all before the end of the input does.
as rafi watch "$PROC" --once --json >"$WORK/seen" 2>/dev/null
last=$(sed -nE 's/.*"number":([0-9]+).*/\1/p' "$WORK/seen" | sort -n | tail -n 1)
kill -TERM "$RELAY_PID"
relay_wait
relay_starts 'and once more'
all_read 'again'
printf q >&"$to"
IFS= read -r -t 30 -u "$from" line
wait "$storm"
same 'nothing is lost or doubled' $? 0
[ "$readers" -le 300 ] || printf '%s\n' "$line"
same 'each has read every entry once' \
	"$(sed -nE 's/.* entries ([0-9]+) .*/\1/p' <<<"$line")" $((readers * last))
same 'every close said why' "$(sed -nE 's/.* with_1012 ([0-9]+) .*/\1/p' <<<"$line")" \
	$((2 * readers))

# A second signal ends it at once, however much time it has.
relay_stop
relay_config drain_ms 600000
relay_start
as rafi watch "$PROC" >"$WORK/watched" 2>&1 &
watcher=$!
relay_wait_log hello-accepted
kill -TERM "$RELAY_PID"
relay_wait_log draining
kill -TERM "$RELAY_PID"
relay_wait
same 'a second SIGTERM ends it at once' "$RELAY_STATUS" 0
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
done_line
