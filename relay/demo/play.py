#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Plays an operation on a relay, with our own programs; then one that is
stopped.

Left: what staff type. Right: what a student's screen gets, read back from the
relay. --once plays without pauses and then checks what every reader got.
Called by relay/demo.sh, which makes relay and accounts.
"""

import argparse
import json
import os
import queue
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import Checks  # noqa: E402
from columns import BLUE, DIM, RED, YELLOW, Columns, compared, tagged, words  # noqa: E402
from programs import Programs  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
DRAFTS = {"update", "correction", "retraction", "milestone"}
TALK = {"question", "answer", "poll", "result", "notice"}


class Refused(Exception):
    """A program said no where the demo needs a yes."""


def read_rows(file):
    rows = []
    with open(file, encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            minute, part, lang, kind, mark, text = line.rstrip("\n").split("\t")
            rows.append({"minute": float(minute), "part": part, "lang": lang,
                         "kind": kind, "mark": mark[1:], "text": text,
                         "refers": mark.startswith("@"),
                         "id": f"demo-{len(rows) + 1:03}"})
    return rows


def read_labels(template):
    with open(os.path.join(HERE, "..", "templates", template + ".json"),
              encoding="utf-8") as f:
        phases = json.load(f)["phases"]
    return {s["id"]: s["label"]["en"] for p in phases for s in p["steps"]}


class Demo:
    def __init__(self, args):
        self.args = args
        self.rows = read_rows(args.drafts)
        with open(args.roster, encoding="utf-8") as f:
            self.labels = read_labels(json.load(f)["template"])
        self.columns = Columns(args.quiet)
        log = open(args.log, "a", encoding="utf-8") if args.log else None
        self.programs = Programs(args.client, log)
        self.marks = {}        # mark: number of an entry, a question, a draft
        self.waiting = {}      # draft: its row; saved and not released
        self.numbered = {}     # number: its row
        self.talk = []         # rows whose entries are not shown yet
        self.got = {"student": [], "colleague": []}
        self.states = {"student": [], "colleague": [], "next": []}
        self.reactions = {}
        self.gone = set()      # numbers whose text was taken back
        self.never = []        # texts that nobody may get
        self.next_room = []    # what its reader gets
        self.counts = dict.fromkeys(
            ("drafts", "redacted", "held", "questions", "polls"), 0)
        self.shown = 0
        self.answer = None

    # -- what programs say --

    def hear(self, name, said):
        if name in ("nurse", "nurse-next"):
            if "line" in said:
                self.answer = said
            elif said.get("event") == "released":
                self.released(said["draft"], said["number"])
            elif said.get("event") == "gone":
                self.waiting.pop(said["draft"])["gone"] = said["why"]
        elif name == "moderator":
            if "understood" in said:
                self.reactions[said["number"]] = said
        elif "state" in said:
            self.states[name].append(said["state"])
        elif name == "next":
            self.next_room.append(said)
        elif "kind" in said:
            self.got[name].append(said)
            if name == "student":
                self.show_more()

    def until(self, true):
        self.programs.take(true, self.hear)

    def released(self, draft, number):
        row = self.waiting.pop(draft)
        self.numbered[number] = row
        if row["mark"] and not row["refers"]:
            self.marks[row["mark"]] = number
        self.show_more()

    def settle(self):
        """Until a student's screen shows all that was typed and not held."""
        self.until(lambda: not self.talk and
                   not any("held" not in r for r in self.waiting.values()) and
                   self.shown == len(self.got["student"]) and
                   self.shown >= max(self.numbered, default=0))

    def once(self, profile, *args):
        """The last object that it prints."""
        status, objects, said = self.programs.once(profile, *args, "--json")
        if status != 0:
            raise Refused(f"{profile}: {args[0]}: {said}")
        return objects[-1] if objects else {}

    # -- what a student's screen gets --

    def show_more(self):
        got = self.got["student"]
        while self.shown < len(got):
            entry = got[self.shown]
            if entry["kind"] in TALK:
                self.show_talk(entry)
            elif entry["number"] in self.numbered:
                self.show(self.numbered[entry["number"]], entry)
            else:
                return
            self.shown += 1

    def show(self, row, entry):
        kind = entry["kind"]
        if kind == "milestone":
            label = self.labels.get(entry.get("step"), "?")
            left = right = words("● " + label, BLUE)
        elif kind == "retraction":
            left = words(f"takes back {row['mark']}", YELLOW)
            right = words(f"{entry['refers']} was withdrawn", YELLOW)
        else:
            left, right = compared(row["text"], entry.get("text", ""))
            left.insert(0, (row["part"] + ":", DIM))
            right.insert(0, (entry.get("part", "?") + ":", DIM))
            if kind == "correction":
                left.insert(0, (f"corrects {row['mark']}:", YELLOW))
                right.insert(0, (f"corrects {entry['refers']}:", YELLOW))
        if row["kind"] == "approve":
            left = words("moderator: approved without it", YELLOW)
        self.columns.row(row["minute"], left, entry["number"], right)

    def show_talk(self, entry):
        kind, left, minute = entry["kind"], [], None
        text = entry.get("text", "").split("\n")
        right = words(kind.upper(), YELLOW) + tagged(text[0])
        for i, choice in enumerate(text[1:], 1):
            right += words(f"({i}) {choice}")
        if kind == "result":
            right = words("RESULT", YELLOW)
            for i, t in enumerate(entry.get("tally", []), 1):
                right += words(f"({i}) {t['votes']} votes" + (
                    ", right" if t.get("right") else ""))
        if self.talk and self.talk[0]["entry"] == kind:
            row = self.talk.pop(0)
            left, minute = row["left"], row["minute"]
            if row["mark"] and not row["refers"]:
                self.marks[row["mark"]] = entry["number"]
            if kind == "answer":
                a, right = compared(row["text"], text[0])
                left, right = left + a, words("ANSWER", YELLOW) + right
            right += words(" ".join(f"↗ {c['type']} {c['id']}" for c in
                                    entry.get("citations", [])), DIM)
        self.columns.row(minute, left, entry["number"], right)

    # -- rows that are drafts --

    def post(self, row, nurse="nurse"):
        """One draft out, its answer in."""
        kind = row["kind"] if row["kind"] not in ("undone", "refused") else \
            "update"
        draft = {"draft": row["id"], "part": row["part"], "lang": row["lang"],
                 "kind": kind}
        if row["text"]:
            draft["step" if kind == "milestone" else "text"] = row["text"]
        if row["refers"]:
            self.until(lambda: row["mark"] in self.marks)
            draft["refers"] = self.marks[row["mark"]]
            self.gone.add(draft["refers"])
        self.answer = None
        self.programs.say(nurse, draft)
        self.until(lambda: self.answer)
        self.counts["redacted"] += self.answer.get("redacted", 0)
        return self.answer

    def play_draft(self, row):
        said = self.post(row)
        self.waiting[row["id"]] = row
        self.counts["drafts"] += 1
        if said.get("number"):
            self.released(row["id"], said["number"])
        elif said.get("held"):
            self.counts["held"] += 1
            self.columns.row(row["minute"],
                             words(row["part"] + ":", DIM) +
                             words(row["text"]), None,
                             words("nothing: held until somebody decided", YELLOW))
            row["kind"], row["held"] = "approve", said["held"]
        elif said.get("wait_ms"):
            self.columns.wait(
                f"  … {len(self.waiting)} saved; readers get each after "
                f"{self.args.delay} s, until then it can be undone")
        else:
            raise Refused(f"{row['id']}: {said}")

    def play_refused(self, row):
        said = self.post(row)
        if said.get("error") != "quiet":
            raise Refused(f"{row['id']} is not for a quiet time: {said}")
        self.never.append(row["text"])
        self.columns.row(row["minute"], words(row["part"] + ":", DIM) +
                         words(row["text"], RED) +
                         words("→ refused: quiet", YELLOW), None, [])

    def play_undone(self, row):
        if not self.args.delay:
            return  # it would be out
        said = self.post(row)
        if not said.get("wait_ms"):
            raise Refused(f"{row['id']} does not wait: {said}")
        self.waiting[row["id"]] = row
        self.once("nurse", "undo", self.args.procedure, row["id"])
        self.until(lambda: row.get("gone") == "undone")
        self.never.append(row["text"])
        self.columns.row(row["minute"], words(row["part"] + ":", DIM) +
                         words(row["text"], RED) +
                         words("→ undone", YELLOW), None, [])

    # -- rows that are not --

    def play_sign(self, row):
        self.once("advocate", "sign", self.args.procedure)
        self.columns.row(row["minute"], words("patient's advocate: here", DIM),
                         None, [])

    def play_quiet(self, row):
        quiet = row["kind"] == "quiet"
        self.once(row["part"], row["kind"], self.args.procedure)
        states = self.states["student"]
        self.until(lambda: states[-1:] == ["quiet" if quiet else "open"])
        text = "quiet: nobody posts" if quiet else "goes on"
        self.columns.row(row["minute"], words(f"■ {row['part']}: {text}", BLUE),
                         None, words("■ quiet" if quiet else "■ open", BLUE))

    play_resume = play_quiet

    def play_ask(self, row):
        asked = self.once("student", "ask", self.args.procedure, row["text"])
        number = self.marks[row["mark"]] = asked["question"]
        _, listed, _ = self.programs.once(
            "moderator", "questions", self.args.procedure, "--json")
        seen = [q["text"] for q in listed if q["question"] == number]
        self.counts["questions"] += 1
        raw, out = compared(row["text"], seen[0])
        self.columns.row(row["minute"],
                         words("moderator's list:", DIM) + out, None,
                         words("asks:", DIM) + raw)

    def wait_for(self, row, kind, left):
        """Its entry, on the student's screen."""
        self.talk.append({**row, "entry": kind, "left": left})
        self.show_more()
        self.settle()

    def play_answer(self, row):
        self.once("moderator", "answer", self.args.procedure,
                  self.marks[row["mark"]], row["text"])
        self.wait_for(row, "answer", words("moderator answers:", DIM))

    def play_poll(self, row):
        text, *choices = row["text"].split(" | ")
        self.once(row["part"], "poll", self.args.procedure, text, *choices,
                  "--right", 1)
        self.counts["polls"] += 1
        self.wait_for(row, "poll", words(f"{row['part']}'s poll:", DIM) +
                      words(text))

    def play_choose(self, row):
        self.once(row["part"], "poll", self.args.procedure,
                  self.marks[row["mark"]], "--choose", row["text"])
        if row["part"] == "student":
            self.columns.row(row["minute"], [], None,
                             words("chooses", DIM) + words(row["text"]))

    def play_poll_close(self, row):
        self.once("surgeon", "poll", self.args.procedure,
                  self.marks[row["mark"]], "--close")
        self.wait_for(row, "result", words("surgeon closes the poll", DIM))

    def play_react(self, row):
        number = self.marks[row["mark"]]
        self.once(row["part"], "react", self.args.procedure, number)
        self.until(lambda: number in self.reactions)
        self.columns.row(row["minute"], words(
            f"{number} was understood by "
            f"{self.reactions[number]['understood']}", DIM), None,
            words("understood", DIM) + words(str(number)))

    def play_approve(self, row):
        draft = next(r for r in self.waiting.values() if "held" in r)
        held, draft["minute"] = draft["held"], row["minute"]
        _, listed, _ = self.programs.once(
            "moderator", "review", self.args.procedure, "--json")
        seen = [h for h in listed if h["held"] == held][0]
        doubt = ", ".join(seen["text"][d["begin"]:d["end"]]
                          for d in seen["doubt"])
        self.columns.row(row["minute"], words("moderator: in doubt is", DIM) +
                         words(doubt, RED), None, [])
        self.once("moderator", "review", self.args.procedure, "--approve",
                  held)

    # -- playing --

    def play(self):
        start, speed = time.monotonic(), self.args.speed
        first = self.rows[0]["minute"]
        for row in self.rows:
            if speed:
                self.programs.take(
                    lambda: False, self.hear,
                    start + (row["minute"] - first) * 60 / speed)
            if row["kind"] in DRAFTS:
                self.play_draft(row)
                if not self.args.delay:
                    self.settle()
                continue
            self.settle()
            getattr(self, "play_" + row["kind"].replace("-", "_"))(row)
        self.settle()
        if self.waiting:
            raise Refused(f"nobody decided about {list(self.waiting)}")
        last = self.got["student"][-1]["number"]
        self.until(lambda: self.got["colleague"][-1:] and
                   self.got["colleague"][-1]["number"] >= last)

    def opening(self, code_name, template, *more):
        """The command without its people, all of them, all but the advocate."""
        command = ["open", "--template", template, "--code-name", code_name,
                   "--consent", "demo-0001", "--consent-by", "surgeon",
                   "--audience", "student,colleague", "--delay",
                   self.args.delay, *more]
        people = ["--poster", "nurse", "--surgeon", "surgeon", "--moderator",
                  "moderator"]
        return command, [*people, "--advocate", "advocate"], people

    def open(self):
        """The gates first: what they refuse, and what they take."""
        command, all_of, people = self.opening(
            "blue heron", "laparoscopic-cholecystectomy", "--archive",
            "--hashtag", "cholecystectomy", "--roster", self.args.roster)
        codes = ["--check", "OR-9", "--check-again", "OR-9"]
        for given in ([*people, *codes],
                      [*all_of, "--check", "OR-9", "--check-again", "OR-6"]):
            status, _, said = self.programs.once("nurse", *command, *given)
            if status == 0:
                raise Refused("it opened without its gates")
            self.columns.say("Refused: " + said.removeprefix("scrubrelay: ")
                             .split("\n")[0])
        self.args.procedure = self.once(
            "nurse", *command, *all_of, *codes)["procedure"]
        self.columns.say(
            "\"blue heron\" opens. Consent demo-0001, taken by the surgeon, "
            "for students, colleagues and the archive; the patient's advocate "
            "is named; the room's code was typed twice.")
        self.columns.say()

    def run(self):
        self.open()
        procedure = self.args.procedure
        for reader in self.got:
            self.programs.start(reader, reader, "watch", procedure, "--json")
        self.programs.start("moderator", "moderator", "watch", procedure,
                            "--json", "--presence")
        self.programs.start("nurse", "nurse", "post", procedure, "--jsonl")
        self.columns.title()
        self.play()
        self.programs.end()

    def stop(self):
        """Another room, whose reader follows when it is stopped."""
        command, all_of, _ = self.opening("red kite", "generic")
        self.stopped = self.once("nurse", *command, *all_of, "--check", "OR-6",
                                 "--check-again", "OR-6")["procedure"]
        self.programs.start("next", "student", "watch", self.stopped, "--json")
        self.programs.start("nurse-next", "nurse", "post", self.stopped,
                            "--jsonl")
        row = {"part": "circulator", "lang": "en", "kind": "update",
               "refers": False, "mark": "", "minute": 0.0}
        rows = [{**row, "id": f"next-{i}", "text": text} for i, text in
                enumerate(("Hernia next door, on the table, asleep.",
                           "Tolliver: gallbladder is out", "and the drain"))]
        self.columns.say()
        self.columns.say("Next door, \"red kite\": a text for the other room. "
                         "The advocate stops it.")
        self.columns.title()
        self.waiting[rows[0]["id"]] = rows[0]
        said = self.post(rows[0], "nurse-next")
        if said.get("number"):
            self.waiting.clear()
        self.until(lambda: self.next_room and not self.waiting)
        entry = self.next_room[0]
        self.columns.row(None, words(rows[0]["text"]), entry["number"],
                         tagged(entry["text"]))
        if self.args.delay:
            self.waiting[rows[1]["id"]] = rows[1]
            self.post(rows[1], "nurse-next")
        self.once("advocate", "stop", self.stopped, "--reason", "wrong-stream")
        self.until(lambda: self.states["next"][-1:] == ["stopped"] and
                   not self.waiting)
        if self.args.delay:
            self.columns.row(None, words(rows[1]["text"], RED) + words(
                f"→ gone: {rows[1]['gone']}", YELLOW), None, [])
        self.columns.row(None, words("■ advocate: STOP", RED), None,
                         words("■ stopped: nothing any more", RED))
        said = self.post(rows[2], "nurse-next")
        if said.get("error") != "stopped":
            raise Refused(f"it is stopped: {said}")
        self.columns.row(None, words(rows[2]["text"], RED) +
                         words("→ refused: stopped", YELLOW), None, [])
        self.never += [r["text"] for r in rows[1:]]
        self.programs.end()


