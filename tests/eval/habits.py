# SPDX-License-Identifier: MIT
"""The same messages in other writers' habits: what is found must not hang on them.

Each training message is filtered as it stands and once more in each habit, by
weights that were trained without it. Counted are identifiers that are touched in
the one and not in the other, and clean messages that are changed in the one only.
"""
import cross
import messages


def around_name(row, before, behind):
    """The message with signs around the first name in it."""
    for start, end, label in row["spans"]:
        if label == "NAME":
            return messages.inserted(messages.inserted(row, end, behind), start, before)
    return row


HABITS = (
    ("each blank twice", lambda r: messages.replaced(r, " ", "  ", marked=True)),
    ("\"14:20 \" in front", lambda r: messages.between(r, "14:20 ", "")),
    ("\"1420h \" in front", lambda r: messages.between(r, "1420h ", "")),
    ("\"1420 \" in front", lambda r: messages.between(r, "1420 ", "")),
    ("\"T+12 \" in front", lambda r: messages.between(r, "T+12 ", "")),
    ("\"- \" in front", lambda r: messages.between(r, "- ", "")),
    ("\"1) \" in front", lambda r: messages.between(r, "1) ", "")),
    ("\"Update: \" in front", lambda r: messages.between(r, "Update: ", "")),
    ("a line in front", lambda r: messages.between(r, "Update\n", "")),
    ("\"ok \" in front", lambda r: messages.between(r, "ok ", "")),
    ("in quotes", lambda r: messages.between(r, '"', '"')),
    ("in brackets", lambda r: messages.between(r, "(", ")")),
    ("a name in *bold*", lambda r: around_name(r, "*", "*")),
    ("a name behind #", lambda r: around_name(r, "#", "")),
    ("first word: with a colon", lambda r: messages.called(r, ": ")),
    ("first word - with a dash", lambda r: messages.called(r, " - ")),
    ("\"!!\" behind", lambda r: messages.between(r, "", "!!")),
    ("an emoji behind", lambda r: messages.between(r, "", " \U0001F64F")),
    ("\"...\" for \",\"", lambda r: messages.replaced(r, ", ", "... ", marked=True)),
    ("\" - \" for \",\"", lambda r: messages.replaced(r, ", ", " - ", marked=True)),
    ("\" / \" for \",\"", lambda r: messages.replaced(r, ", ", " / ", marked=True)),
    ("no \",\"", lambda r: messages.replaced(r, ",", "", marked=True)),
    ("small letters", lambda r: messages.cased_as(r, str.lower)),
    ("capitals", lambda r: messages.cased_as(r, str.upper)),
    ("small, but the first", lambda r: messages.cased_as(r, messages.telephone)),
)


def found(records, out):
    """Of each record whether each marked range is touched, and whether anything is."""
    of = {o["id"]: o["spans"] for o in out}
    return [([any(s["start"] < end and start < s["end"] for s in of[r["id"]]) for start, end, _ in r["spans"]],
             bool(of[r["id"]])) for r in records]


def table(folder, tools, records):
    plain = found(records, cross.cross(folder, tools, records))
    marked = sum(len(r["spans"]) for r in records)
    clean = sum(not r["spans"] for r in records)
    print(f"{marked} identifiers, {clean} clean messages\n")
    print("| written | leak only so | found only so | clean, changed only so | kept only so |")
    print("| --- | --- | --- | --- | --- |")
    for name, habit in HABITS:
        again = [habit(r) for r in records]
        other = found(again, cross.cross(folder, tools, records, texts=again))
        leak = sum(a and not b for (x, _), (y, _) in zip(plain, other) for a, b in zip(x, y))
        more = sum(b and not a for (x, _), (y, _) in zip(plain, other) for a, b in zip(x, y))
        spoilt = sum(b and not a for r, (_, a), (_, b) in zip(records, plain, other) if not r["spans"])
        kept = sum(a and not b for r, (_, a), (_, b) in zip(records, plain, other) if not r["spans"])
        print(f"| {name} | {leak} | {more} | {spoilt} | {kept} |", flush=True)
