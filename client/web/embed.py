#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Puts the pages into the daemon (client/web/web.cmake calls it).

    embed.py OUT.c OUT.bin FOLDER PATH=FILE ...

Each FILE is served at PATH, and each file of FOLDER, whose names are made of
their content, at /p/ and its name. OUT.bin holds all bytes, gzipped where that makes
them smaller and as they are; OUT.c has the table of relay/web.h.
"""

import gzip
import hashlib
import base64
import os
import sys

# How a file of each kind is called on the wire.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".wasm": "application/wasm",
    ".bin": "application/octet-stream",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}

# Pages that run the filter in the browser, and the worker that does it.
WITH_WASM = ("/staff", "/moderate", "/preview-worker.js")


def kind_of(path, file):
    kind = os.path.splitext(path)[1] or os.path.splitext(file)[1]
    if kind not in TYPES:
        sys.exit(f"{file}: no media type for {kind}")
    return TYPES[kind]


def main():
    out_c, out_bin, hashed, *pairs = sys.argv[1:]
    pairs += [f"/p/{name}={os.path.join(hashed, name)}" for name in os.listdir(hashed)]
    blob = bytearray()
    rows = []
    for pair in sorted(pairs):
        path, file = pair.split("=", 1)
        with open(file, "rb") as f:
            plain = f.read()
        packed = gzip.compress(plain, 9, mtime=0)
        if len(packed) > len(plain) * 0.95:
            packed = b""
        tag = base64.urlsafe_b64encode(hashlib.sha256(plain).digest()[:15]).decode()
        at = len(blob)
        blob += plain + packed
        rows.append(
            f'\t{{"{path}", "{kind_of(path, file)}", "{tag}",\n'
            f"\t    web_bytes + {at}, {len(plain)}, web_bytes + {at + len(plain)},"
            f" {len(packed)}, {'true' if path in WITH_WASM else 'false'},"
            f" {'true' if path.startswith('/p/') else 'false'}}},\n"
        )
    with open(out_bin, "wb") as f:
        f.write(blob)
    with open(out_c, "w", encoding="utf-8") as f:
        f.write(
            "/* Made by client/web/embed.py. */\n"
            '#include "web.h"\n\n'
            "extern const unsigned char web_bytes[];\n"
            '__asm__(".section .rodata\\n"\n'
            '\t".global web_bytes\\n"\n'
            '\t"web_bytes:\\n"\n'
            f'\t".incbin \\"{os.path.abspath(out_bin)}\\"\\n"\n'
            '\t".previous\\n");\n\n'
            "const struct web_file web_files[] = {\n"
        )
        f.writelines(rows)
        f.write("};\n")
        f.write(f"const size_t web_file_count = {len(rows)};\n")


if __name__ == "__main__":
    main()
