#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The educator's page: tests/web/archive.mjs. Its exports and receipts are the
# command's, byte for byte; it finds what `archive verify` finds.

. "$(dirname "$0")/../web/web.sh"

web_relay
web_staff prof educator moderator
web_staff nurse poster
web_person desk educator
web_person ana student
web_person mo moderator
export WEB_ARCHIVE=$DATA/journal.db
web_run archive.mjs
done_line
