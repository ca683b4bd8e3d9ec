#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make the filter that shape_read.c asks before the automaton of words.

    shape_first.py shape_words.re shape_read.c OUT.c

Which letters a word or phrase of shape_words.re may begin with, up to the
first sign, space or digit, and the words of may_of_word in shape_read.c: two bits
each of a table by hash_word(). And what each word is that no phrase begins
with: a table by the same hash, open addressing, its upper 32 bits as the
print. Of re2c's patterns only what stands in shape_words.re is read; anything
else ends the build.
"""
import re
import sys
from pathlib import Path

BITS = 1 << 15
SLOTS = 1 << 13
MASK = (1 << 64) - 1


def hash64(word):
    """hash_word() of hash.h."""
    h = len(word)
    for at in range(0, max(len(word), 1), 8):
        part = int.from_bytes(word[at:at + 8], "little")
        h = ((h ^ part) * 0x9E3779B97F4A7C15) & MASK
        h ^= h >> 32
    h = (h * 0xD6E8FEB86659FD93) & MASK
    return h ^ (h >> 32)


class Pattern:
    """What a pattern begins with: (letters, whether it may go on)."""

    def __init__(self, text, names):
        self.text, self.names, self.at = text, names, 0

    def wrong(self):
        sys.exit(f"shape_first.py: cannot read {self.text[self.at:self.at + 40]!r}")

    def peek(self):
        while self.text[self.at:self.at + 1].isspace():
            self.at += 1
        return self.text[self.at:self.at + 1]

    def either(self):
        found = self.row()
        while self.peek() == "|":
            self.at += 1
            found |= self.row()
        return found

    def row(self):
        found = {("", True)}
        while self.peek() not in ("", "|", ")"):
            behind = self.item()
            found = ({f for f in found if not f[1]}
                     | {(a + b, more) for a, goes_on in found if goes_on for b, more in behind})
        return found

    def take(self, pattern):
        m = re.compile(pattern).match(self.text, self.at)
        if not m:
            self.wrong()
        self.at = m.end()
        return m.group(1)

    def item(self):
        sign = self.peek()
        if sign == '"':
            text = self.take(r'"([^"]*)"')
            letters = re.match("[a-z]*", text).group()
            found = {(letters, letters == text)}
        elif sign == "(":
            self.at += 1
            found = self.either()
            self.take(r"(\))")
        elif sign == "[":
            found = {("", False) if self.take(r"(\[[^]]*\])") in ("[ ]", "[ -]") else ("*", False)}
        else:
            name = self.take(r"(\w+)")
            if name not in self.names:
                self.wrong()
            found = Pattern(self.names[name], self.names).either()
        if self.take(r"(\{\d+,\d+\}|[?*]?)") in ("?", "*"):
            found = found | {("", True)}
        return found


def begins(text):
    """What rules begin with, and {word: (kind, value)} of whole words."""
    names, found, more, whole = {}, set(), set(), {}
    for line in text[text.index("/*!re2c"):].splitlines():
        line = line.split("//")[0].strip()
        define = re.match(r"(\w+) = (.*);$", line)
        rule = re.match(r"(.*) / B \{ IS", line)
        if define:
            names[define.group(1)] = define.group(2)
        elif rule:
            first = Pattern(rule.group(1), names).either()
            found |= {letters for letters, _ in first}
            more |= {letters for letters, ends in first if not ends}
            is_ = re.search(r"IS\((\w+), (\w+)\)", line).groups()
            for letters, ends in first:
                if ends:
                    whole.setdefault(letters, is_)
            if any("*" in letters for letters in found):
                sys.exit(f"shape_first.py: begins with any letter: {line[:60]}")
        elif "IS(" in line:
            sys.exit(f"shape_first.py: no end of a word: {line[:60]}")
    return found, {word: is_ for word, is_ in whole.items() if word not in more}


def slots(whole):
    table = [None] * SLOTS
    if len(whole) * 4 > SLOTS * 3 or len({hash64(w.encode()) >> 32 for w in whole}) < len(whole):
        sys.exit("shape_first.py: more words than fit, or two with one print")
    for word in sorted(whole):
        h = hash64(word.encode())
        at = h % SLOTS
        while table[at]:
            at = (at + 1) % SLOTS
        table[at] = (h >> 32, *whole[word])
    return table


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__)
    words, whole = begins(Path(argv[0]).read_text(encoding="utf-8"))
    words |= set(re.findall(r'^ +\{"([a-z]+)", MAY_', Path(argv[1]).read_text(encoding="utf-8"), re.M))
    table = [0] * (BITS // 64)
    for word in words:
        h = hash64(word.encode())
        for bit in (h % BITS, (h >> 32) % BITS):
            table[bit // 64] |= 1 << bit % 64
    text = ["/* Made by gen/shape_first.py. */", '#include "lexeme.h"', "",
            "const uint64_t shape_first[SHAPE_FIRST_BITS / 64] = {"]
    text += [f"\tUINT64_C(0x{row:016x})," for row in table]
    text += ["};", "", "const struct shape_whole shape_whole[SHAPE_WHOLE_SLOTS] = {"]
    text += [f"\t[{at}] = {{0x{s[0]:08x}, {s[2]}, {s[1]}}}," for at, s in enumerate(slots(whole)) if s]
    Path(argv[2]).write_text("\n".join(text + ["};", ""]), encoding="utf-8")


main(sys.argv[1:])
