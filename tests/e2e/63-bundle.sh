#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A sealed bundle is written, read by a program that is not ours, and taken into
# another relay.

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
	'{"draft":"a-6","part":"scrub","text":"Ms Siti Rahayu says the count is right"}' \
	'{"draft":"a-7","text":"drain in place"}' \
	'{"draft":"a-8","kind":"correction","refers":7,"text":"drain in place, left"}' \
	'{"draft":"a-9","kind":"correction","refers":8,"text":"drain in place, right"}' \
	'{"draft":"a-10","text":"skin closed"}' \
	'{"draft":"a-11","kind":"correction","refers":10,"text":"skin closed, dry"}' \
	'{"draft":"a-12","kind":"retraction","refers":11}' >"$WORK/lines"
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
refuse 'a folder is no passphrase' '.: not a plain file' \
	export_bundle --output x --passphrase-file .
printf '%s\n' 'four words' >short
refuse 'a passphrase that is soon found is none' 'short: a passphrase has 12 to 1024 bytes' \
	export_bundle --output x --passphrase-file short
refuse 'a student exports nothing' 'may not' \
	as student archive export "$procedure" --format bundle --output x --key-file k
expect 'with a key of its own' export_bundle --output by-key --key-file key
expect 'with a passphrase' export_bundle --output by-pass --passphrase-file pass
same 'for their owner only' "$(stat -c %a by-key by-pass key | sort -u)" 600
same 'a key has 32 bytes' "$(stat -c %s key)" 32
refuse 'a file that is there stays' 'replaces it' export_bundle --output by-key --key-file key
# Somebody sits there: what follows FILE is typed, a line at each question.
typed() {
	/usr/bin/python3 - "$@" <<'PY'
import os, pty, sys
words, command = sys.argv[1].split("|"), sys.argv[2:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
said = b""
while True:
    try:
        got = os.read(fd, 4096)
    except OSError:
        break
    if not got:
        break
    said += got
    while words and said.count(b": ") > 0 and said.endswith(b": "):
        os.write(fd, words.pop(0).encode() + b"\n")
        said += b"\n"
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
}
# Ctrl-C at the question: the terminal must show again what is typed.
expect 'who goes away at the question can type again' /usr/bin/python3 - \
	"$CLIENT" --profile prof archive export "$procedure" --format bundle \
	--output by-none <<'PY'
import fcntl, os, pty, signal, subprocess, sys, termios
mine, theirs = pty.openpty()
def sit_down():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # What was begun in the background is deaf to it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
client = subprocess.Popen(sys.argv[1:], stdin=theirs, stdout=theirs,
                          stderr=theirs, start_new_session=True,
                          preexec_fn=sit_down)
said = b""
while not said.endswith(b": "):
    said += os.read(mine, 4096)
assert not termios.tcgetattr(theirs)[3] & termios.ECHO
os.write(mine, b"\x03")
assert client.wait(20) == -signal.SIGINT, client.returncode
assert termios.tcgetattr(theirs)[3] & termios.ECHO, "no echo"
PY
refuse 'nor one that is typed' 'a passphrase has 12 to 1024 bytes' typed 'four words' \
	"$CLIENT" --profile prof archive export "$procedure" --format bundle --output typed
refuse 'a passphrase typed twice, not the same' 'not typed twice the same' \
	typed 'correct horse battery|correct house battery' "$CLIENT" --profile prof archive export \
	"$procedure" --format bundle --output typed
expect 'a passphrase typed twice' typed 'correct horse battery|correct horse battery' \
	"$CLIENT" --profile prof archive export "$procedure" --format bundle --output typed
same 'it is not shown' "$(typed 'a b c d e f g|a b c d e f g' "$CLIENT" --profile prof archive export \
	"$procedure" --format bundle --output shown | grep -c 'a b c d')" 0
expect 'opens it' bundle_py --passphrase pass typed
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
assert head["entries"] == len(entries) == 13, head
assert [e["number"] for e in entries] == list(range(1, 14)), entries
assert [e["kind"] for e in entries] == ["milestone", "corrected", "correction",
    "withdrawn", "retraction", "update", "corrected", "corrected", "correction",
    "corrected", "withdrawn", "retraction", "notice"], entries
assert entries[2]["student"] == entries[2]["colleague"] == \
    "three clips below, \"quoted\" <b>", entries[2]
assert "Rahayu" not in str(entries) and "count is right" in entries[5]["student"], entries[5]
PY
expect 'nothing that was taken back is in it' \
	sh -c '! grep -e "two clips" -e "liver bed" lines.key'
expect 'no date is in it' \
	sh -c "! grep -E '$(date +%Y-%m-%d)|$(date +%s | cut -c1-7)' lines.key"
for audience in student colleague; do
	expect "as $audience reads it" as prof archive export "$procedure" \
		--format jsonl --audience "$audience" --output "here.$audience"
done
relay_stop
expect 'who exported is in the audit log' grep -q '"export".*bundle' "$DATA"/audit.log

# Another relay, which has never heard of any of it.
DATA=$WORK/data2 CONFIG=$WORK/relay2.json LOG=$WORK/relay2.log PORT=
export HOME=$WORK/home2 XDG_CONFIG_HOME=$WORK/home2/.config XDG_STATE_HOME=$WORK/home2/.state
mkdir -p "$HOME" "$DATA"
relay_config
if ! { admin_ready && user_ready mod moderator && user_ready student student &&
	user_ready prof educator && user_ready both moderator educator; }; then
	fail 'the other relay starts'
	done_line
	exit
fi
import() {
	local who=$1

	shift
	as "$who" archive import --consent ARCHIVE-17 "$@"
}
shown() {
	as "$1" procedures --json 2>/dev/null | grep -c '"procedure"'
	as "$1" archive list --json 2>/dev/null | grep -c '"procedure"'
}
refuse 'a moderator alone may not' 'may not' import mod by-key --key-file key
refuse 'nor with one that comes through a pipe' 'may not' \
	import mod <(cat by-key) --key-file key
refuse 'nor an educator alone' 'may not' import prof by-key --key-file key
refuse 'not without a consent of its own' '--consent' \
	as both archive import by-key --key-file key
head -c -1 by-key >cut
refuse 'a cut bundle is refused' 'cut here' import both cut --key-file key
/usr/bin/python3 - <<'PY'
data = bytearray(open("by-key", "rb").read())
data[len(data) // 2] ^= 4
open("flipped", "wb").write(data)
PY
refuse 'a flipped bit is refused, with its record' 'record ' \
	import both flipped --key-file key
printf 'another horse\n' >wrong
# BUNDLE_MAX is what a file may have: a byte more is not looked at.
most=$(sed -n 's/#define BUNDLE_MAX \([0-9]*\)u/\1/p' "$ROOT/relay/proto/limits.h")
truncate -s "$most" large
refuse 'the largest file is read' 'not a bundle' \
	as both archive import large --consent x --key-file key
truncate -s "$((most + 1))" large
refuse 'a byte more is too large' "larger than $most bytes" \
	as both archive import large --consent x --key-file key
rm large
refuse 'another passphrase opens nothing' 'key is another one' \
	import both by-pass --passphrase-file wrong
same 'none of them left anything' "$(shown both | tr '\n' ' ')" '0 0 '

# Broken off at the last record but one: its step is of no template here.
bundle_py key by-key | sed '13s/"kind":"retraction","refers":11/"kind":"milestone","step":"nowhere"/' |
	bundle_py --write key broken
refuse 'what this relay cannot take breaks it off' 'step' import both broken --key-file key
same 'nothing of it can be read' "$(shown both | tr '\n' ' ')" '0 0 '
relay_kill9
relay_starts 'after a crash, too'
same 'nothing of it can be read then' "$(shown both | tr '\n' ' ')" '0 0 '
expect 'the same again goes on where it was' import both by-key --key-file key
expect 'once more changes nothing' \
	sh -c '"$0" --profile both archive import by-pass --consent x --passphrase-file pass | grep already' "$CLIENT"
same 'it is there once' "$(shown prof | tr '\n' ' ')" '1 1 '
same 'for educators only' "$(shown student | tr '\n' ' ')" '0 0 '
for audience in student colleague; do
	expect "as $audience reads it" as prof archive export --format jsonl \
		--audience "$audience" --output "there.$audience" -- "$(sed -n '1s/.*"code_name":"\([^"]*\)".*/\1/p' here.student)"
	# The checkpoint is each relay's own.
	same "entry by entry the same for a $audience" \
		"$(sed 1d "there.$audience")" "$(sed 1d "here.$audience")"
done
relay_stop
expect 'who imported is in the audit log' grep -q '"import".*both' "$DATA"/audit.log
expect 'no text is in it' sh -c '! grep -q clips "$0"' "$DATA"/audit.log
done_line
