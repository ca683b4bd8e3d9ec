#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Looks for the roster's identifiers where none may be.

canaries.py taps ROSTER student=FILE...   frames to readers (FILE.* of tap.py)
canaries.py files ROSTER FILE...          database, log, anything on disk
canaries.py raw ROSTER DRAFTS             the search itself finds them in drafts
Ends with "N passed, N failed".
"""

import glob
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "relay", "demo"))
from canaries import Canaries  # noqa: E402

count = {True: 0, False: 0}


def check(good, why):
    count[bool(good)] += 1
    if not good:
        print("canaries: failed:", why, file=sys.stderr)


def frames_of(data):
    """Payloads of the text frames in what the relay sent on one connection:
    unmasked, after a header of HTTP."""
    at, texts = 0, []
    while at < len(data):
        if data[at:at + 5] == b"HTTP/":
            at = data.index(b"\r\n\r\n", at) + 4
            continue
        opcode, size = data[at] & 0x0F, data[at + 1] & 0x7F
        at += 2
        if size == 126:
            size = int.from_bytes(data[at:at + 2], "big")
            at += 2
        elif size == 127:
            size = int.from_bytes(data[at:at + 8], "big")
            at += 8
        if opcode == 1:
            texts.append(data[at:at + size].decode())
        at += size
    return texts


def strings_of(value):
    """All strings in a JSON value, but ids and proofs that are random."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for v in value:
            yield from strings_of(v)
    elif isinstance(value, dict):
        for k, v in value.items():
            if k not in ("procedure", "relay", "nonce", "signature", "draft"):
                yield from strings_of(v)


def taps(roster, files):
    for word in files:
        who, file = word.split("=", 1)
        canaries = Canaries(roster, dates_too=who == "student")
        frames = []
        for connection in glob.glob(glob.escape(file) + ".*"):
            with open(connection, "rb") as f:
                data = f.read()
            found = canaries.found_in_bytes(data)
            check(not found, f"bytes to the {who} hold {found}")
            frames += frames_of(data)
        check(len(frames) > 100, f"the {who}'s {len(frames)} frames are a whole "
              "operation")
        for text in frames:
            found = [w for s in strings_of(json.loads(text))
                     for w in canaries.found_in(s)]
            check(not found, f"a frame to the {who} holds {found}")


def files(roster, names):
    canaries = Canaries(roster, dates_too=True)
    for name in names:
        with open(name, "rb") as f:
            found = canaries.found_in_bytes(f.read())
        check(not found, f"{name} holds {found}")


def raw(roster, names):
    """A search that finds nothing anywhere would prove nothing."""
    canaries = Canaries(roster, dates_too=True)
    with open(names[0], "rb") as f:
        data = f.read()
    check(len(canaries.found_in_bytes(data)) > 15,
          "the search in bytes finds identifiers in raw drafts")
    lines = sum(bool(canaries.found_in(line))
                for line in data.decode().splitlines())
    check(lines > 25, "the search in texts finds identifiers in raw drafts")
    for text, there in (("Babcock clamp off", False), ("Dr Babcock", True),
                        ("Tollivar", True), ("MRN 4002-7713", True),
                        ("on 30 Maret", True), ("tolerance", False)):
        check(bool(canaries.found_in(text)) == there, f"search in <{text}>")


if __name__ == "__main__":
    {"taps": taps, "files": files, "raw": raw}[sys.argv[1]](
        sys.argv[2], sys.argv[3:])
    print(f"{count[True]} passed, {count[False]} failed")
    sys.exit(1 if count[False] or not count[True] else 0)
