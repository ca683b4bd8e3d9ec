// SPDX-License-Identifier: MIT
//
// One entry as an article of the timeline: time, who, text with its masks,
// citations, polls and results, what may be done with it. Texts go into the
// page as text only. Readers, the replay and the moderator's page use it.
//
//   const view = new EntryView({ entries, jump: (n) => list.jump(n) });
//   new Timeline({ root, render: (row) => view.render(row) });

import { langOf, lines, links, pieces } from "./entry-text.js";
import { look, maskWhy, maskWords, stepWords, who } from "./entry-words.js";
import { clock, h, label, lang, tr } from "./ui.js";

/** A sign of read-icons.svg, a mask in timeline.css; words stand beside it. */
export const sign = (name) => h("span", { class: `sign sign-${name}`, "aria-hidden": "true" });

/** A text with its masks as chips that do nothing: for lists beside the timeline. */
export const maskedText = (text) =>
  pieces(text).map((p) => (p.type === "mask" ? h("span", { class: "mask", title: maskWhy(p) }, maskWords(p)) : p.text));

const percent = (part, all) => (all ? Math.round((100 * part) / all) : 0);

export class EntryView {
  #o;

  /**
   * @param {object} o
   * @param {import("./entries.js").Entries} o.entries
   * @param {(number: number) => void} o.jump shows another row
   * @param {() => string} [o.query] what is searched for
   * @param {(row) => object[]} [o.actions] { act, icon, text, pressed, run }
   * @param {(row) => ?Node} [o.badge] more behind who speaks
   * @param {object} [o.polls] { open(), choice(number), vote(number, choice) }
   */
  constructor(o) {
    this.#o = { query: () => "", actions: () => [], badge: () => null, polls: null, ...o };
  }

  /** T+00:12:31 of a row; "" while it is not known from where to count. */
  time(row) {
    const { entries } = this.#o;
    return entries.whole ? clock(entries.clockOf(row.t_ms)) : "";
  }

  /** What a screen reader says when it comes. */
  spoken(row) {
    if (row.kind === "milestone") return stepWords(this.#o.entries, row.step);
    if (row.kind === "retraction" || row.status === "withdrawn") return tr("An update was withdrawn.");
    if (row.kind === "notice") return this.#notice(row);
    if (row.kind === "correction") return `${tr("Corrected")}: ${row.text}`;
    return [who(row), row.text].filter(Boolean).join(": ");
  }

  render(row) {
    const { entries, badge } = this.#o;
    const id = `row-${row.number}`;
    const here = entries.here?.row === row && !entries.ended;
    const body = h("div", { class: "row-body" });
    const whoIs = who(row);
    const badges = [
      row.status === "corrected" ? h("span", { class: "badge warn" }, tr("Corrected")) : null,
      here ? h("span", { class: "badge good row-here" }, sign("here"), tr("You are here")) : null,
      badge(row),
    ].filter(Boolean);
    const why = h("p", { class: "row-why", hidden: true });
    body.append(
      h("p", { class: "row-head", id },
        h("span", { class: "row-time mono" }, this.time(row)), " ",
        whoIs ? h("span", { class: "row-who" }, whoIs) : null, badges),
      ...this.#content(row, why), why);
    const actions = this.#actions(row);
    return h("article", { class: `row row-${row.kind} look-${look(row)} is-${row.status}`, tabindex: "-1", "aria-labelledby": id },
      row.heading ? this.#heading(row) : null,
      h("div", { class: "row-in" }, body, actions));
  }

  #heading(row) {
    const phase = this.#o.entries.phase(row.heading);
    return h("h2", { class: "row-phase" }, label(phase?.label), row.again ? h("span", { class: "muted" }, ` · ${tr("again")}`) : null);
  }

  /** A link to another row, by its time. */
  #link(number, words) {
    const row = this.#o.entries.row(number);
    if (!row) return words(tr("earlier"));
    return h("a", { href: `#row-${number}`, class: "row-link", onclick: (e) => {
      e.preventDefault();
      this.#o.jump(number);
    } }, words(this.time(row)));
  }

