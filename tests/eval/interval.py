# SPDX-License-Identifier: MIT
"""How many of each kind are found, with 95 % intervals."""
import math
import re

Z = 1.96


def wilson(found, total):
    """The share and Wilson's interval, in percent."""
    if total == 0:
        return float("nan"), 0.0, 100.0
    p, n = found / total, total
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return 100 * p, 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def found_of(gold, out, may_stay, significant):
    """(record, span, found) of every marked span."""
    by_id = {o["id"]: o for o in out}
    for g in gold:
        covered = set()
        for s in by_id.get(g["id"], {"spans": []})["spans"]:
            covered |= significant(g["text"], s["start"], s["end"])
        for start, end, label in g["spans"]:
            left = significant(g["text"], start, end) - covered - may_stay(label, g["text"], start, end)
            yield g, (start, end, label), not left


CASES = (("with capitals", lambda g, s: not (g["text"].islower() or g["text"].isupper())),
         ("small letters only", lambda g, s: g["text"].islower()),
         ("capitals only", lambda g, s: g["text"].isupper()))
TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|miss|prof|pak|bu|ibu|bapak|tn|ny|sdr|mas|mbak|an|by)\.?\s*$", re.I)
CONTEXTS = (("behind a title", lambda g, s: bool(TITLE.search(g["text"][:s[0]]))),
            ("first in the message", lambda g, s: s[0] == 0),
            ("elsewhere", lambda g, s: s[0] > 0 and not TITLE.search(g["text"][:s[0]])))
LENGTHS = (("one word", lambda g, s: " " not in g["text"][s[0]:s[1]] and s[1] - s[0] > 3),
           ("two and more", lambda g, s: " " in g["text"][s[0]:s[1]]),
           ("three letters or initials", lambda g, s: " " not in g["text"][s[0]:s[1]] and s[1] - s[0] < 4))
LANGUAGES = (("English", lambda g, s: g["lang"].startswith("en")), ("Indonesian", lambda g, s: g["lang"].startswith("id")))


def table(title, rows):
    """Lines "what found of total share low - high"."""
    lines = [f"\n{title:28}{'found':>7}{'of':>7}{'share':>9}{'95 % from':>11}{'to':>8}"]
    for name, found, total in rows:
        if total:
            lines.append("{:28}{:7}{:7}{:9.2f}{:11.2f}{:8.2f}".format(name, found, total, *wilson(found, total)))
    return "\n".join(lines)


def strata(hits, extra=()):
    """Names by how and where they are written."""
    for title, kinds in (("names, case", CASES), ("names, context", CONTEXTS), ("names, length", LENGTHS),
                         ("names, language", LANGUAGES), *extra):
        rows = []
        for name, of in kinds:
            part = [found for g, s, found in hits if s[2] == "NAME" and of(g, s)]
            rows.append((name, sum(part), len(part)))
        yield table(title, rows)


def labels(hits):
    names = sorted({s[2] for _, s, _ in hits})
    return table("label", [(n, sum(f for _, s, f in hits if s[2] == n), sum(1 for _, s, _ in hits if s[2] == n))
                           for n in names])
