#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What the documents show, done: examples of the configuration, commands of
# the manual pages, keys and messages that are listed in two places.

. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 2

# literals PAGE: each .Bd -literal block as a file $WORK/literal.N
literals() {
	rm -f "$WORK"/literal.*
	awk -v out="$WORK/literal." '
		/^\.Bd -literal/ { n++; inside = 1; next }
		/^\.Ed/ { inside = 0 }
		inside { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print > (out n) }
	' "$1"
}

# ---- the configuration ----

expect 'the example is a configuration' "$RELAYD" \
	--config relay/scrubrelayd.json.example --check
openssl req -x509 -newkey ed25519 -nodes -keyout "$WORK/key.pem" \
	-out "$WORK/certificate.pem" -days 2 -subj /CN=localhost 2>/dev/null
cp filters/policies/safe-harbor.json "$WORK/student.json"
literals relay/scrubrelayd.json.5
for example in "$WORK"/literal.*; do
	sed -i "s|/etc/scrubrelay|$WORK|" "$example"
	expect "an example of scrubrelayd.json(5)" "$RELAYD" --config "$example" --check
done
printf '{"tls_certificate": "%s", "tls_key": "%s"}\n' "$WORK/certificate.pem" \
	"$WORK/student.json" >"$WORK/pair.json"
refuse '--check sees a key that is none' "$WORK/student.json: not a PEM key" \
	"$RELAYD" --config "$WORK/pair.json" --check
echo '{"policy_student": "strickt"}' >"$WORK/pair.json"
refuse '--check says which policy, and where' \
	"$WORK/pair.json:1: policy_student: strickt" \
	"$RELAYD" --config "$WORK/pair.json" --check
mkfifo "$WORK/policy.fifo"
for file in policy.fifo home; do
	echo "{\"policy_student\": \"$WORK/$file\"}" >"$WORK/pair.json"
	refuse "a policy that is no plain file is not waited for: $file" \
		"$WORK/$file: not a plain file" \
		timeout 20 "$RELAYD" --config "$WORK/pair.json" --check
done
refuse "nor is a configuration" "$WORK/policy.fifo: not a plain file" \
	timeout 20 "$RELAYD" --config "$WORK/policy.fifo" --check
for key in $(sed -nE 's/^\t(LIVE_)?(TEXT|ADDRESS|CHOICE|NUMBER|BOOL)\("?([a-z_]+).*/\3/p' relay/config.c); do
	expect "$key is in scrubrelayd.json(5)" \
		grep -qE "^\.It Cm ([a-z_]+ , Cm )?$key( |\$)" relay/scrubrelayd.json.5
	expect "$key is in the example" \
		grep -qE "^	(// )?\"$key\": " relay/scrubrelayd.json.example
done

same 'what SIGHUP changes is listed in scrubrelayd.json(5)' \
	"$(sed -n '/^then on these keys count/,/ \.$/s/^\.Cm \([a-z_]*\).*/\1/p' relay/scrubrelayd.json.5)" \
	"$(sed -nE 's/^\tLIVE_[A-Z]+\("?([a-z_]+).*/\1/p' relay/config.c)"

# ---- errors and the protocol ----

while IFS= read -r name; do
	expect "error $name is in PROTOCOL.md" grep -q "\`$name\`" relay/proto/PROTOCOL.md
done < <(sed -nE 's/^	X\(SR_[A-Z]+, "([a-z-]+)".*/\1/p' relay/proto/err.h)

# ---- scrubrelayd(8) ----

same 'the version is that of limits.h' "$("$RELAYD" --version)" \
	"scrubrelayd $(sed -n 's/.*SR_VERSION "\(.*\)"/\1/p' relay/proto/limits.h)"
same 'one version for both' "$("$RELAYD" --version | cut -d' ' -f2)" \
	"$("$CLIENT" --version | cut -d' ' -f2)"
for option in $("$RELAYD" --help | grep -oE -- '--[a-z-]+' | sort -u); do
	[ "$option" = --help ] && continue
	expect "$option is in scrubrelayd(8)" grep -q "^\.\(It \|Op \)\?Fl -${option#--}" relay/scrubrelayd.8
done

# ---- scrubrelay(1): every command, and every filter example ----

# item COMMAND: what scrubrelay(1) has under it, the items inside it too
item() {
	awk -v want="$1" '
		/^\.Bl/ { depth++ }
		/^\.El/ { depth-- }
		/^\.S[sh]/ { mine = 0 }
		/^\.It Cm/ && depth == 1 {
			gsub(/ Cm /, " ")
			mine = index($0 " ", " " want " ") > 0
		}
		mine' client/scrubrelay.1
}

