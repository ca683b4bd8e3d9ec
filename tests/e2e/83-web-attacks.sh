#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Attacks on the pages, in a browser: tests/web/attacks.mjs.

. "$(dirname "$0")/../web/web.sh"

web_relay delay_s 0
web_scene_people
for name in ana ben carla; do
	web_person "$name" student
done
web_run attacks.mjs
done_line
