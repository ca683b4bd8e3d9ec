// SPDX-License-Identifier: MIT
//
// What is on its way, with the time to undo, and what readers have, with
// correct and withdraw. staff-desk.js shows it.

import { mmss } from "./staff-model.js";
import { announce, arrange, clock, confirmHold, h, icon, label, tr } from "./ui.js";

// What went well is shown this long, then it stands below.
const DONE_MS = 6000;
const SHOWN = 12; // entries at first

const REFUSED = {
  "unknown": () => tr("It waited too long here. It may have been posted before: look at what readers have."),
  "too-old": () => tr("It waited too long here and was not sent."),
  "no-roster-here": () => tr("Not sent: the filter of this device needs the list of this case."),
  "no-filter-here": () => tr("Not sent: the filter could not be loaded on this device."),
  "held-here": () => tr("Held, not sent: the filter of this device is not sure of it."),
  "held": () => tr("Held, not sent, and no moderator can be asked. Change the words."),
  "quiet": () => tr("Not sent: it is a quiet phase."),
  "stopped": () => tr("Not sent: the procedure is stopped."),
};

const GONE = {
  undone: () => tr("Undone. Nobody was shown it."),
  stopped: () => tr("The procedure was stopped; it was not sent."),
  expired: () => tr("Nobody decided in time; it was not sent."),
  rejected: () => tr("A moderator rejected it; it was not sent."),
  filter: () => tr("The filter failed its test; it was not sent."),
  revoked: () => tr("Who sent or approved it was revoked; it was not sent."),
};

export class Feed {
  #desk;
  #compose;
  #way = h("ul", { class: "way" });
  #list = h("ol", { class: "had", reversed: true });
  #more = h("button", { type: "button", class: "plain" });
  #rows = new Map(); // item -> { li, ... }
  #entries = new Map(); // number -> { li, version }
  #all = false;
  #old = h("div", { class: "warn asks", hidden: true });
  #queue = h("p", { class: "queue-line" });
  way;
  had;

