// SPDX-License-Identifier: MIT
//
// The filter beside the page, so that typing never waits for it: preview.js
// starts this worker and asks it. Drafts and the roster are in its memory
// only. A message { id, op, ... } is answered by { id, ok } or { id, fault }.

import { load, ScrubFault } from "/scrub.js";

let scrub = null;
let policies = [];
let roster = null;
let source = null; // the case whose stand-ins leave this device
const secret = crypto.getRandomValues(new Uint8Array(32));

const inside = (fn) => {
  // For a look: a case of its own, so that half a name typed is not counted.
  const one = scrub.newCase(secret);
  try {
    if (roster) one.roster(roster);
    return fn(one);
  } finally {
    one.free();
  }
};

const ops = {
  async load({ wasm, words }) {
    scrub ??= await load({ wasm: fetch(wasm), words: fetch(words) });
  },

  /** list: [{ audience, name, json, atSource }]; roster: JSON or null. */
  setup({ list, roster: given }) {
    for (const p of policies) p.policy.free();
    policies = [];
    source?.free();
    source = null;
    roster = given;
    const next = scrub.newCase();
    if (roster) next.roster(roster);
    source = next;
    policies = list.map((p) => ({ ...p, policy: scrub.policy(p.name, p.json, { skipPatterns: true }) }));
    return { patterns: policies.reduce((n, p) => n + p.policy.patterns, 0) };
  },

  /** What each audience would read: { student: { text, changes, doubt } or { held } }. */
  look({ text, lang }) {
    return inside((one) => Object.fromEntries(
      policies.map((p) => [p.audience, one.scrub(p.policy, text, lang)])));
  },

  /** What may leave the device: { text, removed } or { held }. */
  mask({ text, lang }) {
    let removed = 0;
    for (const p of policies) {
      if (!p.atSource) continue;
      const made = source.scrub(p.policy, text, lang, p.audience);
      if (made.held) return { held: made.held };
      text = made.text;
      removed += made.changes.length;
    }
    return { text, removed };
  },

  /** Is this a roster? Throws its fault, which names line and key, never a value. */
  check({ json }) {
    const one = scrub.newCase(secret);
    try {
      one.roster(json);
    } finally {
      one.free();
    }
  },
};

let queue = Promise.resolve();
onmessage = ({ data }) => {
  queue = queue.then(async () => {
    try {
      postMessage({ id: data.id, ok: (await ops[data.op](data)) ?? {} });
    } catch (err) {
      // An error's own words could repeat what was typed; a ScrubFault never does.
      postMessage({ id: data.id, fault: err instanceof ScrubFault ? err.message : "failed" });
    }
  });
};
