#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The socket layer against RFC 6455, byte by byte, and against clients that
are not ours.

    71-websocket.py [--seed N]

`scrubrelayd --echo` (test builds) is the relay's socket layer with nothing
behind it but an echo. Each row below sends raw frames and says what has to
come back: frames, or a close with one of the codes (or, where the RFC leaves
it to the server, the end of the connection). BUILD chooses the build. Ends
with "N passed, N failed".
"""

import argparse
import asyncio
import http.server
import os
import queue
import random
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import zlib

from counted import check, end

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
WAIT_S = 30

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10

LATE = ("nothing more in time", b"")


def frame(opcode, payload=b"", fin=True, rsv=0, length=None):
    """One masked frame; length: what its header claims instead."""
    out = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    n = len(payload) if length is None else length
    if n < 126:
        out += bytes([0x80 | n])
    elif n < 65536:
        out += bytes([0x80 | 126]) + struct.pack(">H", n)
    else:
        out += bytes([0x80 | 127]) + struct.pack(">Q", n)
    mask = b"\x37\xfa\x21\x3d"
    return out + mask + bytes(b ^ mask[i & 3] for i, b in enumerate(payload))


def close_of(code, reason=b""):
    return frame(CLOSE, struct.pack(">H", code) + reason)


class Peer:
    def __init__(self, port, offer=None):
        self.sock = socket.create_connection(("127.0.0.1", port), WAIT_S)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.sendall(
            b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
            b"".join(b"Sec-WebSocket-Extensions: %s\r\n" % o.encode()
                     for o in (offer or [])) + b"\r\n")
        self.data = b""
        while b"\r\n\r\n" not in self.data:
            self.more()
        head, self.data = self.data.split(b"\r\n\r\n", 1)
        # The example key of RFC 6455, 1.3, and its answer.
        if b"101" not in head.split(b"\r\n")[0] or \
                b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" not in head:
            raise ConnectionError(head)
        self.extensions = [
            line.split(b": ", 1)[1].decode() for line in head.split(b"\r\n")
            if line.lower().startswith(b"sec-websocket-extensions:")]

    def more(self):
        got = self.sock.recv(1 << 20)
        if not got:
            raise EOFError
        self.data += got

    def need(self, n):
        while len(self.data) < n:
            self.more()
        got, self.data = self.data[:n], self.data[n:]
        return got

    def frame(self):
        """(fin, opcode, payload); raises EOFError at the end."""
        first, second = self.need(2)
        if second & 0x80 or first & 0x70:
            raise ValueError("a server masks nothing and sets no bits")
        n = second & 0x7F
        if n == 126:
            n, = struct.unpack(">H", self.need(2))
        elif n == 127:
            n, = struct.unpack(">Q", self.need(8))
        return bool(first & 0x80), first & 0x0F, self.need(n)

    def message(self):
        """(opcode, payload) of a whole message or control frame."""
        fin, opcode, payload = self.frame()
        while not fin:
            fin, more, rest = self.frame()
            if more != CONT:
                raise ValueError("a frame between fragments of the server")
            payload += rest
        return opcode, payload

    def all(self):
        """What comes until the end."""
        got = []
        try:
            while True:
                got.append(self.message())
                if got[-1][0] == CLOSE:  # the end is the server's to make
                    self.sock.sendall(frame(CLOSE, got[-1][1]))
        except (EOFError, ConnectionError):
            return got
        except TimeoutError:
            return got + [LATE]


def expect_echo(port, why, send, want, chop=0, offer=None):
    """want: what comes back, before our close and the server's answer."""
    peer = Peer(port, offer)
    got = []
    try:
        for i in range(0, len(send), chop or len(send)):
            peer.sock.sendall(send[i:i + (chop or len(send))])
        while len(got) < len(want):
            got.append(peer.message())
        peer.sock.sendall(close_of(1000))
    except (ConnectionError, EOFError, TimeoutError) as e:
        got.append((repr(e), b""))
    got += peer.all()
    want = want + [(CLOSE, struct.pack(">H", 1000))]
    check(got == want, why, f"got {brief(got)}, want {brief(want)}")


def expect_end(port, why, send, codes, before=(), offer=None):
    """The server ends: with one of these codes, or without a word; what came
    before the fault is answered."""
    peer = Peer(port, offer)
    try:
        peer.sock.sendall(send)
    except ConnectionError:
        pass
    got = peer.all()
    told = [struct.unpack(">H", p[:2])[0] for o, p in got
            if o == CLOSE and len(p) >= 2]
    data = [m for m in got if m[0] in (TEXT, BINARY, PONG)]
    check(got[-1:] != [LATE] and len(told) <= 1 and all(c in codes for c in told) and
          data == list(before)[:len(data)], why,
          f"got {brief(got)}, want a close {codes}")


