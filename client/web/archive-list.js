// SPDX-License-Identifier: MIT
//
// What an educator may read, to be narrowed down; and a search through the
// text of all that is left, entry by entry, as `scrubrelay archive search`.
//
// Who calls it: archive.js.

import { announce, codeName, h, label, lengthWords, tr } from "./ui.js";
import { later } from "./later.js";
import { fold, recordTime, searchItems } from "./record.js";
import { specialtyWords } from "./specialty.js";
import { aboutOf, operationOf, readRecord, stateWords, templateOf } from "./archive-read.js";

const OVER = new Set(["closed"]);
/** Hits of one procedure that are shown at first. */
const HITS_SHOWN = 8;

/* What was chosen stays while the page is open. */
const chosen = { text: "", specialty: "", template: "", tag: "", state: "over", audience: "student" };

const STATE_CHOICES = () => [
  ["over", tr("Ended")],
  ["running", tr("Not ended yet")],
  ["", tr("All")],
];

function fits(page, row) {
  const words = fold(chosen.text).split(/\s+/).filter(Boolean);
  const text = fold(`${row.code_name} ${operationOf(page, row)} ${specialtyWords(row.specialty)} ${(row.hashtags ?? []).join(" ")}`);
  return (
    words.every((w) => text.includes(w)) &&
    (!chosen.specialty || row.specialty === chosen.specialty) &&
    (!chosen.template || row.template === chosen.template) &&
    (!chosen.tag || (row.hashtags ?? []).includes(chosen.tag)) &&
    (!chosen.state || OVER.has(row.state) === (chosen.state === "over"))
  );
}

const unique = (list) => [...new Set(list.filter(Boolean))].sort();

function select(name, text, rows, onChange) {
  const field = h("select", { id: `by-${name}`, onchange: (e) => onChange(name, e.target.value) },
    rows.map(([value, says]) => h("option", { value, selected: chosen[name] === value }, says)));
  return h("div", { class: "field" }, h("label", { for: `by-${name}` }, text), field);
}

function filters(page, rows, onChange) {
  const any = ["", tr("All")];
  const operations = unique(rows.map((r) => r.template)).map((id) => [id, operationOf(page, { template: id })]);
  const tags = unique(rows.flatMap((r) => r.hashtags ?? []));
  return h("form", { class: "filters", role: "search", onsubmit: (e) => e.preventDefault() },
    h("div", { class: "field wide" },
      h("label", { for: "by-text" }, tr("Find a procedure")),
      h("input", { id: "by-text", type: "search", autocomplete: "off", spellcheck: "false", value: chosen.text,
        placeholder: tr("Code name, operation, hashtag"), oninput: (e) => onChange("text", e.target.value) })),
    select("specialty", tr("Specialty"), [any, ...unique(rows.map((r) => r.specialty)).map((s) => [s, specialtyWords(s)])], onChange),
    select("template", tr("Operation"), [any, ...operations], onChange),
    tags.length ? select("tag", tr("Hashtag"), [any, ...tags.map((t) => [t, `#${t}`])], onChange) : null,
    select("state", tr("State"), STATE_CHOICES(), onChange));
}

// ---- the table ----

/** A cell that keeps its heading on a phone, where rows are cards. */
const cell = (heading, ...content) => h("td", { "data-heading": heading }, ...content);

function tableRow(page, row) {
  const tags = (row.hashtags ?? []).map((t) => h("span", { class: "tag" }, `#${t}`));
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { class: "row-link", href: `#${row.procedure}` }, codeName(row.code_name))),
    cell(tr("Operation"), operationOf(page, row), tags.length ? h("span", { class: "tags" }, tags) : null),
    cell(tr("Specialty"), specialtyWords(row.specialty)),
    cell(tr("Length"), h("span", { class: "num" }, lengthWords(row.open_ms))),
    cell(tr("State"), h("span", { class: `badge state-${row.state}` }, stateWords(row.state)),
      row.hold ? h("span", { class: "badge warn" }, tr("Legal hold")) : null));
}

