// SPDX-License-Identifier: MIT
//
// The language of a page: tr() for sentences, label() for what carries both
// languages. The English sentence is the key; words.id.js has the others and
// is loaded only where it is used. No DOM but <html lang>.

import { recall, remember } from "./settings.js";

let table = null;
let used = "en";
const listeners = new Set();

const pick = () => recall("lang") ??
  ((globalThis.navigator?.languages ?? [globalThis.navigator?.language ?? "en"])
    .map((l) => l.toLowerCase())
    .find((l) => /^(id|in|en)\b/.test(l)) ?? "en");

async function use(tag) {
  const wanted = /^i[dn]\b/i.test(tag) ? "id" : "en";
  if (wanted === "id" && !table) table = (await import("./words.id.js")).default;
  used = wanted;
  if (globalThis.document) document.documentElement.lang = used;
}

// A page in English is better than none.
await use(pick()).catch(() => use("en"));

/** "en" or "id". */
export const lang = () => used;

/** Every page draws itself anew by onLang(). Rejects where the words cannot be had. */
export async function setLang(tag) {
  remember("lang", tag);
  await use(tag);
  for (const fn of listeners) fn(used);
}

export function onLang(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

/** The sentence in the page's language, its %s filled in order. */
export function tr(english, ...args) {
  const text = (used === "id" && table?.[english]) || english;
  let at = 0;
  return args.length ? text.replace(/%s/g, () => String(args[at++] ?? "")) : text;
}

/** Of { en, id }, as templates have them. */
export const label = (both) => both?.[used] ?? both?.en ?? "";
