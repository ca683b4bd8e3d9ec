// SPDX-License-Identifier: MIT
//
// What this browser keeps for a reader: numbers of entries, never a text.
// For each procedure what was bookmarked and what was seen last. Where the
// browser keeps nothing it lasts as long as the page. read.js uses it.

const STORE = "procedures";
const memory = new Map();

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("scrubrelay-reader", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error ?? new Error("blocked"));
  });
}

async function within(mode, work) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const t = db.transaction(STORE, mode);
      const asked = work(t.objectStore(STORE));
      t.oncomplete = () => resolve(asked?.result);
      t.onabort = t.onerror = () => reject(t.error);
    });
  } finally {
    db.close();
  }
}

const whole = (n) => Number.isSafeInteger(n) && n >= 0;

/** { seen: number, saved: Set of numbers } of a procedure. */
export async function recallReading(procedure) {
  const kept = await within("readonly", (s) => s.get(procedure)).catch(() => memory.get(procedure));
  return {
    seen: whole(kept?.seen) ? kept.seen : 0,
    saved: new Set((kept?.saved ?? []).filter(whole)),
  };
}

/** Resolves with whether it outlives the page: not where storage is full or refused. */
export async function keepReading(procedure, { seen, saved }) {
  const kept = { seen, saved: [...saved] };
  memory.set(procedure, kept);
  return within("readwrite", (s) => s.put(kept, procedure)).then(() => true, () => false);
}

/** Forgets procedures that this account can read no more. */
export async function keepOnly(procedures) {
  const there = new Set(procedures);
  for (const id of memory.keys()) if (!there.has(id)) memory.delete(id);
  const keys = await within("readonly", (s) => s.getAllKeys()).catch(() => []);
  for (const id of keys) if (!there.has(id)) await within("readwrite", (s) => s.delete(id)).catch(() => {});
}
