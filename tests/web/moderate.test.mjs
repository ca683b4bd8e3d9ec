// SPDX-License-Identifier: MIT
//
// What waits for a moderator: order, times, and what is in doubt in a text.

import assert from "node:assert/strict";
import test from "node:test";
import { countdown, doubtRuns, nextKey, Queue } from "../../client/web/moderate-model.js";

test("a text is cut at what is in doubt, in code points", () => {
  assert.deepEqual(doubtRuns("\u{1F600} Ana is in", [{ begin: 2, end: 5, label: "NAME" }]), [
    { text: "\u{1F600} ", label: undefined },
    { text: "Ana", label: "NAME" },
    { text: " is in", label: undefined },
  ]);
  assert.deepEqual(doubtRuns("abcd", [{ begin: 0, end: 3, label: "A" }, { begin: 2, end: 9, label: "B" }]), [
    { text: "abc", label: "A" },
    { text: "d", label: "B" },
  ], "they overlap, and one goes too far");
  assert.deepEqual(doubtRuns("", []), []);
});

const draft = (held, age_ms, expires_ms, author = "mira") => ({ held, age_ms, expires_ms, author, text: "x", doubt: [] });
const question = (n, t_ms, state = "pending", mine) => ({ question: n, t_ms, state, mine, votes: 0, text: "?" });

test("drafts first, soonest gone; then questions, oldest first", () => {
  const q = new Queue();
  q.setQuestions("p", [question(1, 5000), question(2, 1000), question(3, 0, "published")], 100000);
  q.setDrafts("p", [draft(1, 0, 600000)], "mo", 1000);
  q.setDrafts("r", [draft(9, 400000, 200000, "mo")], "mo", 1000);
  assert.deepEqual(q.list(1000).map((i) => i.key), ["draft/r/9", "draft/p/1", "question/p/2", "question/p/1"]);
  assert.equal(q.get("draft/r/9").own, true);
  assert.equal(q.list(201000).length, 3, "one has expired");
});

test("what is not told any more is gone; what stays keeps its times", () => {
  const q = new Queue();
  q.setDrafts("p", [draft(1, 0, 600000), draft(2, 0, 600000)], "mo", 0);
  q.setDrafts("p", [draft(2, 5100, 594000)], "mo", 5000);
  const [item] = q.list(5000);
  assert.equal(item.number, 2);
  assert.equal(item.until, 600000);
  q.remove(item.key);
  assert.equal(q.list(5000).length, 0);
  q.setDrafts("p", [draft(3, 0, 1000)], "mo", 5000);
  q.forget("p");
  assert.equal(q.list(5000).length, 0);
});

test("the marker goes to the next one that is there", () => {
  assert.equal(nextKey(["a", "b", "c"], ["a", "c"], "b"), "c");
  assert.equal(nextKey(["a", "b"], ["a"], "b"), "a");
  assert.equal(nextKey(["a", "b"], ["a", "b"], "a"), "a");
  assert.equal(nextKey(["a"], [], "a"), undefined);
  assert.equal(nextKey([], ["a", "b"], undefined), "a");
});

test("the countdown", () => {
  assert.equal(countdown(600000, 0), "10:00");
  assert.equal(countdown(600000, 599001), "0:01");
  assert.equal(countdown(0, 5000), "0:00");
});
