// SPDX-License-Identifier: MIT
//
// The player of a record: phases as a bar to jump in, play, speed, a slider,
// and the entries that are reached. replay.js counts; this draws.
//
// Who calls it: archive-case.js.

import { announce, h, label, tr } from "./ui.js";
import { phaseRuns, recordTime } from "./record.js";
import { Replay, SPEEDS } from "./replay.js";
import { shortTime } from "./archive-read.js";

/** Milliseconds between looks while it plays: smooth enough for a clock. */
const STEP_MS = 100;
/** Of the slider, for arrow keys: milliseconds. */
const SLIDE_MS = 1000;

const runName = (run) => (run.phase ? label(run.phase.label) : tr("Before the first milestone"));

/** Text with what stands for an identifier marked. */
export function marked(text) {
  return text.split(/(\[[A-Z][A-Z0-9 -]{0,38}\])/).map((part, i) => (i % 2 ? h("span", { class: "mask" }, part) : part));
}

export class Player {
  #record;
  #says;
  #replay;
  #timer = null;
  #runs;
  #parts = {};
  #rows = [];
  #shown = 0;

  /** says: {line(item), part(item), sites}. */
  constructor(record, says) {
    this.#record = record;
    this.#says = says;
    this.#replay = new Replay(record.items.map((i) => i.t_ms));
    this.#runs = phaseRuns(record);
    this.element = this.#build();
    this.#draw();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = null;
    this.#replay.pause(performance.now());
  }

  /** Brings an entry into view, all being shown. */
  show(number) {
    const row = this.#rows.find((r) => Number(r.dataset.number) === number);
    if (!row) return;
    row.classList.add("found");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }

  // ---- what is in it ----

