#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""kill -9 at random moments under load.

    60-kill9.py [--kills N] [--seed N]

A real daemon, the protocol's own client. Bursts of updates and corrections go
to two procedures while a reader follows them; at a random moment, sometimes
while it is still starting, the daemon is killed. After each kill it is started
again, what was not acknowledged is sent again under the same draft ids, and
what is new on disk is read:

- everything acknowledged is there, under its number, with its text,
- everything a reader was shown is there,
- nothing is twice, no number is missing.

At the end both procedures are read from 1, and the file is checked. BUILD
chooses the build (default: build). Ends with "N passed, N failed".
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from counted import check, end
import websockets

import relay_client

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
DAEMON = os.path.join(BUILD, "bin", "scrubrelayd")

# Words that no filter takes for a name; five of them make a million texts.
WORDS = ("artery vein duct clip liver fascia suture needle sponge port "
         "trocar gallbladder stomach bowel muscle skin").split()
# Drafts of one connection that wait at once: below the relay's limit of 256.
OUTSTANDING = 200
# Milliseconds of posting before the kill, at most: some bursts are over by
# then, most are not.
KILL_MS = 150
# Milliseconds from starting the process to a kill during its start, at most.
START_MS = 40
# Seconds one life may take, checks included, before the test gives up.
ROUND_S = 60


def must(good, why, detail=""):
    """As check(), for what is looked at thousands of times: not counted."""
    if not good:
        check(False, why, detail)


def text_of(n):
    return "the " + " ".join(WORDS[n >> shift & 15] for shift in (16, 12, 8, 4, 0))


class Draft:
    def __init__(self, n, kind, refers=0):
        self.id = f"draft-{n}"
        self.text = text_of(n)
        self.kind = kind
        self.refers = refers   # a number
        self.number = None     # when acknowledged
        self.tries = 0

    def fields(self):
        fields = {"draft": self.id, "kind": self.kind, "text": self.text}
        if self.refers:
            fields["refers"] = self.refers
        return fields


class Procedure:
    """What may be there: a model of one procedure."""

    def __init__(self, id_):
        self.id = id_
        self.drafts = {}       # text: Draft
        self.waiting = []      # not acknowledged yet
        self.numbers = {}      # number: Draft, read back
        self.shown = {}        # number: text, seen live by the reader
        self.corrected = {}    # number: Draft that replaced it
        self.free = []         # numbers that may be corrected

    def next_draft(self, n, chance):
        if self.free and chance.random() < 0.05:
            at = self.free.pop(chance.randrange(len(self.free)))
            draft = Draft(n, "correction", at)
            self.corrected[at] = draft
        else:
            draft = Draft(n, "update")
        self.drafts[draft.text] = draft
        return draft

    def verify(self, entries, from_):
        """Entries read from from_ on, after a restart."""
        good = True
        for i, entry in enumerate(entries):
            number = entry["number"]
            good &= number == from_ + i
            if entry["kind"] == "corrected":
                by = self.corrected.get(number)
                good &= by is not None and \
                    by.number in (None, entry["refers"])
                continue
            draft = self.drafts.get(entry["text"])
            if draft is None:
                good = check(False, "nothing is there that nobody sent")
                continue
            before = self.numbers.get(number)
            good &= before in (None, draft)
            good &= draft.number in (None, number)
            good &= entry["kind"] == draft.kind
            good &= self.shown.get(number) in (None, draft.text)
            self.numbers[number] = draft
        check(good, "numbers without gap, each with the text it had")
        last = from_ + len(entries) - 1
        lost = [d for d in self.drafts.values() if d.number and
                d.number > last]
        check(not lost, "nothing acknowledged is lost",
              f"last {last}, acknowledged "
              f"{[d.number for d in lost][:5]}")
        check(max(self.shown, default=0) <= last,
              "nothing that a reader saw is lost")
        placed = list(self.numbers.values())
        check(len(placed) == len(set(placed)), "nothing is twice")
        return last


