// SPDX-License-Identifier: MIT
//
// Questions of the reader's page: ask, see what was published, vote. They go
// to the moderator and never to the operating room. A draft keeps its id
// until the relay answers, so that a broken connection asks nothing twice.

import { maskedText, sign } from "./entry-view.js";
import { languageField } from "./language-field.js";
import { announce, arrange, faultWords, h, lang, tr } from "./ui.js";

const STATES = {
  pending: () => tr("with the moderator"),
  published: () => tr("published"),
  answered: () => tr("answered"),
  hidden: () => tr("not published"),
};

/** Votes are told to nobody by themselves: look again after so many ms. */
const LOOK_MS = 20000;
/** A question has at most so many bytes. */
const MOST = 500;

const bytes = (text) => new TextEncoder().encode(text).length;

export class Questions {
  element = h("section", { class: "panel questions", "aria-labelledby": "questions-title" });
  #o;
  #rows = [];
  /** The relay told them: until then nobody knows that there are none. */
  #known = false;
  #list = h("ul", { class: "question-list" });
  #drawn = new Map(); // question -> { li, stamp }
  #title = h("h2", { id: "questions-title" });
  #form;
  #text;
  #language;
  #said = h("p", { class: "said", role: "status" });
  #fault = h("p", { class: "fault", role: "alert" });
  #draft = null;
  #timer;
  #busy = false;

