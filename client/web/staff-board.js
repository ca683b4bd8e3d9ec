// SPDX-License-Identifier: MIT
//
// Milestones: the next one as one large button, then all of them by phase.
// One tap posts. A tap on what was posted asks for a second one, so that a
// double tap of a glove is one milestone. staff-desk.js shows it.

import { doneSteps, nextStep, phaseCount } from "./staff-model.js";
import { steady } from "./steady.js";
import { clock, h, icon, label, tr } from "./ui.js";

// After a tap the next step moves under the finger: this long it does nothing.
const REST_MS = 700;
const AGAIN_MS = 4000;
const UNDER_WAY = new Set(["queued", "asks", "sending", "waiting"]);

export class Board {
  #desk;
  #hero = h("button", { type: "button", class: "hero" });
  #buttons = new Map(); // step -> { button, state }
  #phases = []; // { phase, details, count }
  #rest = 0;
  #armed = null;
  #open = null; // id of the phase that was opened by itself
  element;

  constructor(desk) {
    this.#desk = desk;
    this.#hero.addEventListener("click", () => this.#heroTap());
    this.element = h("section", { class: "board", "aria-labelledby": "board-title" },
      h("h2", { id: "board-title", class: "unseen" }, tr("Milestones")), this.#hero,
      (desk.template?.phases ?? []).map((phase) => this.#phase(phase)));
    this.update();
  }

  #phase(phase) {
    const count = h("span", { class: "phase-count" });
    const grid = h("div", { class: "steps" }, phase.steps.map((step) => {
      const state = h("span", { class: "step-state" });
      const button = h("button", { type: "button", class: "milestone", onclick: () => this.#tap(step) },
        h("span", { class: "step-label" }, label(step.label)), state);
      this.#buttons.set(step.id, { button, state, step });
      return button;
    }));
    const details = h("details", { class: "phase" },
      h("summary", {}, h("h3", {}, label(phase.label)), count), grid);
    this.#phases.push({ phase, details, count });
    return details;
  }

  #heroTap() {
    if (steady() < this.#rest || !this.#next) return;
    this.#post(this.#next);
  }

  #next = null;

  #tap(step) {
    const { button } = this.#buttons.get(step.id);
    if (steady() < this.#rest) return;
    if (button.dataset.state === "done" && this.#armed !== step.id) {
      this.#arm(step.id);
      return;
    }
    if (button.dataset.state === "way") return;
    this.#post(step);
  }

  #arm(id) {
    this.#armed = id;
    this.update();
    setTimeout(() => {
      if (this.#armed !== id) return;
      this.#armed = null;
      this.update();
    }, AGAIN_MS);
  }

  // Who cannot see it is told, too, that the board rests.
  #resting(on) {
    for (const b of [this.#hero, ...[...this.#buttons.values()].map((it) => it.button)]) {
      if (on) b.setAttribute("aria-disabled", "true");
      else b.removeAttribute("aria-disabled");
    }
  }

  #post(step) {
    this.#rest = steady() + REST_MS;
    this.#resting(true);
    setTimeout(() => this.#resting(false), REST_MS);
    this.#armed = null;
    this.#desk.outbox.add({ kind: "milestone", step: step.id });
  }

  /** From what was read and what is on its way; the focus stays. */
  update({ locked = false } = {}) {
    const { entries, outbox, template } = this.#desk;
    const done = doneSteps(entries.rows);
    const way = new Map(outbox.items.filter((i) => i.kind === "milestone" && UNDER_WAY.has(i.state))
      .map((i) => [i.step, i]));
    this.#next = template ? nextStep(template, done, new Set(way.keys())) : null;
    for (const [id, it] of this.#buttons) this.#draw(it, id, { done, way, locked });
    this.#drawHero(locked);
    this.#drawPhases(done);
  }

  #draw({ button, state }, id, { done, way, locked }) {
    const row = done.get(id);
    const item = way.get(id);
    const is = item ? "way" : row ? "done" : this.#next?.id === id ? "next" : "ahead";
    button.dataset.state = is;
    button.disabled = locked;
    button.classList.toggle("armed", this.#armed === id);
    const words = this.#armed === id ? tr("Tap again to post it again")
      : item ? { waiting: tr("On disk"), sending: tr("On its way") }[item.state] ?? tr("Waits on this device")
        : row ? clock(this.#desk.entries.clockOf(row.t_ms))
          : is === "next" ? tr("Next") : "";
    const sign = item?.state === "waiting" || row ? icon("tick") : null;
    if (state.dataset.words === `${words}${Boolean(sign)}`) return;
    state.dataset.words = `${words}${Boolean(sign)}`;
    state.replaceChildren(...[sign, words].filter(Boolean));
  }

  #drawHero(locked) {
    const next = this.#next;
    this.#hero.disabled = locked || !next;
    this.#hero.hidden = !this.#desk.template;
    this.#hero.replaceChildren(
      h("span", { class: "hero-kicker" }, next ? tr("Next milestone") : tr("All milestones are posted")),
      h("span", { class: "hero-label" }, next ? label(next.label) : ""));
  }

  #drawPhases(done) {
    const now = this.#next?.phase.id ?? null;
    for (const { phase, details, count } of this.#phases) {
      const n = phaseCount(phase, done);
      const words = tr("%s of %s", n, phase.steps.length);
      if (count.textContent !== words) count.textContent = words;
      details.dataset.state = phase.id === now ? "now" : n === phase.steps.length ? "done" : n ? "begun" : "ahead";
    }
    if (now === this.#open) return;
    // What somebody opened stays; what the page opened is closed by the page.
    for (const { phase, details } of this.#phases) {
      if (phase.id === now) details.open = true;
      else if (phase.id === this.#open && !details.contains(document.activeElement)) details.open = false;
    }
    this.#open = now;
  }
}
