# SPDX-License-Identifier: MIT
"""Two columns on a terminal: what staff see, and what a student sees."""

import difflib
import os
import re
import shutil
import sys
import unicodedata

TAG = re.compile(r"\[[A-Z][A-Z ]*[0-9 ]*\]")
BOLD, DIM, RED, GREEN, YELLOW, BLUE = "1", "2", "31", "32", "33", "36"


def words(text, code=""):
    return [(w, code) for w in text.split()]


def tagged(text):
    """Words of a filtered text; a tag with a number stays whole."""
    return [(w, GREEN if TAG.search(w) else "")
            for w in re.findall(r"\S*\[[A-Z][A-Z0-9 ]*\]\S*|\S+", text)]


def compared(raw, out):
    """Words of both sides; what the filter took is marked on the left, what
    stands for it on the right."""
    a, b = raw.split(), tagged(out)
    taken = set()
    for op, a1, a2, _, _ in difflib.SequenceMatcher(
            None, a, [w for w, _ in b], autojunk=False).get_opcodes():
        if op in ("replace", "delete"):
            taken.update(range(a1, a2))
    return [(w, RED if i in taken else "") for i, w in enumerate(a)], b


class Columns:
    def __init__(self, quiet):
        size = shutil.get_terminal_size((80, 24))
        self.quiet = quiet
        self.width = max(size.columns, 40)
        self.half = (self.width - 3) // 2
        self.terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.colour = self.terminal and "NO_COLOR" not in os.environ
        self.waits = False

    def paint(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.colour and code else text

    @staticmethod
    def columns(text):
        return sum(0 if unicodedata.combining(c) else
                   2 if unicodedata.east_asian_width(c) in "WF" else 1
                   for c in text)

    def wrap(self, head, row):
        """row: (text, colour code). Lines of (painted, columns)."""
        lines, line, used = [], self.paint(BOLD, head), self.columns(head)
        indent = min(len(head) + 1, 6)
        for text, code in row:
            while True:
                need = self.columns(text)
                if used + 1 + need <= self.half:
                    line += " " + self.paint(code, text)
                    used += 1 + need
                    break
                if used > indent:
                    lines.append((line, used))
                    line, used = " " * (indent - 1), indent - 1
                    continue
                room = self.half - used - 1  # a word longer than a line
                line += " " + self.paint(code, text[:room])
                used += 1 + self.columns(text[:room])
                text = text[room:]
        lines.append((line, used))
        return lines

    def both(self, left, right):
        bar = self.paint(DIM, " │ ")
        for i in range(max(len(left), len(right))):
            text, used = left[i] if i < len(left) else ("", 0)
            other = right[i][0] if i < len(right) else ""
            print((text + " " * (self.half - used) + bar + other).rstrip())

    def row(self, minute, left, number, right):
        """A row of each column; either may be empty."""
        if self.quiet:
            return
        self.wait_over()
        head = f"{minute:4.0f}'" if minute is not None else " " * 5
        tail = f"{number:3}" if number else "   "
        self.both(self.wrap(head, left) if left else [],
                  self.wrap(tail, right) if right else [])
        sys.stdout.flush()

    def title(self):
        if self.quiet:
            return
        self.both([(self.paint(BOLD, "what staff type"), 15)],
                  [(self.paint(BOLD, "what a student's screen gets"), 0)])
        print(self.paint(DIM, "─" * (self.half + 1) + "┼" +
                         "─" * (self.width - self.half - 2)), flush=True)

    def say(self, text=""):
        """A paragraph across both columns."""
        if self.quiet:
            return
        self.wait_over()
        line, used = "", 0
        for word in text.split():
            if used and used + 1 + len(word) > self.width:
                print(line)
                line, used = "", 0
            line += (" " if used else "") + word
            used += len(word) + (1 if used else 0)
        print(line, flush=True)

    # -- a line at the bottom that goes when the next comes --

    def wait(self, text):
        if self.terminal and not self.quiet:
            print("\r\033[K" + self.paint(DIM, text[:self.width - 1]),
                  end="", flush=True)
            self.waits = True

    def wait_over(self):
        if self.waits:
            print("\r\033[K", end="")
            self.waits = False
