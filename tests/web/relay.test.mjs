// SPDX-License-Identifier: MIT
//
// client/web/relay.js beside a relay that is broken, or of a later time: what
// makes no sense ends the connection, which comes back more and more slowly,
// and nothing of it is handed on. Run by tests/e2e/81-web-models.sh;
// tests/web/relay.mjs tries the same client against the relay.

import assert from "node:assert/strict";
import { createPrivateKey, sign as signWith } from "node:crypto";
import { mock, test } from "node:test";
import { b64u, Relay, unb64u } from "../../client/web/relay.js";
import { fields } from "../../client/web/proof.js";

const RELAY = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w";
const filled = (n) => new Uint8Array(32).fill(n);
const keyOf = (n) => createPrivateKey({ format: "der", type: "pkcs8",
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), filled(n)]) });
const signAs = (n) => async (bytes) => new Uint8Array(signWith(null, bytes, keyOf(n)));
const IDENTITY = { account: "mira", relay: RELAY, sign: signAs(2),
  publicKey: "gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5Q" };
const P = "5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5";
const entry = (number, more = {}) =>
  ({ op: "entry", procedure: P, number, t_ms: number, kind: "update", text: "x", ...more });

/** So many turns are enough for all that needs no time. */
const turn = async () => {
  for (let i = 0; i < 40; i++) await new Promise(setImmediate);
};

/** A relay without a network: on({ m, say }) answers. hello: what it says to a hello. */
function world({ on = () => {}, hello } = {}) {
  const w = { dials: 0, asked: [] };
  w.WebSocket = class {
    constructor() {
      w.dials++;
      w.ws = this;
      queueMicrotask(() => this.say({ op: "challenge", relay: RELAY, nonce: b64u(filled(3)), hello_ms: 10000 }));
    }
    say(m) { this.onmessage?.({ data: JSON.stringify(m) }); }
    async send(text) {
      const m = JSON.parse(text);
      const say = (x) => this.say(x);
      if (m.op !== "hello") {
        w.asked.push(m);
        on({ m, say });
        return;
      }
      if (hello) {
        say(hello);
        return;
      }
      const signature = b64u(await signAs(1)(
        fields("scrubrelay.v1/welcome", unb64u(RELAY), filled(3), unb64u(m.nonce), unb64u(m.device), "mira")));
      say({ op: "welcome", account: "mira", roles: ["student"], signature });
    }
    close() {}
  };
  w.relay = new Relay({ url: "ws://relay/", identity: IDENTITY, WebSocket: w.WebSocket });
  w.count = (op) => w.asked.filter((m) => m.op === op).length;
  return w;
}

async function up(options) {
  const w = world(options);
  w.relay.start();
  while (w.relay.state !== "up") await new Promise(setImmediate);
  return w;
}

/** Follows P with what the relay says behind its ok; the numbers that were told. */
async function following(messages, ok = {}, options = {}) {
  const got = [];
  const w = await up({ on: ({ m, say }) => {
    if (m.op !== "subscribe") return;
    say({ op: "ok", seq: m.seq, procedure: P, state: "open", ...ok });
    for (const x of messages) say(x);
  } });
  w.relay.follow(P, { onEntry: (e) => got.push(e.number), ...options });
  await turn();
  w.got = got;
  return w;
}

test("what is asked while a connection is made goes once it stands", async () => {
  const w = await up({ on: ({ m, say }) => say({ op: "ok", seq: m.seq }) });
  try {
    w.relay.setLang("id");
    assert.equal(w.relay.state, "connecting", "another language is another connection");
    await w.relay.request("feedback", {});
    assert.deepEqual([w.dials, w.count("feedback")], [2, 1]);
    w.relay.setLang("en");
    const late = w.relay.request("feedback", {});
    w.relay.stop();
    await assert.rejects(late, { code: "away" }, "and not at all where none comes");
    assert.equal(w.count("feedback"), 1);
  } finally {
    w.relay.stop();
  }
});

test("an entry that makes no sense is not told, and not asked for without end", async () => {
  for (const [why, bad] of [
    ["no number", { number: undefined }], ["a word", { number: "2" }], ["beyond 2^53", { number: 1e300 }], ["a half", { number: 1.5 }],
    ["zero", { number: 0 }], ["null", { number: null }],
    ["no time", { t_ms: undefined }], ["a time before it", { t_ms: -1 }], ["a time in words", { t_ms: "soon" }],
    ["no kind", { kind: undefined }], ["text that is none", { text: { toString: 1 } }], ["text that is a number", { text: 7 }],
    ["what it is about is no number", { refers: "1" }], ["a part that is none", { part: 7 }], ["a step that is none", { step: [] }],
    ["a language that is none", { lang: 1 }], ["sources that are none", { citations: { length: 1 } }], ["a source that is none", { citations: [null] }],
    ["votes that are none", { tally: 3 }], ["a vote that is none", { tally: [null] }], ["votes in words", { tally: [{ votes: "9" }] }],
  ]) {
    const w = await following([entry(1), entry(2, bad), entry(3)]);
    assert.deepEqual(w.got, [1], why);
    assert.equal(w.relay.state, "away", `${why}: given up`);
    assert.equal(w.count("subscribe"), 1, why);
    w.relay.stop();
  }
});

