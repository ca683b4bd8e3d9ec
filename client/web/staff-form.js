// SPDX-License-Identifier: MIT
//
// Fields of the staff page's forms: a label, what is typed, a hint, tied to
// each other. What is typed goes into an object of the caller and nowhere
// else: no autocomplete, no spelling check (browsers may send text away).
// staff-open.js and roster-editor.js use it.

import { h } from "./ui.js";

let count = 0;
const nextId = () => `f${++count}`;

/** Of every field that takes what was typed. */
export const PRIVATE = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false",
  writingsuggestions: "false",
  translate: "no", "data-lpignore": "true", "data-1p-ignore": true };

/** One line, date or number: kept in target[key]. */
export function line(target, key, { label, hint, type = "text", onchange, ...more }) {
  const id = nextId();
  const said = hint ? h("p", { class: "hint", id: `${id}h` }, hint) : null;
  const input = h("input", { id, type, ...PRIVATE, ...more, value: target[key] ?? "",
    "aria-describedby": said ? `${id}h` : null,
    oninput: (e) => {
      target[key] = e.target.value;
      onchange?.(e.target.value);
    } });
  return h("div", { class: "field" }, h("label", { for: id }, label), input, said);
}

export function lines(target, key, { label, hint, rows = 2 }) {
  const id = nextId();
  const said = hint ? h("p", { class: "hint", id: `${id}h` }, hint) : null;
  const area = h("textarea", { id, rows, ...PRIVATE, "aria-describedby": said ? `${id}h` : null,
    value: target[key] ?? "", oninput: (e) => { target[key] = e.target.value; } });
  return h("div", { class: "field" }, h("label", { for: id }, label), area, said);
}

/** options: [value, words], or [words, [[value, words], ...]] for a group. */
export function select(target, key, { label, hint, options, onchange, unseen = false }) {
  const id = nextId();
  const one = ([value, words]) => (Array.isArray(words)
    ? h("optgroup", { label: value }, words.map(one))
    : h("option", { value, selected: target[key] === value }, words));
  const said = hint ? h("p", { class: "hint", id: `${id}h` }, hint) : null;
  return h("div", { class: "field" },
    h("label", { for: id, class: unseen ? "unseen" : null }, label),
    h("select", { id, "aria-describedby": said ? `${id}h` : null, onchange: (e) => {
      target[key] = e.target.value;
      onchange?.(e.target.value);
    } }, options.map(one)), said);
}

export function check(target, key, { label, hint, onchange }) {
  const id = nextId();
  return h("div", { class: "tick" },
    h("label", { class: "choice", for: id },
      h("input", { id, type: "checkbox", checked: target[key] === true, "aria-describedby": hint ? `${id}h` : null,
        onchange: (e) => {
          target[key] = e.target.checked;
          onchange?.(e.target.checked);
        } }), h("span", {}, label)),
    hint ? h("p", { class: "hint", id: `${id}h` }, hint) : null);
}

/** Choices one of which holds, each a card: options [value, words, hint]. */
export function radios(target, key, { label, options, onchange }) {
  const name = nextId();
  return h("fieldset", {}, h("legend", {}, label),
    h("div", { class: "radio-cards" }, options.map(([value, words, hint]) => {
      const id = nextId();
      return h("label", { class: "radio-card", for: id },
        h("input", { id, type: "radio", name, value, checked: target[key] === value, onchange: () => {
          target[key] = value;
          onchange?.(value);
        } }),
        h("span", {}, h("span", { class: "radio-words" }, words), hint ? h("span", { class: "hint" }, hint) : null));
    })));
}

/**
 * Rows that can be added and taken away: draw(row, index) gives a row's fields,
 * make() a new row. The focus goes to what was added, or to the button.
 */
export function rows(list, { label, draw, make, add, remove, least = 0 }) {
  const box = h("div", { class: "rows" });
  const more = h("button", { type: "button", class: "plain add", onclick: () => {
    list.push(make());
    show();
    box.lastElementChild?.querySelector("input, select")?.focus();
  } }, add);
  function show() {
    box.replaceChildren(...list.map((row, i) => h("div", { class: "row", role: "group", "aria-label": `${label} ${i + 1}` },
      draw(row, i),
      list.length > least
        ? h("button", { type: "button", class: "plain square remove", "aria-label": remove, title: remove, onclick: () => {
          list.splice(i, 1);
          show();
          more.focus();
        } }, h("span", { class: "icon icon-cross", "aria-hidden": "true" })) : null)));
  }
  show();
  return h("fieldset", { class: "row-list" }, h("legend", {}, label), box, more);
}
