#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A client of scrubrelay.v1, written from relay/proto/PROTOCOL.md alone.

    relay_client.py enrol URL INVITE KEYFILE [LABEL]
    relay_client.py post KEYFILE PROCEDURE TEXT...      ("-": lines of stdin)
    relay_client.py watch KEYFILE PROCEDURE [FROM]
    relay_client.py request KEYFILE OP [JSON-FIELDS]

Needs Debian's python3-websockets and python3-nacl.
"""

import asyncio
import base64
import inspect
import json
import os
import secrets
import sys
import uuid

import nacl.exceptions
import nacl.signing
import websockets

SUBPROTOCOL = "scrubrelay.v1"
FRAME_MOST = 262144


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unbase64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed_bytes(purpose, relay, relay_nonce, device_nonce, device, who):
    """PROTOCOL.md, 2.1."""
    fields = [f"{SUBPROTOCOL}/{purpose}".encode(), relay, relay_nonce,
              device_nonce, device, who.encode()]
    return b"".join(len(f).to_bytes(2, "big") + f for f in fields)


class Refused(Exception):
    """The relay answered `error`."""

    def __init__(self, answer):
        super().__init__(f"{answer.get('code')}: {answer.get('message')}")
        self.code = answer.get("code")
        self.answer = answer


class Impostor(Exception):
    """The other side has not the relay's key."""


class Invite:
    def __init__(self, text):
        prefix, relay, code = text.strip().split(".")
        if prefix != "sr1":
            raise ValueError("not an invite")
        self.relay = unbase64url(relay)
        self.code = code


class Identity:
    """A device's key, and what it knows from its enrolment."""

    def __init__(self, relay, account=None, seed=None, url=None):
        self.key = nacl.signing.SigningKey(seed or os.urandom(32))
        self.relay = relay
        self.account = account
        self.url = url

    @property
    def device(self):
        return bytes(self.key.verify_key)

    def save(self, path):
        content = {"url": self.url, "account": self.account,
                   "relay": base64url(self.relay),
                   "seed": base64url(bytes(self.key))}
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as file:
            json.dump(content, file)

    @classmethod
    def load(cls, path):
        with open(path) as file:
            content = json.load(file)
        return cls(unbase64url(content["relay"]), content["account"],
                   unbase64url(content["seed"]), content["url"])


class Relay:
    """One connection. Use `await Relay.dial(url)`, then hello() or enrol()."""

    def __init__(self, socket):
        self.socket = socket
        self.challenge = None
        self.welcome = None
        self.answers = {}    # seq: future
        self.follows = {}    # procedure: queue of entries and caught-up
        self.states = {}     # queues, for those who want to know
        self.stray = []      # messages that nobody waits for
        self.events = asyncio.Queue()  # released, gone, queue
        self.last_seq = 0
        self.task = None
        self.closed = None   # set when the reading ends

    @classmethod
    async def dial(cls, url, **options):
        # The library's closing handshake must not hide the relay's own code.
        options.setdefault("close_timeout", 5)
        socket = await websockets.connect(
            url, subprotocols=[SUBPROTOCOL], max_size=FRAME_MOST,
            compression=None, **options)
        relay = cls(socket)
        try:
            relay.challenge = await relay.receive()
        except BaseException:
            await socket.close()
            raise
        return relay

    async def receive(self):
        """The next message, before the reading task is started."""
        return json.loads(await self.socket.recv())

    async def send(self, message):
        await self.socket.send(json.dumps(message))

    def proof(self, identity, purpose, who):
        """Fields of hello or enrol, and the bytes the relay must sign."""
        relay = unbase64url(self.challenge["relay"])
        if relay != identity.relay:
            raise Impostor("another relay than the invite's")
        relay_nonce = unbase64url(self.challenge["nonce"])
        nonce = os.urandom(32)
        bytes_ = signed_bytes(purpose, relay, relay_nonce, nonce,
                              identity.device, who)
        fields = {"device": base64url(identity.device),
                  "nonce": base64url(nonce),
                  "signature": base64url(identity.key.sign(bytes_).signature)}

        def check(welcome):
            want = signed_bytes("welcome", relay, relay_nonce, nonce,
                                identity.device, welcome["account"])
            try:
                nacl.signing.VerifyKey(relay).verify(
                    want, unbase64url(welcome["signature"]))
            except nacl.exceptions.BadSignatureError:
                raise Impostor("the welcome is not the relay's") from None
        return fields, check

    async def introduce(self, request, check):
        self.last_seq += 1
        await self.send({**request, "seq": self.last_seq})
        answer = await self.receive()
        if answer["op"] == "error":
            raise Refused(answer)
        check(answer)
        self.welcome = answer
        self.closed = asyncio.get_running_loop().create_future()
        self.task = asyncio.create_task(self.read())
        return answer

    async def hello(self, identity, lang=None):
        fields, check = self.proof(identity, "hello", identity.account)
        if lang:
            fields["lang"] = lang
        return await self.introduce(
            {"op": "hello", "account": identity.account, **fields}, check)

    async def enrol(self, invite, identity, label=None):
        fields, check = self.proof(identity, "enrol", invite.code)
        request = {"op": "enrol", "code": invite.code, **fields}
        if label:
            request["label"] = label
        welcome = await self.introduce(request, check)
        identity.account = welcome["account"]
        return welcome

    async def read(self):
        """Hands each message to who waits for it, until the end."""
        try:
            async for text in self.socket:
                self.sort(json.loads(text))
        except websockets.ConnectionClosed:
            pass
        finally:
            gone = ConnectionError(f"closed with {self.socket.close_code}")
            for future in self.answers.values():
                if not future.done():
                    future.set_exception(gone)
            for queue in self.follows.values():
                queue.put_nowait(None)
            if not self.closed.done():
                self.closed.set_result(self.socket.close_code)

    def sort(self, message):
        op = message.get("op")
        if op in ("ok", "error") and message.get("seq") in self.answers:
            future = self.answers.pop(message["seq"])
            if not future.done():
                future.set_result(message)
        elif op == "state" and message["procedure"] in self.states:
            self.states[message["procedure"]].put_nowait(message)
        elif op in ("entry", "caught-up") and \
                message["procedure"] in self.follows:
            self.follows[message["procedure"]].put_nowait(message)
        elif op in ("released", "gone", "queue"):
            self.events.put_nowait(message)
        else:
            self.stray.append(message)

    async def begin(self, op, **fields):
        """Sends a request; returns the future of its answer."""
        self.last_seq += 1
        future = asyncio.get_running_loop().create_future()
        # An answer that nobody asks for any more is no accident.
        future.add_done_callback(lambda f: f.cancelled() or f.exception())
        self.answers[self.last_seq] = future
        await self.send({"op": op, "seq": self.last_seq, **fields})
        return future

    async def ask(self, op, **fields):
        """The answer, be it ok or error."""
        return await (await self.begin(op, **fields))

    async def request(self, op, **fields):
        """The answer; Refused when it is an error."""
        answer = await self.ask(op, **fields)
        if answer["op"] == "error":
            raise Refused(answer)
        return answer

    async def post(self, procedure, text, draft=None, **fields):
        return await self.request(
            "post", procedure=procedure, text=text,
            draft=draft or str(uuid.uuid4()), **fields)

    async def subscribe(self, procedure, from_=1, live=True, **fields):
        """A queue of entries and caught-up; None when the connection ends."""
        queue = asyncio.Queue()
        old = self.follows.get(procedure)
        self.follows[procedure] = queue
        try:
            await self.request("subscribe", procedure=procedure,
                               **{"from": from_}, live=live, **fields)
        except Refused:
            if old:
                self.follows[procedure] = old
            else:
                del self.follows[procedure]
            raise
        return queue

    async def past(self, procedure, from_=1, **fields):
        """All entries there are from from_ on, and the caught-up."""
        queue = await self.subscribe(procedure, from_, live=False, **fields)
        entries = []
        while True:
            message = await queue.get()
            if message is None:
                raise ConnectionError("closed before the end")
            if message["op"] == "caught-up":
                return entries, message
            entries.append(message)

    async def close(self):
        await self.socket.close()
        if self.task:
            await self.task

    async def close_code(self):
        """Waits for the relay to close; its code."""
        if self.task:
            return await self.closed
        await self.socket.wait_closed()
        return self.socket.close_code

    async def __aenter__(self):
        return self

    async def __aexit__(self, *unused):
        await self.close()


