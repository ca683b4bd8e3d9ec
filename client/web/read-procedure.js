// SPDX-License-Identifier: MIT
//
// One procedure on the reader's page: follows it, keeps the model (entries.js)
// and the timeline, and fills the frame around them. What came last is shown
// first: a late reader sees the end at once, and the beginning comes behind.

import { hasRole } from "./boot.js";
import { Entries } from "./entries.js";
import { EntryView, sign } from "./entry-view.js";
import { feedbackCard, isDark, missedCard, stateCard } from "./read-cards.js";
import { Frame } from "./read-frame.js";
import { keepReading, recallReading } from "./read-keep.js";
import { Phases, Saved } from "./read-panels.js";
import { Questions } from "./read-questions.js";
import { Search } from "./read-search.js";
import { Timeline } from "./timeline.js";
import { announce, faultWords, h, label, onLang, tr } from "./ui.js";

/** Away for less than this, nobody needs to be told what was missed. */
const AWAY_MS = 30000;
/** The timeline is drawn so often at most. */
const TOGETHER_MS = 80;
/** A frame takes longer than this only where none is painted. */
const PAINT_MS = 500;
/** Panels are drawn anew so often at most. */
const CALM_MS = 250;
/** What came while nobody looked is there so long after coming back. */
const SETTLE_MS = 1500;
/** Of fewer rows nobody needs a summary. */
const FEW = 8;
/** States in which readers may ask, vote and react. */
const LIVELY = new Set(["open", "quiet", "waiting"]);
const READERS = ["student", "colleague", "educator"];
/** Kinds that one can answer with "understood" or "again". */
const TAUGHT = new Set(["update", "milestone", "correction", "answer"]);

/** Resolves when what was drawn is seen; where nothing is painted, soon all the same. */
function painted() {
  return new Promise((seen) => {
    setTimeout(seen, PAINT_MS);
    requestAnimationFrame(() => setTimeout(seen));
  });
}

export class Reading {
  #o;
  #id;
  #row;
  #entries;
  #view;
  #list;
  #frame;
  #search;
  #phases;
  #saved;
  #questions;
  #follow = null;
  #kept = { seen: 0, saved: new Set() };
  #older = false; // what is older than the end is on its way
  #begun = false; // what stood there when the page opened is there
  #since = null; // tell what came behind this number; null: nothing to tell
  #until = null; // and up to this one
  #said = ""; // how it stands, in words
  #awayAt = 0;
  #leftAt = null;
  #mine = new Map(); // what this reader chose; in memory only
  #first = 0; // number of the first row that is seen
  #drawing = 0;
  #drawnAt = 0;
  #calm = 0;
  #feedback = null;
  #off = new AbortController();
  #ends = [];

  /** o: relay, header, main, row (of `procedures`), end (of it, an End), template. */
  constructor(o) {
    this.#o = o;
    this.#row = { ...o.row };
    this.#id = o.row.procedure;
    this.#entries = new Entries(o.template);
  }

