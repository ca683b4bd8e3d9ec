#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A sealed bundle is written, and read by a program that is not ours.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

bundle_py() {
	/usr/bin/python3 "$ROOT/tests/e2e/bundle.py" "$@"
}

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
	'{"draft":"a-2","part":"surgeon","text":"two clips below, \"quoted\" <b>"}' \
	'{"draft":"a-3","kind":"correction","refers":2,"part":"surgeon","text":"three clips below, \"quoted\" <b>"}' \
	'{"draft":"a-4","text":"liver bed dry"}' \
	'{"draft":"a-5","kind":"retraction","refers":4}' \
	'{"draft":"a-6","part":"scrub","text":"Ms Siti Rahayu says the count is right"}' >"$WORK/lines"
expect 'updates go in' as nurse post "$procedure" --jsonl <"$WORK/lines"

cd "$WORK" || exit 2
umask 077
printf 'correct horse battery\n' >pass
export_bundle() {
	as prof archive export "$procedure" --format bundle "$@"
}
refuse 'not while it runs' 'closed' export_bundle --output early --key-file early.key
expect 'it ends' as nurse close "$procedure"
refuse 'not to a screen' '--output' export_bundle --key-file k
refuse 'nobody there to type' '--passphrase-file' export_bundle --output x </dev/null
refuse 'a student exports nothing' 'may not' \
	as student archive export "$procedure" --format bundle --output x --key-file k
expect 'with a key of its own' export_bundle --output by-key --key-file key
expect 'with a passphrase' export_bundle --output by-pass --passphrase-file pass
same 'for their owner only' "$(stat -c %a by-key by-pass key | sort -u)" 600
same 'a key has 32 bytes' "$(stat -c %s key)" 32
refuse 'a file that is there stays' 'replaces it' export_bundle --output by-key --key-file key
expect 'what it says is not to be seen' \
	sh -c '! grep -aq -e clips -e incision -e laparoscopic by-key by-pass'

expect 'a second reader opens it by the key' bundle_py key by-key >lines.key
expect 'and by the passphrase' bundle_py --passphrase pass by-pass
bundle_py key by-key >lines.key
bundle_py --passphrase pass by-pass >lines.pass
expect 'both say the same' cmp lines.key lines.pass
expect 'the procedure, then every entry with the texts of both audiences' \
	/usr/bin/python3 - "$procedure" <<'PY'
import json, sys
head, *entries = [json.loads(line) for line in open("lines.key")]
assert head["format"] == "scrubrelay bundle 1" and head["procedure"] == sys.argv[1], head
assert head["template"] == "laparoscopic-cholecystectomy" and head["exported_by"] == "prof", head
assert head["entries"] == len(entries) == 7, head
assert [e["number"] for e in entries] == list(range(1, 8)), entries
assert [e["kind"] for e in entries] == ["milestone", "corrected", "correction",
    "withdrawn", "retraction", "update", "notice"], entries
assert entries[2]["student"] == entries[2]["colleague"] == \
    "three clips below, \"quoted\" <b>", entries[2]
assert "Rahayu" not in str(entries) and "count is right" in entries[5]["student"], entries[5]
PY
expect 'nothing that was taken back is in it' \
	sh -c '! grep -e "two clips" -e "liver bed" lines.key'
expect 'no date is in it' \
	sh -c "! grep -E '$(date +%Y-%m-%d)|$(date +%s | cut -c1-7)' lines.key"
relay_stop
expect 'who exported is in the audit log' grep -q '"export".*bundle' "$DATA"/audit.log
done_line