  /**
   * o: relay, procedure, entries, may() (ask and vote now?), jump(number),
   * done() (something was chosen), changed().
   */
  constructor(o) {
    this.#o = o;
    this.#text = h("textarea", { id: "ask-text", rows: "2", autocomplete: "off", spellcheck: "false",
      writingsuggestions: "false", maxlength: String(MOST) });
    this.#form = h("form", { class: "ask" });
    this.#form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.#ask();
    });
    this.#text.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) this.#form.requestSubmit();
    });
    this.element.append(this.#title, this.#form, this.#said, this.#fault, this.#list);
    this.#timer = setInterval(() => this.look(), LOOK_MS);
    this.words();
  }

  close() {
    clearInterval(this.#timer);
    this.#text.value = "";
  }

  /** How many there are to be read. */
  get count() {
    return this.#rows.filter((q) => q.state === "published" || q.state === "answered").length;
  }

  /** The row of a question by the number of its entry. */
  of(number) {
    return this.#rows.find((q) => q.number === number);
  }

  focus() {
    if (!this.#form.hidden) this.#text.focus();
  }

  words() {
    this.#title.textContent = tr("Questions");
    this.#language = languageField("ask-lang");
    this.#form.replaceChildren(
      h("label", { for: "ask-text" }, tr("Your question")), this.#text,
      h("p", { class: "hint" }, tr("It goes to the moderator, not into the operating room. It passes the same filters: write no names.")),
      h("div", { class: "send-row" }, this.#language.element, h("button", { type: "submit", class: "primary" }, tr("Ask"))));
    this.draw();
  }

  draw() {
    this.#form.hidden = !this.#o.may();
    const rows = this.#rows
      .filter((q) => q.mine || q.state !== "hidden")
      .sort((a, b) => b.votes - a.votes || b.question - a.question);
    const held = document.activeElement?.dataset?.vote;
    const before = this.#drawn;
    this.#drawn = new Map(rows.map((q) => [q.question, this.#same(before.get(q.question), q)]));
    const items = rows.length ? [...this.#drawn.values()].map(({ li }) => li)
      : this.#known ? [h("li", { class: "hint" }, tr("No questions yet."))] : [];
    arrange(this.#list, items);
    this.#list.toggleAttribute("data-known", this.#known);
    if (held) this.#list.querySelector(`[data-vote="${held}"]`)?.focus();
  }

  /** A row that reads the same stays: it may be under a finger. */
  #same(drawn, q) {
    const answer = q.number ? this.#o.entries.answers(q.number)[0] : null;
    const stamp = JSON.stringify([q, answer?.number, this.#o.may(), lang()]);
    return drawn?.stamp === stamp ? drawn : { li: this.#row(q, answer), stamp };
  }

  #row(q, answer) {
    const out = q.state === "published" || q.state === "answered";
    const votes = q.votes === 1 ? tr("1 vote") : tr("%s votes", q.votes);
    const vote = out && !q.mine && this.#o.may()
      ? h("button", { type: "button", class: "vote", "aria-pressed": String(Boolean(q.voted)), "aria-disabled": q.voted ? "true" : null, dataset: { vote: q.question },
        "aria-label": q.voted ? tr("You voted for it. %s", votes) : tr("I want to know that, too. %s", votes),
        onclick: () => !q.voted && this.#vote(q) }, sign("up"), h("span", { class: "mono" }, String(q.votes)))
      : h("span", { class: "vote is-still", title: votes }, sign("up"), h("span", { class: "mono" }, String(q.votes)), h("span", { class: "unseen" }, votes));
    const go = (number, words) => h("button", { type: "button", class: "plain step-go", onclick: () => {
      this.#o.done();
      this.#o.jump(number);
    } }, words);
    return h("li", { class: `question is-${q.state}` }, vote,
      h("div", { class: "question-body" },
        h("p", { dir: "auto", lang: q.lang ?? "" }, maskedText(q.text)),
        h("p", { class: "facts" },
          q.mine ? h("span", { class: "badge" }, tr("yours")) : null,
          q.state === "published" ? null : h("span", { class: q.state === "answered" ? "badge good" : "badge" }, STATES[q.state]?.() ?? q.state),
          answer ? go(answer.number, tr("Show the answer")) : q.number ? go(q.number, tr("Show it in the timeline")) : null)));
  }

  /** Fetches the list anew; quietly, and not for a page that nobody sees. */
  async look() {
    const { relay, procedure } = this.#o;
    if (this.#busy || relay.state !== "up" || document.hidden) return;
    this.#busy = true;
    try {
      const { questions: rows } = await relay.list("questions", "questions", { procedure }, (all) => all.at(-1).question);
      const changed = !this.#known || JSON.stringify(rows) !== JSON.stringify(this.#rows);
      this.#rows = rows;
      this.#known = true;
      if (changed) this.draw();
      if (changed) this.#o.changed();
    } catch {
      // The connection, or a stop: what is shown is what was so.
    } finally {
      this.#busy = false;
    }
  }

  /** Nothing of it may be shown any more. */
  wipe() {
    this.#rows = [];
    this.#known = false;
    this.#said.textContent = "";
    this.draw();
  }

  async #vote(q) {
    const { relay, procedure } = this.#o;
    try {
      await relay.request("vote", { procedure, question: q.question });
      // The list may have been told anew meanwhile, with this vote or without.
      const now = this.#rows.find((r) => r.question === q.question) ?? q;
      if (!now.voted) now.votes++;
      now.voted = true;
      this.draw();
      announce(tr("You voted for it. %s", now.votes === 1 ? tr("1 vote") : tr("%s votes", now.votes)));
    } catch (err) {
      this.#fault.textContent = faultWords(err);
    }
  }

  async #ask() {
    const text = this.#text.value.trim();
    this.#said.textContent = "";
    this.#fault.textContent = "";
    if (!text) return;
    if (bytes(text) > MOST) {
      this.#fault.textContent = tr("That is too long: say it in fewer words.");
      return;
    }
    // The same words are the same draft, until the relay has it.
    const lang = this.#language.select.value;
    if (this.#draft?.text !== text || this.#draft.lang !== lang) this.#draft = { text, lang, id: crypto.randomUUID() };
    const button = this.#form.querySelector("button");
    button.disabled = true;
    try {
      await this.#send();
      this.#text.value = "";
      this.#draft = null;
      this.#said.textContent = tr("Sent to the moderator. It will not be shown in the operating room.");
      this.look();
    } catch (err) {
      this.#fault.textContent = faultWords(err);
    } finally {
      button.disabled = false;
    }
  }

  /** Until there is an answer: the id makes it safe to ask again. */
  async #send() {
    const { relay, procedure } = this.#o;
    const { id, text, lang } = this.#draft;
    for (;;) {
      try {
        return await relay.request("ask", { procedure, draft: id, text, lang });
      } catch (err) {
        if (err.code !== "away" || relay.state === "ended") throw err;
        this.#said.textContent = tr("Waiting for the connection. It is sent by itself.");
        await new Promise((resolve) => relay.addEventListener("state", resolve, { once: true }));
      }
    }
  }
}
