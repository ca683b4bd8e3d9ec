#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Make the weights of the tagger.

    filters/train/train.py [--check] BIN/tagger_train

Writes filters/tagger_weights.h, described_weights.h and numeral_weights.h from tests/data/train and the
grammar beside this file; the same messages, lists and features give the same bytes. --check writes nothing and fails when the
files are not what would be written. Run it when a feature, a list or a training
message has changed: cmake --build build --target tagger_train comes first.
"""
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = HERE.parent / "tagger_weights.h"
HEADS = 3
# Behind the heads', of two bytes each: DESCRIBED_SLOTS, NUMERAL_SLOTS.
MORE = {"described": 8 << 14, "numeral": 5 << 12}
GRAMMAR_SHARE = 40  # percent that a message of the grammar counts
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "eval")]
import convert  # noqa: E402
import grammar  # noqa: E402
import messages  # noqa: E402


def training():
    """The marked training messages; never the development set."""
    folder, errors, seen, records = ROOT / "tests" / "data" / "train", [], {}, []
    for path in sorted(folder.glob("*.txt")):
        records += convert.read_file(path, errors, seen)
    if errors:
        sys.exit("\n".join(errors))
    return records


def train(program, records, out, off=0, with_grammar=True):
    """Weights of these messages into the file out, with layers off (layer.h); how many words there were."""
    text = "".join(messages.lines(records))
    if with_grammar:
        text += "".join(messages.made(grammar.records(), GRAMMAR_SHARE))
    done = subprocess.run([program, str(out), str(off)], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().strip()


def rows(numbers):
    return "{\n" + "".join(",".join(map(str, numbers[i:i + 40])) + ",\n" for i in range(0, len(numbers), 40)) + "}"


HEAD = "/* SPDX-License-Identifier: MIT */\n/* Made by train/train.py. */\n/* clang-format off */\n"
TAIL = ";\n/* clang-format on */\n"


def headers(raw):
    """The text of each file that is written."""
    at = len(raw) - 2 * sum(MORE.values())
    weights = [b - 256 if b > 127 else b for b in raw[:at]]
    slots = len(weights) // HEADS
    tables = "".join(rows(weights[h * slots:(h + 1) * slots]) + ",\n" for h in range(HEADS))
    out = {OUT: f"{HEAD}#define WEIGHTS_HEADS {HEADS}\n#define WEIGHTS_SLOTS {slots}\n\n"
                f"static const signed char tagger_weights[WEIGHTS_HEADS][WEIGHTS_SLOTS] = {{\n{tables}}}{TAIL}"}
    for name, count in MORE.items():
        numbers = struct.unpack_from(f"<{count}h", raw, at)
        out[HERE.parent / f"{name}_weights.h"] = (f"{HEAD}#include <stdint.h>\n\nstatic const int16_t "
                                                  f"{name}_weights[{count}] = {rows(numbers)}{TAIL}")
        at += 2 * count
    return out


def main(argv):
    check = argv[:1] == ["--check"]
    if len(argv) != 1 + check:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as tmp:
        raw = Path(tmp) / "weights"
        words = train(argv[-1], training(), raw)
        texts = headers(raw.read_bytes())
    if check:
        same = all(path.read_text(encoding="ascii") == text for path, text in texts.items())
        print(f"{int(same)} passed, {int(not same)} failed")
        return int(not same)
    for path, text in texts.items():
        path.write_text(text, encoding="ascii", newline="\n")
    print(words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
