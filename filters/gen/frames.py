# SPDX-License-Identifier: MIT
"""Read lang/frames-en.txt and frames-id.txt, for gen/lexicon.py.

A frame is what stands around a slot, which holds who is told of:

    @room = icu hdu recovery              a set; other sets may be in it
    == eponym +strong -brand : verb-behind 70
    ^ _ is in the? @room                  a frame of this head, a line each

The head says what may stand in the slot: one of the kinds (frame_who.c), all
of those with +, none of those with -, `in @set`, `not @set`; then the rule and
how certain it is, in percent; `stay` is what stays, as a name too.

    _        the slot                      word  this word
    a|b|@s   one of them                   a?    or nothing
    *        any word                      's    "'s" right behind a word
    ~is      "is", "was" or "'s"           {is}  a word with this cue (cue.h)
    {number} a token of this kind          $     here a clause ends
    ^        here one begins               ^^    likewise, and a sentence
    $+       or goes on with what is said of somebody
    !a|b !{is}  none of them stands here: before, or behind the slot

Signs stand for themselves; \\? and \\! are signs, too. Heads one behind the
other have the same frames. A frame is looked up by the rarest of its words, or
by the set that its head is `in`, or by its number or letter. A line that begins
with a blank goes on.
"""
import re
import sys

FIRST = 128  # ids below are signs
SIGNS = set(",.:;?!\"'()-/+&~@#=<>*")
KINDS = {"number": "FRAME_NUMBER", "brand": "FRAME_BRAND", "letter": "FRAME_LETTER", "clinic": "FRAME_CLINIC",
         "small": "FRAME_SMALL", "age": "FRAME_AGE", "long": "FRAME_LONG", "theirs": "FRAME_THEIRS"}
MARKS = {"_": "FRAME_SLOT", "^": "FRAME_BEGINS", "^^": "FRAME_FIRST", "$": "FRAME_ENDS", "$+": "FRAME_GOES_ON",
         "'s": "FRAME_OWNS", "~is": "FRAME_IS", "*": "FRAME_ANY"}

# What messages say most, most often first: a frame is looked up by what is
# said more seldom, as far as this tells.
OFTEN = {
    "frames-en": (
        "the in is on at for and to of no with it from not one so left out by mm we cm he has two says min "
        "that off she her first up then who was please ml both before only now his back after or right can "
        "you wants all room under last dr down bed this are day if patient him ok pt open kg drain do second "
        "done tube theatre today blood again three still side list as over mr be next go call will me time an "
        "hand old line here tell block table have since our good ring arm ward fine cut more needs there pls "
        "four head when they consent use like came need about had my don same").split(),
    "frames-id": (
        "di pasien jam ke yang dari dulu jangan minta ada dr dua sudah yg cm ini kiri itu kanan menit lagi cc "
        "hari ya satu tolong masuk mm ok pakai bukan ga baru masih sama ganti nya jadi anak tidak mau no dan "
        "aja luka semua kalau darah belum udah boleh mg sebelum operasi ulang keluarga tangan th buat ruang "
        "jalan saja bilang saya kita meja naik bayi minggu drain sekarang pak lepas cek habis sampai nomor "
        "jaga kamar op bisa nama kg tiga bawa keluar kasa mata tadi anestesi depan ny lewat foto malam hasil "
        "cuma dia orang siapa jari tahun ibu pagi").split(),
}
SELDOM, SIGN, NUMBER = 0.001, 0.2, 0.5  # of the most frequent word


