#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A disk that hangs: every fsync of the daemon waits until it is let go.

Who posts is answered within the limit, who reads is served as before, and when
the disk is back all that was acknowledged is there once. A relay that is told
to end meanwhile ends. BUILD chooses the build (default: build). Ends with
"N passed, N failed".
"""

import asyncio
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from counted import check, end
from shimmed import DAEMON, Shimmed
import relay_client

# Drafts that wait when the disk hangs: as many as one connection may have, the
# setting drafts_waiting_max; not its default.
BURST = 100
# Milliseconds, the setting: the least that tells a hang from a slow machine.
LIMIT_MS = 2000


class Daemon(Shimmed):
    def __init__(self, folder):
        self.gate = os.path.join(folder, "gate")
        super().__init__(
            folder, {"STALL": self.gate}, delay_s=0, disk_stall_ms=LIMIT_MS,
            drafts_waiting_max=BURST, metrics_host="127.0.0.1",
            metrics_port=0)

    async def start(self):
        self.lines = asyncio.Queue()
        self.process = await asyncio.create_subprocess_exec(
            DAEMON, "--config", self.config, env=self.environment,
            stderr=subprocess.PIPE)
        self.reading = asyncio.create_task(self.read())
        line = await self.said("metrics address")
        self.metrics = int(line.split("port=")[1].split()[0])
        line = await self.said("listening")
        self.url = f"ws://127.0.0.1:{line.split('port=')[1].split()[0]}"

    async def read(self):
        while line := (await self.process.stderr.readline()).decode():
            self.lines.put_nowait(line)
        self.lines.put_nowait(None)

    async def said(self, text):
        while (line := await self.lines.get()) is not None:
            if text in line:
                return line
        raise ConnectionError(f"the daemon ended without: {text}")

    def hang(self):
        os.mkfifo(self.gate)

    def let_go(self):
        # Opens when the first one waits there; who comes later finds nothing.
        fd = os.open(self.gate, os.O_WRONLY)
        os.unlink(self.gate)
        os.close(fd)

    def get(self, path):
        c = http.client.HTTPConnection("127.0.0.1", self.metrics, timeout=60)
        c.request("GET", path)
        answer = c.getresponse()
        return answer.status, answer.read().decode()

    async def page(self, path):
        return await asyncio.to_thread(self.get, path)

    async def end(self, signo=signal.SIGTERM):
        self.process.send_signal(signo)
        status = await self.process.wait()
        await self.reading
        return status


async def entries(queue, count):
    out = []
    while len(out) < count:
        message = await queue.get()
        if message is None:
            raise ConnectionError("a reader was cut off")
        if message["op"] == "entry":
            out.append(message)
    return out


def value(page, name):
    return next((float(line.split()[1]) for line in page.splitlines()
                 if line.startswith(name + " ")), None)


async def post(relay, procedure, draft):
    return await relay.begin("post", procedure=procedure, kind="update",
                             draft=draft, lang="en", text="suction, dry")


async def people(daemon, invite):
    _, admin = await relay_client.enrol(daemon.url, invite)
    who = {}
    for name, role in (("nurse", "poster"), ("ana", "student"),
                       ("ben", "student"), ("cara", "colleague")):
        answer = await admin.request("user.add", account=name, roles=[role])
        who[name], relay = await relay_client.enrol(daemon.url,
                                                    answer["invite"])
        await relay.close()
    await admin.close()
    return who


async def opened(relay):
    answer = await relay.request(
        "open", template="generic", basis="training", consent="c-1",
        audiences=["student", "colleague"])
    return answer["procedure"]


async def readers_go_on(daemon, who, procedure, there):
    """Late ones too: from memory, and, where nothing is in it, from disk."""
    for name, why in (("ben", "memory"), ("cara", "the journal")):
        relay = await relay_client.connect(who[name], daemon.url)
        queue = await relay.subscribe(procedure)
        got = await entries(queue, there)
        check([e["number"] for e in got] == list(range(1, there + 1)),
              f"who comes late is served from {why}")
        for _ in range(20):
            await relay.request("ping")
        check(True, "and answered")
        await relay.close()


async def play(folder):
    daemon = Daemon(folder)
    invite = daemon.invite()
    await daemon.start()
    who = await people(daemon, invite)
    nurse = await relay_client.connect(who["nurse"], daemon.url)
    ana = await relay_client.connect(who["ana"], daemon.url)
    first, second = await opened(nurse), await opened(nurse)
    queue = await ana.subscribe(first)
    await ana.subscribe(second)
    ana.states[second] = asyncio.Queue()
    for i in range(3):
        await (await post(nurse, first, f"before-{i}"))
    await entries(queue, 3)

    daemon.hang()
    waiting = [await post(nurse, first, f"burst-{i}") for i in range(BURST)]
    beyond = await (await post(nurse, first, "beyond"))
    check(beyond.get("code") == "limit" and not any(
        future.done() for future in waiting),
        f"{BURST} drafts of a connection wait, one more is refused", beyond)
    answers = await asyncio.gather(*waiting)
    check(all(a["op"] == "error" and a["code"] == "not-saved"
              for a in answers), "who waits for the disk is told",
          answers[0])
    check("does not answer" in answers[0]["message"], "and why",
          answers[0]["message"])
    check("refused=" in await daemon.said("journal-stalled"),
          "the log tells it")
    answer = await (await post(nurse, first, "while"))
    check(answer.get("code") == "not-saved", "who posts now is told", answer)
    await readers_go_on(daemon, who, first, 3)
    status, text = await daemon.page("/readyz")
    check(status == 503 and "journal" in text, "it is not ready", text)
    check((await daemon.page("/healthz"))[0] == 200, "but healthy")
    status, text = await daemon.page("/metrics")
    check(value(text, "scrubrelay_journal_failing") == 1 and
          value(text, "scrubrelay_journal_stalls_total") == 1,
          "the metrics tell it")
    stop = await nurse.begin("stop", procedure=second)
    state = await ana.states[second].get()
    check(state["state"] == "stopped", "STOP acts without the disk", state)
    answer = await stop
    check(answer.get("code") == "not-saved",
          "who stopped is told that no disk has it", answer)

    daemon.let_go()
    await daemon.said("journal-answers-again")
    drafts = [f"burst-{i}" for i in range(BURST)] + ["while"]
    numbers = [(await (await post(nurse, first, d))).get("number")
               for d in drafts]
    check(sorted(numbers) == list(range(4, 4 + len(drafts))),
          "sent again, each is there once", numbers)
    got = await entries(queue, len(drafts))
    check([e["number"] for e in got] == list(range(4, 4 + len(drafts))),
          "a reader who was there gets each once, in order")
    check((await daemon.page("/readyz"))[0] == 200, "it is ready again")

    daemon.hang()
    answer = await (await post(nurse, first, "last"))
    check(answer.get("code") == "not-saved", "it hangs again", answer)
    check(await daemon.end() == 1, "told to end, it does not wait for ever")
    os.unlink(daemon.gate)
    await daemon.start()
    nurse = await relay_client.connect(who["nurse"], daemon.url)
    there, _ = await nurse.past(first)
    check([e["number"] for e in there][:3 + len(drafts)] ==
          list(range(1, 4 + len(drafts))),
          "after that, what was acknowledged is there")
    answer = await (await post(nurse, second, "stopped"))
    check(answer.get("code") == "stopped", "and a STOP holds", answer)
    await nurse.close()
    check(await daemon.end() == 0, "it ends as asked")


async def main():
    folder = tempfile.mkdtemp(prefix="scrubrelay-stall.")
    try:
        await asyncio.wait_for(play(folder), 300)
    except (asyncio.TimeoutError, relay_client.Refused, OSError) as why:
        check(False, "the story goes to its end", repr(why))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return end()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
