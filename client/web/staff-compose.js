// SPDX-License-Identifier: MIT
//
// Free text: what is typed, with marks where something will be masked, and
// what readers get of it. Sending is off while the filter would hold it. What
// is typed lives in the desk's `draft` until it is sent. staff-desk.js shows it.

import { PRIVATE, select } from "./staff-form.js";
import { bytesOf, maskPieces, plainMasks, TEXT_MAX } from "./staff-model.js";
import { h, icon, lang, tr } from "./ui.js";

// Milliseconds after the last key before the filter looks.
const LOOK_MS = 90;

export const partOptions = () => [["", tr("Not said")], ["surgeon", tr("Surgeon")], ["anaesthetist", tr("Anaesthetist")],
  ["scrub", tr("Scrub nurse")], ["circulator", tr("Circulating nurse")], ["registrar", tr("Registrar")],
  ["perfusionist", tr("Perfusionist")], ["pathology", tr("Pathology")], ["radiology", tr("Radiology")],
  ["student", tr("Student")], ["other", tr("Somebody else")]];

/** A mask's label as staff say it. */
const LABELS = {
  NAME: () => tr("name"), LOCATION: () => tr("place"), ORGANIZATION: () => tr("hospital or practice"),
  DATE: () => tr("date: a day identifies the patient"), AGE: () => tr("age"), PHONE: () => tr("telephone number"),
  EMAIL: () => tr("e-mail address"), ID: () => tr("number of the patient"), DEVICE: () => tr("number of a device"),
  VEHICLE: () => tr("number of a vehicle"), NETWORK: () => tr("address on a network"), BIOMETRIC: () => tr("body feature"),
  OTHER: () => tr("something that identifies"),
};
const LAYERS = {
  roster: () => tr("on the list of this case"), site: () => tr("on your hospital's list"), shape: () => tr("by its shape"),
  quasi: () => tr("one detail too many of this patient"), across: () => tr("together with the update before"),
};
const why = ({ layer, rule }) => (rule === "unknown-word" ? tr("a word that no list knows")
  : (LAYERS[layer] ?? (() => tr("by the words around it")))());

export class Compose {
  #desk;
  #preview;
  #draft;
  #chosen = {};
  #looked = null; // { text, lang, made }
  #timer = null;
  #locked = false;
  #area;
  #mirror = h("div", { class: "mirror", "aria-hidden": "true" });
  #out = h("div", { class: "preview", "aria-live": "off" });
  #note = h("p", { class: "hint preview-note" });
  #send;
  #review;
  #head = h("div", { class: "correcting" });
  element;

