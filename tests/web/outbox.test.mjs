// SPDX-License-Identifier: MIT
//
// What becomes of drafts (client/web/outbox.js) beside a relay that answers,
// goes away, refuses. Run by tests/e2e/81-web-models.sh.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../client/web/outbox.js";
import { Drift } from "../../client/web/steady.js";

/** A relay of lines: says what the test tells it to, and notes what came. */
function world({ mask } = {}) {
  const w = { now: 1000000, off: 0, up: true, seen: [], asked: [], timers: [] };
  w.outbox = new Outbox({
    procedure: "p", mask, now: () => w.now, still: () => w.now - w.off, isUp: () => w.up,
    setTimeout: (fn) => w.timers.push(fn),
    request: (op, fields) => {
      w.seen.push([op, fields]);
      return new Promise((resolve, reject) => w.asked.push({ resolve, reject }));
    },
  });
  w.turn = () => new Promise((r) => setImmediate(r));
  w.answer = async (ok) => { w.asked.shift().resolve(ok); await w.turn(); };
  w.refuse = async (code, more = {}) => {
    w.asked.shift().reject(Object.assign(new Error(code), { code, ...more }));
    await w.turn();
  };
  w.states = () => w.outbox.items.map((i) => i.state).join(" ");
  w.texts = () => w.seen.filter(([op]) => op === "post").map(([, f]) => f.text ?? f.step);
  return w;
}

test("an update that goes out at once", async () => {
  const w = world();
  const item = w.outbox.add({ text: "Clip on", lang: "en", part: "surgeon" });
  await w.turn();
  assert.deepEqual(w.seen, [["post", { draft: item.id, procedure: "p", kind: "update", part: "surgeon", text: "Clip on", lang: "en" }]]);
  assert.equal(item.state, "sending");
  await w.answer({ number: 4, redacted: 1 });
  assert.equal(item.state, "released");
  assert.equal(item.number, 4);
  assert.equal(item.redacted, 1);
  assert.equal(item.text, undefined, "what was typed is let go");
  assert.equal(item.sent, null, "and what was sent");
});

test("an answer that tells nothing of the draft is none: it goes again", async () => {
  for (const odd of [{ draft: "another", number: 9 }, { number: "9" }, { number: -1 }, { number: 1e300 }, { number: null },
    { wait_ms: "5" }, { wait_ms: 1e300 }, { wait_ms: -5 }, { held: "yes" }]) {
    const w = world();
    const item = w.outbox.add({ text: "Clip on" });
    await w.turn();
    await w.answer(odd);
    assert.equal(item.state, "queued", JSON.stringify(odd));
    assert.equal(item.unknown, true, "it may be there");
    assert.equal(item.text, "Clip on");
    assert.equal(w.seen.length, 1, "and not at once");
    w.now += 5000;
    w.timers.shift()();
    await w.turn();
    assert.deepEqual(w.seen[1], w.seen[0], "the same again");
    await w.answer({ draft: item.id, number: 9 });
    assert.deepEqual([item.state, item.number], ["released", 9]);
  }
});

test("one after the other, in the order of typing", async () => {
  const w = world();
  for (const text of ["one", "two", "three"]) w.outbox.add({ text });
  await w.turn();
  assert.deepEqual(w.texts(), ["one"]);
  await w.answer({ number: 1 });
  await w.answer({ number: 2 });
  assert.deepEqual(w.texts(), ["one", "two", "three"]);
});

test("a connection that goes: the same draft again, once it is back", async () => {
  const w = world();
  const item = w.outbox.add({ text: "one" });
  w.outbox.add({ text: "two" });
  await w.turn();
  w.up = false;
  await w.refuse("away");
  assert.equal(w.states(), "queued queued");
  assert.deepEqual(w.outbox.waiting(), { count: 2, oldestMs: 0, asks: 0 });
  w.up = true;
  w.outbox.up();
  await w.turn();
  assert.equal(w.seen[1][1].draft, item.id);
  assert.deepEqual(w.texts(), ["one", "one"], "in order still");
  await w.answer({ number: 1, repeated: true });
  await w.answer({ number: 2 });
  assert.equal(w.states(), "released released");
});

