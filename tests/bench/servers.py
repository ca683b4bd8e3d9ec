# SPDX-License-Identifier: MIT
"""The servers that benches measure: the relay as it is shipped, with the
limits of one account raised, and others beside it. Each is bound to core 0."""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
NCHAN = "/usr/lib/nginx/modules/ngx_nchan_module.so"
# One account is all readers here, and one poster posts what a hundred would.
RAISED = {"listen_port": 0, "delay_s": 0, "advocate_required": False,
          "check_required": False, "hello_ms": 60000,
          "connections_max": 30000, "connections_per_address_max": 30000,
          "connections_per_account_max": 30000,
          "procedures_open_max": 100000,
          "procedures_open_per_account_max": 100000,
          "requests_per_s": 100000, "requests_burst": 1000000,
          "posts_per_min": 0, "procedure_posts_per_min": 0,
          "opens_per_min": 0, "changes_per_min": 0}


class Missing(Exception):
    """It is not installed; the text says what."""


def first_line(*command):
    try:
        said = subprocess.run(command, capture_output=True, text=True,
                              check=False)
    except OSError:
        return ""
    lines = (said.stdout + said.stderr).splitlines()
    return lines[0] if lines else ""


def number_in(text):
    found = re.search(r"\d+(\.\d+)+", text)
    return found[0] if found else "?"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Place:
    """Where the programs are, and where things are written."""

    def __init__(self, build, work):
        self.build, self.work = build, work
        self.certificate = os.path.join(work, "tls.pem")
        self.key = os.path.join(work, "tls.key")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
             "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", self.key, "-out", self.certificate],
            check=True, capture_output=True)
        os.chmod(self.key, 0o644)

    def folder(self, name):
        path = os.path.join(self.work, name)
        os.makedirs(path, mode=0o700, exist_ok=True)
        return path

    def bench(self, name):
        return os.path.join(self.build, "bench", name)


class Server:
    """One that listens; dialect is the generator's word for its protocol."""

    dialect = "plain"
    note = ""
    prefix = ()

    def __init__(self, place, tls=False, prefix=()):
        self.place, self.tls, self.process = place, tls, None
        self.prefix = tuple(prefix)
        self.port = free_port()

    def run(self, *command, **more):
        pin = ["taskset", "-c", "0"] if os.cpu_count() > 1 else []
        self.process = subprocess.Popen(
            [*pin, *self.prefix, *command], **more)

    def until_it_listens(self):
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise Missing(f"{self.name}: does not listen")

    def start(self):
        raise NotImplementedError

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def pids(self):
        """Of it and its children."""
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            with open(f"/proc/{pid}/task/{pid}/children",
                      encoding="ascii") as f:
                todo += [int(p) for p in f.read().split()]
        return found

    def arguments(self):
        """Of the generator, for a new run."""
        return (["-T"] if self.tls else []) + [
            "-d", self.dialect, "-p", str(self.port),
            "-k", ",".join(map(str, self.pids()))]


