/* SPDX-License-Identifier: MIT */
/* Eponyms, countries and letters that somebody in the room is called, and the
 * same where nobody is. */
#include "scrub.h"

#include "scrub_kit.h"

static const struct kit_row english[] = {
    {"at the console", "{Bell} at the console, docked 9:10"},
    {"a phenomenon", "Bell phenomenon, so the eye rolls up"},
    {"why we wait", "Bell phenomenon normal, {Bell} is why we wait"},
    {"who is told", "{hoffmann} you are on the wrong side"},
    {"a sign", "Hoffmann positive both sides"},
    {"who is awaited", "waiting on {Hoffmann}, not the sign"},
    {"a clamp that is awaited", "waiting on a Kocher from CSSD"},
    {"who asked", "\"Killian or hemi?\" asks {Killian}, who knows"},
    {"an incision", "Killian, not hemi"},
    {"no one's share", "poll: 61 % said pringle, so we do"},
    {"on the telephone", "that's {Kelly} on the phone, bed 40 min"},
    {"a clamp on a line", "Kelly on the line, tag it"},
    {"from a maker", "{Kelly} from Stryker is outside"},
    {"a stem from a maker", "Charnley from DePuy, size 2"},
    {"a word, from a maker", "{Summer} from Arthrex is in the corridor"},
    {"two surnames", "{Gartland-Smith} taking it, pins 1.6"},
    {"a book", "Boyle-Davis in, blade 3"},
    {"who needs a pause", "{Thompson} needs a break, 4 h in"},
    {"a stem", "Thompson stem, cement 40 g"},
    {"who is taught", "teach {Summer} how to tie"},
    {"whom something is handed", "hand {Kelly} the scope holder"},
    {"what is handed", "hand me the Kelly, then the Allis"},
    {"who is quizzed", "quiz {Iris} on the angle"},
    {"an iris", "Iris hooks in, pupil 4 mm"},
    {"who is watched", "watch {Rose} tie the last one"},
    {"a rise", "watch, it rose to 44 again"},
    {"who is swapped with", "swap with {Kelly} after this bite"},
    {"who asks", "question from {Bell}: is it foldable"},
    {"who asks well", "good question {Watson}"},
    {"who has been handed over to", "handover to {Kelly} at 1"},
    {"whose turn it is", "over to you {Watson}"},
    {"a forename", "{Danish} wants the 70 degree scope"},
    {"a forename that is asked", "ask {Danish} for the 4-0"},
    {"a country", "the Danish study, n 412"},
    {"where somebody is from", "speaks Polish and good English"},
    {"and not where he is from", "{Papua} is his name, hernia left"},
    {"what somebody is, before", "theatre coordinator {Manaaki} says go"},
    {"letters that do", "{LT} will inject 0.6 ml"},
    {"a side that does", "RT will need a longer screw"},
    {"letters of a rhythm", "ST changes, doing an ECG"},
    {"a surname, a word, years", "{Larsen}, {Bent}, 67, TURBT"},
    {"a clamp, a word, how long", "Kocher, Straight, 14 cm"},
    {"a fat", "Coleman cannula 1.4, 32 ml"},
    {"who is a surname too", "{Coleman} says 32 ml each side"},
    {"a rep in brackets", "ask the rep ({Kelly}) for size 4"},
    {"who the student is", "hi all, the new student is {Watson}"},
    {"a maker's", "{Thompson}, the Stryker rep, has the key"},
    {"for whom", "on behalf of {Kelly}, closing now"},
    {"who has had nothing", "has {Weber} eaten, it is 2 pm"},
    {"whose word it is", "now, according to {Grant} it's a 21.5"},
    {"whose grade it is", "now, according to Weber it's a B"},
    {"whose jokes", "{Watson}'s jokes again, suction please"},
    {"who did the block", "block by {Kelly}, 20 ml ropi"},
    {"how it was done", "repair by Bassini, no mesh"},
    {"a given name that is a word", "{Hansen}, {Odd}, 81, cataract"},
    {"the same first", "so next: {Odd Hansen}, 81, TURBT"},
    {"a clamp that is bent", "Bent Kelly, 14 cm, is out"},
    {"a field of a board", "Surgeon: {Wood}, EBL 20"},
    {"what stands in a field", "console: Clutch, then swap"},
    {"a grade that is written up", "Weber on the whiteboard: B"},
    {"what somebody prefers", "Thompson or the tech's favourite"},
    {"whose patient", "ok next, {Winter}'s patient is here"},
    {"of the ward", "ok next, the Ward's patient is here"},
    {NULL, NULL},
};

int
main(void)
{
	kit_rows(english, SCRUB_EN);
	return check_done();
}
