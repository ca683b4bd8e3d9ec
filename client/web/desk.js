// SPDX-License-Identifier: MIT
//
// One procedure as its staff have it open: what was read, what is on its way,
// who has which part, and the operations. No DOM and no words; staff.js makes
// one for each procedure, and the parts of the page draw it when it says so.
//
// Events: "entries", "state", "people", "policy", "stop", "roster", "ended"
// (the procedure is not there any more); the outbox has its own.

import { Entries } from "./entries.js";
import { Outbox } from "./outbox.js";
import { Drift, steady } from "./steady.js";

const AUDIENCES = ["student", "colleague"];
/** Refusals after which there is nothing to do here any more; all others pass. */
const NOT_OURS = new Set(["no-procedure", "not-granted", "revoked"]);
const AGAIN_MS = 2000;

export class Desk extends EventTarget {
  #relay;
  #follow = null;
  #drift = new Drift();
  preview;
  #listening = [];
  #again = null;

  procedure;
  codeName = "";
  template = null;
  entries;
  outbox;
  /** As `procedures` has it: open, quiet, ... */
  state = "";
  basis = "";
  release = "";
  /** What this account is here; people: [{ account, roles }] (none: no list). */
  roles = [];
  people = [];
  /** As steady.js counts: when an advocate's next sign is due; null: none is awaited. */
  signDue = null;
  /** Likewise of the opening, for the clock. */
  openedAt = null;
  students = null;
  colleagues = null;
  /** JSON text; in memory only. null: this device does not have it. */
  roster = null;
  #ownList = null; // of this device's filter only: the relay has a fuller one
  policies = [];
  /** null, "waiting" (for the connection), "sent", "unsaved", or "done". */
  stopping = null;
  receipt = null;

  /** row: of `procedures`; roster: JSON text or null. */
  constructor({ relay, row, template, preview, roster = null }) {
    super();
    this.#relay = relay;
    this.preview = preview;
    this.procedure = row.procedure;
    this.codeName = row.code_name;
    this.template = template;
    this.state = row.state;
    this.basis = row.basis;
    this.release = row.release;
    this.openedAt = steady() - row.open_ms;
    this.students = row.students ?? null;
    this.colleagues = row.colleagues ?? null;
    this.roster = roster;
    this.entries = new Entries(template);
    this.outbox = new Outbox({
      procedure: this.procedure,
      request: (op, fields) => relay.request(op, fields),
      isUp: () => this.isUp,
      wake: () => relay.retry(),
      mask: (item) => this.#mask(item),
    });
  }

  start() {
    const on = (target, name, fn) => {
      target.addEventListener(name, fn);
      this.#listening.push(() => target.removeEventListener(name, fn));
    };
    const mine = (fn) => ({ detail }) => detail.procedure === this.procedure && fn(detail);
    on(this.#relay, "state", () => this.#relay.state === "up" && this.#up());
    on(this.#relay, "released", mine((m) => this.outbox.released(m)));
    on(this.#relay, "gone", mine((m) => this.outbox.gone(m)));
    on(this.#relay, "presence", mine((m) => {
      this.students = m.students;
      this.colleagues = m.colleagues;
      this.#say("people");
    }));
    // The filter can come later than the policies, and for another page first.
    let ready = this.preview.state === "ready";
    on(this.preview, "change", () => {
      const was = ready;
      ready = this.preview.state === "ready";
      if (ready && !was) this.filterReady().catch(() => {});
      else this.#say("policy");
    });
    this.#follow = this.#relay.follow(this.procedure, {
      onEntry: (m) => {
        this.entries.add(m, { live: true });
        this.#say("entries");
      },
      onState: (m) => this.#became(m),
      onCaughtUp: (m) => this.#became(m),
      onError: (err) => this.#lost(err),
    });
    if (this.#relay.state === "up") this.#up();
    return this;
  }

