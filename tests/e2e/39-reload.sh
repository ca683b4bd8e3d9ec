#!/bin/bash
# SPDX-License-Identifier: MIT
#
# SIGHUP: what the configuration says of limits and rules counts from then on,
# other keys are named, and a file with a mistake changes nothing. Other
# signals mean nothing; what TLS speaks, and which certificates it is told of.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# again SETTING VALUE...: the file anew, and the relay told so.
again() {
	relay_config "$@"
	kill -HUP "$RELAY_PID"
}
open_one() {
	as nurse open --template generic --consent c-1 --audience student \
		--code-name "$1"
}
page() {
	curl -s -o "$WORK/page" -w '%{http_code}' "http://127.0.0.1:$PORT/"
}

relay_config procedures_open_per_account_max 1
admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
user_ready nurse poster
expect 'one opens' open_one 'blue heron'
refuse 'another does not' 'more than is allowed' open_one 'red kite'
same 'pages are served' "$(page)" 200

again procedures_open_per_account_max 2 web false
expect 'read again' relay_wait_log ' reloaded what=config'
expect 'another opens' open_one 'red kite'
same 'pages are not served' "$(page)" 404

again delay_s '"soon"' procedures_open_per_account_max 9
expect 'a mistake is told, and where' \
	relay_wait_log ': delay_s: no number, allowed is'
refuse 'nothing of it counts' 'more than is allowed' open_one 'green finch'
again as_live_min_s 9 as_live_max_s 8 procedures_open_per_account_max 9
expect 'so is one of two keys' relay_wait_log ': as_live_max_s: allowed is'
refuse 'nothing of it counts, either' 'more than is allowed' open_one 'green finch'
rm "$CONFIG"
kill -HUP "$RELAY_PID"
expect 'no file is one, too' relay_wait_log "$CONFIG: cannot be read"

again procedures_open_per_account_max 3 web false attendance_s 0 held_max 3
expect 'what waits for a start is named' \
	relay_wait_log 'needs-restart key=attendance_s'
expect 'each of it' relay_wait_log 'needs-restart key=held_max'
expect 'the rest counts' open_one 'green finch'

# ---- signals that mean nothing to it ----

for name in USR1 USR2 ALRM VTALRM PROF IO PWR STKFLT XFSZ RTMIN RTMAX; do
	kill -s "$name" "$RELAY_PID"
done
expect 'they end nothing' as nurse procedures
relay_stop
same 'the relay ends well' "$RELAY_STATUS" 0

# ---- a certificate ----

certificate() { # NAME DAYS
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-subj /CN=localhost -keyout "$WORK/$1.key" -out "$WORK/csr" 2>/dev/null
	openssl x509 -req -in "$WORK/csr" -signkey "$WORK/$1.key" -days "$2" \
		-out "$WORK/$1.pem" 2>/dev/null
}
tls_page() {
	curl -sk --max-time 20 -o "$WORK/page" -w '%{http_code}' \
		"https://127.0.0.1:$PORT/"
}
offer() { # CIPHERS of TLS 1.2, as a client of 2012 offers them
	openssl s_client -connect "127.0.0.1:$PORT" -tls1_2 \
		-cipher "$1:@SECLEVEL=0" </dev/null 2>&1
}

certificate old -1
certificate tls 2
relay_config tls_certificate "\"$WORK/tls.pem\"" tls_key "\"$WORK/tls.key\""
expect 'one that counts is right' "$RELAYD" --config "$CONFIG" --check
relay_starts 'with TLS'
same 'nothing is told of it' "$(grep -c certificate-lapsed "$LOG")" 0
expect 'AEAD is spoken' offer ECDHE-ECDSA-AES128-GCM-SHA256
refuse 'CBC is not' 'handshake failure' \
	offer ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384
rm "$WORK/tls.pem"
mkfifo "$WORK/tls.pem"
kill -HUP "$RELAY_PID"
expect 'a pipe in its place is told' relay_wait_log 'tls.pem: not a plain file'
same 'and holds nobody up' "$(tls_page)" 200
rm "$WORK/tls.pem"
cp "$WORK/old.pem" "$WORK/tls.pem"
cp "$WORK/old.key" "$WORK/tls.key"
same 'nor of a key for its owner alone' "$(grep -c tls-key-open "$LOG")" 0
chmod o+r "$WORK/tls.key"
kill -HUP "$RELAY_PID"
expect 'one whose time is over is told' \
	relay_wait_log 'warn certificate-lapsed why=certificate'
expect 'and a key that everybody reads' relay_wait_log 'tls.key: mode 0604 lets'
relay_stop
expect 'also by a check' sh -c \
	"'$RELAYD' --config '$CONFIG' --check 2>&1 | grep -q 'tls.pem: ended'"
done_line
