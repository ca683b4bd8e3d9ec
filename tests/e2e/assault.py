#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What others notice of an attack: posts and readers beside it.

assault.py URL INVITE LOG PID [--large] [--only NAME]

Each attack runs in a process of its own, against a relay on which one posts
and one reads. A row tells how long the reader waits with it and without, what
the relay's memory does and what its log says. Checked is what a relay owes to
the others: each post arrives, once and in order, while the attack lasts; a
newcomer is welcome after it; memory and descriptors come back. Times are told,
not checked. Prints a Markdown table and "N passed, N failed".
"""

import argparse
import asyncio
import collections
import ctypes
import json
import multiprocessing
import os
import re
import subprocess
import sys
import time
import zlib

from counted import check, end
import attacks
import relay_client as client

SMALL = {"seconds": 1.5, "connections": 200, "silent": 500, "readers": 20,
         "memory_mb": 64}
LARGE = {"seconds": 12, "connections": 2000, "silent": 10000, "readers": 200,
         "memory_mb": 192}
SIZE = SMALL
POST_S = 0.02
CABLE = f"sr{os.getpid()}"  # a network namespace, and the near end of a pair


# ---- attacks: each until the parent ends it ----

def many(make, count):
    peers = []
    for i in range(count):
        try:
            peers.append(make(i))
        except OSError:
            pass
    return peers


def drip(peers, data, remake):
    """A byte to each, again and again; who was dropped comes again."""
    at = 0
    while True:
        for i, s in enumerate(peers):
            try:
                s.send(data[at % len(data):][:1])
            except OSError:
                s.close()
                try:
                    peers[i] = remake(i)
                except OSError:
                    pass
        at += 1
        time.sleep(0.05)


def slow_handshake(_):
    make = lambda i: attacks.connect(attacks.source(i))
    drip(many(make, SIZE["connections"]), b"GET / HTTP/1.1\r\nX: " +
         b"a" * 4000, make)


def slow_frame(_):
    def make(i):
        s = attacks.Peer(attacks.source(i)).s
        s.sendall(attacks.frame(attacks.TEXT, b" " * 1000)[:8])
        return s
    drip(many(make, SIZE["connections"]), b"\x12", make)


def hammer(data, connections=4):
    """The same bytes as fast as they are taken."""
    def make(i):
        peer = attacks.Peer(attacks.source(i))
        peer.s.settimeout(0.2)
        return peer.s
    peers = many(make, connections)
    while True:
        for i, s in enumerate(peers):
            try:
                s.sendall(data)
            except TimeoutError:
                pass
            except OSError:
                s.close()
                try:
                    peers[i] = make(i)
                except OSError:
                    time.sleep(0.01)


def ping_flood(_):
    hammer(attacks.frame(attacks.PING, b"p" * 100) * 200)


def tiny_fragments(_):
    hammer(attacks.frame(attacks.TEXT, b" ", fin=False) +
           attacks.frame(0, b" ", fin=False) * 2000)


def inflate_bomb(_):
    """64 MiB of spaces as 64 KiB, in a message that says it is deflated."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeeze.compress(b" " * (64 << 20)) + \
        squeeze.flush(zlib.Z_SYNC_FLUSH)
    bomb = attacks.frame(attacks.TEXT, data[:-4], rsv=4)
    offer = attacks.request("Sec-WebSocket-Extensions: permessage-deflate")
    while True:
        try:
            s = attacks.connect()
            s.sendall(offer)
            s.recv(65536)
            s.sendall(bomb)
            s.recv(65536)
        except OSError:
            pass
        s.close()


def silent(_):
    peers = many(lambda i: attacks.connect(attacks.source(i)),
                 SIZE["silent"])
    while peers:
        time.sleep(1)


def hello_flood(key):
    """Well-formed, from many addresses, with signatures of nobody."""
    hello = {"op": "hello", "seq": 1, "account": "ana",
             "device": client.base64url(os.urandom(32)),
             "nonce": client.base64url(os.urandom(32))}
    i = 0
    while True:
        i += 1
        hello["signature"] = client.base64url(os.urandom(64))
        try:
            peer = attacks.Peer(attacks.source(i * 7))
            peer.s.sendall(attacks.frame(attacks.TEXT,
                                         json.dumps(hello).encode()))
            attacks.vanish(peer.s) if i % 3 else peer.outcome()
        except OSError:
            pass


