#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The command beside a relay that is broken, hostile, or of a later time.

A relay of a few lines says what no relay should: names with quotes, line ends
of other alphabets and signs that turn text around, that all has come when it
has not, an invite that is a command of a shell. What the command prints for
programs is JSON all the same, what it prints for people commands no terminal,
and nothing with a hole is called whole. BUILD chooses the build (default:
build). Ends with "N passed, N failed".
"""

import asyncio
import json
import os
import sys
import tempfile

from counted import check, end
import nacl.signing
import relay_client
import websockets

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("BUILD", os.path.join(HERE, "../../build"))
CLIENT = os.path.join(BUILD, "bin", "scrubrelay")
KEY = nacl.signing.SigningKey(b"\x01" * 32)
PUBLIC = bytes(KEY.verify_key)
NONCE = b"\x03" * 32
INVITE = f"sr1.{relay_client.base64url(PUBLIC)}.abcde-fghij-klmno-pqrst"
P = "5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5"
Q = "6" + P[1:]
ROLES = ["poster", "moderator", "student", "educator", "admin"]
# As the protocol allows it in a string: no control characters.
NAME = "q\" \\u\u202eabc\u2066\u2028"
TURNS = "\u202e\u2066\u2028"
WAIT_S = 30


def row(procedure, name, state):
    return {"procedure": procedure, "code_name": name, "template": name,
            "state": state, "basis": "training", "release": "live",
            "last": 3, "open_ms": 1250, "phase": name,
            "specialty": "surgery"}


def command_lines():
    """Of all that runs of the command now."""
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/cmdline", encoding="utf-8",
                      errors="replace") as f:
                line = f.read()
        except OSError:
            continue
        if line.startswith(CLIENT):
            yield line


class Broken:
    """A relay; answer(message) gives the fields of its ok."""

    def __init__(self):
        self.state, self.last, self.extra, self.asked = "open", 3, {}, []
        self.pages, self.lines = {}, []

    def answer(self, m):
        op = m["op"]
        base = {"procedure": P, "code_name": NAME, "state": NAME,
                "basis": "training", "release": "live"}
        return {
            "procedures": {"procedures": [row(P, "blue heron", self.state),
                                          row(Q, NAME, NAME)]},
            "user.add": {"invite": self.extra.get("invite", INVITE)},
            "user.devices": {"devices": [{
                "device": relay_client.base64url(PUBLIC), "label": NAME,
                "revoked": False, "connections": 1}]},
            "held": {"drafts": [{
                "held": 1, "author": "mira", "kind": "update", "age_ms": 1,
                "expires_ms": 5, "lang": "f\"r", "text": NAME,
                "doubt": [{"begin": 0, "end": 1, "label": NAME}],
                "approvable": True}]},
            "following": {"following": ["a\" \u202eb"]},
            "policy": {"procedure": P, "policy_name": "safe-harbor",
                       "policy": "{ \"base\": \"safe-harbor\" }"},
            "post": {"draft": self.extra.get("draft") or m.get("draft"),
                     "number": 7, "redacted": 0, "doubt": False,
                     "repeated": False},
            "export": {"procedure": P, "checkpoint": "x\n"},
        }.get(op, self.pages.get(op, base))

    async def behind(self, m, say):
        """What comes behind the answer to a subscription."""
        for number in range(m["from"], 4):
            await say({"op": "entry", "procedure": P, "number": number,
                       "t_ms": 5, "kind": "update", "text": NAME})
        await say({"op": "caught-up", "procedure": P, "number": self.last,
                   "live": m.get("live", True), "state": self.state})

    async def serve(self, ws, _path=None):
        try:
            await self.talk(ws)
        except websockets.ConnectionClosed:
            pass  # it went, as it may

    async def talk(self, ws):
        async def say(m):
            await ws.send(json.dumps(m))

        await say({"op": "challenge", "relay": relay_client.base64url(PUBLIC),
                   "nonce": relay_client.base64url(NONCE), "hello_ms": 10000})
        async for text in ws:
            m = json.loads(text)
            if m["op"] in ("hello", "enrol"):
                account = m.get("account", "mira")
                signed = relay_client.signed_bytes(
                    "welcome", PUBLIC, NONCE,
                    relay_client.unbase64url(m["nonce"]),
                    relay_client.unbase64url(m["device"]), account)
                await say({"op": "welcome", "account": account, "roles": ROLES,
                           "signature": relay_client.base64url(
                               KEY.sign(signed).signature)})
                continue
            self.asked.append(m)
            self.lines += command_lines()
            await say({"op": "ok", "seq": m["seq"], **self.answer(m)})
            if m["op"] == "subscribe":
                await self.behind(m, say)
                # Asked again for what it says is there, it is there.
                self.last = 3


async def run(home, *args, typed=b""):
    env = dict(os.environ, HOME=home, XDG_CONFIG_HOME=f"{home}/config",
               XDG_STATE_HOME=f"{home}/state", LC_ALL="C.UTF-8")
    process = await asyncio.create_subprocess_exec(
        CLIENT, *args, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=env)
    try:
        out, err = await asyncio.wait_for(process.communicate(typed),
                                          WAIT_S)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()
        return "hangs", "", ""
    return process.returncode, out.decode(), err.decode()


OPEN = ("open", "--template", "generic", "--basis", "training", "--consent",
        "C-1", "--audience", "student")
FOR_PROGRAMS = [
    ("procedures",), ("review", "blue heron"), ("quiet", "blue heron"),
    ("stop", "blue heron"), ("user", "devices", "mira"), ("following",), OPEN,
    ("watch", "blue heron", "--once")]
FOR_PEOPLE = [*FOR_PROGRAMS, ("user", "add", "ben", "--role", "student")]


async def texts(home):
    for args in FOR_PROGRAMS:
        status, out, err = await run(home, *args, "--json")
        check(status == 0 and out, f"{args[0]} --json", (status, err))
        for line in out.split("\n")[:-1]:
            try:
                json.loads(line)
            except ValueError as e:
                check(False, f"{args[0]} --json is JSON", (line, e))
    for args in FOR_PEOPLE:
        status, out, err = await run(home, *args)
        check(status == 0 and out, args[0], (status, err))
        bad = [c for c in out + err if c in TURNS or 0x7f <= ord(c) < 0xa0 or
               (c < " " and c != "\n")]
        check(not bad, f"{args[0]} turns and commands nothing", bad)


async def invites(home, relay):
    for bad in ("sr1.x; touch /tmp/x", INVITE + ";x", "$(x)", " "):
        relay.extra["invite"] = bad
        status, out, _ = await run(home, "user", "add", "ben", "--role",
                                   "student")
        check(status == 1 and out == "", "a line for a shell is an invite",
              (bad, status, out))
    relay.extra.clear()


async def holes(home, relay):
    for args in (("watch", "blue heron", "--once"),
                 ("archive", "export", "blue heron", "--format", "jsonl",
                  "--output", f"{home}/out.jsonl")):
        relay.state, relay.last = "closed", 5
        relay.asked.clear()
        status, _, err = await run(home, *args)
        asked = [m["from"] for m in relay.asked if m["op"] == "subscribe"]
        check(status == 0 and asked == [1, 4],
              f"{args[0]}: what has not come is asked for", (asked, err))


async def others(home, relay):
    relay.state = "open"
    relay.asked.clear()
    relay.extra["draft"] = "another"
    status, out, err = await run(home, "post", "blue heron", "Clip on",
                                 "--max-age", "2")
    relay.extra.clear()
    posts = [m for m in relay.asked if m["op"] == "post"]
    check(status != 0 and "saved" not in out and "may have been" in err,
          "the answer of another draft is none", (status, out, err))
    check(len(posts) > 1 and len({m["draft"] for m in posts}) == 1,
          "the same draft goes again", posts)


async def ends(home, relay):
    """No notice says that it has ended; its state does."""
    for more in ((), ("--json",)):
        relay.state, relay.last = "closed", 3
        status, _, err = await run(home, "watch", "blue heron", *more)
        check(status == 0, f"watch {more} ends with the state", (status, err))


# A text on the command line: everybody on the computer can read that.
TEXT = "kettering had bled"
SAYS = [
    ("post", ("post", "blue heron")),
    ("post", ("correct", "blue heron", "1")),
    ("ask", ("ask", "blue heron")),
    ("answer", ("answer", "blue heron", "1")),
    ("decide", ("review", "blue heron", "--edit", "1")),
    ("outcome", ("outcome", "blue heron")),
    ("feedback", ("feedback", "blue heron", "--stars", "3")),
]


async def unseen(home, relay):
    """By the time a text is at the relay it is on no command line; it may come
    on standard input, too, all of it one text."""
    for op, command in SAYS:
        for typed in (b"", f"{TEXT}\nagain\n".encode()):
            lines = typed and command[0] == "post"
            want = f"{TEXT}\nagain" if typed and not lines else TEXT
            relay.asked.clear()
            relay.lines.clear()
            _, _, err = await run(home, *command, "-" if typed else TEXT,
                                  typed=typed)
            said = [m.get("text") for m in relay.asked if m["op"] == op]
            check(want in said, f"{command[0]}: the text comes",
                  (typed, said, err))
            check(relay.lines and not any("ketter" in x for x in relay.lines),
                  f"{command[0]}: it is on no command line", relay.lines)
    relay.asked.clear()
    status, _, err = await run(home, "ask", "blue heron", "-",
                               typed=b"a\0b\n")
    check(status == 1 and "NUL" in err and not relay.asked,
          "half a text is none", (status, err))


# What a list without an end is made of: the same page whatever is asked.
LISTS = [
    ("user.list", "accounts", ("user", "list"),
     [{"account": "ada", "roles": [], "revoked": False, "devices": 1}]),
    ("questions", "questions", ("questions", "blue heron"),
     [{"question": 1, "state": "published", "t_ms": 1, "votes": 0,
       "text": "why?"}]),
    ("attendance", "attendance", ("archive", "attendance", "blue heron"),
     [{"account": "ada", "audience": "student", "minutes": 1, "from_ms": 1,
       "to_ms": 2}]),
    ("audit", "audit", ("audit",), []),
    ("feedback.list", "feedback", ("feedback", "blue heron"), []),
]


async def lists(home, relay):
    """A list that says "more" for ever is not followed for ever, nor is what
    came of it whole."""
    for op, field, command, rows in LISTS:
        for page in ([], rows) if rows else ([],):
            relay.pages = {op: {field: page, "more": True}}
            relay.asked.clear()
            status, out, err = await run(home, *command)
            asked = sum(m["op"] == op for m in relay.asked)
            check(status == 1 and "goes on" in err and asked <= 2,
                  f"{op} without an end, {len(page)} rows a page",
                  (status, asked, out[:80], err))
    relay.pages = {}


async def main():
    relay = Broken()
    async with websockets.serve(relay.serve, "127.0.0.1", 0,
                                subprotocols=["scrubrelay.v1"]) as server:
        port = server.sockets[0].getsockname()[1]
        with tempfile.TemporaryDirectory() as home:
            status, _, err = await run(home, "enrol", f"ws://127.0.0.1:{port}",
                                       INVITE)
            check(status == 0, "enrolled", err)
            await texts(home)
            await invites(home, relay)
            await others(home, relay)
            await holes(home, relay)
            await ends(home, relay)
            await lists(home, relay)
            await unseen(home, relay)


asyncio.run(main())
sys.exit(end())
