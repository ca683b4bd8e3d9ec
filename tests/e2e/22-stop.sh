#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The rules of a procedure as people use them, against a real daemon: nothing
# opens without its gates, one command stops, a restart and a full disk change
# nothing of it, and what was withdrawn is on the disk no more.

. "$(dirname "$0")/lib.sh"
unset LC_ALL LC_MESSAGES LANG NO_COLOR

relay_config advocate_required true check_required true advocate_s 3600
admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
for role in poster surgeon advocate student; do
	user_ready "$role" "$role" || fail "an account for the $role"
done

# field NAME: its string in the JSON of one line on standard input
field() {
	sed -nE "s/.*\"$1\":\"([^\"]*)\".*/\1/p"
}

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

open_it() {
	as poster open --template generic --consent C-1 --audience student "$@"
}

# ---- the gates ----

refuse 'nobody is the advocate' "the patient's advocate" open_it
refuse 'what to do is said' 'Name one with --advocate' open_it
refuse 'the code is asked for' 'is missing' open_it --advocate advocate
refuse 'what takes it is said' 'else --check and --check-again' \
	open_it --advocate advocate
refuse 'two rooms' 'right room' \
	open_it --advocate advocate --check OR-17 --check-again OR-71
refuse 'in Indonesian too' 'ruang dan pasiennya' env LC_ALL=id_ID.UTF-8 \
	"$CLIENT" --profile poster open --template generic --consent C-1 \
	--audience student --advocate advocate --check OR-17 --check-again OR-71
refuse 'consent has ended' 'has ended' open_it --advocate advocate \
	--check OR-17 --check-again OR-17 --consent-until 2001-02-03
for day in tomorrow 2030-13-01 2030-00-10 2030-06-31 2031-02-29; do
	refuse "no such day: $day" 'YYYY-MM-DD' open_it --consent-until "$day"
done
refuse 'no advocate by word alone' 'an administrator gives it' open_it \
	--advocate surgeon --check OR-17 --check-again OR-17
proc=$(open_it --advocate advocate --surgeon surgeon --check OR-17 \
	--check-again OR-17 --hashtag trocar --json | field procedure)
same 'with all of it, it opens' "${#proc}" 32
expect 'the code is nowhere' sh -c "! grep -rq 'OR-17' '$DATA' '$LOG'"

# ---- quiet ----

as poster post "$proc" 'Ports are in' >/dev/null || fail 'a post'
expect 'quiet' as poster quiet "$proc"
refuse 'nobody posts' 'Quiet' as poster post "$proc" 'Bleeding'
expect 'and goes on' as surgeon resume "$proc"

# ---- stop ----

exec {reader}< <(exec "$CLIENT" --profile student watch "$proc" --json 2>&1)
watcher=$!
until_line 'the reader is there' '"number":1'
expect 'one command stops' as poster stop "$proc" --reason wrong-stream
until_line 'the reader is told' '"state":"stopped"'
refuse 'nothing is posted' 'Stopped' as poster post "$proc" 'More'
refuse 'the archive has nothing of it' 'Stopped' \
	as student archive show "$proc"
relay_kill9
relay_start || fail 'the relay starts again'
refuse 'stopped after a kill' 'Stopped' as poster post "$proc" 'More'
refuse 'the poster cannot take it back' 'not do this' \
	as poster resume "$proc"
expect 'the surgeon can' as surgeon resume "$proc"
until_line 'the reader is told that, on a new connection' '"state":"open"'
kill "$watcher" 2>/dev/null
exec {reader}<&-
same 'a sign' "$(as advocate sign "$proc" --json | field state)" ''
expect 'a sign says when the next is due' \
	sh -c "'$CLIENT' --profile advocate sign $proc 2>&1 | grep -q '60 min'"

# ---- stopped at its end ----

late=$(open_it --advocate advocate --surgeon surgeon --check OR-18 \
	--check-again OR-18 --delay 3600 --json | field procedure)
as poster post "$late" 'Waits for an hour' >/dev/null 2>&1 || fail 'a post'
as poster close "$late" >/dev/null 2>&1 &
closer=$!
until as poster procedures --json | grep -q "$late.*\"closing\""; do
	kill -0 "$closer" 2>/dev/null || break
done
expect 'what waits for its end is stopped' as poster stop "$late"
wait "$closer"
same 'the end stays' "$?" 0
expect 'the stop goes' as surgeon resume "$late"
expect 'a reader is told that it has ended, and does not wait' \
	timeout 30 "$CLIENT" --profile student watch "$late"

# ---- withdrawal ----

refuse 'the poster cannot' 'not do this' as poster withdraw --yes "$proc"
refuse 'it is asked about' 'say --yes' as surgeon withdraw "$proc"
expect 'the advocate can, and has a receipt' \
	as advocate withdraw --yes "$proc" --receipt "$WORK/receipt.txt"
same 'which says what is gone' "$(sed -n 3p "$WORK/receipt.txt")" \
	'erased procedure'
cd "$WORK" || exit 1
expect 'asked again' as surgeon withdraw --yes "$proc"
same 'the same one comes again, under its name' \
	"$(cat receipt-*.txt)" "$(cat receipt.txt)"
cd - >/dev/null || exit 1
for how in --html '--html --lang id' --json ''; do
	expect "it is printed: $how" \
		as advocate archive receipt "$WORK/receipt.txt" $how
done
expect 'the page tells the procedure' \
	sh -c "'$CLIENT' --profile advocate archive receipt '$WORK/receipt.txt' \
	--html | grep -q '<code>$proc</code>'"
sed 's/^records .*/records 99/' "$WORK/receipt.txt" >"$WORK/forged.txt"
refuse 'one that was changed is not' 'not signed' \
	as advocate archive receipt "$WORK/forged.txt" --html
refuse 'it is not there for readers' 'no procedure' as student watch "$proc"
relay_kill9
relay_start || fail 'the relay starts again'
refuse 'nor after a kill' 'no procedure' as student watch "$proc"
refuse 'nobody brings it back' 'Stopped' as surgeon resume "$proc"
relay_stop
done_line
