// SPDX-License-Identifier: MIT
//
// What staff ask for while there is no connection (client/web/desk.js). Run by
// tests/e2e/81-web-models.sh.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Desk } from "../../client/web/desk.js";

const template = JSON.parse(readFileSync(new URL("../../relay/templates/appendectomy.json", import.meta.url), "utf8"));

/** A relay that is away, and counts who wanted it back. */
class Away extends EventTarget {
  state = "away";
  wanted = 0;
  retry() { this.wanted++; }
}

const deskOf = (relay) => new Desk({ relay, template, preview: new EventTarget(),
  row: { procedure: "p", code_name: "blue heron", state: "open", open_ms: 0 } });

// The pause between attempts grows to half a minute: nobody shall wait that
// out who acts.
for (const [what, act] of [["an update", (desk) => desk.outbox.add({ text: "Clip on" })],
  ["a milestone", (desk) => desk.outbox.add({ kind: "milestone", step: "incision" })], ["STOP", (desk) => desk.stop()]])
  test(`${what} without a connection asks for one now`, () => {
    const relay = new Away();
    const desk = deskOf(relay);
    assert.equal(relay.wanted, 0, "a desk by itself waits");
    act(desk);
    assert.equal(relay.wanted, 1);
    assert.equal(desk.stopping, what === "STOP" ? "waiting" : null);
  });

/** A relay that stands, and refuses what a desk asks for with `code`, so often. */
class Refusing extends EventTarget {
  state = "up";
  asked = [];
  constructor(code, times = Infinity) {
    super();
    Object.assign(this, { code, times });
  }
  follow() { return { close() {} }; }
  retry() {}
  async request(op) {
    this.asked.push(op);
    if (this.times-- > 0) throw Object.assign(new Error(this.code), { code: this.code, retryMs: 1 });
    return { people: [], roles: ["poster"], policy_name: "x", policy: "{}" };
  }
}

// The page of a desk that has ended has no STOP and no draft.
for (const [code, ends] of [["limit", false], ["busy", false], ["no-memory", false], ["not-saved", false], ["of-later", false],
  ["no-procedure", true], ["not-granted", true]])
  test(`refused with ${code} a desk ${ends ? "has ended" : "stays, and asks again"}`, async () => {
    const relay = new Refusing(code, ends ? Infinity : 4);
    const desk = deskOf(relay);
    desk.preview.setup = async () => {};
    let ended = 0;
    desk.addEventListener("ended", () => ended++);
    const known = new Promise((resolve) => {
      desk.addEventListener("ended", resolve);
      desk.addEventListener("policy", resolve);
    });
    desk.start();
    await known;
    desk.end();
    assert.equal(ended > 0, ends);
    assert.equal(desk.policies.length, ends ? 0 : 2);
  });
