// SPDX-License-Identifier: MIT
//
// Checks of a procedure's log, as relay/ARCHIVE.md section 4 tells: RFC 6962
// trees, C2SP signed notes, checkpoints and receipts of erasures. Needs only
// WebCrypto, so that it runs in a browser and in node. No DOM.
//
// Who calls it: archive-verify.js, receipt.js; tests/web.

const encoder = new TextEncoder();
const ORIGIN = "scrubrelay.v1/";
const ED25519 = 1;
const ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const ROOT_BYTES = 32;

/** What is not as it must be. `code`: a fixed word for the page's sentence. */
export class LogFault extends Error {
  constructor(code, message, details = {}) {
    super(message);
    this.code = code;
    Object.assign(this, details);
  }
}

// ---- bytes ----

function joined(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const sameBytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** Exactly n bytes, in the one spelling they have; else undefined. */
export function fromBase64(text, n) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
  return bytes.length === n && toBase64(bytes) === text ? bytes : undefined;
}

/** base64url without padding, as the protocol writes keys and hashes. */
export const fromBase64url = (text, n) =>
  fromBase64(text.replace(/-/g, "+").replace(/_/g, "/") + "=".repeat((4 - (text.length % 4)) % 4), n);

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));

// ---- trees (RFC 6962, section 2.1) ----

const NODE = Uint8Array.of(1);
const LEAF = Uint8Array.of(0);

/** The hash of a leaf's bytes. */
export const leafHash = (bytes) => sha256(LEAF, bytes);

/** The root of these leaves' hashes, the first `size` of them. */
export async function treeRoot(leaves, size = leaves.length) {
  if (size === 0) return sha256();
  // Level by level: a last one without a neighbour goes up as it is.
  let level = leaves.slice(0, size);
  while (level.length > 1) {
    const above = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(sha256(NODE, level[i], level[i + 1]));
    if (level.length % 2) above.push(level.at(-1));
    level = await Promise.all(above);
  }
  return level[0];
}

// ---- signed notes (c2sp.org/signed-note) ----

const keyId = async (name, key) =>
  (await sha256(encoder.encode(name), Uint8Array.of(0x0a, ED25519), key)).slice(0, ID_BYTES);

async function verified(key, signature, text) {
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, encoder.encode(text));
}

/** The lines behind the empty one, each "— NAME BASE64". */
function signatures(lines) {
  if (!lines.endsWith("\n")) throw new LogFault("note", "not a signed note");
  return lines
    .slice(0, -1)
    .split("\n")
    .map((line) => {
      const parts = /^\u2014 ([^ ]+) (.+)$/.exec(line);
      if (!parts) throw new LogFault("note", "not a signed note");
      return { name: parts[1], base64: parts[2] };
    });
}

/** The note's text, signed by `name` with this key (32 bytes); else throws. */
export async function noteText(note, name, key) {
  const at = note.indexOf("\n\n");
  if (at < 1) throw new LogFault("note", "not a signed note");
  const text = note.slice(0, at + 1);
  const id = await keyId(name, key);
  for (const line of signatures(note.slice(at + 2))) {
    const bytes = line.name === name ? fromBase64(line.base64, ID_BYTES + SIGNATURE_BYTES) : undefined;
    if (!bytes || !sameBytes(bytes.slice(0, ID_BYTES), id)) continue;
    if (await verified(key, bytes.slice(ID_BYTES), text)) return text;
  }
  throw new LogFault("signature", "not signed by this relay");
}

// ---- what the notes say ----

const NUMBER = "(0|[1-9][0-9]{0,17})";
const ROOT = "([A-Za-z0-9+/]{43}=)";
const ID = "([0-9a-f]{32})";
const CHECKPOINT = new RegExp(`^${ORIGIN}${ID}\\n${NUMBER}\\n${ROOT}\\n$`);
const RECEIPT = new RegExp(
  `^${ORIGIN}erasure\\nlog ${ORIGIN}${ID}\\nerased (procedure|entry [1-9][0-9]{0,17})\\n` +
    `time ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\\nbefore ${NUMBER} ${ROOT}\\n` +
    `after ${NUMBER} ${ROOT}\\nrecords ${NUMBER}\\nmaster ([0-9a-f]{8}) ([0-9a-f]{8})\\n$`,
);

