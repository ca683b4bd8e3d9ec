// SPDX-License-Identifier: MIT
//
// A long list of rows of which only what is seen is in the page: the
// timeline of readers, of the replay and of the moderator. Heights are
// measured when a row is seen and guessed before; the reader's place stays
// where it is when rows come above or below it, and at the end the list goes
// with what comes. Keyboard and roles are those of the ARIA "feed" pattern;
// what is new is told to screen readers by a small log beside the list, since
// rows also come and go in the page when somebody scrolls.
//
//   const list = new Timeline({ root, render, words, onChange });
//   list.show(entries.rows);      // after each change of the rows
//   list.tell("...", number);     // what came live, for screen readers
//   list.untell(number);          // it was corrected or withdrawn
//
// A row is an object with `number` (its key) and `version`.

import { Heights } from "./heights.js";

/** Rows in the page beyond what is seen, in pixels on each side. */
const AROUND = 600;
/** So near to its end the list still goes with what comes. */
const NEAR = 48;
/** Lines that the log keeps; it is heard, not read. */
const LOG = 8;
/** Longer news than that many at once are told as a number. */
const AT_ONCE = 3;

export class Timeline {
  #root;
  #options;
  #rows = [];
  #heights = new Heights();
  #keys = []; // numbers of the rows whose heights stand in #heights
  #known = new Map(); // number -> height as measured
  #nodes = new Map(); // number -> { node, version }
  #index = new Map(); // number -> index
  #asked = 0;
  #following;
  #allowed; // to follow by itself, when the reader is at the end
  #top = 0; // scroll position that was seen last
  #seen = 0; // so many rows were seen, or were there from the beginning
  #spread = false; // all of it stands in the page, to be printed
  #observer;
  #log;
  #news = [];
  #said = 0;
  #off = new AbortController();