def reader(given, where=None):
    """A raw connection that proved who it is and subscribed."""
    identity = client.Identity(given["relay"], "ana", given["seed"])
    peer = attacks.Peer(where)
    challenge = json.loads(peer.frame(attacks.GRACE)[1])
    fake = client.Relay(None)
    fake.challenge = challenge
    fields, _ = fake.proof(identity, "hello", "ana")
    for message in ({"op": "hello", "seq": 1, "account": "ana", **fields},
                    {"op": "subscribe", "seq": 2,
                     "procedure": given["procedure"]}):
        peer.s.sendall(attacks.frame(attacks.TEXT,
                                     json.dumps(message).encode()))
    return peer.s


def sip(given):
    """Readers that take a byte in a second."""
    peers = many(lambda i: reader(given), SIZE["readers"])
    while True:
        for s in peers:
            try:
                s.recv(1)
            except OSError:
                pass
        time.sleep(1)


def files(given):
    """More connections than the relay has descriptors."""
    peers = many(lambda i: attacks.connect(attacks.source(i)), 500)
    while peers:
        time.sleep(1)


def cut(given):
    """Readers behind a cable that is cut: nothing tells the relay."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/var/run/netns/{CABLE}", "rb") as f:
        if libc.setns(f.fileno(), 0) != 0:
            return
    attacks.ARGS.host = "10.203.7.1"
    peers = many(lambda i: reader(given), SIZE["readers"])
    for s in peers:
        s.recv(1)
    subprocess.run(["ip", "link", "set", "far", "down"], check=True)
    while peers:
        time.sleep(1)


def lay_cable():
    """False: not permitted here."""
    for words in (f"ip netns add {CABLE}",
                  f"ip link add {CABLE} type veth peer name far "
                  f"netns {CABLE}",
                  f"ip addr add 10.203.7.1/30 dev {CABLE}",
                  f"ip link set {CABLE} up",
                  f"ip -n {CABLE} addr add 10.203.7.2/30 dev far",
                  f"ip -n {CABLE} link set far up"):
        if subprocess.run(words.split(), capture_output=True,
                          check=False).returncode != 0:
            take_cable()
            return False
    return True


def take_cable():
    subprocess.run(["ip", "netns", "del", CABLE], capture_output=True,
                   check=False)
    subprocess.run(["ip", "link", "del", CABLE], capture_output=True,
                   check=False)


ATTACKS = [
    ("slow handshakes", slow_handshake),
    ("slow frames", slow_frame),
    ("pings as fast as they go", ping_flood),
    ("fragments of a byte", tiny_fragments),
    ("a bomb to inflate", inflate_bomb),
    ("silent connections", silent),
    ("hellos with bad signatures", hello_flood),
    ("readers of a byte a second", sip),
    ("readers behind a cable that is cut", cut),
    ("no descriptors left", files),
]


def run_attack(fn, given, args, size):
    global SIZE
    SIZE = size
    attacks.ARGS = args
    hard = attacks.resource.getrlimit(attacks.resource.RLIMIT_NOFILE)[1]
    attacks.resource.setrlimit(attacks.resource.RLIMIT_NOFILE, (hard, hard))
    fn(given)


# ---- the others ----

class Others:
    def __init__(self, args):
        self.args, self.number, self.got = args, 0, 0
        self.waits, self.sent = [], {}

    async def begin(self):
        a = self.args
        _, self.admin = await client.enrol(a.url, a.invite)
        self.who, at = {}, {}
        for name, role in (("nurse", "poster"), ("ana", "student")):
            answer = await self.admin.request("user.add", account=name,
                                              roles=[role])
            self.who[name], at[name] = await client.enrol(a.url,
                                                          answer["invite"])
        self.nurse = at["nurse"]
        self.procedure = (await self.nurse.request(
            "open", template="generic", basis="training", consent="C-1",
            audiences=["student"]))["procedure"]
        self.queue = await at["ana"].subscribe(self.procedure)
        self.task = asyncio.create_task(self.read())

    async def read(self):
        while (message := await self.queue.get()) is not None:
            if message["op"] != "entry":
                continue
            self.got += 1
            check(message["number"] == self.got, "in order, none twice",
                  str(message["number"])) \
                if message["number"] != self.got else None
            self.waits.append(time.monotonic() -
                              self.sent[message["number"]])

    async def work(self, seconds):
        """Posts as fast as a team never types; waits until all is read."""
        self.waits = []
        until = time.monotonic() + seconds
        futures = []
        while time.monotonic() < until:
            self.number += 1
            self.sent[self.number] = time.monotonic()
            futures.append(await self.nurse.begin(
                "post", procedure=self.procedure, draft=str(self.number),
                text="suction, dry field, lateral traction please"))
            await asyncio.sleep(POST_S)
        answers = await asyncio.gather(*futures)
        refused = [a for a in answers if a["op"] != "ok"]
        deadline = time.monotonic() + 30
        while self.got < self.number and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        return refused

    def p99_ms(self):
        waits = sorted(self.waits)
        return 1000 * waits[int(len(waits) * 0.99)] if waits else 0

    async def newcomer(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                relay = await client.connect(self.who["ana"], self.args.url)
                await relay.request("ping")
                await relay.close()
                return True
            except Exception:  # pylint: disable=broad-except
                await asyncio.sleep(0.1)
        return False


def memory_mb(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as f:
        return int(f.read().split()[1]) * 4096 / (1 << 20)


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def said(log, offset):
    """Which lines the log got, and how many."""
    with open(log, encoding="utf-8", errors="replace") as f:
        f.seek(offset)
        words = [" ".join(line.split()[:2]) for line in f]
    return collections.Counter(words).most_common(3)


async def settle(others, pid, before):
    """Entries go on meanwhile: what is sent to nobody fills up."""
    deadline = time.monotonic() + 90
    while open_files(pid) > before and time.monotonic() < deadline:
        await others.work(0.2)
    return open_files(pid)


async def assault(others, args, name, fn):
    pid, seconds = args.pid, SIZE["seconds"]
    await others.work(seconds)
    without, memory, held = others.p99_ms(), memory_mb(pid), open_files(pid)
    offset = os.path.getsize(args.log)
    if fn is files:
        subprocess.run(["prlimit", f"--pid={pid}",
                        f"--nofile={held + 100}:20000"], check=True)
    given = {"relay": others.who["ana"].relay, "procedure": others.procedure,
             "seed": bytes(others.who["ana"].key)}
    process = multiprocessing.Process(
        target=run_attack, args=(fn, given, args, SIZE), daemon=True)
    process.start()
    await asyncio.sleep(seconds / 3)
    most = memory_mb(pid)
    refused = await others.work(seconds)
    most = max(most, memory_mb(pid))
    check(not refused, f"{name}: posts are taken", str(refused[:1]))
    check(others.got == others.number, f"{name}: each arrives",
          f"{others.got} of {others.number}")
    with_it = others.p99_ms()
    process.kill()
    process.join()
    left = await settle(others, pid, held)
    check(left <= held, f"{name}: descriptors come back",
          f"{held} before, {left} after")
    if fn is files:
        subprocess.run(["prlimit", f"--pid={pid}", "--nofile=20000:20000"],
                       check=True)
    check(await others.newcomer(), f"{name}: a newcomer is welcome after it")
    check(most - memory < SIZE["memory_mb"], f"{name}: memory is bounded",
          f"{memory:.1f} to {most:.1f} MB")
    words = said(args.log, offset)
    errors = [w for w, _ in words if w.startswith("error")]
    check(not errors, f"{name}: no error in the log", str(errors))
    lines = ", ".join(f"{n} x {w}" for w, n in words)
    print(f"| {name} | {without:.1f} | {with_it:.1f} | "
          f"{with_it / without:.1f} | {memory:.1f} | {most:.1f} | "
          f"{memory_mb(pid):.1f} | {lines} |", flush=True)


async def main():
    p = argparse.ArgumentParser()
    p.add_argument("url")
    p.add_argument("invite")
    p.add_argument("log")
    p.add_argument("pid", type=int)
    p.add_argument("--large", action="store_true")
    p.add_argument("--only", default="")
    args = p.parse_args()
    global SIZE
    SIZE = LARGE if args.large else SMALL
    args.host, port = re.search(r"//([^:]+):(\d+)", args.url).groups()
    args.port = int(port)
    others = Others(args)
    await others.begin()
    print("| attack | post to read without it, p99 ms | with it | ratio | "
          "memory before, MB | most | after | what the log says most |\n"
          "| --- |" + " --- |" * 7)
    for name, fn in ATTACKS:
        if args.only not in name:
            continue
        if fn is cut and not lay_cable():
            print("assault.py: skipped: a cut cable: no network namespace "
                  "may be made here", file=sys.stderr)
            continue
        try:
            await assault(others, args, name, fn)
        finally:
            if fn is cut:
                take_cable()
    return end()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
