// SPDX-License-Identifier: MIT
//
// Harmless settings of this browser: language, theme, whether it is enrolled
// (early.js asks). Nothing else is ever put into localStorage; where it is refused a setting lasts as long as the page.

const memory = new Map();
const KEYS = new Set(["lang", "theme", "enrolled"]);

export function recall(key) {
  try {
    return localStorage.getItem(`scrubrelay.${key}`) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function remember(key, value) {
  if (!KEYS.has(key)) throw new TypeError(`no setting: ${key}`);
  memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(`scrubrelay.${key}`);
    else localStorage.setItem(`scrubrelay.${key}`, value);
  } catch {
    // Private mode, or storage is full: the page goes on without it.
  }
}