def brief(messages):
    return [(o, p if len(p) < 40 else p[:20] + b"... %d" % len(p))
            for o, p in messages]


# ---- the cases ----

def framing(port, random_):
    for n in (0, 1, 125, 126, 127, 128, 65535, 65536, 1 << 20):
        for opcode, unit in ((TEXT, b"*"), (BINARY, b"\xfe")):
            body = unit * n
            expect_echo(port, f"{n} bytes of opcode {opcode}",
                        frame(opcode, body), [(opcode, body)])
    body = random_.randbytes(3000)
    for chop in (1, 7, 997):
        expect_echo(port, f"in pieces of {chop} bytes", frame(BINARY, body),
                    [(BINARY, body)], chop)
    expect_echo(port, "many in one piece",
                b"".join(frame(TEXT, b"%d" % i) for i in range(500)),
                [(TEXT, b"%d" % i) for i in range(500)])
    expect_end(port, "a length with its first bit set",
               b"\x82\xff" + struct.pack(">Q", 1 << 63) + b"abcd" + b"x" * 64,
               (1002, 1009))
    expect_end(port, "a length beyond the limit",
               frame(BINARY, b"x" * 64, length=1 << 40), (1009,))


def control(port, random_):
    for n in (0, 5, 125):
        body = random_.randbytes(n)
        expect_echo(port, f"a ping of {n} bytes has its pong",
                    frame(PING, body), [(PONG, body)])
    expect_end(port, "a ping of 126 bytes", frame(PING, b"x" * 126), (1002,))
    expect_end(port, "a fragmented ping", frame(PING, b"x", fin=False) +
               frame(CONT, b"y"), (1002,))
    expect_echo(port, "a pong nobody asked for", frame(PONG, b"x") +
                frame(TEXT, b"on"), [(TEXT, b"on")])
    expect_echo(port, "a ping, byte by byte", frame(PING, b"hello"),
                [(PONG, b"hello")], 1)


def reserved(port, _):
    for rsv in range(1, 8):
        expect_end(port, f"reserved bits {rsv:03b}",
                   frame(TEXT, b"x", rsv=rsv), (1002,))
        expect_end(port, f"reserved bits {rsv:03b} on a ping",
                   frame(PING, b"x", rsv=rsv), (1002,))
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
        expect_end(port, f"opcode {opcode}", frame(opcode, b"x"), (1002,))
        expect_end(port, f"opcode {opcode} behind a message",
                   frame(TEXT, b"a") + frame(opcode), (1002,), [(TEXT, b"a")])


def fragments(port, random_):
    expect_echo(port, "two fragments", frame(TEXT, b"ab", fin=False) +
                frame(CONT, b"cd"), [(TEXT, b"abcd")])
    expect_echo(port, "a ping between", frame(TEXT, b"ab", fin=False) +
                frame(PING, b"p") + frame(CONT, b"cd"),
                [(PONG, b"p"), (TEXT, b"abcd")])
    expect_echo(port, "empty ones", frame(TEXT, b"", fin=False) +
                frame(CONT, b"", fin=False) + frame(CONT, b""), [(TEXT, b"")])
    body = random_.randbytes(20000)
    expect_echo(port, "twenty thousand of a byte",
                frame(BINARY, body[:1], fin=False) +
                b"".join(frame(CONT, body[i:i + 1], fin=False)
                         for i in range(1, len(body) - 1)) +
                frame(CONT, body[-1:]), [(BINARY, body)])
    expect_end(port, "a continuation of nothing", frame(CONT, b"x"), (1002,))
    expect_end(port, "again after a whole message", frame(TEXT, b"a") +
               frame(CONT, b"x"), (1002,), [(TEXT, b"a")])
    expect_end(port, "a message within another",
               frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), (1002,))
    expect_end(port, "a close within a message, then more of it",
               frame(TEXT, b"a", fin=False) + close_of(1000) +
               frame(CONT, b"b"), (1000,))


GOOD_UTF8 = ["", "\u03ba\u1f79\u03c3\u03bc\u03b5", "\x00", "\x7f", "\u0080", "\u07ff",
             "\u0800", "\ud7ff", "\ue000", "\ufffd", "\ufffe", "\uffff",
             "\U00010000", "\U0010ffff", "\ufeff"]
