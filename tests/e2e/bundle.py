# SPDX-License-Identifier: MIT
"""Reads a sealed bundle, and writes one: ARCHIVE.md's section on bundles in
another language, from the document alone.

  bundle.py KEYFILE|--passphrase FILE BUNDLE    its lines on standard output
  bundle.py --write KEYFILE BUNDLE              makes one of standard input
"""
import sys
from nacl import bindings as na
from nacl.pwhash import argon2id


def key_of(head, secret):
    if head[8] == 1:
        return secret
    passes, kib = int.from_bytes(head[25:29], "big"), int.from_bytes(head[29:33], "big")
    return argon2id.kdf(32, secret, head[9:25], opslimit=passes, memlimit=kib * 1024)


def read(data, secret):
    head, at, number, last = data[:57], 57, 0, False
    if head[:8] != b"SRBUNDL1" or head[8] not in (1, 2):
        raise ValueError("not a bundle")
    state = na.crypto_secretstream_xchacha20poly1305_state()
    na.crypto_secretstream_xchacha20poly1305_init_pull(state, head[33:57], key_of(head, secret))
    while not last:
        size = int.from_bytes(data[at:at + 4], "big")
        sealed = data[at + 4:at + 4 + size]
        if len(sealed) != size or size < 17:
            raise ValueError(f"record {number}: cut")
        plain, tag = na.crypto_secretstream_xchacha20poly1305_pull(
            state, sealed, head if number == 0 else None)
        if len(plain) % 64 or plain[-1:] != b"\n":
            raise ValueError(f"record {number}: no padded line")
        last = tag == na.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        at, number = at + 4 + size, number + 1
        yield plain.rstrip(b" \n").decode()
    if at != len(data):
        raise ValueError("more behind the last record")


def write(lines, secret):
    state = na.crypto_secretstream_xchacha20poly1305_state()
    header = na.crypto_secretstream_xchacha20poly1305_init_push(state, secret)
    head = b"SRBUNDL1" + b"\1" + bytes(24) + header
    out = head
    for i, line in enumerate(lines):
        plain = line.encode()
        plain += b" " * (-(len(plain) + 1) % 64) + b"\n"
        tag = (na.crypto_secretstream_xchacha20poly1305_TAG_FINAL if i + 1 == len(lines)
               else na.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
        sealed = na.crypto_secretstream_xchacha20poly1305_push(
            state, plain, head if i == 0 else None, tag)
        out += len(sealed).to_bytes(4, "big") + sealed
    return out


if __name__ == "__main__":
    first, secret_file, name = (sys.argv[1:] if len(sys.argv) > 3
                                else ["--key", *sys.argv[1:]])
    words = open(secret_file, "rb").read()
    if first == "--write":
        open(name, "wb").write(write(sys.stdin.read().splitlines(), words))
    else:
        words = words.rstrip(b"\n") if first == "--passphrase" else words
        for text in read(open(name, "rb").read(), words):
            print(text)
