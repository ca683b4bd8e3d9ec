// SPDX-License-Identifier: MIT
//
// Opening a procedure: consent, operation, people, identifiers, room code,
// checklist, in this order on one page. staff.js shows it where no procedure
// is named; what was typed lives as long as the page.

import { RosterEditor } from "./roster-editor.js";
import { specialtyWords } from "./specialty.js";
import { check, line, radios, rows, select } from "./staff-form.js";
import { announce, h, label, tr } from "./ui.js";

export const newForm = () => ({
  template: "", basis: "training", consent: "", consentBy: "", until: "", student: false, colleague: false,
  archive: false, images: false, release: "live", delay: "", hashtags: "",
  people: [{ account: "", role: "advocate" }, { account: "", role: "surgeon" }],
  check: "", checkAgain: "", ticks: [false, false, false, false, false, false], roster: null,
});

const ROLES = () => [["advocate", tr("Patient's advocate")], ["surgeon", tr("Surgeon")], ["poster", tr("Posts")],
  ["moderator", tr("Moderator")]];

/* What the room agrees on before the first word goes out. */
const CHECKLIST = () => [
  tr("The patient's consent names these readers, and lies in the record."),
  tr("The patient's advocate is in the room and thinks of nothing else."),
  tr("Everybody in the room knows that this operation is reported, and who reads."),
  tr("The case is not in the news, and no relative of the patient is among the readers."),
  tr("Nobody in the room answers readers: their questions go to the moderator."),
  tr("Everybody has seen the red bar: one second on it, and nobody reads any more."),
];

function templateOptions(list) {
  const groups = new Map();
  for (const t of list) {
    if (t.id === "generic") continue;
    const name = specialtyWords(t.specialty);
    groups.set(name, [...(groups.get(name) ?? []), [t.id, label(t.label)]]);
  }
  const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b));
  for (const [, options] of sorted) options.sort(([, a], [, b]) => a.localeCompare(b));
  const generic = list.find((t) => t.id === "generic");
  return [["", tr("Choose the operation")], ...sorted, ...(generic ? [["generic", label(generic.label)]] : [])];
}

/** Unix seconds of the end of that day here; undefined: none was given. */
function endOfDay(date) {
  if (!date) return undefined;
  const [y, m, d] = date.split("-").map(Number);
  return Math.floor(new Date(y, m - 1, d, 23, 59, 59).getTime() / 1000);
}

