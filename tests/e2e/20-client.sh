#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The command line as people and programs use it, against a real daemon: what
# it prints, what it refuses and says then, and that nothing typed is lost or
# doubled when the relay dies in the middle.

. "$(dirname "$0")/lib.sh"
unset LC_ALL LC_MESSAGES LANG NO_COLOR

ROSTER=$WORK/roster.json
cat >"$ROSTER" <<-'EOF_ROSTER'
	{"persons": [{"part": "patient", "name": "Tamsin Arkwright"}],
	 "ids": [{"kind": "mrn", "value": "88123407"}]}
EOF_ROSTER

# status WANT COMMAND... : the exit status is part of the interface
status() {
	local want=$1 got

	shift
	"$@" >"$WORK/status.out" 2>&1 </dev/null
	got=$?
	same "status $want: ${*:2}" "$got" "$want" || cat "$WORK/status.out" >&2
}

# ---- without a relay ----

status 2 "$CLIENT"
status 2 "$CLIENT" psot
status 0 "$CLIENT" --help
refuse 'a slip of the keyboard' "did you mean 'post'" "$CLIENT" psot
refuse 'a slip in an option' 'did you mean --milestone' \
	"$CLIENT" post x --milestne y
refuse 'a number is a number' 'takes the number' "$CLIENT" post x --correct one
refuse 'entries count from 1' 'from 1' "$CLIENT" post x --correct 0 y
refuse 'so do those withdrawn' 'from 1' "$CLIENT" post x --retract 0
refuse 'a text wants quotes' 'in quotes' "$CLIENT" post x Cefazolin 2 g
refuse 'an empty text' 'is empty' "$CLIENT" post x ''
refuse 'no profile yet' 'enrol URL INVITE' "$CLIENT" watch
refuse 'half an invite' 'copy all of it' "$CLIENT" enrol ws://127.0.0.1:1 abc
refuse 'no address' 'wss://HOST' "$CLIENT" enrol relay.example abc
"$CLIENT" enrol relay.example abc >/dev/null 2>&1
same 'what was typed is not understood' $? 2
expect 'a device key' "$CLIENT" keygen "$WORK/device.key"
same 'nobody else reads it' "$(stat -c %a "$WORK/device.key")" 600
refuse 'a key is never replaced' "$WORK/device.key" \
	"$CLIENT" keygen "$WORK/device.key"

# ---- accounts ----

admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
invite=$(as admin user add guest --role student | awk '{ print $NF }')
refuse 'a name once' 'already' as admin user add guest --role student
refuse 'a role there is' 'poster, surgeon' as admin user add x --role nurse
expect 'an invite makes a device known' "$CLIENT" enrol "$URL" "$invite" \
	--profile guest --key "$WORK/device.key" --label 'OR tablet'
refuse 'an invite works once' 'ask an administrator' \
	"$CLIENT" enrol "$URL" "$invite" --profile guest2
refuse 'a profile is not replaced' 'already' \
	"$CLIENT" enrol "$URL" "$invite" --profile guest
same 'the folder of keys is closed' \
	"$(stat -c %a "$XDG_CONFIG_HOME/scrubrelay")" 700
user_ready nurse poster
user_ready student student
user_ready teacher educator
invite=$(as admin user add ana --role student | awk '{ print $NF }')
expect 'an invite on standard input' sh -c \
	"printf '%s\n' '$invite' | '$CLIENT' enrol '$URL' --profile ana"
refuse 'only administrators do that' 'may not' as nurse user list
same 'the list of accounts' \
	"$(as admin user list --json | grep -c '"revoked":false')" 6
refuse 'which profile' '--profile NAME' "$CLIENT" procedures

# ---- opening ----

refuse 'no consent, no stream' 'consent' as nurse open --template generic
refuse 'a template there is' 'laparoscopic-cholecystectomy' \
	as nurse open --template lap --consent c-1 --audience student
refuse 'a consent is no name' 'without spaces' as nurse open --template generic \
	--consent 'Mrs Arkwright' --audience student
sed 's/"part"/"prat"/' "$ROSTER" >"$WORK/typo.json"
refuse 'a slip in a roster has its file and line' "$WORK/typo.json:1: unknown key" \
	as nurse open --template generic --consent c-1 --audience student \
	--roster "$WORK/typo.json"
