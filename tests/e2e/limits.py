#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every limit of relay/proto/limits.h that a peer can reach: what is just
allowed, and one more. Run by 73-limits.sh.

    limits.py fixed URL INVITE LIMITS_H
    limits.py set URL INVITE LIMITS_H KEY=VALUE...   (the relay's settings; the
                                                      first one is tried)

A limit that is neither in a table here nor in ELSEWHERE fails: who adds one
says how it is tested. Prints "N passed, N failed".
"""

import asyncio
import http.client as http_client
import os
import re
import sys

from counted import check, end
import websockets

import relay_client as client

HERE = os.path.dirname(os.path.abspath(__file__))
LIMITS = {}


async def outcome(awaitable):
    """ok, the error's code, or the close code."""
    try:
        await awaitable
    except client.Refused as e:
        return e.code
    except ConnectionError as e:
        return int(re.search(r"\d+", str(e))[0])
    except websockets.ConnectionClosed as e:
        return e.rcvd.code if e.rcvd else 1006
    return "ok"


def expect(relay, seq):
    """The answer to what is sent by hand."""
    future = asyncio.get_running_loop().create_future()
    # Nobody asks for it where sending fails.
    future.add_done_callback(lambda f: f.cancelled() or f.exception())
    relay.answers[seq] = future
    return future


class World:
    def __init__(self, url, invite):
        self.url, self.invite = url, invite
        self.who, self.at, self.count = {}, {}, 0
        self.attended, self.attending, self.educator = None, 0, None

    def fresh(self, prefix="n"):
        self.count += 1
        return f"{prefix}{self.count}"

    async def begin(self):
        self.who["admin"], self.at["admin"] = \
            await client.enrol(self.url, self.invite)
        for name, roles in (("nurse", ["poster", "moderator"]),
                            ("ana", ["student"])):
            await self.account(name, roles)

    async def account(self, name, roles):
        answer = await self.at["admin"].request("user.add", account=name,
                                                roles=roles)
        self.who[name], self.at[name] = \
            await client.enrol(self.url, answer["invite"])
        return self.at[name]

    async def connect(self, name):
        return await client.connect(self.who[name], self.url)

    async def open(self, who="nurse", **more):
        answer = await self.at[who].request(
            "open", **{"template": "generic", "basis": "training",
                       "consent": "C-1", "audiences": ["student"], **more})
        return answer["procedure"]


# ---- fixed: each is called with the limit, then with one more ----

async def padded(w, n):
    """A request of n bytes."""
    relay = await w.connect("ana")
    future = expect(relay, 9)
    await relay.socket.send('{"op":"ping","seq":9}'.ljust(n))
    await future
    await relay.close()


async def nested(w, n):
    """Levels: a field that is not known is found behind the depth."""
    relay = await w.connect("ana")
    await relay.socket.send('{"op":"ping","x":' + "[" * (n - 1) +
                            "]" * (n - 1) + "}")
    for _ in range(100):
        if relay.stray:
            break
        await asyncio.sleep(0.02)
    code = relay.stray[0]["code"]
    await relay.close()
    # Well-formed, and no field of a ping: that is as far as it can come.
    if code != "bad-request":
        raise client.Refused({"code": code})


async def fragments(w, n):
    relay = await w.connect("ana")
    future = expect(relay, 9)
    text = '{"op":"ping","seq":9}'.ljust(n)
    await relay.socket.send(iter([text[:-(n - 1)], *text[-(n - 1):]]))
    await future
    await relay.close()


async def number(w, n):
    relay = await w.connect("ana")
    future = expect(relay, n)
    await relay.send({"op": "ping", "seq": n})
    if n > LIMITS["SR_NUMBER_MAX"]:
        while not relay.stray:
            await asyncio.sleep(0.02)
        code = relay.stray[0]["code"]
        await relay.close()
        raise client.Refused({"code": code})
    await future
    await relay.close()


async def faults(w, n):
    """The connection stands after n - 1 of them; LIMIT is the last one."""
    relay = await w.connect("ana")
    for i in range(n - 1):
        answer = await relay.ask("no-such-op")
        assert answer["code"] == "unknown-op"
    await relay.request("ping")
    await relay.close()