  constructor(desk, compose) {
    this.#desk = desk;
    this.#compose = compose;
    this.#more.addEventListener("click", () => {
      this.#all = !this.#all;
      this.update();
    });
    this.way = h("section", { class: "on-its-way", "aria-labelledby": "way-title" },
      h("h2", { id: "way-title", class: "unseen" }, tr("On its way")), this.#queue, this.#old, this.#way);
    this.had = h("section", { class: "card readers-have", "aria-labelledby": "had-title" },
      h("h2", { id: "had-title" }, tr("What readers have")),
      h("p", { class: "empty-line muted" }, tr("Nothing yet.")), this.#list, this.#more);
    this.update();
  }

  update() {
    this.#desk.outbox.clear(DONE_MS);
    this.#drawQueue();
    this.#drawWay();
    this.#drawHad();
  }

  // ---- on its way ----

  #drawQueue() {
    const { count, oldestMs, asks } = this.#desk.outbox.waiting();
    const away = count > 0 && (oldestMs > 3000 || asks > 0);
    const words = away ? tr("%s waiting on this device, oldest %s", count, mmss(oldestMs)) : "";
    const kept = this.#queue.firstChild ?? this.#queue.appendChild(document.createTextNode(""));
    if (kept.data !== words) kept.data = words;
    if (away && !kept.nextSibling) this.#queue.append(" ", h("span", { class: "queue-only" }, tr("Only this window has them: leave it open.")));
    this.#queue.hidden = !away;
    if (asks === (Number(this.#old.dataset.asks) || 0)) return;
    this.#old.dataset.asks = asks;
    this.#old.hidden = asks === 0;
    if (!asks) return;
    this.#old.replaceChildren(
      h("p", {}, tr("%s of them waited longer than two minutes. Does that still hold?", asks)),
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "primary", onclick: () => this.#desk.outbox.decide(true) }, tr("Send them now")),
        h("button", { type: "button", onclick: () => this.#desk.outbox.decide(false) }, tr("Do not send"))));
  }

  #drawWay() {
    const items = this.#desk.outbox.items;
    for (const [item, row] of this.#rows)
      if (!items.includes(item)) {
        row.li.remove();
        this.#rows.delete(item);
      }
    for (const item of items) {
      let row = this.#rows.get(item);
      if (!row) {
        row = this.#newRow(item);
        this.#rows.set(item, row);
        this.#way.prepend(row.li);
      }
      this.#drawItem(item, row);
    }
    this.#way.hidden = items.length === 0;
  }

  #newRow(item) {
    const state = h("p", { class: "way-state" });
    const buttons = h("div", { class: "buttons" });
    const bar = h("span", { class: "countdown", "aria-hidden": "true" });
    const li = h("li", { class: "way-item", tabindex: "-1" },
      h("div", {}, h("p", { class: "way-text" }, this.#title(item)), state), buttons, bar);
    return { li, state, buttons, bar, was: "", over: false };
  }

  #title(item) {
    if (item.kind === "milestone") return label(this.#desk.entries.step(item.step)?.step.label) || item.step;
    if (item.kind === "retraction") return tr("Withdraw entry %s", item.refers);
    const text = item.shown ?? item.text ?? "";
    return item.kind === "correction" ? tr("Entry %s: %s", item.refers, text) : text;
  }

  #words(item) {
    const left = this.#desk.outbox.leftMs(item);
    switch (item.state) {
    case "queued": return item.code && item.code !== "away" ? item.message ?? "" : item.unknown ? tr("Waits for the connection; it may be there already") : tr("Waits for the connection");
    case "asks": return tr("Waited too long: it asks above");
    case "sending": return tr("Being saved");
    case "waiting": return left ? tr("On disk. Readers get it in %s s", Math.ceil(left / 1000)) : tr("On disk. It goes out now");
    case "held": return tr("Held, not sent. A moderator decides.");
    case "released": return item.redacted ? tr("Out, %s masked", item.redacted) : tr("Out");
    case "refused": return (REFUSED[item.code] ?? (() => tr("Not sent: %s", item.message)))();
    case "gone": return [(GONE[item.why] ?? GONE.stopped)(), item.reason].filter(Boolean).join(" ");
    default: return "";
    }
  }

  #drawItem(item, row) {
    const words = this.#words(item);
    if (row.state.textContent !== words) row.state.textContent = words;
    row.li.dataset.state = item.state === "gone" && item.why === "undone" ? "undone" : item.state;
    const share = item.waitMs ? this.#desk.outbox.leftMs(item) / item.waitMs : 0;
    row.bar.style.setProperty("--left", String(Math.max(0, Math.min(1, share))));
    const { over } = this.#desk;
    if (row.was === item.state && row.over === over) return;
    if (row.was !== item.state) this.#tell(item, words);
    Object.assign(row, { was: item.state, over });
    const held = row.buttons.contains(document.activeElement);
    row.buttons.replaceChildren(...this.#buttons(item));
    // Whoever pressed one of them is not thrown to the top of the page.
    if (held) (row.buttons.querySelector("button") ?? row.li).focus();
  }

  /** For who does not see it; not each step of what goes well within a second. */
  #tell(item, words) {
    if (item.state === "sending" || (item.state === "queued" && this.#desk.isUp)) return;
    // Not what was typed: this stands in the page until something else is said.
    const what = ["update", "correction"].includes(item.kind) ? tr("Free text") : this.#title(item);
    announce(`${what}: ${words}`, { assertive: item.state === "refused" || item.state === "gone" });
  }

  #buttons(item) {
    const button = (words, onclick, props = {}) => h("button", { type: "button", ...props, onclick }, words);
    const remove = button(tr("Close"), () => {
      this.#desk.outbox.clear(item);
      this.update();
    }, { class: "plain" });
    if (["queued", "asks", "waiting", "held"].includes(item.state))
      return [button(tr("Undo"), (e) => this.#undo(item, e.target), { class: "undo" })];
    // When it is over there is no field to change them in.
    if (item.state === "refused" && item.text !== undefined && !this.#desk.over)
      return [button(tr("Change the words"), () => {
        const { text, refers, part, lang } = item;
        this.#desk.outbox.clear(item);
        this.update();
        this.#compose.write({ text, refers: refers ?? 0, part: part ?? "", lang });
      }), remove];
    return ["refused", "gone"].includes(item.state) ? [remove] : [];
  }

  async #undo(item, button) {
    button.disabled = true;
    try {
      await this.#desk.outbox.undo(item);
    } catch (err) {
      button.disabled = false;
      const row = this.#rows.get(item);
      row?.li.querySelector(".way-text").after(h("p", { class: "fault", role: "alert" },
        err.code === "away" ? tr("Not undone: there is no connection.")
          : err.code === "no-entry" ? tr("Too late to undo: withdraw it below.") : tr("Not undone: %s", err.message)));
    }
  }

  // ---- what readers have ----

  #drawHad() {
    const rows = this.#desk.entries.rows.filter((r) => r.kind !== "retraction");
    const shown = this.#all ? rows : rows.slice(-SHOWN);
    const wanted = new Set(shown.map((r) => r.number));
    for (const number of this.#entries.keys()) if (!wanted.has(number)) this.#entries.delete(number);
    for (const row of shown) {
      let it = this.#entries.get(row.number);
      const stamp = `${row.version} ${this.#desk.entries.anchor?.number ?? 0}`;
      if (!it) {
        it = { li: h("li", { class: "had-item" }), stamp: "" };
        this.#entries.set(row.number, it);
      }
      if (it.stamp !== stamp) {
        it.stamp = stamp;
        this.#drawEntry(it.li, row);
      }
    }
    // Newest first.
    arrange(this.#list, shown.map((row) => this.#entries.get(row.number).li).reverse());
    this.had.querySelector(".empty-line").hidden = rows.length > 0;
    this.#more.hidden = rows.length <= SHOWN;
    this.#more.textContent = this.#all ? tr("Show fewer") : tr("Show all %s", rows.length);
  }

  #drawEntry(li, row) {
    const gone = row.status === "withdrawn";
    const text = row.kind === "milestone" ? label(this.#desk.entries.step(row.step)?.step.label) || row.step
      : row.kind === "notice" ? tr("The procedure has ended.") : row.text;
    li.dataset.kind = row.kind;
    li.classList.toggle("is-gone", gone);
    const can = !gone && row.status !== "replaced" && ["update", "milestone", "correction"].includes(row.kind);
    li.replaceChildren(
      h("span", { class: "mono had-time" }, clock(this.#desk.entries.clockOf(row.t_ms))),
      h("div", { class: "had-text" },
        gone ? h("em", {}, tr("Withdrawn")) : h("span", { lang: row.lang || null }, text),
        row.status === "corrected" ? h("span", { class: "badge" }, tr("Corrected")) : null,
        h("span", { class: "had-number" }, tr("entry %s", row.number))),
      can ? h("div", { class: "had-buttons" }, this.#entryButtons(row)) : h("span", {}));
  }

  #entryButtons(row) {
    const withdraw = h("button", { type: "button", class: "small danger" }, icon("cross"), tr("Withdraw"));
    withdraw.title = tr("Hold for half a second");
    confirmHold(withdraw, 500, () => this.#desk.outbox.add({ kind: "retraction", refers: row.by || row.number }));
    return [
      row.kind === "milestone" ? null
        : h("button", { type: "button", class: "small", onclick: () =>
          this.#compose.write({ text: row.text, refers: row.by || row.number, part: row.part, lang: row.lang }) }, tr("Correct")),
      withdraw,
    ].filter(Boolean);
  }
}
