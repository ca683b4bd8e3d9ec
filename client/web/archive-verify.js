// SPDX-License-Identifier: MIT
//
// "Is this still what was written?" A plain answer in the browser: the log's
// leaves and its signed checkpoint come from the relay (operation `log`), the
// key from this device's enrolment, and what was seen last time from this
// browser's own store. merkle.js does the sums.
//
// Who calls it: archive-case.js.

import { announce, h, tr } from "./ui.js";
import { checkLog, fromBase64url, toBase64 } from "./merkle.js";
import { fileName, saveFile } from "./archive-read.js";
import { forgetSeen, keepSeen, lastSeen } from "./archive-seen.js";

/** All leaves and the checkpoint that covers them. A log may grow meanwhile:
 * then the last answer's checkpoint is the one that counts. */
export async function readLog(relay, procedure) {
  const { log, checkpoint } = await relay.list("log", "log", { procedure }, (rows) => rows.length);
  const rows = log.map((row) => ({
    number: row.number,
    audience: row.audience,
    hash: fromBase64url(row.hash, 32),
    sealed: !row.destroyed,
    replaces: row.replaces === true,
  }));
  return { rows, note: checkpoint };
}

/** What the reader was shown must be what the log has. */
function differs(record, rows, good) {
  if (record.items.length !== good.entries) return { had: record.items.length, has: good.entries };
  const replaced = new Set(rows.filter((row) => row.replaces).map((row) => row.number));
  const wrong = record.items.find(({ entry }) =>
    (entry.kind === "corrected" || entry.kind === "withdrawn") !== replaced.has(entry.number));
  return wrong ? { number: wrong.entry.number } : undefined;
}

const REASONS = {
  "root": () => tr("The records on the relay's disk are not the ones that were signed."),
  "size": () => tr("The log has not as many records as its checkpoint says."),
  "signature": () => tr("The checkpoint is not signed by the relay that this device knows."),
  "note": () => tr("The checkpoint cannot be read."),
  "other": () => tr("The checkpoint belongs to another procedure."),
  "cut": (f) => tr("It had %s records when you verified it last: it was cut, or an older copy was put back.", f.had),
  "rewritten": (f) => tr("Its first %s records are not those that you verified last time.", f.had),
  "order": (f) => (f.number ? tr("Another entry stands where entry %s belongs.", f.number) : tr("An entry is not whole.")),
  "replaced": (f) => tr("What entry %s replaced is still there.", f.number),
  "gone": (f) => tr("The record of entry %s is gone, and nothing says why.", f.number),
  "shown": (f) => (f.number
    ? tr("Entry %s is not shown as the log has it.", f.number)
    : tr("The relay showed %s entries, and the log has %s.", f.had, f.has)),
};

async function verify({ page, row, record }) {
  const key = fromBase64url(page.identity.relay, 32);
  const { rows, note } = await readLog(page.relay, row.procedure);
  const before = await lastSeen(page.identity.relay, row.procedure);
  const good = await checkLog({ procedure: row.procedure, rows, note, key, seen: before });
  const wrong = differs(record, rows, good);
  if (wrong) throw Object.assign(new Error("shown"), { code: "shown", ...wrong });
  const kept = await keepSeen(page.identity.relay, row.procedure, { size: good.size, root: good.root });
  return { ...good, note, before, kept };
}

function goodAnswer(result, context) {
  const root = toBase64(result.root);
  return h("div", { class: "told good" },
    h("p", { class: "verdict" }, tr("Verified: %s entries, unbroken since the opening.", result.entries)),
    h("p", {}, result.destroyed
      ? tr("%s records were destroyed by corrections, withdrawals or erasures; each is accounted for.", result.destroyed)
      : tr("Nothing was corrected, withdrawn or erased.")),
    h("p", {}, result.before
      ? tr("It follows from what this browser saw before: %s records of now %s.", result.before.size, result.size)
      : result.kept ? tr("This browser remembers it, and will see when a record is gone or changed.") : null),
    result.kept ? null : h("p", { class: "warn" },
      tr("This browser could not keep what it saw: save the checkpoint to compare it later. Make room, or use a normal window.")),
    h("dl", {},
      h("dt", {}, tr("Checkpoint")), h("dd", { class: "mono" }, root),
      h("dt", {}, tr("Records")), h("dd", {}, String(result.size))),
    h("button", { type: "button", onclick: () => saveFile(fileName(context.row, "-checkpoint.txt"), "text/plain", result.note) },
      tr("Save the checkpoint")),
    h("p", { class: "hint" }, tr("Anybody with the relay's public key can check it with other tools.")));
}

function badAnswer(fault, context, again) {
  const words = REASONS[fault.code];
  const seen = fault.code === "cut" || fault.code === "rewritten";
  return h("div", { class: `told ${words ? "bad" : "unsure"}` },
    h("p", { class: "verdict" }, words ? tr("Not verified.") : tr("It could not be looked at.")),
    h("p", {}, words ? words(fault) : fault.message),
    words ? h("p", {}, tr("Tell the administrator, and export nothing until it is explained.")) : null,
    seen
      ? h("button", { type: "button", class: "danger", onclick: async () => {
          await forgetSeen(context.page.identity.relay, context.row.procedure);
          again();
        } }, tr("Forget what this browser saw, and verify anew"))
      : null);
}

/** The card with its button and its answer. */
export function verifyCard(context) {
  const out = h("div", { class: "verify-out" });
  const button = h("button", { type: "button", class: "primary", onclick: () => run() }, tr("Verify"));

  async function run() {
    button.disabled = true;
    out.replaceChildren(h("p", { class: "muted" }, tr("Checking each record")));
    let answer;
    try {
      answer = goodAnswer(await verify(context), context);
    } catch (fault) {
      answer = badAnswer(fault, context, run);
    }
    out.replaceChildren(answer);
    announce(answer.querySelector(".verdict").textContent);
    button.disabled = false;
  }
  return h("section", { class: "card", "aria-labelledby": "verify" },
    h("h2", { id: "verify" }, tr("Verify")),
    h("p", { class: "muted" }, tr("Checks that nothing was changed, left out or put back since it was written.")),
    h("div", { class: "buttons" }, button), out);
}