same 'and nothing opened' "$(as nurse procedures --json)" ''
refuse 'students do not open' 'may not' as student open --template generic \
	--consent c-1 --audience student
refuse 'there is nothing to watch' 'no procedure' as student watch
procedure=$(as nurse open --template laparoscopic-cholecystectomy \
	--consent c-1 --audience student,colleague --archive \
	--roster "$ROSTER" --code-name 'blue heron' 2>/dev/null)
same 'id and code name' "${procedure:32}" '  blue heron'
procedure=${procedure:0:32}

# ---- posting ----

same 'one update' "$(as nurse post blue-heron \
	'Arkwright on the table, MRN 88123407' 2>&1)" \
	'   1  saved, 2 identifiers removed'
expect 'a milestone' as nurse post "$procedure" --milestone incision
refuse 'a step there is' "did you mean 'incision'" \
	as nurse post blue-heron --milestone incison
expect 'the steps there are' \
	sh -c '"$0" --profile nurse milestone blue-heron | grep -q "^incision .*Incision"' "$CLIENT"
refuse 'a step by its own command too' "did you mean 'incision'" \
	as nurse milestone blue-heron incison
refuse 'a number that is none' 'number of an entry' as nurse correct blue-heron x text
refuse 'an entry that is not there' 'no such entry' as nurse correct blue-heron 99 x
refuse 'nor to be withdrawn' 'no such entry' as nurse retract blue-heron 99
refuse 'nothing to send' 'nothing to send' as nurse post blue-heron ' '
refuse 'no such entry' 'no such entry' \
	as nurse post blue-heron --correct 99 'x'
refuse 'no such procedure' 'there is blue heron' as nurse post red-kite x
refuse 'students do not post' 'may not' as student post blue-heron x
refuse 'one thing at a time' 'only one of' \
	as nurse post blue-heron --retract 1 --milestone incision
status 1 as nurse post blue-heron ' '
seq -f 'suction %g ml, dry' 200 |
	as nurse post blue-heron --part scrub >"$WORK/acks" 2>"$WORK/said"
same '200 lines, 200 acknowledgements in order' \
	"$(awk '{ print $1 }' "$WORK/acks" | tr '\n' ' ')" \
	"$(seq 3 202 | tr '\n' ' ')"
{
	printf 'good\n\n'
	head -c 5000 /dev/zero | tr '\0' x
	printf '\n\300\257\ngood too'
} | as nurse post blue-heron >"$WORK/acks" 2>"$WORK/said"
same 'a bad line fails the run' "$?" 1
same 'the good ones go' "$(grep -c saved "$WORK/acks")" 2
expect 'the long one is named' grep -q '^scrubrelay: line 3: not sent' "$WORK/said"
expect 'the broken one is named' grep -q '^scrubrelay: line 4: not sent' "$WORK/said"
refuse 'a time that no clock has' 'a year' \
	as nurse post blue-heron --max-age 18446744073709552 dry
refuse 'what cannot be read is no end' 'standard input: Is a directory' \
	sh -c "'$CLIENT' --profile nurse post blue-heron </"
printf '%s\n' '{"draft":"d-1","text":"first","part":"surgeon"}' \
	'{"draft":"d-1","text":"first","part":"surgeon"}' \
	'{"text":"x","colour":"red"}' 'x' '{"kind":"retraction","refers":3}' |
	as nurse post blue-heron --jsonl >"$WORK/acks" 2>"$WORK/said"
same 'programs read why' "$(sed -E 's/.*"(error|number)":"?([a-z0-9-]*).*/\2/' \
	"$WORK/acks" | tr '\n' ' ')" '205 205 bad-request bad-json 206 '
expect 'the same draft is the same entry' \
	sed -n '2{/"repeated":true/!q1}' "$WORK/acks"

# ---- reading ----

refuse 'a full disk is said' 'could not be written' \
	sh -c "'$CLIENT' --profile student procedures >/dev/full"

as student watch --once --json >"$WORK/read"
same 'a late reader has all, once, in order' \
	"$(sed -E 's/.*"number":([0-9]+).*/\1/' "$WORK/read" | tr '\n' ' ')" \
	"$(seq 206 | tr '\n' ' ')"
