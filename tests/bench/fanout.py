#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What tests/bench/fanout measures; see there."""

import argparse
import contextlib
import os
import platform
import statistics
import subprocess
import sys

import servers

LOADS = [("W=1", lambda s: ["-w", 1]),
         ("W=16", lambda s: ["-w", 16]),
         ("20k/s", lambda s: ["-r", max(20000 // s, 1)]),
         ("50k/s", lambda s: ["-r", max(50000 // s, 1)])]


def say(text):
    print(text, flush=True)


def note(text):
    print(f"fanout: {text}", file=sys.stderr, flush=True)


def start(stack, place, classes, tls):
    running = []
    for kind in classes:
        try:
            server = kind(place, tls)
            server.start()
        except servers.Missing as e:
            note(f"skipped: {e}")
            continue
        stack.callback(server.stop)
        running.append(server)
    return running


def measure(place, running, loads, sizes, rounds, seconds):
    """{(size, load): {name: [figures]}}; the send floor in the same turns."""
    found = {}
    for turn in range(rounds):
        for size in sizes:
            for load, arguments in loads:
                row = found.setdefault((size, load), {})
                if load.startswith("W"):
                    row.setdefault("floor", []).append({
                        "cpu_us": servers.floor(place, size, 1,
                                                int(load[2:]))})
                for server in running:
                    note(f"round {turn + 1}: {size} readers, {load}, "
                         f"{server.name}")
                    try:
                        got = servers.generate(
                            place, server, "-s", size, "-t", seconds,
                            *arguments(size))
                    except subprocess.CalledProcessError:
                        note(f"{server.name}: no figures")
                        continue
                    row.setdefault(server.name, []).append(got)
    return found


def median(rows, key):
    values = [r[key] for r in rows or [] if key in r]
    return statistics.median(values) if values else None


def shown(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def table(found, names, key, digits=2):
    heads = [f"S={s} {load}" for s, load in found]
    say(f"| | {' | '.join(heads)} |")
    say("| --- |" + " --- |" * len(heads))
    for name in names:
        cells = [shown(median(found[at].get(name), key), digits)
                 for at in found]
        say(f"| {name} | {' | '.join(cells)} |")
    say("")


def ratios(found, names):
    say("CPU per delivery of scrubrelay by that of:\n")
    heads = [f"S={s} {load}" for s, load in found]
    say(f"| | {' | '.join(heads)} |")
    say("| --- |" + " --- |" * len(heads))
    for name in names:
        cells = []
        for at in found:
            ours = median(found[at].get("scrubrelay"), "cpu_us")
            theirs = median(found[at].get(name), "cpu_us")
            cells.append(shown(ours / theirs if ours and theirs else None))
        say(f"| {name} | {' | '.join(cells)} |")
    say("")


def report(title, found, running, rounds):
    names = [s.name for s in running]
    say(f"### {title}\n")
    say(f"Medians of {rounds}, servers in turns. CPU of the server, "
        "microseconds for each delivery:\n")
    table(found, ["floor", *names], "cpu_us")
    ratios(found, ["floor", *[n for n in names if n != "scrubrelay"]])
    say("Deliveries in a second, thousands:\n")
    for at in found:
        for rows in found[at].values():
            for row in rows:
                if "per_s" in row:
                    row["k_per_s"] = row["per_s"] / 1000
    table(found, names, "k_per_s", 0)
    say("Post to read, 99 %, milliseconds:\n")
    table(found, names, "p99_ms", 1)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("--quick", action="store_true")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--seconds", type=float, default=2)
    p.add_argument("--only", default="", help="names of servers")
    args = p.parse_args()
    place = servers.Place(args.build, args.work)
    sizes = [1000] if args.quick else [100, 1000, 5000]
    rounds = min(args.rounds, 3) if args.quick else args.rounds
    kinds = [servers.Relay, servers.Bare, *servers.PEERS]
    if args.only:
        kinds = [k for k in kinds if k.name in args.only.split(",")]
    say(f"`tests/bench/fanout` on {os.cpu_count()} processors, "
        f"{platform.system()} {platform.release()}; servers on one core, the "
        "generator on another, loopback, payloads of 256 bytes\n")
    with contextlib.ExitStack() as stack:
        running = start(stack, place, kinds, False)
        say("Versions: " + ", ".join(
            f"{s.name} {s.version()}".strip() for s in running) + "\n")
        found = measure(place, running, LOADS, sizes, rounds, args.seconds)
        report("Plain", found, running, rounds)
    with contextlib.ExitStack() as stack:
        running = start(stack, place,
                        [k for k in kinds if k is not servers.Bare], True)
        found = measure(place, running, [LOADS[0], LOADS[1], LOADS[3]],
                        [1000], rounds, args.seconds)
        report("TLS", found, running, rounds)


if __name__ == "__main__":
    main()
