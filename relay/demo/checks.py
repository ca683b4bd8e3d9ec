# SPDX-License-Identifier: MIT
"""What --once checks: what every reader got, late ones and the archive's too,
and what nobody may get."""

from canaries import Canaries


class Checks:
    def __init__(self, demo):
        self.demo, self.failures, self.told = demo, [], []

    def fail(self, why):
        self.failures.append(why)

    def read(self, profile, *args):
        status, objects, said = self.demo.programs.once(profile, *args)
        if status != 0:
            self.fail(f"{profile}: {' '.join(args)}: {said}")
        return [o for o in objects if "number" in o and "kind" in o]

    def numbers(self, who, entries, last):
        numbers = [e["number"] for e in entries]
        if numbers[:last] != list(range(1, last + 1)):
            self.fail(f"{who}: got {len(numbers)} entries, not 1 to {last} "
                      "without a gap")

    def texts(self, who, entries, canaries):
        for e in entries:
            found = canaries.found_in(e.get("text") or "")
            if found:
                self.fail(f"{who}: entry {e['number']} names "
                          + ", ".join(sorted(set(found))))
            if e.get("text") in self.demo.never:
                self.fail(f"{who}: entry {e['number']} was never released")

    def gone(self, who, entries):
        """Corrected and withdrawn texts are nowhere."""
        gone = {e["text"] for got in self.demo.got.values() for e in got
                if e["number"] in self.demo.gone}
        if len(self.demo.gone) < 2:
            self.fail("nothing was corrected and withdrawn")
        for e in entries:
            if e.get("text") in gone:
                self.fail(f"{who}: entry {e['number']} has a text that was "
                          "taken back")

    def kinds(self, who, entries):
        """What an operation has besides its updates."""
        want = {"question": 2, "answer": 2, "poll": 1, "result": 1,
                "correction": 1, "retraction": 1}
        for kind, count in want.items():
            got = sum(e["kind"] == kind for e in entries)
            if got != count:
                self.fail(f"{who}: {got} entries of kind {kind}, not {count}")
        for e in entries:
            if e["kind"] == "result" and \
                    [t["votes"] for t in e["tally"]] != [2, 0, 0]:
                self.fail(f"{who}: the poll's result is {e['tally']}")

    def while_open(self):
        demo = self.demo
        self.last = demo.got["student"][-1]["number"]
        self.all_of = Canaries(demo.args.roster, dates_too=True)
        self.limited = Canaries(demo.args.roster, dates_too=False)
        for who, canaries in (("student", self.all_of),
                              ("colleague", self.limited)):
            self.numbers(who, demo.got[who], self.last)
            self.texts(who, demo.got[who], canaries)
            self.kinds(who, demo.got[who])
            if demo.states[who] != ["open", "quiet", "open"]:
                self.fail(f"{who}: was told the states {demo.states[who]}")
        if demo.counts["held"] != 1:
            self.fail(f"{demo.counts['held']} drafts were held, not 1")
        differ = sum(a.get("text") != b.get("text") for a, b in
                     zip(demo.got["student"], demo.got["colleague"]))
        if not differ:
            self.fail("students and colleagues got the same texts")
        self.told.append(
            f"{differ} texts differ between the two audiences; none of the "
            "roster's identifiers in\nany of them.")
        late = self.read("student", "watch", demo.args.procedure, "--once",
                         "--json")
        self.numbers("late student", late, self.last)
        self.texts("late student", late, self.all_of)
        self.gone("late student", late)

    def archive(self):
        kept = self.read("educator", "archive", "show",
                         self.demo.args.procedure, "--json")
        self.numbers("educator", kept, self.last)
        self.texts("educator", kept, self.limited)
        self.gone("educator", kept)
        self.kinds("educator", kept)
        self.told.append(
            f"The educator read {len(kept)} entries in the archive; what was "
            "corrected or withdrawn\nis gone from it.")

    def stopped(self):
        """Its reader had one entry; who comes now, and educators, have none."""
        if len(self.demo.next_room) != 1:
            self.fail(f"the reader of the stopped procedure got "
                      f"{len(self.demo.next_room)} entries, not 1")
        self.texts("its reader", self.demo.next_room, self.all_of)
        for who, command in (("student", ["watch", "--once"]),
                             ("educator", ["archive", "show"])):
            _, got, _ = self.demo.programs.once(
                who, *command, self.demo.stopped, "--json")
            if any("kind" in o for o in got):
                self.fail(f"{who}: got {got} of what is stopped")
        self.told.append("What was stopped shows nothing to anybody any more.")

    def audit(self):
        status, lines, said = self.demo.programs.once("admin", "audit",
                                                      "--json")
        if status != 0:
            self.fail(f"the audit log: {said}")
        events = {line["event"] for line in lines}
        missing = {"open", "post", "release", "read", "quiet", "resume",
                   "stop"} - events
        if missing:
            self.fail(f"the audit log has no {', '.join(sorted(missing))}")
        found = [w for line in lines for v in line.values()
                 if isinstance(v, str) for w in self.all_of.found_in(v)]
        if found:
            self.fail(f"the audit log names {', '.join(sorted(set(found)))}")
        self.told.append(f"The audit log verifies: {len(lines)} lines, chained "
                         "and signed, without a text.")

    def afterwards(self):
        self.archive()
        self.stopped()
        self.audit()

    def tell(self):
        for line in self.told:
            print(line)