test("what a later relay adds is passed over", async () => {
  const w = await following([entry(1, { colour: { deep: [1] } }), { op: "of-later", procedure: P }, entry(2, { kind: "of-later", text: undefined })]);
  assert.deepEqual(w.got, [1, 2]);
  assert.equal(w.relay.state, "up");
  w.relay.stop();
});

test("a hole that stays ends the connection", async () => {
  const w = await following([entry(1), entry(3)]);
  assert.deepEqual(w.got, [1]);
  assert.equal(w.count("subscribe"), 2, "once it is asked for anew");
  assert.equal(w.relay.state, "away");
  w.relay.stop();
});

test("all is said to be there, and it is not", async () => {
  for (const live of [true, false]) {
    let done = 0;
    const w = await following([entry(1), { op: "caught-up", procedure: P, number: 5, live, state: "open" }], {},
      { live, onCaughtUp: () => done++ });
    assert.deepEqual([w.got, done], [[1], 0], "a record with a hole is no record");
    assert.equal(w.relay.state, "away");
    w.relay.stop();
  }
});

test("the end of a procedure whose beginning is not said", async () => {
  for (const from of [undefined, "7", -1, 1.5]) {
    const w = await following([entry(1)], { from }, { tail: 60 });
    assert.deepEqual(w.got, [], String(from));
    assert.equal(w.relay.state, "away", String(from));
    w.relay.stop();
  }
});

test("a wait that the relay names is a wait", async () => {
  for (const ms of [-5, 0, 1, "7", 1e12, 2 ** 31, null, {}]) {
    const hello = { op: "error", seq: 1, code: "limit", message: "later", retry_ms: ms };
    const w = world({ hello });
    w.relay.start();
    while (w.relay.state !== "away") await new Promise(setImmediate);
    const wait = w.relay.retryAt - Date.now();
    assert.ok(wait > 100 && wait <= 2 ** 31 - 1, `hello, ${JSON.stringify(ms)}: ${wait} ms`);
    w.relay.stop();
  }
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    for (const ms of [-5, 0, "7", 1e12, 2 ** 31, null, {}]) {
      const w = await up({ on: ({ m, say }) => say({ op: "error", seq: m.seq, code: "limit", message: "later", retry_ms: ms }) });
      w.relay.follow(P);
      await turn();
      mock.timers.tick(100);
      await turn();
      assert.equal(w.count("subscribe"), 1, `subscribe, ${JSON.stringify(ms)}`);
      const err = await w.relay.request("ping").catch((e) => e);
      assert.ok(err.retryMs === undefined || (err.retryMs > 0 && err.retryMs < 2 ** 31), `request, ${JSON.stringify(ms)}`);
      w.relay.stop();
    }
  } finally {
    mock.timers.reset();
  }
});

test("a refusal without code or sentence is one all the same", async () => {
  for (const bad of [{}, { code: 7, message: {} }, { code: "of-later" }]) {
    const w = await up({ on: ({ m, say }) => say({ op: "error", seq: m.seq, ...bad }) });
    const err = await w.relay.request("ping").catch((e) => e);
    assert.equal(err.name, "RelayError");
    assert.equal(typeof err.code, "string");
    assert.equal(typeof err.message, "string");
    assert.ok(!/object|undefined|^$/.test(err.message), err.message);
    w.relay.stop();
  }
});

test("a list is asked for page after page, and a relay that never ends it is not asked without end", async () => {
  const names = ["ada", "ben", "carl", "dora", "eve"];
  const honest = ({ m, say }) => {
    const rest = names.filter((name) => name > (m.after ?? ""));
    say({ op: "ok", seq: m.seq, accounts: rest.slice(0, 2).map((account) => ({ account })), more: rest.length > 2 });
  };
  const page = (...accounts) => ({ m, say }) =>
    say({ op: "ok", seq: m.seq, accounts: accounts.map((account) => ({ account })), more: true });
  const list = (w) => w.relay.list("user.list", "accounts", {}, (rows) => rows.at(-1).account);
  let w = await up({ on: honest });
  assert.deepEqual((await list(w)).accounts.map((a) => a.account), names);
  assert.deepEqual(w.asked.map((m) => m.after), [undefined, "ben", "dora"]);
  w.relay.stop();
  for (const [why, on, asked] of [
    ["the same page again", page("ada", "ben"), 2],
    ["one before it", ({ m, say }) => page(...(m.after ? ["aaron"] : ["ada"]))({ m, say }), 2],
    ["nothing", page(), 1],
  ]) {
    w = await up({ on });
    await assert.rejects(list(w), { name: "RelayError", code: "not-whole" }, why);
    assert.equal(w.count("user.list"), asked, why);
    w.relay.stop();
  }
});
