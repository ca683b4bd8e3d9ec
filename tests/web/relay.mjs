// SPDX-License-Identifier: MIT
//
// client/web/relay.js against the relay at RELAY_URL, through a cable that can
// be pulled, and against a relay that lies. tests/e2e/80-relayjs.sh runs it.

import { connect, createServer } from "node:net";
import { once } from "node:events";
import { b64u, enrol, parseInvite, Relay, RelayError, unb64u } from "../../client/web/relay.js";
import { fields } from "../../client/web/proof.js";

const { WebSocket, WebSocketServer } = await import(`${process.env.NPM}/node_modules/ws/wrapper.mjs`);
const { RELAY_URL, MIRA, STI, GONE, ADA } = process.env;

let passed = 0;
let failed = 0;
function check(good, why, more = "") {
  if (good) passed++;
  else {
    failed++;
    console.log(`relay.mjs: failed: ${why} ${more}`);
  }
  return good;
}
const same = (got, want, why) =>
  check(JSON.stringify(got) === JSON.stringify(want), why, `got ${JSON.stringify(got)} want ${JSON.stringify(want)}`);

/** Nothing here sleeps; what never comes ends the run. */
const LIMIT = setTimeout(() => {
  console.log("relay.mjs: failed: it stands still");
  console.log(`${passed} passed, ${failed + 1} failed`);
  process.exit(1);
}, 120000);

const refused = (promise) => promise.then(() => null, (err) => err);
const until = (target, name, is = () => true) => new Promise((resolve) => {
  const look = (e) => {
    if (!is(e.detail)) return;
    target.removeEventListener(name, look);
    resolve(e.detail);
  };
  target.addEventListener(name, look);
});
const whenState = (relay, state) =>
  relay.state === state ? Promise.resolve() : until(relay, "state", (d) => d.state === state);

const newKeys = () => crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
const signer = (keys) => async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, bytes));

/** A cable between us and the relay. */
class Cable {
  #pairs = new Set();
  #server;
  static async to(url) {
    const cable = new Cable();
    const { hostname, port } = new URL(url);
    cable.#server = createServer((near) => {
      const far = connect(Number(port), hostname);
      const end = () => { near.destroy(); far.destroy(); };
      for (const s of [near, far]) s.on("error", end).on("close", end);
      cable.#pairs.add(end);
      near.pipe(far).pipe(near);
    });
    cable.#server.listen(0, "127.0.0.1");
    await once(cable.#server, "listening");
    cable.url = `ws://127.0.0.1:${cable.#server.address().port}/`;
    return cable;
  }
  cut() {
    for (const end of this.#pairs) end();
    this.#pairs.clear();
  }
  close() {
    this.cut();
    this.#server.close();
  }
}

async function join(url, text, label) {
  const keys = await newKeys();
  const made = await enrol({ url, invite: await parseInvite(text), label, keys, WebSocket });
  return { ...made, sign: signer(keys), keys };
}

// ---- invites ----

const code = "abcde-fghij-klmno-pqrst";
const key = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w";
for (const [why, text, good] of [
  ["bare", `sr1.${key}.${code}`, true],
  ["a link", `https://or.example/#sr1.${key}.${code}`, true],
  ["broken over lines by a mail program", ` sr1.${key}.\n ${code}\n`, true],
  ["another kind", `sr2.${key}.${code}`, false],
  ["a short code", `sr1.${key}.abcde-fghij`, false],
  ["digits that base32 has not", `sr1.${key}.abcd0-fghij-klmno-pqrst`, false],
  ["a short key", `sr1.${key.slice(1)}.${code}`, false],
  ["more behind it", `sr1.${key}.${code}.x`, false],
  ["nothing", "", false],
]) {
  const got = await parseInvite(text).catch((e) => e);
  check(good ? got.code === code && got.relay === key : got instanceof RelayError && got.code === "bad-invite", `invite: ${why}`);
}

// ---- the test vector of PROTOCOL.md ----

const filled = (n) => new Uint8Array(32).fill(n);
const seed = (n) => Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), filled(n)]);
const vectorKey = async (n) => crypto.subtle.importKey("pkcs8", seed(n), { name: "Ed25519" }, true, ["sign"]);
const device = unb64u("gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5Q");
const hello = fields("scrubrelay.v1/hello", unb64u(key), filled(3), filled(4), device, "mira");
same(hello.length, 163, "what is signed for hello has 163 bytes");
same(b64u(new Uint8Array(await crypto.subtle.sign("Ed25519", await vectorKey(2), hello))),
  "xEe5mBQJCvvVZssCKAmka97unOUg1TSGw0KMg5pVij4x1-5PPr_TM6zBa-6UXQtmOybnHM6pPpBIw_--WPywDA",
  "the signature of hello is the specification's");

