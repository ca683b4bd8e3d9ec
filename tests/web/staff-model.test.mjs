// SPDX-License-Identifier: MIT
//
// What the staff page reckons with (client/web/staff-model.js). Run by
// tests/e2e/81-web-models.sh.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Entries } from "../../client/web/entries.js";
import { allowed, doneSteps, maskPieces, minutes, mmss, nextStep, phaseCount, plainMasks, rosterJson, stepsOf }
  from "../../client/web/staff-model.js";

const template = JSON.parse(readFileSync(new URL("../../relay/templates/appendectomy.json", import.meta.url), "utf8"));
const steps = stepsOf(template).map((s) => s.id);

const rowsOf = (...list) => {
  const e = new Entries(template);
  list.forEach((more, i) => e.add({ number: i + 1, t_ms: i * 1000, kind: "milestone", ...more }, { live: true }));
  return e.rows;
};

for (const { why, rows, way = [], want } of [
  { why: "nothing was done: the first", rows: [], want: steps[0] },
  { why: "the one behind what was done", rows: [{ step: steps[0] }], want: steps[1] },
  { why: "passed over stays behind: not every operation has each step", rows: [{ step: steps[3] }], want: steps[4] },
  { why: "out of order does not lead back", rows: [{ step: steps[4] }, { step: steps[1] }], want: steps[5] },
  { why: "what is on its way counts, so that two taps are two steps", rows: [], way: [steps[0]], want: steps[1] },
  { why: "a milestone that was withdrawn was not reached",
    rows: [{ step: steps[0] }, { step: steps[1] }, { kind: "retraction", refers: 2 }], want: steps[1] },
  { why: "behind the last comes none", rows: [{ step: steps.at(-1) }], want: undefined },
])
  test(`next: ${why}`, () => {
    assert.equal(nextStep(template, doneSteps(rowsOf(...rows)), new Set(way))?.id, want);
  });

test("steps of a phase that are done", () => {
  const done = doneSteps(rowsOf({ step: template.phases[0].steps[0].id }));
  assert.equal(phaseCount(template.phases[0], done), 1);
  assert.equal(phaseCount(template.phases[1], done), 0);
});

const may = (roles, state) => Object.entries(allowed(roles, state)).filter(([, yes]) => yes).map(([what]) => what).join(" ");
for (const [why, roles, state, want] of [
  ["a nurse posts, and can stop", ["poster"], "open", "post quiet stop close"],
  ["in a quiet phase only stop, resume and the end work", ["poster"], "quiet", "resume stop close"],
  ["a stop is not ended by who posts", ["poster"], "stopped", "close"],
  ["but by the surgeon", ["surgeon"], "stopped", "resume withdraw close"],
  ["the advocate signs, also while all waits", ["advocate"], "waiting", "quiet stop sign withdraw close"],
  ["a moderator withdraws", ["moderator"], "open", "post quiet stop withdraw close"],
  ["paused: it waits for its roster", ["poster"], "paused", "quiet stop close"],
  ["closed: nothing but the consent can be taken back", ["surgeon"], "closed", "withdraw"],
  ["withdrawn is for good", ["surgeon", "advocate"], "withdrawn", ""],
  ["played as live: stop still works", ["poster"], "as-live", "stop"],
  ["who has no part has nothing", [], "open", ""],
])
  test(`may: ${why}`, () => assert.equal(may(roles, state), want));

test("time in words", () => {
  assert.deepEqual(minutes(125000), [2, 5]);
  assert.equal(mmss(754000), "12:34");
  assert.equal(mmss(-5), "0:00");
  assert.equal(mmss(900), "0:01", "never 0:00 while some of it is left");
});

test("a roster without what is empty; nothing is null", () => {
  assert.equal(rosterJson({}), null);
  assert.equal(rosterJson({ persons: [{ part: "patient", name: "  ", also: [""] }], dates: [""] }), null);
  assert.deepEqual(rosterJson({
    persons: [{ part: "patient", name: " Rosalind Kettering ", also: ["Roz", ""] }, { part: "surgeon", name: "Vale" }],
    ids: [{ kind: "mrn", value: "00481516" }, { kind: "mrn", value: "" }],
    dates: ["1961-04-12", ""],
  }), {
    persons: [{ part: "patient", name: "Rosalind Kettering", also: ["Roz"] }, { part: "surgeon", name: "Vale" }],
    ids: [{ kind: "mrn", value: "00481516" }],
    dates: ["1961-04-12"],
  });
});

test("masks of a text", () => {
  assert.deepEqual(maskPieces("[PATIENT] and [NAME 2], [AGE 90+] **** [sic]").filter((p) => p.mask).map((p) => p.text),
    ["[PATIENT]", "[NAME 2]", "[AGE 90+]", "****"]);
  assert.equal(maskPieces("a [DATE] b").map((p) => p.text).join(""), "a [DATE] b");
  assert.equal(plainMasks("[NAME 12] [DATE 2026]"), "[NAME] [DATE]");
});