  #content(row, why) {
    switch (row.status) {
      case "withdrawn":
        return [h("p", { class: "row-quiet" }, tr("An update was withdrawn."))];
      case "replaced":
        return [h("p", { class: "row-quiet" }, this.#link(row.by, (t) => tr("This correction was corrected: %s", t)))];
      default:
    }
    switch (row.kind) {
      case "milestone":
        return [this.#milestone(row)];
      case "retraction":
        return [h("p", { class: "row-quiet" }, this.#link(row.refers, (t) => tr("An update was withdrawn: %s", t)))];
      case "notice":
        return [h("p", { class: "row-notice" }, this.#notice(row))];
      case "correction":
        return [h("p", { class: "row-quiet" }, this.#link(row.refers, (t) => tr("Corrected: %s", t))), ...this.#text(row, why)];
      case "answer":
        return [this.#toQuestion(row), ...this.#text(row, why)];
      case "poll":
        return this.#poll(row);
      case "result":
        return this.#result(row);
      default:
        return row.text ? [...this.#text(row, why), this.#answers(row)].filter(Boolean)
          : [h("p", { class: "row-quiet" }, row.status === "corrected" || row.kind === "corrected" ? tr("Corrected later.") : "")];
    }
  }

  #notice(row) {
    if (row.step === "closed") return tr("The broadcast has ended.");
    return `${tr("Notice")}: ${row.step}`;
  }

  #milestone(row) {
    const { entries } = this.#o;
    const words = stepWords(entries, row.step);
    return h("p", { class: "row-step" }, sign("step"), h("span", {}, this.#found(words)),
      entries.whole && entries.anchor === row ? h("span", { class: "muted row-anchor" }, tr("time counts from here")) : null);
  }

  /** Words of ours, with what a search found. */
  #found(words) {
    return pieces(words, this.#o.query()).map((p) => (p.found ? h("mark", {}, p.text) : p.text));
  }

  /** The text: masks explain themselves in `why`; then what it cites. */
  #text(row, why) {
    const tag = row.lang || langOf(row.text);
    const text = h("p", { class: "row-text", lang: tag && tag !== lang() ? tag : null, dir: "auto" },
      lines(pieces(row.text, this.#o.query())).map((line, i) => {
        const nodes = line.map((p) => {
          if (p.type === "mask") return this.#mask(p, i, why);
          return p.found ? h("mark", {}, p.text) : p.text;
        });
        return line.length > 1 ? h("span", { class: "whole" }, nodes) : nodes[0];
      }));
    const cited = links(row.citations);
    const list = cited.length
      ? h("ul", { class: "row-cites", "aria-label": tr("Sources") }, cited.map((c) =>
        h("li", {}, h("a", { href: c.href, target: "_blank", rel: "noreferrer noopener" }, sign("out"), c.text,
          h("span", { class: "unseen" }, ` (${tr("opens a new window")})`)))))
      : null;
    return [text, list].filter(Boolean);
  }

  #mask(mask, i, why) {
    const button = h("button", {
      type: "button", class: `mask${mask.found ? " mask-found" : ""}`, "aria-expanded": "false", dataset: { act: `mask-${i}` },
      title: tr("Why is this hidden?"),
      onclick: () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        for (const b of button.closest(".row-body").querySelectorAll(".mask")) b.setAttribute("aria-expanded", "false");
        button.setAttribute("aria-expanded", String(open));
        why.hidden = !open;
        why.replaceChildren(h("strong", {}, tr("Why is this hidden?")), " ", maskWhy(mask));
      },
      onkeydown: (e) => e.key === "Escape" && button.getAttribute("aria-expanded") === "true" && button.click(),
    }, h("span", { class: "unseen" }, `${tr("hidden")}: `), maskWords(mask));
    return button;
  }

  #toQuestion(row) {
    const question = this.#o.entries.row(row.refers);
    if (!question?.text) return h("p", { class: "row-quiet" }, tr("To a question"));
    const short = question.text.length > 120 ? `${question.text.slice(0, 117)}…` : question.text;
    return h("p", { class: "row-quiet" }, this.#link(row.refers, () => tr("To: %s", short)));
  }

  #answers(row) {
    if (row.kind !== "question") return null;
    const answers = this.#o.entries.answers(row.number);
    return answers.length
      ? h("p", { class: "row-quiet" }, answers.map((a) => this.#link(a.number, (t) => tr("Answered: %s", t))))
      : null;
  }

  #poll(row) {
    const { polls, entries } = this.#o;
    const poll = entries.poll(row.number);
    if (!poll) return [];
    const question = h("p", { class: "row-text", lang: row.lang || null, dir: "auto" }, this.#found(poll.question));
    if (poll.result)
      return [question, h("p", { class: "row-quiet" }, this.#link(poll.result.number, (t) => tr("This poll is closed. Result: %s", t)))];
    const mine = polls?.choice(row.number);
    const can = Boolean(polls?.open());
    const list = h("ol", { class: "choices", lang: row.lang || null }, poll.choices.map((choice, i) =>
      h("li", {}, can
        ? h("button", { type: "button", class: "choice-button", "aria-pressed": String(mine === i + 1), dataset: { act: `choice-${i + 1}` },
          onclick: () => polls.vote(row.number, i + 1) }, h("span", { class: "choice-mark" }, String.fromCharCode(65 + i)), choice)
        : h("span", { class: "choice-button" }, h("span", { class: "choice-mark" }, String.fromCharCode(65 + i)), choice))));
    const hint = mine && can ? h("p", { class: "hint" }, tr("Your choice counts. You can change it until the poll is closed.")) : null;
    return [question, list, hint].filter(Boolean);
  }

  #result(row) {
    const { polls, entries } = this.#o;
    const poll = entries.poll(row.refers);
    const all = row.tally.reduce((sum, t) => sum + t.votes, 0);
    const mine = polls?.choice(row.refers);
    const list = h("ul", { class: "bars" }, row.tally.map((t, i) => {
      const part = percent(t.votes, all);
      const bar = h("span", { class: "bar" });
      bar.style.setProperty("--part", `${part}%`);
      return h("li", { class: t.right ? "bar-right" : "" },
        h("span", { class: "bar-words" },
          h("span", { class: "choice-mark" }, String.fromCharCode(65 + i)), poll?.choices[i] ?? "",
          t.right ? h("span", { class: "badge good" }, sign("check"), tr("right answer")) : null,
          mine === i + 1 ? h("span", { class: "badge" }, tr("your choice")) : null),
        h("span", { class: "bar-count mono" }, `${t.votes === 1 ? tr("1 vote") : tr("%s votes", t.votes)} (${part} %)`),
        bar);
    }));
    return [poll ? h("p", { class: "row-text" }, this.#link(row.refers, () => poll.question)) : null, list].filter(Boolean);
  }

  /** One small button; what may be done opens beneath the row. */
  #actions(row) {
    const actions = this.#o.actions(row);
    if (actions.length === 0) return null;
    const strip = h("div", { class: "row-actions", hidden: true }, actions.map((a) =>
      h("button", { type: "button", class: "plain", "aria-pressed": a.pressed === undefined ? null : String(a.pressed), dataset: { act: a.act },
        onclick: (e) => a.run(row, e) }, sign(a.icon), a.text)));
    const more = h("button", { type: "button", class: "row-more plain square", "aria-expanded": "false", "aria-label": tr("What to do with this update"), dataset: { act: "more" },
      onclick: () => {
        strip.hidden = !strip.hidden;
        more.setAttribute("aria-expanded", String(!strip.hidden));
        if (!strip.hidden) strip.querySelector("button")?.focus({ preventScroll: true });
      } }, sign("more"));
    strip.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      strip.hidden = true;
      more.setAttribute("aria-expanded", "false");
      more.focus({ preventScroll: true });
    });
    return [more, strip];
  }
}
