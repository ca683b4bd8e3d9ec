// SPDX-License-Identifier: MIT
//
// scrubrelay.v1 for browsers and node: proves who is who, comes back by
// itself, and resumes reading without gap or repeat. No page and no storage
// in here; relay/proto/PROTOCOL.md is the specification. Every page of the
// relay uses it through boot.js, and so may anybody else:
//
//   const invite = await parseInvite(text);
//   const { account } = await enrol({ url, invite, label, keys });
//   const relay = new Relay({ url, identity });
//   relay.addEventListener("state", () => show(relay.state));
//   relay.start();
//   await relay.request("procedures", {});
//   relay.follow(id, { onEntry, onState });

import {
  away, beginning, errorOf, HELLO_MS, isEntry, isWelcomeOf, parse, proofMessage, RelayError, rolesOf, SUBPROTOCOL,
} from "./relay-hello.js";
import { unb64u } from "./proof.js";

export { b64u, unb64u } from "./proof.js";
export { enrol, parseInvite, RelayError, SUBPROTOCOL } from "./relay-hello.js";

// Milliseconds. A network that went without a word is given up after these.
const QUIET_MS = 25000;
const ANSWER_MS = 10000;
// Between attempts: at random up to this, doubled each time.
const RETRY_LEAST_MS = 500;
const RETRY_MOST_MS = 30000;
// A connection that stood so long begins the doubling anew.
const STEADY_MS = 5000;
// A relay that restarts gets its peers back spread over this.
const RESTART_MS = 5000;
// Rows of a list, of a relay that always says that there are more.
const ROWS_MOST = 1000000;

// Close codes after which a client does not come back by itself (PROTOCOL, 9).
const ENDS = new Map([
  [4001, "not-proved"],
  [4002, "revoked"],
  [1002, "protocol"],
  [1003, "protocol"],
  [1007, "protocol"],
  [1009, "protocol"],
  [4005, "protocol"],
]);
// Refusals of a subscription that pass by themselves.
const PASSING = new Set(["limit", "busy", "not-saved", "no-memory", "closed", "away"]);

// A page's mistake is the page's: told to the console, and reading goes on.
function tell(fn, value) {
  try {
    fn?.(value);
  } catch (err) {
    queueMicrotask(() => { throw err; });
  }
}

class RelayEvent extends Event {
  constructor(type, detail) {
    super(type);
    this.detail = detail;
  }
}

/** One account's connection, for as long as the page is open. */
export class Relay extends EventTarget {
  #url;
  #identity;
  #device;
  #key;
  #lang;
  #WebSocket;
  #ws = null;
  #state = "connecting";
  #why = null;
  #retryAt = null;
  #roles = [];
  #seq = 0;
  #asked = new Map();
  #follows = new Map();
  #attempts = 0;
  #upAt = 0;
  #timer = null;
  #watch = null;
  #wakers = [];

  constructor({ url, identity, lang, WebSocket = globalThis.WebSocket }) {
    super();
    this.#url = url;
    this.#identity = identity;
    this.#device = unb64u(identity.publicKey);
    this.#key = unb64u(identity.relay);
    this.#lang = lang;
    this.#WebSocket = WebSocket;
  }

