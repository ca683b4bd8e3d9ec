#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A policy that lets names through, in the hands of the real daemon: --check
# and a reload refuse it, and a relay that was started with it sends nothing.

. "$(dirname "$0")/lib.sh"
unset LC_ALL LC_MESSAGES LANG
leaky=$WORK/leaky.json
cp "$ROOT/filters/policies/safe-harbor.json" "$leaky"

relay_config policy_student "\"$leaky\"" advocate_required false
admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
user_ready nurse poster
as nurse open --template generic --consent c-1 --audience student \
	--code-name 'blue heron' >/dev/null 2>&1
expect 'a good policy' "$RELAYD" --config "$CONFIG" --check
expect 'a text goes' as nurse post blue-heron 'first clip on'

echo '{"name": "leaky", "operators": {"NAME": "keep"}}' >"$leaky"
refuse '--check sees that names come through' 'made-up patient' \
	"$RELAYD" --config "$CONFIG" --check
kill -HUP "$RELAY_PID"
expect 'a reload refuses it' relay_wait_log 'not-reloaded'
expect 'and the old one stays' as nurse post blue-heron 'second clip on'
relay_stop

relay_starts 'a relay starts with it all the same: STOP must work'
expect 'but everything is held' sh -c \
	"'$CLIENT' --profile nurse post blue-heron 'third clip on' 2>&1 |
	grep -q 'held, not sent: a moderator decides'"
expect 'the audit log tells why' sh -c \
	"'$CLIENT' --profile admin audit --json 2>/dev/null |
	grep -q '\"event\":\"filter-failed\",\"about\":\"roster-name\"'"
cp "$ROOT/filters/policies/safe-harbor.json" "$leaky"
kill -HUP "$RELAY_PID"
expect 'a reload with a good one is taken' relay_wait_log ' reloaded '
expect 'and texts go again at once' as nurse post blue-heron 'fourth clip on'
relay_stop
done_line
