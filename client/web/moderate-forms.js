// SPDX-License-Identifier: MIT
//
// What a moderator types: another text in place of a draft, an answer, a
// reason, a poll. Nothing typed here is kept anywhere but in its field.
//
// Who calls it: moderate-item.js, moderate-case.js.

import { languageField } from "./language-field.js";
import { h, tr } from "./ui.js";
import { watchText } from "./moderate-preview.js";

/** Bytes of a reason (PROTOCOL.md, 6.2), and of a text. */
const REASON_MOST = 200;
const TEXT_MOST = 4096;

const bytes = (text) => new TextEncoder().encode(text).length;
let made = 0;

/** Fields that no service of the browser reads along. */
export const privately = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false", writingsuggestions: "false" };

/** A form whose buttons are its own; sent once at a time. */
function formOf(submit, cancel, sendText, ...content) {
  const send = h("button", { type: "submit", class: "primary" }, sendText);
  const run = async (e) => {
    e.preventDefault();
    send.disabled = true;
    await submit();
    send.disabled = false;
  };
  return h("form", { class: "edit-form", onsubmit: run, onkeydown: (e) => e.key === "Escape" && cancel() },
    content, h("div", { class: "buttons" }, send, h("button", { type: "button", onclick: cancel }, tr("Cancel"))));
}

export class EditForm {
  #area;

  /** {page, procedure, text, title, send, submit(text, lang), cancel()} */
  constructor({ page, procedure, text, title, send, submit, cancel }) {
    const id = `edit-${++made}`;
    const language = languageField(`${id}-lang`);
    const preview = h("div", { class: "preview-out" });
    this.#area = h("textarea", { id, ...privately, required: true, maxlength: TEXT_MOST, value: text });
    this.element = formOf(() => submit(this.#area.value, language.select.value), cancel, send,
      h("div", { class: "field" }, h("label", { for: id }, title), this.#area), language.element,
      h("p", { class: "hint" }, tr("It goes through the filter again, at the relay, in any case.")));
    // It comes while somebody types: below what is to be pressed, which stays where it is.
    this.element.append(preview);
    watchText({ relay: page.relay, procedure, area: this.#area, select: language.select, out: preview });
  }

  focus() {
    this.#area.focus();
    this.#area.setSelectionRange(this.#area.value.length, this.#area.value.length);
  }
}

const REASONS = () => [
  tr("It names or describes a person."),
  tr("It is not about the operation."),
  tr("It is not clear; please write it again."),
  tr("It was said already."),
  tr("It should not be told to readers."),
];

export class RejectForm {
  #first;

  /** {submit(reason or ""), cancel()} */
  constructor({ submit, cancel }) {
    const id = `reject-${++made}`;
    const own = h("input", { id: `${id}-own`, type: "text", ...privately, maxlength: REASON_MOST });
    const radio = (value, text, i) => h("label", { class: "choice" },
      h("input", { type: "radio", name: id, value, checked: i === 0 }), text);
    const list = [...REASONS().map((text) => [text, text]), ["own", tr("Another reason")], ["", tr("No reason")]];
    const choices = list.map(([value, text], i) => radio(value, text, i));
    const owned = choices.map((c, i) => (list[i][0] === "own" ? [c, h("label", { for: `${id}-own`, class: "unseen" }, tr("Another reason")), own] : c));
    const chosen = () => this.element.querySelector("input:checked").value;
    this.#first = choices[0].querySelector("input");
    own.addEventListener("input", () => (choices.at(-2).querySelector("input").checked = true));
    const reason = () => {
      const text = chosen() === "own" ? own.value.trim() : chosen();
      return bytes(text) <= REASON_MOST ? text : [...text].slice(0, REASON_MOST / 4).join("");
    };
    this.element = formOf(() => submit(reason()), cancel, tr("Reject it"),
      h("fieldset", {}, h("legend", {}, tr("What its author is told")), owned));
  }

  focus() {
    this.#first.focus();
  }
}

/** Bytes of a poll's question and of a choice (PROTOCOL.md, 11.2). */
const QUESTION_MOST = 500;
const CHOICE_MOST = 100;
const CHOICES = 6;

export class PollForm {
  #question;

  /** {submit({text, choices, right, lang}) -> Promise<true when it went>, cancel()} */
  constructor({ submit, cancel }) {
    const id = `poll-${++made}`;
    const language = languageField(`${id}-lang`);
    this.#question = h("input", { id, type: "text", ...privately, required: true, maxlength: QUESTION_MOST });
    const rows = Array.from({ length: CHOICES }, (_, i) => this.#row(id, i));
    // One more than is filled, three at least.
    const showRows = () => {
      const used = rows.findLastIndex((row) => row.text.value.trim()) + 1;
      rows.forEach((row, i) => (row.element.hidden = i > Math.max(used, 2)));
    };
    showRows();
    const values = () => {
      const filled = rows.map((row) => ({ text: row.text.value.trim(), right: row.right.checked })).filter((r) => r.text);
      const right = filled.findIndex((r) => r.right) + 1;
      const fields = { text: this.#question.value.trim(), choices: filled.map((r) => r.text), lang: language.select.value };
      return right ? { ...fields, right } : fields;
    };
    this.element = formOf(() => submit(values()), cancel, tr("Ask the readers"),
      h("div", { class: "field" }, h("label", { for: id }, tr("Question")), this.#question),
      h("fieldset", {}, h("legend", {}, tr("Choices; mark the right one for a quiz")),
        h("ol", { class: "poll-choices", oninput: () => showRows() }, rows.map((row) => row.element))),
      language.element);
  }

  #row(id, i) {
    const text = h("input", { type: "text", ...privately, required: i < 2, maxlength: CHOICE_MOST, "aria-label": tr("Choice %s", i + 1) });
    const right = h("input", { type: "radio", name: `${id}-right`, "aria-label": tr("Choice %s is right", i + 1) });
    return { text, right, element: h("li", {}, right, text) };
  }

  focus() {
    this.#question.focus();
  }
}
