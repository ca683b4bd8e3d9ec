// SPDX-License-Identifier: MIT
//
// The log of a procedure, checked in a browser: trees by the known vectors of
// RFC 6962's implementations, notes and receipts signed here, and each way in
// which a log can be wrong.

import assert from "node:assert/strict";
import test from "node:test";
import { checkLog, fromBase64, leafHash, readCheckpoint, readReceipt, toBase64, treeRoot } from "../../client/web/merkle.js";

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (b) => parseInt(b, 16));
const hex = (b) => Buffer.from(b).toString("hex");
const encoder = new TextEncoder();

test("roots of the reference trees", async () => {
  const data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  const leaves = await Promise.all(data.map((d) => leafHash(bytes(d))));
  for (const [size, root] of roots.entries()) assert.equal(hex(await treeRoot(leaves, size)), root, `${size} leaves`);
});

test("base64 has one spelling", () => {
  assert.equal(hex(fromBase64("AQI=", 2)), "0102");
  assert.equal(fromBase64("AQJ=", 2), undefined, "bits left over");
  assert.equal(fromBase64("AQI", 2), undefined, "no padding");
  assert.equal(fromBase64("AQI=", 3), undefined, "another length");
  assert.equal(fromBase64("A Q=", 1), undefined, "no base64");
});

// ---- a relay of our own ----

const ID = "0102030405060708090a0b0c0d0e0f10";
const NAME = `scrubrelay.v1/${ID}`;
const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
const key = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));

async function sign(text, name = NAME) {
  const id = new Uint8Array(
    await crypto.subtle.digest("SHA-256", Buffer.concat([encoder.encode(name), Buffer.from([10, 1]), key])),
  ).slice(0, 4);
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, encoder.encode(text)));
  return `${text}\n\u2014 ${name} ${toBase64(Buffer.concat([id, signature]))}\n`;
}

const checkpoint = async (rows, size = rows.length) =>
  sign(`${NAME}\n${size}\n${toBase64(await treeRoot(rows.map((r) => r.hash)))}\n`);

let made = 0;
async function both(number, more = {}) {
  const row = async (audience) => ({
    number,
    audience,
    hash: await leafHash(encoder.encode(`${number} ${audience} ${made++}`)),
    sealed: true,
    replaces: false,
    ...more,
  });
  return [await row("student"), await row("colleague")];
}

/** 1, 2 corrected by 3, 4. */
async function log() {
  return [
    ...(await both(1)),
    ...(await both(2, { sealed: false })),
    ...(await both(3)),
    ...(await both(2, { replaces: true })),
    ...(await both(4)),
  ];
}

const code = (promise, wanted, why) =>
  assert.rejects(promise, (fault) => assert.equal(fault.code, wanted, fault.message) ?? true, why);

test("a log that is whole", async () => {
  const rows = await log();
  const good = await checkLog({ procedure: ID, rows, note: await checkpoint(rows), key });
  assert.equal(good.entries, 4);
  assert.equal(good.destroyed, 2);
  assert.equal(good.size, 10);
  const seen = { size: 4, root: await treeRoot(rows.map((r) => r.hash), 4) };
  await checkLog({ procedure: ID, rows, note: await checkpoint(rows), key, seen });
});

test("each way in which it can be wrong", async () => {
  const rows = await log();
  const note = await checkpoint(rows);
  const check = (changes) => checkLog({ procedure: ID, rows, note, key, ...changes });
  const at = (i, change) => rows.map((row, j) => (j === i ? { ...row, ...change } : row));
  const other = await leafHash(encoder.encode("other"));

  await code(check({ rows: at(0, { hash: other }) }), "root", "a record was changed");
  await code(check({ rows: rows.slice(0, 8) }), "size", "the end is not told");
  await code(check({ procedure: "f".repeat(32) }), "other", "another procedure's");
  await code(check({ key: new Uint8Array(32).fill(7) }), "signature", "another relay's key");
  await code(check({ note: note.replace("\n10\n", "\n11\n") }), "signature", "a number in the note was changed");
  await code(check({ note: "no note" }), "note", "no note at all");
  await code(check({ note: await sign(`${NAME}\n10\nxx\n`) }), "note", "signed, and no checkpoint");
  await code(check({ rows: at(2, { number: 3 }) }), "order", "an entry in another's place");
  await code(check({ rows: at(6, { replaces: false }) }), "order", "a second record of one entry");
  await code(check({ rows: at(2, { sealed: true }) }), "replaced", "what was replaced is still there");
  await code(check({ rows: at(0, { sealed: false }) }), "gone", "a record is gone, and nothing says why");
  await code(check({ seen: { size: 12, root: other } }), "cut", "it was longer before");
  await code(check({ seen: { size: 4, root: other } }), "rewritten", "it was another before");
});

test("receipts", async () => {
  const root = toBase64(new Uint8Array(32).fill(9));
  const text =
    `scrubrelay.v1/erasure\nlog ${NAME}\nerased entry 2\ntime 2026-02-03T04:05:06Z\nbefore 12 ${root}\n` +
    `after 14 ${root}\nrecords 2\nmaster 0a1b2c3d 4e5f6071\n`;
  const receipt = await readReceipt(await sign(text), key);
  assert.equal(receipt.number, 2);
  assert.equal(receipt.after.size, 14);
  assert.equal(receipt.keyBefore, "0a1b2c3d");
  await code(readReceipt((await sign(text)).replace("records 2", "records 3"), key), "signature", "changed");
  await code(readReceipt(await sign(text.replace("entry 2", "entry 02")), key), "note", "a spelling that is not ours");
  await code(readCheckpoint(await sign(text), key), "note", "no checkpoint");
});
