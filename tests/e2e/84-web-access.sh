#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Can everybody use every page? tests/web/access.mjs. With WEB_ARIA=write it
# writes the snapshots of what a screen reader reads.

. "$(dirname "$0")/../web/web.sh"

web_relay delay_s 0
web_scene_people
web_run access.mjs "$@"
done_line
