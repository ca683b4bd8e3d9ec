// SPDX-License-Identifier: MIT
//
// What stands beside the timeline: the phases, what was bookmarked, and how
// any of it is shown on a narrow screen (in a dialog). read-procedure.js uses it.

import { sign } from "./entry-view.js";
import { stepWords } from "./entry-words.js";
import { h, label, tr } from "./ui.js";

/** So wide that everything stands side by side; as in read.css. */
export const WIDE = "(min-width: 75rem)";

/** A section in a dialog, for as long as it is open; then back to its place. */
export function sheet(section, title) {
  const back = document.createComment("");
  section.replaceWith(back);
  const close = h("button", { type: "button", class: "plain square", "aria-label": tr("Close") }, sign("close"));
  const dialog = h("dialog", { class: "sheet", "aria-label": title }, h("div", { class: "sheet-top" }, close), section);
  close.addEventListener("click", () => dialog.close());
  // A tap beside it closes it, as people expect on a phone.
  dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
  const wide = matchMedia(WIDE);
  const over = () => dialog.close();
  wide.addEventListener("change", over);
  dialog.addEventListener("close", () => {
    wide.removeEventListener("change", over);
    back.replaceWith(section);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** In words, for who does not see the sign. */
const STATES = {
  now: () => tr("You are here"),
  done: () => tr("done"),
  passed: () => tr("not reported"),
  ahead: () => tr("still to come"),
};

/** The phases of the template, and where the procedure is. */
export class Phases {
  element = h("section", { class: "panel phases", "aria-labelledby": "phases-title" });
  #o;
  #shown = "";

  /** o: entries, time(row), jump(number), done() after a choice. */
  constructor(o) {
    this.#o = o;
  }

  draw({ force = false } = {}) {
    const { entries } = this.#o;
    const list = entries.phases();
    // Who has the focus in it is disturbed only when something changed.
    const now = JSON.stringify([entries.whole, entries.ended, list.map((p) => [p.state, p.reached.map((r) => [r.row.number, r.row.t_ms])])]);
    if (!force && now === this.#shown) return;
    this.#shown = now;
    const held = this.element.contains(document.activeElement) ? document.activeElement.dataset.phase : null;
    this.element.replaceChildren(
      h("h2", { id: "phases-title" }, tr("Phases")),
      h("ol", { class: "phase-list" }, list.map((p) => this.#phase(p))));
    if (held) this.element.querySelector(`[data-phase="${held}"]`)?.focus();
  }

  #phase({ phase, state, row, reached }) {
    const words = [
      h("span", { class: "phase-name" }, label(phase.label)),
      h("span", { class: state === "now" ? "phase-state badge good" : "phase-state" },
        state === "now" ? sign("here") : null, STATES[state]()),
    ];
    const go = row
      ? h("button", { type: "button", class: "phase-go", dataset: { phase: phase.id }, onclick: () => this.#go(row.number) }, words)
      : h("span", { class: "phase-go" }, words);
    return h("li", { class: `phase is-${state}`, "aria-current": state === "now" ? "step" : null }, go,
      state === "now" && reached.length ? this.#steps(reached) : null);
  }

  #steps(reached) {
    return h("ol", { class: "step-list" }, reached.slice(-6).map(({ step, row }) =>
      h("li", {}, h("button", { type: "button", class: "plain step-go", onclick: () => this.#go(row.number) },
        h("span", {}, label(step.label)), " ", h("span", { class: "mono muted" }, this.#o.time(row))))));
  }

  #go(number) {
    this.#o.done();
    this.#o.jump(number);
  }
}

/** Bookmarks: private, numbers only, in this browser. */
export class Saved {
  element = h("section", { class: "panel saved", "aria-labelledby": "saved-title" });
  #o;

  /** o: entries, saved() (a Set), time(row), jump(number), done(). */
  constructor(o) {
    this.#o = o;
  }

  draw() {
    const { entries, time } = this.#o;
    const rows = [...this.#o.saved()].sort((a, b) => a - b).map((n) => entries.row(n)).filter(Boolean);
    this.element.replaceChildren(
      h("h2", { id: "saved-title" }, tr("Bookmarks")),
      rows.length
        ? h("ul", { class: "saved-list" }, rows.map((row) =>
          h("li", {}, h("button", { type: "button", class: "plain step-go", onclick: () => this.#go(row.number) },
            h("span", { class: "mono muted" }, time(row)), " ", h("span", { class: "saved-text" }, this.#words(row))))))
        : h("p", { class: "hint" }, tr("Mark updates to find them again. Only this browser knows your bookmarks.")));
  }

  #words(row) {
    if (row.status === "withdrawn") return tr("An update was withdrawn.");
    return row.kind === "milestone" ? stepWords(this.#o.entries, row.step) : row.text.split("\n")[0];
  }

  #go(number) {
    this.#o.done();
    this.#o.jump(number);
  }
}
