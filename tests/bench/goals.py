#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What tests/bench/goals measures; see there."""

import argparse
import contextlib
import os
import re
import statistics
import subprocess
import time

import servers


def row(what, goal, reached, how=""):
    print(f"| {what} | {goal} | {reached} | {how} |", flush=True)


def median(rows, key):
    return statistics.median(r[key] for r in rows)


def fsync_ms(folder):
    """Median of bare 4 KiB writes with their fsync."""
    fd = os.open(os.path.join(folder, "bare"), os.O_CREAT | os.O_RDWR, 0o600)
    times = []
    for _ in range(100):
        begin = time.monotonic()
        os.pwrite(fd, b"\0" * 4096, 0)
        os.fsync(fd)
        times.append(time.monotonic() - begin)
    os.close(fd)
    return 1000 * statistics.median(times)


def turns(place, rounds, those, *load):
    """Figures of each server, in turns."""
    found = [[] for _ in those]
    for _ in range(rounds):
        for i, server in enumerate(those):
            found[i].append(servers.generate(place, server, *load))
    return found


def deliveries(place, relay, bare, rounds):
    for size in (1000, 5000):
        ours, theirs, floor = [], [], []
        for _ in range(rounds):
            load = ("-s", size, "-w", 1, "-t", 2)
            ours.append(servers.generate(place, relay, *load))
            theirs.append(servers.generate(place, bare, *load))
            floor.append(servers.floor(place, size, 1, 1))
        mine = median(ours, "cpu_us")
        row(f"CPU of a delivery by the send floor's, {size} readers, W=1",
            "1.15", f"{mine / statistics.median(floor):.2f}",
            f"{mine:.2f} us")
        row(f"the same by the bare server's, {size} readers", "",
            f"{mine / median(theirs, 'cpu_us'):.2f}",
            "uWebSockets is in neither Debian nor npm")
    ours = turns(place, rounds, [relay], "-s", 1000, "-r", 1000,
                 "-t", 4)[0]
    row("1,000,000 deliveries a second offered: share delivered", "1.00",
        f"{median(ours, 'per_s') / 1e6:.2f}",
        f"p99 {median(ours, 'p99_ms'):.0f} ms (goal 100), "
        f"{100 * median(ours, 'cpu_share'):.0f} % of a core")


def screens(place, relay, bare, rounds):
    ours, theirs = turns(place, rounds, [relay, bare],
                         "-s", 1000, "-r", 20, "-t", 5)
    disk = fsync_ms(relay.data)
    for part in ("p50", "p99"):
        mine, other = (median(rows, f"last_{part}_ms")
                       for rows in (ours, theirs))
        row(f"post to the last of 1,000 screens, {part}", "",
            f"{mine:.1f} ms", f"bare fan-out and one fsync: "
            f"{other:.1f} + {disk:.1f} ms; ratio {mine / (other + disk):.1f}")


def idle(place, relay, secure, idle_count, seconds):
    for server, goal, name in ((relay, "7", "plain"), (secure, "24", "TLS")):
        server.dialect = "idle"
        got = servers.generate(place, server, "-s", idle_count, "-i",
                               "-t", seconds)
        server.dialect = "relay"
        row(f"kB of an idle connection, {name}", goal,
            f"{got['kb_each']:.1f}", f"{idle_count} of them")
        row(f"CPU to set one up with its signature, {name}",
            "150 us" if name == "plain" else "", f"{got['setup_us']:.0f} us")
        if name == "plain":
            row("CPU of a core when they are idle, pings included", "2 %",
                f"{100 * got['cpu_share']:.2f} %", f"{seconds} s")


def requests(place, relay, idle_count, rounds):
    relay.dialect = "idle"
    few = turns(place, rounds, [relay], "-s", 100, "-m", 1000, "-t", 2)[0]
    many = turns(place, rounds, [relay], "-s", idle_count, "-m", 1000,
                 "-t", 2)[0]
    relay.dialect = "relay"
    row(f"CPU of a request with {idle_count} idle connections by that with "
        "100", "1.2",
        f"{median(many, 'request_us') / median(few, 'request_us'):.2f}",
        f"{median(many, 'request_us'):.1f} us")


