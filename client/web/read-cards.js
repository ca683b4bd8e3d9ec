// SPDX-License-Identifier: MIT
//
// Cards of the reader's page: how the broadcast stands (quiet, stopped,
// ended), what was missed, feedback at the end. read-procedure.js uses them.

import { sign } from "./entry-view.js";
import { languageField } from "./language-field.js";
import { WIDE } from "./read-panels.js";
import { h, label, tr } from "./ui.js";

/** Of a state: sign, sentence, and one more; null where there is nothing to say. */
export const STATE_CARDS = {
  "quiet": () => ["quiet", tr("Quiet: the team does not post for now."), tr("This is part of safe surgery. New updates come here by themselves.")],
  "waiting": () => ["quiet", tr("The broadcast waits for the patient's advocate."), tr("New updates come here by themselves.")],
  "paused": () => ["quiet", tr("The broadcast is paused."), tr("What was released stays readable. New updates come here by themselves.")],
  "stopped": () => ["end", tr("The broadcast was stopped. Nothing of it is shown now."), tr("If it goes on, it appears here by itself.")],
  "withdrawn": () => ["end", tr("The broadcast has ended. Nothing of it can be shown."), ""],
  "closed": () => ["end", tr("The broadcast has ended."), ""],
};

/** Nothing of it may be on a screen. */
export const isDark = (state) => state === "stopped" || state === "withdrawn";

export function stateCard(state) {
  const made = STATE_CARDS[state]?.();
  if (!made) return null;
  const [kind, first, second] = made;
  return h("section", { class: `card state-card is-${kind}` }, sign(kind),
    h("div", {}, h("p", { class: "state-first" }, first), second ? h("p", { class: "muted" }, second) : null));
}

/**
 * "While you were away", from milestones only. o: entries, since, until, time(row),
 * jump(number), close(); null when there is nothing to tell.
 */
export function missedCard({ entries, since, until, time, jump, close }) {
  const { lines, more, updates } = entries.missed(since, until);
  if (lines.length === 0 && updates === 0) return null;
  const first = entries.rows.find((row) => row.number > since);
  // On a narrow screen one line, which opens: the entries are above it.
  return h("details", { class: "card missed", open: matchMedia(WIDE).matches },
    h("summary", {}, h("h2", {}, since ? tr("While you were away") : tr("What happened so far")), sign("down")),
    more ? h("p", { class: "hint" }, tr("%s milestones before these", more)) : null,
    h("ul", { class: "missed-list" }, lines.map((line) =>
      h("li", {}, h("button", { type: "button", class: "plain step-go", onclick: () => jump(line.row.number) },
        h("span", { class: "mono muted" }, time(line.row)), " ",
        h("span", {}, label((line.step ?? line.phase).label), line.count ? h("span", { class: "muted" }, ` · ${tr("%s milestones", line.count)}`) : null))))),
    h("div", { class: "buttons" },
      updates ? h("span", { class: "muted" }, updates === 1 ? tr("and 1 update") : tr("and %s updates", updates)) : null,
      first ? h("button", { type: "button", onclick: () => jump(first.number) }, since ? tr("Go on where I stopped") : tr("Read from the beginning")) : null,
      h("button", { type: "button", class: "plain", onclick: close }, tr("Close"))));
}

/**
 * Stars and a few words, once; send(stars, text, lang) gives a promise. before:
 * the card that this one replaces, in another language; what was filled in stays.
 */
export function feedbackCard(send, before) {
  const fault = h("p", { class: "fault", role: "alert" });
  const stars = [1, 2, 3, 4, 5].map((n) =>
    h("label", { class: "star" }, h("input", { type: "radio", name: "stars", value: String(n), required: true, class: "unseen" }),
      sign("rate"), h("span", { class: "unseen" }, n === 1 ? tr("1 star") : tr("%s stars", n))));
  const text = h("textarea", { id: "feedback-text", maxlength: "500", rows: "3", autocomplete: "off", spellcheck: "false",
    writingsuggestions: "false" });
  const language = languageField("feedback-lang");
  const button = h("button", { type: "submit", class: "primary" }, tr("Send feedback"));
  const thank = () => form.replaceChildren(h("p", { class: "state-first", role: "status" }, tr("Thank you. Your feedback was saved.")));
  const form = h("form", { class: "card feedback", "aria-labelledby": "feedback-title" },
    h("h2", { id: "feedback-title" }, tr("How was it for your learning?")),
    h("fieldset", { class: "stars" }, h("legend", {}, tr("Your stars")), stars),
    h("div", { class: "field" },
      h("label", { for: "feedback-text" }, tr("A few words for the educators, if you like")), text,
      h("p", { class: "hint" }, tr("It passes the same filters. Write no names."))),
    fault, h("div", { class: "send-row" }, language.element, button));
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    fault.textContent = "";
    button.disabled = true;
    try {
      await send(Number(new FormData(form).get("stars")), text.value.trim(), language.select.value);
      thank();
    } catch (err) {
      fault.textContent = err.code === "away" ? tr("No connection. Try again in a moment.") : err.message;
      button.disabled = false;
    }
  });
  const had = before && [...before.querySelectorAll("input, textarea")];
  if (had?.length === 0) thank();
  had?.forEach((one, i) => Object.assign([...form.querySelectorAll("input, textarea")][i], one.type === "radio" ? { checked: one.checked } : { value: one.value }));
  return form;
}
