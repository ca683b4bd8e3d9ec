#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What goes wrong around the pages, in a browser: tests/web/trouble.mjs.

. "$(dirname "$0")/../web/web.sh"

web_relay delay_s 0
web_scene_people
web_run trouble.mjs
done_line