/** The request of PROTOCOL 5, of what was filled in. */
export function request(form, roster) {
  const people = new Map();
  for (const { account, role } of form.people) {
    const name = account.trim().toLowerCase();
    if (name) people.set(name, [...new Set([...(people.get(name) ?? []), role])]);
  }
  const out = {
    template: form.template, basis: form.basis, consent: form.consent.trim(),
    audiences: ["student", "colleague"].filter((a) => form[a]), archive: form.archive, images: form.images,
    release: form.release, check: form.check.trim(), check_again: form.checkAgain.trim(),
    people: [...people].map(([account, roles]) => ({ account, roles })),
    hashtags: form.hashtags.split(/[\s,#]+/).filter(Boolean).map((t) => t.toLowerCase()),
  };
  if (form.consentBy.trim()) out.consent_by = form.consentBy.trim();
  if (form.until) out.consent_until = endOfDay(form.until);
  if (form.release === "live" && form.delay !== "") out.delay_s = Number(form.delay);
  if (roster) out.roster = JSON.parse(roster);
  for (const key of ["check", "check_again"]) if (!out[key]) delete out[key];
  if (!out.people.length) delete out.people;
  if (!out.hashtags.length) delete out.hashtags;
  return out;
}

/** What keeps it from opening, in words; the relay asks for the rest. */
export function missing(form) {
  const out = [];
  if (!form.consent.trim()) out.push(tr("the reference of the consent"));
  if (!form.student && !form.colleague) out.push(tr("who may read"));
  if (!form.template) out.push(tr("the operation"));
  if (form.release === "archive" && !form.archive) out.push(tr("consent for the archive"));
  if (form.check.trim() !== form.checkAgain.trim()) out.push(tr("the same room code twice"));
  if (form.ticks.some((t) => !t)) out.push(tr("the checklist"));
  return out;
}

const section = (number, title, lead, ...children) =>
  h("section", { class: "card step", "aria-labelledby": `step${number}` },
    h("h2", { id: `step${number}` }, h("span", { class: "step-number", "aria-hidden": "true" }, String(number)), title),
    lead ? h("p", { class: "muted" }, lead) : null, children);

function consentPart(form, changed) {
  return section(1, tr("Consent"), tr("Without a consent on record nothing opens. Write no name here."),
    h("div", { class: "two" },
      line(form, "consent", { label: tr("Reference of the consent"), class: "mono", maxlength: 64, onchange: changed,
        hint: tr("As the record has it, for example C-2031.") }),
      line(form, "consentBy", { label: tr("Taken by"), maxlength: 64, hint: tr("An account or a code.") })),
    h("div", { class: "two" },
      h("fieldset", {}, h("legend", {}, tr("Who may read, by this consent")),
        check(form, "student", { label: tr("Students"), onchange: changed }),
        check(form, "colleague", { label: tr("Colleagues"), onchange: changed })),
      h("fieldset", {}, h("legend", {}, tr("It also allows")),
        check(form, "archive", { label: tr("An archive for teaching"), onchange: changed }),
        check(form, "images", { label: tr("Images") }))),
    line(form, "until", { label: tr("Valid until"), type: "date",
      hint: tr("Optional. At the end of this day the procedure closes by itself.") }));
}

function operationPart(form, list, changed, redraw) {
  return section(2, tr("Operation and release"), null,
    select(form, "template", { label: tr("Operation"), options: templateOptions(list), onchange: changed,
      hint: tr("It gives the milestones that are posted with one tap.") }),
    radios(form, "basis", { label: tr("Why it may be told"), options: [
      ["training", tr("Training"), tr("The hospital's own trainees read.")],
      ["authorization", tr("Authorization"), tr("The patient has signed for these readers.")],
    ] }),
    radios(form, "release", { label: tr("When readers get it"), onchange: redraw, options: [
      ["live", tr("Live"), tr("After some seconds, in which you can undo.")],
      ["as-live", tr("As live"), tr("Days later, at its own pace: nobody learns the day.")],
      ["archive", tr("Archive only"), tr("To educators, when it is over.")],
    ] }),
    form.release === "live"
      ? select(form, "delay", { label: tr("Time to undo"), options: [["", tr("As the relay is set")], ["0", tr("None")],
        ["10", tr("%s seconds", 10)], ["30", tr("%s seconds", 30)], ["60", tr("%s minute", 1)], ["300", tr("%s minutes", 5)]] })
      : null,
    line(form, "hashtags", { label: tr("Hashtags"), hint: tr("Optional. By these readers find it: hernia, mesh. No place, no name.") }));
}

function peoplePart(form, me) {
  return section(3, tr("People"), tr("Only they take part. You, %s, are added with your own roles, but not as the advocate.", me),
    rows(form.people, { label: tr("Who takes part"), add: tr("Add a person"), remove: tr("Take this row away"),
      make: () => ({ account: "", role: "poster" }), draw: (p) => [
        line(p, "account", { label: tr("Account"), class: "mono", maxlength: 64 }),
        select(p, "role", { label: tr("Part"), options: ROLES() })] }));
}

function checkPart(form, changed) {
  return section(5, tr("The right room"), tr("Type the code on the door or on the list, and once more from somewhere else. It is compared and forgotten."),
    h("div", { class: "two" },
      line(form, "check", { label: tr("Room or case code"), class: "mono", maxlength: 64, onchange: changed }),
      line(form, "checkAgain", { label: tr("The same once more"), class: "mono", maxlength: 64, onchange: changed })),
    h("fieldset", { class: "checklist" }, h("legend", {}, tr("Before the first word")),
      CHECKLIST().map((words, i) => check(form.ticks, i, { label: words, onchange: changed }))));
}

/**
 * Shows the form in main. ctx: { relay, preview, templates, form, opened(row, roster) }.
 * Returns what ends it.
 */
export function showOpen(main, ctx, running) {
  const { form, relay } = ctx;
  ctx.roster ??= new RosterEditor(() => ctx.preview);
  ctx.roster.draw();
  const fault = h("p", { class: "fault", role: "alert" });
  const wanting = h("p", { class: "muted", id: "wanting", role: "status" });
  const button = h("button", { type: "submit", class: "primary open-button", "aria-describedby": "wanting" }, tr("Open the procedure"));
  let busy = false;
  let told = "";

  const changed = () => {
    const list = missing(form);
    wanting.textContent = list.length ? tr("Still missing: %s.", list.join(", ")) : tr("All is there.");
    wanting.hidden = false;
    button.classList.toggle("primary", list.length === 0);
    if (told) fault.textContent = told = "";
  };
  const submit = async (e) => {
    e.preventDefault();
    changed();
    if (busy) return;
    if (missing(form).length) {
      fault.textContent = told = wanting.textContent;
      wanting.hidden = true; // once is enough
      return;
    }
    busy = true;
    fault.textContent = "";
    button.disabled = true;
    try {
      const roster = ctx.roster.json();
      const ok = await relay.request("open", request(form, roster));
      ctx.roster.wipe();
      announce(tr("Open: %s", ok.code_name), { assertive: true });
      ctx.opened(ok, roster);
    } catch (err) {
      fault.textContent = err.code === "away"
        ? tr("There is no connection. Look at the list of procedures before you try again: it may be open.") : err.message;
      fault.scrollIntoView({ block: "center" });
    } finally {
      busy = false;
      button.disabled = false;
    }
  };
  const formElement = h("form", { class: "open-form", onsubmit: submit, autocomplete: "off", novalidate: true });
  const draw = () => {
    formElement.replaceChildren(
      consentPart(form, changed),
      operationPart(form, ctx.templates, changed, () => { draw(); formElement.querySelector(`input[value="${form.release}"]`)?.focus(); }),
      peoplePart(form, relay.account),
      section(4, tr("Who must not be named"), tr("This case's own names, places and numbers: the filter finds them whatever else it misses. They stay in memory."), ctx.roster.element),
      checkPart(form, changed),
      h("div", { class: "open-bar" }, h("div", {}, wanting, fault), button));
    changed();
  };
  draw();
  main.replaceChildren(h("div", { class: "open-page" },
    h("h1", {}, tr("Open a procedure")), running, formElement));
  return () => {};
}
