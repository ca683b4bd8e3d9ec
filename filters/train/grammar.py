# SPDX-License-Identifier: MIT
"""Messages of grammar.txt, with names drawn evenly over the cultures of names.txt."""
import random
import re
from pathlib import Path

import messages

HERE = Path(__file__).resolve().parent
TIMES = {"en marked": 24, "en clean": 4, "id marked": 48, "id clean": 12}
HOUSES = {"en": ["{} Hospital", "{} General Hospital", "{} Medical Center", "{} Clinic", "St {} Hospital",
                 "{} Memorial", "{} University", "{} High School", "{} Nursing Home", "{} Family Practice",
                 "{} Health Centre", "{} Surgery Center", "{} Infirmary", "{} Pharmacy", "{} Academy",
                 "{} & Sons", "{} Foundry", "{} Logistics", "{} Elementary", "{} Hospice", "{} Mills", "{} Airlines",
                 "{} FC", "{} Dairy", "{} Shipyard", "{} Eye Institute", "{} Heart", "{} Parish", "{} Pentecostal",
                 "Escola {}", "Clínica {}", "Hospital {}", "{} Lifeboat", "{} Printworks", "{} Rovers", "{} Trust",
                 "Friends of {}", "{} Maternity Home", "{} Dialysis", "{} Vets", "{} Co-op"],
          "id": ["RS {}", "RSUD {}", "RSU {}", "RSIA {}", "Klinik {}", "Puskesmas {}", "RSUP {}", "SMA {}",
                 "Universitas {}", "PT {}", "Bidan {}", "RS Islam {}", "Pondok {}", "SD {}"]}
WARDS = {"en": "Nightingale Kingfisher Jacaranda Rosewood Maple Heron Willow Beech Cavell Lister Acacia Protea Fern "
               "Harbour Sunrise Osprey Juniper Elgar Byron Curie Bramble Magnolia Orchid Larch".split(),
         "id": "Cempaka Teratai Melati Mawar Anggrek Dahlia Flamboyan Kenanga Bougenvil Edelweis Tulip Sakura Seruni "
               "Wijaya Arafah Marwah Nusa Merak Cendrawasih Rajawali Kartika Asoka".split()}


