#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The one test command: tests/run.sh [--quick] [--jobs N]
#   --quick   the gcc build and its unit tests only
#   --jobs N  tests at once (default: processors); one more where most wait
# Installs what is missing, builds, runs everything, ends with the line
# "N passed, N failed". Output of what fails is shown in full.

set -u
set -o pipefail
cd "$(dirname "$0")/.." || exit 2
ROOT=$PWD
# shellcheck source=tests/packages.sh
. tests/packages.sh

QUICK=
JOBS=$(nproc)
while [ $# -gt 0 ]; do
	case $1 in
	--quick) QUICK=1 ;;
	--jobs) JOBS=${2:?--jobs needs a number} && shift ;;
	*)
		printf 'usage: tests/run.sh [--quick] [--jobs N]\n' >&2
		exit 2
		;;
	esac
	shift
done

PASSED=0
FAILED=0
TEST_SECONDS=300 # the longest single test takes two minutes here
# These begin first: one that begins last is waited for alone.
LONGEST='_model$|/(erase|journal_disk|casing|master|26-weights|73-limits|74|8[2-7])'
OUT=$(mktemp -d "${TMPDIR:-/tmp}/scrubrelay-tests.XXXXXX")
export TMPDIR=$OUT
trap 'rm -rf "$OUT"' EXIT
trap 'exit 130' INT TERM HUP

# One randomisation of addresses less: sanitizers of these compilers stop at
# start on kernels with 32 random bits ("unexpected memory mapping").
FIXED=()
setarch "$(uname -m)" -R true 2>/dev/null && FIXED=(setarch "$(uname -m)" -R)
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1

say() {
	printf '%4d s  %s\n' "$SECONDS" "$1"
}

