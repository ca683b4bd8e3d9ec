#!/bin/bash
# SPDX-License-Identifier: MIT
#
# One whole operation in browsers: tests/web/procedure.mjs.

. "$(dirname "$0")/../web/web.sh"

web_relay advocate_required true check_required true \
	policy_student "\"$ROOT/relay/demo/students.json\""
web_person nurse poster
web_person moderator moderator
web_person siti student
web_person colleague colleague
web_person educator educator
web_person advocate advocate
web_person surgeon surgeon
web_person late student
web_run procedure.mjs
done_line
