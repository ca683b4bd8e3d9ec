// SPDX-License-Identifier: MIT
//
// The audit log's check of the admin page (client/web/audit.js) over a log made
// here as relay/AUDIT.md says, and over all that can be done to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { AuditChain } from "../../client/web/audit.js";
import { b64u, concat, fields } from "../../client/web/proof.js";

const name = { name: "Ed25519" };
const keys = await crypto.subtle.generateKey(name, false, ["sign", "verify"]);
const relay = b64u(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
const other = b64u(new Uint8Array(32).fill(7));

const eight = (n) => Uint8Array.from({ length: 8 }, (_, i) => Number((BigInt(n) >> BigInt(8 * (7 - i))) & 255n));

/** Written from the document, not from audit.js. */
async function log(rows) {
  let chain = new Uint8Array(32);
  const out = [];
  for (const [i, row] of rows.entries()) {
    const line = { line: i + 1, at_ms: 1893456000000 + i, ...row };
    const id = row.procedure ? Buffer.from(row.procedure, "hex") : new Uint8Array(0);
    chain = new Uint8Array(await crypto.subtle.digest("SHA-256", concat(chain, eight(line.line), eight(line.at_ms),
      fields(row.event, row.who ?? "", row.about ?? "", new Uint8Array(id)),
      eight(row.entry ?? 0), eight(row.count ?? 0), fields(row.err ?? ""))));
    line.chain = b64u(chain);
    if (row.signed) {
      const bytes = fields("scrubrelay.v1/audit", new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)), chain);
      line.signature = b64u(new Uint8Array(await crypto.subtle.sign(name, keys.privateKey, bytes)));
    }
    delete line.signed;
    out.push(line);
  }
  return out;
}

const ROWS = [
  { event: "relay-start", signed: true },
  { event: "user.add", who: "ada", about: "rafi: student, colleague" },
  { event: "denied", who: "rafi", count: 3, err: "not-granted", signed: true },
  { event: "release", who: "mira", procedure: "5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5", entry: 7 },
  { event: "hello", who: "nama-é" },
];

const tries = [
  ["as it is", (l) => l, null],
  ["a line that is not there", (l) => l.filter((x) => x.line !== 3), { line: 3, why: "missing" }],
  ["the first is not there", (l) => l.slice(1), { line: 1, why: "missing" }],
  ["a line twice", (l) => [l[0], l[0], ...l.slice(1)], { line: 2, why: "missing" }],
  ["another name", (l) => { l[1].who = "eve"; return l; }, { line: 2, why: "changed" }],
  ["another time", (l) => { l[3].at_ms += 1; return l; }, { line: 4, why: "changed" }],
  ["another procedure", (l) => { l[3].procedure = "0".repeat(32); return l; }, { line: 4, why: "changed" }],
  ["no procedure", (l) => { delete l[3].procedure; return l; }, { line: 4, why: "changed" }],
  ["another count", (l) => { l[2].count = 2; return l; }, { line: 3, why: "changed" }],
  ["another entry", (l) => { l[3].entry = 8; return l; }, { line: 4, why: "changed" }],
  ["no error", (l) => { delete l[2].err; return l; }, { line: 3, why: "changed" }],
  ["a letter moved to the next field", (l) => { l[1].who = "adar"; l[1].about = "afi: student, colleague"; return l; }, { line: 2, why: "changed" }],
  ["another chain", (l) => { l[4].chain = l[3].chain; return l; }, { line: 5, why: "changed" }],
  ["a signature of another line", (l) => { l[2].signature = l[0].signature; return l; }, { line: 3, why: "not-signed" }],
];

for (const [why, change, want] of tries)
  test(why, async () => {
    const chain = new AuditChain(relay);
    assert.deepEqual(await chain.follow(change(await log(ROWS))), want);
    assert.equal(chain.line, want ? want.line - 1 : ROWS.length);
  });

test("page after page, and how far it is signed", async () => {
  const all = await log(ROWS);
  const chain = new AuditChain(relay);
  assert.equal(await chain.follow(all.slice(0, 2)), null);
  assert.equal(await chain.follow([]), null);
  assert.equal(await chain.follow(all.slice(2)), null);
  assert.deepEqual([chain.line, chain.signed], [5, 3]);
});

test("another relay's key", async () => {
  assert.deepEqual(await new AuditChain(other).follow(await log(ROWS)), { line: 1, why: "not-signed" });
});
