// SPDX-License-Identifier: MIT
//
// How a page begins: who this device is, the connection, the header. Each
// page's module calls boot() first; index.js does its own enrolment.

import { forget, load } from "./device.js";
import { isStale, stale } from "./later.js";
import { Relay } from "./relay.js";
import { faultWords, h, lang, onLang, pageHeader, tr } from "./ui.js";

/** Where the websocket of this page's relay is. */
export const relayUrl = () =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/`;

/** A card with a sentence in place of the page. */
export function sayInstead(title, sentence, ...more) {
  const main = document.querySelector("main");
  main.replaceChildren(h("section", { class: "card notice" }, h("h1", {}, title), h("p", {}, sentence), ...more));
}

/** What a page cannot be without. Where it does not come the page says so, and this never resolves. */
export async function needed(promise) {
  try {
    return await promise;
  } catch (err) {
    sayInstead(tr("This does not work now."), faultWords(err),
      h("p", {}, h("button", { type: "button", onclick: () => location.reload() }, tr("Load the page again"))));
    return new Promise(() => {});
  }
}

const WHY = {
  "revoked": () => tr("This device was revoked. Ask an administrator for a new invite."),
  "not-proved": () => tr("The relay does not know this device. Ask an administrator for a new invite."),
  "impostor": () => tr("This is not the relay that this device was enrolled with. Nothing was sent to it. Tell an administrator."),
  "protocol": () => tr("This page and the relay do not understand each other. Load the page again."),
  "stopped": () => tr("The connection was ended."),
};

/** [kind, sentence] of a connection's state, for the header. */
export function connectionWords(relay) {
  if (relay.state === "up") return ["up", tr("Connected")];
  if (relay.state === "connecting") return ["connecting", tr("Connecting")];
  if (relay.state === "away") return ["away", tr("No connection, trying again")];
  return ["ended", WHY[relay.why]?.() ?? ""];
}

/** Is any of them among what the account may? */
export const hasRole = (relay, ...names) => names.some((n) => relay.roles.includes(n));

/** What one can do about an end. A key that is worth nothing any more is in the way of a new one. */
function wayOut(why) {
  const anew = async () => {
    await forget();
    location.replace("/");
  };
  return why === "revoked" || why === "not-proved"
    ? h("p", {}, h("button", { type: "button", onclick: anew }, tr("Enrol anew")))
    : h("p", {}, h("button", { type: "button", onclick: () => location.reload() }, tr("Load the page again")));
}

// Up to so many milliseconds after the relay was away a page asks whether it is
// still the relay's: not all of a hospital's in one moment.
const ASK_MS = 8000;

/** Who was away may come back to a relay with other pages. */
function watchAge(relay) {
  let wasAway = false;
  relay.addEventListener("state", () => {
    if (relay.state === "away") wasAway = true;
    if (relay.state !== "up" || !wasAway) return;
    wasAway = false;
    setTimeout(async () => (await isStale()) && stale(), Math.random() * ASK_MS);
  });
}

function watch(relay, header) {
  const draw = () => header.set({ connection: [...connectionWords(relay), () => relay.retry()], roles: relay.roles });
  relay.addEventListener("state", draw);
  onLang((tag) => {
    relay.setLang(tag);
    draw();
  });
  relay.addEventListener("state", () => {
    document.documentElement.dataset.connection = relay.state;
    if (relay.state === "ended" && relay.why !== "stopped")
      sayInstead(tr("This device is not connected any more."), connectionWords(relay)[1], wayOut(relay.why));
  });
  watchAge(relay);
  draw();
}

/** A WebSocket; the first time the one that early.js opened, if it still stands. */
function Dial(url, protocol) {
  const early = globalThis.scrubrelayEarly;
  delete globalThis.scrubrelayEarly;
  if (early?.url !== url || early.ws.readyState > WebSocket.OPEN) return new WebSocket(url, protocol);
  // Whoever dials says next who is to hear it.
  queueMicrotask(() => {
    for (const data of early.heard) early.ws.onmessage?.({ data });
  });
  return early.ws;
}

/** Connects this identity; the header shows how it goes. */
export function connect(identity, header) {
  const relay = new Relay({ url: relayUrl(), identity, lang: lang(), WebSocket: Dial });
  watch(relay, header);
  relay.start();
  return relay;
}

/** Resolves when it is up for the first time; never after its end. */
export function whenUp(relay) {
  return new Promise((resolve) => {
    const look = () => {
      if (relay.state !== "up") return;
      relay.removeEventListener("state", look);
      resolve(relay);
    };
    relay.addEventListener("state", look);
    look();
  });
}

/** Until it stands for the first time an empty page says what it waits for. Returns what ends that. */
export function waitingWords(relay) {
  const main = document.querySelector("main");
  if (main.firstElementChild) return () => {};
  const words = h("p", { class: "empty" });
  const draw = () => {
    if (relay.state !== "ended") words.textContent = relay.state === "up" ? tr("Loading") : connectionWords(relay)[1];
  };
  main.replaceChildren(words);
  relay.addEventListener("state", draw);
  const off = onLang(draw);
  draw();
  return () => {
    relay.removeEventListener("state", draw);
    off();
  };
}

/**
 * { relay, identity, header } of a device whose account has one of the roles
 * `need` (none named: any). Otherwise the page says so, and this never
 * resolves. title: a function that gives the page's name in its language.
 */
export async function boot({ need = [], title } = {}) {
  let identity;
  const header = pageHeader({ title });
  try {
    identity = await load();
  } catch (err) {
    sayInstead(tr("This page cannot work here."), err.message);
    return new Promise(() => {});
  }
  if (!identity) {
    location.replace("/");
    return new Promise(() => {});
  }
  const relay = connect(identity, header);
  const still = waitingWords(relay);
  await whenUp(relay);
  still();
  if (need.length && !hasRole(relay, ...need)) {
    sayInstead(tr("This page is not for your account."),
      tr("Your account %s may not use it. An administrator can change that.", relay.account),
      h("p", {}, h("a", { class: "button", href: "/" }, tr("To the start page"))));
    return new Promise(() => {});
  }
  return { relay, identity, header };
}
