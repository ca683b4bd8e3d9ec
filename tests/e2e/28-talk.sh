#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What readers and staff say to each other, over a real daemon with the real
# client: questions, polls, reactions, feedback, following, outcome notes.

. "$(dirname "$0")/lib.sh"
unset LC_ALL LC_MESSAGES LANG NO_COLOR

admin_ready || fail 'the relay starts' "$(tail -n 5 "$LOG")"
user_ready nurse poster
user_ready mod moderator
user_ready ana student
user_ready ben student
user_ready teacher educator

# ---- following ----

expect 'a tag is followed' as ana follow '#Hernia'
same 'and listed' "$(as ana following)" hernia
refuse 'a tag is a word' '2 to 32' as ana follow 'a/b'
refuse 'in her language' '2 sampai 32' env LANG=id_ID.UTF-8 \
	"$CLIENT" --profile ana follow 'a/b'
mkfifo "$WORK/opened"
# Not by as(): its shell would be killed, and the command go on for ever.
"$CLIENT" --profile ana following --wait --json >"$WORK/opened" 2>"$WORK/said" &
waiter=$!
exec {opened}<"$WORK/opened"
# Its connection stands once it has told what ana follows.
read -r line <&"$opened"
same 'first what she follows' "$line" '{"tag":"hernia"}'
as nurse open --template inguinal-hernia-repair --consent c-0 \
	--audience student --hashtag hernia >/dev/null 2>&1
read -r line <&"$opened"
case $line in
*'"template":"inguinal-hernia-repair"'*'"tag":"hernia"'*) pass 'and why' ;;
*) fail 'and why' "$line" ;;
esac
kill "$waiter"
wait "$waiter" 2>/dev/null
exec {opened}<&-

procedure=$(as nurse open --template generic --consent c-1 --archive \
	--audience student,colleague --code-name 'blue heron' --hashtag mesh \
	2>/dev/null)
procedure=${procedure:0:32}

# ---- questions ----

refuse 'staff do not ask' 'may not' as nurse ask blue-heron 'Why?'
refuse 'nothing is no question' 'nothing to send' as ana ask blue-heron ' '
expect 'a question' sh -c "'$CLIENT' --profile ana ask $procedure \
	'Why did Dr. Havisham clip that?' | grep -q 'Question 1 was sent to the moderator'"
same 'nobody else sees it' "$(as ben questions blue-heron --json)" ''
expect 'the moderator does, without the name' sh -c \
	"'$CLIENT' --profile mod questions blue-heron | grep -q 'pending *Why did Dr. \[NAME 1\] clip'"
expect 'it is published' as mod questions blue-heron --publish 1
expect 'who reads votes' as ben questions blue-heron --vote 1
refuse 'no such question' 'no such question' as ben questions blue-heron --vote 9
expect 'counted' sh -c \
	"'$CLIENT' --profile ana questions blue-heron --json | grep -q '\"votes\":1,\"mine\":true'"
refuse 'one thing at a time' 'only one of' as mod questions blue-heron \
	--publish 1 --hide 1
same 'the answer is an entry' "$(as mod answer blue-heron 1 \
	'It bled. See doi:10.1056/NEJMoa2034577.')" 'Entry 2, for all readers.'
refuse 'which question' 'which question' as mod answer blue-heron one x
as ben watch blue-heron --once >"$WORK/read"
expect 'readers see the question' grep -q '^T+.* QUESTION .*\[NAME 1\] clip' "$WORK/read"
expect 'and the answer' grep -q '^T+.* ANSWER .*It bled' "$WORK/read"
expect 'and what it cites' grep -q 'https://doi.org/10.1056/NEJMoa2034577' "$WORK/read"
expect 'as a link in a terminal' sh -c "TERM=xterm script -qec \
	'$CLIENT --profile ben watch blue-heron --once' /dev/null |
	grep -q ']8;;https://doi.org/10.1056/NEJMoa2034577'"
expect 'in their language' sh -c \
	"'$CLIENT' --profile ben watch blue-heron --once --lang id | grep -q PERTANYAAN"
expect 'programs read it' sh -c "'$CLIENT' --profile ben watch blue-heron --once --json |
	grep -q '\"refers\":1.*\"question\":1,\"citations\":\[{\"type\":\"doi\"'"

# ---- polls ----

refuse 'two choices at least' 'two to six' as nurse poll blue-heron 'Which?' one
same 'a poll' "$(as nurse poll blue-heron 'Which nerve?' Ilioinguinal Femoral \
	--right 1)" 'Entry 3, for all readers.'
