#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every limit has a unit and a reason, and every number of the configuration
its range: the ends are taken, one beyond is refused and told, and
scrubrelayd.json(5) and the example say the same as the program.

BUILD chooses the build (default: build). Ends with "N passed, N failed".
"""

import os
import re
import subprocess
import sys
import tempfile

from counted import check, end

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
# What limits are counted in.
UNITS = re.compile(
    r"accounts|addresses|bits|bytes|choices|citations|connections|days|devices|"
    r"drafts|entries|fragments|hashtags|hellos|levels|lines|members|messages|"
    r"milliseconds|notes|number|one of so many|polls|port|procedures|questions|"
    r"requests|rows|seconds|stars|subscribe counts|page of|who has|streams",
    re.I)
# No limits.
NAMES = ("SR_", "CLOSE_")


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as f:
        return f.read()


def limits():
    """name: (value or None, the comment above it)"""
    found, comment = {}, ""
    text = read("relay", "proto", "limits.h")
    for part in re.finditer(r"/\*(.*?)\*/|^#define (\w+) (\S+)$|^$", text,
                            re.S | re.M):
        if part[1] is not None:
            comment = " ".join(part[1].replace("\n *", " ").split())
        elif part[2]:
            number = re.fullmatch(r"(\d+)u?", part[3])
            found[part[2]] = (int(number[1]) if number else None, comment)
    return found


def rows(known):
    """key: (default, least, most, the default's name or None)"""
    def value(word):
        return known[word][0] if word in known else int(word)
    found = {}
    for key, default, least, most in re.findall(
            r"^\t(?:LIVE_)?NUMBER\((\w+), (\w+), (\w+), (\w+)\),$",
            read("relay", "config.c"), re.M):
        found[key] = (value(default), value(least), value(most),
                      default if default in known else None)
    return found


def reasons(known):
    for name, (_, comment) in known.items():
        if name.startswith(NAMES):
            continue
        check(UNITS.search(comment), f"{name}: in what it counts", comment)
        # A reason stands behind a colon, or in a sentence of its own.
        check(":" in comment or ", " in comment or ". " in comment or
              "below" in comment, f"{name}: why that much", comment)


class Daemon:
    def __init__(self, folder):
        self.folder = folder

    def says(self, **settings):
        """None, or what is wrong."""
        path = os.path.join(self.folder, "c.json")
        with open(path, "w", encoding="utf-8") as f:
            f.write("{" + ", ".join(f'"{k}": {v}' for k, v in settings.items())
                    + "}")
        done = subprocess.run(
            [os.path.join(BUILD, "bin", "scrubrelayd"), "--config", path,
             "--check"], capture_output=True, text=True)
        return None if done.returncode == 0 else done.stdout + done.stderr


# A playback's least may not be beyond its most.
BESIDE = {"as_live_min_s": {"as_live_max_s": 31536000},
          "as_live_max_s": {"as_live_min_s": 0}}


def ranges(daemon, settings):
    for key, (_, least, most, _) in settings.items():
        beside = BESIDE.get(key, {})
        for good in (least, most):
            said = daemon.says(**{key: good}, **beside)
            check(said is None, f"{key}: {good} is allowed", said)
        for bad in (least - 1, most + 1):
            said = daemon.says(**{key: bad}, **beside)
            check(said and f"{key}: out of range, allowed is {least} to {most}"
                  in said, f"{key}: {bad} is not", said)


def documents(known, settings):
    page = read("relay", "scrubrelayd.json.5")
    items = re.split(r"^\.It Cm ", page, flags=re.M)[1:]
    text = {}
    for item in items:
        head, _, rest = item.partition("\n")
        for key in head.replace(" , Cm ", " ").split():
            text[key] = " ".join(rest.split())
    example = read("relay", "scrubrelayd.json.example")
    for key, (default, least, most, _) in settings.items():
        said = text.get(key, "")
        check(re.search(rf"\b{least}( \([^)]*\))? to {most}\b", said) or
              "0 lets the kernel choose" in said,
              f"{key}: scrubrelayd.json(5) has its range", said)
        check(re.search(rf"\b{default}\b", said),
              f"{key}: scrubrelayd.json(5) has its default", said)
        check(re.search(rf'"{key}": {default}\b', example),
              f"{key}: the example has its default")
    named = {row[3] for row in settings.values()}
    for name, (value, comment) in known.items():
        if "[config]" in comment and value is not None:
            check(name in named, f"{name} is a setting, as its comment says")
    for name in named - {None}:
        check("[config]" in known[name][1] or "(a setting)" in known[name][1],
              f"{name}: its comment says that it is a setting")


def policies(daemon, most):
    """A file of the most bytes, and one more."""
    path = os.path.join(daemon.folder, "policy.json")
    for size, good in ((most, True), (most + 1, False)):
        with open(path, "w", encoding="utf-8") as f:
            f.write('{"name": "ward", "base": "safe-harbor"}'.ljust(size))
        said = daemon.says(policy_student=f'"{path}"')
        check((said is None) == good, f"a policy of {size} bytes", said)


def main():
    known = limits()
    settings = rows(known)
    check(len(settings) > 30, "the settings are found", len(settings))
    reasons(known)
    documents(known, settings)
    with tempfile.TemporaryDirectory() as folder:
        daemon = Daemon(folder)
        ranges(daemon, settings)
        policies(daemon, known["POLICY_JSON_MAX"][0])
    return end()


if __name__ == "__main__":
    sys.exit(main())
