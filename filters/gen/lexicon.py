#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make the table that lexicon.c reads.

    lexicon.py LANG OUT.c FRAMES.c

LANG is filters/lang: the cues of en.c and id.c by their place there, the lists
of lists.txt, and the words of frames-en.txt and frames-id.txt, whose tables are
FRAMES.c. An open-addressing hash, as in words.py; lang/lexicon.h has a bit for
each list.
"""
import re
import sys
from pathlib import Path

import frames

SLOTS = 16384
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


def cues(path):
    """[(word, its cues)]"""
    found = re.findall(r'^\t\{ "([^"]+)",([^}]*)\}', path.read_text(encoding="utf-8"), re.M)
    return [(word, re.findall(r"CUE_\w+", bits)) for word, bits in found]


def lists(path):
    """(name, words) of each; a line that begins with a space goes on."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            found[-1][1].extend(line.split())
        else:
            name, _, words = line.partition(":")
            found.append((name, words.split()))
    for name, words in found:
        twice = sorted({w for w in words if words.count(w) > 1})
        if twice:
            sys.exit(f"{path.name}: {name}: twice: {' '.join(twice)}")
    return found


def clinical(named):
    text = []
    for name, parts in named:
        parts = sorted(set(parts))
        first = [sum(p[0] < chr(c) for p in parts) for c in range(97, 124)]
        text += ["", f"static const struct clinical_part {name}[] = {{"]
        text += [f'\t{{{len(p)}, "{p}"}},' for p in parts]
        text += ["};", f"const struct clinical_parts clinical_{name} = {{",
                 f"\t{name}, {{{', '.join(map(str, first))}}}", "};"]
    return text


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__)
    lang, out = Path(argv[0]), Path(argv[1])
    entries = {}  # word: [lists, English cue, Indonesian cue, id in frames]
    things, told = [], []

    for own, file in ((1, "en"), (2, "id")):
        found = cues(lang / f"{file}.c")
        for n, (word, _) in enumerate(found, 1):
            entries.setdefault(word, [[], 0, 0, 0])[own] = n
        told.append(frames.read(lang / f"frames-{file}.txt", dict(found)))
    ids = frames.ids(told)
    for word in ids.keys() - frames.SIGNS:
        entries.setdefault(word, [[], 0, 0, 0])[3] = ids[word]
    Path(argv[2]).write_text(frames.Table(ids).text(told), encoding="utf-8")
    for name, words in lists(lang / "lists.txt"):
        for word in words:
            parts = word.split("+")
            if name == "+things":
                things.append(parts)
                name_of = "THING"
            else:
                name_of = name
            known = entries.setdefault(parts[0], [[], 0, 0, 0])[0]
            if f"LIST_{name_of}" not in known:
                known.append(f"LIST_{name_of}")
    if len(entries) * 5 > SLOTS * 3:
        sys.exit("lexicon.py: more words than three fifths of the slots")

    slots = [None] * SLOTS
    prints = set()
    for word in sorted(entries):
        h = hash64(word.encode())
        if h >> 32 in prints:
            sys.exit(f"{word}: the print of another word")
        prints.add(h >> 32)
        at = h % SLOTS
        while slots[at]:
            at = (at + 1) % SLOTS
        slots[at] = (h >> 32, *entries[word])

    text = ["/* Made by gen/lexicon.py. */", '#include "lexicon_table.h"',
            '#include "lang/lexicon.h"', "",
            "const struct lexicon_slot lexicon_slots[LEXICON_SLOTS] = {"]
    for at, s in enumerate(slots):
        if s:
            text.append(f"\t[{at}] = {{0x{s[0]:08x}, {' | '.join(s[1]) or '0'}, "
                        f"{{{s[2]}, {s[3]}}}, {s[4]}, true}},")
    # By the first word; of those that begin alike the longer first.
    things.sort(key=lambda t: (t[0], -len(t), t))
    text += ["};", "", "const char *const things[][THING_WORDS] = {"]
    text += ["\t{" + ", ".join(f'"{w}"' for w in t) + "}," for t in things]
    text += ["};"] + clinical(lists(lang / "clinical.txt"))
    first = [sum(t[0] < chr(c) for t in things) for c in range(ord("a"), ord("z") + 2)]
    text += ["", f"const uint16_t things_from[] = {{{', '.join(map(str, first))}}};", ""]
    out.write_text("\n".join(text), encoding="utf-8")


main(sys.argv[1:])
