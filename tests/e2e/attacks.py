#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What strangers send to a relay, and what they get.

attacks.py HOST PORT [--ca FILE] [--hello-ms N] [--silent N]
  --ca        TLS, as localhost; the file has its authority
  --hello-ms  the relay's setting (default 10000); 12000 or more lets the
              witness outlive the slowest attack
  --silent    connections that say nothing (default 2000)

Raw sockets and the standard library only: RFC 6455 by hand, so that it can be
broken. Before each attack a witness connects; after it the witness' ping must
be answered at once, and a newcomer must be welcome. Outcomes are those of
PROTOCOL.md, section 9. Prints "N passed, N failed".
"""

import argparse
import os
import resource
import select
import socket
import ssl
import struct
import sys
import time

from counted import check, end

GRACE = 3.0  # seconds for a relay on a busy machine
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
SUBPROTOCOL = "scrubrelay.v1"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
ENDED = "ended"  # without a close frame
ARGS = TLS = None


def request(*more, upgrade="websocket", key=KEY, version="13",
            protocol=SUBPROTOCOL):
    lines = ["GET / HTTP/1.1", "Host: relay", "Connection: Upgrade"]
    if upgrade is not None:
        lines.append("Upgrade: " + upgrade)
    if key is not None:
        lines.append("Sec-WebSocket-Key: " + key)
    if version is not None:
        lines.append("Sec-WebSocket-Version: " + version)
    if protocol is not None:
        lines.append("Sec-WebSocket-Protocol: " + protocol)
    return "\r\n".join(lines + list(more) + ["", ""]).encode()


def frame(opcode, payload=b"", fin=True, rsv=0, masked=True, length=None):
    """length: what the header says, when that is not the truth."""
    n = len(payload) if length is None else length
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    mask_bit = 0x80 if masked else 0
    if n < 126:
        head += bytes([mask_bit | n])
    elif n < 65536:
        head += bytes([mask_bit | 126]) + struct.pack(">H", n)
    else:
        head += bytes([mask_bit | 127]) + struct.pack(">Q", n)
    if not masked:
        return head + payload
    mask = b"\x12\x34\x56\x78"
    whole = (mask * (len(payload) // 4 + 1))[:len(payload)]
    return head + mask + bytes(a ^ b for a, b in zip(payload, whole))


def connect(source=None):
    s = socket.socket()
    if source:
        s.bind((source, 0))
    s.settimeout(GRACE)
    s.connect((ARGS.host, ARGS.port))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return TLS.wrap_socket(s, server_hostname="localhost") if TLS else s


def vanish(s):
    """Reset, not close: nothing is left to be said."""
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


class Peer:
    """A connection that keeps to RFC 6455 unless it is told otherwise."""

    def __init__(self, source=None):
        self.s = connect(source)
        self.have = b""
        self.s.sendall(request())
        status = self.head()
        if not status.startswith("HTTP/1.1 101"):
            raise ConnectionError(status)

    def head(self):
        while b"\r\n\r\n" not in self.have:
            more = self.s.recv(65536)
            if not more:
                raise ConnectionError("ended in the handshake")
            self.have += more
        head, self.have = self.have.split(b"\r\n\r\n", 1)
        return head.decode("latin-1")

    def frame(self, timeout):
        """(opcode, payload), or None at the end."""
        until = time.monotonic() + timeout
        while True:
            if len(self.have) >= 2:
                n, at = self.have[1] & 0x7f, 2
                if n == 126:
                    n, at = struct.unpack(">H", self.have[2:4])[0], 4
                elif n == 127:
                    n, at = struct.unpack(">Q", self.have[2:10])[0], 10
                if len(self.have) >= at + n:
                    got = self.have[0] & 15, self.have[at:at + n]
                    self.have = self.have[at + n:]
                    return got
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.s.settimeout(left)
            try:
                more = self.s.recv(65536)
            except ConnectionError:
                more = b""
            if not more:
                return None
            self.have += more

    def send(self, data):
        """As much as the relay takes; it may end the connection meanwhile."""
        self.s.settimeout(GRACE)
        try:
            self.s.sendall(data)
        except (ConnectionError, TimeoutError):
            pass

    def outcome(self, timeout=GRACE):
        """Close code, ENDED, or "open" when neither comes in time."""
        try:
            while True:
                got = self.frame(timeout)
                if got is None:
                    return ENDED
                if got[0] == CLOSE:
                    self.send(frame(CLOSE, got[1][:2]))
                    if len(got[1]) < 2:
                        return 1005
                    return struct.unpack(">H", got[1][:2])[0]
        except TimeoutError:
            return "open"

    def answers_ping(self, timeout=GRACE):
        self.send(frame(PING, b"there?"))
        try:
            while True:
                got = self.frame(timeout)
                if got is None or got[0] == CLOSE:
                    return False
                if got == (PONG, b"there?"):
                    return True
        except TimeoutError:
            return False


# ---- frames: (why, what is sent after the handshake, outcomes allowed)

BAD_UTF8 = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
            b"ok \xe2\x82", b"\x80"]
FRAMES = [
    ("one frame too large", frame(TEXT, b" " * 65537), {1009}),
    ("4 GiB announced", frame(TEXT, b" ", length=1 << 32), {1009}),
    ("2^62 announced", frame(TEXT, b" ", length=1 << 62), {1009}),
    ("2^63 announced, which no length may be",
     frame(TEXT, b" ", length=1 << 63), {1002, ENDED}),
    ("fragments too large together",
     frame(TEXT, b" " * 8192, fin=False) +
     frame(0, b" " * 8192, fin=False) * 8, {1009}),
    ("fragmented for ever, a byte each",
     frame(TEXT, b" ", fin=False) + frame(0, b" ", fin=False) * 20000,
     {4004}),
    ("fragmented for ever, nothing each",
     frame(TEXT, b"", fin=False) + frame(0, b"", fin=False) * 20000,
     {4004}),
    ("binary", frame(BINARY, b"{}"), {1003}),
    ("a continuation of nothing", frame(0, b"x"), {1002}),
    ("a message inside a message",
     frame(TEXT, b"x", fin=False) + frame(TEXT, b"y"), {1002}),
    ("a fragmented ping", frame(PING, b"x", fin=False), {1002}),
    ("a ping of 126 bytes", frame(PING, b"x" * 126), {1002, ENDED}),
    ("a close of 126 bytes", frame(CLOSE, b"x" * 126), {1002, ENDED}),
    ("a close code that none may send",
     frame(CLOSE, struct.pack(">H", 1005)), {1002}),
    # libwebsockets 4.1.6 does not tell, and reads it like a masked one:
    # RFC 6455, 5.1 wants it refused. It is refused here for what it says.
    ("not masked", frame(TEXT, b"garbage", masked=False), {1002, 4005}),
    ("not JSON", frame(TEXT, b"garbage"), {4005}),
    ("JSON nested deeply", frame(TEXT, b"[" * 60000), {4005}),
    ("an empty message", frame(TEXT, b""), {4005}),
    ("a NUL", frame(TEXT, b'{"op":"hello\x00"}'), {4005}),
] + [
    ("not UTF-8: " + bad.hex(), frame(TEXT, bad), {1007}) for bad in BAD_UTF8
] + [
    ("reserved bits %d" % rsv, frame(TEXT, b"x", rsv=rsv), {1002})
    for rsv in (1, 2, 4, 7)
] + [
    ("reserved opcode %d" % op, frame(op, b"x"), {1002})
    for op in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
]

# ---- handshakes: (why, bytes, statuses allowed)

HANDSHAKES = [
    ("no subprotocol", request(protocol=None), {"400"}),
    ("another subprotocol", request(protocol="chat"), {"400"}),
    ("another version", request(version="8"), {"426"}),
    ("no key", request(key=None), {"400"}),
    ("a page that is not there", b"GET /x HTTP/1.1\r\nHost: x\r\n\r\n", {"404"}),
    ("another page", b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
     {"404", "403", ENDED}),
    ("something is posted",
     b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nhigh",
     {"405"}),
    ("HTTP/2 over clear text",
     request("HTTP2-Settings: AAMAAABkAAQAAP__", upgrade="h2c"), {"426"}),
    ("HTTP/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
     {"403", "426", ENDED}),
    ("an unknown upgrade", request(upgrade="foo"), {"403"}),
    ("an empty upgrade", request(upgrade="").replace(b"GET /", b"GET /x"),
     {"404", ENDED}),
    ("two requests at once",
     request(upgrade="foo") + request(), {"403"}),
    ("a proxy is wanted", b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
     {"400", "403", "405", "426", ENDED}),
    ("TLS to a plain port", bytes.fromhex("16030100c8010000c40303") +
     os.urandom(64) + b"\r\n\r\n", {"403", ENDED}),
    ("random bytes", bytes(range(256)) * 4 + b"\r\n\r\n",
     {"403", ENDED}),
    ("a header of 64 KiB", b"GET / HTTP/1.1\r\nX: " + b"a" * 65536 +
     b"\r\n\r\n", {ENDED, "400", "403", "413", "431"}),
    ("a path of 16 KiB", b"GET /" + b"a" * 16384 + b" HTTP/1.1\r\n\r\n",
     {ENDED, "400", "403", "413", "414", "426"}),
    ("a thousand headers", b"GET / HTTP/1.1\r\nHost: x\r\n" +
     b"Sec-WebSocket-Protocol: a\r\n" * 1000 + b"\r\n",
     {ENDED, "400", "403", "413", "426", "431"}),
]


def handshake_outcome(data):
    s = connect()
    got = b""
    try:
        s.sendall(data)
        if not TLS:
            s.shutdown(socket.SHUT_WR)
        while True:
            more = s.recv(65536)
            if not more:
                break
            got += more
    except TimeoutError:
        return "open"
    except OSError:
        pass
    finally:
        s.close()
    if not got:
        return ENDED
    return got.split(b" ", 2)[1].decode("latin-1")


def ping_flood():
    """20,000 pings, no pong read: answered, or dropped, but not kept."""
    peer = Peer()
    for _ in range(200):
        peer.send(frame(PING, b"p" * 100) * 100)
    vanish(peer.s)
    return "gone"


def come_and_go():
    """Connections that vanish: at once, in the handshake, just after it."""
    for i in range(1500):
        s = connect()
        if i % 3:
            s.sendall(request()[:20] if i % 3 == 1 else request())
        vanish(s)
    for _ in range(100):
        vanish(Peer().s)
    return "gone"


def ends(sockets, until):
    """How each of them ended by then: a close code, ENDED or "open"."""
    outcome = {}
    have = {s: b"" for s in sockets}
    poll = select.epoll()
    by_fd = {s.fileno(): s for s in sockets}
    for s in sockets:
        s.setblocking(False)
        poll.register(s, select.EPOLLIN)
    while len(outcome) < len(sockets) and time.monotonic() < until:
        for fd, _ in poll.poll(0.2):
            s = by_fd[fd]
            try:
                more = s.recv(65536)
            except (BlockingIOError, ssl.SSLWantReadError):
                continue
            except OSError:
                more = b""
            have[s] += more
            at = have[s].rfind(b"\x88")
            if not more:
                code = have[s][at + 2:at + 4] if at >= 0 else b""
                outcome[s] = struct.unpack(">H", code)[0] \
                    if len(code) == 2 else ENDED
                poll.unregister(s)
            elif at >= 0 and len(have[s]) >= at + 4:
                s.send(frame(CLOSE, have[s][at + 2:at + 4]))
    poll.close()
    return [outcome.get(s, "open") for s in sockets]


def source(i):
    """Loopback addresses: the relay counts connections by address."""
    return "127.0.%d.%d" % (1 + i // 4000, 1 + i % 100) \
        if ARGS.host.startswith("127.") else None


def silent():
    """Many that connect and say nothing, half of them not even HTTP."""
    dumb, mute = [], []
    for i in range(ARGS.silent // 2):
        dumb.append(connect(source(i)))
        mute.append(Peer(source(i)).s)
    late = time.monotonic() + max(ARGS.hello_ms / 1000, 10) + 2 * GRACE
    loris = [connect() for _ in range(50)]
    begun = time.monotonic()
    newcomers = 0
    # Slow ones send a byte of their header now and then, meanwhile.
    for byte in request()[:8]:
        for s in loris:
            try:
                s.send(bytes([byte]))
            except OSError:
                pass
        newcomers += Peer().answers_ping()
        select.select([], [], [], 0.25)
    check(newcomers == 8, "newcomers are welcome among the silent and slow")
    got = ends(mute, late)
    check(set(got) == {4000}, "no hello in time: 4000", summary(got))
    got = ends(dumb, late)
    check(set(got) == {ENDED}, "no handshake in time", summary(got))
    got = ends(loris, late)
    check(set(got) == {ENDED}, "a slow handshake is none", summary(got))
    check(time.monotonic() - begun >= 9, "but everybody has their time")
    for s in dumb + mute + loris:
        s.close()


def summary(outcomes):
    return ", ".join("%d x %s" % (outcomes.count(o), o)
                     for o in sorted(set(outcomes), key=str))


def attack(why, allowed, run):
    witness = Peer()
    try:
        got = run()
    except OSError as e:
        got = repr(e)
    check(got in allowed, why, "got %s, want %s" % (got, allowed))
    check(witness.answers_ping(), why + ": others do not notice")
    witness.s.close()


def send_frames(data):
    peer = Peer()
    peer.frame(GRACE)  # the challenge
    peer.send(data)
    got = peer.outcome()
    peer.s.close()
    return got


def main():
    global ARGS, TLS
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--ca")
    parser.add_argument("--hello-ms", type=int, default=10000)
    parser.add_argument("--silent", type=int, default=2000)
    ARGS = parser.parse_args()
    if ARGS.ca:
        TLS = ssl.create_default_context(cafile=ARGS.ca)
        TLS.set_alpn_protocols(["h2", "http/1.1"])
        check(connect().selected_alpn_protocol() == "http/1.1",
              "HTTP/2 is not offered")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    for why, data, allowed in HANDSHAKES:
        attack(why, allowed, lambda: handshake_outcome(data))
    for why, data, allowed in FRAMES:
        attack(why, allowed, lambda: send_frames(data))
    attack("ping flood", {"gone"}, ping_flood)
    attack("come and go", {"gone"}, come_and_go)
    silent()
    newcomer = Peer()
    check(newcomer.answers_ping(), "after all that, a newcomer is welcome")
    return end()


if __name__ == "__main__":
    sys.exit(main())
