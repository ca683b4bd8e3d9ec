#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The archive's file, checked by those who hold no key: the client, and a second
# program, written from ARCHIVE.md in another language; both see what was
# changed.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

second() {
	/usr/bin/python3 "$ROOT/tests/e2e/verify.py" "$@"
}

relay_config
if ! { admin_ready && user_ready nurse poster; }; then
	fail 'the relay starts'
	done_line
	exit
fi
file=$DATA/journal.db
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
key=$(sed -n 's/.*"relay": *"\([A-Za-z0-9_-]*\)".*/\1/p' \
	"$XDG_CONFIG_HOME/scrubrelay/nurse.json")

# Beside the relay that runs.
expect 'the running archive is whole' as nurse archive verify "$file"
expect 'by a path with two slashes, too' as nurse archive verify "/$file"
expect 'so says the second program' second "$file" "$key"
# What it remembers of it is not forgotten in silence: a crash leaves zeros.
remembered=$(find "$HOME" -name '*.seen')
cp "$remembered" "$WORK/seen"
head -c "$(stat -c %s "$WORK/seen")" /dev/zero >"$remembered"
refuse 'what was seen is all zeros' 'is damaged' \
	as nurse archive verify "$file"
cp "$WORK/seen" "$remembered"
as nurse archive proof "$file" "$procedure" >"$WORK/checkpoint"
same 'a checkpoint names its log' "$(head -n 1 "$WORK/checkpoint")" \
	"scrubrelay.v1/$procedure"
