#!/bin/bash
# SPDX-License-Identifier: MIT
#
# ARCHIVE.md, taken at its word: its own program reads what the relay wrote,
# and what was taken back is not there to be read.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

program=$WORK/read.py
awk '/^```python$/ { on = 1; next } /^```$/ { on = 0 } on' \
	"$ROOT/relay/ARCHIVE.md" >"$program"
read_archive() {
	(cd "$DATA" && /usr/bin/python3 "$program")
}

relay_config
if ! { admin_ready && user_ready nurse poster; }; then
	fail 'the relay starts'
	done_line
	exit
fi
procedure=$(as nurse open --template generic --consent c-1 --audience student \
	--audience colleague --json 2>/dev/null |
	sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
printf '%s\n' \
	'{"draft":"a-1","text":"drain in, suction 20 ml"}' \
	'{"draft":"a-2","text":"two clips below"}' \
	'{"draft":"a-3","kind":"correction","refers":2,"text":"three clips below"}' \
	'{"draft":"a-4","text":"liver bed dry"}' \
	'{"draft":"a-5","kind":"retraction","refers":4}' >"$WORK/lines"
expect 'updates go in' as nurse post "$procedure" --jsonl <"$WORK/lines"
relay_kill9
want="$procedure 1 0 drain in, suction 20 ml
$procedure 2 5 
$procedure 3 2 three clips below
$procedure 4 6 
$procedure 5 3 "
same 'the program of ARCHIVE.md reads what was written' \
	"$(read_archive 2>&1)" "$want"

# The same file after an orderly end, the WAL gone into the database.
relay_start && relay_stop
same 'and after an orderly end' "$(read_archive 2>&1)" "$want"
for file in "$DATA"/*; do
	same "${file##*/} lets nobody else in" "$(stat -c %a "$file")" 600
done
# The whole of the archive but its key: nothing opens.
head -c 12 "$DATA/master.key" >"$WORK/other.key"
head -c 32 /dev/urandom >>"$WORK/other.key"
mv "$DATA/master.key" "$WORK/kept.key"
install -m 600 "$WORK/other.key" "$DATA/master.key"
refuse 'another master key opens nothing' CryptoError read_archive
refuse 'and the relay says so' 'this master key' timeout 20 "$RELAYD" --config "$CONFIG"
done_line
