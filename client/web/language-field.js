// SPDX-License-Identifier: MIT
//
// In which language somebody writes: the filter knows each by its own words,
// and screen readers read the text aloud in it. At first that of the page.
//
// Who calls it: moderate-forms.js, read-cards.js, read-questions.js.

import { h, lang, tr } from "./ui.js";

/** { select, element }: the choice, and the field around it with its label. */
export function languageField(id, chosen = lang()) {
  const names = [["en", tr("English")], ["id", tr("Indonesian")]];
  const select = h("select", { id }, names.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  return { select, element: h("div", { class: "field language" }, h("label", { for: id }, tr("Language of the text")), select) };
}
