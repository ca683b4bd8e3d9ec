#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sentences of the command that have no Indonesian: tests/sentences.py

What stands as a literal in a call of say(), output_*() or sr_fault_set() in
client/ is a sentence; the catalogue has a row for each. Prints those without,
by file and line. Commands (SAME) are called the same in both.
"""

import glob
import pathlib
import re
import sys

LITERAL = r'"((?:[^"\\]|\\.)*)"'
LITERALS = rf"(?:{LITERAL}\s*)+"
CALLS = r"\b(?:say|output_(?:look|fail|status|hint|heading)|sr_fault_set)\s*\("
SAME = re.compile(r"(?:archive|user|review|milestone)(?: [a-z]+)?(?:: %s)?|PROC|\[--json\]")


def c_text(file):
    """The file; a comment is blanks, "a" PRIu64 "b" is "aPRIu64b"."""
    text = pathlib.Path(file).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)
    return re.sub(r'"\s*(PRI[a-zA-Z0-9]+)\s*"', r"\1", text)


def joined(text):
    return "".join(re.findall(LITERAL, text))


def sentences():
    """Of the catalogue: English and Indonesian, errors of the protocol too."""
    found = set(re.findall(LITERAL, c_text("relay/proto/err.h")))
    for file in glob.glob("relay/proto/catalogue_rows*.inc"):
        for row in re.finditer(rf"\{{\s*({LITERALS}),\s*({LITERALS})\}}", c_text(file)):
            found |= {joined(row[1]), joined(row[3])}
    return found


def call_end(text, at):
    depth = 1
    while depth:
        inside = re.compile(rf'{LITERAL}|[()]').search(text, at)
        depth += {"(": 1, ")": -1}.get(inside[0], 0)
        at = inside.end()
    return at


def missing(file, known):
    text = c_text(file)
    for call in re.finditer(CALLS, text):
        words = text[call.end() : call_end(text, call.end())]
        for literal in re.finditer(LITERALS, words):
            sentence = joined(literal[0])
            bare = re.sub(r"%[-0-9.]*(?:PRI|[lz]*)[a-zA-Z]\w*|\\[a-z]", "", sentence)
            if not re.search("[A-Za-z]{3}", bare) or SAME.fullmatch(sentence):
                continue
            if sentence not in known:
                yield f"{file}:{text.count(chr(10), 0, call.start()) + 1}: {sentence}"


known = sentences()
found = [line for file in sorted(glob.glob("client/*.c")) for line in missing(file, known)]
print("\n".join(dict.fromkeys(found)))
sys.exit(bool(found))
