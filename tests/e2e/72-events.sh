#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A procedure's entries as server-sent events, read with curl: who may, how
# often, from where, and what ends it.

. "$(dirname "$0")/lib.sh"

# header PROFILE [PATH-ID]: a fresh Authorization line.
header() {
	as "$1" token "${2:-$PROC}" "$(curl -s "$HTTP/v1/challenge")"
}

# events PROFILE [QUERY [CURL-OPTION...]]: the whole answer, until it ends.
events() {
	local who=$1 query=${2:-live=false}

	shift $(($# > 1 ? 2 : 1))
	curl -sS -N --max-time 30 -H "$(header "$who")" "$@" \
		"$HTTP/v1/procedures/$PROC/entries?$query"
}

# status HEADER PATH [CURL-OPTION...]: the status alone.
status() {
	local line=$1 path=$2

	shift 2
	curl -s -o "$WORK/body" -w '%{http_code}' --max-time 30 ${line:+-H "$line"} \
		"$@" "$HTTP$path"
}

numbers() {
	sed -n 's/^id: //p' | tr '\n' ' '
}

# follow NAME PROFILE: a live reader in the background; each of its lines goes
# to $WORK/NAME, and wait_line NAME TEXT waits for one.
follow() {
	mkfifo "$WORK/$1.fifo"
	(
		curl -sS -N -H "$(header "$2")" "$HTTP/v1/procedures/$PROC/entries"
		echo "end $?"
	) >"$WORK/$1.fifo" 2>&1 &
	exec {fd}<"$WORK/$1.fifo"
	READER[$1]=$fd
}
declare -A READER

wait_line() {
	local line

	while IFS= read -r -t 30 line <&"${READER[$1]}"; do
		printf '%s\n' "$line" >>"$WORK/$1"
		case $line in
		*"$2"*) return 0 ;;
		end\ *) return 1 ;;
		esac
	done
	return 1
}

relay_config hello_fails_per_min 100
if ! admin_ready; then
	fail 'the relay starts'
	done_line
	exit
fi
HTTP=http://127.0.0.1:$PORT
user_ready ines poster surgeon
user_ready rafi student
user_ready cara colleague
user_ready boss admin
PROC=$(as ines open --template generic --consent C-1 --audience student \
	--code-name 'blue heron' --json 2>>"$WORK/enrol.out" |
	sed -nE 's/.*"procedure":"([0-9a-f]{32})".*/\1/p' | head -n 1)
expect 'a procedure is open' test "${#PROC}" -eq 32
for i in 1 2 3; do
	as ines post "$PROC" "Gallbladder dissected, step $i of 3" >/dev/null
done
ENTRIES=/v1/procedures/$PROC/entries

# ---- what comes ----

events rafi >"$WORK/all"
same 'all entries, in order, with their numbers' "$(numbers <"$WORK/all")" '1 2 3 '
same 'each event has its name' \
	"$(sed -n 's/^event: //p' "$WORK/all" | tr '\n' ' ')" \
	'ok entry entry entry caught-up '
expect 'it says when to come back' grep -qE '^retry: [0-9]{4,5}$' "$WORK/all"
expect 'the data is the protocol'"'"'s' /usr/bin/python3 - "$WORK/all" <<'PY'
import json, sys
rows = [json.loads(l[6:]) for l in open(sys.argv[1]) if l.startswith("data: ")]
assert [r["op"] for r in rows] == ["ok", "entry", "entry", "entry", "caught-up"]
assert rows[3]["text"].endswith("step 3 of 3") and rows[3]["number"] == 3
assert rows[0]["code_name"] == "blue heron" and rows[4]["state"] == "open"
PY
same 'from the entry after the last one seen' \
	"$(events rafi live=false -H 'Last-Event-ID: 2' | numbers)" '3 '
same 'from a number' "$(events rafi 'live=false&from=2' | numbers)" '2 3 '
same 'only the last' "$(events rafi 'live=false&tail=2' | numbers)" '2 3 '
expect 'and with which it begins' grep -q '"from":2' <(events rafi 'live=false&tail=2')
same 'who goes on gets all that is missing' \
	"$(events rafi 'live=false&tail=1' -H 'Last-Event-ID: 1' | numbers)" '2 3 '
same 'nothing new is nothing' \
	"$(events rafi live=false -H 'Last-Event-ID: 3' | numbers)" ''