# count NAME STATUS FILE: adds the closing line of one test's output; a test
# that ends badly, or without that line, has failed once more.
count() {
	local name=$1 status=$2 file=$3 line p f

	line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' "$file" | tail -n 1)
	p=${line%% *} f=${line##*, } f=${f%% *}
	if [ -z "$line" ]; then
		p=0 f=1
	elif [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	fi
	PASSED=$((PASSED + p))
	FAILED=$((FAILED + f))
	grep -a ': skipped: ' "$file" | sed 's/^/        /'
	if [ "$f" -ne 0 ]; then
		printf '        FAILED: %s (status %d)\n' "$name" "$status"
		sed 's/^/        | /' "$file"
	fi
}

# step NAME COMMAND...: one thing that works or does not.
step() {
	local name=$1

	shift
	say "$name"
	if "$@" >"$OUT/step" 2>&1 </dev/null; then
		PASSED=$((PASSED + 1))
		return 0
	fi
	FAILED=$((FAILED + 1))
	printf '        FAILED: %s\n' "$name"
	tail -n 60 "$OUT/step" | sed 's/^/        | /'
	return 1
}

# One test by itself, in a directory of its own; called by many().
if_one() {
	local program=$1 id args=()

	id=${program//\//_}
	case $program in
	*_fuzz)
		args=("$ROOT/tests/fuzz/corpus/$(basename "$program" _fuzz)")
		;;
	*/eval/run) args=(--check "$ROOT/build-gcc/bin/scrubrelay") ;;
	*/scenario_runner) args=("$ROOT"/tests/scenario/*.scn) ;;
	esac
	mkdir -p "$OUT/run/$id.dir"
	cd "$OUT/run/$id.dir" || exit 2
	timeout -k 5 "$TEST_SECONDS" "${FIXED[@]}" "$program" "${args[@]}" \
		>"$OUT/run/$id.out" 2>&1 </dev/null
	echo $? >"$OUT/run/$id.status"
}

# many NAME JOBS PROGRAM...: tests side by side, counted in order.
many() {
	local name=$1 jobs=$2 program id

	shift 2
	say "$name: $# programs"
	rm -rf "$OUT/run"
	mkdir -p "$OUT/run"
	while IFS= read -r program; do
		while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
			wait -n
		done
		(if_one "$program") &
	done < <(printf '%s\n' "$@" | grep -E "$LONGEST"
		printf '%s\n' "$@" | grep -vE "$LONGEST")
	wait
	for program; do
		id=${program//\//_}
		count "${program#"$ROOT"/}" "$(cat "$OUT/run/$id.status")" \
			"$OUT/run/$id.out"
	done
}

build() {
	local preset=$1 launcher=()

	command -v ccache >/dev/null &&
		launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache)
	step "build: $preset" cmake --preset "$preset" "${launcher[@]}" &&
		step "build: $preset, compile" cmake --build --preset "$preset" \
			--parallel "$(nproc)"
}

headers_alone() {
	local cc bad=0 flags

	read -ra flags < <(pkg-config --cflags libwebsockets libcjson sqlite3 libsodium)
	flags+=(-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Wpedantic -Werror
		-Wno-unused-function -Wno-unused-variable -Wno-unused-const-variable
		-I. -Ifilters -Irelay -Iclient -Itests -Itests/scenario -Itests/bench)
	for cc in gcc clang-14; do
		# shellcheck disable=SC2016
		git ls-files -- 'filters/*.h' 'relay/*.h' 'client/*.h' 'tests/*.h' |
			xargs -P "$JOBS" -I{} sh -c 'printf "#include \"%s\"\nextern int alone;\n" "$1" |
				{ shift; "$@"; }' - {} "$cc" "${flags[@]}" -fsyntax-only -x c - || bad=1
	done
	return "$bad"
}

installs() {
	local prefix=$OUT/prefix file missing=0

	cmake --install build-gcc --prefix "$prefix" || return 1
	for file in sbin/scrubrelayd bin/scrubrelay \
		share/man/man1/scrubrelay.1 share/man/man5/scrubrelayd.json.5 \
		share/man/man8/scrubrelayd.8 \
		share/scrubrelay/policies/safe-harbor.json \
		share/scrubrelay/policies/limited-data-set.json \
		share/scrubrelay/wasm/scrub.wasm \
		share/doc/scrubrelay/scrubrelayd.json.example \
		share/doc/scrubrelay/README.md share/doc/scrubrelay/LICENSE \
		lib/systemd/system/scrubrelayd.service; do
		[ -s "$prefix/$file" ] || { echo "missing: $file" && missing=1; }
	done
	[ "$missing" -eq 0 ] || return 1
	"$prefix/sbin/scrubrelayd" --version && "$prefix/bin/scrubrelay" --version
}

man_pages() {
	local page bad=0

	while IFS= read -r page; do
		mandoc -Tlint -W warning "$page" || bad=1
	done < <(git ls-files -- '*.[1-9]')
	return "$bad"
}

finish() {
	say done
	printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
	[ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
	exit
}

shopt -s nullglob
packages=("${PACKAGES_BUILD[@]}" "${PACKAGES_UNIT[@]}")
[ -n "$QUICK" ] || packages+=("${PACKAGES_TEST[@]}")
packages_install "${packages[@]}" || {
	FAILED=1
	finish
}

build gcc && many "unit tests, stories, models" "$JOBS" \
	"$ROOT"/build-gcc/scenario/*_{runner,model} "$ROOT"/build-gcc/unit/*_test
[ -z "$QUICK" ] || finish

many "layers" 1 "$ROOT/tests/layering.sh"
step "every header compiles alone" headers_alone
step "man pages" man_pages
step "install" installs
many "filter quality" 1 "$ROOT/tests/eval/run"

if build asan; then
	many "unit tests, stories, models, address and undefined" "$JOBS" \
		"$ROOT"/build-asan/scenario/*_{runner,model} "$ROOT"/build-asan/unit/*_test
	many "fuzz corpora, address and undefined" "$JOBS" "$ROOT"/build-asan/fuzz/*_fuzz
fi
build tsan &&
	many "threads" "$JOBS" "$ROOT"/build-tsan/unit/{worker,journal}*_test

export BUILD=$ROOT/build-gcc
many "end to end" $((JOBS + 1)) "$ROOT"/tests/e2e/[0-7]*
many "end to end, pages" "$JOBS" "$ROOT"/tests/e2e/[89]*
BUILD=$ROOT/build-asan
many "end to end, address and undefined" "$JOBS" \
	"$ROOT"/tests/e2e/{30-canaries,40-disk}.sh
finish
