#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Each limit of relay/proto/limits.h: what is just allowed, and one more.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# limited KIND SETTING=VALUE...: limits.py; its own count is added to ours.
limited() {
	local said

	said=$(/usr/bin/python3 "$ROOT/tests/e2e/limits.py" "$1" "$URL" "$invite" \
		"$ROOT/relay/proto/limits.h" "${@:2}" | tail -n 1)
	case $said in
	*" passed, "*" failed")
		PASSED=$((PASSED + ${said%% *}))
		said=${said#* passed, }
		FAILED=$((FAILED + ${said%% *}))
		;;
	*) fail "limits.py came to its end" "$said" ;;
	esac
	relay_stop
	same "the relay ends well" "$RELAY_STATUS" 0
}

wide=(posts_per_min 0 procedure_posts_per_min 0 opens_per_min 0 changes_per_min 0
	asks_per_min 0 procedure_asks_per_min 0 taps_per_min 0
	requests_burst 1000000 requests_per_s 100000
	procedures_open_per_account_max 1000 procedures_open_max 1000)
# begin SETTING VALUE...: from nothing, with these settings.
begin() {
	rm -rf "$DATA" && mkdir -m 700 "$DATA"
	relay_config drain_ms 0 "$@"
	invite=$(admin_invite admin)
	relay_starts "the relay starts with ${1:-}"
}

begin "${wide[@]}" || exit 1
limited fixed

# set_to SETTING=VALUE...: all others are wide; the first is tried.
set_to() {
	local i config=() word

	for ((i = 0; i < ${#wide[@]}; i += 2)); do
		case " $*" in
		*" ${wide[i]}="*) ;;
		*) config+=("${wide[i]}" "${wide[i + 1]}") ;;
		esac
	done
	for word; do
		config+=("${word%%=*}" "${word#*=}")
	done
	begin "${config[@]}" || exit 1
	limited set "$@"
}

set_to requests_burst=60 requests_per_s=1
set_to posts_per_min=4
set_to procedure_posts_per_min=6 posts_per_min=4
set_to opens_per_min=3
set_to changes_per_min=5
set_to asks_per_min=2
set_to procedure_asks_per_min=3 asks_per_min=2
set_to taps_per_min=3
set_to hello_fails_per_min=3
set_to events_per_min=3
set_to subscriptions_max=40
set_to questions_max=3 questions_waiting_max=2
set_to questions_waiting_max=3
set_to held_max=2
begin connections_max 6 metrics_host '"127.0.0.1"' metrics_port 0 "${wide[@]}" || exit 1
port=$(sed -nE 's/.*metrics address=127.0.0.1 port=([0-9]+).*/\1/p' "$LOG" | tail -n 1)
limited set connections_max=6 "metrics=$port"
set_to connections_per_address_max=5
set_to connections_per_account_max=3
set_to procedures_open_per_account_max=3
set_to procedures_open_max=5 procedures_open_per_account_max=3
done_line
