// SPDX-License-Identifier: MIT
//
// A procedure's entries as they come from the relay, and what of them stands
// on the screen: corrections in the place of what they correct, withdrawn
// updates without their text, phases, the clock from the incision on, polls
// with their results. No DOM and no words: read.js, the replay and the
// moderator's page show it; tests/web/entries.test.mjs tests it in node.
//
//   const entries = new Entries(template);
//   const { changed, all } = entries.add(message, { live: true });
//   entries.rows          // in order; a row's `version` grows when it changes
//   entries.phases()      // of the template, with "you are here"

/** Kinds that stand where an entry was; they have no text. */
const GRAVES = new Set(["corrected", "withdrawn"]);

/**
 * What one row shows.
 * @typedef {object} Row
 * @property {number} number   the entry's; rows are in its order
 * @property {number} t_ms     since the opening; Entries.clockOf() counts it
 * @property {string} kind     as of the protocol, "update" for what a
 *   correction replaced, "withdrawn" for what is gone
 * @property {string} part     who speaks; "" when it was not said
 * @property {string} step     of a milestone or notice
 * @property {string} text     what stands there now; "" for none
 * @property {object[]} citations
 * @property {string} status   "plain", "corrected" (text is the correction's),
 *   "replaced" (a correction that was corrected again), "withdrawn"
 * @property {number} by       the correction or retraction; 0 for none
 * @property {number} refers   what a correction, answer, result is about
 * @property {string} heading  id of the phase that begins here; "" for none
 * @property {boolean} again   the phase was there before
 * @property {number} version  grows with each change: draw it again
 */

export class Entries {
  /** The highest number that came. */
  last = 0;
  /** The relay said that it has ended. */
  ended = false;
  /** Nothing older is still to come: the clock may be shown. */
  whole = true;

  #template;
  #rows = [];
  #steps = new Map(); // id of a step -> { step, phase }
  #known = new Map(); // number -> { entry, row, by, gone }
  #corrects = new Map(); // number of a correction -> of what it corrected
  #marks = []; // rows of milestones that stand, in order
  #anchor = null; // the row that the clock counts from
  #late = false; // something came before its time: order and phases are stale