# The first implementation of signed notes: Debian's golang-golang-x-mod-dev.
gocode=/usr/share/gocode
if command -v go >/dev/null && [ -d "$gocode/src/golang.org/x/mod/sumdb/note" ]; then
	expect 'the program that is not ours builds' env GO111MODULE=off \
		GOPATH="$gocode" GOFLAGS= GOCACHE="$WORK/go" \
		go build -o "$WORK/note" "$ROOT/tests/e2e/note.go"
	hex=$(/usr/bin/python3 -c 'import base64, sys
print(base64.urlsafe_b64decode(sys.argv[1] + "=").hex())' "$key")
	expect 'it opens the checkpoint' sh -c \
		"'$WORK/note' 'scrubrelay.v1/$procedure' $hex <'$WORK/checkpoint'"
	sed 's/^[0-9][0-9]*$/99/' "$WORK/checkpoint" >"$WORK/changed"
	refuse 'and not one that was changed' 'invalid signature' sh -c \
		"'$WORK/note' 'scrubrelay.v1/$procedure' $hex <'$WORK/changed'"
else
	skip 'no Go, or no golang-golang-x-mod-dev, to open a checkpoint with'
fi
expect 'a copy is made' as nurse archive backup "$file" "$WORK/old.db"
same 'nobody else reads it' "$(stat -c %a "$WORK/old.db")" 600
refuse 'it is never replaced' 'is there already' \
	as nurse archive backup "$file" "$WORK/old.db"
# As on a stick with FAT.
printf '%s\n' '#include <errno.h>' 'int link(const char *a, const char *b);' \
	'int link(const char *a, const char *b)' \
	'{ (void)a; (void)b; errno = EPERM; return -1; }' >"$WORK/nolink.c"
cc -shared -fPIC -o "$WORK/nolink.so" "$WORK/nolink.c"
without_links() {
	LD_PRELOAD=$WORK/nolink.so \
		ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0 \
		"$CLIENT" "$@"
}
expect 'a copy where there are no links' \
	without_links archive backup "$file" "$WORK/stick.db"
expect 'is whole' as nurse archive verify "$WORK/stick.db"
refuse 'nor is it replaced there' 'is there already' \
	without_links archive backup "$file" "$WORK/stick.db"
same 'nothing else is left' "$(find "$WORK" -name 'stick.db?*' | wc -l)" 0

# Proofs, against the second program.
as nurse archive proof "$file" "$procedure" --entry 3 --audience colleague \
	>"$WORK/3.tlog-proof"
expect 'an inclusion proof is good' second --proof "$WORK/3.tlog-proof" \
	"$file" "$key" "$procedure" 3 1
refuse 'but not for another entry' 'leaf' second --proof \
	"$WORK/3.tlog-proof" "$file" "$key" "$procedure" 1 1
expect 'a sixth update' as nurse post "$procedure" --jsonl \
	<<<'{"draft":"a-6","text":"skin closed"}'
expect 'the log follows from the checkpoint' \
	as nurse archive verify "$file" --checkpoint "$WORK/checkpoint"
as nurse archive proof "$file" "$procedure" --from "$WORK/checkpoint" \
	>"$WORK/consistency"
expect 'a consistency proof is good' second --consistency \
	"$WORK/consistency" "$WORK/checkpoint" "$key"
as nurse archive witness "$file" "$procedure" --name students.example \
	>"$WORK/cosigned"
same 'a witness adds a line' "$(grep -c '^— ' "$WORK/cosigned")" 2

# What this device saw is remembered.
refuse 'an older copy is told' 'an older copy was put back' \
	as nurse archive verify "$WORK/old.db"
expect 'but is whole in itself' as nurse archive verify "$WORK/old.db" --older
expect 'so says the second program' second "$WORK/old.db" "$key"
refuse 'it does not follow from what it lacks' 'was cut' \
	as nurse archive verify "$WORK/old.db" --older \
	--checkpoint <(as nurse archive proof "$file" "$procedure")
other=$("$CLIENT" keygen "$WORK/other.key" 2>/dev/null)
refuse 'not by another key' 'not signed by this key' \
	"$CLIENT" archive verify "$WORK/old.db" --key "$other"
refuse 'nor for the second program' 'sign' second "$WORK/old.db" "$other"

# Changed by who has the file.
changed=0
while IFS= read -r sql; do
	cp "$WORK/old.db" "$WORK/changed.db"
	/usr/bin/python3 - "$WORK/changed.db" "$sql" <<-'PYTHON'
		import sqlite3, sys
		db = sqlite3.connect(sys.argv[1])
		db.executescript(sys.argv[2])
	PYTHON
	refuse "the client: $sql" 'leaf' \
		as nurse archive verify "$WORK/changed.db" --older
	refuse "the second program: $sql" 'leaf' second "$WORK/changed.db" "$key"
	changed=$((changed + 1))
done <<'SQL'
UPDATE record SET record = CAST(substr(record, 1, 70) || x'55' || substr(record, 72) AS BLOB) WHERE leaf = (1 << 32) + 1
DELETE FROM record WHERE leaf = (1 << 32) + 5
UPDATE record SET record = NULL, wrap = NULL, draft = NULL WHERE leaf = (1 << 32) + 1
DELETE FROM record WHERE leaf >= (1 << 32) + 6
SQL
same 'four changes' "$changed" 4
# A file restored: the relay goes on from the copy.
relay_stop
rm -f "$file" "$file-wal" "$file-shm"
cp "$WORK/old.db" "$file"
relay_starts 'the relay starts from the copy'
expect 'and goes on' as nurse archive verify "$file" --older
relay_wait_log archive-whole && pass 'the relay checks it at its start'

# Erased while the relay is stopped; the keys replaced.
relay_stop
before=$(sha256sum <"$DATA/master.key")
receipt=$("$RELAYD" --config "$CONFIG" --erase "$procedure/3" 2>>"$LOG")
same 'an entry is erased' "$(sed -n 3p <<<"$receipt")" 'erased entry 3'
receipt=$("$RELAYD" --config "$CONFIG" --erase "$procedure" 2>>"$LOG")
same 'a procedure is erased' "$(sed -n 3p <<<"$receipt")" 'erased procedure'
expect 'the keys are replaced' "$RELAYD" --config "$CONFIG" --rekey
same 'the audit log has it' \
	"$(grep -cE '"event":"(erase|rekey)"' "$DATA/audit.log")" 3
expect 'there is another master key' \
	test "$(sha256sum <"$DATA/master.key")" != "$before"
for how in hold 30 default; do
	expect "kept: $how" "$RELAYD" --config "$CONFIG" --retain "$procedure=$how"
done
before=$(sha256sum <"$DATA/master.key")
refuse 'not two things at once, of which one would be left out' \
	'one at a time' "$RELAYD" --config "$CONFIG" --rekey --erase "$procedure"
same 'and neither was done' "$(sha256sum <"$DATA/master.key")" "$before"
refuse 'not for no days' '36500' \
	"$RELAYD" --config "$CONFIG" --retain "$procedure=0"
for what in '--erase 12' "--retain $procedure=0" '--invite-admin Ada'; do
	# shellcheck disable=SC2086 # words
	"$RELAYD" --config "$WORK/none" $what 2>"$WORK/err"
	same "misuse, before anything is opened: ${what%% *}" \
		"$? $(grep -c "^scrubrelayd: ${what%% *}: " "$WORK/err")" '2 1'
done
refuse 'what is no procedure is refused' 'hexadecimal' \
	"$RELAYD" --config "$CONFIG" --erase 12
refuse 'nor is one that is not there' 'no such procedure' \
	"$RELAYD" --config "$CONFIG" --erase "$(printf '%032d' 7)"
refuse 'nor does a hold with a slip in the id go by unseen' 'no such procedure' \
	"$RELAYD" --config "$CONFIG" --retain "$(printf '%032d' 7)=hold"
expect 'the erased archive verifies' as nurse archive verify "$file" --older
expect 'so says the second program' second "$file" "$key"
expect 'receipts are printed' as nurse archive receipt "$file" "$procedure"
same 'two of them' "$(as nurse archive receipt "$file" "$procedure" --json |
	wc -l)" 2