// ---- the real relay ----

const cable = await Cable.to(RELAY_URL);
const mira = await join(cable.url, MIRA, "tablet");
same([mira.account, mira.roles.includes("poster")], ["mira", true], "enrolled by an invite");
check((await refused(join(cable.url, MIRA, "twice")))?.code === "not-proved", "an invite is good once");
check((await refused(join(cable.url, `sr1.${key}.${code}`, "elsewhere")))?.code === "impostor",
  "an invite of another relay: the code is not sent");
const sti = await join(cable.url, `https://h/#${STI}`, "phone");
const gone = await join(cable.url, GONE, "lost phone");
const ada = await join(cable.url, ADA, "desk");

const poster = new Relay({ url: RELAY_URL, identity: mira, WebSocket });
check((await refused(poster.request("procedures")))?.code === "away", "no request before it stands");
poster.start();
await whenState(poster, "up");
same(poster.account, "mira", "who it is");
const reader = new Relay({ url: cable.url, identity: sti, lang: "id", WebSocket });
reader.start();
await whenState(reader, "up");
const no = await refused(reader.request("held", { procedure: "0".repeat(32) }));
check(no?.code === "not-granted" || no?.code === "no-procedure", "a refusal has its code", no?.code);
check(/[a-z]/.test(no.message) && !/ the | not /.test(no.message), "and its sentence is in Indonesian", no.message);

const { procedure } = await poster.request("open", { template: "generic", basis: "training",
  consent: "C-1", audiences: ["student"], archive: true });
let n = 0;
const post = (text) => poster.request("post", { procedure, draft: `d-${++n}`, text });

// A reader whose network goes while posts come, again and again.
const ROUNDS = 12;
const EACH = 15;
const numbers = [];
const follow = reader.follow(procedure, {
  onEntry: (e) => {
    numbers.push(e.number);
    if (e.number % 7 === 3) cable.cut();
  },
});
for (let r = 0; r < ROUNDS; r++) {
  for (let i = 0; i < EACH; i++) await post(`Step ${i} of the dissection goes on`);
  cable.cut();
}
const all = ROUNDS * EACH;
while (follow.last < all) {
  if (reader.state === "away") reader.retry();
  await new Promise(setImmediate);
}
same(numbers, Array.from({ length: all }, (_, i) => i + 1), "every entry once, in order, through cut networks");
follow.close();
while (reader.state !== "up") {
  if (reader.state === "away") reader.retry();
  await new Promise(setImmediate);
}

// From the middle, without what is live, and again from there.
const some = [];
const from = all - 4;
await new Promise((resolve) => {
  reader.follow(procedure, { from, live: false, onEntry: (e) => some.push(e.number), onCaughtUp: resolve });
});
same(some, [from, from + 1, from + 2, from + 3, all], "from an entry, and it ends");
// The end alone; where there is not so much, all.
for (const [tail, begins] of [[3, all - 2], [all, 1], [all + 1, 1]]) {
  const got = [];
  let first = 0;
  const handle = reader.follow(procedure, { tail, live: false, onEntry: (e) => got.push(e.number),
    onState: () => { first = handle.from; }, onCaughtUp: () => done() });
  let done;
  await new Promise((resolve) => { done = resolve; });
  same([first, got[0], got.at(-1), got.length], [begins, begins, all, all - begins + 1], `the last ${tail} of ${all}`);
}
const states = [];
const live = reader.follow(procedure, { from: all + 1, onState: (s) => states.push(s.state) });
await new Promise((resolve) => {
  poster.follow(procedure, { from: all + 1, onState: (s) => s.state === "stopped" && resolve(), onCaughtUp: () =>
    poster.request("stop", { procedure, reason: "other" }) });
});
while (!states.includes("stopped")) await new Promise(setImmediate);
same(states, ["open", "stopped"], "a stop is told");
live.close();
const none = await new Promise((resolve) => reader.follow("0".repeat(32), { onError: resolve }));
same(none.code, "no-procedure", "what is not there is told once, and is not asked again");

// The relay restarts: SIGTERM closes with 1012; here a draining is told by the code alone.
const admin = new Relay({ url: RELAY_URL, identity: ada, WebSocket });
admin.start();
await whenState(admin, "up");
const ended = until(reader, "state", (d) => d.state !== "up");
await admin.request("user.grant", { account: "sti", roles: ["student", "colleague"] });
await admin.request("user.grant", { account: "sti", roles: ["student"] });
await ended;
await whenState(reader, "up");
same(reader.roles, ["student"], "a role that was taken away: it comes back and knows");