refuse 'nobody reads who it was' 'nothing' sh -c \
	"grep -i -e arkwright -e 88123407 '$WORK/read' || { echo nothing; exit 1; }"
expect 'what was withdrawn has no text' \
	sed -n '3{/"kind":"withdrawn"/!q1;/"text"/q1}' "$WORK/read"
same 'from a number on' "$(as student watch blue --once --json --from 205 |
	wc -l)" 2
same 'only the end' "$(as student watch blue --once --json --tail 3 |
	sed -E 's/.*"number":([0-9]+).*/\1/' | tr '\n' ' ')" '204 205 206 '
same 'for people, too' "$(as student watch blue --once --numbers --tail 3 |
	sed -nE 's/^ *([0-9]+) .*/\1/p' | tr '\n' ' ')" '204 205 '
as student watch --once --lang id >"$WORK/read"
expect 'milestones in the language of the reader' grep -q 'Insisi' "$WORK/read"
expect 'phases as headings' grep -q '^─── Akses ──' "$WORK/read"
expect 'no line is wider than the terminal' test "$(COLUMNS=60 as student \
	watch --once | grep -v '^─' | wc -L)" -le 60
as nurse post blue-heron $'stray \033[2J escape' >/dev/null 2>&1
same 'nothing commands the terminal' \
	"$(as student watch --once | grep -c $'\033')" 0
expect 'colours on a terminal' sh -c "TERM=xterm script -qec \
	'$CLIENT --profile student watch --once' /dev/null | grep -q '\[1;32m'"
refuse 'none with NO_COLOR' none sh -c "TERM=xterm NO_COLOR=1 script -qec \
	'$CLIENT --profile student watch --once' /dev/null | grep '\[1;32m' ||
	{ echo none; exit 1; }"
expect 'a reader that ends is no harm' sh -c \
	"'$CLIENT' --profile student watch --once | head -n 1"

# ---- the relay dies in the middle ----

relay_config listen_port "$PORT"
port=$PORT
mkfifo "$WORK/type" "$WORK/acks.fifo" "$WORK/kept.fifo"
as nurse roster blue-heron "$ROSTER" >"$WORK/kept.fifo" 2>"$WORK/kept" &
keeper=$!
read -r _ <"$WORK/kept.fifo"
as student watch --json --from 208 >"$WORK/live" 2>"$WORK/live.said" &
reader=$!
as nurse post blue-heron <"$WORK/type" >"$WORK/acks.fifo" 2>"$WORK/said" &
poster=$!
exec {type}>"$WORK/type" {acks}<"$WORK/acks.fifo"
seq -f 'before %g' 150 >&"$type"
for ((i = 0; i < 40; i++)); do read -r _ <&"$acks"; done
relay_kill9
seq -f 'after %g' 150 >&"$type"
exec {type}>&-
relay_start || fail 'it starts again' "$(tail -n 5 "$LOG")"
same 'on the same port' "$PORT" "$port"
rest=$(cat <&"$acks" | wc -l)
wait "$poster"
same 'all 300 are acknowledged' "$?:$((rest + 40))" 0:300
as nurse close blue-heron >/dev/null
wait "$reader"
same 'the reader ends with the broadcast' "$?" 0
wait "$keeper"
same 'so does who kept the roster' "$?" 0
{
	seq -f 'before %g' 150
	seq -f 'after %g' 150
} >"$WORK/want"
sed -nE 's/.*"text":"([^"]*)".*/\1/p' "$WORK/live" >"$WORK/got"
expect 'who was reading: nothing lost, nothing twice, in order' \
	cmp "$WORK/want" "$WORK/got"
as teacher archive show blue-heron --json | sed -nE \
	's/.*"text":"((before|after)[^"]*)".*/\1/p' >"$WORK/got"
expect 'and in the archive' cmp "$WORK/want" "$WORK/got"
expect 'the archive lists it' sh -c \
	"'$CLIENT' archive list --profile teacher | grep -q 'blue heron'"
refuse 'closed is closed' 'not open' as nurse post "$procedure" late

# ---- somebody types, and the relay is away ----

# until FD TEXT: reads what a terminal shows until TEXT stands there
until_says() {
	local shown= c

	while IFS= read -r -t 20 -n 1 -u "$1" c; do
		shown+=$c
		case $shown in
		*"$2"*) return 0 ;;
		esac
	done
	printf '%s\n' "$shown" >&2
	return 1
}
as nurse open --template generic --consent c-3 --audience student \
	--code-name 'red kite' --roster "$ROSTER" >/dev/null 2>&1
