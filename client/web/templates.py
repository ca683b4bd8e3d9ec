#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes templates.js of relay/templates/*.json: templates.py OUT.js FILE ..."""

import json
import sys

out, *files = sys.argv[1:]
templates = []
for file in sorted(files):
    with open(file, encoding="utf-8") as f:
        templates.append(json.load(f))
with open(out, "w", encoding="utf-8") as f:
    table = json.dumps(templates, ensure_ascii=False, separators=(",", ":"))
    f.write(f"// Made by templates.py.\nexport default {table};\n")
