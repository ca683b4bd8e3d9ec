// SPDX-License-Identifier: MIT
//
// The identifiers of one case: who must not be named. Typed or read from a
// roster file (JSON, filters/README.md); in the memory of this page only, and
// let go of as far as a page can. staff-open.js shows it at opening,
// staff-desk.js where a relay that started again asks for it.

import { line, lines, rows, select } from "./staff-form.js";
import { rosterJson } from "./staff-model.js";
import { h, tr } from "./ui.js";

const PATIENT_AND_OWN = ["patient", "relative", "donor", "recipient", "baby"];

const parts = () => [
  ["patient", tr("Patient")], ["relative", tr("Relative")], ["surgeon", tr("Surgeon")], ["registrar", tr("Registrar")],
  ["assistant", tr("Assistant")], ["anaesthetist", tr("Anaesthetist")], ["nurse", tr("Nurse")],
  ["scrub", tr("Scrub nurse")], ["circulator", tr("Circulating nurse")], ["midwife", tr("Midwife")],
  ["perfusionist", tr("Perfusionist")], ["technician", tr("Technician")], ["radiologist", tr("Radiologist")],
  ["pathologist", tr("Pathologist")], ["physician", tr("Physician")], ["student", tr("Student")],
  ["donor", tr("Donor")], ["recipient", tr("Recipient")], ["baby", tr("Baby")], ["other", tr("Somebody else")],
];

const kinds = () => [
  ["MRN", tr("Medical record number")], ["account", tr("Other number of the patient")], ["phone", tr("Telephone")],
  ["email", tr("E-mail")], ["serial", tr("Serial number of a device")], ["lot", tr("Lot of an implant")],
  ["plate", tr("Number plate")], ["id", tr("Any other number")],
];

const emptyForm = () => ({
  persons: [{ part: "patient", name: "", also: "" }],
  team: [{ part: "surgeon", name: "", also: "" }],
  places: "", organizations: "", ids: [{ kind: "MRN", value: "" }], dates: [{ value: "" }],
});

const split = (text) => text.split(/[\n;,]/);

export class RosterEditor {
  #form = emptyForm();
  #preview;
  #fault = h("p", { class: "fault", role: "alert" });
  element = h("div", { class: "roster" });

  /** preview(): checks a file's roster before it is taken, where it can. */
  constructor(preview) {
    this.#preview = preview;
    this.draw();
  }

  /** JSON text, or null when nothing was given. */
  json() {
    const f = this.#form;
    const made = rosterJson({
      persons: [...f.persons, ...f.team].map((p) => ({ ...p, also: split(p.also) })),
      places: split(f.places), organizations: split(f.organizations), ids: f.ids,
      dates: f.dates.map((d) => d.value),
    });
    return made ? JSON.stringify(made) : null;
  }

  /** Nothing of it stays in the fields. */
  wipe() {
    for (const input of this.element.querySelectorAll("input, textarea")) input.value = "";
    this.#form = emptyForm();
    this.draw();
  }

  draw() {
    const f = this.#form;
    const person = (p, label) => [
      select(p, "part", { label: tr("Part"), unseen: true, options: parts() }),
      line(p, "name", { label, hint: null }),
      line(p, "also", { label: tr("Also called"), hint: null, placeholder: tr("Nicknames, initials") }),
    ];
    const make = (part) => () => ({ part, name: "", also: "" });
    this.element.replaceChildren(
      h("div", { class: "roster-file" },
        h("label", { class: "button", for: "roster-file" }, tr("Read a roster file"),
          h("input", { id: "roster-file", class: "unseen", type: "file", accept: ".json,application/json",
            onchange: (e) => this.#read(e.target) })),
        h("p", { class: "hint" }, tr("Nothing of it is written anywhere: not by this page, not by the relay."))),
      this.#fault,
      rows(f.persons, { label: tr("Patient and family"), add: tr("Add a person"), remove: tr("Take this row away"),
        make: make("relative"), draw: (p) => person(p, tr("Name")) }),
      rows(f.team, { label: tr("Team in the room"), add: tr("Add a person"), remove: tr("Take this row away"),
        make: make("nurse"), draw: (p) => person(p, tr("Name")) }),
      rows(f.ids, { label: tr("Numbers"), add: tr("Add a number"), remove: tr("Take this row away"),
        make: () => ({ kind: "MRN", value: "" }),
        draw: (i) => [select(i, "kind", { label: tr("Kind"), unseen: true, options: kinds() }),
          line(i, "value", { label: tr("Number"), class: "mono" })] }),
      rows(f.dates, { label: tr("Dates of the patient"), add: tr("Add a date"), remove: tr("Take this row away"),
        make: () => ({ value: "" }), draw: (d) => [line(d, "value", { label: tr("Date of birth, or another"), type: "date" })] }),
      h("div", { class: "two" },
        lines(f, "places", { label: tr("Places"), hint: tr("Town, ward, room: one on each line.") }),
        lines(f, "organizations", { label: tr("Hospitals and practices"), hint: tr("One on each line.") })));
  }

  async #read(input) {
    this.#fault.textContent = "";
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > 65536) {
      this.#fault.textContent = tr("This is no roster: the file is too large.");
      return;
    }
    try {
      const json = await file.text();
      await this.#preview().checkRoster(json);
      this.#take(JSON.parse(json));
    } catch (err) {
      // A fault of the filter names line and key; another one could repeat what is in the file.
      const where = err?.name === "Error" && /:\d+:/.test(err.message) ? ` ${err.message}` : "";
      this.#fault.textContent = `${tr("This is no roster that can be read.")}${where}`;
    }
  }

  #take({ persons = [], places = [], organizations = [], ids = [], dates = [] }) {
    const known = new Set(parts().map(([p]) => p));
    const people = persons.map((p) => ({ part: known.has(p.part) ? p.part : "other", name: p.name ?? "",
      also: (p.also ?? []).join(", ") }));
    const kindOf = (kind) => kinds().find(([k]) => k.toLowerCase() === String(kind).toLowerCase())?.[0] ?? "id";
    this.#form = {
      persons: people.filter((p) => PATIENT_AND_OWN.includes(p.part)),
      team: people.filter((p) => !PATIENT_AND_OWN.includes(p.part)),
      places: places.join("\n"), organizations: organizations.join("\n"),
      ids: ids.map((i) => ({ kind: kindOf(i.kind), value: i.value ?? "" })),
      dates: dates.map((value) => ({ value })),
    };
    this.draw();
  }
}
