#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The words of the command's exports, for the pages: export-words.js.

The pages write the same files as `scrubrelay archive export`, byte for byte.
So their words, speakers and styles are not written down twice: they are read
here out of the tables of client/*.c.

    export-words.py CLIENT_DIR OUT
"""

import ast
import json
import pathlib
import re
import sys

LITERAL = r'"(?:[^"\\]|\\.)*"'
LITERALS = rf"{LITERAL}(?:\s*{LITERAL})*"


def text(literals):
    """Adjacent C strings as one; their escapes are Python's, too."""
    return "".join(
        ast.literal_eval(one) for one in re.findall(LITERAL, literals)
    )


def only(found, what):
    if not found:
        sys.exit(f"export-words.py: {what} is not found")
    return found


def style(source, name):
    at = only(
        re.search(rf"static const char style\[\] =\s*({LITERALS});", source),
        f"the style of {name}",
    )
    return text(at.group(1))


def words_by_language(source):
    """[OUTPUT_EN] = { [EXPORT_TITLE] = "...", ... }"""
    out = {}
    for lang, body in re.findall(
        r"\[OUTPUT_(EN|ID)\] =\s*\{(.*?)\n\t\}", source, re.S
    ):
        rows = re.findall(rf"\[EXPORT_(\w+)\] =\s*({LITERALS})", body)
        out[lang.lower()] = {name: text(value) for name, value in rows}
    if len(out) != 2 or out["en"].keys() != out["id"].keys():
        sys.exit("export-words.py: export.c has not the same words in both")
    return out


def pairs(source, prefix, what):
    """[PREFIX_NAME] = {"English", "Indonesian"}, one brace deep or two."""
    rows = re.findall(
        rf"\[{prefix}(\w+)\] = \{{\{{?\s*({LITERALS}),\s*({LITERALS})\}}",
        source,
    )
    return {
        name: [text(en), text(other)] for name, en, other in only(rows, what)
    }


def lower(table):
    return {name.lower(): row for name, row in table.items()}


def main():
    client, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

    def read(name):
        return (client / name).read_text(encoding="utf-8")

    speakers = read("timeline_words.c")
    receipt = read("receipt_html.c")
    tables = {
        "WORDS": words_by_language(read("export.c")),
        "PARTS": lower(pairs(speakers, "PART_", "the parts")),
        "TALK": lower(pairs(speakers, "ENTRY_", "the kinds of talk")),
        "SITES": {
            name.lower(): row[0]
            for name, row in pairs(
                read("timeline_talk.c"), "CITATION_", "the sites"
            ).items()
        },
        "PAGE_STYLE": style(read("export_html.c"), "export_html.c"),
        "RECEIPT": pairs(receipt, "", "the words of a receipt"),
        "RECEIPT_STYLE": style(receipt, "receipt_html.c"),
    }
    lines = [
        "// SPDX-License-Identifier: MIT",
        "// Made by export-words.py from client/*.c; not to be edited.",
    ]
    for name, value in tables.items():
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"export const {name} = {value};")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
