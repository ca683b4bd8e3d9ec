// SPDX-License-Identifier: MIT
//
// One procedure on the moderator's page: its state, who is there, the latest
// entries with what readers think of them, the questions that are out, polls.
//
// Who calls it: moderate.js.

import { steady } from "./steady.js";
import { announce, codeName, faultWords, h, KeptRows, label, tr } from "./ui.js";
import { stateWords } from "./archive-read.js";
import { marked } from "./archive-replay.js";
import { EditForm, PollForm } from "./moderate-forms.js";
import { Rules } from "./moderate-rules.js";
import { stepsOf } from "./record.js";

/** Of the latest entries, on the page. */
const SHOWN = 4;

export class CaseView {
  #page;
  #on;
  #template;
  #steps;
  #entries = [];
  #questions = [];
  #polls = new Map(); // entry -> its question
  #reactions = new Map(); // entry -> {understood, again}
  #presence = null;
  #parts = {};
  #opened = steady();

  /** row: of `procedures`; on: {changed()}. */
  constructor(page, row, on) {
    this.#page = page;
    this.#on = on;
    this.row = row;
    this.#template = page.templates.find((t) => t.id === row.template);
    this.#steps = stepsOf(this.#template);
    this.#opened = steady() - row.open_ms;
    if (row.students !== undefined) this.#presence = { students: row.students, colleagues: row.colleagues };
    this.element = h("article", { class: "card case-card", "aria-labelledby": `case-${row.procedure}` });
    this.draw();
  }

  /** When it opened, as steady.js counts. */
  get began() {
    return this.#opened;
  }

