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
