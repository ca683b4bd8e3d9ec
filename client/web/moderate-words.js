// SPDX-License-Identifier: MIT
//
// What the filter's labels, the kinds of drafts and who speaks are called on
// the moderator's page.
//
// Who calls it: moderate-item.js, moderate-case.js.

import { tr } from "./ui.js";

const DOUBTS = {
  "NAME": () => tr("may be somebody's name"),
  "LOCATION": () => tr("may be a place"),
  "ORGANIZATION": () => tr("may be a hospital or another organization"),
  "DATE": () => tr("may be a date or a day"),
  "AGE": () => tr("may be an age above 89"),
  "PHONE": () => tr("may be a phone number"),
  "EMAIL": () => tr("may be an e-mail address"),
  "ID": () => tr("may be a number that belongs to somebody"),
  "DEVICE": () => tr("may be the serial number of a device"),
  "VEHICLE": () => tr("may be a vehicle's number"),
  "NETWORK": () => tr("may be an address in a network"),
  "BIOMETRIC": () => tr("may describe a person's body"),
  "OTHER": () => tr("may tell who it is"),
};

export const doubtWords = (label) => (DOUBTS[label] ?? DOUBTS.OTHER)();

const KINDS = {
  "update": () => tr("Update"),
  "milestone": () => tr("Milestone"),
  "correction": () => tr("Correction"),
};

export const kindWords = (kind) => KINDS[kind]?.() ?? kind;

const PARTS = {
  "surgeon": () => tr("Surgeon"),
  "anaesthetist": () => tr("Anaesthetist"),
  "scrub": () => tr("Scrub nurse"),
  "circulator": () => tr("Circulating nurse"),
  "registrar": () => tr("Registrar"),
  "perfusionist": () => tr("Perfusionist"),
  "pathology": () => tr("Pathology"),
  "radiology": () => tr("Radiology"),
  "student": () => tr("Student"),
  "other": () => tr("Other"),
};

export const partWords = (part) => (PARTS[part] ?? PARTS.other)();