test("older than two minutes: it asks, and nothing goes before it was answered", async () => {
  const w = world();
  w.up = false;
  w.outbox.add({ text: "old" });
  w.now += 100000;
  w.outbox.add({ text: "young" });
  w.now += 20001;
  w.up = true;
  w.outbox.up();
  await w.turn();
  assert.equal(w.states(), "asks queued");
  assert.deepEqual(w.texts(), []);
  assert.equal(w.outbox.waiting().asks, 1);
  w.outbox.decide(true);
  await w.turn();
  assert.deepEqual(w.texts(), ["old"]);
  await w.answer({ number: 1 });
  assert.deepEqual(w.texts(), ["old", "young"]);
});

test("or not: it is not sent, and can be typed on", async () => {
  const w = world();
  w.up = false;
  const item = w.outbox.add({ text: "old" });
  w.now += 120001;
  w.up = true;
  w.outbox.up();
  w.outbox.decide(false);
  await w.turn();
  assert.equal(item.state, "refused");
  assert.equal(item.text, "old");
  assert.deepEqual(w.seen, []);
});

test("a draft that waits is undone, and what the relay says of it is taken", async () => {
  const w = world();
  const a = w.outbox.add({ step: "incision", kind: "milestone" });
  await w.turn();
  await w.answer({ wait_ms: 10000 });
  assert.equal(a.state, "waiting");
  assert.equal(a.releaseAt, w.now + 10000);
  const undone = w.outbox.undo(a);
  await w.answer({});
  await undone;
  assert.equal(`${a.state} ${a.why}`, "gone undone");
  const b = w.outbox.add({ text: "b" });
  await w.turn();
  await w.answer({ wait_ms: 10000 });
  w.outbox.released({ draft: b.id, number: 9 });
  assert.equal(`${b.state} ${b.number}`, "released 9");
});

test("held: a moderator decides, and says why not", async () => {
  const w = world();
  const a = w.outbox.add({ text: "a" });
  await w.turn();
  await w.answer({ held: 4, doubt: true });
  assert.equal(a.state, "held");
  w.outbox.gone({ draft: a.id, why: "rejected", reason: "too much" });
  assert.equal(`${a.state} ${a.why} ${a.reason}`, "gone rejected too much");
});

test("what waited while the connection was away is asked for again", async () => {
  const w = world();
  const a = w.outbox.add({ text: "a" });
  await w.turn();
  await w.answer({ wait_ms: 10000 });
  w.up = false;
  w.up = true;
  w.outbox.up();
  await w.turn();
  assert.equal(w.seen[1][1].draft, a.id);
  await w.answer({ number: 3, repeated: true });
  assert.equal(a.state, "released");
});

test("a refusal of that look says nothing of the draft", async () => {
  const w = world();
  const a = w.outbox.add({ text: "a" });
  await w.turn();
  await w.answer({ wait_ms: 10000 });
  w.outbox.up();
  await w.turn();
  await w.refuse("quiet");
  assert.equal(a.state, "waiting");
});

for (const [code, why] of [["quiet", "refused"], ["stopped", "refused"], ["held", "refused"], ["empty", "refused"],
  ["busy", "queued"], ["limit", "queued"], ["not-saved", "queued"], ["roster-needed", "queued"]])
  test(`${code}: ${why}`, async () => {
    const w = world();
    const a = w.outbox.add({ text: "a" });
    await w.turn();
    await w.refuse(code, { retryMs: 700 });
    assert.equal(a.state, why);
    assert.equal(a.code, code);
    if (why !== "queued") return;
    w.now += 700;
    w.timers[0]();
    await w.turn();
    assert.equal(w.seen.length, 2, "the same goes again");
    assert.equal(w.seen[1][1].draft, a.id);
  });

