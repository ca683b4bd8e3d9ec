// SPDX-License-Identifier: MIT
//
// The frame of one procedure on the reader's page: the line that says where
// the procedure is, the timeline's place, what stands beside it, and on a
// narrow screen the bar from which that opens. read-procedure.js fills it.

import { sign } from "./entry-view.js";
import { sheet, WIDE } from "./read-panels.js";
import { basisWords, codeName, h, hue, label, tr } from "./ui.js";

export class Frame {
  /** The timeline. */
  root = h("div", { class: "feed" });
  /** "3 new updates", while the reader is elsewhere. */
  fresh = h("button", { type: "button", class: "fresh", hidden: true });

  #title = h("h1", { class: "unseen" });
  #case = h("p", { class: "strip-case" });
  #here = h("p", { class: "strip-here" });
  #steps = h("div", { class: "strip-steps", "aria-hidden": "true" });
  #below = h("div", { class: "below" });
  #note = h("p", { class: "hint teaching" });
  /** What did not work, until something does. */
  #fault = h("p", { class: "strip-fault", role: "alert" });
  #strip;
  #bar;
  #buttons = {};
  #basis = h("span", { class: "strip-basis" });
  #sections;
  #search;
  #sheet = null;
  #sizes;

  /** o: main, sections { phases, saved, questions } (elements), search (element). */
  constructor({ main, sections, search }) {
    this.#search = search;
    this.#sections = sections;
    this.#strip = h("div", { class: "strip" }, this.#case, h("div", { class: "strip-row" }, this.#here, search, this.#steps), this.#fault);
    this.#bar = h("nav", { class: "dock" }, ["phases", "saved", "search", "questions"].map((name) => this.#button(name)));
    main.replaceChildren(
      this.#title,
      this.#strip,
      h("div", { class: "columns" },
        h("aside", { class: "beside side" }, sections.phases, sections.saved),
        h("div", { class: "middle" }, this.root, this.fresh, this.#below, this.#note),
        h("aside", { class: "beside talk" }, sections.questions)),
      this.#bar);
    // Sticky lines stand below each other, however high they are.
    this.#sizes = new ResizeObserver(() => this.#measure());
    this.#sizes.observe(document.querySelector("header.top"));
    this.#sizes.observe(this.#strip);
  }

  close() {
    this.#sizes.disconnect();
    this.closeSheet();
    document.documentElement.style.removeProperty("--head");
  }

  words({ row, connection }) {
    this.#title.textContent = `${row.code_name}: ${row.label}`;
    this.#case.className = `strip-case ${hue(row.code_name)}`;
    this.#case.replaceChildren(codeName(row.code_name), h("span", { class: "strip-operation" }, row.label), this.#basis);
    this.became(row);
    this.#note.textContent = tr("For teaching only, not for decisions about care.");
    this.#bar.setAttribute("aria-label", tr("More about this procedure"));
    this.#sections.phases.parentElement?.setAttribute("aria-label", tr("Phases and bookmarks"));
    this.#sections.questions.parentElement?.setAttribute("aria-label", tr("Questions"));
    this.root.setAttribute("aria-label", tr("Timeline"));
    const names = { phases: tr("Phases"), saved: tr("Bookmarks"), search: tr("Search"), questions: tr("Questions") };
    for (const [name, b] of Object.entries(this.#buttons)) b.querySelector(".dock-name").textContent = names[name];
    this.connection(connection);
  }

  /** Its state is another one: what ended is not called live. */
  became(row) {
    this.#basis.textContent = basisWords(row);
  }

  connection(sentence) {
    this.#here.classList.toggle("is-away", Boolean(sentence));
    this.away = sentence;
  }

  /** A sentence that is seen and heard; "" takes it away. */
  fault(sentence) {
    this.#fault.textContent = sentence;
  }

  /** Where the procedure is: phases with their states, what was reached last. */
  here({ phases, now, time, ended }) {
    this.#steps.replaceChildren(...phases.map((p) => h("span", { class: `strip-step is-${p.state}` })));
    if (this.away) {
      this.#here.replaceChildren(sign("away"), this.away);
      return;
    }
    const at = phases.findIndex((p) => p.state === "now");
    const phase = phases[at]?.phase;
    this.#here.replaceChildren(...(phase
      ? [sign("here"), h("span", {}, h("span", { class: "unseen" }, `${tr("You are here")}: `), h("strong", {}, label(phase.label)),
        now ? h("span", { class: "muted strip-last" }, ` · ${label(now.step.label)} `, h("span", { class: "mono" }, time)) : null)]
      : [h("span", { class: "muted" }, ended ? tr("The broadcast has ended.") : tr("Nothing was reported yet."))]));
    this.#here.title = phase ? tr("Phase %s of %s", at + 1, phases.length) : "";
  }

  below(...nodes) {
    this.#below.replaceChildren(...nodes.filter(Boolean));
  }

  /** How many there are, on the bar's buttons. */
  counts({ saved, questions }) {
    const put = (name, n) => (this.#buttons[name].querySelector(".dock-count").textContent = n ? String(n) : "");
    put("saved", saved);
    put("questions", questions);
  }

  /** Pixels of the screen that its bars cover. */
  covered() {
    const strip = this.#strip.getBoundingClientRect();
    const sticky = getComputedStyle(this.#strip).position === "sticky";
    const bar = getComputedStyle(this.#bar).position === "sticky" ? this.#bar.offsetHeight : 0;
    return { top: sticky ? Math.max(0, strip.bottom) : 0, bottom: bar };
  }

  /** Opens a section; beside the timeline where there is room. */
  open(name) {
    if (name === "search") {
      this.#search.classList.toggle("is-open");
      this.#search.querySelector("input").focus();
      return;
    }
    const section = this.#sections[name];
    if (matchMedia(WIDE).matches) {
      section.scrollIntoView({ block: "nearest" });
      return;
    }
    this.closeSheet();
    this.#sheet = sheet(section, this.#buttons[name].querySelector(".dock-name").textContent);
    this.#sheet.addEventListener("close", () => (this.#sheet = null));
  }

  closeSheet() {
    this.#sheet?.close();
  }

  #button(name) {
    this.#buttons[name] = h("button", { type: "button", class: "plain dock-button", onclick: () => this.open(name) },
      sign({ phases: "list", saved: "star", search: "search", questions: "ask" }[name]),
      h("span", { class: "dock-name" }), h("span", { class: "dock-count" }));
    return this.#buttons[name];
  }

  #measure() {
    const top = document.querySelector("header.top");
    // Read, then written: else the page is laid out for each of them.
    const head = getComputedStyle(top).position === "sticky" ? top.offsetHeight : 0;
    const strip = this.#strip.offsetHeight;
    document.documentElement.style.setProperty("--head", `${head}px`);
    document.documentElement.style.setProperty("--strip", `${strip}px`);
  }
}
