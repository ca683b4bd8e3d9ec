#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The moderator's page, in a browser: tests/web/moderate.mjs.

. "$(dirname "$0")/../web/web.sh"

web_relay
web_person nurse poster
web_person mo moderator
web_person other moderator
web_person ana student
web_person cole colleague
web_run moderate.mjs
done_line