function table(page, rows) {
  return h("table", { class: "archive-table" },
    h("caption", { class: "unseen" }, tr("Procedures")),
    h("thead", {}, h("tr", {}, [tr("Code name"), tr("Operation"), tr("Specialty"), tr("Length"), tr("State")]
      .map((t) => h("th", { scope: "col" }, t)))),
    h("tbody", {}, rows.map((row) => tableRow(page, row))));
}

// ---- search through the text ----

function hit(row, item, about, lineOf) {
  return h("li", {},
    h("a", { class: "hit", href: `#${row.procedure}/${item.entry.number}` },
      h("span", { class: "time" }, recordTime(item.t_ms)),
      h("span", {}, lineOf(item, about))));
}

function hitsOf(row, items, about, lineOf) {
  const more = items.length - HITS_SHOWN;
  const rest = h("ul", { class: "hits", hidden: true }, items.slice(HITS_SHOWN).map((i) => hit(row, i, about, lineOf)));
  const button = more > 0
    ? h("button", { type: "button", class: "plain", onclick: (e) => {
        rest.hidden = false;
        e.target.remove();
        rest.querySelector("a").focus();
      } }, tr("%s more", more))
    : null;
  return h("section", { class: "card" },
    h("h3", {}, codeName(row.code_name)),
    h("ul", { class: "hits" }, items.slice(0, HITS_SHOWN).map((i) => hit(row, i, about, lineOf))), rest, button);
}

/** One search at a time; a new one, or another view, ends the old. */
class Search {
  #page;
  #out;
  #status;
  #run = 0;

  constructor(page, out, status) {
    this.#page = page;
    this.#out = out;
    this.#status = status;
  }

  stop() {
    this.#run++;
  }

  async start(rows, query) {
    const run = ++this.#run;
    const { lineOf } = await later(() => import("./export.js"));
    const about = aboutOf(this.#page, chosen.audience);
    let found = 0;
    this.#out.replaceChildren();
    for (const [i, row] of rows.entries()) {
      this.#status.textContent = tr("%s of %s procedures", i + 1, rows.length);
      const record = await readRecord(this.#page, row, chosen.audience).catch(() => null);
      if (run !== this.#run) return;
      const items = record ? searchItems(record, query, (item) => lineOf(item, about)) : [];
      found += items.length;
      if (items.length) this.#out.append(hitsOf(row, items, about, lineOf));
    }
    this.#status.textContent = found
      ? tr("%s entries found in %s procedures.", found, rows.length)
      : tr("Nothing found in %s procedures.", rows.length);
    announce(this.#status.textContent);
    this.#out.firstElementChild?.scrollIntoView({ block: "nearest" });
  }
}

function searchForm(onSearch) {
  const input = h("input", { id: "in-text", type: "search", autocomplete: "off", spellcheck: "false", required: true });
  return h("form", { class: "card text-search", onsubmit: (e) => {
    e.preventDefault();
    onSearch(input.value);
  } },
    h("label", { for: "in-text" }, tr("Search what was said")),
    h("div", { class: "buttons" }, input, h("button", { type: "submit", class: "primary" }, tr("Search"))),
    h("p", { class: "hint" }, tr("Finds entries of the procedures above that have all these words, in any case.")));
}

/** Draws the list; returns what ends it. */
export async function showList(page, procedures) {
  const count = h("p", { class: "muted", role: "status" });
  const rows = h("div", {});
  const results = h("div", { class: "results" });
  const status = h("p", { class: "muted" });
  const search = new Search(page, results, status);
  let shown = [];

  function draw() {
    shown = procedures.filter((row) => fits(page, row));
    count.textContent = tr("%s of %s procedures", shown.length, procedures.length);
    rows.replaceChildren(shown.length
      ? table(page, shown)
      : h("p", { class: "empty" }, procedures.length
        ? tr("No procedure is like this.")
        : tr("The archive is empty. A procedure is here after its end, if its consent allows the archive.")));
  }
  const change = (name, value) => {
    chosen[name] = value;
    draw();
  };
  page.main.replaceChildren(
    h("h1", {}, tr("Archive")),
    filters(page, procedures, change),
    count, rows,
    searchForm((query) => search.start(shown, query)),
    status, results);
  draw();
  return () => search.stop();
}
