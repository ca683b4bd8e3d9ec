// SPDX-License-Identifier: MIT
//
// What stands beside the replay: export, outcome notes, and a comparison with
// another operation of the same kind. Erasing has a file of its own.
//
// Who calls it: archive-case.js.

import { announce, codeName, faultWords, h, label, tr } from "./ui.js";
import { later } from "./later.js";
import { phaseTimes } from "./record.js";
import { aboutOf, fileName, readRecord, saveFile, shortTime } from "./archive-read.js";
import { marked } from "./archive-replay.js";

export { eraseCard } from "./archive-erase.js";

// ---- export ----

const FORMATS = () => [
  ["html", tr("A page that opens offline and prints (HTML)")],
  ["csv", tr("A table for spreadsheets (CSV)")],
  ["jsonl", tr("For programs (JSON Lines)")],
  ["captions", tr("Captions to lie over a video (WebVTT)")],
  ["chapters", tr("Chapters of a video, one for each phase (WebVTT)")],
  ["metadata", tr("Data cues for a video player (WebVTT)")],
];

const isVideo = (format) => ["captions", "chapters", "metadata"].includes(format);

async function exportAs(context, format, offset) {
  const { page, row, record, audience } = context;
  const [{ formats }, { checkpoint }] = await Promise.all([
    later(() => import("./export.js")),
    page.relay.request("export", { procedure: row.procedure, format }),
  ]);
  const about = aboutOf(page, audience, { checkpoint, offsetMs: Math.round(offset * 1000) });
  const { extension, type, write } = formats[format];
  saveFile(fileName(row, `.${extension}`), type, write(record, about));
}

export function exportCard(context) {
  const status = h("p", { class: "muted", role: "status" });
  const offset = h("input", { id: "offset", type: "number", step: "0.1", min: -86400, max: 86400, value: "0", inputmode: "decimal" });
  const offsetField = h("div", { class: "field", hidden: true },
    h("label", { for: "offset" }, tr("Seconds into the video at which the clock begins")), offset);
  const format = h("select", { id: "format", onchange: () => (offsetField.hidden = !isVideo(format.value)) },
    FORMATS().map(([value, text]) => h("option", { value }, text)));
  const button = h("button", { type: "submit", class: "primary" }, tr("Export"));

  async function run(e) {
    e.preventDefault();
    button.disabled = true;
    try {
      await exportAs(context, format.value, Number(offset.value) || 0);
      status.textContent = tr("Saved, with the checkpoint and your name in it. The relay noted that you exported it.");
    } catch (err) {
      status.textContent = faultWords(err);
    }
    button.disabled = false;
  }
  return h("section", { class: "card", "aria-labelledby": "export" },
    h("h2", { id: "export" }, tr("Export")),
    h("form", { onsubmit: run },
      h("div", { class: "field" }, h("label", { for: "format" }, tr("As")), format), offsetField, button),
    status,
    h("p", { class: "hint" }, tr("Times are relative; no date is in it. What is erased here later stays in a file that you exported.")),
    h("p", { class: "hint" }, tr("A sealed bundle for another relay is made with the command:"),
      h("code", { class: "command" }, `scrubrelay archive export ${fileName(context.row, "")} --format bundle`)));
}

// ---- outcome ----

export function outcomeCard({ record }) {
  const notes = record.items.filter((i) => i.entry.kind === "outcome");
  return h("section", { class: "card", "aria-labelledby": "outcome" },
    h("h2", { id: "outcome" }, tr("Outcome")),
    notes.length
      ? h("ul", { class: "outcomes" }, notes.map((i) =>
          h("li", {}, h("span", { class: "time" }, tr("after %s days", Math.floor(i.entry.t_ms / 86400000))), h("p", {}, marked(i.entry.text ?? "")))))
      : h("p", { class: "muted" }, tr("There is no note yet. The surgeon is reminded 30, 90 and 365 days after the end.")));
}

// ---- comparison ----

function compareTable(mine, other, names) {
  const theirs = new Map(phaseTimes(other).map((p) => [p.phase.id, p.ms]));
  const rows = phaseTimes(mine).map((p) => ({ ...p, other: theirs.get(p.phase.id) ?? 0 })).filter((p) => p.ms || p.other);
  const longest = Math.max(1, ...rows.flatMap((p) => [p.ms, p.other]));
  const bar = (ms, which) => {
    const e = h("span", { class: `compare-bar ${which}`, "aria-hidden": "true" });
    e.style.setProperty("--part", ms / longest);
    return h("td", {}, h("span", { class: "num" }, ms ? shortTime(ms) : "\u2013"), e);
  };
  return h("table", { class: "compare" },
    h("caption", { class: "unseen" }, tr("Time by phase, in minutes")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, tr("Phase")), names.map((n) => h("th", { scope: "col" }, codeName(n))))),
    h("tbody", {}, rows.map((p) => h("tr", {}, h("th", { scope: "row" }, label(p.phase.label)), bar(p.ms, "mine"), bar(p.other, "other")))));
}

export function compareCard({ page, row, record, audience, procedures }) {
  const others = procedures.filter((p) => p.template === row.template && p.procedure !== row.procedure);
  const out = h("div", { class: "scroll", role: "group", tabindex: "0", "aria-labelledby": "compare" });
  const select = h("select", { id: "compare-with", onchange: () => run() },
    h("option", { value: "" }, tr("Choose another one")),
    others.map((p) => h("option", { value: p.procedure }, p.code_name)));

  async function run() {
    const other = others.find((p) => p.procedure === select.value);
    out.replaceChildren();
    if (!other) return;
    try {
      const theirs = await readRecord(page, other, audience);
      out.replaceChildren(compareTable(record, theirs, [row.code_name, other.code_name]));
      announce(tr("Compared with %s", other.code_name));
    } catch (err) {
      out.replaceChildren(h("p", { class: "muted" }, faultWords(err)));
    }
  }
  return h("section", { class: "card", "aria-labelledby": "compare" },
    h("h2", { id: "compare" }, tr("Compare")),
    others.length
      ? [h("label", { for: "compare-with" }, tr("Time by phase, beside another operation of this kind")), select, out]
      : h("p", { class: "muted" }, tr("There is no other operation of this kind yet.")));
}