async def enrol(url, invite_text, label=None, **options):
    """A new device: (identity, connection)."""
    invite = Invite(invite_text)
    identity = Identity(invite.relay, url=url)
    relay = await Relay.dial(url, **options)
    try:
        await relay.enrol(invite, identity, label)
    except BaseException:
        await relay.close()
        raise
    return identity, relay


async def connect(identity, url=None, **options):
    """A connection of an enrolled device."""
    relay = await Relay.dial(url or identity.url, **options)
    try:
        await relay.hello(identity)
    except BaseException:
        await relay.close()
        raise
    return relay


async def entries(identity, procedure, from_=1):
    """All entries of a procedure, live, through lost connections."""
    pause = 1
    while True:
        try:
            async with await connect(identity) as relay:
                queue = await relay.subscribe(procedure, from_)
                while (message := await queue.get()) is not None:
                    pause = 1
                    if message["op"] == "caught-up" and \
                            message["state"] == "closed":
                        return
                    if message["op"] != "entry":
                        continue
                    assert message["number"] == from_, "a gap or a repeat"
                    from_ += 1
                    yield message
                    if message.get("step") == "closed" and \
                            message["kind"] == "notice":
                        return
                if relay.socket.close_code in (4001, 4002):
                    return
        except (OSError, ConnectionError, websockets.WebSocketException):
            pass
        await asyncio.sleep(pause + secrets.randbelow(1000) / 1000 * pause)
        pause = min(2 * pause, 30)


# ---- commands ----

async def run_enrol(url, invite, keyfile, label=None):
    identity, relay = await enrol(url, invite, label)
    identity.save(keyfile)
    print(f"{identity.account}: {', '.join(relay.welcome['roles'])}")
    await relay.close()


async def run_post(keyfile, procedure, *words):
    lines = sys.stdin if words == ("-",) else [" ".join(words)]
    async with await connect(Identity.load(keyfile)) as relay:
        for line in lines:
            if line.strip():
                print(json.dumps(
                    await relay.post(procedure, line.rstrip("\n"))))


async def run_watch(keyfile, procedure, from_="1"):
    async for entry in entries(Identity.load(keyfile), procedure, int(from_)):
        print(json.dumps(entry, ensure_ascii=False), flush=True)


async def run_request(keyfile, op, fields="{}"):
    async with await connect(Identity.load(keyfile)) as relay:
        print(json.dumps(await relay.ask(op, **json.loads(fields))))


def main(arguments):
    commands = {"enrol": run_enrol, "post": run_post, "watch": run_watch,
                "request": run_request}
    if not arguments or arguments[0] not in commands:
        sys.exit(__doc__)
    command = commands[arguments[0]]
    try:
        inspect.signature(command).bind(*arguments[1:])
    except TypeError:
        sys.exit(__doc__)
    try:
        asyncio.run(command(*arguments[1:]))
    except (Refused, Impostor, OSError, ValueError) as why:
        sys.exit(f"relay_client.py: {why}")
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main(sys.argv[1:])