  headerRow() {
    return { ...this.row, label: label(this.#template?.label) || this.row.template };
  }

  close() {
    this.follow?.close();
    this.element.remove();
  }

  // ---- what the relay tells ----

  setRow(row) {
    this.row = { ...row, state: this.row.state };
    this.#drawFacts();
  }

  setState({ state, basis, release }) {
    this.row = { ...this.row, state, basis, release };
    this.#drawFacts();
  }

  setPresence(presence) {
    this.#presence = presence;
    this.#drawFacts();
  }

  setReactions({ number, understood, again }) {
    this.#reactions.set(number, { understood, again });
    this.#drawEntries();
  }

  setQuestions(questions) {
    this.#questions = questions;
    this.#drawQuestions();
  }

  addEntry(entry) {
    const { kind, number, refers } = entry;
    if (kind === "poll") this.#polls.set(number, { text: entry.text.split("\n")[0], lang: entry.lang ?? "" });
    if (kind === "result" || kind === "retraction") this.#polls.delete(refers);
    if (kind === "retraction" || kind === "correction") this.#entries = this.#entries.filter((e) => e.number !== refers);
    if (["update", "milestone", "correction", "question", "answer", "poll"].includes(kind)) this.#entries.push(entry);
    this.#entries = this.#entries.slice(-SHOWN);
    this.#drawEntries();
    this.#drawPolls();
  }

  // ---- drawing ----

  draw() {
    const p = this.#parts;
    p.rules = new Rules(this.#page.relay, this.row.procedure);
    p.facts = h("p", { class: "facts" });
    const entries = h("ol", { class: "latest" });
    p.entries = new KeptRows(entries, (entry) => this.#entry(entry));
    p.questions = h("ol", { class: "out" });
    p.questionRows = new KeptRows(p.questions, (q) => this.#question(q));
    p.out = h("div", {}, h("h4", {}, tr("Questions that are out")), p.questions);
    const polls = h("ul", { class: "out" });
    p.pollRows = new KeptRows(polls, (poll) => this.#poll(poll));
    p.polls = h("div", {}, h("h4", {}, tr("Polls")), polls);
    p.nothing = h("p", { class: "hint" }, tr("Nothing yet."));
    p.form = h("div", {});
    p.fault = h("p", { class: "fault", role: "alert" });
    this.element.replaceChildren(
      h("h3", { id: `case-${this.row.procedure}` }, codeName(this.row.code_name)),
      h("p", { class: "operation" }, this.headerRow().label),
      p.facts, p.rules.element,
      h("details", { open: true }, h("summary", {}, tr("Latest entries")), entries, p.nothing),
      p.out, p.polls,
      h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => this.#newPoll() }, tr("New poll"))),
      p.form, p.fault);
    this.#drawFacts();
    this.#drawEntries();
    this.#drawQuestions();
    this.#drawPolls();
  }

  #drawFacts() {
    const n = this.#presence;
    this.#parts.rules.draw(this.row.state);
    this.#parts.facts.replaceChildren(
      h("span", { class: `badge state-${this.row.state}` }, stateWords(this.row.state)),
      ...(n ? [h("span", {}, tr("Students %s, colleagues %s", n.students, n.colleagues))] : []),
      ...(n?.staff !== undefined ? [h("span", {}, tr("Staff %s, educators %s", n.staff, n.educators))] : []));
  }

  #words(entry) {
    const step = this.#steps.get(entry.step);
    return step ? label(step.label) : marked(entry.text ?? "");
  }

  #drawEntries() {
    this.#parts.nothing.hidden = this.#entries.length > 0;
    this.#parts.entries.draw(this.#entries.map((entry) => [entry.number, entry]));
  }

  #entry({ number, step, lang: tag, text }) {
    const says = h("span", { class: "hint" });
    const element = h("li", {}, h("span", { lang: step ? null : tag ?? "" }, this.#words({ step, text })), says);
    const update = () => {
      const n = this.#reactions.get(number);
      says.textContent = n ? tr("%s understood, %s ask to hear it again", n.understood, n.again) : "";
    };
    return { element, update };
  }

  /** Those with most votes first; in the order in which they stand while the pointer or the keyboard is at them. */
  #drawQuestions() {
    const { questions: list, questionRows: rows, out } = this.#parts;
    const there = rows.keys;
    // What is being answered is not taken from under the hand.
    const shown = this.#questions.filter((q) => q.state === "published" || rows.of(q.question)?.writing());
    const busy = list.matches(":hover") || list.contains(document.activeElement);
    const place = ({ question }) => there.includes(question) ? there.indexOf(question) : there.length;
    shown.sort((a, b) => (busy ? place(a) - place(b) : 0) || b.votes - a.votes);
    out.hidden = shown.length === 0;
    rows.draw(shown.map((q) => [q.question, q]));
  }

  #question(q) {
    const form = h("div", {}), votes = h("span", { class: "badge" });
    const set = (state) => () => this.#ask("question.set", { question: q.question, state });
    const element = h("li", {},
      h("p", { class: "out-text" }, votes, " ", h("span", { lang: q.lang ?? "" }, marked(q.text))),
      q.mine ? null : h("div", { class: "buttons" },
        h("button", { type: "button", onclick: () => this.#answer(q, form) }, tr("Answer")),
        h("button", { type: "button", class: "plain", onclick: set("answered") }, tr("Answered already")),
        h("button", { type: "button", class: "plain", onclick: set("hidden") }, tr("Hide"))),
      form);
    return {
      element,
      update: (now) => { votes.textContent = tr("%s votes", now.votes); },
      writing: () => form.hasChildNodes(),
    };
  }

  #answer(q, place) {
    const draft = crypto.randomUUID();
    const done = () => {
      place.replaceChildren();
      this.#drawQuestions();
    };
    const form = new EditForm({
      page: this.#page, procedure: this.row.procedure, text: "",
      title: tr("Answer for all readers"), send: tr("Send the answer"),
      cancel: done,
      submit: async (text, tag) => {
        if (await this.#ask("answer", { draft, question: q.question, text, lang: tag })) done();
      },
    });
    place.replaceChildren(form.element);
    form.focus();
  }

  #drawPolls() {
    this.#parts.polls.hidden = this.#polls.size === 0;
    this.#parts.pollRows.draw([...this.#polls].map(([number, poll]) => [number, { number, ...poll }]));
  }

  #poll({ number, text, lang: tag }) {
    const element = h("li", {}, h("p", { class: "out-text", lang: tag }, text),
      h("button", { type: "button", onclick: () => this.#ask("poll.close", { number }) }, tr("Close it and show the result")));
    return { element, update: () => {} };
  }

  #newPoll() {
    const { form: place } = this.#parts;
    const draft = crypto.randomUUID();
    const form = new PollForm({
      cancel: () => place.replaceChildren(),
      submit: async (fields) => {
        if (await this.#ask("poll", { draft, ...fields })) place.replaceChildren();
      },
    });
    place.replaceChildren(form.element);
    form.focus();
  }

  /** True when it was done; else the reason stands on the card. */
  async #ask(op, fields) {
    this.#parts.fault.textContent = "";
    try {
      const answer = await this.#page.relay.request(op, { procedure: this.row.procedure, ...fields });
      announce(answer.held ? tr("It is held: another moderator decides.") : tr("Done."));
      this.#on.changed();
      return true;
    } catch (err) {
      this.#parts.fault.textContent = faultWords(err);
      return false;
    }
  }
}
