#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Plays the drafts of an operation into a procedure, with our own programs.

Left: what staff type. Right: what a student's screen gets, read back from the
relay. --once plays without pauses and then checks what both readers got.
Called by relay/demo.sh, which makes relay, accounts and procedure.
"""

import argparse
import difflib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from canaries import Canaries  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
WAIT_S = 60  # for an answer of the relay; a test fails after it
TAG = re.compile(r"\[[A-Z][A-Z ]*[0-9 ]*\]")


def read_drafts(file):
    """Rows of the .tsv as objects for `scrubrelay post --jsonl`; refers is
    still the name of a mark."""
    drafts = []
    with open(file, encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            minute, part, lang, kind, mark, text = line.rstrip("\n").split("\t")
            draft = {"draft": f"demo-{len(drafts) + 1:03}", "part": part,
                     "lang": lang, "kind": kind}
            if kind == "milestone":
                draft["step"] = text
            elif text:
                draft["text"] = text
            drafts.append({"minute": float(minute), "mark": mark,
                           "draft": draft, "text": text})
    return drafts


def read_labels(template):
    with open(os.path.join(HERE, "..", "templates", template + ".json"),
              encoding="utf-8") as f:
        phases = json.load(f)["phases"]
    return {s["id"]: s["label"]["en"] for p in phases for s in p["steps"]}


class Program:
    """One of our programs whose lines of JSON arrive in a queue."""

    def __init__(self, log, *command):
        self.lines = queue.Queue()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            encoding="utf-8", start_new_session=True)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            try:
                self.lines.put(json.loads(line))
            except ValueError:
                self.lines.put({"unreadable": line})
        self.lines.put(None)

    def next(self, seconds=WAIT_S):
        """The next object; None at the end."""
        return self.lines.get(timeout=seconds)

    def say(self, value):
        self.process.stdin.write(json.dumps(value, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def end(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.terminate()
        self.process.wait()


def entries_of(objects):
    return [o for o in objects if o and "number" in o and "kind" in o]


# ---- the two columns ----

class Columns:
    def __init__(self, labels):
        size = shutil.get_terminal_size((80, 24))
        self.width = max(size.columns, 40)
        self.half = (self.width - 3) // 2
        self.colour = (sys.stdout.isatty() and "NO_COLOR" not in os.environ
                       and os.environ.get("TERM") != "dumb")
        self.labels = labels

    def paint(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.colour and code else text

    @staticmethod
    def columns(text):
        return sum(0 if unicodedata.combining(c) else
                   2 if unicodedata.east_asian_width(c) in "WF" else 1
                   for c in text)

    def wrap(self, head, words):
        """words: (text, colour code). Lines of (painted, columns)."""
        lines, line, used = [], self.paint("1", head), self.columns(head)
        indent = min(len(head) + 1, 6)
        for text, code in words:
            while True:
                need = self.columns(text)
                if used + 1 + need <= self.half:
                    line += " " + self.paint(code, text)
                    used += 1 + need
                    break
                if used > indent:
                    lines.append((line, used))
                    line, used = " " * (indent - 1), indent - 1
                    continue
                room = self.half - used - 1  # a word longer than a line
                line += " " + self.paint(code, text[:room])
                used += 1 + self.columns(text[:room])
                text = text[room:]
        lines.append((line, used))
        return lines

    def both(self, left, right):
        bar = self.paint("2", " │ ")
        for i in range(max(len(left), len(right))):
            text, used = left[i] if i < len(left) else ("", 0)
            other = right[i][0] if i < len(right) else ""
            print(text + " " * (self.half - used) + bar + other)
        sys.stdout.flush()

    def title(self):
        self.both([(self.paint("1", "what staff type"), 15)],
                  [(self.paint("1", "what a student's screen gets"), 0)])
        print(self.paint("2", "─" * (self.half + 1) + "┼" + "─" * (self.half + 1)))

    def words_of(self, raw, out):
        """Words of both sides; what the filter took is marked on the left,
        what stands for it on the right. A tag with a number stays whole."""
        a, b = raw.split(), re.findall(r"\S*\[[A-Z][A-Z0-9 ]*\]\S*|\S+", out)
        taken = set()
        for op, a1, a2, _, _ in difflib.SequenceMatcher(
                None, a, b, autojunk=False).get_opcodes():
            if op in ("replace", "delete"):
                taken.update(range(a1, a2))
        return ([(w, "31" if i in taken else "") for i, w in enumerate(a)],
                [(w, "32" if TAG.search(w) else "") for w in b])

    def show(self, row, entry):
        kind, part = entry["kind"], row["draft"]["part"]
        head = f"{row['minute']:4.0f}'", f"{entry['number']:3}"
        if kind == "milestone":
            label = self.labels.get(entry.get("step"), entry.get("step", "?"))
            mark = [("●", "36")] + [(w, "36") for w in label.split()]
            words = mark, mark
        elif kind == "retraction":
            words = ([("takes", "33"), ("back", "33"), (row["mark"][1:], "33")],
                     [(f"{entry['refers']} was withdrawn", "33")])
        else:
            words = self.words_of(row["text"], entry.get("text", ""))
            words[0].insert(0, (part + ":", "2"))
            words[1].insert(0, (entry.get("part", "?") + ":", "2"))
            if kind == "correction":
                words[1].insert(0, (f"corrects {entry['refers']}:", "33"))
                words[0].insert(0, (f"corrects {row['mark'][1:]}:", "33"))
        self.both(self.wrap(head[0], words[0]), self.wrap(head[1], words[1]))


# ---- playing ----

class Demo:
    def __init__(self, args):
        self.args = args
        self.drafts = read_drafts(args.drafts)
        with open(args.roster, encoding="utf-8") as f:
            self.columns = Columns(read_labels(json.load(f)["template"]))
        self.log = open(args.log, "a", encoding="utf-8") if args.log else None
        self.marks = {}
        self.got = {"student": [], "colleague": []}
        self.numbers = []
        self.redacted = 0
        self.failures = []

    def program(self, profile, *args):
        return Program(self.log, self.args.client, "--profile", profile, *args)

    def post(self, row):
        """One draft out, its acknowledgement in."""
        draft = dict(row["draft"])
        if row["mark"].startswith("@"):
            draft["refers"] = self.marks[row["mark"][1:]]
        self.poster.say(draft)
        answer = self.poster.next()
        if not answer or not answer.get("number"):
            self.failures.append(f"{draft['draft']} was refused: {answer}")
            return None
        if row["mark"].startswith("="):
            self.marks[row["mark"][1:]] = answer["number"]
        self.numbers.append(answer["number"])
        self.redacted += answer.get("redacted", 0)
        return answer["number"]

    def wait_for(self, reader, number):
        """What this reader gets, up to an entry's number."""
        got = self.got[reader]
        while not got or got[-1]["number"] < number:
            new = self.readers[reader].next()
            if new is None:
                raise EOFError(f"{reader}: the connection ended")
            got += entries_of([new])
        return got[-1]

    def play(self):
        start, speed = time.monotonic(), self.args.speed
        first = self.drafts[0]["minute"]
        for row in self.drafts:
            if speed:
                due = start + (row["minute"] - first) * 60 / speed
                time.sleep(max(0, due - time.monotonic()))
            number = self.post(row)
            if number:
                entry = self.wait_for("student", number)
                if not self.args.quiet:
                    self.columns.show(row, entry)
        for reader in self.got:
            self.wait_for(reader, self.numbers[-1])

    def run(self):
        procedure = self.args.procedure
        self.readers = {r: self.program(r, "watch", procedure, "--json")
                        for r in self.got}
        self.poster = self.program("nurse", "post", procedure, "--jsonl")
        try:
            if not self.args.quiet:
                self.columns.title()
            self.play()
        finally:
            for program in (self.poster, *self.readers.values()):
                program.end()

    # -- what --once checks --

    def fail(self, why):
        self.failures.append(why)

    def read_once(self, profile, *args):
        done = subprocess.run(
            [self.args.client, "--profile", profile, *args], timeout=WAIT_S,
            stdout=subprocess.PIPE, encoding="utf-8", check=False)
        if done.returncode != 0:
            self.fail(f"{profile}: {' '.join(args)}: status {done.returncode}")
        return entries_of(json.loads(line) for line in done.stdout.splitlines())

    def check_numbers(self, who, entries, last):
        numbers = [e["number"] for e in entries]
        if numbers[:last] != list(range(1, last + 1)):
            self.fail(f"{who}: got {len(numbers)} entries, not 1 to {last} "
                      "without a gap")

    def check_texts(self, who, entries, canaries):
        for e in entries:
            found = canaries.found_in(e.get("text") or "")
            if found:
                self.fail(f"{who}: entry {e['number']} names "
                          + ", ".join(sorted(set(found))))

    def check_gone(self, who, entries):
        """Corrected and withdrawn texts are nowhere."""
        numbers = self.marks.values()
        gone = {e["text"] for got in self.got.values() for e in got
                if e["number"] in numbers}
        for e in entries:
            if e.get("text") in gone:
                self.fail(f"{who}: entry {e['number']} has a text that was "
                          "taken back")

    def check(self):
        last = len(self.numbers)
        if self.numbers != list(range(1, last + 1)) or last != len(self.drafts):
            self.fail(f"{len(self.drafts)} drafts, but {last} were accepted")
        all_of = Canaries(self.args.roster, dates_too=True)
        limited = Canaries(self.args.roster, dates_too=False)
        for who, canaries in (("student", all_of), ("colleague", limited)):
            self.check_numbers(who, self.got[who], last)
            self.check_texts(who, self.got[who], canaries)
        differ = sum(a.get("text") != b.get("text")
                     for a, b in zip(self.got["student"], self.got["colleague"]))
        if not differ:
            self.fail("students and colleagues got the same texts")

        late = self.read_once("student", "watch", self.args.procedure,
                              "--once", "--json")
        self.check_numbers("late student", late, last)
        self.check_texts("late student", late, all_of)
        self.check_gone("late student", late)

        subprocess.run([self.args.client, "--profile", "nurse", "close",
                        self.args.procedure], check=True,
                       stdout=subprocess.DEVNULL)
        archive = self.read_once("educator", "archive", "show",
                                 self.args.procedure, "--json")
        self.check_numbers("educator", archive, last)
        self.check_texts("educator", archive, limited)
        self.check_gone("educator", archive)
        return differ, len(archive)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--client", required=True)
    p.add_argument("--procedure", required=True)
    p.add_argument("--drafts", default=os.path.join(HERE, "lap-chole.tsv"))
    p.add_argument("--roster", default=os.path.join(HERE, "roster.json"))
    p.add_argument("--log", help="file for what the programs say besides")
    p.add_argument("--speed", type=float, default=15,
                   help="times real time; 0: no pauses")
    p.add_argument("--once", action="store_true")
    p.add_argument("--quiet", action="store_true", help="no columns")
    args = p.parse_args()
    demo = Demo(args)
    try:
        demo.run()
        if args.once:
            differ, kept = demo.check()
    except KeyboardInterrupt:
        return 130
    except (EOFError, queue.Empty, subprocess.SubprocessError) as e:
        demo.fail(f"{type(e).__name__}: {e}")
    print()
    if demo.failures:
        for why in demo.failures:
            print("failed:", why, file=sys.stderr)
        return 1
    print(f"{len(demo.drafts)} drafts, {demo.redacted} ranges taken out; "
          f"student and colleague got 1 to {len(demo.numbers)} without a gap.")
    if args.once:
        print(f"{differ} texts differ between the two audiences; none of the "
              f"roster's identifiers in any of them.\n"
              f"The educator read {kept} entries in the archive; what was "
              "corrected or withdrawn is gone from it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