  /** @param {object} [template] as in relay/templates; without: no phases */
  constructor(template) {
    this.#template = template ?? { phases: [] };
    for (const phase of this.#template.phases)
      for (const step of phase.steps) this.#steps.set(step.id, { step, phase });
  }

  /**
   * Takes one entry as the relay sent it. One that is known is passed over,
   * unless it now stands corrected or withdrawn.
   * @param {object} entry the message
   * @param {{live?: boolean}} [how] live: it happens now. In history a
   *   retraction has no row of its own: its place says it.
   * @returns {{row: ?Row, changed: Row[], all: boolean}} the new row, the
   *   others to be drawn again; all: every row's time or heading may differ
   */
  add(entry, { live = false } = {}) {
    const known = this.#known.get(entry.number);
    if (known) return this.#again(known, entry);
    this.last = Math.max(this.last, entry.number);
    const it = { entry, row: null, by: 0, gone: entry.kind === "withdrawn" };
    this.#known.set(entry.number, it);
    if (entry.kind === "corrected") this.#replace(it, entry.refers ?? 0);
    const changed = this.#effect(entry);
    if (entry.kind === "retraction" && !live) return this.#result(null, changed);
    it.row = newRow(entry);
    this.#settle(it);
    const late = this.#rows.length > 0 && this.#rows.at(-1).number > entry.number;
    this.#rows.push(it.row);
    return this.#result(it.row, changed, late);
  }

  /** Rows in order of number: what stands on the screen. */
  get rows() {
    this.#order();
    return this.#rows;
  }

  /** The row of an entry, or undefined. */
  row(number) {
    return this.#known.get(number)?.row ?? undefined;
  }

  /** Milliseconds from the anchor (incision), before it from the opening. */
  clockOf(t_ms) {
    this.#order();
    return t_ms - (this.#anchor?.t_ms ?? 0);
  }

  /** The row from which time is counted, or null. */
  get anchor() {
    this.#order();
    return this.#anchor;
  }

  /** The milestone that was reached last: { row, step, phase }, or null. */
  get here() {
    this.#order();
    const row = this.#marks.at(-1);
    return row ? { row, ...this.#steps.get(row.step) } : null;
  }

  /** Step and phase by the step's id, or undefined. */
  step(id) {
    return this.#steps.get(id);
  }

  /** A phase of the template by its id, or undefined. */
  phase(id) {
    return this.#template.phases.find((p) => p.id === id);
  }

  /**
   * The template's phases: { phase, state, row, reached }. state: "now",
   * "done", "ahead", or "passed" (nothing was said of it, and a later one is
   * reached); row: where it first begins, or null; reached: steps of it that
   * stand, as { step, row }.
   */
  phases() {
    const here = this.here?.phase;
    const order = this.#template.phases;
    const farthest = Math.max(-1, ...this.#marks.map((row) => order.indexOf(this.#steps.get(row.step).phase)));
    return order.map((phase, i) => {
      const reached = this.#marks
        .map((row) => ({ row, ...this.#steps.get(row.step) }))
        .filter((m) => m.phase === phase);
      const state =
        phase === here && !this.ended ? "now" : reached.length ? "done" : i < farthest ? "passed" : "ahead";
      return { phase, state, row: reached[0]?.row ?? null, reached };
    });
  }

  /**
   * What came behind entry `since` and up to `until`, told by milestones only: at most `most`
   * lines of { row, step } (one milestone) or { phase, count, row } (so many
   * of a phase), and `more`: milestones before these; `updates`: other rows.
   */
  missed(since, until = Infinity, most = 5) {
    this.#order();
    const within = (row) => row.number > since && row.number <= until;
    const marks = this.#marks.filter(within);
    const updates = this.rows.filter((r) => within(r) && r.text && r.kind !== "milestone").length;
    if (marks.length <= most) return { lines: marks.map((row) => this.#line(row)), more: 0, updates };
    const groups = [];
    for (const row of marks) {
      const { phase } = this.#steps.get(row.step);
      if (groups.at(-1)?.phase === phase) groups.at(-1).rows.push(row);
      else groups.push({ phase, rows: [row] });
    }
    const lines = groups.slice(-most).map(({ phase, rows }) =>
      rows.length === 1 ? this.#line(rows[0]) : { phase, count: rows.length, row: rows[0] });
    const told = groups.slice(-most).reduce((sum, g) => sum + g.rows.length, 0);
    return { lines, more: marks.length - told, updates };
  }

  /** A poll by its entry's number: { question, choices, result }, or null. */
  poll(number) {
    const it = this.#known.get(number);
    if (it?.entry.kind !== "poll" || !it.entry.text) return null;
    const [question, ...choices] = it.entry.text.split("\n");
    return { question, choices, result: it.result ?? null };
  }

  /** The rows of answers to a question's entry. */
  answers(number) {
    const ids = this.#known.get(number)?.answers ?? [];
    return ids.map((n) => this.row(n)).filter((row) => row && row.status !== "withdrawn");
  }

  /**
   * Numbers of rows in which the words stand, in order. `words` gives what a
   * row shows in the reader's language, besides its text.
   * @param {string} query
   * @param {(row: Row) => string} [words]
   */
  search(query, words = () => "") {
    const find = needle(query);
    if (!find) return [];
    return this.rows
      .filter((row) => [row.text, words(row)].some((s) => s && s.search(find) >= 0))
      .map((row) => row.number);
  }

  /** Forgets all: what was shown may be shown no more. */
  wipe() {
    this.#rows = [];
    this.#known.clear();
    this.#corrects.clear();
    this.#marks = [];
    this.#anchor = null;
    this.#late = false;
    this.last = 0;
    this.ended = false;
  }

  #line(row) {
    return { row, step: this.#steps.get(row.step).step };
  }

  /** A number that is known comes again: only a grave says something new. */
  #again(it, entry) {
    if (!GRAVES.has(entry.kind)) return this.#result(null, []);
    if (entry.kind === "withdrawn") this.#bury(it, entry.refers ?? 0);
    else this.#replace(it, entry.refers ?? 0);
    return this.#result(null, this.#chain(entry.number));
  }

  /** What an entry does to others; the rows that differ now. */
  #effect(entry) {
    const it = this.#known.get(entry.refers);
    switch (entry.kind) {
      case "correction":
        if (it) this.#replace(it, entry.number);
        return it ? this.#chain(entry.refers) : [];
      case "retraction":
        if (it) this.#bury(it, entry.number);
        return it ? this.#chain(entry.refers) : [];
      case "withdrawn":
        return this.#chain(this.#corrects.get(entry.number) ?? 0);
      case "result":
        if (it) it.result = entry;
        return it?.row ? [touch(it.row)] : [];
      case "answer":
        if (it) (it.answers ??= []).push(entry.number);
        return it?.row ? [touch(it.row)] : [];
      case "notice":
        this.ended ||= entry.step === "closed";
        return [];
      default:
        return [];
    }
  }

  #replace(it, by) {
    it.by = by;
    this.#corrects.set(by, it.entry.number);
    it.entry = { ...it.entry, text: undefined, citations: undefined };
  }

  #bury(it, by) {
    it.gone = true;
    it.by = by;
    it.entry = { ...it.entry, text: undefined, citations: undefined };
  }

  /** All rows of the corrections that hang together with this entry. */
  #chain(number) {
    const rows = [];
    const seen = new Set();
    for (let n = number; n && !seen.has(n); ) {
      seen.add(n);
      const it = this.#known.get(n);
      if (!it) break;
      if (it.row) {
        this.#settle(it);
        rows.push(touch(it.row));
      }
      n = this.#corrects.get(n) ?? 0;
    }
    return rows;
  }

  /** The last of the corrections of an entry: its text is what stands. */
  #end(it) {
    const seen = new Set();
    while (it && it.by && !it.gone && !seen.has(it)) {
      seen.add(it);
      it = this.#known.get(it.by);
    }
    return it;
  }

  /** Fills a row with what stands there now. */
  #settle(it) {
    const { row, entry } = it;
    const end = this.#end(it);
    row.by = it.by;
    if (it.gone || end?.gone) {
      Object.assign(row, { kind: "withdrawn", status: "withdrawn", text: "", citations: [], step: "" });
    } else if (it.by && this.#corrects.has(entry.number)) {
      Object.assign(row, { status: "replaced", text: "", citations: [] });
    } else if (it.by) {
      Object.assign(row, {
        kind: "update",
        status: "corrected",
        text: end?.entry.text ?? "",
        citations: end?.entry.citations ?? [],
        step: "",
      });
    }
  }

  #result(row, changed, late = false) {
    const before = this.#anchor;
    const stale = late || changed.some((r) => this.#marks.includes(r));
    if (stale) this.#late = true;
    else if (row && !this.#late) this.#group(row);
    return { row, changed: changed.filter((r) => r !== row), all: stale || this.#anchor !== before };
  }

  /** Many old entries can come at once: they are put in order when asked. */
  #order() {
    if (!this.#late) return;
    this.#late = false;
    this.#rows.sort((a, b) => a.number - b.number);
    this.#regroup();
  }

  /** Where a row stands among the phases. */
  #group(row) {
    const found = row.kind === "milestone" ? this.#steps.get(row.step) : null;
    if (!found) return;
    const now = this.#marks.length ? this.#steps.get(this.#marks.at(-1).step).phase : null;
    row.heading = found.phase === now ? "" : found.phase.id;
    row.again = Boolean(row.heading) && this.#marks.some((m) => this.#steps.get(m.step).phase === found.phase);
    this.#marks.push(row);
    if (found.step.anchor && !this.#anchor) this.#anchor = row;
  }

  #regroup() {
    const before = this.#anchor;
    this.#marks = [];
    this.#anchor = null;
    for (const row of this.#rows) {
      const { heading, again } = row;
      row.heading = "";
      row.again = false;
      this.#group(row);
      if (row.heading !== heading || row.again !== again) touch(row);
    }
    if (this.#anchor !== before) this.#rows.forEach(touch);
  }
}

function newRow(entry) {
  return {
    number: entry.number,
    t_ms: entry.t_ms,
    kind: entry.kind,
    part: entry.part ?? "",
    step: entry.step ?? "",
    text: entry.text ?? "",
    lang: entry.lang ?? "",
    citations: entry.citations ?? [],
    tally: entry.tally ?? [],
    question: entry.question ?? 0,
    status: "plain",
    by: 0,
    refers: entry.refers ?? 0,
    heading: "",
    again: false,
    version: 1,
  };
}

function touch(row) {
  row.version++;
  return row;
}

/** What a search looks for, capitals aside; null for nothing. */
export function needle(query) {
  const words = query.trim();
  return words ? new RegExp(words.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&").replace(/\s+/g, "\\s+"), "iu") : null;
}
