// SPDX-License-Identifier: MIT
//
// The reader's page without a procedure: what there is to read, and which
// hashtags and specialties one follows, to be told when such a procedure opens.

import { sign } from "./entry-view.js";
import { announce, basisWords, codeName, faultWords, h, hue, label, onLang, tr } from "./ui.js";

/** Between looks at what is new. */
const LOOK_MS = 15000;

const STATES = {
  "open": () => tr("Open"),
  "quiet": () => tr("Quiet phase"),
  "waiting": () => tr("Waits for the advocate"),
  "stopped": () => tr("Stopped"),
  "withdrawn": () => tr("Withdrawn"),
  "paused": () => tr("Paused"),
  "closing": () => tr("Closing"),
  "closed": () => tr("Ended"),
  "waits": () => tr("Comes as live, later"),
  "as-live": () => tr("Played as live"),
};

/** A tag as the relay has it: "general surgery" is general-surgery. */
const tagOf = (text) => text.trim().toLowerCase().replace(/^#+/, "").replace(/\s+/g, "-");

export class Choosing {
  #o;
  #all;
  #tags = [];
  #fresh = new Set();
  #list = h("ul", { class: "procedures" });
  #follow = h("section", { class: "card following", "aria-labelledby": "following-title" });
  #off = new AbortController();
  #ends = [];

  /** o: relay, header, main, all, templates, missing (one was asked for), procedures(). */
  constructor(o) {
    this.#o = o;
    this.#all = o.all;
  }

  start() {
    const { relay, header } = this.#o;
    const { signal } = this.#off;
    header.set({ procedure: null, title: () => tr("Read") });
    this.#draw();
    this.#ends.push(onLang(() => this.#draw()));
    relay.addEventListener("opened", ({ detail }) => {
      this.#fresh.add(detail.procedure);
      this.#look();
    }, { signal });
    relay.addEventListener("state", () => relay.state === "up" && this.#look(), { signal });
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    const timer = setInterval(() => this.#look(), LOOK_MS);
    this.#ends.push(() => clearInterval(timer));
    this.#following();
  }

  stop() {
    this.#off.abort();
    for (const end of this.#ends) end();
    this.#o.main.replaceChildren();
  }

  async #look() {
    if (document.hidden || this.#o.relay.state !== "up") return;
    const all = await this.#o.procedures().catch(() => this.#all);
    const bare = (rows) => JSON.stringify(rows.map(({ open_ms, ...row }) => row));
    const changed = bare(all) !== bare(this.#all);
    this.#all = all;
    if (changed) this.#rows();
  }

  #draw() {
    const { main, missing } = this.#o;
    main.replaceChildren(...[
      h("h1", {}, tr("Procedures to read")),
      missing ? h("p", { class: "warn", role: "alert" }, tr("There is no such procedure for you.")) : null,
      this.#list, this.#follow].filter(Boolean));
    this.#rows();
    this.#tagCard();
  }

  #rows() {
    this.#list.replaceChildren(...(this.#all.length
      ? this.#all.map((p) => this.#card(p))
      : [h("li", { class: "empty" }, tr("Nothing is open that you may read. This list looks by itself."))]));
  }

  #card(p) {
    const template = this.#o.templates.find((t) => t.id === p.template);
    const phase = template?.phases.find((x) => x.id === p.phase);
    const id = `p-${p.procedure}`;
    const tags = [p.specialty, ...(p.hashtags ?? [])].filter(Boolean).map(tagOf);
    return h("li", { class: `card procedure ${hue(p.code_name)}` },
      h("article", { "aria-labelledby": id },
        h("h2", { id }, codeName(p.code_name)),
        h("p", { class: "operation" }, label(template?.label) || p.template),
        h("p", { class: "facts" },
          h("span", { class: `badge state-${p.state}` }, STATES[p.state]?.() ?? p.state),
          this.#fresh.has(p.procedure) ? h("span", { class: "badge good" }, tr("new")) : null,
          phase ? h("span", {}, label(phase.label)) : null,
          h("span", {}, p.last === 1 ? tr("1 entry") : tr("%s entries", p.last))),
        h("p", { class: "hint" }, basisWords(p)),
        h("p", { class: "tags" }, [...new Set(tags)].map((tag) => this.#toggle(tag))),
        h("div", { class: "buttons" }, h("a", { class: "button primary", href: `#${p.procedure}` }, tr("Read")))));
  }

  #toggle(tag) {
    const on = this.#tags.includes(tag);
    return h("button", { type: "button", class: "tag", "aria-pressed": String(on), dataset: { tag },
      onclick: () => this.#set(tag, !on) }, sign(on ? "check" : "bell"), `#${tag}`,
    h("span", { class: "unseen" }, ` ${on ? tr("following") : tr("follow")}`));
  }

  async #following() {
    try {
      this.#tags = (await this.#o.relay.request("following")).following;
      this.#rows();
      this.#tagCard();
    } catch {
      // Shown empty until the next time.
    }
  }

  async #set(tag, on) {
    const fault = this.#follow.querySelector(".fault");
    try {
      fault.textContent = "";
      await this.#o.relay.request(on ? "follow" : "unfollow", { tag });
      this.#tags = on ? [...new Set([...this.#tags, tag])] : this.#tags.filter((t) => t !== tag);
      announce(on ? tr("You are told when a procedure of %s opens.", tag) : tr("You are not told of %s any more.", tag));
      const held = document.activeElement?.dataset?.tag;
      this.#rows();
      this.#tagCard();
      if (held) document.querySelector(`[data-tag="${held}"]`)?.focus();
      return true;
    } catch (err) {
      fault.textContent = faultWords(err);
      return false;
    }
  }

  #tagCard() {
    const input = h("input", { id: "tag", maxlength: "32", autocomplete: "off", autocapitalize: "none", spellcheck: "false", placeholder: "general-surgery" });
    const form = h("form", { class: "tag-form" }, h("label", { for: "tag" }, tr("Hashtag or specialty")), input,
      h("button", { type: "submit" }, tr("Follow")));
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      const tag = tagOf(input.value);
      if (tag && (await this.#set(tag, true))) document.getElementById("tag")?.focus();
    });
    this.#follow.replaceChildren(
      h("h2", { id: "following-title" }, tr("What you follow")),
      h("p", { class: "muted" }, this.#tags.length
        ? tr("You see it here when a procedure with one of these opens.")
        : tr("Follow a specialty or a hashtag, and you see it here when such a procedure opens.")),
      h("p", { class: "tags" }, this.#tags.map((tag) => this.#toggle(tag))),
      h("p", { class: "fault", role: "alert" }), form);
  }
}