BAD_UTF8 = [b"\x80", b"\xbf", b"\xc0\xaf", b"\xc1\xbf", b"\xc3", b"\xe0\x80\xaf",
            b"\xe0\x9f\xbf", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xe2\x82",
            b"\xf0\x80\x80\xaf", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80",
            b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe", b"\xff",
            b"ok\xff", b"\xce\xba\xe1\xbd\xb9\xed\xa0\x80edited"]


def utf8(port, _):
    for text in GOOD_UTF8:
        body = text.encode()
        expect_echo(port, f"good UTF-8 {body}", frame(TEXT, body),
                    [(TEXT, body)])
        whole = "a".encode() + body + "z".encode()
        pieces = [frame(TEXT if i == 0 else CONT, whole[i:i + 1], fin=False)
                  for i in range(len(whole))] + [frame(CONT)]
        expect_echo(port, f"{body} in fragments of a byte", b"".join(pieces),
                    [(TEXT, whole)])
    for body in BAD_UTF8:
        expect_end(port, f"bad UTF-8 {body}", frame(TEXT, body), (1007,))
        half = len(body) // 2
        expect_end(port, f"bad UTF-8 {body} in two",
                   frame(TEXT, body[:half], fin=False) +
                   frame(CONT, body[half:]), (1007,))
        expect_echo(port, f"{body} is good in a binary message",
                    frame(BINARY, body), [(BINARY, body)])


def closing(port, _):
    def closes(why, send, want):
        peer = Peer(port)
        peer.sock.sendall(send)
        got = peer.all()
        check([m for m in got if m[0] == CLOSE] == want and
              all(m[0] == CLOSE for m in got), why, brief(got))

    for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000,
                 3999, 4000, 4999):
        peer = Peer(port)
        peer.sock.sendall(close_of(code, b"bye"))
        got = peer.all()
        check(len(got) == 1 and got[0][0] == CLOSE and
              got[0][1][:2] == struct.pack(">H", code),
              f"close {code} is answered with it", brief(got))
    # From 5000 on nothing is said of codes (RFC 6455, 7.4.2).
    for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999):
        expect_end(port, f"close {code} is not for the wire", close_of(code),
                   (1002,))
    expect_end(port, "a close of one byte", frame(CLOSE, b"\x03"), (1002,))
    expect_end(port, "a close of 126 bytes",
               close_of(1000, b"x" * 124), (1002,))
    expect_end(port, "a reason that is not UTF-8",
               close_of(1000, b"\xce\xba\xed\xa0\x80"), (1007, 1002))
    peer = Peer(port)
    peer.sock.sendall(frame(CLOSE))
    got = peer.all()
    check(len(got) == 1 and got[0][0] == CLOSE and
          got[0][1] in (b"", struct.pack(">H", 1000)), "a close without a code",
          brief(got))
    closes("what comes behind a close is not read",
           close_of(1000) + frame(TEXT, b"late") + frame(PING, b"late"),
           [(CLOSE, struct.pack(">H", 1000))])


# ---- permessage-deflate (RFC 7692) ----

DEFLATE = "permessage-deflate"
NO_TAKEOVER = "; server_no_context_takeover; client_no_context_takeover"


def deflated(body, bits=15, final=False):
    """What a client makes of a message."""
    z = zlib.compressobj(9, zlib.DEFLATED, -bits)
    if final:
        return z.compress(body) + z.flush(zlib.Z_FINISH) + b"\x00"
    return (z.compress(body) + z.flush(zlib.Z_SYNC_FLUSH))[:-4]


