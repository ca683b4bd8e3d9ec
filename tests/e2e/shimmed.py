# SPDX-License-Identifier: MIT
"""A daemon whose syncs are those of stall.c. BUILD chooses the build (default:
build)."""

import json
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("BUILD", os.path.join(HERE, "../../build"))
DAEMON = os.path.join(BUILD, "bin", "scrubrelayd")


class Shimmed:
    def __init__(self, folder, variables, **settings):
        """variables: what stall.c is told by."""
        self.config = os.path.join(folder, "scrubrelayd.json")
        shim = os.path.join(folder, "stall.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-o", shim,
                        os.path.join(HERE, "stall.c")], check=True)
        self.environment = {
            **os.environ, "LD_PRELOAD": shim, **variables,
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") +
            ":verify_asan_link_order=0"}
        with open(self.config, "w") as file:
            json.dump({"data_dir": os.path.join(folder, "data"),
                       "listen_port": 0, "advocate_required": False,
                       "check_required": False, "drain_ms": 0, **settings},
                      file)

    def invite(self):
        return subprocess.run(
            [DAEMON, "--config", self.config, "--invite-admin", "admin"],
            check=True, capture_output=True, text=True).stdout.split()[-1]
