// SPDX-License-Identifier: MIT
//
// What readers would get of a text that a moderator writes, while it is
// written. The filter is loaded with the first form that is opened. The case's
// roster is not on this device: the relay looks again with it.
//
// Who calls it: moderate-forms.js.

import { Preview } from "./preview.js";
import { h, tr } from "./ui.js";
import { maskPieces, plainMasks } from "./staff-model.js";

/** Milliseconds after the last key. */
const LOOK_MS = 150;
const AUDIENCES = ["student", "colleague"];
const previews = new Map(); // procedure -> promise of a Preview that is set up

async function make(relay, procedure) {
  const preview = new Preview();
  await preview.load();
  const policies = await Promise.all(AUDIENCES.map(async (audience) => {
    const ok = await relay.request("policy", { procedure, audience });
    return { audience, name: ok.policy_name, json: ok.policy, atSource: false, roster: ok.roster === true };
  }));
  await preview.setup(policies, null);
  return preview;
}

function previewOf(relay, procedure) {
  if (!previews.has(procedure)) {
    const made = make(relay, procedure);
    previews.set(procedure, made);
    made.catch(() => previews.delete(procedure));
  }
  return previews.get(procedure);
}

const shown = (words, text) =>
  h("p", { class: "preview-text" }, h("span", { class: "preview-who" }, words), " ",
    maskPieces(plainMasks(text)).map((p) => (p.mask ? h("span", { class: "mask" }, p.text) : p.text)));

function answer({ student, colleague }) {
  if (student.held || colleague?.held)
    return [h("p", { class: "hint" }, tr("The filter would hold this: it is not sure. Change the words."))];
  const same = !colleague || plainMasks(colleague.text) === plainMasks(student.text);
  return [
    shown(same ? tr("Readers get") : tr("Students get"), student.text),
    same ? "" : shown(tr("Colleagues get"), colleague.text),
  ];
}

/** Keeps `out` at what the filter says of area's text in select's language. */
export function watchText({ relay, procedure, area, select, out }) {
  let timer = null;

  async function look() {
    const text = area.value;
    if (!text.trim()) {
      out.replaceChildren();
      return;
    }
    try {
      const preview = await previewOf(relay, procedure);
      const made = preview.state === "ready" ? await preview.look(text, select.value) : {};
      if (area.value === text) out.replaceChildren(...(made.student ? answer(made) : []));
    } catch {
      // Without a filter here the relay's own is all there is; the form says so.
      out.replaceChildren();
    }
  }
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, LOOK_MS);
  };
  area.addEventListener("input", soon);
  select.addEventListener("change", soon);
  look();
}
