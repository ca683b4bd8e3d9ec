# SPDX-License-Identifier: MIT
"""What the filter is worth on messages that its weights never saw.

Five folds: weights are trained on four fifths of the training messages (and
the grammar), and the last fifth is filtered with them.
"""
import sys
from concurrent.futures import ThreadPoolExecutor
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "filters" / "train"))
import train  # noqa: E402

FOLDS, WORKERS = 5, 2

# What --ablate switches off: (name in the table, sum of layers of filters/layer.h).
LAYERS = (("shapes", 1), ("what must survive", 2), ("whose a number is", 4), ("rules for names", 8), ("tagger", 16),
          ("letters and words", 32), ("places and houses", 64), ("descriptions", 128), ("spelt, initials", 256),
          ("clinical stems", 512), ("typing errors", 1024), ("tagger's labels", 2048), ("doubt by message", 4096), ("numerals", 8192),
          ("the words around", 16384))
TRAINED = 8 | 32 | 512 | 1024  # these change what is weighed: trained without them, too


def filtered(program, weights, records, off=0):
    """Like the output of scrubrelay filter --jsonl."""
    # A message is a line: its own line ends are form feeds, which end lines, too.
    inside = str.maketrans("\t\r\n", "  \f")
    lines = "".join(f"{r['lang']}\t{r['text'].translate(inside)}\n" for r in records)
    done = subprocess.run([program, str(weights), str(off)], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    out = []
    for r, line in zip(records, done.stdout.decode().split("\n")):
        text, _, changes = line.partition("\t")
        raw, spans = r["text"].encode(), []
        for change in filter(None, changes.split(";")):
            begin, end, label, _, rule = change.split(",")
            spans.append({"start": len(raw[:int(begin)].decode()), "end": len(raw[:int(end)].decode()),
                          "label": label, "rule": rule})
        out.append({"id": r["id"], "text": text, "spans": spans})
    return out


def folds(records):
    return [([r for i, r in enumerate(records) if i % FOLDS != k], [r for i, r in enumerate(records) if i % FOLDS == k])
            for k in range(FOLDS)]


def weights(path, tools, records, off):
    """The file of the weights that these records give with these layers off; made once."""
    path = path.with_name(f"{path.name}-{off & TRAINED}")
    if not path.exists():
        train.train(tools / "tagger_train", records, path, off & TRAINED)
    return path


def cross(folder, tools, records, off=0, texts=None):
    """Every record filtered by weights that were trained without it; texts: these in its place."""
    parts = folds(records)
    with ThreadPoolExecutor(WORKERS) as pool:
        made = list(pool.map(lambda k: weights(folder / f"fold{k}", tools, parts[k][0], off), range(FOLDS)))
    out = []
    for k, (_, part) in enumerate(parts if texts is None else folds(texts)):
        out += filtered(tools / "eval_filter", made[k], part, off)
    return out


def whole(folder, tools, records, gold, off=0):
    """gold filtered by weights trained on all records."""
    return filtered(tools / "eval_filter", weights(folder / "all", tools, records, off), gold, off)
