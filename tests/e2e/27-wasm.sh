#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The filter as WebAssembly gives what the command gives, byte for byte.

. "$(dirname "$0")/lib.sh"

if [ ! -s "$BUILD/wasm/scrub.wasm" ] || ! command -v node >/dev/null; then
	skip 'no WebAssembly was built, or no node'
	done_line
	exit
fi
messages=$ROOT/tests/data/eval/dev.jsonl
"$CLIENT" filter --jsonl <"$messages" >"$WORK/want.jsonl"
node "$ROOT/tests/e2e/wasm.mjs" "$BUILD/wasm" "$messages" <"$WORK/want.jsonl"
