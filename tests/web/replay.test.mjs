// SPDX-License-Identifier: MIT
//
// A record played again: order, speed, pauses, seeking. Time is handed in.

import assert from "node:assert/strict";
import test from "node:test";
import { Replay } from "../../client/web/replay.js";

const times = [0, 1000, 1000, 5000, 605000];

test("at its end first, and from the beginning when it plays", () => {
  const r = new Replay(times);
  assert.equal(r.count, 5);
  assert.equal(r.playing, false);
  r.play(0);
  assert.equal(r.count, 1);
  assert.equal(r.ms, 0);
});

test("at its pace", () => {
  const r = new Replay(times);
  r.setSpeed(1, 0);
  r.play(100);
  assert.equal(r.wait, 1000);
  assert.equal(r.advance(600), false);
  assert.equal(r.ms, 500);
  assert.equal(r.advance(1100), true, "both of that moment");
  assert.equal(r.count, 3);
  assert.equal(r.advance(5100), true);
  assert.equal(r.count, 4);
});

test("faster, and a pause is cut", () => {
  const r = new Replay(times);
  r.setSpeed(10, 0);
  r.play(0);
  r.advance(500);
  assert.equal(r.count, 4, "5 s of it in half a second");
  assert.equal(r.wait, 20000, "600 s at speed 10 would be 60 s");
  r.advance(10500);
  assert.equal(r.ms, 305000, "the clock runs through it");
  r.advance(20500);
  assert.equal(r.count, 5);
  assert.equal(r.playing, false, "it ends by itself");
});

test("seeking, pausing, another speed", () => {
  const r = new Replay(times);
  r.setSpeed(1, 0);
  r.seek(3000);
  assert.equal(r.count, 3);
  r.play(0);
  assert.equal(r.count, 3, "it goes on from there");
  r.pause(1000);
  assert.equal(r.ms, 4000);
  assert.equal(r.advance(9000), false, "nothing while it pauses");
  r.seek(-50);
  assert.equal(r.ms, 0);
  r.seek(10 ** 9);
  assert.equal(r.ms, 605000);
});

test("a record without entries", () => {
  const r = new Replay([]);
  r.play(0);
  assert.equal(r.advance(1000), false);
  assert.equal(r.count, 0);
});

test("steps of the clock lose nothing", () => {
  const many = Array.from({ length: 500 }, (_, i) => i * 700);
  const r = new Replay(many);
  r.setSpeed(60, 0);
  r.play(0);
  let now = 0;
  while (r.playing) r.advance((now += 37));
  assert.equal(r.count, 500);
  assert.ok(now < 6000 && now > 5700, `played for ${now} ms`);
});
