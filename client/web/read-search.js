// SPDX-License-Identifier: MIT
//
// The search line of the reader's page: finds in what this page has, goes
// from one place to the next. Nothing is asked of the relay.

import { sign } from "./entry-view.js";
import { rowWords } from "./entry-words.js";
import { announce, h, tr } from "./ui.js";

export class Search {
  element = h("form", { class: "search", role: "search" });
  #o;
  #found = [];
  #at = -1;
  #input;
  #count = h("span", { class: "search-count muted", role: "status" });
  #move;

  /** o: entries, jump(number), redraw() (highlights changed), first() (number seen). */
  constructor(o) {
    this.#o = o;
    this.#input = h("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false", maxlength: "100", enterkeyhint: "search" });
    const button = (name, step) => h("button", { type: "button", class: "plain square", dataset: { step }, onclick: () => this.#go(step) }, sign(name));
    this.#move = [button("up", -1), button("down", 1)];
    this.element.append(h("label", { class: "unseen", for: "search" }), sign("search"), this.#input, this.#count, ...this.#move);
    this.#input.addEventListener("input", () => this.#look(true));
    this.#input.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !this.#input.value) return;
      e.preventDefault();
      this.clear();
    });
    this.element.addEventListener("submit", (e) => {
      e.preventDefault();
      this.#go(1);
    });
    this.words();
  }

  get query() {
    return this.#input.value.trim().length >= 2 ? this.#input.value : "";
  }

  /** In the page's language, again after it changed. */
  words() {
    this.element.querySelector("label").textContent = tr("Search in this procedure");
    this.#input.placeholder = tr("Search");
    this.#move[0].setAttribute("aria-label", tr("Match before"));
    this.#move[1].setAttribute("aria-label", tr("Next match"));
    this.#tell();
  }

  focus() {
    this.#input.focus();
  }

  clear() {
    this.#input.value = "";
    this.#look(false);
  }

  /** Something came, or went. */
  refresh() {
    if (this.query) this.#look(false);
  }

  #look(typed) {
    const { entries, redraw, first } = this.#o;
    const was = this.#found[this.#at];
    this.#found = this.query ? entries.search(this.query, (row) => rowWords(entries, row)) : [];
    this.#at = this.#found.indexOf(was);
    if (typed) {
      redraw();
      // The next one from where the reader is; else the first.
      if (this.#found.length === 0) this.#at = -1;
      else this.#jump(this.#at < 0 ? Math.max(0, this.#found.findIndex((n) => n >= first())) : this.#at);
    }
    this.#tell();
  }

  #go(step) {
    if (this.#found.length === 0) return;
    this.#jump((this.#at + Number(step) + this.#found.length) % this.#found.length);
    this.#tell();
    announce(this.#count.textContent);
  }

  #jump(at) {
    this.#at = at;
    this.#o.jump(this.#found[at]);
  }

  #tell() {
    const n = this.#found.length;
    this.#count.textContent = !this.query ? "" : n === 0 ? tr("Nothing found") : this.#at < 0 ? tr("%s found", n) : tr("%s of %s", this.#at + 1, n);
    for (const b of this.#move) b.hidden = n === 0;
  }
}
