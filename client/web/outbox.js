// SPDX-License-Identifier: MIT
//
// Drafts on their way to the relay, in memory only (staff-desk.js uses it).
// Each has an id of its own for as long as it lives, so that sending it again
// after a lost connection never posts it twice. One is under way at a time:
// the order is the order of typing. Nothing leaves without a result. No DOM
// and no words: tests/web/outbox.test.mjs tests it in node.
//
// States of an item:
//   queued    waits for the connection, or for the relay to be able
//   asks      waited longer than maxAgeMs: decide() says whether it goes
//   sending   under way
//   waiting   on the relay's disk, goes out at releaseAt (steady.js; leftMs() says)
//   held      not sent: a moderator decides
//   released  readers have it, as entry `number`
//   refused   not sent, and why (code, message)
//   gone      was on disk or held, and never went out (why, reason)

import { steady } from "./steady.js";

/** Older ones ask before they go (design: two minutes). */
export const MAX_AGE_MS = 120000;

// What passes by itself: the same draft goes again after this many milliseconds.
const PASSES = new Map([["busy", 2000], ["limit", 2000], ["not-saved", 5000], ["no-memory", 5000],
  ["closed", 1000], ["roster-needed", 2000]]);

// After an answer that tells nothing of the draft it is posted again.
const ODD_MS = 5000;

const whole = (n, least) => n === undefined || (Number.isSafeInteger(n) && n >= least);
const tellsOf = (ok, id) => (ok.draft ?? id) === id && whole(ok.number, 1) && whole(ok.held, 1) && whole(ok.wait_ms, 0);

const OPEN = new Set(["queued", "asks", "sending"]);
const OVER = new Set(["released", "refused", "gone"]);

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
};

export class Outbox extends EventTarget {
  #request;
  #isUp;
  #wake;
  #now;
  #steady;
  #mask;
  #procedure;
  #maxAge;
  #items = [];
  #busy = false;
  #again = null;
  #setTimeout;

  /**
   * request(op, fields) as of Relay; isUp(): is there a connection; wake(): one
   * is wanted now; mask(item) resolves with the text that may leave, or throws
   * { code, message }.
   */
  constructor({ procedure, request, isUp, wake = () => {}, mask = null, now = () => Date.now(), still = steady, maxAgeMs = MAX_AGE_MS,
    setTimeout: later = (fn, ms) => globalThis.setTimeout(fn, ms) }) {
    super();
    this.#procedure = procedure;
    this.#request = request;
    this.#isUp = isUp;
    this.#wake = wake;
    this.#mask = mask;
    this.#now = now;
    this.#steady = still;
    this.#maxAge = maxAgeMs;
    this.#setTimeout = later;
  }

