// SPDX-License-Identifier: MIT
//
// Erasing an entry (educators) or all of a procedure (administrators), and the
// signed receipt of it: shown, saved, printed.
//
// Who calls it: archive-cards.js.

import { hasRole } from "./boot.js";
import { announce, confirmHold, faultWords, h, lang, tr } from "./ui.js";
import { later } from "./later.js";
import { fromBase64url, readReceipt } from "./merkle.js";
import { recordTime } from "./record.js";
import { fileName, saveFile } from "./archive-read.js";

/** Notices and retractions have nothing to erase. */
const KEPT = new Set(["notice", "retraction"]);
/** Letters of an entry in the list to choose from. */
const SHORT = 60;

async function showReceipt(out, { page, row }, note) {
  const key = page.identity.relay;
  const what = await readReceipt(note, fromBase64url(key, 32));
  const rest = what.number ? `-receipt-${what.number}` : "-receipt";
  const asPage = async () => (await later(() => import("./receipt.js"))).receiptHtml({ what, note, key, lang: lang() });
  const save = async () => saveFile(fileName(row, `${rest}.html`), "text/html", await asPage());
  out.replaceChildren(
    h("div", { class: "told good receipt" },
      h("p", { class: "verdict" }, what.number ? tr("Entry %s is erased for good.", what.number) : tr("All of it is erased for good.")),
      h("p", {}, tr("The relay destroyed its records and keys, and replaced its master key. Keep the receipt: it is signed.")),
      h("pre", { class: "note-text", tabindex: "0" }, note),
      h("div", { class: "buttons" },
        h("button", { type: "button", onclick: () => saveFile(fileName(row, `${rest}.txt`), "text/plain", note) }, tr("Save the receipt")),
        h("button", { type: "button", onclick: save }, tr("Save a page to print")),
        h("button", { type: "button", onclick: () => print() }, tr("Print")))));
  announce(out.querySelector(".verdict").textContent, { assertive: true });
}

function choices(record, lineOf) {
  return record.items
    .filter(({ entry }) => !KEPT.has(entry.kind))
    .map((item) => {
      const line = lineOf(item).replace(/\s+/g, " ");
      return h("option", { value: item.entry.number },
        `${recordTime(item.t_ms)}  ${line.length > SHORT ? `${line.slice(0, SHORT)}\u2026` : line}`);
    });
}

export function eraseCard(context) {
  const { page, row, record } = context;
  const out = h("div", {});
  const status = h("p", { class: "fault", role: "alert" });
  const select = h("select", { id: "erase-entry" });
  const over = row.state === "closed" && !row.hold;
  const button = h("button", { type: "button", class: "danger" }, tr("Erase this entry: hold for 2 seconds"));
  later(() => import("./export.js")).then(({ lineOf }) =>
    select.append(...choices(record, (item) => lineOf(item, { lang: lang() }))), (err) => (status.textContent = err.message));

  async function erase(fields) {
    status.textContent = "";
    try {
      const { receipt } = await page.relay.request("erase", { procedure: row.procedure, ...fields });
      await showReceipt(out, context, receipt);
    } catch (err) {
      status.textContent = faultWords(err);
    }
  }
  confirmHold(button, 2000, () => erase({ number: Number(select.value) }));
  const all = hasRole(page.relay, "admin") && over ? h("button", { type: "button", class: "danger" }, tr("Erase all of it: hold for 5 seconds")) : null;
  if (all) confirmHold(all, 5000, () => erase({}));
  return h("section", { class: "card", "aria-labelledby": "erase" },
    h("h2", { id: "erase" }, tr("Erase")),
    over
      ? [
          h("p", { class: "muted" }, tr("For good, with a signed receipt. What was seen, photographed or exported before cannot be called back.")),
          h("div", { class: "field" }, h("label", { for: "erase-entry" }, tr("Entry")), select),
          h("div", { class: "buttons" }, button, all),
          all ? null : h("p", { class: "hint" }, tr("A whole procedure is erased by an administrator.")),
        ]
      : h("p", { class: "muted" }, row.hold
          ? tr("A legal hold is on this procedure: nothing of it is erased.")
          : tr("Only a procedure that has ended can be erased; before that, its staff withdraw it.")),
    status, out);
}