def negotiation(port, _):
    bits = "; server_max_window_bits="
    for why, offer, want in (
            ("nothing offered", [], None),
            ("bare", [DEFLATE], NO_TAKEOVER),
            ("a browser's", [DEFLATE + "; client_max_window_bits"], NO_TAKEOVER),
            ("with a value", [DEFLATE + ";client_max_window_bits=12"],
             NO_TAKEOVER),
            ("both takeovers", [DEFLATE + NO_TAKEOVER], NO_TAKEOVER),
            ("a window", [DEFLATE + bits + "12"], NO_TAKEOVER + bits + "12"),
            ("the smallest window", [DEFLATE + bits + "8"],
             NO_TAKEOVER + bits + "8"),
            ("in quotes", [DEFLATE + bits + '"10"'], NO_TAKEOVER + bits + "10"),
            ("the second of two", [DEFLATE + "; unheard_of, " + DEFLATE],
             NO_TAKEOVER),
            ("the first of three",
             [", ".join([DEFLATE + bits + "9", DEFLATE + bits + "15", DEFLATE])],
             NO_TAKEOVER + bits + "9"),
            ("three with all their parameters, 296 bytes",
             [", ".join([DEFLATE + "; client_no_context_takeover; "
                         "client_max_window_bits; server_no_context_takeover" +
                         bits + "9",
                         DEFLATE + "; client_no_context_takeover; "
                         "client_max_window_bits; server_no_context_takeover",
                         DEFLATE + "; client_no_context_takeover; "
                         "client_max_window_bits"])],
             NO_TAKEOVER + bits + "9"),
            ("bare ones, then one with a parameter",
             [", ".join([DEFLATE, DEFLATE, DEFLATE + bits + "9", DEFLATE])],
             NO_TAKEOVER),
            ("bare ones only", [", ".join([DEFLATE] * 3)], NO_TAKEOVER),
            ("in two headers", [DEFLATE + bits + "7", DEFLATE], NO_TAKEOVER),
            ("behind another extension", ["x-foo; bar=1, " + DEFLATE],
             NO_TAKEOVER),
            ("another extension", ["x-webkit-deflate-frame"], None),
            ("a parameter of another", [DEFLATE + "; bar"], None),
            ("a window that is none", [DEFLATE + bits + "16"], None),
            ("no number", [DEFLATE + bits], None),
            ("a number in front of another", [DEFLATE + bits + "012"], None),
            ("a window without a value", [DEFLATE + "; server_max_window_bits"],
             None),
            ("twice the same", [DEFLATE + 2 * "; client_no_context_takeover"],
             None),
            ("a value where none goes",
             [DEFLATE + "; server_no_context_takeover=1"], None),
            ("longer than any browser's", [DEFLATE + "; x" * 80], None)):
        try:
            peer = Peer(port, offer)
            got = peer.extensions
            peer.sock.close()
        except (EOFError, ConnectionError) as e:
            # libwebsockets takes no longer header than 255 bytes.
            got = [] if len(str(offer)) > 255 else repr(e)
        check(got == ([] if want is None else [DEFLATE + want]),
              f"offered: {why}", got)


