// SPDX-License-Identifier: MIT
//
// What readers would get, while it is typed: libscrub in a worker, with the
// policies that the relay filters with and this case's roster. staff.js makes
// one for each procedure, so that no case's roster masks another's drafts; it
// loads after the first paint and is asked by staff-compose.js.
// Where it cannot run (no WebAssembly, an old relay) `state` says so and the
// relay's own filter is all there is.

/** Trusted Types: the one script that a page of this relay makes a worker of. */
const trusted = globalThis.trustedTypes?.createPolicy?.("preview", {
  createScriptURL: (url) => {
    if (url !== "/preview-worker.js") throw new TypeError("not a worker of these pages");
    return url;
  },
});

function startWorker() {
  const url = "/preview-worker.js";
  return new Worker(trusted ? trusted.createScriptURL(url) : url, { type: "module", name: "preview" });
}

/** What the filter could not do; its code is one of outbox.js's refusals. */
export class PreviewFault extends Error {
  code = "no-filter-here";
}

export class Preview extends EventTarget {
  #worker = null;
  #asked = new Map();
  #next = 1;
  #state = "none";
  #atSource = false;
  #needsRoster = false;
  #hasRoster = false;
  patterns = 0;

  /** "none", "loading", "ready", "missing" (there is no filter here). */
  get state() { return this.#state; }
  /** The site's policy wants drafts masked before they leave the device. */
  get atSource() { return this.#atSource; }
  /** Does this device look for the names of the case? */
  get hasRoster() { return this.#hasRoster; }
  /** At the source, without the roster that this procedure has: nothing may leave. */
  get lacksRoster() { return this.#needsRoster && !this.#hasRoster; }

  /** Fetches the filter; again after it failed. */
  async load() {
    if (this.#state === "loading" || this.#state === "ready") return;
    this.#become("loading");
    try {
      this.#worker = startWorker();
      this.#worker.addEventListener("message", ({ data }) => this.#answered(data));
      this.#worker.addEventListener("error", () => this.#gone());
      await this.#ask("load", { wasm: "/scrub.wasm", words: "/scrub-words.bin" });
      this.#become("ready");
    } catch {
      this.#gone();
    }
  }

  /** policies: [{ audience, name, json, atSource, roster }] as the relay answers; roster: JSON or null. */
  async setup(policies, roster) {
    this.#atSource = policies.some((p) => p.atSource);
    this.#needsRoster = policies.some((p) => p.atSource && p.roster);
    this.#hasRoster = roster !== null;
    if (this.#state !== "ready") return;
    const list = policies.map(({ audience, name, json, atSource }) => ({ audience, name, json, atSource }));
    ({ patterns: this.patterns } = await this.#ask("setup", { list, roster }));
    this.dispatchEvent(new Event("change"));
  }

  look(text, lang) { return this.#ask("look", { text, lang }); }

  /** The text that may leave and how much of it was changed; throws { code: "held" }. */
  async mask(text, lang) {
    if (this.lacksRoster) throw Object.assign(new Error(""), { code: "no-roster-here" });
    if (this.#state !== "ready") throw Object.assign(new Error(""), { code: "no-filter-here" });
    const made = await this.#ask("mask", { text, lang });
    if (made.held) throw Object.assign(new Error(""), { code: "held-here" });
    return made;
  }

  /** Throws PreviewFault with line and key where it is no roster. */
  async checkRoster(json) {
    if (this.#state === "ready") await this.#ask("check", { json });
  }

  #ask(op, more) {
    const id = this.#next++;
    this.#worker.postMessage({ id, op, ...more });
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
  }

  #answered({ id, ok, fault }) {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (fault === undefined) asked?.resolve(ok);
    else asked?.reject(new PreviewFault(fault));
  }

  #gone() {
    for (const { reject } of this.#asked.values()) reject(new PreviewFault("failed"));
    this.#asked.clear();
    this.#worker?.terminate();
    this.#worker = null;
    this.#become("missing");
  }

  #become(state) {
    this.#state = state;
    this.dispatchEvent(new Event("change"));
  }
}
