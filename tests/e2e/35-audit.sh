#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The audit log as an administrator reads it: what was done is in it, no text
# is, and whatever is changed in the file is found.

. "$(dirname "$0")/lib.sh"
unset LC_ALL LC_MESSAGES LANG

admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
user_ready nurse poster
user_ready ana student
procedure=$(as nurse open --template generic --consent c-1 --audience student \
	--code-name 'blue heron' 2>/dev/null)
procedure=${procedure:0:32}
as nurse post blue-heron 'Arkwright on the table' >/dev/null 2>&1
expect 'a student reads' as ana watch --once "$procedure"
as admin user grant ana --role student --role colleague >/dev/null 2>&1
refuse 'a student does not read it' 'may not' as ana audit

as admin audit >/dev/null 2>&1
as admin audit --json >"$WORK/lines" 2>"$WORK/said"
same 'it is whole' "$?" 0
expect 'and says so' grep -q 'signed by this relay' "$WORK/said"
has() {
	expect "it tells of: $1" grep -q "$2" "$WORK/lines"
}
has 'the start' '"event":"relay-start"}'
has 'the first administrator' '"event":"user.add","about":"admin"'
has 'a new account and its role' '"event":"user.add","who":"admin","about":"nurse: poster"'
has 'a new device' '"event":"enrol","who":"nurse"'
has 'who was there' '"event":"hello","who":"nurse"'
has 'a role given' '"event":"user.grant","who":"admin","about":"ana: student, colleague"'
has 'an opening' '"event":"open","who":"nurse","about":"generic","procedure":"'"$procedure"
has 'a draft' '"event":"post","who":"nurse","procedure":"'"$procedure"
has 'an entry' '"event":"release","procedure":"'"$procedure"'","entry":1'
has 'a reader' '"event":"read","who":"ana","procedure":"'"$procedure"
has 'a refusal' '"event":"denied","who":"ana","count":1,"err":"not-granted"'
has 'its own readers' '"event":"audit-read","who":"admin"'
expect 'no text is in it' sh -c "! grep -qi arkwright '$WORK/lines' '$DATA/audit.log'"
same 'nobody else reads the file' "$(stat -c %a "$DATA/audit.log")" 600
same 'a slip in what was asked for is not taken for none' \
	"$(as admin audit --event stpo 2>&1 | grep -c 'No line is of what')" 1
same 'one account' "$(as admin audit --json --account ana 2>/dev/null |
	grep -vc '"ana')" 0
same 'one kind' "$(as admin audit --json --event enrol 2>/dev/null |
	grep -c '"event":"enrol"')" 3
expect 'lines for people fit' sh -c \
	"COLUMNS=80 '$CLIENT' --profile admin audit 2>/dev/null |
	awk 'length(\$0) > 80 { exit 1 }'"
same 'in Indonesian' "$(LANG=id_ID.UTF-8 as ana audit 2>&1 | head -n 1)" \
	'scrubrelay: Akun Anda tidak boleh melakukan ini.'
expect 'the end is said in Indonesian too' sh -c \
	"LANG=id_ID.UTF-8 '$CLIENT' --profile admin audit 2>&1 >/dev/null |
	grep -q 'ditandatangani'"

# ---- a copy, without the relay ----

relay_stop
key=$(sed -n 's/.*"relay": "\(.*\)",/\1/p' \
	"$XDG_CONFIG_HOME/scrubrelay/admin.json")
copy=$WORK/copy.log
cp "$DATA/audit.log" "$copy"
expect 'a copy is checked with the relay'\''s public key alone' \
	"$CLIENT" audit --file "$copy" --key "$key"
other=A
[ "${key:0:1}" != A ] || other=B
refuse 'another key is not the relay'\''s' 'not signed by this relay' \
	"$CLIENT" audit --file "$copy" --key "$other${key:1}"
refuse 'a key is needed' 'needs --key' "$CLIENT" audit --file "$copy"
sed -i '3s/"who":"admin"/"who":"nurse"/' "$copy"
refuse 'another name in a line' 'line 3' \
	"$CLIENT" audit --file "$copy" --key "$key"