function tree(size, root) {
  const bytes = fromBase64(root, ROOT_BYTES);
  if (!bytes) throw new LogFault("note", "not a note of a log");
  return { size: Number(size), root: bytes };
}

async function read(note, pattern, whose, key) {
  const name = whose.exec(note)?.[1];
  if (!name) throw new LogFault("note", "not a note of a log");
  const found = pattern.exec(await noteText(note, ORIGIN + name, key));
  if (!found) throw new LogFault("note", "not a note of a log");
  return found;
}

/** A checkpoint signed with this key: {procedure, size, root}. */
export async function readCheckpoint(note, key) {
  const [, procedure, size, root] = await read(note, CHECKPOINT, new RegExp(`^${ORIGIN}${ID}\\n`), key);
  return { procedure, ...tree(size, root) };
}

/** A receipt signed with this key: {procedure, number (0: all of it), time,
 * before, after, records, keyBefore, keyAfter}. */
export async function readReceipt(note, key) {
  const f = await read(note, RECEIPT, new RegExp(`^${ORIGIN}erasure\\nlog ${ORIGIN}${ID}\\n`), key);
  return {
    procedure: f[1],
    number: f[2] === "procedure" ? 0 : Number(f[2].slice("entry ".length)),
    time: f[3],
    before: tree(f[4], f[5]),
    after: tree(f[6], f[7]),
    records: Number(f[8]),
    keyBefore: f[9],
    keyAfter: f[10],
  };
}

// ---- a whole log ----

const AUDIENCES = ["student", "colleague"];

/* Whoever was told more of one entry than the log has was told an untruth. */
function checkRows(rows) {
  const gone = new Map();
  let next = 0;
  rows.forEach((row, leaf) => {
    const audience = AUDIENCES.indexOf(row.audience);
    const ordinal = (row.number - 1) * AUDIENCES.length + audience;
    const bad = (code, message) => new LogFault(code, `leaf ${leaf}: ${message}`, { leaf, number: row.number });
    if (row.replaces ? ordinal >= next : ordinal !== next++) throw bad("order", "another entry belongs here");
    if (row.replaces && row.sealed && !gone.has(ordinal)) throw bad("replaced", "it replaces what is not destroyed");
    if (row.replaces) gone.delete(ordinal);
    if (!row.sealed) gone.set(ordinal, { leaf, number: row.number });
  });
  if (next % AUDIENCES.length) throw new LogFault("order", "an audience has not the last entry");
  for (const first of [...gone.values()].sort((a, b) => a.leaf - b.leaf).slice(0, 1))
    throw new LogFault("gone", `leaf ${first.leaf}: its record is missing, and nothing says why`, first);
  return next / AUDIENCES.length;
}

/**
 * Checks a log: rows {number, audience, hash (bytes), sealed, replaces} in its
 * order, its checkpoint, and what this device saw of it before ({size, root}
 * or undefined). Resolves to {size, root, entries, destroyed}; throws LogFault.
 */
export async function checkLog({ procedure, rows, note, key, seen }) {
  const checkpoint = await readCheckpoint(note, key);
  if (checkpoint.procedure !== procedure) throw new LogFault("other", "the checkpoint is another procedure's");
  if (rows.length !== checkpoint.size)
    throw new LogFault("size", `${rows.length} leaves, and the checkpoint says ${checkpoint.size}`);
  const hashes = rows.map((row) => row.hash);
  if (!sameBytes(await treeRoot(hashes), checkpoint.root))
    throw new LogFault("root", "the records are not those that were signed");
  if (seen && seen.size > checkpoint.size)
    throw new LogFault("cut", "it was cut, or an older copy was put back", { had: seen.size });
  if (seen && !sameBytes(await treeRoot(hashes, seen.size), seen.root))
    throw new LogFault("rewritten", "it does not follow from what was seen before", { had: seen.size });
  const entries = checkRows(rows);
  return {
    size: checkpoint.size,
    root: checkpoint.root,
    entries,
    destroyed: rows.filter((row) => !row.sealed).length,
  };
}
