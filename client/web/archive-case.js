// SPDX-License-Identifier: MIT
//
// One archived procedure: its replay, and beside it what an educator does with
// it: verify, export, compare, see who was there and what they said, erase.
//
// Who calls it: archive.js.

import { codeName, h, lengthWords, tr } from "./ui.js";
import { aboutOf, operationOf, readRecord, stateWords } from "./archive-read.js";
import { Player } from "./archive-replay.js";
import { later } from "./later.js";
import { verifyCard } from "./archive-verify.js";
import { compareCard, eraseCard, exportCard, outcomeCard } from "./archive-cards.js";
import { attendanceCard, feedbackCard } from "./archive-people.js";

/* As whom it is read stays while the page is open. */
let audience = "student";

function audienceChoice(onChange) {
  const one = (value, text) =>
    h("label", { class: "choice" },
      h("input", { type: "radio", name: "audience", value, checked: audience === value, onchange: () => onChange(value) }),
      text);
  return h("fieldset", { class: "audience" },
    h("legend", { class: "unseen" }, tr("Read it")),
    one("student", tr("as students read it")),
    one("colleague", tr("as colleagues read it")));
}

const facts = (record, row) =>
  h("p", { class: "facts" },
    h("span", { class: `badge state-${row.state}` }, stateWords(row.state)),
    row.hold ? h("span", { class: "badge warn" }, tr("Legal hold: nothing of it is erased")) : null,
    h("span", {}, lengthWords(row.open_ms)),
    h("span", {}, tr("%s entries", record.items.length)));

/** Draws it; returns what ends it. number: the entry to begin with, or 0. */
export async function showCase(page, row, procedures, number) {
  page.header.set({ procedure: { ...row, label: operationOf(page, row) }, title: () => `${row.code_name} · ${tr("Archive")}` });
  page.main.replaceChildren(h("p", { class: "empty", role: "status" }, tr("Loading")));
  const record = await readRecord(page, row, audience);
  const { lineOf, partOf, sites } = await later(() => import("./export.js"));
  const about = aboutOf(page, audience);
  const player = new Player(record, { line: (i) => lineOf(i, about), part: (i) => partOf(i, about), sites });
  const context = { page, row, record, audience, procedures };

  const again = (value) => {
    audience = value;
    player.stop();
    showCase(page, row, procedures, 0).then((end) => (leave = end));
  };
  let leave = () => player.stop();
  page.main.replaceChildren(
    h("p", { class: "back" }, h("a", { href: "#" }, tr("All procedures"))),
    h("div", { class: "title-row" },
      h("h1", {}, codeName(row.code_name), h("span", { class: "operation" }, operationOf(page, row))),
      audienceChoice(again)),
    facts(record, row),
    h("div", { class: "case" },
      h("section", { class: "card replay", "aria-labelledby": "replay" }, player.element),
      h("div", { class: "case-side" },
        verifyCard(context),
        exportCard(context),
        outcomeCard(context),
        feedbackCard(context),
        attendanceCard(context),
        compareCard(context),
        eraseCard(context))));
  if (number) player.show(number);
  return () => leave();
}