  end() {
    this.#follow?.close();
    for (const off of this.#listening) off();
    clearTimeout(this.#again);
    this.#forget();
  }

  /** Whether it runs: the clock goes on. */
  /** Does the connection stand? */
  get isUp() { return this.#relay.state === "up"; }
  get running() { return !["closed", "closing", "withdrawn", "waits", "as-live"].includes(this.state); }

  // ---- operations ----

  /** Never rejects: without a connection it waits, and goes before all else. */
  stop() {
    if (this.stopping === "sent") return;
    this.#stopIs("waiting");
    if (this.#relay.state === "up") this.#sendStop();
    else this.#relay.retry();
  }

  /** Only what did not leave yet can be taken back. */
  dontStop() {
    if (this.stopping === "waiting") this.#stopIs(null);
  }

  /** Why it is stopped; one of the protocol's reasons. */
  sayWhy(reason) { return this.#rule("stop", { reason }); }

  quiet() { return this.#rule("quiet"); }
  resume() { return this.#rule("resume"); }
  close() { return this.#rule("close"); }

  async withdraw() {
    const ok = await this.#rule("withdraw");
    this.receipt = ok.receipt ?? null;
    this.#say("state");
    return ok;
  }

  async sign() {
    const ok = await this.#relay.request("sign", { procedure: this.procedure });
    this.#signIs(ok.sign_ms);
  }

  /** JSON text, kept in memory for when the relay needs it again. */
  async giveRoster(json) {
    await this.#relay.request("roster", { procedure: this.procedure, roster: JSON.parse(json) });
    this.roster = json;
    await this.#policies();
    this.#say("roster");
    this.outbox.again();
  }

  /** JSON text for the filter of this device; the relay keeps the one it has. */
  async useRoster(json) {
    this.#ownList = json;
    await this.filterReady();
    this.#say("roster");
    this.outbox.again();
  }

  /** Who has which part, and when the advocate is due. */
  async askPeople() {
    if (this.#relay.state !== "up") return;
    const ok = await this.#relay.request("people", { procedure: this.procedure });
    this.people = (ok.people ?? []).filter((p) => Array.isArray(p?.roles));
    this.roles = ok.roles ?? [];
    this.#signIs(ok.sign_ms);
    if (this.#drift.look()) await this.#askClock();
  }

  // ---- inside ----

  // The device slept: how long it has been open only the relay can say.
  async #askClock() {
    const { procedures } = await this.#relay.request("procedures");
    const row = procedures.find((p) => p.procedure === this.procedure);
    if (row) this.openedAt = steady() - row.open_ms;
  }

  async #rule(op, more = {}) {
    const ok = await this.#relay.request(op, { procedure: this.procedure, ...more });
    if (ok.state) this.#became(ok);
    return ok;
  }

  async #sendStop() {
    this.#stopIs("sent");
    try {
      const ok = await this.#relay.request("stop", { procedure: this.procedure });
      this.#stopIs(ok.unsaved ? "unsaved" : "done");
      this.#became(ok);
    } catch (err) {
      // It was stopped, or withdrawn, before: that is what was wanted.
      if (err.code === "stopped") this.#stopIs("done");
      else if (err.code === "away") this.#stopIs("waiting");
      else {
        this.stopFault = err.message;
        this.#stopIs("failed");
      }
    }
  }

  #stopIs(what) {
    this.stopping = what;
    this.#say("stop");
  }

  // The stop goes first; then what waits; then what is asked for.
  #up() {
    if (this.stopping === "waiting") this.#sendStop();
    this.outbox.up();
    this.#look();
    if (this.state === "paused") this.#rosterAgain();
  }

  // A relay that has much to do is asked again: who has STOP on the screen keeps it.
  #look() {
    clearTimeout(this.#again);
    Promise.all([this.askPeople(), this.#policies()]).catch((err) => {
      if (NOT_OURS.has(err.code)) this.#lost(err);
      else if (this.isUp && err.code !== "no-filter-here") this.#again = setTimeout(() => this.isUp && this.#look(), err.retryMs ?? AGAIN_MS);
    });
  }

  async #policies() {
    const list = [];
    for (const audience of AUDIENCES) {
      const ok = await this.#relay.request("policy", { procedure: this.procedure, audience });
      list.push({ audience, name: ok.policy_name, json: ok.policy, atSource: ok.at_source === true,
        roster: ok.roster === true });
    }
    this.policies = list;
    await this.preview.setup(list, this.#list);
    this.#say("policy");
  }

  /** Gives the filter what it is to filter with, if both are here. */
  async filterReady() {
    if (this.policies.length) await this.preview.setup(this.policies, this.#list);
    this.#say("policy");
  }

  get #list() { return this.roster ?? this.#ownList; }

  async #mask(item) {
    // Before it is known whether it must be filtered here, nothing leaves.
    if (!this.policies.length) await this.#policies();
    if (!this.policies.some((p) => p.atSource)) return item.text;
    const { text, removed } = await this.preview.mask(item.text, item.lang ?? "en");
    item.removed = removed;
    return text;
  }

  // After a restart the relay has no roster any more: who kept it gives it.
  async #rosterAgain() {
    if (!this.roster) return;
    try {
      await this.giveRoster(this.roster);
    } catch {
      this.#say("roster");
    }
  }

  #became({ state, basis, release }) {
    if (basis) this.basis = basis;
    if (release) this.release = release;
    if (!state || state === this.state) return;
    const was = this.state;
    this.state = state;
    if (state === "withdrawn") this.#forget();
    if (was === "stopped" && state !== "stopped") this.#stopIs(null);
    if (state === "paused" && this.#relay.state === "up") this.#rosterAgain();
    if (state === "open") this.outbox.again();
    this.#say("state");
    this.askPeople().catch(() => {});
  }

  // The patient said no: nothing of it stays on this screen either.
  #forget() {
    this.entries.wipe();
    this.roster = this.#ownList = null;
    this.draft = null;
    for (const item of [...this.outbox.items]) this.outbox.clear(item);
    this.preview.setup(this.policies, null).catch(() => {});
  }

  /** Nothing is posted to it any more. */
  get over() { return !this.running && this.state !== ""; }

  #signIs(ms) {
    this.signDue = ms ? steady() + ms : null;
    this.#say("people");
  }

  #lost(err) {
    clearTimeout(this.#again);
    this.fault = err;
    this.#say("ended");
  }

  #say(what) { this.dispatchEvent(new Event(what)); }
}
