#!/bin/bash
# SPDX-License-Identifier: MIT
#
# scrubrelay filter: one line out for each line in, and nothing raw on the way.

. "$(dirname "$0")/lib.sh"
in=$WORK/in
out=$WORK/out
err=$WORK/err

# filter STATUS OPTION...: $in through the filter.
filter() {
	local want=$1 status

	shift
	"$CLIENT" filter "$@" <"$in" >"$out" 2>"$err"
	status=$?
	same "exit status of filter $*" "$status" "$want"
}

printf 'Mr. Ruiz back from PACU at 14:10\nBP 120/80, knife 08:42' >"$in"
filter 0
same 'a name goes, the last line needs no end' "$(cat "$out")" \
	$'Mr. [NAME 1] back from PACU at 14:10\nBP 120/80, knife 08:42'

printf 'Mr. Ruiz in\nMr. Ruiz \xff in\n\nOK\n' >"$in"
filter 1
same 'a broken line keeps its place' "$(cat "$out")" $'Mr. [NAME 1] in\n\n\nOK'
same 'and is told of by its number' "$(cat "$err")" \
	'scrubrelay: line 2: not UTF-8, or U+0000 in it; not shown'

printf '%s\n' '{"id":"a","lang":"en-US","text":"Ük Mr. Ruiz"}' 'nonsense' \
	'{"id":7,"text":5}' '{"id":"b","lang":"id-ID","text":"Senin lalu"}' >"$in"
filter 1 --jsonl
same 'spans are code points of the input' "$(sed -n 1p "$out" |
	/usr/bin/python3 -c 'import json,sys; o = json.load(sys.stdin)
s = o["spans"][0]
print(o["id"], o["text"], s["start"], s["end"], s["label"], sorted(s))')" \
	"a Ük Mr. [NAME 1] 7 11 NAME ['certainty', 'end', 'label', 'layer', 'rule', 'start']"
same 'a line that is no JSON keeps its place' "$(sed -n 2p "$out")" \
	'{"id":null,"error":"bad-json","line":2}'
same 'so does one without a text' "$(sed -n 3p "$out")" \
	'{"id":7,"error":"bad-json","line":3}'
printf '%s\n' '{"id":"a","lang":"de","text":"Herr Ruiz"}' >"$WORK/de"
same 'an unknown language is held' "$("$CLIENT" filter --jsonl <"$WORK/de" 2>/dev/null)" \
	'{"id":"a","error":"held","line":1}'
same 'each line has its language' "$(sed -n 4p "$out" | cut -c1-26)" \
	'{"id":"b","text":"[DATE]",'

printf '57-year-old farmer from Kenya\ngunshot wound\n' >"$in"
filter 0
same 'texts have a budget each' "$(sed -n 2p "$out")" 'gunshot wound'
filter 0 --author ann
same 'updates of a procedure share one' "$(sed -n 2p "$out")" '[OTHER]'

/usr/bin/python3 -c 'print("a " * 40000); print("OK"); print("b" * 3000000); print("OK")' >"$in"
filter 1
same 'lines too long are refused, the next ones read' "$(cat "$out")" $'\nOK\n\nOK'

printf 'back Tuesday\n' >"$in"
filter 0 --policy limited-data-set
same 'another policy' "$(cat "$out")" 'back Tuesday'
filter 0 --policy "$ROOT/filters/policies/safe-harbor.json"
same 'a policy from a file' "$(cat "$out")" 'back [DATE]'
filter 0 --explain
expect 'why, without the text' grep -q '1:5-12 DATE .*shape/date-weekday' "$err"
expect 'and never the text' test -z "$(grep -i tuesday "$err")"
printf 'chase is on the table\n' >"$in"
filter 1 --policy strict --explain
same 'what is held is not shown' "$(cat "$out")" ''
expect 'but what is in doubt' grep -q '^1:0-5 NAME  *context/.* %, in doubt$' "$err"
printf '{"id":1,"lang":5,"text":"OK"}\n' >"$in"
filter 1 --jsonl
expect 'a language is text' grep -q 'line 1: lang must be text' "$err"
"$CLIENT" filter <"$WORK" 2>"$err"
same 'input that cannot be read fails' "$?" 1
expect 'and says which' grep -q 'standard input: Is a directory' "$err"
"$CLIENT" filter <&- 2>"$err"
same 'so does none' "$?" 1
echo OK >"$in"
"$CLIENT" filter <"$in" 2>"$err" >/dev/full
same 'and output that cannot be written' "$?" 1

