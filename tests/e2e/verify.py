#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A second verifier, from relay/ARCHIVE.md alone.

verify.py FILE KEY                              the archive is whole
verify.py --proof PROOF FILE KEY ID NUMBER AUDIENCE   an entry is in its log
verify.py --consistency PROOF OLD KEY           a log follows from a checkpoint
"""
import base64
import hashlib
import sqlite3
import sys

from nacl.bindings import crypto_sign_open


def check(good, why):
    if not good:
        sys.exit("not whole: " + why)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\x01", root_of(leaves[:k]), root_of(leaves[k:]))


def read_note(note, name, key):
    text, signatures = note.split("\n\n", 1)
    text += "\n"
    own = sha(name.encode(), b"\n\x01", key)[:4]
    for line in signatures.splitlines():
        dash, who, value = line.split(" ")
        value = base64.b64decode(value, validate=True)
        if dash == "\u2014" and who == name and value[:4] == own:
            try:
                crypto_sign_open(value[4:] + text.encode(), key)
                return text.splitlines()
            except Exception:
                pass
    sys.exit("not signed by this key: " + name)


def read_checkpoint(note, key):
    origin, size, root = read_note(note, note.split("\n", 1)[0], key)
    return origin, int(size), base64.b64decode(root, validate=True)


def leaf_of(record, wrap, draft):
    return sha(b"\x00", record, wrap, draft or b"")


def verify_log(db, ix, id_, wrap, note, key):
    origin, size, root = read_checkpoint(note, key)
    check(origin == "scrubrelay.v1/" + id_.hex(), origin + ": another log's")
    leaves, gone, there = [], set(), 0
    for at, procedure, number, audience, draft, hash_, key_, record in db.execute(
            "SELECT leaf, procedure, number, audience, draft, hash, wrap,"
            " record FROM record WHERE leaf >> 32 = ? ORDER BY leaf", (ix,)):
        where = "%s: leaf %d, entry %d: " % (origin, len(leaves), number)
        check(at == (ix << 32) + len(leaves), where + "is missing")
        check(procedure == ix, where + "another procedure's")
        if record is None:
            gone.add((number, audience))
        else:
            there += 1
            check(leaf_of(record, key_, draft) == hash_, where + "changed")
            check(record[:2] == b"\x01E" and record[2:18] == id_ and
                  int.from_bytes(record[18:26], "big") == number and
                  record[27] == audience, where + "another entry's")
            if record[26] in (5, 6):
                check((number, audience) in gone, where + "replaces nothing")
                gone.remove((number, audience))
        leaves.append(hash_)
    check(len(leaves) == size, "%s: leaf %d is missing or too much" % (
        origin, min(size, len(leaves))))
    check(root_of(leaves) == root, origin + ": another tree was signed")
    if wrap is not None:
        check(not gone, "%s: leaf of entry %s is missing" % (origin, gone))
        return size
    check(there == 0, origin + ": records without a key")
    row = db.execute("SELECT receipt FROM erasure WHERE procedure = ?"
                     " AND number = 0", (ix,)).fetchone()
    check(row, origin + ": erased without a receipt")
    receipt = read_note(row[0], origin, key)
    check(receipt[:3] == ["scrubrelay.v1/erasure", "log " + origin,
                          "erased procedure"], origin + ": another receipt")
    check(receipt[5] == "after %d %s" % (
        size, base64.b64encode(root).decode()), origin + ": another receipt")
    return size


def verify(file, key):
    db = sqlite3.connect("file:%s?mode=ro" % file, uri=True)
    db.execute("BEGIN")
    check(db.execute("PRAGMA application_id").fetchone()[0] == 0x53526c79 and
          db.execute("PRAGMA user_version").fetchone()[0] == 2, "version")
    leaves = sum(verify_log(db, *row, key) for row in db.execute(
        "SELECT p.ix, p.id, p.wrap, l.checkpoint FROM procedure p"
        " JOIN log l ON l.procedure = p.ix").fetchall())
    check(leaves == db.execute("SELECT count(*) FROM record").fetchone()[0],
          "records of no procedure")
    print("%d leaves, whole" % leaves)


def inclusion_root(leaf, at, size, proof):
    """RFC 9162, 2.1.3.2."""
    last = size - 1
    for other in proof:
        if at & 1 or at == last:
            leaf = sha(b"\x01", other, leaf)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            leaf = sha(b"\x01", leaf, other)
        at, last = at >> 1, last >> 1
    return leaf if last == 0 else None


def verify_proof(proof, file, key, id_, number, audience):
    head, note = open(proof, encoding="utf-8").read().split("\n\n", 1)
    lines = head.split("\n")
    check(lines[0] == "c2sp.org/tlog-proof@v1", "the proof's first line")
    at = int(lines[1].removeprefix("index "))
    _, size, root = read_checkpoint(note, key)
    db = sqlite3.connect("file:%s?mode=ro" % file, uri=True)
    record, wrap, draft = db.execute(
        "SELECT record, r.wrap, draft FROM record r JOIN procedure"
        " ON ix = r.procedure WHERE id = ? AND number = ?"
        " AND audience = ? AND record IS NOT NULL",
        (bytes.fromhex(id_), number, audience)).fetchone()
    check(inclusion_root(leaf_of(record, wrap, draft), at, size,
                         [base64.b64decode(x) for x in lines[2:]]) == root,
          "this leaf is not proved")


def verify_consistency(proof, old, key):
    """RFC 9162, 2.1.4.2."""
    head, note = open(proof, encoding="utf-8").read().split("\n\n", 1)
    lines = head.split("\n")
    path = [base64.b64decode(x) for x in lines[1:]]
    origin, size, root = read_checkpoint(note, key)
    first, before, was = read_checkpoint(
        open(old, encoding="utf-8").read(), key)
    check(first == origin and int(lines[0].removeprefix("old ")) == before,
          "another log's proof")
    if before == size:
        check(not path and was == root, "it does not follow")
        return
    if before & (before - 1) == 0:
        path.insert(0, was)
    at, last = before - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_root = new_root = path[0]
    for other in path[1:]:
        if at & 1 or at == last:
            old_root = sha(b"\x01", other, old_root)
            new_root = sha(b"\x01", other, new_root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new_root = sha(b"\x01", new_root, other)
        at, last = at >> 1, last >> 1
    check(last == 0 and old_root == was and new_root == root,
          "it does not follow")


def main(arguments):
    def key_of(text):
        return base64.urlsafe_b64decode(text + "=")

    if arguments[0] == "--proof":
        verify_proof(arguments[1], arguments[2], key_of(arguments[3]),
                     arguments[4], int(arguments[5]), int(arguments[6]))
    elif arguments[0] == "--consistency":
        verify_consistency(arguments[1], arguments[2], key_of(arguments[3]))
    else:
        verify(arguments[0], key_of(arguments[1]))


main(sys.argv[1:])
