#!/bin/bash
# SPDX-License-Identifier: MIT
# The staff page in a browser: opening, milestones, free text with the filter's
# preview, undo, quiet, STOP, the network that goes, drafts that waited, what is
# filtered at the source. Pictures are kept where SHOTS names a directory.
. "$(dirname "$0")/../web/web.sh"

printf '{ "base": "safe-harbor", "filter_at_source": true,
  "patterns": [{ "label": "ID", "pattern": "BDG-[0-9]{5}" }] }\n' >"$WORK/site.json"
export WEB_SITE=$WORK/site.json
web_relay advocate_required true check_required true delay_s 10
web_person nurse poster
web_person advocate advocate
web_person surgeon surgeon
web_person student student
web_person mira poster
web_person tom poster
web_person judge moderator
web_run staff.mjs
as admin audit --json --event stop >"$WORK/stops" 2>/dev/null
expect 'why it was stopped is in the audit log' grep -q identifies "$WORK/stops"
relay_stop

# Then a site whose texts leave no device as they were typed.
relay_config tls_certificate "\"$WEB_CA\"" tls_key "\"$WORK/tls.key\"" \
	policy_student "\"$WORK/site.json\""
web_start || fail 'the relay starts with the site'"'"'s policy'
web_run staff-source.mjs
relay_stop

# And one whose policy holds what it is not sure of.
relay_config tls_certificate "\"$WEB_CA\"" tls_key "\"$WORK/tls.key\"" \
	policy_student '"strict"' policy_colleague '"strict"'
web_start || fail 'the relay starts with a policy that holds'
web_run staff-held.mjs
done_line
