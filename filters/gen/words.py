#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make the word table that words.c reads.

    words.py [--no-medical-gpl] DATA OUT.bin OUT.c PACK.bin

DATA is filters/data; the dictionaries are those of the Debian packages
scowl, wamerican-large, hunspell-en-med and hunspell-id. The
table is an open-addressing hash: 2^bits slots of 8 bytes, the upper 28 bits a
fingerprint of the folded word, the lower 36 what the lists know of it. No
word is stored. words.c has the same hash and the same bits. PACK.bin is what
makes the same table elsewhere (wasm/).
"""
import collections
import math
import re
import struct
import sys
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True
import borrowed as loan  # noqa: E402

# The same numbers stand in words.c.
EN, EN_FREQUENT, EN_RARE, ID, ID_FREQUENT = 1, 2, 4, 8, 16
MEDICAL, FORENAME, SURNAME, STRONG, MOSTLY = 32, 64, 128, 256, 512
EPONYM, PLACE, COUNTRY, BRAND, THING, CURATED = 1024, 2048, 4096, 8192, 16384, 32768
WEAK, NEVER_EN, NEVER_ID = 65536, 131072, 262144
GOES_ON = 524288  # more words make a place of it: "san", "san juan"
MASK = (1 << 64) - 1

COUNTRY_NAMES = {"jordan", "chad", "georgia", "virginia", "israel", "montana",
                 "washington", "carolina", "jersey", "holland", "tennessee"}
SCOWL = Path("/usr/share/dict/scowl")
HUNSPELL = Path("/usr/share/hunspell")


def fold(word):
    word = unicodedata.normalize("NFKD", word).lower()
    return "".join(c for c in word if not unicodedata.combining(c))


def lines(path, encoding="utf-8"):
    try:
        with open(path, encoding=encoding, errors="replace") as f:
            return [x.rstrip("\n") for x in f]
    except OSError as e:
        sys.exit(f"{path}: {e.strerror}; see filters/data/README.md for the"
                 " packages that the word table is made from")


def graded(path):
    """(word, grade) of a file of data/."""
    grade = 1
    for line in lines(path):
        if line.startswith("%"):
            grade = int(line[1:])
        elif line and not line.startswith("#"):
            for w in line.split():
                yield w, grade


class Table:
    def __init__(self):
        self.bits = {}
        self.top = set()     # the most frequent words, English
        self.top_id = set()  # Indonesian

    def add(self, word, bits):
        for w in re.split(r"[^a-z]+", word):
            if len(w) > 1:
                self.bits[w] = self.bits.get(w, 0) | bits

    def has(self, word, bits):
        return self.bits.get(word, 0) & bits

    def drop(self, word, bits):
        if word in self.bits:
            self.bits[word] &= ~bits


def english(t):
    """SCOWL up to 70, in its spellings; lower-case words only."""
    for spelling in ("english", "american", "british", "british_z",
                     "canadian", "australian", "variant_1"):
        for size in (10, 20, 35, 40, 50, 55, 60, 70):
            for kind in ("words", "contractions"):
                path = SCOWL / f"{spelling}-{kind}.{size}"
                if not path.exists():
                    continue
                bits = EN if size <= 55 else EN | EN_RARE
                for w in lines(path, "iso-8859-1"):
                    w = w[:-2] if w.endswith("'s") else w
                    if not w.isalpha():
                        # "o'clock", "don't": as written without the mark
                        t.add(fold(w).replace("'", ""), bits)
                    elif w.islower():
                        known = t.bits.get(fold(w), 0)
                        if known & EN and not known & EN_RARE:
                            continue
                        t.add(fold(w), bits)
    for w in lines(Path("/usr/share/dict/american-english-large")):
        if w.isalpha() and w.islower() and not t.has(fold(w), EN):
            t.add(fold(w), EN | EN_RARE)


def medical(t):
    """Adds the terms; gives back those in capitals: eponyms, brands."""
    capital = []
    for w in lines(HUNSPELL / "en_med_glut.dic")[1:]:
        w = w.split("/")[0].strip()
        if w and (w.islower() or w.isupper()) and len(w) > 2:
            t.add(fold(w), MEDICAL)
        elif w.istitle() and len(w) > 3 and w.isalpha():
            capital.append(fold(w))
    return capital


def borrowed(t):
    """The medical terms again, as Indonesian writes them; a name stays one."""
    for w in [w for w, bits in t.bits.items() if bits & MEDICAL and len(w) > 4]:
        again = loan.spelled(w)
        if again != w and not t.has(again, FORENAME | SURNAME | PLACE | COUNTRY):
            t.add(again, ID | MEDICAL)


def indonesian(t):
    for w in lines(HUNSPELL / "id_ID.dic", "iso-8859-1")[1:]:
        w = w.split("/")[0].strip()
        if w.islower() and len(w) > 1:
            t.add(fold(w), ID)


def names(t, data):
    for file, bits in (("forenames", FORENAME), ("surnames", SURNAME),
                       ("places", PLACE), ("places-id", PLACE)):
        for w, grade in graded(data / f"{file}.txt"):
            known = t.bits.get(w, 0)
            common = known & EN and not known & EN_RARE
            # A rare name that is a common word is the word.
            if grade == 3 and common and known & EN_FREQUENT:
                continue
            if grade > 1 and w in t.top:
                continue
            if bits == PLACE and grade > 1 and (known & (ID | EN)):
                continue
            if bits == PLACE and grade == 3 and t.has(w, MEDICAL):
                continue
            t.add(w, bits | (STRONG if grade == 1 and bits != PLACE else 0)
                  | (WEAK if grade == 3 else 0))
    for file in ("names-id", "names-extra-id"):
        for w, _ in graded(data / f"{file}.txt"):
            t.add(w, FORENAME)
    # Frequent Indonesian words are names there only if lists of Indonesian
    # names say so.
    own = {w for file in ("names-id", "names-extra-id")
           for w, _ in graded(data / f"{file}.txt")}
    for w in t.bits:
        if t.bits[w] & ID_FREQUENT and not t.bits[w] & EN and w not in own:
            t.bits[w] |= NEVER_ID
    for w, _ in graded(data / "mostly-names.txt"):
        t.add(w, MOSTLY)


def towns(t, data):
    """Places of several words, under these with a space between, and what they begin with."""
    for line in lines(data / "towns.txt") + lines(data / "towns-id.txt"):
        if not line.startswith("#"):
            name = line.split()
            t.bits[line] = t.bits.get(line, 0) | PLACE
            for n in range(1, len(name)):
                begin = " ".join(name[:n])
                t.bits[begin] = t.bits.get(begin, 0) | GOES_ON


def curated(t, data):
    for file, bits in (
            ("clinical-en", EN | MEDICAL | CURATED),
            ("chat-en", EN | CURATED),
            ("clinical-id", ID | MEDICAL | CURATED),
            ("chat-id", ID | CURATED),
            ("eponyms", EPONYM), ("things", EN | THING),
            ("things-id", ID | THING), ("brands", BRAND),
            ("countries", COUNTRY)):
        for w, _ in graded(data / f"{file}.txt"):
            t.add(fold(w), bits)
            # Said here, however rare elsewhere.
            if bits & CURATED and bits & EN:
                t.drop(fold(w), EN_RARE)
    # Countries and languages are no names, but for a few.
    for w, _ in graded(data / "countries.txt"):
        if w not in COUNTRY_NAMES and w in t.bits:
            t.bits[w] &= ~(FORENAME | SURNAME | PLACE | MOSTLY | STRONG | WEAK)
    # Words that no context makes a name.
    for lang, bits in (("en", EN | NEVER_EN), ("id", ID | NEVER_ID)):
        for w, _ in graded(data / f"never-names-{lang}.txt"):
            t.add(w, bits)
    for w, _ in graded(data / "names-extra.txt"):
        t.add(w, FORENAME)
    # A dictionary has more words than anybody says; the medical one has agus, bram, tina.
    for w, _ in graded(data / "mostly-names-id.txt"):
        t.drop(w, ID if t.has(w, CURATED) else ID | MEDICAL)
    for w, _ in graded(data / "mostly-names-en.txt"):
        t.drop(w, EN | EN_FREQUENT | EN_RARE)
    # One of medicine has its authors in small letters.
    for w, _ in graded(data / "mostly-names-med.txt"):
        t.drop(w, MEDICAL)


def trigrams(t):
    """How much likelier three letters are in a name than in a word.

    28^3 signed bytes, in 1/16 of a natural logarithm; letter 0 stands for
    the ends of a word. From the lists alone.
    """
    side = 28
    count = [[1.0] * side ** 3, [1.0] * side ** 3]
    for word, bits in t.bits.items():
        name = bits & (FORENAME | SURNAME)
        word_of = bits & (EN | ID | MEDICAL)
        if bool(name) == bool(word_of) or (name and bits & PLACE):
            continue
        at = [0, 0] + [ord(c) - 96 for c in word] + [0]
        for a, b, c in zip(at, at[1:], at[2:]):
            count[bool(name)][(a * side + b) * side + c] += 1
    total = [sum(count[0]), sum(count[1])]
    return bytes(
        max(-127, min(127, round(16 * math.log(
            count[1][i] / total[1] * total[0] / count[0][i])))) & 0xFF
        for i in range(side ** 3))


def glosses(data):
    """(Indonesian word, the English one that stands where it does)."""
    for line in lines(data / "glosses-id.txt"):
        if line and not line.startswith("#"):
            gloss, words = line.split(":")
            for w in words.split():
                yield w, gloss


def clusters(known, data):
    """Which words stand where this one does; of an Indonesian one: where its English translation stands."""
    english = dict(graded(data / "clusters.txt"))
    indonesian = {}
    for term in [w for w, bits in known.items() if bits & MEDICAL and w in english]:
        indonesian[loan.spelled(term)] = english[term]
    for word, gloss in glosses(data):
        if gloss in english:
            indonesian[word] = english[gloss]
    for shift, number in ((20, english), (28, indonesian)):
        for w, k in number.items():
            known[w] = known.get(w, 0) | k << shift


def hash64(word):
    """hash_word() of hash.h."""
    h = len(word)
    for at in range(0, max(len(word), 1), 8):
        part = int.from_bytes(word[at:at + 8], "little")
        h = ((h ^ part) * 0x9E3779B97F4A7C15) & MASK
        h ^= h >> 32
    h = (h * 0xD6E8FEB86659FD93) & MASK
    return h ^ (h >> 32)


def pack(bits):
    room = 1
    while (1 << room) < len(bits) * 3 // 2:
        room += 1
    slots = [0] * (1 << room)
    for word in sorted(bits):
        h = hash64(word.encode())
        at = h & ((1 << room) - 1)
        value = (h >> 36) << 36 | bits[word]
        while slots[at]:
            if slots[at] >> 36 == value >> 36:
                sys.exit(f"{word}: the fingerprint of another word")
            at = (at + 1) & ((1 << room) - 1)
        slots[at] = value
    return room, struct.pack(f"<{len(slots)}Q", *slots)


def near(bits):
    """The filters of words_near(); words_table.h has the same numbers."""
    slots, sure, between = [0] * 0x40000, [0] * 0x8000, [0] * 0x400
    for word, has in bits.items():
        if not 5 <= len(word) <= 25 or not has & (
                MEDICAL | CURATED | EN_FREQUENT | ID_FREQUENT) or (
                has & (FORENAME | SURNAME | PLACE)
                and not has & (NEVER_EN | NEVER_ID)):
            continue
        raw = word.encode()
        for i in range(1, len(raw)):
            if ord("a") <= raw[i] <= ord("z"):
                behind = raw[i + 1] if i + 1 < len(raw) else 0
                between[(raw[i - 1] & 31) * 32 + (behind & 31)] |= 1 << (raw[i] - ord("a"))
        for key in {raw} | {raw[:i] + raw[i + 1:] for i in range(1, len(raw))}:
            h = hash64(key)
            slots[h % len(slots)] |= 1 << (h >> 58) | 1 << (h >> 52 & 63)
            if key == raw:
                sure[h % len(sure)] |= 1 << (h >> 58) | 1 << (h >> 52 & 63)
    return struct.pack(f"<{len(slots) + len(sure)}Q{len(between)}I", *slots, *sure, *between)


SOURCE = """/* Made by gen/words.py. */
#include "words_table.h"

