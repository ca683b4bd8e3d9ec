#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Who comes late sees the end first: tests/web/late.mjs.

. "$(dirname "$0")/../web/web.sh"

web_relay delay_s 0 requests_per_s 100000 requests_burst 1000000 \
	posts_per_min 0 procedure_posts_per_min 0
web_person nurse poster
web_person surgeon surgeon
web_person student student
web_run late.mjs
done_line
