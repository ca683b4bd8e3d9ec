#!/bin/bash
# SPDX-License-Identifier: MIT
# What waits and what is held, with the programs as people use them.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

relay_config delay_s 3600
admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
user_ready nurse poster
user_ready mod moderator
user_ready teacher educator
as nurse open --template generic --consent c-1 --audience student,colleague \
	--code-name 'blue heron' >/dev/null 2>&1

# ---- an update that waits ----

same 'it is saved, and waits' "$(as nurse post blue-heron 'Left kidney is out' \
	2>"$WORK/said")" '   -  saved, goes out in 3600 s'
draft=$(sed -n "s/.*undo 'blue heron' //p" "$WORK/said")
same 'how to take it back is said' "${#draft}" 32
same 'no reader has it' "$(as teacher watch blue-heron --once --json)" ''
refuse 'nobody takes back what is not his' 'does not wait' \
	as mod undo blue-heron "$draft"
same 'its author takes it back' "$(as nurse undo blue-heron "$draft")" \
	'Undone; nobody was shown it.'
refuse 'once' 'does not wait' as nurse undo blue-heron "$draft"

# /undo behind an update that has no answer yet takes back that one, not the
# one before it.
coproc POST { as nurse post blue-heron 2>&1; }
exec {typing}>&"${POST[1]}"
printf 'Camera in\nOf the room before\n' >&"$typing"
IFS= read -r _ <&"${POST[0]}"
IFS= read -r _ <&"${POST[0]}"
printf 'Of the other room\n/undo\n' >&"$typing"
while IFS= read -r line <&"${POST[0]}"; do
	case $line in *undone*) break ;; esac
done
same '/undo takes back what was typed last' "$line" \
	'· line 3: undone; nobody was shown it'
printf '/undo\n/undo\n' >&"$typing"
IFS= read -r line <&"${POST[0]}"
same 'twice takes back two' "$line" '· line 2: undone; nobody was shown it'
IFS= read -r line <&"${POST[0]}"
same 'and the one before' "$line" '· line 1: undone; nobody was shown it'
printf 'Camera in\n' >&"$typing"
IFS= read -r _ <&"${POST[0]}"
eval "exec ${POST[1]}>&- $typing>&-"
wait "$POST_PID"
same 'at the end of the input too' "$(printf 'Of the other room\n/undo\n' |
	as nurse post blue-heron 2>&1 | grep -c -e 'not sent' -e Undone)" 1
expect 'the one before waits still' as nurse undo blue-heron
refuse 'and nothing else' 'Nothing of yours' as nurse undo blue-heron

same 'programs are told how long it waits' "$(printf '%s\n' \
	'{"draft":"d-1","text":"Ports in"}' |
	as nurse post blue-heron --jsonl | sed 's/"wait_ms":[0-9]*/"wait_ms":N/')" \
	'{"line":1,"draft":"d-1","wait_ms":N,"redacted":0,"doubt":false,"repeated":false}'

# ---- what waits is there after a crash, and is nobody's yet ----

relay_kill9
relay_start || fail 'the relay starts again' "$(tail -n 5 "$LOG")"
same 'no reader has it' "$(as teacher watch blue-heron --once --json)" ''
same 'it waits still' "$(printf '%s\n' '{"draft":"d-1","text":"Ports in"}' |
	as nurse post blue-heron --jsonl | grep -c '"repeated":true')" 1
expect 'and can be undone' as nurse undo blue-heron d-1 --json
same 'the database names nobody' "$(grep -c 'Ports in' "$DATA/journal.db")" 0

# ---- what is held ----

as nurse open --template generic --consent c-1 --audience student,colleague \
	--code-name 'red kite' --delay 0 >/dev/null 2>&1
printf '%s\n' '{"draft":"h-1","lang":"fr","text":"Pince en place"}' |
	as nurse post red-kite --jsonl >"$WORK/acks"
same 'the filter holds it' "$(grep -c '"held":' "$WORK/acks")" 1
held=$(sed 's/.*"held":\([0-9]*\).*/\1/' "$WORK/acks")
refuse 'its author does not decide' 'may not' as nurse review red-kite
as mod review red-kite >"$WORK/list" 2>&1
same 'a moderator sees it' "$(grep -c 'Pince en place' "$WORK/list")" 1
same 'and that it cannot be approved' \
	"$(grep -c 'edit or reject' "$WORK/list")" 1
refuse 'nor can it' 'Held' as mod review red-kite --approve "$held"
refuse 'an edit needs its text' 'new text' as mod review red-kite --edit "$held"
same 'an edit lets it go' "$(as mod review red-kite --edit "$held" --lang en \
	'Clip on')" 'Released as entry 1.'
same 'readers get it' "$(as teacher watch red-kite --once --json |
	grep -c '"text":"Clip on"')" 1
refuse 'nobody decides twice' 'not held' as mod review red-kite --reject "$held"
same 'nothing is left' "$(as mod review red-kite 2>&1)" '· Nothing is held.'

relay_stop
done_line
