// SPDX-License-Identifier: MIT
//
// Who this browser is: an Ed25519 key pair that WebCrypto made and does not
// give out, and what enrolment said, in IndexedDB. boot.js and index.js call it.

import { remember } from "./settings.js";
import { tr } from "./words.js";

const STORE = "identity";
const ME = "me";

/** code: "insecure", "no-ed25519", "no-storage"; message: a sentence for people. */
export class DeviceError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "DeviceError";
    this.code = code;
  }
}

const noStorage = () => new DeviceError("no-storage",
  tr("This browser does not let the page keep a key. Private windows and full disks do that: use a normal window, and make room."));

function open() {
  return new Promise((resolve, reject) => {
    let asked;
    try {
      asked = indexedDB.open("scrubrelay", 1);
    } catch {
      reject(noStorage());
      return;
    }
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(noStorage());
  });
}

/** One transaction; resolves when it is on disk. */
async function within(mode, work) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const t = db.transaction(STORE, mode, { durability: "strict" });
      const asked = work(t.objectStore(STORE));
      t.oncomplete = () => resolve(asked.result);
      t.onabort = t.onerror = () => reject(noStorage());
    });
  } catch (err) {
    throw err instanceof DeviceError ? err : noStorage();
  } finally {
    db.close();
  }
}

/** A new pair; its private half never leaves the browser's own keeping. */
export async function newKeys() {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle)
    throw new DeviceError("insecure",
      tr("This page did not come over a protected connection, so the browser makes no keys. Its address must begin with https."));
  try {
    return await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  } catch {
    throw new DeviceError("no-ed25519",
      tr("This browser is too old: it cannot make the kind of key that is needed. Chrome 137, Firefox 130 and Safari 17 can."));
  }
}

const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Is all of it there? What a disk has spoilt is no identity: this browser is enrolled anew. */
const isWhole = (kept) => typeof kept?.account === "string" && KEY.test(kept.relay) && KEY.test(kept.publicKey) &&
  kept.keys?.privateKey instanceof CryptoKey;

/** What relay.js takes, or null where this browser is not enrolled. */
export async function load() {
  const kept = await within("readonly", (s) => s.get(ME));
  remember("enrolled", isWhole(kept) ? "yes" : null);
  if (!isWhole(kept)) return null;
  const { keys, ...rest } = kept;
  return {
    ...rest,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, bytes)),
  };
}

/**
 * Is there room for an identity? An invite is good once: it must not be used up
 * for a key that the browser then does not keep. Throws as save() does.
 */
export async function probe(keys) {
  await within("readwrite", (s) => s.put({ keys, room: "x".repeat(1024) }, "note:room"));
  await within("readwrite", (s) => s.delete("note:room"));
}

/** { account, relay, publicKey, label, keys }. */
export async function save({ account, relay, publicKey, label, keys }) {
  await within("readwrite", (s) => s.put({ account, relay, publicKey, label, keys }, ME));
  // A browser may throw away what it was not asked to keep. Nobody waits for
  // the answer: Firefox asks the person, who may never say.
  navigator.storage?.persist?.().catch(() => false);
}

/** The key is gone from this browser after it. */
export async function forget() {
  await within("readwrite", (s) => s.delete(ME));
  remember("enrolled", null);
}

/** Something harmless that this browser is to remember, beside the key. */
export const note = (name, value) => within("readwrite", (s) => s.put(value, `note:${name}`));
export const noted = (name) => within("readonly", (s) => s.get(`note:${name}`));
