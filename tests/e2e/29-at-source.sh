#!/bin/bash
# SPDX-License-Identifier: MIT
# A site whose colleagues' policy is "filter_at_source": drafts leave the
# device masked. Seen by the students, whose own policy would keep a date: it
# never reached the relay.
. "$(dirname "$0")/lib.sh"

printf '{ "base": "safe-harbor", "filter_at_source": true }\n' >"$WORK/site.json"
printf '{"persons": [{"part": "patient", "name": "Rosalind Kettering"}]}\n' \
	>"$WORK/roster.json"
relay_config policy_student '"limited-data-set"' \
	policy_colleague "\"$WORK/site.json\""
admin_ready && user_ready nurse poster && user_ready ana student || {
	fail "a relay whose site filters at the source"
	done_line
	exit 1
}
expect "a procedure with a roster" as nurse open --template appendectomy \
	--consent C-1 --audience student --roster "$WORK/roster.json" \
	--code-name "blue heron"

refuse "without the roster names could leave: nothing is sent" \
	"needs the roster" \
	as nurse post "blue heron" "Ms Kettering admitted 2026-03-04, asleep"
expect "milestones carry no text and need none" \
	as nurse post "blue heron" --milestone incision
expect "with it, it goes" as nurse post "blue heron" \
	--roster "$WORK/roster.json" "Ms Kettering admitted 2026-03-04, asleep"
printf 'Kettering stable, seen 2026-03-05\nClip on\n' |
	as nurse post "blue heron" --roster "$WORK/roster.json" \
		>"$WORK/lines" 2>&1
same "and so do lines; what went here is told as if the relay had done it" \
	"$(grep -c 'identifiers\? removed' "$WORK/lines")" 1
seen=$(as ana watch --once --json "blue heron")
same "students' policy would keep a date: it never left the device" \
	"$(grep -c '2026' <<<"$seen")" 0
same "they read what the colleagues' policy made of it" \
	"$(grep -c 'DATE' <<<"$seen")" 2
same "and no name" "$(grep -ci 'kettering' <<<"$seen")" 0
done_line
