#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Templates of operations (NAME.json) to C: gen.py OUT.c NAME.json ...

Ends with status 1 and "file:line: what is wrong, what is allowed" at the
first mistake.
"""

import json
import os
import re
import sys

LANGS = ("en", "id")  # order of enum template_lang
NAME_MAX_BYTES = 64  # proto/limits.h
LABEL_MAX_BYTES = 120  # one line of a telephone held sideways


class Mistake(Exception):
    def __init__(self, line, what):
        super().__init__(what)
        self.line = line


class Node(dict):
    """An object that knows its line."""


class Decoder(json.JSONDecoder):
    """json, with the line of each object and no key twice."""

    def __init__(self):
        super().__init__()
        self.parse_object = self.read_object
        self.scan_once = json.scanner.py_make_scanner(self)

    def read_object(self, s_and_end, strict, scan_once, _hook, _pairs, memo):
        text, begin = s_and_end
        line = text.count("\n", 0, begin) + 1

        def node(pairs):
            made = Node(pairs)
            if len(made) != len(pairs):
                raise Mistake(line, "a key stands twice in this object")
            made.line = line
            return made

        return json.decoder.JSONObject(
            s_and_end, strict, scan_once, None, node, memo)


def keys(node, line, needed, optional=()):
    if not isinstance(node, Node):
        raise Mistake(line, "expected an object with " + ", ".join(needed))
    for key in needed:
        if key not in node:
            raise Mistake(node.line, f'"{key}" is missing')
    for key in node:
        if key not in needed and key not in optional:
            raise Mistake(node.line, f'unknown key "{key}", allowed: '
                          + ", ".join(needed + optional))
    return node


def name(node, key="id"):
    value = node[key]
    if (not isinstance(value, str) or len(value) > NAME_MAX_BYTES
            or not re.fullmatch("[a-z0-9][a-z0-9-]*", value)):
        raise Mistake(node.line, f'"{key}": expected at most {NAME_MAX_BYTES} '
                      "of a-z 0-9 -, a letter or digit first")
    return value


def words(node, key):
    value = node[key]
    if (not isinstance(value, str) or not value.strip() or value != value.strip()
            or len(value.encode()) > LABEL_MAX_BYTES
            or not value.isprintable()):
        raise Mistake(node.line, f'"{key}": expected 1 to {LABEL_MAX_BYTES} '
                      "bytes of text on one line")
    return value


def label(node):
    labels = keys(node["label"], node.line, LANGS)
    return [words(labels, lang) for lang in LANGS]


def items(node, key):
    value = node[key]
    if not isinstance(value, list) or not value:
        raise Mistake(node.line, f'"{key}": expected a list that is not empty')
    return value


def read_steps(template):
    """Rows of (id, labels, phase id, phase labels, anchor)."""
    rows, seen, anchors = [], set(), 0

    for phase in items(template, "phases"):
        keys(phase, template.line, ("id", "label", "steps"))
        if ("phase", name(phase)) in seen:
            raise Mistake(phase.line, f'phase "{phase["id"]}" stands twice')
        seen.add(("phase", phase["id"]))
        for step in items(phase, "steps"):
            keys(step, phase.line, ("id", "label"), ("anchor",))
            if name(step) in seen:
                raise Mistake(step.line, f'step "{step["id"]}" stands twice')
            seen.add(step["id"])
            anchor = step.get("anchor", False)
            if not isinstance(anchor, bool):
                raise Mistake(step.line, '"anchor": expected true or false')
            anchors += anchor
            rows.append((step["id"], label(step), phase["id"], label(phase),
                         anchor))
    if anchors != 1:
        raise Mistake(template.line,
                      f'expected one step with "anchor": true, not {anchors}')
    return rows


def read_template(file):
    with open(file, encoding="utf-8") as f:
        text = f.read()
    try:
        root = Decoder().decode(text)
    except json.JSONDecodeError as e:
        raise Mistake(e.lineno, "not JSON: " + e.msg) from e
    keys(root, 1, ("id", "label", "specialty", "phases"))
    if name(root) + ".json" != os.path.basename(file):
        raise Mistake(root.line, f'"id": expected the name of the file')
    return root["id"], label(root), words(root, "specialty"), read_steps(root)


def c_string(text):
    out = ""
    for byte in text.encode():
        if byte in b'"\\' or not 0x20 <= byte < 0x7f:
            out += f"\\{byte:03o}"
        else:
            out += chr(byte)
    return f'"{out}"'


def c_labels(labels):
    return "{ " + ", ".join(c_string(text) for text in labels) + " }"


def write(out, templates):
    print("/* Made by relay/templates/gen.py. */\n"
          '#include "template_tables.h"\n', file=out)
    for i, (_, _, _, steps) in enumerate(templates):
        print(f"static const struct template_step step_{i}[] = {{", file=out)
        for step_id, labels, phase_id, phase_labels, anchor in steps:
            print(f"\t{{ {c_string(step_id)}, {c_labels(labels)}, "
                  f"{c_string(phase_id)}, {c_labels(phase_labels)}, "
                  f"{'true' if anchor else 'false'} }},", file=out)
        print("};\n", file=out)
    print("const struct template template_table[] = {", file=out)
    for i, (ident, labels, specialty, steps) in enumerate(templates):
        print(f"\t{{ {c_string(ident)}, {c_labels(labels)}, "
              f"{c_string(specialty)}, step_{i}, {len(steps)} }},", file=out)
    print("};\n"
          f"const size_t template_table_count = {len(templates)};", file=out)


def main(argv):
    if len(argv) < 3:
        print("usage: gen.py OUT.c NAME.json ...", file=sys.stderr)
        return 2
    templates = []
    for file in argv[2:]:
        try:
            templates.append(read_template(file))
        except UnicodeDecodeError:
            print(f"{file}:1: not UTF-8", file=sys.stderr)
            return 1
        except Mistake as e:
            print(f"{file}:{e.line}: {e}", file=sys.stderr)
            return 1
    templates.sort(key=lambda t: t[0].encode())
    with open(argv[1], "w", encoding="ascii") as out:
        write(out, templates)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
