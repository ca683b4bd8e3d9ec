#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Make the weights of the tagger.

    filters/train/train.py [--check] BIN/tagger_train

Writes filters/tagger_weights.h, described_weights.h, numeral_weights.h and
around_weights.h from tests/data/train and the grammar beside this file; the
same messages, lists and features give the same bytes. --check writes nothing
and fails when the files are not what would be written. Run it when a feature, a
list or a training message has changed: cmake --build build --target
tagger_train comes first.
"""
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = HERE.parent / "tagger_weights.h"
HEADS, UNITS, HASH_BITS, ROW_BITS = 3, 16, 17, 16  # tagger.h
# Behind the tagger's, of two bytes each: DESCRIBED_SLOTS, NUMERAL_SLOTS.
MORE = {"described": 8 << 14, "numeral": 5 << 12}
# Behind these, struct around_weights (around.h): of two bytes, then of one.
AROUND = [("h", 16, 7 * 32), ("h", 1, 16), ("h", 6, 16), ("h", 1, 6), ("b", 1 << 14, 16), ("b", 192, 16)]
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


def around(raw):
    """The text of around_weights.h."""
    parts, at = [], 0
    for letter, count, each in AROUND:
        numbers = [rows(one) for one in struct.iter_unpack(f"<{each}{letter}", raw[at:at + struct.calcsize(f"<{count * each}{letter}")])]
        parts.append(numbers[0] if count == 1 else "{" + ",\n".join(numbers) + "}")
        at += struct.calcsize(f"<{count * each}{letter}")
    return (f"{HEAD}#include \"around.h\"\n\nstatic const struct around_weights around_weights = {{\n"
            + ",\n".join(parts) + f"}}{TAIL}")


def headers(raw):
    """The text of each file that is written."""
    last = len(raw) - sum(struct.calcsize(f"<{count * each}{letter}") for letter, count, each in AROUND)
    at = last - 2 * sum(MORE.values())
    bytes_of = struct.unpack_from(f"{at - 4 * UNITS}b", raw, 4 * UNITS)
    hashed = HEADS << HASH_BITS
    numbered = (len(bytes_of) - hashed - (UNITS << ROW_BITS)) // (HEADS + UNITS)
    slots, rows_at = numbered + (1 << HASH_BITS), HEADS * numbered + hashed
    parts = ",\n".join([
        *(rows(struct.unpack_from(f"<{UNITS}h", raw, k * 2 * UNITS)) for k in range(2)),
        "{" + ",\n".join(rows(bytes_of[h * slots:(h + 1) * slots]) for h in range(HEADS)) + "}",
        "{" + ",\n".join("{" + ",".join(map(str, row)) + "}" if any(row) else "{0}" for row in
                         (bytes_of[k:k + UNITS] for k in range(rows_at, len(bytes_of), UNITS))) + "}"])
    out = {OUT: f"{HEAD}#include \"tagger.h\"\n\nstatic const struct tagger_weights tagger_weights = {{\n{parts}}}{TAIL}"}
    for name, count in MORE.items():
        numbers = struct.unpack_from(f"<{count}h", raw, at)
        out[HERE.parent / f"{name}_weights.h"] = (f"{HEAD}#include <stdint.h>\n\nstatic const int16_t "
                                                  f"{name}_weights[{count}] = {rows(numbers)}{TAIL}")
        at += 2 * count
    out[HERE.parent / "around_weights.h"] = around(raw[last:])
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
