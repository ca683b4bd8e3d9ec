#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Enrolment, the start page and the administrators' page in a browser.

. "$(dirname "$0")/../web/web.sh"

web_relay
web_person ada admin
web_person mira poster surgeon
web_run admin.mjs
done_line
