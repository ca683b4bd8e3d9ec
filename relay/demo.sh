#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A whole operation, with its rules, on a relay of its own:
#   relay/demo.sh [--speed N] [--once]
#   --speed N  N times real time (default 15: five minutes; 1 is real time)
#   --once     without pauses; checks what every reader got; 0 when all is right
#   --port N   listen there (default: a free port)
# Installs what is missing, builds in build/, leaves nothing behind.

set -u
cd "$(dirname "$0")/.." || exit 2
ROOT=$PWD
SPEED=
ONCE=
LISTEN=0

usage() {
	sed -n '4,9s/^# \{0,1\}//p' relay/demo.sh
	exit "$1"
}

number() {
	case $2 in
	'' | *[!0-9]*)
		printf 'demo.sh: %s needs a whole number\n' "$1" >&2
		exit 2
		;;
	esac
}

while [ $# -gt 0 ]; do
	case $1 in
	--speed)
		number --speed "${2:-}"
		SPEED=$2
		shift
		;;
	--port)
		number --port "${2:-}"
		LISTEN=$2
		shift
		;;
	--once) ONCE=1 ;;
	-h | --help) usage 0 ;;
	*)
		printf 'demo.sh: there is no option %s\n' "$1" >&2
		usage 2 >&2
		;;
	esac
	shift
done
[ -n "$SPEED" ] || SPEED=${ONCE:+0}
[ -n "$SPEED" ] || SPEED=15
# Seconds that readers wait; a hospital has 10 unless it says otherwise.
DELAY=${ONCE:+0}
DELAY=${DELAY:-3}

die() {
	printf 'demo.sh: %s\n' "$1" >&2
	exit 1
}

# ---- what is missing, and the programs ----

# shellcheck source=tests/packages.sh
. tests/packages.sh
packages_install "${PACKAGES_BUILD[@]}" || die 'the packages could not be installed'

build() {
	cmake -S . -B build -DCMAKE_BUILD_TYPE=Release &&
		cmake --build build --parallel "$(nproc)"
}
printf 'Building in build/ (a minute or two the first time) ...\n'
LOG_OF_BUILD=$(mktemp)
if ! build >"$LOG_OF_BUILD" 2>&1; then
	tail -n 30 "$LOG_OF_BUILD" >&2
	rm -f "$LOG_OF_BUILD"
	die 'the build failed'
fi
rm -f "$LOG_OF_BUILD"

# ---- a relay, its people, the procedure ----

unset BUILD RELAYD CLIENT
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
relay_config listen_port "$LISTEN" advocate_required true \
	check_required true policy_student "\"$ROOT/relay/demo/students.json\""
admin_ready || die 'the relay did not start'
user_ready nurse poster || die 'no account for the nurse'
for role in surgeon advocate moderator student colleague educator; do
	user_ready "$role" "$role" || die "no account for the $role"
done

for reader in student colleague; do
	cat >"$WORK/$reader" <<-EOF
		#!/bin/sh
		export XDG_CONFIG_HOME='$XDG_CONFIG_HOME'
		exec '$CLIENT' --profile $reader watch blue-heron "\$@"
	EOF
	chmod 700 "$WORK/$reader"
done
cat >"$WORK/educator" <<-EOF
	#!/bin/sh
	export XDG_CONFIG_HOME='$XDG_CONFIG_HOME'
	exec '$CLIENT' --profile educator archive show blue-heron "\$@"
EOF
chmod 700 "$WORK/educator"

if [ -z "$ONCE" ]; then
	INVITE=$(as admin user invite student 2>>"$LOG" | awk '{ print $NF }')
	cat <<-EOF

		A relay runs on $URL; a laparoscopic cholecystectomy
		opens on it. To join late, open another terminal and type

		    $WORK/student     as students read it
		    $WORK/colleague   as colleagues do: dates and towns stay

		or, in a browser on this machine, once:

		    http://127.0.0.1:$PORT/#$INVITE

		Ctrl-C here ends it all and removes it.

	EOF
fi

# ---- the operation ----

/usr/bin/python3 relay/demo/play.py --client "$CLIENT" \
	--delay "$DELAY" --log "$LOG" --speed "$SPEED" ${ONCE:+--once}
STATUS=$?
if [ "$STATUS" -ne 0 ]; then
	[ "$STATUS" -eq 130 ] || tail -n 20 "$LOG" >&2
	exit "$STATUS"
fi
if [ -z "$ONCE" ]; then
	cat <<-EOF

		The operation is over. Its readers can still fetch it; an educator reads the
		archive with

		    $WORK/educator

	EOF
	if [ -t 0 ]; then
		read -r -p 'Enter ends the demo. ' _
	fi
fi
relay_stop
