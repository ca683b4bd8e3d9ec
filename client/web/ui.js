// SPDX-License-Identifier: MIT
//
// What every page is made of: elements without markup in strings, the header,
// one live region, press-and-hold, the relative clock. boot.js and all pages
// use it; words come from words.js.

import { hasUnsent, later, onStale } from "./later.js";
import { label, lang, onLang, setLang, tr } from "./words.js";
import { recall, remember } from "./settings.js";

export { label, lang, onLang, setLang, tr };

/**
 * An element. props: class, dataset, on* functions, aria-* and other
 * attributes (true, false and null as expected); children: nodes, strings
 * (as text only), arrays, null.
 */
export function h(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === "dataset") Object.assign(e.dataset, value);
    else if (name === "value") e.value = value;
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

/** Just these stand in list, in this order; one that is where it belongs is not
 * touched: it may be under a finger. */
export function arrange(list, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, i) => {
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
  });
}

/** A list whose rows stay the same elements from one drawing to the next. make(item): {element, update(item)}. */
export class KeptRows {
  #list;
  #make;
  #rows = new Map(); // key -> what make() gave

  constructor(list, make) {
    this.#list = list;
    this.#make = make;
  }

  /** items: [key, item]. */
  draw(items) {
    const before = this.#rows;
    this.#rows = new Map(items.map(([key, item]) => [key, before.get(key) ?? this.#make(item)]));
    for (const [key, item] of items) this.#rows.get(key).update(item);
    arrange(this.#list, [...this.#rows.values()].map((row) => row.element));
  }

  /** What make() gave, by its key. */
  of(key) {
    return this.#rows.get(key);
  }

  /** The keys, as they stand. */
  get keys() {
    return [...this.#rows.keys()];
  }
}

/** What went wrong, for people: the relay says it in their language, the client's own sentence is English. */
export const faultWords = (err) =>
  err.code === "away" ? tr("There is no connection.")
  : err.code === "not-whole" ? tr("The relay says that its list goes on, and sends nothing further: it is not whole.")
  : err.message;

/** The sign of that name, a mask in style.css; words stand beside it. */
export const icon = (name) => h("span", { class: `icon icon-${name}`, "aria-hidden": "true" });

/** T+00:12:31, of milliseconds since the clock's start; T-00:03:10 before it. */
export function clock(ms) {
  const s = Math.floor(Math.abs(ms) / 1000);
  const sign = ms < 0 && s > 0 ? "-" : "+";
  const two = (n) => String(n).padStart(2, "0");
  return `T${sign}${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** The class of a code name's colour (hues.css). */
export const hue = (codeName) => `hue-${/^[a-z]+/.exec(codeName ?? "")?.[0] ?? "none"}`;

/** The code name with its colour beside it. */
export const codeName = (name) =>
  h("span", { class: `code-name ${hue(name)}` }, h("span", { class: "swatch", "aria-hidden": "true" }), name);

/** What a screen reader says; the same twice is said twice. */
export function announce(text, { assertive = false } = {}) {
  const id = assertive ? "say-now" : "say";
  let region = document.getElementById(id);
  if (!region) {
    region = h("div", { id, class: "unseen", role: assertive ? "alert" : "status" });
    document.body.append(region);
  }
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** All that a page says in its file: elements with data-tr, in the language. */
const english = new WeakMap();
export function trPage(root = document) {
  for (const e of root.querySelectorAll("[data-tr]")) {
    const names = e.dataset.tr.split(" ").filter(Boolean);
    if (!english.has(e))
      english.set(e, names.length ? names.map((n) => e.getAttribute(n)) : e.textContent.replace(/\s+/g, " ").trim());
    const was = english.get(e);
    if (names.length) names.forEach((n, i) => e.setAttribute(n, tr(was[i])));
    else e.textContent = tr(was);
  }
}

/**
 * action after the button was held for ms; by keyboard (and by what presses
 * for people) after it was pressed twice. Returns what ends it.
 */
export function confirmHold(button, ms, action) {
  let timer = null;
  let armed = null;
  const disarm = () => {
    clearTimeout(armed);
    armed = null;
    button.classList.remove("armed");
  };
  const release = () => {
    clearTimeout(timer);
    timer = null;
    button.classList.remove("holding");
  };
  const press = (e) => {
    if (e.button !== 0 || button.disabled) return;
    release();
    button.classList.add("holding");
    timer = setTimeout(() => {
      release();
      disarm();
      action();
    }, ms);
  };
  const click = (e) => {
    // A click of a pointer has a count; a key or a screen reader has none.
    if (e.detail !== 0) return;
    if (armed) {
      disarm();
      action();
      return;
    }
    button.classList.add("armed");
    announce(tr("Press once more to confirm."), { assertive: true });
    armed = setTimeout(disarm, 5000);
  };
  const handlers = { pointerdown: press, pointerup: release, pointerleave: release,
    pointercancel: release, contextmenu: (e) => e.preventDefault(), click };
  button.classList.add("hold");
  button.style.setProperty("--hold", `${ms}ms`);
  for (const [name, fn] of Object.entries(handlers)) button.addEventListener(name, fn);
  return () => {
    release();
    disarm();
    for (const [name, fn] of Object.entries(handlers)) button.removeEventListener(name, fn);
  };
}

let templateList = null;
/** All templates: [{ id, label, specialty, phases: [{ id, label, steps }] }]. */
export function templates() {
  templateList ??= later(() => import("./templates.js")).then((m) => m.default);
  return templateList;
}

// ---- theme ----

const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
export const isDark = () => (recall("theme") ?? (dark?.matches ? "dark" : "light")) === "dark";

export function showTheme() {
  const theme = recall("theme");
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

// ---- the header ----

/** "1 h 25 min", "12 min". */
export function lengthWords(ms) {
  const all = Math.max(Math.round(ms / 60000), 0);
  return all < 60 ? tr("%s min", all) : tr("%s h %s min", Math.floor(all / 60), all % 60);
}

const OVER = ["closed", "withdrawn"];

/** How it is released, or that it was, and why it may be, in words of the catalogue. */
export function basisWords({ basis, release, state }) {
  const why = basis === "authorization" ? tr("with the patient's authorization") : tr("for the hospital's own trainees");
  const how = {
    "live": tr("Live, after a delay"),
    "as-live": tr("As live, days later"),
    "archive": tr("For the archive only"),
    "over": tr("Ended"),
  }[OVER.includes(state) && release !== "archive" ? "over" : release];
  return how ? `${how} · ${why}` : why;
}

const STAFF = ["poster", "surgeon", "advocate", "moderator"];

function links(roles) {
  const has = (...names) => names.some((n) => roles.includes(n));
  return [
    ["/", tr("Procedures"), true],
    ["/staff", tr("Post"), has(...STAFF)],
    ["/moderate", tr("Moderate"), has("moderator")],
    ["/archive", tr("Archive"), has("educator")],
    ["/admin", tr("Administration"), has("admin")],
  ].filter(([, , may]) => may);
}

/** A line of the header once the page is older than the relay; hidden till then. */
function staleNotice() {
  const words = h("span", {});
  const button = h("button", { type: "button", onclick: () => {
    if (hasUnsent()) words.textContent = tr("Something here was not sent yet. Send it or discard it, then load the page again.");
    else location.reload();
  } });
  const notice = h("div", { class: "top-note", hidden: true }, h("p", { role: "status" }, words), button);
  const draw = () => {
    words.textContent = notice.hidden ? "" : tr("The relay was upgraded; this page is the one from before. Load it again soon.");
    button.textContent = tr("Load the page again");
  };
  onStale(() => {
    if (!notice.hidden) return;
    notice.hidden = false;
    draw();
  });
  onLang(draw);
  return notice;
}

/**
 * The header of a page, put before everything else. set({ procedure, title,
 * roles, connection }) changes it: procedure as `procedures` or `subscribe`
 * answer, with label for the operation; connection: [kind, sentence, retry].
 */
export function pageHeader(first = {}) {
  const now = { roles: [], ...first };
  const caseLine = h("div", { class: "top-case" });
  const nav = h("nav", { class: "top-nav" });
  const state = h("p", { class: "top-state", role: "status" });
  const language = h("button", { type: "button", class: "plain", onclick: () =>
    later(() => setLang(lang() === "id" ? "en" : "id")).catch((err) => announce(err.message)) });
  const theme = h("button", { type: "button", class: "plain square", onclick: () => {
    remember("theme", isDark() ? "light" : "dark");
    showTheme();
    draw();
  } });
  const again = h("button", { type: "button", class: "plain", hidden: true, onclick: () => now.connection?.[2]?.() });
  const logo = h("a", { class: "logo", href: "/" }, "scrubrelay");
  const skip = h("a", { class: "skip", href: "#main" });
  const header = h("header", { class: "top" },
    h("div", { class: "top-row" }, logo, nav, h("div", { class: "top-tools" }, state, again, language, theme)), caseLine, staleNotice());

  let drawn = null; // the links, as they stand
  function drawCase() {
    const p = now.procedure;
    caseLine.hidden = !p;
    header.className = `top ${p ? hue(p.code_name) : ""}`;
    if (!p) return;
    caseLine.replaceChildren(codeName(p.code_name),
      p.label ? h("span", { class: "top-operation" }, p.label) : "",
      h("span", { class: "top-basis" }, basisWords(p)));
  }
  /** Only where they are others: a link that is made anew loses the focus, and the keyboard its place. */
  function drawLinks(all) {
    const words = JSON.stringify(all);
    if (words === drawn) return;
    drawn = words;
    nav.replaceChildren(...all.map(([href, text]) =>
      h("a", { href, "aria-current": location.pathname === href ? "page" : null }, text)));
  }
  function draw() {
    skip.textContent = tr("Skip to the content");
    nav.setAttribute("aria-label", tr("Pages"));
    drawLinks(links(now.roles));
    nav.hidden = now.roles.length === 0;
    language.replaceChildren(h("span", { class: "wide" }, lang() === "id" ? "English" : "Bahasa Indonesia"),
      h("abbr", { class: "slim", "aria-hidden": "true" }, lang() === "id" ? "EN" : "ID"));
    language.lang = lang() === "id" ? "en" : "id";
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    theme.setAttribute("aria-label", isDark() ? tr("Light colours") : tr("Dark colours"));
    theme.title = theme.getAttribute("aria-label");
    if (now.title) document.title = `${typeof now.title === "function" ? now.title() : now.title} · scrubrelay`;
    drawCase();
    drawState();
  }
  function drawState() {
    const [kind, words] = now.connection ?? ["none", ""];
    state.className = `top-state is-${kind}`;
    // Only what changed, so that a screen reader is not told every second.
    if (state.textContent !== words) state.textContent = words;
    state.hidden = !words;
    again.textContent = tr("Try now");
    // Who has just pressed it is not thrown to the top of the page.
    const pressed = document.activeElement === again;
    again.hidden = kind !== "away" && !(kind === "connecting" && pressed);
    if (again.hidden && pressed) document.querySelector("main")?.focus({ preventScroll: true });
  }

  showTheme();
  document.body.prepend(skip, header);
  onLang(() => {
    trPage();
    draw();
  });
  dark?.addEventListener?.("change", draw); // the sign says what a press brings
  trPage();
  draw();
  return {
    element: header,
    set(more) {
      Object.assign(now, more);
      if (Object.keys(more).length === 1 && "connection" in more) drawState();
      else draw();
    },
  };
}