class Grammar:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.cultures, self.given, self.family = [], [], []
        for text in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
            if not text.startswith("#"):
                culture, _, both = text.partition(": ")
                given, family = both.split(" / ")
                self.cultures.append(culture)
                self.given.append(given.split())
                self.family.append(family.split())
        self.local = len(self.given) - 6  # where the cultures of Indonesia begin
        self.slots, self.patterns = {}, {}
        self.read((HERE / "grammar.txt").read_text(encoding="utf-8"))
        self.eponyms = messages.words("eponyms")
        self.borne = messages.borne_eponyms()
        self.listed = [messages.words("forenames", (2, 3)), messages.words("surnames", (2, 3))]
        self.words = {"en": messages.words("names-extra"),
                      "id": messages.words("names-extra-id") + messages.words("names-id")}
        self.towns = {"en": messages.words("places"), "id": messages.words("places-id")}

    def read(self, text):
        part = None
        for line in text.splitlines():
            if line.startswith("@"):
                name, _, choices = line[1:].partition(" = ")
                self.slots[name] = choices.split(" | ")
            elif line.startswith("["):
                part = self.patterns.setdefault(line.strip("[]"), [])
            elif line and not line.startswith("#"):
                part.append(line)

    def typo(self, word):
        """A name that no list has: one letter other, missing or twice."""
        rng, at = self.rng, self.rng.randrange(1, len(word))
        kind = rng.randrange(3)
        if kind == 0:
            return word[:at] + rng.choice("aeiourntlskhm") + word[at + 1:]
        return word[:at] + (word[at + 1:] if kind == 1 and len(word) > 4 else word[at - 1:])

    def name(self, lang, family):
        rng = self.rng
        pool = self.family if family else self.given
        low = self.local if lang == "id" and rng.random() < 0.7 else 0
        word = rng.choice(pool[rng.randrange(low, len(pool))]).replace("-", rng.choice("- "))
        draw = rng.random()
        if draw < 0.15:
            word = rng.choice(self.listed[family]).capitalize()
        elif draw < 0.35:
            word = self.typo(word)
        return word

    def fill(self, slot, lang):
        """(text, label or None)"""
        rng = self.rng
        if slot in ("F", "L"):
            return self.name(lang, slot == "L"), "NAME"
        if slot == "P":
            form = rng.random()
            return (self.name(lang, False) if form < 0.4 else self.name(lang, True) if form < 0.65
                    else f"{self.name(lang, False)} {self.name(lang, True)}"), "NAME"
        if slot == "W":  # one word, often one that is a word or an eponym too
            draw = rng.random()
            if draw < 0.2:
                return rng.choice(self.borne).capitalize(), "NAME"
            word = rng.choice(self.words[lang]).capitalize() if draw < 0.5 else self.name(lang, draw > 0.75)
            return word, "NAME"
        if slot == "I":
            a, b = rng.choice("ABCDEFGHJKLMNPRSTVWYZ"), rng.choice("ABCDEFGHJKLMNPRSTVWYZ")
            return rng.choice([f"{a}.{b}.", f"{a}. {self.name(lang, True)}", f"{self.name(lang, False)} {b}."]), "NAME"
        if slot == "TOWN":
            return rng.choice(self.towns[lang if rng.random() < 0.6 else "en"]).capitalize(), "LOCATION"
        if slot == "ORG":
            word = self.name(lang, True) if rng.random() < 0.6 else rng.choice(self.towns[lang]).capitalize()
            if rng.random() < 0.3:
                word += " " + rng.choice(self.words[lang]).capitalize()
            return rng.choice(HOUSES[lang]).format(word), "ORGANIZATION"
        if slot == "WARD":
            word = rng.choice(WARDS[lang]) if rng.random() < 0.6 else self.name(lang, True)
            return word, "LOCATION"
        if slot == "E":
            return rng.choice(self.eponyms).capitalize(), None
        return self.expand(rng.choice(self.slots[slot]), lang)[0], None

    def expand(self, pattern, lang):
        while True:
            m = re.search(r"\(([^()]*\|[^()]*)\)", pattern)
            if not m:
                break
            pattern = pattern[:m.start()] + self.rng.choice(m.group(1).split("|")) + pattern[m.end():]
        text, spans = "", []
        for piece in re.split(r"(\{[A-Z]+\})", pattern):
            if re.fullmatch(r"\{[A-Z]+\}", piece):
                put, label = self.fill(piece[1:-1], lang)
                if label:
                    spans.append([len(text), len(text) + len(put), label])
                text += put
            else:
                text += piece
        return text, spans

    def message(self, pattern, lang):
        text, spans = self.expand(pattern, lang)
        how = self.rng.random()
        if how < 0.45:
            text = text.lower()
        elif how < 0.5 and len(text.upper()) == len(text):
            text = text.upper()
        elif how < 0.85 and text[:1].isalpha():
            text = text[0].upper() + text[1:]
        return {"lang": lang, "text": text, "spans": spans}


def records(seed=20260101):
    """Every pattern many times over."""
    g = Grammar(seed)
    for part, patterns in g.patterns.items():
        for pattern in patterns:
            for _ in range(TIMES[part] * (3 if "{E" in pattern else 1)):
                yield g.message(pattern, part[:2])


def one_name(seed=20261122):
    """Messages with one name of two words at most, that say its culture and how it is written."""
    g = Grammar(seed)
    patterns = [p for p in g.patterns["en marked"] if p.count("{") - p.count("{TOOL}") == 1 and
                re.search(r"\{[PFLW]\}", p)]
    for culture, given, family in zip(g.cultures, g.given, g.family):
        for how in ("as it is", "misspelt", "small letters"):
            for k in range(28):
                word = (given + family)[k]
                name = g.typo(word) if how == "misspelt" else word
                text, spans = g.expand(re.sub(r"\{[PFLW]\}", "{X}", g.rng.choice(patterns)).replace("{X}", "\0"), "en")
                at = text.index("\0")
                text, spans = text.replace("\0", name), [[at, at + len(name), "NAME"]]
                yield {"id": f"{culture}-{how}-{k}", "lang": "en", "culture": culture, "how": how,
                       "text": text.lower() if how == "small letters" else text, "spans": spans}
