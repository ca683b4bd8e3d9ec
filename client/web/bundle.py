#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One script and one style sheet for each page (client/web/web.cmake calls it).

    bundle.py ESBUILD OUT STAGE FILE ...

Each FILE is a page, a module, or a style sheet. Modules are put together in
STAGE. OUT gets each page with its script, its style sheets and the modules that
it wants early (modulepreload) replaced by the ones made here, and a folder p/ with those; what is in p/ has a name made of its
content, so a browser never asks for it twice. A page of thirty modules loads in
three requests; on a phone far away each round of requests is a sixth of a second.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

STYLE = re.compile(r'<link rel="stylesheet" href="/([^"]+)">\n')
LATER = re.compile(r'<link rel="modulepreload" href="/([^"]+)">\n')
SCRIPT = re.compile(r'<script type="module" src="/([^"]+)"></script>\n')
# Runs before everything else: opens the websocket.
EARLY = "early.js"


def smaller(program, kind, text):
    done = subprocess.run([program, f"--loader={kind}", "--minify", "--charset=utf8", "--legal-comments=none"],
                          input=text.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def named(out, name, text):
    """Write it under a name made of its content; that name."""
    data = text.encode()
    stem, ending = name.rsplit(".", 1)
    tag = base64.b32encode(hashlib.sha256(data).digest()[:5]).decode()
    path = out / "p" / f"{stem}-{tag}.{ending}"
    path.write_bytes(data)
    return f"/p/{path.name}"


def esbuild(program, out, entry, *more):
    """What was made: the served name of each module that was an entry, and what the first imports at once."""
    meta = out / "meta.json"
    subprocess.run(
        [program, str(entry), "--bundle", "--format=esm", "--splitting", "--minify", "--target=es2022",
         "--charset=utf8", "--legal-comments=none", "--external:node:*", "--log-level=warning",
         f"--outdir={out / 'p'}", "--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]",
         f"--metafile={meta}", *more],
        check=True)
    made = json.loads(meta.read_text(encoding="utf-8"))["outputs"]
    meta.unlink()
    served = {Path(o["entryPoint"]).name: name for name, o in made.items() if "entryPoint" in o}
    at_once = [i["path"] for i in made[served[entry.name]]["imports"] if i["kind"] == "import-statement"]
    return ({name: f"/p/{Path(path).name}" for name, path in served.items()},
            [f"/p/{Path(path).name}" for path in at_once])


def main():
    program, out, stage, *files = sys.argv[1:]
    out, stage = Path(out), Path(stage)
    for folder in (out, stage):
        shutil.rmtree(folder, ignore_errors=True)
    (out / "p").mkdir(parents=True)
    stage.mkdir(parents=True)
    pages = []
    for file in map(Path, files):
        if file.suffix == ".html":
            pages.append(file)
        else:
            shutil.copy(file, stage / file.name)
    early = named(out, EARLY, smaller(program, "js", (stage / EARLY).read_text(encoding="utf-8")))
    for page in pages:
        html = page.read_text(encoding="utf-8")
        entry, styles = SCRIPT.search(html), STYLE.findall(html)
        if not entry or not styles:
            sys.exit(f"{page}: no module or no style sheet")
        served, at_once = esbuild(program, out, stage / entry[1])
        at_once += [served[later] for later in LATER.findall(html)]
        css = "".join((stage / s).read_text(encoding="utf-8") for s in styles)
        css = named(out, f"{page.stem}.css", smaller(program, "css", css))
        words = served["words.id.js"]
        head = f'<script src="{early}" data-words="{words}" fetchpriority="high"></script>\n'
        head += f'<script type="module" src="{served[entry[1]]}"></script>\n'
        head += "".join(f'<link rel="modulepreload" href="{s}">\n' for s in at_once)
        head += f'<link rel="stylesheet" href="{css}">\n'
        html = LATER.sub("", SCRIPT.sub("", STYLE.sub("", html)))
        (out / page.name).write_text(html.replace("</head>", head + "</head>"), encoding="utf-8")


if __name__ == "__main__":
    main()