class Frames:
    def __init__(self, path, own_cues):
        self.path, self.own_cues = path, own_cues  # {word: [CUE_...]} of the language
        who = path.parent.parent / "frame_who.h"
        self.kinds = set(re.findall(r"#define (WHO_\w+) ", who.read_text(encoding="utf-8")))
        self.sets, self.heads, self.frames = {}, [], []
        self.now, self.said = [], ""  # the heads of the next frame
        line, at = "", 0
        for n, more in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
            if more.startswith(" "):
                line += more
                continue
            if line.strip() and not line.startswith("#"):
                self.at = at
                self.read(re.sub(r" +\|", "|", line.strip()))
            line, at = more, n

    def bad(self, why):
        sys.exit(f"{self.path.name}:{self.at}: {why}")

    def words(self, text):
        found = []
        for word in text:
            if word.startswith("@") and word != "@":
                if word[1:] not in self.sets:
                    self.bad(f"no set {word}")
                found += self.sets[word[1:]]
            else:
                word = word.removeprefix("\\") if len(word) > 1 else word
                if word not in SIGNS and not re.fullmatch(r"[a-z0-9]+", word):
                    self.bad(f"no word and no sign: {word}")
                found.append(word)
        return found

    def read(self, line):
        if line.startswith("@") and " = " in line:
            name, _, text = line[1:].partition(" = ")
            if name in self.sets:
                self.bad(f"@{name} again")
            self.sets[name] = self.words(text.split())
            twice = {w for w in self.sets[name] if self.sets[name].count(w) > 1}
            if twice:
                self.bad(f"twice: {' '.join(sorted(twice))}")
        elif line.startswith("== "):
            if self.said != "head":
                self.now = []
            self.head(line[3:])
            self.now.append(len(self.heads) - 1)
        else:
            self.frame(line.split())
        self.said = "head" if line.startswith("== ") else "frame"

    def head(self, line):
        who, _, rule = line.partition(" : ")
        head = {"any": [], "all": [], "none": [], "in": None, "not": None}
        parts = who.split()
        while parts:
            part = parts.pop(0)
            if part in ("in", "not") and parts:
                head[part] = self.words(parts.pop(0).split("|"))
            else:
                where = {"+": "all", "-": "none"}.get(part[0], "any")
                kind = "WHO_" + part.lstrip("+-").upper().replace("-", "_")
                if kind not in self.kinds:
                    self.bad(f"no kind {part.lstrip('+-')}: frame_who.h has none")
                head[where].append(kind)
        match = re.fullmatch(r"([a-z-]+) (\d+)", "stay 0" if rule.strip() == "stay" else rule.strip())
        if not match:
            self.bad("no rule and certainty")
        head["rule"], head["certainty"] = match[1], int(match[2])
        self.heads.append(head)

    def item(self, text, behind):
        """(kind, words or C value, optional)"""
        optional = text.endswith("?") and len(text) > 1 and not text.endswith("\\?")
        if optional:
            text = text[:-1]
        if text in MARKS:
            return MARKS[text], "0", optional
        none = text.startswith("!") and len(text) > 1
        if none:
            text = text[1:]
        side = "BEHIND" if behind else "BEFORE"
        if text.startswith("{"):
            names = text.strip("{}").split("|")
            if not text.endswith("}"):
                self.bad(f"no end of {text}")
            if len(names) == 1 and names[0] in KINDS:
                if none:
                    return f"FRAME_NO_KIND_{side}", KINDS[names[0]], False
                return "FRAME_KIND", KINDS[names[0]], optional
            cues = ["CUE_" + n.upper() for n in names]
            known = {c for found in self.own_cues.values() for c in found}
            for cue in cues:
                if cue not in known:
                    self.bad(f"no cue {cue}")
            return (f"FRAME_NO_CUE_{side}" if none else "FRAME_CUE"), cues, optional
        words = self.words(text.split("|"))
        return (f"FRAME_NO_WORD_{side}" if none else "FRAME_WORD"), words, optional

    def frame(self, texts):
        if not self.now:
            self.bad("a frame without a head")
        if texts.count("_") != 1:
            self.bad("a frame has one slot")
        slot = texts.index("_")
        items = [self.item(text, k > slot) for k, text in enumerate(texts)]
        for head in self.now:
            self.frames.append((head, items, self.anchor(items, slot, self.heads[head])))

    def anchor(self, items, slot, head):
        """(place, words): the item that is rarest; the slot's own set may be, too. None: a number or letter."""
        found = []
        for k, (kind, words, optional) in enumerate(items):
            if optional:
                continue
            if kind == "FRAME_KIND" and words in ("FRAME_NUMBER", "FRAME_AGE", "FRAME_LETTER"):
                found.append((NUMBER, k, [None]))
                continue
            some = {"FRAME_WORD": words, "FRAME_SLOT": head["in"]}.get(kind)
            if kind == "FRAME_CUE":
                some = self.with_cues(words)
            if some:
                found.append((sum(map(self.often, some)), k, some))
        if not found:
            self.bad("a frame needs a word or number to be looked up by")
        return min(found)[1:]

    def often(self, word):
        often = OFTEN[self.path.stem]
        if word in SIGNS:
            return SIGN
        return 1 / (often.index(word) + 1) if word in often else SELDOM

    def with_cues(self, cues):
        return sorted(w for w, own in self.own_cues.items() if set(cues) & set(own))

    def vocabulary(self):
        found = set()
        for head in self.heads:
            found |= set(head["in"] or []) | set(head["not"] or [])
        for _, items, anchor in self.frames:
            found |= set(anchor[1]) - {None}
            for kind, words, _ in items:
                if kind.startswith(("FRAME_WORD", "FRAME_NO_WORD")):
                    found |= set(words)
        return found - SIGNS


