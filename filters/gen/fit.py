#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fit the weights of context.c to marked messages.

    fit.py FEATURES OUT.h MARKED.jsonl ...

FEATURES  the program of fit_features.c (target fit_features; built with
          -DSCRUBRELAY_FITTING when there are other features than weights)
OUT.h     filters/context_weights.h
MARKED    {"lang", "text", "spans": [[start, end, LABEL], ...]} a line, as
          tests/eval/convert.py makes them of tests/data/train

Logistic regression by Adagrad with a fixed seed: the same messages give the
same weights. A weight counts for every word, and once more for each class of
word (unknown, safe, name, both, eponym, made). A missed name costs more than a word
too many. Half of the messages count again in small or in large letters, and names
count again, a little, as eponyms and as words that are names too: what stands
around a name matters, not which name it is. Not part of the build.
"""
import json
import math
import random
import re
import subprocess
import sys
from pathlib import Path

KINDS = 6          # FACT_UNKNOWN .. FACT_MADE
FIRST_KIND = 6     # FACT_UNKNOWN
ROUNDS, RATE, DECAY, MISS_COST, SCALE = 8, 0.1, 0.003, 1.6, 64
RECASED, COPIES, COPY_WEIGHT = 0.5, 3, 0.1
OURS = {"NAME", "LOCATION", "ORGANIZATION"}


def marks(row):
    text, out = row["text"], []
    for start, end, label in row["spans"]:
        kind = 1 if label in OURS else 3 if label == "OTHER" else 2
        if label == "LOCATION" and re.search(r"\d", text[start:end]):
            kind = 2  # rooms, streets, postcodes: shapes
        begin = len(text[:start].encode())
        out.append(f"{begin},{begin + len(text[start:end].encode())},{kind}")
    return ";".join(out)


def pools(header):
    """Words that may stand for a name: eponyms, and words that are names."""
    data = Path(header).parent / "data"

    def words(*files):
        return sorted({w for file in files
                       for line in open(data / f"{file}.txt", encoding="utf-8")
                       if line[0] not in "#%" for w in line.split()})

    return {"en": [words("eponyms"), words("names-extra")],
            "id": [words("eponyms"), words("names-extra-id", "names-id")]}


def cased(word, like):
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def renamed(row, pool, rng):
    """The message with an eponym or a word for each name in it."""
    lists = pool[row["lang"][:2]]
    text, spans, at = "", [], 0
    for start, end, label in row["spans"]:
        part = row["text"][start:end]
        if label == "NAME" and part.replace(" ", "").isalpha():
            part = " ".join(cased(rng.choice(rng.choice(lists)), w)
                            if len(w) > 2 else w for w in part.split(" "))
        text += row["text"][at:start]
        spans.append([len(text), len(text) + len(part), label])
        text += part
        at = end
    return dict(row, text=text + row["text"][at:], spans=spans)


def recased(row, rng):
    turn = str.lower if rng.random() < 0.7 else str.upper
    text = turn(row["text"])
    return dict(row, text=text) if len(text) == len(row["text"]) else row


def samples(program, paths, pool=None):
    """(class, goes, features, weight) of each word."""
    rng = random.Random(7)
    lines = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            for row in map(json.loads, f):
                rows = [row]
                if rng.random() < RECASED:
                    rows.append(recased(row, rng))
                known = len(rows)
                if pool and any(s[2] == "NAME" for s in row["spans"]):
                    rows += [renamed(row, pool, rng) for _ in range(COPIES)]
                for k, r in enumerate(rows):
                    text = r["text"].replace("\t", " ").replace("\n", " ")
                    only = "+" if k >= known else ""
                    lines.append(
                        f"{r['lang'][:2]}{only}\t{marks(r)}\t{text}\n")
    done = subprocess.run([program], input="".join(lines).encode(),
                          stdout=subprocess.PIPE, check=True)
    for line in done.stdout.decode().splitlines():
        kind, goes, *ids = map(int, line.split())
        yield (kind - FIRST_KIND, goes & 1, ids,
               COPY_WEIGHT if goes & 2 else 1.0)


def fit(data, count):
    size = count * (KINDS + 1)
    weight, square = [0.0] * size, [1e-2] * size
    rng = random.Random(20)
    for _ in range(ROUNDS):
        rng.shuffle(data)
        for kind, goes, ids, share in data:
            base = (kind + 1) * count
            at = ids + [base + i for i in ids]
            z = sum([weight[i] for i in at])
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
            g = (p - goes) * (MISS_COST if goes else 1) * share
            if -0.002 < g < 0.002:
                continue
            for i in at:
                gi = g + DECAY * weight[i]
                square[i] += gi * gi
                weight[i] -= RATE / math.sqrt(square[i]) * gi
    return weight


def numbers(row):
    """Rows of a C array."""
    ints = [str(round(w * SCALE)) for w in row]
    return "".join("\t" + ",".join(ints[at:at + 24]) + ",\n"
                   for at in range(0, len(ints), 24))


def features_count(program):
    done = subprocess.run([program, "count"], stdout=subprocess.PIPE,
                          check=True)
    return int(done.stdout)


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__)
    data = list(samples(argv[0], argv[2:], pools(argv[1])))
    count = features_count(argv[0])
    print(f"{len(data)} words, {sum(g for _, g, _, _ in data)} go, {count} features")
    weight = fit(data, count)
    rows = [weight[k * count:(k + 1) * count] for k in range(KINDS + 1)]
    with open(argv[1], "w", encoding="ascii", newline="\n") as f:
        f.write("/* SPDX-License-Identifier: MIT */\n"
                "/* Made by gen/fit.py. */\n/* clang-format off */\n"
                f"#define WEIGHTS_FEATURES {count}\n"
                f"#define WEIGHTS_SCALE {SCALE}\n\n"
                "/* First those of every word, then by class. */\n"
                f"static const short weights[{KINDS + 1}][WEIGHTS_FEATURES] = {{\n")
        for row in rows:
            f.write("\t{\n" + numbers(row) + "\t},\n")
        f.write("};\n/* clang-format on */\n")


main(sys.argv[1:])