def counted(place, kind, readers, messages):
    """User instructions of the server for these messages."""
    out = os.path.join(place.work, "callgrind.out")
    more = {"home": f"counted-{readers}"} if kind is servers.Relay else {}
    server = kind(place, **more, prefix=[
        "valgrind", "-q", "--tool=callgrind", "--instr-atstart=no",
        f"--callgrind-out-file={out}"])
    server.start()
    try:
        control = ["callgrind_control", "-i", "on", str(server.process.pid)]
        with subprocess.Popen(
                [place.bench("fanout_bench"), *server.arguments(),
                 "-s", str(readers), "-n", str(messages)],
                env=getattr(server, "environment", None), text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE) as load:
            for word in ("on", "off"):
                load.stdout.readline()
                control[2] = word
                subprocess.run(control, check=True, capture_output=True)
                load.stdin.write("\n")
                load.stdin.flush()
            load.stdout.read()
    finally:
        server.stop()
    with open(out, encoding="utf-8") as f:
        return int(re.search(r"^totals: (\d+)", f.read(), re.M)[1])


def instructions(place):
    """Twice the readers: what is more is the deliveries', the rest is the
    post's (two filters, signatures, encryption, disk)."""
    messages = 200
    for kind in (servers.Relay, servers.Bare):
        few, many = (counted(place, kind, n, messages) for n in (200, 400))
        each = (many - few) / (messages * 200)
        post = few / messages - 200 * each
        row(f"user instructions of a delivery, {kind.name}",
            "400" if kind is servers.Relay else "", f"{each:.0f}",
            f"and {post:,.0f} of a post, whoever reads it")


def commits(relay):
    """What its own metrics say of all that went before."""
    host = f"http://127.0.0.1:{relay.metrics_port}/metrics"
    page = subprocess.run(["curl", "-s", host], capture_output=True,
                          text=True, check=False).stdout
    def mean(name):
        total, count = (re.search(rf"^{name}_{part} (\S+)", page, re.M)
                        for part in ("sum", "count"))
        return float(total[1]) / float(count[1]) if total and count else 0
    row("acknowledgement of a post, mean of all above", "",
        f"{1000 * mean('scrubrelay_ack_seconds'):.1f} ms",
        f"a commit with its fsync {1000 * mean('scrubrelay_commit_seconds'):.1f} ms")
    row("requests that one fsync served, mean", "",
        f"{mean('scrubrelay_commit_requests'):.1f}")


def measured(place, args):
    with contextlib.ExitStack() as stack:
        port = servers.free_port()
        relay = servers.Relay(place, metrics_host="127.0.0.1",
                              metrics_port=port)
        relay.metrics_port = port
        those = [relay, servers.Relay(place, True), servers.Bare(place)]
        for server in those:
            server.start()
            stack.callback(server.stop)
        # First, while its memory is as it starts.
        idle(place, relay, those[1], args.idle, args.seconds)
        deliveries(place, relay, those[2], args.rounds)
        screens(place, relay, those[2], args.rounds)
        commits(relay)
        requests(place, relay, args.idle, args.rounds)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--idle", type=int, default=9900)
    p.add_argument("--seconds", type=int, default=60)
    p.add_argument("--count", action="store_true",
                   help="instructions only")
    args = p.parse_args()
    place = servers.Place(args.build, args.work)
    print(f"`tests/bench/goals` on {os.cpu_count()} processors; medians of "
          f"{args.rounds}, in turns\n")
    print("| what | goal | reached | |\n| --- | --- | --- | --- |")
    if not args.count:
        measured(place, args)
    instructions(place)


if __name__ == "__main__":
    main()