def inflating(port, random_):
    offer = [DEFLATE]
    for n in (0, 1, 16, 64, 128, 1024, 4096, 8192, 65536, 131072, 1 << 20):
        body = (b"dissection of Calot's triangle; " * (n // 32 + 1))[:n]
        expect_echo(port, f"{n} bytes deflated", frame(TEXT, deflated(body),
                    rsv=4), [(TEXT, body)], offer=offer)
        body = random_.randbytes(n)
        expect_echo(port, f"{n} random bytes", frame(BINARY, deflated(body),
                    rsv=4), [(BINARY, body)], offer=offer)
    for bits in (9, 12):
        body = random_.randbytes(300) * 9
        expect_echo(port, f"a window of {bits} bits",
                    frame(BINARY, deflated(body, bits), rsv=4),
                    [(BINARY, body)],
                    offer=[DEFLATE + f"; server_max_window_bits={bits}"])
    body = b"hello " * 100
    packed = deflated(body)
    expect_echo(port, "not deflated, though it may be", frame(TEXT, body),
                [(TEXT, body)], offer=offer)
    expect_echo(port, "deflated and not, in turns",
                (frame(TEXT, packed, rsv=4) + frame(TEXT, b"x")) * 50,
                [(TEXT, body), (TEXT, b"x")] * 50, offer=offer)
    expect_echo(port, "a last block", frame(TEXT, deflated(body, final=True),
                rsv=4), [(TEXT, body)], offer=offer)
    for chop in (1, 7):
        expect_echo(port, f"in pieces of {chop} bytes",
                    frame(TEXT, packed, rsv=4), [(TEXT, body)], chop,
                    offer=offer)
    pieces = [frame(TEXT if i == 0 else CONT, packed[i:i + 1], fin=False,
                    rsv=0 if i else 4) for i in range(len(packed))]
    expect_echo(port, "in fragments of a byte, a ping between",
                pieces[0] + frame(PING, b"p") + b"".join(pieces[1:]) +
                frame(CONT), [(PONG, b"p"), (TEXT, body)], offer=offer)
    expect_echo(port, "and a pong between", pieces[0] + frame(PONG, b"p") +
                b"".join(pieces[1:]) + frame(CONT), [(TEXT, body)],
                offer=offer)
    expect_end(port, "RSV1 on a continuation", frame(TEXT, packed[:3],
               fin=False, rsv=4) + frame(CONT, packed[3:], rsv=4), (1002,),
               offer=offer)
    for rsv in (1, 2, 3, 5, 6, 7):
        expect_end(port, f"reserved bits {rsv:03b} with deflate",
                   frame(TEXT, packed, rsv=rsv), (1002,), offer=offer)
    for rsv in range(1, 8):
        expect_end(port, f"reserved bits {rsv:03b} on a pong, with deflate",
                   frame(PONG, b"x", rsv=rsv), (1002,), offer=offer)
    peer = Peer(port, offer)
    peer.sock.sendall(frame(PING, b"x", rsv=4))
    got = peer.all()
    check(got == [(PONG, b"x"), (CLOSE, b"\x03\xeareserved bit")],
          "RSV1 on a ping, with deflate", brief(got))
    expect_end(port, "RSV1 on a close, with deflate",
               frame(CLOSE, b"\x03\xe8", rsv=4), (1002,), offer=offer)
    expect_end(port, "RSV1 on a ping behind messages that are not deflated",
               frame(TEXT, b"a") + frame(TEXT, b"b") +
               frame(PING, b"x", rsv=4), (1002,),
               [(PONG, b"x"), (TEXT, b"a"), (TEXT, b"b")], offer=offer)
    expect_echo(port, "a ping between messages that are deflated",
                frame(TEXT, packed, rsv=4) + frame(PING, b"p") +
                frame(TEXT, packed, rsv=4),
                [(PONG, b"p"), (TEXT, body), (TEXT, body)], offer=offer)
    expect_echo(port, "a ping, then one that is deflated, byte by byte",
                frame(PING, b"p") + frame(TEXT, packed, rsv=4),
                [(PONG, b"p"), (TEXT, body)], 1, offer=offer)
    expect_end(port, "deflated without having offered it",
               frame(TEXT, packed, rsv=4), (1002,))
    expect_end(port, "deflated after an offer that was not taken",
               frame(TEXT, packed, rsv=4), (1002,), offer=[DEFLATE + "; x"])
    expect_end(port, "no DEFLATE", frame(TEXT, b"plain text", rsv=4),
               (1007,), offer=offer)
    for text in BAD_UTF8:
        expect_end(port, f"bad UTF-8 {text} deflated",
                   frame(TEXT, deflated(text), rsv=4), (1007,), offer=offer)
    # The echo's limit is 16 MiB and 4 KiB.
    expect_end(port, "a bomb", frame(TEXT, deflated(b"\0" * (64 << 20)), rsv=4),
               (1009,), offer=offer)


# ---- clients that are not ours ----

async def with_websockets(url):
    import websockets
    async with websockets.connect(url, max_size=None) as ws:
        assert [e.name for e in ws.extensions] == [DEFLATE]
        for body in ("x", "\u20ac" * 70000, b"\xff" * 100000):
            await ws.send(body)
            assert await ws.recv() == body
        await ws.send(["a", "b", "c"])  # three fragments
        assert await ws.recv() == "abc"
        await (await ws.ping(b"p"))


def with_autobahn(port):
    """In a process of its own: it has a loop of its own."""
    code = f"""
import asyncio
from autobahn.asyncio.websocket import (WebSocketClientFactory,
                                        WebSocketClientProtocol)
from autobahn.websocket.compress import (PerMessageDeflateOffer,
                                         PerMessageDeflateResponse,
                                         PerMessageDeflateResponseAccept)
bodies = [b"x", "\\u20ac".encode() * 3000, b"y" * 200000]
class Client(WebSocketClientProtocol):
    got = 0
    def onOpen(self):
        self.sendMessage(bodies[0])
    def onMessage(self, payload, is_binary):
        assert payload == bodies[self.got] and not is_binary
        Client.got = self.got = self.got + 1
        if self.got < len(bodies):
            self.sendMessage(bodies[self.got])
        else:
            self.sendClose(1000, "done")
    def onClose(self, clean, code, reason):
        loop.stop()
        Client.clean = clean and code == 1000
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
factory = WebSocketClientFactory("ws://127.0.0.1:{port}/")
factory.protocol = Client
def accept(answer):
    assert isinstance(answer, PerMessageDeflateResponse)
    Client.deflates = True
    return PerMessageDeflateResponseAccept(answer)
factory.setProtocolOptions(
    perMessageCompressionOffers=[PerMessageDeflateOffer()],
    perMessageCompressionAccept=accept)
loop.run_until_complete(loop.create_connection(factory, "127.0.0.1", {port}))
loop.run_forever()
assert Client.got == 3 and Client.clean and Client.deflates, (Client.got, Client.clean)
"""
    return run(["/usr/bin/python3", "-c", code])


def run(args):
    done = subprocess.run(args, capture_output=True, text=True, timeout=WAIT_S)
    return done.returncode == 0, done.stderr[-800:]


def npm():
    """The registry's packages, or None; lib.sh knows how."""
    done = subprocess.run(
        ["bash", "-c", f". '{HERE}/lib.sh' && npm_ready && echo \"$NPM\""],
        capture_output=True, text=True, timeout=300)
    return done.stdout.strip() if done.returncode == 0 else None


def with_ws(port, where):
    code = f"""
const {{ createRequire }} = require("node:module")
const WebSocket = createRequire("{where}/")("ws")
const bodies = ["x", "\\u20ac".repeat(70000), Buffer.alloc(1 << 20, 255)]
const ws = new WebSocket("ws://127.0.0.1:{port}/")
let got = 0
ws.on("open", () => ws.extensions.includes("{DEFLATE}") ?
	ws.send(bodies[0]) : process.exit(4))
ws.on("message", (data, binary) => {{
	const want = bodies[got++]
	if (binary !== Buffer.isBuffer(want) ||
	    Buffer.compare(Buffer.from(data), Buffer.from(want)) !== 0)
		process.exit(1)
	if (got < bodies.length) ws.send(bodies[got])
	else ws.close(1000, "done")
}})
ws.on("close", code => process.exit(code === 1000 && got === 3 ? 0 : 2))
ws.on("error", e => {{ console.error(e); process.exit(3) }})
"""
    return run(["node", "-e", code])


def with_chromium(port):
    """A page that tells this test what it saw."""
    page = f"""<!doctype html><title>echo</title><script>
const bodies = ["x", "\\u20ac".repeat(70000)]
let got = 0, wrong = 0
const ws = new WebSocket("ws://127.0.0.1:{port}/")
ws.onopen = () => ws.send(bodies[0])
ws.onmessage = e => {{
	wrong += e.data !== bodies[got++]
	if (got < bodies.length) ws.send(bodies[got])
	else ws.close(1000, "done")
}}
ws.onclose = e => fetch(
	`/told?${{e.code}},${{got}},${{wrong}},${{ws.extensions.split(";")[0]}}`)
</script>""".encode()
    told = queue.Queue()

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path.startswith("/told?"):
                told.put(self.path[6:])
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as where:
        browser = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
             f"--user-data-dir={where}", "--remote-debugging-port=0",
             f"http://127.0.0.1:{server.server_port}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            saw = told.get(timeout=60)
        except queue.Empty:
            saw = "nothing"
        browser.terminate()
        browser.wait(WAIT_S)
    server.shutdown()
    return saw == "1000,2,0," + DEFLATE, saw


def clients(port):
    try:
        asyncio.run(asyncio.wait_for(
            with_websockets(f"ws://127.0.0.1:{port}/"), WAIT_S))
        check(True, "python3-websockets")
    except Exception as e:  # whatever a client of others may raise
        check(False, "python3-websockets", repr(e))
    check(*with_why("python3-autobahn", with_autobahn(port)))
    where = npm()
    check(where is not None, "packages of the npm registry")
    if where:
        check(*with_why("ws of npm", with_ws(port, where)))
    if shutil.which("chromium"):
        check(*with_why("Chromium", with_chromium(port)))
    else:
        print("71-websocket.py: skipped: no Chromium here")


def with_why(why, outcome):
    good, detail = outcome
    return good, why, detail


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    args = p.parse_args()
    print(f"seed {args.seed}")
    random_ = random.Random(args.seed)
    relay = subprocess.Popen(
        [os.path.join(BUILD, "bin", "scrubrelayd"), "--echo", "0"],
        stderr=subprocess.PIPE, text=True)
    try:
        line = relay.stderr.readline()
        port = int(re.search(r"port=(\d+)", line).group(1))
        for part in (framing, control, reserved, fragments, utf8, closing,
                     negotiation, inflating):
            part(port, random_)
        clients(port)
        check(relay.poll() is None, "it is still there")
    finally:
        relay.terminate()
        check(relay.wait(WAIT_S) == 0, "it ends as asked")
    return end()


if __name__ == "__main__":
    sys.exit(main())
