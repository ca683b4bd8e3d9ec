# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# The Debian 12 packages of this project, once, and installing those that are
# missing. Sourced by relay/demo.sh and tests/run.sh. README.md has the reason
# of each library.

PACKAGES_BUILD=(
	cmake make ninja-build gcc libc6-dev pkg-config re2c python3
	libwebsockets-dev libuv1-dev libsodium-dev libcjson-dev libsqlite3-dev
	libutf8proc-dev libpcre2-dev zlib1g-dev libssl-dev libsystemd-dev
	esbuild wamerican-large scowl hunspell-en-us hunspell-en-med hunspell-id
)
# What unit tests need besides: openssl makes their certificates.
PACKAGES_UNIT=(openssl)
PACKAGES_TEST=(
	clang-14 libclang-rt-14-dev g++ mandoc procps util-linux
	python3-websockets python3-nacl python3-prometheus-client python3-autobahn
	chromium curl libfaketime iproute2
	wasi-libc libclang-rt-14-dev-wasm32 lld-14 nodejs
)

# For tests/bench, by hand: what the filter and the fan-out are measured beside.
# shellcheck disable=SC2034
PACKAGES_BENCH=(
	libre2-dev
	nginx libnginx-mod-nchan mosquitto nats-server nodejs valgrind
)

# For tests/web/shots, by hand: letters as phones have them.
# shellcheck disable=SC2034
PACKAGES_SHOTS=(fonts-roboto-unhinted)

# npm comes with some builds of nodejs, whose package then refuses Debian's.
command -v npm >/dev/null || PACKAGES_TEST+=(npm)

packages_missing() {
	local name

	for name; do
		dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null |
			grep -qx installed || printf '%s\n' "$name"
	done
}

# packages_install NAME...: nothing to do is silent; a failure shows apt's words.
packages_install() {
	local missing log
	local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y)

	mapfile -t missing < <(packages_missing "$@")
	[ ${#missing[@]} -gt 0 ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			printf 'These packages are missing, and only root may install them:\n    apt-get install %s\n' \
				"${missing[*]}" >&2
			return 1
		fi
		apt=(sudo "${apt[@]}")
	fi
	printf 'Installing %d packages with apt-get: %s\n' \
		"${#missing[@]}" "${missing[*]}"
	log=$(mktemp)
	if ! { "${apt[@]}" update &&
		"${apt[@]}" install --no-install-recommends "${missing[@]}"; } \
		>"$log" 2>&1 </dev/null; then
		tail -n 20 "$log" >&2
		rm -f "$log"
		return 1
	fi
	rm -f "$log"
}
