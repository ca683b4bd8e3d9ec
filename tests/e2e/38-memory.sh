#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What the daemon's memory holds: of a roster nothing when its procedure has
# ended, of a text as it was typed nothing once it was filtered, and of an
# erased procedure's text nothing at all. Reads /proc/PID/mem, as only root may.

. "$(dirname "$0")/lib.sh"
if [ "$(id -u)" != 0 ]; then
	printf '· not root: the memory of a process that is not dumpable is closed\n'
	pass 'nobody but root reads it'
	done_line
	exit
fi

# found WORD...: how often any of these stands in the daemon's memory, in any
# case; each is given backwards, so that nothing else here holds it.
found() {
	/usr/bin/python3 - "$RELAY_PID" "$@" <<-'PY'
	import sys
	words = [w[::-1].lower().encode() for w in sys.argv[2:]]
	count = 0
	with open(f"/proc/{sys.argv[1]}/maps") as maps, \
	        open(f"/proc/{sys.argv[1]}/mem", "rb", 0) as mem:
	    for line in maps:
	        span, mode = line.split()[:2]
	        begin, end = (int(x, 16) for x in span.split("-"))
	        if not mode.startswith("rw") or end - begin > 1 << 30:
	            continue
	        try:
	            mem.seek(begin)
	            page = mem.read(end - begin).lower()
	        except (OSError, ValueError, OverflowError):
	            continue
	        for w in words:
	            n = page.count(w)
	            count += n
	            if n:
	                print(w[:3], n, line.strip(), file=sys.stderr)
	print(count)
	PY
}

relay_config
admin_ready || fail 'the relay starts'
for role in poster surgeon student; do
	user_ready "$role" "$role" || fail "an account for the $role"
done
printf '{"template":"generic","persons":[{"part":"patient","name":"Quillon Vexworthy"}],"ids":[{"kind":"mrn","value":"70431985"}]}' \
	>"$WORK/roster.json"
procedure=$(as poster open --template generic --consent C-1 --audience student \
	--surgeon surgeon --poster poster --roster "$WORK/roster.json" --json |
	sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
expect 'an update that names somebody' as poster post "$procedure" \
	'Vexworthy, chart 70431985: gastrocolic ligament dissected'
expect 'a student reads it' as student watch "$procedure" --no-follow
same 'the scan finds what is there' "$([ "$(found 'tnemagil cilocortsag' 2>/dev/null)" -gt 0 ] && echo yes)" yes
same 'the roster is there while it is needed' \
	"$([ "$(found yhtrowxev 2>/dev/null)" -gt 0 ] && echo yes)" yes
same 'nothing is left of it as it was typed' \
	"$(found 'trahc ,yhtrowxeV' '58913407 trahc')" 0
expect 'it ends' as surgeon close "$procedure"
same 'the roster is gone with the end' \
	"$(found yhtrowxeV nolliuQ 58913407)" 0
expect 'the patient takes the consent back' as surgeon withdraw --yes "$procedure" --json
same 'and so is the text, erased' "$(found 'tnemagil cilocortsag')" 0
relay_stop
done_line
