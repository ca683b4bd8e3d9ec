#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What tests/bench/run measures; see there."""

import argparse
import asyncio
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "e2e"))
import relay_client as client  # noqa: E402

STARTS = 11
ROUNDS = 300
READERS = 200
BURSTS, BURST = 20, 16


class Daemon:
    """The relay; its start is timed to the line that says it listens."""

    def __init__(self, args):
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [args.relayd, "--config", args.config], stderr=subprocess.PIPE,
            text=True)
        for line in self.process.stderr:
            if found := re.search(r"listening.* port=(\d+)", line):
                self.seconds = time.monotonic() - begin
                self.url = f"ws://127.0.0.1:{found[1]}"
                return
        sys.exit("bench: the relay did not start")

    def status(self, key):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return int(re.search(rf"^{key}:\s+(\d+)", f.read(), re.M)[1])

    def cpu_s(self):
        total = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{task}/schedstat",
                      encoding="ascii") as f:
                total += int(f.read().split()[0])
        return total / 1e9

    def stop(self):
        self.process.terminate()
        self.process.stderr.read()
        self.process.wait()


def row(what, figure, how=""):
    print(f"| {what} | {figure} | {how} |", flush=True)


def fsync_s(fd):
    begin = time.monotonic()
    os.pwrite(fd, b"\0" * 4096, 0)
    os.fsync(fd)
    return time.monotonic() - begin


async def account(relay, url, name, role):
    answer = await relay.request("user.add", account=name, roles=[role])
    return (await client.enrol(url, answer["invite"]))


async def latencies(nurse, procedure, folder):
    """Acknowledgement, bare fsync, and a ping, in turns."""
    ack, bare, ping = [], [], []
    fd = os.open(os.path.join(folder, "bare"), os.O_CREAT | os.O_RDWR, 0o600)
    os.pwrite(fd, b"\0" * 4096, 0)
    for i in range(ROUNDS):
        begin = time.monotonic()
        await nurse.post(procedure, f"irrigation {i} ml, Dr Quaye agrees, dry")
        ack.append(time.monotonic() - begin)
        bare.append(fsync_s(fd))
        begin = time.monotonic()
        await nurse.request("ping")
        ping.append(time.monotonic() - begin)
    os.close(fd)
    return [statistics.median(times) for times in (ack, bare, ping)]


async def drain(queue, number):
    while (message := await queue.get()) is not None:
        if message.get("number", 0) >= number and message["op"] == "entry":
            return


async def fan_out(daemon, nurse, procedure, student):
    """CPU of the relay for each delivery: single updates, then bursts."""
    relays = [await client.connect(student, daemon.url) for _ in range(READERS)]
    number = (await nurse.post(procedure, "dry"))["number"]
    queues = [await r.subscribe(procedure, number) for r in relays]
    await asyncio.gather(*(drain(q, number) for q in queues))
    result = []
    for burst in (1, BURST):
        begin = daemon.cpu_s()
        for i in range(BURSTS):
            futures = [await nurse.begin(
                "post", procedure=procedure, draft=f"{burst}-{i}-{k}",
                text=f"suction {k} ml, dry field, lateral traction please")
                for k in range(burst)]
            number = max(a["number"] for a in await asyncio.gather(*futures))
            await asyncio.gather(*(drain(q, number) for q in queues))
        result.append((daemon.cpu_s() - begin) / (BURSTS * burst * READERS))
    for r in relays:
        await r.close()
    return result


async def measured(args, daemon):
    admin, relay = await client.enrol(daemon.url, args.invite)
    who = await account(relay, daemon.url, "nurse", "poster")
    nurse = who[1]
    student, other = await account(relay, daemon.url, "student", "student")
    await other.close()
    with open(args.roster, encoding="utf-8") as f:
        roster = json.load(f)
    procedure = (await nurse.request(
        "open", template="generic", basis="training", consent="bench",
        audiences=["student", "colleague"], roster=roster))["procedure"]
    ack, bare, ping = await latencies(nurse, procedure, args.data)
    row("update to acknowledgement (two filters, sealed, on disk)",
        f"{ack * 1e3:.2f} ms", f"median of {ROUNDS}, one at a time, roster of "
        f"{len(roster['persons'])} persons")
    row("bare 4 KiB write and fsync on the same disk, in turns",
        f"{bare * 1e3:.2f} ms", "")
    row("ping and its answer, in turns", f"{ping * 1e3:.2f} ms",
        "what client, loop and socket take without filter and disk")
    row("(acknowledgement - ping) / bare fsync", f"{(ack - ping) / bare:.1f}",
        "")
    single, burst = await fan_out(daemon, nurse, procedure, student)
    row("relay's CPU for a delivery, single updates", f"{single * 1e6:.1f} us",
        f"{READERS} readers; all of the relay's threads, filter and disk included")
    row(f"the same, {BURST} updates at once", f"{burst * 1e6:.1f} us", "")
    await nurse.close()
    await relay.close()


def main():
    p = argparse.ArgumentParser()
    for name in ("relayd", "config", "data", "invite", "roster"):
        p.add_argument("--" + name, required=True)
    args = p.parse_args()
    print(f"`tests/bench/run` on {os.cpu_count()} processors, {platform.system()} "
          f"{platform.release()}\n")
    print("| what | figure | how |\n| --- | --- | --- |")
    starts = []
    for _ in range(STARTS):
        daemon = Daemon(args)
        starts.append(daemon.seconds)
        rss, anonymous = daemon.status("VmRSS"), daemon.status("RssAnon")
        daemon.stop()
    row("start to listening, full word lists",
        f"{statistics.median(starts) * 1e3:.0f} ms", f"median of {STARTS}")
    row("memory when idle", f"{rss / 1024:.1f} MB",
        f"VmRSS; {anonymous / 1024:.1f} MB of it not shared with files")
    daemon = Daemon(args)
    try:
        asyncio.run(measured(args, daemon))
        row("memory after that", f"{daemon.status('VmRSS') / 1024:.1f} MB", "")
    finally:
        daemon.stop()


if __name__ == "__main__":
    main()
