// SPDX-License-Identifier: MIT
//
// What is said about an entry, in the page's language: who speaks, what kind
// it is, why something is hidden. entry-view.js and the reader's cards use it.

import { label, tr } from "./ui.js";

const PARTS = {
  __proto__: null, // of a later relay's kinds and parts none is found here
  surgeon: () => tr("Surgeon"),
  anaesthetist: () => tr("Anaesthetist"),
  scrub: () => tr("Scrub nurse"),
  circulator: () => tr("Circulating nurse"),
  registrar: () => tr("Registrar"),
  perfusionist: () => tr("Perfusionist"),
  pathology: () => tr("Pathology"),
  radiology: () => tr("Radiology"),
  student: () => tr("Student"),
};

const KINDS = {
  __proto__: null,
  question: () => tr("Question"),
  answer: () => tr("Answer"),
  poll: () => tr("Poll"),
  result: () => tr("Result of the poll"),
  outcome: () => tr("Outcome"),
  notice: () => tr("Notice"),
};

/** Who speaks, or what it is where that says more; "" for neither. */
export const who = (row) => KINDS[row.kind]?.() ?? PARTS[row.part]?.() ?? (row.part ? tr("Other") : "");

/** Which look a speaker has: staff, anaesthesia, nursing, guest or none. */
export function look(row) {
  if (row.kind === "question" || ["pathology", "radiology", "student"].includes(row.part)) return "guest";
  if (["anaesthetist", "perfusionist"].includes(row.part)) return "anaesthesia";
  if (["scrub", "circulator"].includes(row.part)) return "nursing";
  return row.part === "surgeon" || row.part === "registrar" || KINDS[row.kind] ? "staff" : "none";
}

/** A milestone in the reader's language; of an unknown step its id in words. */
export const stepWords = (entries, id) => label(entries.step(id)?.step.label) || id.replaceAll("-", " ");

/** What a row shows besides its text: a search finds it, too. */
export const rowWords = (entries, row) =>
  row.kind === "milestone" ? stepWords(entries, row.step) : who(row);

const MASKS = {
  NAME: [() => tr("name"), () => tr("A name stood here. The same number is the same person throughout this procedure.")],
  LOCATION: [() => tr("place"), () => tr("A place stood here. Where somebody lives or is treated helps to find out who it is.")],
  ORGANIZATION: [() => tr("institution"), () => tr("The name of an institution stood here. With the day it can lead to one patient.")],
  DATE: [() => tr("date"), () => tr("A date stood here. The day of an operation identifies the patient; only a year may stay.")],
  AGE: [() => tr("age"), () => tr("An age stood here. Together with other details it can identify the patient.")],
  PHONE: [() => tr("phone"), () => tr("A telephone number stood here. It belongs to one person or ward.")],
  EMAIL: [() => tr("e-mail"), () => tr("An e-mail address stood here. It belongs to one person.")],
  ID: [() => tr("number"), () => tr("A number stood here that stands for one person in a register or record.")],
  DEVICE: [() => tr("device number"), () => tr("A serial or lot number stood here. It leads to whoever carries the implant.")],
  VEHICLE: [() => tr("vehicle"), () => tr("The number of a vehicle stood here. It leads to its owner.")],
  NETWORK: [() => tr("address"), () => tr("An address in a network stood here. It leads to a device and its owner.")],
  BIOMETRIC: [() => tr("biometric"), () => tr("Something of the body stood here by which a person is recognised.")],
  OTHER: [() => tr("hidden"), () => tr("A detail stood here that could identify somebody.")],
};

const PEOPLE = {
  PATIENT: () => tr("patient"),
  DONOR: () => tr("donor"),
  RECIPIENT: () => tr("recipient"),
  BABY: () => tr("baby"),
  RELATIVE: () => tr("relative"),
  SURGEON: () => tr("surgeon"),
  REGISTRAR: () => tr("registrar"),
  ASSISTANT: () => tr("assistant"),
  ANAESTHETIST: () => tr("anaesthetist"),
  NURSE: () => tr("nurse"),
  SCRUB: () => tr("scrub nurse"),
  CIRCULATOR: () => tr("circulating nurse"),
  PERFUSIONIST: () => tr("perfusionist"),
  MIDWIFE: () => tr("midwife"),
  RADIOLOGIST: () => tr("radiologist"),
  PATHOLOGIST: () => tr("pathologist"),
  TECHNICIAN: () => tr("technician"),
  PHYSICIAN: () => tr("physician"),
  STUDENT: () => tr("student"),
  ADVOCATE: () => tr("advocate"),
};

/** A mask in a word or two: "name 2", "surgeon", "date 2026". */
export const maskWords = (mask) =>
  [PEOPLE[mask.person]?.() ?? MASKS[mask.label][0](), mask.detail].filter(Boolean).join(" ");

/** Why it is hidden. */
export const maskWhy = (mask) =>
  mask.person ? tr("The name of a person of this procedure stood here. Shown is only what part they have in it.") : MASKS[mask.label][1]();
