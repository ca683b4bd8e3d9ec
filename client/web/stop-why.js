// SPDX-License-Identifier: MIT
//
// Why a stream was stopped, asked after it is: STOP itself has no dialog. One
// tap sends the stop once more with its reason, for the audit log.
//
// Who calls it: staff-rules.js (the card of what is stopped),
// moderate-rules.js.

import { faultWords, h, tr } from "./ui.js";

/** The reasons of the protocol's `stop`, in the order of how often. */
const REASONS = [
  ["wrong-stream", () => tr("The wrong stream")],
  ["identifies", () => tr("Somebody could be recognised")],
  ["consent", () => tr("The patient's consent")],
  ["event", () => tr("An event in the operating room")],
  ["other", () => tr("Another reason")],
];

/** The question; say(reason): tells the relay. */
export function whyStopped(say) {
  const told = h("p", { class: "hint", role: "status" }, tr("For the audit log; readers do not see it."));
  const buttons = REASONS.map(([reason, words]) => h("button", { type: "button", "aria-pressed": "false", onclick: async (e) => {
    const button = e.currentTarget;
    try {
      await say(reason);
      for (const b of buttons) b.setAttribute("aria-pressed", String(b === button));
      told.textContent = tr("Noted: %s", words());
    } catch (err) {
      told.textContent = faultWords(err);
    }
  } }, words()));
  return h("fieldset", { class: "why-stopped" }, h("legend", {}, tr("Why was it stopped?")),
    h("div", { class: "buttons" }, buttons), told);
}
