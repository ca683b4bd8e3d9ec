#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Many readers at once, and what a restart does to them: closes are spread,
# everybody comes back and goes on exactly where it was; as plain websockets,
# deflated, and as events over plain HTTP. By hand with more, and then with the
# figures:
#
#   73-storm.sh READERS [SPREAD_MS [FORM...]]

. "$(dirname "$0")/lib.sh"

readers=${1:-200}
spread=${2:-500}
shift $(($# > 2 ? 2 : $#))
[ $# -gt 0 ] || set -- plain deflate events
STORM=$BUILD/bin/storm
profile=$XDG_CONFIG_HOME/scrubrelay/rafi.json
exec {from}<<<''

member() {
	sed -nE "s/.*\"$1\": *\"([^\"]*)\".*/\1/p" "$profile" | head -n 1
}

# Waits until all of them read.
all_read() {
	local line

	if IFS= read -r -t 120 -u "$from" line; then
		[ "$readers" -le 200 ] || printf '%s: %s\n' "$1" "$line"
		pass "$1"
	else
		fail "$1"
	fi
}

post() {
	as ines post "$PROC" "$1" >/dev/null || fail "posted: $1"
}

# Nanoseconds of CPU that the relay has had, when all is delivered.
cpu_of_deliveries() {
	local n=0

	while [ "$n" -lt "$1" ]; do
		n=$(curl -s "http://127.0.0.1:$METRICS/metrics" |
			sed -nE 's/^scrubrelay_deliveries_total ([0-9]+)$/\1/p')
	done
	cpu_ns
}

cpu_ns() {
	cat "/proc/$RELAY_PID"/task/*/schedstat | awk '{ sum += $1 } END { print sum }'
}

restart() {
	: >"$LOG"
	kill -TERM "$RELAY_PID"
	relay_wait_log draining
	same 'not ready while it drains' "$(curl -s -o /dev/null \
		-w '%{http_code}' "http://127.0.0.1:$METRICS/readyz")" 503
	relay_wait
	same 'it ends as asked' "$RELAY_STATUS" 0
	relay_starts 'it starts again'
	metrics_port
	as ines roster "$PROC" </dev/null >/dev/null 2>&1
}

metrics_port() {
	METRICS=$(sed -nE 's/.*metrics address=127.0.0.1 port=([0-9]+).*/\1/p' \
		"$LOG" | tail -n 1)
}

storm_of() {
	local form=$1 storm to line i last before

	mkfifo "$WORK/$form.in" "$WORK/$form.out"
	"$STORM" "$PORT" "$(member key)" rafi "$(member relay)" "$PROC" \
		"$readers" "$spread" "$form" <"$WORK/$form.in" >"$WORK/$form.out" &
	storm=$!
	exec {to}>"$WORK/$form.in" {from}<"$WORK/$form.out"
	all_read "$form: all readers come at once"
	[ "$readers" -le 200 ] || printf '%s: %s\n' "$form" \
		"$(grep -E '^VmRSS' "/proc/$RELAY_PID/status")"
	before=$(cpu_ns)
	for i in 1 2 3 4 5 6 7 8; do
		post "Cystic duct clipped and divided near the gallbladder, step $i"
	done
	[ "$readers" -le 200 ] || printf '%s: CPU of 8 entries: %d us\n' "$form" \
		$((($(cpu_of_deliveries $((8 * readers))) - before) / 1000))
	restart
	all_read "$form: all come back by themselves"
	for i in 1 2 3; do
		post "Specimen out, counts are right, step $i"
	done
	restart
	all_read "$form: and once more"
	last=$(as rafi watch "$PROC" --once --json 2>/dev/null |
		sed -nE 's/.*"number":([0-9]+).*/\1/p' | sort -n | tail -n 1)
	printf q >&"$to"
	IFS= read -r -t 30 -u "$from" line
	wait "$storm"
	same "$form: nothing is lost or doubled" $? 0
	[ "$readers" -le 200 ] || printf '%s\n' "$line"
	same "$form: each has read every entry once" \
		"$(sed -nE 's/.* entries ([0-9]+) .*/\1/p' <<<"$line")" \
		$((readers * last))
	case $form in
	events) ;;
	*)
		same "$form: every close said why" \
			"$(sed -nE 's/.* with_1012 ([0-9]+) .*/\1/p' <<<"$line")" \
			$((2 * readers))
		;;
	esac
	[ "$form" != deflate ] ||
		expect 'what came live was deflated' grep -qvE ' deflated 0 ' <<<"$line"
}

relay_config drain_ms 1000 metrics_host '"127.0.0.1"' metrics_port 0 \
	connections_per_address_max 20000 connections_per_account_max 20000 \
	connections_max 20000 events_per_min 0
if ! admin_ready; then
	fail 'the relay starts'
	done_line
	exit
fi
metrics_port
user_ready ines poster
user_ready rafi student
PROC=$(as ines open --template generic --consent C-1 --audience student \
	--json 2>>"$WORK/enrol.out" |
	sed -nE 's/.*"procedure":"([0-9a-f]{32})".*/\1/p' | head -n 1)
for form; do
	storm_of "$form"
done

# A second signal ends it at once, however much time it has.
relay_stop
: >"$LOG"
relay_config drain_ms 600000
relay_start
"$CLIENT" --profile rafi watch "$PROC" >"$WORK/watched" 2>&1 &
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
