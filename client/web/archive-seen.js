// SPDX-License-Identifier: MIT
//
// What this browser saw of each log: its size and root, numbers and hashes
// only. Without a store (private mode, refused) it is remembered until the page
// is left.
//
// Who calls it: archive-verify.js.

const memory = new Map();
const NAME = "scrubrelay-seen";
const STORE = "log";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

async function withStore(mode, use) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(STORE, mode);
      const request = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

const keyOf = (relay, procedure) => `${relay} ${procedure}`;

/** {size, root} or undefined. */
export async function lastSeen(relay, procedure) {
  const key = keyOf(relay, procedure);
  try {
    return (await withStore("readonly", (s) => s.get(key))) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

/** Resolves with whether it outlives the page. */
export async function keepSeen(relay, procedure, seen) {
  const key = keyOf(relay, procedure);
  memory.set(key, seen);
  return withStore("readwrite", (s) => s.put(seen, key)).then(() => true, () => false);
}

export async function forgetSeen(relay, procedure) {
  const key = keyOf(relay, procedure);
  memory.delete(key);
  await withStore("readwrite", (s) => s.delete(key)).catch(() => {});
}
