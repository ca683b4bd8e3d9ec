// SPDX-License-Identifier: MIT
//
// Parts of a page that come when they are needed. A page that was open while
// the relay was upgraded finds its parts gone: they have other names now. So
// they are fetched ahead in a quiet moment, and where one is missing all the
// same the header says so and offers to load the page again. boot.js asks
// isStale() when the relay was away; pages load by later() and ahead().

import { tr } from "./words.js";

/** A part could not be fetched. Its message is for people. */
export class PartError extends Error {
  code = "no-part";
}

const said = new EventTarget();

/** fn() when the page turns out to be older than what the relay serves. */
export const onStale = (fn) => said.addEventListener("stale", fn);

/** The page is older than what the relay serves. */
export const stale = () => said.dispatchEvent(new Event("stale"));

/**
 * load() imports a part; resolves with its module. PartError where there is
 * none: either the network is away, or the page is of another relay's time.
 */
export async function later(load) {
  try {
    return await load();
  } catch (err) {
    if (await isStale()) stale();
    throw Object.assign(new PartError(tr("A part of this page could not be loaded.")), { cause: err });
  }
}

const AHEAD_MS = 10000; // the page's own first need of a slow network is over

/** Fetches parts when nothing else is to be done; later() tells where one is missing. */
export function ahead(...loads) {
  const fetchAll = () => {
    for (const load of loads) load().catch(() => {});
  };
  setTimeout(() => {
    if (globalThis.requestIdleCallback) requestIdleCallback(fetchAll, { timeout: 5000 });
    else fetchAll();
  }, AHEAD_MS);
}

/** Does the relay serve this page with other scripts by now? When it does not say: no. */
export async function isStale() {
  const mine = [...document.querySelectorAll("script[type=module]")].map((s) => s.getAttribute("src"));
  try {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (!answer.ok) return false;
    const page = await answer.text();
    return mine.some((src) => !page.includes(`"${src}"`));
  } catch {
    return false;
  }
}

/** Is there something on the page that would be gone with it: typed, or not sent yet? */
export function hasUnsent() {
  const leaving = new Event("beforeunload", { cancelable: true });
  const asked = !globalThis.dispatchEvent(leaving);
  const typed = [...document.querySelectorAll("textarea:not([readonly])")].some((t) => t.value.trim());
  return asked || typed;
}