  /** All that were not cleared, oldest first. */
  get items() { return this.#items; }

  /** kind: "update" (text), "milestone" (step), "correction" (refers, text), "retraction" (refers). */
  add({ kind = "update", text, step, part, lang, refers }) {
    const item = { id: newId(), kind, text, step, part, lang, refers, at: this.#now(), since: this.#steady(),
      state: "queued", allowed: false, sent: null };
    this.#items.push(item);
    this.#changed(item);
    if (!this.#isUp()) this.#wake();
    this.pump();
    return item;
  }

  /** How many are not on the relay's disk, and how old the oldest is. */
  waiting() {
    const open = this.#items.filter((i) => OPEN.has(i.state));
    return { count: open.length, oldestMs: open.length ? this.#ageOf(open[0]) : 0,
      asks: open.filter((i) => i.state === "asks").length };
  }

  /** Until readers get what waits on the relay's disk. */
  leftMs(item) {
    return item.state === "waiting" ? Math.max(0, item.releaseAt - this.#steady()) : 0;
  }

  /** Is anything here that would be lost with the page? */
  get unsaved() { return this.#items.some((i) => OPEN.has(i.state)); }

  /** Those that were asked about: send them, or not. */
  decide(send) {
    for (const item of this.#items) {
      if (item.state !== "asks") continue;
      item.allowed = send;
      if (send) this.#set(item, { state: "queued" });
      else this.#refuse(item, item.unknown ? "unknown" : "too-old", "");
    }
    this.pump();
  }

  /** Takes back what is not read yet. Rejects with RelayError when it is too late. */
  async undo(item) {
    if (item.state === "queued" || item.state === "asks") {
      // What was sent once may be on disk: only the relay can say.
      if (!item.unknown) {
        this.#set(item, { state: "gone", why: "undone" });
        return;
      }
      if (!this.#isUp()) throw Object.assign(new Error("away"), { code: "away" });
    }
    await this.#request("undo", { procedure: this.#procedure, draft: item.id });
    this.#set(item, { state: "gone", why: "undone" });
  }

  /**
   * Forgets an item; or all that readers have, or that were undone, since
   * ms: what went wrong stays until it was seen.
   */
  clear(what) {
    const left = this.#items.filter((i) =>
      typeof what === "number" ? !((i.state === "released" || i.why === "undone") && this.#steady() - i.over >= what) : i !== what);
    if (left.length === this.#items.length) return;
    this.#items = left;
    this.#changed(null);
  }

  /** The relay's "released" and "gone". */
  released({ draft, number }) {
    const item = this.#find(draft);
    if (item) this.#set(item, { state: "released", number });
  }

  gone({ draft, why, reason }) {
    const item = this.#find(draft);
    if (item && item.state !== "gone") this.#set(item, { state: "gone", why, reason });
  }

  /**
   * The connection is back: what waits goes. Drafts that wait at the relay are
   * asked for, since their end may have been missed.
   */
  up() {
    this.#again = null;
    for (const item of this.#items)
      if (item.state === "waiting" || item.state === "held") item.look = true;
    this.pump();
  }

  /** Nothing was away, but what was refused may go now. */
  again() {
    this.#again = null;
    this.pump();
  }

  /** Sends what can go; call it when time has passed, too. */
  async pump() {
    this.#age();
    if (this.#busy || !this.#isUp() || this.#items.some((i) => i.state === "asks")) return;
    if (this.#again !== null && this.#steady() < this.#again) return;
    const item = this.#items.find((i) => i.look) ?? this.#items.find((i) => i.state === "queued");
    if (!item) return;
    this.#busy = true;
    try {
      await this.#send(item);
    } finally {
      this.#busy = false;
    }
    this.pump();
  }

  #find(draft) { return this.#items.find((i) => i.id === draft); }

  // The longer one: a clock that was set back makes no draft young, and the
  // other may have stood while the device slept.
  #ageOf(item) {
    return Math.max(this.#now() - item.at, this.#steady() - item.since);
  }

  #age() {
    for (const item of this.#items)
      if (item.state === "queued" && !item.allowed && this.#ageOf(item) > this.#maxAge)
        this.#set(item, { state: "asks" });
  }

  async #send(item) {
    const looking = item.look === true;
    item.look = false;
    if (!looking) this.#set(item, { state: "sending" });
    try {
      // Once masked it stays so: the same draft goes again unchanged.
      item.sent ??= await this.#fields(item);
      const ok = await this.#request("post", item.sent);
      if (tellsOf(ok, item.id)) this.#answer(item, ok);
      else this.#later(item, ODD_MS, looking, { unknown: true, code: undefined });
    } catch (err) {
      this.#failed(item, err, looking);
    }
  }

  async #fields(item) {
    const { id, kind, step, part, lang, refers } = item;
    const fields = { draft: id, procedure: this.#procedure, kind };
    if (part) fields.part = part;
    if (step) fields.step = step;
    if (refers) fields.refers = refers;
    if (item.text !== undefined) {
      fields.text = this.#mask ? await this.#mask(item) : item.text;
      if (lang) fields.lang = lang;
    }
    return fields;
  }

  #answer(item, ok) {
    this.#again = null;
    item.redacted = (ok.redacted ?? 0) + (item.removed ?? 0);
    item.doubt = ok.doubt === true;
    if (item.state === "gone" || item.state === "released") return;
    if (ok.number) this.#set(item, { state: "released", number: ok.number });
    else if (ok.held) this.#set(item, { state: "held" });
    else this.#set(item, { state: "waiting", waitMs: ok.wait_ms ?? 0, releaseAt: this.#steady() + (ok.wait_ms ?? 0) });
  }

  #failed(item, err, looking) {
    const code = err?.code ?? "bad-request";
    if (code === "away") {
      if (looking) item.look = true;
      else this.#set(item, { state: "queued", unknown: true });
      return;
    }
    if (PASSES.has(code)) {
      this.#later(item, err.retryMs ?? PASSES.get(code), looking, { code, message: err.message,
        unknown: item.unknown || code === "not-saved" || code === "closed" });
      return;
    }
    // A look at one that waits tells nothing of it by a refusal (PROTOCOL, 6).
    if (looking) return;
    this.#refuse(item, code, err.message);
  }

  #later(item, wait, looking, more) {
    this.#again = this.#steady() + wait;
    this.#setTimeout(() => this.pump(), wait);
    if (looking) item.look = true;
    else this.#set(item, { state: "queued", ...more });
  }

  #refuse(item, code, message) {
    this.#set(item, { state: "refused", code, message });
  }

  #set(item, more) {
    Object.assign(item, more);
    if (OVER.has(item.state) && !item.over) {
      item.over = this.#steady();
      // A refused one can be typed on; the others need no text any more.
      item.sent = null;
      if (item.state !== "refused") item.text = undefined;
    }
    this.#changed(item);
  }

  #changed(item) {
    this.dispatchEvent(Object.assign(new Event("change"), { item }));
  }
}