def post(field):
    async def run(w, n):
        value = {"text": "a" * n, "draft": w.fresh().ljust(n, "d")}[field]
        fields = {"text": "dry", "draft": w.fresh(), field: value}
        await w.at["nurse"].request("post", procedure=w.procedure, **fields)
    return run


def opening(field, make):
    async def run(w, n):
        await w.open(**{field: make(w, n)})
    return run


async def named(w, n):
    await w.at["admin"].request("user.add", account=w.fresh().ljust(n, "a"),
                                roles=["student"])


async def lang(w, n):
    await w.at["nurse"].request("post", procedure=w.procedure, text="dry",
                                draft=w.fresh(), lang="en-" + "a" * (n - 3))


async def members(w, n):
    roster = {f"m{i}": [] for i in range(n)}
    answer = await w.at["nurse"].ask("roster", procedure=w.procedure,
                                     roster=roster)
    # Names that a roster has not; how many members is looked at before.
    many = f"{LIMITS['MEMBERS_MAX']} members" in answer["message"] or \
        "most" in answer["message"]
    if answer["op"] == "error" and many:
        raise client.Refused({"code": "bad-request"})


async def checked(w, n):
    await w.open(check="c" * n, check_again="c" * n)


async def people(w, n):
    """Who opens it is one of them."""
    await w.open(people=[{"account": f"p{i}", "roles": ["poster"]}
                         for i in range(n)])


async def question(w, n):
    reader = await w.account(w.fresh("s"), ["student"])
    await reader.request("ask", draft="q", procedure=w.procedure,
                         text="Why this port? ".ljust(n, "?"))
    await reader.close()


async def waiting_questions(w, n):
    reader = await w.account(w.fresh("s"), ["student"])
    for i in range(n):
        await reader.request("ask", draft=f"q{i}", procedure=w.procedure,
                             text="Why this port?")
    await reader.close()


async def all_questions(w, n):
    procedure = await w.open()
    for i in range(n):
        answer = await w.at["ana"].request(
            "ask", draft=f"q{i}", procedure=procedure, text="Why this port?")
        await w.at["nurse"].request("question.set", procedure=procedure,
                                    question=answer["question"],
                                    state="hidden")


def poll(make):
    async def run(w, n):
        text, choices = make(n)
        await w.at["nurse"].request(
            "poll", procedure=w.procedure, draft=w.fresh(), text=text,
            choices=choices)
    return run


async def polls(w, n):
    procedure = await w.open()
    for i in range(n):
        await w.at["nurse"].request(
            "poll", procedure=procedure, draft=f"p{i}", text="Which side",
            choices=["left", "right"])


async def stars(w, n):
    procedure = await w.open()
    await w.at["nurse"].request("close", procedure=procedure)
    await w.at["ana"].request("feedback", procedure=procedure, stars=n)


async def follows(w, n):
    reader = await w.account(w.fresh("s"), ["student"])
    for i in range(n):
        await reader.request("follow", tag=f"tag-{i}")
    await reader.close()


async def tagged(w, n):
    reader = await w.account(w.fresh("s"), ["student"])
    await reader.request("follow", tag="t" * n)
    await reader.close()


async def subscriptions(w, n):
    reader = await w.account(w.fresh("s"), ["student"])
    while len(w.procedures) < n:
        w.procedures.append(await w.open())
    for procedure in w.procedures[:n]:
        await reader.subscribe(procedure)
    await reader.close()


async def devices(w, n):
    """The first comes with the account."""
    name = w.fresh("s")
    await (await w.account(name, ["student"])).close()
    for _ in range(n - 1):
        answer = await w.at["admin"].request("user.invite", account=name)
        _, relay = await client.enrol(w.url, answer["invite"])
        await relay.close()


async def reason(w, n):
    await w.at["nurse"].request("decide", procedure=w.procedure, held=1,
                                decision="reject", reason="r" * n)