const lost = new Relay({ url: RELAY_URL, identity: gone, WebSocket });
lost.start();
await whenState(lost, "up");
const waiting = refused(lost.request("ping").then(() => lost.request("following")));
await admin.request("user.revoke", { account: "gone" });
await whenState(lost, "ended");
await waiting;
same([lost.state, lost.why], ["ended", "revoked"], "revoked: it ends");
check((await refused(lost.request("ping")))?.code === "away", "and asks nothing more");
const again = new Relay({ url: RELAY_URL, identity: gone, WebSocket });
again.start();
await whenState(again, "ended");
same(again.why, "not-proved", "and does not come in again");
const thief = new Relay({ url: RELAY_URL, identity: { ...sti, sign: signer(await newKeys()) }, WebSocket });
thief.start();
await whenState(thief, "ended");
same(thief.why, "not-proved", "another key proves nothing");

// ---- a relay that lies ----

const relayKey = await vectorKey(1);
const RELAY = key;
const told = [];
/** A relay by its script: what it answers to hello, and to each request. */
async function liar({ relay = RELAY, signAs = "mira", welcome = true, on = () => {} }) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "scrubrelay.v1" });
  await once(server, "listening");
  server.on("connection", (ws) => {
    const nonce = filled(3);
    ws.count = server.count = (server.count ?? 0) + 1;
    const say = (m) => ws.send(typeof m === "string" ? m : JSON.stringify(m));
    say({ op: "challenge", relay, nonce: b64u(nonce), hello_ms: 10000 });
    ws.on("message", async (data) => {
      const m = JSON.parse(data);
      told.push(m.op);
      if (m.op === "hello" && welcome) {
        const signed = fields("scrubrelay.v1/welcome", unb64u(RELAY), nonce, unb64u(m.nonce), unb64u(m.device), signAs);
        const signature = b64u(new Uint8Array(await crypto.subtle.sign("Ed25519", relayKey, signed)));
        say({ op: "welcome", account: "mira", roles: ["student"], signature });
      }
      on({ m, say, ws });
    });
  });
  server.url = `ws://127.0.0.1:${server.address().port}/`;
  return server;
}
const us = async () => {
  const keys = await newKeys();
  const publicKey = b64u(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  return { account: "mira", relay: RELAY, publicKey, sign: signer(keys) };
};
const dial = async (url) => {
  const relay = new Relay({ url, identity: await us(), WebSocket });
  relay.start();
  return relay;
};
const P = "5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5";
const entry = (number) => ({ op: "entry", procedure: P, number, t_ms: number, kind: "update", text: "x" });

{
  const server = await liar({ relay: b64u(filled(9)) });
  const relay = await dial(server.url);
  await whenState(relay, "ended");
  same([relay.why, told.splice(0)], ["impostor", []], "another relay's key: not a word is said");
  server.close();
}
{
  const server = await liar({ signAs: "somebody-else" });
  const relay = await dial(server.url);
  await whenState(relay, "ended");
  same(relay.why, "impostor", "a welcome that is signed for another: ended");
  server.close();
}
for (const [why, nonsense] of [["no JSON", "{\"op\":"], ["no object", "[1]"], ["null", "null"], ["no op", "{\"seq\":1}"]]) {
  const server = await liar({ on: ({ m, say, ws }) => m.op === "ping" && ws.count === 1 && say(nonsense) });
  const relay = await dial(server.url);
  await whenState(relay, "up");
  check((await refused(relay.request("ping")))?.code === "away", `${why}: the connection is given up`);
  same(relay.state, "away", `${why}: and tried again`);
  relay.retry();
  await whenState(relay, "up");
  same(server.count, 2, `${why}: on a new connection`);
  relay.stop();
  server.close();
}
{
  // Unknown messages and fields are passed over; answers come in any order.
  const asked = [];
  const server = await liar({ on: ({ m, say }) => {
    if (m.op === "hello") return;
    asked.push(m.seq);
    if (asked.length < 2) return;
    say({ op: "of-later", anything: 1 });
    say({ op: "ok", seq: asked[1], second: true, unknown: [] });
    say({ op: "error", seq: asked[0], code: "limit", message: "later", retry_ms: 50 });
  } });
  const relay = await dial(server.url);
  await whenState(relay, "up");
  const [first, second] = await Promise.all([refused(relay.request("ping")), relay.request("ping")]);
  same([first.code, first.retryMs, first.message, second.second], ["limit", 50, "later", true], "answers find their requests");
  relay.stop();
  server.close();
}
{
  // A hole, a repeat, an entry before its answer and one of another procedure: none is shown.
  const asks = [];
  const server = await liar({ on: ({ m, say, ws }) => {
    if (m.op !== "subscribe") return;
    asks.push(m.from);
    if (asks.length === 1) say(entry(1));
    say({ op: "ok", seq: m.seq, procedure: P, state: "open" });
    say({ ...entry(m.from), procedure: "0".repeat(32) });
    if (asks.length === 1) [1, 2, 2, 1, 5].forEach((i) => say(entry(i)));
    else if (asks.length === 2) {
      say(entry(3));
      ws.close(4003, "too slow");
    } else [4, 5].forEach((i) => say(entry(i)));
    say({ op: "caught-up", procedure: P, number: 5, live: true, state: "open" });
  } });
  const relay = await dial(server.url);
  const got = [];
  await new Promise((resolve) => relay.follow(P, { onEntry: (e) => {
    got.push(e.number);
    if (e.number === 5) resolve();
  } }));
  same([got, asks], [[1, 2, 3, 4, 5], [1, 3, 4]], "never a hole, never twice; too slow resumes");
  relay.stop();
  server.close();
}
{
  // The end is asked for until it is known where it begins; from there on nothing may be missing.
  const asks = [];
  const server = await liar({ on: ({ m, say, ws }) => {
    if (m.op !== "subscribe") return;
    asks.push([m.from, m.tail ?? 0]);
    if (asks.length === 1) {
      ws.close(1011, "");
      return;
    }
    say({ op: "ok", seq: m.seq, procedure: P, state: "open", ...(m.tail ? { from: 41 } : {}) });
    if (asks.length === 2) {
      [41, 42].forEach((i) => say(entry(i)));
      ws.close(1011, "");
    } else [43, 44].forEach((i) => say(entry(i)));
  } });
  const relay = await dial(server.url);
  relay.addEventListener("state", () => relay.state === "away" && relay.retry());
  const got = [];
  await new Promise((resolve) => relay.follow(P, { tail: 60, onEntry: (e) => {
    got.push(e.number);
    if (e.number === 44) resolve();
  } }));
  same([got, asks], [[41, 42, 43, 44], [[1, 60], [1, 60], [43, 0]]], "the end, without a gap behind it");
  relay.stop();
  server.close();
}
{
  // A page's own mistake does not end the reading.
  const seen = [];
  process.once("uncaughtException", (err) => seen.push(err.message));
  const server = await liar({ on: ({ m, say }) => {
    if (m.op !== "subscribe") return;
    say({ op: "ok", seq: m.seq, procedure: P, state: "open" });
    [1, 2].forEach((i) => say(entry(i)));
  } });
  const relay = await dial(server.url);
  await new Promise((resolve) => relay.follow(P, { onEntry: (e) => {
    if (e.number === 2) resolve();
    else throw new Error("the page's");
  } }));
  same([seen, relay.state], [["the page's"], "up"], "told, and reading goes on");
  relay.stop();
  server.close();
}
for (const [codeNumber, want] of [[4001, "not-proved"], [4002, "revoked"], [4005, "protocol"], [1009, "protocol"]]) {
  const server = await liar({ on: ({ m, ws }) => m.op === "ping" && ws.close(codeNumber) });
  const relay = await dial(server.url);
  await whenState(relay, "up");
  await refused(relay.request("ping"));
  await whenState(relay, "ended");
  same([relay.why, server.count], [want, 1], `close code ${codeNumber} is final`);
  server.close();
}
for (const codeNumber of [1011, 1012, 4000, 4004]) {
  const server = await liar({ on: ({ m, ws }) => m.op === "ping" && ws.close(codeNumber) });
  const relay = await dial(server.url);
  await whenState(relay, "up");
  await refused(relay.request("ping"));
  await whenState(relay, "away");
  check(relay.retryAt > Date.now() - 1000, `close code ${codeNumber} comes back, and says when`);
  relay.stop();
  same(relay.state, "ended", "until the page has enough");
  server.close();
}
{
  // A refusal that passes by itself is asked again, others are told.
  const asks = [];
  const server = await liar({ on: ({ m, say }) => {
    if (m.op !== "subscribe") return;
    asks.push(m.from);
    if (asks.length === 1) say({ op: "error", seq: m.seq, code: "limit", message: "", retry_ms: 1 });
    else say({ op: "error", seq: m.seq, code: "stopped", message: "it is stopped" });
  } });
  const relay = await dial(server.url);
  const err = await new Promise((resolve) => relay.follow(P, { live: false, onError: resolve }));
  same([err.code, asks.length], ["stopped", 2], "limit is asked again, stopped is told");
  relay.stop();
  server.close();
}

for (const r of [poster, reader, admin]) r.stop();
cable.close();
clearTimeout(LIMIT);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
