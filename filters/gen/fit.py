#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fit the weights of context.c to marked messages.

    fit.py FEATURES OUT.h MARKED.jsonl ...

FEATURES  the program of fit_features.c
OUT.h     filters/context_weights.h
MARKED    {"lang", "text", "spans": [[start, end, LABEL], ...]} a line

Logistic regression by Adagrad with a fixed seed: the same messages give the
same weights. A weight counts for every word, and once more for each class of
word (unknown, safe, name, both, eponym). A missed name costs more than a word
too many. Half of the messages count again in small or in large letters. Not part of
the build.
"""
import json
import math
import random
import re
import subprocess
import sys

KINDS = 5          # FACT_UNKNOWN .. FACT_EPONYM
FIRST_KIND = 6     # FACT_UNKNOWN
ROUNDS, RATE, DECAY, MISS_COST, SCALE = 8, 0.1, 0.003, 1.6, 64
RECASED = 0.5
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


def recased(row, rng):
    turn = str.lower if rng.random() < 0.7 else str.upper
    text = turn(row["text"])
    return dict(row, text=text) if len(text) == len(row["text"]) else row


def samples(program, paths):
    rng = random.Random(7)
    lines = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            for row in map(json.loads, f):
                rows = [row]
                if rng.random() < RECASED:
                    rows.append(recased(row, rng))
                for r in rows:
                    text = r["text"].replace("\t", " ").replace("\n", " ")
                    lines.append(f"{r['lang'][:2]}\t{marks(r)}\t{text}\n")
    done = subprocess.run([program], input="".join(lines).encode(),
                          stdout=subprocess.PIPE, check=True)
    for line in done.stdout.decode().splitlines():
        kind, goes, *ids = map(int, line.split())
        yield kind - FIRST_KIND, goes, ids


def fit(data, count):
    size = count * (KINDS + 1)
    weight, square = [0.0] * size, [1e-2] * size
    rng = random.Random(20)
    for _ in range(ROUNDS):
        rng.shuffle(data)
        for kind, goes, ids in data:
            base = (kind + 1) * count
            at = ids + [base + i for i in ids]
            z = sum([weight[i] for i in at])
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
            g = (p - goes) * (MISS_COST if goes else 1)
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
    data = list(samples(argv[0], argv[2:]))
    count = features_count(argv[0])
    print(f"{len(data)} words, {sum(g for _, g, _ in data)} go, {count} features")
    weight = fit(data, count)
    rows = [weight[k * count:(k + 1) * count] for k in range(KINDS + 1)]
    with open(argv[1], "w", encoding="ascii", newline="\n") as f:
        f.write("/* Made by gen/fit.py. */\n/* clang-format off */\n"
                f"#define WEIGHTS_FEATURES {count}\n"
                f"#define WEIGHTS_SCALE {SCALE}\n\n"
                "/* First those of every word, then by class. */\n"
                f"static const short weights[{KINDS + 1}][WEIGHTS_FEATURES] = {{\n")
        for row in rows:
            f.write("\t{\n" + numbers(row) + "\t},\n")
        f.write("};\n/* clang-format on */\n")


main(sys.argv[1:])