class Relay(Server):
    name = "scrubrelay"
    dialect = "relay"

    def __init__(self, place, tls=False, prefix=(), **config):
        super().__init__(place, tls, prefix)
        self.home = place.folder(
            config.pop("home", "relay-tls" if tls else "relay"))
        self.data = config.pop("data_dir", os.path.join(self.home, "data"))
        os.makedirs(self.data, mode=0o700, exist_ok=True)
        self.config = os.path.join(self.home, "relay.json")
        self.daemon = os.path.join(place.build, "bin", "scrubrelayd")
        self.client = os.path.join(place.build, "bin", "scrubrelay")
        self.environment = dict(
            os.environ, HOME=self.home,
            XDG_CONFIG_HOME=os.path.join(self.home, "config"),
            XDG_STATE_HOME=os.path.join(self.home, "state"))
        settings = dict(RAISED, data_dir=self.data, **config)
        if tls:
            settings |= {"tls_certificate": place.certificate,
                         "tls_key": place.key}
        with open(self.config, "w", encoding="utf-8") as f:
            json.dump(settings, f)
        self.log = []

    def version(self):
        return number_in(first_line(self.daemon, "--version"))

    def as_user(self, profile, *command):
        return subprocess.run(
            [self.client, "--profile", profile, *command],
            env=self.environment, check=True, capture_output=True,
            text=True).stdout

    def enrol(self, name, invite):
        url = f"ws{'s' if self.tls else ''}://localhost:{self.port}" \
            if self.tls else f"ws://127.0.0.1:{self.port}"
        more = ["--ca", self.place.certificate] if self.tls else []
        subprocess.run(
            [self.client, "enrol", url, invite, "--profile", name, *more],
            env=self.environment, check=True, capture_output=True)

    def start(self):
        first = not os.path.exists(os.path.join(self.data, "journal.db"))
        if first:
            invite = subprocess.run(
                [self.daemon, "--config", self.config, "--invite-admin",
                 "admin"], check=True, capture_output=True,
                text=True).stdout.split()[-1]
        self.run(self.daemon, "--config", self.config,
                 stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"listening.* port=(\d+)", line):
                self.port = int(found[1])
                break
        else:
            raise Missing("scrubrelay: " + "".join(self.log[-2:]))
        threading.Thread(target=self.log.extend,
                         args=(self.process.stderr,), daemon=True).start()
        if first:
            self.enrol("admin", invite)
            for name, role in (("nurse", "poster"), ("ana", "student")):
                said = self.as_user("admin", "user", "add", name, "--role",
                                    role)
                self.enrol(name, said.split()[-1])

    def pids(self):
        return [self.process.pid]

    def arguments(self):
        said = self.as_user("nurse", "open", "--template", "generic",
                            "--consent", "bench", "--audience", "student",
                            "--json")
        procedure = json.loads(said)["procedure"]
        return super().arguments() + ["-N", "nurse", "-A", "ana", "-P",
                                      procedure]

    def stop(self):
        # Its log is read to the end by the thread.
        super().stop()


class Bare(Server):
    name = "bare epoll"
    note = "own code, no identity, filter or disk"

    def version(self):
        return ""

    def start(self):
        if self.tls:
            raise Missing("bare epoll: has no TLS")
        self.run(self.place.bench("bare_bench"), stdout=subprocess.PIPE,
                 text=True)
        self.port = int(self.process.stdout.readline())


class Nchan(Server):
    name = "Nchan"

    def version(self):
        said = first_line("dpkg-query", "-W", "-f", "${Version}",
                          "libnginx-mod-nchan")
        return number_in(said)

    def start(self):
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
        if not nginx or not os.path.exists(NCHAN):
            raise Missing("Nchan: libnginx-mod-nchan is not installed")
        home = self.place.folder(f"nchan-{self.port}")
        tls = f"ssl_certificate {self.place.certificate}; " \
            f"ssl_certificate_key {self.place.key};" if self.tls else ""
        with open(os.path.join(home, "nginx.conf"), "w",
                  encoding="utf-8") as f:
            f.write(f"""load_module {NCHAN};
worker_processes 1; daemon off; master_process on; pid {home}/pid;
error_log {home}/log warn; worker_rlimit_nofile 20000; user root;
events {{ worker_connections 18000; use epoll; }}
http {{
  access_log off; keepalive_timeout 600; tcp_nodelay on;
  nchan_max_reserved_memory 512M; nchan_message_buffer_length 200;
  server {{
    listen 127.0.0.1:{self.port} {'ssl' if self.tls else ''} backlog=4096;
    {tls}
    location = /sub {{ nchan_subscriber websocket; nchan_channel_id t;
      nchan_subscriber_first_message newest; }}
    location = /pub {{ nchan_publisher websocket; nchan_channel_id t; }}
  }}
}}
""")
        self.run(nginx, "-c", os.path.join(home, "nginx.conf"),
                 stderr=subprocess.DEVNULL)
        self.until_it_listens()


