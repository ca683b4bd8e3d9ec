# SPDX-License-Identifier: MIT
"""What a program checks is counted: a line for each failure, the sum at the end."""
import os
import sys

passed = failed = 0


def check(good, why, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        caller = sys._getframe(1)
        place = f"{os.path.basename(caller.f_code.co_filename)}:{caller.f_lineno}"
        print(f"{place}: failed: {why}{': ' if detail else ''}{detail}", file=sys.stderr)
    return good


def end():
    """Prints the sum; the exit status. Nothing checked is a failure, too."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0
