# SPDX-License-Identifier: MIT
"""Our own programs: those that stay and talk JSON, and those that run once."""

import json
import queue
import subprocess
import threading
import time

WAIT_S = 60  # for an answer of the relay; a test fails after it


class Programs:
    """All that stay write to one inbox, as (name, object); object is None at
    a program's end."""

    def __init__(self, client, log):
        self.client, self.log = client, log
        self.inbox = queue.Queue()
        self.running = {}

    def start(self, name, profile, *args):
        program = subprocess.Popen(
            [self.client, "--profile", profile, *args], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.log, encoding="utf-8",
            start_new_session=True)
        self.running[name] = program
        threading.Thread(
            target=self.read, args=(name, program), daemon=True).start()

    def read(self, name, program):
        for line in program.stdout:
            try:
                self.inbox.put((name, json.loads(line)))
            except ValueError:
                self.inbox.put((name, {"unreadable": line}))
        self.inbox.put((name, None))

    def say(self, name, value):
        program = self.running[name]
        program.stdin.write(json.dumps(value, ensure_ascii=False) + "\n")
        program.stdin.flush()

    def take(self, until, hear, due=None):
        """Gives what arrives to hear(name, object) until until() is true, or,
        with a time that is due, until then."""
        end = due if due is not None else time.monotonic() + WAIT_S
        while not until():
            try:
                name, said = self.inbox.get(
                    timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                if due is not None:
                    return
                raise
            if said is None and name in self.running:
                raise EOFError(f"{name}: the connection ended")
            if said is not None:
                hear(name, said)

    def once(self, profile, *args):
        """(status, objects, what it said besides)"""
        done = subprocess.run(
            [self.client, "--profile", profile, *map(str, args)],
            timeout=WAIT_S, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", check=False)
        if self.log:
            self.log.write(done.stderr)
            self.log.flush()
        return (done.returncode,
                [json.loads(line) for line in done.stdout.splitlines()
                 if line.startswith("{")], done.stderr.strip())

    def end(self, *names):
        for name in names or list(self.running):
            program = self.running.pop(name)
            try:
                program.stdin.close()
            except BrokenPipeError:
                pass
            program.terminate()
            program.wait()