  async start() {
    const { relay } = this.#o;
    const { signal } = this.#off;
    this.#build();
    this.#ends.push(onLang(() => this.#words()));
    relay.addEventListener("state", () => this.#connection(), { signal });
    document.addEventListener("visibilitychange", () => this.#looked(), { signal });
    window.addEventListener("pagehide", () => this.#keep(), { signal });
    const kept = recallReading(this.#id);
    this.#words();
    this.#readEnd();
    this.#kept = await kept;
    this.#since = this.#kept.seen;
    if (this.#begun) this.#joined();
    if (this.#begun) this.#cards();
  }

  stop() {
    this.#keep();
    this.#follow?.close();
    this.#off.abort();
    for (const end of this.#ends) end();
    clearTimeout(this.#calm);
    this.#questions.close();
    this.#list.close();
    this.#frame.close();
    this.#entries.wipe();
    this.#o.header.set({ procedure: null });
    this.#o.main.replaceChildren();
  }

  // ---- what there is on the page ----

  #build() {
    const entries = this.#entries;
    const jump = (n) => this.#jump(n);
    const time = (row) => this.#view.time(row);
    const done = () => this.#frame.closeSheet();
    this.#phases = new Phases({ entries, time, jump, done });
    this.#saved = new Saved({ entries, time, jump, done, saved: () => this.#kept.saved });
    this.#questions = new Questions({
      relay: this.#o.relay, procedure: this.#id, entries, jump, done,
      may: () => this.#lively(), changed: () => this.#soon(),
    });
    this.#search = new Search({
      entries, jump: (n) => this.#list.jump(n, { middle: true, focus: false }),
      redraw: () => this.#list.redraw(), first: () => this.#first,
    });
    this.#frame = new Frame({
      main: this.#o.main, search: this.#search.element,
      sections: { phases: this.#phases.element, saved: this.#saved.element, questions: this.#questions.element },
    });
    this.#view = new EntryView({
      entries, jump,
      query: () => this.#search.query,
      actions: (row) => this.#actions(row),
      badge: (row) => this.#badge(row),
      polls: {
        open: () => this.#lively(),
        choice: (n) => this.#mine.get(`poll-${n}`),
        vote: (n, choice) => this.#vote(n, choice),
      },
    });
    this.#list = new Timeline({
      root: this.#frame.root,
      render: (row) => this.#view.render(row),
      guess: (row) => guess(row, this.#frame.root.clientWidth),
      covered: () => this.#frame.covered(),
      follow: this.#row.state !== "closed",
      many: (n) => tr("%s new updates", n),
      onChange: (at) => this.#moved(at),
    });
    this.#frame.fresh.addEventListener("click", () => this.#list.follow(true));
  }

  /** All words anew, after the language changed. */
  #words() {
    const { header, template } = this.#o;
    this.#row.label = label(template?.label) || this.#row.template;
    header.set({ procedure: this.#row, title: () => `${this.#row.code_name} · ${this.#row.label}` });
    this.#frame.words({ row: this.#row, connection: this.#away() });
    this.#search.words();
    this.#questions.words();
    this.#phases.draw({ force: true });
    this.#feedback &&= this.#feedbackCard();
    this.#list.redraw();
    this.#cards();
    this.#draw();
  }

  /** The timeline at the next frame, the rest a little later. */
  #soon() {
    if (!this.#drawing) {
      const draw = () => {
        this.#drawing = 0;
        this.#drawnAt = performance.now();
        this.#list.show(this.#entries.rows);
      };
      // Many at once are drawn together: a slow phone has other things to do.
      const wait = this.#drawnAt + TOGETHER_MS - performance.now();
      this.#drawing = wait > 0 || document.hidden ? setTimeout(draw, wait) : requestAnimationFrame(draw);
    }
    this.#calm ||= setTimeout(() => this.#draw(), CALM_MS);
  }

  #draw() {
    clearTimeout(this.#calm);
    this.#calm = 0;
    const phases = this.#entries.phases();
    const now = this.#entries.here;
    // Until the milestones are here, the list of procedures knows the phase.
    if (!now && !this.#entries.ended) for (const p of phases) if (p.phase.id === this.#row.phase) p.state = "now";
    this.#frame.here({ phases, now, time: now ? this.#view.time(now.row) : "",
      ended: this.#entries.ended || this.#row.state === "closed" });
    this.#frame.counts({ saved: this.#kept.saved.size, questions: this.#questions.count });
    this.#phases.draw();
    this.#saved.draw();
    this.#search.refresh();
    this.#list.show(this.#entries.rows);
  }

  #moved({ unseen, first }) {
    this.#first = first?.number ?? 0;
    const { fresh } = this.#frame;
    fresh.hidden = unseen === 0;
    if (unseen) fresh.replaceChildren(sign("down"), unseen === 1 ? tr("1 new update") : tr("%s new updates", unseen));
  }

  #jump(number) {
    this.#frame.fault(this.#list.jump(number) ? "" : tr("That update is not here any more."));
  }

  // ---- what comes ----

  /** The end first; where that is not all, what is before it afterwards. */
  #readEnd() {
    const { end } = this.#o;
    const told = this.#told(() => (end.from === 1 ? this.#whole() : this.#readOlder()));
    this.#follow = end;
    end.hand({
      ...told,
      onState: (state) => {
        this.#entries.whole = end.from === 1;
        told.onState(state);
      },
    });
  }

  async #readOlder() {
    this.#older = true;
    this.#list.show(this.#entries.rows);
    // What came last is seen before the rest takes network and processor.
    await painted();
    if (this.#off.signal.aborted || !this.#older || isDark(this.#row.state)) return; // #resume() reads it all
    this.#readAll();
  }

  #readAll() {
    this.#follow = this.#o.relay.follow(this.#id, this.#told(() => this.#whole()));
  }

  /** caughtUp: what was there when it began has come. */
  #told(caughtUp) {
    let done = false;
    return {
      onEntry: (entry) => this.#entry(entry),
      onState: (state) => this.#became(state),
      onCaughtUp: () => {
        if (done) return;
        done = true;
        caughtUp();
      },
      onError: (err) => this.#refused(err),
    };
  }

  /** All that there is has come: what follows is new. */
  #whole() {
    this.#entries.whole = true;
    this.#older = false;
    this.#begun = true;
    this.#joined();
    this.#list.redraw();
    this.#list.show(this.#entries.rows);
    this.#list.seen();
    this.#missed();
    this.#questions.look();
    this.#cards();
    this.#draw();
  }

  /** Who is there from the beginning needs no summary, later neither. */
  #joined() {
    if (this.#since === 0 && this.#entries.rows.length < FEW) this.#since = null;
  }

  #entry(entry) {
    const { row, changed, all } = this.#entries.add(entry, { live: this.#begun });
    // What is older than what is seen is drawn once, when all of it is here.
    if (this.#older) return;
    if (all) this.#list.redraw();
    const told = this.#begun && (row ?? changed[0]);
    for (const { number } of changed) this.#list.untell(number);
    if (entry.refers) this.#list.untell(entry.refers);
    if (told) this.#list.tell(this.#view.spoken(told), told.number);
    if (this.#begun && ["question", "answer"].includes(entry.kind)) this.#questions.look();
    if (entry.kind === "notice") this.#cards();
    this.#soon();
  }

  #became({ state, basis, release }) {
    const was = this.#row.state;
    Object.assign(this.#row, { state, basis, release });
    this.#o.header.set({ procedure: this.#row });
    this.#frame.became(this.#row);
    if (state === was) return;
    if (isDark(state)) this.#darken();
    else if (isDark(was)) this.#resume();
    this.#cards();
    this.#questions.draw();
    this.#list.redraw();
    if (this.#said) announce(this.#said);
  }

  /** Stopped or withdrawn: nothing of it stays on the screen, or in memory. */
  #darken() {
    this.#entries.wipe();
    this.#list.clear();
    this.#questions.wipe();
    this.#search.clear();
    this.#frame.closeSheet();
    this.#since = this.#until = null;
    this.#begun = false;
    this.#draw();
  }

  /** It goes on: from the beginning, since nothing of it is here. */
  #resume() {
    this.#follow?.close();
    this.#readAll();
  }

  #refused(err) {
    this.#entries.wipe();
    this.#list.clear();
    this.#row.state = "withdrawn";
    this.#frame.below(h("section", { class: "card state-card" }, sign("end"),
      h("div", {}, h("p", { class: "state-first" }, faultWords(err)),
        h("p", {}, h("a", { href: "/read" }, tr("To the procedures"))))));
    this.#draw();
  }

  // ---- cards ----

  /** How it stands and what was missed, below the last entry. */
  #cards() {
    const { state, release } = this.#row;
    const over = state === "closed" || (this.#entries.ended && !isDark(state));
    const card = over ? stateCard("closed") : stateCard(state);
    this.#said = card?.querySelector(".state-first").textContent ?? "";
    const played = release === "as-live" && !over && !isDark(state)
      ? h("p", { class: "note" }, tr("As-live: recorded days before, at the pace of the original."))
      : null;
    if (over && hasRole(this.#o.relay, ...READERS)) this.#feedback ??= this.#feedbackCard();
    this.#frame.below(played, this.#missed(), card, over ? this.#feedback : null);
    document.body.classList.toggle("is-dark", isDark(state));
    this.#list.show(this.#entries.rows);
  }

  #feedbackCard() {
    return feedbackCard((stars, text, lang) => this.#rate(stars, text, lang), this.#feedback);
  }

  async #rate(stars, text, lang) {
    const more = text ? { text, lang } : {};
    await this.#o.relay.request("feedback", { procedure: this.#id, stars, ...more });
  }

  /** The card of what was missed, or null where there is nothing to tell. */
  #missed() {
    if (this.#since === null || !this.#begun) return null;
    this.#until ??= this.#entries.last;
    return missedCard({
      entries: this.#entries, since: this.#since, until: this.#until,
      close: () => {
        this.#since = this.#until = null;
        this.#cards();
      },
      time: (row) => this.#view.time(row),
      jump: (n) => this.#jump(n),
    });
  }

  #away() {
    const { relay } = this.#o;
    return relay.state === "up" ? "" : tr("Reconnecting: nothing is lost.");
  }

  #connection() {
    const { relay } = this.#o;
    if (relay.state === "away" && !this.#awayAt) this.#left();
    if (relay.state === "up") this.#back();
    this.#frame.fault("");
    this.#frame.connection(this.#away());
    this.#draw();
  }

  #looked() {
    if (document.hidden) this.#left();
    else if (this.#o.relay.state === "up") this.#back();
    if (document.hidden) this.#keep();
  }

  #left() {
    this.#awayAt ||= Date.now();
    this.#leftAt ??= this.#entries.last;
  }

  /** Somebody looks again: what came meanwhile is told when it is here. */
  #back() {
    const long = this.#awayAt && Date.now() - this.#awayAt >= AWAY_MS;
    if (long && this.#since === null && this.#leftAt) {
      this.#since = this.#leftAt;
      setTimeout(() => this.#cards(), SETTLE_MS);
    }
    this.#awayAt = 0;
    this.#leftAt = null;
  }

  #keep() {
    if (!this.#begun) return;
    this.#kept.seen = Math.max(this.#kept.seen, this.#entries.last);
    keepReading(this.#id, this.#kept);
  }

  // ---- what a reader does ----

  #lively() {
    return LIVELY.has(this.#row.state) && this.#row.release === "live" && hasRole(this.#o.relay, ...READERS);
  }

  #badge(row) {
    const reaction = this.#mine.get(`react-${row.number}`);
    return [
      this.#kept.saved.has(row.number) ? h("span", { class: "row-saved" }, sign("star-on"), h("span", { class: "unseen" }, tr("bookmarked"))) : null,
      reaction === "again" ? h("span", { class: "badge" }, tr("Again, please")) : null,
    ].filter(Boolean);
  }

  #actions(row) {
    if (row.status === "withdrawn" || ["retraction", "notice"].includes(row.kind)) return [];
    const saved = this.#kept.saved.has(row.number);
    const list = [{
      act: "save", icon: saved ? "star-on" : "star", text: tr("Bookmark"), pressed: saved, run: () => this.#save(row),
    }];
    if (!this.#lively() || !TAUGHT.has(row.kind)) return list;
    const mine = this.#mine.get(`react-${row.number}`);
    list.push(
      { act: "understood", icon: "check", text: tr("Understood"), pressed: mine === "understood", run: () => this.#react(row, "understood") },
      { act: "again", icon: "again", text: tr("Again, please"), pressed: mine === "again", run: () => this.#react(row, "again") },
    );
    return list;
  }

  async #save(row) {
    const { saved } = this.#kept;
    if (!saved.delete(row.number)) saved.add(row.number);
    announce(saved.has(row.number) ? tr("Bookmarked.") : tr("Bookmark removed."));
    this.#redraw(row);
    const kept = await keepReading(this.#id, this.#kept);
    this.#frame.fault(kept ? "" : tr("This browser keeps nothing more: bookmarks last until this page is closed. Make room, or use a normal window."));
  }

  /** Draws one row again. */
  #redraw(row) {
    row.version++;
    this.#soon();
  }

  async #react(row, reaction) {
    try {
      await this.#o.relay.request("react", { procedure: this.#id, number: row.number, reaction });
      this.#mine.set(`react-${row.number}`, reaction);
      this.#frame.fault("");
      announce(tr("Told to the team, without your name."));
      this.#redraw(row);
    } catch (err) {
      this.#frame.fault(faultWords(err));
    }
  }

  async #vote(number, choice) {
    try {
      await this.#o.relay.request("poll.vote", { procedure: this.#id, number, choice });
      this.#mine.set(`poll-${number}`, choice);
      this.#frame.fault("");
      announce(tr("Your choice counts. You can change it until the poll is closed."));
      const row = this.#entries.row(number);
      if (row) this.#redraw(row);
    } catch (err) {
      this.#frame.fault(faultWords(err));
    }
  }
}

/** A height before it is measured: lines of the text, as wide as it is. */
function guess(row, width) {
  const letters = Math.max(20, (width - 60) / 8.6);
  const lines = row.text ? Math.ceil(row.text.length / letters) : 1;
  return 46 + lines * 27 + (row.heading ? 58 : 0) + (row.citations.length ? 36 : 0);
}
