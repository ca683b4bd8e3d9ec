#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""kill -9 at each step of what a person does to a procedure.

stall.c counts the daemon's syncs and kills it at the first, the second, ...
until one is answered before its turn comes. After each, the relay is started
again: what was answered is so, what was not is done or not done, and never
half of it. BUILD chooses the build (default: build). Ends with "N passed, N
failed".
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from counted import check, end
from shimmed import DAEMON, Shimmed
import relay_client

ROLES = {"nurse": "poster", "surge": "surgeon", "edu": "educator"}
# Syncs of one request, at most: more is a sweep that does not end.
STEPS_MOST = 60


class Daemon(Shimmed):
    def __init__(self, folder):
        self.steps = os.path.join(folder, "steps")
        super().__init__(
            folder, {"KILL_AFTER": self.steps},
            procedures_open_per_account_max=1000)

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            DAEMON, "--config", self.config, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while b"listening" not in (line := await self.process.stderr.readline()):
            if not line:
                raise ConnectionError("the daemon did not start")
        self.url = f"ws://127.0.0.1:{line.split(b'port=')[1].split()[0].decode()}"
        self.reading = asyncio.create_task(self.process.stderr.read())

    def arm(self, steps):
        with open(self.steps, "w") as file:
            file.write("." * steps)

    async def die(self):
        # Not its own send_signal(), which takes the status from who waits.
        try:
            os.kill(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        await self.process.wait()
        await self.reading
        self.arm(0)


class Story:
    """People who come again after each death."""

    def __init__(self, daemon, invite):
        self.daemon = daemon
        self.invite = invite
        self.who = {}

    async def begin(self):
        self.who["admin"], admin = await relay_client.enrol(
            self.daemon.url, self.invite)
        for name, role in ROLES.items():
            await self.account(admin, name, role)
        await admin.close()

    async def account(self, admin, name, role):
        answer = await admin.request("user.add", account=name, roles=[role])
        self.who[name], relay = await relay_client.enrol(
            self.daemon.url, answer["invite"])
        await relay.close()

    async def device(self, admin, name, as_):
        answer = await admin.request("user.invite", account=name)
        self.who[as_], relay = await relay_client.enrol(
            self.daemon.url, answer["invite"])
        await relay.close()

    async def come(self, name):
        return await relay_client.connect(self.who[name], self.daemon.url)


async def opened(relay, delay_s):
    return (await relay.request(
        "open", template="generic", basis="training", consent="c-1",
        audiences=["student"], archive=True, delay_s=delay_s))["procedure"]


async def state_of(relay, procedure):
    rows = (await relay.request("procedures"))["procedures"]
    return next(r["state"] for r in rows if r["procedure"] == procedure)


async def posting(story, nurse):
    p = await opened(nurse, 0)

    async def then(surge, done):
        entries, _ = await surge.past(p)
        return len(entries) == 1 if done else len(entries) < 2
    return "nurse", "post", {"procedure": p, "draft": "d", "text": "clips on"}, then


async def undoing(story, nurse):
    p = await opened(nurse, 3600)
    await nurse.post(p, "wrong patient", draft="d")

    async def then(surge, done):
        async with await story.come("nurse") as again:
            answer = await again.ask("undo", procedure=p, draft="d")
            return answer.get("code") == "no-entry" or not done
    return "nurse", "undo", {"procedure": p, "draft": "d"}, then


def closing(delay_s):
    async def prepare(story, nurse):
        p = await opened(nurse, delay_s)
        await nurse.post(p, "clips on")

        async def then(surge, done):
            if await state_of(surge, p) == "open":
                return not done
            queue = await surge.subscribe(p)
            kinds = []
            while "notice" not in kinds:
                message = await queue.get()
                kinds += [message.get("kind")] if message["op"] == "entry" else []
            return kinds == ["update", "notice"]
        return "nurse", "close", {"procedure": p}, then
    return prepare


async def stopping(story, nurse):
    p = await opened(nurse, 3600)
    await nurse.post(p, "wrong patient", draft="d")

    async def then(surge, done):
        if await state_of(surge, p) == "open":
            return not done
        await surge.request("resume", procedure=p)
        async with await story.come("nurse") as again:
            answer = await again.ask("undo", procedure=p, draft="d")
            return answer.get("code") == "no-entry"
    return "nurse", "stop", {"procedure": p, "reason": "other"}, then


async def revoking(story, nurse):
    async with await story.come("admin") as admin:
        await story.device(admin, "nurse", "tablet")
    p = await opened(nurse, 3600)
    async with await story.come("tablet") as tablet:
        await tablet.post(p, "somebody else typed it", draft="d")

    async def then(surge, done):
        try:
            await (await story.come("tablet")).close()
            return not done
        except relay_client.Refused:
            pass
        async with await story.come("nurse") as again:
            answer = await again.ask("undo", procedure=p, draft="d")
            return answer.get("code") == "no-entry"
    return "admin", "user.revoke", {
        "account": "nurse",
        "device": relay_client.base64url(story.who["tablet"].device)}, then


async def withdrawing(story, nurse):
    p = await opened(nurse, 0)
    await nurse.post(p, "clips on")

    async def then(surge, done):
        if await state_of(surge, p) == "open":
            return not done
        answer = await surge.request("withdraw", procedure=p)
        async with await story.come("edu") as edu:
            read = await edu.ask("subscribe", procedure=p, live=False)
            return "receipt" in answer and read.get("code") == "no-procedure"
    return "surge", "withdraw", {"procedure": p}, then


async def erasing(story, nurse):
    p = await opened(nurse, 0)
    await nurse.post(p, "clips on")
    await nurse.request("close", procedure=p)

    async def then(surge, done):
        entries, _ = await surge.past(p)
        kinds = [e["kind"] for e in entries]
        return kinds[1:] == ["notice"] and \
            (kinds[0] == "withdrawn" or not done and entries[0].get("text"))
    return "surge", "erase", {"procedure": p, "number": 1}, then


async def sweep(daemon, story, why, prepare):
    for steps in range(1, STEPS_MOST):
        async with await story.come("nurse") as nurse:
            who, op, fields, then = await prepare(story, nurse)
        one = await story.come(who)
        daemon.arm(steps)
        try:
            done = (await one.ask(op, **fields))["op"] == "ok"
        except (ConnectionError, relay_client.websockets.ConnectionClosed):
            done = False
        await daemon.die()
        await one.close()
        await daemon.start()
        try:
            async with await story.come("surge") as surge:
                good = await asyncio.wait_for(then(surge, done), 30)
        except asyncio.TimeoutError:
            good = False
        check(good, f"{why}, killed at sync {steps}",
              "it was answered" if done else "")
        if done or not good:
            return
    check(False, f"{why}: it is answered at last")


async def play(folder):
    daemon = Daemon(folder)
    story = Story(daemon, daemon.invite())
    daemon.arm(0)
    await daemon.start()
    try:
        await story.begin()
        for why, prepare in (
                ("a post", posting), ("an undo", undoing),
                ("an end", closing(0)),
                ("an end with something waiting", closing(1)),
                ("a stop", stopping), ("a lost tablet", revoking),
                ("a withdrawal", withdrawing), ("an erasure", erasing)):
            await sweep(daemon, story, why, prepare)
    finally:
        await daemon.die()


async def main():
    folder = tempfile.mkdtemp(prefix="scrubrelay-steps.")
    try:
        await asyncio.wait_for(play(folder), 300)
    except (asyncio.TimeoutError, relay_client.Refused, OSError) as why:
        check(False, "the story goes to its end", repr(why))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return end()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