  /** "connecting", "up", "away" (retryAt says until when) or "ended" (why). */
  get state() { return this.#state; }
  /** Of "ended": "revoked", "not-proved", "impostor", "protocol", "stopped". */
  get why() { return this.#why; }
  /** Of "away": when it is tried again, as Date.now() counts. */
  get retryAt() { return this.#retryAt; }
  get account() { return this.#identity.account; }
  get roles() { return this.#roles; }

  start() {
    if (this.#ws || this.#timer) return;
    this.#wake(true);
    this.#dial();
  }

  stop() {
    this.#end("stopped");
  }

  /** Language of the relay's sentences from the next connection on, which is
   * made at once if nobody waits for an answer. */
  setLang(tag) {
    if (tag === this.#lang) return;
    this.#lang = tag;
    if (this.#state === "up" && this.#asked.size === 0) this.#again();
  }

  /** Is a new attempt wanted now? From a button, or when the network is back. */
  retry() {
    if (this.#state === "away") this.#again();
    else if (this.#state === "up") this.#probe();
  }

  /**
   * Resolves with the relay's ok; rejects with RelayError. Never sent twice.
   * While a connection is being made it waits for that.
   */
  request(op, more = {}) {
    if (this.#state === "connecting" && this.#ws) return this.#made().then(() => this.request(op, more));
    if (this.#state !== "up") return Promise.reject(away());
    return this.#ask(op, more).answer;
  }

  /**
   * The answer with all rows of a list that comes in pages in `field`:
   * after(rows) is what the next page is asked `after`. A relay that says that
   * there are more, and sends nothing further, is not asked without end.
   */
  async list(op, field, fields, after) {
    const rows = [];
    for (let last; ;) {
      const answer = await this.request(op, last === undefined ? fields : { ...fields, after: last });
      rows.push(...answer[field]);
      if (!answer.more) return { ...answer, [field]: rows };
      const next = rows.length ? after(rows) : undefined;
      if (!(last === undefined ? next !== undefined : next > last) || rows.length > ROWS_MOST)
        throw new RelayError("not-whole", "The relay says that its list goes on, and sends nothing further.");
      last = next;
    }
  }

  /**
   * Reads a procedure from entry `from` on, or at most the last `tail` of what
   * there is (the handle's `from` says which was the first); after a
   * broken connection it goes on where it was. onEntry(entry), onState({ state, ... }), onCaughtUp({
   * number, live }) and onError(RelayError), after which nothing more comes.
   * live false: ends after what is there. One for each procedure: a second
   * replaces the first.
   */
  follow(procedure, options = {}) {
    this.#follows.get(procedure)?.close();
    const follow = {
      procedure,
      live: true,
      ...options,
      first: options.from ?? 1,
      last: (options.from ?? 1) - 1,
      seq: null,
      active: false,
      timer: null,
    };
    this.#follows.set(procedure, follow);
    if (this.#state === "up") this.#subscribe(follow);
    const handle = {
      close: () => this.#unfollow(follow),
      get from() { return follow.first; },
      get last() { return follow.last; },
    };
    follow.close = handle.close;
    return handle;
  }

  // ---- the connection ----

  #become(state, more = {}) {
    this.#state = state;
    this.#why = more.why ?? null;
    this.#retryAt = more.retryAt ?? null;
    this.dispatchEvent(new RelayEvent("state", { state, ...more }));
  }

  #dial() {
    clearTimeout(this.#timer);
    this.#timer = null;
    let ws;
    try {
      ws = new this.#WebSocket(this.#url, SUBPROTOCOL);
    } catch {
      this.#pause();
      return;
    }
    this.#ws = ws;
    this.#become("connecting");
    const talk = { challenge: null, nonce: null, queue: Promise.resolve() };
    const limit = setTimeout(() => this.#lost(ws, 1006), HELLO_MS);
    const serve = (data) => {
      if (this.#ws !== ws) return undefined;
      const message = parse(data);
      if (talk.up) return this.#take(message);
      return this.#greet(ws, talk, message).then(() => talk.up && clearTimeout(limit));
    };
    ws.onmessage = ({ data }) => {
      // Once it stands nothing waits, so that order is the relay's.
      talk.queue = talk.queue.then(() => serve(data)).catch((err) => this.#fault(ws, err));
    };
    ws.onerror = () => {};
    ws.onclose = ({ code, reason }) => {
      clearTimeout(limit);
      // What came before the end is read before it.
      talk.queue.then(() => this.#lost(ws, code, reason));
    };
  }

  async #greet(ws, talk, message) {
    const identity = this.#identity;
    const common = { relay: this.#key, device: this.#device };
    if (!talk.challenge) {
      if (message.op !== "challenge") throw new RelayError("protocol");
      if (message.relay !== identity.relay) throw new RelayError("impostor");
      talk.challenge = message;
      const made = await proofMessage("scrubrelay.v1/hello", {
        ...common, challenge: message, last: identity.account, sign: identity.sign });
      talk.nonce = made.nonce;
      const hello = { op: "hello", account: identity.account, ...made.proof };
      if (this.#lang) hello.lang = this.#lang;
      if (this.#ws === ws) ws.send(JSON.stringify(hello));
      return;
    }
    if (message.op === "error") throw errorOf(message);
    if (message.op !== "welcome") return;
    if (message.account !== identity.account ||
        !(await isWelcomeOf(message, { ...common, challenge: talk.challenge, nonce: talk.nonce })))
      throw new RelayError("impostor");
    if (this.#ws !== ws) return;
    talk.up = true;
    this.#roles = rolesOf(message.roles);
    this.#upAt = performance.now();
    this.#watch = setInterval(() => this.#probe(), QUIET_MS);
    this.#become("up");
    for (const f of this.#follows.values()) this.#subscribe(f);
  }

  // What the relay said made no sense, or it is not the relay.
  #fault(ws, err) {
    if (this.#ws !== ws) return;
    if (err instanceof RelayError && err.code === "impostor") this.#end("impostor");
    else if (err instanceof RelayError && err.code === "not-proved") this.#end("not-proved");
    else if (err instanceof RelayError && err.retryMs) this.#lost(ws, 1006, "", Math.max(err.retryMs, RETRY_LEAST_MS));
    else this.#lost(ws, 1006);
  }

  // It is over with this socket, whatever it still says.
  #drop() {
    const ws = this.#ws;
    this.#ws = null;
    clearInterval(this.#watch);
    if (ws) {
      ws.onmessage = ws.onclose = null;
      ws.close();
    }
    for (const f of this.#follows.values()) {
      f.active = false;
      f.seq = null;
      clearTimeout(f.timer);
    }
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const a of asked) a.reject(away());
  }

  #lost(ws, code, reason = "", waitMs) {
    if (this.#ws !== ws) return;
    const steady = this.#state === "up" && performance.now() - this.#upAt >= STEADY_MS;
    this.#drop();
    if (ENDS.has(code)) {
      this.#end(ENDS.get(code));
      return;
    }
    if (steady) this.#attempts = 0;
    if (code === 1012 && steady) this.#pause(/restart/.test(reason) ? Math.random() * RESTART_MS : 0);
    else if (code === 4003 && steady) this.#pause(0);
    else this.#pause(waitMs);
  }

  // Full jitter, so that a whole hospital does not come back in one moment.
  #pause(ms) {
    const most = Math.min(RETRY_MOST_MS, RETRY_LEAST_MS * 2 ** (this.#attempts + 1));
    const wait = ms ?? RETRY_LEAST_MS + Math.random() * (most - RETRY_LEAST_MS);
    this.#attempts++;
    this.#ws = null;
    this.#become("away", { retryAt: Date.now() + wait });
    this.#timer = setTimeout(() => this.#dial(), wait);
  }

  #again() {
    clearTimeout(this.#timer);
    this.#drop();
    this.#dial();
  }

  #end(why) {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#drop();
    this.#wake(false);
    if (this.#state !== "ended") this.#become("ended", { why });
  }

  // Does the relay still answer? A network can go without a word.
  #probe() {
    const ws = this.#ws;
    if (this.#state !== "up") return;
    const { answer } = this.#ask("ping", {});
    const limit = setTimeout(() => this.#lost(ws, 1006), ANSWER_MS);
    answer.catch(() => {}).finally(() => clearTimeout(limit));
  }

  // The network is back, or somebody looks again: no reason to wait longer.
  #wake(on) {
    if (typeof globalThis.addEventListener !== "function") return;
    for (const [target, name, fn] of this.#wakers) target.removeEventListener(name, fn);
    this.#wakers = [];
    if (!on) return;
    const { document } = globalThis;
    const now = () => this.retry();
    this.#wakers.push([globalThis, "online", now]);
    if (document)
      this.#wakers.push([document, "visibilitychange", () => document.visibilityState === "visible" && now()]);
    for (const [target, name, fn] of this.#wakers) target.addEventListener(name, fn);
  }

  // The connection that is being made stands, or came to nothing.
  #made() {
    return new Promise((resolve) => this.addEventListener("state", resolve, { once: true }));
  }

  // ---- requests and what comes unasked ----

  #ask(op, more) {
    const seq = ++this.#seq;
    const answer = new Promise((resolve, reject) => this.#asked.set(seq, { resolve, reject }));
    this.#ws.send(JSON.stringify({ op, seq, ...more }));
    return { seq, answer };
  }

  #take(message) {
    const { op, seq, procedure } = message;
    if (op === "ok" || op === "error") {
      const asked = this.#asked.get(seq);
      this.#asked.delete(seq);
      // Read in place, since entries may stand right behind it.
      asked?.now?.(message);
      if (op === "ok") asked?.resolve(message);
      else asked?.reject(errorOf(message));
      return;
    }
    const follow = this.#follows.get(procedure);
    if (op === "entry") this.#entry(follow, message);
    else if (op === "caught-up") this.#caughtUp(follow, message);
    else if (op === "state" && follow?.active) this.#stateOf(follow, message);
    this.dispatchEvent(new RelayEvent(op, message));
  }

  // ---- reading ----

  #subscribe(f) {
    const { procedure, live, audience } = f;
    const fields = { procedure, from: f.last + 1, live };
    if (audience) fields.audience = audience;
    // Once it knows where it began, it goes on from what it has.
    if (f.tail) fields.tail = f.tail;
    const { seq, answer } = this.#ask("subscribe", fields);
    f.seq = seq;
    f.active = false;
    this.#asked.get(seq).now = (message) => {
      f.active = message.op === "ok" && f.seq === seq;
      if (!f.active) return;
      if (f.tail) this.#begins(f, message.from);
      this.#stateOf(f, message);
    };
    answer.catch((err) => this.#refused(f, seq, err));
  }

  // The relay knows where the end begins.
  #begins(f, from) {
    f.tail = null;
    f.first = beginning(from);
    f.last = from - 1;
  }

  #refused(f, seq, err) {
    if (f.seq !== seq || this.#state !== "up") return;
    if (PASSING.has(err.code)) {
      f.timer = setTimeout(() => this.#state === "up" && f.seq === seq && this.#subscribe(f), err.retryMs ?? 1000);
      return;
    }
    this.#follows.delete(f.procedure);
    tell(f.onError, err);
  }

  #entry(f, message) {
    if (!f?.active) return;
    if (!isEntry(message)) throw new RelayError("protocol");
    if (message.number <= f.last) return;
    if (message.number !== f.last + 1) {
      this.#hole(f);
      return;
    }
    f.last = message.number;
    tell(f.onEntry, message);
  }

  // Never shown with a hole: begin again behind what is whole; where that does
  // not help, on another connection, and not at once.
  #hole(f) {
    if (f.hole === f.last) throw new RelayError("protocol");
    f.hole = f.last;
    this.#subscribe(f);
  }

  #stateOf(f, message) {
    f.told = message;
    tell(f.onState, message);
  }

  #caughtUp(f, message) {
    if (!f?.active) return;
    if (message.number > f.last) {
      this.#hole(f);
      return;
    }
    // Who subscribed while it was stopped learns from this that it goes on.
    if (f.told && message.state && message.state !== f.told.state) this.#stateOf(f, { ...f.told, op: "state", state: message.state });
    if (!message.live) this.#follows.delete(f.procedure);
    tell(f.onCaughtUp, message);
  }

  #unfollow(f) {
    clearTimeout(f.timer);
    f.seq = null;
    f.active = false;
    if (this.#follows.get(f.procedure) !== f) return;
    this.#follows.delete(f.procedure);
    if (this.#state === "up") this.#ask("unsubscribe", { procedure: f.procedure }).answer.catch(() => {});
  }
}
