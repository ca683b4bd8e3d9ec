#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What others notice of an attack: assault.py against a real daemon. With
# --large by hand (tests/bench/attacks), which prints the table.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Reached over a cable, too, as behind a proxy.
relay_config drain_ms 0 listen_host '"0.0.0.0"' behind_proxy true connections_per_address_max 12000 \
	connections_per_account_max 1000 hello_fails_per_min 1000 slow_reader_ms 5000
invite=$(admin_invite admin)
relay_starts "the relay starts" || exit 1
/usr/bin/python3 "$ROOT/tests/e2e/assault.py" "$URL" "$invite" "$LOG" \
	"$RELAY_PID" "$@" >"$WORK/table"
line=$(tail -n 1 "$WORK/table")
case $line in
*" passed, "*" failed")
	PASSED=$((PASSED + ${line%% *}))
	line=${line#* passed, }
	FAILED=$((FAILED + ${line%% *}))
	;;
*) fail "assault.py came to its end" "$line" ;;
esac
sed '$d' "$WORK/table"
relay_stop
same "the relay ends well" "$RELAY_STATUS" 0
done_line
