#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A mistake in a frame stops the build and names file and line; each rule that
# frames name is one that a policy may name.

. "$(dirname "$0")/lib.sh"
filters=$WORK/filters
mkdir -p "$filters"
cp -r "$ROOT/filters/lang" "$ROOT/filters/gen" "$ROOT/filters/frame_who.h" "$filters"
frames=$filters/lang/frames-en.txt
make=(env PYTHONDONTWRITEBYTECODE=1 python3 "$filters/gen/lexicon.py" "$filters/lang"
	"$WORK/lexicon.c" "$WORK/frames.c")

# mistake WHY TEXT LINE...: these lines alone are refused with TEXT.
mistake() {
	local why=$1 text=$2

	shift 2
	printf '%s\n' "$@" >"$frames"
	refuse "$why" "$text" "${make[@]}"
}

head='== eponym : verb-behind 70'
expect 'the frames as they are' "${make[@]}"
mistake 'no head' 'frames-en.txt:1: a frame without a head' '^ _ is late'
mistake 'a kind that is not known' 'frames-en.txt:2: no kind eponim' '# one' '== eponim : verb-behind 70'
mistake 'no certainty' 'frames-en.txt:1: no rule and certainty' '== eponym : verb-behind'
mistake 'a set that is not known' 'frames-en.txt:2: no set @room' "$head" '_ in @room'
mistake 'a set twice' 'frames-en.txt:2: @room again' '@room = icu' '@room = hdu'
mistake 'a word twice in a set' 'frames-en.txt:1: twice: icu' '@room = icu hdu icu'
mistake 'no word' 'frames-en.txt:2: no word and no sign: Is' "$head" '^ _ Is late'
mistake 'no slot' 'frames-en.txt:2: a frame has one slot' "$head" 'is late'
mistake 'two slots' 'frames-en.txt:2: a frame has one slot' "$head" '_ and _ are late'
mistake 'a cue that is not known' 'frames-en.txt:2: no cue CUE_SAID' "$head" '_ {said}'
mistake 'a brace that is not closed' 'frames-en.txt:2: no end of {is' "$head" '_ {is late'
mistake 'nothing to look it up by' 'frames-en.txt:2: a frame needs a word' "$head" '^ _ *'

for rule in $(sed -n 's/^== .* : \([a-z-]*\) [0-9]*$/\1/p' "$ROOT"/filters/lang/frames-*.txt | sort -u); do
	expect "a policy may name $rule" grep -q "\"$rule\"" "$ROOT/filters/policy_rules.c"
done
done_line