for command in $("$CLIENT" --help | sed -n 's/^  \([a-z]*\) .*/\1/p') \
	"archive "{show,search,replay,export,attendance,import,erase,rekey} \
	"archive "{verify,proof,witness,receipt,backup} \
	"user "{add,invite,devices,list,grant,revoke}; do
	expect "$command is in scrubrelay(1)" test -n "$(item "$command")"
	# shellcheck disable=SC2086 # two words
	for option in $("$CLIENT" $command --help 2>&1 | grep -oE -- '^ +--[a-z-]+' | tr -d ' ' | sort -u); do
		[ "$option" = --profile ] ||
			expect "$command $option is in scrubrelay(1)" \
				grep -qE -- "(Fl -|\| -)${option#--}( |\$)" <(item "$command")
	done
done
# What is the same in both languages was forgotten; lists of names are not.
for command in "" $("$CLIENT" --help | sed -n 's/^  \([a-z]*\) .*/\1/p') \
	"archive "{backup,export,proof,receipt,replay,search,verify,witness}; do
	# shellcheck disable=SC2086 # two words
	same "scrubrelay $command --help speaks Indonesian" "$(comm -12 \
		<(COLUMNS=999 LC_ALL=C "$CLIENT" $command --help | sort -u) \
		<(COLUMNS=999 LC_ALL=id_ID.UTF-8 "$CLIENT" $command --help |
			sort -u) | grep -v -e '^  user ' -e '^$')" ""
	# shellcheck disable=SC2086
	same "scrubrelay $command --help has 80 columns" "$(COLUMNS=80 \
		LC_ALL=id_ID.UTF-8 "$CLIENT" $command --help | awk 'length > 80')" ""
done
expect 'every sentence of the command is in the catalogue' tests/sentences.py
admin_ready || fail 'a relay with an account'
same 'tables of accounts speak Indonesian' "$(
	LC_ALL=id_ID.UTF-8 "$CLIENT" user list --profile admin | head -n 1
	LC_ALL=id_ID.UTF-8 "$CLIENT" profiles | tail -n 1 | cut -c1-13
)" 'AKUN                 ALAT     PERAN
  perangkat  '
relay_stop

# ---- libscrub, as it is installed ----

DESTDIR=$WORK/dest cmake --install "$BUILD" >"$WORK/install.out" 2>&1 ||
	fail 'it is installed' "$(tail -n 3 "$WORK/install.out")"
page=$(find "$WORK/dest" -name scrub_text.3 -path '*/man3/*')
expect 'scrub_text(3) is where man looks' test -n "$page"
while read -r name; do
	expect "$name is in scrub_text(3)" grep -q "^\.Fn $name " "$page"
done < <(grep -oE '\bscrub[a-z_]*\(' filters/scrub.h | tr -d '(' | sort -u)
literals "$page"
cp "$WORK/literal.1" "$WORK/example.c"
pc=$(dirname "$(find "$WORK/dest" -name scrub.pc)")
# shellcheck disable=SC2046 # words
if nm "$BUILD/filters/libscrub.a" 2>/dev/null | grep -q __asan_; then
	skip 'the example of scrub_text(3): this library wants a sanitizer'
elif expect 'the example of scrub_text(3) is built with what pkg-config says' \
	cc "$WORK/example.c" -o "$WORK/example" $(PKG_CONFIG_PATH=$pc \
		PKG_CONFIG_SYSROOT_DIR=$WORK/dest pkg-config --cflags --libs scrub); then
	same 'and does what it says' "$("$WORK/example")" \
		'Mr. [NAME 1] back from PACU at 14:10'
	# A program in C++ takes the same header and finds the same names.
	while read -r name; do
		printf '#include <%s>\n' "$name"
	done < <(find "$WORK/dest" -name '*.h' -printf '%f\n') >"$WORK/plus.cc"
	cat >>"$WORK/plus.cc" <<-'CC'
		#include <cstdio>
		int main()
		{
			scrub_policy *policy = nullptr;
			scrub_fault fault = {};

			if (scrub_policy_builtin(&policy, "strict", &fault) != SCRUB_OK)
				return 1;
			std::puts(scrub_policy_name(policy));
			scrub_policy_free(policy);
		}
	CC
	expect 'its header is C++, too' g++ -std=c++17 -Wall -Wextra -pedantic -Werror \
		"$WORK/plus.cc" -o "$WORK/plus" $(PKG_CONFIG_PATH=$pc \
		PKG_CONFIG_SYSROOT_DIR=$WORK/dest pkg-config --cflags --libs scrub)
	same 'and a program in it links' "$("$WORK/plus")" 'strict'
fi

# ---- README ----

while IFS= read -r file; do
	[ -e "$file" ] && pass "$file is there" || fail "README names $file, which is not there"
done < <(grep -oE '\b(relay|filters|client|tests)/[A-Za-z0-9_./-]*[A-Za-z0-9/]' README.md | sort -u)
while IFS= read -r name; do
	expect "$name of tests/packages.sh is explained in README" grep -qw -- "$name" README.md
done < <(
	. tests/packages.sh
	printf '%s\n' "${PACKAGES_BUILD[@]}"
)
done_line
