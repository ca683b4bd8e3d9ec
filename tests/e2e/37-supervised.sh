#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What systemd hears of the relay: ready when it listens, alive while the loop
# turns, reloading and ready again, stopping.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

relay_config
expect 'ready, alive, reloading, ready, stopping' /usr/bin/python3 - \
	"$RELAYD" "$CONFIG" "$WORK/notify" <<'PY'
import os, signal, socket, subprocess, sys

relayd, config, name = sys.argv[1:]
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind(name)
told.settimeout(20)
env = dict(os.environ, NOTIFY_SOCKET=name, WATCHDOG_USEC="100000")
env.pop("WATCHDOG_PID", None)
relay = subprocess.Popen([relayd, "--config", config], env=env,
                         stderr=subprocess.DEVNULL)

def until(word):
    seen = []
    while not seen or not seen[-1].startswith(word):
        seen.append(told.recv(4096).decode())
    return seen

try:
    until("READY=1")
    until("WATCHDOG=1")
    until("WATCHDOG=1")
    relay.send_signal(signal.SIGHUP)
    assert "MONOTONIC_USEC=" in until("RELOADING=1")[-1]
    until("READY=1")
    relay.terminate()
    until("STOPPING=1")
    assert relay.wait(20) == 0
finally:
    relay.kill()
PY
done_line