def parse():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--client", required=True)
    p.add_argument("--drafts", default=os.path.join(HERE, "lap-chole.tsv"))
    p.add_argument("--roster", default=os.path.join(HERE, "roster.json"))
    p.add_argument("--log", help="file for what the programs say besides")
    p.add_argument("--speed", type=float, default=15,
                   help="times real time; 0: no pauses")
    p.add_argument("--delay", type=int, default=0,
                   help="seconds that readers wait")
    p.add_argument("--once", action="store_true")
    p.add_argument("--quiet", action="store_true", help="no columns")
    args = p.parse_args()
    args.procedure = None
    return args


def main():
    args = parse()
    demo = Demo(args)
    checks = Checks(demo)
    try:
        demo.run()
        if args.once:
            checks.while_open()
        demo.programs.once("nurse", "close", args.procedure)
        demo.stop()
        if args.once:
            checks.afterwards()
    except KeyboardInterrupt:
        return 130
    except (EOFError, queue.Empty, subprocess.SubprocessError, Refused) as e:
        checks.fail(f"{type(e).__name__}: {e}")
    finally:
        demo.programs.end()
    print()
    for why in checks.failures:
        print("failed:", why, file=sys.stderr)
    if checks.failures:
        return 1
    c, last = demo.counts, demo.got["student"][-1]["number"]
    print(f"{c['drafts']} drafts, {c['redacted']} ranges taken out, "
          f"{c['held']} held and approved,\n{c['questions']} questions "
          f"answered, {c['polls']} poll; student and colleague got 1 to "
          f"{last} without a gap.")
    checks.tell()
    return 0


if __name__ == "__main__":
    sys.exit(main())
