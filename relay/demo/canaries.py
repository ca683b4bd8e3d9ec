# SPDX-License-Identifier: MIT
"""What of a roster must not be found in what a reader gets, and finding it.

Deliberately another way than the filter's: plain comparison of words.
"""

import datetime
import json
import re
import unicodedata

# Words of organizations that tell nothing by themselves.
GENERIC = {"hospital", "clinic", "family", "street", "ridge", "medical",
           "center", "centre", "the", "of"}
# An eponym of the same name is an instrument, not the person.
INSTRUMENT = re.compile(
    r"^(?:'s)?\s+(?:clamps?|forceps|graspers?|retractors?)\b", re.I)
MONTHS = (
    "January February March April May June July August September October"
    " November December".split(),
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober"
    " November Desember".split(),
)
SPELT_FROM = 6  # letters of a name from which misspellings are looked for


def plain(text):
    """Lower case without accents, quotes straight."""
    text = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def near(a, b):
    """Whether one edit (a letter more, less, other or two swapped) is enough."""
    if abs(len(a) - len(b)) > 1:
        return False
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return (len(a) <= 1 and len(b) <= 1) or (
        len(a) == len(b) == 2 and a == b[::-1])


def date_forms(iso):
    d = datetime.date.fromisoformat(iso)
    forms = [iso]
    for year in (f"{d.year}", f"{d.year % 100:02}"):
        for sep in "/-.":
            forms += [f"{d.month}{sep}{d.day}{sep}{year}",
                      f"{d.month:02}{sep}{d.day:02}{sep}{year}",
                      f"{d.day}{sep}{d.month}{sep}{year}",
                      f"{d.day:02}{sep}{d.month:02}{sep}{year}"]
    for months in MONTHS:
        name = months[d.month - 1]
        forms += [f"{name} {d.day}", f"{d.day} {name}",
                  f"{name[:3]} {d.day}", f"{d.day} {name[:3]}"]
    return forms


class Canaries:
    """The identifiers of one roster. dates_too: places and dates as well (a
    limited data set keeps towns and dates)."""

    def __init__(self, roster_file, dates_too):
        with open(roster_file, encoding="utf-8") as f:
            roster = json.load(f)
        self.names, exact = set(), []
        for person in roster["persons"]:
            words = re.split(r"[\s-]+", person["name"])
            self.names.update(plain(w) for w in words if len(w) > 2)
            exact += [person["name"], *person.get("also", [])]
        for name in roster["organizations"]:
            exact += [name] + [w for w in name.split()
                               if w.lower() not in GENERIC]
        exact += [i["value"] for i in roster["ids"]]
        if dates_too:
            exact += roster["places"]
            for iso in roster["dates"]:
                exact += date_forms(iso)
        self.exact = [plain(w) for w in exact]
        self.patterns = [
            (w, re.compile(r"(?<![^\W_])" + re.escape(w) + r"(?![^\W_])"))
            for w in self.exact]
        for i in roster["ids"]:
            digits = re.sub(r"\D", "", i["value"])
            if len(digits) >= 6 and "@" not in i["value"]:
                self.patterns.append(
                    (digits, re.compile(r"[\s().-]*".join(digits))))

    def found_in(self, text):
        """Words of the roster in a reader's text; none is what is wanted."""
        text = plain(text)
        found = [word for word, p in self.patterns if p.search(text)]
        for m in re.finditer(r"[^\W\d_]+(?:'[^\W\d_]+)*", text):
            word = m.group().removesuffix("'s")
            for name in self.names:
                if word == name and INSTRUMENT.match(text[m.end():]):
                    continue
                if word == name or (len(name) >= SPELT_FROM and near(word, name)):
                    found.append(name)
        return found

    def found_in_bytes(self, data):
        """The same in a file of any kind; shorter words than six bytes stand
        in ciphertext by chance."""
        data = data.lower()
        words = self.names.union(self.exact)
        found = []
        for word in words:
            if len(word) >= 6:
                for code in ("utf-8", "utf-16-le"):
                    if word.encode(code) in data:
                        found.append(word)
        return found
