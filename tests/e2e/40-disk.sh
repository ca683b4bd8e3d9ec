#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What an administrator can get wrong, and what a disk can: each is refused
# with a sentence that names the place, and harms nothing that is there.

. "$(dirname "$0")/lib.sh"

daemon() {
	timeout 20 "$RELAYD" --config "$CONFIG" "$@"
}

# mistake WHY TEXT LINE...: a configuration that is refused with TEXT.
mistake() {
	local why=$1 text=$2

	shift 2
	printf '%s\n' "$@" >"$CONFIG"
	refuse "$why" "$text" daemon --check
}

# ---- the configuration ----

mistake 'a key that is not known' \
	"scrubrelayd.json:3: listen_prot: there is no such key, near to it is listen_port" \
	'{' '"data_dir": "/tmp",' '"listen_prot": 1 }'
mistake 'a wrong type' 'scrubrelayd.json:2: listen_port: no number, allowed is 0 to 65535' \
	'{' '"listen_port": "7360" }'
mistake 'out of range' 'scrubrelayd.json:1: listen_port: out of range' \
	'{ "listen_port": 65536 }'
mistake 'a key that stands twice' 'scrubrelayd.json:2: ' \
	'{ "listen_port": 1,' '"listen_port": 2 }'
mistake 'not JSON' 'scrubrelayd.json:2: ' '{' '"listen_port" 1 }'
mistake 'half of TLS' 'tls_certificate' '{ "tls_key": "/tmp/key.pem" }'
mistake 'the world without TLS' 'listen_host: without TLS loopback only' \
	'{ "listen_host": "0.0.0.0" }'
mistake 'a policy that is not built in' 'no-such-policy' \
	'{ "policy_student": "no-such-policy" }'
mistake 'a policy file that is not there' "$WORK/none.json" \
	"{ \"policy_student\": \"$WORK/none.json\" }"
printf '{\n"name": "x",\n"lables": {} }\n' >"$WORK/policy.json"
mistake 'a mistake in a policy, with its line' "$WORK/policy.json:3: " \
	"{ \"policy_student\": \"$WORK/policy.json\" }"
rm -f "$CONFIG"
refuse 'a configuration that is not there' "$CONFIG: cannot be read" daemon
printf '// all defaults\n{}\n' >"$CONFIG"
expect 'no key is needed' daemon --check
mistake 'a passphrase that is not there' "$WORK/words: No such file" \
	"{ \"master_passphrase_file\": \"$WORK/words\" }"
printf 'four words\n' >"$WORK/words"
chmod 600 "$WORK/words"
refuse 'one that is soon found' "$WORK/words: a passphrase has 12 to 1024 bytes" \
	daemon --check
printf 'four words and more\n' >"$WORK/words"
expect 'one that will do' daemon --check
chmod 644 "$WORK/words"
refuse 'one that everybody reads' "$WORK/words: mode 0644" daemon --check
refuse 'no configuration' 'usage:' "$RELAYD"
refuse 'an option that is not known' 'usage:' "$RELAYD" --config "$CONFIG" --frob

# ---- the port and TLS ----

relay_config
if ! admin_ready; then
	fail 'the relay starts'
	done_line
	exit
fi
expect 'an account' user_ready nurse poster
expect 'another' user_ready student student
other=$WORK/other
printf '{ "data_dir": "%s", "listen_port": %d }\n' "$other" "$PORT" >"$WORK/second.json"
refuse 'a port in use is named' "$PORT" timeout 20 "$RELAYD" --config "$WORK/second.json"
expect 'the one that has the port goes on' as admin user list
# A line of its audit log that the disk has half of so far is not mended by
# another, who has no business there. The first one stands still meanwhile: it
# may have a batch of its own to write.
kill -STOP "$RELAY_PID"
printf '{"line":' >>"$DATA/audit.log"
before=$(sha256sum <"$DATA/audit.log")
refuse 'two relays on one folder' "$DATA" daemon
refuse 'nor an invite while it runs' "$DATA" daemon --invite-admin eve
same 'its audit log is as it was' "$(sha256sum <"$DATA/audit.log")" "$before"
kill -CONT "$RELAY_PID"
expect 'the one that has the folder goes on' as admin user list
relay_stop
same 'it ends as asked' "$RELAY_STATUS" 0
refuse 'an invite that cannot be written is none' 'standard output: No space' \
	sh -c "'$RELAYD' --config '$CONFIG' --invite-admin eve >/dev/full"

openssl req -x509 -newkey ed25519 -nodes -keyout "$WORK/key.pem" \
	-out "$WORK/cert.pem" -days 2 -subj /CN=localhost 2>/dev/null