sed 3d "$DATA/audit.log" >"$copy"
refuse 'a line that is gone' 'line 3 is missing' \
	"$CLIENT" audit --file "$copy" --key "$key"
sed '3{h;d};4{G}' "$DATA/audit.log" >"$copy"
refuse 'two lines in another order' 'line 3' \
	"$CLIENT" audit --file "$copy" --key "$key"
sed '4s/"/!/' "$DATA/audit.log" >"$copy"
refuse 'a line that is none' 'line 4 cannot be read' \
	"$CLIENT" audit --file "$copy" --key "$key"
head -c -5 "$DATA/audit.log" >"$copy"
refuse 'half a line' 'cut off' "$CLIENT" audit --file "$copy" --key "$key"

# ---- lines that nobody signed: a chain is made without the key ----

sed 's/,"signature":"[^"]*"//' "$DATA/audit.log" >"$copy"
refuse 'a log without signatures' 'nothing behind line 0 is signed' \
	"$CLIENT" audit --file "$copy" --key "$key"
cp "$DATA/audit.log" "$WORK/signed.log"
/usr/bin/python3 - "$DATA/audit.log" <<-'EOF'
	import base64, hashlib, json, sys

	def text(x):
	    return len(x).to_bytes(2, "big") + x.encode()

	with open(sys.argv[1]) as f:
	    last = json.loads(f.readlines()[-1])
	line = {"line": last["line"] + 1, "at_ms": last["at_ms"],
	        "event": "stop", "who": "nurse", "about": "consent"}
	chain = base64.urlsafe_b64decode(last["chain"] + "=")
	chain += line["line"].to_bytes(8, "big") + line["at_ms"].to_bytes(8, "big")
	chain += text("stop") + text("nurse") + text("consent")
	chain += bytes(2 + 16) + text("")
	chain = base64.urlsafe_b64encode(hashlib.sha256(chain).digest())
	line["chain"] = chain.rstrip(b"=").decode()
	with open(sys.argv[1], "a") as f:
	    f.write(json.dumps(line, separators=(",", ":")) + "\n")
EOF
cp "$DATA/audit.log" "$copy"
last=$(wc -l <"$WORK/signed.log")
refuse 'a line that was added' "nothing behind line $last is signed" \
	"$CLIENT" audit --file "$copy" --key "$key"
relay_starts 'the relay starts'
relay_stop
same 'and does not vouch for it' "$(grep -c '"event":"stop"' "$DATA/audit.log")" 0
expect 'but says that something was there' \
	grep -q '"event":"mended"' "$DATA/audit.log"
expect 'the log is whole' \
	"$CLIENT" audit --file "$DATA/audit.log" --key "$key"
cp "$WORK/signed.log" "$DATA/audit.log"

# ---- lines cut off at the end ----

head -n 5 "$DATA/audit.log" >"$copy"
expect 'a log that is cut between two lines is a good log' \
	"$CLIENT" audit --file "$copy" --key "$key"
cp "$DATA/audit.log" "$WORK/whole.log"
cp "$copy" "$DATA/audit.log"
relay_starts 'the relay goes on with it'
refuse 'but whoever saw it before knows' 'saw before' as admin audit
seen=$XDG_CONFIG_HOME/scrubrelay/admin.audit
cp "$seen" "$WORK/seen"
head -c 10 "$WORK/seen" >"$seen"
refuse 'what was seen is not forgotten because it is damaged' 'is damaged' \
	as admin audit
cp "$WORK/seen" "$seen"
refuse 'and back it is known' 'saw before' as admin audit
expect 'unless told to begin anew' as admin audit --anew
expect 'and from then on it is good' as admin audit
relay_stop

# ---- the daemon, and a damaged one ----

sed '3s/"who":"admin"/"who":"nurse"/' "$WORK/whole.log" >"$DATA/audit.log"
refuse 'the relay does not write behind a changed log' 'keep it as evidence' \
	"$RELAYD" --config "$CONFIG"
mv "$DATA/audit.log" "$DATA/audit.log.old"
relay_starts 'with the old one out of the way a new one begins'
relay_stop
done_line
