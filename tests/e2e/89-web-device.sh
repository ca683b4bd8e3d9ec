#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Devices whose clock is wrong and whose storage fills up in the middle of a
# procedure: tests/web/device.mjs.

. "$(dirname "$0")/../web/web.sh"

web_relay delay_s 60
web_scene_people
web_run device.mjs
done_line