const unsigned words_table_bits = {bits};
const uint64_t words_table_slots = {slots};

#ifdef SCRUB_WORDS_PACKED
uint64_t words_table[{slots} + WORDS_TAIL / 8 + WORDS_FILTERS];
#else
/* Assembled, not compiled: a C array of this size takes a minute. */
__asm__(".section .rodata\\n"
	".balign 64\\n"
	".global words_table\\n"
	".hidden words_table\\n"
	".type words_table, %object\\n"
	"words_table:\\n"
	".incbin \\"{file}\\"\\n"
	".size words_table, . - words_table\\n"
	".previous\\n");
#endif
"""


def transport(bits, tail):
    """The same for a program that has to travel: the words, sorted, each by
    what it shares with the one before. words_unpack() makes the table of it.
    """
    kinds = [b for b, _ in collections.Counter(bits.values()).most_common()]
    number = {b: i for i, b in enumerate(kinds)}
    same, more, low, high, letters = (bytearray() for _ in range(5))
    last = b""
    for word in sorted(bits):
        this, n = word.encode(), 0
        while n < min(len(this), len(last)) and this[n] == last[n]:
            n += 1
        same.append(n)
        more.append(len(this) - n)
        letters += this[n:]
        low.append(number[bits[word]] & 255)
        high.append(number[bits[word]] >> 8)
        last = this
    return (struct.pack("<3I", len(bits), len(kinds), len(letters))
            + struct.pack(f"<{len(kinds)}Q", *kinds)
            + same + more + low + high + letters + tail)



def main(argv):
    gpl = argv[:1] != ["--no-medical-gpl"]
    if not gpl:
        argv = argv[1:]
    if len(argv) != 4:
        sys.exit(__doc__)
    data, binary, source, travel = map(Path, argv)

    t = Table()
    english(t)
    for w, grade in graded(data / "spoken-en.txt"):
        # Speech has names and noise too: a dictionary must know the word.
        if t.has(w, EN):
            t.bits[w] &= ~EN_RARE
            t.add(w, EN_FREQUENT if grade < 3 else 0)
            if grade == 1:
                t.top.add(w)
    capital = medical(t) if gpl else []
    indonesian(t)
    for w, grade in graded(data / "spoken-id.txt"):
        t.add(w, ID | (ID_FREQUENT if grade < 3 else 0))
        if grade < 3:
            t.top_id.add(w)
    names(t, data)
    for w, _ in glosses(data):
        if not t.has(w, EN | FORENAME | SURNAME | PLACE):
            t.add(w, ID)
    for w in capital:
        # Frequent names are persons first; data/ has the eponyms of them.
        if not t.has(w, STRONG | EN | ID | FORENAME | SURNAME):
            t.add(w, EPONYM)
    borrowed(t)
    curated(t, data)
    towns(t, data)

    known = {w: b for w, b in t.bits.items() if b}
    clusters(known, data)
    room, table = pack(known)
    tail = trigrams(t)
    binary.write_bytes(table + tail + near(known))
    travel.write_bytes(transport(known, tail))
    source.write_text(SOURCE.format(bits=room, slots=1 << room, file=binary.resolve()))


main(sys.argv[1:])
