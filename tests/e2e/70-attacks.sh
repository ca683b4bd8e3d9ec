#!/bin/bash
# SPDX-License-Identifier: MIT
# What strangers send, and that nobody else notices: attacks.py against a
# real daemon. SILENT=10000 for the ten thousand that say nothing.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

HELLO_MS=12000

# attacked OPTION...: attacks.py; its own count is added to ours.
attacked() {
	local said

	said=$(/usr/bin/python3 "$ROOT/tests/e2e/attacks.py" 127.0.0.1 "$PORT" \
		--hello-ms $HELLO_MS "$@" | tail -n 1)
	case $said in
	*" passed, "*" failed")
		PASSED=$((PASSED + ${said%% *}))
		said=${said#* passed, }
		FAILED=$((FAILED + ${said%% *}))
		;;
	*) fail "attacks.py came to its end" "$said" ;;
	esac
	relay_stop
	same "the relay ends well" "$RELAY_STATUS" 0
	same "and had no error to tell" "$(grep -c '^error' "$LOG")" 0
}

relay_config hello_ms $HELLO_MS
relay_starts "the relay starts" || exit 1
attacked --silent "${SILENT:-2000}"

# The same through TLS.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
	-subj /CN=localhost -addext subjectAltName=DNS:localhost \
	-keyout "$WORK/tls.key" -out "$WORK/tls.pem" 2>/dev/null
chmod 600 "$WORK/tls.key"
relay_config hello_ms $HELLO_MS tls_certificate "\"$WORK/tls.pem\"" \
	tls_key "\"$WORK/tls.key\""
relay_starts "the relay starts with TLS" || exit 1
attacked --silent 400 --ca "$WORK/tls.pem"
done_line
