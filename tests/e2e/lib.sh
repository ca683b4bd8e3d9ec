# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# A real daemon on a port of the kernel's choice, in a directory of its own,
# for every script here and for relay/demo.sh. Source it, then:
#
#   relay_config KEY VALUE ...   write $CONFIG; VALUE is JSON ("5", '"text"')
#   relay_start                  start; returns when it listens; sets
#                                $RELAY_PID $PORT $URL; 1 when it does not
#   relay_starts WHY             the same as a check (expect would not do:
#                                it runs its command in a process of its own)
#   relay_stop                   SIGTERM, and wait; $RELAY_STATUS is its status
#   relay_kill9                  SIGKILL, and wait
#   relay_wait_log TEXT          wait until a log line carries TEXT
#   admin_invite NAME            print an administrator's invite (daemon down)
#   admin_ready                  daemon up, profile "admin" enrolled
#   user_ready NAME ROLE...      account and profile NAME with these roles
#   as PROFILE COMMAND ...       the client with that profile
#   pass WHY | fail WHY [DETAIL] | skip WHY
#   expect WHY COMMAND...        passes when the command succeeds
#   refuse WHY TEXT COMMAND...   passes when it fails and says TEXT
#   same WHY GOT WANT
#   npm_ready                    what tests/npm/package.json names, in $NPM
#   done_line                    "N passed, N failed"; last command of a script
#
# Nothing sleeps: the daemon says on standard error when it listens.
# $BUILD chooses the build (default: build); $WORK is removed on exit.

set -u
set -o pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD=${BUILD:-$ROOT/build}
RELAYD=${RELAYD:-$BUILD/bin/scrubrelayd}
CLIENT=${CLIENT:-$BUILD/bin/scrubrelay}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/scrubrelay.XXXXXX")
DATA=$WORK/data
CONFIG=$WORK/scrubrelayd.json
LOG=$WORK/relay.log
RELAY_PID=
RELAY_STATUS=
LOG_PID=
PORT=
URL=
PASSED=0
FAILED=0
export HOME=$WORK/home
export XDG_CONFIG_HOME=$HOME/.config
export XDG_STATE_HOME=$HOME/.local/state
unset SCRUBRELAY_PROFILE
mkdir -p "$HOME" "$DATA"
chmod 700 "$DATA"

lib_cleanup() {
	[ -n "$RELAY_PID" ] && relay_kill9
	rm -rf "$WORK"
}
trap lib_cleanup EXIT
trap 'exit 130' INT TERM HUP

relay_config() {
	local key value

	{
		# What is posted goes out at once, unless a test wants to wait.
		printf '{\n\t"data_dir": "%s"' "$DATA"
		case " $* " in
		*" delay_s "*) ;;
		*) printf ',\n\t"delay_s": 0' ;;
		esac
		case " $* " in
		*" listen_port "*) ;;
		*) printf ',\n\t"listen_port": %d' "${PORT:-0}" ;;
		esac
		# Gates that most tests are not about.
		for key in advocate_required check_required; do
			case " $* " in
			*" $key "*) ;;
			*) printf ',\n\t"%s": false' "$key" ;;
			esac
		done
		while [ $# -ge 2 ]; do
			key=$1 value=$2
			shift 2
			printf ',\n\t"%s": %s' "$key" "$value"
		done
		printf '\n}\n'
	} >"$CONFIG"
}

relay_start() {
	local fifo=$WORK/log.fifo line fd port=

	[ -f "$CONFIG" ] || relay_config
	RELAY_STATUS=
	rm -f "$fifo"
	mkfifo "$fifo"
	"$RELAYD" --config "$CONFIG" "$@" >>"$WORK/relay.out" 2>"$fifo" &
	RELAY_PID=$!
	exec {fd}<"$fifo"
	while IFS= read -r line <&"$fd"; do
		printf '%s\n' "$line" >>"$LOG"
		case $line in
		*listening*port=*)
			port=${line##*port=}
			port=${port%%[!0-9]*}
			break
			;;
		esac
	done
	cat <&"$fd" >>"$LOG" &
	LOG_PID=$!
	exec {fd}<&-
	if [ -z "$port" ]; then
		relay_wait
		tail -n 5 "$LOG" >&2
		return 1
	fi
	# The next start has the same port: clients come back to it.
	PORT=$port
	URL=ws://127.0.0.1:$PORT
	sed -i "s/\"listen_port\": 0\\b/\"listen_port\": $PORT/" "$CONFIG"
}

