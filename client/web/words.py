#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes words.id.js: every sentence of the pages in Indonesian.

    words.py OUT.js CATALOGUE.inc ... -- FILE.js|FILE.html ...

A sentence is the literal of tr("...") in a module, or the text of an element
with data-tr (data-tr="ATTRIBUTE": that attribute's value) in a page. One that
has no row in the catalogue is an error; so is a row of catalogue_rows_web*.inc
that no page says, and one whose %s are not as many.
"""

import html.parser
import json
import re
import sys

STRING = r'"((?:[^"\\]|\\.)*)"'


def c_text(raw):
    """The text of a C literal; PRI macros of the client's rows stay out."""
    return raw.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def read_rows(file):
    """Rows {"en", "id"}, each made of one or more literals."""
    with open(file, encoding="utf-8") as f:
        text = f.read()
    rows = {}
    literals = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    for row in re.finditer(r"\{\s*" + literals + r",\s*" + literals + r"\}", text):
        en, id_ = (
            "".join(c_text(s) for s in re.findall(STRING, part)) for part in row.groups()
        )
        rows[en] = id_
    return rows


class Page(html.parser.HTMLParser):
    """Collects what data-tr marks."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.text = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "data-tr" not in attrs:
            return
        for name in (attrs["data-tr"] or "").split():
            self.found.append(attrs[name])
        if not attrs["data-tr"]:
            self.text = ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if self.text is not None:
            self.found.append(" ".join(self.text.split()))
            self.text = None


def sentences(file):
    with open(file, encoding="utf-8") as f:
        text = f.read()
    if file.endswith(".html"):
        page = Page()
        page.feed(text)
        return page.found
    # A sentence may go on over lines: tr("..." + "...").
    calls = re.finditer(r"\btr\(\s*((?:" + STRING + r"\s*\+?\s*)+)", text)
    return ["".join(json.loads(f'"{s}"') for s in re.findall(STRING, c[1])) for c in calls]


def main():
    out, *rest = sys.argv[1:]
    split = rest.index("--")
    catalogues, files = rest[:split], rest[split + 1 :]
    rows, own, faults, used = {}, {}, [], {}
    for file in catalogues:
        here = read_rows(file)
        for en in here:
            if en in rows:
                faults.append(f"{file}: has a row already: {en!r}")
        rows.update(here)
        if "_rows_web" in file:
            own.update(dict.fromkeys(here, file))
    for file in files:
        for en in sentences(file):
            if en not in rows:
                faults.append(f"{file}: no Indonesian for {en!r}")
            elif en.count("%s") != rows[en].count("%s"):
                faults.append(f"{file}: not as many %s in {rows[en]!r}")
            else:
                used[en] = rows[en]
    faults += [f"{file}: no page says {en!r}" for en, file in own.items() if en not in used]
    if faults:
        sys.exit("\n".join(faults))
    with open(out, "w", encoding="utf-8") as f:
        table = json.dumps(dict(sorted(used.items())), ensure_ascii=False, indent=0)
        f.write(f"// Made by words.py.\nexport default {table};\n")


if __name__ == "__main__":
    main()
