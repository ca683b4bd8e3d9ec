# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# A relay with TLS and its people, for scripts that open its pages in a
# browser. Source it in place of tests/e2e/lib.sh (which it sources), then:
#
#   web_relay KEY VALUE ...      the daemon with a certificate of this run and
#                                these settings, profile "admin" enrolled; ends
#                                the script where there is no browser
#   web_person NAME ROLE ...     an account and an invite for its browser
#   web_staff NAME ROLE ...      an account and a profile of the command line
#   web_scene_people             the accounts of tests/web/scene.mjs
#   web_run FILE.mjs             a story in tests/web; its counts are added
#
# A story can ask for what only this script can do, a word a line:
#   restart, kill9, stop, start, invite NAME (a new one), expire (the relay's
#   clock is a day further, by libfaketime), url

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"

export CLIENT NPM
export WEB_BUILD=$BUILD
export WEB_PEOPLE=$WORK/people.json
export WEB_TRACES=${WEB_TRACES:-$ROOT/build-web-traces}
WEB_CA=$WORK/tls.pem

web_relay() {
	local invite

	if ! command -v chromium >/dev/null; then
		skip 'no chromium'
		pass 'nothing to look at'
		done_line
		exit
	fi
	npm_ready || {
		fail 'packages of the registry'
		done_line
		exit 1
	}
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$WORK/tls.key" -out "$WEB_CA" -days 2 -subj /CN=localhost \
		-addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
	chmod 600 "$WORK/tls.key"
	# Which key a browser may take for good (harness.mjs, caches).
	WEB_SPKI=$(openssl x509 -in "$WEB_CA" -pubkey -noout |
		openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64)
	export WEB_SPKI
	relay_config tls_certificate "\"$WEB_CA\"" tls_key "\"$WORK/tls.key\"" "$@"
	invite=$(admin_invite admin)
	web_start || {
		fail 'the relay starts'
		done_line
		exit 1
	}
	printf '{}' >"$WEB_PEOPLE"
	web_later
	"$CLIENT" enrol "$URL" "$invite" --profile admin --ca "$WEB_CA" \
		>>"$WORK/enrol.out" 2>&1 || fail 'the administrator' "$(cat "$WORK/enrol.out")"
}

# A day and an hour further than it is: what was made for a day is too old.
web_later() {
	printf '#!/bin/sh\nexec env LD_PRELOAD=%s FAKETIME=+25h %s "$@"\n' \
		/usr/lib/*/faketime/libfaketime.so.1 "$RELAYD" >"$WORK/later"
	chmod 700 "$WORK/later"
}

# relay_start's address is that of a relay without TLS.
web_start() {
	relay_start && URL=wss://localhost:$PORT
}

web_invite() {
	as admin user "$@" 2>>"$WORK/enrol.out" |
		awk 'NF { word = $NF } END { print word }'
}

web_person() {
	local name=$1 role invite
	local roles=()

	shift
	for role; do
		roles+=(--role "$role")
	done
	invite=$(web_invite add "$name" "${roles[@]}") || return 1
	/usr/bin/python3 - "$WEB_PEOPLE" "$name" "$invite" <<-'EOF'
		import json, sys
		file, name, invite = sys.argv[1:]
		people = json.load(open(file))
		people[name] = invite
		json.dump(people, open(file, "w"))
	EOF
}

web_scene_people() {
	web_person nurse poster
	web_person surgeon surgeon
	web_person advocate advocate
	web_person moderator moderator
	web_person student student
	web_person colleague colleague
	web_person educator educator
	web_person archivist educator moderator
	web_person chief admin
}

web_staff() {
	local name=$1 role invite
	local roles=()

	shift
	for role; do
		roles+=(--role "$role")
	done
	invite=$(web_invite add "$name" "${roles[@]}") || return 1
	"$CLIENT" enrol "$URL" "$invite" --profile "$name" --ca "$WEB_CA" \
		>>"$WORK/enrol.out" 2>&1
}

web_answer() {
	case $1 in
	restart) relay_stop && web_start ;;
	kill9) relay_kill9 ;;
	stop) relay_stop ;;
	start) web_start ;;
	expire) relay_stop && RELAYD=$WORK/later web_start ;;
	invite\ *) web_invite invite "${1#invite }" ;;
	url) printf '%s' "$URL" ;;
	*) printf 'unknown' ;;
	esac
}

web_run() {
	local story=$1 line p f teller
	shift

	rm -f "$WORK/ask" "$WORK/told"
	mkfifo "$WORK/ask" "$WORK/told"
	: >"$WORK/story.out"
	exec {ask}<>"$WORK/ask" {told}<>"$WORK/told"
	(
		WEB_URL=https://localhost:$PORT WEB_ASK=$ask WEB_TOLD=$told \
			node "$ROOT/tests/web/$story" "$@" >"$WORK/story.out" 2>&1
		printf 'end %d\n' $? >&"$ask"
	) &
	teller=$!
	while read -r line <&"$ask"; do
		case $line in
		end\ *) break ;;
		esac
		# In this shell: it knows the daemon's process.
		web_answer "$line" >"$WORK/answer"
		printf '%s\n' "$(cat "$WORK/answer")" >&"$told"
	done
	wait "$teller"
	exec {ask}>&- {told}>&-
	grep -avE '^[0-9]+ passed, [0-9]+ failed$' "$WORK/story.out"
	line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' "$WORK/story.out" | tail -n 1)
	if [ -z "$line" ]; then
		fail "$story came to its end"
		return 1
	fi
	p=${line%% *} f=${line##*, } f=${f%% *}
	PASSED=$((PASSED + p))
	FAILED=$((FAILED + f))
}