printf '{"persons": [{"part": "patient",\n"name": "Qwyx Zabulon"}]}' >"$WORK/r.json"
printf 'zabulon asleep\n' >"$in"
filter 0 --roster "$WORK/r.json"
same 'a roster' "$(cat "$out")" '[PATIENT] asleep'

printf '{"persons": [{"part": "patient",\n"nam": "Qwyx Zabulon"}]}' >"$WORK/r.json"
refuse 'a roster with a mistake' "$WORK/r.json:2: " \
	"$CLIENT" filter --roster "$WORK/r.json"
"$CLIENT" filter --roster "$WORK/r.json" >"$out" 2>&1 <"$in"
expect 'is told of without its names' test -z "$(grep -i zabulon "$out")"
printf '{"operatorz": 1}' >"$WORK/p.json"
refuse 'a policy with a mistake' 'p.json:1: operatorz: unknown key' \
	"$CLIENT" filter --policy "$WORK/p.json"
# Every rule that is told of may be given an operator of its own.
cat "$ROOT"/tests/data/train/*-phi.txt | sed 's/\[\[[A-Z]*://g; s/\]\]//g' >"$in"
"$CLIENT" filter --explain <"$in" 2>&1 >/dev/null |
	sed -n 's|^[0-9:-]* [A-Z]* *[a-z]*/\([a-z0-9-]*\) .*|\1|p' | sort -u >"$WORK/rules"
expect 'the messages set many rules going' test "$(wc -l <"$WORK/rules")" -ge 80
/usr/bin/python3 -c 'import json,sys
print(json.dumps({"rules": {r.strip(): "tag" for r in sys.stdin}}))' <"$WORK/rules" >"$WORK/p.json"
echo OK >"$in"
filter 0 --policy "$WORK/p.json"
printf '{"rules": {\n"date-wekday": "keep"}}' >"$WORK/p.json"
refuse 'a rule that is none' "p.json:2: date-wekday: no rule" \
	"$CLIENT" filter --policy "$WORK/p.json"
refuse 'a policy that is not there' 'built in are safe-harbor' \
	"$CLIENT" filter --policy safe-habor
refuse 'a roster that is not there' 'No such file' \
	"$CLIENT" filter --roster "$WORK/none.json"
refuse 'a language nobody knows' 'en or id' "$CLIENT" filter --lang tlh

yes 'clips on, duct divided' | head -n 200000 |
	"$CLIENT" filter 2>"$WORK/said" | head -n 1 >/dev/null
same 'a reader that has enough is no news' "$(cat "$WORK/said")" ''

# All tables are in the program, read-only: 16 MB with the code, and next to
# nothing that each process has for itself.
read -r shared own < <(/usr/bin/python3 - "$CLIENT" <<-'PY'
	import struct, sys
	elf = open(sys.argv[1], "rb").read()
	at, = struct.unpack_from("<Q", elf, 32)
	size, count = struct.unpack_from("<HH", elf, 54)
	bytes_of = [0, 0]
	for i in range(count):
	    kind, flags = struct.unpack_from("<II", elf, at + i * size)
	    if kind == 1:
	        bytes_of[flags >> 1 & 1] += struct.unpack_from("<Q", elf, at + i * size + 40)[0]
	print(*bytes_of)
	PY
)
expect "tables and code are 16 MB at most ($shared bytes)" test "$shared" -le 16000000
expect "and shared ($own bytes are not)" test "$own" -le 1000000

# Each line comes back before the next is written.
coproc LIVE { "$CLIENT" filter; }
echo 'Mr. Ruiz in' >&"${LIVE[1]}"
IFS= read -r -t 20 line <&"${LIVE[0]}"
same 'a live line is not held back' "$line" 'Mr. [NAME 1] in'
eval "exec ${LIVE[1]}>&-"
wait
done_line
