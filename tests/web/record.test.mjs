// SPDX-License-Identifier: MIT
//
// A procedure read whole, as client/record.c does it.

import assert from "node:assert/strict";
import test from "node:test";
import { findItem, fold, makeRecord, phaseRuns, phaseTimes, recordTime, searchItems } from "../../client/web/record.js";

const label = (en) => ({ en, id: en });
const template = {
  id: "t",
  label: label("T"),
  phases: [
    { id: "a", label: label("A"), steps: [{ id: "in", label: label("In") }] },
    { id: "b", label: label("B"), steps: [{ id: "cut", label: label("Cut"), anchor: true }] },
    { id: "c", label: label("C"), steps: [{ id: "out", label: label("Out") }] },
  ],
};
const entry = (number, t_ms, more) => ({ number, t_ms, kind: "update", text: `n${number}`, ...more });
const record = () =>
  makeRecord({ template: "t" }, template, [
    entry(1, 1000),
    entry(2, 5000, { kind: "milestone", step: "in" }),
    entry(3, 9000),
    entry(4, 65000, { kind: "milestone", step: "cut" }),
    entry(5, 70000, { kind: "milestone", step: "in" }),
    entry(6, 80000, { kind: "milestone", step: "nothing" }),
    entry(7, 90000, { kind: "milestone", step: "out" }),
  ]);

test("times count from the anchor, phases from milestones", () => {
  const r = record();
  assert.equal(r.anchored, true);
  assert.deepEqual(r.items.map((i) => i.t_ms), [-64000, -60000, -56000, 0, 5000, 15000, 25000]);
  assert.deepEqual(r.items.map((i) => i.phase?.id), [undefined, "a", "a", "b", "a", "a", "c"]);
  assert.equal(findItem(r, 4).entry.step, "cut");
  assert.equal(findItem(r, 9), undefined);
  assert.equal(findItem(r, undefined), undefined);
});

test("runs and times of phases", () => {
  const runs = phaseRuns(record());
  assert.deepEqual(runs.map((x) => [x.phase?.id, x.begin, x.end, x.ms]), [
    [undefined, 0, 1, 4000],
    ["a", 1, 3, 60000],
    ["b", 3, 4, 5000],
    ["a", 4, 6, 20000],
    ["c", 6, 7, 0],
  ]);
  assert.deepEqual(phaseTimes(record()).map((x) => [x.phase.id, x.ms]), [["a", 80000], ["b", 5000], ["c", 0]]);
});

test("the clock", () => {
  for (const [ms, want] of [
    [0, "T+00:00:00"],
    [751000, "T+00:12:31"],
    [-999, "T+00:00:00"],
    [-65000, "T-00:01:05"],
    [360000000, "T+100:00:00"],
  ])
    assert.equal(recordTime(ms), want);
});

test("search: all words, any case, no accents", () => {
  const r = makeRecord({}, undefined, [entry(1, 0, { text: "Césarienne, Ringer’s" }), entry(2, 0, { text: "clip on" })]);
  const line = (item) => item.entry.text;
  assert.equal(searchItems(r, "CESAR ringer", line).length, 1);
  assert.equal(searchItems(r, "clip ringer", line).length, 0);
  assert.equal(searchItems(r, "  ", line).length, 0);
  assert.equal(fold("ﬁLTER"), "filter");
});
