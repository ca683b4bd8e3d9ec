#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Can everybody use the pages of readers, educators, administrators? tests/web/access.mjs.
# With WEB_ARIA=write it writes the snapshots of what a screen reader reads.

. "$(dirname "$0")/../web/web.sh"

web_relay delay_s 0
web_scene_people
web_run access.mjs "${@:-read archive admin}"
done_line