curl -sI -H "$(header rafi)" "$HTTP$ENTRIES" | tr -d '\r' >"$WORK/head"
same 'HEAD says what GET would' "$(head -n 1 "$WORK/head")" 'HTTP/1.1 200 OK'
for line in 'Content-Type: text/event-stream' 'Cache-Control: no-store' \
	'X-Accel-Buffering: no'; do
	expect "$line" grep -qxF "$line" "$WORK/head"
done

# ---- who may ----

same 'no proof' "$(status '' "$ENTRIES")" 401
curl -si "$HTTP$ENTRIES" | tr -d '\r' >"$WORK/head"
expect 'and what kind is wanted' grep -qxF 'WWW-Authenticate: ScrubRelay' "$WORK/head"
line=$(header rafi)
same 'a proof serves' "$(status "$line" "$ENTRIES?live=false")" 200
same 'once' "$(status "$line" "$ENTRIES?live=false")" 401
other=$(printf '%s' "$PROC" | tr '0-9a-f' '1-9a-f0')
same 'for the path that it names, not another' \
	"$(status "$(header rafi "$other")" "$ENTRIES")" 401
same 'not for another account' \
	"$(status "$(header rafi | sed 's/account=rafi/account=ines/')" "$ENTRIES")" 401
same 'not for another device' "$(status "$(header rafi | sed -E \
	"s/device=[^,]*/$(header ines | grep -o 'device=[^,]*')/")" "$ENTRIES")" 401
zeros=$(printf 'A%.0s' {1..43})
same 'not with a nonce that is not of this relay' \
	"$(status "$(as rafi token "$PROC" "$zeros")" "$ENTRIES")" 401
for bad in 'Basic cmFmaTp4' 'ScrubRelay' 'ScrubRelay account=rafi' \
	"${line#*: },account=rafi" "${line#*: },more=1" "${line#*: }x"; do
	RELAY_BAD=$bad
	same "no proof: ${bad:0:40}" \
		"$(status "Authorization: $RELAY_BAD" "$ENTRIES")" 401 ||
		break
done
relay_stop
relay_start
HTTP=http://127.0.0.1:$PORT
same 'who is no reader' "$(status "$(header boss)" "$ENTRIES")" 403
same 'whose audience it is not for' "$(status "$(header cara)" "$ENTRIES")" 404
same 'a procedure that is not there' "$(status "$(header rafi "$other")" \
	"/v1/procedures/$other/entries")" 404
for query in from=0 tail=0 tail=x from=x from=1.5 live=maybe audience=all colour=blue live; do
	same "?$query" "$(status "$(header rafi)" "$ENTRIES?$query")" 400
done
expect 'it is said which there are' grep -q '^bad-request: from, tail, live' "$WORK/body"
same 'Last-Event-ID that is no number' \
	"$(status "$(header rafi)" "$ENTRIES" -H 'Last-Event-ID: last')" 400
same 'POST' "$(status "$(header rafi)" "$ENTRIES" -d x)" 405
same 'nothing else is under /v1/' "$(status '' /v1/procedures)" 404

# ---- live ----

as ines roster "$PROC" </dev/null >/dev/null 2>&1
follow one rafi
expect 'a reader stays' wait_line one caught-up
as ines post "$PROC" 'Cystic duct clipped' >/dev/null
expect 'and gets what comes' wait_line one 'Cystic duct clipped'
as ines retract "$PROC" 4 >/dev/null
expect 'and what is taken away' wait_line one '"kind":"retraction"'
same 'which is nowhere any more' "$(events rafi | grep -c 'Cystic duct')" 0
follow two rafi
expect 'another reader' wait_line two caught-up
as admin user revoke rafi --yes >/dev/null 2>&1 || as admin user revoke rafi >/dev/null
expect 'a revoked account is cut off' wait_line two 'end '
expect 'everywhere' wait_line one 'end '
same 'and does not come back' "$(status "$(header rafi)" "$ENTRIES")" 401
user_ready lena student
follow three lena
expect 'a third' wait_line three caught-up
as ines stop "$PROC" --reason technical >/dev/null 2>&1 || as ines stop "$PROC" >/dev/null
expect 'STOP is told' wait_line three '"state":"stopped"'
expect 'and ends it' wait_line three 'end '
same 'nobody gets anything of it' "$(status "$(header lena)" "$ENTRIES")" 409
same 'nor learns more by asking for its head' \
	"$(status "$(header lena)" "$ENTRIES" -I)" 409
relay_stop
same 'the relay ends as asked' "$RELAY_STATUS" 0
done_line
