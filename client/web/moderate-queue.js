// SPDX-License-Identifier: MIT
//
// The queue as a list that is worked through by keyboard: j and k move, and
// the letters of what can be done stand on the buttons. The letters work while
// the list has the focus, so that nobody decides by typing elsewhere.
//
// Who calls it: moderate.js.

import { announce, arrange, h, tr } from "./ui.js";
import { countdown, nextKey } from "./moderate-model.js";
import { ItemView } from "./moderate-item.js";

/** Below this the time left is marked. */
const SOON_MS = 60000;

const KEYS = () => [
  ["j", tr("the next one")],
  ["k", tr("the one before")],
  ["a", tr("approve a draft, as the filter writes it")],
  ["e", tr("edit a draft; answer a question")],
  ["r", tr("reject a draft; hide a question")],
  ["p", tr("publish a question")],
  ["?", tr("this list")],
];

export class QueueView {
  #page;
  #queue;
  #on;
  #views = new Map(); // key -> ItemView
  #order = [];
  #chosen;
  #list;
  #empty;
  #count;
  #status;
  #help;

  /** on: {decided(item)}. */
  constructor(page, queue, on) {
    this.#page = page;
    this.#queue = queue;
    this.#on = on;
  }

  /** The elements of the section; again after another language was chosen. */
  build() {
    this.#views.clear();
    this.#order = [];
    this.#count = h("span", { class: "badge" });
    this.#status = h("p", { class: "muted said-last", role: "status" });
    this.#empty = h("p", { class: "empty card" }, tr("Nothing waits for you."));
    this.#list = h("ol", { class: "items", "aria-label": tr("What waits for you"), onkeydown: (e) => this.#key(e),
      onfocusin: (e) => this.#choose(e.target.closest("li.item")?.dataset.key) });
    this.#help = this.#makeHelp();
    return [
      h("div", { class: "title-row" },
        h("h2", { id: "waits" }, tr("Waits for you"), " ", this.#count),
        h("button", { type: "button", class: "plain", onclick: () => this.#help.showModal() }, tr("Keys"))),
      this.#status, this.#empty, this.#list, this.#help,
    ];
  }

  #makeHelp() {
    const dialog = h("dialog", { "aria-labelledby": "keys" },
      h("h2", { id: "keys" }, tr("Keys, while the list has the focus")),
      h("dl", { class: "keys" }, KEYS().map(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])),
      h("form", { method: "dialog" }, h("button", { class: "primary" }, tr("Close"))));
    return dialog;
  }

  /** Draws what is there now; returns it. What is being edited stays as it is. */
  draw(now) {
    const list = this.#queue.list(now);
    const before = this.#order;
    const had = this.#list.contains(document.activeElement);
    this.#order = list.map((item) => item.key);
    for (const [key, view] of this.#views) {
      if (this.#order.includes(key)) continue;
      view.wipe();
      this.#views.delete(key);
    }
    for (const item of list) this.#view(item);
    const views = this.#order.map((key) => this.#views.get(key));
    views.forEach((view, i) => before[i] && before[i] !== this.#order[i] && view.moved());
    arrange(this.#list, views.map((view) => view.element));
    this.#count.textContent = String(list.length);
    this.#empty.hidden = list.length > 0;
    const key = nextKey(before, this.#order, this.#chosen);
    this.#choose(key);
    if (had && !this.#list.contains(document.activeElement)) this.#views.get(key)?.element.focus();
    this.tick(now);
    return list;
  }

  #view(item) {
    const known = this.#views.get(item.key);
    if (known) {
      known.update(item);
      return;
    }
    this.#views.set(item.key, new ItemView(this.#page, item, {
      done: (sentence) => {
        this.say(sentence);
        this.#on.decided(item);
      },
      gone: (sentence) => {
        this.say(sentence);
        this.#on.decided(item);
      },
    }));
  }

  /** The last thing that happened, in words. */
  say(sentence) {
    this.#status.textContent = sentence;
    announce(sentence);
  }

  /** The time that is left; true: something has expired. */
  tick(now) {
    let expired = false;
    for (const key of this.#order) {
      const item = this.#queue.get(key);
      if (!item) continue;
      expired ||= item.until <= now;
      if (item.until !== Infinity) this.#views.get(key).setLeft(countdown(item.until, now), item.until - now < SOON_MS);
    }
    return expired;
  }

  #choose(key) {
    this.#chosen = key;
    for (const [k, view] of this.#views) view.element.tabIndex = k === key ? 0 : -1;
  }

  #key(e) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.target.matches("input, textarea, select")) return;
    // A key that is held down goes along the list; it decides once.
    if (e.repeat && !/^(Arrow|[jk]$)/.test(e.key)) return;
    const at = this.#order.indexOf(this.#chosen);
    const to = { j: at + 1, ArrowDown: at + 1, k: at - 1, ArrowUp: at - 1 }[e.key];
    const view = this.#views.get(this.#chosen);
    if (to !== undefined) this.#views.get(this.#order[Math.min(Math.max(to, 0), this.#order.length - 1)])?.element.focus();
    else if (e.key === "?") this.#help.showModal();
    else if (!view?.press(e.key)) return;
    e.preventDefault();
  }
}