# The log is whole after this: the reader of the pipe has seen its end.
relay_wait() {
	wait "$RELAY_PID" 2>/dev/null
	RELAY_STATUS=$?
	RELAY_PID=
	[ -n "$LOG_PID" ] && wait "$LOG_PID"
	LOG_PID=
}

relay_stop() {
	[ -n "$RELAY_PID" ] || return 0
	kill -TERM "$RELAY_PID" 2>/dev/null
	relay_wait
	return "$RELAY_STATUS"
}

relay_kill9() {
	[ -n "$RELAY_PID" ] || return 0
	kill -KILL "$RELAY_PID" 2>/dev/null
	relay_wait
}

# The registry's packages by the lock file's hashes, once for all builds.
NPM=$ROOT/build-npm
npm_ready() {
	mkdir -p "$NPM" && (
		flock 9
		cmp -s "$ROOT/tests/npm/package-lock.json" "$NPM/installed" ||
			{ cp "$ROOT"/tests/npm/package*.json "$NPM" &&
				(cd "$NPM" && npm ci --ignore-scripts --no-audit \
					--no-fund --loglevel error) &&
				cp "$NPM/package-lock.json" "$NPM/installed"; }
	) 9>"$NPM/lock" >"$NPM/log" 2>&1 || {
		tail -n 5 "$NPM/log" >&2
		return 1
	}
}

# Ends with status 1 when the daemon ends without having said it.
relay_wait_log() {
	local line fd tail_pid found=1

	exec {fd}< <(exec tail -n +1 -f --pid="$RELAY_PID" "$LOG")
	tail_pid=$!
	while IFS= read -r line <&"$fd"; do
		case $line in
		*"$1"*)
			found=0
			break
			;;
		esac
	done
	exec {fd}<&-
	kill "$tail_pid" 2>/dev/null
	wait "$tail_pid" 2>/dev/null
	return "$found"
}

admin_invite() {
	[ -f "$CONFIG" ] || relay_config
	"$RELAYD" --config "$CONFIG" --invite-admin "$1" 2>>"$LOG" |
		awk 'NF { word = $NF } END { print word }'
}

as() {
	local profile=$1

	shift
	"$CLIENT" --profile "$profile" "$@"
}

admin_ready() {
	local invite

	invite=$(admin_invite admin) && [ -n "$invite" ] || return 1
	relay_start || return 1
	"$CLIENT" enrol "$URL" "$invite" --profile admin >>"$WORK/enrol.out" 2>&1
}

user_ready() {
	local name=$1 role invite
	local roles=()

	shift
	for role; do
		roles+=(--role "$role")
	done
	invite=$(as admin user add "$name" "${roles[@]}" 2>>"$WORK/enrol.out" |
		awk 'NF { word = $NF } END { print word }') || return 1
	"$CLIENT" enrol "$URL" "$invite" --profile "$name" >>"$WORK/enrol.out" 2>&1
}

pass() {
	PASSED=$((PASSED + 1))
	[ -z "${VERBOSE:-}" ] || printf 'ok: %s\n' "$1"
}

fail() {
	FAILED=$((FAILED + 1))
	printf '%s: failed: %s\n' "${0##*/}" "$1" >&2
	[ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/   /' >&2
}

skip() {
	printf '%s: skipped: %s\n' "${0##*/}" "$1"
}

expect() {
	local why=$1 said

	shift
	if said=$("$@" 2>&1); then
		pass "$why"
	else
		fail "$why" "status $? of: $*
$said"
		return 1
	fi
}

refuse() {
	local why=$1 text=$2 said

	shift 2
	if said=$("$@" 2>&1); then
		fail "$why" "was accepted: $*
$said"
		return 1
	fi
	case $said in
	*"$text"*) pass "$why" ;;
	*)
		fail "$why" "does not say \"$text\": $said"
		return 1
		;;
	esac
}

relay_starts() {
	if relay_start; then
		pass "$1"
	else
		fail "$1"
		return 1
	fi
}

same() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" "got  <$2>
want <$3>"
		return 1
	fi
}

done_line() {
	printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
	[ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
}