async def entry_text(w, n):
    """Of another relay, and n bytes as the filter leaves it: an address
    becomes one more. What was taken can be read."""
    name = w.fresh("b")
    relay = await w.account(name, ["educator", "moderator"])
    mail = 400
    text = "suction dry. " * (n // 13)
    text = text[:n - 8 * mail - 1] + " " + "a@b.co " * mail
    answer = await relay.request(
        "import", source=os.urandom(16).hex(), template="generic",
        code_name="blue heron", basis="training", consent="C-1")
    for op, fields in (
            ("import.entry", {"number": 1, "kind": "update", "lang": "en",
                              "student": text, "colleague": "dry"}),
            ("import.entry", {"number": 2, "kind": "notice",
                              "step": "closed"}),
            ("import.end", {"number": 2})):
        await relay.request(op, procedure=answer["procedure"], t_ms=1,
                            **fields)
    read, _ = await relay.past(answer["procedure"], audience="student")
    check(len(read[0]["text"].encode()) == n, "as long as it should be",
          f"{len(read[0]['text'])} of {n}")
    await relay.close()


FIXED = [
    ("FRAME_MAX", 1009, padded),
    ("FRAGMENTS_MAX", 4004, fragments),
    ("JSON_DEPTH_MAX", "bad-json", nested),
    ("SR_NUMBER_MAX", "bad-request", number),
    ("FAULTS_MAX", 4005, faults),
    ("NAME_MAX_BYTES", "bad-request", named),
    ("DRAFT_MAX", "too-large", post("text")),
    ("DRAFT_ID_MAX", "bad-request", post("draft")),
    ("LANG_MAX", "bad-request", lang),
    ("CONSENT_REF_MAX", "bad-request",
     opening("consent", lambda w, n: "C" * n)),
    ("CHECK_CODE_MAX", "bad-request", checked),
    ("HASHTAGS_MAX", "bad-request",
     opening("hashtags", lambda w, n: ["hernia", "mesh", "port", "bowel",
                                       "liver", "spleen", "kidney", "lung",
                                       "artery"][:n])),
    ("HASHTAG_MAX", "bad-request", tagged),
    ("PEOPLE_MAX", "bad-request", people),
    ("DELAY_MOST_S", "bad-request", opening("delay_s", lambda w, n: n)),
    ("MEMBERS_MAX", "bad-request", members),
    ("QUESTION_MAX", "too-large", question),
    ("QUESTIONS_WAITING_MAX", "limit", waiting_questions),
    ("QUESTIONS_MAX", "limit", all_questions),
    ("CHOICES_MAX", "bad-request",
     poll(lambda n: ("Which side", [f"side {i}" for i in range(n)]))),
    ("CHOICE_MAX", "bad-request",
     poll(lambda n: ("Which side", ["left", "a" * n]))),
    ("POLLS_MAX", "limit", polls),
    ("STARS_MAX", "bad-request", stars),
    ("FOLLOWED_MAX", "limit", follows),
    ("SUBSCRIPTIONS_MAX", "limit", subscriptions),
    ("DEVICES_MAX", "limit", devices),
    ("REASON_MAX", "bad-request", reason),
    ("ENTRY_TEXT_MAX", "too-large", entry_text),
]

# ---- lists: filled to the limit, then by one more ----

async def many(relay, requests):
    """All of them, some at a time: one fsync serves many."""
    for i in range(0, len(requests), 100):
        futures = [await relay.begin(op, **fields)
                   for op, fields in requests[i:i + 100]]
        for answer in await asyncio.gather(*futures):
            if answer["op"] == "error":
                raise client.Refused(answer)


async def list_accounts(w, n):
    count = len((await w.at["admin"].request("user.list"))["accounts"])
    await many(w.at["admin"], [
        ("user.add", {"account": w.fresh("l"), "roles": ["student"]})
        for _ in range(n - count)])
    return await w.at["admin"].request("user.list"), "accounts"


async def list_procedures(w, n):
    count = len((await w.at["ana"].request("procedures"))["procedures"])
    await many(w.at["nurse"], [
        ("open", {"template": "generic", "basis": "training",
                  "consent": "C-1", "audiences": ["student"]})
        for _ in range(n - count)])
    return await w.at["ana"].request("procedures"), "procedures"


async def list_questions(w, n):
    procedure = await w.open()
    for i in range(n):
        answer = await w.at["ana"].request(
            "ask", draft=f"q{i}", procedure=procedure, text="Why this port?")
        await w.at["nurse"].request("question.set", procedure=procedure,
                                    question=answer["question"],
                                    state="hidden")
    return await w.at["nurse"].request(
        "questions", procedure=procedure), "questions"


async def list_leaves(w, n):
    """Two of each entry."""
    procedure = await w.open()
    name = w.fresh("e")
    educator = await w.account(name, ["educator"])
    await many(w.at["nurse"], [
        ("post", {"procedure": procedure, "draft": w.fresh(), "text": "dry"})
        for _ in range((n + 1) // 2)])
    answer = await educator.request("log", procedure=procedure)
    await educator.close()
    return answer, "log"


async def list_attendance(w, n):
    """Who reads live is noted at once."""
    if not w.attended:
        w.attended = await w.open()
        w.educator = await w.account(w.fresh("e"), ["educator"])
    while w.attending < n:
        reader = await w.account(w.fresh("s"), ["student"])
        await reader.subscribe(w.attended)
        await reader.close()
        w.attending += 1
    return await w.educator.request(
        "attendance", procedure=w.attended), "attendance"


LISTS = [
    ("ATTENDANCE_LISTED_MAX", list_attendance),
    ("ACCOUNTS_LISTED_MAX", list_accounts),
    ("PROCEDURES_LISTED_MAX", list_procedures),
    ("QUESTIONS_LISTED_MAX", list_questions),
    ("LEAVES_LISTED_MAX", list_leaves),
]


async def lists(w):
    for name, run in LISTS:
        limit = LIMITS[name]
        for n in (limit, limit + 1):
            answer, field = await run(w, n)
            check(len(answer[field]) == limit,
                  f"{name}: {limit} of {n} are listed",
                  f"got {len(answer[field])}")
            # The newest procedures are all that anybody looks for.
            if name != "PROCEDURES_LISTED_MAX":
                check(answer.get("more", False) == (n > limit),
                      f"{name}: whether there are others of {n}")


# What stands for one too few, and for other ways to say "allowed".
FEWER = {"CHOICES_LEAST": ("CHOICES_MAX", "bad-request")}
FINE = {"REASON_MAX": "no-entry"}  # nothing is held; the reason was read
SHIFTED = {"FAULTS_MAX": 0}

# Reached by no request, or tested where a clock, a disk or a raw socket is; a
# file with its folder names it.
ELSEWHERE = {
    "PASSES_MAX": "unit/pass_test.c",
    "FRAME_MOST": "73-ranges.py",
    "QUESTIONS_MOST": "73-ranges.py",
    "HELD_MOST": "73-ranges.py",
    "SUBSCRIPTIONS_MOST": "73-ranges.py",
    "AS_LIVE_MOST_S": "73-ranges.py",
    "ENTRY_MESSAGE_MAX": "unit/limits_test.c",
    "INVITE_MAX": "unit/hello_test.c",
    "QUESTION_TEXT_MAX": "unit/limits_test.c",
    "CITATIONS_MAX": "unit/citation_test.c",
    "CITATION_ID_MAX": "citation_test.c, a row",
    "REMINDERS_MAX": "scenario/17-limits.scn",
    "POLICY_JSON_MAX": "e2e/73-ranges.py",
    "CHECKPOINT_MAX": "unit/limits_test.c",
    "BUNDLE_LINE_MAX": "unit/bundle_test.c",
    "BUNDLE_MAX": "e2e/63-bundle.sh",
    "HELD_MAX": "unit/held_test.c",
    "DRAFTS_WAITING_MAX": "41-stall.py",
    "JOURNAL_QUEUE_MAX": "unit/journal_test.c",
    "FRAMELOG_BYTES": "unit/limits_test.c",
    "SEND_QUEUE_MAX": "ws_test.c, the deaf",
    "AUDIT_ABOUT_MAX": "unit/limits_test.c",
    "AUDIT_WAITING_MAX": "unit/audit_test.c",
    "FLUSH_MAX": "unit/limits_test.c",
    "ATTENDANCE_MAX": "unit/talk_test.c",
    "LET_GO_MAX": "unit/held_test.c",
    "REACTED_MAX": "unit/talk_test.c",
    "CONNECTIONS_MAX": "limits.py",
    "CONNECTIONS_PER_ADDRESS_MAX": "limits.py",
    "CONNECTIONS_PER_ACCOUNT_MAX": "limits.py",
    "PROCEDURES_OPEN_MAX": "limits.py",
    "PROCEDURES_OPEN_PER_ACCOUNT_MAX": "limits.py",
    "CHOICES_LEAST": "limits.py",
}


async def fixed(w):
    for i in range(LIMITS["PEOPLE_MAX"] + 1):
        await w.at["admin"].request("user.add", account=f"p{i}",
                                    roles=["poster"])
    w.procedure = await w.open()
    w.procedures = [w.procedure]
    for name, code, run in FIXED:
        limit = LIMITS[name] + SHIFTED.get(name, 0)
        got = await outcome(run(w, limit))
        check(got == FINE.get(name, "ok"), f"{name}: {limit} is allowed",
              f"got {got}")
        got = await outcome(run(w, limit + 1))
        check(got == code, f"{name}: {limit + 1} is not",
              f"got {got}, want {code}")
    least = LIMITS["CHOICES_LEAST"]
    run = dict((f[0], f[2]) for f in FIXED)["CHOICES_MAX"]
    check(await outcome(run(w, least)) == "ok", "CHOICES_LEAST is allowed")
    check(await outcome(run(w, least - 1)) == "bad-request",
          "one choice is none")


def listed():
    """What the file says is a limit of something that grows."""
    known = {f[0] for f in FIXED + LISTS} | set(ELSEWHERE)
    for name in LIMITS:
        if re.search(r"(_MAX|_MOST|_LEAST)(_BYTES)?$", name) and \
                name not in SETTINGS:
            check(name in known, f"{name} has a test")
    for name, where in ELSEWHERE.items():
        if "/" in where:
            with open(os.path.join(HERE, "..", where), encoding="utf-8") as f:
                check(re.search(rf"\b{name}\b", f.read()),
                      f"{name}: {where} names it")


# ---- settings ----

async def too_many_requests(w, n):
    """Its hello is one of them."""
    relay = await w.connect("ana")
    futures = [await relay.begin("ping") for _ in range(n - 1)]
    for answer in await asyncio.gather(*futures):
        if answer["op"] == "error":
            raise client.Refused(answer)
    await relay.close()


async def repeat(w, n, op, who=None, **fields):
    """By an account that has done nothing of the kind yet."""
    name = w.fresh("r")
    relay = await w.account(name, who or ["poster"])
    for _ in range(n):
        given = {k: v() if callable(v) else v for k, v in fields.items()}
        await relay.request(op, **given)
    await relay.close()


async def posts(w, n):
    procedure = await w.open()
    await repeat(w, n, "post", procedure=procedure, draft=w.fresh,
                 text="dry")


async def procedure_posts(w, n):
    """By two accounts, so that neither has its own limit."""
    procedure = await w.open()
    most = w.settings["posts_per_min"]
    for part in (min(n, most), n - min(n, most)):
        await repeat(w, part, "post", procedure=procedure, draft=w.fresh,
                     text="dry")


async def asks(w, n):
    procedure = await w.open()
    await repeat(w, n, "ask", ["student"], procedure=procedure,
                 draft=w.fresh, text="Why this port?")


async def procedure_asks(w, n):
    procedure = await w.open()
    most = w.settings["asks_per_min"]
    for part in (min(n, most), n - min(n, most)):
        await repeat(w, part, "ask", ["student"], procedure=procedure,
                     draft=w.fresh, text="Why this port?")


async def taps(w, n):
    await repeat(w, n, "unfollow", ["student"], tag="hernia")


async def opens(w, n):
    procedure = await w.open()
    await repeat(w, n, "roster", procedure=procedure,
                 roster={"persons": []})


async def changes(w, n):
    await repeat(w, n, "user.add", ["admin"], account=w.fresh,
                 roles=["student"])


async def account_connections(w, n):
    """One stands since the account was made."""
    name = w.fresh("c")
    await w.account(name, ["student"])
    more = []
    try:
        for _ in range(n - 1):
            more.append(await w.connect(name))
    finally:
        for relay in more:
            await relay.close()
        await w.at[name].close()


async def open_procedures(w, n):
    """Of accounts that open two each."""
    mine, name = [], None
    try:
        for i in range(n - w.standing):
            if i % w.settings["procedures_open_per_account_max"] == 0:
                name = w.fresh("o")
                await w.account(name, ["poster"])
            mine.append((name, await w.open(name)))
    finally:
        for who, procedure in mine:
            await w.at[who].request("close", procedure=procedure)


async def account_procedures(w, n):
    name = w.fresh("o")
    await w.account(name, ["poster"])
    mine = []
    try:
        for _ in range(n):
            mine.append(await w.open(name))
    finally:
        for procedure in mine:
            await w.at[name].request("close", procedure=procedure)


async def failed_hellos(w, n):
    """Proofs of another device: n are looked at."""
    stranger = client.Identity(w.who["ana"].relay, "ana")
    for _ in range(n):
        got = await outcome(client.connect(stranger, w.url))
    if got == "limit":
        raise client.Refused({"code": "limit"})


async def unseen(w, n):
    w.procedure = await w.open()
    await waiting_questions(w, n)


async def ask_in_one(w, n):
    """By readers who have asked as many as one may."""
    procedure = await w.open()
    most = w.settings["questions_waiting_max"]
    while n:
        part = min(n, most)
        await repeat(w, part, "ask", ["student"], procedure=procedure,
                     draft=w.fresh, text="Why this port?")
        n -= part


async def hold(w, n):
    """In a language that has no word lists."""
    procedure = await w.open()
    await repeat(w, n, "post", procedure=procedure, draft=w.fresh, lang="fr",
                 text="pince")


def http(w, path, **headers):
    c = http_client.HTTPConnection(
        *re.search(r"//([^:]+):(\d+)", w.url).groups(), timeout=60)
    c.request("GET", path, headers=headers)
    answer = c.getresponse()
    return answer.status, answer.read().decode()


async def streams(w, n):
    """PROTOCOL.md, 13: by an account that has begun none yet."""
    name = w.fresh("s")
    await (await w.account(name, ["student"])).close()
    who, path = w.who[name], f"/v1/procedures/{await w.open()}/entries"
    for _ in range(n):
        nonce = http(w, "/v1/challenge")[1].strip()
        fields = [b"scrubrelay.v1/http", who.relay, client.unbase64url(nonce),
                  who.device, name.encode(), path.encode()]
        signed = b"".join(len(f).to_bytes(2, "big") + f for f in fields)
        proof = {"account": name, "device": client.base64url(who.device),
                 "nonce": nonce, "signature": client.base64url(
                     who.key.sign(signed).signature)}
        status, _ = http(w, path + "?live=false", Authorization="ScrubRelay " +
                         ",".join(f"{k}={v}" for k, v in proof.items()))
        if status != 200:
            raise client.Refused({"code": status})


SETTINGS = {
    "REQUESTS_BURST": ("requests_burst", "limit", too_many_requests),
    "POSTS_PER_MIN": ("posts_per_min", "limit", posts),
    "PROCEDURE_POSTS_PER_MIN": ("procedure_posts_per_min", "limit",
                                procedure_posts),
    "OPENS_PER_MIN": ("opens_per_min", "limit", opens),
    "CHANGES_PER_MIN": ("changes_per_min", "limit", changes),
    "ASKS_PER_MIN": ("asks_per_min", "limit", asks),
    "PROCEDURE_ASKS_PER_MIN": ("procedure_asks_per_min", "limit",
                               procedure_asks),
    "TAPS_PER_MIN": ("taps_per_min", "limit", taps),
    "CONNECTIONS_PER_ACCOUNT_MAX": ("connections_per_account_max", "limit",
                                    account_connections),
    "PROCEDURES_OPEN_PER_ACCOUNT_MAX": ("procedures_open_per_account_max",
                                        "limit", account_procedures),
    "SUBSCRIPTIONS_MAX": ("subscriptions_max", "limit", subscriptions),
    "QUESTIONS_MAX": ("questions_max", "limit", ask_in_one),
    "QUESTIONS_WAITING_MAX": ("questions_waiting_max", "limit", unseen),
    "HELD_MAX": ("held_max", "held", hold),
    "EVENTS_PER_MIN": ("events_per_min", 429, streams),
    "HELLO_FAILS_PER_MIN": ("hello_fails_per_min", "limit", failed_hellos),
    "PROCEDURES_OPEN_MAX": ("procedures_open_max", "limit", open_procedures),
}


async def operators(port, most):
    """While the house is full: so many of the metrics' address, and no more."""
    standing = []
    for _ in range(most):
        standing.append(await asyncio.open_connection("127.0.0.1", port))
    # Answered only by one that was let in.
    reader, writer = standing[-1]
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = await reader.readline()
    check(b" 200 " in answer, f"METRICS_CONNECTIONS: {most} are allowed",
          answer)
    try:
        reader, more = await asyncio.open_connection("127.0.0.1", port)
        standing.append((reader, more))
        more.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = await reader.readline()
    except OSError:
        answer = b""
    check(not answer, "METRICS_CONNECTIONS: one more is not", answer)
    for _, writer in standing:
        writer.close()


async def tcp_connections(w, most, why, source=None):
    """So many challenges, and no more."""
    host, port = re.search(r"//([^:]+):(\d+)", w.url).groups()
    standing = []

    async def one():
        standing.append(await client.Relay.dial(
            w.url, local_addr=(source, 0) if source else None))
    # Those of this program that stand already count.
    for _ in range(most):
        got = await outcome(one())
        if got != "ok":
            break
    check(got == "ok", f"{why}: {most} are allowed", f"got {got}")
    try:
        await one()
        got = "ok"
    except (OSError, websockets.WebSocketException, ValueError, EOFError):
        got = "refused"
    check(got == "refused", f"{why}: one more is not")
    if "metrics" in w.settings:
        await operators(w.settings["metrics"], LIMITS["METRICS_CONNECTIONS"])
    for relay in standing:
        await relay.close()


async def setting(w, key):
    w.standing = 0
    w.procedures = []
    limit = w.settings[key]
    if key == "connections_per_address_max":
        await tcp_connections(w, limit, key, "127.0.0.9")
        return
    if key == "connections_max":
        # Three of this program stand.
        await tcp_connections(w, limit - 3, key)
        return
    code, run = {row[0]: row[1:] for row in SETTINGS.values()}[key]
    got = await outcome(run(w, limit))
    check(got == "ok", f"{key}: {limit} are allowed", f"got {got}")
    # What failed counts for the address: one more is one too many.
    more = 1 if key == "hello_fails_per_min" else limit + 1
    got = await outcome(run(w, more))
    check(got == code, f"{key}: one more is not", f"got {got}")


async def main():
    for line in open(sys.argv[4], encoding="utf-8"):
        if found := re.match(r"#define (\w+) (\d+)u?$", line.rstrip()):
            LIMITS[found[1]] = int(found[2])
    w = World(sys.argv[2], sys.argv[3])
    w.settings = {k: int(v) for k, v in
                  (word.split("=") for word in sys.argv[5:])}
    await w.begin()
    if sys.argv[1] == "fixed":
        await fixed(w)
        await lists(w)
        listed()
    else:
        await setting(w, sys.argv[5].split("=")[0])
    return end()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