  /**
   * @param {object} o
   * @param {Element} o.root empty; becomes the feed
   * @param {(row: object) => Element} o.render an article, focusable
   * @param {(row: object) => number} [o.guess] a height before it is seen
   * @param {Element} [o.scroller] what scrolls; default the document
   * @param {() => {top: number, bottom: number}} [o.covered] pixels of it
   *   that bars cover
   * @param {(n: number) => string} [o.many] "12 new updates"
   * @param {boolean} [o.follow] go with what comes at the end; default yes
   * @param {(state: object) => void} [o.onChange] following, unseen, first
   *   and last (rows that are seen)
   */
  constructor(o) {
    this.#following = this.#allowed = o.follow ?? true;
    this.#options = { guess: () => 72, covered: () => ({ top: 0, bottom: 0 }), many: String, onChange() {}, ...o };
    this.#root = o.root;
    this.#root.setAttribute("role", "feed");
    this.#root.classList.add("timeline");
    this.#log = document.createElement("div");
    this.#log.setAttribute("role", "log");
    this.#log.className = "unseen";
    this.#root.after(this.#log);
    this.#observer = new ResizeObserver((list) => this.#resized(list));
    this.#observer.observe(this.#root);
    const { signal } = this.#off;
    const scrolls = o.scroller ?? window;
    scrolls.addEventListener("scroll", () => this.#scrolled(), { passive: true, signal });
    window.addEventListener("resize", () => this.#ask(), { signal });
    window.addEventListener("beforeprint", () => this.#print(true), { signal });
    window.addEventListener("afterprint", () => this.#print(false), { signal });
    this.#root.addEventListener("keydown", (e) => this.#key(e), { signal });
  }

  /** The rows as they are now; draws what changed at the next frame. */
  show(rows) {
    this.#rows = rows;
    this.#ask();
  }

  /** What stands there is no news: none of it is counted as unseen. */
  seen() {
    this.#seen = this.#rows.length;
    this.#ask();
  }

  /** Draws every row anew (another language, another search). */
  redraw() {
    for (const it of this.#nodes.values()) it.version = -1;
    this.#ask();
  }

  /** Whether the list goes with what comes; false: it stays until told. */
  get following() {
    return this.#following;
  }

  follow(on) {
    this.#allowed = on;
    this.#following = on;
    if (on) this.#flush();
    else this.#changed();
  }

  /** Shows a row at the top (or in the middle) of what is seen. */
  jump(number, { focus = true, middle = false } = {}) {
    this.#flush();
    const i = this.#index.get(number);
    if (i === undefined) return false;
    this.#following = false;
    for (let pass = 0; pass < 3; pass++) {
      const view = this.#view();
      const room = middle ? Math.max(0, (view.to - view.from - this.#heights.at(i)) / 2) : 8;
      this.#scrollBy(this.#heights.before(i) - view.from - room);
      this.#draw(true);
    }
    const node = this.#nodes.get(number)?.node;
    if (focus) node?.focus({ preventScroll: true });
    this.#mark(node);
    return true;
  }

  /** Tells who listens what came, of which row; many at once as a number. */
  tell(text, number) {
    this.#news.push({ text, number });
    if (this.#said) return;
    this.#said = setTimeout(() => this.#say(), 400);
  }

  /** Takes back what was told of a row: its text is not to be had any more. */
  untell(number) {
    this.#news = this.#news.filter((n) => n.number !== number);
    for (const line of this.#log.querySelectorAll(`[data-of="${number}"]`)) line.remove();
  }

  /** Forgets all that it showed. */
  clear() {
    this.#rows = [];
    this.#known.clear();
    this.#seen = 0;
    this.#following = this.#allowed;
    this.#news = [];
    this.#log.replaceChildren();
    this.#flush();
  }

  close() {
    this.#off.abort();
    this.#observer.disconnect();
    cancelAnimationFrame(this.#asked);
    clearTimeout(this.#said);
    this.#log.remove();
  }

  get #scroller() {
    return this.#options.scroller ?? document.scrollingElement;
  }

  /** What is seen, counted from the beginning of the list. */
  #view() {
    const at = this.#root.getBoundingClientRect().top;
    const box = this.#options.scroller?.getBoundingClientRect();
    const { top, bottom } = this.#options.covered();
    return {
      from: (box?.top ?? 0) + top - at,
      to: (box?.bottom ?? window.innerHeight) - bottom - at,
    };
  }

  #scrollBy(by) {
    if (Math.abs(by) < 0.5) return;
    this.#scroller.scrollTop += by;
    this.#top = this.#scroller.scrollTop;
  }

  #ask() {
    // Of nothing there is nothing to measure: a slow phone has no time for it.
    if (this.#asked || (this.#rows.length === 0 && this.#keys.length === 0)) return;
    this.#asked = requestAnimationFrame(() => this.#flush());
    // A page in the background has no frames; what it shows may wait, but a
    // row that was taken back must not stand there.
    if (document.hidden) this.#flush();
  }

  #scrolled() {
    const top = this.#scroller.scrollTop;
    const up = top < this.#top - 2;
    this.#top = top;
    if (this.#atEnd()) this.#following = this.#allowed;
    else if (up) this.#following = false;
    this.#ask();
  }

  /** The end is that of what scrolls: cards below the list belong to it. */
  #atEnd() {
    const s = this.#scroller;
    return s.scrollTop + s.clientHeight >= s.scrollHeight - NEAR;
  }

  #resized(list) {
    // The list itself changes its height by our own hand.
    if (list.some((e) => e.target !== this.#root || e.contentRect.width !== this.#width)) this.#ask();
  }

  #width = 0;

  /** Where the reader is: the first row that is seen, and how far in. */
  #place() {
    if (this.#keys.length === 0) return null;
    const { from } = this.#view();
    const held = document.activeElement?.closest?.("[data-number]");
    const number = held && this.#root.contains(held) && this.#isSeen(held) ? Number(held.dataset.number) : 0;
    const i = this.#index.get(number) ?? this.#heights.find(from);
    return { number: this.#keys[i], at: this.#heights.before(i) - from };
  }

  #isSeen(node) {
    const box = node.getBoundingClientRect();
    const root = this.#root.getBoundingClientRect().top;
    const { from, to } = this.#view();
    return box.bottom - root > from && box.top - root < to;
  }

  #flush() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    if (this.#spread) return this.#drawAll();
    const place = this.#following ? null : this.#place();
    this.#take();
    this.#draw(false);
    for (let pass = 0; pass < 3; pass++) {
      this.#keep(place);
      if (!this.#draw(true)) break;
    }
    this.#keep(place);
    this.#changed();
  }

  #keep(place) {
    const s = this.#scroller;
    if (this.#following) return this.#scrollBy(s.scrollHeight - s.clientHeight - s.scrollTop);
    if (!place) return;
    const { from } = this.#view();
    const i = this.#index.get(place.number);
    if (i !== undefined) this.#scrollBy(this.#heights.before(i) - from - place.at);
  }

  /** The heights of the rows that are there now. */
  #take() {
    const rows = this.#rows;
    let same = Math.min(rows.length, this.#keys.length);
    if (this.#keys.length > rows.length || (same && rows[same - 1].number !== this.#keys[same - 1])) same = 0;
    if (same === 0) {
      this.#heights.clear();
      this.#keys = [];
      this.#index.clear();
    }
    for (let i = same; i < rows.length; i++) {
      const { number } = rows[i];
      this.#heights.push(this.#known.get(number) ?? this.#options.guess(rows[i]));
      this.#keys.push(number);
      this.#index.set(number, i);
    }
  }

  /** Puts into the page what is seen; true when a height was another. */
  #draw(measure) {
    const { from, to } = this.#view();
    const first = Math.max(0, this.#heights.find(from - AROUND));
    const last = this.#rows.length ? this.#heights.find(to + AROUND) : -1;
    this.#remove(first, last);
    let before = null;
    for (let i = last; i >= first; i--) before = this.#node(this.#rows[i], i, before);
    const changed = measure && this.#measure();
    this.#lay();
    return changed;
  }

  /** What has the focus stays, wherever it is. */
  #remove(first, last) {
    for (const [number, { node }] of this.#nodes) {
      const i = this.#index.get(number);
      if (i !== undefined && i >= first && i <= last) continue;
      if (i !== undefined && node.contains(document.activeElement)) {
        this.#fresh(this.#rows[i]);
        continue;
      }
      this.#observer.unobserve(node);
      node.remove();
      this.#nodes.delete(number);
    }
  }

  /** The row's node, before `before`, drawn again if the row changed. */
  #node(row, i, before) {
    const { node, made } = this.#fresh(row);
    node.setAttribute("aria-posinset", i + 1);
    if (made || node.nextElementSibling !== before) {
      // Moving a node would take its focus away: others move around it.
      if (made || !node.contains(document.activeElement)) this.#root.insertBefore(node, before);
    }
    return node;
  }

  #fresh(row) {
    const it = this.#nodes.get(row.number);
    if (it?.version === row.version) return { node: it.node, made: false };
    const node = this.#options.render(row);
    node.dataset.number = row.number;
    node.setAttribute("aria-setsize", "-1");
    this.#nodes.set(row.number, { node, version: row.version });
    if (it) this.#replace(it.node, node);
    this.#observer.observe(node);
    return { node, made: !it };
  }

  /** In the old one's place, with the focus where it was. */
  #replace(old, node) {
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const name = active?.dataset.act;
    this.#observer.unobserve(old);
    node.style.transform = old.style.transform;
    old.replaceWith(node);
    if (active) (node.querySelector(`[data-act="${name}"]`) ?? node).focus({ preventScroll: true });
  }

  #measure() {
    let changed = false;
    for (const [number, { node }] of this.#nodes) {
      const i = this.#index.get(number);
      const height = node.getBoundingClientRect().height;
      if (height === 0 || Math.abs(height - this.#heights.at(i)) < 0.5) continue;
      this.#heights.set(i, height);
      this.#known.set(number, height);
      changed = true;
    }
    return changed;
  }

  #lay() {
    for (const [number, { node }] of this.#nodes)
      node.style.transform = `translateY(${this.#heights.before(this.#index.get(number))}px)`;
    this.#root.style.height = `${this.#heights.total}px`;
    const width = this.#root.clientWidth;
    if (width !== this.#width && this.#width) this.#known.clear();
    this.#width = width;
  }

  #changed() {
    const { from, to } = this.#view();
    const last = this.#rows.length ? this.#heights.find(to - 1) : -1;
    this.#seen = Math.min(Math.max(this.#seen, last + 1), this.#rows.length);
    this.#options.onChange({
      following: this.#following,
      unseen: this.#rows.length - this.#seen,
      first: this.#rows[this.#heights.find(from + 8)],
      last: this.#rows[last],
    });
  }

  #mark(node) {
    if (!node) return;
    node.classList.add("row-found");
    setTimeout(() => node.classList.remove("row-found"), 1600);
  }

  #say() {
    const news = this.#news.splice(0);
    this.#said = news.length ? setTimeout(() => this.#say(), 1500) : 0;
    if (news.length === 0) return;
    for (const { text, number } of news.length > AT_ONCE ? [{ text: this.#options.many(news.length) }] : news) {
      const line = document.createElement("p");
      line.textContent = text;
      if (number) line.dataset.of = number;
      this.#log.append(line);
    }
    while (this.#log.children.length > LOG) this.#log.firstChild.remove();
  }

  /** Page Up and Down go from row to row; Control with Home and End to the ends. */
  #key(event) {
    const row = event.target.closest("[data-number]");
    const i = this.#index.get(Number(row?.dataset.number)) ?? this.#heights.find(this.#view().from + 8);
    const edge = event.ctrlKey || event.metaKey;
    const to = { PageDown: i + 1, PageUp: i - 1, Home: edge ? 0 : -1, End: edge ? this.#rows.length - 1 : -1 }[event.key];
    if (to === undefined || event.altKey || !this.#rows[to]) return;
    event.preventDefault();
    this.#step(to);
  }

  #step(i) {
    this.jump(this.#rows[i].number);
    if (i === this.#rows.length - 1) this.follow(this.#allowed);
  }

  /** On paper all of it stands, one below the other. */
  #print(on) {
    this.#spread = on;
    this.#root.classList.toggle("timeline-spread", on);
    this.#flush();
  }

  #drawAll() {
    this.#take();
    let before = null;
    for (let i = this.#rows.length - 1; i >= 0; i--) before = this.#node(this.#rows[i], i, before);
    this.#root.style.height = "";
  }
}