expect 'one chooses' as ana poll blue-heron 3 --choose 2
expect 'and thinks again' as ana poll blue-heron 3 --choose 1
expect 'another' as ben poll blue-heron 3 --choose 2
refuse 'a choice there is' 'number of a choice' as ben poll blue-heron 3 --choose 3
refuse 'readers do not close it' 'may not' as ben poll blue-heron 3 --close
expect 'it is closed' as nurse poll blue-heron 3 --close
refuse 'once' 'closed already' as nurse poll blue-heron 3 --close
as ben watch blue-heron --once >"$WORK/read"
expect 'choices are numbered' grep -q '^ *2  Femoral$' "$WORK/read"
expect 'the result names what was right' \
	grep -q '1  Ilioinguinal: 1 votes (50 %), right answer' "$WORK/read"
expect 'no line is wider than the terminal' test "$(COLUMNS=50 as ben \
	watch blue-heron --once | grep -v '^─' | wc -L)" -le 50

# ---- reactions, and who is there ----

mkfifo "$WORK/present"
as teacher watch blue-heron --json --presence >"$WORK/present" 2>"$WORK/said" &
reader=$!
exec {present}<"$WORK/present"
present_line() {
	while read -r -t 20 -u "$present" line; do
		case $line in *"$1"*) return 0 ;; esac
	done
	return 1
}
expect 'educators see who is there' present_line '"educators":1'
expect 'a reaction' as ana react blue-heron 2
expect 'another' as ben react blue-heron 2 --again
expect 'counted, not named' present_line '"understood":1,"again":1}'
expect 'as in the list' sh -c \
	"'$CLIENT' --profile teacher procedures --json | grep -q '\"hashtags\":\[\"mesh\"\],\"students\":0'"
refuse 'students see no numbers' none sh -c \
	"'$CLIENT' --profile ana procedures --json | grep students || { echo none; exit 1; }"

# ---- afterwards ----

refuse 'feedback is for afterwards' 'has ended' as ana feedback blue-heron --stars 4
as nurse close blue-heron >/dev/null
wait "$reader"
exec {present}<&-
refuse 'five stars at most' '1 to 5' as ana feedback "$procedure" --stars 6
expect 'stars' as ana feedback "$procedure" --stars 4 'Clear, a bit fast'
expect 'the educator reads it' sh -c \
	"'$CLIENT' --profile teacher feedback $procedure | grep -q '★★★★.*student *Clear'"
refuse 'nobody else' 'may not' as ana feedback "$procedure"
same 'nothing is due yet' "$(as nurse outcome 2>&1)" \
	'· No outcome note is due.'
refuse 'a text' 'in quotes' as nurse outcome "$procedure"
expect 'an outcome' as nurse outcome "$procedure" 'Home the same day'
refuse 'not by others' 'may not' as mod outcome "$procedure" 'x y z'
expect 'readers of the archive see it' sh -c \
	"'$CLIENT' --profile teacher archive show $procedure | grep -q 'OUTCOME *Home the same day'"

# ---- nothing is lost, nothing is told ----

relay_kill9
relay_start
expect 'questions are there after a crash' sh -c \
	"'$CLIENT' --profile mod questions $procedure --json | grep -q '\"state\":\"answered\".*\"votes\":1'"
expect 'feedback too' sh -c "'$CLIENT' --profile teacher feedback $procedure | grep -q Clear"
expect 'and what one follows' sh -c "'$CLIENT' --profile ana following | grep -qx hernia"
refuse 'no name anywhere' none sh -c \
	"grep -rail havisham '$DATA' '$LOG' || { echo none; exit 1; }"

# ---- a question that is erased has no words elsewhere ----

documents() {
	/usr/bin/python3 -c 'import sqlite3, sys
db = sqlite3.connect("file:%s/journal.db?mode=ro" % sys.argv[1], uri=True)
print(db.execute("SELECT count(*) FROM document WHERE kind = ?",
    sys.argv[2:]).fetchone()[0])' "$DATA" "$1"
}
asked=$(as teacher archive show "$procedure" --json |
	sed -n 's/.*"number":\([0-9]*\),"kind":"question".*/\1/p' | head -n 1)
kept=$(documents question)
expect 'the entry is erased' as mod archive erase "$procedure" --entry "$asked" \
	--yes --receipt "$WORK/receipt.txt"
same 'and the question with it' "$(documents question)" $((kept - 1))
same 'nobody gets its words' "$(as mod questions "$procedure" --json |
	grep -c '"question":1,')" 0
relay_stop
expect 'a legal hold' "$RELAYD" --config "$CONFIG" --retain "$procedure=hold"
for what in "$procedure" "$procedure/1"; do
	refuse "keeps it, while the relay is stopped, too: $what" 'legal hold' \
		"$RELAYD" --config "$CONFIG" --erase "$what"
done
expect 'until it ends' "$RELAYD" --config "$CONFIG" --retain "$procedure=default"
expect 'then it is erased' "$RELAYD" --config "$CONFIG" --erase "$procedure"
same 'with all that was said' "$(documents question)$(documents vote)" 00
done_line