expect 'as pages too' as nurse archive receipt "$file" "$procedure" --html
same 'not one that somebody wrote' "$(
	cp "$file" "$WORK/forged.db"
	/usr/bin/python3 - "$WORK/forged.db" <<-'PYTHON'
		import sqlite3, sys
		db = sqlite3.connect(sys.argv[1])
		db.execute("UPDATE erasure SET receipt ="
		    " replace(receipt, 'records', x'1b' || 'records')")
		db.commit()
	PYTHON
	as nurse archive receipt "$WORK/forged.db" "$procedure" 2>&1
)" 'scrubrelay: archive receipt: not signed by this relay'
/usr/bin/python3 - "$WORK/forged.db" <<-'PYTHON'
	import sqlite3, sys
	db = sqlite3.connect(sys.argv[1])
	db.executescript("""DROP TABLE erasure;
	    CREATE TABLE erasure (procedure, number, receipt);
	    INSERT INTO erasure VALUES (1, 0, NULL)""")
PYTHON
for how in --json --html --lang=en; do
	refuse "nor none: $how" 'not signed by this relay' \
		as nurse archive receipt "$WORK/forged.db" "$procedure" $how
done
relay_starts 'the relay starts with the new keys'
same 'and knows that it was erased, not open' "$(as nurse procedures --json |
	grep "$procedure" | sed 's/.*"state":"\([a-z]*\)".*/\1/')" withdrawn

# What was erased does not come back, although its log is the one that was seen.
rm -f "$XDG_CONFIG_HOME"/scrubrelay/*.seen
second=$(as nurse open --template generic --consent c-2 --audience student \
	--json 2>/dev/null | sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
expect 'another procedure' as nurse post "$second" 'drain in' >/dev/null
expect 'is closed' as nurse close "$second"
relay_stop
as nurse archive backup "$file" "$WORK/before.db"
expect 'and seen' as nurse archive verify "$file"
"$RELAYD" --config "$CONFIG" --erase "$second" >/dev/null 2>&1
expect 'it is erased, and seen again' as nurse archive verify "$file"
refuse 'a copy of before is told' "$second: was erased" \
	as nurse archive verify "$WORK/before.db"
expect 'unless it is one on purpose' \
	as nurse archive verify "$WORK/before.db" --older
expect 'the archive is as it was' as nurse archive verify "$file"

# Two devices' jobs, one folder of profiles.
failed=0
for _ in 1 2 3 4 5 6 7 8 9 10; do
	as nurse archive verify "$file" >/dev/null 2>&1 &
	as nurse archive verify "$file" >/dev/null 2>&1 || failed=$((failed + 1))
	wait $! || failed=$((failed + 1))
done
same 'two that check at once do not disturb each other' "$failed" 0

# Another identity: what the old one signed, the new one erases.
relay_starts 'the relay starts again'
third=$(as nurse open --template generic --consent c-3 --audience student \
	--json 2>/dev/null | sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
expect 'a third procedure' as nurse post "$third" 'drain out' >/dev/null
relay_stop
mv "$DATA/relay.key" "$WORK/relay.key"
new=$("$RELAYD" --config "$CONFIG" --invite-admin eve 2>>"$LOG" |
	sed -n 's/.*sr1\.\([A-Za-z0-9_-]*\)\..*/\1/p')
"$RELAYD" --config "$CONFIG" --erase "$third" >/dev/null 2>&1
expect 'both keys vouch for the erased archive' \
	"$CLIENT" archive verify "$file" --key "$new" --key "$key"
done_line
