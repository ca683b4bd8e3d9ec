#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Exports are read by programs that are not ours; search and replay find and
# show what the archive has, to educators only.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

relay_config
if ! { admin_ready && user_ready nurse poster &&
	user_ready student student && user_ready prof educator; }; then
	fail 'the relay starts'
	done_line
	exit
fi
procedure=$(as nurse open --template laparoscopic-cholecystectomy --consent c-1 \
	--audience student --archive --json 2>/dev/null |
	sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
printf '%s\n' \
	'{"draft":"a-1","kind":"milestone","step":"incision"}' \
	'{"draft":"a-2","part":"surgeon","text":"=two clips below, \"quoted\" <b>, a --> b"}' \
	'{"draft":"a-3","kind":"correction","refers":2,"part":"surgeon","text":"=three clips below, \"quoted\" <b>, a --> b"}' \
	'{"draft":"a-4","text":"liver bed dry"}' \
	'{"draft":"a-5","kind":"retraction","refers":4}' >"$WORK/lines"
expect 'updates go in' as nurse post "$procedure" --jsonl <"$WORK/lines"
expect 'it ends' as nurse close "$procedure"

cd "$WORK" || exit 2
for format in html jsonl csv captions chapters metadata; do
	expect "$format is written" as prof archive export "$procedure" \
		--format "$format" --output "out.$format" --offset 30
done
refuse 'a file that is there stays' 'replaces it' \
	as prof archive export "$procedure" --output out.html
expect 'unless asked' as prof archive export "$procedure" --output out.html --force
# The disk is full behind the first KiB.
full() {
	(trap '' XFSZ && ulimit -f 1 && as prof archive export "$procedure" "$@")
}
cp out.html before
refuse 'a full disk is told' 'out.html: File too large' full --output out.html --force
expect 'and what was there is still there' cmp out.html before
refuse 'so is one for a new file' 'new.html: ' full --output new.html
same 'half a file is none' "$(find . -name 'out.html?*' -o -name 'new.*')" ''
ln -s out.html link.html
chmod 644 out.html
expect 'behind a link' as prof archive export "$procedure" --output link.html --force
same 'it is the file that is another' "$(stat -c '%F %a' link.html out.html | tr '\n' ' ')" \
	'symbolic link 777 regular file 600 '
expect 'a device is no file' as prof archive export "$procedure" --output /dev/null --force
expect 'and stays one' test -c /dev/null
rm link.html before
refuse 'no such format' 'html, jsonl' as prof archive export "$procedure" --format pdf
refuse 'a student exports nothing' 'may not' as student archive export "$procedure"
same 'for its owner only' "$(stat -c %a out.csv)" 600
expect "Python's csv and json read them" /usr/bin/python3 - <<'PY'
import csv, json
rows = list(csv.DictReader(open("out.csv", newline="")))
text = "=three clips below, \"quoted\" <b>, a --> b"
assert rows[2]["text"] == "'" + text, rows[2]
assert rows[2]["kind"] == "correction" and rows[2]["refers"] == "2", rows[2]
assert rows[1]["kind"] == "corrected" and "two clips" not in str(rows), rows[1]
about = {r["kind"]: r["text"] for r in rows if not r["number"]}
assert about["export-checkpoint"].split("\n")[1] == "16", about
assert about["export-by"] == "prof" and about["export-entries"] == "6", about
lines = [json.loads(line) for line in open("out.jsonl")]
assert lines[0]["entries"] == 6 and len(lines) == 7, lines[0]
assert lines[3]["text"] == text, lines[3]
PY
expect 'nothing that was taken back is in any of them' \
	sh -c '! grep -l -e "two clips" -e "liver bed" out.*'
expect 'no date is in any of them' \
	sh -c "! grep -lE '$(date +%Y-%m-%d)|$(date +%d/%m/%Y)|$(date +%s | cut -c1-7)' out.*"
if npm_ready; then
	cat >parse.mjs <<-'JS'
		import { readFileSync } from "node:fs"
		import { createRequire } from "node:module"
		const require = createRequire(process.argv[2] + "/")
		const { WebVTTParser } = require("webvtt-parser")
		for (const [file, kind, cues] of [["out.captions", "subtitles", 3],
		    ["out.chapters", "chapters", 1], ["out.metadata", "metadata", 6]]) {
			const tree = new WebVTTParser().parse(readFileSync(file, "utf8"), kind)
			if (tree.errors.length || tree.cues.length !== cues)
				throw new Error(file + JSON.stringify(tree.errors) + tree.cues.length)
			if (tree.cues[0].startTime !== 30)
				throw new Error(file + " begins at " + tree.cues[0].startTime)
			if (kind === "metadata")
				tree.cues.forEach(cue => JSON.parse(cue.text))
		}
	JS
	expect 'a WebVTT parser that is not ours finds no fault' \
		node parse.mjs "$NPM"
else
	fail 'packages of the npm registry'
fi
if command -v chromium >/dev/null; then
	expect 'the page prints' chromium --headless=new --no-sandbox --disable-gpu \
		--print-to-pdf="$WORK/out.pdf" "file://$WORK/out.html"
fi

expect 'search finds words in any case' \
	sh -c '"$0" --profile prof archive search CLIPS three | grep -q "three clips"' "$CLIENT"
refuse 'what was corrected is not found' 'nothing found' \
	as prof archive search 'two clips'
other=$(as nurse open --template generic --consent c-1 --audience student \
	--archive --json 2>/dev/null | sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
as nurse stop "$other" >/dev/null 2>&1
same 'a stopped one does not hide the others' \
	"$(as prof archive search clips three 2>&1 | grep -c -e 'three clips' \
		-e '1 are stopped and were not searched')" 2
refuse 'asked for by name it is said' 'Stopped' \
	as prof archive search --in "$other" clips
same 'replay shows the entries in order' "$(as prof archive replay "$procedure" \
	--speed 60 --lang en 2>/dev/null | grep -oE 'Incision|corrected|corrects T.00:00:0[0-9]:|withdrawn|ended' | sed 's/ T.*//' | tr '\n' ' ')" \
	'Incision corrected corrects withdrawn withdrawn ended '
refuse 'a phase that is not there names those that are' 'it has access' \
	as prof archive replay "$procedure" --phase nowhere
expect 'who exported is in the audit log' grep -q '"export".*prof' "$DATA"/audit.log

# Erased while the relay runs.
grep -q "receipt" <("$CLIENT" archive erase --help) || fail 'its options'
refuse 'a student erases nothing' 'may not' \
	as student archive erase "$procedure" --entry 1 --yes
refuse 'nor an educator all of it' 'may not' as prof archive erase "$procedure" --yes
refuse 'it is asked about' 'say --yes' as prof archive erase "$procedure" --entry 1
expect 'an entry' as prof archive erase "$procedure" --entry 1 --yes
same 'has a receipt' "$(sed -n 3p receipt-*-1.txt)" 'erased entry 1'
expect 'what was corrected too' \
	as prof archive erase "$procedure" --entry 2 --yes --receipt second.txt
same 'of what was destroyed then' "$(sed -n 7p second.txt)" 'records 2'
same 'which an educator sees' "$(as prof archive show "$procedure" --json |
	grep -c '"kind":"milestone"')" 0
expect 'all of it' as admin archive erase "$procedure" --yes --receipt third.txt
refuse 'is there no more' 'no procedure' as prof archive show "$procedure"
refuse 'another master key is not for educators' 'may not' as prof archive rekey
expect 'it is for administrators' as admin archive rekey
same 'all that is in the audit log' "$(as admin audit --json |
	grep -cE '"event":"(erase|rekey)"')" 4
expect 'and the archive whole' as nurse archive verify "$DATA/journal.db"
relay_stop
done_line