  constructor(desk, preview) {
    this.#desk = desk;
    this.#preview = preview;
    this.#draft = desk.draft ??= { text: "", lang: lang(), part: "", refers: 0 };
    this.#area = h("textarea", { id: "draft", rows: 3, class: "draft", ...PRIVATE, value: this.#draft.text,
      "aria-describedby": "draft-note", "aria-labelledby": "compose-title",
      oninput: () => this.#typed(), onscroll: () => { this.#mirror.scrollTop = this.#area.scrollTop; },
      onkeydown: (e) => e.key === "Enter" && (e.ctrlKey || e.metaKey) && this.#submit(false) });
    this.#note.id = "draft-note";
    this.#send = h("button", { type: "button", class: "primary send", onclick: () => this.#submit(false) }, tr("Send"));
    this.#review = h("button", { type: "button", onclick: () => this.#submit(true) }, tr("Let a moderator decide"));
    const part = select(this.#draft, "part", { label: tr("Who speaks"), options: partOptions() });
    const tongue = select(this.#draft, "lang", { label: tr("Language"), options: [["en", "English"], ["id", "Indonesia"]],
      onchange: () => this.#typed() });
    this.#chosen = { part: part.querySelector("select"), lang: tongue.querySelector("select") };
    const tools = h("div", { class: "compose-tools" }, part, tongue,
      h("div", { class: "compose-send" }, this.#review, this.#send));
    this.element = h("section", { class: "card compose", "aria-labelledby": "compose-title" },
      h("h2", { id: "compose-title" }, tr("Free text")), this.#head,
      // What comes while somebody types stands below: a button that moves is missed.
      h("div", { class: "draft-box" }, this.#mirror, this.#area), tools, this.#note, this.#out);
    this.#typed();
  }

  /** text: begins with this; refers: corrects that entry; part, lang: as it had them. */
  write({ text = "", refers = 0, part, lang: tongue } = {}) {
    Object.assign(this.#draft, { text, refers });
    if (part !== undefined) this.#draft.part = this.#chosen.part.value = part;
    if (tongue) this.#draft.lang = this.#chosen.lang.value = tongue;
    this.#area.value = text;
    this.#typed();
    this.#area.focus();
  }

  /** Nothing of what was typed stays. */
  clear() {
    Object.assign(this.#draft, { text: "", refers: 0 });
    this.#area.value = "";
    this.#looked = null;
    this.#draw();
  }

  update({ locked = false } = {}) {
    this.#locked = locked;
    this.#area.disabled = locked;
    this.#drawHead();
    this.#look();
  }

  #drawHead() {
    const { refers } = this.#draft;
    this.#head.hidden = !refers;
    if (!refers) return;
    this.#head.replaceChildren(h("span", {}, tr("This replaces entry %s for everybody.", refers)),
      h("button", { type: "button", class: "plain", onclick: () => this.write() }, tr("Do not correct")));
  }

  #typed() {
    this.#draft.text = this.#area.value;
    this.#drawHead();
    this.#draw();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), LOOK_MS);
  }

  async #look() {
    const { text, lang: tongue } = this.#draft;
    if (this.#preview.state !== "ready" || !this.#desk.policies.length || !text.trim()) {
      this.#looked = null;
      this.#draw();
      return;
    }
    try {
      const made = await this.#preview.look(text, tongue);
      if (this.#draft.text !== text || this.#draft.lang !== tongue) return;
      // Before the policies are in the worker it says nothing of anybody.
      this.#looked = made.student ? { text, lang: tongue, made } : null;
    } catch {
      this.#looked = null;
    }
    this.#draw();
  }

  /** What the filter says of exactly this text, or null. */
  get #now() {
    const { text, lang: tongue } = this.#draft;
    return this.#looked?.text === text && this.#looked.lang === tongue ? this.#looked.made : null;
  }

  #draw() {
    const { text } = this.#draft;
    const size = bytesOf(text);
    const made = this.#now;
    const held = made && Object.values(made).some((m) => m.held);
    this.#drawMarks();
    this.#drawOut(made, held);
    const here = this.#preview.atSource;
    const cannot = here && (this.#preview.state !== "ready" || this.#preview.lacksRoster);
    this.#send.disabled = this.#locked || !text.trim() || size > TEXT_MAX || held || cannot;
    this.#review.hidden = !held || here;
    this.#review.disabled = this.#locked;
    const note = size > TEXT_MAX ? tr("Too long by %s bytes: send it in two.", size - TEXT_MAX) : this.#noteWords(cannot);
    if (this.#note.textContent !== note) this.#note.textContent = note;
    this.#note.classList.toggle("fault", size > TEXT_MAX || cannot);
  }

  #noteWords(cannot) {
    const p = this.#preview;
    if (p.atSource && p.state === "missing") return tr("This hospital's texts are filtered on this device, and the filter could not be loaded. Milestones still work.");
    if (cannot && p.lacksRoster) return tr("This hospital's texts are filtered on this device, which needs the list of this case. Give it below.");
    if (p.state === "missing") return tr("There is no preview here. The relay filters what you send.");
    if (p.state !== "ready") return tr("The filter is being loaded. The relay filters in any case.");
    if (p.patterns) return tr("The relay looks again, also for what only your hospital looks for.");
    if (!p.hasRoster && this.#desk.policies.some((x) => x.roster))
      return tr("The relay has the list of this case and masks more than is shown here.");
    return p.atSource ? tr("Only the masked text leaves this device.") : tr("The relay filters it again.");
  }

  // Marks of the last look hold as far as the text is still the same.
  #drawMarks() {
    const { text } = this.#draft;
    const last = this.#looked?.made.student;
    const pieces = [];
    let at = 0;
    if (last?.changes) {
      let same = 0;
      while (same < text.length && text[same] === this.#looked.text[same]) same++;
      for (const c of last.changes) {
        if (c.end > same) break;
        pieces.push(text.slice(at, c.begin), h("mark", {}, text.slice(c.begin, c.end)));
        at = c.end;
      }
    }
    pieces.push(text.slice(at), "\n");
    this.#mirror.replaceChildren(...pieces);
    this.#mirror.scrollTop = this.#area.scrollTop;
  }

  #drawOut(made, held) {
    this.#out.hidden = !made;
    if (!made) return;
    if (held) {
      this.#out.replaceChildren(h("p", { class: "held-line" }, icon("pause"),
        tr("The filter would hold this: it is not sure. Change the words, or let a moderator decide.")));
      return;
    }
    const { student, colleague } = made;
    const same = !colleague || plainMasks(colleague.text) === plainMasks(student.text);
    const shown = (words, text) => h("p", { class: "preview-text" }, h("span", { class: "preview-who" }, words),
      maskPieces(plainMasks(text)).map((p) => (p.mask ? h("span", { class: "mask" }, p.text) : p.text)));
    const reasons = new Map();
    for (const c of student.changes)
      reasons.set(`${c.label} ${why(c)}`, tr("%s: %s", (LABELS[c.label] ?? LABELS.OTHER)(), why(c)));
    this.#out.replaceChildren(
      shown(same ? tr("Readers get") : tr("Students get"), student.text),
      same ? "" : shown(tr("Colleagues get"), colleague.text),
      reasons.size ? h("ul", { class: "reasons" }, [...reasons.values()].map((words) => h("li", {}, words))) : "");
  }

  #submit(review) {
    if (this.#locked || (this.#send.disabled && !review) || !this.#draft.text.trim()) return;
    const { text, lang: tongue, part, refers } = this.#draft;
    const made = this.#now?.student;
    const item = this.#desk.outbox.add({ kind: refers ? "correction" : "update", text, lang: tongue,
      part: part || undefined, refers: refers || undefined });
    item.shown = made?.text ? plainMasks(made.text) : text;
    this.write();
  }
}
