# SPDX-License-Identifier: MIT
"""Marked messages as lines for tagger_train: as they are, and changed.

A record is {"lang", "text", "spans": [[start, end, LABEL], ...]}. Each comes
out as it is; most of them again in small or in large letters, half with other
signs between and around its words; those with names again with other names; and
again as if lists did not know some of its words.
Sets that were written dense come out once, and count less; those that are most
as staff write count more.
"""
import random
import re
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
MARKS = {"NAME": 1, "LOCATION": 2, "ORGANIZATION": 3, "OTHER": 5, "DATE": 6, "AGE": 7, "PHONE": 8}
RECASED, RENAMED, RENAMED_SHARE = 0.7, 3, 10
RESIGNED, RESIGNED_SHARE = 0.8, 50
BETWEEN = (" - ", "; ", " / ", "... ", " ", ". ")  # for ", "
TIME = "1420 "  # any of a day
BEFORE = {"en": ("FYI ", "ok ", "so ", "and ", "pls ", "Hi all, ", TIME),
          "id": ("oke ", "btw ", "jadi ", "dok, ", "mohon izin, ", "tolong ", TIME)}
AROUND = (('"', '"'), ("(", ")"), ("", "!!"), ("", "."), ("", " \U0001F64F"))
CALLED = (": ", ", ", " - ")  # behind the first word: "Hope: clamp off"
DENSE, DENSE_SHARE = ("q-", "r-", "w-", "z-"), 50  # sets with far more of what is hard than staff write
FIRST, FIRST_SHARE = ("a-", "b-", "c-", "e-", "f-"), 300  # that came with the rules of marking


def marks(row):
    text, out = row["text"], []
    for start, end, label in row["spans"]:
        mark = MARKS.get(label, 4)
        if label == "LOCATION" and re.search(r"\d", text[start:end]):
            mark = 9  # rooms, streets, postcodes
        begin = len(text[:start].encode())
        out.append(f"{begin},{begin + len(text[start:end].encode())},{mark}")
    return ";".join(out)


def line(row, how="all", share=100):
    text = row["text"].replace("\t", " ").replace("\n", " ")
    return f"{row['lang'][:2]}\t{how}\t{share}\t{marks(row)}\t{text}\n"


def words(file, grades=(1, 2, 3)):
    """Words of a list of data/, of these grades."""
    grade, out = 1, set()
    for text in open(DATA / f"{file}.txt", encoding="utf-8"):
        if text.startswith("%"):
            grade = int(text[1:])
        elif not text.startswith("#") and grade in grades:
            out.update(text.split())
    return sorted(out)


def borne_eponyms():
    """Eponyms that persons have for a name, too."""
    borne = set(words("surnames", (1, 2))) | set(words("forenames", (1, 2)))
    return [w for w in words("eponyms") if w in borne]


def pools():
    """Words that may stand for a name: eponyms that persons have, and words."""
    return {"en": [borne_eponyms(), words("names-extra")],
            "id": [borne_eponyms(), words("names-extra-id") + words("names-id")]}


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


def replaced(row, old, new, marked=False):
    """The message with new for each old, outside of what is marked or there too."""
    text, spans, at = "", [], 0
    for start, end, label in row["spans"]:
        text += row["text"][at:start].replace(old, new)
        part = row["text"][start:end].replace(old, new) if marked else row["text"][start:end]
        spans.append([len(text), len(text) + len(part), label])
        text += part
        at = end
    return dict(row, text=text + row["text"][at:].replace(old, new), spans=spans)


def between(row, before, behind):
    """The message with something before and behind it."""
    by = len(before)
    return dict(row, text=before + row["text"] + behind, spans=[[a + by, b + by, label] for a, b, label in row["spans"]])


def inserted(row, at, signs, instead=0):
    """The message with signs at one place, instead of so many characters."""
    by, text = len(signs) - instead, row["text"]
    return dict(row, text=text[:at] + signs + text[at + instead:],
                spans=[[a + by * (a >= at), b + by * (b > at), label] for a, b, label in row["spans"]])


def tagged(row, rng):
    """The message with one word as a hashtag, a name in it as often as none."""
    names = [a for a, _, label in row["spans"] if label == "NAME"]
    other = [m.start() for m in re.finditer(r"\b[^\W\d_]+", row["text"])
             if not any(a <= m.start() < b for a, b, _ in row["spans"])]
    at = rng.choice(names if names and (not other or rng.random() < 0.5) else other or [0])
    return inserted(row, at, "#")


def opened(row, rng):
    """The message with a word before it: a capital that only began it is none."""
    text, begun = row["text"], row["spans"] and row["spans"][0][0] == 0
    if text[:1].isupper() and text[1:2].islower() and not begun:
        row = dict(row, text=text[0].lower() + text[1:])
    before = rng.choice(BEFORE[row["lang"][:2]])
    return between(row, f"{rng.randrange(24):02}{rng.randrange(60):02} " if before == TIME else before, "")


def called(row, sign):
    """The message with a sign behind whom or what it begins with."""
    first = re.match(r"[^\W\d_]+", row["text"])
    end = max([b for a, b, _ in row["spans"] if a == 0] or [first.end() if first else 0])
    return inserted(row, end, sign, 1) if row["text"][end:end + 1] == " " else row


def resigned(row, rng):
    """The message with other signs, or a word to begin with."""
    how = rng.randrange(5)
    if how == 0 and ", " in row["text"]:
        return replaced(row, ", ", rng.choice(BETWEEN))
    if how == 1:
        return opened(row, rng)
    if how == 2:
        return tagged(row, rng)
    if how == 3:
        return called(row, rng.choice(CALLED))
    return between(row, *rng.choice(AROUND))


def telephone(text):
    """As a telephone's keyboard writes who types small letters only."""
    return text[:1].upper() + text[1:].lower()


def cased_as(row, turn):
    text = turn(row["text"])
    return dict(row, text=text) if len(text) == len(row["text"]) else row


def recased(row, rng):
    return cased_as(row, rng.choices((str.lower, str.upper, telephone), (45, 25, 30))[0])


def lines(records, seed=7):
    rng = random.Random(seed)
    pool = pools()
    for row in records:
        if row["id"].startswith(DENSE):
            yield line(row, "all", DENSE_SHARE)
            continue
        yield line(row, "all", FIRST_SHARE if row["id"].startswith(FIRST) else 100)
        yield line(row, "drop", 50)
        if rng.random() < RECASED:
            again = recased(row, rng)
            yield line(again)
            yield line(again, "drop", 50)
        if rng.random() < RESIGNED:
            yield line(resigned(row, rng), "all", RESIGNED_SHARE)
        if any(s[2] == "NAME" for s in row["spans"]):
            for _ in range(RENAMED):
                yield line(renamed(row, pool, rng), "marked", RENAMED_SHARE)


def made(records, share):
    """Messages of the grammar, that count less than written ones."""
    for row in records:
        yield line(row, "all", share)