mkfifo "$WORK/keys" "$WORK/screen"
NO_COLOR=1 script -qfec "'$CLIENT' post red-kite --max-age 0 --roster '$ROSTER' \
	--profile nurse" /dev/null <"$WORK/keys" >"$WORK/screen" 2>&1 &
typist=$!
exec {keys}>"$WORK/keys" {screen}<"$WORK/screen"
expect 'a person is told where it goes' until_says "$screen" 'red kite: one'
printf 'first\n' >&"$keys"
expect 'and what was saved' until_says "$screen" 'saved'
relay_kill9
expect 'and that the relay is away' until_says "$screen" 'trying again'
printf 'second\nthird\n' >&"$keys"
expect 'the terminal shows what was typed' until_says "$screen" 'third'
relay_start
expect 'what got old is asked about' until_says "$screen" '2 updates waited'
expect 'with no as what Enter means' until_says "$screen" '[y/N]'
printf 'y\n' >&"$keys"
expect 'yes: it goes' until_says "$screen" '   3  saved'
relay_kill9
expect 'away again' until_says "$screen" 'trying again'
printf 'stale\n' >&"$keys"
expect 'the terminal shows it' until_says "$screen" 'stale'
relay_start
expect 'asked again' until_says "$screen" '1 update waited'
printf '\n' >&"$keys"
expect 'Enter: it stays, and that is told' until_says "$screen" 'was not sent'
printf 'fresh\n\004' >&"$keys"
expect 'what is new goes' until_says "$screen" '   4  saved'
expect 'and it is counted up' until_says "$screen" '4 saved, 1 not'
exec {keys}>&-
wait "$typist"
same 'only what was meant is there' "$(as student watch red-kite --once --json |
	sed -nE 's/.*"text":"([^"]*)".*/\1/p' | tr '\n' ' ')" \
	'first second third fresh '
as nurse close red-kite >/dev/null

# ---- revoked ----

procedure=$(as nurse open --template generic --consent c-2 \
	--audience student --json 2>/dev/null |
	sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
as nurse post "$procedure" hello >/dev/null
mkfifo "$WORK/student.fifo"
as student watch "$procedure" --json >"$WORK/student.fifo" 2>"$WORK/said" &
reader=$!
exec {feed}<"$WORK/student.fifo"
read -r _ <&"$feed"
expect 'an account is revoked' as admin user revoke student
wait "$reader"
same 'its connection ends' "$?" 1
expect 'and says so' grep -qi 'revoked' "$WORK/said"
refuse 'nor does it come back' 'administrator' as student procedures

# ---- away, and another in its place ----

relay_kill9
status 3 as nurse procedures
as nurse post "$procedure" --max-age 0 x </dev/null >"$WORK/acks" 2>"$WORK/said"
same 'not sent is not silent' "$?" 3
expect 'and says why' grep -q 'was not sent' "$WORK/said"
DATA=$WORK/other
mkdir -m 700 "$DATA"
relay_config listen_port "$PORT"
relay_start
refuse 'a relay with another key gets nothing' 'its key is another one' \
	as nurse procedures
relay_stop

# ---- TLS with an authority of the house ----

openssl req -x509 -newkey ed25519 -nodes -keyout "$WORK/tls.key" \
	-out "$WORK/tls.pem" -days 2 -subj /CN=localhost \
	-addext 'subjectAltName=DNS:localhost' 2>/dev/null
relay_config tls_certificate "\"$WORK/tls.pem\"" tls_key "\"$WORK/tls.key\""
invite=$(admin_invite chief)
relay_start
URL=wss://localhost:$PORT
refuse 'a certificate nobody vouches for' 'enrol --ca FILE' \
	"$CLIENT" enrol "$URL" "$invite" --profile chief
expect 'with the authority that does' \
	"$CLIENT" enrol "$URL" "$invite" --profile chief --ca "$WORK/tls.pem"
expect 'which the profile remembers' as chief user list
refuse 'no way around TLS' 'cannot reach' \
	"$CLIENT" enrol "ws://localhost:$PORT" "$invite" --profile chief2
relay_stop
done_line