class Table:
    """The C of both languages' frames."""

    def __init__(self, ids):
        self.ids, self.sets, self.masks, self.items, self.heads, self.frames = ids, [[]], [], [], [], []
        self.last = ([], 0)

    def one_of(self, found, what):
        if what not in found:
            found.append(what)
        return found.index(what)

    def set_of(self, words):
        return self.one_of(self.sets, sorted({self.ids[w] for w in words})) if words is not None else 0

    def mask(self, cues):
        return self.one_of(self.masks, " | ".join(sorted(cues)))

    def value(self, kind, words):
        if kind in ("FRAME_WORD", "FRAME_NO_WORD_BEFORE", "FRAME_NO_WORD_BEHIND"):
            ids = {self.ids[w] for w in words}
            if kind == "FRAME_WORD" and len(ids) == 1:
                return "FRAME_ONE", str(ids.pop())
            return kind, str(self.set_of(words))
        if isinstance(words, list):
            return kind, str(self.mask(words))
        return kind, words

    def put(self, rows):
        """Where these items are; those of another head may be the same."""
        last = self.last if self.last[0] == rows else (rows, len(self.items))
        if last is not self.last:
            self.items += rows
        self.last = last
        return last[1]

    def add(self, lang):
        """The index of its frames by word: (from, frames)."""
        first = len(self.heads)
        for h in lang.heads:
            bits = [" | ".join(h[k]) or "0" for k in ("any", "all", "none")]
            self.heads.append(f'\t{{{", ".join(bits)}, {self.set_of(h["in"])}, {self.set_of(h["not"])}, '
                              f'{h["certainty"]}, "{h["rule"]}"}},')
        by = {}
        for head, items, anchor in lang.frames:
            n = len(self.frames)
            rows = [f"\t{{{own}, {int(optional)}, {value}}}," for (own, value), optional in
                    ((self.value(kind, words), optional) for kind, words, optional in items)]
            self.frames.append(f"\t{{{self.put(rows)}, {first + head}, {len(items)}, {anchor[0]}}},")
            for word in set(anchor[1]):
                by.setdefault(self.ids[word] if word else 0, []).append(n)
        last = max(self.ids.values())
        start, order = [0], []
        for word in range(last + 1):
            order += sorted(by.get(word, []))
            start.append(len(order))
        return start, order

    def text(self, langs):
        def numbers(ctype, name, values):
            rows = [", ".join(map(str, values[i:i + 16])) for i in range(0, len(values), 16)]
            return [f"static const {ctype} {name}[] = {{", *(f"\t{r}," for r in rows), "};", ""]

        index = [self.add(lang) for lang in langs]
        pool, start = [], []
        for some in self.sets:
            start.append(len(pool))
            pool += [len(some), *some]
        if max(len(pool), len(self.items), *(len(o) for _, o in index)) >= 1 << 16:
            sys.exit("frames.py: more than 65,535 of something")
        out = ["/* Made by gen/frames.py. */", '#include "frame_table.h"', '#include "frame_who.h"', ""]
        out += numbers("uint16_t", "pool", pool) + numbers("uint16_t", "sets", start)
        out += ["static const uint64_t masks[] = {", *(f"\t{m}," for m in self.masks or ["0"]), "};", ""]
        out += ["static const struct frame_item items[] = {", *self.items, "};", ""]
        out += ["static const struct frame_head heads[] = {", *self.heads, "};", ""]
        out += ["static const struct frame list[] = {", *self.frames, "};", ""]
        for n, (start, order) in enumerate(index):
            out += numbers("uint16_t", f"from_{n}", start) + numbers("uint16_t", f"order_{n}", order or [0])
        out += ["const struct frame_table frame_table = {", "\tpool, sets, masks, items, heads, list,",
                "\t{{from_0, order_0}, {from_1, order_1}}", "};", ""]
        return "\n".join(out)


def read(path, own_cues):
    return Frames(path, own_cues)


def ids(langs):
    words = sorted(set().union(*(lang.vocabulary() for lang in langs)))
    found = {sign: ord(sign) for sign in SIGNS}
    found.update({word: FIRST + n for n, word in enumerate(words)})
    return found
