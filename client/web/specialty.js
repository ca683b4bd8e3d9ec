// SPDX-License-Identifier: MIT
//
// What the specialties of the templates are called. Who calls it:
// staff-open.js, archive-list.js.

import { tr } from "./ui.js";

const WORDS = {
  "general surgery": () => tr("General surgery"), "orthopaedic surgery": () => tr("Orthopaedics"),
  "neurosurgery": () => tr("Neurosurgery"), "cardiac surgery": () => tr("Cardiac surgery"),
  "obstetrics": () => tr("Obstetrics"), "trauma surgery": () => tr("Trauma surgery"),
};

/** Of a template's or a row's `specialty`; one that is not known as it is. */
export const specialtyWords = (specialty) => WORDS[specialty]?.() ?? specialty ?? "";
