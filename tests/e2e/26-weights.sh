#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The tagger's weights in the tree are those that its command makes.

. "$(dirname "$0")/lib.sh"

expect 'the trainer builds' cmake --build "$BUILD" --target tagger_train
expect 'the same messages, the same weights' \
	"$ROOT/filters/train/train.py" --check "$BUILD/bin/tagger_train"
done_line