  #build() {
    const p = this.#parts;
    p.clock = h("span", { class: "replay-clock" });
    p.play = h("button", { type: "button", class: "primary play", onclick: () => this.#toggle() });
    p.speed = h("select", { id: "speed", onchange: (e) => this.#replay.setSpeed(Number(e.target.value), performance.now()) },
      SPEEDS.map((s) => h("option", { value: s, selected: s === this.#replay.speed }, tr("%s times its pace", s))));
    p.slide = h("input", { type: "range", id: "moment", min: this.#replay.begin, max: this.#replay.end, step: SLIDE_MS,
      oninput: (e) => this.#seek(Number(e.target.value)) });
    p.bar = h("ol", { class: "phase-bar" }, this.#runs.map((run) => this.#segment(run)));
    p.list = h("ol", { class: "log", tabindex: "0", "aria-label": tr("Entries") }, this.#list());
    return h("div", { class: "player", onkeydown: (e) => this.#key(e) },
      h("h2", { id: "replay" }, tr("Replay")),
      h("nav", { "aria-label": tr("Phases") }, p.bar),
      h("div", { class: "replay-tools" },
        p.play, p.clock,
        h("div", { class: "speed" }, h("label", { for: "speed", class: "unseen" }, tr("Speed")), p.speed)),
      h("label", { for: "moment", class: "unseen" }, tr("Moment")), p.slide,
      p.list);
  }

  #segment(run) {
    const from = this.#record.items[run.begin].t_ms;
    const name = runName(run);
    const button = h("button", { type: "button", class: "phase", title: `${name}, ${shortTime(run.ms)}`,
      onclick: () => {
        this.#seek(from);
        announce(`${name}, ${recordTime(from)}`);
      } },
      h("span", { class: "phase-name" }, name), h("span", { class: "phase-time" }, shortTime(run.ms)));
    const item = h("li", {}, button);
    item.style.setProperty("--share", Math.max(run.ms, 1));
    return item;
  }

  #list() {
    let heading = 0;
    const rows = [];
    this.#record.items.forEach((item, at) => {
      if (this.#runs[heading]?.begin === at) rows.push(h("li", { class: "phase-head", hidden: true }, runName(this.#runs[heading++])));
      // What a retraction took away says so itself.
      if (item.entry.kind === "retraction") rows.push(h("li", { hidden: true, class: "nothing" }));
      else rows.push(this.#row(item));
      rows.at(-1).dataset.at = at;
    });
    this.#rows = rows;
    rows.forEach((row, i) => (row.dataset.at ??= rows[i + 1]?.dataset.at));
    return rows;
  }

  #row(item) {
    const { entry } = item;
    const of = entry.kind === "correction" ? h("span", { class: "prefix" }, `${tr("Corrected")}: `) : null;
    const gone = entry.kind === "corrected" || entry.kind === "withdrawn";
    return h("li", { class: `entry ${gone ? "gone" : entry.kind}`, dataset: { number: entry.number } },
      h("span", { class: "time" }, recordTime(item.t_ms)),
      h("span", { class: "who" }, this.#says.part(item)),
      h("span", { class: "text", lang: item.step ? null : entry.lang ?? "" }, of, marked(this.#says.line(item)), this.#citations(entry), this.#tally(item)));
  }

  /** Links that tell the place nothing of where they were followed. */
  #citations(entry) {
    const { sites } = this.#says;
    return (entry.citations ?? []).filter((c) => sites[c.type]).map((c) =>
      h("a", { class: "cite", href: sites[c.type] + c.id, target: "_blank", rel: "noreferrer noopener" },
        `${c.type.toUpperCase()} ${c.id}`));
  }

  #tally({ entry }) {
    if (!entry.tally?.length) return null;
    const choices = (this.#record.items.find((i) => i.entry.number === entry.refers)?.entry.text ?? "").split("\n");
    return h("ul", { class: "tally" }, entry.tally.map((row, i) =>
      h("li", {}, `${choices[i + 1] ?? ""}: ${row.votes}`, row.right ? ` (${tr("right answer")})` : "")));
  }

  // ---- moving ----

  #toggle() {
    const now = performance.now();
    if (this.#replay.playing) {
      this.stop();
    } else {
      this.#replay.play(now);
      this.#timer = setInterval(() => this.#step(), STEP_MS);
    }
    announce(this.#replay.playing ? tr("Playing") : tr("Paused"));
    this.#draw();
  }

  #step() {
    this.#replay.advance(performance.now());
    if (!this.#replay.playing) this.stop();
    this.#draw();
  }

  #seek(ms) {
    this.#replay.advance(performance.now());
    this.#replay.seek(ms);
    this.#draw();
  }

  /** Left and right: the entry before and the next one. */
  #key(e) {
    if (e.target.matches("input, select") || e.altKey || e.ctrlKey || e.metaKey) return;
    const { items } = this.#record;
    const at = this.#replay.count;
    if (e.key === "ArrowRight" && at < items.length) this.#seek(items[at].t_ms);
    else if (e.key === "ArrowLeft" && at > 1) this.#seek(items[this.#before(at)].t_ms);
    else return;
    e.preventDefault();
  }

  /** Of the entry in front of the moment of entry `at`. */
  #before(at) {
    const { items } = this.#record;
    let i = at - 1;
    while (i > 0 && items[i].t_ms === items[at - 1].t_ms) i--;
    return i;
  }

  // ---- drawing ----

  #draw() {
    const p = this.#parts;
    const { ms, count, playing } = this.#replay;
    p.play.textContent = playing ? tr("Pause") : tr("Play");
    p.clock.textContent = recordTime(ms);
    p.slide.value = ms;
    p.slide.setAttribute("aria-valuetext", recordTime(ms));
    this.#runs.forEach((run, i) => {
      const here = count > run.begin && (count <= run.end || i === this.#runs.length - 1);
      const button = p.bar.children[i].firstChild;
      if (here) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    if (count !== this.#shown) this.#showRows(count);
  }

  #showRows(count) {
    let last = null;
    for (const row of this.#rows) {
      const shown = Number(row.dataset.at) < count && !row.classList.contains("nothing");
      if (row.hidden === shown) row.hidden = !shown;
      if (shown) last = row;
    }
    this.#shown = count;
    // Who looks at the whole begins at its top.
    const { list } = this.#parts;
    if (last && count < this.#record.items.length) list.scrollTop = last.offsetTop - list.offsetTop - list.clientHeight + last.offsetHeight + 24;
  }
}