class Mosquitto(Server):
    name = "Mosquitto"
    dialect = "mqtt"

    def version(self):
        return number_in(first_line("dpkg-query", "-W", "-f", "${Version}",
                                    "mosquitto"))

    def start(self):
        mosquitto = shutil.which("mosquitto", path="/usr/sbin:/usr/bin")
        if not mosquitto:
            raise Missing("Mosquitto: mosquitto is not installed")
        conf = os.path.join(self.place.folder(f"mqtt-{self.port}"), "conf")
        tls = f"certfile {self.place.certificate}\n" \
            f"keyfile {self.place.key}\n" if self.tls else ""
        with open(conf, "w", encoding="utf-8") as f:
            f.write(f"""listener {free_port()} 127.0.0.1
listener {self.port} 127.0.0.1
protocol websockets
websockets_headers_size 4096
{tls}allow_anonymous true
persistence false
max_queued_messages 10000
max_inflight_messages 0
max_connections -1
set_tcp_nodelay true
user root
""")
        self.run(mosquitto, "-c", conf, stderr=subprocess.DEVNULL)
        self.until_it_listens()


class Nats(Server):
    name = "nats-server"
    dialect = "nats"

    def version(self):
        return number_in(first_line("nats-server", "--version"))

    def start(self):
        if not shutil.which("nats-server"):
            raise Missing("nats-server is not installed")
        conf = os.path.join(self.place.folder(f"nats-{self.port}"), "conf")
        tls = f'tls {{ cert_file: "{self.place.certificate}", ' \
            f'key_file: "{self.place.key}" }}' if self.tls \
            else "no_tls: true"
        with open(conf, "w", encoding="utf-8") as f:
            f.write(f"""listen: "127.0.0.1:{free_port()}"
websocket {{ listen: "127.0.0.1:{self.port}", {tls}, compression: false }}
ping_interval: "600s"
max_connections: 20000
max_pending: 256MB
write_deadline: "30s"
""")
        self.run("nats-server", "-c", conf, stderr=subprocess.DEVNULL)
        self.until_it_listens()


class Node(Server):
    script = package = None

    def version(self):
        path = os.path.join(self.modules(), self.package, "package.json")
        with open(path, encoding="utf-8") as f:
            return json.load(f)["version"]

    @staticmethod
    def modules():
        return os.environ.get("BENCH_NPM", "") + "/node_modules"

    def start(self):
        if not shutil.which("node") or not os.path.exists(
                os.path.join(self.modules(), self.package)):
            raise Missing(f"{self.name}: not installed from npm")
        tls = [self.place.certificate, self.place.key] if self.tls else []
        self.run("node", os.path.join(HERE, "npm", self.script),
                 str(self.port), *tls,
                 env=dict(os.environ, NODE_PATH=self.modules()))
        self.until_it_listens()


class Ws(Node):
    name, package, script = "ws", "ws", "ws.js"


class SocketIo(Node):
    name, package, script = "socket.io", "socket.io", "sio.js"
    dialect = "sio"


PEERS = [Nchan, Mosquitto, Nats, Ws, SocketIo]


def generate(place, server, *arguments):
    """One load; what fanout_bench says of it."""
    pin = ["taskset", "-c", "1"] if os.cpu_count() > 1 else []
    said = subprocess.run(
        [*pin, place.bench("fanout_bench"), *server.arguments(),
         *map(str, arguments)],
        env=getattr(server, "environment", None), check=True,
        stdout=subprocess.PIPE, text=True).stdout
    return json.loads(said.splitlines()[-1])


def floor(place, readers, seconds, frames):
    said = subprocess.run(
        [place.bench("floor_bench"), str(readers), str(seconds),
         str(frames)], check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(said)["cpu_us"]