class Daemon:
    def __init__(self, config):
        self.config = config
        self.process = None
        self.running = False
        self.drain = None
        self.port = None

    async def spawn(self):
        self.process = await asyncio.create_subprocess_exec(
            DAEMON, "--config", self.config, stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE)
        self.running = True

    async def start(self):
        await self.spawn()
        seen = []
        while line := (await self.process.stderr.readline()).decode():
            seen.append(line)
            if "listening" in line and "port=" in line:
                self.port = int(line.split("port=")[1].split()[0])
                self.drain = asyncio.create_task(self.process.stderr.read())
                return
        sys.exit("60-kill9.py: the daemon did not start:\n" + "".join(seen))

    @property
    def url(self):
        return f"ws://127.0.0.1:{self.port}"

    async def kill(self, signo=signal.SIGKILL):
        """Ends it; its status. It is a fault if it ended before."""
        try:
            self.process.send_signal(signo)
            lived = True
        except ProcessLookupError:
            lived = False
        log = await (self.drain or self.process.stderr.read())
        self.drain = None
        status = await self.process.wait()
        self.running = False
        must(lived, "it lives until it is killed",
             f"status {status}: {log.decode()[-4000:]}")
        return status


class Story:
    def __init__(self, folder, seed):
        self.chance = random.Random(seed)
        self.folder = folder
        self.config = os.path.join(folder, "scrubrelayd.json")
        self.data = os.path.join(folder, "data")
        with open(self.config, "w") as file:
            file.write('{"data_dir": "%s", "listen_port": 0, "delay_s": 0,'
                       ' "advocate_required": false,'
                       ' "check_required": false,'
                       ' "requests_per_s": 100000,'
                       ' "requests_burst": 1000000}\n' % self.data)
        self.daemon = Daemon(self.config)
        self.procedures = []
        self.nurse = None
        self.made = 0
        self.acknowledged = self.again = self.repeated = 0

    async def prepare(self):
        invite = subprocess.run(
            [DAEMON, "--config", self.config, "--invite-admin", "admin"],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True).stdout.split()[-1]
        await self.daemon.start()
        _, admin = await relay_client.enrol(self.daemon.url, invite)
        answer = await admin.request("user.add", account="nurse",
                                     roles=["poster"])
        self.nurse, relay = await relay_client.enrol(self.daemon.url,
                                                     answer["invite"])
        for _ in range(2):
            opened = await relay.request(
                "open", template="generic", basis="training", consent="c-1",
                audiences=["student", "colleague"])
            self.procedures.append(Procedure(opened["procedure"]))
        await admin.close()
        await relay.close()

    def draft(self, procedure):
        """What was not acknowledged comes first, as from a client's queue."""
        if procedure.waiting:
            self.again += 1
            return procedure.waiting.pop(0)
        self.made += 1
        return procedure.next_draft(self.made, self.chance)

    def answered(self, procedure, draft, future, limit):
        limit.release()
        if future.cancelled() or future.exception():
            procedure.waiting.append(draft)
            return
        answer = future.result()
        if answer["op"] == "error":
            must(answer["code"] in ("limit", "busy", "closed"),
                 "no draft is refused", answer["code"])
            procedure.waiting.append(draft)
            return
        self.acknowledged += 1
        self.repeated += answer["repeated"]
        must(not (answer["repeated"] and draft.tries == 1),
             "a draft sent once is no repeat")
        must(answer["redacted"] == 0, "the text is as it was sent")
        draft.number = answer["number"]
        if draft.kind == "update" and draft.number not in procedure.corrected:
            procedure.free.append(draft.number)

    async def post(self, relay):
        """Posts until the connection ends."""
        limit = asyncio.Semaphore(OUTSTANDING)
        while True:
            await limit.acquire()
            procedure = self.chance.choice(self.procedures)
            draft = self.draft(procedure)
            draft.tries += 1
            try:
                future = await relay.begin("post", procedure=procedure.id,
                                           **draft.fields())
            except websockets.ConnectionClosed:
                limit.release()
                procedure.waiting.append(draft)
                return
            future.add_done_callback(
                lambda f, p=procedure, d=draft: self.answered(p, d, f, limit))

    async def follow(self, procedure, queue):
        while (message := await queue.get()) is not None:
            if message["op"] == "entry" and message["kind"] != "corrected":
                procedure.shown[message["number"]] = message["text"]

    async def verify(self, relay, from_start=False):
        for p in self.procedures:
            # What was on disk and corrected since is read again at the end.
            from_ = 1 if from_start else max(p.numbers, default=0) + 1
            entries, _ = await relay.past(p.id, from_)
            last = p.verify(entries, from_)
            if from_start:
                check(len(entries) == last and
                      len(p.drafts) == len(entries) + len(p.waiting),
                      "as many entries as drafts",
                      f"{len(entries)} of {len(p.drafts)}")

    async def round(self):
        """One life of the daemon, ended by a kill."""
        if self.chance.random() < 0.1:
            await self.daemon.spawn()
            await asyncio.sleep(self.chance.uniform(0, START_MS) / 1000)
            await self.daemon.kill()
            return
        await self.daemon.start()
        relay = await relay_client.connect(self.nurse, self.daemon.url)
        await self.verify(relay)
        tasks = []
        for p in self.procedures:
            queue = await relay.subscribe(p.id, max(p.numbers, default=0) + 1)
            tasks.append(asyncio.create_task(self.follow(p, queue)))
        tasks.append(asyncio.create_task(self.post(relay)))
        await asyncio.sleep(self.chance.uniform(0, KILL_MS) / 1000)
        await self.daemon.kill()
        await relay.close_code()
        await asyncio.gather(*tasks)
        # Answers that came in before the end have all been counted now.
        await relay.close()

    async def settle(self):
        """The last start: what waits is sent, and all of it read."""
        await self.daemon.start()
        relay = await relay_client.connect(self.nurse, self.daemon.url)
        for p in self.procedures:
            while p.waiting:
                draft = p.waiting.pop(0)
                answer = await relay.request("post", procedure=p.id,
                                             **draft.fields())
                draft.number = answer["number"]
        await self.verify(relay, from_start=True)
        await relay.close()
        check(await self.daemon.kill(signal.SIGTERM) == 0, "it ends as asked")

    def check_file(self):
        db = sqlite3.connect(os.path.join(self.data, "journal.db"))
        check(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)],
              "the file is whole")
        count, = db.execute("SELECT count(*) FROM record "
                            "WHERE record IS NOT NULL").fetchone()
        total = sum(len(p.drafts) for p in self.procedures)
        check(count == 2 * total, "one record for each entry and audience",
              f"{count} {2 * total}")
        # What a correction destroyed keeps its leaf.
        for ix, leaves, first, last, size in db.execute(
                "SELECT r.procedure, count(*), min(leaf) % 4294967296, "
                "max(leaf) % 4294967296, size FROM record r JOIN log l "
                "ON l.procedure = r.procedure GROUP BY r.procedure"):
            check((first, last - first + 1) == (0, leaves) and leaves == size,
                  "a leaf for each record ever, without a gap",
                  f"{ix}: {leaves} from {first} to {last}, {size}")
        db.close()


async def play(folder, seed, kills):
    story = Story(folder, seed)
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    for signo in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signo, task.cancel)
    try:
        await asyncio.wait_for(story.prepare(), ROUND_S)
        await story.daemon.kill()
        for _ in range(kills - 1):
            await asyncio.wait_for(story.round(), ROUND_S)
        await asyncio.wait_for(story.settle(), ROUND_S)
        story.check_file()
    except (asyncio.TimeoutError, relay_client.Refused, OSError,
            websockets.WebSocketException) as why:
        check(False, "every life goes through", repr(why))
    finally:
        if story.daemon.running:
            await story.daemon.kill()
    print(f"{kills} kills, {story.acknowledged} acknowledged, "
          f"{story.again} sent again, {story.repeated} of them were on disk")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int,
                        default=int.from_bytes(os.urandom(4), "big"))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    begun = time.monotonic()
    folder = tempfile.mkdtemp(prefix="scrubrelay-kill9.")
    try:
        asyncio.run(play(folder, arguments.seed, arguments.kills))
    except asyncio.CancelledError:
        check(False, "it was left in peace")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{time.monotonic() - begun:.0f} s")
    return end()


if __name__ == "__main__":
    sys.exit(main())