relay_config tls_certificate "\"$WORK/cert.pem\"" tls_key "\"$WORK/none.pem\""
refuse 'a key file that is not there is named' "$WORK/none.pem" daemon
echo garbage >"$WORK/bad.pem"
relay_config tls_certificate "\"$WORK/cert.pem\"" tls_key "\"$WORK/bad.pem\""
refuse 'a key file that is no key is named' "$WORK/bad.pem" daemon

# ---- keys and database ----

relay_config
chmod o+w "$DATA"
refuse 'a folder that everybody may write in' 'data_dir: mode 0702' daemon
chmod o-w "$DATA"
mv "$DATA/relay.key" "$WORK/relay.key"
relay_starts 'a lost identity does not keep the archive shut'
expect 'but is told' relay_wait_log 'warn identity-new'
relay_stop
mv "$WORK/relay.key" "$DATA/relay.key"
same 'of a journal that is there nothing is told' "$(grep -c journal-new "$LOG")" 0
mkdir "$WORK/lost"
mv "$DATA"/journal.db* "$WORK/lost"
relay_starts 'a lost journal does not keep the relay from starting'
expect 'but is told' relay_wait_log 'warn journal-new'
relay_stop
mv "$WORK/lost"/journal.db* "$DATA"
mv "$DATA/master.key" "$WORK/master.key"
refuse 'a database without its master key' master.key daemon
refuse 'and none is made in its place' master.key daemon
same 'none was made' "$(find "$DATA" -name master.key | wc -l)" 0
head -c 7 "$WORK/master.key" >"$DATA/master.key"
chmod 600 "$DATA/master.key"
refuse 'half a master key' master.key daemon
cp "$WORK/master.key" "$DATA/master.key"
chmod 644 "$DATA/master.key"
refuse 'a master key that others can read' master.key daemon
chmod 600 "$DATA/master.key"
cp "$DATA/journal.db" "$WORK/journal.db"
/usr/bin/python3 - "$DATA/journal.db" <<-'EOF'
	import sqlite3, sys
	db = sqlite3.connect(sys.argv[1])
	db.execute("PRAGMA user_version = 999")
	db.commit()
EOF
refuse 'a database of another version' 999 daemon
head -c 100000 /dev/urandom >"$DATA/journal.db"
rm -f "$DATA"/journal.db-*
refuse 'a database that is none' journal.db daemon
cp "$WORK/journal.db" "$DATA/journal.db"
relay_starts 'with all back in place it starts'
expect 'and knows its accounts' as admin user list
relay_stop

# ---- disks ----

disk=$WORK/disk
mkdir "$disk"
if [ "$(id -u)" -ne 0 ] ||
	! mount -t tmpfs -o size=6m scrubrelay-test "$disk" 2>/dev/null; then
	skip 'full and read-only disks: only root may mount one here'
	done_line
	exit
fi
trap 'relay_kill9; umount -l "$disk"; lib_cleanup' EXIT
cp -a "$DATA/." "$disk/"
DATA=$disk
relay_config
relay_start
procedure=$(as nurse open --template generic --consent c-1 --audience student \
	--json 2>/dev/null | sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
expect 'room for one update' as nurse post "$procedure" 'drain out, 20 ml'
dd if=/dev/zero of="$disk/filler" bs=4096 2>/dev/null
for i in {1..40}; do
	printf '{"draft":"full-%d","text":"suction %d ml, dry"}\n' "$i" "$i"
done >"$WORK/lines"
as nurse post "$procedure" --jsonl <"$WORK/lines" >"$WORK/answers" 2>&1
if grep -q not-saved "$WORK/answers"; then
	pass 'a full disk is told'
else
	fail 'a full disk is told' "$(tail -n 5 "$WORK/answers")"
fi
saved=$(grep -c '"number"' "$WORK/answers")
same 'each draft has an answer' "$(grep -c '"draft":"full-' "$WORK/answers")" 40
expect 'the relay lives on' as admin user list
rm "$disk/filler"
expect 'with room again it goes on' as nurse post "$procedure" 'closing now'
relay_kill9
relay_starts 'it starts again after that'
same 'what was acknowledged is there, and nothing else' \
	"$(as student watch "$procedure" --once --json 2>/dev/null | grep -c '"number"')" \
	$((saved + 2))
relay_stop
mount -o remount,ro "$disk"
refuse 'a read-only disk is told' "$disk" daemon
mount -o remount,rw "$disk"
relay_starts 'and nothing was harmed'
done_line