test("filtered at the source: what leaves is what the filter made, also the second time", async () => {
  let runs = 0;
  const w = world({ mask: async (item) => { runs++; return item.text.replace("Kettering", "[PATIENT]"); } });
  w.outbox.add({ text: "Kettering asleep" });
  await w.turn();
  w.up = false;
  await w.refuse("away");
  w.up = true;
  w.outbox.up();
  await w.turn();
  assert.deepEqual(w.texts(), ["[PATIENT] asleep", "[PATIENT] asleep"]);
  assert.equal(runs, 1);
});

test("what the filter will not let out does not leave", async () => {
  const w = world({ mask: async () => { throw Object.assign(new Error("held"), { code: "held" }); } });
  const a = w.outbox.add({ text: "Kettering asleep" });
  await w.turn();
  assert.equal(a.state, "refused");
  assert.deepEqual(w.seen, []);
});

test("a draft that may be on disk cannot be undone without the relay", async () => {
  const w = world();
  const a = w.outbox.add({ text: "a" });
  await w.turn();
  w.up = false;
  await w.refuse("away");
  await assert.rejects(w.outbox.undo(a), { code: "away" });
  const b = w.outbox.add({ text: "b" });
  await w.outbox.undo(b);
  assert.equal(b.state, "gone", "one that never left can");
});

test("what is over is cleared after a while; what is not stays", async () => {
  const w = world();
  const a = w.outbox.add({ text: "a" });
  w.outbox.add({ text: "b" });
  await w.turn();
  await w.answer({ number: 1 });
  w.now += 5000;
  w.outbox.clear(5000);
  assert.equal(w.states(), "sending");
  assert.equal(a.state, "released");
  assert.equal(w.outbox.unsaved, true);
});

// ---- clocks of devices ----

/** Time passes; meanwhile the clock is set by so much, or the device sleeps. */
function pass(w, ms, { set = 0, slept = 0 } = {}) {
  w.now += ms + set + slept;
  w.off += set + slept;
}
const HOURS = 3600000;

for (const set of [-3 * HOURS, 3 * HOURS]) {
  test(`a clock that is set by ${set / HOURS} h changes nothing of what counts down`, async () => {
    const w = world();
    const a = w.outbox.add({ text: "Clip on" });
    await w.turn();
    await w.answer({ wait_ms: 10000 });
    pass(w, 4000, { set });
    assert.equal(w.outbox.leftMs(a), 6000);
    w.outbox.released({ draft: a.id, number: 1 });
    assert.equal(w.outbox.leftMs(a), 0);
    pass(w, 6000, { set });
    w.outbox.clear(6000);
    assert.equal(w.states(), "", "what is out is cleared in its time");
  });
}

test("a relay that was busy is asked again, though the clock was set back", async () => {
  const w = world();
  w.outbox.add({ step: "incision", kind: "milestone" });
  await w.turn();
  await w.refuse("busy", { retryMs: 2000 });
  pass(w, 2000, { set: -3 * HOURS });
  w.timers.shift()();
  await w.turn();
  assert.equal(w.seen.length, 2);
});

for (const [why, ms, more] of [
  ["a clock that was set back makes no draft young", 121000, { set: -3 * HOURS }],
  ["nor does a night's sleep", 1000, { slept: 8 * HOURS }],
]) {
  test(`${why}: it asks`, async () => {
    const w = world();
    w.up = false;
    w.outbox.add({ text: "Clip on" });
    pass(w, ms, more);
    w.up = true;
    w.outbox.up();
    await w.turn();
    assert.equal(w.states(), "asks");
    assert.ok(w.outbox.waiting().oldestMs > 120000);
    assert.equal(w.seen.length, 0);
  });
}

test("it is told once that a device slept or its clock was set", () => {
  const t = { now: 1000, still: 0 };
  const drift = new Drift(() => t.now, () => t.still);
  assert.equal(drift.look(), false);
  t.now += 60000;
  t.still += 60000;
  assert.equal(drift.look(), false, "time passed");
  t.now += 60000;
  assert.equal(drift.look(), true, "it slept");
  assert.equal(drift.look(), false);
  t.now -= 2 * HOURS;
  assert.equal(drift.look(), true, "it was set");
});
